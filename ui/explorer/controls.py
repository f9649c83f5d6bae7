"""The controls of the explorer: numbers that are read as in the norm-set editor, and a wheel that changes none."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QObject, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QResizeEvent, QValidator
from qgis.PyQt.QtWidgets import QComboBox, QDoubleSpinBox, QFrame, QScrollArea, QWidget

from ...adapters.io.translation import tr, translated
from ...core.norms.cells import WrongCellError, number_text, read_number
from ..labels import decimal_comma


class WheelGuard(QObject):
    """Lets the wheel scroll what is around a control, unless the user went to that control before."""

    def guard(self, control: QWidget) -> None:
        """Keep the wheel from a control."""
        control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel is not to give it the focus either
        control.installEventFilter(self)

    def eventFilter(self, control: QWidget, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel or control.hasFocus():
            return False
        event.ignore()
        return True


class ControlColumn(QScrollArea):
    """Scrolls up and down only: it is never narrower than what it holds. `resized` tells the height that is seen."""

    resized = pyqtSignal(int)

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(inside)

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.widget().minimumSizeHint().width() + bar, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit(self.viewport().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class NumberBox(QDoubleSpinBox):
    """A number from 0 up, with a decimal point or comma; what may be one thousand or one is refused.

    Sends `refused` with what is wrong with the text at every change by the user; empty where nothing is.
    """

    refused = pyqtSignal(str)

    def __init__(self, most: float, step: float, suffix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(2)
        self.setRange(0.0, most)
        self.setSingleStep(step)
        self.setSuffix(suffix)
        self.lineEdit().textEdited.connect(lambda text: self.refused.emit(self._read(text)[1]))

    def stepBy(self, steps: int) -> None:
        super().stepBy(steps)
        self.refused.emit("")

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        known = self._read(text)[0] is not None
        return QValidator.State.Acceptable if known else QValidator.State.Intermediate, text, position

    def fixup(self, text: str) -> str:
        return text  # Qt would take the thousands separators out, and so make 1200 of 1,2

    def valueFromText(self, text: str) -> float:
        value = self._read(text)[0]
        return self.value() if value is None else value

    def textFromValue(self, value: float) -> str:
        return number_text(value, comma=decimal_comma())

    def _read(self, text: str) -> tuple[float | None, str]:
        """Read a number, or say why there is none; of an empty text nothing is said, as the user is on the way."""
        text = text.strip()
        if text and text == self.specialValueText():
            return self.minimum(), ""
        text = text.removesuffix(self.suffix().strip()).strip()
        try:
            value = read_number(self.accessibleName(), text)
        except WrongCellError as error:
            return None, f"{translated(error.what.message, error.what.values)}." if text else ""
        if not 0 <= value <= self.maximum():
            return None, tr("The number must be from 0 to {most}.").format(most=self.textFromValue(self.maximum()))
        return value, ""


def wide_choice() -> QComboBox:
    """Make a box that is as wide as there is room, not as its longest text."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box
