"""A run that takes from an earlier one gives what it would give alone, whatever happened between the two."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import threading
import time
from contextlib import closing
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from qgis.core import (
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)

from buurtmaat.core.session import NetworkSession
from towns import runs
from towns.every_algorithm import OUTPUTS as OUTPUTS_OF
from towns.every_algorithm import parameters
from towns.random_layers import random_layers
from towns.runs import Feedback, RefusedError, box, layer, point
from towns.slow import by_turns, some
from towns.small_town import row, town

OUTPUTS = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS", "OUTPUT_FACILITIES")
PER_RUN = ("run_id",)
NORMS = [
    row(),
    row(id="two", indicator="count", threshold=350, minimum=2),
    row(id="kinds", facility="school|shop", indicator="types", threshold=6, unit="min", minimum=2),
    row(id="far", metric="straight", threshold=250),
]
OTHER_NORMS = [
    row(threshold=410, target="0.5"),
    row(id="two", indicator="count", threshold=350, minimum=1),
    row(id="daily", facility="school|shop", indicator="basket", threshold=8, unit="min"),
    row(id="shops", facility="shop", threshold=100),
]


@pytest.fixture
def session(provider) -> NetworkSession:
    provider.session.clear()
    return provider.session


def aged(path: Path) -> None:
    """Let a file be of a minute ago: what was written just now is not kept."""
    past = time.time() - 60
    for one in path.parent.glob(f"{path.stem}.*"):
        os.utime(one, (past, past))


def saved(memory: QgsVectorLayer, folder: Path, end: str = ".gpkg") -> QgsVectorLayer:
    path = folder / f"{memory.name()}{end}"
    found = runs.save(memory, path, to_edit=True)
    aged(path)
    return found


def in_memory(**changes) -> dict:
    """Return the parameters of a small town."""
    shops = layer([point(100, 200), point(400, 300), None], "shop")
    schools = layer([point(100, 0), point(300, 400)], "school")
    return town(REQUIREMENTS=NORMS, FACILITIES=[schools, shops], **changes)


@cache
def written_once(end: str) -> TemporaryDirectory:
    """Return a folder with the layers of the town in files."""
    folder, given = TemporaryDirectory(), in_memory()
    for one in [*(given[name] for name in EDITED), *given["FACILITIES"]]:
        runs.save(one, Path(folder.name) / f"{one.name()}{end}")
    return folder


def copied(memory: QgsVectorLayer, folder: Path, end: str) -> QgsVectorLayer:
    """Return a layer of the town in a file of its own."""
    name, path = memory.name(), folder / f"{memory.name()}{end}"
    for one in Path(written_once(end).name).glob(f"{name}.*"):
        shutil.copy(one, folder)
    aged(path)
    return runs.loaded(f"{path}|layername={name}" if end == ".gpkg" else str(path), name, to_edit=True)


def in_files(folder: Path, end: str = ".gpkg", **changes) -> dict:
    """Return the parameters of a small town whose layers lie in files."""
    given = in_memory(**changes)
    for name in EDITED:
        given[name] = (saved if name in changes else copied)(given[name], folder, end)
    given["FACILITIES"] = [copied(one, folder, end) for one in given["FACILITIES"]]
    return given


def results(given: dict, feedback: Feedback | None = None, in_files: bool = True) -> dict:
    """Run, with the layers that show an input in GeoPackages, and return all that came out, to the last digit."""
    with TemporaryDirectory() as folder:
        files = {name: str(Path(folder) / f"{name}.gpkg") for name in OUTPUTS[:2] if in_files}
        done = runs.run("basicrequirements", given | files, feedback)
        found: dict = {name: value for name, value in done.results.items() if not name.startswith("OUTPUT")}
        for name in OUTPUTS:
            made = runs.loaded(files[name], name) if name in files else done.layer(name)
            names, rows, shapes = made.fields().names(), [], []
            for feature in made.getFeatures():
                row = {k: repr(runs.plain(v)) for k, v in zip(names, feature.attributes(), strict=True)}
                rows.append({k: v for k, v in row.items() if k not in PER_RUN})
                shapes.append(feature.geometry().asWkb().data())
            found[name] = (names, rows, shapes)
            del made
    return found


def alone(given: dict, in_files: bool = True) -> dict:
    return results(given | {"REUSE": False}, in_files=in_files)


def taken(feedback: Feedback) -> str:
    """Return what the log says was taken from an earlier run."""
    return next((text for text in feedback.infos if text.startswith("Taken from an earlier run")), "")


def check_same(given: dict, expected: dict | None = None) -> str:
    """Check that a run gives the same as one that takes nothing, or as is known of that; return what it took."""
    feedback = Feedback()
    assert results(given, feedback) == (expected or alone(given))
    return taken(feedback)


def moved(wanted: QgsVectorLayer, number: int, by: float) -> None:
    """Move a feature of a layer that is being edited."""
    feature = wanted.getFeature(number)
    shape = QgsGeometry(feature.geometry())
    shape.translate(by, by)
    assert wanted.changeGeometry(feature.id(), shape)


# What is taken


@pytest.mark.parametrize("end", some([".gpkg", ".shp", ".geojson"], [".gpkg"]))
def test_a_run_with_other_norms_reads_builds_and_snaps_nothing(end, tmp_path, session, monkeypatch):
    given = in_files(tmp_path, end)
    assert check_same(given) == ""
    other = given | {"REQUIREMENTS": OTHER_NORMS}
    expected = alone(other)
    for name in (
        "buurtmaat.adapters.io.reader.read_layer",
        "buurtmaat.core.network.network.build_network",
        "buurtmaat.core.network.snapping.snap_points",
        "buurtmaat.core.network.facility_access.find_access",
        "buurtmaat.adapters.outputs.layer_writer.joined_blocks",
    ):
        monkeypatch.setattr(name, None)
    feedback = Feedback()
    assert results(other, feedback) == expected
    assert "rows of outputs 2" in taken(feedback)
    assert "layers 5, networks 1, dwellings on a network 1, facilities on a network 1, searches" in taken(feedback)
    assert not [text for text in feedback.infos if "is read directly" in text]


def test_the_same_run_again_searches_nothing(tmp_path, session, monkeypatch):
    given = in_files(tmp_path)
    expected = results(given)
    monkeypatch.setattr("buurtmaat.core.reach.network_searches.nearest_cost", None)
    monkeypatch.setattr("buurtmaat.core.reach.network_searches.number_within", None)
    monkeypatch.setattr("buurtmaat.core.geometry.distances.Places.nearest", None)
    assert results(given) == expected


@pytest.mark.parametrize("factor", some([0.4, 1.0, 1.2, 1.25, 3.0], [0.4, 1.25]))
def test_a_run_with_nearer_and_farther_thresholds_gives_what_a_fresh_session_gives(factor, tmp_path, session):
    norms = [
        row(threshold=220),
        row(id="two", facility="school|shop", indicator="count", threshold=350, minimum=2),
        row(id="one", facility="shop", indicator="count", threshold=5, unit="min", minimum=1),
        row(id="straight", facility="school|shop", indicator="count", threshold=240, minimum=2, metric="straight"),
        row(id="kinds", facility="school|shop", indicator="types", threshold=6, unit="min", minimum=2),
        row(id="daily", facility="school|shop", indicator="basket", threshold=8, unit="min"),
    ]
    given = in_files(tmp_path)
    results(given | {"REQUIREMENTS": norms})
    place = norms[0].index("220")
    other = given | {
        "REQUIREMENTS": [[*one[:place], f"{factor * float(one[place]):g}", *one[place + 1 :]] for one in norms]
    }
    found = results(other)
    session.clear()
    fresh = results(other)
    assert found == fresh == alone(other)
    for name in ("two", "one", "straight"):
        assert {one[f"{name}_n"] for one in fresh["OUTPUT_DWELLINGS"][1]} - {"NULL", "0"}


def test_a_facility_that_moves_leaves_the_searches_of_other_types(tmp_path, session, monkeypatch):
    given = in_files(tmp_path) | {"REQUIREMENTS": [row(), row(id="shops", facility="shop")]}
    results(given)
    schools = saved(layer([point(100, 0), point(310, 400)], "school2"), tmp_path)
    changed = given | {"FACILITIES": [schools, given["FACILITIES"][1]], "FACILITY_TYPES": "school;shop"}
    assert "searches 1" in check_same(changed)


def test_layers_in_memory_are_read_anew_and_their_network_is_not_built_again(session):
    given = town()
    results(given)
    found = check_same(given)
    assert "networks 1" in found
    assert "layers" not in found


def test_switched_off_nothing_is_taken_and_nothing_kept(tmp_path, session):
    given = in_files(tmp_path, REUSE=False)
    feedback = Feedback()
    results(given)
    assert session.count == 0
    results(given | {"REUSE": True})
    kept = session.count
    results(given, feedback)
    assert taken(feedback) == ""
    assert session.count == kept > 0


# Nothing stale, ever


EDITED = {"NETWORK": (8, 7.0), "DWELLINGS": (1, 130.0), "NEIGHBOURHOODS": (1, 40.0)}
"""The street along which the western dwellings stand, one of these, and their neighbourhood, and how far they move."""


@pytest.mark.parametrize(
    "name", some(EDITED, ["NETWORK"])
)  # a filter is set on dwellings below, and areas are read as these are
def test_edits_a_filter_another_file_and_undo_between_runs(name, tmp_path, session):
    given = in_files(tmp_path)
    whole = results(given)
    assert whole == alone(given)
    edited, (number, by) = given[name], EDITED[name]
    path = Path(edited.source().partition("|")[0])
    assert edited.startEditing()
    assert "layers 4" in check_same(given, whole)  # being edited is enough not to be taken
    moved(edited, number, by)
    other = alone(given)
    assert other != whole
    assert "layers 4" in check_same(given, other)
    edited.undoStack().undo()
    assert results(given) == whole
    edited.undoStack().redo()
    assert edited.rollBack()
    assert results(given) == whole
    assert edited.startEditing()
    moved(edited, number, by)
    assert edited.commitChanges()
    assert results(given) == other
    aged(path)
    assert "layers 4" in check_same(given, other)  # another file than before
    assert "layers 5" in check_same(given, other)
    assert edited.startEditing()
    moved(edited, number, -by)
    assert edited.commitChanges()
    assert check_same(given, whole).startswith("Taken")
    aged(path)
    results(given)


@pytest.mark.parametrize("end", some([".gpkg", ".shp", ".geojson"], [".gpkg"]))
def test_a_filter_and_a_selection(end, tmp_path, session):
    given = in_files(tmp_path, end)
    whole = results(given)
    homes = given["DWELLINGS"]
    for condition in ("\"who\" LIKE 'w%'", "\"who\" LIKE 'e%'", ""):
        assert homes.setSubsetString(condition)
        expected = alone(given)
        assert (expected == whole) == (condition == "")
        check_same(given, expected)
    QgsProject.instance().addMapLayer(homes, False)
    for rows in ([3, 4, 5], [6, 7]):
        homes.selectByIds(rows)
        some = given | {"DWELLINGS": QgsProcessingFeatureSourceDefinition(homes.id(), selectedFeaturesOnly=True)}
        assert "layers 4" in check_same(some)
    homes.removeSelection()
    assert results(given) == whole
    QgsProject.instance().takeMapLayer(homes)


@pytest.mark.parametrize(
    ("how", "end"), by_turns(["renamed over", "written into", "with the times of before"], [".gpkg", ".geojson"], 1)
)
def test_a_file_that_is_replaced_under_its_layer(how, end, tmp_path, session):
    given = {**in_files(tmp_path, end)}
    whole = results(given)
    assert "layers 5" in check_same(given, whole)
    path = tmp_path / f"school{end}"
    other = tmp_path / "other"
    other.mkdir()
    saved(layer([point(101, 90), point(301, 420)], "school"), other, end)
    before = path.stat()
    if how == "renamed over":
        (other / path.name).replace(path)
    else:
        path.write_bytes((other / path.name).read_bytes())
    if how == "with the times of before":
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    else:
        aged(path)
    expected = alone(given)
    assert expected != whole
    assert "layers 4" in check_same(given, expected)


@pytest.mark.slow  # a value below is found by the same look at what the file holds
def test_rows_that_another_program_writes_into_a_geopackage(tmp_path, session):
    given = in_files(tmp_path)
    path = tmp_path / "areas.gpkg"
    with closing(sqlite3.connect(path)) as db, db:
        for (trigger,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            db.execute(f'drop trigger "{trigger}"')  # which call what only GDAL knows
    aged(path)
    results(given)
    before = path.stat()
    with closing(sqlite3.connect(path)) as db, db:
        assert db.execute("update areas set code = 'WEST' where code = 'west'").rowcount == 1
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # of the same size, too
    assert path.stat().st_size == before.st_size
    assert "layers 4" in check_same(given)
    assert "WEST" in str(results(given)["OUTPUT_RESULTS"])


def test_a_value_that_no_requirement_asks_for_is_written_as_it_is_now(tmp_path, session):
    given = in_files(tmp_path)
    path = tmp_path / "homes.gpkg"
    results(given)
    before = path.stat()
    with closing(sqlite3.connect(path)) as db, db:
        for (trigger,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            db.execute(f'drop trigger "{trigger}"')
        assert db.execute("update homes set who = 'somebody' where fid = 2").rowcount == 1
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    check_same(given)
    assert "somebody" in str(results(given)["OUTPUT_DWELLINGS"])


def test_what_waits_beside_a_geopackage_counts(tmp_path, session):
    given = in_files(tmp_path)
    path = tmp_path / "school.gpkg"
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        for (trigger,) in writer.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            writer.execute(f'drop trigger "{trigger}"')
        assert writer.execute("pragma journal_mode = wal").fetchone() == ("wal",)
        writer.execute("pragma wal_autocheckpoint = 0")
        aged(path)
        whole = results(given)
        assert "layers 5" in check_same(given)
        before = path.stat()
        both_at_one = "update school set geom = (select geom from school where fid = 2) where fid = 1"
        assert writer.execute(both_at_one).rowcount == 1
        assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
        assert "layers 4" in check_same(given)
        assert results(given) != whole


def test_a_part_of_a_shapefile_that_changes(tmp_path, session):
    given = in_files(tmp_path, ".shp")
    whole = results(given)
    path = tmp_path / "areas.dbf"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"west", b"WEST"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "layers 4" in check_same(given)
    assert results(given) != whole


def test_what_was_written_just_now_is_not_kept(tmp_path, session):
    given = in_files(tmp_path)
    now = time.time() + 600  # it stays just now, however long a run takes to come to it
    os.utime(tmp_path / "homes.gpkg", (now, now))
    results(given)
    assert "layers 4" in check_same(given)


def test_joined_and_computed_fields_and_tables_of_other_layers_are_not_kept(tmp_path, session):
    given = in_files(tmp_path)
    homes = given["DWELLINGS"]
    table = layer([(None, "w0", 5)], "more", kind="NoGeometry", who="text", number="int")
    QgsProject.instance().addMapLayers([table, homes], False)
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(table)
    join.setJoinFieldName("who")
    join.setTargetFieldName("who")
    assert homes.addJoin(join)
    results(given)
    assert "layers 4" in check_same(given)
    QgsProject.instance().takeMapLayer(homes)


def test_a_layer_in_another_reference_system(tmp_path, session):
    given = in_files(tmp_path)
    results(given)
    homes = layer([(point(100, y), "") for y in range(0, 300, 5)], "degrees", crs="EPSG:4326", who="text")
    given["DWELLINGS"] = saved(homes, tmp_path)
    results(given)
    assert "layers 5" in check_same(given)
    given["DWELLINGS"].setCrs(given["NETWORK"].crs())
    with pytest.raises(RefusedError, match=r"No dwelling lies in any neighbourhood|do not overlap"):
        results(given)


# Options

OPTIONS = {
    "TOLERANCE": 60,
    "MAX_SNAP": 3,
    "MIN_COMPONENT": 0,
    "ACCESS_LEGS": False,
    "ENTRANCE_GAP": 150,
    "TOWARDS": False,
    "BARRIERS": "wall",
    "ENTRANCES": "gate",
    "SPEED_FIELD": "kmh",
    "TIME_FIELD": "kmh",
    "PASS_FIELDS": [],
    "DIRECTION_FIELD": "way",
}


def test_each_option_that_changes_is_heeded(tmp_path, session):
    """The small town with a park, a wall and lines with fields; each option alone, in the same session."""
    streets = [(wkt, 3.0 + n, n % 3 == 0, "F" if n % 2 else "") for n, wkt in enumerate(runs.grid())]
    streets.append(("LINESTRING(600 0, 545 0)", None, False, ""))
    network = layer(streets, "streets", kmh="real", bridge="bool", way="text")
    parks = layer([box(330, 210, 390, 280), box(610, -5, 620, 5)], "school")
    given = in_files(tmp_path, NETWORK=network, CYCLE_NETWORK=None)
    given["FACILITIES"] = [saved(parks, tmp_path / "."), given["FACILITIES"][1]]
    given["CYCLE_NETWORK"] = given["NETWORK"]
    given["REQUIREMENTS"] = [*NORMS, row(id="bike", unit="min", threshold=1, mode="cycle")]
    wall = saved(layer(["LINESTRING(-20 130, 420 135)"], "wall"), tmp_path)
    gate = saved(layer([(point(400, 200), "school:1")], "gate", of="text"), tmp_path)
    found_with, by_itself = partial(results, in_files=False), partial(alone, in_files=False)
    plain = by_itself(given)
    changes = dict(OPTIONS)
    changes["BARRIERS"] = wall
    for name, value in changes.items():
        changed, before = given | {name: value}, plain
        match name:
            case "ENTRANCES":
                changed |= {"ENTRANCES": gate, "ENTRANCE_FACILITY": "of"}
            case "PASS_FIELDS":
                before, changed = by_itself(given | {"BARRIERS": wall}), changed | {"BARRIERS": wall}
            case "DIRECTION_FIELD" | "TOWARDS":
                one_way = {"DIRECTION_FIELD": "way", "VALUE_FORWARD": "F"}
                before = by_itself(given | one_way) if name == "TOWARDS" else plain
                changed |= one_way
        found = found_with(changed)
        assert found == by_itself(changed), name
        assert found != before, name
    assert found_with(given) == plain


# Random towns


@pytest.mark.parametrize("seed", some(range(12), [0]))
def test_random_towns_with_two_norm_sets_and_what_changes(seed, tmp_path, session):
    rng = random.Random(seed)
    made = random_layers(rng)
    network = {name: value for name, value in made.network().items() if name not in ("UNIT", "SPEED")}
    shops = made.shops_layer()
    areas = layer([(box(-50, -50, 200, 500), "one"), (box(200, -50, 500, 500), "two")], "areas", code="text")
    given = {
        **network,
        "CYCLE_NETWORK": network["NETWORK"],
        "DWELLINGS": saved(made.homes_layer(), tmp_path),
        "NEIGHBOURHOODS": saved(areas, tmp_path),
        "NEIGHBOURHOOD_ID": "code",
        "FACILITIES": [shops],
        "MIN_DWELLINGS": 1,
        "REQUIREMENTS": random_norms(rng),
        **dict.fromkeys(OUTPUTS, "memory:"),
    }
    given["NETWORK"] = given["CYCLE_NETWORK"] = saved(given["NETWORK"], tmp_path)
    results(given)
    for _ in range(3):
        change = rng.choice(["norms", "facility", "option"])
        if change == "norms":
            given["REQUIREMENTS"] = random_norms(rng)
        elif change == "facility":
            feature = next(f for f in shops.getFeatures() if f.hasGeometry())
            x, y = runs.X0 + rng.uniform(0, 300), runs.Y0 + rng.uniform(0, 300)
            spot = QgsGeometry.fromWkt(f"GEOMETRYCOLLECTION({point(x, y)})")
            assert shops.dataProvider().changeGeometryValues({feature.id(): spot})
        else:
            given["MAX_SNAP"] = rng.choice([20, 60, 200])
        check_same(given)


def random_norms(rng: random.Random) -> list[list[str]]:
    kinds = [
        {"indicator": "distance"},
        {"indicator": "count", "minimum": rng.randint(1, 3)},
        {"indicator": "distance", "metric": "straight"},
        {"indicator": "distance", "unit": "min", "mode": rng.choice(["walk", "cycle"])},
    ]
    return [
        row(id=f"r{n}", facility="shops", threshold=rng.randint(1, 9) * (1 if "unit" in kind else 50), **kind)
        for n, kind in enumerate(rng.sample(kinds, rng.randint(2, 4)))
    ]


# Cancel, memory, several runs


@pytest.mark.parametrize("count", [8, pytest.param(25, marks=pytest.mark.faults)])
def test_cancel_at_any_moment_leaves_the_session_sound(count, tmp_path, session, moments):
    given = in_files(tmp_path)
    expected = alone(given)
    feedback = Feedback()
    results(given, feedback)
    assert feedback.looks >= 8
    for moment in moments(feedback.looks, count):
        session.clear()
        with pytest.raises(RefusedError, match="Cancelled"):
            results(given, Feedback(cancel_at=moment))
        assert results(given) == expected, moment


@pytest.mark.faults
def test_cancel_of_a_run_that_takes_from_an_earlier_one(tmp_path, session, moments):
    given = in_files(tmp_path)
    expected = results(given)
    feedback = Feedback()
    results(given, feedback)
    assert feedback.looks >= 8
    for moment in moments(feedback.looks, 10):
        with pytest.raises(RefusedError, match="Cancelled"):
            results(given, Feedback(cancel_at=moment))
        assert results(given) == expected, moment


@pytest.mark.parametrize("most", some([0, 3000, 12_000, 25_000], [12_000]))
def test_memory_is_bounded_and_results_are_the_same(most, tmp_path, provider, monkeypatch):
    given = in_files(tmp_path)
    asked = [given | {"REQUIREMENTS": norms} for norms in (NORMS, OTHER_NORMS)]
    expected = [alone(one) for one in asked]
    bounded = NetworkSession(most)
    monkeypatch.setattr(provider, "session", bounded)
    for number in (0, 1, 0):
        check_same(asked[number], expected[number])
        assert bounded.size <= most
    assert bool(bounded.count) == bool(most)


def test_two_runs_at_once(tmp_path, session, request):
    given = {k: v for k, v in in_files(tmp_path).items() if k not in OUTPUTS}
    sets = [NORMS, OTHER_NORMS]

    def asked(name: str, number: int) -> dict:
        files = {output: str(tmp_path / f"{name}{number}{output}.gpkg") for output in OUTPUTS}
        return given | files | {"REQUIREMENTS": sets[number]}

    def written(parameters: dict) -> list:
        found = [runs.rows(runs.loaded(parameters[output])) for output in OUTPUTS]
        return [{k: repr(v) for k, v in one.items() if k not in PER_RUN} for rows in found for one in rows]

    expected = []
    for number in range(2):
        parameters = asked("alone", number) | {"REUSE": False}
        runs.run("basicrequirements", parameters)
        expected.append(written(parameters))
    for turn in range(4 if request.config.getoption("--all") else 2):
        session.clear()
        prepared, wrong = [], list[Exception]()
        for number in range(2):
            context, feedback = QgsProcessingContext(), Feedback()
            context.setProject(QgsProject.instance())
            context.setFeedback(feedback)
            algorithm = runs.algorithm("basicrequirements")
            parameters = asked(f"turn{turn}-", number)
            assert algorithm.prepare(parameters, context, feedback)
            prepared.append((algorithm, parameters, context, feedback))

        def work(algorithm, parameters, context, feedback, wrong=wrong) -> None:
            try:
                algorithm.runPrepared(parameters, context, feedback)
            except QgsProcessingException as error:
                wrong.append(error)

        threads = [threading.Thread(target=work, args=one) for one in prepared]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not wrong
        assert [written(parameters) for _, parameters, *_ in prepared] == expected


def test_the_provider_forgets_when_it_is_unloaded(qgis_app):
    from buurtmaat.algorithms.provider import BuurtmaatProvider

    made = BuurtmaatProvider()
    assert made.load()
    made.session.put(("a",), np.zeros(3))
    made.unload()
    assert made.session.count == 0


# The other algorithms on a network

AREAS = ("LINES", "POLYGONS")


@pytest.mark.parametrize(
    ("name", "changes", "others"),
    [
        ("nearestfacility", {}, {"LIMIT": 150}),
        ("nearestfacility", {"K": 2, "UNIT": 1}, {"SPEED": 3.0}),
        ("reachcounts", {"LIMITS": "200;400"}, {"LIMITS": "300"}),
        ("floatingcatchment", {}, {"LIMIT": 225}),
        ("odmatrix", {}, {"LIMIT": 225}),
        ("serviceareas", {}, {"OVERLAP": 2, "LIMITS": "200;500"}),
        ("suggestlocations", {}, {"LIMIT": 120}),
        ("facilitiesperdwellings", {}, {"REACH": 20}),
        ("reachableground", {}, {"BUFFER": 40}),
    ],
)
def test_each_algorithm_on_a_network_gives_the_same_with_what_was_kept(name, changes, others, tmp_path, session):
    if name == "serviceareas":
        given = {"NETWORK": layer(runs.grid()), "FACILITIES": layer([point(250, -20), point(110, 300)])}
    else:
        given = parameters(name, {})
    outputs = AREAS if name == "serviceareas" else OUTPUTS_OF[name]
    given |= dict.fromkeys(outputs, "memory:") | changes
    for key, value in given.items():
        layers = value if isinstance(value, list) else [value]
        if all(isinstance(one, QgsVectorLayer) for one in layers):
            for number, one in enumerate(layers):
                one.setName(one.name() if key == "FACILITIES" and len(layers) > 1 else f"{key.lower()}{number}")
            files = [saved(one, tmp_path) for one in layers]
            given[key] = files if isinstance(value, list) else files[0]

    def everything(parameters: dict, feedback: Feedback | None = None) -> list:
        done = runs.run(name, parameters, feedback)
        made = [done.layer(output) for output in outputs]
        return [[(repr(f.attributes()), f.geometry().asWkb().data()) for f in one.getFeatures()] for one in made] + [
            repr(sorted((k, v) for k, v in done.results.items() if k not in outputs))
        ]

    off = [everything(given | more | {"REUSE": False}) for more in ({}, others)]
    assert session.count == 0
    assert off[0] != off[1]
    first, second = Feedback(), Feedback()
    assert everything(given, first) == off[0]
    assert taken(first) == ""
    assert everything(given | others, second) == off[1]
    assert "networks 1" in taken(second)
    assert everything(given) == off[0]
