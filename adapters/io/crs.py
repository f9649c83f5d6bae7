"""The one reference system, in true metres, that a run computes in."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDistanceArea,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsPointXY,
    QgsRectangle,
)

from ...core.errors import InputError
from ...core.geometry.shapes import FARTHEST
from .dutch_outline import in_the_netherlands
from .feature_sources import features
from .reference_systems import DUTCH, WORLD, leads, made_in_main_thread, sound, sound_transform
from .translation import tr

_SCALE = 0.0005
_SAMPLE = 1000


@dataclass(frozen=True)
class WorkingCrs:
    """The reference system of a run, with a sentence on why it was chosen.

    `crs` is invalid where the main layer has none: coordinates are then taken as they are. A layer without one is
    taken to be in that of the main layer, `assumed`.
    """

    crs: QgsCoordinateReferenceSystem
    assumed: QgsCoordinateReferenceSystem
    reason: str
    transform_context: QgsCoordinateTransformContext

    def transform_from(self, own: QgsCoordinateReferenceSystem) -> QgsCoordinateTransform | None:
        """Return what brings a layer to this system, None where nothing has to be done."""
        system = own if own.isValid() else self.assumed
        if not system.isValid() or not self.crs.isValid() or system == self.crs:
            return None
        return transform_between(system, self.crs, self.transform_context)

    def transform_to(self, own: QgsCoordinateReferenceSystem) -> QgsCoordinateTransform | None:
        """Return what brings geometries from this system back to a layer's, None where nothing has to be done."""
        if not own.isValid() or not self.crs.isValid() or own == self.crs:
            return None
        return transform_between(self.crs, own, self.transform_context)


