"""Four years of the sample town: a recipe of each, and beside the town what was otherwise before."""

from __future__ import annotations

import json
from pathlib import Path

from osgeo import ogr

from .writer import Layer, write

YEARS = (2023, 2024, 2025, 2026)
TOWN, BESIDE = "town.gpkg", "years.gpkg"

_BUILT = {2023: "W04600", 2024: "W04900"}
"""The first dwelling of Waterrijk that was not there yet; they are numbered, the last of Waterrijk is `_LAST_BUILT`."""
_LAST_BUILT = "W05137"

_CLOSED = ("F201", "meeting place", "Bouwkeet Waterrijk", 60.0, 2024, (119_120.0, 450_020.0))
"""A room in the site hut of the new neighbourhood, until the builders left."""

_OPENED = ("F128", 2026)
"""A meeting place that came later than its row in the town says."""

_NEW_MAP = 2025
"""The year from which the neighbourhoods are those of the town; on the map before, one was called otherwise and two
were one."""
_RENAMED = ("BU99010399", "BU99010302")
_MERGED = ("BU99010490", ("BU99010402", "BU99010403"), "Buitengebied")

_NEW_NORMS = 2025
"""The year from which the norms of `_norms` are of the newer version."""


def make_layers(path: Path, town: Path) -> None:
    """Write what was otherwise before, and which code became which, into a GeoPackage."""
    ogr.UseExceptions()
    dataset = ogr.Open(str(town))
    closed_id, kind, name, capacity, until, place = _CLOSED
    point = ogr.CreateGeometryFromWkt("POINT ({} {})".format(*place))
    facility = {"facility_id": "text", "type": "text", "name": "text", "capacity_m2": "real", "open_until": "integer"}
    write(
        path,
        [
            Layer("closed_facilities", ogr.wkbPoint, "Facilities that have closed", facility,
                  [(point, (closed_id, kind, name, capacity, until))]),
            Layer("neighbourhoods_2023", ogr.wkbPolygon, "Neighbourhoods before 2025",
                  {"buurtcode": "text", "buurtnaam": "text"}, _map_before(dataset)),
            Layer("code_changes", ogr.wkbNone, "What became of neighbourhoods in 2025",
                  {"old": "text", "new": "text", "share": "real"}, _changes(dataset)),
        ],
        (0.0, 0.0),
    )  # fmt: skip


def _map_before(dataset: ogr.DataSource) -> list[tuple[ogr.Geometry, tuple[object, ...]]]:
    """Return the neighbourhoods of the map before: one called otherwise, and two that were one."""
    code_then, parts, name_then = _MERGED
    rows, merged = [], []
    for row in dataset.GetLayer("neighbourhoods"):
        code, name, geometry = row["buurtcode"], row["buurtnaam"], row.GetGeometryRef().Clone()
        if code in parts:
            merged.append(geometry)
        else:
            rows.append((geometry, (_RENAMED[0] if code == _RENAMED[1] else code, name)))
    one, other = merged
    return [*rows, (one.Union(other), (code_then, name_then))]


def _changes(dataset: ogr.DataSource) -> list[tuple[None, tuple[object, ...]]]:
    """Return what became of the codes of the map before: of the one that was split, by its dwellings."""
    code_then, parts, _ = _MERGED
    shapes = {row["buurtcode"]: row.GetGeometryRef().Clone() for row in dataset.GetLayer("neighbourhoods")}
    counts = dict.fromkeys(parts, 0)
    for home in dataset.GetLayer("dwellings"):
        place = home.GetGeometryRef()
        inside = next((code for code in parts if place is not None and shapes[code].Contains(place)), None)
        if inside is not None:
            counts[inside] += home["dwellings"] or 0
    total = sum(counts.values())
    split = [(None, (code_then, code, counts[code] / total)) for code in parts]
    return [(None, (*_RENAMED, 1.0)), *split]


