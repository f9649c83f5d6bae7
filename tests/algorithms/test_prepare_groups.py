"""Ages, households and tenure in prepared dwellings, from the columns in which CBS publishes them.

The town is that of dutch_sources.py: five dwellings in the west, four in the east, a polder without any.
"""

from __future__ import annotations

import math

import pytest
from osgeo import ogr

from towns import dutch_sources as dutch
from towns import runs
from towns.dutch_sources import EAST, POLDER, WEST
from towns.runs import RefusedError, layer, point

AGES = ("inhabitants_0_15", "inhabitants_15_25", "inhabitants_25_45", "inhabitants_45_65")
GROUPS = (
    *AGES,
    *("households", "households_single", "households_with_children", "households_low_income"),
    *("dwellings_association", "dwellings_owner"),
)
OUTPUTS = dict.fromkeys(("OUTPUT", "RECONCILIATION", "RECONCILIATION_GROUPS"), "memory:")

# Columns of the CBS neighbourhood map.
CBS = {
    "buurtcode": str,
    "aantal_inwoners": int,
    "percentage_personen_0_tot_15_jaar": int,
    "percentage_personen_15_tot_25_jaar": int,
    "percentage_personen_25_tot_45_jaar": int,
    "percentage_personen_45_tot_65_jaar": int,
    "percentage_personen_65_jaar_en_ouder": int,
    "aantal_huishoudens": int,
    "percentage_eenpersoonshuishoudens": int,
    "percentage_huishoudens_met_kinderen": int,
    "percentage_huishoudens_met_laag_inkomen": int,
    "woningvoorraad": int,
    "percentage_koopwoningen": int,
    "perc_huurwoningen_in_bezit_woningcorporaties": int,
}
HIDDEN = dutch.SUPPRESSED
# 20 inhabitants: 4 of 65 or older, and 16 others of 20 + 10 + 30 + 20 = 80 %: 4, 2, 6 and 4. 5 households: 2 of one
# person, 2 with children, 1 with a low income. 5 dwellings: 3 their owner's, 1 an association's.
IN_WEST = (20, 20, 10, 30, 20, 20, 5, 40, 40, 20, 5, 60, 20)
IN_EAST = (10, HIDDEN, 10, 30, 20, 20, 4, HIDDEN, None, 25, 4, 50, HIDDEN)
IN_POLDER = (10, 40, 0, 30, 10, 20, 2, 50, 0, 0, 1, 100, 0)


def neighbourhoods(folder, columns=CBS, rows=(IN_WEST, IN_EAST, IN_POLDER)):
    written = [
        (dutch.BORDERS[code], dict(zip(columns, (code, *row), strict=True)))
        for code, row in zip((WEST, EAST, POLDER), rows, strict=False)
    ]
    return dutch.write(folder / "groups.gpkg", "buurten", columns, written)


def prepare(folder, source=None, feedback=None, **changes):
    given = {"SOURCE": source or dutch.addresses(folder / "bag.gpkg"), **OUTPUTS, **changes}
    if "NEIGHBOURHOODS" not in given:
        given["NEIGHBOURHOODS"] = neighbourhoods(folder)
    return runs.run("preparedwellings", given, feedback)


def points_in(done, code):
    return [row for row in done.rows("OUTPUT") if row["neighbourhood"] == code]


def total(rows, name):
    """Add up a column, None where one is not known."""
    values = [row[name] for row in rows]
    return None if None in values else sum(values)


def groups(done) -> dict:
    """Return the reconciliation by neighbourhood and group."""
    return {(row["neighbourhood"], row["group"]): row for row in done.rows("RECONCILIATION_GROUPS")}


def test_groups_of_a_neighbourhood_are_whole_numbers_in_its_dwellings(tmp_path):
    done = prepare(tmp_path)
    west = points_in(done, WEST)
    assert [total(west, name) for name in GROUPS] == [4, 2, 6, 4, 5, 2, 2, 1, 1, 3]
    for row in west:
        assert sum(row[name] for name in AGES) + row["inhabitants_65"] == row["inhabitants"]
        assert row["households_single"] + row["households_with_children"] <= row["households"] == 1
        assert row["dwellings_association"] + row["dwellings_owner"] <= row["dwellings"] == 1
        assert (row["spread"], row["spread_evenly"]) == (1, "all")


