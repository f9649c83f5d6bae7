"""Norms that weigh by a group: children, one-person households, owners. CBS gives most as percentages."""

from __future__ import annotations

import json

import pytest

from towns import runs
from towns.runs import RefusedError, box, layer, point
from towns.small_town import norm_file

CODE = "BU05030001"
# 80 inhabitants in 40 households; 4 dwellings. A dwelling stands near the playground, three do not.
FIGURES = {"aantal_inwoners": 80, "aantal_huishoudens": 40, "woningvoorraad": 4}


def run(weight: str, town: dict, *, home=(), kinds=None, **changes):
    """Return the neighbourhood's row of a requirement with this weight."""
    figures = {**FIGURES, **town}
    places = layer(
        [(box(0, 0, 900, 900), CODE, *figures.values())], "town", buurtcode="text", **dict.fromkeys(figures, "int")
    )
    homes = [(point(100, 100), 1, *(one for one, _ in home)), (point(800, 800), 3, *(two for _, two in home))]
    given = {
        "DWELLINGS": layer(homes, "homes", number="int", **(kinds or {})),
        "WEIGHT_FIELD": "number",
        "NEIGHBOURHOODS": places,
        "FACILITIES": [layer([(point(150, 100), "playground")], "play", type="text")],
        "TYPE_FIELD": "type",
        "REQUIREMENTS": ["s", "playground", "distance", "200", "m", "", "", "straight", "", weight, "0.9"],
        "MIN_DWELLINGS": 1,
        "OUTPUT_RESULTS": "memory:",
        **changes,
    }
    rows = runs.run("basicrequirements", given).rows("OUTPUT_RESULTS")
    return next(row for row in rows if row["neighbourhood"] == CODE)


@pytest.mark.parametrize(
    ("role", "column", "percentage", "total"),
    [
        ("inhabitants_0_15", "percentage_personen_0_tot_15_jaar", 25, 20),  # of 80 inhabitants
        ("inhabitants_15_25", "percentage_personen_15_tot_25_jaar", 10, 8),
        ("inhabitants_25_45", "P_25_44_JR", 50, 40),
        ("inhabitants_45_65", "percentage_personen_45_tot_65_jaar", 5, 4),
        ("inhabitants_65", "percentage_personen_65_jaar_en_ouder", 10, 8),
        ("households_single", "percentage_eenpersoonshuishoudens", 30, 12),  # of 40 households
        ("households_with_children", "percentage_huishoudens_met_kinderen", 60, 24),
        ("households_low_income", "percentage_huishoudens_met_laag_inkomen", 10, 4),
        ("dwellings_association", "perc_huurwoningen_in_bezit_woningcorporaties", 25, 1),  # of 4 dwellings
        ("dwellings_owner", "Koopwoningen_47", 50, 2),
    ],
)
def test_a_percentage_is_taken_of_its_own_figure_and_spread_by_dwellings(role, column, percentage, total):
    found = run(role, {column: percentage})
    assert (found["total"], found["within"], found["weight"]) == (total, total / 4, role)


def test_a_count_of_the_neighbourhoods_is_taken_as_it_is():
    found = run("inhabitants_0_15", {"k_0Tot15Jaar_8": 12, "percentage_personen_0_tot_15_jaar": 25})
    assert (found["total"], found["within"]) == (12, 3)


def test_a_figure_of_the_dwellings_goes_before_that_of_the_neighbourhoods():
    home, kinds = [(5, 1)], {"inhabitants_0_15": "int"}
    found = run("inhabitants_0_15", {"percentage_personen_0_tot_15_jaar": 25}, home=home, kinds=kinds)
    assert (found["total"], found["within"]) == (6, 5)


def test_columns_of_a_municipality_are_named_in_the_field_map():
    town = {"kinderen_pct": 50, "percentage_personen_0_tot_15_jaar": 25}
    found = run("inhabitants_0_15", town, FIELD_MAP="inhabitants_0_15=kinderen_pct")
    assert (found["total"], found["within"]) == (40, 10)


@pytest.mark.parametrize("of", ["inhabitants", "aantal_inwoners", "woningvoorraad"])
@pytest.mark.parametrize("weight", ["households_single", "percentage_eenpersoonshuishoudens"])
def test_a_percentage_of_another_figure_is_refused(weight, of, tmp_path):
    file = norm_file(tmp_path, facility="playground", threshold=200, metric="straight", weight=weight, weight_of=of)
    with pytest.raises(RefusedError, match="percentage of households"):
        run(weight, {"percentage_eenpersoonshuishoudens": 30}, REQUIREMENTS=None, NORM_FILE=file)


@pytest.mark.parametrize("of", ["households", "aantal_huishoudens"])
def test_a_percentage_of_its_own_figure_may_say_so(of, tmp_path):
    weight = "percentage_eenpersoonshuishoudens"
    file = norm_file(tmp_path, facility="playground", threshold=200, metric="straight", weight=weight, weight_of=of)
    found = run(weight, {weight: 30}, REQUIREMENTS=None, NORM_FILE=file)
    assert (found["total"], found["within"]) == (12, 3)


# From suppressed figures to verdicts, by two ways

NEAR, FAR = box(-10, -50, 1000, 50), box(1000, -50, 3000, 50)
OF_TOWN = {
    "buurtcode": "text",
    "wijk": "text",
    "aantal_inwoners": "int",
    "woningvoorraad": "int",
    "percentage_personen_65_jaar_en_ouder": "int",
}


