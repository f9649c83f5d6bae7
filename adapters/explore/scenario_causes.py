"""What the changes between scenarios of several days came of, read from what Trend wrote of the same days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.statuses import NEIGHBOURHOOD, TOTAL
from ..io import parameter_names as p
from ..io.reader import Reader
from ..io.translation import tr
from ..report.phrases import Phrases
from ..report.trend_words import CAUSES, cause_sentence, difference
from ..results.run_outputs import read_causes

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.findings import Findings


@dataclass(frozen=True)
class ScenarioCauses:
    """What changed the figures of all together from the base to each other scenario; `days` are those of all."""

    table: pd.DataFrame
    days: Sequence[str]

    def between(self, requirement: str, number: int) -> Mapping[str, float] | None:
        """Return the change and its causes from the base to a scenario; None where the table does not lead there.

        The effects of periods that follow each other are added up, as the changes are.
        """
        own = self.table[self.table["requirement"] == requirement]
        step = {str(row["from_date"]): row for row in own.to_dict("records")}
        day, last = self.days[0], self.days[number]
        found = dict.fromkeys(("change", *CAUSES), 0.0)
        if not day or day >= last:
            return None
        while day < last:
            row = step.get(day)
            if row is None:
                return None
            for name in found:
                found[name] += float(row[name])
            day = str(row["to_date"])
        return found if day == last else None


def read_scenario_causes(reader: Reader, runs: Sequence[Findings]) -> ScenarioCauses | None:
    """Return the causes of the days of the scenarios; None where no table was chosen. What it lacks is warned of."""
    source = reader.source(p.CAUSES)
    if source is None:
        return None
    table = read_causes(source)
    whole = table[(table["level"] == NEIGHBOURHOOD) & (table["neighbourhood"] == TOTAL)]
    found = ScenarioCauses(whole, [_day(one) for one in runs])
    asked = [question.id for question in runs[0].questions]
    for number in range(1, len(runs)):
        if all(found.between(name, number) is None for name in asked):
            reader.feedback.pushWarning(
                tr(
                    "The table of causes does not lead from {base} to {day}: choose the one that Trend made of them."
                ).format(base=found.days[0] or "–", day=found.days[number] or "–")
            )
    return found


def _day(findings: Findings) -> str:
    """Return the day that results are of: the first of their year, else that of their run."""
    return findings.norms.day if findings.year is None else f"{findings.year:04d}-01-01"


def causes_text(row: Mapping[str, float] | None, phrases: Phrases, *, of_shares: bool) -> str:
    """Describe by how much a figure changed, and what that came of; a dash where it is not known."""
    if row is None or row["change"] != row["change"]:
        return "–"
    change = difference(row["change"], phrases, of_shares=of_shares)
    return f"{change}: {cause_sentence(row, phrases, of_shares=of_shares)}"
