"""The panel looks at a run: one requirement is chosen, and the map, the table and the cards follow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsPointXY,
    QgsProject,
)
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import QPoint, QRect, QSize, Qt
from qgis.PyQt.QtGui import QImage, QPainter, QPalette, QTextDocumentFragment
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QStyle, QStyleOptionHeader

from buurtmaat.adapters.explore import dwelling_cards
from buurtmaat.adapters.explore.area_cards import RunCards
from buurtmaat.adapters.preparing.prefill_ahead import location_inputs
from buurtmaat.adapters.results.styles import legend_entries
from buurtmaat.core.errors import InputError
from buurtmaat.ui.explorer.area_table import AreaRows
from towns.explorer_dock import settle
from towns.panel_dock import panel_in, take_out


@pytest.fixture
def clean_project():
    """Leave the layers of the run in the project: all tests here look at them."""


@pytest.fixture
def checked(town_checked):
    """Return the panel of the run as it is after the run."""
    panel, explorer = town_checked, town_checked.look.explorer
    panel.show()
    panel.controller.open_step("look")
    explorer.reset.click()
    choose(panel, "")
    panel.look.card.back.click()
    explorer.areas.setCurrentIndex(0)
    panel.asked.clear()
    return panel


def output(name: str):
    (found,) = [
        one
        for one in QgsProject.instance().mapLayers().values()
        if one.customProperty("buurtmaat/output") == f"basicrequirements/{name}"
    ]
    return found


def rows(layer) -> list:
    return list(layer.getFeatures())


def results(requirement: str) -> dict:
    """Return the rows of the results table of a requirement by neighbourhood."""
    return {
        row["neighbourhood"]: row
        for row in rows(output("OUTPUT_RESULTS"))
        if (row["requirement"], row["level"]) == (requirement, "neighbourhood")
        and isinstance(row["neighbourhood"], str)
    }


def shown(panel) -> list[list[str]]:
    """Return the table as it is sorted."""
    model = panel.look.explorer.sorted
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(panel, requirement: str) -> None:
    """Choose a requirement as the user does."""
    box = panel.look.explorer.requirements
    index = box.findData(requirement)
    assert index >= 0
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_a_run_that_has_ended_is_looked_at_with_all_requirements(checked):
    panel, explorer = checked, checked.look.explorer
    assert panel.look.is_open
    assert explorer.session is not None
    assert explorer.requirements.currentText() == "All requirements"
    titles = {row["title"] for row in rows(output("OUTPUT_RESULTS"))}
    assert {explorer.requirements.itemText(n) for n in range(1, explorer.requirements.count())} == titles
    assert explorer.curve_page.isHidden()
    assert all(not row.isHidden() for row in explorer.rows.values())


def test_the_check_says_in_two_sentences_what_came_of_it(checked):
    verdicts = [row["compliance"] for row in rows(output("OUTPUT_NEIGHBOURHOODS"))]
    met = verdicts.count("meets")
    judged = sum(one in ("meets", "fails", "unknown") for one in verdicts)
    verb = "meets" if met == 1 else "meet"
    text = checked.check.sentence.text()
    assert f"{met} of {judged} neighbourhoods {verb} all requirements." in text
    failing = {}
    for row in rows(output("OUTPUT_RESULTS")):
        if row["compliance"] == "fails" and not isinstance(row["group"], str) and row["neighbourhood"] != "_total":
            failing[row["title"]] = failing.get(row["title"], 0) + 1
    most = max(failing.values())
    assert any(
        f"Most often missing: {title} ({n} neighbourhood{'s' * (n != 1)})." in text
        for title, n in failing.items()
        if n == most
    )
    assert checked.check.header.text().startswith("✓")
    assert checked.report.make.isEnabled()


def test_it_is_said_that_other_norms_were_chosen_since_the_check(checked):
    said = checked.check.sentence.text()
    checked.controller.choose_norms("daily")
    assert checked.check.sentence.text() == f"Layers, norms or settings were changed since: {said}"
    assert checked.check.header.text().startswith("•")
    checked.controller.choose_norms("meeting")
    inputs = dict(checked.controller.inputs)
    checked.check.show_outcome(said, is_there=True)
    assert checked.check.header.text().startswith("✓")
    assert checked.controller.inputs == inputs


def test_a_style_that_the_user_made_stays(checked):
    layer = output("OUTPUT_NEIGHBOURHOODS")
    before = layer.styleManager().currentStyle()
    layer.styleManager().addStyleFromLayer("mine")
    layer.styleManager().setCurrentStyle("mine")
    choose(checked, next(iter(checked.look.explorer.rows)))
    found = layer.styleManager().currentStyle()
    layer.styleManager().setCurrentStyle(before)
    layer.styleManager().removeStyle("mine")
    assert found == "mine"


def test_all_requirements_are_counted_for_each_neighbourhood(checked):
    own = {}
    for row in rows(output("OUTPUT_NEIGHBOURHOODS")):
        judged = row["met"] + row["failed"] + row["unknown"]
        own[row["buurtnaam"]] = [f"{row['met']} of {judged}", str(row["failed"])]
    table = shown(checked)
    assert len(table) == len(own)
    for name, met, failed in table:
        wanted = "–" if own[name][0] == "0 of 0" else own[name][0]
        assert met.split(" ", 1)[-1] == wanted
        assert failed == own[name][1]
    lacking = [int(row[2]) for row in table]
    assert lacking == sorted(lacking, reverse=True)
    assert lacking[0] > 0


def test_one_choice_moves_the_map_the_table_the_sliders_and_the_curve(checked):
    explorer = checked.look.explorer
    name = next(iter(explorer.rows))
    choose(checked, name)
    title = explorer.session.titles[name]
    for layer in (output("OUTPUT_NEIGHBOURHOODS"), output("OUTPUT_DWELLINGS")):
        assert layer.styleManager().currentStyle() == title
    assert [one for one, row in explorer.rows.items() if not row.isHidden()] == [name]
    assert explorer.rows[name].inputs.isVisible()
    assert not explorer.curve_page.isHidden()
    found = results(name)
    missing = {area: row["shortfall"] for area, row in found.items() if row["compliance"] == "fails"}
    table = shown(checked)
    assert sum(row[1].startswith("✗") for row in table) == len(missing)
    lacking = [int(row[2]) for row in table if row[2]]
    assert lacking == sorted(lacking, reverse=True)
    assert max(lacking) == -int(-max(missing.values()) // 1)
    choose(checked, "")
    legend = [one.label() for one in output("OUTPUT_NEIGHBOURHOODS").renderer().legendSymbolItems() if one.label()]
    assert legend
    shown_legend = QTextDocumentFragment.fromHtml(explorer.key.text()).toPlainText().replace("\u00a0", " ")
    assert [one.strip() for one in shown_legend.split("\ufffc")[1:]] == legend
    assert output("OUTPUT_NEIGHBOURHOODS").styleManager().currentStyle() == "All requirements"
    assert output("OUTPUT_DWELLINGS").styleManager().currentStyle() == "All requirements"


def test_a_requirement_without_a_threshold_to_a_dwelling_has_a_table_and_no_sliders(checked):
    explorer = checked.look.explorer
    (name, *_) = [one for one in explorer.session.titles if one not in explorer.rows]
    choose(checked, name)
    assert explorer.curve_page.isHidden()
    assert all(row.isHidden() for row in explorer.rows.values())
    assert output("OUTPUT_NEIGHBOURHOODS").styleManager().currentStyle() == explorer.session.titles[name]
    marks = {"meets": "✓", "fails": "✗", "unknown": "?", "too_few": "○", "not_applicable": "–"}
    areas = [area for area in results(name) if area not in ("_total", "outside_neighbourhoods")]
    wanted = sorted(marks[results(name)[area]["compliance"]] for area in areas)
    assert sorted(row[1][0] for row in shown(checked)) == wanted


def test_what_would_hold_is_drawn_over_the_map_once_something_is_moved(checked):
    explorer = checked.look.explorer
    name = next(iter(explorer.rows))
    choose(checked, name)
    assert not any(band.isVisible() for band in explorer.preview._bands)
    explorer.rows[name].threshold.setValue(explorer.rows[name].threshold.value() + 100)
    assert all(band.isVisible() for band in explorer.preview._bands)
    assert all(band.fillColor().alpha() == 255 for band in explorer.preview._bands)
    checked.data.header.click()
    assert not any(band.isVisible() for band in explorer.preview._bands)
    checked.look.header.click()
    assert all(band.isVisible() for band in explorer.preview._bands)
    explorer.reset.click()
    assert not any(band.isVisible() for band in explorer.preview._bands)


def area_of(panel, row: int):
    """Return the feature of the neighbourhood in a row of the session."""
    layer = output("OUTPUT_NEIGHBOURHOODS")
    return layer.getFeature(panel.look.explorer.session.exploration.feature_ids[row])


def test_a_click_on_the_table_opens_the_card_of_the_neighbourhood(checked):
    explorer, card = checked.look.explorer, checked.look.card
    first = explorer.sorted.index(0, 0)
    explorer.table.setCurrentIndex(first)
    explorer.table.pressed.emit(first)
    row = explorer.session.area
    assert explorer.pages.currentWidget() is card
    feature = area_of(checked, row)
    assert card.name.text() == feature["buurtnaam"]
    text = card.text.toPlainText()
    judged = feature["met"] + feature["failed"] + feature["unknown"]
    assert f"{feature['met']} of {judged} requirements met; {feature['unknown']} unknown." in text
    for title in explorer.session.titles.values():
        assert title in text
    assert "What is missing" in text
    assert feature["woonmilieu"] in text
    card.back.click()
    assert explorer.pages.currentWidget() is explorer.table


def test_a_click_opens_the_card_though_the_table_moves_while_the_button_is_down(checked):
    """As found: the curve got a legend above the table, and the button was let go on another row."""
    window, explorer = checked.iface.mainWindow(), checked.look.explorer
    before = window.size()
    try:
        window.resize(window.width(), window.height() + 800 - checked.scroll.viewport().height())
        choose(checked, next(iter(explorer.rows)))
        settle()
        assert explorer.curve_section.legend.isHidden()  # it comes with the curve of the neighbourhood
        index, seen = explorer.sorted.index(2, 0), explorer.table.viewport()
        spot = seen.mapToGlobal(explorer.table.visualRect(index).center())
        QTest.mousePress(seen, Qt.MouseButton.LeftButton, pos=seen.mapFromGlobal(spot))
        settle()
        QTest.mouseRelease(seen, Qt.MouseButton.LeftButton, pos=seen.mapFromGlobal(spot))
        assert explorer.pages.currentWidget() is checked.look.card
        assert checked.look.card.name.text() == index.data()
    finally:
        window.resize(before)
        choose(checked, "")
        settle()


def test_the_keyboard_opens_a_card_too(checked):
    explorer = checked.look.explorer
    explorer.table.setCurrentIndex(explorer.sorted.index(1, 0))
    QTest.keyClick(explorer.table, Qt.Key.Key_Return)
    assert explorer.pages.currentWidget() is checked.look.card
    assert checked.look.card.name.text() == explorer.sorted.index(1, 0).data()


def test_the_card_says_how_firm_it_is_and_what_is_nearest(checked):
    explorer = checked.look.explorer
    findings = explorer.session.exploration.findings
    name = next(iter(explorer.rows))
    question = findings.question(name)
    table, texts = results(name), {}
    for row, area in enumerate(explorer.session.exploration.homes.ids):
        (own,) = [one for one in explorer.session.cards.card(row).rows if one.id == name]
        texts[area] = own
    for area, own in texts.items():
        row = table[area]
        known = row["within"] + row["outside"]
        less, more = (known * row[f"share_at_{part}"] if known else 0.0 for part in (90, 110))
        turns_down = row["compliance"] == "meets" and less < question.target * row["total"] * (1 - 1e-9)
        turns_up = row["compliance"] == "fails" and more >= question.target * row["total"] * (1 - 1e-9)
        assert ("would not meet" in own.firm) == turns_down, area
        assert ("would meet" in own.firm) == turns_up, area
    homes = output("OUTPUT_DWELLINGS")
    far = {}
    for home in homes.getFeatures():
        value = home[f"{name}_value"]
        if isinstance(home["neighbourhood"], str) and isinstance(value, float):
            far[home["neighbourhood"]] = max(far.get(home["neighbourhood"], 0.0), value)
    assert far
    for area, value in far.items():
        metres = -int(-(value - 1e-6) // 1)
        assert f"The farthest: {metres} {question.unit}." in texts[area].nearest.replace(",", "").replace("\u202f", "")


def test_the_card_names_the_district_that_was_judged_also_where_it_has_too_few_dwellings(checked):
    """As found: 757 m² on the card, without a word, where the neighbourhood itself has 1,217; and codes for names."""
    cards = checked.look.explorer.session.cards
    for row, area in enumerate(output("OUTPUT_NEIGHBOURHOODS").getFeatures()):
        (own,) = [one for one in cards.card(row).rows if one.id == "community_centre_area"]
        verdict = area["community_centre_area_compliance"]
        assert own.here == "–" or own.here.endswith(" m² per 1,000 dwellings")
        said = "" if verdict == "not_applicable" else f", judged for {area['wijknaam']}"
        assert own.verdict == f"{ {'too_few': 'too few dwellings', 'not_applicable': 'not applicable'}[verdict] }{said}"


def test_the_card_says_that_an_amount_is_missing(checked):
    """As found: "fails · 1 facility", as if there were one."""
    cards = checked.look.explorer.session.cards
    names = [area["buurtnaam"] for area in output("OUTPUT_NEIGHBOURHOODS").getFeatures()]
    rows_ = cards.card(names.index("Oranjekwartier")).rows
    missing = {one.title: one.missing for one in rows_}
    assert missing["Number of meeting places for the dwellings"] == "1 facility missing"
    assert missing["Meeting place within walking distance"] == "47 dwellings too many out of reach"
    assert missing["Village hall in every settlement"] == ""


def test_the_map_has_no_figure_of_a_neighbourhood_in_the_colour_of_its_settlement(checked):
    choose(checked, "village_hall")
    layer = output("OUTPUT_NEIGHBOURHOODS")
    label = QgsExpression(layer.labeling().settings().fieldName)
    for area in layer.getFeatures():
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        context.setFeature(area)
        assert label.evaluate(context) == area["buurtnaam"]
        told = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
        here = "" if area["village_hall_rate"] in (None, NULL) else f", here {area['village_hall_rate']:.0f}"
        assert f"judged by settlement{here}<br>" in f"{told}<br>"


def test_dwellings_do_not_keep_the_colours_of_another_requirement(checked):
    """As found: blue near a meeting place, where the panel spoke of the area of community centres."""
    homes = output("OUTPUT_DWELLINGS").styleManager()
    choose(checked, "meeting_place")
    assert homes.currentStyle() == "Meeting place within walking distance"
    choose(checked, "community_centre_area")
    assert homes.currentStyle() == "All requirements"


def on_map(panel, layer, feature):
    """Show a feature on the map, and return its place there."""
    canvas = panel.look.canvas
    canvas.setDestinationCrs(layer.crs())
    canvas.setLayers([layer])
    box = feature.geometry().boundingBox()
    box.grow(100)
    canvas.setExtent(box)
    return feature.geometry().pointOnSurface().asPoint()


def test_a_click_on_the_map_opens_the_neighbourhood_there(checked):
    explorer = checked.look.explorer
    assert explorer.pick.isChecked()
    assert checked.look.canvas.mapTool() is explorer.preview.tool
    feature = area_of(checked, 2)
    place = on_map(checked, output("OUTPUT_NEIGHBOURHOODS"), feature)
    explorer.preview.tool.canvasClicked.emit(place, Qt.MouseButton.LeftButton)
    assert explorer.session.area == 2
    assert checked.look.card.name.text() == feature["buurtnaam"]
    checked.data.header.click()
    assert checked.look.canvas.mapTool() is not explorer.preview.tool


def test_a_click_on_a_dwelling_tells_its_distances(checked):
    explorer, layer = checked.look.explorer, output("OUTPUT_DWELLINGS")
    name = next(iter(explorer.rows))
    request = QgsFeatureRequest().setFilterExpression(f'"{name}_ok" = 0 AND "neighbourhood" IS NOT NULL').setLimit(1)
    (home,) = layer.getFeatures(request)
    layer.setScaleBasedVisibility(False)
    place = on_map(checked, layer, home)
    explorer.preview.tool.canvasClicked.emit(QgsPointXY(place.x(), place.y()), Qt.MouseButton.LeftButton)
    card = checked.look.card
    assert card.name.text() == "Dwelling"
    text = card.text.toPlainText().replace(",", "")
    assert f"✗ {-int(-(home[f'{name}_value'] - 1e-6) // 1)} m" in text
    for row in explorer.rows:
        assert explorer.session.titles[row].replace(",", "") in text
    # Where no dwelling is drawn, the same click is on the neighbourhood.
    checked.look.canvas.setLayers([output("OUTPUT_NEIGHBOURHOODS")])
    explorer.preview.tool.canvasClicked.emit(QgsPointXY(place.x(), place.y()), Qt.MouseButton.LeftButton)
    assert card.name.text() != "Dwelling"


def test_a_click_on_a_dwelling_is_on_it_on_a_map_in_another_system_too(checked):
    explorer, layer, canvas = checked.look.explorer, output("OUTPUT_DWELLINGS"), checked.look.canvas
    (home,) = layer.getFeatures(QgsFeatureRequest().setFilterExpression('"neighbourhood" IS NOT NULL').setLimit(1))
    layer.setScaleBasedVisibility(False)
    place, box = on_map(checked, layer, home), canvas.extent()
    there = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem("EPSG:3857"), QgsProject.instance())
    canvas.setDestinationCrs(there.destinationCrs())
    canvas.setExtent(there.transformBoundingBox(box))
    explorer.preview.tool.canvasClicked.emit(there.transform(place), Qt.MouseButton.LeftButton)
    assert checked.look.card.name.text() == "Dwelling"


def test_a_click_while_the_dwellings_cannot_be_read_is_on_the_neighbourhood(checked, monkeypatch):
    """As found: QGIS said that there is an error in Python, where a run wrote the dwellings anew just then."""
    explorer, layer = checked.look.explorer, output("OUTPUT_DWELLINGS")
    (home,) = layer.getFeatures(QgsFeatureRequest().setFilterExpression('"neighbourhood" IS NOT NULL').setLimit(1))
    layer.setScaleBasedVisibility(False)
    place, asked = on_map(checked, layer, home), []

    def broken(source, _request):
        asked.append(source)
        raise InputError("The table “{layer}” was written to while it was read: run again.", layer="homes")

    monkeypatch.setattr(dwelling_cards, "features", broken)
    explorer.preview.tool.canvasClicked.emit(QgsPointXY(place.x(), place.y()), Qt.MouseButton.LeftButton)
    assert asked == [layer]
    assert checked.look.card.name.text() == explorer.session.exploration.labels[explorer.session.area]


def test_the_requirement_is_remembered_with_the_project(checked, qgis_iface):
    name = list(checked.look.explorer.rows)[1]
    choose(checked, name)
    assert checked.controller.state.requirement == name
    checked.close()
    again = panel_in(qgis_iface)
    settle()
    found = again.look.explorer.requirements.currentData()
    take_out(qgis_iface, again)
    assert found == name


def test_what_looks_ahead_is_opened(checked):
    """Their dialogs fill in by themselves what the project has."""
    ahead = checked.ahead
    for button in (ahead.planned, ahead.years, ahead.candidates, ahead.suggest, ahead.compare):
        button.click()
    planned, years, candidates, (name, _), compared = checked.asked
    assert [planned, years, candidates, name, compared] == [
        ("planneddwellings", {}), "over_years", ("preparecandidates", {}), "suggestlocations", ("comparescenarios", {}),
    ]  # fmt: skip


def test_locations_are_suggested_beside_what_is_there_also_where_all_requirements_are_looked_at(checked):
    """As found: no facilities at all, so that nobody was served before."""
    choose(checked, "")
    title = checked.ahead.wanted.currentText()
    assert title in checked.check.sentence.text()  # the one that is most often missing
    checked.ahead.suggest.click()
    (_, places) = checked.asked[-1]
    (asked,) = [one for one in checked.controller.norm_set().requirements if one.label("en") == title]
    assert set(places["EXISTING_TYPES"].split(";")) <= set(asked.facility)
    assert QgsProject.instance().mapLayer(places["FACILITIES"]).name() == "facilities"
    assert places.get("LIMIT") == (asked.threshold if asked.unit == "m" else None)


def test_what_locations_are_suggested_for_is_chosen_and_follows_what_is_looked_at(checked):
    ahead, norm_set = checked.ahead, checked.controller.norm_set()
    first, second = [one for one in norm_set.requirements if one.unit == "m"][:2]
    choose(checked, first.id)
    assert ahead.wanted.currentData() == first.id
    row = ahead.wanted.findData(second.id)
    ahead.wanted.setCurrentIndex(row)
    ahead.wanted.activated.emit(row)
    checked.ahead.header.click()  # other steps change nothing of it
    checked.look.header.click()
    ahead.suggest.click()
    assert checked.asked[-1][1]["LIMIT"] == second.threshold
    choose(checked, "")
    assert ahead.wanted.currentText() in checked.check.sentence.text()


def test_a_type_that_is_not_there_leaves_no_facilities_of_another(checked):
    norm_set = checked.controller.norm_set()
    (asked,) = [one for one in norm_set.requirements if one.id == checked.ahead.wanted.itemData(0)]
    nowhere = replace(asked, facility=("moon base",))
    found = location_inputs(QgsProject.instance(), checked.controller.inputs, nowhere)
    assert (found["FACILITIES"], found["TYPE_FIELD"], found["EXISTING_TYPES"]) == (None, None, "")


def test_suggest_locations_knows_the_facilities_and_the_limit_of_the_requirement(checked):
    norm_set = checked.controller.norm_set()
    name = next(one.id for one in norm_set.requirements if one.indicator == "distance" and one.unit == "m")
    choose(checked, name)
    checked.ahead.suggest.click()
    (_, places) = checked.asked[-1]
    asked = next(one for one in norm_set.requirements if one.id == name)
    assert places["LIMIT"] == asked.threshold
    names = {one.id(): one.name() for one in QgsProject.instance().mapLayers().values()}
    wanted = ("DWELLINGS", "NETWORK", "CANDIDATES")
    assert [names[places[one]] for one in wanted] == ["dwellings", "streets", "candidates"]
    there = {place["type"] for place in rows(QgsProject.instance().mapLayersByName("facilities")[0])}
    types = ";".join(sorted(there.intersection(asked.facility)))
    assert types
    assert (names[places["FACILITIES"]], places["TYPE_FIELD"], places["EXISTING_TYPES"]) == (
        "facilities",
        "type",
        types,
    )


def test_another_tool_that_the_user_takes_stays(checked):
    explorer, canvas = checked.look.explorer, checked.look.canvas
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    choose(checked, next(iter(explorer.rows)))
    assert canvas.mapTool() is pan
    checked.data.header.click()
    checked.look.header.click()
    assert canvas.mapTool() is explorer.preview.tool


def test_a_panel_that_is_closed_gives_the_map_back(checked):
    explorer = checked.look.explorer
    checked.close()
    assert checked.look.canvas.mapTool() is not explorer.preview.tool
    checked.show()
    assert checked.look.canvas.mapTool() is explorer.preview.tool


def test_the_card_is_quiet_in_the_colours_of_the_theme(checked):
    """Text below the first line lies between the text and the ground, on a light ground and on a dark one."""
    from buurtmaat.ui.panel.card import _line

    lightness = []
    for text, ground in (("#000000", "#ffffff"), ("#ffffff", "#202020")):
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, type(palette.color(QPalette.ColorRole.Text))(text))
        palette.setColor(QPalette.ColorRole.Base, type(palette.color(QPalette.ColorRole.Base))(ground))
        colour = _line("a", "b", ["c"], palette).partition('style="color:')[2][:7]
        lightness.append(int(colour[1:3], 16))
    assert lightness[0] < 100
    assert lightness[1] > 180


def test_names_and_figures_stand_on_what_is_drawn_over_the_map(checked):
    explorer, canvas = checked.look.explorer, checked.look.canvas
    layer = output("OUTPUT_NEIGHBOURHOODS")
    name = next(iter(explorer.rows))
    choose(checked, name)
    canvas.setDestinationCrs(layer.crs())
    canvas.setExtent(layer.extent())
    names = explorer.preview._names
    assert not names.isVisible()
    explorer.rows[name].target.setValue(50)
    names = explorer.preview._names
    assert names.isVisible()
    figures = {row[0]: row[1].split(" ", 1)[1] for row in shown(checked)}
    wanted = {f"{area} {figure}" for area, figure in figures.items()} | set(figures.values())
    written = list(names.written())
    assert {text.replace("\n", " ") for _, text in written} <= wanted
    assert len(written) > 2
    assert any("\n" in text for _, text in written)
    boxes = [box for box, _ in written]
    assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[:n])
    image = QImage(canvas.size(), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    names.paint(painter)
    painter.end()
    inside = image.copy(boxes[0].toRect())
    spots = {inside.pixel(x, y) for x in range(inside.width()) for y in range(inside.height())}
    assert len(spots) > 2


def test_the_neighbourhood_that_is_chosen_is_outlined_though_nothing_is_moved(checked):
    explorer = checked.look.explorer
    explorer.areas.setCurrentIndex(3)
    bands = explorer.preview._bands
    assert [n for n, band in enumerate(bands) if band.isVisible()] == [2]
    assert bands[2].fillColor().alpha() == 0
    checked.data.header.click()
    assert not any(band.isVisible() for band in bands)


@pytest.mark.parametrize("wide", [300, 340, 380, 420])
def test_no_text_is_cut_whatever_the_width_of_the_panel(checked, wide):
    checked.setFloating(True)
    for requirement in ("", next(iter(checked.look.explorer.rows))):
        choose(checked, requirement)
        for high in (400, 900):
            checked.resize(wide, high)
            settle()
            cut = [
                label.text()
                for label in checked.findChildren(QLabel)
                if label.isVisible() and label.wordWrap() and label.height() < label.heightForWidth(label.width())
            ]
            assert cut == [], (requirement, high)
    checked.setFloating(False)


def test_the_legend_has_the_colours_of_the_map(checked):
    """As found: swatches darker than the map, and one white square for all that is hatched."""
    areas = output("OUTPUT_NEIGHBOURHOODS")
    entries = legend_entries(areas, QSize(20, 10))
    items = [one for one in areas.renderer().legendSymbolItems() if one.label()]
    assert [text for _, text in entries] == [one.label() for one in items]
    for (picture, text), item in zip(entries, items, strict=True):
        if item.symbol().symbolLayerCount() > 1:
            continue  # hatched
        seen, full = picture.pixelColor(10, 5), item.symbol().color()
        expected = [255 + areas.opacity() * (part - 255) for part in full.getRgb()[:3]]
        assert list(seen.getRgb()[:3]) == pytest.approx(expected, abs=2), text
    pictures = {bytes(picture.constBits().asarray(picture.sizeInBytes())) for picture, _ in entries}
    assert len(pictures) == len(entries)


def test_requirements_that_nothing_moves_are_in_the_list_too(checked):
    """As found: with all requirements, rates were missing in the list beside the table."""
    explorer = checked.look.explorer
    every = {row["requirement"]: row["indicator"] for row in rows(output("OUTPUT_RESULTS"))}
    assert set(explorer.rows) | set(explorer.fixed) == set(every)
    assert all(not row.isHidden() for row in explorer.fixed.values())
    name = next(one for one, indicator in every.items() if indicator == "rate")
    verdicts = [row["compliance"] for row in results(name).values()]
    met, failed = verdicts.count("meets"), verdicts.count("fails")
    said = explorer.fixed[name].result.text()
    assert f": {met} meet{'s' * (met == 1)}, {failed} fail{'s' * (failed == 1)}, " in said
    explorer.fixed[name].radio.click()
    assert explorer.session.shown == name
    assert explorer.requirements.currentData() == name
    assert all(row.isHidden() for row in explorer.fixed.values())
    choose(checked, "")
    assert not explorer.fixed[name].isHidden()


def rows_in_view(panel) -> int:
    """Return how many whole rows of the table are seen at once."""
    table, seen = panel.look.explorer.table, panel.scroll.viewport()
    top = table.viewport().mapTo(seen, QPoint(0, 0)).y()
    bottom = min(top + table.viewport().height(), seen.height())
    return max(0, bottom - max(top, 0)) // table.verticalHeader().defaultSectionSize()


@pytest.mark.parametrize(("height", "least"), [(583, 10), (327, 6)])
def test_those_that_lack_most_are_seen_at_once(checked, height, least):
    """As found: fewer than seven rows at 150 %. So high is the panel in QGIS at 1366 × 768, and there at 150 %."""
    window, explorer = checked.iface.mainWindow(), checked.look.explorer
    before = window.size()
    many = AreaRows(names=[f"Area {n}" for n in range(40)], compliance=["meets"] * 40)
    try:
        window.resize(window.width(), window.height() + height - checked.scroll.viewport().height())
        settle()
        assert checked.scroll.viewport().height() == height
        checked.controller.open_step("check")
        checked.controller.open_step("look")
        explorer.model.show_rows(many)
        settle()
        assert rows_in_view(checked) >= least
    finally:
        window.resize(before)
        choose(checked, "")
        settle()


def test_of_one_requirement_rows_are_seen_at_once_too(checked):
    """As found at 150 %: the slider and the curve left no row in view. The curve comes below the table there."""
    window, explorer = checked.iface.mainWindow(), checked.look.explorer
    before, layout = window.size(), explorer.content_layout
    try:
        for height, least in ((583, 6), (327, 2), (900, 6)):
            window.resize(window.width(), window.height() + height - checked.scroll.viewport().height())
            settle()
            checked.controller.open_step("look")
            choose(checked, "meeting_place")
            explorer.model.show_rows(AreaRows(names=[f"Area {n}" for n in range(40)], compliance=["meets"] * 40))
            settle()
            assert rows_in_view(checked) >= least, height
            slider, table, curve = map(layout.indexOf, (explorer.list.movable, explorer.pages, explorer.curve_page))
            assert slider < table
            assert (curve > table) == (height < 28 * checked.fontMetrics().height()), height
    finally:
        window.resize(before)
        choose(checked, "")
        settle()


def test_the_panel_leaves_three_fifths_of_a_narrow_window_to_the_rest(checked):
    """As found at 150 %, where 1366 pixels are 911: it could not be narrower than 41 % of the window.

    In QGIS a letter has 6.4 pixels there, so that two fifths are 57 letters.
    """
    letters = 57 * checked.fontMetrics().averageCharWidth()
    for step in ("data", "norms", "check", "look", "what_if", "report", "ahead"):
        checked.controller.open_step(step)
        settle()
        assert checked.minimumSizeHint().width() <= letters, step


def test_each_requirement_is_listed_below_the_table_where_the_user_wants_that(checked):
    explorer = checked.look.explorer
    listed = [*explorer.rows.values(), *explorer.fixed.values()]
    assert explorer.list.each.text().endswith(f"({len(listed)})")
    assert not any(row.isVisible() for row in listed)
    explorer.list.each.click()
    settle()
    assert all(row.isVisible() for row in listed)
    below = explorer.table.mapTo(explorer, QPoint(0, explorer.table.height())).y()
    assert all(row.mapTo(explorer, QPoint(0, 0)).y() >= below for row in listed)
    name = next(iter(explorer.rows))
    explorer.rows[name].radio.click()
    settle()
    assert [row for row in listed if row.isVisible()] == [explorer.rows[name]]
    assert (
        explorer.rows[name].mapTo(explorer, QPoint(0, 0)).y()
        < explorer.curve_section.curve.mapTo(explorer, QPoint(0, 0)).y()
    )
    assert explorer.list.each.isHidden()
    choose(checked, "")
    assert all(row.isVisible() for row in listed)
    explorer.list.each.click()
    assert not any(row.isVisible() for row in listed)


def test_an_environment_that_comes_of_rules_is_called_derived_on_the_card(checked):
    """As found: the log and the report say so, the card did not."""
    explorer = checked.look.explorer
    found = explorer.session.exploration
    ruled = replace(found, is_derived=True)
    cards = RunCards(found.findings, ruled, explorer.nearest)
    row = next(n for n, kind in enumerate(found.homes.classes) if kind)
    kind = found.homes.classes[row]
    assert f"Living environment: {kind} (derived)." in cards.card(row).summary
    assert "(derived)" not in explorer.session.cards.card(row).summary


def test_the_rows_of_a_run_that_is_let_go_of_are_gone_at_once(checked):
    """As found: after New project they lay over what is there without a run, until the loop of events came back."""
    explorer = checked.look.explorer
    choose(checked, "")
    rows = [*explorer.rows.values(), *explorer.fixed.values()]
    assert len(rows) > 3
    assert not any(row.isHidden() for row in rows)
    explorer.read_layers()
    assert explorer.session is None
    assert all(row.isHidden() for row in rows)
    settle()
    assert explorer.session is not None


def test_the_heads_of_the_table_can_be_read(checked):
    """As found: “Voldoet niet” was cut at both ends."""
    explorer = checked.look.explorer
    for name in ("", *explorer.session.titles):
        choose(checked, name)
        header = explorer.table.horizontalHeader()
        for column in range(explorer.model.columnCount()):
            lines = str(explorer.model.headerData(column, Qt.Orientation.Horizontal)).split("\n")
            wide = max(header.fontMetrics().horizontalAdvance(line) for line in lines)
            assert wide < header.sectionSize(column), (name, lines)


def test_the_arrow_of_the_sorted_column_leaves_its_head_whole(checked):
    """As found: the arrow grows with the lines of the highest head, and “Tekort” lost its last letter to it."""
    explorer = checked.look.explorer
    seen = set()
    for name in ("", *explorer.session.titles):
        choose(checked, name)
        header = explorer.table.horizontalHeader()
        for column in range(1, explorer.model.columnCount()):
            lines = str(explorer.model.headerData(column, Qt.Orientation.Horizontal)).split("\n")
            seen.add(len(lines))
            head = QStyleOptionHeader()
            head.rect = QRect(0, 0, header.sectionSize(column), header.height())
            head.state = QStyle.StateFlag.State_Horizontal
            head.sortIndicator = QStyleOptionHeader.SortIndicator.SortDown
            room = header.style().subElementRect(QStyle.SubElement.SE_HeaderLabel, head, header).width()
            wide = max(header.fontMetrics().horizontalAdvance(line) for line in lines)
            assert wide <= room, (name, lines)
    assert {1, 3} <= seen


def test_what_the_layer_writes_does_not_stick_out_below_what_would_hold(checked):
    """As found: the ends of the layer's own labels beside the colours that are drawn over it."""
    explorer, canvas, areas = checked.look.explorer, checked.look.canvas, output("OUTPUT_NEIGHBOURHOODS")
    choose(checked, next(iter(explorer.rows)))
    before = areas.labeling().settings().fieldName
    assert areas.id() not in canvas.layerStyleOverrides()
    explorer.ask(next(iter(explorer.rows)), threshold=900)
    assert 'labelsEnabled="0"' in canvas.layerStyleOverrides()[areas.id()]
    assert areas.labelsEnabled()
    assert areas.labeling().settings().fieldName == before
    checked.controller.open_step("report")
    assert areas.id() not in canvas.layerStyleOverrides()
    explorer.ask(next(iter(explorer.rows)), threshold=800)
    assert areas.id() not in canvas.layerStyleOverrides(), "nobody looks at it"
    checked.controller.open_step("look")
    assert areas.id() in canvas.layerStyleOverrides()
    explorer.reset.click()
    assert areas.id() not in canvas.layerStyleOverrides()
    explorer.ask(next(iter(explorer.rows)), threshold=900)
    its_id = areas.id()
    assert its_id in canvas.layerStyleOverrides()
    QgsProject.instance().removeMapLayer(its_id)
    settle()
    assert its_id not in canvas.layerStyleOverrides(), "what was drawn went with the run"
