"""Whole numbers that add up: largest remainders, over all and within areas."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from buurtmaat.core.apportionment import apportion, fit, scattered, share_out, share_out_fractions

figures = st.lists(st.integers(0, 10**7).map(lambda n: n / 100), max_size=60)


def plain_apportion(values: list[Fraction], total: int) -> list[int]:
    """Hamilton's method as it stands in a textbook, in fractions."""
    found = [math.floor(v) for v in values]
    by_remainder = sorted(range(len(values)), key=lambda i: (found[i] - values[i], i))
    for i in by_remainder[: total - sum(found)]:
        found[i] += 1
    return found


def test_the_largest_remainders_are_rounded_up():
    # 10.4 + 3.8 + 2.5 + 0.6 = 17.3 → 17: 15 when rounded down, and two more for .8 and .6.
    assert apportion(np.array([10.4, 3.8, 2.5, 0.6])).tolist() == [10, 4, 2, 1]


def test_of_equal_remainders_the_first_are_rounded_up():
    assert apportion(np.array([1.5, 2.5, 3.5, 4.5])).tolist() == [2, 3, 3, 4]


def test_remainders_that_differ_by_less_than_half_a_billionth_are_equal():
    assert apportion(np.array([0.5, 0.5 + 4e-10])).tolist() == [1, 0]
    assert apportion(np.array([0.5, 0.5 + 6e-10])).tolist() == [0, 1]


def test_a_sum_that_ends_on_a_half_is_rounded_up():
    assert apportion(np.array([0.25, 0.25])).tolist() == [1, 0]


def test_ten_tenths_are_one():
    assert apportion(np.array([0.1] * 10)).sum() == 1
    assert apportion(np.array([2.9999999999999996, 0.0])).tolist() == [3, 0]


def test_a_row_in_no_area_has_no_room_for_what_others_have_too_much():
    parts, surplus = fit(np.array([5, 0, 3]), np.array([2, 2, 9]), np.array([0, 0, -1]), 1)
    assert (parts.tolist(), surplus.tolist()) == ([2, 2, 3], [1])


def test_nothing_is_apportioned_to_nothing():
    assert apportion(np.empty(0)).tolist() == []


@given(figures)
def test_figures_are_apportioned_as_in_fractions(values):
    exact = [Fraction(round(v * 100), 100) for v in values]
    total = math.floor(sum(exact) + Fraction(1, 2))
    found = apportion(np.array(values, np.float64)).tolist()
    assert sum(found) == total
    assert found == plain_apportion(exact, total)


def test_totals_are_spread_within_their_areas():
    # Area 0: 10 over 1, 1, 2 → 2.5, 2.5, 5. Area 1: 3 over 1. Area 2 has no row with a share, area 3 no row at all.
    parts, unplaced = share_out(np.array([10, 3, 7, 4]), np.array([0, 1, 0, 0, 2, -1]), np.array([1.0, 1, 1, 2, 0, 5]))
    assert parts.tolist() == [3, 3, 2, 5, 0, 0]
    assert unplaced.tolist() == [0, 0, 7, 4]


def test_of_equal_remainders_the_order_decides():
    parts, _ = share_out(np.array([1]), np.array([0, 0, 0]), np.ones(3), np.array([2, 0, 1]))
    assert parts.tolist() == [0, 1, 0]


rows = st.lists(st.tuples(st.integers(-1, 4), st.integers(0, 9)), max_size=40)


@given(st.lists(st.integers(0, 500), min_size=5, max_size=5), rows)
def test_what_is_spread_adds_up_and_is_at_most_one_off(totals, homes):
    area = np.array([a for a, _ in homes], np.int64)
    share = np.array([s for _, s in homes], np.float64)
    parts, unplaced = share_out(np.array(totals), area, share)
    for number, total in enumerate(totals):
        mine = [i for i, (a, _) in enumerate(homes) if a == number]
        there = sum(homes[i][1] for i in mine)
        assert sum(parts[mine].tolist()) + unplaced[number] == total
        assert unplaced[number] == (0 if there else total)
        for i in mine:
            exact = Fraction(total * homes[i][1], there) if there else Fraction(0)
            assert math.floor(exact) <= parts[i] <= math.ceil(exact)
    assert not parts[area < 0].any()


@given(st.integers(1, 200), st.integers(0, 400), st.integers(0, 400))
def test_in_the_same_order_a_part_is_never_more_than_the_whole(homes, one, other):
    area, share = np.zeros(homes, np.int64), np.ones(homes)
    order = scattered(np.random.default_rng(homes).random((homes, 2)), area)
    few, many = sorted((one, other))
    assert (
        share_out(np.array([few]), area, share, order)[0] <= share_out(np.array([many]), area, share, order)[0]
    ).all()


@given(st.lists(st.tuples(st.floats(0, 1e5), st.floats(0, 1e5), st.integers(-1, 3)), max_size=50))
def test_within_an_area_every_row_has_its_own_place(homes):
    points = np.array([h[:2] for h in homes], np.float64).reshape(-1, 2)
    area = np.array([h[2] for h in homes], np.int64)
    order = scattered(points, area)
    for number in set(area.tolist()):
        mine = order[area == number]
        assert np.unique(mine).size == mine.size
        assert (mine >= 0).all()


@pytest.mark.parametrize("number", [10, 37, 64])
def test_the_first_few_lie_all_over_the_area(number):
    # 400 homes in 20 streets, street by street: each quarter of the area has about a quarter of the first few.
    points = np.array([(x, y) for y in range(20) for x in range(20)], np.float64)
    order = scattered(points, np.zeros(400, np.int64))
    first = points[np.argsort(order)[:number]]
    for west in (True, False):
        for south in (True, False):
            inside = ((first[:, 0] < 10) == west) & ((first[:, 1] < 10) == south)
            assert abs(inside.sum() - number / 4) <= 3


