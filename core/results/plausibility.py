"""Our average distances beside those that Statistics Netherlands publishes: a check of the data, no verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arrays import Floats, Ints, sums_of, to_list
from ..statuses import TOO_FEW, TOTAL
from ..tables import ColumnKind
from .published_distances import PublishedDistance
from .table import RowBlock, joined_table

PLAUSIBILITY_KINDS: Mapping[str, ColumnKind] = {
    **dict.fromkeys(("published_figure", "title", "facility", "field", "neighbourhood"), "text"),
    **dict.fromkeys(("dwellings", "left_out"), "number"),
    "weight": "text",
    **dict.fromkeys(("mean_dwellings_m", "mean_inhabitants_m", "published_m", "difference_m"), "number"),
    **dict.fromkeys(("compared", "outlier"), "whole"),
    **dict.fromkeys(("median_difference_m", "rank_correlation"), "number"),
    **dict.fromkeys(("reason", "differs"), "text"),
}
"""The columns of the table in order, each with its kind, as `RESULT_KINDS`."""

DWELLINGS, INHABITANTS = "dwellings", "inhabitants"
NOT_PUBLISHED, NOT_REACHED = "not_published", "not_reached"
OUTLIERS = 5
ROUNDING_M = 100.0
"""Both figures are of a rounded tenth of a kilometre at best: what departs by less is no outlier."""

LEAST_FOR_ORDER = 5
"""Neighbourhoods without which an order says nothing."""


@dataclass(frozen=True, kw_only=True)
class ComparedDistance:
    """A published distance beside what was measured.

    Parameters
    ----------
    column
        The field that it was read from.
    published_m
        Of each neighbourhood, NaN where it is not known.
    facility
        The types that were measured to, as the layers have them.
    metres
        Of each dwelling the way to the nearest, NaN where there is none.
    """

    figure: PublishedDistance
    column: str
    published_m: Floats
    facility: Sequence[str]
    metres: Floats


@dataclass(frozen=True, kw_only=True)
class Residents:
    """Who is counted: the neighbourhood of each dwelling (-1 outside all), dwellings a row, and who lives there.

    `inhabitants` is None where no field of the dwellings tells.
    """

    neighbourhood: Ints
    dwellings: Floats
    inhabitants: Floats | None


def plausibility_table(
    compared: Sequence[ComparedDistance],
    areas: Sequence[str],
    residents: Residents,
    min_dwellings: float,
    language: str,
) -> pd.DataFrame:
    """Return the table: of each figure a row for every neighbourhood, and `_total` over those that are compared.

    Parameters
    ----------
    min_dwellings
        Neighbourhoods with fewer are not compared: a published average of few is rounded, suppressed or by chance.

    Returns
    -------
    DataFrame
        The columns `PLAUSIBILITY_KINDS`. Means are weighted by dwellings, and by inhabitants where these are known; the
        difference is ours, by inhabitants where known, less what is published. In the row `_total`: the number
        compared, the means over these by our weight, the median of the differences, and the rank correlation (NaN of
        few, or where all are equal).
    """
    blocks = [_block(one, areas, residents, min_dwellings, language) for one in compared]
    return joined_table(blocks, PLAUSIBILITY_KINDS)


def rank_correlation(one: Floats, other: Floats) -> float:
    """Return Spearman's rank correlation, equal values with their mean rank; NaN of few, or where all are equal."""
    if one.size < LEAST_FOR_ORDER:
        return float("nan")
    ranks = [pd.Series(values).rank().to_numpy(np.float64) for values in (one, other)]
    if any(np.ptp(rank) == 0 for rank in ranks):
        return float("nan")
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def _block(
    one: ComparedDistance, areas: Sequence[str], residents: Residents, min_dwellings: float, language: str
) -> RowBlock:
    """Return the rows of one figure."""
    home, count = residents.neighbourhood, len(areas)
    known = ~np.isnan(one.metres)
    dwellings = _sums(home, residents.dwellings, count)
    by_dwellings = _mean(home, residents.dwellings, one.metres, count)
    nowhere: Floats = np.full(count, np.nan)
    by_people = nowhere
    if residents.inhabitants is not None:
        by_people = _mean(home, residents.inhabitants, one.metres, count)
    ours = by_dwellings if residents.inhabitants is None else by_people
    difference = ours - one.published_m
    reason = _reasons(ours, one.published_m, dwellings < min_dwellings)
    compared = np.array([why is None for why in reason], bool)
    left_out = _sums(home, np.where(known, 0.0, residents.dwellings), count)
    people = residents.dwellings if residents.inhabitants is None else residents.inhabitants
    weight = _sums(home, np.where(known, people, 0.0), count)
    figures = {
        "dwellings": (dwellings, dwellings.sum()),
        "left_out": (left_out, left_out.sum()),
        "mean_dwellings_m": (by_dwellings, _over(by_dwellings, dwellings - left_out, compared)),
        "mean_inhabitants_m": (by_people, _over(by_people, weight, compared)),
        "published_m": (one.published_m, _over(one.published_m, weight, compared)),
        "difference_m": (difference, _over(difference, weight, compared)),
        "compared": (compared.astype(np.float64), float(compared.sum())),
        "outlier": (_outliers(difference, compared), np.nan),
        "median_difference_m": (nowhere, float(np.median(difference[compared])) if compared.any() else np.nan),
        "rank_correlation": (nowhere, rank_correlation(ours[compared], one.published_m[compared])),
    }
    told = {
        "published_figure": one.figure.id,
        "title": one.figure.title.in_language(language),
        "facility": " | ".join(one.facility),
        "field": one.column,
        "neighbourhood": [*areas, TOTAL],
        "weight": DWELLINGS if residents.inhabitants is None else INHABITANTS,
        "reason": [*reason, None],
        "differs": one.figure.differs.in_language(language),
    }
    return RowBlock(count + 1, {**told, **{name: np.append(*both) for name, both in figures.items()}})


