"""Numbers that people write as text."""

from __future__ import annotations

import math

import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.limits import read_limits
from buurtmaat.core.norms.cells import WrongCellError, read_conditions, read_number, read_percentage
from buurtmaat.core.norms.model import Condition
from buurtmaat.core.numbers import as_numbers, read_decimal
from buurtmaat.core.preparing.durations import minutes_of
from buurtmaat.core.reach.decay import STEPPED, read_decay
from buurtmaat.core.requirements.conditions import meets_all

# Python reads each of these as a number; nobody who writes one means it.
NO_NUMBERS = [
    "1_000",
    "1_0.5",
    "nan",
    "inf",
    "Infinity",
    "\u0661\u0662",
    "\uff11\uff12",
    "0x10",
    "1 000",
    "12 m",
    "",
    " ",
    ".",
]


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("12,5", 12.5), (" -3. ", -3), ("+.5", 0.5), ("1e3", 1000), ("2,5E-1", 0.25), ("1e999", math.inf)],
)
def test_a_number_has_a_point_or_a_comma(text: str, number: float) -> None:
    assert read_decimal(text) == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_only_a_program_reads_is_no_number(text: str) -> None:
    assert math.isnan(read_decimal(text))
    assert math.isnan(as_numbers([text])[0])
    assert math.isnan(as_numbers([1, None, text])[2])
    with pytest.raises(InputError):
        read_limits(text, "LIMITS")
    with pytest.raises(InputError):
        read_decay(STEPPED, 1000, None, f"{text}:1")
    with pytest.raises(WrongCellError):
        read_number("threshold", text)
    with pytest.raises(WrongCellError):
        read_percentage("target", f"{text} %")


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        ([], []),
        ([1, 2.5, None, True], [1, 2.5, None, 1]),
        (["1", " 2,5 ", "x", "", None], [1, 2.5, None, None, None]),
        (["1_000", "2"], [None, 2]),
        ([math.nan, math.inf, -math.inf, "nan", "inf", "1e999"], [None] * 6),
        ([1, "x"], [1, None]),
        ([[1, 2], [3, 4]], [None, None]),
        ([object(), 3], [None, 3]),
    ],
)
def test_numbers_of_values(values: list[object], numbers: list[float | None]) -> None:
    assert [None if math.isnan(v) else v for v in as_numbers(values)] == numbers


def test_a_condition_on_a_number_does_not_hold_for_such_text() -> None:
    passes, null = meets_all([Condition("n", ">=", 1000.0)], {"n": ["1_000", "1000", 1000]}, 3)
    assert (passes.tolist(), null.tolist()) == ([False, True, True], [False] * 3)
    assert read_conditions("n = 1_000") == (Condition("n", "=", "1_000"),)


@pytest.mark.parametrize("text", ["1_0", "1_0 min", "\u0667", "00:\u0660\u0667", "PT1_0M"])
def test_a_duration_in_such_figures_says_nothing(text: str) -> None:
    assert minutes_of(text) is None
