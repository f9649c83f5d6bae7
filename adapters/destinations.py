"""Where results go: memory layers, files and databases, and what stands there already."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsAbstractDatabaseProviderConnection,
    QgsDataSourceUri,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from ..core.errors import InputError
from .sources import input_layers

Key = tuple[str, ...]
"""A place where a layer is stored: a file, a file and a table, or a database, a schema and a table."""


_SHAPEFILE = (".shp", ".shx", ".dbf")
_THIS_MACHINE = ("", "localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Destination:
    """Where an output goes: a memory layer, a file, a table in a GeoPackage, or a table in a database."""

    text: str

    @property
    def is_memory(self) -> bool:
        """Tell whether it is a temporary layer."""
        return self.text.startswith("memory:") or self.text == "TEMPORARY_OUTPUT"

    @property
    def provider(self) -> str:
        """Give the key of the provider that holds the table; empty for memory layers and plain files."""
        head = self.text.split(":", 1)[0]
        return {"ogr": "ogr", "postgis": "postgres", "postgres": "postgres"}.get(head, "") if not self.is_memory else ""

    @property
    def uri(self) -> QgsDataSourceUri:
        """Give the parts of a table's address, which QGIS writes with and without slashes in front."""
        return QgsDataSourceUri(self.text.split(":", 1)[1].lstrip("/"))

    @property
    def path(self) -> Path | None:
        """Give the file; None for memory layers and databases."""
        if self.is_memory or self.provider == "postgres":
            return None
        return Path(self.uri.database()) if self.provider == "ogr" else Path(self.text)

    @property
    def is_geopackage(self) -> bool:
        """Tell whether it is a GeoPackage."""
        return self.path is not None and self.path.suffix.lower() == ".gpkg"

    @property
    def is_shapefile(self) -> bool:
        """Tell whether it is a Shapefile."""
        return self.path is not None and self.path.suffix.lower() == ".shp"

    @property
    def key(self) -> Key:
        """Give what two destinations, or a destination and an input, must not share; empty for memory layers.

        A file without a named table is written anew, with all that is in it.
        """
        if self.is_memory:
            return ()
        if self.path is None:
            return _key_of_table(self.uri)
        return _key_of_file(self.path, self.uri.table() if self.provider else "")


def _key_of_file(path: Path, table: str) -> Key:
    """Give the key of a file, or of a table in it.

    A Shapefile is several files of one name, in any letter case, and a folder may stand for those in it.
    """
    path = path.resolve()
    if path.is_dir() and table:
        path, table = path / f"{table}.shp", ""
    if path.suffix.lower() in _SHAPEFILE:
        return (str(path.with_suffix(".shp")).casefold(),)
    return (str(path), table.casefold()) if table else (str(path),)


def _key_of_table(uri: QgsDataSourceUri) -> Key:
    """Give the key of a table in a database, however its address is written.

    What a service stands for is not known here: then its name is not compared with that of another database.
    """
    table = ("postgres", uri.schema() or "public", uri.table())
    if uri.service():
        return table
    host = uri.host().casefold()
    return (*table, uri.database(), "" if host in _THIS_MACHINE else host, uri.port() or "5432")


def overlap(one: Key, other: Key) -> bool:
    """Tell whether two keys mean the same place: a whole file holds each of its tables."""
    return bool(one and other) and all(a == b for a, b in zip(one, other, strict=False))


@dataclass(frozen=True)
class Before:
    """What stood at a destination before the run: the file as it was, the files beside it, and its table."""

    file: tuple[int, int, int] | None
    beside: frozenset[Path]
    table: bool

    @classmethod
    def of(cls, destination: Destination) -> Before:
        """Look at a destination."""
        path = destination.path
        if path is None:
            return cls(None, frozenset(), _has_table(destination))
        beside = frozenset(path.parent.glob(f"{glob.escape(path.stem)}.*")) if path.parent.is_dir() else frozenset()
        return cls(file_state(path), beside, _has_table(destination))


def file_state(path: Path) -> tuple[int, int, int] | None:
    """Give what changes when a file is written, None where there is none."""
    if not path.exists():
        return None
    state = path.stat()
    return state.st_ino, state.st_mtime_ns, state.st_size


def connection_of(destination: Destination) -> QgsAbstractDatabaseProviderConnection:
    """Give the connection to the database, or the GeoPackage, that holds a table."""
    place = str(destination.path) if destination.path else destination.uri.connectionInfo(True)
    return QgsProviderRegistry.instance().providerMetadata(destination.provider).createConnection(place, {})


def _has_table(destination: Destination) -> bool:
    if not destination.provider or (destination.path is not None and not destination.path.exists()):
        return False
    uri = destination.uri
    try:
        return bool(connection_of(destination).tableExists(uri.schema() or _usual_schema(destination), uri.table()))
    except QgsProviderConnectionException:
        return False


def _usual_schema(destination: Destination) -> str:
    return "public" if destination.provider == "postgres" else ""


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(15)


def check_file(destination: Destination, plain: bool) -> None:
    """Stop where a file cannot be written; `plain` ones hold no layer."""
    path = destination.path
    if path is None:
        return
    folder = path.parent
    if not folder.is_dir():
        raise InputError(
            "The output cannot be written to {path}: there is no folder {folder}; make it or choose another.",
            path=path,
            folder=folder,
        )
    if path.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
        raise InputError("The output cannot be written to {path}: choose a place that you may write to.", path=path)
    if destination.provider == "ogr" and path.exists() and _first_bytes(path) not in (b"", b"SQLite format 3"):
        raise InputError("The output cannot be written to {path}: that file is no GeoPackage.", path=path)
    if not plain and not QgsVectorFileWriter.driverForExtension(path.suffix):
        raise InputError(
            "The output cannot be written to {path}: no format is known for {suffix}; choose .gpkg.",
            path=path,
            suffix=path.suffix or "a name without an ending",
        )


def check_database(destination: Destination) -> None:
    """Stop where a database cannot be reached, or lacks the schema."""
    uri = destination.uri
    try:
        schemas = connection_of(destination).schemas()
    except QgsProviderConnectionException as error:
        raise InputError(
            "The output cannot be written to {place}: {why}.", place=uri.table(), why=str(error).strip().rstrip(".")
        ) from error
    if uri.schema() and uri.schema() not in schemas:
        raise InputError(
            "The output cannot be written to {place}: the database has no schema {schema}; choose one of: {schemas}.",
            place=uri.table(),
            schema=uri.schema(),
            schemas=", ".join(schemas) or "–",
        )


def places_of_inputs(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, object], context: QgsProcessingContext
) -> list[tuple[str, Key]]:
    """Give the name and the place of every layer and file that a run reads; to be asked in the main thread."""
    files = [d.name() for d in algorithm.parameterDefinitions() if d.type() == "file"]
    paths = [(name, algorithm.parameterAsFile(parameters, name, context)) for name in files]
    layers = [(name, _key_of_layer(layer)) for name, layer in input_layers(algorithm, parameters, context)]
    return [*layers, *((name, _key_of_file(Path(path), "")) for name, path in paths if path)]


def _key_of_layer(layer: QgsVectorLayer) -> Key:
    """Give where a layer is stored, as `Destination.key` does; empty where it is no file or known database."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path, table = str(parts.get("path") or ""), str(parts.get("layerName") or "")
    if layer.providerType() == "postgres":
        return _key_of_table(layer.dataProvider().uri())
    if not path or layer.providerType() == "memory":
        return ()
    return _key_of_file(Path(path), table)
