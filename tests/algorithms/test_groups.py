"""Who has what: groups beside all, in the table of a run."""

from __future__ import annotations

import pytest

from towns import runs, small_town
from towns.report_page import Page
from towns.runs import RefusedError, box, layer, point
from towns.small_town import check, refused, row

# Five homes along a street from the school at (0, 0), in two neighbourhoods; by network they are as far as they lie.
# Of 100 people those of the worked case: 30, 20, 20, 20, 10 at 200, 300, 500, 700 and 900 m.
STREET = layer(["LINESTRING(0 0, 100 0, 200 0, 300 0, 500 0, 700 0, 900 0, 1000 0, 3000 0)"], "streets")
NEAR, FAR = box(-50, -50, 400, 50), box(400, -50, 1200, 50)
AT = (200, 300, 500, 700, 900)
PEOPLE = (30, 20, 20, 20, 10)
OLDER = (3, 2, 5, 10, 10)
LANDLORD = ("A", "A", "B", "B", None)


def town(**changes) -> dict:
    rows = list(zip(AT, PEOPLE, OLDER, LANDLORD, strict=True))
    homes = layer(
        [(point(x, 0), 10, people, older, landlord) for x, people, older, landlord in rows],
        "homes",
        number="int",
        inhabitants="int",
        inhabitants_65="int",
        landlord="text",
    )
    return {
        "NETWORK": STREET,
        "DWELLINGS": homes,
        "WEIGHT_FIELD": "number",
        "NEIGHBOURHOODS": layer(
            [(NEAR, "near", "X", 40), (FAR, "far", "X", 22)], code="text", wijk="text", income="real"
        ),
        "LEVEL_FIELDS": "wijk",
        "FACILITIES": [layer([point(0, 0)], "school")],
        "REQUIREMENTS": [row(threshold=500, weight="inhabitants")],
        "OUTPUT_GROUPS": "memory:",
        "MIN_GROUP": 0,
        **changes,
    }


def found(**changes) -> dict:
    done = check(**town(**changes))
    return {(r["level"], r["neighbourhood"], r["group_of"], r["group"]): r for r in done.rows("OUTPUT_GROUPS")}


def test_the_worked_case():
    rows = found(GROUP_ROLES="inhabitants_65", GROUP_FIELD="landlord", INCOME_FIELD="income")
    whole = rows["neighbourhood", "_total", None, None]
    assert (whole["total"], whole["within"], whole["outside"], whole["unknown"]) == (100, 70, 30, 0)
    assert whole["share"] == pytest.approx(0.7)
    assert whole["depth"] == pytest.approx(0.101587, abs=5e-7)
    assert (whole["median"], whole["p90"]) == (pytest.approx(300), pytest.approx(700))
    assert whole["gini"] == pytest.approx(0.291111, abs=5e-7)
    # The poor (22, of the far neighbourhood): mean (20 × 500 + 20 × 700 + 10 × 900) / 50 = 660; the others 240. Tenths
    # and four tenths lie within one of the two each.
    assert whole["palma"] == pytest.approx(240 / 660)
    # 2/450 · (0.5 · (660 − 450)(0.25 − 0.5) + 0.5 · (240 − 450)(0.75 − 0.5))
    assert whole["concentration"] == pytest.approx(2 / 450 * (-0.5 * 210 * 0.25 * 2))
    assert whole["no_income"] == 0
    older = rows["neighbourhood", "_total", "inhabitants_65", "inhabitants_65"]
    assert (older["total"], older["within"], older["spread_evenly"]) == (30, 10, 0)
    assert older["difference"] == pytest.approx(10 / 30 - 0.7)
    assert (older["median"], older["p90"]) == (pytest.approx(700), pytest.approx(900))
    assert older["gini"] is None
    assert rows["wijk", "X", "inhabitants_65", "inhabitants_65"]["within"] == 10
    # In their own neighbourhood: 5 of 25 older people, 20 of all 50.
    far = rows["neighbourhood", "far", "inhabitants_65", "inhabitants_65"]
    assert far["difference"] == pytest.approx(5 / 25 - 20 / 50)
    b = rows["neighbourhood", "far", "landlord", "B"]
    assert (b["total"], b["within"], b["difference"]) == (40, 20, pytest.approx(20 / 40 - 20 / 50))
    assert ("neighbourhood", "far", "landlord", "A") not in rows
    assert rows["neighbourhood", "_total", "landlord", "A"]["share"] == 1


