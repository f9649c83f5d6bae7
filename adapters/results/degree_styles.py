"""How dwellings and neighbourhoods show how much they have of what is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsRendererCategory,
    QgsSymbol,
    QgsVectorLayer,
)

from ..io.columns import numbered
from ..io.translation import tr

SYMBOLS = ("within", "barely_within", "barely_outside", "outside", "unknown", "not_asked")
"""Whose symbols of the style `dwellings` the classes take, in order: from everything to nothing asked."""

_SHADES = ("#f7fbff", "#a4c5e0", "#5c8cbc", "#22588f", "#06264a")
_UNKNOWN = "#9ca3af"


def of_dwellings(
    layer: QgsVectorLayer, symbol_of: Callable[[str], QgsSymbol], prefix: str
) -> Mapping[str, QgsFeatureRenderer]:
    """Return a style by how many requirements dwellings lack; none where the layer has no such counts.

    Parameters
    ----------
    symbol_of
        Returns the symbol for one of `SYMBOLS`.
    """
    names = ("asked_count", "within_count", "unknown_count")
    fields = _columns(layer, names, prefix)
    if fields is None:
        return {}
    asked, within, unknown = fields
    lacking = f"{asked} - {within} - {unknown}"
    expression = (
        f"CASE WHEN {asked} = 0 THEN 5 WHEN {lacking} = 0 AND {unknown} > 0 THEN 4 "
        f"WHEN {lacking} > 2 THEN 3 ELSE {lacking} END"
    )
    labels = (
        tr("everything that is asked"),
        tr("lacks one"),
        tr("lacks two"),
        tr("lacks three or more"),
        tr("unknown"),
        tr("nothing asked of it"),
    )
    categories = [
        QgsRendererCategory(number, symbol_of(kind), label)
        for number, (kind, label) in enumerate(zip(SYMBOLS, labels, strict=True))
    ]
    return {tr("How much of what is asked"): QgsCategorizedSymbolRenderer(expression, categories)}


def of_neighbourhoods(layer: QgsVectorLayer, prefix: str) -> Mapping[str, QgsFeatureRenderer]:
    """Return a style by the share of dwellings with everything; none where the layer has no such share."""
    fields = _columns(layer, ("everything_share",), prefix)
    if fields is None:
        return {}
    (share,) = fields
    expression = (
        f"CASE WHEN {share} IS NULL THEN -1 WHEN {share} >= 1 THEN 4 "
        f"WHEN {share} >= 0.75 THEN 3 WHEN {share} >= 0.5 THEN 2 WHEN {share} >= 0.25 THEN 1 ELSE 0 END"
    )
    labels = (
        tr("less than 25 % of the dwellings"),
        tr("25 to 50 %"),
        tr("50 to 75 %"),
        tr("75 % or more"),
        tr("all dwellings"),
    )
    categories = [
        QgsRendererCategory(number, _filled(colour, "solid"), label)
        for number, (colour, label) in enumerate(zip(_SHADES, labels, strict=True))
    ]
    categories.append(QgsRendererCategory(-1, _filled(_UNKNOWN, "b_diagonal"), tr("unknown")))
    return {tr("Dwellings with everything"): QgsCategorizedSymbolRenderer(expression, categories)}


def _columns(layer: QgsVectorLayer, names: Sequence[str], prefix: str) -> list[str] | None:
    """Return the computed fields as an expression names them; None where one is lacking."""
    found = [numbered(layer.fields().names(), prefix + name) for name in names]
    fields = [QgsExpression.quotedColumnRef(name) for name in found if name is not None]
    return fields if len(fields) == len(names) else None


def _filled(colour: str, style: str) -> QgsFillSymbol:
    return QgsFillSymbol.createSimple({"color": colour, "style": style, "outline_color": "#6b7280"})
