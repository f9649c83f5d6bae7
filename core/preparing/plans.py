"""Housing plans as dwelling points: in which year how many, and where in the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from ..apportionment import apportion, scattered, share_out
from ..arrays import Floats, Ints
from ..geometry.polygons import pairs_inside
from ..geometry.segments import TOUCH
from ..geometry.shapes import Shapes
from ..progress import Progress

NO_COUNT, ZERO_COUNT, COUNT_TOO_LARGE = "no_count", "zero_count", "count_too_large"
NO_AREA = "no_area"
HARD, SOFT = "hard", "soft"

MOST_DWELLINGS = 2**31 - 1
"""Of one plan: what a field with whole numbers holds."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_HARD = ("hard", "onherroepelijk", "vastgesteld")
_SOFT = ("soft", "zacht")
_YEAR = re.compile(r"([0-9]{4})(?:-[0-9]{1,2}-[0-9]{1,2}(?:[T ].*)?)?|[0-9]{1,2}-[0-9]{1,2}-([0-9]{4})")
_RANGE = re.compile(r"([0-9]{4})\s*[-–/]\s*([0-9]{4})")
_PHASE = re.compile(r"([0-9]{4})\s*:\s*(-?[0-9]+)")

_MOST_POINTS = 20_000
"""Of one plan; more dwellings than this stand several at a point."""
_MOST_CELLS = 500_000
_FINER = 1.25
_APART = 0.7
"""Of the spacing: nearer than a corner in a street brings two of its own points, another street has one too many."""


def read_status(text: str | None) -> str | None:
    """Return `hard` or `soft` for the words that say so, in English or Dutch; another word stays as it is."""
    word = (text or "").strip()
    if word.casefold().startswith(_HARD):
        return HARD
    if word.casefold().startswith(_SOFT):
        return SOFT
    return word or None


@dataclass(frozen=True)
class Phase:
    """A part of a plan: how many dwellings, negative where they go, and when; no year where it is not known."""

    year: int | None
    number: int


def read_phases(text: str | None, number: int) -> list[Phase] | None:
    """Read in which years the dwellings of a plan come or go.

    Parameters
    ----------
    text
        A year, a date, a range ("2028-2031": as many each year, as far as whole numbers go) or phases with their
        numbers ("2028:40;2030:60"); None or empty where nothing is said.
    number
        Of the whole plan.

    Returns
    -------
    list
        One or more phases that add up to the number; None where the text is none of these, or does not add up.
    """
    said = (text or "").strip()
    if not said:
        return [Phase(None, number)]
    whole, span = _YEAR.fullmatch(said), _RANGE.fullmatch(said)
    if whole:
        phases = [Phase(int(whole[1] or whole[2]), number)]
    elif span:
        first, last = int(span[1]), int(span[2])
        if not 0 <= last - first <= _LAST_YEAR - _FIRST_YEAR:
            return None
        years = last - first + 1
        parts = [int(part) for part in apportion(np.full(years, abs(number) / years))]
        phases = [Phase(first + n, part if number > 0 else -part) for n, part in enumerate(parts) if part]
    else:
        found = [_PHASE.fullmatch(one.strip()) for one in said.split(";") if one.strip()]
        phases = [Phase(int(one[1]), int(one[2])) for one in found if one is not None]
        if len(phases) < len(found) or sum(phase.number for phase in phases) != number:
            return None
        if any(phase.number * number < 0 for phase in phases):
            return None
    if not all(_FIRST_YEAR <= phase.year <= _LAST_YEAR for phase in phases if phase.year is not None):
        return None
    return [phase for phase in phases if phase.number] or None


@dataclass(frozen=True)
class Site:
    """Where the dwellings of a plan may stand.

    Parameters
    ----------
    streets
        The vertices of each stretch of street inside it, shape (vertices, 2).
    ground
        Polygons of the ground without streets.
    ground_share
        Share of the dwellings that goes there, 0–1.
    points
        Where the others stand if there is no street, and all if the ground is too narrow; shape (points, 2).
    """

    streets: Sequence[Floats]
    ground: Shapes
    ground_share: float
    points: Floats


@dataclass(frozen=True)
class Placed:
    """Dwelling points, in the order of the plans.

    Parameters
    ----------
    row
        The plan of each.
    xy
        Shape (n, 2).
    number
        Dwellings, negative where they go.
    year
        NaN where it is not known.
    """

    row: Ints
    xy: Floats
    number: Ints
    year: Floats


def place_plans(
    phases: Sequence[Sequence[Phase]],
    site_of: Sequence[int],
    sites: Sequence[Site],
    spacing: float,
    progress: Progress | None = None,
) -> Placed:
    """Put the dwellings of plans in their place.

    Parameters
    ----------
    phases
        Of each plan, none where it has no place.
    site_of
        The site of each plan. Plans on one site share its places: none of them takes another's.
    spacing
        Metres between points, at least. Where a plan asks for more, several dwellings stand at a point.

    Notes
    -----
    Phases follow each other along the streets, then over the ground: each is a part of the plan. What goes has one
    point a phase, since it says only from where.
    """
    progress = progress or Progress()
    plans_of: dict[int, list[int]] = {}
    for row, site in enumerate(site_of):
        if phases[row]:
            plans_of.setdefault(site, []).append(row)
    found = [_nothing()]
    for done, (number, rows) in enumerate(plans_of.items()):
        progress.at(done / len(plans_of))
        planned = [(row, phase) for row in rows for phase in phases[row]]
        found.append(_going(sites[number], [one for one in planned if one[1].number < 0]))
        coming = [one for one in planned if one[1].number > 0]
        found.append(_coming(sites[number], coming, spacing, progress) if coming else _nothing())
    placed = Placed(
        np.concatenate([one.row for one in found]),
        np.concatenate([one.xy for one in found]),
        np.concatenate([one.number for one in found]),
        np.concatenate([one.year for one in found]),
    )
    order = np.argsort(placed.row, kind="stable")
    return Placed(placed.row[order], placed.xy[order], placed.number[order], placed.year[order])


