"""The dialogs of our algorithms: Processing's own, filled in with what fits the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from processing.gui.AlgorithmDialog import AlgorithmDialog
from processing.gui.AlgorithmDialogBase import AlgorithmDialogBase
from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
from processing.tools.dataobjects import createContext
from qgis.core import Qgis, QgsProcessing, QgsProcessingAlgorithm, QgsProject
from qgis.gui import QgsProcessingAlgorithmDialogBase
from qgis.PyQt.QtCore import QEvent, QSize, Qt, QTimer
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import QComboBox, QDialogButtonBox, QDockWidget, QLineEdit, QTabWidget, QTextBrowser, QWidget

from ..adapters.io import parameter_names as p
from ..adapters.io.clock import this_year
from ..adapters.io.given_values import unusable_value
from ..adapters.io.parameter_labels import first_named, label_writer, with_labels
from ..adapters.io.translation import tr
from ..adapters.norms.choosing import DEFAULT_SET
from ..adapters.norms.store import open_store
from .check_dialog import leave_empty, serve_check
from .dialog_prefill import CHECKS, fitting_for, needed_layers
from .filled_inputs import FilledInputs, hold_value
from .help_pages import show_help
from .help_texts import page_of
from .input_boxes import field_inputs, inputs_without_layer, layer_inputs, let_go_of
from .labels import PANEL, plain_html, plain_tip
from .norm_sets.set_list import label_of
from .recipes import serve_recipes
from .written_report import show_written_report

_REPORT = "compliancereport"
_FRAME = QSize(16, 48)
"""Pixels of a window's frame and title, more than most have."""


