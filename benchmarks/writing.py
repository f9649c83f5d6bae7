"""Writing an input with computed columns: directly, through QGIS, and copied by ogr2ogr; processor time, in turn.

The layers of `reading.py` in a GeoPackage. Behind the fields of the dwellings come 45 computed columns, as nine
requirements give them; behind those of the streets three, as Check network does.

    .venv/bin/python benchmarks/writing.py [--runs 3] [--folder FOLDER]
"""

from __future__ import annotations

from pathlib import Path

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from reading import FIELDS, compared, copy, print_table

from buurtmaat.adapters.io.columns import Column, named_column, number_column, whole_column
from buurtmaat.adapters.io.crs import choose_crs
from buurtmaat.adapters.io.feature_sources import SourceLike, layer_source
from buurtmaat.adapters.io.reading import read_layer
from buurtmaat.adapters.outputs.layer_writer import LayerWriter
from buurtmaat.adapters.outputs.outputs import Outputs
from buurtmaat.algorithms.nearest_facility import NearestFacilityAlgorithm
from buurtmaat.core.progress import Progress

REQUIREMENTS = 9
AIM = 3


def computed(name: str, count: int) -> list[Column]:
    """Return computed columns for a layer."""
    rng = np.random.default_rng(2)
    if name == "streets":
        share = rng.random(count)
        return [
            whole_column("component", rng.integers(1, 9, count)),
            number_column("component_length_m", share * 1e6),
            number_column("component_share", share),
        ]
    found = []
    for number in range(REQUIREMENTS):
        value = rng.uniform(0, 3000, count)
        value[rng.random(count) < 0.1] = np.nan
        reason = np.where(rng.random(count) < 0.1, 0, -1)
        facilities = [f"node/{one}" for one in range(40)]
        found += [
            number_column(f"r{number}_value", value),
            named_column(f"r{number}_facility", rng.integers(0, 40, count), facilities),
            whole_column(f"r{number}_ok", rng.integers(0, 2, count), rng.random(count) < 0.95),
            number_column(f"r{number}_weight", rng.integers(0, 3, count).astype(float)),
            named_column(f"r{number}_reason", reason, ["off_network"]),
        ]
    return found


def measured(path: Path, name: str, runs: int) -> list[str]:
    """Return a row of the table: the best of several runs of each way."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    source = layer_source(layer, lambda: False)
    read = read_layer(source, choose_crs(layer, QgsCoordinateTransformContext()))
    columns = computed(name, read.count)

    def write(one: SourceLike) -> bool:
        algorithm, log = NearestFacilityAlgorithm(), QgsProcessingFeedback(False)
        algorithm.initAlgorithm()
        target = path.with_name(f"written_{name}.gpkg")
        outputs = Outputs(algorithm, {"OUTPUT": str(target)}, QgsProcessingContext(), log)
        outputs.check("OUTPUT")
        LayerWriter(outputs, "OUTPUT").with_input(one, read, columns, Progress())
        outputs.finish()
        target.unlink()
        return "directly" in log.textLog()

    assert write(source)
    assert not write(SourceLike(source))
    ways = (lambda: write(source), lambda: write(SourceLike(source)), lambda: copy(path, name))
    what = f"{read.count:,} {name}, {len(FIELDS[name])} fields and {len(columns)} computed"
    return compared(ways, what, runs, AIM)


if __name__ == "__main__":
    print_table(__doc__, measured)
