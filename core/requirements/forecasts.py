"""People in years to come, as a forecast tells them of each neighbourhood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints

_YEARS = 10_000
"""More than any year, so that neighbourhood and year make one number that rises."""


@dataclass(frozen=True)
class Forecast:
    """What is foretold: a row for each neighbourhood and year.

    Parameters
    ----------
    count
        How many neighbourhoods there are.
    neighbourhood
        Row of the neighbourhood; each stands there once a year.
    year
        Whole numbers.
    people
        By the weight that they are, NaN where it is not known.
    """

    count: int
    neighbourhood: Ints
    year: Floats
    people: Mapping[str, Floats]

    def in_year(self, year: int) -> Mapping[str, Floats]:
        """Return each neighbourhood's people by weight, NaN before its first year and where nothing is known.

        Notes
        -----
        Straight between two years; after its last year a neighbourhood keeps what it has then.
        """
        return {name: self._at(year, values) for name, values in self.people.items()}

    def _at(self, year: int, values: Floats) -> Floats:
        known = np.flatnonzero(np.isfinite(values))
        known = known[np.lexsort((self.year[known], self.neighbourhood[known]))]
        place, when, people = self.neighbourhood[known], self.year[known], values[known]
        every = np.arange(self.count)
        after = np.searchsorted(place * _YEARS + when, every * _YEARS + year, "right")
        told_of = np.zeros(self.count, bool)
        told_of[after > 0] = place[after[after > 0] - 1] == every[after > 0]
        foretold = np.full(self.count, np.nan)
        before, after = after[told_of] - 1, np.minimum(after[told_of], known.size - 1)
        after = np.where(place[after] == every[told_of], after, before)
        span = when[after] - when[before]
        share = np.divide(year - when[before], span, out=np.zeros(span.size), where=span > 0)
        foretold[told_of] = people[before] + share * (people[after] - people[before])
        return foretold
