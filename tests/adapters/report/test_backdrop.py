"""What lies below the maps of a report: told by what layers are called and hold."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.adapters.report.backdrop import Backdrop, Ground, backdrop, barrier_backdrop, in_drawing_order
from buurtmaat.core.geometry.shapes import LINE, POINT, RING, Shapes


def shapes(*kinds: int) -> Shapes:
    """Return a feature for each kind, of three vertices each."""
    size = 3 * len(kinds)
    return Shapes(
        xy=np.arange(2.0 * size).reshape(-1, 2),
        part_start=np.arange(0, size + 1, 3, dtype=np.int64),
        part_feature=np.arange(len(kinds)),
        part_kind=np.array(kinds, np.int8),
        count=len(kinds),
    )


@pytest.mark.parametrize(
    ("name", "kind", "ground"),
    [
        ("Waterdelen", RING, Ground.WATER),
        ("river", LINE, Ground.WATER),
        ("groen", RING, Ground.GREEN),
        ("Openbaar groen", LINE, Ground.GREEN),
        ("spoorwegen", LINE, Ground.BARRIER),
        ("spoorwegen", RING, Ground.OTHER),  # of areas, lines tell nothing
        ("wegvakken", LINE, Ground.STREET),
        ("streets", RING, Ground.OTHER),
        ("layer_1", LINE, Ground.STREET),
        ("layer_1", RING, Ground.OTHER),
    ],
)
def test_the_name_of_a_layer_tells_how_it_is_drawn(name, kind, ground):
    assert [one.ground for one in backdrop(name, shapes(kind))] == [ground]


def test_lines_and_areas_of_one_layer_are_drawn_apart_and_points_not_at_all():
    mixed = shapes(RING, LINE, POINT, RING)
    areas, lines = backdrop("mixed", mixed)
    assert (areas.shapes.part_feature.tolist(), lines.shapes.part_feature.tolist()) == ([0, 3], [1])
    assert areas.shapes.xy.tolist() == [*mixed.xy[:3].tolist(), *mixed.xy[9:].tolist()]
    assert lines.shapes.part_start.tolist() == [0, 3]
    assert backdrop("points", shapes(POINT)) == []


def test_barriers_without_a_name_are_water_and_lines_that_nobody_crosses():
    assert [one.ground for one in barrier_backdrop("", shapes(RING, LINE))] == [Ground.WATER, Ground.BARRIER]


def test_streets_are_drawn_last_and_areas_first():
    layers = [
        Backdrop("s", Ground.STREET, shapes(LINE)),
        Backdrop("w", Ground.WATER, shapes(LINE)),
        Backdrop("v", Ground.WATER, shapes(RING)),
        Backdrop("g", Ground.GREEN, shapes(RING)),
        Backdrop("o", Ground.OTHER, shapes(RING)),
    ]
    assert [one.name for one in in_drawing_order(layers)] == ["o", "g", "v", "w", "s"]
