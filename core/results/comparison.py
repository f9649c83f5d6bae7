"""Two results tables beside each other: what changed for whom, and which verdicts turned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Words
from ..errors import InputError
from ..progress import Progress
from ..statuses import FAILS, MEETS, NEIGHBOURHOOD, NOT_APPLICABLE, UNKNOWN_VERDICT
from ..tables import ColumnKind
from .differing_questions import ASKED, JUDGED, differing
from .findings import Findings
from .plain_cells import words_of_cells
from .table import RESULT_KINDS, with_texts

BETTER, WORSE, SAME, MIXED, OTHER_NORM = "better", "worse", "same", "mixed", "other_norm"
BEFORE, AFTER = "before", "after"

LEVEL = "level"

_KEY = ("requirement", "level", "neighbourhood", "group")
_ABOUT = ("title", "facility", "indicator", "unit")
_PAIRS = (
    *("year", "norm_set", "norm_version", "threshold", "target", "weight"),
    *("total", "within", "share", "rate", "shortfall", "shortfall_capacity", "shortfall_facilities"),
    *("compliance", "reason"),
)
COMPARISON_KINDS: Mapping[str, ColumnKind] = {
    **dict.fromkeys(("level", "neighbourhood", "group", "requirement", *_ABOUT, "only_in", "differs"), "text"),
    **{f"{name}_{side}": RESULT_KINDS[name] for name in _PAIRS for side in (BEFORE, AFTER)},
    **dict.fromkeys(("change", "gained", "lost"), "number"),
    "turned": "text",
}
"""The columns of the table in order, each with its kind."""

_EQUAL = 1e-9


def of_year(table: pd.DataFrame, year: int | None, name: str) -> pd.DataFrame:
    """Return the rows of one year; all of them where none is said.

    Parameters
    ----------
    name
        Of the input, for the error.
    """
    if year is None:
        return table
    years = sorted({int(one) for one in table["year"].dropna()}) if "year" in table else []
    if not years:
        raise InputError(
            "The results table for {input} has no year: leave the year empty, or choose the table of a run with years.",
            input=name,
        )
    if year not in years:
        raise InputError(
            "The results table for {input} does not tell of {year}; choose one of: {years}.",
            input=name,
            year=year,
            years=", ".join(map(str, years)),
        )
    return table[table["year"] == year]


@dataclass(frozen=True)
class RunPair:
    """One requirement in two runs.

    Parameters
    ----------
    only_in
        `before` or `after` where the other run does not have it, else None.
    differs
        What the runs ask otherwise: columns of the results table, or `level`.
    """

    id: str
    title: str
    only_in: str | None
    differs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What changed for a requirement; one entry a neighbourhood, NaN or None where it is not known.

    Parameters
    ----------
    change
        Of the share, or of the rate, number or share of area.
    gained, lost
        Weight within the threshold more, or less, than before: net, as the tables tell no more.
    before, after, turned
        The verdicts, and how they turned.
    """

    pair: RunPair
    change: Floats
    gained: Floats
    lost: Floats
    before: Words
    after: Words
    turned: Words


@dataclass(frozen=True)
class Comparison:
    """Two runs beside each other.

    Parameters
    ----------
    before, after
        The results tables, taken apart.
    table
        The columns `COMPARISON_KINDS`: a row for each requirement and area, or group, of either run.
    """

    before: Findings
    after: Findings
    table: pd.DataFrame

    @cached_property
    def pairs(self) -> list[RunPair]:
        """Return the requirements of both runs, then those that only the second has."""
        own = [{q.id: q for q in findings.questions} for findings in (self.before, self.after)]
        found = []
        for name in dict.fromkeys([*own[0], *own[1]]):
            sides = [questions.get(name) for questions in own]
            question = sides[0] or sides[1]
            only_in = AFTER if sides[0] is None else BEFORE if sides[1] is None else None
            rows = self.table[self.table["requirement"] == name]
            differs = dict.fromkeys(one for text in rows["differs"].dropna() for one in text.split(";"))
            if sides[0] is not None and sides[1] is not None and sides[0].level != sides[1].level:
                differs[LEVEL] = None
            found.append(RunPair(name, question.title if question else name, only_in, tuple(differs)))
        return found

    @cached_property
    def areas(self) -> list[str]:
        """Return the neighbourhoods of both runs."""
        return list(dict.fromkeys([*self.before.areas, *self.after.areas]))

    def changes(self, areas: Sequence[str]) -> list[Change]:
        """Return what changed for each requirement in these neighbourhoods, in their order."""
        mine = self.table[(self.table["level"] == NEIGHBOURHOOD) & self.table["group"].isna()]
        verdicts = [_verdicts(findings) for findings in (self.before, self.after)]
        found = []
        for pair in self.pairs:
            rows = mine[mine["requirement"] == pair.id].set_index("neighbourhood").reindex(list(areas))
            before, after = (
                np.array([of.get(pair.id, {}).get(area) for area in areas], object).reshape(len(areas))
                for of in verdicts
            )
            other = self._other(pair, rows["differs"], areas)
            change, gained, lost = (rows[name].to_numpy(np.float64) for name in ("change", "gained", "lost"))
            turned = _turned(before, after, other, np.full(len(areas), pair.only_in is not None))
            found.append(
                Change(pair=pair, change=change, gained=gained, lost=lost, before=before, after=after, turned=turned)
            )
        return found

    def _other(self, pair: RunPair, differs: pd.Series, areas: Sequence[str]) -> Flags:
        """Return of which neighbourhoods the runs ask otherwise, or of the areas in which these are judged."""
        question = next((q for q in self.before.questions if q.id == pair.id), None)
        if LEVEL in pair.differs:
            return np.ones(len(areas), bool)
        if question is None or question.level == NEIGHBOURHOOD:
            return differs.notna().to_numpy()
        member = self.before.member.get(question.level, {})
        mine = (self.table["requirement"] == pair.id) & (self.table["level"] == question.level)
        judged = self.table[mine & self.table["differs"].notna()]["neighbourhood"]
        return np.isin([member.get(area) or "" for area in areas], judged.to_numpy(object).astype(str))


