"""Facilities from raw OpenStreetMap, Geofabrik and other layers, each thing once, through Processing."""

from __future__ import annotations

import json
import random
from itertools import combinations
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from qgis.core import QgsGeometry
from qgis.PyQt.QtCore import QDate

from towns import runs
from towns.runs import RD, RefusedError, box, point

OUTPUTS = {"POINTS": "memory:", "AREAS": "memory:", "MERGED": "memory:"}
FACETS = ["indoor", "outdoor", "commercial", "public", "free", "for_whom", "step_free"]
HOURS = ["hours_week", "open_evening", "open_weekend"]
OURS = ["facility_id", "type", "name", "area_m2", "source", "source_date", "verified", "type_from"]
KEPT = [
    *("opening_hours", "wheelchair", "access", "operator", "fee", "min_age", "max_age", "sport", "surface"),
    *("lit", "covered", "backrest", "toilets_wheelchair", "website", "check_date"),
]
GEOFABRIK = {"osm_id": "text", "code": "int", "fclass": "text", "name": "text"}

# A playground of 100 by 50 m near Delft, its node, a bench, a library as a building, a park as a relation, and a shop.
LAT, LON = 52.0, 4.36
STEP_LAT, STEP_LON = 1 / 111_250, 1 / 68_680  # one metre, roughly


def layer(rows, title: str = "layer", crs: str = RD, wkb: str | None = None, **kinds: str):
    """Make a memory layer, as `runs.layer` does, whose fields may have any name."""
    return runs.layer(rows, title, crs, wkb, runs.fields(**kinds))


def prepare(*sources, **more) -> runs.Run:
    return runs.run("preparefacilities", {"SOURCES": list(sources), **OUTPUTS, **more})


def pois(*rows, crs: str = RD, title: str = "gis_osm_pois_free_1", first: int = 1):
    """Make a layer of Geofabrik: a place as text, the class and a name; ids from the first."""
    full = [(w, str(number), 2000, fclass, text) for number, (w, fclass, text) in enumerate(rows, first)]
    return layer(full, title, crs, **GEOFABRIK)


def osm_file(folder: Path) -> Path:
    """Write a small .osm file, as a download has it."""
    nodes: list[str] = []
    ways: list[str] = []

    def node(number: int, x: float, y: float, **tags: str) -> None:
        inside = "".join(f'<tag k="{k.replace("__", ":")}" v={quoteattr(v)}/>' for k, v in tags.items())
        lat, lon = LAT + y * STEP_LAT, LON + x * STEP_LON
        nodes.append(f'<node id="{number}" version="1" lat="{lat:.8f}" lon="{lon:.8f}">{inside}</node>')

    def way(number: int, corners: list[tuple[float, float]], **tags: str) -> None:
        for at, (x, y) in enumerate(corners):
            node(number * 10 + at, x, y)
        refs = "".join(f'<nd ref="{number * 10 + at % len(corners)}"/>' for at in range(len(corners) + 1))
        inside = "".join(f'<tag k="{k}" v={quoteattr(v)}/>' for k, v in tags.items())
        ways.append(f'<way id="{number}" version="1">{refs}{inside}</way>')

    node(1, 50, 25, leisure="playground", name='Speeltuin "De & Hoek"', opening_hours="09:00-18:00", max_age="12")
    node(2, 200, 0, amenity="bench", backrest="yes", toilets__wheelchair="no")
    node(3, 203, 0, amenity="bench")
    node(4, 400, 0, shop="supermarket", name="Jumbo", wheelchair="yes")
    node(5, 500, 0, highway="bus_stop", name="Station")
    node(6, 600, 0, highway="crossing")
    node(7, 700, 0, place="suburb", name="Wijk")
    way(101, [(0, 0), (100, 0), (100, 50), (0, 50)], leisure="playground", wheelchair="yes")
    way(102, [(300, 100), (320, 100), (320, 120), (300, 120)], amenity="library", building="yes", operator="DOK")
    way(103, [(0, 200), (200, 200), (200, 400), (0, 400)])
    way(104, [(50, 250), (100, 250), (100, 300), (50, 300)])
    way(105, [(0, 500), (10, 500), (10, 510), (0, 510)], building="yes")
    relation = (
        '<relation id="9" version="1"><member type="way" ref="103" role="outer"/>'
        '<member type="way" ref="104" role="inner"/><tag k="type" v="multipolygon"/><tag k="leisure" v="park"/>'
        '<tag k="name" v="Wilhelminapark"/></relation>'
    )
    path = folder / "town.osm"
    path.write_text(f'<osm version="0.6">{"".join(sorted(nodes))}{"".join(ways)}{relation}</osm>', encoding="utf-8")
    return path


@pytest.fixture
def osm(tmp_path):
    path = osm_file(tmp_path)
    return [runs.loaded(f"{path}|layername={name}", name) for name in ("points", "multipolygons")]


def of_type(done: runs.Run, output: str, name: str) -> dict:
    (found,) = [row for row in done.rows(output) if row["type"] == name]
    return found


