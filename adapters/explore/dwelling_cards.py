"""What the card of a dwelling says: how far it has what is asked, and by which facility."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsFeature, QgsFeatureRequest, QgsGeometry, QgsRectangle, QgsVectorLayer

from ...core.numbers import as_numbers
from ...core.statuses import NOT_APPLICABLE
from ..io.columns import numbered
from ..io.feature_sources import features
from ..io.translation import Language
from ..report.curve_chart import attainable_text
from ..report.phrases import Phrases
from ..results.dwelling_fields import find_fields
from ..results.years_on_map import BY_YEAR
from .nearest_places import facility_field

if TYPE_CHECKING:
    from ...core.results.findings import Findings

_BOXES = (1 / 64, 1 / 8, 1.0)
"""Shares of the radius in which a dwelling is looked for, one after the other: on a small map, reading all that lie
within the radius may take a second, and the nearest mostly lies in the first box."""


@dataclass(frozen=True, kw_only=True)
class DwellingRow:
    """One requirement on the card of a dwelling.

    Parameters
    ----------
    within
        Whether it is within the threshold; None where that is not known, or not asked.
    value, facility, reason
        Texts; empty where there is nothing to say.
    """

    title: str
    norm: str
    within: bool | None
    value: str
    facility: str
    reason: str


def find_dwelling(
    layer: QgsVectorLayer, place: QgsGeometry, radius: float, year: int | None = None
) -> QgsFeature | None:
    """Return the dwelling nearest to a place in the layer's reference system, None where none is within the radius.

    Parameters
    ----------
    year
        An earlier one than the last of the run, in which it stands.
    """
    names = layer.fields().names()
    comes = None if year is None else numbered(names, f"{find_fields(names).prefix}year_from")
    point = place.asPoint()
    for share in _BOXES:
        size = 2 * radius * share
        request = QgsFeatureRequest().setFilterRect(QgsRectangle.fromCenterAndSize(point, size, size))
        best, nearest = None, radius * share
        for feature in features(layer, request):
            distance = feature.geometry().distance(place)
            if 0 <= distance <= nearest and (year is None or comes is None or not _is_later(feature[comes], year)):
                best, nearest = QgsFeature(feature), distance
        if best is not None:
            return best
    return None


def _is_later(comes: object, year: int) -> bool:
    return bool(as_numbers([comes])[0] > year)


def dwelling_rows(
    layer: QgsVectorLayer,
    dwelling: QgsFeature,
    findings: Findings | None,
    names: Mapping[str, str],
    year: int | None = None,
) -> Sequence[DwellingRow]:
    """Return what a dwelling has for each requirement with a value.

    Parameters
    ----------
    findings
        For titles, norms and units; without it the ids of requirements stand in their place.
    names
        Of facilities, by their ids.
    year
        An earlier one than the last of the run: of it the layer does not tell by which facility, or why not.
    """
    phrases = Phrases(Language())
    found, rows = find_fields(layer.fields().names()), []
    then = {} if year is None else _figures_of(layer, dwelling, year)
    for name, parts in found.requirements.items():
        question = None if findings is None else findings.question(name)
        value, ok = (then.get(f"{name}_{part}", dwelling[parts[part]]) for part in ("value", "ok"))
        reason = dwelling[parts["reason"]] if "reason" in parts else None
        field = facility_field(layer, found, name)
        facility = dwelling[field] if field is not None else None
        if year is not None:  # of whom it is asked is the same in all years
            reason, facility = reason if reason == NOT_APPLICABLE else None, None
        unit = question.unit if question is not None and question.unit in ("m", "min") else ""
        asked = reason != NOT_APPLICABLE
        norm = ""
        if question is not None and findings is not None:
            norm = phrases.threshold(question)
        rows.append(
            DwellingRow(
                title=name if question is None else question.title,
                norm=norm,
                within=bool(ok) if isinstance(ok, int) and asked else None,
                value=attainable_text(float(value), unit) if isinstance(value, (int, float)) else "–",
                facility=names.get(str(facility), str(facility)) if isinstance(facility, str) else "",
                reason=_reason(phrases, reason) if isinstance(reason, str) else "",
            )
        )
    return rows


def _figures_of(layer: QgsVectorLayer, dwelling: QgsFeature, year: int) -> Mapping[str, object]:
    """Return the figures of a dwelling that were others in an earlier year than its fields have."""
    names = layer.fields().names()
    field = numbered(names, find_fields(names).prefix + BY_YEAR)
    told = dwelling[field] if field is not None else None
    try:
        found = json.loads(told) if isinstance(told, str) else {}
    except ValueError:
        return {}
    figures = found.get(str(year)) if isinstance(found, dict) else None
    return figures if isinstance(figures, dict) else {}


def dwelling_values(layer: QgsVectorLayer, dwelling: QgsFeature) -> Mapping[str, float]:
    """Return what a dwelling has for each requirement, NaN where it is known to have nothing."""
    values = {}
    for name, parts in find_fields(layer.fields().names()).requirements.items():
        value, ok = dwelling[parts["value"]], dwelling[parts["ok"]]
        if isinstance(value, (int, float)):
            values[name] = float(value)
        elif ok == 0:
            values[name] = math.nan
    return values


def neighbourhood_of(layer: QgsVectorLayer, dwelling: QgsFeature) -> str:
    """Return the id of a dwelling's neighbourhood; empty where it lies in none."""
    prefix = find_fields(layer.fields().names()).prefix
    field = numbered(layer.fields().names(), f"{prefix}neighbourhood")
    found = None if field is None else dwelling[field]
    return found if isinstance(found, str) else ""


def _reason(phrases: Phrases, reason: str) -> str:
    return phrases.verdict(reason) if reason == NOT_APPLICABLE else phrases.reason(reason)
