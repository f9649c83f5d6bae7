"""Words of which few stand in many rows, without a Python reference for each row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Flags, Words, to_list

_NOTHING = -1


@dataclass(frozen=True)
class CodedWords:
    """A word or None for each row.

    Parameters
    ----------
    code
        Its place among `words`, -1 for None.
    words
        Each once.
    """

    code: NDArray[np.int16]
    words: tuple[str, ...] = ()

    @staticmethod
    def nothing(count: int) -> CodedWords:
        """Return so many times None."""
        return CodedWords(np.full(count, _NOTHING, np.int16))

    @property
    def is_none(self) -> Flags:
        """Return where nothing is said."""
        return self.code < 0

    def with_word(self, rows: Flags, word: str) -> CodedWords:
        """Return the same with a word in some rows."""
        words = self.words if word in self.words else (*self.words, word)
        return CodedWords(np.where(rows, np.int16(words.index(word)), self.code), words)

    def with_words(self, rows: Flags, other: CodedWords) -> CodedWords:
        """Return the same with what others say in some rows."""
        words = tuple(dict.fromkeys((*self.words, *other.words)))
        place = np.array([*map(words.index, other.words), _NOTHING], np.int16)
        return CodedWords(np.where(rows, place[other.code], self.code), words)

    def take(self, rows: NDArray[np.integer[Any]]) -> CodedWords:
        """Return what is said in some rows."""
        return CodedWords(self.code[rows], self.words)

    def spelled(self) -> Words:
        """Return the words themselves."""
        return np.array([*self.words, None], object)[self.code]


def coded(words: Words) -> CodedWords:
    """Return words as codes."""
    found = CodedWords.nothing(words.size)
    for word in dict.fromkeys(one for one in to_list(words) if one is not None):
        found = found.with_word(np.asarray(words == word, bool), word)
    return found
