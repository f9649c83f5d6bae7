"""Draw the verdicts of the demo as a map: of each neighbourhood all of its requirements, and how many of them it meets.

Takes the GeoPackage of the sample town, that of the results, and where the picture goes (PNG): run by scripts/demo.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from planning_ahead import Town, draw
from qgis.core import (
    Qgis,
    QgsPalLayerSettings,
    QgsProject,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# After the path that makes it importable.
from headless_qgis import headless_qgis

_ASKED = '("met" + "failed" + "unknown")'
SAID = f"""concat("buurtnaam", if({_ASKED} > 0, concat('\\n', "met", ' of ', {_ASKED}), ''))"""
"""What is written in each neighbourhood: its name, and how many it meets of the requirements that are judged there."""


def verdicts(results: Path) -> QgsVectorLayer:
    """Return the neighbourhoods of a run, as the plugin colours them."""
    from buurtmaat.adapters.results.styles import apply_style

    layer = QgsVectorLayer(f"{results}|layername=neighbourhoods", "neighbourhoods", "ogr")
    if not layer.isValid():
        raise OSError(f"{results} has no neighbourhoods")
    apply_style(layer, "neighbourhoods")
    layer.setOpacity(0.75)
    words = QgsTextFormat()
    words.setSize(7)
    words.setColor(QColor("#111111"))
    words.buffer().setEnabled(True)
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = SAID, True
    settings.autoWrapLength, settings.multilineAlign = 22, Qgis.LabelMultiLineAlignment.Center
    settings.setFormat(words)
    settings.placementSettings().setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    return layer


def main() -> None:
    """Read what is asked, and do it in a QGIS without windows."""
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ("town", "results", "picture"):
        arguments.add_argument(name, type=Path)
    given = arguments.parse_args()
    with headless_qgis():
        layer = verdicts(given.results)
        QgsProject.instance().addMapLayer(layer, False)
        heading = "All requirements together,|and how many are met"
        town = Town(given.town, given.picture.parent)
        draw(town, given.picture.stem, "Example norms for meeting places in Waterveen, today", [[layer]], [heading])
        QgsProject.instance().clear()


if __name__ == "__main__":
    main()
