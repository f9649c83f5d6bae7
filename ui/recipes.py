"""“Save as recipe…” in the dialogs of our algorithms and in the panel."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from processing.tools.dataobjects import createContext
from qgis.core import Qgis, QgsProcessingAlgorithm, QgsProject
from qgis.gui import QgsProcessingAlgorithmDialogBase
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QProgressDialog,
    QPushButton,
    QWidget,
)

from ..adapters.io.translation import tr, translated
from ..adapters.recipes.making import RunToKeep, layers_of_steps, layers_to_copy, save_recipe
from ..core.errors import Cancelled, InputError
from ..core.progress import Progress
from ..core.recipes.recipe import Recipe
from ..core.recipes.recipe_reader import read_recipe_file
from .labels import plain_html

RUN_RECIPE = "runrecipe"
_Role = QMessageBox.ButtonRole


@dataclass(frozen=True)
class RunFilledIn:
    """A run that is filled in: the algorithm, and its inputs and outputs."""

    algorithm: QgsProcessingAlgorithm
    parameters: dict[str, object]


class RecipeSaver:
    """Saves a run that is filled in as a recipe.

    Parameters
    ----------
    parent
        The window that asks where to.
    filled_in
        Returns the run; None where something is wrong with it, which has been said then.
    tell
        Says what came of it.
    """

    def __init__(
        self,
        parent: QWidget,
        filled_in: Callable[[], RunFilledIn | None],
        tell: Callable[[str, Qgis.MessageLevel], None],
    ) -> None:
        self.parent, self._filled_in, self._tell = parent, filled_in, tell
        self.button = QPushButton(tr("Save as recipe…"), parent)
        self.button.setObjectName("saveAsRecipe")
        self.button.setAutoDefault(False)
        self.button.setToolTip(tr("Keep this run, with its inputs and norms, so that it can be repeated"))
        self.button.clicked.connect(lambda _checked=False: self.save())

    def save(self) -> None:
        """Ask where to, and save; what cannot be saved is said."""
        run = self._filled_in()
        if run is None:
            return
        path = self.choose_file(run.algorithm.name())
        if path is None:
            return
        try:
            self._save(run, path)
        except Cancelled:
            if not sip.isdeleted(self.parent):  # it goes with the plugin
                self._tell(tr("Cancelled: no recipe was written."), Qgis.MessageLevel.Info)
        except InputError as error:
            self._tell(translated(error.message, error.values), Qgis.MessageLevel.Warning)

    def choose_file(self, name: str) -> Path | None:
        """Ask for the file of the recipe of an algorithm; None where the user does not want to."""
        start = Path(QgsProject.instance().absolutePath() or Path.home()) / f"{name}.json"
        text, _ = QFileDialog.getSaveFileName(
            self.parent,
            tr("Save as recipe"),
            str(start),
            tr("Recipes (*.json)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not text:
            return None
        return Path(text) if Path(text).suffix.lower() == ".json" else Path(f"{text}.json")

    def ask(self, question: str, *answers: str) -> int:
        """Ask a question, and return which answer it is; -1 where the user does not want to."""
        box = QMessageBox(QMessageBox.Icon.Question, tr("Save as recipe"), question, parent=self.parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        buttons = [box.addButton(answer, _Role.AcceptRole) for answer in answers]
        box.setEscapeButton(box.addButton(tr("Cancel"), _Role.RejectRole))
        box.exec()
        clicked = box.clickedButton()
        return buttons.index(clicked) if clicked in buttons else -1

    def _save(self, filled_in: RunFilledIn, path: Path) -> None:
        earlier = self._earlier(path)
        project, algorithm = QgsProject.instance(), filled_in.algorithm
        title = f"{project.title()}: {algorithm.displayName()}" if project.title() else algorithm.displayName()
        run = RunToKeep(
            algorithm=algorithm,
            parameters=filled_in.parameters,
            context=createContext(),
            path=path,
            title=title[:300],
            earlier=earlier,
        )
        from_steps = layers_of_steps(run)
        if from_steps:
            question = tr(
                "The recipe has a step whose algorithm wrote these: {layers}. When it is run, take what that step "
                "writes then, or these layers as they are now?"
            )
            answer = self.ask(question.format(layers=", ".join(from_steps)), tr("From the step"), tr("As they are now"))
            if answer < 0:
                raise Cancelled
            run = replace(run, follows=answer == 0)
        to_copy = layers_to_copy(run)
        question = tr(
            "A recipe finds its layers below its own folder. These are not there, or only some of their rows are "
            "taken: {layers}. Copy them beside the recipe?"
        )
        if to_copy and self.ask(question.format(layers=", ".join(to_copy)), tr("Copy")) < 0:
            raise Cancelled
        waiting = QProgressDialog(tr("Looking at the layers of the recipe"), tr("Cancel"), 0, 100, self.parent)
        waiting.setWindowModality(Qt.WindowModality.WindowModal)
        project.layersWillBeRemoved.connect(waiting.cancel)  # by a script or another plugin: it is looking at them
        try:
            save_recipe(run, _progress_of(waiting), copy=True)
        finally:
            if not sip.isdeleted(waiting):
                waiting.close()
                waiting.deleteLater()
        steps = 1 if earlier is None else len(earlier.steps) + 1
        self._tell(tr("Saved: {path} (steps: {n})").format(n=steps, path=path), Qgis.MessageLevel.Success)

    def _earlier(self, path: Path) -> Recipe | None:
        """Return the recipe that is there already, where the run is to become its next step."""
        if not os.path.exists(path):
            return None
        earlier = read_recipe_file(path)  # another file is never written over
        question = tr("{file} is a recipe (steps: {n}). Add this run as its next step, or replace it?")
        answer = self.ask(question.format(file=path.name, n=len(earlier.steps)), tr("Add"), tr("Replace"))
        if answer < 0:
            raise Cancelled
        return earlier if answer == 0 else None


def _progress_of(waiting: QProgressDialog) -> Progress:
    """Return progress that a window shows, and that its Cancel stops, or its end: it goes with the plugin."""

    def cancelled() -> bool:
        QApplication.processEvents()
        return sip.isdeleted(waiting) or bool(waiting.wasCanceled())

    def report(share: float) -> None:
        waiting.setValue(int(99 * share))  # for which Qt lets the window go on
        if cancelled():
            raise Cancelled

    return Progress(report, cancelled)


def serve_recipes(dialog: QgsProcessingAlgorithmDialogBase) -> RecipeSaver | None:
    """Give the dialog of an algorithm a button that saves its run as a recipe; None where it runs one itself."""
    if dialog.algorithm().name() == RUN_RECIPE:
        return None

    def filled_in() -> RunFilledIn | None:
        parameters = dialog.createProcessingParameters()  # where something is wrong, the dialog says it
        return RunFilledIn(dialog.algorithm().create(), parameters) if parameters else None

    def tell(text: str, level: Qgis.MessageLevel) -> None:
        dialog.messageBar().pushMessage(tr("Recipe"), plain_html(text), level, 0)

    saver = RecipeSaver(dialog, filled_in, tell)
    dialog.buttonBox().addButton(saver.button, QDialogButtonBox.ButtonRole.ActionRole)
    return saver
