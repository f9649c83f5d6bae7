"""Which threshold could be asked: read from the output of a run, written as tables and as a page with a plot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...core.arrays import to_list
from ...core.errors import InputError
from ...core.progress import Progress
from ...core.statuses import NEIGHBOURHOOD, TOTAL
from ..io import parameter_names as p
from ..io.columns import number_column, text_column
from ..io.feedback import first_few
from ..io.reader import Reader, read
from ..io.translation import Language, tr
from ..outputs.layer_writer import LayerWriter
from ..outputs.outputs import Outputs
from ..report.curve_chart import AreaCurves, CurveChart, area_curves, attainable_text, threshold_text
from ..report.pages import write_styled_page
from ..report.percentages import asked_percent, percent
from ..report.phrases import Phrases
from ..results.dwelling_fields import columns_of, dwelling_fields, find_fields, requirement_id, requirement_values
from ..results.run_outputs import question_of, read_results

if TYPE_CHECKING:
    from ...core.results.curve_tables import CurveTables

_SHARES = ("share_at_90", "share_at_norm", "share_at_110")


def read_curves(reader: Reader, target: float, progress: Progress) -> AreaCurves:
    """Read the dwellings of a run, and its results table where there is one."""
    from ...core.results.curves import with_totals
    from ...core.results.findings import read_findings

    if not 0 < target <= 1:
        raise InputError("TARGET must be a share above 0 and at most 1, such as 0.95, not {value}.", value=target)
    source, table = reader.needed(p.RESULT_DWELLINGS), reader.source(p.RESULTS)
    found = dwelling_fields(source, reader.field(p.NEIGHBOURHOOD_FIELD) or NEIGHBOURHOOD)
    name = requirement_id(found, reader.text(p.REQUIREMENT), source.sourceName())
    findings = question = None
    if table is not None:
        findings = read_findings(read_results(table, progress.part(0, 0.2)))
        question = question_of(findings, name, table.sourceName())
    fields = [found.neighbourhood or "", *columns_of(found, [name])]
    layer = read(reader, source, None, fields, progress=progress.part(0.2, 0.9))
    if layer.count == 0:
        raise InputError("The layer “{layer}” is empty: choose one with dwellings.", layer=layer.name)
    own = requirement_values(layer, found.requirements[name])
    if own.blocker:
        raise InputError(
            "The run could not compute requirement “{id}” ({why}): choose another.",
            id=name,
            why=Phrases(Language()).reason(own.blocker),
        )
    homes = layer.texts(fields[0])
    own_areas = fields[0] == find_fields(source.fields().names()).neighbourhood
    areas = sorted({home for home in homes if home is not None})
    if own_areas and findings is not None:  # in the order of the results, those without dwellings among them
        areas = list(dict.fromkeys([*findings.areas, *areas]))
    row_of: dict[str | None, int] = {area: row for row, area in enumerate(areas)}
    home = np.array([row_of.get(area, -1) for area in homes], np.int64)
    _tell(reader, to_list(layer.ids[home < 0]), bool(own.values.open))
    progress.at(1.0)
    if findings is not None and question is not None:
        return area_curves(findings, question, areas, own, home, told=own_areas)
    nothing = np.full(len(areas) + 1, np.nan)
    return AreaCurves(
        name=name,
        title=name,
        unit="",
        areas=areas,
        curves=with_totals(own.values, home, nothing),
        norm=nothing,
        bound=own.bound([]),
    )


def _tell(reader: Reader, outside: Sequence[int], is_open: bool) -> None:
    if outside:
        reader.feedback.pushWarning(
            tr("Dwellings outside all neighbourhoods, counted in {whole} only: {n} ({ids})").format(
                whole=TOTAL, n=len(outside), ids=first_few(outside)
            )
        )
    if is_open:
        reader.feedback.pushWarning(
            tr(
                "A type of facility was absent in the run: a dwelling is within from its value on, unknown below, so "
                "the share of what is known is all or nothing."
            )
        )


def write_curves(outputs: Outputs, inputs: AreaCurves, tables: CurveTables, target: float, progress: Progress) -> None:
    """Write the tables and the plot that are wanted."""
    names = np.array([*inputs.areas, TOTAL], object)
    steps = [
        text_column("neighbourhood", names[tables.area]),
        number_column("threshold", tables.threshold),
        number_column("share", tables.share),
    ]
    LayerWriter(outputs, p.OUTPUT).table(steps, progress.part(0, 0.6))
    attainable = [
        text_column("neighbourhood", names),
        number_column("threshold", tables.attainable),
        number_column("share", tables.share_there),
        number_column("target", np.full(names.size, target)),
        number_column("norm", tables.norm),
        *(number_column(n, s) for n, s in zip(_SHARES, tables.share_at, strict=True)),
        number_column("total", tables.total),
        number_column("unknown", tables.unknown),
        text_column("unit", [inputs.unit or None] * names.size),
    ]
    LayerWriter(outputs, p.ATTAINABLE).table(attainable, progress.part(0.6, 0.9))
    path = outputs.file(p.PLOT)
    if path is not None:
        language = Language()
        content = _content(inputs, tables, target, language)
        write_styled_page(path, "curve.html", language.code, content, progress.part(0.9, 1))
    progress.at(1.0)


def _content(inputs: AreaCurves, tables: CurveTables, target: float, language: Language) -> dict[str, object]:
    """Return what the template of the page takes."""
    chart, names = (
        CurveChart(drawn=inputs, tables=tables, target=target, language=language),
        [*inputs.areas, tr("All together")],
    )
    return {
        "title": inputs.title,
        "question": tr("Which threshold could be asked?"),
        "sentence": chart.attainable_sentence(),
        "norm_sentence": chart.norm_sentence(),
        "chart": chart.drawing(),
        "legend": chart.legend(),
        "caption": chart.caption(),
        "headings": [
            tr("Neighbourhood"),
            tr("Threshold that meets {target}").format(target=asked_percent(target, language)),
            tr("Norm"),
            tr("Share at the norm"),
            tr("10 % less"),
            tr("10 % more"),
            tr("Weight"),
            tr("Unknown"),
        ],
        "rows": [_row(name, tables, row, inputs.unit, language) for row, name in enumerate(names)],
        "footer": tr(
            "Read off a run of Check basic requirements, without measuring again. Shares are of what is known; for a "
            "target the unknown counts as outside. No legal norm."
        ),
    }


def _row(name: str, tables: CurveTables, row: int, unit: str, language: Language) -> list[str]:
    write = language.number
    less, at, more = (percent(float(share), language) for share in tables.share_at[:, row])
    return [
        name,
        attainable_text(float(tables.attainable[row]), unit, write),
        threshold_text(float(tables.norm[row]), unit, write),
        at,
        less,
        more,
        write(float(tables.total[row]), 0),
        write(float(tables.unknown[row]), 0),
    ]
