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
from ..results.findings import Findings, Norms
from ..results.table import with_texts
from ..results.table_languages import titles_of
from ..results.target_paths import course_of
from ..statuses import NEIGHBOURHOOD, OUTSIDE_NEIGHBOURHOODS, TOTAL
from ..tables import ColumnKind
from .breaks import CODES, NEW, NORM, SOURCE, VERSION, break_part, join_breaks
from .codes import Became, MadeOf, brought_to, renamed

SERIES_KINDS: Mapping[str, ColumnKind] = {
    **dict.fromkeys(("date", "level", "neighbourhood", "requirement", "title"), "text"),
    **dict.fromkeys(("share", "rate", "total", "within", "unknown", "target"), "number"),
    "compliance": "text",
    "path": "number",
    **dict.fromkeys(("course", "break"), "text"),
}
"""The columns of the table in order, each with its kind."""

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
    dated: Sequence[DatedResults],
    changes: Became | Mapping[str, Became] | None = None,
    progress: Progress | None = None,
) -> Series:
    """Put the results of several days one behind the other, with the codes of the last.

    Parameters
    ----------
    dated
        In order of their days, two or more.
    changes
        What codes of earlier days became, of all days or by day; None: a code that is gone is another area.
    """
    progress = progress or Progress()
    codes = frozenset(dated[-1].findings.areas)
    tables: list[pd.DataFrame] = []
    estimated: dict[str, Mapping[str, MadeOf]] = {}
    for number, one in enumerate(dated):
        progress.at(0.5 * number / len(dated))
        table = one.findings.table
        became = changes.get(one.day) if isinstance(changes, Mapping) else changes
        if became is not None:
            table, estimated[one.day] = brought_to(table, codes, became)
        tables.append(_of_day(one, table, progress.part(0.5 * number / len(dated), 0.5 * (number + 1) / len(dated))))
    for number, (before, after) in enumerate(pairwise(dated)):
        progress.at(0.5 + 0.4 * number / len(dated))
        then, now = estimated.get(before.day, {}), estimated.get(after.day, {})
        if changes is not None and not isinstance(changes, Mapping):
            there = frozenset(after.findings.areas)
            then = {area: renamed(parts, there, changes) for area, parts in then.items()}
        # Two days that are put together of the same parts have the same borders.
        moved = frozenset(area for area in {*then, *now} if then.get(area) != now.get(area))
        tables[number + 1]["break"] = _breaks(
            before.findings, after.findings, tables[number], tables[number + 1], moved
        )
    table = pd.concat(tables, ignore_index=True)
    progress.at(1.0)
    names = {day: frozenset(areas) for day, areas in estimated.items()}
    return Series(with_texts(table[list(SERIES_KINDS)], SERIES_KINDS), names)


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


def asked_otherwise(series: pd.DataFrame, findings: Findings) -> list[str]:
    """Return the requirements of a series that are others than those of a results table, though called by the same ids.

    Norm sets may give one id to an amount of m² and to a number of places. It is the same where its title of the last
    day is, or the figure over all areas.
    """
    found = []
    for question in findings.questions:
        rows = series[series["requirement"] == question.id]
        last = rows[rows["date"] == rows["date"].max()]
        if not len(last) or titles_of(findings, question) & set(last["title"].dropna()):
            continue
        column = "share" if question.has_share else "rate"
        there = last[(last["level"] == NEIGHBOURHOOD) & (last["neighbourhood"] == TOTAL)][column]
        if not np.isclose(there, float(findings.whole(question)[column])).any():
            found.append(question.id)
    return found


def _breaks(
    before: Findings, after: Findings, earlier: pd.DataFrame, later: pd.DataFrame, moved: frozenset[str]
) -> list[str | None]:
    """Return of each row of a day why it cannot be compared with that of the day before; None where it can."""
    there = set(zip(earlier["level"], earlier["neighbourhood"], earlier["requirement"], strict=True))
    known = before.table
    own = set(zip(known["level"], known["neighbourhood"], known["requirement"], strict=True))
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
    told = {question.id: _other_edition(before, after, question.id) for question in after.questions}
    found: list[str | None] = []
    for key in zip(later["level"], later["neighbourhood"], later["requirement"], strict=True):
        if key not in there:
            found.append(NEW)
            continue
        said = [CODES] if key[0] == NEIGHBOURHOOD and key[1] in moved else []
        # A row that had another code then has none to compare: it asks what the others ask.
        differ = differs.get(key) if key in own else by_requirement.get(key[2])
        asks = [name for name in (differ or "").split(";") if name and name not in _ASKED_FOR_VERDICTS]
        if asks:
            said.append(break_part(NORM, ", ".join(asks)))
        found.append(join_breaks([*said, *told.get(key[2], ())]))
    return found


def _other_edition(before: Findings, after: Findings, requirement: str) -> list[str]:
    """Return whether a requirement is of another version of the norms, and whether its source is of another year."""
    old, new = before.norms, after.norms
    named = [(old.version, new.version)] if old.id == new.id else [(_named(old), _named(new))]
    found = [break_part(VERSION, f"{one} → {other}") for one, other in named if one != other]
    first, second = before.question(requirement), after.question(requirement)
    years = [question.source_year for question in (first, second) if question is not None]
    if len(years) == 2 and not np.isnan(years).any() and years[0] != years[1]:
        found.append(break_part(SOURCE, f"{years[0]:.0f} → {years[1]:.0f}"))
    return found


def _named(norms: Norms) -> str:
    return f"{norms.id} {norms.version}".strip()
