"""What Check basic requirements wrote, read back: the fields of its dwellings, and its results table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource

from ...core.arrays import Floats, Words
from ...core.errors import InputError
from ...core.progress import Progress
from ...core.statuses import NEIGHBOURHOOD
from ..io.columns import numbered
from ..io.feature_sources import has_nulls
from ..io.reading import Layer, read_layer
from ..io.roles import find_column

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.curves import Values
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion


CAUSE_COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("from_date", "to_date", "level", "neighbourhood", "requirement"), "text"),
    **dict.fromkeys(("facilities", "streets", "dwellings", "weights", "norms", "corrected", "change"), "number"),
    "reason": "text",
}
"""The columns of a table with the causes of changes that are read, each with its kind."""

SURVEY_COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("estimate", "low", "high"), "number"),
    **dict.fromkeys(("reliability", "estimate_kind"), "text"),
}
"""The fields of an output of Survey estimates that a report reads, each with its kind."""

CROSSING_KINDS: Mapping[str, str] = {
    "requirement": "text",
    **dict.fromkeys(("areas_met", "areas_failed", "mean_met", "mean_failed"), "number"),
    **dict.fromkeys(("difference", "difference_low", "difference_high"), "number"),
}
"""The columns of a table of Survey figures and requirements that a report reads, each with its kind."""

SURVEY_TITLE: Mapping[str, str] = {"figure": "text"}
"""What the figure of a survey is called, in both of these; those of other makers lack it."""

_PARTS = ("value", "ok", "weight")
_SHAPEFILE_LENGTH = 10


@dataclass(frozen=True)
class DwellingFields:
    """The computed fields of an output with dwellings.

    Parameters
    ----------
    prefix
        Put before the names of all of them.
    neighbourhood
        Field with the dwelling's neighbourhood; None where it is not there.
    requirements
        By the requirement's id the field of each part: value, ok, weight, and where they are there n and reason.
    """

    prefix: str
    neighbourhood: str | None
    requirements: Mapping[str, Mapping[str, str]]


def find_fields(names: Sequence[str]) -> DwellingFields:
    """Recognise the computed fields of an output with dwellings by their names."""
    return _found_fields(tuple(names))


@lru_cache(maxsize=2000)  # it is asked of each layer of a project, each time that one comes or goes
def _found_fields(names: tuple[str, ...]) -> DwellingFields:
    prefix = ""
    for name in names:
        match = re.fullmatch(r"(.*)row_status(?:_\d+)?", name, re.IGNORECASE)
        if match and numbered(names, f"{match[1]}neighbourhood"):
            prefix = match[1]
    requirements = {}
    for name in names:
        match = re.fullmatch(rf"{re.escape(prefix)}(.+)_ok(?:_\d+)?", name, re.IGNORECASE)
        if match is None or match[1] in requirements:
            continue
        parts = {part: numbered(names, f"{prefix}{match[1]}_{part}") for part in (*_PARTS, "n", "reason")}
        if all(parts[part] for part in _PARTS):
            requirements[match[1]] = {part: found for part, found in parts.items() if found}
    return DwellingFields(prefix, numbered(names, f"{prefix}neighbourhood"), requirements)


def dwelling_fields(source: QgsFeatureSource, neighbourhood: str = NEIGHBOURHOOD) -> DwellingFields:
    """Find the computed fields of an output with dwellings, and stop with a sentence where there are none.

    Parameters
    ----------
    neighbourhood
        Field with the dwelling's neighbourhood, if it is not the one that the run wrote.
    """
    refuse_without_nulls(source)
    names = source.fields().names()
    found = find_fields(names)
    if neighbourhood.casefold() != NEIGHBOURHOOD:
        own = source.fields().lookupField(neighbourhood)
        found = DwellingFields(found.prefix, names[own] if own >= 0 else None, found.requirements)
    if found.requirements and found.neighbourhood:
        return found
    _refuse_shapefile(source)
    if not found.requirements:
        raise InputError(
            "The layer “{layer}” holds no requirements: choose “Dwellings with what they have” (OUTPUT_DWELLINGS) "
            "that Check basic requirements wrote.",
            layer=source.sourceName(),
        )
    raise InputError(
        "The layer “{layer}” has no field “{field}” with the neighbourhood of each dwelling; choose one of: {fields}.",
        layer=source.sourceName(),
        field=neighbourhood,
        fields=", ".join(names),
    )


def requirement_id(found: DwellingFields, wanted: str, layer: str) -> str:
    """Find a requirement by its id, with or without the prefix; an unknown one is an `InputError` that lists those."""
    by_key = {name.casefold(): name for name in found.requirements}
    key = wanted.strip().casefold()
    name = by_key.get(key) or by_key.get(key.removeprefix(found.prefix.casefold()))
    if name is None:
        raise InputError(
            "The layer “{layer}” has no requirement “{id}”; choose one of: {ids}.",
            layer=layer,
            id=wanted,
            ids=", ".join(found.requirements),
        )
    return name


def columns_of(found: DwellingFields, requirements: Iterable[str]) -> list[str]:
    """Name the fields to read for these requirements."""
    return [field for name in requirements for field in found.requirements[name].values()]


@dataclass(frozen=True, kw_only=True)
class RequirementValues:
    """What each dwelling has for one requirement.

    Parameters
    ----------
    values
        Of every dwelling.
    counted
        Whether it counts facilities or types, whose values are only known up to a bound.
    reached
        The largest value within the run's threshold, 0 where there is none.
    largest
        The largest value, 0 where there is none.
    blocker
        Why the run could not compute it; empty where it could.
    """

    values: Values
    counted: bool
    reached: float
    largest: float
    blocker: str

    def bound(self, thresholds: Iterable[float]) -> float:
        """Return the largest threshold that can be read off, from what is known of the run's thresholds."""
        from ...core.requirements.measures import BOUND

        if not self.counted:
            return np.inf
        known = [value for value in thresholds if np.isfinite(value)]
        return max(BOUND * max([self.reached, *known]), self.largest)


