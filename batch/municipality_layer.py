"""The municipalities of a layer: polygons of one code are one, and each that cannot be used says why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from osgeo import gdal, ogr
from qgis.core import Qgis, QgsGeometry

from ..adapters.io.gdal_errors import raising
from ..adapters.io.roles import find_column
from ..adapters.io.shapefile_texts import text_options, whole_text
from ..adapters.io.translation import tr
from ..core.errors import InputError
from ..core.wording import shown
from .jobs import MunicipalityArea

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Municipalities:
    """The municipalities of a layer.

    Parameters
    ----------
    areas
        In their order there.
    crs
        Their reference system, as WKT.
    notes
        What was put right, in sentences.
    """

    areas: tuple[MunicipalityArea, ...]
    crs: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Row:
    code: str
    name: str
    wkb: bytes


def read_municipalities(source: str, code: str = "", name: str = "") -> Municipalities:
    """Read the municipalities of a layer.

    Parameters
    ----------
    source
        A file, with `|layername=` and a table behind it where it has several.
    code, name
        The fields with what each is called; where empty, those that Statistics Netherlands has.
    """
    rows, crs = _read(source, code, name)
    parts: dict[str, list[_Row]] = {}
    for row in rows:
        parts.setdefault(row.code, []).append(row)
    if not parts:
        raise InputError("The layer {layer} has no municipality: choose another.", layer=shown(source))
    names, notes = _folder_names(list(parts)), list[str]()
    areas = [_area(own, names[own], mine, notes) for own, mine in parts.items()]
    return Municipalities(areas=tuple(_with_earlier(areas)), crs=crs, notes=tuple(notes))


def _read(source: str, code: str, name: str) -> tuple[list[_Row], str]:
    path, _, table = source.partition("|layername=")
    try:
        with raising():
            dataset = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY, open_options=text_options(path))
            layer = dataset.GetLayerByName(table) if table else dataset.GetLayer(0)
            if layer is None:
                raise RuntimeError(tr("it has no table {table}").format(table=table or "–"))
            system = layer.GetSpatialRef()
            definition = layer.GetLayerDefn()
            fields = [definition.GetFieldDefn(n).GetName() for n in range(definition.GetFieldCount())]
            own, called = _field(code, "municipality", fields), _field(name, "municipality_name", fields)
            if not own:
                raise InputError(
                    "The layer {layer} has no field {field}: choose its field with the code of a municipality with "
                    "--code; it has {fields}.",
                    layer=shown(source),
                    field=code or "gemeentecode",
                    fields=", ".join(fields) or "–",
                )
            rows = [_row(feature, own, called) for feature in layer]
    except RuntimeError as error:
        raise InputError(
            "The layer {layer} of municipalities cannot be read ({why}): choose another.",
            layer=shown(source),
            why=" ".join(str(error).split()),
        ) from error
    if system is None:
        raise InputError(
            "The layer {layer} of municipalities has no reference system: give it one.", layer=shown(source)
        )
    return rows, system.ExportToWkt()


def _field(given: str, role: str, fields: Sequence[str]) -> str:
    exact = {field.casefold(): field for field in fields}
    return exact.get(given.casefold(), "") if given else find_column(role, fields, {}) or ""


def _row(feature: ogr.Feature, code: str, name: str) -> _Row:
    own = whole_text(feature.GetFieldAsString(code)).strip()  # empty where it is NULL
    called = feature.GetField(name) if name else None
    geometry = feature.GetGeometryRef()
    return _Row(
        code=own or f"#{feature.GetFID()}",
        name="" if called is None else whole_text(str(called)).strip(),
        wkb=b"" if geometry is None or geometry.IsEmpty() else bytes(geometry.ExportToWkb()),
    )


def _area(code: str, folder: str, rows: Sequence[_Row], notes: list[str]) -> MunicipalityArea:
    name = next((row.name for row in rows if row.name), "")
    shapes = [shape for row in rows if row.wkb and (shape := _polygons(row, notes)) is not None]
    area = MunicipalityArea(code=code, name=name, folder=folder)
    if not shapes:
        return replace(area, trouble=tr("It has no polygon in the layer of municipalities: draw one."))
    whole = QgsGeometry.unaryUnion(shapes) if len(shapes) > 1 else shapes[0]
    return replace(area, wkb=bytes(whole.asWkb().data()).hex())


def _polygons(row: _Row, notes: list[str]) -> QgsGeometry | None:
    """Return the polygons of a row, repaired where they are not valid; None where nothing is left."""
    shape = QgsGeometry()
    shape.fromWkb(row.wkb)
    if shape.type() != Qgis.GeometryType.Polygon:
        return None
    if not shape.isGeosValid():
        whole = shape.makeValid()
        parts = [one for one in whole.asGeometryCollection() if one.type() == Qgis.GeometryType.Polygon]
        shape = QgsGeometry.collectGeometry(parts) if parts else QgsGeometry()
        if not _is_nothing(shape):
            notes.append(tr("Municipality {code}: its polygon is not valid and was repaired.").format(code=row.code))
    return None if _is_nothing(shape) else shape


def _is_nothing(shape: QgsGeometry) -> bool:
    return shape.isNull() or shape.isEmpty() or shape.area() <= 0


def _with_earlier(areas: Sequence[MunicipalityArea]) -> list[MunicipalityArea]:
    """Return municipalities, each with those before it that it touches."""
    shapes = [QgsGeometry() for _ in areas]
    for shape, area in zip(shapes, areas, strict=True):
        if area.wkb:
            shape.fromWkb(bytes.fromhex(area.wkb))
    found = []
    for n, area in enumerate(areas):
        box = shapes[n].boundingBox()
        near = [k for k in range(n) if areas[k].wkb and area.wkb and shapes[k].boundingBox().intersects(box)]
        earlier = tuple(areas[k].wkb for k in near if shapes[k].intersects(shapes[n]))
        found.append(replace(area, earlier=earlier))
    return found


def _folder_names(codes: Sequence[str]) -> Mapping[str, str]:
    """Return for each code a name that every file system takes, whatever it does with capitals."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for code in codes:
        name = code
        if not _PLAIN.fullmatch(code) or _DEVICES.fullmatch(code) or code.casefold() in taken:
            plain = re.sub(r"[^A-Za-z0-9_-]", "_", code)[:40]
            name = f"m_{plain}_{sha256(code.encode()).hexdigest()[:12]}"
        taken.add(name.casefold())
        found[code] = name
    return found
