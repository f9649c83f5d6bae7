"""The streets within limits of facilities: each facility's own, those of all, or divided among them."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..network.facility_access import FacilityAccess
from ..network.graph import Graph
from ..network.network import Network
from ..progress import Progress
from .coverage import cover, cover_split
from .stretches import Stretches, merged, together

EACH, DISSOLVED, SPLIT = 0, 1, 2
"""What is made of areas that overlap: each facility's own, all in one, or each place to the nearest."""


def service_areas(
    graph: Graph,
    facilities: FacilityAccess,
    limits: Sequence[Floats],
    overlap: int,
    progress: Progress | None = None,
) -> list[Stretches]:
    """Find the streets within limits of facilities, for each of the limits.

    Parameters
    ----------
    limits
        As for `cover`, each array at least the one before.
    overlap
        `EACH`, `DISSOLVED` or `SPLIT`; dissolved areas are all of facility 0.
    """
    if overlap != EACH:
        divided = [stretches for _, stretches in cover_split(graph, facilities, limits, progress)]
        return [together(stretches) for stretches in divided] if overlap == DISSOLVED else divided
    parts: list[list[Stretches]] = [[] for _ in limits]
    for number, stretches in cover(graph, facilities, limits, progress):
        parts[number].append(stretches)
    return [_in_order(group) for group in parts]


@dataclass(frozen=True)
class ServedStreets:
    """The streets within each limit, none twice; and for each limit and facility whether it reaches one at all."""

    stretches: Sequence[Stretches]
    reaching: NDArray[np.bool_]


def served_streets(
    graph: Graph, facilities: FacilityAccess, limits: Sequence[Floats], overlap: int, progress: Progress | None = None
) -> ServedStreets:
    """Find the streets within limits of facilities as `service_areas` does, and which facilities reach any."""
    areas = service_areas(graph, facilities, limits, overlap, progress)
    return ServedStreets(
        [once(graph.network, stretches, overlap) for stretches in areas], reaching(graph, facilities, limits, overlap)
    )


def once(network: Network, stretches: Stretches, overlap: int) -> Stretches:
    """Return stretches of streets that are drawn twice on the first drawing alone, so that none counts twice.

    Parameters
    ----------
    overlap
        As for `service_areas`. Where areas are split, what the drawings give to several facilities goes as it does on
        the first of them.
    """
    first = network.first_drawn[stretches.edge]
    moved = first != stretches.edge
    if not moved.any():
        return stretches
    start, end = stretches.start.copy(), stretches.end.copy()
    start[moved], end[moved] = _on_first(network, stretches.take(np.flatnonzero(moved)))
    if overlap != SPLIT:
        return merged(stretches.facility, first, start, end)
    shared = np.isin(first, first[moved])
    rows = np.flatnonzero(shared)
    rows = rows[np.lexsort((start[rows], first[rows]))]
    pieces = list(_without_overlap(stretches, first, start, end, rows))
    plain = np.flatnonzero(~shared)
    row, low, high = np.array(pieces, np.float64).reshape(-1, 3).T
    row = np.concatenate([plain, row.astype(np.int64)])
    low, high = np.concatenate([start[plain], low]), np.concatenate([end[plain], high])
    return merged(stretches.facility[row], first[row], low, high)


def _on_first(network: Network, copies: Stretches) -> tuple[Floats, Floats]:
    """Return where stretches begin and end on the first drawing of their edges."""
    edges, edge, first = network.edges, copies.edge, network.first_drawn[copies.edge]
    quarter = network.place_on(edge, edges.length[edge] / 4)
    same_way, turned = (network.place_on(first, edges.length[first] * share) for share in (0.25, 0.75))
    against = np.hypot(*(quarter - turned).T) < np.hypot(*(quarter - same_way).T)
    loop = edges.tail[edge] == edges.head[edge]
    against = np.where(loop, against, edges.tail[edge] != edges.tail[first])
    scale = edges.length[first] / edges.length[edge]
    low, high = copies.start * scale, copies.end * scale
    return (
        np.where(against, edges.length[first] - high, low),
        np.where(against, edges.length[first] - low, high),
    )


def _without_overlap(
    stretches: Stretches, edge: Ints, start: Floats, end: Floats, rows: Ints
) -> Iterator[tuple[int, float, float]]:
    """Yield rows with the parts of them that no row of an earlier drawing covers; `rows` go by edge and start."""
    waiting: list[tuple[int, int]] = []  # the drawing, and the row: those that are open, the earliest drawing first
    at = 0.0
    for number, row in enumerate(map(int, rows)):
        last = number + 1 == rows.size or edge[rows[number + 1]] != edge[row]
        heapq.heappush(waiting, (int(stretches.edge[row]), row))
        at = max(at, float(start[row])) if len(waiting) == 1 else at
        until = np.inf if last else float(start[rows[number + 1]])
        while waiting:
            one = waiting[0][1]
            if end[one] <= at:
                heapq.heappop(waiting)
                continue
            if at >= until:
                break
            stop = min(float(end[one]), until)
            yield one, at, stop
            at = stop
        if last:
            waiting, at = [], 0.0
        elif not waiting:
            at = until


def reaching(graph: Graph, facilities: FacilityAccess, limits: Sequence[Floats], overlap: int) -> NDArray[np.bool_]:
    """Return for each limit and facility whether it reaches a street by itself, whoever else is nearer.

    Parameters
    ----------
    limits, overlap
        As for `service_areas`; dissolved areas have one row, true if any facility reaches a street.
    """
    least = np.full(facilities.count, np.inf)
    np.minimum.at(least, facilities.facility, facilities.snaps.leg * graph.leg_cost)
    reached = [least < limit for limit in limits]
    return np.array([[one.any()] if overlap == DISSOLVED else one for one in reached])


def _in_order(parts: Sequence[Stretches]) -> Stretches:
    """Put the stretches of groups of facilities in the order of the facilities."""
    empty = Stretches(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0))
    facility, edge, start, end = (
        np.concatenate([getattr(one, name) for one in (empty, *parts)]) for name in ("facility", "edge", "start", "end")
    )
    whole = Stretches(facility.astype(np.int64), edge.astype(np.int64), start, end)
    return whole.take(np.argsort(facility, kind="stable"))
