"""What the log of every algorithm says: versions, each layer with its rows and its system, and what took how long."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from qgis.core import Qgis, QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer

from buurtmaat.adapters.outputs.provenance import plugin_version
from towns import every_algorithm, runs


def layers_in(given: dict) -> list[tuple[str, QgsVectorLayer]]:
    """Return the layers of a run by the names of its inputs."""
    return [
        (name, one)
        for name, value in given.items()
        for one in (value if isinstance(value, list) else [value])
        if isinstance(one, QgsVectorLayer)
    ]


@pytest.mark.parametrize("name", [one for one in every_algorithm.CASES if one != "fetchdata"])
def test_a_log_tells_versions_layers_and_times(provider, tmp_path: Path, name):
    given = every_algorithm.parameters(name, every_algorithm.targets(name, "memory", tmp_path))
    algorithm = runs.algorithm(name)  # the definitions are its own
    used = {one.name() for one in algorithm.parameterDefinitions()}
    given = {key: value for key, value in given.items() if key in used}
    feedback = runs.Feedback()
    runs.run(name, given, feedback)
    version = Qgis.version().partition("-")[0]
    assert feedback.infos[0] == f"Buurtmaat {plugin_version()}, QGIS {version}."
    for parameter, layer in layers_in(given):
        system = layer.crs().authid() or "no reference system"
        rows = "row" if layer.featureCount() == 1 else "rows"
        label = algorithm.parameterDefinition(parameter).description()
        said = f"Input {label} ({parameter}): “{layer.name()}”, {layer.featureCount()} {rows}, {system}"
        assert said in feedback.infos
    (took,) = [text for text in feedback.infos if text.startswith("Took ")]
    found = re.fullmatch(r"Took ([\d.]+) s: (.+)\.", took)
    assert found is not None
    stages = [re.fullmatch(r"(.+) ([\d.]+)", one) for one in found[2].split(", ")]
    assert len(stages) >= 2
    # Each is rounded to a tenth.
    assert sum(float(one[2]) for one in stages) == pytest.approx(float(found[1]), abs=0.05 * (len(stages) + 1) + 1e-9)


def test_only_what_is_chosen_of_a_layer_is_told(provider, tmp_path: Path):
    given = every_algorithm.parameters("nearestfacility", {"OUTPUT": "memory:"})
    feedback = runs.Feedback()
    given["DWELLINGS"].selectByIds([1])
    QgsProject.instance().addMapLayer(given["DWELLINGS"])
    chosen = QgsProcessingFeatureSourceDefinition(given["DWELLINGS"].id(), True)
    runs.run("nearestfacility", given | {"DWELLINGS": chosen}, feedback)
    assert "Input Dwellings (DWELLINGS): “layer”, 1 row, EPSG:28992 (selected features only)" in feedback.infos
