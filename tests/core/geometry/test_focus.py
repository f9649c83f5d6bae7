"""A map shows the part of an area where its dwellings are, if that is much less than the area."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.geometry.focus import Box, focus

WHOLE = Box(0, 0, 4000, 4000)


def block(x: float, y: float, n: int = 5, step: float = 40) -> np.ndarray:
    """Return n × n points from a corner."""
    return np.array([(x + step * i, y + step * j) for i in range(n) for j in range(n)], float)


def holds(box: Box, points: np.ndarray) -> bool:
    inside = (points >= [box.left, box.low]) & (points <= [box.right, box.high])
    return bool(inside.all())


def test_an_area_that_is_empty_for_the_most_part_is_shown_where_its_dwellings_are():
    points = block(3000, 3000, n=11)  # 400 m by 400 m
    box = focus(points, WHOLE, 1.5)
    assert box == pytest.approx((3200 - 360, 3200 - 240, 3200 + 360, 3200 + 240))  # 480 m high, and half as wide again


def test_of_a_scattered_area_the_part_with_most_dwellings_is_shown():
    village, hamlet = block(100, 100, n=8), block(3500, 3700, n=3)
    box = focus(np.concatenate([village, hamlet]), WHOLE, 1.0)
    assert holds(box, village)
    assert not holds(box, hamlet)
    assert box.width < 600


def test_of_many_heaps_without_a_largest_the_whole_is_shown():
    heaps = [block(x, y) for x in (100, 1900, 3600) for y in (100, 1900, 3600)]
    assert focus(np.concatenate(heaps), WHOLE, 1.0) is None


def test_dwellings_all_over_the_area_need_no_part():
    assert focus(block(0, 0, n=101), WHOLE, 1.0) is None


def test_a_few_dwellings_are_shown_with_some_ground_around_them():
    box = focus(np.array([[2000.0, 2000.0]]), WHOLE, 1.0)
    assert box == pytest.approx((1850, 1850, 2150, 2150))


def test_a_part_that_is_hardly_smaller_is_none():
    """150 m with a margin of a tenth on each side, of 250 m at least, is 300 m: more than 0.6 of 400 with a margin."""
    assert focus(block(100, 100), Box(0, 0, 400, 400), 1.0) is None


@pytest.mark.parametrize("whole", [WHOLE, Box(0, 0, 0, 0)])
def test_without_dwellings_or_an_area_there_is_no_part(whole):
    assert focus(np.empty((0, 2)), whole, 1.0) is None


@pytest.mark.parametrize(("gap", "together"), [(150, True), (400, False)])
def test_rows_with_a_small_gap_lie_together(gap, together):
    """A cell is 4000 / 48 = 83 m: two empty cells between them are 167 m at least."""
    one, other = block(100, 100, n=6), block(300 + gap, 100)
    box = focus(np.concatenate([one, other]), WHOLE, 1.0)
    assert holds(box, one)
    assert holds(box, other) == together
