"""What a change between two days came of: the mean marginal effect of each cause over all orders.

Each cause is a switch from the earlier day to the later one. With the figure V(S) of a run with the causes S switched,

    effect of i = Σ over S without i of |S|! (4 − |S|)! / 5! · (V(S and i) − V(S)),

which is its mean over the 120 orders in which the five can be switched (Shorrocks, J. Econ. Inequality 11 (2013)
99–126). The effects add up to V(all) − V(none).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import factorial
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..apportionment import apportion
from ..arrays import Floats
from ..norms.indicators import indicator_of
from ..progress import Progress
from ..requirements.years import ALL
from ..results.table import with_texts
from ..statuses import NOT_APPLICABLE, OUTSIDE_NEIGHBOURHOODS, TOTAL
from ..tables import ColumnKind


class Mix(NamedTuple):
    """Of which of two days each cause is in a run: 0 the earlier, 1 the later."""

    facilities: int
    streets: int
    dwellings: int
    weights: int
    norms: int


CAUSES = Mix._fields
MIXES = tuple(Mix(*days) for days in product((0, 1), repeat=len(CAUSES)))
EARLIER, LATER = MIXES[0], MIXES[-1]

CAUSE_KINDS: Mapping[str, ColumnKind] = {
    **dict.fromkeys(("from_date", "to_date", "level", "neighbourhood", "requirement"), "text"),
    **dict.fromkeys((*CAUSES, "corrected", "change"), "number"),
    **dict.fromkeys(("reason", "title", "measure"), "text"),
}
"""The columns of the table in order, each with its kind."""

NEW_AREA, GONE_AREA, NEW_REQUIREMENT, GONE_REQUIREMENT = "new_area", "gone_area", "new_requirement", "gone_requirement"
OTHER_KIND, NOT_PUBLISHED, NO_FIGURE = "other_kind", "not_published", "no_figure"
"""Why a change has no causes, beside the reasons of the results table: the area or the requirement is not there on one
of the days, the norm is of another kind, the corrected figure was not published, there is none."""

SHARE, RATE = "share", "rate"

_KEYS = ["requirement", "level", "neighbourhood"]
_SAME = 1e-9
_LOOKS = 10_000  # rows between looks at Cancel


def effects(figures: Floats) -> Floats:
    """Return the effect of each cause on each figure, shape (n, 5); NaN where a mixed run has no figure.

    Parameters
    ----------
    figures
        Shape (32, n): what the mixed runs give, in the order of `MIXES`.
    """
    count = len(CAUSES)
    found = np.zeros((figures.shape[1], count))
    row_of = {mix: row for row, mix in enumerate(MIXES)}
    for place, mix in product(range(count), MIXES):
        if mix[place]:
            continue
        switched = Mix(*(1 if other == place else day for other, day in enumerate(mix)))
        before = sum(mix)
        part = factorial(before) * factorial(count - before - 1) / factorial(count)
        found[:, place] += part * (figures[row_of[switched]] - figures[row_of[mix]])
    lacking = np.isnan(figures).any(axis=0)
    found[lacking] = np.nan
    return found


def rounded_effects(parts: Floats, unit: float) -> Floats:
    """Return effects in whole units that add up to their rounded sum: those with the largest fractions are rounded up.

    Parameters
    ----------
    parts
        The effects of one change, none of them NaN.
    unit
        What they are shown in, such as 0.001 for tenths of a percentage point.
    """
    exact = parts / unit
    whole = np.floor(exact)  # of 300 that the division made a hair less, the fraction is the largest
    return np.asarray((whole + apportion(exact - whole)) * unit, np.float64)


def figures_of(table: pd.DataFrame) -> pd.DataFrame:
    """Return what a results table says of each requirement in each area, as `causes_of` takes it.

    Returns
    -------
    DataFrame
        By requirement, level and neighbourhood: `value`, the share or the rate; `measure`, which of them; `reason`,
        why there is none; and the requirement's `title`.
    """
    whole = table["group"].isna() & (table["stock"].isna() | (table["stock"] == ALL))
    kept = (whole & (table["neighbourhood"] != OUTSIDE_NEIGHBOURHOODS)).to_numpy(bool)
    # Column by column: each two days have 32 tables, and pandas takes long over a few rows of dozens of columns.
    text = {name: table[name].to_numpy(object)[kept] for name in (*_KEYS, "title", "reason")}
    share = table["indicator"].map(lambda name: indicator_of(name).has_share).to_numpy(bool)
    reason, said = np.full(kept.sum(), None, object), ~pd.isna(text["reason"])
    reason[(table["compliance"] == NOT_APPLICABLE).to_numpy(bool)[kept]] = NOT_APPLICABLE
    reason[said] = text["reason"][said]
    index = pd.MultiIndex.from_arrays([text[name] for name in _KEYS], names=_KEYS)
    found = pd.DataFrame(
        {
            "value": np.where(share, table["share"], table["rate"])[kept].astype(np.float64),
            "measure": np.where(share[kept], SHARE, RATE),
            "reason": pd.Series(reason, index, dtype=object),  # pandas 3 makes NaN of None in texts of its own
            "title": text["title"],
        },
        index=index,
    )
    return found if index.is_unique else found[~index.duplicated()]


@dataclass(frozen=True, kw_only=True)
class TwoDays:
    """Two days whose results are compared.

    Parameters
    ----------
    from_date, to_date
        As 2026-11-30.
    published
        The figures of the earlier day as they were published (`figures_of`).
    corrects
        Whether the recipe of the earlier day says that it corrects these.
    """

    from_date: str
    to_date: str
    published: pd.DataFrame
    corrects: bool


def causes_of(days: TwoDays, figures: Mapping[Mix, pd.DataFrame], progress: Progress | None = None) -> pd.DataFrame:
    """Return what each change came of, a row for each requirement in each area.

    Parameters
    ----------
    figures
        Of each mixed run (`figures_of`).

    Returns
    -------
    DataFrame
        The columns `CAUSE_KINDS`. `change` is the later figure less the earlier one as it was published where that is
        corrected, else as it is computed; the five effects and `corrected` add up to it. Where a mixed run has no
        figure the effects are NaN, and `reason` says why.
    """
    progress = progress or Progress()
    earlier, later = figures[EARLIER], figures[LATER]
    keys = later.index.append(earlier.index.difference(later.index, sort=False))
    runs = []
    for mix in MIXES:
        progress.check()
        runs.append(figures[mix].reindex(keys))
    values = np.array([run["value"] for run in runs], np.float64).reshape(len(MIXES), len(keys))
    measures = np.array([run["measure"] for run in runs], object).reshape(values.shape)
    first, last = measures[0], measures[-1]
    other = (first != last) & pd.notna(first) & pd.notna(last)
    values[:, other] = np.nan
    published = days.published["value"].reindex(keys).to_numpy(np.float64) if days.corrects else values[0]
    found = effects(values)
    corrected = values[0] - published
    table = pd.DataFrame(
        {
            "from_date": days.from_date,
            "to_date": days.to_date,
            "level": keys.get_level_values("level"),
            "neighbourhood": keys.get_level_values("neighbourhood"),
            "requirement": keys.get_level_values("requirement"),
            **{name: found[:, place] for place, name in enumerate(CAUSES)},
            "corrected": corrected if days.corrects else np.zeros(len(keys)),
            "change": values[-1] - published,
            "reason": _reasons(keys, runs, values, other, published, progress),
            "title": later["title"].reindex(keys).fillna(earlier["title"].reindex(keys)).to_numpy(object),
            "measure": np.where(pd.isna(last), first, last),
        }
    )
    return with_texts(table[list(CAUSE_KINDS)], CAUSE_KINDS)


def _reasons(
    keys: pd.Index,
    runs: Sequence[pd.DataFrame],
    values: Floats,
    other: NDArray[np.bool_],
    published: Floats,
    progress: Progress,
) -> NDArray[np.object_]:
    """Return why there are no effects or no change, None where there are both."""
    asked = [set(runs[0].dropna(subset="measure").index), set(runs[-1].dropna(subset="measure").index)]
    norms = [{requirement for requirement, *_ in there} for there in asked]
    of_run = [run["reason"].to_numpy(object) for run in runs]
    order = [0, len(runs) - 1, *range(1, len(runs) - 1)]  # what the days themselves lack, before what mixed runs do
    found = np.full(len(keys), None, object)
    for row, key in enumerate(keys):
        if row % _LOOKS == 0:
            progress.check()
        if other[row]:
            found[row] = OTHER_KIND
        elif key not in asked[0]:
            found[row] = NEW_AREA if key[0] in norms[0] else NEW_REQUIREMENT
        elif key not in asked[1]:
            found[row] = GONE_AREA if key[0] in norms[1] else GONE_REQUIREMENT
        elif np.isnan(values[:, row]).any():
            lacking = next(number for number in order if np.isnan(values[number, row]))
            why = of_run[lacking][row]
            found[row] = NO_FIGURE if pd.isna(why) else why
        elif np.isnan(published[row]):
            found[row] = NOT_PUBLISHED
    return found


def whole_of(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures (`figures_of`) of all areas together."""
    return figures[figures.index.get_level_values("neighbourhood") == TOTAL]


def unlike(published: pd.DataFrame, computed: pd.DataFrame) -> tuple[int, float]:
    """Return how many figures are not what was published, and the largest difference; one that lacks counts as 1."""
    one, other = published["value"].align(computed["value"], join="outer")
    difference = (one - other).abs().mask(one.isna() != other.isna(), 1.0)  # where both lack it is NaN, and so not far
    far = difference[difference > _SAME * np.maximum(one.abs().fillna(0), 1.0)]
    return len(far), float(far.max()) if len(far) else 0.0


def standing_for_each_other(fits: Mapping[int, Sequence[int]]) -> tuple[int, int] | None:
    """Return one of some days that stand for each other, and the day that it is; None where none do.

    Parameters
    ----------
    fits
        Of each day, the days that it may be: where it is among them, it stands for itself.
    """
    left = {day: [*days] for day, days in fits.items() if day not in days}
    while left:
        within = {day: found for day, days in left.items() if (found := [one for one in days if one in left])}
        if len(within) == len(left):  # each leads to another one: who walks on comes round
            day = next(iter(within))
            for _ in within:
                day = within[day][0]
            return day, within[day][0]
        left = within
    return None
