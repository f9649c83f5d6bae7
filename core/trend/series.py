"""The series of each area and requirement over dates: figures, verdicts, the path to the target, and breaks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from ..errors import InputError
from ..norms.model import on_path
from ..progress import Progress
from ..results.comparison import compare
from ..results.findings import Findings
from ..results.table import with_texts
from ..results.target_paths import course_of
from ..statuses import NEIGHBOURHOOD, OUTSIDE_NEIGHBOURHOODS
from ..tables import ColumnKind
from .codes import CodeChanges, brought_to

SERIES_KINDS: Mapping[str, ColumnKind] = {
    **dict.fromkeys(("date", "level", "neighbourhood", "requirement", "title"), "text"),
    **dict.fromkeys(("share", "rate", "total", "within", "unknown", "target"), "number"),
    "compliance": "text",
    "path": "number",
    **dict.fromkeys(("course", "break"), "text"),
}
"""The columns of the table in order, each with its kind."""

NEW, CODES, NORM = "new", "codes", "norm"
"""Why a row cannot be compared with the one before: there is none, its border changed, another norm (with what)."""

_ASKED_FOR_VERDICTS = ("target", "min_demand")
"""What a verdict hangs on, and a figure does not."""


@dataclass(frozen=True)
class DatedResults:
    """What a run says of one day.

    Parameters
    ----------
    day
        As 2026-11-30.
    findings
        Its rows of that day.
    """

    day: str
    findings: Findings

    @property
    def year(self) -> float:
        """Return the day as a year with the part of it that has gone: 2026.5 in the middle."""
        one = date.fromisoformat(self.day)
        first, next_ = date(one.year, 1, 1), date(one.year + 1, 1, 1)
        return one.year + (one - first).days / (next_ - first).days


@dataclass(frozen=True)
class Series:
    """The table of all dates (`SERIES_KINDS`), and of which areas and days the figures are estimated from others."""

    table: pd.DataFrame
    estimated: Mapping[str, frozenset[str]]


def in_order_of_days(dated: Sequence[DatedResults]) -> list[DatedResults]:
    """Return results by day; an `InputError` where two are of one."""
    found = sorted(dated, key=lambda one: one.day)
    for before, after in pairwise(found):
        if before.day == after.day:
            raise InputError("Two of the results tables are of {day}: give each its own day in DATES.", day=before.day)
    return found


def series_of(
    dated: Sequence[DatedResults], changes: CodeChanges | None = None, progress: Progress | None = None
) -> Series:
    """Put the results of several days one behind the other, with the codes of the last.

    Parameters
    ----------
    dated
        In order of their days, two or more.
    changes
        What codes of earlier days became; None: a code that is gone is another area.
    """
    progress = progress or Progress()
    codes = frozenset(dated[-1].findings.areas)
    tables: list[pd.DataFrame] = []
    estimated: dict[str, frozenset[str]] = {}
    for number, one in enumerate(dated):
        progress.at(0.5 * number / len(dated))
        table = one.findings.table
        if changes is not None:
            table, areas = brought_to(table, codes, changes)
            estimated[one.day] = frozenset(areas)
        tables.append(_of_day(one, table, progress.part(0.5 * number / len(dated), 0.5 * (number + 1) / len(dated))))
    for number, (before, after) in enumerate(pairwise(dated)):
        progress.at(0.5 + 0.4 * number / len(dated))
        renamed = estimated.get(before.day, frozenset())
        tables[number + 1]["break"] = _breaks(
            before.findings, after.findings, tables[number], tables[number + 1], renamed
        )
    table = pd.concat(tables, ignore_index=True)
    progress.at(1.0)
    return Series(with_texts(table[list(SERIES_KINDS)], SERIES_KINDS), estimated)


def _of_day(one: DatedResults, table: pd.DataFrame, progress: Progress) -> pd.DataFrame:
    """Return the rows of a day, with the path and the course of each."""
    rows = table[table["group"].isna() & (table["neighbourhood"] != OUTSIDE_NEIGHBOURHOODS)].copy()
    rows["date"], rows["break"] = one.day, None
    rows["path"], rows["course"] = np.nan, None
    groups = rows.groupby("requirement", sort=False).groups
    for number, (requirement, mine) in enumerate(groups.items()):
        progress.at(number / len(groups))
        path = path_of(one.findings, str(requirement))
        if not path:
            continue
        within, unknown, total = (rows.loc[mine, name].to_numpy(np.float64) for name in ("within", "unknown", "total"))
        rows.loc[mine, "path"] = on_path(path, one.year)
        rows.loc[mine, "course"] = course_of(path, one.year, within, unknown, total)
    return rows.reset_index(drop=True)


def path_of(findings: Findings, requirement: str) -> tuple[tuple[int, float], ...]:
    """Return the path to a requirement's target, as years and shares; empty where it has none."""
    question = findings.question(requirement)
    try:
        said = json.loads(question.conditions or "{}") if question is not None else {}
    except ValueError:
        return ()
    found = said.get("target_path") if isinstance(said, dict) else None
    return tuple(sorted((int(year), float(share)) for year, share in found.items())) if isinstance(found, dict) else ()


def _breaks(
    before: Findings, after: Findings, earlier: pd.DataFrame, later: pd.DataFrame, renamed: frozenset[str]
) -> list[str | None]:
    """Return of each row of a day why it cannot be compared with that of the day before; None where it can."""
    there = set(zip(earlier["level"], earlier["neighbourhood"], earlier["requirement"], strict=True))
    asked = compare(before, after).table
    differs = dict(
        zip(
            zip(asked["level"], asked["neighbourhood"], asked["requirement"], strict=True),
            asked["differs"],
            strict=True,
        )
    )
    by_requirement = {
        requirement: next((one for one in rows if one), None)
        for requirement, rows in asked.groupby("requirement", sort=False)["differs"]
    }
    found: list[str | None] = []
    for key in zip(later["level"], later["neighbourhood"], later["requirement"], strict=True):
        said = []
        if key not in there:
            found.append(NEW)
            continue
        if key[0] == NEIGHBOURHOOD and key[1] in renamed:
            said.append(CODES)
        # A row that had another code then has none to compare: it asks what the others ask.
        differ = differs.get(key) if key in differs else by_requirement.get(key[2])
        asks = [name for name in (differ or "").split(";") if name and name not in _ASKED_FOR_VERDICTS]
        if asks:
            said.append(f"{NORM}: {', '.join(asks)}")
        found.append("; ".join(said) or None)
    return found
