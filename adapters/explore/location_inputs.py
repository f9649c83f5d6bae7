"""What a location search asks and reads: dwellings, the places that are there, candidates, and the streets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsCoordinateReferenceSystem, QgsFeatureSource, QgsProcessingFeedback

from ...core.arrays import to_list
from ...core.comparing import type_key
from ...core.errors import InputError
from ...core.geometry.polygons import first_holding, pairs_inside
from ...core.geometry.shapes import Shapes, concatenate, from_wkb, points
from ...core.limits import Limit, read_limits
from ...core.locations.objectives import Objective
from ...core.network.options import METRES, Travel
from ...core.progress import Progress
from ...core.session import Keeping
from ..io import parameter_names as p
from ..io.crs import WorkingCrs
from ..io.feedback import figure, first_few
from ..io.needs import Needs
from ..io.reader import Reader, choose_working_crs, read
from ..io.reading import Layer, check_numbers
from ..io.translation import facility_words, tr
from ..layers.dwellings import check_dwellings, weights
from ..layers.facilities import facility_ids, warn_if_empty
from ..layers.neighbourhoods import read_neighbourhoods
from ..layers.streets import check_near, read_entrances, read_network

if TYPE_CHECKING:
    from ...core.locations.suggestions import LocationSearch, SearchDemand
    from ...core.network.facility_access import Entrances
    from ...core.network.network import Network
    from ...core.network.network_access import NetworkAccess


@dataclass(frozen=True, kw_only=True)
class Sites:
    """Facilities or candidates that were read.

    `source` and `layer` are None where the network's nodes serve; `ids` and `owners` have one entry a row.
    """

    source: QgsFeatureSource | None
    layer: Layer | None
    shapes: Shapes
    ids: list[str]
    owners: list[str | None]

    @property
    def count(self) -> int:
        """Return their number."""
        return len(self.ids)


@dataclass(frozen=True)
class SearchAreas:
    """The neighbourhood of each dwelling, -1 outside all, and what neighbourhoods are called; None without any."""

    holder: NDArray[np.int64]
    ids: list[str] | None = None
    labels: Sequence[str] = ()

    def names(self) -> list[str | None]:
        """Return the name of each dwelling's neighbourhood."""
        return [None if h < 0 or self.ids is None else self.ids[h] for h in to_list(self.holder)]


def read_existing(reader: Reader, working: WorkingCrs, several: bool) -> Sites:
    """Read the facilities that are there already; none where no layer is chosen.

    Parameters
    ----------
    several
        Whether there are candidates from a layer too: ids that are feature ids then name their layer.
    """
    source = reader.source(p.FACILITIES)
    if source is None:
        return Sites(source=None, layer=None, shapes=from_wkb([]), ids=[], owners=[])
    field, type_field = reader.field(p.FACILITY_ID), reader.field(p.TYPE_FIELD)
    layer = read(reader, source, working, (field, type_field))
    warn_if_empty(reader.feedback, layer)
    if type_field and layer.count:
        layer = _of_types(reader, layer, type_field)
    ids = facility_ids(layer, field, f"{layer.name}:" if several else "", feedback=reader.feedback)
    return Sites(source=source, layer=layer, shapes=layer.shapes, ids=ids, owners=[None] * layer.count)


def _of_types(reader: Reader, layer: Layer, field: str) -> Layer:
    """Return the facilities of the types that count, and say in the log how many these are."""
    wanted = reader.type_keys(p.EXISTING_TYPES)
    types = [None if one is None else type_key(one) for one in layer.texts(field)]
    absent = [one for one in wanted if one not in types]
    if absent:
        raise InputError(
            "EXISTING_TYPES asks for “{type}”, but the field “{field}” of the layer “{layer}” has no facility of that "
            "type; its types are: {types}.",
            type=absent[0],
            field=field,
            layer=layer.name,
            types=facility_words(sorted({one for one in types if one})[:20]) or "–",
        )
    kept = layer.only(np.array([one in wanted for one in types], bool))
    reader.feedback.pushInfo(
        tr("Facilities that are there already, of the types that count: {n} of {all}").format(
            n=kept.count, all=layer.count
        )
    )
    return kept


