"""Messages of ours found again in a log, in English and without what was put into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt.QtCore import QFile, QIODevice, QXmlStreamReader

_CATALOGUE = Path(__file__).resolve().parent.parent.parent / "resources" / "i18n" / "buurtmaat_nl.ts"
_PLACE = re.compile(r"{(\w+)(?::([^{}|]*)\|([^{}|]*))?}")
"""A place for a value, or the two words between which its number chooses."""
_NUMBER = re.compile(r"[-+−<≥≤]?\s?\d[\d.,\u00a0\u202f]*\s?%?")
_COUNTED = {
    *(
        "n",
        "all",
        "most",
        "m",
        "number",
        "met",
        "failed",
        "unknown",
        "missing",
        "total",
        "rows",
        "layers",
        "lines",
        "far",
    ),
    *("weight", "threshold", "limit", "years", "low", "high", "mb", "seconds", "share", "length", "k", "more", "parts"),
    *("dwellings", "nodes", "edges", "km", "percent", "cut", "north", "south", "west", "east"),
}
"""What is put in as a number and tells of no single place or person: never an id."""

_FEWEST = 8
"""Letters of its own by which a message is known; with fewer it would be taken for anything."""


_LONGEST = 1000
"""Letters of a line that is looked for; a longer one has more in it than is told."""


@dataclass(frozen=True, kw_only=True)
class _Template:
    """A message in one language: its text, by which part it is found first, and what it is in English."""

    text: str
    part: str
    letters: int
    english: str

    def values_in(self, line: str) -> Mapping[str, str] | None:
        """Return what was put into a line that is this message; None where it is another.

        Its pattern is made only here: of thousands of messages few have their longest part in a line.
        """
        if self.part not in line:
            return None
        own, places = _parts(self.text)
        between = ["(.*)" if one is None else f"(?:{re.escape(one)}|{re.escape(more)})" for _, one, more in places]
        pattern = "".join(re.escape(part) + place for part, place in zip(own, [*between, ""], strict=True))
        found = re.fullmatch(pattern, line, re.DOTALL)
        names = [name for name, one, _ in places if one is None]
        return None if found is None else dict(zip(names, found.groups(), strict=True))

    def shown_with(self, values: Mapping[str, str]) -> str:
        """Return the message in English with those of its values that are numbers, else the names of their places."""

        def put_in(place: re.Match[str]) -> str:
            value = values.get(place[1], "")
            return _shown(place[1], value) if place[2] is None else place[2 if value == "1" else 3]

        return _PLACE.sub(put_in, self.english)


class MessageTemplates:
    """The messages of the plugin, in both languages.

    Parameters
    ----------
    pairs
        Each message and its translation.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        found = [_template(text, english) for english, other in pairs for text in {english, other} if text]
        self._templates = sorted(
            (one for one in found if one.letters >= _FEWEST), key=lambda one: one.letters, reverse=True
        )

    def without_content(self, line: str) -> str | None:
        """Return which message a line is, with its numbers and nothing else; None where it is none of ours."""
        text = line.strip()
        for one in self._templates if len(text) <= _LONGEST else ():
            values = one.values_in(text)
            if values is not None:
                return one.shown_with(values)
        return None


def shipped_messages() -> Iterator[tuple[str, str]]:
    """Yield the messages of the catalogue that ships with the plugin, and their translations."""
    file = QFile(str(_CATALOGUE))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return
    reader, source = QXmlStreamReader(file), ""
    while not reader.atEnd():
        reader.readNext()
        if reader.isStartElement() and reader.name() == "source":
            source = reader.readElementText()
        elif reader.isStartElement() and reader.name() == "translation":
            yield source, reader.readElementText()
    file.close()


def _template(text: str, english: str) -> _Template:
    own, places = _parts(text)
    words = [min(one, more, key=len) for _, one, more in places if one is not None]
    letters = sum(map(str.isalpha, "".join([*own, *words])))
    return _Template(text=text, part=max(own, key=len), letters=letters, english=english)


def _parts(text: str) -> tuple[list[str], list[tuple[str, str | None, str]]]:
    """Return what a message says itself, and the places in between: of each its name, and its two words if any."""
    parts = _PLACE.split(text)
    return parts[::4], list(zip(parts[1::4], parts[2::4], parts[3::4], strict=True))


def _shown(name: str, value: str) -> str:
    return value if name in _COUNTED and _NUMBER.fullmatch(value) else f"{{{name}}}"
