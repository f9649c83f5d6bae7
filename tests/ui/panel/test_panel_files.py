"""Files are added from the panel, and what Prepare data made takes it on to the check."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtWidgets import QFileDialog

from buurtmaat.ui import menu
from buurtmaat.ui.panel.added_files import layers_in
from towns import runs
from towns.explorer_dock import settle
from towns.panel_dock import panel_in, take_out
from towns.raw_town import EAST, WEST, neighbourhoods, raw_streets_file
from towns.runs import X0, Y0, box, grid, in_project, layer, point
from towns.sample_run import TOWN


@pytest.fixture
def add(monkeypatch):
    """Return a function that adds files as the user does."""

    def choose_files(panel, *paths: object) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(one) for one in paths], ""))
        panel.data.add.click()
        settle()

    return choose_files


def names() -> list[str]:
    """Return what the layers are called, from the top of the map down."""
    return [one.name() for one in QgsProject.instance().layerTreeRoot().layerOrder()]


def test_files_are_added_and_recognised(project, opened, add, tmp_path):
    panel = opened()
    homes = layer([(point(0, 0), 3)], "dwellings", dwellings="int")
    runs.save(homes, tmp_path / "dwellings.gpkg")
    add(panel, raw_streets_file(tmp_path / "streets.osm").split("|")[0], tmp_path / "dwellings.gpkg")
    assert any("lines" in one for one in names())
    assert [one.name() for one in panel.controller.layers_of("DWELLINGS")] == ["dwellings"]
    assert "Dwellings" not in panel.data.missing


def test_files_in_an_empty_project_show_the_town_in_its_own_system(project, opened, add, tmp_path, qgis_iface):
    """As found: the first layer was empty and in degrees, and the map stayed white up to the verdicts."""
    panel = opened()
    streets = raw_streets_file(tmp_path / "streets.osm").split("|")[0]
    areas = neighbourhoods(tmp_path / "buurten.gpkg", {WEST: (120, 60), EAST: (100, 40)}).split("|")[0]
    added = []
    project.layersAdded.connect(added.extend)
    add(panel, streets, areas)
    (layer_,) = panel.controller.layers_of("NEIGHBOURHOODS")
    in_degrees = [one.crs().isGeographic() for one in added]
    assert in_degrees[0] is False  # QGIS takes the system of the first
    assert any(in_degrees)
    canvas = qgis_iface.mapCanvas()
    assert canvas.extent().contains(layer_.extent())
    assert canvas.extent().width() < 5 * layer_.extent().width()
    # What the user looks at by then stays.
    looked_at = QgsRectangle(X0, Y0, X0 + 10, Y0 + 10)
    canvas.setExtent(looked_at)
    shown = canvas.extent()
    add(panel, tmp_path / "buurten.gpkg")
    assert canvas.extent() == shown


def test_a_long_name_of_a_file_makes_the_panel_no_wider(project, opened, add, tmp_path):
    """As found: the panel became as wide as the name, which pushed the map out of the window."""
    panel = opened()
    name = f"{'dwellings_' * 20}.gpkg"
    (tmp_path / name).write_text("nothing")
    add(panel, tmp_path / name)
    assert name in panel.data.lacks.text()
    # As wide as it is opened.
    assert panel.minimumSizeHint().width() <= menu._PANEL_WIDTH * panel.fontMetrics().averageCharWidth()


def test_the_window_goes_on_between_two_files(project, opened, add, tmp_path, monkeypatch):
    panel, seen = opened(), []
    ticking = QTimer()
    ticking.timeout.connect(lambda: seen.append("event"))
    monkeypatch.setattr("buurtmaat.ui.panel.data_step.layers_in", lambda path: seen.append("file") or layers_in(path))
    for name in ("one", "two"):
        runs.save(layer([(point(0, 0), 3)], name, dwellings="int"), tmp_path / f"{name}.gpkg")
    ticking.start(0)
    add(panel, tmp_path / "one.gpkg", tmp_path / "two.gpkg")
    ticking.stop()
    assert seen.count("file") == 2
    assert "event" in seen[seen.index("file") : len(seen) - seen[::-1].index("file")]


def test_of_a_file_with_many_layers_the_user_says_which_and_points_come_on_top(project, opened, add, monkeypatch):
    panel, offered = opened(), []

    class Chooser:
        def __init__(self, _path, _provider, _name, found, *_more) -> None:
            self.found = found

        def exec(self) -> bool:
            return True

        def selectedLayers(self) -> list:
            offered.extend(self.found)
            return [one for one in self.found if one.name() in ("facilities", "streets", "neighbourhoods")]

    monkeypatch.setattr("buurtmaat.ui.panel.data_step.QgsProviderSublayersDialog", Chooser)
    add(panel, TOWN)
    assert len(offered) > 12
    assert [one.split(" — ")[-1] for one in names()] == ["facilities", "streets", "neighbourhoods"]
    assert panel.data.missing == ["Dwellings"]


@pytest.mark.parametrize("goes", ["project", "panel"])
def test_what_is_chosen_of_a_file_is_not_added_once_the_project_or_the_panel_is_gone(
    project, qgis_iface, monkeypatch, goes
):
    """As found: the next project got the layers; without a panel there was an error of Python."""
    panel, asked = panel_in(qgis_iface), []

    class Chooser:
        """Stands for QGIS's own dialog, in which the user chooses the first layer."""

        def __init__(self, _path, _provider, _file, found, *_):
            self._found = found

        def exec(self):
            asked.append(goes)
            if goes == "project":
                project.clear()
            else:
                take_out(qgis_iface, panel)
            return 1

        def selectedLayers(self):
            return self._found[:1]

    monkeypatch.setattr("buurtmaat.ui.panel.data_step.QgsProviderSublayersDialog", Chooser)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(TOWN), str(TOWN)], ""))
    panel.data._add_files()
    settle()
    assert asked == [goes]
    assert names() == []
    if goes == "project":
        take_out(qgis_iface, panel)


