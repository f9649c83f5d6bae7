"""Places that an output must not go to, or cannot: what a run reads, what others write, and names that lead nowhere."""

from __future__ import annotations

import itertools
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
    QgsVirtualLayerDefinition,
)

from buurtmaat.adapters.outputs import geopackage
from buurtmaat.adapters.outputs.destinations import key_of_file
from buurtmaat.adapters.outputs.places_read import places_read
from buurtmaat.adapters.outputs.provenance import provenance_of
from buurtmaat.adapters.outputs.taken_places import places_of_inputs
from towns import runs
from towns.kinds_of_results import NEW, Kind
from towns.runs import Feedback, RefusedError, grid, into, layer, point
from towns.slow import by_turns, some


def homes(count: int = 5) -> QgsVectorLayer:
    return layer([(point(15 * n, 10), f"home {n}", n) for n in range(count)], "homes", who="text", n="int")


def test_a_folder_that_qgis_opens_as_a_layer_is_a_place_that_is_read(provider, tmp_path):
    """As one of Shapefiles: it is no database, and cannot be opened as a file."""
    (tmp_path / "town").mkdir()
    runs.save(homes(), tmp_path / "town" / "homes.shp")
    read = QgsVectorLayer(str(tmp_path / "town"), "homes", "ogr")
    assert read.isValid()
    assert {one[0] for one in places_read(read)} == {str(tmp_path / "town")}


def nearest(**changes) -> dict:
    return {"NETWORK": layer(grid()), "DWELLINGS": homes(), "FACILITIES": layer([point(250, -20)]), **changes}


@pytest.fixture
def project(tmp_path) -> QgsVectorLayer:
    """Return a table with homes, of a GeoPackage, in the project."""
    stored = runs.save(homes(), tmp_path / "project.gpkg", "homes", to_edit=True)
    runs.in_project(stored)
    return stored


def definitions(source: str) -> dict:
    made = QgsProcessingFeatureSourceDefinition
    filtered = made(source)
    filtered.filterExpression = "n > 1"
    return {
        "selected": made(source, True),
        "filter": filtered,
        "limit": made(source, False, 3),
        "in a list": [made(source, True)],
        "written out": {"source": source, "selected_only": True},
        "written by QGIS": made(source, True).toVariant(),
        "two": [source, made(source, False, 2)],
    }


def in_the_project() -> QgsProcessingContext:
    made = QgsProcessingContext()
    made.setProject(QgsProject.instance())
    return made


BY_ID = ("filter", "limit")
"""Given by the id of a layer of the project; the others by their source, which is opened for each input."""


@pytest.mark.parametrize("way", some(definitions(""), {*definitions("")} - {"limit", "written by QGIS"}))
def test_every_input_of_every_algorithm_is_known_however_it_is_given(way, project, provider):
    asked, source = 0, project.id() if way in BY_ID else project.source()
    for algorithm in (one for one in provider.algorithms() if hasattr(one, "STEM")):
        made = runs.algorithm(algorithm.name())
        for definition in made.parameterDefinitions():
            if definition.type() not in ("source", "multilayer"):
                continue
            if definition.type() == "source" and isinstance(definitions("")[way], list):
                continue
            given = {definition.name(): definitions(source)[way]}
            asked += 1
            found = [name for name, key in places_of_inputs(made, given, in_the_project()) if key]
            assert set(found) == {definition.name()}, f"{algorithm.id()} {definition.name()}"
            inputs = provenance_of(made, given, in_the_project()).inputs
            assert {one.parameter for one in inputs} == {definition.name()}
    assert asked >= (2 if isinstance(definitions("")[way], list) else 30)


@pytest.mark.parametrize("way", ["selected", "filter", "limit"])
@pytest.mark.parametrize("whole_file", [True, False])
def test_a_table_of_which_some_rows_are_read_is_not_written_over(way, whole_file, project, tmp_path):
    project.selectByIds([1, 2])
    path = tmp_path / "project.gpkg"
    before = runs.tables(path)
    target = str(path) if whole_file else into(path, "homes")
    with pytest.raises(RefusedError, match=r"over Dwellings \(DWELLINGS\)"):
        runs.run("nearestfacility", nearest(DWELLINGS=definitions(project.id())[way], OUTPUT=target))
    assert runs.tables(path) == before
    assert before["homes"] == 5


