"""Near misses against all pairs of an end and a line, and how the work grows where much lies on one spot."""

from __future__ import annotations

import heapq
import math
from itertools import count, pairwise

import numpy as np
import pytest

from buurtmaat.core.geometry.neighbours import NearPairs
from buurtmaat.core.geometry.segments import CloseSegments, SegmentIndex, project
from buurtmaat.core.inspection.checks import find_issues
from buurtmaat.core.inspection.repairs import repair
from buurtmaat.core.inspection.surroundings import Surroundings
from buurtmaat.core.network.network import build_network
from towns.factories import EVERYWHERE, lines, network

NOWHERE = np.empty((0, 2))


class PlainStreets:
    """Streets as a list of ways between places, and Dijkstra over all of it."""

    def __init__(self, net) -> None:
        edges = net.edges
        self.ends = list(zip(edges.tail.tolist(), edges.head.tolist(), edges.length.tolist(), strict=True))
        self.places: list[list[tuple[float, object]]] = [[(0.0, t), (m, h)] for t, h, m in self.ends]
        self.joins: list[tuple[object, object, float]] = []

    def put(self, edge: int, position: float) -> object:
        place = (edge, position)
        self.places[edge].append((position, place))
        self.places[edge].sort(key=lambda p: p[0])
        return place

    def join(self, node: int, edge: int, position: float, gap: float) -> None:
        self.joins.append((node, self.put(edge, position), gap))

    def distance(self, node: int, edge: int, position: float) -> float:
        ways: dict[object, list[tuple[object, float]]] = {}
        steps = [
            (one, other, far - near)
            for number, places in enumerate(self.places)
            for (near, one), (far, other) in pairwise(places)
        ]
        target = ("target",)
        at = [(p, place) for p, place in self.places[edge]]
        steps += [(target, place, abs(p - position)) for p, place in at]
        for one, other, metres in [*steps, *self.joins]:
            ways.setdefault(one, []).append((other, metres))
            ways.setdefault(other, []).append((one, metres))
        best, queue, number = {node: 0.0}, [(0.0, 0, node)], count(1)
        while queue:
            done, _, here = heapq.heappop(queue)
            if here == target:
                return done
            if done > best[here]:
                continue
            for there, metres in ways.get(here, ()):
                if done + metres < best.get(there, math.inf):
                    best[there] = done + metres
                    heapq.heappush(queue, (done + metres, next(number), there))
        return math.inf


def random_streets(rng: np.random.Generator) -> list[list[tuple[float, float]]]:
    """Return streets that stop short of each other, some on a grid, some close together, some along each other."""
    kind, streets = rng.integers(3), []
    for _ in range(rng.integers(4, 14)):
        size = rng.integers(2, 5)
        if kind == 0:
            vertices = rng.integers(0, 5, (size, 2)) * 5.0 + rng.uniform(-0.4, 0.4, (size, 2))
        elif kind == 1:
            vertices = rng.random((size, 2)) * 6
        else:
            vertices = np.column_stack([np.sort(rng.uniform(0, 30, size)), np.repeat(rng.choice([0.0, 0.3]), size)])
        streets.append([tuple(v) for v in vertices.tolist()])
    return streets


@pytest.mark.parametrize("seed", range(12))
def test_what_a_node_reaches_is_what_plain_dijkstra_says(seed, monkeypatch):
    def counting(self, here, done):
        looked.append(here)
        return following(self, here, done)

    looked, following = [], Surroundings._next
    monkeypatch.setattr(Surroundings, "_next", counting)
    rng = np.random.default_rng(seed)
    net = network(*random_streets(rng))
    limit = float(rng.choice([1.0, 3.0, 8.0]))
    search, plain, answers = Surroundings(net, limit), PlainStreets(net), set()
    for _ in range(60):
        node, edge = int(rng.integers(len(net.node_xy))), int(rng.integers(net.edges.tail.size))
        position = float(rng.random() * net.edges.length[edge])
        truth = plain.distance(node, edge, position)
        if abs(truth - limit) > 1e-9:
            assert search.connected(node, edge, position) == (truth <= limit)
            answers.add(truth <= limit)
        if rng.random() < 0.5:
            gap = float(rng.random())
            search.join(node, edge, position, gap)
            plain.join(node, edge, position, gap)
    assert not search.open
    assert answers
    assert search.visited == len(looked)


