"""Neighbourhoods whose code or border changed between two dates, brought to those of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from ..arrays import Floats, to_list
from ..errors import InputError
from ..statuses import NEIGHBOURHOOD, OUTSIDE_NEIGHBOURHOODS, TOTAL

_COUNTS = ("total", "within", "outside", "unknown")
_NEVER = (TOTAL, OUTSIDE_NEIGHBOURHOODS)
_MOST_STEPS = 50
"""Changes of one code after each other: more than there are years, so that a ring of codes is found."""


class Became(Protocol):
    """What became of neighbourhoods."""

    def today(self, code: str, codes: frozenset[str]) -> dict[str, float]:
        """Return what became of a code: codes of today with their shares; none where it is another area."""


@dataclass(frozen=True)
class CodeChange:
    """What a neighbourhood became: of its dwellings and people, this share belongs to the new code."""

    old: str
    new: str
    share: float


@dataclass(frozen=True)
class CodeChanges:
    """All changes, by old code."""

    by_old: Mapping[str, Sequence[CodeChange]]

    def today(self, code: str, codes: frozenset[str]) -> dict[str, float]:
        """Return what became of a code: codes of today with their shares; none where the table does not lead there."""
        found: dict[str, float] = {}
        open_: dict[str, float] = {code: 1.0}
        for _ in range(_MOST_STEPS + 1):
            after: dict[str, float] = {}
            for one, share in open_.items():
                if one in codes:
                    found[one] = found.get(one, 0.0) + share
                    continue
                for change in self.by_old.get(one, ()):
                    after[change.new] = after.get(change.new, 0.0) + share * change.share
            if not after:
                return found
            open_ = after
        raise InputError("CODE_CHANGES leads from {code} in a circle: give each code what it became once.", code=code)


@dataclass(frozen=True)
class MapChanges:
    """What became of each neighbourhood of one map on another, by the dwellings that lie on both."""

    parts: Mapping[str, Mapping[str, float]]

    def today(self, code: str, codes: frozenset[str]) -> dict[str, float]:
        """Return what became of a code: codes of today with their shares; none where its dwellings lie in none of them.

        One without dwellings is taken for the area of the same code, if there is one.
        """
        if code not in self.parts:
            return {code: 1.0} if code in codes else {}
        return {new: share for new, share in self.parts[code].items() if new in codes}

    @property
    def changed(self) -> list[str]:
        """Return the codes whose dwellings are called otherwise, or lie in several areas now."""
        return sorted(code for code, parts in self.parts.items() if parts != {code: 1.0})


def changes_on_maps(
    before: Sequence[str | None], after: Sequence[str | None], weight: Floats, least: float = 0.0
) -> MapChanges:
    """Return what became of the neighbourhoods of one map, from where dwellings lie on it and on another.

    Parameters
    ----------
    before, after
        The neighbourhood of each dwelling on either map; None where it lies in none.
    weight
        Dwellings of each.
    least
        Parts of a neighbourhood below this share go with its largest part: maps draw one border some metres apart.

    Notes
    -----
    The part that lies in no neighbourhood of the other map is in none: the shares add up to less than 1.
    """
    totals: dict[str, float] = {}
    sums: dict[str, dict[str, float]] = {}
    for old, new, number in zip(before, after, to_list(weight), strict=True):
        if old is None or not number > 0:
            continue
        totals[old] = totals.get(old, 0.0) + number
        if new is not None:
            parts = sums.setdefault(old, {})
            parts[new] = parts.get(new, 0.0) + number
    return MapChanges({old: _kept_parts(sums.get(old, {}), total, least) for old, total in totals.items()})


def _kept_parts(parts: Mapping[str, float], total: float, least: float) -> dict[str, float]:
    """Return the shares of a whole, those below the least put to the largest."""
    kept = {new: number / total for new, number in sorted(parts.items()) if number >= least * total}
    if kept:
        largest = max(kept, key=lambda new: kept[new])
        kept[largest] += sum(number for new, number in parts.items() if new not in kept) / total
    return kept


def code_changes(rows: Sequence[tuple[str | None, str | None, float]]) -> CodeChanges:
    """Return the changes of a table; an `InputError` where the shares of a code are more than all of it."""
    by_old: dict[str, list[CodeChange]] = {}
    for old, new, share in rows:
        if not old or not new:
            raise InputError("CODE_CHANGES has a row without an old or a new code: fill in both.")
        if old == new:
            continue
        part = 1.0 if np.isnan(share) else share
        if not 0 <= part <= 1:
            raise InputError(
                "CODE_CHANGES has the share {share} for {old}: write a share from 0 to 1.", share=f"{part:g}", old=old
            )
        by_old.setdefault(old, []).append(CodeChange(old, new, part))
    for old, changes in by_old.items():
        total = sum(change.share for change in changes)
        if total > 1 + 1e-6:
            raise InputError(
                "The shares of {old} in CODE_CHANGES add up to {total}, and parts of one neighbourhood are 1 at "
                "most: lower them.",
                old=old,
                total=f"{total:g}",
            )
    return CodeChanges(by_old)


MadeOf = frozenset[tuple[str, float]]
"""Of what an area is put together: codes of then, with the share of each that lies in it."""


def brought_to(
    table: pd.DataFrame, codes: frozenset[str], changes: Became
) -> tuple[pd.DataFrame, Mapping[str, MadeOf]]:
    """Return the rows of a results table with the codes of today, and what those are made of that are estimated.

    Notes
    -----
    A code that is another name for the same area keeps all its figures. Where areas were split or merged, what can be
    counted is divided by the shares and added up, and the share follows from that; a rate, a median and a verdict do
    not, and are left out. A code that leads to none of today stays: it is another area. If its code is that of yet
    another one today, its rows are left out.
    """
    own = (table["level"] == NEIGHBOURHOOD) & ~table["neighbourhood"].isin(_NEVER) & table["group"].isna()
    there = [str(name) for name in table[own]["neighbourhood"].dropna().unique()]
    became = {name: changes.today(name, codes) for name in there}
    sources: dict[str, list[str]] = {}
    for name, parts in became.items():
        for new in parts:
            sources.setdefault(new, []).append(name)
    whole = {
        name: next(iter(parts))
        for name, parts in became.items()
        if len(parts) == 1 and abs(sum(parts.values()) - 1) < 1e-9 and len(sources[next(iter(parts))]) == 1
    }
    estimated = {new for new, names in sources.items() if any(name not in whole for name in names)}
    renamed = {name: new for name, new in whole.items() if new not in estimated}
    renamed |= {name: name for name, parts in became.items() if not parts and name not in codes}
    kept = table[own & table["neighbourhood"].isin(list(renamed))]
    kept = kept.assign(neighbourhood=kept["neighbourhood"].map(renamed))
    split = [name for name, parts in became.items() if any(new in estimated for new in parts)]
    parts_of = pd.DataFrame(
        [(name, new, share) for name in split for new, share in became[name].items()],
        columns=["neighbourhood", "new", "part"],
    )
    rows = _divided(table[own & table["neighbourhood"].isin(split)], parts_of)
    made_of = {new: frozenset((name, became[name][new]) for name in sources[new]) for new in estimated}
    return pd.concat([kept, rows, table[~own]], ignore_index=True), made_of


def renamed(parts: MadeOf, codes: frozenset[str], changes: Became) -> MadeOf:
    """Return what an area is put together of by the codes of a later day, as far as these only have another name."""
    found = []
    for name, share in parts:
        became = changes.today(name, codes)
        found.append((next(iter(became)) if list(became.values()) == [1.0] else name, share))
    return frozenset(found) if len(set(found)) == len(found) else parts


def _divided(rows: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Return the counts of rows divided by shares and added up by new code; all else of them is not known."""
    if rows.empty:
        return rows
    joined = rows.merge(parts, on="neighbourhood")
    counts = joined[list(_COUNTS)].multiply(joined["part"], axis=0)
    keys = [joined["requirement"], joined["new"]]
    sums = counts.groupby(keys, sort=False).sum()
    # A part that is not known makes its sum unknown.
    lacking = counts.isna().groupby(keys, sort=False).any()
    sums = sums.mask(lacking)
    first = joined.drop_duplicates(["requirement", "new"]).set_index(["requirement", "new"])
    known = sums["within"] + sums["outside"]
    figures = ("rate", "compliance", "reason", "mean", "median", "p10", "p90", "shortfall", "shortfall_capacity")
    found = first.assign(
        **{name: sums[name] for name in _COUNTS},
        share=(sums["within"] / known.where(known > 0)).to_numpy(),
        **{name: None if name in ("compliance", "reason") else np.nan for name in figures if name in first},
    )
    found = found.reset_index().drop(columns=["neighbourhood", "part"]).rename(columns={"new": "neighbourhood"})
    return found[list(rows.columns)]
