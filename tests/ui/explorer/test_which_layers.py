"""Which layers the explorer takes: of one run, of two, of another project; those that come and go."""

from __future__ import annotations

import shutil

from qgis.core import QgsProject, QgsVectorLayer

from towns import runs
from towns.explorer_dock import NAMES, REQUIREMENTS, dock_of, done_areas, settle
from towns.runs import box, layer, point
from towns.small_town import check, row


def test_the_layers_of_a_run_are_found_by_their_fields(opened, done):
    QgsProject.instance().addMapLayer(layer([point(0, 0)], "other"))
    dock = opened()
    boxes = (dock.layers.dwellings, dock.layers.neighbourhoods, dock.layers.results)
    assert [box.currentLayer().name() for box in boxes] == ["homes", "areas", "results"]
    assert dock.layers.class_field.currentField() == "woonmilieu"
    assert list(dock.rows) == ["s", "c", "m"]
    assert dock.message.text() == ""
    assert dock.rows["s"].threshold.value() == 300
    assert dock.rows["s"].target.value() == 90
    assert dock.rows["m"].threshold.suffix() == " min"
    assert dock.rows["m"].target.text() == "no target"
    assert dock.areas.currentText() == "All together"
    assert [dock.areas.itemText(n) for n in (1, 2)] == ["West <i>", "Oost"]


def test_without_layers_it_says_what_to_do(opened):
    dock = opened(outputs=())
    assert "Check basic requirements" in dock.message.text()
    assert not dock.content.isEnabled()
    assert not dock.save.isEnabled()


def test_a_check_of_amounts_alone_is_not_called_no_check(opened, done, provider):
    """As found: "Run Check basic requirements first", right after it was run."""
    run = check(REQUIREMENTS=[row(id="r", indicator="rate", unit="number", threshold=1, metric="")])
    dock = opened(layers={name: run.layer(name).clone() for name in NAMES})
    assert dock.session is None
    assert dock.message.text() == (
        "No norm of this check has a distance to move: its verdicts are on the map, and in the report."
    )
    panel = dock_of(dock)
    assert "checked yet" not in panel.look.header.accessibleDescription()
    # As found: the report, to which that sentence leads, could not be made: "run that first".
    assert panel.report.make.isEnabled()
    assert "first" not in panel.report.sentence.text()
    QgsProject.instance().removeAllMapLayers()
    settle()
    assert "checked yet" in panel.look.header.accessibleDescription()
    assert not panel.report.make.isEnabled()
    for name in ("OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS"):  # of a check with distances, without its dwellings
        QgsProject.instance().addMapLayer(done.layer(name).clone())
    settle()
    assert "Check basic requirements" in dock.message.text()


def test_layers_that_come_later_are_read(opened, done):
    dock = opened(outputs=())
    for name, title in NAMES.items():
        one = done.layer(name).clone()
        one.setName(title)
        QgsProject.instance().addMapLayer(one)
    settle()
    assert list(dock.rows) == ["s", "c", "m"]


def test_other_layers_that_come_leave_what_is_asked(opened):
    dock = opened()
    dock.rows["s"].threshold.setValue(123)
    QgsProject.instance().addMapLayer(layer([point(0, 0)], "other"))
    settle()
    assert dock.session.threshold("s") == 123


def test_layers_that_go_take_the_numbers_with_them(opened):
    dock = opened()
    QgsProject.instance().removeAllMapLayers()
    settle()
    assert dock.session is None
    assert dock.preview._bands == []
    assert "Check basic requirements" in dock.message.text()


def test_a_project_that_is_closed_takes_its_figures_and_names_with_it_at_once(opened):
    dock = opened()
    assert dock.areas.count() == 3
    dock.curve_section.price.prices = [object()]
    QgsProject.instance().clear()
    assert dock.session is None
    assert (dock.areas.count(), dock.classes.count(), dock.curve_section.price.prices) == (0, 0, [])
    settle()
    assert "Check basic requirements" in dock.message.text()
    assert not dock.content.isEnabled()


