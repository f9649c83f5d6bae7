"""Street data as it is downloaded: OpenStreetMap files, and layers with the columns of Geofabrik and the NWB."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
    QgsVectorLayer,
)

from towns.runs import RD, X0, Y0, fields, layer, loaded

XY = tuple[float, float]
Way = tuple[Sequence[XY], dict[str, str]]
"""The vertices of a way, in metres from (X0, Y0), and its tags."""

GEOFABRIK = {
    "osm_id": "text",
    "code": "int",
    "fclass": "text",
    "name": "text",
    "ref": "text",
    "oneway": "text",
    "maxspeed": "int",
    "layer": "long",
    "bridge": "text",
    "tunnel": "text",
}
GEOFABRIK_CODES = dict(
    [
        *(("motorway", 5111), ("trunk", 5112), ("primary", 5113), ("residential", 5122), ("living_street", 5123)),
        *(("pedestrian", 5124), ("service", 5141), ("track", 5142), ("track_grade3", 5145), ("bridleway", 5151)),
        *(("cycleway", 5152), ("footway", 5153), ("path", 5154), ("steps", 5155), ("unknown", 5199)),
    ]
)
NWB = {
    "wvk_id": "real",
    "wvk_begdat": "date",
    "jte_id_beg": "real",
    "jte_id_end": "real",
    "wegbehsrt": "text",
    "wegnummer": "text",
    "wegdeelltr": "text",
    "hecto_lttr": "text",
    "bst_code": "text",
    "rpe_code": "text",
    "admrichtng": "text",
    "rijrichtng": "text",
    "stt_naam": "text",
    "stt_bron": "text",
    "wpsnaam": "text",
    "gme_id": "int",
    "gme_naam": "text",
    "frc": "text",
}


def osm_file(path: Path, ways: Sequence[Way]) -> QgsVectorLayer:
    """Write ways as OpenStreetMap gives them out, and open their lines with GDAL; way n has the id n, from 1."""
    there = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(RD), QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateTransformContext()
    )
    nodes: dict[XY, int] = {}
    for vertices, _ in ways:
        for xy in vertices:
            nodes.setdefault(xy, len(nodes) + 1)
    text = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="tests">']
    for (x, y), number in nodes.items():
        place = there.transform(QgsPointXY(X0 + x, Y0 + y))
        text.append(f'<node id="{number}" version="1" lat="{place.y():.9f}" lon="{place.x():.9f}"/>')
    for number, (vertices, tags) in enumerate(ways, 1):
        text.append(f'<way id="{number}" version="1">')
        text += [f'<nd ref="{nodes[xy]}"/>' for xy in vertices]
        text += [f"<tag k={quoteattr(key)} v={quoteattr(tag)}/>" for key, tag in tags.items()]
        text.append("</way>")
    path.write_text("\n".join([*text, "</osm>"]), encoding="utf-8")
    return loaded(f"{path}|layername=lines", "lines")


def line_of(vertices: Sequence[XY]) -> str:
    return "LINESTRING(" + ", ".join(f"{x:g} {y:g}" for x, y in vertices) + ")"


def renamed(columns: dict[str, str], upper: bool) -> dict[str, str]:
    """Return columns with their types in capitals, as some downloads have them, or as they are."""
    return {(name.upper() if upper else name): kind for name, kind in columns.items()}


def geofabrik(rows: Sequence[tuple[str | None, dict]], upper: bool = False) -> QgsVectorLayer:
    """Make a layer of roads as Geofabrik's; a row is a line as text and what differs from a usual street."""
    usual = {"oneway": "B", "maxspeed": 0, "layer": 0, "bridge": "F", "tunnel": "F"}
    made = []
    for number, (wkt, given) in enumerate(rows, 1):
        row = {"osm_id": str(1000 + number), "code": GEOFABRIK_CODES.get(given.get("fclass")), **usual, **given}
        made.append((wkt, *(row.get(name) for name in GEOFABRIK)))
    return layer(made, "gis_osm_roads_free_1", kind="LineString", own=fields(**renamed(GEOFABRIK, upper)))


def nwb(rows: Sequence[tuple[str | None, dict]], upper: bool = False) -> QgsVectorLayer:
    """Make a layer of road sections as the NWB's; a row is a line as text and what differs from a usual street."""
    usual = {"wegbehsrt": "G", "wegdeelltr": "#", "hecto_lttr": "#", "bst_code": "RB", "rpe_code": "#", "frc": "6"}
    made = []
    for number, (wkt, given) in enumerate(rows, 1):
        ids = {"wvk_id": 345289000 + number, "jte_id_beg": 2 * number, "jte_id_end": 2 * number + 1}
        row = {**ids, "stt_naam": f"Straat {number}", "gme_naam": "Delft", **usual, **given}
        made.append((wkt, *(row.get(name) for name in NWB)))
    return layer(made, "wegvakken", kind="LineString", own=fields(**renamed(NWB, upper)))
