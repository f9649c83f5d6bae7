"""The four years of the sample town, and what is made of them: a trend, a survey, and a report with both."""

from __future__ import annotations

from pathlib import Path

from towns import runs
from towns.sample_run import TOWN, source

BESIDE = TOWN.with_name("years.gpkg")
YEARS = (2023, 2024, 2025, 2026)


def beside(layer: str) -> str:
    return f"{BESIDE}|layername={layer}"


def results_of(year: int) -> str:
    return beside(f"results_{year}")


def trend_of_years(folder: Path, **changes) -> dict:
    """Make the trend of the four years, into files; return the places of its outputs."""
    made = {"SERIES": str(folder / "series.gpkg"), "PLOT": str(folder / "trend.html")}
    given = {
        "RESULTS_SERIES": [results_of(year) for year in YEARS],
        "NEIGHBOURHOODS": [source("neighbourhoods")],
        "CODE_CHANGES": beside("code_changes"),
        **made,
        **changes,
    }
    return {**made, "run": runs.run("trend", runs.without_none(given))}


def survey_of_town(folder: Path, results: str) -> dict:
    """Estimate the survey of the town and put it beside results, into files; return the places of its outputs."""
    made = {"ESTIMATES": str(folder / "survey.gpkg"), "COMPARISON": str(folder / "crossing.gpkg")}
    pages = {"survey": str(folder / "survey.html"), "crossing": str(folder / "crossing.html")}
    asked = {"AREAS": source("survey"), "AREA_ID": "buurtcode", "N_FIELD": "respondents"}
    model = {"ESTIMATE_FIELD": "feeling_at_home", "COVARIATES": ["share_65"]}
    runs.run("surveyestimates", {**asked, **model, "OUTPUT": made["ESTIMATES"], "PLOT": pages["survey"]})
    beside_norms = {"ESTIMATES": made["ESTIMATES"], "AREA_ID": "buurtcode", "RESULTS": results}
    runs.run("surveycomparison", {**beside_norms, "TABLE": made["COMPARISON"], "PLOT": pages["crossing"]})
    return {**made, **pages}
