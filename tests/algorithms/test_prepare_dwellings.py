"""Dwellings prepared from each Dutch source, run as QGIS runs it: points, people, the reconciliation, what is left out.

The town and its sources are described in dutch_sources.py, where the figures are worked out.
"""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingOutputLayerDefinition, QgsProject
from qgis.PyQt.QtGui import QColor

from towns import dutch_sources as dutch
from towns import runs
from towns.dutch_sources import EAST, POLDER, WEST
from towns.prepared_homes import ALL, by_place, files, left_out, prepare, reconciliation, refused
from towns.runs import Feedback, box, layer, point
from towns.slow import by_turns

__all__ = ["files"]


def test_address_objects_that_stand_and_are_lived_in_are_dwellings(files):
    done = prepare(files, dutch.addresses(files / "bag.gpkg"))
    rows = done.rows("OUTPUT")
    assert [r["huisnummer"] for r in rows] == [1, 2, 3, 4, 5, 9, 10, 11, 12]
    assert [r["dwellings"] for r in rows] == [1] * 9
    assert [r["flag"] for r in rows] == [None] * 4 + ["out_of_use"] + [None] * 4
    assert {r["row_status"] for r in rows} == {"ok"}
    assert left_out(done, "huisnummer") == {
        6: "planned",
        7: "not_residential",
        8: "gone",
        13: "no_use",
        14: "no_status",
    }
    assert done.feedback.warned("no_status", "1 row,")
    assert any("share their point with another: 1" in text for text in done.feedback.infos)


def test_people_of_the_neighbourhoods_are_spread_in_whole_numbers_that_add_up(files):
    done = prepare(files, dutch.addresses(files / "bag.gpkg"))
    assert by_place(done, "inhabitants") == {WEST: 13, EAST: 7}
    assert by_place(done, "inhabitants_65") == {WEST: 4, EAST: 1}
    rows = done.rows("OUTPUT")
    assert sorted(r["inhabitants"] for r in rows[:5]) == [2, 2, 3, 3, 3]
    assert sorted(r["inhabitants"] for r in rows[5:]) == [1, 2, 2, 2]
    assert all(r["inhabitants_65"] <= r["inhabitants"] and r["spread"] == 1 for r in rows)
    polder = reconciliation(done)[POLDER]
    assert (polder["inhabitants_published"], polder["inhabitants"], polder["inhabitants_unplaced"]) == (5, 0, 5)
    assert (polder["inhabitants_65_published"], polder["inhabitants_65_unplaced"]) == (2, 2)
    assert done.feedback.warned("inhabitants that found no dwelling: 5, in 1")
    assert done.results["DWELLINGS"] == 9
    assert (done.results["INHABITANTS"], done.results["INHABITANTS_65"]) == (20, 5)


def test_the_reconciliation_flags_what_differs_by_more_than_a_twentieth(files):
    done = prepare(files, dutch.addresses(files / "bag.gpkg"))
    assert [
        (r["neighbourhood"], r["counted"], r["published"], r["difference"], r["share"], r["flagged"], r["outcome"])
        for r in done.rows("RECONCILIATION")
    ] == [
        (WEST, 5, 6, -1, pytest.approx(-1 / 6), 1, "fewer"),
        (EAST, 4, 4, 0, 0, 0, "agrees"),
        (POLDER, 0, 0, 0, None, 0, "agrees"),
    ]
    assert [r["out_of_use"] for r in done.rows("RECONCILIATION")] == [1, 0, 0]
    assert done.results["FLAGGED"] == 1
    assert done.feedback.warned("by more than 5 %", "-1", WEST)
    on_map = done.layer("RECONCILIATION_MAP")
    assert [r["outcome"] for r in done.rows("RECONCILIATION_MAP")] == ["fewer", "agrees", "agrees"]
    assert all(feature.hasGeometry() for feature in on_map.getFeatures())


def test_without_a_published_stock_nothing_is_flagged(files):
    towns = dutch.neighbourhoods(files / "buurten.gpkg", stock=(None, 4, None))
    done = prepare(files, dutch.addresses(files / "bag.gpkg"), NEIGHBOURHOODS=towns)
    assert [r["flagged"] for r in done.rows("RECONCILIATION")] == [None, 0, None]
    assert [r["outcome"] for r in done.rows("RECONCILIATION")] == ["unknown", "agrees", "unknown"]


