"""How areas, routes and counts look when they arrive on the map: limits told apart, what is unknown grey."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
)

from towns import runs
from towns.runs import Feedback, box, grid, layer, point

ON_MAP = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT")
HOMES = [(point(50, 10), "a"), (point(250, 100), "b"), (None, "c")]


def on_map(algorithm: str, *outputs: str, **parameters) -> list[QgsVectorLayer]:
    """Run as the dialog does, and give the layers that come onto the map."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    shown = {name: QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance()) for name in outputs}
    given = {
        "NETWORK": layer(grid()),
        "FACILITIES": layer([(point(250, -20), "s"), (point(0, 100), "t")], code="text"),
        "FACILITY_ID": "code",
        **parameters,
        **shown,
    }
    results, ok = runs.algorithm(algorithm).run(given, context, Feedback(), {}, False)
    assert ok
    layers = [context.takeResultLayer(results[name]) for name in outputs]
    runs.in_project(*layers)
    return layers


def colours(found: QgsVectorLayer) -> dict[str, str]:
    """Return the colour of each entry of the legend."""
    return {
        item.label(): item.symbol().color().name() for item in found.renderer().legendSymbolItems() if item.symbol()
    }


def colour_of(found: QgsVectorLayer, feature) -> str:
    context, renderer = QgsRenderContext(), found.renderer().clone()
    context.expressionContext().setFields(found.fields())
    context.expressionContext().setFeature(feature)
    renderer.startRender(context, found.fields())
    symbols = renderer.symbolsForFeature(feature, context)
    drawn = [symbol.color().name() for symbol in symbols]
    renderer.stopRender(context)
    assert len(drawn) == 1
    return drawn[0]


@pytest.mark.parametrize("overlap", [0, 1, 2])
def test_each_limit_has_a_colour_and_the_shorter_lies_on_top(overlap):
    for found in on_map("serviceareas", "LINES", "POLYGONS", LIMITS="400;80;1200,5", OVERLAP=overlap):
        legend = colours(found)
        assert list(legend) == ["80", "400", "1200.5"]
        assert len(set(legend.values())) == 3
        assert found.renderer().orderByEnabled()
        (order,) = found.renderer().orderBy().list()
        assert (order.expression().expression(), order.ascending()) == ('"limit"', False)
        for feature in found.getFeatures():
            assert colour_of(found, feature) == legend[f"{feature['limit']:g}"]


def test_a_single_limit_is_in_the_legend():
    (found,) = on_map("serviceareas", "POLYGONS", LIMITS="400", LINES=None)
    assert list(colours(found)) == ["400"]


def test_limits_of_the_facilities_own_are_told_apart_while_they_are_few():
    def shown(number: int, overlap: int) -> dict[str, str]:
        schools = layer([(point(20 * n, 0), f"s{n}", 30 + n) for n in range(number)], code="text", reach="int")
        given = {"FACILITIES": schools, "LIMIT_FIELD": "reach", "OVERLAP": overlap}
        (found,) = on_map("serviceareas", "LINES", POLYGONS=None, LIMITS="400", **given)
        return colours(found)

    assert list(shown(3, 0)) == ["30", "31", "32"]
    assert len(shown(25, 0)) == 1
    assert len(shown(3, 1)) == 1, "dissolved, no limit is that of all"


@pytest.mark.parametrize("prefix", ["", "bm_"])
def test_dwellings_are_coloured_by_what_they_reach_within_the_largest_limit(prefix):
    homes = layer([(wkt, who, 3) for wkt, who in HOMES], kind="Point", who="text", n_9999="int")
    (found,) = on_map("reachcounts", "OUTPUT", DWELLINGS=homes, LIMITS="50;230", PREFIX=prefix)
    field = f"{prefix}n_230"
    labels = [item.label() for item in found.renderer().legendSymbolItems()]
    assert labels == [field, "0", "1", "2", "3–5", "6–10", "> 10", "unknown"]
    legend = colours(found)
    a, b, c = found.getFeatures()
    assert [feature[field] for feature in (a, b)] == [2, 1]
    assert [colour_of(found, feature) for feature in (a, b, c)] == [legend["2"], legend["1"], legend["unknown"]]


def test_dwellings_that_are_polygons_are_drawn_too():
    homes = layer([(box(40, 5, 60, 15), "a")], who="text")
    (found,) = on_map("reachcounts", "OUTPUT", DWELLINGS=homes, LIMITS="230")
    assert colour_of(found, next(found.getFeatures()))


def test_routes_have_a_style_of_their_own():
    homes = layer(HOMES, kind="Point", who="text")
    (routes,) = on_map("nearestfacility", "ROUTES", DWELLINGS=homes, OUTPUT="TEMPORARY_OUTPUT")
    assert routes.renderer().symbol().color().name() == "#581c87"
    assert colour_of(routes, next(routes.getFeatures())) == "#581c87"
