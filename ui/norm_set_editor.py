"""The norm-set editor: all norm sets at the left, the one that is open at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QKeySequence
from qgis.PyQt.QtWidgets import (
    QAction,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ..adapters.norm_store import (
    PROFILE,
    PROJECT,
    SHIPPED,
    NormStore,
    StoredSet,
    delete_set,
    load_library,
    open_store,
    save_set,
    write_text,
)
from ..adapters.prefill import classes, facility_types, field_names
from ..adapters.translation import tr, translated
from ..core.errors import InputError
from ..core.norm_edits import checked, copy_of, for_saving, free_id, new_set
from ..core.norm_file import dump, load_file
from ..core.norms import NormSet, Text
from .cell_editors import Suggestions
from .compare_dialog import CompareDialog
from .editing import Editing
from .labels import language, name_buttons, state_words
from .requirements_panel import RequirementsPanel
from .set_list import SetList
from .set_panel import SetPanel

_HELP = Path(__file__).resolve().parent.parent / "docs" / "norm-set-editor.md"
_Button = QMessageBox.StandardButton


class NormSetEditor(QDialog):
    """Shows the norm sets that ship, and changes the user's own.

    Parameters
    ----------
    use
        Opens *Check requirements* with a norm set, by its id.
    """

    def __init__(self, use: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Norm sets") + "[*]")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._use = use
        self._project = QgsProject.instance()
        self.store: NormStore = open_store(self._project)
        shipped = self.store.shipped()
        self.stored: StoredSet | None = shipped[0]
        self.editing = Editing(_set_in(shipped[0]), read_only=True, parent=self)
        self.list = SetList(self)
        suggestions = _suggestions(self._project, [_set_in(one) for one in shipped])
        self.requirements = RequirementsPanel(self.editing, suggestions, self._sources, self)
        self.about = SetPanel(self.editing, self)
        self._arrange()
        self.reload()
        self.show_set(shipped[0])
        self.list.chosen.connect(self._chosen)
        self.about.place_chosen.connect(self._place_chosen)
        self.editing.changed.connect(self._refresh)
        self._project.readProject.connect(self._project_changed)
        self._project.cleared.connect(self._project_changed)

    # --- Which set is open ---

    def reload(self) -> None:
        """Read the sets anew."""
        self.store = open_store(self._project)
        self.list.show_sets(self.store.sets())
        self.list.go_to(self.stored)

    def show_set(self, stored: StoredSet) -> None:
        """Open a set that is kept somewhere; of one that cannot be read, say why."""
        self.stored = stored
        broken = stored.norm_set is None
        norm_set = stored.norm_set or new_set(stored.set_id, Text())
        read_only = broken or stored.place == SHIPPED
        self.about.show_place(stored.place)
        self.editing.open(norm_set, stored.norm_set, read_only=read_only, taken=self._taken(stored.place))
        self.list.go_to(stored)
        self.requirements.fit()
        self._refresh()

    def show_new(self, norm_set: NormSet) -> None:
        """Open a set that is not kept yet."""
        self.stored = None
        self.list.go_to(None)
        self.editing.open(norm_set, None, taken=self._taken(self.about.place_now()))
        self.requirements.fit()
        self._refresh()

    # --- What the buttons do ---

    def new(self) -> None:
        """Begin a set without requirements."""
        if self.leave():
            title = Text("New norm set", "Nieuwe normenset")
            self.show_new(new_set(free_id("norm-set", self._all_ids(), "-"), title))
            self.tabs.setCurrentWidget(self.about)
            self.about.form.show_key(f"title.{language()}")

    def duplicate(self) -> None:
        """Begin a set of the user's own with what the open one holds."""
        self.end_typing()
        norm_set = self.editing.draft.norm_set
        if self.leave():
            self.show_new(copy_of(norm_set, self._all_ids()))

    def delete(self) -> None:
        """Delete the open set, after asking."""
        stored = self.stored
        if stored is None or stored.place == SHIPPED:
            return
        question = tr("Delete the norm set “{id}”? This cannot be undone.").format(id=stored.set_id)
        if self.ask(question, _Button.Yes | _Button.Cancel) != _Button.Yes:
            return
        try:
            delete_set(stored, self._project)
        except InputError as error:
            self.warn(error)
            return
        self.stored = None
        self.reload()
        self.show_set(self.list.sets[0])

    def import_file(self) -> None:
        """Let the user choose a file, and open the set in it as a new one."""
        if self.leave():
            path, _ = QFileDialog.getOpenFileName(self, tr("Import a norm set"), "", tr("Norm sets (*.json)"))
            if path:
                self.import_path(Path(path))

    def import_path(self, path: Path) -> None:
        """Open the set in a file as a new one, under an id that is free."""
        try:
            norm_set = load_file(path)
        except InputError as error:
            self.warn(error)
            return
        own_id = free_id(norm_set.id, self._all_ids(), "-")
        self.show_new(norm_set if own_id == norm_set.id else _with_id(norm_set, own_id))

    def export_file(self) -> None:
        """Let the user choose a file, and write the open set into it."""
        name = f"{self.editing.draft.own.id}.json"
        path, _ = QFileDialog.getSaveFileName(self, tr("Export the norm set"), name, tr("Norm sets (*.json)"))
        if path:
            self.export_path(Path(path if Path(path).suffix else f"{path}.json"))

    def export_path(self, path: Path) -> None:
        """Write the open set into a file."""
        self.end_typing()
        try:
            shipped = self.editing.read_only
            norm_set = self.editing.draft.norm_set if shipped else checked(self.editing.draft)
            write_text(path, dump(norm_set))
        except InputError as error:
            self.warn(error)

    def compare(self) -> None:
        """Show what differs between two sets."""
        dialog = self.comparison()
        dialog.exec()
        dialog.deleteLater()

    def comparison(self) -> CompareDialog:
        """Make the comparison, with the open set first, as it stands in the editor."""
        self.end_typing()
        sets = [(one.set_id, one.norm_set) for one in self.list.sets if one.norm_set is not None]
        if self.editing.is_changed:
            here = self.editing.draft.norm_set
            sets.insert(0, (tr("{id}, as edited").format(id=here.id), here))
            first = 0
        else:
            first = next((n for n, (own_id, _) in enumerate(sets) if own_id == self.editing.draft.own.id), 0)
        return CompareDialog(sets, first, self)

    def save(self) -> bool:
        """Keep the open set; where something is wrong, go there and say so."""
        self.end_typing()
        if self.editing.read_only:
            return True
        place, before = self.about.place_now(), self.stored
        self.editing.set_taken(self._taken(place))
        errors = self.editing.errors()
        if errors:
            self._go_to_error()
            return False
        norm_set = for_saving(checked(self.editing.draft), self.editing.saved, date.today().isoformat())
        was = self.editing.draft.own
        try:
            self.stored = save_set(norm_set, place, self._project)
            if before is not None and (before.place, before.set_id) != (place, norm_set.id):
                delete_set(before, self._project)
        except InputError as error:
            self.warn(error)
            return False
        self.editing.mark_saved(norm_set)
        self.reload()
        said = tr("Saved as version {version}.").format(version=norm_set.version)
        if was.state != norm_set.state:
            said += " " + tr("What a council adopted was the set before this change: it is a draft again.")
        self.banner.setText(said)
        self.banner.show()
        return True

    def use(self) -> None:
        """Open Check requirements with the open set, kept first if it was changed."""
        self.end_typing()
        if self.editing.is_changed and not self.save():
            return
        stored = self.stored
        if stored is None or stored.norm_set is None:
            return
        if stored.place == PROFILE and any(one.set_id == stored.set_id for one in self.store.of_project()):
            self.say(
                tr(
                    "The project has a norm set “{id}” too, and that one goes before yours: give yours another id."
                ).format(id=stored.set_id)
            )
            return
        self._use(stored.set_id)

    def help(self) -> None:
        """Open the page about this dialog."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(_HELP)))

    # --- Leaving, asking, telling ---

    def leave(self) -> bool:
        """Ask what to do with changes that are not kept; tell whether the user may go on."""
        self.end_typing()
        if not self.editing.is_changed:
            return True
        question = tr("Keep the changes to the norm set “{id}”?").format(id=self.editing.draft.own.id)
        answer = self.ask(question, _Button.Save | _Button.Discard | _Button.Cancel)
        if answer == _Button.Save:
            return self.save()
        return answer == _Button.Discard

    def reject(self) -> None:
        if self.leave():
            super().reject()

    def ask(self, question: str, buttons: QMessageBox.StandardButton) -> QMessageBox.StandardButton:
        """Ask a question."""
        box = QMessageBox(QMessageBox.Icon.Question, tr("Norm sets"), question, buttons, self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        name_buttons(box)
        return _Button(box.exec())

    def say(self, text: str) -> None:
        """Tell something that stands in the way."""
        box = QMessageBox(QMessageBox.Icon.Warning, tr("Norm sets"), text, _Button.Ok, self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        name_buttons(box)
        box.exec()

    def warn(self, error: InputError) -> None:
        """Tell what went wrong."""
        self.say(translated(error.message, error.values))

    # --- Inside ---

    def end_typing(self) -> None:
        """Put what is still being typed into its cell or field."""
        here = self.focusWidget()
        if here is not None and not isinstance(here, QPushButton):
            here.clearFocus()
            self.tabs.currentWidget().setFocus()

    def _arrange(self) -> None:
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.state = QLabel(self)
        self.banner = QLabel(self)
        for label in (self.state, self.banner):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.requirements, tr("&Requirements"))
        self.tabs.addTab(self.about, tr("About this &set"))
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addLayout(self._buttons())
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.state, self.banner):
            column.addWidget(widget)
        column.addWidget(self.tabs, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([240, 720])
        self.save_button = QPushButton(tr("Sa&ve"), self)
        # Not the button's own: that would take the place of the key that is underlined in it.
        save = QAction(tr("Save"), self)
        save.setShortcut(QKeySequence(QKeySequence.StandardKey.Save))
        save.triggered.connect(self.save)
        self.addAction(save)
        self.save_button.clicked.connect(self.save)
        self.use_button = QPushButton(tr("&Use in Check requirements"), self)
        self.use_button.clicked.connect(self.use)
        standard = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(standard.Close | standard.Help, self)
        name_buttons(box)
        box.addButton(self.use_button, QDialogButtonBox.ButtonRole.ActionRole)
        box.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        box.rejected.connect(self.reject)
        box.helpRequested.connect(self.help)
        for button in (*box.buttons(), *left.findChildren(QPushButton)):
            button.setAutoDefault(False)  # Enter in a cell ends the cell, nothing more
        layout = QVBoxLayout(self)
        layout.addWidget(splitter, 1)
        layout.addWidget(box)
        self.resize(1000, 640)

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        self.delete_button = QPushButton(tr("De&lete"), self)
        self.duplicate_button, self.export_button = (
            QPushButton(tr("&Duplicate"), self),
            QPushButton(tr("&Export…"), self),
        )
        for number, (button, slot) in enumerate(
            (
                (QPushButton(tr("&New"), self), self.new),
                (self.duplicate_button, self.duplicate),
                (QPushButton(tr("&Import…"), self), self.import_file),
                (self.export_button, self.export_file),
                (QPushButton(tr("&Compare…"), self), self.compare),
                (self.delete_button, self.delete),
            )
        ):
            button.clicked.connect(lambda _checked=False, slot=slot: slot())
            grid.addWidget(button, number // 2, number % 2)
        return grid

    def _chosen(self) -> None:
        stored = self.list.current()
        if stored is None or stored.is_same(self.stored):
            return
        if self.leave():
            self.show_set(next((one for one in self.list.sets if one.is_same(stored)), stored))
        else:
            self.list.go_to(self.stored)

    def _place_chosen(self) -> None:
        self.editing.set_taken(self._taken(self.about.place_now()))

    def _project_changed(self, *_: object) -> None:
        if self.stored is not None and self.stored.place == PROJECT:
            self.stored, self.editing.saved = None, None
        self.reload()
        self.editing.set_taken(self._taken(self.about.place_now()))

    def _refresh(self) -> None:
        norm_set, stored = self.editing.draft.norm_set, self.stored
        self.title.setText(norm_set.title.in_language(language())[:200] or norm_set.id)
        self.state.setText(state_words(norm_set))
        text = ""
        if stored is not None and stored.error is not None:
            text = f"⚠ {translated(stored.error.message, stored.error.values)}"
        elif self.editing.read_only:
            text = tr("This set comes with Buurtmaat and stays as it is: duplicate it to make it your own.")
        self.banner.setText(text)
        self.banner.setVisible(bool(text))
        broken = stored is not None and stored.norm_set is None
        self.setWindowModified(self.editing.is_changed)
        # Also where nothing was changed: something may be being typed.
        self.save_button.setEnabled(not self.editing.read_only)
        for button in (self.use_button, self.duplicate_button, self.export_button):
            button.setEnabled(not broken)
        self.delete_button.setEnabled(stored is not None and stored.place != SHIPPED)
        self.tabs.setEnabled(not broken)
        wrong = any(one.row is None for one in self.editing.errors()) and not self.editing.read_only
        self.tabs.setTabText(1, tr("About this &set") + (" ⚠" if wrong else ""))

    def _go_to_error(self) -> None:
        error = self.editing.errors()[0]
        if error.row is not None:
            self.tabs.setCurrentWidget(self.requirements)
            self.requirements.go_to(error.row, error.key)
        elif error.key != "requirements":
            self.tabs.setCurrentWidget(self.about)
            self.about.form.show_key(error.key)
        self.banner.setText(f"⚠ {self.editing.sentence(error)}")
        self.banner.show()

    def _taken(self, place: str) -> list[str]:
        """Give the ids of the other sets in a place."""
        here = None if self.stored is None else (self.stored.place, self.stored.set_id)
        return [one.set_id for one in self.list.sets if one.place == place and (one.place, one.set_id) != here]

    def _all_ids(self) -> list[str]:
        return [one.set_id for one in self.list.sets]

    def _sources(self) -> list[NormSet]:
        return [load_library(), *(one.norm_set for one in self.list.sets if one.norm_set is not None)]


def _set_in(stored: StoredSet) -> NormSet:
    if stored.norm_set is None:
        raise ValueError(stored.set_id)  # the sets that ship can be read
    return stored.norm_set


def _with_id(norm_set: NormSet, own_id: str) -> NormSet:
    return replace(norm_set, id=own_id)


def _suggestions(project: QgsProject, shipped: list[NormSet]) -> Suggestions:
    known = {facility for one in (*shipped, load_library()) for need in one.requirements for facility in need.facility}
    types = dict.fromkeys([*facility_types(project), *sorted(known, key=str.casefold)])
    return Suggestions(tuple(types), tuple(field_names(project)), tuple(classes(project)))
