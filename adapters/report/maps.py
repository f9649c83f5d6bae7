"""Maps of a report as inline SVG: drawn over one ground, which the page holds once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle

from ...core.arrays import Floats, Ints, to_list
from ...core.geometry.drawn import Borders, Frame, drawn, drawn_cells, runs_of
from ...core.geometry.shapes import Shapes, from_wkb
from .map_labels import Label, anchors, largest, place_labels
from .svg_paths import joined_path, marks, paths, ring_path, run_path

if TYPE_CHECKING:
    from .backdrop import Backdrop
    from .map_places import MapPlaces

WIDTH, TALLEST = 1000, 1250
"""Units of a map: it is as wide or as high as that."""

_CELLS = ((15, 3), (30, 4))
"""Units of the cells that dwellings are drawn in, of up to so many maps: those in one cell are drawn once."""

_LARGE_CELL = 6

_SEEN = 2.0
"""Square units: what is smaller nobody sees."""

_MOST_LINES = 15_000
"""Of more lines of streets, those that are short on the map are left out."""

_TYPE_SIZES = (19.0, 40.0)
"""Size of the names in units: on a wide screen and on paper, and on a phone."""

OUTSIDE, WITHIN, NOT_KNOWN, NOT_ASKED = 0, 1, -1, 2

GLYPHS = (
    "m-9-4l5-5h8l5 5v8l-5 5h-8l-5-5z",
    "m-8-8h16v16h-16z",
    "m0-10l10 18h-20z",
    "m0-11l11 11-11 11-11-11z",
    "m-3-9h6v6h6v6h-6v6h-6v-6h-6v-6h6z",
    "m0 10l10-18h-20z",
    "m-5-9h10l6 9-6 9h-10l-6-9z",
    "m-9-4h18v8h-18z",
)
"""Forms of facilities, told apart without colour; of more types the last ones share the last form."""

_CROWD, _SMALLER = 120, 0.6
"""Of more facilities on a map each is smaller."""


@dataclass(frozen=True)
class MapBase:
    """What all maps of a report show.

    Parameters
    ----------
    areas, labels
        The neighbourhoods and what is written in them; an empty geometry stands for one that is not on the map.
    crs
        Of all that is drawn.
    points
        The dwellings, shape (n, 2), NaN without geometry; None where there are none.
    """

    areas: Sequence[QgsGeometry]
    labels: Sequence[str]
    crs: QgsCoordinateReferenceSystem
    points: NDArray[np.float64] | None = None

    @property
    def extent(self) -> QgsRectangle:
        """Return the box of the neighbourhoods, with a margin."""
        box = QgsRectangle()
        for area in self.areas:
            if not area.isEmpty():
                box.combineExtentWith(area.boundingBox())
        if not box.isNull():
            box.scale(1.04)  # of no box at all this makes one of no numbers
        return box

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to draw a map of."""
        return self.extent.isNull() or self.extent.isEmpty()


@dataclass(frozen=True)
class PlaceMarks:
    """The facilities of one type on a map: the type, the number of its form, and their path."""

    type: str
    form: int
    path: str


