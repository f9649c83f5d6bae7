"""The place of each municipality among all, by requirement and living environment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..comparing import type_key
from ..statuses import NEIGHBOURHOOD, OUTSIDE_NEIGHBOURHOODS, TOTAL

FIGURES = ("municipality", "requirement", "living_environment", "year", "stock", "measure", "value")
PLACES = (*FIGURES, "place", "among", "percentile")
PLACE_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("municipality", "municipality_name", "requirement", "title", "living_environment"), "text"),
    "year": "number",
    **dict.fromkeys(("stock", "measure"), "text"),
    **dict.fromkeys(("value", "place", "among", "percentile"), "number"),
}
"""The columns of the table of places that a batch writes, each with its kind."""
_WITHIN = 1e-9
"""Relative: figures that differ less are equal."""
_BY = ["requirement", "living_environment", "year", "stock", "measure"]


def municipality_figures(municipality: str, results: pd.DataFrame, classes: Mapping[str, str]) -> pd.DataFrame:
    """Return what is compared of a municipality: its share or rate of each requirement.

    Parameters
    ----------
    municipality
        Its code.
    results
        Its table of results (OUTPUT_RESULTS).
    classes
        The living environment of each neighbourhood that has one.

    Returns
    -------
    pandas.DataFrame
        With the columns `FIGURES`: rows without a living environment are of the whole municipality, the others of its
        neighbourhoods of that kind. Requirements without a figure are left out.
    """
    rows = results[(results["level"] == NEIGHBOURHOOD) & results["group"].isna()]
    whole = rows[rows["neighbourhood"] == TOTAL].assign(living_environment="")
    inside = rows[~rows["neighbourhood"].isin([TOTAL, OUTSIDE_NEIGHBOURHOODS])]
    kinds = dict(zip(classes, _as_first_written(classes.values()), strict=True))
    of_kind = inside.assign(living_environment=inside["neighbourhood"].map(kinds))
    both = pd.concat([whole, of_kind[of_kind["living_environment"].notna()]])
    found = []
    for (requirement, kind, year, stock), part in both.groupby(_BY[:-1], dropna=False, sort=False):
        measure, value = _figure(part)
        if not np.isnan(value):
            found.append((municipality, requirement, kind, year, stock, measure, value))
    return pd.DataFrame(found, columns=list(FIGURES))


def places_among(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the place of each figure among those of all municipalities, with the columns `PLACES`.

    `place` is 1 for the highest; equal figures share a place. `percentile` is the share, in percent, of the
    municipalities whose figure is not higher than its own: 100 for the highest. Living environments are compared as
    norms compare them, trimmed and without case, and called as the first municipality writes them.
    """
    figures = figures.assign(living_environment=_as_first_written(figures["living_environment"]))
    found = [_placed(part) for _, part in figures.groupby(_BY, dropna=False, sort=False)]
    return pd.concat(found)[list(PLACES)].sort_index() if found else pd.DataFrame(columns=list(PLACES))


def _as_first_written(kinds: Iterable[str]) -> list[str]:
    """Return living environments, each as it was first written among those that norms take for the same."""
    first: dict[str, str] = {}
    return [first.setdefault(type_key(one), one.strip()) for one in kinds]


def _figure(rows: pd.DataFrame) -> tuple[str, float]:
    """Return the share of some areas together, else their rate."""
    numbers = rows[["within", "outside", "share", "rate", "total"]].astype(float)
    if numbers["share"].notna().any():
        known = numbers["within"].sum() + numbers["outside"].sum()
        return "share", float(numbers["within"].sum() / known) if known > 0 else np.nan
    told = numbers["rate"].notna() & numbers["total"].notna()
    if len(rows) == 1:
        return "rate", float(numbers["rate"].iloc[0])
    total = numbers["total"][told].sum()
    return "rate", float((numbers["rate"] * numbers["total"])[told].sum() / total) if total > 0 else np.nan


def _placed(part: pd.DataFrame) -> pd.DataFrame:
    values = part["value"].to_numpy(float)
    ordered = np.sort(values)
    not_higher = np.searchsorted(ordered, values + _slack(values), side="right")
    return part.assign(
        place=1 + len(values) - not_higher, among=len(values), percentile=100.0 * not_higher / len(values)
    )


def _slack(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return _WITHIN * np.abs(values)
