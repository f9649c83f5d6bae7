"""The report of a run of basic requirements, with maps of its neighbourhoods and dwellings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import to_list
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.translation import Language
from ..layers.neighbourhoods import called_derived, districts, is_derived, municipality, names_above
from ..layers.polygons import read_polygons
from ..outputs.outputs import Outputs
from ..report.backdrop import Backdrop, Ground, barrier_backdrop, in_drawing_order
from ..report.brand import Brand
from ..report.curve_chart import AreaCurves, area_curves
from ..report.facts import ReportFacts
from ..report.map_places import MapPlaces, counted_places
from ..report.maps import MapBase
from ..report.phrases import Phrases
from ..results.dwelling_fields import states_of, values_of
from .inputs import RequirementInputs, Sources

if TYPE_CHECKING:
    import pandas as pd

    from ...core.requirements.outcomes import Assessment
    from ...core.results.degree_figures import DegreesOfArea
    from ...core.results.findings import Findings


@dataclass(frozen=True)
class RunTables:
    """The tables of a run: its results, and those that are None where nobody asked for them, or there are no plans."""

    results: pd.DataFrame
    plans: pd.DataFrame | None
    groups: pd.DataFrame | None
    plausibility: pd.DataFrame | None


def write_run_report(
    outputs: Outputs,
    tables: RunTables,
    sources: Sources,
    inputs: RequirementInputs,
    assessment: Assessment,
    progress: Progress,
) -> None:
    """Write the report of a run where it is wanted, with maps of its neighbourhoods and dwellings."""
    from ...core.results.findings import read_findings
    from ..report.report import write_report

    path = outputs.file(p.REPORT)
    if path is None:
        return
    language, areas = Language(), inputs.areas.neighbourhoods
    classes = areas.classes
    if is_derived(sources.neighbourhoods, inputs.norms.needs.class_column):
        classes = called_derived(classes, language.tr)
    member = {
        d.level: dict(zip(areas.ids, (d.ids[row] for row in d.area), strict=True)) for d in inputs.rules.divisions
    }
    findings = read_findings(tables.results, member)
    names = [label.removesuffix(f" ({area})") for label, area in zip(inputs.areas.labels, areas.ids, strict=True)]
    shapes = read_polygons(sources.neighbourhoods, inputs.working, to_list(inputs.areas.layer.ids)).shapes
    facts = ReportFacts(
        title=inputs.norms.norm_set.title.in_language(language.code) or language.tr("Basic requirements"),
        brand=Brand(municipality=municipality(inputs.areas.layer)),
        districts={area: name for area, name in zip(areas.ids, districts(inputs.areas.layer), strict=True) if name},
        labels={**names_above(inputs.areas.layer), **dict(zip(areas.ids, inputs.areas.labels, strict=True))},
        classes=dict(zip(areas.ids, classes, strict=True)) if classes else {},
        ground=MapBase(shapes, names, inputs.working.crs, inputs.homes.stock.dwellings.xy),
        states=_states(assessment),
        places=_places(assessment, inputs),
        background=_background(inputs, sources),
        curves=_curves(findings, assessment, inputs.moments[-1].dwellings.neighbourhood),
        inputs=outputs.inputs,
        plans=tables.plans,
        groups_table=tables.groups,
        plausibility=tables.plausibility,
        degrees=_degrees(assessment, inputs),
        cautions=inputs.cautions,
    )
    write_report(path, findings, facts, Phrases(language), progress)


def _places(assessment: Assessment, inputs: RequirementInputs) -> MapPlaces:
    """Return the facilities that requirements counted in the last year."""
    facilities = inputs.facilities
    users: list[set[str]] = [set() for _ in facilities.ids]
    for outcome in assessment.outcomes:
        for row in to_list(outcome.used):
            users[row].add(outcome.requirement.id)
    return counted_places(facilities.spots, facilities.types, [frozenset(ids) for ids in users])


def _background(inputs: RequirementInputs, sources: Sources) -> list[Backdrop]:
    """Return what the maps show below: the streets and barriers that the run read, those of one network only."""
    networks = [searches.network for searches in inputs.moments[-1].reaching.networks]
    if not networks:
        return []
    first = max(networks, key=lambda network: network.lines.shapes.count)
    streets = next(s.sourceName() for s in sources.networks.values() if s is not None)
    found = [Backdrop(streets, Ground.STREET, first.lines.shapes)]
    if first.barriers is not None:
        found += barrier_backdrop("", first.barriers.shapes)
    return in_drawing_order(found)


def _degrees(assessment: Assessment, inputs: RequirementInputs) -> Mapping[str, DegreesOfArea]:
    """Return how much of what is asked the dwellings of each area have in the last year."""
    from ...core.results.degree_figures import latest_degrees
    from ...core.results.degree_table import degree_table

    return latest_degrees(degree_table(assessment, inputs.moments[-1].dwellings))


def _states(assessment: Assessment) -> dict[str, NDArray[np.int8]]:
    """Return where each dwelling lies, by requirement, as maps show it."""
    return {
        o.requirement.id: states_of(o.ok, o.demand.known_weight)
        for o in assessment.outcomes
        if o.measure is not None and o.demand is not None
    }


def _curves(findings: Findings, assessment: Assessment, home: NDArray[np.int64]) -> list[AreaCurves]:
    """Return the curves of the requirements that were measured."""
    curves = []
    for outcome in assessment.outcomes:
        question, measured = findings.question(outcome.requirement.id), outcome.measure
        if question is None or measured is None or outcome.demand is None:
            continue
        counted = measured.number is not None
        values = values_of(measured.value, outcome.ok, outcome.demand.weight, outcome.reasons, counted=counted)
        curves.append(area_curves(findings, question, findings.areas, values, home))
    return curves
