"""Fetch data from a real server: that of QGIS, which speaks WFS 1.1.0 and OGC API Features in degrees."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsRectangle, QgsVectorLayer

from towns import qgis_server, runs
from towns.fetched_town import dwellings, municipalities, neighbourhoods
from towns.fixtures import provider

__all__ = ["provider"]


def test_a_real_server_is_installed():
    """Without it the others would say nothing: scripts/setup installs it."""
    assert qgis_server.is_there()


def as_layer(path: Path, features: list[dict], name: str) -> str:
    """Write features as a table, in EPSG:28992; return its source."""
    plain = [{**one, "properties": {k: v for k, v in one["properties"].items() if k != "pand"}} for one in features]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    written = path / f"{name}.geojson"
    written.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": plain}))
    options = runs.QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", name
    target = path / f"{name}.gpkg"
    source = QgsVectorLayer(str(written), name, "ogr")
    runs.QgsVectorFileWriter.writeAsVectorFormatV3(source, str(target), runs.QgsCoordinateTransformContext(), options)
    return f"{target}|layername={name}"


@pytest.fixture(scope="module")
def server(tmp_path_factory, qgis_app):
    """Return the address of a server with the municipalities, neighbourhoods and dwellings of the town."""
    folder = tmp_path_factory.mktemp("served")
    layers = {
        name: as_layer(folder, features, name)
        for name, features in (
            ("gemeentegebied", municipalities()),
            ("buurten", neighbourhoods()),
            ("verblijfsobject", dwellings()),
        )
    }
    project = qgis_server.publish(folder / "town.qgs", layers)
    with qgis_server.serving_project(project, folder / "server.log") as address:
        yield address


@pytest.fixture(autouse=True)
def profile(tmp_path, monkeypatch):
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path / "profile")))


def services(address: str, path: Path, **dwellings_by: object) -> str:
    """Write a file of services that asks this server."""
    rights = {"licence": "CC0", "attribution": "Town", "title": {"en": "x"}}
    ogc = {"kind": "features", "url": f"{address}/wfs3", "crs": "CRS84", **rights}
    content = {
        "buurtmaat_services": 1,
        "year": 2024,
        "limits": {"waits_s": [0.1]},
        "datasets": [
            {
                "id": "m",
                "part": "municipality",
                **ogc,
                "layer": "gemeentegebied",
                "key": "code",
                "name": "naam",
                "tables": {"polygon": "m"},
            },
            {
                "id": "b",
                "part": "neighbourhoods",
                **ogc,
                "layer": "buurten",
                "key": "buurtcode",
                "tables": {"polygon": "neighbourhoods"},
                "filter": {"gemeentecode": "{code}"},
            },
            {
                "id": "d",
                "part": "dwellings",
                **ogc,
                "layer": "verblijfsobject",
                "key": "identificatie",
                "tables": {"point": "dwellings"},
                "cut": "municipality",
                "page": 100,
                **dwellings_by,
            },
        ],
    }
    path.write_text(json.dumps(content))
    return str(path)


def counts(path: str) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("select table_name from gpkg_contents")]
        return {name: database.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}


def fetched(server, tmp_path, **dwellings_by):
    feedback = runs.Feedback()
    given = {
        "MUNICIPALITY": "Goudstad",
        "PARTS": [0, 1],
        "MARGIN": 500,
        "SERVICES": services(server, tmp_path / "services.json", **dwellings_by),
        "OUTPUT": str(tmp_path / "town.gpkg"),
    }
    done = runs.run("fetchdata", given, feedback)
    return done.results["OUTPUT"], feedback


def test_by_ogc_api_features(server, tmp_path):
    path, feedback = fetched(server, tmp_path)
    assert counts(path) == {"neighbourhoods": 4, "dwellings": 144}
    # It announces how many there are.
    assert sum("complete" in text for text in feedback.infos) == 2


def test_places_in_degrees_come_where_they_are(server, tmp_path):
    path, _ = fetched(server, tmp_path)
    layer = QgsVectorLayer(f"{path}|layername=dwellings", "x", "ogr")
    place = {f["identificatie"]: f.geometry().asPoint() for f in layer.getFeatures()}
    wanted = {one["properties"]["identificatie"]: one["geometry"]["coordinates"] for one in dwellings()}
    assert len(place) == 144
    for key, found in place.items():
        # The server writes six decimals of a degree: half of the last one is 0.056 m to the north.
        assert (found.x(), found.y()) == pytest.approx(wanted[key], abs=0.06)


def test_by_wfs(server, tmp_path):
    by_wfs = {"kind": "wfs", "url": f"{server}/", "version": "1.1.0", "crs": "EPSG:28992", "page": 50}
    path, feedback = fetched(server, tmp_path, **by_wfs)
    assert counts(path) == {"neighbourhoods": 4, "dwellings": 144}
    assert sum("complete" in text for text in feedback.infos) == 2


def test_by_wfs_in_gml(server, tmp_path):
    by_wfs = {"kind": "wfs", "url": f"{server}/", "version": "1.1.0", "crs": "EPSG:28992", "page": 50, "format": "gml"}
    path, feedback = fetched(server, tmp_path, **by_wfs)
    assert counts(path) == {"neighbourhoods": 4, "dwellings": 144}
    assert sum("complete" in text for text in feedback.infos) == 2
    layer = QgsVectorLayer(f"{path}|layername=dwellings", "x", "ogr")
    wanted = {
        (one["properties"]["identificatie"], one["properties"]["oppervlakte"], *one["geometry"]["coordinates"])
        for one in dwellings()
    }
    found = {(f["identificatie"], f["oppervlakte"], *_at(f)) for f in layer.getFeatures()}
    assert len(found) == 144
    assert found <= wanted


def _at(feature) -> tuple[float, float]:
    place = feature.geometry().asPoint()
    return round(place.x(), 3), round(place.y(), 3)


def test_a_collection_that_is_not_there(server, tmp_path):
    with pytest.raises(runs.RefusedError, match="status 404"):
        fetched(server, tmp_path, layer="panden")


# --- A real town ---


DELFT = {"facilities": "facilities", "streets": "streets", "dwellings": "dwellings_synthetic"}


@pytest.fixture(scope="module")
def delft(shared, tmp_path_factory, qgis_app):
    """Return the sources of the layers of Delft, and the address of a server that has them."""
    folder = tmp_path_factory.mktemp("delft")
    sources = {name: f"{shared / 'data' / 'delft' / file}.gpkg|layername={name}" for name, file in DELFT.items()}
    project = qgis_server.publish(folder / "delft.qgs", sources)
    with qgis_server.serving_project(project, folder / "server.log") as address:
        yield sources, address


def fetch_delft(delft, tmp_path, name: str, box: tuple[float, float, float, float]) -> tuple[int, int]:
    """Return how many rows were fetched in a box, and how many of the layer lie in it."""
    sources, address = delft
    part, shape = {"facilities": ("facilities", "point"), "streets": ("streets", "line")}.get(name, (name, "point"))
    rights = {"licence": "ODbL", "attribution": "x", "title": {"en": "x"}}
    dataset = {
        "id": name,
        "part": part,
        "kind": "wfs",
        "url": f"{address}/",
        "version": "1.1.0",
        **rights,
        "layer": name,
        "key": "fid",
        "tables": {shape: name},
    }
    nowhere = {**dataset, "id": "m", "part": "municipality", "name": "x", "tables": {"polygon": "m"}}
    path = tmp_path / "delft.json"
    path.write_text(json.dumps({"buurtmaat_services": 1, "year": 2024, "datasets": [nowhere, dataset]}))
    west, south, east, north = box
    given = {
        "EXTENT": f"{west},{east},{south},{north} [EPSG:28992]",
        "PARTS": [part],
        "MARGIN": 0,
        "SERVICES": str(path),
        "OUTPUT": str(tmp_path / "delft.gpkg"),
    }
    feedback = runs.Feedback()
    done = runs.run("fetchdata", given, feedback)
    assert any("complete" in text for text in feedback.infos)
    area = runs.QgsGeometry.fromRect(QgsRectangle(*box))
    layer = QgsVectorLayer(sources[name], name, "ogr")
    return counts(done.results["OUTPUT"])[name], sum(one.geometry().intersects(area) for one in layer.getFeatures())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["facilities", "streets"])
def test_a_part_of_delft(delft, tmp_path, name):
    fetched, there = fetch_delft(delft, tmp_path, name, (83_500, 446_500, 85_500, 448_500))
    assert fetched == there > 500


@pytest.mark.slow
def test_all_dwellings_of_delft_which_are_more_than_a_service_pages_through(delft, tmp_path):
    fetched, there = fetch_delft(delft, tmp_path, "dwellings", (81_000, 442_000, 88_000, 450_000))
    assert fetched == there == 63_520