def test_buildings_count_by_their_address_objects_and_never_as_one(files):
    done = prepare(files, dutch.buildings(files / "bag.gpkg"))
    rows = done.rows("OUTPUT")
    assert [r["dwellings"] for r in rows] == [4, 1, 1, 3]
    assert [r["flag"] for r in rows] == [None, "out_of_use", None, "mixed_use"]
    assert [r["reason"] for r in done.rows("EXCLUDED")] == ["not_residential", "not_residential", "planned"]
    assert by_place(done, "inhabitants") == {WEST: 13, EAST: 7}
    assert sorted(r["inhabitants"] for r in rows if r["neighbourhood"] == WEST) == [3, 10]  # 13 × 1/5 and × 4/5
    assert done.feedback.warned("at most that")
    points = [f.geometry().asPoint() for f in done.layer("OUTPUT").getFeatures()]
    assert (points[0].x(), points[0].y()) == (dutch.X0 + 50, dutch.Y0 + 50)


def test_buildings_without_a_number_are_refused(files):
    columns = {k: v for k, v in dutch.BAG_BUILDING.items() if k != "aantal_verblijfsobjecten"}
    row = dutch.building(1, 50, 50, None)
    del row[1]["aantal_verblijfsobjecten"]
    source = dutch.write(files / "bag.gpkg", "pand", columns, [row])
    assert "not one dwelling" in refused(files, source)
    columns["woningen"], row[1]["woningen"] = int, 7
    source = dutch.write(files / "more.gpkg", "pand", columns, [row])
    assert prepare(files, source, WEIGHT_FIELD="woningen").column("OUTPUT", "dwellings") == [7]
    text = refused(files, dutch.squares(files / "vk.gpkg"), RESIDENTIAL_POINTS=f"{files / 'bag.gpkg'}|layername=pand")
    assert "not one dwelling" in text


def test_any_points_with_a_number_are_dwellings(files):
    homes = layer(
        [(point(50, 50), 2.5), (point(60, 60), 7.5), (point(600, 50), None), (point(700, 50), -1), (None, 4)],
        "homes",
        kind="Point",
        number="real",
    )
    done = prepare(files, homes, WEIGHT_FIELD="number")
    rows = done.rows("OUTPUT")
    assert [r["dwellings"] for r in rows] == [2.5, 7.5, None, None, 4]
    assert [r["row_status"] for r in rows] == ["ok", "ok", "no_weight", "no_weight", "no_geometry"]
    assert [r["inhabitants"] for r in rows] == [3, 10, 0, 0, None]  # 13 × ¼ and × ¾
    assert reconciliation(done)[EAST]["inhabitants_unplaced"] == 7
    assert done.feedback.warned("NULL or negative", "2 (")
    assert done.feedback.warned("without geometry", "1 (")
    assert done.column("EXCLUDED", "reason") == []


def test_where_no_figure_is_known_the_log_does_not_count_nobody(files):
    """Neighbourhoods of which no inhabitants are published."""
    towns = layer([(box(0, 0, 500, 500), EAST)], "towns", buurtcode="text")
    homes = layer([(point(50, 50), 2.5), (point(60, 60), 3.0)], "homes", kind="Point", number="real")
    done = prepare(files, homes, WEIGHT_FIELD="number", NEIGHBOURHOODS=towns)
    assert set(done.column("OUTPUT", "inhabitants")) == {None}
    told = [text for text in done.feedback.infos if "In the points" in text]
    assert told == ["In the points: 5.5 dwellings, inhabitants not known, those of 65 or older not known."]
    assert [done.results[name] for name in ("DWELLINGS", "INHABITANTS", "INHABITANTS_65")] == [5.5, None, None]


def test_plain_points_are_a_dwelling_each_if_the_user_says_so(files):
    homes = layer([point(50, 50), point(60, 60)])
    assert "not recognised" in refused(files, homes)
    assert prepare(files, homes, KIND=5).column("OUTPUT", "dwellings") == [1, 1]


