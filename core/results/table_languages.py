"""The titles and notes that a results table has in several languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from .findings import Findings
from .plain_cells import text_of_cell
from .requirement_question import RequirementQuestion


def in_language(findings: Findings, language: str) -> Findings:
    """Return what a table says with titles and notes in a language, where the table has them in it."""
    if "texts" not in findings.table:
        return findings
    first = findings.table.drop_duplicates("requirement").set_index("requirement")["texts"]
    texts = {str(name): _texts(text, language) for name, text in first.items()}
    questions = [
        replace(
            question,
            title=texts[question.id].get("title", question.title),
            note=texts[question.id].get("note", question.note),
        )
        for question in findings.questions
    ]
    title = next((one["norm_title"] for one in texts.values() if "norm_title" in one), findings.norms.title)
    return replace(findings, questions=questions, norms=replace(findings.norms, title=title))


def titles_of(findings: Findings, question: RequirementQuestion) -> frozenset[str]:
    """Return what a requirement is called in each language that the table has it in."""
    rows = findings.table[findings.table["requirement"] == question.id]
    text = rows["texts"].iloc[0] if "texts" in rows and len(rows) else None
    others = (_texts(text, language).get("title") for language in ("en", "nl"))
    return frozenset(one for one in (question.title, *others) if one)


def titles_in_language(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return a results table with the titles of its requirements in a language, where it has them in it."""
    if "texts" not in table:
        return table
    first = table.drop_duplicates("requirement").set_index("requirement")["texts"]
    titles = table["requirement"].map({name: _texts(text, language).get("title") for name, text in first.items()})
    return table.assign(title=titles.where(titles.notna(), table["title"]))


def _texts(text: object, language: str) -> Mapping[str, str]:
    """Return the texts of a requirement in a language; nothing where they cannot be read."""
    try:
        found = json.loads(text_of_cell(text) or "{}")
    except ValueError:
        return {}
    own = found.get("nl" if language.casefold().startswith("nl") else "en") if isinstance(found, dict) else None
    return {name: value for name, value in own.items() if isinstance(value, str)} if isinstance(own, dict) else {}
