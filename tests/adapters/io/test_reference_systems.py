"""Reference systems that QGIS made in a thread that ended since: they lead where they led, in whatever thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsMemoryProviderUtils,
    QgsPointXY,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProject,
    QgsProviderRegistry,
    QgsRectangle,
    QgsVectorLayer,
)

from buurtmaat.adapters.explore.tried_changes import _coming, _with_closed
from buurtmaat.adapters.fetching.fetching import _extent
from buurtmaat.adapters.io import reference_systems
from buurtmaat.adapters.io.crs import WorkingCrs, choose_crs
from buurtmaat.adapters.io.reader import Reader
from buurtmaat.adapters.io.reference_systems import (
    DUTCH,
    WORLD,
    ask_in_main_thread,
    keep_system,
    keep_systems,
    leads,
    made_in_main_thread,
    sound,
    sound_transform,
)
from buurtmaat.adapters.recipes.copies import crs_text
from buurtmaat.adapters.recipes.making import RunToKeep, save_recipe
from buurtmaat.core.errors import InputError
from buurtmaat.core.progress import Progress
from towns import runs
from towns.background import run_task, until
from towns.lost_systems import lost_to_all
from towns.runs import Feedback, grid, layer, point
from towns.web_services import Service, serving

T = TypeVar("T")
System = QgsCoordinateReferenceSystem
NO_CONTEXT = QgsCoordinateTransformContext()
PLACE = QgsPointXY(84477.28, 447346.85)  # in Delft, 4.36 east and 52.01 north
MAKERS: dict[str, Callable[[], System]] = {
    "by its name": lambda: System("EPSG:32631"),
    "by its number": lambda: System.fromEpsgId(3035),
    "as services name it": lambda: System.fromOgcWmsCrs("http://www.opengis.net/def/crs/OGC/1.3/CRS84"),
    "as text": lambda: System.fromWkt(System("EPSG:25831").toWkt(System.WKT2_2019).replace("31N", "31N, of ours")),
    "as text of another datum": lambda: System.fromWkt(
        System("EPSG:31370").toWkt(System.WKT2_2019).replace(',ID["EPSG",31370]', "").replace("150000.0", "150001.0")
    ),
    "by what it does": lambda: System.fromProj(
        "+proj=tmerc +lat_0=52.01 +lon_0=4.36 +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs"
    ),
}


@pytest.fixture(autouse=True)
def _asked_by_nobody(qgis_app) -> Iterator[None]:
    _forget()
    reference_systems._texts.clear()
    reference_systems._kept.clear()
    yield
    _forget()
    keep_systems()


def _forget() -> None:
    System.invalidateCache()
    QgsCoordinateTransform.invalidateCache()


def aside(work: Callable[[], T]) -> T:
    """Return what some work gives in a thread of its own, which ends; the window goes on meanwhile."""
    found: list[T] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    until(lambda: not thread.is_alive())
    thread.join()
    return found[0]


def lost(make: Callable[[], System]) -> System:
    """Return a system of which a thread asked first, and the main thread before that one ended."""
    asked, used = threading.Event(), threading.Event()

    def ask() -> None:
        make()
        asked.set()
        used.wait()

    thread = threading.Thread(target=ask)
    thread.start()
    asked.wait()
    system = make()
    try:
        assert sound(system) == system  # as a run asks for it
    finally:
        used.set()
        thread.join()
    return system


def brought(system: System, *, back: bool = False) -> QgsPointXY:
    """Return a place in Delft in a system, or from there."""
    dutch = System(DUTCH)
    own, other = (system, dutch) if back else (dutch, system)
    return sound_transform(own, other, NO_CONTEXT).transform(PLACE)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_system_leads_where_it_led_when_the_thread_that_asked_first_has_ended(make):
    truth = QgsCoordinateTransform(System(DUTCH), make(), NO_CONTEXT).transform(PLACE)
    assert truth.distance(PLACE) > 1
    _forget()
    system = lost(make)
    assert brought(system) == truth
    assert aside(lambda: brought(system)) == truth
    assert aside(lambda: brought(make())) == truth
    assert sound(system) == make()
    assert sound(system).authid() == make().authid()


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_from_a_system_the_way_is_found_again_too(make):
    truth = QgsCoordinateTransform(make(), System(DUTCH), NO_CONTEXT).transform(QgsPointXY(5.1, 52.2))
    _forget()
    system = lost(make)

    def found() -> QgsPointXY:
        return sound_transform(system, System(DUTCH), NO_CONTEXT).transform(QgsPointXY(5.1, 52.2))

    assert aside(found) == truth
    assert found() == truth


def test_a_transform_that_qgis_kept_of_a_lost_system_is_made_anew():
    truth = QgsCoordinateTransform(System(DUTCH), System("EPSG:32631"), NO_CONTEXT).transform(PLACE)
    _forget()
    system = lost(MAKERS["by its name"])
    QgsCoordinateTransform(System(DUTCH), system, NO_CONTEXT)  # in the main thread it leads somewhere still
    System.invalidateCache()
    assert aside(lambda: brought(System("EPSG:32631"))) == truth


def test_a_transform_that_qgis_kept_of_one_that_is_made_anew_is_not_taken_by_who_asks_for_none():
    """As the map does, which brings what is drawn over it to its own system by itself."""
    there = QgsCoordinateTransform(System(DUTCH), System("EPSG:32631"), NO_CONTEXT).transform(PLACE)
    _forget()
    system = lost(MAKERS["by its name"])

    def drawn() -> QgsPointXY:
        own = System("EPSG:32631")
        assert QgsCoordinateTransform(System(DUTCH), own, NO_CONTEXT).transform(PLACE) == PLACE  # and is kept
        return QgsCoordinateTransform(System(DUTCH), sound(own), NO_CONTEXT).transform(PLACE)

    assert aside(drawn) == there
    assert system.isValid()


def test_what_nobody_knows_any_more_leads_nowhere_rather_than_a_hundred_metres_aside(monkeypatch):
    system = lost(MAKERS["as text of another datum"])
    monkeypatch.setattr(reference_systems, "_texts", {})  # as of one that was lost before a run asked for it
    there = WorkingCrs(System(DUTCH), System(DUTCH), "", NO_CONTEXT)

    def refused() -> str:
        with pytest.raises(InputError) as stop:
            there.transform_from(system)
        return str(stop.value)

    assert "from the reference system BD72 / Belgian Lambert 72 to EPSG:28992: " in aside(refused)
    assert aside(lambda: sound(system).description()) == "BD72 / Belgian Lambert 72"  # to be told by


def test_of_two_systems_that_look_alike_when_they_are_lost_neither_is_taken_for_the_other():
    text = MAKERS["as text of another datum"]().toWkt(System.WKT2_2019)
    _forget()
    systems = [
        lost(lambda name=name: System.fromWkt(text.replace("Reseau National Belge 1972", name)))
        for name in ("Reseau National Belge 1972", "Reseau National Belge 1950")
    ]
    for system in systems:
        assert not aside(lambda system=system: leads(sound_transform(system, System(DUTCH), NO_CONTEXT)))


def test_a_system_that_is_lost_again_at_once_is_made_anew_again(monkeypatch):
    """As found: where other threads ended all the time, one way in some hundreds led nowhere."""
    truth = QgsCoordinateTransform(System(DUTCH), System("EPSG:32631"), NO_CONTEXT).transform(PLACE)
    _forget()
    system, asked = lost(MAKERS["by its name"]), []

    def sound_in_the_end(crs: System) -> System:
        asked.append(crs)
        return crs if len(asked) <= 2 else sound(crs)

    monkeypatch.setattr(reference_systems, "sound", sound_in_the_end)
    assert aside(lambda: brought(system)) == truth


def test_what_is_written_of_a_lost_system_is_all_of_it():
    system = lost(MAKERS["by its name"])
    assert sound(system).toWkt(System.WKT2_2019) == System("EPSG:32631").toWkt(System.WKT2_2019) != ""


def test_the_year_of_a_system_stays():
    def make() -> System:
        system = System("EPSG:9000")
        system.setCoordinateEpoch(2021.5)
        return system

    lost(lambda: System("EPSG:9000"))
    assert sound(make()).coordinateEpoch() == 2021.5
    assert aside(lambda: sound(make())).coordinateEpoch() == 2021.5


def test_systems_that_the_window_keeps_are_lost_by_no_thread():
    keep_systems()
    for make in (lambda: System(DUTCH), lambda: System(WORLD), MAKERS["as services name it"]):
        system = lost(make)
        assert aside(lambda system=system: system.toWkt(System.WKT2_2019))


@pytest.mark.parametrize("number", [DUTCH, WORLD])
def test_a_run_in_the_background_has_the_main_thread_ask_for_them_before_it_does(number, provider):
    """As found: QGIS had forgotten them since the window did, and those of degrees were lost with the run's thread."""
    given = {"NETWORK": layer(grid()), "DWELLINGS": layer([point(0, 0)]), "FACILITIES": layer([point(100, 0)])}
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    _forget()
    assert runs.algorithm("nearestfacility").prepare({**given, "OUTPUT": "memory:"}, context, Feedback())
    system = lost(lambda: System(number))
    assert aside(lambda: system.toWkt(System.WKT2_2019))


