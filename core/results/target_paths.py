"""How far an area is on the path to a target: there already, on its way, or behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np

from ..arrays import Floats, Words
from ..norms.model import on_path

Course = Literal["reached", "on_course", "behind", "unknown"]

REACHED: Final = "reached"
ON_COURSE: Final = "on_course"
BEHIND: Final = "behind"
UNKNOWN_COURSE: Final = "unknown"

_EQUAL = 1e-9


def course_of(path: Sequence[tuple[int, float]], year: float, within: Floats, unknown: Floats, total: Floats) -> Words:
    """Return how far areas are on a path in a year; None where there is no path, or nothing is asked.

    Parameters
    ----------
    path
        Years and the share that is asked in each, in order.
    within, unknown, total
        Weight of each area.

    Notes
    -----
    No unknown turns it: `reached` and `on_course` count all unknowns as outside, `behind` counts them as within. The
    first that holds of

    - `reached`: the share of the last year of the path is there;
    - `on_course`: the share of the path in this year is;
    - `behind`: that is not there even with all unknowns;
    - else `unknown`.
    """
    found = np.full(total.size, None, object)
    if not path:
        return found
    asked, now, last = total > 0, on_path(path, year), path[-1][1]
    found[asked] = UNKNOWN_COURSE
    found[asked & (within + unknown < now * total * (1 - _EQUAL))] = BEHIND
    found[asked & (within >= now * total * (1 - _EQUAL))] = ON_COURSE
    found[asked & (within >= last * total * (1 - _EQUAL))] = REACHED
    return found
