"""What holds in each neighbourhood, drawn over the map: no layer is touched, and nothing stays behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
)
from qgis.gui import QgsMapCanvas, QgsMapToolEmitPoint, QgsRubberBand
from qgis.PyQt.QtGui import QColor

from ...adapters.io.reference_systems import sound, sound_transform
from ...adapters.results.met_classes import SEEN_THROUGH, SHADES, class_of_share, faded
from ...core.statuses import FAILS, MEETS, NOT_APPLICABLE, TOO_FEW, UNKNOWN_VERDICT
from ..borrowed_map import BorrowedMap
from .area_names import AreaNames

# As in resources/styles/neighbourhoods.qml.
VERDICT_COLOURS = {
    MEETS: QColor(127, 184, 218),
    FAILS: QColor(232, 116, 59),
    UNKNOWN_VERDICT: QColor(189, 189, 189),
    TOO_FEW: QColor(230, 230, 230),
    NOT_APPLICABLE: QColor(255, 255, 255),
}
NOTHING = QColor(189, 189, 189)
SHARE_COLOURS = [QColor(faded(one, SEEN_THROUGH)) for one in SHADES]
BORDER, _CHOSEN, _NO_FILL = QColor(77, 77, 77), QColor(20, 20, 20), QColor(0, 0, 0, 0)


def share_colour(share: float) -> QColor:
    """Return the colour of a share; grey where it is not known."""
    return NOTHING if share != share else SHARE_COLOURS[class_of_share(share)]


class MapPreview:
    """Colours over the neighbourhoods of a layer on the map.

    Parameters
    ----------
    canvas
        The map.
    chosen
        Called with the row of the neighbourhood that is clicked on.
    """

    def __init__(self, canvas: QgsMapCanvas, chosen: Callable[[int], None]) -> None:
        self.canvas = canvas
        self.tool = QgsMapToolEmitPoint(canvas)
        self.tool.canvasClicked.connect(self._clicked)
        self._tell = chosen
        self.before_areas: Callable[[QgsPointXY], bool] = lambda _point: False
        self._map = BorrowedMap(canvas, self.tool)
        self._geometries: list[QgsGeometry] = []
        self._crs = QgsCoordinateReferenceSystem()
        self._bands: list[QgsRubberBand] = []
        self._colours: list[QColor] = []
        self._chosen = -1
        self._visible, self._present = True, True
        self._names: AreaNames | None = None
        self._texts: list[str] = []
        canvas.destinationCrsChanged.connect(self._draw)

    def show_shapes(self, shapes: Sequence[QgsGeometry], crs: QgsCoordinateReferenceSystem) -> None:
        """Take over the shapes of the neighbourhoods, in order."""
        self._geometries, self._crs = list(shapes), crs
        self._colours, self._texts, self._chosen = [NOTHING] * len(shapes), [""] * len(shapes), -1
        self._draw()

    def colour(self, colours: Sequence[QColor]) -> None:
        """Give each neighbourhood a colour."""
        before, self._colours = self._colours, list(colours)
        for row, (old, new) in enumerate(zip(before, self._colours, strict=True)):
            if old != new and row < len(self._bands):
                self._outline(row)

    def name(self, texts: Sequence[str]) -> None:
        """Write a text on each neighbourhood, where there is room for it; seen with the colours."""
        self._texts = list(texts)
        if self._names is not None:
            self._names.write(self._texts)

    def choose(self, row: int) -> None:
        """Set one neighbourhood apart; −1 for none."""
        before, self._chosen = self._chosen, row
        for one in {before, row} - {-1}:
            if one < len(self._bands):
                self._outline(one)

    def set_visible(self, visible: bool) -> None:
        """Show or hide the colours."""
        self._visible = visible
        self._show_all()

    def set_present(self, present: bool) -> None:
        """Show or hide all, the outline of the neighbourhood that is chosen too."""
        self._present = present
        self._show_all()

    def _show_all(self) -> None:
        for row in range(len(self._bands)):
            self._outline(row)
        if self._names is not None:
            self._names.setVisible(self._visible and self._present)

    def pick(self, on: bool) -> None:
        """Let clicks on the map choose a neighbourhood, or go back to the tool that was there."""
        if on:
            self._map.take()
        else:
            self._map.give_back()

    def clear(self) -> None:
        """Take all colours off the map."""
        for band in self._bands:
            self.canvas.scene().removeItem(band)
        if self._names is not None:
            self.canvas.scene().removeItem(self._names)
        self._bands, self._names = [], None

    def forget(self) -> None:
        """Let go of the shapes too."""
        self.clear()
        self._geometries, self._colours, self._texts, self._chosen = [], [], [], -1

    def drop(self) -> None:
        """Take everything off the map, the tool included."""
        self._map.drop()
        self.clear()
        self.canvas.destinationCrsChanged.disconnect(self._draw)

    def _draw(self) -> None:
        self.clear()
        crs = sound(self._crs)
        for row, geometry in enumerate(self._geometries):
            band = QgsRubberBand(self.canvas, Qgis.GeometryType.Polygon)
            if not geometry.isNull():
                band.setToGeometry(geometry, crs)
            self._bands.append(band)
            self._outline(row)
        if self._geometries:
            to_map = sound_transform(
                crs, self.canvas.mapSettings().destinationCrs(), QgsProject.instance().transformContext()
            )
            self._names = AreaNames(self.canvas, [_place(one, to_map) for one in self._geometries])
            self._names.write(self._texts)
            self._names.setVisible(self._visible and self._present)

    def _outline(self, row: int) -> None:
        """Draw a neighbourhood anew: its colour, or of the one that is chosen at least its outline."""
        chosen, band = row == self._chosen, self._bands[row]
        band.setFillColor(self._colours[row] if self._visible else _NO_FILL)
        band.setVisible(self._present and (self._visible or chosen))
        band.setStrokeColor(_CHOSEN if chosen else BORDER)
        band.setWidth(4 if chosen else 1)
        band.setZValue(1 if chosen else 0)
        band.update()

    def _clicked(self, point: QgsPointXY) -> None:
        if self.before_areas(point):  # a dwelling stands there
            return
        transform = sound_transform(
            self.canvas.mapSettings().destinationCrs(), self._crs, QgsProject.instance().transformContext()
        )
        try:
            there = QgsGeometry.fromPointXY(transform.transform(point))
        except QgsCsException:
            return
        for row, geometry in enumerate(self._geometries):
            if geometry.boundingBox().contains(there.asPoint()) and geometry.contains(there):
                self._tell(row)
                return


def _place(geometry: QgsGeometry, to_map: QgsCoordinateTransform) -> QgsPointXY | None:
    """Return where a text on a neighbourhood stands on the map; None where there is no such place."""
    inside = geometry.pointOnSurface()
    if inside.isNull():
        return None
    try:
        return to_map.transform(inside.asPoint())
    except QgsCsException:
        return None
