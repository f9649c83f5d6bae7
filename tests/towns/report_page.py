"""A report taken apart: what a reader finds under each heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "img", "br", "link", "input", "hr"}
HIDDEN = {"tip"}
"""Classes of what is seen only where a pointer or the keyboard is: the whole norm of a column."""


@dataclass
class Section:
    """What stands under a heading: its tables, each row a list of texts, its sentences, captions and notes."""

    tables: list[list[list[str]]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """The content of an HTML page by its headings (the first has the key "")."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.text = path.read_text(encoding="utf-8")
        self.tags: list[tuple[str, dict]] = []
        self.sections: dict[str, Section] = {"": Section()}
        self._heading, self._open = "", []
        self._hidden, self._is_note, self._is_lead = 0, False, False
        self.lead = ""
        self._pieces: list[str] = []
        self.feed(self.text)
        self.close()
        assert self._open == [], "tags that are not closed"

    @property
    def title(self) -> str:
        return self._title

    @property
    def loaded(self) -> list[str]:
        """Addresses that a browser would open by itself, but for images that hold all of themselves."""
        found = []
        for tag, attributes in self.tags:
            for name in ("src", "data", "poster", "background", *([] if tag == "a" else ["href"])):
                value = attributes.get(name)
                if value is not None and not value.startswith(("data:image/png;base64,", "#")):
                    found.append(value)
        return found

    def section(self, heading: str) -> Section:
        return self.sections[heading]

    def rows(self, heading: str) -> list[list[str]]:
        """Return the rows of the first table under a heading, without its heads and without rows of one cell."""
        return [line for line in self.sections[heading].tables[0][1:] if len(line) > 1]

    def note(self, cell: str) -> str:
        """Return the note that a cell of the matrix names, empty where it names none."""
        number = re.search(r"\[(\d+)\]$", cell)
        return self.section("Every neighbourhood and every requirement").notes[int(number[1]) - 1] if number else ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in VOID:
            return
        self._open.append(tag)
        classes = set((dict(attrs).get("class") or "").split())
        if self._hidden or classes & HIDDEN:
            self._hidden += 1
        elif tag == "sup":
            self._pieces.append(" [")
        elif tag == "span":
            self._pieces.append(" ")
        section = self.sections[self._heading]
        if tag == "table":
            section.tables.append([])
        elif tag == "tr":
            section.tables[-1].append([])
        if tag in ("th", "td", "p", "li", "h1", "h2", "title", "figcaption"):
            self._pieces = []
            self._is_note = (dict(attrs).get("id") or "").startswith("note-")
            self._is_lead = "lead" in classes

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag, tag
        if self._hidden:
            self._hidden -= 1
            return
        if tag == "sup":
            self._pieces.append("]")
        said = " ".join("".join(self._pieces).split())
        section = self.sections[self._heading]
        if tag in ("th", "td"):
            section.tables[-1][-1].append(said)
        elif tag in ("p", "li", "figcaption"):
            section.sentences.append(said)
            if tag == "figcaption":
                section.captions.append(said)
            elif tag == "li":
                section.items.append(said)
            elif self._is_lead:
                self.lead = said
            if self._is_note:
                section.notes.append(said)
        elif tag == "h1":
            self._title = said
        elif tag == "h2":
            self._heading = said
            self.sections[said] = Section()

    def handle_data(self, data):
        if not self._hidden and "script" not in self._open and "style" not in self._open:
            self._pieces.append(data)
