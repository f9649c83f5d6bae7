"""What a search from dwellings to facilities has to say in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsProcessingFeedback

from ...core.statuses import NO_GEOMETRY, OFF_NETWORK
from ..io.feedback import first_few
from ..io.reading import Layer
from ..io.translation import tr
from ..layers.streets import warn_far_snaps

if TYPE_CHECKING:
    from ...core.network.facility_access import Access


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
    feedback: QgsProcessingFeedback, access: Access, ids: Sequence[str | None], texts: UnreachedRows
) -> None:
    """Warn of what no way over the streets leads to; off them, a place is still reached from inside it or beside it."""
    located = access.places.shapes.has_geometry
    off = located & np.isnan(access.snap_m())
    for rows, text in (
        (~located, texts.no_geometry),
        (off & ~access.gated, texts.inside_only),
        (off & access.gated, texts.closed),
    ):
        found = np.flatnonzero(rows).tolist()
        if found:
            feedback.pushWarning(
                text.format(n=len(found), all=access.count, ids=first_few([ids[row] for row in found]))
            )


def log_search(
    feedback: QgsProcessingFeedback,
    dwellings: Layer,
    snap: NDArray[np.float64],
    weightless: NDArray[np.bool_],
    status: NDArray[np.object_],
    facility_ids: Sequence[str],
    facility_status: NDArray[np.object_],
) -> None:
    """Warn of what could not be used, and say how many dwellings have each status.

    Parameters
    ----------
    snap, weightless, status
        Of each dwelling: its way to the network in metres, whether its weight is not known, and one of `statuses`.
    facility_ids, facility_status
        Of each facility.
    """
    warn_far_snaps(feedback, snap)
    for unused, text in (
        (NO_GEOMETRY, tr("Facilities without geometry, not used: {n} of {all} ({ids})")),
        (OFF_NETWORK, tr("Facilities off the network, not used: {n} of {all} ({ids})")),
    ):
        rows = np.flatnonzero(facility_status == unused).tolist()
        if rows:
            ids = first_few([facility_ids[row] for row in rows])
            feedback.pushWarning(text.format(n=len(rows), all=facility_status.size, ids=ids))
    if weightless.any():
        ids = dwellings.ids[weightless].tolist()
        feedback.pushWarning(
            tr("Dwellings whose number is NULL or negative, counted as 0: {n} ({ids})").format(
                n=len(ids), ids=first_few(ids)
            )
        )
    for one in dict.fromkeys(status.tolist()):
        feedback.pushInfo(f"{one}: {int((status == one).sum())}")
