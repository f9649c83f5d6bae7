"""A message names a parameter as the dialog does, and by its name."""

from __future__ import annotations

import pytest

from buurtmaat.adapters.io.parameter_labels import with_labels
from towns import runs, small_town
from towns.fixtures import provider

__all__ = ["provider"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("DWELLINGS or NETWORK.", "Dwellings (DWELLINGS) or Streets and paths (NETWORK)."),
        ("the layer (NETWORK) of it", "the layer (NETWORK) of it"),
        ("The layer “DWELLINGS” is empty", "The layer “DWELLINGS” is empty"),
        ("written to /tmp/NETWORK.gpkg", "written to /tmp/NETWORK.gpkg"),
        ("NETWORKS", "NETWORKS"),
        ("K = 3", "K = 3"),
    ],
)
def test_a_parameter_is_called_by_its_label_and_its_name(provider, sentence, expected):
    assert with_labels(sentence, provider.algorithm("nearestfacility")) == expected


def test_a_label_comes_without_its_unit(provider):
    algorithm = provider.algorithm("nearestfacility")
    label = algorithm.parameterDefinition("MAX_SNAP").description().partition(" (")[0].partition(" [")[0]
    assert with_labels("increase MAX_SNAP", algorithm) == f"increase {label} (MAX_SNAP)"


def test_an_error_of_a_run_says_both(provider, tmp_path):
    norms = small_town.norm_file(tmp_path)
    given = small_town.town(REQUIREMENTS=None, NORM_FILE=norms, REPORT=norms)
    with pytest.raises(runs.RefusedError, match=r"over Norm file \(NORM_FILE\)"):
        runs.run("basicrequirements", given)
