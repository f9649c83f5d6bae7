"""The threshold explorer: what is dragged, typed, clicked and closed."""

from __future__ import annotations

import math
import shutil
import threading

import pytest
from qgis.core import QgsApplication, QgsGeometry, QgsPointXY, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QEventLoop, QLocale, QPoint, QPointF, Qt, QTimer
from qgis.PyQt.QtGui import QColor, QImage, QWheelEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QLabel, QScrollArea, QWidget

from buurtmaat.adapters.explore.what_if import read_exploration
from buurtmaat.core.norms.file import load_file
from buurtmaat.ui.explorer.row import Range, RequirementRow
from buurtmaat.ui.explorer.state import WHOLE, Exploring
from towns import runs, told_town
from towns.fixtures import clean_project, provider
from towns.runs import X0, Y0, box, layer, point
from towns.small_town import check, row

__all__ = ["clean_project", "provider"]

REQUIREMENTS = [
    row(),
    row(id="c", indicator="count", minimum=2, threshold=200, target=0.3),
    row(id="m", threshold=4, unit="min", target=""),
    row(id="r", indicator="rate", unit="number", threshold=1, metric=""),
]
WORDS = {"meets": "meets", "fails": "fails", "too_few": "too few dwellings"}
NAMES = {"OUTPUT_DWELLINGS": "homes", "OUTPUT_NEIGHBOURHOODS": "areas", "OUTPUT_RESULTS": "results"}


def done_areas():
    """Return neighbourhoods with names and a living environment."""
    return layer(
        [(box(-60, -60, 250, 560), "w", "West <i>", "A"), (box(250, -60, 560, 560), "e", "Oost", "A")],
        code="text", buurtnaam="text", woonmilieu="text",
    )  # fmt: skip


@pytest.fixture
def done(provider):
    """Run a town whose neighbourhoods have names and a living environment."""
    schools = layer([point(100, 0), point(400, 300)], "school")
    return check(NEIGHBOURHOODS=done_areas(), REQUIREMENTS=REQUIREMENTS, FACILITIES=[schools])


@pytest.fixture
def opened(done, qgis_iface):
    """Return a function that opens the dock on the layers of a run in the project."""
    from buurtmaat.ui.explorer.dock import ThresholdExplorer

    docks = []

    def open_dock(outputs=tuple(NAMES), layers=None):
        for name in outputs:
            one = (layers or {}).get(name) or done.layer(name).clone()
            one.setName(NAMES[name])
            QgsProject.instance().addMapLayer(one)
        dock = ThresholdExplorer(qgis_iface)
        docks.append(dock)
        qgis_iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        qgis_iface.mainWindow().show()
        dock.show()
        settle()
        return dock

    yield open_dock
    for dock in docks:
        if dock is not None:
            dock.drop()
            dock.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle():
    """Let timers of no time come to their turn, and what is read in the background to its end."""
    for _ in range(5):
        QCoreApplication.processEvents()
    while QgsApplication.taskManager().countActiveTasks():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    for _ in range(5):
        QCoreApplication.processEvents()


def scene_items(dock) -> int:
    return len(dock.iface.mapCanvas().scene().items())


