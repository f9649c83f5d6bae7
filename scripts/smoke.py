"""Run one check of the sample town in whatever QGIS this Python belongs to, and compare a figure: on any system.

It needs no packages beside those of the plugin: python-qgis smoke.py (Windows: python-qgis.bat, python-qgis-ltr.bat).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from headless_qgis import ROOT, headless_qgis, run_algorithm, with_algorithms
from qgis.core import Qgis, QgsVectorLayer

TOWN = ROOT / "resources" / "sample" / "town.gpkg"


def check(folder: Path) -> dict[str, object]:
    """Run Check basic requirements with a norm by the straight line, and return the row of the whole town."""
    layers = {"DWELLINGS": "dwellings", "NEIGHBOURHOODS": "neighbourhoods"}
    norm = ["near", "meeting place", "distance", 1000, "m", "", "", "straight", "", "", ""]
    outputs = {"OUTPUT_RESULTS": folder / "results.gpkg", "REPORT": folder / "report.html"}
    given = {name: f"{TOWN}|layername={layer}" for name, layer in layers.items()}
    given |= {"WEIGHT_FIELD": "dwellings", "NEIGHBOURHOOD_ID": "buurtcode", "TYPE_FIELD": "type"}
    given |= {name: str(path) for name, path in outputs.items()}
    run_algorithm("basicrequirements", {**given, "FACILITIES": [f"{TOWN}|layername=facilities"], "REQUIREMENTS": norm})
    if not outputs["REPORT"].is_file():
        raise RuntimeError("there is no report")
    table = QgsVectorLayer(str(outputs["OUTPUT_RESULTS"]), "results", "ogr")
    (row,) = [one for one in table.getFeatures() if one["neighbourhood"] == "_total"]
    return {name: row[name] for name in ("total", "within", "outside", "unknown")}


def dwellings_of_the_town() -> float:
    """Return how many dwellings the sample town has, counted by QGIS itself."""
    layer = QgsVectorLayer(f"{TOWN}|layername=dwellings", "dwellings", "ogr")
    return float(sum(one["dwellings"] or 0 for one in layer.getFeatures()))


def main() -> None:
    """Print the figures, and fail where they do not add up to the dwellings of the town."""
    with headless_qgis(), with_algorithms():
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            row = check(Path(folder))
        there = dwellings_of_the_town()
        print(f"QGIS {Qgis.version()} on {sys.platform}:", row, f"of {there} dwellings")
    if not (row["total"] == there == row["within"] + row["outside"] + row["unknown"] and row["within"] > 0):
        sys.exit("the figures do not add up")


if __name__ == "__main__":
    main()
