"""Results written beside those that they replace, and put in their place when all of a run are complete.

A writer is given a path or a table beside (`Staging.beside`) and knows no more. Until the end an older result of the
same name stays whole; a killed run leaves the old or the new one. What cannot be put in its place then, such as a file
that another program has open, stays beside under a name that is told.

==========================================  ==================================================================
A file                                      a file in a hidden folder beside it, renamed (see `staging_folder`)
A format of several files                   the same, part by part, with a marker
A GeoPackage that is there, or its tables   a GeoPackage beside it, copied into it in one transaction
Tables of a database                        tables of another name beside them, renamed in one transaction
==========================================  ==================================================================
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from qgis.core import QgsProviderConnectionException

from ...core.notes import Note
from ...core.system_words import system_words
from ..io.staging_folder import StagingFolder, finish_left, new_run_id
from . import geopackage
from .destinations import Destination, Key
from .staged_files import StagedFiles
from .staged_tables import StagedTables, remove_left_tables
from .taken_places import Claims

_T = TypeVar("_T")

FAILURES = (OSError, sqlite3.Error, QgsProviderConnectionException)
"""What a file system or a database raises."""

_LEAST, _LEAST_GEOPACKAGE = 8 * 1024, 100 * 1024
"""Bytes that the smallest of results takes; an empty GeoPackage has as many."""


def is_full(folder: Path, destination: Destination) -> bool:
    """Return whether a folder has no room for the least that a destination is."""
    return shutil.disk_usage(folder).free < (_LEAST_GEOPACKAGE if destination.is_geopackage else _LEAST)


def reason_of(error: Exception) -> Note | str:
    """Return why a file system or a database refused something, for the end of a sentence."""
    code = getattr(error, "errno", None)
    is_full = isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
    if is_full or code in (errno.ENOSPC, errno.EDQUOT):
        return Note("the disk is full")
    if isinstance(error, PermissionError):
        return Note("another program has it open, or you may not write there")
    if isinstance(error, sqlite3.Error) and geopackage.is_busy(error):
        return Note("another program is writing to it (close it there first)")
    if code == errno.EBUSY or "lock timeout" in str(error) or "55P03" in str(error):
        return Note("another program is using it")
    words = system_words(error)
    return words.strip().rstrip(".") if isinstance(words, str) else words


class Staging:
    """Where the results of one run stand until all are complete.

    Parameters
    ----------
    claims
        The places that other runs of this QGIS are writing to.
    """

    def __init__(self, claims: Claims) -> None:
        self.run_id = new_run_id()
        self._claims, self._claimed = claims, list[Key]()
        self._folders: dict[Path, StagingFolder] = {}
        self._units: dict[str, StagedFiles | StagedTables] = {}

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
            remove_left_tables(destination)
            return
        path = destination.path.resolve()
        finish_left(path.parent)
        if is_full(path.parent, destination):
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

    def _unit(self, destination: Destination) -> StagedFiles | StagedTables:
        container = destination.container
        if container not in self._units:
            self._units[container] = (
                StagedTables(destination, self.run_id)
                if destination.path is None
                else StagedFiles(destination, self._folder(destination.file.resolve().parent))
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
        units, failed = list(self._units.values()), dict[StagedFiles | StagedTables, Exception]()
        for unit in units:
            with _noting(failed, unit):
                unit.prepare(cancelled)
        for unit in units:
            if unit not in failed:
                with _noting(failed, unit):
                    unit.put()
        lost = dict[StagedFiles | StagedTables, Exception]()
        for unit in failed:
            with _noting(lost, unit):
                unit.keep()
        for error in lost.values():
            raise error  # once all others are where they can be
        return {str(unit.place): error for unit, error in failed.items()}

    def close(self) -> list[Exception]:
        """Remove what is still beside, and let other runs have the places; return what resisted."""
        resisted: dict[StagedFiles | StagedTables | StagingFolder, Exception] = {}
        for one in [*self._units.values(), *self._folders.values()]:
            with _noting(resisted, one):
                one.remove()
        self._units.clear()
        self._folders.clear()
        self._claims.free(self._claimed)
        self._claimed.clear()
        return list(resisted.values())


@contextmanager
def _noting(failed: dict[_T, Exception], one: _T) -> Iterator[None]:
    """Note what a file system or a database raises, and go on."""
    try:
        yield
    except FAILURES as error:
        failed[one] = error
