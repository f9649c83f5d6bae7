"""The threshold explorer: what is dragged, typed, clicked and closed."""

from __future__ import annotations

import math
import re

import pytest
from qgis.core import QgsGeometry, QgsPointXY, QgsProject, QgsRectangle
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QScrollArea

from buurtmaat.adapters.explore.area_cards import CardRow
from buurtmaat.adapters.explore.what_if import read_exploration
from buurtmaat.core.norms.file import load_file
from buurtmaat.ui.explorer.shown_curve import plot_of
from buurtmaat.ui.explorer.state import ALL, WHOLE, Exploring
from buurtmaat.ui.panel.card import _area_lines
from towns import told_town
from towns.explorer_dock import NAMES, WORDS, dock_of, scene_items, settle
from towns.runs import X0, Y0, box, layer, point
from towns.small_town import check, row


def test_names_out_of_layers_are_shown_as_they_are(opened):
    dock = opened()
    dock.areas.setCurrentIndex(1)
    labels = [label for label in dock.findChildren(QLabel) if "West <i>" in label.text()]
    assert dock.curve_section.summary in labels
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    assert "West &lt;i&gt;" in dock.model.data(dock.model.index(0, 0), Qt.ItemDataRole.ToolTipRole)


def test_the_legend_draws_a_curve_as_the_plot_does(opened):
    dock = opened()
    dock.areas.setCurrentIndex(1)
    dock.curve_section.compare.setChecked(True)
    strokes = [
        part.partition("<b>")[2].partition("</b>")[0] for part in dock.curve_section.legend.text().split("<span")[1:]
    ]
    assert strokes[0] == strokes[2]
    assert strokes[1] != strokes[0]


def test_a_weight_that_no_town_has_is_written_in_few_digits():
    from buurtmaat.ui.explorer.shown_curve import _amount

    assert _amount(1e300) == "1e+300"
    assert _amount(12.0) == "12"


def test_colours_can_be_told_from_a_dark_ground():
    from buurtmaat.ui.explorer.curve_plot import BLUE, seen_on

    assert seen_on(BLUE, QColor("white")) == BLUE
    assert seen_on(BLUE, QColor("#202020")).lightness() > BLUE.lightness()


def test_the_target_decides_the_verdicts_and_none_gives_none(opened):
    dock = opened()
    dock.rows["s"].target.setValue(0)
    assert dock.session.asked["s"].target is None
    assert dock.session.reading.compliance.tolist() == [None, None]
    dock.rows["s"].target.setValue(10)
    assert dock.session.reading.compliance.tolist() == ["meets", "meets"]
    dock.rows["m"].target_slider.setValue(100)
    assert dock.session.asked["m"].target == 1


def test_counts_cannot_be_asked_beyond_what_was_counted(opened):
    dock = opened()
    dock.rows["c"].threshold.setValue(5000)
    assert dock.rows["c"].threshold.value() == 600
    assert dock.session.threshold("c") == 600
    assert dock.rows["c"].threshold_slider.maximum() == 600


def test_a_neighbourhood_is_chosen_from_the_list_the_table_or_the_map(opened):
    dock = opened()
    dock.areas.setCurrentIndex(1)
    assert dock.session.area == 0
    assert "West <i>" in dock.curve_section.summary.text()
    assert "&lt;i&gt;" in dock.curve_section.legend.text()
    index = dock.sorted.mapFromSource(dock.model.index(1, 0))
    dock.table.setCurrentIndex(index)
    assert (dock.session.area, dock.areas.currentIndex()) == (1, 2)
    canvas = dock.iface.mapCanvas()
    canvas.setDestinationCrs(dock.layers.neighbourhoods.currentLayer().crs())
    canvas.setExtent(QgsRectangle(X0 - 100, Y0 - 100, X0 + 600, Y0 + 600))
    dock.preview.tool.canvasClicked.emit(QgsPointXY(X0 + 20, Y0 + 20), Qt.MouseButton.LeftButton)
    assert dock.session.area == 0
    assert dock.preview._bands[0].width() > dock.preview._bands[1].width()
    dock.preview.tool.canvasClicked.emit(QgsPointXY(X0 + 9000, Y0), Qt.MouseButton.LeftButton)
    assert dock.session.area == 0
    dock.areas.setCurrentIndex(0)
    assert dock.session.area == WHOLE
    assert not dock.table.selectionModel().hasSelection()


