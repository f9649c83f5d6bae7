"""Street patterns by the time in which a neighbourhood was built."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from osgeo import ogr

from .areas import old_town_ring
from .geometry import Area, Line, along, bend, clip, length, normal_at, point_at, rounded, segment_distances


def grid(
    region: ogr.Geometry,
    angle: float,
    spacing: float,
    cross: float,
    rng: np.random.Generator,
    missing: float = 0.25,
    amplitude: float = 9.0,
    wavelength: float = 420.0,
) -> list[Line]:
    """Return post-war streets: long parallel ones with cross streets, some of which are left out.

    Parameters
    ----------
    region
        The ground to fill.
    angle
        Direction of the long streets, in degrees.
    spacing, cross
        Metres between the long streets and between the cross streets.
    rng
        The source of chance.
    missing
        Share of the cross streets between two long ones that is left out.
    amplitude, wavelength
        How far, and how often, the streets bend.
    """
    turn = np.radians(angle)
    axes = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    centroid = region.Centroid()
    centre = np.array([centroid.GetX(), centroid.GetY()])
    half = 900.0
    rows = np.arange(-half, half, spacing) + rng.uniform(-0.08, 0.08, len(np.arange(-half, half, spacing))) * spacing
    columns = np.arange(-half, half, cross)
    drawn = [
        np.stack([np.arange(-half, half, 20.0), np.full(len(np.arange(-half, half, 20.0)), v)], axis=1) for v in rows
    ]
    for column in columns:
        run: list[tuple[float, float]] = []
        shift = rng.uniform(-0.18, 0.18) * cross
        for low, high in pairwise(rows):
            if rng.random() < missing:
                drawn += _cross_street(run)
                run = []
                shift = rng.uniform(-0.18, 0.18) * cross
                continue
            run += [(column + shift, low), (column + shift, high)]
        drawn += _cross_street(run)
    lines = []
    for line in drawn:
        lines += clip(rounded(bend(line @ axes + centre, amplitude, wavelength)), region)
    return lines


def _cross_street(run: list[tuple[float, float]]) -> list[Line]:
    if not run:
        return []
    ends = np.array([run[0], run[-1]])
    steps = max(2, int(np.hypot(*(ends[1] - ends[0])) // 17))
    return [np.linspace(ends[0], ends[1], steps)]


def rings_round_old_town(
    region: ogr.Geometry, depths: list[float], rng: np.random.Generator, spokes: int, inner: float, outer: float
) -> list[Line]:
    """Return streets that lie round the old town's edge like shells, with streets across from shell to shell."""
    lines: list[Line] = []
    for depth in depths:
        lines += clip(rounded(bend(old_town_ring(-depth), 7, 300)), region)
    levels = [inner, *depths, outer]
    shells = {
        depth: rounded(bend(old_town_ring(-depth), 7, 300) if depth > 0 else old_town_ring(-depth)) for depth in levels
    }
    for level, (low, high) in enumerate(pairwise(levels)):
        # Each shell has its own cross streets, so that no street runs on for ever.
        turn = rng.uniform(0, 1)
        count = spokes + 2 * level
        for spoke in range(count):
            share = ((spoke + turn + rng.uniform(-0.2, 0.2)) / count) % 1.0
            ends = [point_at(shells[depth], share * length(shells[depth])) for depth in (low, high)]
            lines += clip(rounded(np.linspace(ends[0], ends[1], 4)), region)
    return lines


def arcs(
    region: ogr.Geometry, centre: tuple[float, float], radii: list[float], rng: np.random.Generator, spoke_gap: float
) -> list[Line]:
    """Return the streets of a neighbourhood round a lake: arcs, and spokes that differ from one arc to the next."""
    lines: list[Line] = []
    for radius in radii:
        lines += clip(_circle(centre, radius), region)
    for low, high in pairwise(radii):
        count = max(5, round(2 * np.pi * (low + high) / 2 / spoke_gap))
        turn = rng.uniform(0, 1)
        for spoke in range(count):
            angle = 2 * np.pi * (spoke + turn + rng.uniform(-0.15, 0.15)) / count
            ends = [_on_circle(centre, radius, np.array([angle]))[0] for radius in (low, high)]
            lines += clip(rounded(np.linspace(ends[0], ends[1], 4)), region)
    return lines


