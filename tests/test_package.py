"""The ZIP that users install: what the plugin site asks of it, and that it works on its own."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def package(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "buurtmaat.zip"
    subprocess.run([root / "scripts" / "package", "--work-tree", path], check=True, capture_output=True)
    return path


@pytest.fixture(scope="module")
def plugin_site(load_script: Callable[[str], ModuleType]) -> ModuleType:
    return load_script("plugin_site")


def test_plugin_site_has_nothing_to_object(package: Path, plugin_site: ModuleType) -> None:
    assert plugin_site.problems(package) == []


def test_plugin_site_rules_find_what_is_wrong(tmp_path: Path, plugin_site: ModuleType) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("buurtmaat/__init__.py", "")
        archive.writestr("buurtmaat/__pycache__/plugin.cpython-313.pyc", "")
        archive.writestr("buurtmaat/metadata.txt", "[general]\nname=Buurtmaat\nsupportsQt6=True\n")
        archive.writestr("other/file.txt", "")
    text = "\n".join(plugin_site.problems(path))
    for expected in ("LICENSE is missing", "__pycache__", "folder buurtmaat", "lacks version", "supportsQt6", "icon"):
        assert expected in text


def test_secrets_are_found_and_fingerprints_are_none(tmp_path: Path, load_script: Callable[[str], ModuleType]) -> None:
    """In scripts/check the whole ZIP is looked at."""
    made_up = "AKIA" + "Q2W3E4R5T6Y7U8I9"
    (tmp_path / "a.py").write_text(f"x = 1\nkey = '{made_up}'\n", encoding="utf-8")
    (tmp_path / "b.md").write_text(f'"sha256": "{"5dda215781e17813" * 4}"\n', encoding="utf-8")
    (tmp_path / "c.txt").write_text("-----BEGIN RSA " + "PRIVATE KEY-----\n", encoding="utf-8")
    found = list(load_script("find_secrets").secrets_in(tmp_path))
    assert {one.partition(":")[0] for one in found} == {"a.py line 2", "c.txt line 1"}


def test_zip_carries_all_that_the_plugin_needs(root: Path, package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        names = set(archive.namelist())
    for folder in ("adapters", "algorithms", "batch", "core", "ui"):
        for path in (root / folder).rglob("*.py"):
            assert f"buurtmaat/{path.relative_to(root)}" in names
    assert "buurtmaat/resources/i18n/buurtmaat_nl.qm" in names


def test_zip_works_in_a_clean_qgis(package: Path, clean_qgis: dict[str, str]) -> None:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(clean_qgis["QGIS_PLUGINPATH"])  # our own archive

    def qgis_process(*arguments: str) -> str:
        done = subprocess.run(
            ["qgis_process", *arguments], env=clean_qgis, check=False, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        return done.stdout

    assert "Enabled buurtmaat" in qgis_process("plugins", "enable", "buurtmaat")
    listed = qgis_process("list")
    for algorithm in ("checknetwork", "nearestfacility", "basicrequirements"):
        assert f"buurtmaat:{algorithm}\t" in listed
