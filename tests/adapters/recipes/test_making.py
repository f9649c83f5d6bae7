"""Where a recipe finds what a run takes, and what is copied beside it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsDataSourceUri, QgsProcessingContext, QgsProject

from buurtmaat.adapters.outputs import geopackage
from buurtmaat.adapters.outputs.geopackage import is_database, tables_of
from buurtmaat.adapters.recipes.copies import Copies
from buurtmaat.adapters.recipes.making import RunToKeep, save_recipe, source_without_secrets
from buurtmaat.adapters.recipes.opening import read_given
from buurtmaat.core.errors import InputError
from buurtmaat.core.progress import Progress
from buurtmaat.core.recipes.recipe_reader import read_recipe_file
from towns import runs
from towns.runs import grid, layer, point, save


def given(folder: Path) -> dict:
    """Return what a search for the nearest school takes, its streets in a file."""
    return {
        "NETWORK": save(layer(grid(), "streets"), folder / "town.gpkg", "streets"),
        "DWELLINGS": layer([point(100, 0)], "homes"),
        "FACILITIES": layer([point(0, 0)], "school"),
        "OUTPUT": "TEMPORARY_OUTPUT",
    }


def keep(name: str, parameters: dict, path: Path) -> dict:
    """Save a run, and return the recipe as JSON has it."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    run = RunToKeep(algorithm=runs.algorithm(name), parameters=parameters, context=context, path=path)
    save_recipe(run, Progress(), copy=True)
    return json.loads(path.read_text())


@pytest.mark.parametrize("name", ["run.json", "run [2].json"])
def test_copies_get_names_that_nothing_beside_the_recipe_has(tmp_path, name):
    """Names that begin like that of a copy are the user's: an older version of it, say."""
    stem, written = name.removesuffix(".json"), tmp_path / "written"
    written.mkdir()
    (tmp_path / "rules.json").write_text("{}")
    for kept in (f"{stem}-data.gpkg", f"{stem}-rules.json", f"{stem}-data.gpkg.bak"):
        (tmp_path / kept).write_text("mine")
    before = {one.name for one in tmp_path.iterdir()}
    copies = Copies(tmp_path / name, written, QgsProcessingContext())
    places = [copies.file(tmp_path / "rules.json", "rules") for _ in range(2)]
    found = [copies.layer(layer([point(0, 0)], "homes"), None, Progress()).file for _ in range(2)]
    assert [one.name for one in places] == [f"{stem}-rules-2.json", f"{stem}-rules-3.json"]
    assert found == [f"{stem}-data-2.gpkg", f"{stem}-data-3.gpkg"]  # two layers of one name
    assert {one.name for one in written.iterdir()} == {*found, *(one.name for one in places)}
    assert {one.name for one in tmp_path.iterdir()} == before


def test_a_geopackage_that_another_program_writes_to_is_copied_whole(tmp_path):
    """Of one that QGIS edits the newest rows stand in a log beside."""
    (tmp_path / "there").mkdir()
    save(layer([point(0, 0)], "homes"), tmp_path / "town.gpkg", "homes")
    with closing(sqlite3.connect(tmp_path / "town.gpkg", isolation_level=None)) as session:
        session.execute("PRAGMA journal_mode = WAL")
        session.execute("CREATE TABLE edits (a)")
        copied = Copies(tmp_path / "run.json", tmp_path / "there", QgsProcessingContext())
        place = copied.file(tmp_path / "town.gpkg", "earlier")
    copy = tmp_path / "there" / place.name
    assert "edits" in tables_of(copy)
    assert is_database(copy)
    assert [one.name for one in (tmp_path / "there").iterdir()] == ["run-earlier.gpkg"]


def test_one_that_is_written_to_for_long_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(geopackage, "WAIT", 0.1)
    save(layer([point(0, 0)], "homes"), tmp_path / "town.gpkg", "homes")
    copies = Copies(tmp_path / "run.json", tmp_path, QgsProcessingContext())
    with closing(sqlite3.connect(tmp_path / "town.gpkg", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(InputError, match=r"town\.gpkg could not be copied to .* .another program is writing to it"):
            copies.file(tmp_path / "town.gpkg", "earlier")


def test_a_file_that_is_gone_is_told_in_a_sentence(tmp_path):
    copies = Copies(tmp_path / "run.json", tmp_path, QgsProcessingContext())
    said = r"gone\.json could not be copied to .* .No such file or directory.: choose another"
    with pytest.raises(InputError, match=said):
        copies.file(tmp_path / "gone.json", "rules")


def test_a_reference_system_of_ones_own_is_written_out(provider, tmp_path):
    """Its number is that of one QGIS: on another computer it is another system, or none."""
    own = QgsCoordinateReferenceSystem()
    assert own.createFromProj(
        "+proj=tmerc +lat_0=52.1 +lon_0=5.3 +k=0.9999 +x_0=155000 +y_0=463000 +ellps=bessel +units=m"
    )
    QgsApplication.createDatabase()
    assert own.saveAsUserCrs("of this computer") > 0
    assert own.authid().startswith("USER:")
    parameters = given(tmp_path)
    parameters["NETWORK"].setCrs(own)
    parameters["DWELLINGS"].setCrs(own)
    layers = keep("nearestfacility", parameters, tmp_path / "run.json")["layers"]
    for name in ("streets", "homes"):  # the one in its file, the other copied
        assert not layers[name]["crs"].startswith("USER:")
        assert QgsCoordinateReferenceSystem(layers[name]["crs"]).toProj() == own.toProj()
    assert layers["school"]["crs"] == "EPSG:28992"


@pytest.mark.parametrize("called", ["", "homes; 2026 = new", " ; "])
def test_every_layer_can_be_replaced_by_its_name_in_the_recipe(provider, tmp_path, called):
    """LAYERS has names before = and semicolons between; what surrounds a name there is no part of it."""
    parameters = given(tmp_path)
    for name in ("DWELLINGS", "FACILITIES"):
        parameters[name].setName(called)
    keep("nearestfacility", parameters, tmp_path / "run.json")
    recipe = read_recipe_file(tmp_path / "run.json")
    assert len(recipe.layers) == 3
    for name in recipe.layers:
        assert read_given(f"{name}=another; ", recipe) == {name: "another"}


@pytest.mark.parametrize(
    "url",
    [
        *("https://me:secret@example.org/wfs", "https://me@example.org/wfs", "https://example.org/wfs?apikey=abc"),
        *("https://example.org/wfs?map=a&Token=abc", "https://example.org/ogc?access_key=abc"),
    ],
)
def test_a_service_that_only_its_user_may_ask_is_not_written_down(url):
    assert source_without_secrets("WFS", QgsDataSourceUri(f"url='{url}' typename='homes'")) is None


def test_the_address_of_a_service_is_written_down():
    source = "url='https://example.org/wfs?map=town' typename='homes' pagingEnabled='true' srsname='EPSG:28992'"
    kept = "url='https://example.org/wfs?map=town' typename='homes' srsname='EPSG:28992'"
    assert source_without_secrets("WFS", QgsDataSourceUri(source)) == kept
    assert source_without_secrets("WFS", QgsDataSourceUri(f"{source} authcfg='abc1234'")) is None
