"""The models that come along: from raw layers to requirements in one run, to be used as they are or taken apart.

The files stand in resources/models and are made by scripts/make_models; what they are called is in model_texts.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingParameterNumber,
    QgsProcessingUtils,
)
from qgis.PyQt.QtGui import QIcon

from ..adapters.io import parameter_names as p
from ..adapters.io.dependencies import how_to_install
from ..adapters.io.given_values import unusable_value
from ..adapters.io.gone_layers import gone_layer
from ..adapters.io.parameter_kinds import DECIMALS
from ..adapters.io.parameter_labels import with_labels
from ..adapters.io.reader import Reader, refusal
from ..adapters.io.translation import tr, translated
from ..adapters.io.unknown_names import warn_of_unknown_names
from ..adapters.norms.choosing import DEFAULT_SET, check_norms
from ..adapters.norms.store import choosable_ids
from ..adapters.results.layer_names import layer_names
from ..adapters.results.run_groups import move_to_group, of_project
from .model_texts import HELPS, LABELS, MODELS, NUMBERS, ModelFile

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget

_ROOT = Path(__file__).resolve().parent.parent
_ICON = str(_ROOT / "resources" / "icons" / "buurtmaat.svg")


CHECK = "check"
"""The step that gives the verdicts."""


class ShippedModel(QgsProcessingModelAlgorithm):
    """A model in the toolbox: its id is the same in every language, its texts are the user's."""

    def __init__(self, file: ModelFile, content: Mapping[str, object]) -> None:
        super().__init__()
        self._file, self._content = file, dict(content)
        self.loadVariant(self._content)
        self._which = ""
        self._name_results()
        self.parameterDefinition(p.NORM_SET).setMetadata({"widget_wrapper": {"value_hints": choosable_ids()}})
        for definition in self.parameterDefinitions():
            if isinstance(definition, QgsProcessingParameterNumber):  # whole metres, where QGIS has six decimals
                definition.setMetadata({DECIMALS: 0})
            label, text = LABELS.get(definition.name()), HELPS.get(definition.name())
            if label is not None:
                definition.setDescription(translated(label.message, label.values))
            if text is not None:
                definition.setHelp(translated(text.message, text.values))

    def _name_results(self) -> None:
        """Name the layers that come out in the user's language; the names of the outputs are made of their English."""
        labels = {label.message: label for label in LABELS.values()}
        for name in self.childAlgorithms():
            child, named = self.childAlgorithm(name), {}
            for output in child.modelOutputs().values():
                label = labels[output.description()]
                output.setName(translated(label.message, label.values))
                named[output.name()] = output
            child.setModelOutputs(named)
        self.updateDestinationParameters()
        for output in self.outputDefinitions():  # QGIS makes them of the English labels; the Results Viewer shows them
            word = labels.get(output.description())
            if word is not None:
                output.setDescription(translated(word.message, word.values))
        for name, label in NUMBERS.items():
            self.addOutput(QgsProcessingOutputNumber(name, translated(label.message, label.values)))

    def checkParameterValues(self, parameters: dict[str, object], context: QgsProcessingContext) -> tuple[bool, str]:
        from ..adapters.preparing.facility_sources import check_mapping

        reader = Reader(self, parameters, context, QgsProcessingFeedback(False))
        wrong = (
            gone_layer(self, parameters, context)
            or unusable_value(self, parameters, context)
            or refusal(lambda: check_norms(reader))
            or refusal(lambda: check_mapping(reader))
        )
        return (False, with_labels(wrong, self)) if wrong else super().checkParameterValues(parameters, context)

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        warn_of_unknown_names(self, parameters, feedback)
        chosen = Path(self.parameterAsFile(parameters, p.NORM_FILE, context)).stem
        chosen = chosen or self.parameterAsString(parameters, p.NORM_SET, context) or DEFAULT_SET
        self._which = f"{chosen} {datetime.now().astimezone():%H:%M:%S}"
        self.setOutputGroup(f"{self.displayName()}: {self._which}")
        return super().prepareAlgorithm(parameters, context, feedback)

    def processAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        results = super().processAlgorithm(parameters, context, feedback)
        checked = results.get("CHILD_RESULTS", {}).get(CHECK, {})
        return {**results, **{name: checked[name] for name in NUMBERS if name in checked}}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, object]:
        order = [output.name() for output in self.orderedOutputs()]  # from the bottom of the map up
        there = []
        for written in context.layersToLoadOnCompletion():
            details = context.layerToLoadOnCompletionDetails(written)
            layer = QgsProcessingUtils.mapLayerFromString(written, context)
            if of_project(layer, context.project()):
                there.append(layer)
                details.groupName = ""  # QGIS leaves the layer where it stands, and would make a group without one
            name = details.name.partition(" (")[0]  # a step may have said already which run of it it was
            name = tr("Results table") if name == layer_names()[p.OUTPUT_RESULTS] else name
            if name in order:
                # The steps set places of their own, each among its own results.
                details.layerSortKey = order.index(name)
                details.name = name
        if there:
            move_to_group(there, context.project(), f"{self.displayName()}: {self._which}")
        return super().postProcessAlgorithm(context, feedback)

    def createInstance(self) -> QgsProcessingAlgorithm:
        made = ShippedModel(self._file, self._content)
        made.setProvider(self.provider())
        return made

    def createCustomParametersWidget(self, parent: QWidget | None = None) -> QWidget | None:
        """Return the dialog that the window has for our algorithms; None lets QGIS make its own."""
        make = getattr(self.provider(), "make_dialog", None)
        return None if make is None else make(self, parent)

    def name(self) -> str:
        return self._file.name

    def displayName(self) -> str:
        return translated(self._file.title.message, self._file.title.values)

    def group(self) -> str:
        return tr("Preparing data")

    def groupId(self) -> str:
        return "prepare"

    def tags(self) -> list[str]:
        return tr("model,osm,openstreetmap,geofabrik,nwb,BAG,CBS,prepare,requirements,raw data").split(",")

    def shortHelpString(self) -> str:
        return translated(self._file.help.message, self._file.help.values)

    def shortDescription(self) -> str:
        return tr("Prepares raw layers and checks the requirements on them, in one run.")

    def helpUrl(self) -> str:
        return (_ROOT / "docs" / "models.md").as_uri()

    def icon(self) -> QIcon:
        return QIcon(_ICON)

    def svgIconPath(self) -> str:
        return _ICON

    def canExecute(self) -> tuple[bool, str]:
        missing = how_to_install()
        return (False, missing) if missing else super().canExecute()


def shipped_models() -> list[ShippedModel]:
    """Read the models that come along; one whose file is gone is left out."""
    found = []
    for file in MODELS:
        model = QgsProcessingModelAlgorithm()
        if model.fromFile(str(file.path)):
            found.append(ShippedModel(file, model.toVariant()))
    return found
