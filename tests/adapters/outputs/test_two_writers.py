"""Two programs that write tables of one GeoPackage, and each opens and closes it too, as QGIS does for its layers."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QLockFile

from buurtmaat.adapters.io.lasting_locks import LastingLocks
from buurtmaat.adapters.io.staging_folder import finish_left, lock_of_file
from buurtmaat.adapters.outputs import geopackage
from buurtmaat.adapters.outputs.geopackage import TableExchange, check_free, is_busy, is_database, replace_all
from buurtmaat.core.errors import Cancelled
from towns import runs
from towns.kills import killed
from towns.runs import layer, point

ROWS, SECONDS, PATIENCE = 3000, 6.0, 300.0


BEGIN = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute('BEGIN IMMEDIATE')"
READ = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('SELECT * FROM gpkg_contents')"
NO_LOG = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('PRAGMA journal_mode = DELETE')"
"""Programs of their own: a fork would have what SQLite knows of the locks of its parent."""


@pytest.fixture
def target(tmp_path) -> Path:
    return saved(tmp_path / "results.gpkg", "base", 3)


def saved(path: Path, table: str, rows: int) -> Path:
    runs.save(layer([(point(n, n), "x" * 50) for n in range(rows)], table, a="text"), path, table)
    return path


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def torn(path: Path) -> str:
    """Return what is wrong in a file, looked at between two writes: who reads loses the locks of SQLite as well."""
    lock = lock_of_file(path)
    assert lock.tryLock(20_000)
    try:
        return _wrong_in(path)
    finally:
        lock.unlock()


def _wrong_in(path: Path) -> str:
    with closing(sqlite3.connect(path, timeout=5)) as database:
        ((found,),) = database.execute("PRAGMA integrity_check(1)")
    return "" if found == "ok" else found


def open_and_close(path: Path, until: float) -> None:
    """Do to a file what GDAL does for each layer that is opened: it loses this program all locks on that file."""
    while time.monotonic() < until:
        with path.open("rb") as file:
            file.read(16)
        time.sleep(0.001)


def write_and_look(source: Path, target: Path, table: str, until: float) -> bool:
    """Write a table again and again; return whether the file was whole after each time."""
    whole = True
    beside = threading.Thread(target=open_and_close, args=(target, until))
    beside.start()
    while time.monotonic() < until and whole:
        with suppress(sqlite3.OperationalError):  # refused, as where the other program has the file for too long
            TableExchange(source, target, [table]).commit()
        try:
            whole = not torn(target)
        except sqlite3.DatabaseError as error:
            whole = is_busy(error)
    beside.join()
    return whole


def started(source: Path, target: Path, table: str, until: float) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of a fork beside threads: the child starts its own
        child = os.fork()
    if child == 0:
        ended = 1
        try:
            ended = 0 if write_and_look(source, target, table, until) else 2
        finally:
            os._exit(ended)
    return child


def ended_with(child: int) -> int:
    until = time.monotonic() + PATIENCE
    while (found := os.waitpid(child, os.WNOHANG)) == (0, 0):
        assert time.monotonic() < until, os.kill(child, 9)
        time.sleep(0.01)
    return os.waitstatus_to_exitcode(found[1])


def test_two_programs_that_write_and_open_one_geopackage_do_not_tear_it(tmp_path, target):
    sources = {table: saved(tmp_path / f"{table}.gpkg", table, ROWS) for table in ("homes", "shops")}
    until = time.monotonic() + SECONDS
    children = [started(source, target, table, until) for table, source in sources.items()]
    ended = [ended_with(child) for child in children]
    assert ended == [0, 0]
    assert torn(target) == ""
    assert names(tmp_path) == ["homes.gpkg", "results.gpkg", "shops.gpkg"]


def test_looking_whether_a_file_is_a_database_loses_no_lock(target):
    with closing(sqlite3.connect(target, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        assert is_database(target)
        other = subprocess.run([sys.executable, "-c", BEGIN, str(target)], capture_output=True, text=True, check=False)
    assert "database is locked" in other.stderr


def told_elsewhere(program: str, path: Path) -> str:
    """Return how a program of its own ends that looks at a file with the locks of SQLite: empty where it is well."""
    other = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False)
    return other.stderr.splitlines()[-1] if other.stderr else ""


lasting = pytest.mark.skipif(sys.platform != "linux", reason="locks that outlast the closing of a file are of Linux")


@lasting
@pytest.mark.parametrize("rows", [3, 10 * ROWS], ids=["in memory", "more than SQLite keeps in memory"])
@pytest.mark.parametrize("program", [BEGIN, READ], ids=["write", "read"])
def test_nobody_elsewhere_sees_or_undoes_half_of_a_write(program, rows, tmp_path, target):
    """A write of more than SQLite keeps in memory stands half in the file, with a journal beside to undo it by."""
    exchange = TableExchange(saved(tmp_path / "homes.gpkg", "homes", rows), target, ["homes"])
    before = names(tmp_path)
    assert "results.gpkg-journal" in before
    assert is_database(target)
    with target.open("rb"):
        pass
    assert told_elsewhere(program, target) == "sqlite3.OperationalError: database is locked"
    assert names(tmp_path) == before
    exchange.commit()
    assert torn(target) == ""
    assert geopackage.count_rows(target, "homes") == rows
    check_free(target, lambda: None)
    assert names(tmp_path) == ["homes.gpkg", "results.gpkg"]


@lasting
@pytest.mark.parametrize("program", [BEGIN, READ], ids=["write", "read"])
def test_nor_of_what_is_being_replaced_as_a_whole(program, tmp_path, target, monkeypatch):
    source, told = saved(tmp_path / "homes.gpkg", "homes", 10 * ROWS), []

    class Looked(sqlite3.Connection):
        def backup(self, *given, progress, **named):
            def look(*left: int) -> None:
                with target.open("rb"):
                    pass
                told.append(told_elsewhere(program, target))
                progress(*left)

            super().backup(*given, progress=look, **named)

    real = geopackage._connect
    monkeypatch.setattr(
        geopackage,
        "_connect",
        lambda path, *a, **b: sqlite3.connect(path, factory=Looked) if path == source else real(path, *a, **b),
    )
    monkeypatch.setattr(geopackage, "_PAGES", 800)
    replace_all(source, target)
    assert len(told) > 1
    assert set(told[:-1]) == {"sqlite3.OperationalError: database is locked"}  # the last look is behind the end
    assert torn(target) == ""
    assert geopackage.content_tables(target) == ["homes"]
    assert names(tmp_path) == ["homes.gpkg", "results.gpkg"]


def opened_files() -> Iterator[str]:
    for one in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the one by which they are listed
            yield os.readlink(one)


@lasting
def test_a_write_leaves_no_file_open(tmp_path, target):
    source = saved(tmp_path / "homes.gpkg", "homes", 3)
    exchange = TableExchange(source, target, ["homes"])
    assert str(target) in opened_files()
    exchange.commit()
    TableExchange(source, target, ["homes"]).close()
    replace_all(source, target)
    with going_on(READING, target), pytest.raises(Cancelled):
        TableExchange(source, target, ["homes"], lambda: True)
    assert [one for one in opened_files() if str(tmp_path) in one] == []


LOG = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("PRAGMA journal_mode = WAL")
database.execute("CREATE TABLE edits (a)")
database.commit()
print(flush=True)
input()
print(database.execute("SELECT count(*) FROM homes").fetchone()[0], flush=True)
input()
"""
"""A program that edits with a log beside, as QGIS does."""


