"""Reach counts: how many facilities, and how many types of them, each dwelling reaches within some limits.

Limits are metres or minutes over the streets, access legs at both ends included; exact (see docs/method.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.columns import Column, number_column, text_column, whole_column
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.layers.dwellings import weights
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from ..core.limits import Limit, read_limits
from ..core.statuses import OK
from . import network_parameters as net
from . import parameters as ask
from .base import BuurtmaatAlgorithm

if TYPE_CHECKING:
    from ..core.reach.counts import Counts


class ReachCountsAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:reachcounts`."""

    STEM = "reach_counts"
    STYLES: ClassVar[Mapping[str, str]] = {p.FACILITY_LOAD: "facilities", p.OUTPUT: "reach_counts"}

    def name(self) -> str:
        return "reachcounts"

    def displayName(self) -> str:
        return tr("Facilities within reach")

    def group(self) -> str:
        return tr("Reach")

    def groupId(self) -> str:
        return "reach"

    def tags(self) -> list[str]:
        return tr("count,number,within,distance,network,facility,types,choice,variety,walking,minutes").split(",")

    def shortDescription(self) -> str:
        return tr("Counts for every dwelling the facilities, and the types of them, within some limits.")

    def shortHelpString(self) -> str:
        return tr(
            "For every dwelling and every limit: how many facilities it reaches over the streets, and how many "
            "different types of them. On request also the other way round: how many dwellings reach each facility.\n\n"
            "Each limit gets its own fields: n_400, n_7_5. A facility counts if its distance, from door to door, is at "
            "most the limit. Types are compared without case; a facility without a type counts among the facilities "
            "only.\n\n"
            "Every dwelling comes out once, with all its fields. Where nothing is reached, the count is 0 and "
            "row_status says why: beyond_limit, unreachable or no_facility. Where the count is not known it is NULL: "
            "no_geometry or off_network."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        net.add_network(self)
        ask.add_dwellings(self)
        ask.add_facilities(self)
        ask.add(
            self,
            ask.field(p.TYPE_FIELD, tr("Field with the type of facility"), p.FACILITIES),
            tr("To count types beside facilities. Left empty: only facilities are counted."),
        )
        ask.add_limits(self)
        ask.add_unit(self)
        ask.add_weight(self)
        net.add_network_options(self)
        ask.add_prefix(self)
        self.addParameter(QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Dwellings with what they reach")))
        kind = Qgis.ProcessingSourceType.VectorAnyGeometry
        self.addParameter(
            ask.sink(p.FACILITY_LOAD, tr("Facilities with the dwellings that reach them"), kind, on=False)
        )

    def check(self, reader: Reader) -> None:
        read_limits(reader.text(p.LIMITS), p.LIMITS)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.reach.reach_inputs import read_reach_inputs
        from ..adapters.reach.search_log import log_search
        from ..core.reach.counts import count_reach

        outputs.check(p.OUTPUT, p.FACILITY_LOAD)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        limits = read_limits(reader.text(p.LIMITS), p.LIMITS)
        weight_field, type_field = reader.field(p.WEIGHT_FIELD), reader.field(p.TYPE_FIELD)
        inputs = read_reach_inputs(reader, progress.part(0, 0.4), weight_field, (type_field,))
        dwellings, facilities, ids = inputs.dwellings, inputs.facilities, inputs.ids

        found = count_reach(
            inputs.access(progress.part(0.4, 0.55)),
            weights(dwellings, weight_field),
            facilities.texts(type_field) if type_field else [None] * facilities.count,
            [limit.value for limit in limits],
            progress.part(0.55, 0.8),
        )

        if type_field and found.untyped:
            feedback.pushWarning(
                tr("Facilities without a type, counted among the facilities only: {n} of {all}").format(
                    n=found.untyped, all=facilities.count
                )
            )
        log_search(feedback, dwellings, ids, found.statuses)
        prefix = reader.text(p.PREFIX)
        columns = _of_dwellings(found, limits, bool(type_field))
        writer = LayerWriter(outputs, p.OUTPUT, prefix)
        writer.with_input(inputs.dwellings_source, dwellings, columns, progress.part(0.8, 0.95))
        load = [text_column("facility_id", ids), *_of_facilities(found, limits)]
        writer = LayerWriter(outputs, p.FACILITY_LOAD, prefix)
        writer.with_input(inputs.facilities_source, facilities, load, progress.part(0.95, 1))
        progress.at(1.0)
        return {}


def _of_dwellings(found: Counts, limits: list[Limit], typed: bool) -> list[Column]:
    columns = []
    for number, limit in enumerate(limits):
        columns.append(whole_column(f"n_{limit.name}", found.facilities[number], found.known))
        if typed:
            columns.append(whole_column(f"types_{limit.name}", found.types[number], found.known))
    return [*columns, text_column("row_status", found.statuses.dwelling)]


def _of_facilities(found: Counts, limits: list[Limit]) -> list[Column]:
    known = found.statuses.facility == OK
    columns = []
    for number, limit in enumerate(limits):
        weight = np.where(known, found.weight[number], np.nan)
        columns.append(whole_column(f"dwellings_{limit.name}", found.dwellings[number], known))
        columns.append(number_column(f"weight_{limit.name}", weight))
    return [*columns, text_column("row_status", found.statuses.facility)]