def test_they_are_kept_also_when_another_one_is_made_anew():
    keep_systems()
    keep_system(System("EPSG:3035"))
    system = lost(MAKERS["by its name"])
    assert aside(lambda: sound(system).isValid())
    for make in (lambda: System(DUTCH), lambda: System(WORLD), MAKERS["by its number"]):
        system = lost(make)
        assert aside(lambda system=system: system.toWkt(System.WKT2_2019))


def test_so_are_those_that_a_recipe_names_and_several_that_no_authority_knows():
    aside(lambda: ask_in_main_thread(["EPSG:3035"]))
    for name in ("by what it does", "as text of another datum"):
        keep_system(MAKERS[name]())
    assert len(reference_systems._kept) == 3
    system = lost(MAKERS["by its name"])
    assert aside(lambda: sound(system).isValid())
    system = lost(MAKERS["by its number"])
    assert aside(lambda: system.toWkt(System.WKT2_2019))


def test_only_the_main_thread_keeps_a_system():
    aside(lambda: keep_system(System("EPSG:3035")))
    assert reference_systems._kept == {}


def test_a_main_thread_that_is_busy_leaves_it_to_the_one_that_asks(monkeypatch):
    monkeypatch.setattr(reference_systems, "_PATIENCE", 0.1)
    found = []
    thread = threading.Thread(target=lambda: found.append(made_in_main_thread(MAKERS["by what it does"]).toProj()))
    thread.start()
    thread.join()
    assert "+lat_0=52.01 " in found[0]