def _nothing() -> Placed:
    return Placed(np.empty(0, np.int64), np.empty((0, 2)), np.empty(0, np.int64), np.empty(0))


def _going(site: Site, planned: Sequence[tuple[int, Phase]]) -> Placed:
    rows, number = (np.array(of, np.int64) for of in ([row for row, _ in planned], [p.number for _, p in planned]))
    return Placed(rows, np.repeat(site.points[:1], rows.size, axis=0), number, _years(planned))


def _coming(site: Site, planned: Sequence[tuple[int, Phase]], spacing: float, progress: Progress) -> Placed:
    wanted = np.array([phase.number for _, phase in planned], np.int64)
    xy, parts = _places(site, int(wanted.sum()), spacing, progress)
    phase, point, number = _shared(parts, wanted)
    rows = np.array([row for row, _ in planned], np.int64)
    return Placed(rows[phase], xy[point], number, _years(planned)[phase])


def _years(planned: Sequence[tuple[int, Phase]]) -> Floats:
    return np.array([np.nan if phase.year is None else phase.year for _, phase in planned], np.float64)


def _places(site: Site, number: int, spacing: float, progress: Progress) -> tuple[Floats, Ints]:
    """Return the points of a site, and the dwellings at each."""
    on_ground = int(apportion(number * np.array([1 - site.ground_share, site.ground_share]))[1])
    ground = _over(site.ground, on_ground, spacing, progress) if on_ground else np.empty((0, 2))
    on_ground = on_ground if len(ground) else 0
    streets = _along(site.streets, number - on_ground, spacing) if number > on_ground else np.empty((0, 2))
    if number > on_ground and not len(streets):
        streets = site.points
    xy = np.concatenate([streets, ground])
    group = np.repeat([0, 1], [len(streets), len(ground)])
    totals = np.array([number - on_ground, on_ground])
    parts, _ = share_out(totals, group, np.ones(len(xy)), scattered(xy, group))
    return xy[parts > 0], parts[parts > 0]


def _along(lines: Sequence[Floats], number: int, spacing: float) -> Floats:
    """Return points along lines, at most one a dwelling, evenly over all of them; none where they are too short."""
    wanted = min(number, _MOST_POINTS)
    pairs = [(line[:-1], line[1:]) for line in lines]
    if not pairs:
        return np.empty((0, 2))
    start, end = (np.concatenate(ends) for ends in zip(*pairs, strict=True))
    length = np.hypot(*(end - start).T)
    total = float(length.sum())
    step = max(spacing, total / (4 * wanted))
    count = int((total + TOUCH) // step)
    along = (total - (count - 1) * step) / 2 + np.arange(count) * step
    until = np.cumsum(length)
    segment = np.searchsorted(until, along)
    share = (along - (until[segment] - length[segment])) / length[segment]
    xy = start[segment] + np.clip(share, 0, 1)[:, None] * (end[segment] - start[segment])
    return _evenly(_apart(xy, _APART * spacing), wanted)


def _apart(xy: Floats, least: float) -> Floats:
    """Leave out points that are nearer than this to one before them that is kept."""
    kept = np.ones(len(xy), bool)
    if len(xy):
        # In order of the later point, so that all before it are decided.
        pairs = cKDTree(xy).query_pairs(least * (1 - TOUCH), output_type="ndarray")
        for first, second in pairs[np.argsort(pairs[:, 1], kind="stable")].tolist():
            kept[second] &= not kept[first]
    return xy[kept]


def _evenly(xy: Floats, number: int) -> Floats:
    """Take some of a row of points, evenly over all of it."""
    if len(xy) <= number:
        return xy
    return xy[((np.arange(number) + 0.5) * len(xy) / number).astype(np.int64)]


def _over(ground: Shapes, number: int, spacing: float, progress: Progress) -> Floats:
    """Return points on a square grid within polygons, at most one a dwelling, all over them."""
    wanted = min(number, _MOST_POINTS)
    low, high = ground.xy.min(axis=0), ground.xy.max(axis=0)
    width, height = high - low
    step = max(spacing, float(np.sqrt(width * height / wanted)))
    while True:
        progress.check()
        x, y = (_centred(a, b, step) for a, b in zip(low, high, strict=True))
        grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
        inside = grid[np.unique(pairs_inside(grid, ground)[0])]
        finer = max(spacing, step / _FINER)
        if len(inside) >= wanted or finer == step or width * height / finer**2 > _MOST_CELLS:
            break
        step = finer
    first = np.argsort(scattered(inside, np.zeros(len(inside), np.int64)), kind="stable")[:wanted]
    return inside[np.sort(first)]


def _centred(low: float, high: float, step: float) -> Floats:
    """Return places a step apart, as many as fit, as far from one end as from the other."""
    count = max(int((high - low) // step), 1)
    return (low + high) / 2 + (np.arange(count, dtype=np.float64) - (count - 1) / 2) * step


def _shared(parts: Ints, wanted: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the dwellings at points to phases, one after the other.

    Returns
    -------
    phase, point, number
        A point where one phase ends and another begins comes twice.
    """
    ends, until = np.cumsum(wanted), np.cumsum(parts)
    cuts = np.union1d(ends, until)
    first = np.concatenate([[0], cuts[:-1]])
    phase, point = np.searchsorted(ends, first, "right"), np.searchsorted(until, first, "right")
    return phase, point, cuts - first
