"""Whose reach is measured: weights, and figures that are spread."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.norms.model import Condition, is_percentage_field
from buurtmaat.core.requirements.entities import Dwellings, Neighbourhoods
from buurtmaat.core.requirements.weights import Demand, Demands, WeightSource, find_demand

PERCENTAGE = "percentage_personen_65_jaar_en_ouder"


def dwellings(number: Sequence[float | None], neighbourhood: Sequence[int], **columns: Sequence[object]) -> Dwellings:
    figures = np.array([math.nan if n is None else n for n in number], float)
    return Dwellings(
        xy=np.zeros((figures.size, 2)), number=figures, neighbourhood=np.array(neighbourhood, np.int64), columns=columns
    )


def neighbourhoods(count: int, **columns: Sequence[object]) -> Neighbourhoods:
    return Neighbourhoods(ids=[f"BU{i}" for i in range(count)], columns=columns)


def test_weight_is_the_number_of_dwellings() -> None:
    found = find_demand(dwellings([1, 0.5, None, 12], [0, 0, 1, -1]), neighbourhoods(2), WeightSource(), ())
    assert found.weight.tolist() == found.dwellings.tolist() == [1, 0.5, 0, 12]
    assert found.missing.tolist() == [False, False, True, False]
    assert not found.unknown_area.any()
    assert not found.unspread.any()


def test_a_field_of_the_dwellings_counts_by_itself() -> None:
    homes = dwellings([1, 1, 1, 1, None], [0] * 5, inhabitants=[2, None, -1, "2,5", 3])
    found = find_demand(homes, neighbourhoods(1), WeightSource("inhabitants"), ())
    assert found.weight.tolist() == [2, 0, 0, 2.5, 3]
    assert found.missing.tolist() == [False, True, True, False, False]
    assert found.dwellings.tolist() == [1, 1, 1, 1, 0]


def test_a_weight_that_a_dwelling_lacks_hides_that_of_its_area() -> None:
    """Not one of 7 people and a dwelling that is not known: nobody knows how many they are together."""
    homes = dwellings([1, 2, 1, 1, 1], [0, 0, 1, -1, 2], people=[7, None, 5, -99997, 0])
    found = find_demand(homes, neighbourhoods(3), WeightSource("people"), ())
    assert found.unknown.tolist() == [False, True, False, True, False]
    assert found.unknown_area.tolist() == [True, False, False, True], "the last is what lies outside all"
    assert found.weight.tolist() == [7, 0, 5, 0, 0]
    assert found.known_weight[[0, 2, 4]].tolist() == [7, 5, 0]
    assert np.isnan(found.known_weight[[1, 3]]).all()
    assert found.in_known_areas(homes.neighbourhood).weight.tolist() == [0, 0, 5, 0, 0]


def test_nobody_lives_where_no_dwelling_stands_and_nobody_is_told_of() -> None:
    homes = dwellings([0, None, -1], [0, 0, 0], people=[None, None, None])
    found = find_demand(homes, neighbourhoods(1), WeightSource("people"), ())
    assert found.missing.all()
    assert not found.unknown.any()
    assert not found.unknown_area.any()


def test_where_a_requirement_does_not_apply_nothing_is_left_of_a_demand() -> None:
    """It applies to the first of two neighbourhoods; two rows stand in each, and two outside all."""
    yes, twice = np.ones(6, bool), np.array([True, False] * 3)
    demand = Demand(
        applies=yes,
        weight=np.array([1.0, 2, 3, 4, 5, 6]),
        dwellings=np.array([7.0, 8, 9, 10, 11, 12]),
        missing=twice,
        unknown=~twice,
        unknown_area=np.ones(3, bool),
        unspread=np.array([13.0, 14]),
        null=twice,
    )
    area = np.array([0, 0, 1, 1, -1, -1])
    left = demand.within(area, np.array([True, False, False]))
    assert left.applies.tolist() == [True, True, False, False, False, False]
    assert (left.weight.tolist(), left.dwellings.tolist()) == ([1, 2, 0, 0, 0, 0], [7, 8, 0, 0, 0, 0])
    assert left.missing.tolist() == left.null.tolist() == [True, False, False, False, False, False]
    assert left.unknown.tolist() == [False, True, False, False, False, False]
    assert (left.unknown_area.tolist(), left.unspread.tolist()) == ([True, False, False], [13, 0])
    assert demand.within(area, np.ones(3, bool)) is demand


def test_a_weight_that_is_not_asked_about_hides_nothing() -> None:
    homes = dwellings([1, 1], [0, 0], people=[3, None], landlord=["a", "b"])
    found = find_demand(homes, neighbourhoods(1), WeightSource("people"), [Condition("landlord", "=", "a")])
    assert not found.unknown.any()
    assert found.weight.tolist() == [3, 0]
    everywhere = find_demand(homes, neighbourhoods(1), WeightSource("people"), ())
    assert everywhere.unknown.tolist() == [False, True]
    assert not everywhere.within(homes.neighbourhood, np.array([False, True])).unknown_area.any()


def test_a_figure_is_spread_by_the_number_of_dwellings() -> None:
    homes = dwellings([1, 3, None, 5, 2], [0, 0, 0, -1, 2])
    areas = neighbourhoods(5, people=[100, 50, 0, None, -5])
    found = find_demand(homes, areas, WeightSource("people", spread=True), ())
    assert found.weight.tolist() == [25, 75, 0, 0, 0]
    assert found.unspread.tolist() == [0, 50, 0, 0, 0]
    assert found.unknown_area.tolist() == [False, False, False, True, True, False]
    assert not found.unknown.any(), "no dwelling stands where a figure is not known"


def test_the_weights_of_a_run_are_found_once_for_all_that_go_by_them() -> None:
    demands = Demands(dwellings([1, 2], [0, 0], built=["true", "1"]), neighbourhoods(1))
    found = demands.of(WeightSource(), ())
    assert found.weight.tolist() == [1, 2]
    assert demands.of(WeightSource(), []) is found
    asked = [[Condition("built", "=", value)] for value in (1, True)]
    assert [demands.of(WeightSource(), conditions).weight.tolist() for conditions in asked] == [[0, 2], [1, 2]]


def test_where_a_figure_is_not_known_that_of_each_dwelling_there_is_not() -> None:
    homes = dwellings([1, 0, 2, 3], [0, 0, 1, -1])
    found = find_demand(homes, neighbourhoods(2, people=[None, 5]), WeightSource("people", spread=True), ())
    assert found.unknown.tolist() == [True, False, False, False]
    assert found.unknown_area.tolist() == [True, False, False]
    assert found.weight.tolist() == [0, 0, 5, 0]


def test_a_percentage_is_taken_of_its_whole() -> None:
    areas = neighbourhoods(6, pct=[20, 0, None, 20, -20, 0], people=[150, 80, 100, None, -100, None])
    source = WeightSource("pct", spread=True, share_of="people")
    found = find_demand(dwellings([1, 1], [0, 1]), areas, source, ())
    assert found.weight.tolist() == [30, 0]
    assert found.unknown_area.tolist() == [False, False, True, True, True, True, False]


def test_conditions_are_looked_at_after_a_figure_is_spread() -> None:
    homes = dwellings([1, 1, 2], [0, 0, 0], landlord=["A", "B", None])
    source, only = WeightSource("people", spread=True), [Condition("landlord", "=", "a")]
    found = find_demand(homes, neighbourhoods(1, people=[100]), source, only)
    assert found.weight.tolist() == [25, 0, 0]
    assert found.dwellings.tolist() == [1, 0, 0]
    assert found.null.tolist() == [False, False, True]
    assert found.applies.tolist() == [True, False, False]
    assert found.unspread.tolist() == [0]


FIGURES = st.one_of(st.none(), st.floats(1e-6, 1e6), st.just(0.0))


@given(st.lists(st.tuples(FIGURES, st.integers(-1, 4)), max_size=40), st.lists(FIGURES, min_size=5, max_size=5))
def test_what_is_spread_and_what_is_not_make_up_the_figures(
    rows: list[tuple[float | None, int]], people: list[float | None]
) -> None:
    homes = dwellings([n for n, _ in rows], [a for _, a in rows])
    found = find_demand(homes, neighbourhoods(5, people=people), WeightSource("people", spread=True), ())
    for area, figure in enumerate(people):
        mine = found.weight[homes.neighbourhood == area].sum() + found.unspread[area]
        assert mine == pytest.approx(figure or 0.0, rel=1e-9)
        assert found.unknown_area[area] == (figure is None)
    assert not found.weight[homes.neighbourhood < 0].any()


def test_people_over_65_of_delft(shared: Path) -> None:
    """17,798.6 in the 80 of 91 neighbourhoods with a percentage, 10.0 of them where no dwelling stands."""
    folder = shared / "data" / "delft"
    if not folder.is_dir():
        pytest.skip(f"the data of Delft is not in {folder}")
    areas = _rows(folder / "neighbourhoods.gpkg", "neighbourhoods", "buurtcode", "aantal_inwoners", PERCENTAGE)
    homes = _rows(folder / "dwellings_synthetic.gpkg", "dwellings", "buurtcode")
    number = {code: row for row, (code, *_) in enumerate(areas)}
    people, percentages = (
        [None if v <= -99990 else v for v in column] for column in list(zip(*areas, strict=True))[1:]
    )
    assert is_percentage_field(PERCENTAGE), "spreading it as it is would be refused"
    assert len(areas) == 91
    assert sum(p for p in percentages if p is not None) == 1554
    found = find_demand(
        dwellings([1.0] * len(homes), [number[code] for (code,) in homes]),
        neighbourhoods(len(areas), pct=percentages, people=people),
        WeightSource("pct", spread=True, share_of="people"),
        (),
    )
    assert (~found.unknown_area[:-1]).sum() == 80
    assert found.weight.sum() + found.unspread.sum() == pytest.approx(17798.6, abs=0.05)
    assert found.unspread.sum() == pytest.approx(10.0, abs=0.05)
    assert (found.unspread > 0).sum() == 2


def _rows(path: Path, table: str, *columns: str) -> list[tuple]:
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        found = database.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY fid").fetchall()
    database.close()
    return found
