"""Compare scenarios, run as QGIS runs it, on what runs of the requirements wrote."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtGui import QColor

from buurtmaat.core.norms.file import dump
from towns import runs, small_town
from towns.runs import RefusedError, layer, point
from towns.small_town import check, row

SCHOOLS = {
    "one": [point(100, 0)],
    "two": [point(100, 0), point(500, 350)],
    "moved": [point(500, 350)],
}


def town(schools: str = "one", **changes):
    return check(FACILITIES=[layer(SCHOOLS[schools], "school")], **changes)


def compare(before, after, feedback=None, **changes):
    given = {
        "BEFORE": before.layer("OUTPUT_RESULTS") if hasattr(before, "layer") else before,
        "AFTER": after.layer("OUTPUT_RESULTS") if hasattr(after, "layer") else after,
        "NEIGHBOURHOODS": small_town.areas(),
        "NEIGHBOURHOOD_ID": "code",
        "OUTPUT": "memory:",
        "TABLE": "memory:",
        **changes,
    }
    return runs.run("comparescenarios", given, feedback)


def by_area(done, output: str = "OUTPUT", key: str = "code") -> dict:
    return {line[key]: line for line in done.rows(output)}


def refused(*args, **changes) -> str:
    with pytest.raises(RefusedError) as stop:
        compare(*args, **changes)
    assert "\n" not in str(stop.value).strip()
    return str(stop.value)


def test_a_second_school_gains_the_east():
    before, after = town("one"), town("two")
    done = compare(before, after)
    found, said = by_area(done), {name: small_town.verdicts(run) for name, run in (("b", before), ("a", after))}
    for area in ("west", "east"):
        more = said["a"][area]["within"] - said["b"][area]["within"]
        assert found[area]["s_gained"] - found[area]["s_lost"] == more
        assert found[area]["s_change"] == pytest.approx(said["a"][area]["share"] - said["b"][area]["share"])
    # All 60 homes in the east lie within 300 m of the new school, none of the old one; the west has its own.
    assert (found["east"]["s_gained"], found["east"]["s_before"], found["east"]["s_after"]) == (60, "fails", "meets")
    assert (found["east"]["turned"], found["east"]["better"]) == ("better", 1)
    assert (found["west"]["turned"], found["west"]["same"], found["west"]["s_gained"]) == ("same", 1, 0)
    assert (done.results["BETTER"], done.results["WORSE"]) == (1, 0)


def test_who_gains_and_who_loses_when_the_school_moves():
    done = compare(town("one"), town("moved"))
    assert {area: line["turned"] for area, line in by_area(done).items()} == {"west": "worse", "east": "better"}
    assert (done.results["BETTER"], done.results["WORSE"]) == (1, 1)
    table = by_area(done, "TABLE", "neighbourhood")
    assert (table["west"]["lost"], table["east"]["gained"]) == (60, 60)
    assert (table["_total"]["gained"], table["_total"]["lost"], table["_total"]["turned"]) == (0, 0, None)
    back = compare(town("moved"), town("one"))
    assert {area: line["turned"] for area, line in by_area(back).items()} == {"west": "better", "east": "worse"}


def test_every_neighbourhood_of_the_layer_comes_back_with_its_fields():
    areas = layer(
        [(small_town.EAST, "east", "E"), (small_town.WEST, "west", "W"), (None, "new", "N")],
        kind="Polygon",
        code="text",
        turned="text",
    )
    done = compare(town("one"), town("two"), NEIGHBOURHOODS=areas)
    rows = done.rows("OUTPUT")
    assert [(r["code"], r["turned"], r["turned_2"]) for r in rows] == [
        ("east", "E", "better"),
        ("west", "W", "same"),
        ("new", "N", "unknown"),
    ]
    assert done.feedback.warned("neither run has", "new")
    assert rows[2]["s_change"] is None


def test_stricter_thresholds_are_told_apart():
    done = compare(town(REQUIREMENTS=[row()]), town(REQUIREMENTS=[row(threshold=100)]))
    found = by_area(done)["west"]
    assert (found["s_change"], found["s_gained"], found["turned"], found["other_norm"]) == (None, None, "other_norm", 1)
    assert (found["s_before"], found["s_after"]) == ("meets", "fails")
    assert done.feedback.warned("ask otherwise", "“s”: threshold")
    table = by_area(done, "TABLE", "neighbourhood")["west"]
    assert (table["threshold_before"], table["threshold_after"], table["differs"]) == (300, 100, "threshold")


def test_another_target_leaves_the_figures():
    done = compare(town("one", REQUIREMENTS=[row()]), town("two", REQUIREMENTS=[row(target=0.5)]))
    found = by_area(done)["east"]
    assert (found["s_gained"], found["turned"]) == (60, "other_norm")
    assert done.feedback.warned("ask otherwise", "“s”: target")


def by_class(tmp_path, **thresholds: float):
    """Check a requirement with thresholds by living environment; the west is urban, the east rural."""
    places = layer(
        [(small_town.WEST, "west", "urban"), (small_town.EAST, "east", "rural")], code="text", environment="text"
    )
    norms = small_town.norm_file(tmp_path, thresholds_by_class=thresholds)
    return town(NORM_FILE=norms, REQUIREMENTS=None, NEIGHBOURHOODS=places, CLASS_FIELD="environment")


def test_another_threshold_of_one_living_environment_concerns_its_neighbourhoods_only(tmp_path):
    done = compare(by_class(tmp_path, rural=500), by_class(tmp_path, rural=400))
    assert {area: line["turned"] for area, line in by_area(done).items()} == {"west": "same", "east": "other_norm"}
    assert done.feedback.warned("ask otherwise", "“s”: threshold, 1 of 2 neighbourhoods")
    table = by_area(done, "TABLE", "neighbourhood")
    assert [table[name]["differs"] for name in ("west", "_total")] == [None, "threshold"]


def test_a_norm_set_saved_in_the_explorer_asks_what_the_run_asked_but_for_what_was_moved(tmp_path):
    """It spells out the threshold of every living environment that occurs."""
    from buurtmaat.adapters.explore.what_if import norms_to_save, read_exploration

    run = by_class(tmp_path, rural=500)
    layers = [run.layer(name) for name in ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS")]
    found = read_exploration(*layers, "environment")
    asked = {one.explored.id: replace(one.explored.asked, target=0.8) for one in found.requirements}
    made = norms_to_save(found, asked, "saved", "Saved", QgsProject.instance()).norm_set
    assert dict(made.requirements[0].thresholds_by_class) == {"rural": 500, "urban": 300}
    path = tmp_path / "saved.json"
    path.write_text(dump(made), encoding="utf-8")
    again = town(NORM_FILE=str(path), REQUIREMENTS=None, NEIGHBOURHOODS=layers[1], CLASS_FIELD="environment")
    done = compare(run, again)
    assert {line["differs"] for line in done.rows("TABLE")} == {"target"}
    assert {line["s_change"] for line in done.rows("OUTPUT")} == {0}


def test_requirements_of_one_run_and_norm_sets_are_told(tmp_path):
    one = town(REQUIREMENTS=[row(), row(id="old")])
    other = check(REQUIREMENTS=None, NORM_FILE=small_town.norm_file(tmp_path))
    done = compare(one, other)
    assert done.feedback.warned("only the run before has", "1 (“old”)")
    assert done.feedback.warned("different norm sets", "own-set 2")
    found = by_area(done)["west"]
    assert (found["old_before"], found["old_after"], found["old_change"]) == ("meets", None, None)
    assert found["turned"] == "same"
    none = compare(town(REQUIREMENTS=[row(id="p")]), town(REQUIREMENTS=[row(id="q")]))
    assert none.feedback.warned("no requirement in common")
    assert by_area(none)["west"]["turned"] == "not_applicable"


def test_levels_and_groups_are_compared():
    homes = [(point(100, y), "x") for y in range(0, 300, 5)] + [(point(500, y), "y") for y in range(200, 500, 5)]
    kern = layer([(small_town.WEST, "west", "Dorp"), (small_town.EAST, "east", "Dorp")], code="text", kern="text")
    given = {
        "DWELLINGS": layer(homes, "homes", who="text"),
        "NEIGHBOURHOODS": kern,
        "GROUP_FIELD": "who",
        "LEVEL_FIELDS": ["kern"],
    }
    done = compare(town("one", **given), town("two", **given), NEIGHBOURHOODS=kern)
    rows = done.rows("TABLE")
    assert {r["group"]: (r["gained"], r["turned"]) for r in rows if r["group"]} == {
        "x": (0, "same"),
        "y": (60, "better"),
    }
    (dorp,) = [r for r in rows if r["level"] == "kern"]
    assert (dorp["neighbourhood"], dorp["gained"]) == ("Dorp", 60)


def of_years(*years: int) -> object:
    """Put the results of several runs in one table, each as a year."""
    found = []
    for year, schools in zip(years, ("one", "two", "moved"), strict=False):
        source = town(schools).layer("OUTPUT_RESULTS")
        for feature in source.getFeatures():
            feature["year"] = year
            found.append((None, *feature.attributes()))
    return layer(found, "years", crs="", kind="NoGeometry", own=source.fields())


def test_two_years_of_one_table_are_compared():
    years = of_years(2026, 2030, 2040)
    done = compare(years, years, YEAR_BEFORE=2026, YEAR_AFTER=2030)
    assert by_area(done)["east"]["turned"] == "better"
    table = by_area(done, "TABLE", "neighbourhood")["east"]
    assert (table["year_before"], table["year_after"]) == (2026, 2030)
    last = compare(years, years, YEAR_BEFORE=2026)
    assert by_area(last)["west"]["turned"] == "worse"
    assert any("2026" in text and "2040" in text for text in last.feedback.infos)


def test_wrong_input_is_one_sentence():
    run = town()
    years = of_years(2026, 2030)
    assert "choose one of: 2026, 2030" in refused(years, run, YEAR_BEFORE=2028)
    assert "has no year" in refused(run, run, YEAR_AFTER=2028)
    assert "choose “Results table”" in refused(layer([(None, 1)], kind="NoGeometry", crs="", n="int"), run)
    assert "holds no polygons" in refused(run, run, NEIGHBOURHOODS=layer([(point(0, 0), "west")], code="text"))


def test_neighbourhoods_with_other_codes_stop_the_run():
    areas = layer([(small_town.WEST, "BU1"), (small_town.EAST, "BU2")], code="text")
    text = refused(town(), town(), NEIGHBOURHOODS=areas)
    assert "called otherwise (BU1, BU2)" in text
    assert "east" in text


def test_the_map_tells_each_turn_apart(provider):
    from buurtmaat.adapters.results.styles import apply_style, class_words

    found = compare(town("one"), town("moved")).layer("OUTPUT")
    apply_style(found, "compare_scenarios")
    categories = {c.value(): c for c in found.renderer().categories()}
    assert set(categories) == {"better", "worse", "mixed", "same", "other_norm", "unknown", "not_applicable"}
    assert all(c.label() == class_words()[value] for value, c in categories.items())
    # The same blue and orange as the verdicts, which people who see no red from green tell apart; grey is unknown.
    assert categories["better"].symbol().color() == QColor("#7fb8da")
    assert categories["worse"].symbol().color() == QColor("#e8743b")
    assert categories["unknown"].symbol().color().saturation() == 0


# Several scenarios


def several(*tables, feedback=None, **changes):
    given = {
        "SCENARIOS": [one.layer("OUTPUT_RESULTS") if hasattr(one, "layer") else one for one in tables],
        "NEIGHBOURHOODS": small_town.areas(),
        "NEIGHBOURHOOD_ID": "code",
        "OUTPUT": "memory:",
        "TABLE": "memory:",
        **changes,
    }
    return runs.run("comparescenarios", runs.without_none(given), feedback)


def test_each_of_several_is_compared_with_the_first_as_two_by_themselves():
    base, *others = (town(one) for one in ("one", "two", "moved"))
    together = by_area(several(base, *others))
    for number, other in enumerate(others, 1):
        alone = by_area(compare(base, other))
        for area in ("west", "east"):
            for part in ("s_change", "s_gained", "s_lost", "better", "worse", "same", "turned"):
                assert together[area][f"{part}_{number}"] == alone[area][part], (area, part)
            assert together[area][f"s_compliance_{number}"] == alone[area]["s_after"]
            assert together[area]["s_compliance_0"] == alone[area]["s_before"]
    assert [together[area]["turned"] for area in ("west", "east")] == [
        together[area]["turned_2"] for area in ("west", "east")
    ]


def test_the_table_says_which_scenario_a_row_is_of():
    base, other, third = town("one"), town("two"), town("moved")
    done = several(base, other, third)
    rows = done.rows("TABLE")
    names = dict(sorted({(row["scenario"], row["scenario_name"]) for row in rows}))
    assert list(names) == [1, 2]
    assert names[1] != names[2], "tables of one name are told apart"
    alone = compare(base, third).rows("TABLE")
    own = [{k: v for k, v in row.items() if not k.startswith("scenario")} for row in rows if row["scenario"] == 2]
    assert own == alone
    assert done.results["BETTER"] == compare(base, third).results["BETTER"]


def test_years_of_one_run_stand_beside_each_other():
    schools = layer([(point(100, 0), None), (point(500, 350), 2030)], "school", open_from="int")
    run = check(FACILITIES=[schools], YEARS="2026;2030;2035", OPEN_FROM_FIELD="open_from")
    found = by_area(several(run, YEARS_OF="2026;2030;2035"))
    assert [found["east"][f"s_compliance_{number}"] for number in range(3)] == ["fails", "meets", "meets"]
    assert found["east"]["s_gained_1"] == found["east"]["s_gained_2"] == 60


def test_the_report_lays_scenarios_side_by_side_and_takes_names_as_text(tmp_path):
    path = tmp_path / "scenarios.html"
    base, other = town("one").layer("OUTPUT_RESULTS"), town("two").layer("OUTPUT_RESULTS")
    other.setName("<b>Two</b> schools")
    several(base, other, REPORT=str(path))
    page = path.read_text(encoding="utf-8")
    assert "<b>Two" not in page
    assert "&lt;b&gt;Two&lt;/b&gt; schools" in page
    assert "verdicts that turn better: 1, worse: 0; neighbourhoods with such a verdict: 1." in page
    assert "east: 60 dwellings" in page
    assert page.count('class="t-area m-meets"') == 1, "only the east turns"
    assert "Content-Security-Policy" in page


def test_the_report_tells_the_change_of_a_share_where_only_the_target_is_another(tmp_path):
    """As the table does: the target goes from 40 to 70 %, and from 2030 on the east has a school too."""
    path = tmp_path / "scenarios.html"
    norms = small_town.norm_file(tmp_path, target=0.9, target_path={"2026": 0.4, "2030": 0.6, "2035": 0.7})
    schools = layer([(point(100, 0), None), (point(500, 350), 2030)], "school", open_from="int")
    given = {"FACILITIES": [schools], "YEARS": "2026;2030;2035", "OPEN_FROM_FIELD": "open_from"}
    run = check(**given, REQUIREMENTS=None, NORM_FILE=norms)
    found = by_area(several(run, YEARS_OF="2026;2030;2035", REPORT=str(path)), "TABLE", "neighbourhood")
    assert (found["_total"]["differs"], found["_total"]["change"]) == ("target", 0.5)
    page = path.read_text(encoding="utf-8")
    assert page.count("+50.0 points; judged otherwise") == 2
    assert "asks something else" not in page
    several(run, YEARS_OF="2030;2035", SCENARIOS=[run.layer("OUTPUT_RESULTS")], REPORT=str(path))
    assert '<span class="number">= judged otherwise</span>' in path.read_text(encoding="utf-8")


def test_the_report_says_of_a_scenario_that_nothing_of_it_is_known(tmp_path):
    """Nobody knows of libraries: no neighbourhood meets 0 of 1."""
    path, wanted = tmp_path / "scenarios.html", [row(facility="library")]
    runs_of = [town(name, REQUIREMENTS=wanted).layer("OUTPUT_RESULTS") for name in ("one", "two")]
    several(*runs_of, REPORT=str(path))
    page = path.read_text(encoding="utf-8")
    assert page.count("Of none of the 2 neighbourhoods is it known whether it meets all requirements.") == 2
    assert "0 of " not in page


def causes_table(*rows: tuple):
    """Return what Trend writes of causes: days, facilities, dwellings, and their sum, of all together."""
    kinds = dict.fromkeys(("from_date", "to_date", "level", "neighbourhood", "requirement"), "text")
    kinds |= dict.fromkeys(("facilities", "streets", "dwellings", "weights", "norms", "corrected", "change"), "real")
    lines = [
        (None, first, last, "neighbourhood", "_total", "s", one, 0.0, other, 0.0, 0.0, 0.0, one + other, None)
        for first, last, one, other in rows
    ]
    return layer(lines, "causes", crs="", kind="NoGeometry", **kinds, reason="text")


def test_the_report_of_years_says_what_the_changes_came_of(tmp_path):
    """Effects of years that follow each other are added up: +10 − 3, and then +1 − 0.5 points."""
    path = tmp_path / "years.html"
    schools = layer([(point(100, 0), None), (point(500, 350), 2030)], "school", open_from="int")
    run = check(FACILITIES=[schools], YEARS="2026;2030;2035", OPEN_FROM_FIELD="open_from")
    causes = causes_table(("2026-01-01", "2030-01-01", 0.1, -0.03), ("2030-01-01", "2035-01-01", 0.01, -0.005))
    done = several(run, YEARS_OF="2026;2030;2035", CAUSES=causes, REPORT=str(path))
    page = path.read_text(encoding="utf-8")
    assert "<td>+7.0 points: facilities +10.0 points, dwellings that came or went −3.0 points</td>" in page
    assert "<td>+7.5 points: facilities +11.0 points, dwellings that came or went −3.5 points</td>" in page
    assert not done.feedback.warned("causes does not lead")


def test_causes_of_other_days_are_told_and_nothing_is_read_into_them(tmp_path):
    path = tmp_path / "years.html"
    schools = layer([(point(100, 0), None), (point(500, 350), 2030)], "school", open_from="int")
    run = check(FACILITIES=[schools], YEARS="2026;2030;2035", OPEN_FROM_FIELD="open_from")
    causes = causes_table(("2026-01-01", "2030-01-01", 0.1, -0.03), ("2031-01-01", "2035-01-01", 0.01, -0.005))
    done = several(run, YEARS_OF="2026;2030;2035", CAUSES=causes, REPORT=str(path))
    assert done.feedback.warned("does not lead from 2026-01-01 to 2035-01-01")
    page = path.read_text(encoding="utf-8")
    assert "+7.0 points: facilities" in page
    assert "<td>–</td>" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SCENARIOS": None}, "or two to six as"),
        ({"BEFORE": True}, "not both"),
        ({"SCENARIOS": 1}, "takes 2 to 6 results tables"),
        ({"SCENARIOS": 7}, "takes 2 to 6 results tables"),
        ({"YEARS_OF": "2026"}, "1 years for 2 results tables"),
        ({"YEARS_OF": "soon;2026"}, "write years as 2026;2030"),
        ({"YEARS_OF": "2026;2030"}, "has no year"),
    ],
)
def test_what_cannot_be_laid_beside_each_other_is_refused(changes, sentence):
    base = town("one").layer("OUTPUT_RESULTS")
    given = {"SCENARIOS": 2, **changes}
    number = given["SCENARIOS"]
    given["SCENARIOS"] = None if number is None else [base] * number
    if given.get("BEFORE"):
        given["BEFORE"] = base
    with pytest.raises(RefusedError, match=sentence):
        several(base, base, **given)
