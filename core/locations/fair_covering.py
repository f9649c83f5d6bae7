"""Places that serve the neighbourhood first that is worst off: shares compared from the smallest up.

With sₐ the share that is served of what counts in neighbourhood a, and s₍₁₎ ≤ s₍₂₎ ≤ … these in ascending order::

    lexmax (s₍₁₎, s₍₂₎, …)    with at most p new places

Of two choices the one with the larger smallest share is better; where these are equal the second smallest decides, and
so on (the leximin order), and at last the weight that is served in all. Neighbourhoods whose share no candidate can
change stay out of it, which does not change the order.

References
----------
The order: A. K. Sen (1970), "Collective Choice and Social Welfare", Holden-Day. Level by level, with what is settled
held: W. Ogryczak (1997), "On the lexicographic minimax approach to location problems", European Journal of
Operational Research 100, 566–585.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, islice
from math import comb

import numpy as np

from ..arrays import Floats, Ints
from ..sparse import Matrix, entries, identity, row_indices, side_by_side, stacked, zeros
from .covering import RELATIVE, Cover, narrowed, useful
from .solver import Model, Solver, gap_between

EQUAL = 1e-6
"""Shares that differ by less are equal."""

MOST_CHOICES, MOST_COMPARED = 3_000_000, 20_000
"""Choices of the candidates that are left which are looked through one by one, and compared in full."""

_AT_ONCE = 50_000
_SCALE = 1000.0
"""Shares are told to the solver in thousandths: its tolerance is absolute, and finer than `EQUAL` by then."""


@dataclass(frozen=True)
class Shares:
    """What neighbourhoods have served already, and in all.

    `area` is the number of each in the cover, `base` the weight that existing facilities serve there, `total` all
    weight there; only those whose share a candidate can change.
    """

    area: Ints
    base: Floats
    total: Floats


@dataclass(frozen=True)
class _Level:
    """At most `below` neighbourhoods have a share smaller than `share`."""

    share: float
    below: int


class _Fair:
    """Builds the models, and compares choices."""

    def __init__(self, cover: Cover, shares: Shares, places: int) -> None:
        self.cover, self.shares, self.places = cover, shares, places
        rows = np.flatnonzero(np.isin(cover.area, shares.area))
        row = np.searchsorted(shares.area, cover.area[rows])
        self.by_area = entries(cover.weight[rows] / shares.total[row], row, rows, (shares.area.size, cover.weight.size))
        """Turns what is served into shares on top of those that are there."""

    @cached_property
    def alone(self) -> Matrix:
        """Return the share that each column alone adds in each neighbourhood."""
        return Matrix(self.by_area @ self.cover.matrix)

    def _helps(self, aim: float, areas: Ints) -> Matrix:
        """Return what counts towards a share: 1 for a column that suffices alone, else a half, as it takes two."""
        found = row_indices(self.alone, areas).tocoo()
        enough = self.least[areas][found.row] + found.data >= aim * (1 - EQUAL)
        return entries(np.where(enough, 1.0, 0.5), found.row, found.col, (areas.size, self.cover.candidate.size))

    @cached_property
    def least(self) -> Floats:
        """Return the share that each neighbourhood has already."""
        return self.shares.base / self.shares.total

    @cached_property
    def most(self) -> Floats:
        """Return the shares with all candidates, ascending."""
        return self.of(np.arange(self.cover.candidate.size))

    def of(self, columns: Ints) -> Floats:
        """Return the shares with the candidates of some columns, ascending."""
        return np.sort(self.least + self.by_area @ self.cover.served(columns).astype(float))

    def start(self, solver: Solver) -> Ints:
        """Choose greedily, then exchange one for another as long as that is fairer."""
        chosen: list[int] = []
        for _ in range(min(self.places, self.cover.candidate.size)):
            chosen.append(self._fairest(chosen, solver))
        best, better = self.of(np.array(chosen, np.int64)), True
        while better and solver.left:
            better = False
            for place in range(len(chosen)):
                rest = chosen[:place] + chosen[place + 1 :]
                other = self._fairest(rest, solver)
                found = self.of(np.array([*rest, other], np.int64))
                if fairer(found, best):
                    chosen, best, better = [*rest, other], found, True
        return np.array(chosen, np.int64)

    def _fairest(self, chosen: list[int], solver: Solver) -> int:
        """Return the column that makes the shares fairest beside some others; of equal ones the first."""
        solver.look()
        served = self.cover.served(np.array(chosen, np.int64))
        more = (self.by_area * ~served[None, :]) @ self.cover.matrix
        now = self.least + self.by_area @ served.astype(float)
        shares = np.sort(np.round((now[:, None] + more.toarray()) / EQUAL), axis=0)
        order = np.lexsort([-np.arange(shares.shape[1]), *shares[::-1]])
        return int(order[~np.isin(order, chosen)][-1])

    def model(self, levels: list[_Level], over: float | None, below: int, least: float = 0.0) -> Model:
        """Make the model of one step.

        Parameters
        ----------
        levels
            What holds already.
        over
            The fewest neighbourhoods are to have a share at most this; None: the largest share is sought that at most
            `below` neighbourhoods have less than.
        least
            That share is known to be larger than this.

        Notes
        -----
        Who is to have more than there is already needs a place that gives so much alone, or two that give less: told
        apart, this brings the solver's bounds closer.
        """
        rows, columns = self.cover.matrix.shape
        areas = self.least.size
        # The variables: columns, which areas may be below each level and below the one sought, groups, that share.
        steps = [*(level.share for level in levels), over]
        whole = columns + areas * len(steps)
        size = whole + rows + 1
        parts: list[Matrix | Floats] = [self._served(whole), self._places(size)]
        low: list[Floats] = [np.full(rows, -np.inf), np.zeros(1)]
        high: list[Floats] = [np.zeros(rows), np.full(1, float(self.places))]
        for number, share in enumerate(steps):
            first, held = columns + areas * number, number < len(levels)
            aim = None if share is None else share - EQUAL / 2 if held else share + EQUAL
            parts.append(self._above(first, aim, whole, size))
            low.append(_SCALE * ((0.0 if aim is None else aim) - self.least))
            high.append(np.full(areas, np.inf))
            exceptions = np.zeros(size)
            exceptions[first : first + areas] = 1
            parts.append(exceptions)
            low.append(np.zeros(1))
            high.append(np.full(1, float(levels[number].below if held else below if over is None else areas)))
        last = whole - areas
        more = (least if over is None else over) + EQUAL
        needs = np.flatnonzero(self.least < more * (1 - EQUAL))
        helps = side_by_side(self._helps(more, needs), zeros(needs.size, size - columns))
        parts.append(helps + entries(np.ones(needs.size), np.arange(needs.size), last + needs, (needs.size, size)))
        low.append(np.ones(needs.size))
        high.append(np.full(needs.size, np.inf))
        cost = np.zeros(size)
        if over is None:
            cost[-1] = -_SCALE
            parts.append(-cost)
            low.append(np.full(1, _SCALE * more))
            high.append(np.full(1, np.inf))
        else:
            cost[whole - areas : whole] = 1
        return Model(cost=cost, matrix=stacked(parts), low=np.concatenate(low), high=np.concatenate(high), whole=whole)

    def last_model(self, levels: list[_Level]) -> Model:
        """Make the model of the most weight with all levels held."""
        model = self.model(levels, -1.0, 0)  # nobody is below −1: the last step asks nothing
        rows = self.cover.weight.size
        cost = np.zeros(model.cost.size)
        cost[-1 - rows : -1] = -self.cover.weight
        return Model(cost=cost, matrix=model.matrix, low=model.low, high=model.high, whole=model.whole)

    def _served(self, whole: int) -> Matrix:
        rows, columns = self.cover.matrix.shape
        return side_by_side(-self.cover.matrix, zeros(rows, whole - columns), identity(rows), zeros(rows, 1))

    def _places(self, size: int) -> Floats:
        count = np.zeros(size)
        count[: self.cover.candidate.size] = 1
        return count

    def _above(self, at: int, aim: float | None, whole: int, size: int) -> Matrix:
        """Return the rows: the share served, and what an exception may lack, less the share sought."""
        areas = self.least.size
        number = np.arange(areas)
        lack = np.full(areas, 1.0) if aim is None else np.maximum(aim - self.least, 0.0)
        found = side_by_side(zeros(areas, whole), _SCALE * self.by_area, zeros(areas, 1))
        found = found + entries(_SCALE * lack, number, at + number, (areas, size))
        if aim is None:
            found = found - entries(np.full(areas, _SCALE), number, np.full(areas, size - 1), (areas, size))
        return found


def fairer(one: Floats, other: Floats) -> bool:
    """Return whether ascending shares are better than others: the first difference decides."""
    differ = np.flatnonzero(np.abs(one - other) >= EQUAL)
    return bool(differ.size) and bool(one[differ[0]] > other[differ[0]])


@dataclass(frozen=True, kw_only=True)
class Fairest:
    """The answer: candidates, ascending, and how far it is proved.

    Parameters
    ----------
    value, bound
        The smallest share, and the most that it can be.
    gap
        Of the first share, from the smallest up, that is not proved to be as large as can be, or of the number of
        neighbourhoods that stay at one; 0 where all are proved.
    proved
        How many of the smallest shares are.
    """

    chosen: Ints
    value: float
    bound: float
    gap: float
    proved: int


def worst_first(cover: Cover, shares: Shares, places: int, solver: Solver) -> Fairest:
    """Serve the neighbourhoods that are worst off first.

    Parameters
    ----------
    cover
        As `reduced` gives it.
    shares
        The neighbourhoods, `area` ascending.

    Notes
    -----
    Level by level, from what the worst off have already: the fewest neighbourhoods that must stay at a level are the
    exceptions of the next one, which is the largest share that all others have. Each step is a model for the solver,
    with the levels before held. Where few candidates are left after the first step, all their choices are compared.
    """
    fair = _Fair(cover, shares, places)
    areas = shares.area.size
    # All candidates may open: nothing is left to choose.
    if places >= cover.candidate.size:
        value = float(fair.most.min(initial=1.0))
        return Fairest(chosen=cover.candidate, value=value, bound=value, gap=0.0, proved=areas)
    # Shares in ascending order, settled from the left. `below` of them are settled, the next level is at `share`:
    #
    #     0.2  0.2 | 0.5  0.5  0.7  0.9          below = 2, share = 0.5
    #     settled  | not yet
    best, below, gap, compared = fair.start(solver), 0, 0.0, None
    share, bound, levels = float(fair.least.min(initial=1.0)), 1.0, list[_Level]()
    while below < areas:
        # How many must stay at this level? The best choice so far has so many, the solver says how many at least.
        fewest = int((fair.of(best) < share + EQUAL).sum())
        # The share of a level is that of one neighbourhood at least, and who can have no more stays at it.
        least = max(below + bool(levels), int((fair.most < share + EQUAL).sum()))
        if fewest > least:
            step = solver.solve(fair.model(levels, share, 0))
            best = _better(fair, step.values, best)
            fewest = int((fair.of(best) < share + EQUAL).sum())
            least = max(least, int(np.ceil(step.bound - 1e-6)) if np.isfinite(step.bound) else 0)
        if least and not below:
            bound = share
        if fewest > least:
            gap = gap_between(fewest, least)
            break
        below = fewest
        if below == areas:
            break
        # After the first level most candidates are out of it, often so many that all choices of the rest are compared.
        if not levels:
            fair, best = _narrowed(fair, best, share, solver)
            compared = _best_of_all(fair, best, share, areas - below, solver)
            if compared is not None:
                best, below = compared, areas
                break
        # How high can the next level be, with these held? Each better choice raises it until the solver finds none.
        most, share = 1.0, float(fair.of(best)[below])
        while most > share + EQUAL:
            step = solver.solve(fair.model(levels, None, below, share))
            better = _better(fair, step.values, best)
            most = share if not step.feasible else min(most, -step.bound / _SCALE)
            if better is best:
                break
            best, share = better, float(fair.of(better)[below])
        bound = most if not below else bound
        if most > share + EQUAL:
            gap = gap_between(share, most)
            break
        levels.append(_Level(share, below))
    # Of the choices that are equally fair, the one that serves the most.
    if not gap and compared is None:
        answer = solver.solve(fair.last_model(levels))
        if answer.values is not None:
            found = np.flatnonzero(answer.values[: fair.cover.candidate.size] > 0.5)
            more = fair.cover.weight_of(found) > fair.cover.weight_of(best)
            if more and not fairer(fair.of(best), fair.of(found)):
                best = found
    value = float(fair.of(best).min(initial=1.0))
    return Fairest(
        chosen=fair.cover.candidate[useful(fair.cover, best)],
        value=value,
        bound=max(bound, value) if gap else value,
        gap=gap,
        proved=below,
    )


def _narrowed(fair: _Fair, best: Ints, share: float, solver: Solver) -> tuple[_Fair, Ints]:
    """Let the candidates go that are in no choice which leaves as few neighbourhoods at a share as the best one does.

    Serving somebody in a neighbourhood is a covering problem of its own, of neighbourhoods instead of dwellings.
    """
    at = np.flatnonzero(fair.least < share + EQUAL)
    touches = row_indices(fair.alone, at)
    touches.data = np.ones(touches.data.size)
    areas = Cover(touches, np.ones(at.size), np.full(at.size, -1), np.arange(touches.shape[1]))
    kept = np.union1d(narrowed(areas, fair.places, best, solver).kept, best)
    cover = fair.cover.take(kept, solver.progress)
    if not np.isin(fair.cover.candidate[best], cover.candidate).all():
        return fair, best  # one of the best serves no more than another: rare, and nothing is lost
    return _Fair(cover, fair.shares, fair.places), np.searchsorted(cover.candidate, np.sort(fair.cover.candidate[best]))


def _best_of_all(fair: _Fair, best: Ints, share: float, above: int, solver: Solver) -> Ints | None:
    """Compare all choices that leave as few neighbourhoods at a share as can be; None where they are too many.

    Parameters
    ----------
    above
        The neighbourhoods that such a choice brings above the share.
    """
    count = fair.cover.candidate.size
    if comb(count, fair.places) > MOST_CHOICES:
        return None
    above_already = (fair.least >= share + EQUAL)[None, :]
    helps = np.packbits(above_already | (fair.alone.toarray().T > 0), axis=1)
    choices = combinations(range(count), fair.places)
    left: list[Ints] = []
    while block := list(islice(choices, _AT_ONCE)):
        solver.look()
        several = np.array(block)
        reached = np.unpackbits(np.bitwise_or.reduce(helps[several], axis=1), axis=1).sum(axis=1)
        left.append(several[reached >= above])
        if sum(map(len, left)) > MOST_COMPARED:
            return None
    shares, weight = fair.of(best), fair.cover.weight_of(best)
    for number, one in enumerate(chain.from_iterable(left)):
        if number % 100 == 0:
            solver.look()
        other = fair.of(one)
        equal = not fairer(shares, other) and not fairer(other, shares)
        if fairer(other, shares) or (equal and fair.cover.weight_of(one) > weight * (1 + RELATIVE)):
            best, shares, weight = one, other, fair.cover.weight_of(one)
    return best


def _better(fair: _Fair, values: Floats | None, best: Ints) -> Ints:
    """Return the fairer of the solver's choice and the best so far."""
    if values is None:
        return best
    found = np.flatnonzero(values[: fair.cover.candidate.size] > 0.5)
    return found if fairer(fair.of(found), fair.of(best)) else best
