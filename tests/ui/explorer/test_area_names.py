"""Texts over the map, as its size changes."""

from __future__ import annotations

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QPointF, QRectF

from buurtmaat.ui.explorer.area_names import AreaNames
from towns.explorer_dock import settle


def test_texts_cover_no_other_part_of_the_map_than_qt_was_told(qgis_app):
    """As found: of a map that shrank while it was hidden Qt went on to look for texts that were gone, and crashed."""
    canvas = QgsMapCanvas()
    canvas.resize(1200, 700)
    canvas.show()
    names = AreaNames(canvas, [QgsPointXY(0, 0)])
    names.write(["West"])
    settle()
    told = names.boundingRect()
    assert told == QRectF(0, 0, 1200, 700)
    canvas.hide()
    canvas.resize(100, 60)  # a window that is hidden hears of it when it is shown
    assert names.boundingRect() == told
    canvas.scene().removeItem(names)
    assert names not in canvas.scene().items(QPointF(1100, 600))
    canvas.scene().addItem(names)
    canvas.show()
    settle()
    assert names.boundingRect() == QRectF(0, 0, 100, 60)
    canvas.scene().removeItem(names)
    canvas.hide()
    canvas.deleteLater()
    settle()
