"""The report of an assessment: one HTML file that opens without a network, all of it from the results table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ...core.progress import Progress
from .ahead import years_section
from .among_section import among_rows
from .degree_section import degree_lines
from .facts import ReportFacts
from .firmness import curves_section, firmness
from .front import front
from .group_section import group_section
from .help_section import help_section
from .kin_tables import class_table, landlord_table
from .maps import GLYPHS, MapDrawing
from .matrix_section import matrix
from .pages import page_policy, write_page
from .phrases import Phrases
from .plan_sheets import plan_sheets
from .plausibility_section import plausibility_section
from .report_words import report_words
from .requirement_cards import cards
from .sources import sources_section
from .survey_section import survey_section, words_of_survey
from .trend_section import trend_section, words_of_trend

if TYPE_CHECKING:
    from ...core.results.findings import Findings

_ON_PAPER = 12
"""Columns of the matrix that fit on a page."""


def write_report(path: Path, findings: Findings, about: ReportFacts, phrases: Phrases, progress: Progress) -> None:
    """Write the report; every text from a layer or a norm set is escaped."""
    content = _content(findings, about, phrases, progress.part(0, 0.8))
    write_page(path, "report.html", phrases.language.code, content, progress.part(0.8, 1))


def _content(findings: Findings, about: ReportFacts, phrases: Phrases, progress: Progress) -> Mapping[str, object]:
    """Return what the template takes: a section each, None where there is nothing to say."""
    ground = about.ground
    drawing = None
    if ground is not None and not ground.is_empty:
        drawing = MapDrawing(ground, about.background, about.places, len(findings.questions))
    return {
        "policy": page_policy(about.brand, phrases.language.code),
        "words": {**report_words(phrases.language.tr), **words_of_trend(phrases)},
        "drawing": drawing,
        "front": front(findings, about, phrases, drawing),
        "matrix": matrix(findings, about, phrases),
        "on_paper": _ON_PAPER,
        "glyphs": GLYPHS,
        "cards_of": cards(findings, about, phrases, drawing, progress.part(0, 0.6)),
        "degrees": degree_lines(about.degrees, findings, about, phrases),
        "who": group_section(about.groups_table, findings, phrases),
        "landlords": landlord_table(findings, phrases),
        "classes": class_table(findings, about, phrases),
        "among": among_rows(findings, about, phrases),
        "firmness": firmness(findings, about, phrases),
        "curves": curves_section(findings, about, phrases, progress.part(0.6, 1)),
        "plausible": plausibility_section(about.plausibility, about, phrases),
        "help": help_section(findings, about, phrases),
        "years": years_section(findings, about, phrases),
        "trend": trend_section(findings, about, phrases),
        "survey": survey_section(findings, about, phrases),
        "survey_heads": words_of_survey(phrases),
        "plans": [] if about.plans is None else plan_sheets(about.plans, findings, phrases),
        "sources": sources_section(findings, about, phrases),
    }
