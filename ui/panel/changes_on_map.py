"""Changes of facilities and what they do to dwellings, drawn over the map; and the clicks that make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

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
from ..borrowed_map import BorrowedMap

_GAINED, _LOST, _COMES, _GOES = QColor("#0072b2"), QColor("#d55e00"), QColor("#009e73"), QColor("#1f2937")


class ChangesOnMap:
    """Draws over the map, and listens to it.

    Parameters
    ----------
    clicked
        Told where the user clicks, in the map's reference system.
    """

    def __init__(self, canvas: QgsMapCanvas, clicked: Callable[[QgsPointXY], None]) -> None:
        self.canvas = canvas
        self.tool = QgsMapToolEmitPoint(canvas)
        self.tool.canvasClicked.connect(lambda point, _button: clicked(point))
        self._map = BorrowedMap(canvas, self.tool)
        self._changes: list[QgsRubberBand] = []
        self._dwellings: list[QgsRubberBand] = []
        self._shown = True
        self._draw_changes: Callable[[], None] = lambda: None
        self._draw_dwellings: Callable[[], None] = lambda: None
        canvas.destinationCrsChanged.connect(self._draw_again)

    def listen(self, on: bool) -> None:
        """Take the clicks on the map, or go back to the tool that was there."""
        if on:
            self._map.take()
        else:
            self._map.give_back()

    def show_changes(
        self, changes: Sequence[tuple[QgsPointXY | None, QgsPointXY | None]], crs: QgsCoordinateReferenceSystem | None
    ) -> None:
        """Draw from where to where facilities go; None where one comes from nowhere, or closes."""
        self._draw_changes = partial(self._show_changes, changes, crs)
        self._draw_changes()

    def _show_changes(
        self, changes: Sequence[tuple[QgsPointXY | None, QgsPointXY | None]], crs: QgsCoordinateReferenceSystem | None
    ) -> None:
        self._remove(self._changes)
        to_map = None if crs is None else self._to_map(crs)
        for old, new in ((_placed(one, to_map), _placed(other, to_map)) for one, other in changes):
            if old is not None and new is not None:
                line = self._band(Qgis.GeometryType.Line, _COMES, 2)
                line.setToGeometry(QgsGeometry.fromPolylineXY([old, new]), None)
                self._changes.append(line)
            for point, colour, icon in (
                (old, _GOES, QgsRubberBand.IconType.ICON_X),
                (new, _COMES, QgsRubberBand.IconType.ICON_FULL_DIAMOND),
            ):
                if point is not None:
                    self._changes.append(self._points([point], None, colour, icon, 14))

    def show_dwellings(
        self, gained: Sequence[QgsPointXY], lost: Sequence[QgsPointXY], crs: QgsCoordinateReferenceSystem | None
    ) -> None:
        """Draw the dwellings that gain and those that lose."""
        self._draw_dwellings = partial(self._show_dwellings, gained, lost, crs)
        self._draw_dwellings()

    def _show_dwellings(
        self, gained: Sequence[QgsPointXY], lost: Sequence[QgsPointXY], crs: QgsCoordinateReferenceSystem | None
    ) -> None:
        self._remove(self._dwellings)
        for spots, colour, icon in (
            (gained, _GAINED, QgsRubberBand.IconType.ICON_CIRCLE),
            (lost, _LOST, QgsRubberBand.IconType.ICON_X),
        ):
            if spots:
                self._dwellings.append(self._points(spots, crs, colour, icon, 4))

    def show_drawn(self, on: bool) -> None:
        """Show or hide all that is drawn."""
        self._shown = on
        for band in (*self._changes, *self._dwellings):
            band.setVisible(on)

    def drop(self) -> None:
        """Take everything off the map, the tool included."""
        self.canvas.destinationCrsChanged.disconnect(self._draw_again)
        self._map.drop()
        self._remove(self._changes)
        self._remove(self._dwellings)

    def _draw_again(self) -> None:
        """Draw all anew: the map has another reference system."""
        self._draw_changes()
        self._draw_dwellings()

    def _to_map(self, crs: QgsCoordinateReferenceSystem) -> QgsCoordinateTransform:
        return sound_transform(
            crs, self.canvas.mapSettings().destinationCrs(), QgsProject.instance().transformContext()
        )

    def _points(
        self,
        spots: Sequence[QgsPointXY],
        crs: QgsCoordinateReferenceSystem | None,
        colour: QColor,
        icon: QgsRubberBand.IconType,
        size: int,
    ) -> QgsRubberBand:
        band = self._band(Qgis.GeometryType.Point, colour, 2)
        band.setIcon(icon)
        band.setIconSize(size)
        band.setToGeometry(QgsGeometry.fromMultiPointXY(list(spots)), None if crs is None else sound(crs))
        return band

    def _band(self, kind: Qgis.GeometryType, colour: QColor, width: int) -> QgsRubberBand:
        band = QgsRubberBand(self.canvas, kind)
        band.setColor(colour)
        band.setWidth(width)
        band.setVisible(self._shown)
        return band

    def _remove(self, bands: list[QgsRubberBand]) -> None:
        for band in bands:
            self.canvas.scene().removeItem(band)
        bands.clear()


def _placed(point: QgsPointXY | None, to_map: QgsCoordinateTransform | None) -> QgsPointXY | None:
    """Return where a point is on the map; None where the map's reference system has no such place."""
    if point is None or to_map is None:
        return point
    try:
        return to_map.transform(point)
    except QgsCsException:
        return None
