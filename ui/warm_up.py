"""Imports what computations need while the window waits for nothing: it takes half a second the first time."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable

from qgis.core import QgsApplication, QgsTask

from ..adapters.io.dependencies import missing_packages
from ..adapters.io.translation import tr

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
