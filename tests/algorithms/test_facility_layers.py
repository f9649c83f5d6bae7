"""The facility layers of Check basic requirements: their types, kinds of geometry, fields and formats."""

from __future__ import annotations

import pytest
from qgis.core import QgsField, QgsFields, QgsVectorLayer, QgsVertexId, QgsWkbTypes

from towns import runs
from towns.runs import box, fields, layer, point
from towns.small_town import check, refused, row


def test_types_come_from_entry_then_field_then_name():
    by_field = layer([(point(100, 0), "School "), (point(500, 0), "shop"), (point(0, 0), None)], "mixed", fclass="text")
    own = layer([(point(500, 500), "kind of library")], "x", kind="Point", sort="text")
    named = layer([point(500, 400)], "Library")
    done = check(
        FACILITIES=[by_field, own, named],
        TYPE_FIELD="fclass",
        FACILITY_TYPES=";[sort]",
        REQUIREMENTS=[
            row(),
            row(id="l", facility="library"),
            row(id="k", facility="kind of library"),
            row(id="either", facility="school | library"),
        ],
    )
    assert done.column("OUTPUT_FACILITIES", "type") == ["School ", "shop", None, "kind of library", "Library"]
    assert done.column("OUTPUT_FACILITIES", "requirements") == ["s;either", None, None, "k", "l;either"]
    ids = done.column("OUTPUT_FACILITIES", "facility_id")
    assert [i.split(":")[0] for i in ids] == ["mixed", "mixed", "mixed", "x", "Library"]
    assert len(set(ids)) == 5


def test_a_type_may_be_said_for_each_layer():
    done = check(FACILITIES=[layer([point(100, 0)], "a"), layer([point(500, 500)], "b")], FACILITY_TYPES="school;shop")
    assert done.column("OUTPUT_FACILITIES", "type") == ["school", "shop"]


def test_the_table_of_a_geopackage_is_its_type(tmp_path):
    path = tmp_path / "f.gpkg"
    runs.save(layer([point(100, 0)]), path, "school")
    runs.save(layer([point(500, 500)]), path, "shop")
    both = [f"{path}|layername=school", f"{path}|layername=shop"]
    assert check(FACILITIES=both).column("OUTPUT_FACILITIES", "type") == ["school", "shop"]
    alone = tmp_path / "places.gpkg"
    runs.save(layer([point(100, 0)]), alone, "school")
    assert check(FACILITIES=[str(alone)]).column("OUTPUT_FACILITIES", "type") == ["school"]


def test_equal_names_of_layers_stop_the_run():
    text = refused(FACILITIES=[layer([point(100, 0)], "School"), layer([point(500, 500)], "school")])
    assert "school" in text.lower()
    assert "FACILITY_TYPES" in text
    done = check(
        FACILITIES=[layer([point(100, 0)], "School"), layer([point(500, 500)], "school")], FACILITY_TYPES="school"
    )
    assert done.column("OUTPUT_FACILITIES", "type") == ["school", "school"]


def test_a_table_without_places_among_layers_stops_the_run():
    """As found: its rows were facilities that nobody could reach."""
    schools, table = layer([point(100, 0)], "school"), QgsVectorLayer("NoGeometry?field=type:string", "list", "memory")
    why = "The layer “list” of Facilities (FACILITIES) holds no points, lines or polygons: take it out."
    assert refused(FACILITIES=[schools, table]) == why


def test_points_lines_and_polygons_go_together_as_points_in_them():
    named = {
        "FACILITIES": [
            layer([(point(100, 0), 1)], "school", a="int"),
            layer([(box(300, 0, 400, 50), "x", "y")], "park", a="text", b="text"),
            layer(["LINESTRING(0 0, 0 100)"], "path"),
        ]
    }
    out = check(**named).layer("OUTPUT_FACILITIES")
    assert out.featureCount() == 3
    assert QgsWkbTypes.displayString(out.wkbType()) == "Point"
    first, second, third = out.getFeatures()
    assert [[runs.plain(one[name]) for name in ("a", "b")] for one in (first, second, third)] == [
        ["1", None],
        ["x", "y"],
        [None, None],
    ]
    (desk, park, path) = (
        (p.x() - runs.X0, p.y() - runs.Y0) for p in (one.geometry().asPoint() for one in (first, second, third))
    )
    assert desk == (100, 0)
    assert 300 < park[0] < 400
    assert 0 < park[1] < 50
    assert path[0] == 0
    assert 0 <= path[1] <= 100


@pytest.mark.parametrize("target", ["memory", "gpkg"])
def test_facilities_of_one_kind_keep_their_geometry_and_wide_fields(target, tmp_path):
    short = QgsFields()
    short.append(QgsField("name", runs.TYPES["text"], len=3))
    short.append(QgsField("n", runs.TYPES["int"]))
    first = layer([("POLYGON Z((100 0 1, 120 0 2, 120 20 3, 100 0 1))", "abc", 1)], "school", own=short)
    second = layer(
        [
            (
                "CURVEPOLYGON(CIRCULARSTRING(240 -30, 250 -20, 260 -30, 250 -40, 240 -30))",
                "a long name",
                3_000_000_000,
                5,
            )
        ],
        "park",
        own=fields(name="text", n="long", fid_code="int"),
    )
    path = "memory:" if target == "memory" else str(tmp_path / "f.gpkg")
    out = check(FACILITIES=[first, second], OUTPUT_FACILITIES=path).layer("OUTPUT_FACILITIES")
    one, two = out.getFeatures()
    assert (one["name"], two["name"], one["n"], two["n"], two["fid_code"]) == (
        "abc",
        "a long name",
        1,
        3_000_000_000,
        5,
    )
    assert one.geometry().constGet().vertexAt(QgsVertexId(0, 0, 1)).z() == 2
    assert two.geometry().area() == pytest.approx(314.16, rel=0.01)


