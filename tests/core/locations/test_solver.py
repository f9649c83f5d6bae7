"""The solver in its thread: Cancel, the time limit, errors, and never two at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.locations import solver as module
from buurtmaat.core.locations.solver import THREAD, Model, Solver, gap_between, scale_of_model
from buurtmaat.core.progress import Progress
from buurtmaat.core.sparse import Matrix


def knapsack() -> Model:
    """Return the model of 3, 4 and 5, of which two may be taken."""
    return Model(
        cost=np.array([-3.0, -4.0, -5.0]),
        matrix=Matrix(np.ones((1, 3))),
        low=np.array([0.0]),
        high=np.array([2.0]),
        whole=3,
    )


def at_work() -> list[threading.Thread]:
    return [t for t in threading.enumerate() if t.name == THREAD]


class Clock:
    """A time that passes at looks only."""

    def __init__(self) -> None:
        self.now, self.looks = 100.0, 0

    def passes(self, seconds: float, until: int, then: Callable[[], None]) -> Callable[[], bool]:
        """Return what a run asks at each look: time passes until the n-th, at which something happens; no Cancel."""

        def look() -> bool:
            self.looks += 1
            if self.looks <= until:
                self.now += seconds
            if self.looks == until:
                then()
            return False

        return look


@pytest.fixture
def clock(monkeypatch):
    """Return the clock of the solver, which looks up without waiting long."""
    made = Clock()
    monkeypatch.setattr(module, "monotonic", lambda: made.now)
    monkeypatch.setattr(module, "_LOOK", 0.001)
    return made


@pytest.fixture
def slow(monkeypatch):
    """Make the solver wait until it is let go; count how many are at work together, and keep what it was told."""
    gate, running, most = threading.Event(), [], []
    made = SimpleNamespace(gate=gate, most=most, options=None)

    def milp(*_args, options, **_more):
        made.options = options
        running.append(1)
        most.append(len(running))
        gate.wait()
        running.pop()
        return SimpleNamespace(status=0, x=np.array([0.0, 1.0, 1.0]), mip_dual_bound=-9.0)

    monkeypatch.setattr(module, "milp", milp)
    yield made
    gate.set()
    for thread in at_work():
        thread.join()


def test_a_model_is_solved_and_its_bound_is_the_optimum():
    answer = Solver(60).solve(knapsack())
    assert np.round(answer.values).tolist() == [0, 1, 1]
    assert answer.bound == pytest.approx(-9)


@pytest.mark.parametrize("size", [1e-12, 1e-3, 1e9, 1e15])
def test_costs_of_any_size_give_the_same_choice(size):
    model = knapsack()
    answer = Solver(60).solve(
        Model(cost=model.cost * size, matrix=model.matrix, low=model.low, high=model.high, whole=3)
    )
    assert np.round(answer.values).tolist() == [0, 1, 1]
    assert answer.bound == pytest.approx(-9 * size)


def test_only_the_first_variables_are_whole():
    # Two that cost the same, of which together 1½ may be taken.
    half = Model(
        cost=np.array([-1.0, -1.0]), matrix=Matrix(np.ones((1, 2))), low=np.zeros(1), high=np.array([1.5]), whole=1
    )
    answer = Solver(60).solve(half)
    assert answer.values.tolist() == pytest.approx([1, 0.5])
    assert answer.bound == pytest.approx(-1.5)


def test_costs_are_scaled_by_a_power_of_2_to_about_a_million():
    # 7 × 2¹⁷ = 917 504: × 2¹⁸ it would be 1 835 008.
    assert scale_of_model(np.array([-3.0, 4.0])) == 2**17


def test_what_cannot_be_is_said_to_be_impossible():
    model = knapsack()
    answer = Solver(60).solve(
        Model(cost=model.cost, matrix=model.matrix, low=np.array([4.0]), high=np.array([9.0]), whole=3)
    )
    assert not answer.feasible
    assert (answer.values, answer.bound) == (None, np.inf)


@pytest.mark.parametrize("fails_again", [False, True])
def test_a_model_that_fails_in_presolving_is_solved_without(monkeypatch, fails_again):
    real, asked = module.milp, []

    def milp(*args, options, **more):
        asked.append(options["presolve"])
        if options["presolve"] or fails_again:
            return SimpleNamespace(status=4, x=None, mip_dual_bound=None)
        return real(*args, options=options, **more)

    monkeypatch.setattr(module, "milp", milp)
    answer = Solver(60).solve(knapsack())
    assert asked == [True, False]
    assert answer.bound == (-np.inf if fails_again else pytest.approx(-9))
    assert (answer.values is None) == fails_again
    assert answer.feasible


def test_an_optimum_is_asked_for_in_the_time_that_is_left(slow, clock):
    slow.gate.set()
    mine = Solver(60)
    clock.now += 20
    mine.solve(knapsack())
    assert slow.options == {"time_limit": 40, "mip_rel_gap": 0, "presolve": True}


def test_cancel_is_heard_within_half_a_second_by_who_sleeps_between():
    assert 0.01 < module._LOOK < 0.5


def test_cancel_is_answered_while_the_solver_still_works(slow):
    with pytest.raises(Cancelled):
        Solver(60, Progress(cancelled=lambda: bool(at_work()))).solve(knapsack())
    assert [thread.daemon for thread in at_work()] == [True]  # else QGIS could not be closed before it ends


def test_the_next_run_waits_for_the_solver_that_was_left_behind(slow, clock):
    with pytest.raises(Cancelled):
        Solver(60, Progress(cancelled=lambda: bool(at_work()))).solve(knapsack())
    mine = Solver(60, Progress(cancelled=clock.passes(20, 3, slow.gate.set)))
    answer = mine.solve(knapsack())
    assert np.round(answer.values).tolist() == [0, 1, 1]
    assert max(slow.most) == 1
    assert clock.looks >= 3
    assert mine.left == 60, "waiting is not solving"


def test_waiting_for_another_solver_can_be_cancelled_too(slow):
    with pytest.raises(Cancelled):
        Solver(60, Progress(cancelled=lambda: bool(at_work()))).solve(knapsack())
    with pytest.raises(Cancelled):
        Solver(60, Progress(cancelled=lambda: True)).solve(knapsack())
    assert max(slow.most) == 1


def test_a_solver_that_overruns_is_no_longer_waited_for(slow, clock):
    # Its 60 seconds are over at the sixth look, after 64.8; the 5 of grace that follow are so at the seventh.
    mine = Solver(60, Progress(cancelled=clock.passes(10.8, 99, slow.gate.set)))
    answer = mine.solve(knapsack())
    assert (answer.values, answer.bound, answer.feasible) == (None, -np.inf, True)
    assert clock.looks == 7
    assert at_work()
    clock.now = 100.0
    assert mine.left == 0


def test_without_time_nothing_is_started(slow, clock):
    mine = Solver(10)
    clock.now += 10
    assert mine.solve(knapsack()).values is None
    assert slow.most == []


def test_an_error_in_the_thread_reaches_who_waits(monkeypatch):
    def broken(*_args, **_options):
        raise MemoryError

    monkeypatch.setattr(module, "milp", broken)
    with pytest.raises(MemoryError):
        Solver(60).solve(knapsack())


def test_progress_moves_with_the_time_that_is_used(slow, clock):
    shares: list[float] = []
    Solver(40, Progress(shares.append, clock.passes(10, 4, slow.gate.set))).solve(knapsack())
    assert shares[:4] == [0, 0.25, 0.5, 0.75]
    assert set(shares[4:]) <= {1}, "the solver may not have ended yet at the next look"


@pytest.mark.parametrize(
    ("value", "bound", "gap"), [(5, 5, 0), (80, 100, 0.2), (100, 80, 0.2), (0, 0, 0), (0, 3, 1), (2, np.inf, 1)]
)
def test_the_gap_is_a_share_of_the_larger(value, bound, gap):
    assert gap_between(value, bound) == pytest.approx(gap)


def test_what_only_rounding_sets_apart_is_proved():
    assert gap_between(1e6, 1e6 + 1e-4) == 0
    assert gap_between(1e6, 1e6 + 1e-2) == pytest.approx(1e-8)