def _on_circle(centre: tuple[float, float], radius: float, angle: Line) -> Line:
    # The shells are pulled wide to the east and dented, for a round town is a toy.
    size = radius * (1 + 0.05 * np.sin(3 * angle + 1.0) + 0.03 * np.sin(5 * angle))
    return np.stack([centre[0] + 1.22 * size * np.cos(angle), centre[1] + 0.94 * size * np.sin(angle)], axis=1)


def _circle(centre: tuple[float, float], radius: float) -> Line:
    angle = np.linspace(0, 2 * np.pi, max(24, int(2 * np.pi * radius / 20)))
    return rounded(_on_circle(centre, radius, angle))


def branches(
    trunks: list[Line],
    region: ogr.Geometry,
    rng: np.random.Generator,
    *,
    gap: float = 62.0,
    reach: tuple[float, float] = (90.0, 170.0),
    depth: int = 3,
    obstacles: list[Line] | None = None,
    clearance: float = 36.0,
) -> list[Line]:
    """Grow cul-de-sacs from trunk streets, and smaller ones from those, as in a cauliflower neighbourhood.

    A branch stops where it would come nearer than `clearance` to any other street.
    """
    area = Area(region)
    taken = [*trunks, *(obstacles or [])]
    grown: list[Line] = []
    generation = list(trunks)
    for level in range(depth):
        following = []
        for trunk in generation:
            for start in np.arange(
                gap * rng.uniform(0.4, 0.8), length(trunk) - 0.2 * gap, gap * rng.uniform(0.9, 1.15)
            ):
                for side in (1, -1) if level == 0 else (rng.choice([1, -1]),):
                    wish = rng.uniform(*reach) * 0.72**level
                    branch = _branch(trunk, float(start) + side * 14, side, wish, area, taken, rng, clearance)
                    if branch is not None:
                        taken.append(branch)
                        grown.append(branch)
                        following.append(branch)
        generation = following
    return grown


def _branch(
    trunk: Line, start: float, side: int, wish: float, area: Area, taken: list[Line], rng: np.random.Generator,
    clearance: float,
) -> Line | None:  # fmt: skip
    origin = np.round(point_at(trunk, np.clip(start, 0, length(trunk))), 2)
    heading = np.arctan2(*(side * normal_at(trunk, start))[::-1]) + rng.normal(0, 0.12)
    curl = rng.normal(0, 0.0045)
    starts = np.vstack([line[:-1] for line in taken])
    ends = np.vstack([line[1:] for line in taken])
    points = [origin]
    step = 12.0
    while step * (len(points) - 1) < wish:
        heading += curl * step
        following = points[-1] + step * np.array([np.cos(heading), np.sin(heading)])
        travelled = step * len(points)
        # Near its own beginning a branch is of course near its trunk.
        nearest = float(segment_distances(starts, ends, following)[1].min())
        if nearest < min(clearance, 0.85 * travelled) or not area.holds(following):
            break
        points.append(following)
    line = rounded(points)
    return line if len(line) > 2 and along(line)[-1] >= 34.0 else None


def apart(lines: list[Line], others: list[Line], gap: float = 26.0, angle: float = 35.0) -> list[Line]:
    """Return the lines without the stretches that run side by side with another line."""
    if not others:
        return lines
    starts = np.vstack([line[:-1] for line in others])
    ends = np.vstack([line[1:] for line in others])
    directions = np.arctan2(*(ends - starts).T[::-1])
    kept: list[Line] = []
    for line in lines:
        total = length(line)
        count = max(2, int(total // 8))
        measure = np.linspace(0, total, count + 1)
        flags = []
        for middle in (measure[:-1] + measure[1:]) / 2:
            _fractions, gaps = segment_distances(starts, ends, point_at(line, middle))
            nearest = int(np.argmin(gaps))
            normal = normal_at(line, middle)
            heading = np.arctan2(-normal[0], normal[1])
            turn = abs((heading - directions[nearest] + np.pi / 2) % np.pi - np.pi / 2)
            flags.append(gaps[nearest] > gap or turn > np.radians(angle))
        kept += _runs(line, measure, flags)
    return kept


def _runs(line: Line, measure: Line, flags: list[bool]) -> list[Line]:
    marks = along(line)
    found = []
    first = None
    for i, flag in enumerate([*flags, False]):
        if flag and first is None:
            first = i
        if not flag and first is not None:
            low, high = measure[first], measure[i]
            inside = (marks > low + 0.5) & (marks < high - 0.5)
            piece = rounded(np.vstack([point_at(line, low), line[inside], point_at(line, high)]))
            if high - low > 24.0:
                found.append(piece)
            first = None
    return found
