"""The inputs of an algorithm, asked for by name: layers, numbers, texts and fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsFeatureSource,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSource,
    QgsWkbTypes,
)

from ...core.arrays import to_list
from ...core.comparing import type_key
from ...core.errors import InputError
from ...core.numbers import as_numbers
from ...core.progress import Progress
from ...core.session import Keeping
from . import parameter_names as p
from .crs import WorkingCrs, choose_crs, label, lost_its_datum, refuse_geocentric
from .feature_sources import (
    ChosenFeatures,
    TakenLayer,
    WholeSource,
    any_left,
    in_order,
    keeps_unknown_whole_numbers,
    take_layer,
)
from .feedback import first_few
from .field_values import as_floats
from .geometry_parts import Geometries
from .kept_layers import LAYER, KeptLayer, of_crs
from .reading import Layer, is_null, read_layer
from .roles import read_field_map
from .source_definitions import nothing_left
from .translation import tr, translated


@dataclass(frozen=True)
class Reader:
    """Reads the inputs of one run of an algorithm; what can be taken from an earlier run is not read again."""

    algorithm: QgsProcessingAlgorithm
    parameters: dict[str, object]
    context: QgsProcessingContext
    feedback: QgsProcessingFeedback

    @cached_property
    def keeping(self) -> Keeping:
        """Return what the run keeps, for later ones too where the algorithm asks for that."""
        found = getattr(self.algorithm, "keeping", None)
        return found if isinstance(found, Keeping) else Keeping()

    def has(self, name: str) -> bool:
        """Return whether the algorithm has this parameter."""
        return self.algorithm.parameterDefinition(name) is not None

    def source(self, name: str) -> QgsFeatureSource | None:
        """Return a layer's features, None where the optional input is empty."""
        given: Any = self.parameters.get(name)
        taken = self._taken(name)
        if taken is None:
            if given:
                raise InputError(
                    "{input}: the layer “{value}” cannot be read; choose another.", input=name, value=given
                )
            return None
        with taken.held() as layer:
            source = taken.source or ChosenFeatures(layer, given, self.context)
            self._check_kind(name, source)
            part = isinstance(given, QgsProcessingFeatureSourceDefinition)
            some = in_order(source) if part and given.selectedFeaturesOnly else source
            whole = not part or not (given.selectedFeaturesOnly or given.filterExpression or given.featureLimit >= 0)
            found = self._whole(taken, some, whole=whole)
        if not whole and not any_left(found):
            with taken.held() as layer:
                of_all = self._whole(taken, ChosenFeatures(layer, None, self.context))
            self._tell_of_nothing_left(name, given, of_all)
        return found

    def _whole(self, taken: TakenLayer, source: QgsFeatureSource, *, whole: bool = True) -> WholeSource:
        return WholeSource(source, taken.layer, self.feedback.isCanceled, whole=whole, presence=taken.presence)

    def _check_kind(self, name: str, source: QgsFeatureSource) -> None:
        """Stop at a layer of another kind than an input takes."""
        if name == p.DWELLINGS and _is_of_lines(source):
            raise InputError(
                "The layer “{layer}” of {input} holds lines: choose the one with the dwellings, as points or polygons.",
                layer=source.sourceName(),
                input=name,
            )
        if _is_table(source) and self._asks_places(name):
            raise InputError(
                "The layer “{layer}” of {input} is a table without places: choose one with points, lines or polygons.",
                layer=source.sourceName(),
                input=name,
            )
        refuse_geocentric(source)

    def _taken(self, name: str) -> TakenLayer | None:
        """Return the layer of an input: the one that the run took in the main thread, else the one that is there."""
        taken: Mapping[str, TakenLayer | None] = getattr(self.algorithm, "taken", {})
        if name in taken:
            return taken[name]
        return take_layer(self.algorithm, self.parameters.get(name), self.context, name)

    def _asks_places(self, name: str) -> bool:
        definition = self.algorithm.parameterDefinition(name)
        types = definition.dataTypes() if isinstance(definition, QgsProcessingParameterFeatureSource) else []
        return bool(types) and int(Qgis.ProcessingSourceType.Vector) not in [int(one) for one in types]

    def _tell_of_nothing_left(
        self, name: str, given: QgsProcessingFeatureSourceDefinition, of_all: QgsFeatureSource
    ) -> None:
        """Stop where a selection or a filter leaves nothing of an input that is needed; of others the log tells."""
        if of_all.featureCount() == 0:
            return
        why = nothing_left(given, of_all)
        if not self.algorithm.parameterDefinition(name).flags() & Qgis.ProcessingParameterFlag.Optional:
            raise why
        self.feedback.pushWarning(translated(why.message, why.values))

    def needed(self, name: str) -> QgsFeatureSource:
        """Return a layer's features; an `InputError` where there is none."""
        source = self.source(name)
        if source is None:
            raise InputError("{input} is empty: choose a layer.", input=name)
        return source

    def number(self, name: str) -> float:
        """Return a number."""
        return float(self.algorithm.parameterAsDouble(self.parameters, name, self.context))

    def optional_number(self, name: str) -> float | None:
        """Return a number, None where none was given (see `optional_number`)."""
        return optional_number(self.algorithm, self.parameters, self.context, name)

    def whole(self, name: str) -> int:
        """Return a whole number."""
        return int(self.algorithm.parameterAsInt(self.parameters, name, self.context))

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        return bool(self.algorithm.parameterAsBoolean(self.parameters, name, self.context))

    def text(self, name: str) -> str:
        """Return a text, trimmed; empty where nothing was given."""
        return str(self.algorithm.parameterAsString(self.parameters, name, self.context) or "").strip()

    def field_map(self, name: str) -> dict[str, str]:
        """Return the fields that the user names for roles."""
        return read_field_map(self.text(name))

    def type_keys(self, name: str) -> list[str]:
        """Return facility types, as they are compared, from a text with semicolons."""
        return [type_key(entry) for entry in self.text(name).split(";") if entry.strip()]

    def table(self, name: str) -> object:
        """Return what was given for a table, its NULL cells as None."""
        return _plain(self.parameters.get(name))

    def field(self, name: str) -> str:
        """Return the name of a field, empty where none was chosen."""
        return next(iter(self.fields(name)), "")

    def fields(self, name: str) -> list[str]:
        """Return the names of the fields that were chosen."""
        chosen = self.algorithm.parameterAsStrings(self.parameters, name, self.context)
        return [str(one).strip() for one in chosen if str(one).strip()]


