"""Files written beside their place: whole or not at all, also where a program was killed or two write at once."""

from __future__ import annotations

import errno
import os
import signal
from pathlib import Path

import pytest

from buurtmaat.adapters.io import staging_folder
from buurtmaat.adapters.io.staging_folder import StagingFolder, finish_left, new_run_id, put_beside, put_in_place
from buurtmaat.adapters.io.written_beside import scratch_folder, written_beside
from towns.kills import killed, spread

FILES = ("written_beside.py", "staging_folder.py")


def write(path: Path, text: str) -> None:
    with written_beside(path) as beside:
        beside.write_text(text)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_an_error_leaves_the_older_file_and_nothing_else(tmp_path):
    path = tmp_path / "x.json"
    write(path, "old")
    with pytest.raises(UnicodeEncodeError), written_beside(path) as beside:
        beside.write_text("half" + "\ud800", encoding="utf-8")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["x.json"]


@pytest.mark.parametrize("count", [5, pytest.param(50, marks=pytest.mark.faults)])
def test_a_killed_writer_leaves_the_old_or_the_new_file_and_the_next_one_cleans_up(count, tmp_path):
    path = tmp_path / "x.json"
    lines = killed(lambda: write(path, "old"), None, FILES)
    texts = []
    for moment in spread(lines, count):
        killed(lambda: write(path, "new"), moment, FILES)
        texts.append(path.read_text())
        write(path, "old")
        assert names(tmp_path) == ["x.json"], f"killed at line {moment} of {lines}"
    assert set(texts) == {"old", "new"}


def test_files_beside_it_come_along_and_a_kill_between_them_is_made_good(tmp_path, monkeypatch):
    path = tmp_path / "run.json"

    def save(text: str) -> None:
        with written_beside(path) as beside:
            beside.with_name("run-data.gpkg").write_text(text)
            beside.write_text(text)

    save("old")
    assert names(tmp_path) == ["run-data.gpkg", "run.json"]

    def broken_off() -> None:
        kill_at_move(monkeypatch, 3)  # behind the marker and the first of the files
        save("new")

    killed(broken_off, None, ())
    assert (path.read_text(), path.with_name("run-data.gpkg").read_text()) == ("old", "new")
    assert finish_left(tmp_path)
    assert (path.read_text(), path.with_name("run-data.gpkg").read_text()) == ("new", "new")
    assert names(tmp_path) == ["run-data.gpkg", "run.json"]


def kill_at_move(monkeypatch, number: int) -> None:
    real, moved = Path.replace, []

    def stop(self, target):
        moved.append(self)
        if len(moved) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", stop)


def staged(folder: Path, text: str) -> tuple[StagingFolder, Path]:
    """Write a layer of three files beside their place."""
    made = StagingFolder(folder, new_run_id())
    room = made.room()
    for ending in ("shp", "shx", "dbf"):
        (room / f"x.{ending}").write_text(text)
    return made, room / "x.shp"


def contents(folder: Path) -> set[str]:
    return {(folder / f"x.{ending}").read_text() for ending in ("shp", "shx", "dbf")}


def test_parts_of_a_killed_run_do_not_get_among_those_that_came_after(tmp_path, monkeypatch):
    """Two QGIS write one Shapefile: one is killed between its files, the other goes on, and a third looks there."""
    other, main = staged(tmp_path, "second")

    def broken_off() -> None:
        _, first = staged(tmp_path, "first")
        kill_at_move(monkeypatch, 3)
        put_in_place(first.parent, first, tmp_path / "x.shp")

    killed(broken_off, None, ())
    put_in_place(main.parent, main, tmp_path / "x.shp")
    assert contents(tmp_path) == {"second"}
    other.remove()
    finish_left(tmp_path)
    assert contents(tmp_path) == {"second"}
    assert names(tmp_path) == ["x.dbf", "x.shp", "x.shx"]


@pytest.mark.parametrize("linked", [True, False])
@pytest.mark.parametrize("refused", ["x.dbf", "x.shx", "x.shp"])
def test_a_part_that_cannot_be_replaced_leaves_all_of_the_older_layer(refused, linked, tmp_path, monkeypatch):
    """As found: the parts before it were of the new layer, and those behind it of the older one."""
    for one in (*(f"x.{ending}" for ending in ("shp", "shx", "dbf")), "x.qix"):
        (tmp_path / one).write_text("old")
    made, main = staged(tmp_path, "new")
    real, is_open = Path.replace, True

    def held(self, target):
        if is_open and self.name == refused and self.parent.name != "older" and Path(target).parent == tmp_path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    if not linked:
        monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(PermissionError):
        put_in_place(main.parent, main, tmp_path / "x.shp")
    if linked:
        assert contents(tmp_path) == {"old"}
        assert (tmp_path / "x.qix").read_text() == "old"
        assert {one.read_text() for one in main.parent.iterdir()} == {"new"}
    else:
        with pytest.raises(OSError, match="busy"):  # nor are the parts that are left put elsewhere
            put_beside(main.parent, main, tmp_path / "x_new.shp")
    made.remove()
    is_open = False
    finish_left(tmp_path)
    assert contents(tmp_path) == ({"old"} if linked else {"new"})
    assert names(tmp_path) == ["x.dbf", *(["x.qix"] if linked else []), "x.shp", "x.shx"]


def no_links(*_):
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def test_two_programs_do_not_put_parts_in_place_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(staging_folder, "_PATIENCE_MS", 50)
    first, second = staged(tmp_path, "first"), staged(tmp_path, "second")
    real, refused = Path.replace, []

    def meanwhile(self, target):
        if self.name == "x.shx" and not refused:
            with pytest.raises(OSError, match="busy") as stop:
                put_in_place(second[1].parent, second[1], tmp_path / "x.shp")
            refused.append(stop.value)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", meanwhile)
    put_in_place(first[1].parent, first[1], tmp_path / "x.shp")
    assert len(refused) == 1
    assert contents(tmp_path) == {"first"}
    put_in_place(second[1].parent, second[1], tmp_path / "x.shp")
    assert contents(tmp_path) == {"second"}


def test_the_scratch_folder_of_a_killed_run_goes_and_that_of_another_that_goes_on_stays(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def broken_off() -> None:
        with scratch_folder() as folder:
            (folder / "norms.json").write_text("{}")
            os.kill(os.getpid(), signal.SIGKILL)

    killed(broken_off, None, ())
    assert len(names(tmp_path)) == 2  # a folder and its lock
    with scratch_folder() as first:
        (first / "mine").write_text("x")
        with scratch_folder() as second:
            assert names(first) == ["mine"]
            assert {one.name for one in tmp_path.iterdir() if one.is_dir()} == {first.name, second.name}
            assert first.stat().st_mode & 0o077 == 0
    assert names(tmp_path) == []
