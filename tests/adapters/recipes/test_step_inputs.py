"""What a step of a recipe takes of the one before it: layers, each opened once by itself."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingContext, QgsProject, QgsVectorLayer

from buurtmaat.adapters.recipes.step_inputs import StepInputs
from buurtmaat.core.errors import InputError
from buurtmaat.core.recipes.recipe import OutputValue
from towns import runs
from towns.runs import layer, loaded, point, save

OUTPUT = OutputValue("prepare", "OUTPUT")


@pytest.fixture
def inputs(provider, qgis_new_project, tmp_path) -> StepInputs:
    """Return what turns values into inputs, of a step after one whose output the project shows too."""
    path = tmp_path / "shops.gpkg"
    save(layer([point(0, 0)], "shops"), path, "shops")
    place = f"{path}|layername=shops"
    runs.in_project(loaded(place, "shops"))
    return StepInputs(
        recipe=None, places=None, layers={}, results={"prepare.OUTPUT": place}, opened={},
        scratch=tmp_path, context=QgsProcessingContext(),
    )  # fmt: skip


def definition(name: str, parameter: str):
    made = runs.algorithm(name)
    return made, made.parameterDefinition(parameter)  # which the algorithm owns


@pytest.mark.parametrize(
    ("name", "parameter", "is_list"),
    [("nearestfacility", "FACILITIES", False), ("basicrequirements", "FACILITIES", True)],
)
def test_an_output_is_a_layer_of_the_run_and_none_of_the_project(inputs, name, parameter, is_list):
    inputs.context.setProject(QgsProject.instance())
    _kept, asked = definition(name, parameter)
    found = inputs.value(asked, (OUTPUT,) if is_list else OUTPUT)
    (one,) = found if is_list else [found]
    assert isinstance(one, QgsVectorLayer)
    assert one.id() not in QgsProject.instance().mapLayers()
    assert inputs.context.temporaryLayerStore().mapLayer(one.id()) is one


def test_all_steps_take_the_same_layer(inputs):
    """At the end QGIS looks for a layer that was opened of each result: with two it might show the wrong one."""
    _kept, asked = definition("nearestfacility", "FACILITIES")
    _also_kept, several = definition("basicrequirements", "FACILITIES")
    first = inputs.value(asked, OUTPUT)
    assert inputs.value(several, (OUTPUT,)) == [first]
    assert inputs.opened == {"prepare.OUTPUT": first.id()}
    assert list(inputs.context.temporaryLayerStore().mapLayers()) == [first.id()]


def test_an_output_that_cannot_be_opened_is_told(inputs, tmp_path):
    (tmp_path / "shops.gpkg").write_bytes(b"torn")
    _kept, asked = definition("nearestfacility", "FACILITIES")
    with pytest.raises(InputError) as stop:
        inputs.value(asked, OUTPUT)
    assert str(stop.value) == (
        "“prepare.OUTPUT”, which a step of the recipe wrote, cannot be opened: see whether the disk is full, and run "
        "the recipe again."
    )


def test_where_no_layer_is_asked_for_an_output_stays_what_it_is(inputs):
    _kept, asked = definition("compliancereport", "LOGO")
    assert inputs.value(asked, OUTPUT) == inputs.results["prepare.OUTPUT"]
