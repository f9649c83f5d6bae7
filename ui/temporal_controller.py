"""QGIS's temporal controller, told to step as the project says: by itself it does so only when a project is opened."""

from __future__ import annotations

from qgis.core import Qgis, QgsProject, QgsTemporalNavigationObject
from qgis.PyQt.QtWidgets import QComboBox, QDoubleSpinBox, QWidget

_UNIT, _STEP = "mTimeStepsComboBox", "mStepSpinBox"  # as QGIS calls them
_TOLD = "buurtmaat_step"
"""The property of the controller's step that says what it was set to here: that is no choice of the user."""


def step_as_project(
    window: QWidget, project: QgsProject, controller: QgsTemporalNavigationObject | None = None
) -> None:
    """Let the controller of a window step through the years of a project; one that the user has set otherwise stays.

    Parameters
    ----------
    controller
        What the window steps with: it has the times of the first layers that came, such as housing plans.
    """
    unit, step = window.findChild(QComboBox, _UNIT), window.findChild(QDoubleSpinBox, _STEP)
    times = project.timeSettings()
    if unit is None or step is None or times.timeStepUnit() != Qgis.TemporalUnit.Years:
        return
    wanted, length = unit.findData(int(times.timeStepUnit())), times.timeStep()
    as_begun = unit.currentData() == int(Qgis.TemporalUnit.Hours) and step.value() == 1.0
    as_told = unit.currentData() == int(times.timeStepUnit()) and step.value() == step.property(_TOLD)
    if wanted >= 0 and (as_begun or as_told):
        step.setValue(length)
        step.setProperty(_TOLD, length)
        unit.setCurrentIndex(wanted)
        if controller is not None and not times.temporalRange().isInfinite():
            controller.setTemporalExtents(times.temporalRange())
