"""Dwellings prepared from each Dutch source, run as QGIS runs it: points, people, the reconciliation, what is left out.

The town and its sources are described in dutch_sources.py, where the figures are worked out.
"""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from osgeo import ogr
from qgis.core import QgsProcessingContext, QgsProcessingOutputLayerDefinition, QgsProject
from qgis.PyQt.QtGui import QColor

from towns import dutch_sources as dutch
from towns import runs
from towns.dutch_sources import EAST, POLDER, WEST
from towns.runs import Feedback, RefusedError, box, layer, point

ALL = dict.fromkeys(("OUTPUT", "RECONCILIATION", "RECONCILIATION_MAP", "EXCLUDED"), "memory:")


@pytest.fixture
def files(tmp_path):
    """Return a folder for sources."""
    folder = tmp_path / "sources"
    folder.mkdir()
    return folder


def prepare(folder, source, feedback: Feedback | None = None, **changes):
    given = {"SOURCE": source, **ALL, **changes}
    town = folder / "buurten.gpkg"
    if "NEIGHBOURHOODS" not in given:
        given["NEIGHBOURHOODS"] = f"{town}|layername=buurten" if town.exists() else dutch.neighbourhoods(town)
    return runs.run("preparedwellings", given, feedback)


def refused(folder, source, **changes) -> str:
    with pytest.raises(RefusedError) as stop:
        prepare(folder, source, **changes)
    assert "\n" not in str(stop.value).strip()
    return str(stop.value)


def by_place(done, column: str) -> dict:
    """Add up a column of the points by neighbourhood."""
    found: dict = {}
    for name, number in zip(done.column("OUTPUT", "neighbourhood"), done.column("OUTPUT", column), strict=True):
        found[name] = found.get(name, 0) + (number or 0)
    return found


def reconciliation(done) -> dict:
    return {row["neighbourhood"]: row for row in done.rows("RECONCILIATION")}


def left_out(done, key: str) -> dict:
    return {row[key]: row["reason"] for row in done.rows("EXCLUDED")}


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
    assert done.feedback.warned("no_status", "1 rows")
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


@pytest.mark.parametrize("old", [False, True])
def test_squares_have_their_own_figures(old, files):
    done = prepare(files, dutch.squares(files / "vk.gpkg", old))
    rows = done.rows("OUTPUT")
    assert [(r["dwellings"], r["inhabitants"], r["inhabitants_65"], r["spread"]) for r in rows] == [
        (5, 10, 5, 0),
        (10, 20, 5, 0),
        (None, 15, None, 0),
    ]
    assert [r["row_status"] for r in rows] == ["ok", "ok", "no_weight"]
    assert [r["neighbourhood"] for r in rows] == [WEST, WEST, EAST]
    assert [r["reason"] for r in done.rows("EXCLUDED")] == ["suppressed", "empty"]
    found = reconciliation(done)
    assert (found[WEST]["inhabitants"], found[WEST]["inhabitants_published"]) == (30, 13)
    assert (found[POLDER]["inhabitants"], found[POLDER]["inhabitants_unplaced"]) == (0, 0)


