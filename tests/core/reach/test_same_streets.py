"""What is covered on one drawing of the streets lies on the same places of another drawing."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.reach.same_streets import same_streets
from buurtmaat.core.reach.stretches import Stretches
from towns.factories import network

CORNER = [(0, 0), (100, 0), (100, 50)]


def covered(streets: list, other: list, edge: int, start: float, end: float) -> list[tuple[int, float, float]]:
    """Return where a stretch of the other network lies on the streets, for the facility 3."""
    match = same_streets(network(*streets), network(*other))
    found = match.of(Stretches(np.array([3]), np.array([edge]), np.array([start]), np.array([end])))
    assert set(found.facility.tolist()) <= {3}
    return [(e, round(a, 5), round(b, 5)) for e, a, b in zip(found.edge, found.start, found.end, strict=True)]


def test_a_stretch_of_a_street_that_is_drawn_the_other_way_lies_as_far_from_its_other_end():
    """Of the 150 m, 20 to 80 m from the end are 70 to 130 m from the beginning."""
    assert covered([CORNER], [CORNER[::-1]], 0, 20.0, 80.0) == [(0, 70.0, 130.0)]


def test_a_stretch_of_a_street_that_is_drawn_alike_stays():
    assert covered([CORNER], [CORNER], 0, 20.0, 80.0) == [(0, 20.0, 80.0)]
    assert covered([CORNER], [CORNER], 0, 110.0, 120.0) == [(0, 110.0, 120.0)]


def test_streets_that_are_cut_elsewhere_are_the_same():
    """The other network has the corner as two streets, behind one that is none here."""
    other = [[(0, 900), (70, 900)], CORNER[:2], CORNER[1:]]
    assert covered([CORNER], other, 2, 10.0, 30.0) == [(0, 110.0, 130.0)]
    assert covered([CORNER], other, 0, 0.0, 70.0) == []


@pytest.mark.parametrize("turn", [1, -1])
def test_the_same_is_what_has_both_ends_as_near_as_junctions_may_move(turn):
    """Ends may move by 1 cm in either network."""
    street = [(0, 0), (100, 0)]
    assert covered([street], [[(0, 0.015), (100, 0)][::turn]], 0, 0.0, 100.0) == [(0, 0.0, 100.0)]
    assert covered([street], [[(0, 0.03), (100, 0)][::turn]], 0, 0.0, 100.0) == []
    assert covered([street], [[(0, 0), (100, 0.03)][::turn]], 0, 0.0, 100.0) == []
    assert covered([street], [[(0, 0.5), (100, 0.5)][::turn]], 0, 0.0, 100.0) == []


def test_on_one_and_the_same_network_nothing_moves():
    net = network(CORNER)
    some = Stretches(np.array([0]), np.array([0]), np.array([1.0]), np.array([2.0]))
    assert same_streets(net, net).of(some) is some