def test_the_older_neighbourhood_map_is_known_too(files):
    old = dutch.neighbourhoods(files / "old.gpkg", old=True)
    one = prepare(files, dutch.addresses(files / "bag.gpkg"), NEIGHBOURHOODS=old)
    other = prepare(files, dutch.addresses(files / "bag2.gpkg"))
    assert one.rows("RECONCILIATION") == other.rows("RECONCILIATION")
    assert one.rows("OUTPUT") == other.rows("OUTPUT")


@pytest.mark.parametrize(
    ("kind", "case"),
    by_turns(["addresses", "buildings", "squares", "postcodes"], [str.upper, str.title, str.swapcase], 1),
)
def test_columns_may_be_written_in_any_case(case, kind, files, monkeypatch):
    plain = prepare(files, getattr(dutch, kind)(files / "plain.gpkg"))
    real = dutch.write

    def write(path, table, columns, rows):
        cased = [(shape, {case(k): v for k, v in values.items()}) for shape, values in rows]
        return real(path, table, {case(k): v for k, v in columns.items()}, cased)

    monkeypatch.setattr(dutch, "write", write)
    cased = prepare(
        files,
        getattr(dutch, kind)(files / "cased.gpkg"),
        NEIGHBOURHOODS=dutch.neighbourhoods(files / "cased_town.gpkg"),
    )
    assert [list(r.values()) for r in cased.rows("OUTPUT")] == [list(r.values()) for r in plain.rows("OUTPUT")]
    assert cased.rows("RECONCILIATION") == plain.rows("RECONCILIATION")


def test_repeated_address_objects_count_once(files):
    rows = [dutch.address(1, 50, 50), dutch.address(2, 60, 60), dutch.address(1, 50, 50)]
    source = dutch.write(files / "bag.gpkg", "verblijfsobject", dutch.BAG_ADDRESS, rows)
    done = prepare(files, source)
    assert [r["huisnummer"] for r in done.rows("OUTPUT")] == [1, 2]
    assert done.column("EXCLUDED", "reason") == ["duplicate"]
    assert done.feedback.warned("duplicate")


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 1, 0)])
def test_of_repeated_rows_the_one_with_a_place_and_a_number_counts(files, order):
    nowhere, silent, whole = (
        (None, dutch.address(1, 50, 50)[1]),
        (dutch.point(50, 50), {**dutch.address(1, 50, 50)[1], "homes": None}),
        (dutch.point(50, 50), {**dutch.address(1, 50, 50)[1], "homes": 3}),
    )
    rows = [(nowhere, silent, whole)[number] for number in order]
    source = dutch.write(files / "bag.gpkg", "verblijfsobject", {**dutch.BAG_ADDRESS, "homes": int}, rows)
    done = prepare(files, source, WEIGHT_FIELD="homes")
    assert [(r["homes"], r["dwellings"], r["row_status"]) for r in done.rows("OUTPUT")] == [(3, 3, "ok")]
    assert done.column("EXCLUDED", "reason") == ["duplicate", "duplicate"]
    assert reconciliation(done)[WEST]["counted"] == 3


def test_missing_ids_are_no_repeated_ones(files):
    rows = [
        (place, {**values, "identificatie": "-99997"})
        for place, values in map(dutch.address, (1, 2), (50, 60), (50, 60))
    ]
    source = dutch.write(files / "bag.gpkg", "verblijfsobject", dutch.BAG_ADDRESS, rows)
    assert prepare(files, source).column("OUTPUT", "huisnummer") == [1, 2]


def test_an_earlier_moment_of_an_address_object_does_not_hide_it(files):
    rows = [dutch.address(1, 50, 50, status="Verblijfsobject gevormd"), dutch.address(1, 50, 50)]
    source = dutch.write(files / "bag.gpkg", "verblijfsobject", dutch.BAG_ADDRESS, rows)
    assert prepare(files, source).column("EXCLUDED", "reason") == ["planned"]


def test_address_objects_without_a_status_field_are_taken_to_stand(files):
    homes = layer([(point(50, 50), "Woonfunctie"), (point(60, 60), "kantoorfunctie")], GEBRUIKSDOEL="text")
    done = prepare(files, homes)
    assert done.column("OUTPUT", "dwellings") == [1]
    assert done.feedback.warned("no field status")


