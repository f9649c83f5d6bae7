"""A layer that has left the project since it was chosen: the run says which, by its name, and does without none."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeatureSourceDefinition, QgsProject

from towns import runs
from towns.runs import box, grid, in_project, layer, point


def chosen() -> dict[str, object]:
    """Return the inputs of a run, with layers of the project by their ids, as the dialog has them."""
    layers = {
        "homes": layer([point(50, 10)], "homes"),
        "areas": layer([box(-50, -50, 550, 550)], "areas"),
        "streets": layer(grid(), "streets"),
        "school": layer([point(250, -20)], "school"),
        "library": layer([point(250, -20)], "library"),
    }
    in_project(*layers.values())
    ids = {name: one.id() for name, one in layers.items()}
    return {
        "DWELLINGS": ids["homes"],
        "NEIGHBOURHOODS": ids["areas"],
        "NETWORK": ids["streets"],
        "FACILITIES": [ids["school"], ids["library"]],
        "REQUIREMENTS": [["s", "school", "distance", "300", "m", "", "", "", "", "", "0.9"]],
        "OUTPUT_RESULTS": "memory:",
    }


def started(inputs: dict[str, object]) -> tuple[tuple[bool, str], str]:
    """Return what the check of the inputs says, and what a run that was queued before says at its start."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("buurtmaat:basicrequirements")
    context, feedback = QgsProcessingContext(), runs.Feedback()
    context.setProject(QgsProject.instance())
    checked = algorithm.checkParameterValues(inputs, context)
    _, good = algorithm.run(inputs, context, feedback)
    return checked, "" if good else feedback.errors[-1]


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("homes", "Dwellings (DWELLINGS)"),
        ("streets", "Streets and paths (NETWORK)"),
        ("library", "Facilities (FACILITIES)"),
    ],
)
def test_the_layer_is_told_by_its_name(name, parameter) -> None:
    """One of several facility layers too, which QGIS would leave out without a word."""
    inputs = chosen()
    QgsProject.instance().removeMapLayer(QgsProject.instance().mapLayersByName(name)[0])
    said = f"The layer “{name}” of {parameter} is no longer in the project: add it, and choose it again."
    assert started(inputs) == ((False, said), said)


def test_also_where_only_the_selected_features_were_chosen() -> None:
    inputs = chosen()
    inputs["DWELLINGS"] = QgsProcessingFeatureSourceDefinition(str(inputs["DWELLINGS"]), True)
    QgsProject.instance().removeMapLayer(QgsProject.instance().mapLayersByName("homes")[0])
    (good, said), _ = started(inputs)
    assert not good
    assert said.startswith("The layer “homes” of Dwellings (DWELLINGS) is no longer")


def test_layers_that_are_there_are_not_gone() -> None:
    assert started(chosen()) == ((True, ""), "")
