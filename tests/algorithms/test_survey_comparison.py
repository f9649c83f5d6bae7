"""Survey figures beside requirements: matched by name, weighed by how sure they are, refused in words."""

from __future__ import annotations

from html import escape
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from towns import runs
from towns.fixtures import provider
from towns.results_tables import results
from towns.runs import Feedback, RefusedError, box, layer

__all__ = ["provider"]

OUTSIDE = (0.0, 0.0, 0.1, 0.2, 0.05, 0.6, 0.8, 1.0, 0.7, 0.9)
FIGURE = (0.10, 0.14, 0.12, 0.17, 0.11, 0.30, 0.31, 0.42, 0.28, 0.37)


def verdicts(names: list[str] | None = None, **cells) -> object:
    names = names or [f"a{n}" for n in range(10)]
    return results(
        *(
            {
                "neighbourhood": name,
                "total": 100.0,
                "within": 100 * (1 - part),
                "outside": 100 * part,
                "unknown": 0.0,
                "share": 1 - part,
                "compliance": "fails" if part > 0.1 else "meets",
                "title": "Meeting <b>place</b>",
                **cells,
            }
            for name, part in zip(names, OUTSIDE, strict=True)
        )
    )


def figures(variance: float = 1e-10, names: list[str] | None = None):
    names = names or [f"a{n}" for n in range(10)]
    rows = [
        (box(100 * n, 0, 100 * n + 100, 100), name, figure, variance, figure - 0.05, figure + 0.05)
        for n, (name, figure) in enumerate(zip(names, FIGURE, strict=True))
    ]
    return layer(rows, "lonely", code="text", direct="real", sampling_variance="real", low_end="real", high_end="real")


def compare(feedback: Feedback | None = None, **changes) -> runs.Run:
    given = {"ESTIMATES": figures(), "AREA_ID": "code", "RESULTS": verdicts(), "TABLE": "memory:", **changes}
    return runs.run("surveycomparison", runs.without_none(given), feedback)


def test_sure_figures_give_the_difference_of_means_and_the_line_of_least_squares(provider):
    (row,) = compare().rows("TABLE")
    figure, outside = np.array(FIGURE), np.array(OUTSIDE)
    failed, met = figure[outside > 0.1], figure[outside <= 0.1]
    assert (row["requirement"], row["areas_met"], row["areas_failed"], row["areas_share"]) == ("s", 4, 6, 10)
    assert row["mean_met"] == pytest.approx(met.mean(), rel=1e-6)
    assert row["mean_failed"] == pytest.approx(failed.mean(), rel=1e-6)
    wanted = stats.ttest_ind(failed, met).confidence_interval()
    assert row["difference_low"] == pytest.approx(wanted.low, rel=1e-4)
    assert row["difference_high"] == pytest.approx(wanted.high, rel=1e-4)
    assert row["slope"] == pytest.approx(stats.linregress(outside, figure).slope, rel=1e-6)


def test_rows_are_matched_by_name_whatever_their_order_and_what_lacks_is_told(provider):
    names = [f"a{n}" for n in range(10)]
    turned = compare(RESULTS=verdicts(names=["z9", *names[1:]]))
    assert turned.rows("TABLE")[0]["areas_met"] == 3
    assert turned.feedback.warned("without a survey figure", "z9")
    assert turned.feedback.warned("that the results table lacks", "a0")


def test_a_figure_that_is_null_or_has_no_interval_is_told(provider):
    town = figures()
    town.startEditing()
    one, other, *_ = town.getFeatures()
    town.changeAttributeValue(one.id(), town.fields().lookupField("direct"), None)
    town.changeAttributeValue(other.id(), town.fields().lookupField("sampling_variance"), 0.0)
    assert town.commitChanges()
    found = compare(ESTIMATES=town)
    assert found.rows("TABLE")[0]["areas_met"] == 2
    assert found.feedback.warned("without a survey figure: 1 (a0)")
    assert found.feedback.warned("whose survey figure has no interval, left out: 1 (a1)")


def test_figures_of_others_are_weighed_by_their_intervals_and_said_to_be_modelled(provider):
    given = {"ESTIMATE_FIELD": "direct", "LOW_FIELD": "low_end", "HIGH_FIELD": "high_end"}
    modelled = compare(**given)
    ours = compare(ESTIMATES=figures((0.1 / (2 * 1.959963984540054)) ** 2))
    one, other = modelled.rows("TABLE")[0], ours.rows("TABLE")[0]
    numbers = [name for name, value in one.items() if isinstance(value, float)]
    assert {"difference_low", "slope_high"} <= set(numbers)
    assert [one[name] for name in numbers] == pytest.approx([other[name] for name in numbers], rel=1e-9)
    assert any("modelled by others" in line for line in modelled.feedback.infos)
    assert not any("modelled by others" in line for line in ours.feedback.infos)