def test_the_system_that_a_run_computes_in_is_sound_where_it_is_that_of_its_layers():
    streets = QgsVectorLayer("Point?crs=EPSG:32631", "streets", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(550000, 5400000)))  # in France
    streets.dataProvider().addFeature(feature)
    _forget()
    streets.setCrs(System())  # else it keeps the one that it has, which is equal
    streets.setCrs(lost_to_all(MAKERS["by its name"]))
    chosen = choose_crs(streets, NO_CONTEXT).crs
    assert chosen.authid() == "EPSG:32631"
    assert chosen.toWkt(System.WKT2_2019)


def test_a_system_that_a_thread_lets_the_main_one_make_is_not_lost_with_it():
    system = aside(lambda: made_in_main_thread(MAKERS["by what it does"]))
    assert system.toWkt(System.WKT2_2019)
    assert aside(lambda: system.toWkt(System.WKT2_2019))


def test_the_system_that_a_run_abroad_computes_in_is_not_lost_with_its_thread():
    abroad = QgsVectorLayer("Point?crs=EPSG:4326", "streets", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(-3.7, 40.4)))
    abroad.dataProvider().addFeature(feature)
    chosen = aside(lambda: choose_crs(abroad, NO_CONTEXT).crs)
    assert "+lat_0=40.4000 +lon_0=-3.7000 " in chosen.toProj()
    assert aside(lambda: chosen.toWkt(System.WKT2_2019))


