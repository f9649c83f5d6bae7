"""Requirements in years to come: each year is what a run without years gives on its dwellings, places and streets."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from qgis.core import QgsVectorLayer

from towns import runs, small_town
from towns.report_page import Page
from towns.runs import RefusedError, box, grid, layer, point
from towns.small_town import row

PLAN = {
    "plan_id": "text",
    "dwellings": "int",
    "year": "int",
    "plan_status": "text",
    "demolition": "int",
    "plan_area_wkt": "text",
}
FIGURES = ["total", "within", "outside", "unknown", "share", "rate", "mean", "median", "p10", "p90", "shortfall"]
FIGURES += ["depth", "depth_squared"]
HOMES = [(point(100, y), 1, 2.0) for y in range(0, 300, 5)] + [(point(500, y), 1, 4.0) for y in range(200, 500, 5)]


def homes(features: list[tuple] = HOMES) -> QgsVectorLayer:
    return layer(features, "homes", n="int", people="real")


def plans(*features: tuple) -> QgsVectorLayer:
    return layer(list(features), "plans", **PLAN)


def shifted(x0: float, y0: float, x1: float, y1: float) -> str:
    """Write a box in the coordinates of the layers, as planneddwellings does."""
    return box(x0 + runs.X0, y0 + runs.Y0, x1 + runs.X0, y1 + runs.Y0)


WEST_GOES = (point(100, 10), "sloop", -10, 2030, "hard", 1, shifted(90, -5, 110, 22))
"""Of the five dwellings at (100, 0) … (100, 20), more than there are."""
SOME_GO = (point(100, 150), "deels", -4, 2028, "hard", 1, shifted(90, 147, 110, 163))
"""Of the four at (100, 150) … (100, 165) three lie in it: none is left."""
NEAR, FAR = (point(120, 100), "near", 30, 2028, "hard", 0, None), (point(500, 480), "far", 90, 2035, "soft", 0, None)


def check(**changes):
    given = {
        "DWELLINGS": homes(),
        "WEIGHT_FIELD": "n",
        "REQUIREMENTS": [
            row(),
            row(id="people", weight="people"),
            row(id="c", indicator="count", minimum=1, threshold=200),
            row(id="r", indicator="rate", threshold=1, unit="number", per=50),
        ],
        "MIN_DWELLINGS": 5,
        "OUTPUT_PLANS": "memory:",
        **changes,
    }
    return small_town.check(**given)


def results(done) -> pd.DataFrame:
    return pd.DataFrame(done.rows("OUTPUT_RESULTS"), dtype=object)


def same(found: pd.DataFrame, plain: pd.DataFrame) -> None:
    """Compare the rows of a year with those of a run without years."""
    keys = ["level", "neighbourhood", "requirement"]
    both = found[found["stock"] == "all"].merge(plain, on=keys, suffixes=("", " plain"), how="outer", indicator=True)
    assert set(both["_merge"]) == {"both"}
    for name in FIGURES:
        pd.testing.assert_series_equal(
            both[name].astype(float), both[f"{name} plain"].astype(float), check_names=False, rtol=1e-9
        )
    for name in ("compliance", "reason"):
        assert both[name].fillna("").tolist() == both[f"{name} plain"].fillna("").tolist()


def test_each_year_is_what_a_run_on_its_stock_gives():
    """A plan brings 2 people a dwelling in the west and 4 in the east, as the dwellings there have today."""
    school = layer([(point(100, 0), None, None), (point(500, 200), 2030, 2034)], "school", opens="int", closes="int")
    streets = layer([*((line, None) for line in grid()), ("LINESTRING(300 0, 500 480)", 2035)], "streets", since="int")
    given = {"FACILITIES": [school], "NETWORK": streets}
    done = check(
        **given,
        YEARS="2026;2030;2035",
        PLANS=plans(NEAR, FAR, SOME_GO, WEST_GOES),
        OPEN_FROM_FIELD="opens",
        OPEN_UNTIL_FIELD="closes",
        STREET_YEAR_FIELD="since",
    )
    table = results(done)
    today = [(w, n, p) for w, n, p in HOMES]
    gone = {point(100, y) for y in (0, 5, 10, 15, 20, 150, 155, 160)}
    left = [one for one in today if one[0] not in gone]
    near, far = (NEAR[0], 30, 60.0), (FAR[0], 90, 360.0)
    old_streets = layer(grid(), "streets")
    new_streets = layer([*grid(), "LINESTRING(300 0, 500 480)"], "streets")
    one_school = layer([point(100, 0)], "school")
    two_schools = layer([point(100, 0), point(500, 200)], "school")
    for year, stock, schools, network in (
        (2026, today, one_school, old_streets),
        (2030, [*left, near], two_schools, old_streets),
        (2035, [*left, near, far], one_school, new_streets),
    ):
        plain = check(DWELLINGS=homes(stock), FACILITIES=[schools], NETWORK=network, OUTPUT_PLANS=None)
        same(table[table["year"] == year], results(plain))
    assert done.feedback.warned("take down more dwellings", "sloop")


def test_of_a_figure_that_is_not_known_no_part_of_the_stock_is():
    """Nobody knows how many live in the east: neither in the homes of today nor in the new ones."""
    areas = layer([(small_town.WEST, "west", 120), (small_town.EAST, "east", None)], "areas", code="text", folk="int")
    asked = [row(id="folk", weight="folk"), row(id="r", indicator="rate", unit="number", threshold=1, weight="folk")]
    table = results(check(YEARS="2040", PLANS=plans(NEAR, FAR), NEIGHBOURHOODS=areas, REQUIREMENTS=asked))
    east = table[table["neighbourhood"] == "east"]
    assert set(east["stock"]) == {"all", "existing", "new"}
    assert east["total"].isna().all()
    west = table[(table["neighbourhood"] == "west") & (table["requirement"] == "folk")]
    assert west.set_index("stock")["total"].astype(float).to_dict() == {"all": 180, "existing": 120, "new": 60}


def test_existing_and_new_dwellings_together_are_all():
    table = results(check(YEARS="2026;2040", PLANS=plans(NEAR, FAR, SOME_GO)))
    for _, rows in table[table["indicator"] != "rate"].groupby(["year", "neighbourhood", "requirement"]):
        parts = rows.set_index("stock")[["total", "within", "outside", "unknown"]].astype(float)
        assert set(parts.index) == {"all", "existing", "new"}
        assert (parts.loc["existing"] + parts.loc["new"]).tolist() == pytest.approx(parts.loc["all"].tolist())
    told = table[(table["stock"] != "all")]
    assert told["compliance"].isna().all()
    new = told[(told["stock"] == "new") & (told["neighbourhood"] == "_total") & (told["requirement"] == "s")]
    assert new.set_index("year")["total"].astype(float).to_dict() == {2026: 0, 2040: 120}


def test_the_dwellings_show_the_last_year_with_those_that_come():
    done = check(YEARS="2026;2040", PLANS=plans(NEAR, SOME_GO, FAR))
    rows = done.rows("OUTPUT_DWELLINGS")
    assert len(rows) == len(HOMES) + 2, "what goes is no dwelling"
    assert [r["year_from"] for r in rows] == [None] * len(HOMES) + [2028, 2035]
    assert [r["plan_id"] for r in rows][-2:] == ["near", "far"]
    assert [r["neighbourhood"] for r in rows][-2:] == ["west", "east"]
    assert rows[-2]["s_value"] == pytest.approx(20 + 100)
    assert [r["s_weight"] for r in rows][-2:] == [30, 90]
    assert rows[30]["s_weight"] == 0, "the dwelling at (100, 150) is gone"


def test_a_plan_with_another_status_does_not_count():
    table = results(check(YEARS="2040", PLANS=plans(NEAR, FAR), PLAN_STATUS="hard"))
    whole = table[(table["neighbourhood"] == "_total") & (table["requirement"] == "s") & (table["stock"] == "new")]
    assert whole["total"].astype(float).tolist() == [30]
    assert check(YEARS="2040", PLANS=plans(NEAR), PLAN_STATUS="zacht").feedback.warned("none counts")


def test_a_plan_without_a_year_never_comes_and_is_told():
    done = check(YEARS="2040", PLANS=plans((point(120, 100), "x", 30, None, "hard", 0, None)))
    assert done.feedback.warned("without a year", ": 1 row")
    assert len(done.rows("OUTPUT_DWELLINGS")) == len(HOMES)


def test_each_plan_says_whether_it_has_what_is_asked_and_what_it_adds():
    done = check(YEARS="2040", PLANS=plans(NEAR, FAR))
    found = {(r["plan_id"], r["requirement"]): r for r in done.rows("OUTPUT_PLANS")}
    assert len(found) == 8
    near, far = found["near", "s"], found["far", "s"]
    assert (near["year_from"], near["dwellings"], near["share"], near["compliance"]) == (2028, 30, 1, "meets")
    assert near["distance_m"] == pytest.approx(120)
    assert (far["share"], far["compliance"], far["distance_m"]) == (0, "fails", pytest.approx(880))
    # One school for each 50 dwellings: 90 dwellings add 1.8 to what is needed.
    assert (found["far", "r"]["need"], found["far", "r"]["compliance"]) == (pytest.approx(1.8), None)


def test_people_grow_where_a_field_says_so():
    grown = small_town.areas(10.0, grows="real")
    done = check(YEARS="2026;2028", NEIGHBOURHOODS=grown, GROWTH_FIELD="grows", OUTPUT_PLANS=None)
    table = results(done)
    whole = table[(table["neighbourhood"] == "_total") & (table["requirement"] == "people")].set_index("year")
    assert whole["total"].astype(float).to_dict() == pytest.approx({2026: 360, 2028: 360 * 1.21})
    homes_ = table[(table["neighbourhood"] == "_total") & (table["requirement"] == "s")]
    assert homes_["total"].astype(float).tolist() == [120, 120]


def test_people_of_a_home_without_dwellings_count_with_plans_as_they_do_without():
    """A nursing home of 25 at (100, 50), in no year of which anything is built."""
    given = {"DWELLINGS": homes([*HOMES, (point(100, 50), 0, 25.0)]), "YEARS": "2026", "OUTPUT_PLANS": None}
    for more in ({}, {"PLANS": plans(FAR)}):
        table = results(check(**given, **more))
        rows = table[(table["requirement"] == "people") & (table["stock"] == "all")].set_index("neighbourhood")
        assert rows["total"].astype(float).to_dict()["west"] == 120 + 25
        assert rows["within"].astype(float).to_dict()["west"] == 120 + 25


def test_figures_of_neighbourhoods_follow_their_dwellings():
    """120 people a neighbourhood, 2 a dwelling: 30 new ones bring 60, three that go take 6 along."""
    areas = small_town.areas(120, inhabitants="int")
    done = check(
        YEARS="2026;2030",
        NEIGHBOURHOODS=areas,
        PLANS=plans(NEAR, SOME_GO),
        REQUIREMENTS=[row(weight="inhabitants")],
        OUTPUT_PLANS=None,
    )
    table = results(done)
    west = table[(table["neighbourhood"] == "west") & (table["stock"] == "all")].set_index("year")["total"]
    assert west.astype(float).to_dict() == pytest.approx({2026: 120, 2030: 120 + 60 - 6})


def test_of_a_plan_where_it_is_not_known_who_lives_nothing_is_said():
    """It had nobody, so that nothing was asked of it; the other plan's neighbours are known."""
    stock = [(where, number, None if number and where == HOMES[0][0] else people) for where, number, people in HOMES]
    done = check(DWELLINGS=homes(stock), YEARS="2035", PLANS=plans(NEAR, FAR))
    found = {(r["plan_id"], r["requirement"]): r for r in done.rows("OUTPUT_PLANS")}
    row_of = found["near", "people"]
    assert (row_of["compliance"], row_of["reason"]) == ("unknown", "weight_unknown")
    assert {row_of[name] for name in ("total", "within", "outside", "unknown", "share", "value")} == {None}
    assert found["near", "s"]["total"] == 30
    assert found["far", "people"]["total"] > 0
    rows = [r for r in done.rows("OUTPUT_RESULTS") if r["requirement"] == "people" and r["neighbourhood"] == "west"]
    assert {(r["total"], r["share"]) for r in rows} == {(None, None)}


