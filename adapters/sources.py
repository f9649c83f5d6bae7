"""Where features come from: as they are, valid or not, and in an order that is the same in every run."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsFields,
    QgsProcessingFeatureSource,
)


def features(source: QgsFeatureSource, request: QgsFeatureRequest) -> QgsFeatureIterator:
    """Give a source's features as they are, valid or not."""
    if isinstance(source, QgsProcessingFeatureSource):
        return source.getFeatures(request, Qgis.ProcessingFeatureSourceFlag.SkipGeometryValidityChecks)
    return source.getFeatures(request)


def in_order(source: QgsProcessingFeatureSource) -> QgsFeatureSource:
    """Give the selected features of a layer in the order of their ids; QGIS gives them in that of a set, by chance."""
    return _InOrder(source)


class _InOrder:
    def __init__(self, source: QgsProcessingFeatureSource) -> None:
        self._source = source

    def sourceName(self) -> str:
        return self._source.sourceName()

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:
        return self._source.sourceCrs()

    def fields(self) -> QgsFields:
        return self._source.fields()

    def wkbType(self) -> Qgis.WkbType:
        return self._source.wkbType()

    def featureCount(self) -> int:
        return self._source.featureCount()

    def getFeatures(self, request: QgsFeatureRequest) -> QgsFeatureIterator:
        by_id = QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause("$id")])
        return features(self._source, QgsFeatureRequest(request).setOrderBy(by_id))
