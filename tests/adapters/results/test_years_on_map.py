"""QGIS's temporal controller steps through the years of a run: each shows what a run of that year alone gives."""

from __future__ import annotations

import pytest
from qgis.core import (
    Qgis,
    QgsDateTimeRange,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsExpressionContextUtils,
    QgsProject,
    QgsRenderContext,
    QgsTemporalUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from buurtmaat.adapters.results.years_on_map import step_project
from towns import runs
from towns.runs import box, grid, layer, point

AREAS = "OUTPUT_NEIGHBOURHOODS"


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


def seen_in(found: QgsVectorLayer, year: int | None) -> list[tuple[str, str]]:
    """Return the class and the label of each feature as the map shows them in a year; None without the controller."""
    context, scope = QgsRenderContext(), QgsExpressionContextScope()
    if year is not None:
        scope.setVariable("map_start_time", QDateTime(QDate(year, 1, 1), QTime(0, 0)))
    expressions = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(found))
    expressions.appendScope(scope)
    context.setExpressionContext(expressions)
    renderer = found.renderer().clone()
    renderer.startRender(context, found.fields())
    words = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
    label, seen = QgsExpression(found.labeling().settings().fieldName), []
    for feature in found.getFeatures():
        context.expressionContext().setFeature(feature)
        (key,) = renderer.legendKeysForFeature(feature, context)
        seen.append((words[key], label.evaluate(context.expressionContext())))
    renderer.stopRender(context)
    return seen


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
    homes = runs.arrived("basicrequirements", town("2029;2030;2040"), "OUTPUT_DWELLINGS")
    times = homes.temporalProperties()
    assert times.isActive()
    assert times.mode() == Qgis.VectorTemporalMode.FixedTemporalRange
    assert times.fixedTemporalRange().begin().date() == QDate(2040, 1, 1)


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
