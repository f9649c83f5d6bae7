"""The colours of documents and sheets: those that the page has by day (see its style sheet)."""

from __future__ import annotations

from collections.abc import Mapping

from ...core.statuses import FAILS, MEETS, UNKNOWN_VERDICT
from ..results.met_classes import SEEN_THROUGH, SHADES, faded

CELLS: Mapping[str | None, str] = {MEETS: "#cfe5ec", FAILS: "#f9d6bd", UNKNOWN_VERDICT: "#e2e3e0"}
"""Of verdicts in tables; the words stand in them too."""

OTHER_CELL = "#f3f4f2"

AREAS: Mapping[str | None, str] = {MEETS: "#a5cfdd", FAILS: "#f2b48c", UNKNOWN_VERDICT: "#dcdcd7"}
"""Of verdicts on maps, which have a pattern as well."""

OTHER_AREA = "#ebecee"
FAILS_LINE, UNKNOWN_DOT = "#cf7a42", "#8d8d87"

PAGE_SHADES = tuple(faded(shade, SEEN_THROUGH) for shade in SHADES)
"""From none to all of what is asked, as a map in QGIS shows them on white."""

WATER, GREEN, OTHER_GROUND = "#8fbcd8", "#c4dcb2", "#e4e2da"
STREET, BARRIER, BORDER = "#9b9fa2", "#33383c", "#5f6468"


def without_sign(colour: str) -> str:
    """Return a colour as documents write it: CFE5EC."""
    return colour.removeprefix("#").upper()
