from __future__ import annotations

import math
import random
from dataclasses import replace

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.network.facility_access import FacilityAccess, find_access, joined_access
from buurtmaat.core.network.gaps import gap_stretches
from buurtmaat.core.network.network import Network
from buurtmaat.core.network.options import MINUTES, Travel
from buurtmaat.core.progress import Progress
from towns.factories import (
    EVERYWHERE,
    Geometry,
    Way,
    box,
    entrances,
    line,
    multipoint,
    network,
    point,
    polygon,
    shapes,
)

STREET = [(0, 0), (300, 0)]


def ways_in(access: FacilityAccess, facility: int = 0) -> list[tuple[float, float, float]]:
    """Return x, y and leg of every way into a facility, sorted."""
    mine = access.facility == facility
    found = np.column_stack([access.snaps.xy[mine], access.snaps.leg[mine]])
    return sorted(tuple(round(v, 6) for v in row) for row in found.tolist())


def access(net: Network, *facilities: Geometry, gates: object = None) -> FacilityAccess:
    return find_access(net, shapes(*facilities), gates)


def gap(metres: float, **other: object) -> object:
    return replace(EVERYWHERE, entrance_gap=metres, **other)


# Points


def test_a_point_is_entered_where_it_snaps() -> None:
    assert ways_in(access(network(STREET), point(100, 7))) == [(100, 0, 7)]


def test_every_point_of_a_multipoint_is_a_way_in_and_those_off_the_network_are_none() -> None:
    found = access(network(STREET), multipoint((10, 5), (250, -3), (150, 900)))
    assert ways_in(found) == [(10, 0, 5), (250, 0, 3)]
    assert found.snap_m().tolist() == [3]


def test_a_facility_without_geometry_or_too_far_has_no_way_in() -> None:
    found = access(network(STREET), [], point(100, 201), point(100, 200))
    assert found.facility.tolist() == [2]
    assert np.isnan(found.snap_m()).tolist() == [True, True, False]


# The entrance gap


def test_a_street_through_a_polygon_leads_in_at_both_ends_of_the_gap() -> None:
    net = network(STREET, options=gap(25))
    assert ways_in(access(net, box(100, -10, 200, 10)))[0] == (75, 0, 25)
    assert ways_in(access(net, box(100, -10, 200, 10)))[-1] == (225, 0, 25)


def test_nodes_within_the_gap_are_ways_in_at_their_straight_distance() -> None:
    net = network([(0, 0), (110, 0)], [(110, 0), (300, 0)], [(110, 0), (110, 90)], options=gap(25))
    assert (110, 0, 10) in ways_in(access(net, box(100, 10, 200, 60)))


def test_on_each_straight_segment_the_nearest_point_is_a_way_in() -> None:
    bent = [(0, 0), (100, 20), (200, 0)]
    net = network(bent, options=gap(25))
    assert (100, 20, 10) in ways_in(access(net, box(95, 30, 105, 40)))
    slanted = network([(0, 0), (100, 50), (200, 0)], options=gap(25))
    nearest = [way for way in ways_in(access(slanted, point(50, 30) + line((50, 30), (50, 31)))) if way[2] < 10]
    assert nearest == [(pytest.approx(52), pytest.approx(26), pytest.approx(math.hypot(2, 4)))]


def test_of_an_outline_that_comes_near_twice_the_nearer_point_is_a_way_in() -> None:
    net = network(STREET, options=gap(5))
    found = ways_in(access(net, line((100, 3), (110, 8), (120, 4))))
    assert [way for way in found if way[2] < 4.9] == [(100, 0, 3)]


def test_a_street_that_begins_within_the_gap_leads_in_there() -> None:
    net = network(STREET, options=gap(5))
    found = ways_in(access(net, polygon([(0, 4), (50, 3), (100, 4), (100, 50), (0, 50)])))
    assert found == [(0, 0, pytest.approx(4 * 50 / math.hypot(50, 1))), (50, 0, 3), (103, 0, 5)]


def test_a_gap_that_ends_in_a_piece_of_a_street_of_a_metre_leads_in_there() -> None:
    net = network([(0, 0), (100, 0), (101, 0), (300, 0)], options=gap(9.5))
    assert ways_in(access(net, box(110, -50, 150, 50)))[0] == (100.5, 0, 9.5)


