"""Inputs with which every algorithm runs: what each case spoils one of."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsVectorLayer

from buurtmaat.adapters.fetching.fetching import SERVICES
from buurtmaat.core.recipes.recipe import FORMAT
from towns import every_algorithm, runs, small_town
from towns.results_tables import results
from towns.runs import box, grid, layer, point

WHOLE = box(-60, -60, 560, 560)
NORMS = [small_town.row()]
LAYERS = {name: {"file": f"{name}.geojson"} for name in ("streets", "homes", "school")}
STEP = {
    "id": "nearest",
    "algorithm": "buurtmaat:nearestfacility",
    "parameters": {
        "NETWORK": {"layer": "streets"},
        "DWELLINGS": {"layer": "homes"},
        "FACILITIES": {"layer": "school"},
    },
    "outputs": {"OUTPUT": {"file": "nearest.gpkg"}},
}
"""The layers of a recipe, and its step: the nearest school of each dwelling."""


def streets() -> QgsVectorLayer:
    return layer(grid(), "streets")


def homes(*more: object, **kinds: str) -> QgsVectorLayer:
    """Make two dwellings beside the streets, each with these values more."""
    return layer([(point(50, 10), *more), (point(350, 100), *more)], "homes", **kinds)


def school() -> QgsVectorLayer:
    return layer([(point(250, -20), "de Regenboog", "primary")], "school", code="text", grade="text")


def areas() -> QgsVectorLayer:
    return small_town.areas()


def _outcome() -> QgsVectorLayer:
    return results(
        {"neighbourhood": "west", "within": 5.0, "outside": 5.0, "unknown": 0.0, "total": 10.0, "share": 0.5}
        | {"compliance": "fails", "run_id": "r"},
        {"neighbourhood": "east", "within": 9.0, "outside": 1.0, "unknown": 0.0, "total": 10.0, "share": 0.9}
        | {"compliance": "meets", "run_id": "r"},
    )


def _renamed(made: QgsVectorLayer, name: str) -> QgsVectorLayer:
    made.setName(name)
    return made


def recipe(folder: Path, **changes: object) -> Path:
    """Write a recipe of one step, that finds the nearest school of each dwelling, and the layers that it names."""
    for name, made in (("streets", streets()), ("homes", homes()), ("school", school())):
        if not (folder / f"{name}.geojson").exists():
            runs.save(made, folder / f"{name}.geojson")
    content = {
        "buurtmaat_recipe": FORMAT,
        "title": "Nearest school",
        "layers": LAYERS,
        "steps": [STEP],
        **changes,
    }
    path = folder / "recipe.json"
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return path


def _requirements() -> dict[str, object]:
    return {
        "NETWORK": streets(),
        "DWELLINGS": homes(),
        "NEIGHBOURHOODS": areas(),
        "NEIGHBOURHOOD_ID": "code",
        "FACILITIES": [school()],
        "REQUIREMENTS": NORMS,
        "MIN_DWELLINGS": 1,
    }


def _reach(**more: object) -> dict[str, object]:
    return {"NETWORK": streets(), "DWELLINGS": homes(), "FACILITIES": school(), **more}


def _usual(name: str, **names: str) -> dict[str, object]:
    """Return what every algorithm runs with elsewhere in the tests, its layers by names that say what they are."""
    made = {key: make() for key, make in every_algorithm.CASES[name].items()}
    for key, one in names.items():
        _renamed(made[key], one)
    return made


def _services(folder: Path) -> Path:
    """Write the shipped services, all on this machine where none listens: no case asks a service."""
    shipped = SERVICES.read_text(encoding="utf-8")
    path = folder / "services.json"
    path.write_text(re.sub(r"https?://[^/\"]+", "http://127.0.0.1:9", shipped), encoding="utf-8")
    return path


TOWNS: dict[str, Callable[[Path], dict[str, object]]] = {
    "checknetwork": lambda _: {"NETWORK": streets(), "DWELLINGS": homes()},
    "nearestfacility": lambda _: _reach(),
    "serviceareas": lambda _: {"NETWORK": streets(), "FACILITIES": school()},
    "reachcounts": lambda _: _reach(),
    "odmatrix": lambda _: {"NETWORK": streets(), "ORIGINS": homes(), "DESTINATIONS": school()},
    "facilitiesperdwellings": lambda _: {
        "NEIGHBOURHOODS": areas(),
        "NEIGHBOURHOOD_ID": "code",
        "DWELLINGS": homes(),
        "FACILITIES": school(),
    },
    "floatingcatchment": lambda _: _reach(),
    "basicrequirements": lambda _: _requirements(),
    "requirementsoveryears": lambda _: {**_requirements(), "YEARS": "2026;2030"},
    "reachableground": lambda _: {"NETWORK": streets(), "FACILITIES": [school()], "REQUIREMENTS": NORMS},
    "thresholdcurve": lambda _: _usual("thresholdcurve", RESULT_DWELLINGS="dwellings"),
    "comparescenarios": lambda _: {
        "BEFORE": _outcome(),
        "AFTER": _outcome(),
        "NEIGHBOURHOODS": areas(),
        "NEIGHBOURHOOD_ID": "code",
    },
    "suggestlocations": lambda _: {
        "NETWORK": streets(),
        "DWELLINGS": homes(),
        "P": 1,
        "CANDIDATES": layer([(point(250, -20), "a"), (point(0, 0), "b")], "plots", code="text"),
    },
    "planneddwellings": lambda _: _usual("planneddwellings", PLANS="plans"),
    "surveyestimates": lambda _: _usual("surveyestimates", AREAS="survey"),
    "surveycomparison": lambda _: _usual("surveycomparison", ESTIMATES="survey"),
    "trend": lambda _: _usual("trend"),
    "compliancereport": lambda _: {"RESULTS": _outcome(), "NEIGHBOURHOODS": areas(), "NEIGHBOURHOOD_ID": "code"},
    "runrecipe": lambda folder: {"RECIPE": str(recipe(folder))},
    "fetchdata": lambda folder: {"MUNICIPALITY": "Goudstad", "PARTS": [1], "SERVICES": str(_services(folder))},
    "preparenetwork": lambda _: _usual("preparenetwork", SOURCE="osm lines"),
    "preparefacilities": lambda _: _usual("preparefacilities"),
    "preparedwellings": lambda _: _usual("preparedwellings", SOURCE="addresses", NEIGHBOURHOODS="areas"),
    "preparestops": lambda _: _usual("preparestops"),
    "preparecandidates": lambda _: _usual("preparecandidates", SOURCE="addresses"),
    "livingenvironments": lambda _: _usual("livingenvironments", NEIGHBOURHOODS="areas", DWELLINGS="homes"),
}
"""By algorithm: what makes its inputs, some of which lie in a folder."""

OUTPUTS = {
    "basicrequirements": "OUTPUT_RESULTS",
    "requirementsoveryears": "OUTPUT_RESULTS",
    "serviceareas": "POLYGONS",
    "reachableground": "POLYGONS",
    "surveycomparison": "TABLE",
    "trend": "SERIES",
    "preparefacilities": "POINTS",
    "compliancereport": "REPORT",
}
"""Where it is not OUTPUT that a run of the algorithm writes."""