def make_recipe(path: Path, year: int) -> None:
    """Write the recipe of a year."""
    path.write_text(json.dumps(recipe(year), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def recipe(year: int) -> dict[str, object]:
    """Return the recipe of a year: the town as it was then, the norms of then, and the results table."""
    norms = _norms(year)
    inputs = ("NETWORK", "BARRIERS", "DWELLINGS", "NEIGHBOURHOODS")
    names = ("streets", "water", "dwellings", "neighbourhoods")
    return {
        "buurtmaat_recipe": 1,
        "title": f"Waterveen {year}",
        "layers": _layers(year),
        "norm_sets": {norms["id"]: norms},
        "steps": [
            {
                "id": "check",
                "algorithm": "buurtmaat:basicrequirements",
                "parameters": {
                    **{name: {"layer": layer} for name, layer in zip(inputs, names, strict=True)},
                    "TIME_FIELD": "time_min",
                    "WEIGHT_FIELD": "dwellings",
                    "NEIGHBOURHOOD_ID": "buurtcode",
                    "FACILITIES": [{"layer": "facilities"}, {"layer": "closed_facilities"}],
                    "FACILITY_ID": "facility_id",
                    "TYPE_FIELD": "type",
                    "CAPACITY_FIELD": "capacity_m2",
                    "NORM_SET": {"norm_set": norms["id"]},
                },
                "outputs": {"OUTPUT_RESULTS": {"file": f"results_{year}.gpkg", "table": f"results_{year}"}},
            }
        ],
    }


def _layers(year: int) -> dict[str, dict[str, object]]:
    """Return the layers of the town as it was in a year."""

    def of(file: str, table: str, **rest: object) -> dict[str, object]:
        return {"file": file, "table": table, **rest, "crs": "EPSG:28992"}

    built = _BUILT.get(year)
    homes = {"filter": f"\"dwelling_id\" < '{built}' OR \"dwelling_id\" > '{_LAST_BUILT}'"} if built else {}
    own_map = (BESIDE, "neighbourhoods_2023") if year < _NEW_MAP else (TOWN, "neighbourhoods")
    later, opened = _OPENED
    # As provider filters: QGIS knows no expression for one of several layers.
    there = f'("open_from" IS NULL OR "open_from" <= {year})'
    return {
        "streets": of(TOWN, "streets", filter='"year" IS NULL'),
        "water": of(TOWN, "water"),
        "dwellings": of(TOWN, "dwellings", **homes),
        "neighbourhoods": of(*own_map),
        "facilities": of(
            TOWN, "facilities", subset=there if year >= opened else f"{there} AND \"facility_id\" <> '{later}'"
        ),
        "closed_facilities": of(BESIDE, "closed_facilities", subset=f'"open_until" >= {year}'),
    }


def _norms(year: int) -> dict[str, object]:
    """Return the norms of a year: from 2025 a supermarket has to be nearer."""
    version = "2025" if year >= _NEW_NORMS else "2023"
    usual = {"metric": "network", "mode": "walk", "weight": "dwellings", "source": "none", "basis": "illustrative"}
    meeting = {"facility": ["meeting place", "community centre"], **usual}
    return {
        "format": 1,
        "id": "waterveen",
        "title": {"en": "Monitor of Waterveen (example values)", "nl": "Monitor Waterveen (voorbeeldwaarden)"},
        "version": version,
        "date": f"{version}-01-01",
        "state": "draft",
        "requirements": [
            {
                "id": "meeting_place",
                "title": {"en": "Meeting place within 500 m", "nl": "Ontmoetingsplek binnen 500 m"},
                **meeting,
                "indicator": "distance",
                "threshold": 500,
                "unit": "m",
                "target": 0.95,
                "target_path": {"2023": 0.75, "2030": 0.95},
                "year": 2023,
            },
            {
                "id": "supermarket",
                "title": {"en": "Supermarket within walking distance", "nl": "Supermarkt op loopafstand"},
                "facility": ["supermarket"],
                **usual,
                "indicator": "distance",
                "threshold": 800 if year >= _NEW_NORMS else 1000,
                "unit": "m",
                "target": 0.8,
                "target_path": {"2023": 0.7, "2030": 0.8},
                "year": int(version),
            },
            {
                "id": "general_practitioner",
                "title": {"en": "General practitioner within 1 km", "nl": "Huisarts binnen 1 km"},
                "facility": ["general practitioner"],
                **usual,
                "indicator": "distance",
                "threshold": 1000,
                "unit": "m",
                "target": 0.95,
                "target_path": {"2023": 0.85, "2030": 0.95},
                "year": 2023,
            },
            {
                "id": "meeting_place_rate",
                "title": {"en": "Room to meet for the dwellings", "nl": "Ontmoetingsruimte naar het aantal woningen"},
                "facility": ["meeting place", "community centre"],
                "indicator": "rate",
                "threshold": 400,
                "unit": "m2",
                "per": 1000,
                "weight": "dwellings",
                "source": "none",
                "basis": "illustrative",
                "year": 2023,
            },
        ],
    }


def first_day(year: int) -> str:
    """Return the day that the results of a year are of."""
    return f"{year}-01-01"
