"""Which areas touch, against squares of a grid of which it is known."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.geometry.area_neighbours import area_neighbours
from buurtmaat.core.geometry.shapes import LINE, POINT, RING, Shapes


def squares(corners: list[tuple[float, float]], kind: int = RING) -> Shapes:
    rings = [np.array([(x, y), (x + 10, y), (x + 10, y + 10), (x, y + 10), (x, y)]) for x, y in corners]
    return Shapes(
        xy=np.concatenate(rings),
        part_start=np.arange(len(rings) + 1) * 5,
        part_feature=np.arange(len(rings)),
        part_kind=np.full(len(rings), kind, np.int8),
        count=len(rings) + 1,  # and one without geometry
    )


def test_sides_and_corners_touch_and_what_lies_apart_does_not() -> None:
    found = area_neighbours(squares([(0, 0), (10, 0), (10, 10), (30, 0)]))
    assert found.tolist() == [[0, 1], [0, 2], [1, 2]]


def test_a_millimetre_beside_each_other_is_touching() -> None:
    assert area_neighbours(squares([(0.0, 0.0), (10.001, -0.001)])).tolist() == [[0, 1]]


@pytest.mark.parametrize("kind", [POINT, LINE])
def test_points_and_lines_touch_nothing(kind: int) -> None:
    assert area_neighbours(squares([(0, 0), (0, 0)], kind)).shape == (0, 2)


def test_what_lies_a_few_decimetres_apart_does_not_touch() -> None:
    assert area_neighbours(squares([(0.0, 0.0), (10.2, 0.0), (0.0, 10.4)])).tolist() == []


def test_pairs_come_in_order_wherever_the_areas_lie() -> None:
    """A board of six by six squares, in any order: each touches the up to eight around it."""
    board = np.array([(x, y) for x in range(6) for y in range(6)])[np.random.default_rng(4).permutation(36)]
    found = area_neighbours(squares([(10.0 * x + 80_000, 10.0 * y + 440_000) for x, y in board.tolist()]))
    beside = [[i, j] for i in range(36) for j in range(i + 1, 36) if np.abs(board[i] - board[j]).max() == 1]
    assert found.tolist() == beside