def read_candidates(reader: Reader, working: WorkingCrs, several: bool) -> Sites | None:
    """Read the candidates; None where no layer is chosen. An `InputError` where the layer is empty.

    Parameters
    ----------
    several
        Whether there are existing facilities too, as for `read_existing`.
    """
    source = reader.source(p.CANDIDATES)
    field, owner_field = reader.field(p.CANDIDATE_ID), reader.field(p.OWNER_FIELD)
    if source is None:
        return None
    layer = read(reader, source, working, (field, owner_field))
    if not layer.count:
        raise InputError(
            "The layer “{layer}” holds no candidates: choose another, or none to try the junctions of the streets.",
            layer=layer.name,
        )
    ids = facility_ids(layer, field, f"{layer.name}:" if several else "", feedback=reader.feedback)
    return Sites(
        source=source,
        layer=layer,
        shapes=layer.shapes,
        ids=ids,
        owners=layer.names(owner_field) if owner_field else [None] * layer.count,
    )


def nodes_as_candidates(
    network: Network, dwellings: NDArray[np.float64], limit: float, travel: Travel, feedback: QgsProcessingFeedback
) -> Sites:
    """Take junctions of the streets as candidates, thinned, and say so in the log."""
    from ...core.locations.candidates import thinned_nodes

    metres = limit if travel.unit == METRES else limit / travel.minutes_per_metre
    xy, spacing = thinned_nodes(network, dwellings, metres)
    feedback.pushInfo(
        tr("Candidates: {n} {n:junction|junctions} of the streets, one in each square of {m} m.").format(
            n=len(xy), m=figure(spacing)
        )
    )
    ids = [f"node:{row}" for row in range(1, len(xy) + 1)]
    return Sites(source=None, layer=None, shapes=points(xy), ids=ids, owners=[None] * len(xy))


def read_areas(reader: Reader, working: WorkingCrs, dwellings: Layer, progress: Progress) -> SearchAreas:
    """Find the neighbourhood of each dwelling."""
    source = reader.source(p.NEIGHBOURHOODS)
    if source is None:
        return SearchAreas(np.full(dwellings.count, -1))
    layer, neighbourhoods, labels = read_neighbourhoods(reader, source, working, Needs())
    holder, several = first_holding(*pairs_inside(dwellings.points(), layer.shapes, progress), dwellings.count)
    outside = to_list(dwellings.ids[(holder < 0) & dwellings.shapes.has_geometry])
    if outside:
        reader.feedback.pushWarning(
            tr("Dwellings outside all neighbourhoods: {n} ({ids})").format(n=len(outside), ids=first_few(outside))
        )
    if several:
        reader.feedback.pushWarning(
            tr("Dwellings in more than one neighbourhood, or on a border, held by the first: {n}").format(n=several)
        )
    return SearchAreas(holder, list(neighbourhoods.ids), labels)


@dataclass(frozen=True, kw_only=True)
class LocationInputs:
    """What was read for a location search; `crs` is that of the streets, and `owner_field` that of the candidates."""

    working: WorkingCrs
    crs: QgsCoordinateReferenceSystem
    network: Network
    travel: Travel
    source: QgsFeatureSource
    dwellings: Layer
    demand: SearchDemand
    areas: SearchAreas
    existing: Sites
    candidates: Sites
    owner_field: str
    entrances: Entrances | None
    keeping: Keeping

    def access(self, progress: Progress) -> NetworkAccess:
        """Put the dwellings on the network, the facilities that are there, and behind them the candidates."""
        from ...core.network.network_access import find_network_access, kept_graph

        graph = kept_graph(self.network, self.travel, self.keeping, progress)
        places = concatenate([self.existing.shapes, self.candidates.shapes])
        return find_network_access(graph, places, self.entrances, self.dwellings.points(), self.keeping, progress)


