"""Names on a map: none over another, the largest areas first, and what does not fit is shorter or left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...core.arrays import Flags, Floats, Ints, to_list
from ...core.geometry.drawn import Frame
from ...core.geometry.inner_point import inner_point
from ...core.geometry.shapes import RING, Shapes

LONGEST, _SHORT = 24, 13
"""Letters of a name on a map; what is longer is cut."""

_LETTER, _LINE = 0.6, 1.18
"""Width of a letter and height of a line, as parts of the size of the type; browsers differ, so with some to spare."""

_NEAR = np.array([(0, 0), (0, -0.7), (0, 0.7), (-0.3, 0), (0.3, 0), (0, -1.2), (0, 1.2)])
"""How far from the middle of an area its name may be, as parts of the name's own size; the first that is free."""

_MARK = 9.0
"""Half the width of a facility on the map, in units."""

_MOST = 250
"""Areas whose names are tried."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """A name on a map: where its middle is, and its lines, the second of which is a figure."""

    x: float
    y: float
    name: str
    figure: str


def anchors(shapes: Shapes, frame: Frame) -> Floats:
    """Return the middle of a wide part of each area in units, NaN of one without extent; of those that may be named."""
    found = np.full((shapes.count, 2), np.nan)
    rings = shapes.part_kind == RING
    for area in to_list(largest(shapes)[:_MOST]):
        parts = np.flatnonzero(rings & (shapes.part_feature == area))
        middle = inner_point([shapes.xy[shapes.part_start[part] : shapes.part_start[part + 1]] for part in parts])
        if middle is not None:
            found[area] = frame.units(np.array([middle]))[0]
    return found


def largest(shapes: Shapes) -> Ints:
    """Return the areas with an extent, the largest first."""
    xy, part = shapes.xy, shapes.vertex_part
    same = np.flatnonzero(part[1:] == part[:-1])
    a, b = xy[same], xy[same + 1]
    cross = (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]) / 2
    ring = np.bincount(part[same], weights=cross, minlength=shapes.part_feature.size)
    size = np.bincount(shapes.part_feature, weights=np.abs(ring), minlength=shapes.count)
    order = np.argsort(-size, kind="stable")
    return order[size[order] > 0]


def place_labels(
    order: Ints, middle: Floats, texts: Sequence[tuple[str, str]], sites: Floats, frame: Frame, type_size: float
) -> list[Label]:
    """Return the labels that fit beside each other.

    Parameters
    ----------
    order
        Areas, the first to be named first.
    middle
        Of each area, in units of the frame.
    texts
        Of each area its name and its figure.
    sites
        Places of facilities, which names leave free where they can.
    type_size
        In units.
    """
    boxes: Floats = np.empty((0, 4))
    found: list[Label] = []
    marks = np.hstack([sites - _MARK, sites + _MARK])
    for area in to_list(order):
        if np.isnan(middle[area]).any():
            continue
        whole, figure = texts[area]
        tries = dict.fromkeys(shortened_label(whole, most) for most in (LONGEST, _SHORT))
        for name in tries:
            placed = _free_place(boxes, marks, middle[area], _size(name, figure) * type_size, frame)
            if placed is not None:
                boxes = np.vstack([boxes, placed[1]])
                x, y = placed[0]
                found.append(Label(x=round(x, 1), y=round(y, 1), name=name, figure=figure))
                break
    return found


def shortened_label(text: str, most: int) -> str:
    """Return a text of at most so many letters, cut after a word where there is one."""
    if len(text) <= most:
        return text
    kept = text[: most - 1].rstrip()
    word = kept.rpartition(" ")[0]
    return f"{word if len(word) > most // 2 else kept}…"


def _size(name: str, figure: str) -> Floats:
    """Return the width and height of a label, in sizes of its type."""
    lines = sum(bool(one) for one in (name, figure))
    return np.array([_LETTER * max(len(name), len(figure)) + 0.5, _LINE * lines])


def _free_place(
    boxes: Floats, marks: Floats, middle: Floats, size: Floats, frame: Frame
) -> tuple[tuple[float, float], Floats] | None:
    """Return where a label fits beside boxes, where it can beside marks too, and its box; None if nowhere."""
    room = np.array([frame.width, frame.height])
    if (size > room).any():
        return None
    places = np.clip(middle + _NEAR * size, size / 2, room - size / 2)
    found = np.hstack([places - size / 2, places + size / 2])
    free = np.flatnonzero(_apart(boxes, found) & (np.abs(places[:, 0] - middle[0]) <= size[0] / 2))
    if not free.size:
        return None
    best = free[np.argmax(_apart(marks, found[free]))]  # the first of all where there are marks everywhere
    x, y = places[best].tolist()
    return (x, y), found[best]


def _apart(boxes: Floats, found: Floats) -> Flags:
    """Return which boxes lie over none of some others."""
    return np.asarray(
        (
            (boxes[:, 0] >= found[:, 2, None])
            | (boxes[:, 2] <= found[:, 0, None])
            | (boxes[:, 1] >= found[:, 3, None])
            | (boxes[:, 3] <= found[:, 1, None])
        ).all(axis=1)
    )
