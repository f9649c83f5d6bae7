"""A run of basic requirements from layers to an assessment, and from an assessment to layers, table and report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsApplication, QgsFeatureSource, QgsProcessingFeedback

from ...core.errors import InputError
from ...core.norms.model import NormSet, Requirement, Streets, type_key
from ...core.progress import Progress
from ...core.requirements.demand import Dwellings, Neighbourhoods
from ...core.requirements.facilities import Facilities
from ...core.statuses import JUDGED
from ..io.crs import WorkingCrs
from ..io.feedback import first_few, log_notes
from ..io.reader import Reader, choose_working_crs, warn_assumed, warn_unusable
from ..io.reading import Layer, text
from ..io.roles import CLASS_ROLE, find_column
from ..io.timings import Stages
from ..io.translation import Language, tr
from ..layers.facilities import AllFacilities, FacilityLayer, read_facilities
from ..layers.margin_warnings import warn_margins
from ..layers.places import read_divisions, read_dwellings, read_neighbourhoods
from ..layers.polygons import Polygons, apart, covered_by, facilities_of, read_polygons
from ..layers.streets import NETWORKS, check_fields, read_networks
from ..norms.choosing import Fields, Needs, find_needs, read_norms
from ..norms.store import NormStore
from ..outputs.outputs import Outputs
from ..outputs.provenance import InputLayer
from ..outputs.writing import write_chosen, write_layers, write_table, write_with_input
from ..report.curve_chart import AreaCurves, area_curves
from ..report.maps import MapBase
from ..report.phrases import Phrases
from ..results.run_outputs import states_of, values_of

if TYPE_CHECKING:
    import pandas as pd

    from ...core.network.network import Network
    from ...core.requirements.assessment import Assessment, Rules
    from ...core.requirements.measures import Reaching
    from ...core.requirements.years import DwellingStock
    from ...core.results.reading import Findings
    from .dwellings_over_years import Plans


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The layers of a run as they were chosen; None where an optional one was not."""

    dwellings: QgsFeatureSource
    neighbourhoods: QgsFeatureSource
    facilities: Sequence[FacilityLayer]
    networks: Mapping[str, QgsFeatureSource | None]
    developed_areas: QgsFeatureSource | None


@dataclass(frozen=True)
class Moment:
    """What an assessment takes that differs from year to year; `year` is None where a run is of no year."""

    year: int | None
    dwellings: Dwellings
    facilities: Facilities
    reaching: Reaching


@dataclass(frozen=True, kw_only=True)
class RequirementInputs:
    """What was read for a run: the layers for writing, and what assessments take.

    Parameters
    ----------
    labels
        What people call the neighbourhoods.
    stock
        All dwellings, those that are planned behind those that stand.
    plans
        The layer with plans, None without one.
    moments
        For each year, or one of no year.
    """

    norm_set: NormSet
    working: WorkingCrs
    dwelling_layer: Layer
    neighbourhood_layer: Layer
    found: AllFacilities
    labels: list[str]
    neighbourhoods: Neighbourhoods
    rules: Rules
    stock: DwellingStock
    plans: Plans | None
    moments: Sequence[Moment]


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
        dwellings=reader.needed("DWELLINGS"),
        neighbourhoods=reader.needed("NEIGHBOURHOODS"),
        facilities=facilities,
        networks=networks,
        developed_areas=reader.source("DEVELOPED_AREAS"),
    )


