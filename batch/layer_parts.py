"""Parts of the layers of a recipe, copied for the run of a municipality.

Sources are opened to be read only: QGIS opens a GeoPackage to write, and so changes it for all others that read it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from osgeo import gdal, ogr, osr
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsRectangle,
    QgsUnitTypes,
)

from ..adapters.io.gdal_errors import raising
from ..adapters.io.reference_systems import sound_transform
from ..adapters.io.shapefile_texts import text_options
from ..adapters.io.translation import tr
from ..adapters.recipes.opening import RecipePlaces, check_system
from ..core.errors import InputError
from ..core.municipalities.clipping import LayerPart, PartedRecipe
from ..core.recipes.places import READABLE, ending, is_table
from ..core.recipes.recipe import Recipe, RecipeLayer
from ..core.wording import shown
from .jobs import Job

_KEPT = ("gpkg_", "rtree_", "sqlite_", "part_")
"""Names of tables that GeoPackage, SQLite and this module have for themselves begin so."""
_Box = tuple[float, float, float, float]
_METRES_A_DEGREE = 110_000  # of latitude: a little less than anywhere


@dataclass(frozen=True)
class Around:
    """Where the rows lie that a municipality takes, in the reference system of a layer; boxes from west and south."""

    area: ogr.Geometry
    earlier: Sequence[ogr.Geometry]
    box: _Box

    @property
    def own_box(self) -> _Box:
        """Return the box of what is its own, so that nothing of its margin is read for that."""
        west, east, south, north = self.area.GetEnvelope()
        return west, south, east, north


@dataclass(frozen=True)
class PartCutter:
    """Copies parts of the layers of a recipe into a GeoPackage.

    Parameters
    ----------
    job
        The municipality, and how far around it.
    places
        Where the recipe reads.
    path
        The GeoPackage, which is not there yet.
    """

    job: Job
    places: RecipePlaces
    path: Path

    def cut(self, whole: Recipe, parted: PartedRecipe) -> Recipe:
        """Copy what the recipe of the municipality takes, and return it with its layers there."""
        layers = dict(parted.recipe.layers)
        with raising():
            try:
                target = gdal.GetDriverByName("GPKG").Create(str(self.path), 0, 0, 0, gdal.GDT_Unknown)
                try:
                    own_first = sorted(enumerate(parted.parts, 1), key=lambda one: not one[1].own)
                    for number, part in own_first:  # where it has none of its own, that is what to tell
                        table = _table(part, parted, f"part_{number}")
                        self._copy(part, whole.layers[part.source], target, table)
                        layers[part.name] = replace(layers[part.name], file=self.path.name, table=table)
                finally:
                    target.Close()  # before its folder goes
            except RuntimeError as error:
                raise InputError(
                    "The layers of the recipe could not be copied for it ({why}): look whether they are whole and "
                    "there is room.",
                    why=" ".join(str(error).split()),
                ) from error
        return replace(parted.recipe, layers=layers)

    def _copy(self, part: LayerPart, layer: RecipeLayer, target: gdal.Dataset, table: str) -> None:
        dataset, source = open_rows(part.source, layer, self.places)
        around = None
        if source.GetLayerDefn().GetGeomFieldCount() and source.GetGeomType() != ogr.wkbNone:
            around = _surroundings(self.job, system_of(layer, source))
            source.SetSpatialFilterRect(*(around.own_box if part.own else around.box))
        own = _OwnRows(around) if part.own and around else None
        rows = _copy_rows(source, _like(source, target, table), own, target)
        dataset.Close()
        if not part.may_be_empty and around is not None and not rows:
            if part.own:
                raise InputError("Nothing of the layer {layer} lies in it.", layer=shown(part.source))
            raise InputError(
                "Nothing of the layer {layer} lies in it or up to {m} m around it: add what is there, or take a larger "
                "--margin.",
                layer=shown(part.source),
                m=f"{self.job.margin:g}",
            )


def _table(part: LayerPart, parted: PartedRecipe, other: str) -> str:
    """Return the name of a part as that of its table, or another where a GeoPackage cannot have it."""
    name = part.name
    is_free = sum(one.name.casefold() == name.casefold() for one in parted.parts) == 1
    return name if is_free and is_table(name) and not name.casefold().startswith(_KEPT) else other


def open_rows(name: str, layer: RecipeLayer, places: RecipePlaces) -> tuple[gdal.Dataset, ogr.Layer]:
    """Open a layer of a recipe, of a name there, to be read with its filter; the layer goes with its dataset.

    A `RuntimeError` where that fails, within `raising`.
    """
    path = places.file(layer.file)
    driver = READABLE[ending(layer.file)]
    if driver == "GeoJSON":
        check_system(name, path, places)
    options = ["AUTODETECT_TYPE=YES"] if driver == "CSV" else text_options(str(path))  # as QGIS opens it
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY, allowed_drivers=[driver], open_options=options)
    source = dataset.GetLayerByName(layer.table) if layer.table else dataset.GetLayer(0)
    if source is None:
        raise RuntimeError(tr("{file} has no table {table}").format(file=layer.file, table=layer.table or "–"))
    source.SetAttributeFilter(layer.subset or None)
    return dataset, source


def place_of(geometry: ogr.Geometry) -> ogr.Geometry:
    """Return the point that says in which municipality a row lies: of what is no point, one on its surface."""
    is_point = ogr.GT_Flatten(geometry.GetGeometryType()) == ogr.wkbPoint
    return geometry if is_point else geometry.PointOnSurface()


class _OwnRows:
    """Whether rows lie in a municipality: what lies on a border is that of the first one in the layer."""

    def __init__(self, around: Around) -> None:
        self._area = around.area.CreatePreparedGeometry()
        self._earlier = [one.CreatePreparedGeometry() for one in around.earlier]

    def has(self, geometry: ogr.Geometry) -> bool:
        """Return whether a place, or a point on the surface of a polygon, is the municipality's."""
        point = place_of(geometry)
        return self._area.Intersects(point) and not any(one.Intersects(point) for one in self._earlier)


