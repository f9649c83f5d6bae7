"""Workbooks (.xlsx) by the standard library alone: numbers are numbers, no text is a formula, the heading stays."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import chain, islice, repeat
from pathlib import Path
from typing import NamedTuple

from ...core.errors import InputError
from ...core.system_words import system_words
from .xml_text import xml_text

GENERAL = "General"
WHOLE = "#,##0"

_LONGEST = 32_767
"""Characters that a cell can hold: of a longer text a spreadsheet program says that the file is damaged."""

_MOST_ROWS = 1_048_576
"""Rows of a sheet; a longer table goes on in a next one."""

_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")

_NARROWEST, _WIDEST, _WIDEST_TEXT = 8, 24, 60
"""Widths of columns in letters: of figures, and of texts."""

_MARK = 4
"""Room for the mark of the filter in a heading, in letters."""

_LINE = 15
"""Height of a line in points."""

_QUICK = 2
"""Of nine levels: half as long as the usual one, and a fifth more bytes."""

_LOOKED_AT = 500
"""Rows by which a column gets its width."""

_INDENT = ' horizontal="left" indent="1"'
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_Cell = str | float | None


@dataclass(frozen=True, kw_only=True)
class SheetColumn:
    """A column of a sheet.

    Parameters
    ----------
    name
        Its heading.
    cells
        Texts, numbers, and None or NaN for what is not known.
    formats
        The number format of all cells, or of each.
    fills
        The colour of each cell as RGB, empty for none; nothing where no cell has one.
    """

    name: str
    cells: Sequence[object]
    formats: str | Sequence[str] = GENERAL
    fills: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet: a table with a heading that stays and can be filtered by.

    Parameters
    ----------
    title, lines
        What stands above the heading.
    sums
        Rows at the end that stand apart, below an empty row: sorting and filtering leave them where they are.
    fixed
        Columns at the left that stay.
    wraps
        Whether long texts are on several lines.
    """

    name: str
    columns: Sequence[SheetColumn]
    title: str = ""
    lines: Sequence[str] = ()
    sums: int = 0
    fixed: int = 1
    wraps: bool = True

    @property
    def size(self) -> int:
        """Return its number of rows."""
        return len(self.columns[0].cells) if self.columns else 0


def write_workbook(path: Path, sheets: Sequence[Sheet], title: str, language: str) -> None:
    """Write a workbook that opens on its first sheet, over a file that is there.

    Parameters
    ----------
    language
        Such as `nl-NL`.

    Raises
    ------
    InputError
        Where the file cannot be written.
    """
    parts = [part for sheet in sheets for part in _parts_of(sheet)]
    names = list(_names(sheet.name for sheet in parts))
    shared = _Shared()
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICK) as file:
            for name, text in _frame(names, parts, title, language).items():
                file.writestr(name, _HEAD + text)
            for number, sheet in enumerate(parts, 1):
                with file.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                    for text in _sheet(sheet, shared, is_first=number == 1):
                        part.write(text.encode())
            file.writestr("xl/styles.xml", _HEAD + shared.styles_part())
            with file.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
                for text in shared.texts_part():
                    part.write(text.encode())
    except OSError as error:  # such as a file that is open in a spreadsheet program
        raise InputError(
            "The spreadsheet cannot be written to {path}: {why}; choose another place.",
            path=str(path),
            why=system_words(error),
        ) from error


def _parts_of(sheet: Sheet) -> Iterator[Sheet]:
    """Part a table that has more rows than a sheet; what is so long has no sums."""
    room = _MOST_ROWS - _heading_row(sheet) - sheet.sums - 1
    for first in range(0, max(sheet.size, 1), room):
        if first == 0 and sheet.size <= room:
            yield sheet
            return
        columns = [
            SheetColumn(
                name=one.name,
                cells=one.cells[first : first + room],
                formats=one.formats if isinstance(one.formats, str) else one.formats[first : first + room],
                fills=one.fills[first : first + room],
            )
            for one in sheet.columns
        ]
        yield Sheet(
            name=sheet.name, columns=columns, title=sheet.title, lines=sheet.lines, fixed=sheet.fixed, wraps=sheet.wraps
        )


