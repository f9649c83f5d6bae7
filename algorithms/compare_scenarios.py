"""Compare scenarios: two runs of “Check basic requirements” beside each other, by neighbourhood and requirement.

Gains and losses are net, in the weight of the requirement (see docs/algorithms/compare_scenarios.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.outputs.outputs import Outputs
from . import parameters as ask
from .base import BuurtmaatAlgorithm

if TYPE_CHECKING:
    from ..adapters.explore.scenarios import ScenarioSource


class CompareScenariosAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:comparescenarios`."""

    STEM = "compare_scenarios"
    STYLES: ClassVar[Mapping[str, str]] = {p.OUTPUT: "compare_scenarios"}

    def __init__(self) -> None:
        super().__init__()
        self._several: list[ScenarioSource | None] = []
        self._areas: list[str] = []

    def name(self) -> str:
        return "comparescenarios"

    def displayName(self) -> str:
        return tr("Compare scenarios")

    def group(self) -> str:
        return tr("Planning")

    def groupId(self) -> str:
        return "planning"

    def tags(self) -> list[str]:
        return tr("compare,scenario,before,after,change,gain,loss,verdict,difference,year").split(",")

    def shortDescription(self) -> str:
        return tr("Lays two runs of the requirements beside each other: who gains, who loses, which verdicts turn.")

    def shortHelpString(self) -> str:
        return tr(
            "Lays the results tables of two runs of “Check basic requirements” beside each other, by neighbourhood and "
            "requirement: the change in share, the dwellings gained and lost within the threshold, and the verdicts "
            "before and after. The map shows where verdicts turned better or worse.\n\n"
            "Gained and lost are net: a results table does not tell which dwellings they are.\n\n"
            "Only what both runs ask alike is compared. Where the threshold, the weight or the like differ, change, "
            "gained and lost stay NULL and the verdict is called other_norm; where only the target differs, the "
            "figures are compared and the verdicts are not. The log and the table name what differs, and "
            "requirements that only one run has.\n\n"
            "Of a table with several years the last one is taken, unless a year is said: one table may be compared "
            "with itself.\n\n"
            "SCENARIOS takes two to six results tables in the place of the two, such as the perspectives for a year to "
            "come: each is compared with the first, and its fields have its number (1: the second table). REPORT lays "
            "them side by side on one page."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        table = [Qgis.ProcessingSourceType.Vector]
        for name, label, year, year_label in (
            (p.BEFORE, tr("Results before"), p.YEAR_BEFORE, tr("Year before")),
            (p.AFTER, tr("Results after"), p.YEAR_AFTER, tr("Year after")),
        ):
            ask.add(
                self,
                ask.layer(name, label, table, optional=True),
                tr("The results table of a run of “Check basic requirements”."),
            )
            ask.add(
                self,
                ask.number(year, year_label, None, 0, decimals=None, optional=True),
                tr("For a table with several years. Left empty: the last one."),
            )
        ask.add(
            self,
            QgsProcessingParameterMultipleLayers(
                p.SCENARIOS, tr("Several results tables, the base first"), table[0], optional=True
            ),
            tr(
                "In the place of the two: two to six results tables, or one with several years; each is compared with "
                "the first."
            ),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.YEARS_OF, tr("A year for each of them"), "", optional=True),
            tr("As 2026;2030;2040, in the order of the tables. Left empty: the last year of each."),
        )
        ask.add(
            self,
            ask.layer(p.CAUSES, tr("What caused the changes"), table, optional=True),
            tr(
                "“Causes of changes” (CAUSES) that Trend wrote of the same days, for the report: of years, or of "
                "runs over time."
            ),
            advanced=True,
        )
        ask.add_neighbourhoods(
            self, tr("The polygons that both runs were made with, and their levels as fields where these were judged.")
        )
        ask.add_prefix(self)
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                p.OUTPUT, tr("Neighbourhoods with what changed"), Qgis.ProcessingSourceType.VectorPolygon
            )
        )
        sink = ask.sink(p.TABLE, tr("Comparison"), Qgis.ProcessingSourceType.Vector, on=False)
        ask.add(self, sink, tr("A table: every requirement in every neighbourhood, other level and group."))
        self.addParameter(ask.html_page(p.REPORT, tr("Report")))
        self.addOutput(QgsProcessingOutputNumber(p.BETTER, tr("Verdicts of neighbourhoods that turned better")))
        self.addOutput(QgsProcessingOutputNumber(p.WORSE, tr("Verdicts of neighbourhoods that turned worse")))

    def check(self, reader: Reader) -> None:
        from ..adapters.explore.scenarios import check_choice

        check_choice(reader)

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        from ..adapters.explore.scenarios import take_scenarios

        # Layers may be touched in the main thread only; what is taken of them here can be read in any.
        self._several = take_scenarios(self.parameterAsLayerList(parameters, p.SCENARIOS, context), feedback)
        areas = self.parameterAsVectorLayer(parameters, p.NEIGHBOURHOODS, context)
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
        from ..adapters.explore.scenario_causes import read_scenario_causes
        from ..adapters.explore.scenario_report import write_scenario_report
        from ..adapters.explore.scenarios import check_scenarios, read_scenarios, write_scenarios
        from ..core.results.comparison import compare

        outputs.check(p.OUTPUT, p.TABLE, p.REPORT)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        scenarios = read_scenarios(reader, self._several, progress.part(0, 0.6))

        base, *others = scenarios.runs
        comparisons = [
            compare(base, one, progress.part(0.6 + 0.1 * number / len(others), 0.6 + 0.1 * (number + 1) / len(others)))
            for number, one in enumerate(others)
        ]

        check_scenarios(reader, scenarios, comparisons)
        progress.at(0.7)
        prefix = reader.text(p.PREFIX)
        better, worse, self.facts = write_scenarios(outputs, scenarios, comparisons, progress.part(0.7, 0.9), prefix)
        path = outputs.file(p.REPORT)
        if path is not None:
            causes = read_scenario_causes(reader, scenarios.runs)
            write_scenario_report(path, scenarios, comparisons, progress.part(0.9, 1), causes)
        progress.at(1.0)
        return {p.BETTER: better, p.WORSE: worse}
