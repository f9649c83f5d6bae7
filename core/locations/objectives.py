"""What a choice of places should do best."""

from __future__ import annotations

from enum import IntEnum


class Objective(IntEnum):
    """The objectives, as `OBJECTIVE` numbers them."""

    MOST_SERVED = 0
    FEWEST_PLACES = 1
    LEAST_TOTAL = 2
    LEAST_GREATEST = 3
    WORST_FIRST = 4

    @property
    def at_any_distance(self) -> bool:
        """Return whether it goes by distances, however far, and not by who is within the limit."""
        return self in (Objective.LEAST_TOTAL, Objective.LEAST_GREATEST)
