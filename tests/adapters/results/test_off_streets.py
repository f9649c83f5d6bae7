"""Facilities off the streets: what stays unknown for them, how far they are, and where that is said."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.core import QgsProcessingContext, QgsProcessingOutputLayerDefinition, QgsProject

from buurtmaat.adapters.explore.nearest_places import read_off_streets
from buurtmaat.adapters.results.off_streets import find_off_streets
from buurtmaat.adapters.results.run_outputs import read_results
from buurtmaat.core.progress import Progress
from buurtmaat.core.results.findings import read_findings
from towns import runs
from towns.runs import box, grid, layer, point

OUTPUTS = ("OUTPUT_FACILITIES", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS")


def town(*schools: str, max_snap: float = 200) -> dict[str, object]:
    """A home on the streets, which end at y = 500; the schools lie where a test has them."""
    return {
        "DWELLINGS": layer([point(200, 10), point(200, 490)]),
        "NEIGHBOURHOODS": layer([box(-50, -50, 550, 1550)]),
        "FACILITIES": [layer(list(schools), "school"), layer([point(9, 9)], "shop")],
        "NETWORK": layer(grid()),
        "REQUIREMENTS": [
            ["near", "school", "distance", "300", "m", "", "", "", "", "", "0.9"],
            ["some", "school", "count", "300", "m", "1", "", "", "", "", "0.9"],
        ],
        "MIN_DWELLINGS": 0,
        "MAX_SNAP": max_snap,
    }


def checked(given: dict[str, object]):
    """Run a check as the dialog does; return its layers as they arrive, and what came of it."""
    context, made, project = QgsProcessingContext(), runs.algorithm("basicrequirements").create(), QgsProject.instance()
    context.setProject(project)
    shown = {name: QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project) for name in OUTPUTS}
    told = []
    signals = made.provider().signals
    signals.checked.connect(lambda outcome, _report: told.append(outcome))
    results, good = made.run({**given, **shown}, context, runs.Feedback(), {}, False)
    assert good
    return {name: context.takeResultLayer(results[name]) for name in OUTPUTS}, told


def test_the_only_facility_off_the_streets_is_named_with_how_far_and_what_is_unknown_for_it():
    """As found: all that asked for the one community centre of a town was unknown, and nothing on the map said why."""
    layers, (outcome,) = checked(town(point(250, 763)))
    said = "The only school lies 263 m off the streets: 2 requirements cannot be judged."
    assert outcome.endswith(said)
    rows = {row["type"]: row["street_m"] for row in layers["OUTPUT_FACILITIES"].getFeatures()}
    assert rows["school"] == pytest.approx(263)
    assert not isinstance(rows["shop"], float)
    findings = read_findings(read_results(layers["OUTPUT_RESULTS"]))
    found = read_off_streets(layers["OUTPUT_FACILITIES"], findings, Progress())
    assert found.sentence() == said
    assert found.snap_m == 270
    (feature,) = layers["OUTPUT_FACILITIES"].getFeatures(list(found.features))
    assert feature["type"] == "school"


def test_the_first_map_says_why_it_is_grey():
    layers, _ = checked(town(point(250, 763)))
    areas = layers["OUTPUT_NEIGHBOURHOODS"]
    for title in ("All requirements", "near", "some"):
        areas.styleManager().setCurrentStyle(title)
        assert "unknown: facilities off the network" in [one.label() for one in areas.renderer().categories()], title


def test_of_several_the_nearest_is_told_and_the_snapping_distance_that_would_do():
    given = town(point(250, 800), point(250, 1000))
    layers, (outcome,) = checked(given)
    assert outcome.endswith("All 2 of school lie off the streets, the nearest 300 m: 2 requirements cannot be judged.")
    findings = read_findings(read_results(layers["OUTPUT_RESULTS"]))
    metres = read_off_streets(layers["OUTPUT_FACILITIES"], findings, Progress()).snap_m
    _, (outcome,) = checked({**given, "MAX_SNAP": metres})
    assert "off the streets" not in outcome


def test_where_one_of_them_counts_nothing_is_said():
    layers, (outcome,) = checked(town(point(250, 800), point(250, 510)))
    assert "off the streets" not in outcome
    findings = read_findings(read_results(layers["OUTPUT_RESULTS"]))
    assert read_off_streets(layers["OUTPUT_FACILITIES"], findings, Progress()) is None
    areas = layers["OUTPUT_NEIGHBOURHOODS"]
    assert "unknown" in [one.label() for one in areas.renderer().categories()]


def test_types_are_compared_without_case_and_other_facilities_are_left_out():
    found = find_off_streets(
        [[" School "], ["school", "park"]], ["SCHOOL", "shop", None], np.array([40.0, 9, 1]), [7, 8, 9]
    )
    assert (found.count, found.nearest_m, found.requirements, list(found.features)) == (1, 40, 2, [7])
    assert found.snap_m == 50
    assert find_off_streets([["park"]], ["school"], np.array([40.0])) is None