def virtual(query: str, *, embedded: str = "", provider: str = "ogr") -> QgsVectorLayer:
    made = QgsVirtualLayerDefinition()
    if embedded:
        made.addSource("inner", embedded, provider)
    made.setQuery(query)
    return runs.loaded(made.toString(), "virtual", "virtual")


@pytest.mark.parametrize("way", ["by name", "by id", "embedded", "of a virtual layer", "joined"])
def test_what_a_virtual_layer_or_a_join_reads_is_not_written_over(way, project, tmp_path):
    if way == "by name":
        read = virtual("select * from homes")
    elif way == "by id":
        read = virtual(f'select * from "{project.id()}"')
    elif way == "embedded":
        read = virtual("select * from inner", embedded=project.source())
    elif way == "of a virtual layer":
        read = virtual("select * from inner", embedded=virtual("select * from homes").source(), provider="virtual")
    else:
        read = homes()
        join = QgsVectorLayerJoinInfo()
        join.setJoinLayer(project)
        join.setJoinFieldName("who")
        join.setTargetFieldName("who")
        assert read.addJoin(join)
    runs.in_project(read)
    before = runs.tables(tmp_path / "project.gpkg")
    with pytest.raises(RefusedError, match=r"over Dwellings \(DWELLINGS\)"):
        runs.run("nearestfacility", nearest(DWELLINGS=read, OUTPUT=into(tmp_path / "project.gpkg", "homes")))
    assert runs.tables(tmp_path / "project.gpkg") == before


VRT = (
    "<OGRVRTDataSource><OGRVRTLayer name='v'><SrcDataSource{near}>{path}</SrcDataSource><SrcLayer>homes</SrcLayer>"
    "</OGRVRTLayer></OGRVRTDataSource>"
)


def behind(way: str, folder: Path) -> QgsVectorLayer:
    """Return a layer that reads the table `homes` of a GeoPackage under another name."""
    path = folder / "project.gpkg"
    if way.startswith("a view"):
        with closing(sqlite3.connect(path)) as database, database:
            database.execute('CREATE VIEW "of homes" AS SELECT fid, geom, n FROM homes')
            database.execute('CREATE VIEW "of a view" AS SELECT * FROM "of homes" WHERE n > 1')
            for name in ("of homes", "of a view"):
                database.execute(
                    "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
                    f"VALUES ('{name}', 'features', '{name}', 28992)"
                )
                database.execute(f"INSERT INTO gpkg_geometry_columns VALUES ('{name}', 'geom', 'POINT', 28992, 0, 0)")
    elif way == "a filter":
        runs.save(homes(), path, "others")
    elif way.startswith("a file"):
        near, place = (" relativeToVRT='1'", "project.gpkg") if way == "a file beside it" else ("", path)
        (folder / "v.vrt").write_text(VRT.format(near=near, path=place))
    else:
        (folder / "other.gpkg").hardlink_to(path)
    sources = {
        "a view": f"{path}|layername=of homes",
        "a view of a view": f"{path}|layername=of a view",
        "a filter": f"{path}|layername=others|subset=n in (select n from homes)",
        "a file": str(folder / "v.vrt"),
        "a file beside it": str(folder / "v.vrt"),
        "a text": VRT.format(near="", path=path),
        "a second name": f"{folder / 'other.gpkg'}|layername=homes",
        "a name of GDAL's": f"GPKG:{path}:homes",
        "a part of a file": f"/vsisubfile/0_{path.stat().st_size},{path}|layername=homes",
    }
    return runs.loaded(sources[way], "read", to_edit=True)


