"""Layers as they arrive in a project: called by words, and saying how they came about."""

from __future__ import annotations

import json

import runs
import small_town
from qgis.core import QgsProcessingContext, QgsProcessingOutputLayerDefinition, QgsProject
from runs import Feedback, grid, layer, point


def arrived(algorithm: str, parameters: dict, output: str):
    """Run as the dialog does, and give an output as it arrives on the map."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    shown = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
    made = runs.algorithm(algorithm)
    results, good = made.run({**parameters, output: shown}, context, Feedback(), {}, False)
    assert good
    return context.takeResultLayer(results[output])


def aliases(found) -> dict[str, str]:
    return {field.name(): field.alias() for field in found.fields() if field.alias()}


NEAREST = {
    "NETWORK": lambda: layer(grid(), "streets"),
    "DWELLINGS": lambda: layer([(point(50, 0), "x", 3.5)], "homes", who="text", distance_m="real"),
    "FACILITIES": lambda: layer([point(100, 0)], "shops"),
}


def test_computed_fields_are_called_by_words_and_those_of_the_input_are_not():
    found = arrived("nearestfacility", {name: make() for name, make in NEAREST.items()}, "OUTPUT")
    names = aliases(found)
    assert names["distance_m_2"] == "Distance (m)"
    assert names["row_status"] == "Status of the row"
    assert "who" not in names
    assert "distance_m" not in names


def test_limits_stand_in_the_words():
    given = {name: make() for name, make in NEAREST.items()} | {"LIMITS": "7,5;400", "UNIT": 0}
    names = aliases(arrived("reachcounts", given, "OUTPUT"))
    assert (names["n_400"], names["n_7_5"]) == ("Facilities within 400", "Facilities within 7,5")


def test_fields_of_requirements_carry_their_title(tmp_path):
    norms = small_town.norm_file(tmp_path, title={"en": "School nearby", "nl": "School dichtbij"})
    given = small_town.town(NORM_FILE=norms, REQUIREMENTS=None)
    names = aliases(arrived("basicrequirements", given, "OUTPUT_NEIGHBOURHOODS"))
    assert names["s_share"] == "School nearby: share within"
    assert names["s_compliance"] == "School nearby: verdict"
    assert names["compliance"] == "Verdict"


def test_a_layer_says_how_it_came_about(tmp_path):
    streets = runs.save(layer(grid(), "streets"), tmp_path / "streets.gpkg")
    given = small_town.town(NETWORK=streets)
    metadata = arrived("basicrequirements", given, "OUTPUT_DWELLINGS").metadata()
    assert metadata.title() == "Dwellings with what they have"
    assert "buurtmaat:basicrequirements" in metadata.abstract()
    assert "Norm set" in metadata.abstract()
    *inputs, repeat = metadata.history()
    assert any(line.startswith("NETWORK: streets, 12 features, file of 20") for line in inputs)
    assert any(line.startswith("DWELLINGS: homes, 120 features, file of –") for line in inputs)
    again = json.loads(repeat)
    assert again["algorithm"] == "buurtmaat:basicrequirements"
    assert "streets.gpkg" in again["inputs"]["NETWORK"]
    assert again["inputs"]["REQUIREMENTS"]
