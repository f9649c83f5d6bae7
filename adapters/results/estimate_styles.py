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
    QgsSymbolLayer,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

from ...core.estimates.estimates import Reliability
from ..io.columns import numbered
from ..io.translation import Language, tr
from .area_labels import area_names, below, name_of_area, written_number
from .area_styles import filled
from .met_classes import SHADES, faded

_STRENGTH = {Reliability.GOOD: 1.0, Reliability.CAUTION: 0.55, Reliability.UNUSABLE: 0.2}
"""How much of its colour an area keeps; the rest is white, since what lies below would show through and be misread."""
_UNKNOWN = "#9ca3af"
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
    step = max(len(classes) - 1, 1)
    ranges = []
    for number, (low, high) in enumerate(classes):
        symbol = _as_sure_as(sure, SHADES[number * (len(SHADES) - 1) // step])
        ranges.append(QgsRendererRange(low, high, symbol, f"{_written(low, shares)} – {_written(high, shares)}"))
    ranges.append(QgsRendererRange(_NOWHERE, _NOWHERE, filled(_UNKNOWN, "b_diagonal"), tr("no estimate")))
    for word, label in (
        (Reliability.CAUTION, tr("paler: use with caution")),
        (Reliability.UNUSABLE, tr("very pale: too uncertain to use")),
    ):
        symbol = filled(faded(SHADES[3], _STRENGTH[word]))
        ranges.append(QgsRendererRange(-_NOWHERE, -_NOWHERE, symbol, label))
    layer.setRenderer(QgsGraduatedSymbolRenderer(f"coalesce({own}, {_NOWHERE!r})", ranges))
    written = f"{written_number(f'100 * {own}')} || ' %'" if shares else written_number(own, 1)
    label = below(name_of_area(layer), [f"coalesce({written}, '')"])
    layer.setLabeling(area_names(label, "#1f2937", is_expression=True))
    layer.setLabelsEnabled(True)


def _as_sure_as(sure: str, colour: str) -> QgsFillSymbol:
    """Return a fill that is paler the less an estimate can be trusted; `sure` is an expression."""
    symbol = filled(colour)
    cases = " ".join(f"WHEN {sure} = '{word}' THEN '{faded(colour, part)}'" for word, part in _STRENGTH.items())
    paler = QgsProperty.fromExpression(f"CASE {cases} ELSE '{colour}' END")
    symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.Property.FillColor, paler)
    return symbol


def _written(value: float, shares: bool) -> str:
    language = Language()
    return f"{language.number(100 * value, 0)} %" if shares else language.number(value, 2)
