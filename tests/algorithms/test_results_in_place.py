"""Results of the same name again: the older one stays whole until the new one is complete, whatever happens."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext, QgsProviderRegistry, QgsVectorLayer

from buurtmaat.adapters.io import staging_folder
from buurtmaat.adapters.io.staging_folder import finish_left
from buurtmaat.adapters.outputs import geopackage
from buurtmaat.core.errors import Cancelled
from towns import runs
from towns.full_disk import files_at_most, full_at
from towns.kills import killed, spread
from towns.kinds_of_results import NEW, OLD, ON_DISK, REPORTS, Kind
from towns.runs import Feedback, RefusedError, grid, into, layer, point
from towns.slow import some

STAGING = ("staging.py", "staged_files.py", "geopackage.py", "wholeness.py")
WRITING = (
    *("outputs.py", "layer_writer.py", "feature_writer.py", "rows.py", "staging_folder.py"),
    *("pages.py", "compliance.py", "docx.py", "workbook.py", "spreadsheet.py", "atlas.py", "pdf_outline.py", *STAGING),
)
"""All that writes results, from the first look at their places to the last."""

DIRECT = ("direct_rows.py", "geopackage_rows.py", "spatial_index.py")


@pytest.fixture(scope="module")
def database(new_database):
    return new_database()


WAYS = ("table", "gpkg", "shp", "csv", "html")
"""A kind of each way to put a result in place: tables into a file that is there, a database, files together, one file,
and a report; the others go as one of these, and run with `--all` where the run is interrupted."""

FIRST_WAYS = ("table", "shp")
"""Of these a database is changed, or files are put in place together, of which one file is the least: killed runs
and disks that fill up take long."""


@pytest.fixture(params=[*ON_DISK, "postgis"])
def kind(request, tmp_path) -> Iterator[Kind]:
    """Return a kind of place, with the older result there."""
    folder = tmp_path / "work"
    folder.mkdir()
    uri = request.getfixturevalue("database") if request.param == "postgis" else ""
    made = Kind(request.param, folder, uri)
    made.begin()
    assert made.state() == "old"
    yield made
    if uri:
        connection = QgsProviderRegistry.instance().providerMetadata("postgres").createConnection(uri, {})
        for table in connection.tables("public"):
            if table.tableName() == "x" or table.tableName().startswith(("x_new", "buurtmaat")):
                connection.dropVectorTable("public", table.tableName())


@pytest.mark.parametrize("kind", some([*ON_DISK, "postgis"], ON_DISK), indirect=True)  # of a database below
def test_a_new_result_takes_the_place_of_the_older_one(kind):
    before = kind.others()
    done = kind.run(NEW)
    assert kind.state() == "new"
    assert kind.others() == before
    assert done.feedback.errors == []
    place = str(done.results[kind.output])
    assert place.startswith("postgres://" if kind.name == "postgis" else str(kind.path))


@pytest.mark.parametrize("kind", some([*ON_DISK, "postgis"], [*WAYS, "postgis"]), indirect=True)
def test_cancel_late_leaves_the_older_result(kind):
    before = kind.others()
    feedback = Feedback()
    kind.run(OLD, feedback)
    assert feedback.looks >= 2
    for moment in range(max(feedback.looks - 6, 0), feedback.looks):
        runs.forget()  # what is taken from an earlier run is looked at less often
        with pytest.raises(RefusedError, match="Cancelled"):
            kind.run(NEW, Feedback(cancel_at=moment), QgsProcessingContext())
        assert kind.state() == "old", f"at look {moment}"
        assert kind.others() == before


@pytest.mark.parametrize("kind", some([*ON_DISK, "postgis"], WAYS), indirect=True)
def test_an_error_at_the_end_leaves_the_older_result(kind, monkeypatch):
    from buurtmaat.adapters.outputs.staged_files import StagedFiles
    from buurtmaat.adapters.outputs.staged_tables import StagedTables

    before = kind.others()

    def fail(self, cancelled):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for unit in (StagedFiles, StagedTables):
        monkeypatch.setattr(unit, "prepare", fail)
        monkeypatch.setattr(unit, "keep", fail_to_keep)
    with pytest.raises(RefusedError, match="the disk is full"):
        kind.run(NEW)
    assert kind.state() == "old"
    assert kind.others() == before


def fail_to_keep(self):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("kind", some([k for k in ON_DISK if k != "dbf"], WAYS), indirect=True)
def test_files_that_cannot_grow_are_told_and_leave_the_older_result(kind):
    before = kind.others()
    for size in (500, 1500):
        with files_at_most(size), pytest.raises(RefusedError) as stop:
            kind.run(NEW)
        assert "\n" not in str(stop.value).strip()
        assert ".buurtmaat" not in str(stop.value)
        assert kind.state() == "old"
        assert kind.others() == before


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_trial_that_is_made_and_takes_no_row_leaves_the_older_result(kind):
    """As found: QGIS went down, since what the trial was made with was gone by then."""
    for _ in range(5):
        with files_at_most(18_000), pytest.raises(RefusedError, match=r"choose \.gpkg"):
            kind.run(NEW)
        assert kind.state() == "old"


@pytest.mark.faults
@pytest.mark.parametrize("kind", ON_DISK, indirect=True)
def test_files_that_cannot_grow_at_each_of_many_sizes_leave_the_older_result(kind):
    before = kind.others()
    kind.run(NEW)
    most = max(path.stat().st_size for path in kind.folder.rglob("*") if path.is_file())
    kind.run(OLD)
    states = []
    for number in range(25):
        feedback = Feedback()
        with files_at_most(most * number // 20), suppress(RefusedError):
            kind.run(NEW, feedback)
        states.append(kind.state())
        assert states[-1] in ("old", "new"), f"{most * number // 20} of {most} bytes"
        without_beside(kind, feedback)
        assert kind.others() == before
        if states[-1] == "new":
            kind.run(OLD)
    assert states[0] == "old"
    assert states[-1] == "new"


def without_beside(kind: Kind, feedback: Feedback) -> None:
    """Remove the new result that is beside an older one, which the log has to tell."""
    beside = [path for path in kind.folder.iterdir() if path.name.startswith(f"{kind.path.stem}_new")]
    assert bool(beside) == any("the new one is" in text for text in feedback.errors)
    for path in beside:
        path.unlink()


FULL = [("shp", True), ("table", False)]
FULL_LATER = [one for one in ((n, stays) for n in ON_DISK for stays in (True, False)) if one not in FULL]


@pytest.mark.parametrize(
    ("kind", "stays"), [*FULL, *(pytest.param(*one, marks=pytest.mark.faults) for one in FULL_LATER)], indirect=["kind"]
)
def test_a_disk_that_is_full_at_any_moment_leaves_the_older_result_or_the_new_one(kind, stays):
    """Where the new one cannot take its place it is beside the older one, which the log tells."""
    before = kind.others()
    with full_at(None, stays=stays) as asked:
        kind.run(NEW)
    kind.run(OLD)
    for number in range(1, len(asked) + 1):
        feedback = Feedback()
        with full_at(number, stays=stays), suppress(RefusedError):
            kind.run(NEW, feedback)
        state, moment = kind.state(), f"{asked[number - 1]}, the {number}th of {len(asked)}"
        assert state in ("old", "new"), moment
        finish_left(kind.folder)
        assert kind.state() in (state, "new"), moment
        without_beside(kind, feedback)
        assert kind.others() == before, moment
        if kind.state() == "new":
            kind.run(OLD)


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """Return a folder on a disk of its own with little room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", folder], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.parametrize("name", some([k for k in ON_DISK if k not in ("gml", "dbf", "docx", "xlsx")], FIRST_WAYS))
def test_a_disk_that_fills_up_is_told_and_leaves_the_older_result(name, small_disk):
    kind = Kind(name, small_disk)
    kind.begin()
    before = kind.others()
    filler, room = small_disk / "filler", 2000 if name in REPORTS else 140_000
    filler.write_bytes(b"0" * (shutil.disk_usage(small_disk).free - 4096 * (room // 4096 + 4)))
    algorithm, given = kind.given(NEW)
    if name not in REPORTS:
        given["DWELLINGS"] = layer([(point(n % 500, n % 50), f"home {n}") for n in range(9000)], "homes", who="text")
    with pytest.raises(RefusedError) as stop:
        runs.run(algorithm, given)
    assert "\n" not in str(stop.value).strip()
    assert ".buurtmaat" not in str(stop.value)
    assert kind.state() == "old"
    assert kind.others() == {**before, "filler": None}


def test_a_disk_that_is_full_is_refused_before_anything_is_computed(small_disk):
    kind = Kind("csv", small_disk)
    kind.begin()
    filler, feedback = small_disk / "filler", Feedback()
    filler.write_bytes(b"0" * (shutil.disk_usage(small_disk).free - 4096))
    with pytest.raises(RefusedError, match="the disk is full"):
        kind.run(NEW, feedback)
    assert feedback.shares == []
    assert kind.state() == "old"


@pytest.mark.parametrize(
    ("count", "files"),
    [
        pytest.param(5, STAGING, id="5-in place"),
        pytest.param(50, STAGING, id="50-in place", marks=pytest.mark.faults),
        pytest.param(50, WRITING, id="50-all that writes", marks=pytest.mark.faults),
    ],
)
@pytest.mark.parametrize("kind", some([k for k in ON_DISK if k not in ("gml", "sqlite")], FIRST_WAYS), indirect=True)
def test_a_killed_run_leaves_the_old_or_the_new_result_and_the_next_run_cleans_up(kind, count, files):
    before = kind.others()
    lines = killed(lambda: kind.run(NEW), None, files)
    kind.run(OLD)
    assert lines > 50
    states = []
    for moment in spread(lines, count):
        killed(lambda: kind.run(NEW), moment, files)
        finish_left(kind.folder)  # as the next run there does first
        states.append(kind.state())
        assert states[-1] in ("old", "new"), f"killed at line {moment} of {lines}"
        assert kind.others() == before, f"killed at line {moment} of {lines}"
        if states[-1] == "new":
            kind.run(OLD)
    assert {"old", "new"} == set(states)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("table", 5),
        *(pytest.param(*one, marks=pytest.mark.faults) for one in (("gpkg", 5), ("gpkg", 50), ("table", 50))),
    ],
)
def test_a_run_that_is_killed_while_rows_go_in_directly_leaves_the_older_result(name, count, tmp_path):
    inputs, folder = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    folder.mkdir()
    kind, feedback = Kind(name, folder), Feedback()
    kind.begin()
    before = kind.others()
    algorithm, given = kind.given(NEW)
    given["DWELLINGS"] = runs.save(given["DWELLINGS"], inputs / "homes.gpkg", to_edit=True)

    def run(log: Feedback | None = None) -> None:
        runs.run(algorithm, given, log)

    run(feedback)
    assert any("go directly into" in text for text in feedback.infos)
    kind.run(OLD)
    lines = killed(run, None, DIRECT)
    assert lines > 100
    kind.run(OLD)
    for moment in spread(lines, count):
        killed(run, moment, DIRECT)
        assert kind.state() == "old"  # before the next run cleans up, too
        finish_left(folder)
        assert kind.state() == "old"
        assert kind.others() == before


def test_a_format_of_several_files_is_finished_where_a_killed_run_stopped_between_them(tmp_path, monkeypatch):
    kind = Kind("shp", tmp_path)
    kind.begin()
    real, moved = Path.replace, []

    def stop(self, target):
        moved.append(self)
        if len(moved) == 3:  # the marker, and one part
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, target)

    def run():
        Path.replace = stop
        kind.run(NEW)

    killed(run, None, ())
    assert any(p.name.startswith(".buurtmaat-") for p in tmp_path.iterdir())
    # The next run reads it, and writes elsewhere.
    given = {"ORIGINS": str(kind.path), "DESTINATIONS": layer([point(250, -20)]), "OUTPUT": "memory:"}
    done = runs.run("odmatrix", {"NETWORK": layer(grid()), **given})
    assert len(done.rows("OUTPUT")) == NEW
    assert kind.state() == "new"
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".buurtmaat-")]


