"""An output that QGIS cannot make, with words of its own, as the disk filled up while the run went on."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import pytest
from qgis.core import QgsProcessingException

from buurtmaat.algorithms.prepare_network import PrepareNetworkAlgorithm
from towns.runs import grid, into, layer, refusal


@pytest.mark.parametrize("is_full", [True, False])
@pytest.mark.parametrize("table", ["streets", ""])
def test_an_output_that_cannot_be_made_as_the_disk_is_full_is_told_so(provider, tmp_path, monkeypatch, is_full, table):
    """As found: “Could not create layer …: Layer failed to load”, and nothing of the disk."""

    def fails(*_):
        if is_full:
            monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1000))
        raise QgsProcessingException("Could not create layer x: Layer failed to load")

    monkeypatch.setattr(PrepareNetworkAlgorithm, "parameterAsSink", fails)
    path = tmp_path / "out.gpkg"
    streets = layer([(way, "path") for way in grid()], "streets", highway="text")
    said = refusal("preparenetwork", {"SOURCE": streets, "OUTPUT": into(path, table) if table else str(path)})
    why = "the disk is full" if is_full else "Could not create layer x: Layer failed to load"
    assert f": {why}; choose another place, or try again." in said
    assert not path.exists()


def test_an_output_that_cannot_be_made_as_its_folder_went_is_told_in_the_words_of_qgis(provider, tmp_path, monkeypatch):
    def fails(*_):
        for one in tmp_path.iterdir():
            shutil.rmtree(one, ignore_errors=True)
        raise QgsProcessingException("Could not create layer x: no such folder")

    monkeypatch.setattr(PrepareNetworkAlgorithm, "parameterAsSink", fails)
    streets = layer([(way, "path") for way in grid()], "streets", highway="text")
    said = refusal("preparenetwork", {"SOURCE": streets, "OUTPUT": str(tmp_path / "out.gpkg")})
    assert ": Could not create layer x: no such folder; choose another place, or try again." in said
