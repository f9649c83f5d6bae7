"""What can be read in the norm-set editor: nothing is cut, nothing shifts, types have words, titles stay in view."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QRect, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

from buurtmaat.adapters.norms.store import PROFILE, PROJECT, load_library, open_store, save_set
from buurtmaat.core.norms.model import Text
from buurtmaat.ui.norm_sets import cell_editors, requirements_model
from towns.explorer_dock import settle
from towns.norm_set_editor import OWN, SCHOOL, Button, cell, enter, open_cell, set_now
from towns.runs import in_project, layer, point

WORDS = {"meeting place": "ontmoetingsplek", "community centre": "buurthuis", "library": "bibliotheek"}
SIZES = [(1260, 672), (856, 481)]
"""That it opens with on a screen of 1366 by 768, and on the same at 150 %."""


def fits(table, index) -> bool:
    """Return whether a text is whole in its cell: its words in the width, its lines in the height."""
    place, text = table.visualRect(index), str(index.data() or "")
    needed = table.fontMetrics().boundingRect(QRect(0, 0, place.width() - 6, 9999), int(Qt.TextFlag.TextWordWrap), text)
    return needed.width() <= place.width() - 6 and needed.height() <= place.height()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_nothing_is_cut_in_the_table_of_any_shipped_set(editor, monkeypatch, size, language):
    monkeypatch.setattr(requirements_model, "language", lambda: language)
    table, model = editor.requirements.table, editor.requirements.model
    editor.resize(*size)
    for one in open_store(QgsProject.instance()).sets():
        editor.show_set(one)
        QApplication.processEvents()
        cut = [
            (one.set_id, row, model.keys[column], model.index(row, column).data())
            for row in range(model.rowCount())
            for column in range(model.columnCount())
            if not fits(table, model.index(row, column))
        ]
        assert cut == []
        header = table.horizontalHeader()
        assert all(header.sectionSize(n) >= header.sectionSizeHint(n) for n in range(model.columnCount()))


def test_a_title_with_a_long_word_is_whole(with_own):
    long = replace(SCHOOL, title=Text("Arbeidsongeschiktheidsverzekeringsmaatschappijen in de buurt van wie er woont"))
    with_own.resize(*SIZES[1])
    with_own.show_set(save_set(replace(OWN, requirements=(long,)), PROFILE, with_own._project))
    QApplication.processEvents()
    assert fits(with_own.requirements.table, cell(with_own, "title"))


@pytest.mark.parametrize("size", SIZES)
def test_names_of_sets_are_whole_in_the_list(editor, size):
    titles = Text("A norm set whose name is so long that it takes three lines in the list of norm sets at least")
    stored = save_set(replace(OWN, title=titles), PROFILE, editor._project)
    editor.resize(*size)
    editor.reload()
    editor.show_set(stored)
    QApplication.processEvents()
    found = editor.list
    for group in [found.topLevelItem(row) for row in range(found.topLevelItemCount())]:
        for child in [group.child(row) for row in range(group.childCount())]:
            place = found.visualItemRect(child)
            wrap = int(Qt.TextFlag.TextWordWrap)
            room = QRect(0, 0, place.width() - 2 * found.fontMetrics().averageCharWidth(), 9999)
            needed = found.fontMetrics().boundingRect(room, wrap, child.text(0))
            assert needed.height() <= place.height(), child.text(0)
    assert found.visualItemRect(found.currentItem()).height() > 2.5 * found.fontMetrics().lineSpacing()


# --- Nothing shifts ---


def places(editor) -> list[QRect]:
    panel = editor.requirements
    return [QRect(one.mapTo(editor, one.rect().topLeft()), one.size()) for one in (panel.table, panel.bar, editor.tabs)]


def test_nothing_shifts_from_cell_to_cell_nor_with_what_is_said(with_own):
    with_own.resize(*SIZES[1])
    QApplication.processEvents()
    before, model = places(with_own), with_own.requirements.model
    for column in range(model.columnCount()):
        with_own.requirements.table.setCurrentIndex(model.index(0, column))
        QApplication.processEvents()
        assert places(with_own) == before, model.keys[column]
        label = with_own.requirements.error
        assert label.heightForWidth(label.width()) <= label.height(), model.keys[column]
    enter(with_own, "threshold", "-5")
    assert with_own.requirements.next_error.isVisible()
    assert places(with_own) == before
    with_own.requirements.actions_by_name["undo"].trigger()
    with_own.editing.put(0, "title.en", "Other")
    assert with_own.save()
    QApplication.processEvents()
    assert with_own.banner.isVisible()
    assert places(with_own) == before


# --- Sets in the list ---


def names(editor) -> list[str]:
    found = editor.list
    groups = [found.topLevelItem(row) for row in range(found.topLevelItemCount())]
    return [group.child(row).text(0) for group in groups for row in range(group.childCount())
            if not group.child(row).isHidden()]  # fmt: skip


def test_a_new_set_is_in_the_list_at_once(editor, answers):
    editor.new()
    assert "New norm set (not saved)" in names(editor)
    assert editor.list.currentItem().text(0) == "New norm set (not saved)"
    editor.editing.put(None, "title.en", "Mine")
    assert editor.list.currentItem().text(0) == "Mine (not saved)"
    assert editor.list.currentItem().parent().text(0) == "In your QGIS profile"
    editor.about.show_place(PROJECT)
    editor.about.place_chosen.emit()
    assert editor.list.currentItem().parent().text(0) == "In this project"
    answers.answer = Button.Cancel
    editor.list.setCurrentItem(editor.list.topLevelItem(0).child(0))
    assert editor.list.currentItem().text(0) == "Mine (not saved)"
    answers.answer = Button.Discard
    editor.list.setCurrentItem(editor.list.topLevelItem(0).child(0))
    assert not any("not saved" in one for one in names(editor))
    assert names(editor).count("none yet") == 2


def test_a_copy_that_is_saved_is_there_once(editor):
    editor.duplicate()
    assert [one for one in names(editor) if "not saved" in one] == [f"{editor.title.text()} (not saved)"]
    assert editor.save()
    assert not any("not saved" in one for one in names(editor))
    assert editor.list.current().set_id == set_now(editor).id


# --- Types ---


def test_types_are_called_by_their_words_and_kept_as_they_are(with_own, monkeypatch):
    monkeypatch.setattr(requirements_model, "facility_word", lambda one: WORDS.get(one, one))
    enter(with_own, "facility", "meeting place | Library")
    assert set_now(with_own).requirements[0].facility == ("meeting place", "Library")
    assert cell(with_own, "facility").data() == "ontmoetingsplek | Library"
    assert cell(with_own, "facility").data(Qt.ItemDataRole.EditRole) == "meeting place | Library"


def test_types_are_offered_and_found_by_their_words(with_own, monkeypatch):
    monkeypatch.setattr(cell_editors, "facility_word", lambda one: WORDS.get(one, one))
    in_project(layer([(point(0, 0), "clubhuis", "1")], "voorzieningen", type="text", facility_id="text"))
    QApplication.processEvents()
    with_own.requirements.suggest(with_own.requirements._suggestions)
    line = open_cell(with_own, "facility")
    completer = line.completer()
    offered = [completer.model().index(row, 0).data() for row in range(completer.model().rowCount())]
    assert offered[0] == "clubhuis"
    assert {"ontmoetingsplek (meeting place)", "buurthuis (community centre)"} <= set(offered)
    line.setText("")
    QTest.keyClicks(line, "school | buurt")
    completer.setCompletionPrefix(completer.splitPath(line.text())[0])
    assert completer.completionCount() == 1
    assert completer.pathFromIndex(completer.currentIndex()) == "school | community centre"


def test_a_type_that_nothing_is_known_of_is_marked(with_own):
    enter(with_own, "facility", "meeting place | clubhuis")
    place = cell(with_own, "facility")
    assert "clubhuis" in place.data(Qt.ItemDataRole.ToolTipRole)
    assert place.data(Qt.ItemDataRole.DecorationRole) is not None
    with_own.requirements.table.setCurrentIndex(place)
    assert "holds the type “clubhuis”" in with_own.requirements.error.text()
    assert with_own.editing.errors() == []  # it can be saved
    in_project(layer([(point(0, 0), "Clubhuis ", "1")], "voorzieningen", type="text", facility_id="text"))
    settle()
    assert cell(with_own, "facility").data(Qt.ItemDataRole.DecorationRole) is None
    assert "clubhuis" not in with_own.requirements.error.text()


def test_no_type_of_the_shipped_sets_is_marked(editor):
    model = editor.requirements.model
    for one in [*(stored.norm_set for stored in open_store(QgsProject.instance()).sets()), load_library()]:
        editor.editing.open(one, None, read_only=True)
        marked = [row for row in range(model.rowCount()) if model.unknown_type(cell(editor, "facility", row))]
        assert marked == []


# --- The first column ---


def test_titles_stay_while_the_table_is_scrolled_sideways(with_own):
    with_own.resize(*SIZES[1])
    QApplication.processEvents()
    table = with_own.requirements.table
    assert not table.held.isVisible()
    table.horizontalScrollBar().setValue(300)
    assert table.held.isVisible()
    assert table.held.model() is table.model()
    assert not table.held.isColumnHidden(0)
    assert table.held.isColumnHidden(1)
    assert table.held.geometry().left() == table.viewport().x()
    assert table.held.rowHeight(0) == table.rowHeight(0)
    assert table.held.columnWidth(0) == table.columnWidth(0) == table.held.width()
    table.horizontalScrollBar().setValue(0)
    assert not table.held.isVisible()


def test_a_cell_that_one_goes_to_is_not_behind_the_titles(with_own):
    with_own.resize(*SIZES[1])
    QApplication.processEvents()
    table, model = with_own.requirements.table, with_own.requirements.model
    for column in [*range(model.columnCount()), *range(model.columnCount() - 1, -1, -1)]:
        table.setCurrentIndex(model.index(0, column))
        table.scrollTo(model.index(0, column))
        left = table.visualRect(model.index(0, column)).left()
        assert left >= (table.columnWidth(0) if column else 0), model.keys[column]
    assert table.horizontalScrollBar().value() == 0


def test_a_title_that_stays_is_changed_where_it_is(with_own):
    with_own.resize(*SIZES[1])
    QApplication.processEvents()
    table = with_own.requirements.table
    table.horizontalScrollBar().setValue(300)
    QTest.mouseClick(
        table.held.viewport(), Qt.MouseButton.LeftButton, pos=table.held.visualRect(cell(with_own, "title")).center()
    )
    assert table.currentIndex() == cell(with_own, "title")
    table.horizontalScrollBar().setValue(300)
    table.held.doubleClicked.emit(cell(with_own, "title"))
    assert not table.held.isVisible()
    line = QApplication.focusWidget() or table.viewport().findChildren(cell_editors.LineEditor)[0]
    line.selectAll()
    QTest.keyClicks(line, "Changed")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert set_now(with_own).requirements[0].title.en == "Changed"
