"""What part of the streets lies within a limit: known answers, and random worlds against the cost to each place."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network_access import NetworkAccess
from buurtmaat.core.network.options import METRES, MINUTES, Travel
from buurtmaat.core.network.snapping import Snaps
from buurtmaat.core.reach.coverage import cover
from buurtmaat.core.reach.reach import reachable
from buurtmaat.core.reach.service_areas import DISSOLVED, EACH, SPLIT, reaching, service_areas
from buurtmaat.core.reach.stretches import Stretches, merged, polylines, together, without
from towns.brute_force import BruteForce, Place
from towns.engine import Engine, Truth, engine_of
from towns.factories import XY, Geometry, box, line, network, point, polygon, shapes
from towns.random_worlds import world

PLACES_AN_EDGE = 7
STEPS_AN_EDGE = 40
Found = list[tuple[int, int, float, float]]


def areas(
    streets: list[list[XY]],
    facilities: list[Geometry],
    limit: float,
    overlap: int = EACH,
    travel: Travel | None = None,
    **more: object,
) -> Stretches:
    net = network(*(line(*one) for one in streets), **more)
    access, graph = find_access(net, shapes(*facilities)), build_graph(net, travel or Travel())
    (found,) = service_areas(graph, access, [np.full(len(facilities), limit)], overlap)
    return found


def rows(found: Stretches) -> Found:
    return [
        (int(f), int(e), round(float(a), 9), round(float(b), 9))
        for f, e, a, b in zip(found.facility, found.edge, found.start, found.end, strict=True)
    ]


# By hand


def test_a_street_reached_from_both_ends_counts_once() -> None:
    """Over the other street the far end is 40 m away: of 60 m, 50 from here and 10 from there, and so all of it."""
    found = areas([[(0, 0), (60, 0)], [(0, 0), (30, 10), (60, 0)]], [point(0, 0)], 50)
    assert found.length.sum() == pytest.approx(50 + 50)
    round_about = 2 * np.hypot(30, 10)
    found = areas([[(0, 0), (60, 0)], [(0, 0), (30, 10), (60, 0)]], [point(0, 0)], 62)
    assert found.length.sum() == pytest.approx(60 + round_about), "both whole, though each is reached from two sides"


def test_a_facility_in_the_middle_of_a_street_covers_both_sides_and_its_leg_counts() -> None:
    assert rows(areas([[(0, 0), (100, 0)]], [point(40, 5)], 25)) == [(0, 0, 20, 60)]
    assert rows(areas([[(0, 0), (100, 0)]], [point(40, 5)], 5.25)) == [(0, 0, 39.75, 40.25)]
    assert rows(areas([[(0, 0), (100, 0)]], [point(40, 5)], 4.9)) == []


def test_what_is_left_at_the_end_of_a_street_joins_what_is_covered_on_the_way_there() -> None:
    """Of 40.5 m half a metre is left at the end: it lies within the 40 m before it."""
    assert rows(areas([[(0, 0), (100, 0)]], [point(40, 0)], 40.5)) == [(0, 0, 0, 80.5)]


def test_one_way_streets_are_covered_against_the_traffic() -> None:
    """Towards the facility: from where one may drive there."""
    ways = {"forward": [True], "backward": [False]}
    assert rows(areas([[(0, 0), (100, 0)]], [point(40, 0)], 30, **ways)) == [(0, 0, 10, 40)]


def test_what_a_wall_leaves_of_a_street_beside_a_park_is_told_to_the_metre() -> None:
    # Straight beside the park, 10 m away, the street is 20 to 80. The wall stands before it up to 51.2: the metre from
    # 51 on has its middle beyond that.
    park, wall = box(20, 10, 80, 30), line((-50, 5), (51.2, 5))
    found = areas([[(0, 0), (100, 0)]], [park], 10, barriers=[wall])
    assert rows(found) == [(0, 0, 51, 80)]


def test_split_streets_change_hands_where_both_are_equally_far() -> None:
    found = areas([[(0, 0), (100, 0)]], [point(0, 0), point(100, 10)], 1000, SPLIT)
    assert rows(found) == [(0, 0, 0, 55), (1, 0, 55, 100)]


@pytest.mark.parametrize(("at", "low", "high"), [((50, 0), 30, 70), ((40, 5), 25, 55), ((97, 9), 86, 100)])
def test_of_a_split_street_beside_a_park_a_place_on_it_has_what_is_nearer(at: XY, low: float, high: float) -> None:
    """The park is 20 m away all along: a place has the street up to where it is as far."""
    found = areas([[(0, 0), (100, 0)]], [box(0, 20, 100, 60), point(*at)], 1000, SPLIT)
    rest = [(0, 0, 0, low), (0, 0, high, 100)]
    assert rows(found) == [*rest[: 1 if high == 100 else 2], (1, 0, low, high)]


@pytest.mark.parametrize(("there", "owner"), [(20.0, 0), (19.9, 1), (20.1, 0)])
def test_a_split_street_between_two_parks_goes_to_the_nearer_one_or_the_first(there: float, owner: int) -> None:
    found = areas([[(0, 0), (100, 0)]], [box(0, 20, 100, 60), box(0, -60, 100, -there)], 1000, SPLIT)
    assert rows(found) == [(owner, 0, 0, 100)]


def test_a_split_street_beside_a_park_that_recedes_has_what_lies_within_the_limit() -> None:
    # The side of the park is a metre farther each ten: at x the street is (10 + x / 10) / √1.01 away.
    park = polygon([(0, 10), (100, 20), (100, 60), (0, 60)])
    found = areas([[(0, 0), (100, 0)]], [park], 15, SPLIT)
    ((_, _, start, end),) = rows(found)
    assert (start, end) == (0, pytest.approx(10 * (15 * 1.01**0.5 - 10)))


def test_of_two_facilities_at_one_place_the_first_has_it_all() -> None:
    found = areas([[(0, 0), (100, 0)]], [point(30, 0), point(30, 0)], 20, SPLIT)
    assert rows(found) == [(0, 0, 10, 50)]


def test_who_has_nothing_left_reaches_a_street_all_the_same() -> None:
    net = network(line((0, 0), (100, 0)))
    access = find_access(net, shapes(point(30, 10), point(30, 10), point(80, 40)))
    limits = [np.full(3, 20.0), np.full(3, 50.0)]
    graph = build_graph(net, Travel())
    assert reaching(graph, access, limits, SPLIT).tolist() == [[True, True, False], [True, True, True]]
    assert reaching(graph, access, limits, DISSOLVED).tolist() == [[True], [True]]
    assert reaching(graph, access, [np.full(3, 5.0)], DISSOLVED).tolist() == [[False]]


def test_who_is_just_as_far_from_a_street_as_the_limit_reaches_none_of_it_and_legs_take_minutes() -> None:
    """Legs of 9 and 30 m take 0.09 and 0.3 minutes at 6 km/h; 0.1 and 0.2 are limits between."""
    access = find_access(network(line((0, 0), (100, 0))), shapes(point(30, 9), point(80, 30)))
    metres, minutes = (build_graph(network(line((0, 0), (100, 0))), Travel(unit, 6.0)) for unit in (METRES, MINUTES))
    assert reaching(metres, access, [np.array([9.0, 30.0]), np.array([9.5, 30.5])], EACH).tolist() == [
        [False, False],
        [True, True],
    ]
    each = [np.full(2, 0.2), np.full(2, 0.08), np.array([0.1, 0.31])]
    assert reaching(minutes, access, each, EACH).tolist() == [[True, False], [False, False], [True, True]]


def test_stretches_of_no_length_are_left_out() -> None:
    """A limit of a hair above the leg gives a stretch too short for two coordinates; what touches counts whole."""
    assert rows(areas([[(0, 0), (100, 0)]], [point(30, 10)], 10 + 1e-8)) == []
    whole = merged(np.zeros(2, int), np.zeros(2, int), np.array([0.0, 5e-7]), np.array([5e-7, 1e-5]))
    assert whole.length.tolist() == [1e-5]
    several = merged(np.arange(3), np.zeros(3, int), np.zeros(3), np.array([0.9e-6, 1e-6, 1.1e-6]))
    assert several.facility.tolist() == [1, 2], "a micrometre is a length"


def test_limits_of_their_own() -> None:
    net = network(line((0, 0), (100, 0)))
    access = find_access(net, shapes(point(0, 0), point(100, 0)))
    graph, limits = build_graph(net, Travel()), [np.array([20.0, 60.0])]
    assert rows(service_areas(graph, access, limits, EACH)[0]) == [(0, 0, 0, 20), (1, 0, 40, 100)]
    assert rows(service_areas(graph, access, limits, DISSOLVED)[0]) == [(0, 0, 0, 20), (0, 0, 40, 100)]


def test_a_park_is_entered_all_along_a_street_beside_it() -> None:
    """300 m of street 10 m from a park: all of it lies 10 m away, and 30 m more at either end beyond the gap."""
    found = areas([[(-200, 0), (500, 0)]], [box(0, 10, 300, 80)], 50)
    (only,) = rows(found)
    gap = np.hypot(25, 0)
    across = np.sqrt(gap**2 - 10**2)  # where the street comes within 25 m of the corner
    assert only[2:] == pytest.approx((200 - across - 25, 500 + across + 25))


@pytest.mark.parametrize("overlap", [EACH, SPLIT])
def test_in_minutes_a_park_is_entered_from_as_far_as_these_bring(overlap: int) -> None:
    """At 6 km/h 0.2 minutes bring 20 m: 12 m into the park from the street beside it, and on from its edges there.

    20 m reach 16 m along the street from the place nearest to a corner, since 12² + 16² = 20².
    """
    found = areas([[(-200, 0), (500, 0)]], [box(0, 12, 300, 80)], 0.2, overlap, Travel(MINUTES, 6.0))
    (only,) = rows(found)
    assert only[2:] == pytest.approx((200 - 16, 500 + 16), abs=0.0 if overlap == EACH else 1.0)


def test_in_minutes_a_leg_counts_where_streets_are_split() -> None:
    """At 6 km/h half a minute brings 50 m: with legs of 10 and 20 m both are as far at 55 m, 45 m away."""
    found = areas([[(0, 0), (100, 0)]], [point(20, 10), point(80, 20)], 0.5, SPLIT, Travel(MINUTES, 6.0))
    assert rows(found) == [(0, 0, 0, 55), (1, 0, 55, 100)]


def test_rings_are_what_lies_beyond_the_limit_before() -> None:
    outer = Stretches(np.zeros(1, int), np.zeros(1, int), np.array([0.0]), np.array([90.0]))
    inner = Stretches(np.zeros(2, int), np.zeros(2, int), np.array([10.0, 40.0]), np.array([20.0, 90.0]))
    assert rows(without(outer, inner)) == [(0, 0, 0, 10), (0, 0, 20, 40)]


def test_lines_follow_the_bends() -> None:
    net = network(line((0, 0), (30, 0), (30, 40), (60, 40)))
    xy, start = polylines(net, Stretches(np.zeros(1, int), np.zeros(1, int), np.array([10.0]), np.array([80.0])))
    assert start.tolist() == [0, 4]
    assert xy.tolist() == [[10, 0], [30, 0], [30, 40], [40, 40]]


# Properties


PIECE = st.tuples(st.integers(0, 2), st.integers(0, 2), st.floats(0, 50), st.floats(0, 50))


def of(pieces: list[tuple[int, int, float, float]]) -> Stretches:
    f, e, a, b = (np.array(v) for v in zip(*pieces, strict=True)) if pieces else (np.empty(0, int),) * 4
    return merged(
        f.astype(np.int64), e.astype(np.int64), np.minimum(a, b).astype(float), np.maximum(a, b).astype(float)
    )


@given(st.lists(PIECE, max_size=12), st.lists(PIECE, max_size=12))
def test_what_is_taken_away_and_what_is_left_make_up_the_whole(one: list, other: list) -> None:
    outer, inner = of(one), of(other)
    rest = without(outer, inner)
    both = of([*rows(outer), *rows(inner)])
    assert rest.length.sum() + inner.length.sum() == pytest.approx(both.length.sum(), abs=1e-6)


@pytest.mark.parametrize("seed", range(250))
def test_a_street_is_covered_where_the_cost_is_within_the_limit(seed: int) -> None:
    """At places along every edge, on the streets that points snap to."""
    engine = engine_of(world(seed))
    if engine is None:
        return
    rng = np.random.default_rng(seed)
    places, cost = costs_along(engine, rng)
    scale = 1.0 if engine.travel.unit == METRES else 0.06 / engine.travel.kmh
    assert engine.travel.unit in (METRES, MINUTES)
    count = cost.shape[1]
    limits = np.stack([rng.choice([3.0, 10.0, 30.0], count), rng.choice([60.0, 1e5], count)]) * scale
    each = service_areas(engine.graph, engine.facilities, list(limits), EACH)
    split = service_areas(engine.graph, engine.facilities, list(limits), SPLIT)
    whole = service_areas(engine.graph, engine.facilities, list(limits), DISSOLVED)
    for number, limit in enumerate(limits):
        for facility in range(count):
            if engine.facilities.gapped[facility] and engine.network.barriers is not None:
                continue  # told to the metre only
            mine = each[number].take(np.flatnonzero(each[number].facility == facility))
            check(mine, places, cost[:, facility], limit[facility], scale)
        left = limit - cost
        if not engine.facilities.gapped.any():
            check(whole[number], places, -left.max(axis=1), 0.0, scale)
            owner = owners(split[number], places)
            there = np.flatnonzero(owner >= 0)
            assert (left[there, owner[there]] >= left[there].max(axis=1) - 1e-6 * scale).all()
        assert rows(together(split[number])) == rows(whole[number])
        assert split[number].length.sum() == pytest.approx(whole[number].length.sum())
    for found in (each, whole):
        smaller, larger = found
        assert without(smaller, larger).length.sum() == pytest.approx(0, abs=1e-6), "more limit, more street"
        ring = without(larger, smaller).length.sum()
        assert ring + smaller.length.sum() == pytest.approx(larger.length.sum())
        assert (larger.length > 0).all()
        assert larger.end.max(initial=0) <= engine.network.edges.length.max() + 1e-9


def costs_along(engine: Engine, rng: np.random.Generator) -> tuple[Snaps, np.ndarray]:
    """Return places on the edges, and what it costs from each to every facility."""
    edges = np.flatnonzero(engine.network.eligible)
    edge = np.repeat(edges, PLACES_AN_EDGE)
    position = rng.random(edge.size) * engine.network.edges.length[edge]
    xy = engine.network.place_on(edge, position)
    places = Snaps(edge, position, np.zeros(edge.size), xy)
    cost = np.full((edge.size, engine.facilities.count), np.inf)
    for place, facility, value in reachable(
        NetworkAccess(graph=engine.graph, facilities=engine.facilities, points=xy, snaps=places), 1e7
    ):
        cost[place, facility] = value
    return places, cost


def inside(found: Stretches, places: Snaps) -> tuple[np.ndarray, np.ndarray]:
    """Return which places are covered, and which lie at the end of a stretch."""
    covered, border = np.zeros(places.edge.size, bool), np.zeros(places.edge.size, bool)
    for edge, start, end in zip(found.edge, found.start, found.end, strict=True):
        on = places.edge == edge
        covered |= on & (places.position >= start) & (places.position <= end)
        border |= on & ((abs(places.position - start) < 1e-6) | (abs(places.position - end) < 1e-6))
    return covered, border


def check(found: Stretches, places: Snaps, cost: np.ndarray, limit: float, scale: float) -> None:
    covered, border = inside(found, places)
    sure = ~border & (abs(cost - limit) > 1e-6 * scale)
    assert (covered == (cost <= limit))[sure].all()


def owners(found: Stretches, places: Snaps) -> np.ndarray:
    owner = np.full(places.edge.size, -1)
    for facility in np.unique(found.facility).tolist():
        covered, border = inside(found.take(np.flatnonzero(found.facility == facility)), places)
        assert not (covered & ~border & (owner >= 0)).any(), "a place belongs to one"
        owner[covered & ~border] = facility
    return owner


@pytest.mark.parametrize("seed", range(0, 600, 7))
def test_the_covered_length_is_the_integral_along_every_street_by_brute_force(seed: int) -> None:
    """Each edge in short steps, and the cost from the middle of each by networkx: covered where that is within."""
    made = world(seed)
    engine = engine_of(made)
    if engine is None:
        return
    truth = Truth(made, engine)
    if truth.unsure_access:
        return
    unsure = [any(place.optional for place in ways) for ways in truth.ways]
    places, steps = steps_along(truth.brute)
    gated = [f in made.gates for f in range(len(made.facilities))]
    cost = costs_by_brute_force(truth, made.facilities, gated, places)
    scale = 1.0 if engine.travel.unit == METRES else 0.06 / engine.travel.kmh
    street = np.array([truth.brute.edges[place.edge].street for place in places])
    for limit in (8.0 * scale, 35.0 * scale, 1e6 * scale):
        (found,) = service_areas(engine.graph, engine.facilities, [np.full(engine.facilities.count, limit)], EACH)
        line = engine.network.edges.line[found.edge]
        for facility in range(engine.facilities.count):
            if unsure[facility] or (engine.facilities.gapped[facility] and made.barriers):
                continue  # may be entered at more places than the engine chose, or is told to the metre only
            for number in range(len(made.streets)):
                mine, here = (found.facility == facility) & (line == number), street == number
                covered = found.length[mine].sum()
                integral = steps[here][cost[here, facility] <= limit].sum()
                ends = 2 * (mine.sum() + 1)  # each end of a stretch is right to half a step
                assert abs(covered - integral) <= ends * steps[here].max(initial=0.0) / 2 + 1e-6
                assert covered <= steps[here].sum() + 1e-6, "at most the street itself"


def steps_along(brute: BruteForce) -> tuple[list[Place], np.ndarray]:
    """Return the middles of short steps along all edges, and how long each step is."""
    places, steps = [], []
    for number, edge in enumerate(brute.edges):
        step = edge.length / STEPS_AN_EDGE
        for n in range(STEPS_AN_EDGE):
            places.append(Place(number, (n + 0.5) * step, edge.place((n + 0.5) * step), 0.0))
            steps.append(step)
    return places, np.array(steps)


def costs_by_brute_force(
    truth: Truth, facilities: list[Geometry], gated: list[bool], places: list[Place]
) -> np.ndarray:
    """Return the cost from each place to each facility: one search back from each, and the straight ways in."""
    graph = truth.brute._graph(places, truth.ways, optional=True).reverse(copy=False)
    cost = np.full((len(places), len(facilities)), np.inf)
    for f in range(len(facilities)):
        if ("facility", f) in graph:
            for node, value in nx.single_source_dijkstra_path_length(graph, ("facility", f), weight="cost").items():
                if isinstance(node, tuple) and node[0] == "dwelling":
                    cost[node[1], f] = value
    for p, place in enumerate(places):
        if not truth.brute.counts(truth.brute.edges[place.edge]):
            continue  # on an island that nothing snaps to
        for f, (value, _) in truth.brute._own_ways(place.xy, place, facilities, gated)[0].items():
            cost[p, f] = min(cost[p, f], value)
    return cost


def test_groups_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    net = network(*(line((x, 0), (x, 100)) for x in range(0, 100, 20)), line(*((x, 50) for x in range(0, 100, 20))))
    access = find_access(net, shapes(*(point(x, 10) for x in range(0, 100, 20))))
    graph, limits = build_graph(net, Travel()), [np.full(5, 55.0)]
    expected = rows(service_areas(graph, access, limits, EACH)[0])
    monkeypatch.setattr("buurtmaat.core.reach.bounded.GROUP", 1)
    parts = [rows(one) for _, one in cover(graph, access, limits)]
    assert sorted(itertools.chain(*parts)) == sorted(expected)