def test_planned_dwellings_without_a_place_or_outside_all_neighbourhoods_are_told():
    lost, beyond = (None, "lost", 5, 2028, "hard", 0, None), (point(900, 900), "away", 5, 2028, "hard", 0, None)
    done = check(YEARS="2040", PLANS=plans(NEAR, lost, beyond), OUTPUT_PLANS=None)
    assert done.feedback.warned("without geometry, counted as unknown: 1 row (2)")
    assert done.feedback.warned("outside all neighbourhoods: 1 row (3)")


def test_a_facility_whose_years_cannot_be_read_is_open_and_told():
    schools = layer([(point(100, 0), "soon"), (point(500, 480), "1/7/2027")], "school", opens="text")
    done = check(YEARS="2026;2030", FACILITIES=[schools], OPEN_FROM_FIELD="opens", OUTPUT_PLANS=None)
    assert done.feedback.warned("Facilities whose opens is no year or date, taken to be open: 1 (1)")
    table = results(done)
    west, east = (table[(table["neighbourhood"] == n) & (table["requirement"] == "s")] for n in ("west", "east"))
    assert west["share"].tolist() == [1, 1]
    assert east["share"].astype(float).tolist() == pytest.approx([0, 1])


def test_the_report_tells_the_course_over_the_years(tmp_path):
    """The 30 dwellings near the school that come in 2028 have it, the 90 far off that come in 2035 have not."""
    where = str(tmp_path / "report.html")
    requirements = [row(target=0.3)]
    check(YEARS="2026;2028;2035", PLANS=plans(NEAR, FAR), REQUIREMENTS=requirements, REPORT=where, OUTPUT_PLANS=None)
    page = Page(Path(where))
    assert any("In 2035:" in text for section in page.sections.values() for text in section.sentences)
    (table,) = page.section("Over the years").tables
    assert table[0] == ["Requirement", "2026", "2028", "2035"]
    cells = [" ".join(cell.split()) for cell in table[1][1:]]
    # 60 of 120; 90 of 150; 90 of 240 (37.5 %).
    assert [cell.split(" %")[0] for cell in cells] == ["50", "60", "37"]
    assert "new: 100 %" in cells[1]
    assert "existing: 50 %, new: 25 %" in cells[2]
    assert all("1 of 2 meets it" in cell for cell in cells)


