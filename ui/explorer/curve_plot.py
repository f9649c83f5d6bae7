"""The share within as a curve over the threshold, with the norm, the target and what is asked now."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ...adapters.report.pages import figure_text

# Told apart by those who see no red or green, and by their pattern.
BLUE, GREEN, ORANGE = QColor("#0072b2"), QColor("#009e73"), QColor("#d55e00")


def seen_on(colour: QColor, ground: QColor) -> QColor:
    """Return a colour that can be told from its ground: a lighter one on a dark ground."""
    return colour.lighter(160) if ground.lightness() < 128 else colour


@dataclass(frozen=True, kw_only=True)
class Line:
    """A curve: its thresholds and shares (NaN: not known), and how it is drawn."""

    label: str
    thresholds: Sequence[float] | NDArray[np.float64]
    shares: Sequence[float] | NDArray[np.float64]
    colour: QColor | None
    width: float = 2.0
    style: Qt.PenStyle = Qt.PenStyle.SolidLine


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What a plot shows; NaN where there is no such threshold.

    Parameters
    ----------
    right
        The largest threshold on the axis.
    ticks
        Thresholds that are named on the axis.
    norm
        What the run asked; 10 % less and more are shaded.
    asked
        What is asked now.
    attainable
        The smallest threshold at which the target is met.
    prices
        Thresholds with the number of places that each needs.
    summary
        The same in words, for those who do not see it.
    """

    lines: Sequence[Line] = ()
    right: float = 1.0
    ticks: Sequence[float] = ()
    unit: str = ""
    norm: float = math.nan
    asked: float = math.nan
    target: float = math.nan
    attainable: float = math.nan
    prices: Sequence[tuple[float, str]] = ()
    summary: str = ""


def legend_of(lines: Sequence[Line], palette: QPalette) -> str:
    """Name the curves, each after a stroke as it is drawn, as rich text."""
    text, ground = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window)
    return " &nbsp; ".join(
        '<span style="color:{colour}"><b>{stroke}</b></span>&nbsp;{label}'.format(
            colour=(text if line.colour is None else seen_on(line.colour, ground)).name(),
            stroke="━━" if line.style == Qt.PenStyle.SolidLine else "–&nbsp;–",
            label=html.escape(line.label),
        )
        for line in lines
    )


