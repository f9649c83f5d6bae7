"""Locks beside results on a share, of a computer that went down: only their age tells that nobody holds them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QLockFile

from buurtmaat.adapters.io import staging_folder
from buurtmaat.adapters.io.staging_folder import finish_left, lock_of_file

MINUTE = 60


def left_elsewhere(lock: QLockFile, path: Path, age: float) -> None:
    """Leave a lock as another computer would have: by its name and its id, and so many seconds ago."""
    assert lock.tryLock(0)
    pid, program, _host, computer, *rest = path.read_text(encoding="utf-8").split("\n")
    lock.unlock()
    computer = "0" * len(computer)
    path.write_text("\n".join([pid, program, "another-computer", computer, *rest]), encoding="utf-8")
    os.utime(path, (time.time() - age,) * 2)


@pytest.fixture(params=["writing-town.gpkg", "placing"])
def path(request, tmp_path) -> Path:
    return tmp_path / f".buurtmaat-{request.param}.lock"


def lock_at(path: Path) -> QLockFile:
    return lock_of_file(path.with_name("town.gpkg")) if "writing" in path.name else staging_folder._brief_lock(path)


def test_one_that_is_older_than_any_write_is_taken_over(qgis_app, path):
    """As found: after a computer had gone down while it wrote, another program was said to write there for good."""
    left_elsewhere(lock_at(path), path, 61 * MINUTE)
    lock = lock_at(path)
    assert lock.tryLock(0)
    lock.unlock()


def test_the_next_look_at_the_folder_takes_it_away(qgis_app, path):
    left_elsewhere(lock_at(path), path, 61 * MINUTE)
    finish_left(path.parent)
    assert not path.exists()


def test_one_of_a_write_that_may_go_on_stays(qgis_app, path):
    left_elsewhere(lock_at(path), path, 30 * MINUTE)
    finish_left(path.parent)
    assert path.exists()
    assert not lock_at(path).tryLock(0)


def test_parts_are_put_in_place_beside_one_that_was_left(qgis_app, tmp_path):
    path = tmp_path / ".buurtmaat-placing.lock"
    left_elsewhere(lock_at(path), path, 61 * MINUTE)
    with staging_folder._placing(tmp_path):
        assert path.exists()
    assert not path.exists()
