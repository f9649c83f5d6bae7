"""The tables of inputs on the pages of the algorithms, made of the algorithms' own definitions.

A page has its table between two comments; `scripts/pages` writes it anew, and a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
)

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ROOT / "docs" / "algorithms"
OPTIONS = ROOT / "docs" / "network-options.md"
START, END = "<!-- inputs: made by scripts/pages -->", "<!-- end of inputs -->"

NETWORK_OPTIONS = (
    *("TOLERANCE", "MAX_SNAP", "MIN_COMPONENT", "ACCESS_LEGS", "BARRIERS", "PASS_FIELDS"),
    *("ENTRANCES", "ENTRANCE_FACILITY", "ENTRANCE_GAP", "SPEED_FIELD", "TIME_FIELD"),
    *("DIRECTION_FIELD", "VALUE_FORWARD", "VALUE_BACKWARD", "VALUE_BOTH", "TOWARDS"),
)
"""Shared inputs that have a table of their own; an algorithm with all of them refers to it."""

_YEARS = ("YEARS", "OPEN_FROM_FIELD", "OPEN_UNTIL_FIELD", "STREET_YEAR_FIELD")
_TO_COME = ("PLANS", "PLAN_STATUS", "GROWTH_FIELD", "FORECAST")
_TODAY, _OVER_YEARS = "basic_requirements", "requirements_over_years"


def pages() -> Iterator[tuple[Path, str]]:
    """Yield each page with a table, and its text as it should be; the provider has to be there."""
    algorithms = QgsApplication.processingRegistry().providerById("buurtmaat").algorithms()
    made = {algorithm.STEM: algorithm for algorithm in algorithms if hasattr(algorithm, "STEM")}
    for stem, algorithm in sorted(made.items()):
        path = PAGES / f"{stem}.md"
        yield path, _put(path, _rows(_shown(stem, algorithm)))
    options = {d.name(): d for d in made["nearest_facility"].parameterDefinitions()}
    yield OPTIONS, _put(OPTIONS, _rows([options[name] for name in NETWORK_OPTIONS]))


def _shown(stem: str, algorithm: QgsProcessingAlgorithm) -> list[QgsProcessingParameterDefinition]:
    """Return the inputs that a page has a row for; the others stand on the page that it refers to."""
    inputs = [d for d in algorithm.parameterDefinitions() if not d.isDestination()]
    if stem == _OVER_YEARS:
        return [d for d in inputs if d.name() in (*_YEARS, *_TO_COME)]
    elsewhere = set(_TO_COME) if stem == _TODAY else set()
    if set(NETWORK_OPTIONS) <= {d.name() for d in inputs}:
        elsewhere |= set(NETWORK_OPTIONS)
    return [d for d in inputs if d.name() not in elsewhere]


def _put(path: Path, table: str) -> str:
    """Return a page with a table between its comments."""
    text = path.read_text(encoding="utf-8")
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"{path} has no place for the inputs: {START} … {END}")
    return f"{before}{START}\n\n{table}\n{END}{after}"


def _rows(definitions: list[QgsProcessingParameterDefinition]) -> str:
    lines = ["| parameter | what | default |", "|---|---|---|"]
    lines += [f"| `{d.name()}` | {_what(d)} | {_default(d)} |" for d in definitions]
    return "\n".join(lines) + "\n"


def _what(definition: QgsProcessingParameterDefinition) -> str:
    """Return the label, the help, and of a choice the numbers that stand for it."""
    parts = [f"*{definition.description()}.*", definition.help()]
    if isinstance(definition, QgsProcessingParameterEnum):
        parts.append("; ".join(f"{number} {word}" for number, word in enumerate(definition.options())) + ".")
    return re.sub(r"([|\\])|(?<=\()\*|\* (?=as)", lambda found: "\\" + found[0], " ".join(parts))


def _default(definition: QgsProcessingParameterDefinition) -> str:
    value = definition.defaultValue()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(f"`{one}`" for one in value)
    if value is None or value == "":
        optional = definition.flags() & Qgis.ProcessingParameterFlag.Optional
        return "" if optional else "required"
    return f"`{value}`" if isinstance(value, str) else f"{value:g}"
