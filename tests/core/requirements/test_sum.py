"""The kind "sum": what facilities within the threshold offer together reaches a minimum."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from buurtmaat.core.norms.checks import requirement_findings
from buurtmaat.core.norms.model import Requirement
from buurtmaat.core.requirements.outcomes import Outcome
from buurtmaat.core.results.curves import read_values
from towns.factories import box, point
from towns.plain_assessment import choose
from towns.random_towns import RandomTown, random_town, same, sure_town, village

ASKED = Requirement(
    id="a",
    facility=("shop",),
    indicator="sum",
    threshold=400.0,
    unit="m",
    minimum=500,
    metric="straight",
    target=0.5,
)


def street(capacity: list[float | None], **asked: object) -> tuple[RandomTown, Outcome]:
    """Put shops at x = 0, 200, 400, … and dwellings at x = 0, 100, 700 and 3000, all on one line."""
    shops = [point(200.0 * i, 0.0) for i in range(len(capacity))]
    town = village(
        4,
        shapes=shops,
        types=["shop"] * len(shops),
        capacity=capacity,
        facility_holder=[0] * len(shops),
    )
    town.points = [(0.0, 0.0), (100.0, 0.0), (700.0, 0.0), (3000.0, 0.0)]
    town.min_dwellings = 0.0
    town.requirements = [replace(ASKED, **asked)]
    (outcome,) = town.assess().outcomes
    return town, outcome


def test_value_is_the_way_to_the_facility_with_which_there_is_enough() -> None:
    # From x = 0: 100 + 150 + 300 = 550 at 400 m. From 100: the first two at 100 m each, the third at 300 m. From 700:
    # 300 at 300 m, 150 at 500 m, 100 at 700 m: 550 there. From 3000 the third is 2,600 m away, beyond 3 × 400 m.
    _, outcome = street([100.0, 150.0, 300.0])
    assert outcome.measure is not None
    np.testing.assert_equal(outcome.measure.value, [400.0, 300.0, 700.0, math.nan])
    assert outcome.measure.facility.tolist() == [2, 2, 0, -1]
    assert outcome.measure.within.tolist() == [1, 1, 0, 0]
    assert outcome.measure.number is not None
    assert outcome.measure.number.tolist() == [550, 550, 300, 0]
    assert outcome.measure.reason.tolist() == [None, None, None, "beyond_limit"]
    # Two of four dwellings: half is asked.
    assert outcome.verdicts.compliance[0] == "meets"


def test_what_is_exactly_asked_is_enough_and_tenths_add_up() -> None:
    _, outcome = street([0.1] * 10, minimum=1, threshold=2000.0)
    assert outcome.measure is not None
    assert outcome.measure.value[0] == 1800.0  # the tenth
    assert outcome.measure.number is not None
    assert outcome.measure.number[0] == 1


def test_a_hair_too_little_is_enough_and_told_as_a_whole_number() -> None:
    _, outcome = street([0.5, 0.4999999999], minimum=1)
    assert outcome.measure is not None
    assert outcome.measure.number is not None
    assert (outcome.measure.value[0], outcome.measure.number[0]) == (200, 1)
    assert outcome.measure.reason[3] == "beyond_limit", "so much stands somewhere"


def test_a_value_a_millionth_beyond_the_threshold_is_within() -> None:
    for threshold, within in ((400 - 1e-6, [1, 1, 0, 0]), (400 - 2e-6, [0, 1, 0, 0])):
        _, outcome = street([100.0, 150.0, 300.0], threshold=threshold)
        assert outcome.measure is not None
        assert outcome.measure.within.tolist() == within


def test_too_little_anywhere_is_outside_and_that_is_known() -> None:
    _, outcome = street([100.0, 150.0], minimum=500)
    assert outcome.measure is not None
    assert outcome.measure.within.tolist() == [0, 0, 0, 0]
    assert outcome.measure.reason.tolist() == ["no_facility"] * 4
    assert outcome.verdicts.compliance[0] == "fails"


def test_half_a_place_too_little_anywhere_is_too_little() -> None:
    for minimum, reasons in ((249, [None, None, None, "beyond_limit"]), (250, ["no_facility"] * 4)):
        _, outcome = street([100.0, 149.5], minimum=minimum)
        assert outcome.measure is not None
        assert outcome.measure.reason.tolist() == reasons


def test_what_is_not_known_leaves_open_what_it_would_add() -> None:
    _, outcome = street([100.0, 150.0, 300.0, None])
    measure = outcome.measure
    assert measure is not None
    assert measure.within.tolist() == [1, 1, -1, -1]
    assert set(measure.reason) == {"capacity_unknown"}
    assert (outcome.verdicts.compliance[0], outcome.verdicts.reason[0]) == ("meets", None)
    _, higher = street([100.0, 150.0, 300.0, None], target=0.75)
    assert (higher.verdicts.compliance[0], higher.verdicts.reason[0]) == ("unknown", "capacity_unknown")
    # Read off the table again, nothing is outside at any threshold either.
    read = read_values(measure.value, outcome.ok, np.ones(4), outcome.reasons)
    assert read.open
    assert read.known.tolist() == [True, True, True, False]


def test_a_polygon_without_a_capacity_offers_its_area() -> None:
    town, _ = street([None])
    town.shapes, town.requirements = [box(0, -10, 30, 10)], [replace(ASKED, minimum=600)]
    town = replace(town)  # what was worked out of the points before is left behind
    (outcome,) = town.assess().outcomes
    assert outcome.measure is not None
    assert outcome.measure.value.tolist()[:2] == [0.0, 70.0]


@pytest.mark.parametrize("seed", range(25))
def test_random_towns_as_brute_force_has_them(seed: int) -> None:
    town = sure_town(7000 + seed) if seed % 2 else random_town(7000 + seed, "points")
    town.requirements = [
        replace(
            ASKED, id=f"s{n}", facility=names, metric=metric, minimum=least, threshold=threshold, merge_touching=False
        )
        for n, (names, metric, least, threshold) in enumerate(
            [
                (("school", "park"), "straight", 100, 150.0),
                (("meeting place",), "straight", 60, 300.0),
                (("school", "meeting place", "park"), "network", 900, 200.0),
            ]
        )
    ]
    town.levels, town.hindrances, town.blockers = {}, {}, {}
    town = replace(town)
    for outcome in town.assess().outcomes:
        check(town, outcome)


@pytest.mark.parametrize("seed", range(3))
def test_what_lies_behind_is_dropped_early_without_a_difference(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("buurtmaat.core.requirements.measures._MOST_PAIRS", 0)
    test_random_towns_as_brute_force_has_them(seed)


def check(town: RandomTown, outcome: Outcome) -> None:
    requirement, measure = outcome.requirement, outcome.measure
    assert measure is not None
    (chosen,) = choose(town.plain, replace(requirement, indicator="count", minimum=1))
    own = {f: town.capacity[f] if town.capacity[f] is not None else town.area[f] or None for f in chosen.members}
    costs = town.costs(requirement)
    for d in range(len(town.points)):
        rows = sorted((costs[d][frozenset([f])], own[f] or 0.0) for f in chosen.members)
        rows = [(cost, offer) for cost, offer in rows if cost <= 3 * requirement.threshold + 1e-6]
        sums = [math.fsum(offer for _, offer in rows[: n + 1]) for n in range(len(rows))]
        enough = [cost for (cost, _), total in zip(rows, sums, strict=True) if total >= requirement.minimum]
        value = enough[0] if enough else math.nan
        same(measure.value[d], value)
        if value <= requirement.threshold + 1e-6:
            assert measure.within[d] == 1
        elif chosen.absence or None in own.values():
            assert measure.within[d] == -1
        else:
            assert measure.within[d] in (0, -1)  # unknown where it is off the network, or nowhere
        if measure.number is not None and measure.number[d] >= 0:
            near = math.fsum(offer for cost, offer in rows if cost <= requirement.threshold + 1e-6)
            assert measure.number[d] == math.floor(near * (1 + 1e-9))


@pytest.mark.parametrize(("minimum", "wrong"), [(1_000_000, False), (1_000_001, True)])
def test_more_may_be_asked_than_of_a_count(minimum: int, wrong: bool) -> None:
    assert bool(requirement_findings(replace(ASKED, minimum=minimum), ["walk"])) == wrong
    assert requirement_findings(replace(ASKED, indicator="count", minimum=1001), ["walk"])
