"""Streets cut at the borders of areas, by hand."""

from __future__ import annotations

import pytest

from buurtmaat.core.geometry.shapes import Shapes
from buurtmaat.core.network.cut_by_areas import cut_by_areas
from towns.factories import Geometry, box, network, point, shapes

BENT = [(-100.0, 5.0), (0.0, 5.0), (200.0, 5.0), (200.0, 300.0)]
"""100 m to the west of the areas, 200 m to the east, and 295 m to the north."""


def pieces(streets: list, areas: Shapes) -> list[tuple[int, float, float, int]]:
    found = cut_by_areas(network(*streets), areas)
    rows = zip(found.edge.tolist(), found.start.tolist(), found.end.tolist(), found.area.tolist(), strict=True)
    return [(edge, round(start, 6), round(end, 6), area) for edge, start, end, area in rows]


def test_each_piece_lies_in_one_area() -> None:
    """West of both, in the first, in the second, and out of it by its northern border."""
    areas = shapes(box(-30, -40, 60, 40), box(60, -40, 250, 40))
    assert pieces([[(-500, 500), (-400, 500)], BENT], areas) == [
        (0, 0.0, 100.0, -1),
        (1, 0.0, 70.0, -1),
        (1, 70.0, 160.0, 0),
        (1, 160.0, 335.0, 1),
        (1, 335.0, 595.0, -1),
    ]


def test_where_areas_overlap_the_first_has_the_street() -> None:
    assert pieces([[(0, 0), (100, 0)]], shapes(box(-10, -10, 60, 10), box(40, -10, 110, 10))) == [
        (0, 0.0, 40.0, 0),
        (0, 40.0, 60.0, 0),
        (0, 60.0, 100.0, 1),
    ]


def test_a_street_along_a_border_is_cut_where_the_border_ends() -> None:
    found = pieces([[(0, 0), (100, 0)]], shapes(box(20, 0, 70, 50)))
    assert [(start, end) for _, start, end, _ in found] == [(0.0, 20.0), (20.0, 70.0), (70.0, 100.0)]
    assert [area for _, _, _, area in found][::2] == [-1, -1]


@pytest.mark.parametrize("none", [[], point(50, 0)])
def test_without_borders_no_street_is_cut(none: Geometry) -> None:
    streets = [[(0, 0), (100, 0)], [(0, 9), (50, 9)]]
    assert pieces(streets, shapes(none)) == [(0, 0.0, 100.0, -1), (1, 0.0, 50.0, -1)]