@pytest.mark.parametrize(("per", "missing"), [(160, ""), (100, "Missing: 1 facility"), (35, "Missing: 3 facilities")])
def test_the_years_of_the_report_tell_of_whole_facilities_as_the_rest_of_it_does(tmp_path, per, missing):
    """Of 60 dwellings each: the east lacks 0.375, 0.6 or 1.71 of a school, the west has one and lacks 0.71 at most."""
    where = str(tmp_path / "report.html")
    asked = [row(id="r", indicator="rate", threshold=1, unit="number", per=per)]
    check(YEARS="2026;2030", REQUIREMENTS=asked, REPORT=where, OUTPUT_PLANS=None)
    page = Page(Path(where))
    (table,) = page.section("Over the years").tables
    assert [" ".join(cell.split()).partition(" meets it" if per > 35 else " meet it")[2] for cell in table[1][1:]] == [
        missing
    ] * 2


def test_the_report_does_not_say_of_an_area_that_recovers_that_it_falls_short_from_then_on(tmp_path):
    """The school of the west closes after 2029, and another one opens in its place in 2035."""
    where = str(tmp_path / "report.html")
    schools = layer([(point(100, 0), None, 2029), (point(100, 0), 2035, None)], "school", opens="int", closes="int")
    given = {"FACILITIES": [schools], "OPEN_FROM_FIELD": "opens", "OPEN_UNTIL_FIELD": "closes", "OUTPUT_PLANS": None}
    check(YEARS="2026;2030;2035", REQUIREMENTS=[row()], REPORT=where, **given)
    (table,) = Page(Path(where)).section("Over the years").tables
    cells = [" ".join(cell.split()) for cell in table[1][1:]]
    assert ["1 of 2 meets it" in cell for cell in cells] == [True, False, True]
    assert [cell.partition("Now falls short too: ")[2] for cell in cells] == ["", "west", ""]
    assert not any("from that year on" in cell for cell in cells)


