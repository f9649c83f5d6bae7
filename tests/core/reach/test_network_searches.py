"""What was searched for on a network is not searched for again, in this run or a later one."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.options import METRES, MINUTES, NetworkOptions, Travel
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach import network_searches
from buurtmaat.core.reach.network_searches import NetworkSearches
from buurtmaat.core.reach.numbers_within import Nearness
from buurtmaat.core.reach.several_nearest import several_nearest
from buurtmaat.core.session import Keeping, NetworkSession
from towns.factories import lines, point, shapes
from towns.slow import by_turns


def searches(seed: int, keeping: Keeping) -> NetworkSearches:
    return NetworkSearches(*town(seed), keeping)


def town(seed: int) -> tuple:
    """Make a bent grid of 400 crossings with speeds, 300 dwellings and 60 facilities."""
    rng = np.random.default_rng(seed)
    node = np.stack(np.meshgrid(np.arange(20), np.arange(20)), axis=-1) * 70.0 + rng.uniform(-30, 30, (20, 20, 2))
    ways = [(node[i, j], node[i, j + 1]) for i in range(20) for j in range(19)]
    ways += [(node[i, j], node[i + 1, j]) for i in range(19) for j in range(20)]
    ways = [way for way in ways if rng.random() < 0.85]
    made = lines(*([tuple(end.tolist()) for end in way] for way in ways), kmh=[float(rng.uniform(2, 20)) for _ in ways])
    network = build_network(made, NetworkOptions(min_component=0.0))
    places = shapes(*(point(*rng.uniform(0, 1400, 2)) for _ in range(60)))
    points = rng.uniform(0, 1400, (300, 2))
    points[:60] = places.xy  # at a facility, to which no node leads
    return network, find_access(network, places), points, snap_points(network, points)


@pytest.mark.parametrize("travel", [Travel(METRES), Travel(MINUTES, 5.0, capped=True)])
@pytest.mark.parametrize("seed", range(3))
def test_numbers_within_are_searched_for_once_for_each_nearness(seed, travel, monkeypatch):
    session, rows, far = NetworkSession(), np.arange(60), 900.0 if travel.unit == METRES else 20.0
    near = [Nearness(1.0, np.full(300, limit)) for limit in (far, far / 2, far / 11)]
    alone = [searches(seed, Keeping()).number_within(travel, rows, rows, one, Progress()) for one in near]
    assert alone[0].sum() > alone[1].sum() > alone[2].sum() > 0
    made = searches(seed, Keeping(session))
    for one in near:
        made.number_within(travel, rows, rows, one, Progress())
    monkeypatch.setattr(network_searches, "number_within", None)
    kept = [searches(seed, Keeping(session)).number_within(travel, rows, rows, one, Progress()) for one in near]
    np.testing.assert_array_equal(kept, alone)


@pytest.mark.parametrize(
    ("travel", "merged"), by_turns([Travel(METRES), Travel(MINUTES, 5.0, capped=True)], [False, True], 1)
)
@pytest.mark.parametrize("first", [1.0, 0.5, 0.1])
def test_numbers_within_another_threshold_go_on_from_what_an_earlier_run_found(first, merged, travel, monkeypatch):
    session, rows, far = NetworkSession(), np.arange(60), 900.0 if travel.unit == METRES else 20.0
    made = town(2)
    place = np.random.default_rng(5).integers(0, 30, 60) if merged else rows
    own = far * np.random.default_rng(6).choice([0.2, 0.7, 1.0, np.nan], 300)  # each dwelling has its own
    searched = []
    search = network_searches.pairs_within
    monkeypatch.setattr(network_searches, "pairs_within", lambda *given: searched.append(given[2]) or search(*given))

    def count(part, keeping):
        found = NetworkSearches(*made, keeping)
        return found.number_within(travel, rows, place, Nearness(1.0, part * own), Progress())

    count(first, Keeping(session))
    assert len(searched) == 1
    for factor, times in ((1.0, 1), (0.3, 1), (1.2, 1), (1.25, 1), (1.3, 2), (1.6, 2), (1.0, 2)):
        found = count(factor * first, Keeping(session))
        np.testing.assert_array_equal(found, count(factor * first, Keeping()))
        np.testing.assert_array_equal(found, count(factor * first, Keeping(NetworkSession())))
        searched.pop()  # that of a session of its own
        assert len(searched) == times
    assert found.sum() > 0


def test_too_many_pairs_are_counted_without_and_not_looked_for_again(monkeypatch):
    session, rows, travel = NetworkSession(), np.arange(60), Travel(METRES)
    near = [Nearness(1.0, np.full(300, limit)) for limit in (500.0, 900.0, 450.0, 100.0)]
    expected = [searches(3, Keeping()).number_within(travel, rows, rows, one, Progress()) for one in near]
    monkeypatch.setattr("buurtmaat.core.reach.numbers_within._MOST_PAIRS", int(expected[0].sum()))
    searched = []
    search = network_searches.pairs_within
    monkeypatch.setattr(network_searches, "pairs_within", lambda *given: searched.append(given[2]) or search(*given))
    for one, number in zip(near, expected, strict=True):
        found = searches(3, Keeping(session)).number_within(travel, rows, rows, one, Progress())
        np.testing.assert_array_equal(found, number)
    # Not for 900, which has more than 500, that had too many; but for 450, which may have fewer.
    assert searched == pytest.approx([625.0, 562.5, 125.0])


def test_pairs_that_cannot_be_read_again_are_counted_anew(monkeypatch):
    session, rows, travel = NetworkSession(), np.arange(60), Travel(METRES)
    near = [Nearness(1.0, np.full(300, limit)) for limit in (500.0, 450.0)]
    expected = searches(3, Keeping()).number_within(travel, rows, rows, near[1], Progress())
    searches(3, Keeping(session)).number_within(travel, rows, rows, near[0], Progress())

    def gone(_spool):
        raise OSError("gone")

    monkeypatch.setattr("buurtmaat.core.spool.Spool.__iter__", gone)
    found = searches(3, Keeping(session)).number_within(travel, rows, rows, near[1], Progress())
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("travel", [Travel(METRES), Travel(MINUTES, 5.0, capped=True)])
@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_the_nearest_of_a_search_for_more_are_those_of_a_search_for_fewer(seed, merged, travel, monkeypatch):
    session, rows = NetworkSession(), np.arange(60)
    place = np.random.default_rng(seed).integers(0, 30, 60) if merged else rows
    alone = [several_nearest(searches(seed, Keeping()).access(travel, Progress()), place, n) for n in (1, 2, 4)]
    searches(seed, Keeping(session)).several(travel, rows, place, 4, Progress())
    monkeypatch.setattr(network_searches, "several_over_nodes", None)
    for n, one in zip((1, 2, 4), alone, strict=True):
        kept = searches(seed, Keeping(session)).several(travel, rows, place, n, Progress())
        np.testing.assert_array_equal(kept.place, one.place)
        np.testing.assert_array_equal(kept.cost, one.cost)


def test_searches_in_a_row_share_the_last_stretches_of_their_own_way_of_travelling_only():
    """By turns in metres and in minutes, some and all facilities, before and after a rest: as each by itself."""
    ways, some = [Travel(METRES), Travel(MINUTES, 5.0, capped=True)], [np.arange(60), np.arange(0, 60, 3)]
    made = searches(4, Keeping())
    for travel, rows in [(ways[0], some[0]), (ways[0], some[1]), (ways[1], some[0]), (ways[0], np.arange(5, 50))]:
        found, alone = (one.nearest(travel, rows, Progress()) for one in (made, searches(4, Keeping())))
        np.testing.assert_array_equal(found.cost, alone.cost)
        np.testing.assert_array_equal(found.facility, alone.facility)
        assert np.isfinite(found.cost).any()
    made.rest()
    found = made.nearest(ways[1], some[1], Progress())
    np.testing.assert_array_equal(found.cost, searches(4, Keeping()).nearest(ways[1], some[1], Progress()).cost)


MORE = [(300.0, 300.0), (900.0, 500.0)]
"""Where two facilities come."""


def with_more(made: NetworkSearches) -> tuple[NetworkSearches, NetworkSearches]:
    """Return searches with two more facilities that go on from some, and such that begin anew."""
    more = made.with_facilities(shapes(*(point(*xy) for xy in MORE)))
    return more, NetworkSearches(made.network, more.facilities, made.points, made.snaps, Keeping())


def test_after_more_facilities_came_what_was_found_before_is_gone_on_from(monkeypatch):
    travel, rows, both = Travel(METRES), np.arange(60), np.arange(62)
    near, made = Nearness(1.0, np.full(300, 400.0)), searches(7, Keeping())
    made.nearest(travel, rows, Progress())
    made.several(travel, rows, rows, 3, Progress())
    made.number_within(travel, rows, rows, near, Progress())
    more, anew = with_more(made)
    nearest = anew.nearest(travel, both, Progress())
    several = anew.several(travel, both, both, 3, Progress())
    number = anew.number_within(travel, both, both, near, Progress())
    for search in ("nearest_cost", "several_over_nodes", "number_within"):
        monkeypatch.setattr(network_searches, search, None)
    np.testing.assert_array_equal(more.nearest(travel, both, Progress()).cost, nearest.cost)
    np.testing.assert_array_equal(more.several(travel, both, both, 3, Progress()).cost, several.cost)
    np.testing.assert_array_equal(more.number_within(travel, both, both, near, Progress()), number)
    assert (nearest.facility >= 60).any()
    assert (several.place >= 60).any()


def test_nothing_goes_on_from_what_was_found_of_places_of_several_parts():
    """A pair of facilities was one place; now each of them is one by itself."""
    travel, rows, both = Travel(METRES), np.arange(60), np.arange(62)
    near, made = Nearness(1.0, np.full(300, 400.0)), searches(7, Keeping())
    made.several(travel, rows, rows // 2, 3, Progress())
    made.number_within(travel, rows, rows // 2, near, Progress())
    more, anew = with_more(made)
    found, expected = (one.several(travel, both, both, 3, Progress()) for one in (more, anew))
    np.testing.assert_array_equal(found.cost, expected.cost)
    found, expected = (one.number_within(travel, both, both, near, Progress()) for one in (more, anew))
    np.testing.assert_array_equal(found, expected)
    # Nor are places of several parts found from those of one each.
    merged = both // 2
    found, expected = (one.several(travel, both, merged, 3, Progress()) for one in (more, anew))
    np.testing.assert_array_equal(found.cost, expected.cost)
    found, expected = (one.number_within(travel, both, merged, near, Progress()) for one in (more, anew))
    np.testing.assert_array_equal(found, expected)
