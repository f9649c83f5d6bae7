"""Streets mended where they nearly meet: what is joined, how, and what stays as it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.inspection.checks import find_issues
from buurtmaat.core.inspection.repairs import Repairs, repair
from buurtmaat.core.network.network import Lines, build_network
from buurtmaat.core.progress import Progress
from towns.factories import EVERYWHERE, Geometry, line, lines, shapes

NOWHERE = np.empty((0, 2))
STREET = [(0, 0), (100, 0)]


class Mended:
    """What became of some streets, their issues before and after, and each street's vertices."""

    def __init__(self, *streets, gap=1.0, barriers: Geometry | None = None, options=EVERYWHERE, **fields) -> None:
        self.given = lines(*streets, **fields)
        walls = None if barriers is None else shapes(barriers)
        network = build_network(self.given, options, walls)
        before = find_issues(network, gap, NOWHERE)
        self.repairs: Repairs = repair(network, before.near_misses, gap, walls)
        self.lines = mended_lines(self.given, self.repairs)
        self.network = build_network(self.lines, options, walls)
        after = find_issues(self.network, gap, NOWHERE)
        self.before, self.after = Counter(before.issue.tolist()), Counter(after.issue.tolist())

    def street(self, row: int) -> list[list[tuple[float, float]]]:
        """Return the parts of a street."""
        own = self.lines.shapes
        return [
            [(x, y) for x, y in own.xy[own.part_start[p] : own.part_start[p + 1]].round(9).tolist()]
            for p in range(*own.part_range(row).indices(own.part_feature.size))
        ]

    @property
    def parts(self) -> int:
        return self.network.component_length.size


def mended_lines(given: Lines, repairs: Repairs) -> Lines:
    """Put the mended geometries in the place of those from before."""
    made: list[Geometry] = []
    number = {int(row): at for at, row in enumerate(repairs.row)}
    for row in range(given.shapes.count):
        own, at = (repairs.shapes, number[row]) if row in number else (given.shapes, row)
        parts = range(*own.part_range(at).indices(own.part_feature.size))
        made.append(
            [p for k in parts for p in line(*map(tuple, own.xy[own.part_start[k] : own.part_start[k + 1]].tolist()))]
        )
    return replace(given, shapes=shapes(*made))


def test_an_end_is_led_on_to_the_middle_of_a_line_which_gets_a_vertex():
    done = Mended(STREET, [(40, 30), (40, 0.5)])
    assert done.before == {"near_miss": 1, "island": 1}
    assert done.after == {}
    assert done.street(0) == [[(0, 0), (40, 0), (100, 0)]]
    assert done.street(1) == [[(40, 30), (40, 0.5), (40, 0)]]
    assert (done.repairs.joined, done.repairs.left, done.parts) == (1, 0, 1)
    assert done.repairs.origin.tolist() == [0, -1, 1, 2, 3, -1]


def test_an_end_is_led_on_to_a_vertex_and_the_other_line_stays():
    done = Mended([(0, 0), (40, 0), (100, 0)], [(40, 0.5), (40, 30)])
    assert done.after == {}
    assert done.repairs.row.tolist() == [1]
    assert done.street(1) == [[(40, 0), (40, 0.5), (40, 30)]]
    assert done.repairs.origin.tolist() == [1, 3, 4]


def test_a_foot_beside_a_vertex_is_that_vertex():
    done = Mended([(0, 0), (40, 0), (100, 0)], [(40.006, 0.5), (40, 30)])
    assert done.repairs.row.tolist() == [1]
    assert done.street(1)[0][0] == (40, 0)


def test_an_end_on_the_middle_of_a_line_gives_it_a_vertex_and_stays():
    for gap in (0, 1):
        done = Mended(STREET, [(40, 30), (40, 0)], gap=gap)
        assert done.repairs.row.tolist() == [0]
        assert done.street(0) == [[(0, 0), (40, 0), (100, 0)]]
        assert (done.after, done.parts) == ({}, 1)


def test_an_end_behind_a_line_is_taken_back_to_it():
    done = Mended(STREET, [(40, 30), (40, -0.5)])
    assert done.street(1) == [[(40, 30), (40, 0)]]
    assert (done.after, done.parts) == ({}, 1)
    other_way = Mended([(0, 0), (40, 0), (100, 0)], [(40, -0.5), (40, 30)])
    assert other_way.street(1) == [[(40, 0), (40, 30)]]
    assert (other_way.after, other_way.parts) == ({}, 1)


HOOK = [(0, 0), (100, 0), (100, 50), (40, 50)]


