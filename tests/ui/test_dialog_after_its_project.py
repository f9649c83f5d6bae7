"""A dialog whose run reads files alone, as the project is closed: it goes on, as Processing lets it."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject

from buurtmaat.adapters.preparing.prefill import last_inputs
from towns.background import until
from towns.explorer_dock import settle
from towns.runs import box, grid, layer, point, save

NORMS = [["s", "school", "distance", "300", "m", "", "", "", "", "", "0.9"]]


@pytest.fixture
def files(qgis_new_project, tmp_path) -> dict[str, object]:
    """Return inputs of a check that are files, none of them in the project."""
    made = {
        "DWELLINGS": layer([(point(50, 10), 3)], "dwellings", dwellings="int"),
        "NEIGHBOURHOODS": layer([(box(-50, -50, 550, 550), "BU01")], "areas", buurtcode="text"),
        "FACILITIES": layer([(point(250, -20), "school")], "facilities", type="text"),
        "NETWORK": layer(grid(), "streets"),
    }
    for name, one in made.items():
        save(one, tmp_path / f"{name}.gpkg")
    sources = {name: str(tmp_path / f"{name}.gpkg") for name in made}
    given = {**sources, "FACILITIES": [sources["FACILITIES"]], "REQUIREMENTS": NORMS}
    return {**given, "NEIGHBOURHOOD_ID": "buurtcode", "TYPE_FIELD": "type"}


@pytest.mark.parametrize("closed", ["while it runs", "before it begins", "never"])
def test_its_results_come_into_the_project_that_is_open_which_remembers_no_inputs_of_another(files, dialogs, closed):
    """As found: the next project filled in its checks with the files of the one before."""
    dialog, ended = dialogs("basicrequirements"), []
    if closed == "before it begins":
        QgsProject.instance().clear()
    dialog.setParameters(files)
    dialog.algorithmFinished.connect(lambda good, _results: ended.append(good))
    dialog.runAlgorithm()
    if closed == "while it runs":
        QgsProject.instance().clear()
    until(lambda: ended)
    settle()
    assert ended == [True]
    names = {one.name().partition(" (")[0] for one in QgsProject.instance().mapLayers().values()}
    assert {"Verdicts", "Dwellings"} <= names
    kept = last_inputs(QgsProject.instance())
    assert kept.get("NEIGHBOURHOODS") == (None if closed == "while it runs" else files["NEIGHBOURHOODS"])
