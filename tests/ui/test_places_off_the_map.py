"""What is drawn over a map whose reference system has no such place: that is left out, and all else is drawn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY
from qgis.gui import QgsMapCanvas, QgsRubberBand

from buurtmaat.ui.explorer import map_preview
from buurtmaat.ui.explorer.map_preview import MapPreview
from buurtmaat.ui.panel.changes_on_map import ChangesOnMap
from towns.explorer_dock import settle

WORLD = QgsCoordinateReferenceSystem("EPSG:4326")
NOWHERE, DELFT = QgsPointXY(0, 95), QgsPointXY(4.36, 52.01)


@pytest.fixture
def canvas(qgis_app) -> Iterator[QgsMapCanvas]:
    canvas = QgsMapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    yield canvas
    canvas.deleteLater()
    settle()


def test_a_neighbourhood_has_its_name_where_another_one_is_nowhere(canvas, monkeypatch):
    named, real = [], map_preview.AreaNames

    def noted(canvas, places):
        named.extend(places)
        return real(canvas, places)

    monkeypatch.setattr(map_preview, "AreaNames", noted)
    drawn = MapPreview(canvas, lambda _row: None)
    drawn.show_shapes([QgsGeometry.fromPointXY(one).buffer(0.01, 8) for one in (NOWHERE, DELFT)], WORLD)
    drawn.name(["Nowhere", "Delft"])
    assert named[0] is None
    assert named[1].x() == pytest.approx(485353, abs=50)
    drawn.drop()


def test_a_change_is_drawn_where_another_one_is_nowhere(canvas):
    drawn = ChangesOnMap(canvas, lambda _point: None)
    drawn.show_changes([(None, NOWHERE), (None, DELFT)], WORLD)
    bands = [one for one in canvas.scene().items() if isinstance(one, QgsRubberBand)]
    (place,) = [one.asGeometry().boundingBox().center() for one in bands]
    assert place.x() == pytest.approx(485353, abs=50)
    drawn.drop()
