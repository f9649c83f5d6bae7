"""Threshold curve: the share within reach at every threshold, and the threshold that each neighbourhood could meet.

Thresholds in the unit of the run (metres or minutes), shares 0–1. Nothing is measured again: the values that
`basicrequirements` wrote for every dwelling tell all thresholds exactly.
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
from ..core.statuses import NEIGHBOURHOOD
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class ThresholdCurveAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:thresholdcurve`."""

    STEM = "threshold_curve"

    def name(self) -> str:
        return "thresholdcurve"

    def displayName(self) -> str:
        return tr("Which threshold could be asked?")

    def group(self) -> str:
        return tr("Requirements")

    def groupId(self) -> str:
        return "requirements"

    def tags(self) -> list[str]:
        return tr("threshold,curve,target,share,norm,attainable,requirement,distance,plot,neighbourhood").split(",")

    def shortDescription(self) -> str:
        return tr("Tells which share lies within each threshold, and which threshold each neighbourhood could meet.")

    def shortHelpString(self) -> str:
        return tr(
            "Reads the dwellings that “Check basic requirements” wrote, and reports for one requirement which share "
            "lies within each threshold: for every neighbourhood and for the whole (_total). Nothing is measured "
            "again.\n\n"
            "OUTPUT holds the curve at round steps, at the norm, 10 % less, 10 % more and the attainable threshold. "
            "ATTAINABLE holds for each neighbourhood the smallest threshold at which it meets the target, NULL where "
            "none within the values does. PLOT shows both on one page.\n\n"
            "The share is that of the dwellings of which it is known; for the target, those of which it is not known "
            "count as outside, as in a verdict. With the results table the page has the requirement's title, its unit "
            "and its norm."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        table = [Qgis.ProcessingSourceType.Vector]
        ask.add(
            self,
            ask.layer(p.RESULT_DWELLINGS, tr("Dwellings with what they have"), table),
            tr("“Dwellings with what they have” (OUTPUT_DWELLINGS) that Check basic requirements wrote."),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.REQUIREMENT, tr("Requirement")),
            tr("Its id: meeting_place where the field is meeting_place_value. A wrong one lists those there are."),
        )
        ask.add(
            self,
            ask.layer(p.RESULTS, tr("Results table"), table, optional=True),
            tr("“Results table” (OUTPUT_RESULTS) of the same run, for the norm, its unit and its title."),
        )
        target = ask.at_most(ask.number(p.TARGET, tr("Target (share)"), 0.95, 0, decimals=2), 1)
        ask.add(self, target, tr("The share that is to lie within the threshold: 0.95 is 95 %."))
        field = ask.field(p.NEIGHBOURHOOD_FIELD, tr("Field with the neighbourhood"), p.RESULT_DWELLINGS)
        field.setDefaultValue(NEIGHBOURHOOD)
        ask.add(
            self,
            field,
            tr("Curves are drawn by its values: the neighbourhood, or another field such as the landlord."),
            advanced=True,
        )
        self.addParameter(QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Curve"), Qgis.ProcessingSourceType.Vector))
        self.addParameter(
            ask.sink(p.ATTAINABLE, tr("Attainable thresholds"), Qgis.ProcessingSourceType.Vector, on=False)
        )
        self.addParameter(ask.html_page(p.PLOT, tr("Plot")))

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.explore.threshold_curves import read_curves, write_curves
        from ..core.results.curve_tables import curve_tables

        outputs.check(p.OUTPUT, p.ATTAINABLE, p.PLOT)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        target = reader.number(p.TARGET)
        inputs = read_curves(reader, target, progress.part(0, 0.5))

        tables = curve_tables(inputs.curves, inputs.norm, target, inputs.bound, progress.part(0.5, 0.8))

        write_curves(outputs, inputs, tables, target, progress.part(0.8, 1))
        return {}
