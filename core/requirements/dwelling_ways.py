"""The way of a dwelling to the place that gives what it has of a requirement, and who in an area has it worst."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..geometry.distances import Places
from ..network.network_access import NetworkAccess
from ..progress import Progress
from ..reach.reach import reachable
from ..reach.routes import Routes
from ..reach.trails import trace
from .facility_changes import AssessedTown
from .measures import WITHIN_NONE, travel_of
from .outcomes import Outcome


@dataclass(frozen=True, kw_only=True)
class DwellingWay:
    """A way from a dwelling to a facility.

    Parameters
    ----------
    facility
        Its row; of a place that several make up the one that is entered.
    value
        What it costs in the unit of the requirement.
    xy
        Its vertices from door to door, in a straight line where that is how the requirement measures; none where the
        dwelling stands in the facility.
    """

    facility: int
    value: float
    xy: Floats


@dataclass(frozen=True, kw_only=True)
class WorstDwellings:
    """Who in an area has a requirement worst.

    Parameters
    ----------
    farthest
        The row of the dwelling with the largest value, -1 where none has one.
    without
        Rows of the dwellings that have none at all.
    """

    farthest: int
    without: Ints


def worst_in(outcome: Outcome, neighbourhood: Ints, area: int) -> WorstDwellings:
    """Return the dwellings of a neighbourhood that have a requirement worst, of those that weigh something for it.

    Parameters
    ----------
    neighbourhood
        The row of each dwelling's neighbourhood, -1 outside all.
    area
        The row of the neighbourhood.
    """
    measure, demand = outcome.measure, outcome.demand
    if measure is None or demand is None:
        return WorstDwellings(farthest=-1, without=np.empty(0, np.int64))
    rows = np.flatnonzero((neighbourhood == area) & (demand.weight > 0))
    value = measure.value[rows]
    known = np.isfinite(value)
    farthest = int(rows[known][np.argmax(value[known])]) if known.any() else -1
    return WorstDwellings(farthest=farthest, without=rows[~known & (measure.within[rows] == WITHIN_NONE)])


def way_of(town: AssessedTown, outcome: Outcome, dwelling: int, progress: Progress | None = None) -> DwellingWay | None:
    """Return the way of a dwelling to the place that gives its value of a requirement; None where none does.

    Parameters
    ----------
    outcome
        Of the requirement, in this town.
    dwelling
        Its row.
    """
    requirement, measure, reaching = outcome.requirement, outcome.measure, town.town.reaching
    if measure is None or measure.facility[dwelling] < 0:
        return None
    place = measure.facility[dwelling]
    members = np.unique(np.concatenate([one.members[one.place == place] for one in town.selections[requirement.id]]))
    mode = town.norm_set.mode(requirement.mode)
    ground = None if requirement.metric == "straight" else reaching.ground(mode)
    travel, scale = travel_of(requirement, mode, ground)
    if ground is None:
        facility, cost, xy = _straight(reaching.points[dwelling], reaching.places, members)
    else:
        access = ground.access(travel, progress or Progress()).of_dwellings(np.array([dwelling])).of_facilities(members)
        number, cost, xy = _over(access, float(measure.value[dwelling]) / scale, progress or Progress())
        facility = int(members[number])
    return DwellingWay(facility=facility, value=cost * scale, xy=xy)


def _straight(point: Floats, places: Places, members: Ints) -> tuple[int, float, Floats]:
    """Return the nearest of some facilities in a straight line, how far it is, and the line there."""
    here = Places(places.shapes.take(members))
    distance, foot = here.distance(np.tile(point, (members.size, 1)), np.arange(members.size))
    nearest = int(np.argmin(distance))
    xy = np.array([point, foot[nearest]]) if distance[nearest] > 0 else np.empty((0, 2))
    return int(members[nearest]), float(distance[nearest]), xy


def _over(access: NetworkAccess, limit: float, progress: Progress) -> tuple[int, float, Floats]:
    """Return the nearest facility of the one dwelling over the network, what it costs, and the way there.

    Parameters
    ----------
    limit
        What it costs, as far as is known: no farther is searched.
    """
    found = list(zip(*reachable(access, limit, progress), strict=True))
    dwelling, facility, cost = (np.concatenate(part) for part in found)
    best = np.array([np.argmin(cost)])
    trails, _ = trace(access, (dwelling[best], facility[best], cost[best]), progress)
    xy = Routes(access, trails).lines(np.zeros(1, np.int64)).xy
    if not access.graph.network.options.towards:
        xy = xy[::-1]
    return int(facility[best[0]]), float(cost[best[0]]), xy