def _copy_rows(source: ogr.Layer, copy: ogr.Layer, own: _OwnRows | None, target: gdal.Dataset) -> int:
    rows = 0
    target.StartTransaction()
    definition = copy.GetLayerDefn()
    for feature in source:
        geometry = feature.GetGeometryRef()
        if own is not None and (geometry is None or geometry.IsEmpty() or not own.has(geometry)):
            continue
        row = ogr.Feature(definition)
        row.SetFrom(feature)
        row.SetFID(feature.GetFID())
        copy.CreateFeature(row)
        rows += 1
    target.CommitTransaction()
    return rows


def _like(source: ogr.Layer, target: gdal.Dataset, table: str) -> ogr.Layer:
    """Make a table with the fields of a layer, whose rows keep their numbers."""
    definition = source.GetLayerDefn()
    fields = [definition.GetFieldDefn(n) for n in range(definition.GetFieldCount())]
    names = {field.GetName().casefold() for field in fields}
    key = source.GetFIDColumn() or next(name for name in ("fid", "ogc_fid", "buurtmaat_fid") if name not in names)
    shape = next(name for name in ("geom", "geometry", "buurtmaat_geom") if name not in names)
    options = [f"FID={key}", f"GEOMETRY_NAME={shape}", "SPATIAL_INDEX=NO"]
    copy = target.CreateLayer(table, source.GetSpatialRef(), source.GetGeomType(), options)
    for field in fields:
        copy.CreateField(field)
    return copy


def system_of(layer: RecipeLayer, source: ogr.Layer) -> QgsCoordinateReferenceSystem:
    """Return the reference system that a layer has in the recipe, else in its file; it may have none."""
    if layer.crs is not None:
        return QgsCoordinateReferenceSystem(layer.crs)
    system: osr.SpatialReference | None = source.GetSpatialRef()
    return (
        QgsCoordinateReferenceSystem() if system is None else QgsCoordinateReferenceSystem.fromWkt(system.ExportToWkt())
    )


def transform_to(
    own: str, crs: QgsCoordinateReferenceSystem
) -> tuple[QgsCoordinateReferenceSystem, QgsCoordinateTransform]:
    """Return the reference system of municipalities, given as WKT, and the way to that of a layer, if it has one."""
    system = QgsCoordinateReferenceSystem.fromWkt(own)
    return system, sound_transform(system, crs if crs.isValid() else system, QgsCoordinateTransformContext())


def in_system(wkb: str, transform: QgsCoordinateTransform) -> ogr.Geometry:
    """Return the polygons of a municipality in the reference system of a layer."""
    return _transformed(_geometry(wkb), transform)


def _surroundings(job: Job, crs: QgsCoordinateReferenceSystem) -> Around:
    own, transform = transform_to(job.crs, crs)
    area = _geometry(job.area.wkb)
    try:
        box = transform.transformBoundingBox(_grown(area.boundingBox(), own, job.margin))
        shapes = [_transformed(one, transform) for one in (area, *map(_geometry, job.area.earlier))]
    except QgsCsException as error:
        raise InputError(
            "Its polygon cannot be brought to the reference system of the layers ({why}): give a layer of "
            "municipalities in that one.",
            why=" ".join(str(error).split()),
        ) from error
    return Around(shapes[0], shapes[1:], (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()))


def _geometry(wkb: str) -> QgsGeometry:
    found = QgsGeometry()
    found.fromWkb(bytes.fromhex(wkb))
    return found


def _transformed(geometry: QgsGeometry, transform: QgsCoordinateTransform) -> ogr.Geometry:
    geometry.transform(transform)
    return ogr.CreateGeometryFromWkb(bytes(geometry.asWkb().data()))


def _grown(box: QgsRectangle, crs: QgsCoordinateReferenceSystem, margin: float) -> QgsRectangle:
    """Return a box with a margin in metres around it."""
    if crs.isGeographic():
        north = max(abs(box.yMinimum()), abs(box.yMaximum()))
        high = margin / _METRES_A_DEGREE
        wide = high / max(math.cos(math.radians(min(north + high, 89.0))), 0.01)
    else:
        unit = QgsUnitTypes.fromUnitToUnitFactor(Qgis.DistanceUnit.Meters, crs.mapUnits())
        wide = high = margin * unit
    return QgsRectangle(box.xMinimum() - wide, box.yMinimum() - high, box.xMaximum() + wide, box.yMaximum() + high)
