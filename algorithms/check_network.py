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

from ..adapters.columns import number_column, text_column, whole_column
from ..adapters.feedback import progress_of
from ..adapters.outputs import Outputs
from ..adapters.reader import Reader, choose_working_crs, read
from ..adapters.streets import check_lines, network_options, read_barriers, read_lines, tell_network
from ..adapters.translation import tr
from ..adapters.writing import write_points, write_with_input
from . import parameters as p
from .base import BuurtmaatAlgorithm

GAP = "GAP"
DWELLINGS = "DWELLINGS"
OUTPUT = "OUTPUT"
ISSUES = "ISSUES"
COMPONENTS = "COMPONENTS"
MAIN_SHARE = "MAIN_SHARE"
NODES = "NODES"
EDGES = "EDGES"


class CheckNetworkAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:checknetwork`."""

    STEM = "check_network"
    STYLES: ClassVar[Mapping[str, str]] = {ISSUES: "network_issues"}

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
        return tr("Tells whether the streets hang together, and where they nearly do.")

    def shortHelpString(self) -> str:
        return tr(
            "Tells whether the streets hang together, before anything is measured on them.\n\n"
            "Every line gets the number of its connected part (1 is the longest), that part's length and its share of "
            "the whole. A second layer points at what deserves a look, the gravest first: near_miss, an end that stops "
            "just short of a line it is not connected to; island, a part that hangs together with nothing else. "
            "severity is high where dwellings depend on it, medium where only streets do, low where the way round "
            "exists already.\n\n"
            "Lines connect where they share a vertex, at an end or in the middle."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        p.add_network(self)
        p.add_tolerance(self)
        p.add_barriers(self)
        p.add(
            self,
            p.number(GAP, tr("Report ends that stop short of a line by at most (m)"), 1.0, 0),
            tr("An end point this near to a line that it is not connected to is a near miss."),
        )
        p.add(
            self,
            p.layer(DWELLINGS, tr("Dwellings"), p.PLACES, optional=True),
            tr("To count the dwellings that each issue cuts off."),
        )
        p.add_prefix(self)
        self.addParameter(QgsProcessingParameterFeatureSink(OUTPUT, tr("Streets with their connected part")))
        p.add(
            self,
            QgsProcessingParameterFeatureSink(
                ISSUES, tr("Network issues"), Qgis.ProcessingSourceType.VectorPoint, None, True, False
            ),
            tr("Near misses and islands, the gravest first."),
        )
        self.addOutput(QgsProcessingOutputNumber(COMPONENTS, tr("Connected parts")))
        self.addOutput(QgsProcessingOutputNumber(MAIN_SHARE, tr("Share of the length in the longest part")))
        self.addOutput(QgsProcessingOutputNumber(NODES, tr("Nodes")))
        self.addOutput(QgsProcessingOutputNumber(EDGES, tr("Edges")))

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..core.checks import NEAR_MISS, component_of_lines, find_issues
        from ..core.network import build_network

        outputs.check(OUTPUT, ISSUES)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        source, homes = reader.needed(p.NETWORK), reader.source(DWELLINGS)
        working = choose_working_crs(reader, source)
        lines, streets = read_lines(reader, working, progress.part(0, 0.2))
        check_lines(lines)
        points = np.empty((0, 2)) if homes is None else read(reader, homes, working, point_on_surface=True).points()

        network = build_network(lines, network_options(reader), read_barriers(reader, working), progress.part(0.2, 0.4))
        issues = find_issues(network, reader.number(GAP), points, progress.part(0.4, 0.7))

        tell_network(feedback, network, streets.name)
        part = component_of_lines(network)
        known = part >= 0
        columns = [
            whole_column("component", part + 1, known),
            number_column("component_length_m", np.where(known, network.component_length[part], np.nan)),
            number_column("component_share", np.where(known, network.component_share[part], np.nan)),
        ]
        prefix = reader.text(p.PREFIX)
        write_with_input(outputs, OUTPUT, source, streets, columns, progress.part(0.7, 0.9), prefix)
        table = [
            text_column("issue", issues.issue),
            text_column("severity", issues.severity),
            number_column("length_m", issues.length_m),
            whole_column("dwellings", issues.dwellings),
            number_column("gap_m", issues.gap_m),
            whole_column("line_id", streets.ids[issues.line], kind="id"),
            whole_column("other_line_id", streets.ids[issues.other_line], issues.other_line >= 0, kind="id"),
        ]
        write_points(outputs, ISSUES, table, issues.xy, working, source.sourceCrs(), progress.part(0.9, 1))
        near = int((issues.issue == NEAR_MISS).sum())
        feedback.pushInfo(
            tr("{share} % of the length hangs together; {n} places lie within {gap} m of joining; {m} islands.").format(
                share=f"{100 * network.main_share:.1f}",
                n=near,
                gap=f"{reader.number(GAP):g}",
                m=len(issues.issue) - near,
            )
        )
        return {
            COMPONENTS: int(network.component_length.size),
            MAIN_SHARE: network.main_share,
            NODES: len(network.node_xy),
            EDGES: int(network.edges.tail.size),
        }
