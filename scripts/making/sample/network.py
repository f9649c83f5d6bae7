"""Street lines and how they are joined: every junction becomes one vertex that all its lines share."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from .geometry import Line, along, length, rounded, segment_distances, vertices

SNAP = 12.0
"""An end of a line this near to another line is drawn to it."""


@dataclass
class Street:
    """One street line with what the layer says of it."""

    line: Line
    highway: str
    name: str | None = None
    bridge: bool = False
    tunnel: bool = False
    layer: int | None = None
    speed: float | None = None
    minutes: float | None = None
    oneway: str = "both"
    surface: str | None = None
    year: int | None = None
    noded: bool = True
    """Whether it joins what it meets; bridges, tunnels and the deliberate flaws do so at their own vertices only."""
    whole: bool = False
    """Whether it must stay one line."""


class _Segments:
    """All segments of the lines that may be joined, for distance and crossing searches."""

    def __init__(self, streets: list[Street]) -> None:
        self.owner = np.concatenate(
            [np.full(len(s.line) - 1, i) for i, s in enumerate(streets) if s.noded] or [np.empty(0, int)]
        ).astype(int)
        self.start = np.vstack([s.line[:-1] for s in streets if s.noded])
        self.end = np.vstack([s.line[1:] for s in streets if s.noded])


def join(streets: list[Street]) -> None:
    """Draw loose ends to the lines beside them and give crossing lines a common vertex, in place."""
    _snap_ends(streets)
    for _attempt in range(4):
        if not _node_crossings(streets):
            break
    _cut_tails(streets)


def _snap_ends(streets: list[Street]) -> None:
    segments = _Segments(streets)
    for index, street in enumerate(streets):
        if not street.noded or np.array_equal(street.line[0], street.line[-1]):
            continue
        for end in (0, -1):
            if _snap_end(streets, segments, index, end):
                segments = _Segments(streets)


def _snap_end(streets: list[Street], segments: _Segments, index: int, end: int) -> bool:
    """Draw one end of a street to what lies beside it; say whether any line changed."""
    point = streets[index].line[end]
    others = segments.owner != index
    starts, ends, owner = segments.start[others], segments.end[others], segments.owner[others]
    fractions, gaps = segment_distances(starts, ends, point)
    best = int(np.argmin(gaps))
    if gaps[best] > SNAP:
        return False
    corners = np.stack([starts[best], ends[best]])
    corner_gaps = np.hypot(*(corners - point).T)
    nearest = int(np.argmin(corner_gaps))
    if corner_gaps[nearest] <= min(gaps[best] + 4.0, SNAP):
        target = corners[nearest]
    else:
        target = np.round(starts[best] + fractions[best] * (ends[best] - starts[best]), 2)
        _insert(streets[owner[best]], starts[best], ends[best], target)
    if np.array_equal(target, point) and corner_gaps[nearest] == 0:
        return False
    line = streets[index].line.copy()
    line[end] = target
    streets[index].line = rounded(line)
    return True


def _insert(street: Street, start: Line, end: Line, point: Line) -> None:
    """Add a vertex to the segment of the street that runs from start to end."""
    line = street.line
    for i in range(len(line) - 1):
        if np.array_equal(line[i], start) and np.array_equal(line[i + 1], end):
            if not (np.array_equal(point, start) or np.array_equal(point, end)):
                street.line = np.insert(line, i + 1, point, axis=0)
            return


def _node_crossings(streets: list[Street]) -> int:
    """Insert a vertex in both lines wherever two of them meet without one; return how many were inserted."""
    segments = _Segments(streets)
    pending: dict[tuple[int, bytes, bytes], list[Line]] = defaultdict(list)
    for i, j in _crossing_pairs(segments):
        point = _meeting_point(segments, i, j)
        for k in (i, j):
            start, end = segments.start[k], segments.end[k]
            if not (np.array_equal(point, start) or np.array_equal(point, end)):
                pending[(int(segments.owner[k]), start.tobytes(), end.tobytes())].append(point)
    for (owner, first, last), points in pending.items():
        start, end = np.frombuffer(first), np.frombuffer(last)
        for point in sorted(points, key=lambda p: -np.hypot(*(p - start))):
            _insert(streets[owner], start, end, point)
            end = point
    return len(pending)


def _crossing_pairs(segments: _Segments) -> list[tuple[int, int]]:
    start, end, owner = segments.start, segments.end, segments.owner
    low, high = (np.minimum(start, end) - 0.01).T.copy(), (np.maximum(start, end) + 0.01).T.copy()
    pairs = []
    for i in range(len(start) - 1):
        rest = slice(i + 1, None)
        near = np.flatnonzero(
            (low[0, rest] <= high[0, i]) & (high[0, rest] >= low[0, i])
            & (low[1, rest] <= high[1, i]) & (high[1, rest] >= low[1, i])
            & (owner[rest] != owner[i])
        )  # fmt: skip
        for j in near + i + 1:
            if _share_end(start, end, i, j):
                continue
            if _crosses(start[i], end[i], start[j], end[j]):
                pairs.append((i, int(j)))
    return pairs


def _share_end(start: Line, end: Line, i: int, j: int) -> bool:
    return any(np.array_equal(a[i], b[j]) for a in (start, end) for b in (start, end))


def _side(a: Line, b: Line, c: Line) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def _crosses(a: Line, b: Line, c: Line, d: Line) -> bool:
    return _side(a, b, c) * _side(a, b, d) <= 0 and _side(c, d, a) * _side(c, d, b) <= 0


def _meeting_point(segments: _Segments, i: int, j: int) -> Line:
    """Return where two segments meet: an end of one of them where that is within a metre, else the crossing."""
    a, b, c, d = segments.start[i], segments.end[i], segments.start[j], segments.end[j]
    span, other = b - a, d - c
    cross = span[0] * other[1] - span[1] * other[0]
    t = 0.5 if abs(cross) < 1e-9 else float(((c - a)[0] * other[1] - (c - a)[1] * other[0]) / cross)
    point = a + np.clip(t, 0, 1) * span
    corners = np.stack([a, b, c, d])
    gaps = np.hypot(*(corners - point).T)
    nearest = int(np.argmin(gaps))
    return corners[nearest] if gaps[nearest] < 1.0 else np.round(point, 2)


def _uses(streets: list[Street]) -> Counter[tuple[float, float]]:
    uses: Counter[tuple[float, float]] = Counter()
    for street in streets:
        uses.update(set(vertices(street.line)))
    return uses


def _cut_tails(streets: list[Street], shortest: float = 22.0) -> None:
    """Cut off what sticks out a little beyond a line's last junction."""
    uses = _uses(streets)
    for street in streets:
        if not street.noded or np.array_equal(street.line[0], street.line[-1]):
            continue
        for _end in range(2):
            shared = [k for k, point in enumerate(vertices(street.line)) if uses[point] > 1]
            if shared and 0 < shared[0] < len(street.line) - 1 and along(street.line)[shared[0]] < shortest:
                street.line = street.line[shared[0] :]
            street.line = street.line[::-1]


