"""Every algorithm gives the same from every provider of layers as from a GeoPackage, and writes the same into each."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext, QgsProject
from qgis.PyQt.QtCore import QMetaType

from buurtmaat.adapters.recipes.making import RunToKeep, save_recipe
from buurtmaat.core.progress import Progress
from towns import qgis_server, runs
from towns.provider_town import CASES, parameters, town
from towns.providers import (
    LOCAL,
    NAMES_OF_TEN,
    NUMBERS_WITHOUT_NULL,
    POSTGIS_WAYS,
    WHOLE_WITHOUT_NULL,
    Provided,
    by_service,
    gpkg,
    in_postgis,
    store,
)
from towns.same_rows import PLACE, as_format, differences, rows_of

Kind = QMetaType.Type


def outputs_of(name: str, done: runs.Run) -> dict[str, list[dict]]:
    return {output: rows_of(done.layer(output)) for output in CASES[name].outputs}


def run_with(name: str, given, folder: Path, in_list=None) -> dict[str, list[dict]]:
    made = parameters(name, given, folder, in_list) | dict.fromkeys(CASES[name].outputs, "memory:")
    return outputs_of(name, runs.run(name, made))


@pytest.fixture(scope="module")
def reference(provider, tmp_path_factory):
    """Return a function that gives what an algorithm gives from GeoPackages."""

    @functools.cache
    def find(name: str, lacks: frozenset[str]) -> dict[str, list[dict]]:
        folder = tmp_path_factory.mktemp("reference")
        return run_with(name, lambda layer: gpkg(without(town()[layer], lacks), folder), folder)

    return find


def without(layer, lacks: frozenset[str]):
    """Return a layer as a format has it that lacks something."""
    if not lacks & {NUMBERS_WITHOUT_NULL, WHOLE_WITHOUT_NULL}:
        return layer
    found = layer.clone()
    kinds = (Kind.Int, Kind.LongLong) + ((Kind.Double,) if NUMBERS_WITHOUT_NULL in lacks else ())
    numbers = [place for place, field in enumerate(found.fields()) if field.type() in kinds]
    for feature in list(found.getFeatures()):
        changed = {place: 0 for place in numbers if runs.plain(feature.attributes()[place]) is None}
        found.dataProvider().changeAttributeValues({feature.id(): changed})
    return found


def turns(kinds) -> list[object]:
    """Return each algorithm with each kind; one of them runs always with each kind, by turns.

    Requirements over years reads as a check does, and takes longest.
    """
    always = [name for name in CASES if name != "requirementsoveryears"]
    return [
        pytest.param(name, kind, marks=() if name == always[turn % len(always)] else pytest.mark.providers)
        for name in CASES
        for turn, kind in enumerate(kinds)
    ]


@pytest.mark.parametrize(("name", "kind"), turns(LOCAL))
def test_every_algorithm_gives_the_same_from_every_provider(reference, name, kind, tmp_path):
    provided = LOCAL[kind]
    refusal = refused_by(name, provided)
    if refusal:
        with pytest.raises(runs.RefusedError, match=refusal):
            run_from(name, provided, tmp_path)
        return
    check_provider(reference, name, provided, tmp_path)


def run_from(name: str, provided: Provided, folder: Path) -> dict[str, list[dict]]:
    """Run an algorithm on layers of a provider; a list takes no selection, and gets a subset string instead."""
    in_list = provided if provided.several else LOCAL["subset string"]
    return run_with(
        name,
        lambda layer: provided.make(town()[layer], folder),
        folder,
        lambda layer: in_list.make(town()[layer], folder),
    )


def check_provider(reference, name: str, provided: Provided, folder: Path) -> None:
    """Compare what an algorithm gives from a provider with what it gives from GeoPackages."""
    expected = reference(name, provided.lacks - {NAMES_OF_TEN})
    found = run_from(name, provided, folder)
    same(expected, found, provided)


READS_RESULTS = frozenset({"thresholdcurve", "comparescenarios", "surveycomparison", "trend"})


def refused_by(name: str, provided: Provided) -> str:
    """Return with which word an algorithm refuses a provider: results are read of what keeps names and NULL only."""
    if name == "preparestops" and provided.without_crs:
        return "no reference system"
    if name == "requirementsoveryears" and NUMBERS_WITHOUT_NULL in provided.lacks:
        return "MapInfo"  # whether a plan has a year
    if name not in READS_RESULTS:
        return ""
    return (
        "Shapefile" if NAMES_OF_TEN in provided.lacks else "MapInfo" if NUMBERS_WITHOUT_NULL in provided.lacks else ""
    )


def same(expected, found, provided: Provided) -> None:
    """Compare what comes from a provider: exactly, but for what its coordinates and the order of its rows bring."""
    for output, rows in expected.items():
        if provided.near:
            near = {"near": 50 * provided.near, "close": 20 * provided.near, "relative": 0.005}
        elif provided.reordered and output == "POLYGONS":
            near = {"near": 1e-6, "relative": 0.001}  # ground as near to one as to another goes to the first
        elif provided.reordered or provided.digits < 17:
            near = {"near": 1e-6, "close": 1e-12, "relative": 1e-12}
        else:
            near = {}
        assert differences(rows, found[output], **near)[:6] == [], output


# --- Servers ---

POSTGIS = ("PostGIS", "PostGIS: a query", *(f"PostGIS: {way}" for way in POSTGIS_WAYS))


@pytest.fixture(scope="module")
def database(new_database):
    connection = new_database()
    store(connection, town())
    return in_postgis(connection)


@pytest.mark.parametrize("kind", POSTGIS)
@pytest.mark.parametrize("name", CASES)
@pytest.mark.providers
def test_every_algorithm_gives_the_same_from_a_database(reference, database, name, kind, tmp_path):
    check_provider(reference, name, database[kind], tmp_path)


@pytest.fixture(scope="module")
def services(provider, tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    sources = {name: gpkg(layer, folder).source() for name, layer in town().items()}
    zeros = tmp_path_factory.mktemp("zeros")
    lacks = frozenset({WHOLE_WITHOUT_NULL})
    sources |= {f"{name}_0": gpkg(without(layer, lacks), zeros).source() for name, layer in town().items()}
    project = qgis_server.publish(folder / "town.qgs", sources)
    with qgis_server.serving_project(project, folder / "server.log") as address:
        yield by_service(address)


@pytest.mark.parametrize("kind", ["WFS", "OGC API Features"])
@pytest.mark.parametrize("name", CASES)
@pytest.mark.providers
def test_every_algorithm_gives_the_same_from_a_service(reference, services, name, kind, tmp_path):
    check_provider(reference, name, services[kind], tmp_path)


@pytest.mark.parametrize("kind", ["WFS", "OGC API Features"])
@pytest.mark.providers
def test_zeros_that_may_be_unknown_are_told(services, kind, tmp_path):
    made = parameters("livingenvironments", lambda layer: services[kind].make(town()[layer], tmp_path), tmp_path)
    done = runs.run("livingenvironments", made | {"OUTPUT": "memory:"})
    assert done.feedback.warned("“areas”", "keeps NULL", "density") == (kind == "OGC API Features")


def test_every_algorithm_that_reads_layers_has_a_case(provider):
    beside = {"fetchdata", "compliancereport", "runrecipe"}  # no layers, a page, and what others read
    pages = {path.stem.replace("_", "") for path in (Path(__file__).parents[2] / "docs" / "algorithms").glob("*.md")}
    assert set(CASES) | beside == pages


PAGES = ("Shapefile", "MapInfo MIF", "GeoJSON", "CSV by GDAL", "SpatiaLite", "memory", "virtual", "subset string")


@pytest.mark.parametrize(
    "kind", [pytest.param(one, marks=() if one == "CSV by GDAL" else pytest.mark.providers) for one in PAGES]
)
def test_a_report_is_the_same(provider, kind, tmp_path):
    def page(make) -> str:
        given = {"RESULTS": make(town()["results"], tmp_path), "NEIGHBOURHOODS": make(town()["surveyed"], tmp_path)}
        path = tmp_path / "report.html"
        runs.run("compliancereport", {**given, "NEIGHBOURHOOD_ID": "code", "LANGUAGE": "en", "REPORT": str(path)})
        return path.read_text(encoding="utf-8")

    if LOCAL[kind].lacks:
        with pytest.raises(runs.RefusedError, match=r"Shapefile|MapInfo"):
            page(LOCAL[kind].make)
        return
    expected, found = (
        re.sub(r"\d\d:\d\d(:\d\d)?|, file of \d+ \w+ \d+", "", page(make)) for make in (gpkg, LOCAL[kind].make)
    )
    assert found == expected


COPIED = (
    "memory in an edit session",
    "virtual",
    "joined",
    "selected features",
    "subset string",
    "CSV as delimited text",
)


@pytest.mark.parametrize(
    "kind", [pytest.param(one, marks=() if one == COPIED[0] else pytest.mark.providers) for one in COPIED]
)
def test_a_recipe_gives_the_same(reference, kind, tmp_path):
    name, provided, path = "nearestfacility", LOCAL[kind], tmp_path / "recipe" / "run.json"
    path.parent.mkdir()
    made = parameters(name, lambda layer: provided.make(town()[layer], tmp_path), tmp_path)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    outputs = dict.fromkeys(CASES[name].outputs, "memory:")
    run = RunToKeep(algorithm=runs.algorithm(name), parameters=made | outputs, context=context, path=path)
    save_recipe(run, Progress(), copy=True)
    done = runs.run("runrecipe", {"RECIPE": str(path), "LOAD": False})
    found = {output: rows_of(done.layer(f"{name}.{output}")) for output in outputs}
    same(reference(name, frozenset()), found, provided)


# --- Outputs ---

_WHOLE = {"close": 1e-12, "relative": 1e-12}
FORMATS: Mapping[str, dict] = {
    "gpkg": {},
    "geojson": {"near": 1e-6, **_WHOLE},
    "fgb": {},
    "shp": {"near": 1e-6, "longest": 254, **_WHOLE},
    "tab": {"near": 0.03, "longest": 254, "zero": True},
    "csv": {"places": False, **_WHOLE},
    "sqlite": {},
    "postgis": {},
}
"""By format how near coordinates and numbers are, and what it does not hold."""


@pytest.fixture(scope="module")
def written(provider, tmp_path_factory):
    """Return a function that gives what an algorithm writes into memory."""

    @functools.cache
    def find(name: str) -> dict[str, list[dict]]:
        return run_with(name, lambda layer: town()[layer], tmp_path_factory.mktemp("written"))

    return find


@pytest.fixture(scope="module")
def empty_database(new_database):
    return new_database()


@pytest.mark.parametrize(("name", "ending"), turns(FORMATS))
def test_every_algorithm_writes_the_same_into_every_format(written, request, name, ending, tmp_path):
    expected, how = written(name), dict(FORMATS[ending])
    keeps = {key: how.pop(key) for key in ("longest", "zero", "places") if key in how}
    made = parameters(name, lambda layer: town()[layer], tmp_path)
    for output, rows in expected.items():
        is_table = all(row[PLACE] is None for row in rows)
        if ending == "postgis":
            place = "" if is_table else " (geom)"
            table = f"{name}_{output}".lower()
            made[output] = f'postgis:{request.getfixturevalue("empty_database")} table="public"."{table}"{place}'
        elif ending == "sqlite" and (is_table or name == "surveyestimates"):
            made[output] = "memory:"  # a table, or what may be one, QGIS could not find again
        else:
            made[output] = str(tmp_path / f"{output.lower()}.{ending}")
    done = runs.run(name, made)
    for output, rows in expected.items():
        layer = done.layer(output)
        if ending == "tab" and any(row[PLACE] is not None for row in rows):
            layer.setCrs(QgsCoordinateReferenceSystem(runs.RD))  # which the file does not hold
        assert differences(*as_format(rows, rows_of(layer), **keeps), **how)[:6] == [], output
