"""Street data as it is downloaded becomes a network, run as QGIS runs it: what is kept, left out, marked and said."""

from __future__ import annotations

import pytest
from osgeo import gdal, ogr, osr
from qgis.core import QgsProcessingFeatureSourceDefinition

from buurtmaat.adapters.io.columns import numbered
from towns import raw_streets, runs
from towns.raw_streets import geofabrik, line_of, nwb, osm_file
from towns.runs import Feedback, RefusedError, layer, point
from towns.slow import by_turns

FOOT, WHEELCHAIR, BICYCLE = range(3)
OSM, GEOFABRIK, NWB = 1, 2, 3


def prepare(source, feedback: Feedback | None = None, **changes):
    given = {"SOURCE": source, "OUTPUT": "memory:", "EXCLUDED": "memory:", **changes}
    return runs.run("preparenetwork", given, feedback)


def refused(source, **changes) -> str:
    with pytest.raises(RefusedError) as stop:
        prepare(source, **changes)
    return str(stop.value)


def kept(done, field="osm_id") -> list:
    return done.column("OUTPUT", field)


def left(done, field="osm_id") -> dict:
    return {row[field]: row["reason"] for row in done.rows("EXCLUDED")}


def said(done, *kind_words: str) -> bool:
    return any(all(word in text for word in kind_words) for text in done.feedback.infos)


def straight(number: int, metres: float = 100.0):
    return [(0.0, 10.0 * number), (metres, 10.0 * number)]


WAYS = [
    {"highway": "residential", "name": 'Laan "De Punt" \\ zuid', "note:nl": "a=>b, c"},
    {"highway": "motorway", "lanes": "2"},
    {"highway": "footway", "bridge": "yes", "layer": "1"},
    {"highway": "service", "access": "private"},
    {"highway": "trunk", "foot": "yes", "description": 'zegt "foot"=>"no"'},
    {"highway": "proposed", "proposed": "cycleway"},
    {"highway": "steps"},
    {"waterway": "canal"},
    {"route": "ferry", "duration": "00:10"},
    {"highway": "cycleway", "tunnel": "yes", "oneway": "yes", "surface": "asphalt"},
    {"highway": "residential", "oneway": "yes", "oneway:bicycle": "no", "surface": "sand"},
]


@pytest.fixture
def raw(tmp_path):
    """Return the ways as GDAL's OSM driver opens them: most of their tags in `other_tags`."""
    found = osm_file(tmp_path / "town.osm", [(straight(n), tags) for n, tags in enumerate(WAYS)])
    assert "other_tags" in found.fields().names()
    assert "access" not in found.fields().names()
    return found


def test_raw_openstreetmap_is_recognised_and_cleaned_for_pedestrians(raw):
    done = prepare(raw)
    assert kept(done) == ["1", "3", "5", "7", "10", "11"]
    reasons = {"2": "motorway", "4": "private", "6": "proposed", "8": "not_a_street", "9": "ferry"}
    assert left(done) == reasons
    assert done.layer("OUTPUT").fields().names() == [
        *("osm_id", "name", "highway", "waterway", "aerialway", "barrier", "man_made", "railway", "z_order"),
        *("other_tags", "bridge", "tunnel", "time_min"),
    ]
    assert done.column("OUTPUT", "bridge") == [0, 1, 0, 0, 0, 0]
    assert done.column("OUTPUT", "tunnel") == [0, 0, 0, 0, 1, 0]
    assert done.column("OUTPUT", "time_min") == [None] * 6
    assert done.column("OUTPUT", "name")[0] == 'Laan "De Punt" \\ zuid'
    assert done.layer("EXCLUDED").fields().names()[-1] == "reason"
    assert done.layer("OUTPUT").crs().authid() == "EPSG:4326"
    assert said(done, "OpenStreetMap")
    assert not done.feedback.warnings


def test_the_log_gives_lengths_by_reason(tmp_path):
    ways = [(straight(0, 1000), {"highway": "motorway"}), (straight(1, 500), {"highway": "motorway_link"})]
    ways += [(straight(2, 3000), {"highway": "service", "access": "private"}), (straight(3), {"highway": "path"})]
    done = prepare(osm_file(tmp_path / "a.osm", ways))
    assert said(done, "Kept: 0.1 km (lines: 1)")
    told = [text for text in done.feedback.infos if text.startswith("Left out")]
    assert told == [
        "Left out: 4.5 km (lines: 3) of 4.6 km (lines: 4).",
        "Left out: 3.0 km private (lines: 1)",
        "Left out: 1.5 km motorway (lines: 2)",
    ]


