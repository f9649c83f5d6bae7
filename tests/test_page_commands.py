"""The commands of the pages on the command line and on Python run as they stand there, in both languages."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs"
SYSTEM_PYTHON = "/usr/bin/python3"  # that of QGIS, where a checkout has an environment of its own


def blocks(page: str, kind: str = "") -> list[str]:
    """Return what stands between fences on a page, of one kind."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def place(clean_qgis: dict[str, str], root: Path, tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """Return a folder with the sample town and a recipe of it, and the environment of a QGIS that finds the plugin."""
    (Path(clean_qgis["QGIS_PLUGINPATH"]) / "buurtmaat").symlink_to(root)
    folder = tmp_path / "here"
    folder.mkdir()
    for name in ("town.gpkg", "years.gpkg"):
        shutil.copy(root / "resources" / "sample" / name, folder)
    shutil.copy(root / "resources" / "sample" / "recipe_2026.json", folder / "monitor.json")
    return folder, clean_qgis


def test_the_commands_run_in_their_order(place: tuple[Path, dict[str, str]], root: Path) -> None:
    folder, environment = place
    (folder / "town.gpkg").unlink()  # which the commands copy
    commands = "\n".join(["set -euo pipefail", *blocks("command-line.md", "sh")])
    commands = commands.replace("PLUGIN/", f"{root}/").replace("/srv/monitor", str(folder))
    done = subprocess.run(
        ["bash", "-c", commands], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert {"town.gpkg", "results.gpkg", "report.html", "libraries.gpkg", "run.log"} <= set(names_in(folder))
    (month,) = [one for one in folder.iterdir() if re.fullmatch(r"\d{4}-\d\d", one.name)]
    assert names_in(month) == ["results_2026.gpkg"]


@pytest.mark.slow
def test_an_error_ends_with_1_and_leaves_what_was_there(place: tuple[Path, dict[str, str]], switch_on) -> None:
    folder, environment = place
    switch_on(environment)
    (folder / "libraries.gpkg").write_bytes(b"older")
    command = next(one for one in blocks("command-line.md", "sh") if "subset" in one)
    wrong = command.replace("layername=dwellings", "layername=nothing")
    done = subprocess.run(
        ["bash", "-c", wrong], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 1, done.stderr
    assert "there is no layer" in done.stderr
    assert (folder / "libraries.gpkg").read_bytes() == b"older"


@pytest.mark.slow
def test_the_script_prints_what_the_page_says(place: tuple[Path, dict[str, str]]) -> None:
    folder, environment = place
    call, script = blocks("from-python.md", "python")
    start, end = script.partition("    town = {")[::2]
    inside = "".join(f"    {line}\n" if line else "\n" for line in call.splitlines())
    text = f"{start}{inside}    town = {{{end}".replace("PLUGINS", environment["QGIS_PLUGINPATH"])
    (folder / "thresholds.py").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [SYSTEM_PYTHON, "thresholds.py"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, *rows = done.stdout.splitlines()
    reached, features = map(int, first.split())
    assert 0 < reached <= features
    assert [row.split()[0] for row in rows] == ["400", "500", "600"]
    told = ", ".join(f"{met} {{}} {failed}" for met, failed in (row.split()[1:] for row in rows))
    for page, and_ in (("from-python.md", "and"), ("nl/from-python.md", "en")):
        assert f": {told.format(and_, and_, and_)}." in (DOCS / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["command-line.md", "from-python.md", "municipalities.md"])
def test_the_commands_are_the_same_in_dutch(page: str) -> None:
    for kind in ("sh", "python"):
        assert blocks(f"nl/{page}", kind) == blocks(page, kind)


def names_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())
