"""Worst first: each step of the search by small cases, whatever choice it begins with."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from buurtmaat.core.locations import fair_covering
from buurtmaat.core.locations.covering import reduced
from buurtmaat.core.locations.fair_covering import Shares, worst_first
from buurtmaat.core.locations.solver import Answer, Model, Solver
from buurtmaat.core.sparse import Matrix
from towns.solvers import Silent


class Case:
    """Rows of weight in neighbourhoods, and which candidates serve each."""

    def __init__(self, served, weight, area, base=0.0) -> None:
        self.served, self.weight = np.array(served, bool), np.array(weight, np.float64)
        self.area = np.array(area)
        self.there = np.unique(self.area[self.area >= 0])
        self.base = np.broadcast_to(np.asarray(base, np.float64), self.there.shape)
        inside = [self.weight[self.area == a].sum() for a in self.there]
        self.total = np.array(inside) + self.base

    def solve(self, places: int, solver: Solver | None = None) -> fair_covering.Fairest:
        cover = reduced(Matrix(self.served.astype(float)), self.weight, self.area)
        return worst_first(cover, Shares(self.there, self.base, self.total), places, solver or Solver(60))

    def reached(self, chosen) -> np.ndarray:
        return self.served[:, list(chosen)].any(axis=1)

    def shares(self, chosen) -> list[float]:
        """Return the shares in ascending order, of which a list compares the first that differs."""
        near = self.reached(chosen)
        inside = np.array([self.weight[near & (self.area == a)].sum() for a in self.there])
        return sorted(np.round((self.base + inside) / self.total, 6).tolist())

    def best(self, places: int) -> tuple[list[float], float]:
        """Return the fairest shares of all choices, and the most weight that goes with them."""
        choices = combinations(range(self.served.shape[1]), places)
        return max((self.shares(c), float(self.weight[self.reached(c)].sum())) for c in choices)


class Recorded(Solver):
    """Keeps the models that are solved."""

    def __init__(self) -> None:
        super().__init__(60)
        self.models: list[Model] = []

    def solve(self, model: Model) -> Answer:
        self.models.append(model)
        return super().solve(model)


def random_case(seed: int) -> Case:
    rng = np.random.default_rng(seed)
    area = np.concatenate([np.arange(4), rng.integers(-1, 4, 12)])
    served = rng.random((16, 7)) < 0.25
    served[:4, 0] = True  # each neighbourhood can be served
    return Case(served, rng.integers(1, 9, 16), area, rng.choice([0, 0, 6], 4))


def begin_badly(monkeypatch) -> None:
    """Let the search begin with the least fair choice."""

    def start(fair, _solver):
        choices = combinations(range(fair.cover.candidate.size), fair.places)
        return np.array(min(choices, key=lambda one: np.round(fair.of(np.array(one)), 6).tolist()), np.int64)

    monkeypatch.setattr(fair_covering._Fair, "start", start)


@pytest.mark.parametrize("compared", [0, fair_covering.MOST_CHOICES])
@pytest.mark.parametrize("number", range(15))
def test_the_fairest_choice_is_found_whatever_the_search_begins_with(number, compared, monkeypatch):
    monkeypatch.setattr(fair_covering, "MOST_CHOICES", compared)  # 0: level by level
    begin_badly(monkeypatch)
    case = random_case(number)
    found = case.solve(2 + number % 2)
    assert found.chosen.size <= 2 + number % 2
    shares, weight = case.best(2 + number % 2)
    assert case.shares(found.chosen) == shares
    assert case.weight[case.reached(found.chosen)].sum() == weight
    assert (found.gap, found.proved) == (0, case.there.size)
    assert (round(found.value, 6), round(found.bound, 6)) == (shares[0], shares[0])


ALIKE = Case([[1, 0], [0, 1], [1, 0], [0, 1]], [1, 1, 5, 1], [0, 0, -1, -1])
"""Either candidate serves half of the only neighbourhood; outside all the first serves 5 and the second 1."""


@pytest.mark.parametrize("compared", [0, fair_covering.MOST_CHOICES])
@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_of_equally_fair_choices_the_one_that_serves_most_is_taken(order, compared, monkeypatch):
    monkeypatch.setattr(fair_covering, "MOST_CHOICES", compared)
    case = Case(ALIKE.served[:, order], ALIKE.weight, ALIKE.area)
    assert case.solve(1).chosen.tolist() == [order.index(0)]


def test_where_all_choices_are_compared_the_solver_is_not_asked():
    solver = Recorded()
    ALIKE.solve(1, solver)
    assert solver.models == []


def test_more_choices_than_can_be_compared_go_to_the_solver(monkeypatch):
    monkeypatch.setattr(fair_covering, "MOST_COMPARED", 1)
    solver = Recorded()
    assert ALIKE.solve(1, solver).chosen.tolist() == [0]
    assert solver.models


def test_only_choices_that_leave_as_few_at_the_level_are_compared(monkeypatch):
    # Three neighbourhoods, served by 01, 2, 12 and 0: three of the six pairs serve all of them.
    monkeypatch.setattr(fair_covering, "MOST_COMPARED", 3)
    solver = Recorded()
    Case([[1, 0, 0, 1], [1, 0, 1, 0], [0, 1, 1, 0]], [1, 1, 1], [0, 1, 2]).solve(2, solver)
    assert solver.models == []


def test_who_serves_nobody_at_the_level_is_out_before_choices_are_counted(monkeypatch):
    monkeypatch.setattr(fair_covering, "MOST_CHOICES", 2)
    solver = Recorded()
    # The third candidate serves somebody outside all neighbourhoods only.
    served = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert Case(served, [2, 1, 9], [0, 0, -1]).solve(1, solver).chosen.tolist() == [0]
    assert solver.models == []


def test_the_first_choice_counts_what_others_serve_already_once(monkeypatch):
    # Of 4, 3, 2 and 1 the first candidate serves 4 + 3, the second 3 + 2, the third 2 + 1.
    monkeypatch.setattr(fair_covering, "MOST_CHOICES", 0)
    case = Case([[1, 0, 0], [1, 1, 0], [0, 1, 1], [0, 0, 1]], [4, 3, 2, 1], [0, 0, 0, 0])
    assert case.solve(2, Silent(60)).chosen.tolist() == [0, 2]


def test_who_can_have_no_more_is_proved_without_the_solver(monkeypatch):
    monkeypatch.setattr(fair_covering, "MOST_CHOICES", 0)
    # The first two candidates serve a neighbourhood each wholly, the third a half of both.
    case = Case([[1, 0, 0], [1, 0, 1], [0, 1, 0], [0, 1, 1]], [1, 1, 1, 1], [0, 0, 1, 1])
    found = case.solve(2, Silent(60))
    assert found.chosen.tolist() == [0, 1]
    assert (found.value, found.bound, found.gap, found.proved) == (1, 1, 0, 2)


def test_a_level_that_no_answer_tells_of_may_be_as_high_as_1(monkeypatch):
    monkeypatch.setattr(fair_covering, "MOST_CHOICES", 0)
    # The first candidate serves two thirds of both neighbourhoods, the other one a third.
    found = Case([[1, 0], [0, 1], [1, 0], [0, 1]], [2, 1, 2, 1], [0, 0, 1, 1]).solve(1, Silent(60))
    assert found.chosen.tolist() == [0]
    assert (found.value, found.bound, found.gap) == pytest.approx((2 / 3, 1, 1 / 3))
    assert found.proved == 0


class Vague(Solver):
    """A solver that only has the right bound by the end of its time."""

    def solve(self, model: Model) -> Answer:
        return Answer(None, super().solve(model).bound)


def test_a_level_is_at_most_as_high_as_the_bound(monkeypatch):
    monkeypatch.setattr(fair_covering, "MOST_CHOICES", 0)
    begin_badly(monkeypatch)
    # As before, but the search begins with the third: two thirds are possible.
    found = Case([[1, 0], [0, 1], [1, 0], [0, 1]], [2, 1, 2, 1], [0, 0, 1, 1]).solve(1, Vague(60))
    assert found.chosen.tolist() == [1]
    assert (found.value, found.bound, found.gap) == pytest.approx((1 / 3, 2 / 3, 1 / 2))


class Hasty(Solver):
    """A solver that only has a bound by the end of its time: one below the least cost."""

    def solve(self, model: Model) -> Answer:
        return Answer(None, super().solve(model).bound - 1)


def test_a_bound_on_who_stays_at_a_level_is_a_number_of_neighbourhoods():
    # Four neighbourhoods with a candidate each, of which one opens: three stay at 0, and two at least, says the bound.
    found = Case(np.eye(4), [1, 1, 1, 1], [0, 1, 2, 3]).solve(1, Hasty(60))
    assert (found.value, found.bound, found.proved) == (0, 0, 0)
    assert found.gap == pytest.approx(1 / 3)
