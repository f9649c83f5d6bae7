"""What a results table says, for those who tell about it: what holds for whom of what was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arrays import Words
from ..errors import InputError
from ..requirements.verdicts import overall
from ..statuses import (
    FAILS,
    MEETS,
    NEIGHBOURHOOD,
    NOT_APPLICABLE,
    OUTSIDE_NEIGHBOURHOODS,
    SMALL_NEED,
    TOTAL,
    UNKNOWN_VERDICT,
    Verdict,
)
from .by_year import Course, courses, years_in
from .plain_cells import text_of_cell, words_of_cells
from .requirement_question import RequirementQuestion, question_of_rows
from .small_groups import without_small_groups

_EQUAL = 1e-9


@dataclass(frozen=True, kw_only=True)
class Norms:
    """Whose norms they are; title, date and day are empty in tables of earlier versions.

    `date` is that of the norms, `day` the one that the table says something about.
    """

    id: str
    title: str
    version: str
    state: str
    adopted_by: str
    adopted_on: str
    superseded_by: str
    date: str = ""
    day: str = ""


@dataclass(frozen=True, kw_only=True)
class Findings:
    """A results table, taken apart.

    Parameters
    ----------
    norms, questions
        Whose norms they are, and what they ask, in the table's order.
    areas
        The neighbourhoods, in the table's order.
    table
        All its rows, of one year and of all dwellings.
    member
        Of each level other than the neighbourhood, by neighbourhood the area that it belongs to, where that is known.
    complete
        All rows of all years, of existing and new dwellings too.
    """

    norms: Norms
    questions: Sequence[RequirementQuestion]
    areas: Sequence[str]
    table: pd.DataFrame
    member: Mapping[str, Mapping[str, str | None]]
    complete: pd.DataFrame

    @property
    def year(self) -> int | None:
        """Return the year that the rows are of, None where the table is of none."""
        years = years_in(self.table)
        return years[-1] if years else None

    @property
    def has_conditions(self) -> bool:
        """Return whether the table says what else is asked and who is left out; those of earlier versions do not."""
        return "conditions" in self.table

    @cached_property
    def courses(self) -> Mapping[str, Course]:
        """Return how each requirement goes over the years, by its id; none where the table has one year or none."""
        return courses(self.complete) if len(years_in(self.complete)) > 1 else {}

    def rows(self, question: RequirementQuestion, level: str = NEIGHBOURHOOD) -> pd.DataFrame:
        """Return the rows of one requirement at one level by area; at the neighbourhoods' in the order of `areas`."""
        found = self._by_area.get((question.id, level))
        if found is None:
            found = self._plain.iloc[:0].set_index("neighbourhood")
            return found.reindex(list(self.areas)) if level == NEIGHBOURHOOD else found
        return found.copy(deep=False)  # who adds a column adds it to their own

    def question(self, name: str) -> RequirementQuestion | None:
        """Return the requirement with this id, compared without case; None where the table has none."""
        return next((q for q in self.questions if q.id.casefold() == name.casefold()), None)

    def thresholds(self, question: RequirementQuestion) -> list[float]:
        """Return the thresholds that a requirement has anywhere, each once."""
        rows = self._plain[self._plain["requirement"] == question.id]
        return sorted(rows["threshold"].dropna().unique().tolist())

    def whole(self, question: RequirementQuestion) -> pd.Series:
        """Return the row of one requirement over all areas."""
        return self._single(question, TOTAL)

    def outside(self, question: RequirementQuestion) -> pd.Series:
        """Return the row of one requirement for the dwellings outside all neighbourhoods."""
        return self._single(question, OUTSIDE_NEIGHBOURHOODS)

    def groups(self, question: RequirementQuestion) -> pd.DataFrame:
        """Return the rows of one requirement by group of dwellings; those of too few have no figures."""
        table = self._told
        return table[(table["requirement"] == question.id) & table["group"].notna()].set_index("group")

    def verdicts(self, question: RequirementQuestion) -> Words:
        """Return the verdict that holds in each neighbourhood: its own, or that of the area it is judged in.

        Where nobody lives nothing is asked; None where it is not known to which area a neighbourhood belongs.
        """
        own = self.rows(question)
        if question.level == NEIGHBOURHOOD:
            return words_of_cells(own["compliance"])
        judged, member = self.rows(question, question.level)["compliance"], self.member.get(question.level, {})
        found = words_of_cells(pd.Series([judged.get(member.get(area)) for area in self.areas], dtype=object))
        found[(own["total"] == 0).to_numpy()] = NOT_APPLICABLE
        return found

    @cached_property
    def dwellings(self) -> pd.Series | None:
        """Return the dwellings of each neighbourhood, None where no row of the table has them.

        The total of a requirement that weighs by dwellings and leaves none out; of others it is those asked about.
        """
        for question in self.questions if self.has_conditions else ():
            total = self.rows(question)["total"]
            if question.weight == "dwellings" and not question.is_of_some and total.notna().all():
                return total.astype(np.float64)
        return None

    @cached_property
    def overall(self) -> Words:
        """Return the verdict of each neighbourhood over all requirements."""
        return overall([self.verdicts(q) for q in self.questions], len(self.areas))

    def count(self, verdict: Verdict) -> int:
        """Count the requirements with a verdict, each at the level where it is judged."""
        return sum(int((self.rows(q, q.level)["compliance"] == verdict).sum()) for q in self.questions)

    def count_in_neighbourhoods(self, verdict: Verdict) -> int:
        """Count the requirements with a verdict in each neighbourhood, where that of a larger area is repeated."""
        return sum(int((self.verdicts(q) == verdict).sum()) for q in self.questions)

    @property
    def totals(self) -> tuple[int, int, int, int]:
        """Return the neighbourhoods that meet all, and requirements met, failed and unknown over all areas judged."""
        meeting = int((self.overall == MEETS).sum())
        return meeting, self.count(MEETS), self.count(FAILS), self.count(UNKNOWN_VERDICT)

    def shortfalls(self) -> pd.DataFrame:
        """Return what is missing, the most first: of dwellings outside, and of places or m².

        Returns
        -------
        DataFrame
            `question` (its place in `questions`), `area`, `shortfall`, `shortfall_capacity`, one of which is NaN,
            `total`: the dwellings or people that it is about, and `part`: what is missing as a part of what is asked
            for. Of equal parts the one about the most comes first. `facilities` is how many whole ones that is, NaN
            where nobody says. Needs of less than half a facility are not among them: see `small_needs`.
        """
        return self._missing.copy(deep=False)  # who adds a column adds it to their own

    @cached_property
    def _missing(self) -> pd.DataFrame:
        """Return what is missing, made once: a report asks for it at each requirement."""
        found = []
        for number, question in enumerate(self.questions):
            rows = self._lacking(question, small=False)
            wanted = question.target * rows["total"]
            missing = rows["shortfall"]
            if not question.has_share:
                missing = rows["shortfall_capacity"]
                wanted = _wanted(question, rows)
            found.append(
                pd.DataFrame(
                    {
                        "question": number,
                        "area": rows.index,
                        "shortfall": rows["shortfall"].to_numpy() if question.has_share else np.nan,
                        "shortfall_capacity": np.nan if question.has_share else rows["shortfall_capacity"].to_numpy(),
                        "facilities": _numbers(rows, "shortfall_facilities"),
                        "total": rows["total"].to_numpy(np.float64),
                        "part": np.minimum((missing / wanted).to_numpy(np.float64), 1.0),  # whole places may be more
                    }
                )
            )
        table = (
            pd.concat(found, ignore_index=True)
            if found
            else pd.DataFrame(columns=["question", "area", "total", "part"])
        )
        return table.sort_values(["part", "total"], ascending=False, kind="stable", ignore_index=True)

    def small_needs(self, question: RequirementQuestion) -> list[str | None]:
        """Return the areas that fail a requirement for less than half a facility; None lies in no area of its level."""
        return [area if isinstance(area, str) else None for area in self._lacking(question, small=True).index]

    def _lacking(self, question: RequirementQuestion, *, small: bool) -> pd.DataFrame:
        """Return the rows of areas that fail a requirement, for a small need or for more."""
        rows = self.rows(question, question.level)
        return rows[(rows["compliance"] == FAILS) & ((rows["reason"] == SMALL_NEED) == small)]

    def at(self, question: RequirementQuestion, part: int) -> Words:
        """Return the verdict of each area at 90 or 110 percent of the threshold, by the shares that the table has.

        None where there is no verdict on a share to turn. The unknown stay what they are, so a verdict that they could
        turn is unknown here too.
        """
        rows = self.rows(question, question.level)
        known = (rows["within"] + rows["outside"]).to_numpy(np.float64)
        within = rows[f"share_at_{part}"].to_numpy(np.float64) * known
        total, unknown = rows["total"].to_numpy(np.float64), rows["unknown"].to_numpy(np.float64)
        least = question.target * total * (1 - _EQUAL)
        found = np.full(len(rows), UNKNOWN_VERDICT, object)
        found[within >= least] = MEETS
        found[within + unknown < least] = FAILS
        found[~rows["compliance"].isin([MEETS, FAILS, UNKNOWN_VERDICT]).to_numpy() | np.isnan(within)] = None
        return found

    @cached_property
    def _by_area(self) -> Mapping[tuple[str, str], pd.DataFrame]:
        """Return the rows by area of each requirement at each level."""
        found: dict[tuple[str, str], pd.DataFrame] = {}
        for (requirement, level), rows in self._plain.groupby(["requirement", "level"], sort=False):
            named = rows.set_index("neighbourhood")
            found[str(requirement), str(level)] = named.reindex(list(self.areas)) if level == NEIGHBOURHOOD else named
        return found

    @cached_property
    def _told(self) -> pd.DataFrame:
        """Return the rows with the figures that may be told."""
        return without_small_groups(self.table)

    @cached_property
    def _plain(self) -> pd.DataFrame:
        """Return the rows of areas, without those of groups."""
        return self.table[self.table["group"].isna()]

    def _single(self, question: RequirementQuestion, name: str) -> pd.Series:
        found = self._singles.get((question.id, name))
        return pd.Series(dtype=object).reindex(self.table.columns) if found is None else found.copy()

    @cached_property
    def _singles(self) -> Mapping[tuple[str, str], pd.Series]:
        """Return the row over all areas, and that of the dwellings outside, of each requirement."""
        rows = self._plain[self._plain["neighbourhood"].isin([TOTAL, OUTSIDE_NEIGHBOURHOODS])]
        found: dict[tuple[str, str], pd.Series] = {}
        for _, row in rows.iterrows():
            found.setdefault((row["requirement"], row["neighbourhood"]), row)
        return found


