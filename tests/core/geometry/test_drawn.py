"""Shapes as they are drawn: no more vertices than can be seen, and borders that still fit."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from buurtmaat.core.geometry.drawn import Borders, Frame, drawn, drawn_cells, runs_of
from buurtmaat.core.geometry.shapes import LINE, RING, Shapes

PLAIN = Frame(left=0.0, top=0.0, scale=1.0, width=100, height=100)
"""A unit for each metre; y turns round."""


def shapes(kind: int, *parts: list[tuple[float, float]]) -> Shapes:
    """Return a feature for each part."""
    size = [len(part) for part in parts]
    return Shapes(
        xy=np.array([xy for part in parts for xy in part], float).reshape(-1, 2),
        part_start=np.concatenate([[0], np.cumsum(size)]).astype(np.int64),
        part_feature=np.arange(len(parts)),
        part_kind=np.full(len(parts), kind, np.int8),
        count=len(parts),
    )


def parts(found: Shapes) -> list[list[tuple[int, int]]]:
    return [
        [(int(x), int(y)) for x, y in found.xy[found.part_start[n] : found.part_start[n + 1]]]
        for n in range(found.part_feature.size)
    ]


def test_a_frame_fits_its_box_and_turns_y_round():
    frame = Frame.around((1000, 2000, 3000, 6000), 1000, 1000)
    assert (frame.width, frame.height) == (500, 1000)
    assert frame.units(np.array([[1000, 6000], [3000, 2000]])).tolist() == [[0, 0], [500, 1000]]
    wide = Frame.around((0, 0, 100, 50), 1000, 1000)
    assert (wide.width, wide.height) == (1000, 500)
    with pytest.raises(ValueError, match="without extent"):
        Frame.around((0, 0, 0, 5), 1000, 1000)


def test_vertices_go_that_lie_on_a_line_or_repeat_the_one_before():
    line = [(0, 0), (0.2, 0.1), (5, 0), (10, 0), (10, -10)]
    assert parts(drawn(shapes(LINE, line), PLAIN, 0.5)) == [[(0, 0), (10, 0), (10, 10)]]


def test_what_shrinks_to_a_point_or_a_line_is_left_out():
    small, thin = [(5, -5), (5.3, -5), (5.3, -5.3), (5, -5)], [(0, 0), (9, 0), (9, -0.2), (0, -0.2), (0, 0)]
    whole = [(0, 0), (9, 0), (9, -9), (0, -9), (0, 0)]
    found = drawn(shapes(RING, small, thin, whole), PLAIN, 0.5)
    assert found.part_feature.tolist() == [2]
    assert found.count == 3
    assert drawn(shapes(LINE, [(1, 1), (1.1, 1.1)]), PLAIN, 0.5).part_feature.size == 0


def test_the_least_seen_goes_first():
    """The triangle at (5, 1) has 5 square units, that at (9, 4) more: with 6 the first goes alone."""
    line = [(0, 0), (5, -1), (10, 0), (14, -9), (18, 0)]
    assert parts(drawn(shapes(LINE, line), PLAIN, 6)) == [[(0, 0), (10, 0), (14, 9), (18, 0)]]


def test_a_border_is_the_same_on_both_sides_and_stays_where_three_meet():
    """Two areas share a crooked border, which a third touches halfway."""
    rng = np.random.default_rng(5)
    border = [(50 + rng.uniform(-3, 3), -y) for y in range(5, 95, 3)]
    left = [(0, 0), (50, 0), *border, (50, -95), (0, -95), (0, 0)]
    right = [(50, 0), (90, 0), (90, -95), (50, -95), *border[::-1], (50, 0)]
    beyond = [(90, 0), (99, 0), (99, -50), (90, -50), (90, 0)]
    right.insert(2, (90, -50))
    found = parts(drawn(shapes(RING, left, right, beyond), PLAIN, 8))
    edges = [{frozenset(pair) for pair in pairwise(ring)} for ring in found]
    inner = [{edge for edge in own if all(0 < x < 90 and 0 < y < 95 for x, y in edge)} for own in edges]
    assert inner[0] == inner[1]
    assert 2 < len(inner[0]) < len(border) - 1
    assert (90, 50) in found[1]
    assert (90, 50) in found[2]
    # All ground stays covered once: the areas add up to the box.
    area = [abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(r))) / 2 for r in found]
    assert sum(area) == 90 * 95 + 9 * 50


def test_lines_stay_joined():
    """Two streets end on a third one, in the middle of what would else be straight."""
    found = parts(drawn(shapes(LINE, [(0, 0), (10, 0), (20, 0)], [(10, 0), (10, -9)]), PLAIN, 50))
    assert (10, 0) in found[0]


def test_dwellings_in_a_cell_are_drawn_once_and_cells_beside_each_other_as_one_run():
    places = np.array([[1, -1], [2, -2.9], [4, -1], [10, -1], [1, -4], [np.nan, 0], [-5, -1], [1, -200]])
    cells = drawn_cells(places, PLAIN, 3)
    assert cells[0] == cells[1]
    assert cells[-3:].tolist() == [-1, -1, -1]
    runs = runs_of(cells, PLAIN, 3)
    assert list(zip(runs.column, runs.row, runs.length, strict=True)) == [(0, 0, 2), (3, 0, 1), (0, 1, 1)]
    assert runs_of(np.array([-1]), PLAIN, 3).length.size == 0


def test_a_run_ends_with_its_row():
    """Of 100 units there are 34 cells of 3 in a row: the last of one and the first of the next are no run."""
    runs = runs_of(np.array([33, 34]), PLAIN, 3)
    assert list(zip(runs.column, runs.row, runs.length, strict=True)) == [(33, 0, 1), (0, 1, 1)]


def covered(rings: list[np.ndarray], x: float, y: float) -> bool:
    """Return whether a place lies in an odd number of rings."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring.tolist()):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside


def test_areas_together_cover_what_each_covers_and_no_border_stays_between_them():
    """A board of 6 by 6, of which some are taken: all places in these are covered, no others, by the edges alone."""
    squares = [
        [(10 * x, -10 * y), (10 * x + 10, -10 * y), (10 * x + 10, -10 * y - 10), (10 * x, -10 * y - 10)]
        for y in range(6)
        for x in range(6)
    ]
    board = drawn(shapes(RING, *([*square, square[0]] for square in squares)), PLAIN, 0.5)
    borders, rng = Borders(board), np.random.default_rng(2)
    for _ in range(30):
        taken = np.flatnonzero(rng.random(36) < 0.6)
        rings = borders.around(taken)
        assert all((ring[0] == ring[-1]).all() for ring in rings)
        for square in range(36):
            assert covered(rings, 10 * (square % 6) + 4, 10 * (square // 6) + 4) == (square in taken)
        inner = {(a, a + 1) for a in taken if a % 6 < 5 and a + 1 in taken}
        walls = {
            (10 * (a % 6) + 10, 10 * (a // 6) + 5) for a, _ in inner
        }  # the middle of the border between two that are taken
        for ring in rings:
            middles = {((p[0] + q[0]) / 2, (p[1] + q[1]) / 2) for p, q in pairwise(ring.tolist())}
            assert not middles & walls
    assert borders.around(np.array([], np.int64)) == []
