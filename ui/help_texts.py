"""The texts of the help: the pages of the docs, and of an algorithm what it says of itself in the user's language."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsProcessingAlgorithm, QgsProcessingParameterEnum

from ..adapters.io.translation import tr
from .labels import language

ROOT = Path(__file__).resolve().parent.parent
_ALGORITHMS, _ENGLISH = "algorithms", "en"
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
_BAR = "\u2223"  # looks like the one that parts the cells of a table
_CODE = re.compile(r"`[^`\n]+`")
_MARKS = re.compile(r"([\\`*_\[\]<>|#])")


def first_page() -> str:
    """Name the page to begin with."""
    return page_in_language("docs/start.md")


def page_in_language(page: str) -> str:
    """Return a page, such as `docs/norm-set-editor.md#speeds`, in the user's language; as it is where there is none.

    There the part is that behind a comment with its English name.
    """
    if language() == _ENGLISH:
        return page
    path, _, part = page.partition("#")
    found = f"docs/{language()}/{path.removeprefix('docs/')}"
    if not (ROOT / found).is_file():
        return page
    heading = re.search(rf"<!-- #{re.escape(part)} -->\n+#+ (.+)", page_text(ROOT / found)) if part else None
    return found if heading is None else f"{found}#{anchor_of(heading[1])}"


def page_of(algorithm: QgsProcessingAlgorithm) -> str:
    """Return the page about an algorithm: in another language than that of the docs, what it says of itself."""
    stem = getattr(algorithm, "STEM", "")
    page = f"docs/{_ALGORITHMS}/{stem}.md" if stem else "docs/models.md"
    if language() == _ENGLISH:
        return page
    return f"docs/{language()}/{_ALGORITHMS}/{stem or algorithm.name()}.md"


def page_text(path: Path) -> str:
    """Return the text of a page in Markdown, without the pictures that are not there; empty where it is not there.

    Each picture leads to itself, to be seen whole; and of code in tables, Qt would show how a | is kept out of them.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return _of_algorithm(path) if path.parent == ROOT / "docs" / language() / _ALGORITHMS else ""
    text = _CODE.sub(lambda found: found[0].replace(r"\|", _BAR), text)
    return _PICTURE.sub(lambda found: f"[{found[0]}]({found[1]})" if (path.parent / found[1]).is_file() else "", text)


def anchor_of(heading: str) -> str:
    """Return how links call a heading, as where the docs are read on the web."""
    return re.sub(r"[^\w\- ]", "", heading.casefold()).strip().replace(" ", "-")


def _of_algorithm(path: Path) -> str:
    provider = QgsApplication.processingRegistry().providerById("buurtmaat")
    algorithms = [] if provider is None else provider.algorithms()
    found = next((one for one in algorithms if path.stem in (getattr(one, "STEM", ""), one.name())), None)
    return "" if found is None else _told(found)


def _told(algorithm: QgsProcessingAlgorithm) -> str:
    """Return what an algorithm says of itself, its inputs and its results, and a link to the page in English."""
    stem = getattr(algorithm, "STEM", "")
    english = f"../../{_ALGORITHMS}/{stem}.md" if stem else "../../models.md"
    flags = Qgis.ProcessingParameterFlag
    shown = [one for one in algorithm.parameterDefinitions() if not one.flags() & flags.Hidden]
    inputs = [one for one in shown if not one.isDestination()]
    lines = [f"# {algorithm.displayName()}", ""]
    lines += [_plain(line) for line in algorithm.shortHelpString().splitlines()]
    lines += ["", tr("[More in English]({page})").format(page=english)]
    for heading, group in (
        (tr("Inputs"), [one for one in inputs if not one.flags() & flags.Advanced]),
        (tr("Advanced inputs"), [one for one in inputs if one.flags() & flags.Advanced]),
        (tr("Results"), [one for one in shown if one.isDestination()]),
    ):
        if group:
            lines += ["", f"## {heading}", ""]
        for one in group:
            choices = ", ".join(one.options()) if isinstance(one, QgsProcessingParameterEnum) else ""
            told = " ".join(_plain(part) for part in (one.help(), choices) if part)
            lines.append(f"- **{_plain(one.description())}** {told}".rstrip())
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Return a text as Markdown shows it as it is."""
    return _MARKS.sub(r"\\\1", re.sub(r"<[^>]+>", " ", text))
