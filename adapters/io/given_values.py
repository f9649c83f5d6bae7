"""Values that cannot be meant, told before a run by the labels of their inputs, which QGIS does not name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from qgis.core import (
    Qgis,
    QgsFileUtils,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProperty,
)

from ...core.numbers import as_numbers
from ...core.wording import shown
from . import parameter_names as p
from .parameter_kinds import takes_several_layers
from .reading import is_null
from .translation import in_digits, tr

_LARGEST = 2e9
"""Bounds beyond this are those that QGIS sets by itself."""
_OF_SEVERAL = (p.PASS_FIELDS, p.SPEED_FIELD, p.TIME_FIELD, p.STREET_YEAR_FIELD)
"""Fields that one of the layers of a run may have and another lack; who reads them all can tell."""


def wrong_value(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, object], context: QgsProcessingContext
) -> str:
    """Describe the first value that cannot be meant; empty where all can."""
    found = (one.wrong() for one in _given(algorithm, parameters, context) if not one.is_lacking())
    return next((said for said in found if said), "")


def lacking_value(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, object], context: QgsProcessingContext
) -> str:
    """Describe the first value that is needed and lacking; empty where all are there."""
    found = (one.lacking() for one in _given(algorithm, parameters, context) if one.is_lacking())
    return next((said for said in found if said), "")


def unusable_value(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, object], context: QgsProcessingContext
) -> str:
    """Describe the first value that cannot be meant, else the first that is needed and lacking; else return nothing."""
    return wrong_value(algorithm, parameters, context) or lacking_value(algorithm, parameters, context)


def unfit_file(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, object], context: QgsProcessingContext
) -> str:
    """Describe the first file with an ending that QGIS refuses; empty where there is none.

    To be asked last: who reads the file has more to say of it.
    """
    found = (one.unfit() for one in _given(algorithm, parameters, context))
    return next((said for said in found if said), "")


def _given(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, object], context: QgsProcessingContext
) -> list[_Given]:
    return [
        _Given(algorithm, definition, parameters, context)
        for definition in algorithm.parameterDefinitions()
        if not definition.isDestination() and not isinstance(parameters.get(definition.name()), QgsProperty)
    ]


class _Given:
    """What was given for an input."""

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        definition: QgsProcessingParameterDefinition,
        parameters: Mapping[str, object],
        context: QgsProcessingContext,
    ) -> None:
        self.algorithm, self.definition, self.parameters, self.context = algorithm, definition, parameters, context
        self.name = definition.name()
        self.value = parameters.get(self.name)

    def wrong(self) -> str:
        """Return what is wrong with it; empty where nothing is."""
        if isinstance(self.definition, QgsProcessingParameterNumber):
            return self._number()
        if isinstance(self.definition, QgsProcessingParameterEnum):
            return self._choice()
        if isinstance(self.definition, QgsProcessingParameterField):
            return self._field()
        if self.definition.type() == "source" or takes_several_layers(self.definition):
            return self._layers()
        if self.definition.type() == "datetime":
            return self._day()
        if isinstance(self.definition, QgsProcessingParameterFile):
            return self._file()
        return ""

    def _is_empty(self) -> bool:
        value = self.value
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            value = value.source.staticValue()
        return is_null(value) or value == [] or (isinstance(value, str) and not value.strip())

    def is_lacking(self) -> bool:
        """Return whether it is needed, and empty."""
        # Of what is not given at all the default is taken, not of what is given as an empty text.
        has_default = self.definition.defaultValue() is not None and is_null(self.value)
        return self._is_empty() and not self._is_optional() and not has_default

    def lacking(self) -> str:
        """Return that it is empty, and what to do."""
        if self.definition.type() in ("source", "vector") or takes_several_layers(self.definition):
            return tr("{input} is empty: choose a layer.").format(input=self.name)
        if self.definition.type() == "number":
            return tr("{input} is empty: write a number.").format(input=self.name)
        return tr("{input} is empty: fill it in.").format(input=self.name)

    def _number(self) -> str:
        definition, value = self.definition, self.value
        if not isinstance(definition, QgsProcessingParameterNumber) or self._is_empty():
            return ""
        found = float(as_numbers([value])[0]) if isinstance(value, str) else self._as_number()
        if not isinstance(value, str) and not np.isfinite(found):
            return tr("{input} must be a finite number, not {value}.").format(input=self.name, value=found)
        low, high = definition.minimum(), definition.maximum()
        whole = definition.dataType() == Qgis.ProcessingNumberParameterType.Integer
        if whole and low <= found <= high and not found.is_integer():  # QGIS would round it
            return tr("{input} must be a whole number, not {value}.").format(
                input=self.name, value=self._written(found)
            )
        if low <= found <= high and definition.checkValueIsAcceptable(value, self.context):
            return ""
        if low > -_LARGEST and high < _LARGEST:
            text = tr("{input} must be a number from {low} to {high}, not {value}.")
        elif 0 < low < 1:
            text = tr("{input} must be a number above 0, not {value}.")
        elif low > -_LARGEST:
            text = tr("{input} must be a number, {low} or more, not {value}.")
        else:
            text = tr("{input} must be a number, not {value}.")
        said = text.format(input=self.name, low=_digits(low), high=_digits(high), value=self._written(found))
        return f"{said} {tr('It may be left empty.')}" if self._is_optional() else said

    def _written(self, found: float) -> str:
        """Return a number as it was given, what is none in quotes."""
        if isinstance(self.value, str):
            return self.value if np.isfinite(found) else shown(self.value)
        return _digits(found)

    def _is_optional(self) -> bool:
        return bool(self.definition.flags() & Qgis.ProcessingParameterFlag.Optional)

    def _as_number(self) -> float:
        return float(self.algorithm.parameterAsDouble(self.parameters, self.name, self.context))

    def _choice(self) -> str:
        if self._is_empty() or self.definition.checkValueIsAcceptable(self.value, self.context):
            return ""
        choices = ", ".join(f"{number} ({word})" for number, word in enumerate(self.definition.options()))
        return tr("{input} must be one of {choices}; it is {value}.").format(
            input=self.name, choices=choices, value=shown(self.value)
        )

    def _day(self) -> str:
        if self._is_empty() or self.definition.checkValueIsAcceptable(self.value, self.context):
            return ""
        return tr("{input} must be a day, written as 2026-07-01, not {value}.").format(
            input=self.name, value=shown(self.value)
        )

    def _file(self) -> str:
        """Return that a file has another ending than it must have; one that is not there is told of when it is read."""
        ending = self.definition.extension() if isinstance(self.definition, QgsProcessingParameterFile) else ""
        if not ending or self._is_empty() or self.definition.checkValueIsAcceptable(self.value, self.context):
            return ""
        return self._needs_ending(ending)

    def unfit(self) -> str:
        """Return that a file has none of the endings that its input names."""
        definition = self.definition
        if not isinstance(definition, QgsProcessingParameterFile) or self._is_empty():
            return ""
        endings = dict.fromkeys(one.lower() for one in QgsFileUtils.extensionsFromFilter(definition.fileFilter()))
        if not endings or definition.checkValueIsAcceptable(self.value, self.context):
            return ""
        return self._needs_ending(", .".join(endings))

    def _needs_ending(self, ending: str) -> str:
        return tr("{input} must be a file that ends in .{ending}, not {value}.").format(
            input=self.name, ending=ending, value=self.value
        )

    def _field(self) -> str:
        """Return which field is not in its layer; one of several layers is not looked at here."""
        parent = self.algorithm.parameterDefinition(self.definition.parentLayerParameterName())
        if self._is_empty() or parent is None or parent.type() != "source":
            return ""
        names = self.algorithm.parameterAsStrings(self.parameters, self.name, self.context)
        source = self.algorithm.parameterAsSource(self.parameters, parent.name(), self.context)
        if source is None or (self.name in _OF_SEVERAL and self.algorithm.parameterDefinition(p.CYCLE_NETWORK)):
            return ""
        missing = next((one for one in names if one and source.fields().lookupField(str(one)) < 0), None)
        if missing is None or self.name == p.PASS_FIELDS:
            return ""
        return tr("{input}: the layer “{layer}” has no field “{field}”; choose one of: {fields}.").format(
            input=self.name, layer=source.sourceName(), field=missing, fields=", ".join(source.fields().names()) or "–"
        )

    def _layers(self) -> str:
        for one in _several(self.value):
            if not isinstance(one, str) or not one.strip():
                continue
            alone = {**self.parameters, self.name: one}
            if takes_several_layers(self.definition):
                found = bool(self.algorithm.parameterAsLayerList(alone, self.name, self.context))
            else:
                found = self.algorithm.parameterAsSource(alone, self.name, self.context) is not None
            if not found:
                return tr("{input}: there is no layer “{value}”; choose one that is there.").format(
                    input=self.name, value=one
                )
        return ""


def _several(value: object) -> Iterator[object]:
    yield from value if isinstance(value, list | tuple) else [value]


def _digits(value: float) -> str:
    return in_digits(f"{value:.12g}")
