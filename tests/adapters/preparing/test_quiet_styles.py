"""Raw layers that Buurtmaat adds to a project look quiet; those with a style of their own keep it."""

from __future__ import annotations

import pytest
from qgis.core import QgsMarkerSymbol, QgsProviderRegistry, QgsSingleSymbolRenderer, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

from buurtmaat.adapters.preparing.quiet_styles import quieten
from towns import runs
from towns.runs import box, grid, layer, point


def saved(found: QgsVectorLayer, tmp_path, name: str) -> QgsVectorLayer:
    return QgsVectorLayer(runs.save(found, tmp_path / f"{name}.gpkg").source(), name, "ogr")


def is_grey(colour: QColor) -> bool:
    return colour.saturation() == 0


def test_neighbourhoods_have_an_outline_only_so_that_the_town_is_seen(tmp_path):
    """As found: the neighbourhoods of Delft were pink, and hid streets and dwellings."""
    found = saved(layer([(box(0, 0, 9, 9), "BU01")], buurtcode="text"), tmp_path, "areas")
    quieten(found)
    fill = found.renderer().symbol().symbolLayer(0)
    assert fill.brushStyle() == Qt.BrushStyle.NoBrush
    assert is_grey(fill.strokeColor())


def test_other_areas_and_streets_are_pale_and_thin(tmp_path):
    water = saved(layer([box(0, 0, 9, 9)]), tmp_path, "ponds")
    streets = saved(layer(grid()), tmp_path, "streets")
    for found in (water, streets):
        quieten(found)
        colour = found.renderer().symbol().color()
        assert is_grey(colour)
        assert colour.lightness() > 180
    assert streets.renderer().symbol().width() <= 0.2


def test_dwellings_are_small_dots_that_appear_with_the_scale(tmp_path):
    found = saved(layer([(point(0, 0), 3)], dwellings="int"), tmp_path, "dwellings")
    quieten(found)
    symbol = found.renderer().symbol()
    assert isinstance(symbol, QgsMarkerSymbol)
    assert symbol.size() < 1
    assert found.hasScaleBasedVisibility()
    assert not found.isInScaleRange(200_000)
    assert found.isInScaleRange(10_000)


def test_facilities_are_told_apart_by_type_unless_these_are_too_many(tmp_path):
    few = saved(layer([(point(0, 0), "school"), (point(9, 0), "park")], type="text"), tmp_path, "places")
    quieten(few)
    assert [one.value() for one in few.renderer().categories()] == ["park", "school"]
    assert len({one.symbol().color().name() for one in few.renderer().categories()}) == 2
    many = saved(layer([(point(n, 0), f"kind {n}") for n in range(61)], type="text"), tmp_path, "kinds")
    quieten(many)
    assert isinstance(many.renderer(), QgsSingleSymbolRenderer)
    assert is_grey(many.renderer().symbol().color())


@pytest.mark.parametrize("way", ["beside the file", "in the file"])
def test_a_style_of_the_file_stays(tmp_path, way):
    found = saved(layer([(box(0, 0, 9, 9), "BU01")], buurtcode="text"), tmp_path, "areas")
    found.renderer().symbol().setColor(QColor("#ff00ff"))
    if way == "in the file":
        style = QDomDocument()
        found.exportNamedStyle(style)
        registry = QgsProviderRegistry.instance()
        assert registry.saveStyle("ogr", found.source(), style.toString(), "", "own", "", "", True, "")
    else:
        found.saveNamedStyle(found.styleURI())
    again = QgsVectorLayer(found.source(), "areas", "ogr")
    quieten(again)
    assert again.renderer().symbol().color().name() == "#ff00ff"


def test_a_result_that_is_opened_again_is_left_as_it_is(tmp_path):
    made = layer([(point(0, 0), "ok", 5.0)], row_status="text", distance_m="real")
    found = saved(made, tmp_path, "results")
    before = found.renderer().symbol().color().name()
    quieten(found)
    assert found.renderer().symbol().color().name() == before
