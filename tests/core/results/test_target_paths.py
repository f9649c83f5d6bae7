"""How far an area is on a path to a target, by hand and against fractions."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest

from buurtmaat.core.results.target_paths import course_of


def course(path, year: float, within: float, unknown: float, total: float) -> str | None:
    parts = (np.array([value], float) for value in (within, unknown, total))
    return course_of(path, year, *parts).tolist()[0]


PATH = ((2026, 0.6), (2030, 0.8))  # 5 points a year: 70 % in 2028


@pytest.mark.parametrize(
    ("year", "within", "unknown", "found"),
    [
        (2028, 80, 0, "reached"),
        (2028, 79, 0, "on_course"),
        (2028, 70, 0, "on_course"),
        (2028, 69, 0, "behind"),
        (2028, 69, 1, "unknown"),  # if it is within, it is on course
        (2028, 60, 9, "behind"),
        (2028, 70, 30, "on_course"),  # the unknown might have reached it; nobody knows
        (2028.5, 72, 0, "behind"),  # 72.5 %
        (2020, 60, 0, "on_course"),  # before the first year its target holds
        (2040, 79, 0, "behind"),
        (2040, 80, 0, "reached"),
    ],
)
def test_an_area_is_where_its_share_is_on_the_path(year, within, unknown, found):
    assert course(PATH, year, within, unknown, 100) == found


@pytest.mark.parametrize(
    ("within", "unknown", "found"),
    [
        (1 - 1e-9, 0, "on_course"),
        (0, 1 - 1e-9, "unknown"),  # if they are within, it is on course
        (0.5, 0.5 - 1e-12, "unknown"),
        (1 - 1e-8, 0, "behind"),
        (0, 1 - 1e-8, "behind"),
    ],
)
def test_a_billionth_too_little_is_enough(within, unknown, found):
    assert course(((2026, 0.5), (2030, 1.0)), 2026, within, unknown, 2) == found


def test_without_a_path_or_without_anybody_there_is_no_course():
    assert course((), 2028, 80, 0, 100) is None
    assert course(PATH, 2028, 0, 0, 0) is None


def test_a_path_that_goes_down_is_reached_at_its_end():
    assert course(((2026, 0.9), (2030, 0.5)), 2026, 60, 0, 100) == "reached"


PATHS = (PATH, ((2026, 0.6), (2028, 0.7), (2030, 0.8)))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scale", [1e-9, 1e-3, 0.007, 1e9])
@pytest.mark.parametrize(("within", "found"), [(80, "reached"), (79, "on_course"), (70, "on_course"), (69, "behind")])
def test_a_share_is_compared_at_every_scale_and_a_hair_below_is_there(path, scale, within, found):
    for digit in (1.0, 1 - 1e-12):
        assert course(path, 2028, within * digit * scale, 0, 100 * scale) == found


@pytest.mark.parametrize("seed", range(100))
def test_random_areas_are_where_fractions_say(seed):
    """In eighths and whole years of a path of four years, so that the fractions are exact in both."""
    rng = random.Random(seed)
    low, high = (Fraction(rng.randint(1, 8), 8) for _ in range(2))
    year, total = rng.randint(2025, 2031), 32
    within = rng.randint(0, total)
    unknown = rng.randint(0, total - within)
    now = low + (high - low) * Fraction(min(max(year, 2026), 2030) - 2026, 4)
    if Fraction(within, total) >= high:
        expected = "reached"
    elif Fraction(within, total) >= now:
        expected = "on_course"
    else:
        expected = "behind" if Fraction(within + unknown, total) < now else "unknown"
    assert course(((2026, float(low)), (2030, float(high))), year, within, unknown, total) == expected
