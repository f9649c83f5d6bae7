"""Recipes that cannot be read, want more than they may, or do not fit what is there."""

from __future__ import annotations

import json
from pathlib import Path

from towns.bad_inputs.cases import Refusal, Warned
from towns.bad_inputs.good import LAYERS, STEP, recipe


def _of(folder: Path, **changes: object) -> dict[str, object]:
    """Return the input of a recipe with other keys."""
    return {"RECIPE": str(recipe(folder, **changes))}


def _step(folder: Path, **changes: object) -> dict[str, object]:
    return _of(folder, steps=[{**STEP, **changes}])


def _given(folder: Path, **changes: object) -> dict[str, object]:
    """Return the input of a recipe that gives other parameters to its step."""
    return _step(folder, parameters={**STEP["parameters"], **changes})


def _layer(folder: Path, **homes: object) -> dict[str, object]:
    return _of(folder, layers={**LAYERS, "homes": homes})


def _text(folder: Path, text: str | bytes) -> dict[str, object]:
    path = folder / "recipe.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return {"RECIPE": str(path)}


def _gone(folder: Path) -> dict[str, object]:
    (folder / "homes.geojson").unlink()
    return {}


def _broken(folder: Path) -> dict[str, object]:
    (folder / "homes.geojson").write_text('{"type": "FeatureCollection", "features": [', encoding="utf-8")
    return {}


