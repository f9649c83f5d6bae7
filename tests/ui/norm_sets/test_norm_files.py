"""Norm sets as files: exported, imported, and refused in words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtWidgets import QLabel

from buurtmaat.adapters.norms.store import PROFILE, open_store, save_set
from buurtmaat.core.norms.file import dump, load
from buurtmaat.core.norms.model import Text
from towns.norm_set_editor import FULL_SET, OWN, SCHOOL, Button, cell, set_now


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
    assert "cannot be written" in with_own.told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"id": "big", "x": "' + b"x" * 10_000_000 + b'"}', "larger than 1 MB"),
        (b'{"format": 2, "id": "x", "requirements": []}', "newer than the 1 that this version of Buurtmaat reads"),
        (b"[" * 100_000, "nested more than 16 deep"),
        (b"", "end of the file"),
        (bytes(range(128, 256)), "UTF-8"),
        (dump(OWN).replace('"threshold"', '"treshold"').encode(), "did you mean “threshold”?"),
        (dump(OWN).replace('"m"', '"<img src=x>"').encode(), "<img src=x>"),
    ],
)
def test_a_hostile_file_is_refused_in_words(editor, tmp_path, answers, content, words):
    path = tmp_path / "in.json"
    path.write_bytes(content)
    before = set_now(editor)
    editor.import_path(path)
    assert answers.said == []  # not in a box
    assert words in editor.told
    (item,) = [one for one in editor.messages.items() if one.isVisible()]
    text = QTextDocument()
    text.setHtml(item.text())
    assert words in text.toPlainText()
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
