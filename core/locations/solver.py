"""Mixed-integer models, solved by HiGHS with a time limit, while Cancel is heard.

HiGHS comes with scipy (`scipy.optimize.milp`). It takes no start solution and cannot be interrupted, but it lets the
interpreter go: so it runs in a thread of its own, and who cancels does not wait for it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from time import monotonic

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from ..arrays import Floats
from ..progress import Progress
from ..sparse import Matrix

THREAD = "buurtmaat-solver"
"""The name of the thread that solves: so a run finds one that a cancelled run has left behind."""

_LOOK = 0.1
"""Seconds between looks at Cancel."""

_GRACE = 5.0
"""Seconds that the solver may go beyond its time limit before its answer is no longer waited for."""

_INFEASIBLE, _FAILED = 2, 4
"""What `milp` calls these. The HiGHS of scipy 1.17 fails in presolving some models, and solves them without."""
_EQUAL = 1e-9
_SUM = 1e6
"""What all costs together are brought to: the solver ends within 1e-6 of an optimum, which is nothing of that."""


@dataclass(frozen=True, kw_only=True)
class Model:
    """Minimise cost · x, with low ≤ matrix · x ≤ high and 0 ≤ x ≤ 1, the first `whole` of x being 0 or 1."""

    cost: Floats
    matrix: Matrix
    low: Floats
    high: Floats
    whole: int


@dataclass(frozen=True)
class Answer:
    """What the solver found.

    Parameters
    ----------
    values
        Of the variables, None where none were found in time.
    bound
        No solution costs less than this.
    feasible
        False where it is proved that there is no solution.
    """

    values: Floats | None
    bound: float
    feasible: bool = True


class Solver:
    """Solves the models of one question, which share a time limit.

    Parameters
    ----------
    seconds
        For all models together.
    progress
        Of the whole question; it moves with the time that is used.
    """

    def __init__(self, seconds: float, progress: Progress | None = None) -> None:
        self.progress = progress or Progress()
        self.seconds, self._began, self._given_up, self._share = seconds, monotonic(), False, 0.0

    @property
    def left(self) -> float:
        """Return the seconds that are left."""
        return 0.0 if self._given_up else max(self.seconds - (monotonic() - self._began), 0.0)

    def look(self) -> None:
        """Tell how much of the time is used, and look at Cancel."""
        self._share = max(self._share, 1 - self.left / self.seconds)
        self.progress.at(self._share)

    def solve(self, model: Model) -> Answer:
        """Solve a model in the time that is left; where there is none, nothing is known.

        Notes
        -----
        Costs are scaled by a power of 2, which is exact, since the solver's tolerance is absolute.
        """
        self._wait_for_others()
        if not self.left:
            return Answer(None, -np.inf)
        scale = scale_of_model(model.cost)
        work = _SolverThread(model, scale, self.left)
        work.start()
        deadline = monotonic() + self.left + _GRACE
        while not work.ended.wait(_LOOK):
            self.look()
            if monotonic() > deadline:
                self._given_up = True
                return Answer(None, -np.inf)
        if work.error is not None:
            raise work.error
        result = work.result
        if result.status == _INFEASIBLE:
            return Answer(None, np.inf, feasible=False)
        bound = result.mip_dual_bound if result.mip_dual_bound is not None else -np.inf
        values = None if result.x is None else np.asarray(result.x, np.float64)
        return Answer(values, float(bound) / scale)

    def _wait_for_others(self) -> None:
        """Let a solver end that a cancelled run left behind: two would share the machine, and the memory."""
        began = monotonic()
        while others := [t for t in threading.enumerate() if t.name == THREAD]:
            others[0].join(_LOOK)
            self.look()
        if monotonic() - began > _LOOK:
            self._began += monotonic() - began  # waiting is not solving


class _SolverThread(threading.Thread):
    """A solver at work, until it ends by itself; `ended` says so."""

    def __init__(self, model: Model, scale: float, seconds: float) -> None:
        super().__init__(name=THREAD, daemon=True)
        self.model, self.scale, self.time_limit = model, scale, seconds
        self.ended = threading.Event()
        self.result: OptimizeResult  # there once it has ended, unless there is an error
        self.error: Exception | None = None

    def run(self) -> None:
        """Solve, and keep what came of it."""
        try:
            self.result = self._solved(presolve=True)
            if self.result.x is None and self.result.status == _FAILED:
                self.result = self._solved(presolve=False)
        except Exception as error:  # raised again by who waits
            self.error = error
        finally:
            self.ended.set()

    def _solved(self, *, presolve: bool) -> OptimizeResult:
        model = self.model
        return milp(
            model.cost * self.scale,
            integrality=(np.arange(model.cost.size) < model.whole).astype(np.int64),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(model.matrix, model.low, model.high),
            options={"time_limit": self.time_limit, "mip_rel_gap": 0.0, "presolve": presolve},
        )


def scale_of_model(cost: Floats) -> float:
    """Return a power of 2 that brings the sum of costs to about `_SUM`."""
    most = float(np.abs(cost).sum())
    return float(2.0 ** np.round(np.log2(_SUM / most))) if most else 1.0


def gap_between(value: float, bound: float) -> float:
    """Return how far apart a value and its bound are, as a share of the larger: 0 where the value is proved best."""
    if not np.isfinite(bound):
        return 1.0
    apart, most = abs(value - bound), max(abs(value), abs(bound))
    return 0.0 if apart <= _EQUAL * most else min(apart / most, 1.0)
