"""The inputs of what looks ahead, that fit the layers of a project: housing plans, and places for facilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.core import QgsProject, QgsVectorLayer

from ...core.comparing import type_key
from ..io import parameter_names as p
from ..io.roles import find_named
from ..results.origins import origin_of
from .prefill import POINT, POLYGON

_PLAN_FIELDS = ("plan_id", "plannummer", "plan_status")
_CANDIDATE_FIELDS, _CANDIDATE_WORDS = ("candidate_id", "kandidaat_id"), ("candidate", "kandida")
_OWNERS = ("owner", "eigenaar")
_TOWN = (p.DWELLINGS, p.WEIGHT_FIELD, p.NETWORK, p.TIME_FIELD, p.BARRIERS, p.NEIGHBOURHOODS, p.NEIGHBOURHOOD_ID)


def planned_inputs(project: QgsProject, inputs: Mapping[str, object]) -> dict[str, object]:
    """Return the inputs of Planned dwellings: a layer with plans, and the streets of a check."""
    plans = next((one for one in _raw_places(project) if _has(one, _PLAN_FIELDS)), None)
    found = {} if plans is None else {p.PLANS: plans.id()}
    return found | {name: inputs[name] for name in (p.NETWORK,) if inputs.get(name)}


def location_inputs(
    project: QgsProject, inputs: Mapping[str, object], types: Sequence[str] = (), limit: float | None = None
) -> dict[str, object]:
    """Return the inputs of Suggest locations: the town of a check, candidates, and the facilities that are there.

    Parameters
    ----------
    types
        Of the facilities to place; none: those that are there are left out, since nobody knows which are meant.
    limit
        In metres; None where it is not known.
    """
    found = {name: inputs[name] for name in _TOWN if inputs.get(name)}
    candidates = next((one for one in _raw_places(project) if _is_candidates(one)), None)
    if candidates is not None:
        found[p.CANDIDATES] = candidates.id()
        names = candidates.fields().names()
        for name, known in ((p.CANDIDATE_ID, _CANDIDATE_FIELDS), (p.OWNER_FIELD, _OWNERS)):
            column = find_named(known, names)
            found |= {} if column is None else {name: column}
    if limit is not None:
        found[p.LIMIT] = limit
    return found | _existing(project, inputs, types)


def _existing(project: QgsProject, inputs: Mapping[str, object], types: Sequence[str]) -> dict[str, object]:
    """Return the first layer with facilities of some types, and these types alone."""
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
    return {}


def _raw_places(project: QgsProject) -> list[QgsVectorLayer]:
    """Return the layers of places that are none of our results, from the top of the map down."""
    layers = [one for one in project.layerTreeRoot().layerOrder() if isinstance(one, QgsVectorLayer)]
    return [one for one in layers if one.geometryType() in (POINT, POLYGON) and origin_of(one) is None]


def _has(layer: QgsVectorLayer, names: Sequence[str]) -> bool:
    return find_named(names, layer.fields().names()) is not None


def _is_candidates(layer: QgsVectorLayer) -> bool:
    return _has(layer, _CANDIDATE_FIELDS) or any(word in layer.name().casefold() for word in _CANDIDATE_WORDS)