def requirement_values(layer: Layer, parts: Mapping[str, str]) -> RequirementValues:
    """Return what each dwelling has for the requirement with these fields."""
    value, ok, weight = (layer.numbers(parts[part]) for part in _PARTS)
    texts = layer.texts(parts["reason"]) if "reason" in parts else [None] * layer.count
    return values_of(value, ok, weight, np.fromiter(texts, object, layer.count), counted="n" in parts)


def values_of(value: Floats, ok: Floats, weight: Floats, reason: Words, *, counted: bool) -> RequirementValues:
    """Return what each dwelling has, of the columns that a run gives it (see `core.curves.read_values`)."""
    from ...core.results.curves import read_values

    lost = value.size > 0 and not np.isfinite(np.concatenate([value, ok, weight])).any()
    return RequirementValues(
        values=read_values(value, ok, weight, reason),
        counted=counted,
        reached=float(np.nanmax(value[(ok == 1) & np.isfinite(value)], initial=0.0)),
        largest=float(value[np.isfinite(value)].max(initial=0.0)),
        blocker=next((text for text in reason if text), "") if lost else "",
    )


def states_of(ok: Floats, weight: Floats) -> NDArray[np.int8]:
    """Return of each dwelling whether it is within (1) or outside (0), not known (-1), or not asked of it (2).

    Parameters
    ----------
    ok
        NaN where not known.
    weight
        0 where the requirement does not ask about it, NaN where not known.
    """
    return np.where(weight == 0, 2, np.nan_to_num(ok, nan=-1)).astype(np.int8)


def read_results(source: QgsFeatureSource, progress: Progress | None = None) -> pd.DataFrame:
    """Read a results table, whatever the case of its columns' names; an `InputError` where some are lacking."""
    from ...core.results.table import LATER_COLUMNS, RESULT_KINDS

    missing = _first_missing(source, [name for name in RESULT_KINDS if name not in LATER_COLUMNS])
    if missing is not None:
        raise InputError(
            "The table “{layer}” has no field “{field}”: choose “Results table” (OUTPUT_RESULTS) that Check basic "
            "requirements wrote.",
            layer=source.sourceName(),
            field=missing,
        )
    return _read_table(source, RESULT_KINDS, progress)


def read_degrees(source: QgsFeatureSource) -> pd.DataFrame:
    """Read a table of degrees; an `InputError` where it is none."""
    from ...core.results.degree_table import DEGREE_KINDS

    missing = _first_missing(source, DEGREE_KINDS)
    if missing is not None:
        raise InputError(
            "The table “{layer}” has no field “{field}”: choose “How many requirements dwellings meet” "
            "(OUTPUT_DEGREES) that Check basic requirements wrote.",
            layer=source.sourceName(),
            field=missing,
        )
    return _read_table(source, DEGREE_KINDS)


