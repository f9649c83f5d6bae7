"""Results tables made by hand, and what they say, without QGIS."""

from __future__ import annotations

import math

import pandas as pd

from buurtmaat.core.results.findings import Findings, read_findings
from buurtmaat.core.results.requirement_question import RequirementQuestion
from buurtmaat.core.results.table import RESULT_KINDS

USUAL = {
    "level": "neighbourhood",
    "stock": "all",
    "requirement": "s",
    "title": "School near",
    "indicator": "distance",
    "threshold": 300.0,
    "unit": "m",
    "target": 0.9,
    "weight": "dwellings",
    "norm_set": "own",
    "norm_version": "1",
}
AMOUNT = {"indicator": "rate", "unit": "m2", "target": math.nan, "per": 100.0, "threshold": 50.0}


def row(area: str | None, **cells: object) -> dict:
    return {**USUAL, "neighbourhood": area, **cells}


def table(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame(
        {
            name: pd.Series([one.get(name) for one in rows], dtype=object if kind == "text" else float)
            for name, kind in RESULT_KINDS.items()
        }
    )


def read(*rows: dict, member: dict | None = None) -> Findings:
    return read_findings(table(*rows), member)


def question(**cells: object) -> RequirementQuestion:
    """Return what a requirement asks that has these cells."""
    return read(row("a", **cells)).questions[0]
