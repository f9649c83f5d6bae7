from __future__ import annotations

import math
import struct
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.geometry.shapes import (
    LINE,
    POINT,
    RING,
    Shapes,
    concatenate,
    from_wkb,
    highest_so_far,
    lines,
    lines_as_wkb,
    multi_line_wkb,
    points,
    polygons,
    ranges,
)
from towns.factories import box, head, line, multipoint, point, polygon, ring, vertices, wkb

DIMS = ["", "Z", "M", "ZM", "25D"]
NAN = math.nan


def parts(shapes: Shapes) -> list[tuple[int, int, list[tuple[float, float]]]]:
    """Return feature, kind and vertices of every part."""
    cuts = [shapes.xy[first:last] for first, last in pairwise(shapes.part_start.tolist())]
    found = zip(shapes.part_feature.tolist(), shapes.part_kind.tolist(), cuts, strict=True)
    return [(feature, kind, [tuple(p) for p in xy.tolist()]) for feature, kind, xy in found]


@pytest.mark.parametrize("dims", DIMS)
def test_points_are_read_with_their_z_and_m_left_out(dims: str) -> None:
    read = from_wkb([wkb(point(1, 2), dims), wkb(point(3, 4), dims)])
    assert parts(read) == [(0, POINT, [(1, 2)]), (1, POINT, [(3, 4)])]


@pytest.mark.parametrize("dims", DIMS)
def test_lines_and_polygons_are_read_with_their_z_and_m_left_out(dims: str) -> None:
    hole = polygon([(0, 0), (9, 0), (9, 9)], [(5, 1), (8, 1), (8, 4)])
    read = from_wkb([wkb(line((1, 2), (3, 4), (5, 6)), dims), wkb(hole, dims)])
    assert parts(read) == [
        (0, LINE, [(1, 2), (3, 4), (5, 6)]),
        (1, RING, ring((0, 0), (9, 0), (9, 9))),
        (1, RING, ring((5, 1), (8, 1), (8, 4))),
    ]
    assert read.is_areal_or_linear.tolist() == [True, True]


@pytest.mark.parametrize("dims", DIMS)
def test_multi_geometries_are_cut_into_parts_of_one_feature(dims: str) -> None:
    read = from_wkb(
        [
            wkb(multipoint((1, 1), (2, 2)), dims),
            wkb(line((0, 0), (1, 0)) + line((5, 5), (6, 6)), dims),
            wkb(box(0, 0, 1, 1) + box(3, 3, 4, 4), dims),
        ]
    )
    assert [(f, k) for f, k, _ in parts(read)] == [(0, POINT), (0, POINT), (1, LINE), (1, LINE), (2, RING), (2, RING)]


def test_a_collection_keeps_all_its_kinds_also_when_nested() -> None:
    inner = head(7) + struct.pack("<I", 2) + wkb(point(1, 1)) + wkb(line((0, 0), (1, 1)))
    outer = head(7) + struct.pack("<I", 2) + inner + wkb(box(0, 0, 1, 1))
    read = from_wkb([outer])
    assert [k for _, k, _ in parts(read)] == [POINT, LINE, RING]
    assert read.count == 1


@pytest.mark.parametrize(
    "blob",
    [
        None,
        b"",
        head(1) + vertices([(NAN, NAN)]),
        head(1, "Z") + struct.pack("<3d", NAN, NAN, NAN),
        *(head(kind) + struct.pack("<I", 0) for kind in (2, 3, 4, 5, 6, 7)),
        head(3) + struct.pack("<II", 1, 0),
        head(4) + struct.pack("<I", 1) + head(1) + vertices([(NAN, NAN)]),
        head(2) + struct.pack("<I", 2) + vertices([(0, 0), (math.inf, 1)]),
    ],
)
def test_what_is_empty_or_not_finite_has_no_geometry_and_keeps_its_row(blob: bytes | None) -> None:
    read = from_wkb([wkb(point(1, 1)), blob, wkb(line((2, 2), (3, 3)))])
    assert read.count == 3
    assert read.has_geometry.tolist() == [True, False, True]
    assert [f for f, _, _ in parts(read)] == [0, 2]


