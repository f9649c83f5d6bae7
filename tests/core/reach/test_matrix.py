"""Every entry of a matrix is the shortest way that brute force finds, and agrees with the nearest and with reach."""

from __future__ import annotations

import math

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.network.options import METRES, MINUTES, Travel
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach import bounded, k_nearest, matrix, nearest
from buurtmaat.core.reach.matrix import Rows, distance_matrix
from towns.brute_force import Answer
from towns.engine import CLOSE, Engine, Truth, engine_of, same
from towns.factories import Way, box, multipoint, network, point
from towns.random_worlds import world

STREET = [(0, 0), (1000, 0)]
WORLDS = 300


def rows_of(way: Way | Engine, k: int = 0, limit: float = math.inf) -> list[Rows]:
    return [rows for rows, _ in distance_matrix(way.access, k, limit)]


def entries(way: Way | Engine, k: int = 0, limit: float = math.inf) -> list[tuple[int, int, float, float, int]]:
    """Return all rows one after the other, in the order in which they come."""
    found = []
    for rows in rows_of(way, k, limit):
        columns = (rows.origin, rows.destination, rows.metres, rows.minutes, rows.rank)
        found += list(zip(*(c.tolist() for c in columns), strict=True))
    return found


def short(way: Way, k: int = 0, limit: float = math.inf) -> list[tuple[int, int, float, int]]:
    return [(o, d, m, r) for o, d, m, _, r in entries(way, k, limit)]


