"""Facilities per number of dwellings: what areas have, against what a norm asks for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Words, sums_of
from ..comparing import WITHIN
from ..network.options import METRES, Travel
from ..progress import Progress
from ..reach.network_searches import NetworkSearches
from ..reach.reach import reachable
from ..statuses import NO_DWELLINGS, NO_GEOMETRY, NO_WEIGHT, OFF_NETWORK, OK
from .entities import Dwellings
from .supply import Supply
from .verdicts import AmountRules, AreaFacts, judge_amounts

_EQUAL = 1e-9


@dataclass(frozen=True)
class Norm:
    """What is asked: `amount` for each `per` of demand, one entry an area, NaN where nothing is asked."""

    amount: Floats
    per: float


@dataclass(frozen=True, kw_only=True)
class ReachedCapacity:
    """What the dwellings of areas reach, one entry an area.

    Parameters
    ----------
    supply
        The mean over the dwellings of which it is known.
    least, most
        What the mean over all of them can be, where the others reach nothing or everything.
    blocker
        Why there is no mean, else None.
    left_out
        Weight of the dwellings of which it is not known.
    """

    supply: Supply
    least: Floats
    most: Floats
    blocker: Words
    left_out: Floats


@dataclass(frozen=True, kw_only=True)
class Provision:
    """What areas have and need, one entry an area.

    Parameters
    ----------
    demand
        Dwellings, inhabitants or another figure; NaN where not known.
    facilities
        Number that stands there, or that its dwellings reach on average; NaN where not known.
    capacity
        What these offer, NaN where not known.
    rate
        Capacity for each `per` of demand, NaN where there is no demand.
    required, balance
        What the norm asks for, and the capacity less that; NaN where it asks nothing.
    compliance
        A verdict, None where the norm asks nothing.
    status
        One of `statuses`: why there is no rate, else ok.
    """

    demand: Floats
    facilities: Floats
    capacity: Floats
    rate: Floats
    required: Floats
    balance: Floats
    compliance: Words
    status: Words


def provide(
    demand: Floats,
    facilities: Floats,
    supply: Supply,
    norm: Norm,
    blocker: Words,
    bounds: tuple[Floats, Floats] | None = None,
) -> Provision:
    """Compare what areas have with what they need.

    Parameters
    ----------
    demand
        Of each area, NaN where it is not known.
    facilities, supply
        Their number in each area, and what they offer.
    norm
        What is asked of each area.
    blocker
        Why what an area has cannot be told, None where it can.
    bounds
        The least and the most that the amount of the supply may be, where it is not known exactly: no verdict stands
        that this could turn.
    """
    areas = demand.size
    known = np.array([why is None for why in blocker], bool)
    capacity: Floats = supply.amount.copy()
    capacity[~known | supply.hidden] = np.nan
    rate: Floats = np.full(areas, np.nan)
    np.divide(capacity * norm.per, demand, out=rate, where=demand > 0)
    required = np.asarray(norm.amount * demand / norm.per, np.float64)
    never = np.zeros(areas, bool)
    facts = AreaFacts(applies=~never, blocker=blocker, weight_unknown=np.isnan(demand), no_dwellings=never)
    least, most = (supply.amount, supply.amount) if bounds is None else bounds
    judged = Supply(least, supply.unknown + ((least < required) & (required <= most)), supply.known)
    compliance = judge_amounts(judged, required, np.nan_to_num(demand), facts, AmountRules()).compliance
    compliance[np.isnan(norm.amount)] = None
    balance: Floats = capacity - required
    balance[np.abs(balance) <= _EQUAL * np.maximum(np.abs(required), 1)] = 0.0
    status = np.full(areas, OK, object)
    status[~known] = blocker[~known]
    status[~(demand > 0) & (status != NO_GEOMETRY)] = NO_WEIGHT
    return Provision(
        demand=demand,
        facilities=np.where(known, facilities, np.nan),
        capacity=capacity,
        rate=rate,
        required=required,
        balance=balance,
        compliance=compliance,
        status=status,
    )


def mean_reached(
    searches: NetworkSearches,
    limit: float,
    capacity: Floats,
    dwellings: Dwellings,
    areas: int,
    progress: Progress | None = None,
) -> ReachedCapacity:
    """Average over the dwellings of each area what they reach within a distance, beyond its border too.

    Parameters
    ----------
    searches
        The network, with the dwellings and the facilities on it.
    limit
        In metres.
    capacity
        Of each facility, NaN where it is not known.
    dwellings
        Those outside all areas count nowhere; of those off the network it is not known what they reach.
    areas
        Number of neighbourhoods.
    """
    progress = progress or Progress()
    count, known = len(searches.points), ~np.isnan(capacity)
    amount, sure, unsure = np.zeros(count), np.zeros(count), np.zeros(count)
    access = searches.access(Travel(METRES), progress.part(0, 0.1))
    for pairs in reachable(access, limit, progress.part(0.1, 1)):
        dwelling, facility = (rows[pairs[2] <= limit + WITHIN] for rows in pairs[:2])
        np.add.at(amount, dwelling, np.nan_to_num(capacity[facility]))
        np.add.at(sure, dwelling, known[facility].astype(np.float64))
        np.add.at(unsure, dwelling, (~known[facility]).astype(np.float64))
    area, weight = dwellings.neighbourhood, np.nan_to_num(dwellings.number)
    inside = area >= 0
    on = inside & searches.snaps.on_network & (weight > 0)
    total = sums_of(area[on], weight[on], areas)

    def mean(each: Floats) -> Floats:
        average: Floats = np.zeros(areas)
        np.divide(sums_of(area[on], weight[on] * each[on], areas), total, out=average, where=total > 0)
        return average

    everyone = sums_of(area[inside], weight[inside], areas)
    blocker = np.full(areas, None, object)
    blocker[total == 0] = OFF_NETWORK
    blocker[everyone == 0] = NO_DWELLINGS
    supply = Supply(mean(amount), mean(unsure), mean(sure))
    on_network: Floats = np.zeros(areas)
    np.divide(total, everyone, out=on_network, where=everyone > 0)
    least: Floats = supply.amount * on_network
    return ReachedCapacity(
        supply=supply,
        least=least,
        most=least + (1 - on_network) * float(np.nansum(capacity)),
        blocker=blocker,
        left_out=everyone - total,
    )
