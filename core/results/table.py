"""The results of an assessment as one table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arrays import Flags, Ints, inside, sum_known, sums_of, with_outside
from ..norms.model import BUILT_IN_MODES, CONDITIONED, REFINEMENTS, NormSet, Requirement, Text, defaults
from ..requirements.area_sums import Sums, sum_areas
from ..requirements.outcomes import Assessment, Figures, Outcome, whole_reason
from ..requirements.years import EXISTING
from ..statuses import NEIGHBOURHOOD, OUTSIDE_NEIGHBOURHOODS, SMALL_NEED, TOTAL
from ..tables import ColumnKind

FIGURES = (
    "total",
    "within",
    "outside",
    "unknown",
    "share",
    "share_at_90",
    "share_at_110",
    "rate",
    "mean",
    "median",
    "p10",
    "p90",
    "depth",
    "depth_squared",
)
RESULT_KINDS: Mapping[str, ColumnKind] = {
    **dict.fromkeys(("level", "neighbourhood", "group"), "text"),
    "year": "whole",
    **dict.fromkeys(("stock", "requirement", "title", "facility", "indicator"), "text"),
    "threshold": "number",
    "unit": "text",
    "minimum": "whole",
    "per": "number",
    **dict.fromkeys(("metric", "mode"), "text"),
    "target": "number",
    "weight": "text",
    "weight_spread": "whole",
    "min_dwellings": "number",
    **dict.fromkeys(FIGURES, "number"),
    **dict.fromkeys(("compliance", "reason"), "text"),
    **dict.fromkeys(("shortfall", "shortfall_capacity"), "number"),
    **dict.fromkeys(("size", "serves_from", "serves_to"), "number"),
    "shortfall_facilities": "whole",
    "min_demand": "number",
    "source": "text",
    "source_year": "whole",
    **dict.fromkeys(("page", "quotation", "looked_up"), "text"),
    **dict.fromkeys(("url", "basis", "note", "conditions", "norm_set", "norm_version", "state"), "text"),
    **dict.fromkeys(("adopted_by", "adopted_on", "superseded_by", "norm_title", "absent_types"), "text"),
    **dict.fromkeys(("norm_date", "reference_date", "run_id", "language", "texts"), "text"),
}
"""The columns of the table in order, each with its kind."""

LATER_COLUMNS = frozenset(
    {
        *("weight_spread", "min_dwellings", "conditions", "norm_title", "absent_types"),
        *("p10", "depth", "depth_squared"),
        *("size", "serves_from", "serves_to", "shortfall_facilities", "min_demand", "page", "quotation", "looked_up"),
        *("norm_date", "reference_date", "run_id", "language", "texts"),
    }
)
"""Columns that tables of earlier versions lack."""

_DTYPES: dict[ColumnKind, Any] = {"text": "object", "whole": "Int64", "number": "float64"}


@dataclass(frozen=True)
class RunMark:
    """Which run a table is of: its language, its id and the day that it says something about.

    Parameters
    ----------
    language
        Of titles, that of the set among them, and notes; the other one is in `texts`.
    run_id
        As its outputs carry it; empty where it has none.
    day
        As 2026-11-30; of a run of years it is the first day of each. Empty where it is not known.
    """

    language: str
    run_id: str = ""
    day: str = ""

    def reference_date(self, year: int | None) -> str | None:
        """Return the day that the rows of a year say something about."""
        return (self.day or None) if year is None else f"{year:04d}-01-01"


def result_table(
    assessment: Assessment,
    norm_set: NormSet,
    run: RunMark,
    year: int | None = None,
    parts: Mapping[str, Flags] | None = None,
    neighbourhood: Ints | None = None,
) -> pd.DataFrame:
    """Return the table with the rows of each requirement.

    Parameters
    ----------
    run
        Which run it is of.
    year
        Which it is of, where it is of one.
    parts
        Dwellings of each part of the stock that is told beside the whole, without a verdict.
    neighbourhood
        Row of each dwelling's neighbourhood, -1 outside all; asked for with `parts`.

    Returns
    -------
    DataFrame
        The columns `RESULT_KINDS`; what is not known is None, NaN or NA. For each requirement the neighbourhoods, what
        lies outside all and the whole; the areas of each other level; the groups of dwellings. Over neighbourhoods and
        `outside_neighbourhoods`, within + outside + unknown = total sum up to `_total`.
    """
    blocks = [block for o in assessment.outcomes for block in _blocks(assessment, o, norm_set, run)]
    for stock, rows in (parts or {}).items():
        for o in assessment.outcomes:
            if o.demand is not None and neighbourhood is not None:
                common = {**_of_requirement(o, norm_set, run), "stock": stock}
                blocks.append(_of_part(assessment, o, rows, neighbourhood, common))
    when = {"reference_date": run.reference_date(year), **({} if year is None else {"year": year})}
    blocks = [RowBlock(block.size, {**block.columns, **when}) for block in blocks]
    return joined_table(blocks, RESULT_KINDS)


@dataclass(frozen=True)
class RowBlock:
    """Rows that follow each other: by the name of a column its values, or the one that all rows have.

    There are a few for each requirement, and dozens of columns: these are put together once (`joined_table`): pandas
    takes long over a table however short it is.
    """

    size: int
    columns: Mapping[str, object]


def joined_table(blocks: Sequence[RowBlock], kinds: Mapping[str, ColumnKind]) -> pd.DataFrame:
    """Return a table of all rows; what a block does not have is not known."""
    parts = [_columns_of_kind(blocks, kinds, kind) for kind in _DTYPES]
    table = pd.concat(parts, axis=1)
    parts.clear()  # a table of a country is there twice at most
    return table[list(kinds)]


def _columns_of_kind(blocks: Sequence[RowBlock], kinds: Mapping[str, ColumnKind], kind: ColumnKind) -> pd.DataFrame:
    """Return the columns of a kind for all rows, filled as one array."""
    names = [name for name, of in kinds.items() if of == kind]
    cells = np.empty((len(names), sum(block.size for block in blocks)), object if kind == "text" else np.float64)
    first = 0
    for block in blocks:
        rows = slice(first, first + block.size)
        for row, name in zip(cells, names, strict=True):
            row[rows] = block.columns.get(name)
        first += block.size
    if kind == "text":
        _none_for_null(cells)
    columns = pd.DataFrame(cells.T, pd.RangeIndex(cells.shape[1]), names, dtype=cells.dtype)
    return columns.astype(_DTYPES[kind]) if kind == "whole" else columns


def with_texts(table: pd.DataFrame, kinds: Mapping[str, ColumnKind]) -> pd.DataFrame:
    """Return a table whose texts are as Python has them (see `_texts`)."""
    return table.assign(**{name: _texts(table[name]) for name, kind in kinds.items() if kind == "text"})


def _texts(values: pd.Series) -> pd.Series:
    """Return texts as Python has them, None where there is none: pandas 3 makes a type of its own of them, with NaN."""
    return pd.Series(_none_for_null(values.to_numpy(object).copy()), values.index, dtype=object)


def _none_for_null(texts: NDArray[Any]) -> NDArray[Any]:
    """Return an array of one's own with None for each null in it."""
    texts[pd.isna(texts)] = None
    return texts


