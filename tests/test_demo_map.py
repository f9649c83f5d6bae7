"""The map that the demo ends with: it shows what the results say, under their own colours."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType
from qgis.PyQt.QtGui import QImage

from towns.slow import some

COUNTS = ("met", "failed", "unknown")


def results(root: Path, folder: Path, verdict: str) -> Path:
    """Write the neighbourhoods of the sample town, each with one verdict and 3 of 5 requirements met."""
    town = QgsVectorLayer(f"{root / 'resources/sample/town.gpkg'}|layername=neighbourhoods", "", "ogr")
    fields = QgsFields()
    for name, kind in (
        ("buurtnaam", QMetaType.Type.QString),
        ("compliance", QMetaType.Type.QString),
        *((count, QMetaType.Type.Int) for count in COUNTS),
    ):
        fields.append(QgsField(name, kind))
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "neighbourhoods"
    path = folder / "results.gpkg"
    writer = QgsVectorFileWriter.create(
        str(path), fields, town.wkbType(), town.crs(), QgsProject.instance().transformContext(), options
    )
    for feature in town.getFeatures():
        made = QgsFeature(fields)
        made.setGeometry(feature.geometry())
        made.setAttributes([feature["buurtnaam"], verdict, 3, 1, 1])
        assert writer.addFeature(made)
    del writer
    return path


def picture(root: Path, folder: Path, verdict: str, qgis: dict[str, str]) -> QImage:
    path = folder / "map.png"
    town = root / "resources" / "sample" / "town.gpkg"
    done = subprocess.run(
        ["/usr/bin/python3", root / "scripts" / "showing" / "demo_map.py", town, results(root, folder, verdict), path],
        env=qgis,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    image = QImage(str(path))
    assert not image.isNull()
    return image


@pytest.mark.parametrize("verdict", some(["meets", "fails"], ["fails"]))
def test_the_map_has_the_colours_of_the_verdicts(
    root: Path, tmp_path: Path, verdict: str, qgis_app: object, clean_qgis: dict[str, str]
) -> None:
    image = picture(root, tmp_path, verdict, clean_qgis)
    # Left of 70 % of the width is the map, right of it the legend. Blue meets, orange fails.
    pixels = [
        image.pixelColor(x, y)
        for x in range(0, int(image.width() * 0.68), 5)
        for y in range(int(image.height() * 0.1), image.height(), 5)
    ]
    blue = sum(one.blue() > one.red() + 40 for one in pixels)
    orange = sum(one.red() > one.blue() + 40 for one in pixels)
    most, least = (blue, orange) if verdict == "meets" else (orange, blue)
    assert most > 0.5 * len(pixels)
    assert least < 0.05 * len(pixels)  # water is pale blue


def test_each_neighbourhood_is_named_with_what_it_meets(
    root: Path, load_script: Callable, monkeypatch: pytest.MonkeyPatch, qgis_app: object
) -> None:
    monkeypatch.syspath_prepend(root / "scripts" / "showing")
    expression = QgsExpression(load_script("showing/demo_map").SAID)
    fields = QgsFields()
    fields.append(QgsField("buurtnaam", QMetaType.Type.QString))
    for count in COUNTS:
        fields.append(QgsField(count, QMetaType.Type.Int))
    told = []
    for met, failed, unknown in ((3, 1, 1), (0, 2, 0), (0, 0, 0)):
        feature = QgsFeature(fields)
        feature.setAttributes(["De Hoven", met, failed, unknown])
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(None))
        context.setFields(fields)
        context.setFeature(feature)
        told.append(expression.evaluate(context))
    assert told == ["De Hoven\n3 of 5", "De Hoven\n0 of 2", "De Hoven"]


def test_the_demo_says_where_the_map_and_the_report_are(root: Path) -> None:
    text = (root / "scripts" / "demo").read_text(encoding="utf-8")
    assert re.findall(r'^echo "[^"]*\$out/([\w.]+)"$', text, re.MULTILINE) == ["results.gpkg", "map.png", "report.html"]
