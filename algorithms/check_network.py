"""Check network: connected parts, and places where a small repair would join them.

Lengths in metres. Connected parts are weak ones: the direction of one-way streets does not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader, choose_working_crs, read
from ..adapters.io.translation import tr
from ..adapters.layers.network_issues import (
    component_columns,
    issue_columns,
    log_dead_ends,
    log_issues,
    log_repairs,
)
from ..adapters.layers.repairs import repaired_lines
from ..adapters.layers.streets import check_lines, log_network, network_options, read_barriers, read_lines
from ..adapters.layers.study_area import read_border
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from . import network_parameters as net
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class CheckNetworkAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:checknetwork`."""

    STEM = "check_network"
    STYLES: ClassVar[Mapping[str, str]] = {
        p.ISSUES: "network_issues",
        p.OUTPUT: "network_parts",
        p.OUTPUT_REPAIRED: "streets",
    }

    def name(self) -> str:
        return "checknetwork"

    def displayName(self) -> str:
        return tr("Check network")

    def group(self) -> str:
        return tr("Reach")

    def groupId(self) -> str:
        return "reach"

    def tags(self) -> list[str]:
        return tr("network,topology,connected,island,gap,near miss,streets").split(",")

    def shortDescription(self) -> str:
        return tr("Reports whether the streets are connected, and where they nearly are.")

    def shortHelpString(self) -> str:
        return tr(
            "Reports whether the streets are connected, before anything is measured on them, and repairs them "
            "where they nearly are.\n\n"
            "Every line gets the number of its connected part (1 is the longest), that part's length and its share of "
            "the whole. Lines connect where they share a vertex, at an end or in the middle.\n\n"
            "A second layer points at what deserves a look, the gravest first:\n"
            "near_miss: an end that stops just short of a line it is not connected to, or lies on its middle; the line "
            "may be its own, farther back;\n"
            "island: a part that is connected to nothing else;\n"
            "dead_end_at_boundary: a dead end within 25 m of the study area's border, where streets were cut off;\n"
            "zero_length: a line without length;\n"
            "duplicate: a street drawn twice, whole or from junction to junction: what lies at one copy may reach what "
            "lies at the other only by way of a junction;\n"
            "crossing_without_node: lines that cross without a vertex that they share and are no bridge or tunnel.\n"
            "severity is high where dwellings are concerned, medium where only streets are, else low: the way round "
            "exists already.\n\n"
            "A third layer holds all streets with the near misses joined, ready for the other algorithms: an end is "
            "led on to the other line, which gets a vertex there. No join crosses a barrier. Crossings stay as they "
            "are: whether two streets meet there is for you to see."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        net.add_network(self)
        net.add_tolerance(self)
        net.add_barriers(self)
        ask.add(
            self,
            ask.number(p.GAP, tr("Report ends that stop short of a line by at most (m)"), 1.0, 0, decimals=2),
            tr("An end point this near to a line that it is not connected to is a near miss."),
        )
        ask.add(
            self,
            ask.layer(p.DWELLINGS, tr("Dwellings"), ask.PLACES, optional=True),
            tr("To count the dwellings that each issue cuts off."),
        )
        ask.add(
            self,
            ask.layer(p.AREA, tr("Study area"), ask.POLYGONS, optional=True),
            tr(
                "Polygons, the neighbourhoods for example, that are taken together. Dead ends within 25 m of their "
                "outer border are reported: streets were probably cut off there. Without it none is."
            ),
        )
        ask.add_prefix(self)
        self.addParameter(QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Streets with their connected part")))
        ask.add(
            self,
            ask.sink(p.ISSUES, tr("Network issues"), Qgis.ProcessingSourceType.VectorPoint, on=False),
            tr("Near misses, islands and other places that deserve a look, the gravest first."),
        )
        ask.add(
            self,
            ask.sink(p.OUTPUT_REPAIRED, tr("Repaired streets"), Qgis.ProcessingSourceType.VectorLine, on=False),
            tr("All streets, with the near misses joined."),
        )
        self.addOutput(QgsProcessingOutputNumber(p.COMPONENTS, tr("Connected parts")))
        self.addOutput(QgsProcessingOutputNumber(p.MAIN_SHARE, tr("Share of the length in the longest part")))
        self.addOutput(QgsProcessingOutputNumber(p.NODES, tr("Nodes")))
        self.addOutput(QgsProcessingOutputNumber(p.EDGES, tr("Edges")))

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..core.inspection.checks import find_issues
        from ..core.network.network import build_network

        outputs.check(p.OUTPUT, p.ISSUES, p.OUTPUT_REPAIRED)
        reader, whole = Reader(self, parameters, context, feedback), progress_of(feedback)
        progress = whole.part(0, 0.7 if outputs.wanted(p.OUTPUT_REPAIRED) else 1)
        source, homes = reader.needed(p.NETWORK), reader.source(p.DWELLINGS)
        working = choose_working_crs(reader, source)
        lines, streets = read_lines(reader, working, progress.part(0, 0.2), bridges=True)
        check_lines(lines, streets.name)
        points = np.empty((0, 2)) if homes is None else read(reader, homes, working, geometries="points").points()
        border = read_border(reader, p.AREA, working, streets.shapes.xy, progress.part(0.2, 0.22))
        barriers, gap = read_barriers(reader, working), reader.number(p.GAP)

        network = build_network(lines, network_options(reader), barriers, progress.part(0.22, 0.35))
        issues = find_issues(network, gap, points, border, progress.part(0.35, 0.65))

        log_network(feedback, network, streets.name)
        writer = LayerWriter(outputs, p.OUTPUT, reader.text(p.PREFIX))
        writer.with_input(source, streets, component_columns(network), progress.part(0.65, 0.95))
        columns, crs = issue_columns(issues, streets), source.sourceCrs()
        LayerWriter(outputs, p.ISSUES).points(columns, issues.xy, working, crs, progress.part(0.95, 1))
        log_issues(feedback, network, issues, gap)
        if border is not None:
            log_dead_ends(feedback, issues)
        if outputs.wanted(p.OUTPUT_REPAIRED):
            from ..core.inspection.repairs import repair

            repairs = repair(network, issues.near_misses, gap, barriers, whole.part(0.7, 0.85))
            now = repaired_lines(source, streets, working, repairs)
            LayerWriter(outputs, p.OUTPUT_REPAIRED).with_input(now, streets, [], whole.part(0.85, 1))
            log_repairs(feedback, repairs)
        whole.at(1.0)
        return {
            p.COMPONENTS: int(network.component_length.size),
            p.MAIN_SHARE: network.main_share,
            p.NODES: len(network.node_xy),
            p.EDGES: int(network.edges.tail.size),
        }
