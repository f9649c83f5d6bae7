"""The Dutch translation is complete, in step with the sources, and compiled."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def translations(load_script: Callable[[str], ModuleType]) -> ModuleType:
    return load_script("checking/translations")


def test_every_text_is_translated_and_compiled(translations: ModuleType) -> None:
    assert translations.problems() == []


def test_translations_keep_the_places_for_values(translations: ModuleType) -> None:
    def places(text: str) -> list[str]:
        return sorted(set(re.findall(r"\{\w*", text)))

    wrong = {en: nl for en, nl in translations.read().items() if places(en) != places(nl)}
    assert wrong == {}


def test_words_that_follow_a_number_are_two_and_stand_with_a_number_that_is_given(translations: ModuleType) -> None:
    for text in {text for pair in translations.read().items() for text in pair}:
        for name, words in re.findall(r"\{(\w+):([^{}]*\|[^{}]*)\}", text):
            one, more = words.split("|")
            assert len({"", one, more}) == 3, text
            assert f"{{{name}}}" in text, text


CODE = (
    *('["07:00", "09:00"]', '"temporary": true', '"table": "streets"'),
    *('","', '":"', '"{end}"', 'table="results"', 'table="{table}"'),
    *("ogr:dbname='{path}'",),
)
"""What a reader writes in a file or a place for an output, sign by sign; names and values of all else have “ and ”."""


def test_names_and_values_stand_in_curly_quotes(translations: ModuleType) -> None:
    """As found: a layer was "homes" in an error, and “homes” in the log of the same run."""

    def without_code(text: str) -> str:
        for code in CODE:
            text = text.replace(code, "")
        return text

    texts = {text: without_code(text) for pair in translations.read().items() for text in pair}
    assert [text for text, said in texts.items() if re.search(r"""["‘„«]|'\{|\}'""", said)] == []
    assert [text for text, said in texts.items() if said.count("“") != said.count("”")] == []


def test_values_are_put_into_sentences_in_curly_quotes() -> None:
    from buurtmaat.core.facility_words import words_for
    from buurtmaat.core.notes import TypeNames
    from buurtmaat.core.wording import listed, shown

    assert shown("a b") == "“a b”"
    assert shown("a" * 41) == f"“{'a' * 39}…”"
    assert str(listed("abc")) == "“a”, “b” or “c”"
    assert str(TypeNames(["a", "b"])) == words_for(["a", "b"], str) == "“a”, “b”"


def test_dwellings_that_gain_a_facility_are_not_said_to_be_built(translations: ModuleType) -> None:
    """As found: "woningen die erbij komen", which are new homes to anyone who plans."""
    dutch = translations.read()
    assert "binnen bereik komen" in dutch["{weight} that gain it: {n}; that lose it: {m}"]
    assert "erbij komen" in dutch["Dwellings that come"]


TYPE_OF_A_FIELD = ("a field has a type or name", "fields of another type", "has no field “type”", "must have tags (if)")
"""In these the Dutch says type: of a field, the name of one, or the key of a file; in keywords both words stand."""


def test_what_a_facility_is_has_one_word(translations: ModuleType) -> None:
    """As found: "Type van elke laag met voorzieningen" beside "Soort voorziening"."""
    said = {
        en: re.sub(r"\btype is het belangrijkste", "", nl)  # of the field of stops
        for en, nl in translations.read().items()
        if ",types," not in en and not any(one in en for one in TYPE_OF_A_FIELD)
    }
    assert [nl for nl in said.values() if re.search(r"(?<![{_])\b[Tt]yp(e|es|en)\b(?!})", nl)] == []


def test_a_verdict_that_is_unknown_has_one_word(translations: ModuleType) -> None:
    """As found: "onbekend" on labels of the map and heads of the table, beside "niet te beoordelen"."""
    dutch = translations.read()
    verdicts = ("unknown", "Unknown", "{said}, {n} unknown", "unknown: {why}", "Requirements unknown")
    assert [dutch[en] for en in verdicts if "niet te beoordelen" not in dutch[en].lower()] == []


def test_compiled_file_gives_the_dutch(translations: ModuleType) -> None:
    from qgis.PyQt.QtCore import QCoreApplication, QTranslator

    from buurtmaat.adapters.io.translation import tr, translation_file

    translator = QTranslator()
    assert translator.load(str(translation_file("nl_BE")))
    QCoreApplication.installTranslator(translator)
    dutch = translations.read()  # of every text, which `problems` says
    try:
        assert {en: tr(en) for en in dutch} == dutch
    finally:
        QCoreApplication.removeTranslator(translator)