def _reasons(ours: Floats, published: Floats, few: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Return why neighbourhoods are not compared, None of those that are."""
    found: NDArray[np.object_] = np.full(ours.size, None, object)
    found[np.isnan(ours)] = NOT_REACHED
    found[np.isnan(published)] = NOT_PUBLISHED
    found[few] = TOO_FEW
    return found


def _outliers(difference: Floats, compared: NDArray[np.bool_]) -> Floats:
    """Return the place of the neighbourhoods that depart most from the median difference, NaN of the others."""
    found = np.full(difference.size, np.nan)
    if not compared.any():
        return found
    departure = np.where(compared, np.abs(difference - np.median(difference[compared])), -1.0)
    departure = departure.round(6)  # those that depart equally stay in their order, whatever the last digits say
    for place, row in enumerate(to_list(np.argsort(-departure, kind="stable")[:OUTLIERS]), start=1):
        if departure[row] > ROUNDING_M:
            found[row] = place
    return found


def _sums(home: Ints, values: Floats, count: int) -> Floats:
    """Return the sum of each neighbourhood."""
    inside = home >= 0
    return sums_of(home[inside], values[inside], count)


def _mean(home: Ints, weight: Floats, metres: Floats, count: int) -> Floats:
    """Return the weighted mean of each neighbourhood over the dwellings that reach something; NaN where none does."""
    known = ~np.isnan(metres)
    total = _sums(home, np.where(known, weight, 0.0), count)
    summed = _sums(home, np.where(known, weight * np.nan_to_num(metres), 0.0), count)
    return np.divide(summed, total, out=np.full(count, np.nan), where=total > 0)


def _over(values: Floats, weight: Floats, compared: NDArray[np.bool_]) -> float:
    """Return the weighted mean over the neighbourhoods that are compared; NaN where there are none."""
    rows = compared & ~np.isnan(values)
    total = weight[rows].sum()
    return float((values[rows] * weight[rows]).sum() / total) if total > 0 else float("nan")
