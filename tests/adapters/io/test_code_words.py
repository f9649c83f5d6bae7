"""Codes and types are said in words in the log of a Dutch user, and as they are in that of an English one."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QCoreApplication

from buurtmaat.adapters.io.code_words import code_word, code_words, field_word
from buurtmaat.adapters.io.translation import Translator, translated, translation_file
from buurtmaat.adapters.norms.store import SHIPPED_FOLDER
from buurtmaat.core.norms.file import load_shipped
from buurtmaat.core.norms.model import SHIPPED_IDS
from buurtmaat.core.notes import Note, TypeNames
from buurtmaat.core.statuses import ROW_STATUSES

NOTE = Note("Requirement “{id}” goes on without {types}, which no layer holds.{hint}", id="a", hint="")


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


@pytest.mark.usefixtures("in_dutch")
def test_each_status_of_a_row_has_a_word():
    assert [one for one in ROW_STATUSES if code_word(one) == one] == []


def test_in_english_the_code_is_word_enough():
    assert code_words(["beyond_limit", "owner", "my_field"]) == "beyond_limit, owner, my_field"


def test_a_field_is_said_in_words_in_english_too():
    assert field_word("share_55plus") == "share of residents of 55 or older (share_55plus)"
    assert (field_word("district"), field_word("my_field")) == ("district", "my_field")


def test_what_shipped_norms_ask_of_layers_has_a_word_and_a_row_on_the_page():
    """As found: "No field with complex_dwellings", which no page spoke of."""
    page = (Path(__file__).resolve().parents[3] / "docs" / "field-names.md").read_text(encoding="utf-8")
    asked = {
        name
        for set_id in SHIPPED_IDS
        for one in load_shipped(SHIPPED_FOLDER, set_id).requirements
        for name in (
            *(condition.field for condition in (*one.demand_where, *one.applies_if)),
            *((one.level,) if one.level else ()),
            one.weight,
        )
    }
    assert {"complex_dwellings", "share_55plus", "inhabitants_65", "city_district"} <= asked
    assert [name for name in sorted(asked) if field_word(name) == name and "_" in name] == []
    assert [name for name in sorted(asked) if f"| `{name}` |" not in page] == []


@pytest.mark.usefixtures("in_dutch")
def test_types_in_a_note_have_the_word_and_behind_it_the_type():
    said = translated(NOTE.message, {**NOTE.values, "types": TypeNames(["general practitioner", "park", "zaal"])})
    assert "“huisarts” (general practitioner), “park”, “zaal”" in said


def test_types_in_a_note_are_as_they_are_in_english():
    said = translated(NOTE.message, {**NOTE.values, "types": TypeNames(["general practitioner", "zaal"])})
    assert "“general practitioner”, “zaal”" in said
