"""What is near or meets a segment, by hand and by comparing each with each."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.geometry.projection import project
from buurtmaat.core.geometry.segments import CloseSegments, SegmentIndex, blocks, closest, meetings


def meet(p, q, a, b) -> tuple[float, float] | None:
    """Return from where to where on p–q the segment a–b meets it."""
    first, last, meets = meetings(*(np.array([end], float) for end in (p, q, a, b)))
    return (round(float(first[0]), 6), round(float(last[0]), 6)) if meets[0] else None


P, Q = (10.0, 20.0), (40.0, 60.0)
"""50 metres: 30 to the right and 40 up; (16, 28) lies 10 metres from its beginning, (34, 52) 40 metres."""


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((16 - 4, 28 + 3), (16 + 8, 28 - 6), (10, 10)),  # crosses it
        ((16 + 8, 28 - 6), (16 - 4, 28 + 3), (10, 10)),  # from the other side
        ((16, 28), (16 - 4, 28 + 3), (10, 10)),  # ends on it
        ((16 - 4, 28 + 3), (16, 28), (10, 10)),
        ((16, 28), (34, 52), (10, 40)),  # lies on it
        ((34, 52), (16, 28), (10, 40)),
        ((4, 12), (16, 28), (0, 10)),  # runs along it from before its beginning
        ((34, 52), (46, 68), (40, 50)),  # and beyond its end
        ((4, 12), (46, 68), (0, 50)),
        ((10 + 4, 20 - 3), (10 - 4, 20 + 3), (0, 0)),  # crosses its beginning
        ((40 + 4, 60 - 3), (40 - 4, 60 + 3), (50, 50)),
        ((16 - 4, 28 + 3), (16 - 8, 28 + 6), None),  # ends before it
        ((16 + 4, 28 - 3), (16 + 8, 28 - 6), None),
        ((4 - 4, 12 + 3), (4 + 4, 12 - 3), None),  # crosses its line before its beginning
        ((46 - 4, 68 + 3), (46 + 4, 68 - 3), None),
        ((16 - 4, 28 + 3), (34 - 4, 52 + 3), None),  # runs beside it
        ((46, 68), (52, 76), None),  # lies on its line, beyond its end
    ],
)
def test_where_segments_meet(a, b, expected) -> None:
    assert meet(P, Q, a, b) == expected


TOWN = np.array([85_000.0, 447_000.0])


def some_segments(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Make segments of very different lengths, some of them without any, far from the origin."""
    rng = np.random.default_rng(seed)
    a = rng.uniform(0, 1000, (count, 2)) + TOWN
    return a, a + rng.normal(0, 1, (count, 2)) * rng.choice([0, 1, 30, 500], (count, 1))


def points_beside(seed: int, count: int) -> np.ndarray:
    return np.random.default_rng(seed + 100).uniform(-300, 1300, (count, 2)) + TOWN


