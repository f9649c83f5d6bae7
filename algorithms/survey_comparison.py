"""Survey figures beside requirements: whether a figure is higher where places are lacking.

What is uncertain of the figure and of the share outside is kept; see core/estimates/crossing.py.
"""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.outputs.outputs import Outputs
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class SurveyComparisonAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:surveycomparison`."""

    STEM = "survey_comparison"

    def name(self) -> str:
        return "surveycomparison"

    def displayName(self) -> str:
        return tr("Survey figures and requirements")

    def group(self) -> str:
        return tr("Survey")

    def groupId(self) -> str:
        return "survey"

    def tags(self) -> list[str]:
        return tr("survey,loneliness,requirements,comparison,regression,difference,interval,monitor").split(",")

    def shortDescription(self) -> str:
        return tr("Tells whether a survey's figure is higher where places are lacking, and how sure that is.")

    def shortHelpString(self) -> str:
        return tr(
            "Puts the survey figures of neighbourhoods beside the results table of “Check basic requirements”: is "
            "loneliness higher where a meeting place is lacking?\n\n"
            "For each requirement TABLE has the mean figure of the neighbourhoods that fail and of those that meet, "
            "their difference with its 95 % interval, and the slope: what the figure differs between a neighbourhood "
            "in which all lie outside and one in which none do. Unknown verdicts do not count; the interval of the "
            "slope holds wherever the dwellings of which it is not known may lie. PLOT shows all on one page.\n\n"
            "Give the output of “Survey estimates”: what respondents say is compared, with its sampling variance, not "
            "the estimates, which are drawn to each other already. Figures that an institute modelled are compared by "
            "the ends of their 95 % intervals, with the caution that they may rest on the same properties.\n\n"
            "A difference says nothing of causes: places, dwellings and people go together."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        table = [Qgis.ProcessingSourceType.Vector]
        numeric = Qgis.ProcessingFieldParameterDataType.Numeric
        ask.add(
            self,
            ask.layer(p.ESTIMATES, tr("Survey figures"), table),
            tr("The output of Survey estimates, or a layer with figures that others modelled."),
        )
        code = ask.field(p.AREA_ID, tr("Field with the area's code or name"), p.ESTIMATES)
        code.setGuiDefaultValueOverride("buurtcode")
        ask.add(
            self,
            code,
            tr("As the results table calls the neighbourhoods. Left empty: buurtcode or BU_CODE, else the feature id."),
        )
        ask.add(
            self,
            ask.layer(p.RESULTS, tr("Results table"), table),
            tr("“Results table” (OUTPUT_RESULTS) that Check basic requirements wrote."),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.REQUIREMENT, tr("Requirement"), "", optional=True),
            tr("Its id. Left empty: all."),
        )
        for name, label, text in (
            (
                p.ESTIMATE_FIELD,
                tr("Field with the modelled figure"),
                tr("For figures that others modelled; the ends of their intervals belong to it."),
            ),
            (
                p.LOW_FIELD,
                tr("Field with the lower end of its 95 % interval"),
                tr("For figures that others modelled."),
            ),
            (
                p.HIGH_FIELD,
                tr("Field with the upper end of its 95 % interval"),
                tr("For figures that others modelled."),
            ),
        ):
            ask.add(self, ask.field(name, label, p.ESTIMATES, numeric), text, advanced=True)
        self.addParameter(
            QgsProcessingParameterFeatureSink(p.TABLE, tr("Differences"), Qgis.ProcessingSourceType.Vector)
        )
        self.addParameter(ask.html_page(p.PLOT, tr("Plot")))

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.estimates.comparison_input import read_comparison
        from ..adapters.estimates.comparison_results import log_comparison, write_comparison, write_comparison_page
        from ..core.estimates.crossing import cross

        outputs.check(p.TABLE, p.PLOT)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        inputs = read_comparison(reader, progress.part(0, 0.5))

        found = []
        for number, question in enumerate(inputs.questions):
            progress.at(0.5 + 0.2 * number / len(inputs.questions))
            found.append(cross(inputs.figure, inputs.variance, inputs.lacking(question)))
            progress.at(0.5 + 0.2 * (number + 1) / len(inputs.questions))

        log_comparison(feedback, inputs, found)
        write_comparison(outputs, inputs, found, progress.part(0.7, 0.9))
        path = outputs.file(p.PLOT)
        if path is not None:
            write_comparison_page(path, inputs, found, progress.part(0.9, 1))
        progress.at(1.0)
        return {}
