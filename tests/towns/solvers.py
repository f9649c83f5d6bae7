"""Solvers that are watched, or that do nothing, and a covering problem that no order of choosing helps with."""

from __future__ import annotations

import numpy as np

from buurtmaat.core.locations.solver import Answer, Model, Solver

FANO = ["124", "235", "346", "457", "156", "267", "137"]
"""Seven lines of three of seven points; any two of them have one point in common."""


class Unasked(Solver):
    """A solver that is not to be needed."""

    def solve(self, model: Model) -> Answer:
        raise AssertionError("the solver was asked")


class Silent(Solver):
    """A solver that finds nothing in its time."""

    def solve(self, model: Model) -> Answer:
        return Answer(None, -np.inf)


class Recording(Solver):
    """A solver that keeps its answers."""

    def __init__(self) -> None:
        super().__init__(60)
        self.answers: list[Answer] = []

    def solve(self, model: Model) -> Answer:
        self.answers.append(super().solve(model))
        return self.answers[-1]