def components(streets: list[Street]) -> list[list[int]]:
    """Return the connected parts as lists of street indices, the longest in metres first."""
    parent: dict[tuple[float, float], tuple[float, float]] = {}

    def root(point: tuple[float, float]) -> tuple[float, float]:
        while parent.setdefault(point, point) != point:
            parent[point] = parent[parent[point]]
            point = parent[point]
        return point

    for street in streets:
        points = vertices(street.line)
        for point in points[1:]:
            parent[root(point)] = root(points[0])
    groups: dict[tuple[float, float], list[int]] = defaultdict(list)
    for index, street in enumerate(streets):
        groups[root(vertices(street.line)[0])].append(index)
    return sorted(groups.values(), key=lambda group: -sum(length(streets[i].line) for i in group))


def without_overlaps(streets: list[Street]) -> list[Street]:
    """Take out of each line what an earlier line already draws, in whichever direction."""
    drawn: set[frozenset[tuple[float, float]]] = set()
    result: list[Street] = []
    for street in streets:
        points = vertices(street.line)
        run = points[:1]
        for start, end in pairwise(points):
            key = frozenset((start, end))
            if key not in drawn:
                run.append(end)
            else:
                result += _piece(street, run)
                run = [end]
            drawn.add(key)
        result += _piece(street, run)
    return result


def _piece(street: Street, points: list[tuple[float, float]]) -> list[Street]:
    return [replace(street, line=np.array(points))] if len(points) > 1 else []


def split_some(streets: list[Street], rng: np.random.Generator, share: float = 0.45) -> list[Street]:
    """End some lines at the junctions they pass, and leave the others whole, as raw OpenStreetMap has both."""
    uses = _uses(streets)
    result: list[Street] = []
    for street in streets:
        points = vertices(street.line)
        cuts = [
            k for k in range(1, len(points) - 1) if uses[points[k]] > 1 and not street.whole and rng.random() < share
        ]
        for first, last in zip([0, *cuts], [*cuts, len(points) - 1], strict=True):
            result.append(replace(street, line=street.line[first : last + 1]))
    return result
