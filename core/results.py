"""The results of an assessment as one table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .assessment import Assessment, Outcome, whole_reason
from .norms import NormSet
from .statuses import OUTSIDE_NEIGHBOURHOODS, TOTAL, WEIGHT_UNKNOWN
from .verdicts import Sums

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
    "p90",
)
RESULT_KINDS = {
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
    **dict.fromkeys(FIGURES, "number"),
    **dict.fromkeys(("compliance", "reason"), "text"),
    **dict.fromkeys(("shortfall", "shortfall_capacity"), "number"),
    "source": "text",
    "source_year": "whole",
    **dict.fromkeys(("url", "basis", "note", "norm_set", "norm_version", "state"), "text"),
    **dict.fromkeys(("adopted_by", "adopted_on", "superseded_by"), "text"),
}
"""The columns of the table in order, each with its kind: `text`, `whole` or `number`."""

_DTYPES: dict[str, Any] = {"text": "object", "whole": "Int64", "number": "float64"}


def result_table(assessment: Assessment, norm_set: NormSet, areas: Sequence[str], language: str) -> pd.DataFrame:
    """Give the table with a row for each requirement and neighbourhood, for those outside all, and for the whole.

    Parameters
    ----------
    areas
        Ids of the neighbourhoods.
    language
        Of titles and notes.

    Returns
    -------
    DataFrame
        The columns `RESULT_KINDS`; what is not known is None, NaN or NA. Over neighbourhoods and
        `outside_neighbourhoods`, within + outside + unknown = total sum up to `_total`.
    """
    places = np.array([*areas, OUTSIDE_NEIGHBOURHOODS, TOTAL], object)
    tables = [
        pd.DataFrame({"neighbourhood": places, **_of_requirement(o, norm_set, language), **_figures(o, len(areas))})
        for o in assessment.outcomes
    ]
    columns = {
        name: pd.concat([_column(table, name, kind) for table in tables], ignore_index=True)
        for name, kind in RESULT_KINDS.items()
    }
    return pd.DataFrame(columns)


def _column(table: pd.DataFrame, name: str, kind: str) -> pd.Series:
    if name not in table:
        return pd.Series([None] * len(table), dtype=_DTYPES[kind])
    return table[name].astype(_DTYPES[kind])


def _of_requirement(outcome: Outcome, norm_set: NormSet, language: str) -> dict[str, object]:
    """Give what is the same in all rows of a requirement."""
    r = outcome.requirement
    return {
        "level": "neighbourhood",
        "stock": "all",
        "requirement": r.id,
        "title": r.label(language),
        "facility": " | ".join(r.facility),
        "indicator": r.indicator,
        "threshold": r.threshold,
        "unit": r.unit,
        "minimum": r.minimum,
        "per": r.per,
        "metric": r.metric if r.has_share else None,
        "mode": r.mode if r.has_share else None,
        "target": r.target,
        "weight": r.weight,
        "source": r.source,
        "source_year": r.year,
        "url": r.url,
        "basis": r.basis,
        "note": r.note.in_language(language),
        "norm_set": norm_set.id,
        "norm_version": norm_set.version,
        "state": norm_set.state,
        "adopted_by": norm_set.adopted_by,
        "adopted_on": norm_set.adopted_on,
        "superseded_by": norm_set.superseded_by,
    }


def _figures(outcome: Outcome, areas: int) -> dict[str, NDArray[np.float64] | NDArray[np.object_]]:
    """Give the figures of the neighbourhoods, then of those outside all and of the whole, which are not judged."""
    if outcome.sums is not None and outcome.whole is not None:
        parts, whole = _sums(outcome.sums), _sums(outcome.whole)
        figures = {name: np.concatenate([parts[name], whole[name]]) for name in parts}
    else:
        figures = {"total": np.append(outcome.total, outcome.total.sum())}
    if outcome.rate is not None:
        figures["rate"] = np.append(outcome.rate, outcome.whole_rate)
    verdicts = outcome.verdicts
    nameless = np.append(verdicts.reason == WEIGHT_UNKNOWN, False)
    for name in figures.keys() & {"total", "within", "outside", "unknown", "share"}:
        figures[name] = np.where(nameless, np.nan, figures[name])
    return {
        **figures,
        "compliance": np.array([*verdicts.compliance[:areas], None, None], object),
        "reason": np.array([*verdicts.reason, whole_reason(outcome)], object),
        "shortfall": np.array([*verdicts.shortfall[:areas], np.nan, np.nan]),
        "shortfall_capacity": np.array([*verdicts.shortfall_capacity[:areas], np.nan, np.nan]),
    }


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
        "p90": sums.p90,
    }
