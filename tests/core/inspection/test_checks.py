"""Known answers on streets drawn by hand: what deserves a look, and what must not be reported."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.geometry.neighbours import NearPairs
from buurtmaat.core.geometry.segments import SegmentIndex, closest
from buurtmaat.core.inspection.checks import Issues, component_of_lines, find_issues
from buurtmaat.core.inspection.crossings import CrossingFinder
from buurtmaat.core.inspection.duplicates import DuplicateFinder
from buurtmaat.core.network.network import build_network
from buurtmaat.core.progress import Progress
from towns.factories import EVERYWHERE, box, line, lines, network, point, polygon, shapes, xy
from towns.slow import examples

NOWHERE = np.empty((0, 2))


def issues(*streets, gap=1.0, dwellings=(), area=None, **known) -> Issues:
    return find_issues(network(*streets, **known), gap, xy(*dwellings), None if area is None else shapes(area))


def kinds(*streets, **known) -> list[str]:
    return sorted(issues(*streets, **known).issue.tolist())


def row(found: Issues, kind: str) -> dict:
    (at,) = np.flatnonzero(found.issue == kind)
    return {
        "xy": tuple(found.xy[at].round(6).tolist()),
        "severity": found.severity[at],
        "length": float(found.length_m[at]),
        "dwellings": int(found.dwellings[at]),
        "gap": float(found.gap_m[at]),
        "lines": (int(found.line[at]), int(found.other_line[at])),
    }


# What is in order

CROSS_AT_VERTEX = ([(0, 0), (50, 0), (100, 0)], [(50, -50), (50, 0), (50, 50)])
T_AT_VERTEX = ([(0, 0), (50, 0), (100, 0)], [(50, 0), (50, 50)])
MEET_AT_ENDS = ([(0, 0), (50, 0)], [(50, 0), (100, 0)], [(50, 0), (50, 50)])
ROUNDABOUT = (
    [(40, 0), (47, 7), (54, 0), (47, -7), (40, 0)],
    [(0, 0), (40, 0)],
    [(54, 0), (100, 0)],
    [(47, 7), (47, 60)],
)
LOOP = ([(0, 0), (50, 0)], [(50, 0), (80, 30), (80, -30), (50, 0)])
LOLLIPOP = ([(0, 0), (50, 0), (80, 30), (80, -30), (50, 0)],)
HALVES = ([(0, 0), (30, 20), (60, 0)], [(0, 0), (30, -20), (60, 0)])
BESIDE = ([(0, 0), (100, 0)], [(0, 0), (0, 1.5), (100, 1.5), (100, 0)])
SHARP = ([(0, 0), (100, 0)], [(0, 0), (100, 1.5)])
MULTI = (line((0, 0), (50, 0)) + line((50, 0), (50, 50)) + line((50, 50), (0, 50)),)


@pytest.mark.parametrize(
    "streets", [CROSS_AT_VERTEX, T_AT_VERTEX, MEET_AT_ENDS, ROUNDABOUT, LOOP, LOLLIPOP, HALVES, BESIDE, SHARP, MULTI]
)
@pytest.mark.parametrize("gap", [0, 1])
def test_streets_that_hang_together_give_no_issue(streets, gap):
    assert kinds(*streets, gap=gap) == []


def test_a_join_within_the_tolerance_is_in_order():
    tolerant = replace(EVERYWHERE, tolerance=0.01)
    assert kinds([(0, 0), (50, 0), (100, 0)], [(50, 0.008), (50, 50)], options=tolerant) == []


# Near misses


def test_an_end_short_of_a_vertex_and_of_the_middle():
    for street in ([(0, 0), (100, 0)], [(0, 0), (50, 0), (100, 0)]):
        found = issues(street, [(50, 0.4), (50, 30)])
        assert row(found, "near_miss") == {
            "xy": (50, 0.2),
            "severity": "medium",
            "length": pytest.approx(29.6),
            "dwellings": 0,
            "gap": pytest.approx(0.4),
            "lines": (1, 0),
        }


def test_an_end_on_the_middle_of_a_line_is_a_near_miss_whatever_the_gap():
    for gap in (0, 1):
        found = issues([(0, 0), (100, 0)], [(50, 0), (50, 30)], gap=gap)
        assert row(found, "near_miss")["gap"] == pytest.approx(0)
        assert "crossing_without_node" not in found.issue


HOOK = [(0, 0), (100, 0), (100, 50), (50, 50)]


@pytest.mark.parametrize("streets", [[[*HOOK, (50, 0.5)]], [HOOK[:2], [*HOOK[1:], (50, 0.5)]]])
def test_an_end_short_of_its_own_line_is_one_as_of_two_lines(streets):
    found = issues(*streets)
    assert found.issue.tolist() == ["near_miss"]
    miss = row(found, "near_miss")
    assert (miss["xy"], miss["gap"], miss["severity"]) == ((50, 0.25), 0.5, "low")
    assert miss["lines"] == (len(streets) - 1, 0)


def test_an_end_on_the_middle_of_its_own_line_is_one_and_one_behind_it_is_no_crossing():
    for gap in (0, 1):
        assert kinds([*HOOK, (50, 0)], gap=gap) == ["near_miss"]
    assert kinds([*HOOK, (50, -0.5)]) == ["near_miss"]
    assert kinds([*HOOK, (50, -5)]) == ["crossing_without_node"]


def test_an_end_is_no_miss_of_the_last_metres_of_its_own_line():
    assert kinds([(0, 0), (50, 0), (50, 2), (50.5, 0.5)]) == []
    assert kinds([(0, 0), (50, 0), (50, 4), (50.5, 0.5)]) == ["near_miss"]
    # 2.86 m back to the place that is 0.4 m away.
    assert kinds([(0, 0), (50, 0), (50, 1.7), (50.4, 0.3)], gap=0.5) == ["near_miss"]
    assert kinds([(0, 0), (50, 0), (50, 1.7), (50.4, 0.3)], gap=0.8) == []


def test_an_end_just_behind_a_line_is_a_near_miss_and_no_crossing():
    assert kinds([(0, 0), (100, 0)], [(50, -0.4), (50, 30)]) == ["island", "near_miss"]
    assert kinds([(0, 0), (100, 0)], [(50, -4), (50, 30)]) == ["crossing_without_node", "island"]


def test_of_two_ends_that_face_each_other_the_dead_end_is_the_one_that_stops_short():
    found = issues([(0, 0), (50, 0)], [(50, 0), (50, -30)], [(50.5, 0), (90, 0)])
    assert row(found, "near_miss")["lines"][0] == 2
    assert Counter(found.issue.tolist())["near_miss"] == 1


def test_of_two_streets_that_hang_together_the_nearer_one_is_missed_by_micrometres():
    found = issues(
        [(10, -10), (0.400004, -1), (0.400004, 0.45), (-0.4, 0.45)],
        [(-10, -10), (-0.4, -1), (-0.4, 0.45)],
        [(0, 0), (0, -20)],
        gap=0.6,
    )
    assert row(found, "near_miss")["lines"] == (2, 1)


def test_the_place_that_is_nearly_met_is_the_very_vertex_behind_which_an_end_lies():
    rng = np.random.default_rng(0)
    start, vertex = rng.uniform(100, 200, (10, 2)), rng.uniform(-60, -30, (10, 2))
    inexact = 0
    for (x, y), (to_x, to_y) in zip(start.tolist(), vertex.tolist(), strict=True):
        away = math.hypot(to_x - x, to_y - y)
        end = to_x + 0.4 * (to_x - x) / away, to_y + 0.4 * (to_y - y) / away
        found = issues([(x, y), (to_x, to_y)], [end, (end[0] + to_x - x, end[1] + to_y - y)])
        assert found.near_misses.foot.tolist() == [[to_x, to_y]]
        inexact += x + (to_x - x) != to_x
    assert inexact


def test_an_end_near_a_junction_is_one_near_miss():
    junction = ([(0, 0), (50, 0), (100, 0)], [(50, 0), (50, -30)])
    assert kinds(*junction, [(50.2, 0.4), (60, 30)]) == ["island", "near_miss"]
    assert kinds([(0, 0), (100, 0)], [(0, 0.8), (100, 0.8)], [(50, 0.3), (50, 0.4)]).count("near_miss") == 4


def test_an_end_that_a_barrier_cut_is_no_near_miss_nor_one_across_a_barrier():
    fence = line((-10, 0.2), (200, 0.2))
    assert kinds([(0, 0), (100, 0)], [(50, 0.4), (50, 30)], barriers=[fence]) == ["island"]
    assert kinds([(0, 0), (100, 0)], [(50, -30), (50, 30)], barriers=[fence]) == [
        "crossing_without_node",
        "island",
        "island",
    ]


def test_nodes_that_barriers_leave_alone_do_not_make_near_misses_of_cut_ends():
    # The short street lies in the water wholly; its nodes are gone. The cut ends stand 0.6 m from the dyke.
    water = box(-5, 0.6, 105, 50)
    found = kinds(
        [(0, 0), (50, 0), (100, 0)], [(20, 10), (30, 10)], [(40, 10), (50, 10)], [(50, -9), (70, 20)], barriers=[water]
    )
    assert "near_miss" not in found


# Islands


def test_an_island_has_all_that_is_on_it():
    found = issues(
        [(0, 0), (100, 0)], [(0, 20), (30, 20)], [(30, 20), (60, 20)], dwellings=[(10, 21), (40, 22), (50, -5)]
    )
    island = row(found, "island")
    assert (island["length"], island["dwellings"], island["severity"]) == (60, 2, "high")
    assert island["lines"] == (1, -1)


def test_an_island_is_shown_in_the_middle_of_its_longest_street():
    found = issues([(0, 0), (100, 0)], [(0, 20), (30, 20)], [(30, 20), (63, 20)])
    assert (row(found, "island")["xy"], row(found, "island")["lines"]) == ((46.5, 20), (2, -1))


def test_each_line_has_the_part_that_it_is_in():
    # The second line has a piece of 20 m in the longest part and one on an island, the third one is an island of 40 m,
    # the fourth has no length.
    net = network(
        [(0, 0), (100, 0)],
        line((30, 30), (60, 30)) + line((100, 0), (120, 0)),
        [(0, 60), (40, 60)],
        [(7, 7), (7, 7)],
    )
    assert net.component_length.tolist() == [120, 40, 30]
    assert component_of_lines(net).tolist() == [0, 0, 1, -1]


def test_who_lives_on_an_island_is_cut_off_by_a_street_that_ends_short_of_it():
    # The long street ends half a metre before the middle of the island.
    found = issues([(0, 0), (100, 0)], [(100.5, -10), (100.5, 10)], dwellings=[(101, 5)])
    assert row(found, "near_miss")["lines"] == (0, 1)
    assert (row(found, "near_miss")["length"], row(found, "near_miss")["dwellings"]) == (20, 1)


# Dead ends at the border of the study area

AREA = box(0, -100, 100, 100)


def test_a_dead_end_at_the_border_was_cut_off_there():
    found = issues([(40, 0), (60, 0), (100, 0)], [(60, 0), (60, 30)], [(40, 0), (40, 30)], area=AREA)
    assert row(found, "dead_end_at_boundary") == {
        "xy": (100, 0),
        "severity": "medium",
        "length": 40,
        "dwellings": 0,
        "gap": pytest.approx(np.nan, nan_ok=True),
        "lines": (0, -1),
    }


@pytest.mark.parametrize(("x", "number"), [(74, 0), (76, 1), (99, 1), (100, 1), (124, 1), (126, 0)])
def test_the_border_is_25_metres_wide_to_both_sides(x, number):
    assert kinds([(30, 0), (x, 0)], area=AREA).count("dead_end_at_boundary") == number


@pytest.mark.parametrize("end", [(50, 10), (90, 50), (50, 90), (10, 50)])
def test_every_side_of_the_area_is_a_border(end):
    square = polygon([(0, 0), (100, 0), (100, 100), (0, 100)])
    assert kinds([(50, 50), end], area=square) == ["dead_end_at_boundary"]


def test_dwellings_on_the_street_that_ends_there_make_it_grave():
    found = issues([(40, 0), (60, 0), (100, 0)], [(60, 0), (60, 50)], area=AREA, dwellings=[(90, 3), (80, 3), (50, 3)])
    assert (row(found, "dead_end_at_boundary")["severity"], row(found, "dead_end_at_boundary")["dwellings"]) == (
        "high",
        2,
    )


@pytest.mark.parametrize("copy", [[(60, 0), (100, 0)], [(100, 0), (60, 0)], [(100, 0.004), (60, 0)]])
def test_a_dead_end_at_the_border_that_is_drawn_twice_was_cut_off_there_too(copy):
    streets = [(40, 0), (60, 0), (100, 0)], [(60, 0), (60, 50)], [(40, 0), (40, 30)], copy
    tolerant = replace(EVERYWHERE, tolerance=0.01)
    found = issues(*streets, area=AREA, dwellings=[(90, 3), (80, -3), (50, 3)], options=tolerant)
    assert sorted(found.issue.tolist()) == ["dead_end_at_boundary", "duplicate"]
    end = row(found, "dead_end_at_boundary")
    assert (end["xy"], end["lines"], end["dwellings"]) == (pytest.approx((100, 0), abs=0.004), (0, -1), 2)
    assert end["length"] == pytest.approx(40)


def test_a_street_along_another_way_to_the_border_makes_no_dead_end_of_either():
    ways = [(40, 0), (60, 0), (100, 0)], [(60, 0), (80, 20), (100, 0)], [(60, 0), (60, 50)]
    assert kinds(*ways, area=AREA) == []


def test_what_is_no_dead_end_or_has_no_border_near_is_not_reported():
    crossing_the_border = [(30, 0), (100, 0), (170, 0)]
    cul_de_sac = [(30, 0), (30, 50)]
    loop = [(30, 0), (30, -50), (98, -50), (98, -10), (30, 0)]
    assert kinds(crossing_the_border, cul_de_sac, loop, area=AREA) == []
    assert kinds([(30, 0), (100, 0)]) == []


def test_the_border_of_a_hole_counts():
    ring = polygon([(-500, -500), (500, -500), (500, 500), (-500, 500)], [(0, 0), (0, 60), (60, 60), (60, 0)])
    assert kinds([(-100, 30), (0, 30)], area=ring) == ["dead_end_at_boundary"]


def test_an_end_cut_by_a_barrier_at_the_border_is_none():
    assert kinds([(30, 0), (170, 0)], area=AREA, barriers=[line((99, -9), (99, 9)), line((140, -9), (140, 9))]) == [
        "island",
        "island",
    ]


# Lines without length


def test_a_line_without_length_is_shown_where_it_is():
    found = issues([(0, 0), (100, 0)], [(40, 7), (40, 7)], [], line((70, 7), (70, 7), (70, 7)) + line((71, 7), (71, 7)))
    assert found.issue.tolist() == ["zero_length"] * 2
    assert found.xy.tolist() == [[40, 7], [70, 7]]
    assert found.line.tolist() == [1, 3]
    assert found.other_line.tolist() == [-1, -1]
    assert set(found.severity) == {"low"}


def test_a_point_among_the_lines_is_no_line_without_length():
    assert kinds([(0, 0), (100, 0)], point(40, 7)) == []


def test_a_part_without_length_beside_others_is_in_order():
    assert kinds(line((0, 0), (100, 0)) + line((40, 7), (40, 7))) == []


# Duplicates

BENT = [(0, 0), (30, 5), (60, 0), (100, 0)]
LENGTH = 2 * np.hypot(30, 5) + 40


@pytest.mark.parametrize("again", [BENT, BENT[::-1]])
def test_a_street_drawn_twice_is_reported_once(again):
    found = issues(BENT, [(100, 0), (150, 0)], again)
    assert found.issue.tolist() == ["duplicate"]
    twice = row(found, "duplicate")
    assert (twice["lines"], twice["length"], twice["severity"]) == ((2, 0), pytest.approx(LENGTH), "medium")


def test_a_street_drawn_twice_is_shown_in_its_middle():
    found = issues([(0, 0), (70, 0)], [(0, 0), (70, 0)])
    assert row(found, "duplicate")["xy"] == (35, 0)


def test_dwellings_at_either_copy_of_a_street_are_concerned():
    # A home and a shop that face each other may stand at different copies: the way leads round by a junction.
    copies = [(0, 0), (150, 0.004), (300, 0)], [(0, 0), (150, -0.004), (300, 0)], [(300, 0), (400, 0)]
    twice = row(issues(*copies, dwellings=[(150, 10), (150, -10), (20, -9), (350, 5)]), "duplicate")
    assert (twice["dwellings"], twice["severity"]) == (3, "high")
    part = [(0, 0), (20, 0), (60, 0), (100, 0)], [(60, 0), (20, 0)]
    assert row(issues(*part, dwellings=[(40, 3), (90, 3)]), "duplicate")["dwellings"] == 1
    assert row(issues(*part, dwellings=[(90, 3)]), "duplicate")["severity"] == "medium"


def test_the_work_and_the_report_of_many_drawings_grow_with_their_number(monkeypatch):
    looked = []

    def counted(self, progress):
        for pair in given(self, progress):
            looked.append(pair[0].size)
            yield pair

    given = NearPairs.blocks
    monkeypatch.setattr(NearPairs, "blocks", counted)
    for number in (200, 2000):
        looked.clear()
        found = issues(*[BENT, BENT[::-1]] * (number // 2))
        assert Counter(found.issue.tolist()) == {"duplicate": number - 1}
        assert set(found.other_line.tolist()) == {0}
        assert sorted(found.line.tolist()) == list(range(1, number))
        assert sum(looked) < 10


def test_many_lines_through_one_point_cross_there_once():
    turns = [math.pi * i / 300 for i in range(300)]
    far = [(100 * math.cos(turn), 100 * math.sin(turn)) for turn in turns]
    found = issues(*([(-x, -y), (x, y)] for x, y in far), gap=0.5)
    crossings = found.issue == "crossing_without_node"
    assert crossings.sum() == 1
    assert np.abs(found.xy[crossings]).max() < 1e-6


def test_where_segments_crowd_each_is_compared_with_so_many(monkeypatch):
    monkeypatch.setattr("buurtmaat.core.geometry.neighbours.CROWD", 10)
    turns = np.pi * np.arange(200) / 200
    tips = 5 * np.column_stack([np.cos(turns), np.sin(turns)])
    pairs = {
        pair
        for one, two in NearPairs(-tips, tips, 0.01).blocks()
        for pair in zip(one.tolist(), two.tolist(), strict=True)
    }
    assert 199 <= len(pairs) <= 10 * 200 * 9, "each piece with ten others, in at most nine squares"


def test_an_end_on_many_lines_is_reported_with_the_nearest_of_them():
    streets = [[(-50.0, 0.001 * i), (50.0, 0.001 * i)] for i in range(40)]
    found = issues(*streets, [(0.0, -0.5), (0.0, -30.0)], gap=1.0)
    mine = (found.issue == "near_miss") & (found.line == 40)
    assert sorted(found.other_line[mine].tolist()) == list(range(16))


def test_of_many_lines_on_each_other_each_is_reported_with_some_of_them():
    number = 60
    found = issues(*([(-10.0 * i, 0.0), (10.0 * i, 0.0)] for i in range(1, number + 1)))
    twice = found.issue == "duplicate"
    times = Counter(found.line[twice].tolist())
    assert set(times) == set(range(number - 1)), "each but the longest lies on a longer one"
    assert max(times.values()) == 16
    assert found.crowded.drawings == number - 1 - 16, "all but the longest and the 16 next to it"
    assert not (found.issue == "crossing_without_node").any()


def test_each_drawing_beyond_the_first_is_reported_once():
    found = issues(BENT, BENT, BENT[::-1])
    assert sorted(zip(found.line.tolist(), found.other_line.tolist(), strict=True)) == [(1, 0), (2, 0)]


@pytest.mark.parametrize("sums", [1, 7])
def test_pairs_that_are_added_up_together_hide_no_duplicate(sums, monkeypatch):
    rng = np.random.default_rng(sums)
    ends = np.sort(rng.integers(0, 30, (40, 2)), axis=1) * 10.0 + [0.0, 10.0]
    streets = [[(low, 0.0), ((low + high) / 2, 0.004), (high, 0.0)][:: rng.choice([-1, 1])] for low, high in ends]
    expected = issues(*streets)
    assert (expected.issue == "duplicate").sum() > 40
    monkeypatch.setattr("buurtmaat.core.inspection.duplicates._SUMS", sums)
    found = issues(*streets)
    assert (found.line.tolist(), found.other_line.tolist()) == (expected.line.tolist(), expected.other_line.tolist())
    assert found.length_m.tolist() == expected.length_m.tolist()


def test_putting_duplicates_together_can_be_cancelled():
    made = network(BENT, [(0, 0), (100, 0)])
    first = made.edges.segment_first
    finder = DuplicateFinder(made, SegmentIndex(made.edges.xy[first], made.edges.xy[first + 1]))
    looks = []
    finder.duplicates(np.zeros(2, np.int64), Progress(cancelled=lambda: bool(looks.append(1))))
    assert len(looks) >= 4
    with pytest.raises(Cancelled):
        finder.duplicates(np.zeros(2, np.int64), Progress(cancelled=lambda: True))


def test_more_vertices_or_rounding_make_no_other_street():
    dense = [(0, 0), (12, 2), (18, 3.004), (30, 5), (60, 0), (71, 0.003), (100, 0)]
    assert kinds(BENT, dense) == ["duplicate"]


@pytest.mark.parametrize(("step", "away"), [(0.037, 0.0097), (0.03, 0.0098)])
def test_a_drawing_in_a_zigzag_of_centimetres_is_no_other_street(step, away):
    # Within a centimetre to either side: pieces of 4.2 cm that turn by a sine of 0.46, and of 3.6 cm by one of 0.55.
    zigzag = [(step * n, away * (1 if n % 2 else -1)) for n in range(1, 201)]
    far = step * 201
    exactly = replace(EVERYWHERE, tolerance=0.0)  # else they are one street already
    assert kinds([(0, 0), (far, 0)], [(0, 0), *zigzag, (far, 0)], options=exactly) == ["duplicate"]


@pytest.mark.parametrize(("metres", "found"), [(0.09, []), (0.11, ["duplicate"])])
def test_lines_that_lie_on_each_other_for_ten_centimetres_are_no_street(metres, found):
    # From one junction to another: beyond it the lines part.
    one, other = [(-50, 40), (0, 0), (metres, 0), (50, 40)], [(-50, -40), (0, 0), (metres, 0), (50, -40)]
    assert kinds(one, other) == found


def test_a_line_along_part_of_another_is_a_duplicate():
    found = issues([(0, 0), (20, 0), (60, 0), (100, 0)], [(60, 0), (20, 0)])
    assert found.issue.tolist() == ["duplicate"]
    assert (row(found, "duplicate")["lines"], row(found, "duplicate")["length"]) == ((1, 0), 40)
    # Without vertices for its ends it is not even connected.
    assert Counter(kinds([(0, 0), (100, 0)], [(60, 0), (20, 0)])) == {"duplicate": 1, "island": 1, "near_miss": 2}


def test_a_street_along_a_line_whose_ends_lie_away_from_it_is_a_duplicate():
    # The long line rises by a millimetre a metre: at 8 m it is 8 mm away, and its ends are 5 cm away.
    assert "duplicate" in kinds([(-50, -0.05), (50, 0.05)], [(0, 0), (8, 0)])
    assert "duplicate" not in kinds([(-50, -0.05), (50, 0.05)], [(0, 0), (12, 0)])
    upright = kinds([(-0.05, -50), (0.05, 50)], [(0, 0), (0, 8)])
    assert "duplicate" in upright


def test_a_stretch_that_a_line_covers_twice_counts_once():
    # Both parts of the second line lie on the first 60 cm of a street of a metre.
    twice = line((0, 0), (0.6, 0), (1, 5)) + line((0.01, 0.002), (0.59, 0.002), (1, -5))
    assert "duplicate" not in kinds([(0, 0), (1, 0)], twice)


def test_a_line_that_goes_to_and_fro_across_a_street_is_no_duplicate():
    across = [(0.015 * n, 1 if n % 2 else -1) for n in range(-2, 24)]
    assert "duplicate" not in kinds([(0, 0), (0.3, 0)], across)


def test_a_stretch_between_junctions_that_two_lines_share_is_a_duplicate():
    found = issues([(-50, 40), (0, 0), (60, 0)], [(0, 0), (60, 0), (90, 40)])
    assert found.issue.tolist() == ["duplicate"]
    assert row(found, "duplicate")["length"] == 60


def test_lines_that_overhang_each_other_without_vertices_are_near_misses():
    assert Counter(kinds([(0, 0), (60, 0)], [(40, 0), (100, 0)])) == {"island": 1, "near_miss": 2}


def test_parts_of_lines_are_duplicates():
    assert kinds(line(*BENT) + line(*BENT)) == ["duplicate"]
    assert kinds(line(*BENT) + line((0, 0), (0, 50)), BENT[::-1]) == ["duplicate"]


def test_the_second_line_of_a_street_with_two_carriageways_is_none():
    assert kinds(BENT, [(x, y + 0.05) for x, y in BENT], gap=0.01) == ["island"]
    assert kinds([(0, 0), (100, 0)], [(0, 0), (50, 0.05), (100, 0)]) == []


def test_short_pieces_at_a_sharp_junction_are_none():
    assert kinds([(0, 0), (0.02, 0), (50, 0)], [(0, 0), (0.02, 0.005), (50, 30)]) == []


# Crossings

CROSS = ([(0, 0), (100, 0)], [(40, -30), (40, 30)])


def test_lines_that_cross_without_a_vertex():
    found = issues(*CROSS, dwellings=[(41, 20)])
    assert row(found, "crossing_without_node") == {
        "xy": (40, 0),
        "severity": "high",
        "length": 60,
        "dwellings": 1,
        "gap": pytest.approx(np.nan, nan_ok=True),
        "lines": (1, 0),
    }


def test_a_near_miss_elsewhere_hides_no_crossing():
    assert kinds(*CROSS, [(80, 0.4), (80, 30)]) == ["crossing_without_node", "island", "island", "near_miss"]
    # 2.5 m from the crossing, but of other lines.
    assert kinds(*CROSS, [(42.5, 0.4), (60, 30)]) == ["crossing_without_node", "island", "island", "near_miss"]


def test_where_an_end_nearly_meets_a_crossing_only_that_is_told():
    assert "crossing_without_node" in kinds([(0, 0), (100, 0)], [(10, -30), (70, 30)])
    assert "crossing_without_node" not in kinds([(0, 0), (100, 0)], [(10, -30), (70, 30)], [(40, 30), (40, 0.5)])


def test_a_bridge_elsewhere_changes_nothing():
    streets = BENT, BENT, [(0, 0), (30, 5.004), (60, 0), (100, 0)], [(500, 0), (600, 0)]
    assert kinds(*streets, passes=[False, False, False, True]) == kinds(*streets) == ["duplicate"] * 2 + ["island"]


def test_a_crossing_with_a_way_round_is_low():
    found = issues(*CROSS, [(40, 30), (100, 30), (100, 0)])
    assert found.issue.tolist() == ["crossing_without_node"]
    assert (row(found, "crossing_without_node")["severity"], row(found, "crossing_without_node")["length"]) == (
        "low",
        0,
    )


@pytest.mark.parametrize("passes", [(True, False), (False, True), (True, True)])
def test_a_bridge_or_tunnel_crosses_nothing(passes):
    assert kinds(*CROSS, passes=passes) == ["island"]


@pytest.mark.parametrize("passes", [[True, False, False], [False, True, False]])
def test_of_a_street_that_is_drawn_as_a_bridge_too_the_one_on_the_ground_crosses(passes):
    street, across = CROSS
    assert "crossing_without_node" in kinds(street, street, across, passes=passes)
    assert "crossing_without_node" not in kinds(street, street, across, passes=[True, True, False])


def test_the_middle_vertex_of_one_line_on_the_middle_of_the_other():
    across, beside = [(40, -30), (40, 0), (40, 30)], [(30, 30), (40, 0), (50, 30)]
    for other in (across, beside):
        assert kinds([(0, 0), (100, 0)], other) == ["crossing_without_node", "island"]


def test_a_line_that_runs_along_another_for_a_while_without_a_vertex():
    along = [(30, 30), (40, 0), (60, 0), (70, 30)]
    found = issues([(0, 0), (100, 0)], along)
    assert sorted(found.issue.tolist()) == ["crossing_without_node", "island"]
    assert row(found, "crossing_without_node")["xy"] == (50, 0)
    assert kinds([(0, 0), (40, 0), (60, 0), (100, 0)], along) == ["duplicate"]


def test_each_crossing_is_one_issue():
    zigzag = [(10, -5), (20, 5), (30, -5), (40, 5)]
    assert kinds([(0, 0), (100, 0)], zigzag).count("crossing_without_node") == 3
    # Three lines at one place, and a street drawn twice.
    assert kinds(*CROSS, [(10, -30), (70, 30)]).count("crossing_without_node") == 1
    assert kinds(*CROSS, CROSS[1]).count("crossing_without_node") == 1


def test_three_crossings_within_a_centimetre_are_one():
    assert kinds(*CROSS, [(10.004, -30), (70.004, 30)]).count("crossing_without_node") == 1
    assert kinds(*CROSS, [(10.02, -30), (70.02, 30)]).count("crossing_without_node") == 3


@pytest.mark.parametrize("turn", [1, -1])
def test_an_end_on_a_line_that_is_connected_with_it_close_by_is_no_crossing(turn):
    assert kinds([(0, 0), (50, 0), (100, 0)], [(50, 0), (50, 1), (51, 0)][::turn]) == []


def test_centimetres_at_which_two_lines_overhang_each_other_are_no_crossing():
    overhanging = [(50, 0), (50.02, 0), (50.06, 0), (100, 0)]
    assert kinds([(0, 0), (50.08, 0)], overhanging, gap=0) == ["island", "near_miss", "near_miss"]


def test_a_segment_without_length_as_a_cut_may_leave_crosses_where_it_is():
    net = network([(0, 0), (40, 0), (41, 0), (100, 0)], CROSS[1])
    a, b = net.edges.xy[net.edges.segment_first], net.edges.xy[net.edges.segment_first + 1]
    b[1] = a[1]
    finder = CrossingFinder(net, SegmentIndex(a, b))
    finder.look(np.array([1]), np.array([3]))
    assert finder.crossings(np.empty(0, np.int64)).xy.tolist() == [[40, 0]]


def test_a_line_that_crosses_itself_without_a_vertex():
    assert kinds([(0, 0), (50, 0), (50, 30), (20, 30), (20, -30)]) == ["crossing_without_node"]
    assert kinds(line((0, 0), (50, 0)) + line((50, 0), (50, 30), (20, 30), (20, -30))) == ["crossing_without_node"]


def test_a_long_line_is_crossed_wherever():
    far = [(0, 0), (50_000, 20_000)]
    across = [[(x, 0.4 * x - 5), (x, 0.4 * x + 5)] for x in range(1000, 50_000, 1000)]
    assert kinds(far, *across).count("crossing_without_node") == len(across)


# Order, progress, and an independent answer


def test_the_gravest_come_first():
    found = issues(
        [(0, 0), (100, 0)],
        [(0, 50), (30, 50)],
        [(0, 80), (90, 80)],
        [(0, 110), (60, 110)],
        [(7, 7), (7, 7)],
        dwellings=[(20, 51), (25, 51), (30, 111)],
    )
    keys = [(-d, -length) for d, length in zip(found.dwellings.tolist(), found.length_m.tolist(), strict=True)]
    assert keys == sorted(keys)
    assert found.severity.tolist() == ["high", "high", "medium", "low"]
    assert found.number("island") == 3


def test_cancel_stops_the_search():
    calls = iter(range(100))
    with pytest.raises(Cancelled):
        find_issues(network(*CROSS), 1, NOWHERE, None, Progress(cancelled=lambda: next(calls) > 3))


coordinates = st.tuples(st.floats(-60, 60), st.floats(-60, 60))
segments = st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=25)


@examples(60)
@given(segments, st.sampled_from([0.0, 0.5, 3.0]))
def test_no_pair_of_near_segments_is_missed(ends, margin):
    a, b = np.array([e[0] for e in ends]), np.array([e[1] for e in ends])
    blocks = list(NearPairs(a, b, margin).blocks())
    pairs = [(i, j) for one, other in blocks for i, j in zip(one.tolist(), other.tolist(), strict=True)]
    assert len(set(pairs)) == len(pairs)
    assert all(i < j for i, j in pairs)
    i, j = np.triu_indices(len(a), 1)
    near = closest(a[i], b[i], a[j], b[j])[2] <= margin
    assert set(zip(i[near].tolist(), j[near].tolist(), strict=True)) <= set(pairs)


def place_of_crossing(p, q, a, b) -> tuple[float, float] | None:
    """Return where two segments cross, by the sides of each that the ends of the other lie on."""

    def side(u, v, w) -> float:
        return (v[0] - u[0]) * (w[1] - u[1]) - (v[1] - u[1]) * (w[0] - u[0])

    one, other = side(a, b, p), side(a, b, q)
    if one * other >= 0 or side(p, q, a) * side(p, q, b) >= 0:
        return None
    share = one / (one - other)
    return p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])


@pytest.mark.parametrize("seed", range(20))
def test_crossings_of_random_streets_are_those_of_all_pairs(seed):
    rng = np.random.default_rng(seed)
    streets = [np.cumsum(rng.normal(0, 25, (rng.integers(2, 6), 2)), axis=0) + rng.uniform(0, 80, 2) for _ in range(30)]
    passes = rng.random(30) < 0.2
    pieces = [(i, k, s[k], s[k + 1]) for i, s in enumerate(streets) for k in range(len(s) - 1)]
    expected = {
        (max(i, j), min(i, j), xy)
        for n, (i, k, p, q) in enumerate(pieces)
        for j, m, a, b in pieces[:n]
        if not (passes[i] or passes[j] or (i == j and abs(k - m) < 2)) and (xy := place_of_crossing(p, q, a, b))
    }
    made = lines(*([tuple(v) for v in s.tolist()] for s in streets), passes=passes.tolist())
    found = find_issues(build_network(made, EVERYWHERE), 0, NOWHERE)
    at = np.flatnonzero(found.issue == "crossing_without_node")
    places = np.array([xy for *_, xy in expected])
    away = np.hypot(*np.moveaxis(places[:, None] - found.xy[None, at], -1, 0))
    # Crossings within a centimetre are one.
    assert (away.min(axis=1) <= 0.01).all()
    assert (away.min(axis=0) <= 1e-6).all()
    assert len(expected) > 10
    named = {(*pair, tuple(np.round(xy, 6))) for *pair, xy in expected}
    assert {
        (*pair, tuple(np.round(xy, 6)))
        for *pair, xy in zip(found.line[at], found.other_line[at], found.xy[at], strict=True)
    } <= named
