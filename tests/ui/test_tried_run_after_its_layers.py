"""A run that is held to try changes with is let go of after its layers, where freed memory is written over."""

from __future__ import annotations

import os
import subprocess
import sys

from towns.kept_files import ROOT

SCRIPT = """
import sys
sys.path[:0] = sys.argv[1:]
from headless_qgis import headless_qgis
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject
with headless_qgis():
    from buurtmaat.ui.tried_run import TriedRunTask
    project, told = QgsProject.instance(), []
    tried = TriedRunTask(project)
    tried.outdated.connect(lambda: told.append("outdated"))
    layers = [QgsVectorLayer("Point?crs=EPSG:28992&field=n:int", str(n), "memory") for n in range(20)]
    for layer in layers:
        project.addMapLayer(layer)
    tried._watch({"FACILITIES": [one.id() for one in layers]})
    layers.pop().crsChanged.emit()
    assert told == ["outdated"], told
    layers[0].crsChanged.emit()
    assert told == ["outdated"], told
    tried._watch({"FACILITIES": [one.id() for one in layers]})
    layers.clear()
    project.removeAllMapLayers()
    tried.forget()
    print("it went on")
"""


def test_letting_go_of_a_run_asks_nothing_of_a_layer_that_is_gone():
    """As found: QGIS went down as another project was opened, in one of twenty windows."""
    command = [sys.executable, "-c", SCRIPT, str(ROOT / "scripts")]
    environment = {**os.environ, "MALLOC_PERTURB_": "165", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout) == (0, "it went on\n"), done.stderr
