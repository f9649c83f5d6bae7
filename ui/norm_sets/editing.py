"""The norm set that is open in the editor: what the table, the forms and the buttons share."""

from __future__ import annotations

from collections.abc import Collection

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...adapters.io.translation import tr
from ...core.norms.edits import (
    CellError,
    Draft,
    History,
    cell_errors,
    draft_of,
    set_text_of,
    text_of,
    with_cell,
    with_set_text,
)
from ...core.norms.model import NormSet
from ...core.notes import Note
from ..labels import decimal_comma, key_label, said


class Editing(QObject):
    """A norm set with its history.

    `changed` is sent after every change, undo and redo, and when another set is opened.
    """

    changed = pyqtSignal()

    def __init__(self, norm_set: NormSet, *, read_only: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.comma = decimal_comma()
        self._open(norm_set, None, read_only, ())

    def open(
        self,
        norm_set: NormSet,
        saved: NormSet | None,
        *,
        read_only: bool = False,
        taken: Collection[str] = (),
    ) -> None:
        """Begin with another set.

        Parameters
        ----------
        norm_set
            The set.
        saved
            The set as it is kept; None for one that is not kept yet.
        read_only
            Whether it can be looked at only.
        taken
            Ids that it may not have.
        """
        self._open(norm_set, saved, read_only, taken)
        self.changed.emit()

    def _open(self, norm_set: NormSet, saved: NormSet | None, read_only: bool, taken: Collection[str]) -> None:
        self.history = History((draft_of(norm_set),))
        self.saved, self.read_only, self.taken = saved, read_only, taken
        self._check()

    def set_taken(self, taken: Collection[str]) -> None:
        """Describe which ids it may not have from now on."""
        self.taken = taken
        self._go(self.history)

    @property
    def draft(self) -> Draft:
        """Return the present state."""
        return self.history.now

    @property
    def is_changed(self) -> bool:
        """Return whether there is something that is not kept yet."""
        unread = any(row.unread for row in self.draft.rows)
        return not self.read_only and (unread or self.draft.norm_set != self.saved)

    def mark_saved(self, norm_set: NormSet) -> None:
        """Go on with a set as it is kept now; what was changed before can still be taken back."""
        self.saved = norm_set
        self._go(self.history.saved(norm_set))

    def do(self, draft: Draft) -> None:
        """Make a draft the present state, as a step that can be undone."""
        if not self.read_only and draft != self.draft:
            self._go(self.history.done(draft))

    def undo(self) -> None:
        """Go back one step."""
        self._go(self.history.undone())

    def redo(self) -> None:
        """Go forward one step."""
        self._go(self.history.redone())

    def text(self, row: int | None, name: str) -> str:
        """Return what stands in a cell; of the set itself where `row` is None."""
        if row is None:
            return set_text_of(self.draft, name)
        return text_of(self.draft.rows[row], name, comma=self.comma)

    def put(self, row: int | None, name: str, text: str) -> None:
        """Put a text into a cell."""
        self.do(self._with(row, name, text))

    def error(self, row: int | None, name: str) -> str:
        """Return what is wrong with a cell as a sentence; empty where nothing is."""
        return _sentence(self._errors.get((row, name)))

    def error_while_typing(self, row: int | None, name: str, text: str) -> str:
        """Return what would be wrong with a cell if this text were put there."""
        draft = self._with(row, name, text)
        found = (one for one in cell_errors(draft, self.taken) if (one.row, one.key) == (row, name))
        return _sentence(next(found, None))

    def errors(self) -> list[CellError]:
        """List all that is wrong; nothing in a set that cannot be changed."""
        return list(self._all_errors)

    def sentence(self, error: CellError) -> str:
        """Return what is wrong as a sentence that names the requirement."""
        if error.row is None:
            return _sentence(error)
        row = self.draft.rows[error.row]
        return tr("Requirement {number}, {id}: {what}").format(
            number=error.row + 1, id=row.requirement.id, what=_sentence(error)
        )

    def rows_with_errors(self) -> set[int]:
        """Return the numbers of the rows in which something is wrong."""
        return {one.row for one in self._all_errors if one.row is not None}

    def _with(self, row: int | None, name: str, text: str) -> Draft:
        return with_set_text(self.draft, name, text) if row is None else with_cell(self.draft, row, name, text)

    def _go(self, history: History) -> None:
        self.history = history
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        self._all_errors = () if self.read_only else cell_errors(self.draft, self.taken)
        self._errors: dict[tuple[int | None, str], CellError] = {}
        for one in self._all_errors:
            self._errors.setdefault((one.row, one.key), one)


def _sentence(error: CellError | None) -> str:
    """Return what is wrong as a sentence that names the key as the dialog does."""
    if error is None:
        return ""
    text = said(error.what)
    return f"{text}." if _names(error.what, error.key) else f"{key_label(error.key)}: {text}."


def _names(what: Note, key: str) -> bool:
    """Return whether a sentence names a key itself."""
    return any(
        _names(value, key) if isinstance(value, Note) else name == "key" and value == key
        for name, value in what.values.items()
    )
