"""Tables that runs wrote, read back: results, groups, series and what else a report or a panel tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsFeatureSource

from ...core.errors import InputError
from ...core.progress import Progress
from ..io.columns import numbered
from ..io.feature_sources import has_nulls
from ..io.reading import read_layer
from ..io.roles import find_column

if TYPE_CHECKING:
    import pandas as pd

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

_SHAPEFILE_LENGTH = 10


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
        refuse_shapefile(source)
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


def refuse_shapefile(source: QgsFeatureSource) -> None:
    """Stop where what lacks a field has names that a Shapefile cut."""
    names = source.fields().names()
    if names and max(map(len, names)) == _SHAPEFILE_LENGTH:
        raise InputError(
            "The layer “{layer}” seems to be a Shapefile, which cuts field names to ten characters: run Check basic "
            "requirements again and write a GeoPackage.",
            layer=source.sourceName(),
        )
