"""Titles and notes of the norms that ship, in the language of a report, whatever the language of the run was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...core.norms.file import load_shipped
from ...core.norms.model import SHIPPED_IDS, Text
from ..norms.store import SHIPPED_FOLDER

if TYPE_CHECKING:
    from ...core.results.findings import Findings


def in_language(findings: Findings, language: str) -> Findings:
    """Return the findings with the texts of a shipped set in a language; those that somebody changed stay."""
    if findings.norms.id not in SHIPPED_IDS:
        return findings
    shipped = {one.id: one for one in load_shipped(SHIPPED_FOLDER, findings.norms.id).requirements}
    questions = [
        replace(
            question,
            title=_translated(question.title, own.title, language),
            note=_translated(question.note, own.note, language),
        )
        if (own := shipped.get(question.id)) is not None
        else question
        for question in findings.questions
    ]
    return replace(findings, questions=questions)


def _translated(text: str, own: Text, language: str) -> str:
    return own.in_language(language) if text in (own.en, own.nl) else text
