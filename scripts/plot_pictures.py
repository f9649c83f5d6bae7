"""Make the pictures of the pages about years and surveys in docs/images, from the sample town: run by scripts/pictures.

Takes the folder for the pictures, and one for what is made on the way, where fetched.html is the report that
scripts/name_to_report.py made.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
from pathlib import Path

from planning_ahead import import_plugin
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "sample"
YEARS = (2023, 2024, 2025, 2026)
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome", "chromium-browser")
WIDTH = 860
HEIGHTS = {"trend": 1545, "survey": 900, "fetched": 900}
"""How much of each page is seen."""


def layer(file: str, name: str) -> str:
    """Describe where a layer of the sample is."""
    return f"{SAMPLE / file}|layername={name}"


def run(algorithm: str, given: dict[str, object]) -> None:
    """Run an algorithm as the toolbox does."""
    feedback = QgsProcessingFeedback(False)
    made = QgsApplication.processingRegistry().createAlgorithmById(f"buurtmaat:{algorithm}")
    _, good = made.run(given, QgsProcessingContext(), feedback)
    if not good:
        raise RuntimeError(feedback.textLog())


def make_pages(folder: Path) -> None:
    """Make the page of the four years, and that of the survey."""
    years = [layer("years.gpkg", f"results_{year}") for year in YEARS]
    trend = {"RESULTS_SERIES": years, "CODE_CHANGES": layer("years.gpkg", "code_changes")}
    trend |= {"NEIGHBOURHOODS": [layer("town.gpkg", "neighbourhoods")], "SERIES": "memory:"}
    recipes = [str(SAMPLE / f"recipe_{year}.json") for year in YEARS]
    run("trend", {**trend, "RECIPES": recipes, "CAUSES": "memory:", "PLOT": str(folder / "trend.html")})
    survey = {"AREAS": layer("town.gpkg", "survey"), "AREA_ID": "buurtcode", "N_FIELD": "respondents"}
    model = {"ESTIMATE_FIELD": "feeling_at_home", "COVARIATES": ["share_65"]}
    run("surveyestimates", {**survey, **model, "OUTPUT": "memory:", "PLOT": str(folder / "survey.html")})


def photograph(page: Path, picture: Path, height: int) -> None:
    """Keep what a browser shows of a page."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise RuntimeError("no Chromium is installed: run scripts/setup")
    seen = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={WIDTH},{height}"]
    subprocess.run([browser, *seen, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True)
    print(f"picture: {picture}", flush=True)


def main() -> None:
    """Read what is asked, and do it in a QGIS without windows."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("pictures", type=Path)
    arguments.add_argument("folder", type=Path)
    given = arguments.parse_args()
    import_plugin()
    application = QgsApplication([], False)
    application.initQgis()
    from buurtmaat.algorithms.provider import BuurtmaatProvider

    provider = BuurtmaatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    make_pages(given.folder)
    for name, height in HEIGHTS.items():
        photograph(given.folder / f"{name}.html", given.pictures / f"{name}.png", height)
    QgsApplication.processingRegistry().removeProvider(provider)
    application.exitQgis()


if __name__ == "__main__":
    main()
