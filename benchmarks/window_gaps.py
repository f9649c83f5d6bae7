"""What window.py runs in the window of QGIS: a town from files to what if, with a watch on the window's events."""

from __future__ import annotations

import argparse
import collections
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from qgis import processing
from qgis.core import QgsApplication, QgsProject, QgsReferencedRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QDialog, QFileDialog
from qgis.utils import iface

if TYPE_CHECKING:
    from window_user import WindowUser

    from buurtmaat.ui.explorer.view import ThresholdExplorer
    from buurtmaat.ui.panel.dock import BuurtmaatPanel

T = TypeVar("T")
_TICK = 5  # milliseconds
_IN_GROUP = 25
_DIALOGS = ("basicrequirements", "requirementsoveryears", "suggestlocations", "compliancereport", "trend")


@dataclass(frozen=True, kw_only=True)
class Gap:
    """The time between two events: on the clock, of the processor, and in our code; and where that was."""

    clock: float
    processor: float
    ours: float
    lines: dict[str, float]


@dataclass
class _Samples:
    ours: float = 0.0
    lines: dict[str, float] = field(default_factory=lambda: collections.defaultdict(float))


class Watch:
    """Looks how long the window goes without an event, and in whose code the processor is meanwhile.

    A thread looks at the innermost Python function that is ours or Processing's: what Processing does when we call it
    is not ours, what Qt and QGIS do when we call them is.
    """

    def __init__(self) -> None:
        sys.setswitchinterval(0.001)
        self._main = threading.main_thread().ident or 0
        self._clock = time.pthread_getcpuclockid(self._main)
        self._samples, self._lock = _Samples(), threading.Lock()
        self._gaps: list[Gap] = []
        self._last, self._processor = time.perf_counter(), time.clock_gettime(self._clock)
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK)
        threading.Thread(target=self._look, daemon=True).start()

    def start(self) -> None:
        """Begin anew."""
        self._tick()
        self._gaps = []

    def longest(self) -> Gap:
        """Return the longest time of each kind since the start; of the lines those of the gap with most of ours."""
        self._tick()
        most = max(self._gaps, key=lambda one: one.ours)
        return Gap(
            clock=max(one.clock for one in self._gaps),
            processor=max(one.processor for one in self._gaps),
            ours=most.ours,
            lines=most.lines,
        )

    def _tick(self) -> None:
        now, processor = time.perf_counter(), time.clock_gettime(self._clock)
        with self._lock:
            found, self._samples = self._samples, _Samples()
        used = processor - self._processor
        self._gaps.append(
            Gap(clock=now - self._last, processor=used, ours=min(found.ours, used), lines=dict(found.lines))
        )
        self._last, self._processor = now, processor

    def _look(self) -> None:
        before = time.clock_gettime(self._clock)
        while True:
            time.sleep(0.001)
            now = time.clock_gettime(self._clock)
            frame = sys._current_frames().get(self._main)
            while frame is not None:
                path = frame.f_code.co_filename
                if frame.f_lineno == frame.f_code.co_firstlineno:
                    frame = frame.f_back  # just called, by Qt perhaps: the time before it is its caller's
                    continue
                if "/plugins/buurtmaat/" in path:
                    with self._lock:
                        self._samples.ours += now - before
                        where = path.partition("/plugins/buurtmaat/")[2]
                        self._samples.lines[f"{where}:{frame.f_lineno} {frame.f_code.co_name}"] += now - before
                    break
                if "/plugins/processing/" in path:
                    break
                frame = frame.f_back
            before = now


class WatchedSession:
    """Does things in the window, and tells how long it went without an event."""

    def __init__(self, user: WindowUser, *, lines: bool) -> None:
        self.user, self.watch, self._lines = user, Watch(), lines
        print("| | clock, s | aim | processor, s | our code, s | aim |", "| --- " + "| ---: " * 5 + "|", sep="\n")

    def do(self, name: str, what: Callable[[], T], until: Callable[[], bool] = lambda: True, least: float = 1.0) -> T:
        """Do something, and let the window go on for some seconds and until something holds."""
        self.user.wait(lambda: not iface.mapCanvas().isDrawing(), 0.3)
        self.watch.start()
        done = what()
        self.user.wait(until, least)
        gap = self.watch.longest()
        print(f"| {name} | {gap.clock:.2f} | 0.25 | {gap.processor:.2f} | {gap.ours:.2f} | 0.1 |", flush=True)
        for where, took in sorted(gap.lines.items(), key=lambda item: -item[1])[:8] if self._lines else ():
            print(f"    {took:.3f} {where}")
        return done

    def opened(self, name: str, what: Callable[[], QDialog]) -> None:
        """Open a dialog and close it."""
        dialog = self.do(name, what)
        dialog.close()
        dialog.deleteLater()


def _shown(name: str) -> QDialog:
    """Open the dialog of an algorithm."""
    dialog = processing.createAlgorithmDialog(name, {})
    dialog.show()
    return dialog