def _verdicts(findings: Findings) -> dict[str, dict[str, str | None]]:
    return {
        question.id: dict(zip(findings.areas, findings.verdicts(question), strict=True))
        for question in findings.questions
    }


def compare(before: Findings, after: Findings, progress: Progress | None = None) -> Comparison:
    """Lay two runs beside each other.

    Notes
    -----
    Figures are compared where both runs ask the same of the same (`ASKED`), verdicts where they also ask the same
    share; years may differ.
    """
    progress = progress or Progress()
    left, right = _by_key(before.table), _by_key(after.table)
    progress.at(0.2)
    keys = list(dict.fromkeys([*left.index, *right.index]))
    place = {name: number for number, name in enumerate(dict.fromkeys(key[0] for key in keys))}
    keys.sort(key=lambda key: place[key[0]])
    index = pd.MultiIndex.from_tuples(keys, names=_KEY)
    in_left, in_right = index.isin(left.index), index.isin(right.index)
    of = index.get_level_values("requirement")
    only_left, only_right = (~of.isin(other.index.get_level_values("requirement")) for other in (right, left))
    left, right = left.reindex(index), right.reindex(index)
    progress.at(0.4)
    table = index.to_frame(index=False)
    for name in ("neighbourhood", "group"):
        table[name] = [text or None for text in table[name]]
    for name in _ABOUT:
        table[name] = np.where(in_left, left[name].to_numpy(object), right[name].to_numpy(object))
    table["only_in"] = [BEFORE if b else AFTER if a else None for b, a in zip(only_left, only_right, strict=True)]
    asked = differing(before, after, left, right)
    differs = {name: in_left & in_right & rows for name, rows in asked.items()}
    table["differs"] = [";".join(n for n in JUDGED if differs[n][row]) or None for row in range(len(index))]
    progress.at(0.8)
    for name in _PAIRS:
        for side, rows in ((BEFORE, left), (AFTER, right)):
            table[f"{name}_{side}"] = rows[name].to_numpy() if name in rows else np.nan  # of an earlier version
    comparable = ~np.any([differs[name] for name in ASKED], axis=0)
    more = _difference(left, right, "within", comparable)
    share, rate = (_difference(left, right, name, comparable) for name in ("share", "rate"))
    table["change"] = np.where(np.isnan(share), rate, share)
    table["gained"], table["lost"] = np.maximum(more, 0), np.maximum(-more, 0) + 0.0  # no −0
    other, alone = table["differs"].notna().to_numpy(), only_left | only_right
    table["turned"] = _turned(words_of_cells(left["compliance"]), words_of_cells(right["compliance"]), other, alone)
    return Comparison(before, after, with_texts(table[list(COMPARISON_KINDS)], COMPARISON_KINDS))


def _by_key(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(
        **{column: np.where(table[column].isna(), "", table[column].to_numpy(object)) for column in _KEY}
    ).set_index(list(_KEY))


def _difference(left: pd.DataFrame, right: pd.DataFrame, name: str, comparable: Flags) -> Floats:
    before, after = left[name].to_numpy(np.float64), right[name].to_numpy(np.float64)
    more = np.where(np.isclose(before, after, rtol=_EQUAL, atol=0), 0.0, after - before)  # sums differ in their digits
    return np.where(comparable, more, np.nan)


def _turned(before: Words, after: Words, other: Flags, alone: Flags) -> Words:
    """Return how verdicts turned.

    Parameters
    ----------
    other
        Where the runs ask something else.
    alone
        Where only one of them asks it.

    Returns
    -------
    NDArray
        None where one run does not ask it, or neither has a verdict.
    """
    found = np.full(before.size, UNKNOWN_VERDICT, object)
    found[np.isin(before.astype(str), (MEETS, FAILS)) & (before == after)] = SAME
    found[(before == FAILS) & (after == MEETS)] = BETTER
    found[(before == MEETS) & (after == FAILS)] = WORSE
    found[other] = OTHER_NORM
    found[(before == NOT_APPLICABLE) & (after == NOT_APPLICABLE)] = NOT_APPLICABLE
    silent = np.array([b is None and a is None for b, a in zip(before, after, strict=True)], bool)
    found[alone | silent] = None
    return found


def count(changes: Sequence[Change], turned: str, areas: int) -> NDArray[np.int64]:
    """Count for each neighbourhood the requirements that turned a way."""
    return np.sum([change.turned == turned for change in changes], axis=0, dtype=np.int64) + np.zeros(areas, np.int64)


def overall_change(changes: Sequence[Change], areas: int) -> Words:
    """Return for each neighbourhood how its verdicts turned: the first of these that holds.

    `mixed` (some better, some worse), `better`, `worse`, `same` (none of those that can be compared), `other_norm`,
    `unknown`, `not_applicable`.
    """
    has = {word: count(changes, word, areas) > 0 for word in (BETTER, WORSE, SAME, OTHER_NORM, UNKNOWN_VERDICT)}
    found = np.full(areas, NOT_APPLICABLE, object)
    for word in (UNKNOWN_VERDICT, OTHER_NORM, SAME, WORSE, BETTER):
        found[has[word]] = word
    found[has[BETTER] & has[WORSE]] = MIXED
    return found