def test_what_lies_within_a_gap_is_measured_from_the_tail_of_the_edge() -> None:
    net = network([(0, 0), (100, 0), (300, 0)])
    found = gap_stretches(net, access(net, box(150, -10, 200, 10)).places, np.array([0]), 5.0)
    assert [values.tolist() for values in found] == [[0], [0], [145], [205]]


def test_a_street_that_only_touches_the_gap_leads_in_there() -> None:
    net = network(STREET, options=gap(5))
    assert ways_in(access(net, polygon([(100, 5), (110, 15), (90, 15)]))) == [(100, 0, 5)]


def test_a_street_a_little_within_the_gap_leads_in_there_and_where_it_enters_and_leaves() -> None:
    net, half = network(STREET, options=gap(5)), round(math.sqrt(5**2 - 4.95**2), 6)
    found = ways_in(access(net, polygon([(100, 4.95), (110, 15), (90, 15)])))
    assert found == [(100 - half, 0, 5), (100, 0, 4.95), (100 + half, 0, 5)]


def test_a_second_street_that_ends_in_a_polygon_leads_in_where_it_crosses_its_outline() -> None:
    net = network([(0, 500), (10, 500)], STREET, options=gap(5))
    assert ways_in(access(net, box(100, -50, 400, 50))) == [(95, 0, 5), (100, 0, 0), (300, 0, 0)]


def test_a_street_across_a_wide_polygon_leads_in_at_either_side_alone() -> None:
    net = network(STREET, options=gap(5))
    found = ways_in(access(net, box(100, -50, 200, 50)))
    assert found == [(95, 0, 5), (100, 0, 0), (200, 0, 0), (205, 0, 5)]


def test_just_beyond_the_gap_the_nearest_street_leads_in() -> None:
    net = network(STREET, options=gap(5))
    assert ways_in(access(net, polygon([(100, 5.001), (110, 15), (90, 15)]))) == [(100, 0, 5.001)]


def test_a_street_that_runs_in_and_out_of_the_gap_leads_in_at_every_crossing() -> None:
    net = network([(0, 0), (1000, 0)], options=gap(10))
    teeth = polygon([(100, 5), (200, 5), (200, 80), (300, 80), (300, 5), (400, 5), (400, 90), (100, 90)])
    found = [x for x, _, leg in ways_in(access(net, teeth)) if leg > 9.9]
    slack = math.sqrt(10**2 - 5**2)
    assert found == [
        pytest.approx(100 - slack),
        pytest.approx(200 + slack),
        pytest.approx(300 - slack),
        pytest.approx(400 + slack),
    ]


def test_inside_a_polygon_the_leg_is_0() -> None:
    net = network([(0, 0), (150, 0)], [(150, 0), (300, 0)], options=gap(25))
    assert (150, 0, 0) in ways_in(access(net, box(100, -500, 200, 500)))


def test_a_street_deep_inside_a_polygon_leads_in_at_its_nodes() -> None:
    net = network([(450, 500), (500, 520), (550, 500)], [(550, 500), (550, 600)], options=gap(25))
    found = access(net, box(0, 0, 1000, 1000))
    assert ways_in(found) == [(450, 500, 0), (550, 500, 0), (550, 500, 0), (550, 600, 0)]


@pytest.mark.parametrize("count", [50, pytest.param(200, marks=pytest.mark.slow)])
def test_a_street_that_only_just_touches_the_gap_leads_in_whatever_the_rounding(count: int) -> None:
    rng = random.Random(6)
    for _ in range(count):
        angle, x, y, near = rng.uniform(0, 7), 85000 + rng.random(), 447000 + rng.random(), rng.uniform(1, 25)
        ux, uy = math.cos(angle), math.sin(angle)
        net = network([(x - 50 * ux, y - 50 * uy), (x + 50 * ux, y + 50 * uy)], options=gap(near))
        corner = (x - near * uy, y + near * ux)
        far = [(corner[0] - 9 * uy + d * ux, corner[1] + 9 * ux + d * uy) for d in (-5, 5)]
        legs = [leg for _, _, leg in ways_in(access(net, polygon([corner, *far])))]
        assert legs
        assert legs == pytest.approx([near] * len(legs))


