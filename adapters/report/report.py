"""The report of an assessment: one HTML file that opens without a network, all of it from the results table."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...core.progress import Progress
from .ahead import years_section
from .brand import Brand
from .degree_section import degree_lines
from .facts import ReportFacts
from .firmness import curves_section, firmness
from .front import front
from .group_section import group_section
from .help_section import help_section
from .kin_tables import class_table, landlord_table
from .maps import GLYPHS, MapDrawing
from .matrix_section import matrix
from .pages import page, write_page
from .phrases import Phrases
from .plan_sheets import plan_sheets
from .report_words import report_words
from .requirement_cards import cards
from .sources import sources_section

if TYPE_CHECKING:
    from ...core.results.findings import Findings

_ON_PAPER = 12
"""Columns of the matrix that fit on a page."""


@dataclass(frozen=True, kw_only=True)
class PagePolicy:
    """The style and the script of a page as they are in it: a browser may run these, and nothing else."""

    style: str
    script: str

    @property
    def content(self) -> str:
        """Return the Content-Security-Policy of the page."""
        return (
            f"default-src 'none'; img-src data:; style-src '{_hash(self.style)}'; script-src '{_hash(self.script)}'; "
            "base-uri 'none'; form-action 'none'"
        )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}"


def page_policy(brand: Brand, language: str) -> PagePolicy:
    """Return the style of a page in the colours of a municipality, its script, and the policy for both."""
    style = page("report/style.css", language).render(brand=brand)
    return PagePolicy(style=style, script=page("report/script.js", language).render())


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
        "words": report_words(phrases.language.tr),
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
        "firmness": firmness(findings, about, phrases),
        "curves": curves_section(findings, about, phrases, progress.part(0.6, 1)),
        "help": help_section(findings, about, phrases),
        "years": years_section(findings, about, phrases),
        "plans": [] if about.plans is None else plan_sheets(about.plans, findings, phrases),
        "sources": sources_section(findings, about, phrases),
    }
