"""The area that is fetched: a boundary, with its margin, in the reference system of the national map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsGeometryEngine,
    QgsRectangle,
)

from ...core.errors import InputError
from ...core.fetching.asked_places import AskedBox, Place
from ...core.fetching.geometries import Geometry
from ...core.fetching.services import MUNICIPALITY, SYSTEMS, Dataset
from ..io.reference_systems import sound_transform

RD = QgsCoordinateReferenceSystem("EPSG:28992")
MOST_KM = 150
_SEGMENTS = 8


@dataclass(frozen=True)
class StudyPlace:
    """A boundary in EPSG:28992, and how far past it data are fetched."""

    boundary: QgsGeometry
    margin: float
    context: QgsCoordinateTransformContext

    @cached_property
    def widened(self) -> QgsGeometry:
        """Return the boundary with its margin."""
        return self.boundary.buffer(self.margin, _SEGMENTS) if self.margin > 0 else self.boundary

    @property
    def box_text(self) -> str:
        """Return the box around the boundary in words, to be compared."""
        box = self.boundary.boundingBox()
        return ",".join(f"{one:.1f}" for one in (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()))

    def within(self, margin: float) -> Cutter:
        """Return what says whether a place on the map lies within another margin."""
        return Cutter(replace(self, margin=margin).widened, None)

    def place(self, code: str, year: int) -> Place:
        """Return where data are asked for.

        Raises
        ------
        InputError
            Where that is larger than any municipality.
        """
        box = self.widened.boundingBox()
        if not box.isFinite() or box.isEmpty():
            raise InputError("The area has no size: choose another EXTENT.")
        if max(box.width(), box.height()) > MOST_KM * 1000:
            raise InputError(
                "The area is {n} km across: take one of at most {most} km.",
                n=round(max(box.width(), box.height()) / 1000),
                most=MOST_KM,
            )
        try:
            degrees = self._transform(4326, back=True).transformBoundingBox(box)
        except QgsCsException as error:
            raise InputError("The area lies where no reference system holds: choose another EXTENT.") from error
        return Place(boxes={"EPSG:28992": _box(box), "CRS84": _box(degrees)}, code=code, year=year)

    def _transform(self, number: int, *, back: bool = False) -> QgsCoordinateTransform:
        other = QgsCoordinateReferenceSystem(f"EPSG:{number}")
        return sound_transform(RD, other, self.context) if back else sound_transform(other, RD, self.context)

    def cutter(self, dataset: Dataset, by_filter: bool) -> Cutter:
        """Return what chooses the rows of a dataset that lie in the area; all of them where they were asked by code."""
        area = None if by_filter else (self.boundary if dataset.cut == MUNICIPALITY else self.widened)
        number = SYSTEMS[dataset.crs if dataset.kind != "overpass" else "CRS84"]
        return Cutter(area, self._transform(number) if number != 28992 else None)


class Cutter:
    """Turns geometries of answers into those of the map, and says which lie in an area."""

    def __init__(self, area: QgsGeometry | None, transform: QgsCoordinateTransform | None) -> None:
        self._transform = transform
        self._engine: QgsGeometryEngine | None = None
        self._area = area  # which the engine looks at
        if area is not None:
            self._engine = QgsGeometry.createGeometryEngine(area.constGet())
            self._engine.prepareGeometry()

    def placed(self, geometry: Geometry) -> QgsGeometry | None:
        """Return a geometry on the map, None where it lies outside the area."""
        found = QgsGeometry()
        found.fromWkb(geometry.wkb)
        if self._transform is not None:
            try:
                found.transform(self._transform)
            except QgsCsException:
                return None
        return found if self.holds(found) else None

    def holds(self, found: QgsGeometry) -> bool:
        """Return whether a geometry on the map lies in the area."""
        if self._engine is None:
            return True
        looked_at = found
        if found.type() == Qgis.GeometryType.Polygon and not found.isGeosValid():
            looked_at = found.makeValid()
        return bool(self._engine.intersects(looked_at.constGet()))


def _box(box: QgsRectangle) -> AskedBox:
    return AskedBox(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())


def as_geometry(geometry: Geometry, crs: str, context: QgsCoordinateTransformContext) -> QgsGeometry:
    """Return a geometry of an answer on the map."""
    number = SYSTEMS[crs]
    transform = None
    if number != 28992:
        transform = sound_transform(QgsCoordinateReferenceSystem(f"EPSG:{number}"), RD, context)
    found = Cutter(None, transform).placed(geometry)
    return QgsGeometry() if found is None else found
