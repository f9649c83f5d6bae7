"""Years, days and tables of several of them."""

from __future__ import annotations

from pathlib import Path

from towns.bad_inputs import good
from towns.bad_inputs.cases import Refusal, Warned
from towns.bad_inputs.layers import table
from towns.results_tables import results
from towns.runs import layer, point

B, Y, C, T = "basicrequirements", "requirementsoveryears", "comparescenarios", "trend"


def _results(*days: str | None):
    return [results({"neighbourhood": "a", "share": 0.5, "total": 10.0, "reference_date": day}) for day in days]


REFUSALS = (
    Refusal(
        Y,
        "A year in words",
        lambda _: {"YEARS": "2026;soon"},
        "Years (YEARS) has the entry “soon”, which is no year from 1900 to 2200: write such as 2026;2030;2040.",
    ),
    Refusal(
        Y,
        "Years that go back",
        lambda _: {"YEARS": "2030;2026"},
        "The years in Years (YEARS) must rise: 2026 does not follow 2030.",
    ),
    Refusal(
        Y,
        "The same year twice",
        lambda _: {"YEARS": "2026;2026"},
        "The years in Years (YEARS) must rise: 2026 does not follow 2026.",
    ),
    Refusal(
        Y,
        "A hundred years",
        lambda _: {"YEARS": ";".join(map(str, range(2001, 2101)))},
        "Years (YEARS) has 100 years, and at most 50 can be told at once: leave some out.",
    ),
    Refusal(
        Y,
        "The year 20260",
        lambda _: {"YEARS": "20260"},
        "Years (YEARS) has the entry “20260”, which is no year from 1900 to 2200: write such as 2026;2030;2040.",
    ),
    Refusal(
        B,
        "A field with the opening year, and no year",
        lambda _: {"OPEN_FROM_FIELD": "opens"},
        "Field with the opening year (OPEN_FROM_FIELD) says what changes over the years: write in Year that "
        "counts (YEARS) which, such as 2026;2030.",
    ),
    Refusal(
        B,
        "A field with the opening year that no layer has",
        lambda _: {"OPEN_FROM_FIELD": "opens", "YEARS": "2026"},
        "No facility layer has the field “opens” of Field with the opening year (OPEN_FROM_FIELD); choose "
        "another, or leave it empty.",
    ),
    Refusal(
        B,
        "A field with the year of streets that no network has",
        lambda _: {"STREET_YEAR_FIELD": "built", "YEARS": "2026"},
        "No network has the field “built” of Field with the year of a street (STREET_YEAR_FIELD); choose "
        "another, or leave it empty.",
    ),
    Refusal(
        Y,
        "Plans that Planned dwellings did not make",
        lambda _: {"PLANS": good.homes()},
        "The layer “homes” of Planned dwellings (PLANS) has no field “plan_id”: make it of the plans with "
        "Planned dwellings.",
    ),
    Refusal(
        Y,
        "A growth field that is not there",
        lambda _: {"GROWTH_FIELD": "growth"},
        "Field with the yearly growth (GROWTH_FIELD): the layer “areas” has no field “growth”; choose one of: code.",
    ),
    Refusal(
        C,
        "A year of a table without years",
        lambda _: {"YEAR_BEFORE": 2030},
        "The results table for Results before (BEFORE) has no year: leave the year empty, or choose the "
        "table of a run with years.",
    ),
    Refusal(
        C,
        "A year that the table does not have",
        lambda _: {"BEFORE": results({"neighbourhood": "west", "share": 0.5, "year": 2026}), "YEAR_BEFORE": 2028},
        "The results table for Results before (BEFORE) does not tell of 2028; choose one of: 2026.",
    ),
    Refusal(
        C,
        "Both two tables and several",
        lambda _: {"SCENARIOS": _results(None, None)},
        "Choose either Results before (BEFORE) and Results after (AFTER), or Several results tables, the "
        "base first (SCENARIOS): not both.",
    ),
    Refusal(
        C,
        "One table",
        lambda _: {"AFTER": None},
        "Choose the results tables to compare: Results before (BEFORE) and Results after (AFTER), or two to "
        "six as Several results tables, the base first (SCENARIOS).",
    ),
    Refusal(
        C,
        "One scenario",
        lambda _: {"BEFORE": None, "AFTER": None, "SCENARIOS": _results(None)},
        "Several results tables, the base first (SCENARIOS) takes 2 to 6 results tables, or one with 2 to 6 "
        "of its years in A year for each of them (YEARS_OF); there are 1.",
    ),
    Refusal(
        C,
        "Seven scenarios",
        lambda _: {"BEFORE": None, "AFTER": None, "SCENARIOS": _results(*[None] * 7)},
        "Several results tables, the base first (SCENARIOS) takes 2 to 6 results tables, or one with 2 to 6 "
        "of its years in A year for each of them (YEARS_OF); there are 7.",
    ),
    Refusal(
        C,
        "More years than scenarios",
        lambda _: {
            "BEFORE": None,
            "AFTER": None,
            "SCENARIOS": _results(None, None),
            "YEARS_OF": "2026;2030;2040",
        },
        "A year for each of them (YEARS_OF) has 3 years for 2 results tables: write one for each, in their "
        "order, or none.",
    ),
    Refusal(
        C,
        "A year in words for a scenario",
        lambda _: {"BEFORE": None, "AFTER": None, "SCENARIOS": _results(None, None), "YEARS_OF": "2026;later"},
        "A year for each of them (YEARS_OF) holds “later”: write years as 2026;2030, one for each table.",
    ),
    Refusal(
        T,
        "One results table",
        lambda _: {"RESULTS_SERIES": _results("2026-01-01"), "DATES": None},
        "A trend needs results of two days at least: choose another table in Results tables (RESULTS_SERIES).",
    ),
    Refusal(
        T,
        "No results table",
        lambda _: {"RESULTS_SERIES": []},
        "Results tables (RESULTS_SERIES) is empty: choose a layer.",
    ),
    Refusal(
        T,
        "Two tables of one day",
        lambda _: {"DATES": "2026-01-01;2026-01-01"},
        "Two of the results tables are of 2026-01-01: give each its own day in Their days (DATES).",
    ),
    Refusal(
        T,
        "A day in words",
        lambda _: {"DATES": "2025-01-01;last year"},
        "Their days (DATES) holds “last year”: write days as 2026-07-01, with semicolons between them.",
    ),
    Refusal(
        T,
        "A day that the calendar does not have",
        lambda _: {"DATES": "2025-01-01;2026-02-30"},
        "Their days (DATES) holds “2026-02-30”: write days as 2026-07-01, with semicolons between them.",
    ),
    Refusal(
        T,
        "More days than tables",
        lambda _: {"DATES": "2024-01-01;2025-01-01;2026-01-01"},
        "Their days (DATES) has 3 days for 2 results tables: write one for each, in their order, or none.",
    ),
    Refusal(
        T,
        "A table without its day, and no days",
        lambda _: {"DATES": None},
        "The results table “results” does not tell which day it is of, as those of earlier versions: write "
        "the days of all tables in Their days (DATES).",
    ),
    Refusal(
        T,
        "A table without rows",
        lambda _: {"RESULTS_SERIES": [results(), results()]},
        "The results table holds no neighbourhood: run “Check basic requirements” again.",
    ),
    Refusal(
        T,
        "Recipes that check nothing",
        lambda folder: {"RECIPES": [str(good.recipe(_made(folder / "recipes")))] * 2},
        "Recipe “recipes/recipe.json” of Their recipes (RECIPES): A trend needs a recipe with one step that checks "
        "requirements, and this one has 0: choose another.",
    ),
    Refusal(
        T,
        "Changes of codes without an old and a new code",
        lambda _: {"CODE_CHANGES": table("codes")},
        "The table “codes” has no columns “old” and “new” with the codes: rename them, or choose another.",
    ),
    Refusal(
        T,
        "Parts of a neighbourhood that are more than the whole",
        lambda _: {"CODE_CHANGES": _codes(("a", "b", 0.7), ("a", "c", 0.7))},
        "The shares of a in Codes that changed (CODE_CHANGES) add up to 1.4, and parts of one neighbourhood are 1 at "
        "most: lower them.",
    ),
    Refusal(
        T,
        "A part of 70 %, written as 70",
        lambda _: {"CODE_CHANGES": _codes(("a", "b", 70.0))},
        "Codes that changed (CODE_CHANGES) has the share 70 for a: write a share from 0 to 1.",
    ),
    Refusal(
        T,
        "A change without its new code",
        lambda _: {"CODE_CHANGES": _codes(("a", None, 1.0))},
        "Codes that changed (CODE_CHANGES) has a row without an old or a new code: fill in both.",
    ),
    Refusal(
        T,
        "Three maps for two tables",
        lambda _: {"NEIGHBOURHOODS": [good.areas()] * 3},
        "Neighbourhoods (NEIGHBOURHOODS) has 3 layers for 2 results tables: choose one, or one for each in "
        "their order.",
    ),
    Refusal(
        "compliancereport",
        "A results table of two runs",
        lambda _: {"RESULTS": results({"neighbourhood": "west"}, {"neighbourhood": "west"})},
        "The results table holds the rows of more than one run: choose a table that one run wrote.",
    ),
    Refusal(
        "compliancereport",
        "A results table without neighbourhoods",
        lambda _: {"RESULTS": results({"neighbourhood": "_total", "run_id": "1"})},
        "The results table holds no neighbourhood: run “Check basic requirements” again.",
    ),
    Refusal(
        "compliancereport",
        "Causes without their series",
        lambda _: {"CAUSES": table("causes")},
        "What caused the changes (CAUSES) tells why the figures of a series changed: choose the series too, "
        "in Series over the years (SERIES).",
    ),
    Refusal(
        "compliancereport",
        "Another table as the series",
        lambda _: {"SERIES": table("series")},
        "The table “series” has no field “date”: choose “Series” (SERIES) that Trend wrote.",
    ),
    Refusal(
        "compliancereport",
        "Another table as the groups",
        lambda _: {"GROUPS_TABLE": table("groups")},
        "The table “groups” has no field “level”: choose “Groups and what they have” (OUTPUT_GROUPS) that Check "
        "basic requirements wrote.",
    ),
    Refusal(
        "compliancereport",
        "Another table as the degrees",
        lambda _: {"DEGREES": table("degrees")},
        "The table “degrees” has no field “level”: choose “How many requirements dwellings meet” (OUTPUT_DEGREES) "
        "that Check basic requirements wrote.",
    ),
    Refusal(
        "compliancereport",
        "Another table as the place among municipalities",
        lambda _: {"AMONG": table("places")},
        "The table “places” has no field “municipality”: choose the table “places” that a recipe run for "
        "every municipality ends with.",
    ),
    Refusal(
        "surveycomparison",
        "A requirement that the results do not have",
        lambda _: {"REQUIREMENT": "library"},
        "The results table has no requirement “library”; choose one of: s.",
    ),
    Refusal(
        "surveycomparison",
        "Modelled figures without their intervals",
        lambda _: {"ESTIMATE_FIELD": "direct"},
        "Figures that others modelled need all three: fill in Field with the modelled figure (ESTIMATE_FIELD), Field "
        "with the lower end of its 95 % interval (LOW_FIELD) and Field with the upper end of its 95 % interval "
        "(HIGH_FIELD).",
    ),
)


def _codes(*rows: tuple[str, str | None, float]):
    return layer(
        [(None, *row) for row in rows], "codes", crs="", kind="NoGeometry", old="text", new="text", share="real"
    )


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


WARNINGS = (
    Warned(
        algorithm=B,
        title="A facility that opens later, and no field with the opening year was chosen",
        change=lambda _: {
            "FACILITIES": [layer([(point(250, -20), 2150)], "school", open_from="int")],
            "YEARS": "2026",
        },
        sentence="Facilities that open after 2026 count all the same: 1. Choose the field open_from for "
        "Field with the opening year (OPEN_FROM_FIELD), and a year for Year that counts (YEARS), to leave them out.",
        stays="It counts all the same, and the report says so.",
        output="OUTPUT_RESULTS",
        column="compliance",
        values=["meets", "meets", None, None],
    ),
    Warned(
        algorithm=Y,
        title="A forecast where no requirement weighs by people",
        change=lambda _: {"FORECAST": table("forecast")},
        sentence="No requirement weighs by people, so that the forecast changes nothing.",
        stays="The run goes on without it.",
        output="OUTPUT_RESULTS",
        column="year",
        values=[2026] * 4 + [2030] * 4,
    ),
)