def test_an_end_that_stops_short_of_its_own_line_is_led_on_to_it():
    done = Mended([*HOOK, (40, 0.5)])
    assert done.street(0) == [[(0, 0), (40, 0), *HOOK[1:], (40, 0.5), (40, 0)]]
    assert (done.before, done.after, done.repairs.joined) == ({"near_miss": 1}, {}, 1)
    assert done.network.edges.tail.size == 2, "a loop and the way to it"
    other_way = Mended([(40, 0.5), *HOOK[::-1]])
    assert other_way.street(0) == [[(40, 0), (40, 0.5), *HOOK[:0:-1], (40, 0), (0, 0)]]


def test_an_end_behind_its_own_line_is_taken_back_to_it():
    for street in ([*HOOK, (40, -0.5)], [(40, -0.5), *HOOK[::-1]]):
        done = Mended(street)
        assert Counter(done.street(0)[0]) == {**dict.fromkeys(HOOK, 1), (40, 0): 2}
        assert (done.before, done.after) == ({"near_miss": 1}, {})


def test_a_ring_that_is_not_closed_is_closed_once():
    done = Mended([(0, 0), (30, 0), (30, 30), (0, 30), (0, 0.5)], [(30, 30), (90, 30)])
    assert done.street(0) in (
        [[(0, 0.5), (0, 0), (30, 0), (30, 30), (0, 30), (0, 0.5)]],
        [[(0, 0), (30, 0), (30, 30), (0, 30), (0, 0.5), (0, 0)]],
    )
    assert (done.before, done.after) == ({"near_miss": 1}, {})


def test_an_end_behind_a_line_stays_where_other_streets_meet_it():
    done = Mended(STREET, [(40, 30), (40, -0.5)], [(40, -0.5), (80, -30)])
    assert done.street(1) == [[(40, 30), (40, 0), (40, -0.5)]]
    assert done.street(2) == [[(40, -0.5), (80, -30)]]
    assert (done.after, done.parts) == ({}, 1)


def test_an_end_where_other_streets_meet_takes_them_along():
    done = Mended(STREET, [(40, 30), (40, 0.5)], [(40, 0.5), (80, 30)], [(20, 40), (40, 0.5), (44, 40)])
    assert (done.after, done.parts) == ({}, 1)


def test_two_ends_that_face_each_other():
    done = Mended([(0, 0), (50, 0)], [(50.6, 0.3), (100, 0)])
    assert (done.after, done.parts) == ({}, 1)
    assert done.repairs.row.size == 1


def test_several_ends_at_one_place():
    done = Mended([(0, 0), (50, 0)], [(50.6, 0.3), (100, 0)], [(50, 0.7), (50, 40)], [(50.2, -0.5), (50, -40)])
    assert (done.after, done.parts) == ({}, 1)
    assert done.repairs.left == 0


def test_ends_at_both_sides_of_a_street_share_its_vertex():
    done = Mended(STREET, [(40, 30), (40, 0.5)], [(40.004, -0.5), (40, -30)])
    assert done.street(0) == [[(0, 0), (40, 0), (100, 0)]]
    assert (done.after, done.parts) == ({}, 1)


def test_feet_a_few_millimetres_apart_are_one_vertex_whichever_way_the_street_runs():
    # The nearest end is the first: its foot is the place. They lie in different hundredths of a metre.
    for turn in (lambda x, y: (x, y), lambda x, y: (y, x)):
        for first, second in ((39.998, 40.002), (40.002, 39.998)):
            street, near = [turn(0, 0), turn(100, 0)], [turn(first, 30), turn(first, 0.4)]
            done = Mended(street, near, [turn(second, -0.5), turn(second, -30)])
            assert done.street(0) == [[turn(0, 0), turn(first, 0), turn(100, 0)]]
            assert (done.after, done.parts) == ({}, 1)


def test_a_foot_beside_an_end_that_lies_on_the_street_is_that_end():
    done = Mended(STREET, [(40, 0), (40, 30)], [(40.004, -0.5), (40, -30)])
    assert done.street(0) == [[(0, 0), (40, 0), (100, 0)]]
    assert done.street(2)[0][:2] == [(40, 0), (40.004, -0.5)]
    assert (done.after, done.parts) == ({}, 1)


def test_a_line_of_many_vertices_gets_one_where_an_end_is_led_on_to_it():
    many = [(x, 0) for x in range(100)]
    done = Mended(many, [(40.5, 30), (40.5, 0.5)], [(80, -0.5), (80, -30)])
    assert done.street(0) == [[*many[:41], (40.5, 0), *many[41:]]]
    assert (done.after, done.parts) == ({}, 1)


