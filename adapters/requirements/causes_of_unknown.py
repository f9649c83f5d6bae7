"""Why a map is grey: the cause for which nothing of a requirement, or of all of them, could be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...core.arrays import inside
from ...core.statuses import FAILS, MEETS, UNKNOWN_VERDICT
from ..io.translation import Language, tr
from ..report.phrases import Phrases
from ..results.run_facts import OF_ALL

if TYPE_CHECKING:
    from ...core.requirements.outcomes import Assessment, Outcome

_MOSTLY = 0.75
"""The part of the areas that a cause must hold for to be called the cause."""


def unknown_since(assessment: Assessment) -> Mapping[str, str]:
    """Return by requirement why it is judged nowhere, in the user's language; nothing where causes differ.

    Under `OF_ALL` stands why nothing is judged anywhere.
    """
    reasons = {one.requirement.id: _reasons(one) for one in assessment.outcomes}
    grey = {name: found for name, found in reasons.items() if found is not None}
    if grey and len(grey) == len(reasons):
        grey[OF_ALL] = [reason for found in grey.values() for reason in found]
    said = {name: _cause(found) for name, found in grey.items()}
    return {name: text for name, text in said.items() if text}


def _reasons(outcome: Outcome) -> list[str] | None:
    """Return why a requirement is unknown, for each area where it is; None where it is judged somewhere."""
    verdicts = list(zip(inside(outcome.verdicts.compliance), inside(outcome.verdicts.reason), strict=True))
    if any(verdict in (MEETS, FAILS) for verdict, _ in verdicts):
        return None
    return [str(reason) for verdict, reason in verdicts if verdict == UNKNOWN_VERDICT and reason]


def _cause(reasons: Sequence[str]) -> str:
    """Describe what holds for most of some areas; empty where nothing does."""
    if not reasons:
        return ""
    ((reason, number),) = Counter(reasons).most_common(1)
    if number < _MOSTLY * len(reasons):
        return ""
    why = Phrases(Language()).reason(reason)
    return (tr("unknown: {why}") if number == len(reasons) else tr("unknown, mostly: {why}")).format(why=why)
