"""A town that every format can hold, and the inputs with which each algorithm reads it.

Coordinates and numbers are eighths, which binary and decimal numbers both hold, and no two ways are equally long. Names
of fields have ten characters at most, texts are in cp1252, and no text is empty.
"""

from __future__ import annotations

import functools
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QDate

from buurtmaat.core.results.table import RESULT_KINDS
from towns import results_tables, runs
from towns.runs import box, fields, layer

TIMETABLE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "timetable.zip"
COLUMNS, ROWS, STEP = 7, 6, 100.0
KINDS = ("school", "park", "café", "library")
WORDS = ("Woonpunt", "Zuiderpoort", "Coöperatie Één", "naïef – “ß” €5")
"""Landlords; the last one has what cp1252 has beside Latin-1."""


def _eighth(rng: random.Random, least: float, most: float) -> float:
    return round(rng.uniform(least, most) * 8) / 8


def _nodes(rng: random.Random) -> dict[tuple[int, int], tuple[float, float]]:
    return {
        (i, j): (i * STEP + _eighth(rng, -20, 20), j * STEP + _eighth(rng, -20, 20))
        for i in range(COLUMNS)
        for j in range(ROWS)
    }


def _streets(rng: random.Random) -> QgsVectorLayer:
    nodes = _nodes(rng)
    made = []
    for (i, j), (x, y) in nodes.items():
        for end in ((i + 1, j), (i, j + 1)):
            if end not in nodes or rng.random() < 0.08:
                continue
            u, v = nodes[end]
            middle = ((x + u) / 2 // 0.125 * 0.125 + _eighth(rng, -4, 4), (y + v) / 2 // 0.125 * 0.125)
            wkt = f"LINESTRING({x} {y}, {middle[0]} {middle[1]}, {u} {v})"
            way = rng.choice(["residential", "residential", "footway", "cycleway", "steps", "trunk"])
            made.append(
                (
                    *(wkt, f"s{len(made):03d}", way),
                    *(rng.choice([None, None, "yes", "no"]), rng.random() < 0.1),
                    *(rng.choice([None, None, 3.0, 4.5]), 2.5 if rng.random() < 0.04 else None),
                    *(rng.choice([None, None, None, "yes", "-1"]), rng.choice([None, None, None, 2028, 2035])),
                )
            )
    return layer(
        made, "streets", sid="text", highway="text", bridge="text", tunnel="bool", kmh="real", mins="real",
        oneway="text", built="int",
    )  # fmt: skip


def _homes(rng: random.Random) -> QgsVectorLayer:
    made = []
    for n in range(60):
        x, y = _eighth(rng, -30, 630), _eighth(rng, -30, 530)
        many = rng.choice([1, 1, 2, 5, 12])
        made.append(
            (
                *(runs.point(x, y), f"h{n:02d}", many, rng.choice([None, 0.0, 0.25, 1.5, 7.375])),
                *(rng.choice([None, *WORDS]), rng.random() < 0.4, QDate(1950 + n, 1 + n % 12, 1 + n % 28), 1950 + n),
            )
        )
    made.append((runs.point(2500, 2500), "far", 3, 1.0, WORDS[0], True, None, None))
    return layer(made, "homes", hid="text", many="int", older="real", landlord="text", social="bool", built="date",
                 bouwjaar="int")  # fmt: skip


def _areas(rng: random.Random) -> QgsVectorLayer:
    made = []
    for n in range(6):
        x, y = (n % 3) * 220 - 40.0625, (n // 3) * 290 - 40.0625
        made.append(
            (
                *(
                    box(x, y, x + 220, y + 290),
                    f"BU0503{n:04d}",
                    f"WK0503{n // 3:02d}",
                    ("stad", "dorp é", None)[n % 3],
                ),
                *(rng.randint(20, 90), (500, 900, 1200, 1700, 2300, None)[n], _eighth(rng, 0, 6) if n else None),
                *(n / 8 if n < 5 else None, 20 + n, rng.randint(40, 200)),
            )
        )
    return layer(
        made, "areas", code="text", wijk="text", class_="text", homes_n="int", density="int", norm="real",
        lonely="real", asked="int", inwoner="int",
    )  # fmt: skip


def _more_areas(rng: random.Random) -> QgsVectorLayer:
    made = [
        (
            *(box(100.0 * n, 0, 100.0 * n + 100, 100), f"a{n:02d}", 0.125 + n % 5 / 8, 20 + n, _eighth(rng, 0, 9)),
            *(n % 5 / 8, 0.25 + n % 5 / 8),
        )
        for n in range(14)
    ]
    return layer(made, "surveyed", code="text", lonely="real", asked="int", age="real", low="real", high="real")


def _facilities(rng: random.Random, kinds: tuple[str, ...], count: int, name: str) -> QgsVectorLayer:
    made = []
    for n in range(count):
        x, y = _eighth(rng, 0, 600), _eighth(rng, 0, 500)
        w, h = _eighth(rng, 9, 40), _eighth(rng, 9, 40)
        wkt = runs.point(x, y) if name == "places" else box(x, y, x + w, y + h)
        made.append(
            (
                *(wkt, f"{name[0]}{n:02d}", kinds[n % len(kinds)], rng.choice([None, 12.5, 40.0, 96.25])),
                *(rng.choice([None, None, 2029]), rng.choice([None, None, QDate(2031, 6, 30)])),
                rng.choice([None, *WORDS]),
            )
        )
    own = fields(fac="text", kind="text", cap="real", opens="int", until="date", owner="text")
    return layer(made, name, own=own)


def _raw(rng: random.Random, name: str, count: int) -> QgsVectorLayer:
    spots = [(_eighth(rng, 0, 600), _eighth(rng, 0, 500)) for _ in range(count)]
    made = [
        (
            *((runs.point(x, y), f"n{n + 1}") if name == "raw" else (box(x, y, x + 40, y + 30), f"w{n + 1}")),
            *(str(n + 1), "node" if name == "raw" else "way"),
            *(rng.choice(["school", "library", "cafe", "pub", None]), rng.choice([None, "park", "playground"])),
            *(f"Naam é {n % 5}", rng.choice([None, "Mo-Fr 09:00-17:00", "24/7"])),
        )
        for n, (x, y) in enumerate(spots)
    ]
    own = fields(
        full_id="text", osm_id="text", osm_type="text", amenity="text", leisure="text", name="text", opening_ho="text"
    )
    return layer(made, name, own=own)


def _addresses(rng: random.Random) -> QgsVectorLayer:
    uses = ("woonfunctie", "woonfunctie,winkelfunctie", "kantoorfunctie", "sportfunctie", "bijeenkomstfunctie")
    made = [
        (
            *(runs.point(_eighth(rng, 0, 600), _eighth(rng, 0, 500)), f"05030100{n:08d}"),
            *("Verblijfsobject in gebruik" if n % 7 else "Verblijfsobject ingetrokken", uses[n % 5]),
            *(40 + 10 * n, f"0503100{n // 3:09d}", rng.choice([None, *WORDS])),
        )
        for n in range(40)
    ]
    return layer(
        made, "addresses", identifica="text", status="text", gebruiksdo="text", oppervlakt="int", pandidenti="text",
        eigenaar="text",
    )  # fmt: skip


def _plans() -> QgsVectorLayer:
    made = [
        (box(20, 20, 190, 150), "p1", 37, "2026:20;2030:17", "hard", "starters é"),
        (box(300, 250, 420, 380), "p2", 12, "2028", "zacht", None),
        (box(480, 60, 560, 160), "p3", -8, None, None, None),
    ]
    return layer(made, "plans", plan="text", number="int", when_="text", status="text", target="text")


def _planned() -> QgsVectorLayer:
    made = [
        (runs.point(40.125 + 30 * n, 60.25), "p1", 4, 2026 if n < 3 else 2030, "hard" if n % 2 else "soft", 0)
        for n in range(5)
    ]
    return layer(made, "planned", plan_id="text", dwellings="int", year="int", planstatus="text", demolition="int")


def _table(name: str, rows: list[tuple], **kinds: str) -> QgsVectorLayer:
    return layer([(None, *row) for row in rows], name, crs="", kind="NoGeometry", **kinds)


@functools.cache
def town() -> Mapping[str, QgsVectorLayer]:
    """Return the layers of the town, in memory."""
    rng = random.Random(23)
    made = [
        *(_streets(rng), _homes(rng), _areas(rng), _more_areas(rng)),
        *(_facilities(rng, ("school", "café", "library"), 12, "places"), _facilities(rng, ("park",), 4, "grounds")),
        *(_raw(rng, "raw", 24), _raw(rng, "rawareas", 8), _addresses(rng), _plans(), _planned()),
        layer([("LINESTRING(330.5 -50, 340.25 200, 335.125 560)", "canal")], "canal", what="text"),
        layer([(runs.point(310.25, 120.5), "p03"), (runs.point(150.75, 333.125), "g01")], "doors", of="text"),
        layer([(box(0, 0, 400, 300), "1"), (box(400, 0, 650, 550), "2")], "developed", part="text"),
        layer([(box(30000, 500, 34500, 9000), "1")], "around", part="text"),
        layer(
            [(runs.point(_eighth(rng, 0, 600), _eighth(rng, 0, 500)), f"k{n}", rng.choice(WORDS)) for n in range(9)],
            "candidates",
            key="text",
            owner="text",
        ),
        _table(
            "forecast",
            [(f"BU0503{n:04d}", year, 100 + 8 * n + year - 2026) for n in range(6) for year in (2026, 2036)],
            code="text",
            year="int",
            older="int",
        ),
        _table("codes", [("BU05030001", "BU05030001", 0.75), ("BU05030001", "BU05030002", 0.25)], old="text",
               new="text", share="real"),
        results_tables.results(*_shares(0)),
        results_tables.results(*_shares(1)),
    ]  # fmt: skip
    made[-2].setName("results")
    made[-1].setName("later")
    return {one.name(): one for one in made} | _checked()


def _shares(later: int) -> list[dict]:
    rows = [
        {
            "neighbourhood": f"a{n:02d}",
            "within": 5.0 + n / 4 + later,
            "outside": 5.0 - n / 4,
            "unknown": 0.0,
            "total": 10.0 + later,
            "share": (5.0 + n / 4 + later) / (10.0 + later),
            "title": "School é",
            "compliance": "fails" if n < 4 else "meets",
            "reference_date": f"202{5 + later}-01-01",
            **({"source_year": 2020} if n % 2 else {}),
        }
        for n in range(14)
    ]
    assert {key for row in rows for key in row} < set(RESULT_KINDS)
    return rows


def _checked() -> dict[str, QgsVectorLayer]:
    """Return dwellings as a check writes them."""
    rng = random.Random(24)
    made = []
    for n in range(30):
        value = None if n % 9 == 0 else _eighth(rng, 20, 900)
        within = None if n % 10 == 3 else int(value is not None and value <= 300)
        made.append(
            (runs.point(10.125 * n, 20), f"a{n % 3:02d}", value, within, _eighth(rng, 1, 4), None, "ok"),
        )
    return {
        "checked": layer(
            made, "checked", neighbourhood="text", s_value="real", s_ok="int", s_weight="real", s_reason="text",
            row_status="text",
        )
    }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Case:
    """What an algorithm is run with.

    Parameters
    ----------
    inputs
        By parameter the layer of the town, or a list of them.
    others
        The other parameters.
    outputs
        Its layers and tables.
    """

    inputs: Mapping[str, str | list[str]]
    others: Mapping[str, object] = field(default_factory=dict)
    outputs: tuple[str, ...]


_NETWORK = {"NETWORK": "streets", "BARRIERS": "canal"}
_NETWORK_OPTIONS = {
    "MIN_COMPONENT": 50,
    "SPEED_FIELD": "kmh",
    "TIME_FIELD": "mins",
    "DIRECTION_FIELD": "oneway",
    "VALUE_FORWARD": "yes",
    "VALUE_BACKWARD": "-1",
}
_DOORS = {"ENTRANCES": "doors"}
_DOORS_OPTIONS = {"ENTRANCE_FACILITY": "of"}
_CODE = {"NEIGHBOURHOOD_ID": "code"}
_CHECK = {
    "NETWORK": "streets",
    "BARRIERS": "canal",
    "DWELLINGS": "homes",
    "NEIGHBOURHOODS": "areas",
    "FACILITIES": ["places", "grounds"],
    "DEVELOPED_AREAS": "developed",
    "CYCLE_NETWORK": "streets",
    **_DOORS,
}
_NORMS = {
    "id": "own",
    "title": "Own é",
    "version": "1",
    "requirements": [
        {"id": "s", "facility": "school", "indicator": "distance", "threshold": 300, "unit": "m", "target": 0.5},
        {
            "id": "so", "facility": "school", "indicator": "distance", "threshold": 5, "unit": "min", "target": 0.5,
            "demand_where": [{"field": "social", "op": "=", "value": True}], "mode": "walk", "weight": "older",
        },
        {
            "id": "c", "facility": "café", "indicator": "count", "threshold": 400, "unit": "m", "minimum": 2,
            "target": 0.5, "applies_if": [{"field": "class_", "op": "!=", "value": "dorp é"}],
        },
        {"id": "t", "facility": "school|café|library", "indicator": "types", "threshold": 500, "unit": "m",
         "minimum": 2, "target": 0.5},
        {"id": "r", "facility": "library", "indicator": "rate", "threshold": 1, "unit": "m2", "per": 10},
        {"id": "g", "facility": "park", "indicator": "area_share", "threshold": 0.01, "unit": "share"},
        {"id": "w", "facility": "library", "indicator": "distance", "threshold": 350, "unit": "m", "target": 0.5,
         "metric": "straight", "where": [{"field": "owner", "op": "!=", "value": WORDS[0]}]},
    ],
}  # fmt: skip
_CHECK_OPTIONS = {
    "WEIGHT_FIELD": "many",
    **_CODE,
    "CLASS_FIELD": "class_",
    "LEVEL_FIELDS": "wijk",
    "GROUP_FIELD": "landlord",
    "FACILITY_ID": "fac",
    "TYPE_FIELD": "kind",
    "CAPACITY_FIELD": "cap",
    "MIN_DWELLINGS": 5,
    "MIN_GROUP": 2,
    "MIN_COMPONENT": 50,
    "SPEED_FIELD": "kmh",
    "TIME_FIELD": "mins",
    **_DOORS_OPTIONS,
}
_CHECKED_OUTPUTS = (
    *("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS", "OUTPUT_FACILITIES"),
    *("OUTPUT_DEGREES", "OUTPUT_GROUPS"),
)

_RULES = {
    "title": {"en": "Own", "nl": "Eigen"},
    "version": "1",
    "date": "2026-01-01",
    "rules": [
        {"living_environment": "sparse", "if": [{"field": "density", "op": "<", "value": 1000}]},
        {"living_environment": "old", "if": [{"field": "building_year", "op": "<", "value": 1980}]},
        {"living_environment": "other", "if": []},
    ],
}

CASES: Mapping[str, Case] = {
    "basicrequirements": Case(
        inputs=_CHECK,
        others={
            **_CHECK_OPTIONS,
            "YEARS": "2030",
            "OPEN_FROM_FIELD": "opens",
            "OPEN_UNTIL_FIELD": "until",
            "NORM_FILE": _NORMS,
        },
        outputs=_CHECKED_OUTPUTS,
    ),
    "requirementsoveryears": Case(
        inputs={**_CHECK, "PLANS": "planned", "FORECAST": "forecast"},
        others={
            **_CHECK_OPTIONS,
            "YEARS": "2026;2033",
            "OPEN_FROM_FIELD": "opens",
            "OPEN_UNTIL_FIELD": "until",
            "STREET_YEAR_FIELD": "built",
            "NORM_FILE": _NORMS,
        },
        outputs=(*_CHECKED_OUTPUTS, "OUTPUT_PLANS"),
    ),
    "checknetwork": Case(
        inputs={**_NETWORK, "DWELLINGS": "homes", "AREA": "areas"},
        others={"GAP": 5},
        outputs=("OUTPUT", "ISSUES", "OUTPUT_REPAIRED"),
    ),
    "nearestfacility": Case(
        inputs={**_NETWORK, **_DOORS, "DWELLINGS": "homes", "FACILITIES": "places"},
        others={**_NETWORK_OPTIONS, **_DOORS_OPTIONS, "FACILITY_ID": "fac", "UNIT": 1, "K": 2},
        outputs=("OUTPUT", "ROUTES"),
    ),
    "serviceareas": Case(
        inputs={**_NETWORK, "FACILITIES": "grounds"},
        others={**_NETWORK_OPTIONS, "FACILITY_ID": "fac", "LIMITS": "150;250", "OVERLAP": 2, "BANDS": 1},
        outputs=("LINES", "POLYGONS"),
    ),
    "reachcounts": Case(
        inputs={**_NETWORK, "DWELLINGS": "homes", "FACILITIES": "places"},
        others={"WEIGHT_FIELD": "many", "FACILITY_ID": "fac", "TYPE_FIELD": "kind", "MIN_COMPONENT": 50},
        outputs=("OUTPUT", "FACILITY_LOAD"),
    ),
    "odmatrix": Case(
        inputs={**_NETWORK, "ORIGINS": "homes", "DESTINATIONS": "grounds"},
        others={**_NETWORK_OPTIONS, "ORIGIN_ID": "hid", "DESTINATION_ID": "fac"},
        outputs=("OUTPUT",),
    ),
    "facilitiesperdwellings": Case(
        inputs={**_NETWORK, "DWELLINGS": "homes", "NEIGHBOURHOODS": "areas", "FACILITIES": "places"},
        others={
            **_CODE,
            "WEIGHT_FIELD": "many",
            "FACILITY_ID": "fac",
            "CAPACITY_FIELD": "cap",
            "NORM": 2,
            "REACH": 300,
            "NORM_FIELD": "norm",
            "MIN_COMPONENT": 50,
        },
        outputs=("OUTPUT",),
    ),
    "floatingcatchment": Case(
        inputs={**_NETWORK, "DWELLINGS": "homes", "FACILITIES": "places"},
        others={"WEIGHT_FIELD": "many", "FACILITY_ID": "fac", "CAPACITY_FIELD": "cap", "LIMIT": 400, "DECAY": 1},
        outputs=("OUTPUT", "FACILITY_LOAD"),
    ),
    "reachableground": Case(
        inputs={**_NETWORK, "FACILITIES": ["places", "grounds"], "NEIGHBOURHOODS": "areas"},
        others={
            **_CODE,
            "CLASS_FIELD": "class_",
            "FACILITY_ID": "fac",
            "TYPE_FIELD": "kind",
            "CAPACITY_FIELD": "cap",
            "YEARS": "2030",
            "OPEN_FROM_FIELD": "opens",
            "OPEN_UNTIL_FIELD": "until",
            "MIN_COMPONENT": 50,
            "STREET_YEAR_FIELD": "built",
            "AT_LEAST": 1,
            "NORM_FILE": _NORMS,
        },
        outputs=("LINES", "POLYGONS"),
    ),
    "thresholdcurve": Case(
        inputs={"RESULT_DWELLINGS": "checked", "RESULTS": "results"},
        others={"REQUIREMENT": "s", "TARGET": 0.5},
        outputs=("OUTPUT", "ATTAINABLE"),
    ),
    "preparenetwork": Case(inputs={"SOURCE": "streets"}, others={"KIND": 1}, outputs=("OUTPUT", "EXCLUDED")),
    "preparefacilities": Case(
        inputs={"SOURCES": ["raw", "rawareas"]},
        others={"SOURCE_DATE": "2026-01-01", "MERGE_DISTANCE": 60},
        outputs=("POINTS", "AREAS", "MERGED", "HOURS_UNREAD"),
    ),
    "preparedwellings": Case(
        inputs={"SOURCE": "addresses", "NEIGHBOURHOODS": "areas", "EXCLUDE_AREAS": "grounds"},
        others=_CODE,
        outputs=("OUTPUT", "RECONCILIATION", "RECONCILIATION_MAP", "EXCLUDED"),
    ),
    "preparecandidates": Case(
        inputs={"SOURCE": "addresses"}, others={"FIELD_MAP": "surface=oppervlakt"}, outputs=("OUTPUT", "JUDGED")
    ),
    "preparestops": Case(inputs={"AREA": "around"}, others={"GTFS": str(TIMETABLE)}, outputs=("OUTPUT",)),
    "livingenvironments": Case(
        inputs={"NEIGHBOURHOODS": "areas", "DWELLINGS": "homes"}, others={**_CODE, "RULES": _RULES}, outputs=("OUTPUT",)
    ),
    "planneddwellings": Case(
        inputs={"PLANS": "plans", "NETWORK": "streets"},
        others={
            "PLAN_ID": "plan",
            "COUNT_FIELD": "number",
            "YEAR_FIELD": "when_",
            "STATUS_FIELD": "status",
            "GROUP_FIELD": "target",
        },
        outputs=("OUTPUT", "EXCLUDED"),
    ),
    "comparescenarios": Case(
        inputs={"BEFORE": "results", "AFTER": "later", "NEIGHBOURHOODS": "surveyed"},
        others=_CODE,
        outputs=("OUTPUT", "TABLE"),
    ),
    "suggestlocations": Case(
        inputs={
            **_NETWORK,
            "DWELLINGS": "homes",
            "CANDIDATES": "candidates",
            "FACILITIES": "places",
            "NEIGHBOURHOODS": "areas",
        },
        others={
            **_CODE,
            "WEIGHT_FIELD": "many",
            "CANDIDATE_ID": "key",
            "OWNER_FIELD": "owner",
            "FACILITY_ID": "fac",
            "TYPE_FIELD": "kind",
            "EXISTING_TYPES": "school",
            "P": 3,
            "OBJECTIVE": 2,
            "LIMIT": 250,
        },
        outputs=("OUTPUT", "RANKING", "ASSIGNMENT", "PRICE"),
    ),
    "surveyestimates": Case(
        inputs={"AREAS": "surveyed"},
        others={"AREA_ID": "code", "ESTIMATE_FIELD": "lonely", "N_FIELD": "asked", "COVARIATES": "age"},
        outputs=("OUTPUT", "COEFFICIENTS"),
    ),
    "surveycomparison": Case(
        inputs={"ESTIMATES": "surveyed", "RESULTS": "results"},
        others={"AREA_ID": "code", "ESTIMATE_FIELD": "lonely", "LOW_FIELD": "low", "HIGH_FIELD": "high"},
        outputs=("TABLE",),
    ),
    "trend": Case(
        inputs={"RESULTS_SERIES": ["results", "later"], "NEIGHBOURHOODS": ["surveyed"], "CODE_CHANGES": "codes"},
        others={"DATES": "2025-01-01;2026-01-01"},
        outputs=("SERIES",),
    ),
}


def json_file(path: Path, content: object) -> str:
    """Write a norm set or rules; return the path."""
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def parameters(
    name: str, given: Callable[[str], object], folder: Path, in_list: Callable[[str], object] | None = None
) -> dict[str, object]:
    """Return the parameters of a case, with what a function gives for each layer of the town, or in a list of them."""
    case = CASES[name]
    inputs = {
        parameter: list(map(in_list or given, layers)) if isinstance(layers, list) else given(layers)
        for parameter, layers in case.inputs.items()
    }
    others = {
        parameter: json_file(folder / f"{parameter.lower()}.json", value) if isinstance(value, dict) else value
        for parameter, value in case.others.items()
    }
    return inputs | others
