"""Opens the dialog of Check requirements, filled in with what fits the project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from qgis import processing
from qgis.core import Qgis, QgsProject
from qgis.gui import QgsProcessingAlgorithmDialogBase
from qgis.PyQt.QtWidgets import QComboBox

from ..adapters.io import parameter_names as p
from ..adapters.io.clock import this_year
from ..adapters.io.translation import tr, translated
from ..adapters.norms.store import open_store
from ..adapters.preparing.prefill import (
    ALGORITHM,
    OVER_YEARS,
    input_names,
    inputs_for,
    keep_inputs,
    last_inputs,
)
from ..adapters.preparing.prefill_ahead import over_years_inputs
from ..core.errors import InputError
from ..core.norms.file import load_file
from .labels import plain_html


def open_check_requirements(
    norm_set: str | None = None, over_years: bool = False
) -> QgsProcessingAlgorithmDialogBase | None:
    """Open the dialog with the inputs of the last run in this project, else with the layers that fit.

    Parameters
    ----------
    norm_set
        The id of a norm set to check against, in place of the last one.
    over_years
        Whether to open Check requirements over the years, with the plans, growth and forecast of the last such run.

    Returns
    -------
    QgsProcessingAlgorithmDialogBase
        The dialog, which is shown; None where Processing is switched off.
    """
    project = QgsProject.instance()
    inputs = inputs_for(project, this_year())
    later = {name: inputs.pop(name) for name in p.OF_YEARS_TO_COME if name in inputs}
    if over_years:
        inputs = over_years_inputs(project, inputs | later, this_year())
    if norm_set is not None:
        inputs = {**inputs, p.NORM_SET: norm_set, p.NORM_FILE: None, p.REQUIREMENTS: []}
    dialog = processing.createAlgorithmDialog(OVER_YEARS if over_years else ALGORITHM, inputs)
    if dialog is None:
        return None
    tell_wrong_norms(dialog, project, inputs)
    dialog.show()
    return dialog


def serve_check(
    dialog: QgsProcessingAlgorithmDialogBase,
    project: QgsProject,
    inputs: Mapping[str, object],
    is_of_project: Callable[[], bool] = lambda: True,
) -> None:
    """Let the dialog of a check say what is wrong with the norms of its inputs, and the project remember its inputs.

    Parameters
    ----------
    is_of_project
        Tells whether the run that has ended began in the project that is open: else it remembers nothing of it.
    """
    tell_wrong_norms(dialog, project, inputs)
    filled_in = None if p.YEARS in last_inputs(project) else inputs.get(p.YEARS)
    dialog.algorithmFinished.connect(
        lambda successful, _results: _keep(dialog, project, filled_in) if successful and is_of_project() else None
    )


def tell_wrong_norms(
    dialog: QgsProcessingAlgorithmDialogBase, project: QgsProject, inputs: Mapping[str, object]
) -> None:
    """Say what is wrong with the norm file or the norm set that is filled in, such as that it is gone."""
    dialog.messageBar().clearWidgets()
    wrong = _wrong_norms(project, inputs)
    if wrong:
        dialog.messageBar().pushMessage(tr("Norms of the last run"), plain_html(wrong), Qgis.MessageLevel.Warning, 0)


def _wrong_norms(project: QgsProject, inputs: Mapping[str, object]) -> str:
    """Return what is wrong with the norm file or the norm set that is filled in, such as that it is gone."""
    path, set_id = inputs.get(p.NORM_FILE), inputs.get(p.NORM_SET)
    try:
        if path:
            load_file(Path(str(path)))
        elif set_id:
            open_store(project).find(str(set_id))
    except InputError as error:
        return translated(error.message, error.values)
    return ""


def leave_empty(dialog: QgsProcessingAlgorithmDialogBase, names: Iterable[str]) -> None:
    """Choose nothing for inputs that no layer fits: QGIS itself takes any layer there, a result of ours as well."""
    wrappers = getattr(dialog.mainWidget(), "wrappers", {})
    for name in names:
        for box in wrappers[name].wrappedWidget().findChildren(QComboBox) if name in wrappers else []:
            box.setCurrentIndex(-1)


def _keep(dialog: QgsProcessingAlgorithmDialogBase, project: QgsProject, filled_in: object) -> None:
    """Remember the inputs of a run, not where its results went; of years to come the last ones, if it has none.

    Parameters
    ----------
    filled_in
        The year that stood there when the dialog opened, if nobody chose it.
    """
    given = dialog.createProcessingParameters()
    if not given:  # a layer went away meanwhile, or the project was closed: what is left is not what was run
        return
    last = last_inputs(project)
    later = {name: last[name] for name in p.OF_YEARS_TO_COME if name in last}
    keep_inputs(project, {**later, **given}, input_names(), filled_in)