def check_search(reader: Reader) -> None:
    """Stop where what is asked cannot be, whatever the layers hold."""
    _thresholds(reader)
    if not reader.number(p.LIMIT) > 0:
        raise InputError("LIMIT must be above 0: write metres or minutes, such as 500.")
    if not 0 < reader.number(p.TARGET) <= 1:
        raise InputError("TARGET must be a share above 0 and at most 1: write 0.95 for 95 %.")
    if reader.whole(p.OBJECTIVE) == Objective.WORST_FIRST and not reader.parameters.get(p.NEIGHBOURHOODS):
        raise InputError("The worst neighbourhood first needs neighbourhoods: choose a layer for NEIGHBOURHOODS.")
    if reader.parameters.get(p.FACILITIES):
        _check_types(field=reader.field(p.TYPE_FIELD), types=reader.type_keys(p.EXISTING_TYPES))


def _check_types(*, field: str, types: Sequence[str]) -> None:
    """Stop where it cannot be told which of the facilities count."""
    if field and not types:
        raise InputError(
            "EXISTING_TYPES is empty: choose the types of facility that count, or leave TYPE_FIELD empty: all do then."
        )
    if types and not field:
        raise InputError("EXISTING_TYPES needs TYPE_FIELD: fill it in too.")


def read_search(reader: Reader, *, priced: bool) -> LocationSearch:
    """Read what is asked.

    Parameters
    ----------
    priced
        Whether thresholds are to be priced: those that were written, else the limit itself.
    """
    from ...core.locations.suggestions import LocationSearch

    check_search(reader)
    limit = reader.number(p.LIMIT)
    thresholds = tuple(one.value for one in _thresholds(reader)) or (limit,)
    return LocationSearch(
        objective=Objective(reader.whole(p.OBJECTIVE)),
        places=reader.whole(p.P),
        target=reader.number(p.TARGET),
        limit=limit,
        seconds=reader.number(p.TIME_LIMIT),
        thresholds=thresholds if priced else (),
    )


def _thresholds(reader: Reader) -> list[Limit]:
    text = reader.text(p.THRESHOLDS)
    return read_limits(text, p.THRESHOLDS) if text else []


def read_location_inputs(reader: Reader, search: LocationSearch, progress: Progress) -> LocationInputs:
    """Read and check the layers, and tell about them in the log."""
    from ...core.locations.suggestions import SearchDemand

    travel, weight_field = Travel(reader.whole(p.UNIT), reader.number(p.SPEED)), reader.field(p.WEIGHT_FIELD)
    source, streets = reader.needed(p.DWELLINGS), reader.needed(p.NETWORK)
    working = choose_working_crs(reader, streets)
    several = bool(reader.parameters.get(p.FACILITIES)) and bool(reader.parameters.get(p.CANDIDATES))
    candidates = read_candidates(reader, working, several)
    if candidates is not None and search.objective != Objective.FEWEST_PLACES:
        check_places(search.places, candidates.count)
    existing = read_existing(reader, working, several)
    network = read_network(reader, working, progress.part(0, 0.74))
    part = progress.part(0.74, 0.93)
    dwellings = read(reader, source, working, (weight_field,), progress=part, geometries="points")
    check_numbers(dwellings, weight_field)
    check_dwellings(dwellings)
    check_near(reader, network, dwellings.points())
    areas = read_areas(reader, working, dwellings, progress.part(0.93, 1))
    if candidates is None:
        candidates = nodes_as_candidates(network, dwellings.points(), search.limit, travel, reader.feedback)
    return LocationInputs(
        working=working,
        crs=streets.sourceCrs(),
        network=network,
        travel=travel,
        source=source,
        dwellings=dwellings,
        demand=SearchDemand(weights(dwellings, weight_field), areas.holder),
        areas=areas,
        existing=existing,
        candidates=candidates,
        owner_field=reader.field(p.OWNER_FIELD),
        entrances=read_entrances(reader, working, [*existing.ids, *candidates.ids]),
        keeping=reader.keeping,
    )


def check_places(places: int, candidates: int) -> None:
    """Stop where more places are asked than there are candidates."""
    if places > candidates:
        raise InputError(
            "P asks for {places} places, but there are {candidates} candidates: lower P, or add candidates.",
            places=places,
            candidates=candidates,
        )
