"""The way of a dwelling is one over the streets, from door to door, as long as its value says; and who has it worst."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.options import NetworkOptions
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.norms.model import Requirement
from buurtmaat.core.reach.network_searches import NetworkSearches
from buurtmaat.core.requirements.assessment import assess
from buurtmaat.core.requirements.dwelling_ways import way_of, worst_in
from buurtmaat.core.requirements.facility_changes import AssessedTown
from buurtmaat.core.requirements.measures import travel_of
from buurtmaat.core.requirements.rules import Rules
from towns.brute_force import away, straight
from towns.factories import box, lines, point, shapes
from towns.random_towns import RandomTown, random_town, village


def assessed(town: RandomTown) -> AssessedTown:
    rules = Rules(
        min_dwellings=town.min_dwellings,
        complete_types=frozenset(town.complete),
        weights=town.sources,
        blockers=town.blockers,
        levels=town.levels,
        divisions=town.divisions,
        groups=town.groups,
        min_group=town.min_group,
    )
    norm_set = town.norm_set.in_year(town.year)
    return AssessedTown(
        norm_set=norm_set,
        town=town.as_town,
        rules=rules,
        assessment=assess(norm_set, town.as_town, rules),
        borders=shapes(box(0, 0, 1, 1)),
        polygons=None,
    )


def length(xy: np.ndarray) -> float:
    return float(np.hypot(*np.diff(xy, axis=0).T).sum()) if len(xy) else 0.0


@pytest.mark.parametrize("seed", range(3, 203))  # the first three have ways in a straight line and over streets
def test_ways_are_as_long_as_their_values_and_lead_over_streets_from_door_to_door(seed):
    town = random_town(seed)
    judged = assessed(town)
    lines = [*town.streets, *(town.cycleways or [])]
    for outcome in judged.assessment.outcomes:
        if outcome.measure is None:
            continue
        asked = outcome.requirement
        mode = judged.norm_set.mode(asked.mode)
        over = asked.metric != "straight"
        travel, scale = travel_of(asked, mode, judged.town.reaching.ground(mode) if over else None)
        for row in np.flatnonzero(outcome.measure.facility >= 0)[:6].tolist():
            way = way_of(judged, outcome, row)
            assert way.value == pytest.approx(outcome.measure.value[row], rel=1e-9, abs=1e-9)
            shape = town.shapes[way.facility]
            if not len(way.xy):
                assert way.value <= 1e-6
                continue
            assert tuple(way.xy[0]) == pytest.approx(town.points[row], abs=1e-6)
            assert straight(tuple(way.xy[-1]), shape)[0] == pytest.approx(0.0, abs=1e-6)
            if travel.unit == 0:
                assert length(way.xy) * scale == pytest.approx(way.value, rel=1e-6, abs=1e-6)
            if over:  # between the leg to the street and the leg to the door
                for vertex in way.xy[1:-1]:
                    assert min(away(tuple(vertex), a, b) for line in lines for a, b in _parts(line)) < 1e-6
            else:
                assert len(way.xy) == 2


def _parts(line) -> list:
    return [pair for part in line.parts for pair in itertools.pairwise(part)]


def test_no_way_leads_to_what_is_not_reached():
    town = village(3, shapes=[], types=[], capacity=[], facility_holder=[], facility_columns={})
    judged = assessed(town)
    assert way_of(judged, judged.assessment.outcomes[0], 0) is None


def test_worst_is_the_farthest_of_those_that_weigh_something_and_all_that_have_none():
    """Dwellings at x = 0 … 9 and a pool at 0; that at 9 counts for nothing, so that at 8 has it worst."""
    town = village(
        10, shapes=[point(0.0, 0.0)], types=["pool"], capacity=[None], facility_holder=[0], facility_columns={}
    )
    town = dataclasses.replace(town, number=[*[1.0] * 9, 0.0])
    judged = assessed(town)
    (outcome,) = judged.assessment.outcomes
    found = worst_in(outcome, judged.town.dwellings.neighbourhood, 0)
    assert found.farthest == 8
    assert found.without.size == 0
    measure = dataclasses.replace(
        outcome.measure,
        value=np.where(np.isin(np.arange(10), [3, 8]), np.nan, outcome.measure.value),
        within=np.where(np.isin(np.arange(10), [3, 8]), 0, outcome.measure.within),
    )
    found = worst_in(dataclasses.replace(outcome, measure=measure), judged.town.dwellings.neighbourhood, 0)
    assert found.farthest == 7
    assert found.without.tolist() == [3, 8]
    assert worst_in(outcome, judged.town.dwellings.neighbourhood, 5).farthest == -1
    assert worst_in(outcome, np.repeat([0, 1], 5), 0).farthest == 4


def test_where_nothing_was_measured_nobody_has_it_worst_and_no_way_is_shown():
    town = village(10, shapes=[point(0.0, 0.0)], types=["pool"], capacity=[None], facility_holder=[0])
    judged = assessed(town)
    (outcome,) = judged.assessment.outcomes
    for unmeasured in (
        dataclasses.replace(outcome, measure=None),
        dataclasses.replace(outcome, measure=None, demand=None),
        dataclasses.replace(outcome, demand=None),
    ):
        found = worst_in(unmeasured, judged.town.dwellings.neighbourhood, 0)
        assert (found.farthest, found.without.tolist()) == (-1, [])
    assert way_of(judged, dataclasses.replace(outcome, measure=None), 0) is None


def test_in_a_straight_line_the_way_is_two_points_and_none_for_who_stands_in_the_facility():
    """Dwellings at (0, 5), (1, 5) and so on; the pool is a rectangle with its right side at x = 0.5."""
    town = village(
        3, shapes=[box(-1, 4, 0.5, 6)], types=["pool"], capacity=[None], facility_holder=[0], facility_columns={}
    )
    asked = Requirement(
        id="a", facility=("pool",), indicator="distance", threshold=500.0, unit="m", target=0.95, metric="straight"
    )
    judged = assessed(dataclasses.replace(town, requirements=[asked]))
    (outcome,) = judged.assessment.outcomes
    inside, beside, beyond = (way_of(judged, outcome, row) for row in range(3))
    assert (inside.value, inside.xy.shape) == (0.0, (0, 2))
    assert (beside.value, beside.xy.tolist()) == (0.5, [[1.0, 5.0], [0.5, 5.0]])
    assert (beyond.value, beyond.xy.tolist()) == (1.5, [[2.0, 5.0], [0.5, 5.0]])


def test_a_way_from_the_facility_is_drawn_from_the_dwelling_too():
    town = village(
        4, shapes=[point(0.0, 0.0)], types=["pool"], capacity=[None], facility_holder=[0], facility_columns={}
    )
    for towards in (True, False):
        network = build_network(lines([("line", [(0.0, 0.0), (5000.0, 0.0)])]), NetworkOptions(towards=towards))
        snaps = snap_points(network, town.xy)
        searches = NetworkSearches(network, find_access(network, shapes(*town.shapes)), town.xy, snaps)
        turned = dataclasses.replace(town)
        turned.reaching = dataclasses.replace(town.reaching, grounds={"walk": searches})
        judged = assessed(turned)
        way = way_of(judged, judged.assessment.outcomes[0], 3)
        assert way.value == pytest.approx(8.0)
        assert way.xy == pytest.approx(np.array([[3.0, 5.0], [3.0, 0.0], [0.0, 0.0]]))
