"""Random countries on a lattice of streets, cut into municipalities at random, and what a check says of them by hand.

All lies at whole tens of metres along streets, so that ways are counted in steps of ten; borders lie five metres beside
them, so that nothing stands on one.
"""

from __future__ import annotations

import json
import math
import random
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from osgeo import ogr, osr

XY = tuple[int, int]
X0, Y0 = 84000, 447000
BLOCK, STEP, CELL = 100, 10, 200
ACROSS, UP = 24, 4
"""Neighbourhoods, square, of which a country consists."""
TYPES = {"school": 16, "shop": 24, "doctor": 14}
KINDS = ("Centre", " centre ", "CENTRE", "rural", "Rural ", None)
"""Living environments as people write them: two, and none."""
SHARES = ("near", "straight", "two", "both", "kinds", "strict")
REQUIREMENTS = (
    {"id": "near", "facility": "school", "indicator": "distance", "threshold": 150, "target": 0.5},
    {"id": "straight", "facility": "shop", "indicator": "distance", "threshold": 250, "target": 0.6,
     "metric": "straight"},
    {"id": "two", "facility": "shop", "indicator": "count", "minimum": 2, "threshold": 250, "target": 0.3},
    {"id": "both", "facility": ["school", "doctor"], "indicator": "basket", "threshold": 250, "target": 0.2},
    {"id": "kinds", "facility": [*TYPES], "indicator": "types", "minimum": 2, "threshold": 200, "target": 0.4},
    {"id": "strict", "facility": "doctor", "indicator": "distance", "threshold": 200, "target": 0.3,
     "thresholds_by_class": {"centre": 100}},
    {"id": "rate", "facility": "doctor", "indicator": "rate", "threshold": 100, "per": 1000},
    {"id": "there", "facility": "school", "indicator": "presence", "threshold": 1},
)  # fmt: skip
MARGIN = 3 * 250 + 500

ogr.UseExceptions()
osr.UseExceptions()


def plain(kind: str | None) -> str:
    """Return a living environment as norms compare it; empty where there is none."""
    return "" if kind is None else kind.strip().casefold()


@dataclass(frozen=True)
class Spot:
    """A place: where it is, where on a street it is entered, and how far from there."""

    at: XY
    door: XY
    leg: int


class Country:
    """A country of a seed; of each neighbourhood (`cells`) the municipality that it is of, and its dwellings.

    Codes of municipalities begin with zeros; the order of the layer is that of `municipalities`.
    """

    def __init__(self, seed: int, municipalities: int) -> None:
        rng = random.Random(seed)
        across = [((x, y), (x + BLOCK, y)) for x in range(0, ACROSS * CELL, BLOCK) for y in range(0, UP * CELL, BLOCK)]
        up = [((x, y), (x, y + BLOCK)) for x in range(0, ACROSS * CELL, BLOCK) for y in range(0, UP * CELL, BLOCK)]
        inside = [one for one in across + up if one[1][0] < ACROSS * CELL and one[1][1] < UP * CELL]
        self.streets = [one for one in inside if rng.random() > 0.15]
        self.homes = [self._spot(rng) for _ in range(300)]
        self.places = [(kind, self._spot(rng)) for kind, count in TYPES.items() for _ in range(count)]
        self.cells = [(i, j) for i in range(ACROSS) for j in range(UP)]
        rng.shuffle(self.cells)
        middles = [(rng.uniform(0, ACROSS), rng.uniform(0, UP)) for _ in range(municipalities)]
        self.kinds = {cell: rng.choice(KINDS) for cell in self.cells}
        self.of = {
            cell: f"{min(range(municipalities), key=lambda n: math.dist(cell, middles[n])):04}" for cell in self.cells
        }
        self.municipalities = rng.sample(sorted(set(self.of.values())), len(set(self.of.values())))

    def _spot(self, rng: random.Random) -> Spot:
        (x, y), end = rng.choice(self.streets)
        along = (1, 0) if end[0] > x else (0, 1)
        away = rng.choice((0, 0, -30, -20, 20, 30))
        # What lies off its street lies in the middle of a block, else another street would be nearer.
        far = rng.choice((40, 50, 60)) if away else rng.randrange(0, BLOCK, STEP)
        door = (x + along[0] * far, y + along[1] * far)
        at = (door[0] + along[1] * away, door[1] + along[0] * away)
        return Spot(at, door, abs(away)) if min(at) >= 0 else Spot(door, door, 0)

    def code(self, cell: XY) -> str:
        """Return the code of a neighbourhood."""
        return f"BU{cell[0]:02}{cell[1]:02}"

    # --- As layers ---

    def write(self, folder: Path) -> None:
        """Write the layers and the recipe into a folder."""
        folder.mkdir(parents=True)
        system = osr.SpatialReference()
        system.ImportFromEPSG(28992)
        data = ogr.GetDriverByName("GPKG").CreateDataSource(str(folder / "country.gpkg"))
        for name, kind, rows in self._tables():
            layer = data.CreateLayer(name, system, kind)
            for field in rows[0][1]:
                layer.CreateField(ogr.FieldDefn(field, ogr.OFTString))
            data.StartTransaction()
            for shape, values in rows:
                feature = ogr.Feature(layer.GetLayerDefn())
                feature.SetGeometry(ogr.CreateGeometryFromWkt(shape))
                for field, value in values.items():
                    if value is not None:
                        feature[field] = value
                layer.CreateFeature(feature)
            data.CommitTransaction()
        (folder / "recipe.json").write_text(json.dumps(_recipe()), encoding="utf-8")

    def _tables(self) -> Iterator[tuple[str, int, list[tuple[str, Mapping[str, str | None]]]]]:
        parts = [(f"MULTIPOLYGON ({_ring(cell)})", {"gemeentecode": self.of[cell]}) for cell in self.cells]
        parts.sort(key=lambda one: self.municipalities.index(one[1]["gemeentecode"]))
        yield "municipalities", ogr.wkbMultiPolygon, parts
        areas = [(cell, {"code": self.code(cell), "woonmilieu": self.kinds[cell]}) for cell in self.cells]
        yield "areas", ogr.wkbPolygon, [(f"POLYGON {_ring(cell)}", values) for cell, values in areas]
        lines = [f"LINESTRING ({_xy(a)}, {_xy(b)})" for a, b in self.streets]
        yield "streets", ogr.wkbLineString, [(line, {"name": "street"}) for line in lines]
        homes = [(f"POINT ({_xy(one.at)})", {"who": str(n)}) for n, one in enumerate(self.homes)]
        yield "homes", ogr.wkbPoint, homes
        places = [
            (f"POINT ({_xy(one.at)})", {"kind": kind, "code": f"p{n}"}) for n, (kind, one) in enumerate(self.places)
        ]
        yield "places", ogr.wkbPoint, places

    # --- By hand ---

    def values(self) -> list[dict[str, float]]:
        """Return of each dwelling the metres of each requirement with a share."""
        steps = defaultdict(list)
        for (x, y), end in self.streets:
            along = (1, 0) if end[0] > x else (0, 1)
            points = [(x + along[0] * far, y + along[1] * far) for far in range(0, BLOCK + 1, STEP)]
            for a, b in pairwise(points):
                steps[a].append(b)
                steps[b].append(a)
        ways = [(kind, one, _from(one.door, steps)) for kind, one in self.places]
        found = []
        for home in self.homes:
            far = {kind: [] for kind in TYPES}
            for kind, one, way in ways:
                far[kind].append(home.leg + one.leg + way.get(home.door, math.inf))
            far = {kind: sorted(metres) for kind, metres in far.items()}
            found.append(
                {
                    "near": far["school"][0],
                    "straight": min(math.dist(home.at, one.at) for kind, one in self.places if kind == "shop"),
                    "two": far["shop"][1],
                    "both": max(far["school"][0], far["doctor"][0]),
                    "kinds": sorted(one[0] for one in far.values())[1],
                    "strict": far["doctor"][0],
                }
            )
        return found

    def within(self) -> list[dict[str, bool]]:
        """Return of each dwelling whether it is within each threshold."""
        thresholds = {one["id"]: one["threshold"] for one in REQUIREMENTS}
        found = []
        for home, values in zip(self.homes, self.values(), strict=True):
            strict = {"strict": 100} if plain(self.kinds[cell_of(home.at)]) == "centre" else {}
            asked = thresholds | strict
            found.append({name: value <= asked[name] for name, value in values.items()})
        return found

    def standing(self, kind: str) -> dict[XY, int]:
        """Return how many of a type stand in each neighbourhood."""
        found = dict.fromkeys(self.cells, 0)
        for of, one in self.places:
            found[cell_of(one.at)] += of == kind
        return found