def test_streets_that_a_third_one_connects_farther_on_are_left_alone():
    # With a gap of 5 m: the first street ends 4 m from the second, and the third one connects them there.
    streets = [(-40, 0), (60, 0)], [(0, -20), (60, -4), (70, -4)], [(60, 0), (60, -4)]
    done = Mended(*streets, [(10, 3), (10, 30)], gap=5)
    assert done.street(0) == [[(-40, 0), (10, 0), (60, 0)]]
    assert done.repairs.row.tolist() == [0, 3]


def test_an_end_that_comes_near_a_street_by_its_join_is_joined_to_that_too():
    # The end is 1 m from the street and 1.6 m from the line across, which passes the foot in the street at 0.9 m.
    done = Mended(STREET, [(50, 30), (50, 1)], [(-51.27, 100), (148.73, -100)])
    assert (done.before["near_miss"], done.after["near_miss"], done.repairs.left) == (1, 0, 0)


def test_both_ends_of_a_street_between_two_others():
    done = Mended(STREET, [(0, 30), (100, 30)], [(40, 0.5), (45, 29.4)])
    assert (done.after, done.parts) == ({}, 1)
    assert done.street(2) == [[(40, 0), (40, 0.5), (45, 29.4), (45, 30)]]


def test_many_ends_in_one_segment_come_in_their_order():
    combs = [[(x, 0.5 if x % 2 else -0.3), (x, 20)] for x in range(90, 10, -10)] + [[(15, 0.4), (15, 9)]]
    done = Mended(STREET, *combs)
    assert [x for x, _ in done.street(0)[0]] == sorted(x for x, _ in done.street(0)[0])
    assert (done.after, done.parts) == ({}, 1)


def test_a_short_street_does_not_collapse():
    # Both ends of a step of 60 cm lie within reach of the street, and of the one behind it.
    done = Mended(STREET, [(0, 1), (100, 1)], [(40, 0.2), (40, 0.8)])
    assert done.after == {}
    assert done.street(2)[0][0] != done.street(2)[0][-1]
    assert done.parts == 1
    corner = Mended([(0, 0), (50, 0), (50, 60)], [(50.4, 0.1), (50.4, 0.6)])
    assert len(set(corner.street(1)[0])) == len(corner.street(1)[0]) >= 2
    assert corner.parts == 1


def test_a_street_round_a_square_may_end_where_it_began():
    done = Mended([(0, 0), (50, 0), (100, 0)], [(50, 0.4), (30, 30), (70, 30), (50.5, 0.4)])
    assert (done.after, done.parts) == ({}, 1)


def test_no_join_crosses_a_barrier():
    done = Mended(STREET, [(40, 30), (40, 0.5)], barriers=line((-5, 0.2), (200, 0.2)))
    assert done.before == {"island": 1}
    assert done.repairs.row.size == done.repairs.joined == 0


@pytest.mark.parametrize("bridge", [[(0, 0), (100, 0)], [(100, 0), (0, 0)], [(0, 0), (0.3, 0), (100, 0)]])
@pytest.mark.parametrize("x", [0.2, 0.3, 0.6])
def test_an_end_beside_a_bridge_is_led_to_the_end_of_the_bridge(bridge, x):
    # 0.73 m from the bridge's end at the most, though it projects into the bridge.
    done = Mended(bridge, [(x, 30), (x, 0.7)], passes=np.array([True, False]))
    assert done.street(0) == [[tuple(map(float, xy)) for xy in bridge]]
    assert done.street(1) == [[(x, 30), (x, 0.7), (0, 0)]]
    assert (done.after, done.repairs.joined, done.repairs.left, done.parts) == ({}, 1, 0, 1)


def test_an_end_behind_a_bridge_is_taken_back_to_the_end_of_the_bridge():
    done = Mended([(0, 0), (100, 0)], [(0.8, 30), (0.8, -0.5)], passes=np.array([True, False]))
    assert done.street(1) == [[(0.8, 30), (0, 0)]]
    assert (done.after, done.repairs.left, done.parts) == ({}, 0, 1)


def test_no_end_is_led_to_a_bridge_that_ends_farther_away_or_behind_a_barrier():
    ground, passes = [(0.8, 30), (0.8, 0.7)], np.array([True, False])
    far = Mended([(0, 0), (100, 0)], ground, passes=passes)
    assert (far.street(1), far.repairs.left) == ([[(0.8, 30), (0.8, 0.7)]], 1), "1.06 m from the end"
    wall = line((0.1, -5), (0.1, 5))
    behind = Mended([(0, 0), (100, 0)], [(0.2, 30), (0.2, 0.7)], passes=passes, barriers=wall)
    assert (behind.street(1), behind.repairs.left) == ([[(0.2, 30), (0.2, 0.7)]], 1)


