"""The curve of the requirement that is shown, as it is drawn and as it is said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from qgis.PyQt.QtCore import Qt

from ...adapters.io.translation import Language, tr
from ...adapters.report.curve_chart import attainable_text, threshold_text
from ...adapters.report.pages import figure_text
from ...adapters.report.percentages import asked_percent, percent
from ...adapters.report.phrases import Phrases
from ...adapters.results.verdict_words import verdict_words
from ...core.arrays import Floats, to_list
from .curve_plot import BLUE, GREEN, Line, Plot
from .state import WHOLE, Exploring

if TYPE_CHECKING:
    from ...core.locations.suggestions import Priced

_POINTS = 400  # of a curve: more than a dock has pixels
_HUGE = 1e15


def plot_of(session: Exploring, *, compare: bool, prices: Sequence[Priced] = ()) -> Plot:
    """Return the curve of the requirement and the neighbourhood that are shown.

    Parameters
    ----------
    compare
        Whether to draw the neighbourhoods of the same living environment too.
    prices
        What thresholds cost in places, in ascending order.
    """
    from ...core.results.curves import Scale, nice_step

    explored, asked, area = session.one.explored, session.asked[session.current], session.area
    run, top = explored.asked, session.range_of(session.current).top
    norm, now = (_single(one.thresholds if area == WHOLE else one.thresholds[area]) for one in (run, asked))
    marks = [value for value in (norm, now) if value <= top]
    thresholds = np.unique([*np.linspace(0, top, _POINTS), *marks])
    lines = [
        Line(label=tr("All together"), thresholds=thresholds, shares=explored.whole.share(0, thresholds), colour=None)
    ]
    if area != WHOLE:
        own = explored.by_area.share(area, thresholds)
        kind = session.class_of_area() if compare else None
        if kind is not None:
            shares = explored.by_class.share(explored.homes.class_names.index(kind), thresholds)
            lines.append(
                Line(
                    label=_called(session, kind),
                    thresholds=thresholds,
                    shares=shares,
                    colour=GREEN,
                    width=2.0,
                    style=Qt.PenStyle.DashLine,
                )
            )
        lines.append(Line(label=session.label, thresholds=thresholds, shares=own, colour=BLUE, width=2.5))
    found = session.attainable()
    return Plot(
        lines=lines,
        right=top,
        ticks=to_list(Scale(top, nice_step(top, 6)).steps),
        unit=session.one.unit,
        norm=norm,
        asked=now,
        target=math.nan if asked.target is None else asked.target,
        attainable=found.whole if area == WHOLE else float(found.each[area]),
        prices=[(one.threshold, "–" if math.isnan(one.places) else figure_text(one.places, 0)) for one in prices],
        summary=" ".join([_summary(session, now, compare=compare), *_priced(prices, session.one.unit)]),
    )


def _summary(session: Exploring, now: float, *, compare: bool) -> str:
    """Describe what the curve shows."""
    one, area, reading = session.one, session.area, session.reading
    target, unit = session.asked[session.current].target, session.one.unit
    whole, found = area == WHOLE, session.attainable()
    sums, row = (reading.whole, 0) if whole else (reading.sums, area)
    if not whole and one.explored.lacking[area]:
        return tr("{area}: its weight is not known, so there is no share.").format(area=session.label)
    if sums.total[row] > 0 and sums.unknown[row] == sums.total[row]:
        return tr("{area}: of none of {n} it is known.").format(area=session.label, n=_amount(float(sums.total[row])))
    share, less, more = (sums.share_of(weight)[row] for weight in (sums.within, sums.at_90, sums.at_110))
    sentences = [
        tr("{area}: {share} within {threshold}.").format(
            area=session.label, share=percent(share), threshold=_thresholds(now, unit)
        ),
        tr("{n} of {all} {weight} {n:is|are} out of reach, of {unknown} it is not known.").format(
            n=_amount(float(sums.outside[row])),
            all=_amount(float(sums.total[row])),
            weight=_weight(session, _amount(float(sums.total[row]))),
            unknown=_amount(float(sums.unknown[row])),
        ),
        tr("At 10 % less {less}, at 10 % more {more}.").format(less=percent(less), more=percent(more)),
    ]
    if target is not None:
        attainable = found.whole if whole else float(found.each[area])
        if not whole:
            verdict = verdict_words()[reading.compliance[area]]
            sentences.append(tr("Verdict: {verdict}.").format(verdict=verdict))
        if math.isnan(attainable):
            sentences.append(
                tr("No threshold that was measured meets the target of {target}.").format(target=asked_percent(target))
            )
        else:
            sentences.append(
                tr("The target of {target} is met from {threshold} on.").format(
                    target=asked_percent(target), threshold=attainable_text(attainable, unit)
                )
            )
    kind = session.class_of_area() if compare else None
    if kind is not None and now == now:
        row = one.explored.homes.class_names.index(kind)
        same = float(one.explored.by_class.share(row, np.array([now]))[0])
        sentences.append(
            tr("Neighbourhoods of the kind “{kind}” together: {share}.").format(
                kind=_called(session, kind), share=percent(same)
            )
        )
    return " ".join(sentences)


def _called(session: Exploring, kind: str) -> str:
    """Return a living environment as people read it."""
    return session.exploration.called([kind])[0] or kind


def _weight(session: Exploring, number: str) -> str:
    """Return what the requirement that is shown counts, behind a number; a run without a table does not tell."""
    findings = session.exploration.findings
    question = None if findings is None else findings.question(session.current)
    return tr("dwellings or people") if question is None else Phrases(Language()).weight(question, number)


def _single(thresholds: Floats | np.float64) -> float:
    """Return the threshold that is the same everywhere, NaN where there are several or none."""
    found = np.unique(thresholds)
    return float(found[0]) if found.size == 1 else math.nan


def _priced(prices: Sequence[Priced], unit: str) -> list[str]:
    """Describe what each threshold costs, in a sentence each."""
    sentences = []
    for one in prices:
        if math.isnan(one.places):
            text = tr("{threshold}: all candidates together serve {share}.")
        elif one.places == 0:
            text = tr("{threshold}: no new place is needed, {share} is served already.")
        elif one.bound < one.places:
            text = tr(
                "{threshold}: {places} new {places:place serves|places serve} {share}; at least {bound} "
                "{bound:is|are} needed."
            )
        else:
            text = tr("{threshold}: {places} new {places:place serves|places serve} {share}; fewer are not enough.")
        share = one.attainable if math.isnan(one.places) else one.share
        sentences.append(
            text.format(
                threshold=threshold_text(one.threshold, unit),
                share=percent(share),
                places=figure_text(one.places, 0),
                bound=figure_text(one.bound, 0),
            )
        )
    return sentences


def _amount(value: float) -> str:
    """Write a weight; one that no town has, in few digits."""
    return figure_text(value, 0) if abs(value) < _HUGE else f"{value:.2g}"


def _thresholds(value: float, unit: str) -> str:
    return tr("the thresholds of each living environment") if math.isnan(value) else threshold_text(value, unit)