def test_raw_openstreetmap_as_gdal_reads_it(osm):
    done = prepare(*osm, SOURCE_DATE="2026-07-01")
    assert [(r["facility_id"], r["type"], r["name"]) for r in done.rows("POINTS")] == [
        ("osm:node/2", "seat", None),
        ("osm:node/3", "seat", None),
        ("osm:node/4", "supermarket", "Jumbo"),
        ("osm:node/5", "bus stop", "Station"),
    ]
    assert sorted((r["facility_id"], r["type"], r["name"]) for r in done.rows("AREAS")) == [
        ("osm:relation/9", "park", "Wilhelminapark"),
        ("osm:way/101", "playground", 'Speeltuin "De & Hoek"'),
        ("osm:way/102", "library", None),
    ]
    shop = of_type(done, "POINTS", "supermarket")
    assert (shop["wheelchair"], shop["type_from"], shop["verified"]) == ("yes", "shop=supermarket", 0)
    assert (shop["source"], shop["source_date"], shop["area_m2"]) == ("OpenStreetMap: points", QDate(2026, 7, 1), None)
    assert done.layer("POINTS").crs().authid() == done.layer("AREAS").crs().authid() == RD
    assert done.rows("POINTS")[0]["toilets_wheelchair"] == "no"
    assert of_type(done, "AREAS", "library")["operator"] == "DOK"


def test_a_node_and_a_polygon_of_one_playground_are_one_with_what_both_know(osm):
    done = prepare(*osm)
    playground = of_type(done, "AREAS", "playground")
    assert (playground["opening_hours"], playground["wheelchair"], playground["max_age"]) == (
        "09:00-18:00",
        "yes",
        "12",
    )
    assert playground["area_m2"] == pytest.approx(5000, rel=0.01)
    assert of_type(done, "AREAS", "park")["area_m2"] == pytest.approx(200 * 200 - 50 * 50, rel=0.01)
    (merged,) = done.rows("MERGED")
    assert merged == {
        "type": "playground",
        "duplicate_id": "osm:node/1",
        "duplicate_name": 'Speeltuin "De & Hoek"',
        "duplicate_source": "OpenStreetMap: points",
        "into_id": "osm:way/101",
        "into_name": 'Speeltuin "De & Hoek"',
        "into_source": "OpenStreetMap: multipolygons",
        "distance_m": 0,
        "reason": "point_in_area",
        "filled": "name;opening_hours;max_age",
    }


def test_what_has_no_type_is_counted_with_its_values(osm):
    done = prepare(*osm)
    assert done.results["UNTYPED"] == 3
    infos = done.feedback.infos
    assert any("“points”" in text and "5 of 7 features have a type" in text for text in infos)
    assert any("“points”: 1 feature; the most frequent: highway=crossing 1" in text for text in infos)
    assert any("“points”, since no column" in text and text.endswith(": 1 feature") for text in infos)
    assert any("“multipolygons”: 1 feature; the most frequent: building=yes 1" in text for text in infos)


def test_our_fields_come_first_and_those_of_the_layers_behind_them(osm):
    done = prepare(*osm)
    assert done.layer("POINTS").fields().names() == [
        *(*OURS, *KEPT, *HOURS, *FACETS, "osm_id", "barrier", "highway", "ref", "address", "is_in", "place"),
        *("man_made", "other_tags"),
    ]
    areas = done.layer("AREAS").fields().names()
    assert areas[: len(OURS + KEPT + HOURS + FACETS)] == OURS + KEPT + HOURS + FACETS
    assert {"osm_way_id", "input_type", "amenity", "other_tags"} <= set(areas)
    assert of_type(done, "AREAS", "park")["input_type"] == "multipolygon"


def test_geofabrik_is_recognised_in_any_letter_case():
    rows = [(point(0, 0), "7", 2007, "library", "OBA"), (point(100, 0), "8", 2902, "bench", None)]
    done = prepare(layer(rows, "pois", OSM_ID="text", Code="int", FCLASS="text", NAME="text"))
    assert [(r["facility_id"], r["type"], r["name"], r["type_from"]) for r in done.rows("POINTS")] == [
        ("osm:node/7", "library", "OBA", "fclass=library"),
        ("osm:node/8", "seat", None, "fclass=bench"),
    ]
    assert done.column("POINTS", "source") == ["OpenStreetMap (Geofabrik): pois"] * 2
    assert done.column("POINTS", "Code") == [2007, 2902]


def test_tags_as_fields_cut_as_in_a_shapefile(tmp_path):
    full = [(point(0, 0), "n5", "cafe", "24/7", "limited"), (point(50, 0), "w6", "pub", None, None)]
    kinds = {"full_id": "text", "amenity": "text", "opening_ho": "text", "wheelchair": "text"}
    done = prepare(runs.save(layer(full, **kinds), tmp_path / "cafes.shp"))
    found = done.rows("POINTS")
    assert [(r["facility_id"], r["type"], r["opening_hours"], r["wheelchair"]) for r in found] == [
        ("osm:node/5", "café", "24/7", "limited"),
        ("osm:way/6", "café", None, None),
    ]
    assert "opening_ho" not in found[0]


