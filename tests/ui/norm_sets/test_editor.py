"""The norm-set editor as a user works with it."""

from __future__ import annotations

import html
import json
from dataclasses import replace

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox

from buurtmaat.adapters.norms.store import PROFILE, PROJECT, open_store, save_set
from buurtmaat.core.norms.file import dump, load
from buurtmaat.core.norms.model import Condition, Mode, NormSet, Requirement, Text
from buurtmaat.ui.norm_sets.cell_editors import ChoiceEditor, LineEditor, ListEditor
from buurtmaat.ui.norm_sets.editor import NormSetEditor
from buurtmaat.ui.norm_sets.lists import list_dialog, modes_dialog, read_modes
from buurtmaat.ui.norm_sets.pick_dialog import PickDialog
from buurtmaat.ui.norm_sets.requirements_panel import DETAILS
from buurtmaat.ui.norm_sets.set_panel import KEYS as SET_KEYS

Button = QMessageBox.StandardButton
SCHOOL = Requirement(
    id="school", facility=("school",), indicator="distance", threshold=500.0, unit="m", target=0.9, basis="municipal"
)
OWN = NormSet(id="own", title=Text("Own", "Eigen"), version="3", date="2025-01-01", requirements=(SCHOOL,))
FULL = replace(
    SCHOOL,
    title=Text("School", "School"),
    facility=("school", "meeting place"),
    indicator="count",
    minimum=2,
    metric="straight",
    mode="wheelchair",
    weight="P_65",
    weight_of="inhabitants",
    thresholds_by_class=(("landelijk", 800.0), ("a; b", 12.5)),
    where=(Condition("area m2", ">=", 1000.0), Condition("kind", "in", ("hall", "2", 2.0, True))),
    demand_where=(Condition("share", "<", 0.5),),
    applies_if=(Condition("inhabitants", ">=", 500.0),),
    min_area_m2=1.125,
    merge_touching=True,
    level="settlement",
    source="Raadsbesluit",
    url="https://example.org/a?b=c",
    year=2024,
    note=Text("One.\nTwo.", "Een.\nTwee."),
)
FULL_SET = replace(
    OWN,
    id="full",
    state="adopted",
    adopted_by="Gemeenteraad",
    adopted_on="2025-12",
    superseded_by="",
    modes=(Mode("wheelchair", 4.0, exclude=(("highway", ("steps", 2.0)),)),),
    requirements=(FULL,),
)


class Answers:
    """Answers the editor's questions, and keeps what it says."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.said: list[str] = []
        self.used: list[str] = []
        self.answer = Button.Discard

    def ask(self, question, buttons, words=None):
        self.asked.append(question)
        return self.answer


@pytest.fixture
def answers(monkeypatch):
    made = Answers()
    monkeypatch.setattr(NormSetEditor, "ask", lambda _editor, *question: made.ask(*question))
    monkeypatch.setattr(NormSetEditor, "say", lambda _editor, text: made.said.append(text))
    return made


@pytest.fixture
def project(qgis_new_project):
    there = QgsProject.instance()
    yield there
    there.removeEntry("Buurtmaat", "norm_sets")


@pytest.fixture
def editor(project, folder, answers):
    made = NormSetEditor(answers.used.append)
    made.show()
    yield made
    made.hide()
    made.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def with_own(editor):
    """Return the editor with a set of the user's own open."""
    stored = save_set(OWN, PROFILE, editor._project)
    editor.reload()
    editor.show_set(stored)
    return editor


def cell(editor, name, row=0):
    model = editor.requirements.model
    return model.index(row, model.keys.index(name))


def open_cell(editor, name, row=0):
    """Open a cell as F2 does, and give its editor."""
    table, index = editor.requirements.table, cell(editor, name, row)
    table.setCurrentIndex(index)
    table.edit(index)
    QApplication.processEvents()
    found = [w for kind in (LineEditor, ChoiceEditor, ListEditor) for w in table.viewport().findChildren(kind)]
    return next(w for w in found if w.isVisible() and not isinstance(w.parent(), ListEditor))


