"""The sample town in a project, as a user opens it, for tests that write nothing into it."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject, QgsVectorLayer

from buurtmaat.ui.sample_town import open_sample_town


def open_town_to_read(project: QgsProject) -> dict[str, QgsVectorLayer]:
    """Open the sample town and return the layers of the project, by name.

    QGIS would first try of each of its 15 layers whether it can be written: that takes three quarters of the time.
    """
    usual = QgsVectorLayer.LayerOptions

    def to_read() -> QgsVectorLayer.LayerOptions:
        options = usual()
        options.forceReadOnly = True
        return options

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QgsVectorLayer, "LayerOptions", to_read)
        open_sample_town(project)
    return {one.name(): one for one in project.mapLayers().values()}