def test_what_is_suppressed_or_null_stays_unknown_with_a_reason(tmp_path):
    done = prepare(tmp_path)
    east, found = points_in(done, EAST), groups(done)
    hidden = ("inhabitants_0_15", "households_single", "households_with_children", "dwellings_association")
    assert all(row[name] is None for row in east for name in hidden)
    # The other ages are not scaled: 10 % of 10, and so on.
    assert [total(east, name) for name in AGES[1:]] == [1, 3, 2]
    assert total(east, "households_low_income") == 1
    assert {row["spread_evenly"] for row in east} == {"all"}
    for name in hidden:
        row = found[EAST, name]
        assert (row["published"], row["counted"], row["reason"]) == (None, None, "not_published")
    assert {found[WEST, name]["reason"] for name in GROUPS} == {None}


def test_the_reconciliation_of_groups_lays_what_is_published_beside_the_points(tmp_path):
    found = groups(prepare(tmp_path))
    assert len(found) == 3 * (1 + len(GROUPS))
    keys = ("of", "published", "counted", "unplaced")
    assert [found[WEST, "inhabitants_25_45"][key] for key in keys] == ["inhabitants", 6, 6, 0]
    assert [found[WEST, "inhabitants_65"][key] for key in keys] == ["inhabitants", 4, 4, 0]
    assert [found[WEST, "households_single"][key] for key in keys] == ["households", 2, 2, 0]
    assert [found[WEST, "dwellings_owner"][key] for key in keys] == ["dwellings", 3, 3, 0]
    assert [found[WEST, "households"][key] for key in keys] == [None, 5, 5, 0]
    # Nobody lives in the polder's dwellings, which are not there: 10 people, 2 of 65 or older, 8 of 80 %.
    assert [found[POLDER, name]["unplaced"] for name in AGES] == [4, 0, 3, 1]
    assert [found[POLDER, name]["counted"] for name in AGES] == [0, 0, 0, 0]


def test_a_percentage_without_its_own_figure_makes_nothing(tmp_path):
    columns = {name: kind for name, kind in CBS.items() if name not in ("aantal_huishoudens", "woningvoorraad")}
    keep = [i - 1 for i, name in enumerate(CBS) if name in columns and name != "buurtcode"]
    rows = [tuple(row[i] for i in keep) for row in (IN_WEST, IN_EAST)]
    done = prepare(tmp_path, NEIGHBOURHOODS=neighbourhoods(tmp_path, columns, rows))
    fields = done.rows("OUTPUT")[0]
    assert "inhabitants_0_15" in fields
    assert not [name for name in fields if name.startswith(("households", "dwellings_"))]


def test_a_percentage_of_what_is_hidden_or_above_a_hundred_is_not_known(tmp_path):
    row = (*IN_WEST[:6], HIDDEN, *IN_WEST[7:11], 101, 20)
    done = prepare(tmp_path, NEIGHBOURHOODS=neighbourhoods(tmp_path, rows=(row, (*IN_EAST[:7], 25, *IN_EAST[8:]))))
    found = groups(done)
    assert [found[WEST, name]["reason"] for name in ("households", "households_single", "dwellings_owner")] == [
        *("not_published", "no_base", "above_100")
    ]
    assert {row["households_single"] for row in points_in(done, WEST)} == {None}
    assert done.feedback.warned("more than 100 %", "percentage_koopwoningen", "1")


