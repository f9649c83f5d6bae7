"""Layers whose source fails: never fewer features than there are, and never a wait that Cancel does not end."""

from __future__ import annotations

import re
import threading
from itertools import pairwise

import pytest
from qgis.core import (
    QgsApplication,
    QgsFeatureRequest,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QTimer

from buurtmaat.adapters.io import feature_sources
from buurtmaat.adapters.io.feature_sources import WholeSource, features
from buurtmaat.adapters.io.reader import Reader
from buurtmaat.core.errors import Cancelled, InputError
from towns import postgis, runs
from towns.background import run_task
from towns.runs import X0, Y0, Feedback, RefusedError, box, grid, layer, point
from towns.slow import by_turns, some
from towns.web_services import FAULTS, PAGE, WELL, Service, serving

SPOTS = [(float(7 * n % 500), float(5 * n % 500)) for n in range(100)]
"""More than two pages of dwellings."""
assert len(SPOTS) > 2 * PAGE

_LATE = 20.0  # seconds, in which nothing waits that can do without


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Wait no ten minutes where QGIS does not hear that a service has failed, as happens once in thousands of tests."""
    monkeypatch.setattr(feature_sources, "_PATIENCE", 60.0)


def opened(service: Service, kind: str, extra: str = "") -> QgsVectorLayer:
    source = service.wfs() if kind == "WFS" else service.oapif()
    found = QgsVectorLayer(source + extra, "places", kind)
    assert found.isValid(), found.error().summary()
    return found


def nearest(places, **more) -> runs.Run:
    given = {"NETWORK": layer(grid()), "DWELLINGS": places, "FACILITIES": layer([point(100, 0)]), "OUTPUT": "memory:"}
    return runs.run("nearestfacility", given | more)


def in_a_task(name: str, given: dict, feedback: Feedback, project: QgsProject | None = None) -> bool:
    """Run as the dialog does, with the event loop of the window going on; say whether it succeeded."""
    context = QgsProcessingContext()
    context.setProject(project or QgsProject.instance())
    good, _ = run_task(QgsProcessingAlgRunnerTask(runs.algorithm(name), given, context, feedback))
    return good


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize("kind", ["WFS", "OAPIF"])
def test_a_service_in_pages_is_read_to_its_end_whether_it_counts_or_not(kind, counts):
    with serving(Service(SPOTS, counts=counts)) as service:
        rows = nearest(opened(service, kind)).rows("OUTPUT")
    assert sorted(row["number"] for row in rows) == list(range(len(SPOTS)))


FAILURES = [(fault, True) for fault in FAULTS] + [(fault, False) for fault in FAULTS if fault != "empty"]
"""Each with a service that counts and one that does not; of that nobody can tell that an empty page is not the last."""


@pytest.mark.parametrize(("failure", "page"), by_turns(FAILURES, [1, 2], always=1))
@pytest.mark.parametrize("kind", ["WFS", "OAPIF"])
def test_a_page_that_fails_stops_the_run_in_one_sentence(kind, failure, page, tmp_path):
    fault, counts = failure
    with serving(Service(SPOTS, page=page, counts=counts)) as service:
        places = opened(service, kind)
        service.fault = fault
        with pytest.raises(RefusedError, match="places") as stopped:
            nearest(places, OUTPUT=str(tmp_path / "out.gpkg"))
    assert str(stopped.value).count("\n") == 0
    assert re.search(r"could be read|failed:|has given nothing", str(stopped.value))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["WFS", "OAPIF"])
def test_a_page_that_fails_stops_a_run_in_the_background(kind):
    with serving(Service(SPOTS, counts=False)) as service:
        places, feedback = opened(service, kind), Feedback()
        service.fault = "exception"
        QgsProject.instance().addMapLayers([places, streets := layer(grid()), shops := layer([point(100, 0)])])
        given = {"NETWORK": streets.id(), "DWELLINGS": places.id(), "FACILITIES": shops.id(), "OUTPUT": "memory:"}
        assert not in_a_task("nearestfacility", given, feedback)
    assert any("places" in text for text in feedback.errors)


@pytest.mark.parametrize("kind", ["WFS", "OAPIF"])
def test_what_a_failing_service_gave_before_is_not_kept(kind):
    with serving(Service(SPOTS, counts=False)) as service:
        places = opened(service, kind)
        service.fault = "status 500"
        for _ in range(2):  # the second time QGIS asks nothing, and gives what it has
            with pytest.raises(RefusedError, match="places"):
                nearest(places)
        service.fault = WELL
        assert len(nearest(places).rows("OUTPUT")) == len(SPOTS)


@pytest.mark.parametrize("kind", ["WFS", "OAPIF"])
def test_what_qgis_kept_of_an_earlier_answer_is_not_taken_for_that_of_today(kind):
    """Qt gives the page of an earlier time where the service answers with an error, and tells nobody."""
    with serving(Service(SPOTS, counts=False, kept=True)) as service:
        assert len(nearest(opened(service, kind)).rows("OUTPUT")) == len(SPOTS)
        service.fault = "status 500"
        with pytest.raises(RefusedError, match="places"):
            nearest(opened(service, kind))


@pytest.mark.parametrize("kind", ["WFS", "OAPIF"])
def test_what_the_map_got_of_a_failing_service_is_not_taken_for_all(kind):
    """Another reader, such as the map, has the error while a run begins: QGIS keeps what came before, and no error."""
    with serving(Service(SPOTS, counts=False)) as service:
        places = opened(service, kind)
        service.fault = "exception"
        list(places.getFeatures())
        QgsApplication.processEvents()
        with pytest.raises(InputError, match="failed"):
            list(WholeSource(places, places).getFeatures(QgsFeatureRequest()))


@pytest.mark.parametrize("kind", ["WFS", "OAPIF"])
def test_facilities_of_a_failing_service_are_not_taken_for_none(kind):
    with serving(Service(SPOTS, page=1)) as service:
        places = opened(service, kind)
        service.fault = "garbage"
        given = {
            "NETWORK": layer(grid()),
            "DWELLINGS": layer([point(5, 5)]),
            "NEIGHBOURHOODS": layer([runs.box(-9, -9, 600, 600)]),
            "FACILITIES": [places],
            "REQUIREMENTS": [["s", "places", "distance", "300", "m", *[""] * 6]],
            "OUTPUT_RESULTS": "memory:",
        }
        with pytest.raises(RefusedError, match="places"):
            runs.run("basicrequirements", given)
        with pytest.raises(RefusedError, match="places"):
            runs.run("preparefacilities", {"SOURCES": [places], "POINTS": "memory:"})


def test_a_layer_that_is_limited_by_itself_is_no_failure():
    with serving(Service(SPOTS)) as service:
        places = opened(service, "WFS", " maxNumFeatures='50'")
        assert len(nearest(places).rows("OUTPUT")) == 50


def test_a_service_without_paging_that_gives_its_first_page_only_is_a_failure():
    with serving(Service(SPOTS)) as service:
        places = QgsVectorLayer(service.wfs().replace("'true'", "'false'"), "places", "WFS")
        with pytest.raises(RefusedError, match=f"{len(SPOTS)} features, and only {PAGE}"):
            nearest(places)


@pytest.mark.parametrize("kind", ["WFS", "OAPIF"])
def test_a_service_that_stays_silent_stops_the_run_though_nobody_cancels(kind, monkeypatch, tmp_path):
    """As found: QGIS waited for ever for a service that had failed in the moment in which it was asked."""
    monkeypatch.setattr(feature_sources, "_PATIENCE", 1.0)
    with serving(Service(SPOTS)) as service:
        places = opened(service, kind)
        service.fault = "hangs"
        with pytest.raises(RefusedError, match="service of the layer “places” has given nothing"):
            nearest(places, OUTPUT=str(tmp_path / "out.gpkg"))
        assert service.hanging.is_set()
        assert not service.released.is_set()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("page", [1, 2])
@pytest.mark.parametrize("kind", ["WFS", "OAPIF"])
def test_cancel_is_heard_while_a_service_does_not_answer(kind, page, tmp_path):
    with serving(Service(SPOTS, page=page)) as service:
        places, feedback = opened(service, kind), Feedback()
        service.fault = "hangs"
        waiting = threading.Thread(target=lambda: (service.hanging.wait(300), feedback.cancel()))
        waiting.start()
        QgsProject.instance().addMapLayers([places, streets := layer(grid()), shops := layer([point(100, 0)])])
        given = {"NETWORK": streets.id(), "DWELLINGS": places.id(), "FACILITIES": shops.id()}
        given["OUTPUT"] = str(tmp_path / "out.gpkg")
        assert not in_a_task("nearestfacility", given, feedback)
        assert not service.released.is_set()  # it hangs still
        waiting.join()
    assert any("Cancelled" in text for text in feedback.errors)
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def database(new_database):
    """Return how to connect to a database with a table of 5,000 dwellings, and views of it that fail."""
    where = new_database()
    do(
        where,
        "create table homes as select i as id, 1 as dwellings, st_setsrid(st_makepoint("
        f"{X0} + i % 500, {Y0}), 28992)::geometry(Point, 28992) as geom from generate_series(1, 5000) i",
        "alter table homes add primary key (id)",
        "analyze homes",
        "create view divided as select id, 1 / (id - 4000) as dwellings, geom from homes",
    )
    return where


def do(where: str, *statements: str) -> None:
    connection = QgsProviderRegistry.instance().providerMetadata("postgres").createConnection(where, {})
    for statement in statements:
        connection.executeSql(statement)


def table(where: str, name: str, extra: str = "") -> QgsVectorLayer:
    uri = f'{where} key=\'id\' {extra} type=Point srid=28992 table="public"."{name}" (geom)'
    return runs.loaded(uri, name, "postgres")


@pytest.mark.parametrize("extra", some(["", "estimatedmetadata=true"], [""]))
def test_a_statement_that_fails_in_the_middle_of_a_table_stops_the_run(database, extra):
    with pytest.raises(RefusedError, match=r"“?divided.*division by zero"):
        nearest(table(database, "divided", extra))


def test_a_statement_that_fails_behind_a_filter_stops_the_run(database):
    places = table(database, "divided")
    QgsProject.instance().addMapLayer(places)
    some = QgsProcessingFeatureSourceDefinition(places.id(), False, -1)
    some.filterExpression = '"id" > 10'
    with pytest.raises(RefusedError, match=r"divided.*division by zero"):
        nearest(some)


def test_an_estimate_is_no_count(database):
    do(
        database,
        "create table grown as select * from homes where id <= 5",
        "alter table grown add primary key (id)",
        "insert into grown select * from homes where id between 6 and 500",
        "analyze grown",
        "delete from grown where id > 90",
    )
    places = table(database, "grown", "estimatedmetadata=true")
    assert places.featureCount() == 500
    assert len(nearest(places).rows("OUTPUT")) == 90


def test_rows_that_others_took_since_they_were_counted_are_no_failure(database):
    do(database, "create table shrinks as select * from homes", "alter table shrinks add primary key (id)")
    places = table(database, "shrinks")
    assert places.featureCount() == 5000
    do(database, "delete from shrinks where id > 70")
    assert len(nearest(places).rows("OUTPUT")) == 70


def test_what_is_told_of_inputs_counts_those_on_a_server_too(database):
    shown = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
    done = nearest(table(database, "homes"), OUTPUT=shown)
    assert any("DWELLINGS: homes, 5000 features" in text for text in done.layer("OUTPUT").metadata().history())


@pytest.mark.parametrize("name", ["DWELLINGS", "FACILITIES"])
def test_cancel_is_heard_while_a_table_is_locked(database, name):
    """As found: the window counted facilities, and stood still; a layer was deleted under what counted it."""
    # In a project of its own: a dialog that another test left open would look at the table too, and wait in the
    # thread of the timer.
    places, feedback, project = table(database, "homes"), Feedback(), QgsProject()
    project.addMapLayers([places, streets := layer(grid()), shops := layer([point(100, 0)])])
    given = {"NETWORK": streets.id(), "DWELLINGS": shops.id(), "FACILITIES": shops.id()} | {name: places.id()}
    algorithm = "basicrequirements" if name == "FACILITIES" else "nearestfacility"  # which takes several layers
    if name == "FACILITIES":
        given |= {"FACILITIES": [places.id()], "REQUIREMENTS": [["s", "homes", "distance", "300", "m", *[""] * 6]]}
    output = {"OUTPUT_RESULTS" if name == "FACILITIES" else "OUTPUT": "memory:"}
    with postgis.locked(database, "homes") as unlock:
        late = threading.Timer(_LATE, unlock)
        late.start()
        QTimer.singleShot(1000, feedback.cancel)
        assert not in_a_task(algorithm, given | output, feedback, project)
        assert any("Cancelled" in text for text in feedback.errors)
        its_id = places.id()
        project.clear()  # which would wait where another thread counts over the connection of the window
        assert late.is_alive()
        late.cancel()
    assert project.mapLayer(its_id) is None


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("nearestfacility", {"OUTPUT": "memory:"}),
        ("reachcounts", {"OUTPUT": "memory:"}),
        ("floatingcatchment", {"OUTPUT": "memory:"}),
        ("facilitiesperdwellings", {"OUTPUT": "memory:"}),
        ("suggestlocations", {"OUTPUT": "memory:", "P": 1}),
        (
            "basicrequirements",
            {"OUTPUT_RESULTS": "memory:", "REQUIREMENTS": [["s", "school", "distance", "300", "m", *[""] * 6]]},
        ),
    ],
)
def test_a_layer_of_facilities_without_a_feature_is_warned_of(name, more):
    none, school = layer([], "shops", kind="Point"), layer([point(5, 5)], "school")
    given = {
        "NETWORK": layer(grid()),
        "DWELLINGS": layer([point(50, 10), point(250, 100)], "homes"),
        "NEIGHBOURHOODS": layer([box(-50, -50, 550, 550)], "areas"),
        "FACILITIES": [none, school] if name == "basicrequirements" else none,
    }
    feedback = Feedback()
    runs.run(name, given | more, feedback)
    assert any("no facility" in text or "“shops” is empty" in text for text in feedback.warnings), feedback.warnings


def test_cancel_is_heard_within_a_thousand_features(provider):
    """Whatever is done with a layer of a million: it is asked for in batches, and Cancel looked at between them."""
    given, asked = [], []

    def cancelled() -> bool:
        asked.append(len(given))
        return len(given) >= 5000

    source = WholeSource(layer([point(n % 500, n // 500) for n in range(20_000)]), None, cancelled)
    with pytest.raises(Cancelled):
        given.extend(features(source, QgsFeatureRequest()))
    assert 5000 <= len(given) <= 6000
    assert max(b - a for a, b in pairwise(asked)) <= 1000


@pytest.mark.parametrize("selected", [False, True])
def test_a_layer_that_is_removed_while_it_is_needed_stops_the_run(qgis_new_project, selected):
    """QGIS itself would end: a source of Processing asks the layer that was there."""
    project, context = QgsProject.instance(), QgsProcessingContext()
    context.setProject(project)
    places = layer([(point(1, 1), "a"), (point(2, 2), "b")], "places", code="text")
    project.addMapLayer(places)
    places.selectAll()
    given = QgsProcessingFeatureSourceDefinition(places.id(), selectedFeaturesOnly=selected)
    source = Reader(runs.algorithm("nearestfacility"), {"DWELLINGS": given}, context, Feedback()).needed("DWELLINGS")
    assert len(list(features(source, QgsFeatureRequest()))) == 2
    project.removeMapLayer(places.id())
    assert (source.sourceName(), source.fields().names(), source.sourceCrs().authid()) == ("places", ["code"], runs.RD)
    for ask in (source.featureCount, lambda: list(features(source, QgsFeatureRequest()))):
        with pytest.raises(InputError, match="removed from the project") as stop:
            ask()
        assert stop.value.values["layer"] == "places"


def test_there_is_one_place_that_reads_features(root):
    """Whoever reads features another way would take a source that fails for one that is at its end."""
    readers = [
        path.relative_to(root).as_posix()
        for folder in ("adapters", "algorithms", "ui")
        for path in sorted((root / folder).rglob("*.py"))
        if re.search(r"(?<!def )\bgetFeatures?\(", path.read_text(encoding="utf-8"))
    ]
    assert readers == ["adapters/io/feature_sources.py"]
