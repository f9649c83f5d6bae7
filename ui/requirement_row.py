"""The controls of one requirement: its threshold and its target, each as a slider and as a number."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtWidgets import QDoubleSpinBox, QGridLayout, QHBoxLayout, QLabel, QRadioButton, QSlider, QWidget

from ..adapters.translation import tr


@dataclass(frozen=True)
class Range:
    """What a threshold may be.

    Parameters
    ----------
    top
        The end of the slider.
    step
        Of the slider.
    most
        The largest number that can be typed.
    decimals
        Of the number.
    """

    top: float
    step: float
    most: float
    decimals: int


class RequirementRow(QWidget):
    """The controls of one requirement.

    Parameters
    ----------
    title
        Of the requirement; it names the controls for those who do not see them.
    unit
        Of the threshold.
    """

    chosen = pyqtSignal()
    threshold_moved = pyqtSignal(float)
    target_moved = pyqtSignal(float)

    def __init__(self, title: str, unit: str, values: Range, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values = values
        self.radio = QRadioButton()
        self.radio.setAccessibleName(title)
        self.radio.toggled.connect(lambda on: self.chosen.emit() if on else None)
        self.threshold_slider = _slider(math.ceil(values.top / values.step - 1e-9))
        self.threshold = _number(values.most, values.step, values.decimals, f" {unit}" if unit else "")
        self.target_slider = _slider(100)
        self.target = _number(100.0, 1.0, 1, " %")
        self.target.setSpecialValueText(tr("no target"))
        self.result = QLabel()
        self.result.setWordWrap(True)
        self.result.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.result.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out(title)
        self.threshold_slider.valueChanged.connect(lambda steps: self._move_threshold(steps * values.step))
        self.threshold.valueChanged.connect(self._move_threshold)
        self.target_slider.valueChanged.connect(lambda percent: self._move_target(float(percent)))
        self.target.valueChanged.connect(self._move_target)

    def _lay_out(self, title: str) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 4, 0, 8)
        line = QHBoxLayout()
        line.addWidget(self.radio)
        line.addWidget(_Title(title, self.radio), 1)
        layout.addLayout(line, 0, 0, 1, 3)
        for row, label, slider, spin, name in (
            (1, tr("Threshold"), self.threshold_slider, self.threshold, tr("Threshold of {requirement}")),
            (2, tr("Target"), self.target_slider, self.target, tr("Target of {requirement}")),
        ):
            words = QLabel(label)
            words.setBuddy(spin)
            layout.addWidget(words, row, 0)
            layout.addWidget(slider, row, 1)
            layout.addWidget(spin, row, 2)
            for control in (slider, spin):
                control.setAccessibleName(name.format(requirement=title))
        layout.addWidget(self.result, 3, 0, 1, 3)
        layout.setColumnStretch(1, 1)

    def show_asked(self, threshold: float | None, target: float | None) -> None:
        """Show what is asked, without telling that it moved; None: several thresholds, and no target."""
        self._show(self.threshold, self.threshold_slider, threshold or 0.0, (threshold or 0.0) / self.values.step)
        words = tr("several") if threshold is None else ""
        if self.threshold.specialValueText() != words:  # setting it writes the number anew, under the user's fingers
            self.threshold.setSpecialValueText(words)
        self._show(self.target, self.target_slider, 100 * (target or 0.0), 100 * (target or 0.0))

    def show_result(self, text: str) -> None:
        """Say what holds."""
        self.result.setText(text)
        self.radio.setAccessibleDescription(text)

    @staticmethod
    def _show(spin: QDoubleSpinBox, slider: QSlider, value: float, steps: float) -> None:
        for control, number in ((spin, value), (slider, round(min(steps, slider.maximum())))):
            before = control.blockSignals(True)
            # What is typed stays as it is: 523.4 is not to become 523 while its last digit is written.
            if control is slider or abs(spin.value() - value) > 10.0 ** -spin.decimals() / 2:
                control.setValue(number)
            control.blockSignals(before)

    def _move_threshold(self, value: float) -> None:
        self.radio.setChecked(True)
        self.threshold_moved.emit(min(value, self.values.most))

    def _move_target(self, percent: float) -> None:
        self.radio.setChecked(True)
        self.target_moved.emit(percent / 100)


class _Title(QLabel):
    """The words of a radio button, which itself cannot break its text into lines."""

    def __init__(self, text: str, radio: QRadioButton) -> None:
        super().__init__(text)
        self.radio = radio
        self.setBuddy(radio)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setFocus()
        self.radio.click()


def _slider(steps: int) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, max(steps, 1))
    slider.setPageStep(max(steps // 10, 1))
    slider.setMinimumWidth(80)
    return slider


def _number(most: float, step: float, decimals: int, suffix: str) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setDecimals(decimals)
    spin.setRange(0.0, most)
    spin.setSingleStep(step)
    spin.setSuffix(suffix)
    spin.setKeyboardTracking(True)
    return spin