def test_points_of_one_file_come_above_the_areas_of_another_and_all_look_quiet(project, opened, add, tmp_path):
    """As found: four files of a town, of which the dwellings came below the neighbourhoods, which were pink."""
    made = {
        "dwellings": layer([(point(0, 0), 3)], dwellings="int"),
        "streets": layer(grid()),
        "areas": layer([(box(0, 0, 9, 9), "BU01")], buurtcode="text"),
    }
    for name, one in made.items():
        runs.save(one, tmp_path / f"{name}.gpkg")
    add(opened(), *(tmp_path / f"{name}.gpkg" for name in made))
    assert [one.partition(" — ")[0] for one in names()] == ["dwellings", "streets", "areas"]
    colours = [one.renderer().symbol().color() for one in project.layerTreeRoot().layerOrder()]
    assert [colour.saturation() for colour in colours] == [0, 0, 0]


def test_what_is_no_vector_file_is_said(project, opened, add, tmp_path):
    panel, file = opened(), tmp_path / "notes.pdf.xyz"
    file.write_text("nothing")
    add(panel, file)
    assert "notes.pdf.xyz" in panel.data.lacks.text()
    assert names() == []
    add(panel)
    assert "notes.pdf.xyz" not in panel.data.lacks.text()


def begin(monkeypatch, panel, *paths: object) -> None:
    """Choose files, and do not wait for them."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(one) for one in paths], ""))
    panel.data.add.click()


def test_files_that_are_added_while_others_are_take_nothing_away(project, opened, tmp_path, monkeypatch):
    panel, file = opened(), tmp_path / "notes.pdf.xyz"
    file.write_text("nothing")
    areas = neighbourhoods(tmp_path / "buurten.gpkg", {WEST: (120, 60), EAST: (100, 40)}).split("|")[0]
    runs.save(layer([(point(0, 0), 3)], "dwellings", dwellings="int"), tmp_path / "dwellings.gpkg")
    begin(monkeypatch, panel, file, areas)
    begin(monkeypatch, panel, tmp_path / "dwellings.gpkg")
    settle()
    assert "notes.pdf.xyz" in panel.data.lacks.text()
    assert len(names()) == 2


def test_files_of_a_project_that_is_closed_do_not_come_into_the_next(project, opened, tmp_path, monkeypatch):
    panel = opened()
    for name in ("one", "two", "three"):
        runs.save(layer([(point(0, 0), 3)], name, dwellings="int"), tmp_path / f"{name}.gpkg")
    begin(monkeypatch, panel, *(tmp_path / f"{name}.gpkg" for name in ("one", "two", "three")))
    while not names():
        QCoreApplication.processEvents()
    project.clear()
    settle()
    assert names() == []
    # What is added to the new one comes in whole.
    begin(monkeypatch, panel, tmp_path / "two.gpkg")
    settle()
    assert len(names()) == 1


def test_the_panel_goes_on_to_the_check_when_nothing_is_missing(town, opened):
    panel = opened()
    streets = panel.controller.layers_of("NETWORK")
    panel.controller.choose_layers("NETWORK", [])
    panel.take_prepared()
    assert panel.data.missing == ["Streets"]
    assert panel.data.is_open
    panel.controller.choose_layers("NETWORK", streets)
    panel.take_prepared()
    assert panel.check.is_open


def test_the_panel_stays_where_something_is_missing(project, opened):
    panel = opened()
    in_project(layer([(point(0, 0), 3)], "dwellings", dwellings="int"))
    settle()
    panel.take_prepared()
    assert panel.data.is_open
    assert not panel.check.is_open