def transform_between(
    own: QgsCoordinateReferenceSystem, other: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> QgsCoordinateTransform:
    """Return what leads from one reference system to another; stop where nothing does, as from that of a drawing."""
    found = sound_transform(own, other, context)
    if not leads(found):
        raise InputError(
            "No way is known from the reference system {crs} to {other}: set the right one in the properties of the "
            "layer.",
            crs=label(own),
            other=label(other),
        )
    return found


def refuse_geocentric(source: QgsFeatureSource) -> None:
    """Stop where a layer's coordinates are metres from the middle of the earth: they are no places on a map."""
    if source.sourceCrs().type() == Qgis.CrsType.Geocentric:
        raise InputError(
            "The layer “{layer}” is in the geocentric system {crs}, whose coordinates are no places on a map: "
            "reproject it to another one, for example EPSG:28992 or EPSG:4326.",
            layer=source.sourceName(),
            crs=label(source.sourceCrs()),
        )


def lost_its_datum(crs: QgsCoordinateReferenceSystem) -> bool:
    """Return whether a reference system is EPSG:28992 on another datum, as GDAL writes it into a MapInfo file."""
    said = crs.toProj() if crs.isValid() and not crs.authid() else ""
    return "+proj=sterea" in said and "+x_0=155000 " in said and "+datum=WGS84" in said


def choose_crs(main: QgsFeatureSource, transform_context: QgsCoordinateTransformContext) -> WorkingCrs:
    """Choose the reference system to compute in.

    Parameters
    ----------
    main
        The network; without one the neighbourhoods, else the dwellings.

    Returns
    -------
    WorkingCrs
        EPSG:28992 if the layer is in it or lies in the Netherlands; else its own if that is projected, in metres and
        true to scale within 0.05 % at the data; else a transverse Mercator centred on the data.
    """
    refuse_geocentric(main)
    own, dutch = sound(main.sourceCrs()), sound(QgsCoordinateReferenceSystem(DUTCH))
    if not own.isValid():
        reason = tr("The layer “{layer}” has no reference system: its coordinates are taken to be metres.").format(
            layer=main.sourceName()
        )
        return WorkingCrs(own, own, reason, transform_context)
    own_reason = tr("Computed in {crs}, that of “{layer}”.").format(crs=label(own), layer=main.sourceName())
    middle = None if own == dutch else _middle(main)
    if middle is None:
        return WorkingCrs(own, own, own_reason, transform_context)
    degrees = _in_degrees(main, middle, transform_context)
    if in_the_netherlands(degrees):
        reason = tr("Computed in {crs}, since the data lie in the Netherlands.")
        return WorkingCrs(dutch, own, reason.format(crs=label(dutch)), transform_context)
    if _is_true(own, middle, transform_context):
        reason = tr("Computed in {crs}, that of “{layer}”: true to scale here.")
        return WorkingCrs(own, own, reason.format(crs=label(own), layer=main.sourceName()), transform_context)
    definition = (
        f"+proj=tmerc +lat_0={degrees.y():.4f} +lon_0={degrees.x():.4f} "
        "+k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs"
    )
    local = made_in_main_thread(lambda: QgsCoordinateReferenceSystem.fromProj(definition))
    reason = tr(
        "Computed in a transverse Mercator centred on {lat}, {lon}, since {crs} is not true to scale in metres here."
    )
    text = reason.format(lat=f"{degrees.y():.4f}", lon=f"{degrees.x():.4f}", crs=label(own))
    return WorkingCrs(local, own, text, transform_context)


def _in_degrees(
    main: QgsFeatureSource, middle: QgsPointXY, transform_context: QgsCoordinateTransformContext
) -> QgsPointXY:
    """Return a point of a layer in degrees; stop where it is no place on Earth."""
    own = main.sourceCrs()
    to_degrees = transform_between(own, QgsCoordinateReferenceSystem(WORLD), transform_context)
    try:
        degrees = to_degrees.transform(middle)
    except QgsCsException:
        degrees = None
    if degrees is None or not (abs(degrees.x()) <= 540 and abs(degrees.y()) <= 90):
        raise InputError(
            "The coordinates of the layer “{layer}” do not fit its reference system {crs}: set the right one in its "
            "properties.",
            layer=main.sourceName(),
            crs=label(own),
        )
    return degrees


def label(crs: QgsCoordinateReferenceSystem) -> str:
    """Return the name of a reference system for the log."""
    return crs.authid() or crs.description() or tr("an unnamed reference system")


def _middle(source: QgsFeatureSource) -> QgsPointXY | None:
    """Return the median of the places of some features, so that a stray one does not matter."""
    request = QgsFeatureRequest().setNoAttributes().setLimit(_SAMPLE)
    boxes = [f.geometry().boundingBox() for f in features(source, request) if f.hasGeometry()]
    centres = [b.center() for b in boxes if not b.isNull() and max(map(abs, _sides(b))) <= FARTHEST]
    if not centres:
        return None
    xs, ys = sorted(c.x() for c in centres), sorted(c.y() for c in centres)
    return QgsPointXY(xs[len(xs) // 2], ys[len(ys) // 2])


def _sides(box: QgsRectangle) -> tuple[float, float, float, float]:
    return box.xMinimum(), box.xMaximum(), box.yMinimum(), box.yMaximum()


def _is_true(
    crs: QgsCoordinateReferenceSystem, middle: QgsPointXY, transform_context: QgsCoordinateTransformContext
) -> bool:
    """Return whether lengths in this reference system are metres within 0.05 % at a place, east and north."""
    if crs.isGeographic() or crs.mapUnits() != Qgis.DistanceUnit.Meters:
        return False
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, transform_context)
    ellipsoid = str(crs.ellipsoidAcronym())
    # On one that QGIS has no name for, as in a Shapefile, it measures nothing; another is as long within 0.01 %.
    measure.setEllipsoid("EPSG:7030" if not ellipsoid or ellipsoid.startswith("PARAMETER:") else ellipsoid)
    ends = (QgsPointXY(middle.x() + 1000, middle.y()), QgsPointXY(middle.x(), middle.y() + 1000))
    return all(abs(1000 / measure.measureLine(middle, end) - 1) <= _SCALE for end in ends)