class CurvePlot(QWidget):
    """Draws a plot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = Plot()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_plot(self, plot: Plot) -> None:
        """Draw another plot."""
        self.plot = plot
        self.setAccessibleDescription(plot.summary)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(48 * self.fontMetrics().averageCharWidth(), 12 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * self.fontMetrics().averageCharWidth(), 11 * self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Drawing(
            painter=painter, plot=self.plot, rect=QRectF(self.rect()), palette=self.palette(), focused=self.hasFocus()
        ).draw()
        painter.end()


@dataclass(frozen=True, kw_only=True)
class _Drawing:
    """One drawing of a plot in a rectangle."""

    painter: QPainter
    plot: Plot
    rect: QRectF
    palette: QPalette
    focused: bool

    @cached_property
    def metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.painter.font())

    @cached_property
    def field(self) -> QRectF:
        """Return the rectangle between the axes."""
        left = self.metrics.horizontalAdvance("100 %") + 10
        return self.rect.adjusted(left, self.metrics.height(), -12, -2 * self.metrics.height() - 8)

    def x(self, threshold: float) -> float:
        field = self.field
        return field.left() + field.width() * min(threshold / self.plot.right, 1.0)

    def y(self, share: float) -> float:
        return self.field.bottom() - self.field.height() * share

    @cached_property
    def ground(self) -> QColor:
        return self.palette.color(QPalette.ColorRole.Base)

    def draw(self) -> None:
        text = self.palette.color(QPalette.ColorRole.Text)
        self.painter.fillRect(self.rect, self.ground)
        self._norm()
        self._axes(text)
        for line in self.plot.lines:
            self._line(line, text)
        self._marks(text)
        self._prices(text)
        if self.focused:
            self.painter.setPen(QPen(self.palette.color(QPalette.ColorRole.Highlight), 2))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawRect(self.rect.adjusted(1, 1, -1, -1))

    def _norm(self) -> None:
        norm = self.plot.norm
        if math.isnan(norm):
            return
        field, orange = self.field, seen_on(ORANGE, self.ground)
        shade = QColor(orange)
        shade.setAlpha(45)
        left, right = self.x(0.9 * norm), self.x(1.1 * norm)
        self.painter.fillRect(QRectF(left, field.top(), right - left, field.height()), shade)
        self._upright(norm, QPen(orange, 1.5, Qt.PenStyle.DashLine))

    def _axes(self, text: QColor) -> None:
        field, high = self.field, self.metrics.height()
        faint = QColor(text)
        faint.setAlpha(50)
        for step in range(0, 101, 25):
            y = self.y(step / 100)
            self.painter.setPen(QPen(faint, 1))
            self.painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            self.painter.setPen(text)
            box = QRectF(self.rect.left(), y - high / 2, field.left() - self.rect.left() - 5, high)
            self.painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{step} %")
        for tick in self.plot.ticks:
            x = self.x(tick)
            self.painter.drawLine(QPointF(x, field.bottom()), QPointF(x, field.bottom() + 3))
            label = figure_text(float(tick), 0 if float(tick).is_integer() else 1)
            box = QRectF(x - 50, field.bottom() + 4, 100, high)
            self.painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, label)
        self.painter.drawLine(field.bottomLeft(), field.bottomRight())
        below = QRectF(field.left(), field.bottom() + 4 + high, field.width(), high)
        self.painter.drawText(below, Qt.AlignmentFlag.AlignRight, self.plot.unit)

    def _line(self, line: Line, text: QColor) -> None:
        path, drawing = QPainterPath(), False
        for threshold, share in zip(line.thresholds, line.shares, strict=True):
            if math.isnan(share):
                continue
            point = QPointF(self.x(threshold), self.y(share))
            if drawing:
                path.lineTo(point.x(), path.currentPosition().y())
                path.lineTo(point)
            else:
                path.moveTo(point)
            drawing = True
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        colour = text if line.colour is None else seen_on(line.colour, self.ground)
        self.painter.setPen(QPen(colour, line.width, line.style))
        self.painter.drawPath(path)

    def _marks(self, text: QColor) -> None:
        """Mark the target, the threshold that meets it and what is asked now."""
        field, plot = self.field, self.plot
        if not math.isnan(plot.target):
            y = self.y(plot.target)
            self.painter.setPen(QPen(text, 1, Qt.PenStyle.DotLine))
            self.painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
        if not math.isnan(plot.asked):
            self._upright(plot.asked, QPen(text, 2))
        if not math.isnan(plot.attainable) and not math.isnan(plot.target):
            self.painter.setPen(QPen(text, 2))
            self.painter.setBrush(self.ground)
            self.painter.drawEllipse(QPointF(self.x(plot.attainable), self.y(plot.target)), 5, 5)

    def _prices(self, text: QColor) -> None:
        """Write the places that thresholds need on the axis, each on a mark."""
        high, bottom = self.metrics.height(), self.field.bottom()
        for threshold, places in self.plot.prices:
            if threshold <= self.plot.right:
                x, wide = self.x(threshold), self.metrics.horizontalAdvance(places) + 8
                box = QRectF(x - wide / 2, bottom - high - 8, wide, high)
                self.painter.setPen(QPen(text, 1))
                self.painter.drawLine(QPointF(x, box.bottom()), QPointF(x, bottom))
                self.painter.setBrush(self.ground)
                self.painter.drawRoundedRect(box, 4, 4)
                self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, places)

    def _upright(self, threshold: float, pen: QPen) -> None:
        if threshold > self.plot.right:
            return
        x = self.x(threshold)
        self.painter.setPen(pen)
        self.painter.drawLine(QPointF(x, self.field.top()), QPointF(x, self.field.bottom()))