def type_into(editor, name, text, row=0):
    widget = open_cell(editor, name, row)
    line = widget.line if isinstance(widget, ListEditor) else widget
    line.selectAll()
    QTest.keyClicks(line, text)
    return line


def enter(editor, name, text, row=0):
    QTest.keyClick(type_into(editor, name, text, row), Qt.Key.Key_Return)
    QApplication.processEvents()


def set_now(editor) -> NormSet:
    return editor.editing.draft.norm_set


# --- Looking at what ships ---


def test_it_opens_with_a_shipped_set_that_cannot_be_changed(editor):
    assert editor.editing.read_only
    assert "duplicate it" in editor.banner.text()
    assert not editor.save_button.isEnabled()
    assert not editor.delete_button.isEnabled()
    flags = editor.requirements.model.flags(cell(editor, "threshold"))
    assert not flags & Qt.ItemFlag.ItemIsEditable
    before = set_now(editor)
    editor.requirements.add()
    editor.requirements.delete()
    editor.requirements.model.setData(cell(editor, "threshold"), "1")
    assert set_now(editor) == before
    assert editor.save()
    assert not editor.editing.is_changed


def test_every_basis_is_told_in_words_and_an_example_is_never_law(editor):
    for stored in editor.store.shipped():
        editor.show_set(stored)
        model = editor.requirements.model
        for row, requirement in enumerate(stored.norm_set.requirements):
            words = cell(editor, "basis", row).data()
            assert words
            assert "law" not in words
            assert (words == "example") == (requirement.basis == "illustrative")
            assert model.data(cell(editor, "basis", row), Qt.ItemDataRole.BackgroundRole) is not None
        assert "No legal norm." in editor.state.text()


# --- Making a set of one's own ---


def test_a_duplicate_is_saved_under_an_id_of_its_own(editor, folder):
    shipped = set_now(editor)
    editor.duplicate()
    assert not editor.editing.read_only
    assert editor.save()
    assert [path.name for path in folder.iterdir()] == ["rivm-2025-2.json"]
    kept = open_store(None).find("rivm-2025-2")
    assert kept.requirements == shipped.requirements
    assert kept.date
    assert editor.stored.set_id == "rivm-2025-2"
    assert editor.list.current() == editor.stored
    assert not editor.editing.is_changed


def test_a_new_set_says_what_is_lacking_and_is_not_saved_before(editor, folder):
    editor.new()
    assert not editor.save()
    assert "1 to 200 requirements" in editor.banner.text()
    editor.requirements.add()
    assert not editor.save()
    assert "Facilities must name at least one type" in editor.banner.text()
    assert not folder.exists()
    for name, text in (("facility", "school"), ("threshold", "500")):
        enter(editor, name, text)
    assert editor.save()
    kept = open_store(None).find("norm-set")
    assert [(one.facility, one.threshold, one.basis) for one in kept.requirements] == [
        (("school",), 500.0, "illustrative")
    ]


def test_a_set_can_be_kept_in_the_project_and_moved(with_own, project, folder):
    with_own.about.show_place(PROJECT)
    with_own.about.place_chosen.emit()
    assert with_own.save()
    assert [one.set_id for one in open_store(project).of_project()] == ["own"]
    assert list(folder.iterdir()) == []
    with_own.about.show_place(PROFILE)
    with_own.about.place_chosen.emit()
    assert with_own.save_button.isEnabled()
    assert with_own.save()
    assert open_store(project).of_project() == []
    assert [path.name for path in folder.iterdir()] == ["own.json"]


def test_another_id_renames_the_set(with_own, folder):
    with_own.editing.put(None, "id", "ours")
    assert with_own.save()
    assert open_store(None).own_ids() == ["ours"]