def _names(wanted: Iterable[str]) -> Iterator[str]:
    """Yield names of sheets as spreadsheet programs take them: short, each once, without the signs of a reference."""
    taken: set[str] = set()
    for name in wanted:
        clean = _NOT_IN_NAMES.sub(" ", " ".join(xml_text(name).split())).strip("' ") or "-"
        found, number = clean[:_LONGEST_NAME].strip("' "), 1
        while found.casefold() in taken:
            number += 1
            end = f" {number}"
            found = clean[: _LONGEST_NAME - len(end)].strip("' ") + end
        taken.add(found.casefold())
        yield found


def _heading_row(sheet: Sheet) -> int:
    return bool(sheet.title) + len(sheet.lines) + 1


def _letters(column: int) -> str:
    """Return what a column is called, from 0: A, …, Z, AA."""
    found = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        found, column = chr(65 + letter) + found, column - 1
    return found


class _Style(NamedTuple):
    """How a cell looks; a `quoted` one stays text when it is edited."""

    format: str = GENERAL
    fill: str = ""
    font: int = 0
    wraps: bool = False
    quoted: bool = False


_BOLD, _LARGE = 1, 2
_FONTS = ("", "<b/>", "<b/>")
_SIZES = (11, 11, 15)
_HEAD_FILL = "E7E6E6"


@dataclass
class _Shared:
    """The texts and the styles that the sheets of a workbook share, each once, in the order in which they come."""

    texts: dict[str, int] = field(default_factory=dict)
    styles: dict[_Style, int] = field(default_factory=lambda: {_Style(): 0})

    def text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))

    def style(self, style: _Style) -> int:
        return self.styles.setdefault(style, len(self.styles))

    def texts_part(self) -> Iterator[str]:
        yield f'{_HEAD}<sst xmlns="{_MAIN}" uniqueCount="{len(self.texts)}">'
        for text in self.texts:
            yield f'<si><t xml:space="preserve">{escape(_ESCAPE.sub("_x005F_", text))}</t></si>'
        yield "</sst>"

    def styles_part(self) -> str:
        formats = {style.format: 164 + n for n, style in enumerate(self.styles) if style.format != GENERAL}
        fills = {style.fill: 0 for style in self.styles if style.fill}
        fills = {fill: 2 + n for n, fill in enumerate(fills)}  # the first two are as all programs expect them
        pattern = '<fill><patternFill patternType="{}"/></fill>'
        solid = (
            '<fill><patternFill patternType="solid"><fgColor rgb="FF{}"/><bgColor indexed="64"/></patternFill></fill>'
        )
        line = '<{0} style="thin"><color rgb="FFD0D0D0"/></{0}>'
        edges = "".join(line.format(edge) for edge in ("left", "right", "top", "bottom"))
        return "".join(
            [
                f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(formats)}">',
                *(f'<numFmt numFmtId="{n}" formatCode="{escape(code)}"/>' for code, n in formats.items()),
                f'</numFmts><fonts count="{len(_FONTS)}">',
                *(
                    f'<font>{weight}<sz val="{size}"/><name val="Calibri"/><family val="2"/></font>'
                    for weight, size in zip(_FONTS, _SIZES, strict=True)
                ),
                f'</fonts><fills count="{2 + len(fills)}">{pattern.format("none")}{pattern.format("gray125")}',
                *(solid.format(fill) for fill in fills),
                '</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>',
                f"<border>{edges}<diagonal/></border></borders>",
                '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
                f'<cellXfs count="{len(self.styles)}">',
                *(
                    f'<xf numFmtId="{formats.get(style.format, 0)}" fontId="{style.font}" '
                    f'fillId="{fills.get(style.fill, 0)}" borderId="{int(bool(style.fill))}" xfId="0" '
                    f'quotePrefix="{int(style.quoted)}" applyNumberFormat="1" applyFont="1" applyFill="1" '
                    f'applyBorder="1" applyAlignment="1"><alignment vertical="top" '
                    f'wrapText="{int(style.wraps)}"{_INDENT if style.fill and not style.font else ""}/></xf>'
                    for style in self.styles
                ),
                '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
                "</styleSheet>",
            ]
        )