def test_with_a_gap_of_0_streets_lead_in_where_they_touch_or_cross_the_polygon() -> None:
    found = ways_in(access(network(STREET, options=gap(0)), box(100, -500, 200, 500)))
    assert found[0] == (100, 0, 0)
    assert found[-1] == (200, 0, 0)


def test_a_street_in_a_hole_is_as_far_as_the_rim() -> None:
    hole = polygon([(0, 0), (300, 0), (300, 300), (0, 300)], [(50, 50), (250, 50), (250, 250), (50, 250)])
    net = network([(100, 150), (150, 150)], options=gap(25))
    assert ways_in(access(net, hole)) == [(100, 150, 50)]


def test_the_nearest_street_serves_where_no_street_is_within_the_gap() -> None:
    net = network(STREET, [(0, 90), (300, 90)], options=gap(25))
    (way,) = ways_in(access(net, polygon([(100, 50), (110, 35), (120, 50)])))
    assert way == (110, 0, 35)
    (way,) = ways_in(access(net, box(100, 40, 120, 49)))
    assert way[2] == 40


def test_the_nearest_street_must_lie_within_the_snap_limit() -> None:
    far = box(100, 60, 120, 70)
    assert ways_in(access(network(STREET, options=gap(25, max_snap=60)), far))
    assert not ways_in(access(network(STREET, options=gap(25, max_snap=59)), far))


def test_streets_of_an_island_that_is_too_short_lead_nowhere() -> None:
    net = network([(0, 0), (3000, 0)], [(100, 50), (110, 50)], options=gap(25, min_component=2000))
    assert [leg for _, _, leg in ways_in(access(net, box(100, 60, 120, 70)))] == [60]


def test_a_line_is_entered_like_a_polygon() -> None:
    net = network(STREET, options=gap(25))
    found = ways_in(access(net, line((100, -50), (100, 50))))
    assert found[0] == (75, 0, 25)
    assert (100, 0, 0) in found
    assert found[-1] == (125, 0, 25)


def test_a_leg_that_a_barrier_crosses_is_no_way_in() -> None:
    net = network(STREET, options=gap(25), barriers=[line((-500, 5), (120, 5))])
    assert min(x for x, _, _ in ways_in(access(net, box(100, 10, 200, 60)))) > 120


def test_a_fence_on_the_border_of_the_facility_blocks() -> None:
    fenced = box(100, 10, 200, 60)
    net = network(STREET, options=gap(25), barriers=[line((100, 10), (200, 10), (200, 60), (100, 60), (100, 10))])
    assert ways_in(access(net, fenced)) == []
    assert Way(net, [(150, -2)], [fenced]).metres() == [math.inf]


def test_a_facility_in_the_water_may_leave_the_water() -> None:
    net = network(STREET, options=gap(25), barriers=[box(50, 5, 250, 100)])
    assert (100, 0, 10) in ways_in(access(net, box(100, 10, 200, 60)))


def test_a_water_that_is_itself_a_barrier_is_reached_at_its_bank() -> None:
    water = box(100, 10, 200, 60)
    net = network(STREET, options=gap(25), barriers=[water])
    assert (100, 0, 10) in ways_in(access(net, water))
    assert Way(net, [(150, -2)], [water]).metres() == [12]


def test_a_place_on_the_far_bank_of_a_water_is_not_reached_across_it() -> None:
    net = network(STREET, options=gap(25), barriers=[box(0, 5, 300, 15)])
    assert ways_in(access(net, box(100, 15, 200, 60))) == []


def test_behind_a_fence_the_nearest_street_that_is_free_leads_in() -> None:
    # A street lies within the gap, but behind a fence; the nearest free one is beyond the gap.
    net = network(STREET, [(0, 100), (300, 100)], options=gap(25), barriers=[line((-500, 5), (900, 5))])
    assert {leg for _, _, leg in ways_in(access(net, box(100, 10, 200, 60)))} == {40}


