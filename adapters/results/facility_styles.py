"""How facilities show of what type they are, and which of them counted."""

from __future__ import annotations

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

from ..io.columns import numbered
from ..io.facility_words import facility_word
from ..io.translation import tr

_COLOURS = ("#e69f00", "#0072b2", "#cc79a7", "#009e73", "#d55e00", "#56b4e9", "#f0e442")
"""Okabe and Ito (2008): seven that the colour-blind tell apart."""

_SHAPES = ("circle", "square", "diamond", "triangle", "pentagon", "star", "hexagon", "cross_fill")
"""As many as go round with another colour each time: seven and eight have no divisor in common."""

_OTHERS = "#b8bcc2"


def show_types(layer: QgsVectorLayer) -> None:
    """Give the facilities of each type that counted a form and a colour; the others are small and grey.

    A layer without the fields for it, such as one that cuts names, is left as it is.
    """
    names = layer.fields().names()
    type_, used = (numbered(names, name) for name in ("type", "requirements"))
    if type_ is None or used is None:
        return
    type_, used = (QgsExpression.quotedColumnRef(name) for name in (type_, used))
    expression = f"CASE WHEN coalesce({used}, '') = '' THEN '' ELSE coalesce({type_}, '') END"
    there = _counted_types(layer, expression)
    forms = zip(there, islice(cycle(_COLOURS), len(there)), cycle(_SHAPES), strict=False)
    categories = [
        QgsRendererCategory(name, _symbol(layer, colour, shape), facility_word(name)) for name, colour, shape in forms
    ]
    small = _symbol(layer, _OTHERS, "circle", small=True)
    categories.append(QgsRendererCategory("", small, tr("not counted by any requirement")))
    layer.setRenderer(QgsCategorizedSymbolRenderer(expression, categories))


def _counted_types(layer: QgsVectorLayer, expression: str) -> list[str]:
    values, _ = QgsVectorLayerUtils.getValues(layer, expression)
    return sorted({str(value) for value in values if value}, key=lambda name: facility_word(name).casefold())


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