def read_inputs(
    reader: Reader, sources: Sources, store: NormStore, stages: Stages, progress: Progress
) -> RequirementInputs:
    """Read all that a run needs, and tell about it in the log."""
    from ...core.requirements.assessment import Rules
    from ...core.requirements.years import read_years
    from ..layers.places import reaching_of
    from .dwellings_over_years import grouped, read_stock
    from .forecast import read_forecast

    years = read_years(reader.text("YEARS"))
    _check_years(reader, sources, years)
    chosen = read_norms(reader, store)
    norm_set = chosen.norm_set
    _tell_norms(reader, norm_set)
    needs = find_needs(chosen, _fields(reader, sources), reader.feedback)
    computed = [r for r in norm_set.requirements if r.id not in needs.hindrances]
    main = next((s for s in sources.networks.values() if s is not None), sources.neighbourhoods)
    working = choose_working_crs(reader, main)
    told: Sequence[int | None] = years or (None,)
    networks = _networks(reader, norm_set, computed, needs, working, progress.part(0, 0.3), told)
    stages.done(tr("streets"))
    neighbourhood_layer, neighbourhoods, labels = read_neighbourhoods(reader, sources.neighbourhoods, working, needs)
    borders = neighbourhood_layer.shapes
    divisions = read_divisions(reader, sources.neighbourhoods, neighbourhood_layer, needs)
    dwelling_layer, dwellings, groups = read_dwellings(
        reader, sources.dwellings, working, borders, neighbourhoods, needs, progress.part(0.3, 0.5)
    )
    growth = neighbourhood_layer.numbers(reader.field("GROWTH_FIELD")) if reader.field("GROWTH_FIELD") else None
    weights = [source.field for source in needs.weights.values() if source.field]
    forecast = read_forecast(reader, neighbourhoods.ids, weights, years)
    stock, plans = read_stock(reader, dwellings, borders, working, years, growth, forecast)
    groups = grouped(groups, stock)
    dates = [f for f in (reader.text(name) for name in ("OPEN_FROM_FIELD", "OPEN_UNTIL_FIELD")) if f]
    wanted = [*needs.facility_fields, *dates]
    found = read_facilities(reader, sources.facilities, working, wanted, progress.part(0.5, 0.6))
    _tell_facilities(reader, found)
    stages.done(tr("reading"))
    complete_types = frozenset(reader.type_keys("COMPLETE_TYPES"))
    _tell_strange_types(reader, complete_types, norm_set, found)
    areas = _areas(reader, sources, neighbourhood_layer, computed, working, progress.part(0.6, 0.62))
    opened = [_open_in(reader, found, year) for year in told]
    neighbourhoods = _with_ground(reader, neighbourhoods, sources, areas, computed, working, progress.part(0.62, 0.7))
    moments: list[Moment] = []
    built: dict[tuple[object, ...], tuple[Facilities, Reaching]] = {}
    for number, (year, streets, there) in enumerate(zip(told, networks, opened, strict=True)):
        part = progress.part(0.7 + 0.3 * number / len(told), 0.7 + 0.3 * (number + 1) / len(told))
        key = (*(id(network) for network in streets.values()), None if there is None else there.tobytes())
        if key not in built:
            facilities = facilities_of(
                found, computed, areas, borders, working, complete_types, part.part(0, 0.3), there
            )
            warn_margins(reader.feedback, norm_set, computed, streets, borders, facilities)
            stages.done(tr("areas"))
            ids = dwelling_layer.ids
            if plans is not None:
                ids = np.concatenate([ids, plans.layer.ids[plans.coming]])
            built[key] = (
                facilities,
                reaching_of(reader, streets, stock.dwellings, ids, found, working, part.part(0.3, 1)),
            )
            stages.done(tr("snapping"))
        homes = stock.dwellings if year is None else stock.in_year(year)[0]
        moments.append(Moment(year, homes, *built[key]))
    rules = Rules(
        min_dwellings=reader.number("MIN_DWELLINGS"),
        complete_types=complete_types,
        weights=needs.weights,
        hindrances=needs.hindrances,
        levels=needs.levels,
        divisions=divisions,
        groups=groups,
        min_group=reader.number("MIN_GROUP"),
    )
    return RequirementInputs(
        norm_set=norm_set,
        working=working,
        dwelling_layer=dwelling_layer,
        neighbourhood_layer=neighbourhood_layer,
        found=found,
        labels=labels,
        neighbourhoods=neighbourhoods,
        rules=rules,
        stock=stock,
        plans=plans,
        moments=moments,
    )