def _add_layers(count: int) -> None:
    """Put other layers into the project, in points, lines, polygons and tables, in closed groups as people keep them.

    In one open list of hundreds QGIS itself takes 0.03 s for each layer that comes, and 0.09 for the first.
    """
    kinds = ("Point", "LineString", "Polygon", "None")
    fields = "field=remark:string(80)&field=day:date&field=height:double&crs=EPSG:28992"
    layers = [QgsVectorLayer(f"{kinds[n % 4]}?{fields}", f"remarks {n}", "memory") for n in range(count)]
    project = QgsProject.instance()
    project.addMapLayers(layers, False)
    for number in range(0, count, _IN_GROUP):
        group = project.layerTreeRoot().addGroup(f"theme {number // _IN_GROUP + 1}")
        group.setExpanded(False)
        for layer in layers[number : number + _IN_GROUP]:
            group.addLayer(layer)


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs=4, help="dwellings, facilities, neighbourhoods, streets")
    parser.add_argument("layers", type=int, help="so many other layers in the project")
    parser.add_argument("--lines", action="store_true", help="tell where our code took it")
    return parser.parse_args()


def _go_through(chosen: argparse.Namespace, user: WindowUser) -> None:
    files = chosen.files
    _add_layers(chosen.layers)
    menu, session = user.menu, WatchedSession(user, lines=chosen.lines)
    do = session.do
    do("panel", menu.show_panel, least=3.0)
    panel = menu.panel
    QFileDialog.getOpenFileNames = staticmethod(lambda *_: (files, ""))
    do("add files", panel.data.add.click, least=3.0)
    _show_town(panel)
    do("prepare data opens", panel.data.prepare.click, least=2.0)
    do("prepare data runs", menu.preparing.run_button.click, lambda: not menu.preparing.runs.running, 2.0)
    do("prepare data closes", menu.preparing.close)
    do("check runs", panel.check.run_button.click, lambda: panel.check.current is None)
    explorer = panel.look.explorer
    do("its results are read and drawn", lambda: None, lambda: explorer.session is not None, 3.0)
    _come_and_go(session, "with results")
    for number in (1, 2, 0):
        do(f"choose requirement {number}", lambda n=number: _choose(explorer, n))
    name = next(iter(explorer.rows))
    for number in range(4):
        do(f"move a threshold, {number}", lambda n=number: explorer.ask(name, threshold=300 + 60 * n))
    do("back to the norms", explorer.reset.click)
    do("card of a neighbourhood", lambda: panel.look.open_area(12), least=3.0)
    do("what if opens", lambda: panel.controller.open_step("what_if"))
    step = panel.what_if
    do("what if is held", step.tools["place"].click, lambda: step.tried.run is not None)
    centre = iface.mapCanvas().center()
    clicked = step.on_map.tool.canvasClicked
    do("place a facility", lambda: clicked.emit(centre, Qt.MouseButton.LeftButton), lambda: bool(step.told.text()))
    do("ahead opens", lambda: panel.controller.open_step("ahead"))
    for time_ in ("", ", again"):
        do(f"norm-set editor{time_}", menu.norm_sets, least=2.0)
        menu.editor.hide()
    provider = QgsApplication.processingRegistry().providerById("buurtmaat")
    make = provider.make_dialog
    dialog = _shown(f"buurtmaat:{_DIALOGS[0]}")
    _come_and_go(session, "with a dialog")
    dialog.close()
    for algorithm in _DIALOGS:
        show = partial(_shown, f"buurtmaat:{algorithm}")
        session.opened(algorithm, show)
        session.opened(f"{algorithm}, again", show)
        provider.make_dialog = None
        session.opened(f"{algorithm}, Processing’s own", show)
        provider.make_dialog = make
    session.opened("native:buffer", lambda: _shown("native:buffer"))
    session.opened("help", lambda: (menu.help(), menu.checks[-1])[1])


def _come_and_go(session: WatchedSession, when: str) -> None:
    """Put a layer into the project that plays no part, and take it out."""
    project = QgsProject.instance()
    layer = QgsVectorLayer("Polygon?field=remark:string(80)&crs=EPSG:28992", "another remark", "memory")
    session.do(f"a layer comes, {when}", lambda: project.addMapLayer(layer))
    session.do(f"a layer goes, {when}", lambda: project.removeMapLayer(layer.id()))


def _show_town(panel: BuurtmaatPanel) -> None:
    """Show the town, which among other layers the map does not begin with."""
    (areas,) = panel.controller.layers_of("NEIGHBOURHOODS")
    iface.mapCanvas().setReferencedExtent(QgsReferencedRectangle(areas.extent(), areas.crs()))
    iface.mapCanvas().refresh()


def _choose(explorer: ThresholdExplorer, number: int) -> None:
    explorer.requirements.setCurrentIndex(number)
    explorer.requirements.activated.emit(number)


if __name__ == "__main__":
    chosen = _chosen()
    from window_user import go  # which is there in the window alone

    go(partial(_go_through, chosen))