def test_a_map_in_another_reference_system_is_drawn_and_clicked_right(opened):
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform

    dock = opened()
    canvas, system = dock.iface.mapCanvas(), QgsCoordinateReferenceSystem("EPSG:4326")
    canvas.setDestinationCrs(system)
    here = QgsGeometry.fromPointXY(QgsPointXY(X0 + 500, Y0 + 20))
    here.transform(
        QgsCoordinateTransform(dock.layers.neighbourhoods.currentLayer().crs(), system, QgsProject.instance())
    )
    assert dock.preview._bands[1].asGeometry().contains(here)
    dock.preview.tool.canvasClicked.emit(here.asPoint(), Qt.MouseButton.LeftButton)
    assert dock.session.area == 1
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:28992"))


def test_picking_on_the_map_gives_the_tool_back(opened):
    dock = opened()
    canvas = dock.iface.mapCanvas()
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    dock.pick.setChecked(True)
    assert canvas.mapTool() is dock.preview.tool
    dock_of(dock).close()
    assert canvas.mapTool() is pan
    assert not dock.pick.isChecked()
    canvas.unsetMapTool(pan)


def test_another_tool_chosen_by_the_user_releases_the_button(opened):
    dock = opened()
    canvas = dock.iface.mapCanvas()
    dock.pick.setChecked(True)
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    assert not dock.pick.isChecked()
    assert canvas.mapTool() is pan
    canvas.unsetMapTool(pan)


def test_closing_hides_all_on_the_map_and_dropping_removes_it(opened, qgis_iface):
    bare = len(qgis_iface.mapCanvas().scene().items())
    dock = opened()
    styles = {one.id(): one.renderer() for one in QgsProject.instance().mapLayers().values() if one.isSpatial()}
    layers = set(QgsProject.instance().mapLayers())
    assert scene_items(dock) == bare + 3  # two neighbourhoods, and their names
    dock.ask("s", threshold=100.0)
    dock_of(dock).close()
    assert not any(band.isVisible() for band in dock.preview._bands)
    dock_of(dock).show()
    assert all(band.isVisible() for band in dock.preview._bands)
    dock.on_map.setChecked(False)
    assert not any(band.isVisible() for band in dock.preview._bands)
    dock.drop()
    assert scene_items(dock) == bare
    assert dock.session is None
    assert set(QgsProject.instance().mapLayers()) == layers
    for one, renderer in styles.items():
        assert QgsProject.instance().mapLayer(one).renderer() is renderer
    QgsProject.instance().addMapLayer(layer([point(0, 0)], "later"))
    settle()
    assert dock.session is None


def test_the_key_goes_with_the_run_that_it_is_of(opened):
    dock = opened()
    assert dock.key.text()
    QgsProject.instance().removeAllMapLayers()
    settle()
    assert dock.session is None
    assert not dock.key.text()
    dock.on_map.toggle()
    dock.shown.setCurrentIndex(1)
    assert not dock.key.text(), "there is nothing to draw"


def test_what_would_hold_can_be_taken_off_the_map_also_while_all_requirements_are_shown(opened):
    dock = opened()
    dock.choose_requirement(ALL)
    assert dock.on_map.isHidden()
    dock.ask("s", threshold=100.0)
    dock.choose_requirement(ALL)
    assert not dock.on_map.isHidden()
    dock.on_map.setChecked(False)
    assert not any(band.isVisible() for band in dock.preview._bands)


def test_a_panel_that_is_gone_hears_no_more_of_the_time_of_the_map(opened, qgis_iface):
    canvas = qgis_iface.mapCanvas()
    before = canvas.receivers(canvas.temporalRangeChanged)
    dock = opened()
    assert canvas.receivers(canvas.temporalRangeChanged) == before + 1
    dock.drop()
    assert canvas.receivers(canvas.temporalRangeChanged) == before


def test_what_the_map_shows_can_be_chosen(opened):
    dock = opened()
    dock.choose_requirement("s")
    colours = []
    for index in range(dock.shown.count()):
        dock.shown.setCurrentIndex(index)
        colours.append([band.fillColor().name() for band in dock.preview._bands])
        assert dock.key.text()
    overall = dock.session.overall().tolist()
    assert overall == ["fails" if "fails" in str(v) else v for v in overall]
    assert colours[0] != colours[1]