def _check_years(reader: Reader, sources: Sources, years: Sequence[int]) -> None:
    """Stop where what belongs to years is asked for without any, or where a field with them is nowhere."""
    asked = ("PLANS", "OPEN_FROM_FIELD", "OPEN_UNTIL_FIELD", "STREET_YEAR_FIELD", "GROWTH_FIELD", "FORECAST")
    given = next((name for name in asked if reader.parameters.get(name) not in (None, "", [])), None)
    if given and not years:
        raise InputError(
            "{input} says what changes over the years: write in YEARS which, such as 2026;2030.", input=given
        )
    for name in ("OPEN_FROM_FIELD", "OPEN_UNTIL_FIELD"):
        field = reader.text(name)
        if field and all(layer.source.fields().lookupField(field) < 0 for layer in sources.facilities):
            raise InputError(
                'No facility layer has the field "{field}" of {input}; choose another, or leave it empty.',
                field=field,
                input=name,
            )
    field = reader.field("STREET_YEAR_FIELD")
    streets = [source for source in sources.networks.values() if source is not None]
    if field and all(source.fields().lookupField(field) < 0 for source in streets):
        raise InputError(
            'No network has the field "{field}" of {input}; choose another, or leave it empty.',
            field=field,
            input="STREET_YEAR_FIELD",
        )


def _years_in(reader: Reader, found: AllFacilities, field: str) -> NDArray[np.float64]:
    """Return the year in a field of each facility, NaN where it says none; warn of what cannot be read."""
    from ...core.requirements.years import years_of

    if not field:
        return np.full(len(found.ids), np.nan)
    said = [text(value) for value in found.columns[field]]
    years = years_of(said)
    lost = [own for own, value, year in zip(found.ids, said, years.tolist(), strict=True) if value and np.isnan(year)]
    if lost:
        reader.feedback.pushWarning(
            tr("Facilities whose {field} is no year or date, taken to be open: {n} ({ids})").format(
                field=field, n=len(lost), ids=first_few(lost)
            )
        )
    return years


def _open_in(reader: Reader, found: AllFacilities, year: int | None) -> NDArray[np.bool_] | None:
    """Return which facilities are open in a year; None where nothing says otherwise."""
    from ...core.requirements.years import open_in

    fields = reader.text("OPEN_FROM_FIELD"), reader.text("OPEN_UNTIL_FIELD")
    if year is None or not any(fields):
        return None
    opens, closes = (_years_in(reader, found, f) for f in fields)
    there = open_in(year, opens, closes)
    if not there.all():
        reader.feedback.pushInfo(
            tr("{year}: facilities that are not open: {n} of {all}").format(
                year=year, n=int((~there).sum()), all=there.size
            )
        )
    return there


def _fields(reader: Reader, sources: Sources) -> Fields:
    field_map, forecast = reader.field_map("FIELD_MAP"), reader.source("FORECAST")
    areas = sources.neighbourhoods.fields().names()
    return Fields(
        dwellings=sources.dwellings.fields().names(),
        neighbourhoods=areas,
        facilities=[name for layer in sources.facilities for name in layer.source.fields().names()],
        networks={name: None if s is None else s.fields().names() for name, s in sources.networks.items()},
        developed_areas=sources.developed_areas is not None,
        class_field=reader.field("CLASS_FIELD") or find_column(CLASS_ROLE, areas, field_map) or "",
        field_map=field_map,
        forecast=[] if forecast is None else forecast.fields().names(),
    )


def _networks(
    reader: Reader,
    norm_set: NormSet,
    computed: Sequence[Requirement],
    needs: Needs,
    working: WorkingCrs,
    progress: Progress,
    years: Sequence[int | None],
) -> list[dict[Streets, Network]]:
    """Read the networks that are travelled on in each year, and say how."""
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
    if not modes:
        return [{} for _ in years]
    return read_networks(reader, working, modes, needs.street_columns, progress, years)


def _areas(
    reader: Reader,
    sources: Sources,
    layer: Layer,
    computed: Sequence[Requirement],
    working: WorkingCrs,
    progress: Progress,
) -> Polygons | None:
    """Return the neighbourhoods' polygons where a requirement asks for m² in them; common ground is the first's."""
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
        unusable: list[int] = []
        ground["developed"] = covered_by(areas, sources.developed_areas, working, progress, unusable)
        warn_unusable(reader.feedback, sources.developed_areas.sourceName(), unusable)
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


def _tell_strange_types(reader: Reader, complete: frozenset[str], norm_set: NormSet, found: AllFacilities) -> None:
    asked = {type_key(name): name for requirement in norm_set.requirements for name in requirement.facility}
    strange = complete - set(asked) - {type_key(name) for name in found.types if name}
    if strange:
        reader.feedback.pushWarning(
            tr(
                "Types in COMPLETE_TYPES that no layer holds and no requirement asks for: {types}. Requirements ask "
                "for: {asked}."
            ).format(types=first_few(sorted(strange), 20), asked=first_few(sorted(asked.values()), 20) or "–")
        )


