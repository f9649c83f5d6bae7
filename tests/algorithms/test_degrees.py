"""How much of what is asked dwellings have, in the layers, the table and the report of a run."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from towns import runs
from towns.report_page import Page
from towns.runs import RefusedError, layer, point
from towns.small_town import areas, check, row

HEADING = "How much of what is asked"


def asked() -> list[list[str]]:
    """A school is near the western homes, a library near the eastern ones, either near all; a rate asks no dwelling."""
    return [
        row(),
        row(id="l", facility="library"),
        row(id="either", facility="school|library"),
        row(id="r", indicator="rate", threshold=1, unit="number", per=1000),
    ]


def places() -> list:
    return [layer([point(100, 0)], "school"), layer([point(500, 500)], "library")]


def homes(*more):
    west = [(point(100, y), 1) for y in range(0, 300, 5)]
    east = [(point(500, y), 2) for y in range(200, 500, 5)]
    return layer([*west, *east, *more], "homes", number="real")


def counts(home: dict) -> tuple[int, int, int]:
    return home["asked_count"], home["within_count"], home["unknown_count"]


def test_counts_of_dwellings_are_those_of_their_own_columns():
    lost = [(point(9000, 9000), 5), (None, 3), (point(100, 10), None), (point(100, 20), -4)]
    done = check(REQUIREMENTS=asked(), FACILITIES=places(), DWELLINGS=homes(*lost), WEIGHT_FIELD="number")
    found = done.rows("OUTPUT_DWELLINGS")
    for home in found:
        told = [(home[f"{name}_ok"], home[f"{name}_reason"]) for name in ("s", "l", "either")]
        is_asked = [reason != "not_applicable" for _, reason in told]
        assert home["asked_count"] == sum(is_asked)
        assert home["within_count"] == sum(ok == 1 for ok, _ in told)
        assert home["unknown_count"] == sum(one and ok is None for one, (ok, _) in zip(is_asked, told, strict=True))
    assert Counter(counts(home) for home in found) == {(3, 2, 0): 120, (3, 0, 3): 2, (0, 0, 0): 2}


def test_neighbourhoods_and_the_table_add_dwellings_up():
    done = check(
        REQUIREMENTS=asked(), FACILITIES=places(), DWELLINGS=homes(), WEIGHT_FIELD="number", OUTPUT_DEGREES="memory:"
    )
    for area in done.rows("OUTPUT_NEIGHBOURHOODS"):
        assert (area["everything_share"], area["mean_within"], area["mean_asked"]) == (0, 2, 3)
    assert [
        (r["neighbourhood"], r["asked_count"], r["within_count"], r["unknown_count"], r["dwellings"])
        for r in done.rows("OUTPUT_DEGREES")
    ] == [("west", 3, 2, 0, 60), ("east", 3, 2, 0, 120), ("_total", 3, 2, 0, 180)]


@pytest.mark.parametrize(
    ("density", "expected"),
    [(1000.0, (3, 2, 0, None)), (10.0, (2, 2, 0, "not_applicable")), (None, (3, 2, 1, "field_unknown:density"))],
)
def test_what_may_not_be_asked_is_unknown_and_what_is_not_asked_does_not_count(density, expected, tmp_path):
    norms = {
        "id": "own",
        "title": "Own",
        "version": "1",
        "requirements": [
            {
                "id": name,
                "facility": facility,
                "indicator": "distance",
                "threshold": 300,
                "unit": "m",
                "target": 0.9,
                **({"applies_if": [{"field": "density", "op": ">", "value": 500}]} if name == "l" else {}),
            }
            for name, facility in (("s", "school"), ("l", "library"), ("either", ["school", "library"]))
        ],
    }
    path = tmp_path / "norms.json"
    path.write_text(json.dumps(norms), encoding="utf-8")
    done = check(
        REQUIREMENTS=None, NORM_FILE=str(path), FACILITIES=places(), NEIGHBOURHOODS=areas(density, density="real")
    )
    west = done.rows("OUTPUT_DWELLINGS")[0]
    assert (*counts(west), west["l_reason"]) == expected
    assert west["l_ok"] == (0 if density == 1000 else None)
    assert west["l_value"] == pytest.approx(900), "how far it is is said all the same"
    share = {1000.0: 0, 10.0: 1, None: None}[density]  # in the west they have all else; it is not known of what else
    assert done.rows("OUTPUT_NEIGHBOURHOODS")[0]["everything_share"] == share


def test_the_report_of_a_run_and_one_of_its_tables_say_it_alike(tmp_path):
    files = {name: str(tmp_path / f"{name}.gpkg") for name in ("OUTPUT_RESULTS", "OUTPUT_DEGREES")}
    files |= {"OUTPUT_NEIGHBOURHOODS": str(tmp_path / "areas.gpkg"), "REPORT": str(tmp_path / "run.html")}
    check(REQUIREMENTS=asked(), FACILITIES=places(), DWELLINGS=homes(), WEIGHT_FIELD="number", **files)
    given = {
        "RESULTS": files["OUTPUT_RESULTS"],
        "NEIGHBOURHOODS": files["OUTPUT_NEIGHBOURHOODS"],
        "NEIGHBOURHOOD_ID": "code",
        "REPORT": str(tmp_path / "later.html"),
    }
    runs.run("compliancereport", given)
    assert HEADING not in Page(Path(given["REPORT"])).sections
    runs.run("compliancereport", {**given, "DEGREES": files["OUTPUT_DEGREES"]})
    for path in (files["REPORT"], given["REPORT"]):
        section = Page(Path(path)).section(HEADING)
        assert section.sentences[0] == (
            "0 % of the dwellings have everything that is asked of them. A dwelling has 2 of the 3 that are asked of "
            "it, on average."
        )
        (table,) = section.tables
        assert [line[:3] for line in table[1:-1]] == [["west", "0 %", "2 / 3"], ["east", "0 %", "2 / 3"]]
        assert table[-1][1:3] == ["0 %", "2 / 3"]
        matrix = Page(Path(path)).rows("Every neighbourhood and every requirement")
        assert [line[:2] for line in matrix[:-1]] == [["west", "✗ 3 of 4 fails"], ["east", "✗ 2 of 4 fails"]]


def test_a_table_that_is_none_of_degrees_is_refused(tmp_path):
    files = {name: str(tmp_path / f"{name}.gpkg") for name in ("OUTPUT_RESULTS", "OUTPUT_NEIGHBOURHOODS")}
    check(**files)
    with pytest.raises(RefusedError, match="OUTPUT_DEGREES"):
        runs.run(
            "compliancereport",
            {
                "RESULTS": files["OUTPUT_RESULTS"],
                "DEGREES": files["OUTPUT_RESULTS"],
                "NEIGHBOURHOODS": files["OUTPUT_NEIGHBOURHOODS"],
                "NEIGHBOURHOOD_ID": "code",
                "REPORT": str(tmp_path / "later.html"),
            },
        )
