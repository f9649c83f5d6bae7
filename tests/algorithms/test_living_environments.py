"""Living environments through Processing: from CBS's density and the BAG's years, by own rules, and what is refused."""

from __future__ import annotations

import json

import pytest

from towns import runs, small_town
from towns.runs import RefusedError, box, layer, point

AREAS = [
    (box(0, 0, 100, 100), "a", 3000),
    (box(100, 0, 200, 100), "b", 1200),
    (box(200, 0, 300, 100), "c", 1200),
    (box(300, 0, 400, 100), "d", 400),
    (box(400, 0, 500, 100), "e", None),
]
HOMES = [(point(10, 10), 9, 1930), (point(110, 10), 1, 1950), (point(210, 10), 1, 1995), (point(215, 10), 1, 1990)]


def derive(**more) -> runs.Run:
    areas = layer(AREAS, "areas", buurtcode="text", omgevingsadressendichtheid="int")
    given = {"NEIGHBOURHOODS": areas, "NEIGHBOURHOOD_ID": "buurtcode", "OUTPUT": "memory:"}
    return runs.run("livingenvironments", given | more)


def test_the_shipped_rules_on_density_years_and_apartments():
    done = derive(DWELLINGS=layer(HOMES, "homes", dwellings="int", bouwjaar="int"))
    assert done.column("OUTPUT", "living_environment") == [
        *("centrum-stedelijk", "buiten-centrum", "groen-stedelijk", "landelijk", None),
    ]
    assert done.column("OUTPUT", "derived_from") == [
        *("address_density 3000; share_apartments 1", "building_year 1950", None, "address_density 400"),
        "address_density",
    ]
    assert done.layer("OUTPUT").fields().names() == [
        *("buurtcode", "omgevingsadressendichtheid", "living_environment", "derived_from"),
    ]
    assert any("What is not known: address_density 1" in text for text in done.feedback.warnings)


def test_dwellings_as_they_are_fetched_are_apartments_by_the_building_that_they_link_to():
    link = '[{"href": "https://example.test/pand/1"}]'
    homes = [(point(10, 10), link), (point(11, 10), link), (point(12, 10), '[{"href": "https://example.test/pand/2"}]')]
    done = derive(DWELLINGS=layer(homes, "homes", pand="text"))
    # Two of three: at least the 60 % of the rule.
    assert done.column("OUTPUT", "living_environment")[0] == "centrum-stedelijk"


def test_dwellings_of_which_nobody_tells_the_building_are_not_taken_for_houses():
    """Each row is one dwelling, and no field tells which of them are in one building."""
    homes = layer([(point(10, 10 + n), 1930) for n in range(4)], "homes", bouwjaar="int")
    done = derive(DWELLINGS=homes)
    assert (done.column("OUTPUT", "living_environment")[0], done.column("OUTPUT", "derived_from")[0]) == (
        *(None, "share_apartments"),
    )
    fields = {"buurtcode": "text", "omgevingsadressendichtheid": "int", "percentage_meergezinswoningen": "int"}
    published = layer([(*row, 70) for row in AREAS], "areas", **fields)
    done = derive(DWELLINGS=homes, NEIGHBOURHOODS=published)
    assert done.column("OUTPUT", "derived_from")[0] == "address_density 3000; share_apartments 0.7"


def test_without_dwellings_what_asks_for_them_is_not_known():
    done = derive()
    assert done.column("OUTPUT", "living_environment") == [None, None, None, "landelijk", None]
    assert done.column("OUTPUT", "derived_from")[:3] == ["share_apartments", "building_year", "building_year"]


def test_a_dwelling_that_is_a_polygon_counts_where_most_of_it_lies():
    # Of 60 dwellings of 1950 the first vertex is in b, the rest in c.
    homes = [("POLYGON ((199 10, 230 10, 230 30, 199 30, 199 10))", 60, 1950)]
    done = derive(DWELLINGS=layer(homes, "homes", dwellings="int", bouwjaar="int"))
    assert done.column("OUTPUT", "derived_from")[1:3] == ["building_year", "building_year 1950"]


@pytest.mark.parametrize("density", ["-99997", " -99995,0 ", "geheim", ".", ""])
def test_a_density_in_words_or_withheld_is_not_known(density):
    # As it stands where all fields are text: in a CSV, or joined from one.
    rows = [(box(0, 0, 100, 100), "a", density), (box(100, 0, 200, 100), "b", "400")]
    areas = layer(rows, "areas", buurtcode="text", omgevingsadressendichtheid="text")
    done = derive(NEIGHBOURHOODS=areas)
    assert done.column("OUTPUT", "living_environment") == [None, "landelijk"]
    assert done.column("OUTPUT", "derived_from") == ["address_density", "address_density 400"]


def rules(path, *fields: str):
    found = [{"living_environment": "x", "if": [{"field": one, "op": "=", "value": "b"}]} for one in fields]
    path.write_text(json.dumps({"rules": [*found, {"living_environment": "rest", "if": []}]}))
    return str(path)


def test_own_rules_on_a_field_of_the_neighbourhoods(tmp_path):
    done = derive(RULES=rules(tmp_path / "own.json", "Buurtcode"))
    assert done.column("OUTPUT", "living_environment") == ["rest", "x", "rest", "rest", "rest"]


def test_a_field_that_is_not_there_and_a_file_that_cannot_be_read_are_refused(tmp_path):
    with pytest.raises(RefusedError, match="asks for “wijk”, which the layer “areas” does not have"):
        derive(RULES=rules(tmp_path / "own.json", "wijk"))
    with pytest.raises(RefusedError, match="cannot be read"):
        derive(RULES=str(tmp_path / "none.json"))


@pytest.mark.parametrize(("own", "called"), [("living_environment", "city (derived)"), ("woonmilieu", "city")])
def test_reports_call_derived_environments_derived_and_the_municipality_s_own_not(tmp_path, own, called):
    places = layer(
        [(small_town.WEST, "west", "city", "address_density 3000"), (small_town.EAST, "east", "village", "")],
        "areas",
        **{"code": "text", own: "text", "derived_from": "text"},
    )
    norms = small_town.norm_file(tmp_path, thresholds_by_class={"city": 300, "village": 500})
    page, again = tmp_path / "page.html", tmp_path / "again.html"
    done = small_town.check(
        NORM_FILE=norms, REQUIREMENTS=None, NEIGHBOURHOODS=places, CLASS_FIELD=own, REPORT=str(page)
    )
    given = {
        "RESULTS": done.layer("OUTPUT_RESULTS"),
        "NEIGHBOURHOODS": done.layer("OUTPUT_NEIGHBOURHOODS"),
        "NEIGHBOURHOOD_ID": "code",
        "CLASS_FIELD": own,
        "REPORT": str(again),
    }
    runs.run("compliancereport", given)
    for one in (page, again):
        assert f">{called}<" in one.read_text(encoding="utf-8")
    assert any("are derived, by rules" in text for text in done.feedback.infos) == (called != "city")
