"""What became of each dwelling and each facility of a search within a limit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Ints, Words, same_word
from ..network.facility_access import FacilityAccess
from ..network.network_access import NetworkAccess
from ..progress import Progress
from ..statuses import NO_GEOMETRY, NO_WEIGHT, OFF_NETWORK, OK
from .nearest import why_none


@dataclass(frozen=True)
class SearchStatuses:
    """What became of each dwelling and each facility of a search.

    Parameters
    ----------
    dwelling, facility
        One of `statuses` each.
    snap
        Each dwelling's way to the network in metres, NaN where it is off it.
    weightless
        Dwellings whose weight is not known.
    """

    dwelling: Words
    facility: Words
    snap: Floats
    weightless: Flags


def dwelling_statuses(access: NetworkAccess, reached: Ints, weightless: Flags, progress: Progress) -> Words:
    """Return one of `statuses` for each dwelling.

    Parameters
    ----------
    reached
        How many facilities each dwelling reaches within the limit.
    weightless
        Dwellings whose weight is not known.
    """
    off = ~access.snaps.on_network
    status = same_word(off.size, OK)
    none = np.flatnonzero((reached == 0) | off)
    status[none] = why_none(access.of_dwellings(none), progress)
    status[off] = OFF_NETWORK
    status[weightless] = NO_WEIGHT
    status[~access.located] = NO_GEOMETRY
    return status


def facility_statuses(facilities: FacilityAccess) -> Words:
    """Return `ok` for each facility that is on the network, else why it is not."""
    status = same_word(facilities.count, OK)
    status[np.isnan(facilities.snap_m())] = OFF_NETWORK
    status[~facilities.places.shapes.has_geometry] = NO_GEOMETRY
    return status
