"""Values of a recipe as what Processing takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterDefinition,
    QgsVectorLayer,
)

from ...core.norms.file import dump
from ...core.norms.model import NormSet
from ...core.recipes.recipe import FileValue, LayerValue, NormSetValue, OutputValue, Recipe, Value
from ..io import parameter_names as p
from .opening import RecipePlaces, open_table


@dataclass(frozen=True, kw_only=True)
class StepInputs:
    """Turns values of a recipe into what Processing takes."""

    recipe: Recipe
    places: RecipePlaces
    layers: Mapping[str, QgsVectorLayer]
    results: Mapping[str, object]
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

    def _layer(self, name: str) -> object:
        layer, one = self.layers[name], self.recipe.layers[name]
        if not one.filter and not one.limit:
            # One of the project may be removed while the step runs: its object must not be among the inputs then.
            return layer if layer.project() is None else layer.id()
        found = QgsProcessingFeatureSourceDefinition(layer.id())
        found.filterExpression = one.filter
        found.featureLimit = one.limit or -1
        return found
