"""Values of a recipe as what Processing takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterDefinition,
    QgsVectorLayer,
)

from ...core.norms.file import dump
from ...core.norms.model import NormSet
from ...core.recipes.recipe import FileValue, LayerValue, NormSetValue, OutputValue, Recipe, Value
from ..io import parameter_names as p
from ..io.parameter_kinds import takes_several_layers
from .opening import RecipePlaces, open_output, open_table
from .recipe_checks import LAYER_TYPES


@dataclass(frozen=True, kw_only=True)
class StepInputs:
    """Turns values of a recipe into what Processing takes; in the main thread, since it opens files.

    Parameters
    ----------
    recipe, places
        What is run and where.
    layers
        The layers of the recipe, by their names there.
    results
        Outputs of earlier steps, by `step.NAME`.
    opened
        The ids of the layers among them that steps took, likewise; those that are opened are added.
    scratch
        A folder that is there as long as the step runs.
    context
        Owns what is opened.
    """

    recipe: Recipe
    places: RecipePlaces
    layers: Mapping[str, QgsVectorLayer]
    results: Mapping[str, object]
    opened: dict[str, str]
    scratch: Path
    context: QgsProcessingContext

    def value(self, definition: QgsProcessingParameterDefinition, value: Value) -> object:
        """Return what Processing takes for a parameter."""
        match value:
            case tuple():
                return [self.value(definition, one) for one in value]
            case LayerValue(name):
                return self._layer(name)
            case OutputValue(step, output, table) if table:
                return open_table(Path(str(self.results[f"{step}.{output}"])), table, step, self.context)
            case OutputValue(step, output) if definition.type() in LAYER_TYPES or takes_several_layers(definition):
                return self._output(f"{step}.{output}")
            case OutputValue(step, output):
                return self.results[f"{step}.{output}"]
            case FileValue(path):
                return str(self.places.file(path))
            case NormSetValue(name) if definition.name() == p.NORM_FILE:
                return self.norm_file(self.recipe.norm_sets[name])
            case NormSetValue(name):
                return self.recipe.norm_sets[name].id
            case _:
                return value

    def norm_file(self, norm_set: NormSet) -> str:
        """Return a file that holds a norm set as long as the run lasts."""
        path = self.scratch / f"norms-{len(list(self.scratch.iterdir()))}.json"
        path.write_text(dump(norm_set), encoding="utf-8")
        return str(path)

    def _output(self, name: str) -> QgsMapLayer:
        """Return a layer that an earlier step wrote: one for all that take it, of which QGIS finds one for the map."""
        if name not in self.opened:
            self.opened[name] = open_output(str(self.results[name]), name, self.context).id()
        return self.context.temporaryLayerStore().mapLayer(self.opened[name])

    def _layer(self, name: str) -> object:
        layer, one = self.layers[name], self.recipe.layers[name]
        if not one.filter and not one.limit:
            # One of the project may be removed while the step runs: its object must not be among the inputs then.
            return layer if layer.project() is None else layer.id()
        found = QgsProcessingFeatureSourceDefinition(layer.id())
        found.filterExpression = one.filter
        found.featureLimit = one.limit or -1
        return found
