"""Where results go: memory layers, files and databases, and what stands there already."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsAbstractDatabaseProviderConnection,
    QgsDataSourceUri,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProject,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVirtualLayerDefinition,
)
from qgis.PyQt.QtCore import QUrl

from ...core.errors import InputError
from ..io.feature_sources import input_layers
from .geopackage import is_database, tables_of
from .sql import sql

Key = tuple[str, ...]
"""A place where a layer is stored: a file, a file and a table, or a database, a schema and a table."""


_SHAPEFILE = (".shp", ".shx", ".dbf")
_CASE_MATTERS = (".geojson", ".json", ".geojsonl", ".fgb", ".ods", ".xlsx")
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
    def provider(self) -> str:
        """Return the key of the provider that holds the table; empty for memory layers and plain files."""
        head = self.text.split(":", 1)[0]
        return {"ogr": "ogr", "postgis": "postgres", "postgres": "postgres"}.get(head, "") if not self.is_memory else ""

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

    @property
    def container(self) -> str:
        """Return what holds it: the file, or how the database is reached."""
        return self.uri.connectionInfo(False) if self.path is None else str(self.path.resolve())

    @property
    def is_geopackage(self) -> bool:
        """Return whether it is a GeoPackage."""
        return self.path is not None and self.path.suffix.lower() == ".gpkg"

    @property
    def is_shapefile(self) -> bool:
        """Return whether it is a Shapefile."""
        return self.path is not None and self.path.suffix.lower() == ".shp"

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
            return _key_of_table(self.uri)
        return _key_of_file(self.path, self.uri.table() if self.provider else "")


def _key_of_file(path: Path, table: str) -> Key:
    """Return the key of a file, or of a table in it.

    A Shapefile is several files of one name, in any letter case, and a folder may stand for those in it.
    """
    path = Path(os.path.normcase(path.resolve()))
    if path.is_dir() and table:
        path, table = path / f"{table}.shp", ""
    if path.suffix.lower() in _SHAPEFILE:
        return (str(path.with_suffix(".shp")).casefold(),)
    return (str(path), table.casefold()) if table else (str(path),)


def _key_of_table(uri: QgsDataSourceUri) -> Key:
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


_AS_LAYER = re.compile(
    r"\|(layername|layerid|subset|geometrytype|uniqueGeometryType|option|authcfg)[=:]", re.IGNORECASE
)
_AS_PROVIDER = re.compile(r".{3,}?:")
_AS_CODE = re.compile("%[0-9a-f]{2}", re.IGNORECASE)
_MAPINFO = "MapInfo File"


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
    if path.is_dir() or not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise InputError("The output cannot be written to {path}: choose a place that you may write to.", path=path)
    if not plain:
        _check_layer_file(destination, path)


def _check_layer_file(destination: Destination, path: Path) -> None:
    """Stop where QGIS would not write a layer there under that name, or could not open it again."""
    taken = _AS_LAYER.search(str(path)) or (None if destination.provider else _AS_PROVIDER.match(destination.text))
    if destination.is_geopackage:
        taken = taken or _AS_CODE.search(str(path))
    if taken:
        raise InputError(
            "The output cannot be written to {path}: QGIS cannot open a layer there because of “{part}” in the name; "
            "choose a place without it.",
            path=path,
            part=taken[0][-40:],
        )
    if destination.provider == "ogr" and path.exists() and path.stat().st_size:
        what = tables_of(path) if is_database(path) else {}
        if "gpkg_contents" not in what:
            raise InputError("The output cannot be written to {path}: that file is no GeoPackage.", path=path)
        if what.get(destination.uri.table().casefold()) == "view":
            raise InputError(
                "The output cannot be written to {table} in {path}: that is a view; choose another name.",
                table=destination.uri.table(),
                path=path,
            )
    suffix = path.suffix.lower()
    driver = QgsVectorFileWriter.driverForExtension(suffix.removeprefix("."))
    if not driver or (driver == _MAPINFO and suffix != ".tab"):
        raise InputError(
            "The output cannot be written to {path}: no format is known for {suffix}; choose .gpkg.",
            path=path,
            suffix=path.suffix or "a name without an ending",
        )
    if suffix == ".dbf" and path.with_suffix(".shp").exists():
        raise InputError(
            "The output cannot be written to {path}: that file is part of the Shapefile {shapefile}; choose another "
            "name.",
            path=path,
            shapefile=path.with_suffix(".shp").name,
        )


def check_database(destination: Destination) -> None:
    """Stop where a database cannot be reached, or a table in it cannot be made or replaced."""
    uri = destination.uri
    try:
        connection = connection_of(destination)
        schemas = connection.schemas()
    except QgsProviderConnectionException as error:
        raise InputError(
            "The output cannot be written to {place}: {why}.", place=uri.table(), why=str(error).strip().rstrip(".")
        ) from error
    schema = uri.schema() or "public"
    if schema not in schemas:
        raise InputError(
            "The output cannot be written to {place}: the database has no schema {schema}; choose one of: {schemas}.",
            place=uri.table(),
            schema=schema,
            schemas=", ".join(schemas) or "–",
        )
    if not connection.executeSql(sql("SELECT has_schema_privilege({schema}, 'CREATE')", {"schema": schema}))[0][0]:
        raise InputError(
            "The output cannot be written to {place}: you may not make tables in the schema {schema}; choose another.",
            place=uri.table(),
            schema=schema,
        )
    _check_table(connection, schema, uri.table())


def _check_table(connection: QgsAbstractDatabaseProviderConnection, schema: str, table: str) -> None:
    """Stop where a table is there that cannot be replaced."""
    here = {"table": sql("{schema}.{table}", schema=schema, table=table)}
    found = connection.executeSql(
        sql("SELECT relkind, pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass({table})", here)
    )
    if not found:
        return
    ((kind, is_own),) = found
    if kind not in ("r", "p"):
        raise InputError(
            "The output cannot be written to {place}: that is a view; choose another name.", place=f"{schema}.{table}"
        )
    if not is_own:
        raise InputError(
            "The output cannot be written to {place}: that table belongs to somebody else; choose another name.",
            place=f"{schema}.{table}",
        )
    others = connection.executeSql(
        sql(
            "SELECT DISTINCT v.relname FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid "
            "JOIN pg_class v ON v.oid = r.ev_class WHERE d.classid = 'pg_rewrite'::regclass "
            "AND d.refobjid = to_regclass({table}) UNION SELECT c.conrelid::regclass::name FROM pg_constraint c "
            "WHERE c.confrelid = to_regclass({table}) AND c.conrelid <> c.confrelid ORDER BY 1",
            here,
        )
    )
    if others:
        raise InputError(
            "The output cannot be written to {place}: {others} depend on that table; choose another name, or remove "
            "them.",
            place=f"{schema}.{table}",
            others=", ".join(str(name) for (name,) in others),
        )


def places_of_inputs(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, object], context: QgsProcessingContext
) -> list[tuple[str, Key]]:
    """Return the name and the place of every layer and file that a run reads; to be asked in the main thread."""
    files = [d.name() for d in algorithm.parameterDefinitions() if d.type() == "file"]
    paths = [(name, algorithm.parameterAsFile(parameters, name, context)) for name in files]
    layers = [
        (name, _key_of_layer(read))
        for name, layer in input_layers(algorithm, parameters, context)
        for read in layers_read_by(layer, context)
    ]
    return [*layers, *((name, _key_of_file(Path(path), "")) for name, path in paths if path)]


def folders_of(layers: Iterable[QgsVectorLayer]) -> set[Path]:
    """Return the folders on this machine that these layers lie in."""
    files = [path.resolve().parent for layer in layers if (path := _file_of(layer)[0]) is not None]
    return {folder for folder in files if folder.is_dir()}


def places_in_edit(project: QgsProject | None) -> list[tuple[str, Key]]:
    """Return the name and the place of every layer with edits that are not saved; to be asked in the main thread."""
    layers = [] if project is None else project.mapLayers().values()
    return [(n.name(), _key_of_layer(n)) for n in layers if isinstance(n, QgsVectorLayer) and n.isModified()]


def shown_from(places: Iterable[Key], project: QgsProject | None) -> list[QgsVectorLayer]:
    """Return the layers of a project that show what stands in one of these places."""
    layers = [] if project is None else project.mapLayers().values()
    shown = [(n, _key_of_layer(n)) for n in layers if isinstance(n, QgsVectorLayer) and n.isValid()]
    return [layer for layer, key in shown if any(overlap(key, place) for place in places)]


def layers_read_by(layer: QgsVectorLayer, context: QgsProcessingContext) -> Iterator[QgsVectorLayer]:
    """Return a layer and those that it reads in turn: the sources of a virtual layer, and layers joined to it."""
    project, seen, left = context.project() or QgsProject.instance(), set[str](), [layer]
    while left:
        found = left.pop()
        if found.id() in seen or not found.isValid():
            continue
        seen.add(found.id())
        yield found
        left += [join.joinLayer() for join in found.vectorJoins() if join.joinLayer() is not None]
        if found.providerType() == "virtual":
            near = [project.mapLayer(one.layerId()) for one in found.dataProvider().dependencies()]
            left += [one for one in near if isinstance(one, QgsVectorLayer)]
            query = QgsVirtualLayerDefinition.fromUrl(QUrl.fromEncoded(found.source().encode()))
            for source in query.sourceLayers():
                if not source.isReferenced():
                    left.append(QgsVectorLayer(source.source(), source.name(), source.provider()))


def _key_of_layer(layer: QgsVectorLayer) -> Key:
    """Return where a layer is stored, as `Destination.key` does; empty where it is no file or known database."""
    if layer.providerType() == "postgres":
        return _key_of_table(layer.dataProvider().uri())
    path, table = _file_of(layer)
    return () if path is None else _key_of_file(path, table)


def _file_of(layer: QgsVectorLayer) -> tuple[Path | None, str]:
    """Return the file that a layer is in, None where it is in none, and its table."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = "" if layer.providerType() in ("memory", "virtual", "postgres") else str(parts.get("path") or "")
    return Path(path) if path else None, str(parts.get("layerName") or "")