def log_assessments(feedback: QgsProcessingFeedback, assessments: Sequence[Assessment]) -> None:
    """Put what the assessments have to say in the log, what holds in several years once."""
    notes = {str(note): note for assessment in assessments for note in assessment.notes}
    log_notes(feedback, list(notes.values()))


def log_totals(feedback: QgsProcessingFeedback, inputs: RequirementInputs, assessments: Sequence[Assessment]) -> None:
    """Describe how many neighbourhoods meet all requirements, in each year."""
    for assessment, moment in zip(assessments, inputs.moments, strict=True):
        meeting, met, failed, unknown = assessment.totals()
        judged = int(np.isin(assessment.overall.astype(str), JUDGED).sum())
        text = tr(
            "{n} of {all} neighbourhoods meet all requirements; {met} requirements met, {failed} failed, "
            "{unknown} unknown."
        )
        if not judged:
            text = tr("No neighbourhood is judged; {met} requirements met, {failed} failed, {unknown} unknown.")
        said = text.format(n=meeting, all=judged, met=met, failed=failed, unknown=unknown)
        feedback.pushInfo(said if moment.year is None else f"{moment.year}: {said}")


def write_results(
    outputs: Outputs,
    sources: Sources,
    inputs: RequirementInputs,
    assessments: Sequence[Assessment],
    prefix: str,
    progress: Progress,
) -> None:
    """Write the layers, the tables and the report that are wanted; the layers show the last year."""
    from ...core.results.by_plan import PLAN_KINDS, plan_table
    from ...core.results.table import RESULT_KINDS
    from ..results.columns_of import (
        dwelling_columns,
        dwelling_status,
        facility_columns,
        neighbourhood_columns,
        table_columns,
    )
    from .dwellings_over_years import onto_layers, stock_columns

    assessment, moment, language = assessments[-1], inputs.moments[-1], QgsApplication.locale()
    grounds = list(moment.reaching.grounds.values())
    status = dwelling_status(moment.dwellings, [ground.snaps.on_network for ground in grounds])
    ids = inputs.neighbourhoods.ids
    columns = dwelling_columns(assessment, moment.dwellings, ids, moment.facilities.ids, status)
    part = progress.part(0, 0.7)
    if inputs.plans is None:
        write_with_input(outputs, "OUTPUT_DWELLINGS", sources.dwellings, inputs.dwelling_layer, columns, part, prefix)
    else:
        existing, plans = inputs.dwelling_layer, inputs.plans
        spread, chosen = onto_layers([*stock_columns(inputs.stock), *columns], plans, existing.count)
        layers = [(sources.dwellings, existing), (plans.source, plans.layer)]
        write_chosen(outputs, "OUTPUT_DWELLINGS", layers, spread, inputs.working, part, chosen=chosen, prefix=prefix)
    columns, part = neighbourhood_columns(assessment), progress.part(0.7, 0.8)
    layer = inputs.neighbourhood_layer
    write_with_input(outputs, "OUTPUT_NEIGHBOURHOODS", sources.neighbourhoods, layer, columns, part, prefix)
    table = _results(inputs, assessments, language)
    write_table(outputs, "OUTPUT_RESULTS", table_columns(table, RESULT_KINDS), progress.part(0.8, 0.85))
    plans_table = None
    if inputs.plans is not None or outputs.wanted("OUTPUT_PLANS"):
        plans_table = plan_table(assessment, moment.dwellings, inputs.stock, inputs.rules.min_group, language)
        write_table(outputs, "OUTPUT_PLANS", table_columns(plans_table, PLAN_KINDS), progress.part(0.85, 0.86))
    found = inputs.found
    outputs.about.norm_set = inputs.norm_set.id
    outputs.about.requirements = {r.id: r.label(language) for r in inputs.norm_set.requirements}
    outputs.about.thresholds = {
        o.requirement.id: (_only_threshold(o.requirement), o.requirement.unit)
        for o in assessment.outcomes
        if o.measure is not None
    }
    outputs.about.sentences = [
        Phrases(Language()).norm_set(inputs.norm_set.id, inputs.norm_set.version, inputs.norm_set.state)
    ]
    columns = facility_columns(found.ids, found.types, assessment, _snap_m(moment), found.shapes.has_geometry)
    facility_layers = [(layer.source, rows) for layer, rows in found.layers]
    part = progress.part(0.86, 0.9)
    write_layers(outputs, "OUTPUT_FACILITIES", facility_layers, columns, inputs.working, part, prefix)
    report = outputs.file("REPORT")
    if report is not None:
        tables, given = (table, plans_table), outputs.about.inputs
        _write_report(report, tables, sources, inputs, assessment, given, progress.part(0.9, 1))
    progress.at(1.0)


