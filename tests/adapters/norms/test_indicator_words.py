"""Every kind of norm has its words, in English and in Dutch, with what is put into them."""

from __future__ import annotations

import string

import pytest

from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.norms.indicator_words import indicator_words
from buurtmaat.core.norms.indicators import INDICATORS

NORM = {"amount", "threshold", "share", "n", "weight"}
OUTSIDE = {"n", "all", "weight", "share", "threshold"}


def places_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("locale", ["en", "nl"])
def test_every_kind_has_words(qgis_app, locale: str) -> None:
    found = indicator_words(Language(locale).tr)
    assert set(found) == set(INDICATORS)
    for name, words in found.items():
        assert words.name
        assert places_in(words.norm) <= NORM
        for sentence in (words.outside, words.homes_outside):
            assert places_in(sentence) == (OUTSIDE if INDICATORS[name].has_share else set())
