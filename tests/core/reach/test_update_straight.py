"""The nearest in a straight line after facilities came and went is that of a search of all, to the last digit."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.geometry.distances import Places
from buurtmaat.core.reach.nearest_update import update_straight
from towns.factories import box, point, shapes


@pytest.mark.parametrize("seed", range(40))
def test_what_came_and_went_is_all_that_is_searched_for(seed):
    rng = np.random.default_rng(seed)
    made = [
        box(x, y, x + 30, y + 20) if rng.random() < 0.3 else point(x, y)
        for x, y in rng.uniform(0, 1000, (12, 2)).tolist()
    ]
    places = Places(shapes(*made))
    points = rng.uniform(0, 1000, (60, 2))
    points[3] = np.nan
    then = np.sort(rng.permutation(10)[: rng.integers(1, 10)])  # the last two come later
    stay = then[rng.random(then.size) < 0.7]
    now = np.concatenate([stay, np.array([10, 11])[rng.random(2) < 0.7]]).astype(np.int64)
    before = then, Places(places.shapes.take(then)).nearest(points)
    near, away = update_straight(places, points, now, before)
    wanted, far = Places(places.shapes.take(now)).nearest(points)
    np.testing.assert_array_equal(away, far)
    ties = near != wanted  # only where another one is as near
    assert (far[ties] == away[ties]).all()
    for row in np.flatnonzero(ties).tolist():
        both = places.distance(np.tile(points[row], (2, 1)), now[[near[row], wanted[row]]])[0]
        assert both[0] == both[1]
