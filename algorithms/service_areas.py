"""Service areas: the streets within a limit of facilities, as lines and as polygons that follow them.

Limits in metres or minutes over the network, access legs at both ends; edges are cut where the limit ends (see
docs/method.md). Polygons are buffers of the covered streets, in m².
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.outputs.outputs import Outputs
from ..core.limits import read_limits
from . import network_parameters as net
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class ServiceAreasAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:serviceareas`."""

    STEM = "service_areas"
    STYLES: ClassVar[Mapping[str, str]] = {p.LINES: "service_lines", p.POLYGONS: "service_areas"}

    def name(self) -> str:
        return "serviceareas"

    def displayName(self) -> str:
        return tr("Service areas")

    def group(self) -> str:
        return tr("Reach")

    def groupId(self) -> str:
        return "reach"

    def tags(self) -> list[str]:
        return tr("service area,isochrone,catchment,reach,network,walking distance,travel time").split(",")

    def shortDescription(self) -> str:
        return tr("Finds the streets within a distance or a time of facilities, as lines and as polygons.")

    def shortHelpString(self) -> str:
        return tr(
            "For every facility: the streets from which it can be reached within a limit, in metres or minutes, as "
            "lines and as polygons that follow these streets.\n\n"
            "Lines end exactly where the limit ends, and no street counts twice. A polygon is the ground at most the "
            "buffer away from them, so it never reaches across water without a bridge by more than that; small holes "
            "are filled, unless a barrier lies in them.\n\n"
            "Several limits go in one run, separated by semicolons; as rings each holds what lies beyond the one "
            "before. Areas may overlap, be dissolved into one, or be split, so that every place belongs to the nearest "
            "facility. A facility without a geometry or off the network is listed with its row_status; so is one "
            "whose way to the first street is beyond the limit, or for which nothing is left (nothing_left)."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        numeric = Qgis.ProcessingFieldParameterDataType.Numeric
        net.add_network(self)
        ask.add_facilities(self)
        ask.add_unit(self)
        ask.add_limits(self)
        ask.add(
            self,
            QgsProcessingParameterEnum(
                p.OVERLAP,
                tr("Areas that overlap"),
                [tr("each its own"), tr("dissolved"), tr("split by nearest facility")],
                False,
                0,
            ),
            tr("Split: every street and place belongs to the nearest facility alone."),
        )
        ask.add(
            self,
            QgsProcessingParameterEnum(p.BANDS, tr("Several limits"), [tr("cumulative"), tr("rings")], False, 0),
            tr("Rings: each area holds only what lies beyond the limit before."),
        )
        for parameter, text in (
            (
                ask.field(p.LIMIT_FIELD, tr("Field with a limit of the facility's own"), p.FACILITIES, numeric),
                tr("Wins over the limits above; where it is NULL or not above 0, the largest of them holds."),
            ),
            (
                ask.number(p.BUFFER, tr("Width of the ground along a street (m)"), 25, 0.1, decimals=1),
                tr("On either side; polygons are made of it."),
            ),
            (
                ask.number(p.FILL_HOLES, tr("Fill holes smaller than (m²)"), 2500, 0),
                tr("A hole that a barrier meets stays. 0: fill none."),
            ),
        ):
            ask.add(self, parameter, text, advanced=True)
        net.add_network_options(self)
        vector = Qgis.ProcessingSourceType
        for name, label, kind in (
            (p.LINES, tr("Streets within reach"), vector.VectorLine),
            (p.POLYGONS, tr("Service areas"), vector.VectorPolygon),
        ):
            self.addParameter(ask.sink(name, label, kind))

    def check(self, reader: Reader) -> None:
        read_limits(reader.text(p.LIMITS), p.LIMITS)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.reach.area_inputs import read_area_inputs, warn_without_area
        from ..adapters.reach.area_results import plan_areas, write_service_areas
        from ..core.network.graph import build_graph
        from ..core.reach.service_areas import served_streets

        outputs.check(p.LINES, p.POLYGONS)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        inputs = read_area_inputs(reader, progress.part(0, 0.2))

        access, graph = inputs.access(progress.part(0.2, 0.3)), build_graph(inputs.network, inputs.travel, progress)
        overlap, part = reader.whole(p.OVERLAP), progress.part(0.3, 0.4)
        served = served_streets(graph, access, list(inputs.limits), overlap, part)

        status = warn_without_area(feedback, inputs, access.snap_m())
        plan, writer = plan_areas(reader, inputs, served, status)
        write_service_areas(outputs, reader, inputs, plan, writer, progress.part(0.4, 1))
        return {}