@pytest.mark.parametrize(
    ("kinds", "values", "expected"),
    [
        ({"osm_id": "long"}, (12,), "osm:12"),
        ({"osm_id": "long"}, (-12,), "osm:relation/12"),
        ({"osm_id": "text", "osm_type": "text"}, ("12", "Way"), "osm:way/12"),
        ({"@id": "text"}, ("relation/12",), "osm:relation/12"),
        ({"id": "text"}, ("way/12",), "osm:way/12"),
        ({"osm_id": "text", "osm_way_id": "text"}, (None, "12"), "osm:way/12"),
        ({"osm_id": "text", "osm_way_id": "text"}, ("12", None), "osm:relation/12"),
        ({"osm_id": "text"}, (None,), "parks:1"),
        ({"osm_id": "text"}, ("0",), "parks:1"),
        ({"id": "int"}, (12,), "parks:1"),
    ],
)
def test_an_id_says_which_object_it_is_where_the_columns_tell(kinds, values, expected):
    done = prepare(layer([(box(0, 0, 9, 9), "park", *values)], "parks", leisure="text", **kinds))
    assert done.column("AREAS", "facility_id") == [expected]


def test_any_layer_with_a_mapping_and_what_a_row_leaves_out():
    own = layer(
        [(point(0, 0), "Speelplek", 40), (point(99, 0), "speelplek ", 50), (point(200, 0), "Bank", 60)],
        "gemeente",
        soort="text",
        capaciteit="int",
    )
    done = prepare(own, MAPPING=["soort", "speelplek", "playground", "SOORT", "bank", "-"])
    assert [(r["facility_id"], r["type"], r["capaciteit"], r["source"]) for r in done.rows("POINTS")] == [
        ("gemeente:1", "playground", 40, "gemeente"),
        ("gemeente:2", "playground", 50, "gemeente"),
    ]
    assert any("Left out of “gemeente”, as Own types (MAPPING) says: 1" in text for text in done.feedback.infos)


def test_a_mapping_overrides_the_shipped_one_also_in_other_tags(osm):
    done = prepare(*osm, MAPPING=[["amenity", "bench", "picnic table"], ["backrest", "*", "seat"]])
    types = {r["facility_id"]: r["type"] for r in done.rows("POINTS")}
    assert types["osm:node/2"] == types["osm:node/3"] == "picnic table"
    done = prepare(*osm, MAPPING=[["backrest", "*", "rest"]])
    assert {r["facility_id"]: r["type"] for r in done.rows("POINTS")}["osm:node/2"] == "rest"


def test_layers_in_three_reference_systems_come_to_one():
    one = pois((point(0, 0), "library", "A"))
    two = pois((point(20, 0), "library", "a"), crs="EPSG:4326", title="degrees", first=9)
    three = layer([(box(100, 0, 150, 100), "park")], "mercator", "EPSG:3857", leisure="text")
    done = prepare(one, two, three)
    assert done.layer("POINTS").crs().authid() == RD
    (merged,) = done.rows("MERGED")
    assert merged["distance_m"] == pytest.approx(20, abs=0.001)
    assert done.rows("AREAS")[0]["area_m2"] == pytest.approx(5000, abs=0.01)


def test_a_layer_of_degrees_without_a_place_does_not_decide():
    empty = layer([(None, "9", 1, "library", "A")], "empty", "EPSG:4326", wkb="Point", **GEOFABRIK)
    done = prepare(empty, pois((point(0, 0), "library", "B"), (point(9, 0), "library", None)))
    assert done.layer("POINTS").crs().authid() == RD
    assert len(done.rows("MERGED")) == 1


def test_a_layer_without_a_reference_system_is_taken_to_be_in_that_of_the_first():
    done = prepare(
        pois((point(0, 0), "library", "A")), pois((point(9, 0), "library", "A"), crs="", title="bare", first=9)
    )
    assert len(done.rows("MERGED")) == 1
    assert done.feedback.warned("“bare” has no reference system")


def test_playgrounds_with_names_of_their_own_and_parks_side_by_side_stay_apart():
    fields = {"leisure": "text", "name": "text"}
    areas = layer(
        [
            (box(0, 0, 10, 10), "playground", "A"),
            (box(12, 0, 22, 10), "playground", "B"),
            (box(0, 100, 99, 200), "park", None),
            (box(99, 100, 200, 200), "park", None),
        ],
        **fields,
    )
    done = prepare(areas)
    assert done.rows("MERGED") == []
    assert len(done.rows("AREAS")) == 4


def test_parts_of_one_park_become_one_area_and_keep_their_ground():
    parts = [(box(0, 0, 100, 100), "park", "Agnetapark"), (box(110, 0, 150, 100), "park", "AGNETAPARK")]
    done = prepare(layer(parts, leisure="text", name="text"))
    (park,) = done.rows("AREAS")
    assert park["area_m2"] == pytest.approx(14_000)
    (feature,) = done.layer("AREAS").getFeatures()
    assert feature.geometry().area() == pytest.approx(14_000)
    (merged,) = done.rows("MERGED")
    assert (merged["reason"], merged["distance_m"]) == ("area_near_area", pytest.approx(10))


def test_the_same_ground_drawn_twice_is_one_and_the_larger_stays_as_it_is():
    parts = [(box(0, 0, 10, 10), "playground", "Plein"), (box(1, 1, 21, 21), "playground", None)]
    done = prepare(layer(parts, leisure="text", name="text"))
    (left,) = done.rows("AREAS")
    assert (left["name"], left["area_m2"], left["facility_id"]) == ("Plein", 400, "layer:2")
    assert done.column("MERGED", "reason") == ["same_ground"]


