"""The sample town, checked once, as those who tell about a run take it: findings, and what stands beside the table."""

from __future__ import annotations

import functools
import math
import re
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

import numpy as np
import pandas as pd
from qgis.core import QgsGeometry

from buurtmaat.adapters.report.facts import ReportFacts
from buurtmaat.adapters.report.maps import MapBase
from buurtmaat.core.results.findings import Findings, read_findings
from buurtmaat.core.results.table import RESULT_KINDS
from towns import runs

TOWN = Path(__file__).resolve().parents[2] / "resources" / "sample" / "town.gpkg"
LEVELS = ("wijkcode", "kern", "gemeentecode")

SCRIPT = '<script>alert(1)</script> & "Co"'
FROM_RIGHT = "שכונת הגן"
LONG = "Nieuwe Tuinen, Park Zonnehoek, de Lange Plas en " + "Hottentottententententoonstellingsterrein" * 2
STRANGE = (SCRIPT, FROM_RIGHT, LONG, "", "=1+1", "[% 1 + 1 %] \x0b\x01")
"""What the first neighbourhoods are called where names are to be strange; the fourth has none."""


@functools.cache
def _run() -> tuple[pd.DataFrame, list[dict], list[dict], list[QgsGeometry], object]:

    def layer(name: str) -> str:
        return f"{TOWN}|layername={name}"

    done = runs.run(
        "basicrequirements",
        {
            "NETWORK": layer("streets"),
            "TIME_FIELD": "time_min",
            "BARRIERS": layer("water"),
            "DWELLINGS": layer("dwellings"),
            "WEIGHT_FIELD": "dwellings",
            "NEIGHBOURHOODS": layer("neighbourhoods"),
            "NEIGHBOURHOOD_ID": "buurtcode",
            "LEVEL_FIELDS": list(LEVELS),
            "GROUP_FIELD": "landlord",
            "FACILITIES": [layer("facilities"), layer("parks")],
            "TYPE_FIELD": "type",
            "FACILITY_ID": "facility_id",
            "CAPACITY_FIELD": "capacity_m2",
            "NORM_SET": "meeting",
            "OUTPUT_DWELLINGS": "memory:",
            "OUTPUT_NEIGHBOURHOODS": "memory:",
            "OUTPUT_RESULTS": "memory:",
            "OUTPUT_FACILITIES": "memory:",
        },
    )
    table = pd.DataFrame(
        {
            name: pd.Series(done.column("OUTPUT_RESULTS", name), dtype=object if kind == "text" else float)
            for name, kind in RESULT_KINDS.items()
        }
    )
    homes = done.layer("OUTPUT_DWELLINGS")
    spots = [
        (f.geometry().asPoint().x(), f.geometry().asPoint().y()) if f.hasGeometry() else (np.nan, np.nan)
        for f in homes.getFeatures()
    ]
    areas = done.layer("OUTPUT_NEIGHBOURHOODS")
    shapes = [QgsGeometry(f.geometry()) for f in areas.getFeatures()]
    return table, runs.rows(areas), runs.rows(homes), shapes, (areas.crs(), np.array(spots))


def table() -> pd.DataFrame:
    """Return the results table of the run."""
    return _run()[0].copy()


def findings(changed: pd.DataFrame | None = None) -> Findings:
    """Return what the table says; of a changed one if it is given."""
    rows = _run()[1]
    member = {level: {row["buurtcode"]: row[level] for row in rows} for level in LEVELS}
    return read_findings(table() if changed is None else changed, member)


def about(*names: str) -> ReportFacts:
    """Return what stands beside the table, the first neighbourhoods called by these names."""
    _, rows, homes, shapes, (crs, spots) = _run()
    labels = {row["buurtcode"]: f"{row['buurtnaam']} ({row['buurtcode']})" for row in rows}
    labels.update(zip(list(labels), names, strict=False))
    asked = [name.removesuffix("_ok") for name in homes[0] if name.endswith("_ok")]
    states = {
        name: np.array([-1 if row[f"{name}_ok"] is None else row[f"{name}_ok"] for row in homes], np.int8)
        for name in asked
    }
    return ReportFacts(
        title="Basiseisen",
        labels=labels,
        classes={row["buurtcode"]: row["woonmilieu"] for row in rows},
        ground=MapBase(shapes, [row["buurtnaam"] for row in rows], crs, spots),
        states=states,
    )


def numbers(text: str, language: str = "nl") -> list[float]:
    """Return the numbers in a text, as the language writes them."""
    thousands, decimal = (".", ",") if language == "nl" else (",", ".")
    found = re.findall(rf"\d+(?:\{thousands}\d{{3}})*(?:\{decimal}\d+)?", text)
    return [float(one.replace(thousands, "").replace(decimal, ".")) for one in found]