def _frame(names: Sequence[str], sheets: Sequence[Sheet], title: str, language: str) -> Mapping[str, str]:
    """Return the parts that say which others there are."""
    numbers = range(1, len(names) + 1)
    document = "application/vnd.openxmlformats"
    kinds = {
        "xl/workbook.xml": f"{_TYPES}.sheet.main+xml",
        "xl/styles.xml": f"{_TYPES}.styles+xml",
        "xl/sharedStrings.xml": f"{_TYPES}.sharedStrings+xml",
        "docProps/core.xml": f"{document}-package.core-properties+xml",
        **{f"xl/worksheets/sheet{n}.xml": f"{_TYPES}.worksheet+xml" for n in numbers},
    }
    inside = {
        **{f"sheet{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in numbers},
        "styles": ("styles", "styles.xml"),
        "texts": ("sharedStrings", "sharedStrings.xml"),
    }
    defined = [
        f'<definedName name="_xlnm.{name}" localSheetId="{n}"{hidden}>{escape(place)}</definedName>'
        for n, (own, sheet) in enumerate(zip(map(_quoted, names), sheets, strict=True))
        for name, hidden, place in (
            ("_FilterDatabase", ' hidden="1"', f"{own}!{_fixed_range(sheet)}"),
            ("Print_Titles", "", _repeated(sheet, own)),
        )
    ]
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{document}-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="book" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
            for name, (kind, target) in inside.items()
        )
        + "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><bookViews>'
        '<workbookView activeTab="0" firstSheet="0" windowWidth="28800" windowHeight="15600"/></bookViews><sheets>'
        + "".join(f'<sheet name="{escape(own)}" sheetId="{n}" r:id="sheet{n}"/>' for n, own in enumerate(names, 1))
        + f"</sheets><definedNames>{''.join(defined)}</definedNames></workbook>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(xml_text(title))}</dc:title><dc:creator>Buurtmaat</dc:creator>"
        f"<dc:language>{escape(language)}</dc:language></cp:coreProperties>",
    }


def _quoted(name: str) -> str:
    """Write the name of a sheet as a reference has it."""
    return "'" + name.replace("'", "''") + "'"


def _repeated(sheet: Sheet, name: str) -> str:
    """Return what is there again on each page of paper: the columns that stay, and the heading."""
    row = _heading_row(sheet)
    columns = f"{name}!$A:${_letters(sheet.fixed - 1)}," if sheet.fixed else ""
    return f"{columns}{name}!${row}:${row}"


def _last_row(sheet: Sheet) -> int:
    """Return the last row that can be filtered."""
    return _heading_row(sheet) + max(sheet.size - sheet.sums, 1)


def _fixed_range(sheet: Sheet) -> str:
    return f"$A${_heading_row(sheet)}:${_letters(max(len(sheet.columns) - 1, 0))}${_last_row(sheet)}"


def _sheet(sheet: Sheet, shared: _Shared, *, is_first: bool) -> Iterator[str]:
    top, columns = _heading_row(sheet), sheet.columns
    widths = [_width(column) for column in columns]
    corner = f"{_letters(sheet.fixed)}{top + 1}"
    across = f'xSplit="{sheet.fixed}" ' if sheet.fixed else ""
    place = "bottomRight" if sheet.fixed else "bottomLeft"
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
        f'<sheetView workbookViewId="0" tabSelected="{int(is_first)}">'
        f'<pane {across}ySplit="{top}" topLeftCell="{corner}" activePane="{place}" state="frozen"/>'
        f'<selection pane="{place}" activeCell="{corner}" sqref="{corner}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="{_LINE}"/>'
    )
    if columns:
        wide = (f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1))
        yield f"<cols>{''.join(wide)}</cols>"
    yield "<sheetData>"
    looks = [_Style(font=_LARGE), *repeat(_Style(), len(sheet.lines))]
    for row, (text, look) in enumerate(zip(filter(None, [sheet.title, *sheet.lines]), looks, strict=False), 1):
        yield f'<row r="{row}">{_text_cell(f"A{row}", text, look, shared)}</row>'
    heading = _Style(fill=_HEAD_FILL, font=_BOLD, wraps=True)
    cells = (_text_cell(f"{_letters(n)}{top}", one.name, heading, shared) for n, one in enumerate(columns))
    lines = max((_lines(one.name, width) for one, width in zip(columns, widths, strict=True)), default=1)
    yield f'<row r="{top}" ht="{lines * _LINE + 3}" customHeight="1">{"".join(cells)}</row>'
    yield from _rows(sheet, shared, top)
    filtered = f"A{top}:{_letters(max(len(columns) - 1, 0))}{_last_row(sheet)}"
    yield (
        f'</sheetData><autoFilter ref="{filtered}"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="9" orientation="landscape" fitToWidth="{max(1, round(sum(widths) / 220))}" '
        'fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>'
        "</worksheet>"
    )


