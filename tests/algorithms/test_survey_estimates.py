"""Survey estimates as an algorithm: what each row has, what is withheld, and what is refused in words."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsVectorLayer

from towns import runs
from towns.fixtures import provider
from towns.milk import EXPENDITURE, MAJOR_AREA, STANDARD_ERROR
from towns.runs import Feedback, RefusedError, box, layer

__all__ = ["provider"]


def areas(rows: list[tuple]) -> QgsVectorLayer:
    """Return a row of squares beside each other: code, share, respondents and a figure of each."""
    squares = [(box(100 * n, 0, 100 * n + 100, 100), *row) for n, row in enumerate(rows)]
    return layer(squares, "areas", code="text", lonely="real", asked="int", single="real")


def twelve() -> list[tuple]:
    shares = (0.1, 0.55, 0.2, 0.6, 0.15, 0.5, 0.3, 0.7, 0.05, 0.4, 0.25, 0.65)
    return [(f"a{n}", share, 20, n % 5 / 10) for n, share in enumerate(shares)]


def estimates(rows: list[tuple] | QgsVectorLayer, feedback: Feedback | None = None, **changes) -> runs.Run:
    given = {
        "AREAS": areas(rows) if isinstance(rows, list) else rows,
        "AREA_ID": "code",
        "ESTIMATE_FIELD": "lonely",
        "N_FIELD": "asked",
        "COVARIATES": ["single"],
        "OUTPUT": "memory:",
        "COEFFICIENTS": "memory:",
        **changes,
    }
    return runs.run("surveyestimates", runs.without_none(given), feedback)


def test_milk_has_the_published_figures(provider):
    rows = [
        (box(10 * n, 0, 10 * n + 10, 10), float(y), float(s) ** 2, *(float(area == k) for k in (2, 3, 4)))
        for n, (y, s, area) in enumerate(zip(EXPENDITURE, STANDARD_ERROR, MAJOR_AREA, strict=True))
    ]
    milk = layer(rows, "milk", spent="real", variance="real", two="real", three="real", four="real")
    found = estimates(
        milk,
        AREA_ID=None,
        ESTIMATE_FIELD="spent",
        VARIANCE_FIELD="variance",
        N_FIELD=None,
        COVARIATES=["two", "three", "four"],
        PROPORTION=False,
    )
    assert found.results["MODEL_VARIANCE"] == pytest.approx(0.0185503, abs=1e-4)
    assert found.results["AREAS_USED"] == 43
    assert found.column("COEFFICIENTS", "estimate") == pytest.approx(
        [0.9681890, 0.1327803, 0.2269462, -0.2413010], abs=1e-4
    )
    assert found.column("COEFFICIENTS", "term") == ["intercept", "two", "three", "four"]
    said = found.rows("OUTPUT")
    assert [said[n]["estimate"] for n in (0, 1, 2, 3, 42)] == pytest.approx(
        [1.021970, 1.047602, 1.067951, 0.760817, 0.681087], abs=1e-4
    )
    assert [said[n]["mse"] for n in (0, 1, 2, 3, 42)] == pytest.approx(
        [0.0134603, 0.0053729, 0.0057020, 0.0085418, 0.0099036], abs=1e-4
    )


def test_every_row_comes_out_in_order_and_reconciles_with_the_model(provider):
    rows = twelve()
    rows[3] = ("a3", None, 0, 0.3)
    rows[4] = ("a4", 0.15, 20, None)
    rows[5] = ("a5", None, None, None)
    found = estimates(rows)
    said = found.rows("OUTPUT")
    assert [row["code"] for row in said] == [row[0] for row in rows]
    assert [row["estimate_kind"] for row in said[3:6]] == ["synthetic", "direct", None]
    intercept, slope = found.column("COEFFICIENTS", "estimate")
    assert found.results["MODEL_VARIANCE"] > 0
    for row in said:
        if row["estimate_kind"] != "combined":
            continue
        weight = row["shrinkage"]
        assert 0 < weight < 1
        expected = intercept + slope * row["single"]
        assert row["estimate"] == pytest.approx(weight * row["lonely"] + (1 - weight) * expected)
        assert row["high"] - row["low"] <= 2 * 1.96 * math.sqrt(row["mse"]) + 1e-9
        assert row["direct"] == row["lonely"]
        assert row["direct_cv"] == pytest.approx(math.sqrt(row["direct"] * (1 - row["direct"]) / 20) / row["direct"])
    assert said[3]["estimate"] == pytest.approx(intercept + slope * 0.3)
    assert said[4]["estimate"] == 0.15
    assert said[5]["estimate"] is None
    assert said[5]["reliability"] is None
    for words in (("without respondents", "a3"), ("lack a covariate", "a4"), ("not estimated", "a5")):
        assert found.feedback.warned(*words), words


def test_reliability_is_that_of_the_coefficient_of_variation_or_of_the_width(provider):
    for row in estimates(twelve()).rows("OUTPUT"):
        cv, width = math.sqrt(row["mse"]) / row["estimate"], row["high"] - row["low"]
        wanted = "good" if cv <= 0.165 or width <= 0.1 else "caution" if cv <= 0.333 or width <= 0.2 else "unusable"
        assert row["reliability"] == wanted
        assert row["cv"] == pytest.approx(cv)


def test_what_too_few_said_is_nowhere_in_the_outputs_and_not_in_the_model(provider, tmp_path: Path):
    rows = twelve()
    rows[2] = ("a2", 0.123456, 7, 0.2)
    target = tmp_path / "out.gpkg"
    plot = tmp_path / "plot.html"
    found = estimates(rows, MIN_RESPONDENTS=10, OUTPUT=str(target), PLOT=str(plot))
    hidden = found.rows("OUTPUT")[2]
    assert {
        name: hidden[name] for name in ("lonely", "asked", "direct", "direct_low", "residual", "sampling_variance")
    } == dict.fromkeys(("lonely", "asked", "direct", "direct_low", "residual", "sampling_variance"))
    assert hidden["estimate_kind"] == "synthetic"
    assert hidden["code"] == "a2"
    assert found.feedback.warned("fewer respondents than may be shown", "1", "a2")
    with closing(sqlite3.connect(target)) as database:
        assert not any("0.123456" in line for line in database.iterdump())
    assert "12.3\xa0%" not in plot.read_text(encoding="utf-8")
    without = [row for row in rows if row[0] != "a2"]
    alone = estimates(without).rows("OUTPUT")
    kept = [row for row in found.rows("OUTPUT") if row["code"] != "a2"]
    assert [row["estimate"] for row in kept] == pytest.approx([row["estimate"] for row in alone], rel=1e-12)
    assert [row["lonely"] for row in kept] == [row["lonely"] for row in alone]


def test_a_benchmark_is_met_by_inhabitants_and_without_them_each_area_weighs_the_same(provider):
    squares = [(box(100 * n, 0, 100 * n + 100, 100), *row, 100 * (n + 1)) for n, row in enumerate(twelve())]
    town = layer(squares, "areas", code="text", lonely="real", asked="int", single="real", people="int")
    weighed = estimates(town, BENCHMARK="0,5", WEIGHT_FIELD="people").rows("OUTPUT")
    total = sum(row["estimate"] * row["people"] for row in weighed)
    assert total / sum(row["people"] for row in weighed) == pytest.approx(0.5, rel=1e-12)
    alike = estimates(twelve(), BENCHMARK="0.5")
    assert np.mean(alike.column("OUTPUT", "estimate")) == pytest.approx(0.5, rel=1e-12)
    assert alike.feedback.warned("each area weighs the same")


def test_a_field_holds_the_benchmark_of_each_municipality(provider):
    squares = [(box(100 * n, 0, 100 * n + 100, 100), *row, 0.3 if n < 6 else 0.45) for n, row in enumerate(twelve())]
    town = layer(squares, "areas", code="text", lonely="real", asked="int", single="real", known="real")
    said = estimates(town, BENCHMARK="known").column("OUTPUT", "estimate")
    assert np.mean(said[:6]) == pytest.approx(0.3, rel=1e-12)
    assert np.mean(said[6:]) == pytest.approx(0.45, rel=1e-12)


def test_suppressed_figures_and_negative_numbers_are_none(provider):
    rows = twelve()
    rows[1] = ("a1", -99997, 20, 0.1)
    rows[2] = ("a2", 0.2, -5, 0.2)
    rows[3] = ("a3", 0.6, 20, -99995)
    said = estimates(rows).rows("OUTPUT")
    assert [row["estimate_kind"] for row in said[1:4]] == ["synthetic", "synthetic", "direct"]
    assert said[1]["lonely"] == -99997, "input fields stay as they are"


def test_a_table_without_geometry_will_do(provider):
    table = QgsVectorLayer(
        "None?field=code:string&field=lonely:double&field=asked:int&field=single:double", "t", "memory"
    )
    for values in twelve():
        feature = runs.QgsFeature(table.fields())
        feature.setAttributes(list(values))
        assert table.dataProvider().addFeature(feature)
    found = estimates(table)
    assert found.results["AREAS_USED"] == 12
    assert not any("Moran" in line for line in found.feedback.infos)


def test_the_page_has_both_estimates_and_hostile_names_as_text(provider, tmp_path: Path):
    rows = twelve()
    rows[0] = ("<script>alert(1)</script>", *rows[0][1:])
    path = tmp_path / "plot.html"
    estimates(rows, PLOT=str(path))
    page = path.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert page.count('<path class="direct"') == 13, "of every area, and in the legend"
    assert "Moran" in page


PERCENTS = [(code, 100 * share, asked, single) for code, share, asked, single in twelve()]


@pytest.mark.parametrize(
    ("rows", "changes", "sentence"),
    [
        (twelve(), {"N_FIELD": None}, "How sure is each estimate"),
        (twelve(), {"DESIGN_EFFECT": 0}, "above 0"),
        (twelve(), {"N_FIELD": None, "VARIANCE_FIELD": "single", "MIN_RESPONDENTS": 5}, "needs"),
        (twelve(), {"VARIANCE_FIELD": "single", "DESIGN_EFFECT": 2}, "at 1"),
        (PERCENTS, {}, "divide percentages by 100"),
        (twelve(), {"PROPORTION": False}, "cannot be told from the number of respondents"),
        (twelve(), {"BENCHMARK": "2"}, "from 0 to 1"),
        (twelve(), {"BENCHMARK": "nothing"}, "or a field of the areas, not"),
        (twelve(), {"BENCHMARK": "nan", "PROPORTION": False, "VARIANCE_FIELD": "single"}, "not “nan”"),
        (twelve(), {"BENCHMARK": "0_1"}, "not “0_1”"),
        (twelve(), {"COVARIATES": ["lonely"]}, "explain itself"),
        (twelve()[:4], {}, "at least 5 areas"),
        ([(*row[:3], 0.5) for row in twelve()], {}, "“single” has the same value"),
        ([(*row[:2], 0, row[3]) for row in twelve()], {}, "there are 0"),
        ([], {}, "is empty"),
    ],
)
def test_what_cannot_be_estimated_is_refused_in_a_sentence(provider, tmp_path: Path, rows, changes, sentence):
    target = tmp_path / "out.gpkg"
    with pytest.raises(RefusedError, match=sentence):
        estimates(rows, OUTPUT=str(target), **changes)
    assert not target.exists()


def test_few_areas_for_the_covariates_are_warned_of_and_the_method_says_what_it_is_not(provider):
    found = estimates(twelve()[:6])
    assert found.feedback.warned("rests on few areas (6, covariates: 1)")
    assert any("not the small-area method of the RIVM" in line for line in found.feedback.infos)


@pytest.mark.parametrize("ending", ["sqlite", "dbf"])
def test_areas_are_written_as_what_they_are(provider, tmp_path, ending):
    place = tmp_path / f"estimates.{ending}"
    if ending == "dbf":  # which has no geometry
        with pytest.raises(RefusedError, match=r"has geometry, which .* cannot hold"):
            estimates(twelve(), OUTPUT=str(place))
        assert not place.exists()
        return
    estimates(twelve(), OUTPUT=str(place), COEFFICIENTS=None)
    found = QgsVectorLayer(str(place), "", "ogr")
    assert (found.featureCount(), found.geometryType().name) == (12, "Polygon")


def test_a_table_of_areas_stays_a_table_where_that_can_be_found_again(provider, tmp_path):
    rows = [(None, *row) for row in twelve()]
    table = layer(rows, "areas", kind="NoGeometry", code="text", lonely="real", asked="int", single="real")
    assert table.featureCount() == 12
    estimates(table, OUTPUT=str(tmp_path / "estimates.csv"), COEFFICIENTS=None)
    assert (tmp_path / "estimates.csv").read_text().count("\n") == 13
    with pytest.raises(RefusedError, match="table without geometry"):
        estimates(table, OUTPUT=str(tmp_path / "estimates.sqlite"))
