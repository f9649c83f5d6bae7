"""What would hold at other thresholds and targets: an assessment judged again, without measuring again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np

from ..arrays import Flags, Floats, Ints, Words, inside, sums_of, with_outside
from ..comparing import type_key
from ..requirements.area_sums import Sums
from ..requirements.verdicts import AreaFacts, judge_shares
from ..statuses import (
    FACILITIES_UNUSABLE,
    FAILS,
    NO_CLASS,
    NO_FACILITY,
    NOT_APPLICABLE,
    TOO_FEW,
    UNKNOWN_VERDICT,
    Verdict,
)
from .curves import Curves, Values, curves_of, unspread_of


@dataclass(frozen=True)
class Homes:
    """Where the dwellings of a run stand.

    Parameters
    ----------
    of_dwelling
        Row of the neighbourhood; the number of neighbourhoods where it stands outside all.
    ids
        Names of the neighbourhoods.
    classes
        Living environment of each, None where it is not known.
    """

    of_dwelling: Ints
    ids: Sequence[str]
    classes: Sequence[str | None]

    @property
    def count(self) -> int:
        """Return the number of neighbourhoods."""
        return len(self.ids)

    @cached_property
    def class_names(self) -> list[str]:
        """Name the living environments, each once as it was first written."""
        first: dict[str, str] = {}
        for name in self.classes:
            if name is not None:
                first.setdefault(type_key(name), name)
        return list(first.values())

    def of_class(self, name: str) -> Flags:
        """Return which neighbourhoods are of a living environment, compared trimmed and without case."""
        return np.array([one is not None and type_key(one) == type_key(name) for one in self.classes], bool)


@dataclass(frozen=True)
class Asked:
    """What is asked: `thresholds` (areas + 1,) of each neighbourhood and outside all (NaN: none), and the target."""

    thresholds: Floats
    target: float | None

    @property
    def single(self) -> float | None:
        """Return the threshold that is the same everywhere, None where there are several."""
        found = np.unique(self.thresholds)
        return float(found[0]) if found.size == 1 and not np.isnan(found[0]) else None

    def same_as(self, other: Asked) -> bool:
        """Return whether the same is asked."""
        return self.target == other.target and np.array_equal(self.thresholds, other.thresholds, equal_nan=True)

    def at(self, threshold: float, rows: Flags | None = None) -> Asked:
        """Ask another threshold, everywhere or in some neighbourhoods."""
        if rows is None:
            return replace(self, thresholds=np.full(self.thresholds.size, threshold))
        thresholds = self.thresholds.copy()
        thresholds[with_outside(rows, False)] = threshold
        return replace(self, thresholds=thresholds)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What the run said of one requirement, and where.

    Parameters
    ----------
    compliance, reason
        Verdict of each neighbourhood, and why it is unknown; None where there is none.
    total
        Weight of each neighbourhood, NaN where not known; None: the dwellings carry all of it.
    area
        The area that each neighbourhood is judged in, from 0; None: each by itself.
    """

    compliance: Words
    reason: Words
    total: Floats | None = None
    area: Ints | None = None


@dataclass(frozen=True, kw_only=True)
class WhatIfReading:
    """What holds at the thresholds and the target that are asked.

    Parameters
    ----------
    sums, whole
        Of the neighbourhoods, with what lies outside all behind; and of everything.
    share
        Of each neighbourhood, NaN where nothing is known.
    compliance
        Of each neighbourhood.
    shortfall
        Weight beyond what the target allows to lie outside, of the area that each neighbourhood is judged in; 0 where
        it does not fail.
    """

    sums: Sums
    whole: Sums
    share: Floats
    compliance: Words
    shortfall: Floats

    @property
    def whole_share(self) -> float:
        """Return the share of everything, NaN where nothing is known."""
        return float(self.whole.share[0])

    def count(self, verdict: Verdict) -> int:
        """Count the neighbourhoods with a verdict."""
        return int((self.compliance == verdict).sum())