def test_what_a_run_that_still_goes_on_has_beside_is_left_alone(tmp_path):
    kind, seen = Kind("shp", tmp_path), []

    class Meanwhile(Feedback):
        def isCanceled(self):
            if self.looks == 3:
                self.looks += 1
                runs.run(*Kind("geojson", tmp_path).given(NEW))
                seen.extend(p for p in tmp_path.iterdir() if p.name.startswith(".buurtmaat-"))
            return super().isCanceled()

    kind.run(NEW, Meanwhile())
    assert len(seen) == 2  # a folder and its lock
    assert kind.state() == "new"
    assert Kind("geojson", tmp_path).state() == "new"


def all_rows(database: sqlite3.Connection, query: str) -> list[tuple]:
    return database.execute(query).fetchall()


def test_a_table_in_a_geopackage_is_what_it_would_be_in_a_new_one(tmp_path):
    kind, alone = Kind("table", tmp_path), tmp_path / "alone.gpkg"
    kind.begin()
    kind.run(NEW)
    algorithm, given = kind.given(NEW)
    runs.run(algorithm, {**given, "OUTPUT": into(alone, "x")})
    found = []
    for path in (kind.path, alone):
        with closing(sqlite3.connect(path)) as database:
            ask = partial(all_rows, database)
            assert ask("PRAGMA integrity_check") == [("ok",)]
            assert ask("SELECT rtreecheck('main', 'rtree_x_geom')") == [("ok",)]
            found.append(
                [
                    ask("SELECT * FROM x"),
                    ask("SELECT type, name, sql FROM sqlite_master WHERE name LIKE '%x%' AND sql <> '' ORDER BY name"),
                    ask("SELECT * FROM rtree_x_geom ORDER BY id"),
                    ask("SELECT data_type, identifier, min_x, srs_id FROM gpkg_contents WHERE table_name = 'x'"),
                    ask("SELECT * FROM gpkg_geometry_columns WHERE table_name = 'x'"),
                    ask("SELECT * FROM gpkg_extensions WHERE table_name = 'x'"),
                    ask("SELECT * FROM gpkg_ogr_contents WHERE table_name = 'x'"),
                    ask("SELECT * FROM gpkg_spatial_ref_sys WHERE srs_id = 28992"),
                ]
            )
    assert found[0] == found[1]
    assert len(found[0][0]) == NEW


