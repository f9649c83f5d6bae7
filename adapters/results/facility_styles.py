"""How facilities show of what type they are, and which of them counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import cycle, islice

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsFillSymbol,
    QgsMarkerSymbol,
    QgsRendererCategory,
    QgsSymbol,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from qgis.PyQt.QtGui import QColor

from ...core.statuses import OFF_NETWORK
from ..io.columns import numbered
from ..io.legend_text import legend_text
from ..io.reading import is_null
from ..io.translation import facility_word, tr
from .years_on_map import BY_YEAR, field_of_year

_COLOURS = ("#e69f00", "#0072b2", "#cc79a7", "#009e73", "#d55e00", "#56b4e9", "#f0e442")
"""Okabe and Ito (2008): seven that the colour-blind tell apart."""

_SHAPES = ("circle", "square", "diamond", "triangle", "pentagon", "star", "hexagon", "cross_fill")
"""As many as go round with another colour each time: seven and eight have no divisor in common."""

_SMALLER = 2.0
_OTHERS = "#b8bcc2"
_LEFT_OUT = "-"
"""The class of facilities of a type that is asked for, that did not count."""

_IN_AREA = "+"
"""The class of those that count in what their area has, and are too far off the streets for anybody to get there."""


def show_types(layer: QgsVectorLayer, asked: Collection[str], prefix: str, *, reached: Collection[str] = ()) -> None:
    """Give the facilities of each type that counted a form and a colour; the others are small and grey.

    Those that no requirement asks for are in the legend, and off: there are hundreds of them, which hide the map. A
    layer without the fields for it, such as one that cuts names, is left as it is.

    Parameters
    ----------
    asked
        The types that the norms ask for.
    prefix
        What stands before the names of computed fields.
    reached
        The types to which some norm asks for a way over the streets.
    """
    type_, used = (field_of_year(layer, prefix, name) for name in ("type", "requirements"))
    if type_ is None or used is None:
        return
    is_off = _is_off_streets(layer, prefix, type_, reached)
    expression = (
        f"CASE WHEN coalesce({used}, '') <> '' AND {is_off} THEN '{_IN_AREA}' "
        f"WHEN coalesce({used}, '') <> '' THEN coalesce({type_}, '') "
        f"WHEN {_is_one_of(type_, asked)} THEN '{_LEFT_OUT}' ELSE '' END"
    )
    categories = _of_types(layer, _types_counted(layer, prefix, is_off))
    small = _symbol(layer, _OTHERS, "circle", small=True)
    if _any(layer, f"coalesce({used}, '') <> '' AND {is_off}"):
        off = _symbol(layer, "#ffffff", "square")
        categories.append(QgsRendererCategory(_IN_AREA, off, tr("counted in its area only: off the streets")))
    left_out = _symbol(layer, "#ffffff", "circle")
    categories += [
        QgsRendererCategory(_LEFT_OUT, left_out, tr("asked for, not counted")),
        QgsRendererCategory("", small, tr("not asked for by any requirement"), render=False),
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer(expression, categories))


def _is_off_streets(layer: QgsVectorLayer, prefix: str, type_: str, reached: Collection[str]) -> str:
    """Return the expression of whether a facility is of a type that is walked to, and off the streets itself."""
    status = numbered(layer.fields().names(), f"{prefix}row_status")
    if status is None:
        return "false"
    return f"({QgsExpression.quotedColumnRef(status)} = '{OFF_NETWORK}' AND {_is_one_of(type_, reached)})"


def _is_one_of(type_: str, types: Collection[str]) -> str:
    """Return the expression of whether a type is one of some, without case and spaces around it."""
    names = ", ".join(QgsExpression.quotedString(name.strip().casefold()) for name in sorted(types))
    return f"coalesce(lower(trim({type_})) IN ({names}), false)" if names else "false"


def _any(layer: QgsVectorLayer, expression: str) -> bool:
    """Return whether an expression is true of some feature."""
    values, _ = QgsVectorLayerUtils.getValues(layer, expression)
    return any(value in (True, 1) for value in values)


def by_type(layer: QgsVectorLayer, field: str, types: Sequence[str]) -> QgsCategorizedSymbolRenderer:
    """Return how facilities look of which nobody has said yet what counts: each type has its form and colour, small."""
    categories = _of_types(layer, types)
    for one in categories:
        symbol = one.symbol().clone()
        if isinstance(symbol, QgsMarkerSymbol):
            symbol.setSize(_SMALLER)
        one.setSymbol(symbol)
    return QgsCategorizedSymbolRenderer(f"trim({QgsExpression.quotedColumnRef(field)})", categories)


def _of_types(layer: QgsVectorLayer, types: Sequence[str]) -> list[QgsRendererCategory]:
    """Return a class for each type, with a form and a colour that no other one has."""
    forms = zip(types, islice(cycle(_COLOURS), len(types)), cycle(_SHAPES), strict=False)
    return [
        QgsRendererCategory(name, _symbol(layer, colour, shape), legend_text(facility_word(name)))
        for name, colour, shape in forms
    ]


def _types_counted(layer: QgsVectorLayer, prefix: str, is_off: str) -> list[str]:
    """Return the types of which a facility counted, in any year; not of those with a class of their own."""
    names = layer.fields().names()
    used, years = (numbered(names, prefix + name) for name in ("requirements", BY_YEAR))
    counted = f"coalesce({QgsExpression.quotedColumnRef(used)}, '') <> ''"
    if years is not None:
        figures = f"map_avals(json_to_map({QgsExpression.quotedColumnRef(years)}))"
        counted += f" OR array_length(array_filter({figures}, map_get(@element, 'requirements') <> '')) > 0"
    type_ = QgsExpression.quotedColumnRef(numbered(names, prefix + "type"))
    values, _ = QgsVectorLayerUtils.getValues(layer, f"CASE WHEN ({counted}) AND NOT {is_off} THEN {type_} END")
    there = {str(value) for value in values if not is_null(value) and value}
    return sorted(there, key=lambda name: facility_word(name).casefold())


def _symbol(layer: QgsVectorLayer, colour: str, shape: str, *, small: bool = False) -> QgsSymbol:
    plain = QgsSymbol.defaultSymbol(layer.geometryType())
    if isinstance(plain, QgsMarkerSymbol):
        return QgsMarkerSymbol.createSimple(
            {
                "name": shape,
                "color": colour,
                "size": "1.4" if small else "3.2",
                "outline_color": "#ffffff" if small else "#1f2937",
                "outline_width": "0.2",
            }
        )
    if isinstance(plain, QgsFillSymbol):
        return QgsFillSymbol.createSimple({"color": colour, "outline_color": "#1f2937", "outline_width": "0.3"})
    plain.setColor(QColor(colour))
    return plain
