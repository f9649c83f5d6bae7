"""The results as a spreadsheet, through GDAL's driver for .xlsx: numbers as numbers, and no formulas."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from osgeo import gdal, ogr

from ...core.errors import InputError
from ...core.numbers import as_numbers
from ...core.statuses import OUTSIDE_NEIGHBOURHOODS, TOTAL
from ...core.tables import ColumnKind
from ..io.gdal_errors import raising
from ..io.translation import Language
from .phrases import Phrases
from .xml_text import xml_text

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.findings import Findings, RequirementQuestion

_LONGEST = 32_767
"""Characters that a cell can hold: of a longer text a spreadsheet program says that the file is damaged."""

_KINDS: Mapping[ColumnKind, int] = {"text": ogr.OFTString, "whole": ogr.OFTInteger64, "number": ogr.OFTReal}


@dataclass(frozen=True)
class _Column:
    """A column of a sheet; what is not known is None or NaN."""

    name: str
    kind: ColumnKind
    cells: Sequence[object]


def write_spreadsheet(
    path: Path,
    findings: Findings,
    language: Language,
    settings: Sequence[tuple[str, object]],
    labels: Mapping[str, str] | None = None,
) -> None:
    """Write the results as a spreadsheet, over one that is there.

    The sheets are the results table as it is, its verdicts by neighbourhood and requirement, the norms with their
    sources, and the settings of the run. A text that starts with `=` stays text.

    Parameters
    ----------
    language
        Of the names of sheets and columns, and of the verdicts; the results table keeps its own names and words.
    settings
        The name and value of each setting of the run.
    labels
        What people call the neighbourhoods, by id.

    Raises
    ------
    InputError
        Where the file cannot be written.
    """
    tr, phrases = language.tr, Phrases(language)
    sheets = {
        tr("Results"): _results(findings),
        tr("Summary"): _summary(findings, phrases, labels or {}),
        tr("Sources"): _sources(findings, phrases),
        tr("Settings"): [
            _Column(tr("setting"), "text", [name for name, _ in settings]),
            _Column(tr("value"), "text", [None if value is None else str(value) for _, value in settings]),
        ],
    }
    try:
        path.write_bytes(_content(sheets))
    except OSError as error:  # such as a file that is open in a spreadsheet program
        raise InputError(
            "The spreadsheet {path} cannot be written: {why}.", path=str(path), why=error.strerror
        ) from error


def _content(sheets: Mapping[str, Sequence[_Column]]) -> bytes:
    """Make the file in memory: what goes wrong on disk, GDAL would tell when nobody listens any more."""
    memory = f"/vsimem/{uuid.uuid4().hex}.xlsx"
    with raising():
        file = ogr.GetDriverByName("XLSX").CreateDataSource(memory)
        for name, columns in sheets.items():
            _write_sheet(file, name, columns)
        file.FlushCache()
        del file
        opened = gdal.VSIFOpenL(memory, "rb")
        content = bytes(gdal.VSIFReadL(1, gdal.VSIStatL(memory).size, opened))
        gdal.VSIFCloseL(opened)
        gdal.Unlink(memory)
    return content


def _write_sheet(file: gdal.Dataset, name: str, columns: Sequence[_Column]) -> None:
    sheet = file.CreateLayer(name)
    for column in columns:
        sheet.CreateField(ogr.FieldDefn(xml_text(column.name), _KINDS[column.kind]))
    definition = sheet.GetLayerDefn()
    for row in zip(*(column.cells for column in columns), strict=True):
        feature = ogr.Feature(definition)
        for number, (column, value) in enumerate(zip(columns, row, strict=True)):
            cell = _cell(column.kind, value)
            if cell is not None:
                feature.SetField(number, cell)
        sheet.CreateFeature(feature)


def _cell(kind: ColumnKind, value: object) -> str | int | float | None:
    """Return what stands in a cell, None for an empty one."""
    if kind == "text":
        text = "" if value is None else xml_text(str(value))
        return None if not text else text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    number = float(as_numbers([value])[0])
    if not math.isfinite(number):
        return None
    return int(number) if kind == "whole" else number


def _results(findings: Findings) -> list[_Column]:
    from ...core.results.table import RESULT_KINDS

    table = findings.complete
    return [_Column(name, kind, _values(table[name])) for name, kind in RESULT_KINDS.items() if name in table]


def _values(column: pd.Series) -> list[object]:
    return [None if empty else value for value, empty in zip(column.tolist(), column.isna().tolist(), strict=True)]


def _summary(findings: Findings, phrases: Phrases, labels: Mapping[str, str]) -> list[_Column]:
    """Return a row for each neighbourhood, and below them what lies outside all, and the whole, without verdicts."""
    from ...core.results.area_verdicts import cells

    tr, areas = phrases.language.tr, list(findings.areas)
    below = [tr("Outside all neighbourhoods"), tr("All together")]
    columns = [
        _Column(tr("neighbourhood"), "text", [*areas, OUTSIDE_NEIGHBOURHOODS, TOTAL]),
        _Column(tr("name"), "text", [*(labels.get(area) or area for area in areas), *below]),
    ]
    for question in findings.questions:
        found = cells(findings, question)
        figure = "share" if question.has_share else "rate"
        rest = [findings.outside(question)[figure], findings.whole(question)[figure]]
        title = _title(findings, question)
        values = [*(found[area].value for area in areas), *rest]
        verdicts = [*(phrases.verdict(found[area].verdict) for area in areas), None, None]
        columns.append(_Column(f"{title} ({phrases.unit(question)})", "number", values))
        columns.append(_Column(f"{title}: {tr('verdict')}", "text", verdicts))
    overall = [phrases.verdict(verdict) for verdict in findings.overall]
    return [*columns, _Column(tr("verdict"), "text", [*overall, None, None])]


def _title(findings: Findings, question: RequirementQuestion) -> str:
    """Return the title of a requirement, with its id where another is called the same."""
    same = sum(other.title == question.title for other in findings.questions)
    return f"{question.title} [{question.id}]" if same > 1 else question.title


def _sources(findings: Findings, phrases: Phrases) -> list[_Column]:
    tr, questions, norms = phrases.language.tr, findings.questions, findings.norms
    texts = {
        tr("requirement"): [q.id for q in questions],
        tr("title"): [q.title for q in questions],
        tr("facility"): [q.facility for q in questions],
        tr("norm"): [phrases.threshold(q, findings.rows(q)["threshold"]) for q in questions],
    }
    more = {
        tr("source"): [q.source for q in questions],
        tr("page"): [q.page for q in questions],
        tr("words of the source"): [q.quotation for q in questions],
        tr("looked up on"): [q.looked_up for q in questions],
        tr("link"): [q.url for q in questions],
        tr("basis"): [phrases.basis(q.basis) for q in questions],
        tr("note"): [q.note for q in questions],
        tr("norm set"): [norms.id] * len(questions),
        tr("version"): [norms.version] * len(questions),
        tr("status"): [phrases.footer(norms)] * len(questions),
    }
    return [
        *(_Column(name, "text", values) for name, values in texts.items()),
        _Column(tr("threshold"), "number", [q.threshold for q in questions]),
        _Column(tr("unit"), "text", [q.unit for q in questions]),
        _Column(tr("target"), "number", [q.target for q in questions]),
        _Column(tr("year"), "whole", [q.source_year for q in questions]),
        *(_Column(name, "text", values) for name, values in more.items()),
    ]
