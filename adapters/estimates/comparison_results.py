"""A survey's figures beside requirements: the table, the log and the page."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsProcessingFeedback

from ...core.arrays import to_list
from ...core.estimates.crossing import Crossing, Effect
from ...core.estimates.direct_estimates import Z95
from ...core.progress import Progress
from ...core.statuses import FAILS, MEETS, NEIGHBOURHOOD
from ..io import parameter_names as p
from ..io.columns import Column, number_column, text_column, whole_column
from ..io.translation import Language
from ..outputs.layer_writer import LayerWriter
from ..outputs.outputs import Outputs
from ..report.pages import write_styled_page
from ..report.phrases import Phrases
from ..report.survey_phrases import by_chance, no_causes
from ..results.verdict_words import verdict_words
from .comparison_input import ComparisonInputs

if TYPE_CHECKING:
    from ...core.results.requirement_question import RequirementQuestion

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 420, 314, 56, 12, 26, 44
_MOST_BARS = 300
"""Areas whose intervals are drawn; of more, only their dots."""


def write_comparison(outputs: Outputs, inputs: ComparisonInputs, found: Sequence[Crossing], progress: Progress) -> None:
    """Write the table: a row a requirement."""
    questions = inputs.questions
    columns = [
        text_column("requirement", [one.id for one in questions]),
        text_column("title", [one.title for one in questions]),
        text_column("figure", [inputs.title] * len(questions)),
        whole_column("areas_met", np.array([one.met for one in found], np.int64)),
        whole_column("areas_failed", np.array([one.failed for one in found], np.int64)),
        number_column("mean_met", np.array([one.mean_met for one in found], np.float64)),
        number_column("mean_failed", np.array([one.mean_failed for one in found], np.float64)),
        *_effect_columns("difference", [one.difference for one in found]),
        whole_column("areas_share", np.array([one.areas for one in found], np.int64)),
        *_effect_columns("slope", [one.slope for one in found]),
    ]
    LayerWriter(outputs, p.TABLE).table(columns, progress)


def _effect_columns(name: str, effects: Sequence[Effect]) -> list[Column]:
    return [
        number_column(name, np.array([one.value for one in effects], np.float64)),
        number_column(f"{name}_low", np.array([one.low for one in effects], np.float64)),
        number_column(f"{name}_high", np.array([one.high for one in effects], np.float64)),
    ]


def log_comparison(feedback: QgsProcessingFeedback, inputs: ComparisonInputs, found: Sequence[Crossing]) -> None:
    """Log what each comparison says, and what it does not."""
    language = Language()
    for question, one in zip(inputs.questions, found, strict=True):
        feedback.pushInfo(f"{question.title}: {_sentences(question, one, inputs, language)}")
    for line in _cautions(inputs, found, language):
        feedback.pushInfo(line)


def _sentences(question: RequirementQuestion, one: Crossing, inputs: ComparisonInputs, language: Language) -> str:
    """Return in words what the figure is where a requirement fails, where it is met, and by the share outside."""
    said = [_of_verdicts(question, one, inputs, language), _of_shares(one, inputs, language)]
    return " ".join(sentence for sentence in said if sentence)


def _of_verdicts(question: RequirementQuestion, one: Crossing, inputs: ComparisonInputs, language: Language) -> str:
    tr = language.tr
    if not one.met and not one.failed and question.level != NEIGHBOURHOOD:
        level = Phrases(language).level(question.level)
        return tr("Judged by {level}, not by neighbourhood: there is nothing to compare.").format(level=level)
    if math.isnan(one.difference.value):
        return tr("Too few neighbourhoods that meet ({met}) or fail ({failed}) to compare them.").format(
            met=one.met, failed=one.failed
        )
    write, differ = _writer(inputs, language), _writer(inputs, language, of_differences=True)
    figures = {
        "figure": inputs.title,
        "failed": write(one.mean_failed),
        "met": write(one.mean_met),
        "low": differ(one.difference.low),
        "high": differ(one.difference.high),
    }
    if one.difference.low > 0:
        return tr(
            "Higher where it fails: there “{figure}” is {failed}, and {met} where it is met (difference, 95 % "
            "interval: {low} to {high})."
        ).format(**figures)
    if one.difference.high < 0:
        return tr(
            "Lower where it fails: there “{figure}” is {failed}, and {met} where it is met (difference, 95 % interval: "
            "{low} to {high})."
        ).format(**figures)
    return tr(
        "No difference that stands out: “{figure}” is {failed} where it fails, and {met} where it is met (difference, "
        "95 % interval: {low} to {high})."
    ).format(**figures)


def _of_shares(one: Crossing, inputs: ComparisonInputs, language: Language) -> str:
    """Return in words what goes with ten points more outside; nothing where shares cannot be compared."""
    if math.isnan(one.slope.value):
        return ""
    tr, differ = language.tr, _writer(inputs, language, of_differences=True)
    figures = {name: differ(getattr(one.slope, name) / 10) for name in ("value", "low", "high")}
    text = (
        tr("With ten points more outside “{figure}” changes by {value} ({low} to {high}).")
        if one.slope.stands_out
        else tr("“{figure}” does not clearly change with the share outside ({low} to {high} for ten points more).")
    )
    return text.format(figure=inputs.title, **figures)


def _writer(
    inputs: ComparisonInputs, language: Language, decimals: int = 1, *, of_differences: bool = False
) -> Callable[[float], str]:
    """Return what writes the figure, or differences of it: of shares percents, and points of these."""
    known = inputs.figure[np.isfinite(inputs.figure)]
    shares = bool(known.size) and bool(((known >= 0) & (known <= 1)).all())

    def write(value: float) -> str:
        if math.isnan(value):
            return "–"
        if not shares:
            return language.number(value, decimals + 1)
        number = language.number(100 * value, decimals)
        return language.tr("{n} points").format(n=number) if of_differences else f"{number} %"

    return write


def _cautions(inputs: ComparisonInputs, found: Sequence[Crossing], language: Language) -> list[str]:
    tr = language.tr
    compared = sum(not math.isnan(one.difference.value) for one in found)
    said = [one for one in (no_causes(language), by_chance(compared, language)) if one]
    if inputs.modelled:
        said.append(
            tr(
                "The figures were modelled by others, from properties of neighbourhoods that may go with the places "
                "themselves: their maker says what they are fit for."
            )
        )
    return said


def write_comparison_page(path: Path, inputs: ComparisonInputs, found: Sequence[Crossing], progress: Progress) -> None:
    """Write a page with a plot for each requirement."""
    language = Language()
    tr = language.tr
    charts = []
    for number, (question, one) in enumerate(zip(inputs.questions, found, strict=True)):
        progress.at(0.8 * number / max(len(found), 1))
        charts.append(
            {
                "title": question.title,
                "sentence": _sentences(question, one, inputs, language),
                "drawing": _drawing(inputs, number, one, language),
            }
        )
    content = {
        "title": tr("{figure}, and where places are lacking").format(figure=inputs.title),
        "cautions": _cautions(inputs, found, language),
        "charts": charts,
        "legend": {
            "met": verdict_words(tr)[MEETS],
            "failed": verdict_words(tr)[FAILS],
            "other": tr("unknown, or not asked"),
            "line": tr("goes with the share outside"),
        },
        "note": tr(
            "Upright lines are the 95 % interval of the figure, level ones what is not known of the share outside."
        ),
    }
    write_styled_page(path, "survey_comparison.html", language.code, content, progress.part(0.8, 1))


def _drawing(inputs: ComparisonInputs, number: int, one: Crossing, language: Language) -> Mapping[str, object] | None:
    """Draw each neighbourhood by the share outside and its figure; None where no share is known."""
    from ...core.results.curves import nice_step

    lacking = inputs.lacking(inputs.questions[number])
    rows = np.flatnonzero(np.isfinite(inputs.figure) & np.isfinite(lacking.outside) & np.isfinite(inputs.variance))
    if not rows.size:
        return None
    half = Z95 * np.sqrt(inputs.variance[rows])
    low, high = float((inputs.figure[rows] - half).min()), float((inputs.figure[rows] + half).max())
    write = _writer(inputs, language, 0)
    if bool((inputs.figure[rows] >= 0).all()):
        low = max(low, 0.0)
    step = nice_step(high - low if high > low else 1.0, 4)
    ticks = [step * n for n in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]

    def x(value: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * value, 1)

    def y(value: float) -> float:
        part = (min(max(value, low), high) - low) / (high - low) if high > low else 0.5
        return round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - part), 1)

    start, slope = one.start, one.slope.value
    line = None if math.isnan(slope) else [x(0), y(start), x(1), y(start + slope)]
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "left": _LEFT,
        "right": _WIDTH - _RIGHT,
        "bottom": _HEIGHT - _BOTTOM,
        "top": _TOP,
        "x_ticks": [(x(n / 4), f"{25 * n} %") for n in range(5)],
        "y_ticks": [(y(one), write(one)) for one in ticks],
        "x_label": language.tr("Share outside"),
        "y_label": inputs.title,
        "bars": rows.size <= _MOST_BARS,
        "line": line,
        "dots": [
            {
                "name": inputs.names[row],
                "x": x(float(lacking.outside[row])),
                "y": y(float(inputs.figure[row])),
                "from": y(float(inputs.figure[row]) - Z95 * math.sqrt(float(inputs.variance[row]))),
                "to": y(float(inputs.figure[row]) + Z95 * math.sqrt(float(inputs.variance[row]))),
                "least": x(float(lacking.least[row])),
                "most": x(float(lacking.most[row])),
                "kind": "met" if lacking.met[row] else "failed" if lacking.failed[row] else "other",
            }
            for row in to_list(rows)
        ],
    }
