"""How many neighbourhoods and requirements have which verdict, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.statuses import FAILS, JUDGED, MEETS, NOT_APPLICABLE, TOO_FEW, UNKNOWN_VERDICT
from ..io.translation import Language

if TYPE_CHECKING:
    from ...core.results.findings import Findings


@dataclass(frozen=True)
class CountPhrases:
    """Says in a language how many meet what is asked, fail it, or cannot be judged."""

    language: Language

    def meeting(self, verdicts: Iterable[str | None], *, areas: bool = False) -> str:
        """Describe how many neighbourhoods (or areas) meet a requirement, and how many cannot be judged."""
        tr, number = self.language.tr, Counter(verdicts)
        met, unknown = number[MEETS], number[UNKNOWN_VERDICT]
        judged = met + number[FAILS] + unknown
        if not judged:
            return self._no_verdict(number)
        if met + number[FAILS] == 0:
            none = (
                tr("None of {all} {all:area|areas} can be judged.")
                if areas
                else tr("None of {all} {all:neighbourhood|neighbourhoods} can be judged.")
            )
            return none.format(all=judged)
        text = (
            tr("{n} of {all} {all:area|areas} {n:meets|meet} it.")
            if areas
            else tr("{n} of {all} {all:neighbourhood|neighbourhoods} {n:meets|meet} it.")
        )
        said = text.format(n=met, all=judged)
        return f"{said} {tr('{n} cannot be judged.').format(n=unknown)}" if unknown else said

    def _no_verdict(self, number: Mapping[str | None, int]) -> str:
        """Describe why no area has a verdict."""
        tr = self.language.tr
        if number[TOO_FEW] and number[NOT_APPLICABLE]:
            return tr("No verdict: there are too few dwellings, or it does not apply.")
        if number[TOO_FEW]:
            return tr("No verdict: there are too few dwellings.")
        return tr("It applies nowhere.") if number[NOT_APPLICABLE] else tr("No verdict is asked.")

    def meeting_short(self, met: int, failed: int, unknown: int) -> str:
        """Return the same for a cell; nothing where nothing is judged."""
        tr = self.language.tr
        if met + failed == 0:
            return tr("none can be judged") if unknown else ""
        said = tr("{n} of {all} {n:meets|meet} it").format(n=met, all=met + failed + unknown)
        return tr("{said}, {n} unknown").format(said=said, n=unknown) if unknown else said

    def counts(self, findings: Findings) -> list[str]:
        """Describe in how many neighbourhoods nothing is judged and why, and how many requirements are met in all."""
        tr, counted = self.language.tr, findings.totals[1:]
        number, said = Counter(findings.overall), []
        for verdict, text in (
            (UNKNOWN_VERDICT, tr("{n} cannot be judged.")),
            (TOO_FEW, tr("In {n} there are too few dwellings to judge.")),
            (NOT_APPLICABLE, tr("In {n} nothing is asked.")),
        ):
            said_before = verdict == UNKNOWN_VERDICT and not number[MEETS] + number[FAILS]  # by meeting_all
            if number[verdict] and not said_before:
                said.append(text.format(n=number[verdict]))
        if not any(counted):
            return said
        said.append(self.over_all(counted))
        repeated = tuple(findings.count_in_neighbourhoods(one) for one in (MEETS, FAILS, UNKNOWN_VERDICT))
        if repeated != counted:
            text = tr(
                "In these, a requirement that is judged for a larger area counts once for that area. Counted in each "
                "neighbourhood, as the table shows them: {met} met, {failed} failed, {unknown} unknown."
            )
            said.append(self._verdicts(text, repeated))
        return said

    def over_all(self, counted: Sequence[int]) -> str:
        """Describe how many requirements are met, failed and unknown in all areas together."""
        text = self.language.tr(
            "Over all neighbourhoods: {met} {met:requirement|requirements} met, {failed} failed, {unknown} unknown."
        )
        return self._verdicts(text, counted)

    def _verdicts(self, text: str, counted: Sequence[int]) -> str:
        met, failed, unknown = (self.language.number(number, 0) for number in counted)
        return text.format(met=met, failed=failed, unknown=unknown)

    def none_judged(self, findings: Findings) -> str:
        """Describe why no neighbourhood is judged."""
        if any(question.is_judged for question in findings.questions):
            return self.language.tr("No neighbourhood is judged.")
        return self.language.tr("No verdict is asked: the requirements have no target.")

    def meeting_all(self, verdicts: Iterable[object]) -> str:
        """Describe how many of the neighbourhoods with these verdicts meet all requirements; or that nobody knows."""
        tr, number = self.language.tr, Counter(verdicts)
        judged = sum(number[verdict] for verdict in JUDGED)
        if not judged:
            return tr("No neighbourhood is judged.")
        if number[UNKNOWN_VERDICT] < judged:
            text = tr("{n} of {all} {all:neighbourhood|neighbourhoods} {n:meets|meet} all requirements.")
            return text.format(n=number[MEETS], all=judged)
        if judged == 1:
            return tr("It is not known whether the neighbourhood meets all requirements.")
        return tr("Of none of the {n} neighbourhoods is it known whether it meets all requirements.").format(n=judged)

    def of_all(self, verdicts: Iterable[object]) -> str:
        """Describe how many of the neighbourhoods with these verdicts meet all requirements, and how many may."""
        found = list(verdicts)
        said, number = self.meeting_all(found), Counter(found)
        unknown = number[UNKNOWN_VERDICT]
        is_known = number[MEETS] + number[FAILS] > 0
        return f"{said} {self.not_judged(unknown)}" if unknown and is_known else said

    def met_of(self, met: int, judged: int, unknown: int) -> str:
        """Write how many of the requirements that are judged are met: "3 of 5"; nothing where all are unknown."""
        return self.language.tr("{n} of {all}").format(n=met, all=judged) if judged > unknown else ""

    def not_judged(self, unknown: int) -> str:
        """Describe how many neighbourhoods cannot be judged."""
        return self.language.tr("{n} cannot be judged.").format(n=unknown)
