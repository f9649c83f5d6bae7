"""A coordinate that is not finite or absurdly far is no geometry; a geocentric system is refused: in every layer."""

from __future__ import annotations

import itertools

import pytest
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsLineString,
    QgsPoint,
    QgsPolygon,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsVectorLayer,
    QgsWkbTypes,
)

from towns import runs
from towns.every_algorithm import CASES, OUTPUTS
from towns.runs import RefusedError, box, grid, layer, point
from towns.slow import by_turns, some

NEEDED = {
    **CASES,
    "serviceareas": {"FACILITIES": lambda: layer([(point(250, -20), "s"), (box(0, 0, 9, 9), "t")][:1], code="text")},
}
MORE = {
    "BARRIERS": lambda: layer(["LINESTRING(-9 50, 150 50)"]),
    "ENTRANCES": lambda: layer([(point(240, 0), "1")], of="text"),
    "AREA": lambda: layer([box(-50, -50, 550, 550)]),
    "EXCLUDE_AREAS": lambda: layer([box(0, 0, 9, 9)]),
    "INSTITUTIONS": lambda: layer([(box(240, 90, 260, 110), 9)], inwoners="int"),
    "PLANNED_STREETS": lambda: layer(["LINESTRING(0 100, 190 100)"]),
}
SINKS = {**OUTPUTS, "serviceareas": ("LINES", "POLYGONS"), "checknetwork": ("OUTPUT", "ISSUES", "OUTPUT_REPAIRED")}
TABLES = ("BEFORE", "AFTER", "RESULT_DWELLINGS")
FAR = [1e300, -2e9, float("nan")]


def given(name: str) -> dict:
    """Return parameters with every layer of places that an algorithm takes."""
    made = {key: make() for key, make in NEEDED[name].items()}
    made_of = runs.algorithm(name)
    takes = {d.name() for d in made_of.parameterDefinitions()}
    made |= {key: make() for key, make in MORE.items() if key in takes}
    if "ENTRANCES" in takes:
        made["ENTRANCE_FACILITY"] = "of"
    if "INSTITUTIONS" in takes:
        made["INSTITUTION_FIELD"] = "inwoners"
    if "NETWORK" in takes:
        made["NETWORK"] = layer(grid(), "streets")
    return made | dict.fromkeys(SINKS[name], "memory:")


def layers_of(name: str) -> list[str]:
    """Name the layers of places of an algorithm that its case has."""
    kinds = (QgsProcessingParameterFeatureSource, QgsProcessingParameterMultipleLayers)
    made_of = runs.algorithm(name)
    taken = [d.name() for d in made_of.parameterDefinitions() if isinstance(d, kinds)]
    there = given(name)
    return [one for one in taken if one in there and one not in TABLES]


def bad_like(found: QgsVectorLayer, far: float) -> QgsGeometry:
    """Return a geometry of the layer's kind with one coordinate far away."""
    kind = QgsWkbTypes.geometryType(found.wkbType())
    x, y = runs.X0, runs.Y0
    if kind == QgsWkbTypes.GeometryType.PointGeometry:
        return QgsGeometry(QgsPoint(far, y))
    if kind == QgsWkbTypes.GeometryType.LineGeometry:
        return QgsGeometry(QgsLineString([QgsPoint(x, y), QgsPoint(x, far), QgsPoint(x + 500, y + 500)]))
    ring = [QgsPoint(x, y), QgsPoint(x + 90, y), QgsPoint(far, y + 90), QgsPoint(x, y)]
    return QgsGeometry(QgsPolygon(QgsLineString(ring)))


def with_one_more(found: QgsVectorLayer, geometry: QgsGeometry | None) -> QgsVectorLayer:
    """Return the layer with a row more, the values of its first feature but for this geometry."""
    copy = found.clone()
    made = QgsVectorLayer(found.source(), found.name(), "memory")
    made.dataProvider().addFeatures(list(found.getFeatures()))
    first = next(copy.getFeatures())
    feature = QgsFeature(first.fields())
    feature.setAttributes(first.attributes())
    if geometry is not None:
        feature.setGeometry(geometry)
    assert made.dataProvider().addFeatures([feature])[0]
    assert made.featureCount() == found.featureCount() + 1
    return made


