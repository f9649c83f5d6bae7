"""Runs Buurtmaat's algorithms as QGIS does, on layers that tests describe in well-known text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication

sys.path.insert(0, str(Path(__file__).resolve().parent))


@pytest.fixture(scope="session", autouse=True)
def provider(qgis_app):
    """Register the provider once, as the plugin does."""
    from buurtmaat.algorithms.provider import BuurtmaatProvider

    registry = QgsApplication.processingRegistry()
    if registry.providerById("buurtmaat") is None:
        registry.addProvider(BuurtmaatProvider())
    return registry.providerById("buurtmaat")