def test_a_missing_point_among_points_keeps_its_row() -> None:
    read = from_wkb([None, wkb(point(1, 2)), head(1) + vertices([(NAN, NAN)]), wkb(point(3, 4))])
    assert read.has_geometry.tolist() == [False, True, False, True]
    assert parts(read) == [(1, POINT, [(1, 2)]), (3, POINT, [(3, 4)])]


def test_the_rest_of_a_multipoint_with_an_empty_point_stays() -> None:
    blob = head(4) + struct.pack("<I", 2) + head(1) + vertices([(NAN, NAN)]) + wkb(point(1, 2))
    assert parts(from_wkb([blob])) == [(0, POINT, [(1, 2)])]


def test_no_features_and_only_empty_ones_are_read() -> None:
    assert from_wkb([]).count == 0
    nothing = from_wkb([None, None])
    assert nothing.count == 2
    assert not nothing.has_geometry.any()
    assert len(nothing.segments[0]) == 0


def test_minus_zero_is_zero_so_that_vertices_meet() -> None:
    read = from_wkb([wkb(line((-0.0, 0.0), (1, -0.0)))])
    assert not np.signbit(read.xy).any()


def test_a_curve_is_refused() -> None:
    with pytest.raises(ValueError, match="type 8"):
        from_wkb([head(8) + struct.pack("<I", 2) + vertices([(0, 0), (1, 1)])])


def test_points_with_a_nan_have_no_geometry() -> None:
    made = points(np.array([[1.0, 2.0], [NAN, 2.0], [3.0, math.inf], [4.0, 5.0]]))
    assert made.has_geometry.tolist() == [True, False, False, True]
    assert made.xy.tolist() == [[1, 2], [4, 5]]


def test_segments_join_the_vertices_of_a_part_and_no_others() -> None:
    read = from_wkb(
        [wkb(point(9, 9)), wkb(line((0, 0), (1, 0), (1, 1))), wkb(line((5, 5), (6, 6)) + line((7, 7), (8, 8)))]
    )
    a, b, part = read.segments
    assert np.column_stack([a, b]).tolist() == [
        [9, 9, 9, 9],
        [0, 0, 1, 0],
        [1, 0, 1, 1],
        [5, 5, 6, 6],
        [7, 7, 8, 8],
    ]
    assert part.tolist() == [0, 1, 1, 2, 3]


def test_take_gives_features_in_the_order_asked_for() -> None:
    read = from_wkb([wkb(point(1, 1)), None, wkb(multipoint((2, 2), (3, 3))), wkb(box(0, 0, 1, 1))])
    taken = read.take(np.array([3, 2, 1, 2]))
    assert taken.count == 4
    assert [(f, k, len(xy)) for f, k, xy in parts(taken)] == [
        (0, RING, 5),
        (1, POINT, 1),
        (1, POINT, 1),
        (3, POINT, 1),
        (3, POINT, 1),
    ]
    assert read.take(np.array([], np.int64)).count == 0


def test_some_parts_are_taken_and_every_feature_keeps_its_row() -> None:
    read = from_wkb([wkb(point(1, 1)), wkb(multipoint((2, 2), (3, 3))), wkb(line((0, 0), (1, 0), (1, 1)))])
    some = read.take_parts(np.array([False, False, True, True]))
    assert some.count == 3
    assert parts(some) == [(1, POINT, [(3, 3)]), (2, LINE, [(0, 0), (1, 0), (1, 1)])]


def test_layers_put_behind_each_other_keep_all_their_rows() -> None:
    one = from_wkb([None, wkb(point(1, 1))])
    other = from_wkb([wkb(line((0, 0), (2, 2))), None])
    both = concatenate([one, from_wkb([]), other])
    assert both.count == 4
    assert parts(both) == [(1, POINT, [(1, 1)]), (2, LINE, [(0, 0), (2, 2)])]
    assert concatenate([]).count == 0


@given(st.lists(st.tuples(st.integers(-5, 50), st.integers(0, 6))))
def test_ranges_are_put_behind_each_other(pairs: list[tuple[int, int]]) -> None:
    start = np.array([p[0] for p in pairs], np.int64)
    size = np.array([p[1] for p in pairs], np.int64)
    assert ranges(start, size).tolist() == [s + i for s, n in pairs for i in range(n)]


