"""Parameters with which every algorithm runs on a small town."""

from __future__ import annotations

import atexit
import functools
import tempfile
from contextlib import ExitStack
from pathlib import Path

from towns import runs
from towns.fetched_town import FetchedTown, serving_town
from towns.results_tables import results
from towns.runs import box, grid, into, layer, point

TIMETABLE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "timetable.zip"
SINKS = (
    *("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS", "OUTPUT_FACILITIES"),
    *("OUTPUT_DEGREES", "OUTPUT_GROUPS", "OUTPUT_PLAUSIBILITY"),
)


@functools.cache
def _fetched() -> dict[str, str]:
    """Return the services of a town that is served as long as the tests run, and a fetch of it before it changed."""
    stack = ExitStack()
    atexit.register(stack.close)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    town = stack.enter_context(serving_town(FetchedTown()))
    services, earlier = town.write_services(folder / "services.json"), folder / "earlier.gpkg"
    runs.run("fetchdata", {"MUNICIPALITY": "Goudstad", "PARTS": [1], "SERVICES": str(services), "OUTPUT": str(earlier)})
    dwellings = town.collections["verblijfsobject"]
    dwellings[3]["properties"]["status"] = "Verblijfsobject buiten gebruik"
    del dwellings[5]
    return {"SERVICES": str(services), "EARLIER": str(earlier), "folder": str(folder)}


CASES = {
    "fetchdata": {
        "MUNICIPALITY": lambda: "Goudstad",
        "PARTS": lambda: [1],
        "SERVICES": lambda: _fetched()["SERVICES"],
        "EARLIER": lambda: _fetched()["EARLIER"],
        "OUTPUT": lambda: str(Path(_fetched()["folder"]) / "fetched.gpkg"),
    },
    "basicrequirements": {
        "DWELLINGS": lambda: layer([point(50, 10), point(250, 100)]),
        "NEIGHBOURHOODS": lambda: layer([box(-50, -50, 550, 550)]),
        "FACILITIES": lambda: [layer([point(250, -20)], "school"), layer([box(0, 0, 9, 9)], "park")],
        "REQUIREMENTS": lambda: [["s", "school", "distance", "300", "m", "", "", "", "", "", "0.9"]],
    },
    "nearestfacility": {
        "DWELLINGS": lambda: layer([point(50, 10), point(250, 100)]),
        "FACILITIES": lambda: layer([point(250, -20)]),
    },
    "reachableground": {
        "FACILITIES": lambda: [layer([point(250, -20)], "school"), layer([box(0, 0, 9, 9)], "park")],
        "REQUIREMENTS": lambda: [
            ["s", "school", "distance", "300", "m", "", "", "", "", "", ""],
            ["p", "park", "distance", "500", "m", "", "", "", "", "", ""],
        ],
        "AT_LEAST": lambda: 1,
    },
    "reachcounts": {
        "DWELLINGS": lambda: layer([point(50, 10), point(250, 100)]),
        "FACILITIES": lambda: layer([point(250, -20)]),
    },
    "odmatrix": {
        "ORIGINS": lambda: layer([point(50, 10), point(250, 100)]),
        "DESTINATIONS": lambda: layer([point(250, -20)]),
    },
    "thresholdcurve": {
        "RESULT_DWELLINGS": lambda: layer(
            [(point(9, 4), "a", 9.0, 1, 1.0, "ok"), (point(9, 5), "b", None, 0, 1.0, "ok")],
            neighbourhood="text",
            s_value="real",
            s_ok="int",
            s_weight="real",
            row_status="text",
        ),
        "REQUIREMENT": lambda: "s",
    },
    "suggestlocations": {
        "DWELLINGS": lambda: layer([point(50, 10), point(250, 100)]),
        "CANDIDATES": lambda: layer([point(250, -20), point(0, 0)]),
        "P": lambda: 1,
    },
    "floatingcatchment": {
        "DWELLINGS": lambda: layer([point(50, 10), point(250, 100)]),
        "FACILITIES": lambda: layer([point(250, -20)]),
    },
    "checknetwork": {"DWELLINGS": lambda: layer([point(50, 10)])},
    "preparedwellings": {
        "SOURCE": lambda: layer([(point(50, 10), 2), (point(250, 100), 3)], n="int"),
        "WEIGHT_FIELD": lambda: "n",
        "NEIGHBOURHOODS": lambda: layer([box(-50, -50, 550, 550)]),
    },
    "preparefacilities": {
        "SOURCES": lambda: [
            layer(
                [(point(5, 5), "park", "24/7"), (point(300, 0), "park", "Mo 10:00+")],
                "points",
                leisure="text",
                opening_hours="text",
            ),
            layer([(box(0, 0, 9, 9), "park")], "areas", leisure="text"),
        ],
    },
    "livingenvironments": {
        "NEIGHBOURHOODS": lambda: layer(
            [(box(100 * n, 0, 100 * n + 100, 100), 900) for n in range(9)], omgevingsadressendichtheid="int"
        ),
        "DWELLINGS": lambda: layer([point(50, 10), point(250, 90)]),
    },
    "preparestops": {"GTFS": lambda: str(TIMETABLE)},
    "preparecandidates": {
        "SOURCE": lambda: layer(
            [(point(50, 10), "sportfunctie", 300, "Club"), (point(250, 100), "kantoorfunctie", 80, None)],
            gebruiksdoel="text",
            oppervlakte="real",
            eigenaar="text",
        ),
    },
    "planneddwellings": {
        "PLANS": lambda: layer([(box(0, 20, 190, 190), 30), (box(300, 300, 350, 350), 0)], dwellings="int"),
    },
    "comparescenarios": {
        "BEFORE": lambda: results({"neighbourhood": "a", "within": 5.0, "compliance": "fails"}),
        "AFTER": lambda: results({"neighbourhood": "a", "within": 9.0, "compliance": "meets"}),
        "NEIGHBOURHOODS": lambda: layer([(box(-50, -50, 550, 550), "a")], code="text"),
        "NEIGHBOURHOOD_ID": lambda: "code",
    },
    "preparenetwork": {
        "SOURCE": lambda: layer([(w, "path" if n else "motorway") for n, w in enumerate(grid())], highway="text"),
    },
    "facilitiesperdwellings": {
        "DWELLINGS": lambda: layer([point(50, 10), point(250, 100)]),
        "NEIGHBOURHOODS": lambda: layer([box(-50, -50, 550, 550)]),
        "FACILITIES": lambda: layer([box(0, 0, 9, 9)]),
        "AREA_AS_CAPACITY": lambda: True,
        "REACH": lambda: 300,
    },
}


