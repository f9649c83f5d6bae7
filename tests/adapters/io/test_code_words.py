"""Codes and types are said in words in the log of a Dutch user, and as they are in that of an English one."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QCoreApplication

from buurtmaat.adapters.io.code_words import code_word, code_words
from buurtmaat.adapters.io.translation import Translator, translated, translation_file
from buurtmaat.core.notes import Note, TypeNames

NOTE = Note('Requirement "{id}" goes on without {types}, which no layer holds; {hint}', id="a", hint="–")


@pytest.fixture
def in_dutch():
    translator = Translator(translation_file("nl"))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.mark.usefixtures("in_dutch")
def test_a_dutch_log_has_the_word_and_behind_it_the_code():
    assert code_word("beyond_limit") == "verder dan de grens (beyond_limit)"
    assert code_words(["owner", "steps"]) == "eigenaar (owner), trap (steps)"


@pytest.mark.usefixtures("in_dutch")
def test_a_word_that_is_the_code_stands_once_and_a_name_without_a_word_is_left_as_it_is():
    assert code_words(["status", "my_field"]) == "status, my_field"


def test_in_english_the_code_is_word_enough():
    assert code_words(["beyond_limit", "owner", "my_field"]) == "beyond_limit, owner, my_field"


@pytest.mark.usefixtures("in_dutch")
def test_types_in_a_note_have_the_word_and_behind_it_the_type():
    said = translated(NOTE.message, {**NOTE.values, "types": TypeNames(["general practitioner", "park", "zaal"])})
    assert '"huisarts" (general practitioner), "park", "zaal"' in said


def test_types_in_a_note_are_as_they_are_in_english():
    said = translated(NOTE.message, {**NOTE.values, "types": TypeNames(["general practitioner", "zaal"])})
    assert '"general practitioner", "zaal"' in said