@given(st.lists(st.tuples(st.floats(-1e9, 1e9), st.booleans())))
def test_the_running_maximum_begins_anew_in_each_group(rows: list[tuple[float, bool]]) -> None:
    starts = np.array([i == 0 or new for i, (_, new) in enumerate(rows)], bool)
    expected, highest = [], -math.inf
    for (value, _), new in zip(rows, starts.tolist(), strict=True):
        highest = value if new else max(highest, value)
        expected.append(highest)
    assert highest_so_far(np.array([v for v, _ in rows], float), starts).tolist() == expected


@pytest.mark.parametrize("far", [1e300, -1.1e9, math.inf, math.nan])
def test_a_geometry_with_a_vertex_that_is_no_place_is_none(far: float) -> None:
    made = [
        line((0, 0), (1, 1)),
        line((0, 0), (far, 1)),
        line((0, 0), (1, 1)) + line((0, far), (1, 1)),
        box(0, 0, 1, 1),
        polygon([(0, 0), (4, 0), (4, far)]),
        point(1e9, -1e9),
        point(far, 0),
    ]
    for found in (from_wkb([wkb(one) for one in made]), from_wkb([wkb(one) for one in made[-2:]])):
        assert found.has_geometry.tolist() == [True, False, False, True, False, True, False][-found.count :]
    (several,) = [from_wkb([wkb(multipoint((0, 0), (math.nan, math.nan), (2, 2)))])]
    assert several.xy.tolist() == [[0, 0], [2, 2]], "an empty point among others is none of its own"


# What is made of vertices, and written


def test_lines_are_made_of_their_vertices() -> None:
    made = lines([[(0, 0), (5, 0)], [(1, 2), (3, 4), (NAN, 6)], [(7, 8), (9, 8), (9, 9)]])
    assert made.count == 3
    assert parts(made) == [(0, LINE, [(0, 0), (5, 0)]), (2, LINE, [(7, 8), (9, 8), (9, 9)])]


def test_polygons_are_made_of_outlines_closed_or_not() -> None:
    triangle = [(0, 0), (5, 0), (5, 5)]
    made = polygons([triangle, [*triangle, (0, 0)]])
    assert parts(made) == [(0, RING, ring(*triangle)), (1, RING, ring(*triangle))]


@pytest.mark.parametrize("wrong", [[(1, 2)], [(1, 2, 3), (4, 5, 6)], [1, 2]])
def test_what_is_no_row_of_vertices_makes_no_line(wrong: list) -> None:
    with pytest.raises(ValueError, match=r"for each: 1$"):
        lines([[(0, 0), (5, 0)], wrong])


@pytest.mark.parametrize("few", [[(1, 2)], [(1, 2), (3, 4)], [(1, 2), (3, 4), (1, 2)]])
def test_two_places_make_no_polygon(few: list) -> None:
    with pytest.raises(ValueError, match="too few vertices"):
        polygons([few])


def test_lines_are_read_as_they_were_written_one_by_one_and_together() -> None:
    made = [[(0, 0), (5, 0)], [(1, 2), (3, 4), (5, 6)], [(7, 8), (9, 8)], [(0, 1), (1, 1)]]
    blob, begin = lines_as_wkb(np.concatenate(made).astype(float), np.array([0, 2, 5, 7, 9]))
    one_by_one = from_wkb([blob[a:b] for a, b in pairwise(begin)])
    assert parts(one_by_one) == [(row, LINE, xy) for row, xy in enumerate(made)]
    together = from_wkb([multi_line_wkb(blob, begin, 1, 3)])
    assert parts(together) == [(0, LINE, made[1]), (0, LINE, made[2])]
    assert lines_as_wkb(np.empty((0, 2)), np.array([0]))[0] == b""


def test_the_parts_of_a_feature_are_those_of_no_other() -> None:
    read = from_wkb([wkb(point(1, 2)), wkb(line((0, 0), (1, 0)) + line((5, 5), (6, 6))), None, wkb(box(0, 0, 1, 1))])
    assert [read.part_range(feature) for feature in range(4)] == [slice(0, 1), slice(1, 3), slice(3, 3), slice(3, 4)]


def test_no_layers_at_all_have_no_shapes() -> None:
    assert concatenate([]).count == 0
