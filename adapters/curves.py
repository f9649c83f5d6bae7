"""Which threshold could be asked: read from the output of a run, written as tables and as a page with a plot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsApplication

from ..core.errors import InputError
from ..core.progress import Progress
from ..core.statuses import NEIGHBOURHOOD, TOTAL
from .columns import number_column, text_column
from .feedback import first_few
from .outputs import Outputs
from .pages import number, page
from .phrases import Phrases
from .reader import Reader, read
from .run_outputs import (
    RequirementResults,
    Said,
    columns_of,
    dwelling_fields,
    find_fields,
    read_results,
    requirement_id,
    requirement_values,
    results_of,
)
from .translation import Language, tr
from .writing import write_table

if TYPE_CHECKING:
    from ..core.curve_tables import CurveTables
    from ..core.curves import Curves

Floats = NDArray[np.float64]

_SHARES = ("share_at_90", "share_at_norm", "share_at_110")
_MOST_LINES = 200
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 760, 400, 55, 20, 20, 50


@dataclass(frozen=True)
class CurveInputs:
    """What is read of a run.

    Parameters
    ----------
    name
        Id of the requirement.
    areas
        Names of the neighbourhoods.
    curves
        Of the neighbourhoods, and the whole behind them.
    norm
        The threshold asked of each of these, NaN where none is known or several are.
    unit, title
        Empty, and the id, where there is no results table.
    bound
        The largest threshold that can be read off.
    """

    name: str
    title: str
    unit: str
    areas: list[str]
    curves: Curves
    norm: Floats
    bound: float


def read_curves(reader: Reader, target: float, progress: Progress) -> CurveInputs:
    """Read the dwellings of a run, and its results table where there is one."""
    from ..core.curves import unspread_of, with_whole

    if not 0 < target <= 1:
        raise InputError("TARGET is a share above 0 and at most 1, such as 0.95; it is {value}.", value=target)
    source, table = reader.needed("RESULT_DWELLINGS"), reader.source("RESULTS")
    found = dwelling_fields(source, reader.field("NEIGHBOURHOOD_FIELD") or NEIGHBOURHOOD)
    name = requirement_id(found, reader.text("REQUIREMENT"), source.sourceName())
    results = RequirementResults({})
    if table is not None:
        results = results_of(read_results(table, progress.part(0, 0.2)), name, table.sourceName())
    fields = [found.neighbourhood or "", *columns_of(found, [name])]
    layer = read(reader, source, None, fields, progress=progress.part(0.2, 0.9))
    if layer.count == 0:
        raise InputError('The layer "{layer}" is empty: choose one with dwellings.', layer=layer.name)
    own = requirement_values(layer, found.requirements[name])
    if own.hindrance:
        raise InputError(
            'The run could not compute requirement "{id}" ({why}): there is nothing to read off.',
            id=name,
            why=Phrases(Language()).reason(own.hindrance),
        )
    homes = layer.texts(fields[0])
    own_areas = fields[0] == find_fields(source.fields().names()).neighbourhood
    areas = sorted({home for home in homes if home is not None})
    if own_areas:  # in the order of the results, those without dwellings among them
        areas = list(dict.fromkeys([*results.neighbourhoods, *areas]))
    row_of = {area: row for row, area in enumerate(areas)}
    home = np.array([row_of.get(area, -1) for area in homes], np.int64)
    whole = results.of(TOTAL)
    said = [results.of(area) if own_areas else Said(threshold=whole.threshold) for area in areas]
    unspread = [
        *unspread_of(own.values, home, np.array([one.total for one in said])),
        *unspread_of(own.values, np.zeros_like(home), np.array([whole.total])),
    ]
    curves = with_whole(own.values, home, len(areas), np.array(unspread))
    norm = np.array([one.threshold for one in (*said, whole)])
    _tell(reader, layer.ids[home < 0].tolist(), bool(own.values.open))
    progress.at(1.0)
    title, unit = (str(results.about.get(column) or "") for column in ("title", "unit"))
    return CurveInputs(name, title or name, unit, areas, curves, norm, own.bound(results.thresholds))


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


def write_curves(outputs: Outputs, inputs: CurveInputs, tables: CurveTables, target: float, progress: Progress) -> None:
    """Write the tables and the plot that are wanted."""
    names = np.array([*inputs.areas, TOTAL], object)
    steps = [
        text_column("neighbourhood", names[tables.area]),
        number_column("threshold", tables.threshold),
        number_column("share", tables.share),
    ]
    write_table(outputs, "OUTPUT", steps, progress.part(0, 0.6))
    attainable = [
        text_column("neighbourhood", names),
        number_column("threshold", tables.attainable),
        number_column("share", tables.share_there),
        number_column("target", np.full(names.size, target)),
        number_column("norm", tables.norm),
        *(
            number_column(n, s)
            for n, s in zip(("share_at_90", "share_at_norm", "share_at_110"), tables.share_at, strict=True)
        ),
        number_column("total", tables.total),
        number_column("unknown", tables.unknown),
        text_column("unit", [inputs.unit or None] * names.size),
    ]
    write_table(outputs, "ATTAINABLE", attainable, progress.part(0.6, 0.9))
    path = outputs.file("PLOT")
    if path is not None:
        path.write_text(_page(inputs, tables, target), encoding="utf-8")
    progress.at(1.0)


def percent(share: float) -> str:
    """Write a share; cut off, not rounded: 94.96 % does not reach 95 %, and must not look as if it did."""
    if math.isnan(share):
        return "–"
    cut = math.floor(1000 * share + 1e-9) / 10
    return f"{number(cut, 0 if cut.is_integer() else 1)} %"


def threshold_text(value: float, unit: str) -> str:
    """Write a threshold as it was asked; a dash where there is none."""
    if math.isnan(value):
        return "–"
    decimals = next(n for n in (0, 1, 2) if n == 2 or abs(value - round(value, n)) < 1e-9)
    return f"{number(value, decimals)} {unit}".strip()


def attainable_text(value: float, unit: str) -> str:
    """Write a threshold that meets a target, rounded up to whole metres or tenths of minutes: it holds there."""
    scale = 10 if unit == "min" else 1
    return "–" if math.isnan(value) else threshold_text(math.ceil(value * scale - 1e-6) / scale, unit)


def _page(inputs: CurveInputs, tables: CurveTables, target: float) -> str:
    """Make the page; every text from a layer is escaped."""
    whole, unit = len(inputs.areas), inputs.unit
    norm = float(tables.norm[whole])
    return page("curve.html", QgsApplication.locale()).render(
        title=inputs.title,
        question=tr("Which threshold could be asked?"),
        sentence=_sentence(float(tables.attainable[whole]), target, unit),
        norm_sentence=_norm_sentence(tables, whole, unit),
        chart=_chart(inputs, tables, target),
        legend={
            "whole": tr("All together"),
            "area": tr("One neighbourhood each"),
            "norm": tr("Norm, with 10 % less and more") if not math.isnan(norm) else "",
            "target": tr("Target, and the threshold that meets it"),
        },
        caption=_caption(whole),
        headings=[
            tr("Neighbourhood"),
            tr("Threshold that meets {target}").format(target=percent(target)),
            tr("Norm"),
            tr("Share at the norm"),
            tr("10 % less"),
            tr("10 % more"),
            tr("Weight"),
            tr("Unknown"),
        ],
        rows=[_row(name, tables, row, unit) for row, name in enumerate([*inputs.areas, tr("All together")])],
        footer=tr(
            "Read off a run of Check basic requirements, without measuring again. Shares are of what is known; for a "
            "target the unknown counts as outside. No legal norm."
        ),
    )


def _sentence(attainable: float, target: float, unit: str) -> str:
    if math.isnan(attainable):
        return tr("No threshold within what was measured brings {target} within reach.").format(target=percent(target))
    return tr("{target} of all lies within {threshold}.").format(
        target=percent(target), threshold=attainable_text(attainable, unit)
    )


def _norm_sentence(tables: CurveTables, whole: int, unit: str) -> str:
    if math.isnan(tables.norm[whole]):
        return ""
    less, at, more = (percent(float(share)) for share in tables.share_at[:, whole])
    return tr("At the norm of {norm} it is {share}; at 10 % less {less}, at 10 % more {more}.").format(
        norm=threshold_text(float(tables.norm[whole]), unit), share=at, less=less, more=more
    )


def _row(name: str, tables: CurveTables, row: int, unit: str) -> list[str]:
    less, at, more = (percent(float(share)) for share in tables.share_at[:, row])
    return [
        name,
        attainable_text(float(tables.attainable[row]), unit),
        threshold_text(float(tables.norm[row]), unit),
        at,
        less,
        more,
        number(float(tables.total[row]), 0),
        number(float(tables.unknown[row]), 0),
    ]


def _caption(whole: int) -> str:
    if whole <= _MOST_LINES:
        return ""
    return tr("Drawn are the {n} neighbourhoods with the most weight, of {all}.").format(n=_MOST_LINES, all=whole)


def _chart(inputs: CurveInputs, tables: CurveTables, target: float) -> dict[str, object]:
    """Give what the plot draws, in its own units."""
    from ..core.curves import nice_step, scale_of

    whole, attainable = len(inputs.areas), float(tables.attainable[len(inputs.areas)])
    known = tables.norm[np.isfinite(tables.norm)]
    scale = scale_of(inputs.curves, float(known.max()) if known.size else None, inputs.bound)
    right = scale.top if math.isnan(attainable) else max(scale.top, attainable)
    wide, high = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def x(value: float) -> float:
        return round(_LEFT + wide * min(value / right, 1.0), 1)

    def y(share: float) -> float:
        return round(_TOP + high * (1 - share), 1)

    def path(row: int) -> str:
        found, drawing = [], False
        for threshold, share in zip(*(values.tolist() for values in tables.steps(row)), strict=True):
            if threshold > right:
                break
            if not math.isnan(share):
                found.append(f"H{x(threshold)}V{y(share)}" if drawing else f"M{x(threshold)} {y(share)}")
                drawing = True
        return "".join([*found, f"H{x(right)}" if found else ""])

    largest = np.argsort(-tables.total[:whole], kind="stable")[:_MOST_LINES].tolist()
    norm, step = float(tables.norm[whole]), nice_step(right, 8)
    ticks = (np.arange(math.floor(right / step + 1e-9) + 1) * step).round(6).tolist()
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "left": _LEFT,
        "right": _WIDTH - _RIGHT,
        "top": _TOP,
        "bottom": _HEIGHT - _BOTTOM,
        "x_ticks": [(x(value), number(value, 0 if float(value).is_integer() else 1)) for value in ticks],
        "y_ticks": [(y(n / 5), f"{number(20.0 * n, 0)} %") for n in range(6)],
        "areas": [(inputs.areas[row], path(row)) for row in largest],
        "whole": path(whole),
        "norm": None if math.isnan(norm) else (x(norm), x(0.9 * norm), x(1.1 * norm)),
        "target": y(target),
        "attainable": None if math.isnan(attainable) else x(attainable),
        "x_label": {"m": tr("Threshold (m)"), "min": tr("Threshold (min)")}.get(inputs.unit, tr("Threshold")),
        "y_label": tr("Share within"),
    }