class MapDrawing:
    """Draws the maps of a report; what they share is drawn once.

    Parameters
    ----------
    ground
        That is not empty.
    background
        What lies below, the lowest first.
    places
        The facilities; None where they are not known.
    maps
        How many there will be; of many the dwellings are drawn coarser.
    """

    def __init__(
        self, ground: MapBase, background: Sequence[Backdrop], places: MapPlaces | None, maps: int = 1
    ) -> None:
        box = ground.extent
        edges = (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
        self.frame = Frame.around(edges, WIDTH, TALLEST)
        self._ground, self._background, self._places = ground, background, places
        self.cell = next((size for most, size in _CELLS if maps <= most), _LARGE_CELL)

    @property
    def view_box(self) -> str:
        """Return the part of the plane that a map shows."""
        return f"0 0 {self.frame.width} {self.frame.height}"

    @cached_property
    def areas(self) -> list[str]:
        """Return the path of each neighbourhood; empty of one that is not on the map."""
        return paths(self._drawn)

    @cached_property
    def borders(self) -> str:
        """Return one path of all neighbourhoods."""
        return joined_path(self.areas)

    @cached_property
    def _drawn(self) -> Shapes:
        return drawn(self._shapes, self.frame, _SEEN)

    @cached_property
    def _shapes(self) -> Shapes:
        return from_wkb([None if area.isEmpty() else area.asWkb().data() for area in self._ground.areas])

    @cached_property
    def background(self) -> list[tuple[str, str, bool]]:
        """Return what lies below: how each is drawn, its path, and whether it is a line."""
        found = []
        for layer in self._background:
            is_line = bool((layer.shapes.part_kind == 1).all())
            path = joined_path(
                paths(self._thinned(layer.shapes) if is_line else drawn(layer.shapes, self.frame, _SEEN))
            )
            if path:
                found.append((layer.ground.value, path, is_line))
        return found

    def _thinned(self, lines: Shapes) -> Shapes:
        """Return lines near the map, without those that are too short to be seen among so many."""
        near = _near(lines, self.frame)
        for step in (1, 2, 3, 4, 6, 8):
            found = drawn(near, self.frame, _SEEN, step)
            if found.part_feature.size <= _MOST_LINES:
                break
        return found

    def by_verdict(self, verdicts: Sequence[str | None]) -> list[tuple[str, str]]:
        """Return one path around the neighbourhoods of each verdict; what is without one is called `none`."""
        found: dict[str, list[int]] = {}
        for area, verdict in enumerate(verdicts):
            found.setdefault(verdict or "none", []).append(area)
        outlined = ((verdict, self._borders.around(np.array(areas))) for verdict, areas in found.items())
        return [(verdict, ring_path(rings)) for verdict, rings in outlined if rings]

    @cached_property
    def _borders(self) -> Borders:
        return Borders(self._drawn)

    @cached_property
    def _cells(self) -> Ints:
        points = self._ground.points
        return drawn_cells(np.empty((0, 2)) if points is None else points, self.frame, self.cell)

    @cached_property
    def dwellings(self) -> str:
        """Return the path of all dwellings, which maps have below those that lie outside."""
        return run_path(runs_of(self._cells, self.frame, self.cell))

    def by_state(self, states: NDArray[np.int8] | None) -> tuple[bool, list[tuple[int, str]]]:
        """Return whether all dwellings lie below, and a path for those of each state that is drawn over them.

        Where dwellings of several states share a cell, one that lies outside is seen, then one that is not known.
        """
        if states is None or not self._cells.size:
            return False, []
        asks_all = not (states == NOT_ASKED).any()
        found, free = [], np.ones(self._cells.max() + 2, bool)  # of the last cell are those outside
        for state in (OUTSIDE, NOT_KNOWN) if asks_all else (OUTSIDE, NOT_KNOWN, WITHIN):
            cells = self._cells[states == state]
            path = run_path(runs_of(cells[free[cells]], self.frame, self.cell))
            free[cells] = False
            if path:
                found.append((state, path))
        return asks_all, found

    def of_requirement(self, requirement: str, types: str) -> list[PlaceMarks]:
        """Return the facilities that a requirement counts, by type."""
        if self._places is None:
            return []
        rows = self._places.of(requirement, types)
        forms = self._forms or _forms_of(self._places.types[row] for row in to_list(rows))
        return self._marked(rows, forms)

    def all_places(self) -> list[PlaceMarks]:
        """Return all facilities by type; as one type without a name, where there are more types than forms."""
        if self._places is None:
            return []
        return self._marked(np.arange(len(self._places.types)), self._forms)

    @cached_property
    def _forms(self) -> Mapping[str, int]:
        """Return the form of each type, the same on all maps; none where there are more types than forms."""
        found = _forms_of(self._places.types if self._places is not None else ())
        return found if len(found) <= len(GLYPHS) else {}

    def _marked(self, rows: Ints, forms: Mapping[str, int]) -> list[PlaceMarks]:
        places = self._places
        if places is None or not rows.size:
            return []
        units = self.frame.units(places.points[rows])
        inside = (units >= 0).all(axis=1) & (units[:, 0] <= self.frame.width) & (units[:, 1] <= self.frame.height)
        kinds = np.array([(places.types[row] or "") if forms else "" for row in to_list(rows)], object)
        found, size = [], _SMALLER if inside.sum() > _CROWD else 1.0
        for kind in sorted(set(kinds[inside])):
            spots = np.unique(np.rint(units[inside & (kinds == kind)] / 3) * 3, axis=0)
            form = forms.get(kind, 0)
            found.append(PlaceMarks(kind, form, marks(spots, GLYPHS[form], size)))
        return found

    def labels(self, figures: Sequence[str]) -> list[tuple[str, float, list[Label]]]:
        """Return the names on a map: for wide screens and for phones, with the size of their type.

        Parameters
        ----------
        figures
            What stands below the name of each neighbourhood; empty for nothing.
        """
        middle, order = anchors(self._shapes, self.frame), largest(self._shapes)
        sites = np.empty((0, 2)) if self._places is None else self.frame.units(self._places.points)
        texts = list(zip(self._ground.labels, figures, strict=True))
        return [
            (screen, size, place_labels(order, middle, texts, sites, self.frame, size))
            for screen, size in zip(("wide", "phone"), _TYPE_SIZES, strict=True)
        ]

    def scale_bar(self) -> tuple[int, float]:
        """Return the length of a bar in metres, a round number, and in units: at most a quarter of the map."""
        most = self.frame.width / 4 / self.frame.scale
        steps = (factor * 10**power for power in range(8) for factor in (1, 2, 5))
        metres = max(islice((one for one in steps if one <= most), 24), default=1)
        return metres, metres * self.frame.scale


def _forms_of(types: Iterable[str | None]) -> Mapping[str, int]:
    named = sorted({kind or "" for kind in types})
    return {kind: min(number, len(GLYPHS) - 1) for number, kind in enumerate(named)}


def _near(lines: Shapes, frame: Frame) -> Shapes:
    """Return the lines of which a vertex lies on the map, or near it."""
    units: Floats = frame.units(lines.xy)
    room = (frame.width, frame.height)
    inside = ((units > np.multiply(room, -0.05)) & (units < np.multiply(room, 1.05))).all(axis=1)
    return lines.take(np.unique(lines.part_feature[lines.vertex_part[inside]]))
