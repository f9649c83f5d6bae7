"""Where to put or open the next places: from a network to the candidates that do best, and what each would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Ints, Words, same_word
from ..comparing import WITHIN
from ..errors import InputError
from ..network.network_access import NetworkAccess
from ..progress import Progress
from ..reach.nearest import nearest_facility
from ..reach.row_statuses import SearchStatuses, facility_statuses
from ..sparse import column_indices, row_indices, row_sums
from ..statuses import BEYOND_LIMIT, NO_FACILITY, NO_GEOMETRY, NO_WEIGHT, OFF_NETWORK, OK, UNREACHABLE
from ..wording import percentage_digits, share_note
from .candidates import Distances, Spots, find_spots, measure_distances
from .covering import RELATIVE, Choice, Cover, fewest_places, most_served, reduced
from .distance_table import DistanceTable
from .fair_covering import Shares, worst_first
from .objectives import Objective
from .p_centre import least_greatest
from .p_median import least_total
from .solver import Solver, gap_between


@dataclass(frozen=True, kw_only=True)
class LocationSearch:
    """What is asked.

    Parameters
    ----------
    places
        How many places at most, for all objectives but `FEWEST_PLACES`.
    target
        The share of the weight to serve, for `FEWEST_PLACES` and for `thresholds`.
    limit
        Within which a dwelling is served, in the unit that decides.
    seconds
        For the solver; for each of the thresholds as many again.
    thresholds
        Other limits, for each of which the fewest places are asked.
    """

    objective: Objective
    places: int
    target: float
    limit: float
    seconds: float
    thresholds: Sequence[float] = ()


@dataclass(frozen=True)
class SearchDemand:
    """The dwellings.

    `weight` is NaN where it is not known, `area` is each one's neighbourhood, -1 outside all.
    """

    weight: Floats
    area: Ints


@dataclass(frozen=True, kw_only=True)
class Priced:
    """What a threshold costs: places and their proved bound, NaN where the target cannot be reached.

    `share` is what those places serve, `attainable` what all candidates would.
    """

    threshold: float
    places: float
    bound: float
    share: float
    attainable: float


@dataclass(frozen=True)
class Opened:
    """What each candidate does when it opens alone; NaN where it is not on the network.

    `gain` is the weight that it serves and existing facilities do not, `served` all that it serves, `owner_gain` the
    gain of all candidates of its owner together.
    """

    gain: Floats
    served: Floats
    owner_gain: Floats
    status: Words


@dataclass(frozen=True, kw_only=True)
class Assigned:
    """Where each dwelling goes: the facility's row, existing ones first, then the candidates; -1 where to none.

    `metres` and `minutes` of the way there are NaN where to none; `status` is one of `statuses`.
    """

    facility: Ints
    metres: Floats
    minutes: Floats
    status: Words


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """The answer.

    Parameters
    ----------
    chosen
        Rows of the candidates, ascending.
    rank, gain, served, nearest
        Of each that was chosen: its turn when the one with the largest gain always opens next, and the weight that it
        serves then in addition; the weight that goes there within the limit, and at whatever distance.
    value, bound, gap
        What is reached of the objective, its bound, and how far these are apart: 0 where the choice is proved best.
    before, weight, total
        The weight served by existing facilities, with the chosen ones too, and all that could be served.
    shares, proved
        Of each neighbourhood the share served with the chosen places, NaN where nobody counts; and how many of the
        smallest ones are proved, for `WORST_FIRST`.
    statuses
        What became of each dwelling and each existing facility.
    """

    chosen: Ints
    rank: Ints
    gain: Floats
    served: Floats
    nearest: Floats
    value: float
    bound: float
    gap: float
    before: float
    weight: float
    total: float
    shares: Floats
    proved: int
    opened: Opened
    statuses: SearchStatuses
    assigned: Assigned
    price: list[Priced]


def _shares_served(demand: SearchDemand, counts: Flags, served: Flags) -> Floats:
    """Return the share of each neighbourhood's weight that is served."""
    inside, size = counts & (demand.area >= 0), int(demand.area.max(initial=-1)) + 1
    of = np.bincount(demand.area[inside], demand.weight[inside], minlength=size)
    within = np.bincount(demand.area[inside & served], demand.weight[inside & served], minlength=size)
    return np.divide(within, of, out=np.full(size, np.nan), where=of > 0)


def _sums(place: Ints, weight: Floats, rows: Flags, count: int) -> Floats:
    return np.bincount(place[rows], weight[rows], minlength=count).astype(np.float64)


