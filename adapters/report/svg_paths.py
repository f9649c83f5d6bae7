"""Shapes as the paths of inline SVG, in as few letters as there can be."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from ...core.arrays import Floats, to_list
from ...core.geometry.drawn import CellRuns
from ...core.geometry.shapes import RING, Shapes


def paths(shapes: Shapes) -> list[str]:
    """Return the path of each feature, empty where it has none; of shapes in whole units."""
    found = [""] * shapes.count
    steps = np.diff(shapes.xy, axis=0).astype(np.int64).ravel().tolist()
    (across, down), starts = map(to_list, shapes.xy.astype(np.int64).T), to_list(shapes.part_start)
    ring = to_list(shapes.part_kind == RING)
    for part, feature in enumerate(to_list(shapes.part_feature)):
        first, last = starts[part], starts[part + 1] - 1
        end = last - 1 if ring[part] else last  # a ring closes by itself
        line = " ".join(map(str, steps[2 * first : 2 * end]))
        found[feature] += f"M{across[first]} {down[first]}l{line}{'z' if ring[part] else ''}"
    return [one.replace(" -", "-") for one in found]


def ring_path(rings: Iterable[Floats]) -> str:
    """Return the path of rings, the last vertex of each as the first; in whole units."""
    found = []
    for ring in rings:
        steps = np.diff(ring[:-1], axis=0).astype(np.int64).ravel()
        found.append(f"M{int(ring[0, 0])} {int(ring[0, 1])}l{' '.join(map(str, to_list(steps)))}z")
    return "".join(found).replace(" -", "-")


def joined_path(parts: Iterable[str]) -> str:
    """Return one path of several."""
    return "".join(parts)


def run_path(runs: CellRuns) -> str:
    """Return a path of strokes along runs of cells, a unit each, half a unit below the top of their row."""
    columns, rows, lengths = to_list(runs.column), to_list(runs.row), to_list(runs.length)
    found, x, y = [], 0, 0
    for column, row, length in zip(columns, rows, lengths, strict=True):
        found.append(f"m{column - x} {row - y}h{length}")
        x, y = column + length, row
    return "".join(found).replace(" -", "-")


def marks(places: Floats, glyph: str, size: float = 1.0) -> str:
    """Return a path with a glyph, of relative steps, at each place, that many times as large."""
    if size != 1:
        glyph = re.sub(r"-?\d+", lambda number: f"{int(number[0]) * size:.3g}", glyph)
    across, down = map(to_list, np.rint(places).astype(np.int64).T)
    return "".join(f"M{x} {y}{glyph}" for x, y in zip(across, down, strict=True))
