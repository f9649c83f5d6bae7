"""How raw layers look that Buurtmaat itself adds to a project: quiet, so that what is found stands out later.

QGIS gives each new layer a colour at random, and neighbourhoods in it hide the rest of the town. A layer that comes
with a style of its own keeps it.
"""

from __future__ import annotations

from qgis.core import (
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)

from ..io import parameter_names as p
from ..results.facility_styles import by_type
from ..results.origins import origin_of
from ..results.requirement_styles import appear_with_scale
from .prefill import LINE, POINT, POLYGON, fitting_input, type_column, types_in

_GREY, _PALE = "#8a8a8a", "#bdbdbd"
_MOST_TYPES = 60
"""Types that can be told apart in a legend."""


def quieten(layer: QgsVectorLayer) -> None:
    """Give a raw layer a quiet style, unless it is a result or its file has a style."""
    _, has_style = layer.loadDefaultStyle()
    if has_style or origin_of(layer) is not None:
        return
    renderer = _renderer(layer, fitting_input(layer))
    if renderer is not None:
        layer.setRenderer(renderer)


def _renderer(layer: QgsVectorLayer, part: str) -> QgsFeatureRenderer | None:
    """Return how a layer that plays a part is drawn; None for a table."""
    if part == p.FACILITIES:
        column = type_column(layer)
        types = [] if column is None else types_in(layer, column)
        if column is not None and 0 < len(types) <= _MOST_TYPES:
            return by_type(layer, column, types)
    if part == p.DWELLINGS:
        appear_with_scale(layer)
    kind = layer.geometryType()
    if kind == POINT:
        size, colour = ("0.7", _GREY) if part == p.DWELLINGS else ("1.0", _PALE)
        dot = {"name": "circle", "color": colour, "size": size, "outline_style": "no"}
        return QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple(dot))
    if kind == LINE:
        return QgsSingleSymbolRenderer(QgsLineSymbol.createSimple({"color": _PALE, "width": "0.2"}))
    if kind != POLYGON:
        return None
    if part == p.NEIGHBOURHOODS:
        outline = {"style": "no", "color": _GREY, "outline_color": _GREY, "outline_width": "0.4"}
        return QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(outline))
    ground = {"color": "#ececec", "outline_color": _PALE, "outline_width": "0.2"}
    return QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(ground))
