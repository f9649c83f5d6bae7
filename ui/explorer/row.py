"""The controls of one requirement: its threshold and its target, each as a slider and as a number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from ...adapters.io.translation import tr
from ...adapters.report.curve_chart import threshold_text
from ...adapters.report.percentages import asked_percent
from ...core.wording import of_percentage, percentage_digits
from ..labels import plain_tip
from ..wrapped_label import WrappedLabel
from .controls import NumberBox

_WIDE = "10.000,5 m "
_TARGET_DECIMALS = 12
"""Of a percentage: enough for any target that people write, so that moving it away and back gives the same share."""


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
    """

    top: float
    step: float
    most: float


class RequirementRow(QWidget):
    """One requirement: what holds for it, and while it is chosen its controls.

    Parameters
    ----------
    name, title
        Of the requirement; the title names the controls for those who do not see them.
    unit
        Of the threshold.
    """

    chosen = pyqtSignal()
    threshold_moved = pyqtSignal(float)
    target_moved = pyqtSignal(float)

    def __init__(self, name: str, title: str, unit: str, values: Range, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values, self.unit = values, unit
        self.radio = QRadioButton()
        self.radio.setToolTip(plain_tip(name))
        self.threshold_slider = _slider(values.top, values.step)
        self.threshold = NumberBox(values.most, values.step, f" {unit}" if unit else "")
        self.target_slider = _slider(100.0, 1.0)
        self.target = NumberBox(100.0, 1.0, " %")
        self.target.setDecimals(_TARGET_DECIMALS)
        self.target.setSpecialValueText(tr("no target"))
        self.problem, self.result = WrappedLabel(), WrappedLabel()
        self.inputs = QWidget()
        self._asked = self._result = ""
        self._lay_out(title)
        self._open(False)
        self.radio.toggled.connect(self._open)
        self.threshold_slider.valueChanged.connect(self._slide)
        self.threshold.valueChanged.connect(self._move_threshold)
        self.target_slider.valueChanged.connect(self._slide_target)
        self.target.valueChanged.connect(self._move_target)
        for box in (self.threshold, self.target):
            box.refused.connect(lambda text, box=box: self._show_problem(box, text))

    @property
    def controls(self) -> Sequence[QWidget]:
        """List what the keyboard goes through, in its order."""
        return self.radio, self.threshold_slider, self.threshold, self.target_slider, self.target

    def _lay_out(self, title: str) -> None:
        layout, grid = QVBoxLayout(self), QGridLayout(self.inputs)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(2)
        grid.setContentsMargins(0, 0, 0, 0)
        self.heading = QWidget()
        self.heading.setLayout(beside(self.radio, title))
        self.heading.layout().setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.heading)
        for row, label, slider, spin, name in (
            (0, tr("Threshold"), self.threshold_slider, self.threshold, tr("Threshold of {requirement}")),
            (1, tr("Target"), self.target_slider, self.target, tr("Target of {requirement}")),
        ):
            words = QLabel(label)
            words.setBuddy(spin)
            # Not as wide as the longest number that can be typed: the slider needs the room.
            spin.setFixedWidth(self.fontMetrics().horizontalAdvance(_WIDE) + 2 * self.fontMetrics().height())
            grid.addWidget(words, row, 0)
            grid.addWidget(slider, row, 1)
            grid.addWidget(spin, row, 2)
            for control in (slider, spin):
                control.setAccessibleName(name.format(requirement=title))
        grid.addWidget(self.problem, 2, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        self.problem.hide()
        layout.addWidget(self.inputs)
        layout.addWidget(self.result)

    def _open(self, on: bool) -> None:
        """Show the controls, or in their place what is asked."""
        self.inputs.setVisible(on)
        self.heading.setVisible(not on)  # which one is chosen is said above
        self._say()
        if on:
            self.chosen.emit()

    def _say(self) -> None:
        self.result.setText(self._result if self.radio.isChecked() else f"{self._asked}: {self._result}")

    def show_chosen(self, *, on: bool) -> None:
        """Show whether it is the one that is chosen, without telling."""
        with QSignalBlocker(self.radio):
            self.radio.setChecked(on)
        with QSignalBlocker(self):
            self._open(on)

    def show_asked(self, threshold: float | None, target: float | None) -> None:
        """Show what is asked, without telling that it moved; None: several thresholds, and no target."""
        value = threshold or 0.0
        _show(self.threshold, self.threshold_slider, value, value / _unit_of(self.values.step))
        words = tr("several") if threshold is None else ""
        if self.threshold.specialValueText() != words:  # setting it writes the number anew, under the user's fingers
            self.threshold.setSpecialValueText(words)
        percentage = float(percentage_digits(target or 0.0))
        _show(self.target, self.target_slider, percentage, percentage)

    def show_result(self, threshold: float | None, target: float | None, text: str) -> None:
        """Describe what holds at what is asked."""
        place = tr("several") if threshold is None else threshold_text(threshold, self.unit)
        wanted = tr("no target") if target is None else asked_percent(target)
        self._asked, self._result = f"{place}, {wanted}", text
        self._say()
        wrong = "" if self.problem.isHidden() else f"{self.problem.text()} "
        words = f"{self._asked}: ", f"{place}. ", wrong, f"{wanted}. ", wrong
        for control, said in zip(self.controls, words, strict=True):
            control.setAccessibleDescription(said + text)

    def _show_problem(self, box: NumberBox, text: str) -> None:
        """Describe what is wrong with what was typed; it stays to be read when the number before it is back."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        box.setAccessibleDescription(text)

    def _slide(self, place: int) -> None:
        """Ask a threshold in whole steps."""
        self.problem.hide()
        step = self.values.step
        threshold = round(place * _unit_of(step) / step) * step
        if abs(threshold - self.threshold.value()) > 1e-9:
            self._move_threshold(threshold)

    def _slide_target(self, percentage: int) -> None:
        self.problem.hide()
        self._move_target(float(percentage))

    def _move_threshold(self, value: float) -> None:
        if value == 0 and self.threshold.specialValueText():
            return  # Enter in a box that says “several”
        self.radio.setChecked(True)
        self.threshold_moved.emit(min(value, self.values.most))

    def _move_target(self, percentage: float) -> None:
        self.radio.setChecked(True)
        self.target_moved.emit(of_percentage(round(percentage, _TARGET_DECIMALS)))  # Qt adds steps in binary


class FixedRow(QWidget):
    """A requirement of which nothing can be moved here: what holds for it, and a button that chooses it.

    Parameters
    ----------
    name, title
        Of the requirement.
    text
        What holds for it.
    """

    chosen = pyqtSignal()

    def __init__(self, name: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.radio, self.result = QRadioButton(), WrappedLabel()
        self.radio.setAutoExclusive(False)  # the table below tells which one is chosen
        self.radio.setToolTip(plain_tip(name))
        self.radio.setAccessibleDescription(text)
        self.result.setText(text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(2)
        heading = beside(self.radio, title)
        layout.addLayout(heading)
        layout.addWidget(self.result)
        self.radio.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.radio.setChecked(False)
        self.chosen.emit()


class _Words(QLabel):
    """The words of a radio button or a box to tick, which itself cannot break its text into lines."""

    def __init__(self, text: str, button: QAbstractButton) -> None:
        super().__init__(text)
        self.button = button
        self.setBuddy(button)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.button.setFocus()
        self.button.click()


def beside(button: QAbstractButton, text: str) -> QHBoxLayout:
    """Lay a button out with its words beside it."""
    button.setAccessibleName(text)
    line = QHBoxLayout()
    line.setSpacing(6)
    line.addWidget(button)
    line.addWidget(_Words(text, button), 1)
    return line


def _unit_of(step: float) -> float:
    """Return what one of a slider is worth: 1 of the unit, as it is read out, or where steps are finer a step."""
    return 1.0 if float(step).is_integer() else step


def _slider(top: float, step: float) -> QSlider:
    slider, unit = QSlider(Qt.Orientation.Horizontal), _unit_of(step)
    steps = max(math.ceil(top / step - 1e-9), 1)
    slider.setRange(0, round(steps * step / unit))
    slider.setSingleStep(round(step / unit))
    slider.setPageStep(round(max(steps // 10, 1) * step / unit))
    slider.setMinimumWidth(80)
    return slider


def _show(spin: NumberBox, slider: QSlider, value: float, place: float) -> None:
    for control, number in ((spin, value), (slider, round(min(place, slider.maximum())))):
        with QSignalBlocker(control):
            # What is typed stays as it is: 523.40 is not to become 523.4 while its last digit is written.
            if control is slider or abs(spin.value() - value) > 10.0 ** -spin.decimals() / 2:
                control.setValue(number)
