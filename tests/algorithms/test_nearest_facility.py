"""The nearest facility, run as QGIS runs it: rows, reference systems, fields, entrances, barriers and ferries."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing

import pytest
from qgis.core import Qgis, QgsProcessingContext, QgsProcessingFeatureSourceDefinition, QgsVectorLayer, QgsWkbTypes

from towns import runs
from towns.broken import BROKEN, WITH_ISLAND
from towns.runs import box, fields, grid, into, layer, point
from towns.street_town import WALK, nearest, refused, several, town


def test_a_way_is_access_leg_and_streets_and_access_leg():
    first, second = nearest().rows("OUTPUT")
    assert first["distance_m"] == pytest.approx(10 + 200 + 20)
    assert first["duration_min"] == pytest.approx(230 * WALK)
    assert first["straight_m"] == pytest.approx(math.hypot(200, 30))
    assert first["detour"] == pytest.approx(230 / math.hypot(200, 30))
    assert first["snap_m"] == pytest.approx(10)
    assert (first["facility_id"], first["rank"], first["row_status"]) == ("school 1", 1, "ok")
    # 50 m to either crossing, 100 m down, 50 m back, 20 m off the street
    assert second["distance_m"] == pytest.approx(50 + 100 + 50 + 20)


def test_a_dwelling_at_the_facility_has_no_detour():
    row = nearest(DWELLINGS=layer([point(250, -20)])).rows("OUTPUT")[0]
    assert (row["distance_m"], row["straight_m"], row["detour"], row["row_status"]) == (0, 0, None, "ok")


SYSTEMS = ["EPSG:28992", "EPSG:4326", "EPSG:25831", "EPSG:3857"]


@pytest.mark.parametrize("crs", SYSTEMS)
def test_a_facility_at_the_dwelling_is_at_0_whatever_its_reference_system(crs):
    places = layer([(point(250, -70), "a"), (point(250, -30), "b")], crs=crs, code="text")
    row = nearest(DWELLINGS=layer([point(250, -70)]), FACILITIES=places, LIMIT=50).rows("OUTPUT")[0]
    assert (row["facility_id"], row["distance_m"], row["detour"], row["row_status"]) == ("a", 0, None, "ok")
    assert row["straight_m"] == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("crs", SYSTEMS)
def test_a_dwelling_at_a_crossing_of_one_way_streets_may_go_any_way_whatever_its_reference_system(crs):
    streets = [("LINESTRING(0 0, 100 0)", "F"), ("LINESTRING(100 0, 3000 0)", "F"), ("LINESTRING(100 0, 100 -100)", "")]
    done = nearest(
        NETWORK=layer(streets, way="text"),
        DIRECTION_FIELD="way",
        VALUE_FORWARD="F",
        DWELLINGS=layer([point(100, 0), point(100, 5)], crs=crs),
        FACILITIES=layer([(point(100, -50), "s")], code="text"),
    )
    assert done.column("OUTPUT", "distance_m") == pytest.approx([50, 55], abs=2e-3)


@pytest.mark.parametrize("storage", ["memory", "gpkg", "shp"])
def test_broken_rows_stay_in_their_place_with_a_reason(storage, tmp_path):
    homes = layer([(wkt, n) for n, (wkt, _) in enumerate(BROKEN)], "homes", kind="Point", number="int")
    target = "memory:"
    if storage != "memory":
        homes = runs.save(homes, tmp_path / f"homes.{storage}")
        target = str(tmp_path / f"out.{storage}")
    done = nearest(NETWORK=layer(WITH_ISLAND), MIN_COMPONENT=0, DWELLINGS=homes, OUTPUT=target)
    found = done.rows("OUTPUT")
    status = "row_status"
    assert [row["number"] for row in found] == list(range(len(BROKEN)))
    assert [row[status] for row in found] == [status for _, status in BROKEN]
    distances = [row["distance_m"] for row in found]
    assert distances[2] == pytest.approx(230)
    assert distances[5] == pytest.approx(130)
    assert [d for n, d in enumerate(distances) if n not in (2, 5)] == [None] * 4
    assert (done.results["REACHED"], done.results["UNREACHED"]) == (2, 4)


def test_a_geometry_that_processing_calls_invalid_stops_no_run():
    context = QgsProcessingContext()
    context.setInvalidGeometryCheck(Qgis.InvalidGeometryCheck.AbortOnInvalid)
    streets = layer(["LINESTRING(0 0, 0 0)", *grid()], crs="EPSG:4326")
    broken = {"NETWORK": streets, "DWELLINGS": layer([box(50, 10, 50, 10)])}
    done = runs.run("nearestfacility", town(**broken), context=context)
    assert len(done.rows("OUTPUT")) == 1


def test_a_short_island_is_passed_over():
    row = nearest(NETWORK=layer([*grid(), "LINESTRING(560 0, 600 0)"]), DWELLINGS=layer([point(570, 0)])).rows("OUTPUT")
    assert row[0]["distance_m"] == pytest.approx(70 + 250 + 20)


def test_a_limit_cuts_off_what_lies_beyond_it_and_not_what_lies_on_it():
    at = nearest(LIMIT=230).rows("OUTPUT")[0]
    below = nearest(LIMIT=229.9).rows("OUTPUT")[0]
    assert (at["row_status"], at["facility_id"]) == ("ok", "school 1")
    assert (below["row_status"], below["facility_id"], below["distance_m"], below["rank"]) == ("beyond_limit",) + (
        None,
    ) * 3


def test_an_empty_limit_is_none():
    assert nearest(LIMIT="").column("OUTPUT", "row_status") == ["ok", "ok"]


def test_without_facilities_every_dwelling_says_so():
    found = nearest(FACILITIES=layer([], kind="Point", code="text")).column("OUTPUT", "row_status")
    assert found == ["no_facility"] * 2


def test_facilities_without_geometry_are_counted_in_the_log_and_not_used():
    schools = layer([(None, "lost"), (point(250, -20), "here"), (point(9000, 0), "far")], kind="Point", code="text")
    done = nearest(FACILITIES=schools)
    assert done.column("OUTPUT", "facility_id") == ["here", "here"]
    assert done.feedback.warned("without geometry, not used", "1 of 3 (lost)")
    assert done.feedback.warned("off the network, reached only from inside", "1 of 3 (far)")


def test_facilities_without_an_id_go_by_their_feature_id():
    schools = layer([(point(9000, 0), None), (point(250, -20), None)], code="text")
    by_field = nearest(FACILITIES=schools).column("OUTPUT", "facility_id")
    ids = [f.id() for f in schools.getFeatures()]
    assert by_field == [f"#{ids[1]}"] * 2
    assert nearest(FACILITIES=schools, FACILITY_ID=None).column("OUTPUT", "facility_id") == [f"{ids[1]}"] * 2


def test_a_dwelling_may_be_a_polygon_a_line_or_a_multipoint():
    homes = [box(40, 5, 60, 15), "MULTIPOLYGON(((40 5, 60 5, 60 15, 40 15, 40 5)))"]
    for kind, wkts in (
        ("Polygon", homes[:1]),
        ("MultiPolygon", homes[1:]),
        ("MultiPoint", ["MULTIPOINT((50 10), (400 1))"]),
    ):
        done = nearest(DWELLINGS=layer(wkts, kind=kind))
        assert done.column("OUTPUT", "distance_m") == [pytest.approx(230)]
        assert done.layer("OUTPUT").wkbType() == QgsWkbTypes.parseType(kind)


@pytest.mark.parametrize(
    ("kind", "wkt"),
    [
        ("PointZ", "POINT Z(250 -20 7)"),
        ("MultiPointZM", "MULTIPOINT ZM((250 -20 1 2), (9000 0 1 2))"),
        ("CompoundCurve", "COMPOUNDCURVE(CIRCULARSTRING(240 -30, 250 -20, 260 -30), (260 -30, 260 -90))"),
        ("CurvePolygon", "CURVEPOLYGON(CIRCULARSTRING(240 -30, 250 -20, 260 -30, 250 -40, 240 -30))"),
        ("MultiSurface", "MULTISURFACE(CURVEPOLYGON(CIRCULARSTRING(240 -30, 250 -20, 260 -30, 250 -40, 240 -30)))"),
        ("MultiPolygonZ", "MULTIPOLYGON Z(((250 -20 1, 300 -40 2, 200 -40 3, 250 -20 1)))"),
        ("GeometryCollection", "GEOMETRYCOLLECTION(POINT(250 -20), LINESTRING(250 -20, 250 -40))"),
        ("GeometryCollection", "GEOMETRYCOLLECTION(CIRCULARSTRING(240 -30, 250 -20, 260 -30))"),
        ("TriangleZ", "TRIANGLE Z((250 -20 1, 300 -40 2, 200 -40 3, 250 -20 1))"),
        ("PolyhedralSurfaceZ", "POLYHEDRALSURFACE Z(((250 -20 1, 300 -40 2, 200 -40 3, 250 -20 1)))"),
        ("TIN", "TIN(((250 -20, 300 -40, 200 -40, 250 -20)))"),
    ],
)
def test_a_facility_may_have_any_kind_of_geometry(kind, wkt):
    straight = nearest(FACILITIES=layer([(wkt, "x")], kind=kind, code="text")).column("OUTPUT", "straight_m")
    assert straight[1] == pytest.approx(120, abs=0.05)  # to the point that all of these have in common


def test_three_dimensional_streets_measure_as_flat_ones():
    streets = layer([w.replace("LINESTRING", "LINESTRING Z").replace(",", " 50,").replace(")", " 0)") for w in grid()])
    assert nearest(NETWORK=streets).column("OUTPUT", "distance_m")[0] == pytest.approx(230)


def test_curved_streets_are_followed():
    half = "CIRCULARSTRING(0 0, 1000 1000, 2000 0)"
    homes, schools = layer([point(0, 0)]), layer([point(2000, 0)])
    row = nearest(NETWORK=layer([half]), DWELLINGS=homes, FACILITIES=schools, FACILITY_ID=None).rows("OUTPUT")[0]
    assert row["distance_m"] == pytest.approx(1000 * math.pi, rel=1e-4)


# --- Fields ---

NAMES = ("fid", "type", "row_status", "distance_m", "distance_m_2", "Neighbourhood", "dwellings")
FIDS = {
    "whole": ("int", [3, 1]),
    "long": ("long", [3_000_000_000, 1]),
    "negative": ("int", [-1, 5]),
    "zero": ("int", [0, 5]),
    "text": ("text", ["a", "b"]),
    "twice": ("int", [71, 71]),
    "null": ("int", [71, None]),
    "real": ("real", [3.0, 1.0]),
    "fraction": ("real", [3.5, 1.0]),
    "not a number": ("real", [float("nan"), 1.0]),
    "date": ("date", ["2020-01-01", "2021-01-01"]),
}


def named_homes(kind: str, values: list):
    own = fields(fid=kind, type="text", row_status="text", distance_m="real", distance_m_2="int")
    for field in fields(Neighbourhood="text", dwellings="int"):
        own.append(field)
    homes = [
        (point(50, 10), values[0], "t1", "s1", 1.5, 2, "n1", 3),
        (point(250, 100), values[1], "t2", "s2", 11.5, 12, "n2", 13),
    ]
    return layer(homes, "homes", own=own)


@pytest.mark.parametrize("target", ["memory:", "gpkg", "table", "shp"])
@pytest.mark.parametrize("case", FIDS)
def test_no_field_of_the_input_is_lost_or_shifted(case, target, tmp_path):
    kind, values = FIDS[case]
    path = tmp_path / f"out.{'shp' if target == 'shp' else 'gpkg'}"
    destination = {"memory:": "memory:", "table": into(path, "out")}.get(target, str(path))
    done = nearest(DWELLINGS=named_homes(kind, values), OUTPUT=destination)
    first, second = done.rows("OUTPUT") if target != "shp" else sorted(done.rows("OUTPUT"), key=lambda r: r["type"])
    if first["type"] == "t2":
        first, second = second, first  # a GeoPackage gives its rows by key
    names = list(first)
    fid = "fid"
    if path.suffix == ".gpkg" and target != "memory:" and case not in ("whole", "long", "real", "zero"):
        fid = "fid_2"
    own = done.layer("OUTPUT")
    if case not in ("date", "not a number"):
        assert [first[fid], second[fid]] == values
    if target == "shp":
        assert own.featureCount() == 2
        return
    assert [first[n] for n in NAMES[1:]] == ["t1", "s1", 1.5, 2, "n1", 3]
    assert [second[n] for n in NAMES[1:]] == ["t2", "s2", 11.5, 12, "n2", 13]
    assert first["distance_m_3"] == pytest.approx(230)
    assert second["distance_m_3"] == pytest.approx(220)
    assert (first["row_status_2"], first["facility_id"]) == ("ok", "school 1")
    assert "row_status_3" not in names


@pytest.mark.parametrize("target", ["memory:", "out.gpkg"])
def test_a_view_whose_ids_come_twice_keeps_them_in_a_field(target, tmp_path):
    path = tmp_path / "homes.gpkg"
    runs.save(layer([(point(50 * n, 10), n) for n in range(1, 5)], "homes", n="int"), path, "homes")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE VIEW seen AS SELECT n % 2 AS fid, geom, n FROM homes")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
            "VALUES ('seen', 'features', 'seen', 28992)"
        )
        database.execute("INSERT INTO gpkg_geometry_columns VALUES ('seen', 'geom', 'POINT', 28992, 0, 0)")
    seen = runs.loaded(f"{path}|layername=seen", "seen", "ogr")
    done = nearest(DWELLINGS=seen, OUTPUT=target if target == "memory:" else str(tmp_path / target))
    own = "fid" if target == "memory:" else "fid_2"
    assert sorted((row["n"], row[own]) for row in done.rows("OUTPUT")) == [(1, 1), (2, 0), (3, 1), (4, 0)]


def test_a_prefix_keeps_computed_fields_apart():
    row = nearest(DWELLINGS=named_homes("int", [3, 1]), PREFIX="bm_").rows("OUTPUT")[0]
    assert row["bm_distance_m"] == pytest.approx(230)
    assert row["distance_m"] == 1.5
    assert "row_status_2" not in row
    assert row["bm_row_status"] == "ok"


@pytest.mark.parametrize("name", ["geom", "GEOM", "ogc_fid", "rowid", "a b", "select", "FID", "Fid", "x" * 70, "é"])
def test_a_geopackage_takes_a_field_of_any_name(name, tmp_path):
    homes = layer([(point(50, 10), 5), (point(250, 100), 6)], own=fields(**{name: "int"}))
    done = nearest(DWELLINGS=homes, OUTPUT=str(tmp_path / "out.gpkg"))
    rows = done.rows("OUTPUT")
    value = [5, 6]
    assert any([row[n] for row in rows] == value for n in rows[0] if n.lower().startswith(name.lower()[:60]))
    assert [row["distance_m"] for row in rows] == [pytest.approx(230), pytest.approx(220)]


def test_field_names_that_differ_in_case_only_are_all_kept_in_a_geopackage(tmp_path):
    homes = layer([(point(50, 10), 5, 6)], own=fields(name="int", NAME="int"))
    row = nearest(DWELLINGS=homes, OUTPUT=str(tmp_path / "out.gpkg")).rows("OUTPUT")[0]
    assert {5, 6} <= set(row.values())
    assert row["distance_m"] == pytest.approx(230)


def test_a_shapefile_output_warns_of_the_names_it_cuts(tmp_path):
    done = nearest(OUTPUT=str(tmp_path / "out.shp"))
    assert done.feedback.warned("Shapefile", "facility_id", "duration_min")


def test_the_output_keeps_geometry_and_reference_system(tmp_path):
    homes = layer(["POINT Z(50 10 3)"], crs="EPSG:4326")
    out = nearest(DWELLINGS=homes, OUTPUT=str(tmp_path / "out.gpkg")).layer("OUTPUT")
    assert out.crs().authid() == "EPSG:4326"
    assert next(out.getFeatures()).geometry().asWkt(7) == next(homes.getFeatures()).geometry().asWkt(7)


# --- Several facilities ---


def test_of_several_facilities_each_has_a_row_and_who_reaches_none_has_one():
    done = several()
    found = [(r["name"], r["rank"], r["facility_id"], r["distance_m"], r["row_status"]) for r in done.rows("OUTPUT")]
    assert found == [
        ("a", 1, "s2", pytest.approx(160), "ok"),
        ("a", 2, "s1", pytest.approx(230), "ok"),
        ("lone", None, None, None, "unreachable"),
        ("lost", None, None, None, "no_geometry"),
        ("b", 1, "s1", pytest.approx(220), "ok"),
        ("b", 2, "s2", pytest.approx(250), "ok"),
    ]
    assert (done.results["REACHED"], done.results["UNREACHED"]) == (2, 2)
    first = done.rows("OUTPUT")[0]
    assert first["straight_m"] == pytest.approx(math.hypot(50, 90))
    assert first["detour"] == pytest.approx(160 / math.hypot(50, 90))
    assert first["snap_m"] == pytest.approx(10)
    assert first["duration_min"] == pytest.approx(160 * WALK)
    geometries = [f.geometry().asWkt() for f in done.layer("OUTPUT").getFeatures()]
    assert geometries[0] == geometries[1]
    assert geometries[3] == ""


def test_with_a_limit_only_the_facilities_within_it_have_rows():
    found = [(r["name"], r["rank"], r["facility_id"], r["row_status"]) for r in several(LIMIT=220).rows("OUTPUT")]
    assert found == [
        ("a", 1, "s2", "ok"),
        ("lone", None, None, "unreachable"),
        ("lost", None, None, "no_geometry"),
        ("b", 1, "s1", "ok"),
    ]
    assert several(LIMIT=100).column("OUTPUT", "row_status")[0] == "beyond_limit"


def test_the_first_of_several_is_the_nearest_of_one():
    first = [row for row in several(K=2).rows("OUTPUT") if row["rank"] in (1, None)]
    assert first == several(K=1).rows("OUTPUT")
    assert [row["rank"] for row in first] == [1, None, None, 1]


@pytest.mark.parametrize("target", ["memory:", "gpkg", "table", "shp"])
def test_where_rows_repeat_a_field_fid_is_kept_under_another_name(target, tmp_path):
    path = tmp_path / f"out.{'shp' if target == 'shp' else 'gpkg'}"
    destination = {"memory:": "memory:", "table": into(path, "out")}.get(target, str(path))
    rows = several(OUTPUT=destination).rows("OUTPUT")
    own = "fid_2" if target in ("gpkg", "table") else "fid"
    assert [row[own] for row in rows] == [7, 7, 5, 4, 9, 9]
    assert [row["rank"] for row in rows] == [1, 2, None, None, 1, 2]


def test_several_have_a_prefix_too():
    row = several(PREFIX="bm_").rows("OUTPUT")[0]
    assert (row["bm_rank"], row["bm_facility_id"], row["name"]) == (1, "s2", "a")
    assert "rank" not in row


def test_of_selected_dwellings_several_are_found():
    homes = layer([(point(50, 10), "a"), (point(250, 100), "b"), (point(60, 10), "c")], kind="Point", who="text")
    runs.in_project(homes)
    homes.selectByExpression("who != 'b'")
    done = several(DWELLINGS=QgsProcessingFeatureSourceDefinition(homes.id(), True), K=2)
    assert done.column("OUTPUT", "who") == ["a", "a", "c", "c"]


# --- Wrong input ---


def test_a_failing_check_leaves_an_existing_output_as_it_was(tmp_path):
    path = tmp_path / "out.gpkg"
    runs.save(layer([(point(1, 2), "mine")], note="text"), path, "out")
    before = path.read_bytes()
    for changes in (
        {"DWELLINGS": layer([], kind="Point")},
        {"NETWORK": layer([point(0, 0)])},
        {"DWELLINGS": layer([point(90000, 0)])},
        {"FACILITY_ID": "nix"},
    ):
        for target in (str(path), into(path, "out"), into(path, "other")):
            refused(OUTPUT=target, **changes)
    assert path.read_bytes() == before


def test_an_output_does_not_overwrite_an_input(tmp_path):
    homes = runs.save(layer([point(50, 10)]), tmp_path / "homes.gpkg", to_edit=True)
    before = (tmp_path / "homes.gpkg").read_bytes()
    for target in (str(tmp_path / "homes.gpkg"), into(tmp_path / "homes.gpkg", "homes")):
        assert "DWELLINGS" in refused(DWELLINGS=homes, OUTPUT=target)
    assert (tmp_path / "homes.gpkg").read_bytes() == before
    beside = nearest(DWELLINGS=homes, OUTPUT=into(tmp_path / "homes.gpkg", "result"))
    assert beside.column("OUTPUT", "distance_m") == [pytest.approx(230)]
    assert runs.tables(tmp_path / "homes.gpkg")["homes"] == 1


def test_selected_features_only_are_the_whole_run():
    homes = layer([(point(50, 10), "a"), (point(250, 100), "b"), (None, "c")], kind="Point", who="text")
    runs.in_project(homes)
    homes.selectByExpression("who in ('b', 'c')")
    schools = layer([(point(250, -20), "s"), (point(250, 101), "t")], code="text")
    runs.in_project(schools)
    schools.selectByExpression("code = 's'")
    done = nearest(
        DWELLINGS=QgsProcessingFeatureSourceDefinition(homes.id(), True),
        FACILITIES=QgsProcessingFeatureSourceDefinition(schools.id(), True),
    )
    assert [(r["who"], r["facility_id"]) for r in done.rows("OUTPUT")] == [("b", "s"), ("c", None)]


def test_a_feature_filter_of_a_source_holds():
    homes = layer([(point(50, 10), "a"), (point(250, 100), "b")], who="text")
    runs.in_project(homes)
    source = QgsProcessingFeatureSourceDefinition(homes.id(), False)
    source.filterExpression = "who = 'b'"
    assert nearest(DWELLINGS=source).column("OUTPUT", "who") == ["b"]


def test_a_layer_in_edit_mode_counts_as_it_looks():
    homes = layer([(point(50, 10), "a")], who="text")
    homes.startEditing()
    feature = QgsVectorLayer.getFeature(homes, next(homes.getFeatures()).id())
    feature.setId(-1)
    feature["who"] = "new"
    assert homes.addFeature(feature)
    assert sorted(nearest(DWELLINGS=homes).column("OUTPUT", "who")) == ["a", "new"]
    homes.rollBack()
