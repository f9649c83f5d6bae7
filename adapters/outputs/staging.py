"""Results written beside those that they replace, and put in their place when all of a run are complete.

A writer is given a path or a table beside (`Staging.beside`) and knows no more. Until the end an older result of the
same name stays whole; a killed run leaves the old or the new one. What cannot be put in its place then, such as a file
that another program has open, stays beside under a name that is told.

==========================================  ==================================================================
A file                                      a file in a hidden folder beside it, renamed (see `staged_files`)
A format of several files                   the same, part by part, with a marker
A GeoPackage that is there, or its tables   a GeoPackage beside it, copied into it in one transaction
Tables of a database                        tables of another name beside them, renamed in one transaction
==========================================  ==================================================================
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from qgis.core import QgsProviderConnectionException

from ...core.notes import Note
from . import geopackage
from .destinations import Destination, Key, connection_of, overlap
from .sql import sql
from .staged_files import StagingFolder, finish_left, free_name, put_in_place

FAILURES = (OSError, sqlite3.Error, QgsProviderConnectionException)
"""What a file system or a database raises."""

_LEAST, _LEAST_GEOPACKAGE = 8 * 1024, 100 * 1024
"""Bytes that the smallest of results takes; an empty GeoPackage has as many."""


class Claims:
    """The places that the runs of one QGIS are writing to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: list[Key] = []

    def take(self, key: Key) -> bool:
        """Claim a place; return whether no other run has it."""
        with self._lock:
            if any(overlap(key, other) for other in self._taken):
                return False
            self._taken.append(key)
            return True

    def free(self, keys: Iterable[Key]) -> None:
        """Let other runs have these places."""
        with self._lock:
            for key in keys:
                self._taken.remove(key)


def reason_of(error: Exception) -> Note | str:
    """Return why a file system or a database refused something, for the end of a sentence."""
    code = getattr(error, "errno", None)
    is_full = isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
    if is_full or code in (errno.ENOSPC, errno.EDQUOT):
        return Note("the disk is full")
    if isinstance(error, PermissionError):
        return Note("another program has it open, or you may not write there")
    if isinstance(error, sqlite3.Error) and geopackage.is_busy(error):
        return Note("another program is writing to it")
    if "lock timeout" in str(error) or "55P03" in str(error):
        return Note("another program is using it")
    text = getattr(error, "strerror", None) or str(error)
    return str(text).strip().rstrip(".")


class _Files:
    """A file, or several of one name, written in a folder beside.

    Parameters
    ----------
    destination
        Where it goes; of tables of a GeoPackage the first, the others of the run go into the same.
    folder
        The folder for what this run writes there.
    """

    def __init__(self, destination: Destination, folder: StagingFolder) -> None:
        path = destination.file
        self.target = path.resolve()
        self.place = path
        self.main = folder.room() / path.name
        if path.suffix.lower() == ".dbf":  # QGIS would call it x.dbf.dbf
            self.main = self.main.with_suffix(".shp")
        self._tables: list[str] = []
        self._exchange: geopackage.TableExchange | None = None

    def beside(self, destination: Destination) -> str:
        if not destination.provider:
            return str(self.main)
        if not self._tables and geopackage.is_database(self.target):
            with suppress(sqlite3.Error):  # one that is locked just now may be free at the end
                geopackage.make_like(self.main, self.target)
        uri = destination.uri
        self._tables.append(uri.table())
        uri.setDatabase(str(self.main))
        return f"ogr:{uri.uri(False)}"

    def opened(self, written: Path) -> None:
        """Note what the file is called: QGIS may give it an ending more, and a table without geometry is a .dbf."""
        self.main = written
        if written.suffix == ".dbf":
            self.target, self.place = self.target.with_suffix(".dbf"), self.place.with_suffix(".dbf")

    def prepare(self, cancelled: Callable[[], bool]) -> None:
        """Do all that takes long or may fail, and leave the older result as it is."""
        if geopackage.is_database(self.main):
            geopackage.in_one_file(self.main)
            if self._tables and geopackage.is_database(self.target):
                self._exchange = geopackage.TableExchange(self.main, self.target, self._tables, cancelled)

    def put(self) -> None:
        if self._exchange is None and self._tables and geopackage.is_database(self.target):
            self._exchange = geopackage.TableExchange(self.main, self.target, self._tables)  # it came meanwhile
        if self._exchange is not None:
            self._exchange.commit()
        elif geopackage.is_database(self.main) and geopackage.is_database(self.target):
            geopackage.replace_all(self.main, self.target)
        else:
            put_in_place(self.main.parent, self.main, self.target)

    def keep(self) -> None:
        """Let the new result stay beside the older one."""
        self.remove()
        self.place = free_name(self.target, list(self.main.parent.iterdir()))
        put_in_place(self.main.parent, self.main, self.place)

    def with_places(self, text: str) -> str:
        """Return a text with the place of the result in it where it has the one beside."""
        text = text.replace(str(self.main), str(self.place))
        return text.replace(f"{self.main.parent}{os.sep}", f"{self.place.parent}{os.sep}")

    def remove(self) -> None:
        if self._exchange is not None:
            self._exchange.close()
            self._exchange = None


