"""How results look when they arrive on the map."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import numpy as np
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsFeatureRenderer,
    QgsGraduatedSymbolRenderer,
    QgsMapLayer,
    QgsRendererCategory,
    QgsRendererRange,
    QgsRuleBasedRenderer,
    QgsSymbol,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from qgis.PyQt.QtGui import QColor

from ..core.statuses import FAILS, MEETS, NOT_APPLICABLE, TOO_FEW, UNKNOWN_VERDICT
from .translation import tr

_STYLES = Path(__file__).resolve().parent.parent / "resources" / "styles"

_COUNT = re.compile(r"n_\d+(_\d+)*$")
"""Ends the name of a field with the number of facilities within a limit."""

_TOLD_APART = 20
"""Limits that have a colour each; facilities with limits of their own may have more."""

_CLASSES = 5
_NOTHING, _UNKNOWN = QColor("#ea580c"), QColor("#9ca3af")


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
        "dwelling": tr("dwelling"),
        "out_of_use": tr("out of use"),
        "mixed_use": tr("in a building with other uses"),
        "institution": tr("institution"),
        "more": tr("more dwellings than published"),
        "agrees": tr("within 5 % of what is published"),
        "fewer": tr("fewer dwellings than published"),
        "short_by_half": tr("less than half of what is required"),
        "short": tr("less than required"),
        "enough": tr("what is required, and up to half more"),
        "ample": tr("more than that"),
        "no_balance": tr("not known, or nothing required"),
    }


def apply_style(layer: QgsMapLayer | None, style: str) -> None:
    """Give a layer one of the styles in resources/styles, its legend in the user's language."""
    if not isinstance(layer, QgsVectorLayer):
        return
    layer.loadNamedStyle(str(_STYLES / f"{style}.qml"))
    renderer = layer.renderer()
    if isinstance(renderer, QgsRuleBasedRenderer):
        _name_rules(layer, renderer)
    elif isinstance(renderer, QgsGraduatedSymbolRenderer):
        _classify(layer, renderer)
    elif isinstance(renderer, QgsCategorizedSymbolRenderer) and len(renderer.categories()) == 1:
        _tell_apart(layer, renderer)
    elif isinstance(renderer, QgsCategorizedSymbolRenderer):
        for row, category in enumerate(renderer.categories()):
            renderer.updateCategoryLabel(row, words().get(str(category.value()), str(category.value())))


def _tell_apart(layer: QgsVectorLayer, renderer: QgsCategorizedSymbolRenderer) -> None:
    """Give each number of a field a colour of the ramp, the smallest the first; where there are many, all have one."""
    found = layer.uniqueValues(layer.fields().lookupField(renderer.classAttribute()))
    values = sorted(float(value) for value in found if isinstance(value, (int, float)))
    if not 0 < len(values) <= _TOLD_APART:
        return
    renderer.deleteAllCategories()
    for number, value in enumerate(values):
        symbol = renderer.sourceSymbol().clone()
        symbol.setColor(renderer.sourceColorRamp().color(number / max(len(values) - 1, 1)))
        renderer.addCategory(QgsRendererCategory(value, symbol, f"{value:g}"))


def _classify(layer: QgsVectorLayer, renderer: QgsGraduatedSymbolRenderer) -> None:
    """Give a figure that is never negative classes of equally many rows; 0 and NULL have one of their own.

    The style names the figure; the last field that is called so holds it, and may have a prefix or a number.
    """
    called = re.compile(rf"{renderer.classAttribute()}(_\d+)?$")
    field = next((name for name in reversed(layer.fields().names()) if called.search(name)), "")
    if not field:  # a file that cuts names
        layer.setRenderer(QgsFeatureRenderer.defaultRenderer(layer.geometryType()))
        return
    found = QgsVectorLayerUtils.getValues(layer, field)[0]
    values = np.array([value for value in found if isinstance(value, (int, float)) and value > 0])
    edges = np.unique(np.quantile(values, np.linspace(0, 1, _CLASSES + 1))).tolist() if values.size else []
    classes = list(pairwise(edges)) or [(edge, edge) for edge in edges]
    ramp, last = renderer.sourceColorRamp(), max(len(classes) - 1, 1)
    colours = [ramp.color(number / last) for number in range(len(classes))]
    labels = [" – ".join(dict.fromkeys(map(_rounded, pair))) for pair in classes]
    symbol = renderer.sourceSymbol()
    if symbol.type() != QgsSymbol.defaultSymbol(layer.geometryType()).type():
        symbol = QgsSymbol.defaultSymbol(layer.geometryType())
    renderer.setClassAttribute(f"coalesce({QgsExpression.quotedColumnRef(field)}, -1)")
    renderer.deleteAllClasses()
    for (low, high), colour, label in zip(
        [(0.0, 0.0), *classes, (-1.0, -1.0)],
        [_NOTHING, *colours, _UNKNOWN],
        ["0", *labels, tr("unknown")],
        strict=True,
    ):
        own = symbol.clone()
        own.setColor(colour)
        renderer.addClassRange(QgsRendererRange(low, high, own, label))


def _rounded(value: float) -> str:
    """Write a number with three digits that tell."""
    return f"{float(f'{value:.3g}'):.12g}"


def _name_rules(layer: QgsVectorLayer, renderer: QgsRuleBasedRenderer) -> None:
    """Put the rules' labels in the user's language, and for "count" the last field with a number within a limit.

    Our own fields come after those of the input, the largest limit last.
    """
    field = next((name for name in reversed(layer.fields().names()) if _COUNT.search(name)), "count")
    for rule in renderer.rootRule().descendants():
        rule.setFilterExpression(rule.filterExpression().replace('"count"', QgsExpression.quotedColumnRef(field)))
        rule.setLabel(field if rule.label() == "count" else words().get(rule.label(), rule.label()))
