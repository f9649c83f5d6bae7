"""The threshold explorer in tests: a run to explore, and what the dock shows of it."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QPoint, QPointF, Qt, QTimer
from qgis.PyQt.QtGui import QWheelEvent
from qgis.PyQt.QtWidgets import QDockWidget, QWidget

from towns.runs import box, layer
from towns.small_town import row

REQUIREMENTS = [
    row(),
    row(id="c", indicator="count", minimum=2, threshold=200, target=0.3),
    row(id="m", threshold=4, unit="min", target=""),
    row(id="r", indicator="rate", unit="number", threshold=1, metric=""),
]
WORDS = {"meets": "meets", "fails": "fails", "too_few": "too few dwellings"}
NAMES = {"OUTPUT_DWELLINGS": "homes", "OUTPUT_NEIGHBOURHOODS": "areas", "OUTPUT_RESULTS": "results"}


def done_areas():
    """Return neighbourhoods with names and a living environment."""
    return layer(
        [(box(-60, -60, 250, 560), "w", "West <i>", "A"), (box(250, -60, 560, 560), "e", "Oost", "A")],
        code="text", buurtnaam="text", woonmilieu="text",
    )  # fmt: skip


def settle():
    """Let timers of no time come to their turn, and what is read in the background to its end."""
    for _ in range(5):
        QCoreApplication.processEvents()
    while QgsApplication.taskManager().countActiveTasks():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    for _ in range(5):
        QCoreApplication.processEvents()


def dock_of(explorer) -> QDockWidget:
    """Return the dock that an explorer stands in."""
    found = explorer
    while not isinstance(found, QDockWidget):
        found = found.parentWidget()
    return found


def scene_items(dock) -> int:
    return len(dock.iface.mapCanvas().scene().items())


def table(dock) -> list[list[str]]:
    model = dock.model
    return [[model.data(model.index(r, c)) for c in range(model.columnCount())] for r in range(model.rowCount())]


def turn(widget) -> None:
    """Turn the mouse wheel over the middle of a widget."""
    middle = widget.rect().center()
    event = QWheelEvent(
        QPointF(middle), QPointF(widget.mapToGlobal(middle)), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QCoreApplication.sendEvent(widget, event)


def go_on(milliseconds=200):
    """Let the window go on for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def controls(one) -> list[QWidget]:
    return [one.radio, one.threshold_slider, one.threshold, one.target_slider, one.target]
