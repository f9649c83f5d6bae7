"""Maps of a report: the areas by verdict and the dwellings by state, over one ground."""

from __future__ import annotations

import re

import numpy as np
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

from buurtmaat.adapters.report.backdrop import Backdrop, Ground
from buurtmaat.adapters.report.map_places import MapPlaces
from buurtmaat.adapters.report.maps import GLYPHS, MapBase, MapDrawing
from buurtmaat.core.geometry.shapes import LINE, Shapes
from towns.svg import drawn

LEFT, RIGHT = "POLYGON((0 0, 0 100, 100 100, 100 0, 0 0))", "POLYGON((100 0, 100 100, 200 100, 200 0, 100 0))"
SPOTS = np.array([[50.0, 50.0], [150.0, 50.0], [150.0, 50.1], [np.nan, np.nan], [90.0, 20.0]])
IN_ONE_CELL = (1, 2)


def ground(spots: np.ndarray | None = SPOTS) -> MapBase:
    shapes = [QgsGeometry.fromWkt(LEFT), QgsGeometry.fromWkt(RIGHT), QgsGeometry()]
    return MapBase(shapes, ["left", "right", "nowhere"], QgsCoordinateReferenceSystem("EPSG:28992"), spots)


def drawing(**changes) -> MapDrawing:
    return MapDrawing(changes.get("ground") or ground(), changes.get("background", ()), changes.get("places"))


def strokes(path: str) -> int:
    """Return how many cells a path of runs covers."""
    return sum(int(length) for length in re.findall(r"h(\d+)", path))


def test_a_map_has_its_areas_by_verdict_and_what_is_not_on_it_nowhere():
    made = drawing()
    assert made.areas[2] == ""
    found = dict(made.by_verdict(["meets", "fails", "fails"]))
    assert {verdict: corners(path) for verdict, path in found.items()} == {
        "meets": corners(made.areas[0]),
        "fails": corners(made.areas[1]),
    }
    assert list(dict(made.by_verdict([None, "meets", None]))) == ["none", "meets"]


def test_areas_of_one_verdict_are_drawn_without_the_border_between_them():
    made = drawing()
    ((verdict, path),) = made.by_verdict(["meets"] * 3)
    left, right = corners(made.areas[0]), corners(made.areas[1])
    assert verdict == "meets"
    assert corners(path) == left | right
    assert path.count("M") == 1, "one ring around both"
    assert len(re.findall(r"-?\d+", path)) == 2 * 6  # the border's two ends stay, since they were corners


def corners(path: str) -> set[tuple[int, int]]:
    return {corner for part in drawn(path) for corner in part}


def test_a_square_is_drawn_as_one():
    """The box of 200 by 100 has a margin of 2 % of each: 208 metres are 1,000 units."""
    (corner, steps) = re.fullmatch(r"M(\d+ \d+)l([-\d ]+)z", drawing().areas[0]).groups()
    scale = 1000 / 208
    sides = [abs(int(one)) for one in re.findall(r"-?\d+", steps)]
    assert sorted(sides) == pytest.approx([0, 0, 0] + [100 * scale] * 3, abs=1)
    assert corner.split()[0] == str(round(4 * scale))


def test_dwellings_that_lie_outside_are_drawn_over_the_others():
    made = drawing()
    assert strokes(made.dwellings) == 3
    below, found = made.by_state(np.array([1, 1, 0, 1, -1], np.int8))
    assert below
    assert [(state, strokes(path)) for state, path in found] == [(0, 1), (-1, 1)]
    below, found = made.by_state(np.array([1, 1, 1, 1, 1], np.int8))
    assert (below, found) == (True, [])


def test_a_map_leaves_out_the_dwellings_that_a_requirement_does_not_ask_about():
    made = drawing()
    assert made.by_state(np.full(5, 2, np.int8)) == (False, [])
    below, found = made.by_state(np.array([1, 2, 2, 0, 0], np.int8))
    assert not below
    assert [(state, strokes(path)) for state, path in found] == [(0, 1), (1, 1)]


