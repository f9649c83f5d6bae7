"""What a system says of a file that it refuses is a note, which can be translated."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from buurtmaat.core.notes import Note
from buurtmaat.core.system_words import _WORDS, system_words

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("code", _WORDS, ids=errno.errorcode.get)
def test_the_words_are_those_that_the_system_has_in_english(code):
    assert str(system_words(OSError(code, "in another language", "/a/file"))) == os.strerror(code)


def test_what_is_met_can_be_translated(tmp_path):
    for act in (lambda: (tmp_path / "none" / "x").write_text(""), tmp_path.read_text, tmp_path.mkdir):
        with pytest.raises(OSError, match="Errno") as caught:
            act()
        assert isinstance(system_words(caught.value), Note)


@pytest.mark.parametrize(
    ("code", "words"),
    [(32, "another program is using it"), (33, "another program is using it"), (5, "Permission denied")],
)
def test_windows_tells_a_file_that_is_open_elsewhere_from_one_that_may_not_be_touched(code, words):
    """Both are an EACCES there; who reads that another program has the file knows what to do."""
    error = PermissionError(errno.EACCES, "Der Prozess kann nicht auf die Datei zugreifen", "C:/town.xlsx")
    error.winerror = code
    assert str(system_words(error)) == words


def test_what_is_rare_is_said_as_the_system_says_it():
    assert system_words(OSError(errno.ENOTTY, "Kein Terminal")) == "Kein Terminal"
    assert system_words(OSError("nothing more")) == "nothing more"


def test_no_sentence_has_the_system_s_own_words():
    """As found: “Permission denied” stood in Dutch sentences, at twenty places."""
    folders = ("adapters", "algorithms", "batch", "core", "ui")
    sources = (file for one in folders for file in (ROOT / one).rglob("*.py") if file.name != "system_words.py")
    assert [file.name for file in sources if "error.strerror" in file.read_text(encoding="utf-8")] == []
