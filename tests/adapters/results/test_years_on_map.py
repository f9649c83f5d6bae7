"""QGIS's temporal controller steps through the years of a run: each shows what a run of that year alone gives."""

from __future__ import annotations

import pytest
from qgis.core import (
    NULL,
    Qgis,
    QgsDateTimeRange,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsProject,
    QgsRenderContext,
    QgsTemporalUtils,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from buurtmaat.adapters.results.years_on_map import step_project
from towns import runs
from towns.runs import box, grid, layer, point

AREAS, HOMES = "OUTPUT_NEIGHBOURHOODS", "OUTPUT_DWELLINGS"


def town(years: str) -> dict[str, object]:
    """Two areas with a home each; the school near the first is open in 2030 to 2039, one near both from 2040 on."""
    return {
        "DWELLINGS": layer([point(200, 10), point(200, 490)]),
        "NEIGHBOURHOODS": layer([box(-50, -50, 550, 250), box(-50, 250, 550, 550)]),
        "FACILITIES": [
            layer([(point(250, -20), 2030, 2039), (point(200, 250), 2040, None)], "school", opens="int", closes="int")
        ],
        "NETWORK": layer(grid()),
        "REQUIREMENTS": [["s", "school", "distance", "300", "m", "", "", "", "", "", "0.9"]],
        "MIN_DWELLINGS": 0,
        "OPEN_FROM_FIELD": "opens",
        "OPEN_UNTIL_FIELD": "closes",
        "YEARS": years,
    }


def at(found: QgsVectorLayer, year: int | None) -> QgsExpressionContext:
    """Return what expressions of a layer are asked with in a year on the map; None without the controller."""
    scope = QgsExpressionContextScope()
    if year is not None:
        scope.setVariable("map_start_time", QDateTime(QDate(year, 1, 1), QTime(0, 0)))
    expressions = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(found))
    expressions.appendScope(scope)
    return expressions


def there_in(found: QgsVectorLayer, year: int) -> set[int]:
    """Return which features the temporal controller shows in a year."""
    shown = QgsDateTimeRange(QDateTime(QDate(year, 1, 1), QTime(0, 0)), QDateTime(QDate(year, 12, 31), QTime(23, 0)))
    time = QgsVectorLayerTemporalContext()
    time.setLayer(found)
    request = QgsFeatureRequest()
    request.setFilterExpression(found.temporalProperties().createFilterString(time, shown))
    return {feature.id() for feature in found.getFeatures(request)}


def classes_in(found: QgsVectorLayer, year: int | None, *, filtered: bool = True) -> list[str]:
    """Return the class of each feature as the map shows it in a year; empty where it is not there, if filtered."""
    context = QgsRenderContext()
    context.setExpressionContext(at(found, year))
    renderer = found.renderer().clone()
    renderer.startRender(context, found.fields())
    words = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
    there, seen = there_in(found, year) if filtered and year is not None else None, []
    for feature in found.getFeatures():
        context.expressionContext().setFeature(feature)
        keys = renderer.legendKeysForFeature(feature, context)
        key = next((one for one in keys if one in words), "")
        seen.append(words[key] if there is None or feature.id() in there else "")
    renderer.stopRender(context)
    return seen


def seen_in(found: QgsVectorLayer, year: int | None) -> list[tuple[str, str]]:
    """Return the class and the label of each feature as the map shows them in a year; None without the controller."""
    label, labels = QgsExpression(found.labeling().settings().fieldName), []
    context = at(found, year)
    for feature in found.getFeatures():
        context.setFeature(feature)
        labels.append(label.evaluate(context))
    return list(zip(classes_in(found, year, filtered=False), labels, strict=True))