def test_of_a_street_whose_nearest_place_is_fenced_off_no_other_place_counts() -> None:
    # The second street comes within 10 m behind a fence, and within 20 m farther on; the first lies at 30 m.
    bent = [(0, 10), (80, 10), (80, -50), (170, -50), (170, 20), (300, 20)]
    net = network([(0, 90), (300, 90)], bent, options=gap(5), barriers=[line((-9, 15), (100, 15))])
    assert {leg for _, _, leg in ways_in(access(net, box(50, 20, 150, 60)))} == {30}


def test_a_facility_behind_a_fence_that_only_some_dwellings_see_through_is_theirs_within_the_limit_only() -> None:
    # Every way in is fenced off; one dwelling's own snapped point is not, and so it alone gets in, from 13 m.
    walls = [line((-1, 5), (1, 5)), line((-18, 3), (-14, 3)), line((14, 3), (18, 3))]
    net = network([(-50, 0), (50, 0)], options=gap(25, max_snap=30), barriers=walls)
    way = Way(net, [(8, -2)], [line((0, 10), (0, 11))])
    leg = 2 + math.hypot(8, 10)
    assert way.access.facilities.facility.size == 0
    assert way.metres() == [pytest.approx(leg)]
    assert way.pairs(leg + 1) == {(0, 0): pytest.approx(leg)}
    assert way.pairs(leg - 1) == {}


# A school behind a fence, and a park beside a street


def test_a_school_with_one_gate_is_entered_there_only() -> None:
    # The street to the south is 5 m from the school; the gate is on the street to the north.
    streets = [[(0, 0), (300, 0)], [(300, 0), (300, 100)], [(300, 100), (0, 100)]]
    school = box(100, 5, 200, 80)
    net = network(*streets)
    open_ = Way(net, [(150, -3)], [school])
    gated = Way(net, [(150, -3)], [school], entrances((0, (150, 95))))
    assert open_.metres() == [8]
    assert gated.metres() == [3 + 150 + 100 + 150 + 5]


def test_a_dwelling_inside_a_gated_facility_has_to_go_by_the_gate_and_others_are_at_0() -> None:
    net = network(STREET)
    inside, block = (150, 30), box(100, 10, 200, 60)
    assert Way(net, [inside], [block]).metres() == [0]
    assert Way(net, [inside], [block], entrances((0, (250, 5)))).metres() == [30 + 100 + 5]


def test_a_point_with_an_entrance_is_entered_there_only() -> None:
    way = Way(network(STREET), [(100, 0)], [point(100, 0), point(290, 0)], entrances((0, (200, 4))))
    assert way.metres() == [104]
    assert way.facility() == [0]


def test_several_entrances_are_all_tried() -> None:
    way = Way(network(STREET), [(0, 0), (300, 0)], [box(1000, 0, 1010, 10)], entrances((0, (50, 0)), (0, (260, 0))))
    assert way.metres() == [50, 40]


def test_an_entrance_off_the_network_leaves_the_facility_unreached() -> None:
    way = Way(network(STREET), [(150, 5)], [box(100, 10, 200, 60)], entrances((0, (150, 900))))
    assert way.metres() == [math.inf]
    assert np.isnan(way.access.facilities.snap_m()).tolist() == [True]


PARK = box(-100, 10, 400, 200)


@pytest.mark.parametrize("x", [0, 1, 77.7, 150, 299, 300])
@pytest.mark.parametrize("side", [[], [[(120, 0), (120, -80)]], [[(150, 0), (150, 60)]]])
def test_beside_a_park_12_m_away_a_dwelling_has_12_m_to_go_wherever_and_whatever_side_streets_there_are(
    x: float, side: list
) -> None:
    street = [(0, 0), *(branch[0] for branch in side), (300, 0)]
    net = network(street, *side)
    assert Way(net, [(x, -2)], [PARK]).metres() == [pytest.approx(12)]


def test_beside_a_park_also_the_minutes_and_the_counts_are_of_12_m() -> None:
    way = Way(network(STREET), [(77.7, -2)], [PARK], travel=Travel(MINUTES, 6.0))
    assert way.minutes() == [pytest.approx(0.12)]
    assert way.metres() == [pytest.approx(12)]
    assert way.pairs(0.12) == {(0, 0): pytest.approx(0.12)}


