"""Facilities per number of dwellings, from layers to what areas have and need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis, QgsFeatureSource, QgsProcessingFeedback, QgsWkbTypes

from ...core.arrays import sum_known, to_list
from ...core.errors import InputError
from ...core.geometry.polygons import first_holding, pairs_inside
from ...core.geometry.shapes import Shapes
from ...core.norms.model import is_percentage_field
from ...core.progress import Progress
from ...core.requirements.entities import Dwellings, Neighbourhoods
from ...core.requirements.facilities import Facilities
from ...core.statuses import FAILS, NO_FACILITY, NO_GEOMETRY, NO_WEIGHT, UNKNOWN_VERDICT
from ..io import parameter_names as p
from ..io.columns import Column, number_column, text_column
from ..io.crs import WorkingCrs
from ..io.feedback import figure, first_few
from ..io.needs import Needs
from ..io.reader import Reader, choose_working_crs
from ..io.reading import Layer, check_numbers
from ..io.roles import find_column
from ..io.translation import Language, tr
from ..layers.dwellings import placed_dwellings, read_dwellings
from ..layers.facilities import FacilityLayer, read_facilities
from ..layers.neighbourhoods import read_neighbourhoods
from ..layers.polygons import apart, read_polygons
from ..layers.streets import check_near, read_entrances, read_network
from ..report.barcode import BarcodePage, Function, write_barcode
from .facilities_in_areas import cut
from .reaching import warn_off_network

if TYPE_CHECKING:
    from ...core.reach.network_searches import NetworkSearches
    from ...core.requirements.provision import Provision
    from ...core.requirements.supply import Supply

DEMAND_ROLES = ("dwellings", "households", "inhabitants")
"""Where no demand is chosen, the first of these that the neighbourhoods have a field for."""


@dataclass(frozen=True, kw_only=True)
class ProvisionInputs:
    """What was read for a run.

    Parameters
    ----------
    layer, labels
        The neighbourhoods for writing, and what people call them.
    demand, norm
        Of each neighbourhood, NaN where not known, or where nothing is asked.
    dwellings
        None where none were given.
    facilities
        With their capacity, 1 where each counts for one; NaN where it is not known.
    ground
        The streets with the dwellings and facilities on them, where what is reached counts.
    """

    layer: Layer
    labels: list[str]
    neighbourhoods: Neighbourhoods
    demand: NDArray[np.float64]
    norm: NDArray[np.float64]
    dwellings: Dwellings | None
    facilities: Facilities
    has_geometry: NDArray[np.bool_]
    ground: NetworkSearches | None

    @property
    def unassigned(self) -> float:
        """Return the weight of the dwellings outside all neighbourhoods."""
        if self.dwellings is None:
            return 0.0
        return float(np.nansum(self.dwellings.number[self.dwellings.neighbourhood < 0]))


def read_provision_inputs(reader: Reader, progress: Progress) -> ProvisionInputs:
    """Read the neighbourhoods, what they demand, and the facilities; tell about them in the log."""
    areas_source, facilities_source = reader.needed(p.NEIGHBOURHOODS), reader.needed(p.FACILITIES)
    homes, streets, reach = reader.source(p.DWELLINGS), reader.source(p.NETWORK), reader.number(p.REACH)
    _check_reach(reader, reach, homes, streets)
    demand_fields = _demand_fields(reader, areas_source, homes)
    norm_field = reader.field(p.NORM_FIELD)
    working = choose_working_crs(reader, streets, areas_source)
    columns = {field: field for field in (*demand_fields, norm_field) if field}
    layer, neighbourhoods, labels = read_neighbourhoods(
        reader, areas_source, working, Needs(neighbourhood_columns=columns)
    )
    demand_field = _told_field(layer, demand_fields)
    dwellings = None
    ids: NDArray[np.int64] = np.empty(0, np.int64)
    if homes is not None and demand_field and not reach > 0:
        reader.feedback.pushInfo(
            tr("The dwellings are not used: the demand is {field}, and REACH is 0.").format(field=demand_field)
        )
    elif homes is not None:
        home_layer = read_dwellings(reader, homes, working, Needs(), progress.part(0, 0.4))
        dwellings = placed_dwellings(reader, home_layer, layer.shapes, neighbourhoods, Needs(), progress.part(0.4, 0.5))
        ids = home_layer.ids
    demand = _demand(layer, demand_field, dwellings, neighbourhoods.count)
    _tell_demand(reader.feedback, labels, demand, demand_field)
    part = progress.part(0.5, 0.7)
    facilities, shapes = _facilities(reader, facilities_source, areas_source, layer, working, part)
    ground = None
    if reach > 0 and dwellings is not None:
        from ...core.reach.network_searches import searches_on

        network = read_network(reader, working, progress.part(0.7, 0.85))
        check_near(reader, network, dwellings.xy)
        entrances = read_entrances(reader, working, list(facilities.ids))
        ground = searches_on(network, shapes, entrances, dwellings.xy, reader.keeping, progress.part(0.85, 1))
        warn_off_network(reader.feedback, ground, ids)
        _tell_off_network(reader.feedback, facilities, ground)
    return ProvisionInputs(
        layer=layer,
        labels=labels,
        neighbourhoods=neighbourhoods,
        demand=demand,
        norm=_norm(reader, layer, norm_field),
        dwellings=dwellings,
        facilities=facilities,
        has_geometry=shapes.has_geometry,
        ground=ground,
    )


def _check_reach(
    reader: Reader, reach: float, homes: QgsFeatureSource | None, streets: QgsFeatureSource | None
) -> None:
    if reach > 0 and homes is None:
        raise InputError("REACH asks what dwellings reach: choose a layer for DWELLINGS, or set REACH to 0.")
    if reach > 0 and streets is None:
        raise InputError("REACH asks what dwellings reach: choose a layer for NETWORK, or set REACH to 0.")
    if streets is not None and not reach > 0:
        reader.feedback.pushInfo(tr("The streets are not used: REACH is 0, so only what lies inside counts."))


def _demand_fields(reader: Reader, areas: QgsFeatureSource, homes: QgsFeatureSource | None) -> list[str]:
    """Return the fields of the neighbourhoods that may hold the demand; none where the dwellings are counted."""
    chosen = reader.field(p.DEMAND_FIELD)
    if chosen:
        if is_percentage_field(chosen):
            raise InputError(
                "The field “{field}” of the layer “{layer}” holds percentages, which are no demand: choose one with "
                "numbers.",
                field=chosen,
                layer=areas.sourceName(),
            )
        return [chosen]
    if homes is not None:
        return []
    names = areas.fields().names()
    fields = [column for role in DEMAND_ROLES if (column := find_column(role, names, {}))]
    if not fields:
        raise InputError(
            "There is nothing to compare with: choose a layer for DWELLINGS, or in DEMAND_FIELD a field of “{layer}”, "
            "which has: {fields}.",
            layer=areas.sourceName(),
            fields=", ".join(names) or "–",
        )
    return fields


def _told_field(layer: Layer, fields: Sequence[str]) -> str:
    """Return the first of the fields that holds a figure at all, else the first; empty where there are none."""
    return next((f for f in fields if np.isfinite(layer.numbers(f)).any()), next(iter(fields), ""))


def _demand(layer: Layer, field: str, dwellings: Dwellings | None, count: int) -> NDArray[np.float64]:
    if field:
        check_numbers(layer, field)
        demand = layer.numbers(field)
        demand[demand < 0] = np.nan
        return demand
    if dwellings is None:
        raise ValueError("demand without a field and without dwellings")
    return np.bincount(
        dwellings.neighbourhood % (count + 1), np.nan_to_num(dwellings.number), minlength=count + 1
    ).astype(np.float64)[:count]


def _norm(reader: Reader, layer: Layer, field: str) -> NDArray[np.float64]:
    """Return the norm of each neighbourhood: its own, else the general one, NaN without either."""
    asked = reader.optional_number(p.NORM)
    general = np.nan if asked is None else asked
    if not field:
        return np.full(layer.count, general)
    check_numbers(layer, field)
    norms = layer.numbers(field)
    norms[norms < 0] = np.nan
    lacking = int(np.isnan(norms).sum())
    if lacking:
        text = tr("Neighbourhoods without a norm in {field}, to which the general one applies: {n}")
        if np.isnan(general):
            text = tr("Neighbourhoods without a norm in {field}, of which nothing is asked: {n}")
        reader.feedback.pushWarning(text.format(field=field, n=lacking))
    return np.where(np.isnan(norms), general, norms)


def _facilities(
    reader: Reader,
    source: QgsFeatureSource,
    areas: QgsFeatureSource,
    layer: Layer,
    working: WorkingCrs,
    progress: Progress,
) -> tuple[Facilities, Shapes]:
    """Read the facilities with their capacity, the polygons among them cut where their area is that."""
    read = read_facilities(reader, [FacilityLayer(source.sourceName(), "", source)], working, (), progress.part(0, 0.4))
    by_area, field = reader.flag(p.AREA_AS_CAPACITY), reader.text(p.CAPACITY_FIELD)
    capacity = read.capacity if field or by_area else np.ones(len(read.ids))
    area = read.area if by_area else np.zeros(len(read.ids))
    if field:
        check_numbers(read.layers[0][1], field)
    polygons = QgsWkbTypes.geometryType(source.wkbType()) == Qgis.GeometryType.Polygon
    if by_area and not polygons and read.shapes.has_geometry.any() and not (read.area > 0).any() and not field:
        raise InputError(
            "No facility of the layer “{layer}” is a polygon, so none has an area: choose the field with the capacity.",
            layer=source.sourceName(),
        )
    inside = pairs_inside(read.spots, layer.shapes, progress.part(0.4, 0.6))
    holder, several = first_holding(*inside, len(read.ids))
    facilities = Facilities(
        ids=read.ids, types=read.types, neighbourhood=holder, capacity=capacity, columns={}, area=area
    )
    _tell_facilities(reader.feedback, facilities, read.shapes.has_geometry, several)
    if by_area:
        ground = apart(read_polygons(areas, working, to_list(layer.ids)), reader.feedback, progress.part(0.6, 0.7))
        facilities = cut(facilities, read, ground, working, progress.part(0.7, 1))
    return facilities, read.shapes


def _tell_demand(
    feedback: QgsProcessingFeedback, labels: Sequence[str], demand: NDArray[np.float64], field: str
) -> None:
    if field:
        feedback.pushInfo(tr("The demand is the neighbourhoods' {field}.").format(field=field))
    lacking = [labels[row] for row in to_list(np.flatnonzero(np.isnan(demand)))]
    if lacking:
        feedback.pushWarning(
            tr("Neighbourhoods whose demand is not known: {n} ({ids})").format(n=len(lacking), ids=first_few(lacking))
        )


def _tell_facilities(
    feedback: QgsProcessingFeedback, facilities: Facilities, has_geometry: NDArray[np.bool_], several: int
) -> None:
    feedback.pushInfo(tr("Facilities: {n}.").format(n=facilities.count))
    if not has_geometry.any():
        feedback.pushWarning(tr("There is no facility with a geometry: what neighbourhoods have is not known."))
    lost = [facilities.ids[row] for row in to_list(np.flatnonzero(~has_geometry))]
    if lost:
        feedback.pushWarning(
            tr("Facilities without geometry, not counted: {n} ({ids})").format(n=len(lost), ids=first_few(lost))
        )
    unknown = [
        facilities.ids[row]
        for row in to_list(np.flatnonzero(has_geometry & np.isnan(facilities.capacity) & ~(facilities.area > 0)))
    ]
    if unknown:
        feedback.pushWarning(
            tr("Facilities whose capacity is not known: {n} ({ids})").format(n=len(unknown), ids=first_few(unknown))
        )
    if several:
        feedback.pushWarning(
            tr("Facilities in more than one neighbourhood, or on a border, counted in the first: {n}").format(n=several)
        )


def provision_of(inputs: ProvisionInputs, per: float, reach: float, progress: Progress) -> tuple[Provision, Supply]:
    """Compare what the neighbourhoods have with what they need.

    Returns
    -------
    provision, standing
        The standing supply has one entry more: what lies outside all neighbourhoods.
    """
    from ...core.requirements.provision import Norm, mean_reached, provide
    from ...core.requirements.supply import capacity_in, number_in

    count, facilities = inputs.neighbourhoods.count, inputs.facilities
    rows = np.arange(facilities.count)  # what has no geometry lies outside all
    standing = capacity_in(facilities, rows, count + 1)
    supply, number = standing.inside, number_in(facilities, rows, count + 1).inside.amount
    blocker: NDArray[np.object_] = np.full(count, None, object)
    bounds, usable = None, inputs.has_geometry
    if inputs.ground is not None and inputs.dwellings is not None:
        by_area = np.isnan(facilities.capacity) & (facilities.area > 0)
        usable = np.isfinite(inputs.ground.facilities.snap_m())
        reached = mean_reached(
            inputs.ground,
            reach,
            np.where(usable, np.where(by_area, facilities.area, facilities.capacity), 0.0),
            inputs.dwellings,
            count,
            progress,
        )
        supply, blocker, bounds = reached.supply, reached.blocker, (reached.least, reached.most)
        number = supply.known + supply.unknown
    if not usable.any():
        blocker[:] = NO_FACILITY
    blocker[~inputs.layer.shapes.has_geometry] = NO_GEOMETRY
    return provide(inputs.demand, number, supply, Norm(inputs.norm, per), blocker, bounds), standing


def provision_columns(provision: Provision) -> list[Column]:
    """Return the computed columns of the neighbourhoods."""
    return [
        number_column("demand", provision.demand),
        number_column("facilities", provision.facilities),
        number_column("capacity", provision.capacity),
        number_column("rate", provision.rate),
        number_column("required", provision.required),
        number_column("balance", provision.balance),
        text_column("compliance", provision.compliance),
        text_column("row_status", provision.status, NO_WEIGHT),
    ]


def log_provision_totals(
    feedback: QgsProcessingFeedback, inputs: ProvisionInputs, provision: Provision, standing: Supply
) -> tuple[float, float, float, int, float]:
    """Log what all neighbourhoods have together, and what lies outside them all.

    Returns
    -------
    tuple
        Demand and capacity of the neighbourhoods; weight of the dwellings, and number and capacity of the facilities,
        outside all. The demand is NaN where that of no neighbourhood is known.
    """
    demand, capacity = sum_known(provision.demand), float(standing.inside.amount.sum())
    inside = inputs.facilities.neighbourhood >= 0
    outside, beyond = int((~inside).sum()), float(standing.amount[-1])
    feedback.pushInfo(
        tr(
            "All neighbourhoods together: demand {demand}, {n} {n:facility|facilities}, capacity {capacity}{lacking}."
        ).format(
            demand=figure(demand),
            n=int(inside.sum()),
            capacity=figure(capacity),
            lacking=tr(", and {n} whose capacity is not known").format(n=figure(float(standing.inside.unknown.sum())))
            if standing.inside.unknown.any()
            else "",
        )
    )
    asked = ~np.isnan(provision.required)
    if asked.any():
        required = tr("Required: {required} in {n} {n:neighbourhood|neighbourhoods}.").format(
            required=figure(float(provision.required[asked].sum())), n=int(asked.sum())
        )
        feedback.pushInfo(f"{required} {_how_many_lack(provision)}")
    if outside or inputs.unassigned or beyond:
        feedback.pushInfo(
            tr(
                "Outside all neighbourhoods: {dwellings} {dwellings:dwelling|dwellings}, {n} "
                "{n:facility|facilities}, capacity {capacity}."
            ).format(dwellings=figure(inputs.unassigned), n=outside, capacity=figure(beyond))
        )
    if inputs.ground is not None:
        feedback.pushWarning(
            tr(
                "The capacity of a neighbourhood is what its dwellings reach on average: one facility counts for all "
                "that reach it, so these figures do not add up over neighbourhoods."
            )
        )
    return demand, capacity, inputs.unassigned, outside, beyond


def write_plot(
    path: Path, inputs: ProvisionInputs, provision: Provision, name: str, language: str, progress: Progress
) -> None:
    """Write the barcode: what each neighbourhood needs beside what it has."""
    sentences = [tr("What the norm asks of every neighbourhood, beside what it has."), _how_many_lack(provision)]
    if inputs.ground is not None:
        sentences.append(tr("One facility counts for all that reach it: what there is does not add up."))
    unit = "m²" if (inputs.facilities.area > 0).any() else ""
    unsure = (provision.compliance == UNKNOWN_VERDICT) & ~np.isnan(provision.capacity)
    function = Function(name=name, unit=unit, needed=provision.required, available=provision.capacity, unsure=unsure)
    page = BarcodePage(
        title=tr("{name}: what is needed and what there is").format(name=name),
        sentences=sentences,
        areas=inputs.labels,
        function=function,
        adds_up=inputs.ground is None,
    )
    write_barcode(path, page, Language(language), progress)


def _how_many_lack(provision: Provision) -> str:
    """Describe how many neighbourhoods have too little; that it is not known, where it is not of any."""
    short, unknown = (provision.compliance == one for one in (FAILS, UNKNOWN_VERDICT))
    asked = ~np.isnan(provision.required)
    if asked.any() and unknown[asked].all():
        return tr("Of none of {n} {n:neighbourhood|neighbourhoods} is it known whether it has too little.").format(
            n=int(asked.sum())
        )
    return tr(
        "{n} of {all} {all:neighbourhood|neighbourhoods} {n:has|have} too little; {missing} is missing in all."
    ).format(n=int(short.sum()), all=int(asked.sum()), missing=figure(-float(provision.balance[short].sum())))


def _tell_off_network(feedback: QgsProcessingFeedback, facilities: Facilities, ground: NetworkSearches) -> None:
    """Name the facilities that nobody reaches, since no street leads there."""
    placed = ground.facilities.places.shapes.has_geometry
    off = [facilities.ids[row] for row in to_list(np.flatnonzero(np.isnan(ground.facilities.snap_m()) & placed))]
    if off:
        feedback.pushWarning(
            tr("Facilities off the network, which nobody reaches: {n} ({ids})").format(n=len(off), ids=first_few(off))
        )
