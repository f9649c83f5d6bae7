"""A place well inside a polygon: spikes of no width, holes, slivers."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.geometry.inner_point import inner_point


def ring(*corners: tuple[float, float]) -> np.ndarray:
    return np.array([*corners, corners[0]], np.float64)


def test_the_middle_of_a_box() -> None:
    assert inner_point([ring((0, 0), (10, 0), (10, 4), (0, 4))]) == (5, 2)


def test_the_middle_of_a_box_that_leans() -> None:
    """At half its height, 2, its sides are at 100 + 2 and 110 + 2."""
    assert inner_point([ring((100, 0), (110, 0), (114, 4), (104, 4))]) == pytest.approx((107, 2))


@pytest.mark.parametrize(("last", "place"), [(32, (5, 31.5)), (33, (0.5, 0.5))])
def test_of_bands_as_tall_as_each_other_the_first_32_are_looked_at(last: int, place: tuple[float, float]) -> None:
    """All are 1 high and 1 wide, but for the last, which is 10 wide."""
    left = [(0, y) for y in range(last, -1, -1)]
    stair = ring(*left, (1, 0), (1, last - 1), (10, last - 1), (10, last))
    assert inner_point([stair]) == place


def test_a_spike_that_is_most_of_the_height_has_no_say() -> None:
    """A box of 10 × 1 with a spike of a millionth wide and 100 high."""
    spiked = ring((0, 0), (10, 0), (10, 1), (5 + 1e-6, 1), (5, 101), (5, 1), (0, 1))
    assert inner_point([spiked]) == pytest.approx((5, 0.5))


def test_a_place_beside_the_hole() -> None:
    x, y = inner_point([ring((0, 0), (10, 0), (10, 10), (0, 10)), ring((1, 1), (1, 9), (9, 9), (9, 1))])
    assert not (1 <= x <= 9 and 1 <= y <= 9)
    assert 0 < x < 10
    assert 0 < y < 10


def test_of_two_parts_in_one_band_the_wider_one_counts() -> None:
    """A fork of which the right prong is wider, above a base that is less high."""
    fork = ring((0, 0), (10, 0), (10, 9), (6, 9), (6, 1), (2, 1), (2, 9), (0, 9))
    assert inner_point([fork]) == (8, 5)


def test_none_where_there_is_no_extent() -> None:
    assert inner_point([ring((0, 0), (10, 0), (5, 0))]) is None
