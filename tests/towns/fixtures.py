"""What every test that runs an algorithm needs: the provider in the registry, and a clean end."""

from __future__ import annotations

import gc
import threading

import pytest
from qgis.core import QgsApplication, QgsMapLayer, QgsProcessingContext, QgsProject
from qgis.PyQt import sip

from buurtmaat.adapters.io.waiting import READER
from towns import runs

_PATIENCE = 30.0  # seconds


@pytest.fixture(scope="session", autouse=True)
def provider(qgis_app):
    """Register the provider once, as the plugin does, whichever folder's tests come first."""
    from buurtmaat.algorithms.provider import BuurtmaatProvider

    registry = QgsApplication.processingRegistry()
    there = registry.providerById("buurtmaat")
    if there is not None:
        yield there
        return
    registry.addProvider(BuurtmaatProvider())
    yield registry.providerById("buurtmaat")
    # A reader that was left behind as its server hung may ask its layer still, though the test let the server go on.
    for thread in threading.enumerate():
        if thread.name == READER:
            thread.join(_PATIENCE)
    # QGIS never lets go of what an algorithm raised, and so of all frames below with their layers: after the end of
    # QGIS they would bring Python down.
    gc.collect()
    for left in [o for o in gc.get_objects() if isinstance(o, (QgsMapLayer, QgsProcessingContext))]:
        if not sip.isdeleted(left) and sip.ispyowned(left):
            sip.delete(left)


@pytest.fixture(autouse=True)
def clean_project(qgis_app):
    """Take the layers that a test put into the project out again, and forget what its runs kept."""
    yield
    runs.forget()
    QgsProject.instance().removeAllMapLayers()
