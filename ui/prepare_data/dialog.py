"""The dialog "Prepare data": from the raw layers of a project to inputs for the requirements, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ...adapters.io import parameter_names as p
from ...adapters.io.clock import this_year
from ...adapters.io.dependencies import how_to_install
from ...adapters.io.roles import CLASS_ROLE, find_column
from ...adapters.io.translation import tr
from ...adapters.preparing.prefill import inputs_for, keep_inputs, last_inputs
from ..check_dialog import open_check_requirements
from ..help_pages import show_help
from ..labels import name_buttons
from ..warm_up import is_warm, warm_up
from ..wrapped_label import WrappedLabel
from .form import InputsForm
from .runs import Runs
from .steps import (
    CHECK,
    CYCLE,
    DWELLINGS,
    FACILITIES,
    INPUTS_OF,
    STREETS,
    PreparingInputs,
    StepOutcome,
    StepState,
    steps_for,
)
from .words import latest, repairs_made, summary_page

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

_PAGE = "docs/preparing-data.md#with-the-dialog"
_WIDE, _HIGH = 110, 42  # in characters and lines, so that it grows with the font
_CHOOSE, _RUN, _TELL = range(3)
_OF_NEIGHBOURHOODS = (p.NEIGHBOURHOODS, p.NEIGHBOURHOOD_ID, p.CLASS_FIELD)


class PrepareDataDialog(QDialog):
    """Asks which layers are what, runs the steps in the background, and tells what came of them.

    Parameters
    ----------
    iface
        The QGIS window.
    check
        Opens Check requirements; it finds its inputs in the project.

    Notes
    -----
    `prepared` tells, as it closes, that the next check takes what was made.
    """

    prepared = pyqtSignal()

    def __init__(  # noqa: QGS105 -- the menu hands it on
        self,
        iface: QgisInterface,
        check: Callable[[], object] = open_check_requirements,
    ) -> None:
        super().__init__(iface.mainWindow())
        self.setWindowTitle(tr("Prepare data"))
        self.setObjectName("buurtmaatPrepareData")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # the next one looks at the project anew
        self._check = check
        self.runs: Runs | None = None
        self.inputs = PreparingInputs()
        missing = how_to_install()
        self.form = InputsForm(missing)
        self.form.changed.connect(self._allow)
        self.pages = QStackedWidget(self)
        for page in (self.form, self._page_of_run(), self._page_to_tell()):
            self.pages.addWidget(page)
        self._add_buttons()
        layout = QVBoxLayout(self)
        layout.addWidget(self.pages)
        layout.addWidget(self.buttons)
        if missing or not is_warm():
            self.form.fill()
        if not missing:
            self.warming = warm_up(self.form.recognise)
        self.form.follow_project()
        QgsProject.instance().layersAdded.connect(self._catch_up)
        QgsProject.instance().cleared.connect(self._leave_project)
        metrics = self.fontMetrics()
        room = self.screen().availableGeometry().size() * 0.9
        wide, high = _WIDE * metrics.averageCharWidth(), _HIGH * metrics.lineSpacing()
        self.resize(min(wide, room.width()), min(high, room.height()))
        self._show(_CHOOSE)

    # --- The pages ---

    def _page_of_run(self) -> QWidget:
        self.doing = WrappedLabel()
        self.doing.setAccessibleName(tr("What is being done"))
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setAccessibleName(tr("Progress"))
        running = QWidget()
        layout = QVBoxLayout(running)
        layout.addWidget(self.doing)
        layout.addWidget(self.progress)
        layout.addStretch()
        return running

    def _page_to_tell(self) -> QWidget:
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(tr("What came of it"))
        return self.text

    def _add_buttons(self) -> None:
        role = QDialogButtonBox.ButtonRole
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Help)
        name_buttons(self.buttons)
        self.buttons.helpRequested.connect(lambda: show_help(self, _PAGE))
        self.run_button = self._button(tr("Pre&pare"), role.ActionRole, self.prepare)
        self.check_button = self._button(tr("&Check requirements…"), role.ActionRole, self.check_requirements)
        self.back_button = self._button(tr("&Back"), role.ActionRole, lambda: self._show(_CHOOSE))
        self.cancel_button = self._button(tr("Cancel"), role.ActionRole, self.cancel)
        self.close_button = self._button(tr("Close"), role.RejectRole, self.reject)

    def _button(self, text: str, role: QDialogButtonBox.ButtonRole, slot: Callable[[], object]) -> QPushButton:
        button = self.buttons.addButton(text, role)
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def _show(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self._catch_up()
        self.run_button.setVisible(number == _CHOOSE)
        self._allow()
        self.cancel_button.setVisible(number == _RUN)
        self.back_button.setVisible(number == _TELL)
        self.check_button.setVisible(number == _TELL)
        self.close_button.setVisible(number != _RUN)
        default = {_CHOOSE: self.run_button, _RUN: self.cancel_button, _TELL: self.check_button}[number]
        default.setDefault(True)
        if number == _CHOOSE:
            self.form.streets.setFocus()
        else:
            (self.text if number == _TELL else default).setFocus()

    def _catch_up(self, *_: object) -> None:
        """Take in the layers that came, when that can be seen."""
        if self.pages.currentIndex() == _CHOOSE:
            self.form.catch_up()

    def _allow(self) -> None:
        """Let steps run where there is something to run."""
        chosen = any(not step.lacks for step in steps_for(self.form.read_inputs()))
        self.run_button.setEnabled(self.form.recognises and chosen)
        self.run_button.setToolTip("" if chosen else tr("Choose streets, facilities, or dwellings and neighbourhoods."))

    # --- Running ---

    def prepare(self) -> None:
        """Run the steps with what is chosen."""
        self.form.name_file()
        self.inputs = self.form.read_inputs()
        steps = steps_for(self.inputs)
        self._titles = {step.key: step.title for step in steps}
        self.runs = Runs(steps, self.inputs.file, QgsProject.instance())
        self.runs.started.connect(self._started)
        self.runs.progressed.connect(self._progressed)
        self.runs.ended.connect(self._ended)
        self.progress.setValue(0)
        self._show(_RUN)
        self.runs.start()

    def cancel(self) -> None:
        """Stop what runs."""
        if self.runs is not None and self.runs.running:
            self.doing.setText(tr("Stopping…"))
            self.runs.cancel()

    def _leave_project(self) -> None:
        """Stop what runs, and forget what was made: the next project is not to take it for its own."""
        if self.runs is not None:
            self.runs.blockSignals(True)
            self.runs.cancel()
            self.runs = None
            self._show(_CHOOSE)

    def _started(self, key: str) -> None:
        number = list(self._titles).index(key) + 1
        self.doing.setText(
            tr("Step {n} of {all}: {title}…").format(n=number, all=len(self._titles), title=self._titles[key])
        )

    def _progressed(self, share: float) -> None:
        self.progress.setValue(int(share))

    def _ended(self) -> None:
        if self.runs is None:
            return
        self._show(_TELL)
        self.text.setHtml(summary_page(self.runs.outcomes))
        checked = self._outcome(CHECK)
        if checked is not None and not repairs_made(self.runs.outcomes):
            QgsProject.instance().removeMapLayer(checked.layers.pop(p.OUTPUT_REPAIRED, ""))  # the same streets again
        ready = all(self._outcome(key) is not None or key in self.inputs.usable for key in (FACILITIES, DWELLINGS))
        self.check_button.setEnabled(ready)
        self.check_button.setToolTip("" if ready else tr("It needs prepared facilities and dwellings."))

    def _outcome(self, key: str) -> StepOutcome | None:
        """Return what came of a step that was done."""
        found = None if self.runs is None else self.runs.outcome(key)
        return found if found is not None and found.state == StepState.DONE else None

    # --- On to the requirements ---

    def check_requirements(self) -> None:
        """Open Check requirements with the results."""
        self._keep(self.requirements())
        self._check()

    def _keep(self, inputs: Mapping[str, object]) -> None:
        """Let these be inputs of the next check in this project."""
        project = QgsProject.instance()
        # Kept as the project's last inputs, from which the dialog is filled, and what was chosen there before stays.
        given = {**inputs_for(project, this_year()), **inputs}
        keep_inputs(project, given, given, None if p.YEARS in last_inputs(project) else given.get(p.YEARS))

    def requirements(self) -> dict[str, object]:
        """Return the inputs of Check requirements that the results are; not those that are used as they are."""
        outcomes = [] if self.runs is None else self.runs.outcomes
        streets, cycle = self._layer(STREETS, p.OUTPUT), self._layer(CYCLE, p.OUTPUT)
        dwellings = self._layer(DWELLINGS, p.OUTPUT)
        facilities = [self._layer(FACILITIES, name) for name in (p.POINTS, p.AREAS)]
        if repairs_made(outcomes):
            streets = self._layer(CHECK, p.OUTPUT_REPAIRED) or streets
        passes = [latest(streets, name) for name in ("bridge", "tunnel", "layer")]
        areas = QgsProject.instance().mapLayer(self.inputs.neighbourhoods)
        fields = areas.fields().names() if isinstance(areas, QgsVectorLayer) else []
        inputs: dict[str, object] = {
            p.DWELLINGS: None if dwellings is None else dwellings.id(),
            p.WEIGHT_FIELD: latest(dwellings, "dwellings"),
            p.NEIGHBOURHOODS: self.inputs.neighbourhoods or None,
            p.NEIGHBOURHOOD_ID: find_column("neighbourhood_code", fields, {}),
            p.CLASS_FIELD: find_column(CLASS_ROLE, fields, {}),
            p.FACILITIES: [layer.id() for layer in facilities if layer is not None],
            p.TYPE_FIELD: "type",
            p.FACILITY_ID: "facility_id",
            p.NETWORK: None if streets is None else streets.id(),
            p.PASS_FIELDS: [name for name in passes if name is not None],
            p.TIME_FIELD: latest(streets, "time_min"),
            p.CYCLE_NETWORK: None if cycle is None else cycle.id(),
            p.DIRECTION_FIELD: latest(cycle, "direction"),
            p.VALUE_FORWARD: "" if cycle is None else "forward",
            p.VALUE_BACKWARD: "" if cycle is None else "backward",
            p.VALUE_BOTH: "" if cycle is None else "both",
        }
        usable = [*self.inputs.usable, *([CYCLE] if STREETS in self.inputs.usable else [])]
        kept = {name for key in usable for name in INPUTS_OF[key]}
        return {name: value for name, value in inputs.items() if name not in kept}

    def _layer(self, key: str, output: str) -> QgsVectorLayer | None:
        found = self._outcome(key)
        return None if found is None else found.layer(output)

    # --- Closing ---

    def reject(self) -> None:
        """Close, or stop what runs first: so Esc does not lose it."""
        if self.runs is not None and self.runs.running:
            self.cancel()
            return
        super().reject()

    def done(self, result: int) -> None:
        """Close; what was made is what the next check takes, and of the rest what it took before."""
        made = [key for key in (STREETS, CYCLE, FACILITIES, DWELLINGS) if self._outcome(key) is not None]
        if made:
            names = [name for key in made for name in INPUTS_OF[key]]
            names += _OF_NEIGHBOURHOODS if self.inputs.neighbourhoods else ()
            found = self.requirements()
            self._keep({name: found[name] for name in names if name in found})
            self.prepared.emit()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.runs is not None and self.runs.running:
            self.runs.cancel()
        super().closeEvent(event)