READING = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN")
database.execute("SELECT * FROM gpkg_contents").fetchall()
print(flush=True)
input()
"""


WRITING = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN IMMEDIATE")
print(flush=True)
input()
"""


@contextmanager
def going_on(text: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """Let a program have a file until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", text, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        program.stdout.readline()
        yield program
        program.kill()


@pytest.mark.parametrize("write", ["tables", "all"])
def test_a_program_that_has_a_log_beside_reads_what_is_written(write, tmp_path, target):
    source = saved(tmp_path / "homes.gpkg", "homes", ROWS)
    with going_on(LOG, target) as program:
        if write == "all":
            replace_all(source, target)
        else:
            TableExchange(source, target, ["homes"]).commit()
        assert names(tmp_path) == ["homes.gpkg", "results.gpkg", "results.gpkg-shm", "results.gpkg-wal"]
        program.stdin.write("\n")
        program.stdin.flush()
        assert program.stdout.readline() == f"{ROWS}\n"
    assert torn(target) == ""
    assert geopackage.count_rows(target, "homes") == ROWS


def test_an_edit_session_of_this_program_keeps_its_log(tmp_path, target):
    source = saved(tmp_path / "homes.gpkg", "homes", 3)
    with closing(sqlite3.connect(target, isolation_level=None)) as session:
        session.execute("PRAGMA journal_mode = WAL")
        session.execute("CREATE TABLE edits (a)")
        TableExchange(source, target, ["homes"]).commit()
        opened = list(opened_files()).count(str(target)) if sys.platform == "linux" else 0
        replace_all(source, target)
        if sys.platform == "linux":  # one stays open for its locks, and not another for each write
            assert list(opened_files()).count(str(target)) == opened
        assert told_elsewhere(NO_LOG, target) == "sqlite3.OperationalError: database is locked"
        assert session.execute("SELECT count(*) FROM homes").fetchone() == (3,)


@lasting
def test_a_program_that_ends_does_not_take_the_log_away_that_is_written_to(tmp_path, target):
    source = saved(tmp_path / "homes.gpkg", "homes", 3)
    with going_on(LOG, target) as program:
        exchange = TableExchange(source, target, ["homes"])
        with target.open("rb"):
            pass
        program.communicate("\n\n")  # it ends, as one that closes its layers
        assert "results.gpkg-wal" in names(tmp_path)
        exchange.commit()
    assert names(tmp_path) == ["homes.gpkg", "results.gpkg"]
    assert torn(target) == ""
    assert geopackage.count_rows(target, "homes") == 3


def test_logs_that_killed_programs_left_are_taken_up(tmp_path, target):
    source = saved(tmp_path / "homes.gpkg", "homes", ROWS)
    with going_on(LOG, target):
        pass
    assert "results.gpkg-wal" in names(tmp_path)
    TableExchange(source, target, ["homes"]).commit()
    assert names(tmp_path) == ["homes.gpkg", "results.gpkg"]
    assert "edits" in geopackage.tables_of(target)  # which stood in the log only
    TableExchange(source, target, ["homes"]).commit()  # it still says that it has a log, which is not there
    (tmp_path / "results.gpkg-wal").write_bytes(b"of an older file")
    geopackage.in_one_file(target)
    (tmp_path / "results.gpkg-wal").write_bytes(b"of an older file")
    TableExchange(source, target, ["homes"]).commit()  # it has none, and one lies beside
    assert torn(target) == ""
    assert geopackage.count_rows(target, "homes") == ROWS


def test_whether_a_file_can_be_written_to_is_not_waited_for_without_end(target, monkeypatch):
    """That of a program without our lock file, as an edit session is."""
    monkeypatch.setattr(geopackage, "WAIT", 0.1)
    looks = iter(range(30))
    with going_on(WRITING, target), pytest.raises(sqlite3.OperationalError, match="locked"):
        check_free(target, lambda: next(looks))


@lasting
def test_who_reads_elsewhere_is_waited_for(tmp_path, target, monkeypatch):
    monkeypatch.setattr(geopackage, "WAIT", 0.1)
    source = saved(tmp_path / "homes.gpkg", "homes", 3)
    with going_on(READING, target):
        for write in (lambda: TableExchange(source, target, ["homes"]), lambda: replace_all(source, target)):
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                write()
    assert told_elsewhere(BEGIN, target) == ""
    TableExchange(source, target, ["homes"]).commit()
    assert names(tmp_path) == ["homes.gpkg", "results.gpkg"]


@lasting
def test_a_log_that_comes_in_the_moment_before_a_write_is_written_through(tmp_path, target, monkeypatch):
    """SQLite without locks cannot write into a log that others have."""
    source, real, begun = saved(tmp_path / "homes.gpkg", "homes", ROWS), geopackage.lasting_locks, []
    with ExitStack() as held:

        def late(path: Path) -> LastingLocks | None:
            if not begun:
                begun.append(held.enter_context(going_on(LOG, path)))
            return real(path)

        monkeypatch.setattr(geopackage, "lasting_locks", late)
        TableExchange(source, target, ["homes"]).commit()
        assert begun[0].communicate("\n\n")[0] == f"{ROWS}\n"
    assert torn(target) == ""


def test_what_is_a_database_and_what_is_none(tmp_path, target):
    logged = tmp_path / "logged.sqlite"
    with closing(sqlite3.connect(logged)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE t (a)")
    before = names(tmp_path)
    assert is_database(target)
    assert is_database(logged)
    assert names(tmp_path) == before  # no log came beside
    with closing(sqlite3.connect(target, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        assert is_database(target)
    for content, is_one in (
        (b"", False),
        (b"abc", False),
        (b"x" * 5000, False),
        (b"SQLite format 3\0" + b"z" * 900, True),
    ):
        (tmp_path / "x").write_bytes(content)
        assert is_database(tmp_path / "x") is is_one
    assert not is_database(tmp_path / "none")


def test_what_is_copied_takes_no_part_in_the_write(tmp_path, target):
    """Else the journal names a file by its path here, and where a folder has another path nothing would be undone."""
    source, seen, ended = saved(tmp_path / "homes.gpkg", "homes", ROWS), set[str](), threading.Event()

    def look() -> None:
        while not ended.is_set():
            seen.update(names(tmp_path))

    looking = threading.Thread(target=look)
    looking.start()
    for _ in range(20):
        TableExchange(source, target, ["homes"]).commit()
    ended.set()
    looking.join()
    assert "results.gpkg-journal" in seen
    assert [name for name in seen if "-mj" in name] == []


@contextmanager
def held(path: Path) -> Iterator[None]:
    lock = lock_of_file(path)
    assert lock.tryLock(0)
    yield
    lock.unlock()


def test_a_write_that_another_program_goes_on_with_is_waited_for_and_then_refused(tmp_path, target, monkeypatch):
    monkeypatch.setattr(geopackage, "WAIT", 0.1)
    source = saved(tmp_path / "homes.gpkg", "homes", 3)
    writes = (
        lambda: TableExchange(source, target, ["homes"]),
        lambda: replace_all(source, target),
        lambda: check_free(target, lambda: None),
    )
    before = target.read_bytes()
    with held(target):
        for write in writes:
            with pytest.raises(sqlite3.OperationalError) as caught:
                write()
            assert is_busy(caught.value)
    assert target.read_bytes() == before
    TableExchange(source, target, ["homes"]).commit()
    assert geopackage.content_tables(target) == ["base", "homes"]


def test_a_file_that_is_called_by_a_link_has_one_lock(tmp_path, target, monkeypatch):
    monkeypatch.setattr(geopackage, "WAIT", 0.1)
    source, link = saved(tmp_path / "homes.gpkg", "homes", 3), tmp_path / "link.gpkg"
    link.symlink_to(target)
    with held(target), pytest.raises(sqlite3.OperationalError, match="locked"):
        replace_all(source, link)
    replace_all(source, link)
    assert link.is_symlink()
    assert geopackage.content_tables(target) == ["homes"]


def test_cancel_is_heard_while_a_write_of_another_program_is_waited_for(tmp_path, target):
    source = saved(tmp_path / "homes.gpkg", "homes", 3)

    def cancel() -> None:
        raise Cancelled

    with held(target):
        with pytest.raises(Cancelled):
            TableExchange(source, target, ["homes"], lambda: True)
        with pytest.raises(Cancelled):
            check_free(target, cancel)


@lasting
def test_cancel_is_heard_while_who_reads_elsewhere_is_waited_for(tmp_path, target):
    source = saved(tmp_path / "homes.gpkg", "homes", 3)
    with going_on(READING, target), pytest.raises(Cancelled):
        TableExchange(source, target, ["homes"], lambda: True)


@pytest.mark.parametrize("begin", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "PRAGMA journal_mode = WAL; BEGIN IMMEDIATE"])
def test_cancel_is_heard_while_a_writer_without_our_lock_file_is_waited_for(tmp_path, target, begin):
    """As found: it was heard after five seconds, when the file was said to be locked and the result kept beside."""
    source, looks = saved(tmp_path / "homes.gpkg", "homes", 3), []

    def cancelled() -> bool:
        looks.append(time.monotonic())
        return len(looks) > 1

    with going_on(WRITING.replace("execute", "executescript").replace("BEGIN IMMEDIATE", begin), target):
        begun = time.monotonic()
        with pytest.raises(Cancelled):
            TableExchange(source, target, ["homes"], cancelled)
        assert looks[0] - begun < geopackage.WAIT / 2


def test_the_lock_of_a_killed_program_goes_and_that_of_one_that_goes_on_stays(tmp_path, target):
    source = saved(tmp_path / "homes.gpkg", "homes", 3)

    def broken_off() -> None:
        kept = TableExchange(source, target, ["homes"])
        os.kill(os.getpid(), 9)
        kept.close()

    killed(broken_off, None, ())
    lock = ".buurtmaat-writing-results.gpkg.lock"
    assert lock in names(tmp_path)
    finish_left(tmp_path)
    assert lock not in names(tmp_path)
    with held(target):
        finish_left(tmp_path)
        assert lock in names(tmp_path)
    check_free(target, lambda: None)
    TableExchange(source, target, ["homes"]).commit()
    assert lock not in names(tmp_path)


def test_where_no_lock_can_be_made_the_file_is_written_as_it_is(tmp_path, target, monkeypatch):
    source = saved(tmp_path / "homes.gpkg", "homes", 3)
    monkeypatch.setattr(geopackage, "lock_of_file", lambda path: QLockFile(str(path / "no folder" / "x.lock")))
    TableExchange(source, target, ["homes"]).commit()
    assert geopackage.content_tables(target) == ["base", "homes"]


class Refused:
    """What SQLite gives where no file can be made beside a database that has had a log, as in a folder of others.

    Tests may write everywhere.
    """

    def execute(self, _: str):
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    def close(self) -> None:
        pass


def test_a_database_that_had_a_log_is_read_where_no_file_can_be_made_beside_it(target, monkeypatch):
    """As found: a recipe could not copy it, nor a fetch take an earlier one there."""
    with closing(sqlite3.connect(target)) as made:
        made.execute("PRAGMA journal_mode = WAL")
    monkeypatch.setattr(geopackage, "_connect", lambda _: Refused())
    copy = target.with_name("copy.gpkg")
    geopackage.copy_database(target, copy)
    assert geopackage.count_rows(copy, "base") == geopackage.count_rows(target, "base") == 3


def test_a_database_is_not_read_without_what_stands_in_its_log(target, monkeypatch):
    with going_on(LOG, target):
        pass
    monkeypatch.setattr(geopackage, "_connect", lambda _: Refused())
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        geopackage.tables_of(target)
