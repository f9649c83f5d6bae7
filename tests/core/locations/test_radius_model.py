"""The model of the median problem has the optimum of all choices, with as few variables as dwellings share."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from buurtmaat.core.locations import radius_model as module
from buurtmaat.core.locations.distance_table import DistanceTable
from buurtmaat.core.locations.radius_model import radius_model
from buurtmaat.core.locations.solver import Solver


def table(cost: list[list[float]], ceiling: float, weight: list[float] | None = None) -> DistanceTable:
    rows = len(cost)
    return DistanceTable(
        np.array(cost, float), np.full(rows, ceiling), np.ones(rows) if weight is None else np.array(weight)
    )


def best(of: DistanceTable, places: int, limit: float, partly: np.ndarray) -> float:
    """Return the least total of all choices that leave no more than the limit without a way; inf where none does."""
    found = np.inf
    for size in range(places + 1):
        for chosen in combinations(range(of.columns), size):
            near = of.cost[:, list(chosen)].min(axis=1, initial=np.inf)
            lost = of.weight[partly & (near >= of.ceiling)].sum()
            if lost <= limit * (1 + 1e-9):
                found = min(found, float(of.weight @ np.minimum(near, of.ceiling)))
    return found


def optimum(of: DistanceTable, places: int, limit: float, partly: np.ndarray) -> float:
    model = radius_model(of, places, limit, partly, Solver(60))
    assert model is not None
    answer = Solver(60).solve(model)
    if not answer.feasible or answer.values is None:
        return np.inf
    chosen = np.flatnonzero(answer.values[: of.columns] > 0.5)
    assert chosen.size <= places
    assert float(of.weight @ of.nearest(chosen)) == pytest.approx(answer.bound), "the choice costs what the model says"
    return answer.bound


def test_the_optimum_is_that_of_all_choices() -> None:
    for case in range(60):
        rng = np.random.default_rng(case)
        rows, columns = int(rng.integers(1, 9)), int(rng.integers(1, 6))
        cost = rng.integers(1, 9, (rows, columns)).astype(float)
        of = DistanceTable(cost, rng.integers(2, 12, rows).astype(float), rng.integers(1, 5, rows).astype(float))
        partly = rng.random(rows) < 0.5
        places, limit = int(rng.integers(1, columns + 1)), float(rng.integers(0, 6))
        assert optimum(of, places, limit, partly) == pytest.approx(best(of, places, limit, partly)), case


@pytest.mark.parametrize("weight", [1e-7, 1e-3, 1.0])
def test_a_weight_that_is_hardly_any_is_not_left_without_a_way_where_none_may_be(weight: float) -> None:
    """Less than the solver lets pass: it would take the second column, from which no way leads to the first row."""
    of = DistanceTable(np.array([[1.0, 10.0], [8.0, 1.0]]), np.full(2, 10.0), np.array([weight, 1.0]))
    assert optimum(of, 1, 0.0, np.array([True, False])) == pytest.approx(8 + weight)


@pytest.mark.parametrize("columns", [62, 63, 64, 65, 127, 130])
def test_of_many_columns_each_is_told_apart(columns: int) -> None:
    rng = np.random.default_rng(columns)
    of = DistanceTable(rng.permuted(np.tile(np.arange(columns) + 1.0, (4, 1)), axis=1), np.full(4, 500.0), np.ones(4))
    nobody = np.zeros(4, bool)
    assert optimum(of, 1, 0.0, nobody) == pytest.approx(best(of, 1, 0.0, nobody))


def test_dwellings_with_the_same_nearest_share_the_question() -> None:
    """Both go to 0, then 1, then 2: three questions; where the second has 1 as near as its ceiling it asks one."""
    model = radius_model(table([[1, 2, 3], [1, 2, 4]], 10.0), 1, 0.0, np.zeros(2, bool), Solver(60))
    assert model.cost.tolist() == [
        0,
        0,
        0,
        2,
        3,
        13,
        2,
    ]  # a metre more each, then 1 and 2, then 7 and 6; at least 1 each
    assert model.whole == 3
    short = radius_model(
        DistanceTable(np.array([[1.0, 2, 3], [1, 2, 4]]), np.array([10.0, 2.0]), np.ones(2)),
        1,
        0.0,
        np.zeros(2, bool),
        Solver(60),
    )
    assert short.cost.tolist() == [0, 0, 0, 2, 1, 7, 2]


def test_what_no_column_is_nearer_for_asks_nothing() -> None:
    model = radius_model(table([[5, 6]], 5.0), 1, 0.0, np.zeros(1, bool), Solver(60))
    assert model.cost.tolist() == [0, 0, 5]


def test_a_model_with_more_variables_than_may_be_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made = table([[1, 2, 3], [1, 2, 4]], 10.0), 1, 0.0, np.zeros(2, bool), Solver(60)
    monkeypatch.setattr(module, "MOST_VARIABLES", 3)
    assert radius_model(*made) is not None
    monkeypatch.setattr(module, "MOST_VARIABLES", 2)
    assert radius_model(*made) is None


def test_what_may_be_left_without_a_way_is_what_is_left_after_those_whom_no_choice_helps() -> None:
    """The last has no column nearer than its ceiling, and weighs 3; of the others 2 or 4 are left by one place."""
    of = table([[1, 9], [9, 1], [9, 9]], 9.0, [2.0, 4.0, 3.0])
    everybody = np.ones(3, bool)
    assert optimum(of, 1, 5.0, everybody) == pytest.approx(2 * 9 + 4 * 1 + 3 * 9)
    assert optimum(of, 1, 4.0, everybody) == np.inf
    assert optimum(of, 2, 3.0, everybody) == pytest.approx(2 + 4 + 27)
    assert optimum(of, 2, 2.9, everybody) == np.inf


def test_weights_below_one_are_left_up_to_the_same_share() -> None:
    of = table([[1, 9], [9, 1]], 9.0, [0.002, 0.004])
    everybody = np.ones(2, bool)
    assert optimum(of, 1, 0.002, everybody) == pytest.approx(0.002 * 9 + 0.004 * 1)
    assert optimum(of, 1, 0.0019, everybody) == np.inf
