"""Fetch data from a service that asks for a login, which QGIS keeps: it goes to that service and stands nowhere."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsProcessingContext, QgsProject, QgsVectorLayer

from buurtmaat.adapters.recipes.making import RunToKeep, save_recipe
from buurtmaat.core.errors import InputError
from buurtmaat.core.progress import Progress
from towns import runs
from towns.fetched_town import FetchedTown, serving_town
from towns.fixtures import provider

__all__ = ["provider"]

USER, WORD = "clerk", "sesame-4711"
LOGIN = "Basic " + base64.b64encode(f"{USER}:{WORD}".encode()).decode()
NEIGHBOURHOODS, DWELLINGS = 0, 1


@pytest.fixture
def profile(tmp_path, monkeypatch):
    """Let what is kept of answers be in a profile of the test's own."""
    folder = tmp_path / "profile"
    folder.mkdir()
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(folder)))
    return folder


@pytest.fixture(scope="module")
def authcfg(qgis_app):
    """Return the id of a login that QGIS keeps."""
    manager = QgsApplication.authManager()
    assert not manager.isDisabled()
    assert manager.setMasterPassword("for the tests", True)
    config = QgsAuthMethodConfig("Basic")
    config.setName("town")
    config.setConfig("username", USER)
    config.setConfig("password", WORD)
    stored, _ = manager.storeAuthenticationConfig(config)
    assert stored
    yield config.id()
    manager.removeAuthenticationConfig(config.id())


@pytest.fixture
def town(qgis_new_project, profile):
    with serving_town(FetchedTown()) as found:
        yield found


def services(town, path: Path, authcfg: str, *ids: str) -> str:
    """Write a file of services in which some datasets have a login."""
    content = town.services()
    for one in content["datasets"]:
        if one["id"] in ids:
            one["authcfg"] = authcfg
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def inputs(town, tmp_path, authcfg: str, *ids: str, **given) -> dict:
    return {
        "MUNICIPALITY": "Goudstad",
        "SERVICES": services(town, tmp_path / "services.json", authcfg, *ids),
        "MARGIN": 1000,
        "PARTS": [DWELLINGS],
        "OUTPUT": str(tmp_path / "town.gpkg"),
        **given,
    }


def test_the_login_goes_to_the_service_that_it_is_for_and_stands_nowhere(town, tmp_path, authcfg, profile):
    town.asks_login["verblijfsobject"] = LOGIN
    feedback = runs.Feedback()
    done = runs.run("fetchdata", inputs(town, tmp_path, authcfg, "dwellings"), feedback)
    assert done.results["ROWS"] == 144
    assert town.logins == {("gemeentegebied", ""), ("verblijfsobject", LOGIN)}  # all are on one host and port
    layer = QgsVectorLayer(f"{tmp_path / 'town.gpkg'}|layername=dwellings", "x", "ogr")
    metadata = layer.metadata()
    written = [*metadata.history(), metadata.abstract(), *(one.url for one in metadata.links())]
    for text in (*written, *feedback.infos, *feedback.warnings, *feedback.errors, feedback.textLog()):
        assert authcfg not in text
        assert WORD not in text
    found = (tmp_path / "town.gpkg").read_bytes()
    assert authcfg.encode() not in found
    assert WORD.encode() not in found


def test_the_municipality_may_ask_for_one_too(town, tmp_path, authcfg):
    town.asks_login["gemeentegebied"] = LOGIN
    assert runs.run("fetchdata", inputs(town, tmp_path, authcfg, "municipality")).results["ROWS"] == 144


def test_a_service_that_counts_elsewhere_does_not_get_it(town, tmp_path, authcfg):
    with serving_town(FetchedTown()) as other:
        given = inputs(town, tmp_path, authcfg, "dwellings", MUNICIPALITY="", EXTENT=BOX)
        path = Path(given["SERVICES"])
        content = json.loads(path.read_text())
        one = next(one for one in content["datasets"] if one["id"] == "dwellings")
        one["count"] = {"url": f"{other.address}/verblijfsobject/wfs", "type_name": "bag:verblijfsobject"}
        path.write_text(json.dumps(content))
        runs.run("fetchdata", given)
        assert ("verblijfsobject", LOGIN) in town.logins
        assert other.logins == {("verblijfsobject", "")}


BOX = "84000,85000,447000,448000 [EPSG:28992]"


def test_a_login_that_is_not_accepted_and_one_that_lacks_are_told(town, tmp_path, authcfg):
    town.asks_login["verblijfsobject"] = "Basic other"
    said = runs.refusal("fetchdata", inputs(town, tmp_path, authcfg, "dwellings"))
    assert "does not accept the authentication that Services (SERVICES) names for it (status 401)" in said
    assert authcfg not in said
    said = runs.refusal("fetchdata", inputs(town, tmp_path, authcfg))
    assert "asks for a login (status 401): add one in the options of QGIS" in said
    assert not (tmp_path / "town.gpkg").exists()


def test_a_login_that_this_qgis_does_not_have_is_told_before_anything_is_asked(town, tmp_path, authcfg):
    said = runs.refusal("fetchdata", inputs(town, tmp_path, "zzzzzzz", "dwellings"))
    assert "names an authentication for dwellings that this QGIS does not have" in said
    assert town.asked == []


@pytest.mark.parametrize("fault", ["sends elsewhere", "cut"])
def test_it_does_not_go_on_to_another_server_nor_into_a_sentence(town, tmp_path, authcfg, fault):
    with serving_town(FetchedTown()) as other:
        town.elsewhere = other.address
        town.always["verblijfsobject"] = fault
        said = runs.refusal("fetchdata", inputs(town, tmp_path, authcfg, "dwellings"))
        assert other.asked == []
    assert authcfg not in said
    assert "sends on to" in said or "was cut off" in said


def test_a_recipe_neither_keeps_nor_uses_one(town, tmp_path, authcfg):
    """Who makes a recipe could send another's login anywhere."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given = inputs(town, tmp_path, authcfg, "dwellings")
    path = tmp_path / "run.json"
    run = RunToKeep(algorithm=runs.algorithm("fetchdata"), parameters=given, context=context, path=path)
    with pytest.raises(InputError, match="which a recipe neither keeps nor uses"):
        save_recipe(run, Progress(), copy=True)
    assert not path.exists()
    step = {
        "id": "fetch",
        "algorithm": "buurtmaat:fetchdata",
        "parameters": {"MUNICIPALITY": "Goudstad", "SERVICES": {"file": "services.json"}},
        "outputs": {"OUTPUT": {"file": "out.gpkg"}},
    }
    path.write_text(json.dumps({"buurtmaat_recipe": 1, "title": "x", "steps": [step]}))
    said = runs.refusal("runrecipe", {"RECIPE": str(path), "ALLOW_NETWORK": True})
    assert "which a recipe neither keeps nor uses" in said
    assert town.asked == []
