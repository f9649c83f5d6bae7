"""The curve of the requirement that is shown, with what belongs to it: legend, sentences, and what else it draws."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from ...adapters.io.translation import tr
from ..wrapped_label import WrappedLabel
from .curve_plot import CurvePlot, Plot, legend_of
from .price_table import PriceChoice
from .row import beside
from .shown_curve import plot_of
from .state import Exploring

_LINES, _FEW_LINES = 10, 6
"""Of text, so that it grows with the letters; few where less is seen at once."""


class CurveSection(QObject):
    """Two parts that stand apart: `page` with the curve, and `details`, which are read after the neighbourhoods.

    `changed` tells that something else is to be drawn.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.page = QWidget()
        layout = QVBoxLayout(self.page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.curve = CurvePlot()
        self.curve.setAccessibleName(tr("Share within against the threshold"))
        self.set_low(False)
        self.legend = QLabel()
        self.legend.setWordWrap(True)
        layout.addWidget(self.curve)
        layout.addWidget(self.legend)
        self.summary = WrappedLabel()
        self.compare = QCheckBox()
        self.compare.toggled.connect(lambda _: self.changed.emit())
        self.compare_line = QWidget()
        self.compare_line.setLayout(beside(self.compare, tr("Compare with the same living environment")))
        self.compare_line.layout().setContentsMargins(0, 0, 0, 0)
        self.price = PriceChoice()
        self.price.changed.connect(self.changed)
        self.details = QWidget()
        below = QVBoxLayout(self.details)
        below.setContentsMargins(0, 0, 0, 0)
        for widget in (self.summary, self.compare_line, self.price):
            below.addWidget(widget)

    def set_low(self, low: bool) -> None:
        """Make the curve as high as there is room, or lower."""
        self.curve.setFixedHeight((_FEW_LINES if low else _LINES) * self.curve.fontMetrics().height())

    def set_visible(self, visible: bool) -> None:
        """Show both parts, or neither."""
        self.page.setVisible(visible)
        self.details.setVisible(visible)

    def show_curve(self, session: Exploring) -> None:
        """Show the curve of what is asked, which can be moved."""
        plot = plot_of(session, compare=self.compare.isChecked(), prices=self.price.prices)
        self.curve.show_plot(plot)
        self.legend.setText(legend_of(plot.lines, self.page.palette()))
        self.legend.setVisible(len(plot.lines) > 1)
        self.summary.setText(plot.summary)

    def forget(self) -> None:
        """Let go of what is drawn and said."""
        self.curve.show_plot(Plot())
        self.price.forget()
        self.legend.clear()
        self.summary.clear()
