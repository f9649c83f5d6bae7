"""Survey estimates: what a survey says of each area, weighed with what the area's figures lead to expect.

The area-level model of Fay and Herriot (1979); see core/estimates and docs/algorithms/survey_estimates.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.outputs.outputs import Outputs
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class SurveyEstimatesAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:surveyestimates`."""

    STEM = "survey_estimates"
    STYLES: ClassVar[Mapping[str, str]] = {p.OUTPUT: "survey_estimates"}

    def __init__(self) -> None:
        super().__init__()
        self._areas: list[str] = []

    def name(self) -> str:
        return "surveyestimates"

    def displayName(self) -> str:
        return tr("Survey estimates")

    def group(self) -> str:
        return tr("Survey")

    def groupId(self) -> str:
        return "survey"

    def tags(self) -> list[str]:
        return tr(
            "survey,monitor,small area,Fay-Herriot,EBLUP,loneliness,respondents,interval,reliability,shrinkage"
        ).split(",")

    def shortDescription(self) -> str:
        return tr("Tells which survey figures of neighbourhoods hold, and makes better ones of them.")

    def shortHelpString(self) -> str:
        return tr(
            "A survey with some twenty respondents a neighbourhood says little of each: 10 of 20 may be 30 % or 70 %. "
            "This weighs what the respondents of an area say with what its figures (its age, its dwellings) lead to "
            "expect, each by what it is worth, and says how sure the result is.\n\n"
            "OUTPUT has for every area the direct estimate with Wilson's interval, the combined estimate with its mean "
            "squared error and interval, the weight of the area's own answers (shrinkage), what it rests on, and "
            "whether it can be used: good, caution or unusable. An area without respondents has what the model "
            "expects. COEFFICIENTS has the model, PLOT a page to read.\n\n"
            "The model is that of Fay and Herriot (1979), fitted by restricted maximum likelihood; mean squared errors "
            "are those of Prasad and Rao (1990) and Datta and Lahiri (2000). It refuses where areas are too few for "
            "the covariates, or one of these is constant or follows from others. The covariates must be figures of all "
            "inhabitants, not of the respondents.\n\n"
            "Where few answered, MIN_RESPONDENTS withholds what they said, from the model too: their answers could be "
            "reckoned back from an estimate.\n\n"
            "This is not the small-area method of the RIVM, which uses registers of persons. Figures that an institute "
            "has modelled already are not put through a model again."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        numeric = Qgis.ProcessingFieldParameterDataType.Numeric
        ask.add(
            self,
            ask.layer(p.AREAS, tr("Areas with survey figures"), [Qgis.ProcessingSourceType.Vector]),
            tr("Neighbourhoods, mostly: polygons, or a table. A row an area."),
        )
        code = ask.field(p.AREA_ID, tr("Field with the area's code or name"), p.AREAS)
        code.setGuiDefaultValueOverride("buurtcode")
        ask.add(self, code, tr("Left empty: buurtcode or BU_CODE if there is one, else its feature id."))
        ask.add(
            self,
            ask.field(p.ESTIMATE_FIELD, tr("Field with the survey's figure"), p.AREAS, numeric, optional=False),
            tr("What the respondents of the area say: a share from 0 to 1, such as that of the lonely."),
        )
        ask.add(
            self,
            ask.field(p.N_FIELD, tr("Field with the number of respondents"), p.AREAS, numeric),
            tr("How many answered in the area. 0 or NULL: nobody."),
        )
        ask.add(
            self,
            ask.field(p.VARIANCE_FIELD, tr("Field with the sampling variance"), p.AREAS, numeric),
            tr("Where the survey tells it (the square of the standard error); in the place of the respondents."),
        )
        design = ask.number(p.DESIGN_EFFECT, tr("Design effect"), 1.0, 0, decimals=2)
        ask.add(
            self,
            design,
            tr("How much larger the variance is than of a simple random sample: 1.5 where answers are weighted."),
        )
        ask.add(
            self,
            ask.fields(p.COVARIATES, tr("Figures of the areas that may explain it"), p.AREAS),
            tr(
                "Known for all areas, of all inhabitants: age, households, dwellings. Few: one for each ten areas, "
                "chosen before you see what fits, for what is known of the subject. Left empty: each area is weighed "
                "with the mean of all."
            ),
        )
        ask.add(
            self,
            QgsProcessingParameterBoolean(p.PROPORTION, tr("The figure is a share from 0 to 1"), True),
            tr("Off for a mean, such as a mark or an income; it then needs the sampling variance."),
        )
        ask.add(
            self,
            ask.number(p.MIN_RESPONDENTS, tr("Fewest respondents to be shown"), 0, 0, decimals=None),
            tr("An area with fewer gets an estimate from the model only; its answers are in no output."),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.BENCHMARK, tr("Known share of the whole"), "", optional=True),
            tr(
                "Estimates are brought to it: a share such as 0.42 of all areas together, or a field with the share of "
                "the municipality to which each area belongs."
            ),
            advanced=True,
        )
        ask.add(
            self,
            ask.field(p.WEIGHT_FIELD, tr("Field with the inhabitants"), p.AREAS, numeric),
            tr("What an area weighs in the benchmark. Left empty: aantal_inwoners if there is one, else all the same."),
            advanced=True,
        )
        ask.add(
            self,
            QgsProcessingParameterEnum(
                p.METHOD,
                tr("Fitted by"),
                [tr("restricted maximum likelihood (REML)"), tr("maximum likelihood (ML)")],
                False,
                0,
            ),
            tr("REML unless there is a reason: ML takes the areas for more alike than they are."),
            advanced=True,
        )
        ask.add_prefix(self)
        self.addParameter(
            QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Areas with estimates"), Qgis.ProcessingSourceType.Vector)
        )
        self.addParameter(
            ask.sink(p.COEFFICIENTS, tr("Coefficients of the model"), Qgis.ProcessingSourceType.Vector, on=False)
        )
        self.addParameter(ask.html_page(p.PLOT, tr("Plot")))
        self.addOutput(QgsProcessingOutputNumber(p.MODEL_VARIANCE, tr("Variance of the areas around the model")))
        self.addOutput(QgsProcessingOutputNumber(p.AREAS_USED, tr("Areas that the model rests on")))

    def check(self, reader: Reader) -> None:
        from ..adapters.estimates.survey_input import check_survey

        check_survey(reader)

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        areas = self.parameterAsVectorLayer(parameters, p.AREAS, context)
        self._areas = [] if areas is None else [areas.id()]
        return super().prepareAlgorithm(parameters, context, feedback)

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, object]:
        self._hide_below({p.OUTPUT: self._areas}, context)
        return super().postProcessAlgorithm(context, feedback)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.estimates.survey_input import read_survey
        from ..adapters.estimates.survey_page import write_survey_page
        from ..adapters.estimates.survey_results import log_estimates, write_estimates
        from ..core.estimates.estimates import bring_to, estimate

        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        kind = QgsWkbTypes.geometryType(reader.needed(p.AREAS).wkbType())
        outputs.check(p.OUTPUT, p.COEFFICIENTS, p.PLOT, shapes={p.OUTPUT: kind})
        inputs = read_survey(reader, progress.part(0, 0.5))
        survey = inputs.survey

        found = estimate(survey, reader.whole(p.METHOD), progress.part(0.5, 0.7))
        found = bring_to(found, inputs.benchmark, inputs.weight, proportion=survey.proportion)
        likeness = found.likeness(survey.covariates, inputs.neighbours)

        log_estimates(feedback, inputs, found, likeness)
        write_estimates(outputs, inputs, found, reader.text(p.PREFIX), progress.part(0.7, 0.9))
        path = outputs.file(p.PLOT)
        if path is not None:
            write_survey_page(path, inputs, found, likeness, progress.part(0.9, 1))
        progress.at(1.0)
        return {p.MODEL_VARIANCE: found.model.variance, p.AREAS_USED: int(found.used.sum())}
