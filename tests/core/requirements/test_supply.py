"""What facilities offer in areas: counted and added up by hand."""

from __future__ import annotations

import math

import numpy as np

from buurtmaat.core.requirements.facilities import AreaPieces, Facilities
from buurtmaat.core.requirements.supply import Supply, capacity_in, ground_in, lies_in, number_in

NAN = math.nan

# Of two areas and what lies outside them, the last.
AREAS = 3
PLACES = [
    # where, capacity, m² of the polygon
    (0, 40.0, 0.0),
    (0, 5.0, 300.0),  # what is said of its capacity counts, not its size
    (0, NAN, 0.0),
    (1, NAN, 0.5),
    (1, NAN, 200.0),  # 150 m² in the first area and 50 in the second
    (-1, 7.0, 0.0),
    (-1, NAN, NAN),  # without geometry
    (-1, NAN, 1000.0),  # 100 m² in the second area
    (-1, NAN, 64.0),
]


def facilities(places: list[tuple[int, float, float]] = PLACES) -> Facilities:
    where, capacity, area = (np.array(column) for column in zip(*places, strict=True))
    pieces = AreaPieces(
        np.array([1, 4, 4, 7, 7]), np.array([1, 0, 1, 1, -1]), np.array([300.0, 150.0, 50.0, 100.0, 900.0])
    )
    names = [str(number) for number in range(len(places))]
    return Facilities(
        ids=names, types=names, neighbourhood=where, capacity=capacity, columns={}, area=area, pieces=pieces
    )


def told(found: Supply) -> list[list[float]]:
    return [one.tolist() for one in (found.amount, found.unknown, found.known)]


def test_places_are_counted_where_they_stand() -> None:
    found = number_in(facilities(), np.array([0, 1, 3, 5, 6]), AREAS)
    assert told(found) == [[2, 1, 2], [0, 0, 0], [2, 1, 2]]


def test_a_polygon_without_a_capacity_offers_its_size_in_each_area_that_it_lies_in() -> None:
    found = capacity_in(facilities(), np.arange(9), AREAS)
    # 40 + 5 and 150 m²; 0.5 m² with 50 and 100; 7 with 900 and 64 m².
    assert found.amount.tolist() == [195, 150.5, 971]
    assert found.unknown.tolist() == [1, 0, 1]
    assert found.known.tolist() == [3, 1, 2]


def test_only_the_chosen_facilities_count() -> None:
    assert told(capacity_in(facilities(), np.array([0, 2]), AREAS)) == [[40, 0, 0], [1, 0, 0], [1, 0, 0]]
    assert told(capacity_in(facilities(), np.array([4]), AREAS)) == [[150, 50, 0], [0, 0, 0], [1, 1, 0]]
    assert told(capacity_in(facilities(), np.array([1, 8]), AREAS)) == [[5, 0, 64], [0, 0, 0], [1, 0, 1]]
    assert told(capacity_in(facilities(), np.array([], np.int64), AREAS)) == [[0] * 3] * 3


def test_ground_that_is_covered_and_what_is_no_polygon_add_up() -> None:
    found = ground_in(facilities(), np.arange(9), np.array([0.25, 0.0, 900.0]))
    # Of the polygons the ground; 40 in the first area, and 7 outside.
    assert told(found) == [[40.25, 0, 907], [1, 0, 1], [2, 0, 2]]


def test_a_facility_lies_where_a_part_of_it_does_or_where_it_stands() -> None:
    held, rows, here = facilities(), np.array([0, 1, 4, 5, 7, 8]), np.array([False, True, False])
    # The second is cut and lies in the second area alone, though it stands in the first; the fifth lies there partly.
    assert lies_in(held, rows, here, in_parts=np.ones(6, bool)).tolist() == [False, True, True, False, True, False]
    assert lies_in(held, rows, here, in_parts=np.zeros(6, bool)).tolist() == [False, False, True, False, False, False]
    elsewhere = np.array([False, False, True])
    assert lies_in(held, rows, elsewhere, in_parts=np.ones(6, bool)).tolist() == [False] * 3 + [True] * 3


SOME = Supply(np.array([5.0, 0.0, 0.0, 8.0]), np.array([1.0, 2.0, 0.0, 1.0]), np.array([2.0, 0.0, 0.0, 4.0]))


def test_what_is_there_and_of_none_known_is_hidden() -> None:
    assert SOME.hidden.tolist() == [False, True, False, False]


def test_the_last_area_and_others_can_be_left_out_or_put_together() -> None:
    assert told(SOME.inside) == [[5, 0, 0], [1, 2, 0], [2, 0, 0]]
    here = np.array([True, False, True, False])
    assert told(SOME.where(here)) == [[5, 0, 0, 0], [1, 0, 0, 0], [2, 0, 0, 0]]
    assert told(SOME.by(np.array([1, 0, 0, 1]), 2)) == [[0, 13], [2, 2], [0, 6]]
