"""Dwellings, existing facilities and candidate places on a network, and how far they are apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Ints
from ..comparing import WITHIN
from ..errors import InputError
from ..network.network import Network
from ..network.network_access import NetworkAccess
from ..progress import Progress
from ..reach.nearest import nearest_facility
from ..reach.reach import reachable
from ..sparse import Matrix, entries

MOST_NODES = 500
"""Nodes of the network that serve as candidates where none are given."""

MOST_CELLS = 60_000_000
"""Pairs of a dwelling's place and a candidate whose distances are held at once, 8 bytes each."""

_WIDER = 1.25


@dataclass(frozen=True, kw_only=True)
class Spots:
    """The places where dwellings stand, each once, and only those that count.

    Parameters
    ----------
    of
        The spot of each dwelling, -1 where it does not count: off the network, or without weight.
    access
        The spots and all facilities on the network; the spots stand as dwellings.
    weight
        Of the dwellings there together; above 0.
    area
        The neighbourhood there, -1 outside all.
    """

    of: Ints
    access: NetworkAccess
    weight: Floats
    area: Ints


@dataclass(frozen=True, kw_only=True)
class Distances:
    """How far the spots are from facilities and candidates, in the unit that decides.

    Parameters
    ----------
    existing
        From each spot to the nearest facility that is there already, inf where there is none.
    spot, candidate, cost
        All pairs within the farthest limit that was asked for.
    table
        Shape (spots, candidates), inf where no way leads; None unless it was asked for.
    candidates
        Their number.
    """

    existing: Floats
    spot: Ints
    candidate: Ints
    cost: Floats
    table: Floats | None
    candidates: int

    def within(self, limit: float) -> Matrix:
        """Return the matrix of spots and candidates, 1 where they are within a limit of each other."""
        near = self.cost <= limit + WITHIN
        row, column = self.spot[near], self.candidate[near]
        return entries(np.ones(row.size), row, column, (self.existing.size, self.candidates))

    def served(self, limit: float) -> Flags:
        """Return which spots the existing facilities serve."""
        return self.existing <= limit + WITHIN


def find_spots(access: NetworkAccess, weight: Floats, area: Ints) -> Spots:
    """Bring dwellings at one point together: they have the same distances, so the answers stay exact.

    Parameters
    ----------
    weight
        Of each dwelling, NaN where it is not known.
    area
        The neighbourhood of each, -1 outside all.
    """
    points = access.points
    counts = np.flatnonzero(access.snaps.on_network & (np.nan_to_num(weight) > 0))
    spot = points[counts, 0] + 1j * points[counts, 1]  # one number a point: quicker to sort
    _, first, inverse = np.unique(spot, return_index=True, return_inverse=True)
    order = np.argsort(first)  # spots in the order of the dwellings
    number = np.empty(order.size, np.int64)
    number[order] = np.arange(order.size)
    spot_of = number[inverse]
    rows = counts[first[order]]
    of = np.full(len(points), -1, np.int64)
    of[counts] = spot_of
    together = np.bincount(spot_of, weight[counts], minlength=rows.size)
    return Spots(of=of, access=access.of_dwellings(rows), weight=together.astype(np.float64), area=area[rows])


def measure_distances(
    spots: Spots,
    existing: Ints,
    candidates: Ints,
    limit: float,
    whole: bool,
    progress: Progress | None = None,
) -> Distances:
    """Measure from each spot to the nearest existing facility, and to candidates.

    Parameters
    ----------
    existing, candidates
        Rows of the facilities, ascending.
    limit
        How far candidates are looked for.
    whole
        Whether the distances to all candidates are needed, however far.

    Raises
    ------
    InputError
        If all distances are needed and they would not fit in memory.
    """
    progress = progress or Progress()
    shape = spots.weight.size, candidates.size
    if whole and shape[0] * shape[1] > MOST_CELLS:
        raise InputError(
            "Distances from {spots} places with dwellings to {candidates} candidates are too many for this objective, "
            "which needs all of them: take fewer candidates, or an objective with a limit.",
            spots=f"{shape[0]:,}",
            candidates=f"{shape[1]:,}",
        )
    nearest = nearest_facility(spots.access.of_facilities(existing), progress.part(0, 0.2))
    to_existing = spots.access.travel.deciding(nearest.metres, nearest.minutes)
    table = np.full(shape, np.inf) if whole else None
    pairs: list[tuple[Ints, Ints, Floats]] = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))]
    reach = np.inf if whole else limit
    for spot, candidate, cost in reachable(spots.access.of_facilities(candidates), reach, progress.part(0.2, 1)):
        if table is not None:
            table[spot, candidate] = cost
        near = cost <= limit + WITHIN
        pairs.append((spot[near], candidate[near], cost[near]))
    spot, candidate, cost = (np.concatenate(part) for part in zip(*pairs, strict=True))
    return Distances(
        existing=to_existing, spot=spot, candidate=candidate, cost=cost, table=table, candidates=candidates.size
    )


def thinned_nodes(network: Network, points: Floats, metres: float) -> tuple[Floats, float]:
    """Choose nodes of a network as candidates, spread evenly.

    Parameters
    ----------
    points
        The dwellings, shape (n, 2).
    metres
        How far people go: nodes farther than this from the dwellings' box are left out, and the spacing begins at a
        quarter of it.

    Returns
    -------
    xy, spacing
        Of each square of a grid the node nearest to its middle. The squares are as small as leaves `MOST_NODES`.

    Notes
    -----
    Only nodes of connected parts that points may snap to. The same network gives the same nodes in every run.
    """
    edges = network.edges
    usable = np.zeros(len(network.node_xy), bool)
    usable[edges.tail[network.eligible]] = usable[edges.head[network.eligible]] = True
    xy = network.node_xy[: network.junctions][usable[: network.junctions]]
    known = points[np.isfinite(points).all(axis=1)]
    if len(known):
        low, high = known.min(axis=0) - metres, known.max(axis=0) + metres
        xy = xy[((xy >= low) & (xy <= high)).all(axis=1)]
    spacing = max(metres / 4, 1.0)
    while True:
        cell = np.floor(xy / spacing)
        away = np.hypot(*(xy - (cell + 0.5) * spacing).T)
        order = np.lexsort((away, cell[:, 1], cell[:, 0]))
        first = np.ones(order.size, bool)
        first[1:] = (np.diff(cell[order], axis=0) != 0).any(axis=1)
        chosen = np.sort(order[first])
        if chosen.size <= MOST_NODES:
            return xy[chosen], spacing
        spacing *= _WIDER
