"""Trend: the results of several days in one series, with the path to the target and what cannot be compared."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.outputs.outputs import Outputs
from ..adapters.trend.trend_input import TrendSource, check_trend, read_trend, take_sources
from ..adapters.trend.trend_page import write_trend_page
from ..adapters.trend.trend_results import log_series, write_series
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class TrendAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:trend`."""

    STEM = "trend"

    def __init__(self) -> None:
        super().__init__()
        self._tables: list[TrendSource | None] = []
        self._areas: list[TrendSource | None] = []

    def name(self) -> str:
        return "trend"

    def displayName(self) -> str:
        return tr("Trend")

    def group(self) -> str:
        return tr("Report")

    def groupId(self) -> str:
        return "report"

    def tags(self) -> list[str]:
        return tr("trend,series,monitor,years,target path,on course,behind,change,codes,borders").split(",")

    def shortDescription(self) -> str:
        return tr("Puts the results of several days in a series: what changed, and whether it is on course.")

    def shortHelpString(self) -> str:
        return tr(
            "Puts the results tables of “Check basic requirements” of several days one behind the other: for every "
            "neighbourhood and requirement the share or rate, the verdict, and where a norm has a path to its target, "
            "whether it is reached, on course or behind.\n\n"
            "Each table is of the day of its run, a table of several years of the first day of each; DATES says "
            "otherwise. PLOT shows every requirement as a chart with its path.\n\n"
            "What cannot be compared is said in the column break: another norm (and what it asks otherwise), another "
            "border, or no row the day before. Where codes of neighbourhoods changed, CODE_CHANGES says what became of "
            "each: a new name keeps all figures; where areas were split or merged, dwellings and people are counted by "
            "the shares, without a verdict."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        table = Qgis.ProcessingSourceType.Vector
        ask.add(
            self,
            QgsProcessingParameterMultipleLayers(p.RESULTS_SERIES, tr("Results tables"), table),
            tr("Those that Check basic requirements wrote (OUTPUT_RESULTS), two or more, or one of several years."),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.DATES, tr("Their days"), "", optional=True),
            tr(
                "As 2024-01-01;2026-07-01, in the order of the tables. Left empty: as each table says (reference_date)."
            ),
        )
        areas = QgsProcessingParameterMultipleLayers(p.NEIGHBOURHOODS, tr("Neighbourhoods"), table, optional=True)
        ask.add(self, areas, tr("For what people call them: those of the last day, or of each day."))
        ask.add(
            self,
            ask.layer(p.CODE_CHANGES, tr("Codes that changed"), [table], optional=True),
            tr(
                "A table with the columns old, new and share: what became of each code, and which part of its "
                "dwellings belongs there (empty: all)."
            ),
            advanced=True,
        )
        self.addParameter(QgsProcessingParameterFeatureSink(p.SERIES, tr("Series"), table))
        self.addParameter(
            QgsProcessingParameterFileDestination(
                p.PLOT, tr("Plot"), tr("HTML files (*.html)"), None, optional=True, createByDefault=False
            )
        )

    def check(self, reader: Reader) -> None:
        check_trend(reader)

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        # Layers may be touched in the main thread only; what is taken of them here can be read in any.
        self._tables, self._areas = (
            take_sources(self.parameterAsLayerList(parameters, name, context), feedback)
            for name in (p.RESULTS_SERIES, p.NEIGHBOURHOODS)
        )
        return super().prepareAlgorithm(parameters, context, feedback)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..core.trend.series import series_of

        outputs.check(p.SERIES, p.PLOT)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        inputs = read_trend(reader, self._tables, self._areas, progress.part(0, 0.5))

        found = series_of(inputs.dated, inputs.changes, progress.part(0.5, 0.8))

        log_series(feedback, inputs, found)
        write_series(outputs, found, progress.part(0.8, 0.9))
        path = outputs.file(p.PLOT)
        if path is not None:
            write_trend_page(path, inputs, found, progress.part(0.9, 1))
        progress.at(1.0)
        return {}
