"""What each dwelling has: values, what lies within, and why there is no value."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from buurtmaat.core.geometry.distances import Places
from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.network import Network
from buurtmaat.core.network.options import NetworkOptions
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.norms.model import Mode, Requirement
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach.network_searches import NetworkSearches
from buurtmaat.core.requirements.facilities import Selection
from buurtmaat.core.requirements.measures import Measure, Reaching, Thresholds, measure
from towns.factories import XY, Geometry, box, line, network, point, shapes, xy
from towns.plain_assessment import OUTSIDE, threshold_in
from towns.random_towns import RandomTown, random_town, with_factor

STREET = line((0, 0), (10_000, 0))
NOWHERE = (math.nan, math.nan)


def ground(
    dwellings: Sequence[XY], facilities: Sequence[Geometry], streets: Sequence[Geometry] = (STREET,)
) -> Reaching:
    net = network(*streets, options=NetworkOptions(max_snap=50.0, min_component=0.0))
    return reaching_over({"walk": net}, dwellings, facilities)


def reaching_over(networks: dict[str, Network], dwellings: Sequence[XY], facilities: Sequence[Geometry]) -> Reaching:
    points, places = xy(*dwellings), shapes(*facilities)

    def ground_of(net: Network) -> NetworkSearches:
        return NetworkSearches(net, find_access(net, places), points, snap_points(net, points))

    return Reaching(points, Places(places), {mode: ground_of(net) for mode, net in networks.items()})


def requirement(indicator: str = "distance", **keys: object) -> Requirement:
    usual = {"id": "a", "facility": ("x",), "threshold": 500.0, "unit": "m", "target": 0.95}
    return Requirement(**{**usual, **keys}, indicator=indicator)


def selection(rows: Sequence[int] = (), absence: str = "") -> Selection:
    return Selection(members=np.array(rows, np.int64), place=np.array(rows, np.int64), why_unknown=absence)


WALK = Mode("walk", 4.8)


def measured(
    reaching: Reaching,
    absence: str = "",
    facilities: Sequence[int] | None = None,
    *,
    of_types: Sequence[Selection] | None = None,
    each: Sequence[float] | None = None,
    mode: Mode = WALK,
    **keys: object,
) -> Measure:
    """Measure with the same threshold everywhere, or with one for `each` dwelling."""
    asked, count = requirement(**keys), len(reaching.points)
    rows = range(reaching.places.shapes.count) if facilities is None else facilities
    thresholds = Thresholds(np.full(count, asked.threshold), asked.largest_threshold)
    if each is not None:
        thresholds = Thresholds(np.array(each, float), float(np.nanmax(each)))
    return measure(asked, thresholds, mode, reaching, of_types or [selection(rows, absence)], Progress())


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
    reaching = reaching_over({"walk": net}, [(0, 0)], [point(1600, 0)])
    assert measured(reaching, unit="min", threshold=5.0).value.tolist() == [pytest.approx(10 + 20)]
    assert measured(reaching, unit="min", threshold=10.0, indicator="count").value.tolist() == [pytest.approx(30)]
    assert measured(reaching, unit="min", threshold=5.0, metric="straight").value.tolist() == [pytest.approx(20)]
    assert measured(reaching).value.tolist() == [1600]


def test_a_line_with_minutes_of_its_own_takes_these() -> None:
    # 800 m on foot take 10 minutes, the ferry between takes 7.
    ends = [line((x, 0), (x + 800, 0)) for x in (0, 800, 1600)]
    net = network(*ends, minutes=[None, 7.0, None])
    reaching = reaching_over({"walk": net}, [(0, 0)], [point(2400, 0)])
    assert measured(reaching, unit="min", threshold=5.0).value.tolist() == [pytest.approx(27)]


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
        found, asked = outcome.measure, outcome.requirement
        if found is None:
            continue
        threshold = np.array([thresholds_in(town, asked)[h] for h in town.holder]) + 1e-6
        value = np.nan_to_num(found.value, nan=np.inf)
        known, nameless = found.within != -1, found.reason == "no_class"
        assert np.array_equal(found.within[known] == 1, value[known] <= threshold[known])
        assert np.array_equal(found.facility >= 0, np.isfinite(found.value))
        absent = asked.indicator == "types" and set(found.reason) <= {"no_facility", "facilities_unusable"}
        assert not (value[~known] <= threshold[~known]).any()
        assert np.isnan(found.value[~known & ~nameless]).all() or absent
        if not absent:
            assert np.array_equal(np.isnan(found.value) | nameless, [r is not None for r in found.reason])
        if found.number is not None:
            enough = found.number >= asked.minimum
            assert np.array_equal(found.within[known] == 1, enough[known])


def thresholds_in(town: RandomTown, asked: Requirement) -> list[float]:
    """Return the threshold in each neighbourhood, and at the end that outside all; NaN where there is none."""
    found = [threshold_in(town.plain, asked, area) for area in [*town.area_ids, OUTSIDE]]
    return [math.nan if one is None else one for one in found]


@pytest.mark.parametrize("factor", [0.8, 0.9, 1.1, 2.9])
@pytest.mark.parametrize("seed", range(25))
def test_other_thresholds_can_be_read_off_the_values(seed: int, factor: float) -> None:
    """What lies within in a new run is what has a value that small; a reason tells what is not known."""
    town = random_town(1500 + seed)
    for one, other in zip(town.assess().outcomes, with_factor(town, factor).assess().outcomes, strict=True):
        found, asked = one.measure, one.requirement
        if found is None:
            continue
        threshold = factor * np.array([thresholds_in(town, asked)[h] for h in town.holder]) + 1e-6
        for d, (value, within, reason) in enumerate(zip(found.value, found.within, found.reason, strict=True)):
            expected = 1 if value <= threshold[d] else 0
            absent = reason in ("no_facility", "facilities_unusable")
            if absent and asked.indicator == "types" and (found.within == -1).any():
                expected = 1 if expected else -1
            elif absent:
                expected = within
            elif reason in ("off_network", "no_geometry", "no_class"):
                expected = -1
            assert other.measure.within[d] == expected


@pytest.mark.parametrize("seed", range(25))
def test_shares_at_other_thresholds_are_those_of_a_new_run(seed: int) -> None:
    town = random_town(2000 + seed)
    first = town.assess()
    for factor, name in ((0.9, "at_90"), (1.1, "at_110")):
        for one, other in zip(first.outcomes, with_factor(town, factor).assess().outcomes, strict=True):
            if one.whole is None:
                continue
            pairs = [(one.figures[level].sums, other.figures[level].sums) for level in one.figures]
            groups = [(one.groups.sums, other.groups.sums)] if one.groups is not None else []
            for before, after in [*pairs, *groups, (one.whole, other.whole)]:
                assert np.allclose(before.share_of(getattr(before, name)), after.share, equal_nan=True)


# Types and baskets


KINDS = [selection([0, 1]), selection([2]), selection([3])]
"""Two facilities of a first type, one of a second and one of a third."""


@pytest.mark.parametrize("metric", ["network", "straight"])
def test_types_give_the_nth_smallest_of_the_nearest_of_each(metric: str) -> None:
    reaching = ground([(0, 0), (5000, 0)], [point(x, 0) for x in (700, 100, 400, 290)])
    for minimum, value, place, within in ((1, 100, 1, 1), (2, 290, 3, 1), (3, 400, 2, 0)):
        keys = {"facility": ("x", "y", "z"), "minimum": minimum, "threshold": 300.0, "metric": metric}
        found = measured(reaching, indicator="types", of_types=KINDS, **keys)
        assert (found.value[0], found.facility[0], found.within[0]) == (value, place, within)
        assert found.number.tolist() == [2, 0]
        assert found.reason.tolist() == [None, "beyond_limit"]
        assert math.isnan(found.value[1])
    keys |= {"threshold": 133.0}  # 400 is more than three times as far
    found = measured(reaching, indicator="types", of_types=KINDS, **keys)
    assert (math.isnan(found.value[0]), found.facility[0], found.reason[0]) == (True, -1, "beyond_limit")


@pytest.mark.parametrize("metric", ["network", "straight"])
def test_a_basket_gives_the_farthest_of_the_nearest_of_each_however_far(metric: str) -> None:
    reaching = ground([(0, 0), (9000, 0)], [point(x, 0) for x in (700, 100, 400, 290)])
    found = measured(reaching, indicator="basket", of_types=KINDS, threshold=100.0, metric=metric)
    assert found.value.tolist() == [400, 8710]
    assert found.facility.tolist() == [2, 3]
    assert found.within.tolist() == [0, 0]
    assert (found.number, found.reason.tolist()) == (None, [None, None])
    assert measured(reaching, indicator="basket", of_types=KINDS, threshold=400.0).within.tolist() == [1, 0]


@pytest.mark.parametrize("metric", ["network", "straight"])
def test_of_types_as_far_the_first_is_named(metric: str) -> None:
    reaching = ground([(0, 0)], [point(300, 0), point(100, 0), point(300, 0)])
    for kinds, named in (([1, 2, 0], 2), ([0, 2, 1], 0)):
        of_types = [selection([row]) for row in kinds]
        found = measured(reaching, indicator="basket", of_types=of_types, metric=metric)
        assert (found.value[0], found.facility[0]) == (300, named)
        found = measured(reaching, indicator="types", minimum=2, of_types=of_types, metric=metric)
        assert (found.value[0], found.facility[0]) == (300, named)


@pytest.mark.parametrize("metric", ["network", "straight"])
def test_a_basket_of_one_type_or_two_has_the_farthest_of_these(metric: str) -> None:
    reaching = ground([(0, 0)], [point(x, 0) for x in (700, 100, 400, 290)])
    for of_types, value, place in ((KINDS[:1], 100, 1), (KINDS[:2], 400, 2), (KINDS[::2], 290, 3)):
        found = measured(reaching, indicator="basket", of_types=of_types, metric=metric)
        assert (found.value[0], found.facility[0]) == (value, place)


def test_where_one_type_of_a_basket_is_out_of_reach_no_place_gives_the_value() -> None:
    reaching = ground([(0, 0)], [point(100, 0), point(300, 0), point(0, 900)], [STREET, line((0, 900), (500, 900))])
    found = measured(reaching, indicator="basket", of_types=KINDS[:2])
    assert (math.isnan(found.value[0]), found.facility[0], found.reason[0]) == (True, -1, "unreachable")


def test_of_an_absent_type_in_a_basket_all_is_unknown_or_outside() -> None:
    reaching = ground([(0, 0), NOWHERE], [point(100, 0)])
    for absence, within in (("no_facility", -1), ("facilities_unusable", -1), ("", 0)):
        kinds = [selection([0]), selection(absence=absence)]
        found = measured(reaching, indicator="basket", of_types=kinds)
        assert found.within.tolist() == [within, within]
        assert found.reason.tolist() == [absence or "no_facility"] * 2
        assert np.isnan(found.value).all()


def test_types_that_are_known_may_be_enough() -> None:
    reaching = ground([(0, 0), (0, 300), NOWHERE], [point(100, 0)])
    kinds = [selection([0]), selection(absence="no_facility")]
    found = measured(reaching, indicator="types", of_types=kinds)
    assert found.within.tolist() == [1, -1, -1]
    assert found.reason.tolist() == ["no_facility"] * 3
    assert (found.value[0], found.number[0]) == (100, 1)
    far = measured(reaching, indicator="types", of_types=kinds, threshold=50.0)
    assert (far.value[0], far.within[0]) == (100, -1)
    both = measured(reaching, indicator="types", of_types=kinds, minimum=2)
    assert (math.isnan(both.value[0]), both.within.tolist()) == (True, [-1, -1, -1])


@pytest.mark.parametrize("metric", ["network", "straight"])
def test_where_fewer_stand_than_are_asked_for_all_lies_outside_wherever_it_stands(metric: str) -> None:
    """A street away, off the network and nowhere: nobody can reach two of one."""
    reaching = ground([(0, 0), (0, 300), NOWHERE], [point(100, 0), point(200, 0), point(0, 9000)])
    counted = {"indicator": "count", "minimum": 2, "metric": metric}
    types = {"indicator": "types", "minimum": 2, "metric": metric}
    for found in (
        measured(reaching, **counted, of_types=[selection([0])]),
        measured(reaching, **types, of_types=[selection([0, 1]), selection()]),
        measured(reaching, **types, of_types=[selection([0, 1]), selection()], each=[500.0, math.nan, 500.0]),
    ):
        assert found.within.tolist() == [0, 0, 0]
        assert found.reason.tolist() == ["no_facility"] * 3
        assert np.isnan(found.value).all()
        assert found.number.tolist()[::2] == [1, -1], "how many it reaches from nowhere is not known"
        assert not found.open
    enough = measured(reaching, **counted, of_types=[selection([0, 1])])
    assert enough.within.tolist() == [1, -1 if metric == "network" else 1, -1]


def test_one_that_cannot_be_used_stands_all_the_same() -> None:
    """So two may be near a dwelling of which nothing is known; of one that is known, what it reaches is."""
    reaching = ground([(0, 0), (0, 300), NOWHERE], [point(100, 0), point(0, 9000)])
    one = np.array([0], np.int64)
    found = measured(reaching, indicator="count", minimum=2, of_types=[Selection(members=one, place=one, unusable=1)])
    assert found.within.tolist() == [0, -1, -1]
    assert found.reason.tolist() == ["beyond_limit", "off_network", "no_geometry"]
    kinds = [selection([0]), Selection(members=one[:0], place=one[:0], why_unknown="facilities_unusable", unusable=1)]
    found = measured(reaching, indicator="types", minimum=2, of_types=kinds)
    assert found.within.tolist() == [-1, -1, -1]


def test_what_one_that_cannot_be_used_offers_may_be_enough() -> None:
    reaching = ground([(0, 0), (0, 300), NOWHERE], [point(100, 0), point(0, 9000)])
    one = np.array([0], np.int64)
    for unusable, why in ((1, ["beyond_limit", "off_network", "no_geometry"]), (0, ["no_facility"] * 3)):
        offers = Selection(members=one, place=one, unusable=unusable, offered=np.array([100.0]))
        found = measured(reaching, indicator="sum", minimum=300, of_types=[offers])
        assert found.reason.tolist() == why
        assert found.within.tolist() == ([0, -1, -1] if unusable else [0, 0, 0])


@pytest.mark.parametrize("metric", ["network", "straight"])
@pytest.mark.parametrize(("indicator", "minimum"), [("sum", 300), ("count", 1)])
def test_facilities_are_looked_for_up_to_three_times_the_threshold(metric: str, indicator: str, minimum: int) -> None:
    one, asked = np.array([0], np.int64), {"indicator": indicator, "minimum": minimum, "metric": metric}
    offers = Selection(members=one, place=one, offered=np.array([300.0]))
    for threshold, value in ((33.45, 100.3), (33.4, math.nan)):  # three times as far are 100.35 and 100.2 m
        reaching = ground([(0, 0)], [point(100.3, 0)])
        found = measured(reaching, of_types=[offers], threshold=threshold, **asked)
        assert found.value[0] == pytest.approx(value, nan_ok=True)


# A threshold of its own for each dwelling


@pytest.mark.parametrize("indicator", ["distance", "count", "types", "basket"])
@pytest.mark.parametrize("metric", ["network", "straight"])
def test_each_dwelling_has_its_own_threshold(indicator: str, metric: str) -> None:
    reaching = ground([(0, 0), (0, 0), (0, 0), (0, 0)], [point(400, 0), point(100, 0)])
    each = [99.0, 100.0, 450.0, math.nan]
    found = measured(
        reaching, indicator=indicator, metric=metric, each=each, threshold=None, thresholds_by_class=CLASSES
    )
    assert found.value.tolist() == [100] * 4
    assert found.within.tolist() == [0, 1, 1, -1]
    assert found.reason.tolist() == [None, None, None, "no_class"]
    if indicator == "count":
        assert found.number[:3].tolist() == [0, 1, 2]


CLASSES = (("dense", 450.0),)


def test_counts_look_three_times_as_far_as_the_largest_threshold() -> None:
    reaching = ground([(0, 0), (0, 0)], [point(1350, 0), point(1351, 0)])
    for indicator in ("count", "types"):
        keys = {"indicator": indicator, "each": [10.0, 450.0], "threshold": None, "thresholds_by_class": CLASSES}
        assert measured(reaching, facilities=[0], **keys).value.tolist() == [1350, 1350]
        assert np.isnan(measured(reaching, facilities=[1], **keys).value).all()


def test_where_there_is_none_and_that_is_real_a_threshold_does_not_matter() -> None:
    found = measured(ground([(0, 0), (0, 0)], []), each=[math.nan, 500.0], threshold=None, thresholds_by_class=CLASSES)
    assert found.within.tolist() == [0, 0]
    assert found.reason.tolist() == ["no_facility"] * 2


# Modes


def test_each_mode_is_measured_over_its_own_streets() -> None:
    path, stairs, lane = line((0, 0), (0, 500), (400, 500), (400, 0)), line((0, 0), (400, 0)), line((0, 0), (400, 0))
    walked = network(path, stairs)
    networks = {"walk": walked, "slow": walked, "rollator": network(path), "bicycle": network(lane, kmh=[30.0])}
    reaching = reaching_over(networks, [(0, 0)], [point(400, 0)])
    rollator = Mode("rollator", 2.4, exclude=(("highway", ("steps",)),))
    bicycle = Mode("bicycle", 12.0, network="cycle")
    assert measured(reaching).value.tolist() == [400]
    assert measured(reaching, mode=rollator).value.tolist() == [1400]
    assert measured(reaching, mode=rollator, unit="min").value.tolist() == [pytest.approx(35)]
    assert measured(reaching, mode=rollator, metric="straight", unit="min").value.tolist() == [pytest.approx(10)]
    assert measured(reaching, mode=bicycle, unit="min").value.tolist() == [pytest.approx(2)]
    assert measured(reaching, mode=Mode("slow", 2.4), unit="min").value.tolist() == [pytest.approx(10)]
    for unit in ("m", "min"):
        found = measured(reaching, mode=rollator, indicator="count", unit=unit)
        assert found.value.tolist() == [pytest.approx(1400 if unit == "m" else 35)]


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


def test_places_that_can_be_reached() -> None:
    reaching = ground([(0, 0)], [point(10, 0), [], point(10, 500), box(0, 30, 10, 40), box(0, 60, 10, 70)])
    assert np.flatnonzero(reaching.usable(reaching.ground(WALK))).tolist() == [0, 3]
    assert np.flatnonzero(reaching.usable(None)).tolist() == [0, 2, 3, 4]


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
    bare = Reaching(xy((0, 0)), Places(shapes(point(3, 4))))
    assert measured(bare, metric="straight").value.tolist() == [5]
    for indicator in ("distance", "count", "types", "basket"):
        with pytest.raises(ValueError, match="without one"):
            measured(bare, indicator=indicator)