def test_the_log_gives_short_lengths_in_metres():
    rows = [(line_of(straight(0, 49)), "steps"), (line_of(straight(1, 3)), "proposed"), (line_of(straight(2)), "path")]
    done = prepare(layer(rows, highway="text"), PROFILE=WHEELCHAIR)
    told = [text for text in done.feedback.infos if text.startswith("Left out")]
    assert told == [
        "Left out: 0.1 km (lines: 2) of 0.2 km (lines: 3).",
        "Left out: 49 m steps (lines: 1)",
        "Left out: 3 m proposed (lines: 1)",
    ]


def test_a_wheelchair_leaves_out_steps_and_rough_surfaces(raw):
    done = prepare(raw, PROFILE=WHEELCHAIR)
    assert kept(done) == ["1", "3", "5", "10"]
    assert {key: left(done)[key] for key in ("7", "11")} == {"7": "steps", "11": "surface"}


def test_a_bicycle_has_its_own_rules_and_directions(raw):
    done = prepare(raw, PROFILE=BICYCLE)
    assert kept(done) == ["1", "10", "11"]
    assert done.column("OUTPUT", "direction") == ["both", "forward", "both"]
    assert {key: left(done)[key] for key in ("3", "5", "7")} == {"3": "footway", "5": "trunk", "7": "steps"}


def test_ferries_come_with_their_minutes_and_pass_the_water(tmp_path):
    durations = ["00:10", "PT10M", "5-10 min", "1:30", None, "soon"]
    ways = [
        (straight(n), {"route": "ferry", **({"duration": text} if text else {})}) for n, text in enumerate(durations)
    ]
    ways.append((straight(9), {"highway": "residential"}))
    done = prepare(osm_file(tmp_path / "a.osm", ways), FERRIES=True)
    assert done.column("OUTPUT", "time_min") == [10, 10, 10, 90, None, None, None]
    assert done.column("OUTPUT", "bridge") == [1] * 6 + [0]
    assert done.feedback.warned("Ferries that do not say", "1 (5)")
    assert done.feedback.warned("duration cannot be read", "soon", "1 (6)")
    assert said(done, "ferries 6")


def test_tags_as_json_are_read_as_well(tmp_path):
    ways = [(straight(n), tags) for n, tags in enumerate(WAYS)]
    osm_file(tmp_path / "a.osm", ways)
    with gdal.ExceptionMgr():
        gdal.VectorTranslate(
            str(tmp_path / "a.gpkg"),
            gdal.OpenEx(str(tmp_path / "a.osm"), open_options=["TAGS_FORMAT=JSON"]),
            layers=["lines"],
        )
    source = runs.loaded(f"{tmp_path / 'a.gpkg'}|layername=lines")
    assert source.fields().field("other_tags").type() == runs.QMetaType.Type.QVariantMap
    done = prepare(source, OUTPUT=str(tmp_path / "used.gpkg"))
    used = runs.rows(runs.loaded(str(tmp_path / "used.gpkg")))
    assert [row["osm_id"] for row in used] == ["1", "3", "5", "7", "10", "11"]
    assert left(done)["4"] == "private"
    assert used[1]["other_tags"] == {"bridge": "yes", "layer": "1"}


def test_every_line_is_in_one_of_the_layers_in_its_order_as_it_was(raw):
    done = prepare(raw)
    rows = [row for name in ("OUTPUT", "EXCLUDED") for row in done.rows(name)]
    own = runs.rows(raw)
    by_id = {row["osm_id"]: row for row in rows}
    assert len(rows) == len(own) == len(WAYS)
    for row in own:
        assert {key: by_id[row["osm_id"]][key] for key in row} == row
    shapes = {f["osm_id"]: f.geometry().asWkt(9) for f in raw.getFeatures()}
    for name in ("OUTPUT", "EXCLUDED"):
        ids = [int(f["osm_id"]) for f in done.layer(name).getFeatures()]
        assert ids == sorted(ids)
        assert all(f.geometry().asWkt(9) == shapes[f["osm_id"]] for f in done.layer(name).getFeatures())


def tags_as_fields(upper: bool = False) -> runs.QgsVectorLayer:
    names = ["highway", "access", "foot", "bicycle", "oneway", "oneway:bicycle", "bridge", "tunnel", "surface"]
    rows = [
        (line_of(straight(n)), str(n + 1), *(tags.get(name) for name in names))
        for n, tags in enumerate(WAYS)
        if "highway" in tags
    ]
    kinds = {(name.upper() if upper else name): "text" for name in ["osm_id", *names]}
    return layer(rows, "ways", **kinds)


@pytest.mark.parametrize("upper", [False, True])
def test_tags_as_fields_are_recognised_in_any_letter_case(upper):
    done = prepare(tags_as_fields(upper), PROFILE=BICYCLE)
    assert kept(done, "OSM_ID" if upper else "osm_id") == ["1", "10", "11"]
    assert done.column("OUTPUT", "direction") == ["both", "forward", "both"]
    # Its own fields mark bridges and tunnels already.
    assert [n for n in done.layer("OUTPUT").fields().names() if n.lower().startswith(("bridge", "tunnel"))] == (
        ["BRIDGE", "TUNNEL"] if upper else ["bridge", "tunnel"]
    )
    assert not done.feedback.warnings