def test_cancel_while_tables_are_copied_leaves_the_older_one(tmp_path, monkeypatch):
    monkeypatch.setattr(geopackage, "_STEPS", 10)
    kind = Kind("table", tmp_path)
    kind.begin()
    runs.save(layer([(point(n, 2), f"home {n}") for n in range(NEW)], "x", who="text"), tmp_path / "new.gpkg", "x")
    asked = []

    def cancelled():
        asked.append(True)
        return len(asked) > 20

    with pytest.raises(Cancelled):
        geopackage.TableExchange(tmp_path / "new.gpkg", kind.path, ["x"], cancelled)
    assert len(asked) == 21
    assert kind.state() == "old"
    geopackage.TableExchange(tmp_path / "new.gpkg", kind.path, ["x"]).commit()
    assert kind.state() == "new"


@pytest.mark.parametrize("name", ["Wijken & buurten (2024)", "order", "it's", "É", "X", "a_b%c", "1 2"])
def test_tables_may_have_any_name_and_replace_one_in_other_letters(name, tmp_path):
    path = tmp_path / "project.gpkg"
    runs.save(layer([(point(1, 2), "mine")], "mine", note="text"), path, "mine")
    runs.save(layer([(point(1, 2), "old")], "old", note="text"), path, name.swapcase() if name != "É" else name)
    algorithm, given = Kind("table", tmp_path).given(NEW)
    target = into(path, name)
    for _ in range(2):
        done = runs.run(algorithm, {**given, "OUTPUT": target})
        assert done.layer("OUTPUT").featureCount() == NEW
        with closing(sqlite3.connect(path)) as database:
            listed = [table for (table,) in database.execute("SELECT table_name FROM gpkg_contents ORDER BY 1")]
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert sorted(listed) == sorted([name, "mine"])


