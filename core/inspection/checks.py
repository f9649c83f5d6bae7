"""What deserves a look in a network before anything is measured on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..arrays import Floats, Ints
from ..geometry.neighbours import NearPairs
from ..geometry.segments import SegmentIndex
from ..geometry.shapes import POINT, Shapes
from ..network.network import Network
from ..progress import Progress
from .crossings import SAME, CrossingFinder, Crossings, pair_keys
from .duplicates import OTHERS, DuplicateFinder, Duplicates
from .near_misses import AROUND, NearMisses, find_near_misses

NEAR_MISS, ISLAND, DEAD_END = "near_miss", "island", "dead_end_at_boundary"
ZERO_LENGTH, DUPLICATE, CROSSING = "zero_length", "duplicate", "crossing_without_node"
KINDS = (NEAR_MISS, ISLAND, DEAD_END, ZERO_LENGTH, DUPLICATE, CROSSING)
HIGH, MEDIUM, LOW = "high", "medium", "low"
BORDER = 25.0
"""A dead end within this many metres of the study area's border was probably cut off there."""


@dataclass(frozen=True)
class Crowded:
    """How many ends, and lines, have more around them than was compared, and lines more duplicates than reported."""

    ends: int
    lines: int
    drawings: int


@dataclass(frozen=True, kw_only=True)
class Issues:
    """Places that deserve a look, the gravest first; every array has one entry a place.

    Parameters
    ----------
    xy
        Where it is, shape (n, 2).
    issue, severity
        One of `KINDS`; `high` where dwellings are concerned, `medium` where streets are, else `low`.
    length_m, dwellings
        Of near misses and crossings, what they would join to the network and is cut off now; of islands all that is
        on them; of dead ends the street that ends there; of duplicates the length that is drawn twice and
        the dwellings at either copy.
    gap_m
        How far a near miss is from joining; NaN for others.
    line, other_line
        Rows of the lines concerned, -1 where there is none.
    near_misses
        The near misses once more, as they were found.
    crowded
        Where more lies on one spot than was compared.
    """

    xy: Floats
    issue: NDArray[np.object_]
    severity: NDArray[np.object_]
    length_m: Floats
    dwellings: Ints
    gap_m: Floats
    line: Ints
    other_line: Ints
    near_misses: NearMisses
    crowded: Crowded

    def number(self, kind: str) -> int:
        """Count the places of one kind."""
        return int((self.issue == kind).sum())


@dataclass(frozen=True, kw_only=True)
class _IssuePlaces:
    """Places of one kind; what is not known of them stays as it is."""

    kind: str
    xy: Floats
    line: Ints
    other_line: Ints
    length_m: Floats = field(default_factory=lambda: np.empty(0))
    dwellings: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    gap_m: Floats = field(default_factory=lambda: np.empty(0))


def find_issues(
    network: Network, gap: float, dwellings: Floats, border: Shapes | None = None, progress: Progress | None = None
) -> Issues:
    """Find what is wrong with a network, or may be.

    Parameters
    ----------
    network
        The network, all its parts eligible or not.
    gap
        Metres: an end point this near to a line that it is not connected to is a near miss.
    dwellings
        Points, shape (n, 2); each counts for its nearest street.
    border
        The polygon of the study area, None where there is none: then no dead end is at its border.
    """
    progress = progress or Progress()
    index = _all_segments(network)
    homes = _dwellings_per_edge(network, index, dwellings, progress.part(0, 0.2))
    affected = _Affected(network, homes)
    misses = find_near_misses(network, index, gap, progress.part(0.2, 0.4))
    crossings, duplicates, lines, drawings = _meetings(network, index, homes, progress.part(0.4, 0.9))
    crossings = _without_near_misses(network, crossings, misses, gap)
    edges = network.edges
    here, there = network.component[misses.node], network.edge_component[misses.edge]
    near_length, near_homes = affected.of_joining(here, there)
    near = _IssuePlaces(
        kind=NEAR_MISS,
        xy=(network.node_xy[misses.node] + misses.foot) / 2,
        line=misses.line,
        other_line=misses.other_line,
        length_m=near_length,
        dwellings=near_homes,
        gap_m=misses.gap_m,
    )
    crossing_length, crossing_homes = affected.of_joining(
        network.edge_component[crossings.edge], network.edge_component[crossings.other_edge]
    )
    crossing = _IssuePlaces(
        kind=CROSSING,
        xy=crossings.xy,
        line=edges.line[crossings.edge],
        other_line=edges.line[crossings.other_edge],
        length_m=crossing_length,
        dwellings=crossing_homes,
    )
    found = [
        near,
        _islands(network, affected),
        _dead_ends(network, border, homes, progress.part(0.9, 0.95)),
        _zero_lengths(network),
        _drawn_twice(network, duplicates),
        crossing,
    ]
    progress.at(1.0)
    return _ranked(found, misses, Crowded(misses.crowded, lines, drawings))


