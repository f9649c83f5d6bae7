"""The ways of the card that is shown are on the map: true ways of the run, and gone with the card."""

from __future__ import annotations

import math

import pytest
from qgis.core import QgsApplication, QgsGeometry, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from buurtmaat.adapters.explore.drawn_ways import AreaWays, DwellingWays
from towns.explorer_dock import settle
from towns.panel_dock import panel_in, take_out


@pytest.fixture
def clean_project():
    """Leave the layers of the run in the project: all tests here look at them."""


@pytest.fixture
def checked(town_checked):
    """Return the panel of the run as it is after the run, looking at all requirements."""
    panel = town_checked
    panel.show()
    panel.controller.open_step("look")
    choose(panel, "")
    panel.look.card.back.click()
    settle()
    return panel


def choose(panel, requirement: str) -> None:
    box = panel.look.explorer.requirements
    box.setCurrentIndex(box.findData(requirement))
    box.activated.emit(box.currentIndex())
    settle()


def output(name: str):
    (found,) = [
        one
        for one in QgsProject.instance().mapLayers().values()
        if one.customProperty("buurtmaat/output") == f"basicrequirements/{name}"
    ]
    return found


def drawn(panel):
    return panel.look.ways.on_map._ways


def open_area(panel, name: str) -> str:
    """Open the card of a neighbourhood, and return its id."""
    session = panel.look.explorer.session
    row = list(session.exploration.labels).index(name)
    panel.look.open_area(row)
    settle()
    return session.exploration.homes.ids[row]


def test_the_way_of_the_dwelling_that_has_it_worst_comes_and_goes_with_the_card(checked):
    requirement = next(iter(checked.look.explorer.session.requirements))
    choose(checked, requirement)
    area = open_area(checked, "Oranjekwartier")
    (way,) = drawn(checked).ways
    here = [one for one in output("OUTPUT_DWELLINGS").getFeatures() if one["neighbourhood"] == area]
    values = {
        (one.geometry().asPoint().x(), one.geometry().asPoint().y()): one[f"{requirement}_value"]
        for one in here
        if isinstance(one[f"{requirement}_value"], float) and one[f"{requirement}_weight"] > 0
    }
    worst = max(values.values())
    # It begins at one of those that have it worst, is as long as its value, and follows the streets.
    begin = way.line[0]
    assert min(
        math.hypot(x - begin.x(), y - begin.y()) for (x, y), value in values.items() if value == worst
    ) == pytest.approx(0.0, abs=0.01)
    assert QgsGeometry.fromPolylineXY(list(way.line)).length() == pytest.approx(worst, rel=1e-6)
    assert way.far == f"{math.ceil(worst - 1e-6):,} m"
    (network,) = checked.controller.layers_of("NETWORK")
    streets = QgsGeometry.unaryUnion([one.geometry() for one in network.getFeatures()])
    for vertex in way.line[1:-1]:
        assert streets.distance(QgsGeometry.fromPointXY(vertex)) < 0.01
    assert checked.look.card.of_ways.text() == "On the map: the way of the dwelling that has it worst."
    assert checked.look.card.draw_ways.isHidden()
    checked.look.card.back.click()
    assert drawn(checked) is None
    assert checked.look.ways.on_map.is_empty


def test_of_all_requirements_each_has_its_way(checked):
    open_area(checked, "Oranjekwartier")
    places = checked.look.explorer.nearest.places
    row = list(checked.look.explorer.session.exploration.labels).index("Oranjekwartier")
    known = {name for name, here in places.items() if not math.isnan(here[row].farthest)}
    assert len(known) > 1
    assert {one.requirement for one in drawn(checked).ways} == known


def open_dwelling(panel, dwelling):
    """Click on a dwelling, which is on the map."""
    layer, canvas = output("OUTPUT_DWELLINGS"), panel.look.canvas
    canvas.setDestinationCrs(layer.crs())
    canvas.setLayers([layer])
    canvas.setExtent(dwelling.geometry().boundingBox().buffered(200))
    assert panel.look._open_dwelling(dwelling.geometry().asPoint())
    settle()


