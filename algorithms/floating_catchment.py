"""Floating catchment: how much of the facilities' capacity each dwelling has, where all who reach them share it.

References: Luo and Wang (2003), two steps; Luo and Qi (2009), steps by distance; compare Dai (2010) for a
Gaussian decay. Metres or minutes over the streets, access legs at both ends included; exact (see docs/method.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.columns import number_column, text_column, whole_column
from ..adapters.io.feedback import first_few, progress_of
from ..adapters.io.reader import Reader, optional_number
from ..adapters.io.reading import check_numbers
from ..adapters.io.translation import tr, translated
from ..adapters.layers.dwellings import weights
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from ..adapters.reach.reach_inputs import read_reach_inputs
from ..adapters.reach.search_log import log_search
from ..core.arrays import to_list
from ..core.errors import InputError
from ..core.network.options import MINUTES
from ..core.reach.decay import Decay, read_decay
from ..core.statuses import CAPACITY_UNKNOWN, NO_DEMAND
from . import network_parameters as net
from . import parameters as ask
from .base import BuurtmaatAlgorithm

if TYPE_CHECKING:
    from ..core.reach.catchments import Catchments

_LONG_WAY = 240
"""Minutes."""


class FloatingCatchmentAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:floatingcatchment`."""

    STEM = "floating_catchment"
    STYLES: ClassVar[Mapping[str, str]] = {p.FACILITY_LOAD: "catchment_ratio", p.OUTPUT: "catchment_access"}

    def name(self) -> str:
        return "floatingcatchment"

    def displayName(self) -> str:
        return tr("Floating catchment")

    def group(self) -> str:
        return tr("Provision")

    def groupId(self) -> str:
        return "provision"

    def tags(self) -> list[str]:
        return tr("2SFCA,E2SFCA,two-step,catchment,accessibility,capacity,supply,demand,gravity,decay,crowding").split(
            ","
        )

    def shortDescription(self) -> str:
        return tr("Shares the capacity of facilities among all dwellings that reach them.")

    def shortHelpString(self) -> str:
        return tr(
            "For every dwelling: how much capacity it has within reach, if everybody who reaches a facility shares it. "
            "First each facility's capacity is divided by the demand that reaches it over the streets; then each "
            "dwelling adds up what it gets of the facilities that it reaches.\n\n"
            "access is capacity (places, m², or facilities) per dwelling, or per unit of the demand field; times 1,000 "
            "it is that per 1,000 dwellings. Demand times access, added up, is the capacity that is used.\n\n"
            "Which to use? Take Facilities per number of dwellings to check a norm such as m² per 1,000 dwellings in a "
            "neighbourhood, where borders matter; take Facilities within reach to see what people can choose from, "
            "where a place is never full, such as a park; take this one where people compete for places, such as "
            "general practitioners, childcare or sports halls, and come from all sides.\n\n"
            "Without decay, every dwelling within the limit counts alike (2SFCA: Luo and Wang 2003, "
            "doi:10.1068/b29120). With decay, those farther away ask less of a facility and get less of it: in steps "
            "(E2SFCA: Luo and Qi 2009, doi:10.1016/j.healthplace.2009.06.002), by a Gaussian curve exp(−d²/2b²) "
            "(compare Dai 2010, doi:10.1016/j.healthplace.2010.06.012) or by exp(−d/b). Beyond the limit nothing "
            "counts.\n\n"
            "Every dwelling comes out once. Where nothing is reached, access is 0 and row_status says why: "
            "beyond_limit, unreachable or no_facility. Where it is not known it is NULL: no_geometry, off_network, "
            "capacity_unknown (no facility in reach has a known capacity) or no_demand (nobody with a weight reaches "
            "those facilities)."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        net.add_network(self)
        ask.add_dwellings(self)
        ask.add_weight(self)
        ask.add_facilities(self)
        ask.add_capacity(self, tr("Places or m². Left empty: each facility counts for one."))
        ask.add_unit(self)
        ask.add(
            self,
            ask.number(p.LIMIT, tr("Limit (m or min)"), 1000),
            tr("How far people go: dwellings and facilities farther apart have nothing to do with each other."),
        )
        ask.add(
            self,
            QgsProcessingParameterEnum(
                p.DECAY,
                tr("Decay with distance"),
                [tr("none (2SFCA)"), tr("Gaussian"), tr("in steps (E2SFCA)"), tr("exponential")],
                False,
                0,
            ),
            tr("How much less a facility weighs the farther it is."),
        )
        ask.add(
            self,
            ask.number(p.BANDWIDTH, tr("Bandwidth b (m or min)"), None, optional=True),
            tr(
                "For Gaussian and exponential decay: the weight is 0.61 or 0.37 at this distance, and 0.14 at twice "
                "as far. Left empty: half of the limit."
            ),
        )
        ask.add(
            self,
            QgsProcessingParameterString(
                p.STEPS, tr("Steps (m or min: weight)"), "250:1;500:0.6;1000:0.2", False, True
            ),
            tr(
                "For decay in steps: up to which distance, a colon, and the weight from 0 to 1; semicolons between "
                "steps, the nearest first. Beyond the last step, and beyond the limit, nothing counts."
            ),
        )
        net.add_network_options(self)
        ask.add_prefix(self)
        self.addParameter(QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Dwellings with their access")))
        kind = Qgis.ProcessingSourceType.VectorAnyGeometry
        self.addParameter(ask.sink(p.FACILITY_LOAD, tr("Facilities with their demand"), kind, on=False))
        self.addOutput(QgsProcessingOutputNumber(p.SUPPLY, tr("Capacity of all facilities")))
        self.addOutput(QgsProcessingOutputNumber(p.SUPPLY_USED, tr("Capacity of the facilities that demand reaches")))

    def checkParameterValues(self, parameters: dict[str, object], context: QgsProcessingContext) -> tuple[bool, str]:
        try:
            self._decay(parameters, context)
        except InputError as error:
            return False, translated(error.message, error.values)
        return super().checkParameterValues(parameters, context)

    def _decay(self, parameters: dict[str, object], context: QgsProcessingContext) -> Decay:
        return read_decay(
            self.parameterAsEnum(parameters, p.DECAY, context),
            self.parameterAsDouble(parameters, p.LIMIT, context),
            optional_number(self, parameters, context, p.BANDWIDTH),
            self.parameterAsString(parameters, p.STEPS, context) or "",
        )

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..core.reach.catchments import find_catchments

        outputs.check(p.OUTPUT, p.FACILITY_LOAD)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        decay = self._decay(parameters, context)
        weight_field, capacity_field = reader.field(p.WEIGHT_FIELD), reader.field(p.CAPACITY_FIELD)
        inputs = read_reach_inputs(reader, progress.part(0, 0.4), weight_field, (capacity_field,))
        dwellings, facilities, ids = inputs.dwellings, inputs.facilities, inputs.ids
        check_numbers(facilities, capacity_field)
        demand, capacity = weights(dwellings, weight_field), weights(facilities, capacity_field)

        access = inputs.access(progress.part(0.4, 0.55))
        found = find_catchments(access, demand, capacity, decay, progress.part(0.55, 0.8))

        if inputs.travel.unit == MINUTES and decay.limit > _LONG_WAY:
            feedback.pushWarning(
                tr("The limit is {n} minutes, more than people go for most facilities: is it meant in metres?").format(
                    n=f"{decay.limit:.12g}"
                )
            )
        if decay.limit < reader.number(p.LIMIT):
            feedback.pushInfo(tr("Beyond the last step, {limit}, nothing counts.").format(limit=f"{decay.limit:.12g}"))
        log_search(feedback, dwellings, ids, found.statuses)
        self._tell(feedback, found, ids)
        prefix = reader.text(p.PREFIX)
        columns = [
            number_column("access", found.access),
            whole_column("facilities_in_reach", found.facilities, found.known),
            text_column("row_status", found.statuses.dwelling),
        ]
        writer = LayerWriter(outputs, p.OUTPUT, prefix)
        writer.with_input(inputs.dwellings_source, dwellings, columns, progress.part(0.8, 0.95))
        load = [
            text_column("facility_id", ids),
            number_column("demand", found.demand),
            number_column("ratio", found.ratio),
            text_column("row_status", found.statuses.facility),
        ]
        writer = LayerWriter(outputs, p.FACILITY_LOAD, prefix)
        writer.with_input(inputs.facilities_source, facilities, load, progress.part(0.95, 1))
        progress.at(1.0)
        return {p.SUPPLY: found.supply, p.SUPPLY_USED: found.used}

    def _tell(self, feedback: QgsProcessingFeedback, found: Catchments, ids: list[str]) -> None:
        unknown, idle = (
            [ids[row] for row in to_list(np.flatnonzero(found.statuses.facility == status))]
            for status in (CAPACITY_UNKNOWN, NO_DEMAND)
        )
        if unknown:
            feedback.pushWarning(
                tr(
                    "Facilities whose capacity is NULL or negative, which give nothing: {n} ({ids}). The access of "
                    "{m} dwellings that reach one lacks it."
                ).format(n=len(unknown), ids=first_few(unknown), m=int(found.partial.sum()))
            )
        if idle:
            feedback.pushInfo(
                tr("Facilities that no demand reaches, not used: {n} ({ids})").format(n=len(idle), ids=first_few(idle))
            )
        feedback.pushInfo(
            tr("Capacity of all facilities: {supply}; used: {used}; not used: {unused}.").format(
                supply=f"{found.supply:.12g}", used=f"{found.used:.12g}", unused=f"{found.supply - found.used:.12g}"
            )
        )
