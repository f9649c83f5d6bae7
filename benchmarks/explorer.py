"""What one step of a slider in the threshold explorer takes: from the new number to the map and the curve painted.

A grid of neighbourhoods with generated dwellings and five requirements, as `basicrequirements` would have written them.
Ends with 1 if a step takes more than 200 ms.

    .venv/bin/python benchmarks/explorer.py [--dwellings 100000] [--neighbourhoods 100]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from measure import table
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QMetaType, Qt
from qgis.PyQt.QtWidgets import QDockWidget, QMainWindow

AIM = 0.2
REQUIREMENTS = ("near", "old", "play", "green", "shop")
NUMBER, WHOLE, TEXT = QMetaType.Type.Double, QMetaType.Type.Int, QMetaType.Type.QString
PARTS = (("value", NUMBER), ("ok", WHOLE), ("weight", NUMBER), ("reason", TEXT))


class Window:
    """The part of the QGIS window that the explorer asks for."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.canvas = QgsMapCanvas(self.window)
        self.window.setCentralWidget(self.canvas)
        self.window.resize(1600, 1000)

    def mainWindow(self) -> QMainWindow:  # noqa: N802 -- as QGIS calls it
        """Return the window."""
        return self.window

    def mapCanvas(self) -> QgsMapCanvas:  # noqa: N802 -- as QGIS calls it
        """Return the map."""
        return self.canvas


def main() -> int:
    """Make the layers, open the explorer, move a slider and print what a step takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dwellings", type=int, default=100_000, help="of the town that is made")
    parser.add_argument("--neighbourhoods", type=int, default=100, help="how many there are")
    parser.add_argument("--steps", type=int, default=40, help="of the slider")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QgsApplication([], True)
    application.initQgis()
    slowest = measure(application, chosen.dwellings, chosen.neighbourhoods, chosen.steps)
    return int(slowest > AIM)


def measure(application: QgsApplication, dwellings: int, neighbourhoods: int, steps: int) -> float:
    """Move a slider step by step, and give the seconds of the slowest step."""
    from buurtmaat.ui.explorer.view import ThresholdExplorer

    side = int(np.ceil(np.sqrt(neighbourhoods)))
    areas = make_areas(neighbourhoods, side)
    QgsProject.instance().addMapLayers([make_dwellings(dwellings, neighbourhoods), areas])
    window = Window()
    window.canvas.setDestinationCrs(areas.crs())
    window.canvas.setExtent(QgsRectangle(0, 0, 1000 * side, 1000 * side))
    window.window.show()
    dock, around = ThresholdExplorer(window), QDockWidget()
    around.setWidget(dock)
    window.window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, around)
    dock.show()
    began = time.perf_counter()
    dock.read_layers()
    while dock.waiting.reading is not None:
        application.processEvents()
    reading = time.perf_counter() - began
    application.processEvents()
    dock.choose_area(neighbourhoods // 2)
    slider = dock.rows["near"].threshold_slider
    taken = []
    for step in range(steps):
        began = time.perf_counter()
        slider.setValue(slider.maximum() * (step + 1) // (steps + 1))
        dock.repaint()
        window.canvas.viewport().repaint()
        application.processEvents()
        taken.append(time.perf_counter() - began)
    print(
        table(
            ["dwellings", "neighbourhoods", "reading, s", "step, ms (median)", "slowest", "aim"],
            [
                [
                    f"{dwellings:,}",
                    f"{neighbourhoods:,}",
                    f"{reading:.1f}",
                    f"{1000 * statistics.median(taken):.0f}",
                    f"{1000 * max(taken):.0f}",
                    f"{1000 * AIM:.0f}",
                ]
            ],
        )
    )
    dock.drop()
    QgsProject.instance().removeAllMapLayers()
    return max(taken)


def make_dwellings(count: int, neighbourhoods: int) -> QgsVectorLayer:
    """Make dwellings with the fields of a run."""
    layer = QgsVectorLayer("Point?crs=EPSG:28992", "dwellings", "memory")
    fields = [QgsField("neighbourhood", TEXT)]
    for name in REQUIREMENTS:
        fields += [QgsField(f"{name}_{part}", kind) for part, kind in PARTS]
    fields.append(QgsField("row_status", TEXT))
    layer.dataProvider().addAttributes(fields)
    layer.updateFields()
    rng = np.random.default_rng(1)
    home = rng.integers(0, neighbourhoods, count)
    values = [rng.gamma(3, 150, count) * (1 + (home % 7) / 7) for _ in REQUIREMENTS]
    features = []
    for row in range(count):
        feature = QgsFeature(layer.fields())
        cells: list[object] = [f"BU{home[row]:08d}"]
        for value in values:
            cells += [float(value[row]), int(value[row] <= 500), 1.0, None]
        feature.setAttributes([*cells, "ok"])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(float(row % 1000), float(row // 1000))))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def make_areas(count: int, side: int) -> QgsVectorLayer:
    """Make neighbourhoods with as many vertices as real ones have."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:28992", "neighbourhoods", "memory")
    names = ["code", *(f"{name}_compliance" for name in REQUIREMENTS)]
    fields = [QgsField(name, TEXT) for name in names]
    fields += [QgsField(f"{name}_share", NUMBER) for name in REQUIREMENTS]
    layer.dataProvider().addAttributes(fields)
    layer.updateFields()
    features = []
    for row in range(count):
        x, y = 1000.0 * (row % side), 1000.0 * (row // side)
        square = QgsGeometry.fromRect(QgsRectangle(x, y, x + 1000, y + 1000)).densifyByDistance(5)
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"BU{row:08d}", *["fails"] * len(REQUIREMENTS), *[0.5] * len(REQUIREMENTS)])
        feature.setGeometry(square)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


if __name__ == "__main__":
    sys.exit(main())
