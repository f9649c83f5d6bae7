"""Facility layers: where their types, ids and capacities come from."""

from __future__ import annotations

import math

import pytest
from qgis.core import QgsCoordinateTransformContext, QgsProcessingContext

from buurtmaat.adapters.io.crs import choose_crs
from buurtmaat.adapters.io.reader import Reader
from buurtmaat.adapters.io.reading import read_layer
from buurtmaat.adapters.layers.facilities import (
    as_facility_layer,
    facility_ids,
    layer_types,
    named_table,
    read_facilities,
)
from buurtmaat.core.errors import InputError
from buurtmaat.core.progress import Progress
from towns import runs
from towns.runs import Feedback, box, layer, point


def reader(**texts) -> Reader:
    return Reader(runs.algorithm("basicrequirements"), texts, QgsProcessingContext(), Feedback())


@pytest.mark.parametrize(
    ("kind", "source", "found"),
    [
        ("postgres", """dbname='a' key='id' table="s"."places" (geom)""", ("", "places")),
        ("postgres", """dbname='a' key='id' table="(select * from \\"raw\\")" (geom)""", ("", "")),
        ("ogr", "/a/b.gpkg|layername=places", ("/a/b.gpkg", "places")),
        ("ogr", "/a/b.shp", ("/a/b.shp", "")),
    ],
)
def test_a_query_is_not_what_a_layer_is_called(kind: str, source: str, found: tuple[str, str]) -> None:
    assert named_table(kind, source) == found


def types(*layers, **texts):
    return layer_types(reader(**texts), [as_facility_layer(one) for one in layers])


def read(*layers, wanted=(), **texts):
    working = choose_crs(layers[0], QgsCoordinateTransformContext())
    return read_facilities(reader(**texts), [as_facility_layer(one) for one in layers], working, wanted, Progress())


A, B = "a library", "b"


@pytest.mark.parametrize(
    ("entries", "field", "found"),
    [
        ("", "", [("", A), ("", B)]),
        ("x", "", [("", "x"), ("", B)]),
        (";x", "", [("", A), ("", "x")]),
        ("x;y", "kind", [("", "x"), ("", "y")]),
        ("", "kind", [("kind", ""), ("", B)]),
        ("[kind]", "", [("kind", ""), ("", B)]),
        ("[KIND]; z ", "", [("KIND", ""), ("", "z")]),
        ("same;same", "", [("", "same"), ("", "same")]),
    ],
)
def test_a_layer_s_type_is_its_entry_its_field_or_its_name(entries, field, found):
    first, second = layer([(point(0, 0), "x")], A, own=runs.fields(kind="text")), layer([point(1, 1)], B)
    assert types(first, second, FACILITY_TYPES=entries, TYPE_FIELD=field) == found


def test_names_are_compared_without_case_where_they_fall_back_only():
    first, second = layer([point(0, 0)], "School"), layer([point(0, 0)], " school")
    with pytest.raises(InputError, match="cannot be told apart"):
        types(first, second)
    assert types(first, second, FACILITY_TYPES="School") == [("", "School"), ("", " school")]


def test_a_geopackage_s_layer_goes_by_its_table_however_it_is_called(tmp_path):
    path = tmp_path / "places.gpkg"
    runs.save(layer([point(0, 0)]), path, "school")
    assert types(runs.loaded(str(path), "my layer")) == [("", "school")]
    assert types(runs.loaded(f"{path}|layername=school", "my layer")) == [("", "school")]
    assert types(runs.loaded(f"{path}|layername=school|subset=fid > 0", "my layer")) == [("", "school")]


def test_a_shapefile_goes_by_its_layer_s_name(tmp_path):
    runs.save(layer([point(0, 0)]), tmp_path / "file.shp")
    assert types(runs.loaded(str(tmp_path / "file.shp"), "my school")) == [("", "my school")]


def test_a_filter_on_a_layer_holds(tmp_path):
    schools = layer([(point(0, 0), 1), (point(1, 1), 2)], "school", n="int")
    assert schools.setSubsetString("n = 2")
    assert len(read(schools).ids) == 1


