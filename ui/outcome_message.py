"""The message after a check: what came of it, and where to go on."""

from __future__ import annotations

import math
from collections.abc import Callable

from qgis.core import Qgis
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QObject, QTimer
from qgis.PyQt.QtWidgets import QPushButton, QTextBrowser

from ..adapters.io.translation import tr
from .labels import plain_html

_MOST_LINES = 6


def show_outcome(
    bar: QgsMessageBar, title: str, outcome: str, look: Callable[[], None], report: Callable[[], None]
) -> QgsMessageBarItem:
    """Push a message that stays until it is closed, or one of its buttons is pressed.

    Parameters
    ----------
    bar
        Where it is shown.
    title, outcome
        What stands in it.
    look, report
        What its buttons do.

    Returns
    -------
    QgsMessageBarItem
        The message.
    """
    item = bar.createMessage(title, plain_html(outcome))
    item.setLevel(Qgis.MessageLevel.Success)
    for text, tip, follow in (
        (tr("Look"), tr("Look at the results in the panel"), look),
        (tr("Report"), tr("Open the report of this run, or make one"), report),
    ):
        button = QPushButton(text.replace("&", ""))  # the letter is that of the step in the panel
        button.setToolTip(tip)
        button.clicked.connect(lambda _checked=False, follow=follow: _follow(bar, item, follow))
        item.layout().addWidget(button)
    bar.pushItem(item)
    keep_in_view(item)
    return item


def keep_in_view(item: QgsMessageBarItem) -> None:
    """Keep all lines of a message in view that was pushed."""
    text = item.findChild(QTextBrowser)
    if text is not None:
        text.installEventFilter(_WholeText(item))  # which the message holds: it lives as long
        QTimer.singleShot(0, lambda: _show_whole(text))  # once it is as wide as the bar lets it be


class _WholeText(QObject):
    """Keeps all lines of a message in view.

    It becomes narrower where a dock opens beside the map, and QGIS sets its height anew where another message comes.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            QTimer.singleShot(0, lambda: _show_whole(watched))
        return False


def _show_whole(text: QTextBrowser) -> None:
    """Make room for all lines of a message: QGIS shows one and a half, and hides why a map is grey below them."""
    if not sip.isdeleted(text):
        text.document().setTextWidth(text.viewport().width())
        height = math.ceil(text.document().size().height()) + 2 * text.frameWidth()
        text.setFixedHeight(min(height, _MOST_LINES * text.fontMetrics().lineSpacing()))


def _follow(bar: QgsMessageBar, item: QgsMessageBarItem, follow: Callable[[], None]) -> None:
    """Do what a button is for, once the message is gone: it may bring messages of its own."""
    bar.popWidget(item)
    follow()