def test_the_log_says_what_stands_out_and_that_it_is_no_cause(provider):
    told = " ".join(compare().feedback.infos)
    assert "Higher where it fails" in told
    assert "nothing of causes" in told
    unsure = " ".join(compare(ESTIMATES=figures(0.2)).feedback.infos)
    assert "No difference that stands out" in unsure
    assert "does not clearly change" in unsure


def test_unknown_dwellings_widen_the_slope(provider):
    sure = compare().rows("TABLE")[0]
    unsure = compare(RESULTS=verdicts(unknown=60.0, total=160.0)).rows("TABLE")[0]
    assert unsure["slope"] == pytest.approx(sure["slope"])
    assert unsure["slope_low"] < sure["slope_low"]
    assert unsure["slope_high"] > sure["slope_high"]


def test_what_is_judged_elsewhere_and_too_few_are_said_not_computed(provider):
    found = compare(RESULTS=verdicts(compliance=None, level="neighbourhood"))
    (row,) = found.rows("TABLE")
    assert (row["areas_met"], row["areas_failed"], row["difference"]) == (0, 0, None)
    assert any("Too few neighbourhoods" in line for line in found.feedback.infos)


def test_a_level_is_called_by_its_word_and_not_by_its_field(provider):
    own = {"total": 100.0, "within": 50.0, "outside": 50.0, "unknown": 0.0, "share": 0.5}
    rows = [{**own, "neighbourhood": f"a{n}", "compliance": None} for n in range(10)]
    found = compare(RESULTS=results(*rows, {**own, "level": "wijkcode", "neighbourhood": "w", "compliance": "fails"}))
    assert any("Judged by district, not by neighbourhood" in text for text in found.feedback.infos)


def test_the_page_draws_each_neighbourhood_and_takes_titles_as_text(provider, tmp_path: Path):
    path = tmp_path / "plot.html"
    compare(PLOT=str(path))
    page = path.read_text(encoding="utf-8")
    assert "<b>place" not in page
    assert "Meeting &lt;b&gt;place" in page
    assert page.count('<circle class="dot-met"') == 4 + 1, "four neighbourhoods, and the legend"
    assert page.count('<path class="dot-failed"') == 6 + 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"REQUIREMENT": "nothing"}, "choose one of: s"),
        ({"ESTIMATES": lambda: figures(names=[f"x{n}" for n in range(10)])}, "called otherwise"),
        ({"ESTIMATES": lambda: figures(names=["a0"] * 10)}, "more than one row of a0"),
        ({"ESTIMATE_FIELD": "direct"}, "need all three"),
        ({"ESTIMATE_FIELD": "direct", "LOW_FIELD": "high_end", "HIGH_FIELD": "low_end"}, "outside its interval"),
        ({"ESTIMATES": lambda: layer([(box(0, 0, 1, 1), "a0")], "bare", code="text")}, "no output of Survey estimates"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_a_sentence(provider, tmp_path: Path, changes, sentence):
    target = tmp_path / "out.csv"
    made = {name: value() if callable(value) else value for name, value in changes.items()}
    with pytest.raises(RefusedError, match=sentence):
        compare(TABLE=str(target), **made)
    assert not target.exists()


def estimated(alias: str = "") -> object:
    """Return estimates of Survey estimates, of a field that may have another name for people."""
    rows = [(box(100 * n, 0, 100 * n + 100, 100), f"a{n}", figure, 400) for n, figure in enumerate(FIGURE)]
    areas = layer(rows, "town", code="text", lonely="real", asked="int")
    if alias:
        areas.setFieldAlias(areas.fields().lookupField("lonely"), alias)
    given = {"AREAS": areas, "AREA_ID": "code", "ESTIMATE_FIELD": "lonely", "N_FIELD": "asked", "OUTPUT": "memory:"}
    return runs.run("surveyestimates", given).layer("OUTPUT")


@pytest.mark.parametrize(("alias", "name"), [("", "lonely"), ("Feels <b>lonely", "Feels <b>lonely")])
def test_the_figure_is_named_in_the_title_the_axes_the_sentences_and_the_table(provider, tmp_path: Path, alias, name):
    """As found: the page and the report called it by its layer, "Estimates", and said "it"."""
    path = tmp_path / "plot.html"
    done = compare(ESTIMATES=estimated(alias), PLOT=str(path))
    assert [row["figure"] for row in done.rows("TABLE")] == [name]
    told = next(line for line in done.feedback.infos if "where it fails" in line)
    assert f"“{name}”" in told.partition("Higher where it fails")[2]
    assert f"ten points more outside “{name}” changes" in told
    page, shown = path.read_text(encoding="utf-8"), escape(name)
    assert f"{shown}, and where places are lacking" in page
    assert f'<text x="56" y="14">{shown}</text>' in page
    assert f"“{shown}” is" in page
    assert name == shown or name not in page


def test_a_figure_of_others_is_called_by_its_field(provider):
    given = {"ESTIMATE_FIELD": "direct", "LOW_FIELD": "low_end", "HIGH_FIELD": "high_end"}
    assert [row["figure"] for row in compare(**given).rows("TABLE")] == ["direct"]
