"""The inputs of Survey estimates that fit the layers of a project."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsExpression, QgsProject, QgsVectorLayer, QgsVectorLayerUtils
from qgis.PyQt.QtCore import QMetaType

from ...core.numbers import as_numbers
from ..io import parameter_names as p
from ..io.columns import numbered
from ..io.reading import SUPPRESSED, is_null
from ..io.roles import find_named

_RESPONDENTS = (
    *("respondents", "n_respondents", "respondenten", "aantal_respondenten", "n_respondenten", "aantal_respons"),
    *("respons", "n_respons"),
)
_LOOKED_AT = 200
"""Rows that are enough to tell whether a field holds shares."""

_FEWEST = 5
"""Shares that are enough to tell whether they are of the respondents: one in five is near a whole number by chance."""

_NEAR = 0.1
"""How far a number of respondents may be from a whole one: a share of 200 of them that is written in thousandths."""


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
        share = _figure(layer, respondents)
        return {p.AREAS: layer.id(), p.N_FIELD: respondents} | ({p.ESTIMATE_FIELD: share} if share else {})
    return {}


def _figure(layer: QgsVectorLayer, respondents: str) -> str | None:
    """Return the first field with shares of the respondents, else the first with shares behind their number.

    Where 19 answered a share is so many of 19, which figures of all inhabitants are not; weighted answers are neither.
    Covariates are not chosen: those that fit these answers best would fit them too well.
    """
    first = layer.fields().lookupField(respondents) + 1
    names = [one.name() for one in list(layer.fields())[first:] if one.type() == QMetaType.Type.Double]
    columns = {name: _column(layer, name) for name in names}
    shares = [
        name for name in names if all(_is_share(one) for one in columns[name]) and not np.isnan(columns[name]).all()
    ]
    asked = _column(layer, respondents)
    return next((name for name in shares if _is_part_of(columns[name], asked)), next(iter(shares), None))


def _column(layer: QgsVectorLayer, name: str) -> NDArray[np.float64]:
    """Return the first values of a field; NaN for what is not known, which Statistics Netherlands writes as -99997."""
    values, _ = QgsVectorLayerUtils.getValues(layer, QgsExpression.quotedColumnRef(name))
    found = as_numbers([None if is_null(one) else one for one in values[:_LOOKED_AT]])
    return np.where(found <= SUPPRESSED, np.nan, found)


def _is_share(value: float) -> bool:
    return np.isnan(value) or 0 <= value <= 1


def _is_part_of(shares: NDArray[np.float64], asked: NDArray[np.float64]) -> bool:
    """Return whether every share is a whole number of those that were asked, as far as its digits tell."""
    number = (shares * asked)[np.isfinite(shares) & (asked > 0)]
    return number.size >= _FEWEST and bool((np.abs(number - np.rint(number)) <= _NEAR).all())