def suggest_locations(
    access: NetworkAccess,
    existing: int,
    demand: SearchDemand,
    owners: Sequence[str | None],
    question: LocationSearch,
    progress: Progress | None = None,
) -> Suggestion:
    """Choose candidates, and tell what each would do.

    Parameters
    ----------
    access
        Its unit is that of the limit. The first facilities are open already, and stay so; those behind them are the
        candidates.
    existing
        The number of facilities that are open already.
    owners
        Of each candidate, None where it has none.

    Raises
    ------
    InputError
        If no candidate is on the network, no dwelling counts, or the target cannot be reached.

    Notes
    -----
    What counts is dwellings on the network with a weight above 0; those that reach nothing are not served.
    """
    progress = progress or Progress()
    statuses = facility_statuses(access.facilities)
    status = statuses[existing:]
    usable = np.flatnonzero(status == OK)
    if not usable.size:
        raise InputError("No candidate is on the network: check the layers, or increase MAX_SNAP.")
    spots = find_spots(access, demand.weight, demand.area)
    if not spots.weight.size:
        raise InputError(
            "No dwelling on the network has a weight above 0, so there is nobody to serve: check the layers, and the "
            "numbers of dwellings."
        )
    distances = measure_distances(
        spots,
        np.arange(existing),
        existing + usable,
        max([question.limit, *question.thresholds]),
        question.objective.at_any_distance,
        progress.part(0, 0.3),
    )
    solver = Solver(question.seconds, progress.part(0.3, 0.65))
    answer = _choose(spots, distances, question, solver)
    price = _priced(spots, distances, question, progress.part(0.65, 0.8))
    chosen = np.sort(usable[answer.chosen])
    opened = _opened(spots, distances, usable, status, owners, question.limit)
    rank, gain = _ranked(spots, distances, np.sort(answer.chosen), question.limit)
    open_places = np.concatenate([np.arange(existing), existing + chosen])
    assigned = _assigned(access, open_places, demand, question, progress.part(0.8, 1))
    counted = (spots.of >= 0) & (assigned.facility >= 0)
    near = counted & (access.travel.deciding(assigned.metres, assigned.minutes) <= question.limit + WITHIN)
    new = counted & (assigned.facility >= existing)
    place = np.searchsorted(existing + chosen, assigned.facility)
    return Suggestion(
        chosen=chosen,
        rank=rank,
        gain=gain,
        served=_sums(place, demand.weight, new & near, chosen.size),
        nearest=_sums(place, demand.weight, new, chosen.size),
        value=answer.value,
        bound=answer.bound,
        gap=answer.gap,
        before=float(spots.weight[distances.served(question.limit)].sum()),
        weight=float(demand.weight[near].sum()),
        total=float(spots.weight.sum()),
        shares=_shares_served(demand, spots.of >= 0, near),
        proved=answer.proved,
        opened=opened,
        statuses=SearchStatuses(assigned.status, statuses[:existing], access.snaps.leg, np.isnan(demand.weight)),
        assigned=assigned,
        price=price,
    )


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """The columns that were chosen; value, bound and gap as in `Suggestion`."""

    chosen: Ints
    value: float
    bound: float
    gap: float
    proved: int = 0

    @classmethod
    def of(cls, choice: Choice, base: float = 0.0) -> _Answer:
        """Take a choice, whose value and bound come on top of what is there already."""
        value, bound = choice.value + base, choice.bound + base
        return cls(chosen=choice.chosen, value=value, bound=bound, gap=gap_between(value, bound))


def _choose(spots: Spots, distances: Distances, question: LocationSearch, solver: Solver) -> _Answer:
    """Answer the question."""
    if distances.table is not None:
        table = DistanceTable(distances.table, distances.existing, spots.weight)
        solve = least_total if question.objective == Objective.LEAST_TOTAL else least_greatest
        return _Answer.of(solve(table, question.places, solver))
    served = distances.served(question.limit)
    if question.objective == Objective.WORST_FIRST:
        return _fairest(spots, distances, served, question, solver)
    cover = _cover(spots, distances, question.limit, np.full(spots.weight.size, -1), solver.progress)
    base, total = float(spots.weight[served].sum()), float(spots.weight.sum())
    if question.objective == Objective.MOST_SERVED:
        return _Answer.of(most_served(cover, question.places, solver), base)
    fewest = fewest_places(cover, question.target * total * (1 - RELATIVE) - base, solver)
    if fewest is None:
        raise InputError(
            "The target of {target} % cannot be reached: all facilities and candidates together serve {share} "
            "within the limit of {limit}. Lower the target, raise the limit, or add candidates.",
            target=percentage_digits(question.target),
            share=share_note((base + float(cover.weight.sum())) / total),
            limit=f"{question.limit:.12g}",
        )
    return _Answer.of(fewest)


def _fairest(spots: Spots, distances: Distances, served: Flags, question: LocationSearch, solver: Solver) -> _Answer:
    """Serve the neighbourhoods that are worst off first; some may have a share that no candidate can change."""
    cover = _cover(spots, distances, question.limit, spots.area, solver.progress)
    areas = np.unique(spots.area[spots.area >= 0])
    if not areas.size:
        raise InputError("No dwelling that counts lies in any neighbourhood: check the layers.")
    changes = np.isin(areas, cover.area)
    same = _shares(spots, served, areas[~changes])
    floor = float((same.base / same.total).min(initial=1.0))
    fairest = worst_first(cover, _shares(spots, served, areas[changes]), question.places, solver)
    return _Answer(
        chosen=fairest.chosen,
        value=min(fairest.value, floor),
        bound=min(fairest.bound, floor),
        gap=fairest.gap,
        proved=fairest.proved,
    )