def test_from_a_dwelling_the_keyboard_leads_to_its_neighbourhood(checked):
    card, areas = checked.look.card, checked.look.explorer.session.exploration
    for dwelling in output("OUTPUT_DWELLINGS").getFeatures():
        area = dwelling["neighbourhood"]
        if isinstance(area, str):
            break
    open_dwelling(checked, dwelling)
    assert not card.to_area.isHidden()
    card.to_area.setFocus()
    QTest.keyClick(card.to_area, Qt.Key.Key_Space)
    settle()
    label = areas.labels[list(areas.homes.ids).index(area)]
    assert card.name.text() == label
    assert card.to_area.isHidden()
    assert card.window().focusWidget() is card.back  # whichever window is the active one
    ways = [(one.requirement, one.far) for one in drawn(checked).ways]
    assert ways
    open_area(checked, label)
    assert [(one.requirement, one.far) for one in drawn(checked).ways] == ways


def test_a_dwelling_in_no_neighbourhood_leads_to_none(checked):
    card = checked.look.card
    card.show_dwelling("", [], False)
    assert card.to_area.isHidden()
    assert "It lies in none of them." in card.text.toPlainText()


def test_a_dwelling_has_its_ways(checked):
    layer, canvas = output("OUTPUT_DWELLINGS"), checked.look.canvas
    dwelling = next(iter(layer.getFeatures()))
    open_dwelling(checked, dwelling)
    known = {name for name in checked.look.explorer.nearest.places if isinstance(dwelling[f"{name}_value"], float)}
    assert {one.requirement for one in drawn(checked).ways} == known
    for way in drawn(checked).ways:
        assert way.line[0].distance(dwelling.geometry().asPoint()) == pytest.approx(0.0, abs=0.01)
    canvas.setDestinationCrs(type(layer.crs())("EPSG:4326"))
    assert not checked.look.ways.on_map.is_empty  # drawn anew in another reference system
    canvas.setDestinationCrs(layer.crs())


def test_they_are_hidden_while_the_step_is_closed(checked):
    open_area(checked, "Oranjekwartier")
    checked.controller.open_step("report")
    assert not any(item.isVisible() for item in checked.look.ways.on_map._items)
    checked.controller.open_step("look")
    assert all(item.isVisible() for item in checked.look.ways.on_map._items)


def test_a_run_with_other_values_is_another_run(checked):
    area = open_area(checked, "Oranjekwartier")
    name = next(iter(checked.look.explorer.nearest.places))
    checked.look.ways.show(AreaWays(area=area, values={name: 1.0}))
    settle()
    assert "are not those of these results" in checked.look.card.of_ways.text()
    assert checked.look.ways.on_map.is_empty
    layer = output("OUTPUT_DWELLINGS")
    nowhere = QgsGeometry.fromWkt("Point (0 0)")
    checked.look.ways.show(DwellingWays(place=nowhere, crs=layer.crs(), values={name: 1.0}))
    settle()
    assert "are not those of these results" in checked.look.card.of_ways.text()


def test_other_norms_are_another_run(checked):
    open_area(checked, "Oranjekwartier")
    assert drawn(checked).ways
    checked.controller.choose_norms("daily")
    settle()
    assert checked.look.ways.on_map.is_empty
    assert "run the check again" in checked.look.card.of_ways.text()
    checked.controller.choose_norms("meeting")
    settle()
    assert drawn(checked).ways


def test_what_nobody_kept_is_read_when_the_user_says_so(checked):
    checked.tried.forget()
    QgsApplication.processingRegistry().providerById("buurtmaat").session.clear()
    open_area(checked, "Oranjekwartier")
    assert "not in memory" in checked.look.card.of_ways.text()
    assert not checked.look.card.draw_ways.isHidden()
    assert checked.look.ways.on_map.is_empty
    checked.look.card.draw_ways.click()
    settle()
    settle()
    assert drawn(checked).ways
    assert checked.look.card.draw_ways.isHidden()


def test_nothing_stays_on_the_map_when_the_panel_goes(checked, qgis_iface):
    scene = checked.look.canvas.scene()
    before = len(scene.items())
    panel = panel_in(qgis_iface)
    panel.controller.open_step("look")
    settle()
    settle()
    open_area(panel, "Oranjekwartier")
    assert drawn(panel).ways
    take_out(qgis_iface, panel)
    assert len(scene.items()) <= before
