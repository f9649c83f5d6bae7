"""Ends that are joined within the tolerance where many lie together: against all pairs, and how the work grows."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.spatial import ConvexHull

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.network.junctions import _Joiner, find_junctions
from buurtmaat.core.progress import Progress

TOLERANCE = 0.01


def lines_from(ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return vertices and their parts: lines that each lead from one of the places to one far from all others."""
    far = 1000.0 + 100.0 * np.arange(len(ends))
    xy = np.stack([ends, np.column_stack([far, far])], axis=1).reshape(-1, 2)
    return xy, np.repeat(np.arange(len(ends)), 2)


def in_a_disc(seed: int, number: int, radius: float) -> np.ndarray:
    rng = np.random.default_rng(seed)
    turn, away = 2 * np.pi * rng.random(number), radius * np.sqrt(rng.random(number))
    return np.column_stack([away * np.cos(turn), away * np.sin(turn)])


def junctions_of(ends: np.ndarray) -> set[frozenset[int]]:
    """Return which ends are one place."""
    xy, part = lines_from(ends)
    place = find_junctions(xy, part, TOLERANCE, Progress()).place[::2].tolist()
    return {frozenset(i for i, p in enumerate(place) if p == one) for one in place}


def plain_junctions(ends: np.ndarray) -> set[frozenset[int]]:
    """Return the same by the rule as it is written: all pairs, the closest first, none beyond the tolerance."""
    away = np.hypot(*np.moveaxis(ends[:, None] - ends[None], -1, 0))
    member = {i: {i} for i in range(len(ends))}
    for i, j in sorted(combinations(range(len(ends)), 2), key=lambda pair: away[pair]):
        one, other = member[i], member[j]
        if one is not other and all(away[a, b] <= TOLERANCE for a in one for b in other):
            one |= other
            for end in other:
                member[end] = one
    return {frozenset(one) for one in member.values()}


@pytest.mark.parametrize("seed", range(12))
def test_ends_close_together_are_the_junctions_of_all_pairs(seed):
    # Beyond half the tolerance the ends are no longer all one, so that the outline of a junction decides. They are more
    # than are looked at around each.
    ends = in_a_disc(seed, 90, TOLERANCE * (0.45, 0.55, 0.7, 1.0)[seed % 4])
    assert junctions_of(ends) == plain_junctions(ends)


def test_ends_on_one_straight_line_are_the_junctions_of_all_pairs():
    ends = np.column_stack([np.linspace(0, 2.5 * TOLERANCE, 60), np.zeros(60)])
    assert junctions_of(ends) == plain_junctions(ends)


def test_two_knots_of_many_ends_become_one_junction():
    # The 64 places nearest to each end are all of its own knot; the knots lie 6 mm apart, all within the tolerance.
    ends = np.concatenate([in_a_disc(0, 150, 0.001), in_a_disc(1, 150, 0.001) + np.array([0.006, 0])])
    assert junctions_of(ends) == {frozenset(range(300))}


def test_an_end_of_a_knot_joins_the_vertex_beside_it():
    # A line with a plain vertex 5 mm from 150 ends: their junction is where that vertex is.
    xy, part = lines_from(in_a_disc(0, 150, 0.001))
    xy = np.concatenate([xy, [[-50.0, 5.0], [0.005, 0.0], [50.0, -900.0]]])
    part = np.concatenate([part, [150, 150, 150]])
    found = find_junctions(xy, part, TOLERANCE, Progress())
    assert set(found.place[:300:2].tolist()) == {int(found.place[301])}
    assert found.place_xy[found.place[301]].tolist() == [0.005, 0.0]


@pytest.mark.parametrize("turn", [1, -1])
def test_the_ends_of_one_edge_stay_two_though_others_end_there(turn):
    xy = np.array([*[(0.0, 0.0), (0.005, 0.0)][::turn], (0.005, 0.0), (50.0, 9.0), (0.0, 0.0), (-50.0, 9.0)])
    found = find_junctions(xy, np.repeat(np.arange(3), 2), TOLERANCE, Progress())
    assert (found.joined, found.skipped) == (0, 1)
    assert len(found.place_xy) == 4


def test_an_end_near_a_vertex_of_its_own_line_is_not_asked_to_join_it():
    xy = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 0.005), (7.0, 7.0), (8.0, 8.0)])
    found = find_junctions(xy, np.array([0, 0, 0, 1, 1]), TOLERANCE, Progress())
    assert (found.joined, found.skipped) == (0, 0)


def test_vertices_in_strips_are_numbered_as_in_one_sort_of_all(monkeypatch):
    xy = np.random.default_rng(0).integers(0, 6, (40, 2)).astype(float)
    number = {at: i for i, at in enumerate(sorted(set(map(tuple, xy.tolist()))))}
    monkeypatch.setattr("buurtmaat.core.network.junctions._STRIP", 9)
    found = find_junctions(xy, np.arange(40) // 2, 0.0, Progress())
    assert found.place.tolist() == [number[at] for at in map(tuple, xy.tolist())]
    assert found.place_xy.tolist() == [list(at) for at in number]


def test_cancel_is_heard_while_ends_are_joined():
    def heard() -> bool:
        looks.append(True)
        return len(looks) == 5  # some 3,000 pairs: at the first, and after every thousand

    looks: list[bool] = []
    xy, part = lines_from(in_a_disc(0, 90, TOLERANCE))
    with pytest.raises(Cancelled):
        find_junctions(xy, part, TOLERANCE, Progress(cancelled=heard))


def test_the_pairs_that_are_looked_at_grow_with_the_ends(monkeypatch):
    looked, join = [0], _Joiner.join
    joiners = []

    def counting(self, one, other):
        joiners[:] = [self]
        looked[0] += 1
        join(self, one, other)

    monkeypatch.setattr(_Joiner, "join", counting)
    assert junctions_of(in_a_disc(0, 600, 0.003)) == {frozenset(range(600))}
    # The 64 nearest, and one end and one other vertex of the 25 squares of half the tolerance around: not 299 of 600.
    assert looked[0] <= 600 * (64 + 2 * 25)
    # Of what is one those are compared that lie at the outside.
    (joiner,) = joiners
    ((root, members),) = joiner.members.items()
    hull = ConvexHull(joiner.xy[members]).vertices
    assert sorted(joiner.outside[root]) == sorted(members[corner] for corner in hull.tolist())
