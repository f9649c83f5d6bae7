"""The temporal controller steps by the years of a project, unless the user has set it otherwise."""

from __future__ import annotations

import pytest
from qgis.core import Qgis, QgsDateTimeRange, QgsProject, QgsTemporalNavigationObject
from qgis.PyQt.QtCore import QDate, QDateTime, QTime
from qgis.PyQt.QtWidgets import QComboBox, QDoubleSpinBox, QWidget

from buurtmaat.ui.temporal_controller import step_as_project

HOURS, DAYS, YEARS = Qgis.TemporalUnit.Hours, Qgis.TemporalUnit.Days, Qgis.TemporalUnit.Years


def window(unit: Qgis.TemporalUnit = HOURS, step: float = 1.0) -> tuple[QWidget, QComboBox, QDoubleSpinBox]:
    """Make a window with a controller as QGIS has it."""
    whole = QWidget()
    box, spin = QComboBox(whole), QDoubleSpinBox(whole)
    box.setObjectName("mTimeStepsComboBox")
    spin.setObjectName("mStepSpinBox")
    for one in (HOURS, DAYS, YEARS):
        box.addItem(str(one), int(one))
    box.setCurrentIndex(box.findData(int(unit)))
    spin.setValue(step)
    return whole, box, spin


@pytest.fixture
def project(qgis_new_project):
    found = QgsProject.instance()
    found.timeSettings().setTimeStep(2.0)
    found.timeSettings().setTimeStepUnit(YEARS)
    return found


def test_it_steps_by_the_years_of_the_project(project):
    whole, box, spin = window()
    step_as_project(whole, project)
    assert (box.currentData(), spin.value()) == (int(YEARS), 2.0)


def test_a_later_run_with_other_years_sets_its_step(project):
    whole, box, spin = window()
    step_as_project(whole, project)
    project.timeSettings().setTimeStep(5.0)
    step_as_project(whole, project)
    assert (box.currentData(), spin.value()) == (int(YEARS), 5.0)
    spin.setValue(3.0)  # by the user
    project.timeSettings().setTimeStep(2.0)
    step_as_project(whole, project)
    assert spin.value() == 3.0


def test_it_steps_from_the_first_year_of_the_run_and_not_from_that_of_plans(project):
    """As found in the window: QGIS takes the times of the first layers that have any, those of plans from 2028 on."""
    plans, run = (
        QgsDateTimeRange(QDateTime(QDate(first, 1, 1), QTime(0, 0)), QDateTime(QDate(2040, 12, 31), QTime(23, 59)))
        for first in (2028, 2026)
    )
    controller = QgsTemporalNavigationObject()
    controller.setTemporalExtents(plans)
    whole, _, spin = window()
    project.timeSettings().setTemporalRange(run)
    step_as_project(whole, project, controller)
    assert controller.temporalExtents() == run
    controller.setTemporalExtents(plans)
    spin.setValue(3.0)  # by the user
    step_as_project(whole, project, controller)
    assert controller.temporalExtents() == plans


@pytest.mark.parametrize(("unit", "step"), [(DAYS, 1.0), (HOURS, 6.0)])
def test_what_the_user_has_set_stays(project, unit, step):
    whole, box, spin = window(unit, step)
    step_as_project(whole, project)
    assert (box.currentData(), spin.value()) == (int(unit), step)


def test_a_project_without_years_and_a_window_without_a_controller_change_nothing(project):
    step_as_project(QWidget(), project)
    project.timeSettings().setTimeStepUnit(HOURS)
    whole, box, spin = window()
    step_as_project(whole, project)
    assert (box.currentData(), spin.value()) == (int(HOURS), 1.0)