def test_a_point_in_the_hole_of_an_area_is_measured_to_its_border():
    ring = "POLYGON((0 0, 200 0, 200 200, 0 200, 0 0), (50 50, 150 50, 150 150, 50 150, 50 50))"
    park = layer([(ring, "park", None)], "parks", leisure="text", name="text")
    done = prepare(park, pois((point(60, 100), "park", "A"), (point(100, 100), "park", "B")))
    assert [(m["duplicate_name"], m["distance_m"], m["reason"]) for m in done.rows("MERGED")] == [
        ("A", pytest.approx(10), "point_near_area")
    ]


@pytest.mark.parametrize("seed", range(5))
def test_of_random_places_nothing_that_is_one_comes_twice_and_no_ground_is_lost(seed):
    draw = random.Random(seed)
    fields = {"shop": "text", "name": "text"}

    def places(number: int, size: float) -> list[tuple]:
        rows = []
        for _ in range(number):
            x, y, side = draw.uniform(0, 400), draw.uniform(0, 400), draw.uniform(1, 30) if size else 0
            where = box(x, y, x + side, y + side) if size else point(x, y)
            rows.append((where, "supermarket", draw.choice([None, None, "A", "B"])))
        return rows

    areas, points = layer(places(40, 1), "areas", **fields), layer(places(80, 0), "points", **fields)
    done = prepare(areas, points)

    def shapes(source) -> list[QgsGeometry]:
        return [QgsGeometry(f.geometry()) for f in source.getFeatures()]

    def agree(one, other) -> bool:
        return one is None or other is None or one == other

    kept_areas = list(zip(shapes(done.layer("AREAS")), done.column("AREAS", "name"), strict=True))
    kept_points = list(zip(shapes(done.layer("POINTS")), done.column("POINTS", "name"), strict=True))
    assert len(kept_areas) + len(kept_points) + len(done.rows("MERGED")) == 120
    near = [1 for a, n in kept_areas for p, m in kept_points if agree(n, m) and a.distance(p) <= 25]
    near += [1 for (p, n), (q, m) in combinations(kept_points, 2) if agree(n, m) and p.distance(q) <= 25]
    assert near == []
    before, after = QgsGeometry.unaryUnion(shapes(areas)), QgsGeometry.unaryUnion([a for a, _ in kept_areas])
    assert before.difference(after).area() <= 0.5 * sum(
        shapes(areas)[int(m["duplicate_id"].split(":")[1]) - 1].area()
        for m in done.rows("MERGED")
        if m["reason"] == "same_ground"
    )


def test_the_merge_distance_counts():
    two = pois((point(0, 0), "supermarket", "Jumbo"), (point(30, 0), "supermarket", "JUMBO"))
    assert prepare(two).rows("MERGED") == []
    assert len(prepare(two, MERGE_DISTANCE=30).rows("MERGED")) == 1


def test_an_object_with_two_types_comes_twice_and_one_in_two_layers_once():
    rows = [(point(0, 0), "5", 1, "cafe", "X"), (point(0, 0), "5", 2, "bakery", "X")]
    done = prepare(layer(rows, "zuid", **GEOFABRIK), layer(rows[:1], "noord", **GEOFABRIK))
    assert [(r["facility_id"], r["type"]) for r in done.rows("POINTS")] == [
        ("osm:node/5", "café"),
        ("osm:node/5_2", "bakery"),
    ]
    (merged,) = done.rows("MERGED")
    assert (merged["duplicate_id"], merged["into_id"], merged["reason"]) == ("osm:node/5", "osm:node/5", "same_id")


LANDUSE = "gis_osm_landuse_a_free_1"


@pytest.mark.parametrize("name", [None, "Agnetapark"])
def test_two_halves_of_one_park_are_united_whatever_its_name(name):
    halves = [(box(x, 0, x + 100, 100), "7", 1, "park", name) for x in (0, 100)]
    done = prepare(layer(halves, LANDUSE, **GEOFABRIK))
    (park,) = done.rows("AREAS")
    assert (park["facility_id"], park["area_m2"]) == ("osm:7", pytest.approx(20_000))
    (shape,) = [f.geometry() for f in done.layer("AREAS").getFeatures()]
    assert shape.area() == pytest.approx(20_000)
    assert [(m["reason"], m["distance_m"]) for m in done.rows("MERGED")] == [("same_id", 0)]
    assert not done.feedback.warned("Ids that several")


def test_an_area_that_comes_in_two_layers_keeps_its_ground_to_the_last_corner():
    corners = "POLYGON((0 0, 50 0, 100 0, 100 100, 0 100, 0 0))"
    one, two = (layer([(corners, "7", 1, "park", None)], title, **GEOFABRIK) for title in ("noord", "zuid"))
    done = prepare(one, two)
    (shape,) = [f.geometry() for f in done.layer("AREAS").getFeatures()]
    assert shape.constGet().nCoordinates() == 6


def test_points_with_one_id_are_one_only_where_they_are_near_and_agree_in_name():
    rows = [
        (point(0, 0), "5", 1, "bench", None),
        (point(3, 4), "5", 1, "bench", None),
        (point(500, 0), "5", 1, "bench", None),
        (point(0, 0), "6", 1, "cafe", "De Kroon"),
        (point(0, 0), "6", 1, "cafe", "Het Anker"),
    ]
    done = prepare(layer(rows, "pois", **GEOFABRIK))
    assert done.column("POINTS", "facility_id") == ["osm:node/5", "osm:node/5_2", "osm:node/6", "osm:node/6_2"]
    assert [(m["reason"], m["distance_m"]) for m in done.rows("MERGED")] == [("same_id", pytest.approx(5))]
    assert done.feedback.warned("lie apart or have different names", "2 (osm:node/5, osm:node/6)")