def test_an_id_that_another_set_has_is_refused_at_its_field(with_own, project):
    save_set(replace(OWN, id="theirs"), PROFILE, project)
    with_own.reload()
    with_own.show_set(with_own.stored)
    with_own.editing.put(None, "id", "theirs")
    assert not with_own.save()
    assert "another norm set has the id" in with_own.about.form.errors["id"].text().casefold()
    assert len(open_store(None).own_ids()) == 2


def test_a_changed_set_goes_up_a_version_and_is_a_draft_again(with_own, answers):
    adopted = replace(OWN, state="adopted", adopted_by="Gemeenteraad", adopted_on="2025-01-01")
    with_own.show_set(save_set(adopted, PROFILE, with_own._project))
    assert "Adopted by Gemeenteraad on 2025-01-01." in with_own.state.text()
    with_own.editing.put(0, "threshold", "600")
    assert with_own.save()
    kept = open_store(None).find("own")
    assert (kept.version, kept.state, kept.adopted_by) == ("4", "draft", "")
    assert kept.date > "2025-01-01"
    assert kept.requirements[0].basis == "illustrative"
    assert "it is a draft again" in with_own.banner.text()
    with_own.editing.undo()
    assert set_now(with_own).requirements == adopted.requirements
    assert (set_now(with_own).version, set_now(with_own).state) == ("4", "draft")
    with_own.editing.put(0, "threshold", "700")
    assert with_own.save()
    assert open_store(None).find("own").version == "5"


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


# --- Rows, undo and redo ---


def ids(editor) -> list[str]:
    return [one.id for one in set_now(editor).requirements]


def test_rows_are_added_duplicated_moved_deleted_and_all_of_it_undone(with_own):
    panel = with_own.requirements
    seen = [set_now(with_own)]
    for step in (panel.duplicate, lambda: panel.move(-1), panel.add, panel.delete):
        step()
        seen.append(set_now(with_own))
    assert [[one.id for one in one_set.requirements] for one_set in seen] == [
        ["school"],
        ["school", "school_2"],
        ["school_2", "school"],
        ["school_2", "requirement", "school"],
        ["school_2", "school"],
    ]
    for state in seen[-2::-1]:
        panel.actions_by_name["undo"].trigger()
        assert set_now(with_own) == state
    assert not panel.actions_by_name["undo"].isEnabled()
    assert panel.details.row == 0  # where the only row is
    for state in seen[1:]:
        panel.actions_by_name["redo"].trigger()
        assert set_now(with_own) == state


def test_rows_that_move_stay_selected(with_own):
    panel = with_own.requirements
    panel.duplicate()
    panel.duplicate()
    panel._select([1, 2])
    panel.move(-1)
    assert panel.selected() == [0, 1]
    assert not panel.actions_by_name["up"].isEnabled()


def test_requirements_are_picked_from_the_library(with_own):
    panel = with_own.requirements
    dialog = PickDialog(panel._sources(), panel)
    assert dialog._rows.rowCount() == 23
    assert dialog.picked() == []
    dialog.filter.setText("supermarket")
    assert 0 < dialog._rows.rowCount() < 23
    dialog.table.selectAll()
    picked = dialog.picked()
    assert [one.id for one in picked] == [
        "supermarket_65",
        "daily_by_bicycle",
        "basic_services",
        "everyday_services",
    ]
    panel.add_picked(dialog)
    assert set_now(with_own).requirements == (SCHOOL, *picked)
    assert ids(with_own).count("school") == 1
    assert with_own.save()
    assert open_store(None).find("own").requirements == (SCHOOL, *picked)


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


# --- Lists as tables ---


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


# --- Import and export ---


