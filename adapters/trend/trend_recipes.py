"""The recipes of a trend, one for each day: read and checked, and the runs that they hold made ready to be mixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

from ...core.errors import InputError
from ...core.notes import Note
from ...core.progress import Progress
from ...core.recipes.parts import steps_of, up_to
from ...core.recipes.recipe import Recipe
from ...core.recipes.recipe_reader import read_recipe_file
from ...core.session import Keeping, NetworkSession
from ...core.wording import shown
from ..io import parameter_names as p
from ..io.main_thread import in_main_thread
from ..io.parameter_kinds import files_in
from ..io.reader import Reader
from ..io.translation import tr
from ..norms.store import NormStore
from ..outputs.destinations import Key, key_of_file
from ..recipes.opening import RecipePlaces
from ..recipes.recipe_checks import check_recipe
from ..recipes.running import RecipeResults, RecipeRun, prepare_algorithm
from ..recipes.step_feedback import QuietFeedback

if TYPE_CHECKING:
    from ..requirements.mixing import RunToMix

CHECKS = ("buurtmaat:basicrequirements", "buurtmaat:requirementsoveryears")


@dataclass(frozen=True)
class TrendRecipe:
    """A recipe that ends with a check of requirements, and where it reads."""

    recipe: Recipe
    places: RecipePlaces

    @property
    def name(self) -> str:
        """Return what a sentence calls it."""
        return _name_of(self.places.recipe)

    @property
    def corrects(self) -> bool:
        """Return whether it says that it corrects what was published."""
        return bool(self.recipe.corrects.strip())


def recipe_files(reader: Reader) -> list[Path]:
    """Return the files of RECIPES, in their order; none where it is empty."""
    return [Path(one) for one in files_in(reader.parameters.get(p.RECIPES))]


def read_recipes(reader: Reader) -> list[TrendRecipe]:
    """Return the recipes of RECIPES; an `InputError` where one cannot be run, before any layer is opened."""
    network = reader.flag(p.ALLOW_NETWORK)
    read: dict[Path, TrendRecipe] = {}
    found = []
    for path in (one.resolve() for one in recipe_files(reader)):
        if path not in read:
            places = RecipePlaces(recipe=path, folder=path.parent, given={}, network=network, may_give=False)
            try:
                read[path] = _checked(places)
            except InputError as error:
                raise _of_recipe(_name_of(path), error) from error
        found.append(read[path])
    return found


def places_of_recipes(recipes: Sequence[TrendRecipe]) -> list[tuple[str, Key]]:
    """Return the name and the place of the layers in files that recipes read."""
    return [
        (name, key_of_file(one.places.file(layer.file), layer.table))
        for one in recipes
        for name, layer in one.recipe.layers.items()
        if layer.file
    ]


def _checked(places: RecipePlaces) -> TrendRecipe:
    whole = read_recipe_file(places.recipe)
    steps = steps_of(whole, CHECKS)
    if len(steps) != 1:
        raise InputError(
            "A trend needs a recipe with one step that checks requirements, and this one has {n}: choose another.",
            n=len(steps),
        )
    recipe = up_to(whole, steps[0])
    check_recipe(recipe, places)
    return TrendRecipe(recipe, places)


def _name_of(path: Path) -> str:
    """Return what a sentence calls a recipe: recipes of several years often differ in their folder only."""
    return shown(f"{path.parent.name}/{path.name}")


def _of_recipe(name: str, error: InputError) -> InputError:
    """Return an error with the recipe before it that it is about."""
    return InputError(
        "Recipe {recipe} of {input}: {why}", recipe=name, input=p.RECIPES, why=Note(error.message, **error.values)
    )


@dataclass(kw_only=True)
class RecipeRuns:
    """Makes the runs of recipes ready to be mixed.

    Parameters
    ----------
    store
        The norm sets that are kept here.
    session
        What runs keep for each other.
    scratch
        A folder that is there as long as the runs are.
    context, feedback
        As Processing hands them over.
    came_before
        What each recipe that was opened came to before its check, by its name.
    """

    store: NormStore
    session: NetworkSession
    scratch: Path
    context: QgsProcessingContext
    feedback: QgsProcessingFeedback
    came_before: dict[str, RecipeResults] = field(default_factory=dict)

    def log_summaries(self) -> None:
        """Log once more, of each recipe that was opened, what is not as it recorded it, or that all is."""
        for name, results in self.came_before.items():
            self.feedback.pushInfo(tr("Recipe {recipe}").format(recipe=name))
            results.log_summary(self.feedback)

    def of_days(self, recipes: Sequence[TrendRecipe], days: Sequence[str], progress: Progress) -> list[RunToMix]:
        """Return the run of each day, whose recipe is at the same place; a recipe of several days is opened once.

        What is no longer as a recipe recorded it goes to the log.
        """
        opened: dict[Path, RunToMix] = {}
        found = []
        for number, (recipe, day) in enumerate(zip(recipes, days, strict=True)):
            path = recipe.places.recipe
            try:
                if path not in opened:
                    part = progress.part(number / len(days), (number + 1) / len(days))
                    opened[path] = self._opened(recipe, part)
                found.append(_in_year_of(opened[path], day))
            except InputError as error:
                raise _of_recipe(recipe.name, error) from error
        return found

    def _opened(self, recipe: TrendRecipe, progress: Progress) -> RunToMix:
        self.feedback.pushInfo(tr("Recipe {recipe}").format(recipe=recipe.name))
        run = RecipeRun(
            recipe=recipe.recipe,
            places=recipe.places,
            given={},
            store=self.store,
            project=None,
            context=self.context,
            feedback=self.feedback,
        )
        algorithm, given, self.came_before[recipe.name] = run.up_to_last(self.scratch, progress)
        for definition in algorithm.destinationParameterDefinitions():
            given[definition.name()] = None
        quiet = QuietFeedback(self.feedback)
        try:
            in_main_thread(
                self.context, progress.cancelled, lambda: prepare_algorithm(algorithm, given, self.context, quiet)
            )
            algorithm.keeping = Keeping(self.session)
            found: RunToMix = algorithm.run_to_mix(given, self.context, quiet)
        except QgsProcessingException as error:
            progress.check()
            raise InputError("{why}", why=str(error)) from error
        return found


def _in_year_of(run: RunToMix, day: str) -> RunToMix:
    """Return a run in the year of a day, where it is of several."""
    if len(run.years) < 2:
        return run
    if int(day[:4]) not in run.years:
        raise InputError(
            "It is of the years {years}, and {day} is in none of them: choose the recipe of that day.",
            years=", ".join(map(str, run.years)),
            day=day,
        )
    return replace(run, year=int(day[:4]))
