"""Floating catchments: what is asked of them, and their answer in layers and the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsProcessingFeedback

from ...core.arrays import to_list
from ...core.network.options import MINUTES, Travel
from ...core.progress import Progress
from ...core.reach.decay import Decay, read_decay
from ...core.statuses import CAPACITY_UNKNOWN, NO_DEMAND
from ..io import parameter_names as p
from ..io.columns import number_column, text_column, whole_column
from ..io.feedback import first_few
from ..io.reader import Reader
from ..io.translation import Language, tr
from ..outputs.layer_writer import LayerWriter
from ..outputs.outputs import Outputs
from .reach_inputs import ReachInputs

if TYPE_CHECKING:
    from ...core.reach.catchments import Catchments

_LONG_WAY = 240
"""Minutes."""


def read_catchment(reader: Reader) -> Decay:
    """Return how far a catchment reaches, and how much less what is farther weighs in it."""
    return read_decay(
        reader.whole(p.DECAY), reader.number(p.LIMIT), reader.optional_number(p.BANDWIDTH), reader.text(p.STEPS)
    )


def log_decay(feedback: QgsProcessingFeedback, decay: Decay, limit: float, travel: Travel) -> None:
    """Warn of a limit that seems to be in another unit, and log one that the last step cuts short."""
    if travel.unit == MINUTES and decay.limit > _LONG_WAY:
        feedback.pushWarning(
            tr("The limit is {n} minutes, more than people go for most facilities: is it meant in metres?").format(
                n=Language().short(decay.limit)
            )
        )
    if decay.limit < limit:
        feedback.pushInfo(
            tr("Beyond the last step, {limit}, nothing counts.").format(limit=Language().short(decay.limit))
        )


def log_catchments(feedback: QgsProcessingFeedback, found: Catchments, ids: Sequence[str]) -> None:
    """Warn of facilities that give nothing, and log how much of the capacity is used."""
    unknown, unasked = (
        [ids[row] for row in to_list(np.flatnonzero(found.statuses.facility == status))]
        for status in (CAPACITY_UNKNOWN, NO_DEMAND)
    )
    if unknown:
        feedback.pushWarning(
            tr(
                "Facilities whose capacity is NULL or negative, which give nothing: {n} ({ids}). The access of "
                "{m} {m:dwelling that reaches|dwellings that reach} one lacks it."
            ).format(n=len(unknown), ids=first_few(unknown), m=int(found.partial.sum()))
        )
    if unasked:
        feedback.pushInfo(
            tr("Facilities that no demand reaches, not used: {n} ({ids})").format(
                n=len(unasked), ids=first_few(unasked)
            )
        )
    supply, used, unused = (Language().short(one) for one in (found.supply, found.used, found.supply - found.used))
    feedback.pushInfo(
        tr("Capacity of all facilities: {supply}; used: {used}; not used: {unused}.").format(
            supply=supply, used=used, unused=unused
        )
    )


def write_catchments(outputs: Outputs, inputs: ReachInputs, found: Catchments, prefix: str, progress: Progress) -> None:
    """Write what each dwelling gets, and what is asked of each facility."""
    access = [
        number_column("access", found.access),
        whole_column("facilities_in_reach", found.facilities, found.known),
        text_column("row_status", found.statuses.dwelling),
    ]
    writer = LayerWriter(outputs, p.OUTPUT, prefix)
    writer.with_input(inputs.dwellings_source, inputs.dwellings, access, progress.part(0, 0.75))
    load = [
        text_column("facility_id", inputs.ids),
        number_column("demand", found.demand),
        number_column("ratio", found.ratio),
        text_column("row_status", found.statuses.facility),
    ]
    writer = LayerWriter(outputs, p.FACILITY_LOAD, prefix)
    writer.with_input(inputs.facilities_source, inputs.facilities, load, progress.part(0.75, 1))
    progress.at(1.0)
