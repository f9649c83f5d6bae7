"""Where ground changes hands between streets of several owners."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.reach.borders import STEP, TWINS, Marks, StreetPieces, marks_along, pieces_of
from buurtmaat.core.reach.stretches import Stretches
from towns.factories import line, network

LOW, HIGH = np.array([-1000.0, -1000.0]), np.array([1000.0, 1000.0])


def pieces(*rows: tuple[float, float, float, float, int]) -> StreetPieces:
    table = np.array(rows, np.float64)
    return StreetPieces(table[:, :2], table[:, 2:4], table[:, 4].astype(np.int64))


def test_pieces_follow_the_bends_and_keep_their_owner() -> None:
    net = network(line((0, 0), (30, 0), (30, 40)), line((0, 10), (20, 10)))
    found = pieces_of(net, Stretches(np.array([0, 2]), np.array([0, 1]), np.array([10.0, 0.0]), np.array([50.0, 20.0])))
    assert found.a.tolist() == [[10, 0], [30, 0], [0, 10]]
    assert found.b.tolist() == [[30, 0], [30, 20], [20, 10]]
    assert found.owner.tolist() == [0, 0, 2]


def test_marks_stand_in_the_middle_of_equal_parts() -> None:
    marks = marks_along(pieces((0, 0, 6, 0, 0), (0, 5, 0, 8, 1)), LOW, HIGH)
    assert marks.xy.tolist() == [[1, 0], [3, 0], [5, 0], [0, 5.75], [0, 7.25]]
    assert marks.owner.tolist() == [0, 0, 0, 1, 1]
    assert marks_along(pieces((0, 0, 6, 0, 0)), np.array([2.0, -1.0]), HIGH).xy.tolist() == [[3, 0], [5, 0]]
    # One on a corner lies between the two.
    between = marks_along(pieces((0, 0, 6, 0, 0)), np.array([1.0, 0.0]), np.array([3.0, 0.0]))
    assert between.xy.tolist() == [[1, 0], [3, 0]]


def test_near_is_what_has_a_box_that_meets_another_one() -> None:
    """Drawn from either end: one across, two beside, one that touches a corner, and one that goes past it."""
    streets = pieces(
        (20, 5, -10, 5, 0), (-10, 5, -1, 5, 1), (5, 19, 5, 11, 2), (15, 15, 10, 10, 3), (5, -9, -5, -1, 4)
    )  # fmt: skip
    assert streets.near(np.array([0.0, 0.0]), np.array([10.0, 10.0])).owner.tolist() == [0, 3]


def test_of_a_street_drawn_twice_the_first_owner_s_copy_stays() -> None:
    """The copies begin a metre apart, so that their marks lie between each other's."""
    marks = marks_along(pieces((1, 0, 101, 0, 1), (0, 0, 100, 0, 0)), LOW, HIGH)
    assert np.allclose(marks.xy, [(x, 0) for x in range(1, 100, 2)])
    assert set(marks.owner) == {0}
    assert marks.borders().shape == (0, 2, 2)


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (2, 1, 0), (1, 0, 2)])
def test_what_gave_way_takes_no_other_along(order) -> None:
    """Of three paths a metre apart the second gives way to the first, and so the third has no neighbour that near."""
    marks = marks_along(pieces(*((0, owner, 20, owner, owner) for owner in order)), LOW, HIGH)
    assert set(marks.owner.tolist()) == {0, 2}
    assert (marks.owner == 2).sum() == 10


def test_the_border_of_two_parallel_streets_runs_halfway() -> None:
    marks = marks_along(pieces((0, 0, 50, 0, 0), (0, 40, 50, 40, 1)), LOW, HIGH)
    assert len(marks.borders()) >= 24  # one between each two marks that face each other, and beyond
    assert np.allclose(marks.borders()[:, :, 1], 20)


def test_borders_go_on_far_beyond_the_marks() -> None:
    """At least ten times as far as these lie apart."""
    for other in ((0.0, 100.0), (100.0, 100.0)):
        border = Marks(np.array([(0.0, 0.0), other]), np.array([0, 1])).borders()
        assert border.shape == (1, 2, 2)
        along = np.array([-other[1], other[0]]) / np.hypot(*other)
        assert sorted(np.sign((border[0] - np.array(other) / 2) @ along).tolist()) == [-1, 1]
        assert (np.abs((border[0] - np.array(other) / 2) @ along) > 1000).all()


def test_corners_of_borders_are_told_to_the_millimetre() -> None:
    marks = Marks(np.array([(0.0, 0.0), (1 / 3, 7.1), (9.77, 2 / 7), (5.1, 5.3)]), np.array([0, 1, 2, 3]))
    corners = marks.borders() * 1000
    assert corners.size
    assert np.allclose(corners, np.round(corners), atol=1e-6, rtol=0)


def test_one_owner_has_no_borders() -> None:
    assert marks_along(pieces((0, 0, 50, 0, 3)), LOW, HIGH).borders().shape == (0, 2, 2)


@given(
    st.lists(
        st.tuples(*[st.integers(0, 200)] * 4, st.integers(0, 3)).filter(lambda row: row[:2] != row[2:4]),
        min_size=2,
        max_size=6,
    ),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=1, max_size=20),
)
def test_a_place_goes_to_a_street_hardly_farther_than_the_nearest(rows, places) -> None:
    """At most what marks may be off along a street, and what twins may be apart."""
    streets, places = pieces(*rows), np.array(places, np.float64)
    owner = marks_along(streets, LOW, HIGH).owner_at(places)
    away = np.array([distance(places, a, b) for a, b in zip(streets.a, streets.b, strict=True)])
    own = np.where(streets.owner[:, None] == owner, away, np.inf).min(axis=0)
    assert (own <= away.min(axis=0) + STEP / 2 + TWINS + 1e-9).all()


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 2)), min_size=2, max_size=12))
def test_on_a_border_two_owners_are_equally_far_and_nearest(rows) -> None:
    table = np.unique(np.array(rows, np.float64), axis=0)
    _, first = np.unique(table[:, :2], axis=0, return_index=True)
    marks = Marks(table[first, :2], table[first, 2].astype(np.int64))
    for end in marks.borders().mean(axis=1):
        away = np.hypot(*(marks.xy - end).T)
        least = [away[marks.owner == one].min() for one in set(marks.owner.tolist())]
        assert np.isclose(*np.sort(least)[:2], atol=0.01)


def distance(p: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    share = np.clip((p - a) @ (b - a) / ((b - a) @ (b - a)), 0, 1)
    return np.hypot(*(p - a - share[:, None] * (b - a)).T)