def test_from_a_street_that_leads_to_a_park_the_gap_is_crossed_in_a_straight_line() -> None:
    net = network([(150, -300), (150, 0)], options=gap(25))
    assert Way(net, [(150, -300)], [PARK]).metres() == [310]


def test_without_access_legs_a_gap_leg_costs_nothing() -> None:
    net = network([(150, -300), (150, 0)], options=gap(25, access_legs=False))
    assert Way(net, [(150, -300), (140, -5)], [PARK]).metres() == [285, 0]


def test_on_a_one_way_street_the_gap_is_entered_only_in_its_direction() -> None:
    net = network(STREET, options=gap(5), forward=[True], backward=[False])
    assert Way(net, [(50, 0), (250, 0)], [box(100, -2, 110, 2)]).metres() == [50, math.inf]


# Taking some facilities, and Cancel


def test_taking_some_facilities_keeps_their_ways_gates_and_places() -> None:
    net = network(STREET)
    gates = entrances((1, (200, 4)))
    whole = access(net, point(10, 1), box(50, 5, 60, 9), box(100, 5, 110, 9), gates=gates)
    some = whole.take(np.array([1, 2]))
    assert some.count == 2
    assert ways_in(some, 0) == ways_in(whole, 1) == [(200, 0, 4)]
    assert ways_in(some, 1) == ways_in(whole, 2)
    assert some.gated.tolist() == [True, False]
    assert some.gapped.tolist() == [False, True]


def test_none_of_the_others_comes_along() -> None:
    whole = access(network(STREET), point(10, 1), point(50, 1), point(90, 1), point(130, 1))
    some = whole.take(np.array([1, 3]))
    assert some.facility.tolist() == [0, 1]
    assert some.snaps.position.tolist() == [50.0, 130.0]
    assert whole.numbers_of(np.array([1, 3])).tolist() == [-1, 0, -1, 1]


def test_more_facilities_stand_behind_the_first_ones() -> None:
    net = network(STREET)
    both = joined_access(access(net, point(10, 1), point(50, 1)), access(net, point(90, 1), box(100, 5, 110, 9)))
    assert both.count == 4
    assert [ways_in(both, facility)[:1] for facility in range(3)] == [[(10, 0, 1)], [(50, 0, 1)], [(90, 0, 1)]]
    assert ways_in(both, 3) == ways_in(access(net, box(100, 5, 110, 9)))
    assert both.gapped.tolist() == [False, False, False, True]


def test_a_street_within_the_gap_leads_in_once() -> None:
    """Where one lies within the gap, the nearest street is not looked for besides."""
    found = access(network(STREET, options=gap(5)), box(100, 5, 110, 9), point(10, 1))
    assert ways_in(found, 0) == [(100, 0, 5), (110, 0, 5)]
    assert ways_in(found, 1) == [(10, 0, 1)]


def test_the_nearest_place_on_a_street_is_that_of_each_facility() -> None:
    """The first facility is nearer to the last street than the second one to the first street."""
    net = network([(0, 0), (100, 0)], [(0, 500), (100, 500)], options=gap(25))
    found = access(net, polygon([(50, 505), (60, 540), (40, 540)]), polygon([(50, 12), (60, 50), (40, 50)]))
    assert (50, 500, 5) in ways_in(found, 0)
    assert (50, 0, 12) in ways_in(found, 1)


def test_each_facility_has_the_ways_in_that_it_has_alone() -> None:
    rng = np.random.default_rng(11)
    streets = [[tuple(a), tuple(b)] for a, b in rng.uniform(0, 300, (60, 2, 2)).tolist()]
    facilities = [box(x, y, x + 60, y + 25) for x, y in rng.uniform(0, 280, (25, 2)).tolist()]
    net = network(*streets, options=gap(12), barriers=[line((0, 100), (300, 140))])
    together = access(net, *facilities)
    for f, facility in enumerate(facilities):
        assert ways_in(together, f) == ways_in(access(net, facility))


def test_finding_ways_in_looks_at_cancel() -> None:
    net = network(STREET)
    for places in (point(1, 1), box(0, 0, 5, 5), box(0, 60, 5, 65)):
        with pytest.raises(Cancelled):
            find_access(net, shapes(places), None, Progress(cancelled=lambda: True))
