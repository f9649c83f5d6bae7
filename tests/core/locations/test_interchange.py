"""Exchanges of chosen places, against all that could be added or exchanged."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.locations import interchange as module
from buurtmaat.core.locations.distance_table import DistanceTable
from buurtmaat.core.locations.interchange import added, exchanged, least_two
from buurtmaat.core.locations.solver import Solver


def random_table(seed: int) -> DistanceTable:
    """Return a table of whole numbers, so that sums are exact; some groups have a facility near already."""
    rng = np.random.default_rng(seed)
    n, m = rng.integers(3, 12), rng.integers(4, 9)
    ceiling = np.where(rng.random(n) < 0.3, rng.integers(1, 40, n), 100).astype(float)
    return DistanceTable(rng.integers(1, 60, (n, m)).astype(float), ceiling, rng.integers(1, 5, n).astype(float))


def test_the_nearest_two_and_which_is_nearest():
    cost = np.array([[9.0, 5.0, 7.0, 3.0], [2.0, 8.0, 6.0, 4.0], [9.0, 8.0, 7.0, 6.0]])
    table = DistanceTable(cost, np.array([4.0, 10.0, 1.0]), np.ones(3))
    first, second, place = least_two(table, np.array([1, 3]))
    assert first.tolist() == [3, 4, 1]
    # The second may be the facility that is there: 4 for the first group; for the third both of them are that.
    assert second.tolist() == [4, 8, 1]
    assert place.tolist() == [1, 1, 2], "the second chosen twice, and the facility that is there"


@pytest.mark.parametrize("seed", range(12))
def test_what_is_added_brings_the_total_down_most(seed):
    table = random_table(seed)
    start = np.array([1], np.int64) if seed % 2 else None
    found = added(table, 3, Solver(60), start).tolist()
    chosen = [1] if seed % 2 else []
    assert found[: len(chosen)] == chosen
    for column in found[len(chosen) :]:
        totals = {c: table.total(np.array([*chosen, c])) for c in range(table.columns) if c not in chosen}
        assert column == min(totals, key=lambda c: (totals[c], c))
        chosen.append(column)
    assert len(chosen) == 3


def test_no_more_is_added_than_there_are_columns():
    table = DistanceTable(np.array([[1.0, 2.0]]), np.array([9.0]), np.ones(1))
    assert sorted(added(table, 5, Solver(60)).tolist()) == [0, 1]


def test_nothing_is_added_to_as_many_as_are_asked_or_more():
    table = random_table(1)
    for places in (1, 2):
        assert added(table, places, Solver(60), np.array([2, 0])).tolist() == [2, 0]


@pytest.mark.parametrize("seed", range(12))
def test_after_the_exchanges_no_single_one_is_better(seed):
    table = random_table(seed)
    chosen = np.array([0, 1, 2])
    found = exchanged(table, chosen, Solver(60))
    assert chosen.tolist() == [0, 1, 2], "what was given stays"
    assert len(set(found.tolist())) == 3
    total = table.total(found)
    assert total <= table.total(chosen)
    for out in range(3):
        for into in set(range(table.columns)) - set(found.tolist()):
            other = found.copy()
            other[out] = into
            assert table.total(other) >= total


def test_the_best_exchange_is_made_first():
    # From column 0 (total 20): to column 1 saves 5, to column 2 saves 12, and from there nothing is better.
    table = DistanceTable(np.array([[10.0, 5.0, 4.0], [10.0, 10.0, 4.0]]), np.full(2, 50.0), np.ones(2))
    assert exchanged(table, np.array([0]), Solver(60)).tolist() == [2]


def test_without_time_nothing_is_exchanged():
    table = DistanceTable(np.array([[10.0, 5.0]]), np.full(1, 50.0), np.ones(1))
    assert exchanged(table, np.array([0]), Solver(0.0)).tolist() == [0]


def test_each_exchange_changes_the_total_by_what_is_said():
    for seed in range(12):
        table, chosen = random_table(seed), np.array([0, 1, 2])
        change = module._changes(table, chosen, Solver(60))
        for out in range(3):
            for into in range(3, table.columns):
                other = chosen.copy()
                other[out] = into
                assert change[out, into] == table.total(other) - table.total(chosen)


def test_an_exchange_that_only_seems_better_ends_the_search(monkeypatch):
    monkeypatch.setattr(module, "_changes", lambda table, chosen, _solver: np.full((chosen.size, table.columns), -1.0))
    table = DistanceTable(np.full((2, 3), 5.0), np.full(2, 9.0), np.ones(2))
    assert exchanged(table, np.array([0]), Solver(60)).tolist() == [0]
