"""Streets that are drawn twice or more count once in lengths."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.network.drawn_twice import first_drawn
from buurtmaat.core.network.edges import Edges
from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import Network, build_network
from buurtmaat.core.network.options import NetworkOptions, Travel
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach.service_areas import DISSOLVED, EACH, SPLIT, once, service_areas
from buurtmaat.core.reach.stretches import Stretches
from towns.factories import lines, point, shapes

XY = tuple[float, float]


def network(*streets: list[XY], tolerance: float = 0.01, **fields: object) -> Network:
    made = lines(*([("line", street)] for street in streets), **fields)
    return build_network(made, NetworkOptions(tolerance=tolerance, min_component=0.0))


def drawn(*streets: list[XY], tolerance: float = 0.01) -> list[list[int]]:
    """Return for each street the streets that its edges were drawn in first."""
    net = network(*streets, tolerance=tolerance)
    first = net.edges.line[net.first_drawn]
    return [sorted(set(first[net.edges.line == row].tolist())) for row in range(len(streets))]


BEND = [(0.0, 0.0), (10.0, 5.0), (20.0, 0.0)]


def test_copies_are_found_in_either_direction_and_with_vertices_of_their_own() -> None:
    assert drawn(BEND, BEND[::-1], BEND, [BEND[0], (5.0, 2.5), *BEND[1:]]) == [[0], [0], [0], [0]]


def test_a_loop_is_found_wherever_it_is_drawn_from_its_junction() -> None:
    loop = [(0.0, 0.0), (10.0, 0.0), (10.0, 7.0), (0.0, 0.0)]
    assert drawn(loop, loop[::-1], loop, [(0.0, 0.0), (10.0, 0.0), (10.0, 8.0), (0.0, 0.0)]) == [[0], [0], [0], [0, 3]]
    near = [(0.0, 0.0), (10.0, 0.001), (10.0, 7.001), (0.0, 0.0)]  # no vertex is shared but the junction
    assert drawn(loop, near[::-1]) == [[0], [0]]


@pytest.mark.parametrize(("off", "tolerance", "same"), [(0.009, 0.01, True), (0.011, 0.01, False), (0.0, 0.0, True)])
def test_what_lies_within_the_tolerance_is_one_street(off: float, tolerance: float, same: bool) -> None:
    other = [BEND[0], (10.0, 5.0 + off), BEND[2]]
    assert drawn(BEND, other, tolerance=tolerance) == [[0], [0 if same else 1]]


def test_other_ways_between_the_same_junctions_and_partial_overlaps_stay() -> None:
    assert drawn(BEND, [BEND[0], BEND[2]], [BEND[0], (10.0, -5.0), BEND[2]]) == [[0], [1], [2]]
    # Half of the second street lies on the first: their ends differ, and nothing is searched for.
    assert drawn([(0.0, 0.0), (20.0, 0.0)], [(10.0, 0.0), (30.0, 0.0)]) == [[0], [1]]


def hausdorff(one: list[XY], other: list[XY]) -> float:
    """Measure how far two lines lie apart at most, by places along them every hundredth."""

    def places(xy: list[XY]) -> list[XY]:
        return [
            (a[0] + t / 100 * (b[0] - a[0]), a[1] + t / 100 * (b[1] - a[1]))
            for a, b in itertools.pairwise(xy)
            for t in range(101)
        ]

    def away(p: XY, a: XY, b: XY) -> float:
        dx, dy = b[0] - a[0], b[1] - a[1]
        t = max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy)))
        return math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)

    return max(
        max(min(away(p, a, b) for a, b in itertools.pairwise(two)) for p in places(first))
        for first, two in ((one, other), (other, one))
    )


@pytest.mark.parametrize("seed", range(30))
def test_the_first_drawing_is_that_of_a_plain_comparison(seed: int) -> None:
    rng = random.Random(seed)
    junctions = [(0.0, 0.0), (30.0, 0.0), (15.0, 20.0)]
    streets: list[list[XY]] = []
    for _ in range(rng.randint(4, 14)):
        if streets and rng.random() < 0.6:
            copy = [*rng.choice(streets)]
            near = rng.choice([0.0, 0.3, 0.9])
            copy[1:-1] = [(x + rng.uniform(-near, near), y + rng.uniform(-near, near)) for x, y in copy[1:-1]]
            streets.append(copy[:: rng.choice([1, -1])])
        else:
            ends = rng.sample(junctions, 2)
            inner = [(rng.uniform(0, 30), rng.uniform(-9, 20)) for _ in range(rng.randint(1, 3))]
            streets.append([ends[0], *inner, ends[1]])
    net = network(*streets, tolerance=1.0)
    cuts = net.edges.vertex_start.tolist()
    shapes_of = [[(x, y) for x, y in net.edges.xy[a:b].tolist()] for a, b in itertools.pairwise(cuts)]
    expected: list[int] = []
    for number, edge in enumerate(shapes_of):
        same = (
            i
            for i in range(number)
            if expected[i] == i
            and {edge[0], edge[-1]} == {shapes_of[i][0], shapes_of[i][-1]}
            and hausdorff(shapes_of[i], edge) <= 1.0
        )
        expected.append(next(same, number))
    assert net.first_drawn.tolist() == expected


def edges_of(*streets: tuple[int, int, list[XY]]) -> Edges:
    """Make edges of their two junctions and their vertices."""
    tail, head, vertices = zip(*streets, strict=True)
    return Edges(
        tail=np.array(tail),
        head=np.array(head),
        line=np.arange(len(streets)),
        xy=np.array([place for street in vertices for place in street], float),
        vertex_start=np.cumsum([0, *map(len, vertices)]),
    )


@pytest.mark.parametrize("tolerance", [0.01, 3.0])
def test_streets_between_other_junctions_are_no_copies_however_near(tolerance: float) -> None:
    """Half a centimetre apart: from junction 0 to 5, by two ways; and from 1 to 2, with a copy from 2 to 1."""
    edges = edges_of(
        (5, 0, [(0, 0), (100, 0)]),
        (1, 2, [(0, 0.005), (100, 0.005)]),
        (2, 1, [(100, 0.006), (0, 0.006)]),
        (5, 0, [(0, 0), (50, 40), (100, 0)]),
    )
    assert first_drawn(edges, tolerance).tolist() == [0, 1, 1, 3]


def test_streets_in_the_same_box_may_go_by_other_ways() -> None:
    a_bend, another = [(0, 0), (20, 40), (100, 0)], [(0, 0), (70, 40), (100, 0)]
    assert first_drawn(edges_of((0, 1, a_bend), (0, 1, another)), 0.01).tolist() == [0, 1]


@pytest.mark.parametrize("turn", [1, -1])
def test_a_street_that_lies_on_part_of_another_is_no_copy(turn: int) -> None:
    """One goes up two dead ends and back, the other up one of them."""
    spur = [(50, 0), (50, 40), (50, 0), (100, 0)]
    one, other = [(0, 0), (30, 0), (30, 40), (30, 0), *spur], [(0, 0), *spur]
    assert first_drawn(edges_of(*[(0, 1, one), (0, 1, other)][::turn]), 0.01).tolist() == [0, 1]


def test_a_street_with_its_corners_on_another_is_no_copy_where_it_cuts_across() -> None:
    """The second follows the first, a millimetre off; the third goes across to the beginning and back besides."""
    square = [(0, 0), (0, 40), (100, 40), (100, 0)]
    beside = [(0, 0), (0, 40.001), (100, 40.001), (100, 0)]
    across = [(0, 0), (0, 40), (100, 40), (0, 0), (100, 40), (100, 0)]
    assert first_drawn(edges_of((0, 1, square), (0, 1, beside), (0, 1, across)), 0.01).tolist() == [0, 0, 2]


def test_near_copies_are_those_of_the_first_and_not_of_each_other() -> None:
    """Three streets 8 mm apart: the third is 16 mm from the first; behind them comes a pair of another place."""
    streets = [(0, 1, [(0, y), (100, y)]) for y in (0, 0.008, 0.016)]
    pair = [(2, 3, [(0, 500 + y), (100, 500 + y)]) for y in (0, 0.008)]
    assert first_drawn(edges_of(*streets, *pair), 0.01).tolist() == [0, 0, 2, 3, 3]


def test_looking_for_copies_looks_at_cancel() -> None:
    with pytest.raises(Cancelled):
        first_drawn(network(BEND, BEND).edges, 0.01, Progress(cancelled=lambda: True))


# What counts once


def test_a_connected_part_is_as_long_as_its_streets_are_drawn_once() -> None:
    net = network([(0.0, 0.0), (100.0, 0.0)], [(100.0, 0.0), (0.0, 0.0)], [(0.0, 9.0), (150.0, 9.0)])
    assert net.component_length.tolist() == [150, 100]
    assert net.street_length == 250
    ferry = network([(0.0, 0.0), (100.0, 0.0)], [(0.0, 0.0), (100.0, 0.0)], minutes=[3.0, None])
    assert ferry.component_length.tolist() == [100], "the one that is a street counts"


def areas(net: Network, limits: list[np.ndarray], overlap: int, *at: XY) -> list[Stretches]:
    access = find_access(net, shapes(*(point(*xy) for xy in at)))
    return [once(net, one, overlap) for one in service_areas(build_graph(net, Travel()), access, limits, overlap)]


def stretches(*rows: tuple[int, int, float, float]) -> Stretches:
    facility, edge, start, end = (np.array(column) for column in zip(*rows, strict=True))
    return Stretches(facility, edge, start.astype(float), end.astype(float))


def pieces(found: Stretches) -> list[tuple[int, int, float, float]]:
    each = (found.facility.tolist(), found.edge.tolist(), found.start.tolist(), found.end.tolist())
    return [(f, e, round(a, 9), round(b, 9)) for f, e, a, b in zip(*each, strict=True)]


def test_a_stretch_of_a_longer_drawing_is_the_same_part_of_the_first() -> None:
    # The other way round, and over a bump of 3 m: 2 × hypot(50, 3) long.
    net = network([(0.0, 0.0), (100.0, 0.0)], [(100.0, 0.0), (50.0, 3.0), (0.0, 0.0)], tolerance=4.0)
    assert net.first_drawn.tolist() == [0, 0]
    length = 2 * math.hypot(50, 3)
    assert net.edges.length[1] == pytest.approx(length)
    found = once(net, stretches((0, 1, 0.1 * length, 0.25 * length), (0, 1, 0.5 * length, 0.6 * length)), EACH)
    assert pieces(found) == [(0, 0, 40, 50), (0, 0, 75, 90)]
    found = once(net, stretches((0, 0, 70, 80), (0, 1, 0.1 * length, 0.25 * length)), EACH)
    assert pieces(found) == [(0, 0, 70, 90)]


@pytest.mark.parametrize("turned", [False, True])
def test_a_stretch_of_a_loop_is_the_same_part_of_its_first_drawing(turned: bool) -> None:
    """A thin one, whose two sides lie a metre apart: 202 m round. The drawings share no vertex but the junction."""
    loop, other = ([(0.0, 0.0), (100.0, off), (100.0, 1.0 + off), (0.0, 1.0 + off), (0.0, 0.0)] for off in (0.0, 0.001))
    net = network(loop, other[::-1] if turned else other)
    assert net.first_drawn.tolist() == [0, 0]
    found = once(net, stretches((0, 1, 10, 40)), EACH)
    assert (found.edge.tolist(), found.facility.tolist()) == ([0], [0])
    assert [*found.start, *found.end] == pytest.approx([162, 192] if turned else [10, 40], abs=0.01)


def test_of_split_streets_the_first_drawing_has_what_is_covered_twice() -> None:
    net = network([(0.0, 0.0), (100.0, 0.0)], [(0.0, 0.0), (100.0, 0.0)])
    # The first facility has 10 to 40 of the first drawing, the second 0 to 60 of the other, the third what is behind.
    found = once(net, stretches((0, 0, 10, 40), (1, 1, 0, 60), (2, 1, 60, 70)), SPLIT)
    assert pieces(found) == [(0, 0, 10, 40), (1, 0, 0, 10), (1, 0, 40, 60), (2, 0, 60, 70)]


def test_of_split_streets_many_pieces_of_two_drawings_make_up_the_street_once() -> None:
    net = network([(0.0, 0.0), (100.0, 0.0)], [(0.0, 0.0), (100.0, 0.0)], [(0.0, 9.0), (100.0, 9.0)])
    rows = [(n, drawing, n / 4, (n + 1) / 4) for n in range(400) for drawing in (0, 1)]
    assert pieces(once(net, stretches(*rows), SPLIT)) == [(n, 0, n / 4, (n + 1) / 4) for n in range(400)]


def covered(streets: list[list[XY]], overlap: int, limits: list[float], **fields: object) -> list[list[float]]:
    """Return the metres that three facilities cover within each limit."""
    net = network(*streets, **fields)
    found = areas(net, [np.full(3, limit) for limit in limits], overlap, (3, 1), (28, -1), (16, 17))
    return [np.bincount(one.facility, one.length, minlength=3).tolist() for one in found]


@pytest.mark.parametrize("overlap", [EACH, DISSOLVED, SPLIT])
@pytest.mark.parametrize("seed", range(25))
def test_drawing_streets_again_covers_no_metre_more(overlap: int, seed: int) -> None:
    rng = random.Random(seed)
    spots = [(rng.uniform(0, 30), rng.uniform(-5, 20)) for _ in range(6)]
    streets = []
    for _ in range(9):
        a, b = rng.sample(spots, 2)
        streets.append([a, (rng.uniform(0, 30), rng.uniform(-5, 20)), b])
    streets.append([spots[0], (9.0, 9.0), (3.0, 12.0), spots[0]])
    again = [rng.choice(streets)[:: rng.choice([1, -1])] for _ in range(6)]
    limits = [8.0, 20.0, 60.0]
    for one, two in zip(covered(streets, overlap, limits), covered(streets + again, overlap, limits), strict=True):
        assert two == pytest.approx(one, abs=1e-5)


def test_a_street_drawn_once_for_each_direction_is_covered_in_both() -> None:
    one_way = [[(0.0, 0.0), (100.0, 0.0)], [(100.0, 0.0), (0.0, 0.0)]]
    fields = {"forward": [True, True], "backward": [False, False]}
    net = network(*one_way, **fields)
    # The facility is on the first drawing: towards it leads what lies before it, and the other way round the rest.
    for limit, stretch in ((30, (20, 50)), (80, (0, 50)), (110, (0, 60))):
        (found,) = areas(net, [np.array([float(limit)])], EACH, (50, 0))
        assert (found.edge.tolist(), found.start.tolist(), found.end.tolist()) == ([0], [stretch[0]], [stretch[1]])


@pytest.mark.parametrize("seed", range(25))
def test_split_areas_are_the_dissolved_one_where_drawings_differ(seed: int) -> None:
    """Drawings within the tolerance, with facilities on either: no metre is given twice, and none is lost."""
    rng = random.Random(seed)
    streets = [[(0.0, 0.0), (15.0, 4.0), (30.0, 0.0)], [(30.0, 0.0), (16.0, 18.0)], [(16.0, 18.0), (0.0, 0.0)]]
    for street in streets[:2]:
        streets += [
            [street[0], *((x, y + rng.uniform(-0.5, 0.5)) for x, y in street[1:-1]), street[-1]][:: rng.choice([1, -1])]
            for _ in range(rng.randint(1, 3))
        ]
    net = network(*streets, tolerance=0.6)
    at = [(rng.uniform(0, 30), rng.uniform(-2, 18)) for _ in range(4)]
    limits = [np.array([rng.uniform(2, 40) for _ in at])]
    (split,), (whole,) = (areas(net, limits, overlap, *at) for overlap in (SPLIT, DISSOLVED))
    assert split.length.sum() == pytest.approx(whole.length.sum(), abs=1e-5)
    order = np.lexsort((split.start, split.edge))
    inner = np.diff(split.edge[order]) == 0
    assert (split.start[order][1:] >= split.end[order][:-1] - 1e-9)[inner].all()