@pytest.mark.parametrize("old", [False, True])
def test_squares_are_spread_over_residential_points(old, files):
    done = prepare(files, dutch.squares(files / "vk.gpkg", old), RESIDENTIAL_POINTS=dutch.addresses(files / "bag.gpkg"))
    rows = {r["huisnummer"]: r for r in done.rows("OUTPUT")}
    assert list(rows) == [1, 2, 3, 4, 5, 9, 10, 11, 12]
    assert sorted(rows[n]["dwellings"] for n in (1, 2)) == [2, 3]
    assert [rows[n]["inhabitants"] for n in (1, 2)] == [5, 5]
    assert sorted(rows[n]["inhabitants_65"] for n in (1, 2)) == [2, 3]
    # 9 stands where the number of dwellings is suppressed, 10 where all is, 11 where none are; others in no square.
    assert (rows[9]["dwellings"], rows[9]["inhabitants"], rows[9]["row_status"]) == (1, 15, "ok")
    assert (rows[10]["dwellings"], rows[10]["inhabitants"]) == (1, None)
    assert (rows[11]["dwellings"], rows[11]["inhabitants"]) == (0, 0)
    assert [rows[n]["dwellings"] for n in (3, 4, 5, 12)] == [1] * 4
    assert [rows[n]["flag"] for n in rows] == [
        *(None, None, "own_number", "own_number", "out_of_use", "own_number", "own_number", None, "own_number")
    ]
    assert [rows[n]["spread"] for n in rows] == [1, 1, 0, 0, 0, 1, 0, 1, 0]
    reasons = [r["reason"] for r in done.rows("EXCLUDED")]
    assert reasons == [
        *("no_residential_points", "suppressed", "empty"),
        *("planned", "not_residential", "gone", "no_use", "no_status"),
    ]
    assert done.feedback.warned("without a residential point", "1 (2)")
    assert done.feedback.warned("keep their own number", "6 (")
    west, east = (reconciliation(done)[name] for name in (WEST, EAST))
    assert (west["own_number"], east["own_number"], east["counted"]) == (3, 3, 3)
    assert (west["dwellings_unplaced"], west["inhabitants_unplaced"], west["inhabitants_65_unplaced"]) == (10, 20, 5)
    # The squares have 15 there: 10 found no point, and 3 points are in no square.
    assert (west["counted"], west["inhabitants"]) == (15 - 10 + 3, 10)


@pytest.mark.parametrize("old", [False, True])
def test_postcode_areas_are_spread_over_residential_points(old, files):
    done = prepare(
        files, dutch.postcodes(files / "pc6.gpkg", old), RESIDENTIAL_POINTS=dutch.addresses(files / "bag.gpkg")
    )
    rows = {r["huisnummer"]: r for r in done.rows("OUTPUT")}
    assert [rows[n]["dwellings"] for n in (1, 2, 3)] == [2, 2, 2]
    assert sorted(rows[n]["inhabitants"] for n in (1, 2, 3)) == [3, 4, 4]
    # The second area holds one address object in the west and four in the east; its nine inhabitants are 1 or 2 each.
    assert [rows[n]["dwellings"] for n in (5, 9, 10, 11, 12)] == [1] * 5
    assert sum(rows[n]["inhabitants"] for n in (5, 9, 10, 11, 12)) == 9
    assert sum(rows[n]["inhabitants_65"] for n in (5, 9, 10, 11, 12)) == 2
    assert (rows[4]["dwellings"], rows[4]["flag"]) == (1, "own_number")


def test_postcode_areas_alone_are_points_in_them(files):
    done = prepare(files, dutch.postcodes(files / "pc6.gpkg"))
    assert done.column("OUTPUT", "dwellings") == [6, 5]
    assert done.column("OUTPUT", "spread") == [0, 0]
    assert done.column("EXCLUDED", "reason") == []


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


@pytest.mark.parametrize("case", [str.upper, str.title, str.swapcase])
@pytest.mark.parametrize("kind", ["addresses", "buildings", "squares", "postcodes"])
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


def test_areas_to_leave_out_leave_their_people_to_the_others(files):
    park = layer([box(140, 240, 260, 260)])  # holds 3 and 4
    done = prepare(files, dutch.addresses(files / "bag.gpkg"), EXCLUDE_AREAS=park)
    assert [r["huisnummer"] for r in done.rows("OUTPUT")] == [1, 2, 5, 9, 10, 11, 12]
    assert left_out(done, "huisnummer")[3] == "excluded_area"
    west = reconciliation(done)[WEST]
    assert (west["counted"], west["left_out"], west["inhabitants"]) == (3, 2, 13)


def test_areas_to_leave_out_get_nothing_of_the_squares(files):
    park = layer([box(0, 0, 99, 99)])
    done = prepare(
        files,
        dutch.squares(files / "vk.gpkg"),
        RESIDENTIAL_POINTS=dutch.addresses(files / "bag.gpkg"),
        EXCLUDE_AREAS=park,
    )
    assert reconciliation(done)[WEST]["inhabitants_unplaced"] == 30
    assert "no_residential_points" in done.column("EXCLUDED", "reason")[0]