def test_a_shapefile_s_short_names_are_recognised(tmp_path):
    cut = runs.save(tags_as_fields(), tmp_path / "ways.shp")
    assert "oneway:bic" in cut.fields().names() or "oneway_bic" in cut.fields().names()
    done = prepare(cut, PROFILE=BICYCLE)
    assert kept(done) == ["1", "10", "11"]
    assert done.column("OUTPUT", "direction") == ["both", "forward", "both"]


def test_openstreetmap_in_a_shapefile_whose_tags_were_cut_says_so(tmp_path):
    long = {"highway": "service", "note2": "x" * 250, "access": "private"}
    raw = osm_file(tmp_path / "a.osm", [(straight(0), long), (straight(1), {"highway": "path"})])
    done = prepare(runs.save(raw, tmp_path / "cut.shp"))
    assert kept(done) == ["1", "2"]  # what the cut took away cannot be known
    assert done.feedback.warned("could not be read to the end", "1 (")


ROADS = [
    {"fclass": "residential"},
    {"fclass": "motorway", "oneway": "F", "maxspeed": 100, "ref": "A13"},
    {"fclass": "footway", "bridge": "T", "layer": 1},
    {"fclass": "track_grade3"},
    {"fclass": "steps"},
    {"fclass": "cycleway", "oneway": "F", "tunnel": "T", "layer": -1},
    {"fclass": "residential", "oneway": "T"},
    {"fclass": "trunk"},
    {"fclass": "unknown"},
]


@pytest.mark.parametrize("upper", [False, True])
@pytest.mark.parametrize(
    ("profile", "numbers"),
    [(FOOT, [1, 3, 4, 5, 6, 7, 9]), (WHEELCHAIR, [1, 3, 6, 7, 9]), (BICYCLE, [1, 4, 6, 7, 9])],
)
def test_geofabrik_is_recognised_in_any_letter_case(upper, profile, numbers):
    done = prepare(geofabrik([(line_of(straight(n)), r) for n, r in enumerate(ROADS)], upper), PROFILE=profile)
    assert kept(done, "OSM_ID" if upper else "osm_id") == [str(1000 + n) for n in numbers]
    own = list(raw_streets.renamed(raw_streets.GEOFABRIK, upper))
    directions = ["direction"] if profile == BICYCLE else []
    assert done.layer("OUTPUT").fields().names() == [*own, "time_min", *directions]
    assert said(done, "Geofabrik")
    assert done.feedback.warned("does not tell access")


def test_geofabrik_s_letters_give_directions():
    rows = [(line_of(straight(n)), r) for n, r in enumerate(ROADS)]
    done = prepare(geofabrik(rows), PROFILE=BICYCLE)
    assert done.column("OUTPUT", "direction") == ["both", "both", "forward", "backward", "both"]
    assert done.feedback.warned("does not tell", "oneway:bicycle")


def test_a_geofabrik_shapefile_is_recognised(tmp_path):
    rows = [(line_of(straight(n)), r) for n, r in enumerate(ROADS)]
    done = prepare(runs.save(geofabrik(rows), tmp_path / "gis_osm_roads_free_1.shp"))
    assert kept(done) == [str(1000 + n) for n in (1, 3, 4, 5, 6, 7, 9)]


SECTIONS = [
    {},
    {"bst_code": "HR", "wegbehsrt": "R", "wegnummer": "013", "frc": "0"},
    {"bst_code": "FP", "frc": "7"},
    {"bst_code": "VP", "frc": "7"},
    {"bst_code": None, "frc": None, "rijrichtng": "H"},
    {"bst_code": "VD", "frc": "6"},
    {"bst_code": "OPR", "wegbehsrt": "R", "frc": "1"},
    {"bst_code": "BU", "frc": "7"},
    {"rijrichtng": "T"},
]


@pytest.mark.parametrize("upper", [False, True])
@pytest.mark.parametrize(
    ("profile", "numbers"),
    [(FOOT, [1, 3, 4, 5, 9]), (WHEELCHAIR, [1, 3, 4, 5, 9]), (BICYCLE, [1, 3, 5, 9])],
)
def test_the_nwb_is_recognised_in_any_letter_case(upper, profile, numbers):
    done = prepare(nwb([(line_of(straight(n)), s) for n, s in enumerate(SECTIONS)], upper), PROFILE=profile)
    assert kept(done, "WVK_ID" if upper else "wvk_id") == [345289000 + n for n in numbers]
    own = list(raw_streets.renamed(raw_streets.NWB, upper))
    directions = ["direction"] if profile == BICYCLE else []
    assert done.layer("OUTPUT").fields().names() == [*own, "bridge", "tunnel", "time_min", *directions]
    assert done.column("OUTPUT", "bridge") == [None] * len(numbers)  # not known
    assert left(done, "WVK_ID" if upper else "wvk_id")[345289002] == "motorway"
    assert said(done, "NWB")
    if profile == BICYCLE:
        assert done.column("OUTPUT", "direction") == ["both", "both", "forward", "backward"]
        assert done.feedback.warned("cycle paths", "motor traffic")