def test_a_set_is_exported_and_imported_exactly(editor, tmp_path, answers):
    save_set(FULL_SET, PROFILE, editor._project)
    editor.reload()
    editor.show_set(next(one for one in editor.list.sets if one.set_id == "full"))
    path = tmp_path / "out.json"
    editor.export_path(path)
    assert load(path.read_bytes()) == FULL_SET
    editor.delete_button.setEnabled(True)
    answers.answer = Button.Yes
    editor.delete()
    assert open_store(None).own_ids() == []
    answers.answer = Button.Discard
    editor.import_path(path)
    assert set_now(editor) == FULL_SET
    assert editor.save()
    assert open_store(None).find("full") == FULL_SET


def test_a_shipped_set_is_exported_as_it_is_and_imported_under_another_id(editor, tmp_path):
    path = tmp_path / "out.json"
    editor.export_path(path)
    assert load(path.read_bytes()) == set_now(editor)
    editor.import_path(path)
    assert set_now(editor).id == "rivm-2025-2"
    assert editor.save()


def test_a_wrong_set_is_not_exported(with_own, tmp_path, answers):
    with_own.editing.put(0, "threshold", "abc")
    with_own.export_path(tmp_path / "out.json")
    assert "Threshold must be a number" in with_own.banner.text()
    assert list(tmp_path.glob("*.json")) == []
    with_own.editing.undo()
    with_own.export_path(tmp_path / "nowhere" / "out.json")
    assert "cannot be written" in answers.said[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"id": "big", "x": "' + b"x" * 10_000_000 + b'"}', "larger than 1 MB"),
        (b'{"format": 2, "id": "x", "requirements": []}', "newer than the 1 that this version of Buurtmaat reads"),
        (b"[" * 100_000, "nested more than 16 deep"),
        (b"", "end of the file"),
        (bytes(range(128, 256)), "UTF-8"),
        (dump(OWN).replace('"threshold"', '"treshold"').encode(), 'did you mean "threshold"?'),
        (dump(OWN).replace('"m"', '"<img src=x>"').encode(), "<img src=x>"),
    ],
)
def test_a_hostile_file_is_refused_in_words(editor, tmp_path, answers, content, words):
    path = tmp_path / "in.json"
    path.write_bytes(content)
    before = set_now(editor)
    editor.import_path(path)
    assert len(answers.said) == 1
    assert words in answers.said[0]
    assert set_now(editor) == before


def test_a_file_in_the_profile_that_cannot_be_read_is_listed_and_says_why(editor, folder, answers):
    folder.mkdir(parents=True)
    (folder / "newer.json").write_text(json.dumps({"format": 2, "id": "newer"}))
    editor.reload()
    stored = next(one for one in editor.list.sets if one.set_id == "newer")
    editor.list.setCurrentItem(editor.list._item(stored))
    assert "newer than the 1" in editor.banner.text()
    assert not editor.tabs.isEnabled()
    for button in (editor.use_button, editor.duplicate_button, editor.export_button):
        assert not button.isEnabled()
    assert not editor.save_button.isEnabled()
    assert editor.delete_button.isEnabled()
    answers.answer = Button.Yes
    editor.delete()
    assert list(folder.iterdir()) == []