class _Tables:
    """Tables of a database, written under other names in the same schema."""

    def __init__(self, destination: Destination, run_id: str) -> None:
        self._destination, self._run = destination, run_id.replace("-", "_")
        self._tables: list[tuple[str, str, str]] = []
        self._places: dict[str, str] = {}

    @property
    def place(self) -> str:
        return ", ".join(self._places.values())

    def beside(self, destination: Destination) -> str:
        uri = destination.uri
        staged = f"buurtmaat_{self._run}_{len(self._places)}"
        self._tables.append((uri.schema() or "public", uri.table(), staged))
        self._places[staged] = uri.table()
        uri.setDataSource(uri.schema(), staged, uri.geometryColumn(), uri.sql(), uri.keyColumn())
        return f"postgis:{uri.uri(False)}"

    def opened(self, written: Path) -> None:
        """Do nothing: a table is called as it was asked for."""

    def prepare(self, cancelled: Callable[[], bool]) -> None:
        """Do nothing: tables are only renamed."""

    def put(self) -> None:
        self._execute(
            statement
            for schema, table, staged in self._tables
            for statement in (
                sql("DROP TABLE IF EXISTS {schema}.{table}", schema=schema, table=table),
                *_renamed(schema, staged, table),
            )
        )
        self._tables.clear()

    def keep(self) -> None:
        connection = connection_of(self._destination)
        for schema, table, staged in self._tables:
            number, name = 2, f"{table}_new"
            while connection.tableExists(schema, name):
                number, name = number + 1, f"{table}_new_{number}"
            self._execute(_renamed(schema, staged, name))
            self._places[staged] = name
        self._tables.clear()

    def _execute(self, statements: Iterable[str]) -> None:
        """Execute statements as one text, which is one transaction."""
        wait = f"SET LOCAL lock_timeout = '{geopackage.WAIT:.0f}s'"
        connection_of(self._destination).executeSql("; ".join([wait, *statements]))

    def with_places(self, text: str) -> str:
        for staged, table in self._places.items():
            text = text.replace(staged, table)
        return text

    def remove(self) -> None:
        connection = connection_of(self._destination) if self._tables else None
        while self._tables:
            schema, _, staged = self._tables.pop()
            if connection.tableExists(schema, staged):
                connection.dropVectorTable(schema, staged)


def _renamed(schema: str, table: str, name: str) -> list[str]:
    """Return the statements that rename a table, with its key and the sequence that numbers its rows.

    These are left as they are called where their new name is taken.
    """
    own = (
        "DO $do$ DECLARE one record; BEGIN FOR one IN SELECT c.relname, c.relkind FROM pg_class c "
        "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = {schema} AND c.relkind IN ('i', 'S') "
        "AND left(c.relname, length({table}) + 1) = {table} || '_' LOOP BEGIN "
        "EXECUTE format('ALTER %s %I.%I RENAME TO %I', CASE one.relkind WHEN 'i' THEN 'INDEX' ELSE 'SEQUENCE' END, "
        "{schema}, one.relname, {name} || substr(one.relname, length({table}) + 1)); "
        "EXCEPTION WHEN duplicate_table OR duplicate_object THEN NULL; END; END LOOP; END $do$"
    )
    return [
        sql("ALTER TABLE {schema}.{table} RENAME TO {name}", schema=schema, table=table, name=name),
        sql(own, {"schema": schema, "table": table, "name": name}),
    ]


