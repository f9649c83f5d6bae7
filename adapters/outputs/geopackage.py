"""GeoPackages that are there already: what is in them changes in one transaction, never by exchanging the file.

A reader that has the file open, in this QGIS or another program, sees the old tables or the new ones. Another SQLite
database is replaced as a whole in the same way.

The locks of SQLite do not keep two QGIS apart. On Linux and macOS a program loses all its locks on a file as it closes
that file anywhere, and GDAL looks into a file, and closes it, for every layer that is opened. So a write has a lock of
its own, a file beside, from before it begins until it has ended; that one bars this plugin alone. On Linux it has
`lasting_locks` too, which bar all others.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from qgis.PyQt.QtCore import QLockFile

from ...core.errors import Cancelled
from ..io.lasting_locks import kept_locks, lasting_locks
from ..io.sqlite_address import sqlite_address
from ..io.staging_folder import lock_of_file
from .sql import sql

WAIT = 5.0
"""Seconds to wait for a lock that another program holds."""

_MAGIC = b"SQLite format 3\0"
_PAUSE, _SHORT_PAUSE = 0.2, 0.02
_PAGES = 200
_STEPS = 200_000
"""Instructions of SQLite between two looks at Cancel, some milliseconds."""

_NO_LOCKS = {"vfs": "unix-none"}
"""How SQLite on Linux is told to take no locks, where the file has those that last."""

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NO_FILES = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
"""What SQLite says where it can make no files beside a database."""


def is_database(path: Path) -> bool:
    """Return whether a file is an SQLite database, as a GeoPackage is.

    SQLite is asked first: a file that is opened and closed past it would cost this program its locks, while it writes
    there in another thread. As `immutable` it takes no lock, waits for none and makes no files beside. What it refuses
    is no database that anything writes to.
    """
    try:
        if not path.stat().st_size:
            return False
        with closing(sqlite3.connect(sqlite_address(path.absolute(), mode="ro", immutable="1"), uri=True)) as database:
            database.execute("PRAGMA schema_version")
            return True
    except FileNotFoundError:
        return False
    except sqlite3.Error:
        return _has_magic(path)


def _has_magic(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except FileNotFoundError:
        return False


def _connect(path: Path, wait: float | None = None, **kind: str) -> sqlite3.Connection:
    """Open a database that is there; one that is not is not made. Locks are waited for: as told, or `WAIT`."""
    address = sqlite_address(path.absolute(), mode="rw", **kind)
    found = sqlite3.connect(address, uri=True, timeout=WAIT if wait is None else wait, isolation_level=None)
    found.execute("PRAGMA foreign_keys = OFF")
    return found


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a database that is only read, also one in a folder in which nobody here may write.

    One that has had a log needs files beside it for that, which cannot be made there: it is taken as it is, unless
    something stands in a log.
    """
    found = _connect(path)
    try:
        found.execute("PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        found.close()
        log = f"{path}-wal"
        if _code(error) not in _NO_FILES or (os.path.exists(log) and os.path.getsize(log)):
            raise
        return sqlite3.connect(sqlite_address(path.absolute(), mode="ro", immutable="1"), uri=True)
    return found


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF  # without what SQLite adds to tell them apart


def is_busy(error: sqlite3.Error) -> bool:
    """Return whether an error says that another program holds a lock."""
    return _code(error) in _BUSY


def _locked() -> sqlite3.OperationalError:
    """Return what SQLite raises where another program holds a lock."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


def _take(path: Path, check: Callable[[], None] = lambda: None) -> QLockFile:
    """Take the lock of a file, which is waited for, asking `check` for Cancel; it is to be let go with `unlock`.

    Where none can be made, as on a full disk, the locks of SQLite must do.
    """
    lock, until = lock_of_file(path), time.monotonic() + WAIT
    while not lock.tryLock(int(1000 * _PAUSE)) and lock.error() == QLockFile.LockError.LockFailedError:
        check()
        if time.monotonic() > until:
            raise _locked()
    return lock


@contextmanager
def _alone(path: Path, check: Callable[[], None] = lambda: None) -> Generator[None, None, None]:
    """Let no other program write to a file meanwhile."""
    lock = _take(path, check)
    try:
        yield
    finally:
        lock.unlock()


def _has_log(database: sqlite3.Connection) -> bool:
    """Return whether others may be writing into a log beside a database."""
    return bool(database.execute("PRAGMA journal_mode").fetchone() == ("wal",))


class _Write:
    """A write into a database that has begun, and which nobody else sees half of; to be ended by `close`.

    Parameters
    ----------
    path
        The database.
    check
        Looks at Cancel while others are waited for.
    new
        Another database, which is to be had as `new` then.
    """

    def __init__(self, path: Path, check: Callable[[], None] = lambda: None, new: Path | None = None) -> None:
        self._path, self._check, self._new = path, check, new
        with ExitStack() as held:
            held.callback(_take(path, check).unlock)
            self._until = time.monotonic() + WAIT
            while (begun := self._tried()) is None:
                self._pause()
            self.database, behind = begun
            self._held = held.pop_all()
            self._held.enter_context(behind)

    def _tried(self) -> tuple[sqlite3.Connection, ExitStack] | None:
        """Begin, and return what is to be closed at the end; None where another program has the file just now."""
        try:
            return self._begun()
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            return None

    def _begun(self) -> tuple[sqlite3.Connection, ExitStack] | None:
        """Begin, and return what is to be closed at the end; None where a log came or went meanwhile.

        With a log beside, SQLite's locks are on another file, and this one must not be closed past SQLite: an edit
        session of this QGIS would lose the lock by which others see that it needs the log.
        """
        # SQLite waits for a moment only, since it asks nobody for Cancel.
        with closing(_connect(self._path, _PAUSE)) as looked:
            has_log = _has_log(looked)
        with ExitStack() as held:
            locks = kept_locks(self._path) if has_log else lasting_locks(self._path)
            if locks is not None:
                held.callback(locks.free if has_log else locks.close)
                is_held = False
                while not is_held:
                    is_held = locks.share() if has_log else locks.bar_all()
                    if locks.has_log() != has_log:  # who came with one would be waited for until it goes
                        return None
                    if not is_held:
                        self._pause()
            kind = {} if locks is None or has_log else _NO_LOCKS
            found = held.enter_context(closing(_connect(self._path, _PAUSE, **kind)))
            if locks is not None and has_log:
                held.callback(locks.free)  # before it is closed: who closes last takes the log away
            if self._new is not None:
                # To be read alone: else the journal names a file by its path here, without which nobody undoes by it.
                found.execute("ATTACH ? AS new", (sqlite_address(self._new.absolute(), mode="ro"),))
            found.execute("BEGIN IMMEDIATE")
            found.execute(f"PRAGMA busy_timeout = {round(1000 * WAIT)}")
            return found, held.pop_all()

    def _pause(self) -> None:
        self._check()
        if time.monotonic() > self._until:
            raise _locked()
        time.sleep(_SHORT_PAUSE)

    def close(self) -> None:
        """Undo what was not committed, and let others have the file."""
        self._held.close()


def check_free(path: Path, check: Callable[[], None]) -> None:
    """Raise `sqlite3.Error` where a database cannot be written to; a lock is waited for, asking `check` for Cancel.

    Nothing is written, but what a killed program left half done is undone.
    """
    until = time.monotonic() + WAIT
    with _alone(path, check), closing(_connect(path, _PAUSE)) as database:
        while True:
            check()
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if not is_busy(error) or time.monotonic() > until:
                    raise
            else:
                database.execute("ROLLBACK")
                return


def tables_of(path: Path) -> dict[str, str]:
    """Return the names of the tables and views of a GeoPackage, casefolded, and what each is."""
    with closing(_connect_to_read(path)) as database:
        return {n.casefold(): kind for n, kind in database.execute("SELECT name, type FROM sqlite_master")}


def content_tables(path: Path) -> list[str]:
    """Return the names of the layers and tables that a GeoPackage says it has."""
    with closing(_connect_to_read(path)) as database:
        return [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")]


def count_rows(path: Path, table: str) -> int:
    """Return the number of rows of a table, or of the only one of a GeoPackage, each of which is read; 0 without it."""
    with closing(_connect_to_read(path)) as database:
        there = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")]
        found = [name for name in there if name == table or not table]
        if not found:
            return 0
        ((count,),) = database.execute(sql("SELECT COUNT(*) FROM {table}", table=found[0]))
        return int(count)


def has_index(path: Path, table: str) -> bool:
    """Return whether a layer, or the only one of a GeoPackage, has the spatial index that it needs.

    Where the disk is full when a file is closed, GDAL leaves the index out and says nothing.
    """
    with closing(_connect_to_read(path)) as database:
        there = {name.casefold() for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "gpkg_geometry_columns" not in there:
            return True
        found = database.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall()
    return all(f"rtree_{name}_{column}".casefold() in there for name, column in found if name == table or not table)


def in_one_file(path: Path) -> None:
    """Bring what stands in a log beside a database into the file, so that it can be moved by itself."""
    with closing(_connect(path)) as database:
        ((mode,),) = database.execute("PRAGMA journal_mode = DELETE")
        if mode != "delete":
            raise sqlite3.OperationalError("the write-ahead log is in use")


def make_like(path: Path, target: Path) -> None:
    """Make a GeoPackage without tables for rows that go into another one later.

    It has the reference systems of that one, so that both call each by one number, which stands in every geometry too.
    """
    with closing(_connect(target)) as database:
        settings = [
            (name, database.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version")
        ]
        statements = database.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name IN ('gpkg_spatial_ref_sys', 'gpkg_contents', "
            "'gpkg_geometry_columns', 'gpkg_extensions', 'gpkg_ogr_contents') ORDER BY name = 'gpkg_contents' DESC"
        ).fetchall()
        systems = database.execute("SELECT * FROM gpkg_spatial_ref_sys").fetchall()
    with closing(sqlite3.connect(path)) as made, made:
        for name, value in settings:
            made.execute(f"PRAGMA {name} = {int(value)}")
        for (statement,) in statements:
            made.execute(statement)
        if systems:
            marks = ", ".join("?" * len(systems[0]))
            made.executemany(" ".join(["INSERT INTO gpkg_spatial_ref_sys VALUES (", marks, ")"]), systems)


def replace_all(source: Path, target: Path) -> None:
    """Replace all that a database holds by what another one holds, in one transaction."""
    with closing(_Write(target)) as write, closing(_connect(source)) as new:
        write.database.execute("ROLLBACK")  # the copy is a transaction of its own
        _copy_all(new, write.database, _PAGES)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database to where nothing is yet, with what stands in a log beside it, and not while it is written to."""
    with closing(_connect_to_read(source)) as old, closing(sqlite3.connect(target)) as new:
        _copy_all(old, new, -1)


def _copy_all(source: sqlite3.Connection, target: sqlite3.Connection, pages: int) -> None:
    """Copy a database, so many pages at a time; -1: all at once. A lock is waited for."""
    until = time.monotonic() + WAIT

    def waited(status: int, _left: int, _all: int) -> None:
        if status & 0xFF in _BUSY and time.monotonic() > until:
            raise _locked()

    source.backup(target, pages=pages, progress=waited, sleep=_PAUSE)


class TableExchange:
    """Tables of a GeoPackage that are replaced by those of another one, in one transaction that is open meanwhile.

    Parameters
    ----------
    source, target
        Where the new tables are, and where they go.
    tables
        Their names in both; others stay as they are.
    cancelled
        Asked while rows are copied.

    Raises
    ------
    Cancelled, sqlite3.Error
        Nothing is changed then.
    """

    def __init__(
        self, source: Path, target: Path, tables: Sequence[str], cancelled: Callable[[], bool] = lambda: False
    ) -> None:
        def check() -> None:
            if cancelled():
                raise Cancelled

        self._write = _Write(target, check, source)
        self._database = self._write.database
        self._database.set_progress_handler(cancelled, _STEPS)
        try:
            views = self._working_views()
            self._copy_systems()
            for table in tables:
                self._drop(table)
                self._copy(table)
            lost = views - self._working_views()
            if lost:
                raise sqlite3.IntegrityError(f"the view {min(lost)} needs a field that the new table lacks")
        except BaseException as error:
            self.close()
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
                raise Cancelled from error
            raise
        self._database.set_progress_handler(None, 0)

    def commit(self) -> None:
        """Let the new tables be there, all at once."""
        self._database.execute("COMMIT")
        self.close()

    def close(self) -> None:
        """Leave the tables as they are; what was not committed is undone."""
        self._write.close()

    def _rows(self, query: str, *values: object) -> list[tuple[str, ...]]:
        return self._database.execute(query, values).fetchall()

    def _working_views(self) -> set[str]:
        """Return the views that can be read."""
        working = set()
        for (view,) in self._rows("SELECT name FROM main.sqlite_master WHERE type = 'view'"):
            try:
                self._rows(sql("SELECT * FROM main.{view} LIMIT 0", view=view))
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                    raise
            else:
                working.add(view)
        return working

    def _copy_systems(self) -> None:
        """Add the reference systems that are new."""
        clash = self._rows(
            "SELECT srs_id FROM new.gpkg_spatial_ref_sys AS n JOIN main.gpkg_spatial_ref_sys AS m USING (srs_id) "
            "WHERE lower(n.organization) <> lower(m.organization) "
            "OR n.organization_coordsys_id <> m.organization_coordsys_id "
            "OR (upper(n.organization) = 'NONE' AND n.srs_id > 0 AND n.definition <> m.definition)"
        )
        if clash:
            raise sqlite3.IntegrityError(f"another reference system {clash[0][0]} is there already")
        self._database.execute(
            sql(
                "INSERT OR IGNORE INTO main.gpkg_spatial_ref_sys ({names}) "
                "SELECT {names} FROM new.gpkg_spatial_ref_sys",
                names=self._columns("new", "gpkg_spatial_ref_sys"),
            )
        )

    def _columns(self, schema: str, table: str) -> list[str]:
        return [name for (name,) in self._rows("SELECT name FROM pragma_table_info(?, ?)", table, schema)]

    def _about_tables(self) -> list[str]:
        """Return the tables of the GeoPackage standard, and of OGR, that say something about each table."""
        found = self._rows(
            "SELECT m.name FROM main.sqlite_master AS m, pragma_table_info(m.name, 'main') AS c "
            "WHERE m.type = 'table' AND m.name LIKE 'gpkg^_%' ESCAPE '^' AND c.name = 'table_name'"
        )
        return [name for (name,) in found]

    def _drop(self, table: str) -> None:
        """Drop a table, in any letter case, with its spatial index and all that is said of it."""
        own = self._rows("SELECT name FROM main.sqlite_master WHERE type = 'table' AND lower(name) = lower(?)", table)
        indexes = self._rows(
            "SELECT m.name FROM main.sqlite_master AS m JOIN main.gpkg_geometry_columns AS g "
            "ON lower(m.name) = lower('rtree_' || g.table_name || '_' || g.column_name) "
            "WHERE lower(g.table_name) = lower(?)",
            table,
        )
        for (name,) in [*indexes, *own]:
            self._database.execute(sql("DROP TABLE main.{name}", name=name))
        for about in self._about_tables():
            self._rows(sql("DELETE FROM main.{about} WHERE lower(table_name) = lower(?)", about=about), table)

    def _copy(self, table: str) -> None:
        """Copy a table, its rows before its triggers: these call functions that only a spatial library has."""
        made = self._rows("SELECT type, sql FROM new.sqlite_master WHERE tbl_name = ? AND sql <> ''", table)
        for kind, statement in made:
            if kind == "table":
                self._database.execute(statement)
        self._fill(table)
        for (about,) in self._rows(
            "SELECT name FROM new.sqlite_master WHERE type = 'table' AND name IN "
            "('gpkg_contents', 'gpkg_geometry_columns', 'gpkg_extensions', 'gpkg_ogr_contents', 'gpkg_data_columns') "
            "ORDER BY name = 'gpkg_contents' DESC"
        ):
            self._copy_about(about, table)
        indexes = self._rows(
            "SELECT m.name, m.sql FROM new.sqlite_master AS m JOIN new.gpkg_geometry_columns AS g "
            "ON m.name = 'rtree_' || g.table_name || '_' || g.column_name WHERE g.table_name = ?",
            table,
        )
        for name, statement in indexes:
            self._database.execute(statement)
            for part in ("node", "parent", "rowid"):  # the tree as it is: to build it anew takes twenty times as long
                self._database.execute(sql("DELETE FROM main.{part}", part=f"{name}_{part}"))
                self._fill(f"{name}_{part}")
        for kind, statement in made:
            if kind != "table":
                self._database.execute(statement)

    def _fill(self, table: str) -> None:
        self._database.execute(sql("INSERT INTO main.{table} SELECT * FROM new.{table}", table=table))

    def _copy_about(self, about: str, table: str) -> None:
        """Copy what is said of a table into a table of the standard, which an older GeoPackage may lack."""
        there = self._columns("main", about)
        if not there:
            ((statement,),) = self._rows("SELECT sql FROM new.sqlite_master WHERE name = ?", about)
            self._database.execute(statement)
            there = self._columns("main", about)
        names = [name for name in self._columns("new", about) if name in there]
        statement = "INSERT INTO main.{about} ({names}) SELECT {names} FROM new.{about} WHERE table_name = ?"
        self._rows(sql(statement, about=about, names=names), table)