def test_the_nwb_s_missing_footpaths_are_warned_of():
    done = prepare(nwb([(line_of(straight(n, 1000)), s) for n, s in enumerate(SECTIONS)]))
    assert done.feedback.warned("1.0 km of footpaths", "missing", "OpenStreetMap")
    assert done.feedback.warned("does not tell", "bridge, tunnel")
    without = prepare(nwb([(line_of(straight(0)), {})]))
    assert without.feedback.warned("0.0 km of footpaths")


def test_a_field_with_bridges_added_to_the_nwb_is_used():
    rows = [(line_of(straight(0)), 1.0, "RB", "yes"), (line_of(straight(1)), 2.0, "RB", None)]
    done = prepare(layer(rows, wvk_id="real", bst_code="text", bridge="text"))
    assert done.layer("OUTPUT").fields().names() == ["wvk_id", "bst_code", "bridge", "tunnel", "time_min"]
    assert not done.feedback.warned("does not tell", "bridge")


def test_a_field_of_its_own_that_marks_other_lines_stays_and_a_second_one_tells():
    rows = [
        (line_of(straight(0)), "residential", None, "perhaps", "x"),
        (line_of(straight(1)), None, "ferry", None, "y"),
    ]
    source = layer(rows, highway="text", route="text", bridge="text", direction="text")
    done = prepare(source, PROFILE=BICYCLE, FERRIES=True)
    assert done.column("OUTPUT", "bridge") == ["perhaps", None]
    assert done.column("OUTPUT", "bridge_2") == [1, 1]  # the ferry passes the water
    assert done.column("OUTPUT", "direction") == ["x", "y"]
    assert done.column("OUTPUT", "direction_2") == ["both", "both"]
    assert said(done, "bridge_2", "counts where no fields are chosen")
    assert not done.feedback.warned("bridge_2")
    assert done.feedback.warned("direction_2")


RAISED = [
    ("LINESTRING(0 0, 400 0)", "residential", None),
    ("LINESTRING(400 0, 600 0)", None, "ferry"),
    ("LINESTRING(600 0, 900 0)", "residential", None),
]


def test_ferries_pass_the_water_where_the_data_has_a_field_of_bridges_that_knows_none(tmp_path):
    rows = [(w, {"fclass": fclass or route}) for w, fclass, route in RAISED]
    own = layer([(*row, None) for row in RAISED], "ways", highway="text", route="text", bridge="text")
    water = layer([runs.box(450, -50, 550, 50)])
    given = {"DWELLINGS": layer([point(300, 0)]), "FACILITIES": layer([point(700, 0)]), "BARRIERS": water}
    for number, source in enumerate((geofabrik(rows), own)):
        done = prepare(source, FERRIES=True, OUTPUT=str(tmp_path / f"{number}.gpkg"))
        network = done.layer("OUTPUT")
        assert [f["bridge_2"] for f in network.getFeatures()] == [0, 1, 0]
        assert reach(network, **given)[0][:2] == ("ok", pytest.approx(400))
        # What the dialog gives is what nobody chose; who names a field means it.
        usual = ["bridge", "tunnel", "layer"]
        assert reach(network, **given, PASS_FIELDS=usual)[0][:2] == ("ok", pytest.approx(400))
        assert reach(network, **given, PASS_FIELDS=["bridge"])[0][0] == "unreachable"
        assert reach(network, **given, PASS_FIELDS=[])[0][0] == "unreachable"


def newest(done, name: str) -> list:
    """Return the values of a computed field; of those with a number, that of the highest, as algorithms read it."""
    return done.column("OUTPUT", numbered(done.layer("OUTPUT").fields().names(), name))


def test_an_output_that_is_prepared_again_is_a_layer_like_any_other(tmp_path):
    own = layer([(*row, "no") for row in RAISED], "ways", highway="text", route="text", bridge="text")
    rows = [(w, {"fclass": fclass or route}) for w, fclass, route in RAISED]
    sections = [(line_of(straight(n)), s) for n, s in enumerate(SECTIONS)]
    for number, source in enumerate((own, geofabrik(rows), nwb(sections), osm_file(tmp_path / "town.osm", TOWN))):
        once = prepare(source, FERRIES=True, PROFILE=BICYCLE, OUTPUT=str(tmp_path / f"{number}.gpkg"))
        again = prepare(once.layer("OUTPUT"), FERRIES=True, PROFILE=BICYCLE)
        fields = once.layer("OUTPUT").fields().names()
        assert again.layer("OUTPUT").fields().names()[: len(fields)] == fields
        assert [list(row.values())[: len(fields)] for row in again.rows("OUTPUT")] == [
            list(row.values()) for row in once.rows("OUTPUT")
        ]
        for name in ("bridge", "tunnel", "time_min", "direction"):
            assert newest(again, name) == newest(once, name), name
        assert again.feedback.warned("time_min_2")


