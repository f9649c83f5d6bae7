"""What lies below all else on the maps of a report: streets, water, green, and what nobody can cross."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qgis.core import QgsVectorLayer

from ...core.errors import InputError
from ...core.geometry.shapes import LINE, POINT, RING, Shapes
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.crs import WorkingCrs
from ..io.reader import Reader, read
from ..layers.facilities import FacilityLayer, as_facility_layer


class Ground(StrEnum):
    """How a layer below the maps is drawn."""

    WATER = "water"
    GREEN = "green"
    OTHER = "other"
    BARRIER = "barrier"
    STREET = "street"


_LINES = frozenset({Ground.STREET, Ground.BARRIER})

_WORDS: Sequence[tuple[Ground, re.Pattern[str]]] = (
    (Ground.WATER, re.compile(r"water|river|canal|gracht|sloot|rivier|kanaal|\b(sea|lake|zee|meer|plas)\b")),
    (Ground.GREEN, re.compile(r"green|groen|park|forest|wood|nature|natuur|\b(bos|gras|grass)")),
    (Ground.BARRIER, re.compile(r"rail|spoor|barri")),
    (Ground.STREET, re.compile(r"street|road|path|straat|straten|weg|fiets|wandel|network|netwerk")),
)
"""What the name of a layer says that it holds; the first that fits."""


@dataclass(frozen=True)
class Backdrop:
    """A layer below the maps: its name, how it is drawn, and its shapes in the maps' system."""

    name: str
    ground: Ground
    shapes: Shapes


def backdrop(name: str, shapes: Shapes) -> list[Backdrop]:
    """Return what a layer is drawn as: its polygons, and its lines, by what its name says."""
    lower = name.casefold()
    told = [ground for ground, words in _WORDS if words.search(lower)]
    found = []
    for kind, usual in ((RING, Ground.OTHER), (LINE, Ground.STREET)):
        part = shapes.take_parts(shapes.part_kind == kind)
        if part.part_feature.size:
            fits = [ground for ground in told if kind == LINE or ground not in _LINES]
            found.append(Backdrop(name=name, ground=next(iter(fits), usual), shapes=part))
    return found


def barrier_backdrop(name: str, shapes: Shapes) -> list[Backdrop]:
    """Return what barriers are drawn as: polygons are water unless their name says otherwise, lines a barrier."""
    usual = {Ground.OTHER: Ground.WATER, Ground.STREET: Ground.BARRIER}
    return [
        Backdrop(name=one.name, ground=usual.get(one.ground, one.ground), shapes=one.shapes)
        for one in backdrop(name, shapes)
    ]


def take_background(layers: Sequence[object], reader: Reader) -> list[FacilityLayer]:
    """Return what can be read of the layers below the maps in any thread; to be asked in the main thread.

    Raises
    ------
    InputError
        Where one of them holds no lines or polygons.
    """
    found = []
    for layer in layers:
        if not isinstance(layer, QgsVectorLayer):
            raise InputError(
                "A layer of {input} holds no lines or polygons: take it out, or choose one with streets, water or "
                "green.",
                input=p.BACKGROUND,
            )
        found.append(as_facility_layer(layer, reader.feedback.isCanceled))
    return found


def read_background(
    reader: Reader, layers: Sequence[FacilityLayer], working: WorkingCrs, progress: Progress
) -> list[Backdrop]:
    """Read the layers below the maps, in the order in which they are drawn: areas first, streets last.

    Raises
    ------
    InputError
        Where one of them holds points only.
    """
    found: list[Backdrop] = []
    for number, layer in enumerate(layers):
        part = progress.part(number / len(layers), (number + 1) / len(layers))
        name = layer.name if layer.table in layer.name else f"{layer.name} – {layer.table}"
        shapes = read(reader, layer.source, working, name=layer.name, progress=part).shapes
        if shapes.part_kind.size and (shapes.part_kind == POINT).all():
            raise InputError(
                "The layer “{layer}” of {input} holds no lines or polygons: take it out, or choose one with streets, "
                "water or green.",
                layer=name,
                input=p.BACKGROUND,
            )
        found += backdrop(name, shapes)
    return in_drawing_order(found)


def in_drawing_order(layers: Sequence[Backdrop]) -> list[Backdrop]:
    """Return layers with areas first and streets last, so that none hides another."""
    order = [Ground.OTHER, Ground.GREEN, Ground.WATER, Ground.BARRIER, Ground.STREET]
    areas_first = sorted(layers, key=lambda one: bool((one.shapes.part_kind == LINE).any()))
    return sorted(areas_first, key=lambda one: order.index(one.ground))
