"""Writes the layers of the sample town into one GeoPackage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr, osr

from . import plan

TYPES = {
    "text": (ogr.OFTString, ogr.OFSTNone),
    "integer": (ogr.OFTInteger, ogr.OFSTNone),
    "real": (ogr.OFTReal, ogr.OFSTNone),
}
STAMP = "2026-01-01T00:00:00.000Z"
"""Written as the time of the last change, so that the same town gives the same file."""


@dataclass(frozen=True)
class Layer:
    """A layer to write: its name, OGR geometry type, title, fields and rows of geometry and values."""

    name: str
    geometry_type: int
    title: str
    fields: Mapping[str, str]
    rows: Iterable[tuple[ogr.Geometry | None, tuple[object, ...]]]


def write(
    path: Path, layers: Iterable[Layer], origin: tuple[float, float] = plan.ORIGIN, epsg: int = plan.EPSG
) -> None:
    """Write the layers to a new GeoPackage, in a reference system in metres; `origin` is added to their places."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    with gdal.config_options({"OGR_CURRENT_DATE": STAMP}):
        dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        for layer in layers:
            _write_layer(dataset, layer, reference, origin)
        dataset.ExecuteSQL("VACUUM")
        dataset = None


def _write_layer(
    dataset: ogr.DataSource, layer: Layer, reference: osr.SpatialReference, origin: tuple[float, float]
) -> None:
    table = dataset.CreateLayer(
        layer.name, reference, layer.geometry_type, ["GEOMETRY_NAME=geom", f"DESCRIPTION={layer.title}"]
    )
    for name, kind in layer.fields.items():
        definition = ogr.FieldDefn(name, TYPES[kind][0])
        definition.SetSubType(TYPES[kind][1])
        table.CreateField(definition)
    dataset.StartTransaction()
    for geometry, values in layer.rows:
        feature = ogr.Feature(table.GetLayerDefn())
        if geometry is not None:
            feature.SetGeometryDirectly(placed(geometry, layer.geometry_type, origin))
        for index, value in enumerate(values):
            if value is None:
                feature.SetFieldNull(index)
            else:
                feature.SetField(index, value)
        table.CreateFeature(feature)
    dataset.CommitTransaction()


def placed(geometry: ogr.Geometry, kind: int, origin: tuple[float, float] = plan.ORIGIN) -> ogr.Geometry:
    """Return the geometry in the coordinates of the layers, in whole centimetres, as the layer's type."""
    moved = _moved(geometry, origin)
    if kind == ogr.wkbMultiPolygon and moved.GetGeometryName() == "POLYGON":
        return ogr.ForceToMultiPolygon(moved)
    return moved


def _moved(geometry: ogr.Geometry, origin: tuple[float, float]) -> ogr.Geometry:
    copy = geometry.Clone()
    _move(copy, origin)
    return copy


def _move(geometry: ogr.Geometry, origin: tuple[float, float]) -> None:
    for index in range(geometry.GetGeometryCount()):
        _move(geometry.GetGeometryRef(index), origin)
    for index in range(geometry.GetPointCount() if geometry.GetGeometryCount() == 0 else 0):
        x, y = np.round(np.array([geometry.GetX(index), geometry.GetY(index)]) + origin, 2)
        geometry.SetPoint_2D(index, float(x), float(y))
