"""The several nearest facilities: ranks, both units, and limits, by known answers and by brute force."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network_access import find_network_access
from buurtmaat.core.network.options import METRES, MINUTES, Travel
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach import k_nearest
from buurtmaat.core.reach.nearest_table import NearestTable, nearest_table
from towns.engine import CLOSE, Engine, Truth, engine_of, same, search_in_blocks_of
from towns.factories import EVERYWHERE, Way, box, entrances, network, point, shapes, xy
from towns.random_worlds import world

WALK = Travel(METRES, 6.0)  # 100 m a minute
HURRY = Travel(MINUTES, 6.0)
STREET = [(0, 0), (100, 0)]


def table(net, dwellings, facilities, k=3, limit=math.inf, travel=WALK, gates=None, **options) -> NearestTable:
    access = find_network_access(build_graph(net, travel), shapes(*facilities), gates, xy(*dwellings))
    return nearest_table(access, limit, k, **options)


def rows(found: NearestTable, *names: str) -> list[tuple]:
    values = [getattr(found, name).tolist() for name in ("dwelling", "rank", *(names or ("facility", "metres")))]
    return list(zip(*values, strict=True))


def test_each_dwelling_has_a_row_for_each_rank_nearest_first() -> None:
    found = table(network(STREET), [(60, 0), (10, 0)], [point(0, 0), point(100, 0), point(50, 0)])
    assert rows(found) == [(0, 1, 2, 10), (0, 2, 1, 40), (0, 3, 0, 60), (1, 1, 0, 10), (1, 2, 2, 40), (1, 3, 1, 90)]
    assert found.straight.tolist() == found.metres.tolist()
    assert found.minutes.tolist() == pytest.approx((found.metres / 100).tolist())


def test_of_more_ranks_than_facilities_there_is_a_row_for_each_facility() -> None:
    found = table(network(STREET), [(60, 0)], [point(0, 0), [], point(100, 0)], k=9)
    assert rows(found) == [(0, 1, 2, 40), (0, 2, 0, 60)]


def test_a_dwelling_that_reaches_none_has_one_row_that_says_why() -> None:
    net = network(STREET, [(0, 500), (100, 500)])
    homes = [(10, 0), (10, 500), (10, 9000), (math.nan, math.nan), (90, 0)]
    found = table(net, homes, [point(0, 0), point(100, 0)], k=2, limit=15)
    assert rows(found, "facility", "status") == [
        (0, 1, 0, "ok"),
        (1, 0, -1, "unreachable"),
        (2, 0, -1, "off_network"),
        (3, 0, -1, "no_geometry"),
        (4, 1, 1, "ok"),
    ]
    assert np.isnan(found.metres[1:4]).all()
    far = table(net, [(50, 0)], [point(0, 0)], k=2, limit=49)
    assert rows(far, "status") == [(0, 0, "beyond_limit")]
    assert rows(table(net, [(50, 0)], [[]], k=2), "status") == [(0, 0, "no_facility")]


def test_what_lies_on_the_limit_counts() -> None:
    found = table(network(STREET), [(50, 0)], [point(0, 0), point(99, 0), point(100, 1)], limit=50)
    assert rows(found) == [(0, 1, 1, 49), (0, 2, 0, 50)]
    a_millionth_beyond = table(network(STREET), [(100, 0)], [point(0, 0)], limit=100 - 1e-6)
    assert rows(a_millionth_beyond) == [(0, 1, 0, 100)]


def test_what_lies_straight_beside_at_the_limit_counts_too() -> None:
    parks = [box(45, 20, 55, 30), box(45, -30, 55, -20), box(45, 20.5, 55, 30)]
    assert rows(table(network(STREET), [(50, 0)], parks, limit=20)) == [(0, 1, 0, 20), (0, 2, 1, 20)]


def test_who_is_inside_what_lies_on_another_part_of_the_network_finds_what_is_far_on_its_own_too() -> None:
    net = network([(0, 0), (5000, 0)], [(0, 500), (100, 500)])
    park = box(40, 100, 60, 480)  # within the entrance gap of the other street alone
    found = table(net, [(50, 110)], [park, point(4000, 0)], k=2)
    assert rows(found) == [(0, 1, 0, 0), (0, 2, 1, 110 + 3950)]
    found = table(net, [(50, 110)], [point(4000, 0), park], k=2)
    assert rows(found) == [(0, 1, 1, 0), (0, 2, 0, 110 + 3950)]


def test_facilities_equally_far_come_in_input_order() -> None:
    places = [point(90, 0), point(10, 0), point(90, 0), point(10, 0), point(50, 0)]
    found = table(network(STREET), [(50, 0)], places, k=4)
    assert rows(found) == [(0, 1, 4, 0), (0, 2, 0, 40), (0, 3, 1, 40), (0, 4, 2, 40)]


def test_a_facility_with_several_ways_in_counts_once() -> None:
    net = network(STREET, [(100, 0), (200, 0)])
    park, school = box(20, 5, 80, 50), point(200, 0)
    found = table(net, [(10, 0), (50, 20)], [park, school], k=5)
    assert found.metres[0] == pytest.approx(math.hypot(10, 5))
    assert [row[:3] for row in rows(found)] == [(0, 1, 0), (0, 2, 1), (1, 1, 0), (1, 2, 1)]
    assert found.metres[2] == 0
    gated = table(net, [(50, 0)], [park, school], k=5, gates=entrances((0, (20, 50)), (0, (80, 5))))
    assert rows(gated) == [(0, 1, 0, 35), (0, 2, 1, 150)]


def test_the_way_that_is_best_in_minutes_gives_the_metres_of_each_rank() -> None:
    net = network([(0, 0), (50, 120), (100, 0)], [(0, 0), (100, 0)], [(100, 0), (200, 0)], kmh=[60, 6, 6])
    found = table(net, [(0, 0)], [point(200, 0), point(100, 0)], k=2, travel=HURRY)
    assert rows(found) == [(0, 1, 1, pytest.approx(260)), (0, 2, 0, pytest.approx(360))]
    assert found.minutes.tolist() == pytest.approx([0.26, 1.26])
    short = table(net, [(0, 0)], [point(200, 0), point(100, 0)], k=2)
    assert short.metres.tolist() == [100, 200]
    assert short.minutes.tolist() == pytest.approx([1, 2])


def test_ways_come_on_request() -> None:
    access = find_network_access(
        build_graph(network(STREET), WALK), shapes(point(0, 0), point(100, 0)), None, xy((60, 0))
    )
    without, ways = (k_nearest.ranked_nearest(access, 2, np.array([40.0]), **more) for more in ({}, {"trails": True}))
    assert without.trails is None
    assert ways.trails is not None
    assert without.metres.tolist() == ways.metres.tolist() == [40, 60]


def test_one_way_streets_put_facilities_in_another_order() -> None:
    block = [[(0, 0), (100, 0)], [(100, 0), (100, 50)], [(100, 50), (0, 50)], [(0, 50), (0, 0)]]
    one_way = {"forward": [True] * 4, "backward": [False] * 4}
    places = [point(40, 0), point(90, 0)]
    assert rows(table(network(*block, **one_way), [(50, 0)], places)) == [(0, 1, 1, 40), (0, 2, 0, 290)]
    away = network(*block, **one_way, options=replace(EVERYWHERE, towards=False))
    assert rows(table(away, [(50, 0)], places)) == [(0, 1, 0, 10), (0, 2, 1, 260)]


def test_a_dwelling_on_an_island_finds_all_that_the_island_has() -> None:
    streets = [[(0, 0), (4000, 0)], [(0, 500), (4000, 500)]]
    places = [point(3900, 0), point(3950, 0), point(4000, 0), point(4000, 500)]
    found = table(network(*streets), [(0, 500), (0, 0)], places, k=3)
    assert rows(found) == [(0, 1, 3, 4000), (1, 1, 0, 3900), (1, 2, 1, 3950), (1, 3, 2, 4000)]


def test_facilities_off_the_network_are_reached_from_inside_only() -> None:
    net = network(STREET)
    found = table(net, [(50, 700), (50, 0)], [box(0, 600, 100, 800), point(0, 0)], k=2)
    assert rows(found) == [(0, 1, 0, 0), (1, 1, 1, 50)]


def test_every_look_at_cancel_stops_the_search() -> None:
    way = Way(network(STREET, [(100, 0), (900, 0)]), [(1, 0)], [point(3, 3), point(800, 0), point(850, 0)])
    least, looks = way.nearest().metres, [0, math.inf]

    def cancelled() -> bool:
        looks[0] += 1
        return looks[0] > looks[1]

    def search() -> None:
        looks[0] = 0
        k_nearest.k_nearest(way.access, 3, least, progress=Progress(_none, cancelled))

    search()
    every = looks[0]
    assert every > 5
    for allowed in range(every):
        looks[1] = allowed
        with pytest.raises(Cancelled):
            search()


def _none(share: float) -> None:
    assert 0 <= share <= 1


@pytest.mark.parametrize("seed", range(400))
def test_all_ranks_agree_with_brute_force(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = world(seed)
    size = [None, 1, 5][seed % 3]
    if size:
        search_in_blocks_of(size, monkeypatch)
    monkeypatch.setattr(k_nearest, "_LEAST", [100.0, 3.0][seed % 2])
    engine = engine_of(made)
    if engine is None:
        return
    truth = Truth(made, engine)
    if truth.unsure_access:
        return
    values = sorted(a.low for answers in truth.answers for a in answers.values())
    limits = [math.inf, values[len(values) // 2] if values else 5.0]
    for k in (2, 3, 50):
        for limit in limits:
            found = nearest_table(engine.access, limit, k)
            check(engine, truth, found, k, limit)


def check(engine: Engine, truth: Truth, found: NearestTable, k: int, limit: float) -> None:
    first, second = found.metres, found.minutes
    if engine.travel.unit == MINUTES:
        first, second = second, first
    assert sorted(set(found.dwelling.tolist())) == list(range(len(truth.answers)))
    assert (np.diff(found.dwelling) >= 0).all()
    for d, answers in enumerate(truth.answers):
        mine = np.flatnonzero(found.dwelling == d)
        got = found.facility[mine].tolist()
        if d in truth.unsure:
            continue
        if got == [-1]:
            assert all(a.high > limit + 0.9e-6 for a in answers.values())
            assert found.rank[mine].tolist() == [0]
            assert np.isnan(first[mine]).all()
            continue
        assert found.rank[mine].tolist() == list(range(1, mine.size + 1))
        assert len(set(got)) == len(got), "a facility counts once"
        sure = sum(a.high <= limit + 0.9e-6 for a in answers.values())
        assert min(k, sure) <= len(got) <= k
        lows = sorted(a.low for a in answers.values())
        highs = sorted(a.high for a in answers.values())
        assert (np.diff(first[mine]) >= 0).all()
        for n, row in enumerate(mine):
            answer = answers[got[n]]
            assert same(first[row], answer), f"dwelling {d} to {got[n]}: {first[row]}, not {answer}"
            assert lows[n] - CLOSE <= first[row] <= highs[n] + CLOSE
            assert first[row] <= limit + 1.1e-6
            if not math.isnan(answer.other):
                assert second[row] == pytest.approx(answer.other, abs=CLOSE), f"dwelling {d}, the other unit"