def test_rows_without_a_place_come_in_the_order_too():
    order = scattered(np.array([[np.nan, np.nan], [1, 1], [1, 1]]), np.array([0, 0, 0]))
    assert np.unique(order).size == 3


def test_what_is_above_the_most_goes_where_there_is_room():
    # Area 0: one too many in the first row, room for 1 and 3 in the others, so ¼ and ¾: the last. Area 1 has no room.
    parts, surplus = fit(np.array([3, 2, 1, 7]), np.array([2, 3, 4, 5]), np.array([0, 0, 0, 1]), 2)
    assert parts.tolist() == [2, 2, 2, 5]
    assert surplus.tolist() == [0, 2]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30), st.integers(0, 30)), max_size=40))
def test_nothing_is_above_the_most_and_nothing_is_lost(table):
    area, parts, most = (np.array([row[i] for row in table], np.int64) for i in range(3))
    fitted, surplus = fit(parts, most, area, 4)
    assert (fitted <= most).all()
    assert (fitted >= np.minimum(parts, most)).all()
    for number in range(4):
        mine = area == number
        assert fitted[mine].sum() + surplus[number] == parts[mine].sum()
        assert surplus[number] == max(parts[mine].sum() - most[mine].sum(), 0)


# In fractions


@pytest.mark.parametrize("homes", [1, 2, 3, 7, 13, 60, 997])
@pytest.mark.parametrize("total", [200.0, 1.0, 33.3, 17_942_942.0, 0.1, 0.0])
def test_fractions_of_equal_homes_add_up_to_the_total_in_any_order(total: float, homes: int) -> None:
    parts = share_out_fractions(np.array([total]), np.zeros(homes, np.int64), np.ones(homes))
    forward, backward = 0.0, 0.0
    for part in parts.tolist():
        forward += part
    for part in parts[::-1].tolist():
        backward += part
    assert forward == backward == math.fsum(parts) == total
    assert np.abs(parts - total / homes).max() <= 3 * np.spacing(total)


@example(rows=[(3, 0.001)], totals=[0.0, 0.0, 0.0, 1.1125369292536007e-308])
@given(
    st.lists(st.tuples(st.integers(0, 3), st.one_of(st.just(0.0), st.floats(1e-3, 1e3))), max_size=60),
    st.lists(st.floats(0, 1e7), min_size=4, max_size=4),
)
def test_fractions_add_up_by_area_in_proportion(rows: list[tuple[int, float]], totals: list[float]) -> None:
    area, share = np.array([a for a, _ in rows], np.int64), np.array([s for _, s in rows], float)
    parts = share_out_fractions(np.array(totals), area, share)
    assert (parts >= 0).all()
    assert not parts[share == 0].any()
    for one, total in enumerate(totals):
        mine, there = parts[area == one], math.fsum(share[area == one])
        assert mine.sum() == math.fsum(mine) == (total if there else 0.0)
        if there:
            wanted = total * (share[area == one] / there)  # the other way round the smallest totals lose digits
            assert np.abs(mine - wanted).max() <= (len(mine) + 4) * np.spacing(total)


@pytest.mark.parametrize(
    ("few", "parts"),
    [(0.25, [0, 2.0**52, 0, 0, 0]), (0.75, [1, 2.0**52 - 4, 1, 1, 1])],
)
def test_what_rounding_leaves_goes_to_the_largest_home(few: float, parts: list[float]) -> None:
    """The last digit of 2^52 is 1: four quarters are rounded to 0, one too few; four times ¾ to 1, one too many."""
    share = np.array([few, 2.0**52 - 4 * few, few, few, few])
    assert share_out_fractions(np.array([2.0**52]), np.zeros(5, np.int64), share).tolist() == parts


def plain_order(points: list[tuple[float, float]]) -> list[int]:
    """Number points along a Z-order curve of cells of 16 bits, and turn the 32 bits of each number round: as texts."""
    low = [min(point[axis] for point in points) for axis in (0, 1)]
    step = max(max(point[axis] for point in points) - low[axis] for axis in (0, 1)) / (2**16 - 1)
    codes = []
    for point in points:
        x, y = (format(int((point[axis] - low[axis]) / step), "016b") for axis in (0, 1))
        codes.append("".join(b + a for a, b in zip(x, y, strict=True)))
    along = sorted(range(len(points)), key=lambda row: (codes[row], row))
    return [int(format(along.index(row), "032b")[::-1], 2) for row in range(len(points))]


@pytest.mark.parametrize(("seed", "count"), [(0, 1), (1, 2), (2, 7), (3, 40), (4, 700)])
def test_the_order_is_that_of_mirrored_numbers_along_the_curve(seed: int, count: int) -> None:
    points = np.random.default_rng(seed).uniform(0, 1000, (count, 2))
    points[count // 2 :, 1] /= 3
    if count == 1:
        assert scattered(points, np.zeros(1, np.int64)).tolist() == [0]
        return
    assert scattered(points, np.zeros(count, np.int64)).tolist() == plain_order([tuple(xy) for xy in points.tolist()])


def test_neighbouring_cells_follow_the_curve_too() -> None:
    """The area is 65,535 m wide, so a cell is a metre; rows against the curve, at each power of two."""
    corners = [(x, y) for power in range(16) for x in (2**power, 2**power - 1) for y in (2**power, 2**power - 1, 5)]
    points = sorted({*corners, (0, 0), (65_535, 65_535)}, reverse=True)
    made = np.array(points, float)
    assert scattered(made, np.zeros(len(points), np.int64)).tolist() == plain_order([tuple(xy) for xy in made.tolist()])
