"""The inputs of Run a recipe, read and checked before any layer is opened."""

from __future__ import annotations

import os
from pathlib import Path

from ...core.errors import InputError
from ...core.recipes.recipe import Recipe
from ...core.recipes.recipe_reader import read_recipe_file
from ..io import parameter_names as p
from ..io.reader import Reader
from .opening import RecipePlaces, read_given
from .recipe_checks import check_recipe


def read_plan(reader: Reader) -> tuple[Recipe, RecipePlaces]:
    """Return the recipe, and where it reads and writes; an `InputError` where it cannot be run."""
    recipe, path = _read(reader)
    text = reader.text(p.FOLDER)
    folder = Path(text) if text else path.parent
    if not os.path.isdir(folder):
        raise InputError("{input} {folder} is not there: make it, or choose another.", input=p.FOLDER, folder=folder)
    places = RecipePlaces(
        recipe=path,
        folder=folder.resolve(),
        given=read_given(reader.text(p.LAYERS), recipe),
        network=reader.flag(p.ALLOW_NETWORK),
    )
    check_recipe(recipe, places)
    return recipe, places


def given_layers(reader: Reader) -> dict[str, str]:
    """Return what the user gives in the place of layers of the recipe, by their names there."""
    return read_given(reader.text(p.LAYERS), _read(reader)[0])


def _read(reader: Reader) -> tuple[Recipe, Path]:
    text = reader.text(p.RECIPE)
    if not text:
        raise InputError("{input} is empty: choose the file of a recipe.", input=p.RECIPE)
    path = Path(text).resolve()
    return read_recipe_file(path), path
