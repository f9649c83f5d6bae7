"""The step Check: runs the check in the background, and says in two sentences what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

from processing.tools.dataobjects import createContext
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ...adapters.io import parameter_names as p
from ...adapters.io.clock import this_year
from ...adapters.io.dependencies import how_to_install
from ...adapters.io.translation import tr
from ...adapters.norms.choosing import DEFAULT_SET
from ...adapters.preparing.prefill import input_names, keep_inputs
from ...adapters.results.published_fields import find_published
from ..algorithm_run import AlgorithmRun
from ..copy_diagnostics import copy_diagnostics, diagnostics_tip
from ..explorer.controls import WheelGuard
from ..labels import plain_tip
from ..recipes import RecipeSaver, RunFilledIn
from ..result_loading import load_results
from ..wrapped_label import WrappedLabel
from .controller import CHECK, PanelController
from .data_step import REQUIRED, part_words
from .result_folder import PLAUSIBILITY, TABLES, ResultFolder
from .step import DONE, LACKS, TO_DO, StepBox

_ALGORITHM = "basicrequirements"
TEMPORARY, FOLDER, OTHER = "temporary", "folder", "other"


class CheckStep(StepBox):
    """Runs the check; `ran` tells that its results are in the project.

    Parameters
    ----------
    over_years
        Opens Check requirements over the years.
    off_streets
        Says which facilities are off the streets.
    """

    ran = pyqtSignal()

    def __init__(self, controller: PanelController, over_years: Callable[[], None], off_streets: QWidget) -> None:
        super().__init__(CHECK, tr("Chec&k"))
        self.controller = controller
        self.current: AlgorithmRun | None = None
        self._stopped = False
        self.sentence = WrappedLabel()
        self.run_button = QPushButton(tr("R&un the check"))
        self.run_button.clicked.connect(lambda _checked=False: self.start())
        self.years = QPushButton(tr("Over the &years…"))
        self.years.setToolTip(tr("Check which neighbourhoods will meet a norm set, with the housing programme"))
        self.years.clicked.connect(lambda _checked=False: over_years())
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.clicked.connect(lambda _checked=False: self.cancel())
        self.kept = WrappedLabel()
        self.kept.hide()
        self.diagnostics = QPushButton(tr("Copy &diagnostics").replace("&", ""))  # a menu of QGIS has that letter
        self.diagnostics.setToolTip(diagnostics_tip())
        self.diagnostics.clicked.connect(lambda _checked=False: self._tell(copy_diagnostics()))
        self.diagnostics.hide()
        self.recipes = RecipeSaver(self, self._filled_in, lambda text, _level: self._tell(text))
        buttons = QHBoxLayout()
        buttons.addWidget(self.run_button)
        buttons.addWidget(self.years)
        buttons.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.recipes.button)
        below.addWidget(self.diagnostics)
        below.addStretch(1)
        self.waiting = QWidget()
        line = QHBoxLayout(self.waiting)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel_button)
        self.waiting.hide()
        self.content.addWidget(self.sentence)
        self.content.addWidget(off_streets)
        self.content.addWidget(self.waiting)
        self.content.addLayout(buttons)
        self.content.addLayout(self._lay_out_places())
        self.content.addLayout(below)
        self.content.addWidget(self.kept)
        for before, after in pairwise((self.places, self.recipes.button, self.diagnostics)):
            self.setTabOrder(before, after)  # as they are read
        controller.state_changed.connect(self._offer_places)
        controller.inputs_changed.connect(self._take_inputs)
        controller.left.connect(self.forget)
        self._outcome, self._fresh = "", False
        self._message: tuple[str, str] | None = None  # of a run that came to nothing, or is not read yet
        self._checked_with: dict[str, object] = {}

    def _lay_out_places(self) -> QHBoxLayout:
        self.folder = ResultFolder(self.controller.project)
        self.places = QComboBox()
        self.places.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.places.setMinimumContentsLength(12)
        self.places.setAccessibleName(tr("Where results go"))
        self.places.activated.connect(self._choose_place)
        self.wheel = WheelGuard(self)
        self.wheel.guard(self.places)
        label = QLabel(tr("Results &go into"))
        label.setBuddy(self.places)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.places, 1)
        self._offer_places()
        return line

    # --- Where results go ---

    def _offer_places(self) -> None:
        """Offer temporary layers, the folder that is remembered, and another one."""
        folder = self.folder.path
        self.places.clear()
        self.places.addItem(tr("temporary layers"), TEMPORARY)
        if folder:
            self.places.addItem(tr("GeoPackages in “{folder}”").format(folder=Path(folder).name or folder), FOLDER)
            self.places.setItemData(1, plain_tip(folder), Qt.ItemDataRole.ToolTipRole)
        self.places.addItem(tr("GeoPackages in a folder…"), OTHER)
        self.places.setCurrentIndex(1 if folder else 0)
        self.places.setToolTip(
            plain_tip(folder) if folder else plain_tip(tr("They go with QGIS, which asks before it closes."))
        )

    def _choose_place(self, index: int) -> None:
        place = self.places.itemData(index)
        if place == TEMPORARY:
            self.folder.choose("")
        elif place == OTHER:
            start = self.folder.path or self.controller.project.homePath() or str(Path.home())
            chosen = QFileDialog.getExistingDirectory(self, tr("Folder for results"), start)
            if chosen:
                self.folder.choose(chosen)
        self._offer_places()

    # --- What is shown ---

    def refresh(self) -> None:
        """Show whether the check can run."""
        words = part_words()
        lacking = [words[name].lower() for name in REQUIRED if not self.controller.layers_of(name)]
        why = how_to_install()
        if not why and lacking:
            why = tr("It needs: {what}.").format(what=", ".join(lacking))
        self.run_button.setEnabled(not why and self.current is None)
        self.run_button.setToolTip(why)
        self.recipes.button.setEnabled(not why)
        if self._message is not None:
            mark, said = self._message
        elif not self._outcome:
            mark, said = (LACKS, why) if why else (TO_DO, tr("Everything is there: run the check."))
        elif self._checked_with != self.controller.inputs:
            mark, said = TO_DO, f"{tr('Layers, norms or settings were changed since:')} {self._outcome}"
        else:
            mark, said = DONE, self._outcome
        self.sentence.setText(said)
        self.show_state(mark, said)

    def show_outcome(self, text: str, *, is_there: bool) -> None:
        """Show what came of a run; an empty text: what is there is still being read, or nothing is."""
        if self._fresh and not text and is_there:
            return
        if self._fresh and not text:
            self._message = None  # its layers were taken out before they were read
        self._outcome, self._fresh, self._checked_with = text, False, dict(self.controller.inputs)
        if text and self.current is None:
            self._message = None
        self.refresh()

    def forget(self) -> None:
        """Say no more of what was kept, failed or stopped in a project that is closed; what runs still is of it too."""
        self._let_go()
        self.waiting.hide()
        self._message, self._fresh = None, False
        self._tell("")
        self.diagnostics.hide()

    def _take_inputs(self) -> None:
        """Show what can be run now; what was said of an earlier try is past."""
        if self.current is None and not self._fresh:
            self._message = None
        self.refresh()

    def _say(self, mark: str, text: str) -> None:
        self._message = mark, text
        self.refresh()

    # --- Recipes ---

    def _filled_in(self) -> RunFilledIn | None:
        """Return the check that the panel shows, to be kept; None where it could not run, which is said."""
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"buurtmaat:{_ALGORITHM}")
        if algorithm is None:
            self._tell(tr("Buurtmaat is not among the Processing providers: switch it on."))
            return None
        # Next year's results are not called after today.
        given, _ = self._given(dated=False)
        good, why = algorithm.checkParameterValues(given, createContext())
        if not good:
            self._tell(str(why))
            return None
        return RunFilledIn(algorithm, given)

    def _tell(self, text: str) -> None:
        self.kept.setText(text)
        self.kept.setVisible(bool(text))

    # --- Running ---

    def _given(self, *, dated: bool = True) -> tuple[dict[str, object], dict[str, object]]:
        """Return the inputs and outputs of the check that the panel shows, and apart what is of years to come."""
        tables = {**TABLES, **PLAUSIBILITY} if self._has_distances() else TABLES
        given = {**self.controller.inputs, **self.folder.destinations(self._norms_name(), tables, dated=dated)}
        later = {name: given.pop(name) for name in p.OF_YEARS_TO_COME if name in given}
        return given, later

    def _has_distances(self) -> bool:
        """Return whether something tells the average distances that Statistics Netherlands publishes."""
        layers = self.controller.layers_of(p.NEIGHBOURHOODS)
        return bool(self.controller.inputs.get(p.PROXIMITY)) or any(find_published(one) for one in layers)

    def start(self) -> None:
        """Run the check with the inputs that the panel shows."""
        if self.current is not None:
            return
        project = self.controller.project
        given, later = self._given()
        self._tell("")
        run = AlgorithmRun(_ALGORITHM, given, project)
        run.progressed.connect(lambda share: self.bar.setValue(int(share)))
        run.ended.connect(lambda good, _results: self._ended(run, {**later, **given}, good))
        self.current, self._stopped = run, False
        self.diagnostics.hide()
        self.bar.setValue(0)
        wrong = run.start()
        if wrong:
            self.current = None
            self._say(LACKS, wrong)
        else:
            self._say(TO_DO, tr("Checking…"))
        self.waiting.setVisible(not wrong)

    def _norms_name(self) -> str:
        """Return what results are called after: the norm set, or the norm file."""
        file = str(self.controller.inputs.get(p.NORM_FILE) or "")
        return Path(file).stem if file else str(self.controller.inputs.get(p.NORM_SET) or DEFAULT_SET)

    def cancel(self) -> None:
        """Stop the check; nothing goes into the project."""
        if self.current is not None:
            self._stopped = True
            self._say(TO_DO, tr("Stopping…"))
            self.current.cancel()

    def drop(self) -> None:
        """Stop the check, and hear no more of it and of the project."""
        self.folder.drop()
        self._let_go()

    def _let_go(self) -> None:
        """Stop the check that runs, and hear no more of it."""
        if self.current is not None:
            self.current.progressed.disconnect()
            self.current.ended.disconnect()
            self.current.cancel()
            self.current = None

    def _ended(self, run: AlgorithmRun, given: Mapping[str, object], good: bool) -> None:
        self.current = None
        self.waiting.hide()
        if self._stopped or run.log.isCanceled():
            self._say(TO_DO, tr("Cancelled: nothing was written."))
        elif not good:
            self._say(LACKS, run.why)
            self.diagnostics.show()
        else:
            keep_inputs(self.controller.project, given, input_names(), str(this_year()))
            load_results(run.context, self.controller.project)
            self._fresh = True
            self._say(DONE, tr("The results are on the map."))
            self.ran.emit()
