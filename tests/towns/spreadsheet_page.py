"""A spreadsheet taken apart: what stands in the cells of each sheet."""

from __future__ import annotations

import zipfile
from xml.etree import ElementTree

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(path) -> dict[str, list[list]]:
    """Return the cells of every sheet, by row: text, float, or None for an empty one."""
    with zipfile.ZipFile(path) as file:
        parts = {
            name: ElementTree.fromstring(file.read(name))  # noqa: S314 -- our own file
            for name in file.namelist()
            if name.endswith((".xml", ".rels"))
        }
    strings = ["".join(t.text or "" for t in si.iter(f"{{{SPACE['m']}}}t")) for si in parts["xl/sharedStrings.xml"]]
    target = {r.get("Id"): r.get("Target").lstrip("/").removeprefix("xl/") for r in parts["xl/_rels/workbook.xml.rels"]}
    return {
        sheet.get("name"): _cells(parts[f"xl/{target[sheet.get(RELATION)]}"], strings)
        for sheet in parts["xl/workbook.xml"].iterfind("m:sheets/m:sheet", SPACE)
    }


def _cells(sheet, strings) -> list[list]:
    found = []
    for row in sheet.iterfind("m:sheetData/m:row", SPACE):
        cells = {}
        for cell in row.iterfind("m:c", SPACE):
            assert cell.find("m:f", SPACE) is None, "a formula"
            value = cell.findtext("m:v", None, SPACE)
            letters = cell.get("r").rstrip("0123456789")
            column = 0
            for letter in letters:
                column = 26 * column + ord(letter) - 64
            cells[column - 1] = strings[int(value)] if cell.get("t") == "s" else float(value)
        found.append([cells.get(n) for n in range(max(cells, default=-1) + 1)])
    width = max(map(len, found), default=0)  # a sheet without rows has no head either
    return [row + [None] * (width - len(row)) for row in found]
