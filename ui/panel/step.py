"""A step of the panel: a heading that opens it and says in a line how it stands, and below it what it is about."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSignalBlocker, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFontMetrics, QPainter, QPaintEvent
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ...adapters.io.translation import tr
from ..labels import plain_tip

DONE, TO_DO, LACKS = "✓", "•", "!"


class OneLine(QLabel):
    """A text on one line, cut where there is no room; the whole of it stands in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(plain_tip(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()


class StepBox(QFrame):
    """A step; `toggled` tells that the user opens or closes it.

    Parameters
    ----------
    name
        By which the panel knows it.
    title
        With the letter that the keyboard opens it by.
    """

    toggled = pyqtSignal(bool)

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.name, self._title, self._brief = name, title, ""
        self.setObjectName(f"buurtmaatStep_{name}")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.header = QToolButton()
        self.header.setCheckable(True)
        self.header.setAutoRaise(True)
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        bold = self.header.font()
        bold.setBold(True)
        self.header.setFont(bold)
        self.brief = OneLine()
        self.body = QWidget()
        self.content = QVBoxLayout(self.body)
        self.content.setContentsMargins(6, 0, 6, 6)
        self.content.setSpacing(4)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 6, 0)
        line.addWidget(self.header)
        line.addWidget(self.brief, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.body, 1)
        self.header.toggled.connect(self._toggle)
        self.show_state(TO_DO, "")
        self.show_open(False)

    @property
    def is_open(self) -> bool:
        """Return whether it is open."""
        return self.header.isChecked()

    def show_open(self, on: bool) -> None:
        """Open or close it, without telling."""
        with QSignalBlocker(self.header):
            self.header.setChecked(on)
        self._show_open(on)

    def show_state(self, mark: str, brief: str) -> None:
        """Show how it stands: a mark, and a line that is seen while it is closed."""
        self.header.setText(f"{mark} {self._title}")
        self._brief = brief
        self.brief.setText("" if self.is_open else brief)
        words = {DONE: tr("done"), LACKS: tr("something is missing")}.get(mark, tr("to do"))
        self.header.setAccessibleName(f"{self._title.replace('&', '')}, {words}")
        self.header.setAccessibleDescription(brief)

    def _toggle(self, on: bool) -> None:
        self._show_open(on)
        self.toggled.emit(on)

    def _show_open(self, on: bool) -> None:
        self.header.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self.body.setVisible(on)
        self.brief.setText("" if on else self._brief)