def test_a_file_that_is_exchanged_does_not_crash_what_reads_it(tmp_path: Path) -> None:
    from buurtmaat.adapters.io.translation import CONTEXT, Translator, translation_file

    path = tmp_path / "buurtmaat_nl.qm"
    path.write_bytes(translation_file("nl").read_bytes())
    translator = Translator(path)
    path.write_bytes(b"")
    assert translator.translate(CONTEXT, "Neighbourhood") == "Buurt"


def test_update_keeps_marks_and_drops(translations: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "test.ts"
    path.write_text(translations.render(["kept <1>", "old"], {"kept <1>": "blijft & <1>", "old": "oud"}))
    content = translations.render(["kept <1>", "new"], translations.read(path))
    path.write_text(content)
    assert translations.read(path) == {"kept <1>": "blijft & <1>"}
    assert content.count('type="unfinished"') == 1
    assert "old" not in content


def test_finds_calls_and_joined_literals(translations: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "code.py"
    path.write_text('tr("one")\ntr("two "\n   "parts {n}").format(n=1)\ntranslation.tr("three")\nother("four")\n')
    assert translations.texts_in(path) == {"one", "two parts {n}", "three"}


def test_takes_the_sentences_of_errors_and_notes(translations: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "code.py"
    path.write_text(
        'raise InputError("No {field}.", field=1)\nraise ServiceError("{host} is busy.", again=True, host=1)\n'
        'Finding("key", notes.Note("{key} is wrong; "\n    "{what}", key=1, what=Note("no number")))\n'
        "raise errors.InputError(lack.message, **lack.values)\ntranslated(note.message, note.values)\n"
    )
    assert translations.texts_in(path) == {"No {field}.", "{host} is busy.", "{key} is wrong; {what}", "no number"}


@pytest.mark.parametrize(
    "call",
    [
        *('tr(f"{n} rows")', "tr(text)", 'tr("a", "b")', 'tr("a" + b)', 'tr("{n}", n=1)', "tr()"),
        *('InputError(f"{n}")', "errors.InputError(text)", 'InputError("{}", n)', "InputError(found[0].sentence())"),
        *('Note(f"{n}", n=1)', "Note(message, **values)", 'Note("a" if n else "b")', "translated(text, {})"),
    ],
)
def test_refuses_what_it_cannot_read(translations: ModuleType, tmp_path: Path, call: str) -> None:
    path = tmp_path / "code.py"
    path.write_text(f"n = 1\n{call}\n")
    name = call.split("(", maxsplit=1)[0].removeprefix("errors.")
    with pytest.raises(translations.NotLiteralError, match=rf"code\.py:2: {name}\(\) takes one literal string"):
        translations.texts_in(path)


def test_notes_among_the_values_are_translated_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from buurtmaat.adapters.io import translation
    from buurtmaat.core.errors import InputError
    from buurtmaat.core.notes import Note

    dutch = {"{place}: {what}.": "{place}: {what}!", "{a} or {b}": "{a} of {b}", "line {n}": "regel {n}"}
    application = type("", (), {"translate": staticmethod(lambda context, text: dutch.get(text, text))})
    monkeypatch.setattr(translation, "QCoreApplication", application)
    error = InputError("{place}: {what}.", place=Note("line {n}", n=14), what=Note("{a} or {b}", a="{x}", b=Note("c")))
    assert str(error) == "line 14: {x} or c."
    assert translation.translated(error.message, error.values) == "regel 14: {x} of c!"
    assert translation.translated("{without values}", {}) == "{without values}"


def test_every_problem_of_a_norm_file_is_dutch_as_a_whole(translations: ModuleType) -> None:
    from buurtmaat.core.errors import InputError
    from buurtmaat.core.norms.file import load
    from buurtmaat.core.notes import Note

    dutch = translations.read()

    def untranslated(message: str, values: dict[str, object]) -> list[str]:
        nested = [value for value in values.values() if isinstance(value, Note)]
        return [message] * (message not in dutch) + [t for n in nested for t in untranslated(n.message, n.values)]

    for text in ("", "[]", "{", '{"requirements": [{"id": 1, "unit": null}]}', '{"title": {"nl": []}}'):
        with pytest.raises(InputError) as error:
            load(text)
        assert untranslated(error.value.message, error.value.values) == []
