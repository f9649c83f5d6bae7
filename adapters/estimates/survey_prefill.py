"""The inputs of Survey estimates that fit the layers of a project."""

from __future__ import annotations

from qgis.core import QgsExpression, QgsProject, QgsVectorLayer, QgsVectorLayerUtils

from ..io import parameter_names as p
from ..io.columns import numbered
from ..io.roles import find_named

_RESPONDENTS = (
    *("respondents", "n_respondents", "respondenten", "aantal_respondenten", "n_respondenten", "aantal_respons"),
    *("respons", "n_respons"),
)
_LOOKED_AT = 200
"""Rows that are enough to tell whether a field holds shares."""


def is_estimates(layer: QgsVectorLayer) -> bool:
    """Return whether a layer is an output of Survey estimates."""
    names = layer.fields().names()
    return numbered(names, "estimate_kind") is not None and numbered(names, "sampling_variance") is not None


def share_values(one: QgsVectorLayer, other: QgsVectorLayer, field: str) -> bool:
    """Return whether a field of two layers has a value that is in both."""
    rows = [layer.fields().lookupField(field) for layer in (one, other)]
    if min(rows) < 0:
        return False
    first, second = (
        {str(value) for value in layer.uniqueValues(row)} for layer, row in zip((one, other), rows, strict=True)
    )
    return bool(first & second)


def area_field(layer: QgsVectorLayer, results: QgsVectorLayer) -> str:
    """Return the first field of a layer with codes of the neighbourhoods of a results table; empty without one."""
    row = results.fields().lookupField("neighbourhood")
    codes = {str(code) for code in results.uniqueValues(row)} if row >= 0 else set()
    for number, one in enumerate(layer.fields()):
        if not one.isNumeric() and {str(value) for value in layer.uniqueValues(number, _LOOKED_AT)} & codes:
            return str(one.name())
    return ""


def survey_inputs(project: QgsProject) -> dict[str, object]:
    """Return the first layer that counts respondents, and of its fields what these say; nothing where there is none."""
    for layer in project.mapLayers().values():
        if not isinstance(layer, QgsVectorLayer) or is_estimates(layer):
            continue  # what is estimated already is no survey
        respondents = find_named(_RESPONDENTS, layer.fields().names())
        if respondents is None:
            continue
        share = _first_share(layer, respondents)
        return {p.AREAS: layer.id(), p.N_FIELD: respondents} | ({p.ESTIMATE_FIELD: share} if share else {})
    return {}


def _first_share(layer: QgsVectorLayer, respondents: str) -> str | None:
    """Return the first field with shares behind that of the respondents."""
    fields = list(layer.fields())
    first = layer.fields().lookupField(respondents) + 1
    for one in fields[first:]:
        if not one.isNumeric():
            continue
        values, _ = QgsVectorLayerUtils.getValues(layer, QgsExpression.quotedColumnRef(one.name()))
        known = [value for value in values[:_LOOKED_AT] if isinstance(value, float)]
        if known and all(0 <= value <= 1 or value <= -99990 for value in known):
            return str(one.name())
    return None
