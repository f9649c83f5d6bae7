"""Layers that hold nothing, or something else than was asked for."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsFeature, QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer

from towns.bad_inputs import good
from towns.bad_inputs.cases import Refusal, Warned
from towns.runs import grid, layer, point


def _none(name: str, kind: str = "Point") -> QgsVectorLayer:
    return layer([], name, kind=kind)


def table(name: str) -> QgsVectorLayer:
    """Make a table of one row, without places."""
    made = QgsVectorLayer("NoGeometry?field=n:integer", name, "memory")
    made.dataProvider().addFeatures([QgsFeature(made.fields())])
    return made


def _unselected() -> dict[str, object]:
    homes = good.homes()
    QgsProject.instance().addMapLayer(homes)
    return {"DWELLINGS": QgsProcessingFeatureSourceDefinition(homes.id(), selectedFeaturesOnly=True)}


def _filtered(expression: str) -> dict[str, object]:
    homes = good.homes(7, n="int")
    QgsProject.instance().addMapLayer(homes)
    given = QgsProcessingFeatureSourceDefinition(homes.id(), False, -1)
    given.filterExpression = expression
    return {"DWELLINGS": given}


def raster(folder: Path) -> str:
    """Write a raster of two cells."""
    path = folder / "heights.asc"
    path.write_text("ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2\n", encoding="utf-8")
    return str(path)


EMPTY = (
    Refusal(
        "nearestfacility",
        "The dwellings layer has no rows",
        lambda _: {"DWELLINGS": _none("homes")},
        "The dwellings layer “homes” is empty: choose a layer with dwellings.",
    ),
    Refusal(
        "reachcounts",
        "The dwellings layer has no rows",
        lambda _: {"DWELLINGS": _none("homes")},
        "The dwellings layer “homes” is empty: choose a layer with dwellings.",
    ),
    Refusal(
        "floatingcatchment",
        "The dwellings layer has no rows",
        lambda _: {"DWELLINGS": _none("homes")},
        "The dwellings layer “homes” is empty: choose a layer with dwellings.",
    ),
    Refusal(
        "basicrequirements",
        "The dwellings layer has no rows",
        lambda _: {"DWELLINGS": _none("homes")},
        "The dwellings layer “homes” is empty: choose a layer with dwellings.",
    ),
    Refusal(
        "requirementsoveryears",
        "The dwellings layer has no rows",
        lambda _: {"DWELLINGS": _none("homes")},
        "The dwellings layer “homes” is empty: choose a layer with dwellings.",
    ),
    Refusal(
        "suggestlocations",
        "The dwellings layer has no rows",
        lambda _: {"DWELLINGS": _none("homes")},
        "The dwellings layer “homes” is empty: choose a layer with dwellings.",
    ),
    Refusal(
        "suggestlocations",
        "The layer of candidates has no rows",
        lambda _: {"CANDIDATES": _none("plots")},
        "The layer “plots” holds no candidates: choose another, or none to try the junctions of the streets.",
    ),
    Refusal(
        "odmatrix",
        "The layer of origins has no rows",
        lambda _: {"ORIGINS": _none("homes")},
        "The layer “homes” of Origins (ORIGINS) is empty: choose another.",
    ),
    Refusal(
        "odmatrix",
        "The layer of destinations has no rows",
        lambda _: {"DESTINATIONS": _none("school")},
        "The layer “school” of Destinations (DESTINATIONS) is empty: choose another.",
    ),
    Refusal(
        "serviceareas",
        "The layer of facilities has no rows",
        lambda _: {"FACILITIES": _none("school")},
        "The facilities layer “school” is empty: choose another.",
    ),
    Refusal(
        "basicrequirements",
        "The layer of neighbourhoods has no rows",
        lambda _: {"NEIGHBOURHOODS": layer([], "areas", kind="Polygon", code="text")},
        "The layer “areas” holds no neighbourhood with a geometry: choose another.",
    ),
    Refusal(
        "facilitiesperdwellings",
        "The layer of neighbourhoods has no rows",
        lambda _: {"NEIGHBOURHOODS": layer([], "areas", kind="Polygon", code="text")},
        "The layer “areas” holds no neighbourhood with a geometry: choose another.",
    ),
    Refusal(
        "livingenvironments",
        "The layer of neighbourhoods has no rows",
        lambda _: {"NEIGHBOURHOODS": layer([], "areas", kind="Polygon", code="text")},
        "The layer “areas” holds no neighbourhood with a geometry: choose another.",
    ),
    Refusal(
        "nearestfacility",
        "The layer of streets has no rows",
        lambda _: {"NETWORK": _none("streets", "LineString")},
        "The layer “streets” of Streets and paths (NETWORK) holds no lines: choose the one with the streets and paths.",
    ),
    Refusal(
        "checknetwork",
        "The layer of streets has no rows",
        lambda _: {"NETWORK": _none("streets", "LineString")},
        "The layer “streets” of Streets and paths (NETWORK) holds no lines: choose the one with the streets and paths.",
    ),
    Refusal(
        "planneddwellings",
        "The layer of plans has no rows",
        lambda _: {"PLANS": layer([], "plans", kind="Polygon", dwellings="int")},
        "The layer “plans” is empty: choose a layer with plans.",
    ),
    Refusal(
        "preparedwellings",
        "The layer of address objects has no rows",
        lambda _: {"SOURCE": layer([], "addresses", n="int")},
        "The layer “addresses” is empty: choose one with dwellings.",
    ),
    Refusal(
        "preparenetwork",
        "The layer of streets has no rows",
        lambda _: {"SOURCE": layer([], "osm lines", kind="LineString", highway="text")},
        "The layer “osm lines” is empty: choose a layer with streets.",
    ),
    Refusal(
        "preparecandidates",
        "The layer of address objects has no rows",
        lambda _: {"SOURCE": layer([], "addresses", gebruiksdoel="text")},
        "The layer “addresses” is empty: choose one with address objects or buildings.",
    ),
    Refusal(
        "preparefacilities",
        "None of the layers has a row",
        lambda _: {"SOURCES": [layer([], "points", leisure="text")]},
        "The layers of Layers with facilities (SOURCES) are empty: choose layers with facilities.",
    ),
    Refusal(
        "surveyestimates",
        "The layer of areas has no rows",
        lambda _: {"AREAS": layer([], "survey", kind="Polygon", code="text", lonely="real", asked="int")},
        "The layer “survey” is empty: choose one with areas.",
    ),
    Refusal(
        "thresholdcurve",
        "The layer of dwellings has no rows",
        lambda _: {
            "RESULT_DWELLINGS": layer(
                [], "dwellings", neighbourhood="text", s_value="real", s_ok="int", s_weight="real", row_status="text"
            )
        },
        "The layer “dwellings” is empty: choose one with dwellings.",
    ),
    Refusal(
        "nearestfacility",
        "“Selected features only” is on, and nothing is selected",
        lambda _: _unselected(),
        "None of the 2 features of the layer “homes” is selected: select some, or switch off “Selected features only”.",
    ),
    Refusal(
        "nearestfacility",
        "A filter that no row passes",
        lambda _: _filtered('"n" > 100'),
        'The filter "n" > 100 matches none of the 2 features of the layer “homes”: change it.',
    ),
    Refusal(
        "nearestfacility",
        "A filter that is no expression",
        lambda _: _filtered('"n" >'),
        'The filter "n" > of the layer “homes” is no expression that QGIS can read: correct it.',
    ),
    Refusal(
        "nearestfacility",
        "A filter on a field that the layer does not have",
        lambda _: _filtered('"floors" > 2'),
        'The filter "floors" > 2 asks for “floors”, which the layer “homes” does not have: change it; its fields '
        "are: n.",
    ),
)

OTHER_KINDS = (
    Refusal(
        "nearestfacility",
        "Lines as dwellings",
        lambda _: {"DWELLINGS": layer(grid(), "canals")},
        "The layer “canals” of Dwellings (DWELLINGS) holds lines: choose the one with the dwellings, as points or "
        "polygons.",
    ),
    Refusal(
        "basicrequirements",
        "Lines as dwellings",
        lambda _: {"DWELLINGS": layer(grid(), "canals")},
        "The layer “canals” of Dwellings (DWELLINGS) holds lines: choose the one with the dwellings, as points or "
        "polygons.",
    ),
    Refusal(
        "nearestfacility",
        "Points as streets",
        lambda _: {"NETWORK": layer([point(0, 0), point(100, 0)], "trees")},
        "The layer “trees” of Streets and paths (NETWORK) holds no lines: choose the one with the streets and paths.",
    ),
    Refusal(
        "checknetwork",
        "Polygons as streets",
        lambda _: {"NETWORK": layer([good.WHOLE], "pavement")},
        "The layer “pavement” of Streets and paths (NETWORK) holds no lines: choose the one with the streets and "
        "paths.",
    ),
    Refusal(
        "basicrequirements",
        "Points as neighbourhoods",
        lambda _: {"NEIGHBOURHOODS": layer([(point(0, 0), "a")], "centres", code="text")},
        "The layer “centres” holds no polygons: choose the one with neighbourhoods.",
    ),
    Refusal(
        "livingenvironments",
        "Points as neighbourhoods",
        lambda _: {"NEIGHBOURHOODS": layer([(point(0, 0), 900)], "centres", omgevingsadressendichtheid="int")},
        "The layer “centres” holds no polygons: choose the one with neighbourhoods.",
    ),
    Refusal(
        "nearestfacility",
        "Points as barriers",
        lambda _: {"BARRIERS": layer([point(0, 0)], "trees")},
        "The layer “trees” holds no lines or polygons that could be barriers: choose another.",
    ),
    Refusal(
        "checknetwork",
        "Lines as the study area",
        lambda _: {"AREA": layer(grid(), "canals")},
        "The layer “canals” holds no polygons that could be the study area: choose another.",
    ),
    Refusal(
        "nearestfacility",
        "A table as facilities",
        lambda _: {"FACILITIES": table("opening hours")},
        "The layer “opening hours” of Facilities (FACILITIES) is a table without places: choose one with points, "
        "lines or polygons.",
    ),
    Refusal(
        "basicrequirements",
        "A table among the facilities",
        lambda _: {"FACILITIES": [good.school(), table("opening hours")]},
        "The layer “opening hours” of Facilities (FACILITIES) holds no points, lines or polygons: take it out.",
    ),
    Refusal(
        "basicrequirements",
        "A raster among the facilities",
        lambda folder: {"FACILITIES": [good.school(), raster(folder)]},
        "The layer “heights” of Facilities (FACILITIES) holds no points, lines or polygons: take it out.",
    ),
    Refusal(
        "reachableground",
        "A raster among the facilities",
        lambda folder: {"FACILITIES": [good.school(), raster(folder)]},
        "The layer “heights” of Facilities (FACILITIES) holds no points, lines or polygons: take it out.",
    ),
    Refusal(
        "planneddwellings",
        "Lines as plans",
        lambda _: {"PLANS": layer([(one, 3) for one in grid()], "roads to come", dwellings="int")},
        "The layer “roads to come” holds neither polygons nor points: choose a layer of plans.",
    ),
    Refusal(
        "preparedwellings",
        "Lines as address objects",
        lambda _: {"SOURCE": layer([(one, 3) for one in grid()], "canals", n="int")},
        "The layer “canals” holds lines, such as a network, and dwellings are points or polygons: choose a layer of "
        "address objects, buildings, squares or postcode areas.",
    ),
    Refusal(
        "preparedwellings",
        "Points as areas to leave out",
        lambda _: {"EXCLUDE_AREAS": layer([point(0, 0)], "holiday parks")},
        "The layer “holiday parks” of Areas to leave out (EXCLUDE_AREAS) holds no polygons: choose another.",
    ),
    Refusal(
        "preparefacilities",
        "Lines as facilities",
        lambda _: {"SOURCES": [layer([(one, "park") for one in grid()], "paths", leisure="text")]},
        "The layer “paths” holds lines: choose layers of points and of areas.",
    ),
    Refusal(
        "preparefacilities",
        "A table as facilities",
        lambda _: {"SOURCES": [table("opening hours")]},
        "The layer “opening hours” is a table without places: choose layers of points and of areas.",
    ),
    Refusal(
        "preparenetwork",
        "Points as streets",
        lambda _: {"SOURCE": layer([(point(0, 0), "path")], "osm points", highway="text")},
        "The layer “osm points” holds points, not lines: choose the layer with the streets.",
    ),
    Refusal(
        "compliancereport",
        "A layer of points as the background of the maps",
        lambda _: {"BACKGROUND": [layer([point(0, 0)], "trees")]},
        "The layer “trees” of Streets, water and green below the maps (BACKGROUND) holds no lines or polygons: take it "
        "out, or choose one with streets, water or green.",
    ),
    Refusal(
        "preparestops",
        "Lines as the area of the stops",
        lambda _: {"AREA": layer(grid(), "canals")},
        "The layer “canals” of Area (AREA) holds no polygons: choose another.",
    ),
    Refusal(
        "suggestlocations",
        "A table as candidates",
        lambda _: {"CANDIDATES": table("owners")},
        "The layer “owners” of Candidates (CANDIDATES) is a table without places: choose one with points, lines or "
        "polygons.",
    ),
    Refusal(
        "surveycomparison",
        "A layer of places as the results table",
        lambda _: {"RESULTS": good.homes()},
        "The table “homes” has no field “level”: choose “Results table” (OUTPUT_RESULTS) that Check basic "
        "requirements wrote.",
    ),
    Refusal(
        "comparescenarios",
        "Another table as the results before",
        lambda _: {"BEFORE": table("owners")},
        "The table “owners” has no field “level”: choose “Results table” (OUTPUT_RESULTS) that Check basic "
        "requirements wrote.",
    ),
    Refusal(
        "thresholdcurve",
        "The dwellings before the check in the place of those after it",
        lambda _: {"RESULT_DWELLINGS": good.homes()},
        "The layer “homes” holds no requirements: choose “Dwellings with what they have” (OUTPUT_DWELLINGS) that "
        "Check basic requirements wrote.",
    ),
    Refusal(
        "compliancereport",
        "The neighbourhoods in the place of the results table",
        lambda _: {"RESULTS": good.areas()},
        "The table “areas” has no field “level”: choose “Results table” (OUTPUT_RESULTS) that Check basic "
        "requirements wrote.",
    ),
    Refusal(
        "trend",
        "Another table among the results tables",
        lambda _: {"RESULTS_SERIES": [*good.TOWNS["trend"](Path())["RESULTS_SERIES"][:1], table("owners")]},
        "The table “owners” has no field “level”: choose “Results table” (OUTPUT_RESULTS) that Check basic "
        "requirements wrote.",
    ),
)

NOT_THERE = (
    Refusal(
        "nearestfacility",
        "A file that is not there",
        lambda folder: {"DWELLINGS": str(folder / "homes.gpkg")},
        "Dwellings (DWELLINGS): there is no layer “{folder}/homes.gpkg”; choose one that is there.",
    ),
    Refusal(
        "basicrequirements",
        "One of the layers of facilities is not there",
        lambda folder: {"FACILITIES": [good.school(), str(folder / "parks.gpkg")]},
        "Facilities (FACILITIES): there is no layer “{folder}/parks.gpkg”; choose one that is there.",
    ),
    Refusal(
        "nearestfacility",
        "A layer that was removed from the project since it was chosen",
        lambda _: {"NETWORK": "streets_0123abcd_0123_0123_0123_0123456789ab"},
        "The layer “streets” of Streets and paths (NETWORK) is no longer in the project: add it, and choose it again.",
    ),
    Refusal(
        "basicrequirements",
        "No layer of facilities was chosen",
        lambda _: {"FACILITIES": []},
        "Facilities (FACILITIES) is empty: choose a layer.",
    ),
    Refusal(
        "serviceareas",
        "No layer of streets was chosen",
        lambda _: {"NETWORK": None},
        "Streets and paths (NETWORK) is empty: choose a layer.",
    ),
)

REFUSALS = (*EMPTY, *OTHER_KINDS, *NOT_THERE)
WARNINGS = (
    Warned(
        algorithm="nearestfacility",
        title="The layer of facilities has no rows",
        change=lambda _: {"FACILITIES": _none("school")},
        sentence="The layer “school” holds no facility with a geometry: no dwelling can reach one.",
        stays="Each dwelling has a row, with `row_status` `no_facility`.",
        output="OUTPUT",
        column="row_status",
        values=["no_facility", "no_facility"],
    ),
    Warned(
        algorithm="basicrequirements",
        title="A required type has no feature in any layer",
        change=lambda _: {"FACILITIES": [layer([point(9, 9)], "library")]},
        sentence="Requirement “s” is unknown: no layer holds “school”.",
        stays="Nothing is judged: `compliance` is `unknown`, since the type may lack in the data only.",
        output="OUTPUT_RESULTS",
        column="compliance",
        values=["unknown", "unknown", None, None],
    ),
)
