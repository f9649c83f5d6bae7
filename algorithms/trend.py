"""Trend: the results of several days in one series, with the path to the target and what cannot be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.io.written_beside import scratch_folder
from ..adapters.norms.store import NormStore, open_store
from ..adapters.outputs.destinations import Key
from ..adapters.outputs.outputs import Outputs
from ..core.errors import InputError
from ..core.session import NetworkSession
from . import parameters as ask
from .base import BuurtmaatAlgorithm

if TYPE_CHECKING:
    import pandas as pd

    from ..adapters.trend.trend_input import TrendInputs, TrendSource
    from ..core.progress import Progress


class TrendAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:trend`."""

    STEM = "trend"

    def __init__(self) -> None:
        super().__init__()
        self._tables: list[TrendSource | None] = []
        self._areas: list[TrendSource | None] = []
        self._norm_store: NormStore | None = None

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
            "each, or else DWELLINGS with the maps of both days: a new name keeps all figures; where areas were split "
            "or merged, dwellings and people are counted by the shares, without a verdict.\n\n"
            "RECIPES says why it changed. With the recipe of the run of each day, CAUSES has how much of each change "
            "came of the facilities, the streets, the dwellings that came or went, the figures of dwellings and "
            "people, and the norms, with a chart of each in PLOT. Every combination of the two days is computed, 32 "
            "runs; the effect of a cause is the mean of what it changes in all orders in which the five can come, so "
            "that they add up to the change. A cause is a difference in the data, not who brought it about. If the "
            "recipe of the earlier day says that it corrects what was published, that is a cause of its own."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        table = Qgis.ProcessingSourceType.Vector
        ask.add(
            self,
            QgsProcessingParameterMultipleLayers(p.RESULTS_SERIES, tr("Results tables"), table),
            tr(
                "Each is “Results table” (OUTPUT_RESULTS) that Check basic requirements wrote: two or more, or one "
                "of several years."
            ),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.DATES, tr("Their days"), "", optional=True),
            tr(
                "As 2024-01-01;2026-07-01, in the order of the tables. Left empty: as each table says (reference_date)."
            ),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.RECIPES, tr("Their recipes"), "", optional=True),
            tr(
                "The files with the recipe of the run of each day, in the order of the tables and with semicolons, as "
                "“Save as recipe…” of Check basic requirements wrote them: what the changes came of. Left empty: no "
                "causes."
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
        ask.add(
            self,
            QgsProcessingParameterString(p.DWELLING_ID, tr("Field with the dwelling's id"), "", optional=True),
            tr(
                "Its name in the dwellings of the recipes, to find a dwelling again on the next day. Left empty: "
                "identificatie, id or the like if both have it. Without one, dwellings at one place are the same."
            ),
            advanced=True,
        )
        ask.add(
            self,
            ask.layer(p.DWELLINGS, tr("Dwellings"), ask.PLACES, optional=True),
            tr(
                "Where CODE_CHANGES is empty and NEIGHBOURHOODS has the map of each day: the dwellings that lie on "
                "both maps say what became of each neighbourhood."
            ),
            advanced=True,
        )
        ask.add(
            self,
            ask.field(p.WEIGHT_FIELD, tr("Field with the number of dwellings"), p.DWELLINGS),
            tr("Left empty: each counts as one."),
            advanced=True,
        )
        ask.add(
            self,
            QgsProcessingParameterBoolean(p.ALLOW_NETWORK, tr("May use a network"), False),
            tr("For recipes that you trust and whose layers come from web services."),
            advanced=True,
        )
        self.addParameter(QgsProcessingParameterFeatureSink(p.SERIES, tr("Series"), table))
        self.addParameter(ask.sink(p.CAUSES, tr("Causes of changes"), table, on=False))
        self.addParameter(ask.html_page(p.PLOT, tr("Plot")))

    def check(self, reader: Reader) -> None:
        from ..adapters.trend.trend_input import check_trend

        check_trend(reader)

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        from ..adapters.trend.trend_input import take_sources

        # Layers may be touched in the main thread only; what is taken of them here can be read in any.
        self._tables, self._areas = (
            take_sources(self.parameterAsLayerList(parameters, name, context), feedback)
            for name in (p.RESULTS_SERIES, p.NEIGHBOURHOODS)
        )
        self._norm_store = open_store(context.project())
        return super().prepareAlgorithm(parameters, context, feedback)

    def other_places(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> list[tuple[str, Key]]:
        from ..adapters.trend.trend_recipes import places_of_recipes, read_recipes

        try:
            return places_of_recipes(read_recipes(Reader(self, parameters, context, feedback)))
        except InputError:  # the run stops for it
            return []

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.trend.trend_input import read_trend
        from ..adapters.trend.trend_page import write_trend_page
        from ..adapters.trend.trend_results import log_causes, log_series, write_causes, write_series
        from ..core.trend.series import series_of

        outputs.check(p.SERIES, p.CAUSES, p.PLOT)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        inputs = read_trend(reader, self._tables, self._areas, progress.part(0, 0.1))

        series = series_of(inputs.dated, inputs.changes, progress.part(0.1, 0.15))
        log_series(feedback, inputs, series)
        causes = self._causes(reader, inputs, progress.part(0.15, 0.9)) if inputs.recipes else None

        write_series(outputs, series, progress.part(0.9, 0.95))
        if causes is not None:
            log_causes(feedback, causes)
            write_causes(outputs, causes, progress.part(0.95, 0.97))
        elif outputs.wanted(p.CAUSES):
            feedback.pushWarning(tr("CAUSES was not written: it needs the recipe of each day in RECIPES."))
        path = outputs.file(p.PLOT)
        if path is not None:
            write_trend_page(path, inputs, series, causes, progress.part(0.97, 1))
        progress.at(1.0)
        return {}

    def _causes(self, reader: Reader, inputs: TrendInputs, progress: Progress) -> pd.DataFrame:
        """Return what the changes came of."""
        from ..adapters.trend.trend_causes import find_causes
        from ..adapters.trend.trend_recipes import RecipeRuns

        with scratch_folder() as folder:
            runs = RecipeRuns(
                store=self._norm_store or open_store(None),
                session=self.session or NetworkSession(),
                scratch=folder,
                context=reader.context,
                feedback=reader.feedback,
            )
            days = [one.day for one in inputs.dated]
            of_days = runs.of_days(inputs.recipes, days, progress.part(0, 0.2))
            found = find_causes(inputs, of_days, reader.text(p.DWELLING_ID), reader.feedback, progress.part(0.2, 1))
            runs.log_summaries()
        return found