def test_codes_of_other_layers_are_no_ids_of_openstreetmap():
    kinds = {"id": "text", "full_id": "text", "soort": "text"}
    one = layer([(point(0, 0), "w12", "n1", "x"), (point(900, 0), "n3", "n2", "x")], "oost", **kinds)
    two = layer([(point(10, 0), "w12", "n1", "x")], "west", **kinds)
    done = prepare(one, two, MAPPING=["soort", "x", "seat"])
    assert done.column("POINTS", "facility_id") == ["oost:1", "oost:2", "west:1"]
    raw = layer([(point(0, 0), "w12", "library")], "raw", id="text", amenity="text")
    assert prepare(raw).column("POINTS", "facility_id") == ["raw:1"]


def test_what_is_disused_or_gone_is_no_facility_and_told():
    rows = [
        (point(0, 0), "school", '"disused"=>"yes"'),
        (point(100, 0), "school", '"abandoned"=>"yes"'),
        (point(200, 0), None, '"disused:amenity"=>"school"'),
        (point(300, 0), "school", '"disused:amenity"=>"school"'),
        (point(400, 0), "school", '"disused"=>"no","disused:shop"=>"bakery"'),
        (point(500, 0), None, '"disused:amenity"=>"fountain"'),
    ]
    done = prepare(layer(rows, "points", amenity="text", other_tags="text"))
    assert done.column("POINTS", "amenity") == ["school"]
    assert [f.geometry().asPoint().x() for f in done.layer("POINTS").getFeatures()] == [pytest.approx(runs.X0 + 400)]
    assert any("disused, gone or not there yet: 4" in text for text in done.feedback.infos)
    assert done.results["UNTYPED"] == 1


def test_tags_as_fields_say_that_something_is_disused():
    rows = [
        (point(0, 0), "school", "yes", None),
        (point(99, 0), None, None, "school"),
        (point(300, 0), "cafe", None, None),
    ]
    done = prepare(layer(rows, amenity="text", abandoned="text", disused_amenity="text"))
    assert done.column("POINTS", "type") == ["café"]
    assert any("not there yet: 2" in text for text in done.feedback.infos)


def test_a_field_of_another_layer_that_is_called_disused_says_nothing():
    own = layer([(point(0, 0), "x", "yes")], "gemeente", soort="text", disused="text")
    assert len(prepare(own, MAPPING=["soort", "x", "playground"]).rows("POINTS")) == 1


@pytest.mark.parametrize("metres", [float("nan"), "nan", "12,5", "ver", -1, 501, float("inf")])
def test_a_merge_distance_that_is_none_stops_with_one_sentence(metres):
    two = pois((point(0, 0), "supermarket", "A"), (point(30, 0), "supermarket", "A"))
    with pytest.raises(RefusedError, match=r"within \(MERGE_DISTANCE\) must be a (finite )?number"):
        prepare(two, MERGE_DISTANCE=metres)


def test_areas_are_written_where_nobody_asks_since_points_go_into_them():
    parts = [layer([(box(0, 0, 50, 50), "park", None)], leisure="text", name="text"), pois((point(5, 5), "park", "A"))]
    done = runs.run("preparefacilities", {"SOURCES": parts, "POINTS": "memory:", "AREAS": "TEMPORARY_OUTPUT"})
    assert done.column("AREAS", "name") == ["A"]


def test_what_the_municipality_verified_stays_verified():
    rows = [(point(0, 0), "library", 1), (point(9, 0), "library", 0), (point(99, 0), "library", None)]
    done = prepare(layer(rows, amenity="text", verified="int"))
    assert done.column("POINTS", "verified") == [1, 0]
    assert done.layer("POINTS").fields().names().count("verified") == 1


def test_an_earlier_output_that_was_checked_goes_with_new_data(tmp_path):
    new = pois((point(0, 0), "library", "A"), (point(99, 0), "library", "B"), first=7)
    prepare(new, POINTS=str(tmp_path / "old.gpkg"))
    old = runs.loaded(str(tmp_path / "old.gpkg"), "old", to_edit=True)
    old.dataProvider().changeAttributeValues({1: {old.fields().lookupField("verified"): 1}})
    done = prepare(new, runs.loaded(str(tmp_path / "old.gpkg"), "old"), MAPPING=["type", "*", "*"])
    assert [(r["facility_id"], r["type"], r["verified"]) for r in done.rows("POINTS")] == [
        ("osm:node/7", "library", 1),
        ("osm:node/8", "library", 0),
    ]
    assert [(m["reason"], m["filled"]) for m in done.rows("MERGED")] == [("same_id", "verified"), ("same_id", None)]


def test_a_facility_without_geometry_is_kept_and_reported():
    done = prepare(pois((None, "library", "A"), (point(0, 0), "library", "A")))
    assert done.column("POINTS", "name") == ["A", "A"]
    assert [f.hasGeometry() for f in done.layer("POINTS").getFeatures()] == [False, True]
    assert done.feedback.warned("without geometry, kept", "1 (1)")


