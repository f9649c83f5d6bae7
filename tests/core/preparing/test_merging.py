"""Which facilities are one: each rule by hand, and on random points what must hold of every outcome."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.preparing.merging import (
    DuplicatePair,
    Merge,
    MergeableFacilities,
    by_nearness,
    may_be_one,
    merge,
    name_key,
)
from buurtmaat.core.progress import Progress
from towns.slow import examples

NEAR, GROUND, SPOT = 0, 1, 2


def things(*rows) -> MergeableFacilities:
    """Make facilities of (type, name, where, object): a place x, y for a point, square metres for an area, or None."""
    full = [(*row, None)[:4] for row in rows]
    points = [(w[0], w[1], number) for number, (_, _, w, _) in enumerate(full) if isinstance(w, tuple)]
    table = np.array(points, float).reshape(-1, 3)
    return MergeableFacilities(
        types=np.array([t for t, *_ in full]),
        merges=["near", "ground", "spot"],
        keys=[name_key(name) for _, name, _, _ in full],
        objects=[own for *_, own in full],
        area=np.array([w if isinstance(w, float) else np.nan for _, _, w, _ in full]),
        vertex=table[:, :2],
        vertex_of=table[:, 2].astype(np.int64),
    )


def merged(found: MergeableFacilities, areas=(), points=(), distance=25.0) -> list[tuple]:
    done = merge(found, list(areas), list(points), distance, Progress())
    return [(m.duplicate, m.kept, m.reason) for m in done]


def test_names_agree_without_case_accents_and_signs():
    assert name_key("Café 't  Hoekje") == name_key("CAFE T HOEKJE") == "cafethoekje"
    assert name_key(None) == name_key(" - ") == ""


def test_an_area_that_gets_its_name_from_a_duplicate_stays_beside_another_one_of_that_name():
    """From a point in it, or from an area on its ground: names are those of the layers, as the page says."""
    beside = DuplicatePair(0, 1, 5.0)
    by_point = things((GROUND, None, 100.0), (GROUND, "A", 50.0), (GROUND, "A", (0.0, 0.0)))
    assert merged(by_point, [beside], [DuplicatePair(0, 2, 0.0)]) == [(2, 0, "point_in_area")]
    by_area = things((GROUND, None, 100.0), (GROUND, "A", 50.0), (GROUND, "A", 60.0))
    assert merged(by_area, [beside, DuplicatePair(0, 2, 0.0, 1.0)]) == [(2, 0, "same_ground")]


def test_two_points_of_a_type_within_the_distance_are_one():
    found = things((NEAR, None, (0.0, 0.0)), (NEAR, None, (25.0, 0.0)), (NEAR, None, (0.0, 25.01)))
    assert merged(found) == [(1, 0, "point_near_point")]


def test_the_distance_is_exact_and_told():
    (only,) = merge(things((NEAR, None, (3.0, 4.0)), (NEAR, None, (0.0, 0.0))), [], [], 25.0, Progress())
    assert only == Merge(1, 0, 5.0, "point_near_point")


def test_points_of_two_types_or_with_two_names_stay_apart():
    found = things((NEAR, "A", (0.0, 0.0)), (NEAR, "B", (0.0, 0.0)), (GROUND, "A", (0.0, 0.0)))
    assert merged(found) == []


def test_a_point_with_a_name_is_kept_and_one_without_goes_into_the_nearest():
    found = things((NEAR, None, (0.0, 0.0)), (NEAR, "A", (20.0, 0.0)), (NEAR, "B", (0.0, 10.0)))
    assert merged(found) == [(0, 2, "point_near_point")]


def test_there_are_no_chains():
    row = [(NEAR, None, (20.0 * n, 0.0)) for n in range(5)]
    assert merged(things(*row)) == [(1, 0, "point_near_point"), (3, 2, "point_near_point")]


def test_seats_are_one_on_the_same_spot_only():
    found = things((SPOT, None, (0.0, 0.0)), (SPOT, None, (2.0, 0.0)), (SPOT, None, (2.0, 1.0)))
    assert merged(found) == [(2, 1, "point_near_point")]


def test_a_distance_of_0_leaves_what_lies_at_one_place():
    found = things(
        (NEAR, None, (0.0, 0.0)), (NEAR, None, (0.0, 0.0)), (SPOT, None, (9.0, 0.0)), (SPOT, None, (9.5, 0.0))
    )
    assert merged(found, distance=0.0) == [(1, 0, "point_near_point")]


def test_squares_left_of_zero_are_found_too():
    found = things((NEAR, None, (-0.5, -0.5)), (NEAR, None, (0.5, 0.5)), (NEAR, None, (-26.0, 0.5)))
    assert merged(found) == [(1, 0, "point_near_point")]


@pytest.mark.parametrize("beside", list(itertools.product((-1.0, 0.0, 1.0), repeat=2)))
def test_points_in_squares_beside_each_other_are_one(beside):
    """Of squares of 10 m the first point lies in the middle of one, the second in it or a metre into those around."""
    found = things((NEAR, None, (15.0, 15.0)), (NEAR, None, (15.0 + 6 * beside[0], 15.0 + 6 * beside[1])))
    assert merged(found, distance=10.0) == [(1, 0, "point_near_point")]


def test_a_point_goes_into_the_area_it_lies_in_though_it_comes_first():
    found = things((NEAR, "A", (0.0, 0.0)), (NEAR, None, 100.0))
    assert merged(found, points=[DuplicatePair(1, 0, 0.0)]) == [(0, 1, "point_in_area")]


def test_the_nearest_point_names_an_area_and_another_name_stays_apart():
    found = things((NEAR, "A", (0.0, 0.0)), (NEAR, "B", (0.0, 0.0)), (NEAR, None, 100.0), (NEAR, None, (9.0, 0.0)))
    pairs = [DuplicatePair(2, 0, 20.0), DuplicatePair(2, 1, 0.0), DuplicatePair(2, 3, 24.0)]
    assert merged(found, points=pairs) == [(1, 2, "point_in_area"), (3, 2, "point_near_area")]


def test_a_seat_beside_an_area_of_seats_is_another_one():
    found = things((SPOT, None, (0.0, 0.0)), (SPOT, None, 4.0))
    assert merged(found, points=[DuplicatePair(1, 0, 2.0)]) == []
    assert merged(found, points=[DuplicatePair(1, 0, 1.0)]) == [(0, 1, "point_near_area")]


def test_areas_that_share_half_of_the_smaller_are_one_whatever_their_type():
    for kind in (NEAR, GROUND, SPOT):
        found = things((kind, None, 10.0), (kind, "A", 100.0))
        assert merged(found, areas=[DuplicatePair(0, 1, 0.0, 0.5)]) == [(0, 1, "same_ground")]
    assert merged(things((SPOT, None, 10.0), (SPOT, None, 100.0)), areas=[DuplicatePair(0, 1, 0.0, 0.49)]) == []


def test_areas_of_buildings_are_one_where_they_are_near_and_of_ground_only_with_one_name():
    pair = [DuplicatePair(0, 1, 20.0)]
    assert merged(things((NEAR, None, 10.0), (NEAR, "A", 9.0)), areas=pair) == [(1, 0, "area_near_area")]
    assert merge(things((NEAR, None, 10.0), (NEAR, "A", 9.0)), pair, [], 25.0, Progress())[0].distance == 20.0
    assert merged(things((GROUND, None, 10.0), (GROUND, "A", 9.0)), areas=pair) == []
    assert merged(things((GROUND, "a", 10.0), (GROUND, "A", 9.0)), areas=pair) == [(1, 0, "area_near_area")]
    assert merged(things((SPOT, "A", 10.0), (SPOT, "A", 9.0)), areas=pair) == []
    assert merged(things((NEAR, "A", 10.0), (NEAR, "B", 9.0)), areas=pair) == []


def test_of_two_areas_the_same_ground_goes_before_a_nearer_one():
    found = things((NEAR, None, 100.0), (NEAR, "B", 99.0), (NEAR, None, 10.0))
    pairs = [DuplicatePair(0, 1, 26.0), DuplicatePair(0, 2, 0.0, 0.9), DuplicatePair(1, 2, 0.0)]
    assert merged(found, areas=pairs) == [(2, 0, "same_ground")]


def test_a_point_near_an_area_that_went_into_another_goes_there():
    found = things((GROUND, "A", 10.0), (GROUND, None, 100.0), (GROUND, None, (0.0, 0.0)))
    assert merged(found, [DuplicatePair(0, 1, 0.0, 1.0)], [DuplicatePair(0, 2, 7.0)]) == [
        (0, 1, "same_ground"),
        (2, 1, "point_near_area"),
    ]


def test_the_same_object_is_one_within_the_distance_and_the_area_is_kept():
    found = things((NEAR, "A", (0.0, 0.0), "osm:1"), (NEAR, "A", 10.0, "osm:1"), (SPOT, "A", (0.0, 0.0), "osm:1"))
    assert merge(found, [], [DuplicatePair(1, 0, 20.0)], 25.0, Progress()) == [Merge(0, 1, 20.0, "same_id")]
    assert merged(found, points=[DuplicatePair(1, 0, 26.0)]) == []


def test_points_of_each_object_are_one_and_others_beside_them_are_none():
    one, other, beside = (0.0, 0.0), (500.0, 0.0), (900.0, 0.0)
    found = things(
        *((NEAR, None, one, "osm:1"), (NEAR, None, other, "osm:2"), (NEAR, None, beside)),
        *((NEAR, None, one, "osm:1"), (NEAR, None, other, "osm:2"), (SPOT, None, beside)),
    )
    assert merged(found) == [(3, 0, "same_id"), (4, 1, "same_id")]


def test_points_of_one_object_that_lie_apart_or_bear_two_names_stay_several():
    apart = things(*[(SPOT, None, (500.0 * n, 0.0), "osm:1") for n in range(3)])
    assert merged(apart) == []
    named = things(
        (NEAR, "A", (0.0, 0.0), "osm:1"), (NEAR, "B", (0.0, 0.0), "osm:1"), (NEAR, None, (9.0, 0.0), "osm:1")
    )
    assert merged(named) == [(2, 0, "same_id")]
    seats = things(
        (SPOT, None, (0.0, 0.0), "osm:1"), (SPOT, None, (24.0, 7.0), "osm:1"), (SPOT, None, (24.0, 7.0), "o")
    )
    assert merge(seats, [], [], 25.0, Progress())[0] == Merge(1, 0, 25.0, "same_id")


def test_a_distance_of_0_still_takes_one_object_that_was_brought_here_by_other_digits():
    near = things((NEAR, None, (0.0, 0.0), "osm:1"), (NEAR, None, (0.9, 0.0), "osm:1"), (NEAR, None, (0.5, 0.0)))
    assert merged(near, distance=0.0) == [(1, 0, "same_id")]


def test_the_parts_of_one_area_are_one_each_beside_the_next():
    parts = things(*[(GROUND, None, 10.0 + (n == 0), "osm:1") for n in range(4)], (GROUND, None, 10.0, "osm:2"))
    pairs = [DuplicatePair(0, 1, 0.0), DuplicatePair(1, 2, 0.0), DuplicatePair(2, 3, 25.1), DuplicatePair(3, 4, 0.0)]
    assert merged(parts, pairs) == [(1, 0, "same_id"), (2, 0, "same_id")]


def test_of_the_parts_of_an_object_the_largest_is_kept_wherever_it_stands():
    found = things((GROUND, None, 10.0, "osm:1"), (GROUND, None, 100.0, "osm:1"), (GROUND, None, 50.0, "osm:1"))
    assert merged(found, [DuplicatePair(0, 1, 0.0), DuplicatePair(1, 2, 0.0)]) == [(0, 1, "same_id"), (2, 1, "same_id")]


def test_a_point_of_another_object_is_near_an_area_and_not_the_same():
    found = things(
        *((NEAR, None, 10.0, "osm:1"), (NEAR, None, (0.0, 0.0), "osm:1")),
        *((NEAR, None, (5.0, 0.0), "osm:2"), (NEAR, None, (500.0, 0.0), "osm:2")),
    )
    assert merged(found, points=[DuplicatePair(0, 1, 0.0), DuplicatePair(0, 2, 5.0)]) == [
        (1, 0, "same_id"),
        (2, 0, "point_near_area"),
    ]


def test_an_object_without_geometry_goes_into_the_one_that_has_some():
    found = things((NEAR, None, None, "osm:1"), (NEAR, None, (0.0, 0.0), "osm:1"), (NEAR, None, None))
    assert merged(found) == [(0, 1, "same_id")]


def test_what_has_no_geometry_goes_into_the_one_with_its_name():
    one = (0.0, 0.0)
    found = things((NEAR, "A", one, "osm:1"), (NEAR, "B", one, "osm:1"), (NEAR, "B", None, "osm:1"))
    assert merged(found) == [(2, 1, "same_id")]
    found = things((NEAR, "A", one, "osm:1"), (NEAR, None, None, "osm:1"))
    assert merged(found) == [(1, 0, "same_id")]
    found = things((NEAR, None, one, "osm:1"), (NEAR, None, one, "osm:1"), (NEAR, None, None, "osm:1"))
    assert merged(found) == [(1, 0, "same_id"), (2, 0, "same_id")]
    found = things((NEAR, "A", one, "osm:1"), (NEAR, None, one, "osm:1"), (NEAR, "B", None, "osm:1"))
    assert merged(found) == [(1, 0, "same_id")]


def test_areas_behind_one_that_went_into_its_object_are_looked_at():
    found = things((NEAR, None, 100.0, "osm:1"), (NEAR, None, 50.0, "osm:1"), (NEAR, None, 10.0))
    pairs = [DuplicatePair(0, 1, 0.0), DuplicatePair(0, 2, 0.0, 0.9)]
    assert merged(found, pairs) == [(1, 0, "same_id"), (2, 0, "same_ground")]


def test_what_an_object_took_goes_along():
    found = things((NEAR, None, (0.0, 0.0), "osm:1"), (NEAR, None, (0.0, 0.0), "osm:1"), (NEAR, "A", (9.0, 0.0)))
    assert merged(found) == [(1, 2, "same_id"), (0, 2, "point_near_point")]


def test_may_be_one_and_nearness_ask_for_the_type_and_the_names():
    found = things((NEAR, "A", 1.0), (NEAR, "B", 1.0), (GROUND, "A", 1.0), (GROUND, "a", 1.0), (NEAR, None, 1.0))
    assert [may_be_one(found, 0, n) for n in (1, 2, 4)] == [False, False, True]
    assert by_nearness(found, 2, 3)
    assert by_nearness(found, 0, 4)


places = st.tuples(st.integers(-40, 40), st.integers(-40, 40)).map(lambda p: (float(p[0]), float(p[1])))
rows = st.lists(st.tuples(st.sampled_from([NEAR, SPOT]), st.sampled_from([None, "A", "B"]), places), max_size=30)


@given(rows, st.sampled_from([0.0, 1.0, 5.0, 25.0]))
@examples(200)
def test_of_random_points_no_two_kept_are_one_and_no_duplicate_is_far(facilities, distance):
    found = things(*facilities)
    done = merge(found, [], [], distance, Progress())
    gone = {one.duplicate for one in done}
    assert len(gone) == len(done)

    def apart(one: int, other: int) -> float:
        return math.dist(facilities[one][2], facilities[other][2])

    def could(one: int, other: int) -> bool:
        (kind, name, _), (other_kind, other_name, _) = facilities[one], facilities[other]
        reach = min(distance, 1.0) if kind == SPOT else distance
        agree = name is None or other_name is None or name == other_name
        return kind == other_kind and agree and apart(one, other) <= reach

    def turn(one: int) -> tuple[bool, int]:
        return facilities[one][1] is None, one

    for one in done:
        assert one.kept not in gone
        assert could(one.duplicate, one.kept)
        assert one.distance == pytest.approx(apart(one.duplicate, one.kept))
        nearer = [
            k
            for k in range(len(facilities))
            if k not in gone and could(k, one.duplicate) and apart(k, one.duplicate) < one.distance - 1e-9
        ]
        # Only what was kept later can be nearer: those with a name go first, then input order tells.
        assert all(turn(k) > turn(one.duplicate) for k in nearer)
    kept = [n for n in range(len(facilities)) if n not in gone]
    assert not any(could(one, other) for one, other in itertools.combinations(kept, 2))


def test_many_points_at_one_place_are_not_compared_each_with_each():
    found = things(*[(NEAR, None, (0.0, 0.0))] * 20_000)
    assert len(merge(found, [], [], 25.0, Progress())) == 19_999


def test_every_512_points_it_is_told_how_far_it_is():
    told: list[float] = []
    merge(things(*((NEAR, None, (100.0 * n, 0.0)) for n in range(1200))), [], [], 25.0, Progress(report=told.append))
    assert [share for share in told if share > 0.4] == pytest.approx([0.4 + 0.6 * n / 1200 for n in (512, 1024)])


def test_cancel_is_heard():
    with pytest.raises(Cancelled):
        merge(things((NEAR, None, (0.0, 0.0))), [], [], 25.0, Progress(cancelled=lambda: True))


def test_cancel_is_heard_in_the_midst_of_points_that_lie_together():
    looks: list[float] = []
    named = [(NEAR, str(n), (0.0, 0.0)) for n in range(400)]
    merge(
        things(*named, *[(NEAR, None, (0.0, 0.0))] * 400),
        [],
        [],
        25.0,
        Progress(cancelled=lambda: bool(looks.append(0))),
    )
    few = len(looks)
    looks.clear()
    merge(
        things(*named, *[(NEAR, None, (9e9, 0.0))] * 400),
        [],
        [],
        25.0,
        Progress(cancelled=lambda: bool(looks.append(0))),
    )
    assert few >= len(looks) + 400 * 400 // 20_000
