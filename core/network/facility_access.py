"""The ways from the network into facilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Ints
from ..geometry.distances import Places
from ..geometry.shapes import Shapes, concatenate
from ..progress import Progress
from .gaps import gap_entrances, nearest_streets
from .network import Network
from .snapping import Snaps, snap_points


@dataclass(frozen=True)
class Entrances:
    """Points by which facilities are entered, `xy` (n, 2), and the facility of each (its row)."""

    xy: Floats
    facility: Ints


@dataclass(frozen=True, kw_only=True)
class FacilityAccess:
    """Where facilities meet the network.

    Parameters
    ----------
    facility, snaps
        One entry a way in: the facility's row and the place on the network, with its leg.
    door
        Where each leg ends: the facility's point or the entrance; NaN where it ends at the nearest point of a line or
        polygon.
    places
        The facilities' own geometries.
    gated
        Facilities that are entered at given entrances only.
    gapped
        Lines and polygons that streets within the entrance gap lead into.
    """

    facility: Ints
    snaps: Snaps
    door: Floats
    places: Places
    gated: Flags
    gapped: Flags

    @property
    def count(self) -> int:
        """Return the number of facilities."""
        return self.places.shapes.count

    def snap_m(self) -> Floats:
        """Return the shortest leg of each facility, NaN where it is off the network."""
        shortest = np.full(self.count, np.inf)
        np.minimum.at(shortest, self.facility, self.snaps.leg)
        return np.where(np.isfinite(shortest), shortest, np.nan)

    def numbers_of(self, facilities: Ints) -> Ints:
        """Return which number each facility has among some (ascending rows); -1 for none."""
        number = np.full(self.count, -1, np.int64)
        number[facilities] = np.arange(facilities.size)
        return number

    def take(self, facilities: Ints) -> FacilityAccess:
        """Return the access of these facilities (ascending rows), renumbered from 0."""
        number = self.numbers_of(facilities)
        ways = np.flatnonzero(number[self.facility] >= 0)
        return FacilityAccess(
            facility=number[self.facility[ways]],
            snaps=self.snaps.take(ways),
            door=self.door[ways],
            places=Places(self.places.shapes.take(facilities)),
            gated=self.gated[facilities],
            gapped=self.gapped[facilities],
        )


def find_access(
    network: Network, facilities: Shapes, entrances: Entrances | None = None, progress: Progress | None = None
) -> FacilityAccess:
    """Find how each facility is reached from the network.

    Parameters
    ----------
    network
        With the options for snapping and the entrance gap.
    facilities
        Points (a multipoint has several ways in), lines and polygons.
    entrances
        A facility with entrances is entered there only.

    Notes
    -----
    A line or polygon without entrances is entered from every street within the gap, else from the nearest street.
    """
    progress = progress or Progress()
    gated = np.zeros(facilities.count, bool)
    if entrances is not None:
        gated[entrances.facility] = True
    gapped = facilities.is_areal_or_linear & ~gated
    places = Places(facilities)
    alone = ~(gated | gapped)[facilities.part_feature]  # parts that are points: all others are gapped or gated
    xy, facility = facilities.xy[facilities.part_start[:-1][alone]], facilities.part_feature[alone]
    if entrances is not None:
        xy, facility = np.concatenate([xy, entrances.xy]), np.concatenate([facility, entrances.facility])
    snaps = snap_points(network, xy, progress.part(0, 0.5))
    on = np.flatnonzero(snaps.on_network)
    ways = [(facility[on], snaps.take(on))]
    if gapped.any():
        ways.append(gap_entrances(network, places, np.flatnonzero(gapped), progress.part(0.5, 0.9)))
        left = np.setdiff1d(np.flatnonzero(gapped), ways[-1][0])
        ways.append(nearest_streets(network, places, left, progress.part(0.9, 1.0)))
    facility = np.concatenate([w[0] for w in ways])
    door = np.full((facility.size, 2), np.nan)
    door[: on.size] = xy[on]
    return FacilityAccess(
        facility=facility, snaps=_joined([w[1] for w in ways]), door=door, places=places, gated=gated, gapped=gapped
    )


def joined_access(one: FacilityAccess, other: FacilityAccess) -> FacilityAccess:
    """Return the facilities of both on one network, those of the second behind those of the first."""
    return FacilityAccess(
        facility=np.concatenate([one.facility, other.facility + one.count]),
        snaps=_joined([one.snaps, other.snaps]),
        door=np.concatenate([one.door, other.door]),
        places=Places(concatenate([one.places.shapes, other.places.shapes])),
        gated=np.concatenate([one.gated, other.gated]),
        gapped=np.concatenate([one.gapped, other.gapped]),
    )


def _joined(snaps: list[Snaps]) -> Snaps:
    return Snaps(
        np.concatenate([s.edge for s in snaps]),
        np.concatenate([s.position for s in snaps]),
        np.concatenate([s.leg for s in snaps]),
        np.concatenate([s.xy for s in snaps]),
    )
