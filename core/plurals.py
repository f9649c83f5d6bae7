"""Sentences in which a word follows a number: `{n} {n:area|areas}` is "1 area", and "2 areas"."""

from __future__ import annotations

import string
from collections.abc import Mapping

_ONE = {"1", "1.0"}
"""How a number of one is written."""


class Sentence(str):
    """A text whose places may choose between two words: the first stands with 1, the other with all else.

    The words of `n` stand with `all` where they are none of one: 0 of 1 area meets it.
    """

    def format(self, *args: object, **values: object) -> str:
        """Put values in their places, and the word that goes with each number."""
        if str(values.get("n")) == "0" and str(values.get("all")) in _ONE:
            values["n"] = _NoneOfOne()
        return _WORDS.vformat(self, args, values)


class _NoneOfOne(int):
    """None of one, whose words are those of one."""


class _NumberWords(string.Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        one, chooses, more = format_spec.partition("|")
        if chooses:
            return one if isinstance(value, _NoneOfOne) or str(value) in _ONE else more
        return str(super().format_field(value, format_spec))


_WORDS = _NumberWords()


def sentence(text: str) -> str:
    """Return a text, as one whose words follow numbers where it has such words."""
    return Sentence(text) if "|" in text else text


def with_values(text: str, values: Mapping[str, object]) -> str:
    """Return a text with the values in their places, and the word that goes with each number."""
    return sentence(text).format(**values)
