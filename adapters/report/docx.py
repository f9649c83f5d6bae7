"""The results as a building block for a vision document: headings, text, maps and tables in a .docx file."""

from __future__ import annotations

import math
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader
from qgis.PyQt.QtCore import QBuffer, QDate, QIODevice, Qt
from qgis.PyQt.QtGui import QImage

from ...core.errors import InputError
from ...core.progress import Progress
from ...core.statuses import NOT_APPLICABLE
from ...core.system_words import system_words
from .among_section import among_rows
from .attribution import attribution
from .document_maps import SMALL, WIDE, DocumentMaps
from .front import answer, lacking_places, legend, unknowns
from .look import CELLS, OTHER_CELL, without_sign
from .matrix_section import MOST_CELLS
from .norm_set_words import norm_footer, norm_standing, norm_title
from .phrases import Phrases
from .plausibility_section import plausibility_section
from .report_words import report_words
from .spreadsheet import TAGS
from .survey_section import survey_section
from .trend_section import trend_section
from .xml_text import xml_text

if TYPE_CHECKING:
    from ...core.results.area_verdicts import Cell
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion
    from .facts import ReportFacts

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

_SHORT, _LONG, _MARGIN = 11_906, 16_838, 1_134
"""An A4 page and its margin, in twentieths of a point."""

_UPRIGHT, _ACROSS = 4, 7
"""Requirements that fit in a table on an upright page, and across one that lies."""

_NAMES_WIDTH, _END_WIDTH = 2_200, 1_850

_EMU = 36_000
"""What a mm is in the units of pictures."""

_LOGO = (60, 16)
"""The room for a logo in mm."""
_DPI = 200

_WORST = 3
"""Neighbourhoods that are named below a requirement: those that lack the most."""

_SIGNS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

_Cell = tuple[Sequence[str], str]
"""The paragraphs in a cell of a table, and its colour, empty for none."""


@dataclass(frozen=True, kw_only=True)
class _Table:
    """A table: the width of its columns, the cells of its head, its rows, and the notes below it."""

    widths: Sequence[int]
    head: Sequence[Sequence[str]]
    rows: Sequence[Sequence[_Cell]]
    caption: str
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class _Page:
    """The size of a page and its margin, in twentieths of a point."""

    width: int
    height: int
    margin: int = _MARGIN

    @property
    def room(self) -> int:
        """Return the width between the margins."""
        return self.width - 2 * self.margin


_STANDING, _LYING = _Page(_SHORT, _LONG), _Page(_LONG, _SHORT)


@dataclass
class _Pictures:
    """The pictures of a document, in the order in which they come."""

    images: list[dict[str, object]] = field(default_factory=list)
    content: dict[str, bytes] = field(default_factory=dict)

    def add(self, png: bytes, width: float, alt: str) -> dict[str, object]:
        """Add a picture, so many mm wide; its height is in proportion."""
        image, number = QImage.fromData(png), len(self.images) + 1
        height = width * image.height() / max(image.width(), 1)
        file = f"image{number}.png"
        self.content[f"word/media/{file}"] = png
        made = {"id": f"image{number}", "file": file, "number": number, "name": f"{number}", "alt": alt}
        self.images.append({**made, "width": round(width * _EMU), "height": round(height * _EMU)})
        return self.images[-1]


