"""Which facility is the nearest for most dwellings of a neighbourhood, and how far the farthest has it."""

from __future__ import annotations

import math

import numpy as np

from buurtmaat.adapters.explore.nearest_places import NearestPlace, _nearest, read_nearest
from buurtmaat.adapters.io.feature_sources import layer_source
from buurtmaat.core.progress import Progress
from buurtmaat.core.results.what_if import Homes
from towns.runs import layer, point


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


def test_where_a_requirement_is_not_asked_no_place_is_nearest():
    """Of the west it is not asked; in the east of one of three dwellings only, and of another nobody knows."""
    kinds = {
        "neighbourhood": "text", "s_value": "real", "s_facility": "text", "s_ok": "int", "s_weight": "real",
        "s_reason": "text",
    }  # fmt: skip
    homes = layer(
        [
            (point(0, 0), "w", 100.0, "near", 1, 0.0, "not_applicable", "ok"),
            (point(1, 0), "e", 100.0, "near", 1, 0.0, "not_applicable", "ok"),
            (point(2, 0), "e", 100.0, "near", 1, 0.0, "not_applicable", "ok"),
            (point(3, 0), "e", 700.0, "far", 0, 1.0, None, "ok"),
            (point(4, 0), "e", 900.0, "far", None, None, "field_unknown:people", "ok"),
        ],
        "homes", **kinds, row_status="text",
    )  # fmt: skip
    areas = Homes(np.array([0, 1, 1, 1, 1]), ["w", "e"], [None, None])
    west, east = read_nearest(layer_source(homes, lambda: False), areas, Progress())["s"]
    assert west.facility == ""
    assert math.isnan(west.farthest)
    assert east == NearestPlace("far", 700.0)