def test_the_report_has_a_sheet_for_each_plan(tmp_path):
    where = str(tmp_path / "report.html")
    named, later = (NEAR[0], "<b>near", *NEAR[2:]), (point(100, 9), "later", 5, 2050, "hard", 0, None)
    check(YEARS="2040", PLANS=plans(named, FAR, later), REPORT=where)
    page = Page(Path(where))
    far, near = page.section("Housing plans").tables  # the most dwellings first; what comes after 2040 has none
    assert [cells[0] for cells in far[1:]] == ["s", "people", "c", "r"]
    assert far[1][1:2] == ["300 m"]
    assert far[1][2].startswith("✗ 0 %")
    assert (far[1][3], far[4][4]) == ("880 m", "1.8 facilities")
    assert near[1][2].startswith("✓ 100 %")
    assert (near[1][3], near[4][4]) == ("120 m", "0.60 of a facility")
    assert "90 dwellings, from 2035" in page.text
    assert "&lt;b&gt;near" in page.text
    assert "<b>near" not in page.text


def refused(**changes) -> str:
    with pytest.raises(RefusedError) as stop:
        check(**changes)
    assert "Traceback" not in str(stop.value)
    return str(stop.value)


def test_wrong_years_and_plans_are_refused_in_a_sentence():
    assert "YEARS" in refused(PLANS=plans(NEAR))
    assert "no year" in refused(YEARS="soon")
    assert "must rise" in refused(YEARS="2030;2026")
    assert "OPEN_FROM_FIELD" in refused(YEARS="2030", OPEN_FROM_FIELD="nowhere")
    assert "STREET_YEAR_FIELD" in refused(YEARS="2030", STREET_YEAR_FIELD="nowhere")
    assert "no field" in refused(YEARS="2030", PLANS=homes())
    lost = (point(100, 10), "sloop", -10, 2030, "hard", 1, None)
    assert "plan_area_wkt" in refused(YEARS="2030", PLANS=plans(lost))