def test_an_id_that_is_missing_or_no_number_is_the_feature_s_and_told():
    for code, kind in ((math.nan, "real"), (-99997.0, "real"), (-99997, "int"), ("-99999999", "text"), (None, "text")):
        rows = layer([(point(0, 0), code), (point(1, 1), 5 if kind != "text" else "5")], A, code=kind)
        own = [feature.id() for feature in rows.getFeatures()]
        feedback = Feedback()
        working = choose_crs(rows, QgsCoordinateTransformContext())
        assert facility_ids(read_layer(rows, working, ["code"]), "code", feedback=feedback) == [f"#{own[0]}", "5"]
        assert feedback.warned(A, "code", ": 1"), code


def test_ids_are_the_field_or_the_layer_and_the_feature():
    schools = layer([(point(0, 0), "x"), (point(1, 1), None)], "school", code="text")
    own = [f.id() for f in schools.getFeatures()]
    rows = read_layer(schools, choose_crs(schools, QgsCoordinateTransformContext()), ("code",))
    assert facility_ids(rows, "code") == ["x", f"#{own[1]}"]
    assert facility_ids(rows, "", "school:") == [f"school:{i}" for i in own]
    assert read(schools).ids == [str(i) for i in own]
    assert read(schools, layer([point(5, 5)], "park")).ids[0] == f"school:{own[0]}"


def test_capacity_is_that_of_the_field_and_polygons_have_an_area():
    halls = layer([(box(0, 0, 10, 10), 7.0), (box(0, 0, 10, 10), None)], "hall", room="real")
    points = layer([(point(0, 0), 3), (point(0, 0), -99997), (point(0, 0), None)], "desk", Room="int")
    bare = layer([box(0, 0, 2, 2)], "park")
    found = read(halls, points, bare, CAPACITY_FIELD="room")
    nan = math.nan
    assert found.capacity.tolist() == pytest.approx([7, nan, 3, nan, nan, nan], nan_ok=True)
    assert found.area.tolist() == pytest.approx([100, 100, 0, 0, 0, 4])


def told(*layers, **texts) -> list[str]:
    feedback, context = Feedback(), QgsProcessingContext()
    given = Reader(runs.algorithm("basicrequirements"), texts, context, feedback)
    working = choose_crs(layers[0], QgsCoordinateTransformContext())
    read_facilities(given, [as_facility_layer(one) for one in layers], working, (), Progress())
    return feedback.warnings


def test_a_facility_that_stands_in_two_layers_is_told():
    rows = [(point(0, 0), "hall"), (point(5, 5), "Desk "), (point(7, 7), "hall"), (None, "hall"), (point(9, 9), None)]
    halls = layer(rows, "halls", type="text")
    other = layer([(point(5, 5), "desk"), (point(7, 7), "desk"), *rows[3:]], "desks", type="text")
    (warning,) = told(halls, other, TYPE_FIELD="type")
    assert "“desks”" in warning
    assert "“halls”" in warning
    assert "count twice: 1." in warning
    (warning,) = told(halls, layer(rows, "voorzieningen", type="text"), TYPE_FIELD="type")
    assert "count twice: 3." in warning
    twice_in_one = layer([rows[0], rows[0]], "x", type="text")
    assert told(twice_in_one, layer([(point(1, 1), "hall")], "y", type="text"), TYPE_FIELD="type") == []


def test_conditions_see_none_where_a_layer_lacks_the_field():
    one, other = layer([(point(0, 0), "yes")], "a", open="text"), layer([point(0, 0)], "b")
    assert read(one, other, wanted=["open"]).columns == {"open": ["yes", None]}


def test_facilities_stand_where_a_point_in_them_lies():
    ring = "POLYGON((0 0, 100 0, 100 100, 90 100, 90 10, 0 10, 0 0))"
    spots = read(layer([ring], "park"), layer([point(3, 4)], "desk")).spots - [runs.X0, runs.Y0]
    (x, y), desk = spots
    assert (0 <= x <= 100 and 0 <= y <= 10) or (90 <= x <= 100 and 0 <= y <= 100)
    assert desk.tolist() == [3, 4]
