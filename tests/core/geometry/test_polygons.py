from __future__ import annotations

import math
import random

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.geometry import polygons
from buurtmaat.core.geometry.polygons import first_holding, pairs_inside
from buurtmaat.core.progress import Progress
from towns.brute_force import polygon_side
from towns.factories import Geometry, box, line, point, polygon, shapes, xy

DIAMOND = polygon([(10, 0), (20, 10), (10, 20), (0, 10)])
WITH_HOLE = polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [(3, 3), (7, 3), (7, 7), (3, 7)])


def holders(points: list[tuple[float, float]], *geometries: Geometry) -> list[list[int]]:
    point_, feature = pairs_inside(xy(*points), shapes(*geometries))
    return [sorted(feature[point_ == i].tolist()) for i in range(len(points))]


def test_a_point_inside_is_held_and_one_outside_is_not() -> None:
    assert holders([(10, 10), (1, 1), (19, 19)], DIAMOND) == [[0], [], []]


def test_the_border_and_the_corners_belong_to_the_polygon() -> None:
    assert holders([(10, 0), (20, 10), (10, 20), (0, 10), (5, 5), (15, 15)], DIAMOND) == [[0]] * 6
    assert holders([(0, 0), (5, 0), (10, 5), (5, 10), (0, 5), (10, 10)], box(0, 0, 10, 10)) == [[0]] * 6


def test_a_point_level_with_a_corner_is_counted_once() -> None:
    assert holders([(-5, 10), (25, 10), (-5, 0), (-5, 20), (30, 20)], DIAMOND) == [[]] * 5


def test_a_hole_is_outside_but_its_border_is_not() -> None:
    assert holders([(5, 5), (3, 5), (7, 7), (2, 5), (8, 8)], WITH_HOLE) == [[], [0], [0], [0], [0]]


def test_an_island_in_a_hole_is_inside() -> None:
    nested = WITH_HOLE + box(4, 4, 6, 6)
    assert holders([(5, 5), (3.5, 5)], nested) == [[0], []]


def test_all_parts_of_a_multipolygon_hold() -> None:
    assert holders([(1, 1), (6, 6), (3, 3)], box(0, 0, 2, 2) + box(5, 5, 7, 7)) == [[0], [0], []]


def test_points_and_lines_among_the_shapes_hold_nothing() -> None:
    assert holders([(1, 1), (0.5, 0.5)], point(1, 1), line((0, 0), (1, 1)), [], box(0, 0, 1, 1)) == [[3], [3]]


def test_a_point_without_coordinates_lies_nowhere() -> None:
    assert holders([(math.nan, 1), (1, math.nan), (1, 1)], box(0, 0, 2, 2)) == [[], [], [0]]


def test_on_a_shared_border_both_hold_and_the_first_in_input_order_counts() -> None:
    point_, feature = pairs_inside(xy((5, 2), (5, 0), (2, 2), (9, 9)), shapes(box(5, 0, 10, 5), box(0, 0, 5, 5)))
    holder, several = first_holding(point_, feature, 4)
    assert holder.tolist() == [0, 0, 1, -1]
    assert several == 2


def test_a_slanted_shared_border_loses_no_point_whatever_the_rounding() -> None:
    rng = random.Random(1)
    a, b = (85003.1, 447001.7), (85041.9, 447033.3)
    left = polygon([a, b, (85000.0, 447050.0)])
    right = polygon([b, a, (85050.0, 447000.0)])
    on = []
    for _ in range(2000):
        t = rng.random()
        on.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
    assert all(len(found) >= 1 for found in holders(on, left, right))


def test_a_self_crossing_ring_is_read_even_odd() -> None:
    bow_tie = polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    assert holders([(1, 5), (9, 5), (5, 1), (5, 9)], bow_tie) == [[0], [0], [], []]


def test_random_polygons_hold_what_a_plain_ray_says() -> None:
    rng = random.Random(7)
    for _ in range(60):
        corners = [(rng.randint(0, 12), rng.randint(0, 12)) for _ in range(rng.randint(3, 8))]
        centre = (sum(c[0] for c in corners) / len(corners), sum(c[1] for c in corners) / len(corners))
        corners.sort(key=lambda c, m=centre: math.atan2(c[1] - m[1], c[0] - m[0]))  # so that it does not cross itself
        made = polygon(corners)
        spots = [(x / 2, y / 2) for x in range(-1, 26) for y in range(-1, 26)]
        expected = [[0] if polygon_side(spot, made[0][1]) >= 0 else [] for spot in spots]
        assert holders(spots, made) == expected


def test_of_many_polygons_each_holds_its_own_points() -> None:
    """More than are looked at in one go: a chessboard, in whose squares points stand by their whole numbers."""
    rng = random.Random(3)
    squares = [box(column, row, column + 1, row + 1) for row in range(40) for column in range(40)]
    spots = [(rng.uniform(0, 40), rng.uniform(0, 40)) for _ in range(4000)]
    found = holders(spots, *squares)
    assert found == [[int(y) * 40 + int(x)] for x, y in spots]


@pytest.mark.parametrize("together", [1, 100, 1_000_000])
def test_side_by_side_and_on_each_other_each_polygon_holds_what_lies_in_it(together: int, monkeypatch) -> None:
    """Thirty diamonds of all sizes: a place lies in one where its steps to the middle are no more than its radius."""
    monkeypatch.setattr(polygons, "_TOGETHER", together)
    rng = np.random.default_rng(2)
    middle, radius = rng.uniform(0, 100, (30, 2)), rng.uniform(1, 40, 30)
    made = [polygon([(x + r, y), (x, y + r), (x - r, y), (x, y - r)]) for (x, y), r in zip(middle, radius, strict=True)]
    places = rng.uniform(-20, 120, (300, 2))
    point_, feature = pairs_inside(places, shapes(*made))
    expected = np.abs(places[None] - middle[:, None]).sum(axis=2) <= radius[:, None]
    assert np.stack([feature, point_], axis=1).tolist() == np.argwhere(expected).tolist()


def test_of_several_polygons_the_first_holds_each_point() -> None:
    point_, feature = np.array([0, 2, 0, 1, 4, 2]), np.array([3, 7, 1, 2, 5, 0])
    holder, several = first_holding(point_, feature, 6)
    assert holder.tolist() == [1, 2, 0, -1, 5, -1]
    assert several == 2


def test_no_points_and_no_polygons_give_no_pairs() -> None:
    assert holders([], box(0, 0, 1, 1)) == []
    assert [of_pairs.size for of_pairs in pairs_inside(xy((1, 1)), shapes())] == [0, 0]


def test_the_search_looks_at_cancel() -> None:
    with pytest.raises(Cancelled):
        pairs_inside(np.zeros((1, 2)), shapes(box(0, 0, 1, 1)), Progress(cancelled=lambda: True))
