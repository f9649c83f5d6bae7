"""Make the pictures of the pages about years and surveys in docs/images, from the sample town: run by scripts/pictures.

Takes the folder for the pictures, and one for what is made on the way. There are the reports that
name_to_report.py and tutorial.py made: fetched.html and tutorial.html, and with -nl the Dutch ones.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtGui import QImage

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

# After the path that makes it importable.
from headless_qgis import headless_qgis, run_algorithm, speaking, with_algorithms  # noqa: E402

SAMPLE = ROOT / "resources" / "sample"
YEARS = (2023, 2024, 2025, 2026)
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome", "chromium-browser")
WIDTH = 860
SEEN = {
    "trend": ("trend.html", 0, 1500),
    "survey": ("survey.html", 0, 900),
    "nl/trend": ("trend-nl.html", 0, 1545),
    "nl/survey": ("survey-nl.html", 0, 900),
    "fetched": ("fetched.html", 0, 900),
    "nl/fetched": ("fetched-nl.html", 0, 900),
    "tutorial-front": ("tutorial.html", 0, 870),
    "tutorial-matrix": ("tutorial.html", 1430, 982),
    "tutorial-maps": ("tutorial.html", 2577, 640),
    "nl/tutorial-front": ("tutorial-nl.html", 0, 870),
    "nl/tutorial-matrix": ("tutorial-nl.html", 1375, 961),
    "nl/tutorial-maps": ("tutorial-nl.html", 2511, 640),
}
"""Of each picture, the page, from where on it is seen, and how much of it."""


def layer(file: str, name: str) -> str:
    """Describe where a layer of the sample is."""
    return f"{SAMPLE / file}|layername={name}"


def survey_of_town() -> QgsVectorLayer:
    """Return the survey, its figure called as *Open the sample town* calls it."""
    from buurtmaat.adapters.io.translation import tr

    found = QgsVectorLayer(layer("town.gpkg", "survey"), "survey", "ogr")
    found.setFieldAlias(found.fields().indexOf("feeling_at_home"), tr("Feels at home"))
    return found


def make_pages(folder: Path, behind: str = "") -> None:
    """Make the page of the four years, and that of the survey, with something behind their names."""
    years = [layer("years.gpkg", f"results_{year}") for year in YEARS]
    trend = {"RESULTS_SERIES": years, "CODE_CHANGES": layer("years.gpkg", "code_changes")}
    trend |= {"NEIGHBOURHOODS": [layer("town.gpkg", "neighbourhoods")], "SERIES": "memory:"}
    recipes = [str(SAMPLE / f"recipe_{year}.json") for year in YEARS]
    run_algorithm(
        "trend", {**trend, "RECIPES": recipes, "CAUSES": "memory:", "PLOT": str(folder / f"trend{behind}.html")}
    )
    survey = {"AREAS": survey_of_town(), "AREA_ID": "buurtcode", "N_FIELD": "respondents"}
    model = {"ESTIMATE_FIELD": "feeling_at_home", "COVARIATES": ["share_65"]}
    run_algorithm(
        "surveyestimates", {**survey, **model, "OUTPUT": "memory:", "PLOT": str(folder / f"survey{behind}.html")}
    )


def photograph(page: Path, picture: Path, top: int, height: int) -> None:
    """Keep what a browser shows of a page. One that is scrolled comes out white, so what is above is cut off."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise RuntimeError("no Chromium is installed: run scripts/setup")
    seen = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={WIDTH},{top + height}"]
    subprocess.run([browser, *seen, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True)
    if not QImage(str(picture)).copy(0, top, WIDTH, height).save(str(picture)):
        raise OSError(picture)
    print(f"picture: {picture}", flush=True)


def main() -> None:
    """Read what is asked, and do it in a QGIS without windows."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("pictures", type=Path)
    arguments.add_argument("folder", type=Path)
    given = arguments.parse_args()
    with headless_qgis(), with_algorithms():
        with speaking("en"):
            make_pages(given.folder)
        with speaking("nl"):
            make_pages(given.folder, "-nl")
        for name, (page, top, height) in SEEN.items():
            photograph(given.folder / page, given.pictures / f"{name}.png", top, height)


if __name__ == "__main__":
    main()