def test_left_empty_the_groups_are_those_that_the_layers_have():
    assert {group for *_, group, _ in found()} == {None, "inhabitants_65"}


def test_a_field_with_text_makes_groups_and_another_name_is_refused():
    rows = found(GROUP_ROLES="landlord")
    assert rows["neighbourhood", "_total", "landlord", "B"]["total"] == 40
    assert "nonsense" in refused(**town(GROUP_ROLES="nonsense"))


@pytest.mark.parametrize(
    "roles", ["INHABITANTS_65 ; inhabitants_65", " Inhabitants_65;", "inhabitants_65;Landlord;LANDLORD"]
)
def test_a_group_that_is_named_twice_or_in_capitals_is_one(roles):
    """It stood there twice, the second time beside nobody; and a landlord once for each name of the field."""
    rows = check(**town(GROUP_ROLES=roles, GROUP_FIELD="landlord")).rows("OUTPUT_GROUPS")
    assert rows == check(**town(GROUP_ROLES="inhabitants_65", GROUP_FIELD="landlord")).rows("OUTPUT_GROUPS")
    whole = [r for r in rows if r["neighbourhood"] == "_total"]
    assert [(r["group_of"], r["group"]) for r in whole] == [
        (None, None),
        ("inhabitants_65", "inhabitants_65"),
        ("landlord", "A"),
        ("landlord", "B"),
    ]
    assert whole[1]["difference"] == pytest.approx(10 / 30 - 0.7)


def test_a_text_of_the_neighbourhoods_is_no_group():
    """It was one of nobody, unknown everywhere."""
    assert "names “wijk”, which is no number field" in refused(**town(GROUP_ROLES="wijk"))


def test_one_neighbourhood_has_no_poor_and_rich_and_no_difference_of_what_was_spread():
    """Both are equal by construction there, whoever lives where: in a neighbourhood, and in a district of one."""
    areas = layer(
        [(NEAR, "near", "X", 40, 50, 20), (FAR, "far", "Y", 22, 50, 10)],
        code="text",
        wijk="text",
        income="real",
        aantal_inwoners="int",
        percentage_personen_65_jaar_en_ouder="int",
    )
    homes = layer([(point(x, 0), 10) for x in AT], "homes", number="int")
    rows = found(DWELLINGS=homes, NEIGHBOURHOODS=areas, GROUP_ROLES="inhabitants_65", INCOME_FIELD="income")
    for place in (("neighbourhood", "near"), ("neighbourhood", "far"), ("wijk", "X"), ("wijk", "Y")):
        everybody, older = rows[*place, None, None], rows[*place, "inhabitants_65", "inhabitants_65"]
        assert (everybody["palma"], everybody["concentration"]) == (None, None)
        assert everybody["reason"] == "one_neighbourhood"
        assert everybody["gini"] is not None
        assert (older["difference"], older["spread_evenly"]) == (None, 1)
        assert older["share"] is not None
    whole = rows["neighbourhood", "_total", None, None]
    assert (whole["reason"], whole["palma"] > 0) == (None, True)
    assert rows["neighbourhood", "_total", "inhabitants_65", "inhabitants_65"]["difference"] is not None


