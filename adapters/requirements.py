"""A run of basic requirements from layers to an assessment, and from an assessment to layers, table and report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsApplication, QgsFeatureSource

from ..core.demand import Dwellings, Neighbourhoods
from ..core.errors import InputError
from ..core.facilities import Facilities
from ..core.norms import NormSet, Requirement, Streets
from ..core.progress import Progress
from .crs import WorkingCrs
from .facilities import AllFacilities, FacilityLayer, read_facilities
from .feedback import first_few
from .maps import Ground
from .margins import warn_margins
from .norm_store import NormStore
from .norms import Fields, Needs, find_needs, read_norms
from .outputs import Outputs
from .phrases import Phrases
from .places import read_divisions, read_dwellings, read_neighbourhoods
from .provenance import InputLayer
from .reader import Reader, choose_working_crs, warn_assumed
from .reading import Layer
from .roles import CLASS_ROLE, find_column
from .stages import Stages
from .streets import NETWORKS, check_fields, read_networks
from .surfaces import Polygons, apart, covered_by, facilities_of, read_polygons
from .translation import Language, tr
from .writing import write_layers, write_table, write_with_input

if TYPE_CHECKING:
    import pandas as pd

    from ..core.assessment import Assessment, Rules
    from ..core.measures import Reaching
    from ..core.network import Network


@dataclass(frozen=True)
class Sources:
    """The layers of a run as they were chosen; None where an optional one was not."""

    dwellings: QgsFeatureSource
    neighbourhoods: QgsFeatureSource
    facilities: Sequence[FacilityLayer]
    networks: Mapping[str, QgsFeatureSource | None]
    developed_areas: QgsFeatureSource | None


@dataclass(frozen=True)
class Inputs:
    """What was read for a run: the layers for writing, and what an assessment takes.

    `labels` is what people call the neighbourhoods.
    """

    norm_set: NormSet
    working: WorkingCrs
    dwelling_layer: Layer
    neighbourhood_layer: Layer
    found: AllFacilities
    labels: list[str]
    dwellings: Dwellings
    neighbourhoods: Neighbourhoods
    facilities: Facilities
    reaching: Reaching
    rules: Rules


def read_sources(reader: Reader, facilities: Sequence[FacilityLayer]) -> Sources:
    """Take the layers that were chosen; an `InputError` where one is missing."""
    if not facilities:
        raise InputError("The input {input} is empty: choose a layer for it.", input="FACILITIES")
    networks = {name: reader.source(parameter) for name, parameter in NETWORKS.items()}
    check_fields(reader, [source for source in networks.values() if source is not None])
    if reader.field("DIRECTION_FIELD") and networks["cycle"] is None:
        reader.feedback.pushWarning(
            tr("The direction field counts for bicycles only, and there is no network for them.")
        )
    return Sources(
        reader.needed("DWELLINGS"),
        reader.needed("NEIGHBOURHOODS"),
        facilities,
        networks,
        reader.source("DEVELOPED_AREAS"),
    )


def read_inputs(reader: Reader, sources: Sources, store: NormStore, stages: Stages, progress: Progress) -> Inputs:
    """Read all that a run needs, and tell about it in the log."""
    from ..core.assessment import Rules
    from .places import reaching_of

    chosen = read_norms(reader, store)
    norm_set = chosen.norm_set
    _tell_norms(reader, norm_set)
    needs = find_needs(chosen, _fields(reader, sources), reader.feedback)
    computed = [r for r in norm_set.requirements if r.id not in needs.hindrances]
    main = next((s for s in sources.networks.values() if s is not None), sources.neighbourhoods)
    working = choose_working_crs(reader, main)
    networks = _networks(reader, norm_set, computed, needs, working, progress.part(0, 0.3))
    stages.done(tr("streets"))
    neighbourhood_layer, neighbourhoods, labels = read_neighbourhoods(reader, sources.neighbourhoods, working, needs)
    borders = neighbourhood_layer.shapes
    divisions = read_divisions(reader, sources.neighbourhoods, neighbourhood_layer, needs)
    dwelling_layer, dwellings, groups = read_dwellings(
        reader, sources.dwellings, working, borders, neighbourhoods, needs, progress.part(0.3, 0.5)
    )
    found = read_facilities(reader, sources.facilities, working, needs.facility_fields, progress.part(0.5, 0.6))
    _tell_facilities(reader, found)
    stages.done(tr("reading"))
    complete_types = frozenset(reader.type_keys("COMPLETE_TYPES"))
    areas = _areas(reader, sources, neighbourhood_layer, computed, working, progress.part(0.6, 0.62))
    facilities, shapes = facilities_of(
        found, computed, areas, borders, working, complete_types, progress.part(0.62, 0.7)
    )
    neighbourhoods = _with_ground(reader, neighbourhoods, sources, areas, computed, working, progress.part(0.7, 0.75))
    warn_margins(reader.feedback, norm_set, computed, networks, borders, facilities)
    stages.done(tr("areas"))
    reaching = reaching_of(
        reader, networks, dwellings, dwelling_layer.ids, facilities, shapes, working, progress.part(0.75, 1)
    )
    stages.done(tr("snapping"))
    rules = Rules(
        reader.number("MIN_DWELLINGS"),
        complete_types,
        needs.weights,
        needs.hindrances,
        needs.levels,
        divisions,
        groups,
        reader.number("MIN_GROUP"),
    )
    return Inputs(
        norm_set,
        working,
        dwelling_layer,
        neighbourhood_layer,
        found,
        labels,
        dwellings,
        neighbourhoods,
        facilities,
        reaching,
        rules,
    )


def _fields(reader: Reader, sources: Sources) -> Fields:
    field_map = reader.field_map("FIELD_MAP")
    areas = sources.neighbourhoods.fields().names()
    return Fields(
        sources.dwellings.fields().names(),
        areas,
        [name for layer in sources.facilities for name in layer.source.fields().names()],
        {name: None if s is None else s.fields().names() for name, s in sources.networks.items()},
        sources.developed_areas is not None,
        reader.field("CLASS_FIELD") or find_column(CLASS_ROLE, areas, field_map) or "",
        field_map,
    )


def _networks(
    reader: Reader,
    norm_set: NormSet,
    computed: Sequence[Requirement],
    needs: Needs,
    working: WorkingCrs,
    progress: Progress,
) -> dict[Streets, Network]:
    """Read the networks that are travelled on, and say how."""
    walked = [r for r in computed if r.has_share and r.metric == "network"]
    modes = list({r.mode: norm_set.mode(r.mode) for r in walked}.values())
    for mode in modes:
        reader.feedback.pushInfo(
            tr("Measured over {input} as {mode}, {kmh} km/h: {ids}").format(
                input=NETWORKS[mode.network],
                mode=mode.name,
                kmh=f"{mode.kmh:g}",
                ids=first_few([r.id for r in walked if r.mode == mode.name], 20),
            )
        )
    return read_networks(reader, working, modes, needs.street_columns, progress) if modes else {}


def _areas(
    reader: Reader,
    sources: Sources,
    layer: Layer,
    computed: Sequence[Requirement],
    working: WorkingCrs,
    progress: Progress,
) -> Polygons | None:
    """Give the neighbourhoods' polygons where a requirement asks for m² in them; common ground is the first's."""
    if not any(not r.has_share and r.unit in ("m2", "share") for r in computed):
        return None
    return apart(read_polygons(sources.neighbourhoods, working, layer.ids.tolist()), reader.feedback, progress)


def _with_ground(
    reader: Reader,
    neighbourhoods: Neighbourhoods,
    sources: Sources,
    areas: Polygons | None,
    computed: Sequence[Requirement],
    working: WorkingCrs,
    progress: Progress,
) -> Neighbourhoods:
    """Add the m² that a share of area is a share of."""
    if areas is None:
        return neighbourhoods
    ground = {**neighbourhoods.ground, "neighbourhood": areas.area}
    if sources.developed_areas is not None and any(r.area_of == "developed" for r in computed):
        warn_assumed(reader.feedback, sources.developed_areas, working)
        ground["developed"] = covered_by(areas, sources.developed_areas, working, progress)
    return replace(neighbourhoods, ground=ground)


def _tell_norms(reader: Reader, norm_set: NormSet) -> None:
    title = norm_set.title.in_language(QgsApplication.locale())
    reader.feedback.pushInfo(
        tr("Norm set “{title}” ({id}, version {version}, {state}): {n} requirements.").format(
            title=title,
            id=norm_set.id,
            version=norm_set.version,
            state=norm_set.state,
            n=len(norm_set.requirements),
        )
    )
    if norm_set.state == "superseded":
        reader.feedback.pushWarning(
            tr("The norm set {id} is superseded by: {other}.").format(
                id=norm_set.id, other=norm_set.superseded_by or "–"
            )
        )


def _tell_facilities(reader: Reader, found: AllFacilities) -> None:
    types = sorted({t.strip() for t in found.types if t and t.strip()}, key=str.casefold)
    reader.feedback.pushInfo(
        tr("Facilities: {n} in {layers} layers, of {m} types: {types}.").format(
            n=len(found.types), layers=len(found.layers), m=len(types), types=first_few(types, 20) or "–"
        )
    )


def write_results(
    outputs: Outputs, sources: Sources, inputs: Inputs, assessment: Assessment, prefix: str, progress: Progress
) -> None:
    """Write the layers, the table and the report that are wanted."""
    from ..core.results import result_table
    from .results import dwelling_columns, dwelling_status, facility_columns, neighbourhood_columns, result_columns

    grounds = list(inputs.reaching.grounds.values())
    status = dwelling_status(inputs.dwellings, [ground.snaps.on_network for ground in grounds])
    ids = inputs.neighbourhoods.ids
    columns = dwelling_columns(assessment, inputs.dwellings, ids, inputs.facilities.ids, status)
    part = progress.part(0, 0.7)
    write_with_input(outputs, "OUTPUT_DWELLINGS", sources.dwellings, inputs.dwelling_layer, columns, part, prefix)
    columns, part = neighbourhood_columns(assessment), progress.part(0.7, 0.8)
    layer = inputs.neighbourhood_layer
    write_with_input(outputs, "OUTPUT_NEIGHBOURHOODS", sources.neighbourhoods, layer, columns, part, prefix)
    table = result_table(assessment, inputs.norm_set, QgsApplication.locale())
    write_table(outputs, "OUTPUT_RESULTS", result_columns(table), progress.part(0.8, 0.85))
    found = inputs.found
    outputs.about.requirements = {r.id: r.label(QgsApplication.locale()) for r in inputs.norm_set.requirements}
    outputs.about.sentences = [
        Phrases(Language()).norm_set(inputs.norm_set.id, inputs.norm_set.version, inputs.norm_set.state)
    ]
    columns = facility_columns(found.ids, found.types, assessment, _snap_m(inputs), found.shapes.has_geometry)
    layers = [(layer.source, rows) for layer, rows in found.layers]
    part = progress.part(0.85, 0.9)
    write_layers(outputs, "OUTPUT_FACILITIES", layers, columns, inputs.working, part, prefix)
    report = outputs.file("REPORT")
    if report is not None:
        _write_report(report, table, sources, inputs, assessment, outputs.about.inputs, progress.part(0.9, 1))
    progress.at(1.0)


def _write_report(
    path: Path,
    table: pd.DataFrame,
    sources: Sources,
    inputs: Inputs,
    assessment: Assessment,
    given: Sequence[InputLayer],
    progress: Progress,
) -> None:
    """Write the report of a run, with maps of its neighbourhoods and dwellings."""
    from ..core.findings import read_findings
    from .report import About, write_report

    language, areas = Language(), inputs.neighbourhoods
    member = {
        d.level: dict(zip(areas.ids, (d.ids[row] for row in d.area), strict=True)) for d in inputs.rules.divisions
    }
    names = [label.removesuffix(f" ({own})") for label, own in zip(inputs.labels, areas.ids, strict=True)]
    shapes = read_polygons(sources.neighbourhoods, inputs.working, inputs.neighbourhood_layer.ids.tolist()).shapes
    about = About(
        title=inputs.norm_set.title.in_language(language.code) or inputs.norm_set.id,
        labels=dict(zip(areas.ids, inputs.labels, strict=True)),
        classes=dict(zip(areas.ids, areas.classes, strict=True)) if areas.classes else {},
        ground=Ground(shapes, names, inputs.working.crs, inputs.dwellings.xy),
        states={o.requirement.id: o.measure.within for o in assessment.outcomes if o.measure is not None},
        inputs=given,
    )
    write_report(path, read_findings(table, member), about, Phrases(language), progress)


def _snap_m(inputs: Inputs) -> NDArray[np.float64] | None:
    """Give the shortest way of each facility to any of the networks, NaN where it is off them all."""
    legs = [ground.access.snap_m()[: inputs.facilities.count] for ground in inputs.reaching.grounds.values()]
    return np.fmin.reduce(legs) if legs else None
