"""Check network: connected parts, and places where a small repair would join them.

Lengths in metres. Connected parts are weak ones: the direction of one-way streets does not count.
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
    QgsProcessingParameterFeatureSink,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.columns import number_column, text_column, whole_column
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader, choose_working_crs, read
from ..adapters.io.translation import tr
from ..adapters.layers.repairs import repaired_lines
from ..adapters.layers.streets import check_lines, log_network, network_options, read_barriers, read_lines
from ..adapters.layers.study_area import read_border
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from ..core.wording import percent_within
from . import network_parameters as net
from . import parameters as ask
from .base import BuurtmaatAlgorithm

if TYPE_CHECKING:
    from ..core.inspection.checks import Crowded, Issues
    from ..core.network.network import Network


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
            ask.number(p.GAP, tr("Report ends that stop short of a line by at most (m)"), 1.0, 0),
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
            ask.sink(p.OUTPUT_REPAIRED, tr("Mended streets"), Qgis.ProcessingSourceType.VectorLine, on=False),
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
        from ..core.inspection.checks import component_of_lines, find_issues
        from ..core.network.network import build_network

        outputs.check(p.OUTPUT, p.ISSUES, p.OUTPUT_REPAIRED)
        reader, whole = Reader(self, parameters, context, feedback), progress_of(feedback)
        progress = whole.part(0, 0.7 if outputs.wanted(p.OUTPUT_REPAIRED) else 1)
        source, homes = reader.needed(p.NETWORK), reader.source(p.DWELLINGS)
        working = choose_working_crs(reader, source)
        lines, streets = read_lines(reader, working, progress.part(0, 0.2), bridges=True)
        check_lines(lines)
        points = np.empty((0, 2)) if homes is None else read(reader, homes, working, geometries="points").points()
        border = read_border(reader, p.AREA, working, streets.shapes.xy, progress.part(0.2, 0.22))
        barriers, gap = read_barriers(reader, working), reader.number(p.GAP)

        network = build_network(lines, network_options(reader), barriers, progress.part(0.22, 0.35))
        issues = find_issues(network, gap, points, border, progress.part(0.35, 0.65))

        log_network(feedback, network, streets.name)
        part = component_of_lines(network)
        known = part >= 0
        columns = [
            whole_column("component", part + 1, known),
            number_column("component_length_m", np.where(known, network.component_length[part], np.nan)),
            number_column("component_share", np.where(known, network.component_share[part], np.nan)),
        ]
        writer = LayerWriter(outputs, p.OUTPUT, reader.text(p.PREFIX))
        writer.with_input(source, streets, columns, progress.part(0.65, 0.95))
        table = [
            text_column("issue", issues.issue),
            text_column("severity", issues.severity),
            number_column("length_m", issues.length_m),
            whole_column("dwellings", issues.dwellings),
            number_column("gap_m", issues.gap_m),
            whole_column("line_id", streets.ids[issues.line], kind="id"),
            whole_column("other_line_id", streets.ids[issues.other_line], issues.other_line >= 0, kind="id"),
        ]
        crs, writer = source.sourceCrs(), LayerWriter(outputs, p.ISSUES)
        writer.points(table, issues.xy, working, crs, progress.part(0.95, 1))
        _tell(feedback, network, issues, gap)
        _tell_crowds(feedback, issues.crowded)
        if border is not None:
            _tell_border(feedback, issues)
        if outputs.wanted(p.OUTPUT_REPAIRED):
            from ..core.inspection.repairs import repair

            repairs = repair(network, issues.near_misses, gap, barriers, whole.part(0.7, 0.85))
            now = repaired_lines(source, streets, working, repairs)
            LayerWriter(outputs, p.OUTPUT_REPAIRED).with_input(now, streets, [], whole.part(0.85, 1))
            _tell_repairs(feedback, repairs.joined, repairs.left, repairs.row.size)
        whole.at(1.0)
        return {
            p.COMPONENTS: int(network.component_length.size),
            p.MAIN_SHARE: network.main_share,
            p.NODES: len(network.node_xy),
            p.EDGES: int(network.edges.tail.size),
        }


def _tell(feedback: QgsProcessingFeedback, network: Network, issues: Issues, gap: float) -> None:
    """Sum up in the log what was found."""
    from ..core.inspection.checks import CROSSING, DUPLICATE, ISLAND, NEAR_MISS, ZERO_LENGTH

    feedback.pushInfo(
        tr("{share} % of the length is connected; {n} places lie within {gap} m of joining; {m} islands.").format(
            share=f"{percent_within(network.main_share, 1)[0]:.1f}",
            n=issues.number(NEAR_MISS),
            gap=f"{gap:g}",
            m=issues.number(ISLAND),
        )
    )
    feedback.pushInfo(
        tr("Streets drawn twice: {twice}; crossings without a node: {crossings}; lines without length: {zero}.").format(
            twice=issues.number(DUPLICATE), crossings=issues.number(CROSSING), zero=issues.number(ZERO_LENGTH)
        )
    )
    if network.lines.passes is None:
        feedback.pushWarning(
            tr(
                "The network has no field that marks bridges and tunnels: they cannot be told apart from crossings "
                "without a node."
            )
        )


def _tell_crowds(feedback: QgsProcessingFeedback, crowded: Crowded) -> None:
    """Warn of what was not compared, since too much lies on one spot."""
    from ..core.geometry.neighbours import CROWD
    from ..core.inspection.duplicates import OTHERS
    from ..core.inspection.near_misses import LINES

    if crowded.ends:
        feedback.pushWarning(
            tr(
                "Ends with more than {most} lines, or very many pieces of lines, around them: {n}. Only the nearest "
                "were compared: remove lines that lie on each other, or decrease GAP, and run again."
            ).format(most=LINES, n=crowded.ends)
        )
    if crowded.lines:
        feedback.pushWarning(
            tr(
                "Lines with more than {most} pieces of lines in one place: {n}. Not all were compared, so crossings "
                "and duplicates may be missing there: remove lines that lie on each other and run again."
            ).format(most=CROWD, n=crowded.lines)
        )
    if crowded.drawings:
        feedback.pushWarning(
            tr(
                "Lines that lie along more than {most} others: {n}. Each is reported with {most} of them: remove lines "
                "that lie on each other and run again."
            ).format(most=OTHERS, n=crowded.drawings)
        )


def _tell_border(feedback: QgsProcessingFeedback, issues: Issues) -> None:
    from ..core.inspection.checks import BORDER, DEAD_END

    feedback.pushInfo(
        tr("Dead ends within {m} m of the study area's border: {n}.").format(m=f"{BORDER:g}", n=issues.number(DEAD_END))
    )


def _tell_repairs(feedback: QgsProcessingFeedback, joined: int, left: int, lines: int) -> None:
    feedback.pushInfo(tr("Near misses joined: {n}; streets that changed: {lines}.").format(n=joined, lines=lines))
    if left:
        feedback.pushWarning(
            tr(
                "Near misses that were not joined, since they lead into the middle of a bridge or tunnel, or a street "
                "would collapse: {n}"
            ).format(n=left)
        )
