"""What is told of an answer, counted by hand along a street."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.locations.objectives import Objective
from buurtmaat.core.locations.suggestions import LocationSearch, SearchDemand, Suggestion, suggest_locations
from towns.factories import Way, line, network, point

STREET = (line((0, 0), (1000, 0)), line((0, 5000), (100, 5000)))
"""A street of a kilometre, and one that no way leads to."""

HOMES = [(50, 0), (310, 0), (250, 0), (420, 0), (880, 0), (600, 0), (50, 5000), (0, 9000), (60, 0)]
WEIGHT = [1, 2, 16, 4, 8, 32, 64, 128, np.nan]
AREA = [0, 0, 0, 2, 1, 2, 2, 0, 3]
THERE, CANDIDATES = [(0, 0)], [(300, 0), (370, 0), (900, 0)]


def suggest(
    objective: Objective,
    places: int,
    homes=HOMES,
    weight=WEIGHT,
    area=AREA,
    there=THERE,
    candidates=CANDIDATES,
    limit: float = 100,
    target: float = 0.2,
    thresholds: tuple[float, ...] = (),
) -> Suggestion:
    facilities = [point(*xy) for xy in [*there, *candidates]]
    way = Way(network(*STREET), homes, facilities)
    question = LocationSearch(
        objective=objective, places=places, target=target, limit=limit, seconds=60, thresholds=thresholds
    )
    demand = SearchDemand(np.array(weight, np.float64), np.array(area))
    return suggest_locations(way.access, len(there), demand, [None] * len(candidates), question)


def test_each_place_has_its_turn_and_whom_it_serves():
    # The candidates serve 2 + 16, 2 + 4 and 8 within 100 m; the 2 live nearer to the first.
    found = suggest(Objective.MOST_SERVED, 3)
    assert found.chosen.tolist() == [0, 1, 2]
    assert (found.rank.tolist(), found.gain.tolist()) == ([1, 3, 2], [18, 4, 8])
    assert found.served.tolist() == found.nearest.tolist() == [18, 4, 8]
    assert (found.before, found.weight, found.total) == (1, 31, 127)  # nobody counts off the network
    assert (found.value, found.proved) == (31, 0)


def test_each_dwelling_has_its_facility_and_each_neighbourhood_its_share():
    found = suggest(Objective.MOST_SERVED, 3)
    ok = ["ok"] * 5
    assert found.statuses.dwelling.tolist() == [*ok, "beyond_limit", "unreachable", "off_network", "no_weight"]
    assert found.assigned.facility.tolist() == [0, 1, 1, 2, 3, -1, -1, -1, 0]
    # 4 of 4 + 32 + 64 in the third one; of the last one nobody's weight is known.
    assert found.shares.tolist() == pytest.approx([1, 1, 0.04, np.nan], nan_ok=True)


def test_a_limit_that_cannot_do_is_told_and_the_next_one_priced():
    # 0.2 × 127 = 25.4: 1 + 18 + 8 within 100 m. Within 5 m nobody lives.
    none, some = suggest(Objective.MOST_SERVED, 1, thresholds=(5, 100)).price
    assert (none.threshold, none.attainable) == (5, 0)
    assert np.isnan([none.places, none.bound, none.share]).all()
    assert (some.threshold, some.places, some.bound) == (100, 2, 2)
    assert (some.share, some.attainable) == pytest.approx((27 / 127, 31 / 127))


def test_the_first_neighbourhood_counts_for_the_worst_off():
    found = suggest(Objective.WORST_FIRST, 1, homes=HOMES[1:4], weight=[2, 16, 4], area=[0, 0, 0])
    assert (found.chosen.tolist(), found.proved) == ([0], 1)
    assert (found.value, found.bound) == pytest.approx((18 / 22, 18 / 22))
    assert found.shares.tolist() == pytest.approx([18 / 22])


def test_who_lives_at_the_limit_is_served():
    limit = 100 - 1e-6
    assert limit + 1e-6 == 100
    found = suggest(Objective.MOST_SERVED, 1, homes=[(400, 0)], weight=[3], area=[0], limit=limit)
    assert found.weight == 3
    far = suggest(Objective.LEAST_TOTAL, 1, [(400, 0)], [3], [0], there=[], candidates=[(300, 0)], limit=limit)
    assert (far.weight, far.served.tolist()) == (3, [3])


def test_places_beyond_the_limit_of_all_have_a_turn_each():
    homes, candidates = [(0, 0), (1000, 0)], [(200, 0), (800, 0)]
    found = suggest(Objective.LEAST_TOTAL, 2, homes, [3, 5], [0, 0], there=[], candidates=candidates, limit=50)
    assert (found.rank.tolist(), found.gain.tolist()) == ([1, 2], [0, 0])
    assert (found.served.tolist(), found.nearest.tolist()) == ([0, 0], [3, 5])
    assert found.value == 8 * 200
