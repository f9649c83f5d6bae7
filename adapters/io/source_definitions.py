"""Inputs with “Selected features only”, a filter or a limit: which layer they are of, and whether anything is left."""

from __future__ import annotations

from qgis.core import QgsExpression, QgsFeatureRequest, QgsFeatureSource, QgsProcessingFeatureSourceDefinition

from ...core.errors import InputError


def whole_layers(given: object) -> object:
    """Return an input, or a list of them, without what its source definition leaves out.

    A definition may be written as a dictionary, as QGIS does in its log and on the command line.
    """
    if isinstance(given, (list, tuple)):
        return [whole_layers(one) for one in given]
    if isinstance(given, QgsProcessingFeatureSourceDefinition):
        return given.source
    if isinstance(given, dict) and "source" in given:
        source = given["source"]
        return source["val"] if isinstance(source, dict) and "val" in source else source
    return given


def as_written(given: object, whole: object) -> object:
    """Return an input as a script would write it, with what its definition leaves out, which QGIS does not tell.

    Parameters
    ----------
    given, whole
        The input as it was given, and its layer as QGIS writes it.
    """
    if not isinstance(given, QgsProcessingFeatureSourceDefinition):
        return whole
    only = {
        "selected_only": given.selectedFeaturesOnly,
        "filter": given.filterExpression,
        "feature_limit": max(given.featureLimit, 0),
    }
    only = {name: value for name, value in only.items() if value}
    return {"source": whole, **only} if only else whole


def nothing_left(given: QgsProcessingFeatureSourceDefinition, of_all: QgsFeatureSource) -> InputError:
    """Return what to say where a definition leaves nothing of a layer that has features.

    Parameters
    ----------
    given
        The definition.
    of_all
        All features of the layer.
    """
    layer, all_of_them = of_all.sourceName(), of_all.featureCount()
    if given.selectedFeaturesOnly:
        return InputError(
            "None of the {n} features of the layer “{layer}” is selected: select some, or switch off “Selected "
            "features only”.",
            n=all_of_them,
            layer=layer,
        )
    filter_ = QgsExpression(given.filterExpression)
    if filter_.hasParserError():
        return InputError(
            "The filter {filter} of the layer “{layer}” is no expression that QGIS can read: correct it.",
            filter=given.filterExpression,
            layer=layer,
        )
    unknown = [one for one in sorted(filter_.referencedColumns()) if of_all.fields().lookupField(one) < 0]
    if unknown and unknown != [QgsFeatureRequest.ALL_ATTRIBUTES]:
        return InputError(
            "The filter {filter} asks for “{field}”, which the layer “{layer}” does not have: change it; its fields "
            "are: {fields}.",
            filter=given.filterExpression,
            field=unknown[0],
            layer=layer,
            fields=", ".join(of_all.fields().names()) or "–",
        )
    return InputError(
        "The filter {filter} matches none of the {n} features of the layer “{layer}”: change it.",
        filter=given.filterExpression,
        n=all_of_them,
        layer=layer,
    )