def test_few_dwellings_have_no_figures():
    rows = found(GROUP_ROLES="inhabitants_65", GROUP_FIELD="landlord", MIN_GROUP=21)
    few = rows["neighbourhood", "near", "landlord", "A"]
    assert few["reason"] == "too_few"
    assert {few[name] for name in ("total", "within", "outside", "unknown", "share", "median", "depth")} == {None}
    assert rows["neighbourhood", "near", None, None]["total"] == 50, "all are no group"
    assert rows["neighbourhood", "far", "inhabitants_65", "inhabitants_65"]["total"] == 25


@pytest.mark.parametrize(("figure", "total"), [(20, 20), (None, None)])
def test_a_figure_of_the_neighbourhood_is_spread_evenly_and_hides_differences_in_it(figure, total):
    areas = layer(
        [(NEAR, "near", 50, figure), (FAR, "far", 50, 10)],
        code="text",
        aantal_inwoners="int",
        percentage_personen_65_jaar_en_ouder="int",
    )
    homes = layer([(point(x, 0), 10) for x in AT], "homes", number="int")
    rows = found(
        GROUP_ROLES="inhabitants_65",
        DWELLINGS=homes,
        NEIGHBOURHOODS=areas,
        LEVEL_FIELDS=None,
        REQUIREMENTS=[row(threshold=600)],
    )
    near, far, whole = (
        rows["neighbourhood", name, "inhabitants_65", "inhabitants_65"] for name in ("near", "far", "_total")
    )
    assert (near["total"], near["difference"]) == (None if total is None else 50 * total / 100, None)
    assert near["reason"] == (None if total else "weight_unknown")
    # 10 % of 50 people over three homes, of which one is within.
    assert (far["total"], far["within"], far["spread_evenly"]) == (pytest.approx(5), pytest.approx(5 / 3), 1)
    assert far["difference"] is None
    assert whole["reason"] == (None if total else "weight_unknown:1")
    # Beside all where older people are known: in both neighbourhoods; in one they are beside all by construction.
    assert whole["difference"] == (pytest.approx((10 + 5 / 3) / 15 - (50 + 50 / 3) / 100) if total else None)


@pytest.mark.parametrize(
    ("kind", "marks", "field"),
    [
        ("int", (0, 1), "spread"),
        ("text", (None, "inhabitants_65;households"), "spread_evenly"),
        ("text", ("inhabitants", "all"), "spread_evenly"),
    ],
)
def test_what_was_spread_before_the_run_is_known_by_its_field(kind, marks, field):
    homes = layer(
        [(point(x, 0), 10, people, 1, marks[x > 400]) for x, people in zip(AT, PEOPLE, strict=True)],
        "homes",
        number="int",
        inhabitants="int",
        inhabitants_65="int",
        **{field: kind},
    )
    rows = found(GROUP_ROLES="inhabitants_65", DWELLINGS=homes)
    told = {name: rows["neighbourhood", name, "inhabitants_65", "inhabitants_65"] for name in ("near", "far", "_total")}
    assert [told[name]["spread_evenly"] for name in told] == [0, 1, 1]
    assert [told[name]["difference"] is None for name in told] == [False, True, False]


def test_a_requirement_that_is_not_computed_says_why_in_every_row():
    done = check(**town(REQUIREMENTS=None, NORM_SET="daily", GROUP_ROLES="inhabitants_65", GROUP_FIELD="landlord"))
    told = [r for r in done.rows("OUTPUT_GROUPS") if r["reason"] == "no_cycle_network"]
    by_bicycle = {r["requirement"] for r in told}
    assert by_bicycle
    for name in by_bicycle:
        mine = [r for r in told if r["requirement"] == name]
        # near, far, outside and the whole, and the district: of all, and of the older people.
        assert len(mine) == 5 * 2
        assert {r["total"] for r in mine} == {None}


def test_years_have_rows_of_their_own():
    done = check(**town(YEARS="2026;2030", GROUP_ROLES="inhabitants_65"))
    assert {r["year"] for r in done.rows("OUTPUT_GROUPS")} == {2026, 2030}


