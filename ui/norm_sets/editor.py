"""The norm-set editor: all norm sets at the left, the one that is open at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from qgis.core import Qgis, QgsProject
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAction,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...adapters.io.translation import tr, translated
from ...adapters.norms.store import (
    PROFILE,
    PROJECT,
    SHIPPED,
    NormStore,
    StoredSet,
    delete_set,
    double_error,
    doubles,
    load_library,
    open_store,
    save_set,
    write_text,
)
from ...adapters.preparing.prefill import classes, facility_types, field_names
from ...core.errors import InputError
from ...core.norms.edits import copy_of, for_saving, free_id, new_set
from ...core.norms.file import dump, load_file
from ...core.norms.model import NormSet, Text
from ..help_pages import show_help
from ..labels import language, name_buttons, plain_html, tab_order
from .cell_editors import Suggestions
from .compare_dialog import CompareDialog
from .editing import Editing
from .open_set import OpenSet
from .requirements_panel import RequirementsPanel
from .set_list import SetColumn, SetList, full_name, what_is_wrong
from .set_panel import SetPanel

_Button = QMessageBox.StandardButton
_WIDE, _HIGH, _LIST = 210, 48, 36
"""Characters and lines of the window, and characters of the list in it, so that they grow with the font."""


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
        self._use, self.told = use, ""
        self._project = QgsProject.instance()
        self.store: NormStore = open_store(self._project)
        shipped = self.store.shipped()
        self.stored: StoredSet | None = shipped[0]
        self.editing = Editing(_set_in(shipped[0]), read_only=True, parent=self)
        self.list = SetList(self)
        suggestions = _suggestions(self._project, [_set_in(one) for one in shipped])
        self.requirements = RequirementsPanel(self.editing, suggestions, self._sources, self)
        self.about = SetPanel(self.editing, self)
        self.shown = OpenSet(self.editing, self.requirements, self.about, self)
        self.title, self.banner, self.tabs = self.shown.title, self.shown.banner, self.shown.tabs
        self._arrange()
        self.reload()
        self.show_set(shipped[0])
        self.list.chosen.connect(self._chosen)
        self.about.place_chosen.connect(self._place_chosen)
        self.editing.changed.connect(self._refresh)
        self._project.readProject.connect(self._project_changed)
        self._project.cleared.connect(self._project_changed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._suggest)
        self._project.layersAdded.connect(self._layers_changed)
        self._project.layersRemoved.connect(self._layers_changed)

    # --- Which set is open ---

    @property
    def is_changed(self) -> bool:
        """Return whether there is something that is not kept yet: in the set, or where it is to be kept."""
        moves = self.stored is not None and self.about.place_now() != self.stored.place
        return self.editing.is_changed or (moves and not self.editing.read_only)

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

    def show_id(self, set_id: str) -> None:
        """Open the set with an id, if there is one."""
        found = next((one for one in self.store.sets() if one.set_id == set_id), None)
        if found is not None:
            self.show_set(found)

    def show_new(self, norm_set: NormSet) -> None:
        """Open a set that is not kept yet."""
        self.stored = None
        self.about.show_place(self.about.place_now())
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
            self.shown.go_to(f"title.{language()}")

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
        self.show_new(replace(norm_set, id=free_id(norm_set.id, self._all_ids(), "-")))

    def export_file(self) -> None:
        """Let the user choose a file, and write the open set into it."""
        name = f"{self.editing.draft.own.id}.json"
        path, _ = QFileDialog.getSaveFileName(self, tr("Export the norm set"), name, tr("Norm sets (*.json)"))
        if path:
            self.export_path(Path(path if Path(path).suffix else f"{path}.json"))

    def export_path(self, path: Path) -> None:
        """Write the open set into a file; where something is wrong, go there and say so."""
        self.end_typing()
        if not self._is_right():
            return
        try:
            write_text(path, dump(self.editing.draft.norm_set))
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
        readable = [one for one in self.list.sets if one.norm_set is not None]
        sets = [(full_name(one), _set_in(one)) for one in readable]
        if self.editing.is_changed:
            sets.insert(0, (tr("{title}, as edited").format(title=self.title.text()), self.editing.draft.norm_set))
            first = 0
        else:
            first = next((number for number, one in enumerate(readable) if one.is_same(self.stored)), 0)
        return CompareDialog(sets, first, self)

    def save(self) -> bool:
        """Keep the open set; where something is wrong, go there and say so."""
        self.end_typing()
        if self.editing.read_only:
            return True
        place = self.about.place_now()
        self.reload()
        self.editing.set_taken(self._taken(place))
        if not self._is_right() or not self._may_replace():
            return False
        was = self.editing.draft.norm_set
        norm_set = for_saving(was, self.editing.saved, date.today().isoformat())
        try:
            self.stored = save_set(norm_set, place, self._project, self.stored)
        except InputError as error:
            self.warn(error)
            return False
        self.editing.mark_saved(norm_set)
        self.reload()
        said = tr("Saved as version {version}.").format(version=norm_set.version)
        if was.state != norm_set.state:
            said += " " + tr("What a council adopted was the set before this change: it is a draft again.")
        self.shown.say(said)
        return True

    def use(self) -> None:
        """Open Check requirements with the open set, kept first if it was changed."""
        self.end_typing()
        if self.is_changed and not self.save():
            return
        self.reload()
        stored = self.stored
        if stored is None or stored.norm_set is None:
            return
        if stored.place == PROFILE and any(one.set_id == stored.set_id for one in self.store.of_project()):
            self.tell(
                tr(
                    "The project has a norm set “{id}” too, and that one overrides yours: give yours another id."
                ).format(id=stored.set_id)
            )
            return
        others = doubles(stored, self.list.sets)
        if others:
            self.warn(double_error(stored, others[0]))
            return
        self._use(stored.set_id)

    def help(self) -> None:
        """Open the page about this dialog."""
        show_help(self, "docs/norm-set-editor.md")

    # --- Leaving, asking, telling ---

    def leave(self) -> bool:
        """Ask what to do with changes that are not kept; return whether the user may go on."""
        self.end_typing()
        if not self.is_changed:
            return True
        answer = self._ask_to_keep(_Button.Save | _Button.Discard | _Button.Cancel)
        if answer == _Button.Save:
            return self.save()
        return answer == _Button.Discard

    def may_exit(self) -> bool:
        """Close the dialog because QGIS closes; return whether it may."""
        changed = self.is_changed
        self.reject()
        if self.isVisible():
            return False
        if changed and not self.is_changed and self.about.place_now() == PROJECT:
            # QGIS asked about the project before this.
            self.say(tr("The norm set is in the project now: save the project too, and close QGIS again."))
            return False
        return True

    def leave_at_once(self) -> None:
        """Ask whether to keep the changes, where the user cannot stay: the plugin is being switched off."""
        self.end_typing()
        if not self.is_changed or self._ask_to_keep(_Button.Save | _Button.Discard) != _Button.Save:
            return
        self._clear_told()
        if not self.save():
            self.say(self.told or self.banner.text())

    def reject(self) -> None:
        if self.leave():
            super().reject()

    def ask(
        self,
        question: str,
        buttons: QMessageBox.StandardButton,
        words: Mapping[QMessageBox.StandardButton, str] | None = None,
    ) -> QMessageBox.StandardButton:
        """Ask a question, with other words on some of the buttons."""
        box = self._box(QMessageBox.Icon.Question, question, buttons)
        for button, text in (words or {}).items():
            box.button(button).setText(text)
        return _Button(box.exec())

    def say(self, text: str) -> None:
        """Show something that stands in the way in a box of its own: the dialog goes."""
        self._box(QMessageBox.Icon.Warning, text, _Button.Ok).exec()

    def _box(self, icon: QMessageBox.Icon, text: str, buttons: QMessageBox.StandardButton) -> QMessageBox:
        box = QMessageBox(icon, tr("Norm sets"), text, buttons, self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        name_buttons(box)
        return box

    def tell(self, text: str) -> None:
        """Show above the sets what went wrong, until something is done about it."""
        self._clear_told()
        self.told = text
        self.messages.pushMessage("", plain_html(text), Qgis.MessageLevel.Warning, 0)

    def _clear_told(self) -> None:
        self.told = ""
        self.messages.clearWidgets()

    def warn(self, error: InputError) -> None:
        """Tell what went wrong."""
        self.tell(translated(error.message, error.values))

    # --- Inside ---

    def end_typing(self) -> None:
        """Put what is still being typed into its cell or field."""
        here = self.focusWidget()
        if here is not None and not isinstance(here, QPushButton):
            here.clearFocus()
            self.tabs.currentWidget().setFocus()

    def _ask_to_keep(self, buttons: QMessageBox.StandardButton) -> QMessageBox.StandardButton:
        question = tr("Keep the changes to the norm set “{id}”?").format(id=self.editing.draft.own.id)
        return self.ask(question, buttons)

    def _is_right(self) -> bool:
        """Return whether nothing is wrong; where something is, go there and say so."""
        if self.editing.errors():
            self.shown.go_to_error()
            return False
        return True

    def _may_replace(self) -> bool:
        """Return whether the set can be saved: where another program changed what is kept since it was opened, ask."""
        before = self.stored
        now = next((one for one in self.list.sets if one.is_same(before)), None)
        if before is None or now is None or now.norm_set == before.norm_set:
            return True
        answer = self.ask(
            tr("The norm set “{id}” was changed elsewhere since you opened it.").format(id=before.set_id),
            _Button.Yes | _Button.No | _Button.Cancel,
            {_Button.Yes: tr("Overwrite"), _Button.No: tr("Save as a copy")},
        )
        if answer == _Button.No:
            self.stored = None
            self.editing.put(None, "id", free_id(self.editing.draft.own.id, self._all_ids(), "-"))
        return answer in (_Button.Yes, _Button.No)

    def _arrange(self) -> None:
        self.messages = QgsMessageBar(self)
        left = SetColumn(
            self.list,
            (
                (tr("&New"), self.new),
                (tr("&Duplicate"), self.duplicate),
                (tr("&Import…"), self.import_file),
                (tr("&Export…"), self.export_file),
                (tr("&Compare…"), self.compare),
                (tr("De&lete"), self.delete),
            ),
            self,
        )
        _, self.duplicate_button, _, self.export_button, _, self.delete_button = left.buttons
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(left)
        splitter.addWidget(self.shown)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([_LIST * self.fontMetrics().averageCharWidth(), self.width()])
        box = self._button_box()
        for button in (*box.buttons(), *left.buttons):
            button.setAutoDefault(False)  # Enter in a cell ends the cell, nothing more
        layout = QVBoxLayout(self)
        layout.addWidget(self.messages)
        layout.addWidget(splitter, 1)
        layout.addWidget(box)
        tab_order(self.list, *left.buttons, self.tabs, *self.requirements.tab_stops(), *self.about.tab_stops())
        metrics, room = self.fontMetrics(), self.screen().availableGeometry().size() * 0.94
        wide, high = _WIDE * metrics.averageCharWidth(), _HIGH * metrics.lineSpacing()
        self.resize(min(wide, room.width()), min(high, room.height()))

    def _button_box(self) -> QDialogButtonBox:
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
        return box

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
        self._refresh()

    def _project_changed(self, *_: object) -> None:
        """Show the sets of another project; of the last one keep only what was being changed."""
        gone, changed = self.stored is not None and self.stored.place == PROJECT, self.is_changed
        if gone:
            self.stored, self.editing.saved = None, None
        self.reload()
        if gone and not changed:
            self.show_set(self.list.sets[0])
        else:
            self.editing.set_taken(self._taken(self.about.place_now()))

    def _layers_changed(self, *_: object) -> None:
        if self.isVisible():
            self._soon.start()  # once the new layers are in the layer tree, and once for all of them

    def _suggest(self) -> None:
        self.requirements.suggest(_suggestions(self._project, [_set_in(one) for one in self.store.shipped()]))

    def _refresh(self) -> None:
        self._clear_told()
        stored = self.stored
        broken = stored is not None and stored.norm_set is None
        self.shown.refresh("" if stored is None else what_is_wrong(stored, self.list.sets), is_broken=broken)
        self.list.show_unsaved(self.title.text() if stored is None else None, self.about.place_now())
        self.setWindowModified(self.is_changed)
        # Also where nothing was changed: something may be being typed.
        self.save_button.setEnabled(not self.editing.read_only)
        for button in (self.use_button, self.duplicate_button, self.export_button):
            button.setEnabled(not broken)
        self.delete_button.setEnabled(stored is not None and stored.place != SHIPPED)

    def _taken(self, place: str) -> list[str]:
        """Return the ids of the other sets in a place."""
        return [one.set_id for one in self.list.sets if one.place == place and not one.is_same(self.stored)]

    def _all_ids(self) -> list[str]:
        return [one.set_id for one in self.list.sets]

    def _sources(self) -> list[NormSet]:
        return [load_library(), *(one.norm_set for one in self.list.sets if one.norm_set is not None)]


def _set_in(stored: StoredSet) -> NormSet:
    if stored.norm_set is None:
        raise ValueError(stored.set_id)  # the sets that ship can be read
    return stored.norm_set


def _suggestions(project: QgsProject, shipped: list[NormSet]) -> Suggestions:
    known = {facility for one in (*shipped, load_library()) for need in one.requirements for facility in need.facility}
    types = dict.fromkeys([*facility_types(project), *sorted(known, key=str.casefold)])
    return Suggestions(tuple(types), tuple(field_names(project)), tuple(classes(project)))
