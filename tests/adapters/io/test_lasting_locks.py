"""Locks that last: where there are none, and whom they let go on."""

from __future__ import annotations

import errno
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from buurtmaat.adapters.io import lasting_locks
from buurtmaat.adapters.io.lasting_locks import kept_locks
from buurtmaat.adapters.io.lasting_locks import lasting_locks as locks_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there are none on other systems")

WRITING = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], timeout=2, isolation_level=None)
database.execute("BEGIN IMMEDIATE")
database.execute("CREATE TABLE shops (a)")
print(flush=True)
input()
database.execute("COMMIT")
print("done", flush=True)
"""


@pytest.fixture
def town(tmp_path) -> Path:
    path = tmp_path / "town.gpkg"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE homes (a)")
    database.close()
    return path


def test_a_writer_that_goes_on_elsewhere_comes_to_its_end_while_it_is_waited_for(town):
    """It needs the byte that keeps new readers out: who waits for it must not have that one meanwhile."""
    locks = locks_of(town)
    with subprocess.Popen(
        [sys.executable, "-c", WRITING, str(town)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        program.stdout.readline()
        assert not locks.bar_all()
        assert program.communicate("\n", timeout=60)[0] == "done\n"
    assert locks.bar_all()
    locks.close()


def test_the_locks_of_a_file_with_a_log_are_the_same_each_time(town):
    """A second one would be open as long as the program too, at each write."""
    assert kept_locks(town) is kept_locks(town)
    beside = town.with_name("beside.gpkg")
    beside.write_bytes(town.read_bytes())
    assert kept_locks(beside) is not kept_locks(town)


def test_a_file_that_cannot_be_opened_to_write_has_none(town):
    assert locks_of(town.with_name("gone.gpkg")) is None


def refusing(error: OSError):
    def refuse(*_):
        raise error

    return refuse


def test_a_disk_that_knows_no_such_locks_has_none(town, monkeypatch):
    closed = []
    monkeypatch.setattr(lasting_locks.LastingLocks, "close", lambda _self: closed.append(True))
    monkeypatch.setattr(lasting_locks.fcntl, "fcntl", refusing(OSError(errno.ENOLCK, "No locks available")))
    assert locks_of(town) is None
    assert closed == [True]


@pytest.mark.parametrize("code", [errno.EAGAIN, errno.EACCES])
def test_a_lock_that_another_one_has_may_be_refused_in_either_way(town, monkeypatch, code):
    locks = locks_of(town)
    monkeypatch.setattr(lasting_locks.fcntl, "fcntl", refusing(OSError(code, "held")))
    assert not locks.share()
    assert not locks.bar_all()
    locks.close()


def test_what_else_goes_wrong_with_a_lock_is_told(town, monkeypatch):
    locks = locks_of(town)
    monkeypatch.setattr(lasting_locks.fcntl, "fcntl", refusing(OSError(errno.EIO, "Input/output error")))
    with pytest.raises(OSError, match="Input/output error"):
        locks.share()
    locks.close()
