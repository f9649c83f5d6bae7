"""`core` as a package of its own: what is built of pyproject.toml, and the notebook that uses it without QGIS."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

NOTEBOOK = "examples/requirements_without_qgis.ipynb"


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        check=True,
        capture_output=True,
        cwd=root,
    )
    (path,) = folder.glob("*.whl")
    return path


def test_the_package_is_the_core_and_nothing_else(root: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == {f"buurtmaat_core/{p.relative_to(root / 'core')}" for p in (root / "core").rglob("*.py")}


def test_the_package_has_the_version_of_the_plugin_and_asks_for_what_the_core_imports(root: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        told = HeaderParser().parsestr(archive.read(name).decode("utf-8"))
    version = re.search(r"^version=(.+)$", (root / "metadata.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert version is not None
    assert told["Version"] == version[1]
    needed = {re.split(r"[<>=~! ]", one)[0] for one in told.get_all("Requires-Dist", [])}
    assert needed == {"numpy", "pandas", "scipy"}


def notebook_lines(root: Path) -> list[str]:
    """Return the cells of the notebook that are code, each with what it shows printed at its end."""
    cells = json.loads((root / NOTEBOOK).read_text(encoding="utf-8"))["cells"]
    lines: list[str] = []
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        if isinstance(tree.body[-1], ast.Expr):
            tree.body[-1] = ast.parse(f"print({ast.unparse(tree.body[-1].value)}.to_csv())").body[0]
        lines.append(ast.unparse(tree))
    return lines


def test_the_notebook_computes_requirements_without_qgis(root: Path, wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")  # as pip does with one that has no scripts; our own
    program = tmp_path / "notebook.py"
    absent = 'import sys\nsys.modules.update(dict.fromkeys(["qgis", "osgeo", "PyQt5", "PyQt6", "buurtmaat"]))'
    program.write_text("\n".join([absent, *notebook_lines(root)]), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", program],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    # Ten rows of five dwellings in each half, at x = 25, 75, … 975: those in the west are within 500 m. There is no
    # shorter way round the square.
    assert done.stdout.splitlines() == [
        ",neighbourhood,total,within,share,compliance,reason",
        "0,west,50.0,50.0,1.0,meets,",
        "1,east,50.0,0.0,0.0,fails,",
        "2,outside_neighbourhoods,0.0,0.0,,,",
        "3,_total,100.0,50.0,0.5,,",
        "",
        ",neighbourhood,play_value,play_ok,play_facility,play_reason",
        "17,east,875.0,0,0,",
        "18,east,925.0,0,0,",
        "19,east,975.0,0,0,",
        "",
    ]


def test_the_notebook_has_about_twenty_lines_and_keeps_no_output(root: Path) -> None:
    cells = json.loads((root / NOTEBOOK).read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    lines = [line for cell in code for line in "".join(cell["source"]).splitlines() if line.strip()]
    assert len(lines) <= 35
    assert [cell["outputs"] for cell in code] == [[]] * len(code)


def test_the_page_names_all_that_the_package_offers(root: Path) -> None:
    from buurtmaat.core import from_arrays

    text = (root / "docs" / "from-python.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?`) \|", text, re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    missing = {"Shapes"}  # what `lines`, `polygons` and `from_wkb` return: made by these only
    assert sorted(told) == sorted(set(from_arrays.__all__) - missing)
