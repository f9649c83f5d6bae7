"""Reachable ground: from which streets, and what ground along them, how many requirements are within reach.

Thresholds in metres or minutes; edges are cut where a threshold ends and at the neighbourhoods' borders (see
docs/method.md). Polygons are buffers of streets, in m².
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from qgis.core import Qgis, QgsProcessingContext, QgsProcessingFeedback

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.layers.facilities import FacilityLayer
from ..adapters.norms.choosing import check_norms
from ..adapters.norms.store import NormStore, open_store
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from . import network_parameters as net
from . import parameters as ask
from . import requirement_parameters as r
from .base import BuurtmaatAlgorithm


class ReachableGroundAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:reachableground`."""

    STEM = "reachable_ground"
    STYLES: ClassVar[Mapping[str, str]] = {p.LINES: "reachable_streets", p.POLYGONS: "reachable_ground"}

    def __init__(self) -> None:
        super().__init__()
        self._facility_layers: list[FacilityLayer] = []
        self._no_facilities: list[str] = []
        self._norm_store: NormStore | None = None

    def name(self) -> str:
        return "reachableground"

    def displayName(self) -> str:
        return tr("Ground from where all is within reach")

    def group(self) -> str:
        return tr("Requirements")

    def groupId(self) -> str:
        return "requirements"

    def tags(self) -> list[str]:
        return tr(
            "reachable,service area,older people,housing,location,siting,requirements,norm,everything within reach"
        ).split(",")

    def shortDescription(self) -> str:
        return tr("Finds the streets, and the ground along them, from where requirements are within reach.")

    def shortHelpString(self) -> str:
        return tr(
            "Finds the places from where everything that a norm set asks for is within reach, or so many of its "
            "requirements: where a dwelling for older people, say, would have it all.\n\n"
            "The result has the streets, cut exactly where a threshold ends, and the ground at most the buffer away "
            "from them, by how many requirements are within reach. Ground does not overlap: each place counts for "
            "the most that a street beside it has.\n\n"
            "A place on a street is measured as a dwelling is, but has no way of its own to the street. Requirements "
            "that are not measured over streets (in a straight line, rates, presence, shares of area), and those of "
            "which a type of facility is not in the data, are left out; the log says which. Norms that differ by "
            "living environment, or hold in some neighbourhoods only, need the neighbourhoods."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        net.add_network(self)
        r.add_facility_layers(self)
        r.add_norms(self)
        ask.add(
            self,
            ask.number(p.AT_LEAST, tr("Minimum number of requirements within reach"), 0, 0, decimals=None),
            tr("0: all that are asked. Else places are shown from where at least so many are within reach."),
        )
        ask.add_neighbourhoods(
            self, tr("For norms that differ by living environment, or hold in some neighbourhoods only."), optional=True
        )
        r.add_what_counts_today(self, one_year=True)
        for parameter, text in (
            *r.facility_options(),
            r.class_option(),
            (
                ask.layer(p.CYCLE_NETWORK, tr("Streets and paths for bicycles"), ask.LINES, optional=True),
                tr("Lines that bicycles may use. What is measured by bicycle is said of those that are streets too."),
            ),
        ):
            ask.add(self, parameter, text, advanced=True)
        net.add_tolerance(self)
        net.add_snapping(self)
        net.add_barriers(self)
        net.add_entrances(self)
        net.add_speeds(self)
        net.add_direction(self, p.CYCLE_NETWORK)
        ask.add(
            self,
            ask.number(p.BUFFER, tr("Width of the ground along a street (m)"), 25, 0.1, decimals=1),
            tr("On either side; polygons are made of it."),
            advanced=True,
        )
        r.add_field_map(self)
        net.add_reuse(self)
        vector = Qgis.ProcessingSourceType
        for name, label, kind in (
            (p.LINES, tr("Streets from where it is within reach"), vector.VectorLine),
            (p.POLYGONS, tr("Ground from where it is within reach"), vector.VectorPolygon),
        ):
            self.addParameter(ask.sink(name, label, kind))

    def check(self, reader: Reader) -> None:
        from ..adapters.requirements.over_years import check_years

        check_norms(reader)
        check_years(reader)
        reader.field_map(p.FIELD_MAP)

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        # Layers and the project may be touched in the main thread only.
        taken = r.take_facility_layers(self, parameters, context, feedback.isCanceled)
        self._facility_layers, self._no_facilities = taken
        self._norm_store = open_store(context.project(), self.recorded_norms)
        return super().prepareAlgorithm(parameters, context, feedback)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.reach.ground_rows import ground_rows, levels_of, street_rows, write_ground
        from ..adapters.reach.service_areas import AREA_M2, LENGTH_M, ServiceAreas
        from ..adapters.requirements.ground_inputs import log_ground, read_ground
        from ..core.requirements.reachable_ground import reach_ground

        outputs.check(p.LINES, p.POLYGONS)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        r.refuse_no_places(self._no_facilities)
        store = self._norm_store or open_store(None)
        inputs = read_ground(reader, self._facility_layers, store, progress.part(0, 0.4))

        ground = reach_ground(
            inputs.norm_set, inputs.town, inputs.rules, inputs.streets, inputs.borders, progress.part(0.4, 0.6)
        )

        log_ground(reader, inputs, ground)
        levels = levels_of(ground, reader.whole(p.AT_LEAST))
        areas = ServiceAreas(inputs.streets, reader.number(p.BUFFER))
        if not levels:
            feedback.pushWarning(tr("From no street is so much within reach."))
        crs = reader.needed(p.NETWORK).sourceCrs()
        if outputs.wanted(p.LINES):
            rows = street_rows(ground, levels, areas)
            writer = LayerWriter(outputs, p.LINES)
            write_ground(writer, rows, LENGTH_M, inputs.working, crs, progress.part(0.6, 0.7))
        if outputs.wanted(p.POLYGONS):
            rows = ground_rows(ground, levels, areas, progress.part(0.7, 0.95))
            writer = LayerWriter(outputs, p.POLYGONS)
            write_ground(writer, rows, AREA_M2, inputs.working, crs, progress.part(0.95, 1))
        return {}
