"""How results look when they arrive on the map."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsCategorizedSymbolRenderer, QgsMapLayer, QgsVectorLayer

from ..core.statuses import FAILS, MEETS, NOT_APPLICABLE, TOO_FEW, UNKNOWN_VERDICT
from .translation import tr

_STYLES = Path(__file__).resolve().parent.parent / "resources" / "styles"


def words() -> dict[str, str]:
    """Give the words for the values that styles tell apart, in the user's language."""
    return {
        MEETS: tr("meets"),
        FAILS: tr("fails"),
        UNKNOWN_VERDICT: tr("unknown"),
        TOO_FEW: tr("too few dwellings"),
        NOT_APPLICABLE: tr("not applicable"),
        "high": tr("dwellings depend on it"),
        "medium": tr("streets depend on it"),
        "low": tr("there is a way round"),
    }


def apply_style(layer: QgsMapLayer | None, style: str) -> None:
    """Give a layer one of the styles in resources/styles, its legend in the user's language."""
    if not isinstance(layer, QgsVectorLayer):
        return
    layer.loadNamedStyle(str(_STYLES / f"{style}.qml"))
    renderer = layer.renderer()
    if isinstance(renderer, QgsCategorizedSymbolRenderer):
        for row, category in enumerate(renderer.categories()):
            renderer.updateCategoryLabel(row, words().get(str(category.value()), str(category.value())))