def test_without_years_there_are_none():
    done = check(OUTPUT_PLANS=None)
    assert results(done)["year"].isna().all()
    assert "year_from" not in done.layer("OUTPUT_DWELLINGS").fields().names()


def test_plans_that_were_made_here_are_read_whatever_their_reference_system():
    areas = layer([(box(90, -5, 110, 22), "p", -3, 2028), (box(400, 100, 480, 180), "q", 7, 2030)], "plans",
                  crs="EPSG:4326", plan_id="text", dwellings="int", year="int")  # fmt: skip
    made = runs.run("planneddwellings", {"PLANS": areas, "NETWORK": layer(grid(), "streets"), "OUTPUT": "memory:"})
    done = check(YEARS="2026;2030", PLANS=made.layer("OUTPUT"))
    table = results(done)
    whole = table[(table["neighbourhood"] == "_total") & (table["requirement"] == "s") & (table["stock"] == "all")]
    assert whole.set_index("year")["total"].astype(float).to_dict() == pytest.approx({2026: 120, 2030: 124})


def forecast(rows: list[tuple], **fields: str) -> QgsVectorLayer:
    return layer([(None, *row) for row in rows], "prognose", kind="NoGeometry", **fields)


def totals(done, requirement: str) -> dict[tuple[int, str], float]:
    table = results(done)
    kept = table[(table["requirement"] == requirement) & (table["stock"] == "all") & table["group"].isna()]
    return {(r["year"], r["neighbourhood"]): float(r["total"]) for _, r in kept.iterrows()}


