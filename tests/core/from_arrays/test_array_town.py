"""A town of arrays as the computations read it: what is not known, and what stands where."""

from __future__ import annotations

import math
import re

import numpy as np
import pandas as pd
import pytest

from buurtmaat.core.from_arrays import ArrayTown, polygons

NAN = math.nan
SQUARE = [(0, 0), (10, 0), (10, 10), (0, 10)]
OVER_IT = [(5, 0), (20, 0), (20, 10), (5, 10)]


def town(**other: object) -> ArrayTown:
    given: dict[str, object] = {
        "dwellings": [(1, 1), (7, 5), (15, 5), (90, 5), (NAN, 5), (5, math.inf)],
        "neighbourhoods": polygons([SQUARE, OVER_IT]),
        "neighbourhood_ids": ["a", "b"],
        "facilities": [(15, 5), (7, 5), (NAN, NAN), (90, 5)],
        "types": ["pool", None, "pool", "park"],
    }
    return ArrayTown(**{**given, **other})  # type: ignore[arg-type]


def test_places_stand_in_the_first_neighbourhood_that_holds_them_or_in_none() -> None:
    assert town().read_dwellings().neighbourhood.tolist() == [0, 0, 1, -1, -1, -1]
    assert town().read_facilities().neighbourhood.tolist() == [1, 0, -1, -1]


def test_a_place_of_which_one_coordinate_is_not_known_is_nowhere() -> None:
    xy = town().read_dwellings().xy
    assert xy[:4].tolist() == [[1, 1], [7, 5], [15, 5], [90, 5]]
    assert np.isnan(xy[4:]).all()
    assert town().read_facility_shapes().has_geometry.tolist() == [True, True, False, True]


def test_the_two_zeros_are_one() -> None:
    xy = town(dwellings=[(-0.0, 0.0)]).read_dwellings().xy
    assert not np.signbit(xy).any()


def test_each_row_is_a_dwelling_unless_numbers_say_otherwise() -> None:
    assert town().read_dwellings().number.tolist() == [1] * 6
    number = town(number=[2, 0, -1, NAN, math.inf, 0.5]).read_dwellings().number
    np.testing.assert_array_equal(number, [2, 0, NAN, NAN, NAN, 0.5])


def test_a_facility_is_a_point_and_offers_what_is_said_or_it_is_not_known() -> None:
    found = town().read_facilities()
    assert list(found.ids) == ["0", "1", "2", "3"]
    assert list(found.types) == ["pool", None, "pool", "park"]
    assert found.area.tolist() == [0] * 4
    assert np.isnan(found.capacity).all()
    capacity = town(capacity=[50, 0, -3, NAN]).read_facilities().capacity
    np.testing.assert_array_equal(capacity, [50, 0, NAN, NAN])


def test_columns_have_none_where_nothing_is_known() -> None:
    place = town(
        neighbourhood_columns={"people": np.array([5.0, NAN]), "district": pd.Series(["d", None])},
        facility_columns={"open": pd.array([True, pd.NA, False, True], dtype="boolean")},
        dwelling_columns={"age": [1, 2.5, None, NAN, "old", pd.NaT]},
        classes=["urban", None],
    )
    assert place.read_neighbourhoods().columns == {"people": [5.0, None], "district": ["d", None]}
    assert list(place.read_neighbourhoods().classes) == ["urban", None]
    assert place.read_facilities().columns == {"open": [True, None, False, True]}
    assert place.read_dwellings().columns == {"age": [1, 2.5, None, None, "old", None]}
    assert town(neighbourhood_ids=[1, 2]).read_neighbourhoods().ids == ["1", "2"]


def test_a_town_may_be_without_dwellings_or_facilities() -> None:
    empty = town(dwellings=[], facilities=[], types=[])
    assert empty.read_dwellings().xy.shape == (0, 2)
    assert empty.read_dwellings().number.size == 0
    assert empty.read_facilities().count == 0
    assert empty.read_facility_shapes().count == 0


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"classes": ["urban"]}, "classes has 1 values, of what there is 2 of"),
        ({"capacity": [1, 2]}, "capacity has 2 values, of what there is 4 of"),
        ({"facility_columns": {"open": []}}, 'facility_columns["open"] has 0 values, of what there is 4 of'),
        ({"neighbourhood_columns": {"n": [1, 2, 3]}}, 'neighbourhood_columns["n"] has 3 values, of what there is 2 of'),
        ({"dwellings": [[[1, 2]]]}, "dwellings has the shape (1, 1, 2)"),
        ({"dwellings": [[1, 2, 3], [4, 5, 6]]}, "dwellings has the shape (2, 3)"),
        ({"dwellings": [[1], [2]]}, "dwellings has the shape (2, 1)"),
        ({"dwellings": 3.0}, "dwellings has the shape ()"),
    ],
)
def test_what_does_not_belong_together_is_refused(other: dict, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        town(**other)


def test_a_town_may_have_hundreds_of_dwellings() -> None:
    many = town(dwellings=[(1.0, 1.0)] * 1000, number=[1] * 1000, dwelling_columns={"age": [70] * 1000})
    assert many.read_dwellings().number.sum() == 1000


def test_numbers_stand_in_one_row() -> None:
    with pytest.raises(ValueError, match=re.escape("number has the shape (3, 2)")):
        town(number=[[1, 2], [3, 4], [5, 6]]).read_dwellings()
    with pytest.raises(ValueError, match=re.escape("capacity has the shape (2, 2)")):
        town(capacity=[[1, 2], [3, 4]]).read_facilities()
