"""Imports what computations need while the window waits for nothing: it takes half a second the first time."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QObject, QTimer

from ..adapters.io.dependencies import missing_packages
from ..adapters.io.translation import tr

_OF_THE_PANEL = ("explorer.state", "explorer.view", "panel.look_step", "panel.what_if_step", "panel.dock")
"""Modules of this folder, each of which takes a moment that nobody notices; pandas and scipy are in none of them."""

_IDLE = 500  # milliseconds between two of them

_HEAVY = ("pandas", "scipy.sparse.csgraph", "scipy.spatial")
_SLOWEST = "pandas"


def is_warm() -> bool:
    """Return whether what computations need is imported, or cannot be."""
    return _SLOWEST in sys.modules or bool(missing_packages())


class WarmUp(QgsTask):
    """Imports in the background; `then` is called in the window's thread.

    A thread of its own shares Python with the window, which goes on between two modules.
    """

    def __init__(self, then: Callable[[], None] = lambda: None) -> None:
        super().__init__(tr("Getting ready…"), QgsTask.Flag.Silent | QgsTask.Flag.Hidden)
        self._then = then

    def run(self) -> bool:
        for name in _HEAVY:
            importlib.import_module(name)
        return True

    def finished(self, _result: bool) -> None:
        self._then()


class ImportWhileIdle(QObject):
    """Imports the modules of the panel one after the other while QGIS has nothing else to do."""

    def __init__(self) -> None:
        super().__init__()
        self._left = list(_OF_THE_PANEL)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._import_next)
        self._timer.start(_IDLE)

    def stop(self) -> None:
        """Import no more."""
        self._timer.stop()

    def _import_next(self) -> None:
        if self._left:
            # As a statement does: QGIS hears of those alone, and what it has not heard of stays when the plugin goes,
            # beside the modules of the one that is loaded next.
            __import__(f"{__package__}.{self._left.pop(0)}", fromlist=("__name__",))
        else:
            self.stop()


def warm_up(then: Callable[[], None] = lambda: None) -> WarmUp | None:
    """Begin, unless it is done already: then `then` is called at once.

    Returns
    -------
    WarmUp or None
        What goes on: who wants to be told keeps it until then.
    """
    if is_warm():
        then()
        return None
    begun = WarmUp(then)
    QgsApplication.taskManager().addTask(begun)
    return begun
