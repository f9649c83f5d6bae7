"""What became of neighbourhoods whose codes changed, by the dwellings that lie on the maps of both days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsFeatureSource

from ...core.arrays import Ints, to_list
from ...core.errors import InputError
from ...core.geometry.polygons import first_holding, pairs_inside
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.crs import WorkingCrs
from ..io.feedback import first_few
from ..io.reader import Reader, choose_working_crs, read
from ..io.reading import Layer
from ..io.roles import find_column
from ..io.translation import tr
from ..layers.dwellings import weights

if TYPE_CHECKING:
    from ...core.trend.codes import MapChanges

_LEAST = 0.005
"""Parts of a neighbourhood below this share of its dwellings go with its largest part: inner borders of two years lie
some metres apart where nothing changed."""


@dataclass(frozen=True)
class DayMap:
    """The neighbourhoods as they were on a day."""

    day: str
    name: str
    source: QgsFeatureSource


def changes_by_dwellings(
    reader: Reader, dwellings: QgsFeatureSource, maps: Sequence[DayMap], progress: Progress
) -> Mapping[str, MapChanges]:
    """Return by day what became of its neighbourhoods on the last map, and warn of those that changed."""
    from ...core.trend.codes import changes_on_maps

    last = maps[-1]
    working = choose_working_crs(reader, last.source)
    field = reader.field(p.WEIGHT_FIELD)
    homes = read(reader, dwellings, working, [field], geometries="points", progress=progress.part(0, 0.4))
    weight = np.nan_to_num(weights(homes, field))
    now = _codes_at(reader, last, homes, working)
    found: dict[str, MapChanges] = {}
    for number, one in enumerate(maps[:-1]):
        progress.at(0.4 + 0.6 * number / len(maps))
        same_map = one.source is last.source
        then = now if same_map else _codes_at(reader, one, homes, working)
        found[one.day] = changes_on_maps(then, now, weight, _LEAST)
        changed = found[one.day].changed
        if changed:
            reader.feedback.pushWarning(
                tr(
                    "Neighbourhoods of {day} that are called otherwise or have another border now, found by the "
                    "dwellings on both maps: {n} ({ids}). A table in CODE_CHANGES is surer."
                ).format(day=one.day, n=len(changed), ids=first_few(changed))
            )
    progress.at(1.0)
    return found


def _codes_at(reader: Reader, one: DayMap, homes: Layer, working: WorkingCrs) -> list[str | None]:
    """Return the code of the neighbourhood that each dwelling lies in; None where it lies in none."""
    code = find_column("neighbourhood_code", one.source.fields().names(), {}) or ""
    if not code:
        raise InputError(
            "The layer “{layer}” has no field with the code of a neighbourhood, such as buurtcode: choose another.",
            layer=one.name,
        )
    layer = read(reader, one.source, working, [code], name=one.name)
    holder: Ints = first_holding(*pairs_inside(homes.points(), layer.shapes), homes.count)[0]
    if homes.count and not (holder >= 0).any():
        raise InputError(
            "No dwelling lies in any neighbourhood of “{layer}”: check the layers and their reference systems.",
            layer=one.name,
        )
    codes = layer.codes(code)
    return [codes[row] if row >= 0 else None for row in to_list(holder)]
