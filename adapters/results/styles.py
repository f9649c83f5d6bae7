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
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPainter

from ..io.columns import numbered
from ..io.translation import in_digits, tr
from .verdict_words import verdict_words

_STYLES = Path(__file__).resolve().parent.parent.parent / "resources" / "styles"

_COUNT = re.compile(r"n_\d+(_\d+)*$")
"""Ends the name of a field with the number of facilities within a limit."""

_TOLD_APART = 20
"""Limits that have a colour each; facilities with limits of their own may have more."""

_NAME = re.compile(r'"(\w+)"')
"""A field in an expression."""

_CLASSES = 5
_DISTANCES = ("distance_m",)
"""Figures of which 0 is the best there is, not a lack."""

_NOTHING, _UNKNOWN = QColor("#ea580c"), QColor("#9ca3af")


def class_words() -> dict[str, str]:
    """Return the words for the values that styles tell apart, in the user's language."""
    return {
        **{verdict: words for verdict, words in verdict_words().items() if verdict is not None},
        "high": tr("dwellings depend on it"),
        "medium": tr("streets depend on it"),
        "low": tr("there is a way round"),
        "dwelling": tr("dwelling"),
        "out_of_use": tr("out of use"),
        "mixed_use": tr("in a building with other uses"),
        "institution": tr("institution"),
        "own_number": tr("keeps its own number"),
        "more": tr("more dwellings than published"),
        "agrees": tr("within 5 % of what is published"),
        "fewer": tr("fewer dwellings than published"),
        "short_by_half": tr("less than half of what is required"),
        "short": tr("less than required"),
        "enough": tr("what is required, and up to half more"),
        "ample": tr("more than that"),
        "no_balance": tr("not known, or nothing required"),
        "hard": tr("new, hard plan"),
        "soft": tr("new, soft plan"),
        "other_plan": tr("new, neither hard nor soft"),
        "demolition": tr("demolition"),
        "better": tr("a verdict turned better"),
        "worse": tr("a verdict turned worse"),
        "mixed": tr("some better, some worse"),
        "same": tr("no verdict turned"),
        "other_norm": tr("another norm"),
        "main_part": tr("the main network"),
        "other_part": tr("not connected to it"),
        "no_part": tr("without length, or left out"),
        "came": tr("came"),
        "went": tr("went"),
        "moved": tr("moved"),
        "changed": tr("changed"),
        "vacant": tr("vacant"),
        "public": tr("public"),
        "care": tr("care"),
        "another_kind": tr("another kind"),
    }


def apply_style(layer: QgsMapLayer | None, style: str, prefix: str = "") -> None:
    """Give a layer one of the styles in resources/styles, its legend in the user's language.

    Parameters
    ----------
    prefix
        What stands before the names of computed fields.
    """
    if not isinstance(layer, QgsVectorLayer):
        return
    layer.loadNamedStyle(str(_STYLES / f"{style}.qml"))
    renderer = layer.renderer()
    if isinstance(renderer, QgsRuleBasedRenderer):
        _name_rules(layer, renderer, prefix)
    elif isinstance(renderer, QgsSingleSymbolRenderer):
        renderer.setSymbol(fitting(layer, renderer.symbol()))
    elif isinstance(renderer, QgsGraduatedSymbolRenderer):
        _classify(layer, renderer)
    elif isinstance(renderer, QgsCategorizedSymbolRenderer) and len(renderer.categories()) == 1:
        _tell_apart(layer, renderer)
    elif isinstance(renderer, QgsCategorizedSymbolRenderer):
        attribute = renderer.classAttribute()
        renderer.setClassAttribute(numbered(layer.fields().names(), prefix + attribute) or attribute)
        for row, category in enumerate(renderer.categories()):
            renderer.updateCategoryLabel(row, class_words().get(str(category.value()), str(category.value())))


def legend_entries(layer: QgsVectorLayer, size: QSize) -> list[tuple[QImage, str]]:
    """Return pictures of the symbols of a layer's legend, as the map shows them, and their words.

    Those without words are left out.
    """
    items = [] if layer.renderer() is None else layer.renderer().legendSymbolItems()
    found = []
    for one in items:
        if one.symbol() is None or not one.label():
            continue
        picture = QImage(size, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)  # which it is seen through to
        painter = QPainter(picture)
        painter.setOpacity(layer.opacity())
        painter.drawImage(0, 0, one.symbol().asImage(size))
        painter.end()
        found.append((picture, one.label()))
    return found


def fitting(layer: QgsVectorLayer, symbol: QgsSymbol) -> QgsSymbol:
    """Return a symbol for the layer's kind of geometry: dwellings and facilities may be points, lines or polygons."""
    plain = QgsSymbol.defaultSymbol(layer.geometryType())
    if plain is None or plain.type() == symbol.type():
        return symbol.clone()
    plain.setColor(symbol.color())
    return plain


def _tell_apart(layer: QgsVectorLayer, renderer: QgsCategorizedSymbolRenderer) -> None:
    """Give each number of a field a colour of the ramp, the smallest the first; of many, all have one."""
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
    """Give a figure that is never negative classes of equally many rows; NULL, and a lack of it, have their own.

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
    nothing = [(0.0, 0.0)] if renderer.classAttribute() not in _DISTANCES else []
    if not nothing and classes:
        classes[0] = (0.0, classes[0][1])
    ramp, last = renderer.sourceColorRamp(), max(len(classes) - 1, 1)
    colours = [ramp.color(number / last) for number in range(len(classes))]
    labels = [" – ".join(dict.fromkeys(map(_rounded, pair))) for pair in classes]
    symbol = fitting(layer, renderer.sourceSymbol())
    renderer.setClassAttribute(f"coalesce({QgsExpression.quotedColumnRef(field)}, -1)")
    renderer.deleteAllClasses()
    for (low, high), colour, label in zip(
        [*nothing, *classes, (-1.0, -1.0)],
        [*(_NOTHING for _ in nothing), *colours, _UNKNOWN],
        [*("0" for _ in nothing), *labels, tr("unknown")],
        strict=True,
    ):
        own = symbol.clone()
        own.setColor(colour)
        renderer.addClassRange(QgsRendererRange(low, high, own, label))


def _rounded(value: float) -> str:
    """Write a number with three digits that tell, as the language of the texts does."""
    return in_digits(f"{float(f'{value:.3g}'):.12g}")


def _name_rules(layer: QgsVectorLayer, renderer: QgsRuleBasedRenderer, prefix: str) -> None:
    """Put the rules' labels in the user's language, and computed fields as they are called in the layer.

    For "count" that is the last field with a number within a limit: our own fields come after those of the input, the
    largest limit last.
    """
    names = layer.fields().names()
    count = next((name for name in reversed(names) if _COUNT.search(name)), "count")

    def called(found: re.Match[str]) -> str:
        name = count if found[1] == "count" else numbered(names, prefix + found[1]) or found[1]
        return QgsExpression.quotedColumnRef(name)

    for rule in renderer.rootRule().descendants():
        rule.setFilterExpression(_NAME.sub(called, rule.filterExpression()))
        rule.setLabel(count if rule.label() == "count" else class_words().get(rule.label(), rule.label()))
        if rule.symbol() is not None:
            rule.setSymbol(fitting(layer, rule.symbol()))
