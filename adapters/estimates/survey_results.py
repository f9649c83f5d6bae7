"""Survey estimates as they are written and logged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from qgis.core import QgsProcessingFeedback

from ...core.arrays import Flags, to_list
from ...core.estimates.estimates import Estimates
from ...core.estimates.likeness import Likeness
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.columns import Column, number_column, text_column
from ..io.feedback import first_few
from ..io.translation import Language, tr
from ..outputs.layer_writer import LayerWriter, RowChoice
from ..outputs.outputs import Outputs
from ..report.survey_phrases import caveat, reliability_counts
from .survey_input import SurveyInputs
from .survey_words import model_sentences


def write_estimates(outputs: Outputs, inputs: SurveyInputs, found: Estimates, prefix: str, progress: Progress) -> None:
    """Write the areas with their estimates, and the coefficients of the model.

    Where areas are withheld, the fields with what respondents said stand behind the others, NULL in those areas.
    """
    writer = LayerWriter(outputs, p.OUTPUT, prefix)
    columns = _columns(inputs, found)
    if inputs.withheld.any():
        hidden = set(inputs.fields.of_answers)
        own = [_shown(inputs, name) for name in inputs.fields.of_answers]
        layers, choice = [(inputs.source, inputs.layer)], RowChoice(leave_out=hidden)
        writer.chosen(layers, [*own, *columns], inputs.working, progress.part(0, 0.8), choice)
    else:
        writer.with_input(inputs.source, inputs.layer, columns, progress.part(0, 0.8))
    model, names = found.model, inputs.survey.covariates.names
    LayerWriter(outputs, p.COEFFICIENTS).table(
        [
            text_column("term", names),
            number_column("estimate", model.coefficients),
            number_column("standard_error", np.sqrt(np.diag(model.covariance))),
        ],
        progress.part(0.8, 1),
    )


def _columns(inputs: SurveyInputs, found: Estimates) -> list[Column]:
    direct, proportion = inputs.survey.direct, inputs.survey.proportion
    return [
        number_column("direct", direct.value),
        number_column("direct_low", direct.low),
        number_column("direct_high", direct.high),
        number_column("direct_cv", direct.cv),
        number_column("estimate", found.estimate),
        number_column("mse", found.mse),
        number_column("low", found.low),
        number_column("high", found.high),
        number_column("cv", found.cv),
        number_column("shrinkage", found.shrinkage),
        text_column("reliability", _texts(found.reliability(proportion=proportion))),
        text_column("estimate_kind", _texts(found.kind)),
        number_column("residual", found.residual),
        number_column("sampling_variance", np.where(direct.known, found.variance, np.nan)),
        text_column("figure", [inputs.fields.figure] * inputs.layer.count),
    ]


def _shown(inputs: SurveyInputs, name: str) -> Column:
    return number_column(name, np.where(inputs.withheld, np.nan, inputs.layer.numbers(name)))


def _texts(words: object) -> list[str | None]:
    return [None if word is None else str(word) for word in np.asarray(words, object)]


def log_estimates(
    feedback: QgsProcessingFeedback, inputs: SurveyInputs, found: Estimates, likeness: Likeness | None
) -> None:
    """Log what the estimates rest on, and what is to be doubted."""
    direct, known = inputs.survey.direct, inputs.survey.covariates.known
    for rows, text in (
        (
            inputs.withheld,
            tr("Areas with fewer respondents than may be shown, estimated from the model only: {n} ({ids})"),
        ),
        (
            ~direct.known & ~inputs.withheld & known,
            tr("Areas without respondents, estimated from the model only: {n} ({ids})"),
        ),
        (direct.known & ~known, tr("Areas that lack a covariate, estimated from their answers only: {n} ({ids})")),
        (~direct.known & ~known, tr("Areas without respondents that lack a covariate, not estimated: {n} ({ids})")),
    ):
        _warn(feedback, text, inputs.names, rows)
    smoothed = int((found.smoothed & found.used).sum())
    if inputs.survey.told and smoothed:
        feedback.pushWarning(
            tr("Areas whose sampling variance is 0 or NULL, smoothed from the others: {n}").format(n=smoothed)
        )
    elif smoothed:
        feedback.pushInfo(
            tr(
                "The sampling variance of each share is that of the share expected of the area, since that of so few "
                "answers is itself left to chance."
            )
        )
    language = Language()
    used, coefficients = int(found.used.sum()), len(inputs.survey.covariates.names)
    feedback.pushInfo(tr("Areas that the model rests on: {n}").format(n=used))
    if used < 5 * coefficients:
        feedback.pushWarning(
            tr(
                "The model rests on few areas ({n}, covariates: {k}): take it for an indication, and rather fewer "
                "covariates."
            ).format(n=used, k=coefficients - 1)
        )
    for sentence in model_sentences(inputs, found, likeness, language):
        feedback.pushInfo(sentence)
    feedback.pushInfo(reliability_counts(to_list(found.reliability(proportion=inputs.survey.proportion)), language))
    feedback.pushInfo(caveat(language))


def _warn(feedback: QgsProcessingFeedback, text: str, names: Sequence[str], rows: Flags) -> None:
    shown = [names[row] for row in np.flatnonzero(rows)]
    if shown:
        feedback.pushWarning(text.format(n=len(shown), ids=first_few(shown)))