def test_a_field_of_short_and_long_whole_numbers_stays_whole_and_loses_no_digit():
    one = layer([(point(100, 0), 5)], "school", number="int")
    other = layer([(point(0, 100), 2**53 + 1)], "shop", number="long")
    done = check(FACILITIES=[one, other])
    assert done.column("OUTPUT_FACILITIES", "number") == [5, 2**53 + 1]


@pytest.mark.parametrize("target", ["memory", "gpkg"])
def test_a_field_called_fid_in_several_layers_is_kept(target, tmp_path):
    layers = [
        layer([(point(100, 0), 7, 1)], "school", fid="int", fid_2="int"),
        layer([(point(500, 0), 7, 2)], "park", fid="int", fid_2="int"),
    ]
    path = "memory:" if target == "memory" else str(tmp_path / "f.gpkg")
    done = check(FACILITIES=layers, OUTPUT_FACILITIES=path)
    name = "fid" if target == "memory" else "fid_3"
    assert done.column("OUTPUT_FACILITIES", name) == [7, 7]
    assert done.column("OUTPUT_FACILITIES", "fid_2") == [1, 2]


def test_facility_layers_may_lie_in_three_reference_systems_and_one_in_none():
    layers = [layer([point(100, 0)], "school", crs=crs) for crs in ("EPSG:4326", "EPSG:3857", "EPSG:28992")]
    plain = check(FACILITIES=layers[:1]).column("OUTPUT_DWELLINGS", "s_value")
    for other in layers[1:]:
        assert check(FACILITIES=[other]).column("OUTPUT_DWELLINGS", "s_value") == [
            pytest.approx(v, abs=0.01) for v in plain
        ]
    done = check(FACILITIES=[layer([point(100, 0)], "school", crs="")], FACILITY_TYPES="school")
    assert done.column("OUTPUT_DWELLINGS", "s_value") == [pytest.approx(v, abs=0.01) for v in plain]
    assert done.feedback.warned("no reference system", "school")
    several = check(FACILITIES=layers, FACILITY_TYPES="school;b;c").layer("OUTPUT_FACILITIES")
    at = [
        f.geometry().asPoint() if not f.geometry().isMultipart() else f.geometry().asMultiPoint()[0]
        for f in several.getFeatures()
    ]
    assert [round(p.x() - runs.X0, 2) for p in at] == [100, 100, 100]


def test_polygon_dwellings_keep_their_geometry_and_count_by_a_point_in_them():
    homes = layer([box(95, 95, 105, 105), "POLYGON Z((300 300 1, 310 300 1, 310 310 1, 300 300 1))"], kind="PolygonZ")
    done = check(DWELLINGS=homes)
    assert done.column("OUTPUT_DWELLINGS", "neighbourhood") == ["west", "east"]
    out = done.layer("OUTPUT_DWELLINGS")
    assert [f.geometry().asWkt(2) for f in out.getFeatures()] == [f.geometry().asWkt(2) for f in homes.getFeatures()]


def test_entrances_lead_into_facilities_of_several_layers():
    school, park = (
        layer([(box(80, -40, 120, 40), "S")], "school", code="text"),
        layer([(box(400, -40, 420, 40), "P")], "park", code="text"),
    )
    gates = layer([(point(100, -40), "S"), (point(0, 0), "none")], of="text")
    done = check(
        FACILITIES=[school, park],
        FACILITY_ID="code",
        ENTRANCES=gates,
        ENTRANCE_FACILITY="of",
        DWELLINGS=layer([point(100, 100)]),
    )
    assert done.column("OUTPUT_DWELLINGS", "s_value") == [pytest.approx(140)]
    assert done.column("OUTPUT_DWELLINGS", "s_facility") == ["S"]
    assert done.feedback.warned("none", "no facility")


def test_long_names_in_a_shapefile_are_warned_of(tmp_path):
    done = check(OUTPUT_DWELLINGS=str(tmp_path / "out.shp"))
    assert done.feedback.warned("Shapefile", "neighbourhood")
    assert not done.feedback.warned("Shapefile", "s_facility"), "ten characters fit"
    assert done.layer("OUTPUT_DWELLINGS").featureCount() == 120


def test_a_table_that_becomes_a_dbf_has_short_names_too(tmp_path):
    assert check(OUTPUT_RESULTS=str(tmp_path / "out.dbf")).feedback.warned("Shapefile", "neighbourhood")


def test_what_mapinfo_makes_of_the_unknown_is_warned_of(tmp_path):
    path = str(tmp_path / "out.tab")
    assert check(OUTPUT_DWELLINGS=path).feedback.warned("MapInfo", path)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_a_format_without_geometry_is_warned_of_for_a_layer_but_not_for_a_table(tmp_path, ending):
    homes, table = str(tmp_path / f"homes.{ending}"), str(tmp_path / f"table.{ending}")
    done = check(OUTPUT_DWELLINGS=homes, OUTPUT_RESULTS=table)
    assert done.feedback.warned(homes, "geometry")
    assert not done.feedback.warned(table, "geometry")


def test_facilities_off_the_network_are_counted_for_the_requirement_that_wants_them():
    facilities = layer([point(100, 10), point(9000, 9000), None], "school", kind="Point")
    done = check(FACILITIES=[facilities])
    assert done.feedback.warned("off the network")
    assert done.feedback.warned("2 of 3")
