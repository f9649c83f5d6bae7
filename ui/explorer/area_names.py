"""Texts over the map: names and figures of the neighbourhoods, and what is at the end of a way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen
from qgis.PyQt.QtWidgets import QStyleOptionGraphicsItem, QWidget

_TEXT, _HALO = QColor(20, 20, 20), QColor(255, 255, 255, 220)
_GAP = 8  # pixels between a place and the text below or above it
_ABOVE = 2  # the colours, and the outline of the one that is chosen


class AreaNames(QgsMapCanvasItem):
    """Writes texts at places of the map; of one that would cover another only the last line, where that does not.

    Parameters
    ----------
    canvas
        The map.
    places
        In its reference system; None where there is none.
    sides
        Where each text stands: 0 with its middle at its place, 1 below it, -1 above it; all 0 where it is not said.
    """

    def __init__(self, canvas: QgsMapCanvas, places: Sequence[QgsPointXY | None], sides: Sequence[int] = ()) -> None:
        super().__init__(canvas)
        self._canvas, self._places = canvas, list(places)
        self._sides = list(sides) or [0] * len(places)
        self._texts: list[str] = []
        self._seen = QRectF(canvas.rect())
        self.setZValue(_ABOVE)

    def write(self, texts: Sequence[str]) -> None:
        """Write other texts, lines under each other."""
        self._texts = list(texts)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._seen

    def updatePosition(self) -> None:
        # Told before it changes: else Qt looks for this in the wrong places as it goes, and draws it afterwards.
        self.prepareGeometryChange()
        self._seen = QRectF(self._canvas.rect())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem | None = None, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box, text in self.written():
            path, metrics = QPainterPath(), QFontMetricsF(self._canvas.font())
            for number, line in enumerate(text.split("\n")):
                left = box.center().x() - metrics.horizontalAdvance(line) / 2
                path.addText(
                    QPointF(left, box.top() + metrics.ascent() + number * metrics.height()), self._canvas.font(), line
                )
            painter.strokePath(path, QPen(_HALO, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.fillPath(path, _TEXT)

    def written(self) -> Iterator[tuple[QRectF, str]]:
        """Yield the texts that there is room for, each with its box on the screen."""
        metrics = QFontMetricsF(self._canvas.font())
        taken: list[QRectF] = []
        for place, side, text in zip(self._places, self._sides, self._texts, strict=False):
            if place is None or not text:
                continue
            middle = self.toCanvasCoordinates(place)
            for shown in dict.fromkeys((text, text.rpartition("\n")[2])):
                lines = shown.split("\n")
                wide, high = max(map(metrics.horizontalAdvance, lines)), len(lines) * metrics.height()
                away = side * (high / 2 + _GAP)
                box = QRectF(middle.x() - wide / 2, middle.y() - high / 2 + away, wide, high)
                if self._seen.intersects(box) and not any(one.intersects(box) for one in taken):
                    taken.append(box)
                    yield box, shown
                    break