def test_no_system_stays_none():
    assert not sound(System()).isValid()
    assert sound_transform(System(), System(DUTCH), NO_CONTEXT).transform(PLACE) == PLACE


def test_from_the_system_of_a_drawing_no_way_is_known():
    drawing = System.fromWkt('LOCAL_CS["site",UNIT["metre",1]]')
    assert not leads(sound_transform(drawing, System(DUTCH), NO_CONTEXT))
    working = WorkingCrs(System(DUTCH), System(DUTCH), "", NO_CONTEXT)
    with pytest.raises(InputError, match="from the reference system site to EPSG:28992: set the right one in the prop"):
        working.transform_from(drawing)
    with pytest.raises(InputError, match="from the reference system EPSG:28992 to site: "):
        working.transform_to(drawing)


def nearest_in_background(dwellings: QgsVectorLayer) -> list[float]:
    given = {
        "NETWORK": layer(grid()),
        "DWELLINGS": dwellings,
        "FACILITIES": layer([point(100, 0)]),
        "OUTPUT": "memory:",
    }
    context, feedback = QgsProcessingContext(), Feedback()
    context.setProject(QgsProject.instance())
    good, results = run_task(QgsProcessingAlgRunnerTask(runs.algorithm("nearestfacility"), given, context, feedback))
    assert good, feedback.errors
    return [row["distance_m"] for row in runs.rows(context.getMapLayer(results["OUTPUT"]))]


def test_a_run_in_the_background_reads_a_layer_of_a_lost_system_where_it_lies():
    homes = layer([point(10 * n, 0) for n in range(10)])
    expected = nearest_in_background(homes)
    assert expected == pytest.approx([abs(100 - 10 * n) for n in range(10)])
    there = QgsCoordinateTransform(homes.crs(), System("EPSG:32631"), NO_CONTEXT)
    rows = list(homes.getFeatures())
    for row in rows:
        geometry = QgsGeometry(row.geometry())
        geometry.transform(there)
        row.setGeometry(geometry)
    _forget()
    lost(MAKERS["by its name"])
    dwellings = QgsVectorLayer("Point?crs=EPSG:32631", "moved", "memory")
    dwellings.dataProvider().addFeatures(rows)
    assert nearest_in_background(dwellings) == pytest.approx(expected, abs=1e-3)


def town_in_files(folder: Path, system: System) -> dict[str, str]:
    """Write a town in a reference system, and return the inputs of a run on it."""
    given = {}
    shapes = {"NETWORK": grid(), "DWELLINGS": [point(10 * n, 0) for n in range(10)], "FACILITIES": [point(100, 0)]}
    for name, of in shapes.items():
        made = layer(of)
        rows = list(made.getFeatures())
        for row in rows:
            geometry = QgsGeometry(row.geometry())
            geometry.transform(QgsCoordinateTransform(System(DUTCH), system, NO_CONTEXT))
            row.setGeometry(geometry)
        there = QgsMemoryProviderUtils.createMemoryLayer(name, made.fields(), made.wkbType(), system)
        there.dataProvider().addFeatures(rows)
        path = folder / f"{name}.gpkg"
        runs.save(there, path)
        given[name] = str(path)
    return given


def in_degrees(system: System, place: QgsPointXY) -> QgsPointXY:
    """Return where QGIS itself draws a place."""
    return QgsCoordinateTransform(system, System(WORLD), NO_CONTEXT).transform(place)