def test_institutions_have_their_own_people_and_the_rest_is_spread(files):
    homes = layer(
        [(point(60, 60), "Zorghuis", 5, 3), (point(700, 60), "Hof", 2, None), (point(600, 600), "Kazerne", None, 1)],
        "care",
        naam="text",
        bewoners="int",
        ouder="int",
    )
    done = prepare(
        files,
        dutch.addresses(files / "bag.gpkg"),
        INSTITUTIONS=homes,
        INSTITUTION_FIELD="bewoners",
        INSTITUTION_65_FIELD="ouder",
    )
    rows = done.rows("OUTPUT")
    assert len(rows) == 9 + 3
    care = rows[9:]
    assert [(r["naam"], r["dwellings"], r["inhabitants"], r["inhabitants_65"], r["spread"]) for r in care] == [
        ("Zorghuis", 0, 5, 3, 0),
        ("Hof", 0, 2, None, 0),
        ("Kazerne", 0, None, None, 0),
    ]
    assert [(r["flag"], r["row_status"]) for r in care] == [("institution", "ok")] * 2 + [("institution", "no_weight")]
    assert by_place(done, "inhabitants") == {WEST: 13, EAST: 7, POLDER: 0}
    assert sum(r["inhabitants"] for r in rows[:5]) == 8
    assert sum(r["inhabitants_65"] for r in rows[:5]) == 1
    assert sum(r["inhabitants"] for r in rows[5:9]) == 5
    assert done.feedback.warned("Institutions without", "1 (")


def test_dwellings_inside_an_institution_get_nobody(files):
    home = layer([(box(40, 40, 60, 60), 5)], aantal_inwoners="int")  # holds 1 and 2
    done = prepare(files, dutch.addresses(files / "bag.gpkg"), INSTITUTIONS=home)
    rows = done.rows("OUTPUT")
    assert [r["inhabitants"] for r in rows[:2]] == [0, 0]
    assert sum(r["inhabitants"] for r in rows[2:5]) == 8
    assert rows[9]["inhabitants"] == 5
    assert [r["dwellings"] for r in rows[:5]] == [1] * 5
    assert done.feedback.warned("65 or older live in the institutions is not known")


def test_more_people_in_institutions_than_in_the_neighbourhood_is_told(files):
    home = layer([(point(60, 60), 50, 3)], aantal_inwoners="int", inhabitants_65="int")
    done = prepare(files, dutch.addresses(files / "bag.gpkg"), INSTITUTIONS=home)
    assert sum(r["inhabitants"] for r in done.rows("OUTPUT")[:5]) == 0
    assert done.feedback.warned("hold more inhabitants than", f"({WEST}) 37")
    west, east = (reconciliation(done)[name] for name in (WEST, EAST))
    assert (west["inhabitants_published"], west["inhabitants"], west["inhabitants_above"]) == (13, 50, 37)
    assert (east["inhabitants_above"], west["inhabitants_65_above"]) == (0, 0)
    # Nobody is left to be the fourth of 65 or older.
    assert (west["inhabitants_65"], west["inhabitants_65_unplaced"]) == (3, 1)
    assert done.feedback.warned("would outnumber the inhabitants", f"({WEST}) 1")


def test_people_of_institutions_are_taken_off_their_square(files):
    home = layer([(point(60, 60), 4)], aantal_inwoners="int")
    done = prepare(files, dutch.squares(files / "vk.gpkg"), INSTITUTIONS=home)
    assert done.column("OUTPUT", "inhabitants") == [6, 20, 15, 4]


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
    assert done.feedback.warned("outside all neighbourhoods: 1, with 1 dwellings")


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
    assert done.feedback.warned("RESIDENTIAL_POINTS is not used")


