"""Results of several years on the map: QGIS's temporal controller steps through the years.

Neighbourhoods have the figures of all years in one field, from which styles, labels and map tips take those of the year
that the map shows: of the last year of the run that is not later. Without the controller they show the last year, as
their other fields do. Dwellings and facilities have figures of the last year only, and are seen then.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce

from qgis.core import Qgis, QgsDateTimeRange, QgsExpression, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from ..io.columns import numbered

BY_YEAR = "by_year"
"""The field with the figures of all years, as JSON: by year, by the name of the field that has that of the last."""

_OURS = "buurtmaat/steps_by_year"
"""The property of a layer whose times a run has set."""


def field_of_year(layer: QgsVectorLayer, prefix: str, name: str) -> str | None:
    """Return the expression of a computed field in the year that the map shows; None where there is no such field.

    Parameters
    ----------
    name
        Of the field, without its prefix.
    """
    names = layer.fields().names()
    field, years = numbered(names, prefix + name), numbered(names, prefix + BY_YEAR)
    if field is None:
        return None
    own = QgsExpression.quotedColumnRef(field)
    if years is None:
        return own
    all_years, key = QgsExpression.quotedColumnRef(years), QgsExpression.quotedString(name)
    shown = (
        "coalesce(array_last(array_filter(map_akeys(@years), to_int(@element) <= year(@map_start_time))), "
        "array_first(map_akeys(@years)))"
    )
    of_year = f"with_variable('years', json_to_map({all_years}), map_get(map_get(@years, {shown}), {key}))"
    return f"(CASE WHEN @map_start_time IS NULL THEN {own} ELSE {of_year} END)"


def step_by_year(layer: QgsVectorLayer, style: str, years: Sequence[int]) -> None:
    """Let the temporal controller step through the years of a layer of a run, if they are several."""
    temporal = layer.temporalProperties()
    if len(years) < 2:
        if layer.customProperty(_OURS):  # it was written anew
            temporal.setIsActive(False)
            layer.removeCustomProperty(_OURS)
        return
    layer.setCustomProperty(_OURS, True)
    if style == "neighbourhoods":
        # A fixed range would be drawn once for all years.
        temporal.setMode(Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromExpressions)
        temporal.setStartExpression(f"make_datetime({years[0]}, 1, 1, 0, 0, 0)")
        temporal.setEndExpression(f"make_datetime({years[-1]}, 12, 31, 23, 59, 59)")
    else:
        temporal.setMode(Qgis.VectorTemporalMode.FixedTemporalRange)
        temporal.setFixedTemporalRange(_range(years[-1], years[-1]))
    temporal.setIsActive(True)


def step_project(project: QgsProject, years: Sequence[int]) -> None:
    """Let the temporal controller begin with these years, unless the project has times of its own."""
    if len(years) < 2:
        return
    times = project.timeSettings()
    if not times.temporalRange().isInfinite():
        return
    times.setTemporalRange(_range(years[0], years[-1]))
    times.setTimeStep(float(reduce(math.gcd, (year - years[0] for year in years))))
    times.setTimeStepUnit(Qgis.TemporalUnit.Years)


def _range(first: int, last: int) -> QgsDateTimeRange:
    begin = QDateTime(QDate(first, 1, 1), QTime(0, 0, 0))
    return QgsDateTimeRange(begin, QDateTime(QDate(last, 12, 31), QTime(23, 59, 59)))