@pytest.mark.parametrize("make", ["by its name", "as text of another datum"])
def test_what_a_run_in_the_background_gives_in_memory_and_what_it_read_are_drawn_when_its_thread_has_ended(
    make, provider, tmp_path
):
    files = town_in_files(tmp_path, MAKERS[make]())
    _forget()
    inputs = {name: runs.loaded(path) for name, path in files.items()}
    context, feedback = QgsProcessingContext(), Feedback()
    context.setProject(QgsProject.instance())
    algorithm = runs.algorithm("nearestfacility")
    task = QgsProcessingAlgRunnerTask(algorithm, {**inputs, "OUTPUT": "memory:"}, context, feedback)
    good, results = run_task(task)
    assert good, feedback.errors
    output = context.getMapLayer(results["OUTPUT"])
    assert output.crs().toProj() == inputs["DWELLINGS"].crs().toProj()
    QgsApplication.taskManager().threadPool().waitForDone()  # its threads end, as by themselves after half a minute
    for one in (output, *inputs.values()):
        place, system = next(one.getFeatures()).geometry().boundingBox().center(), one.crs()
        degrees = aside(lambda system=system, place=place: in_degrees(system, place))
        assert (degrees.x(), degrees.y()) == pytest.approx((4.36, 52.01), abs=0.05)


def recipe_of(folder: Path, inputs: dict[str, object]) -> Path:
    """Save a recipe of one step on a town."""
    context, path = QgsProcessingContext(), folder / "town" / "run.json"
    context.setProject(QgsProject.instance())
    path.parent.mkdir()
    given = {**inputs, "OUTPUT": "memory:"}
    run = RunToKeep(algorithm=runs.algorithm("nearestfacility"), parameters=given, context=context, path=path)
    save_recipe(run, Progress(), copy=True)
    return path


@pytest.mark.parametrize("make", ["by its name", "as text of another datum"])
def test_what_a_recipe_in_the_background_asks_for_first_leads_somewhere_when_its_thread_has_ended(
    make, provider, tmp_path
):
    files = town_in_files(tmp_path, MAKERS[make]())
    recipe = recipe_of(tmp_path, {name: runs.loaded(path) for name, path in files.items()})
    _forget()
    context, feedback = QgsProcessingContext(), Feedback()
    context.setProject(QgsProject.instance())
    task = QgsProcessingAlgRunnerTask(runs.algorithm("runrecipe"), {"RECIPE": str(recipe)}, context, feedback)
    good, results = run_task(task)
    assert good, feedback.errors
    output = context.getMapLayer(results["nearestfacility.OUTPUT"])
    later = QgsMemoryProviderUtils.createMemoryLayer("later", QgsFields(), output.wkbType(), MAKERS[make]())
    for one in (output, later):
        assert one.crs().toWkt(System.WKT2_2019)  # the window uses it
    QgsApplication.taskManager().threadPool().waitForDone()
    for one in (output, later):
        system = one.crs()
        assert aside(lambda system=system: system.toWkt(System.WKT2_2019))


def test_the_copies_of_a_recipe_keep_a_system_that_qgis_lost(provider, tmp_path):
    shapes = {"NETWORK": grid(), "DWELLINGS": [point(10, 0)], "FACILITIES": [point(100, 0)]}
    inputs = {name: layer(of, name, "EPSG:32631") for name, of in shapes.items()}
    _forget()
    for one in inputs.values():
        one.setCrs(System())  # else it keeps the one that it has, which is equal
        one.setCrs(lost_to_all(MAKERS["by its name"]))
    recipe = recipe_of(tmp_path, inputs)
    _forget()
    copies = sorted(recipe.parent.glob("*.gpkg"))
    assert copies
    systems = [
        QgsVectorLayer(f"{path}|layername={one.name()}", "", "ogr").crs().authid()
        for path in copies
        for one in QgsProviderRegistry.instance().querySublayers(str(path))
    ]
    assert set(systems) == {"EPSG:32631"}