def read_findings(table: pd.DataFrame, member: Mapping[str, Mapping[str, str | None]] | None = None) -> Findings:
    """Take a results table apart.

    Parameters
    ----------
    table
        With the columns of `table.RESULT_KINDS`, of which `table.LATER_COLUMNS` may be lacking. Of several years
        the last is taken.
    member
        Of each level other than the neighbourhood, by neighbourhood the area that it belongs to.

    Raises
    ------
    InputError
        Where there is no row of a neighbourhood, or where the table holds several runs.
    """
    complete = table
    if table["year"].notna().any():
        table = table[table["year"] == table["year"].max()]
    if table["stock"].notna().any():
        table = table[table["stock"] == "all"]
    rows = table[(table["level"] == NEIGHBOURHOOD) & table["group"].isna()]
    names = rows["neighbourhood"].dropna().unique()
    areas = [name for name in names if name not in (TOTAL, OUTSIDE_NEIGHBOURHOODS)]
    if not areas:
        raise InputError("The results table holds no neighbourhood: run “Check basic requirements” again.")
    if table.duplicated(["requirement", "level", "neighbourhood", "group"]).any():
        raise InputError("The results table holds the rows of more than one run: choose a table that one run wrote.")
    first = table.iloc[0]
    norms = Norms(
        id=text_of_cell(first["norm_set"]),
        title=text_of_cell(first.get("norm_title")),
        version=text_of_cell(first["norm_version"]),
        state=text_of_cell(first["state"]),
        adopted_by=text_of_cell(first["adopted_by"]),
        adopted_on=text_of_cell(first["adopted_on"]),
        superseded_by=text_of_cell(first["superseded_by"]),
        date=text_of_cell(first.get("norm_date")),
        day=text_of_cell(first.get("reference_date")),
    )
    questions = [question_of_rows(id_, table[table["requirement"] == id_]) for id_ in table["requirement"].unique()]
    return Findings(norms=norms, questions=questions, areas=areas, table=table, member=member or {}, complete=complete)


def _wanted(question: RequirementQuestion, rows: pd.DataFrame) -> pd.Series:
    """Return the places or m² that an amount asks of areas, NaN where the table does not tell."""
    if question.kind.asked_of == "weight":
        return rows["threshold"] * rows["total"] / question.per
    if question.kind.asked_of == "once":
        return rows["threshold"]
    there = rows["threshold"] - rows["rate"]  # of a share of area, what is missing tells how large the area is
    return rows["shortfall_capacity"] * rows["threshold"] / there


def _numbers(rows: pd.DataFrame, name: str) -> NDArray[np.float64]:
    """Return a column as numbers, NaN where a table of an earlier version lacks it."""
    return rows[name].to_numpy(np.float64, na_value=np.nan) if name in rows else np.full(len(rows), np.nan)
