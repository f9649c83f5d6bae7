"""Every municipality of a generated country: one after the other, several at a time, and the same command again.

Nine requirements, streets in towns of all sizes, dwellings with ten fields that are carried through; municipalities are
neighbourhoods put together, most small and some large, as in the Netherlands. Processor time of all processes together,
seconds on the clock, the memory of the largest process, and the disk that is taken. Layers stay in the folder for the
next time.

    .venv/bin/python benchmarks/municipalities.py --folder FOLDER [--municipalities 60] [--dwellings 5000] [--workers 2]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import checkout
import numpy as np
from country import HEAD, SEED, Size, country, write_country, write_layer
from ladder import NINE
from measure import table
from osgeo import ogr
from scipy.spatial.distance import cdist

_NEIGHBOURHOODS, _NODES_A_DWELLING, _FACILITIES_A_DWELLING = 10, 0.37, 0.005
"""Neighbourhoods of a municipality, and for each dwelling nodes and facilities, as in the ladder."""
_UNEQUAL = 0.5
"""The spread of the logarithm of how far a municipality reaches: most are small, and some large."""
_ENVIRONMENTS = ("centre", "city", "village", "rural")


def main() -> int:
    """Make the country where it is not there yet, run the batches and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="where layers and results go")
    parser.add_argument("--municipalities", type=int, default=60, help="how many there are")
    parser.add_argument("--dwellings", type=int, default=5_000, help="of a municipality, about")
    parser.add_argument("--workers", type=int, default=2, help="how many work at a time")
    chosen = parser.parse_args()
    if not (chosen.folder / "recipe.json").exists():
        make(chosen.folder, chosen.municipalities, chosen.dwellings)
    serial, cluster = chosen.folder / "serial", chosen.folder / "cluster"
    for out in (serial, cluster):
        shutil.rmtree(out, ignore_errors=True)
    workers = ["--workers", str(chosen.workers)]
    rows = [
        run("one after the other", chosen.folder, serial, ["--serial"]),
        run(f"{chosen.workers} at a time", chosen.folder, cluster, workers),
        run("the same command again, nothing changed", chosen.folder, cluster, workers),
    ]
    print(table(["", "processor, s", "clock, s", "MB of the largest process", "MB on disk"], rows))
    same = shares(serial) == shares(cluster)
    print(f"\nThe results are {'the same' if same else 'NOT the same'}, {len(shares(serial)):,} rows.")
    return 0 if same else 1


def make(folder: Path, municipalities: int, dwellings: int) -> None:
    """Write the layers, the municipalities and the recipe."""
    folder.mkdir(parents=True, exist_ok=True)
    homes, neighbourhoods = municipalities * dwellings, municipalities * _NEIGHBOURHOODS
    nodes, facilities = int(homes * _NODES_A_DWELLING), int(homes * _FACILITIES_A_DWELLING)
    size = Size(dwellings=homes, nodes=nodes, facilities=facilities, neighbourhoods=neighbourhoods)
    write_country(folder, country(size), neighbourhoods)
    add_environments(folder / "areas.gpkg")
    path = folder / "municipalities.gpkg"
    write_layer(path, "POLYGON", put_together(folder / "areas.gpkg", municipalities), ["gemeentecode", "gemeentenaam"])
    (folder / "recipe.json").write_text(json.dumps(recipe()), encoding="utf-8")


def add_environments(areas: Path) -> None:
    """Give each neighbourhood a living environment, but for one in twenty."""
    with ogr.Open(str(areas), True) as data:
        layer = data.GetLayer(0)
        layer.CreateField(ogr.FieldDefn("living_environment", ogr.OFTString))
        layer.StartTransaction()
        for feature in list(layer):
            if feature.GetFID() % 20:
                feature["living_environment"] = _ENVIRONMENTS[feature.GetFID() % len(_ENVIRONMENTS)]
                layer.SetFeature(feature)
        layer.CommitTransaction()


def put_together(areas: Path, municipalities: int) -> Iterator[tuple[bytes, str, str]]:
    """Yield the municipalities: each neighbourhood is of the one of some that reaches it first."""
    with ogr.Open(str(areas)) as data:
        shapes = [feature.GetGeometryRef().Clone() for feature in data.GetLayer(0)]
    rng = np.random.default_rng(SEED)
    centres = np.array([shape.Centroid().GetPoint_2D() for shape in shapes])
    middles = centres[rng.choice(len(centres), municipalities, replace=False)]
    first = np.argmin(cdist(centres, middles) / rng.lognormal(0.0, _UNEQUAL, municipalities), axis=1)
    together = defaultdict(lambda: ogr.Geometry(ogr.wkbMultiPolygon))
    for shape, number in zip(shapes, first, strict=True):
        together[int(number)].AddGeometry(shape)
    for number, shape in sorted(together.items()):
        whole = shape.UnionCascaded()
        yield HEAD + bytes(whole.ExportToWkb(ogr.wkbNDR)), f"GM{number:04}", f"Town {number}"


def recipe() -> dict[str, object]:
    """Return a recipe that checks the nine requirements of the ladder."""
    numbers = {"threshold": float, "minimum": int}
    requirements = [
        {key: numbers.get(key, str)(value) for key, value in one.items() if value and key != "facility"}
        | {"facility": one["facility"].split("|"), "target": 0.9}
        for one in NINE
    ]
    tables = {"NETWORK": "streets", "DWELLINGS": "homes", "NEIGHBOURHOODS": "areas"}
    outputs = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS")
    step = {
        "id": "check",
        "algorithm": "buurtmaat:basicrequirements",
        "parameters": {name: {"layer": layer} for name, layer in tables.items()}
        | {"FACILITIES": [{"layer": "places"}], "TYPE_FIELD": "kind", "NEIGHBOURHOOD_ID": "code"}
        | {"NORM_SET": {"norm_set": "nine"}},
        "outputs": {name: {"file": "results.gpkg", "table": name.lower()} for name in outputs},
    }
    return {
        "buurtmaat_recipe": 1,
        "title": "Nine requirements",
        "layers": {name: {"file": f"{name}.gpkg", "table": name} for name in (*tables.values(), "places")},
        "norm_sets": {"nine": {"id": "nine", "title": "Nine", "version": "1", "requirements": requirements}},
        "steps": [step],
    }


def run(name: str, folder: Path, out: Path, arguments: list[str]) -> list[str]:
    """Run the batch, and return the row of what it took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [checkout.ROOT / "scripts" / "municipalities", folder / "recipe.json", folder / "municipalities.gpkg"]
    here = {**os.environ, "PYTHON": sys.executable}
    subprocess.run([*command, out, *arguments], check=True, stdout=sys.stderr, env=here)
    clock, used = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    disk = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    return [name, f"{seconds:.1f}", f"{clock:.0f}", f"{used.ru_maxrss / 1024:,.0f}", f"{disk / 1e6:,.0f}"]


def shares(out: Path) -> list[tuple[object, ...]]:
    """Return what the table of all results says of each neighbourhood and requirement."""
    with closing(sqlite3.connect(out / "results.gpkg")) as data:
        query = "SELECT municipality, neighbourhood, requirement, total, within, unknown, share FROM results"
        return sorted(data.execute(query), key=repr)


if __name__ == "__main__":
    sys.exit(main())