def write_docx(
    path: Path, findings: Findings, about: ReportFacts, phrases: Phrases, progress: Progress, today: QDate | None = None
) -> None:
    """Write the summary, maps, the matrix of neighbourhoods and requirements, and the sources of the norms.

    The matrix lies where it is wide, and one that is wider yet is cut into several tables. Every text from a layer or a
    norm set is escaped; only an address of http or https becomes a link.

    Parameters
    ----------
    about
        What people call each area, whose report it is, and what its maps show.
    today
        The date below the title; that of the computer where none is given.

    Raises
    ------
    InputError
        Where the file cannot be written.
    """
    lying = len(findings.questions) > _UPRIGHT and not _is_large(findings)
    page = _LYING if lying else _STANDING
    requirements = [_requirement(findings, about, question, phrases) for question in findings.questions]
    links: list[str] = []
    for one in requirements:
        if str(one["url"]).startswith(("http://", "https://")):
            links.append(str(one["url"]))
            one["link"] = len(links)
    pictures = _Pictures()
    maps = _maps(findings, about, phrases, pictures, progress)
    data = _data(about, phrases)
    beside = _beside_the_run(findings, about, phrases)
    content = {
        "title": about.title,
        "subtitle": _subtitle(findings, phrases, today or QDate.currentDate()),
        "municipality": about.brand.municipality,
        "logo": _logo(about, pictures),
        "accent": without_sign(about.brand.on_light),
        "rule": without_sign(about.brand.colour),
        "tag": TAGS.get(phrases.language.code, phrases.language.code),
        "headings": _headings(beside, phrases, has_maps=bool(maps), has_data=data is not None),
        "words": _words(findings, phrases),
        "answer": " ".join(answer(findings, about, phrases)),
        "counts": " ".join(phrases.counted.counts(findings)),
        "unknowns": unknowns(findings, about, phrases),
        "lacking": _lacking(findings, about, phrases),
        "cautions": about.cautions,
        **beside,
        "requirements": requirements,
        "overview": None,
        "maps": [],
        **maps,
        "tables": _tables(findings, about, phrases, _ACROSS if lying else _UPRIGHT, page),
        "data": data,
        "owners": attribution(about.inputs, phrases.language),
        "links": links,
        "images": pictures.images,
        "footer": norm_footer(findings.norms, phrases.language),
        "lying": lying,
        "page": page,
        "upright": _STANDING,
    }
    environment = _environment()
    parts = {
        part: environment.get_template(f"docx/{template}").render(content).lstrip() for part, template in _PARTS.items()
    }
    _write_parts(path, parts, pictures)
    progress.at(1.0)


def _write_parts(path: Path, parts: Mapping[str, str], pictures: _Pictures) -> None:
    """Write the parts and pictures of a document into one file."""
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for part, text in parts.items():
                file.writestr(part, text)
            for part, png in pictures.content.items():
                file.writestr(part, png, zipfile.ZIP_STORED)
    except OSError as error:  # such as one that is open in an editor
        raise InputError(
            "The document cannot be written to {path}: {why}; choose another place.",
            path=str(path),
            why=system_words(error),
        ) from error


def _beside_the_run(findings: Findings, about: ReportFacts, phrases: Phrases) -> Mapping[str, Any]:
    """Return the sections of what the report was given beside a run, in their order; empty or None without."""
    return {
        "trend": trend_section(findings, about, phrases),
        "survey": survey_section(findings, about, phrases),
        "among": among_rows(findings, about, phrases),
        "plausible": plausibility_section(about.plausibility, about, phrases),
    }


def _headings(beside: Mapping[str, Any], phrases: Phrases, *, has_maps: bool, has_data: bool) -> Mapping[str, str]:
    """Return the heading of each section that is there."""
    tr, words = phrases.language.tr, report_words(phrases.language.tr)
    told = {name: words[name] for name, section in beside.items() if section}
    if "survey" in told:
        told["survey"] = ": ".join(filter(None, (words["survey"], beside["survey"].title)))
    return {
        "summary": tr("Summary"),
        **told,
        **({"maps": tr("Maps")} if has_maps else {}),
        "matrix": tr("Every neighbourhood and every requirement"),
        "sources": tr("Requirements and their sources"),
        **({"data": tr("Data")} if has_data else {}),
    }


def _words(findings: Findings, phrases: Phrases) -> Mapping[str, str]:
    """Return the words that stand in the template."""
    tr, words = phrases.language.tr, report_words(phrases.language.tr)
    return {
        "map": tr("Map"),
        "table": tr("Table"),
        "unknowns": words["unknowns_short"],
        "compared": words["compared"],
        "among_help": words["among_help"],
        "among_share": words["among_share"],
        "plausible_ours": words["plausible_ours"],
        "plausible_theirs": words["plausible_theirs"],
        "maps_help": tr(
            "Blue meets, orange with lines fails, grey with dots is unknown; thin lines: too few dwellings, or not "
            "applicable. Dark diamonds are the facilities that count."
        ),
        "matrix_help": tr(
            "A table of {n} {n:neighbourhood|neighbourhoods} and {m} {m:requirement|requirements} is in the "
            "spreadsheet."
        ).format(n=phrases.language.number(len(findings.areas), 0), m=len(findings.questions))
        if _is_large(findings)
        else tr("Of each neighbourhood its share or figure, and whether it meets the requirement."),
    }


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


