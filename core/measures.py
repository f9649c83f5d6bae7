"""What each dwelling has: the value of a requirement, and whether it lies within the threshold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .access import Access
from .graph import Graph, build_graph
from .nearest import Nearest, nearest_facility
from .network import Network
from .norms import Requirement
from .options import METRES, MINUTES, Travel
from .places import Places
from .progress import Progress
from .reach import WITHIN, NthNearest, Pairs, reachable, reachable_straight
from .snapping import Snaps
from .statuses import BEYOND_LIMIT, NO_FACILITY, NO_GEOMETRY, OFF_NETWORK, UNREACHABLE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FACILITIES_UNUSABLE = "facilities_unusable"
WITHIN_ALL, WITHIN_NONE, UNKNOWN = 1, 0, -1

BOUND = 3.0
"""Counts look this many times as far as the threshold, so that other thresholds can be read off."""


@dataclass(frozen=True)
class Reaching:
    """The ground that all requirements of a run are measured on.

    Parameters
    ----------
    points
        Dwellings, shape (n, 2).
    places
        All facilities.
    network, snaps, access
        The network, the dwellings' places on it and the ways into the facilities; None where no requirement
        needs a network.
    """

    points: Floats
    places: Places
    network: Network | None
    snaps: Snaps | None
    access: Access | None
    _graphs: dict[Travel, Graph] = field(default_factory=dict)
    _nearest: dict[tuple[Travel, bytes], Nearest] = field(default_factory=dict)

    def graph(self, travel: Travel) -> Graph:
        """Give the graph for one way of travelling, built once."""
        if self.network is None:
            raise ValueError("a requirement over the network was measured without one")
        if travel not in self._graphs:
            self._graphs[travel] = build_graph(self.network, travel)
        return self._graphs[travel]

    def nearest(self, travel: Travel, facilities: Ints, progress: Progress) -> Nearest:
        """Give the nearest of these facilities, searched once for each way of travelling."""
        if self.access is None or self.snaps is None:
            raise ValueError("a requirement over the network was measured without one")
        key = (travel, facilities.tobytes())
        if key not in self._nearest:
            self._nearest[key] = nearest_facility(
                self.graph(travel), self.access.take(facilities), self.points, self.snaps, progress
            )
        return self._nearest[key]


@dataclass(frozen=True)
class Measure:
    """The values of one requirement, one entry a dwelling.

    Parameters
    ----------
    value
        Metres or minutes at which the requirement becomes true, NaN where it never does or is not known.
    number
        Facilities within the threshold (count), else None.
    facility
        Row of the facility that gives the value, -1 where none does.
    within
        1 within the threshold, 0 outside, -1 unknown.
    reason
        Why there is no value, None where there is one.
    """

    value: Floats
    number: Ints | None
    facility: Ints
    within: NDArray[np.int8]
    reason: NDArray[np.object_]


def measure(
    requirement: Requirement,
    threshold: float,
    kmh: float,
    reaching: Reaching,
    facilities: Ints,
    absence: str,
    progress: Progress,
) -> Measure:
    """Measure a distance or count requirement at every dwelling.

    Parameters
    ----------
    requirement
        Its indicator, unit, metric and minimum are used.
    threshold
        In its unit.
    kmh
        Speed of its mode.
    facilities
        Rows of the facilities that count, ascending.
    absence
        Why `facilities` is empty: `no_facility` or `facilities_unusable` where that leaves every dwelling unknown;
        empty where their absence is known to be real and every dwelling lies outside.
    """
    count = len(reaching.points)
    value: Floats
    found: Ints
    number: Ints | None = None
    if not facilities.size:
        value, found = np.full(count, np.inf), np.full(count, -1, np.int64)
        number = np.zeros(count, np.int64) if requirement.indicator == "count" else None
    elif requirement.indicator == "count":
        value, found, number = _nth_nearest(requirement, threshold, kmh, reaching, facilities, progress)
    else:
        value, found = _nearest(requirement, kmh, reaching, facilities, progress)
    reached = np.isfinite(value)
    within = np.where(value <= threshold + WITHIN, WITHIN_ALL, WITHIN_NONE).astype(np.int8)
    reason = np.full(count, None, object)
    lost = BEYOND_LIMIT if requirement.indicator == "count" else UNREACHABLE
    reason[~reached] = lost if facilities.size else absence or NO_FACILITY
    if absence:
        within[:] = UNKNOWN
    if facilities.size:  # where there is none, and that is known to be real, all lies outside wherever it stands
        _mark_unknown(requirement, reaching, reached, within, reason)
        found = np.where(reached, facilities[found], -1)
    return Measure(np.where(reached, value, np.nan), number, found, within, reason)


def _mark_unknown(
    requirement: Requirement,
    reaching: Reaching,
    reached: NDArray[np.bool_],
    within: NDArray[np.int8],
    reason: NDArray[np.object_],
) -> None:
    """Mark dwellings without a place, or off the network: what they reach is not known."""
    nowhere = ~np.isfinite(reaching.points).all(axis=1)
    if requirement.metric == "network" and reaching.snaps is not None:
        off = ~reaching.snaps.on_network & ~reached & ~nowhere
        within[off], reason[off] = UNKNOWN, OFF_NETWORK
    within[nowhere], reason[nowhere] = UNKNOWN, NO_GEOMETRY


def _travel(requirement: Requirement, kmh: float, reaching: Reaching) -> tuple[Travel, float]:
    """Give how to travel, and what to multiply its unit by to get the requirement's."""
    pace = 0.06 / kmh
    if requirement.unit == "m":
        return Travel(METRES), 1.0
    if requirement.metric == "straight":
        return Travel(METRES), pace
    lines = reaching.network.lines if reaching.network is not None else None
    if lines is None or (lines.kmh is None and lines.minutes is None):
        return Travel(METRES), pace  # minutes are metres times one pace, so one search serves all speeds
    return Travel(MINUTES, kmh, capped=True), 1.0