def test_a_recipe_has_all_the_text_of_a_system_that_qgis_lost():
    text = crs_text(MAKERS["as text of another datum"]())
    assert "Belgian Lambert 72" in text
    _forget()
    system = lost(MAKERS["as text of another datum"])
    assert aside(lambda: crs_text(system)) == text


def test_the_copy_of_a_layer_in_which_a_facility_closes_is_drawn_though_qgis_lost_its_system():
    places = layer([point(0, 0), point(100, 0)], "", "EPSG:32631")
    _forget()
    places.setCrs(System())
    places.setCrs(lost_to_all(MAKERS["by its name"]))
    copy = _with_closed(places, {1}, "open_until", 2026)
    assert copy.crs().toWkt(System.WKT2_2019)
    assert copy.crs().authid() == "EPSG:32631"


def test_the_layer_of_facilities_that_come_is_drawn_though_qgis_lost_its_system():
    run = SimpleNamespace(inputs=SimpleNamespace(facilities=SimpleNamespace(columns={})))
    coming = _coming(run, [], [], lost_to_all(MAKERS["by its name"]), {})
    assert coming.crs().toWkt(System.WKT2_2019)
    assert coming.crs().authid() == "EPSG:32631"


def test_an_extent_in_a_system_that_a_thread_asked_for_first_lies_where_it_lies(provider):
    system = System("EPSG:3857")
    box = QgsCoordinateTransform(System(DUTCH), system, NO_CONTEXT).transformBoundingBox(
        QgsRectangle(84000, 447000, 85000, 448000)
    )
    text = f"{box.xMinimum()},{box.xMaximum()},{box.yMinimum()},{box.yMaximum()} [EPSG:3857]"
    context, algorithm = QgsProcessingContext(), runs.algorithm("fetchdata")

    def middle() -> QgsPointXY:
        found = _extent(Reader(algorithm, {"EXTENT": text}, context, Feedback()))
        return found.boundingBox().center()

    _forget()
    lost(lambda: System("EPSG:3857"))
    assert aside(middle).distance(QgsPointXY(84500, 447500)) < 5


def test_the_system_of_an_extent_is_not_lost_with_the_thread_that_fetches(provider, tmp_path):
    given = {"EXTENT": "485000,486000,6790000,6791000 [EPSG:3857]", "OUTPUT": str(tmp_path / "data.gpkg"), "PARTS": [0]}
    context, feedback, algorithm = QgsProcessingContext(), Feedback(), runs.algorithm("fetchdata")
    assert algorithm.prepare(given, context, feedback), feedback.errors
    system = lost(lambda: System("EPSG:3857"))
    assert aside(lambda: system.toWkt(System.WKT2_2019))


@pytest.mark.parametrize(
    "name", ["EPSG:32631", "urn:ogc:def:crs:EPSG::32631", "http://www.opengis.net/def/crs/EPSG/0/32631"]
)
def test_what_services_call_a_system_is_asked_for_by_the_main_thread_first(name):
    aside(lambda: ask_in_main_thread(["EPSG:32631"]))
    system = lost(lambda: System.fromOgcWmsCrs(name))
    assert aside(lambda: system.toWkt(System.WKT2_2019))


def test_a_service_that_a_thread_opened_first_is_read_where_it_lies():
    spots = [(float(7 * n % 500), float(5 * n % 500)) for n in range(20)]
    with serving(Service(spots)) as service:
        lost(MAKERS["as services name it"])
        places = QgsVectorLayer(service.oapif(), "places", "OAPIF")
        given = {"NETWORK": layer(grid()), "DWELLINGS": places, "FACILITIES": layer([point(0, 0)]), "OUTPUT": "memory:"}
        done = runs.run("nearestfacility", given)
    assert len(done.rows("OUTPUT")) == len(spots)
