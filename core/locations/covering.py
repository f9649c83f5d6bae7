"""Places that serve dwellings within a limit: the most with some places, or a share of them with the fewest.

With xⱼ = 1 where candidate j opens, yᵢ = 1 where group i is served, wᵢ its weight and Nᵢ the candidates within reach::

    most served      max Σ wᵢ yᵢ    with  yᵢ ≤ Σ_{j ∈ Nᵢ} xⱼ   and  Σ xⱼ ≤ p
    fewest places    min Σ xⱼ       with  yᵢ ≤ Σ_{j ∈ Nᵢ} xⱼ   and  Σ wᵢ yᵢ ≥ what is asked

References
----------
The most weight with p places: R. Church and C. ReVelle (1974), "The maximal covering location problem", Papers of the
Regional Science Association 32, 101–118, doi:10.1007/BF01942293. The fewest places: C. Toregas, R. Swain, C. ReVelle
and L. Bergman (1971), "The location of emergency service facilities", Operations Research 19, 1363–1373,
doi:10.1287/opre.19.6.1363.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Flags, Floats, Ints
from ..progress import Progress
from ..sparse import Matrix, column_indices, identity, row_indices, row_sums, side_by_side, stacked
from .solver import Model, Solver, gap_between, scale_of_model

RELATIVE = 1e-9
"""What a target may be missed by, as a share of all."""

SHARE_OF_TIME = 0.5
"""Of the time that is left, for the search of a bound; the rest is the solver's."""

_WHOLE = 1e-6
_LOOK_AT_ROWS, _LOOK_AT_STEPS = 20_000, 10
_STEPS, _PATIENCE = 1000, 12
_LEAST_GAIN, _LEAST_STEP = 1e-5, 1e-4


@dataclass(frozen=True)
class Cover:
    """Which candidates serve which groups of dwellings.

    Parameters
    ----------
    matrix
        Shape (groups, columns), 1 where the column's candidate serves the group.
    weight
        Of each group.
    area
        The neighbourhood of each group, -1 where none.
    candidate
        The candidate of each column.
    """

    matrix: Matrix
    weight: Floats
    area: Ints
    candidate: Ints

    def served(self, columns: Ints) -> Flags:
        """Return which groups the candidates of some columns serve."""
        return row_sums(column_indices(self.matrix, columns)) > 0

    def take(self, columns: Ints, progress: Progress) -> Cover:
        """Return the problem of some of the columns, at its smallest."""
        small = reduced(column_indices(self.matrix, columns), self.weight, self.area, progress)
        return replace(small, candidate=self.candidate[columns[small.candidate]])

    def weight_of(self, columns: Ints) -> float:
        """Return the weight that the candidates of some columns serve together."""
        return float(self.weight[self.served(columns)].sum())


@dataclass(frozen=True)
class Choice:
    """Candidates that were chosen, ascending, with what they reach of the objective and the bound that is proved."""

    chosen: Ints
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """Return how far value and bound are apart; 0: proved optimal."""
        return gap_between(self.value, self.bound)


def reduced(matrix: Matrix, weight: Floats, area: Ints, progress: Progress | None = None) -> Cover:
    """Bring a covering problem to its smallest size without changing its optimum.

    Groups that no candidate serves go; groups of one neighbourhood with the same candidates become one, with their
    weights together; a candidate that serves nothing more than another one goes, of equal ones all but the first.

    Parameters
    ----------
    matrix
        Shape (groups, candidates), 1 where the candidate serves the group.
    """
    progress = progress or Progress()
    cover = Cover(matrix, weight, area, np.arange(matrix.shape[1]))
    while True:
        cover = _merged(cover, progress)
        kept = _undominated(cover.matrix, progress)
        if kept.size == cover.candidate.size:
            return cover
        cover = replace(cover, matrix=column_indices(cover.matrix, kept), candidate=cover.candidate[kept])


def _merged(cover: Cover, progress: Progress) -> Cover:
    """Bring groups with the same candidates together."""
    matrix = cover.matrix
    matrix.sort_indices()
    number: dict[tuple[bytes, int], int] = {}
    first: list[int] = []
    group = np.full(matrix.shape[0], -1, np.int64)
    start = [int(at) for at in matrix.indptr]
    area = [int(one) for one in cover.area]
    for row in range(matrix.shape[0]):
        if row % _LOOK_AT_ROWS == 0:
            progress.check()
        if start[row] == start[row + 1]:
            continue
        key = matrix.indices[start[row] : start[row + 1]].tobytes(), area[row]
        if key not in number:
            number[key] = len(first)
            first.append(row)
        group[row] = number[key]
    served = group >= 0
    weight = np.bincount(group[served], cover.weight[served], minlength=len(first)).astype(np.float64)
    rows = np.array(first, np.int64)
    return Cover(row_indices(matrix, rows), weight, cover.area[rows], cover.candidate)


