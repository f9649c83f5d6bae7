"""The panel when the project is closed or loses its results: what was said of them is past; layers without a row."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QFileDialog

from buurtmaat.ui.panel import added_files
from towns.background import until
from towns.explorer_dock import settle
from towns.runs import box, grid, in_project, layer, point

MISSING = "It needs: dwellings, neighbourhoods, facilities, streets."


def check_until_its_results_are_read(panel) -> None:
    """Run the check, and stop as its results are being read."""
    panel.check.run_button.click()
    until(lambda: panel.check.current is None)
    assert panel.look.explorer.session is None
    assert panel.check.sentence.text() == "The results are on the map."


def test_results_that_were_never_read_are_not_on_the_map_of_another_project(town, opened):
    """As found: “The results are on the map.” stayed for all projects after it."""
    panel = opened()
    check_until_its_results_are_read(panel)
    town.clear()
    settle()
    assert panel.check.sentence.text() == MISSING
    assert panel.check.header.text().startswith("!")


def test_results_that_are_taken_out_before_they_are_read_are_not_on_the_map(town, opened):
    panel, before = opened(), set(town.mapLayers())
    check_until_its_results_are_read(panel)
    town.removeMapLayers(list(set(town.mapLayers()) - before))
    settle()
    assert panel.check.sentence.text() == "Everything is there: run the check."


def test_the_report_of_another_project_is_not_the_last_one(town, opened):
    panel = opened()
    panel.report.show_written("/reports/delft.html")
    assert panel.report.header.text().startswith("✓")
    town.clear()
    settle()
    assert panel.report.path == ""
    assert panel.report.open_last.isHidden()
    assert panel.report.header.text().startswith("•")


def test_what_was_kept_is_not_said_in_another_project(town, opened, tmp_path):
    panel = opened()
    saver = panel.check.recipes
    saver.choose_file, saver.ask = lambda _name: tmp_path / "check.json", lambda _question, *_answers: 0
    saver.button.click()
    assert panel.check.kept.text().startswith("Saved: ")
    town.clear()
    settle()
    assert panel.check.kept.isHidden()


def test_a_check_that_runs_as_its_project_is_closed_says_nothing_in_the_next(town, opened):
    """As found: “Cancelled: nothing was written.” was said there, of a check that nobody had seen."""
    panel = opened()
    panel.check.run_button.click()
    run = panel.check.current
    town.clear()
    assert panel.check.waiting.isHidden()
    assert panel.check.sentence.text() == MISSING
    until(lambda: not run.running)
    settle()
    assert panel.check.sentence.text() == MISSING
    assert panel.check.current is None
    assert town.mapLayers() == {}


def test_what_could_not_be_tried_is_not_said_in_another_project(project, opened):
    panel = opened()
    panel.controller.open_step("what_if")
    panel.what_if.tools["place"].click()
    assert panel.what_if.header.text().startswith("!")
    project.clear()
    settle()
    assert panel.what_if.said.text() == "Place, move or close a facility, and see what changes."
    assert panel.what_if.header.text().startswith("•")


def test_a_run_that_is_read_to_try_changes_is_not_shown_to_go_on_in_another_project(town, opened):
    """As found: the bar of its progress stood in the next project until another run was read."""
    panel = opened()
    panel.controller.open_step("what_if")
    panel.what_if.tools["place"].click()
    assert not panel.what_if.bar.isHidden()
    town.clear()
    settle()
    assert panel.what_if.bar.isHidden()
    assert panel.what_if.tried.run is None


def test_files_that_were_not_added_are_not_said_in_another_project(project, opened, tmp_path, monkeypatch):
    """As found in a project that had no layer: nothing went from it that would have been heard of."""
    panel, file = opened(), tmp_path / "notes.xyz"
    file.write_text("nothing")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    panel.data.add.click()
    settle()
    assert "notes.xyz" in panel.data.lacks.text()
    project.clear()
    settle()
    assert panel.data.lacks.text() == "Missing: dwellings, neighbourhoods, facilities, streets."


def test_a_file_that_cannot_be_read_is_said_to_be_so(project, opened, tmp_path, monkeypatch):
    """As found: QGIS was said to find no vector layer in it, also where the user may not read it."""
    panel, gone = opened(), tmp_path / "gone.csv"
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(gone)], ""))
    panel.data.add.click()
    settle()
    first = panel.data.lacks.text().splitlines()[0]
    assert first == "Not added, as they cannot be read: gone.csv (No such file or directory)."
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    panel.data.add.click()
    settle()
    assert "gone.csv" not in panel.data.lacks.text(), "it was of the files before"
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(gone)], ""))
    monkeypatch.setattr(added_files, "translated", lambda message, values: f"<{message}>")
    panel.data.add.click()
    settle()
    assert "gone.csv (<No such file or directory>)" in panel.data.lacks.text()
    project.clear()
    settle()
    assert panel.data.lacks.text() == "Missing: dwellings, neighbourhoods, facilities, streets."


@pytest.fixture
def four(project):
    """Put into the project what a check needs, the dwellings and the facilities without a row."""
    in_project(layer([], "dwellings", dwellings="int"))
    in_project(layer([(box(0, 0, 99, 99), "a")], "neighbourhoods", buurtcode="text"))
    in_project(layer([], "facilities", facility_id="text", type="text"))
    in_project(layer(grid(), "streets"))
    return QgsProject.instance()


def test_layers_without_a_row_are_said_to_have_none(four, opened):
    """As found: they were counted as 0, and the step was done."""
    panel = opened()
    assert panel.data.missing == []
    lines = panel.data.lacks.text().splitlines()
    assert lines[0] == "Without a row: dwellings, facilities; choose other layers."
    assert panel.data.header.text().startswith("!")
    (homes,) = four.mapLayersByName("dwellings")
    panel.controller.choose_layers("DWELLINGS", [layer_with_a_row()])
    assert homes.featureCount() == 0
    assert panel.data.lacks.text().splitlines()[0] == "Without a row: facilities; choose other layers."


def layer_with_a_row():
    made = layer([(point(9, 9), 3)], "other homes", dwellings="int")
    in_project(made)
    return made
