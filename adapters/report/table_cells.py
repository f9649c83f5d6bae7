"""Cells of the results table as Python has them."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...core.results.area_verdicts import Cell


def word(value: object) -> str | None:
    """Return a text of the table, None where there is none."""
    return value if isinstance(value, str) else None


def as_number(value: object) -> float:
    """Return a as_number of the table, NaN where there is none."""
    return float(value) if isinstance(value, (int, float)) else math.nan


def cell_of(row: Mapping[Hashable, object], figure: str = "share") -> Cell:
    """Return what a row says of an area or a group."""
    from ...core.results.area_verdicts import Cell

    return Cell(
        verdict=word(row["compliance"]),
        reason=word(row["reason"]),
        value=as_number(row[figure]),
        threshold=as_number(row["threshold"]),
        missing=as_number(row["shortfall"]),
    )