def read_groups(source: QgsFeatureSource) -> pd.DataFrame:
    """Read a table of groups; an `InputError` where it is none."""
    from ...core.results.group_table import GROUP_KINDS

    missing = _first_missing(source, GROUP_KINDS)
    if missing is not None:
        raise InputError(
            "The table “{layer}” has no field “{field}”: choose “Groups and what they have” (OUTPUT_GROUPS) that "
            "Check basic requirements wrote.",
            layer=source.sourceName(),
            field=missing,
        )
    return _read_table(source, GROUP_KINDS)


def read_plausibility(source: QgsFeatureSource) -> pd.DataFrame:
    """Read a table of average distances beside published ones; an `InputError` where it is none."""
    from ...core.results.plausibility import PLAUSIBILITY_KINDS

    missing = _first_missing(source, PLAUSIBILITY_KINDS)
    if missing is not None:
        raise InputError(
            "The table “{layer}” has no field “{field}”: choose “Average distances beside published ones” "
            "(OUTPUT_PLAUSIBILITY) that Check basic requirements wrote.",
            layer=source.sourceName(),
            field=missing,
        )
    return _read_table(source, PLAUSIBILITY_KINDS)


def read_series(source: QgsFeatureSource) -> pd.DataFrame:
    """Read a series over several days; an `InputError` where it is none."""
    from ...core.trend.series import SERIES_KINDS

    missing = _first_missing(source, SERIES_KINDS)
    if missing is not None:
        raise InputError(
            "The table “{layer}” has no field “{field}”: choose “Series” (SERIES) that Trend wrote.",
            layer=source.sourceName(),
            field=missing,
        )
    return _read_table(source, SERIES_KINDS)


def read_places_among(source: QgsFeatureSource) -> pd.DataFrame:
    """Read the places of municipalities among all; an `InputError` where it is no such table."""
    from ...core.municipalities.places_among import PLACE_KINDS

    missing = _first_missing(source, PLACE_KINDS)
    if missing is not None:
        raise InputError(
            "The table “{layer}” has no field “{field}”: choose the table “places” that a recipe run for every "
            "municipality ends with.",
            layer=source.sourceName(),
            field=missing,
        )
    return _read_table(source, PLACE_KINDS)


def read_causes(source: QgsFeatureSource) -> pd.DataFrame:
    """Read what caused the changes of a series; an `InputError` where it is no such table."""
    missing = _first_missing(source, CAUSE_COLUMNS)
    if missing is not None:
        raise InputError(
            "The table “{layer}” has no field “{field}”: choose “Causes of changes” (CAUSES) that Trend wrote.",
            layer=source.sourceName(),
            field=missing,
        )
    return _read_table(source, CAUSE_COLUMNS)


def read_crossing(source: QgsFeatureSource) -> pd.DataFrame:
    """Read how a survey's figure goes with the requirements; an `InputError` where it is no such table."""
    missing = _first_missing(source, CROSSING_KINDS)
    if missing is not None:
        raise InputError(
            "The table “{layer}” has no field “{field}”: choose “Differences” (TABLE) that Survey figures and "
            "requirements wrote.",
            layer=source.sourceName(),
            field=missing,
        )
    return _read_table(source, {**CROSSING_KINDS, **SURVEY_TITLE})


def read_survey_figures(source: QgsFeatureSource, areas: Sequence[str]) -> pd.DataFrame:
    """Read the figures of an output of Survey estimates, with the code of its neighbourhood as `area`.

    Parameters
    ----------
    areas
        The neighbourhoods: the field with most of them holds the codes, where none is called so.
    """
    import pandas as pd

    names = source.fields().names()
    columns = {name: numbered(names, name) for name in SURVEY_COLUMNS}
    code = find_column("neighbourhood_code", names, {}) or _holding(source, set(areas))
    if code is None or None in columns.values():
        raise InputError(
            "The layer “{layer}” is no output of Survey estimates with the code of each neighbourhood: choose that.",
            layer=source.sourceName(),
        )
    columns |= {name: numbered(names, name) for name in SURVEY_TITLE}
    layer = read_layer(source, None, [code, *filter(None, columns.values())])
    found = {
        name: layer.numbers(column) if SURVEY_COLUMNS.get(name) == "number" else layer.texts(column)
        for name, column in columns.items()
        if column
    }
    return pd.DataFrame({"area": layer.codes(code), **found})