def test_both_answers_come_up():
    net = network([(0, 0), (10, 0)], [(0, 1), (10, 1)])
    search = Surroundings(net, 4.0)
    assert not search.connected(0, 1, 1.0)
    search.join(0, 1, 0.5, 1.0)
    assert search.connected(0, 1, 3.5)
    assert search.connected(0, 1, 3.4)
    assert not search.connected(0, 1, 3.6)
    assert search.questions == 3, "of other parts it is known at once"


def test_a_place_where_a_join_ends_is_as_far_as_it_is():
    search = Surroundings(network([(0, 0), (10, 0)], [(0, 1), (10, 1)]), 4.0)
    search.join(0, 1, 0.5, 3.0)
    search.join(0, 1, 2.5, 9.0)
    search.join(0, 1, 1.25, 9.0)
    assert not search.connected(0, 1, 2.5), "3 and 2 m"
    assert search.connected(0, 1, 1.25), "3 and 0.75 m"


def test_from_a_place_where_two_joins_end_a_way_leads_on_over_either():
    steps = [[(10, -n / 2), (10, -(n + 1) / 2)] for n in range(8)]
    net = network([(0, 0), (0, -50)], [(0, 1), (9, 1)], *steps)
    search = Surroundings(net, 8.0)
    one, other = (int(np.flatnonzero((net.node_xy == place).all(axis=1))[0]) for place in ([0, 0], [10, 0]))
    for node, place in ((one, "4.0"), (other, "4.00")):
        search.join(node, 1, float(place), 1.0)
    assert search.connected(one, 9, 0.25)
    assert search.connected(other, 0, 5.75)


@pytest.mark.parametrize("seed", range(12))
def test_near_misses_are_those_of_all_ends_and_lines(seed):
    rng = np.random.default_rng(1000 + seed)
    net = network(*random_streets(rng))
    gap = float(rng.choice([0.2, 0.5, 1.0]))
    found = find_issues(net, gap, NOWHERE).near_misses
    edges, plain, meeting = net.edges, PlainStreets(net), {}
    for edge in range(edges.tail.size):
        for node in (int(edges.tail[edge]), int(edges.head[edge])):
            meeting.setdefault(node, []).append(int(edges.line[edge]))
    ends = {node for node, mine in meeting.items() if any(mine.count(line) == 1 for line in mine)}
    nearest: dict[tuple[int, int], tuple[float, int, float]] = {}
    for node in ends:
        x, y = net.node_xy[node].tolist()
        for first in edges.segment_first.tolist():
            edge = int(edges.vertex_edge[first])
            (ax, ay), (bx, by) = edges.xy[first].tolist(), edges.xy[first + 1].tolist()
            square = (bx - ax) ** 2 + (by - ay) ** 2
            share = min(max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square, 0), 1)
            away = math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))
            position = float(edges.measure[first]) + share * math.sqrt(square)
            ways = ((edges.tail, position), (edges.head, float(edges.length[edge]) - position))
            back = [metres for end, metres in ways if int(end[edge]) == node]
            key = node, int(edges.line[edge])
            if away <= gap and min(back, default=math.inf) > 4 * gap and away < nearest.get(key, (math.inf,))[0]:
                nearest[key] = away, edge, position
    order = sorted(nearest, key=lambda k: (round(nearest[k][0], 6), len(meeting[k[0]]), k[0], k[1]))
    expected = []
    for node, line in order:
        away, edge, position = nearest[node, line]
        if plain.distance(node, edge, position) > 4 * gap:
            plain.join(node, edge, position, away)
            expected.append((node, line, round(away, 6)))
    got = zip(found.node.tolist(), found.other_line.tolist(), found.gap_m.round(6).tolist(), strict=True)
    assert sorted(got) == sorted(expected)
    assert found.crowded == 0


