"""The cases of the catalogue of wrong inputs that the editor refuses."""

from __future__ import annotations

import pytest

from towns.bad_inputs.cases import FOLDER
from towns.bad_inputs.windows import DIALOGS, EDITOR


@pytest.mark.parametrize("case", [one for one in DIALOGS if one.dialog == EDITOR], ids=lambda one: one.title)
def test_what_is_wrong_is_told_and_the_saved_set_stays(with_own, folder, tmp_path, answers, case):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert case.act(with_own, tmp_path) == case.sentence.replace(FOLDER, str(tmp_path))
    assert answers.said == []  # beside what it is about, not in a box
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
