"""Survey estimates on the map: the colour of each area, and what is written in it."""

from __future__ import annotations

from qgis.core import QgsFeature, QgsRenderContext, QgsVectorLayer
from qgis.PyQt.QtCore import Qt

from buurtmaat.adapters.results.estimate_styles import show_estimates


def estimates(*rows: tuple[str, float | None, str | None]) -> QgsVectorLayer:
    """Return areas: name, estimate, reliability."""
    layer = QgsVectorLayer(
        "Polygon?field=buurtnaam:string&field=estimate:double&field=reliability:string", "estimates", "memory"
    )
    made = []
    for row in rows:
        made.append(QgsFeature(layer.fields()))
        made[-1].setAttributes(list(row))
    assert layer.dataProvider().addFeatures(made)[0]
    show_estimates(layer)
    return layer


def colours(layer: QgsVectorLayer) -> list[str]:
    """Return the colour that each area is filled with, as its symbol works it out."""
    renderer, context, found = layer.renderer().clone(), QgsRenderContext(), []
    context.expressionContext().setFields(layer.fields())
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        symbol = renderer.symbolForFeature(feature, context)
        assert symbol.opacity() == 1
        assert symbol.symbolLayer(0).brushStyle() == Qt.BrushStyle.SolidPattern
        properties, own = symbol.symbolLayer(0).dataDefinedProperties(), symbol.symbolLayer(0).fillColor()
        key = symbol.symbolLayer(0).Property.FillColor
        colour, _ = properties.valueAsColor(int(key), context.expressionContext(), own)
        assert colour.alpha() == 255
        found.append(colour.name())
    renderer.stopRender(context)
    return found


def test_paleness_lets_no_colour_of_a_layer_below_through():
    """As found: over the map of verdicts, “too uncertain to use” was as dark as the verdict below it.

    The lightest of the five shades is #fff6d5, the darkest #04193f: 55 % and 20 % of it are left, the rest is white.
    """
    rows = [("a", 0.1, "good"), ("b", 0.9, "good"), ("c", 0.9, "caution"), ("d", 0.9, "unusable"), ("e", None, None)]
    found = colours(estimates(*rows))
    assert found[:2] == ["#fff6d5", "#04193f"]
    assert found[2] == "#" + "".join(f"{round(255 - 0.55 * (255 - one)):02x}" for one in (0x04, 0x19, 0x3F))
    assert found[3] == "#" + "".join(f"{round(255 - 0.2 * (255 - one)):02x}" for one in (0x04, 0x19, 0x3F))


def test_the_legend_is_as_opaque_as_the_map():
    layer = estimates(("a", 0.1, "good"), ("b", 0.9, "caution"))
    for one in layer.renderer().ranges():
        ground = one.symbol().symbolLayer(0)
        assert one.symbol().opacity() == 1
        assert (ground.brushStyle(), ground.fillColor().alpha()) == (Qt.BrushStyle.SolidPattern, 255)
