"""Where features come from: as they are, valid or not, and in an order that is the same in every run."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsVectorLayer,
)


def features(source: QgsFeatureSource, request: QgsFeatureRequest) -> QgsFeatureIterator:
    """Give a source's features as they are, valid or not."""
    if isinstance(source, QgsProcessingFeatureSource):
        return source.getFeatures(request, Qgis.ProcessingFeatureSourceFlag.SkipGeometryValidityChecks)
    return source.getFeatures(request)


def in_order(source: QgsProcessingFeatureSource) -> QgsFeatureSource:
    """Give the selected features of a layer in the order of their ids; QGIS gives them in that of a set, by chance."""
    return _InOrder(source)


class SourceLike:
    """Tells of itself what another source does; those built on it give other features."""

    def __init__(self, source: QgsFeatureSource) -> None:
        self._source = source

    def sourceName(self) -> str:
        """Give its name."""
        return self._source.sourceName()

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:
        """Give its reference system."""
        return self._source.sourceCrs()

    def fields(self) -> QgsFields:
        """Give its fields."""
        return self._source.fields()

    def wkbType(self) -> Qgis.WkbType:
        """Give its kind of geometry."""
        return self._source.wkbType()

    def featureCount(self) -> int:
        """Give the number of its features."""
        return self._source.featureCount()


class _InOrder(SourceLike):
    def getFeatures(self, request: QgsFeatureRequest) -> QgsFeatureIterator:
        by_id = QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause("$id")])
        return features(self._source, QgsFeatureRequest(request).setOrderBy(by_id))


def input_layers(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, object], context: QgsProcessingContext
) -> list[tuple[str, QgsVectorLayer]]:
    """Give every layer that a run reads, with the name of its input; to be asked in the main thread."""
    found = []
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        if definition.type() == "multilayer":
            layers = algorithm.parameterAsLayerList(parameters, name, context)
        elif definition.type() == "source":
            layers = [algorithm.parameterAsVectorLayer(parameters, name, context)]
        else:
            continue
        found += [(name, layer) for layer in layers if isinstance(layer, QgsVectorLayer)]
    return found