def suppressed_town(older_far: int):
    """Two neighbourhoods of 200 people in 20 dwellings each; those of the near one lie within 500 m of the school."""
    areas = layer([(NEAR, "near", "W", 200, 20, 20), (FAR, "far", "W", 200, 20, older_far)], "town", **OF_TOWN)
    homes = layer([(point(x, 0), 1) for x in [100] * 20 + [2500] * 20], "homes", dwellings="int")
    return areas, homes


def judged(areas, homes):
    """Return all rows of a share, one judged by district, and a rate, and of groups, and the dwellings."""
    asked = {"facility": "school", "weight": "inhabitants_65"}
    norms = [
        {"id": "own", "indicator": "distance", "threshold": 500, "unit": "m", "target": 0.9, **asked},
        {
            "id": "district",
            "indicator": "distance",
            "threshold": 500,
            "unit": "m",
            "target": 0.9,
            "level": "wijk",
            **asked,
        },
        {"id": "places", "indicator": "rate", "threshold": 20, "unit": "number", "per": 1000, **asked},
    ]
    given = {
        "NETWORK": layer(["LINESTRING(0 0, 3000 0)"], "streets"),
        "DWELLINGS": homes,
        "WEIGHT_FIELD": "dwellings",
        "NEIGHBOURHOODS": areas,
        "LEVEL_FIELDS": ["wijk"],
        "FACILITIES": [layer([point(0, 0)], "school")],
        "REQUIREMENTS": json.dumps(norms),
        "MIN_DWELLINGS": 5,
        "GROUP_ROLES": "inhabitants_65",
        **dict.fromkeys(("OUTPUT_RESULTS", "OUTPUT_GROUPS", "OUTPUT_DWELLINGS"), "memory:"),
    }
    return runs.run("basicrequirements", given)


def prepared(areas, homes):
    given = {"SOURCE": homes, "WEIGHT_FIELD": "dwellings", "KIND": 5, "NEIGHBOURHOODS": areas, "OUTPUT": "memory:"}
    return runs.run("preparedwellings", given).layer("OUTPUT")


@pytest.mark.parametrize("by_way_of", [lambda _areas, homes: homes, prepared])
def test_a_suppressed_figure_is_unknown_whoever_spread_it(by_way_of):
    """In the dwellings of Prepare dwellings it was 0: the district met, and old people seemed to live near."""
    areas, homes = suppressed_town(-99997)
    done = judged(areas, by_way_of(areas, homes))
    found = {(r["requirement"], r["neighbourhood"]): r for r in done.rows("OUTPUT_RESULTS")}
    for area, name in (("far", "own"), ("W", "district"), ("far", "places")):
        row = found[name, area]
        assert (row["compliance"], row["reason"]) == ("unknown", "weight_unknown")
        assert {row[one] for one in ("total", "within", "outside", "unknown", "share", "rate")} == {None}
    assert [found["own", "near"][one] for one in ("total", "within", "compliance")] == [40, 40, "meets"]
    assert [found["own", "_total"][one] for one in ("total", "within", "reason")] == [40, 40, "weight_unknown:1"]
    groups = {r["neighbourhood"]: r for r in done.rows("OUTPUT_GROUPS") if r["group"] and r["requirement"] == "own"}
    for area in ("far", "W"):
        assert [groups[area][one] for one in ("total", "share", "difference", "reason")] == [
            *[None] * 3,
            "weight_unknown",
        ]
    # One neighbourhood is left, in which older people were spread as everybody was.
    assert (groups["_total"]["difference"], groups["_total"]["reason"]) == (None, "weight_unknown:1")
    weights = [(r["neighbourhood"], r["own_weight"]) for r in done.rows("OUTPUT_DWELLINGS")]
    assert set(weights) == {("near", 2), ("far", None)}
    assert "inhabitants_65: not known in 1 neighbourhood, which is not in its total." in done.feedback.infos


@pytest.mark.parametrize("by_way_of", [lambda _areas, homes: homes, prepared])
def test_what_is_not_known_stays_so_where_another_threshold_is_read_off(by_way_of):
    areas, homes = suppressed_town(-99997)
    done = judged(areas, by_way_of(areas, homes))
    given = {
        "RESULT_DWELLINGS": done.layer("OUTPUT_DWELLINGS"),
        "REQUIREMENT": "own",
        "TARGET": 0.5,
        "OUTPUT": "memory:",
        "ATTAINABLE": "memory:",
    }
    for more in ({}, {"RESULTS": done.layer("OUTPUT_RESULTS")}):
        rows = runs.run("thresholdcurve", given | more).rows("ATTAINABLE")
        found = {r["neighbourhood"]: [r["total"], r["threshold"], r["share"]] for r in rows}
        assert found == {
            "near": [40, pytest.approx(100), 1],
            "far": [None, None, None],
            "_total": [40, pytest.approx(100), 1],
        }


def test_dwellings_that_tell_all_are_judged_by_both_ways_alike():
    areas, homes = suppressed_town(10)
    rows = [judged(areas, way).rows("OUTPUT_RESULTS") for way in (homes, prepared(areas, homes))]
    for one, other in zip(*rows, strict=True):
        differing = {name for name, value in one.items() if value != other[name] and "run_id" not in name}
        assert differing <= {"weight_spread"}
    assert {r["compliance"] for r in rows[0] if r["neighbourhood"] == "W" and r["requirement"] == "district"} == {
        "fails"
    }