FORETOLD = {"code": "text", "jaar": "int", "aantal_inwoners": "real", "people": "real"}


@pytest.mark.parametrize("weight", ["inhabitants", "people"])
def test_people_add_up_to_the_forecast_with_those_of_new_dwellings(weight):
    """Figures of neighbourhoods, or numbers of dwellings: 120 in the west now, 240 in 2030; nothing of the east."""
    rows = [("west", 2026, 120, 120), ("west", 2030, 240, 240), ("none", 2030, 1, 1), ("west", None, 5, 5)]
    done = check(
        YEARS="2026;2028;2030;2040",
        NEIGHBOURHOODS=small_town.areas(240, inhabitants="int"),
        PLANS=plans(NEAR, SOME_GO),
        FORECAST=forecast(rows, **FORETOLD),
        REQUIREMENTS=[row(id="p", weight=weight)],
        OUTPUT_PLANS=None,
    )
    found = totals(done, "p")
    assert [found[year, "west"] for year in (2026, 2028, 2030, 2040)] == pytest.approx([120, 180, 240, 240])
    assert [found[year, "east"] for year in (2026, 2028, 2030, 2040)] == pytest.approx([240] * 4)
    # 87 dwellings stand in the west by then, of which 30 are new: each person of them counts once.
    table = results(done)
    new = table[(table["stock"] == "new") & (table["neighbourhood"] == "west") & (table["year"] == 2040)]
    assert new["total"].astype(float).tolist() == pytest.approx([240 * 30 / 87])
    assert done.feedback.warned("forecast ends in 2030", "2040")
    assert done.feedback.warned("does not tell of", "1 (east)")
    assert done.feedback.warned("of no neighbourhood, not used: 2")


def test_a_forecast_that_no_requirement_weighs_by_is_told():
    table = forecast([("west", 2026, 1, 1)], **FORETOLD)
    done = check(YEARS="2026", FORECAST=table, REQUIREMENTS=[row()], OUTPUT_PLANS=None)
    assert done.feedback.warned("changes nothing")


@pytest.mark.parametrize(
    ("rows", "fields", "says"),
    [
        ([("west", 2026, 1, 1)], {**FORETOLD, "people": "text"}, None),
        ([("west", 2026, 1)], {"code": "text", "wanneer": "int", "people": "real"}, "no field for year"),
        ([("west", 2026, 1)], {"buurt": "text", "jaar": "int", "people": "real"}, "no field for neighbourhood_code"),
        ([("west", 2026, 1)], {"code": "text", "jaar": "int", "mensen": "real"}, "has nothing of what"),
        ([("BU01", 2026, 1)], {"code": "text", "jaar": "int", "people": "real"}, "such as BU01"),
        (
            [("west", 2026, 1), ("west", 2026, 2)],
            {"code": "text", "jaar": "int", "people": "real"},
            "more than one row",
        ),
        ([("west", 2026, "x")], {"code": "text", "jaar": "int", "people": "text"}, "holds no numbers"),
        ([], {"code": "text", "jaar": "int", "people": "real"}, "has no row"),
    ],
)
def test_a_forecast_that_cannot_be_used_stops_the_run_in_words(rows, fields, says):
    given = {"YEARS": "2026", "FORECAST": forecast(rows, **fields), "REQUIREMENTS": [row(weight="people")]}
    if says is None:  # a number in a text is a number
        assert totals(check(**given), "s")[2026, "west"] == pytest.approx(1)
    else:
        given.update(DWELLINGS=homes(), WEIGHT_FIELD="n")
        assert says in small_town.refused(**given)


def test_a_percentage_is_no_forecast():
    older = {"percentage_personen_65_jaar_en_ouder": "real"}
    areas = small_town.areas(100, 20.0, inhabitants="int", **older)
    table = forecast([("west", 2026, 25.0)], code="text", year="int", **older)
    given = {"YEARS": "2026", "NEIGHBOURHOODS": areas, "REQUIREMENTS": [row(weight="inhabitants_65")]}
    assert "is a percentage" in small_town.refused(**given, FORECAST=table)
    good = forecast([("west", 2026, 30.0)], code="text", year="int", inhabitants_65="real")
    found = small_town.check(**given, FORECAST=good)
    assert totals(found, "s")[2026, "west"] == pytest.approx(30)
    assert totals(found, "s")[2026, "east"] == pytest.approx(20)