def _nearest(
    requirement: Requirement, kmh: float, reaching: Reaching, facilities: Ints, progress: Progress
) -> tuple[Floats, Ints]:
    """Give the value of the nearest facility, inf where none is reached, and its place among `facilities`."""
    travel, scale = _travel(requirement, kmh, reaching)
    if requirement.metric == "straight":
        found, away = Places(reaching.places.shapes.take(facilities)).nearest(reaching.points, progress)
        return away * scale, found
    nearest = reaching.nearest(travel, facilities, progress)
    return (nearest.metres if travel.unit == METRES else nearest.minutes) * scale, nearest.facility


def _nth_nearest(
    requirement: Requirement, threshold: float, kmh: float, reaching: Reaching, facilities: Ints, progress: Progress
) -> tuple[Floats, Ints, Ints]:
    """Give the value of the n-th nearest facility, its place among `facilities`, and how many lie within."""
    travel, scale = _travel(requirement, kmh, reaching)
    count = len(reaching.points)
    minimum = requirement.minimum or 1
    nearest, number = NthNearest(count, minimum), np.zeros(count, np.int64)
    for dwelling, facility, cost in _pairs(
        requirement, travel, reaching, facilities, BOUND * threshold / scale, progress
    ):
        value = cost * scale
        nearest.add((dwelling, facility, value))
        number += np.bincount(dwelling[value <= threshold + WITHIN], minlength=count)
    nth = nearest.nth(minimum)
    return nth.value, nth.facility, number


def _pairs(
    requirement: Requirement, travel: Travel, reaching: Reaching, facilities: Ints, limit: float, progress: Progress
) -> Iterable[Pairs]:
    if requirement.metric == "straight":
        return reachable_straight(Places(reaching.places.shapes.take(facilities)), reaching.points, limit, progress)
    if reaching.access is None or reaching.snaps is None:
        raise ValueError("a requirement over the network was measured without one")
    return reachable(
        reaching.graph(travel), reaching.access.take(facilities), reaching.points, reaching.snaps, limit, progress
    )


def usable(reaching: Reaching, facilities: Sequence[int] | Ints, metric: str) -> Ints:
    """Keep the facilities that can be reached: those with a geometry, over the network those on it."""
    rows = np.asarray(facilities, np.int64)
    has = reaching.places.shapes.has_geometry[rows]
    if metric == "network" and reaching.access is not None:
        has = has & np.isfinite(reaching.access.snap_m()[rows])
    return rows[has]
