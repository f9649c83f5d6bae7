"""How many dwellings have how much, as a table: by area, outside all, together and by level, counted by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from buurtmaat.core.norms.model import Requirement
from buurtmaat.core.requirements.divisions import by_level
from buurtmaat.core.results.degree_table import DEGREE_KINDS, degree_table
from towns.factories import point
from towns.random_towns import RandomTown, village


def town() -> RandomTown:
    """Make dwellings at x = 0 … 5, 5 m from a street with a pool at 0, within 7.5 m of which 0, 1 and 2 are.

    That at 2 has no number of dwellings, those at 3 and 5 are outside the neighbourhood, which is in a village.
    """
    made = village(
        6, shapes=[point(0.0, 0.0)], types=["pool"], capacity=[None], facility_holder=[0], facility_columns={}
    )
    asked = Requirement(id="a", facility=("pool",), indicator="distance", threshold=7.5, unit="m", target=0.9)
    return dataclasses.replace(
        made,
        number=[1.0, 2.0, None, 3.0, 4.0, 6.0],
        holder=[0, 0, 0, -1, 0, -1],
        requirements=[asked],
        extra_divisions=[by_level("wijk", ["West"]), by_level("kern", ["Dorp"])],
    )


def rows(table: pd.DataFrame) -> dict[tuple[str, str], list[tuple[int, int, int, float]]]:
    assert list(table.columns) == list(DEGREE_KINDS)
    found: dict[tuple[str, str], list[tuple[int, int, int, float]]] = {}
    for row in table.itertuples():
        counts = row.asked_count, row.within_count, row.unknown_count, row.dwellings
        found.setdefault((row.level, row.neighbourhood), []).append(counts)
    return {key: sorted(of) for key, of in found.items()}


def test_each_area_what_lies_outside_all_and_the_whole_have_their_dwellings_once() -> None:
    made = town()
    table = degree_table(made.assess(), made.dwellings)
    assert rows(table) == {
        ("neighbourhood", "BU1"): [(1, 0, 0, 4.0), (1, 1, 0, 3.0)],
        ("neighbourhood", "outside_neighbourhoods"): [(1, 0, 0, 9.0)],
        ("neighbourhood", "_total"): [(1, 0, 0, 13.0), (1, 1, 0, 3.0)],
        ("kern", "Dorp"): [(1, 0, 0, 4.0), (1, 1, 0, 3.0)],
        ("wijk", "West"): [(1, 0, 0, 4.0), (1, 1, 0, 3.0)],
    }
    assert table["stock"].tolist() == ["all"] * len(table)
    assert table["year"].isna().all()
    places = list(dict.fromkeys(table["neighbourhood"]))
    assert places == ["BU1", "outside_neighbourhoods", "_total", "West", "Dorp"]
    assert table.index.tolist() == list(range(len(table)))


def test_a_part_of_the_dwellings_is_counted_by_itself_in_its_year() -> None:
    made = town()
    new = np.array([False, True, False, False, True, True])
    table = degree_table(made.assess(), made.dwellings, 2040, {"existing": ~new, "new": new})
    assert table["year"].tolist() == [2040] * len(table)
    assert list(dict.fromkeys(table["stock"])) == ["all", "existing", "new"]
    assert rows(table[table["stock"] == "new"]) == {
        ("neighbourhood", "BU1"): [(1, 0, 0, 4.0), (1, 1, 0, 2.0)],
        ("neighbourhood", "outside_neighbourhoods"): [(1, 0, 0, 6.0)],
        ("neighbourhood", "_total"): [(1, 0, 0, 10.0), (1, 1, 0, 2.0)],
        ("kern", "Dorp"): [(1, 0, 0, 4.0), (1, 1, 0, 2.0)],
        ("wijk", "West"): [(1, 0, 0, 4.0), (1, 1, 0, 2.0)],
    }
    assert rows(table[table["stock"] == "all"])["neighbourhood", "_total"] == [(1, 0, 0, 13.0), (1, 1, 0, 3.0)]
