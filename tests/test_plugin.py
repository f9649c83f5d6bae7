"""The plugin in a QGIS of its own: switched on and off, with and without pandas and scipy."""

from __future__ import annotations

import csv
import functools
import json
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from buurtmaat.algorithms import provider
from towns.slow import some

# Runs in a QGIS without window, through the functions with which QGIS itself loads plugins.
SCRIPT = """
import importlib.machinery, json, os, sys
hidden = set(sys.argv[1].split())

class Finder(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] in hidden else super().find_spec(name, path, target)

sys.meta_path = [Finder if finder is importlib.machinery.PathFinder else finder for finder in sys.meta_path]

from qgis.core import QgsApplication, QgsSettings
application = QgsApplication([], False)
application.initQgis()
QgsSettings().setValue("locale/overrideFlag", True)

from qgis import utils
utils.plugin_paths = [os.environ["QGIS_PLUGINPATH"]]
sys.path[:0] = utils.plugin_paths
utils.updateAvailablePlugins()
registry = QgsApplication.processingRegistry()
changes = []
registry.providerAdded.connect(lambda name: changes.append(f"+{name}"))
registry.providerRemoved.connect(lambda name: changes.append(f"-{name}"))
TEXT = "Restart QGIS afterwards."

def is_there():
    provider = registry.providerById("buurtmaat")
    return {
        "provider": provider is not None,
        "translated": QgsApplication.translate("Buurtmaat", TEXT) != TEXT,
        "can_execute": {a.name(): list(a.canExecute()) for a in provider.algorithms()} if provider else {},
        "icons": all(not a.icon().isNull() for a in provider.algorithms()) if provider else None,
    }

seen = {"available": utils.available_plugins, "rounds": []}
for locale, shown in json.loads(sys.argv[2]):
    QgsSettings().setValue("locale/userLocale", locale)
    QgsApplication.setTranslation(shown)  # as `qgis --lang` does, whatever the settings say
    for start in (utils.startProcessingPlugin, lambda name: utils.plugins[name].initGui() is None):
        loaded = utils.loadPlugin("buurtmaat")
        if start is not utils.startProcessingPlugin:
            # What QGIS with a window does: initProcessing may have come before.
            utils.startProcessingPlugin("buurtmaat")
        started = start("buurtmaat")
        before = is_there()
        unloaded = utils.unloadPlugin("buurtmaat")
        turn = {"ok": [loaded, started, unloaded], "loaded": before, "unloaded": is_there()}
        seen["rounds"].append({"language": [locale, shown], **turn})
seen["changes"] = changes
seen["imported"] = sorted({"pandas", "scipy"} & set(sys.modules))
print("\\n" + json.dumps(seen))
application.exitQgis()
"""


DUTCH = {
    **{(locale, ""): locale.startswith("nl") for locale in ("en", "nl", "nl_BE", "en_US", "de")},
    ("en", "nl"): True,
    ("nl", "en"): False,
    ("nl", "nl_NL"): True,
    ("en", "en_US"): False,
}
"""Locales of the settings, with what `--lang` says, and whether the plugin speaks Dutch there."""


@pytest.fixture(scope="module")
def run_plugin(root: Path, new_qgis, tmp_path_factory: pytest.TempPathFactory):
    """Return a function that loads and unloads the plugin twice in each language, and tells what was there.

    With all packages it does so once for all tests, in all languages in one QGIS.
    """

    @functools.cache
    def run(hidden: str = "") -> dict[str, Any]:
        environment = new_qgis(tmp_path_factory.mktemp("plugin"))
        (Path(environment["QGIS_PLUGINPATH"]) / "buurtmaat").symlink_to(root)
        languages = [("en", "")] if hidden else list(DUTCH)
        command = ["/usr/bin/python3", "-c", SCRIPT, hidden, json.dumps(languages)]
        done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run


def test_loads_and_unloads_twice_without_leaving_anything(run_plugin) -> None:
    seen = run_plugin()
    assert seen["available"] == ["buurtmaat"]
    assert len(seen["rounds"]) == 2 * len(DUTCH)
    assert seen["changes"] == ["+buurtmaat", "-buurtmaat"] * len(seen["rounds"])
    for turn in seen["rounds"]:
        assert turn["ok"] == [True, True, True]
        assert turn["loaded"]["provider"]
        assert turn["loaded"]["icons"]
        assert not turn["unloaded"]["provider"]
        assert not turn["unloaded"]["translated"]


def test_loading_imports_neither_pandas_nor_scipy(run_plugin) -> None:
    assert run_plugin()["imported"] == []


def test_algorithms_can_execute_where_all_is_installed(run_plugin) -> None:
    seen = run_plugin()
    can_execute = seen["rounds"][0]["loaded"]["can_execute"]
    assert {"checknetwork", "nearestfacility", "basicrequirements"} <= set(can_execute)
    assert all(possible for possible, _message in can_execute.values())


