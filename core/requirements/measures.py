"""What each dwelling has: the value of a requirement, and whether it lies within the threshold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Ints, Words, running_sums, sums_of
from ..coded_words import CodedWords
from ..comparing import WITHIN
from ..fingerprints import fingerprint
from ..geometry.distances import Places, least_per_pair
from ..geometry.shapes import Shapes, concatenate
from ..network.options import METRES, MINUTES, Travel
from ..norms.model import Mode, Requirement
from ..progress import Progress
from ..reach.network_searches import NetworkSearches
from ..reach.numbers_within import Nearness
from ..reach.reach import NthNearest, Pairs, reachable, reachable_straight
from ..reach.straight import StraightSearches
from ..session import Keeping
from ..statuses import BEYOND_LIMIT, NO_CLASS, NO_FACILITY, NO_GEOMETRY, OFF_NETWORK, UNREACHABLE, WhyUnknown
from .facilities import Selection

WITHIN_ALL, WITHIN_NONE, UNKNOWN = 1, 0, -1

BOUND = 3.0
"""Counts look this many times as far as the largest threshold, so that other thresholds can be read off."""

_EQUAL = 1e-9
_MOST_PAIRS = 2_000_000
"""Of dwellings and facilities, before those that lie behind others are dropped."""


@dataclass(frozen=True)
class Reaching:
    """What all requirements of a run are measured on.

    Parameters
    ----------
    points
        Dwellings, shape (n, 2), NaN without geometry.
    places
        All facilities.
    grounds
        The network of each mode, by its name; several may share one.
    keeping
        Where the run keeps what it finds.
    """

    points: Floats
    places: Places
    grounds: Mapping[str, NetworkSearches] = field(default_factory=dict)
    keeping: Keeping = field(default_factory=Keeping)

    @cached_property
    def straight(self) -> StraightSearches:
        """Return the searches in a straight line."""
        return StraightSearches(self.points, self.places.shapes, self.keeping)

    def with_facilities(self, more: Shapes) -> Reaching:
        """Return the same with more facilities behind these; what was found is taken from here, and nothing is kept."""
        searches = {ground: ground.with_facilities(more) for ground in self.networks}
        grounds = {name: searches[ground] for name, ground in self.grounds.items()}
        places = Places(concatenate([self.places.shapes, more]))
        made = Reaching(self.points, places, grounds)
        made.__dict__["straight"] = StraightSearches(self.points, places.shapes, made.keeping, self.straight)
        return made

    def ground(self, mode: Mode) -> NetworkSearches:
        """Return the network of a mode."""
        if mode.name not in self.grounds:
            raise ValueError(f"a requirement over the network of {mode.name} was measured without one")
        return self.grounds[mode.name]

    @property
    def networks(self) -> list[NetworkSearches]:
        """Return all networks, each once."""
        return list(dict.fromkeys(self.grounds.values()))

    def fingerprint(self, ground: NetworkSearches | None, facilities: Ints) -> bytes:
        """Return a fingerprint of what ways to some facilities are found on, whatever their rows."""
        if ground is not None:
            return ground.fingerprint(facilities)
        return fingerprint(self.points, self.places.shapes.take(facilities))

    def usable(self, ground: NetworkSearches | None) -> Flags:
        """Return which facilities can be reached: those with a geometry, over a network those on it."""
        has = self.places.shapes.has_geometry
        return has if ground is None else has & np.isfinite(ground.facilities.snap_m())


@dataclass(frozen=True)
class Thresholds:
    """The threshold of each dwelling, NaN where its class has none, and the largest of any class."""

    each: Floats
    largest: float


@dataclass(frozen=True, kw_only=True)
class Measure:
    """The values of one requirement, one entry a dwelling.

    Parameters
    ----------
    value
        Metres or minutes at which the requirement becomes true, NaN where it never does or is not known.
    number
        Facilities (count) or types (types) within the threshold, -1 where that is not known; None for the others.
    facility
        The place that gives the value, -1 where none does.
    within
        1 within the threshold, 0 outside, -1 unknown.
    why
        Why there is no value, or why it may be less; None where it stands.
    open
        Whether values may be less: then nothing is outside at any threshold, but unknown.
    """

    value: Floats
    number: NDArray[np.int32] | None
    facility: NDArray[np.int32]
    within: NDArray[np.int8]
    why: CodedWords
    open: bool

    @property
    def reason(self) -> Words:
        """Return why there is no value, spelled out."""
        return self.why.spelled()


@dataclass(frozen=True)
class _MeasuredValues:
    """The value of each dwelling (inf: none), the place that gives it (-1), and how many lie within."""

    value: Floats
    place: Ints
    number: Ints | None = None


def measure(
    requirement: Requirement,
    thresholds: Thresholds,
    mode: Mode,
    reaching: Reaching,
    selections: Sequence[Selection],
    progress: Progress,
) -> Measure:
    """Measure a requirement with a share at every dwelling.

    Parameters
    ----------
    requirement
        Its indicator, unit, metric and minimum are used.
    thresholds
        In its unit.
    mode
        Its speed and network are used.
    selections
        The places that count: one of all types together, or one a type for types and basket.

    Notes
    -----
    It is measured to the facilities, each with its own ways in; a place that several make up has all of theirs.
    The value is that of the nearest place (distance), the n-th nearest (count), the n-th smallest of the nearest of
    each type (types) or the farthest of these (basket). Of count and types it is none beyond `BOUND` × the largest
    threshold.
    """
    search = _Measuring(requirement, thresholds, mode, reaching)
    possible, enough = search.possible(selections), search.enough(selections)
    values = search.find(selections, progress) if possible else search.nothing()
    number: NDArray[np.int32] | None = None
    count = len(reaching.points)
    reached = np.isfinite(values.value)
    within = np.where(values.value <= thresholds.each + WITHIN, WITHIN_ALL, WITHIN_NONE).astype(np.int8)
    hidden = search.hidden(reached)
    lost = BEYOND_LIMIT if requirement.kind.counts else UNREACHABLE
    why = CodedWords.nothing(count).with_word(~reached, lost if enough else NO_FACILITY)
    why_unknown: WhyUnknown = next((s.why_unknown for s in selections if s.why_unknown), "")
    rows = ~hidden.is_none
    if enough:  # where there are too few, and that is known to be real, all lies outside wherever it stands
        within[rows], why = UNKNOWN, why.with_words(rows, hidden)
    if why_unknown:  # the types that are known may be enough
        within[within != WITHIN_ALL], why = UNKNOWN, why.with_word(np.ones(count, bool), why_unknown)
    if values.number is not None:
        known = (within != UNKNOWN) & ~(rows & possible)
        number = np.where(known, values.number, UNKNOWN).astype(np.int32)
    value = values.value if reached.all() else np.where(reached, values.value, np.nan)
    return Measure(
        value=value,
        number=number,
        facility=values.place.astype(np.int32),
        within=within,
        why=why,
        open=bool(why_unknown),
    )


def travel_of(requirement: Requirement, mode: Mode, ground: NetworkSearches | None) -> tuple[Travel, float]:
    """Return how to travel, and what to multiply its unit by to get the requirement's.

    Parameters
    ----------
    ground
        The network, None in a straight line.
    """
    pace = 0.06 / mode.kmh
    if requirement.unit == "m":
        return Travel(METRES), 1.0
    lines = ground.network.lines if ground is not None else None
    if lines is None or (lines.kmh is None and lines.minutes is None):
        return Travel(METRES), pace  # minutes are metres times one pace, so one search serves all speeds
    return Travel(MINUTES, mode.kmh, capped=True), 1.0


@dataclass(frozen=True)
class _Measuring:
    """The search for one requirement's values."""

    requirement: Requirement
    thresholds: Thresholds
    mode: Mode
    reaching: Reaching

    def possible(self, selections: Sequence[Selection]) -> bool:
        """Return whether there are places enough to find a value at some dwelling."""
        stands = [bool(s.places.size) for s in selections]
        return all(stands) if self.requirement.kind.needs_all_types else any(stands)

    def enough(self, selections: Sequence[Selection]) -> bool:
        """Return whether so many places stand anywhere, or may, that the requirement can be true at some dwelling."""
        return self.possible(selections) and self._strategy.enough(selections, self.minimum)

    def find(self, selections: Sequence[Selection], progress: Progress) -> _MeasuredValues:
        """Find the value of each dwelling."""
        return self._strategy.find(self, selections, progress)

    def nothing(self) -> _MeasuredValues:
        """Return what is found where there is nothing to find."""
        count = len(self.reaching.points)
        number = np.zeros(count, np.int64) if self.requirement.kind.counts else None
        return _MeasuredValues(np.full(count, np.inf), np.full(count, -1, np.int64), number)

    @property
    def minimum(self) -> int:
        """Return how many are asked."""
        return self.requirement.minimum or 1

    @property
    def _strategy(self) -> ShareStrategy:
        return SHARES[self.requirement.indicator]

    @property
    def ground(self) -> NetworkSearches | None:
        """Return the network to measure over, None in a straight line."""
        return None if self.requirement.metric == "straight" else self.reaching.ground(self.mode)

    def hidden(self, reached: Flags) -> CodedWords:
        """Return why it is not known what a dwelling has, None where it is: no class, off the network, no geometry."""
        why = CodedWords.nothing(reached.size).with_word(np.isnan(self.thresholds.each), NO_CLASS)
        if self.ground is not None:
            why = why.with_word(~self.ground.snaps.on_network & ~reached, OFF_NETWORK)
        return why.with_word(np.asarray(~np.isfinite(self.reaching.points).all(axis=1)), NO_GEOMETRY)

    def _travel(self) -> tuple[Travel, float]:
        return travel_of(self.requirement, self.mode, self.ground)

    def farthest(self, selections: Sequence[Selection], progress: Progress) -> _MeasuredValues:
        """Find the nearest of each type, and the farthest of these."""
        return _farthest(self._nearest_of_each(selections, progress))

    def nth_type(self, selections: Sequence[Selection], progress: Progress) -> _MeasuredValues:
        """Find the nearest of each type, and the n-th of these."""
        return self._nth_type(self._nearest_of_each(selections, progress))

    def nth_nearest(self, selections: Sequence[Selection], progress: Progress) -> _MeasuredValues:
        """Find the n-th nearest place."""
        (selection,) = selections
        if self.ground is None:
            return self._kept("nth nearest", selection, lambda: self._nth_straight(selection, progress))
        return self._nth_over(self.ground, selection, progress)

    def adding_up(self, selections: Sequence[Selection], progress: Progress) -> _MeasuredValues:
        """Find the nearest facility with which what they offer adds up to what is asked."""
        (selection,) = selections
        return self._kept("adding up", selection, lambda: self._adding_up(selection, progress))

    def _kept(self, what: str, selection: Selection, find: Callable[[], _MeasuredValues]) -> _MeasuredValues:
        """Return what was found before for the same places, thresholds and minimum, else find it."""
        asked = fingerprint(self._travel(), self.minimum, self.thresholds, selection.place, selection.offered)
        return self.reaching.keeping.keep(
            "search", (what, self.reaching.fingerprint(self.ground, selection.members), asked), find
        )

    def _adding_up(self, selection: Selection, progress: Progress) -> _MeasuredValues:
        count = len(self.reaching.points)
        travel, scale = self._travel()
        limit, total = BOUND * self.thresholds.largest / scale, np.zeros(count)
        nearest = _NearestOffers(self.minimum)
        for dwelling, member, cost in self._pairs(travel, selection.members, limit, progress):
            value, offered = cost * scale, selection.offered[member]
            nearest.add((dwelling, value, selection.place[member], offered))
            near = value <= self.thresholds.each[dwelling] + WITHIN
            total += sums_of(dwelling[near], offered[near], count)
        value, place = nearest.completing(count)
        return _MeasuredValues(value, place, np.floor(total * (1 + _EQUAL)).astype(np.int64))

    def _nearest_of_each(self, selections: Sequence[Selection], progress: Progress) -> list[_MeasuredValues]:
        return [
            self._nearest(s, progress.part(number / len(selections), (number + 1) / len(selections)))
            for number, s in enumerate(selections)
            if s.places.size
        ]

    def _nearest(self, selection: Selection, progress: Progress) -> _MeasuredValues:
        travel, scale = self._travel()
        if self.ground is None:
            nearest = self.reaching.straight.nearest(selection.members, progress)
        else:
            nearest = self.ground.nearest(travel, selection.members, progress)
        near, away = nearest.facility, nearest.cost
        value = away if scale == 1.0 else away * scale  # the memory of what was searched
        return _MeasuredValues(value, np.where(near >= 0, selection.place[near], -1))

    def _nth_straight(self, selection: Selection, progress: Progress) -> _MeasuredValues:
        travel, scale = self._travel()
        nearest, limit = NthNearest(len(self.reaching.points), self.minimum), BOUND * self.thresholds.largest / scale
        pairs = list(_of_places(self._pairs(travel, selection.members, limit, progress), selection.place))
        for dwelling, place, cost in pairs:
            nearest.add((dwelling, place, cost * scale))
        nth = nearest.nth(self.minimum)
        return _MeasuredValues(nth.value, nth.facility, self._number_within(pairs, scale))

    def _nth_over(self, ground: NetworkSearches, selection: Selection, progress: Progress) -> _MeasuredValues:
        """Find the n-th nearest over the network, and of those within the threshold all, which need not be as far."""
        minimum = self.minimum
        travel, scale = self._travel()
        members, place = selection.members, selection.place
        several = ground.several(travel, members, place, minimum, progress.part(0, 0.5))
        cost, nth = several.cost[:, minimum - 1], several.place[:, minimum - 1].astype(np.int64)
        beyond = cost > BOUND * self.thresholds.largest / scale + WITHIN
        nearness = Nearness(scale, self.thresholds.each + WITHIN)
        number = ground.number_within(travel, members, place, nearness, progress.part(0.5, 1))
        return _MeasuredValues(
            np.where(beyond, np.inf, cost * scale), np.where(beyond, -1, nth), number.astype(np.int64)
        )

    def _number_within(self, pairs: Iterable[Pairs], scale: float) -> Ints:
        """Count the places of each dwelling that lie within its threshold."""
        number = np.zeros(len(self.reaching.points), np.int64)
        for dwelling, _, cost in pairs:
            near = dwelling[cost * scale <= self.thresholds.each[dwelling] + WITHIN]
            number += np.bincount(near, minlength=number.size)
        return number

    def _pairs(self, travel: Travel, facilities: Ints, limit: float, progress: Progress) -> Iterable[Pairs]:
        if self.ground is None:
            places = Places(self.reaching.places.shapes.take(facilities))
            return reachable_straight(places, self.reaching.points, limit, progress)
        access = self.ground.access(travel, progress.part(0, 0.3))
        return reachable(access.of_facilities(facilities), limit, progress.part(0.3, 1))

    def _nth_type(self, nearest: Sequence[_MeasuredValues]) -> _MeasuredValues:
        """Return the n-th smallest of the nearest of each type."""
        limit = BOUND * self.thresholds.largest + WITHIN
        value = np.array([np.where(one.value <= limit, one.value, np.inf) for one in nearest])
        number = (value <= self.thresholds.each + WITHIN).sum(axis=0, dtype=np.int64)
        minimum = self.minimum
        if len(nearest) < minimum:
            nothing = np.full(value.shape[1], np.inf)
            return _MeasuredValues(nothing, np.full(nothing.size, -1, np.int64), number)
        nth = np.argsort(value, axis=0, kind="stable")[minimum - 1]
        rows = np.arange(nth.size)
        place = np.array([one.place for one in nearest])
        return _MeasuredValues(value[nth, rows], np.where(np.isfinite(value[nth, rows]), place[nth, rows], -1), number)


