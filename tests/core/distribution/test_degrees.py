"""Degrees against counting dwelling by dwelling."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.distribution.degrees import count_degrees, degree_rows, degrees_of_areas

STATES = ("not_asked", "within", "outside", "unknown")
TOWNS = st.integers(1, 4).flatmap(
    lambda requirements: st.lists(
        st.tuples(
            st.lists(st.sampled_from(STATES), min_size=requirements, max_size=requirements),
            st.integers(0, 3),
            st.integers(0, 2),
        ),
        min_size=1,
        max_size=9,
    )
)


@given(TOWNS)
def test_degrees_are_what_one_counts_by_hand(town: list[tuple[list[str], int, int]]) -> None:
    words = np.array([states for states, _, _ in town], object).reshape(len(town), -1).T
    dwellings, area = (np.array([row[i] for row in town], kind) for i, kind in ((1, float), (2, np.int64)))
    # What is not asked may say anything of within and known.
    degrees = count_degrees(
        list(words != "not_asked"),
        list((words == "within") | (words == "not_asked")),
        list(words != "unknown"),
        len(town),
    )
    by_hand = [(len(s) - s.count("not_asked"), s.count("within"), s.count("unknown")) for s, _, _ in town]
    assert list(zip(degrees.asked, degrees.within, degrees.unknown, strict=True)) == by_hand
    assert degrees.lacking.tolist() == [states.count("outside") for states, _, _ in town]

    counted: Counter[tuple[int, ...]] = Counter()
    for (_, number, own), degree in zip(town, by_hand, strict=True):
        if number:
            counted[own, *degree] += number
    rows = degree_rows(degrees, dwellings, area)
    keys = zip(rows.area, rows.asked, rows.within, rows.unknown, strict=True)
    assert list(zip(keys, rows.dwellings, strict=True)) == sorted(counted.items())

    found = degrees_of_areas(degrees, dwellings, area, 3)
    for number in range(3):
        own = [(asked, n, k) for (_, k, a), (asked, n, u) in zip(town, by_hand, strict=True) if a == number and u == 0]
        everything = sum(k for asked, n, k in own if asked and asked == n)
        lacking = sum(k for states, k, a in town if a == number and "outside" in states)
        certain = sum(k for asked, _, k in own if asked)
        expected = (
            everything / (everything + lacking) if everything + lacking else np.nan,
            sum(n * k for asked, n, k in own if asked) / certain if certain else np.nan,
            sum(asked * k for asked, _, k in own) / certain if certain else np.nan,
        )
        got = (found.everything_share[number], found.mean_within[number], found.mean_asked[number])
        assert got == pytest.approx(expected, rel=1e-12, nan_ok=True)


def test_a_dwelling_that_lacks_one_and_does_not_know_another_lacks_something() -> None:
    one, no = np.array([True]), np.array([False])
    degrees = count_degrees([one, one], [no, no], [one, no], 1)
    found = degrees_of_areas(degrees, np.array([10.0]), np.zeros(1, np.int64), 1)
    assert found.everything_share.tolist() == [0.0]
    assert np.isnan(found.mean_within[0])


def test_nothing_asked_is_not_everything() -> None:
    degrees = count_degrees([], [], [], 2)
    found = degrees_of_areas(degrees, np.ones(2), np.zeros(2, np.int64), 1)
    assert np.isnan(found.everything_share[0])
    rows = degree_rows(degrees, np.ones(2), np.zeros(2, np.int64))
    assert (rows.asked.tolist(), rows.dwellings.tolist()) == ([0], [2.0])
