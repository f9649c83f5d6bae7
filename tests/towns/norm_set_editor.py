"""The norm-set editor in tests: sets to open, and hands that type in it."""

from __future__ import annotations

from dataclasses import replace

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QMessageBox

from buurtmaat.core.norms.model import Condition, Mode, NormSet, Requirement, Text
from buurtmaat.ui.norm_sets.cell_editors import ChoiceEditor, LineEditor, ListEditor

Button = QMessageBox.StandardButton
SCHOOL = Requirement(
    id="school", facility=("school",), indicator="distance", threshold=500.0, unit="m", target=0.9, basis="municipal"
)
OWN = NormSet(id="own", title=Text("Own", "Eigen"), version="3", date="2025-01-01", requirements=(SCHOOL,))
FULL = replace(
    SCHOOL,
    title=Text("School", "School"),
    facility=("school", "meeting place"),
    indicator="count",
    minimum=2,
    metric="straight",
    mode="wheelchair",
    weight="P_65",
    weight_of="inhabitants",
    thresholds_by_class=(("landelijk", 800.0), ("a; b", 12.5)),
    where=(Condition("area m2", ">=", 1000.0), Condition("kind", "in", ("hall", "2", 2.0, True))),
    demand_where=(Condition("share", "<", 0.5),),
    applies_if=(Condition("inhabitants", ">=", 500.0),),
    min_area_m2=1.125,
    merge_touching=True,
    level="settlement",
    source="Raadsbesluit",
    url="https://example.org/a?b=c",
    year=2024,
    note=Text("One.\nTwo.", "Een.\nTwee."),
)
FULL_SET = replace(
    OWN,
    id="full",
    state="adopted",
    adopted_by="Gemeenteraad",
    adopted_on="2025-12",
    superseded_by="",
    modes=(Mode("wheelchair", 4.0, exclude=(("highway", ("steps", 2.0)),)),),
    requirements=(FULL,),
)


class Answers:
    """Answers the editor's questions, and keeps what it says."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.said: list[str] = []
        self.used: list[str] = []
        self.answer = Button.Discard

    def ask(self, question, buttons, words=None):
        self.asked.append(question)
        return self.answer


def cell(editor, name, row=0):
    model = editor.requirements.model
    return model.index(row, model.keys.index(name))


def open_cell(editor, name, row=0):
    """Open a cell as F2 does, and give its editor."""
    table, index = editor.requirements.table, cell(editor, name, row)
    table.setCurrentIndex(index)
    table.edit(index)
    QApplication.processEvents()
    found = [w for kind in (LineEditor, ChoiceEditor, ListEditor) for w in table.viewport().findChildren(kind)]
    return next(w for w in found if w.isVisible() and not isinstance(w.parent(), ListEditor))


def type_into(editor, name, text, row=0):
    widget = open_cell(editor, name, row)
    line = widget.line if isinstance(widget, ListEditor) else widget
    line.selectAll()
    QTest.keyClicks(line, text)
    return line


def enter(editor, name, text, row=0):
    QTest.keyClick(type_into(editor, name, text, row), Qt.Key.Key_Return)
    QApplication.processEvents()


def set_now(editor) -> NormSet:
    return editor.editing.draft.norm_set


# --- Rows, undo and redo ---


def ids(editor) -> list[str]:
    return [one.id for one in set_now(editor).requirements]


def after(widget, count):
    """Return what Tab goes to from a widget."""
    seen = []
    while len(seen) < count:
        widget = widget.nextInFocusChain()
        stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if stops and widget.isEnabled() and widget.isVisible():
            seen.append(widget)
    return seen