def _blocks(assessment: Assessment, outcome: Outcome, norm_set: NormSet, run: RunMark) -> Iterator[RowBlock]:
    """Yield the rows of one requirement: by neighbourhood, by each other level, by group."""
    common = _of_requirement(outcome, norm_set, run)
    share = outcome.requirement.has_share
    common["min_dwellings"] = assessment.min_dwellings if share else np.nan
    by_weight = outcome.requirement.kind.goes_by_weight
    for division in assessment.divisions:
        figures = _figures(outcome.figures[division.level], by_weight)
        names = [*division.ids]
        if division.level == NEIGHBOURHOOD:
            names += [OUTSIDE_NEIGHBOURHOODS, TOTAL]
            whole = _whole(outcome, figures["total"])
            figures = {name: np.append(values, whole.get(name, np.nan)) for name, values in figures.items()}
        else:  # what lies outside all has its row once, among the neighbourhoods
            figures = {name: inside(values) for name, values in figures.items()}
        yield _block({"level": division.level, "neighbourhood": names, **common}, figures)
    if outcome.groups is not None and assessment.groups is not None:
        figures = {name: inside(values) for name, values in _figures(outcome.groups, by_weight).items()}
        common["min_dwellings"] = assessment.min_group
        yield _block({"level": NEIGHBOURHOOD, "group": assessment.groups.ids, **common}, figures)