@pytest.mark.parametrize("title", ["All requirements", "s"])
def test_a_year_on_the_map_is_what_a_run_of_that_year_gives(title):
    several = runs.arrived("basicrequirements", town("2029;2030;2040"), AREAS)
    several.styleManager().setCurrentStyle(title)
    of_year = {}
    for year in (2029, 2030, 2040):
        alone = runs.arrived("basicrequirements", town(str(year)), AREAS)
        alone.styleManager().setCurrentStyle(title)
        of_year[year] = seen_in(alone, None)
        assert seen_in(several, year) == of_year[year]
    assert len({str(one) for one in of_year.values()}) == 3  # else it would not tell
    assert seen_in(several, None) == of_year[2040]
    assert seen_in(several, 2035) == of_year[2030]  # the last year that was computed
    assert seen_in(several, 2055) == of_year[2040]
    assert seen_in(several, 2020) == of_year[2029]


def test_figures_of_a_prefix_are_found_too():
    given = {**town("2029;2040"), "PREFIX": "x_"}
    several = runs.arrived("basicrequirements", given, AREAS)
    assert seen_in(several, 2029) != seen_in(several, 2040)


def test_the_layers_say_when_they_are_seen(qgis_new_project):
    areas = runs.arrived("basicrequirements", town("2029;2030;2040"), AREAS)
    assert areas.temporalProperties().isActive()
    QgsProject.instance().addMapLayer(areas)
    extent = QgsTemporalUtils.calculateTemporalRangeForProject(QgsProject.instance())
    assert (extent.begin().date().year(), extent.end().date().year()) == (2029, 2040)
    for title in areas.styleManager().styles():
        areas.styleManager().setCurrentStyle(title)
        assert areas.temporalProperties().isActive()


@pytest.mark.parametrize("title", ["All requirements", "s"])
def test_dwellings_of_a_year_are_what_a_run_of_that_year_gives(title):
    """As found: they were seen in the last year only."""
    several = runs.arrived("basicrequirements", town("2029;2030;2040"), HOMES)
    several.styleManager().setCurrentStyle(title)
    of_year = {}
    for year in (2029, 2030, 2040):
        alone = runs.arrived("basicrequirements", town(str(year)), HOMES)
        alone.styleManager().setCurrentStyle(title)
        of_year[year] = classes_in(alone, None)
        assert classes_in(several, year) == of_year[year]
    # 2029: no school; 2030: one near the first home; 2040: one that both reach.
    assert len({str(one) for one in of_year.values()}) == 3
    assert classes_in(several, None) == of_year[2040]
    assert classes_in(several, 2035) == of_year[2030]


def test_figures_that_stay_are_not_written_again():
    given = town("2029;2030;2040")
    given["FACILITIES"] = [layer([point(200, 250)], "school", opens="int", closes="int")]
    found = runs.arrived("basicrequirements", given, HOMES)
    assert [feature["by_year"] for feature in found.getFeatures()] == [NULL, NULL]
    assert classes_in(found, 2029) == classes_in(found, 2040) == classes_in(found, None)


def test_what_the_pointer_reads_of_a_dwelling_is_of_the_year_too():
    several = runs.arrived("basicrequirements", town("2029;2030;2040"), HOMES)
    first = next(several.getFeatures())
    said = {}
    for year in (2030, 2040, None):
        context = at(several, year)
        context.setFeature(first)
        said[year] = QgsExpression.replaceExpressionText(several.mapTipTemplate(), context)
    # To the school of 2030: 10 m to the street at y = 0, 50 m along it, 20 m from it; to that of 2040: 10 m less.
    assert "80 m, within" in said[2030]
    assert said[2040] == said[None] != said[2030]


def test_planned_dwellings_are_seen_from_the_year_of_the_run_on_in_which_they_count():
    plans = layer([(point(300, 10), "p", 5.0, 2035)], "plans", plan_id="text", dwellings="real", year="int")
    found = runs.arrived("basicrequirements", {**town("2029;2030;2040"), "PLANS": plans}, HOMES)
    counts = {year: sum(one != "" for one in classes_in(found, year)) for year in (2029, 2030, 2036, 2040, 2050)}
    assert counts == {2029: 2, 2030: 2, 2036: 2, 2040: 3, 2050: 0}