def test_dwellings_outside_every_neighbourhood_are_kept_without_people(files):
    rows = [dutch.address(1, 50, 50), dutch.address(2, 5000, 50)]
    source = dutch.write(files / "bag.gpkg", "verblijfsobject", dutch.BAG_ADDRESS, rows)
    done = prepare(files, source)
    assert [(r["row_status"], r["inhabitants"]) for r in done.rows("OUTPUT")] == [
        ("ok", 13),
        ("outside_neighbourhoods", None),
    ]
    assert done.feedback.warned("outside all neighbourhoods: 1, with 1 dwelling")


def test_rows_in_are_rows_out(files):
    for name, write in (("bag", dutch.addresses), ("pand", dutch.buildings), ("vk", dutch.squares)):
        source = write(files / f"{name}.gpkg")
        done = prepare(files, source)
        assert len(done.rows("OUTPUT")) + len(done.rows("EXCLUDED")) == runs.loaded(source).featureCount()


def test_own_fields_stay_and_taken_names_get_a_number(files):
    homes = layer([(point(50, 50), 3, "x")], "homes", dwellings="int", FLAG="text")
    row = prepare(files, homes, WEIGHT_FIELD="dwellings").rows("OUTPUT")[0]
    assert (row["dwellings"], row["dwellings_2"], row["FLAG"], row["flag_2"]) == (3, 3, "x", None)
    row = prepare(files, homes, WEIGHT_FIELD="dwellings", PREFIX="bm_").rows("OUTPUT")[0]
    assert (row["dwellings"], row["bm_dwellings"]) == (3, 3)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_sources_in_other_reference_systems_give_the_same(crs, files):
    shapes = [point(50, 50), point(450, 450), point(850, 50)]
    homes = layer([(shape, 2) for shape in shapes], "homes", crs=crs, number="int")
    done = prepare(files, homes, WEIGHT_FIELD="number", EXCLUDE_AREAS=layer([box(840, 40, 860, 60)], crs="EPSG:4258"))
    assert by_place(done, "inhabitants") == {WEST: 13}
    assert done.layer("OUTPUT").crs().authid() == crs
    before, after = (next(iter(one.getFeatures())).geometry().asWkt(9) for one in (homes, done.layer("OUTPUT")))
    assert before == after


def test_files_hold_the_points(files, tmp_path):
    target = tmp_path / "out.gpkg"
    outputs = {name: runs.into(target, name.lower()) for name in ALL}
    prepare(files, dutch.addresses(files / "bag.gpkg"), **outputs)
    found = {name: runs.rows(runs.loaded(f"{target}|layername={name.lower()}")) for name in ALL}
    assert {name: len(rows) for name, rows in found.items()} == {
        "OUTPUT": 9,
        "RECONCILIATION": 3,
        "RECONCILIATION_MAP": 3,
        "EXCLUDED": 5,
    }
    assert [r["fid"] for r in found["EXCLUDED"]] == [6, 7, 8, 13, 14]


def test_codes_that_do_not_match_are_told(files):
    homes = layer([(point(50, 50), 1, "BU99990001"), (point(60, 60), 1, "BU99990002")], number="int", buurtcode="text")
    done = prepare(files, homes, WEIGHT_FIELD="number")
    assert done.feedback.warned("BU99990001", WEST, "another year")
    homes = layer([(point(50, 50), 1, WEST), (point(60, 60), 1, EAST)], number="int", buurtcode="text")
    done = prepare(files, homes, WEIGHT_FIELD="number")
    assert done.feedback.warned("buurtcode", "1 in another one")


def test_a_layer_that_is_half_null_is_told(files):
    rows = [dutch.address(n, 50 + n, 50, status=None if n % 2 else dutch.IN_USE) for n in range(10)]
    source = dutch.write(files / "bag.gpkg", "verblijfsobject", dutch.BAG_ADDRESS, rows)
    done = prepare(files, source)
    assert len(done.rows("OUTPUT")) == 5
    assert done.feedback.warned("5 of 10 rows lack", "check how the layer was made")


