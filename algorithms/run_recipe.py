"""Run a recipe: the steps of a run, or of a chain of runs, that was saved to be repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.parameter_labels import with_labels
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr, translated
from ..adapters.norms.store import NormStore, open_store
from ..adapters.outputs.outputs import Outputs
from ..core.errors import InputError
from . import parameters as ask
from .base import BuurtmaatAlgorithm

if TYPE_CHECKING:
    from ..adapters.recipes.opening import GivenLayer


class RunRecipeAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:runrecipe`."""

    STEM = "run_recipe"
    RUNS_OTHERS = True

    def __init__(self) -> None:
        super().__init__()
        self._given: dict[str, GivenLayer | str] = {}
        self._norm_store: NormStore | None = None
        self._ran: list[QgsProcessingAlgorithm] = []

    def name(self) -> str:
        return "runrecipe"

    def displayName(self) -> str:
        return tr("Run a recipe")

    def group(self) -> str:
        return tr("Recipes")

    def groupId(self) -> str:
        return "recipes"

    def tags(self) -> list[str]:
        return tr("recipe,repeat,reproduce,chain,batch,json,monitor,year").split(",")

    def shortDescription(self) -> str:
        return tr("Repeats a run, or a chain of runs, that was saved as a recipe, on the same data or on newer ones.")

    def shortHelpString(self) -> str:
        return tr(
            "A recipe is a text file (JSON) with all that a run takes: the algorithm, its inputs, its layers by file "
            "with a fingerprint of what they held, and the norm set in full. “Save as recipe…” in the dialog of each "
            "algorithm writes one; saved to a recipe that is there already, a run can become its next step.\n\n"
            "Paths are relative to the recipe. It reads only what lies below its own folder or below that of the "
            "results, and writes only below the latter. LAYERS puts other layers in the place of those of the recipe: "
            "next year's dwellings. The log tells each layer, version and norm set that is not as it was recorded; the "
            "recorded norm set is the one that is used.\n\n"
            "A recipe is no program: it names algorithms of Buurtmaat and nothing else. Each step is written whole or "
            "not at all; what earlier steps wrote stays."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        ask.add(
            self,
            QgsProcessingParameterFile(p.RECIPE, tr("Recipe"), Qgis.ProcessingFileParameterBehavior.File, "json"),
            tr("The file that “Save as recipe…” wrote."),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.LAYERS, tr("Other layers"), "", optional=True),
            tr(
                "In the place of layers of the recipe: the name there, = and the name of a layer in the project or a "
                "file, with semicolons: dwellings=homes 2027;streets=/data/streets.gpkg."
            ),
        )
        ask.add(
            self,
            QgsProcessingParameterFile(
                p.FOLDER, tr("Folder of the results"), Qgis.ProcessingFileParameterBehavior.Folder, optional=True
            ),
            tr("Below which all is written. Left empty: the folder of the recipe."),
        )
        ask.add(
            self,
            QgsProcessingParameterBoolean(p.LOAD, tr("Add the results to the project"), True),
            tr("In a window. The command line only writes them."),
        )
        ask.add(
            self,
            QgsProcessingParameterBoolean(p.ALLOW_NETWORK, tr("May use a network"), False),
            tr("For a recipe that you trust and whose layers come from web services."),
            advanced=True,
        )
        self.addOutput(QgsProcessingOutputMultipleLayers(p.OUTPUTS, tr("Layers that were written")))
        self.addOutput(QgsProcessingOutputNumber(p.DIFFERENCES, tr("What differs from what was recorded")))

    def check(self, reader: Reader) -> None:
        from ..adapters.recipes.plan import read_plan

        read_plan(reader)

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        from ..adapters.recipes.opening import find_given
        from ..adapters.recipes.plan import given_layers

        # The project may be touched in the main thread only.
        self._norm_store = open_store(context.project())
        try:
            given = given_layers(Reader(self, parameters, context, feedback))
        except InputError as error:  # of a caller that did not check its inputs before
            raise QgsProcessingException(with_labels(translated(error.message, error.values), self)) from error
        self._given = find_given(given, context, feedback.isCanceled)
        return super().prepareAlgorithm(parameters, context, feedback)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.recipes.plan import read_plan
        from ..adapters.recipes.running import RecipeRun

        reader = Reader(self, parameters, context, feedback)
        recipe, places = read_plan(reader)
        run = RecipeRun(
            recipe=recipe,
            places=places,
            given=self._given,
            store=self._norm_store or open_store(None),
            project=context.project() if reader.flag(p.LOAD) else None,
            context=context,
            feedback=feedback,
        )
        results = run.run(progress_of(feedback))
        self._ran = results.ran
        results.log_summary(feedback)
        return {**results.outputs, p.OUTPUTS: results.layers, p.DIFFERENCES: len(results.differences)}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, object]:
        """Let the results of each step arrive on the map as those of a run of its own would."""
        for algorithm in self._ran:
            algorithm.postProcess(context, feedback)
        self._ran = []
        return super().postProcessAlgorithm(context, feedback)