@pytest.mark.parametrize(
    "way",
    [
        "a view",
        "a view of a view",
        "a filter",
        "a file",
        "a file beside it",
        "a text",
        "a second name",
        "a name of GDAL's",
        "a part of a file",
    ],
)
@pytest.mark.parametrize("whole_file", [True, False])
def test_what_is_read_under_another_name_is_not_written_over(way, whole_file, project, tmp_path):
    path = tmp_path / "project.gpkg"
    read = behind(way, tmp_path)
    before = runs.tables(path)
    with pytest.raises(RefusedError, match=r"over Dwellings \(DWELLINGS\)"):
        runs.run("nearestfacility", nearest(DWELLINGS=read, OUTPUT=str(path) if whole_file else into(path, "homes")))
    assert runs.tables(path) == before


def test_a_virtual_file_that_stands_in_itself_is_looked_at_once(tmp_path):
    (tmp_path / "v.vrt").write_text(VRT.format(near=" relativeToVRT='1'", path="v.vrt"))
    inside = QgsVectorLayer(str(tmp_path / "v.vrt"), "v", "ogr")
    assert set(places_read(inside)) == {(str(tmp_path / "v.vrt"),)}


WRITING = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN EXCLUSIVE")
print(flush=True)
time.sleep(0.3)
"""


def test_a_table_beside_the_output_is_no_place_for_it_while_another_program_writes_to_the_file(project, tmp_path):
    path = tmp_path / "project.gpkg"
    read = runs.loaded(f"{path}|layername=homes", "homes")
    with subprocess.Popen([sys.executable, "-c", WRITING, str(path)], stdout=subprocess.PIPE, text=True) as program:
        program.stdout.readline()
        assert set(places_read(read)) == {key_of_file(path, "homes")}


@pytest.mark.parametrize("table", ["layer_styles", "rtree_homes_geom", "gpkg_contents", "SQLITE_x"])
def test_a_table_that_a_geopackage_has_for_itself_is_no_place_for_a_result(table, project, tmp_path):
    path = tmp_path / "project.gpkg"
    before = runs.tables(path)
    with pytest.raises(RefusedError, match=f"{table} in .*something of its own"):
        runs.run("nearestfacility", nearest(OUTPUT=into(path, table)))
    assert runs.tables(path) == before


@pytest.mark.parametrize("way", ["a view", "a filter"])
def test_a_table_beside_those_that_are_read_may_be_written(way, project, tmp_path):
    path = tmp_path / "project.gpkg"
    read = behind(way, tmp_path)
    runs.run("nearestfacility", nearest(DWELLINGS=read, OUTPUT=into(path, "results")))
    assert {"homes", "results"} <= runs.tables(path).keys()


def test_a_layer_that_is_all_in_its_source_stops_no_run(tmp_path):
    places = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [4, n]}} for n in range(99)
    ]
    runs.in_project(runs.loaded(json.dumps({"type": "FeatureCollection", "features": places}), "text", "ogr"))
    done = runs.run("nearestfacility", nearest(OUTPUT=str(tmp_path / "x.gpkg")))
    assert len(done.rows("OUTPUT")) == 5


def test_a_layer_with_edits_that_are_not_saved_is_not_replaced(project, tmp_path):
    assert project.startEditing()
    assert project.changeAttributeValue(1, project.fields().lookupField("who"), "edited")
    with pytest.raises(RefusedError, match="edits that are not saved"):
        runs.run("nearestfacility", nearest(OUTPUT=into(tmp_path / "project.gpkg", "homes")))
    assert project.commitChanges()
    assert "edited" in {row["who"] for row in runs.rows(project)}


def test_a_selection_or_filter_that_leaves_nothing_is_told_with_how_many_there_are(project):
    given = {"selected": "None of the 5 features", "filter": "n > 9 matches none of the 5 features"}
    for way, words in given.items():
        definition = definitions(project.id())[way]
        if way == "filter":
            definition.filterExpression = "n > 9"
        with pytest.raises(RefusedError, match=words):
            runs.run("nearestfacility", nearest(DWELLINGS=definition, OUTPUT="memory:"))
    barriers = QgsProcessingFeatureSourceDefinition(project.id(), True)
    with pytest.raises(RefusedError, match="None of the 5 features"):
        runs.run("nearestfacility", nearest(FACILITIES=barriers, OUTPUT="memory:"))


def test_what_was_left_out_stands_in_the_metadata_with_the_run(project):
    project.selectByIds([1, 2])
    shown = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
    some = QgsProcessingFeatureSourceDefinition(project.id(), True)
    filtered = definitions(project.id())["filter"]
    found = []
    for way in (some, filtered):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        given = nearest(DWELLINGS=way, OUTPUT=shown, ROUTES=shown)
        results, good = runs.algorithm("nearestfacility").run(given, context, Feedback(), {}, False)
        assert good
        found.append([context.takeResultLayer(results[name]).metadata() for name in ("OUTPUT", "ROUTES")])
    selected, kept = (one[0].history() for one in found)
    assert any(
        line.startswith("DWELLINGS: homes, 2 features") and "selected features only" in line for line in selected
    )
    assert any(line.startswith("DWELLINGS: homes") and "n > 1" in line for line in kept)
    assert json.loads(selected[-1])["inputs"]["DWELLINGS"]["selected_only"] is True
    assert json.loads(kept[-1])["inputs"]["DWELLINGS"]["filter"] == "n > 1"
    runs_of = [[one.identifier() for one in layers] for layers in found]
    assert all(len(set(ids)) == 1 and ids[0] for ids in runs_of)
    assert runs_of[0][0] != runs_of[1][0]


@contextmanager
def locked(path, how: str = "IMMEDIATE") -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        yield
        other.execute("ROLLBACK")


@pytest.mark.parametrize(("name", "how"), by_turns(["table", "gpkg", "sqlite"], ["IMMEDIATE", "EXCLUSIVE"], 1))
def test_a_file_that_another_program_is_writing_to_is_refused_before_anything_is_computed(
    name, how, tmp_path, monkeypatch
):
    monkeypatch.setattr(geopackage, "WAIT", 0.1)
    kind = Kind(name, tmp_path)
    kind.begin()
    feedback = Feedback()
    with locked(kind.path, how), pytest.raises(RefusedError, match="another program is writing to it"):
        kind.run(NEW, feedback)
    assert feedback.shares == []
    assert feedback.errors == []
    assert kind.state() == "old"
    kind.run(NEW)
    assert kind.state() == "new"


@pytest.mark.parametrize("name", ["table", "gpkg"])
def test_a_lock_that_comes_at_the_end_leaves_the_new_result_beside_under_a_name_that_is_told(
    name, tmp_path, monkeypatch
):
    from buurtmaat.adapters.outputs import outputs

    monkeypatch.setattr(geopackage, "WAIT", 0.1)
    kind = Kind(name, tmp_path)
    kind.begin()
    before, real = kind.others(), outputs.Outputs.finish

    def finish(self):
        with locked(kind.path):
            real(self)

    monkeypatch.setattr(outputs.Outputs, "finish", finish)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    done = kind.run(NEW, context=context)
    monkeypatch.undo()
    assert kind.state() == "old"
    beside = tmp_path / f"{kind.path.stem}_new.gpkg"
    assert str(done.results["OUTPUT"]).startswith(str(beside))
    assert done.layer("OUTPUT").featureCount() == NEW
    assert len(done.feedback.errors) == 1
    assert str(beside) in done.feedback.errors[0]
    assert "another program is writing to it" in done.feedback.errors[0]
    assert kind.others() == {**before, beside.name: None}


def test_a_lock_that_comes_and_goes_while_a_run_writes_does_no_harm(tmp_path, monkeypatch):
    from buurtmaat.adapters.outputs import outputs

    monkeypatch.setattr(geopackage, "WAIT", 0.1)
    kind, real = Kind("table", tmp_path), outputs.Outputs.layer
    kind.begin()
    before = kind.others()

    def opened(self, *given):
        with locked(kind.path, "EXCLUSIVE"):
            return real(self, *given)

    monkeypatch.setattr(outputs.Outputs, "layer", opened)
    done = kind.run(NEW)
    assert done.feedback.errors == []
    assert kind.state() == "new"
    assert kind.others() == before


@pytest.mark.parametrize("field", ["who", "gone"])
def test_a_view_of_a_geopackage_keeps_its_fields(field, tmp_path):
    path, target = tmp_path / "x.gpkg", into(tmp_path / "x.gpkg", "homes")
    runs.save(layer([(point(1, 2), "old", "old")], "homes", who="text", gone="text"), path, "homes")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE VIEW seen AS SELECT fid, {field} FROM homes")
        database.execute("CREATE VIEW broken AS SELECT lost FROM nowhere")
    done = runs.run("nearestfacility", nearest(OUTPUT=target))
    with closing(sqlite3.connect(path)) as database:
        found = [value for (value,) in database.execute(f"SELECT {field} FROM seen ORDER BY fid")]
    if field == "who":
        assert found == [f"home {n}" for n in range(5)]
        assert done.feedback.errors == []
    else:
        assert found == ["old"]
        assert "the view seen needs a field" in done.feedback.errors[0]
        assert done.layer("OUTPUT").featureCount() == 5


@pytest.mark.parametrize("name", ["csv", "shp", "tab", "html", "pdf"])
def test_a_file_that_another_program_has_open_on_windows_keeps_and_the_new_one_is_beside_it(
    name, tmp_path, monkeypatch
):
    from buurtmaat.adapters.outputs import staged_files

    kind = Kind(name, tmp_path)
    kind.begin()
    before, real = {p.name: p.read_bytes() for p in tmp_path.iterdir()}, staged_files.put_in_place

    def refuse(room, main, target):
        if target == kind.path:
            raise PermissionError(13, "The process cannot access the file")
        real(room, main, target)

    monkeypatch.setattr(staged_files, "put_in_place", refuse)
    for number in ("", "_2"):
        done = kind.run(NEW)
        beside = tmp_path / f"x_new{number}.{name}"
        assert done.results[kind.output] == str(beside)
        assert str(beside) in done.feedback.errors[0]
        assert "another program has it open" in done.feedback.errors[0]
        if kind.output == "OUTPUT":
            assert done.layer("OUTPUT").featureCount() == NEW
    monkeypatch.undo()
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if not p.name.startswith("x_new")} == before


def test_a_second_run_into_one_place_is_refused_while_the_first_goes_on(tmp_path):
    path, said = tmp_path / "x.gpkg", []

    class Meanwhile(Feedback):
        def isCanceled(self):
            if self.looks == 3:
                self.looks += 1
                for target in (str(path), into(path, "x")):
                    with pytest.raises(RefusedError) as stop:
                        runs.run("nearestfacility", nearest(OUTPUT=target))
                    said.append(str(stop.value))
                runs.run("nearestfacility", nearest(OUTPUT=str(tmp_path / "other.gpkg")))
            return super().isCanceled()

    runs.run("nearestfacility", nearest(OUTPUT=into(path, "x")), Meanwhile())
    waits = "wait until it has ended, or choose another place."
    refused = f"Another run is writing to the place of Dwellings with their nearest facility (OUTPUT): {waits}"
    assert said == [refused] * 2
    assert runs.tables(path)["x"] == 5
    runs.run("nearestfacility", nearest(OUTPUT=into(path, "x")))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["other.gpkg", "x.gpkg"]


def test_a_place_is_free_again_after_an_error_or_cancel(tmp_path):
    given = nearest(OUTPUT=str(tmp_path / "x.gpkg"))
    with pytest.raises(RefusedError, match="Cancelled"):
        runs.run("nearestfacility", given, Feedback(cancel_at=4))
    with pytest.raises(RefusedError, match="empty"):
        runs.run("nearestfacility", given | {"DWELLINGS": layer([], "none")})
    runs.run("nearestfacility", given)
    assert QgsApplication.processingRegistry().providerById("buurtmaat").claims._taken == []


def test_two_runs_into_one_new_geopackage_keep_the_tables_of_both(tmp_path):
    path = tmp_path / "x.gpkg"

    class Meanwhile(Feedback):
        def isCanceled(self):
            if self.looks == 3:
                self.looks += 1
                runs.run("nearestfacility", nearest(OUTPUT=into(path, "second")))
            return super().isCanceled()

    runs.run("nearestfacility", nearest(OUTPUT=into(path, "first")), Meanwhile())
    found = runs.tables(path)
    assert (found["first"], found["second"]) == (5, 5)


@pytest.mark.parametrize(
    "name", ["Name.csv", "Name.gpkg", "Name.shp", "Name.tab", "Name.sqlite", "Name.gml", "Name.kml"]
)
def test_fields_that_differ_in_case_only_all_arrive(name, tmp_path):
    own = runs.fields(Name="text", distance_m="real")
    for field in runs.fields(name="text"):
        own.append(field)
    both = layer([(point(15, 10), "upper", 1.5, "lower")], "homes", own=own)
    runs.run("nearestfacility", nearest(DWELLINGS=both, OUTPUT=str(tmp_path / name)))
    (row,) = runs.rows(runs.loaded(str(tmp_path / name)))
    by_name = {n.lower(): v for n, v in row.items()}
    assert by_name["name"] == "upper"
    assert "lower" in by_name.values()


def test_a_table_called_dbf_is_written_under_that_name(tmp_path):
    given = {"NETWORK": layer(grid()), "ORIGINS": homes(), "DESTINATIONS": layer([point(250, -20)])}
    done = runs.run("odmatrix", {**given, "OUTPUT": str(tmp_path / "x.dbf")})
    assert done.results["OUTPUT"] == str(tmp_path / "x.dbf")
    assert done.layer("OUTPUT").featureCount() == 5
    assert {p.suffix for p in tmp_path.iterdir()} <= {".dbf", ".cpg"}


def test_a_layer_with_geometry_does_not_go_into_a_dbf_nor_over_part_of_a_shapefile(tmp_path):
    with pytest.raises(RefusedError, match="geometry"):
        runs.run("nearestfacility", nearest(OUTPUT=str(tmp_path / "x.dbf")))
    runs.save(homes(), tmp_path / "mine.shp")
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    given = {"NETWORK": layer(grid()), "ORIGINS": homes(), "DESTINATIONS": layer([point(250, -20)])}
    with pytest.raises(RefusedError, match=r"part of the Shapefile mine\.shp"):
        runs.run("odmatrix", {**given, "OUTPUT": str(tmp_path / "mine.dbf")})
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


@pytest.mark.parametrize(("name", "written"), [("x.json", "x.json"), ("x.geojson", "x.geojson")])
def test_a_file_is_called_as_was_asked(name, written, tmp_path):
    done = runs.run("nearestfacility", nearest(OUTPUT=str(tmp_path / name)))
    assert [p.name for p in tmp_path.iterdir()] == [written]
    assert done.layer("OUTPUT").featureCount() == 5


@pytest.mark.parametrize(
    ("folder", "name", "part"),
    [
        ("a%20b", "x.gpkg", "%20"),
        ("a|layername=b", "x.gpkg", r"\|layername="),
        ("a|layername=b", "x.csv", r"\|layername="),
        ("a|subset=b", "x.shp", r"\|subset="),
        ("a:b", "x.gpkg", ":"),
        ("plain", "x%20y.gpkg", "%20"),
        ("plain", "x.mif", r"\.mif"),
    ],
)
def test_a_place_that_qgis_cannot_open_is_refused_in_a_sentence(folder, name, part, tmp_path):
    (tmp_path / folder).mkdir()
    feedback = Feedback()
    with pytest.raises(RefusedError, match=part):
        runs.run("nearestfacility", nearest(OUTPUT=str(tmp_path / folder / name)), feedback)
    assert list((tmp_path / folder).iterdir()) == []
    assert feedback.shares == []


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        *by_turns(["100%", "it's", "a b", "é", "a#b", "a?b", "a|b"], ["table", "gpkg", "shp", "csv", "html"], always=2),
        *itertools.product(["a%20b"], ["shp", "geojson", "csv", "html"]),
    ],
)
def test_other_folders_work_whatever_they_are_called(folder, name, tmp_path):
    (tmp_path / folder).mkdir()
    kind = Kind(name, tmp_path / folder)
    kind.begin()
    assert kind.state() == "old"
    kind.run(NEW)
    assert kind.state() == "new"
