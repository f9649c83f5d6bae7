"""The best places: every objective against all combinations, and what must hold whatever the numbers are."""

from __future__ import annotations

from functools import partial
from itertools import combinations

import numpy as np
import pytest

from buurtmaat.core.locations import covering, fair_covering, radius_model
from buurtmaat.core.locations.covering import fewest_places, most_served, reduced
from buurtmaat.core.locations.distance_table import DistanceTable
from buurtmaat.core.locations.fair_covering import Shares, worst_first
from buurtmaat.core.locations.p_centre import least_greatest
from buurtmaat.core.locations.p_median import least_total
from buurtmaat.core.locations.solver import Solver
from buurtmaat.core.sparse import Matrix
from towns.solvers import Silent

CASES = range(200)
RELATIVE = 1e-9


def random_weights(rng, n: int) -> np.ndarray:
    kinds = rng.integers(1, 9, n).astype(float), rng.random(n) * 1e-3 + 1e-6, np.full(n, 1e5), rng.choice([0.1, 0.3], n)
    return kinds[int(rng.integers(len(kinds)))]


def random_cover(rng) -> tuple[np.ndarray, np.ndarray]:
    n, m = int(rng.integers(1, 30)), int(rng.integers(1, 10))
    served = rng.random((n, m)) < rng.choice([0.05, 0.2, 0.4])
    if rng.random() < 0.5 and n > 3:
        served[1] = served[0]  # groups alike
    if rng.random() < 0.5 and m > 3:
        served[:, 1] = served[:, 0]  # candidates alike
        served[:, 2] = served[:, 0] & (rng.random(n) < 0.5)  # one that is dominated
    return served, random_weights(rng, n)


def cover_of(served: np.ndarray, weight: np.ndarray, area: np.ndarray | None = None) -> covering.Cover:
    return reduced(Matrix(served.astype(float)), weight, np.full(len(weight), -1) if area is None else area)


def served_by(served: np.ndarray, weight: np.ndarray, chosen) -> float:
    return float(weight[served[:, list(chosen)].any(axis=1)].sum())


def all_choices(m: int, places: int):
    return combinations(range(m), min(places, m))


@pytest.mark.parametrize("case", CASES)
def test_the_most_served_is_the_best_of_all_combinations(case):
    rng = np.random.default_rng(case)
    served, weight = random_cover(rng)
    places = int(rng.integers(1, served.shape[1] + 1))
    found = most_served(cover_of(served, weight), places, Solver(60))
    best = max(served_by(served, weight, chosen) for chosen in all_choices(served.shape[1], places))
    assert found.value == pytest.approx(best, rel=RELATIVE)
    assert served_by(served, weight, found.chosen) == pytest.approx(best, rel=RELATIVE)
    assert found.chosen.size <= places
    assert found.gap == 0


@pytest.mark.parametrize("case", CASES)
def test_the_fewest_places_are_the_smallest_combination_and_of_these_the_one_that_serves_most(case):
    rng = np.random.default_rng(1000 + case)
    served, weight = random_cover(rng)
    need = rng.choice([0.3, 0.7, 0.95, 1.0]) * served_by(served, weight, range(served.shape[1])) * (1 - RELATIVE)
    found = fewest_places(cover_of(served, weight), need, Solver(60))
    fewest = next(
        k
        for k in range(served.shape[1] + 1)
        if any(served_by(served, weight, chosen) >= need for chosen in combinations(range(served.shape[1]), k))
    )
    assert (found.value, found.bound, found.chosen.size) == (fewest, fewest, fewest)
    best = max(served_by(served, weight, chosen) for chosen in combinations(range(served.shape[1]), fewest))
    assert served_by(served, weight, found.chosen) == pytest.approx(best, rel=RELATIVE)


def test_more_than_all_candidates_serve_cannot_be_asked():
    served = np.array([[1, 0], [0, 1], [0, 0]], bool)
    assert fewest_places(cover_of(served, np.ones(3)), 2.5, Solver(60)) is None
    assert fewest_places(cover_of(served, np.ones(3)), 0.0, Solver(60)).chosen.size == 0