def cell_of(at: XY) -> XY:
    """Return the neighbourhood of a place."""
    return (at[0] + 5) // CELL, (at[1] + 5) // CELL


def _from(door: XY, steps: Mapping[XY, list[XY]]) -> dict[XY, int]:
    far, waiting = {door: 0}, deque([door])
    while waiting:
        here = waiting.popleft()
        for there in steps[here]:
            if there not in far:
                far[there] = far[here] + STEP
                waiting.append(there)
    return far


def _xy(at: XY) -> str:
    return f"{X0 + at[0]} {Y0 + at[1]}"


def _ring(cell: XY) -> str:
    x, y = cell[0] * CELL - 5, cell[1] * CELL - 5
    corners = [(x, y), (x + CELL, y), (x + CELL, y + CELL), (x, y + CELL), (x, y)]
    return f"(({', '.join(map(_xy, corners))}))"


def _recipe() -> dict[str, object]:
    layers = {name: {"file": "country.gpkg", "table": name} for name in ("streets", "homes", "areas", "places")}
    units = {"rate": "number", "presence": "number"}
    requirements = [{**one, "unit": units.get(str(one["indicator"]), "m")} for one in REQUIREMENTS]
    parameters = {
        "NETWORK": {"layer": "streets"},
        "DWELLINGS": {"layer": "homes"},
        "NEIGHBOURHOODS": {"layer": "areas"},
        "NEIGHBOURHOOD_ID": "code",
        "CLASS_FIELD": "woonmilieu",
        "FACILITIES": [{"layer": "places"}],
        "TYPE_FIELD": "kind",
        "FACILITY_ID": "code",
        "COMPLETE_TYPES": ";".join(TYPES),
        "MIN_DWELLINGS": 1,
        "MIN_COMPONENT": 0,
        "MAX_SNAP": 60,
        "NORM_SET": {"norm_set": "own"},
    }
    names = ("OUTPUT_DWELLINGS", "OUTPUT_RESULTS")
    outputs = {name: {"file": "results.gpkg", "table": name.lower()} for name in names}
    step = {"id": "check", "algorithm": "buurtmaat:basicrequirements", "parameters": parameters, "outputs": outputs}
    norms = {"id": "own", "title": "Own", "version": "1", "requirements": requirements}
    return {"buurtmaat_recipe": 1, "title": "Country", "layers": layers, "norm_sets": {"own": norms}, "steps": [step]}
