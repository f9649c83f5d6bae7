"""Computed columns: names that are taken, and values that are none."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.PyQt.QtCore import QMetaType

from buurtmaat.adapters.io.columns import free_names, number_column, text_column, whole_column


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
    assert number_column("x", np.array([1.5, np.nan, np.inf, -np.inf, 0])).cells() == [1.5, None, None, None, 0]


def test_whole_numbers_stay_whole_and_are_null_where_unknown():
    column = whole_column("x", np.array([1, 2, 3]), np.array([True, False, True]))
    assert column.cells() == [1, None, 3]
    assert column.cells(np.array([2, 1])) == [3, None]
    assert all(type(v) is int for v in column.cells() if v is not None)


def test_text_keeps_its_nulls():
    assert text_column("x", iter(["a", None])).cells() == ["a", None]


def test_an_id_may_be_longer_than_32_bits():
    column = whole_column("x", np.array([2**40]), kind="id")
    assert column.cells() == [2**40]
    assert column.field().type() == QMetaType.Type.LongLong
