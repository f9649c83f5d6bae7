"""Which areas touch, against squares of a grid of which it is known."""

from __future__ import annotations

import numpy as np

from buurtmaat.core.geometry.area_neighbours import area_neighbours
from buurtmaat.core.geometry.shapes import POINT, RING, Shapes


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


def test_points_touch_nothing() -> None:
    assert area_neighbours(squares([(0, 0), (0, 0)], POINT)).tolist() == []
