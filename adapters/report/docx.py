"""The results as a building block for a vision document: plain headings, text and tables in a .docx file."""

from __future__ import annotations

import math
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader

from ...core.errors import InputError
from ...core.statuses import FAILS, MEETS, NOT_APPLICABLE
from .phrases import Phrases
from .xml_text import xml_text

if TYPE_CHECKING:
    from ...core.results.findings import Findings, RequirementQuestion

_TEMPLATES = Path(__file__).resolve().parent.parent.parent / "resources" / "templates"
_PARTS: Mapping[str, str] = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document.rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/footer.xml": "footer.xml",
    "docProps/core.xml": "core.xml",
}
"""The parts of the file, the list of them first, each with its template."""

_TAGS: Mapping[str, str] = {"nl": "nl-NL", "en": "en-GB"}
_SHORT, _LONG, _MARGIN = 11_906, 16_838, 1_134
"""An A4 page and its margin, in twentieths of a point."""

_UPRIGHT, _ACROSS = 3, 6
"""Requirements that fit in a table on an upright page, and across one that lies."""

_NAMES_WIDTH = 2_000
_FILLS: Mapping[str | None, str] = {MEETS: "D7ECF5", FAILS: "FBD9C4"}
_OTHER_FILL = "ECECEC"

_Cell = tuple[Sequence[str], str]
"""The paragraphs in a cell of a table, and its colour, empty for none."""


@dataclass(frozen=True)
class _Table:
    """A table: the width of its columns, the cells of its head, and its rows."""

    widths: Sequence[int]
    head: Sequence[Sequence[str]]
    rows: Sequence[Sequence[_Cell]]


@dataclass(frozen=True)
class _Page:
    """The size of a page and its margin, in twentieths of a point."""

    width: int
    height: int
    margin: int = _MARGIN


def write_docx(path: Path, findings: Findings, labels: Mapping[str, str], phrases: Phrases, title: str) -> None:
    """Write the summary, the matrix of neighbourhoods and requirements, and the sources of the norms.

    The page lies where the matrix is wide, and a matrix that is wider yet is cut into several tables. Every text from a
    layer or a norm set is escaped; only an address of http or https becomes a link.

    Parameters
    ----------
    labels
        What people call each area, by its id; one that is not there is called by its id.

    Raises
    ------
    InputError
        Where the file cannot be written.
    """
    lying = len(findings.questions) > _UPRIGHT
    page = _Page(_LONG, _SHORT) if lying else _Page(_SHORT, _LONG)
    requirements = [_requirement(findings, question, phrases) for question in findings.questions]
    links: list[str] = []
    for one in requirements:
        if str(one["url"]).startswith(("http://", "https://")):
            links.append(str(one["url"]))
            one["link"] = len(links)
    tr = phrases.language.tr
    content = {
        "title": title,
        "tag": _TAGS.get(phrases.language.code, phrases.language.code),
        "words": {
            "summary": tr("Summary"),
            "matrix": tr("Every neighbourhood and every requirement"),
            "matrix_help": tr("Of each neighbourhood its share or figure, and whether it meets the requirement."),
            "sources": tr("Requirements and their sources"),
        },
        "summary": " ".join(filter(None, phrases.summary(findings))),
        "requirements": requirements,
        "tables": _tables(findings, labels, phrases, _ACROSS if lying else _UPRIGHT, page),
        "links": links,
        "footer": phrases.footer(findings.norms),
        "page": page,
    }
    environment = _environment()
    parts = {
        part: environment.get_template(f"docx/{template}").render(content).lstrip() for part, template in _PARTS.items()
    }
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for part, text in parts.items():
                file.writestr(part, text)
    except OSError as error:  # such as one that is open in an editor
        raise InputError("The document {path} cannot be written: {why}.", path=str(path), why=error.strerror) from error


@cache  # to compile the templates takes longer than to fill them in
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        finalize=lambda value: value if hasattr(value, "__html__") else xml_text(str(value)),
    )
    environment.tests["from_right"] = _from_right
    return environment


def _from_right(text: str) -> bool:
    """Return whether a text is written from right to left, by the first letter in it that says so."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def _requirement(findings: Findings, question: RequirementQuestion, phrases: Phrases) -> dict[str, object]:
    tr = phrases.language.tr
    threshold = phrases.threshold(question, findings.rows(question)["threshold"])
    target = phrases.target(question)
    return {
        "title": question.title,
        "sentence": phrases.question(findings, question),
        "norm": tr("{threshold}, for at least {target}").format(threshold=threshold, target=target)
        if target
        else threshold,
        "source": f"{phrases.source(question)} ({phrases.basis(question.basis)}).",
        "url": question.url,
        "link": 0,
        "note": question.note,
        "provenance": phrases.provenance(question),
    }


def _tables(findings: Findings, labels: Mapping[str, str], phrases: Phrases, most: int, page: _Page) -> list[_Table]:
    """Return the matrix, cut into tables of so many requirements; each names the neighbourhoods again."""
    from ...core.results.area_verdicts import cells

    tr, questions = phrases.language.tr, findings.questions
    judged = [cells(findings, question) for question in questions]
    parts = math.ceil(len(questions) / most)
    size = math.ceil(len(questions) / parts) if parts else 0
    found = []
    for first in range(0, len(questions), max(size, 1)):
        here = range(first, min(first + size, len(questions)))
        last = here.stop == len(questions)
        head = [[tr("Neighbourhood")], *([questions[n].title, _asked(findings, questions[n], phrases)] for n in here)]
        rows: list[list[_Cell]] = []
        for area, overall in zip(findings.areas, findings.overall, strict=True):
            row: list[_Cell] = [([labels.get(area) or area], "")]
            for n in here:
                cell = judged[n][area]
                said = [phrases.value(questions[n], cell.value), phrases.verdict(cell.verdict)]
                reason = phrases.reason(cell.reason, questions[n])
                if cell.area is not None and cell.verdict not in (NOT_APPLICABLE, None):
                    reason = (
                        tr("judged for {area}").format(area=labels.get(cell.area) or cell.area) + f" {reason}".rstrip()
                    )
                row.append(([*said, reason] if reason else said, _fill(cell.verdict)))
            rows.append([*row, ([phrases.verdict(overall)], _fill(overall))] if last else row)
        whole: list[_Cell] = [([tr("All together")], "")]
        for n in here:
            total = findings.whole(questions[n])
            figure = float(total["share"] if questions[n].has_share else total["rate"])
            whole.append(([phrases.value(questions[n], figure)], ""))
        rows.append([*whole, ([""], "")] if last else whole)
        head = [*head, [tr("Verdict")]] if last else head
        width = (page.width - 2 * page.margin - _NAMES_WIDTH) // (len(head) - 1)
        found.append(_Table([_NAMES_WIDTH, *[width] * (len(head) - 1)], head, rows))
    return found


def _asked(findings: Findings, question: RequirementQuestion, phrases: Phrases) -> str:
    """Describe the threshold and the target of a requirement, below its title."""
    threshold = phrases.threshold(question, findings.rows(question)["threshold"])
    return ", ".join(part for part in (threshold, phrases.target(question)) if part)


def _fill(verdict: str | None) -> str:
    return _FILLS.get(verdict, _OTHER_FILL)
