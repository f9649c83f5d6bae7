"""The parts of covering, each by itself: on cases small enough to go through by hand."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.locations import covering
from buurtmaat.core.locations.covering import (
    Cover,
    fewest_places,
    greedy,
    improved_cover,
    most_served,
    narrowed,
    reduced,
    useful,
)
from buurtmaat.core.locations.solver import Answer, Model, Solver
from buurtmaat.core.sparse import Matrix
from towns.solvers import FANO, Recording, Silent, Unasked


def cover(*serves: str, weight: list[float] | None = None) -> Cover:
    """Make a problem of what each candidate serves: groups are digits from 1."""
    groups = max(int(group) for one in serves for group in one)
    served = np.array([[str(group + 1) in one for one in serves] for group in range(groups)], float)
    weights = np.ones(groups) if weight is None else np.array(weight)
    return Cover(Matrix(served), weights, np.full(groups, -1), np.arange(len(serves)))


# Choices to begin with


def test_each_next_place_serves_the_most_of_those_that_are_left() -> None:
    # 123: 3. Then 234 adds 1 and 56 adds 0.9.
    town = cover("123", "234", "56", weight=[1, 1, 1, 1, 0.4, 0.5])
    assert greedy(town, 3).tolist() == [0, 1, 2]
    assert greedy(town, 2).tolist() == [0, 1]
    assert greedy(town, 9, need=3).tolist() == [0]
    assert greedy(town, 9, need=3.5).tolist() == [0, 1]
    assert greedy(town, 0).tolist() == []


def test_a_choice_ends_where_nothing_is_gained_and_of_equal_ones_the_first_is_taken() -> None:
    assert greedy(cover("12", "12", "1"), 3).tolist() == [0]


def test_a_place_is_exchanged_where_that_serves_more() -> None:
    # 12 and 23 serve three groups, 12 and 34 all four; neither alone tells it of the other.
    assert improved_cover(cover("12", "23", "34"), np.array([0, 1]), Unasked(60)).tolist() == [0, 2]
    assert improved_cover(cover("12", "23", "34"), np.array([1, 2]), Unasked(60)).tolist() == [0, 2]


def test_exchanges_go_on_until_none_serves_more() -> None:
    # 1 becomes 234, and only then is 2 worth nothing, and becomes 56.
    town = cover("1", "2", "234", "56", weight=[1, 1, 1, 1, 0.9, 0.9])
    assert improved_cover(town, np.array([1, 0]), Unasked(60)).tolist() == [2, 3]


def test_a_place_is_looked_at_again_once_another_one_is_exchanged() -> None:
    # Beside 24 the place 1 serves 3 and 45 only 2. Then 24 becomes 23, and 45 serves 3.5.
    town = cover("1", "24", "23", "45", weight=[3, 5, 2, 1.5, 2])
    assert improved_cover(town, np.array([0, 1]), Unasked(60)).tolist() == [3, 2]


def test_of_many_groups_those_that_no_candidate_serves_go() -> None:
    served = Matrix(np.array([[1.0]] * 300 + [[0.0]]))
    assert reduced(served, np.ones(301), np.arange(301)).weight.tolist() == [1] * 300


def test_a_place_stays_where_another_one_serves_as_much() -> None:
    assert improved_cover(cover("12", "23"), np.array([1]), Unasked(60)).tolist() == [1]


def test_what_the_others_serve_is_left_out_the_last_first() -> None:
    assert useful(cover("12", "23", "13"), np.array([2, 1, 0])).tolist() == [0, 1]
    assert useful(cover("12", "34"), np.array([1, 0])).tolist() == [0, 1]


# The bound. 123 and 234 overlap in 2 and 3, which have the price 1 each at first: 4 + 4 is too much by 2.
# A step of (8 − 6) / (1 + 1) brings the price of both to 0.


def test_the_bound_comes_down_to_what_two_places_that_overlap_serve() -> None:
    found = narrowed(cover("123", "234", "5", weight=[2, 1, 1, 2, 2]), 2, np.array([0, 1]), Unasked(60))
    assert (found.best.tolist(), found.value, found.bound, found.kept.tolist()) == ([0, 1], 6, 6, [0, 1, 2])


def test_a_place_that_is_in_no_better_choice_goes() -> None:
    # With it, at most 8 − (4 − 1.9) = 5.9 is served; the other two serve 6.
    found = narrowed(cover("123", "234", "5", weight=[2, 1, 1, 2, 1.9]), 2, np.array([0, 1]), Unasked(60))
    assert found.kept.tolist() == [0, 1]


def test_a_better_choice_is_found_on_the_way() -> None:
    # Without prices for 2 and 3 the third place is worth 2.5, the others 2: the bound is 2 + 2.5 + 2.
    town = cover("123", "234", "5", weight=[2, 1, 1, 2, 2.5])
    found = narrowed(town, 2, np.array([0, 1]), Unasked(60))
    assert (sorted(found.best.tolist()), found.value, found.bound) == ([0, 2], 6.5, 6.5)
    assert set(found.best.tolist()) <= set(found.kept.tolist())


def test_where_it_is_asked_whether_so_much_can_be_served_a_bound_below_it_ends_the_search() -> None:
    town = cover("123", "234", "5", weight=[2, 1, 1, 2, 2.5])
    start = np.array([0, 1])
    assert narrowed(town, 2, start, Unasked(60), need=7).bound == 6.5
    assert narrowed(town, 2, start, Unasked(60), need=8.1).bound == 8  # the first bound is enough
    assert narrowed(town, 2, start, Unasked(60), need=6).bound == 8  # the choice to begin with is enough


def test_what_all_weigh_together_is_a_bound() -> None:
    found = narrowed(cover("12", "23"), 2, np.array([0, 1]), Unasked(60))
    assert (found.value, found.bound) == (3, 3)


class Clock(Solver):
    """A solver with so many seconds left, each time that it is asked; the last answer stays."""

    def __init__(self, *left: float) -> None:
        self.of_clock = [*left]
        super().__init__(left[0])

    @property
    def left(self) -> float:
        return self.of_clock.pop(0) if len(self.of_clock) > 1 else self.of_clock[0]


@pytest.mark.parametrize(("later", "bound"), [(4.9, 5), (5, 4), (6, 4)])
def test_half_of_the_time_is_for_the_bound(later: float, bound: float) -> None:
    # Beyond it, all that there is stays the bound of what two places serve.
    found = narrowed(cover("123", "234", "5"), 2, np.array([0, 1]), Clock(10, later))
    assert (found.best.tolist(), found.value, found.bound, found.kept.tolist()) == ([0, 1], 4, bound, [0, 1, 2])


def test_the_clock_is_looked_at_before_the_first_step() -> None:
    # That step would tell that one place serves 2 of the 3.
    town = cover("12", "3")
    assert [narrowed(town, 1, np.array([0]), Clock(10, later)).bound for later in (4.9, 5)] == [3, 2]


def test_a_choice_that_serves_all_once_ends_the_search_of_a_bound() -> None:
    # No price can change then; the choice to begin with is no better for it.
    found = narrowed(cover("12", "34", "1"), 2, np.array([0]), Unasked(60))
    assert (found.best.tolist(), found.value, found.bound, found.kept.tolist()) == ([0], 2, 4, [0, 1, 2])


# What only the solver proves: two lines of seven serve 5 points, and prices cannot tell it from 3 + 3.


def test_the_solver_proves_that_two_lines_serve_five_points() -> None:
    solver = Recording()
    found = most_served(cover(*FANO), 2, solver)
    assert (found.value, found.bound, found.gap, found.chosen.size) == (5, 5, 0, 2)
    assert [answer.bound for answer in solver.answers] == [pytest.approx(-5)]
    silent = most_served(cover(*FANO), 2, Silent(60))
    assert (silent.value, silent.bound) == (5, 6)
    assert silent.gap == pytest.approx(1 / 6)


@pytest.mark.parametrize("each", [1e-3, 1.0, 1e5])
def test_the_solver_proves_that_six_points_take_three_lines(each: float) -> None:
    solver, town = Recording(), cover(*FANO, weight=[each] * 7)
    found = fewest_places(town, 6 * each, solver)
    assert found is not None
    assert (found.value, found.bound, found.chosen.size) == (3, 3, 3)
    # Three lines through one point serve all seven.
    assert town.weight_of(found.chosen) == pytest.approx(7 * each)
    assert solver.answers[0].bound == pytest.approx(3)
    assert solver.answers[0].values is not None
    assert solver.answers[0].values[:7].sum() == pytest.approx(3)
    silent = fewest_places(town, 6 * each, Silent(60))
    assert silent is not None
    assert (silent.value, silent.bound) == (3, 2)


def two_rows_of_seven() -> Cover:
    """Return columns of 4, 2 and 1, which are taken one after the other, and the two rows that do as well."""
    served = np.zeros((14, 5))
    for place, (first, last) in enumerate([(0, 4), (4, 6), (6, 7)]):
        served[[*range(first, last), *range(7 + first, 7 + last)], place] = 1
    served[:7, 3] = served[7:, 4] = 1
    return Cover(Matrix(served), np.ones(14), np.full(14, -1), np.arange(5))


def test_a_smaller_choice_of_the_solver_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(covering, "_STEPS", 0)  # so that no bound finds it before
    found = fewest_places(two_rows_of_seven(), 14, Solver(60))
    assert found is not None
    assert (found.chosen.tolist(), found.value, found.bound) == ([3, 4], 2, 2)


def test_a_choice_of_the_solver_that_serves_too_little_is_not_taken() -> None:
    """A solver holds what is asked to a tolerance of its own."""

    class Generous(Solver):
        def solve(self, model: Model) -> Answer:
            return Answer(np.repeat([1.0, 0.0], [2, model.cost.size - 2]), 2.0)

    found = fewest_places(cover(*FANO), 6, Generous(60))
    assert found is not None
    assert (found.value, found.bound) == (3, 2)


def test_the_bound_alone_tells_that_places_apart_are_both_needed() -> None:
    found = fewest_places(cover("1", "2"), 2, Unasked(60))
    assert found is not None
    assert (found.chosen.tolist(), found.value, found.bound) == ([0, 1], 2, 2)


def test_what_is_needed_may_be_all_that_there_is_or_nothing() -> None:
    town = cover("1", "2", weight=[0.5, 2])
    for need, chosen in ((0.0, []), (0.5, [1]), (2, [1]), (2.25, [0, 1]), (2.5, [0, 1])):
        found = fewest_places(town, need, Unasked(60))
        assert found is not None
        assert (found.chosen.tolist(), found.value, found.bound) == (chosen, len(chosen), len(chosen))
    assert fewest_places(town, 2.6, Unasked(60)) is None


def test_of_the_choices_with_the_fewest_places_the_one_that_serves_most_is_taken() -> None:
    # The first two serve the seven groups that are asked, and no exchange of one of them more; the last two serve all.
    found = fewest_places(cover("1256", "347", "1234", "5678"), 7, Solver(60))
    assert found is not None
    assert (found.chosen.tolist(), found.value, found.bound) == ([2, 3], 2, 2)


@pytest.mark.parametrize("need", [0.0, -1.0])
def test_nothing_is_needed_where_nobody_is_served_either(need: float) -> None:
    nobody = Cover(Matrix((0, 0)), np.empty(0), np.empty(0, np.int64), np.empty(0, np.int64))
    found = fewest_places(nobody, need, Unasked(60))
    assert found is not None
    assert (found.chosen.tolist(), found.value, found.bound) == ([], 0, 0)
