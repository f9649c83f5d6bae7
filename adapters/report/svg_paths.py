"""Shapes as the paths of inline SVG, in as few letters as there can be."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ...core.arrays import Floats, to_list
from ...core.geometry.drawn import Runs
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


def joined(parts: Iterable[str]) -> str:
    """Return one path of several."""
    return "".join(parts)


def run_path(runs: Runs) -> str:
    """Return a path of strokes along runs of cells, a unit each, half a unit below the top of their row."""
    columns, rows, lengths = to_list(runs.column), to_list(runs.row), to_list(runs.length)
    found, x, y = [], 0, 0
    for column, row, length in zip(columns, rows, lengths, strict=True):
        found.append(f"m{column - x} {row - y}h{length}")
        x, y = column + length, row
    return "".join(found).replace(" -", "-")


def marks(places: Floats, glyph: str) -> str:
    """Return a path with a glyph, which begins with a relative step, at each place."""
    across, down = map(to_list, np.rint(places).astype(np.int64).T)
    return "".join(f"M{x} {y}{glyph}" for x, y in zip(across, down, strict=True))