@pytest.fixture(autouse=True)
def _small_blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even a small matrix take several blocks, groups and rounds in two of three worlds."""
    seed = getattr(request.node, "callspec", None) and request.node.callspec.params.get("seed", 0)
    size = [None, 1, 5][(seed or 0) % 3]
    if size:
        monkeypatch.setattr(bounded, "GROUP", size)
        monkeypatch.setattr(bounded, "AT_ONCE", 6 * size)
        monkeypatch.setattr(matrix, "BLOCK_PAIRS", 3 * size)
        monkeypatch.setattr(k_nearest, "_LEAST", 0.5)


# --- Known answers ---


def test_rows_are_sorted_by_origin_and_then_by_rank() -> None:
    way = Way(network(STREET), [(900, 0), (0, 3), (500, 0)], [point(1000, 0), point(0, 0), point(400, 0)])
    assert short(way) == [
        (0, 0, 100, 1),
        (0, 2, 500, 2),
        (0, 1, 900, 3),
        (1, 1, 3, 1),
        (1, 2, 403, 2),
        (1, 0, 1003, 3),
        (2, 2, 100, 1),
        (2, 0, 500, 2),
        (2, 1, 500, 3),
    ]


def test_equally_near_destinations_come_in_input_order() -> None:
    way = Way(network(STREET), [(500, 0)], [point(700, 0), point(300, 0), point(700, 0), point(300, 0)])
    assert [d for _, d, _, _ in short(way)] == [0, 1, 2, 3]
    assert [d for _, d, _, _ in short(way, k=2)] == [0, 1]
    assert [d for _, d, _, _ in short(way, k=2, limit=900)] == [0, 1]


@pytest.mark.parametrize("k", [1, 2, 3, 5, 1000])
def test_the_nearest_are_the_first_of_all(k: int) -> None:
    rng = np.random.default_rng(3)
    streets = [[(0, y), (1000, y)] for y in (0, 200)] + [[(x, 0), (x, 200)] for x in (0, 1000)]
    homes = [tuple(p) for p in rng.uniform((0, -20), (1000, 220), (40, 2))]
    shops = [point(*p) for p in rng.uniform((0, -20), (1000, 220), (30, 2))]
    way = Way(network(*streets), homes, shops)
    assert short(way, k) == [row for row in short(way) if row[3] <= k]
    assert short(way, k, 700) == [row for row in short(way) if row[3] <= k and row[2] <= 700 + 1e-6]


def test_a_limit_holds_what_lies_on_it() -> None:
    way = Way(network(STREET), [(0, 0)], [point(500, 0), point(500.5, 0)])
    assert short(way, limit=500) == [(0, 0, 500, 1)]
    assert short(way, limit=499.9) == []


def test_what_is_off_the_network_or_in_another_part_has_no_row() -> None:
    net = network(STREET, [(0, 5000), (1000, 5000)])
    homes = [(0, 0), (0, 2500), (0, 5000), (math.nan, math.nan)]
    way = Way(net, homes, [point(100, 0), point(0, 9000), point(100, 5000), []])
    for k in (0, 1, 9):
        assert short(way, k) == [(0, 0, 100, 1), (2, 2, 100, 1)]


@pytest.mark.parametrize("homes", [1, 9])
def test_the_first_place_on_the_network_may_be_the_second_of_all(homes: int) -> None:
    """From the home, or from the facility: the way goes by the corner in either case."""
    streets = network([(0, 0), (100, 0)], [(100, 0), (100, 100)])
    way = Way(streets, [(math.nan, math.nan), *[(50, 0)] * homes], [[], point(100, 50)])
    assert short(way) == [(home, 1, 100, 1) for home in range(1, homes + 1)]


def test_no_destination_and_no_origin_give_one_empty_block() -> None:
    assert [r.origin.size for r in rows_of(Way(network(STREET), [(0, 0)], []))] == [0]
    for k in (0, 3):
        assert sum(r.origin.size for r in rows_of(Way(network(STREET), [], [point(0, 0)]), k)) == 0
        assert short(Way(network(STREET), [(0, 0)], [[]]), k) == []


def test_an_origin_in_a_facility_off_the_network_is_at_it() -> None:
    way = Way(network(STREET), [(500, 5000), (0, 0)], [box(0, 4000, 1000, 6000), point(10, 0)])
    for k in (0, 1, 2):
        assert short(way, k) == [(0, 0, 0, 1), (1, 1, 10, 1)]


def test_a_facility_across_the_gap_does_not_stand_for_one_of_the_part() -> None:
    # The park is entered from the origin's own place besides what its part of the network offers.
    park = box(0, 5, 1000, 400)
    way = Way(network(STREET, [(0, 410), (1000, 410)]), [(100, 0)], [park, point(0, 0), point(900, 0), point(0, 410)])
    assert [(d, r) for _, d, _, r in short(way, k=9)] == [(0, 1), (1, 2), (2, 3)]


def test_a_multipoint_comes_once_by_its_nearest_entrance() -> None:
    way = Way(network(STREET), [(300, 0), (700, 0)], [multipoint((100, 0), (450, 0), (1000, 0))])
    assert short(way) == [(0, 0, 150, 1), (1, 0, 250, 1)]


def test_in_minutes_the_fast_way_decides_and_its_metres_are_told() -> None:
    net = network([(0, 0), (300, 0)], [(0, 0), (0, 100), (300, 100), (300, 0)], kmh=[1.5, 6.0])
    way = Way(net, [(0, 0)], [point(300, 0)], travel=Travel(MINUTES, 6.0))
    assert entries(way) == [(0, 0, pytest.approx(500), pytest.approx(5), 1)]
    assert entries(Way(net, [(0, 0)], [point(300, 0)])) == [(0, 0, pytest.approx(300), pytest.approx(12), 1)]


@pytest.mark.parametrize("homes", [1, 9])
def test_one_way_streets_hold_from_either_side(homes: int) -> None:
    # Nine origins are searched from the three destinations, one origin from itself.
    ring = network(
        [(0, 0), (100, 0)], [(100, 0), (100, 100), (0, 100), (0, 0)], forward=[True] * 2, backward=[False] * 2
    )
    way = Way(ring, [(20, 0)] * homes, [point(80, 0), point(10, 0), point(100, 50)])
    assert short(way)[:3] == [(0, 0, 60, 1), (0, 2, 130, 2), (0, 1, 390, 3)]


@pytest.mark.parametrize("homes", [1, 9])
def test_the_other_unit_is_that_of_the_street_by_which_a_facility_is_left(homes: int) -> None:
    """Two roads of two streets of a kilometre, at 6 and at 12 km/h (100 and 200 metres a minute)."""
    roads = [[(x, y), (x + 1000, y)] for y in (0, 5000) for x in (0, 1000)]
    net = network(*roads, kmh=[6.0, 6.0, 12.0, 12.0])
    way = Way(net, [(1500, 0), *[(1500, 5000)] * homes], [point(250, 0), point(100, 5000)])
    assert entries(way)[:2] == [(0, 0, 1250.0, pytest.approx(12.5), 1), (1, 1, 1400.0, pytest.approx(7.0), 1)]


@pytest.mark.parametrize("ground", [0, 1])
def test_who_lives_within_a_facility_that_is_entered_far_away_is_at_it(ground: int) -> None:
    """The ground is entered from the street at y = 0 only, far beyond the limit; the home goes by another street."""
    net = network([(0, 0), (100, 0)], [(0, 1000), (100, 1000)])
    places = [box(0, 10, 100, 950), point(40, 1000)]
    way = Way(net, [(50, 900)], places if ground == 0 else places[::-1])
    assert short(way, limit=115) == [(0, ground, 0, 1), (0, 1 - ground, 110, 2)]


def test_of_ways_that_take_equally_long_the_shorter_one_is_told() -> None:
    """A moving walkway beside the street takes no time at all: going round by it costs as long as going along."""
    net = network([(0, 0), (100, 0)], [(0, 0), (50, 50), (100, 0)], kmh=[6.0, None], minutes=[None, 0.0])
    way = Way(net, [(25, 0)], [point(75, 0)], travel=Travel(MINUTES, 6.0))
    assert entries(way) == [(0, 0, pytest.approx(50), pytest.approx(0.5), 1)]


def test_of_ways_that_are_equally_long_the_quicker_one_is_told() -> None:
    """Along the slow street round the square it is 50 + 300 + 50 m, and over the fast one as well."""
    net = network([(0, 0), (0, 100), (300, 100), (300, 0)], [(0, 0), (300, 0)], kmh=[3.0, 6.0])
    way = Way(net, [(0, 50)], [point(300, 50)])
    assert entries(way) == [(0, 0, 400.0, pytest.approx(1 + 3 + 1), 1)]


def test_a_limit_holds_for_what_is_entered_across_a_gap() -> None:
    """The park lies 5 m beside the whole street."""
    way = Way(network(STREET), [(500, 0)], [box(0, 5, 1000, 400)])
    assert short(way, limit=5) == [(0, 0, 5, 1)]
    assert short(way, limit=4) == []


def test_no_block_has_more_pairs_than_are_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "BLOCK_PAIRS", 10)
    way = Way(network(STREET), [(100 * n, 0) for n in range(10)], [point(250 * n, 0) for n in range(4)])
    sizes = [rows.origin.size for rows in rows_of(way, limit=600)]
    assert sum(sizes) == len(short(way, limit=600)) > 30
    assert max(sizes) <= 10
    # Homes within a facility count too where no way into it is near.
    net = network([(0, 0), (100, 0)], [(0, 1000), (100, 1000)])
    homes = Way(net, [(5 * n, 940) for n in range(20)], [box(0, 10, 100, 950)])
    assert [rows.origin.size for rows in rows_of(homes, limit=10)] == [10, 10]


def test_blocks_are_those_of_few_enough_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "BLOCK_PAIRS", 10)
    way = Way(network(STREET), [(100 * n, 0) for n in range(10)], [point(250 * n, 0) for n in range(4)])
    assert [r.origin.size for r in rows_of(way)] == [8] * 5
    # Within the limit each has one destination at most, and may have one without a way: two of four count.
    assert len(rows_of(way, limit=120)) == 2
    assert max(r.origin.size for r in rows_of(way, limit=120)) <= 10
    assert [r.origin.size for r in rows_of(way, k=1)] == [10]


def test_every_look_at_cancel_stops_the_matrix() -> None:
    way = Way(network(STREET), [(100 * n, 0) for n in range(10)], [point(250 * n, 0) for n in range(4)])
    for k in (0, 2):
        looks = 0

        def look() -> bool:
            nonlocal looks
            looks += 1
            return False

        list(distance_matrix(way.access, k, math.inf, Progress(cancelled=look)))
        assert looks > 3
        for stop in range(looks):
            left = iter([False] * stop)
            progress = Progress(cancelled=lambda left=left: next(left, True))
            with pytest.raises(Cancelled):
                list(distance_matrix(way.access, k, math.inf, progress))


# --- Brute force ---


@pytest.mark.parametrize("seed", range(WORLDS))
def test_a_matrix_agrees_with_brute_force(seed: int) -> None:
    made = world(seed)
    engine = engine_of(made)
    if engine is None:
        return
    truth = Truth(made, engine)
    whole = entries(engine)
    check_order(whole)
    if truth.unsure_access:
        return
    check_whole(engine, truth, whole)
    check_nearest(engine, whole)
    values = sorted(a.low for answers in truth.answers for a in answers.values())
    middle = values[len(values) // 2] if values else 10.0
    for limit in (0.0, 0.3 * middle, middle, 3 * middle):
        limited = entries(engine, limit=limit)
        check_order(limited)
        pairs = engine.pairs(limit)
        assert {(o, d) for o, d, *_ in limited} == set(pairs)
        for o, d, *costs, _ in limited:
            assert costs[engine.travel.unit] == pytest.approx(pairs[o, d], abs=CLOSE)
        for k in (1, 3):
            check_k(engine, limited, entries(engine, k, limit), k)
    for k in (1, 2, 4, 50):
        check_k(engine, whole, entries(engine, k), k)


def check_order(found: list) -> None:
    assert [row[0] for row in found] == sorted(row[0] for row in found)
    seen = set()
    before: tuple[int, float] = (-1, 0.0)
    for o, d, _, _, rank in found:
        assert (o, d) not in seen
        seen.add((o, d))
        assert rank == (before[1] + 1 if o == before[0] else 1)
        before = (o, rank)


def check_whole(engine: Engine, truth: Truth, whole: list) -> None:
    costs = {(o, d): row for o, d, *row, _ in whole}
    first, second = (0, 1) if engine.travel.unit == METRES else (1, 0)
    for o, answers in enumerate(truth.answers):
        if o in truth.unsure:
            continue
        reached = {d for own, d in costs if own == o}
        assert reached <= {d for d, a in answers.items() if math.isfinite(a.low)}
        assert reached >= {d for d, a in answers.items() if math.isfinite(a.high)}
        for d in reached:
            answer: Answer = answers[d]
            assert same(costs[o, d][first], answer), f"origin {o} to {d}: {costs[o, d]}, not {answer}"
            if not math.isnan(answer.other):
                assert costs[o, d][second] == pytest.approx(answer.other, abs=CLOSE), f"origin {o} to {d}, other unit"


def check_nearest(engine: Engine, whole: list) -> None:
    found = nearest.nearest_facility(engine.access)
    one = {row[0]: row for row in whole if row[4] == 1}
    assert set(one) == set(np.flatnonzero(found.facility >= 0).tolist())
    for o, row in one.items():
        value = (found.metres[o], found.minutes[o])[engine.travel.unit]
        assert row[2 + engine.travel.unit] == pytest.approx(value, abs=CLOSE)


def check_k(engine: Engine, whole: list, found: list, k: int) -> None:
    check_order(found)
    unit = 2 + engine.travel.unit
    wanted = [row for row in whole if row[4] <= k]
    assert [(row[0], row[4]) for row in found] == [(row[0], row[4]) for row in wanted]
    assert [row[unit] for row in found] == pytest.approx([row[unit] for row in wanted], abs=CLOSE)
    costs = {(o, d): row for o, d, *row, _ in whole}
    for o, d, *row, _ in found:
        assert row == pytest.approx(costs[o, d], abs=CLOSE)