def test_another_project_with_layers_of_the_same_ids_is_read_anew(opened, done, provider, tmp_path):
    schools = layer([point(400, 300)], "school")
    others = check(NEIGHBOURHOODS=done_areas(), REQUIREMENTS=[row(threshold=150)], FACILITIES=[schools])
    for folder, run in (("one", done), ("two", others)):
        (tmp_path / folder).mkdir()
        for name in NAMES:
            runs.save(run.layer(name), tmp_path / folder / f"{name}.gpkg", name)
    project = QgsProject.instance()
    layers = {n: QgsVectorLayer(f"{tmp_path / 'one' / n}.gpkg|layername={n}", n, "ogr") for n in NAMES}
    dock = opened(layers=layers)
    assert dock.session.threshold("s") == 300
    assert project.write(str(tmp_path / "one" / "town.qgs"))
    shutil.copy(tmp_path / "one" / "town.qgs", tmp_path / "two")  # as who copies the folder of a project
    assert project.read(str(tmp_path / "two" / "town.qgs"))
    settle()
    assert list(dock.rows) == ["s"]
    assert dock.session.threshold("s") == 150


def test_the_layers_of_one_run_go_together(opened, done, provider):
    dock = opened()
    later = check(REQUIREMENTS=[row(threshold=120)])
    for name, title in NAMES.items():
        one = later.layer(name).clone()
        one.setName(f"later {title}")
        QgsProject.instance().addMapLayer(one)
    settle()
    assert dock.layers.results.currentLayer().name() == "results"
    dock.layers.dwellings.setLayer(QgsProject.instance().mapLayersByName("later homes")[0])
    settle()
    assert dock.layers.neighbourhoods.currentLayer().name() == "later areas"
    assert dock.layers.results.currentLayer().name() == "later results"
    assert dock.session.threshold("s") == 120
    assert dock.message.text() == ""


def test_layers_of_two_runs_are_asked_about(opened, done, provider):
    areas = layer([(box(-60, -60, 250, 560), "w"), (box(250, -60, 560, 560), "e")], code="text")
    later = check(NEIGHBOURHOODS=areas, REQUIREMENTS=REQUIREMENTS, FACILITIES=[layer([point(500, 500)], "school")])
    dock = opened(layers={"OUTPUT_DWELLINGS": later.layer("OUTPUT_DWELLINGS").clone()})
    assert "same run" in dock.message.text()
    assert dock.session is not None


def test_neighbourhoods_of_another_run_are_asked_about(opened, done, provider):
    areas = layer([(box(-60, -60, 250, 560), "w"), (box(250, -60, 560, 560), "e")], code="text")
    other = [check(NEIGHBOURHOODS=areas, REQUIREMENTS=[row(**cells)]) for cells in ({"id": "x"}, {"target": 0.1})]
    for one in other:
        dock = opened(layers={"OUTPUT_NEIGHBOURHOODS": one.layer("OUTPUT_NEIGHBOURHOODS").clone()})
        assert "verdicts of “" in dock.message.text()
        QgsProject.instance().removeAllMapLayers()
    dock = opened(
        outputs=("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS"),
        layers={"OUTPUT_NEIGHBOURHOODS": other[0].layer("OUTPUT_NEIGHBOURHOODS").clone()},
    )
    assert "verdicts of “" in dock.message.text()


def test_neighbourhoods_are_called_by_the_field_that_the_run_took(opened, provider):
    """As found: another field had the same numbers in another order, and stood before it; verdicts changed places."""
    areas = layer([(box(-60, -60, 250, 560), "2", "1"), (box(250, -60, 560, 560), "1", "2")], rank="text", code="text")
    run = check(NEIGHBOURHOODS=areas, REQUIREMENTS=[row(target=0.9)])
    dock = opened(layers={name: run.layer(name).clone() for name in NAMES})
    assert dock.message.text() == ""
    assert dict(zip(dock.session.exploration.homes.ids, dock.session.verdicts(), strict=True)) == {
        "1": "meets",
        "2": "fails",
    }


def test_where_no_dwelling_lies_in_a_neighbourhood_these_are_those_of_the_results_table(opened, provider):
    """As found: they were called by the numbers of their features, of which the results table tells nothing."""
    homes = layer([(None, "nowhere")], "homes", kind="Point", who="text")
    run = check(DWELLINGS=homes, NEIGHBOURHOODS=done_areas())
    dock = opened(layers={name: run.layer(name).clone() for name in NAMES})
    assert list(dock.session.exploration.homes.ids) == ["w", "e"]
    assert dock.session.cards.card(0) is not None
    dock.choose_area(0)
    assert "not known, so" not in dock.curve_section.summary.text()
