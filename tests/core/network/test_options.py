"""What holds of a network and of travelling where nothing else is said, and the two units."""

from __future__ import annotations

import pytest

from buurtmaat.core.network.options import METRES, MINUTES, NetworkOptions, Travel


def test_what_holds_where_nothing_is_said() -> None:
    assert NetworkOptions() == NetworkOptions(
        tolerance=0.01, max_snap=200.0, min_component=2000.0, access_legs=True, entrance_gap=25.0, towards=True
    )
    assert Travel() == Travel(METRES, 4.8, capped=False)


def test_a_pace_is_the_minutes_of_a_metre() -> None:
    assert Travel(kmh=6.0).minutes_per_metre == pytest.approx(1 / 100)


def test_one_of_two_units_decides() -> None:
    assert METRES != MINUTES
    walk, hurry = Travel(METRES), Travel(MINUTES)
    assert (walk.deciding(300.0, 4.0), hurry.deciding(300.0, 4.0)) == (300.0, 4.0)
    assert walk.metres_and_minutes(300.0, 4.0) == hurry.metres_and_minutes(4.0, 300.0) == (300.0, 4.0)
