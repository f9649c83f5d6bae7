"""Norms that weigh by a group: children, one-person households, owners. CBS gives most as percentages."""

from __future__ import annotations

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
