"""Results tables of several days, read to be put in a series."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsFeatureSource, QgsProcessingFeedback, QgsVectorLayer

from ...core.arrays import Floats, to_list
from ...core.errors import InputError
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.feature_sources import layer_source
from ..io.feedback import first_few
from ..io.reader import Reader, read
from ..io.reading import Layer
from ..io.roles import find_column, find_named
from ..io.translation import Language, tr
from ..results.run_outputs import read_results
from .code_maps import DayMap, changes_by_dwellings
from .trend_recipes import TrendRecipe, read_recipes

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.findings import Findings
    from ...core.trend.codes import Became, CodeChanges, MapChanges
    from ...core.trend.series import DatedResults

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CODE_COLUMNS = {
    "old": ("old", "oud", "old_code", "code_oud", "oude_code", "van"),
    "new": ("new", "nieuw", "new_code", "code_nieuw", "nieuwe_code", "naar"),
    "share": ("share", "aandeel", "part", "fractie"),
}
"""What the columns of a table with changed codes may be called."""

_WHOLE = 1e-6
"""Shares that add up to 1 but for this are all of a neighbourhood."""


@dataclass(frozen=True)
class TrendSource:
    """A layer that can be read in any thread."""

    name: str
    source: QgsFeatureSource


@dataclass(frozen=True, kw_only=True)
class TrendInputs:
    """Results of several days, and what belongs to them.

    Parameters
    ----------
    dated
        In order of their days.
    changes
        What codes became, of all days or by day; None where nobody says.
    labels
        What people call the areas of the last day.
    recipes
        That of each day; none where there are none.
    """

    dated: Sequence[DatedResults]
    changes: CodeChanges | Mapping[str, MapChanges] | None
    labels: Mapping[str, str]
    recipes: Sequence[TrendRecipe] = ()

    def became(self, day: str) -> Became | None:
        """Return what became of the codes of a day."""
        return self.changes.get(day) if isinstance(self.changes, Mapping) else self.changes


def take_sources(layers: Sequence[object], feedback: QgsProcessingFeedback) -> list[TrendSource | None]:
    """Return what can be read of layers in any thread, None for one without features; asked in the main thread."""
    return [
        TrendSource(layer.name(), layer_source(layer, feedback.isCanceled))
        if isinstance(layer, QgsVectorLayer)
        else None
        for layer in layers
    ]


def check_trend(reader: Reader) -> None:
    """Stop where the days or the recipes cannot be read, before any layer is."""
    _days(reader)
    read_recipes(reader)


def read_trend(
    reader: Reader,
    results: Sequence[TrendSource | None],
    neighbourhoods: Sequence[TrendSource | None],
    progress: Progress,
) -> TrendInputs:
    """Read the tables, each of a day or of several years, and what changed of the codes."""
    from ...core.trend.series import in_order_of_days

    given = _days(reader)
    tables, areas = _with_features(results, p.RESULTS_SERIES), _with_features(neighbourhoods, p.NEIGHBOURHOODS)
    if not tables:
        raise InputError("{input} is empty: choose a layer.", input=p.RESULTS_SERIES)
    if given and len(given) != len(tables):
        raise InputError(
            "DATES has {days} days for {tables} results tables: write one for each, in their order, or none.",
            days=len(given),
            tables=len(tables),
        )
    dated: list[DatedResults] = []
    of_table: list[int] = []
    days_of: list[list[str]] = []
    for number, table in enumerate(tables):
        part = progress.part(0.7 * number / len(tables), 0.7 * (number + 1) / len(tables))
        own = _of_days(table.name, read_results(table.source, part), given[number] if given else None)
        days_of.append([one.day for one in own])
        of_table += [number] * len(own)
        dated += own
    if len(dated) < 2:
        raise InputError("A trend needs results of two days at least: choose another table in RESULTS_SERIES.")
    maps = _maps(areas, days_of)
    last = max(dated, key=lambda one: one.day).findings
    changes = _changes(reader, frozenset(last.areas)) or _changes_on_maps(reader, maps, progress.part(0.7, 0.9))
    labels: dict[str, str] = {}
    for layer in areas:  # the last one names what it has
        labels |= _labels(reader, layer)
    recipes = _recipes_of_days(reader, dated, of_table)
    progress.at(1.0)
    return TrendInputs(
        dated=in_order_of_days(dated),
        changes=changes,
        labels=labels,
        recipes=[recipe for _, recipe in sorted(recipes.items())],
    )


def _recipes_of_days(reader: Reader, dated: Sequence[DatedResults], of_table: Sequence[int]) -> dict[str, TrendRecipe]:
    """Return the recipe of each day, none where none are given: one a table, or one a day in the order of the tables.

    Parameters
    ----------
    of_table
        Of each day which table it is of.
    """
    recipes = read_recipes(reader)
    if not recipes:
        return {}
    if len(recipes) == len(set(of_table)):
        recipes = [recipes[number] for number in of_table]
    if len(recipes) != len(dated):
        raise InputError(
            "RECIPES has {recipes} recipes for {days} days: choose one for each day, in the order of the tables, or "
            "none.",
            recipes=len(recipes),
            days=len(dated),
        )
    return {one.day: recipe for one, recipe in zip(dated, recipes, strict=True)}


def _maps(areas: Sequence[TrendSource], days_of: Sequence[Sequence[str]]) -> list[DayMap]:
    """Return the map of each day, in order; none where one map is for all, or there is none."""
    days = sorted(day for own in days_of for day in own)
    if len(areas) < 2:
        return []
    if len(areas) == len(days_of):
        found = [DayMap(day, one.name, one.source) for one, own in zip(areas, days_of, strict=True) for day in own]
        return sorted(found, key=lambda one: one.day)
    if len(areas) == len(days):
        return [DayMap(day, one.name, one.source) for day, one in zip(days, areas, strict=True)]
    raise InputError(
        "NEIGHBOURHOODS has {maps} layers for {tables} results tables: choose one, or one for each in their order.",
        maps=len(areas),
        tables=len(days_of),
    )


def _changes_on_maps(reader: Reader, maps: Sequence[DayMap], progress: Progress) -> Mapping[str, MapChanges] | None:
    """Return what became of neighbourhoods by the dwellings on both maps; None where these are not given."""
    dwellings = reader.source(p.DWELLINGS)
    if dwellings is None:
        return None
    if not maps:
        raise InputError(
            "DWELLINGS tells what became of neighbourhoods where NEIGHBOURHOODS has the map of each day: choose these, "
            "or leave DWELLINGS empty."
        )
    return changes_by_dwellings(reader, dwellings, maps, progress)


def _with_features(sources: Sequence[TrendSource | None], name: str) -> list[TrendSource]:
    found = [source for source in sources if source is not None]
    if len(found) < len(sources):
        raise InputError("A layer of {input} has no features: take it out.", input=name)
    return found


def _days(reader: Reader) -> list[str]:
    """Return the days that are given, none where the tables are to tell them."""
    found = [one.strip() for one in reader.text(p.DATES).split(";") if one.strip()]
    for one in found:
        if not _is_day(one):
            raise InputError(
                "DATES holds “{value}”: write days as 2026-07-01, with semicolons between them.", value=one
            )
    return found


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _of_days(name: str, table: pd.DataFrame, given: str | None) -> list[DatedResults]:
    """Return the results of a table: of the day that is given, else of the day or the years that it tells."""
    from ...core.results.by_year import years_in
    from ...core.results.findings import read_findings
    from ...core.results.table_languages import in_language, titles_in_language
    from ...core.trend.series import DatedResults

    years, language = years_in(table), Language().code
    table = titles_in_language(table, language)

    def findings(rows: pd.DataFrame) -> Findings:
        return in_language(read_findings(rows), language)

    if given is not None:
        if len(years) > 1:
            raise InputError(
                "The results table “{layer}” is of {years} years, which one day in DATES cannot be: leave DATES empty.",
                layer=name,
                years=len(years),
            )
        return [DatedResults(given, findings(table))]
    if years:
        return [DatedResults(f"{year:04d}-01-01", findings(table[table["year"] == year])) for year in years]
    day = findings(table).norms.day
    if not _is_day(day):
        raise InputError(
            "The results table “{layer}” does not tell which day it is of, as those of earlier versions: write the "
            "days of all tables in DATES.",
            layer=name,
        )
    return [DatedResults(day, findings(table))]


def _changes(reader: Reader, today: frozenset[str]) -> CodeChanges | None:
    from ...core.trend.codes import code_changes

    source = reader.source(p.CODE_CHANGES)
    if source is None:
        return None
    names = source.fields().names()
    found = {role: find_named(known, names) for role, known in CODE_COLUMNS.items()}
    if found["old"] is None or found["new"] is None:
        raise InputError(
            "The table “{layer}” has no columns “old” and “new” with the codes: rename them, or choose another.",
            layer=source.sourceName(),
        )
    layer = read(reader, source, None, [name for name in found.values() if name])
    old, new = layer.codes(found["old"]), layer.codes(found["new"])
    share = _shares(layer, found["share"], old) if found["share"] else np.full(layer.count, np.nan)
    found_changes = code_changes(list(zip(old, new, to_list(share), strict=True)))
    still = [old for old in found_changes.by_old if old in today]
    if still:
        reader.feedback.pushWarning(
            tr(
                "Codes that CODE_CHANGES changes and the last day still has, so that they keep all of their figures on "
                "every day: {n} ({ids}). Where they lost ground, choose the map of each day and DWELLINGS in place of "
                "the table."
            ).format(n=len(still), ids=first_few(still))
        )
    short = [
        old
        for old, parts in found_changes.by_old.items()
        if old not in today and sum(one.share for one in parts) < 1 - _WHOLE
    ]
    if short:
        reader.feedback.pushWarning(
            tr(
                "Codes whose shares in CODE_CHANGES add up to less than 1, so that the rest of their dwellings is in "
                "no series: {n} ({ids})"
            ).format(n=len(short), ids=first_few(short))
        )
    return found_changes


def _shares(layer: Layer, field: str, old: Sequence[str | None]) -> Floats:
    """Return the shares of a table of codes, NaN where there is none; what is no number does not stand for all."""
    found = layer.numbers(field)
    for code, text, value in zip(old, layer.names(field), to_list(found), strict=True):
        if text and np.isnan(value):
            raise InputError(
                "CODE_CHANGES has the share {share} for {old}: write a share from 0 to 1.", share=text, old=code or "–"
            )
    return found


def _labels(reader: Reader, layer: TrendSource) -> dict[str, str]:
    """Return what people call the areas of a layer, by code."""
    names = layer.source.fields().names()
    code = reader.text(p.NEIGHBOURHOOD_ID) or find_column("neighbourhood_code", names, {}) or ""
    label = find_column("neighbourhood_name", names, {}) or ""
    if not code or code not in names or not label:
        return {}
    read_ = read(reader, layer.source, None, [code, label], name=layer.name)
    return {one: name for one, name in zip(read_.codes(code), read_.names(label), strict=True) if one and name}
