"""Municipalities in a row along one street: which dwellings have a school within 300 m follows from a subtraction."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from osgeo import ogr, osr

X0, Y0 = 84000, 447000
WIDE, STEP = 2000, 100
THRESHOLD = 300
KINDS = ("centre", "edge")
"""The living environments of the two neighbourhoods of each."""

ogr.UseExceptions()


@dataclass(frozen=True)
class Row:
    """So many municipalities, and the x of each school, from the west end."""

    count: int

    @property
    def codes(self) -> list[str]:
        return [f"GM{k:04}" for k in range(self.count)]

    @property
    def homes(self) -> list[int]:
        return list(range(STEP // 2, self.count * WIDE, STEP))

    @property
    def schools(self) -> list[int]:
        """One in each: the first of them near the border, where it serves the neighbours too."""
        return [k * WIDE + (60 if k % 3 == 0 else 430 + 170 * (k % 5)) for k in range(self.count)]

    def share(self, municipality: int, kind: str = "") -> float:
        """Return the share of dwellings that have a school within the threshold, whosever it is."""
        begin, wide = municipality * WIDE, WIDE
        if kind:
            begin, wide = begin + KINDS.index(kind) * WIDE // 2, WIDE // 2
        mine = [x for x in self.homes if begin <= x < begin + wide]
        return sum(any(abs(x - one) <= THRESHOLD for one in self.schools) for x in mine) / len(mine)


def write_row(folder: Path, count: int) -> Row:
    """Write the layers and the recipe of so many municipalities into a folder."""
    row = Row(count)
    folder.mkdir(parents=True, exist_ok=True)
    system = osr.SpatialReference()
    system.ImportFromEPSG(28992)
    data = ogr.GetDriverByName("GPKG").CreateDataSource(str(folder / "country.gpkg"))
    tables = {
        "municipalities": [(box(k * WIDE, WIDE), {"gemeentecode": code}) for k, code in enumerate(row.codes)],
        "areas": [
            (box(k * WIDE + n * WIDE // 2, WIDE // 2), {"code": f"{code}{kind}", "woonmilieu": kind})
            for k, code in enumerate(row.codes)
            for n, kind in enumerate(KINDS)
        ],
        "streets": [(line(x, x + STEP), {"name": "street"}) for x in range(0, count * WIDE, STEP)],
        "homes": [(point(x), {"who": f"h{x}"}) for x in row.homes],
        "school": [(point(x), {"code": f"s{x}"}) for x in row.schools],
    }
    for name, rows in tables.items():
        layer = data.CreateLayer(name, system, ogr.CreateGeometryFromWkt(rows[0][0]).GetGeometryType())
        for field in rows[0][1]:
            layer.CreateField(ogr.FieldDefn(field, ogr.OFTString))
        data.StartTransaction()
        for wkt, values in rows:
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
            for field, value in values.items():
                feature[field] = value
            layer.CreateFeature(feature)
        data.CommitTransaction()
    write_recipe(folder / "recipe.json")
    return row


def write_recipe(path: Path, target: float = 0.5) -> None:
    """Write a recipe that checks a school within 300 m."""
    layers = {name: {"file": "country.gpkg", "table": name} for name in ("homes", "areas", "streets", "school")}
    requirement = {"id": "s", "facility": "school", "indicator": "distance", "threshold": THRESHOLD, "unit": "m"}
    norms = {"id": "own", "title": "Own", "version": "1", "requirements": [{**requirement, "target": target}]}
    parameters = {
        "NETWORK": {"layer": "streets"},
        "DWELLINGS": {"layer": "homes"},
        "NEIGHBOURHOODS": {"layer": "areas"},
        "NEIGHBOURHOOD_ID": "code",
        "CLASS_FIELD": "woonmilieu",
        "FACILITIES": [{"layer": "school"}],
        "FACILITY_TYPES": "school",
        "FACILITY_ID": "code",
        "MIN_DWELLINGS": 1,
        "MIN_COMPONENT": 0,
        "COMPLETE_TYPES": "school",
        "NORM_SET": {"norm_set": "own"},
    }
    outputs = {
        name: {"file": "results.gpkg", "table": name.lower()}
        for name in ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS")
    }
    step = {"id": "check", "algorithm": "buurtmaat:basicrequirements", "parameters": parameters, "outputs": outputs}
    whole = {"buurtmaat_recipe": 1, "title": "Row", "layers": layers, "norm_sets": {"own": norms}, "steps": [step]}
    path.write_text(json.dumps(whole), encoding="utf-8")


def box(x: float, wide: float) -> str:
    x0, x1, y0, y1 = X0 + x, X0 + x + wide, Y0 - 500, Y0 + 500
    return f"POLYGON (({x0} {y0}, {x1} {y0}, {x1} {y1}, {x0} {y1}, {x0} {y0}))"


def line(x0: float, x1: float) -> str:
    return f"LINESTRING ({X0 + x0} {Y0}, {X0 + x1} {Y0})"


def point(x: float) -> str:
    return f"POINT ({X0 + x} {Y0})"