def component_of_lines(network: Network) -> Ints:
    """Return the connected part of each line, -1 where it has no length; of a line in several, the longest of them."""
    found = np.full(network.lines.shapes.count, -1, np.int64)
    order = np.argsort(-network.edge_component, kind="stable")  # parts go by length: the longest is written last
    found[network.edges.line[order]] = network.edge_component[order]
    return found


@dataclass(frozen=True)
class _Affected:
    """Street and dwellings of the connected parts."""

    network: Network
    homes: Ints

    def of_parts(self, part: Ints) -> tuple[Floats, Ints]:
        """Return the street and the dwellings of some connected parts."""
        parts = self.network.component_length.size
        homes = np.bincount(self.network.edge_component, self.homes, minlength=parts).astype(np.int64)
        return self.network.component_length[part], homes[part]

    def of_joining(self, here: Ints, there: Ints) -> tuple[Floats, Ints]:
        """Return what is cut off as long as two connected parts are not joined: the shorter; 0 if they are one."""
        length, homes = self.of_parts(np.maximum(here, there))
        return np.where(here != there, length, 0.0), np.where(here != there, homes, 0)


def _ranked(found: list[_IssuePlaces], misses: NearMisses, crowded: Crowded) -> Issues:
    def column(values: Callable[[_IssuePlaces], NDArray[np.generic]], missing: float) -> NDArray[np.generic]:
        return np.concatenate([v if (v := values(f)).size else np.full(len(f.xy), missing) for f in found])

    xy = np.concatenate([f.xy for f in found])
    kind = np.repeat(np.arange(len(found)), [len(f.xy) for f in found])
    length = column(lambda f: f.length_m, 0.0).astype(np.float64)
    homes = column(lambda f: f.dwellings, 0).astype(np.int64)
    gaps = column(lambda f: f.gap_m, np.nan).astype(np.float64)
    line = np.concatenate([f.line for f in found])
    other = np.concatenate([f.other_line for f in found])
    severity = np.where(homes > 0, HIGH, np.where(length > 0, MEDIUM, LOW)).astype(object)
    name = np.array([f.kind for f in found], object)[kind]
    order = np.lexsort((other, line, gaps, name.astype(str), -length, -homes))
    return Issues(
        xy=xy[order],
        issue=name[order],
        severity=severity[order],
        length_m=length[order],
        dwellings=homes[order],
        gap_m=gaps[order],
        line=line[order],
        other_line=other[order],
        near_misses=misses,
        crowded=crowded,
    )


def _all_segments(network: Network) -> SegmentIndex:
    first = network.edges.segment_first
    return SegmentIndex(network.edges.xy[first], network.edges.xy[first + 1])


def _dwellings_per_edge(network: Network, index: SegmentIndex, dwellings: Floats, progress: Progress) -> Ints:
    known = dwellings[np.isfinite(dwellings).all(axis=1)]
    segment = index.nearest(known, network.options.max_snap, progress)[0]
    edge = network.edges.vertex_edge[network.edges.segment_first[segment[segment >= 0]]]
    return np.bincount(edge, minlength=network.edges.tail.size)


def _meetings(
    network: Network, index: SegmentIndex, homes: Ints, progress: Progress
) -> tuple[Crossings, Duplicates, int, int]:
    """Look at all segments that meet, once for both; count the lines that have more around them than is looked at."""
    crossings, duplicates = CrossingFinder(network, index), DuplicateFinder(network, index)
    rows = np.flatnonzero(_to_look_at(network)[network.edges.vertex_edge[network.edges.segment_first]])
    pairs = NearPairs(index.a[rows], index.b[rows], SAME)
    for one, other in pairs.blocks(progress):
        crossings.look(rows[one], rows[other])
        progress.check()
        duplicates.look(rows[one], rows[other])
    twice = duplicates.duplicates(homes, progress)
    progress.check()
    crowded = np.unique(network.edges.line[crossings.edge[rows[pairs.crowded]]]).size
    reported = twice.to_report()
    along = pair_keys(network, twice.line, twice.other_line)
    more = int((np.bincount(twice.line) > OTHERS).sum())
    return crossings.crossings(along), reported, crowded, more


