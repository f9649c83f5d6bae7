"""Where all that a layer shows is read from: behind a view, a filter, a virtual file or another name, too."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from qgis.core import QgsDataSourceUri, QgsProviderConnectionException, QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtXml import QDomDocument

from ..io.providers import open_to_read
from ..io.sqlite_address import sqlite_address
from .destinations import Key, file_of, key_of_file, key_of_layer, key_of_table
from .geopackage import is_database
from .sql import sql

_PATIENCE = 500
"""How long the server may wait for a lock, in milliseconds."""

_WAIT = 1.0
"""Seconds to wait for who writes to a file."""

_LARGEST_VIRTUAL = 1 << 20
"""A file with a description of a virtual layer is not larger, in bytes."""

_BELOW = """
WITH RECURSIVE below AS (
    SELECT inhrelid FROM pg_inherits WHERE inhparent = to_regclass({table})
    UNION SELECT i.inhrelid FROM pg_inherits i JOIN below ON i.inhparent = below.inhrelid
)
SELECT n.nspname, c.relname FROM below JOIN pg_class c ON c.oid = inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
"""
"""The tables that inherit from another, and the parts of one that is divided: what no lock holds up."""

_POSTGRES: Key = ("postgres",)
"""Every table of every database."""


def places_read(layer: QgsVectorLayer, above: frozenset[str] = frozenset()) -> Iterator[Key]:
    """Yield the places that a layer is read from, as `Destination.key` writes them; to be asked in the main thread.

    Where it cannot be told which tables of a file or a database are read, all of them are returned.

    Parameters
    ----------
    above
        The sources of the virtual files that it stands in.
    """
    yield key_of_layer(layer)
    if layer.providerType() == "postgres":
        yield from _tables_of_postgres(layer.dataProvider().uri())
        return
    path, table = file_of(layer)
    if path is not None and _is_sqlite(path):
        yield from _tables_of_sqlite(path, table, layer.subsetString())
    if layer.providerType() == "ogr" and layer.source().upper().startswith("PG:"):
        yield _POSTGRES
    elif layer.providerType() == "ogr":
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        for source in _behind(str(parts.get("path") or ""), path):
            if source not in above:  # else a file that stands in itself
                yield from places_read(open_to_read(source), above | {source})


def _behind(text: str, path: Path | None) -> Iterator[str]:
    """Yield the sources behind a virtual file: its text, or the path of what holds that."""
    if (
        path is not None
        and path.suffix.lower() == ".vrt"
        and os.path.isfile(path)
        and path.stat().st_size < _LARGEST_VIRTUAL
    ):
        text = path.read_text(encoding="utf-8", errors="replace")
    if not text.lstrip().startswith("<OGRVRTDataSource"):
        return
    document = QDomDocument()
    document.setContent(text)
    sources = document.elementsByTagName("SrcDataSource")
    for number in range(sources.count()):
        source = sources.at(number).toElement()
        near = path is not None and source.attribute("relativeToVRT") == "1"
        place = source.text().strip()
        yield str(path.parent / place) if near and path else place


def _is_sqlite(path: Path) -> bool:
    try:
        return is_database(path)
    except OSError:
        return False


def _tables_of_sqlite(path: Path, table: str, subset: str) -> Iterator[Key]:
    """Yield the tables that a view, or a filter with a query in it, reads: SQLite tells them when it prepares that."""
    read: set[str] = set()

    def note(action: int, name: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ and name:
            read.add(name)
        return sqlite3.SQLITE_OK if action in _HARMLESS else sqlite3.SQLITE_DENY

    whole = subset.lstrip()[:6].casefold() == "select"
    where = ["WHERE", subset] if subset else []
    query = subset if whole else " ".join([sql("SELECT * FROM {table}", table=table), *where])
    try:
        with closing(sqlite3.connect(sqlite_address(path.resolve(), mode="ro"), uri=True, timeout=_WAIT)) as database:
            views = "SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = ? COLLATE NOCASE"
            if "select" not in subset.casefold() and not database.execute(views, (table,)).fetchall():
                return
            database.set_authorizer(note)
            database.execute(f"EXPLAIN {query}")
    except sqlite3.Error:  # a function that only GDAL knows, a file that is locked
        yield key_of_file(path, "")
        return
    for one in read:
        yield key_of_file(path, one)


_HARMLESS = (sqlite3.SQLITE_READ, sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)


def _tables_of_postgres(uri: QgsDataSourceUri) -> Iterator[Key]:
    """Yield the tables that a query, or a filter with a query in it, reads, as the server plans it.

    Of a table, those below it: its rows are theirs. The table of a view is not replaced (`check_place`).
    """
    table, subset = uri.table(), uri.sql()
    is_query = table.startswith("(")
    given = table if is_query else uri.quotedTablename()
    server = QgsProviderRegistry.instance().providerMetadata("postgres")
    try:
        connection = server.createConnection(uri.connectionInfo(True), {})
        if is_query or "select" in subset.casefold():
            where = ["WHERE", subset] if subset else []
            query = " ".join(["EXPLAIN (VERBOSE, FORMAT JSON) SELECT * FROM", given, "AS layer", *where])
            connection.executeSql(f"SET lock_timeout = {_PATIENCE}")
            ((plan,),) = connection.executeSql(query)
            connection.executeSql("RESET lock_timeout")
            found = list(_relations(json.loads(plan) if isinstance(plan, str) else plan))
        else:
            found = connection.executeSql(sql(_BELOW, {"table": given}))
    except QgsProviderConnectionException:  # such as a table that is locked
        yield _POSTGRES
        return
    for schema, name in found:
        one = QgsDataSourceUri(uri)
        one.setSchema(schema)
        one.setTable(name)
        yield key_of_table(one)


def _relations(plan: object) -> Iterator[tuple[str, str]]:
    """Yield the schema and the name of each table in a plan."""
    if isinstance(plan, dict):
        if "Relation Name" in plan:
            yield str(plan.get("Schema", "public")), str(plan["Relation Name"])
        plan = list(plan.values())
    if isinstance(plan, list):
        for part in plan:
            yield from _relations(part)
