"""The norm-set editor as a user works with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication

from buurtmaat.adapters.norms.store import PROFILE, PROJECT, SHIPPED, open_store, save_set
from buurtmaat.core.norms.file import dump, load
from buurtmaat.core.norms.model import Text
from buurtmaat.ui.norm_sets.editor import NormSetEditor
from buurtmaat.ui.norm_sets.set_list import place_words
from towns.norm_set_editor import OWN, SCHOOL, Button, cell, enter, set_now

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
        assert "No legal norm." in editor.shown.state.text()


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
    assert "Adopted by Gemeenteraad on 2025-01-01." in with_own.shown.state.text()
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


def test_a_set_that_ships_is_not_said_to_be_kept_in_the_profile(editor):
    """As found: “In your QGIS profile” stood there."""
    place = editor.about.place
    assert (place.currentText(), place.placeholderText()) == ("", place_words()[SHIPPED])
    editor.duplicate()
    assert place.currentText() == place_words()[PROFILE]
    assert editor.about.place_now() == PROFILE


def test_a_set_behind_one_of_the_project_is_not_used_unseen(with_own, project, answers):
    save_set(replace(OWN, version="9"), PROJECT, project)
    with_own.reload()
    with_own.use()
    assert answers.used == []
    assert "overrides yours" in with_own.told
    with_own.editing.put(0, "threshold", "600")
    assert (with_own.told, with_own.messages.currentItem()) == ("", None)


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
    assert "Two norm sets have the id" in with_own.told
    with_own.editing.put(0, "threshold", "333")
    assert not with_own.save()
    with_own.editing.put(None, "id", "other")
    assert with_own.save()
    thresholds = {path.name: load(path.read_bytes()).requirements[0].threshold for path in folder.iterdir()}
    assert thresholds == {"own.json": 500, "aaa.json": 111, "other.json": 333}
