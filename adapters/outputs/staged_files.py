"""A file, or several of one name, or tables of a GeoPackage, written in a folder beside their place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ..io.staging_folder import StagingFolder, free_name, put_beside, put_in_place
from . import geopackage
from .destinations import Destination


class StagedFiles:
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
        """Return where to write a result, written as its destination is."""
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
        """Put the result in its place."""
        if self._exchange is None and self._tables:
            self.prepare(lambda: False)  # a GeoPackage may have come meanwhile
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
        put_beside(self.main.parent, self.main, self.place)

    def with_places(self, text: str) -> str:
        """Return a text with the place of the result in it where it has the one beside."""
        text = text.replace(str(self.main), str(self.place))
        return text.replace(f"{self.main.parent}{os.sep}", f"{self.place.parent}{os.sep}")

    def remove(self) -> None:
        """Let go of the older result; the folder is removed with all that is in it."""
        if self._exchange is not None:
            self._exchange.close()
            self._exchange = None
