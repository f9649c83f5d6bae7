"""How long Cancel is not heard: algorithms on the sample town, the longest stretch between two looks at it.

Processor time, so that other programs on the machine do not count; and what it takes from one of the last looks of a
run, which is cancelled there, until the run has ended and everything is removed.

    .venv/bin/python benchmarks/cancel.py
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from checkout import ROOT
from measure import table
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback, QgsProject

from buurtmaat.algorithms.provider import BuurtmaatProvider

SAMPLE = ROOT / "resources" / "sample"


class Looks(QgsProcessingFeedback):
    """Measures the time between looks at Cancel, and cancels at the n-th."""

    def __init__(self, cancel_at: int = 0) -> None:
        super().__init__(False)
        self.cancel_at, self.looks, self.longest, self.at = cancel_at, 0, 0.0, 0
        self._last = time.process_time()

    def isCanceled(self) -> bool:  # noqa: N802 -- the name that QGIS asks by
        """Return whether it is cancelled, and note the time."""
        self.looks += 1
        now = time.process_time()
        if now - self._last > self.longest:
            self.longest, self.at = now - self._last, self.looks
        self._last = now
        if self.looks == self.cancel_at:
            self.cancel()
        return bool(super().isCanceled())

    @property
    def since(self) -> float:
        """Return the time since the last look."""
        return time.process_time() - self._last


def inputs(folder: Path) -> list[tuple[str, dict[str, object]]]:
    """Return each algorithm with its inputs, in an order in which one may take what another wrote."""

    def town(name: str) -> str:
        return f"{SAMPLE / 'town.gpkg'}|layername={name}"

    def into(name: str) -> str:
        return str(folder / f"{name}.gpkg")

    homes = {"NETWORK": town("streets"), "DWELLINGS": town("dwellings")}
    areas = {"NEIGHBOURHOODS": town("neighbourhoods"), "NEIGHBOURHOOD_ID": "buurtcode"}
    check = {
        **homes,
        **areas,
        "FACILITIES": [town("facilities"), town("parks")],
        "TYPE_FIELD": "type",
        "WEIGHT_FIELD": "dwellings",
        "OUTPUT_DWELLINGS": into("judged"),
        "OUTPUT_RESULTS": into("results"),
        "OUTPUT_NEIGHBOURHOODS": into("areas"),
        "REPORT": str(folder / "report.html"),
    }
    years = [f"{SAMPLE / 'years.gpkg'}|layername=results_{year}" for year in (2023, 2024, 2025, 2026)]
    shutil.copytree(SAMPLE, folder / "sample")
    (folder / "again").mkdir()
    return [
        ("checknetwork", {**homes, "OUTPUT": into("components"), "ISSUES": into("issues")}),
        (
            "nearestfacility",
            {**homes, "FACILITIES": town("facilities"), "OUTPUT": into("near"), "ROUTES": into("ways")},
        ),
        (
            "serviceareas",
            {
                "NETWORK": town("streets"),
                "FACILITIES": town("facilities"),
                "LIMITS": "400;800",
                "LINES": into("lines"),
                "POLYGONS": into("ground"),
            },
        ),
        ("reachcounts", {**homes, "FACILITIES": town("facilities"), "OUTPUT": into("counts")}),
        (
            "odmatrix",
            {
                "NETWORK": town("streets"),
                "ORIGINS": town("dwellings"),
                "DESTINATIONS": town("facilities"),
                "K": 3,
                "OUTPUT": into("matrix"),
            },
        ),
        (
            "facilitiesperdwellings",
            {**homes, **areas, "FACILITIES": town("facilities"), "REACH": 800, "OUTPUT": into("per")},
        ),
        (
            "floatingcatchment",
            {**homes, "FACILITIES": town("facilities"), "CAPACITY_FIELD": "capacity_m2", "OUTPUT": into("floating")},
        ),
        ("basicrequirements", check),
        ("requirementsoveryears", {**check, "YEARS": "2026;2030"}),
        (
            "reachableground",
            {
                "NETWORK": town("streets"),
                "FACILITIES": [town("facilities")],
                "TYPE_FIELD": "type",
                "AT_LEAST": 1,
                "LINES": into("covered"),
                "POLYGONS": into("covered_ground"),
            },
        ),
        (
            "compliancereport",
            {
                "RESULTS": into("results"),
                **areas,
                "REPORT": str(folder / "c.html"),
                "PDF": str(folder / "c.pdf"),
                "DOCUMENT": str(folder / "c.docx"),
                "SPREADSHEET": str(folder / "c.xlsx"),
            },
        ),
        (
            "thresholdcurve",
            {"RESULT_DWELLINGS": into("judged"), "REQUIREMENT": "meeting_place", "OUTPUT": into("curve")},
        ),
        ("trend", {"RESULTS_SERIES": years, "SERIES": into("series"), "PLOT": str(folder / "trend.html")}),
        (
            "planneddwellings",
            {"PLANS": town("planned_housing"), "OUTPUT": into("plans")},
        ),
        ("comparescenarios", {"BEFORE": years[0], "AFTER": years[3], **areas, "OUTPUT": into("compared")}),
        (
            "suggestlocations",
            {**homes, "CANDIDATES": town("candidates"), "P": 4, "OBJECTIVE": 2, "OUTPUT": into("chosen")},
        ),
        (
            "surveyestimates",
            {
                "AREAS": town("survey"),
                "AREA_ID": "buurtcode",
                "ESTIMATE_FIELD": "lonely",
                "N_FIELD": "respondents",
                "OUTPUT": into("survey"),
            },
        ),
        (
            "surveycomparison",
            {"ESTIMATES": into("survey"), "AREA_ID": "buurtcode", "RESULTS": into("results"), "TABLE": into("beside")},
        ),
        ("preparenetwork", {"SOURCE": town("streets"), "OUTPUT": into("streets")}),
        (
            "preparedwellings",
            {
                "SOURCE": town("dwellings"),
                "WEIGHT_FIELD": "dwellings",
                "NEIGHBOURHOODS": town("neighbourhoods"),
                "OUTPUT": into("homes"),
            },
        ),
        ("preparestops", {"GTFS": str(SAMPLE / "timetable.zip"), "OUTPUT": into("stops")}),
        (
            "preparecandidates",
            {"SOURCE": town("dwellings"), "OWNER_FIELD": "landlord", "OUTPUT": into("candidates")},
        ),
        ("livingenvironments", {**areas, "DWELLINGS": town("dwellings"), "OUTPUT": into("environments")}),
        ("runrecipe", {"RECIPE": str(folder / "sample" / "recipe_2026.json"), "FOLDER": str(folder / "again")}),
    ]


def run(name: str, given: dict[str, object], feedback: Looks) -> str:
    """Run an algorithm; return why it stopped, empty where it did not."""
    made = QgsApplication.processingRegistry().createAlgorithmById(f"buurtmaat:{name}")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    context.setFeedback(feedback)
    good, why = made.checkParameterValues(given, context)
    if not good:
        return str(why)
    try:
        made.run(given, context, feedback, {}, False)
    except QgsProcessingException as error:
        return str(error)
    return ""


def main() -> int:
    """Run each algorithm twice, and print the table."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QgsApplication([], False)
    application.initQgis()
    provider = BuurtmaatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for name, given in inputs(Path(scratch)):
            provider.session.clear()
            whole = Looks()
            why = run(name, given, whole)
            provider.session.clear()
            stopped = Looks(cancel_at=max(whole.looks - 2, 1))
            said = "" if why else run(name, given, stopped)
            rows.append(
                [
                    name,
                    f"{whole.looks:,}",
                    f"{whole.longest:.2f}",
                    f"{whole.at:,}",
                    f"{stopped.since:.2f}",
                    why or ("" if said.startswith("Cancelled") else f"not cancelled: {said}"),
                ]
            )
            print(*rows[-1], file=sys.stderr, flush=True)
    print(table(["algorithm", "looks", "longest, s", "before look", "until it has ended, s", ""], rows))
    application.exitQgis()
    return 0


if __name__ == "__main__":
    sys.exit(main())
