"""Layers of a recipe, opened from wherever its folder lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsProcessingContext

from buurtmaat.adapters.recipes.opening import RecipePlaces, open_layer
from buurtmaat.core.errors import InputError
from buurtmaat.core.recipes.recipe import RecipeLayer
from towns.runs import layer, point, save


def rows_of(folder: Path, file: str) -> int:
    """Return how many rows the layer of a recipe has."""
    places = RecipePlaces(recipe=folder / "run.json", folder=folder, given={}, network=False)
    context = QgsProcessingContext()  # which owns it
    return open_layer("homes", RecipeLayer(file=file, table="homes"), places, context).featureCount()


@pytest.mark.parametrize("name", ["a b", "a%b", "50% off", "é"])
def test_signs_that_an_address_has_for_itself_are_signs_of_a_path(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    save(layer([point(0, 0)], "homes"), tmp_path / name / f"{name}.gpkg", "homes")
    assert rows_of(tmp_path / name, f"{name}.gpkg") == 1


@pytest.mark.parametrize(("folder", "file"), [("a%20b", "homes.gpkg"), ("a", "homes%2b.gpkg")])
def test_a_path_that_qgis_does_not_open_is_told(tmp_path: Path, folder: str, file: str) -> None:
    """As found: it was said to be not whole."""
    save(layer([point(0, 0)], "homes"), tmp_path / "homes.gpkg", "homes")
    (tmp_path / folder).mkdir()
    (tmp_path / "homes.gpkg").rename(tmp_path / folder / file)
    with pytest.raises(InputError, match="rename the folder or the file") as stop:
        rows_of(tmp_path / folder, file)
    assert stop.value.values["path"] == tmp_path / folder / file