def each_with_each(p: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return project(p[:, None, :], np.broadcast_to(a, (len(p), *a.shape)), np.broadcast_to(b, (len(p), *b.shape)))[1]


@pytest.mark.parametrize("seed", range(3))
def test_closest_places_of_two_segments_are_those_of_their_ends_or_where_they_cross(seed) -> None:
    a, b = some_segments(seed, 200)
    p, q = a[::-1] + 5.0, b[::-1] + 5.0
    share, other, away = closest(p, q, a, b)
    here, there = p + share[:, None] * (q - p), a + other[:, None] * (b - a)
    assert np.hypot(*(here - there).T) == pytest.approx(away, abs=1e-6)
    steps = np.linspace(0, 1, 101)
    for n in range(len(a)):
        along = p[n] + steps[:, None] * (q[n] - p[n])
        least = project(along, np.tile(a[n], (101, 1)), np.tile(b[n], (101, 1)))[1].min()
        assert away[n] <= least + 1e-9
        assert least <= away[n] + np.hypot(*(q[n] - p[n])) / 100


@pytest.mark.parametrize("limit", [np.inf, 60.0])
@pytest.mark.parametrize("seed", range(4))
def test_the_nearest_segment_is_that_of_all(seed, limit) -> None:
    a, b = some_segments(seed, 120)
    if seed == 3:
        b = a  # points
    p = points_beside(seed, 150)
    segment, share, away = SegmentIndex(a, b).nearest(p, limit)
    every = each_with_each(p, a, b)
    least = every.min(axis=1)
    near = least <= limit
    assert (segment >= 0).tolist() == near.tolist()
    assert away[near] == pytest.approx(least[near], abs=1e-9)
    assert np.isinf(away[~near]).all()
    assert every[np.flatnonzero(near), segment[near]] == pytest.approx(least[near], abs=1e-9)
    foot = a[segment[near]] + share[near, None] * (b - a)[segment[near]]
    assert np.hypot(*(p[near] - foot).T) == pytest.approx(away[near], abs=1e-6)


@pytest.mark.parametrize("k", [1, 5, 10_000])
def test_candidates_come_nearest_first_and_none_that_is_certain_is_missing(k) -> None:
    a, b = some_segments(1, 120)
    p = points_beside(1, 100)
    found = SegmentIndex(a, b).candidates(p, k, 200.0)
    every = each_with_each(p, a, b)
    for row in range(len(p)):
        there = found.segment[row] >= 0
        assert np.isinf(found.distance[row][~there]).all()
        assert found.distance[row][there] == pytest.approx(every[row][found.segment[row][there]], abs=1e-9)
        assert (np.diff(found.distance[row][there]) >= -1e-9).all()
        certain = np.flatnonzero(every[row] <= min(found.certain[row], 200.0))
        assert set(certain.tolist()) <= set(found.segment[row].tolist())
        if k == 10_000:
            assert np.isinf(found.certain[row])


@pytest.mark.parametrize("radius", [0.5, 40.0, 3000.0])
@pytest.mark.parametrize("seed", range(3))
def test_no_segment_within_a_radius_is_missing(seed, radius) -> None:
    """Nor are many told of that lie farther away than half a piece."""
    a, b = some_segments(seed, 120)
    p, index = points_beside(seed, 150), SegmentIndex(a, b)
    near = each_with_each(p, a, b) <= radius
    point, segment = index.within(p, radius)
    pairs = list(zip(point.tolist(), segment.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert set(zip(*(one.tolist() for one in np.nonzero(near)), strict=True)) <= set(pairs)
    wide = each_with_each(p, a, b) <= radius + 2 * index.half + 0.1
    assert wide[point, segment].all()
    around = index.around(p, radius)
    assert set(np.flatnonzero(near.any(axis=0)).tolist()) <= set(around.tolist())
    assert set(around.tolist()) <= set(np.flatnonzero(wide.any(axis=0)).tolist())


def test_of_the_points_of_a_later_question_none_is_missing_either() -> None:
    """One index is asked with several radii in turn, of which each has squares of its own."""
    a, b = some_segments(2, 60)
    p, index = points_beside(2, 100), SegmentIndex(a, b)
    for radius in (5.0, 300.0, 5.0, 80.0):
        near = each_with_each(p, a, b) <= radius
        pairs = set(zip(*(one.tolist() for one in index.within(p, radius)), strict=True))
        assert set(zip(*(one.tolist() for one in np.nonzero(near)), strict=True)) <= pairs


def test_a_small_radius_among_places_far_apart_takes_no_memory_for_all_that_lies_between() -> None:
    """Five places on a diagonal of a hundred kilometres."""
    places = np.arange(5)[:, None] * np.array([25_000.0, 25_000.0])
    point, segment = SegmentIndex(places, places).within(places + 0.1, 0.5)
    assert (point.tolist(), segment.tolist()) == ([0, 1, 2, 3, 4], [0, 1, 2, 3, 4])


@pytest.mark.parametrize("radius", [0.0, 25.0])
def test_no_segment_near_another_is_missing(radius) -> None:
    a, b = some_segments(4, 80)
    p, q = some_segments(5, 80)
    row, segment = SegmentIndex(a, b).near_segments(p, q, radius)
    one, two = (values.ravel() for values in np.indices((80, 80)))
    close = closest(p[one], q[one], a[two], b[two])[2] <= radius
    pairs = list(zip(row.tolist(), segment.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert set(zip(one[close].tolist(), two[close].tolist(), strict=True)) <= set(pairs)
    assert len(pairs) < 80 * 80 / 4


@pytest.mark.parametrize("length", [21.0, 100.0])
def test_a_long_segment_is_told_to_be_near_what_is_half_a_piece_of_20_m_farther_at_most(length) -> None:
    p, q = np.array([(0.0, 0.0)]), np.array([(length, 0.0)])
    for beside, is_near in ((5.0, [0]), (15.1, [])):
        place = np.array([(length / 2, beside)])
        assert SegmentIndex(place, place).near_segments(p, q, 5.0)[1].tolist() == is_near


@pytest.mark.parametrize("most", [3, 40, 10_000])
def test_close_segments_are_all_but_at_crowded_points(most) -> None:
    a, b = some_segments(6, 200)
    p = points_beside(6, 100)
    point, segment, crowded = CloseSegments(SegmentIndex(a, b), 30.0, most).of(p)
    pairs = set(zip(point.tolist(), segment.tolist(), strict=True))
    near = each_with_each(p, a, b) <= 30.0
    lacking = set(zip(*(one.tolist() for one in np.nonzero(near)), strict=True)) - pairs
    assert {one for one, _ in lacking} <= set(crowded.tolist())
    assert (crowded.size > 0) == (most == 3)


def test_an_index_of_nothing_and_questions_of_nobody_find_nothing() -> None:
    none, some = np.empty((0, 2)), np.array([(1.0, 2.0)])
    empty, one = SegmentIndex(none, none), SegmentIndex(some, some + 1)
    for index, p in ((empty, some), (one, none), (empty, none)):
        assert index.nearest(p)[0].tolist() == [-1] * len(p)
        assert index.candidates(p, 3).segment.shape[0] == len(p)
        assert [found.tolist() for found in index.within(p, 5.0)] == [[], []]
        assert index.around(p, 5.0).tolist() == []
        assert [found.tolist() for found in index.near_segments(p, p + 1, 5.0)] == [[], []]
        assert [found.tolist() for found in CloseSegments(index, 5.0, 9).of(p)] == [[], [], []]


def test_blocks_are_all_rows_in_turn() -> None:
    assert [block.tolist() for block in blocks(5, size=2)] == [[0, 1], [2, 3], [4]]
    assert list(blocks(0)) == []
