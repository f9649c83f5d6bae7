"""The least total distance on lines and planes small enough to go through by hand."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from buurtmaat.core.locations import p_median
from buurtmaat.core.locations.covering import Choice
from buurtmaat.core.locations.distance_table import DistanceTable
from buurtmaat.core.locations.p_median import least_total
from buurtmaat.core.locations.solver import Solver
from towns.solvers import FANO, Recording, Silent, Unasked


def line(*islands: list[float], weight: list[float] | None = None, ceiling: list[float] | None = None) -> DistanceTable:
    """Make dwellings that are candidates too, on lines of their own between which no way leads."""
    at = [(number, x) for number, island in enumerate(islands) for x in island]
    cost = np.array([[abs(x - y) if one == other else np.inf for other, y in at] for one, x in at], float)
    return DistanceTable(
        cost,
        np.full(len(at), np.inf) if ceiling is None else np.array(ceiling, float),
        np.ones(len(at)) if weight is None else np.array(weight, float),
    )


def near_and_far(near: np.ndarray) -> DistanceTable:
    """Make a table of 1 where a candidate is near a group, and 2 where it is not."""
    return DistanceTable(2.0 - near, np.full(len(near), np.inf), np.ones(len(near)))


def fano() -> DistanceTable:
    return near_and_far(np.array([[str(group + 1) in one for one in FANO] for group in range(7)], float))


def told(found: Choice) -> tuple[list[int], float, float]:
    return found.chosen.tolist(), found.value, found.bound


def test_the_median_of_three_is_in_the_middle_and_moves_with_the_weight() -> None:
    assert told(least_total(line([0, 1, 10]), 1, Solver(60))) == ([1], 10, 10)
    # 4 people at 10: 4 × 9 from 1 is more than 10 + 9.
    assert told(least_total(line([0, 1, 10], weight=[1, 1, 4]), 1, Solver(60))) == ([2], 19, 19)


def test_two_medians_halve_the_line_without_the_solver() -> None:
    assert told(least_total(line([0, 1, 2, 8, 9, 10]), 2, Unasked(60))) == ([1, 4], 4, 4)


def test_with_a_place_for_each_all_are_at_0() -> None:
    assert told(least_total(line([0, 1, 10]), 3, Unasked(60))) == ([0, 1, 2], 0, 0)
    assert told(least_total(line([0, 1, 10], ceiling=[np.inf, 0, np.inf]), 4, Unasked(60))) == ([0, 2], 0, 0)


def test_the_lightest_island_is_left_out_and_the_others_go_to_their_median() -> None:
    islands = [0, 1, 10], [0, 2]
    assert told(least_total(line(*islands), 1, Solver(60))) == ([1], 10, 10)
    found = least_total(line(*islands, weight=[1, 1, 1, 3, 2]), 1, Solver(60))
    assert told(found) == ([3], 4, 4)
    both = least_total(line(*islands, weight=[1, 1, 1, 3, 2]), 2, Solver(60))
    assert told(both) == ([1, 3], 14, 14)


def test_what_is_open_already_counts() -> None:
    # 10 has something at 3, and 0 and 1 go to each other: 1 + 3; a place at 10 would leave 0 and 1 without any.
    found = least_total(line([0, 1, 10], ceiling=[np.inf, np.inf, 3]), 1, Solver(60))
    assert (found.value, found.bound) == (4, 4)
    assert told(least_total(line([0, 10, 20], ceiling=[0, 0, 0]), 1, Solver(60))) == ([], 0, 0)


def test_of_nobody_there_is_nothing_to_choose() -> None:
    nobody = DistanceTable(np.full((1, 2), np.inf), np.array([np.inf]), np.ones(1))
    assert told(least_total(nobody, 1, Unasked(60))) == ([], 0, 0)


def test_the_solver_proves_that_two_lines_are_near_five_points() -> None:
    # 5 at 1 and 2 at 2 are 9.
    solver = Recording()
    found = least_total(fano(), 2, solver)
    assert (found.value, found.bound, found.gap, found.chosen.size) == (9, 9, 0, 2)
    assert [answer.bound for answer in solver.answers] == [pytest.approx(9)]
    silent = least_total(fano(), 2, Silent(60))
    # The first prices lie between the nearest and the second of 124 and 235: 1 for 2, 1.5 for 1, 3, 4 and 5, 2 for 6
    # and 7, 11 together. Two other lines are worth 2 each; so few candidates are handed over without a further step.
    assert (silent.value, silent.bound) == (9, 7)
    assert silent.gap == pytest.approx(2 / 9)


def test_a_better_choice_of_the_solver_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns of 4, 2 and 1 are taken one after the other; the two rows of seven do better."""
    monkeypatch.setattr(p_median, "_STEPS", 0)  # so that no bound finds it before
    near = np.zeros((14, 5))
    for place, (first, last) in enumerate([(0, 4), (4, 6), (6, 7)]):
        near[[*range(first, last), *range(7 + first, 7 + last)], place] = 1
    near[:7, 3] = near[7:, 4] = 1
    assert told(least_total(near_and_far(near), 2, Solver(60))) == ([3, 4], 14, 14)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_distances_and_weights_have_no_unit(scale: float) -> None:
    # One place on the island (1), and two for 0–1–10–17–18: 1 to serve 0, 10, and 18 … 17 takes 10 and 18: 1 + 7 + 1.
    table = line([0, 1, 10, 17, 18], [3, 4])
    found = least_total(DistanceTable(table.cost * scale, table.ceiling, table.weight * scale), 3, Solver(60))
    assert (found.value, found.bound) == pytest.approx((10 * scale**2, 10 * scale**2), rel=1e-9)