def test_fields_called_like_ours_get_another_name_and_none_is_lost(tmp_path):
    own = layer(
        [(point(0, 0), "library", "a", "b", "c", 7, "d")],
        "own",
        amenity="text",
        type="text",
        Type_2="text",
        source="text",
        fid="int",
        facility_id="text",
    )
    done = prepare(own, POINTS=str(tmp_path / "points.gpkg"))
    (row,) = done.rows("POINTS")
    assert (row["type"], row["input_type"], row["input_Type_2"], row["input_source"]) == ("library", "a", "b", "c")
    assert (row["fid_2"], row["input_facility_id"], row["facility_id"]) == (7, "d", "own:1")


def test_layers_whose_fields_disagree_share_them_as_text():
    one = layer([(point(0, 0), "library", 5)], "one", amenity="text", rooms="int")
    two = layer([(point(99, 0), "library", "many")], "two", amenity="text", ROOMS="text")
    three = layer([(point(500, 0), "library", QDate(2026, 1, 2))], "three", amenity="text", rooms="date")
    assert prepare(one, two, three).column("POINTS", "rooms") == ["5", "many", "2026-01-02"]


def test_multipoints_curves_and_heights_are_flat_and_valid():
    multi = layer([("MULTIPOINT((0 0), (10 0))", "cafe"), ("MULTIPOINT((99 0))", "bakery")], "multi", fclass="text")
    curved = layer(
        [("CURVEPOLYGON(CIRCULARSTRING(300 0, 400 100, 300 200, 200 100, 300 0))", "park")], "curved", leisure="text"
    )
    high = layer([("POLYGON Z((0 500 1, 9 500 1, 9 509 1, 0 509 1, 0 500 1))", "park")], "high", leisure="text")
    done = prepare(multi, curved, high)
    assert [f.geometry().asWkt(0) for f in done.layer("POINTS").getFeatures()][1].startswith("MultiPoint")
    areas = [f.geometry() for f in done.layer("AREAS").getFeatures()]
    assert all(g.isGeosValid() and g.asWkt().startswith("MultiPolygon (") for g in areas)
    assert done.column("AREAS", "area_m2") == [pytest.approx(31_416, rel=0.001), pytest.approx(81)]


def test_an_area_whose_border_crosses_itself_is_written_as_it_is_measured():
    bow = "POLYGON((0 0, 10 10, 10 0, 0 10, 0 0))"
    done = prepare(layer([(bow, "playground")], leisure="text"), pois((point(1, 5), "playground", "A")))
    assert done.column("AREAS", "area_m2") == [pytest.approx(50)]
    assert done.column("MERGED", "reason") == ["point_in_area"]
    (shape,) = [f.geometry() for f in done.layer("AREAS").getFeatures()]
    assert shape.isGeosValid()
    assert shape.area() == pytest.approx(50)


def test_of_a_collection_its_areas_count_else_its_points_and_lines_are_left_out_and_counted():
    rows = [
        ("GEOMETRYCOLLECTION(LINESTRING(0 0, 9 0))", "park"),
        ("GEOMETRYCOLLECTION(POINT(0 500), LINESTRING(0 0, 9 0))", "park"),
        (f"GEOMETRYCOLLECTION({box(0, 0, 9, 9)}, POINT(0 0))", "park"),
    ]
    done = prepare(layer(rows, "mixed", wkb="GeometryCollection", leisure="text"))
    assert done.column("POINTS", "facility_id") == ["mixed:2"]
    assert [(r["facility_id"], r["area_m2"]) for r in done.rows("AREAS")] == [("mixed:3", pytest.approx(81))]
    assert done.feedback.warned("neither points nor areas", "1 (1)")


def test_a_point_inside_with_another_name_is_kept_apart_and_told():
    centre = layer([(box(0, 0, 50, 50), "doctors", "De Linde")], "areas", amenity="text", name="text")
    done = prepare(centre, pois((point(5, 5), "doctors", "Jansen"), (point(6, 5), "doctors", "De Linde")))
    assert done.column("POINTS", "name") == ["Jansen"]
    assert any("another name, kept apart: 1 (osm:node/1)" in text for text in done.feedback.infos)


def test_what_needs_a_look_is_warned_of():
    done = prepare(pois((point(0, 0), "school", "A")), layer([(box(0, 0, 9, 9), "park")], leisure="text"), AREAS=None)
    assert done.feedback.warned("primary school", "fclass=school", "1")
    assert done.feedback.warned("AREAS", "switched off")


def test_text_with_several_tags_that_was_cut_is_warned_of():
    raw = layer([(point(0, 0), '"amenity"=>"library","oper')], other_tags="text")
    done = prepare(raw)
    assert done.column("POINTS", "type") == ["library"]
    assert done.feedback.warned("could not be read to their end: 1")


