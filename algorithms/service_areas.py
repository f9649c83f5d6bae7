"""Service areas: the streets within a limit of facilities, as lines and as polygons that follow them.

Limits in metres or minutes over the network, access legs at both ends; edges are cut where the limit ends (see
docs/method.md). Polygons are buffers of the covered streets, in m².
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import first_few, progress_of
from ..adapters.io.reader import Reader, choose_working_crs, read, read_numbers
from ..adapters.io.reading import Layer
from ..adapters.io.translation import tr
from ..adapters.layers.facilities import facility_ids
from ..adapters.layers.streets import read_entrances, read_network, warn_far_snaps
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from ..adapters.reach.service_areas import (
    AREA_M2,
    LENGTH_M,
    AreaWriter,
    BarrierShapes,
    Plan,
    ServiceAreas,
    line_rows,
    polygon_rows,
    split_rows,
)
from ..core.arrays import to_list
from ..core.errors import InputError
from ..core.limits import read_limits
from ..core.network.options import Travel
from ..core.statuses import NO_GEOMETRY, OFF_NETWORK, OK
from . import network_parameters as net
from . import parameters as ask
from .base import BuurtmaatAlgorithm

RINGS = 1


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
                ask.number(p.BUFFER, tr("Width of the ground along a street (m)"), 25, 0.1),
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
        read_limits(reader.text(p.LIMITS))

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..core.network.facility_access import find_access
        from ..core.network.graph import build_graph
        from ..core.reach.coverage import DISSOLVED, SPLIT, once, reaching, service_areas

        outputs.check(p.LINES, p.POLYGONS)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        streets, source = reader.needed(p.NETWORK), reader.needed(p.FACILITIES)
        working = choose_working_crs(reader, streets)
        network = read_network(reader, working, progress.part(0, 0.2))
        own_limit = reader.field(p.LIMIT_FIELD)
        facilities = read(reader, source, working, (reader.field(p.FACILITY_ID), own_limit))
        if facilities.count == 0:
            raise InputError('The facilities layer "{layer}" is empty: choose another.', layer=facilities.name)
        ids = facility_ids(facilities, reader.field(p.FACILITY_ID), feedback=feedback)
        entrances = read_entrances(reader, working, ids)
        limits = self._limits(reader, facilities, own_limit)
        overlap, rings = reader.whole(p.OVERLAP), reader.whole(p.BANDS) == RINGS

        access = find_access(network, facilities.shapes, entrances, progress.part(0.2, 0.3))
        graph = build_graph(network, Travel(reader.whole(p.UNIT), reader.number(p.SPEED)), progress)
        covered = [
            once(network, stretches, overlap)
            for stretches in service_areas(graph, access, list(limits), overlap, progress.part(0.3, 0.4))
        ]
        reached = reaching(graph, access, list(limits), overlap)

        status = self._status(feedback, facilities, access.snap_m(), ids)
        beside: list[tuple[str, str]] = []
        names: list[str | None] = list(ids)
        if overlap == DISSOLVED:
            beside = [(one, why) for one, why in zip(ids, status, strict=True) if why != OK]
            status, names, limits = (
                [OK if OK in status else status[0]],
                [None],
                np.where((limits == limits[:, :1]).all(axis=1), limits[:, 0], np.nan)[:, None],
            )
        plan = Plan(
            stretches=covered, limits=limits, reaching=reached, status=status, split=overlap == SPLIT, rings=rings
        )
        areas = ServiceAreas(network, reader.number(p.BUFFER))
        writer = AreaWriter(names, beside, working, streets.sourceCrs())
        if outputs.wanted(p.LINES):
            found = list(line_rows(areas, plan, progress.part(0.4, 0.5)))
            writer.write(LayerWriter(outputs, p.LINES), found, LENGTH_M, progress.part(0.5, 0.55))
        if outputs.wanted(p.POLYGONS):
            barriers = BarrierShapes(reader.source(p.BARRIERS), working)
            fill, part = reader.number(p.FILL_HOLES), progress.part(0.55, 0.95)
            found = list((split_rows if plan.split else polygon_rows)(areas, plan, fill, barriers, part))
            writer.write(LayerWriter(outputs, p.POLYGONS), found, AREA_M2, progress.part(0.95, 1))
        return {}

    def _limits(self, reader: Reader, facilities: Layer, field: str) -> NDArray[np.float64]:
        """Return the limits of each facility, shape (limits, facilities), ascending."""
        values = [limit.value for limit in read_limits(reader.text(p.LIMITS))]
        if not field:
            return np.repeat(np.array(values)[:, None], facilities.count, axis=1)
        own = read_numbers(reader, facilities, field)
        lacking = ~(own > 0)
        if lacking.any():
            reader.feedback.pushWarning(
                tr("Facilities without a limit in {field}, for which {limit} holds: {n} ({ids})").format(
                    field=field,
                    limit=f"{values[-1]:g}",
                    n=int(lacking.sum()),
                    ids=first_few(to_list(facilities.ids[lacking])),
                )
            )
        return np.where(lacking, values[-1], own)[None, :]

    def _status(
        self, feedback: QgsProcessingFeedback, facilities: Layer, snap: NDArray[np.float64], ids: list[str]
    ) -> list[str]:
        """Describe which facilities cannot be used, and why."""
        warn_far_snaps(feedback, snap)
        off, bare = np.isnan(snap), ~facilities.shapes.has_geometry
        if off.any():
            feedback.pushWarning(
                tr("Facilities without geometry or off the network, listed without an area: {n} ({ids})").format(
                    n=int(off.sum()), ids=first_few([ids[row] for row in to_list(np.flatnonzero(off))])
                )
            )
        return [NO_GEOMETRY if b else OFF_NETWORK if o else OK for b, o in zip(bare, off, strict=True)]