def test_the_report_says_who_has_what_and_what_cannot_be_known(tmp_path):
    files = {
        name: str(tmp_path / f"{name}.gpkg") for name in ("OUTPUT_RESULTS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_GROUPS")
    }
    areas = layer(
        [(NEAR, "near", 20, 40), (FAR, "far", 50, 22)],
        code="text",
        percentage_personen_65_jaar_en_ouder="int",
        income="real",
        aantal_inwoners="int",
    )
    areas = layer([(NEAR, "near", 20, 40, 50), (FAR, "far", 50, 22, 50)], own=areas.fields())
    people = [(point(x, 0), 10, number, landlord) for x, number, landlord in zip(AT, PEOPLE, LANDLORD, strict=True)]
    homes = layer(people, "homes", number="int", inhabitants="int", landlord="text")
    check(
        **town(
            GROUP_ROLES="inhabitants_65",
            GROUP_FIELD="landlord",
            INCOME_FIELD="income",
            LEVEL_FIELDS=None,
            MIN_GROUP=15,
            DWELLINGS=homes,
            NEIGHBOURHOODS=areas,
            REPORT=str(tmp_path / "run.html"),
            **files,
        )
    )
    given = {
        "RESULTS": files["OUTPUT_RESULTS"],
        "GROUPS_TABLE": files["OUTPUT_GROUPS"],
        "NEIGHBOURHOODS": files["OUTPUT_NEIGHBOURHOODS"],
        "NEIGHBOURHOOD_ID": "code",
        "REPORT": str(tmp_path / "later.html"),
    }
    runs.run("compliancereport", given)
    for name in ("run", "later"):
        section = Page(tmp_path / f"{name}.html").section("Who has what")
        (table,) = section.tables
        # Older people: 10 of the near 50, all within; 25 of the far, of whom one in three dwellings is within.
        older = (10 + 25 / 3) / 35
        assert table[1:] == [
            ["s", "all: inhabitants", "70.0 %", "", "", "300 m", "700 m"],
            ["people aged 65 and over", "52.3 %", "70.0 %", f"−{100 * (0.7 - older):.1f} points", "500 m", "900 m"],
            ["A", "100.0 %", "70.0 %", "+30.0 points", "200 m", "300 m"],
            ["B", "50.0 %", "70.0 %", "−20.0 points", "500 m", "700 m"],
        ]
        assert "people aged 65 and over. How these differ within a neighbourhood is not known" in section.sentences[1]
        assert section.sentences[2] == "s: Gini coefficient 0.29, concentration index −0.23 (the poorer live farther)."
    with pytest.raises(RefusedError, match="OUTPUT_GROUPS"):
        runs.run("compliancereport", {**given, "GROUPS_TABLE": files["OUTPUT_RESULTS"]})


@pytest.mark.parametrize("turned", [False, True])
def test_the_reason_of_a_landlord_does_not_depend_on_the_order_of_rows(turned, tmp_path):
    """In the west one field of the condition is not known, in the east the other."""
    both = [{"field": "b", "op": "=", "value": 1}, {"field": "a", "op": "=", "value": 1}]
    places = layer(
        [(small_town.WEST, "west", 1, None), (small_town.EAST, "east", None, 1)], code="text", a="int", b="int"
    )
    homes = [(point(100, 10), "one"), (point(500, 10), "one")]
    done = check(
        DWELLINGS=layer(homes[::-1] if turned else homes, landlord="text"),
        NEIGHBOURHOODS=places,
        NORM_FILE=small_town.norm_file(tmp_path, applies_if=both),
        REQUIREMENTS=None,
        GROUP_FIELD="landlord",
        MIN_GROUP=1,
    )
    (mine,) = [row for row in done.rows("OUTPUT_RESULTS") if row["neighbourhood"] is None]
    assert (mine["compliance"], mine["reason"]) == ("unknown", "field_unknown:a")
