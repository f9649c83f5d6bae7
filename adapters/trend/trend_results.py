"""A trend as it is written and logged."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback

from ...core.progress import Progress
from ...core.statuses import NEIGHBOURHOOD, TOTAL
from ...core.trend.breaks import NORM, SOURCE, VERSION, parts_of_break
from ..io import parameter_names as p
from ..io.feedback import first_few
from ..io.translation import Language, tr
from ..outputs.layer_writer import LayerWriter
from ..outputs.outputs import Outputs
from ..report.percentages import COMPARED, percent
from ..report.trend_words import comparable, course_words, judged_on_path, norm_parts, reason_words
from ..results.columns_of import table_columns
from .causes_words import causes_sentence, whole_causes
from .trend_input import TrendInputs

if TYPE_CHECKING:
    import pandas as pd

    from ...core.trend.series import Series


def write_series(outputs: Outputs, series: Series, progress: Progress) -> None:
    """Write the table of all days."""
    from ...core.trend.series import SERIES_KINDS

    LayerWriter(outputs, p.SERIES).table(table_columns(series.table, SERIES_KINDS), progress)


def write_causes(outputs: Outputs, causes: pd.DataFrame, progress: Progress) -> None:
    """Write the table of what changes came of."""
    from ...core.trend.causes import CAUSE_KINDS

    LayerWriter(outputs, p.CAUSES).table(table_columns(causes, CAUSE_KINDS), progress)


def log_series(feedback: QgsProcessingFeedback, inputs: TrendInputs, series: Series) -> None:
    """Log the days, how each requirement went over all, and what cannot be compared."""
    days = [one.day for one in inputs.dated]
    feedback.pushInfo(tr("Days: {days}").format(days=", ".join(days)))
    for requirement, rows in series.table.groupby("requirement", sort=False):
        said = whole_sentence(rows, Language(), COMPARED if inputs.recipes else 0)
        if said:
            feedback.pushInfo(f"{(rows['title'].iloc[0] or requirement)!s}: {said}")
    for day, areas in series.estimated.items():
        if areas:
            feedback.pushWarning(
                tr(
                    "Of {day}, neighbourhoods whose border changed, counted by shares of dwellings and without a "
                    "verdict: {n} ({ids})"
                ).format(day=day, n=len(areas), ids=first_few(sorted(areas)))
            )
    today = set(inputs.dated[-1].findings.areas)
    own = series.table[(series.table["level"] == NEIGHBOURHOOD) & (series.table["neighbourhood"] != TOTAL)]
    gone = sorted({str(name) for name in own["neighbourhood"]} - today)
    if gone:
        feedback.pushWarning(
            tr(
                "Neighbourhoods that the last day does not have, so that their series ends: {n} ({ids}). If they are "
                "called otherwise now, say so in CODE_CHANGES, or choose the map of each day and DWELLINGS."
            ).format(n=len(gone), ids=first_few(gone))
        )
    _log_breaks(feedback, series)


def _log_breaks(feedback: QgsProcessingFeedback, series: Series) -> None:
    """Log which rows ask something else than those of the day before, and whose norms are only of another edition."""
    texts = {
        NORM: tr("Rows that ask something else than those of the day before ({what}): {n}. They are not compared."),
        VERSION: tr("Rows of another version of the norms than those of the day before ({what}): {n}"),
        SOURCE: tr("Rows whose norm has a source of another year than those of the day before ({what}): {n}"),
    }
    counts = Counter(part for one in series.table["break"] for part in parts_of_break(one))
    for (kind, what), n in counts.items():
        if kind in texts:
            tell = feedback.pushWarning if kind == NORM else feedback.pushInfo
            tell(texts[kind].format(what=norm_parts(what, tr) if kind == NORM else what, n=n))


def log_causes(feedback: QgsProcessingFeedback, causes: pd.DataFrame) -> None:
    """Log what most of each change over all came of, and why some have no causes."""
    language = Language()
    for requirement in causes["requirement"].drop_duplicates():
        for row in whole_causes(causes, requirement).to_dict("records"):
            said = causes_sentence(row, language)
            if said:
                feedback.pushInfo(f"{(row['title'] or requirement)!s}: {said}")
    lacking = Counter(one for one in causes["reason"] if one)
    if lacking:
        told = [f"{reason_words(reason, language)} {n}" for reason, n in lacking.most_common()]
        feedback.pushInfo(
            tr("Changes whose causes are not known: {n} of {all} ({why}).").format(
                n=sum(lacking.values()), all=len(causes), why="; ".join(told)
            )
        )


def whole_sentence(rows: pd.DataFrame, language: Language, decimals: int) -> str:
    """Return in words how a requirement went over all, since figures can be compared, and how many areas are where.

    Parameters
    ----------
    decimals
        Of the percentages: those of the changes that are logged below them.
    """
    tr = language.tr
    whole = rows[(rows["neighbourhood"] == TOTAL) & (rows["level"] == NEIGHBOURHOOD)]
    known = comparable(whole, "share")
    said = []
    if len(known):
        shares = [percent(float(share), language, decimals) for share in known["share"]]
        said.append(" → ".join(dict.fromkeys([shares[0], shares[-1]])))
    now = rows[rows["date"] == rows["date"].max()]
    judged = now[now["compliance"].notna()]["level"]
    level = judged.iloc[0] if len(judged) else NEIGHBOURHOOD
    own = judged_on_path(now[now["level"] == level])
    courses = Counter(one for one in own["course"] if one)
    if courses:
        words = course_words(language)
        told = ", ".join(f"{words[name]} {courses[name]}" for name in words if courses[name])
        said.append(tr("on the path to the target: {told}").format(told=told))
    return "; ".join(said)
