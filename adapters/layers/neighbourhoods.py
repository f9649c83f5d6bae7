"""The neighbourhoods of a run, from a layer into what an assessment takes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsFeatureSource

from ...core.arrays import to_list
from ...core.errors import InputError
from ...core.geometry.shapes import RING
from ...core.requirements.entities import Neighbourhoods
from ...core.statuses import NEIGHBOURHOOD, OUTSIDE_NEIGHBOURHOODS, TOTAL
from ..io import parameter_names as p
from ..io.crs import WorkingCrs
from ..io.feedback import first_few
from ..io.needs import Needs
from ..io.reader import Reader, read
from ..io.reading import Layer, check_numbers, field_index
from ..io.roles import WATER_ROLE, find_column, is_counted
from ..io.translation import tr

if TYPE_CHECKING:
    from ...core.requirements.divisions import Division


# As the map of Statistics Netherlands marks inland water and the sea, beside NEE; and the codes that it gives these.
_WATER, _LAND = ("ja", "b"), "nee"
_ABOVE = ("district", "district_name", "municipality", "municipality_name")
"""Roles of what neighbourhoods belong to, and of what it is called."""
_WATER_CODE = re.compile(r"BU[0-9A-Z]{4}999[78]")


def read_neighbourhoods(
    reader: Reader, source: QgsFeatureSource, working: WorkingCrs, needs: Needs
) -> tuple[Layer, Neighbourhoods, list[str]]:
    """Read the neighbourhoods, with an id for each, the columns that the norms need, and what people call them.

    Their classes are read where a norm differs by class, and their land where a share of it is asked. Areas of water
    are none: their rows do not count.
    """
    names = source.fields().names()
    code, name_field, water = (
        find_column(role, names, {}) or "" for role in ("neighbourhood_code", "neighbourhood_name", WATER_ROLE)
    )
    id_field = reader.field(p.NEIGHBOURHOOD_ID) or code
    wanted = needs.neighbourhood_columns
    growth = reader.field(p.GROWTH_FIELD)
    above = (find_column(role, names, {}) or "" for role in _ABOVE)
    others = (needs.class_column, needs.land_column, growth, *above, *level_columns(reader, source, needs))
    layer = read(reader, source, working, (id_field, name_field, code, water, *wanted.values(), *others))
    layer = _without_water(reader, layer, code, water)
    if not layer.shapes.has_geometry.any():
        raise InputError(
            "The layer “{layer}” holds no neighbourhood with a geometry: choose another.", layer=layer.name
        )
    if not (layer.shapes.part_kind == RING).any():
        raise InputError("The layer “{layer}” holds no polygons: choose the one with neighbourhoods.", layer=layer.name)
    for name in (n for s in needs.weights.values() if s.spread for n in (s.field, s.share_of) if n):
        check_numbers(layer, wanted[name])
    check_numbers(layer, growth)
    ids = _ids(reader, layer, id_field)
    columns = {name: layer.cells(column) for name, column in wanted.items()}
    called = layer.texts(name_field) if name_field and name_field != id_field else [None] * layer.count
    labels = [f"{name} ({own_id})" if name else own_id for name, own_id in zip(called, ids, strict=True)]
    classes = layer.names(needs.class_column) if needs.class_column else ()
    if is_derived(source, needs.class_column):
        reader.feedback.pushInfo(tr("Living environments are derived, by rules: they are no official typology."))
    ground = {}
    if needs.land_column:
        hectares = layer.numbers(needs.land_column)
        ground["land"] = np.where(hectares < 0, np.nan, hectares * 10_000)
    counts = frozenset(name for name, column in wanted.items() if is_counted(name) or is_counted(column))
    return layer, Neighbourhoods(ids=ids, columns=columns, classes=classes, ground=ground, counts=counts), labels


def is_derived(source: QgsFeatureSource, class_field: str) -> bool:
    """Return whether living environments come of rules, as “Living environments” writes them."""
    names = source.fields().names()
    return class_field == "living_environment" and "derived_from" in names


def called_derived(classes: Sequence[str | None], tr: Callable[[str], str]) -> list[str | None]:
    """Return living environments that come of rules as they are called where people read them."""
    return [None if one is None else tr("{environment} (derived)").format(environment=one) for one in classes]


def districts(layer: Layer) -> list[str | None]:
    """Return what the district of each neighbourhood is called, else its code; None where no column tells."""
    name, code = (find_column(role, layer.values, {}) for role in ("district_name", "district"))
    names = layer.names(name) if name else [None] * layer.count
    codes = layer.names(code) if code else [None] * layer.count
    return [one or other for one, other in zip(names, codes, strict=True)]


def names_above(layer: Layer) -> dict[str, str]:
    """Return what districts and municipalities are called, by their codes."""
    found: dict[str, str] = {}
    for role, named in (("district", "district_name"), ("municipality", "municipality_name")):
        code, name = (find_column(one, layer.values, {}) for one in (role, named))
        if code and name:
            pairs = zip(layer.names(code), layer.names(name), strict=True)
            found |= {one: called for one, called in pairs if one and called}
    return found


def municipality(layer: Layer) -> str:
    """Return the municipality that all neighbourhoods lie in; empty where there are several, or no column tells."""
    name = find_column("municipality_name", layer.values, {})
    found = set(layer.names(name)) - {None} if name else set()
    return str(found.pop()) if len(found) == 1 else ""


def _without_water(reader: Reader, layer: Layer, code: str, water: str) -> Layer:
    """Leave out what is water by its own field, or by its code where that says nothing; nothing if all of it is."""
    marks = [(mark or "").casefold() for mark in (layer.names(water) if water else [None] * layer.count)]
    codes = layer.names(code) if code else [None] * layer.count
    wet = np.array(
        [
            mark in _WATER if mark in (*_WATER, _LAND) else _WATER_CODE.fullmatch(own or "") is not None
            for mark, own in zip(marks, codes, strict=True)
        ],
        bool,
    )
    if not wet.any() or wet.all():
        return layer
    shown = first_few([own or "NULL" for own, out in zip(codes, wet.tolist(), strict=True) if out])
    reader.feedback.pushInfo(
        tr("Areas of water in “{layer}”, which are no neighbourhoods and get no verdict: {n} ({ids})").format(
            layer=layer.name, n=int(wet.sum()), ids=shown
        )
    )
    return layer.only(~wet)


def level_columns(reader: Reader, source: QgsFeatureSource, needs: Needs) -> list[str]:
    """Return the fields of the levels, as the neighbourhoods spell them, each once."""
    own = source.fields()
    columns = [own.at(field_index(source, f, source.sourceName())).name() for f in reader.fields(p.LEVEL_FIELDS)]
    columns = list(dict.fromkeys([*columns, *needs.levels.values()]))
    if NEIGHBOURHOOD in columns:
        raise InputError(
            "A level cannot be called “{name}”, as the rows of the neighbourhoods themselves are: rename that field.",
            name=NEIGHBOURHOOD,
        )
    return columns


def read_divisions(reader: Reader, source: QgsFeatureSource, layer: Layer, needs: Needs) -> list[Division]:
    """Return the levels that were asked for, and those that requirements are judged at."""
    from ...core.requirements.divisions import by_level

    found = []
    for field in level_columns(reader, source, needs):
        names = layer.names(field)
        nulls = sum(name is None for name in names)
        if nulls:
            reader.feedback.pushWarning(
                tr("Neighbourhoods without {field}, in no area of that level: {n}").format(field=field, n=nulls)
            )
        found.append(by_level(field, names))
    return found


def neighbourhood_ids(layer: Layer, field: str) -> list[str]:
    """Return what neighbourhoods are called: by a field, else, and where it is NULL, by the numbers of their features.

    Parameters
    ----------
    field
        As given, else the one with their code; empty where there is none.
    """
    numbers = to_list(layer.ids)
    if not field:
        return [str(i) for i in numbers]
    return [text if text is not None else f"#{i}" for text, i in zip(layer.codes(field), numbers, strict=True)]


def _ids(reader: Reader, layer: Layer, field: str) -> list[str]:
    ids = neighbourhood_ids(layer, field)
    if not field:
        return ids
    nulls = sum(text is None for text in layer.codes(field))
    if nulls:
        reader.feedback.pushWarning(
            tr("Neighbourhoods without {field}, called # and their feature id: {n}").format(n=nulls, field=field)
        )
    reserved = next((one for one in ids if one in (OUTSIDE_NEIGHBOURHOODS, TOTAL)), None)
    if reserved is not None:
        raise InputError(
            "A neighbourhood of the layer “{layer}” is called “{name}”, as a row of the results is: choose another "
            "field for its name.",
            layer=layer.name,
            name=reserved,
        )
    twice = sorted(one for one, times in Counter(ids).items() if times > 1)
    if twice:
        raise InputError(
            "The field “{field}” of the layer “{layer}” has the same value in several neighbourhoods ({ids}): choose "
            "a field that has another value in each.",
            field=field,
            layer=layer.name,
            ids=first_few(twice),
        )
    return ids