def test_facilities_are_seen_while_they_are_open_and_by_type_in_the_years_in_which_they_count():
    """As found: those of the last year only."""
    found = runs.arrived("basicrequirements", town("2029;2030;2040"), "OUTPUT_FACILITIES")
    assert classes_in(found, 2029) == ["", ""]
    assert classes_in(found, 2030) == classes_in(found, 2039) == ["school", ""]
    assert classes_in(found, 2040) == ["", "school"]
    assert classes_in(found, None) == ["asked for, not counted", "school"]


def test_a_facility_that_never_opens_is_never_seen_and_does_not_lengthen_the_time(qgis_new_project):
    given = town("2029;2030")  # the second school opens in 2040
    found = runs.arrived("basicrequirements", given, "OUTPUT_FACILITIES")
    assert [classes_in(found, year) for year in (2029, 2030)] == [["", ""], ["school", ""]]
    QgsProject.instance().addMapLayer(found)
    extent = QgsTemporalUtils.calculateTemporalRangeForProject(QgsProject.instance())
    assert (extent.begin().date().year(), extent.end().date().year()) == (2030, 2030)


def test_facilities_that_say_no_years_are_seen_in_all():
    given = town("2029;2040")
    del given["OPEN_FROM_FIELD"], given["OPEN_UNTIL_FIELD"]
    found = runs.arrived("basicrequirements", {**given, "PREFIX": "x_"}, "OUTPUT_FACILITIES")
    assert classes_in(found, 2029) == classes_in(found, 2040) == ["school", "school"]


def test_planned_dwellings_by_themselves_come_in_their_year():
    site = box(0, 0, 100, 100)
    rows = [(site, "p", 10, 2030), (box(200, 0, 300, 100), "q", 10, 2035), (box(400, 0, 500, 100), "r", 10, None)]
    plans = layer(rows, plan="text", n="int", built="int")
    given = {"PLANS": plans, "PLAN_ID": "plan", "COUNT_FIELD": "n", "YEAR_FIELD": "built"}
    found = runs.arrived("planneddwellings", given, "OUTPUT")
    plan_of = {feature.id(): feature["plan_id"] for feature in found.getFeatures()}
    seen = {year: {plan_of[id_] for id_ in there_in(found, year)} for year in (2029, 2030, 2034, 2035)}
    assert seen == {2029: set(), 2030: {"p"}, 2034: {"p"}, 2035: {"p", "q"}}


@pytest.mark.parametrize("years", ["", "2030"])
def test_a_run_of_one_year_has_no_times(years):
    given = town(years)
    if not years:
        del given["OPEN_FROM_FIELD"], given["OPEN_UNTIL_FIELD"]
    areas = runs.arrived("basicrequirements", given, AREAS)
    assert not areas.temporalProperties().isActive()
    assert "by_year" not in areas.fields().names()


def test_the_project_steps_by_the_years_unless_it_has_times_of_its_own(qgis_new_project):
    project = QgsProject.instance()
    step_project(project, [2030])
    assert project.timeSettings().temporalRange().isInfinite()
    step_project(project, [2026, 2030, 2040])
    times = project.timeSettings()
    assert (times.temporalRange().begin().date().year(), times.temporalRange().end().date().year()) == (2026, 2040)
    assert (times.timeStep(), times.timeStepUnit()) == (2.0, Qgis.TemporalUnit.Years)
    own = QgsDateTimeRange(QDateTime(QDate(1990, 1, 1), QTime(0, 0)), QDateTime(QDate(1999, 1, 1), QTime(0, 0)))
    times.setTemporalRange(own)
    step_project(project, [2026, 2030])
    assert times.temporalRange() == own


def test_the_project_steps_by_the_years_of_the_newest_run(qgis_new_project):
    """As found: after housing plans from 2028 on the controller never came to 2026, where the check begins."""
    project = QgsProject.instance()
    times = project.timeSettings()
    for years, step in (([2028, 2034, 2040], 6.0), ([2026, 2030, 2040], 2.0), ([2026, 2031], 5.0)):
        step_project(project, years)
        found = times.temporalRange()
        assert [one.date().year() for one in (found.begin(), found.end())] == [years[0], years[-1]]
        assert times.timeStep() == step
