"""Floating catchments: the capacity of facilities, shared among all who reach them.

With Sⱼ the capacity of facility j, Pᵢ the demand of dwelling i, dᵢⱼ the way between them and f the decay, 0 beyond the
limit::

    step 1    Rⱼ = Sⱼ / Σᵢ Pᵢ f(dᵢⱼ)       what each who reaches j gets of it
    step 2    Aᵢ = Σⱼ Rⱼ f(dᵢⱼ)            what dwelling i gets of all that it reaches

References
----------
The two steps: W. Luo and F. Wang (2003), "Measures of spatial accessibility to health care in a GIS environment",
Environment and Planning B 30, 865–884, doi:10.1068/b29120. Weights in steps: W. Luo and Y. Qi (2009), "An enhanced
two-step floating catchment area (E2SFCA) method", Health & Place 15, 1100–1107,
doi:10.1016/j.healthplace.2009.06.002. Gaussian ones: D. Dai (2010), "Black residential segregation, disparities in
spatial access to health care facilities, and late-stage breast cancer diagnosis in metropolitan Detroit", Health &
Place 16, 1038–1052, doi:10.1016/j.healthplace.2010.06.012.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Ints
from ..comparing import WITHIN
from ..network.network_access import NetworkAccess
from ..progress import Progress
from ..statuses import CAPACITY_UNKNOWN, NO_DEMAND, OK
from .decay import EXPONENTIAL, GAUSSIAN, STEPPED, Decay
from .reach import reachable
from .row_statuses import SearchStatuses, dwelling_statuses, facility_statuses

_LEAST = 1e-100
"""A weight below this is none: a capacity divided by it would be beyond all numbers."""


@dataclass(frozen=True, kw_only=True)
class Catchments:
    """What each dwelling gets of the facilities, and what is asked of each facility.

    Parameters
    ----------
    access
        Of each dwelling the capacity per unit of demand; NaN where it is not known.
    facilities
        Of each dwelling the number of facilities that it reaches; 0 where that is not known.
    known
        Dwellings of which that number is known.
    demand, ratio
        Of each facility the weighted demand that reaches it, NaN where the facility is not on the network; and its
        capacity per unit of that, NaN where there is no demand or the capacity is not known.
    statuses
        What became of each dwelling and each facility.
    partial
        Dwellings that reach a facility whose capacity is not known: their access lacks it.
    supply, used
        The capacity that is known, in all, and of the facilities that some demand reaches.
    """

    access: Floats
    facilities: Ints
    known: Flags
    demand: Floats
    ratio: Floats
    statuses: SearchStatuses
    partial: Flags
    supply: float
    used: float


class _Sharing:
    """Takes in pairs of dwellings and facilities, and shares the facilities' capacity among the dwellings.

    Parameters
    ----------
    demand
        Of each dwelling.
    capacity
        Of each facility, NaN where it is not known.
    """

    def __init__(self, demand: Floats, capacity: Floats) -> None:
        self.demand_of, self.capacity = demand, capacity
        self.demand, self.ratio = np.zeros(capacity.size), np.full(capacity.size, np.nan)
        self.access = np.zeros(demand.size)
        self.reached, self.shared, self.unknown = np.zeros((3, demand.size), np.int64)

    def add(self, dwelling: Ints, facility: Ints, weight: Floats) -> None:
        """Share some facilities out. All pairs of a facility come at once, each once."""
        some, at = np.unique(facility, return_inverse=True)
        demand = np.bincount(at, self.demand_of[dwelling] * weight, minlength=some.size)
        ratio = np.full(some.size, np.nan)
        np.divide(self.capacity[some], demand, out=ratio, where=demand > 0)
        self.demand[some], self.ratio[some] = demand, ratio
        gets = ratio[at] * weight
        known = np.isfinite(gets)
        np.add.at(self.reached, dwelling, 1)
        np.add.at(self.shared, dwelling[known], 1)
        np.add.at(self.access, dwelling[known], gets[known])
        np.add.at(self.unknown, dwelling[np.isnan(self.capacity[facility])], 1)


def find_catchments(
    access: NetworkAccess, demand: Floats, capacity: Floats, decay: Decay, progress: Progress | None = None
) -> Catchments:
    """Share the capacity of facilities among all dwellings that reach them.

    Parameters
    ----------
    access
        Its unit is that of the decay.
    demand
        Of each dwelling, NaN where it is not known: then it counts as 0.
    capacity
        Of each facility, NaN where it is not known: then it gives nothing to anyone.

    Notes
    -----
    With f the decay and d the way: a facility's ratio is its capacity / Σ demand × f(d) over the dwellings, and a
    dwelling's access is Σ ratio × f(d) over the facilities. So Σ demand × access is the capacity of the facilities that
    some demand reaches.

    Facilities are shared out as they are found, a group at a time, so no pairs are kept. What is off the network, a
    dwelling or a facility, counts nowhere, also a dwelling inside a facility: who else gets there is not known.
    """
    progress = progress or Progress()
    snaps = access.snaps
    facility_status = facility_statuses(access.facilities)
    usable = facility_status == OK
    sharing = _Sharing(np.nan_to_num(demand), capacity)
    for dwelling, facility, cost in reachable(access, decay.limit, progress.part(0, 0.8)):
        weight = weights_at(decay, cost)
        counts = (weight > 0) & snaps.on_network[dwelling] & usable[facility]
        sharing.add(dwelling[counts], facility[counts], weight[counts])
    status = dwelling_statuses(access, sharing.reached, np.isnan(demand), progress.part(0.8, 1))
    hidden = (sharing.reached > 0) & (sharing.shared == 0)
    status[hidden & (status == OK)] = NO_DEMAND
    status[hidden & (status == NO_DEMAND) & (sharing.unknown > 0)] = CAPACITY_UNKNOWN
    facility_status[usable & (sharing.demand == 0)] = NO_DEMAND
    facility_status[usable & np.isnan(capacity)] = CAPACITY_UNKNOWN
    progress.at(1.0)
    return Catchments(
        access=np.where(snaps.on_network & ~hidden, sharing.access, np.nan),
        facilities=sharing.reached,
        known=snaps.on_network,
        demand=np.where(usable, sharing.demand, np.nan),
        ratio=sharing.ratio,
        statuses=SearchStatuses(status, facility_status, snaps.leg, np.isnan(demand)),
        partial=sharing.unknown > 0,
        supply=float(np.nansum(capacity)),
        used=float(capacity[np.isfinite(sharing.ratio)].sum()),
    )


def weights_at(decay: Decay, cost: Floats) -> Floats:
    """Return the weight of facilities at some costs within the limit."""
    if decay.kind == STEPPED:
        step = np.searchsorted([one.upto + WITHIN for one in decay.steps], cost)
        return np.array([*(one.weight for one in decay.steps), 0.0])[step]
    weight: Floats = np.ones(cost.size)
    if decay.kind == GAUSSIAN:
        weight = np.exp(-((cost / decay.bandwidth) ** 2) / 2)
    elif decay.kind == EXPONENTIAL:
        weight = np.exp(-cost / decay.bandwidth)
    return np.where(weight < _LEAST, 0.0, weight)
