"""A full disk, a kill and a profile that cannot be written, for all that is kept beside results."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from qgis.core import QgsApplication

from buurtmaat.adapters.fetching.kept_pages import forget_old
from buurtmaat.adapters.norms import store
from buurtmaat.core.errors import InputError
from towns.full_disk import files_at_most, full_at
from towns.kept_files import FILES, KEPT, NEW, OLD
from towns.kills import killed, spread


@pytest.fixture(params=KEPT)
def kept(request, tmp_path, monkeypatch):
    """Return what is kept, its folder, in which the older one is, and what puts that one back."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", lambda: f"{tmp_path}/")
    monkeypatch.setattr(store, "profile_folder", lambda: tmp_path)
    one = KEPT[request.param]
    one.write(tmp_path, OLD)
    assert one.state(tmp_path) == "old"
    older = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def begin_again() -> None:
        """Put the folder back as it was, with the older one."""
        for path in tmp_path.rglob("*"):
            if path.is_file():
                path.unlink()
        for path, content in older.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    return one, tmp_path, begin_again


def names(folder: Path) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


def tried(one, folder: Path) -> str:
    """Write the new one, which a full disk may refuse in a sentence; return which one is there."""
    with suppress(InputError):
        one.write(folder, NEW)
    return one.state(folder)


@pytest.mark.parametrize("count", [3, pytest.param(24, marks=pytest.mark.faults)])
def test_files_that_cannot_grow_leave_the_older_one(kept, count):
    one, folder, begin_again = kept
    one.write(folder, NEW)
    most = max(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    states = []
    for number in range(count + 1):
        begin_again()
        with files_at_most(most * number // count):
            states.append(tried(one, folder))
        assert one.left_over(folder) == [], f"{most * number // count} of {most} bytes"
        assert len(list(folder.glob("run-data*"))) <= (2 if states[-1] == "new" else 1)  # copies for a recipe
    assert states[0] == "old"
    assert states[-1] == "new"


@pytest.mark.parametrize("stays", [False, pytest.param(True, marks=pytest.mark.faults)])
def test_a_disk_that_is_full_at_any_moment_leaves_the_older_one(kept, stays):
    one, folder, begin_again = kept
    with full_at(None, stays=stays) as asked:
        one.write(folder, NEW)
    assert len(asked) >= 2
    states = []
    for number in range(1, len(asked) + 1):
        begin_again()
        with full_at(number, stays=stays):
            states.append(tried(one, folder))
        assert one.left_over(folder) == [], f"{asked[number - 1]}, the {number}th"
        assert len(list(folder.glob("run-data*"))) <= (2 if states[-1] == "new" else 1)  # copies for a recipe
        one.write(folder, NEW)
        assert one.state(folder) == "new"
    assert "old" in states


@pytest.mark.parametrize("count", [2, pytest.param(50, marks=pytest.mark.faults)])
def test_a_kill_leaves_the_old_or_the_new_one_and_the_next_cleans_up(kept, count):
    one, folder, begin_again = kept
    lines = killed(lambda: one.write(folder, NEW), None, FILES)
    for moment in spread(lines, count):
        begin_again()
        killed(lambda: one.write(folder, NEW), moment, FILES)
        assert one.state(folder) in ("old", "new"), f"killed at line {moment} of {lines}"
        one.write(folder, NEW)
        assert one.state(folder) == "new"
        assert [left for left in one.left_over(folder) if not is_answer(left)] == [], f"killed at line {moment}"


def is_answer(name: str) -> bool:
    """Return whether it is half an answer of a service, which goes with the others when the fetch is done."""
    return name.startswith("page.")


def test_a_profile_that_cannot_be_written_is_told_or_does_without(tmp_path, monkeypatch):
    """Where a folder should be is a file: nobody can write there, not even who may all."""
    (tmp_path / "buurtmaat").write_text("in the way")
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", lambda: f"{tmp_path}/")
    for name in ("norm set", "sample town"):
        with pytest.raises(InputError, match=r"cannot be written \((Not a directory|File exists)\): choose another"):
            KEPT[name].write(tmp_path, NEW)
    KEPT["answer"].write(tmp_path, NEW)
    assert KEPT["answer"].read(tmp_path) is None
    assert names(tmp_path) == ["buurtmaat"]


@pytest.mark.parametrize("days", [-400, -2, 2, 400])
def test_answers_of_a_clock_that_was_wrong_are_asked_again_and_go(days, tmp_path, monkeypatch):
    """As found: what was kept by a clock that was ahead stayed until that day came."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", lambda: f"{tmp_path}/")
    KEPT["answer"].write(tmp_path, NEW)
    (path,) = (one for one in tmp_path.rglob("*") if one.is_file())
    moment = path.stat().st_mtime + days * 24 * 3600
    os.utime(path, (moment, moment))
    assert KEPT["answer"].read(tmp_path) is None
    forget_old()
    assert names(tmp_path) == []