def test_what_thresholds_cost_stands_beside_the_curve_of_its_requirement(opened):
    dock = opened()
    assert dock.curve_section.price.isHidden()
    rows = [(800, 2, 1, 0.96, 1), (300, None, None, None, 0.7), (200, 12, 12, 0.95, 1), (900, 0, 0, 0.97, 1)]
    kinds = {"threshold": "real", "places": "int", "bound": "int", "share": "real", "attainable": "real"}
    made = layer([(None, *row) for row in rows], "price", **kinds)
    QgsProject.instance().addMapLayer(made)
    assert not dock.curve_section.price.isHidden()
    assert dock.curve_section.curve.plot.prices == []
    before = dock.curve_section.summary.text()
    dock.curve_section.price.box.setLayer(made)
    assert dock.curve_section.curve.plot.prices == [(200, "12"), (300, "–"), (800, "2"), (900, "0")]
    assert dock.curve_section.summary.text() == (
        f"{before} 200 m: 12 new places serve 95 %; fewer are not enough. 300 m: all candidates together serve 70 %. "
        "800 m: 2 new places serve 96 %; at least 1 is needed. 900 m: no new place is needed, 97 % is served already."
    )
    dock.choose_requirement("c")
    assert dock.curve_section.curve.plot.prices == []
    dock.choose_requirement("s")
    assert len(dock.curve_section.curve.plot.prices) == 4
    QgsProject.instance().removeMapLayer(made.id())
    settle()
    assert dock.curve_section.curve.plot.prices == []
    assert dock.curve_section.price.isHidden()


def test_back_to_the_run_asks_again_what_it_asked(opened):
    dock = opened()
    before = dock.rows["s"].result.text()
    dock.rows["s"].threshold.setValue(7)
    dock.rows["c"].target.setValue(99)
    dock.reset.click()
    assert dock.rows["s"].threshold.value() == 300
    assert dock.rows["s"].result.text().endswith(before)
    assert dock.rows["c"].target.value() == 30


def test_comparing_draws_the_same_living_environment(opened):
    dock = opened()
    dock.areas.setCurrentIndex(1)
    assert len(dock.curve_section.curve.plot.lines) == 2
    dock.curve_section.compare.setChecked(True)
    assert [line.label for line in dock.curve_section.curve.plot.lines] == ["All together", "A", "West <i>"]
    # Both neighbourhoods are of kind A, so that is the whole.
    whole, kind, _ = dock.curve_section.curve.plot.lines
    assert list(kind.shares) == pytest.approx(list(whole.shares))
    assert "“A”" in dock.curve_section.summary.text()


def test_the_summary_says_what_the_curve_shows(opened):
    dock = opened()
    assert dock.curve_section.curve.accessibleName()
    assert dock.curve_section.curve.accessibleDescription() == dock.curve_section.summary.text()
    text = dock.curve_section.summary.text()
    met = dock.session.attainable().whole
    assert f"{math.ceil(met - 1e-6)} m" in text
    assert "300 m" in text


def test_every_sentence_has_the_figures_of_the_results_table(provider):
    """120 dwellings in the west, some of them off the network, and 3 in the east, which are too few to judge."""
    homes = [point(100, 2.5 * n) for n in range(110)] + [point(-5000, n) for n in range(10)]
    homes += [point(500, 480 + n) for n in range(3)]
    areas = layer([(box(-5060, -60, 250, 560), "w"), (box(250, -60, 560, 560), "e")], code="text")
    wanted = [row(), row(id="c", indicator="count", minimum=1, threshold=120, target=0.5)]
    given = {"DWELLINGS": layer(homes), "NEIGHBOURHOODS": areas, "REQUIREMENTS": wanted, "MIN_DWELLINGS": 50}
    run = check(**given, FACILITIES=[layer([point(100, 0)], "school")])
    session = Exploring(read_exploration(*(run.layer(name) for name in NAMES)))
    rows = [r for r in run.rows("OUTPUT_RESULTS") if r["group"] is None]
    for name in ("s", "c"):
        session.current = name
        for number, area in ((WHOLE, "_total"), (0, "w"), (1, "e")):
            session.area = number
            (found,) = [r for r in rows if r["requirement"] == name and r["neighbourhood"] == area]
            share, less, more = (told_town.percent_text(found[f"share{at}"], "en") for at in ("", "_at_90", "_at_110"))
            text = plot_of(session, compare=False).summary
            assert text.startswith(
                f"{'All together' if area == '_total' else area}: {share} within {found['threshold']:g} m. "
                f"{found['outside']:g} of {found['total']:g} dwellings {'is' if found['outside'] == 1 else 'are'} "
                f"out of reach, of {found['unknown']:g} it is not known. "
                f"At 10 % less {less}, at 10 % more {more}."
            )
            assert (f"Verdict: {WORDS.get(found['compliance'])}." in text) == (area != "_total")
        own = [r for r in rows if r["requirement"] == name and r["neighbourhood"] in ("w", "e")]
        met, failed = (sum(r["compliance"] == verdict for r in own) for verdict in ("meets", "fails"))
        (whole,) = [r for r in rows if r["requirement"] == name and r["neighbourhood"] == "_total"]
        share = told_town.percent_text(whole["share"], "en")
        words = (f"{met} meet{'s' * (met == 1)}", f"{failed} fail{'s' * (failed == 1)}")
        assert session.result_text(name) == f"{share} within; {words[0]}, {words[1]}, 0 unknown"
    verdicts = run.column("OUTPUT_NEIGHBOURHOODS", "compliance")
    assert verdicts == ["fails", "too_few"]
    assert session.overall_text() == "0 of 1 neighbourhood meets all requirements."


