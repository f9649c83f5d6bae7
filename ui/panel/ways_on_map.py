"""The ways of dwellings, drawn over the map: from where they live, over the streets, to the facility."""

from __future__ import annotations

from qgis.core import QgsCsException, QgsGeometry, QgsPointXY, QgsProject
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtGui import QColor

from ...adapters.explore.drawn_ways import DrawnWay, DrawnWays
from ...adapters.io.reference_systems import sound, sound_transform
from ..explorer.area_names import AreaNames

# Dark on a light edge: seen on any colour of the neighbourhoods, and by all eyes.
_WAY, _EDGE = QColor("#4a1486"), QColor(255, 255, 255, 220)


class WaysOnMap:
    """Draws ways; nothing stays behind.

    Parameters
    ----------
    canvas
        The map.
    """

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self.canvas = canvas
        self._ways: DrawnWays | None = None
        self._items: list[QgsRubberBand | AreaNames] = []
        self._shown = True
        canvas.destinationCrsChanged.connect(self._draw)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is drawn."""
        return not self._items

    def show_ways(self, ways: DrawnWays | None) -> None:
        """Draw these in the place of others; None takes all off."""
        self._ways = ways
        self._draw()

    def show_drawn(self, on: bool) -> None:
        """Show or hide all that is drawn."""
        self._shown = on
        for item in self._items:
            item.setVisible(on)

    def drop(self) -> None:
        """Take everything off the map."""
        self.canvas.destinationCrsChanged.disconnect(self._draw)
        self.show_ways(None)

    def _draw(self) -> None:
        for item in self._items:
            self.canvas.scene().removeItem(item)
        self._items = []
        if self._ways is None:
            return
        for way in self._ways.ways:
            self._draw_way(way)
        if self._ways.without:
            self._add(QgsGeometry.fromMultiPointXY(list(self._ways.without)), QgsRubberBand.IconType.ICON_X)
        self._write(self._ways)
        self.show_drawn(self._shown)

    def _draw_way(self, way: DrawnWay) -> None:
        if len(way.line) > 1:
            for colour, width in ((_EDGE, 7), (_WAY, 3)):
                self._add(QgsGeometry.fromPolylineXY(list(way.line)), None, colour, width)
        self._add(QgsGeometry.fromPointXY(way.line[0]), QgsRubberBand.IconType.ICON_CIRCLE)
        self._add(QgsGeometry.fromPointXY(way.line[-1]), QgsRubberBand.IconType.ICON_FULL_DIAMOND)

    def _add(
        self, geometry: QgsGeometry, icon: QgsRubberBand.IconType | None, colour: QColor = _WAY, width: int = 3
    ) -> None:
        band = QgsRubberBand(self.canvas, geometry.type())
        band.setColor(colour)
        band.setWidth(width)
        band.setZValue(1)  # above the colours of the neighbourhoods
        if icon is not None:
            band.setIcon(icon)
            band.setIconSize(10)
            band.setSecondaryStrokeColor(_EDGE)
        band.setToGeometry(geometry, None if self._ways is None else sound(self._ways.crs))
        self._items.append(band)

    def _write(self, ways: DrawnWays) -> None:
        """Write at the end of each way what is there; of several ways to one place all in one text."""
        transform = sound_transform(
            ways.crs, self.canvas.mapSettings().destinationCrs(), QgsProject.instance().transformContext()
        )
        called: dict[tuple[float, float], str] = {}
        far: dict[tuple[float, float], list[str]] = {}
        sides: dict[tuple[float, float], int] = {}
        for way in ways.ways:
            try:
                ends = [transform.transform(one) for one in (way.line[0], way.line[-1])]
            except QgsCsException:
                continue
            at = ends[1].x(), ends[1].y()
            called[at], sides[at] = way.facility, 1 if ends[0].y() > ends[1].y() else -1  # away from the way
            far.setdefault(at, []).append(way.far)
        names = AreaNames(self.canvas, [QgsPointXY(x, y) for x, y in called], list(sides.values()))
        names.write([f"{name}\n{' · '.join(dict.fromkeys(far[at]))}" for at, name in called.items()])
        self._items.append(names)