def test_ages_that_do_not_add_up_are_scaled_and_told_above_two_points(tmp_path):
    # 20 + 10 + 30 + 20 + 18 = 98 %: rounding. 20 + 10 + 25 + 20 + 20 = 95 %: something else.
    near, far = (100, 20, 10, 30, 20, 18, *IN_WEST[6:]), (100, 20, 10, 25, 20, 20, *IN_WEST[6:])
    done = prepare(tmp_path, NEIGHBOURHOODS=neighbourhoods(tmp_path, rows=(near, far)))
    (told,) = [text for text in done.feedback.warnings if "2 points" in text]
    assert "1 (2)" in told
    # 82 people over 80: 20.5, 10.25, 30.75 and 20.5. 80 over 75: 21.33, 10.67, 26.67 and 21.33.
    west, east = points_in(done, WEST), points_in(done, EAST)
    assert sorted(total(west, name) for name in AGES) == [10, 20, 21, 31]
    assert [total(east, name) for name in AGES] == [21, 11, 27, 21]
    assert (total(west, "inhabitants_65"), total(east, "inhabitants_65")) == (18, 20)
    for row in west + east:
        assert sum(row[name] for name in AGES) + row["inhabitants_65"] == row["inhabitants"]


def test_ages_of_statline_are_numbers_and_its_tenure_percentages(tmp_path):
    columns = {
        "buurtcode": str,
        "AantalInwoners_5": int,
        **dict.fromkeys(("k_0Tot15Jaar_8", "k_15Tot25Jaar_9", "k_25Tot45Jaar_10", "k_45Tot65Jaar_11"), int),
        "k_65JaarOfOuder_12": int,
        "HuishoudensTotaal_29": int,
        "Eenpersoonshuishoudens_30": int,
        "Woningvoorraad_35": int,
        "Koopwoningen_47": int,
        "InBezitWoningcorporatie_49": int,
    }
    # Each rounded to a multiple of five: 5 + 5 + 10 + 0 + 5 = 25 of 20 inhabitants, 15 below 65 over 20.
    row = (20, 5, 5, 10, 0, 5, 5, 2, 5, 60, 20)
    done = prepare(tmp_path, NEIGHBOURHOODS=neighbourhoods(tmp_path, columns, [row]))
    west = points_in(done, WEST)
    # 3.75, 3.75, 7.5 and 0: 4, 4, 7 and 0.
    assert [total(west, name) for name in AGES] == [4, 4, 7, 0]
    assert [total(west, name) for name in ("households", "households_single")] == [5, 2]
    assert [total(west, name) for name in ("dwellings_association", "dwellings_owner")] == [1, 3]
    assert not done.feedback.warned("2 points")


def test_what_is_published_of_no_neighbourhood_is_no_field(tmp_path):
    rows = ((*IN_WEST[:1], HIDDEN, *IN_WEST[2:]), (*IN_EAST[:1], None, *IN_EAST[2:]))
    done = prepare(tmp_path, NEIGHBOURHOODS=neighbourhoods(tmp_path, rows=rows))
    assert "inhabitants_0_15" not in done.rows("OUTPUT")[0]
    assert (WEST, "inhabitants_0_15") not in groups(done)
    # The other ages are as they are published: 10, 30 and 20 % of 20.
    assert [total(points_in(done, WEST), name) for name in AGES[1:]] == [2, 6, 4]


SQUARE = {
    "crs28992res100m": str,
    **dict.fromkeys(("aantal_inwoners", "aantal_inwoners_0_tot_15_jaar", "aantal_inwoners_15_tot_25_jaar"), int),
    **dict.fromkeys(("aantal_inwoners_25_tot_45_jaar", "aantal_inwoners_45_tot_65_jaar"), int),
    **dict.fromkeys(("aantal_inwoners_65_jaar_en_ouder", "aantal_part_huishoudens"), int),
    **dict.fromkeys(
        ("aantal_eenpersoonshuishoudens", "aantal_eenouderhuishoudens", "aantal_tweeouderhuishoudens"), int
    ),
    **dict.fromkeys(("aantal_woningen", "percentage_koopwoningen"), int),
    "aantal_huurwoningen_in_bezit_woningcorporaties": int,
}
OF_SQUARES = ((10, 2, 1, 3, 2, 2, 5, 2, 1, 1, 5, 40, 3), (5, HIDDEN, HIDDEN, 5, HIDDEN, 0, 2, 0, HIDDEN, 1, 2, 50, 0))