def _block(told: Mapping[str, object], figures: Mapping[str, NDArray[Any]]) -> RowBlock:
    return RowBlock(figures["total"].size, {**told, **figures})


def _of_part(
    assessment: Assessment, outcome: Outcome, rows: Flags, neighbourhood: Ints, common: Mapping[str, object]
) -> RowBlock:
    """Return what one requirement means for a part of the dwellings: by neighbourhood, outside all, and in all."""
    demand, division = outcome.demand, assessment.divisions[0]
    if demand is None:
        raise ValueError("a requirement that could not be computed has no parts")
    known = demand.in_known_areas(neighbourhood)
    weight, homes = np.where(rows, known.weight, 0.0), np.where(rows, known.dwellings, 0.0)
    area, size = division.of(neighbourhood), division.size
    # A figure that no dwelling of today carries is none of the new ones'.
    unspread = with_outside(demand.unspread, 0.0) if common["stock"] == EXISTING else np.zeros(size)
    figures: dict[str, NDArray[Any]] = {"total": sums_of(area, weight, size) + unspread}
    lost = np.array([sum_known(unspread)])
    whole: dict[str, float] = {"total": sum_known(np.concatenate([weight, lost]))}
    if outcome.measure is not None and outcome.thresholds is not None:
        part = replace(known, weight=weight, dwellings=homes)
        figures = _sums(sum_areas(outcome.measure, part, area, unspread, outcome.thresholds))
        everywhere = np.zeros(neighbourhood.size, np.int64)
        all_of_it = _sums(sum_areas(outcome.measure, part, everywhere, lost, outcome.thresholds))
        whole = {name: float(values[0]) for name, values in all_of_it.items()}
    names = [*division.ids, OUTSIDE_NEIGHBOURHOODS, TOTAL]
    lacking = outcome.areas.lacking  # as in the rows of all dwellings: what is not known is not 0
    figures = {name: np.append(np.where(lacking, np.nan, values), whole[name]) for name, values in figures.items()}
    thresholds = np.append(outcome.areas.thresholds, np.nan)
    return _block({"level": NEIGHBOURHOOD, "neighbourhood": names, **common, "threshold": thresholds}, figures)


def _of_requirement(outcome: Outcome, norm_set: NormSet, run: RunMark) -> dict[str, object]:
    """Return what is the same in all rows of a requirement."""
    r, language = outcome.requirement, run.language
    return {
        "stock": "all",
        "requirement": r.id,
        "title": r.label(language),
        "facility": " | ".join(r.facility),
        "indicator": r.indicator,
        "unit": r.unit,
        "minimum": r.minimum,
        "per": r.per,
        "metric": r.metric if r.has_share else None,
        "mode": r.mode if r.has_share else None,
        "target": r.target,
        "weight": r.weight,
        "weight_spread": int(outcome.spread),
        "size": r.size,
        "serves_from": r.serves.least,
        "serves_to": r.serves.most,
        "min_demand": r.min_demand,
        "source": r.source,
        "source_year": r.year,
        "page": r.page,
        "quotation": r.quotation,
        "looked_up": r.looked_up,
        "url": r.url,
        "basis": r.basis,
        "note": r.note.in_language(language),
        "conditions": _conditions(r, norm_set),
        "norm_set": norm_set.id,
        "norm_version": norm_set.version,
        "state": norm_set.state,
        "adopted_by": norm_set.adopted_by,
        "adopted_on": norm_set.adopted_on,
        "superseded_by": norm_set.superseded_by,
        "norm_title": norm_set.title.in_language(language),
        "absent_types": " | ".join(outcome.absent) or None,
        "norm_date": norm_set.date or None,
        "run_id": run.run_id or None,
        "language": "nl" if language.casefold().startswith("nl") else "en",
        "texts": _both_languages(r, norm_set),
    }


