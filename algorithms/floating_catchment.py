"""Floating catchment: how much of the facilities' capacity each dwelling has, where all who reach them share it.

References: Luo and Wang (2003), two steps; Luo and Qi (2009), steps by distance; compare Dai (2010) for a
Gaussian decay. Metres or minutes over the streets, access legs at both ends included; exact (see docs/method.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

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
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.reading import check_numbers
from ..adapters.io.translation import tr
from ..adapters.layers.dwellings import weights
from ..adapters.outputs.outputs import Outputs
from . import network_parameters as net
from . import parameters as ask
from .base import BuurtmaatAlgorithm


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
            ask.number(p.LIMIT, tr("Limit (m or min)"), 1000, decimals=1),
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
            ask.number(p.BANDWIDTH, tr("Bandwidth b (m or min)"), None, decimals=1, optional=True),
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

    def check(self, reader: Reader) -> None:
        from ..adapters.reach.floating_catchments import read_catchment

        read_catchment(reader)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.reach.floating_catchments import log_catchments, log_decay, read_catchment, write_catchments
        from ..adapters.reach.reach_inputs import read_reach_inputs
        from ..adapters.reach.search_log import log_search
        from ..core.reach.catchments import find_catchments

        outputs.check(p.OUTPUT, p.FACILITY_LOAD)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        decay = read_catchment(reader)
        weight_field, capacity_field = reader.field(p.WEIGHT_FIELD), reader.field(p.CAPACITY_FIELD)
        inputs = read_reach_inputs(reader, progress.part(0, 0.4), weight_field, (capacity_field,))
        check_numbers(inputs.facilities, capacity_field)
        demand, capacity = weights(inputs.dwellings, weight_field), weights(inputs.facilities, capacity_field)

        access = inputs.access(progress.part(0.4, 0.55))
        found = find_catchments(access, demand, capacity, decay, progress.part(0.55, 0.8))

        log_decay(feedback, decay, reader.number(p.LIMIT), inputs.travel)
        log_search(feedback, inputs.dwellings, inputs.ids, found.statuses)
        log_catchments(feedback, found, inputs.ids)
        write_catchments(outputs, inputs, found, reader.text(p.PREFIX), progress.part(0.8, 1))
        return {p.SUPPLY: found.supply, p.SUPPLY_USED: found.used}
