"""How dwellings show how much they have of what is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qgis.core import QgsCategorizedSymbolRenderer, QgsFeatureRenderer, QgsRendererCategory, QgsSymbol, QgsVectorLayer

from ..io.translation import tr
from .area_styles import columns

SYMBOLS = ("within", "barely_within", "barely_outside", "outside", "unknown", "not_asked")
"""Whose symbols of the style `dwellings` the classes take, in order: from everything to nothing asked."""


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
    fields = columns(layer, names, prefix)
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
    return {tr("All requirements"): QgsCategorizedSymbolRenderer(expression, categories)}
