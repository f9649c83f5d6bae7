"""What is written beside results: recipes, norm sets, exports, the sample town, answers of services, a fetch."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsProcessingContext, QgsProject

from buurtmaat.adapters.fetching.kept_pages import KeptPages
from buurtmaat.adapters.norms.store import NormStore, save_set, write_text
from buurtmaat.adapters.recipes.making import RunToKeep, save_recipe
from buurtmaat.core.norms.file import load_shipped
from buurtmaat.core.norms.model import SHIPPED_IDS
from buurtmaat.core.progress import Progress
from buurtmaat.ui import sample_town
from towns import runs
from towns.runs import grid, layer, point

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = 3, 5
FILES = ("staging_folder.py", "written_beside.py", "copies.py", "making.py", "store.py", "kept_pages.py")
"""Where their lines are counted."""


@dataclass(frozen=True)
class KeptFile:
    """Something that is kept in a folder: how it is written (again), and what can be read there."""

    write: Callable[[Path, int], object]
    read: Callable[[Path], int | None]

    def left_over(self, folder: Path) -> list[str]:
        """Return what a writer left beside it."""
        found = [one for one in folder.rglob("*") if ".buurtmaat" in one.name or one.name.endswith(".part")]
        return sorted(one.name for one in found)

    def state(self, folder: Path) -> str:
        """Return whether the older one can be read in full, the new one, or none."""
        return {OLD: "old", NEW: "new", None: "none"}[self.read(folder)]


def _recipe(folder: Path, count: int) -> None:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given = {
        "NETWORK": layer(grid(), "streets"),
        "DWELLINGS": layer([point(15 * n, 10) for n in range(count)], "homes"),
        "FACILITIES": layer([point(250, -20)], "shops"),
        "OUTPUT": "memory:",
    }
    made = runs.algorithm("nearestfacility")
    run = RunToKeep(algorithm=made, parameters=given, context=context, path=folder / "run.json", title=f"{count}")
    save_recipe(run, Progress(), copy=True)


def _read_recipe(folder: Path) -> int | None:
    path = folder / "run.json"
    if not path.is_file():
        return None
    recipe = json.loads(path.read_text(encoding="utf-8"))
    homes = recipe["layers"]["homes"]
    with closing(sqlite3.connect(folder / homes["file"])) as database:
        ((count,),) = database.execute('SELECT count(*) FROM "homes"')
    assert str(count) == recipe["title"]
    return count


def _norm_set(folder: Path, count: int) -> None:
    shipped = load_shipped(ROOT / "resources" / "norms", SHIPPED_IDS[0])
    save_set(replace(shipped, id="mine", requirements=shipped.requirements[:count]), "profile", None)


def _read_norm_set(folder: Path) -> int | None:
    (found,) = NormStore(folder).of_profile() or [None]
    if found is None:
        return None
    assert found.error is None, found.error
    return len(found.norm_set.requirements)


def _export(folder: Path, count: int) -> None:
    write_text(folder / "x.json", json.dumps(["é" * 5000] * count))


def _read_export(folder: Path) -> int | None:
    path = folder / "x.json"
    return len(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def _answer(folder: Path, count: int) -> None:
    KeptPages("a dataset").keep("page", json.dumps(["x" * 5000] * count).encode())


def _read_answer(folder: Path) -> int | None:
    found = KeptPages("a dataset").find("page")
    return None if found is None else len(json.loads(found))


def _town(folder: Path, count: int) -> None:
    if count == OLD:  # it is copied once, and there is no older one
        return
    sample_town.copy_of_town()


def _read_town(folder: Path) -> int | None:
    shipped = ROOT / "resources" / "sample"
    copied = [one for one in folder.rglob("*") if one.is_file() and (shipped / one.name).is_file()]
    assert all(one.read_bytes() == (shipped / one.name).read_bytes() for one in copied)
    return NEW if len(copied) == len(list(shipped.iterdir())) else OLD


KEPT = {
    "recipe": KeptFile(_recipe, _read_recipe),
    "norm set": KeptFile(_norm_set, _read_norm_set),
    "export": KeptFile(_export, _read_export),
    "answer": KeptFile(_answer, _read_answer),
    "sample town": KeptFile(_town, _read_town),
}
