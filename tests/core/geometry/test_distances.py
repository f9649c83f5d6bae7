"""Straight distances to points, lines and polygons, on right-angled triangles and by comparing each with each."""

from __future__ import annotations

import math

import numpy as np
import pytest

from buurtmaat.core.geometry import distances
from buurtmaat.core.geometry.distances import Places, least_per_pair
from buurtmaat.core.progress import Progress
from towns.factories import box, line, multipoint, point, shapes, xy

POINT, LINE, NOTHING, PARK, NESTED = range(5)


@pytest.fixture
def places() -> Places:
    """Make a point, a street with a bend, nothing, a park, and a pond in that park."""
    street = line((100, 0), (100, 40), (140, 40))
    return Places(shapes(point(0, 0), street, [], box(0, 100, 60, 150), box(20, 110, 40, 130)))


def test_the_nearest_is_found_and_within_a_polygon_it_is_the_first_that_holds(places) -> None:
    points = xy((3, 4), (97, 36), (30, 120), (10, 110), (math.nan, 0), (63, 154), (150, 40))
    feature, away = places.nearest(points, Progress())
    assert feature.tolist() == [POINT, LINE, PARK, PARK, -1, PARK, LINE]
    assert away.tolist() == [5, 3, 0, 0, math.inf, 5, 10]
    # On the border of the pond the pond itself is there already, at no distance.
    assert places.nearest(xy((20, 120)))[1].tolist() == [0]


def test_all_within_a_radius_come_once_each(places) -> None:
    points = xy((math.nan, 1), (100, 37), (30, 128), (0, 95), (1, 0))
    point_, feature, away = places.within(points, 5.0, Progress())
    assert list(zip(point_.tolist(), feature.tolist(), away.tolist(), strict=True)) == [
        (1, LINE, 0),
        (2, PARK, 0),
        (2, NESTED, 0),
        (3, PARK, 5),  # as far as the radius
        (4, POINT, 1),
    ]
    assert places.within(xy((0, 94.9)), 5.0)[0].size == 0


@pytest.mark.parametrize("at_most", [math.inf, 60.0])
def test_a_distance_to_a_place_has_its_foot_there(places, at_most) -> None:
    asked = [
        ((3, 4), POINT, 5, (0, 0)),
        ((103, 20), LINE, 3, (100, 20)),
        ((143, 44), LINE, 5, (140, 40)),  # behind its end
        ((97, -4), LINE, 5, (100, 0)),  # before its beginning
        ((10, 105), PARK, 0, (10, 105)),  # in it
        ((10, 115), NESTED, 10, (20, 115)),  # in another one
        ((63, 154), PARK, 5, (60, 150)),
        ((0.5, 0), POINT, 0.5, (0, 0)),
    ]
    points, feature = xy(*(p for p, *_ in asked)), np.array([f for _, f, *_ in asked])
    away, foot = places.distance(points, feature, at_most)
    assert away.tolist() == [metres for *_, metres, _ in asked]
    assert foot.tolist() == [list(place) for *_, place in asked]


def test_points_as_far_as_a_distance_can_be_are_measured(places) -> None:
    away, foot = places.distance(xy((0, 95), (65, 120)), np.array([PARK, PARK]), 5.0)
    assert away.tolist() == [5, 5]
    assert foot.tolist() == [[0, 100], [60, 120]]


def test_distances_are_those_to_each_place_by_itself(monkeypatch) -> None:
    """Many points, in pieces of few pairs, to places with one outline and with many."""
    monkeypatch.setattr(distances, "_PAIRS", 50)
    monkeypatch.setattr(distances, "_ROWS", 7)
    rng = np.random.default_rng(3)
    corners = rng.uniform(0, 300, (12, 2))
    made = [box(x, y, x + 40, y + 20) if n % 3 else multipoint((x, y), (x + 9, y)) for n, (x, y) in enumerate(corners)]
    points, feature = rng.uniform(0, 300, (200, 2)), rng.integers(0, 12, 200)
    together = Places(shapes(*made))
    for at_most in (math.inf, 500.0):
        away, foot = together.distance(points, feature, at_most)
        for p, f, d, end in zip(points, feature, away, foot, strict=True):
            low = corners[f]
            if f % 3:
                nearest = np.clip(p, low, np.add(low, (40, 20)))
            else:
                nearest = min((low, np.add(low, (9, 0))), key=lambda spot, p=p: math.dist(spot, p))
            assert d == pytest.approx(math.dist(nearest, p), abs=1e-9)
            assert end.tolist() == pytest.approx(nearest.tolist(), abs=1e-9)


def test_of_each_pair_the_smallest_value_is_kept_in_order() -> None:
    one, other = np.array([2, 0, 2, 0, 1, 0]), np.array([1, 3, 1, 0, 3, 3])
    found = least_per_pair(one, other, np.array([5.0, 2.0, 4.0, 7.0, 1.0, 3.0]))
    assert list(zip(*(values.tolist() for values in found), strict=True)) == [
        (0, 0, 7.0),
        (0, 3, 2.0),
        (1, 3, 1.0),
        (2, 1, 4.0),
    ]
    assert least_per_pair(one[:0], other[:0], np.empty(0))[2].size == 0