def test_fields_of_its_own_called_like_ours_stay_as_they_are():
    rows = [(line_of(straight(0)), "residential", "no", "half an hour")]
    done = prepare(layer(rows, highway="text", bridge="text", time_min="text"))
    assert (done.column("OUTPUT", "time_min"), done.column("OUTPUT", "time_min_2")) == (["half an hour"], [None])
    assert done.feedback.warned("time_min_2")


MIXED = {
    "several parts": ("MULTILINESTRING((0 0, 50 0), (60 0, 99 0))", "MultiLineString ((0 0, 50 0),(60 0, 99 0))"),
    "a collection": ("GEOMETRYCOLLECTION(POINT(0 0), LINESTRING(0 0, 10 0))", "MultiLineString ((0 0, 10 0))"),
    "a point": ("POINT(0 0)", None),
    "an area": ("POLYGON((0 0, 9 0, 9 9, 0 0))", None),
}


@pytest.mark.parametrize(("case", "suffix"), by_turns(MIXED, ["gpkg", "shp", ""], 1))
@pytest.mark.parametrize("declared", [ogr.wkbUnknown, ogr.wkbLineString, ogr.wkbGeometryCollection])
def test_a_layer_of_several_kinds_of_geometry_gives_lines(case, suffix, declared, tmp_path):
    wkt, expected = MIXED[case]
    rows = ["LINESTRING(0 5, 100 5)", wkt]
    if declared == ogr.wkbGeometryCollection:
        rows = [w if w.startswith("GEOM") else f"GEOMETRYCOLLECTION({w})" for w in rows]
    with gdal.ExceptionMgr(), ogr.ExceptionMgr(), osr.ExceptionMgr():
        file = ogr.GetDriverByName("GPKG").CreateDataSource(str(tmp_path / "mixed.gpkg"))
        table = file.CreateLayer("mixed", None, declared)
        table.CreateField(ogr.FieldDefn("highway", ogr.OFTString))
        for text in rows:
            feature = ogr.Feature(table.GetLayerDefn())
            feature["highway"] = "path" if "(0 5, 100 5)" in text else "footway"
            feature.SetGeometry(ogr.CreateGeometryFromWkt(text))
            assert table.CreateFeature(feature) == 0
        file = table = feature = None
    outputs = {k: str(tmp_path / f"{k}.{suffix}") if suffix else "memory:" for k in ("OUTPUT", "EXCLUDED")}
    done = prepare(f"{tmp_path / 'mixed.gpkg'}|layername=mixed", **outputs)
    used = {f["highway"]: f.geometry() for f in done.layer("OUTPUT").getFeatures()}
    assert used["path"].length() == 100
    if expected is None:
        assert set(used) == {"path"}
        assert [(r["highway"], r["reason"]) for r in done.rows("EXCLUDED")] == [("footway", "not_a_line")]
        assert all(f.geometry().isEmpty() for f in done.layer("EXCLUDED").getFeatures())
    else:
        footway = used["footway"]
        footway.convertToMultiType()
        assert footway.asWkt(0) == expected
        assert done.rows("EXCLUDED") == []


def test_squares_that_are_areas_are_spoken_of_where_the_data_keeps_them_elsewhere(raw):
    assert said(prepare(raw), "Squares", "multipolygons")
    assert not said(prepare(tags_as_fields()), "Squares")
    assert not said(prepare(geofabrik([(line_of(straight(0)), {"fclass": "path"})])), "Squares")


def test_new_tags_of_openstreetmap_that_say_what_is_there(tmp_path):
    ways = [
        {"highway": "trunk", "sidewalk:right": "yes"},
        {"highway": "trunk", "sidewalk:both": "yes"},
        {"highway": "trunk", "sidewalk:left": "no"},
        {"highway": "path", "disused": "yes"},
        {"highway": "path", "abandoned": "yes"},
        {"highway": "path", "ice_road": "yes"},
        {"highway": "path", "disused": "no", "bridge": "proposed"},
        {"highway": "path", "bridge": "abandoned", "tunnel": "no"},
        {"highway": "path", "bridge": "boardwalk"},
    ]
    done = prepare(osm_file(tmp_path / "a.osm", [(straight(n), tags) for n, tags in enumerate(ways)]))
    assert left(done) == {"3": "trunk", "4": "disused", "5": "disused", "6": "ice_road"}
    assert list(zip(kept(done), done.column("OUTPUT", "bridge"), strict=True)) == [
        *(("1", 0), ("2", 0), ("7", 0), ("8", 0), ("9", 1))
    ]