def judged(rows: pd.DataFrame, question: str, area: str) -> pd.Series | None:
    """Return the row of the table that the verdict in a neighbourhood rests on, found without the plugin."""
    mine = rows[(rows["requirement"] == question) & rows["group"].isna()]
    own = mine[(mine["level"] == "neighbourhood") & (mine["neighbourhood"] == area)].iloc[0]
    others = mine[(mine["level"] != "neighbourhood") & mine["compliance"].notna()]
    at_neighbourhoods = mine[mine["level"] == "neighbourhood"]["compliance"].notna().any()
    if at_neighbourhoods or others.empty:
        return own
    level = others["level"].iloc[0]
    home = next(row for row in _run()[1] if row["buurtcode"] == area)[level]
    found = mine[(mine["level"] == level) & (mine["neighbourhood"] == home)]
    return None if found.empty else found.iloc[0]


def holding(rows: pd.DataFrame, question: str, area: str) -> tuple[pd.Series | None, str | None]:
    """Return the row that the verdict in a neighbourhood rests on, and that verdict: none is asked where nobody is."""
    row, mine = judged(rows, question, area), rows[(rows["requirement"] == question) & rows["group"].isna()]
    own = mine[(mine["level"] == "neighbourhood") & (mine["neighbourhood"] == area)].iloc[0]
    if row is None:
        return None, None
    nobody = row["level"] != "neighbourhood" and own["total"] == 0
    return row, "not_applicable" if nobody else row["compliance"]


def percent_text(share: float, language: str = "nl", decimals: int = 0) -> str:
    """Write a share as the contract says: cut off; 0 and 100 only where exact, under the least one is said so."""
    exact = Decimal(repr(round(float(share), 12))) * 100
    cut = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_FLOOR)
    if cut == 0 < exact:
        under = {"nl": "minder dan", "en": "under"}[language]
        return f"{under} {written(Decimal(1).scaleb(-decimals), language)} %"
    return f"{written(cut, language)} %"


def outside_text(within: float, outside: float, language: str = "nl") -> str:
    """Write what lies outside as what is left of 100."""
    if not outside or not within:
        return "100 %" if outside else "0 %"
    share = Decimal(repr(round(float(within / (within + outside)), 12))) * 100
    under, over = {"nl": ("minder dan", "meer dan"), "en": ("under", "over")}[language]
    if share > 99 or share < 1:
        return f"{under} 1 %" if share > 99 else f"{over} 99 %"
    return f"{100 - int(share)} %"


def written(number: Decimal | float, language: str = "nl") -> str:
    """Write a number as the language does, with its own decimals."""
    text = f"{number:,}"
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def value_text(row: pd.Series | None, verdict: str | None, language: str = "nl") -> str:
    """Write the share or the rate that a verdict rests on; nothing of it where nothing is asked."""
    share = row is not None and row["indicator"] in ("distance", "count", "types", "basket")
    value = np.nan if row is None else row["share" if share else "rate"]
    if pd.isna(value) or verdict == "not_applicable":
        return "–"
    if share or row["unit"] == "share":
        norm = row["target" if share else "threshold"]
        digits = Decimal(repr(float(norm))) * 100 if not pd.isna(norm) else Decimal(0)
        decimals = max(-digits.normalize().as_tuple().exponent, 0 if share else 1)
        return percent_text(float(value), language, decimals)
    if row["indicator"] == "presence":
        return written(int(value), language)
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 or value == 0 else 4
    exact = Decimal(repr(round(float(value), 9))).quantize(Decimal(1).scaleb(-decimals), ROUND_FLOOR)
    return written(exact, language)


_COUNTED = {
    "dwellings": {"nl": ("woning", "woningen"), "en": ("dwelling", "dwellings")},
    "inhabitants": {"nl": ("inwoner", "inwoners"), "en": ("inhabitant", "inhabitants")},
    "households": {"nl": ("huishouden", "huishoudens"), "en": ("household", "households")},
}


def measured_text(row: pd.Series | None, verdict: str | None, language: str = "nl") -> str:
    """Write `value_text`, with its unit where it is no share."""
    said = value_text(row, verdict, language)
    if row is None or said == "–" or said.endswith("%"):
        return said
    said = f"{said} m²" if row["unit"] == "m2" else said
    if row["indicator"] == "rate":
        per = written(int(row["per"]) if float(row["per"]).is_integer() else float(row["per"]), language)
        one, more = _COUNTED.get(row["weight"], {}).get(language, (row["weight"], row["weight"]))
        return f"{said} per {per} {one if per == '1' else more}"
    if row["unit"] == "m2":
        return said
    one, more = {"nl": ("voorziening", "voorzieningen"), "en": ("facility", "facilities")}[language]
    return f"{said} {one if said == '1' else more}"


def lacking(row: pd.Series) -> float:
    """Return what is missing as it is told: counted facilities in whole ones, 0 where less than half of one."""
    missing = float(row["shortfall" if pd.isna(row["shortfall_capacity"]) else "shortfall_capacity"])
    if row["unit"] == "number":
        return float(math.ceil(missing - 1e-9)) if missing >= 0.5 else 0.0
    one = row["size"]
    return 0.0 if not pd.isna(one) and row["compliance"] == "fails" and missing < one / 2 else missing


def is_missing(told: float, missing: float, *, dwellings: bool) -> bool:
    """Return whether a number is what is missing as people are told: rounded up, dwellings to whole ones."""
    step = 1 if dwellings or missing >= 10 else 0.1 if missing >= 1 else 0.01
    return -1e-6 <= told - missing < step + 1e-9
