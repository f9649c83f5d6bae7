"""Computed columns: names that are taken, and values that are none."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.adapters.columns import free_names, number_column, text_column, whole_column


@pytest.mark.parametrize(
    ("taken", "names", "given"),
    [
        ([], ["a", "b"], ["a", "b"]),
        (["A"], ["a"], ["a_2"]),
        (["a", "a_2", "A_3"], ["a"], ["a_4"]),
        (["a", "a_3"], ["a"], ["a_2"]),
        (["a"], ["a", "a_2"], ["a_2", "a_2_2"]),
        ([], ["a", "a"], ["a", "a_2"]),
        (["straße"], ["STRASSE"], ["STRASSE_2"]),
    ],
)
def test_a_name_that_is_taken_gets_the_next_free_number(taken, names, given):
    assert free_names(taken, names) == given


def test_what_is_no_finite_number_is_null():
    assert number_column("x", np.array([1.5, np.nan, np.inf, -np.inf, 0])).values == [1.5, None, None, None, 0]


def test_whole_numbers_stay_whole_and_are_null_where_unknown():
    column = whole_column("x", np.array([1, 2, 3]), np.array([True, False, True]))
    assert column.values == [1, None, 3]
    assert all(isinstance(v, int) for v in column.values if v is not None)


def test_text_keeps_its_nulls():
    assert text_column("x", iter(["a", None])).values == ["a", None]
