"""The nearest facilities in a straight line, after some came or went, are those that a search of all gives."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.geometry.distances import Places
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach.straight import StraightSearches
from buurtmaat.core.session import Keeping
from towns.factories import box, point, shapes

FACILITIES = 30


@pytest.mark.parametrize("seed", range(30))
def test_distances_are_those_of_a_search_of_all(seed):
    rng = np.random.default_rng(seed)
    spots = rng.uniform(0, 1000, (FACILITIES, 2)).tolist()
    places = shapes(*(point(x, y) if rng.random() < 0.7 else box(x, y, x + 60, y + 40) for x, y in spots))
    points = rng.uniform(-100, 1100, (500, 2))
    points[:3] = np.nan
    rows = np.arange(20)
    before = StraightSearches(points, places.take(rows), Keeping())
    before.nearest(rows, Progress())
    after = np.setdiff1d(np.arange(FACILITIES), rng.choice(rows, seed % 6, replace=False))[: 20 + seed % 10]
    if seed % 5 == 4:
        after = np.arange(20, FACILITIES)  # none of those of before stays
    found = StraightSearches(points, places, Keeping(), before).nearest(after, Progress())
    near, away = Places(places.take(after)).nearest(points)
    np.testing.assert_array_equal(found.cost, away)
    np.testing.assert_array_equal(found.facility < 0, near < 0)
    assert (found.facility == near).mean() > 0.95  # another one may be as near


def test_only_who_may_gain_is_looked_at_again(monkeypatch):
    points, asked = np.random.default_rng(1).uniform(0, 1000, (1000, 2)), []
    places = shapes(*(point(x, y) for x in range(0, 1001, 100) for y in range(0, 1001, 100)))
    rows = np.arange(places.count - 1)
    before = StraightSearches(points, places, Keeping())
    before.nearest(rows, Progress())
    nearest = Places.nearest
    monkeypatch.setattr(
        Places, "nearest", lambda self, some, part=None: asked.append(len(some)) or nearest(self, some, part)
    )
    StraightSearches(points, places, Keeping(), before).nearest(np.append(rows, rows.size), Progress())
    assert len(asked) == 1
    assert asked[0] < 50  # of 1000: those around one corner


@pytest.mark.parametrize(
    ("home", "there", "comes", "metres"),
    [
        ((0.0, 0.0), (10.0, 0.0), point(9.5, 0.0), 9.5),  # a little is gained
        ((0.0, 0.0), (10.0, 0.0), point(0.0, -9.5), 9.5),
        ((0.0, 0.0), (0.3, 0.0), point(0.0, 0.2), 0.2),
        ((1.25, 0.5), (3.25, 0.5), point(0.125, 0.5), 1.125),  # beyond a place near the origin
        ((0.0, 0.0), (10.0, 0.0), box(-5.0, 9.0, 5.0, 12.0), 9.0),
        ((0.0, 0.0), (10.0, 0.0), box(-5.0, -5.0, 5.0, 5.0), 0.0),
        ((0.0, 0.0), (10.0, 0.0), point(10.5, 0.0), 10.0),
        ((0.0, 0.0), (10.0, 0.0), [], 10.0),  # without geometry
    ],
)
def test_who_comes_is_nearer_or_not(home, there, comes, metres):
    places, points = shapes(point(*there), point(900.0, 900.0), comes), np.array([home, (900.0, 899.0), (np.nan, 0.0)])
    before = StraightSearches(points, places, Keeping())
    before.nearest(np.arange(2), Progress())
    found = StraightSearches(points, places, Keeping(), before).nearest(np.arange(3), Progress())
    np.testing.assert_array_equal(found.cost, [metres, 1.0, np.inf])
    assert found.facility.tolist() == [2 if metres != np.hypot(there[0] - home[0], there[1] - home[1]) else 0, 1, -1]
