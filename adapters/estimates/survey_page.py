"""A page with a survey's estimates: direct and combined beside each other with their intervals, and what they tell."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from ...core.arrays import Floats, Ints, to_list
from ...core.estimates.estimates import Estimates
from ...core.estimates.likeness import Likeness
from ...core.progress import Progress
from ..io.translation import Language
from ..report.pages import write_styled_page
from ..report.survey_phrases import caveat, figure_words, reliability_counts, reliability_words, rests_on_words
from .survey_input import SurveyInputs
from .survey_words import model_sentences

_MOST_ROWS = 150
"""Areas with a line each; of more, every area is a dot."""

_WIDTH, _LEFT, _RIGHT, _TOP, _ROW = 760, 210, 20, 26, 18
_SQUARE, _MARGIN = 460, 60


def write_survey_page(
    path: Path, inputs: SurveyInputs, found: Estimates, likeness: Likeness | None, progress: Progress
) -> None:
    """Write the page."""
    language = Language()
    write_styled_page(path, "survey.html", language.code, _content(inputs, found, likeness, language), progress)


def _content(
    inputs: SurveyInputs, found: Estimates, likeness: Likeness | None, language: Language
) -> dict[str, object]:
    """Return what the template of the page takes."""
    tr, proportion = language.tr, inputs.survey.proportion
    reliability = found.reliability(proportion=proportion)
    order = np.argsort(-np.where(np.isfinite(found.estimate), found.estimate, -np.inf), kind="stable")
    few = order.size <= _MOST_ROWS
    return {
        "title": inputs.fields.figure,
        "subtitle": tr("Survey estimates by area"),
        "sentences": [
            _sentence(reliability_counts(list(reliability), language)),
            *model_sentences(inputs, found, likeness, language),
        ],
        "rows_chart": _rows_chart(inputs, found, order, language) if few else None,
        "dots_chart": None if few else _dots_chart(inputs, found, language),
        "legend": {
            "direct": tr("what the respondents of the area say, with its 95 % interval"),
            "combined": tr("estimate, with its 95 % interval"),
            "unusable": tr("too uncertain to use"),
        },
        "chart_title": tr("Direct and combined estimates"),
        "headings": [
            tr("Area"),
            tr("Direct"),
            tr("Estimate"),
            tr("95 % interval"),
            tr("Rests on"),
            tr("Reliability"),
        ],
        "rows": [_row(inputs, found, reliability, int(row), language) for row in order[:_MOST_ROWS]],
        "more": "" if few else tr("The first {n} of {m} areas; the layer has all.").format(n=_MOST_ROWS, m=order.size),
        "footer": caveat(language),
    }


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _row(
    inputs: SurveyInputs, found: Estimates, reliability: np.ndarray, row: int, language: Language
) -> Mapping[str, object]:
    def write(value: float) -> str:
        return figure_words(value, language, proportion=inputs.survey.proportion)

    low, high, sure = float(found.low[row]), float(found.high[row]), reliability[row]
    kind = found.kind[row]
    return {
        "name": inputs.names[row],
        "cells": [
            write(float(inputs.survey.direct.value[row])),
            write(float(found.estimate[row])),
            "–" if math.isnan(low) else f"{write(low)} – {write(high)}",
            rests_on_words(language).get(kind, "–"),
            reliability_words(language).get(sure, "–"),
        ],
        "reliability": "" if sure is None else str(sure),
    }


def _range(inputs: SurveyInputs, found: Estimates) -> tuple[float, float]:
    """Return the figures between which the plot lies: of a share from 0."""
    direct = inputs.survey.direct
    ends = np.concatenate([found.low, found.high, direct.low, direct.high, found.estimate])
    known = ends[np.isfinite(ends)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    low = 0.0 if inputs.survey.proportion else low
    return low, high if high > low else low + 1


def _tick(value: float, language: Language, *, proportion: bool) -> str:
    """Write a figure below an axis, without decimals that say nothing."""
    if proportion:
        return f"{language.short(round(100 * value, 6), 1)} %"
    return figure_words(value, language, proportion=False)


def _ticks(low: float, high: float) -> list[float]:
    from ...core.results.curves import nice_step

    step = nice_step(high - low, 6)
    first = math.ceil(low / step - 1e-9)
    return [round(n * step, 12) for n in range(first, math.floor(high / step + 1e-9) + 1)]


def _rows_chart(inputs: SurveyInputs, found: Estimates, order: Ints, language: Language) -> dict[str, object]:
    """Draw a line for each area: what it says itself above, the estimate below."""
    (low, high), proportion, direct = _range(inputs, found), inputs.survey.proportion, inputs.survey.direct

    def x(value: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * (value - low) / (high - low), 1)

    def bar(ends: tuple[Floats, Floats, Floats], row: int) -> tuple[float, float, float] | None:
        values = [float(one[row]) for one in ends]
        return None if any(map(math.isnan, values)) else (x(values[0]), x(values[1]), x(values[2]))

    reliability = found.reliability(proportion=proportion)
    return {
        "width": _WIDTH,
        "height": _TOP + _ROW * order.size + 10,
        "top": _TOP,
        "ticks": [(x(one), _tick(one, language, proportion=proportion)) for one in _ticks(low, high)],
        "rows": [
            {
                "y": _TOP + _ROW * number + _ROW // 2,
                "name": inputs.names[row],
                "short": inputs.labels[row],
                "direct": bar((direct.low, direct.value, direct.high), row),
                "combined": bar((found.low, found.estimate, found.high), row),
                "reliability": "" if reliability[row] is None else str(reliability[row]),
            }
            for number, row in enumerate(to_list(order))
        ],
    }


def _dots_chart(inputs: SurveyInputs, found: Estimates, language: Language) -> dict[str, object]:
    """Draw a dot for each area: what it says itself to the right, the estimate upwards."""
    (low, high), proportion = _range(inputs, found), inputs.survey.proportion
    both = np.isfinite(inputs.survey.direct.value) & np.isfinite(found.estimate)
    place = np.column_stack([inputs.survey.direct.value[both], found.estimate[both]])
    place = np.rint((place - low) / (high - low) * _SQUARE)
    # Dots on one another are drawn once: pages hold thousands of areas.
    dots = np.unique(place.astype(np.int64), axis=0)
    drawn = "".join(f"M{_MARGIN + x} {_SQUARE - y + 10}h0" for x, y in dots.tolist())
    return {
        "size": _SQUARE + _MARGIN + 20,
        "margin": _MARGIN,
        "side": _SQUARE,
        "dots": drawn,
        "ticks": [
            (round((one - low) / (high - low) * _SQUARE, 1), _tick(one, language, proportion=proportion))
            for one in _ticks(low, high)
        ],
        "x_label": language.tr("What the respondents of the area say"),
        "y_label": language.tr("Estimate"),
    }