def test_without_dwellings_or_states_none_are_drawn():
    assert drawing().by_state(None) == (False, [])
    made = drawing(ground=ground(None))
    assert made.dwellings == ""
    assert made.by_state(np.array([], np.int8)) == (False, [])


def test_each_requirement_has_its_own_facilities_by_type():
    points = np.array([[10.0, 10.0], [20.0, 20.0], [30.0, 30.0], [5000.0, 0.0]])
    places = MapPlaces(
        points=points,
        types=["school", "shop", "school", "shop"],
        users=[frozenset({"a"}), frozenset({"a", "b"}), frozenset({"b"}), frozenset({"b"})],
    )
    made = drawing(places=places)
    assert [(one.type, one.path.count("M")) for one in made.of_requirement("a", "")] == [("school", 1), ("shop", 1)]
    assert [(one.type, one.path.count("M")) for one in made.of_requirement("b", "")] == [("school", 1), ("shop", 1)]
    assert made.of_requirement("c", "school") == []
    assert [(one.type, one.path.count("M")) for one in made.all_places()] == [("school", 2), ("shop", 1)]
    assert len({one.form for one in made.all_places()}) == 2
    by_type = drawing(places=MapPlaces(points=points, types=["school", "shop", "school", "shop"]))
    assert [one.type for one in by_type.of_requirement("c", "School | park")] == ["school"]


def test_more_types_than_forms_are_one_on_the_map_of_all():
    types = [f"type {number}" for number in range(len(GLYPHS) + 1)]
    places = MapPlaces(points=np.full((len(types), 2), 50.0), types=types)
    assert [one.type for one in drawing(places=places).all_places()] == [""]
    found = drawing(places=places).of_requirement("a", "type 0|type 8")
    assert [(one.type, one.form) for one in found] == [("type 0", 0), ("type 8", 1)]


def test_what_lies_below_is_drawn_once_and_only_what_is_near():
    near, far = [[0, 50], [200, 50]], [[9000, 0], [9100, 0]]
    lines = Shapes(
        xy=np.array([*near, *far], float),
        part_start=np.array([0, 2, 4]),
        part_feature=np.array([0, 1]),
        part_kind=np.full(2, LINE, np.int8),
        count=2,
    )
    ((look, path, is_line),) = drawing(background=[Backdrop("streets", Ground.STREET, lines)]).background
    assert (look, path.count("M"), is_line) == ("street", 1, True)


@pytest.mark.parametrize(("crs", "metres"), [(1.0, 50), (37.0, 1000), (0.01, 1)])
def test_the_bar_of_the_scale_is_a_round_length_of_at_most_a_quarter(crs, metres):
    shapes = [QgsGeometry.fromWkt(f"POLYGON((0 0, 0 {100 * crs}, {200 * crs} {100 * crs}, {200 * crs} 0, 0 0))")]
    made = MapDrawing(MapBase(shapes, ["a"], QgsCoordinateReferenceSystem("EPSG:28992")), (), None)
    length, units = made.scale_bar()
    assert length == metres
    assert units == pytest.approx(length / (208 * crs) * 1000)
    assert units <= 250 or length == 1


def test_without_an_area_there_is_nothing_to_draw():
    assert MapBase([QgsGeometry()], ["a"], QgsCoordinateReferenceSystem()).is_empty
    assert not ground().is_empty


def test_dwellings_of_many_maps_are_drawn_coarser():
    sizes = [MapDrawing(ground(), (), None, maps).cell for maps in (1, 15, 16, 30, 31, 50)]
    assert sizes == [3, 3, 4, 4, 6, 6]


def test_a_map_of_many_dwellings_has_no_more_elements_than_one_of_few():
    rng = np.random.default_rng(4)
    for number in (10, 50_000):
        spots = rng.uniform((0, 0), (200, 100), (number, 2))
        made = drawing(ground=ground(spots))
        below, found = made.by_state(rng.integers(-1, 2, number).astype(np.int8))
        assert below
        assert len(found) == 2
        assert len(made.dwellings) + sum(len(path) for _, path in found) < 600_000