REFUSALS = (
    Refusal(
        "runrecipe",
        "No recipe was chosen",
        lambda _: {"RECIPE": ""},
        "Recipe (RECIPE) is empty: choose the file of a recipe.",
    ),
    Refusal(
        "runrecipe",
        "A file that is not there",
        lambda folder: {"RECIPE": str(folder / "last year.json")},
        "The recipe {folder}/last year.json cannot be read (No such file or directory): choose another file.",
    ),
    Refusal(
        "runrecipe",
        "A folder as the recipe",
        lambda folder: {"RECIPE": str(folder)},
        "Recipe (RECIPE) must be a file that ends in .json, not {folder}.",
    ),
    Refusal(
        "runrecipe",
        "A file that is no JSON",
        lambda folder: _text(folder, "Recipe for a check"),
        "The recipe {folder}/recipe.json "
        "line 1, column 1: expected a value (text in double quotes, a number, true, false, null, a "
        "list or an object), found Recipe.",
    ),
    Refusal(
        "runrecipe",
        "A text that is not in UTF-8",
        lambda folder: _text(folder, '{"buurtmaat_recipe": 1,\n "title": "caf\u00e9"}'.encode("latin-1")),
        "The recipe {folder}/recipe.json line 2: the text is not in UTF-8; save it with that encoding.",
    ),
    Refusal(
        "runrecipe",
        "Another JSON file",
        lambda folder: _text(folder, '{"type": "FeatureCollection"}'),
        "The recipe {folder}/recipe.json line 1: this is no recipe of Buurtmaat, which begins with "
        "“buurtmaat_recipe”; choose another file.",
    ),
    Refusal(
        "runrecipe",
        "A recipe of a later version",
        lambda folder: _of(folder, buurtmaat_recipe=99),
        "The recipe {folder}/recipe.json "
        "line 2, buurtmaat_recipe: version 99 is newer than 1, which this version of Buurtmaat reads; "
        "install a newer one.",
    ),
    Refusal(
        "runrecipe",
        "A key that is misspelt",
        lambda folder: _text(folder, json.dumps({"buurtmaat_recipe": 1, "title": "a", "stepps": []}, indent=1)),
        "The recipe {folder}/recipe.json line 4: unknown key “stepps”; did you mean “steps”?",
    ),
    Refusal(
        "runrecipe",
        "A recipe without steps",
        lambda folder: _of(folder, steps=[]),
        "The recipe {folder}/recipe.json line 15, steps: there is none; write at least one.",
    ),
    Refusal(
        "runrecipe",
        "Lists in lists in lists, a hundred deep",
        lambda folder: _text(folder, '{"buurtmaat_recipe": ' + "[" * 100 + "]" * 100 + "}"),
        "The recipe {folder}/recipe.json line 1, column 45: objects and lists are nested more than 24 deep, which no "
        "recipe is; choose another file.",
    ),
    Refusal(
        "runrecipe",
        "A recipe of 9 MB",
        lambda folder: _text(folder, '{"buurtmaat_recipe": 1, "title": "' + "a" * 9_000_000 + '"}'),
        "The recipe {folder}/recipe.json: this is larger than 8 MB, which no recipe is; choose another file.",
    ),
    Refusal(
        "runrecipe",
        "Two steps with one id",
        lambda folder: _of(folder, steps=[STEP, STEP]),
        "The recipe {folder}/recipe.json line 36, step “nearest”: two steps have this id; give each its own.",
    ),
    Refusal(
        "runrecipe",
        "A step that runs an algorithm of QGIS",
        lambda folder: _step(folder, algorithm="native:buffer"),
        "The recipe {folder}/recipe.json line 18, step “nearest”: a recipe runs algorithms of Buurtmaat only, and "
        "never a recipe, so not “native:buffer”; leave the step out.",
    ),
    Refusal(
        "runrecipe",
        "A step that runs a recipe, which could be this one",
        lambda folder: _step(folder, algorithm="buurtmaat:runrecipe"),
        "The recipe {folder}/recipe.json line 18, step “nearest”: a recipe runs algorithms of Buurtmaat only, and "
        "never a recipe, so not “buurtmaat:runrecipe”; leave the step out.",
    ),
    Refusal(
        "runrecipe",
        "A step that runs an algorithm that is not there",
        lambda folder: _step(folder, algorithm="buurtmaat:farthestfacility"),
        "Step “nearest” of the recipe runs “buurtmaat:farthestfacility”, which this version of Buurtmaat does not "
        "have: install a newer version, or leave the step out.",
    ),
    Refusal(
        "runrecipe",
        "A step with an input that its algorithm does not have",
        lambda folder: _given(folder, LIMITS="400"),
        "Step “nearest” of the recipe gives “LIMITS” to buurtmaat:nearestfacility, which has no such input or "
        "output; the nearest is LIMIT.",
    ),
    Refusal(
        "runrecipe",
        "A step with a layer that the recipe does not have",
        lambda folder: _given(folder, DWELLINGS={"layer": "houses"}),
        "The recipe {folder}/recipe.json line 16, step “nearest”: the recipe has no layer “houses”; add it to its "
        "layers, or name another.",
    ),
    Refusal(
        "runrecipe",
        "A step that takes what no step before it wrote",
        lambda folder: _given(folder, DWELLINGS={"output": "later.OUTPUT"}),
        "The recipe {folder}/recipe.json line 16, step “nearest”: no step before it writes “later.OUTPUT”; take "
        "what an earlier step writes.",
    ),
    Refusal(
        "runrecipe",
        "A number where a layer is asked",
        lambda folder: _given(folder, DWELLINGS=7),
        "Step “nearest” of the recipe gives “DWELLINGS” a value of the wrong kind: a layer is an object with the "
        "key layer or output, a file one with the key file, and all else is none.",
    ),
    Refusal(
        "runrecipe",
        "A result outside the folder",
        lambda folder: _step(folder, outputs={"OUTPUT": {"file": "../nearest.gpkg"}}),
        "The recipe {folder}/recipe.json "
        "line 32, step “nearest”, “OUTPUT”: the path “../nearest.gpkg” leaves the folder of the "
        "recipe; write one below it.",
    ),
    Refusal(
        "runrecipe",
        "A result over a layer that the recipe reads",
        lambda folder: _step(folder, outputs={"OUTPUT": {"file": "homes.geojson"}}),
        "The recipe {folder}/recipe.json line 16, step “nearest”: “OUTPUT” would be written over what the recipe "
        "reads; give it another file or table.",
    ),
    Refusal(
        "runrecipe",
        "A result in a format that a recipe does not write",
        lambda folder: _step(folder, outputs={"OUTPUT": {"file": "nearest.exe"}}),
        "Step “nearest” of the recipe writes “OUTPUT” to “nearest.exe”: a recipe writes .csv, .dbf, .fgb, "
        ".geojson, .gpkg, .ods, .shp, .tab, .xlsx there.",
    ),
    Refusal(
        "runrecipe",
        "A layer outside the folder",
        lambda folder: _layer(folder, file="/etc/homes.geojson"),
        "The recipe {folder}/recipe.json "
        "line 9, layers, “homes”: the path “/etc/homes.geojson” leaves the folder of the recipe; "
        "write one below it.",
    ),
    Refusal(
        "runrecipe",
        "A layer that is not there",
        _gone,
        "Layers of the recipe are not below “{folder}”: homes (homes.geojson). Put them there, or write others "
        "in Other layers (LAYERS), such as homes=homes 2027.",
    ),
    Refusal(
        "runrecipe",
        "A layer whose file is cut off",
        _broken,
        "The layer “homes” of the recipe (homes.geojson) cannot be opened: look whether it is whole, or give the "
        "layer in Other layers (LAYERS).",
    ),
    Refusal(
        "runrecipe",
        "A layer from a database, which a recipe does not open",
        lambda folder: _layer(folder, source="dbname='town' table=homes", provider="postgres"),
        "The layer “homes” comes from “postgres”, which a recipe does not open itself: give the layer in Other "
        "layers (LAYERS).",
    ),
    Refusal(
        "runrecipe",
        "A layer from a service, without leave to use a network",
        lambda folder: _layer(folder, source="url='https://example.org/wfs' typename='homes'", provider="WFS"),
        "The layer “homes” comes from a service: set May use a network (ALLOW_NETWORK), or give the layer in "
        "Other layers (LAYERS).",
    ),
    Refusal(
        "runrecipe",
        "A filter that does more than compare fields",
        lambda folder: _layer(folder, file="homes.geojson", filter="env('HOME') is not null"),
        "The filter of the layer “homes” does more than compare its fields, which a recipe may not: give the "
        "layer in Other layers (LAYERS).",
    ),
    Refusal(
        "runrecipe",
        "Other layers without an equals sign",
        lambda _: {"LAYERS": "homes"},
        "Other layers (LAYERS) holds “homes”: write the name of a layer in the recipe, = and the layer, such as "
        "dwellings=homes 2027.",
    ),
    Refusal(
        "runrecipe",
        "Another layer for one that the recipe does not have",
        lambda _: {"LAYERS": "houses=homes 2027"},
        "Other layers (LAYERS) names “houses”, which the recipe does not have; choose from: streets, homes, school.",
    ),
    Refusal(
        "runrecipe",
        "Another layer that is not there",
        lambda _: {"LAYERS": "homes=homes 2027"},
        "The layer “homes 2027” that Other layers (LAYERS) gives for “homes” cannot be found: write its name in "
        "the project, or its file.",
    ),
    Refusal(
        "runrecipe",
        "A folder of results that is not there",
        lambda folder: {"FOLDER": str(folder / "results")},
        "Folder of the results (FOLDER) {folder}/results is not there: make it, or choose another.",
    ),
    Refusal(
        "runrecipe",
        "A step whose own input is wrong",
        lambda folder: _given(folder, MAX_SNAP=-5),
        "Step “nearest” of the recipe stopped: Maximum snapping distance (MAX_SNAP) must be a number, 0 or more, "
        "not -5.",
    ),
)
WARNINGS: tuple[Warned, ...] = ()
