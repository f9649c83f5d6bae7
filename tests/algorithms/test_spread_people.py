"""People spread over dwellings by Prepare dwellings: of squares, postcode areas and institutions."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from osgeo import ogr

from towns import dutch_sources as dutch
from towns.dutch_sources import EAST, POLDER, WEST
from towns.prepared_homes import by_place, files, left_out, prepare, reconciliation
from towns.runs import box, layer, point

__all__ = ["files"]


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


@pytest.mark.slow  # as do those of random towns in tests/core/preparing
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
    assert any(
        "not in Dwellings (OUTPUT)" in text and "Inhabitants_65, dwellings" in text for text in done.feedback.infos
    )
    assert not done.feedback.warned("got a number")


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
