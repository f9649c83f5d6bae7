"""Whether a result can be written to its destination, asked before anything is computed."""

from __future__ import annotations

import os
import re
from pathlib import Path
from tempfile import gettempdir

from qgis.core import (
    Qgis,
    QgsAbstractDatabaseProviderConnection,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingUtils,
    QgsProviderConnectionException,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QMetaType

from ...core.errors import InputError
from ..io.written_beside import scratch_folder
from .destinations import Destination, connection_of
from .geopackage import is_database, tables_of
from .sql import sql
from .staging import reason_of

_AS_LAYER = re.compile(
    r"\|(layername|layerid|subset|geometrytype|uniqueGeometryType|option|authcfg)[=:]", re.IGNORECASE
)
_AS_TABLE = re.compile(r"(.+\.gpkg)\|layername=([^|\"]+)", re.IGNORECASE)
_AS_PROVIDER = re.compile(r".{3,}?:")
_AS_CODE = re.compile("%[0-9a-f]{2}", re.IGNORECASE)
_MAPINFO = "MapInfo File"
_USUAL = (".gpkg", ".shp", ".dbf", ".tab", ".csv", ".xlsx", ".ods", ".geojson", ".geojsonl", ".fgb")
"""Endings of files that hold layers and tables, with what is done for some of them here and in file_formats.py."""
_NOT_FIRST = "`~!@#$%^&*()+-={}|[]\\:\";'<>?,/"
"""Signs with none of which GDAL begins the name of a table in a GeoPackage, and a file's table has its name."""
_FIELD = "title"
_TRIAL = 8_000_000
"""Bytes that a format needs for one row: one of SpatiaLite has all reference systems in it."""
_SHAPES = {
    Qgis.WkbType.Point: "POINT (0 0)",
    Qgis.WkbType.LineString: "LINESTRING (0 0, 1 0)",
    Qgis.WkbType.Polygon: "POLYGON ((0 0, 1 0, 1 1, 0 0))",
}


def check_file(destination: Destination, plain: bool) -> None:
    """Stop where a file cannot be written; `plain` ones hold no layer."""
    path = destination.path
    if path is None:
        return
    folder = path.parent
    if not os.path.isdir(folder):
        raise InputError(
            "The output cannot be written to {path}: there is no folder {folder}; make it or choose another.",
            path=path,
            folder=folder,
        )
    if os.path.isdir(path):
        raise InputError(
            "The output cannot be written to {path}: that is a folder; write the name of a file behind it.", path=path
        )
    if not os.access(folder, os.W_OK) or (os.path.exists(path) and not os.access(path, os.W_OK)):
        raise InputError("The output cannot be written to {path}: choose a place that you may write to.", path=path)
    if not plain:
        _check_layer_file(destination, path)


def _is_of_geopackage(table: str) -> bool:
    """Return whether a GeoPackage, SQLite or QGIS has a table of that name for itself."""
    return table.casefold().startswith(("gpkg", "rtree_", "sqlite_")) or table.casefold() in (
        "layer_styles",
        "qgis_projects",
    )


def _unfit_sign(destination: Destination, table: str) -> str:
    """Return the sign for which no table of a GeoPackage can have a name, empty where there is none."""
    if table.startswith(tuple(_NOT_FIRST)) or (destination.provider and table.startswith(".")):
        return table[0]
    return "|" if destination.provider and "|" in table else ""  # with which QGIS parts a file and its table


def _check_layer_file(destination: Destination, path: Path) -> None:
    """Stop where QGIS would not write a layer there under that name, or could not open it again."""
    if destination.provider == "ogr" and not destination.uri.table():
        raise InputError(
            "The output cannot be written to {path}: no table is named; write the name of the file alone, or "
            "ogr:dbname='{path}' table=\"results\".",
            path=path,
        )
    if (named := _AS_TABLE.fullmatch(destination.text)) is not None:
        raise InputError(
            "The output cannot be written to {text}: a table in a GeoPackage is written as "
            "ogr:dbname='{path}' table=\"{table}\".",
            text=destination.text,
            path=named[1],
            table=named[2],
        )
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
    table = destination.uri.table() if destination.provider == "ogr" else path.stem
    if (destination.provider == "ogr" or path.suffix.lower() == ".gpkg") and _is_of_geopackage(table):
        raise InputError(
            "The output cannot be written to {table} in {path}: a GeoPackage keeps something of its own under "
            "that name; choose another name.",
            table=table,
            path=path,
        )
    if destination.is_geopackage and (sign := _unfit_sign(destination, table)):
        raise InputError(
            "The output cannot be written to {table} in {path}: a table of a GeoPackage cannot be called so because of "
            "“{sign}”; choose another name.",
            table=table,
            path=path,
            sign=sign,
        )
    if destination.provider == "ogr" and path.exists() and path.stat().st_size:
        what = tables_of(path) if is_database(path) else {}
        if "gpkg_contents" not in what:
            raise InputError(
                "The output cannot be written to {path}: that file is no GeoPackage; choose another.", path=path
            )
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


def check_ending(name: str, path: Path, ending: str) -> None:
    """Stop where a file would be called something that it is not; .htm is .html."""
    given = path.suffix.lower().removeprefix(".")
    if given != ending and (given, ending) != ("htm", "html"):
        raise InputError(
            "{output} is written as {ending}: give {path} that ending.",
            output=name,
            ending=f".{ending}",
            path=str(path),
        )


def check_format(name: str, destination: Destination, geometry: Qgis.WkbType) -> None:
    """Stop where QGIS could not open a layer or table again that it wrote in the format of a file.

    Not every format that QGIS writes can be opened, has fields, or gets the name that was asked for, and which ones do
    depends on the GDAL that is there: all but the usual ones are tried out with one row.
    """
    path = destination.path
    if path is None or path.suffix.lower() in _USUAL:
        return
    try:
        with scratch_folder() as folder:
            if _can_be_opened_again(folder / f"trial{path.suffix}", geometry):
                return
            _write_as_much(folder)
    except OSError as error:
        raise InputError(
            "The output {output} cannot be tried out in {folder}: {why}; make room there, or choose .gpkg.",
            output=name,
            folder=gettempdir(),
            why=reason_of(error),
        ) from error
    if geometry == Qgis.WkbType.NoGeometry:
        raise InputError(
            "The output {output} is a table without geometry, which QGIS cannot find again in {path}: choose .gpkg or "
            ".csv.",
            output=name,
            path=path,
        )
    raise InputError(
        "The output {output} is a layer that QGIS cannot find again in {path}: choose .gpkg.", output=name, path=path
    )


def _write_as_much(folder: Path) -> None:
    """Write as much as any trial does, which raises an `OSError` where it was the disk that failed it."""
    with (folder / "room").open("wb") as file:
        file.write(bytes(_TRIAL))
        file.flush()
        os.fsync(file.fileno())


def _can_be_opened_again(trial: Path, geometry: Qgis.WkbType) -> bool:
    """Return whether a layer of one field and one row can be written to a file and opened again."""
    fields = QgsFields()
    fields.append(QgsField(_FIELD, QMetaType.Type.QString))
    row = QgsFeature(fields)
    row.setAttribute(0, _FIELD)
    row.setGeometry(QgsGeometry.fromWkt(_SHAPES.get(geometry, "")))
    crs = QgsCoordinateReferenceSystem() if row.geometry().isNull() else QgsCoordinateReferenceSystem("EPSG:28992")
    context = QgsProcessingContext()  # which the sink looks at again where it fails, and does not keep
    try:
        sink, path = QgsProcessingUtils.createFeatureSink(str(trial), context, fields, geometry, crs)
    except QgsProcessingException:
        return False
    written = sink.addFeature(row, QgsFeatureSink.Flag.FastInsert)
    sip.delete(sink)  # which closes the file
    layer = QgsVectorLayer(path, trial.suffix, "ogr")
    found = written and layer.isValid() and layer.featureCount() == 1 and _FIELD in layer.fields().names()
    sip.delete(layer)  # before its file
    return bool(found)


def no_geometry(name: str, destination: Destination) -> InputError:
    """Return the error of an output with geometry whose format has none."""
    return InputError(
        "The output {output} has geometry, which {path} cannot hold: choose .gpkg.", output=name, path=destination.path
    )


def check_database(destination: Destination) -> None:
    """Stop where a database cannot be reached, or a table in it cannot be made or replaced."""
    uri = destination.uri
    try:
        connection = connection_of(destination)
        schemas = connection.schemas()
    except QgsProviderConnectionException as error:
        raise InputError(
            "The output cannot be written to {place}: {why}; choose another place, or try again.",
            place=uri.table(),
            why=str(error).strip().rstrip("."),
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