def refusal(check: Callable[[], object]) -> str:
    """Return the sentence with which a check stops; empty where it does not."""
    try:
        check()
    except InputError as error:
        return translated(error.message, error.values)
    return ""


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return None if is_null(value) else value


def _is_of_lines(source: QgsFeatureSource) -> bool:
    return bool(QgsWkbTypes.geometryType(source.wkbType()) == Qgis.GeometryType.Line)


def _is_table(source: QgsFeatureSource) -> bool:
    return bool(source.wkbType() == Qgis.WkbType.NoGeometry)


def optional_number(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, object], context: QgsProcessingContext, name: str
) -> float | None:
    """Return a number, None where none was given; text that is no number is an `InputError`.

    Processing takes such text for 0 where an input is optional.
    """
    given = parameters.get(name)
    if is_null(given) or (isinstance(given, str) and not given.strip()):
        return None
    if not isinstance(given, str):
        return float(algorithm.parameterAsDouble(parameters, name, context))
    found = float(as_numbers([given])[0])
    if not found >= algorithm.parameterDefinition(name).minimum():
        raise InputError(
            "{input} must be a number such as 12.5, or empty, not “{value}”.",
            input=name,
            value=given,
        )
    return found


def read_numbers(reader: Reader, layer: Layer, field: str) -> NDArray[np.float64]:
    """Return a field of a layer as numbers: NaN where it is NULL or text that says none, which the log tells of.

    An `InputError` where it holds values and none of them is a number.
    """
    values = layer.values[field]
    given = np.array([value is not None for value in values], bool)
    strange = given & np.isnan(as_floats(values))
    if strange.any() and (strange == given).all():
        raise InputError(
            "The field “{field}” of the layer “{layer}” holds no numbers: choose another.",
            field=field,
            layer=layer.name,
        )
    if strange.any():
        reader.feedback.pushWarning(
            tr("Values of {field} in “{layer}” that are no numbers, taken as NULL: {n} ({ids})").format(
                field=field, layer=layer.name, n=int(strange.sum()), ids=first_few(layer.ids[strange].tolist())
            )
        )
    return layer.numbers(field)


