"""The requirements of the norm set that is open: the table, what is wrong, and the details of one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QItemSelectionModel, Qt, QTimer
from qgis.PyQt.QtGui import QKeySequence, QResizeEvent, QShowEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QAction,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from ...adapters.io.translation import tr
from ...core.comparing import type_key
from ...core.norms.edits import Draft, with_copies, with_moved, with_new_row, with_rows, without_rows
from ...core.norms.model import REFINEMENTS, SCALE_KEYS, NormSet
from ..labels import key_help, plain_tip, tab_order
from .cell_delegate import CellDelegate
from .cell_editors import Suggestions
from .editing import Editing
from .held_table import HeldTable
from .key_form import KeyForm
from .pick_dialog import PickDialog
from .requirements_model import RequirementsModel

DETAILS = (
    *("id", "title.en", "title.nl", "basis", "source", "url", "year", "page", "quotation", "looked_up"),
    *("note.en", "note.nl", "target_path", *REFINEMENTS, *SCALE_KEYS),
)


_LEAST = 40  # characters in a line below the table


class RequirementsPanel(QWidget):
    """Shows and changes the requirements.

    Parameters
    ----------
    editing
        The set that is open.
    suggestions
        What the project offers to choose from.
    sources
        Gives the sets to pick requirements from.
    """

    def __init__(
        self,
        editing: Editing,
        suggestions: Suggestions,
        sources: Callable[[], Sequence[NormSet]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editing, self._suggestions, self._sources = editing, suggestions, sources
        self.model = RequirementsModel(editing, parent=self)
        self.table = HeldTable(self)
        self.table.setModel(self.model)
        self.delegate = CellDelegate(self.model, suggestions, self)
        self.table.setItemDelegate(self.delegate)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setAccessibleName(tr("Requirements"))
        self.table.setMinimumHeight(5 * self.fontMetrics().lineSpacing())
        self.error = QLabel(self)
        self.error.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.error.setWordWrap(True)
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setAccessibleName(tr("What is wrong"))
        self.next_error = QPushButton(tr("&Go there"), self)
        self.next_error.clicked.connect(self.go_to_error)
        keep_place(self.next_error)
        self._arrange()
        self.setFocusProxy(self.table)
        self.delegate.typing.connect(self._tell_typing)
        self.delegate.closed.connect(lambda: QTimer.singleShot(0, self._tell))  # once the text is in the draft
        self.table.selectionModel().currentChanged.connect(lambda *_: self._moved())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._here = (0, 0)
        self.model.modelReset.connect(self._go_back)
        editing.changed.connect(self._changed)
        self._mark()
        self._changed()
        QTimer.singleShot(0, self._make_details)

    @cached_property
    def details(self) -> KeyForm:
        """The form of what the table has no column for: made once the window is there, since it takes its time."""
        form = KeyForm(self.editing, DETAILS, self._suggestions, parent=self)
        self._scroll.setWidget(form)
        form.show()
        tab_order(self.next_error, *form.editors.values())
        here = self.table.currentIndex()
        form.show_row(here.row() if here.isValid() else None)
        return form

    def _has_details(self) -> bool:
        return "details" in self.__dict__

    def _make_details(self) -> None:
        self.details.ensurePolished()

    def suggest(self, suggestions: Suggestions) -> None:
        """Offer other words from now on."""
        self._suggestions = suggestions
        if self._has_details():
            self.details.suggest(suggestions)
        self._mark()
        self._changed()

    def tab_stops(self) -> list[QWidget]:
        """Return what Tab goes to, as it stands from the top down."""
        buttons = [self.bar.widgetForAction(action) for action in self.bar.actions()]
        return [*buttons, self.table, self.next_error]  # the details come behind them

    def fit(self) -> None:
        """Make the columns fit a set that was opened, and go to its first requirement."""
        if self.isVisible():  # else they are as soon as it is shown
            self._fit_columns()
        self.go_to(0 if self.editing.draft.rows else None)

    def go_to(self, row: int | None, name: str = "title") -> None:
        """Go to a cell, in the table or else in the details."""
        if row is None:
            self._moved()
            return
        keys = self.model.keys
        column = keys.index(name) if name in keys else 0
        self._select_only(row, column)
        self.table.scrollTo(self.model.index(row, column))
        if name not in keys:
            self.details.show_key(name)

    def go_to_error(self) -> None:
        """Go to the first cell that is wrong after the current one."""
        errors = [one for one in self.editing.errors() if one.row is not None]
        if errors:
            here = self.table.currentIndex()
            later = [one for one in errors if (one.row or 0) > here.row()]
            wanted = later[0] if later and self.editing.error(here.row(), self._key_here()) else errors[0]
            self.go_to(wanted.row, wanted.key)
            if wanted.key in self.model.keys:
                self.table.setFocus()

    def selected(self) -> list[int]:
        """Return the numbers of the rows in which something is selected."""
        return sorted({index.row() for index in self.table.selectionModel().selectedIndexes()})

    # --- What the buttons do ---

    def add(self) -> None:
        """Add a requirement below the current one, and go to it."""
        at = self._below()
        self.editing.do(with_new_row(self.editing.draft, at))
        self.go_to(at)
        self.table.setFocus()

    def pick(self) -> None:
        """Let the user pick requirements from the library or another set."""
        dialog = PickDialog(self._sources(), self)
        if dialog.exec():
            self.add_picked(dialog)
        dialog.deleteLater()

    def add_picked(self, dialog: PickDialog) -> None:
        """Add what was picked below the current requirement, and go to it."""
        at = self._below()
        self.editing.do(with_rows(self.editing.draft, dialog.picked(), at, modes=dialog.modes()))
        self._fit_columns()
        self.go_to(at)

    def duplicate(self) -> None:
        """Copy the selected requirements."""
        rows = self.selected()
        if rows:
            self.editing.do(with_copies(self.editing.draft, rows))
            self._select([max(rows) + 1 + number for number in range(len(rows))])

    def delete(self) -> None:
        """Take the selected requirements out; undo brings them back."""
        rows = self.selected()
        self.editing.do(without_rows(self.editing.draft, rows))
        left = len(self.editing.draft.rows)
        if rows and left:
            self.go_to(min(rows[0], left - 1))

    def move(self, by: int) -> None:
        """Move the selected requirements up or down."""
        rows = self.selected()
        moved: Draft = with_moved(self.editing.draft, rows, by)
        if moved != self.editing.draft:
            self.editing.do(moved)
            self._select([row + by for row in rows])

    # --- Inside ---

    def _arrange(self) -> None:
        self.bar = QToolBar(tr("Requirements"), self)
        self.actions_by_name: dict[str, QAction] = {}
        redo = QKeySequence(QKeySequence.StandardKey.Redo)
        undo = QKeySequence(QKeySequence.StandardKey.Undo)
        for name, text, icon, keys, slot in (
            ("add", tr("Add"), "symbologyAdd.svg", QKeySequence("Ctrl+N"), self.add),
            ("pick", tr("From the library…"), "mActionOpenTable.svg", QKeySequence("Ctrl+L"), self.pick),
            ("duplicate", tr("Duplicate"), "mActionDuplicateFeature.svg", QKeySequence("Ctrl+D"), self.duplicate),
            ("delete", tr("Delete"), "symbologyRemove.svg", QKeySequence("Ctrl+Del"), self.delete),
            ("up", tr("Move up"), "mActionArrowUp.svg", QKeySequence("Alt+Up"), lambda: self.move(-1)),
            ("down", tr("Move down"), "mActionArrowDown.svg", QKeySequence("Alt+Down"), lambda: self.move(1)),
            ("undo", tr("Undo"), "mActionUndo.svg", undo, self.editing.undo),
            ("redo", tr("Redo"), "mActionRedo.svg", redo, self.editing.redo),
        ):
            action = QAction(QgsApplication.getThemeIcon(f"/{icon}"), text, self)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setToolTip(f"{text} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})")
            action.triggered.connect(lambda _checked=False, slot=slot: self._do(slot))
            # In the fields of the details these keys belong to the text.
            (self if name in ("undo", "redo") else self.table).addAction(action)
            self.bar.addAction(action)
            button = self.bar.widgetForAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(text)
            if name in ("add", "pick"):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self.actions_by_name[name] = action
        line = QHBoxLayout()
        line.addWidget(self.error, 1)
        line.addWidget(self.next_error)
        upper = QWidget(self)
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.bar)
        above.addWidget(self.table, 1)
        above.addLayout(line)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(upper)
        splitter.addWidget(self._scroll)
        splitter.setSizes([420, 160])
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _do(self, slot: Callable[[], object]) -> None:
        """Do something after what is being typed has gone into its cell or field."""
        here = self.focusWidget()
        if here is not None and not self.bar.isAncestorOf(here):
            self.table.setFocus()
        slot()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keep_room()
        QTimer.singleShot(0, self._fit_columns)  # the font was not known before, nor are the cells looked at yet

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_room()

    def _keep_room(self) -> None:
        """Keep as much room below the table as the longest explanation needs: nothing shifts from cell to cell."""
        width = max(self.error.width(), _LEAST * self.fontMetrics().averageCharWidth())
        wrap = int(Qt.TextFlag.TextWordWrap)
        texts = [key_help(name) for name in self.model.keys]
        high = max(self.fontMetrics().boundingRect(0, 0, width, 9999, wrap, text).height() for text in texts)
        self.error.setFixedHeight(high)

    def _fit_columns(self) -> None:
        """Show all of what the cells hold; titles leave room for the other columns up to the target."""
        self.table.fit_columns(self.model.keys.index("target"))

    def _below(self) -> int:
        here = self.table.currentIndex().row()
        return here + 1 if here >= 0 else len(self.editing.draft.rows)

    def _key_here(self) -> str:
        return self.model.keys[max(self.table.currentIndex().column(), 0)]

    def _select(self, rows: Sequence[int]) -> None:
        selection = self.table.selectionModel()
        column = max(self.table.currentIndex().column(), 0)
        selection.clearSelection()
        selection.setCurrentIndex(self.model.index(rows[0], column), QItemSelectionModel.SelectionFlag.NoUpdate)
        for row in rows:
            selection.select(self.model.index(row, column), QItemSelectionModel.SelectionFlag.Select)

    def _changed(self) -> None:
        modes = self.editing.draft.own.mode_names()
        self.delegate.suggestions = replace(self._suggestions, modes=modes)
        self._enable()
        self._tell()

    def _mark(self) -> None:
        """Mark the types that neither a layer nor a shipped set has."""
        self.model.mark_others(frozenset(type_key(one) for one in self._suggestions.types))

    def _moved(self) -> None:
        here = self.table.currentIndex()
        if here.isValid():
            self._here = (here.row(), here.column())
        if self._has_details():
            self.details.show_row(here.row() if here.isValid() else None)
        self._enable()
        self._tell()

    def _go_back(self) -> None:
        """Go to where the user was before rows came or went."""
        row, column = self._here
        row = min(row, self.model.rowCount() - 1)
        if row >= 0:
            self._select_only(row, column)
        self._moved()

    def _select_only(self, row: int, column: int) -> None:
        # Not the table's own way: that adds to the selection while Ctrl is held, as in a shortcut.
        only = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.table.selectionModel().setCurrentIndex(self.model.index(row, column), only)

    def _enable(self) -> None:
        rows, count = self.selected(), len(self.editing.draft.rows)
        may = not self.editing.read_only
        history = self.editing.history
        for name, possible in {
            "add": may,
            "pick": may,
            "duplicate": may and bool(rows),
            "delete": may and bool(rows),
            "up": may and bool(rows) and rows[0] > 0,
            "down": may and bool(rows) and rows[-1] < count - 1,
            "undo": may and history.can_undo,
            "redo": may and history.can_redo,
        }.items():
            self.actions_by_name[name].setEnabled(possible)

    def _tell_typing(self, error: str) -> None:
        self._say(f"⚠ {error}" if error else self._help_here())

    def _say(self, text: str) -> None:
        self.error.setText(text)
        self.error.setToolTip(plain_tip(text))  # where it is longer than there is room

    def _help_here(self) -> str:
        return key_help(self._key_here()) or tr("Nothing to correct.")

    def _tell(self) -> None:
        errors = [one for one in self.editing.errors() if one.row is not None]
        here = self.table.currentIndex()
        own = self.editing.error(here.row(), self._key_here()) if here.isValid() else ""
        if not errors:
            text = (self.model.unknown_type(here) if here.isValid() else "") or self._help_here()
        elif own:
            text = f"⚠ {own}"
        else:
            text = f"⚠ {self.editing.sentence(errors[0])}"
        if len(errors) > 1:
            text = tr("{error} ({n} {n:thing|things} to correct)").format(error=text, n=len(errors))
        self._say(text)
        self.next_error.setVisible(bool(errors))


def keep_place(widget: QWidget) -> None:
    """Let a widget keep its place while it is hidden."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