def test_the_table_and_the_sentence_of_all_count_what_cannot_be_judged(opened, provider):
    """The west has its school and the east has none; of libraries nobody knows."""
    run = check(REQUIREMENTS=[row(), row(id="l", facility="library")])
    dock = opened(layers={name: run.layer(name).clone() for name in NAMES})
    dock.choose_requirement("")
    model = dock.model
    assert model.rows.heads == ["Met", "Not met", "Unknown"]
    shown = [[model.data(model.index(n, column)) for column in (1, 2, 3)] for n in (0, 1)]
    assert shown == [["? 1 of 2", "0", "1"], ["✗ 0 of 2", "1", "1"]]
    assert dock.whole.text() == "0 of 2 neighbourhoods meet all requirements. 1 cannot be judged."


def test_the_curve_says_of_an_area_that_nothing_of_it_is_known(provider):
    """The 3 dwellings of the east lie off the network."""
    homes = [point(100, 2.5 * n) for n in range(100)] + [point(5000, n) for n in range(3)]
    areas = layer([(box(-60, -60, 250, 560), "w"), (box(4900, -60, 5060, 560), "e")], code="text")
    run = check(DWELLINGS=layer(homes), NEIGHBOURHOODS=areas, FACILITIES=[layer([point(100, 0)], "school")])
    session = Exploring(read_exploration(*(run.layer(name) for name in NAMES)))
    session.area = 1
    assert plot_of(session, compare=False).summary == "e: of none of 3 it is known."


def test_where_nothing_is_known_no_number_is_said(opened, provider):
    """Nobody knows of libraries: neither how many neighbourhoods meet all, nor who lies outside."""
    run = check(REQUIREMENTS=[row(facility="library")])
    dock = opened(layers={name: run.layer(name).clone() for name in NAMES})
    dock.choose_requirement("")
    model = dock.model
    shown = [[model.data(model.index(n, column)) for column in (1, 2, 3)] for n in (0, 1)]
    assert shown == [["? –", "0", "1"]] * 2
    assert dock.whole.text() == "Of none of the 2 neighbourhoods is it known whether it meets all requirements."


@pytest.mark.parametrize(
    ("code", "here", "expected"),
    [("unknown", "–", "?"), ("not_applicable", "–", "–"), ("", "–", "–"), ("unknown", "40 %", "? 40 %")],
)
def test_a_card_marks_what_is_unknown_otherwise_than_what_is_not_asked(qgis_iface, code, here, expected):
    """As found: a dash, which the table and the report have for "not applicable", before "cannot be judged"."""
    row_ = CardRow(
        id="s",
        title="School",
        norm="300 m",
        here=here,
        verdict="v",
        code=code,
        missing="",
        kind="",
        firm="",
        nearest="",
    )
    (line,) = _area_lines([row_], QPalette())
    assert re.findall("<b>(.*?)</b>", line) == ["School", expected]