def _of_places(pairs: Iterable[Pairs], place: Ints) -> Iterator[Pairs]:
    """Yield pairs of dwellings and places, each once: to the nearest part of those that several facilities make up."""
    several = np.bincount(place)[place] > 1
    kept: list[Pairs] = []
    for dwelling, facility, cost in pairs:
        part = several[facility]
        yield dwelling[~part], place[facility[~part]], cost[~part]
        kept.append((dwelling[part], place[facility[part]], cost[part]))
    if several.any() and kept:
        yield least_per_pair(*(np.concatenate(v) for v in zip(*kept, strict=True)))


def _farthest(nearest: Sequence[_MeasuredValues]) -> _MeasuredValues:
    """Return the largest of the values of all types, and the place of the first type that gives it."""
    if len(nearest) == 1:
        return nearest[0]
    value, place = nearest[0].value.copy(), nearest[0].place.copy()
    for one in nearest[1:]:
        farther = one.value > value
        value[farther], place[farther] = one.value[farther], one.place[farther]
    return _MeasuredValues(value, np.where(np.isfinite(value), place, -1))


_Offers = tuple[Ints, Floats, Ints, Floats]
"""Dwelling, value, place and what it offers."""


class _NearestOffers:
    """Keeps the nearest facilities of each dwelling that together offer enough, while pairs come in, in any order."""

    def __init__(self, least: float) -> None:
        self._least = least * (1 - _EQUAL)
        self._parts: list[_Offers] = []
        self._rows, self._settled = 0, 0

    def add(self, offers: _Offers) -> None:
        """Take pairs of a dwelling and a facility in, each once."""
        self._parts.append(offers)
        self._rows += offers[0].size
        if self._rows > 2 * self._settled + _MOST_PAIRS:
            self._settle()

    def completing(self, count: int) -> tuple[Floats, Ints]:
        """Return for each of so many dwellings the value (inf: none) and the place with which they offer enough."""
        (dwelling, value, place, _), complete = self._settle()
        values, places = np.full(count, np.inf), np.full(count, -1, np.int64)
        values[dwelling[complete]], places[dwelling[complete]] = value[complete], place[complete]
        return values, places

    def _settle(self) -> tuple[_Offers, Flags]:
        """Drop what lies behind the facility that completes what is asked; return the others, and which ones do."""
        nothing = np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64), np.empty(0)
        dwelling, value, place, offered = (np.concatenate(c) for c in zip(nothing, *self._parts, strict=True))
        order = np.lexsort((place, value, dwelling))
        dwelling, value, place, offered = dwelling[order], value[order], place[order], offered[order]
        _, start, group = np.unique(dwelling, return_index=True, return_inverse=True)
        running = running_sums(offered, start, group)
        before = np.roll(running, 1)
        before[start] = 0.0
        keep = before < self._least
        kept: _Offers = (dwelling[keep], value[keep], place[keep], offered[keep])
        self._parts, self._rows, self._settled = [kept], int(keep.sum()), int(keep.sum())
        return kept, running[keep] >= self._least