def test_neighbourhoods_that_are_half_null_are_told(files):
    columns = {"buurtcode": "text", "aantal_inwoners": "int", "woningvoorraad": "int"}
    rows = [
        (box(0, 0, 500, 500), WEST, 13, 1),
        (box(500, 0, 1000, 500), EAST, None, dutch.SUPPRESSED),
        (box(0, 500, 500, 1000), None, None, None),
    ]
    homes = layer([(point(50, 50), 1), (point(600, 50), 1)], n="int")
    done = prepare(files, homes, WEIGHT_FIELD="n", NEIGHBOURHOODS=layer(rows, **columns))
    assert done.feedback.warned("2 of 3 neighbourhoods", "inhabitants (aantal_inwoners)")
    assert done.feedback.warned("2 of 3 neighbourhoods", "dwellings (woningvoorraad)")
    assert done.feedback.warned("without buurtcode", "1")
    assert done.column("OUTPUT", "inhabitants") == [13, None]


def test_figures_that_nobody_knows_are_not_said_to_be_none(files):
    columns = {"buurtcode": "text", "aantal_inwoners": "int"}
    homes = layer([(point(50, 50), 1), (point(600, 50), 1)], n="int")
    said = {}
    for people in (None, 0, 13):
        rows = [(box(0, 0, 500, 500), WEST, people), (box(500, 0, 1000, 500), EAST, None)]
        done = prepare(files, homes, WEIGHT_FIELD="n", NEIGHBOURHOODS=layer(rows, **columns))
        (said[people],) = [text for text in done.feedback.infos if text.startswith("In the points: ")]
    assert said == {
        None: "In the points: 2 dwellings, inhabitants not known, those of 65 or older not known.",
        0: "In the points: 2 dwellings, 0 inhabitants, those of 65 or older not known.",
        13: "In the points: 2 dwellings, 13 inhabitants, those of 65 or older not known.",
    }


def test_a_multipoint_stands_at_its_first_point(files):
    homes = layer([("MULTIPOINT((50 50), (900 50))", 3)], number="int")
    done = prepare(files, homes, WEIGHT_FIELD="number")
    assert done.column("OUTPUT", "neighbourhood") == [WEST]
    assert next(iter(done.layer("OUTPUT").getFeatures())).geometry().asPoint().x() == dutch.X0 + 50


def test_a_percentage_above_a_hundred_is_not_known(files):
    rows = [dutch.neighbourhood(WEST, dutch.BORDERS[WEST], 10, 130, 1)]
    town = dutch.write(files / "wrong.gpkg", "buurten", dutch.NEIGHBOURHOOD, rows)
    done = prepare(files, layer([(point(50, 50), 1)], n="int"), WEIGHT_FIELD="n", NEIGHBOURHOODS=town)
    assert [(r["inhabitants"], r["inhabitants_65"]) for r in done.rows("OUTPUT")] == [(10, None)]
    assert done.feedback.warned("more than 100 %", "1")


def no_lines():
    return layer(runs.grid(), "streets")


