"""Ways that go along no street, found once for all facilities, are those that are found for some of them."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from buurtmaat.core.geometry.segments import SAME_PLACE
from buurtmaat.core.network.direct import Direct
from buurtmaat.core.network.facility_access import Entrances, find_access
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.network_access import NetworkAccess
from buurtmaat.core.network.options import METRES, MINUTES, NetworkOptions, Travel
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.network.ways import (
    ACROSS,
    BY_HEAD,
    BY_TAIL,
    INSIDE,
    arrivals_at,
    arrivals_of,
    direct_ways,
    seeds_of,
)
from towns.factories import EVERYWHERE, Way, box, line, lines, network, point, shapes

FACILITIES = 50


def access_of(seed: int, travel: Travel) -> NetworkAccess:
    """Make a bent grid with points, boxes, and boxes with entrances as facilities, and dwellings on and in them."""
    rng = np.random.default_rng(seed)
    node = np.stack(np.meshgrid(np.arange(9), np.arange(9)), axis=-1) * 70.0 + rng.uniform(-30, 30, (9, 9, 2))
    ways = [(node[i, j], node[i, j + 1]) for i in range(9) for j in range(8)]
    ways += [(node[i, j], node[i + 1, j]) for i in range(8) for j in range(9)]
    made = lines(*([tuple(end.tolist()) for end in way] for way in ways), kmh=[float(rng.uniform(2, 20)) for _ in ways])
    network = build_network(made, NetworkOptions(min_component=0.0))
    spots = rng.uniform(0, 560, (FACILITIES, 2))
    places = [point(x, y) if rng.random() < 0.5 else box(x, y, x + 40, y + 25) for x, y in spots.tolist()]
    places[7] = point(1e5, 1e5)  # off the network
    doors = Entrances(spots[[3, 3, 20]] + [[1.0, 0.0], [0.0, 2.0], [5.0, 5.0]], np.array([3, 3, 20]))
    points = np.concatenate([rng.uniform(-50, 600, (300, 2)), spots[:10], spots[10:30] + 3.0, [[np.nan, np.nan]]])
    access = find_access(network, shapes(*places), doors)
    return NetworkAccess(
        graph=build_graph(network, travel), facilities=access, points=points, snaps=snap_points(network, points)
    )


@pytest.mark.parametrize("travel", [Travel(METRES), Travel(MINUTES, 5.0, capped=True)])
@pytest.mark.parametrize("seed", range(20))
def test_ways_to_some_facilities_are_among_those_to_all(seed: int, travel: Travel) -> None:
    access, rng = access_of(seed, travel), np.random.default_rng(seed)
    every = direct_ways(access)
    assert (every.way == INSIDE).any()
    assert (every.way == ACROSS).any()
    known = replace(access, direct=every)
    for share in (0.0, 0.1, 0.5, 1.0):
        some = np.flatnonzero(rng.random(FACILITIES) < share)
        found, alone = known.of_facilities(some).direct, direct_ways(access.of_facilities(some))
        assert found is not None
        for field in fields(Direct):
            np.testing.assert_array_equal(getattr(found, field.name), getattr(alone, field.name))
        # And once more of those.
        fewer = np.flatnonzero(rng.random(some.size) < 0.5)
        again = known.of_facilities(some).of_facilities(fewer).direct
        assert again is not None
        np.testing.assert_array_equal(again.facility, direct_ways(access.of_facilities(some[fewer])).facility)


def test_ways_of_other_dwellings_are_found_anew() -> None:
    access = access_of(1, Travel(METRES))
    some = replace(access, direct=direct_ways(access)).of_dwellings(np.arange(100, 320))
    assert some.direct is None
    assert direct_ways(some).dwelling.max() < 220


def test_no_word_for_a_way_is_another_one_or_the_row_of_a_way_in() -> None:
    words = {ACROSS, INSIDE, BY_TAIL, BY_HEAD}
    assert len(words) == 4
    assert max(words) < 0


WALK = Travel(METRES, 6.0)
"""100 metres a minute."""


@pytest.mark.parametrize("unit", [METRES, MINUTES])
def test_a_search_starts_with_the_leg_and_the_stretch_to_either_end(unit: int) -> None:
    """The facility stands 4 m beside the street, 30 m from its tail; the dwelling 5 m beside it, 80 m from there."""
    access = Way(network([(0, 0), (100, 0)]), [(80, -5)], [point(30, 4)], travel=Travel(unit, 6.0)).access
    seeds, last = seeds_of(access.graph, access.facilities), arrivals_at(access)
    for metres, minutes in (
        (seeds.cost, seeds.other)[:: 1 if unit == METRES else -1],
        (last.cost.ravel(), last.other.ravel())[:: 1 if unit == METRES else -1],
    ):
        assert minutes.tolist() == pytest.approx((metres / 100).tolist())
    assert (seeds.cost if unit == METRES else seeds.other).tolist() == [34.0, 74.0]
    assert (last.cost if unit == METRES else last.other).tolist() == [[85.0], [25.0]]


def test_along_a_one_way_street_searches_start_at_its_tail_and_arrive_from_its_head() -> None:
    """Towards the facility people come from the tail; from the dwelling they leave by the head."""
    streets = network([(0, 0), (100, 0)], forward=[True], backward=[False])
    access = Way(streets, [(80, -5)], [point(30, 4)], travel=WALK).access
    seeds, last = seeds_of(access.graph, access.facilities), arrivals_of(access.graph, access.snaps)
    assert seeds.cost.tolist() == [34.0, np.inf]
    assert seeds.other.tolist() == pytest.approx([0.34, np.inf])
    assert last.cost.tolist() == [[np.inf], [25.0]]
    assert last.other.ravel().tolist() == pytest.approx([np.inf, 0.25])


def test_a_place_at_an_end_of_a_one_way_street_is_there_either_way() -> None:
    """Searches start at the tail alone and arrive from the head alone, but for who stands at the other end."""
    graph = build_graph(network([(0, 0), (100, 0)], forward=[True], backward=[False]), Travel())
    edge, off = np.zeros(2, np.int64), np.array([SAME_PLACE, 2 * SAME_PLACE])
    arriving, starting = graph.ways_to_ends(edge, off, False)[0], graph.ways_to_ends(edge, 100 - off, True)[1]
    assert arriving.tolist() == pytest.approx([SAME_PLACE, np.inf])
    assert starting.tolist() == pytest.approx([SAME_PLACE, np.inf])


def test_across_a_gap_the_leg_and_the_gap_count() -> None:
    """The dwelling stands 5 m before the street, and the park 10 m behind it."""
    way = Way(network([(0, 0), (300, 0)]), [(150, -5), (150, 20)], [box(100, 10, 200, 60)], travel=WALK)
    found = direct_ways(way.access)
    assert found.dwelling.tolist() == [1, 0, 1]
    assert found.way.tolist() == [INSIDE, ACROSS, ACROSS]
    assert found.cost.tolist() == [0.0, 15.0, 30.0]
    assert found.other.tolist() == pytest.approx([0.0, 0.15, 0.3])


@pytest.mark.parametrize(
    ("fence", "free"),
    [([(0, 5), (300, 5)], False), ([(100, 10), (200, 10)], False), ([(0, -9), (300, -9)], True)],
    ids=["between", "on the border", "elsewhere"],
)
def test_no_gap_is_crossed_where_a_fence_stands_in_it(fence, free) -> None:
    streets = network([(0, 0), (300, 0)], options=EVERYWHERE, barriers=[line(*fence)])
    found = direct_ways(Way(streets, [(150, -5)], [box(100, 10, 200, 60)], travel=WALK).access)
    assert found.cost.tolist() == ([15.0] if free else [])
