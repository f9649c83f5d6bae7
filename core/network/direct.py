"""Ways from dwellings to facilities that pass no node of the network."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints


@dataclass(frozen=True, kw_only=True)
class Direct:
    """Ways that pass no node: dwelling, facility, the cost in both units, and the way in.

    `way` is its row in the access, on the dwelling's own edge; or `ACROSS` or `INSIDE`.
    """

    dwelling: Ints
    facility: Ints
    cost: Floats
    other: Floats
    way: Ints

    def take(self, rows: Ints | NDArray[np.bool_]) -> Direct:
        """Return these ways."""
        return Direct(
            dwelling=self.dwelling[rows],
            facility=self.facility[rows],
            cost=self.cost[rows],
            other=self.other[rows],
            way=self.way[rows],
        )

    def of_facilities(self, facility: Ints) -> Direct:
        """Return the ways to some of the facilities, which go along no edge, renumbered.

        Parameters
        ----------
        facility
            The new number of each facility; -1 for those that are left out.
        """
        kept = self.take(facility[self.facility] >= 0)
        return replace(kept, facility=facility[kept.facility])