def test_text_of_a_set_is_shown_as_it_is(with_own):
    hostile = replace(OWN, title=Text("<img src='x'>", ""), requirements=(replace(SCHOOL, title=Text("<b>x</b>")),))
    with_own.show_set(save_set(hostile, PROFILE, with_own._project))
    for label in with_own.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or "<" not in label.text()
    tip = with_own.requirements.model.data(cell(with_own, "title"), Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip


# --- Comparing, using, leaving ---


def test_two_sets_are_compared(with_own):
    with_own.editing.put(0, "threshold", "600")
    dialog = with_own.comparison()
    names = [dialog.first.itemText(n) for n in range(dialog.first.count())]
    assert (names[0], names[4]) == ("Own, as edited", "Own, version 3 (own.json)")
    assert all(name.endswith("(Comes with Buurtmaat)") for name in names[1:4])
    dialog.second.setCurrentIndex(4)
    cells = [[dialog.table.item(row, column).text() for column in range(5)] for row in range(dialog.table.rowCount())]
    assert ["school", "Threshold", "differs", "600", "500"] in cells
    assert ["school", "Basis", "differs", "example", "municipal guideline"] in cells
    dialog.first.setCurrentIndex(4)
    assert dialog.table.rowCount() == 0
    assert "the same" in dialog.summary.text()


def test_a_set_is_used_after_it_was_saved(with_own, answers):
    with_own.use()
    assert answers.used == ["own"]
    with_own.editing.put(0, "threshold", "600")
    with_own.use()
    assert answers.used == ["own", "own"]
    assert open_store(None).find("own").requirements[0].threshold == 600
    with_own.editing.put(0, "threshold", "abc")
    with_own.use()
    assert answers.used == ["own", "own"]


def test_a_set_behind_one_of_the_project_is_not_used_unseen(with_own, project, answers):
    save_set(replace(OWN, version="9"), PROJECT, project)
    with_own.reload()
    with_own.use()
    assert answers.used == []
    assert "overrides yours" in answers.said[0]


@pytest.mark.parametrize(
    ("answer", "closed", "kept"),
    [(Button.Save, True, 600), (Button.Discard, True, 500), (Button.Cancel, False, 500)],
)
def test_leaving_asks_what_to_do_with_changes(with_own, answers, answer, closed, kept):
    with_own.editing.put(0, "threshold", "600")
    answers.answer = answer
    with_own.reject()
    assert with_own.isVisible() != closed
    assert len(answers.asked) == 1
    assert open_store(None).find("own").requirements[0].threshold == kept


@pytest.mark.parametrize("answer", [Button.Save, Button.Discard, Button.Cancel])
def test_the_question_itself_gives_the_answer(qgis_new_project, folder, answer):
    made = NormSetEditor(lambda _: None)
    made.duplicate()
    seen = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        seen.append((box.text(), box.textFormat(), [button.text() for button in box.buttons()]))
        box.button(answer).click()

    QTimer.singleShot(0, press)
    buttons = Button.Save | Button.Discard | Button.Cancel
    assert made.ask("Keep <b>it</b>?", buttons, {Button.Discard: "Throw away"}) == answer
    assert seen[0][:2] == ("Keep <b>it</b>?", Qt.TextFormat.PlainText)
    assert sorted(seen[0][2]) == ["Cancel", "Save", "Throw away"]
    made.deleteLater()


def test_going_to_another_set_asks_too(with_own, answers):
    with_own.editing.put(0, "threshold", "600")
    answers.answer = Button.Cancel
    shipped = with_own.list.sets[0]
    with_own.list.setCurrentItem(with_own.list._item(shipped))
    assert set_now(with_own).id == "own"
    assert with_own.list.current() == with_own.stored
    answers.answer = Button.Save
    with_own.list.setCurrentItem(with_own.list._item(shipped))
    assert set_now(with_own).id == shipped.set_id
    assert with_own.list.current().set_id == shipped.set_id
    assert open_store(None).find("own").requirements[0].threshold == 600


def test_without_changes_nothing_is_asked(with_own, answers):
    with_own.reject()
    assert answers.asked == []
    assert not with_own.isVisible()


def test_another_project_brings_its_own_sets(with_own, project):
    with_own.show_set(save_set(replace(OWN, id="of-project"), PROJECT, project))
    with_own.editing.put(0, "threshold", "600")
    project.clear()
    assert [one.set_id for one in with_own.list.sets] == ["rivm-2025", "meeting", "daily", "own"]
    assert set_now(with_own).id == "of-project"
    assert with_own.editing.is_changed  # it is kept nowhere now


def test_an_untouched_set_of_a_project_goes_with_it(with_own, project):
    with_own.show_set(save_set(replace(OWN, id="of-project"), PROJECT, project))
    project.clear()
    assert set_now(with_own).id == "rivm-2025"
    assert not with_own.isWindowModified()


def test_another_place_alone_is_a_change(with_own, project, answers):
    with_own.about.show_place(PROJECT)
    with_own.about.place_chosen.emit()
    assert with_own.isWindowModified()
    answers.answer = Button.Save
    with_own.reject()
    assert len(answers.asked) == 1
    assert [one.set_id for one in open_store(project).of_project()] == ["own"]


# --- What others do meanwhile ---


@pytest.mark.parametrize(
    ("answer", "saved", "kept"),
    [
        (Button.Cancel, False, {"own.json": "Theirs"}),
        (Button.Yes, True, {"own.json": "Mine"}),
        (Button.No, True, {"own.json": "Theirs", "own-2.json": "Mine"}),
    ],
)
def test_what_was_changed_elsewhere_is_not_overwritten_unasked(with_own, folder, answers, answer, saved, kept):
    (folder / "own.json").write_text(dump(replace(OWN, title=Text("Theirs"))))
    with_own.editing.put(None, "title.en", "Mine")
    answers.answer = answer
    assert with_own.save() == saved
    assert ["changed elsewhere" in question for question in answers.asked] == [True]
    assert {path.name: load(path.read_bytes()).title.en for path in folder.iterdir()} == kept
    assert with_own.is_changed != saved


def test_a_set_that_came_meanwhile_is_not_overwritten(with_own, folder):
    with_own.editing.put(None, "id", "theirs")
    (folder / "theirs.json").write_text(dump(replace(OWN, id="theirs", version="99")))
    assert not with_own.save()
    assert "another norm set has the id" in with_own.banner.text().casefold()
    assert load((folder / "theirs.json").read_bytes()).version == "99"


def test_two_files_with_one_id_are_told_and_neither_is_taken_for_the_other(with_own, folder, answers):
    for name, threshold in (("aaa", 111.0), ("bbb", 222.0)):
        mine = replace(OWN, id="mine", requirements=(replace(SCHOOL, threshold=threshold),))
        (folder / f"{name}.json").write_text(dump(mine))
    with_own.reload()
    second = next(one for one in with_own.list.sets if one.path == folder / "bbb.json")
    with_own.list.setCurrentItem(with_own.list._item(second))
    assert set_now(with_own).requirements[0].threshold == 222
    assert "aaa.json" in with_own.banner.text()
    assert "aaa.json" in with_own.list.currentItem().toolTip(0)
    with_own.use()
    assert answers.used == []
    assert "Two norm sets have the id" in answers.said[0]
    with_own.editing.put(0, "threshold", "333")
    assert not with_own.save()
    with_own.editing.put(None, "id", "other")
    assert with_own.save()
    thresholds = {path.name: load(path.read_bytes()).requirements[0].threshold for path in folder.iterdir()}
    assert thresholds == {"own.json": 500, "aaa.json": 111, "other.json": 333}


def test_types_of_a_layer_that_comes_later_are_suggested(with_own):
    from towns.runs import in_project, layer, point

    in_project(layer([(point(0, 0), "clubhuis", "1")], "voorzieningen", type="text", facility_id="text"))
    QApplication.processEvents()
    assert with_own.requirements.delegate.suggestions.types[0] == "clubhuis"
    assert "facility_id" in with_own.requirements.details.editors["level"].completer().model().stringList()


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
        (0, "thresholds_by_class", "a: -5", 'By living environment: the threshold of "a" must be over 0'),
        (0, "applies_if", "a < true", "Applies where: value must be"),
        (0, "id", "A", "Id must be lower-case"),
        (0, "facility", "a | a", 'Facilities: the type "a" is named twice'),
    ],
)
def test_keys_are_called_as_in_the_dialog(with_own, row, name, text, sentence):
    with_own.editing.put(row, name, text)
    key = "adopted_by" if name == "state" else name
    assert with_own.editing.error(row, key).startswith(sentence)
    assert name not in with_own.editing.error(row, key).split()


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


