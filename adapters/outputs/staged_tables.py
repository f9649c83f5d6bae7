"""Tables of a database, written under other names in their schema and renamed in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from qgis.core import QgsAbstractDatabaseProviderConnection

from . import geopackage
from .destinations import Destination, connection_of
from .sql import sql


class StagedTables:
    """Tables of a database, written under other names in the same schema."""

    def __init__(self, destination: Destination, run_id: str) -> None:
        self._destination, self._run = destination, run_id.replace("-", "_")
        self._tables: list[tuple[str, str, str]] = []
        self._places: dict[str, str] = {}

    @property
    def place(self) -> str:
        """Return where the results are, for messages."""
        return ", ".join(self._places.values())

    def beside(self, destination: Destination) -> str:
        """Return where to write a result, written as its destination is."""
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
        """Put the result in its place."""
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
        """Let the new result stay beside the older one."""
        connection = connection_of(self._destination)
        for schema, table, staged in self._tables:
            number, name = 2, f"{table}_new"
            while _is_there(connection, schema, name):
                number, name = number + 1, f"{table}_new_{number}"
            self._execute(_renamed(schema, staged, name))
            self._places[staged] = name
        self._tables.clear()

    def _execute(self, statements: Iterable[str]) -> None:
        """Execute statements as one text, which is one transaction."""
        wait = f"SET LOCAL lock_timeout = '{1000 * geopackage.WAIT:.0f}ms'"
        connection_of(self._destination).executeSql("; ".join([wait, *statements]))

    def with_places(self, text: str) -> str:
        """Return a text with the place of the result in it where it has the one beside."""
        for staged, table in self._places.items():
            text = text.replace(staged, table)
        return text

    def remove(self) -> None:
        """Remove what is still beside."""
        if not self._tables:
            return
        connection = connection_of(self._destination)
        while self._tables:
            schema, _, staged = self._tables.pop()
            if _is_there(connection, schema, staged):
                connection.dropVectorTable(schema, staged)


def _is_there(connection: QgsAbstractDatabaseProviderConnection, schema: str, table: str) -> bool:
    """Return whether a name is taken; QGIS would look at each table of the schema."""
    name = {"name": sql("{schema}.{table}", schema=schema, table=table)}
    return bool(connection.executeSql(sql("SELECT to_regclass({name}) IS NOT NULL", name))[0][0])


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


def remove_left_tables(destination: Destination) -> None:
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