CASES["surveyestimates"] = {
    "AREAS": lambda: layer(
        [(box(100 * n, 0, 100 * n + 100, 100), f"a{n}", (n % 4) / 10, 20) for n in range(8)],
        code="text",
        lonely="real",
        asked="int",
    ),
    "AREA_ID": lambda: "code",
    "ESTIMATE_FIELD": lambda: "lonely",
    "N_FIELD": lambda: "asked",
}
CASES["surveycomparison"] = {
    "ESTIMATES": lambda: layer(
        [(box(100 * n, 0, 100 * n + 100, 100), f"a{n}", (n % 4) / 10, 0.01) for n in range(8)],
        code="text",
        direct="real",
        sampling_variance="real",
    ),
    "AREA_ID": lambda: "code",
    "RESULTS": lambda: results(
        *(
            {"neighbourhood": f"a{n}", "within": 5.0 + n, "outside": 5.0 - n / 2, "unknown": 0.0, "total": 10.0 + n / 2}
            | {"compliance": "fails" if n < 4 else "meets"}
            for n in range(8)
        )
    ),
}
CASES["trend"] = {
    "RESULTS_SERIES": lambda: [
        results({"neighbourhood": "a", "within": 5.0, "outside": 5.0, "unknown": 0.0, "share": 0.5, "total": 10.0}),
        results({"neighbourhood": "a", "within": 9.0, "outside": 1.0, "unknown": 0.0, "share": 0.9, "total": 10.0}),
    ],
    "DATES": lambda: "2025-01-01;2026-01-01",
}
CASES["requirementsoveryears"] = {**CASES["basicrequirements"], "YEARS": lambda: "2026;2030"}


OUTPUTS = {
    "fetchdata": ("CHANGES", "CHANGES_MAP"),
    "basicrequirements": SINKS,
    "requirementsoveryears": SINKS,
    "nearestfacility": ("OUTPUT", "ROUTES"),
    "checknetwork": ("OUTPUT", "ISSUES"),
    "reachableground": ("LINES", "POLYGONS"),
    "reachcounts": ("OUTPUT", "FACILITY_LOAD"),
    "odmatrix": ("OUTPUT",),
    "thresholdcurve": ("OUTPUT", "ATTAINABLE"),
    "preparedwellings": ("OUTPUT", "RECONCILIATION", "RECONCILIATION_MAP", "EXCLUDED"),
    "suggestlocations": ("OUTPUT", "RANKING", "ASSIGNMENT", "PRICE"),
    "floatingcatchment": ("OUTPUT", "FACILITY_LOAD"),
    "preparefacilities": ("POINTS", "AREAS", "MERGED", "HOURS_UNREAD"),
    "livingenvironments": ("OUTPUT",),
    "preparestops": ("OUTPUT",),
    "preparecandidates": ("OUTPUT", "JUDGED"),
    "planneddwellings": ("OUTPUT", "EXCLUDED"),
    "comparescenarios": ("OUTPUT", "TABLE"),
    "preparenetwork": ("OUTPUT", "EXCLUDED"),
    "facilitiesperdwellings": ("OUTPUT",),
    "surveyestimates": ("OUTPUT", "COEFFICIENTS"),
    "surveycomparison": ("TABLE",),
    "trend": ("SERIES",),
}


def parameters(name: str, targets: dict) -> dict:
    made = {key: make() for key, make in CASES[name].items()}
    return {"NETWORK": layer(grid()), **made, **targets}


def targets(name: str, kind: str, folder) -> dict:
    report = {"REPORT": str(folder / "report.html")} if name in ("basicrequirements", "requirementsoveryears") else {}
    report |= {"OUTPUT": str(folder / "fetched.gpkg")} if name == "fetchdata" else {}
    outputs = OUTPUTS[name]
    if kind == "memory":
        return dict.fromkeys(outputs, "memory:")
    if kind == "tables":
        return {n: into(folder / "project.gpkg", n.lower()) for n in outputs} | report
    if kind == "new":
        return {n: into(folder / "new.gpkg", n.lower()) for n in outputs} | report
    suffix = {"gpkg": ".gpkg", "shp": ".shp", "geojson": ".geojson", "tab": ".tab"}[kind]
    return {n: str(folder / f"{n.lower()}{suffix}") for n in outputs} | report
