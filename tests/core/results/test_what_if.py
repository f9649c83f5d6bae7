"""What an exploration reads off at other thresholds and targets equals an assessment of the same town at these."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from buurtmaat.core.requirements.outcomes import Assessment, Outcome
from buurtmaat.core.results.curves import read_values
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


def test_living_environments_are_compared_trimmed_and_without_case() -> None:
    homes = Homes(np.zeros(0, np.int64), ["a", "b", "c"], ["Centrum", " centrum ", None])
    assert homes.class_names == ["Centrum"]
    assert homes.of_class("CENTRUM").tolist() == [True, True, False]
