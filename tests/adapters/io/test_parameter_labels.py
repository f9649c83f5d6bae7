"""A message names a parameter as the dialog does, and by its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType

import pytest
from qgis.core import QgsFeedback

from buurtmaat.adapters.io.labelled_feedback import LabelledFeedback
from buurtmaat.adapters.io.parameter_labels import with_labels, without_labels
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
        ("K must be a number.", "Number of facilities for each dwelling (K) must be a number."),
        ("at most K of them", "at most K of them"),
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


def test_what_a_log_is_kept_for_has_the_names_alone(provider):
    algorithm = provider.algorithm("nearestfacility")
    said = "The layer “a (NETWORK)” of NETWORK is empty: increase MAX_SNAP, or leave it (LIMIT)."
    assert without_labels(with_labels(said, algorithm), algorithm) == said


def test_a_log_names_inputs_as_an_error_does(provider):
    whole = runs.Feedback()
    feedback = LabelledFeedback(whole, provider.algorithm("nearestfacility"))
    feedback.pushInfo("Read from NETWORK")
    feedback.pushWarning("NETWORK: two streets")
    feedback.reportError("no DWELLINGS")
    feedback.setProgress(40)
    assert whole.infos == ["Read from Streets and paths (NETWORK)"]
    assert whole.warnings == ["Streets and paths (NETWORK): two streets"]
    assert whole.errors == ["no Dwellings (DWELLINGS)"]
    assert whole.shares == [40]


def test_cancel_reaches_what_is_run_with_it_before_and_after(provider):
    algorithm, whole = provider.algorithm("nearestfacility"), runs.Feedback()
    before = LabelledFeedback(whole, algorithm)
    assert not before.isCanceled()
    whole.cancel()
    # What QGIS itself asks, which knows no method of Python.
    assert all(QgsFeedback.isCanceled(one) for one in (before, LabelledFeedback(whole, algorithm)))


def test_a_name_in_brackets_stands_behind_a_label_of_it(provider, load_script: Callable[[str], ModuleType]):
    """As found: "the table that Check basic requirements wrote (OUTPUT_DEGREES)", which its dialog calls otherwise."""
    dutch = load_script("checking/translations").read()
    labels: dict[str, set[str]] = {}
    for algorithm in provider.algorithms():
        for one in algorithm.parameterDefinitions():
            label = re.sub(r"\s*[\[(][^\])]*[\])]\s*$", "", one.description())
            labels.setdefault(one.name(), set()).update({label, dutch.get(label, label)})
    wrong = [
        text
        for text in {text for pair in dutch.items() for text in pair}
        for found in re.finditer(r"”? \((?!GTFS|PDF)(\w+)\)", text)  # which are formats too
        if not text[: found.start()].endswith(tuple(labels.get(found[1], {""})))
    ]
    assert wrong == []
