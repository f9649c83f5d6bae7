"""Lists of the norm-set editor as tables: thresholds by class, conditions, ways to move."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLineEdit

from buurtmaat.core.norms.model import Mode
from buurtmaat.ui.norm_sets.lists import list_dialog, modes_dialog, read_modes
from towns.norm_set_editor import FULL_SET, after


def test_thresholds_by_class_are_filled_in_as_a_table(qgis_app):
    dialog = list_dialog("thresholds_by_class", "landelijk: 800", [], ["landelijk", "centrum"], None)
    assert dialog.rows() == [("landelijk", "800")]
    dialog.add_row()
    dialog.table.cellWidget(1, 0).setCurrentText("een; twee")
    assert not dialog.box.button(dialog.box.StandardButton.Ok).isEnabled()
    assert "must be a number" in dialog.error.text()
    dialog.table.item(1, 1).setText("400")
    assert dialog.box.button(dialog.box.StandardButton.Ok).isEnabled()
    assert dialog.result_text() == 'landelijk: 800; "een; twee": 400'
    dialog.table.setCurrentCell(0, 0)
    dialog.remove_row()
    assert dialog.result_text() == '"een; twee": 400'


def test_conditions_are_filled_in_as_a_table(qgis_app):
    dialog = list_dialog("where", 'kind in a | "2"', ["kind", "area"], [], None)
    assert dialog.rows() == [("kind", "in", 'a | "2"')]
    dialog.add_row()
    dialog.table.cellWidget(1, 0).setCurrentText("area")
    box = dialog.table.cellWidget(1, 1)
    box.setCurrentIndex(box.findData(">="))
    assert "a value is missing" in dialog.error.text().casefold()
    dialog.table.item(1, 2).setText("1000")
    assert dialog.result_text() == 'kind in a | "2"; area >= 1000'
    dialog.table.item(1, 2).setText("true")
    assert "not true or false" in dialog.error.text()


def test_ways_to_move_are_filled_in_as_a_table(qgis_app):
    dialog = modes_dialog(FULL_SET.modes, None)
    assert read_modes(dialog.rows()) == FULL_SET.modes
    dialog.add_row()
    dialog.table.cellWidget(1, 0).setCurrentText("wheelchair")
    dialog.table.item(1, 1).setText("4")
    assert "called" in dialog.error.text()
    dialog.table.cellWidget(1, 0).setCurrentText("fast")
    dialog.table.item(1, 1).setText("400")
    assert "must be over 0 and at most 100" in dialog.error.text()
    dialog.table.item(1, 1).setText("25")
    assert dialog.error.text() == ""
    assert read_modes(dialog.rows())[1] == Mode("fast", 25.0)


def test_enter_ends_a_cell_of_such_a_table_and_ok_takes_what_is_being_typed(qgis_app):
    dialog = list_dialog("thresholds_by_class", "landelijk: 800", [], [], None)
    dialog.show()
    for text, end in (("700", True), ("600", False)):
        item = dialog.table.item(0, 1)
        dialog.table.setCurrentItem(None)
        dialog.table.setCurrentItem(item)  # which opens it
        line = dialog.table.findChild(QLineEdit)
        line.selectAll()
        QTest.keyClicks(line, text)
        if end:
            QTest.keyClick(line, Qt.Key.Key_Return)
            QApplication.processEvents()
            assert dialog.isVisible()
            assert dialog.result_text() == "landelijk: 700"
            QApplication.sendPostedEvents(None, 52)  # the line goes
    dialog.accept()
    assert not dialog.isVisible()
    assert dialog.result_text() == "landelijk: 600"


@pytest.mark.parametrize(("name", "text"), [("thresholds_by_class", "landelijk 800"), ("where", "living area > 5")])
def test_a_text_that_cannot_be_read_is_not_emptied_by_its_table(qgis_app, name, text):
    dialog = list_dialog(name, text, [], [], None)
    ok = dialog.box.button(dialog.box.StandardButton.Ok)
    assert text in dialog.error.text()
    dialog.add_row()
    assert not ok.isEnabled()
    for column, filled in enumerate(("a", "5") if name == "thresholds_by_class" else ("a", None, "5")):
        if filled:
            dialog.table.item(1, column).setText(filled)
    assert ok.isEnabled()
    assert dialog.error.text() == ""


def test_tab_goes_to_the_lists_of_a_small_table_before_its_buttons(qgis_app):
    dialog = list_dialog("where", "a = 1; b = 2", ["a", "b"], [], None)
    dialog.show()
    cells = [dialog.table.cellWidget(row, column) for row in (0, 1) for column in (0, 1)]
    assert [one for one in after(dialog.table, 8) if one in cells] == cells
    assert after(dialog.table, 4) == cells