SENTENCES = {
    "a network": ({"SOURCE": no_lines}, ["streets", "lines, such as a network", "dwellings are points or polygons"]),
    "facilities": (
        {"SOURCE": lambda: layer([(point(1, 1), "school")], "shops", fclass="text")},
        ["shops", "not recognised", "gebruiksdoel", "crs28992res100m", "postcode6", "found fclass", "WEIGHT_FIELD"],
    ),
    "an empty layer": ({"SOURCE": lambda: layer([], kind="Point", n="int"), "WEIGHT_FIELD": "n"}, ["empty"]),
    "words for a number": (
        {"SOURCE": lambda: layer([(point(1, 1), "many")], n="text"), "WEIGHT_FIELD": "n"},
        ["no numbers"],
    ),
    "no such field": ({"SOURCE": lambda: layer([point(1, 1)]), "WEIGHT_FIELD": "nix"}, ["nix"]),
    "dwellings elsewhere": (
        {"SOURCE": lambda: layer([(point(90000, 1), 1)], n="int"), "WEIGHT_FIELD": "n"},
        ["No dwelling lies in any neighbourhood"],
    ),
    "only offices": (
        {"SOURCE": lambda: layer([(point(1, 1), "kantoorfunctie", None)], gebruiksdoel="text", status="text")},
        ["holds no dwelling", "no_status: 1"],
    ),
    "a number that is NULL everywhere": (
        {"SOURCE": lambda: layer([(point(1, 1), None)], n="int"), "WEIGHT_FIELD": "n"},
        ["holds no dwelling", "no_weight: 1"],
    ),
    "neighbourhoods with words for people": (
        {
            "SOURCE": lambda: layer([(point(1, 1), 1)], n="int"),
            "WEIGHT_FIELD": "n",
            "NEIGHBOURHOODS": lambda: layer([(box(0, 0, 9, 9), "many")], aantal_inwoners="text"),
        },
        ["aantal_inwoners", "no numbers"],
    ),
    "a kind without its fields": ({"SOURCE": lambda: layer([point(1, 1)]), "KIND": 3}, ["aantal_woningen"]),
    "lines to leave out": (
        {"SOURCE": lambda: layer([(point(1, 1), 1)], n="int"), "WEIGHT_FIELD": "n", "EXCLUDE_AREAS": no_lines},
        ["EXCLUDE_AREAS", "no polygons"],
    ),
    "all left out": (
        {
            "SOURCE": lambda: layer([(point(1, 1), 1)], n="int"),
            "WEIGHT_FIELD": "n",
            "EXCLUDE_AREAS": lambda: layer([box(0, 0, 9, 9)]),
        },
        ["excluded_area: 1"],
    ),
    "institutions without a number": (
        {
            "SOURCE": lambda: layer([(point(1, 1), 1)], n="int"),
            "WEIGHT_FIELD": "n",
            "INSTITUTIONS": lambda: layer([(point(1, 1), "x")], "care", naam="text"),
        },
        ["care", "INSTITUTION_FIELD", "naam"],
    ),
    "squares as points to spread": (
        {
            "SOURCE": lambda: layer([(point(1, 1), "E1", 5)], crs28992res100m="text", aantal_woningen="int"),
            "RESIDENTIAL_POINTS": lambda: layer([point(1, 1)]),
        },
        ["no polygons", "RESIDENTIAL_POINTS"],
    ),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_wrong_input_stops_with_one_sentence(case, files):
    changes, words = SENTENCES[case]
    given = {name: value() if callable(value) else value for name, value in changes.items()}
    text = refused(files, given.pop("SOURCE"), **given)
    for word in words:
        assert word in text


def test_results_arrive_styled_and_what_is_not_known_is_told_apart(files):
    names = ("OUTPUT", "RECONCILIATION_MAP")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    onto_map = {n: QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance()) for n in names}
    given = {
        "SOURCE": dutch.addresses(files / "bag.gpkg"),
        "NEIGHBOURHOODS": dutch.neighbourhoods(files / "buurten.gpkg"),
        **onto_map,
    }
    results, ok = runs.algorithm("preparedwellings").run(given, context, Feedback(), {}, False)
    assert ok
    points, polygons = (context.getMapLayer(results[name]).renderer() for name in names)
    assert {c.value() for c in points.categories()} == {
        *("dwelling", "mixed_use", "out_of_use", "institution", "own_number")
    }
    labels = {c.value(): c.label() for c in polygons.categories()}
    assert set(labels) == {"more", "agrees", "fewer", "unknown"}
    assert labels["fewer"] == "fewer dwellings than published"
    colours = {c.value(): c.symbol().color().name() for c in polygons.categories()}
    assert len(set(colours.values())) == 4
    assert QColor(colours["unknown"]).hslSaturation() < 40  # grey


def test_residential_points_for_address_objects_are_not_used_and_that_is_told(files):
    source = dutch.addresses(files / "bag.gpkg")
    done = prepare(files, source, RESIDENTIAL_POINTS=source)
    assert done.feedback.warned("(RESIDENTIAL_POINTS) is not used")