@pytest.mark.parametrize("seed", range(10))
def test_close_segments_are_those_of_all_pairs(seed):
    rng = np.random.default_rng(seed)
    a = rng.uniform(0, 100, (200, 2))
    b = a + rng.normal(0, 1, (200, 2)) * rng.choice([0.01, 1.0, 60.0], (200, 1))
    p, radius = rng.uniform(0, 100, (50, 2)), float(rng.choice([0.0, 1.0, 10.0]))
    point, segment, crowded = CloseSegments(SegmentIndex(a, b), radius, 1000).of(p)
    away = project(p[:, None], a[None], b[None])[1]
    assert set(zip(*map(np.ndarray.tolist, np.nonzero(away <= radius)), strict=True)) <= set(
        zip(point.tolist(), segment.tolist(), strict=True)
    )
    assert not crowded.size
    around = set(SegmentIndex(a, b).around(p, radius).tolist())
    assert set(np.flatnonzero((away <= radius).any(axis=0)).tolist()) <= around


def test_around_a_point_only_so_many_pieces_are_looked_at():
    a = np.column_stack([np.zeros(100), np.arange(100) / 1000])
    index = SegmentIndex(a, a + np.array([10.0, 0.0]))
    point, segment, crowded = CloseSegments(index, 1.0, 20).of(np.array([[5.0, 0.0], [5.0, 50.0]]))
    assert (point.tolist(), crowded.tolist()) == ([0] * 20, [0])
    assert sorted(segment.tolist()) == list(range(20)), "those whose middles are nearest"


def fan(number: int) -> list:
    turns = 2 * np.pi * np.arange(number) / number
    return [[(0.0, 0.0), (100 * math.cos(t), 100 * math.sin(t))] for t in turns.tolist()]


def crossing(number: int) -> list:
    turns = np.pi * np.arange(number) / number
    return [[(-100 * math.cos(t), -100 * math.sin(t)), (100 * math.cos(t), 100 * math.sin(t))] for t in turns.tolist()]


def comb(number: int) -> list:
    return [
        [(0.0, 0.0), (40.0, 0.0)],
        *([(x, 0.5), (x, 30.0)] for x in (40 * (np.arange(number) + 0.5) / number).tolist()),
    ]


def on_each_other(number: int) -> list:
    return [[(x, 0.0), (x + 40.0, 0.0)] for x in (40 * np.arange(number) / number).tolist()]


@pytest.mark.parametrize("streets", [fan, comb, on_each_other])
def test_what_is_looked_at_grows_with_the_lines(streets, monkeypatch):
    looked = {}

    def close(self, p):
        found = of(self, p)
        looked["close"] = looked.get("close", 0) + found[0].size
        return found

    def searching(self, net, limit):
        start(self, net, limit)
        searches.append(self)

    of, start, searches = CloseSegments.of, Surroundings.__init__, []
    monkeypatch.setattr(CloseSegments, "of", close)
    monkeypatch.setattr(Surroundings, "__init__", searching)
    for number in (150, 600):
        looked.clear()
        searches.clear()
        net = build_network(lines(*streets(number)), EVERYWHERE)
        find_issues(net, 1.0, NOWHERE)
        first = net.edges.segment_first
        pairs = int(NearPairs(net.edges.xy[first], net.edges.xy[first + 1], 0.01).partners.sum())
        assert looked["close"] <= 3 * 256 * 2 * number
        assert searches[0].visited <= 32 * searches[0].questions + 10_000 + net.edges.tail.size
        assert searches[0].questions <= 16 * 2 * number
        assert pairs <= 250 * 16 * number


def test_a_search_answers_what_is_asked_close_by(monkeypatch):
    searches, start = [], Surroundings.__init__

    def searching(self, net, limit):
        start(self, net, limit)
        searches.append(self)

    monkeypatch.setattr(Surroundings, "__init__", searching)
    find_issues(build_network(lines(*crossing(1000)), EVERYWHERE), 1.0, NOWHERE)
    # 2,000 tips, 0.31 m apart and each joined to the next: beyond two steps to either side a question takes what an
    # earlier search of 4 m found, where it had to be answered before, over one tip after the other.
    assert searches[0].questions > 8000
    assert searches[0].visited <= 4 * searches[0].questions


def test_many_joins_in_one_segment_and_one_place_of_them_for_ends_that_share_it():
    net = build_network(lines([(0, 0), (100, 0)], *([(x, 0.5), (x, 30.0)] for x in (20.0, 20.004, 60.0))), EVERYWHERE)
    done = repair(net, find_issues(net, 0.6, NOWHERE).near_misses, 0.6, None)
    street = done.shapes.xy[done.shapes.part_start[0] : done.shapes.part_start[1]].tolist()
    assert street == [[0, 0], [20, 0], [60, 0], [100, 0]]