def _undominated(matrix: Matrix, progress: Progress) -> Ints:
    """Return the columns that serve something which no other single column serves too; of equal ones the first."""
    progress.check()
    both = (matrix.T @ matrix).tocoo()
    progress.check()
    size = np.zeros(matrix.shape[1])
    own = both.row == both.col
    size[both.row[own]] = both.data[own]
    inside = ~own & (both.data == size[both.row])
    larger = size[both.col] > size[both.row]
    goes = inside & (larger | ((size[both.col] == size[both.row]) & (both.col < both.row)))
    dominated = size == 0
    dominated[both.row[goes]] = True
    return np.flatnonzero(~dominated)


def most_served(cover: Cover, places: int, solver: Solver) -> Choice:
    """Serve the most weight with some places: maximal covering.

    Parameters
    ----------
    cover
        As `reduced` gives it.

    Notes
    -----
    A greedy choice improved by exchanges comes first, then a bound (see `narrowed`), which may prove it best and lets
    candidates go. The solver is asked about those that are left, and the better choice is the answer.
    """
    start = improved_cover(cover, greedy(cover, places), solver)
    search = narrowed(cover, places, start, solver)
    best, value, bound = search.best, search.value, search.bound
    if value < bound * (1 - RELATIVE):
        small = cover.take(search.kept, solver.progress)
        answer = solver.solve(_maximal(small, places))
        # A choice with a candidate that has gone serves no more than the best so far.
        bound = min(bound, max(-answer.bound, value))
        if answer.values is not None:
            found = np.flatnonzero(np.isin(cover.candidate, small.candidate[_ones(answer.values, small)]))
            if cover.weight_of(found) > value:
                best, value = found, cover.weight_of(found)
    return Choice(cover.candidate[useful(cover, best)], value, max(bound, value))


def _ones(values: Floats, cover: Cover) -> Ints:
    return np.flatnonzero(values[: cover.candidate.size] > 0.5)


@dataclass(frozen=True)
class Narrowed:
    """The best choice of columns that was found, what it serves, the most that any can, and those still in question."""

    best: Ints
    value: float
    bound: float
    kept: Ints


def narrowed(cover: Cover, places: int, start: Ints, solver: Solver, need: float | None = None) -> Narrowed:
    """Find a bound for maximal covering, and the columns that may be in a better choice than the best one.

    Parameters
    ----------
    start
        A choice to begin with.
    need
        Where given: all that is asked is whether so much can be served.

    Notes
    -----
    Lagrangian relaxation: each group has a price from 0 to its weight for being served twice or not at all. The bound
    is the weight above the prices, and the prices that the most valuable columns serve. A column is in no better choice
    if the bound with it is below the best value. Subgradient steps bring the bound down.
    """
    columns = cover.matrix.T.tocsr()
    best, value = start, cover.weight_of(start)
    price, bound, size, since = cover.weight.copy(), float(cover.weight.sum()), 1.0, 0
    may = np.ones(cover.candidate.size, bool)
    until = solver.left * (1 - SHARE_OF_TIME)
    for step in range(_STEPS):
        if step % _LOOK_AT_STEPS == 0:
            solver.look()
            if solver.left < until:
                break
        worth = columns @ price
        order = np.argsort(-worth, kind="stable")
        chosen = order[:places]
        now = float((cover.weight - price).sum() + worth[chosen].sum())
        since = 0 if now < bound - _LEAST_GAIN * bound else since + 1
        if now < bound:
            bound = now
            if cover.weight_of(chosen) > value:
                best = improved_cover(cover, chosen, solver)
                value = cover.weight_of(best)
        least = worth[order[min(places, order.size) - 1]] if order.size else 0.0
        may &= now - np.maximum(least - worth, 0.0) >= value * (1 - RELATIVE)
        if since >= _PATIENCE:
            size, since = size / 2, 0
        slope = row_sums(column_indices(cover.matrix, chosen)) - 1.0
        slope[(slope < 0) & (price >= cover.weight)] = 0.0
        length = float(cover.weight @ slope**2)
        if need is not None and (bound < need or value >= need):
            break
        if bound <= value * (1 + RELATIVE) or not length or size < _LEAST_STEP or may.sum() <= places:
            break
        price = np.clip(price - size * (now - value) / length * cover.weight * slope, 0.0, cover.weight)
    return Narrowed(best, value, max(bound, value), np.flatnonzero(may))


