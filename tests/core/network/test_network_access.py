"""Facilities and dwellings on a network, and some of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from buurtmaat.core.network.network_access import places_on
from buurtmaat.core.network.ways import direct_ways
from buurtmaat.core.session import Keeping
from towns.factories import Way, network, point, shapes, xy

STREET = [(0.0, 0.0), (100.0, 0.0)]


def test_a_dwelling_without_coordinates_is_not_located() -> None:
    found = Way(network(STREET), [(10, 0), (np.nan, np.nan), (20, 0)], [point(0, 0)])
    assert found.access.located.tolist() == [True, False, True]


def test_of_some_facilities_only_their_own_ways_are_kept() -> None:
    """A dwelling stands at each of three facilities; the last two are taken."""
    access = Way(network(STREET), [(10, 0), (50, 0), (90, 0)], [point(10, 0), point(50, 0), point(90, 0)]).access
    assert access.of_facilities(np.array([1, 2])).direct is None  # they were not looked for
    known = replace(access, direct=direct_ways(access)).of_facilities(np.array([1, 2]))
    assert known.facilities.count == 2
    assert list(zip(known.direct.dwelling.tolist(), known.direct.facility.tolist(), strict=True)) == [(1, 0), (2, 1)]


def test_places_are_found_without_anybody_to_tell_how_far_that_is() -> None:
    access, snaps = places_on(network(STREET), shapes(point(30, 4)), None, xy((70, 3)), Keeping())
    assert access.snaps.position.tolist() == [30.0]
    assert snaps.position.tolist() == [70.0]