def test_people_of_delft_add_up(files, shared):
    """17,798.6 people of 65 or older, of whom 10 live in two neighbourhoods without dwellings; 109,590 inhabitants."""
    data = shared / "data" / "delft"
    homes, towns = (ogr.Open(str(data / f"{name}.gpkg")) for name in ("dwellings_synthetic", "neighbourhoods"))
    rows, seen = [], set()
    for number, feature in enumerate(homes.GetLayer(0)):
        if number % 8 and feature["buurtcode"] in seen:  # one in eight, and one at least in each neighbourhood
            continue
        seen.add(feature["buurtcode"])
        x, y = feature.GetGeometryRef().GetPoint_2D()
        shape, values = dutch.address(number, x - dutch.X0, y - dutch.Y0)
        rows.append((shape, values | {"identificatie": f"0503010{number:09d}"}))
    source = dutch.write(files / "bag.gpkg", "verblijfsobject", dutch.BAG_ADDRESS, rows)
    done = prepare(files, source, NEIGHBOURHOODS=str(data / "neighbourhoods.gpkg"))

    exact, inhabitants = {}, {}
    for feature in towns.GetLayer(0):
        code, people = feature["buurtcode"], feature["aantal_inwoners"]
        share = feature["percentage_personen_65_jaar_en_ouder"]
        if people is not None and people > -99990:
            inhabitants[code] = people
            if share is not None and share > -99990:
                exact[code] = Fraction(people * share, 100)
    assert (len(exact), float(sum(exact.values()))) == (80, pytest.approx(17798.6))
    table = done.rows("RECONCILIATION")
    older = {r["neighbourhood"]: r["inhabitants_65_published"] for r in table}
    assert {code: n for code, n in older.items() if n is not None}.keys() == exact.keys()
    assert sum(n or 0 for n in older.values()) == 17799
    assert all(math.floor(exact[code]) <= older[code] <= math.ceil(exact[code]) for code in exact)
    without = [r for r in table if r["inhabitants_65_unplaced"]]
    assert (len(without), sum(r["inhabitants_65_unplaced"] for r in without)) == (2, 10)
    assert {r["counted"] for r in without} == {0}
    placed = by_place(done, "inhabitants_65")
    assert sum(placed.values()) == 17789
    for row in table:
        code = row["neighbourhood"]
        if code in exact:
            assert placed.get(code, 0) + row["inhabitants_65_unplaced"] == older[code]
    assert sum(by_place(done, "inhabitants").values()) == sum(inhabitants.values()) - sum(
        r["inhabitants_unplaced"] or 0 for r in table
    )
    assert sum(by_place(done, "dwellings").values()) == len(rows) > 7940


def test_figures_of_institutions_do_not_hide_the_computed_ones(files):
    homes = layer(
        [(point(60, 60), "Zorghuis", 5, 3, 40)],
        "care",
        naam="text",
        inhabitants="int",
        Inhabitants_65="int",
        dwellings="int",
    )
    done = prepare(files, dutch.addresses(files / "bag.gpkg"), INSTITUTIONS=homes)
    rows = done.rows("OUTPUT")
    assert [n for n in rows[0] if n.lower().startswith(("inhabitants", "dwellings"))] == [
        *("dwellings", "inhabitants", "inhabitants_65")
    ]
    assert (rows[-1]["naam"], rows[-1]["inhabitants"], rows[-1]["inhabitants_65"]) == ("Zorghuis", 5, 3)
    assert sum(r["inhabitants"] for r in rows) == 20
    assert any("not in OUTPUT" in text and "Inhabitants_65, dwellings" in text for text in done.feedback.infos)
    assert not done.feedback.warned("got a number")


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


def test_institutions_that_are_not_counted_are_in_no_number(files):
    rows = [(point(60, 60), 5, 9), (point(70, 70), None, 4), (None, 6, 6), (point(80, 80), -3, 1)]
    homes = layer(rows, "care", kind="Point", inhabitants="int", inhabitants_65="int")
    done = prepare(files, dutch.addresses(files / "bag.gpkg"), INSTITUTIONS=homes)
    care = done.rows("OUTPUT")[9:]
    assert [(r["inhabitants"], r["inhabitants_65"], r["row_status"]) for r in care] == [
        *((5, 5, "ok"), (None, None, "no_weight"), (None, None, "no_geometry"), (None, None, "no_weight"))
    ]
    assert done.results["INHABITANTS"] == 20
    assert done.feedback.warned("not counted: 3")
    assert done.feedback.warned("more people of 65 or older than inhabitants", "1 (1)")