@pytest.mark.parametrize(
    ("sources", "more", "words"),
    [
        (lambda: [layer([("LINESTRING(0 0, 9 0)", "track")], leisure="text")], {}, "holds lines"),
        (lambda: [layer([(None, "park")], wkb="NoGeometry", leisure="text")], {}, "a table without places"),
        (lambda: [layer([(point(0, 0), "x")], "trees", soort="text")], {}, "none that is recognised.*soort"),
        (lambda: [layer([], "none", wkb="Point", **GEOFABRIK)], {}, "are empty"),
        (lambda: [layer([(point(0, 0), None, None, None, None)], **GEOFABRIK)], {}, "Nothing .* has a type.*NULL"),
        (lambda: [pois((point(0, 0), "atoll", "x"))], {}, "Nothing .* has a type.*fclass=atoll 1"),
        (lambda: [pois((point(0, 0), "library", "x"))], {"MAPPING": [["fclass", "", "x"]]}, "row 1 is half filled"),
        (lambda: [pois((point(0, 0), "library", "x"))], {"MAPPING": [["soort", "a", "x"]]}, "no layer has .* “soort”"),
        (lambda: [pois((point(0, 0), "library", "x"))], {"SOURCE_DATE": "July"}, "must be a day"),
        (list, {}, "SOURCES"),
    ],
)
def test_wrong_input_stops_with_one_sentence(sources, more, words, tmp_path):
    with pytest.raises(RefusedError, match=words) as stopped:
        prepare(*sources(), POINTS=str(tmp_path / "points.gpkg"), **more)
    assert "\n" not in str(stopped.value)
    assert list(tmp_path.iterdir()) == []


def test_a_layer_that_is_half_null_is_told():
    half = layer([(point(60 * n, 0), "library" if n % 2 else None) for n in range(10)], "half", fclass="text")
    done = prepare(half)
    assert len(done.rows("POINTS")) == 5
    assert done.feedback.warned("5 of 10 features in “half”", "check how the layer was made")
    nowhere = layer([(point(60 * n, 0) if n % 2 else None, "library") for n in range(10)], "nowhere", fclass="text")
    assert prepare(nowhere).feedback.warned("facilities without geometry", ": 5 (")


def test_an_empty_layer_among_others_is_warned_of():
    done = prepare(layer([], "none", wkb="Point", **GEOFABRIK), pois((point(0, 0), "library", "x")))
    assert done.feedback.warned("“none” is empty")
    assert len(done.rows("POINTS")) == 1


def test_the_outputs_feed_check_basic_requirements(osm, tmp_path):
    prepared = prepare(
        *osm, POINTS=str(tmp_path / "p.gpkg"), AREAS=str(tmp_path / "a.gpkg"), MAPPING=[["amenity", "bench", "seat"]]
    )
    (library,) = [f for f in prepared.layer("AREAS").getFeatures() if f["type"] == "library"]
    home = QgsGeometry(library.geometry().centroid())
    home.translate(30, 0)
    homes = runs.layer([home.asWkt()], shift=False)
    around = runs.layer([home.buffer(3000, 8).asWkt()], shift=False)
    done = runs.run(
        "basicrequirements",
        {
            "DWELLINGS": homes,
            "NEIGHBOURHOODS": around,
            "FACILITIES": [str(tmp_path / "p.gpkg"), str(tmp_path / "a.gpkg")],
            "TYPE_FIELD": "type",
            "FACILITY_ID": "facility_id",
            "REQUIREMENTS": [["l", "library", "distance", "300", "m", "", "", "straight", "", "", "0.9"]],
            "OUTPUT_DWELLINGS": "memory:",
        },
    )
    (row,) = done.rows("OUTPUT_DWELLINGS")
    assert row["l_facility"] == "osm:way/102"
    assert row["l_value"] == pytest.approx(20, abs=0.5)


def test_delft_keeps_all_that_has_a_type(shared):
    done = prepare(str(shared / "data" / "delft" / "facilities.gpkg"))
    rows, merged = done.rows("POINTS"), done.rows("MERGED")
    types = [r["type"] for r in rows]
    ids = [r["facility_id"] for r in rows]
    assert len(set(ids)) == len(ids)
    assert types.count("seat") == 330  # as many as fclass has of bench
    assert types.count("library") == 4
    assert types.count("playground") + sum(m["type"] == "playground" for m in merged) == 169


def week(row: dict) -> tuple:
    return tuple(row[name] for name in HOURS)


def test_opening_hours_become_an_ordinary_week_and_what_is_not_read_is_listed():
    rows = [
        (point(0, 0), "n1", "community_centre", "Mo-Fr 09:00-17:00; We 09:00-21:00; PH off"),
        (point(200, 0), "n2", "cafe", "24/7"),
        (point(400, 0), "n3", "pub", "Mo-Su 16:00+"),
        (point(600, 0), "n4", "library", None),
        (point(800, 0), "n5", "cafe", "dagelijks"),
    ]
    done = prepare(layer(rows, full_id="text", amenity="text", opening_hours="text"), HOURS_UNREAD="memory:")
    assert [week(row) for row in done.rows("POINTS")] == [
        (44, 1, 0),
        (168, 1, 1),
        (None, None, None),
        (None, None, None),
        (None, None, None),
    ]
    assert done.rows("HOURS_UNREAD") == [
        {
            "facility_id": "osm:node/3",
            "type": "café",
            "name": None,
            "opening_hours": "Mo-Su 16:00+",
            "reason": "open_end",
        },
        {"facility_id": "osm:node/5", "type": "café", "name": None, "opening_hours": "dagelijks", "reason": "syntax"},
    ]
    assert "Opening hours: 4 of 5 facilities have them, and of 2 an ordinary week is known." in done.feedback.infos
    assert any("no fixed end: 1. For example: Mo-Su 16:00+" in text for text in done.feedback.warnings)


