"""The inputs in a dialog of ours: Processing's own, under headings, with numbers and choices that can be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from processing.gui.ParametersPanel import ParametersPanel
from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QWidget

from ..adapters.io import parameter_names as p
from ..adapters.io.parameter_kinds import DECIMALS, files_in, takes_several_files
from ..adapters.preparing.prefill import type_column, types_in
from ..adapters.results.run_titles import requirement_titles
from .choices import LEAST_LETTERS, RecipesChoice, RequirementChoice, TypesChoice
from .parameter_groups import advanced_groups


class FilledInputs(ParametersPanel):
    """Shows the inputs of an algorithm.

    Parameters
    ----------
    dialog
        That it is in.
    algorithm
        Whose inputs.
    """

    types: TypesChoice | None = None
    _explained = False  # whether recipes are given, which say what changes came of
    requirement: RequirementChoice | None = None

    def __init__(self, dialog: QWidget, algorithm: QgsProcessingAlgorithm) -> None:
        # Before Processing makes the inputs, one after the other.
        self._headings = {names[0]: heading for heading, names in advanced_groups(algorithm) if heading}
        super().__init__(dialog, algorithm)
        for box in self.findChildren(QComboBox):  # else the longest name of a field makes the inputs too wide
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(LEAST_LETTERS)
        if self.types is not None:
            self.wrappers[p.FACILITIES].widgetValueHasChanged.connect(lambda _: self._take_facilities())
            self.wrappers[p.TYPE_FIELD].widgetValueHasChanged.connect(lambda _: self._offer_types())
        if self.requirement is not None:
            for name in self._of_run():
                self.wrappers[name].widgetValueHasChanged.connect(lambda _: self._offer_requirements())
            self._offer_requirements()
        if p.RECIPES in self.wrappers and p.CAUSES in self.wrappers:
            self.wrappers[p.RECIPES].widgetValueHasChanged.connect(lambda _: self._ask_causes())

    def addParameterLabel(self, parameter: QgsProcessingParameterDefinition, label: QWidget) -> None:
        self._head(parameter)
        super().addParameterLabel(parameter, label)

    def addParameterWidget(
        self, parameter: QgsProcessingParameterDefinition, widget: QWidget, stretch: int = 0
    ) -> None:
        self._head(parameter)
        if parameter.name() == p.EXISTING_TYPES:
            widget = self.types = TypesChoice(widget)
        elif parameter.name() == p.REQUIREMENT:
            optional = parameter.flags() & Qgis.ProcessingParameterFlag.Optional
            widget = self.requirement = RequirementChoice(widget, all_of_them=bool(optional))
        elif takes_several_files(parameter):
            widget = RecipesChoice(widget)
        decimals = parameter.metadata().get(DECIMALS)
        if decimals is not None and isinstance(widget, QDoubleSpinBox):
            widget.setDecimals(int(decimals))
        super().addParameterWidget(parameter, widget, stretch)

    def setParameters(self, parameters: Mapping[str, Any]) -> None:
        for name, wrapper in self.wrappers.items():
            hold_value(wrapper.wrappedWidget() if hasattr(wrapper, "wrappedWidget") else None, parameters.get(name))
        files = [one.name() for one in self.algorithm().parameterDefinitions() if takes_several_files(one)]
        as_text = {name: ";".join(files_in(parameters[name])) for name in files if name in parameters}
        causes = self.wrappers[p.CAUSES] if p.RECIPES in as_text else None
        before = None if causes is None else causes.parameterValue()
        super().setParameters({**parameters, **as_text})
        if causes is not None:  # of a run before, or a script: what was asked holds, causes or not
            causes.setParameterValue(parameters.get(p.CAUSES, before), self.processing_context)

    def _head(self, parameter: QgsProcessingParameterDefinition) -> None:
        """Put the heading before the first input below it."""
        heading = self._headings.pop(parameter.name(), "")
        if heading:
            label = QLabel(heading)
            font = label.font()
            font.setBold(True)
            label.setFont(font)
            label.setContentsMargins(0, label.fontMetrics().lineSpacing() // 2, 0, 0)
            super().addParameterLabel(parameter, label)

    def _layer(self, name: str) -> QgsVectorLayer | None:
        value = self.wrappers[name].parameterValue()
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            value = value.source.staticValue()
        found = QgsProject.instance().mapLayer(value) if isinstance(value, str) else None
        return found if isinstance(found, QgsVectorLayer) else None

    def _take_facilities(self) -> None:
        """Choose the field with the type of another layer of facilities."""
        layer = self._layer(p.FACILITIES)
        column = None if layer is None else type_column(layer)
        self.wrappers[p.TYPE_FIELD].setParameterValue(column, self.processing_context)
        self._offer_types()

    def _offer_types(self) -> None:
        layer, column = self._layer(p.FACILITIES), self.wrappers[p.TYPE_FIELD].parameterValue()
        if self.types is not None:
            self.types.offer([] if layer is None or not column else types_in(layer, str(column)))

    def _ask_causes(self) -> None:
        """Ask for the causes of changes once recipes are given, which serve for nothing else."""
        given = bool(files_in(self.wrappers[p.RECIPES].parameterValue()))
        if given != self._explained:
            self._explained = given
            causes = self.wrappers[p.CAUSES]
            if not (given and causes.parameterValue()):  # a place that was chosen stays
                asked = QgsProcessing.TEMPORARY_OUTPUT if given else None
                causes.setParameterValue(asked, self.processing_context)

    def _offer_requirements(self) -> None:
        layers = {name: self._layer(name) for name in self._of_run()}
        dwellings, results = layers.get(p.RESULT_DWELLINGS), layers.get(p.RESULTS)
        lacking = p.RESULT_DWELLINGS in layers and dwellings is None
        if self.requirement is not None:
            self.requirement.offer({} if lacking else requirement_titles(dwellings, results))

    def _of_run(self) -> list[str]:
        """Return the inputs that hold the requirements of a run."""
        return [name for name in (p.RESULT_DWELLINGS, p.RESULTS) if name in self.wrappers]


def hold_value(widget: QWidget | None, value: object) -> None:
    """Let an input hold what it is given: a number with more decimals than it shows, a choice not on its list."""
    if isinstance(widget, QDoubleSpinBox) and isinstance(value, float):
        written = f"{value:.9f}".rstrip("0").partition(".")[2]
        widget.setDecimals(max(widget.decimals(), len(written)))
    # A norm set that is not kept here must not become the usual one; the lists of layers and fields are other classes.
    box = widget if isinstance(widget, QComboBox) and type(widget) is QComboBox else None
    if box is not None and isinstance(value, str) and box.findData(value) < 0:
        box.addItem(value, value)