def test_institutions_in_areas_to_leave_out_are_left_out(files):
    rows = [(box(190, 5, 210, 15), "a", 5, 3), (box(20, 20, 160, 260), "b", 4, 3)]
    homes = layer(rows, "care", k="text", n="int", o="int")
    done = prepare(
        files,
        dutch.addresses(files / "bag.gpkg"),
        INSTITUTIONS=homes,
        INSTITUTION_FIELD="n",
        INSTITUTION_65_FIELD="o",
        EXCLUDE_AREAS=layer([box(85, 135, 95, 145)]),  # the middle of b
    )
    rows = done.rows("OUTPUT")
    assert [r["k"] for r in rows if r["flag"] == "institution"] == ["a"]
    assert left_out(done, "k")["b"] == "excluded_area"
    # 13 less the 5 of a over five dwellings, three of which stand in b.
    assert sorted(r["inhabitants"] for r in rows if r["neighbourhood"] == WEST) == [1, 1, 2, 2, 2, 5]
    assert done.feedback.warned("Institutions in the areas to leave out", "1 (2)")


def test_an_institution_in_no_square_is_told(files):
    home = layer([(point(60, 60), 4), (point(260, 60), 2)], aantal_inwoners="int")
    done = prepare(files, dutch.squares(files / "vk.gpkg"), INSTITUTIONS=home)
    assert done.feedback.warned("in no square", "taken off none: 1 (2)")


def test_squares_are_empty_only_if_nothing_is_unknown(files):
    hidden = dutch.SUPPRESSED
    rows = [
        dutch.square(0, 0, 10, 5, 5),
        dutch.square(1, 0, 0, 0, 0),
        dutch.square(2, 0, 0, hidden, hidden),
        dutch.square(3, 0, hidden, hidden, 0),
        dutch.square(4, 0, hidden, hidden, hidden),
    ]
    source = dutch.write(files / "vk.gpkg", "vk", dutch.CBS_SQUARE, rows)
    done = prepare(files, source)
    assert [(r["dwellings"], r["inhabitants"]) for r in done.rows("OUTPUT")] == [(5, 10), (None, 0), (0, None)]
    assert done.column("EXCLUDED", "reason") == ["empty", "suppressed"]


@pytest.mark.parametrize("spread", [False, True])
def test_repeated_squares_count_once(spread, files):
    hidden = dutch.SUPPRESSED
    rows = [dutch.square(0, 0, *figures) for figures in ((hidden, hidden, hidden), (10, 5, 5), (10, 5, 5))]
    source = dutch.write(files / "vk.gpkg", "vk", dutch.CBS_SQUARE, rows)
    changes = {"RESIDENTIAL_POINTS": dutch.addresses(files / "bag.gpkg")} if spread else {}
    done = prepare(files, source, **changes)
    rows = [r for r in done.rows("OUTPUT") if r["flag"] is None]
    assert sum(r["dwellings"] for r in rows) == 5
    assert sum(r["inhabitants"] or 0 for r in rows) == 10
    assert done.column("EXCLUDED", "reason")[:2] == ["suppressed", "duplicate"]
    assert done.feedback.warned("duplicate (3)")
    west = reconciliation(done)[WEST]
    assert (west["inhabitants_unplaced"], west["dwellings_unplaced"]) == (0, 0)


def test_repeated_postcode_areas_count_once(files):
    rows = [dutch.postcode(name, box_, 11, 4, 6) for name, box_ in (("2611 AA", dutch.box(0, 0, 9, 9)),)]
    rows.append(dutch.postcode("2611aa", dutch.box(20, 0, 29, 9), 11, 4, 6))
    done = prepare(files, dutch.write(files / "pc.gpkg", "pc", dutch.CBS_POSTCODE, rows))
    assert done.column("OUTPUT", "dwellings") == [6]
    assert done.column("EXCLUDED", "reason") == ["duplicate"]


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
