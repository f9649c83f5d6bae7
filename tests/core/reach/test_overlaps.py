"""Where several stretches lie on each other, laid out by hand on one edge."""

from __future__ import annotations

import numpy as np

from buurtmaat.core.reach.overlaps import where_enough
from buurtmaat.core.reach.stretches import Stretches


def test_enough_is_what_facilities_offer_together_to_the_last_digits() -> None:
    """0.7 and 0.1 are 0.8, though their sum as numbers falls short of it by a last digit."""
    first, second = (0.0, 60.0), (40.0, 100.0)
    stretches = Stretches(np.array([0, 1]), np.array([5, 5]), *np.array([first, second]).T)
    offered = np.array([0.7, 0.1])
    assert offered.sum() < 0.8
    enough = where_enough(stretches, offered, 0.8)
    assert (enough.edge.tolist(), enough.start.tolist(), enough.end.tolist()) == ([5], [40.0], [60.0])
    enough = where_enough(stretches, offered, 0.7)
    assert (enough.start.tolist(), enough.end.tolist()) == ([0.0], [60.0])
    assert where_enough(stretches, offered, 0.81).edge.size == 0
