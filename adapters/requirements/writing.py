"""The layers, tables and report of a run of basic requirements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import to_list
from ...core.norms.model import Requirement
from ...core.progress import Progress
from ...core.statuses import FACILITIES_UNUSABLE
from ...core.wording import decimals_of
from ..io import parameter_names as p
from ..io.columns import number_column
from ..io.translation import Language, tr, user_locale
from ..outputs.layer_writer import LayerWriter, RowChoice
from ..outputs.outputs import Outputs
from ..report.count_phrases import CountPhrases
from ..report.norm_set_words import norm_set_line
from ..report.phrases import Phrases
from ..results.off_streets import find_off_streets
from ..results.run_facts import RunFacts
from .causes_of_unknown import unknown_since
from .compared_distances import compare_published
from .dwellings_over_years import onto_layers, stock_columns
from .group_results import group_results
from .inputs import Moment, RequirementInputs, Sources
from .log import log_unknown_groups
from .run_report import RunTables, write_run_report

if TYPE_CHECKING:
    import pandas as pd

    from ...core.requirements.outcomes import Assessment
    from ...core.results.table import RunMark


def write_results(
    outputs: Outputs,
    sources: Sources,
    inputs: RequirementInputs,
    assessments: Sequence[Assessment],
    prefix: str,
    progress: Progress,
) -> RunFacts:
    """Write the layers, the tables and the report that are wanted; the layers show the last year.

    Return what the run has to say of them beside.
    """
    from ..results.by_year_columns import neighbourhoods_by_year
    from ..results.columns_of import neighbourhood_columns

    assessment, moment = assessments[-1], inputs.moments[-1]
    by_year = _by_year(inputs, assessments)
    _write_dwellings(outputs, sources, inputs, assessments, prefix, progress.part(0, 0.7))
    columns, writer = neighbourhood_columns(assessment), LayerWriter(outputs, p.OUTPUT_NEIGHBOURHOODS, prefix)
    if by_year:
        columns.append(neighbourhoods_by_year(by_year))
    writer.with_input(sources.neighbourhoods, inputs.areas.layer, columns, progress.part(0.7, 0.8))
    tables = _write_tables(outputs, inputs, assessments, progress.part(0.8, 0.86))
    _write_facilities(outputs, inputs, assessments, prefix, progress.part(0.86, 0.9))
    write_run_report(outputs, tables, sources, inputs, assessment, progress.part(0.9, 1))
    progress.at(1.0)
    return _facts(inputs, assessment, moment.year)


def _write_dwellings(
    outputs: Outputs,
    sources: Sources,
    inputs: RequirementInputs,
    assessments: Sequence[Assessment],
    prefix: str,
    progress: Progress,
) -> None:
    """Write the dwellings, those that plans add behind the others."""
    from ..results.by_year_columns import dwellings_by_year
    from ..results.columns_of import dwelling_columns, dwelling_status

    if not outputs.wanted(p.OUTPUT_DWELLINGS):
        return
    moment, homes = inputs.moments[-1], inputs.homes
    assessment, by_year = assessments[-1], _by_year(inputs, assessments)
    on_networks = [searches.snaps.on_network for searches in moment.reaching.networks]
    status = dwelling_status(moment.dwellings, on_networks)
    ids = inputs.areas.neighbourhoods.ids
    columns = dwelling_columns(assessment, moment.dwellings, ids, moment.facilities.ids, status)
    if by_year:
        columns.append(dwellings_by_year(by_year, moment.dwellings.count))
    writer = LayerWriter(outputs, p.OUTPUT_DWELLINGS, prefix)
    if homes.plans is None:
        writer.with_input(sources.dwellings, homes.layer, columns, progress)
        return
    spread, chosen = onto_layers([*stock_columns(homes.stock), *columns], homes.plans, homes.layer.count)
    layers = [(sources.dwellings, homes.layer), (homes.plans.source, homes.plans.layer)]
    writer.chosen(layers, spread, inputs.working, progress, RowChoice(rows=chosen))


def _write_facilities(
    outputs: Outputs,
    inputs: RequirementInputs,
    assessments: Sequence[Assessment],
    prefix: str,
    progress: Progress,
) -> None:
    from ..results.by_year_columns import facilities_by_year
    from ..results.columns_of import facility_columns

    facilities, has_geometry = inputs.facilities, inputs.facilities.shapes.has_geometry
    assessment, by_year = assessments[-1], _by_year(inputs, assessments)
    snap_m, street_m = _snap_m(inputs.moments[-1]), _street_m(inputs)
    columns = facility_columns(facilities.ids, facilities.types, assessment, snap_m, has_geometry)
    columns.append(number_column("street_m", street_m))
    if by_year:
        there = [moment.facilities for moment in inputs.moments]
        columns.append(facilities_by_year(by_year, there, len(facilities.ids)))
    layers = [(layer.source, rows) for layer, rows in facilities.layers]
    LayerWriter(outputs, p.OUTPUT_FACILITIES, prefix).of_layers(layers, columns, inputs.working, progress)


def _write_tables(
    outputs: Outputs, inputs: RequirementInputs, assessments: Sequence[Assessment], progress: Progress
) -> RunTables:
    """Write the results of all years and the tables beside them; return what the report takes."""
    from ...core.results.by_plan import PLAN_KINDS, plan_table
    from ...core.results.degree_table import DEGREE_KINDS
    from ...core.results.group_table import GROUP_KINDS
    from ...core.results.table import RESULT_KINDS, RunMark
    from ..results.columns_of import table_columns

    language = user_locale()
    run = RunMark(language, outputs.run_id, datetime.now().astimezone().date().isoformat())
    table = _results(inputs, assessments, run)
    LayerWriter(outputs, p.OUTPUT_RESULTS).table(table_columns(table, RESULT_KINDS), progress.part(0, 0.7))
    if outputs.wanted(p.OUTPUT_DEGREES):
        degrees = _degrees(inputs, assessments)
        LayerWriter(outputs, p.OUTPUT_DEGREES).table(table_columns(degrees, DEGREE_KINDS), progress.part(0.7, 0.75))
    groups = group_results(inputs, assessments) if inputs.norms.groups.wanted else None
    if groups is not None:
        log_unknown_groups(outputs.feedback, groups)
    if groups is not None and outputs.wanted(p.OUTPUT_GROUPS):
        LayerWriter(outputs, p.OUTPUT_GROUPS).table(table_columns(groups, GROUP_KINDS), progress.part(0.75, 0.8))
    plausibility = _plausibility(outputs, inputs, progress.part(0.8, 0.9))
    if inputs.homes.plans is None and not outputs.wanted(p.OUTPUT_PLANS):
        return RunTables(table, None, groups, plausibility)
    dwellings, stock = inputs.moments[-1].dwellings, inputs.homes.stock
    plans = plan_table(assessments[-1], dwellings, stock, inputs.rules.min_group, language)
    LayerWriter(outputs, p.OUTPUT_PLANS).table(table_columns(plans, PLAN_KINDS), progress.part(0.9, 1))
    return RunTables(table, plans, groups, plausibility)


def _plausibility(outputs: Outputs, inputs: RequirementInputs, progress: Progress) -> pd.DataFrame | None:
    """Write our average distances beside the published ones, and return them; None where nobody asked for them."""
    from ...core.results.plausibility import PLAUSIBILITY_KINDS
    from ..results.columns_of import table_columns

    if not outputs.wanted(p.OUTPUT_PLAUSIBILITY) and not inputs.published:
        return None
    found = compare_published(inputs, outputs.feedback, progress.part(0, 0.8))
    columns = table_columns(found, PLAUSIBILITY_KINDS)
    LayerWriter(outputs, p.OUTPUT_PLAUSIBILITY).table(columns, progress.part(0.8, 1))
    return found


def _facts(inputs: RequirementInputs, assessment: Assessment, year: int | None) -> RunFacts:
    """Return what a run has to say of its results: for styles, metadata, and the message after it."""
    norm_set = inputs.norms.norm_set
    return RunFacts(
        norm_set=norm_set.label(user_locale()),
        requirements={r.id: r.label(user_locale()) for r in norm_set.requirements},
        types=frozenset(name for r in norm_set.requirements for name in r.facility),
        reached=frozenset(name for r in norm_set.requirements if r.over_streets for name in r.facility),
        thresholds={
            o.requirement.id: (_only_threshold(o.requirement), o.requirement.unit)
            for o in assessment.outcomes
            if o.measure is not None
        },
        decimals={r.id: _decimals(r) for r in norm_set.requirements if r.has_share or r.unit == "share"},
        whole=frozenset(r.id for r in norm_set.requirements if r.kind.whole),
        units={
            r.id: Phrases(Language()).in_unit(r, "%1")
            for r in norm_set.requirements
            if not (r.has_share or r.unit == "share" or r.kind.whole)
        },
        larger={r.id: Phrases(Language()).level(r.level) for r in norm_set.requirements if r.level},
        sentences=[norm_set_line(norm_set.id, norm_set.version, norm_set.state, Language()), *inputs.cautions],
        years=_years(inputs),
        unknown_since=unknown_since(assessment),
        outcome=" ".join([_outcome(assessment, year), *_off_streets(inputs, assessment)]),
    )


def _off_streets(inputs: RequirementInputs, assessment: Assessment) -> list[str]:
    """Describe the facilities off the streets because of which something cannot be judged, if any."""
    asked = [
        one.requirement.facility
        for one in assessment.outcomes
        if any((figures.verdicts.reason == FACILITIES_UNUSABLE).any() for figures in one.figures.values())
    ]
    found = find_off_streets(asked, inputs.facilities.types, _street_m(inputs)) if asked else None
    return [] if found is None else [found.sentence()]


def _by_year(inputs: RequirementInputs, assessments: Sequence[Assessment]) -> Mapping[int, Assessment]:
    """Return what came of each year, for the map to step through; nothing where there are no several."""
    years = _years(inputs)
    return dict(zip(years, assessments, strict=True)) if len(years) > 1 else {}


def _years(inputs: RequirementInputs) -> list[int]:
    """Return the years of a run, none where it is of no year."""
    return [moment.year for moment in inputs.moments if moment.year is not None]


def _outcome(assessment: Assessment, year: int | None) -> str:
    """Describe in a sentence, which fits in the message bar, how many neighbourhoods meet all requirements."""
    said = CountPhrases(Language()).of_all(to_list(assessment.overall))
    return said if year is None else f"{tr('In {year}:').format(year=year)} {said}"


def _decimals(requirement: Requirement) -> int:
    """Return the decimals of its percentages: as many as its norm has, and of an area at least one."""
    if requirement.has_share:
        return decimals_of(np.nan if requirement.target is None else requirement.target)
    return max(decimals_of(_only_threshold(requirement)), 1)


def _results(inputs: RequirementInputs, assessments: Sequence[Assessment], run: RunMark) -> pd.DataFrame:
    """Return the results of all years, one after the other."""
    import pandas as pd

    from ...core.results.table import result_table

    parts = inputs.homes.stock.parts() if inputs.homes.plans is not None else {}
    tables = [
        result_table(one, inputs.norms.norm_set, run, moment.year, parts, moment.dwellings.neighbourhood)
        for one, moment in zip(assessments, inputs.moments, strict=True)
    ]
    return tables[0] if len(tables) == 1 else pd.concat(tables, ignore_index=True)


def _degrees(inputs: RequirementInputs, assessments: Sequence[Assessment]) -> pd.DataFrame:
    """Return how many dwellings have how much of what is asked, of all years."""
    import pandas as pd

    from ...core.results.degree_table import degree_table

    parts = inputs.homes.stock.parts() if inputs.homes.plans is not None else {}
    tables = [
        degree_table(one, moment.dwellings, moment.year, parts)
        for one, moment in zip(assessments, inputs.moments, strict=True)
    ]
    return pd.concat(tables, ignore_index=True)


def _only_threshold(requirement: Requirement) -> float:
    """Return the threshold of all dwellings, NaN where it differs between them."""
    if requirement.thresholds_by_class or requirement.threshold is None:
        return np.nan
    return requirement.threshold


def _street_m(inputs: RequirementInputs) -> NDArray[np.float64]:
    """Return how far the nearest street is from each facility off all networks, NaN of others."""
    from ...core.network.snapping import distance_to_streets

    found: NDArray[np.float64] = np.full(len(inputs.facilities.ids), np.nan)
    snap_m = _snap_m(inputs.moments[-1])
    if snap_m is None:
        return found
    off = np.flatnonzero(np.isnan(snap_m) & inputs.facilities.shapes.has_geometry)
    if off.size:
        shapes = inputs.facilities.shapes.take(off)
        networks = [searches.network for searches in inputs.moments[-1].reaching.networks]
        found[off] = np.fmin.reduce([distance_to_streets(network, shapes) for network in networks])
    return found


def _snap_m(moment: Moment) -> NDArray[np.float64] | None:
    """Return the shortest way of each facility to any of the networks, NaN where it is off them all."""
    legs = [searches.facilities.snap_m()[: moment.facilities.count] for searches in moment.reaching.networks]
    return np.fmin.reduce(legs) if legs else None
