"""Results of several years on the map: QGIS's temporal controller steps through the years.

All layers have the figures of the years in one field, from which styles, labels and map tips take those of the year
that the map shows: of the last year of the run that is not later. Without the controller they show the last year, as
their other fields do. Planned dwellings are seen from the year on in which they count, facilities while they are open.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce

from qgis.core import Qgis, QgsDateTimeRange, QgsExpression, QgsProject, QgsVectorLayer, QgsVectorLayerUtils
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from ..io.columns import numbered

BY_YEAR = "by_year"
"""The field with the figures of all years, as JSON: by year, by the name of the field that has that of the last.

A figure that is not in it is that of the last year."""

_OURS = "buurtmaat/steps_by_year"
"""The property of a layer whose times a run has set."""

_SCOPE, _ENTRY = "Buurtmaat", "years_of_controller"
"""Where a project keeps the first and last year that a run has set: those the next run may set otherwise."""


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
    of_year = (
        f"with_variable('years', json_to_map({all_years}), with_variable('figures', map_get(@years, {shown}), "
        f"CASE WHEN map_exist(@figures, {key}) THEN map_get(@figures, {key}) ELSE {own} END))"
    )
    return f"(CASE WHEN @map_start_time IS NULL OR {all_years} IS NULL THEN {own} ELSE {of_year} END)"


def year_on_map(times: QgsDateTimeRange, years: Sequence[int]) -> int | None:
    """Return which of the years of a run, ascending, its layers show on a map of some time; None if that is of none."""
    if not years or times.isInfinite() or not times.begin().isValid():
        return None
    earlier = [year for year in years if year <= times.begin().date().year()]
    return earlier[-1] if earlier else years[0]


def steps_by_year(layer: QgsVectorLayer) -> bool:
    """Return whether a layer came from a run of several years, of which it shows the one that the map is of."""
    return bool(layer.customProperty(_OURS))


def step_by_year(layer: QgsVectorLayer, style: str, years: Sequence[int], prefix: str) -> None:
    """Let the temporal controller step through the years of a layer of a run, if they are several.

    Parameters
    ----------
    prefix
        What stands before the names of computed fields.
    """
    temporal = layer.temporalProperties()
    if len(years) < 2:
        if steps_by_year(layer):  # it was written anew
            temporal.setIsActive(False)
            layer.removeCustomProperty(_OURS)
        return
    first, last = str(years[0]), str(years[-1])
    names = layer.fields().names()
    if style == "dwellings":
        first = _first_counted(numbered(names, prefix + "year_from"), years) or first
    elif style == "facilities":
        first, last = _while_open(numbered(names, prefix + BY_YEAR), years) or (first, last)
    layer.setCustomProperty(_OURS, True)
    _see_between(layer, first, last)


def step_from_year(layer: QgsVectorLayer, prefix: str) -> None:
    """Let the temporal controller show planned dwellings from their year to the last; those without one never come."""
    field = numbered(layer.fields().names(), f"{prefix}year")
    found = [] if field is None else QgsVectorLayerUtils.getValues(layer, QgsExpression.quotedColumnRef(field))[0]
    years = [int(year) for year in found if isinstance(year, (int, float))]
    if years:
        year = QgsExpression.quotedColumnRef(field)
        last = f"CASE WHEN {year} IS NULL THEN {min(years) - 1} ELSE {max(years)} END"
        _see_between(layer, f"coalesce({year}, {max(years)})", last)


def _see_between(layer: QgsVectorLayer, first: str, last: str) -> None:
    """Show each feature from the first day of a year to the last day of another, both expressions.

    One that ends before it begins is never seen. A fixed range, which would do for many, is drawn once for all years.
    """
    temporal = layer.temporalProperties()
    temporal.setMode(Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromExpressions)
    temporal.setStartExpression(f"make_datetime({first}, 1, 1, 0, 0, 0)")
    temporal.setEndExpression(f"make_datetime({last}, 12, 31, 23, 59, 59)")
    temporal.setIsActive(True)


def _first_counted(field: str | None, years: Sequence[int]) -> str:
    """Return the expression of the first year of the run in which a dwelling is there; empty where none comes later."""
    if field is None:
        return ""
    comes = f"coalesce({QgsExpression.quotedColumnRef(field)}, {years[0]})"
    later = " ".join(f"WHEN {comes} <= {year} THEN {year}" for year in years)
    return f"CASE {later} ELSE {years[-1] + 1} END"


def _while_open(field: str | None, years: Sequence[int]) -> tuple[str, str] | None:
    """Return the expressions of the years between which a facility is open; None without the field that says so.

    It is there until the next year of the run; one that is open in none of them ends before it begins.
    """
    if field is None:
        return None
    open_in = f"map_akeys(json_to_map({QgsExpression.quotedColumnRef(field)}))"
    until = [*(year - 1 for year in years[1:]), years[-1]]
    ends = " ".join(f"WHEN array_last({open_in}) = '{year}' THEN {end}" for year, end in zip(years, until, strict=True))
    first = f"coalesce(to_int(array_first({open_in})), {years[-1]})"
    return first, f"CASE {ends} ELSE {years[0] - 1} END"


def step_project(project: QgsProject, years: Sequence[int]) -> None:
    """Let the temporal controller begin with these years, unless the project has times that no run has set."""
    if len(years) < 2:
        return
    times, span = project.timeSettings(), f"{years[0]}-{years[-1]}"
    if not times.temporalRange().isInfinite() and times.temporalRange() != _range_told(project):
        return
    times.setTemporalRange(range_of_years(years[0], years[-1]))
    times.setTimeStep(float(reduce(math.gcd, (year - years[0] for year in years))))
    times.setTimeStepUnit(Qgis.TemporalUnit.Years)
    project.writeEntry(_SCOPE, _ENTRY, span)


def _range_told(project: QgsProject) -> QgsDateTimeRange | None:
    """Return the times that the last run with years has set, None where none has."""
    first, _, last = project.readEntry(_SCOPE, _ENTRY)[0].partition("-")
    return range_of_years(int(first), int(last)) if first.isdecimal() and last.isdecimal() else None


def range_of_years(first: int, last: int) -> QgsDateTimeRange:
    """Return the time from the first day of a year to the last of another."""
    begin = QDateTime(QDate(first, 1, 1), QTime(0, 0, 0))
    return QgsDateTimeRange(begin, QDateTime(QDate(last, 12, 31), QTime(23, 59, 59)))
