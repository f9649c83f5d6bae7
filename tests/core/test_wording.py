"""Shares as percentages: cut off by whole-number arithmetic, and read and written by their digits."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.wording import (
    asked_percentage,
    cut_mean,
    cut_rate,
    decimals_of,
    lacking,
    of_percentage,
    percent_outside,
    percent_within,
    percentage_digits,
    share_note,
)

SIZES = (*range(1, 203), 999, 1000, 1001, 6271, 63_520)


def some(size: int) -> list[int]:
    """All numbers of so many where these are few, else those near the ends and the whole percentages."""
    if size < 203:
        return list(range(size + 1))
    near = {size * percent // 100 + more for percent in range(101) for more in (-1, 0, 1)}
    return sorted({number for number in near if 0 <= number <= size} | {1, size - 1})


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_a_share_within_is_cut_off_and_only_none_and_all_are_called_so(decimals):
    step = 10**decimals
    for size in SIZES:
        for within in some(size):
            number, sign = percent_within(within / size, decimals)
            cut = 100 * step * within // size
            under = within > 0 and cut == 0
            assert (sign, round(number * step)) == (("<", 1) if under else ("", cut)), (within, size)
            assert (number == 100) == (within == size)
            assert (number == 0) == (within == 0)


def test_what_lies_outside_is_what_is_left_of_a_hundred():
    for size in SIZES:
        for within in some(size):
            outside, found = size - within, percent_outside(within / size)
            if outside == 0 or within == 0:
                assert found == (100 if outside else 0, "")
            elif 100 * outside < size:
                assert found == (1, "<")
            elif 100 * within < size:
                assert found == (99, ">")
            else:
                assert found == (100 - 100 * within // size, ""), (within, size)


def test_the_digits_of_a_sum_do_not_cut_off_a_percent():
    for tenths in range(1, 11):
        summed = sum([0.1] * tenths)  # 0.7999999999999999 for eight
        assert percent_within(summed) == (10 * tenths, "")
    assert percent_within(0.94999) == (94, "")
    assert percent_within(1 - 1e-9) == (99, "")
    assert percent_outside(1 - 1e-9) == (1, "<")
    assert percent_within(1e-300) == (1, "<")


@pytest.mark.parametrize(
    ("share", "decimals"),
    [(0.95, 0), (0.975, 1), (0.333, 1), (0.12345, 3), (0.12345678, 6), (1.0, 0), (0.0, 0), (1e-8, 6), (math.nan, 0)],
)
def test_a_target_has_the_decimals_that_it_is_written_with(share, decimals):
    assert decimals_of(share) == decimals


@pytest.mark.parametrize(
    ("share", "asked"),
    [
        (0.5 + 0.45 * 2 / 7, 62.9),  # 62.857…
        (0.5 + 0.45 * 5 / 7, 82.2),  # 82.142…: with 82.1 a share of 82.11 would look as if it met it
        (1 / 3, 33.4),
    ],
)
def test_a_target_that_nobody_wrote_has_one_decimal_and_is_rounded_up(share, asked):
    """Between two years of a path to a target: as found, cards told of shares such as 0.000000 %."""
    assert decimals_of(share) == 1
    assert asked_percentage(share) == asked
    assert percent_within(share - 1e-6, 1)[0] < asked


def test_a_target_that_was_written_is_shown_as_it_was():
    assert [asked_percentage(share) for share in (0.95, 0.975, 0.12345678, 1.0, 0.0)] == [95, 97.5, 12.345678, 100, 0]
    share = 0.75 + 0.2 * 3 / 5
    assert (share, decimals_of(share), asked_percentage(share)) == (0.87, 0, 87)
    assert (decimals_of(0.1 + 0.2), asked_percentage(0.1 + 0.2)) == (0, 30)  # 0.30000000000000004


@given(st.floats(0, 1e6))
def test_the_digits_of_a_percentage_give_its_share(share):
    assert of_percentage(percentage_digits(share)) == share


def test_a_share_in_an_error_is_cut_off_too():
    assert [str(share_note(share)) for share in (0, 0.004, 0.9499, 0.999, 1)] == [
        "0 %",
        "under 1 %",
        "94 %",
        "99 %",
        "100 %",
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1.13, (1.2, 1)),
        (6.04, (6.1, 1)),
        (33.6, (34.0, 0)),
        (0.681, (0.69, 2)),
        (0.995, (1.0, 2)),
        (9.96, (10.0, 1)),
        (12.0, (12.0, 0)),
        (0.1 + 0.2, (0.3, 2)),  # the digits of a sum make no 0.31
    ],
)
def test_what_is_missing_is_rounded_up(value, written):
    assert lacking(value) == written


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        (0, (0, 2)),
        (0.02, (0.02, 4)),
        (0.099999, (0.0999, 4)),
        (0.3, (0.3, 2)),
        (0.1 + 0.2, (0.3, 2)),
        (2.999, (2.99, 2)),
        (9.999, (9.99, 2)),
        (12.37, (12.3, 1)),
        (99.99, (99.9, 1)),
        (124.99, (124, 0)),
        (125 - 1e-9, (125, 0)),
    ],
)
def test_a_rate_is_cut_off_with_fewer_decimals_the_larger_it_is(rate, shown):
    assert cut_rate(rate) == pytest.approx(shown, rel=1e-12)


@pytest.mark.parametrize(
    ("mean", "shown"), [(2.96, 2.9), (2.9, 2.9), (2.999999, 2.9), (3.0, 3.0), (0.3, 0.3), (0.0, 0.0)]
)
def test_a_mean_that_is_not_all_does_not_look_as_if_it_were(mean: float, shown: float) -> None:
    assert cut_mean(mean) == pytest.approx(shown, abs=1e-12)