class FilledDialog(AlgorithmDialog):
    """The dialog of an algorithm, filled in; a check remembers in the project what it was run with.

    Parameters
    ----------
    algorithm
        What it runs, an object of its own.
    parent
        The window.
    """

    def __init__(self, algorithm: QgsProcessingAlgorithm, parent: QWidget | None) -> None:
        super().__init__(algorithm, False, parent)
        _serve_help(self, algorithm)
        project = QgsProject.instance()
        self._name_norm_sets(project)
        inputs = fitting_for(algorithm, project, this_year())
        self.setParameters(inputs)
        leave_empty(self, [name for name in needed_layers(algorithm) if not inputs.get(name)])
        if algorithm.name() in CHECKS:
            self.setParameters({p.OUTPUT_FACILITIES: QgsProcessing.TEMPORARY_OUTPUT})  # the map says what counted
            serve_check(self, project, inputs, lambda: not self._left_project)
        if algorithm.name() == _REPORT:
            self.algorithmFinished.connect(self._show_report)
        self._filled = _values_in(self.mainWidget().wrappers)
        self._had_none = not any(inputs.get(name) for name in layer_inputs(algorithm))
        self.recipes = serve_recipes(self)
        _speak(self, algorithm)
        self.updateRunButtonVisibility()  # a new button shows those that QGIS had hidden

    def getParametersPanel(self, algorithm: QgsProcessingAlgorithm, parent: QWidget) -> FilledInputs:
        # Before the boxes are made, which are told of layers that come and go too, each in its turn.
        self._empty: set[str] = set()
        self._soon = QTimer(self)  # layers come one by one
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._take_added)
        QgsProject.instance().layersWillBeRemoved.connect(self._let_go)
        QgsProject.instance().layersAdded.connect(self._note_empty)
        # A run of files alone goes on, as Processing lets it: its results come into the project that is open then.
        self._left_project = False
        QgsProject.instance().cleared.connect(self._leave_project)
        return FilledInputs(parent, algorithm)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        screen = self.screen().availableGeometry().size()
        self.resize(self.size().boundedTo(screen - _FRAME))  # where letters are large its buttons would be off it
        first = next(iter(self.mainWidget().wrappers.values()), None)
        field = None if first is None or not hasattr(first, "wrappedWidget") else first.wrappedWidget()
        if isinstance(field, QLineEdit) and not field.text():
            field.setFocus()  # what a user writes first, such as a name; QGIS begins elsewhere

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.mainWidget() is not None:
            self._name_norm_sets(QgsProject.instance())  # one may have been saved in the meantime

    def _let_go(self, removed: Sequence[str]) -> None:
        """Choose nothing in the place of a layer that goes away; the box itself would take the next one."""
        let_go_of(self, removed)

    def _leave_project(self) -> None:
        self._left_project = True

    def _note_empty(self, *_: object) -> None:
        """Note which inputs have no layer, before the boxes take the first that comes."""
        if self.mainWidget() is not None:
            self._empty |= set(inputs_without_layer(self.mainWidget().wrappers, self.algorithm()))
            self._soon.start(0)

    def _take_added(self) -> None:
        """Fill in what fits of the layers that came, where there was none; what does not fit is not chosen."""
        empty, self._empty = self._empty, set()
        if not empty:
            return
        algorithm, now = self.algorithm(), _values_in(self.mainWidget().wrappers)
        found = fitting_for(algorithm, QgsProject.instance(), this_year())
        taken = {name for name in empty if found.get(name)}
        if self._had_none:  # nothing could be filled in but what the user may have written
            taken |= {name for name in found if now.get(name) == self._filled.get(name)}
        taken |= field_inputs(algorithm, taken)
        self.setParameters({name: value for name, value in found.items() if name in taken})
        leave_empty(self, sorted(empty - taken))
        self._had_none = self._had_none and not taken & empty

    def flag_invalid_parameter_value(self, message: str, widget: QWidget) -> None:
        """Mark an input, and say what is wrong with it and what to do, where QGIS says the label alone."""
        super().flag_invalid_parameter_value(message, widget)
        algorithm, context = self.algorithm(), createContext()
        values = _values_in(self.mainWidget().wrappers)
        said = unusable_value(algorithm, values, context)
        if said:
            self._tell(with_labels(said, algorithm))
            return
        good, said = algorithm.checkParameterValues(values, context)
        if not good:
            self._tell(said)

    def runAlgorithm(self) -> None:
        """Run, unless something is wrong with an input: that is said in the bar, where QGIS would open a box."""
        name, wrong = self._wrong_input()
        if not wrong:
            self.messageBar().clearWidgets()  # what was said of an earlier try is past
            self._left_project = False
            super().runAlgorithm()
            return
        widget = self._widget_of(name)
        if widget is not None:
            super().flag_invalid_parameter_value(name, widget)
        self._tell(wrong)

    def _wrong_input(self) -> tuple[str, str]:
        """Return the input that is wrong and what the algorithm says of it; nothing where the dialog itself sees it."""
        try:
            parameters = self.mainWidget().createProcessingParameters()
        except (AlgorithmDialogBase.InvalidParameterValue, AlgorithmDialogBase.InvalidOutputExtension):
            return "", ""
        good, said = self.algorithm().checkParameterValues(parameters, createContext())
        named = first_named(said, self.algorithm())
        return ("", "") if good else (named, said)

    def _widget_of(self, name: str) -> QWidget | None:
        wrapper = self.mainWidget().wrappers.get(name)
        return wrapper.wrappedWidget() if hasattr(wrapper, "wrappedWidget") else None

    def _show_report(self, successful: bool, results: Mapping[str, object]) -> None:
        """Open the page: after a run in the main thread QGIS shows the inputs again, as if nothing had happened."""
        if successful and results.get(p.REPORT):
            self.messageBar().clearWidgets()
            show_written_report(str(results[p.REPORT]), self.messageBar())

    def _tell(self, text: str) -> None:
        self.messageBar().clearWidgets()
        self.messageBar().pushMessage("", plain_html(text), Qgis.MessageLevel.Warning, 0)

    def finish(self, *run: object, **more: object) -> None:
        """Put the panel in front again, if it was: QGIS brings its Results Viewer with each page, often over it."""
        window = self.parentWidget()
        panel = None if window is None else window.findChild(QDockWidget, PANEL)
        was_seen = panel is not None and panel.isVisible()
        super().finish(*run, **more)
        if panel is not None and was_seen:
            panel.raise_()

    def runAsBatch(self) -> None:
        """Go on with many runs, the first of which has what is filled in: Processing itself would begin anew."""
        given = _values_in(self.mainWidget().wrappers)
        self.close()
        project, shown = QgsProject.instance(), list[QWidget]()

        def let_go(removed: Sequence[str]) -> None:
            for one in shown:
                let_go_of(one, removed)

        project.layersWillBeRemoved.connect(let_go)  # before the boxes are made, as in the dialog
        try:
            batch = BatchAlgorithmDialog(self.algorithm().create(), parent=self.parentWidget())
            shown.append(batch)
            _serve_help(batch, self.algorithm())
            _name_buttons(batch.buttonBox())
            _fill_first(batch, given)
            batch.show()
            batch.exec()
        finally:
            project.layersWillBeRemoved.disconnect(let_go)

    def _name_norm_sets(self, project: QgsProject) -> None:
        """Call norm sets by their titles, those that are there by now; what a run is given is the id."""
        wrapper = self.mainWidget().wrappers.get(p.NORM_SET)
        box = None if wrapper is None else wrapper.wrappedWidget()
        if not isinstance(box, QComboBox):
            return
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        titles = {one.set_id: label_of(one) for one in open_store(project).sets() if one.norm_set is not None}
        for set_id in titles:
            if box.findData(set_id) < 0:
                box.addItem(set_id, set_id)
        for row in range(box.count()):
            set_id = box.itemData(row)
            named = titles.get(set_id or DEFAULT_SET, set_id)
            box.setItemText(row, named if set_id else tr("Default: {set}").format(set=named))
            box.setItemData(row, plain_tip(named), Qt.ItemDataRole.ToolTipRole)


