"""Every algorithm gives the same from every provider of layers as from a GeoPackage, and writes the same into each."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from towns import postgis, qgis_server, runs
from towns.provider_town import CASES, parameters, town
from towns.providers import (
    LOCAL,
    NAMES_OF_TEN,
    NUMBERS_WITHOUT_NULL,
    POSTGIS_WAYS,
    Provided,
    by_service,
    gpkg,
    in_postgis,
    store,
)
from towns.same_rows import differences, rows_of


def outputs_of(name: str, done: runs.Run) -> dict[str, list[dict]]:
    return {output: rows_of(done.layer(output)) for output in CASES[name].outputs}


def run_with(name: str, given, folder: Path) -> dict[str, list[dict]]:
    made = parameters(name, given, folder) | dict.fromkeys(CASES[name].outputs, "memory:")
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
    if NUMBERS_WITHOUT_NULL not in lacks:
        return layer
    found = layer.clone()
    numbers = [place for place, field in enumerate(found.fields()) if field.isNumeric() or field.typeName() == "boolean"]
    for feature in list(found.getFeatures()):
        changed = {place: 0 for place in numbers if runs.plain(feature.attributes()[place]) is None}
        found.dataProvider().changeAttributeValues({feature.id(): changed})
    return found


@pytest.mark.parametrize("kind", LOCAL)
@pytest.mark.parametrize("name", CASES)
def test_every_algorithm_gives_the_same_from_every_provider(reference, name, kind, tmp_path):
    provided = LOCAL[kind]
    refusal = refused_by(name, provided)
    if refusal:
        with pytest.raises(runs.RefusedError, match=refusal):
            run_with(name, lambda layer: provided.make(town()[layer], tmp_path), tmp_path)
        return
    check_provider(reference, name, provided, tmp_path)


def check_provider(reference, name: str, provided: Provided, folder: Path) -> None:
    """Compare what an algorithm gives from a provider with what it gives from GeoPackages."""
    expected = reference(name, provided.lacks - {NAMES_OF_TEN})
    found = run_with(name, lambda layer: provided.make(town()[layer], folder), folder)
    same(expected, found, provided)


# --- Servers ---

POSTGIS = ("PostGIS", "PostGIS: a query", *(f"PostGIS: {way}" for way in POSTGIS_WAYS))


@pytest.fixture(scope="module")
def database(provider):
    assert postgis.why_not() == ""
    with postgis.server() as connection:
        store(connection, town())
        yield in_postgis(connection)


@pytest.mark.parametrize("kind", POSTGIS)
@pytest.mark.parametrize("name", CASES)
@pytest.mark.providers
def test_every_algorithm_gives_the_same_from_a_database(reference, database, name, kind, tmp_path):
    check_provider(reference, name, database[kind], tmp_path)


@pytest.fixture(scope="module")
def services(provider, tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    sources = {name: gpkg(layer, folder).source() for name, layer in town().items()}
    project = qgis_server.publish(folder / "town.qgs", sources)
    with qgis_server.serving_project(project, folder / "server.log") as address:
        yield by_service(address)


@pytest.mark.parametrize("kind", ["WFS", "OGC API Features"])
@pytest.mark.parametrize("name", CASES)
@pytest.mark.providers
def test_every_algorithm_gives_the_same_from_a_service(reference, services, name, kind, tmp_path):
    check_provider(reference, name, services[kind], tmp_path)


READS_RESULTS = frozenset({"thresholdcurve", "comparescenarios", "surveycomparison", "trend"})


def refused_by(name: str, provided: Provided) -> str:
    """Return with which word an algorithm refuses a provider: results are read of what keeps names and NULL only."""
    if name == "preparestops" and provided.without_crs:
        return "no reference system"
    if name == "requirementsoveryears" and NUMBERS_WITHOUT_NULL in provided.lacks:
        return "MapInfo"  # whether a plan has a year
    if name not in READS_RESULTS:
        return ""
    return "Shapefile" if NAMES_OF_TEN in provided.lacks else "MapInfo" if NUMBERS_WITHOUT_NULL in provided.lacks else ""


def same(expected, found, provided: Provided) -> None:
    """Compare what comes from a provider: exactly, but for what its coordinates and the order of its rows bring."""
    near = {"near": 50 * provided.near, "close": 20 * provided.near, "relative": 1e-3 if provided.near else 0.0}
    if (provided.reordered or provided.digits < 17) and not provided.near:
        near = {"near": 1e-6, "close": 1e-12, "relative": 1e-12}
    for output, rows in expected.items():
        assert differences(rows, found[output], **near)[:6] == [], output
