"""Cells of the norm-set editor: what is typed in them, what is told of it, and the keys."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

from buurtmaat.adapters.norms.store import PROFILE, open_store, save_set
from buurtmaat.core.norms.model import Mode
from buurtmaat.ui.norm_sets.cell_editors import LineEditor
from buurtmaat.ui.norm_sets.editor import NormSetEditor
from buurtmaat.ui.norm_sets.requirements_panel import DETAILS
from buurtmaat.ui.norm_sets.set_panel import KEYS as SET_KEYS
from towns.explorer_dock import settle
from towns.norm_set_editor import FULL_SET, OWN, cell, enter, ids, open_cell, set_now, type_into

# --- Typing ---


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("threshold", "abc", "must be a number"),
        ("threshold", "-5", "must be over 0"),
        ("target", "120", "at most 100 %"),
        ("facility", "a | a", "twice"),
        ("id", "Not this", "lower-case letters"),
        ("where", "area", "field >= 5"),
        ("thresholds_by_class", "landelijk", "name: 400"),
        ("weight", " ", ""),
    ],
)
def test_what_is_wrong_is_told_while_typing_and_stays_at_the_cell(with_own, name, text, words):
    line = type_into(with_own, name, text)
    error, tip = with_own.requirements.error.text(), html.unescape(line.toolTip())
    if words:
        assert words in error
        assert words in tip
        assert words in line.accessibleDescription()
    else:
        assert error.startswith("Dwellings, or a field with numbers of people"), "what goes there, and no fault"
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()
    index = cell(with_own, name)
    model = with_own.requirements.model
    if not words:
        assert with_own.editing.errors() == []
        return
    assert words in model.data(index, Qt.ItemDataRole.AccessibleDescriptionRole)
    assert model.data(index, Qt.ItemDataRole.DecorationRole) is not None
    assert "⚠" in model.headerData(0, Qt.Orientation.Vertical)
    assert words in with_own.requirements.error.text()
    assert not with_own.save()
    with_own.editing.undo()
    QApplication.processEvents()
    assert set_now(with_own) == OWN
    assert with_own.editing.errors() == []
    assert "⚠" not in with_own.requirements.error.text()


def test_what_is_still_being_typed_is_saved_too(with_own):
    type_into(with_own, "threshold", "600")
    assert with_own.save()
    assert open_store(None).find("own").requirements[0].threshold == 600
    field = with_own.requirements.details.editors["source"]
    field.setFocus()
    QTest.keyClicks(field, "Raad")
    assert with_own.save()
    assert open_store(None).find("own").requirements[0].source == "Raad"


@pytest.mark.parametrize("name", ["threshold", "where"])
def test_escape_leaves_a_cell_as_it_was(with_own, name):
    line = type_into(with_own, name, "abc")
    assert "⚠" in with_own.requirements.error.text()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert set_now(with_own) == OWN
    assert with_own.editing.errors() == []
    assert "⚠" not in with_own.requirements.error.text()


def test_a_target_is_typed_as_a_percentage(with_own):
    assert cell(with_own, "target").data() == "90 %"
    enter(with_own, "target", "85")
    assert set_now(with_own).requirements[0].target == pytest.approx(0.85)
    assert cell(with_own, "target").data() == "85 %"


def test_the_units_are_those_of_the_indicator(with_own):
    box = open_cell(with_own, "unit")
    assert [box.itemData(n) for n in range(box.count())] == ["m", "min"]
    with_own.requirements.delegate.closeEditor.emit(box)
    with_own.editing.put(0, "indicator", "rate")
    box = open_cell(with_own, "unit")
    assert [box.itemData(n) for n in range(box.count())] == ["number", "m2"]
    assert not with_own.requirements.model.flags(cell(with_own, "target")) & Qt.ItemFlag.ItemIsEditable


def test_the_ways_to_move_are_the_sets_own_too(with_own):
    from buurtmaat.core.norms.edits import with_modes

    with_own.editing.do(with_modes(with_own.editing.draft, (Mode("wheelchair", 4.0),)))
    box = open_cell(with_own, "mode")
    assert "wheelchair" in [box.itemData(n) for n in range(box.count())]


def test_facility_types_are_suggested_from_the_projects_layers(project, folder, answers):
    from towns.runs import in_project, layer, point

    in_project(
        layer(
            [(point(0, 0), "clubhuis", "1"), (point(1, 0), "school", "2")],
            "voorzieningen",
            type="text",
            facility_id="text",
        )
    )
    made = NormSetEditor(answers.used.append)
    made.duplicate()
    suggested = made.requirements.delegate.suggestions.types
    assert suggested[:2] == ("clubhuis", "school")
    assert "meeting place" in suggested
    completer = LineEditor(suggested, "|").completer()
    assert completer.splitPath("school | club") == ["club"]
    made.deleteLater()


# --- Every field ---


def test_every_field_survives_the_dialog(editor, folder):
    """All that a set can hold is typed into cells and forms, saved, and read back."""
    editor.new()
    editor.editing.do(replace(editor.editing.draft, own=replace(editor.editing.draft.own, modes=FULL_SET.modes)))
    from buurtmaat.core.norms.edits import draft_of, set_text_of, text_of

    there = draft_of(FULL_SET)
    for name in SET_KEYS:
        field = editor.about.form.editors[name]
        field.setText(set_text_of(there, name))
        field.committed.emit()
    panel = editor.requirements
    panel.add()
    for name in ("indicator", *panel.model.keys):
        index = cell(editor, name)
        panel.model.setData(index, text_of(there.rows[0], panel.model.name(panel.model.keys.index(name))))
    for name in DETAILS:
        field = panel.details.editors[name]
        field.setText(text_of(there.rows[0], name))
        field.committed.emit()
    assert editor.editing.errors() == []
    assert set_now(editor) == FULL_SET
    assert editor.save()
    assert open_store(None).find("full") == FULL_SET


def test_opening_and_closing_every_editor_changes_nothing(with_own):
    with_own.show_set(save_set(FULL_SET, PROFILE, with_own._project))
    for name in with_own.requirements.model.keys:
        if with_own.requirements.model.flags(cell(with_own, name)) & Qt.ItemFlag.ItemIsEditable:
            widget = open_cell(with_own, name)
            with_own.requirements.delegate.commitData.emit(widget)
            with_own.requirements.delegate.closeEditor.emit(widget)
    for form in (with_own.requirements.details, with_own.about.form):
        for field in form.editors.values():
            field.committed.emit()
    assert set_now(with_own) == FULL_SET
    assert not with_own.editing.is_changed


def offered(line) -> list[str]:
    model = line.completer().model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_types_of_a_layer_that_comes_later_are_suggested(with_own):
    from towns.runs import in_project, layer, point

    in_project(layer([(point(0, 0), "clubhuis", "1")], "voorzieningen", type="text", facility_id="text"))
    settle()
    assert with_own.requirements.delegate.suggestions.types[0] == "clubhuis"
    assert "facility_id" in offered(with_own.requirements.details.editors["level"])


# --- Keys ---


def press(widget, key, modifier=Qt.KeyboardModifier.ControlModifier):
    QTest.qWaitForWindowActive(widget.window())
    QTest.keyClick(widget, key, modifier)
    QApplication.processEvents()


@pytest.mark.parametrize("key", [Qt.Key.Key_D, Qt.Key.Key_N])
def test_what_is_being_typed_stays_when_rows_come(with_own, key):
    with_own.activateWindow()
    press(type_into(with_own, "threshold", "321"), key)
    assert len(set_now(with_own).requirements) == 2
    assert set_now(with_own).requirements[0].threshold == 321
    assert with_own.requirements.selected() == [1]  # Ctrl was held, but the new one alone is meant


def test_what_is_being_typed_stays_when_rows_move_or_go(with_own):
    panel = with_own.requirements
    panel.duplicate()
    with_own.activateWindow()
    press(type_into(with_own, "threshold", "321", row=1), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.threshold for one in set_now(with_own).requirements] == [321, 500]
    type_into(with_own, "threshold", "5", row=0)
    panel.actions_by_name["delete"].trigger()
    panel.actions_by_name["undo"].trigger()
    assert [one.threshold for one in set_now(with_own).requirements] == [5, 500]


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_the_keys_of_rows_are_not_those_of_the_details(with_own, key, modifier):
    with_own.requirements.duplicate()
    before = ids(with_own)
    with_own.activateWindow()
    field = with_own.requirements.details.editors["source"]
    field.setFocus()
    QTest.keyClicks(field, "one two")
    field.home(False)
    press(field, key, modifier)
    assert ids(with_own) == before
    assert (field.text() == "two") == (key == Qt.Key.Key_Delete)


def test_in_a_cell_ctrl_delete_takes_a_word(with_own):
    with_own.activateWindow()
    line = type_into(with_own, "facility", "one two")
    line.home(False)
    press(line, Qt.Key.Key_Delete)
    assert line.text() == "two"
    assert ids(with_own) == ["school"]


def test_a_choice_is_stepped_to_and_kept_in_one_step(with_own):
    box = open_cell(with_own, "indicator")
    for expected in ("count", "types", "count", "distance"):
        QTest.keyClick(
            box, Qt.Key.Key_Down if expected in ("count", "types") and box.text() != "types" else Qt.Key.Key_Up
        )
        assert box.text() == expected
        assert box.isVisible()
    assert set_now(with_own) == OWN
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert set_now(with_own).requirements[0].indicator == "count"
    assert set_now(with_own).requirements[0].target == 0.9
    with_own.editing.undo()
    assert set_now(with_own) == OWN


@pytest.mark.parametrize("in_table", [True, False])
def test_escape_undoes_a_choice(with_own, in_table):
    box = open_cell(with_own, "unit") if in_table else with_own.requirements.details.editors["basis"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    QApplication.processEvents()
    with_own.end_typing()
    assert with_own.isVisible()
    assert set_now(with_own) == OWN


def test_a_choice_in_the_details_is_kept_on_leaving(with_own):
    with_own.activateWindow()
    QTest.qWaitForWindowActive(with_own)
    box = with_own.requirements.details.editors["basis"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert set_now(with_own) == OWN
    with_own.requirements.table.setFocus()
    assert set_now(with_own).requirements[0].basis == "institute"


def test_a_choice_from_the_opened_list_is_kept_at_once(with_own):
    box = open_cell(with_own, "unit")
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert set_now(with_own).requirements[0].unit == "min"


# --- What is told ---


def test_a_set_that_ships_shows_no_errors(editor):
    editor.tabs.setCurrentWidget(editor.about)
    for stored in editor.store.shipped():
        editor.show_set(stored)
        assert editor.editing.errors() == []
        assert not any(label.text() for label in editor.about.form.errors.values())
        assert not editor.about.form.editors["id"].styleSheet()


def test_the_message_goes_while_the_cell_is_corrected(with_own):
    enter(with_own, "threshold", "abc")
    assert "must be a number" in with_own.requirements.error.text()
    line = type_into(with_own, "threshold", "600")
    QApplication.processEvents()
    assert "must be a number" not in with_own.requirements.error.text()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert "must be a number" in with_own.requirements.error.text()


@pytest.mark.parametrize(
    ("row", "name", "text", "sentence"),
    [
        (None, "state", "adopted", "Adopted by is empty; say which council"),
        (0, "threshold", "", "Threshold is missing."),
        (0, "threshold", "-5", "Threshold must be over 0"),
        (0, "target", "120", "Target must be over 0 % and at most 100 %"),
        (0, "thresholds_by_class", "a: -5", "By living environment: the threshold of “a” must be over 0"),
        (0, "applies_if", "a < true", "Applies where: value must be"),
        (0, "id", "A", "Id must be lower-case"),
        (0, "facility", "a | a", "Facilities: the type “a” is named twice; name it once"),
    ],
)
def test_keys_are_called_as_in_the_dialog(with_own, row, name, text, sentence):
    with_own.editing.put(row, name, text)
    key = "adopted_by" if name == "state" else name
    assert with_own.editing.error(row, key).startswith(sentence)
    assert name not in with_own.editing.error(row, key).split()
