"""Folders of municipalities: whole and with their record, or as they were."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from buurtmaat.batch.kept_results import KeptResults, Record
from buurtmaat.core.errors import InputError

ASKED = Record(code="GM1", name="One", key="k", content="c", results=("results.csv", ""), classes={"b": "centre"})
FILES = ("maps/west.pdf", "report.html", "results.csv")
RECORD = replace(ASKED, files=FILES)


def put(kept: KeptResults, text: str) -> None:
    with kept.new("GM1") as part:
        (part / "maps").mkdir()
        for one in FILES:
            (part / one).write_text(text)
        kept.write(part, ASKED)


def names(kept: KeptResults) -> list[str]:
    return sorted(one.name for one in (kept.folder / "municipalities").iterdir())


def test_a_folder_with_a_record_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    kept = KeptResults(tmp_path)
    assert kept.record("GM1") is None
    for text in ("old", "new"):
        put(kept, text)
        assert (kept.of("GM1") / "results.csv").read_text() == text
        assert kept.record("GM1") == RECORD
        assert names(kept) == ["GM1"]


@pytest.mark.parametrize("error", [None, InputError("no"), OSError(errno.ENOSPC, "No space left on device")])
def test_what_is_not_whole_leaves_the_one_before(tmp_path: Path, error: Exception | None) -> None:
    kept = KeptResults(tmp_path)
    put(kept, "old")
    said = ""
    try:
        with kept.new("GM1") as part:
            (part / "results.csv").write_text("half")
            if error is not None:
                raise error
    except InputError as stop:
        said = str(stop)
    assert (kept.of("GM1") / "results.csv").read_text() == "old"
    assert names(kept) == ["GM1"]
    assert ("No space left on device" in said) == isinstance(error, OSError)
    assert ("make room" in said) == isinstance(error, OSError)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "results could not be written to .*municipalities .No space left"),
        (errno.EDQUOT, "results could not be written to .*municipalities .Disk quota"),
        (errno.EACCES, "^/data/homes.gpkg could not be used .Permission denied.: see whether it is there"),
        (errno.ENOENT, "^/data/homes.gpkg could not be used .No such file"),
    ],
)
def test_only_of_a_full_disk_it_is_said_to_make_room(tmp_path: Path, number: int, words: str) -> None:
    """As found: a source that could not be read was told as results that could not be written."""
    kept = KeptResults(tmp_path)
    with pytest.raises(InputError) as stop, kept.new("GM1"):
        raise OSError(number, os.strerror(number), "/data/homes.gpkg")
    assert re.search(words, str(stop.value))
    assert ("make room" in str(stop.value)) == (number in (errno.ENOSPC, errno.EDQUOT))


@pytest.mark.parametrize("gone", FILES)
def test_results_of_which_a_file_is_gone_do_not_stand(tmp_path: Path, gone: str) -> None:
    kept = KeptResults(tmp_path)
    put(kept, "old")
    (kept.of("GM1") / gone).unlink()
    assert kept.record("GM1") is None
    put(kept, "new")
    (kept.of("GM1") / "municipality.json").write_text("{")
    assert kept.record("GM1") is None


def test_what_killed_runs_left_goes_and_what_they_were_about_to_replace_comes_back(tmp_path: Path) -> None:
    kept = KeptResults(tmp_path)
    put(kept, "old")
    kept.of("GM1").rename(kept.of("GM1.0a.old"))
    kept.of("GM2.0b.part").mkdir()
    kept.of("GM3").mkdir()
    kept.of("GM3.0c.old").mkdir()
    (tmp_path / "tables.0d.part").mkdir()
    (kept.of("GM3") / "municipality.json.part").write_text("{")
    kept.tidy()
    assert [one.name for one in tmp_path.iterdir()] == ["municipalities"]
    assert names(kept) == ["GM1", "GM3"]
    assert list(kept.of("GM3").iterdir()) == []
    assert kept.record("GM1") == RECORD


@pytest.mark.parametrize("name", ["GM1.0a.old", "GM1/municipality.json.part"])
def test_what_killed_runs_left_and_cannot_be_moved_is_told(tmp_path: Path, name: str, monkeypatch) -> None:
    """As found: the command line ended in a traceback, such as where another program has the folder open."""
    kept = KeptResults(tmp_path)
    kept.of(name).mkdir(parents=True)

    def refuse(path: Path, *_others: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "rename", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    if name.endswith(".part"):
        kept.tidy()  # in nobody's way
        return
    with pytest.raises(InputError, match=r"0a\.old could not be used .Permission denied.: see whether"):
        kept.tidy()
