"""Dwellings in rows along the streets, with the people who live in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from osgeo import ogr

from . import plan
from .geometry import Area, Line, length, normal_at, point_at, segment_distances
from .network import Street

HOUSED = {"residential", "living_street", "pedestrian", "unclassified", "tertiary"}


@dataclass(frozen=True)
class Row:
    """A kind of row: how the houses in it stand."""

    kind: str
    weight: float
    spacing: float
    setback: tuple[float, float]
    count: tuple[int, int]
    gap: float
    dwellings: tuple[int, int] = (1, 1)


TERRACED = "terraced"
STYLES: dict[str, tuple[Row, ...]] = {
    "old": (
        Row(TERRACED, 5, 6.2, (6.5, 7.5), (4, 9), 3.0),
        Row("apartment", 2, 11.0, (7.0, 8.0), (2, 4), 4.0, (2, 5)),
    ),
    "prewar": (
        Row(TERRACED, 6, 6.0, (8.0, 9.5), (5, 12), 5.0),
        Row("apartment", 1, 9.0, (8.0, 9.5), (2, 4), 5.0, (2, 4)),
        Row("semi-detached", 1, 9.0, (10.0, 12.0), (2, 4), 8.0),
    ),
    "postwar": (
        Row(TERRACED, 7, 6.6, (10.0, 12.0), (5, 10), 9.0),
        Row("apartment", 0.55, 24.0, (13.0, 14.5), (1, 2), 16.0, (8, 16)),
    ),
    "business": (Row("detached", 1, 20.0, (13.0, 15.0), (1, 1), 60.0),),
    "cauliflower": (
        Row(TERRACED, 7, 6.3, (8.0, 11.5), (3, 7), 6.0),
        Row("semi-detached", 1, 9.0, (9.0, 11.0), (2, 4), 8.0),
    ),
    "vinex": (
        Row(TERRACED, 6, 6.0, (8.0, 9.5), (5, 9), 5.0),
        Row("semi-detached", 2, 8.5, (9.5, 11.0), (2, 4), 7.0),
        Row("detached", 0.6, 16.0, (11.0, 13.0), (1, 3), 6.0),
        Row("apartment", 0.25, 26.0, (13.0, 14.5), (1, 2), 14.0, (10, 22)),
    ),
    "village": (
        Row("semi-detached", 3, 9.5, (9.0, 12.0), (2, 4), 8.0),
        Row("detached", 2, 17.0, (10.0, 14.0), (1, 3), 9.0),
        Row(TERRACED, 2, 6.6, (9.0, 10.5), (4, 6), 9.0),
    ),
    "hamlet": (
        Row("detached", 2, 17.0, (10.0, 13.0), (1, 3), 14.0),
        Row("semi-detached", 2, 9.5, (9.0, 11.0), (2, 4), 12.0),
    ),
    "rural": (Row("farm", 3, 50.0, (22.0, 30.0), (1, 1), 75.0), Row("detached", 1, 22.0, (11.0, 15.0), (1, 2), 60.0)),
}


@dataclass
class Dwelling:
    """One row of the layer of dwellings."""

    point: tuple[float, float] | None
    kind: str
    dwellings: int | None = 1
    neighbourhood: str | None = None
    inhabitants: int = 0
    older: int = 0
    singles: int = 0
    households: int = 0
    landlord: str | None = None
    complex: str | None = None
    share_55plus: float | None = None
    complex_dwellings: int | None = None
    dwelling_id: str = ""
    members: list[tuple[int, int]] = field(default_factory=list)
    """Of each household how many live in it, and how many of them are 65 or older."""
    ages: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    """Inhabitants of 0 to 15, 15 to 25, 25 to 45 and 45 to 65."""
    with_children: int = 0
    low_income: int = 0
    owned: int = 0


class _Site:
    """The ground on which houses may stand, and what stands there already."""

    def __init__(self, streets: list[Street], forbidden: ogr.Geometry, plots: list[tuple[Line, float]]) -> None:
        lines = [street.line for street in streets]
        self._start = np.vstack([line[:-1] for line in lines])
        self._end = np.vstack([line[1:] for line in lines])
        self._owner = np.concatenate([np.full(len(line) - 1, i) for i, line in enumerate(lines)])
        path = {"footway", "path", "steps", "cycleway"}
        self._keep = np.concatenate([np.full(len(s.line) - 1, 3.5 if s.highway in path else 6.2) for s in streets])
        self._forbidden = Area(forbidden)
        self._plots = np.array([[*centre, radius] for centre, radius in plots])
        self._cells: dict[tuple[int, int], list[Line]] = defaultdict(list)
        self._boxes: dict[tuple[int, int], Line] = {}
        self._index_segments()

    def _index_segments(self, cell: float = 50.0) -> None:
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        low = np.floor((np.minimum(self._start, self._end) - 16) / cell).astype(int)
        high = np.floor((np.maximum(self._start, self._end) + 16) / cell).astype(int)
        for i, ((x0, y0), (x1, y1)) in enumerate(zip(low, high, strict=True)):
            for x in range(x0, x1 + 1):
                for y in range(y0, y1 + 1):
                    cells[(x, y)].append(i)
        self._boxes = {key: np.array(value) for key, value in cells.items()}

    def free(self, point: Line, apart: float) -> bool:
        """Describe whether a house may stand at the point."""
        key = (int(point[0] // 50), int(point[1] // 50))
        near = self._boxes.get(key)
        if near is not None:
            _fractions, gaps = segment_distances(self._start[near], self._end[near], point)
            if np.any(gaps < self._keep[near]):
                return False
        if np.any(np.hypot(*(self._plots[:, :2] - point).T) < self._plots[:, 2]):
            return False
        if self._forbidden.holds(point):
            return False
        x, y = int(point[0] // 12), int(point[1] // 12)
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if any(np.hypot(*(point - other)) < apart for other in self._cells[(x + dx, y + dy)]):
                    return False
        return True

    def take(self, point: Line) -> None:
        """Note that a house stands at the point."""
        self._cells[(int(point[0] // 12), int(point[1] // 12))].append(point)


def build_houses(
    streets: list[Street],
    neighbourhoods: dict[str, ogr.Geometry],
    built: dict[str, ogr.Geometry],
    forbidden: ogr.Geometry,
    plots: list[tuple[Line, float]],
    rng: np.random.Generator,
) -> list[Dwelling]:
    """Set rows of houses along the streets until each neighbourhood has its number of dwellings."""
    areas = {code: Area(shape) for code, shape in neighbourhoods.items()}
    zones = {code: Area(shape) for code, shape in built.items()}
    site = _Site(streets, forbidden, plots)
    rows: dict[str, list[list[Dwelling]]] = defaultdict(list)
    lone: dict[str, list[list[Dwelling]]] = defaultdict(list)
    for street in streets:
        if street.highway not in HOUSED or street.bridge or street.tunnel or street.year or not street.noded:
            continue
        for side in (1, -1):
            for code, style, row in _rows_along(street, side, areas, zones, site, rng):
                (lone if style == "rural" else rows)[code].append(row)
    houses: list[Dwelling] = []
    for neighbourhood in plan.NEIGHBOURHOODS:
        wanted = neighbourhood.dwellings
        outer, inner = (rng.permutation(len(found[neighbourhood.code])) for found in (lone, rows))
        # A quarter at most stands outside the built-up area, unless there is nothing else.
        few = len(outer) if len(inner) == 0 else round(0.25 * wanted / 2)
        choice = [lone[neighbourhood.code][i] for i in outer[:few]] + [rows[neighbourhood.code][i] for i in inner]
        for house in (house for row in choice for house in row):
            if (house.dwellings or 0) <= wanted:
                houses.append(house)
                wanted -= house.dwellings or 0
        if wanted > 0:
            raise ValueError(f"no room for {wanted} dwellings in {neighbourhood.name}")
    return houses


def _rows_along(
    street: Street, side: int, areas: dict[str, Area], zones: dict[str, Area], site: _Site,
    rng: np.random.Generator
) -> list[tuple[str, str, list[Dwelling]]]:  # fmt: skip
    total = length(street.line)
    measure = float(rng.uniform(6, 11))
    found = []
    while measure < total - 5:
        front = _beside(street.line, measure, side * 11.0)
        code = _holding(areas, front)
        style = STYLE_OF.get(code or "", "none")
        if style != "none" and code in zones and not zones[code].holds(front):
            style = "rural"
        if code is None or style == "none" or (street.highway == "tertiary" and style in {"vinex", "cauliflower"}):
            measure += 25.0
            continue
        kinds = STYLES[style]
        weights = np.array([kind.weight for kind in kinds])
        kind = kinds[int(rng.choice(len(kinds), p=weights / weights.sum()))]
        setback = float(rng.uniform(*kind.setback))
        row: list[Dwelling] = []
        for _house in range(int(rng.integers(kind.count[0], kind.count[1] + 1))):
            if measure > total - 4:
                break
            point = _beside(street.line, measure, side * setback)
            if _holding(areas, point) == code and site.free(point, min(kind.spacing, 12.0) * 0.82):
                site.take(point)
                number = int(rng.integers(kind.dwellings[0], kind.dwellings[1] + 1))
                row.append(Dwelling((float(point[0]), float(point[1])), kind.kind, number, code))
            measure += kind.spacing
        if row:
            found.append((code, style, row))
        measure += kind.gap * float(rng.uniform(0.7, 1.4))
    return found


STYLE_OF = {neighbourhood.code: neighbourhood.style for neighbourhood in plan.NEIGHBOURHOODS}


def _holding(areas: dict[str, Area], point: Line) -> str | None:
    return next((code for code, area in areas.items() if area.holds(point)), None)


def _beside(line: Line, measure: float, sideways: float) -> Line:
    return np.round(point_at(line, measure) + sideways * normal_at(line, measure), 2)
