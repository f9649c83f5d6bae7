"""What a survey's estimates are said to be, in a language: for the log and for the page."""

from __future__ import annotations

import math

import numpy as np

from ...core.estimates.estimates import Estimates
from ...core.estimates.likeness import Likeness
from ..io.feedback import first_few
from ..io.translation import Language
from .survey_input import SurveyInputs

_STANDS_OUT = 1.96
"""Standard errors beyond which likeness is more than chance."""


def model_sentences(inputs: SurveyInputs, found: Estimates, likeness: Likeness | None, language: Language) -> list[str]:
    """Describe what a planner must know of the model: what it explains, and where it is to be doubted."""
    tr, number = language.tr, language.number
    used = int(found.used.sum())
    said = []
    if found.model.variance == 0:
        said.append(
            tr(
                "Beside their figures and chance, the areas do not differ (model variance 0): every estimate is what "
                "the figures of the area lead to expect."
            )
        )
    elif math.isnan(found.explained):
        said.append(tr("Without covariates, each area is weighed with the mean of all."))
    else:
        said.append(
            tr("The covariates explain {n} % of the differences between areas.").format(
                n=number(100 * found.explained, 0)
            )
        )
    own = float(np.median(found.shrinkage[found.used])) if used else math.nan
    said.append(tr("In a typical area its own answers count for {n} % of the estimate.").format(n=number(100 * own, 0)))
    doubtful = [inputs.names[row] for row in np.flatnonzero(found.doubtful)]
    if doubtful:
        said.append(
            tr(
                "Areas that differ more from the model than chance makes of so many: {ids}. Look at these first."
            ).format(ids=first_few(doubtful))
        )
    else:
        said.append(tr("No area differs more from the model than chance makes of so many."))
    if likeness is not None:
        said.append(_likeness_sentence(likeness, language))
    return said


def _likeness_sentence(likeness: Likeness, language: Language) -> str:
    tr = language.tr
    figures = tr("Moran's I {moran}, by chance {expected}").format(
        moran=language.number(likeness.moran, 2), expected=language.number(likeness.expected, 2)
    )
    if likeness.z > _STANDS_OUT:
        return tr(
            "Neighbours differ alike from the model ({figures}): something that lies together is not among the "
            "covariates."
        ).format(figures=figures)
    if likeness.z < -_STANDS_OUT:
        return tr("Neighbours differ in opposite ways from the model ({figures}): look at the covariates.").format(
            figures=figures
        )
    return tr("Neighbours do not differ alike from the model ({figures}).").format(figures=figures)
