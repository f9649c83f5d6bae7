"""What a search from dwellings to facilities has to say in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsProcessingFeedback

from ...core.arrays import to_list
from ...core.statuses import NO_GEOMETRY, OFF_NETWORK
from ..io.code_words import code_word
from ..io.feedback import first_few
from ..io.reading import Layer
from ..io.translation import tr
from ..layers.streets import warn_far_snaps

if TYPE_CHECKING:
    from ...core.network.facility_access import FacilityAccess
    from ...core.reach.row_statuses import SearchStatuses


@dataclass(frozen=True)
class UnreachedRows:
    """What to say of places without geometry, off the network, and off the network behind entrances of their own."""

    no_geometry: str
    inside_only: str
    closed: str


def warn_without_facilities(feedback: QgsProcessingFeedback, facilities: Layer) -> None:
    """Warn where a layer holds no facility that could be reached."""
    if not facilities.shapes.has_geometry.any():
        feedback.pushWarning(
            tr("The layer “{layer}” holds no facility with a geometry: no dwelling can reach one.").format(
                layer=facilities.name
            )
        )


def warn_unreached(
    feedback: QgsProcessingFeedback, facilities: FacilityAccess, ids: Sequence[str], texts: UnreachedRows
) -> None:
    """Warn of what no way over the streets leads to; off them, a place is still reached from inside it or beside it."""
    located = facilities.places.shapes.has_geometry
    off = located & np.isnan(facilities.snap_m())
    for rows, text in (
        (~located, texts.no_geometry),
        (off & ~facilities.gated, texts.inside_only),
        (off & facilities.gated, texts.closed),
    ):
        row_numbers = to_list(np.flatnonzero(rows))
        if row_numbers:
            feedback.pushWarning(
                text.format(n=len(row_numbers), all=facilities.count, ids=first_few([ids[row] for row in row_numbers]))
            )


def log_search(
    feedback: QgsProcessingFeedback, dwellings: Layer, facility_ids: Sequence[str], statuses: SearchStatuses
) -> None:
    """Warn of what could not be used, and log how many dwellings have each status."""
    warn_far_snaps(feedback, statuses.snap)
    for unused, text in (
        (NO_GEOMETRY, tr("Facilities without geometry, not used: {n} of {all} ({ids})")),
        (OFF_NETWORK, tr("Facilities off the network, not used: {n} of {all} ({ids})")),
    ):
        rows = to_list(np.flatnonzero(statuses.facility == unused))
        if rows:
            ids = first_few([facility_ids[row] for row in rows])
            feedback.pushWarning(text.format(n=len(rows), all=statuses.facility.size, ids=ids))
    if statuses.weightless.any():
        weightless = to_list(dwellings.ids[statuses.weightless])
        feedback.pushWarning(
            tr("Dwellings whose number is NULL or negative, counted as 0: {n} ({ids})").format(
                n=len(weightless), ids=first_few(weightless)
            )
        )
    for status in dict.fromkeys(to_list(statuses.dwelling)):
        feedback.pushInfo(f"{code_word(status)}: {int((statuses.dwelling == status).sum())}")