def test_the_nwb_in_camel_case_is_recognised():
    rows = [(line_of(straight(0)), 1.0, "RB", "H"), (line_of(straight(1)), 2.0, "VP", None)]
    done = prepare(layer(rows, wvkId="real", bstCode="text", rijRichtng="text"), PROFILE=BICYCLE)
    assert said(done, "NWB")
    assert (done.column("OUTPUT", "direction"), left(done, "bstCode")) == (["forward"], {"VP": "footway"})


def test_the_kind_can_be_said_where_the_columns_suit_two():
    source = layer([(line_of(straight(0)), "residential", "motorway")], fclass="text", highway="text")
    assert len(kept(prepare(source), "fclass")) == 1
    assert kept(prepare(source, KIND=OSM), "fclass") == []
    assert kept(prepare(source, KIND=GEOFABRIK), "fclass") == ["residential"]


def test_where_nothing_is_left_the_log_warns():
    done = prepare(layer([(line_of(straight(0)), "motorway")], highway="text"))
    assert kept(done, "highway") == []
    assert left(done, "highway") == {"motorway": "motorway"}
    assert done.feedback.warned("No line is left")


def test_rows_without_a_class_or_geometry_are_left_out_and_told():
    rows = [
        (line_of(straight(0)), {"fclass": "path"}),
        (line_of(straight(1)), {"fclass": None}),
        (None, {"fclass": "path"}),
    ]
    done = prepare(geofabrik([*rows, ("LINESTRING EMPTY", {"fclass": "path"})]))
    assert kept(done) == ["1001"]
    assert left(done) == {"1002": "no_class", "1003": "no_geometry", "1004": "no_geometry"}
    assert done.feedback.warned("without a class", "1 (2)")
    assert done.feedback.warned("without geometry", "2 (3, 4)")


def test_a_layer_that_is_half_null_is_told():
    rows = [(line_of(straight(n)), {"fclass": "residential"} if n % 2 else {}) for n in range(10)]
    done = prepare(geofabrik(rows))
    assert done.feedback.warned("without a class: 5")
    rows = [(line_of(straight(n)) if n % 2 else None, {"fclass": "residential"}) for n in range(10)]
    done = prepare(geofabrik(rows))
    assert done.feedback.warned("without geometry: 5")
    assert len(kept(done)) == 5


def test_lines_in_several_parts_with_heights_and_curves_are_kept_as_they_are():
    rows = [
        ("MULTILINESTRING Z((0 0 1, 100 0 2), (200 0 3, 300 0 4))", "path"),
        ("MULTILINESTRING Z((0 9 1, 100 9 2))", "path"),
    ]
    done = prepare(layer(rows, kind="MultiLineStringZ", highway="text"))
    assert said(done, "Kept: 0.3 km (lines: 2)")
    assert [f.geometry().constGet().nCoordinates() for f in done.layer("OUTPUT").getFeatures()] == [4, 2]
    assert next(done.layer("OUTPUT").getFeatures()).geometry().vertexAt(0).z() == 1
    curve = layer([("COMPOUNDCURVE(CIRCULARSTRING(0 0, 50 50, 100 0))", "path")], kind="CompoundCurve", highway="text")
    done = prepare(curve)
    assert said(done, "Kept: 0.2 km")  # half a circle of 50 m
    assert done.layer("OUTPUT").wkbType() == curve.wkbType()


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", ""])
def test_lengths_are_metres_whatever_the_reference_system(crs):
    done = prepare(layer([(line_of(straight(0, 10_000)), "path")], crs=crs, highway="text"))
    assert said(done, "Kept: 10.0 km")
    assert done.layer("OUTPUT").crs().authid() == crs


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "geojson"])
def test_files_hold_the_result(suffix, raw, tmp_path):
    target, other = tmp_path / f"used.{suffix}", tmp_path / f"left.{suffix}"
    prepare(raw, OUTPUT=str(target), EXCLUDED=str(other))
    assert [r["osm_id"] for r in runs.rows(runs.loaded(str(target)))] == ["1", "3", "5", "7", "10", "11"]
    assert runs.rows(runs.loaded(str(other)))[0]["reason"] == "motorway"


def test_what_is_left_out_is_only_written_where_it_is_asked_for(raw):
    done = runs.run("preparenetwork", {"SOURCE": raw, "OUTPUT": "memory:"})
    assert set(done.results) == {"OUTPUT"}


def test_selected_features_only():
    source = tags_as_fields()
    runs.in_project(source)
    source.selectByIds([2, 1])
    done = prepare(QgsProcessingFeatureSourceDefinition(source.id(), True))
    assert kept(done) == ["1"]
    assert left(done) == {"2": "motorway"}


