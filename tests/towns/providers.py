"""The providers of layers: each makes of a layer of the town one that holds the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerExporter,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtCore import QMetaType, QUrl

from towns.runs import loaded

NAMES_OF_TEN, NUMBERS_WITHOUT_NULL = "names of ten characters", "numbers without NULL"
WHOLE_WITHOUT_NULL = "whole numbers without NULL"


@dataclass(frozen=True, kw_only=True)
class Provided:
    """A provider, and how well it keeps what it is given.

    Parameters
    ----------
    make
        Makes of a layer one that it holds, in a folder.
    lacks
        What it does not hold, of the names above.
    near
        How far a coordinate may lie from where it was, in metres.
    without_crs
        Whether its layers say no reference system.
    reordered
        Whether it gives rows in another order, so that the last digit of a sum may be another.
    digits
        How many digits of a real it holds; 17 are all.
    several
        Whether its layers go where several are asked for.
    """

    make: Callable[[QgsVectorLayer, Path], object]
    lacks: frozenset[str] = frozenset()
    near: float = 0.0
    without_crs: bool = False
    reordered: bool = False
    digits: int = 17
    several: bool = True


def written(
    source: QgsVectorLayer,
    path: Path,
    driver: str,
    options: tuple[str, ...] = (),
    *,
    encoding: str = "UTF-8",
    data: tuple[str, ...] = (),
    to: str = "",
    table: str = "",
) -> Path:
    """Write a layer by QGIS."""
    how = QgsVectorFileWriter.SaveVectorOptions()
    how.driverName, how.layerName, how.fileEncoding = driver, table or source.name(), encoding
    how.layerOptions, how.datasourceOptions = list(options), list(data)
    if to:
        how.ct = QgsCoordinateTransform(source.crs(), QgsCoordinateReferenceSystem(to), QgsCoordinateTransformContext())
    with gdal.quiet_errors():  # of names that are cut
        error, why, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
            source, str(path), QgsCoordinateTransformContext(), how
        )
    assert error == QgsVectorFileWriter.WriterError.NoError, why
    return path


def _table(source: QgsVectorLayer) -> bool:
    return source.wkbType() == Qgis.WkbType.NoGeometry


def gpkg(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
    path = written(source, folder / f"{source.name()}.gpkg", "GPKG")
    return loaded(f"{path}|layername={source.name()}", source.name(), to_edit=True)


def _shapefile(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
    return _of_shapefile(source, written(source, folder / f"{source.name()}.shp", "ESRI Shapefile"))


def _old_shapefile(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
    path = written(source, folder / f"{source.name()}.shp", "ESRI Shapefile", ("ENCODING=CP1252",), encoding="CP1252")
    path.with_suffix(".prj").unlink(missing_ok=True)
    return _of_shapefile(source, path)


def _of_shapefile(source: QgsVectorLayer, path: Path) -> QgsVectorLayer:
    return loaded(str(path.with_suffix(".dbf") if _table(source) else path), source.name())


def _by_driver(driver: str, ending: str, options: tuple[str, ...] = (), **more):
    def make(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
        return loaded(
            str(written(source, folder / f"{source.name()}.{ending}", driver, options, **more)), source.name()
        )

    return make


def _mapinfo(driver: str, ending: str) -> Callable[[QgsVectorLayer, Path], QgsVectorLayer]:
    """Return what makes a MapInfo file, whose reference system has to be set: it does not hold EPSG:28992."""

    def make(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
        found = _by_driver(driver, ending)(source, folder)
        if not _table(source):
            found.setCrs(source.crs())
        return found

    return make


def _indexed(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
    options = ("SPATIAL_INDEX=NO",) if _table(source) else ()
    return _by_driver("FlatGeobuf", "fgb", options)(source, folder)


def _csv(source: QgsVectorLayer, folder: Path) -> Path:
    options = ("CREATE_CSVT=YES", "STRING_QUOTING=IF_NEEDED") + (() if _table(source) else ("GEOMETRY=AS_WKT",))
    return written(source, folder / f"{source.name()}.csv", "CSV", options)


def _csv_of_gdal(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
    found = loaded(str(_csv(source, folder)), source.name())
    if not _table(source):
        found.setCrs(source.crs())
    return found


def _delimited(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
    url = QUrl.fromLocalFile(str(_csv(source, folder))).toString()
    how = "geomType=none" if _table(source) else "wktField=WKT&crs=EPSG:28992"
    return loaded(f"{url}?type=csv&{how}&detectTypes=yes", source.name(), "delimitedtext")


def _spatialite(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
    path = written(source, folder / f"{source.name()}.sqlite", "SQLite", data=("SPATIALITE=YES",))
    place = "" if _table(source) else " (geometry)"
    return loaded(f"dbname='{path}' table=\"{source.name()}\"{place}", source.name(), "spatialite")


def _memory(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
    return source.clone()


def edited(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
    """Return the layer in an edit session that is not saved: half of its rows added, others changed, one taken away."""
    del folder
    features = list(source.getFeatures())
    found = source.clone()
    found.dataProvider().truncate()
    half = len(features) // 2
    before = [QgsFeature(one) for one in [*features[:half], features[0]]]
    if before and not _table(source):
        before[0].setGeometry(features[-1].geometry())
    if before and source.fields().count():
        before[0].setAttribute(source.fields().count() - 1, None)
    assert found.dataProvider().addFeatures(before)[0]
    found.updateExtents()
    assert found.startEditing()
    ids = [one.id() for one in found.getFeatures()]
    assert found.deleteFeature(ids[-1])
    if half:
        if not _table(source):
            assert found.changeGeometry(ids[0], features[0].geometry())
        for place, value in enumerate(features[0].attributes()):
            assert found.changeAttributeValue(ids[0], place, value)
    assert found.addFeatures([QgsFeature(one) for one in features[half:]])
    assert found.featureCount() == source.featureCount()
    return found


def _virtual(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
    below = gpkg(source, folder)
    QgsProject.instance().addMapLayer(below)
    names = [f'"{field.name()}"' for field in source.fields()] + ([] if _table(source) else ["geometry"])
    query = bytes(QUrl.toPercentEncoding(f'select {", ".join(names)} from "{below.id()}"')).decode()
    return loaded(f"?query={query}" + ("&nogeometry=" if _table(source) else ""), source.name(), "virtual")


def _joined(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
    """Return the layer with all fields behind the first, which is unique, taken from another by it."""
    key = source.fields().at(0).name() if len(source.fields()) else ""
    if len({one[key] for one in source.getFeatures()} if key else ()) < source.featureCount():
        return gpkg(source, folder)
    below = gpkg(source, folder)
    QgsProject.instance().addMapLayer(below)
    how = QgsVectorFileWriter.SaveVectorOptions()
    how.attributes = [0]
    how.layerName = source.name()
    path = folder / f"{source.name()}_bare.gpkg"
    QgsVectorFileWriter.writeAsVectorFormatV3(source, str(path), QgsCoordinateTransformContext(), how)
    found = loaded(f"{path}|layername={source.name()}", source.name(), to_edit=True)
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(below)
    join.setJoinFieldName(key)
    join.setTargetFieldName(key)
    join.setPrefix("")
    join.setUsingMemoryCache(True)
    names = [field.name() for field in source.fields()][1:]
    join.setJoinFieldNamesSubset(names)
    assert found.addJoin(join)
    QgsProject.instance().addMapLayer(found)
    return found


def _view(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
    path = written(source, folder / f"{source.name()}.gpkg", "GPKG", table=f"{source.name()}_below")
    table, view = f"{source.name()}_below", source.name()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f'create view "{view}" as select * from "{table}"')
        db.execute(
            "insert into gpkg_contents (table_name, identifier, data_type, srs_id) "
            "select ?, ?, data_type, srs_id from gpkg_contents where table_name = ?",
            (view, view, table),
        )
        db.execute(
            "insert into gpkg_geometry_columns select ?, column_name, geometry_type_name, srs_id, z, m "
            "from gpkg_geometry_columns where table_name = ?",
            (view, table),
        )
    return loaded(f"{path}|layername={view}", source.name(), to_edit=True)


def doubled(source: QgsVectorLayer) -> QgsVectorLayer:
    """Return a layer with a field `keep`: its rows, and between them others, far away, that a filter leaves out."""
    found = source.clone()
    found.dataProvider().truncate()
    assert found.dataProvider().addAttributes([QgsField("keep", QMetaType.Type.Int)])
    found.updateFields()
    made = []
    for one in source.getFeatures():
        for keep in (0, 1):
            feature = QgsFeature(found.fields())
            feature.setAttributes([*one.attributes(), keep])
            geometry = QgsGeometry(one.geometry())
            if not keep and one.hasGeometry():
                geometry.translate(40, 30)
            feature.setGeometry(geometry)
            made.append(feature)
    assert found.dataProvider().addFeatures(made)[0]
    found.updateExtents()
    return found


def _filtered(source: QgsVectorLayer, folder: Path) -> QgsVectorLayer:
    found = gpkg(doubled(source), folder)
    assert found.setSubsetString('"keep" = 1')
    return found


def _selected(source: QgsVectorLayer, folder: Path) -> QgsProcessingFeatureSourceDefinition:
    found = gpkg(doubled(source), folder)
    QgsProject.instance().addMapLayer(found)
    found.selectByExpression('"keep" = 1')
    return QgsProcessingFeatureSourceDefinition(found.id(), selectedFeaturesOnly=True)


def _expression(source: QgsVectorLayer, folder: Path) -> QgsProcessingFeatureSourceDefinition:
    found = gpkg(doubled(source), folder)
    QgsProject.instance().addMapLayer(found)
    return QgsProcessingFeatureSourceDefinition(found.id(), filterExpression='"keep" = 1')


LOCAL: Mapping[str, Provided] = {
    "Shapefile": Provided(make=_shapefile, lacks=frozenset({NAMES_OF_TEN})),
    "Shapefile in cp1252 without .prj": Provided(
        make=_old_shapefile, without_crs=True, lacks=frozenset({NAMES_OF_TEN})
    ),
    "GeoJSON": Provided(make=_by_driver("GeoJSON", "geojson")),
    "GeoJSON in degrees": Provided(make=_by_driver("GeoJSON", "geojson", ("RFC7946=YES",), to="EPSG:4326"), near=0.01),
    "FlatGeobuf": Provided(make=_by_driver("FlatGeobuf", "fgb", ("SPATIAL_INDEX=NO",))),
    "FlatGeobuf with its index": Provided(make=_indexed, reordered=True),
    "MapInfo TAB": Provided(make=_mapinfo("MapInfo File", "tab"), lacks=frozenset({NUMBERS_WITHOUT_NULL}), near=0.015),
    "MapInfo MIF": Provided(make=_mapinfo("MapInfo MIF", "mif"), lacks=frozenset({NUMBERS_WITHOUT_NULL})),
    "CSV by GDAL": Provided(make=_csv_of_gdal, digits=15),
    "CSV as delimited text": Provided(make=_delimited, digits=15),
    "SpatiaLite": Provided(make=_spatialite),
    "memory": Provided(make=_memory),
    "memory in an edit session": Provided(make=edited, reordered=True),
    "virtual": Provided(make=_virtual),
    "joined": Provided(make=_joined),
    "view of a GeoPackage": Provided(make=_view),
    "subset string": Provided(make=_filtered),
    "selected features": Provided(make=_selected, several=False),
    "filter of Processing": Provided(make=_expression, several=False),
}
if gdal.GetDriverByName("Parquet") is not None:
    LOCAL = {**LOCAL, "Parquet": Provided(make=_by_driver("Parquet", "parquet"))}


# --- Servers ---

_TABLE = 'create table "{way}"."{name}" as select t.*, '
_OF = ' from public."{name}" t order by id desc'
_KEY = 'alter table "{way}"."{name}" add primary key '
_SLOW = 'select t.* from public."{name}" t, lateral (select pg_sleep(0.0005 + 0 * t.id)) as waiting'
POSTGIS_WAYS: Mapping[str, tuple[str, str, str]] = {
    "a view in another schema": ('create view "{way}"."{name}" as select * from public."{name}"', "id", ""),
    "a text as key": (f"{_TABLE} 'k' || id as key1 {_OF}", "key1", f"{_KEY}(key1)"),
    "a key of two fields": (
        f"{_TABLE} id / 7 as key1, (id % 7)::text as key2 {_OF}",
        "key1,key2",
        f"{_KEY}(key1, key2)",
    ),
    "no key": ('create table "{way}"."{name}" as select {fields} from public."{name}" t', "", ""),
    "slow": (f'create view "{{way}}"."{{name}}" as {_SLOW}', "id", ""),
}
"""How a table is made of the one of the town, its key, and what is done then."""


def store(database: str, layers: Mapping[str, QgsVectorLayer]) -> None:
    """Put the layers of the town into a database, as tables with a number as key."""
    for name, source in layers.items():
        place = "" if _table(source) else " (geom)"
        uri = f'{database} table="public"."{name}"{place} key=\'id\''
        error, why = QgsVectorLayerExporter.exportLayer(source, uri, "postgres", source.crs())
        assert not error, why


def _from_database(database: str, source: QgsVectorLayer, table: str, key: str) -> QgsVectorLayer:
    kind = "" if _table(source) else f" type={source.wkbType().name} srid=28992"
    place = "" if _table(source) else " (geom)"
    keyed = f" key='{key}'" if key else ""
    return loaded(f"{database}{keyed}{kind} table={table}{place}", source.name(), "postgres")


def in_postgis(database: str) -> dict[str, Provided]:
    """Return the ways in which a database that holds the town gives it."""
    connection = QgsProviderRegistry.instance().providerMetadata("postgres").createConnection(database, {})
    found = {
        "PostGIS": Provided(
            make=lambda source, _: _from_database(database, source, f'"public"."{source.name()}"', "id")
        ),
        "PostGIS: a query": Provided(
            make=lambda source, _: _from_database(database, source, f'"(select * from \\"{source.name()}\\")"', "id")
        ),
    }
    for number, (way, (make, key, then)) in enumerate(POSTGIS_WAYS.items()):

        def layer(source: QgsVectorLayer, _: Path, number=number, make=make, key=key, then=then) -> QgsVectorLayer:
            schema = f"way{number}"
            if schema not in connection.schemas():
                connection.executeSql(f"create schema {schema}")
            if source.name() not in {one.tableName() for one in connection.tables(schema)}:
                names = [f'"{field.name()}"' for field in source.fields()] + ([] if _table(source) else ["geom"])
                words = {"way": schema, "name": source.name(), "fields": ", ".join(names)}
                connection.executeSql(make.format(**words))
                if then:
                    connection.executeSql(then.format(**words))
            return _from_database(database, source, f'"{schema}"."{source.name()}"', key)

        found[f"PostGIS: {way}"] = Provided(make=layer, reordered="key1" in key)
    return found


def by_service(address: str) -> dict[str, Provided]:
    """Return the layers of a QGIS Server."""

    def wfs(source: QgsVectorLayer, _: Path) -> QgsVectorLayer:
        crs = "" if _table(source) else "srsname='EPSG:28992' "
        uri = f"{crs}typename='{source.name()}' url='{address}/' version='1.1.0' pagingEnabled='false'"
        return loaded(uri, source.name(), "WFS")

    def features(source: QgsVectorLayer, _: Path) -> QgsVectorLayer:
        return loaded(f"typename='{source.name()}_0' url='{address}/wfs3'", source.name(), "OAPIF")

    return {
        "WFS": Provided(make=wfs),
        "OGC API Features": Provided(make=features, near=0.07, lacks=frozenset({WHOLE_WITHOUT_NULL})),
    }