@pytest.mark.parametrize("hidden", some(["pandas scipy", "scipy"], ["scipy"]))
def test_algorithms_say_what_to_install(run_plugin, hidden: str) -> None:
    seen = run_plugin(hidden)
    can_execute = seen["rounds"][0]["loaded"]["can_execute"]
    assert {"checknetwork", "nearestfacility", "basicrequirements"} <= set(can_execute)
    for possible, message in can_execute.values():
        assert not possible
        for name in hidden.split():
            assert f"python3-{name}" in message
        assert ("pandas" in message) == ("pandas" in hidden)
        for system in ("Windows", "OSGeo4W", "macOS", "pip install", "Debian", "apt install"):
            assert system in message


@pytest.mark.parametrize(("locale", "shown"), DUTCH)
def test_speaks_dutch_to_the_dutch_only_and_the_language_that_qgis_was_started_in(run_plugin, locale, shown) -> None:
    """As found: `qgis --lang nl` in an English system had a Dutch window with an English plugin."""
    turns = [one for one in run_plugin()["rounds"] if one["language"] == [locale, shown]]
    assert [one["loaded"]["translated"] for one in turns] == [DUTCH[locale, shown]] * 2


@pytest.fixture
def qgis_process(root: Path, clean_qgis: dict[str, str], switch_on):
    """Return a function that runs QGIS's command line with the plugin switched on, in a profile of its own."""
    program = shutil.which("qgis_process")
    assert program is not None, "qgis_process is not installed: run scripts/setup"
    (Path(clean_qgis["QGIS_PLUGINPATH"]) / "buurtmaat").symlink_to(root)

    def run(*words: str, **inputs: object) -> tuple[dict[str, Any], str]:
        done = subprocess.run(
            [program, *words, "-"],
            env=clean_qgis,
            input=json.dumps({**inputs.pop("options", {}), "inputs": inputs}),
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return json.loads(done.stdout or "{}"), done.stderr

    switch_on(clean_qgis)
    return run


@pytest.mark.parametrize("whose", some(["profile", "project", "nobody"], ["project"]))
def test_saved_norm_sets_are_found_from_the_command_line(
    qgis_process, clean_qgis, root: Path, tmp_path: Path, whose: str
) -> None:
    """Those of the profile that QGIS_CUSTOM_CONFIG_PATH names, and before these the project's."""
    from qgis.core import QgsProject

    content = json.loads((root / "resources" / "norms" / "meeting.json").read_text(encoding="utf-8"))
    content |= {"id": "own", "version": "profile", "requirements": content["requirements"][:1]}
    folder = Path(clean_qgis["QGIS_CUSTOM_CONFIG_PATH"]) / "profiles" / "default" / "buurtmaat" / "norms"
    folder.mkdir(parents=True)
    (folder / "own.json").write_text(json.dumps(content), encoding="utf-8")
    project = QgsProject()
    project.writeEntry("Buurtmaat", "norm_sets", [json.dumps(content | {"version": "project"})])
    project_path = str(tmp_path / "p.qgz")
    assert project.write(project_path)

    town = root / "resources" / "sample" / "town.gpkg"
    layers = {name: f"{town}|layername={name}" for name in ("neighbourhoods", "facilities", "streets")}
    inputs = {
        "DWELLINGS": f"{town}|layername=dwellings|subset=fid <= 20",
        "NEIGHBOURHOODS": layers["neighbourhoods"],
        "FACILITIES": [layers["facilities"]],
        "TYPE_FIELD": "type",
        "NETWORK": layers["streets"],
        "NORM_SET": "own",
    }
    if whose == "nobody":
        _, log = qgis_process("run", "buurtmaat:basicrequirements", **{**inputs, "NORM_SET": "nobody"})
        assert "There is no norm set “nobody”; choose “rivm-2025”, “meeting”, “daily” or “own”." in log
        return
    options = {"project_path": project_path} if whose == "project" else {}
    output = tmp_path / "results.csv"
    _, log = qgis_process("run", "buurtmaat:basicrequirements", options=options, OUTPUT_RESULTS=str(output), **inputs)
    assert output.is_file(), log
    with output.open(newline="", encoding="utf-8") as file:
        found = {(row["norm_set"], row["norm_version"]) for row in csv.DictReader(file)}
    assert found == {("own", whose)}


def test_the_provider_may_go_after_the_registry(monkeypatch) -> None:
    """At the end of qgis_process there is no registry any more when the provider is unloaded; QGIS 3.44 would abort."""
    made = provider.BuurtmaatProvider()
    kept: list[str] = []
    monkeypatch.setattr(made.session, "clear", lambda: kept.append("cleared"))
    monkeypatch.setattr(provider, "QgsApplication", SimpleNamespace(processingRegistry=lambda: None))
    made.unload()
    assert kept == ["cleared"], "what runs kept is forgotten all the same"
