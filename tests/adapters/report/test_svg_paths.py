"""Paths of inline SVG, read back as a browser draws them."""

from __future__ import annotations

import re

import numpy as np

from buurtmaat.adapters.report.svg_paths import marks, paths, run_path
from buurtmaat.core.geometry.drawn import Runs
from buurtmaat.core.geometry.shapes import LINE, RING, Shapes


def drawn(path: str) -> list[list[tuple[int, int]]]:
    """Return the corners of each part of a path of M, m, l, h and z."""
    found: list[list[tuple[int, int]]] = []
    x = y = 0
    for command, rest in re.findall(r"([Mmlhz])([^Mmlhz]*)", path):
        values = [int(one) for one in re.findall(r"-?\d+", rest)]
        if command in "Mm":
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
            found.append([(x, y)])
        elif command == "l":
            for dx, dy in zip(values[::2], values[1::2], strict=True):
                x, y = x + dx, y + dy
                found[-1].append((x, y))
        elif command == "h":
            x += values[0]
            found[-1].append((x, y))
        else:
            x, y = found[-1][0]
            found[-1].append((x, y))
    return found


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
    runs = Runs(np.array([2, 9, 0]), np.array([0, 0, 5]), np.array([3, 1, 2]))
    assert drawn(run_path(runs)) == [[(2, 0), (5, 0)], [(9, 0), (10, 0)], [(0, 5), (2, 5)]]
    assert marks(np.array([[1.4, 2.6], [-3, 0]]), "h1z") == "M1 3h1zM-3 0h1z"
    assert marks(np.empty((0, 2)), "h1z") == ""
