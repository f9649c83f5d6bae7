"""How survey estimates are shown: by how high they are, paler the less they can be trusted."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from qgis.core import (
    QgsExpression,
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsProperty,
    QgsRendererRange,
    QgsSymbol,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

from ...core.estimates.estimates import Reliability
from ..io.columns import numbered
from ..io.translation import Language, tr
from .area_labels import area_names, below, name_of_area
from .area_styles import SHADES

_OPACITY = {Reliability.GOOD: 100, Reliability.CAUTION: 55, Reliability.UNUSABLE: 20}
_EDGE, _UNKNOWN = "#4d4d4d", "#9ca3af"
_NOWHERE = -1e308
"""What no estimate is: the class says in the legend what paleness means."""


def show_estimates(layer: QgsVectorLayer, prefix: str = "") -> None:
    """Give areas five classes of their estimate; a layer without the fields for it is left as it is."""
    names = layer.fields().names()
    estimate, reliability = (numbered(names, prefix + name) for name in ("estimate", "reliability"))
    if estimate is None or reliability is None:
        layer.setRenderer(QgsFeatureRenderer.defaultRenderer(layer.geometryType()))
        return
    found = QgsVectorLayerUtils.getValues(layer, QgsExpression.quotedColumnRef(estimate))[0]
    values = np.array([value for value in found if isinstance(value, (int, float))])
    shares = bool(values.size) and bool(((values >= 0) & (values <= 1)).all())
    edges = np.unique(np.quantile(values, np.linspace(0, 1, len(SHADES) + 1))).tolist() if values.size else []
    classes = list(pairwise(edges)) or [(edge, edge) for edge in edges]
    own, sure = (QgsExpression.quotedColumnRef(name) for name in (estimate, reliability))
    cases = " ".join(f"WHEN {sure} = '{word}' THEN {opacity}" for word, opacity in _OPACITY.items())
    faded = QgsProperty.fromExpression(f"CASE {cases} ELSE 100 END")
    step = max(len(classes) - 1, 1)
    ranges = []
    for number, (low, high) in enumerate(classes):
        symbol = QgsFillSymbol.createSimple(
            {"color": SHADES[number * (len(SHADES) - 1) // step], "outline_color": _EDGE, "outline_width": "0.3"}
        )
        symbol.setDataDefinedProperty(QgsSymbol.Property.Opacity, faded)
        ranges.append(QgsRendererRange(low, high, symbol, f"{_written(low, shares)} – {_written(high, shares)}"))
    none = QgsFillSymbol.createSimple({"color": _UNKNOWN, "style": "b_diagonal", "outline_color": _EDGE})
    ranges.append(QgsRendererRange(_NOWHERE, _NOWHERE, none, tr("no estimate")))
    for word, label in (
        (Reliability.CAUTION, tr("paler: use with caution")),
        (Reliability.UNUSABLE, tr("very pale: too uncertain to use")),
    ):
        symbol = QgsFillSymbol.createSimple({"color": SHADES[3], "outline_color": _EDGE, "outline_width": "0.3"})
        symbol.setOpacity(_OPACITY[word] / 100)
        ranges.append(QgsRendererRange(-_NOWHERE, -_NOWHERE, symbol, label))
    layer.setRenderer(QgsGraduatedSymbolRenderer(f"coalesce({own}, {_NOWHERE!r})", ranges))
    written = f"format_number(100 * {own}, 0) || ' %'" if shares else f"format_number({own}, 1)"
    label = below(name_of_area(layer), [f"coalesce({written}, '')"])
    layer.setLabeling(area_names(label, "#1f2937", is_expression=True))
    layer.setLabelsEnabled(True)


def _written(value: float, shares: bool) -> str:
    language = Language()
    return f"{language.number(100 * value, 0)} %" if shares else language.number(value, 2)
