"""What Check basic requirements refuses, in one sentence and before any output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from towns.runs import RefusedError, box, grid, into, layer, point
from towns.small_town import EAST, WEST, check, norm_file, refused, row


def test_a_file_cannot_pose_as_a_shipped_set(tmp_path):
    """The copy of a set is that set; with one threshold changed it needs another id."""
    shipped = json.loads(
        (Path(__file__).resolve().parents[2] / "resources" / "norms" / "rivm-2025.json").read_text(encoding="utf-8")
    )
    file = tmp_path / "own.json"
    file.write_text(json.dumps(shipped), encoding="utf-8")
    needed = {
        "DWELLINGS": layer([(point(100, 0), 3)], inhabitants_0_15="int"),
        "PUBLIC_SPACE": layer([box(0, 0, 100, 100)], "space"),
    }
    done = check(NORM_FILE=str(file), REQUIREMENTS=None, **needed)
    assert set(done.column("OUTPUT_RESULTS", "norm_set")) == {"rivm-2025"}
    shipped["requirements"][0]["threshold"] = 900
    file.write_text(json.dumps({**shipped, "id": "RIVM-2025"}), encoding="utf-8")
    assert "give it another id" in refused(NORM_FILE=str(file), REQUIREMENTS=None)


WRONG = {
    "a raster among the facilities": (lambda t: {"FACILITIES": [layer([point(1, 1)], "school"), _raster(t)]}, "raster"),
    "a weight of words": (lambda t: {"WEIGHT_FIELD": "who"}, "no numbers"),
    "a requirement's weight of words": (lambda t: {"REQUIREMENTS": [row(weight="who")]}, "no numbers"),
    "a neighbourhood called as a row is": (
        lambda t: {"NEIGHBOURHOODS": layer([(WEST, "a"), (EAST, "_total")], code="text")},
        "_total",
    ),
    "a table in a file of another kind": (lambda t: {"OUTPUT_RESULTS": into(t / _text(t), "r")}, "no GeoPackage"),
    "no neighbourhood": (lambda t: {"NEIGHBOURHOODS": layer([], kind="Polygon", code="text")}, "neighbourhood"),
    "neighbourhoods without geometry": (
        lambda t: {"NEIGHBOURHOODS": layer([(None, "a")], kind="Polygon", code="text")},
        "geometry",
    ),
    "no dwelling": (lambda t: {"DWELLINGS": layer([], kind="Point")}, "empty"),
    "an empty network": (lambda t: {"NETWORK": layer([], kind="LineString")}, "no lines"),
    "no network": (lambda t: {"NETWORK": None}, "NETWORK"),
    "no facility layer": (lambda t: {"FACILITIES": []}, "FACILITIES"),
    "a facility layer that is not there": (
        lambda t: {"FACILITIES": [layer([point(1, 1)], "school"), "/nowhere/x.gpkg"]},
        "FACILITIES",
    ),
    "neighbourhoods elsewhere": (
        lambda t: {"NEIGHBOURHOODS": layer([(box(9e4, 0, 9.1e4, 50), "a")], code="text")},
        "No dwelling lies",
    ),
    "streets elsewhere": (
        lambda t: {"NETWORK": layer([f"LINESTRING(90000 {y}, 93000 {y})" for y in (0, 9)])},
        "do not overlap",
    ),
    "a repeated code": (lambda t: {"NEIGHBOURHOODS": layer([(WEST, "a"), (EAST, "a")], code="text")}, "twice"),
    "an unknown set": (lambda t: {"NORM_SET": "nix", "REQUIREMENTS": None}, "nix"),
    "a missing norm file": (lambda t: {"NORM_FILE": str(t / "none.json")}, "none.json"),
    "a norm file that does not parse": (lambda t: {"NORM_FILE": _write(t, '{"id": "a",\n "title"')}, "line 2"),
    "an unknown key": (lambda t: {"NORM_FILE": norm_file(t, distnace=3)}, "distnace"),
    "a wrong unit": (lambda t: {"NORM_FILE": norm_file(t, unit="km")}, "km"),
    "a threshold out of range": (lambda t: {"NORM_FILE": norm_file(t, threshold=-5)}, "threshold"),
    "a row that does not parse": (lambda t: {"REQUIREMENTS": [row(threshold="far")]}, "row 1"),
    "a row too short": (lambda t: {"REQUIREMENTS": [row()[:-1]]}, "row 1"),
    "a flat list cut short": (lambda t: {"REQUIREMENTS": [*row(), *row()[:-1]]}, "row"),
    "an unknown mode": (lambda t: {"REQUIREMENTS": [row(mode="fly")]}, "fly"),
    "a percentage": (
        lambda t: {
            "NEIGHBOURHOODS": layer([(WEST, "w", 9), (EAST, "e", 9)], code="text", p_green="int"),
            "REQUIREMENTS": [row(weight="p_green")],
        },
        "percentage",
    ),
    "a weight that is not there": (lambda t: {"REQUIREMENTS": [row(weight="nix")]}, "nix"),
    "a type field that is not there": (lambda t: {"TYPE_FIELD": "nix"}, "nix"),
    "a field of FACILITY_TYPES that is not there": (lambda t: {"FACILITY_TYPES": "[nix]"}, "nix"),
    "more types than layers": (lambda t: {"FACILITY_TYPES": "a;b"}, "FACILITY_TYPES"),
    "a capacity field that is not there": (lambda t: {"CAPACITY_FIELD": "nix"}, "nix"),
    "an id field that is not there": (lambda t: {"FACILITY_ID": "nix"}, "nix"),
    "a code field that is not there": (lambda t: {"NEIGHBOURHOOD_ID": "nix"}, "nix"),
    "a field map that does not parse": (lambda t: {"FIELD_MAP": "inhabitants"}, "FIELD_MAP"),
    "a field map with a field that is nowhere": (lambda t: {"FIELD_MAP": "inhabitants=nix"}, "nix"),
    "dwellings that are streets": (lambda t: {"DWELLINGS": layer(grid())}, "holds lines"),
    "entrances without a field": (lambda t: {"ENTRANCES": layer([(point(0, 0), "a")], of="text")}, "Entrances"),
    "a report in no folder": (lambda t: {"REPORT": str(t / "no" / "report.html")}, "folder"),
    "a report that is a folder": (lambda t: {"REPORT": str(t)}, "may write to"),
    "a table in no folder": (lambda t: {"OUTPUT_RESULTS": into(t / "no" / "x.gpkg", "r")}, "folder"),
    "an unknown format": (lambda t: {"OUTPUT_FACILITIES": str(t / "x.nix")}, ".nix"),
}


def _text(folder) -> str:
    (folder / "fake.gpkg").write_text("no database")
    return "fake.gpkg"


def _raster(folder) -> str:
    path = folder / "raster.asc"
    path.write_text("ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2\n")
    return str(path)


def _write(folder, text: str) -> str:
    (folder / "bad.json").write_text(text, encoding="utf-8")
    return str(folder / "bad.json")


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_stops_with_one_sentence_before_any_output(case, tmp_path):
    change, words = WRONG[case]
    inputs, outputs = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    outputs.mkdir()
    text = refused(**{"OUTPUT_DWELLINGS": str(outputs / "d.gpkg"), **change(inputs)})
    assert words in text
    assert list(outputs.iterdir()) == []
    assert text.rstrip().endswith(".") or "Incorrect parameter" in text or "Could not load" in text


def test_a_row_that_stands_for_nobody_knows_how_many_dwellings_is_not_asked():
    homes = layer([(point(3000, 3000), None), (point(100, 100), 60.0)], weight="real")
    places = layer([(box(-60, -60, 4000, 4000), "all")], code="text")
    done = check(DWELLINGS=homes, WEIGHT_FIELD="weight", NEIGHBOURHOODS=places)
    assert done.column("OUTPUT_DWELLINGS", "s_reason") == ["not_applicable", None]
    assert done.column("OUTPUT_DWELLINGS", "asked_count") == [0, 1]


def test_a_role_that_nothing_uses_is_refused():
    with pytest.raises(RefusedError, match=r"\(FIELD_MAP\) names"):
        check(FIELD_MAP="elderly=code")


def test_words_cannot_be_spread():
    with pytest.raises(RefusedError, match="holds no numbers"):
        check(REQUIREMENTS=[row(weight="code")])


def test_points_are_no_neighbourhoods_and_no_barriers():
    with pytest.raises(RefusedError, match="holds no polygons"):
        check(NEIGHBOURHOODS=layer([(point(0, 0), "a")], code="text"))
    with pytest.raises(RefusedError, match="could be barriers"):
        check(BARRIERS=layer([point(0, 0)]))
