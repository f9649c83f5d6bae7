"""What each dwelling has: values, what lies within, and why there is no value."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import numpy as np
import pytest
from factories import XY, Geometry, box, line, network, point, shapes, xy
from random_towns import random_town

from buurtmaat.core.access import find_access
from buurtmaat.core.measures import Measure, Reaching, measure, usable
from buurtmaat.core.norms import Requirement
from buurtmaat.core.options import NetworkOptions
from buurtmaat.core.places import Places
from buurtmaat.core.progress import Progress
from buurtmaat.core.snapping import snap_points

STREET = line((0, 0), (10_000, 0))
NOWHERE = (math.nan, math.nan)


def ground(
    dwellings: Sequence[XY], facilities: Sequence[Geometry], streets: Sequence[Geometry] = (STREET,)
) -> Reaching:
    net = network(*streets, options=NetworkOptions(max_snap=50.0, min_component=0.0))
    points, places = xy(*dwellings), shapes(*facilities)
    return Reaching(points, Places(places), net, snap_points(net, points), find_access(net, places))


def requirement(indicator: str = "distance", **keys: object) -> Requirement:
    usual = {"id": "a", "facility": ("x",), "threshold": 500.0, "unit": "m", "target": 0.95}
    return Requirement(**{**usual, **keys}, indicator=indicator)


def measured(reaching: Reaching, absence: str = "", facilities: Sequence[int] | None = None, **keys: object) -> Measure:
    asked = requirement(**keys)
    rows = np.arange(reaching.places.shapes.count) if facilities is None else np.array(facilities, np.int64)
    return measure(asked, asked.threshold, 4.8, reaching, rows, absence, Progress())


# Thresholds


@pytest.mark.parametrize("metric", ["network", "straight"])
@pytest.mark.parametrize("indicator", ["distance", "count"])
@pytest.mark.parametrize(("unit", "factor"), [("m", 1.0), ("min", 0.0125)])
@pytest.mark.parametrize(("off", "within"), [(0, 1), (5e-7, 1), (1e-5, 0), (-1e-5, 1)])
def test_within_is_at_most_a_millionth_above_the_threshold(
    metric: str, indicator: str, unit: str, factor: float, off: float, within: int
) -> None:
    reaching = ground([(100, 0), (9000, 0)], [point(433.7, 0)])
    found = measured(reaching, metric=metric, indicator=indicator, unit=unit, threshold=333.7 * factor - off)
    assert found.value[0] == pytest.approx(333.7 * factor, abs=1e-9)
    assert found.within.tolist() == [within, 0]
    if found.number is not None:
        assert found.number.tolist() == [within, 0]


def test_minutes_of_streets_with_speeds_are_capped() -> None:
    net = network(line((0, 0), (800, 0)), line((800, 0), (1600, 0)), kmh=[30.0, 2.4])
    points, places = xy((0, 0)), shapes(point(1600, 0))
    reaching = Reaching(points, Places(places), net, snap_points(net, points), find_access(net, places))
    assert measured(reaching, unit="min", threshold=5.0).value.tolist() == [pytest.approx(10 + 20)]
    assert measured(reaching, unit="min", threshold=10.0, indicator="count").value.tolist() == [pytest.approx(30)]
    assert measured(reaching, unit="min", threshold=5.0, metric="straight").value.tolist() == [pytest.approx(20)]
    assert measured(reaching).value.tolist() == [1600]


# Counts


def test_count_gives_the_nth_nearest_up_to_three_times_the_threshold() -> None:
    reaching = ground([(0, 0), (5000, 0)], [point(x, 0) for x in (900, 100, 300, 4000)])
    for minimum, value, facility, within in ((1, 100, 1, 1), (2, 300, 2, 1), (3, 900, 0, 0)):
        found = measured(reaching, indicator="count", minimum=minimum, threshold=300.0)
        assert (found.value[0], found.facility[0], found.within[0]) == (value, facility, within)
        assert found.number.tolist() == [2, 0]
        assert found.reason.tolist() == [None, "beyond_limit"]
    found = measured(reaching, indicator="count", minimum=3, threshold=299.0)
    assert (math.isnan(found.value[0]), found.facility[0], found.within[0]) == (True, -1, 0)
    assert found.reason[0] == "beyond_limit"


@pytest.mark.parametrize("seed", range(25))
def test_ok_and_number_follow_from_the_values(seed: int) -> None:
    town = random_town(1000 + seed)
    for outcome in town.assess().outcomes:
        found = outcome.measure
        if found is None:
            continue
        threshold = outcome.requirement.threshold + 1e-6
        known = found.within != -1
        assert np.array_equal(found.within[known] == 1, np.nan_to_num(found.value[known], nan=np.inf) <= threshold)
        assert np.isnan(found.value[~known]).all()
        assert np.array_equal(found.facility >= 0, np.isfinite(found.value))
        assert np.array_equal(np.isnan(found.value), [r is not None for r in found.reason])
        if found.number is not None:
            enough = found.number >= outcome.requirement.minimum
            assert np.array_equal(found.within[known] == 1, enough[known])


@pytest.mark.parametrize("seed", range(25))
def test_shares_at_other_thresholds_are_those_of_a_new_run(seed: int) -> None:
    town = random_town(2000 + seed)
    first = town.assess()
    asked = town.requirements
    for factor, name in ((0.9, "at_90"), (1.1, "at_110")):
        town.requirements = [
            dataclasses.replace(r, threshold=factor * r.threshold) if r.has_share else r for r in asked
        ]
        for one, other in zip(first.outcomes, town.assess().outcomes, strict=True):
            if one.sums is None:
                continue
            assert np.allclose(one.sums.share_of(getattr(one.sums, name)), other.sums.share, equal_nan=True)
            assert np.allclose(one.whole.share_of(getattr(one.whole, name)), other.whole.share, equal_nan=True)


# Why there is no value


def test_reasons_over_the_network() -> None:
    streets = (STREET, line((0, 900), (10, 900)))
    homes = [(100, 10), (5, 900), (100, 300), NOWHERE]
    found = measured(ground(homes, [point(200, 0)], streets))
    assert found.value.tolist() == [110, *[pytest.approx(math.nan, nan_ok=True)] * 3]
    assert found.within.tolist() == [1, 0, -1, -1]
    assert found.reason.tolist() == [None, "unreachable", "off_network", "no_geometry"]
    assert found.facility.tolist() == [0, -1, -1, -1]


def test_straight_lines_hold_for_dwellings_off_the_network() -> None:
    found = measured(ground([(100, 300), NOWHERE], [point(100, 0)]), metric="straight")
    assert found.value[0] == 300
    assert found.within.tolist() == [1, -1]
    assert found.reason.tolist() == [None, "no_geometry"]


def test_a_dwelling_off_the_network_is_at_0_inside_a_facility() -> None:
    found = measured(ground([(100, 300)], [box(0, -5, 200, 400)]))
    assert (found.value[0], found.within[0], found.reason[0]) == (0, 1, None)


@pytest.mark.parametrize("indicator", ["distance", "count"])
def test_absence_that_is_real_leaves_all_outside(indicator: str) -> None:
    found = measured(ground([(0, 0), (0, 300), NOWHERE], []), indicator=indicator)
    assert found.within.tolist() == [0, 0, 0]
    assert found.reason.tolist() == ["no_facility"] * 3
    assert np.isnan(found.value).all()


@pytest.mark.parametrize("absence", ["no_facility", "facilities_unusable"])
@pytest.mark.parametrize("indicator", ["distance", "count"])
def test_absence_that_may_not_be_real_leaves_all_unknown(indicator: str, absence: str) -> None:
    found = measured(ground([(0, 0), (0, 300), NOWHERE], []), absence, indicator=indicator)
    assert found.within.tolist() == [-1, -1, -1]
    assert found.reason.tolist() == [absence] * 3


def test_facilities_that_can_be_reached() -> None:
    reaching = ground([(0, 0)], [point(10, 0), [], point(10, 500), box(0, 30, 10, 40), box(0, 60, 10, 70)])
    assert usable(reaching, range(5), "network").tolist() == [0, 3]
    assert usable(reaching, range(5), "straight").tolist() == [0, 2, 3, 4]
    assert usable(reaching, [4, 2], "straight").tolist() == [4, 2]


def test_facilities_are_named_by_their_own_rows() -> None:
    reaching = ground([(0, 0), (1000, 0)], [point(5, 0), point(900, 0), point(40, 0), point(990, 0)])
    for metric in ("network", "straight"):
        for indicator in ("distance", "count"):
            found = measured(reaching, facilities=[1, 2], metric=metric, indicator=indicator)
            assert found.facility.tolist() == [2, 1]
            assert found.value.tolist() == [40, 100]


def test_of_facilities_at_one_place_the_first_is_named() -> None:
    reaching = ground([(0, 0), (7, 0)], [point(500, 0), point(100, 0), point(100, 0)])
    for metric in ("network", "straight"):
        assert measured(reaching, metric=metric).facility.tolist() == [1, 1]
        found = measured(reaching, metric=metric, indicator="count", minimum=2)
        assert found.facility.tolist() == [2, 2]


def test_a_network_must_be_there_for_what_is_measured_over_it() -> None:
    bare = Reaching(xy((0, 0)), Places(shapes(point(3, 4))), None, None, None)
    assert measured(bare, metric="straight").value.tolist() == [5]
    for indicator in ("distance", "count"):
        with pytest.raises(ValueError, match="without one"):
            measured(bare, indicator=indicator)
