"""The least greatest distance on lines small enough to go through by hand."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from buurtmaat.core.locations.covering import Choice
from buurtmaat.core.locations.distance_table import DistanceTable
from buurtmaat.core.locations.p_centre import least_greatest
from buurtmaat.core.locations.solver import Answer, Model, Solver
from towns.solvers import Recording, Silent


def line(*islands: list[float], weight: list[float] | None = None, ceiling: list[float] | None = None) -> DistanceTable:
    """Make dwellings that are candidates too, on lines of their own between which no way leads."""
    at = [(number, x) for number, island in enumerate(islands) for x in island]
    cost = np.array([[abs(x - y) if one == other else np.inf for other, y in at] for one, x in at], float)
    count = len(at)
    return DistanceTable(
        cost,
        np.full(count, np.inf) if ceiling is None else np.array(ceiling),
        np.ones(count) if weight is None else np.array(weight),
    )


def told(found: Choice) -> tuple[list[int], float, float]:
    return found.chosen.tolist(), found.value, found.bound


def test_the_centre_of_three_is_not_the_first_choice() -> None:
    # From 0 the farthest is 10 away, from 1 only 9.
    assert told(least_greatest(line([0, 1, 10]), 1, Solver(60))) == ([1], 9, 9)
    silent = least_greatest(line([0, 1, 10]), 1, Silent(60))
    # Not proved: each might be at 0. From 0, which comes first, all places together are nearer to 1.
    assert told(silent) == ([1], 9, 0)


def test_two_centres_halve_the_line() -> None:
    # 0–1–2 and 8–9–10, a metre each; from their ends it would be two.
    assert told(least_greatest(line([0, 1, 2, 8, 9, 10]), 2, Solver(60))) == ([1, 4], 1, 1)
    assert told(least_greatest(line([0, 4, 5, 6, 100]), 2, Solver(60))) == ([1, 4], 4, 4)


def test_with_a_place_for_each_all_are_at_0() -> None:
    assert told(least_greatest(line([0, 1, 10]), 3, Solver(60))) == ([0, 1, 2], 0, 0)


def test_of_two_centres_it_is_the_one_with_less_way_in_all_also_for_who_has_something_near() -> None:
    """The first has something at 10: at the first place all have 10, 100 and 20, at the second one 5, 100 and 30."""
    cost = np.array([[1000, 5], [100, 100], [20, 30]], float)
    table = DistanceTable(cost, np.array([10, np.inf, np.inf]), np.ones(3))
    assert told(least_greatest(table, 1, Solver(60))) == ([0], 100, 100)


def test_without_an_answer_no_choice_is_nearer_than_all_candidates_together() -> None:
    found = least_greatest(DistanceTable(np.array([[3.0, 5], [4, 2]]), np.full(2, np.inf), np.ones(2)), 1, Silent(60))
    assert told(found) == ([0], 4, 3)


def test_the_centre_may_be_behind_as_many_candidates_as_there_are_dwellings() -> None:
    """Two dwellings at 0 and 10, candidates at 0, 10, 20 and 5."""
    cost = np.abs(np.subtract.outer([0.0, 10], [0.0, 10, 20, 5]))
    assert told(least_greatest(DistanceTable(cost, np.full(2, np.inf), np.ones(2)), 1, Solver(60))) == ([3], 5, 5)


@pytest.mark.parametrize("last", [1, 2, 3])
def test_how_far_who_is_left_out_lives_is_no_bound_of_the_others(last: int) -> None:
    """The lightest is 500 from the only place with a way to it; the others have less way in all by other places."""
    none = np.inf
    cost = np.array([[none, none, none, 500], [250, 100, 300, none], [250, 300, 100, none]])
    cost[:, [0, last - 1]] = cost[:, [last - 1, 0]]
    found = least_greatest(DistanceTable(cost, np.full(3, none), np.array([1.0, 2, 2])), 1, Solver(60))
    assert told(found) == ([last - 1], 250, 250)


def test_the_lightest_island_is_left_out_and_the_other_one_has_its_centre() -> None:
    islands = [0, 1, 10], [0, 2]
    assert told(least_greatest(line(*islands, weight=[1, 1, 1, 1, 1]), 1, Solver(60))) == ([1], 9, 9)
    assert told(least_greatest(line(*islands, weight=[1, 1, 1, 2, 2]), 1, Solver(60))) == ([3], 2, 2)
    found = least_greatest(line(*islands, [5], weight=[1, 1, 1, 2, 2, 1]), 2, Solver(60))
    assert (found.value, found.bound) == (9, 9)
    assert found.chosen.tolist() in ([1, 3], [1, 4])


def test_the_centre_of_what_can_be_reached_is_not_where_the_way_is_least_in_all() -> None:
    # Three at 0, one at 10, hardly anybody between, and fewest of all on an island of its own.
    assert told(least_greatest(line([0, 5, 10], [0], weight=[3, 0.5, 1, 0.1]), 1, Solver(60))) == ([1], 5, 5)


@pytest.mark.parametrize("places", [1, 2])
def test_of_hundreds_of_distances_the_least_that_places_allow_is_found(places: int) -> None:
    points = [n * n / 7 + n for n in range(40)]
    table = line(points)
    best = min(table.cost[:, pair].min(axis=1).max() for pair in combinations(range(40), places))
    solver = Recording()
    found = least_greatest(table, places, solver)
    assert (found.value, found.bound) == (best, best)
    # Halving 780 distances takes ten steps; in each of them some that are not served yet may be asked about too.
    assert len(solver.answers) < 10 * 10


def test_what_is_open_already_counts() -> None:
    # The one at 10 has something at 3: then the centre of 0 and 1 is in either, and 3 is the greatest.
    found = least_greatest(line([0, 1, 10], ceiling=[np.inf, np.inf, 3]), 1, Solver(60))
    assert (found.value, found.bound) == (3, 3)
    assert found.chosen.size == 1
    # All have something as near as that already: no place is needed.
    assert told(least_greatest(line([0, 10], ceiling=[0, 0]), 1, Solver(60))) == ([], 0, 0)


@pytest.mark.parametrize("scale", [0.001, 1.0, 1000.0])
def test_of_choices_with_the_same_greatest_distance_one_with_a_smaller_total_is_taken(scale: float) -> None:
    # The one at 100 is 50 from what is there. A second place may serve 0 to 4 from the middle.
    table = line([0, 1, 2, 3, 4, 100], ceiling=[np.inf] * 5 + [50])
    found = least_greatest(DistanceTable(table.cost * scale, table.ceiling * scale, table.weight), 1, Solver(60))
    assert told(found) == ([2], 50 * scale, 50 * scale)


def test_of_nobody_there_is_nothing_to_choose() -> None:
    nobody = DistanceTable(np.full((1, 2), np.inf), np.array([np.inf]), np.ones(1))
    assert told(least_greatest(nobody, 1, Solver(60))) == ([], 0, 0)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_distances_and_weights_have_no_unit(scale: float) -> None:
    # With three places: one on the island, and two for 0–1–10–17–18, of which 10 is 7 from 17 and 9 from 1.
    table = line([0, 1, 10, 17, 18], [3, 4])
    found = least_greatest(DistanceTable(table.cost * scale, table.ceiling, table.weight * scale), 3, Solver(60))
    assert (found.value, found.bound) == pytest.approx((7 * scale, 7 * scale), rel=1e-12)


class Careless(Solver):
    """A solver that says it serves whoever is asked, with no place at all."""

    def solve(self, model: Model) -> Answer:
        return Answer(np.zeros(model.cost.size), 0.0)


def test_an_answer_that_serves_nobody_proves_nothing() -> None:
    assert told(least_greatest(line([0, 1, 10]), 1, Careless(60))) == ([1], 9, 0)


def test_places_are_whole_where_not_all_can_be_reached_too() -> None:
    # In either triangle each of three is 1 from two candidates. From the third it is 10 in the one and no way leads in
    # the other, which so takes two places. That leaves one for the first: the greatest is 10. Halves of places, one and
    # a half for each triangle, would be enough for 1.
    triangle = np.array([[1, 1, 10], [10, 1, 1], [1, 10, 1]], float)
    cost = np.full((12, 11), np.inf)
    cost[:5, :5][np.diag_indices(5)] = 0  # five islands that hardly anybody lives on
    cost[5:8, 5:8], cost[8:11, 8:] = triangle, np.where(triangle > 1, np.inf, triangle)
    cost[11] = cost[10]
    table = DistanceTable(cost, np.full(12, np.inf), np.array([0.01] * 5 + [1.0] * 7))
    found = least_greatest(table, 3, Solver(60))
    assert (found.value, found.bound) == (10, 10)
    assert [int(((found.chosen >= a) & (found.chosen < a + 3)).sum()) for a in (5, 8)] == [1, 2]


def test_an_island_where_hardly_anybody_lives_keeps_its_place() -> None:
    # A second place at 10 would spare the one there 9 m, and cost the island, of a millionth, its way.
    assert told(least_greatest(line([0, 1, 10], [0], weight=[1, 1, 1, 1e-6]), 2, Solver(60))) == ([1, 3], 9, 9)


def test_more_islands_than_are_looked_at_once_and_the_heaviest_come_last() -> None:
    # 45 islands of one, and ten of twice two: the ten places go there, to either end of their 2 m.
    table = line(*[[0]] * 45, *[[0, 2]] * 10, weight=[1] * 45 + [2] * 20)
    found = least_greatest(table, 10, Solver(60))
    assert (found.value, found.bound) == (2, 2)
    assert sorted((found.chosen - 45) // 2) == list(range(10))
