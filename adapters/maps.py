"""Maps for a report: the neighbourhoods by verdict, and the dwellings that lie outside, drawn by QGIS."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsGeometry,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsMemoryProviderUtils,
    QgsPalLayerSettings,
    QgsPointXY,
    QgsRectangle,
    QgsRendererCategory,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QBuffer, QIODevice, QMetaType, QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter

from .columns import make_fields
from .styles import apply_style

SIZE = 900
"""Width of a map in pixels."""

_TALLEST = 1.2
"""A map is at most this many times as high as it is wide."""

_TALL = 0.8
"""Of a map that is at most this high, relative to its width, two fit on a page."""

_PALE = 0.5
"""How much of their colour the neighbourhoods keep, so that dwellings stand out on them."""

STATES: Mapping[int, tuple[str, float]] = {1: ("#2f4b5e", 0.5), 0: ("#9a3412", 1.0), -1: ("#8a8a8a", 0.7)}
"""Colour and size in mm of dwellings within, outside, and of which it is not known."""


@dataclass(frozen=True)
class Ground:
    """What all maps of a report show.

    Parameters
    ----------
    areas, labels
        The neighbourhoods and what is written in them; an empty geometry stands for one that is not on the map.
    crs
        Of all that is drawn.
    points
        The dwellings, shape (n, 2), NaN without geometry; None where there are none.
    """

    areas: Sequence[QgsGeometry]
    labels: Sequence[str]
    crs: QgsCoordinateReferenceSystem
    points: NDArray[np.float64] | None = None

    @property
    def extent(self) -> QgsRectangle:
        """Give the box of the neighbourhoods, with a margin."""
        box = QgsRectangle()
        for area in self.areas:
            if not area.isEmpty():
                box.combineExtentWith(area.boundingBox())
        box.scale(1.04)
        return box

    @property
    def is_tall(self) -> bool:
        """Tell whether a map of it fills a page."""
        return self.extent.height() > _TALL * self.extent.width()


def draw(ground: Ground, verdicts: Sequence[str | None], states: NDArray[np.int8] | None = None) -> str:
    """Draw a map, as the address of a PNG image that holds all of itself; empty where there is no ground.

    Parameters
    ----------
    verdicts
        Of each neighbourhood.
    states
        Of each dwelling: 1 within, 0 outside, -1 not known; others, of which nothing is asked, are not drawn.
    """
    extent = ground.extent
    if extent.isNull() or extent.isEmpty():
        return ""
    layers = [_areas(ground, verdicts)]
    if ground.points is not None and states is not None:
        layers.insert(0, _dwellings(ground, states))
    height = int(SIZE * min(extent.height() / extent.width(), _TALLEST))
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(ground.crs)
    settings.setExtent(extent)
    settings.setOutputSize(QSize(SIZE, height))
    settings.setBackgroundColor(QColor("white"))
    image = QImage(settings.outputSize(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    job = QgsMapRendererCustomPainterJob(settings, painter)
    job.renderSynchronously()
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(bytes(buffer.data())).decode("ascii")


def _layer(name: str, kind: Qgis.WkbType, crs: QgsCoordinateReferenceSystem, *fields: QgsField) -> QgsVectorLayer:
    return QgsMemoryProviderUtils.createMemoryLayer(name, make_fields(fields), kind, crs)


def _areas(ground: Ground, verdicts: Sequence[str | None]) -> QgsVectorLayer:
    text = QMetaType.Type.QString
    layer = _layer(
        "areas", Qgis.WkbType.MultiPolygon, ground.crs, QgsField("compliance", text), QgsField("label", text)
    )
    made = []
    for area, verdict, label in zip(ground.areas, verdicts, ground.labels, strict=True):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(area)
        feature.setAttributes([verdict, label])
        made.append(feature)
    layer.dataProvider().addFeatures(made, QgsFeatureSink.Flag.FastInsert)
    layer.updateExtents()
    apply_style(layer, "neighbourhoods")
    layer.setOpacity(_PALE)
    layer.setLabeling(area_names("label", "#1b1b1b"))
    layer.setLabelsEnabled(True)
    return layer


def area_names(
    name: str, colour: str, *, is_expression: bool = False, only_inside: bool = False
) -> QgsVectorLayerSimpleLabeling:
    """Write the names of areas on a map, from a field or an expression, small and with a halo.

    Parameters
    ----------
    only_inside
        Leave a name out that does not fit in the part of its area that is on the map.
    """
    settings = QgsPalLayerSettings()
    settings.fieldName = name
    settings.isExpression = is_expression
    settings.autoWrapLength = 18
    if only_inside:
        settings.placement = Qgis.LabelPlacement.Horizontal
        settings.fitInPolygonOnly = True
    text = QgsTextFormat()
    text.setSize(6.5)
    text.setColor(QColor(colour))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.7)
    halo.setColor(QColor("white"))
    text.setBuffer(halo)
    settings.setFormat(text)
    return QgsVectorLayerSimpleLabeling(settings)


def _dwellings(ground: Ground, states: NDArray[np.int8]) -> QgsVectorLayer:
    """Put the dwellings of each state into one feature: as many features as dwellings would take seconds."""
    layer = _layer("dwellings", Qgis.WkbType.MultiPoint, ground.crs, QgsField("state", QMetaType.Type.Int))
    points = ground.points if ground.points is not None else np.empty((0, 2))
    there = np.isfinite(points).all(axis=1)
    made, categories = [], []
    for state, (colour, size) in STATES.items():
        spots = points[there & (states == state)].tolist()
        symbol = QgsMarkerSymbol.createSimple({"color": colour, "size": str(size), "outline_style": "no"})
        categories.append(QgsRendererCategory(state, symbol, str(state)))
        if spots:
            feature = QgsFeature(layer.fields())
            feature.setGeometry(QgsGeometry.fromMultiPointXY([QgsPointXY(x, y) for x, y in spots]))
            feature.setAttributes([state])
            made.append(feature)
    layer.dataProvider().addFeatures(made, QgsFeatureSink.Flag.FastInsert)
    layer.updateExtents()
    layer.setRenderer(QgsCategorizedSymbolRenderer("state", categories))
    return layer