# --- Accessibility ---


def test_every_field_has_a_label_with_its_buddy_and_a_name(with_own):
    for form in (with_own.requirements.details, with_own.about.form):
        buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy() is not None}
        for name, field in form.editors.items():
            assert field in buddies, name
            named = field.line if isinstance(field, ListEditor) else field
            assert named.accessibleName(), name
    for button in with_own.requirements.bar.children():
        if hasattr(button, "defaultAction") and button.defaultAction() is not None:
            assert button.accessibleName()
    for table in (with_own.requirements.table, with_own.list):
        assert table.accessibleName()


def test_no_label_is_empty_and_no_two_mnemonics_clash(with_own):
    from qgis.PyQt.QtWidgets import QPushButton

    texts = [button.text() for button in with_own.findChildren(QPushButton) if button.parent() is not None]
    texts += [with_own.tabs.tabText(n) for n in range(with_own.tabs.count())]
    keys = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
    assert len(keys) == len(set(keys)), sorted(texts)
    for label in with_own.findChildren(QLabel):
        assert label.text() or not label.isVisible()


def test_tab_goes_from_the_list_to_the_table_and_on(with_own):
    here, seen = with_own.list, []
    while here not in seen:
        seen.append(here)
        here = here.nextInFocusChain()
    seen = [w for w in seen if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert with_own.requirements.table in seen
    assert with_own.use_button in seen
    places = [with_own.requirements.table, with_own.requirements.details.editors["id"], with_own.use_button]
    assert [seen.index(place) for place in places] == sorted(seen.index(place) for place in places)


def after(widget, count):
    """Return what Tab goes to from a widget."""
    seen = []
    while len(seen) < count:
        widget = widget.nextInFocusChain()
        stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if stops and widget.isEnabled() and widget.isVisible():
            seen.append(widget)
    return seen


def test_tab_goes_as_it_is_seen(with_own):
    words = [one.text().replace("&", "") for one in after(with_own.list, 6)]
    assert words == ["New", "Duplicate", "Import…", "Export…", "Compare…", "Delete"]
    panel = with_own.requirements
    seen = after(with_own.delete_button, 12)
    table = seen.index(panel.table)
    assert all(panel.bar.isAncestorOf(one) for one in seen[1:table])
    assert seen[table + 1] is panel.details.editors["id"]


def test_tab_goes_to_the_lists_of_a_small_table_before_its_buttons(qgis_app):
    dialog = list_dialog("where", "a = 1; b = 2", ["a", "b"], [], None)
    dialog.show()
    cells = [dialog.table.cellWidget(row, column) for row in (0, 1) for column in (0, 1)]
    assert [one for one in after(dialog.table, 8) if one in cells] == cells
    assert after(dialog.table, 4) == cells


def test_threshold_and_target_are_seen_in_a_window_of_1000_pixels(with_own):
    long = replace(
        SCHOOL, title=Text("A place to meet, within reach on foot"), facility=("meeting place", "club house")
    )
    font = with_own.font()
    font.setPixelSize(12)
    with_own.setFont(font)
    with_own.show_set(save_set(replace(OWN, requirements=(long,)), PROFILE, with_own._project))
    with_own.resize(1000, 640)
    QApplication.processEvents()
    table = with_own.requirements.table
    for name in ("title", "threshold", "target"):
        place = table.visualRect(cell(with_own, name))
        assert table.viewport().rect().contains(place.topRight()), name
    assert with_own.list.textElideMode() == Qt.TextElideMode.ElideMiddle
    tip = with_own.requirements.model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert "A place to meet, within reach on foot" in tip


def test_it_fits_a_small_screen(with_own):
    """At 200 % a screen of 1920 by 1080 is 960 by 540 in the units of Qt."""
    assert with_own.minimumSizeHint().width() <= 960
    assert with_own.minimumSizeHint().height() <= 500