def _maximal(cover: Cover, places: int) -> Model:
    rows, columns = cover.matrix.shape
    count = np.concatenate([np.ones(columns), np.zeros(rows)])
    matrix = stacked([side_by_side(-cover.matrix, identity(rows)), count])
    high = np.concatenate([np.zeros(rows), [float(places)]])
    return Model(
        cost=np.concatenate([np.zeros(columns), -cover.weight]),
        matrix=matrix,
        low=np.full(rows + 1, -np.inf),
        high=high,
        whole=columns,
    )


def fewest_places(cover: Cover, need: float, solver: Solver) -> Choice | None:
    """Serve at least some weight with the fewest places: set covering, of all or of a part.

    Returns
    -------
    Choice or None
        Of the choices with so few places the one that serves most, if it is found in time; its value and bound are
        numbers of places. None where all candidates together serve less.

    Notes
    -----
    Maximal covering with fewer places tells how many are needed at least, as long as its bound is below the need. What
    it leaves open is a model for the solver.
    """
    if float(cover.weight.sum()) < need:
        return None
    start = _without_spare(cover, improved_cover(cover, greedy(cover, cover.candidate.size, need), solver), need)
    bound = 1
    while bound < start.size:
        search = narrowed(cover, bound, improved_cover(cover, greedy(cover, bound), solver), solver, need)
        if search.value >= need:
            start = search.best
        elif search.bound < need:
            bound += 1
        else:
            break
    if bound < start.size:
        answer = solver.solve(_covering(cover, need))
        if np.isfinite(answer.bound):
            bound = max(bound, int(np.ceil(answer.bound - _WHOLE)))
        if answer.values is not None:
            found = _ones(answer.values, cover)
            if found.size < start.size and cover.weight_of(found) >= need:
                start = found
    most = most_served(cover, start.size, solver)
    chosen = most.chosen if most.value > cover.weight_of(start) else np.sort(cover.candidate[start])
    return Choice(chosen, chosen.size, min(bound, chosen.size))


def _covering(cover: Cover, need: float) -> Model:
    rows, columns = cover.matrix.shape
    scale = scale_of_model(cover.weight)  # the solver holds a row to 1e-6, whatever its size
    served = np.concatenate([np.zeros(columns), cover.weight * scale])
    matrix = stacked([side_by_side(-cover.matrix, identity(rows)), served])
    low, high = np.concatenate([np.full(rows, -np.inf), [need * scale]]), np.concatenate([np.zeros(rows), [np.inf]])
    return Model(
        cost=np.concatenate([np.ones(columns), np.zeros(rows)]), matrix=matrix, low=low, high=high, whole=columns
    )


def greedy(cover: Cover, places: int, need: float = np.inf) -> Ints:
    """Choose columns one by one, each with the largest gain, of equal ones the first, until nothing is gained.

    Parameters
    ----------
    need
        Enough weight, at which it ends.
    """
    columns = cover.matrix.T.tocsr()
    chosen: list[int] = []
    left, served = cover.weight.copy(), 0.0
    while len(chosen) < min(places, cover.candidate.size) and served < need:
        gain = columns @ left
        best = int(gain.argmax())
        if not gain[best] > 0:
            break
        chosen.append(best)
        served += float(gain[best])
        left[columns.indices[columns.indptr[best] : columns.indptr[best + 1]]] = 0.0
    return np.array(chosen, np.int64)


def improved_cover(cover: Cover, chosen: Ints, solver: Solver) -> Ints:
    """Exchange a chosen column for another one as long as that serves more."""
    columns = cover.matrix.T.tocsr()
    chosen = chosen.copy()
    times = row_sums(column_indices(cover.matrix, chosen))
    better = True
    while better:
        better = False
        for place in range(chosen.size):
            solver.look()
            own = columns.indices[columns.indptr[chosen[place]] : columns.indptr[chosen[place] + 1]]
            times[own] -= 1
            gain = columns @ np.where(times == 0, cover.weight, 0.0)
            best = int(gain.argmax())
            if gain[best] > gain[chosen[place]] * (1 + RELATIVE):
                chosen[place], better = best, True
            own = columns.indices[columns.indptr[chosen[place]] : columns.indptr[chosen[place] + 1]]
            times[own] += 1
    return chosen


def useful(cover: Cover, chosen: Ints) -> Ints:
    """Leave out columns that serve nothing that the others do not serve, and sort the rest."""
    return _without_spare(cover, np.sort(chosen), cover.weight_of(chosen) * (1 - RELATIVE))


def _without_spare(cover: Cover, chosen: Ints, need: float) -> Ints:
    """Leave out, from the last to the first, columns that are not needed to serve some weight."""
    kept = np.sort(chosen)
    for column in chosen[::-1]:
        rest = kept[kept != column]
        if cover.weight_of(rest) >= need:
            kept = rest
    return kept
