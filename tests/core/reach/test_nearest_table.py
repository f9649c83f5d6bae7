"""What a table says of the nearest facilities, worked out by hand on two streets."""

from __future__ import annotations

import pytest

from buurtmaat.core.network.network_access import NetworkAccess
from buurtmaat.core.reach.nearest_table import nearest_table
from buurtmaat.core.statuses import BEYOND_LIMIT, OFF_NETWORK, OK, UNREACHABLE
from towns.factories import Way, box, network, point


@pytest.fixture
def access() -> NetworkAccess:
    """Make a corner of two streets of 400 and 300 m, with facilities at both ends and one far from any street."""
    corner = network([(0.0, 0.0), (400.0, 0.0)], [(400.0, 0.0), (400.0, 300.0)], [(0.0, -900.0), (9.0, -900.0)])
    dwellings = [(0.0, 0.0), (400.0, 200.0), (5050.0, 5050.0), (9000.0, 0.0), (5.0, -900.0)]
    return Way(corner, dwellings, [point(0, 0), point(400, 300), box(5000, 5000, 5100, 5100)]).access


def test_what_is_told_of_the_nearest(access):
    table = nearest_table(access)
    assert table.rank.tolist() == [1, 1, 1, 0, 0]
    assert table.facility.tolist() == [0, 1, 2, -1, -1]
    assert table.metres.tolist() == pytest.approx([0.0, 100.0, 0.0, float("nan"), float("nan")], nan_ok=True)
    # Who lives within a facility needs no street to it.
    assert table.status.tolist() == [OK, OK, OK, OFF_NETWORK, UNREACHABLE]
    assert table.routes is None  # which are drawn where that is asked for


def test_a_detour_is_how_often_the_way_is_as_long_as_the_straight_line(access):
    table = nearest_table(access, k=2)
    first_of_both = [row for row in range(table.rank.size) if table.dwelling[row] < 2]
    assert table.facility[first_of_both].tolist() == [0, 1, 1, 0]
    assert table.metres[first_of_both].tolist() == pytest.approx([0.0, 700.0, 100.0, 600.0])
    assert table.straight[first_of_both].tolist() == pytest.approx([0.0, 500.0, 100.0, 200 * 5**0.5])
    # Of who stands in a facility there is none.
    expected = [float("nan"), 700 / 500, 1.0, 600 / (200 * 5**0.5)]
    assert table.detour[first_of_both].tolist() == pytest.approx(expected, nan_ok=True)


def test_beyond_a_limit_nothing_is_reached(access):
    table = nearest_table(access, limit=99.0)
    assert table.status.tolist() == [OK, BEYOND_LIMIT, OK, OFF_NETWORK, UNREACHABLE]
    assert table.facility.tolist() == [0, -1, 2, -1, -1]
    assert nearest_table(access, limit=100.0).facility.tolist() == [0, 1, 2, -1, -1]  # but just within it


def test_who_lives_in_the_first_facility_off_every_street_reaches_it() -> None:
    park = Way(network([(0.0, 0.0), (400.0, 0.0)]), [(5050.0, 5050.0)], [box(5000, 5000, 5100, 5100)]).access
    table = nearest_table(park)
    assert (table.facility.tolist(), table.status.tolist()) == ([0], [OK])
