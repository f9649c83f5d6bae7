"""What is drawn over the map in a system that QGIS lost with a thread: it stands where it stood."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsPointXY,
)
from qgis.gui import QgsMapCanvas, QgsRubberBand

from buurtmaat.adapters.explore.drawn_ways import DrawnWays
from buurtmaat.adapters.io import reference_systems
from buurtmaat.ui.explorer.map_preview import MapPreview
from buurtmaat.ui.panel import changes_on_map
from buurtmaat.ui.panel.changes_on_map import ChangesOnMap
from buurtmaat.ui.panel.ways_on_map import WaysOnMap
from towns.explorer_dock import settle
from towns.lost_systems import lost_to_all

System = QgsCoordinateReferenceSystem
DELFT = QgsPointXY(84477.28, 447346.85)
Drawing = Callable[[QgsMapCanvas, QgsPointXY, System], MapPreview | ChangesOnMap | WaysOnMap]


@pytest.fixture
def canvas(qgis_app) -> Iterator[QgsMapCanvas]:
    canvas = QgsMapCanvas()
    canvas.setDestinationCrs(System("EPSG:28992"))
    yield canvas
    canvas.deleteLater()
    settle()
    reference_systems.keep_systems()


def lost() -> System:
    """Return a system that was asked for by threads that have ended."""
    System.invalidateCache()
    QgsCoordinateTransform.invalidateCache()
    reference_systems.keep_systems()
    return lost_to_all(lambda: System("EPSG:32631"))


def areas(canvas: QgsMapCanvas, place: QgsPointXY, system: System) -> MapPreview:
    drawn = MapPreview(canvas, lambda _row: None)
    drawn.show_shapes([QgsGeometry.fromPointXY(place).buffer(100, 8)], system)
    return drawn


def dwellings(canvas: QgsMapCanvas, place: QgsPointXY, system: System) -> ChangesOnMap:
    drawn = ChangesOnMap(canvas, lambda _point: None)
    drawn.show_dwellings([place], [], system)
    return drawn


def changes(canvas: QgsMapCanvas, place: QgsPointXY, system: System) -> ChangesOnMap:
    drawn = ChangesOnMap(canvas, lambda _point: None)
    drawn.show_changes([(None, place)], system)
    return drawn


def ways(canvas: QgsMapCanvas, place: QgsPointXY, system: System) -> WaysOnMap:
    drawn = WaysOnMap(canvas)
    drawn.show_ways(DrawnWays(ways=[], without=[place], crs=system))
    return drawn


@pytest.mark.parametrize("draw", [areas, dwellings, changes, ways])
def test_it_is_drawn_where_it_lies(canvas, draw: Drawing):
    there = QgsCoordinateTransform(System("EPSG:28992"), System("EPSG:32631"), QgsCoordinateTransformContext())
    place = there.transform(DELFT)
    drawn = draw(canvas, place, lost())
    bands = [one for one in canvas.scene().items() if isinstance(one, QgsRubberBand)]
    boxes = [box.center() for one in bands if not (box := one.asGeometry().boundingBox()).isEmpty() or box.xMinimum()]
    assert boxes
    assert max(one.distance(DELFT) for one in boxes) < 1
    drawn.drop()


def test_of_many_changes_the_way_to_the_map_is_found_once(canvas, monkeypatch):
    """It takes 0.2 ms, and each change has two ends."""
    found = []

    def counted(*given):
        found.append(given)
        return reference_systems.sound_transform(*given)

    monkeypatch.setattr(changes_on_map, "sound_transform", counted)
    drawn = ChangesOnMap(canvas, lambda _point: None)
    spots = [QgsPointXY(DELFT.x() + n, DELFT.y()) for n in range(20)]
    drawn.show_changes([(one, QgsPointXY(one.x(), one.y() + 9)) for one in spots], System("EPSG:28992"))
    assert len(found) == 1
    lines = [one for one in canvas.scene().items() if isinstance(one, QgsRubberBand)]
    assert sum(one.asGeometry().type() == Qgis.GeometryType.Line for one in lines) == len(spots)
    drawn.drop()
