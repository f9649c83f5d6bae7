"""The controls of the explorer: numbers, sliders and the wheel, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QLocale, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QLabel

from buurtmaat.ui.explorer.row import Range, RequirementRow
from towns.explorer_dock import controls, settle, table, turn
from towns.runs import box, layer, point
from towns.small_town import check, row


def test_moving_the_slider_moves_the_number_the_shares_the_map_and_the_curve(opened, provider):
    dock = opened()
    before = (
        dock.rows["s"].result.text(),
        table(dock),
        dock.curve_section.summary.text(),
        dock.preview._bands[0].fillColor().name(),
    )
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
    after = (
        dock.rows["s"].result.text(),
        table(dock),
        dock.curve_section.summary.text(),
        dock.preview._bands[0].fillColor().name(),
    )
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert dock.curve_section.curve.plot.asked == threshold
    assert dock.curve_section.curve.plot.norm == 300


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


def test_a_number_that_cannot_be_taken_is_told_and_not_changed(decimals, opened):
    dock = opened()
    row = dock.rows["s"]
    for text in ("1.200", "1,200", "2e9", "-5", "far", "1 200"):
        retype(row.threshold, text)
        assert not row.problem.isHidden(), text
        assert row.threshold.accessibleDescription().startswith(row.problem.text()), text
        # What the first signs mean was asked while typing; the text as a whole never was.
        assert dock.session.threshold("s") < 300.1, text
        assert row.threshold.value() == dock.session.threshold("s"), text
        retype(row.threshold, "120")
        assert row.problem.isHidden(), text
        assert dock.session.threshold("s") == 120, text


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


def test_the_controls_of_the_requirement_chosen_are_open_and_of_the_others_it_is_told_what_they_ask(opened):
    dock = opened()
    dock.rows["c"].radio.click()
    assert [dock.rows[name].inputs.isVisible() for name in ("s", "c", "m")] == [False, True, False]
    assert dock.session.current == "c"
    assert dock.rows["s"].result.text().startswith("300 m, 90 %: ")
    assert dock.rows["m"].result.text().startswith("4 min, no target: ")


def test_every_control_has_a_name_and_can_be_reached_by_keyboard(opened):
    dock = opened()
    buddies = {label.buddy() for label in dock.findChildren(QLabel) if label.buddy() is not None}
    kinds = (QAbstractSlider, QAbstractSpinBox, QComboBox)
    for control in [w for kind in kinds for w in dock.findChildren(kind)]:
        if control.objectName().startswith("qt_") or control.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        assert control.accessibleName() or control in buddies, control
    for widget in (
        dock.pick,
        dock.reset,
        dock.save,
        dock.layers.again,
        dock.curve_section.curve,
        dock.table,
        dock.areas,
        dock.shown,
    ):
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
        for w in (
            dock.classes,
            *rows,
            dock.areas,
            dock.pick,
            dock.curve_section.compare,
            dock.on_map,
            dock.reset,
            dock.save,
        )
    ]
    assert places == sorted(places)