def _to_look_at(network: Network) -> NDArray[np.bool_]:
    """Return which edges are looked at: of a street drawn many times the first, and where that is a bridge others."""
    first = network.first_drawn
    found = first == np.arange(first.size)
    passes = network.lines.passes
    if passes is not None:
        line = network.edges.line
        found |= passes[line[first]] & ~passes[line]
    return found


def _without_near_misses(network: Network, found: Crossings, misses: NearMisses, gap: float) -> Crossings:
    """Leave out crossings that are near misses too: an end that goes on a little behind the other line."""
    if not (found.edge.size and misses.node.size):
        return found
    line = network.edges.line
    key = pair_keys(network, line[found.edge], line[found.other_edge])
    missed = pair_keys(network, misses.line, misses.other_line)
    # The pair is a third coordinate, so that of many near misses around only those of the pair are found.
    number = np.unique(np.concatenate([missed, key]), return_inverse=True)[1]
    radius = AROUND * gap + SAME
    apart = 4 * radius * number
    tree = cKDTree(np.column_stack([network.node_xy[misses.node], apart[: missed.size]]))
    reported = (
        tree.query(
            np.column_stack([found.xy, apart[missed.size :]]), distance_upper_bound=np.nextafter(radius, np.inf)
        )[0]
        <= radius
    )
    reported |= cKDTree(misses.foot).query(found.xy)[0] <= SAME
    return Crossings(found.xy[~reported], found.edge[~reported], found.other_edge[~reported])


def _islands(network: Network, affected: _Affected) -> _IssuePlaces:
    """Return one place for every connected part but the longest: the middle of its longest edge."""
    edges = network.edges
    order = np.lexsort((np.arange(edges.tail.size), -edges.length, network.edge_component))
    part, first = np.unique(network.edge_component[order], return_index=True)
    edge = order[first]
    part, edge = part[part > 0], edge[part > 0]
    xy = network.place_on(edge, edges.length[edge] / 2)
    length, homes = affected.of_parts(part)
    return _IssuePlaces(
        kind=ISLAND, xy=xy, line=edges.line[edge], other_line=np.full(part.size, -1), length_m=length, dwellings=homes
    )


def _dead_ends(network: Network, border: Shapes | None, homes: Ints, progress: Progress) -> _IssuePlaces:
    """Return the dead ends at the border, each with the street that ends there, to its next junction.

    Of a street that is drawn twice both drawings end there: it is one street, with the dwellings at either.
    """
    edges, first = network.edges, network.first_drawn
    once = np.flatnonzero(first == np.arange(first.size))
    tail, head = edges.tail[once], edges.head[once]
    degree = np.bincount(np.concatenate([tail, head]), minlength=len(network.node_xy))
    node = np.flatnonzero(degree[: network.junctions] == 1)
    if border is None:
        node = node[:0]
    else:
        a, b, _ = border.segments
        node = node[SegmentIndex(a, b).nearest(network.node_xy[node], BORDER, progress)[0] >= 0]
    edge_at = np.empty(len(network.node_xy), np.int64)
    edge_at[tail], edge_at[head] = once, once
    edge = edge_at[node]
    none = np.full(node.size, -1)
    return _IssuePlaces(
        kind=DEAD_END,
        xy=network.node_xy[node],
        line=edges.line[edge],
        other_line=none,
        length_m=edges.length[edge],
        dwellings=np.bincount(first, homes, first.size).astype(np.int64)[edge],
    )


def _zero_lengths(network: Network) -> _IssuePlaces:
    """Return the place of every line that has a geometry without length."""
    shapes = network.lines.shapes
    has_line = np.zeros(shapes.count, bool)
    has_line[shapes.part_feature[shapes.part_kind != POINT]] = True
    row = np.flatnonzero(has_line & (network.line_length == 0))
    xy = shapes.xy[shapes.part_start[np.searchsorted(shapes.part_feature, row)]]
    return _IssuePlaces(kind=ZERO_LENGTH, xy=xy, line=row, other_line=np.full(row.size, -1))


def _drawn_twice(network: Network, found: Duplicates) -> _IssuePlaces:
    xy = network.place_on(found.edge, network.edges.length[found.edge] / 2)
    return _IssuePlaces(
        kind=DUPLICATE,
        xy=xy,
        line=found.line,
        other_line=found.other_line,
        length_m=found.length_m,
        dwellings=found.dwellings,
    )
