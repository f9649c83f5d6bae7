"""What an algorithm's dialog is filled in with: the layers of the project that can play each part, and no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qgis.core import (
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingParameterDefinition,
    QgsProject,
    QgsVectorLayer,
)

from ..adapters.estimates.survey_prefill import area_field, is_estimates, share_values, survey_inputs
from ..adapters.explore.nearest_places import is_facilities_output
from ..adapters.explore.what_if import is_results_output
from ..adapters.fetching.fetch_prefill import fetch_inputs
from ..adapters.io import parameter_names as p
from ..adapters.norms.choosing import set_of_check
from ..adapters.outputs.provenance import run_of
from ..adapters.preparing.prefill import inputs_for
from ..adapters.preparing.prefill_ahead import (
    candidate_inputs,
    location_inputs,
    over_years_inputs,
    place_questions,
    planned_inputs,
)
from ..adapters.preparing.prefill_others import town_inputs
from ..adapters.report.report_prefill import has_place_of
from ..adapters.results.run_outputs import (
    is_causes_output,
    is_crossing_output,
    is_degrees_output,
    is_groups_output,
    is_places_output,
    is_plausibility_output,
    is_series_output,
)
from ..adapters.trend.trend_prefill import is_code_changes, newest_of_each_day
from ..core.errors import InputError
from ..core.preparing.dwelling_sources import ADDRESSES, AREAS, BUILDINGS
from .prepare_data.layers import Recogniser, layers_of
from .run_layers import layers_of_newest_run, other_of_run

Found = dict[str, object]

CHECK, OVER_YEARS = "basicrequirements", "requirementsoveryears"
CHECKS = (CHECK, OVER_YEARS)


def fitting_for(algorithm: QgsProcessingAlgorithm, project: QgsProject, this_year: int) -> Found:
    """Return inputs for any algorithm of ours, of what the layers of a project fit and its last check had."""
    asked = {one.name(): one for one in algorithm.parameterDefinitions() if not one.isDestination()}
    check = inputs_for(project, this_year)
    if algorithm.name() == CHECK:
        check = {name: value for name, value in check.items() if name not in p.OF_YEARS_TO_COME}
    elif algorithm.name() == OVER_YEARS:
        check = over_years_inputs(project, check, this_year)
    find = _BY_ALGORITHM.get(algorithm.name())
    if find is not None:
        found = find(project, check)
    else:
        several = p.FACILITIES in asked and asked[p.FACILITIES].type() == "multilayer"
        found = town_inputs(project, check, asked, several=several)
    return {name: value for name, value in found.items() if name in asked}


def needed_layers(algorithm: QgsProcessingAlgorithm) -> list[str]:
    """Return the names of the inputs that need a layer."""
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    return [
        one.name()
        for one in algorithm.parameterDefinitions()
        if one.type() in ("source", "vector") and not one.flags() & optional
    ]


def _ids(layers: Mapping[str, QgsVectorLayer | None]) -> Found:
    return {name: layer.id() for name, layer in layers.items() if layer is not None}


def report_inputs(project: QgsProject, check: Mapping[str, object]) -> Found:
    """Return inputs for the report of the newest run in a project: all that it wrote, and the streets and water.

    Parameters
    ----------
    check
        Inputs of a check, as `inputs_for` finds them.
    """
    found = layers_of_newest_run(project)
    own = {} if found.neighbourhoods else _areas_of(found.results, project, check)
    areas = found.neighbourhoods or project.mapLayer(str(own.get(p.NEIGHBOURHOODS, "")))
    layers = {
        p.RESULTS: found.results,
        p.NEIGHBOURHOODS: found.neighbourhoods,
        p.DWELLINGS: found.dwellings,
        p.FACILITIES: other_of_run(project, found.results, is_facilities_output),
        p.DEGREES: other_of_run(project, found.results, is_degrees_output),
        p.GROUPS_TABLE: other_of_run(project, found.results, is_groups_output),
        p.PLAUSIBILITY: other_of_run(project, found.results, is_plausibility_output),
        p.AMONG: _places_of(project, found.results, areas),
        **_beside_the_run(project, found.results),
    }
    below = [check[name] for name in (p.NETWORK, p.BARRIERS) if check.get(name)]
    background = {p.BACKGROUND: below} if below else {}
    of_class = {p.CLASS_FIELD: found.class_field} if found.class_field else {}
    return {p.TITLE: project.title(), **_ids(layers), **background, **of_class, **own}


def _areas_of(results: QgsVectorLayer | None, project: QgsProject, check: Mapping[str, object]) -> Found:
    """Return the neighbourhoods of a check, with the field of their codes, where a results table has these."""
    areas = project.mapLayer(str(check.get(p.NEIGHBOURHOODS, "")))
    code = area_field(areas, results) if isinstance(areas, QgsVectorLayer) and results is not None else ""
    return {p.NEIGHBOURHOODS: areas.id(), p.NEIGHBOURHOOD_ID: code} if code else {}


def _beside_the_run(project: QgsProject, results: QgsVectorLayer | None) -> dict[str, QgsVectorLayer | None]:
    """Return the newest series, its causes and the newest survey that are of the same requirements and areas."""
    if results is None:
        return {}
    series, causes = _newest(project, is_series_output), _newest(project, is_causes_output)
    crossing, estimates = _newest(project, is_crossing_output), _newest(project, is_estimates)
    has_series = series is not None and share_values(series, results, "requirement")
    has_crossing = crossing is not None and share_values(crossing, results, "requirement")
    return {
        p.SERIES: series if has_series else None,
        p.CAUSES: causes if has_series else None,
        p.COMPARISON: crossing if has_crossing else None,
        p.ESTIMATES: estimates if estimates is not None and area_field(estimates, results) else None,
    }


def _places_of(project: QgsProject, results: QgsVectorLayer | None, areas: QgsMapLayer | None) -> QgsVectorLayer | None:
    """Return the newest table of places that has the requirements of the run and its municipality."""
    places = _newest(project, is_places_output)
    if results is None or not isinstance(areas, QgsVectorLayer) or places is None:
        return None
    return places if share_values(places, results, "requirement") and has_place_of(places, areas) else None


def _of_curve(project: QgsProject, _check: Mapping[str, object]) -> Found:
    found = layers_of_newest_run(project)
    return _ids({p.RESULT_DWELLINGS: found.dwellings, p.RESULTS: found.results})


def _of_survey_comparison(project: QgsProject, _check: Mapping[str, object]) -> Found:
    """Return the newest survey estimates with the field of their codes, and the results of the newest run."""
    estimates, results = _newest(project, is_estimates), layers_of_newest_run(project).results
    field = area_field(estimates, results) if estimates is not None and results is not None else ""
    return _ids({p.ESTIMATES: estimates, p.RESULTS: results}) | ({p.AREA_ID: field} if field else {})


def _newest(project: QgsProject, is_wanted: Callable[[QgsVectorLayer], bool]) -> QgsVectorLayer | None:
    """Return the newest layer of a kind that an algorithm of ours wrote; None where there is none."""
    layers = [one for one in project.mapLayers().values() if isinstance(one, QgsVectorLayer) and is_wanted(one)]
    return max(layers, key=lambda one: run_of(one) or ("", ""), default=None)


def _of_comparison(project: QgsProject, check: Mapping[str, object]) -> Found:
    """Return the results of the two newest runs, the older one before."""
    layers = [one for one in project.mapLayers().values() if isinstance(one, QgsVectorLayer) and is_results_output(one)]
    newest = sorted(layers, key=lambda one: run_of(one) or ("", ""))[-2:]
    areas = {name: check[name] for name in (p.NEIGHBOURHOODS, p.NEIGHBOURHOOD_ID) if name in check}
    return areas | (_ids(dict(zip((p.BEFORE, p.AFTER), newest, strict=True))) if len(newest) == 2 else {})


def _of_trend(project: QgsProject, check: Mapping[str, object]) -> Found:
    """Return the results of several days, the oldest first, the neighbourhoods of a check, and codes that changed."""
    layers = [one for one in project.mapLayers().values() if isinstance(one, QgsVectorLayer)]
    runs = newest_of_each_day(one for one in layers if is_results_output(one))
    areas = {p.NEIGHBOURHOODS: [check[p.NEIGHBOURHOODS]]} if check.get(p.NEIGHBOURHOODS) else {}
    changes = [one.id() for one in layers if is_code_changes(one)][:1]
    return (
        areas
        | ({p.RESULTS_SERIES: [one.id() for one in runs]} if runs else {})
        | ({p.CODE_CHANGES: changes[0]} if runs and changes else {})
    )


def _of_places(project: QgsProject, check: Mapping[str, object]) -> Found:
    """Return what is there for the first requirement of the norm set: what else there is serves for something else."""
    try:
        questions = place_questions(set_of_check(project, check))
    except InputError:
        questions = []
    return location_inputs(project, check, questions[0] if questions else None)


def _of_streets(project: QgsProject, _check: Mapping[str, object]) -> Found:
    return _ids({p.SOURCE: Recogniser().choose(layers_of(project)).streets})


def _of_raw_facilities(project: QgsProject, _check: Mapping[str, object]) -> Found:
    facilities = Recogniser().choose(layers_of(project)).facilities
    return {p.SOURCES: [one.id() for one in facilities]} if facilities else {}


def _of_raw_dwellings(project: QgsProject, _check: Mapping[str, object]) -> Found:
    found = Recogniser().choose(layers_of(project))
    return _ids({p.SOURCE: found.dwellings, p.NEIGHBOURHOODS: found.neighbourhoods})


def _of_model(dwellings: str, kinds: Sequence[str]) -> Callable[[QgsProject, Mapping[str, object]], Found]:
    def find(project: QgsProject, _check: Mapping[str, object]) -> Found:
        found = Recogniser().choose(layers_of(project), kinds)
        layers = {p.STREETS: found.streets, dwellings: found.dwellings, p.NEIGHBOURHOODS: found.neighbourhoods}
        several = {p.FACILITIES: [one.id() for one in found.facilities]} if found.facilities else {}
        return several | _ids(layers)

    return find


_BY_ALGORITHM: Mapping[str, Callable[[QgsProject, Mapping[str, object]], Found]] = {
    "fetchdata": fetch_inputs,
    "planneddwellings": planned_inputs,
    "suggestlocations": _of_places,
    "compliancereport": report_inputs,
    "surveycomparison": _of_survey_comparison,
    "surveyestimates": lambda project, _check: survey_inputs(project),
    "thresholdcurve": _of_curve,
    "trend": _of_trend,
    "comparescenarios": _of_comparison,
    "preparenetwork": _of_streets,
    "preparefacilities": _of_raw_facilities,
    "preparedwellings": _of_raw_dwellings,
    "preparecandidates": candidate_inputs,
    "preparestops": lambda _project, _check: {},  # no layer of a project is a timetable, nor an area wide enough
    "fromosmandbag": _of_model(p.ADDRESSES, (ADDRESSES, BUILDINGS)),
    "fromosmandcbs": _of_model(p.SQUARES, AREAS),
}
"""Algorithms that ask other things than a check does."""