def test_a_field_of_the_forecast_alone_can_be_named():
    """The neighbourhoods have a percentage under its own name; the table has numbers under another."""
    older = {"percentage_personen_65_jaar_en_ouder": "real"}
    areas = small_town.areas(100, 20.0, inhabitants="int", **older)
    table = forecast([("west", 2026, 30.0)], buurt="text", prognose="int", ouderen="real")
    names = "inhabitants_65=ouderen;neighbourhood_code=buurt;year=prognose"
    found = small_town.check(
        YEARS="2026",
        NEIGHBOURHOODS=areas,
        REQUIREMENTS=[row(weight="inhabitants_65")],
        FORECAST=table,
        FIELD_MAP=names,
    )
    told = totals(found, "s")
    assert [told[2026, name] for name in ("west", "east", "_total")] == pytest.approx([30, 20, 50])


def test_a_forecast_without_years_is_refused():
    table = forecast([("west", 2026, 1, 1)], **FORETOLD)
    assert "FORECAST" in small_town.refused(FORECAST=table)


def test_degrees_and_groups_of_each_year_are_those_of_its_stock():
    wanted = {"OUTPUT_DEGREES": "memory:", "OUTPUT_GROUPS": "memory:", "GROUP_ROLES": "people", "OUTPUT_PLANS": None}
    done = check(YEARS="2026;2028;2035", PLANS=plans(NEAR, FAR), **wanted)
    degrees = pd.DataFrame(done.rows("OUTPUT_DEGREES"), dtype=object)
    groups = pd.DataFrame(done.rows("OUTPUT_GROUPS"), dtype=object)
    near, far = (NEAR[0], 30, 60.0), (FAR[0], 90, 360.0)
    for year, stock in ((2026, HOMES), (2028, [*HOMES, near]), (2035, [*HOMES, near, far])):
        plain = check(DWELLINGS=homes(stock), **wanted)
        keys = ["level", "neighbourhood", "asked_count", "within_count", "unknown_count"]
        mine = degrees[(degrees["year"] == year) & (degrees["stock"] == "all")]
        expected = pd.DataFrame(plain.rows("OUTPUT_DEGREES"), dtype=object)
        assert mine.set_index(keys)["dwellings"].to_dict() == expected.set_index(keys)["dwellings"].to_dict()
        parts = degrees[(degrees["year"] == year) & (degrees["stock"] != "all")]
        added = parts.groupby(keys)["dwellings"].sum().to_dict()
        assert added == mine.set_index(keys)["dwellings"].to_dict()
        keys = ["requirement", "neighbourhood", "group"]
        of_year = groups[groups["year"] == year]
        expected = pd.DataFrame(plain.rows("OUTPUT_GROUPS"), dtype=object)
        sides = [one.assign(group=[name or "" for name in one["group"]]) for one in (of_year, expected)]
        both = sides[0].merge(sides[1], on=keys, how="outer", suffixes=("", " plain"))
        assert len(both) == len(of_year) > 0
        for name in ("total", "within", "share", "median", "depth", "gini"):
            found, plainly = (pd.to_numeric(both[column]).fillna(-1.0) for column in (name, f"{name} plain"))
            assert found.tolist() == pytest.approx(plainly.tolist())


def test_groups_of_nothing_with_a_share_are_an_empty_table():
    asked = [row(id="r", indicator="rate", threshold=1, unit="number", per=50)]
    done = check(REQUIREMENTS=asked, OUTPUT_GROUPS="memory:", OUTPUT_DEGREES="memory:", OUTPUT_PLANS=None)
    assert done.rows("OUTPUT_GROUPS") == []
    assert {r["asked_count"] for r in done.rows("OUTPUT_DEGREES")} == {0}
