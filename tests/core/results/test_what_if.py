"""What an exploration reads off at other thresholds and targets equals an assessment of the same town at these."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from buurtmaat.core.requirements.outcomes import Assessment, Outcome
from buurtmaat.core.results.curves import Values, read_values
from buurtmaat.core.results.what_if import Asked, Explored, Homes, Judged, explore
from buurtmaat.core.statuses import NEIGHBOURHOOD
from towns.random_towns import RandomTown, random_town, with_factor

FACTORS = (0.3, 0.8, 1.0, 1.7, 2.9)
TARGETS = (0.05, 0.4, 0.8, 1.0)


def explored(town: RandomTown, assessment: Assessment, outcome: Outcome) -> Explored:
    """Read an outcome as it stands in the output layers and the results table."""
    found, demand = outcome.measure, outcome.demand
    neighbourhoods = town.neighbourhoods
    home = town.dwellings.neighbourhood
    homes = Homes(
        np.where(home < 0, neighbourhoods.count, home),
        neighbourhoods.ids,
        neighbourhoods.classes or [None] * neighbourhoods.count,
    )
    figures = outcome.areas
    judged = Judged(
        compliance=outcome.compliance,
        reason=outcome.reason,
        total=np.where(figures.lacking, np.nan, figures.total)[:-1],
        area=None if outcome.judged.level == NEIGHBOURHOOD else outcome.judged.area,
    )
    values = read_values(found.value, outcome.ok, demand.known_weight, outcome.reasons)
    asked = Asked(figures.thresholds, outcome.requirement.target)
    counts = outcome.requirement.indicator in ("count", "types")
    bound = 3 * outcome.requirement.largest_threshold if counts else np.inf
    return explore(outcome.requirement.id, homes, values, judged, asked, bound)


def retargeted(town: RandomTown, target: float) -> RandomTown:
    """Ask another target of all requirements that have one."""
    return replace(town, requirements=[r if r.target is None else replace(r, target=target) for r in town.requirements])


@pytest.mark.parametrize("seed", range(40))
def test_what_is_read_off_equals_an_assessment_at_that_threshold(seed: int) -> None:
    town = random_town(seed)
    before = town.assess()
    for number, factor in enumerate(FACTORS):
        target = TARGETS[(seed + number) % len(TARGETS)]
        after = retargeted(with_factor(town, factor), target).assess()
        for old, new in zip(before.outcomes, after.outcomes, strict=True):
            if old.measure is None:
                continue
            one = explored(town, before, old)
            asked = Asked(factor * one.asked.thresholds, None if one.asked.target is None else target)
            reading = one.read(asked)
            beyond = bool((1.1 * asked.thresholds > one.bound).any())  # 10 % more was not measured
            assert_equal(reading.sums, new.areas.sums, () if beyond else ("at_110",))
            assert_equal(reading.whole, new.whole, () if beyond else ("at_110",))
            if beyond:
                assert np.isnan(reading.whole.at_110).all()
            assert reading.compliance.tolist() == new.compliance.tolist(), (old.requirement, factor, target)


def assert_equal(found, wanted, more=()) -> None:
    for name in ("total", "within", "outside", "unknown", "share", "at_90", *more):
        assert getattr(found, name) == pytest.approx(getattr(wanted, name), rel=1e-9, abs=1e-9, nan_ok=True), name


def test_one_threshold_is_asked_everywhere_or_of_some() -> None:
    asked = Asked(np.array([100.0, 200.0, np.nan]), 0.9)
    assert asked.single is None
    assert asked.at(50.0).single == 50
    assert asked.at(50.0, np.array([True, False])).thresholds.tolist()[:2] == [50, 200]
    assert asked.same_as(Asked(np.array([100.0, 200.0, np.nan]), 0.9))
    assert not asked.same_as(Asked(np.array([100.0, 200.0, 300.0]), 0.9))
    assert not asked.same_as(Asked(np.array([100.0, 200.0, np.nan]), 0.8))
    assert Asked(np.full(3, np.nan), 0.9).single is None
    assert asked.at(50.0).target == 0.9
    assert np.isnan(asked.at(50.0, np.array([True, False])).thresholds[2])
    assert asked.thresholds[0] == 100


def test_living_environments_are_compared_trimmed_and_without_case() -> None:
    homes = Homes(np.zeros(0, np.int64), ["a", "b", "c"], ["Centrum", " centrum ", None])
    assert homes.class_names == ["Centrum"]
    assert homes.of_class("CENTRUM").tolist() == [True, True, False]


# By hand: in a dwellings at 100, 200 and 300 m, in b one at 150 m and one that reaches nothing, and one outside both.


def by_hand(judged: Judged, bound: float = np.inf) -> Explored:
    values = Values(
        value=np.array([100.0, 200.0, 300.0, 150.0, np.inf, 120.0]),
        weight=np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
        known=np.ones(6, bool),
        barred=np.zeros(6, bool),
    )
    homes = Homes(np.array([0, 0, 0, 1, 1, 2]), ["a", "b"], ["Centrum", "rural"])
    return explore("s", homes, values, judged, Asked(np.full(3, 250.0), 0.9), bound)


def said(*verdicts: str | None, reason: tuple[str | None, ...] = (None, None), **more: object) -> Judged:
    return Judged(compliance=np.array(verdicts, object), reason=np.array(reason, object), **more)


def test_shares_verdicts_and_what_lacks_are_read_off_by_hand() -> None:
    one = by_hand(said("fails", "fails"))
    found = one.read(one.asked)
    # In a 3 of 6 lie within and 0.6 may lie outside; in b 4 of 9, and 0.9 may.
    assert found.sums.within.tolist() == [3, 4, 6]
    assert found.share == pytest.approx([0.5, 4 / 9])
    assert found.whole_share == pytest.approx(13 / 21)
    assert found.compliance.tolist() == ["fails", "fails"]
    assert found.shortfall == pytest.approx([2.4, 4.1])
    assert (found.count("fails"), found.count("meets")) == (2, 0)
    easy = one.read(Asked(one.asked.thresholds, 0.5))
    assert easy.compliance.tolist() == ["meets", "fails"]
    assert easy.shortfall == pytest.approx([0, 0.5])
    assert (easy.count("fails"), easy.count("meets")) == (1, 1)


def test_each_living_environment_has_a_curve_and_what_lies_outside_all() -> None:
    one = by_hand(said("fails", "fails"))
    assert one.by_class.sums(np.full(3, 250.0)).within.tolist() == [3, 4, 6]
    assert one.by_class.total.tolist() == [6, 9, 6]
    assert one.whole.total.tolist() == [21]


def test_neighbourhoods_that_are_judged_together_are_short_of_the_same() -> None:
    one = by_hand(said("fails", "fails", area=np.array([0, 0])))
    found = one.read(one.asked)
    # Of 15 together 7 lie within; 1.5 may lie outside.
    assert found.compliance.tolist() == ["fails", "fails"]
    assert found.shortfall == pytest.approx([6.5, 6.5])
    assert found.share == pytest.approx([0.5, 4 / 9]), "shares stay their own"
    assert one.read(Asked(one.asked.thresholds, 0.45)).compliance.tolist() == ["meets", "meets"]


def test_what_no_dwelling_carries_may_lie_within_or_outside() -> None:
    one = by_hand(said("unknown", "unknown", total=np.array([10.0, 9.0])))
    found = one.read(Asked(one.asked.thresholds, 0.5))
    # In a 3 lie within, 3 outside and 4 are not known.
    assert found.sums.unknown.tolist() == [4, 0, 0]
    assert found.compliance.tolist() == ["unknown", "fails"]
    assert one.whole.total.tolist() == [25]
    assert one.by_class.total.tolist() == [10, 9, 6]


def test_where_the_weight_is_not_known_there_is_no_verdict_at_any_threshold() -> None:
    one = by_hand(said("unknown", "fails", reason=("weight_unknown", None), total=np.array([np.nan, 9.0])))
    assert one.lacking.tolist() == [True, False]
    assert one.read(Asked(np.full(3, 500.0), 0.1)).compliance.tolist() == ["unknown", "meets"]
    # Nor of the area that it is a part of.
    both = by_hand(said("unknown", "fails", total=np.array([np.nan, 9.0]), area=np.array([0, 0])))
    assert both.read(Asked(np.full(3, 500.0), 0.1)).compliance.tolist() == ["unknown", "unknown"]
    apart = by_hand(said("unknown", "fails", total=np.array([np.nan, 9.0]), area=np.array([1, 0])))
    assert apart.read(Asked(np.full(3, 500.0), 0.1)).compliance.tolist() == ["unknown", "meets"]
    assert by_hand(said("fails", "fails")).lacking.tolist() == [False, False]


@pytest.mark.parametrize(
    ("verdict", "why", "now"),
    [
        ("not_applicable", None, "not_applicable"),
        ("too_few", None, "too_few"),
        ("unknown", "field_unknown:people", "unknown"),
        ("unknown", None, "meets"),
        ("unknown", "no_facility", "meets"),
        ("unknown", "facilities_unusable", "meets"),
        ("unknown", "no_class", "meets"),
        ("fails", None, "meets"),
        ("meets", None, "meets"),
    ],
)
def test_a_verdict_that_something_else_decided_stays(verdict: str, why: str | None, now: str) -> None:
    one = by_hand(said(verdict, "fails", reason=(why, None)))
    assert one.read(Asked(np.full(3, 500.0), 0.5)).compliance.tolist() == [now, "fails"]


def test_without_a_class_there_is_a_verdict_as_soon_as_a_threshold_holds_for_all() -> None:
    one = by_hand(said("unknown", "fails", reason=("no_class", None)))
    assert one.read(Asked(np.array([np.nan, 500.0, 500.0]), 0.4)).compliance.tolist() == ["unknown", "meets"]


def test_nothing_is_judged_without_a_target_and_nothing_fails() -> None:
    found = by_hand(said(None, None)).read(Asked(np.full(3, 250.0), None))
    assert found.compliance.tolist() == [None, None]
    assert found.shortfall.tolist() == [0, 0]
    assert found.share == pytest.approx([0.5, 4 / 9])


def test_ten_percent_more_is_not_told_beyond_what_can_be_read_off() -> None:
    one = by_hand(said("fails", "fails"), bound=310.0)
    at = one.read(Asked(np.array([280.0, 250.0, 290.0]), 0.9)).sums.at_110
    # 308 lies before the bound, and within it all of a but nobody else; 319 lies beyond.
    assert at == pytest.approx([6, 4, np.nan], nan_ok=True)
    assert not np.isnan(one.read(Asked(np.full(3, 280.0), 0.9)).whole.at_110).any()
