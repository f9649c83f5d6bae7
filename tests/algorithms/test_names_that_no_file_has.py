"""Names that a system refuses to look for: too long ones, as a text that was pasted, or in a folder nobody may open."""

from __future__ import annotations

import json

import pytest
from qgis.core import QgsJsonExporter, QgsProcessingContext, QgsVectorLayer

from buurtmaat.adapters.io.providers import can_hang
from buurtmaat.adapters.recipes.making import RunToKeep, save_recipe
from buurtmaat.core.progress import Progress
from towns.runs import algorithm, grid, layer, point, refusal, rows, run, save

LONG = "x" * 300


def said_of(name: str, given: dict[str, object]) -> str:
    """Return what the dialog says of what is filled in."""
    return algorithm(name).checkParameterValues(given, QgsProcessingContext())[1]


@pytest.fixture
def recipe(provider, tmp_path):
    """Return a recipe, written with the layer of streets that it names."""
    save(layer(grid(), "streets"), tmp_path / "town.gpkg", "streets")

    def write(file: str = "town.gpkg", output: str = "") -> str:
        given, outputs = {"NETWORK": {"layer": "streets"}}, {"OUTPUT": {"file": output}} if output else {}
        content = {
            "buurtmaat_recipe": 1,
            "title": "Streets",
            "layers": {"streets": {"file": file, "table": "streets", "crs": "EPSG:28992"}},
            "steps": [{"id": "look", "algorithm": "buurtmaat:checknetwork", "parameters": given, "outputs": outputs}],
        }
        (tmp_path / "recipe.json").write_text(json.dumps(content), encoding="utf-8")
        return str(tmp_path / "recipe.json")

    return write


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("preparestops", {"GTFS": f"/{LONG}.zip"}, f"The file “/{LONG}.zip” is not there: choose a timetable"),
        (
            "fetchdata",
            {"MUNICIPALITY": "Delft", "EARLIER": f"/{LONG}.gpkg", "OUTPUT": "fetched.gpkg"},
            f"There is no earlier fetch /{LONG}.gpkg: choose its GeoPackage",
        ),
        (
            "trend",
            {"RECIPES": f"/{LONG}.json;/{LONG}.json"},
            "cannot be read (File name too long): choose another file.",
        ),
    ],
)
def test_a_file_whose_name_is_too_long_is_told_in_the_dialog(provider, name, given, said):
    """As found: the dialog ended in a traceback, also for a file in a folder that the user may not open."""
    assert said in said_of(name, given)


def test_a_folder_for_results_whose_name_is_too_long_is_told(recipe):
    said = said_of("runrecipe", {"RECIPE": recipe(), "FOLDER": f"/{LONG}"})
    assert said == f"Folder of the results (FOLDER) /{LONG} is not there: make it, or choose another."


def test_a_layer_that_is_given_to_a_recipe_by_too_long_a_name_is_told(recipe):
    said = refusal("runrecipe", {"RECIPE": recipe(), "LAYERS": f"streets=/{LONG}.gpkg"})
    assert said.endswith("cannot be found: write its name in the project, or its file.")


def test_a_layer_that_a_recipe_names_too_long_is_told(recipe):
    assert LONG in refusal("runrecipe", {"RECIPE": recipe(f"{LONG}.gpkg")})


def test_a_folder_that_a_recipe_names_too_long_for_an_output_is_told(recipe, tmp_path):
    """As found: the run ended in a traceback."""
    said = refusal("runrecipe", {"RECIPE": recipe(output=f"{LONG}/parts.gpkg")})
    folder = tmp_path / LONG
    assert said.startswith(f"The folder {folder} of the results cannot be made (File name too long): choose another")


def test_a_layer_that_is_written_out_in_its_own_address_is_read(provider, tmp_path):
    """As found: its address was looked for as a file, and with it in the project the panel and each run went wrong."""
    made = layer([(point(x, 20), f"h{x}") for x in range(0, 600, 50)], "homes", who="text")
    exporter = QgsJsonExporter(made)
    exporter.setTransformGeometries(False)
    homes = QgsVectorLayer(exporter.exportFeatures(list(made.getFeatures()), 0), "homes", "ogr")
    assert len(homes.source()) > 255
    homes.setCrs(made.crs())
    assert can_hang(homes)
    given = {"NETWORK": layer(grid(), "streets"), "FACILITIES": layer([point(0, 0)], "school"), "DWELLINGS": homes}
    assert len(rows(run("nearestfacility", {**given, "OUTPUT": "TEMPORARY_OUTPUT"}).layer("OUTPUT"))) == 12
    kept = {"algorithm": algorithm("nearestfacility"), "parameters": {**given, "OUTPUT": "TEMPORARY_OUTPUT"}}
    save_recipe(RunToKeep(**kept, context=QgsProcessingContext(), path=tmp_path / "run.json"), Progress(), copy=True)
    layers = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["layers"]
    assert [one["file"] for one in layers.values()] == ["run-data.gpkg"] * 3
