"""Prepare network: the lines of street data that may be used on foot, with a rollator or by bicycle.

Lengths in metres, times in minutes. The rules stand in resources/prepare/streets.json, each with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.columns import text_column
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader, choose_working_crs
from ..adapters.io.translation import tr
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from ..core.arrays import is_none
from . import parameters as ask
from .base import BuurtmaatAlgorithm

KINDS = ("", "osm", "geofabrik", "nwb")


class PrepareNetworkAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:preparenetwork`."""

    STEM = "prepare_network"
    STYLES: ClassVar[Mapping[str, str]] = {p.EXCLUDED: "streets_left_out", p.OUTPUT: "streets"}

    def name(self) -> str:
        return "preparenetwork"

    def displayName(self) -> str:
        return tr("Prepare network")

    def group(self) -> str:
        return tr("Preparing data")

    def groupId(self) -> str:
        return "prepare"

    def tags(self) -> list[str]:
        return tr(
            "osm,openstreetmap,geofabrik,nwb,roads,streets,footpaths,cycle,wheelchair,access,bridge,ferry,clean"
        ).split(",")

    def shortDescription(self) -> str:
        return tr("Takes from street data the lines that people may use on foot, with a rollator or by bicycle.")

    def shortHelpString(self) -> str:
        return tr(
            "Takes from street data as it is downloaded the lines that people may use, ready for the other "
            "algorithms.\n\n"
            "Read are OpenStreetMap (tags as fields, or in other_tags), Geofabrik's extracts and the NWB; which of "
            "them it is shows by the columns. Left out are, by profile, motorways, private and forbidden ways, what is "
            "only proposed or being built, steps and rough surfaces for wheelchairs, footpaths for bicycles. All rules "
            "and their reasons stand in the help page.\n\n"
            "The result has all fields, and bridge, tunnel (1 where it is one, so that it passes barriers; not added "
            "where the data has such a field that says the same) and time_min, the minutes of a ferry: choose it as "
            "“Field with the minutes a line takes”. A ferry is marked as a bridge, so that it passes water. For "
            "bicycles direction says forward, backward or both: choose it for one-way streets.\n\n"
            "What was left out is a second layer, each line with its reason; the log gives the lengths. A line of "
            "which nothing says that it may not be used is kept."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        ask.add(
            self,
            ask.layer(p.SOURCE, tr("Street data"), ask.LINES),
            tr("Lines from OpenStreetMap, Geofabrik or the NWB, with the columns as they come."),
        )
        ask.add(
            self,
            QgsProcessingParameterEnum(
                p.PROFILE, tr("For whom"), [tr("on foot"), tr("rollator or wheelchair"), tr("bicycle")], False, 0
            ),
            tr("Who is to use the network: this decides which rules hold."),
        )
        ask.add(
            self,
            QgsProcessingParameterBoolean(p.FERRIES, tr("Use ferries"), False),
            tr("Keeps ferries, with the minutes that they take where the data says so."),
        )
        ask.add(
            self,
            QgsProcessingParameterEnum(
                p.KIND, tr("Kind of data"), [tr("see by the columns"), "OpenStreetMap", "Geofabrik", "NWB"], False, 0
            ),
            tr("Only needed where the columns suit more than one kind."),
            advanced=True,
        )
        self.addParameter(QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Streets that may be used")))
        ask.add(
            self,
            ask.sink(p.EXCLUDED, tr("Lines left out"), ask.LINES[0], on=False),
            tr("With the reason for each."),
        )

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.preparing.prepared_streets import (
            RULES,
            columns_of_used,
            find_kind,
            judge_street_data,
            log_streets,
            log_taken,
            part_of,
            read_street_data,
        )
        from ..core.preparing.street_rules import BICYCLE, PROFILES, load_kinds

        outputs.check(p.OUTPUT, p.EXCLUDED)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        profile, ferries = PROFILES[reader.whole(p.PROFILE)], reader.flag(p.FERRIES)
        source = reader.needed(p.SOURCE)
        kind = find_kind(source, load_kinds(RULES), KINDS[reader.whole(p.KIND)])
        working = choose_working_crs(reader, source)
        data = read_street_data(reader, source, kind, working, progress.part(0, 0.4))

        found = judge_street_data(data, profile, ferries, progress.part(0.4, 0.45))

        progress.check()
        log_streets(feedback, data, found, profile)
        progress.check()
        used = is_none(found.reason)
        columns = columns_of_used(data, found, used, directed=profile == BICYCLE)
        progress.check()
        log_taken(feedback, data, columns)
        reasons = [text_column("reason", found.reason[~used])]
        for name, rows, computed, writing in (
            (p.OUTPUT, used, columns, progress.part(0.45, 0.8)),
            (p.EXCLUDED, ~used, reasons, progress.part(0.8, 1)),
        ):
            LayerWriter(outputs, name).with_input(*part_of(data, rows, writing), computed, writing)
        progress.at(1.0)
        return {}
