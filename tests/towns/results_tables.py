"""Results tables as a run of the requirements writes them, with the rows that a test says."""

from __future__ import annotations

from qgis.core import QgsVectorLayer

from towns import runs

USUAL = {
    "level": "neighbourhood",
    "stock": "all",
    "requirement": "s",
    "indicator": "distance",
    "threshold": 300.0,
    "unit": "m",
    "target": 0.9,
}
KINDS = {"text": "text", "whole": "int", "number": "real"}


def results(*rows: dict) -> QgsVectorLayer:
    """Make a results table; cells not said are those of a distance of 300 m, or NULL."""
    from buurtmaat.core.results.table import RESULT_KINDS

    said = [{**USUAL, **row} for row in rows]
    kinds = {name: KINDS[kind] for name, kind in RESULT_KINDS.items()}
    return runs.layer([(None, *map(row.get, kinds)) for row in said], "results", crs="", kind="NoGeometry", **kinds)