def test_reference_systems_without_a_code_are_those_of_their_layers(tmp_path):
    """A GeoPackage numbers them itself: the one of the older tables and that of the new one get different numbers."""
    path = tmp_path / "x.gpkg"
    text = "+proj=tmerc +lat_0=52 +lon_0={} +k=1 +x_0=84000 +y_0=447000 +ellps=GRS80 +units=m +no_defs"
    systems = [QgsCoordinateReferenceSystem.fromProj(text.format(meridian)) for meridian in (4.3, 5.4)]
    for system, table in zip(systems, ("first", "second"), strict=True):
        homes = layer([point(15, 10), point(30, 10)], "homes", crs="", kind="Point")
        homes.setCrs(system)
        streets = layer(grid(), "streets", crs="")
        streets.setCrs(system)
        shops = layer([point(250, -20)], "shops", crs="")
        shops.setCrs(system)
        given = {"NETWORK": streets, "DWELLINGS": homes, "FACILITIES": shops, "OUTPUT": into(path, table)}
        runs.run("nearestfacility", given)
    for system, table in zip(systems, ("first", "second"), strict=True):
        found = runs.loaded(f"{path}|layername={table}")
        assert f"lon_0={system.toProj().split('lon_0=')[1].split()[0]}" in found.crs().toProj()
    with closing(sqlite3.connect(path)) as database:
        heads = {
            table: {int.from_bytes(blob[4:8], "little") for (blob,) in database.execute(f"SELECT geom FROM {table}")}
            for table in ("first", "second")
        }
        listed = dict(database.execute("SELECT table_name, srs_id FROM gpkg_geometry_columns").fetchall())
    assert heads == {table: {number} for table, number in listed.items()}
    assert len(set(listed.values())) == 2


def sql(database: str, *statements: str) -> list:
    connection = QgsProviderRegistry.instance().providerMetadata("postgres").createConnection(database, {})
    return [connection.executeSql(statement) for statement in statements][-1]