def choose_working_crs(reader: Reader, *sources: QgsFeatureSource | None) -> WorkingCrs:
    """Choose the reference system by the first source there is, and say so in the log."""
    main = next(s for s in sources if s is not None)
    working = choose_crs(main, reader.context.transformContext())
    if working.crs.isValid():
        reader.feedback.pushInfo(working.reason)
    else:
        reader.feedback.pushWarning(working.reason)
    return working


def read(
    reader: Reader,
    source: QgsFeatureSource,
    working: WorkingCrs | None,
    fields: Sequence[str] = (),
    *,
    name: str | None = None,
    geometries: Geometries = "whole",
    progress: Progress | None = None,
) -> Layer:
    """Read a layer (see `read_layer`), or take it from an earlier run; warn where its reference system is missing."""
    refuse_geocentric(source)
    name, wanted = name or source.sourceName(), [f for f in fields if f]
    asked = (name, *wanted, geometries, *of_crs(source, working))
    kept = KeptLayer(reader.keeping, source, LAYER, Layer, asked, reader.feedback.isCanceled)
    found = kept.find()
    if found is None:
        found = read_layer(source, working, wanted, name=name, geometries=geometries, progress=progress)
        if found.direct:
            kept.keep(found)
        if found.how is not None:
            reader.feedback.pushInfo(translated(found.how.message, found.how.values))
    elif progress is not None:
        progress.at(1)
    if not keeps_unknown_whole_numbers(source):
        _warn_of_zeros(reader.feedback, found)
    if working is not None:
        warn_assumed(reader.feedback, source, working, found.name)
        warn_unusable(reader.feedback, found.name, to_list(found.unusable))
    return found


def _warn_of_zeros(feedback: QgsProcessingFeedback, layer: Layer) -> None:
    """Warn of whole numbers that are 0 where that may be what QGIS made of NULL."""
    zeros = [name for name, values in layer.values.items() if any(type(v) is int and v == 0 for v in values)]
    if zeros:
        feedback.pushWarning(
            tr(
                "Whole numbers of “{layer}” that are 0 may be unknown, since QGIS keeps NULL of OGC API Features as 0: "
                "{fields}. Use the WFS of the service if they matter."
            ).format(layer=layer.name, fields=", ".join(zeros))
        )


def warn_unusable(feedback: QgsProcessingFeedback, name: str, ids: Sequence[int]) -> None:
    """Warn of features whose geometry counts as none, since a coordinate cannot be used."""
    if ids:
        feedback.pushWarning(
            tr(
                "Geometries of “{layer}” that count as none, since a coordinate is not finite, beyond 1,000,000 km or "
                "outside the reference system: {n} ({ids})"
            ).format(layer=name, n=len(ids), ids=first_few(ids))
        )


def warn_assumed(
    feedback: QgsProcessingFeedback, source: QgsFeatureSource, working: WorkingCrs, name: str | None = None
) -> None:
    """Warn where a layer has no reference system, and is taken to be in that of the main layer, or the wrong one."""
    if lost_its_datum(source.sourceCrs()):
        feedback.pushWarning(
            tr(
                "The layer “{layer}” has the projection of EPSG:28992 without its datum, as in a MapInfo file: it lies "
                "about 110 m away from other layers. Set EPSG:28992 in its properties."
            ).format(layer=name or source.sourceName())
        )
    if not source.sourceCrs().isValid() and working.crs.isValid():
        feedback.pushWarning(
            tr("The layer “{layer}” has no reference system: it is taken to be in {crs}.").format(
                layer=name or source.sourceName(), crs=label(working.assumed)
            )
        )