def _fill_first(batch: BatchAlgorithmDialog, given: Mapping[str, object]) -> None:
    """Fill in the first row of many runs."""
    panel, context = batch.mainWidget(), createContext()
    for name, value in given.items():
        column = panel.parameter_to_column.get(name)
        wrapper = None if column is None else panel.wrappers[0][column]
        if wrapper is not None and value is not None:
            hold_value(wrapper.wrappedWidget(), value)
            wrapper.setParameterValue(value, context)


def _values_in(wrappers: Mapping[str, Any]) -> dict[str, object]:
    return {name: one.parameterValue() for name, one in wrappers.items() if hasattr(one, "parameterValue")}


def _speak(dialog: QgsProcessingAlgorithmDialogBase, algorithm: QgsProcessingAlgorithm) -> None:
    """Say in the user's language what QGIS may not have in it, and call inputs by their labels, which are in sight."""
    _name_buttons(dialog.buttonBox())
    write = label_writer(algorithm)
    words = {"Parameters": tr("Parameters"), "Log": tr("Log")}
    for tabs in dialog.findChildren(QTabWidget):
        for number in range(tabs.count()):
            tabs.setTabText(number, words.get(tabs.tabText(number), tabs.tabText(number)))
    for browser in dialog.findChildren(QTextBrowser, "textShortHelp"):
        browser.setHtml(write(browser.toHtml()))
    for widget in dialog.mainWidget().findChildren(QWidget):
        if widget.toolTip():
            widget.setToolTip(write(widget.toolTip()))


def _name_buttons(box: QDialogButtonBox) -> None:
    """Name what closes and helps; what runs has a name of its own."""
    standard = QDialogButtonBox.StandardButton
    for kind, text in ((standard.Close, tr("Close")), (standard.Help, tr("Help"))):
        button = box.button(kind)
        if button is not None:
            button.setText(text)


def _serve_help(dialog: QgsProcessingAlgorithmDialogBase, algorithm: QgsProcessingAlgorithm) -> None:
    """Let the button Help open our own window at the page about an algorithm; QGIS would leave it to the system."""
    page = page_of(algorithm)
    dialog.buttonBox().helpRequested.disconnect()
    dialog.buttonBox().helpRequested.connect(lambda: show_help(dialog, page))