@dataclass(frozen=True, kw_only=True)
class Explored:
    """One requirement of a run, of which every threshold can be read off.

    Parameters
    ----------
    by_area
        Of the neighbourhoods, with what lies outside all behind.
    whole
        Of everything, as one area.
    by_class
        Of the living environments, in the order of `Homes.class_names`.
    asked
        What the run asked.
    bound
        The largest threshold that can be read off.
    """

    id: str
    homes: Homes
    by_area: Curves
    whole: Curves
    by_class: Curves
    judged: Judged
    asked: Asked
    bound: float = np.inf

    @property
    def _areas(self) -> int:
        area = self.judged.area
        return self.homes.count if area is None else int(area.max(initial=-1)) + 1

    @property
    def lacking(self) -> Flags:
        """Return which neighbourhoods' weight is not known."""
        told = inside(self.by_area.lacking)
        return told if self.judged.total is None else told | np.isnan(self.judged.total)

    def read(self, asked: Asked) -> WhatIfReading:
        """Read off what holds at other thresholds, by the rules of the verdicts.

        Notes
        -----
        What lies within 10 % more is NaN where that is beyond the bound.
        """
        sums = self.by_area.sums(asked.thresholds)
        sums = replace(sums, at_110=np.where(1.1 * asked.thresholds > self.bound, np.nan, sums.at_110))
        whole = _together(sums, np.zeros(self.by_area.areas, np.int64), 1)
        compliance, shortfall = self._judge(sums, asked)
        return WhatIfReading(
            sums=sums, whole=whole, share=inside(sums.share), compliance=compliance, shortfall=shortfall
        )

    def _judge(self, sums: Sums, asked: Asked) -> tuple[Words, Floats]:
        """Return the verdict of each neighbourhood, and what it is short of."""
        count = self.homes.count
        own, area = _each(sums, lambda values: values[:count]), self.judged.area
        judged = own if area is None else _together(own, area, self._areas)
        never, nothing = np.zeros(judged.total.size, bool), np.full(judged.total.size, None, object)
        lacking = np.flatnonzero(self.lacking)
        weight_unknown = never.copy()
        weight_unknown[lacking if area is None else area[lacking]] = True
        verdicts = judge_shares(
            judged,
            asked.target,
            0,
            AreaFacts(applies=~never, blocker=nothing, weight_unknown=weight_unknown, no_dwellings=never),
        )
        rows = np.arange(count) if area is None else area
        found, missing = verdicts.compliance[rows], verdicts.shortfall[rows]
        if asked.target is not None:
            fixed = self._fixed(asked)
            found[fixed] = self.judged.compliance[fixed]
        return found, np.where(found == FAILS, missing, 0.0)

    def _fixed(self, asked: Asked) -> Flags:
        """Return which verdicts no threshold and no target moves, since something else decided."""
        said, why = self.judged.compliance, self.judged.reason
        moved = np.array([w in (None, NO_FACILITY, FACILITIES_UNUSABLE) for w in why], bool)
        moved |= (why == NO_CLASS) & ~np.isnan(inside(asked.thresholds))
        return (said == NOT_APPLICABLE) | (said == TOO_FEW) | ((said == UNKNOWN_VERDICT) & ~moved)


def explore(name: str, homes: Homes, values: Values, judged: Judged, asked: Asked, bound: float = np.inf) -> Explored:
    """Make a requirement of a run ready to be read off.

    Parameters
    ----------
    values
        Of the dwellings that `homes` places.
    judged, asked
        What the run said, and asked.
    """
    count, area = homes.count, homes.of_dwelling
    values = values.in_known_areas(area, count + 1)
    carried = np.zeros(count) if judged.total is None else unspread_of(values, area, judged.total)
    unspread = with_outside(carried, 0.0)
    classes = np.full(count + 1, len(homes.class_names), np.int64)
    for number, one in enumerate(homes.class_names):
        classes[with_outside(homes.of_class(one), False)] = number
    sizes = len(homes.class_names) + 1
    return Explored(
        id=name,
        homes=homes,
        by_area=curves_of(values, area, count + 1, unspread),
        whole=curves_of(values, np.zeros(area.size, np.int64), 1, unspread.sum(keepdims=True)),
        by_class=curves_of(values, classes[area], sizes, sums_of(classes, unspread, sizes)),
        judged=judged,
        asked=asked,
        bound=bound,
    )


def _each(sums: Sums, change: Callable[[Floats], Floats]) -> Sums:
    """Change all figures alike."""
    figures = {f.name: change(getattr(sums, f.name)) for f in fields(sums) if f.name != "open"}
    return Sums(**figures, open=sums.open)


def _together(sums: Sums, area: Ints, areas: int) -> Sums:
    """Add areas up: `area` tells which one each becomes part of."""
    return _each(sums, lambda values: sums_of(area, values, areas))
