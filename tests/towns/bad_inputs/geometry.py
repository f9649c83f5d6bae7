"""Geometries that are none, in the wrong place, or not where their reference system says."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsLineString, QgsPoint, QgsVectorLayer

from towns.bad_inputs import good
from towns.bad_inputs.cases import Refusal, Warned
from towns.runs import X0, Y0, box, grid, layer, point
from towns.small_town import WEST

INF, NAN = float("inf"), float("nan")


def _points(name: str, *places: tuple[float, float] | None, crs: str = "EPSG:28992") -> QgsVectorLayer:
    """Make a layer of points at coordinates as they are; None is a row without geometry."""
    made = QgsVectorLayer(f"Point?crs={crs}", name, "memory")
    rows = []
    for place in places:
        row = QgsFeature(made.fields())
        if place is not None:
            row.setGeometry(QgsGeometry(QgsPoint(*place)))
        rows.append(row)
    made.dataProvider().addFeatures(rows)
    return made


def _at(x: float, y: float) -> tuple[float, float]:
    return X0 + x, Y0 + y


def _without_crs(made: QgsVectorLayer) -> QgsVectorLayer:
    made.setCrs(QgsCoordinateReferenceSystem())
    return made


def _streets_with(*more: QgsGeometry) -> QgsVectorLayer:
    made = good.streets()
    rows = []
    for geometry in more:
        row = QgsFeature(made.fields())
        row.setGeometry(geometry)
        rows.append(row)
    made.dataProvider().addFeatures(rows)
    return made


N, B = "nearestfacility", "basicrequirements"

REFUSALS = (
    Refusal(
        N,
        "Streets that are all without geometry",
        lambda _: {"NETWORK": layer([None, None], "streets", kind="LineString")},
        "The layer “streets” of Streets and paths (NETWORK) holds no lines: choose the one with the streets and paths.",
    ),
    Refusal(
        B,
        "Neighbourhoods that are all without geometry",
        lambda _: {"NEIGHBOURHOODS": layer([(None, "west"), (None, "east")], "areas", kind="Polygon", code="text")},
        "The layer “areas” holds no neighbourhood with a geometry: choose another.",
    ),
    Refusal(
        "facilitiesperdwellings",
        "Neighbourhoods that are all without geometry",
        lambda _: {"NEIGHBOURHOODS": layer([(None, "west"), (None, "east")], "areas", kind="Polygon", code="text")},
        "The layer “areas” holds no neighbourhood with a geometry: choose another.",
    ),
    Refusal(
        N,
        "Dwellings in another town",
        lambda _: {"DWELLINGS": layer([point(90000, 0)], "homes")},
        "The layers “homes” and “streets” do not overlap: check them and their reference systems.",
    ),
    Refusal(
        "odmatrix",
        "Origins in another town",
        lambda _: {"ORIGINS": layer([point(90000, 0)], "homes")},
        "The layers “homes” and “streets” do not overlap: check them and their reference systems.",
    ),
    Refusal(
        "reachcounts",
        "Dwellings in another town",
        lambda _: {"DWELLINGS": layer([point(90000, 0)], "homes")},
        "The layers “homes” and “streets” do not overlap: check them and their reference systems.",
    ),
    Refusal(
        "floatingcatchment",
        "Dwellings in another town",
        lambda _: {"DWELLINGS": layer([point(90000, 0)], "homes")},
        "The layers “homes” and “streets” do not overlap: check them and their reference systems.",
    ),
    Refusal(
        "suggestlocations",
        "Dwellings in another town",
        lambda _: {"DWELLINGS": layer([point(90000, 0)], "homes")},
        "The layers “homes” and “streets” do not overlap: check them and their reference systems.",
    ),
    Refusal(
        B,
        "Neighbourhoods in another town",
        lambda _: {"NEIGHBOURHOODS": layer([(box(9e4, 0, 9.1e4, 50), "west")], "areas", code="text")},
        "No dwelling lies in any neighbourhood: check the layers “homes” and “areas”, and their reference systems.",
    ),
    Refusal(
        "facilitiesperdwellings",
        "Neighbourhoods in another town",
        lambda _: {"NEIGHBOURHOODS": layer([(box(9e4, 0, 9.1e4, 50), "west")], "areas", code="text")},
        "No dwelling lies in any neighbourhood: check the layers “homes” and “areas”, and their reference systems.",
    ),
    Refusal(
        "preparedwellings",
        "Neighbourhoods in another town",
        lambda _: {"NEIGHBOURHOODS": layer([(box(9e4, 0, 9.1e4, 50), "west")], "areas", code="text")},
        "No dwelling lies in any neighbourhood: check the layers “addresses” and “areas”, and their reference systems.",
    ),
    Refusal(
        B,
        "Streets in another town",
        lambda _: {"NETWORK": layer([f"LINESTRING(90000 {y}, 93000 {y})" for y in (0, 9)], "streets")},
        "The layers “homes” and “streets” do not overlap: check them and their reference systems.",
    ),
    Refusal(
        N,
        "Dwellings in degrees, called metres",
        lambda _: {"DWELLINGS": _points("homes", (4.36, 52.01))},
        "The layers “homes” and “streets” do not overlap: check them and their reference systems.",
    ),
    Refusal(
        N,
        "Streets in a geocentric system",
        lambda _: {"NETWORK": layer(grid(), "streets", crs="EPSG:4978")},
        "The layer “streets” is in the geocentric system EPSG:4978, whose coordinates are no places on a "
        "map: reproject it to another one, for example EPSG:28992 or EPSG:4326.",
    ),
    Refusal(
        N,
        "Dwellings in a geocentric system",
        lambda _: {"DWELLINGS": _points("homes", (3.9e6, 3e5), crs="EPSG:4978")},
        "The layer “homes” is in the geocentric system EPSG:4978, whose coordinates are no places on a map: "
        "reproject it to another one, for example EPSG:28992 or EPSG:4326.",
    ),
    Refusal(
        N,
        "Streets in metres, called degrees",
        lambda _: {"NETWORK": _called_degrees()},
        "The coordinates of the layer “streets” do not fit its reference system EPSG:4326: set the right one "
        "in its properties.",
    ),
    Refusal(
        N,
        "Dwellings in the system of a drawing",
        lambda _: {"DWELLINGS": _of_a_drawing()},
        "No way is known from the reference system site to EPSG:28992: set the right one in the properties of the "
        "layer.",
    ),
    Refusal(
        "suggestlocations",
        "Candidates far from the streets",
        lambda _: {"CANDIDATES": layer([(point(9000, 9000), "a")], "plots", code="text")},
        "No candidate is on the network: check the layers, or increase Maximum snapping distance (MAX_SNAP).",
        searched=True,
    ),
    Refusal(
        "preparestops",
        "An area without stops",
        lambda _: {"AREA": good.areas()},
        "No stop of the timetable lies in the area: choose another archive, or another Area (AREA).",
    ),
    Refusal(
        "checknetwork",
        "Streets that are all without geometry",
        lambda _: {"NETWORK": layer([None, None], "streets", kind="LineString")},
        "The layer “streets” of Streets and paths (NETWORK) holds no lines: choose the one with the streets and paths.",
    ),
)


def _of_a_drawing() -> QgsVectorLayer:
    made = _points("homes", (0, 0))
    made.setCrs(QgsCoordinateReferenceSystem.fromWkt('LOCAL_CS["site",UNIT["metre",1]]'))
    return made


def _called_degrees() -> QgsVectorLayer:
    made = good.streets()
    made.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    return made


WARNINGS = (
    Warned(
        algorithm=N,
        title="A dwelling without geometry",
        change=lambda _: {"DWELLINGS": _points("homes", _at(50, 10), None)},
        sentence="no_geometry: 1",
        stays="The row stays, without geometry, with `row_status` `no_geometry`.",
        output="OUTPUT",
        column="row_status",
        values=["ok", "no_geometry"],
    ),
    Warned(
        algorithm=N,
        title="A dwelling at infinity, and one at NaN",
        change=lambda _: {"DWELLINGS": _points("homes", _at(50, 10), (INF, Y0), (X0, NAN))},
        sentence="no_geometry: 2",
        stays="Both rows stay, with `row_status` `no_geometry`.",
        output="OUTPUT",
        column="row_status",
        values=["ok", "no_geometry", "no_geometry"],
    ),
    Warned(
        algorithm=N,
        title="A dwelling at coordinates of 1e12",
        change=lambda _: {"DWELLINGS": _points("homes", _at(50, 10), (1e12, 1e12))},
        sentence="Geometries of “homes” that count as none, since a coordinate is not finite, beyond 1,000,000 km "
        "or outside the reference system: 1 (2)",
        stays="The row stays, with `row_status` `no_geometry`.",
        output="OUTPUT",
        column="row_status",
        values=["ok", "no_geometry"],
    ),
    Warned(
        algorithm=N,
        title="A dwelling at 0, 0",
        change=lambda _: {"DWELLINGS": _points("homes", _at(50, 10), (0, 0))},
        sentence="off_network: 1",
        stays="The row stays, with `row_status` `off_network`.",
        output="OUTPUT",
        column="row_status",
        values=["ok", "off_network"],
    ),
    Warned(
        algorithm=N,
        title="A dwelling farther from the streets than is allowed",
        change=lambda _: {"DWELLINGS": _points("homes", _at(50, 10), _at(50, -300))},
        sentence="off_network: 1",
        stays="The row stays, with `row_status` `off_network`.",
        output="OUTPUT",
        column="row_status",
        values=["ok", "off_network"],
    ),
    Warned(
        algorithm=N,
        title="Dwellings without a reference system",
        change=lambda _: {"DWELLINGS": _without_crs(good.homes())},
        sentence="The layer “homes” has no reference system: it is taken to be in EPSG:28992.",
        stays="They are taken to be in that of the streets.",
        output="OUTPUT",
        column="row_status",
        values=["ok", "ok"],
    ),
    Warned(
        algorithm=N,
        title="Streets without a reference system",
        change=lambda _: {"NETWORK": _without_crs(good.streets())},
        sentence="The layer “streets” has no reference system: its coordinates are taken to be metres.",
        stays="They are taken to be in metres.",
        output="OUTPUT",
        column="row_status",
        values=["ok", "ok"],
    ),
    Warned(
        algorithm=N,
        title="A street with a vertex at infinity, and one without length",
        change=lambda _: {
            "NETWORK": _streets_with(
                QgsGeometry(QgsLineString([QgsPoint(X0, Y0), QgsPoint(INF, Y0)])),
                QgsGeometry(QgsLineString([QgsPoint(*_at(50, 50)), QgsPoint(*_at(50, 50))])),
            )
        },
        sentence="Lines without length, left out: 1",
        stays="They are left out of the network; the other streets count.",
        output="OUTPUT",
        column="row_status",
        values=["ok", "ok"],
    ),
    Warned(
        algorithm=B,
        title="Two neighbourhoods that overlap",
        change=lambda _: {
            "NEIGHBOURHOODS": layer([(WEST, "west"), (good.WHOLE, "whole")], "areas", code="text"),
            "OUTPUT_DWELLINGS": "memory:",
        },
        sentence="Dwellings in more than one neighbourhood, or on a border, held by the first: 1",
        stays="A dwelling in both belongs to the first.",
        output="OUTPUT_DWELLINGS",
        column="neighbourhood",
        values=["west", "whole"],
    ),
    Warned(
        algorithm=B,
        title="A dwelling outside all neighbourhoods",
        change=lambda _: {
            "NEIGHBOURHOODS": layer([(WEST, "west")], "areas", code="text"),
            "OUTPUT_DWELLINGS": "memory:",
        },
        sentence="Dwellings outside all neighbourhoods: 1 (2)",
        stays="The row stays, with `row_status` `outside_neighbourhoods`, and counts outside.",
        output="OUTPUT_DWELLINGS",
        column="row_status",
        values=["ok", "outside_neighbourhoods"],
    ),
    Warned(
        algorithm=N,
        title="A facility without geometry",
        change=lambda _: {"FACILITIES": layer([(point(250, -20), "a"), (None, "b")], "school", code="text")},
        sentence="Facilities without geometry, not used: 1 of 2 (2)",
        stays="It is left out; the others count.",
        output="OUTPUT",
        column="row_status",
        values=["ok", "ok"],
    ),
    Warned(
        algorithm="serviceareas",
        title="A facility far from the streets",
        change=lambda _: {
            "FACILITIES": layer([(point(250, -20), "a"), (point(250, -900), "b")], "school", code="text"),
            "FACILITY_ID": "code",
            "LIMITS": "400",
        },
        sentence="Facilities without geometry or off the network, listed without an area: 1 (b)",
        stays="Its row stays, without an area, with `row_status` `off_network`.",
        output="POLYGONS",
        column="row_status",
        values=["ok", "off_network"],
    ),
    Warned(
        algorithm=N,
        title="A barrier without geometry",
        change=lambda _: {"BARRIERS": layer([None, "LINESTRING(-9 250, 600 250)"], "canal", kind="LineString")},
        sentence="Barriers of “canal” without geometry, left out: 1 (1)",
        stays="It is left out; the others hold.",
        output="OUTPUT",
        column="row_status",
        values=["ok", "ok"],
    ),
    Warned(
        algorithm="planneddwellings",
        title="A plan without geometry",
        change=lambda _: {
            "PLANS": layer([(box(0, 20, 190, 190), 2), (None, 30)], "plans", dwellings="int"),
            "EXCLUDED": "memory:",
        },
        sentence="Plans without geometry, left out: 1 (2)",
        stays="It gets no dwellings, and is in the table of what was left out.",
        output="EXCLUDED",
        column="dwellings",
        values=[30],
    ),
)
