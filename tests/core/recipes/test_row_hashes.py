"""The fingerprint of a layer: what does not change what it holds does not change it, and all else does."""

from __future__ import annotations

import math
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.recipes.recipe import Fingerprint
from buurtmaat.core.recipes.row_hashes import OF_DEGREES, FingerprintOfRows, row_hash, value_text

FIELDS = (("id", "whole"), ("name", "text"), ("size", "number"))
ROWS = [
    (b"wkb1", (0.0, 0.0, 1.0, 1.0), (1, "a", 2.5)),
    (b"wkb2", (5.0, -3.0, 6.0, 2.00049), (2, None, 0.1)),
    (None, None, (3, "", math.nan)),
]


def of(rows: list, fields: tuple = FIELDS, **more: int) -> Fingerprint:
    found = FingerprintOfRows(fields, **more)
    for row in rows:
        found.add(*row)
    return found.whole()


def test_it_is_what_the_docs_say():
    """The hash once more by hand: one byte whether a part is there, eight for its length, and itself."""

    def part(data: bytes) -> bytes:
        return b"\x01" + len(data).to_bytes(8, "little") + data

    rows = [
        sha256(part(b"wkb1") + part(b"1") + part(b"a") + part(b"2.5")).digest(),
        sha256(part(b"wkb2") + part(b"2") + b"\x00" + part(b"0.1")).digest(),
        sha256(b"\x00" + part(b"3") + part(b"") + b"\x00").digest(),
    ]
    assert of(ROWS) == Fingerprint(
        rows=3, fields=FIELDS, extent=(0.0, -3.0, 6.0, 2.0), sha256=sha256(b"".join(sorted(rows))).hexdigest()
    )


def test_an_extent_in_degrees_has_as_many_decimals_as_a_millimetre_takes():
    assert of([(b"x", (4.123456789, 52.0, 4.2, 52.1), (1, "a", 1.0))], decimals=OF_DEGREES).extent == (
        4.12345679, 52.0, 4.2, 52.1,
    )  # fmt: skip


@given(st.permutations(ROWS))
def test_the_order_of_rows_does_not_matter(rows):
    assert of(rows) == of(ROWS)


def test_a_row_that_stands_there_twice_counts_twice():
    assert of([*ROWS, ROWS[0]]).sha256 != of(ROWS).sha256
    assert of([ROWS[0], ROWS[0]]).sha256 != of([ROWS[1], ROWS[1]]).sha256


@pytest.mark.parametrize(
    ("row", "value"), [(0, (1, "a", 2.5000000000000004)), (0, (1, "A", 2.5)), (1, (2, "", 0.1)), (2, (3, None, None))]
)
def test_one_changed_cell_changes_it(row, value):
    rows = list(ROWS)
    rows[row] = (*rows[row][:2], value)
    assert of(rows).sha256 != of(ROWS).sha256


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("whole", 5, "5"),
        ("whole", 5.0, "5"),
        ("whole", True, "1"),  # a Shapefile keeps a boolean as a number
        ("whole", 1.5, "1.5"),  # a layer in memory does not hold to the decimals of its fields
        ("whole", math.inf, "inf"),
        ("number", 5, "5.0"),
        ("number", 0.1, "0.1"),
        ("number", -0.0, "0.0"),
        ("number", 0.0, "0.0"),
        ("number", math.nan, None),
        ("number", math.inf, "inf"),
        ("number", 1e300, "1e+300"),
        ("text", "5", "5"),
        ("text", "", ""),
        ("text", None, None),
        ("boolean", True, "true"),
        ("date", "2026-01-31", "2026-01-31"),
        ("bytes", b"\x00\xff", "00ff"),
        ("list", ["a", 1], '["a", 1]'),
        ("other", {"b": 1, "a": 2}, '{"a": 2, "b": 1}'),
    ],
)
def test_the_text_of_a_value(kind, value, text):
    assert value_text(kind, value) == text


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_two_numbers_have_one_text_only_where_they_are_equal(one, other):
    assert (value_text("number", one) == value_text("number", other)) == (one == other)


@given(st.lists(st.none() | st.text(max_size=3), max_size=4), st.lists(st.none() | st.text(max_size=3), max_size=4))
def test_two_rows_have_one_hash_only_where_they_are_equal(one, other):
    assert (row_hash(None, one) == row_hash(None, other)) == (one == other)
