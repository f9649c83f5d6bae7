"""Whether streets and facilities reach far enough beyond the neighbourhoods: what lies across the border counts too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsProcessingFeedback

from ...core.geometry.shapes import Shapes
from ...core.norms.model import NormSet, Requirement
from ..io.feedback import first_few
from ..io.translation import Language, tr
from ..norms.choice_words import named_requirements
from .streets import ModeNetworks

if TYPE_CHECKING:
    from ...core.requirements.facilities import Facilities


def warn_margins(
    feedback: QgsProcessingFeedback,
    norm_set: NormSet,
    requirements: Iterable[Requirement],
    networks: ModeNetworks,
    borders: Shapes,
    facilities: Facilities,
) -> None:
    """Warn where streets or facilities stop within the largest threshold of the neighbourhoods' border.

    Parameters
    ----------
    requirements
        Those that are computed.
    borders
        The neighbourhoods.

    Notes
    -----
    Boxes are compared, so a gap in the middle of a side goes unseen.
    """
    asked = [r for r in requirements if r.has_share]
    low, high = borders.xy.min(axis=0), borders.xy.max(axis=0)
    short: dict[str, tuple[str, str]] = {}
    kinds = {number: modes[0].network for number, modes in networks.modes.items()}
    for name in dict.fromkeys(kinds.values()):
        mine = [r for r in asked if r.over_streets and norm_set.mode(r.mode).network == name]
        reach = max(r.reach(norm_set.mode(r.mode).kmh) for r in mine)
        ours = (networks.network[number] for number, kind in kinds.items() if kind == name)
        widest = max(ours, key=lambda network: len(network.edges.xy))
        beyond = [*(low - widest.edges.xy.min(axis=0)), *(widest.edges.xy.max(axis=0) - high)]
        sides = [
            _where(side, metres)
            for side, metres in zip((tr("west"), tr("south"), tr("east"), tr("north")), beyond, strict=True)
            if metres < reach
        ]
        if sides:
            short[name] = Language().number(reach, 0), ", ".join(sides)
    _warn_of_streets(feedback, short)
    inside = [r for r in asked if _all_inside(facilities, r)]
    if inside:
        feedback.pushWarning(
            tr(
                "All facilities lie inside the neighbourhoods for {ids}: those across the border count too. Take them "
                "in if there are any."
            ).format(ids=first_few(named_requirements(inside)))
        )


def _where(side: str, metres: float) -> str:
    """Describe how far beyond the border streets end on a side, or how far within it."""
    said = tr("{side} {far} m within it") if metres <= -0.5 else tr("{side} {far} m beyond it")
    return said.format(side=side, far=Language().number(abs(metres), 0))


def _warn_of_streets(feedback: QgsProcessingFeedback, short: Mapping[str, tuple[str, str]]) -> None:
    """Warn in one sentence of the networks that end too soon: the largest threshold of each, and on which sides."""
    if len(short) == 1:
        ((reach, sides),) = short.values()
        feedback.pushWarning(
            tr(
                "The streets end closer to the neighbourhoods' border than the largest threshold of {reach} m "
                "({sides}): ways and facilities across the border may be missed. Take in a wider margin."
            ).format(reach=reach, sides=sides)
        )
    elif short:
        words = {"walk": tr("on foot"), "cycle": tr("by bicycle")}
        ends = [
            tr("{mode} {reach} m ({sides})").format(mode=words[name], reach=reach, sides=sides)
            for name, (reach, sides) in short.items()
        ]
        feedback.pushWarning(
            tr(
                "The streets end closer to the neighbourhoods' border than the largest threshold: {ends}. Ways and "
                "facilities across the border may be missed. Take in a wider margin."
            ).format(ends="; ".join(ends))
        )


def _all_inside(facilities: Facilities, requirement: Requirement) -> bool:
    rows = facilities.of_types(requirement.facility)
    return bool(rows.size) and bool(np.all(facilities.neighbourhood[rows] >= 0))