def squares(folder):
    rows = []
    for column, figures in enumerate(OF_SQUARES):
        key = f"E{int(dutch.X0) // 100 + column:04d}N{int(dutch.Y0) // 100:04d}"
        rows.append(
            (dutch.box(100 * column, 0, 100 * column + 100, 100), dict(zip(SQUARE, (key, *figures), strict=True)))
        )
    return dutch.write(folder / "vk.gpkg", "vierkant_100m", SQUARE, rows)


def test_squares_have_groups_of_their_own(tmp_path):
    done = prepare(tmp_path, squares(tmp_path))
    one, other = done.rows("OUTPUT")
    names = (*AGES, "households", "households_single", "households_with_children")
    assert [one[name] for name in names] == [2, 1, 3, 2, 5, 2, 1 + 1]
    assert [one[name] for name in ("dwellings_association", "dwellings_owner")] == [3, 2]  # 40 % of 5
    assert [other[name] for name in names] == [None, None, 5, None, 2, 0, None]
    assert [other[name] for name in ("dwellings_association", "dwellings_owner")] == [0, 1]
    # Low incomes come from the neighbourhood: one of its 5 households, over 5 and 2 dwellings.
    assert [row["households_low_income"] for row in (one, other)] == [1, 0]
    assert [row["spread_evenly"] for row in (one, other)] == ["households_low_income"] * 2
    assert [row["spread"] for row in (one, other)] == [1, 1]


def test_groups_of_squares_are_spread_over_residential_points(tmp_path):
    homes = layer([point(10, 10), point(20, 10), point(30, 10), point(40, 10), point(50, 10)], "homes")
    done = prepare(tmp_path, squares(tmp_path), RESIDENTIAL_POINTS=homes)
    rows = done.rows("OUTPUT")
    assert [total(rows, name) for name in (*AGES, "inhabitants_65")] == [2, 1, 3, 2, 2]
    assert [total(rows, name) for name in ("households", "households_single", "households_with_children")] == [5, 2, 2]
    for row in rows:
        assert sum(row[name] for name in AGES) + row["inhabitants_65"] == row["inhabitants"]
        assert row["spread_evenly"] == "all"


def test_of_people_in_an_institution_only_some_ages_are_known(tmp_path):
    care = layer([(point(60, 60), 5, 5), (point(70, 60), 3, 1)], "care", inhabitants="int", inhabitants_65="int")
    done = prepare(tmp_path, INSTITUTIONS=care)
    old, mixed = done.rows("OUTPUT")[-2:]
    assert [old[name] for name in AGES] == [0, 0, 0, 0]
    assert [mixed[name] for name in AGES] == [None] * 4
    assert [mixed[name] for name in ("households", "dwellings_owner", "spread", "spread_evenly")] == [0, 0, 0, None]
    homes = points_in(done, WEST)[:5]
    # 16 younger people are published; 20 − 8 people and 0 of 65 or older are left for the dwellings: 12 younger ones.
    assert sum(total(homes, name) for name in AGES) == 12


def test_columns_of_a_municipality_are_named_in_the_field_map(tmp_path):
    columns = {"buurtcode": str, "aantal_inwoners": int, "aantal_huishoudens": int, "jeugd": int, "minima_pct": int}
    given = {"NEIGHBOURHOODS": neighbourhoods(tmp_path, columns, [(20, 5, 6, 40)])}
    fields = "inhabitants_0_15=Jeugd; households_low_income=minima_pct"
    done = prepare(tmp_path, **given, FIELD_MAP=fields)
    west = points_in(done, WEST)
    assert [total(west, name) for name in ("inhabitants_0_15", "households_low_income")] == [6, 2]
    assert "inhabitants_0_15" not in prepare(tmp_path, dutch.addresses(tmp_path / "b.gpkg"), **given).rows("OUTPUT")[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("children=jeugd", ["children", "not prepared", "inhabitants_0_15"]),
        ("inhabitants_0_15=nix", ["nix", "inhabitants_0_15", "buurtcode"]),
        ("inhabitants_0_15", ["role=field"]),
    ],
)
def test_a_field_map_that_means_nothing_is_refused(text, words, tmp_path):
    with pytest.raises(RefusedError) as stop:
        prepare(tmp_path, FIELD_MAP=text)
    for word in words:
        assert word in str(stop.value)


