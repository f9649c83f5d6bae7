"""The dwellings, neighbourhoods and facilities of a run, from layers into what an assessment takes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource

from ...core.arrays import sum_known
from ...core.errors import InputError
from ...core.geometry.polygons import first_holding, pairs_inside
from ...core.geometry.shapes import RING, Shapes
from ...core.norms.model import Streets, is_percentage_field
from ...core.progress import Progress
from ...core.requirements.demand import Dwellings, Neighbourhoods
from ...core.statuses import NEIGHBOURHOOD, OUTSIDE_NEIGHBOURHOODS, TOTAL
from ..io.crs import WorkingCrs
from ..io.feedback import first_few, number_of
from ..io.reader import Reader, read
from ..io.reading import Layer, check_size, field_index, is_number
from ..io.roles import WATER_ROLE, find_column, is_counted
from ..io.translation import tr
from ..norms.choosing import Needs
from .facilities import AllFacilities
from .streets import check_near, read_entrances, warn_far_snaps

if TYPE_CHECKING:
    from ...core.network.facility_access import Entrances
    from ...core.network.network import Network
    from ...core.requirements.divisions import Division, Groups
    from ...core.requirements.measures import NetworkSearches, Reaching


# As the map of Statistics Netherlands marks inland water and the sea, beside NEE; and the codes that it gives these.
_WATER, _LAND = ("ja", "b"), "nee"
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
    id_field = reader.field("NEIGHBOURHOOD_ID") or code
    wanted = needs.neighbourhood_columns
    growth = reader.field("GROWTH_FIELD")
    others = (needs.class_column, needs.land_column, growth, *level_columns(reader, source, needs))
    layer = read(reader, source, working, (id_field, name_field, code, water, *wanted.values(), *others))
    layer = _without_water(reader, layer, code, water)
    if not layer.shapes.has_geometry.any():
        raise InputError(
            'The layer "{layer}" holds no neighbourhood with a geometry: choose another.', layer=layer.name
        )
    if not (layer.shapes.part_kind == RING).any():
        raise InputError('The layer "{layer}" holds no polygons: choose the one with neighbourhoods.', layer=layer.name)
    for name in (n for s in needs.weights.values() if s.spread for n in (s.field, s.share_of) if n):
        check_numbers(layer, wanted[name])
    check_numbers(layer, growth)
    ids = _ids(reader, layer, id_field)
    columns = {name: layer.cells(column) for name, column in wanted.items()}
    called = layer.texts(name_field) if name_field and name_field != id_field else [None] * layer.count
    labels = [f"{name} ({own_id})" if name else own_id for name, own_id in zip(called, ids, strict=True)]
    classes = layer.names(needs.class_column) if needs.class_column else ()
    ground = {}
    if needs.land_column:
        hectares = layer.numbers(needs.land_column)
        ground["land"] = np.where(hectares < 0, np.nan, hectares * 10_000)
    counts = frozenset(name for name, column in wanted.items() if is_counted(name) or is_counted(column))
    return layer, Neighbourhoods(ids=ids, columns=columns, classes=classes, ground=ground, counts=counts), labels


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
    columns = [own.at(field_index(source, f, source.sourceName())).name() for f in reader.fields("LEVEL_FIELDS")]
    columns = list(dict.fromkeys([*columns, *needs.levels.values()]))
    if NEIGHBOURHOOD in columns:
        raise InputError(
            'A level cannot be called "{name}", as the rows of the neighbourhoods themselves are: rename that field.',
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


def _ids(reader: Reader, layer: Layer, field: str) -> list[str]:
    if not field:
        return [str(i) for i in layer.ids.tolist()]
    texts = layer.codes(field)
    ids = [text if text is not None else f"#{i}" for text, i in zip(texts, layer.ids.tolist(), strict=True)]
    nulls = sum(text is None for text in texts)
    if nulls:
        reader.feedback.pushWarning(
            tr("Neighbourhoods without {field}, called # and their feature id: {n}").format(n=nulls, field=field)
        )
    reserved = next((one for one in ids if one in (OUTSIDE_NEIGHBOURHOODS, TOTAL)), None)
    if reserved is not None:
        raise InputError(
            'A neighbourhood is called "{name}", as a row of the results is: choose another field for its name.',
            name=reserved,
        )
    twice = sorted(one for one, times in Counter(ids).items() if times > 1)
    if twice:
        raise InputError(
            'The field "{field}" names {n} neighbourhoods twice or more ({ids}): choose a field that tells them apart.',
            field=field,
            n=len(twice),
            ids=first_few(twice),
        )
    return ids


def read_dwellings(
    reader: Reader,
    source: QgsFeatureSource,
    working: WorkingCrs,
    polygons: Shapes,
    neighbourhoods: Neighbourhoods,
    needs: Needs,
    progress: Progress,
) -> tuple[Layer, Dwellings, Groups | None]:
    """Read the dwellings, find the neighbourhood of each, and the groups that they are judged by."""
    from ...core.requirements.divisions import by_name

    weight, group = reader.field("WEIGHT_FIELD"), reader.field("GROUP_FIELD")
    code = find_column("neighbourhood_code", source.fields().names(), {}) or ""
    wanted = needs.dwelling_columns
    fields = (weight, group, code, *wanted.values())
    layer = read(reader, source, working, fields, progress=progress.part(0, 0.8), point_on_surface=True)
    if layer.count == 0:
        raise InputError('The dwellings layer "{layer}" is empty: choose a layer with dwellings.', layer=layer.name)
    for field in (weight, *(wanted[s.field] for s in needs.weights.values() if s.field and not s.spread)):
        check_numbers(layer, field)
    number = weights(layer, weight)
    xy = layer.points()
    holder, several = first_holding(*pairs_inside(xy, polygons, progress.part(0.8, 1)), layer.count)
    known = np.isfinite(xy).all(axis=1)
    if known.any() and not (holder >= 0).any():
        if _apart(xy[known], polygons.xy):
            raise InputError(
                "No dwelling lies in any neighbourhood: check the layers and their reference systems.",
            )
        reader.feedback.pushWarning(tr("No dwelling lies in any neighbourhood."))
    _tell_dwellings(reader, layer, number, holder, several, neighbourhoods)
    if code:
        compare_codes(reader, layer.codes(code), code, holder, neighbourhoods)
    columns = {name: layer.cells(column) for name, column in wanted.items()}
    groups = None
    if group:
        groups = by_name(layer.names(group))
    return layer, Dwellings(xy=xy, number=number, neighbourhood=holder, columns=columns), groups


def compare_codes(
    reader: Reader,
    codes: Sequence[str | None],
    field: str,
    holder: NDArray[np.int64],
    neighbourhoods: Neighbourhoods,
) -> None:
    """Warn where dwellings carry the code of another neighbourhood than the one that they lie in."""
    known = set(neighbourhoods.ids)
    given = [code for code in codes if code is not None]
    strange = sum(code not in known for code in given)
    if given and strange == len(given):
        return  # another kind of code, or of another year throughout: where they lie decides
    other = sum(
        code is not None and code in known and h >= 0 and neighbourhoods.ids[h] != code
        for code, h in zip(codes, holder.tolist(), strict=True)
    )
    if strange or other:
        reader.feedback.pushWarning(
            tr(
                "The {field} of dwellings does not match the neighbourhoods: {strange} with a code that none has, "
                "{other} in another one than it says. Where they lie decides."
            ).format(field=field, strange=strange, other=other)
        )


def _apart(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    """Return whether the boxes of some points have nothing in common."""
    return bool((one.max(axis=0) < other.min(axis=0)).any() or (other.max(axis=0) < one.min(axis=0)).any())


def weights(layer: Layer, field: str) -> NDArray[np.float64]:
    """Return the number of dwellings of each feature, 1 without a field, NaN where it is NULL or negative."""
    if is_percentage_field(field):
        raise InputError(
            'The field "{field}" holds percentages, which are no number of dwellings: choose another.', field=field
        )
    number = layer.numbers(field) if field else np.ones(layer.count)
    check_size(layer, field, number)
    number[number < 0] = np.nan
    return number


def check_numbers(layer: Layer, field: str) -> None:
    """Stop where a field that is to weigh holds words, or a number that is larger than anything."""
    values = [v for v in layer.values[field] if v is not None] if field else []
    if values and not any(is_number(v) for v in values):
        raise InputError(
            'The field "{field}" of the layer "{layer}" holds no numbers and cannot be a weight: choose another.',
            field=field,
            layer=layer.name,
        )
    if field:
        check_size(layer, field, layer.numbers(field))


def _tell_dwellings(
    reader: Reader,
    layer: Layer,
    number: NDArray[Any],
    holder: NDArray[Any],
    several: int,
    neighbourhoods: Neighbourhoods,
) -> None:
    reader.feedback.pushInfo(
        tr("Dwellings: {rows} features with {n} dwellings, in {m} neighbourhoods.").format(
            rows=layer.count, n=number_of(sum_known(number)), m=neighbourhoods.count
        )
    )
    for rows, text in (
        (~layer.shapes.has_geometry, tr("Dwellings without geometry, counted as unknown: {n} ({ids})")),
        (np.isnan(number), tr("Dwellings whose number is NULL or negative, counted as 0: {n} ({ids})")),
        (layer.shapes.has_geometry & (holder < 0), tr("Dwellings outside all neighbourhoods: {n} ({ids})")),
    ):
        if rows.any():
            ids = layer.ids[rows].tolist()
            reader.feedback.pushWarning(text.format(n=len(ids), ids=first_few(ids)))
    if several:
        reader.feedback.pushWarning(
            tr("Dwellings in more than one neighbourhood, or on a border, held by the first: {n}").format(n=several)
        )


def reaching_of(
    reader: Reader,
    networks: Mapping[Streets, Network],
    dwellings: Dwellings,
    ids: NDArray[np.int64],
    found: AllFacilities,
    working: WorkingCrs,
    progress: Progress,
) -> Reaching:
    """Put the dwellings and the facilities on the networks, on each once."""
    from ...core.geometry.distances import Places
    from ...core.requirements.measures import Reaching

    if not networks:
        return Reaching(dwellings.xy, Places(found.shapes))
    entrances = read_entrances(reader, working, found.ids)
    distinct = list({id(network): network for network in networks.values()}.values())
    grounds: dict[int, NetworkSearches] = {}
    for number, network in enumerate(distinct):
        part = progress.part(number / len(distinct), (number + 1) / len(distinct))
        check_near(network.edges.xy, dwellings.xy, network.options.max_snap)
        grounds[id(network)] = ground_on(reader, network, dwellings, ids, found.shapes, entrances, part)
    places = next(iter(grounds.values())).access.places
    return Reaching(dwellings.xy, places, {streets: grounds[id(network)] for streets, network in networks.items()})


def ground_on(
    reader: Reader,
    network: Network,
    dwellings: Dwellings,
    ids: NDArray[np.int64],
    shapes: Shapes,
    entrances: Entrances | None,
    progress: Progress,
) -> NetworkSearches:
    """Put the dwellings and the facilities on a network, and warn of those that are far from it or off it."""
    from ...core.network.facility_access import find_access
    from ...core.network.snapping import snap_points
    from ...core.requirements.measures import NetworkSearches

    access = find_access(network, shapes, entrances, progress.part(0, 0.4))
    snaps = snap_points(network, dwellings.xy, progress.part(0.4, 1))
    off = np.flatnonzero(~snaps.on_network & np.isfinite(dwellings.xy).all(axis=1))
    if off.size:
        reader.feedback.pushWarning(
            tr("Dwellings off the network, counted as unknown: {n} ({ids})").format(
                n=off.size, ids=first_few(ids[off].tolist())
            )
        )
    warn_far_snaps(reader.feedback, snaps.leg)
    return NetworkSearches(network=network, snaps=snaps, access=access)
