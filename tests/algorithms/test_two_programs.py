"""Two QGIS that write one result, one recipe or one norm set at the same time: one of both is there, whole."""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Callable
from contextlib import suppress

import pytest
from qgis.core import QgsApplication

from buurtmaat.adapters.norms import store
from buurtmaat.core.errors import InputError
from towns import kept_files
from towns.kept_files import KEPT
from towns.kinds_of_results import NEW, OLD, ON_DISK, Kind
from towns.runs import RefusedError
from towns.slow import some

PATIENCE = 300.0


def at_once(*programs: Callable[[], object]) -> None:
    """Run each in a process of its own, several times; it may be refused in a sentence, and must come to its end."""
    children = [_child(program) for program in programs]
    until = time.monotonic() + PATIENCE
    for child in children:
        while (found := os.waitpid(child, os.WNOHANG)) == (0, 0):
            assert time.monotonic() < until, [os.kill(one, 9) for one in children]
            time.sleep(0.01)
        assert os.waitstatus_to_exitcode(found[1]) == 0


def _child(program: Callable[[], object]) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of a fork beside threads: the child starts none
        child = os.fork()
    if child == 0:
        ended = 1
        try:
            for _ in range(4):
                with suppress(RefusedError, InputError):
                    program()
            ended = 0
        finally:
            os._exit(ended)
    return child


ALWAYS = ("shp", "table")


@pytest.mark.parametrize(
    "name", [*ALWAYS, *(pytest.param(one, marks=pytest.mark.faults) for one in ON_DISK if one not in ALWAYS)]
)
def test_a_result_that_two_write_is_that_of_one_of_them(name, tmp_path):
    kind = Kind(name, tmp_path)
    kind.begin()
    before = kind.others()
    at_once(lambda: kind.run(NEW), lambda: kind.run(OLD), lambda: kind.run(NEW))
    assert kind.state() in ("old", "new")
    for path in tmp_path.glob(f"{kind.path.stem}_new*"):  # of one whose place the other had just then
        path.unlink()
    kind.run(NEW)
    assert kind.state() == "new"
    assert kind.others() == before


@pytest.mark.parametrize(
    "name", some(["norm set", "recipe", "export", "answer", "sample town"], ["recipe", "answer", "sample town"])
)
def test_what_two_keep_is_that_of_one_of_them(name, tmp_path, monkeypatch):
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", lambda: f"{tmp_path}/")
    monkeypatch.setattr(store, "profile_folder", lambda: tmp_path)
    one = KEPT[name]
    at_once(*(lambda count=count: one.write(tmp_path, count) for count in (kept_files.NEW, kept_files.OLD) * 2))
    assert one.state(tmp_path) in ("old", "new")
    one.write(tmp_path, kept_files.NEW)
    assert one.state(tmp_path) == "new"
    assert one.left_over(tmp_path) == []
