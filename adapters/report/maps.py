"""Maps for a report: the neighbourhoods by verdict, and the dwellings that lie outside, drawn by QGIS."""

from __future__ import annotations

import base64
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsRectangle,
    QgsRendererCategory,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QBuffer, QIODevice, QMetaType, QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter

from ..results.area_labels import area_names
from ..results.styles import apply_style

SIZE = 900
"""Width of a map in pixels."""

_TALLEST = 1.2
"""A map is at most this many times as high as it is wide."""

_TALL = 0.8
"""Of a map that is at most this high, relative to its width, two fit on a page."""

_PALE = 0.5
"""How much of their colour the neighbourhoods keep, so that dwellings stand out on them."""

_POINT = np.dtype([("order", "u1"), ("type", "<u4"), ("xy", "<f8", 2)])
_COMPRESSION = 80
"""Of PNG images: the second of nine steps, which is quicker than the usual one and takes hardly more bytes."""

STATES: Mapping[int, tuple[str, float]] = {1: ("#2f4b5e", 0.5), 0: ("#9a3412", 1.0), -1: ("#8a8a8a", 0.7)}
"""Colour and size in mm of dwellings within, outside, and of which it is not known."""


@dataclass(frozen=True)
class MapBase:
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
        """Return the box of the neighbourhoods, with a margin."""
        box = QgsRectangle()
        for area in self.areas:
            if not area.isEmpty():
                box.combineExtentWith(area.boundingBox())
        if not box.isNull():
            box.scale(1.04)  # of no box at all this makes one of no numbers
        return box

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to draw a map of."""
        return self.extent.isNull() or self.extent.isEmpty()

    @property
    def is_tall(self) -> bool:
        """Return whether a map of it fills a page."""
        return self.extent.height() > _TALL * self.extent.width()


def draw(ground: MapBase, verdicts: Sequence[str | None], states: NDArray[np.int8] | None = None) -> str:
    """Draw a map, as the address of a PNG image that holds all of itself.

    Parameters
    ----------
    verdicts
        Of each neighbourhood.
    states
        Of each dwelling: 1 within, 0 outside, -1 not known; others, of which nothing is asked, are not drawn.
    """
    extent = ground.extent
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
    image.save(buffer, "PNG", _COMPRESSION)
    return "data:image/png;base64," + base64.b64encode(bytes(buffer.data())).decode("ascii")


def _layer(
    name: str,
    kind: str,
    ground: MapBase,
    fields: Sequence[QgsField],
    features: Sequence[tuple[QgsGeometry, list[object]]],
) -> QgsVectorLayer:
    """Make a layer in memory.

    Notes
    -----
    Reports are drawn in another thread than the window's, and there Python may only touch Qt objects that it made.
    Of one that C++ made (what `QgsMemoryProviderUtils` gives, a layer's provider) PyQt hears in the window's thread
    that it is gone, and later: it then takes what Python has at that address by now for gone. So the layer is made by
    its class, and filled by editing, without its provider.
    """
    layer = QgsVectorLayer(kind, name, "memory")
    layer.setCrs(ground.crs)
    layer.startEditing()
    for field in fields:
        layer.addAttribute(field)
    made = []
    for geometry, attributes in features:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        feature.setAttributes(attributes)
        made.append(feature)
    layer.addFeatures(made)
    layer.commitChanges()
    return layer


def _areas(ground: MapBase, verdicts: Sequence[str | None]) -> QgsVectorLayer:
    text = QMetaType.Type.QString
    fields = [QgsField("compliance", text), QgsField("label", text)]
    rows = zip(ground.areas, verdicts, ground.labels, strict=True)
    features: list[tuple[QgsGeometry, list[object]]] = [(area, [verdict, label]) for area, verdict, label in rows]
    layer = _layer("areas", "MultiPolygon", ground, fields, features)
    apply_style(layer, "neighbourhoods")
    layer.setOpacity(_PALE)
    layer.setLabeling(area_names("label", "#1b1b1b"))
    layer.setLabelsEnabled(True)
    return layer


def _dwellings(ground: MapBase, states: NDArray[np.int8]) -> QgsVectorLayer:
    """Put the dwellings of each state into one feature: as many features as dwellings would take seconds."""
    points = ground.points if ground.points is not None else np.empty((0, 2))
    there = np.isfinite(points).all(axis=1)
    features, categories = list[tuple[QgsGeometry, list[object]]](), []
    for state, (colour, size) in STATES.items():
        spots = points[there & (states == state)]
        symbol = QgsMarkerSymbol.createSimple({"color": colour, "size": str(size), "outline_style": "no"})
        categories.append(QgsRendererCategory(state, symbol, str(state)))
        if len(spots):
            features.append((_together(spots), [state]))
    layer = _layer("dwellings", "MultiPoint", ground, [QgsField("state", QMetaType.Type.Int)], features)
    layer.setRenderer(QgsCategorizedSymbolRenderer("state", categories))
    return layer


def _together(spots: NDArray[np.float64]) -> QgsGeometry:
    """Return points as one geometry, by its well-known binary: an object for each takes longer than to draw it."""
    parts = np.zeros(len(spots), _POINT)
    parts["order"], parts["type"], parts["xy"] = 1, 1, spots
    found = QgsGeometry()
    found.fromWkb(struct.pack("<BII", 1, 4, len(spots)) + parts.tobytes())
    return found
