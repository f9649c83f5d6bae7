"""The maps of a document: pictures of the neighbourhoods over streets and water, drawn by QGIS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsGeometry,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsNullSymbolRenderer,
    QgsPointPatternFillSymbolLayer,
    QgsPointXY,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter

from ...core.statuses import FAILS, MEETS, UNKNOWN_VERDICT
from ..results.area_labels import area_names
from ..results.met_classes import FEW, NOT_ASKED, SEEN_THROUGH, SHADES, UNKNOWN
from .attribution import attribution
from .front import classes_met, degrees_met
from .look import AREAS, BORDER, FAILS_LINE, OTHER_AREA, UNKNOWN_DOT
from .map_layers import backdrop_layers, feature, fill, memory_layer

if TYPE_CHECKING:
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion
    from .facts import ReportFacts
    from .maps import MapBase
    from .phrases import Phrases

_DPI = 200
WIDE, SMALL = 165, 80
"""The width of a map on paper in mm: one that fills the page, and one of two beside each other."""

_TALLEST = 1.15
"""A map is at most this many times as high as it is wide."""

_STREET = 0.12
_FAINT = 0.45
"""How much of their colour streets keep on a small map, which is full of them."""

_COMPRESSION = 80
"""Of PNG images: the second of nine steps, which is quicker than the usual one and takes hardly more bytes."""


class DocumentMaps:
    """Draws maps of the findings; what all of them show is drawn once.

    Parameters
    ----------
    ground
        With the neighbourhoods; it must not be empty.
    """

    def __init__(self, findings: Findings, about: ReportFacts, ground: MapBase, phrases: Phrases) -> None:
        self.findings, self.about, self.ground, self.phrases = findings, about, ground, phrases
        self._streets: dict[int, QImage] = {}

    def met(self) -> bytes:
        """Draw how many of the requirements that are judged each neighbourhood meets, as a PNG image."""
        met = degrees_met(self.findings)
        kinds = [str(kind) for kind in classes_met(self.findings)]
        figures = [self.phrases.counted.met_of(*met[area]) for area in self.findings.areas]
        labels = ["\n".join(filter(None, one)) for one in zip(self.ground.labels, figures, strict=True)]
        layer = self._areas(kinds, labels)
        symbols = {
            **{number: _plain(shade) for number, shade in enumerate(SHADES)},
            UNKNOWN: _dotted(),
            FEW: _hatched(OTHER_AREA, UNKNOWN_DOT, 0),
            NOT_ASKED: _hatched(OTHER_AREA, UNKNOWN_DOT, 135),
        }
        categories = [QgsRendererCategory(str(kind), symbol, "") for kind, symbol in symbols.items()]
        layer.setRenderer(QgsCategorizedSymbolRenderer("compliance", categories))
        return self._draw(WIDE, layer, with_names=True, points=None)

    def verdicts(self, question: RequirementQuestion) -> bytes:
        """Draw the verdicts on a requirement, and the facilities that it counts, as a PNG image."""
        layer = self._areas([verdict or "" for verdict in self.findings.verdicts(question)], [""] * self._size)
        layer.setRenderer(_verdict_renderer())
        places = self.about.places
        points = None if places is None else places.points[places.of(question.id, question.facility)]
        return self._draw(SMALL, layer, with_names=False, points=points)

    @property
    def _size(self) -> int:
        return len(self.ground.areas)

    def _areas(self, kinds: Sequence[str], labels: Sequence[str]) -> QgsVectorLayer:
        layer = memory_layer("areas", Qgis.WkbType.MultiPolygon, self.ground.crs, ("compliance", "label"))
        rows = zip(self.ground.areas, kinds, labels, strict=True)
        fill(layer, [feature(layer, shape, [kind, label]) for shape, kind, label in rows])
        return layer

    def _draw(self, width: int, areas: QgsVectorLayer, *, with_names: bool, points: np.ndarray | None) -> bytes:
        """Draw the neighbourhoods, on water and green, below streets, facilities and names."""
        settings = self._settings(width)
        image = QImage(settings.outputSize(), QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        areas.setOpacity(SEEN_THROUGH)
        _render(settings, [areas, *self._ground_layers[1]], painter)
        painter.setOpacity(1 if with_names else _FAINT)
        painter.drawImage(0, 0, self._lines(width))
        painter.setOpacity(1)
        if with_names:
            names = areas.clone()
            names.setRenderer(QgsNullSymbolRenderer())
            names.setLabeling(area_names("label", "#1b1b1b", inside=True, size=6.5))
            names.setLabelsEnabled(True)
            _render(settings, [names], painter)
        if points is not None and np.isfinite(points).any():
            _render(settings, [self._points(points)], painter)
        self._write_owners(painter, image)
        painter.end()
        return _png(image)

    def _settings(self, width: int) -> QgsMapSettings:
        extent = self.ground.extent
        pixels = round(width / 25.4 * _DPI)
        height = round(pixels * min(extent.height() / extent.width(), _TALLEST))
        settings = QgsMapSettings()
        settings.setDestinationCrs(self.ground.crs)
        settings.setExtent(extent)
        settings.setOutputSize(QSize(pixels, height))
        settings.setOutputDpi(_DPI)
        settings.setBackgroundColor(QColor(0, 0, 0, 0))  # one is drawn over another
        settings.setFlag(Qgis.MapSettingsFlag.UseRenderingOptimization, True)
        return settings

    def _lines(self, width: int) -> QImage:
        """Return the streets and other lines, drawn once for each size."""
        if width not in self._streets:
            settings = self._settings(width)
            image = QImage(settings.outputSize(), QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(QColor(0, 0, 0, 0))
            painter = QPainter(image)
            _render(settings, self._ground_layers[0], painter)
            painter.end()
            self._streets[width] = image
        return self._streets[width]

    @cached_property
    def _ground_layers(self) -> tuple[list[QgsVectorLayer], list[QgsVectorLayer]]:
        """Return the lines that lie over the neighbourhoods, and the areas that lie below them."""
        layers = backdrop_layers(self.about.background, self.ground.crs, _STREET)
        areal = [layer.geometryType() == Qgis.GeometryType.Polygon for layer in layers]
        lines = [layer for layer, is_areal in zip(layers, areal, strict=True) if not is_areal]
        return lines, [layer for layer, is_areal in zip(layers, areal, strict=True) if is_areal]

    def _points(self, points: np.ndarray) -> QgsVectorLayer:
        layer = memory_layer("places", Qgis.WkbType.Point, self.ground.crs, ())
        there = points[np.isfinite(points).all(axis=1)].tolist()
        fill(layer, [feature(layer, QgsGeometry.fromPointXY(QgsPointXY(x, y)), ()) for x, y in there])
        look: Mapping[str, str] = {"name": "diamond", "color": "#1b1b1b", "size": "1.6", "outline_color": "#ffffff"}
        layer.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple({**look, "outline_width": "0.2"})))
        return layer

    def _write_owners(self, painter: QPainter, image: QImage) -> None:
        """Write whose data it is at the foot of the map, as small as it may be: maps are copied without their page."""
        said = attribution(self.about.inputs, self.phrases.language)
        if not said:
            return
        font = QFont()
        font.setPixelSize(round(5.5 / 72 * _DPI))
        painter.setFont(font)
        metrics = painter.fontMetrics()
        said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, image.width() - 8)
        box = QRectF(image.width() - metrics.horizontalAdvance(said) - 8, image.height() - metrics.height() - 2, 0, 0)
        box.setBottomRight(image.rect().bottomRight())
        painter.fillRect(box, QColor(255, 255, 255, 200))
        painter.setPen(QColor("#4a4a4a"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)


def _plain(colour: str) -> QgsFillSymbol:
    return QgsFillSymbol.createSimple({"color": colour, "outline_color": BORDER, "outline_width": "0.15"})


def _verdict_renderer() -> QgsCategorizedSymbolRenderer:
    """Return how verdicts look: by pattern as well as by colour, as on the page."""
    fails = _plain(AREAS[FAILS])
    fails.appendSymbolLayer(_hatching(FAILS_LINE, 45, 1.5, 0.3))
    others = _hatched(OTHER_AREA, UNKNOWN_DOT, 135)
    looks = {MEETS: _plain(AREAS[MEETS]), FAILS: fails, UNKNOWN_VERDICT: _dotted(), "": others}  # the last: all others
    categories = [QgsRendererCategory(verdict, symbol, "") for verdict, symbol in looks.items()]
    return QgsCategorizedSymbolRenderer("compliance", categories)


def _dotted() -> QgsFillSymbol:
    """Return how what is unknown looks."""
    found = _plain(AREAS[UNKNOWN_VERDICT])
    dots = QgsPointPatternFillSymbolLayer()
    dots.setDistanceX(1.4)
    dots.setDistanceY(1.4)
    dots.setSubSymbol(QgsMarkerSymbol.createSimple({"color": UNKNOWN_DOT, "size": "0.45", "outline_style": "no"}))
    found.appendSymbolLayer(dots)
    return found


def _hatched(ground: str, line: str, angle: float) -> QgsFillSymbol:
    """Return how what is not judged looks."""
    found = _plain(ground)
    found.appendSymbolLayer(_hatching(line, angle, 2.2, 0.12))
    return found


def _hatching(colour: str, angle: float, distance: float, width: float) -> QgsLinePatternFillSymbolLayer:
    """Return lines in an area, so many mm apart."""
    found = QgsLinePatternFillSymbolLayer()
    found.setLineAngle(angle)
    found.setDistance(distance)
    found.setSubSymbol(QgsLineSymbol.createSimple({"line_color": colour, "line_width": str(width)}))
    return found


def _render(settings: QgsMapSettings, layers: Sequence[QgsMapLayer], painter: QPainter) -> None:
    if not layers:
        return
    settings.setLayers(list(layers))
    job = QgsMapRendererCustomPainterJob(settings, painter)
    job.renderSynchronously()


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", _COMPRESSION)
    return bytes(buffer.data())
