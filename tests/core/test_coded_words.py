"""Words as codes are the words that they stand for."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.coded_words import CodedWords, coded


def test_words_come_one_over_the_other() -> None:
    why = CodedWords.nothing(4).with_word(np.array([True, True, False, False]), "far")
    assert why.spelled().tolist() == ["far", "far", None, None]
    why = why.with_word(np.array([False, True, True, False]), "off")
    assert why.spelled().tolist() == ["far", "off", "off", None]
    assert why.with_word(np.ones(4, bool), "far").spelled().tolist() == ["far"] * 4
    assert why.is_none.tolist() == [False, False, False, True]
    assert why.words == ("far", "off")


def test_what_others_say_stands_in_some_rows_also_where_that_is_nothing() -> None:
    one = coded(np.array(["a", "b", "c", None], object))
    other = coded(np.array(["x", "a", None, None], object))
    assert one.with_words(np.array([True, True, True, False]), other).spelled().tolist() == ["x", "a", None, None]
    assert one.spelled().tolist() == ["a", "b", "c", None]


@pytest.mark.parametrize("seed", range(20))
def test_random_words_are_the_same_coded_and_taken(seed: int) -> None:
    rng = np.random.default_rng(seed)
    words = rng.choice(np.array([None, *(f"w{n}" for n in range(300))], object), int(rng.integers(0, 900)))
    rows = rng.integers(-words.size, words.size, 50) if words.size else np.empty(0, np.int64)
    assert coded(words).spelled().tolist() == words.tolist()
    assert coded(words).take(rows).spelled().tolist() == words[rows].tolist()
