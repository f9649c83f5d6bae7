"""Maps for a report, drawn in another thread than the window's."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsGeometry, QgsTask
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.PyQt.QtGui import QImage

from buurtmaat.adapters.report.maps import SIZE, MapBase, draw

LEFT, RIGHT = "POLYGON((0 0, 0 100, 100 100, 100 0, 0 0))", "POLYGON((100 0, 100 100, 200 100, 200 0, 100 0))"


def ground(crs: str = "EPSG:28992") -> MapBase:
    spots = np.array([[50.0, 50.0], [150.0, 50.0], [np.nan, np.nan]])
    shapes = [QgsGeometry.fromWkt(LEFT), QgsGeometry.fromWkt(RIGHT)]
    return MapBase(shapes, ["left", "right"], QgsCoordinateReferenceSystem(crs), spots)


def image_of(address: str) -> QImage:
    kind, content = address.split(",", 1)
    assert kind == "data:image/png;base64"
    return QImage.fromData(base64.b64decode(content), "PNG")


class Drawing(QgsTask):
    """Draws maps one after the other, as the report of a run in the background does."""

    def __init__(self, number: int) -> None:
        super().__init__("maps")
        self.number, self.images, self.errors = number, [], []

    def run(self) -> bool:
        for _ in range(self.number):
            try:
                self.images.append(draw(ground(), ["meets", "fails"], np.array([1, 0, 0], np.int8)))
            except Exception as error:  # shown by the test
                self.errors.append(repr(error))
        return True


def test_maps_are_drawn_in_the_background_while_the_window_goes_on():
    """Of layers that C++ made, one of five was taken for deleted as soon as one before it had stood at its address."""
    task, loop, ticks = Drawing(40), QEventLoop(), []
    busy = QTimer()
    busy.timeout.connect(lambda: ticks.append(len(ticks)))
    busy.start(5)
    task.taskCompleted.connect(loop.quit)
    task.taskTerminated.connect(loop.quit)
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    busy.stop()
    assert task.errors == []
    assert len(task.images) == 40
    assert len(set(task.images)) == 1
    assert ticks


@pytest.mark.parametrize("crs", ["EPSG:28992", ""])
def test_a_map_has_the_colours_of_the_verdicts_and_the_dwellings(crs):
    image = image_of(draw(ground(crs), ["meets", "fails"], np.array([1, 0, 0], np.int8)))
    assert image.width() == SIZE
    sides = {x: image.pixelColor(int(image.width() * x), int(image.height() * 0.25)).name() for x in (0.25, 0.75)}
    spots = {x: image.pixelColor(int(image.width() * x), image.height() // 2).name() for x in (0.25, 0.75)}
    assert sides[0.25] != sides[0.75]
    assert "#ffffff" not in sides.values()
    assert all(spots[x] != sides[x] for x in spots)


def test_without_an_area_there_is_nothing_to_draw():
    assert MapBase([QgsGeometry()], ["a"], QgsCoordinateReferenceSystem()).is_empty
    assert not ground().is_empty
