"""Paths of inline SVG, read back as a browser draws them."""

from __future__ import annotations

import numpy as np

from buurtmaat.adapters.report.svg_paths import marks, paths, run_path
from buurtmaat.core.geometry.drawn import CellRuns
from buurtmaat.core.geometry.shapes import LINE, RING, Shapes
from towns.svg import drawn


def test_a_path_leads_along_the_vertices():
    ring, hole, line = [(0, 0), (9, 0), (9, 9), (0, 0)], [(3, 2), (5, 2), (5, 3), (3, 2)], [(-4, 7), (2, -1), (3, -1)]
    parts = [ring, hole, line]
    shapes = Shapes(
        xy=np.array([xy for part in parts for xy in part], float),
        part_start=np.array([0, 4, 8, 11]),
        part_feature=np.array([0, 0, 2]),
        part_kind=np.array([RING, RING, LINE], np.int8),
        count=3,
    )
    found = paths(shapes)
    assert drawn(found[0]) == [ring, hole]
    assert found[1] == ""
    assert drawn(found[2]) == [line]
    assert found[0].endswith("z")
    assert "z" not in found[2]


def test_a_run_is_a_stroke_and_a_mark_a_glyph():
    runs = CellRuns(np.array([2, 9, 0]), np.array([0, 0, 5]), np.array([3, 1, 2]))
    assert drawn(run_path(runs)) == [[(2, 0), (5, 0)], [(9, 0), (10, 0)], [(0, 5), (2, 5)]]
    assert marks(np.array([[1.4, 2.6], [-3, 0]]), "h1z") == "M1 3h1zM-3 0h1z"
    assert marks(np.empty((0, 2)), "h1z") == ""


def test_a_smaller_glyph_keeps_its_form():
    glyph = "m-8-8h16l4 6z"
    assert marks(np.array([[0, 0]]), glyph, 0.5) == "M0 0m-4-4h8l2 3z"
    assert marks(np.array([[0, 0]]), glyph, 0.6) == "M0 0m-4.8-4.8h9.6l2.4 3.6z"