def _subtitle(findings: Findings, phrases: Phrases, today: QDate) -> str:
    """Describe which norms they are and what they are worth, and when it was written."""
    norms = findings.norms
    name = phrases.language.tr("Norm set “{title}”, version {version}").format(
        title=norm_title(norms, phrases.language), version=norms.version
    )
    return " · ".join([name, norm_standing(norms, phrases.language), phrases.language.day(today)])


def _logo(about: ReportFacts, pictures: _Pictures) -> dict[str, object] | None:
    """Return the logo, drawn anew: what else its file holds stays outside."""
    if about.brand.logo is None:
        return None
    image = QImage(str(about.brand.logo.path))
    if image.isNull():
        return None
    width, height = (round(side / 25.4 * _DPI) for side in _LOGO)
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    drawn, buffer = image.scaled(width, height, keep, smooth), QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawn.save(buffer, "PNG")
    return pictures.add(bytes(buffer.data()), drawn.width() / _DPI * 25.4, about.brand.municipality or about.title)


def _maps(
    findings: Findings, about: ReportFacts, phrases: Phrases, pictures: _Pictures, progress: Progress
) -> dict[str, object]:
    """Draw the maps: what is met of all, and the verdicts on each requirement, two beside each other."""
    if about.ground is None or about.ground.is_empty:
        return {}
    tr, drawn = phrases.language.tr, DocumentMaps(findings, about, about.ground, phrases)
    title = tr("Requirements met of those that are judged, from light to dark: {classes}").format(
        classes=", ".join(word for class_, word in legend(findings, phrases) if class_ >= 0)
    )
    met = phrases.counted.meeting_all(findings.overall)
    overview = {"image": pictures.add(drawn.met(), WIDE, f"{title}. {met}"), "caption": title}
    small = []
    for number, question in enumerate(findings.questions):
        progress.at(number / len(findings.questions))
        verdicts = findings.rows(question, question.level)["compliance"].dropna()
        said = f"{question.title}: {phrases.counted.meeting(verdicts, areas=question.level != 'neighbourhood')}"
        image = pictures.add(drawn.verdicts(question), SMALL, said)
        asked = phrases.norm(question)
        small.append({"image": image, "number": number + 2, "caption": f"{question.title}: {asked}"})
    width = _STANDING.room // 2
    pairs = [{"maps": small[first : first + 2], "width": width} for first in range(0, len(small), 2)]
    return {"overview": overview, "maps": pairs}


def _requirement(
    findings: Findings, about: ReportFacts, question: RequirementQuestion, phrases: Phrases
) -> dict[str, object]:
    tr = phrases.language.tr
    threshold = phrases.threshold(question)
    target = phrases.target(question)
    worst = _worst(findings, about, question, phrases)
    return {
        "title": question.title,
        "sentence": " ".join(filter(None, (phrases.question(findings, question), worst))),
        "norm": tr("{threshold}, for at least {target}").format(threshold=threshold, target=target)
        if target
        else threshold,
        "source": f"{phrases.source(question)} ({phrases.basis(question.basis)}).",
        "url": question.url,
        "link": 0,
        "note": question.note,
        "provenance": phrases.provenance(question),
    }


def _worst(findings: Findings, about: ReportFacts, question: RequirementQuestion, phrases: Phrases) -> str:
    """Name the areas that lack the most, in the requirement's own unit; nothing where nothing is missing."""
    table = findings.shortfalls()
    mine = table[table["question"] == list(findings.questions).index(question)]
    figure = "shortfall" if question.has_share else "shortfall_capacity"
    named = [
        f"{about.name(row['area'])} ({phrases.missing(question, float(row[figure]), float(row['facilities']))})"
        for row in mine.sort_values(figure, ascending=False, kind="stable").head(_WORST).to_dict("records")
        if isinstance(row["area"], str)
    ]
    if not named:
        return ""
    return phrases.language.tr("Most is missing in: {areas}.").format(areas="; ".join(named))


