"""The choices that a user makes about a network and the ways over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

METRES, MINUTES = 0, 1

_Value = TypeVar("_Value")


@dataclass(frozen=True, kw_only=True)
class NetworkOptions:
    """How lines become a network and how places reach it; lengths in metres.

    Parameters
    ----------
    tolerance
        End points at most this far from another line's end point or vertex join it.
    max_snap
        Points farther from the network are off it.
    min_component
        Points snap past connected parts with less street than this.
    access_legs
        Whether the straight way between a point and the network counts.
    entrance_gap
        Streets this near a polygon or line lead into it.
    towards
        Whether the way is from the dwelling to the facility.
    """

    tolerance: float = 0.01
    max_snap: float = 200.0
    min_component: float = 2000.0
    access_legs: bool = True
    entrance_gap: float = 25.0
    towards: bool = True


@dataclass(frozen=True)
class Travel:
    """What a way is measured in, and how fast it is gone.

    Parameters
    ----------
    unit
        `METRES` or `MINUTES`: what decides which way is best.
    kmh
        Speed where a line has none of its own, and of access legs.
    capped
        Whether no line is faster than `kmh`.
    """

    unit: int = METRES
    kmh: float = 4.8
    capped: bool = False

    @property
    def minutes_per_metre(self) -> float:
        """Return the pace at `kmh`."""
        return 0.06 / self.kmh

    def deciding(self, metres: _Value, minutes: _Value) -> _Value:
        """Return of a value in both units the one in the unit that decides."""
        return metres if self.unit == METRES else minutes

    def metres_and_minutes(self, cost: _Value, other: _Value) -> tuple[_Value, _Value]:
        """Return a value in the unit that decides and one in the other unit as metres and minutes."""
        return (cost, other) if self.unit == METRES else (other, cost)
