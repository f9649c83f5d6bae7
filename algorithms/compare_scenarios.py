"""Compare scenarios: two runs of “Check basic requirements” beside each other, by neighbourhood and requirement.

Gains and losses are net, in the weight of the requirement (see docs/algorithms/compare_scenarios.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
)

from ..adapters.explore.scenarios import check_scenarios, read_scenarios, write_scenarios
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.outputs.outputs import Outputs
from . import parameters as p
from .base import BuurtmaatAlgorithm

BEFORE = "BEFORE"
AFTER = "AFTER"
YEAR_BEFORE = "YEAR_BEFORE"
YEAR_AFTER = "YEAR_AFTER"
OUTPUT = "OUTPUT"
TABLE = "TABLE"
BETTER = "BETTER"
WORSE = "WORSE"


class CompareScenariosAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:comparescenarios`."""

    STEM = "compare_scenarios"
    STYLES: ClassVar[Mapping[str, str]] = {OUTPUT: "compare_scenarios"}

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
            "with itself."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        table = [Qgis.ProcessingSourceType.Vector]
        for name, label, year, year_label in (
            (BEFORE, tr("Results before"), YEAR_BEFORE, tr("Year before")),
            (AFTER, tr("Results after"), YEAR_AFTER, tr("Year after")),
        ):
            p.add(self, p.layer(name, label, table), tr("The results table of a run of “Check basic requirements”."))
            p.add(
                self,
                p.number(year, year_label, None, 0, whole=True, optional=True),
                tr("For a table with several years. Left empty: the last one."),
            )
        p.add_neighbourhoods(
            self, tr("The polygons that both runs were made with, and their levels as fields where these were judged.")
        )
        p.add_prefix(self)
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                OUTPUT, tr("Neighbourhoods with what changed"), Qgis.ProcessingSourceType.VectorPolygon
            )
        )
        sink = p.sink(TABLE, tr("Comparison"), Qgis.ProcessingSourceType.Vector, on=False)
        p.add(self, sink, tr("A table: every requirement in every neighbourhood, other level and group."))
        self.addOutput(QgsProcessingOutputNumber(BETTER, tr("Verdicts of neighbourhoods that turned better")))
        self.addOutput(QgsProcessingOutputNumber(WORSE, tr("Verdicts of neighbourhoods that turned worse")))

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..core.results.comparison import compare

        outputs.check(OUTPUT, TABLE)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        scenarios = read_scenarios(reader, progress.part(0, 0.6))

        comparison = compare(scenarios.before, scenarios.after, progress.part(0.6, 0.7))

        check_scenarios(reader, scenarios, comparison)
        progress.at(0.7)
        prefix = reader.text(p.PREFIX)
        better, worse, self.facts = write_scenarios(outputs, scenarios, comparison, progress.part(0.7, 1), prefix)
        progress.at(1.0)
        return {BETTER: better, WORSE: worse}
