"""What a table of distances says of its columns, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.locations.distance_table import DistanceTable, row_blocks
from buurtmaat.core.locations.solver import Solver

INF = np.inf


class Counting(Solver):
    """A solver that counts how often it is told to look at Cancel."""

    looks = 0

    def look(self) -> None:
        self.looks += 1


def table() -> DistanceTable:
    """Make four groups and three columns; nothing leads to the last group, and the third has something at 4."""
    return DistanceTable(
        cost=np.array([[1, 7, 3], [5, INF, 2], [6, 9, INF], [INF, INF, INF]]),
        ceiling=np.array([INF, INF, 4, INF]),
        weight=np.array([10.0, 20.0, 30.0, 40.0]),
    )


@pytest.mark.parametrize(
    ("shape", "rows"),
    [((3, 600_000), [1, 1, 1]), ((5, 500_000), [2, 2, 1]), ((4, 2), [4]), ((2, 3_000_000), [1, 1]), ((0, 4), [])],
)
def test_blocks_have_a_million_cells_at_most_or_one_row_and_hold_each_row_once(
    shape: tuple[int, int], rows: list[int]
) -> None:
    blocks = list(row_blocks(np.broadcast_to(0.0, shape)))
    assert [len(range(*block.indices(shape[0]))) for block in blocks] == rows
    assert [row for block in blocks for row in range(*block.indices(shape[0]))] == list(range(shape[0]))


def test_a_table_without_columns_is_one_block_of_a_million_rows() -> None:
    assert [block.stop - block.start for block in row_blocks(np.empty((3, 0)))] == [1_000_000]


def test_the_nearest_of_some_columns_is_no_farther_than_what_is_open() -> None:
    assert table().columns == 3
    assert table().nearest(np.array([1, 2])).tolist() == [3, 2, 4, INF]
    assert table().nearest(np.array([1])).tolist() == [7, INF, 4, INF]
    assert table().nearest(np.empty(0, np.int64)).tolist() == [INF, INF, 4, INF]


def test_totals_are_by_weight_and_what_no_way_leads_to_is_told_beside_them() -> None:
    assert table().reached(np.array([1])) == (60, 10 * 7 + 30 * 4)
    assert table().reached(np.array([0, 2])) == (40, 10 * 1 + 20 * 2 + 30 * 4)
    some = DistanceTable(table().cost[:3], table().ceiling[:3], table().weight[:3])
    assert some.total(np.array([0])) == 10 * 1 + 20 * 5 + 30 * 4


def test_extremes_are_over_all_columns_whatever_is_open_and_cancel_is_heard() -> None:
    solver = Counting(60)
    nearest, farthest = table().extremes(solver)
    assert nearest.tolist() == [1, 2, 6, INF]
    assert farthest.tolist() == [7, INF, INF, INF]
    assert solver.looks == 1


def test_groups_that_no_way_leads_to_with_any_choice_do_not_matter() -> None:
    found = table().that_matters(Solver(60))
    assert found.weight.tolist() == [10, 20, 30]
    assert found.cost.tolist() == table().cost[:3].tolist()
    assert found.ceiling.tolist() == [INF, INF, 4]
    assert found.that_matters(Solver(60)) is found
    # One that only has what is open matters: it has a distance.
    open_only = DistanceTable(np.full((1, 2), INF), np.array([4.0]), np.ones(1))
    assert open_only.that_matters(Solver(60)) is open_only


def test_columns_that_nobody_goes_to_are_not_used() -> None:
    """The first group goes to 0, the second to 2; the third has what is open, which is nearer than any."""
    solver = Counting(60)
    assert table().used(np.array([2, 1, 0]), solver).tolist() == [0, 2]
    assert solver.looks == 1
    assert table().used(np.array([1, 0]), Solver(60)).tolist() == [0]
    # Where two are as near the first is used, and one as near as what is open is not.
    even = DistanceTable(np.array([[3.0, 3.0], [4.0, 5.0]]), np.array([INF, 4.0]), np.ones(2))
    assert even.used(np.array([0, 1]), Solver(60)).tolist() == [0]
    assert even.used(np.array([1]), Solver(60)).tolist() == [1]
    for away in (4.0, 9.0):
        alone = DistanceTable(np.array([[away]]), np.array([4.0]), np.ones(1))
        assert alone.used(np.array([0]), Solver(60)).size == 0
