"""Runs that are saved as recipes, and run again: what comes out, and what is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from qgis.core import QgsProcessingContext, QgsProject

from buurtmaat.adapters.recipes.making import RunToKeep, layers_to_copy, make_recipe, write_recipe
from buurtmaat.core.progress import Progress
from towns import every_algorithm, runs
from towns.runs import box, grid, into, layer, loaded, point, save


def keep(name: str, parameters: dict, path: Path, copy: bool = True, **more: object):
    """Save a run as the dialog does, and return the recipe."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    run = RunToKeep(algorithm=runs.algorithm(name), parameters=parameters, context=context, path=path, **more)
    recipe = make_recipe(run, Progress(), copy=copy)
    write_recipe(path, recipe)
    return recipe


def rerun(path: Path, feedback: runs.Feedback | None = None, **given: object) -> runs.Run:
    return runs.run("runrecipe", {"RECIPE": str(path), **given}, feedback)


def plain_rows(layer) -> list[dict]:
    """Return the rows of a layer with their geometries, but for the numbers that a file gives to features."""
    names = layer.fields().names()
    found = []
    for feature in layer.getFeatures():
        row = {n: runs.plain(v) for n, v in zip(names, feature.attributes(), strict=True) if n.lower()[:3] != "fid"}
        geometry = feature.geometry()
        geometry.convertToMultiType()
        row["geometry"] = "" if geometry.isNull() else geometry.asWkb().data()
        found.append(row)
    return found


PER_RUN = ("run_id", "reference_date")


@pytest.mark.parametrize("name", sorted(every_algorithm.CASES))
def test_every_algorithm_gives_the_same_again_from_its_recipe_in_another_folder(provider, tmp_path, name):
    given = every_algorithm.parameters(name, every_algorithm.targets(name, "memory", tmp_path))
    given = {n: v for n, v in given.items() if runs.algorithm(name).parameterDefinition(n) is not None}
    first = runs.run(name, given)
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    keep(name, given, here / "run.json")
    shutil.move(here, there)
    forgotten = set(given)
    feedback = runs.Feedback()
    again = rerun(there / "run.json", feedback, LOAD=False)
    assert again.results["DIFFERENCES"] == 0, feedback.warnings
    outputs = every_algorithm.OUTPUTS[name]
    assert forgotten >= set(outputs)
    for output in outputs:
        expected, found = first.layer(output), again.layer(f"{name}.{output}")
        rows = [{k: v for k, v in row.items() if k not in PER_RUN} for row in plain_rows(found)]
        assert rows == [{k: v for k, v in row.items() if k not in PER_RUN} for row in plain_rows(expected)], output
    for output in set(first.results) - set(outputs):
        assert again.results[f"{name}.{output}"] == first.results[output]
    assert {p.name for p in there.iterdir()} == {"run.json", "run-data.gpkg", "run-results.gpkg"} | {
        p.name for p in there.glob("run-data-*.gpkg")
    }
