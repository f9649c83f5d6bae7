"""The inputs of Trend that fit the layers of a project."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import Qgis, QgsVectorLayer

from ..io.reading import is_null
from ..io.roles import find_named
from ..outputs.provenance import run_of
from .trend_input import CODE_COLUMNS


def newest_of_each_day(results: Iterable[QgsVectorLayer]) -> list[QgsVectorLayer]:
    """Return results tables to put in a series, the earliest day first: of several of one day the newest.

    The recipes of a series are in the order of its tables, and people choose those by year.

    Returns
    -------
    list
        Empty where they are of one day: that is no series. One that does not tell its day is left out.
    """
    found, taken = list[tuple[str, QgsVectorLayer]](), set[str]()
    for layer in sorted(results, key=lambda one: run_of(one) or ("", ""), reverse=True):
        days = _days(layer)
        if days and taken.isdisjoint(days):
            found.append((min(days), layer))
            taken |= days
    return [layer for _, layer in sorted(found, key=lambda one: one[0])] if len(taken) > 1 else []


def is_code_changes(layer: QgsVectorLayer) -> bool:
    """Return whether a table says what codes of neighbourhoods became: it has their columns, and nothing to draw."""
    names = layer.fields().names()
    has_both = all(find_named(CODE_COLUMNS[role], names) for role in ("old", "new"))
    return has_both and layer.geometryType() == Qgis.GeometryType.Null


def _days(layer: QgsVectorLayer) -> set[str]:
    """Return the days that a table tells: the first of each of its years, else that of its run."""
    years, days = (
        [one for one in layer.uniqueValues(index) if not is_null(one)] if index >= 0 else []
        for index in map(layer.fields().lookupField, ("year", "reference_date"))
    )
    return {f"{int(one):04d}-01-01" for one in years} or {str(one) for one in days}
