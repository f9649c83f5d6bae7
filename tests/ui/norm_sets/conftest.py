"""What the tests of norm sets share: an editor whose questions are answered."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QApplication

from buurtmaat.adapters.norms.store import PROFILE, save_set
from buurtmaat.ui.norm_sets.editor import NormSetEditor
from towns.norm_set_editor import OWN, Answers


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
