"""The Dutch translation is complete, in step with the sources, and compiled."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def translations(load_script: Callable[[str], ModuleType]) -> ModuleType:
    return load_script("translations")


def test_every_text_is_translated_and_compiled(translations: ModuleType) -> None:
    assert translations.problems() == []


def test_translations_keep_the_places_for_values(translations: ModuleType) -> None:
    def places(text: str) -> list[str]:
        return sorted(set(re.findall(r"\{\w*", text)))

    wrong = {en: nl for en, nl in translations.read().items() if places(en) != places(nl)}
    assert wrong == {}


def test_compiled_file_gives_the_dutch(translations: ModuleType) -> None:
    from qgis.PyQt.QtCore import QCoreApplication, QTranslator

    from buurtmaat.adapters.translation import tr, translation_file

    translator = QTranslator()
    assert translator.load(str(translation_file("nl_BE")))
    QCoreApplication.installTranslator(translator)
    try:
        assert {en: tr(en) for en in translations.all_texts()} == translations.read()
    finally:
        QCoreApplication.removeTranslator(translator)


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


def test_takes_the_sentences_of_input_errors(translations: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "code.py"
    path.write_text('raise InputError("No {field}.", field=1)\nerrors.InputError(f"{n}")\ntr(error.message)\n')
    assert translations.texts_in(path) == {"No {field}."}


@pytest.mark.parametrize("call", ['tr(f"{n} rows")', "tr(text)", 'tr("a", "b")', 'tr("a" + b)'])
def test_refuses_what_it_cannot_read(translations: ModuleType, tmp_path: Path, call: str) -> None:
    path = tmp_path / "code.py"
    path.write_text(f"n = 1\n{call}\n")
    with pytest.raises(translations.NotLiteralError, match=r"code\.py:2: tr\(\) takes one literal"):
        translations.texts_in(path)