def test_a_computed_field_whose_name_is_taken_is_read_by_its_number(tmp_path):
    homes = layer([(point(100, 0), 3, 99), (point(400, 0), 1, 99)], "homes", n="int", inhabitants_0_15="int")
    done = prepare(tmp_path, homes, WEIGHT_FIELD="n")
    assert done.feedback.warned("inhabitants_0_15 → inhabitants_0_15_2")
    judged = runs.run(
        "basicrequirements",
        {
            "DWELLINGS": done.layer("OUTPUT"),
            "NEIGHBOURHOODS": f"{tmp_path / 'groups.gpkg'}|layername=buurten",
            "FACILITIES": [layer([(point(0, 0), "playground")], "play", type="text")],
            "TYPE_FIELD": "type",
            "MIN_DWELLINGS": 1,
            "REQUIREMENTS": [
                "s",
                "playground",
                "distance",
                "200",
                "m",
                "",
                "",
                "straight",
                "",
                "inhabitants_0_15",
                "0.9",
            ],
            "OUTPUT_RESULTS": "memory:",
        },
    )
    west = next(r for r in judged.rows("OUTPUT_RESULTS") if r["neighbourhood"] == WEST)
    assert (west["total"], west["within"]) == (4, 3)  # 4 children over 3 dwellings nearby and 1 beyond


def test_children_of_delft_add_up(tmp_path, shared):
    """Numbers of CBS of 2024: children, those of 65 or older and households of real neighbourhoods."""
    data = shared / "data"
    homes = ogr.Open(str(data / "delft" / "dwellings_synthetic.gpkg"))
    rows = []
    for number, feature in enumerate(homes.GetLayer(0)):
        if number % 16 == 0:
            x, y = feature.GetGeometryRef().GetPoint_2D()
            shape, values = dutch.address(number, x - dutch.X0, y - dutch.Y0)
            rows.append((shape, values | {"identificatie": f"0503010{number:09d}"}))
    source = dutch.write(tmp_path / "bag.gpkg", "verblijfsobject", dutch.BAG_ADDRESS, rows)
    town = data / "nl" / "neighbourhoods_2024_approx.gpkg"
    done = prepare(
        tmp_path,
        source,
        NEIGHBOURHOODS=f"{town}|layername=buurten_2024_approx|subset=gemeentenaam = 'Delft'",
        NEIGHBOURHOOD_ID="code",
        FIELD_MAP="inhabitants=inwoners;inhabitants_65=inwoners65plus;inhabitants_0_15=inwoners0tot15;"
        "households=huishoudens",
    )
    published = {}
    opened = ogr.Open(str(town))
    table = opened.GetLayer(0)
    table.SetAttributeFilter("gemeentenaam = 'Delft'")
    for feature in table:
        published[feature["code"]] = (feature["inwoners0tot15"], feature["huishoudens"], feature["inwoners"])
    assert len(published) > 80
    found, counted = groups(done), {}
    for row in done.rows("OUTPUT"):
        sums = counted.setdefault(row["neighbourhood"], [0, 0])
        if row["inhabitants"] is not None:
            assert (row["inhabitants_0_15"] or 0) + (row["inhabitants_65"] or 0) <= row["inhabitants"]
        sums[0] += row["inhabitants_0_15"] or 0
        sums[1] += row["households"] or 0
    placed = 0
    for code, figures in published.items():
        for number, name in enumerate(("inhabitants_0_15", "households")):
            row = found[code, name]
            assert row["published"] == figures[number]
            assert row["reason"] == ("not_published" if figures[number] is None else None)
            if figures[number] is not None:
                assert row["counted"] == counted.get(code, [0, 0])[number]
                assert row["counted"] + row["unplaced"] == figures[number]
                placed += row["counted"]
    # All but what neighbourhoods without one of these dwellings have.
    assert placed > 0.95 * sum(one + other for one, other, _ in published.values() if one is not None)
    assert math.isclose(placed, sum(sum(pair) for code, pair in counted.items() if code in published))