def test_opening_hours_in_other_tags_and_of_a_duplicate_count_too():
    tags = '"opening_hours"=>"Sa-Su 10:00-12:00"'
    one = layer([(point(5, 5), "1", "library", tags)], "points", osm_id="text", amenity="text", other_tags="text")
    two = layer([(box(0, 0, 9, 9), "w2", "library")], "areas", full_id="text", amenity="text")
    done = prepare(one, two)
    assert not done.rows("POINTS")
    assert week(of_type(done, "AREAS", "library")) == (4, 0, 1)


def test_a_field_of_the_layer_that_is_called_as_ours_is_kept():
    rows = [(point(0, 0), "n1", "cafe", "24/7", 12.5)]
    done = prepare(layer(rows, full_id="text", amenity="text", opening_hours="text", hours_week="real"))
    (row,) = done.rows("POINTS")
    assert (row["hours_week"], row["input_hours_week"]) == (168, 12.5)


def test_without_opening_hours_the_log_is_silent_about_them():
    done = prepare(pois((point(0, 0), "library", "OBA")))
    assert not any("pening hours" in text for text in done.feedback.infos + done.feedback.warnings)


def facets(row: dict) -> tuple:
    return tuple(row[name] for name in FACETS)


def test_facets_come_from_tags_in_fields_or_in_other_tags_and_from_the_type():
    tags = '"operator:type"=>"community","outdoor_seating"=>"yes","wheelchair"=>"limited"'
    rows = [
        (point(0, 0), "1", "cafe", tags),
        (point(200, 0), "2", "library", None),
        (point(400, 0), "3", "bench", None),
    ]
    done = prepare(layer(rows, osm_id="text", amenity="text", other_tags="text"))
    assert [facets(row) for row in done.rows("POINTS")] == [
        (1, 1, 0, 0, 0, None, 0),
        (1, 0, 0, 1, 1, "everyone", None),
        (0, 1, 0, 1, 1, "everyone", None),
    ]
    assert any(
        text == "Known of 3 facilities: indoor 3, outdoor 3, commercial 3, public 3, free 3, for_whom 2, step_free 1"
        for text in done.feedback.infos
    )


def test_a_layer_says_itself_what_a_facet_is_and_its_field_is_kept():
    rows = [(point(0, 0), "Ontmoeting", "ja", 1, "Vrouwen"), (point(200, 0), "Ontmoeting", "no", None, None)]
    own = layer(rows, "gemeente", soort="text", free="text", commercial="int", for_whom="text")
    done = prepare(own, MAPPING=["soort", "ontmoeting", "meeting place"])
    first, second = done.rows("POINTS")
    assert (first["free"], first["commercial"], first["for_whom"]) == (None, 1, "Vrouwen")  # "ja" says nothing here
    assert (second["free"], second["commercial"], second["for_whom"]) == (0, 0, None)
    assert (first["input_free"], first["input_commercial"]) == ("ja", 1)


def test_a_duplicate_fills_what_a_facet_is_told_by():
    one = layer([(point(5, 5), "n1", "library", "yes")], "points", full_id="text", amenity="text", fee="text")
    two = layer([(box(0, 0, 9, 9), "w2", "library")], "areas", full_id="text", amenity="text")
    done = prepare(one, two)
    assert of_type(done, "AREAS", "library")["free"] == 0


def test_a_norm_asks_for_a_non_commercial_meeting_place_that_is_open_in_the_evening():
    evenings, days = "Mo-Fr 09:00-22:00", "Mo-Fr 09:00-17:00"
    places = [
        (point(0, 0), "n1", "cafe", evenings),  # commercial
        (point(100, 0), "n2", "community_centre", days),  # not in the evening
        (point(200, 0), "n3", "community_centre", "Mo-Fr 19:00+"),  # not known
        (point(300, 0), "n4", "community_centre", evenings),
    ]
    prepared = prepare(layer(places, full_id="text", amenity="text", opening_hours="text"))
    where = [{"field": name, "op": "=", "value": v} for name, v in (("commercial", 0), ("open_evening", 1))]
    norm = {
        "id": "evening",
        "facility": "community centre|café",
        "indicator": "distance",
        "threshold": 250,
        "unit": "m",
    }
    homes = [point(x, 0) for x in (0, 50, 100, 300)]
    done = runs.run(
        "basicrequirements",
        {
            "NETWORK": runs.layer(["LINESTRING(0 0, 400 0)"]),
            "DWELLINGS": runs.layer(homes),
            "NEIGHBOURHOODS": runs.layer([box(-50, -50, 450, 50)]),
            "FACILITIES": [prepared.layer("POINTS")],
            "TYPE_FIELD": "type",
            "FACILITY_ID": "facility_id",
            "REQUIREMENTS": json.dumps([{**norm, "where": where, "target": 0.9}]),
            "MIN_COMPONENT": 0,
            "MIN_DWELLINGS": 1,
            "OUTPUT_DWELLINGS": "memory:",
        },
    )
    assert done.column("OUTPUT_DWELLINGS", "evening_facility") == ["osm:node/4"] * 4
    assert done.column("OUTPUT_DWELLINGS", "evening_value") == pytest.approx([300, 250, 200, 0])
    assert done.column("OUTPUT_DWELLINGS", "evening_ok") == [0, 1, 1, 1]