def _tables(findings: Findings, about: ReportFacts, phrases: Phrases, most: int, page: _Page) -> list[_Table]:
    """Return the matrix, cut into tables of so many requirements; each names the neighbourhoods again."""
    from ...core.results.area_verdicts import cells

    tr, questions = phrases.language.tr, findings.questions
    if _is_large(findings):
        return []
    judged = [cells(findings, question) for question in questions]
    parts = math.ceil(len(questions) / most)
    size = math.ceil(len(questions) / parts) if parts else 0
    found = []
    for first in range(0, len(questions), max(size, 1)):
        here = range(first, min(first + size, len(questions)))
        last = here.stop == len(questions)
        head = [
            [tr("Neighbourhood")],
            *([questions[n].title, phrases.norm(questions[n])] for n in here),
        ]
        rows: list[list[_Cell]] = []
        notes: dict[str, int] = {}
        for area, overall in zip(findings.areas, findings.overall, strict=True):
            row: list[_Cell] = [([about.name(area) or area], "")]
            for n in here:
                cell = judged[n][area]
                verdict = phrases.verdict(cell.verdict)
                why = _why(cell, questions[n], about, phrases)
                if why:
                    verdict += f" {notes.setdefault(why, len(notes) + 1)}".translate(_SIGNS)
                value = phrases.value(questions[n], cell.value)
                row.append(([verdict] if math.isnan(cell.value) else [value, verdict], _fill(cell.verdict)))
            rows.append([*row, ([phrases.verdict(overall)], _fill(overall))] if last else row)
        whole: list[_Cell] = [([tr("All together")], "")]
        for n in here:
            total = findings.whole(questions[n])
            figure = float(total["share"] if questions[n].has_share else total["rate"])
            whole.append(([phrases.value(questions[n], figure)], ""))
        rows.append([*whole, ([""], "")] if last else whole)
        head = [*head, [tr("Verdict")]] if last else head
        end = _END_WIDTH if last else 0
        width = (page.room - _NAMES_WIDTH - end) // len(here)
        found.append(
            _Table(
                widths=[_NAMES_WIDTH, *[width] * len(here), *([end] if last else [])],
                head=head,
                rows=rows,
                caption=", ".join(questions[n].title for n in here),
                notes=[f"{str(number).translate(_SIGNS)} {why}" for why, number in notes.items()],
            )
        )
    return found


def _is_large(findings: Findings) -> bool:
    """Return whether the matrix has more cells than a document should hold."""
    return len(findings.areas) * len(findings.questions) > MOST_CELLS


def _why(cell: Cell, question: RequirementQuestion, about: ReportFacts, phrases: Phrases) -> str:
    """Describe why something is unknown, and for which larger area it was judged."""
    why = phrases.reason(cell.reason, question)
    if cell.area is None or cell.verdict in (NOT_APPLICABLE, None):
        return why
    return f"{phrases.language.tr('judged for {area}').format(area=about.label(cell.area))} {why}".rstrip()


def _lacking(findings: Findings, about: ReportFacts, phrases: Phrases) -> _Table | None:
    """Return where most people lack something, as the page does; None where nothing is missing."""
    places = lacking_places(findings, about, phrases)
    if not places:
        return None
    tr, width = phrases.language.tr, _STANDING.room // 10
    rows = [[([one.area], ""), ([one.missing], ""), ([f"{one.requirement} ({one.asked})"], "")] for one in places]
    head = [[tr("Neighbourhood")], [tr("Missing")], [tr("Requirement")]]
    return _Table(
        widths=[3 * width, 3 * width, 4 * width], head=head, rows=rows, caption=tr("Where most people lack something")
    )


def _data(about: ReportFacts, phrases: Phrases) -> _Table | None:
    """Return what went into it: each layer, what it was, and whose it is where the layer says so."""
    if not about.inputs:
        return None
    tr = phrases.language.tr
    widths = [_STANDING.room // 3] * 3
    rows = [[([one.name], ""), ([phrases.input_layer(one)], ""), ([one.rights or "–"], "")] for one in about.inputs]
    head = [[tr("Input")], [tr("What it was")], [tr("Whose data")]]
    return _Table(widths=widths, head=head, rows=rows, caption=tr("The layers that this was made from"))


def _fill(verdict: str | None) -> str:
    return without_sign(CELLS.get(verdict, OTHER_CELL))