def _holding(source: QgsFeatureSource, wanted: set[str]) -> str | None:
    """Return the field of texts that holds most of some values, the first of several; None where none holds any."""
    texts = [one.name() for one in source.fields() if not one.isNumeric()]
    layer = read_layer(source, None, texts)
    number = {name: len(wanted.intersection(layer.codes(name))) for name in texts}
    best = max(texts, key=lambda name: number[name], default="")
    return best if best and number[best] else None


def is_degrees_output(source: QgsFeatureSource) -> bool:
    """Return whether a table is an output with degrees, by its fields."""
    return _has_all(source, ("level", "stock", "asked_count", "within_count", "unknown_count"))


def is_groups_output(source: QgsFeatureSource) -> bool:
    """Return whether a table is an output with groups, by its fields."""
    return _has_all(source, ("level", "requirement", "group_of", "group", "spread_evenly"))


def is_plausibility_output(source: QgsFeatureSource) -> bool:
    """Return whether a table is an output with average distances beside published ones, by its fields."""
    return _has_all(source, ("published_figure", "published_m", "median_difference_m", "rank_correlation"))


def is_places_output(source: QgsFeatureSource) -> bool:
    """Return whether a table has the places of municipalities among all, by its fields."""
    return _has_all(source, ("municipality", "municipality_name", "requirement", "living_environment", "percentile"))


def is_series_output(source: QgsFeatureSource) -> bool:
    """Return whether a table is a series over several days, by its fields."""
    return _has_all(source, ("date", "requirement", "path", "course", "break"))


def is_causes_output(source: QgsFeatureSource) -> bool:
    """Return whether a table has what caused the changes of a series, by its fields."""
    return _has_all(source, CAUSE_COLUMNS)


def is_crossing_output(source: QgsFeatureSource) -> bool:
    """Return whether a table has a survey's figure beside requirements, by its fields."""
    return _has_all(source, CROSSING_KINDS)


def _has_all(source: QgsFeatureSource, wanted: Iterable[str]) -> bool:
    return set(wanted) <= {name.casefold() for name in source.fields().names()}


def _first_missing(source: QgsFeatureSource, names: Iterable[str]) -> str | None:
    """Return the first field that a table of a run lacks; None where it has all."""
    refuse_without_nulls(source)
    own = {name.casefold() for name in source.fields().names()}
    missing = next((name for name in names if name not in own), None)
    if missing is not None:
        _refuse_shapefile(source)
    return missing


def _read_table(source: QgsFeatureSource, kinds: Mapping[str, str], progress: Progress | None = None) -> pd.DataFrame:
    """Read the columns of these kinds that a table has, whatever the case of their names."""
    import pandas as pd

    own = {name.casefold(): name for name in source.fields().names()}
    columns = {name: own[name] for name in kinds if name in own}
    layer = read_layer(source, None, columns.values(), progress=progress)
    return pd.DataFrame(
        {
            name: pd.Series([text or None for text in layer.texts(column)], dtype=object)  # a CSV has no NULL
            if kinds[name] == "text"
            else pd.Series(layer.numbers(column), dtype=float)
            for name, column in columns.items()
        }
    )


def question_of(findings: Findings, name: str, table: str) -> RequirementQuestion:
    """Return what a requirement asks; an `InputError` where the table is of another run."""
    found = findings.question(name)
    if found is None:
        raise InputError(
            "The table “{layer}” has no rows of the requirement “{id}”: choose the results of the same run.",
            layer=table,
            id=name,
        )
    return found


def refuse_without_nulls(source: QgsFeatureSource) -> None:
    """Stop where a layer that a run wrote has 0 for all that was not known."""
    if not has_nulls(source):
        raise InputError(
            "The layer “{layer}” is a MapInfo file, in which what is unknown has become 0: run Check basic "
            "requirements again and write a GeoPackage.",
            layer=source.sourceName(),
        )


def _refuse_shapefile(source: QgsFeatureSource) -> None:
    names = source.fields().names()
    if names and max(map(len, names)) == _SHAPEFILE_LENGTH:
        raise InputError(
            "The layer “{layer}” seems to be a Shapefile, which cuts field names to ten characters: run Check basic "
            "requirements again and write a GeoPackage.",
            layer=source.sourceName(),
        )