def changed(name: str, one: str, change) -> dict:
    """Return the parameters of a case with one of its layers changed."""
    there = given(name)
    layers = there[one]
    there[one] = [change(layers[0]), *layers[1:]] if isinstance(layers, list) else change(layers)
    return there


def told(name: str, parameters: dict) -> tuple[object, list[str]]:
    """Run, and give the rows of each output, or why it stopped; and the warnings of coordinates."""
    feedback = runs.Feedback()
    try:
        done = runs.run(name, parameters, feedback)
        found: object = {sink: done.rows(sink) for sink in SINKS[name]}
    except RefusedError as stop:
        found = str(stop)
    return found, [text for text in feedback.warnings if "1,000,000 km" in text]


OF_TABLES = {"thresholdcurve", "surveycomparison", "trend", "fetchdata"}
"""Algorithms that read what others wrote, and no geometry; and one that reads no layer."""


OF_PLACES = sorted(set(NEEDED) - OF_TABLES)
ALWAYS = [name for name in OF_PLACES if name != "requirementsoveryears"][::2]
"""Of these every layer gets such a row always; that all layers of all algorithms are looked at, a geocentric system
tells below."""


@pytest.mark.parametrize(
    ("name", "far"),
    [
        *by_turns(ALWAYS, FAR, 1),
        *(
            pytest.param(*one, marks=pytest.mark.slow)
            for one in itertools.product(sorted({*OF_PLACES} - {*ALWAYS}), FAR)
        ),
    ],
)
def test_a_row_with_such_a_coordinate_is_one_without_geometry(name, far):
    names = layers_of(name)
    assert names
    for one in names:
        plain, _ = told(name, changed(name, one, lambda found: with_one_more(found, None)))
        found, warnings = told(name, changed(name, one, lambda found: with_one_more(found, bad_like(found, far))))
        assert "Traceback" not in str(found), (one, found)
        assert found == plain, one
        first = given(name)[one]
        first = first[0] if isinstance(first, list) else first
        empty = far != far and first.geometryType() == Qgis.GeometryType.Point  # to QGIS no point at all
        assert len(warnings) == (0 if empty else 1), (one, warnings)


def in_system(found: QgsVectorLayer, system: str) -> QgsVectorLayer:
    """Return the layer brought to another reference system, or only called so where nothing can be brought there."""
    crs = QgsCoordinateReferenceSystem(system)
    copy = found.clone()
    if crs.type() != Qgis.CrsType.Geocentric:
        there = QgsCoordinateTransform(found.crs(), crs, QgsCoordinateTransformContext())
        moved = {}
        for feature in found.getFeatures():
            geometry = QgsGeometry(feature.geometry())
            geometry.transform(there)
            moved[feature.id()] = geometry
        copy = QgsVectorLayer(found.source(), found.name(), "memory")
        copy.dataProvider().addFeatures(list(found.getFeatures()))
        ids = dict(zip([f.id() for f in copy.getFeatures()], moved.values(), strict=True))
        assert copy.dataProvider().changeGeometryValues(ids)
    copy.setCrs(crs)
    return copy


@pytest.mark.parametrize("name", OF_PLACES)
def test_a_geocentric_system_is_refused_in_every_layer(name):
    for one in layers_of(name):
        found, _ = told(name, changed(name, one, lambda found: in_system(found, "EPSG:4978")))
        assert isinstance(found, str), one
        assert "geocentric" in found, one
        assert "EPSG:4978" in found, one


@pytest.mark.parametrize("name", some(["nearestfacility", "serviceareas", "facilitiesperdwellings"], ["serviceareas"]))
def test_a_geographic_system_of_three_dimensions_is_as_one_of_two(name):
    for one in layers_of(name):
        flat, solid = (
            told(name, changed(name, one, lambda found, system=system: in_system(found, system)))[0]
            for system in ("EPSG:4326", "EPSG:4979")
        )
        assert not isinstance(flat, str), flat
        assert not isinstance(solid, str), solid
        for sink in SINKS[name]:
            for row, other in zip(flat[sink], solid[sink], strict=True):
                numbers = {key for key, value in row.items() if isinstance(value, float)}
                assert {k: v for k, v in other.items() if k not in numbers} == {
                    k: v for k, v in row.items() if k not in numbers
                }
                assert [other[k] for k in numbers] == pytest.approx([row[k] for k in numbers], rel=1e-6, abs=1e-6), one
