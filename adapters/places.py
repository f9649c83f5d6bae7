"""The dwellings, neighbourhoods and facilities of a run, from layers into what an assessment takes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource

from ..core.demand import Dwellings, Neighbourhoods
from ..core.errors import InputError
from ..core.polygons import first_holding, pairs_inside
from ..core.progress import Progress
from ..core.shapes import RING, Shapes
from ..core.statuses import OUTSIDE_NEIGHBOURHOODS, TOTAL
from .crs import WorkingCrs
from .facilities import AllFacilities
from .feedback import first_few
from .inputs import Reader, check_near, read, read_entrances
from .norms import Needs
from .reading import Layer, is_number
from .roles import find_column
from .translation import tr

if TYPE_CHECKING:
    from ..core.assessment import Facilities
    from ..core.measures import Reaching
    from ..core.network import Network


def read_neighbourhoods(
    reader: Reader, source: QgsFeatureSource, working: WorkingCrs, needs: Needs
) -> tuple[Layer, Neighbourhoods, list[str]]:
    """Read the neighbourhoods, with an id for each, the columns that the norms need, and what people call them."""
    id_field = reader.field("NEIGHBOURHOOD_ID") or find_column("neighbourhood_code", source.fields().names(), {}) or ""
    name_field = find_column("neighbourhood_name", source.fields().names(), {}) or ""
    wanted = needs.neighbourhood_columns
    layer = read(reader, source, working, (id_field, name_field, *wanted.values()))
    if not layer.shapes.has_geometry.any():
        raise InputError(
            'The layer "{layer}" holds no neighbourhood with a geometry: choose another.', layer=layer.name
        )
    if not (layer.shapes.part_kind == RING).any():
        raise InputError('The layer "{layer}" holds no polygons: choose the one with neighbourhoods.', layer=layer.name)
    for name in (n for s in needs.weights.values() if s.spread for n in (s.field, s.share_of) if n):
        _check_numbers(layer, wanted[name])
    ids = _ids(reader, layer, id_field)
    columns = {name: layer.cells(column) for name, column in wanted.items()}
    called = layer.texts(name_field) if name_field and name_field != id_field else [None] * layer.count
    labels = [f"{name} ({own_id})" if name else own_id for name, own_id in zip(called, ids, strict=True)]
    return layer, Neighbourhoods(ids, columns), labels


def _ids(reader: Reader, layer: Layer, field: str) -> list[str]:
    if not field:
        return [str(i) for i in layer.ids.tolist()]
    texts = layer.texts(field)
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
) -> tuple[Layer, Dwellings]:
    """Read the dwellings and find the neighbourhood of each."""
    weight = reader.field("WEIGHT_FIELD")
    wanted = needs.dwelling_columns
    layer = read(
        reader, source, working, (weight, *wanted.values()), progress=progress.part(0, 0.8), point_on_surface=True
    )
    if layer.count == 0:
        raise InputError('The dwellings layer "{layer}" is empty: choose a layer with dwellings.', layer=layer.name)
    for field in (weight, *(wanted[s.field] for s in needs.weights.values() if s.field and not s.spread)):
        _check_numbers(layer, field)
    number = layer.numbers(weight) if weight else np.ones(layer.count)
    number[number < 0] = np.nan
    xy = layer.points()
    holder, several = first_holding(*pairs_inside(xy, polygons, progress.part(0.8, 1)), layer.count)
    known = np.isfinite(xy).all(axis=1)
    if known.any() and not (holder >= 0).any():
        raise InputError(
            "No dwelling lies in any neighbourhood: check the layers and their reference systems.",
        )
    _tell_dwellings(reader, layer, number, holder, several, neighbourhoods)
    columns = {name: layer.cells(column) for name, column in wanted.items()}
    return layer, Dwellings(xy, number, holder, columns)


def _check_numbers(layer: Layer, field: str) -> None:
    """Stop where a field that is to weigh holds words."""
    values = [v for v in layer.values[field] if v is not None] if field else []
    if values and not any(is_number(v) for v in values):
        raise InputError(
            'The field "{field}" of the layer "{layer}" holds no numbers and cannot be a weight: choose another.',
            field=field,
            layer=layer.name,
        )


def _tell_dwellings(
    reader: Reader,
    layer: Layer,
    number: np.ndarray,
    holder: np.ndarray,
    several: int,
    neighbourhoods: Neighbourhoods,
) -> None:
    reader.feedback.pushInfo(
        tr("Dwellings: {rows} features with {n} dwellings, in {m} neighbourhoods.").format(
            rows=layer.count, n=f"{np.nansum(number):g}", m=neighbourhoods.count
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


def facilities_of(found: AllFacilities, polygons: Shapes) -> Facilities:
    """Give the facilities with the neighbourhood that each stands in, by a point in it."""
    from ..core.assessment import Facilities

    holder, _ = first_holding(*pairs_inside(found.spots, polygons), len(found.ids))
    return Facilities(found.ids, found.types, holder, found.capacity, found.columns)


def reaching_of(
    reader: Reader,
    network: Network | None,
    dwellings: Dwellings,
    ids: NDArray[np.int64],
    found: AllFacilities,
    working: WorkingCrs,
    progress: Progress,
) -> Reaching:
    """Put the dwellings and the facilities on the network."""
    from ..core.access import find_access
    from ..core.measures import Reaching
    from ..core.places import Places
    from ..core.snapping import snap_points

    if network is None:
        return Reaching(dwellings.xy, Places(found.shapes), None, None, None)
    check_near(network.edges.xy, dwellings.xy, network.options.max_snap)
    entrances = read_entrances(reader, working, found.ids)
    access = find_access(network, found.shapes, entrances, progress.part(0, 0.4))
    snaps = snap_points(network, dwellings.xy, progress.part(0.4, 1))
    off = np.flatnonzero(~snaps.on_network & np.isfinite(dwellings.xy).all(axis=1))
    if off.size:
        reader.feedback.pushWarning(
            tr("Dwellings off the network, counted as unknown: {n} ({ids})").format(
                n=off.size, ids=first_few(ids[off].tolist())
            )
        )
    return Reaching(dwellings.xy, access.places, network, snaps, access)
