"""What becomes of each row of the layers that municipalities share out: none is left out without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from osgeo import gdal, ogr
from qgis.core import QgsCsException

from ..adapters.io.arrow_memory import Stretch, stretches
from ..adapters.io.gdal_errors import raising
from ..adapters.io.roles import find_column
from ..adapters.recipes.opening import RecipePlaces
from ..core.arrays import Floats, Ints, to_list
from ..core.blobs import Blobs
from ..core.geometry.shapes import POINT
from ..core.geometry.wkb import read_block
from ..core.municipalities.clipping import SharedLayer
from ..core.recipes.recipe import RecipeLayer
from .area_finder import AreaFinder
from .jobs import MunicipalityArea
from .layer_parts import in_system, open_rows, place_of, system_of, transform_to

NO_GEOMETRY: Final = "no_geometry"
NO_MUNICIPALITY: Final = "no_municipality"
SHARED: Final = "shared"
CROSSES: Final = "crosses_border"
Remark = Literal["no_geometry", "no_municipality", "shared", "crosses_border"]

MOST = 10_000
"""Rows of a layer that are remarked upon by name, of each remark; of more only their number is told."""
_BATCH = 20_000
_PART = 0.01
"""Of the ground of an area must lie in another municipality: less is how exactly borders were drawn."""
_FIRST_ARROW = 3_10_00_00
"""The oldest GDAL whose batches were compared with its features."""


@dataclass(frozen=True, kw_only=True)
class RowRemark:
    """A row of which there is something to tell.

    Parameters
    ----------
    row
        Its number in the layer (fid).
    remark
        What there is to tell.
    xy
        Where it lies, in the reference system of its layer; None without a geometry.
    name
        The code of a neighbourhood; empty where it has none.
    municipality, others
        Of which municipality it is, and in which others it lies too.
    """

    row: int
    remark: Remark
    xy: tuple[float, float] | None = None
    name: str = ""
    municipality: str = ""
    others: tuple[str, ...] = ()


@dataclass(kw_only=True)
class LayerCount:
    """What became of the rows of a layer.

    Parameters
    ----------
    layer
        What it shares out.
    rows, weight
        The rows of each municipality, in the order of the layer of municipalities, and their weights together; the last
        two are of those in no municipality, and of those without a geometry.
    counted
        The number of rows that are remarked upon so.
    remarks
        Of them, up to so many of each.
    """

    layer: SharedLayer
    rows: Ints
    weight: Floats
    counted: dict[Remark, int] = field(default_factory=dict)
    remarks: list[RowRemark] = field(default_factory=list)

    def taken(self, remark: Remark, rows: Ints) -> list[int]:
        """Count rows that are remarked upon so, and return those of them that are to be kept by name."""
        before = self.counted.get(remark, 0)
        if rows.size:
            self.counted[remark] = before + rows.size
        return [int(row) for row in rows[: max(MOST - before, 0)]]

    def example(self, remark: Remark) -> RowRemark | None:
        """Return the first row that is remarked upon so."""
        return next((one for one in self.remarks if one.remark == remark), None)


@dataclass(frozen=True)
class _Rows:
    """Some rows: their numbers, geometries, weights and names."""

    fid: Ints
    wkb: Blobs
    weight: Floats
    name: Sequence[str]


@dataclass(frozen=True)
class RowCounter:
    """Counts the rows of layers.

    Parameters
    ----------
    areas
        All municipalities of the layer, also those that are not run.
    crs
        Their reference system, as WKT.
    places
        Where the recipe reads.
    """

    areas: Sequence[MunicipalityArea]
    crs: str
    places: RecipePlaces

    def count(self, shared: SharedLayer, layer: RecipeLayer) -> LayerCount | None:
        """Count the rows of a layer; None of a table without geometry, which goes whole into each run.

        A `RuntimeError` where it cannot be read.
        """
        with raising():
            dataset, source = open_rows(shared.name, layer, self.places)
            try:
                if not source.GetLayerDefn().GetGeomFieldCount() or source.GetGeomType() == ogr.wkbNone:
                    return None
                return self._count(shared, layer, source)
            finally:
                dataset.Close()

    def _count(self, shared: SharedLayer, layer: RecipeLayer, source: ogr.Layer) -> LayerCount:
        _, transform = transform_to(self.crs, system_of(layer, source))
        try:
            shapes = [in_system(area.wkb, transform) if area.wkb else None for area in self.areas]
        except QgsCsException as error:
            raise RuntimeError(str(error)) from error
        finder = AreaFinder(shapes, source.GetFeatureCount())
        size = len(self.areas) + 2
        found = LayerCount(layer=shared, rows=np.zeros(size, np.int64), weight=np.zeros(size))
        for rows in _read(source, shared, bool(layer.subset)):
            self._take(rows, shapes, finder, found)
        return found

    def _take(self, rows: _Rows, shapes: Sequence[ogr.Geometry | None], finder: AreaFinder, found: LayerCount) -> None:
        xy, geometries = _places(rows.wkb, with_shapes=found.layer.is_ground)
        at = finder.find(xy)
        nowhere, without = len(self.areas), len(self.areas) + 1
        of = np.where(at.first < 0, nowhere, at.first)
        of[np.isnan(xy).all(axis=1)] = without
        found.rows += np.bincount(of, minlength=without + 1)
        found.weight += np.bincount(of, np.nan_to_num(rows.weight), without + 1)
        if found.layer.is_own:
            for row in found.taken(NO_GEOMETRY, np.flatnonzero(of == without)):
                remark = RowRemark(row=int(rows.fid[row]), remark=NO_GEOMETRY, name=rows.name[row])
                found.remarks.append(remark)
            for row in found.taken(NO_MUNICIPALITY, np.flatnonzero(of == nowhere)):
                found.remarks.append(self._remark(rows, row, xy, NO_MUNICIPALITY, []))
        for row in found.taken(SHARED, np.flatnonzero(at.shared)):
            found.remarks.append(self._remark(rows, row, xy, SHARED, _sharing(xy[row], finder)))
        others = {
            row: beyond
            for row, geometry in geometries.items()
            if of[row] < nowhere and (beyond := _others(geometry, int(of[row]), shapes, finder))
        }
        for row in found.taken(CROSSES, np.array(list(others), np.int64)):
            found.remarks.append(self._remark(rows, row, xy, CROSSES, [int(of[row]), *others[row]]))

    def _remark(
        self, rows: _Rows, row: int, xy: NDArray[np.float64], remark: Remark, numbers: Sequence[int]
    ) -> RowRemark:
        codes = [self.areas[number].code for number in numbers]
        return RowRemark(
            row=int(rows.fid[row]),
            remark=remark,
            xy=(float(xy[row, 0]), float(xy[row, 1])),
            name=rows.name[row],
            municipality=codes[0] if codes else "",
            others=tuple(codes[1:]),
        )


def _sharing(xy: NDArray[np.float64], finder: AreaFinder) -> list[int]:
    """Return in which municipalities a point lies."""
    x, y = map(float, xy)
    point = ogr.Geometry(ogr.wkbPoint)
    point.AddPoint_2D(x, y)
    return [number for number in finder.near((x, x, y, y)) if finder.touches(number, point)]


def _others(geometry: ogr.Geometry, own: int, shapes: Sequence[ogr.Geometry | None], finder: AreaFinder) -> list[int]:
    """Return in which other municipalities a part of an area lies that is more than a difference in drawing."""
    if finder.holds(own, geometry):
        return []
    found = []
    least = _PART * geometry.Area()
    for number in finder.near(geometry.GetEnvelope()):
        shape = shapes[number]
        if number == own or shape is None or not finder.touches(number, geometry):
            continue
        common = (geometry if geometry.IsValid() else geometry.MakeValid()).Intersection(shape)
        if common is not None and common.Area() > least:
            found.append(number)
    return found


def _read(source: ogr.Layer, shared: SharedLayer, has_filter: bool) -> Iterator[_Rows]:
    """Yield the rows of a layer, some at a time."""
    definition = source.GetLayerDefn()
    names = [definition.GetFieldDefn(n).GetName() for n in range(definition.GetFieldCount())]
    weight = shared.weight if shared.weight in names else ""
    code = (shared.code or find_column("neighbourhood_code", names, {}) or "") if shared.is_ground else ""
    code = code if code in names else ""
    if not has_filter:  # which needs the fields that it names
        source.SetIgnoredFields([name for name in names if name not in (weight, code)])
    key, shape = source.GetFIDColumn() or "OGC_FID", source.GetGeometryColumn() or "wkb_geometry"
    is_plain = len({name.casefold() for name in (*names, key, shape)}) == len(names) + 2
    if int(gdal.VersionInfo("VERSION_NUM")) < _FIRST_ARROW or not is_plain or code or not _is_number(source, weight):
        yield from _by_feature(source, weight, code)
        return
    for batch in stretches(source, {key, shape, weight}, _BATCH):
        fid, wkb = batch[key].data, batch[shape].data
        if isinstance(fid, Blobs) or not isinstance(wkb, Blobs):
            raise RuntimeError(source.GetName())
        yield _Rows(fid.astype(np.int64), wkb, _numbers(batch.get(weight), fid.size), [""] * fid.size)


def _is_number(source: ogr.Layer, name: str) -> bool:
    definition = source.GetLayerDefn()
    if not name:
        return True
    kind = definition.GetFieldDefn(definition.GetFieldIndex(name))
    return kind.GetType() in (ogr.OFTInteger, ogr.OFTInteger64, ogr.OFTReal) and kind.GetSubType() == ogr.OFSTNone


def _numbers(stretch: Stretch | None, count: int) -> Floats:
    """Return weights as a check takes them: 1 without a field, and nothing of what is NULL or negative."""
    if stretch is None or isinstance(stretch.data, Blobs):
        return np.ones(count)
    found = stretch.data.astype(np.float64)
    found[stretch.null | ~(found >= 0) | np.isinf(found)] = np.nan
    return found


def _by_feature(source: ogr.Layer, weight: str, code: str) -> Iterator[_Rows]:
    """Yield rows read one by one: those with names or texts, and those of an old GDAL."""
    rows: list[tuple[int, bytes, float, str]] = []
    for feature in source:
        geometry = feature.GetGeometryRef()
        number = _number(feature.GetField(weight)) if weight else 1.0
        name = feature.GetFieldAsString(code) if code else ""
        rows.append((feature.GetFID(), b"" if geometry is None else bytes(geometry.ExportToWkb()), number, name))
        if len(rows) == _BATCH:
            yield _together(rows)
            rows = []
    if rows:
        yield _together(rows)


def _together(rows: Sequence[tuple[int, bytes, float, str]]) -> _Rows:
    fids, shapes, weights, names = zip(*rows, strict=True)
    data = np.frombuffer(b"".join(shapes), np.uint8)
    blobs = Blobs(data, np.array([len(one) for one in shapes], np.int64))
    return _Rows(np.array(fids, np.int64), blobs, np.array(weights, float), names)


def _number(value: object) -> float:
    try:
        found = float(str(value).strip().replace(",", "."))
    except ValueError:
        return np.nan
    return found if 0 <= found < np.inf else np.nan


def _places(wkb: Blobs, *, with_shapes: bool) -> tuple[NDArray[np.float64], Mapping[int, ogr.Geometry]]:
    """Return the point of each row, NaN where it has none, and where asked the geometries themselves."""
    xy = np.full((wkb.count, 2), np.nan)
    rest = wkb.size > 0
    block = None if with_shapes else read_block(wkb)
    if block is not None:
        shapes = block.shapes
        alone = np.bincount(shapes.part_feature, minlength=wkb.count) == 1
        single = (shapes.part_kind == POINT) & (np.diff(shapes.part_start) == 1) & alone[shapes.part_feature]
        xy[shapes.part_feature[single]] = shapes.xy[shapes.part_start[:-1][single]]
        rest[shapes.part_feature[single]] = False
    others = np.flatnonzero(rest)
    geometries: dict[int, ogr.Geometry] = {}
    for row, data in zip(to_list(others), wkb.some(others), strict=True):
        geometry = ogr.CreateGeometryFromWkb(data)
        if geometry is None or geometry.IsEmpty():
            continue
        place = place_of(geometry)
        xy[row] = place.GetX(), place.GetY()
        if ogr.GT_Flatten(geometry.GetGeometryType()) in (ogr.wkbPolygon, ogr.wkbMultiPolygon):
            geometries[row] = geometry
    return xy, geometries if with_shapes else {}