def random_table(rng) -> DistanceTable:
    n, m = int(rng.integers(1, 40)), int(rng.integers(1, 10))
    cost = rng.random((n, m)) * 100
    if rng.random() < 0.3:
        cost = np.round(cost / 20) * 20  # many that are equal
    if rng.random() < 0.4:  # towns without a way between them
        cost = np.where(rng.integers(0, 3, n)[:, None] == rng.integers(0, 3, m)[None, :], cost, np.inf)
    ceiling = np.full(n, np.inf)
    if rng.random() < 0.5:
        ceiling = np.where(rng.random(n) < 0.6, rng.random(n) * 120, np.inf)
    return DistanceTable(cost, ceiling, random_weights(rng, n))


def nearest(table: DistanceTable, chosen) -> np.ndarray:
    return np.minimum(np.min(table.cost[:, list(chosen)], axis=1, initial=np.inf), table.ceiling)


def without_way(table: DistanceTable, chosen) -> float:
    return round(float(table.weight[np.isinf(nearest(table, chosen))].sum() / table.weight.max()), 6)


def total_of(table: DistanceTable, chosen) -> float:
    away = nearest(table, chosen)
    return float(sum(w * d for w, d in zip(table.weight, away, strict=True) if np.isfinite(d)))


def greatest_of(table: DistanceTable, chosen) -> float:
    return max((float(d) for d in nearest(table, chosen) if np.isfinite(d)), default=0.0)


OBJECTIVES = {"total": (least_total, total_of), "greatest": (least_greatest, greatest_of)}


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("case", CASES)
def test_distances_are_the_least_of_all_combinations_those_without_a_way_first(objective, case):
    rng = np.random.default_rng(2000 + case)
    solve, measured = OBJECTIVES[objective]
    table = random_table(rng)
    places = int(rng.integers(1, table.cost.shape[1] + 1))
    found = solve(table, places, Solver(60))
    best = min((without_way(table, c), measured(table, c)) for c in all_choices(table.cost.shape[1], places))
    assert without_way(table, found.chosen) == best[0]
    assert measured(table, found.chosen) == pytest.approx(best[1], rel=RELATIVE, abs=1e-12)
    assert found.value == pytest.approx(best[1], rel=RELATIVE, abs=1e-12)
    assert found.gap == 0
    assert found.chosen.size <= places


def leximin(served, weight, area, base, total, chosen) -> list[float]:
    there = [float(weight[served[:, list(chosen)].any(axis=1) & (area == a)].sum()) for a in range(len(total))]
    return sorted((b + t) / w for b, t, w in zip(base, there, total, strict=True) if w > 0)


def fairer(one: list[float], other: list[float]) -> bool:
    differ = next(((a, b) for a, b in zip(one, other, strict=True) if abs(a - b) >= 1e-6), (0, 0))
    return differ[0] > differ[1]


@pytest.mark.parametrize("compared", [0, fair_covering.MOST_CHOICES])
@pytest.mark.parametrize("case", CASES)
def test_the_worst_off_come_first_then_the_second_worst_then_all(case, compared, monkeypatch):
    monkeypatch.setattr(fair_covering, "MOST_CHOICES", compared)  # 0: level by level, by the solver
    rng = np.random.default_rng(3000 + case)
    served, weight = random_cover(rng)
    areas = int(rng.integers(1, 7))
    area = rng.integers(-1, areas, len(weight))
    base = np.where(rng.random(areas) < 0.5, rng.random(areas), 0) * weight.sum()
    total = np.array([weight[area == a].sum() for a in range(areas)]) + base + np.where(rng.random(areas) < 0.5, 3, 0)
    places = int(rng.integers(1, served.shape[1] + 1))
    cover = cover_of(served, weight, area)
    there = np.unique(cover.area[cover.area >= 0])
    found = worst_first(cover, Shares(there, base[there], total[there]), places, Solver(60))
    mine = leximin(served, weight, area, base, total, found.chosen)
    for chosen in all_choices(served.shape[1], places):
        other = leximin(served, weight, area, base, total, chosen)
        assert not fairer(other, mine)
        if not fairer(mine, other):
            best = served_by(served, weight, chosen)
            assert served_by(served, weight, found.chosen) >= best * (1 - 1e-9)
    assert found.gap == 0
    assert found.chosen.size <= places