def _both_languages(r: Requirement, norm_set: NormSet) -> str:
    """Return titles and note as JSON in each language, so that a report can be in another than the run."""
    named: dict[str, Text] = {"title": Text(r.label("en"), r.label("nl")), "note": r.note, "norm_title": norm_set.title}
    found = {
        language: {name: said for name, text in named.items() if (said := text.in_language(language))}
        for language in ("en", "nl")
    }
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def _conditions(r: Requirement, norm_set: NormSet) -> str | None:
    """Return all else that a requirement asks as JSON, so that two runs can be told apart; None if nothing."""
    usual = defaults(Requirement)
    asked: dict[str, object] = {
        name: value for name in REFINEMENTS if (value := getattr(r, name)) and value != usual[name]
    }
    asked |= {name: [[c.field, c.op, c.value] for c in getattr(r, name)] for name in CONDITIONED if getattr(r, name)}
    if r.thresholds_by_class:
        asked["thresholds_by_class"] = dict(r.thresholds_by_class)
    if r.target_path:
        asked["target_path"] = {str(year): share for year, share in r.target_path}
    if r.has_share:
        mode = norm_set.mode(r.mode)
        usual_mode = next((one for one in BUILT_IN_MODES if one.name == mode.name), None)
        asked |= {"kmh": mode.kmh} if usual_mode is None or r.unit == "min" else {}
        asked |= {"network": mode.network} if usual_mode is None or usual_mode.network != mode.network else {}
        asked |= {"exclude": mode.exclude} if mode.exclude else {}
    return json.dumps(asked, ensure_ascii=False, sort_keys=True) if asked else None


def _figures(found: Figures, by_weight: bool) -> dict[str, NDArray[Any]]:
    """Return the figures of areas, and of the dwellings outside all, which are not judged.

    Parameters
    ----------
    by_weight
        Whether all of them go by the weight, and so are not known where it is NULL; a share of area does not.
    """
    figures: dict[str, NDArray[Any]] = {"total": found.total} if found.sums is None else {**_sums(found.sums)}
    if found.rate is not None:
        figures["rate"] = found.rate
    for name in figures if by_weight else {"total"}:  # a part of the whole may mislead
        figures[name] = np.where(found.lacking, np.nan, figures[name])
    verdicts = found.verdicts
    why = verdicts.reason[-1]
    judged: dict[str, NDArray[Any]] = {
        "compliance": with_outside(inside(verdicts.compliance), None),
        "reason": with_outside(inside(verdicts.reason), None if why == SMALL_NEED else why),  # that is of a verdict
        "shortfall": with_outside(inside(verdicts.shortfall), np.nan),
        "shortfall_capacity": with_outside(inside(verdicts.shortfall_capacity), np.nan),
        "shortfall_facilities": with_outside(inside(verdicts.shortfall_facilities), np.nan),
    }
    return {"threshold": found.thresholds, **figures, **judged}


def _whole(outcome: Outcome, total: NDArray[np.float64]) -> dict[str, Any]:
    """Return the figures of the row for the whole."""
    r = outcome.requirement
    # Of a share as well as of an amount 0 is known where no area tells: the reason says how many do not.
    figures: dict[str, Any] = {"total": sum_known(total if outcome.demand is None else np.append(total, 0.0))}
    if outcome.whole is not None:
        figures = {name: float(values[0]) for name, values in _sums(outcome.whole).items()}
    figures["threshold"] = np.nan if r.thresholds_by_class or r.threshold is None else r.threshold
    figures["rate"] = outcome.whole_rate if not r.has_share else np.nan
    figures["shortfall_facilities"] = sum_known(inside(outcome.verdicts.shortfall_facilities))
    return {**figures, "compliance": None, "reason": whole_reason(outcome)}


def _sums(sums: Sums) -> dict[str, NDArray[np.float64]]:
    return {
        "total": sums.total,
        "within": sums.within,
        "outside": sums.outside,
        "unknown": sums.unknown,
        "share": sums.share,
        "share_at_90": sums.share_of(sums.at_90),
        "share_at_110": sums.share_of(sums.at_110),
        "mean": sums.mean,
        "median": sums.median,
        "p10": sums.p10,
        "p90": sums.p90,
        "depth": sums.depth,
        "depth_squared": sums.depth_squared,
    }