def _results(inputs: RequirementInputs, assessments: Sequence[Assessment], language: str) -> pd.DataFrame:
    """Return the results of all years, one after the other."""
    import pandas as pd

    from ...core.results.table import result_table

    parts = inputs.stock.parts() if inputs.plans is not None else {}
    tables = [
        result_table(one, inputs.norm_set, language, moment.year, parts, moment.dwellings.neighbourhood)
        for one, moment in zip(assessments, inputs.moments, strict=True)
    ]
    return tables[0] if len(tables) == 1 else pd.concat(tables, ignore_index=True)


def _write_report(
    path: Path,
    tables: tuple[pd.DataFrame, pd.DataFrame | None],
    sources: Sources,
    inputs: RequirementInputs,
    assessment: Assessment,
    given: Sequence[InputLayer],
    progress: Progress,
) -> None:
    """Write the report of a run, with maps of its neighbourhoods and dwellings; `tables` are its results and plans."""
    from ...core.results.reading import read_findings
    from ..report.report import ReportFacts, write_report

    language, areas = Language(), inputs.neighbourhoods
    member = {
        d.level: dict(zip(areas.ids, (d.ids[row] for row in d.area), strict=True)) for d in inputs.rules.divisions
    }
    table, plans = tables
    findings = read_findings(table, member)
    names = [label.removesuffix(f" ({own})") for label, own in zip(inputs.labels, areas.ids, strict=True)]
    shapes = read_polygons(sources.neighbourhoods, inputs.working, inputs.neighbourhood_layer.ids.tolist()).shapes
    about = ReportFacts(
        title=inputs.norm_set.title.in_language(language.code) or inputs.norm_set.id,
        labels=dict(zip(areas.ids, inputs.labels, strict=True)),
        classes=dict(zip(areas.ids, areas.classes, strict=True)) if areas.classes else {},
        ground=MapBase(shapes, names, inputs.working.crs, inputs.stock.dwellings.xy),
        states=_states(assessment),
        curves=_curves(findings, assessment, inputs.moments[-1].dwellings.neighbourhood),
        inputs=given,
        plans=plans,
    )
    write_report(path, findings, about, Phrases(language), progress)


def _states(assessment: Assessment) -> dict[str, NDArray[np.int8]]:
    """Return where each dwelling lies, by requirement, as maps show it."""
    return {
        o.requirement.id: states_of(o.ok, np.where(o.demand.missing, np.nan, o.demand.weight))
        for o in assessment.outcomes
        if o.measure is not None and o.demand is not None
    }


def _only_threshold(requirement: Requirement) -> float:
    """Return the threshold of all dwellings, NaN where it differs between them."""
    if requirement.thresholds_by_class or requirement.threshold is None:
        return np.nan
    return requirement.threshold


def _curves(findings: Findings, assessment: Assessment, home: NDArray[np.int64]) -> list[AreaCurves]:
    """Return the curves of the requirements that were measured."""
    found = []
    for outcome in assessment.outcomes:
        question, measured = findings.question(outcome.requirement.id), outcome.measure
        if question is None or measured is None or outcome.demand is None:
            continue
        counted = measured.number is not None
        own = values_of(measured.value, outcome.ok, outcome.demand.weight, outcome.reasons, counted=counted)
        found.append(area_curves(findings, question, findings.areas, own, home))
    return found


def _snap_m(moment: Moment) -> NDArray[np.float64] | None:
    """Return the shortest way of each facility to any of the networks, NaN where it is off them all."""
    legs = [ground.access.snap_m()[: moment.facilities.count] for ground in moment.reaching.grounds.values()]
    return np.fmin.reduce(legs) if legs else None