def test_a_table_on_which_a_view_depends_is_refused_before_anything_is_computed(database, tmp_path):
    kind = Kind("postgis", tmp_path, database)
    kind.begin()
    sql(database, 'create view seen as select * from "x"')
    feedback = Feedback()
    try:
        with pytest.raises(RefusedError, match="seen depend on that table"):
            kind.run(NEW, feedback)
        other = Kind("postgis", tmp_path, database).target.replace('"x"', '"seen"')
        algorithm, given = kind.given(NEW)
        with pytest.raises(RefusedError, match="that is a view"):
            runs.run(algorithm, {**given, "OUTPUT": other})
    finally:
        sql(database, "drop view seen")
    assert feedback.shares == []
    assert kind.state() == "old"
    kind.run(NEW)
    assert kind.state() == "new"
    sql(database, 'drop table "x"')


def test_a_table_that_is_in_use_at_the_end_keeps_and_the_new_one_is_beside_it(database, tmp_path, monkeypatch):
    kind = Kind("postgis", tmp_path, database)
    kind.begin()
    monkeypatch.setattr(geopackage, "WAIT", 0.1)
    source = QgsVectorLayer(f'{database} srid=28992 type=Point table="public"."x" (geom)', "x", "postgres")
    reading = source.getFeatures()
    next(reading)  # a cursor that is open holds the table
    done = kind.run(NEW)
    reading.close()
    assert kind.state() == "old"
    assert len(done.feedback.errors) == 1
    assert "x_new" in done.feedback.errors[0]
    assert done.layer("OUTPUT").featureCount() == NEW
    assert kind.others() == {}
    names = sql(database, "select relname from pg_class where relname like 'x_new%' order by 1")
    assert names == [["x_new"], ["x_new_id_seq"], ["x_new_pkey"]]
    sql(database, 'drop table "x"', 'drop table "x_new"')


def test_tables_that_killed_runs_left_in_a_database_are_removed_after_a_day(database, tmp_path):
    left, young = "buurtmaat_20200101_120000_abc123_0", "buurtmaat_20990101_120000_abc123_0"
    sql(database, f"create table {left} (n int)", f"create table {young} (n int)", "select 1")
    kind = Kind("postgis", tmp_path, database)
    kind.run(NEW)
    assert kind.others() == {young: None}
    sql(database, f"drop table {young}", 'drop table "x"', "select 1")


def test_a_shapefile_for_whose_marker_a_full_disk_has_no_room_is_beside_and_holds_up_no_other(tmp_path, monkeypatch):
    kind = Kind("shp", tmp_path)
    kind.begin()
    real = staging_folder._sync

    def full(path):
        if path.name.endswith(".part"):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path)

    monkeypatch.setattr(staging_folder, "_sync", full)
    done = kind.run(NEW)
    assert kind.state() == "old"
    assert any("the disk is full" in text and "_new.shp" in text for text in done.feedback.errors)
    assert len(done.rows("OUTPUT")) == NEW
    assert sorted(path.stem for path in tmp_path.glob("*.shp")) == [kind.path.stem, f"{kind.path.stem}_new"]


LEFT = ".buurtmaat-20261129-120000-0a1b2c"
"""What the folder of a killed run is called."""


@pytest.mark.parametrize(
    "marker",
    [
        '{"moves": [["m", "../victim.txt"]], "stale": []}',
        '{"moves": [["m", "m"]], "stale": ["../victim.txt"]}',
        '{"moves": [["m", "m.txt"]], "stale": ["victim.txt"]}',
        '{"moves": [["m", "/tmp/m"]], "stale": []}',
        '{"moves": [["../0/m", "m"]], "stale": []}',
        '{"moves": [[1, 2]], "stale": [3]}',
        '{"moves": [["m"]], "stale": []}',
        '{"moves": [], "stale": []}',
        '{"moves": 5}',
        "[1]",
        "{}",
        "",
    ],
)
def test_a_marker_that_no_run_wrote_changes_nothing_and_stops_nothing(marker, tmp_path):
    data = tmp_path / "data"
    room = data / LEFT / "0"
    room.mkdir(parents=True)
    (room / "m").write_text("evil")
    (room / "to_do.json").write_text(marker)
    for place in (tmp_path, data):
        (place / "victim.txt").write_text("precious")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    finish_left(data)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_folder_of_somebody_elses_with_a_like_name_is_left_alone(tmp_path):
    (tmp_path / ".buurtmaat-backup").mkdir()
    (tmp_path / ".buurtmaat-backup" / "mine.txt").write_text("mine")
    assert not finish_left(tmp_path)
    assert (tmp_path / ".buurtmaat-backup" / "mine.txt").read_text() == "mine"
