"""What QGIS keeps of the project for its expressions: a run beside the window must not take it away.

`QgsProject.layerStore` does, which looking a layer up by its id asks for. When another thread did so while the map was
drawn, QGIS went down.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer

from towns import every_algorithm, runs


@pytest.fixture
def project() -> Iterator[QgsProject]:
    found = QgsProject.instance()
    yield found
    found.clear()


def by_id(value: object, project: QgsProject) -> object:
    """Return a layer as a dialog gives it, which is then in the project."""
    if isinstance(value, list):
        return [by_id(one, project) for one in value]
    if not isinstance(value, QgsVectorLayer):
        return value
    project.addMapLayer(value)
    return value.id()


def scope_after(work, project: QgsProject, tmp_path, monkeypatch) -> str:
    """Return in which folder the project is, as its scope tells after some work; it was kept before in `kept`."""
    folders = [tmp_path / name for name in ("kept", "made anew")]
    for folder in folders:
        folder.mkdir()
    monkeypatch.chdir(folders[0])
    project.setFileName("town.qgz")  # from where the program is
    assert project.createExpressionContextScope().variable("project_folder") == str(folders[0])
    monkeypatch.chdir(folders[1])
    work()
    return str(project.createExpressionContextScope().variable("project_folder")).rpartition("/")[2]


def test_it_is_kept(project, tmp_path, monkeypatch):
    assert scope_after(lambda: None, project, tmp_path, monkeypatch) == "kept"


def test_a_layer_that_is_looked_up_by_its_id_takes_it_away(project, tmp_path, monkeypatch):
    """Where this fails, QGIS has mended it."""
    layer, context = runs.layer(runs.grid()), QgsProcessingContext()
    project.addMapLayer(layer)
    context.setProject(project)
    assert scope_after(lambda: context.getMapLayer(layer.id()), project, tmp_path, monkeypatch) == "made anew"


def prepared(name: str, given: dict, project: QgsProject):
    """Return an algorithm that was prepared with these inputs, and what it runs with."""
    algorithm, context, feedback = runs.algorithm(name), QgsProcessingContext(), runs.Feedback()
    context.setProject(project)
    context.setFeedback(feedback)
    assert algorithm.prepare(given, context, feedback)
    return algorithm, given, context, feedback


def run(ready) -> dict:
    algorithm, *given_with = ready
    return algorithm.runPrepared(*given_with)


@pytest.mark.parametrize("name", every_algorithm.CASES)
def test_a_run_that_is_prepared_leaves_it(provider, project, name, tmp_path, monkeypatch):
    given = every_algorithm.parameters(name, every_algorithm.targets(name, "memory", tmp_path))
    algorithm = runs.algorithm(name)  # the definitions are its own
    used = {one.name() for one in algorithm.parameterDefinitions()}
    ready = prepared(name, {key: by_id(value, project) for key, value in given.items() if key in used}, project)
    assert scope_after(lambda: run(ready), project, tmp_path, monkeypatch) == "kept"


@pytest.mark.parametrize("chosen", [{"selectedFeaturesOnly": True}, {"filterExpression": "$id = 1"}])
def test_a_run_of_some_features_leaves_it(provider, project, chosen, tmp_path, monkeypatch):
    given = every_algorithm.parameters("nearestfacility", {"OUTPUT": "memory:"})
    given["DWELLINGS"].selectByIds([1])
    given = {key: by_id(value, project) for key, value in given.items()}
    given["DWELLINGS"] = QgsProcessingFeatureSourceDefinition(given["DWELLINGS"], **chosen)
    ready, results = prepared("nearestfacility", given, project), {}
    assert scope_after(lambda: results.update(run(ready)), project, tmp_path, monkeypatch) == "kept"
    assert ready[2].getMapLayer(results["OUTPUT"]).featureCount() == 1


def test_a_run_that_is_read_to_try_changes_leaves_it(provider, project, tmp_path, monkeypatch):
    given = every_algorithm.parameters("basicrequirements", {})
    algorithm, *given_with = prepared(
        "basicrequirements", {key: by_id(value, project) for key, value in given.items()}, project
    )
    assert scope_after(lambda: algorithm.what_if(*given_with), project, tmp_path, monkeypatch) == "kept"
