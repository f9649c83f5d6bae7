"""Labels with words that are longer than a line, such as the name of a file."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QEvent, QPoint, Qt
from qgis.PyQt.QtGui import QContextMenuEvent, QKeyEvent
from qgis.PyQt.QtWidgets import QApplication, QLabel, QMenu

from buurtmaat.ui.wrapped_label import WrappedLabel

PATH = f"/data/{'dwellings_' * 20}.gpkg"


def test_a_word_of_any_length_makes_it_no_wider():
    label = WrappedLabel(f"Not added: {PATH}.")
    assert label.minimumSizeHint().width() < QLabel("n" * 50).minimumSizeHint().width()
    assert label.text() == f"Not added: {PATH}."
    high = label.heightForWidth(label.minimumSizeHint().width())
    assert high >= 5 * label.fontMetrics().lineSpacing()  # all of it is seen


def test_other_words_are_shown_as_they_are():
    said = f"{'n' * 30} 1.500,5 dwellings"
    assert QLabel.text(WrappedLabel(said)) == said


@pytest.mark.parametrize("selected", [False, True])
@pytest.mark.parametrize("how", ["keys", "menu"])
def test_what_is_copied_is_the_text_as_it_was_given(qgis_app, how, selected):
    label = WrappedLabel(f"Saved: {PATH}")
    if selected:
        label.setSelection(7, len(QLabel.text(label)) - 7)
    QApplication.clipboard().setText("")
    if how == "keys":
        pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        label.keyPressEvent(pressed)
    else:
        label.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(1, 1), QPoint(1, 1)))
        (menu,) = label.findChildren(QMenu)
        (copy,) = menu.actions()
        copy.trigger()
        menu.close()
    assert QApplication.clipboard().text() == (PATH if selected else f"Saved: {PATH}")