def test_the_curve_is_painted_for_every_choice(opened):
    dock = opened()
    dock.curve_section.curve.resize(400, 250)
    seen = set()
    for area in (0, 1, 2):
        dock.areas.setCurrentIndex(area)
        image = QImage(dock.curve_section.curve.size(), QImage.Format.Format_RGB32)
        dock.curve_section.curve.render(image, QPoint(0, 0))
        seen.add(bytes(image.constBits().asstring(image.sizeInBytes())))
    assert len(seen) == 3


def test_saving_writes_a_norm_set_that_loads(opened, tmp_path):
    dock = opened()
    dock.rows["s"].threshold.setValue(432)
    dock.rows["s"].target.setValue(62.5)
    dock.save_norms(str(tmp_path / "Mijn normen 2027"))
    made = load_file(tmp_path / "Mijn normen 2027.json")
    assert made.id == "mijn-normen-2027"
    assert made.title.en == "Mijn normen 2027"
    assert made.state == "draft"
    first = next(r for r in made.requirements if r.id == "s")
    assert (first.threshold, first.target, first.basis) == (432, 0.625, "illustrative")
    assert [r.id for r in made.requirements] == ["s", "c", "m", "r"]
    assert str(tmp_path) in dock.message.text()
    assert "“Norm sets…”" in dock.message.text()  # the file is not among them by itself


def test_it_is_said_whose_conditions_an_earlier_results_table_does_not_tell(opened, done, tmp_path):
    table = done.layer("OUTPUT_RESULTS").clone()
    table.startEditing()
    table.deleteAttribute(table.fields().lookupField("conditions"))
    table.commitChanges()
    dock = opened(layers={"OUTPUT_RESULTS": table})
    dock.save_norms(str(tmp_path / "x.json"))
    assert "conditions" in dock.message.text()
    assert "“s”" in dock.message.text()


def test_what_cannot_be_saved_is_said_in_words(opened, tmp_path):
    dock = opened()
    dock.save_norms(str(tmp_path / "missing" / "x.json"))
    assert "cannot be written" in dock.message.text()


def test_without_a_results_table_it_says_that_it_guesses(opened):
    dock = opened(outputs=("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS"))
    assert "guess" in dock.message.text()
    assert not dock.save.isEnabled()
    assert list(dock.rows) == ["s", "c", "m"]


def test_missing_packages_are_named(opened, monkeypatch):
    from buurtmaat.ui.explorer import view as explorer

    monkeypatch.setattr(explorer, "how_to_install", lambda: "install scipy")
    dock = opened()
    assert dock.message.text() == "install scipy"
    assert dock.session is None


def test_thresholds_by_living_environment(opened, provider, tmp_path):
    import json

    norms = {
        "id": "x", "title": "X", "version": "1",
        "requirements": [
            {
                "id": "s", "facility": "school", "indicator": "distance", "unit": "m", "target": 0.9,
                "thresholds_by_class": {"A": 100, "B": 200},
            }
        ],
    }  # fmt: skip
    (tmp_path / "n.json").write_text(json.dumps(norms))
    areas = layer(
        [(box(-60, -60, 250, 560), "w", "A"), (box(250, -60, 560, 560), "e", "B")], code="text", woonmilieu="text"
    )
    done = check(NEIGHBOURHOODS=areas, REQUIREMENTS=None, NORM_FILE=str(tmp_path / "n.json"))
    dock = opened(layers={name: done.layer(name).clone() for name in NAMES})
    spin = dock.rows["s"].threshold
    assert spin.text() == "several"
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert dock.session.asked["s"].thresholds[:2].tolist() == [100, 200]
    dock.classes.setCurrentIndex(2)
    assert spin.value() == 200
    spin.setValue(450)
    assert dock.session.asked["s"].thresholds[:2].tolist() == [100, 450]
    dock.classes.setCurrentIndex(0)
    assert spin.text() == "several"
    spin.setValue(150)
    assert dock.session.asked["s"].thresholds.tolist() == [150, 150, 150]
    assert spin.text() == "150 m"


def test_a_low_dock_has_one_scroll_bar_and_shows_all(opened):
    dock = opened()
    dock_of(dock).setFloating(True)
    dock_of(dock).resize(360, 300)
    settle()
    assert dock_of(dock).findChildren(QScrollArea) == [dock_of(dock).scroll]
    assert dock_of(dock).scroll.horizontalScrollBar().maximum() == 0
    for label in dock.findChildren(QLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