def _cover(spots: Spots, distances: Distances, limit: float, area: Ints, progress: Progress) -> Cover:
    """Return the covering problem of what existing facilities do not serve, at its smallest."""
    left = np.flatnonzero(~distances.served(limit))
    return reduced(row_indices(distances.within(limit), left), spots.weight[left], area[left], progress)


def _shares(spots: Spots, served: Flags, areas: Ints) -> Shares:
    """Return what some neighbourhoods have served already, and in all."""
    inside = spots.area >= 0
    size = int(spots.area.max(initial=0)) + 1
    total = np.bincount(spots.area[inside], spots.weight[inside], minlength=size)
    base = np.bincount(spots.area[inside & served], spots.weight[inside & served], minlength=size)
    return Shares(areas, base[areas].astype(np.float64), total[areas].astype(np.float64))


def _priced(spots: Spots, distances: Distances, question: LocationSearch, progress: Progress) -> list[Priced]:
    """Return the places that each of the thresholds needs."""
    total, prices = float(spots.weight.sum()), []
    for number, threshold in enumerate(question.thresholds):
        part = progress.part(number / len(question.thresholds), (number + 1) / len(question.thresholds))
        base = float(spots.weight[distances.served(threshold)].sum())
        cover = _cover(spots, distances, threshold, np.full(spots.weight.size, -1), part)
        attainable = (base + float(cover.weight.sum())) / total
        fewest = fewest_places(cover, question.target * total * (1 - RELATIVE) - base, Solver(question.seconds, part))
        if fewest is None:
            prices.append(Priced(threshold=threshold, places=np.nan, bound=np.nan, share=np.nan, attainable=attainable))
            continue
        columns = np.flatnonzero(np.isin(cover.candidate, fewest.chosen))
        share = (base + cover.weight_of(columns)) / total
        prices.append(
            Priced(threshold=threshold, places=fewest.value, bound=fewest.bound, share=share, attainable=attainable)
        )
    return prices


def _opened(
    spots: Spots, distances: Distances, usable: Ints, status: Words, owners: Sequence[str | None], limit: float
) -> Opened:
    """Return what each candidate does when it opens alone, and those of its owner together."""
    within = distances.within(limit)
    fresh = np.where(distances.served(limit), 0.0, spots.weight)
    gain, served, together = (np.full(status.size, np.nan) for _ in range(3))
    gain[usable], served[usable] = within.T @ fresh, within.T @ spots.weight
    for owner in sorted({owner for owner in owners if owner is not None}):
        owned = np.array([one == owner for one in owners], bool)
        columns = np.flatnonzero(owned[usable])
        together[owned] = fresh[row_sums(column_indices(within, columns)) > 0].sum()
    together[status != OK] = np.nan
    return Opened(gain, served, together, status)


def _ranked(spots: Spots, distances: Distances, chosen: Ints, limit: float) -> tuple[Ints, Floats]:
    """Return the turn of each choice when the one with the largest gain always opens next, and that gain."""
    within = column_indices(distances.within(limit), chosen).T.tocsr()
    left = np.where(distances.served(limit), 0.0, spots.weight)
    rank, gain = np.zeros(chosen.size, np.int64), np.zeros(chosen.size)
    for turn in range(chosen.size):
        more = np.where(rank == 0, within @ left, -1.0)
        best = int(more.argmax())
        rank[best], gain[best] = turn + 1, more[best]
        left[within.indices[within.indptr[best] : within.indptr[best + 1]]] = 0.0
    return rank, gain


def _assigned(
    access: NetworkAccess, open_places: Ints, demand: SearchDemand, question: LocationSearch, progress: Progress
) -> Assigned:
    """Send each dwelling to the nearest place that is open, within the limit where that is what counts."""
    access = access.of_facilities(open_places)
    nearest = nearest_facility(access, progress)
    reached = nearest.facility >= 0
    status = same_word(reached.size, OK)
    status[~reached] = UNREACHABLE if access.facilities.facility.size else NO_FACILITY
    keeps = reached & access.snaps.on_network
    if not question.objective.at_any_distance:
        keeps &= access.travel.deciding(nearest.metres, nearest.minutes) <= question.limit + WITHIN
        status[reached & ~keeps] = BEYOND_LIMIT
    status[~access.snaps.on_network] = OFF_NETWORK
    status[np.isnan(demand.weight)] = NO_WEIGHT
    status[~access.located] = NO_GEOMETRY
    return Assigned(
        facility=np.where(keeps, np.append(open_places, -1)[nearest.facility], -1),
        metres=np.where(keeps, nearest.metres, np.nan),
        minutes=np.where(keeps, nearest.minutes, np.nan),
        status=status,
    )