def test_numbered_fields_of_the_input_are_not_taken_for_the_computed_ones_in_silence(files):
    care = layer([(point(60, 60), 5, 7)], "care", n="int", inhabitants_2="int")
    done = prepare(files, dutch.addresses(files / "bag.gpkg"), INSTITUTIONS=care, INSTITUTION_FIELD="n")
    assert "inhabitants_2" not in done.rows("OUTPUT")[0]
    homes = layer([(point(50, 50), 3, 99)], "homes", n="int", Inhabitants_2="int")
    done = prepare(files, homes, WEIGHT_FIELD="n")
    assert done.column("OUTPUT", "Inhabitants_2") == [99]
    assert done.feedback.warned("look like computed ones", "inhabitants_2", "PREFIX")
    assert not prepare(files, homes, WEIGHT_FIELD="n", PREFIX="p_").feedback.warned("look like computed ones")


def test_a_figure_of_the_source_is_kept_and_the_renamed_one_told_and_read(files):
    homes = layer([(point(100, 0), 3, 99), (point(400, 0), 1, 99)], "homes", n="int", inhabitants="int")
    done = prepare(files, homes, WEIGHT_FIELD="n")
    assert done.column("OUTPUT", "inhabitants") == [99, 99]
    assert sorted(done.column("OUTPUT", "inhabitants_2")) == [3, 10]
    assert done.feedback.warned("inhabitants → inhabitants_2", "PREFIX")
    facility = layer([(point(0, 0), "school")], "facilities", type="text")
    judged = runs.run(
        "basicrequirements",
        {
            "NETWORK": layer(runs.grid(), "streets"),
            "DWELLINGS": done.layer("OUTPUT"),
            "NEIGHBOURHOODS": dutch.neighbourhoods(files / "again.gpkg"),
            "FACILITIES": [facility],
            "TYPE_FIELD": "type",
            "REQUIREMENTS": ["s", "school", "distance", "300", "m", "", "", "", "", "inhabitants", "0.9"],
            "OUTPUT_RESULTS": "memory:",
        },
    )
    west = next(r for r in judged.rows("OUTPUT_RESULTS") if r["neighbourhood"] == WEST)
    assert (west["total"], west["within"]) == (13, 10)


def test_cbs_layers_saved_as_shapefiles_are_refused_in_a_sentence(files):
    cut = runs.save(runs.loaded(dutch.squares(files / "vk.gpkg")), files / "vk.shp")
    assert "crs28992re" in cut.fields().names()
    text = refused(files, cut)
    assert "cut by a Shapefile" in text
    assert "use the GeoPackage" in text
    towns = runs.save(runs.loaded(dutch.neighbourhoods(files / "nb.gpkg")), files / "nb.shp")
    text = refused(files, dutch.addresses(files / "bag.gpkg"), NEIGHBOURHOODS=towns)
    assert "woningvoor" in text
    assert "aantal_inw" in text


def test_the_older_cbs_neighbourhoods_may_be_a_shapefile(files):
    old = runs.save(runs.loaded(dutch.neighbourhoods(files / "old.gpkg", old=True)), files / "old.shp")
    done = prepare(files, dutch.addresses(files / "bag.gpkg"), NEIGHBOURHOODS=old)
    assert by_place(done, "inhabitants") == {WEST: 13, EAST: 7}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("where", ["neighbourhoods", "dwellings", "institutions", "squares"])
def test_figures_beyond_any_town_are_refused(where, files):
    given = {"WEIGHT_FIELD": "n"}
    source = layer([(point(50, 50), 1e19 if where == "dwellings" else 1)], "homes", n="real")
    if where == "neighbourhoods":
        columns = {"buurtcode": "text", "aantal_inwoners": "real"}
        given["NEIGHBOURHOODS"] = layer([(box(0, 0, 500, 500), WEST, 1e19)], "buurten", **columns)
    if where == "institutions":
        given["INSTITUTIONS"] = layer([(point(50, 50), 1e19)], "care", inhabitants="real")
    if where == "squares":
        rows = [(box(0, 0, 100, 100), "E1", 1e19, 5)]
        source = layer(rows, "vk", crs28992res100m="text", aantal_inwoners="real", aantal_woningen="int")
        given = {}
    text = refused(files, source, **given)
    assert "1e+19" in text
    assert "check its numbers" in text
