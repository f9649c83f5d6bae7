"""Which facility is the nearest for most dwellings of a neighbourhood, and how far the farthest has it."""

from __future__ import annotations

import math

import numpy as np

from buurtmaat.adapters.explore.nearest_places import _nearest
from buurtmaat.core.results.what_if import Homes


def test_the_facility_of_the_most_dwellings_and_the_farthest_of_them():
    """Two in the first area go to b and one to a; in the second nothing is known; the last dwelling lies outside."""
    homes = Homes(np.array([0, 0, 0, 1, 2]), ["one", "two"], [None, None])
    found = _nearest(["b", "a", "b", None, "a"], np.array([30.0, 90.0, np.inf, np.nan, 500.0]), homes)
    assert [one.facility for one in found] == ["b", ""]
    assert found[0].farthest == 90.0
    assert math.isnan(found[1].farthest)


def test_no_dwelling_has_no_facility():
    found = _nearest([], np.zeros(0), Homes(np.zeros(0, int), ["one"], [None]))
    assert found[0].facility == ""
    assert math.isnan(found[0].farthest)