def table(dock) -> list[list[str]]:
    model = dock.model
    return [[model.data(model.index(r, c)) for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_the_layers_of_a_run_are_found_by_their_fields(opened, done):
    QgsProject.instance().addMapLayer(layer([point(0, 0)], "other"))
    dock = opened()
    boxes = (dock.layers.dwellings, dock.layers.neighbourhoods, dock.layers.results)
    assert [box.currentLayer().name() for box in boxes] == ["homes", "areas", "results"]
    assert dock.layers.class_field.currentField() == "woonmilieu"
    assert list(dock.rows) == ["s", "c", "m"]
    assert dock.message.text() == ""
    assert dock.rows["s"].threshold.value() == 300
    assert dock.rows["s"].target.value() == 90
    assert dock.rows["m"].threshold.suffix() == " min"
    assert dock.rows["m"].target.text() == "no target"
    assert dock.areas.currentText() == "All together"
    assert [dock.areas.itemText(n) for n in (1, 2)] == ["West <i>", "Oost"]


def test_moving_the_slider_moves_the_number_the_shares_the_map_and_the_curve(opened, provider):
    dock = opened()
    before = (dock.rows["s"].result.text(), table(dock), dock.summary.text(), dock.preview._bands[0].fillColor().name())
    slider = dock.rows["s"].threshold_slider
    step = dock.rows["s"].values.step
    threshold = 15 * step
    slider.setValue(round(threshold + 0.4 * step))  # dragged to between two steps
    assert dock.rows["s"].threshold.value() == threshold
    assert dock.session.threshold("s") == threshold
    again = check(
        NEIGHBOURHOODS=layer([(box(-60, -60, 250, 560), "w"), (box(250, -60, 560, 560), "e")], code="text"),
        REQUIREMENTS=[row(threshold=f"{threshold:.3f}0")],
        FACILITIES=[layer([point(100, 0), point(400, 300)], "school")],
    )
    shares = again.column("OUTPUT_NEIGHBOURHOODS", "s_share")
    assert dock.session.reading.share.tolist() == pytest.approx(shares)
    assert dock.session.reading.compliance.tolist() == again.column("OUTPUT_NEIGHBOURHOODS", "s_compliance")
    after = (dock.rows["s"].result.text(), table(dock), dock.summary.text(), dock.preview._bands[0].fillColor().name())
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert dock.curve.plot.asked == threshold
    assert dock.curve.plot.norm == 300


def test_typing_a_number_moves_the_slider_and_keeps_what_is_typed(opened):
    dock = opened()
    spin = dock.rows["m"].threshold
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, "3.7")
    assert spin.value() == 3.7
    assert spin.text() == "3.7 min"
    assert dock.session.threshold("m") == pytest.approx(3.7)
    step = dock.rows["m"].values.step
    assert dock.rows["m"].threshold_slider.value() == round(3.7 / step)
    assert dock.session.current == "m"


@pytest.fixture(params=["en_US", "nl_NL"])
def decimals(request):
    """Return the decimal sign of a language that numbers are shown in."""
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield QLocale().decimalPoint()
    QLocale.setDefault(before)


def retype(spin, text) -> None:
    spin.selectAll()
    QTest.keyClicks(spin, text)
    QTest.keyClick(spin, Qt.Key.Key_Return)


@pytest.mark.parametrize("sign", [",", "."])
def test_decimals_have_a_comma_or_a_point_in_every_language(decimals, opened, sign):
    dock = opened()
    row = dock.rows["s"]
    retype(row.threshold, f"523{sign}4")
    assert row.threshold.value() == 523.4
    assert row.threshold.text() == f"523{decimals}4 m"
    assert dock.session.threshold("s") == pytest.approx(523.4)
    assert row.problem.isHidden()
    retype(row.target, f"62{sign}5 %")
    assert dock.session.asked["s"].target == 0.625


def test_a_target_moved_away_and_back_is_the_same_share(qgis_app):
    """All percentages with one decimal, and some with more: what is asked is the share with those digits."""
    found = RequirementRow("s", "School", "m", Range(800.0, 10.0, 10_000.0))
    asked = []
    found.target_moved.connect(asked.append)
    shares = [float(f"0.{tenths:03d}") for tenths in range(1, 1000)]
    for share in [*shares, 0.12345, 0.000123, 0.99999]:
        found.show_asked(300.0, share)
        assert asked == [], "to be shown is not to be moved"
        found.target.stepBy(-1 if share > 0.5 else 1)
        found.show_asked(300.0, asked[-1])
        found.target.stepBy(1 if share > 0.5 else -1)
        assert asked[-1] == share
        asked.clear()
    for percentage in range(1, 101):
        found.target_slider.setValue(percentage)
        assert asked[-1] == float(f"{percentage}e-2")


@pytest.mark.parametrize("text", ["1.200", "1,200", "2e9", "-5", "far", "1 200"])
def test_a_number_that_cannot_be_taken_is_told_and_not_changed(decimals, opened, text):
    dock = opened()
    row = dock.rows["s"]
    retype(row.threshold, text)
    assert not row.problem.isHidden()
    assert row.threshold.accessibleDescription().startswith(row.problem.text())
    # What the first signs mean was asked while typing; the text as a whole never was.
    assert dock.session.threshold("s") < 300.1
    assert row.threshold.value() == dock.session.threshold("s")
    retype(row.threshold, "120")
    assert row.problem.isHidden()
    assert dock.session.threshold("s") == 120


def turn(widget) -> None:
    """Turn the mouse wheel over the middle of a widget."""
    middle = widget.rect().center()
    event = QWheelEvent(
        QPointF(middle), QPointF(widget.mapToGlobal(middle)), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QCoreApplication.sendEvent(widget, event)


def test_the_wheel_changes_nothing_that_has_not_the_focus(opened):
    dock = opened()
    dock.choose_requirement("s")
    row = dock.rows["s"]
    others = (*controls(row)[1:], dock.areas, dock.shown, dock.layers.class_field)

    def state():
        numbers = [control.value() for control in controls(row)[1:]]
        return [*numbers, *(box.currentIndex() for box in (dock.areas, dock.shown, dock.layers.class_field))]

    before = state()
    row.radio.setFocus()
    for control in others:
        assert not control.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus
        turn(control)
    assert state() == before


def test_sliders_read_out_their_value_in_its_unit_and_what_holds(opened):
    dock = opened()
    slider, text = dock.rows["s"].threshold_slider, dock.rows["s"].result.text()
    assert slider.value() == 300
    assert slider.singleStep() == dock.rows["s"].values.step
    assert slider.accessibleDescription() == f"300 m. {text}"
    assert dock.rows["m"].threshold_slider.accessibleDescription().startswith("4 min. ")
    assert dock.rows["m"].target_slider.accessibleDescription().startswith("no target. ")
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert dock.session.threshold("s") == 300 - dock.rows["s"].values.step
    assert dock.rows["s"].result.text() in slider.accessibleDescription()


def test_names_out_of_layers_are_shown_as_they_are(opened):
    dock = opened()
    dock.areas.setCurrentIndex(1)
    labels = [label for label in dock.findChildren(QLabel) if "West <i>" in label.text()]
    assert dock.summary in labels
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    assert "West &lt;i&gt;" in dock.model.data(dock.model.index(0, 0), Qt.ItemDataRole.ToolTipRole)


def test_the_legend_draws_a_curve_as_the_plot_does(opened):
    dock = opened()
    dock.areas.setCurrentIndex(1)
    dock.compare.setChecked(True)
    strokes = [part.partition("<b>")[2].partition("</b>")[0] for part in dock.legend.text().split("<span")[1:]]
    assert strokes[0] == strokes[2]
    assert strokes[1] != strokes[0]


def test_a_weight_that_no_town_has_is_written_in_few_digits():
    from buurtmaat.ui.explorer.state import _amount

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
    assert "West <i>" in dock.summary.text()
    assert "&lt;i&gt;" in dock.legend.text()
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
    dock.close()
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
    assert scene_items(dock) == bare + 2
    dock.ask("s", threshold=100.0)
    dock.close()
    assert not any(band.isVisible() for band in dock.preview._bands)
    dock.show()
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
    assert dock.price.isHidden()
    rows = [(800, 2, 1, 0.96, 1), (300, None, None, None, 0.7), (200, 12, 12, 0.95, 1)]
    kinds = {"threshold": "real", "places": "int", "bound": "int", "share": "real", "attainable": "real"}
    made = layer([(None, *row) for row in rows], "price", **kinds)
    QgsProject.instance().addMapLayer(made)
    assert not dock.price.isHidden()
    assert dock.curve.plot.prices == []
    before = dock.summary.text()
    dock.price.box.setLayer(made)
    assert dock.curve.plot.prices == [(200, "12"), (300, "–"), (800, "2")]
    assert dock.summary.text() == (
        f"{before} 200 m: 12 new places serve 95 %; fewer are not enough. 300 m: all candidates together serve 70 %. "
        "800 m: 2 new places serve 96 %; at least 1 are needed."
    )
    dock.choose_requirement("c")
    assert dock.curve.plot.prices == []
    dock.choose_requirement("s")
    assert len(dock.curve.plot.prices) == 3
    QgsProject.instance().removeMapLayer(made.id())
    settle()
    assert dock.curve.plot.prices == []
    assert dock.price.isHidden()


def test_back_to_the_run_asks_again_what_it_asked(opened):
    dock = opened()
    before = dock.rows["s"].result.text()
    dock.rows["s"].threshold.setValue(7)
    dock.rows["c"].target.setValue(99)
    dock.reset.click()
    assert dock.rows["s"].threshold.value() == 300
    assert dock.rows["s"].result.text().endswith(before)
    assert dock.rows["c"].target.value() == 30


def test_the_controls_of_the_requirement_chosen_are_open_and_of_the_others_it_is_told_what_they_ask(opened):
    dock = opened()
    dock.rows["c"].radio.click()
    assert [dock.rows[name].inputs.isVisible() for name in ("s", "c", "m")] == [False, True, False]
    assert dock.session.current == "c"
    assert dock.rows["s"].result.text().startswith("300 m, 90 %: ")
    assert dock.rows["m"].result.text().startswith("4 min, no target: ")


def test_comparing_draws_the_same_living_environment(opened):
    dock = opened()
    dock.areas.setCurrentIndex(1)
    assert len(dock.curve.plot.lines) == 2
    dock.compare.setChecked(True)
    assert [line.label for line in dock.curve.plot.lines] == ["All together", "A", "West <i>"]
    # Both neighbourhoods are of kind A, so that is the whole.
    whole, kind, _ = dock.curve.plot.lines
    assert list(kind.shares) == pytest.approx(list(whole.shares))
    assert "“A”" in dock.summary.text()


def test_the_summary_says_what_the_curve_shows(opened):
    dock = opened()
    assert dock.curve.accessibleName()
    assert dock.curve.accessibleDescription() == dock.summary.text()
    text = dock.summary.text()
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
            text = session.plot(compare=False).summary
            assert text.startswith(
                f"{'All together' if area == '_total' else area}: {share} within {found['threshold']:g} m. "
                f"{found['outside']:g} of {found['total']:g} lie outside, of {found['unknown']:g} it is not known. "
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
    assert session.overall_text() == "0 of 1 neighbourhoods meet all requirements."


def test_the_curve_is_painted_for_every_choice(opened):
    dock = opened()
    dock.curve.resize(400, 250)
    seen = set()
    for area in (0, 1, 2):
        dock.areas.setCurrentIndex(area)
        image = QImage(dock.curve.size(), QImage.Format.Format_RGB32)
        dock.curve.render(image, QPoint(0, 0))
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


def test_without_layers_it_says_what_to_do(opened):
    dock = opened(outputs=())
    assert "Check basic requirements" in dock.message.text()
    assert not dock.content.isEnabled()
    assert not dock.save.isEnabled()


def test_layers_that_come_later_are_read(opened, done):
    dock = opened(outputs=())
    for name, title in NAMES.items():
        one = done.layer(name).clone()
        one.setName(title)
        QgsProject.instance().addMapLayer(one)
    settle()
    assert list(dock.rows) == ["s", "c", "m"]


def test_other_layers_that_come_leave_what_is_asked(opened):
    dock = opened()
    dock.rows["s"].threshold.setValue(123)
    QgsProject.instance().addMapLayer(layer([point(0, 0)], "other"))
    settle()
    assert dock.session.threshold("s") == 123


def test_layers_that_go_take_the_numbers_with_them(opened):
    dock = opened()
    QgsProject.instance().removeAllMapLayers()
    settle()
    assert dock.session is None
    assert dock.preview._bands == []
    assert "Check basic requirements" in dock.message.text()


def test_a_project_that_is_closed_takes_its_figures_and_names_with_it_at_once(opened):
    dock = opened()
    assert dock.areas.count() == 3
    dock.price.prices = [object()]
    QgsProject.instance().clear()
    assert dock.session is None
    assert (dock.areas.count(), dock.classes.count(), dock.price.prices) == (0, 0, [])
    settle()
    assert "Check basic requirements" in dock.message.text()
    assert not dock.content.isEnabled()


def test_another_project_with_layers_of_the_same_ids_is_read_anew(opened, done, provider, tmp_path):
    schools = layer([point(400, 300)], "school")
    others = check(NEIGHBOURHOODS=done_areas(), REQUIREMENTS=[row(threshold=150)], FACILITIES=[schools])
    for folder, run in (("one", done), ("two", others)):
        (tmp_path / folder).mkdir()
        for name in NAMES:
            runs.save(run.layer(name), tmp_path / folder / f"{name}.gpkg", name)
    project = QgsProject.instance()
    layers = {n: QgsVectorLayer(f"{tmp_path / 'one' / n}.gpkg|layername={n}", n, "ogr") for n in NAMES}
    dock = opened(layers=layers)
    assert dock.session.threshold("s") == 300
    assert project.write(str(tmp_path / "one" / "town.qgs"))
    shutil.copy(tmp_path / "one" / "town.qgs", tmp_path / "two")  # as who copies the folder of a project
    assert project.read(str(tmp_path / "two" / "town.qgs"))
    settle()
    assert list(dock.rows) == ["s"]
    assert dock.session.threshold("s") == 150


@pytest.fixture
def gate(monkeypatch):
    """Let the reading wait in the background until it is let through; gives the event that does so."""
    from buurtmaat.ui.explorer import reading as explorer_reading

    open_it, read = threading.Event(), explorer_reading.read_exploration

    def wait_and_read(*given):
        open_it.wait(30)
        return read(*given)

    monkeypatch.setattr(explorer_reading, "read_exploration", wait_and_read)
    yield open_it
    open_it.set()
    settle()


def go_on(milliseconds=200):
    """Let the window go on for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def reading_again(dock):
    dock.layers.again.click()
    go_on()
    assert dock.reading is not None
    assert not dock.rows
    assert dock.waiting.isVisible()


def test_the_window_goes_on_while_a_run_is_read(opened, gate):
    gate.set()
    dock = opened()
    gate.clear()
    ticks = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(10)
    reading_again(dock)
    assert len(ticks) > 3
    gate.set()
    settle()
    assert list(dock.rows) == ["s", "c", "m"]
    assert not dock.waiting.isVisible()


def test_the_button_cancels_the_reading(opened, gate):
    gate.set()
    dock = opened()
    gate.clear()
    reading_again(dock)
    dock.cancel.click()
    gate.set()
    settle()
    assert "Cancelled" in dock.message.text()
    assert not dock.rows
    assert not dock.waiting.isVisible()


def test_layers_may_go_and_the_dock_may_close_while_a_run_is_read(opened, gate):
    gate.set()
    dock = opened()
    for change in (dock.close, QgsProject.instance().removeAllMapLayers, QgsProject.instance().clear, dock.drop):
        gate.clear()
        dock.show()
        dock.layers.again.click()
        go_on(50)
        change()
        gate.set()
        settle()
        if change == dock.close:
            assert list(dock.rows) == ["s", "c", "m"]
            assert all(not band.isVisible() for band in dock.preview._bands)
        else:
            assert not dock.rows
            assert not dock.preview._bands
    assert dock.reading is None


def test_what_is_chosen_later_is_what_is_shown(opened, done, gate):
    gate.set()
    dock = opened()
    gate.clear()
    reading_again(dock)
    first = dock.reading
    dock.layers.results.setLayer(None)
    go_on()
    assert dock.reading is not first
    gate.set()
    settle()
    assert "results table" in dock.message.text()


def test_cancelling_the_reading_leaves_the_dock_empty(opened, monkeypatch):
    from buurtmaat.core.errors import Cancelled
    from buurtmaat.ui.explorer import reading as explorer_reading

    dock = opened()

    def cancelled(*args):
        raise Cancelled

    monkeypatch.setattr(explorer_reading, "read_exploration", cancelled)
    dock.layers.again.click()
    settle()
    assert dock.session is None
    assert "Cancelled" in dock.message.text()


def test_missing_packages_are_named(opened, monkeypatch):
    from buurtmaat.ui.explorer import dock as explorer

    monkeypatch.setattr(explorer, "how_to_install", lambda: "install scipy")
    dock = opened()
    assert dock.message.text() == "install scipy"
    assert dock.session is None


def test_every_control_has_a_name_and_can_be_reached_by_keyboard(opened):
    dock = opened()
    buddies = {label.buddy() for label in dock.findChildren(QLabel) if label.buddy() is not None}
    kinds = (QAbstractSlider, QAbstractSpinBox, QComboBox)
    for control in [w for kind in kinds for w in dock.widget().findChildren(kind)]:
        if control.objectName().startswith("qt_") or control.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        assert control.accessibleName() or control in buddies, control
    for widget in (dock.pick, dock.reset, dock.save, dock.layers.again, dock.curve, dock.table, dock.areas, dock.shown):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget
    # The keyboard goes from top to bottom, also where the layers were read again.
    dock.layers.again.click()
    settle()
    order, widget = [], dock.layers.dwellings
    for _ in range(400):
        order.append(widget)
        widget = widget.nextInFocusChain()
    rows = [w for n in ("s", "c", "m") for w in controls(dock.rows[n])]
    places = [
        order.index(w)
        for w in (dock.classes, *rows, dock.areas, dock.compare, dock.pick, dock.on_map, dock.reset, dock.save)
    ]
    assert places == sorted(places)


def controls(one) -> list[QWidget]:
    return [one.radio, one.threshold_slider, one.threshold, one.target_slider, one.target]


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


def test_the_layers_of_one_run_go_together(opened, done, provider):
    dock = opened()
    later = check(REQUIREMENTS=[row(threshold=120)])
    for name, title in NAMES.items():
        one = later.layer(name).clone()
        one.setName(f"later {title}")
        QgsProject.instance().addMapLayer(one)
    settle()
    assert dock.layers.results.currentLayer().name() == "results"
    dock.layers.dwellings.setLayer(QgsProject.instance().mapLayersByName("later homes")[0])
    settle()
    assert dock.layers.neighbourhoods.currentLayer().name() == "later areas"
    assert dock.layers.results.currentLayer().name() == "later results"
    assert dock.session.threshold("s") == 120
    assert dock.message.text() == ""


def test_layers_of_two_runs_are_asked_about(opened, done, provider):
    areas = layer([(box(-60, -60, 250, 560), "w"), (box(250, -60, 560, 560), "e")], code="text")
    later = check(NEIGHBOURHOODS=areas, REQUIREMENTS=REQUIREMENTS, FACILITIES=[layer([point(500, 500)], "school")])
    dock = opened(layers={"OUTPUT_DWELLINGS": later.layer("OUTPUT_DWELLINGS").clone()})
    assert "same run" in dock.message.text()
    assert dock.session is not None


def test_neighbourhoods_of_another_run_are_asked_about(opened, done, provider):
    areas = layer([(box(-60, -60, 250, 560), "w"), (box(250, -60, 560, 560), "e")], code="text")
    other = [check(NEIGHBOURHOODS=areas, REQUIREMENTS=[row(**cells)]) for cells in ({"id": "x"}, {"target": 0.1})]
    for one in other:
        dock = opened(layers={"OUTPUT_NEIGHBOURHOODS": one.layer("OUTPUT_NEIGHBOURHOODS").clone()})
        assert "verdicts of “" in dock.message.text()
        QgsProject.instance().removeAllMapLayers()
    dock = opened(
        outputs=("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS"),
        layers={"OUTPUT_NEIGHBOURHOODS": other[0].layer("OUTPUT_NEIGHBOURHOODS").clone()},
    )
    assert "verdicts of “" in dock.message.text()


def test_a_low_dock_has_one_scroll_bar_and_shows_all(opened):
    dock = opened()
    dock.setFloating(True)
    dock.resize(360, 300)
    settle()
    assert dock.findChildren(QScrollArea) == [dock.scroll]
    assert dock.scroll.horizontalScrollBar().maximum() == 0
    for label in dock.findChildren(QLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