def test_an_end_on_the_ground_is_not_led_into_the_middle_of_a_bridge():
    done = Mended(STREET, [(40, 30), (40, 0.5)], passes=(True, False))
    assert (done.repairs.joined, done.repairs.left, done.after["near_miss"]) == (0, 1, 1)
    assert Mended(STREET, [(100.5, 0), (130, 0)], passes=(True, False)).parts == 1
    assert Mended(STREET, [(40, 30), (40, 0.5)], passes=(False, True)).parts == 1
    assert Mended(STREET, [(40, 30), (40, 0.5)], passes=(True, True)).parts == 1


def test_an_end_on_the_ground_is_led_past_a_bridge_to_the_street_behind():
    bridge = [(-50, 20), (20, 0.2), (60, 0.2), (120, 20)]
    done = Mended(bridge, STREET, [(40, 30), (40, 0.5)], passes=np.array([True, False, False]))
    assert done.street(1) == [[(0, 0), (40, 0), (100, 0)]]
    assert done.repairs.row.tolist() == [1, 2]


def test_parts_of_lines_are_mended_where_they_are():
    done = Mended(line((0, 50), (100, 50)) + line(*STREET), line((0, 90), (9, 90)) + line((40, 30), (40, 0.5)))
    assert done.street(0) == [[(0, 50), (100, 50)], [(0, 0), (40, 0), (100, 0)]]
    assert done.street(1) == [[(0, 90), (9, 90)], [(40, 30), (40, 0.5), (40, 0)]]


def test_two_parts_of_one_line_are_joined():
    done = Mended(line(*STREET) + line((40, 30), (40, 0.5)))
    assert done.street(0) == [[(0, 0), (40, 0), (100, 0)], [(40, 30), (40, 0.5), (40, 0)]]
    assert done.parts == 1


def test_a_join_within_the_tolerance_is_kept():
    # The end of the second street is joined to a vertex of the third within the tolerance, and nearly meets the first.
    options = replace(EVERYWHERE, tolerance=0.05)
    done = Mended(STREET, [(60, 30), (40.04, 0.5)], [(20, 30), (40, 0.5), (30, 40)], options=options)
    assert (done.after, done.parts) == ({}, 1)


def test_what_is_in_order_stays_as_it_is():
    done = Mended([(0, 0), (50, 0), (100, 0)], [(50, 0), (50, 30)], [(40, -9), (40, 9)])
    assert (done.repairs.row.size, done.repairs.joined, done.repairs.left) == (0, 0, 0)


def test_cancel_stops_the_work():
    network = build_network(lines(STREET, [(40, 30), (40, 0.5)]), EVERYWHERE)
    misses = find_issues(network, 1, NOWHERE).near_misses
    with pytest.raises(Cancelled):
        repair(network, misses, 1, None, Progress(cancelled=lambda: True))


@pytest.mark.parametrize("seed", range(25))
def test_random_streets_with_gaps_are_in_order_afterwards(seed):
    rng = np.random.default_rng(seed)
    streets = []
    for _ in range(40):
        start = rng.integers(0, 8, 2) * 20.0
        end = start + rng.choice([-1, 0, 1], 2) * 20.0 * rng.integers(1, 4)
        if (start != end).any():
            streets.append([tuple(p) for p in (np.array([start, end]) + rng.uniform(-0.35, 0.35, (2, 2))).tolist()])
    done = Mended(*streets)
    assert done.before["near_miss"] > 5
    assert done.after["near_miss"] == done.repairs.left == 0
    assert done.repairs.joined == done.before["near_miss"]
    assert done.after["island"] <= done.before["island"]
    # No street but those that were mended has changed, and these kept their vertices but for ends taken back.
    given, now = done.given.shapes, done.lines.shapes
    for row in range(given.count):
        old = [tuple(v) for v in given.xy[given.part_start[row] : given.part_start[row + 1]].tolist()]
        new = [tuple(v) for v in now.xy[now.part_start[row] : now.part_start[row + 1]].tolist()]
        assert row in done.repairs.row or old == new
        assert len(new) >= 2
    length = np.hypot(*(given.xy[1::2] - given.xy[::2]).T)
    later = np.bincount(done.network.edges.line, done.network.edges.length, given.count)
    assert np.abs(later - length).max() <= 8 + 1e-6
