"""What was searched for on one network, kept so that no search is made twice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..fingerprints import fingerprint
from ..geometry.shapes import Shapes
from ..network.arrivals import Arrivals
from ..network.facility_access import Entrances, FacilityAccess, find_access, joined_access
from ..network.graph import Graph
from ..network.network import Network
from ..network.network_access import NetworkAccess, kept_graph, places_on
from ..network.options import Travel
from ..network.snapping import Snaps
from ..network.ways import OffStreet, arrivals_of, direct_ways, off_street_pairs
from ..progress import Progress
from ..session import Keeping
from .nearest import NearestCost, nearest_cost
from .nearest_update import FoundNearest, most_alike, update_nearest
from .numbers_within import Nearness, PairsWithin, number_within, pairs_within, update_number
from .several_nearest import Several, put_in_direct, several_over_nodes, update_several

_BEFORE = 0.3
"""Part of a search that the graph and the ways without a node take, where they are not known yet."""
_FARTHER = 1.25
"""Pairs are looked for so many times as far as is asked, where a later run may ask for more."""


class NetworkSearches:
    """One network with facilities and dwellings on it, and the graphs and searches that are asked of it.

    The network, and where it is met, never change, so what was found once holds: in the run, and in a later one where
    the run keeps it.

    Parameters
    ----------
    network
        The streets.
    facilities
        How each facility is entered.
    points, snaps
        The dwellings, shape (n, 2), NaN without geometry, and their places on the network.
    keeping
        Where the run keeps what it finds.
    before
        The same dwellings with the first of these facilities: what was found there is not searched for again.
    """

    def __init__(
        self,
        network: Network,
        facilities: FacilityAccess,
        points: Floats,
        snaps: Snaps,
        keeping: Keeping | None = None,
        *,
        before: NetworkSearches | None = None,
    ) -> None:
        self.network, self.facilities, self.points, self.snaps = network, facilities, points, snaps
        self._keeping = keeping or Keeping()
        self._before = before
        self._arrivals: tuple[Travel, Arrivals] | None = None
        self._found: dict[Travel, list[FoundNearest]] = {}
        self._several: dict[tuple[Travel, int], list[tuple[Ints, Several]]] = {}
        self._numbers: dict[tuple[Travel, bytes], list[tuple[Ints, NDArray[np.int32]]]] = {}

    def with_facilities(self, more: Shapes, progress: Progress | None = None) -> NetworkSearches:
        """Return the same dwellings with more facilities behind these, which have no entrances of their own."""
        both = joined_access(self.facilities, find_access(self.network, more, progress=progress))
        made = NetworkSearches(self.network, both, self.points, self.snaps, before=self)
        made.__dict__["_dwellings"] = self._dwellings
        return made

    def access(self, travel: Travel, progress: Progress) -> NetworkAccess:
        """Return all facilities and dwellings for one way of travelling.

        The graph is built, and the ways that pass no node are found, once for all searches; but for few facilities more
        than before, for which the latter would take longer than their search.
        """
        access = NetworkAccess(
            graph=self._graph(travel, progress), facilities=self.facilities, points=self.points, snaps=self.snaps
        )
        if self._before:
            return access
        direct = self._keeping.keep(
            "ways", (self._ways, travel), lambda: direct_ways(access, progress, self._off_street(progress))
        )
        return replace(access, direct=direct)

    def _off_street(self, progress: Progress) -> OffStreet:
        """Return where ways pass no node, which is the same for all ways of travelling."""
        return self._keeping.keep(
            "ways",
            (self._ways,),
            lambda: off_street_pairs(self.network, self.facilities, self.points, self.snaps, progress),
        )

    def _with_arrivals(self, access: NetworkAccess) -> NetworkAccess:
        """Return the same with the last stretches to the dwellings, which are found once for searches in a row."""
        if self._arrivals is None or self._arrivals[0] != access.travel:
            self._arrivals = access.travel, arrivals_of(access.graph, access.snaps)
        return replace(access, arrivals=self._arrivals[1])

    def rest(self) -> None:
        """Let go of what only searches in a row share: 56 bytes a dwelling."""
        self._arrivals = None

    def _graph(self, travel: Travel, progress: Progress) -> Graph:
        if self._before:
            return self._before._graph(travel, progress)
        return kept_graph(self.network, travel, self._keeping, progress)

    def nearest(self, travel: Travel, facilities: Ints, progress: Progress) -> NearestCost:
        """Return the nearest of these facilities to each dwelling, searched once for each way of travelling."""
        found = self._keeping.keep(
            "search",
            ("nearest", self.fingerprint(facilities), travel),
            lambda: self._search(travel, facilities, progress),
        )
        self._found.setdefault(travel, []).append(FoundNearest(facilities, found))
        return found

    def _search(self, travel: Travel, facilities: Ints, progress: Progress) -> NearestCost:
        access, progress = self.access(travel, progress.part(0, _BEFORE)), progress.part(_BEFORE, 1)
        known = self._before._found.get(travel, []) if self._before else []
        alike = most_alike([(one.facilities, one) for one in known], facilities)
        if alike is not None:
            return update_nearest(access, facilities, alike[1], progress)
        return nearest_cost(self._with_arrivals(access).of_facilities(facilities), progress)

    def several(self, travel: Travel, facilities: Ints, place: Ints, n: int, progress: Progress) -> Several:
        """Return the n nearest places of each dwelling (see `several_nearest`); a search for more serves fewer.

        Parameters
        ----------
        place
            What place each facility is or is a part of.
        """
        is_plain = np.array_equal(place, facilities)
        known = None
        if self._before is not None and is_plain:
            known = most_alike(self._before._several.get((travel, n), []), facilities)
        found = None
        if known is not None:
            found = update_several(self.access(travel, progress), place, known, facilities, progress)
        found = found or self._first_of(travel, facilities, place, n, progress)
        if is_plain:
            self._several.setdefault((travel, n), []).append((facilities, found))
        return found

    def _first_of(self, travel: Travel, facilities: Ints, place: Ints, n: int, progress: Progress) -> Several:
        """Return the n nearest places of each dwelling, of the most that were searched for."""
        key = ("several", self.fingerprint(facilities), fingerprint(place), travel)
        access = self.access(travel, progress.part(0, _BEFORE)).of_facilities(facilities)
        kept = self._keeping.find("search", key)
        if not isinstance(kept, Several) or kept.n < n:
            kept = several_over_nodes(self._with_arrivals(access), place, n, progress.part(_BEFORE, 1))
            self._keeping.put("search", key, kept)
        found = kept.first(n)
        put_in_direct(found, access, place, progress)
        return found

    def number_within(
        self, travel: Travel, facilities: Ints, place: Ints, nearness: Nearness, progress: Progress
    ) -> NDArray[np.int32]:
        """Return how many places each dwelling has within (see `number_within`), searched once for each nearness.

        Parameters
        ----------
        place
            What place each facility is or is a part of.
        """
        asked = (travel, fingerprint(nearness))
        found = self._keeping.keep(
            "search",
            ("number", self.fingerprint(facilities), fingerprint(place), *asked),
            lambda: self._count(travel, facilities, place, nearness, progress),
        )
        if np.array_equal(place, facilities):
            self._numbers.setdefault(asked, []).append((facilities, found))
        return found

    def _count(
        self, travel: Travel, facilities: Ints, place: Ints, nearness: Nearness, progress: Progress
    ) -> NDArray[np.int32]:
        access, progress = self.access(travel, progress.part(0, _BEFORE)), progress.part(_BEFORE, 1)
        known = None
        if self._before is not None and np.array_equal(place, facilities):
            known = most_alike(self._before._numbers.get((travel, fingerprint(nearness)), []), facilities)
        if known is not None:
            return update_number(access, known, facilities, nearness, progress)
        access = access.of_facilities(facilities)
        if self._keeping.lasts:
            pairs = self._pairs(access, travel, facilities, place, nearness.limit, progress.part(0, 0.9))
            with suppress(OSError):  # what was put aside may be gone
                if pairs.pairs is not None:
                    return pairs.number(nearness)
            progress = progress.part(0.9, 1)
        return number_within(self._with_arrivals(access), place, nearness, progress)

    def _pairs(
        self, access: NetworkAccess, travel: Travel, facilities: Ints, place: Ints, limit: float, progress: Progress
    ) -> PairsWithin:
        """Return what places cost dwellings at least as far as a limit, or that it is too much to keep."""
        key = ("pairs", self.fingerprint(facilities), fingerprint(place), travel)
        kept = self._keeping.find("search", key)
        if isinstance(kept, PairsWithin) and kept.holds(limit, _FARTHER * limit):
            return kept
        found = pairs_within(self._with_arrivals(access), place, _FARTHER * limit, progress)
        self._keeping.put("search", key, found)
        return found

    def fingerprint(self, facilities: Ints) -> bytes:
        """Return a fingerprint of the network with all dwellings and some facilities, whatever their rows."""
        some = self.facilities.take(facilities)
        ways = (some.facility, some.snaps, some.door, some.gated, some.gapped)
        return fingerprint(self._dwellings, ways, some.places.shapes)

    @cached_property
    def _dwellings(self) -> bytes:
        return fingerprint(self.network.fingerprint, self.points, self.snaps)

    @cached_property
    def _ways(self) -> bytes:
        return self.fingerprint(np.arange(self.facilities.count))


def searches_on(
    network: Network,
    facilities: Shapes,
    entrances: Entrances | None,
    points: Floats,
    keeping: Keeping,
    progress: Progress | None = None,
) -> NetworkSearches:
    """Put facilities and dwellings on a network, to search it.

    Parameters
    ----------
    facilities, entrances
        As for `find_access`.
    points
        The dwellings, shape (n, 2), NaN without geometry.
    keeping
        What an earlier run kept of the same is taken from there.
    """
    access, snaps = places_on(network, facilities, entrances, points, keeping, progress)
    return NetworkSearches(network, access, points, snaps, keeping)
