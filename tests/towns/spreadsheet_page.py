"""A spreadsheet taken apart: what stands in the cells of each sheet, and how they look."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Page:
    """A sheet.

    Parameters
    ----------
    rows
        The cells by row: text, float, or None for an empty one.
    formats
        The number format of each cell that holds something, by its place such as `B7`.
    quoted
        The places of cells whose text stays text when it is edited.
    heading
        The row of the heading in `rows`, from 0.
    element
        The part itself.
    """

    rows: list[list]
    formats: dict[str, str]
    quoted: set[str]
    element: ElementTree.Element

    @property
    def heading(self) -> int:
        return int(self.element.find("m:sheetViews/m:sheetView/m:pane", SPACE).get("ySplit")) - 1

    @property
    def table(self) -> list[list]:
        """Return the heading and the rows below it."""
        return self.rows[self.heading :]


def read(path) -> dict[str, list[list]]:
    """Return the tables of every sheet, the heading first."""
    return {name: page.table for name, page in pages(path).items()}


def pages(path) -> dict[str, Page]:
    """Return every sheet."""
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        parts = {
            name: ElementTree.fromstring(file.read(name))  # noqa: S314 -- our own file
            for name in file.namelist()
            if name.endswith((".xml", ".rels"))
        }
    strings = [
        re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), "".join(t.text or "" for t in si.iter()))
        for si in parts["xl/sharedStrings.xml"]
    ]
    target = {r.get("Id"): r.get("Target").lstrip("/").removeprefix("xl/") for r in parts["xl/_rels/workbook.xml.rels"]}
    looks = parts["xl/styles.xml"]
    codes = {one.get("numFmtId"): one.get("formatCode") for one in looks.iterfind("m:numFmts/m:numFmt", SPACE)}
    styles = list(looks.iterfind("m:cellXfs/m:xf", SPACE))
    return {
        sheet.get("name"): _page(parts[f"xl/{target[sheet.get(RELATION)]}"], strings, styles, codes)
        for sheet in parts["xl/workbook.xml"].iterfind("m:sheets/m:sheet", SPACE)
    }


def _page(sheet, strings, styles, codes) -> Page:
    found: dict[int, dict[int, object]] = {}
    formats, quoted = {}, set()
    for cell in sheet.iterfind("m:sheetData/m:row/m:c", SPACE):
        assert cell.find("m:f", SPACE) is None, "a formula"
        value, place = cell.findtext("m:v", None, SPACE), cell.get("r")
        if value is None:
            continue
        letters = place.rstrip("0123456789")
        column = 0
        for letter in letters:
            column = 26 * column + ord(letter) - 64
        row = int(place.removeprefix(letters)) - 1
        found.setdefault(row, {})[column - 1] = strings[int(value)] if cell.get("t") == "s" else float(value)
        style = styles[int(cell.get("s", 0))]
        formats[place] = codes.get(style.get("numFmtId"), "General")
        if style.get("quotePrefix") == "1":
            quoted.add(place)
    width = max((max(cells) + 1 for cells in found.values()), default=0)
    rows = [[found.get(row, {}).get(n) for n in range(width)] for row in range(max(found, default=-1) + 1)]
    return Page(rows, formats, quoted, sheet)