def _rows(sheet: Sheet, shared: _Shared, top: int) -> Iterator[str]:
    """Yield the rows, and the sums below an empty one."""
    places = [top + 1 + number + (number >= sheet.size - sheet.sums) for number in range(sheet.size)]
    made = [_cells(column, _letters(n), sheet, shared, places) for n, column in enumerate(sheet.columns)]
    for place, *cells in zip(places, *made, strict=True):
        yield f'<row r="{place}">{"".join(cells)}</row>'


def _cells(column: SheetColumn, letters: str, sheet: Sheet, shared: _Shared, places: Sequence[int]) -> Iterator[str]:
    """Yield the cells of a column from the top."""
    formats = repeat(column.formats) if isinstance(column.formats, str) else column.formats
    fills = column.fills or repeat("")
    fonts = chain(repeat(0, sheet.size - sheet.sums), repeat(_BOLD))
    looks = dict[tuple[str, str, int], _Style]()
    texts = dict[tuple[str, str, int], str]()  # most texts of a column are there many times
    for place, value, code, fill, font in zip(places, column.cells, formats, fills, fonts, strict=False):
        if isinstance(value, str):
            key = (value, fill, font)
            if key not in texts:
                texts[key] = _content(value, _Style(fill=fill, font=font, wraps=sheet.wraps), shared)
            content = texts[key]
        else:
            look = (code, fill, font)
            if look not in looks:
                looks[look] = _Style(*look)
            content = _content(value, looks[look], shared)
        yield f'<c r="{letters}{place}"{content}' if content else ""


def _content(value: object, look: _Style, shared: _Shared) -> str:
    """Return a cell behind its place, empty where there is nothing to see."""
    cell = _cell(value)
    if cell is None:
        return f' s="{shared.style(look)}"/>' if look.fill or look.font else ""
    if isinstance(cell, str):
        style = shared.style(look._replace(quoted=cell.startswith(_FORMULA)))
        return f' s="{style}" t="s"><v>{shared.text(cell)}</v></c>'
    return f' s="{shared.style(look)}"><v>{cell!r}</v></c>'


def _text_cell(place: str, value: str, look: _Style, shared: _Shared) -> str:
    return f'<c r="{place}"{_content(value or " ", look, shared)}'


def _cell(value: object) -> _Cell:
    """Return what stands in a cell, None for an empty one."""
    if value is None:
        return None
    if isinstance(value, str):
        text = xml_text(value).replace("\r\n", "\n").replace("\r", "\n")
        return None if not text else text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    try:
        number = float(value)  # type: ignore[arg-type]  # what pandas has for not known is no number
    except TypeError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _width(column: SheetColumn) -> float:
    """Return the width of a column in letters: that of its texts, within bounds; of figures its heading is broken."""
    texts = [str(value) for value in islice(column.cells, _LOOKED_AT) if isinstance(value, str)]
    if not texts:
        return min(max(_longest_word(column.name) + _MARK, _NARROWEST + _MARK), _WIDEST)
    longest = max(max(map(len, text.split("\n"))) for text in texts)
    return min(max(longest, _longest_word(column.name), _NARROWEST) + _MARK, _WIDEST_TEXT)


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _lines(text: str, width: float) -> int:
    """Return on how many lines a heading is, in bold letters beside the mark of the filter."""
    room, lines, used = max(int(width) - 1, 1), 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        used += len(word) + (used > 0)
        lines += max(math.ceil(len(word) / room) - 1, 0)
    return min(lines, 12)
