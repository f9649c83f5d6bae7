"""Which islands are left without any way, by hand and against all combinations."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from buurtmaat.core.locations.distance_table import DistanceTable
from buurtmaat.core.locations.solver import Solver
from buurtmaat.core.locations.unreached import UnreachedGroups, least_unreached
from towns.solvers import FANO, Silent, Unasked

INF = np.inf


def unreached(cost: list[list[float]], *, weight: list[float], ceiling: list[float], places: int) -> UnreachedGroups:
    """Ask without the solver: towns so small are proved by the bound alone."""
    solver = Unasked(60)
    table = DistanceTable(np.array(cost), np.array(ceiling), np.array(weight))
    return least_unreached(table, table.extremes(solver)[1], places, solver)


def told(found: UnreachedGroups) -> tuple[float, list[int], bool]:
    return found.weight, found.chosen.tolist(), found.proved


def test_where_every_candidate_has_a_way_to_all_nothing_is_left_and_nothing_needs_choosing() -> None:
    assert told(unreached([[1, 9], [9, 1]], weight=[3, 4], ceiling=[INF, INF], places=1)) == (0.0, [], True)


def test_what_has_something_open_is_never_without_a_way() -> None:
    # No way leads from either candidate to both, but each has a facility already.
    assert told(unreached([[1, INF], [INF, 1]], weight=[3, 4], ceiling=[8, 8], places=1)) == (0.0, [], True)


def test_the_lighter_of_two_islands_is_left() -> None:
    cost = [[1, INF], [2, INF], [INF, 1]]
    assert told(unreached(cost, weight=[3, 2, 4], ceiling=[INF, INF, INF], places=1)) == (4.0, [0], True)
    assert told(unreached(cost, weight=[1, 2, 4], ceiling=[INF, INF, INF], places=1)) == (3.0, [1], True)
    assert told(unreached(cost, weight=[3, 2, 4], ceiling=[INF, INF, INF], places=2)) == (0.0, [0, 1], True)


def test_who_has_something_open_does_not_pull_a_place_to_their_island() -> None:
    # The hundred on the second island have a facility; of the others more are on the first.
    cost = [[1, INF], [INF, 1], [INF, 1]]
    assert told(unreached(cost, weight=[3, 100, 2], ceiling=[INF, 8, INF], places=1)) == (2.0, [0], True)


def test_islands_of_one_weight_each_add_up_against_a_heavier_one() -> None:
    # The first candidate has ways to both of 2, the second to the one of 3.
    cost = [[1, INF], [1, INF], [INF, 1]]
    assert told(unreached(cost, weight=[2, 2, 3], ceiling=[INF] * 3, places=1)) == (3.0, [0], True)


def test_of_a_choice_that_no_bound_proves_it_is_said_so() -> None:
    # Two of the seven lines pass through five of the seven points, so the bound stays above what any two leave.
    ways = np.array([[str(point) in line for line in FANO] for point in range(1, 8)])
    table = DistanceTable(np.where(ways, 1.0, INF), np.full(7, INF), np.ones(7))
    farthest = np.full(7, INF)
    best = min(float((~ways[:, pair].any(axis=1)).sum()) for pair in combinations(range(7), 2))
    found = least_unreached(table, farthest, 2, Silent(60))
    assert (found.weight, found.chosen.size, found.proved) == (best, 2, False)
    asked = least_unreached(table, farthest, 2, Solver(60))
    assert (asked.weight, asked.chosen.size, asked.proved) == (best, 2, True)