SENTENCES = {
    "other columns": (
        lambda: layer([(line_of(straight(0)), "a", 1)], "lijnen", soort="text", nummer="int"),
        {},
        ["“lijnen”", "highway", "fclass", "wvk_id", "soort, nummer"],
    ),
    "no columns": (lambda: layer([line_of(straight(0))], "lijnen"), {}, ["highway", "it has: –"]),
    "points": (lambda: layer([(point(0, 0), "residential")], "haltes", highway="text"), {}, ["“haltes”", "point"]),
    "polygons": (
        lambda: layer([(runs.box(0, 0, 9, 9), "residential")], "vlakken", highway="text"),
        {},
        ["“vlakken”", "polygon"],
    ),
    "a table": (lambda: layer([(None, "residential")], "tabel", kind="NoGeometry", highway="text"), {}, ["“tabel”"]),
    "an empty layer": (lambda: layer([], "leeg", kind="LineString", highway="text"), {}, ["“leeg”", "empty"]),
    "railways of Geofabrik": (
        lambda: geofabrik([(line_of(straight(0)), {"fclass": "rail"}), (line_of(straight(1)), {"fclass": "tram"})]),
        {},
        ["Geofabrik", "fclass", "rail, tram"],
    ),
    "waterways": (
        lambda: layer([(line_of(straight(0)), '"waterway"=>"ditch"')], "lines", other_tags="text"),
        {},
        ["OpenStreetMap", "highway", "NULL"],
    ),
    "routes of buses": (
        lambda: layer([(line_of(straight(0)), '"route"=>"bus","name"=>"54"')], "multilinestrings", other_tags="text"),
        {},
        ["OpenStreetMap", "highway", "NULL"],
    ),
    "all of it NULL": (lambda: geofabrik([(line_of(straight(0)), {})]), {}, ["fclass", "NULL"]),
    "said to be the NWB": (tags_as_fields, {"KIND": NWB}, ["NWB", "wvk_id", "highway"]),
    "said to be Geofabrik": (tags_as_fields, {"KIND": GEOFABRIK}, ["Geofabrik", "fclass"]),
    "said to be OpenStreetMap": (
        lambda: layer([(line_of(straight(0)), "path")], fclass="text"),
        {"KIND": OSM},
        ["OpenStreetMap", "highway"],
    ),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_wrong_input_stops_with_one_sentence(case):
    make, changes, words = SENTENCES[case]
    text = refused(make(), **changes)
    assert all(word in text for word in words), text
    assert "\n" not in text.strip()


def test_streets_of_which_only_the_lines_are_known_are_refused(shared):
    text = refused(str(shared / "data" / "delft" / "streets.gpkg"))
    assert "no street data that is recognised" in text


@pytest.mark.faults  # of all algorithms alike, some moments are tried always
def test_cancel_leaves_nothing(raw, tmp_path, moments):
    folder = tmp_path / "out"
    folder.mkdir()
    raw = runs.save(raw, tmp_path / "town.gpkg")  # GDAL takes long to open what OpenStreetMap gives out
    looks = prepare(raw).feedback.looks
    assert looks > 8
    for moment in moments(looks, looks):
        feedback = Feedback(cancel_at=moment)
        with pytest.raises(RefusedError, match="Cancelled"):
            prepare(raw, feedback, OUTPUT=str(folder / "a.gpkg"), EXCLUDED=str(folder / "b.gpkg"))
        assert list(folder.iterdir()) == []


# A town on two banks of a canal: a bridge, a ferry, a motorway bridge and a private way straight through.
TOWN = [
    ([(0, 0), (500, 0), (1000, 0)], {"highway": "residential"}),
    ([(0, 200), (500, 200), (1000, 200)], {"highway": "residential"}),
    ([(1000, 0), (1000, 200)], {"highway": "footway", "bridge": "yes", "layer": "1"}),
    ([(0, 0), (0, 200)], {"route": "ferry", "duration": "00:03"}),
    ([(500, 0), (500, 200)], {"highway": "motorway", "bridge": "yes"}),
    ([(100, 0), (100, 200)], {"highway": "service", "access": "private", "bridge": "yes"}),
    ([(300, 0), (300, 200)], {"highway": "proposed", "bridge": "yes"}),
    ([(0, 100), (1000, 100)], {"waterway": "canal"}),
]
BY_HAND = {"1": (None, None), "2": (None, None), "3": (1, None), "4": (1, 3.0)}
"""The ways of the town that people may use, by id: bridge (a ferry passes the canal too) and minutes."""

CANAL = runs.box(-50, 90, 1050, 110)
HOMES = [point(10, 5), point(490, 5), point(110, 5), point(800, -5), point(310, 205)]
SCHOOL = [point(400, 205)]


def reach(network, **changes) -> list[tuple]:
    given = {
        "NETWORK": network,
        "DWELLINGS": layer(HOMES),
        "FACILITIES": layer(SCHOOL),
        "BARRIERS": layer([CANAL]),
        "MIN_COMPONENT": 0,
        "OUTPUT": "memory:",
        **changes,
    }
    rows = runs.run("nearestfacility", given).rows("OUTPUT")
    return [(r["row_status"], r["distance_m"], r["duration_min"]) for r in rows]


def cleaned_by_hand(raw, ferries: bool):
    chosen = [f for f in raw.getFeatures() if f["osm_id"] in BY_HAND and (ferries or f["osm_id"] != "4")]
    rows = [(f.geometry().asWkt(17), *BY_HAND[f["osm_id"]]) for f in chosen]
    return layer(rows, "by hand", crs="EPSG:4326", shift=False, bridge="int", time_min="real")


@pytest.mark.parametrize(("ferries", "unit"), by_turns([False, True], [0, 1], 1))
def test_what_is_measured_on_the_prepared_network_equals_that_on_one_cleaned_by_hand(tmp_path, ferries, unit):
    raw = osm_file(tmp_path / "town.osm", TOWN)
    done = prepare(raw, FERRIES=ferries)
    found = reach(done.layer("OUTPUT"), UNIT=unit, TIME_FIELD="time_min")
    assert found == reach(cleaned_by_hand(raw, ferries), UNIT=unit, TIME_FIELD="time_min")
    assert [status for status, _, _ in found] == ["ok"] * 5
    # By hand: 5 m to the street, 990 and 200 and 600 m along it, 5 m to the door; or 10, the ferry, 400. The
    # coordinates of OpenStreetMap are good to a centimetre.
    assert found[0][1] == pytest.approx(620 if ferries else 1800, abs=0.05)
    if ferries:
        assert found[0][2] == pytest.approx(3 + (5 + 10 + 400 + 5) / 80, abs=0.001)


def test_requirements_on_the_prepared_network_equal_those_on_one_cleaned_by_hand(tmp_path):
    raw = osm_file(tmp_path / "town.osm", TOWN)
    done = prepare(raw, FERRIES=True)

    def values(network) -> list[tuple]:
        given = {
            "NETWORK": network,
            "DWELLINGS": layer(HOMES),
            "NEIGHBOURHOODS": layer([(runs.box(-100, -100, 1100, 300), "a")], code="text"),
            "NEIGHBOURHOOD_ID": "code",
            "FACILITIES": [layer(SCHOOL, "school")],
            "BARRIERS": layer([CANAL]),
            "TIME_FIELD": "time_min",
            "MIN_COMPONENT": 0,
            "REQUIREMENTS": [["s", "school", "distance", "10", "min", "", "", "", "", "", "0.9"]],
            "OUTPUT_DWELLINGS": "memory:",
        }
        rows = runs.run("basicrequirements", given).rows("OUTPUT_DWELLINGS")
        return [(r["s_value"], r["s_ok"]) for r in rows]

    found = values(done.layer("OUTPUT"))
    assert found == values(cleaned_by_hand(raw, True))
    assert [ok for _, ok in found] == [1, 0, 1, 0, 1]  # the second needs 14 min by ferry, the fourth 13 over the bridge


def test_one_way_streets_for_bicycles_lead_the_way_that_the_tags_say(tmp_path):
    ring = [
        ([(0, 0), (1000, 0)], {"highway": "residential", "oneway": "yes"}),
        ([(1000, 0), (1000, 500), (0, 500), (0, 0)], {"highway": "residential"}),
    ]
    exempt = [(ring[0][0], {**ring[0][1], "oneway:bicycle": "no"}), ring[1]]
    expected = {"strict": 2000.0, "exempt": 1000.0}
    for name, ways in (("strict", ring), ("exempt", exempt)):
        done = prepare(osm_file(tmp_path / f"{name}.osm", ways), PROFILE=BICYCLE)
        found = reach(
            done.layer("OUTPUT"),
            DWELLINGS=layer([point(1000, 0)]),
            FACILITIES=layer([point(0, 0)]),
            BARRIERS=None,
            DIRECTION_FIELD="direction",
            VALUE_FORWARD="forward",
            VALUE_BACKWARD="backward",
            VALUE_BOTH="both",
        )
        assert found[0][1] == pytest.approx(expected[name], abs=0.01)


def test_every_reason_has_its_words_and_every_rule_stands_in_the_help(root):
    from buurtmaat.adapters.preparing.prepared_streets import RULES, kind_words
    from buurtmaat.core.preparing.street_rules import StreetRule, load_kinds

    help_page = (root / "docs" / "algorithms" / "prepare_network.md").read_text("utf-8")
    rules = [rule for kind in load_kinds(RULES) for rule in (*kind.rules, *kind.directions)]
    assert {r.reason for r in rules if isinstance(r, StreetRule)} - {""} <= set(kind_words())
    assert [reason for reason in kind_words() if f"`{reason}`" not in help_page] == []
    assert [rule.why for rule in rules if rule.why not in help_page] == []
