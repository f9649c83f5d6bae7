"""The map of neighbourhoods as Statistics Netherlands gives it: water on it, and columns spelled in other ways."""

from __future__ import annotations

import pytest
from qgis.core import QgsFeatureRequest

from buurtmaat.adapters.explore.what_if import read_exploration
from towns import dutch_sources as dutch
from towns import runs
from towns.runs import Feedback, box, layer, point
from towns.small_town import EAST, WEST, check, row, verdicts

LAKE = box(-60, 560, 560, 900)
HALL = row(id="h", facility="hall", indicator="presence", threshold=1, unit="number", target="")


def areas(*rows, **kinds):
    return layer(list(rows), "areas", **kinds)


def with_lake(mark: str | None = "JA", code: str = "BU00019997"):
    """Return the lake between two neighbourhoods, so that rows do not stand where they would without it."""
    rows = (WEST, "BU00010001", "NEE"), (LAKE, code, mark), (EAST, "BU00010002", "NEE")
    return areas(*rows, buurtcode="text", water="text")


def run(neighbourhoods, feedback=None, **changes):
    given = {"NEIGHBOURHOODS": neighbourhoods, "NEIGHBOURHOOD_ID": None, "REQUIREMENTS": [row(), HALL], **changes}
    halls = layer([point(100, 0), point(300, 0)], "hall")
    return check(feedback, FACILITIES=[layer([point(100, 0)], "school"), halls], **given)


def test_water_gets_no_verdict_and_stays_on_the_map():
    feedback = Feedback()
    done = run(with_lake(), feedback)
    found = done.rows("OUTPUT_NEIGHBOURHOODS")
    assert [r["buurtcode"] for r in found] == ["BU00010001", "BU00019997", "BU00010002"]
    assert [r["compliance"] for r in found] == ["meets", "not_applicable", "fails"]
    assert [r["h_compliance"] for r in found] == ["meets", "not_applicable", "meets"]
    assert [(r["dwellings"], r["met"], r["failed"], r["h_rate"]) for r in found] == [
        (60, 2, 0, 1),
        (None, None, None, None),
        (60, 1, 1, 1),
    ]
    assert list(verdicts(done, "h")) == ["BU00010001", "BU00010002", "outside_neighbourhoods", "_total"]
    assert [done.results[n] for n in ("REQUIREMENTS_MET", "REQUIREMENTS_FAILED")] == [3, 1]
    assert any("water" in text and "BU00019997" in text for text in feedback.infos)


def test_houses_on_the_water_lie_outside_the_neighbourhoods():
    homes = layer([point(100, 100), point(100, 600)], "homes")
    done = run(with_lake(), DWELLINGS=homes, MAX_SNAP=1000)
    assert done.column("OUTPUT_DWELLINGS", "row_status") == ["ok", "outside_neighbourhoods"]
    assert [r["total"] for r in verdicts(done).values()] == [1, 0, 1, 2]


@pytest.mark.parametrize(
    ("mark", "code", "is_water"),
    [
        ("JA", "BU00010003", True),
        (" ja", "BU00010003", True),
        ("B", "BU00010003", True),
        ("NEE", "BU00019997", False),
        (None, "BU00019997", True),
        (None, "BU00019998", True),
        ("12", "BU00019998", True),
        (None, "BU00019996", False),
        (None, "WK00019997", False),
        ("Jachthaven", "BU00010003", False),
    ],
)
def test_water_is_known_by_its_mark_and_without_one_by_its_code(mark, code, is_water):
    done = run(with_lake(mark, code))
    assert (code in verdicts(done, "h")) is not is_water


def test_a_layer_of_nothing_but_water_is_taken_as_it_is():
    done = run(areas((WEST, "BU00010001", "JA"), (EAST, "BU00010002", "JA"), buurtcode="text", water="text"))
    assert [r["compliance"] for r in done.rows("OUTPUT_NEIGHBOURHOODS")] == ["meets", "fails"]


def test_the_explorer_reads_a_run_with_water():
    done = run(with_lake())
    found = read_exploration(*(done.layer(f"OUTPUT_{name}") for name in ("DWELLINGS", "NEIGHBOURHOODS", "RESULTS")))
    (distance,) = found.requirements
    assert (distance.agrees, found.strange) == (True, [])


def test_water_is_nobody_s_in_facilities_per_dwellings():
    done = runs.run(
        "facilitiesperdwellings",
        {
            "NEIGHBOURHOODS": with_lake(),
            "DWELLINGS": layer([point(100, 0), point(400, 0), point(100, 600)], "homes"),
            "FACILITIES": layer([point(100, 0), point(100, 600)], "halls"),
            "NORM": 1,
            "OUTPUT": "memory:",
        },
    )
    assert [(r["demand"], r["facilities"], r["row_status"]) for r in done.rows("OUTPUT")] == [
        (1, 1, "ok"),
        (None, None, "no_weight"),
        (1, 0, "ok"),
    ]
    assert (done.results["UNASSIGNED_DWELLINGS"], done.results["UNASSIGNED_FACILITIES"]) == (1, 1)