@pytest.mark.parametrize(("side", "count", "seed"), [(1.0, 25, 5), (1000.0, 20, 24), (1000.0, 30, 27)])
def test_prices_prove_the_least_total_on_a_plane_without_the_solver(side: float, count: int, seed: int) -> None:
    """Places where the bound takes many steps, and candidates go on the way."""
    random = np.random.default_rng(seed)
    xy, weight = random.uniform(0, side, (count, 2)), random.integers(1, 5, count).astype(float)
    cost = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    least = min(weight @ cost[:, some].min(axis=1) for some in combinations(range(count), 3))
    found = least_total(DistanceTable(cost, np.full(count, np.inf), weight), 3, Unasked(60))
    assert (found.value, found.bound) == pytest.approx((least, least), rel=1e-9)


def test_an_island_where_hardly_anybody_lives_keeps_its_place() -> None:
    # Three lines are near six of the seven points: 6 + 2 · 1. One place has to be on the island: 9 with two.
    cost = np.full((8, 8), np.inf)
    cost[:7, :7], cost[7, 7] = fano().cost, 0
    found = least_total(DistanceTable(cost, np.full(8, np.inf), np.array([1.0] * 7 + [1e-6])), 3, Solver(60))
    assert (found.value, found.bound) == pytest.approx((9, 9), rel=1e-9)
    assert 7 in found.chosen


def test_no_more_islands_where_hardly_anybody_lives_are_left_out_than_must_be() -> None:
    # One of two places is on an island: with a line near three of the seven points it is 3 + 4 · 2; with two lines 9.
    cost = np.full((9, 9), np.inf)
    cost[:7, :7], cost[7, 7], cost[8, 8] = fano().cost, 0, 0
    found = least_total(DistanceTable(cost, np.full(9, np.inf), np.array([1.0] * 7 + [1e-6] * 2)), 2, Solver(60))
    assert (found.value, found.bound) == pytest.approx((11, 11), rel=1e-9)
    assert sum(column >= 7 for column in found.chosen) == 1


def test_where_it_is_not_proved_how_many_no_way_leads_to_the_distance_has_no_bound() -> None:
    # No way leads to the points beside two lines, and that more than two must be is not known without the solver.
    near = fano().cost
    table = DistanceTable(np.where(near > 1, np.inf, near), np.full(7, np.inf), np.ones(7))
    found = least_total(table, 2, Silent(60))
    assert (found.value, found.bound) == (5, 0)
    found = least_total(table, 2, Solver(60))
    assert (found.value, found.bound) == (5, 5)
