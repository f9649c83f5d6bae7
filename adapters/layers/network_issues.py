"""What Check network found, as columns and in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsProcessingFeedback

from ...core.wording import percent_within
from ..io.columns import Column, number_column, text_column, whole_column
from ..io.reading import Layer
from ..io.translation import in_digits, tr

if TYPE_CHECKING:
    from ...core.inspection.checks import Crowded, Issues
    from ...core.inspection.repairs import Repairs
    from ...core.network.network import Network


def component_columns(network: Network) -> list[Column]:
    """Return what each line's row says of the connected part that it lies in."""
    from ...core.inspection.checks import component_of_lines

    part = component_of_lines(network)
    known = part >= 0
    return [
        whole_column("component", part + 1, known),
        number_column("component_length_m", np.where(known, network.component_length[part], np.nan)),
        number_column("component_share", np.where(known, network.component_share[part], np.nan)),
    ]


def issue_columns(issues: Issues, streets: Layer) -> list[Column]:
    """Return what each issue's row says of it, and of the lines that it is about."""
    return [
        text_column("issue", issues.issue),
        text_column("severity", issues.severity),
        number_column("length_m", issues.length_m),
        whole_column("dwellings", issues.dwellings),
        number_column("gap_m", issues.gap_m),
        whole_column("line_id", streets.ids[issues.line], kind="id"),
        whole_column("other_line_id", streets.ids[issues.other_line], issues.other_line >= 0, kind="id"),
    ]


def log_issues(feedback: QgsProcessingFeedback, network: Network, issues: Issues, gap: float) -> None:
    """Sum up in the log what was found, and what could not be compared."""
    from ...core.inspection.checks import CROSSING, DUPLICATE, ISLAND, NEAR_MISS, ZERO_LENGTH

    feedback.pushInfo(
        tr(
            "{share} % of the length is connected; {n} {n:place lies|places lie} within {gap} m of joining; "
            "{m} {m:island|islands}."
        ).format(
            share=in_digits(f"{percent_within(network.main_share, 1)[0]:.1f}"),
            n=issues.number(NEAR_MISS),
            gap=in_digits(f"{gap:g}"),
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
    _warn_crowds(feedback, issues.crowded)


def _warn_crowds(feedback: QgsProcessingFeedback, crowded: Crowded) -> None:
    """Warn of what was not compared, since too much lies on one spot."""
    from ...core.geometry.neighbours import CROWD
    from ...core.inspection.duplicates import OTHERS
    from ...core.inspection.near_misses import LINES

    for number, most, text in (
        (
            crowded.ends,
            LINES,
            tr(
                "Ends with more than {most} lines, or very many pieces of lines, around them: {n}. Only the nearest "
                "were compared: remove lines that lie on each other, or decrease GAP, and run again."
            ),
        ),
        (
            crowded.lines,
            CROWD,
            tr(
                "Lines with more than {most} pieces of lines in one place: {n}. Not all were compared, so crossings "
                "and duplicates may be missing there: remove lines that lie on each other and run again."
            ),
        ),
        (
            crowded.drawings,
            OTHERS,
            tr(
                "Lines that lie along more than {most} others: {n}. Each is reported with {most} of them: remove lines "
                "that lie on each other and run again."
            ),
        ),
    ):
        if number:
            feedback.pushWarning(text.format(most=most, n=number))


def log_dead_ends(feedback: QgsProcessingFeedback, issues: Issues) -> None:
    """Log how many streets end at the border of the study area."""
    from ...core.inspection.checks import BORDER, DEAD_END

    feedback.pushInfo(
        tr("Dead ends within {m} m of the study area's border: {n}.").format(m=f"{BORDER:g}", n=issues.number(DEAD_END))
    )


def log_repairs(feedback: QgsProcessingFeedback, repairs: Repairs) -> None:
    """Log what was joined, and warn of what was not."""
    feedback.pushInfo(
        tr("Near misses joined: {n}; streets that changed: {lines}.").format(n=repairs.joined, lines=repairs.row.size)
    )
    if repairs.left:
        feedback.pushWarning(
            tr(
                "Near misses that were not joined, since they lead into the middle of a bridge or tunnel, or a street "
                "would collapse: {n}"
            ).format(n=repairs.left)
        )
