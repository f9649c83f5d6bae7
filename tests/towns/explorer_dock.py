"""The threshold explorer in tests: a run to explore, and what the dock shows of it."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QWheelEvent
from qgis.PyQt.QtWidgets import QDockWidget, QWidget

from towns.background import until
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
    """Let timers of no time come to their turn, and what goes on in the background to its end, also what follows it."""
    tasks, quiet = QgsApplication.taskManager(), 0
    # One round may bring no more than what stands first: the window, events and timers each have their turn.
    while quiet < 10:
        QCoreApplication.processEvents()
        quiet += 1
        if tasks.countActiveTasks():
            until(lambda: not tasks.countActiveTasks())
            quiet = 0


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


def controls(one) -> list[QWidget]:
    return [one.radio, one.threshold_slider, one.threshold, one.target_slider, one.target]
