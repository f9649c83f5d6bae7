"""The cases of the catalogue of wrong inputs that the panel refuses."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtWidgets import QFileDialog

from towns.bad_inputs.windows import DIALOGS, PANEL
from towns.explorer_dock import settle


@pytest.mark.parametrize("case", [one for one in DIALOGS if one.dialog == PANEL], ids=lambda one: one.title)
def test_what_is_wrong_is_told(project, opened, tmp_path, monkeypatch, case):
    panel = opened()

    def add_files(*paths: object) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(one) for one in paths], ""))
        panel.data.add.click()
        settle()

    panel.add_files = add_files
    assert case.act(panel, tmp_path) == case.sentence