def test_water_has_nothing_published_to_reconcile(tmp_path):
    homes = layer([(point(100, 100), 5), (point(400, 100), 4)], "homes", n="int")
    rows = [
        (*one, 12, 5) for one in ((WEST, "BU00010001", "NEE"), (LAKE, "BU00019997", "JA"), (EAST, "BU00010002", "NEE"))
    ]
    kinds = {"buurtcode": "text", "water": "text", "aantal_inwoners": "int", "woningvoorraad": "int"}
    outputs = dict.fromkeys(("OUTPUT", "RECONCILIATION", "RECONCILIATION_MAP"), "memory:")
    given = {"SOURCE": homes, "WEIGHT_FIELD": "n", "NEIGHBOURHOODS": areas(*rows, **kinds), **outputs}
    done = runs.run("preparedwellings", given)
    assert done.column("RECONCILIATION", "neighbourhood") == ["BU00010001", "BU00010002"]
    assert [(r["buurtcode"], r["counted"], r["outcome"]) for r in done.rows("RECONCILIATION_MAP")] == [
        ("BU00010001", 5, "agrees"),
        ("BU00019997", None, None),
        ("BU00010002", 4, "fewer"),
    ]


def camel(name: str) -> str:
    """Spell a name as the newer services do."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


@pytest.mark.parametrize("spelled", [camel, str.upper, lambda name: name.replace("_", "")])
def test_columns_of_any_role_may_be_spelled_without_underscores(spelled):
    names = {
        "buurtcode": "text",
        "buurtnaam": "text",
        "aantal_inwoners": "int",
        "percentage_personen_65_jaar_en_ouder": "int",
        "oppervlakte_land_in_ha": "real",
        "water": "text",
        "woon_milieu": "text",
    }
    figures = ("West", 200, 25, 10.0, "NEE", "centrum"), ("Oost", 100, 10, 10.0, "NEE", "dorp")
    rows = [(WEST, "BU00010001", *figures[0]), (EAST, "BU00010002", *figures[1])]
    kinds = {spelled(name): kind for name, kind in names.items()}
    old = row(id="o", weight="inhabitants_65")
    done = run(areas(*rows, **kinds), REQUIREMENTS=[old, row(id="p", weight="inhabitants")], MIN_DWELLINGS=1)
    assert [r["total"] for r in list(verdicts(done, "o").values())[:2]] == pytest.approx([50, 10])
    assert [r["total"] for r in list(verdicts(done, "p").values())[:2]] == pytest.approx([200, 100])
    assert list(verdicts(done, "o"))[:2] == ["BU00010001", "BU00010002"]


def respelled(source):
    """Copy a layer with names as the newer services spell them."""
    made = source.materialize(QgsFeatureRequest())
    names = {number: camel(name) for number, name in enumerate(source.fields().names()) if camel(name) != name}
    assert made.dataProvider().renameAttributes(names)
    made.updateFields()
    return made


def test_dutch_layers_spelled_as_a_service_does_are_prepared(tmp_path):
    homes = runs.loaded(dutch.addresses(tmp_path / "bag.gpkg"))
    town = runs.loaded(dutch.neighbourhoods(tmp_path / "buurten.gpkg"))
    expected, found = (
        runs.run("preparedwellings", {"SOURCE": one, "NEIGHBOURHOODS": other, "OUTPUT": "memory:"})
        for one, other in ((homes, town), (respelled(homes), respelled(town)))
    )
    for column in ("neighbourhood", "dwellings", "inhabitants", "inhabitants_65", "row_status"):
        assert found.column("OUTPUT", column) == expected.column("OUTPUT", column)
    assert sum(found.column("OUTPUT", "inhabitants")) == 20


def test_comparisons_and_reports_pass_over_water(tmp_path):
    done = run(with_lake())
    results = done.layer("OUTPUT_RESULTS")
    given = {"NEIGHBOURHOODS": with_lake(), "OUTPUT": "memory:"}
    feedback = Feedback()
    compared = runs.run("comparescenarios", {"BEFORE": results, "AFTER": results, **given}, feedback)
    assert [(r["buurtcode"], r["s_change"], r["turned"]) for r in compared.rows("OUTPUT")] == [
        ("BU00010001", 0, "same"),
        ("BU00019997", None, None),
        ("BU00010002", 0, "same"),
    ]
    assert not feedback.warned("BU00019997")
    report = tmp_path / "report.html"
    runs.run("compliancereport", {"RESULTS": results, "NEIGHBOURHOODS": with_lake(), "REPORT": str(report)})
    assert "BU00010001" in report.read_text("utf-8")
    assert "BU00019997" not in report.read_text("utf-8")
