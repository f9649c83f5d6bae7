"""What the dialog of a fetch begins with."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsProject

from buurtmaat.adapters.fetching.fetch_prefill import fetch_inputs
from buurtmaat.adapters.outputs.provenance import FETCHED, VOCABULARY
from towns import runs
from towns.runs import layer, point


@pytest.fixture
def fetched(qgis_new_project, tmp_path) -> Path:
    """Return the GeoPackage of a layer of the project that was fetched."""
    path = tmp_path / "fetched.gpkg"
    found = runs.save(layer([point(0, 0)], "dwellings"), path, "dwellings")
    metadata = found.metadata()
    metadata.addKeywords(VOCABULARY, [FETCHED])
    found.setMetadata(metadata)
    runs.in_project(found)
    return path


def test_an_earlier_fetch_is_taken_up(fetched):
    assert fetch_inputs(QgsProject.instance(), {}) == {"EARLIER": str(fetched)}


def test_one_whose_file_is_gone_is_not(fetched):
    fetched.rename(fetched.with_name("elsewhere.gpkg"))
    assert fetch_inputs(QgsProject.instance(), {}) == {}
