"""Where results go: memory layers, files and tables, and how such a place is told from another."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qgis.core import (
    QgsAbstractDatabaseProviderConnection,
    QgsDataSourceUri,
    QgsProviderRegistry,
    QgsVectorLayer,
)

Key = tuple[str, ...]
"""A place where a layer is stored: a file, a file and a table, or a database, a schema and a table."""

ProviderKey = Literal["", "ogr", "postgres"]
"""Who holds a table of a file or a database; empty for whole files and memory layers."""

_SHAPEFILE = (".shp", ".shx", ".dbf")
_CASE_MATTERS = (".geojson", ".json", ".geojsonl", ".fgb", ".ods", ".xlsx")
_PROVIDERS: Mapping[str, ProviderKey] = {"ogr": "ogr", "postgis": "postgres", "postgres": "postgres"}
_THIS_MACHINE = ("", "localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Destination:
    """Where an output goes: a memory layer, a file, a table in a GeoPackage, or a table in a database."""

    text: str

    @property
    def is_memory(self) -> bool:
        """Return whether it is a temporary layer."""
        return self.text.startswith("memory:") or self.text == "TEMPORARY_OUTPUT"

    @property
    def provider(self) -> ProviderKey:
        """Return the key of the provider that holds the table; empty for memory layers and plain files."""
        head = self.text.split(":", 1)[0]
        return "" if self.is_memory else _PROVIDERS.get(head, "")

    @property
    def uri(self) -> QgsDataSourceUri:
        """Return the parts of a table's address, which QGIS writes with and without slashes in front."""
        return QgsDataSourceUri(self.text.split(":", 1)[1].lstrip("/"))

    @property
    def path(self) -> Path | None:
        """Return the file; None for memory layers and databases."""
        if self.is_memory or self.provider == "postgres":
            return None
        return Path(self.uri.database()) if self.provider == "ogr" else Path(self.text)

    @property
    def file(self) -> Path:
        """Return the file of a destination that has one."""
        if self.path is None:
            raise TypeError(self.text)
        return self.path

    def called(self, table: str) -> Destination:
        """Return the table of this name in a GeoPackage; another file, or what names its table, as it is."""
        if not table or self.provider or not self.is_geopackage:
            return self
        uri = QgsDataSourceUri()
        uri.setDatabase(str(self.path))
        uri.setDataSource("", table, "geom")
        return Destination(f"ogr:{uri.uri()}")

    @property
    def container(self) -> str:
        """Return what holds it: the file, or how the database is reached."""
        return self.uri.connectionInfo(False) if self.path is None else str(self.path.resolve())

    @property
    def shown(self) -> str:
        """Return how it is called in a message: the file, and the table in it or in the database."""
        if self.is_memory:
            return self.text
        if self.path is None:
            return f"{self.uri.schema() or 'public'}.{self.uri.table()}"
        table = self.uri.table() if self.provider else ""
        return f"{self.path} ({table})" if table else str(self.path)

    @property
    def is_geopackage(self) -> bool:
        """Return whether it is a GeoPackage."""
        return self.path is not None and self.path.suffix.lower() == ".gpkg"

    @property
    def is_dbf(self) -> bool:
        """Return whether it is a .dbf, a table without geometry."""
        return self.path is not None and self.path.suffix.lower() == ".dbf"

    @property
    def tells_case_apart(self) -> bool:
        """Return whether two fields may have names that differ in case only."""
        return self.path is None or self.path.suffix.lower() in _CASE_MATTERS

    @property
    def key(self) -> Key:
        """Return what two destinations, or a destination and an input, must not share; empty for memory layers.

        A file without a named table is written anew, with all that is in it.
        """
        if self.is_memory:
            return ()
        if self.path is None:
            return key_of_table(self.uri)
        return key_of_file(self.path, self.uri.table() if self.provider else "")


def key_of_file(path: Path, table: str) -> Key:
    """Return the key of a file, or of a table in it.

    A Shapefile is several files of one name, in any letter case, and a folder may stand for those in it. A file that
    has several names is called by what it is on its disk.
    """
    path = Path(os.path.normcase(path.resolve()))
    if os.path.isdir(path) and table:  # unlike `is_dir` it raises nothing where nobody may look
        path, table = path / f"{table}.shp", ""
    if path.suffix.lower() in _SHAPEFILE:
        path, table = path.with_suffix(".shp"), ""
    name = str(path).casefold() if path.suffix == ".shp" else str(path)
    if os.path.isfile(path) and (there := path.stat()).st_nlink > 1:
        name = f"{there.st_dev}:{there.st_ino}"
    return (name, table.casefold()) if table else (name,)


def key_of_table(uri: QgsDataSourceUri) -> Key:
    """Return the key of a table in a database, however its address is written.

    What a service stands for is not known here: then its name is not compared with that of another database.
    """
    table = ("postgres", uri.schema() or "public", uri.table())
    if uri.service():
        return table
    host = uri.host().casefold()
    return (*table, uri.database(), "" if host in _THIS_MACHINE else host, uri.port() or "5432")


def overlap(one: Key, other: Key) -> bool:
    """Return whether two keys mean the same place: a whole file holds each of its tables."""
    return bool(one and other) and all(a == b for a, b in zip(one, other, strict=False))


def connection_of(destination: Destination) -> QgsAbstractDatabaseProviderConnection:
    """Return the connection to the database, or the GeoPackage, that holds a table."""
    place = str(destination.path) if destination.path else destination.uri.connectionInfo(True)
    return QgsProviderRegistry.instance().providerMetadata(destination.provider).createConnection(place, {})


def key_of_layer(layer: QgsVectorLayer) -> Key:
    """Return where a layer is stored, as `Destination.key` does; empty where it is no file or known database."""
    if layer.providerType() == "postgres":
        return key_of_table(layer.dataProvider().uri())
    path, table = file_of(layer)
    return () if path is None else key_of_file(path, table)


def key_of_result(identifier: str) -> Key:
    """Return where a result is, of what Processing calls it: a table of a file is `file|layername=table` there."""
    if "|" not in identifier:
        return Destination(identifier).key
    parts = QgsProviderRegistry.instance().decodeUri("ogr", identifier)
    return key_of_file(Path(str(parts.get("path") or "")), str(parts.get("layerName") or ""))


def file_of(layer: QgsVectorLayer) -> tuple[Path | None, str]:
    """Return the file that a layer is in, None where it is in none, and its table."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    text = "" if layer.providerType() in ("memory", "virtual", "postgres") else str(parts.get("path") or "")
    table = str(parts.get("layerName") or "")
    if text.startswith("GPKG:"):
        text, _, table = text.removeprefix("GPKG:").rpartition(":")
    if parts.get("vsiPrefix") == "/vsisubfile/":
        text = text.partition(",")[2]
    return (Path(text) if text and _may_be_path(text) else None), table


def _may_be_path(text: str) -> bool:
    """Return whether a file may be called like this: the source of a layer may also be all that is in it."""
    try:
        os.stat(text)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return True
    except (OSError, ValueError):  # too long, or with signs that no name has
        return False
    return True
