"""What the table and the map show of each neighbourhood: its verdict, and a few figures that belong to it."""

from __future__ import annotations

import math
import textwrap

import numpy as np

from ...adapters.io.translation import tr
from ...adapters.report.curve_chart import attainable_text
from ...adapters.report.pages import figure_text
from ...core.arrays import to_list
from ...core.statuses import FAILS, JUDGED, MEETS, UNKNOWN_VERDICT
from ...core.wording import percent_within
from .area_table import AreaColumn, AreaRows
from .state import ALL, Exploring

_LINE = 16  # letters of a name on the map
_RANK = 1000  # more requirements than any set has


def area_rows(session: Exploring) -> AreaRows:
    """Return what the table shows."""
    names = session.exploration.labels
    if session.shown == ALL:
        return AreaRows(names, to_list(session.verdicts()), _columns_of_all(session))
    if not session.is_moving:
        return AreaRows(names, to_list(session.verdicts()), _columns_of_table(session))
    reading, unit = session.reading, session.one.unit
    missing = np.where(reading.compliance == FAILS, np.ceil(reading.shortfall - 1e-6), np.nan)
    return AreaRows(
        names,
        to_list(reading.compliance),
        [
            AreaColumn(head=tr("Share"), values=to_list(reading.share), write=_short_percent),
            AreaColumn(head=tr("Lacking"), values=to_list(missing), write=_whole),
            AreaColumn(
                head=tr("Met from"),
                values=to_list(session.attainable().each),
                write=lambda value: attainable_text(value, unit),
            ),
        ],
    )


def area_texts(session: Exploring) -> list[str]:
    """Return what stands on each neighbourhood of the map: its name, and below it its figure."""
    rows = area_rows(session)
    figures = [rows.columns[0].write(float(one)) for one in rows.columns[0].values] if rows.columns else []
    names = ["\n".join(textwrap.wrap(name, _LINE, break_long_words=False)) for name in rows.names]
    return [f"{name}\n{figure}" for name, figure in zip(names, figures, strict=True)] if figures else names


def _columns_of_all(session: Exploring) -> list[AreaColumn]:
    """Return how many requirements each neighbourhood meets and fails, and of how many nobody knows."""
    verdicts = [*(reading.compliance for reading in session.readings.values()), *session.exploration.others]
    if not session.is_last_year and session.cards is not None:
        verdicts = [session.cards.verdicts(name) for name in session.titles]
    table = np.array(verdicts, object)
    met, failed, unknown = ((table == one).sum(axis=0) for one in (MEETS, FAILS, UNKNOWN_VERDICT))
    judged = np.isin(table.astype(str), JUDGED).sum(axis=0)
    rank = np.where(judged > unknown, met * _RANK + judged, np.nan)  # both in one number, to be sorted by
    columns = [
        AreaColumn(head=tr("Met"), values=to_list(rank), write=_of_judged),
        AreaColumn(head=tr("Not met"), values=to_list(failed.astype(np.float64)), write=_whole),
    ]
    if unknown.any():  # else "0 of 9, 2 not" leaves a reader with seven that are nowhere
        columns.append(AreaColumn(head=tr("Unknown"), values=to_list(unknown.astype(np.float64)), write=_whole))
    return columns


def _columns_of_table(session: Exploring) -> list[AreaColumn]:
    """Return what the results table says of a requirement that nothing here moves, or of an earlier year."""
    cards, findings = session.cards, session.exploration.findings
    question = None if findings is None else findings.question(session.shown)
    if cards is None or question is None:
        return []
    cells = cards.cells(session.shown)
    values = [math.nan if cell is None else cell.value for cell in cells]
    lacking = [cell.missing if cell is not None and cell.lacks_more else math.nan for cell in cells]
    return [
        AreaColumn(
            head=cards.phrases.unit(question),
            values=values,
            write=_short_percent if question.has_share else lambda value: cards.phrases.value(question, value),
        ),
        AreaColumn(
            head=tr("Lacking"),
            values=lacking,
            write=lambda value: "" if math.isnan(value) else cards.phrases.language.short(math.ceil(value - 1e-6)),
        ),
    ]


def _short_percent(share: float) -> str:
    """Write a share in few letters, cut off as everywhere."""
    if math.isnan(share):
        return "–"
    value, sign = percent_within(share)
    return f"{sign} {figure_text(value, 0)} %".strip()


def _whole(value: float) -> str:
    return "" if math.isnan(value) else figure_text(value, 0)


def _of_judged(rank: float) -> str:
    """Write how many of the requirements that are judged a neighbourhood meets."""
    if math.isnan(rank):
        return "–"
    met, judged = divmod(int(rank), _RANK)
    return tr("{n} of {all}").format(n=met, all=judged)