def _always_enough(_selections: Sequence[Selection], _minimum: int) -> bool:
    return True


def _enough_places(selections: Sequence[Selection], minimum: int) -> bool:
    return sum(s.standing for s in selections) >= minimum


def _enough_offered(selections: Sequence[Selection], minimum: int) -> bool:
    unsure = any(s.why_unknown or s.unusable for s in selections)
    return unsure or sum(float(s.offered.sum()) for s in selections) >= minimum * (1 - _EQUAL)


def _enough_types(selections: Sequence[Selection], minimum: int) -> bool:
    return any(s.why_unknown for s in selections) or sum(s.standing > 0 for s in selections) >= minimum


@dataclass(frozen=True)
class ShareStrategy:
    """The strategy of a kind with a share.

    Parameters
    ----------
    find
        Returns the value of each dwelling, of selections among which there is something to find.
    enough
        Returns whether so much stands anywhere that the requirement can be true.
    """

    find: Callable[[_Measuring, Sequence[Selection], Progress], _MeasuredValues]
    enough: Callable[[Sequence[Selection], int], bool] = _always_enough


SHARES: Mapping[str, ShareStrategy] = {
    "distance": ShareStrategy(_Measuring.farthest),
    "count": ShareStrategy(_Measuring.nth_nearest, _enough_places),
    "types": ShareStrategy(_Measuring.nth_type, _enough_types),
    "basket": ShareStrategy(_Measuring.farthest),
    "sum": ShareStrategy(_Measuring.adding_up, _enough_offered),
}