def _remove_left(destination: Destination) -> None:
    """Remove the tables that runs of more than a day ago left in a schema, killed before they ended."""
    connection, schema = connection_of(destination), destination.uri.schema() or "public"
    left = connection.executeSql(
        sql(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = {schema} AND relkind = 'r' AND pg_has_role(relowner, 'USAGE') "
            "AND relname ~ '^buurtmaat_[0-9]{{8}}_[0-9]{{6}}_[0-9a-f]{{6}}_[0-9]+$' "
            "AND to_timestamp(substr(relname, 11, 15), 'YYYYMMDD_HH24MISS') < now() - interval '1 day'",
            {"schema": schema},
        )
    )
    for (table,) in left:
        connection.dropVectorTable(schema, table)


class Staging:
    """Where the results of one run stand until all are complete.

    Parameters
    ----------
    claims
        The places that other runs of this QGIS are writing to.
    """

    def __init__(self, claims: Claims) -> None:
        self.run_id = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        self._claims, self._claimed = claims, list[Key]()
        self._folders: dict[Path, StagingFolder] = {}
        self._units: dict[str, _Files | _Tables] = {}

    def claim(self, key: Key) -> bool:
        """Claim a place until the run ends; return whether no other run is writing to it."""
        if not self._claims.take(key):
            return False
        self._claimed.append(key)
        return True

    def check(self, destination: Destination, check: Callable[[], None]) -> None:
        """Raise one of `FAILURES` where it is known already that a result cannot be put in its place.

        What a killed run left there is finished first. `check` looks at Cancel.
        """
        if destination.path is None:
            _remove_left(destination)
            return
        path = destination.path.resolve()
        finish_left(path.parent)
        if shutil.disk_usage(path.parent).free < (_LEAST_GEOPACKAGE if destination.is_geopackage else _LEAST):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if geopackage.is_database(path):
            geopackage.check_free(path, check)
        elif path.exists():
            path.replace(path)  # refused where a program has it open so that it cannot be replaced
        self._folder(path.parent)

    def _folder(self, parent: Path) -> StagingFolder:
        if parent not in self._folders:
            self._folders[parent] = StagingFolder(parent, self.run_id)
        return self._folders[parent]

    def beside(self, destination: Destination) -> str:
        """Return where to write a result, written as its destination is; a temporary layer stands nowhere else."""
        return destination.text if destination.is_memory else self._unit(destination).beside(destination)

    def opened(self, destination: Destination, written: Path) -> None:
        """Note what QGIS called a file that it was given to write."""
        self._unit(destination).opened(written)

    def _unit(self, destination: Destination) -> _Files | _Tables:
        container = destination.container
        if container not in self._units:
            self._units[container] = (
                _Tables(destination, self.run_id)
                if destination.path is None
                else _Files(destination, self._folder(destination.file.resolve().parent))
            )
        return self._units[container]

    def with_places(self, text: str) -> str:
        """Return a text with the places of results in it where it has those beside."""
        for unit in self._units.values():
            text = unit.with_places(text)
        return text

    def put_in_place(self, cancelled: Callable[[], bool]) -> dict[str, Exception]:
        """Put all results in their places; return where those are that could not be put there, and why.

        `Cancelled` is raised only before the first is in its place.
        """
        failed: dict[int, Exception] = {}
        for number, unit in enumerate(self._units.values()):
            with _noting(failed, number):
                unit.prepare(cancelled)
        for number, unit in enumerate(self._units.values()):
            if number not in failed:
                with _noting(failed, number):
                    unit.put()
        units = list(self._units.values())
        for number in failed:
            units[number].keep()
        return {str(units[number].place): error for number, error in failed.items()}

    def close(self) -> list[Exception]:
        """Remove what is still beside, and let other runs have the places; return what resisted."""
        resisted: dict[int, Exception] = {}
        for number, thing in enumerate([*self._units.values(), *self._folders.values()]):
            with _noting(resisted, number):
                thing.remove()
        self._units.clear()
        self._folders.clear()
        self._claims.free(self._claimed)
        self._claimed.clear()
        return list(resisted.values())


@contextmanager
def _noting(failed: dict[int, Exception], number: int) -> Iterator[None]:
    """Note what a file system or a database raises, and go on."""
    try:
        yield
    except FAILURES as error:
        failed[number] = error