@pytest.mark.parametrize("case", range(20))
def test_more_places_never_do_worse(case):
    rng = np.random.default_rng(4000 + case)
    table = random_table(rng)
    table = DistanceTable(np.where(np.isinf(table.cost), 500.0, table.cost), table.ceiling, table.weight)
    served, weight = random_cover(rng)
    for values in (
        [-least_total(table, p, Solver(60)).value for p in range(1, table.cost.shape[1] + 1)],
        [-least_greatest(table, p, Solver(60)).value for p in range(1, table.cost.shape[1] + 1)],
        [most_served(cover_of(served, weight), p, Solver(60)).value for p in range(1, served.shape[1] + 1)],
    ):
        assert (np.diff(values) >= -1e-9 * np.abs(values[:-1])).all()


def test_all_candidates_serve_what_they_reach():
    served, weight = random_cover(np.random.default_rng(5))
    found = most_served(cover_of(served, weight), served.shape[1], Solver(60))
    assert found.value == pytest.approx(served_by(served, weight, range(served.shape[1])))


def test_reductions_keep_the_first_of_equal_candidates_and_add_up_equal_groups():
    served = np.array([[1, 1, 0, 1], [1, 1, 0, 1], [0, 0, 1, 1], [0, 0, 0, 0]], bool)
    cover = cover_of(served[:, :3], np.array([2.0, 3.0, 4.0, 9.0]))
    assert cover.candidate.tolist() == [0, 2]
    assert sorted(cover.weight.tolist()) == [4.0, 5.0]
    dominated = cover_of(served, np.array([2.0, 3.0, 4.0, 9.0]))
    assert dominated.candidate.tolist() == [3]
    assert dominated.weight.tolist() == [9.0]


def test_groups_of_different_neighbourhoods_stay_apart():
    served = np.array([[1], [1], [1]], bool)
    assert cover_of(served, np.ones(3), np.array([0, 1, 0])).weight.tolist() == [2.0, 1.0]


def test_a_place_that_adds_nothing_is_left_out():
    served = np.array([[1, 0], [1, 0]], bool)
    assert most_served(cover_of(served, np.ones(2)), 2, Solver(60)).chosen.tolist() == [0]
    assert least_total(
        DistanceTable(np.array([[1.0, 2.0]]), np.array([np.inf]), np.ones(1)), 2, Solver(60)
    ).chosen.tolist() == [0]


def hard_case(name: str):
    """Return a case that neither the first choice nor the bound settles, and its answer."""
    for seed in range(500):
        rng = np.random.default_rng(6000 + seed)
        asked: list[bool] = []

        class Counted(Solver):
            def solve(self, model, asked=asked):
                asked.append(True)
                return super().solve(model)

        if name == "covering":
            served, weight = random_cover(rng)
            cover = cover_of(served, weight)
            run = partial(most_served, cover, 2)
        else:
            n, m = 30, 9
            table = DistanceTable(rng.random((n, m)), np.full(n, np.inf), np.ones(n))
            solve = OBJECTIVES[name][0]
            run = partial(solve, table, 3)
        found = run(Counted(60))
        if asked:
            return run, found
    raise AssertionError("no case needs the solver")


@pytest.mark.parametrize("name", ["covering", "total", "greatest"])
def test_without_an_answer_of_the_solver_the_best_so_far_stands_with_a_bound_that_holds(name):
    run, exact = hard_case(name)
    found = run(Silent(60))
    low, high = sorted([found.value, found.bound])
    assert low - 1e-9 <= exact.value <= high + 1e-9
    assert found.gap == pytest.approx((high - low) / high)
    assert found.chosen.size


def test_a_model_that_is_too_large_is_not_handed_over(monkeypatch):
    run, exact = hard_case("total")
    monkeypatch.setattr(radius_model, "MOST_VARIABLES", 0)
    found = run(Solver(60))
    assert found.bound <= exact.value * (1 + 1e-9) <= found.value * (1 + 2e-9)
