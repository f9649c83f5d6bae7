"""Bookmarks in a PDF that Qt wrote, which knows none: appended as an update of the file, by its own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_SECTION = re.compile(rb"\s*(\d+) (\d+)\s*\n")
_ROOT, _INFO, _SIZE = (re.compile(rb"/%s (\d+)" % name) for name in (b"Root", b"Info", b"Size"))
_PAGES, _KIDS = re.compile(rb"/Pages (\d+) 0 R"), re.compile(rb"/Kids\s*\[(.*?)\]", re.DOTALL)
_KID = re.compile(rb"(\d+) 0 R")
_IS_NODE = re.compile(rb"/Type\s*/Pages\b")


def add_outline(path: Path, parts: Sequence[tuple[str, int]], language: str) -> bool:
    """Add bookmarks to a PDF, and the language that it is in.

    Parameters
    ----------
    parts
        What each bookmark says, and how many pages it leads to, from the first page on.
    language
        Such as `nl-NL`.

    Returns
    -------
    bool
        Whether it was done: a file that is not as Qt writes them, or has other pages, is left as it is.
    """
    content = path.read_bytes()
    file = _File(content)
    root, pages = file.number(_ROOT), list(file.pages())
    catalog = file.object(root)
    end = catalog.rfind(b">>")
    if end < 0 or not parts or sum(count for _, count in parts) != len(pages):
        return False
    starts = accumulate([0, *(count for _, count in parts[:-1])])
    outline = file.size
    numbers = range(outline + 1, outline + 1 + len(parts))
    made: dict[int, bytes] = {
        root: catalog[:end]
        + b"/Outlines %d 0 R /PageMode /UseOutlines /Lang (%s)\n" % (outline, language.encode())
        + catalog[end:],
        outline: b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (numbers[0], numbers[-1], len(parts)),
    }
    for number, (title, _), page in zip(numbers, parts, starts, strict=True):
        before = b"/Prev %d 0 R " % (number - 1) if number > numbers[0] else b""
        after = b"/Next %d 0 R " % (number + 1) if number < numbers[-1] else b""
        made[number] = b"<< /Title <%s> /Parent %d 0 R %s%s/Dest [%d 0 R /Fit] >>" % (
            ("\ufeff" + title).encode("utf-16-be", "replace").hex().encode(),
            outline,
            before,
            after,
            pages[page],
        )
    with path.open("ab") as end_of_file:
        end_of_file.write(_update(made, len(content), file, numbers[-1] + 1))
    return True


def _update(made: Mapping[int, bytes], at: int, file: _File, size: int) -> bytes:
    """Return objects, the table of where they are, and the trailer that leads to it."""
    parts, rows = [b"\n"], dict[int, int]()
    for number, text in made.items():
        rows[number] = at + sum(map(len, parts))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, text))
    table = at + sum(map(len, parts))
    parts.append(b"xref\n0 1\n0000000000 65535 f \n")
    parts += [b"%d 1\n%010d 00000 n \n" % (number, rows[number]) for number in sorted(rows)]
    info = b"/Info %d 0 R " % file.number(_INFO) if _INFO.search(file.trailer) else b""
    parts.append(b"trailer\n<< /Size %d %s/Root %d 0 R /Prev %d >>\n" % (size, info, file.number(_ROOT), file.table))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % table)
    return b"".join(parts)


class _File:
    """Finds the objects of a PDF with one table; of one that it does not understand nothing."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        found = _START.search(content, max(len(content) - 100, 0))
        self.table = int(found[1]) if found else -1
        self.places: dict[int, int] = {}
        self.trailer = b""
        if found is None or content[self.table : self.table + 4] != b"xref":
            return
        at = self.table + 4
        while (section := _SECTION.match(content, at)) is not None:
            first, count, at = int(section[1]), int(section[2]), section.end()
            for number in range(count):
                row = content[at + 20 * number : at + 20 * (number + 1)]
                if row[17:18] == b"n":
                    self.places[first + number] = int(row[:10])
            at += 20 * count
        self.trailer = content[at:]

    @property
    def size(self) -> int:
        """Return the number that the next object has."""
        return self.number(_SIZE)

    def number(self, what: re.Pattern[bytes]) -> int:
        """Return a number of the trailer, 0 where it is not there."""
        found = what.search(self.trailer)
        return int(found[1]) if found else 0

    def object(self, number: int) -> bytes:
        """Return the text of an object, empty where there is none."""
        start = self.places.get(number)
        if start is None:
            return b""
        begin, end = self.content.find(b"obj", start) + 3, self.content.find(b"endobj", start)
        return self.content[begin:end].strip()

    def pages(self) -> Iterator[int]:
        """Yield the numbers of the pages, in order."""
        found = _PAGES.search(self.object(self.number(_ROOT)))
        if found is not None:
            yield from self._below(int(found[1]))

    def _below(self, number: int) -> Iterator[int]:
        text = self.object(number)
        if not _IS_NODE.search(text):
            yield number
            return
        kids = _KIDS.search(text)
        for kid in _KID.findall(kids[1]) if kids else ():
            yield from self._below(int(kid))
