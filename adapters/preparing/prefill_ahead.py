"""The inputs of what looks ahead, that fit the layers of a project: housing plans, and places for facilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.core import QgsProject, QgsVectorLayer

from ...core.comparing import type_key
from ...core.norms.model import NormSet, Requirement
from ..io import parameter_names as p
from ..io.reading import is_null
from ..io.roles import find_named
from ..outputs.provenance import run_of
from ..results.origins import is_meant_for, origin_of
from .plans import PLAN_FIELDS, plan_field
from .prefill import POINT, POLYGON

_OF_PLANS = ("plan_id", "plannummer", "plan_status")
_STEP = 5
"""Years between those that are filled in: a check of each year between would take long, and say little more."""
_CANDIDATE_FIELDS, _CANDIDATE_WORDS = ("candidate_id", "kandidaat_id"), ("candidate", "kandida")
_OWNERS = ("owner", "eigenaar")
_USES, _STATUSES = ("gebruiksdoel", "gebruiksdoelen", "use"), ("status",)
_TOWN = (p.DWELLINGS, p.WEIGHT_FIELD, p.NETWORK, p.TIME_FIELD, p.BARRIERS, p.NEIGHBOURHOODS, p.NEIGHBOURHOOD_ID)


def planned_inputs(project: QgsProject, inputs: Mapping[str, object]) -> dict[str, object]:
    """Return the inputs of Planned dwellings: a layer with plans and its fields, and the streets of a check."""
    found: dict[str, object] = {name: inputs[name] for name in (p.NETWORK,) if inputs.get(name)}
    for layer in _raw_places(project):
        names = layer.fields().names()
        fields = {name: plan_field(name, names) for name in PLAN_FIELDS}
        if _has(layer, _OF_PLANS) and fields[p.COUNT_FIELD]:
            return found | {p.PLANS: layer.id()} | {name: field for name, field in fields.items() if field}
    return found


def over_years_inputs(project: QgsProject, inputs: Mapping[str, object], this_year: int) -> dict[str, object]:
    """Return the inputs of a check over the years: those of a check, with the newest plans and the years up to theirs.

    Plans that were chosen stay, and so do years of which there are several.
    """
    plans = project.mapLayer(str(inputs.get(p.PLANS) or "")) or _newest(
        project, p.PLANS, ("plan_id", "dwellings", "year")
    )
    if not isinstance(plans, QgsVectorLayer) or (inputs.get(p.PLANS) and plans.id() != inputs[p.PLANS]):
        return dict(inputs)
    chosen = str(inputs.get(p.YEARS) or this_year).strip()
    last = _last_year(plans)
    found = {**inputs, p.PLANS: plans.id()}
    if chosen.isdecimal() and last > int(chosen):
        years = [int(chosen), *(one for one in range(int(chosen) + 1, last) if one % _STEP == 0), last]
        found[p.YEARS] = ";".join(map(str, years))
    return found


def _last_year(plans: QgsVectorLayer) -> int:
    """Return the year of the last plan, 0 where none has any; in a table of text it may be text."""
    last = plans.maximumValue(plans.fields().lookupField("year"))
    try:
        return 0 if is_null(last) else int(last)
    except ValueError:
        return 0


def _newest(project: QgsProject, name: str, needed: Sequence[str]) -> QgsVectorLayer | None:
    """Return the newest output of ours that is meant for an input, has the fields that it needs, and any row."""
    layers = [one for one in project.layerTreeRoot().layerOrder() if isinstance(one, QgsVectorLayer)]
    fitting = [
        one
        for one in layers
        if is_meant_for(one, [name])
        and set(needed) <= {field.casefold() for field in one.fields().names()}
        and one.featureCount() != 0
    ]
    return max(fitting, key=lambda one: run_of(one) or ("", ""), default=None)


def candidate_inputs(project: QgsProject, _check: Mapping[str, object]) -> dict[str, object]:
    """Return the inputs of Prepare candidates: a layer with uses, else one with owners that says more."""
    layers = _raw_places(project)
    owned = [one for one in layers if _has(one, _OWNERS) and (_has(one, _STATUSES) or _is_candidates(one))]
    found = next((one for one in [*(one for one in layers if _has(one, _USES)), *owned]), None)
    if found is None:
        return {}
    owner = find_named(_OWNERS, found.fields().names())
    return {p.SOURCE: found.id()} | ({} if owner is None else {p.OWNER_FIELD: owner})


def place_questions(norm_set: NormSet) -> list[Requirement]:
    """Return the requirements of a norm set that more places can help to meet."""
    return [one for one in norm_set.requirements if one.unit in ("m", "min", "number")]


def location_inputs(
    project: QgsProject, inputs: Mapping[str, object], wanted: Requirement | None = None
) -> dict[str, object]:
    """Return the inputs of Suggest locations: the town of a check, candidates, and the facilities that are there.

    Parameters
    ----------
    wanted
        What the places are for: the facilities of its types stay, its target is that of what thresholds need, and its
        threshold is the limit where it is in metres. None: there are none, since nobody knows which are meant.
    """
    found = {name: inputs[name] for name in _TOWN if inputs.get(name)}
    candidates = _newest(project, p.CANDIDATES, ("candidate_id", "kind")) or next(
        (one for one in _raw_places(project) if _is_candidates(one)), None
    )
    if candidates is not None:
        found[p.CANDIDATES] = candidates.id()
        names = candidates.fields().names()
        for name, known in ((p.CANDIDATE_ID, _CANDIDATE_FIELDS), (p.OWNER_FIELD, _OWNERS)):
            column = find_named(known, names)
            found |= {} if column is None else {name: column}
    if wanted is not None and wanted.unit == "m" and wanted.threshold is not None:
        found[p.LIMIT] = wanted.threshold
    if wanted is not None and wanted.target is not None:
        found[p.TARGET] = wanted.target
    return found | _existing(project, inputs, () if wanted is None else wanted.facility)


def _existing(project: QgsProject, inputs: Mapping[str, object], types: Sequence[str]) -> dict[str, object]:
    """Return the first layer with facilities of some types, and these types alone; where none has any, no layer."""
    column, given = str(inputs.get(p.TYPE_FIELD) or ""), inputs.get(p.FACILITIES)
    wanted = {type_key(one) for one in types}
    for one in given if isinstance(given, list) else []:
        layer = project.mapLayer(str(one))
        index = layer.fields().lookupField(column) if isinstance(layer, QgsVectorLayer) else -1
        if index < 0:
            continue
        here = [value for value in layer.uniqueValues(index) if isinstance(value, str) and type_key(value) in wanted]
        if here:
            found = {p.FACILITIES: layer.id(), p.TYPE_FIELD: column, p.EXISTING_TYPES: ";".join(sorted(here))}
            field = inputs.get(p.FACILITY_ID)
            return found | ({p.FACILITY_ID: field} if field else {})
    return {p.FACILITIES: None, p.TYPE_FIELD: None, p.EXISTING_TYPES: ""}


def _raw_places(project: QgsProject) -> list[QgsVectorLayer]:
    """Return the layers of places that are none of our results, from the top of the map down."""
    layers = [one for one in project.layerTreeRoot().layerOrder() if isinstance(one, QgsVectorLayer)]
    return [one for one in layers if one.geometryType() in (POINT, POLYGON) and origin_of(one) is None]


def _has(layer: QgsVectorLayer, names: Sequence[str]) -> bool:
    return find_named(names, layer.fields().names()) is not None


def _is_candidates(layer: QgsVectorLayer) -> bool:
    return _has(layer, _CANDIDATE_FIELDS) or any(word in layer.name().casefold() for word in _CANDIDATE_WORDS)
