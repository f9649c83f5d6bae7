"""Planned dwellings: housing plans as dwelling points with the year in which they come or go.

Whole numbers that add up to each plan's; the same in every run (see docs/algorithms/planned_dwellings.md).
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

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader, choose_working_crs
from ..adapters.io.translation import tr
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class PlannedDwellingsAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:planneddwellings`."""

    STEM = "planned_dwellings"
    STYLES: ClassVar[Mapping[str, str]] = {p.EXCLUDED: "left_out", p.OUTPUT: "planned_dwellings"}

    def name(self) -> str:
        return "planneddwellings"

    def displayName(self) -> str:
        return tr("Planned dwellings")

    def group(self) -> str:
        return tr("Planning")

    def groupId(self) -> str:
        return "planning"

    def tags(self) -> list[str]:
        return tr("plan,housing,programme,future,dwellings,demolition,hard,soft,phase,year").split(",")

    def shortDescription(self) -> str:
        return tr("Turns housing plans with numbers and years into dwelling points.")

    def shortHelpString(self) -> str:
        return tr(
            "Turns housing plans, drawn as polygons or points, into dwelling points with the year in which they come "
            "or go. The numbers are whole and add up to each plan's.\n\n"
            "In a polygon the dwellings stand along the existing and planned streets inside it, and spread over the "
            "ground where there are none yet, more than 100 m from all of these. Where a plan holds more dwellings "
            "than places at the spacing asked, several stand at one. The dwellings of a point stand at that point.\n\n"
            "A negative number is demolition: one point with demolition 1 and the plan's area, from which the existing "
            "dwellings are taken later, in proportion.\n\n"
            "The year may be a year, a date, a range (2028-2031: as many each year) or phases with their numbers "
            "(2028:40;2030:60). Plans without a year are kept, with year NULL. Plans without geometry or number go to "
            "a layer of their own, each with its reason."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        kinds = Qgis.ProcessingFieldParameterDataType
        ask.add(
            self,
            ask.layer(p.PLANS, tr("Plans"), [*ask.POLYGONS, *ask.POINTS]),
            tr("A row a plan, or a row a phase of a plan: polygons, or points where the area is not known."),
        )
        for name, label, kind, text in (
            (
                p.PLAN_ID,
                tr("Field with the plan's id"),
                kinds.Any,
                tr("Several rows may have the same. Left empty: plan_id if there is one, else the feature id."),
            ),
            (
                p.COUNT_FIELD,
                tr("Field with the number of dwellings"),
                kinds.Numeric,
                tr("Negative: demolition. Left empty: dwellings, woningen or aantal_woningen if there is one."),
            ),
            (
                p.YEAR_FIELD,
                tr("Field with the year"),
                kinds.Any,
                tr("A year, a date, 2028-2031 or 2028:40;2030:60. Left empty: year or jaar if there is one."),
            ),
            (
                p.STATUS_FIELD,
                tr("Field with hard or soft"),
                kinds.Any,
                tr(
                    "hard, zacht, vastgesteld, … become hard or soft; other words stay. Left empty: plan_status or "
                    "status if there is one."
                ),
            ),
            (
                p.GROUP_FIELD,
                tr("Field with the target group"),
                kinds.Any,
                tr("Goes along as it is. Left empty: target_group or doelgroep if there is one."),
            ),
        ):
            ask.add(self, ask.field(name, label, p.PLANS, kind), text)
        ask.add(
            self,
            ask.layer(p.NETWORK, tr("Existing streets"), ask.LINES, optional=True),
            tr("The dwellings of a plan stand along those inside it."),
        )
        ask.add(
            self,
            ask.layer(p.PLANNED_STREETS, tr("Planned streets"), ask.LINES, optional=True),
            tr("Streets that come with the plans, if they are not among the existing ones."),
        )
        ask.add(
            self,
            ask.number(p.SPACING, tr("Distance between points (m)"), 10, 0.1, decimals=1),
            tr("Points of a plan are at least about this far apart."),
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Planned dwellings"), Qgis.ProcessingSourceType.VectorPoint)
        )
        ask.add(
            self,
            ask.sink(p.EXCLUDED, tr("Plans left out"), ask.PLACES[0], on=False),
            tr("With the reason for each."),
        )
        self.addOutput(QgsProcessingOutputNumber(p.ADDED, tr("Dwellings that come")))
        self.addOutput(QgsProcessingOutputNumber(p.DEMOLISHED, tr("Dwellings that go")))
        self.addOutput(QgsProcessingOutputNumber(p.LEFT_OUT, tr("Plans left out")))

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.preparing.plans import (
            find_sites,
            log_placed,
            read_programme,
            write_placed,
            write_plans_left_out,
        )
        from ..core.preparing.plans import place_plans

        outputs.check(p.OUTPUT, p.EXCLUDED)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        source, streets = reader.needed(p.PLANS), [reader.source(name) for name in (p.NETWORK, p.PLANNED_STREETS)]
        working = choose_working_crs(reader, *streets, source)
        programme = read_programme(reader, source, working, progress.part(0, 0.3))
        site_of, sites = find_sites(reader, programme, streets, working, progress.part(0.3, 0.6))

        placed = place_plans(programme.phases, site_of, sites, reader.number(p.SPACING), progress.part(0.6, 0.8))

        coming, going, left_out = log_placed(reader, programme, placed)
        write_placed(LayerWriter(outputs, p.OUTPUT), programme, placed, working, progress.part(0.8, 0.95))
        write_plans_left_out(LayerWriter(outputs, p.EXCLUDED), programme, working, progress.part(0.95, 1))
        progress.at(1.0)
        return {p.ADDED: coming, p.DEMOLISHED: going, p.LEFT_OUT: left_out}
