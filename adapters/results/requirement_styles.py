"""How dwellings and neighbourhoods show requirements: all at once, and each as a style to choose."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsMapLayerStyle,
    QgsMarkerSymbol,
    QgsProperty,
    QgsReadWriteContext,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtXml import QDomDocument, QDomElement

from ..io.legend_text import legend_text
from ..io.translation import Language, tr
from . import degree_styles
from .area_labels import area_names
from .area_styles import of_neighbourhoods
from .map_tips import tell_on_map
from .met_classes import SEEN_THROUGH
from .run_facts import RunFacts
from .styles import fitting
from .years_on_map import field_of_year

_PARTS = ("value", "ok", "weight")
_KINDS = ("heading", "within", "barely_within", "barely_outside", "outside", "unknown", "not_asked")
"""The rules of the style `dwellings`, in order: their labels are in the user's language once it is applied.

The heading is a rule that holds for none: classes below one that holds for all are folded away when the layer arrives.
"""
_AROUND = ("barely_within", "barely_outside")
_HATCHED = {"barely_outside": "b_diagonal", "outside": "f_diagonal", "unknown": "dense6"}
"""Polygons cannot be told apart by their shape."""
_MANY = 10_000
_NEAR, _FAR = 25_000, 100_000
"""Dwellings are drawn from the second scale on, a town of more of them from the first: they hide what is below."""

_METRES, _LEAST, _MOST = 8.0, 0.5, 2.2
"""A marker of 1 mm in the style is as wide on the ground, within these bounds in mm on the map."""

_SHOWN = "buurtmaat/styles"
"""The property of a layer with the names of the styles that a run gave it."""


def make_room(layer: QgsVectorLayer) -> None:
    """Remove the styles that an earlier run gave a layer that was written anew; what its user made stays.

    Styles of requirements that are gone would name fields that are gone too, and one that has the title of a new one
    would keep the older threshold.
    """
    styles, shown = layer.styleManager(), layer.customProperty(_SHOWN) or []
    for name in shown:
        if name != styles.currentStyle():
            styles.removeStyle(name)
    if shown and styles.currentStyle() not in shown:
        styles.addStyleFromLayer(shown[0])  # the new look goes there, not into the style that the user made
        styles.setCurrentStyle(shown[0])


def show_requirements(layer: QgsVectorLayer, facts: RunFacts, prefix: str) -> None:
    """Let a layer that has one of the styles `dwellings` and `neighbourhoods` show the requirements of a run.

    Both begin with all requirements: how many of them a dwelling lacks and a neighbourhood meets. Each requirement is a
    style of its own in the layer's styles, under its title: how far dwellings are from its threshold, and the verdict
    on neighbourhoods. A town of dwellings is drawn only where the map is zoomed in.
    """
    renderer = layer.renderer()
    tell_on_map(layer, facts, prefix)  # before the styles, as each has a copy of it and of the rest
    if isinstance(renderer, QgsRuleBasedRenderer):
        appear_with_scale(layer)
        _put_styles(layer, _of_dwellings(layer, renderer, facts, prefix))
    elif isinstance(renderer, QgsCategorizedSymbolRenderer):
        layer.setOpacity(SEEN_THROUGH)
        shown = of_neighbourhoods(layer, renderer, facts, prefix)
        labels = dict(zip(shown, _written([one.label for one in shown.values()]), strict=True))
        layer.setLabelsEnabled(True)
        _put_styles(layer, {title: one.renderer for title, one in shown.items()}, labels)


def appear_with_scale(layer: QgsVectorLayer) -> None:
    """Draw dwellings only where the map is zoomed in, unless the layer says itself when it is drawn."""
    if not layer.hasScaleBasedVisibility():
        layer.setMinimumScale(_NEAR if layer.featureCount() > _MANY else _FAR)
        layer.setScaleBasedVisibility(True)


def hides_the_map(layer: QgsVectorLayer, style: str | None) -> bool:
    """Return whether a layer with this style has so many dwellings that they are better looked at later."""
    return style == "dwellings" and layer.featureCount() > _MANY


def _put_styles(
    layer: QgsVectorLayer,
    shown: Mapping[str, QgsFeatureRenderer],
    labels: Mapping[str, QgsVectorLayerSimpleLabeling] = MappingProxyType({}),
) -> None:
    """Put styles on a layer, the first of them in view.

    Each is that of the layer but for what draws and labels it: QGIS would write all of it anew for each.
    """
    styles = layer.styleManager()
    layer.setCustomProperty(_SHOWN, list(shown))  # before the styles are added: each has a copy
    first, *others = shown
    styles.renameStyle(styles.currentStyle(), first)
    layer.setRenderer(shown[first].clone())
    if first in labels:
        layer.setLabeling(labels[first].clone())
    worn = QgsMapLayerStyle()
    worn.readFromLayer(layer)
    written = worn.xmlData()
    for title in reversed(others):
        style = _with_element(written, shown[title].save)
        if title in labels:
            style = _with_element(style, labels[title].save)
        styles.addStyle(title, QgsMapLayerStyle(style))


def _with_element(style: str, save: Callable[[QDomDocument, QgsReadWriteContext], QDomElement]) -> str:
    """Return a style with another element in the place of the one of its name, which is there once."""
    document = QDomDocument()
    element = save(document, QgsReadWriteContext())
    document.appendChild(element)
    before, start, rest = style.partition(f"<{element.tagName()} ")
    _, end, after = rest.rpartition(f"</{element.tagName()}>")
    if not start or not end:
        raise ValueError(element.tagName())
    return before + document.toString() + after


def _written(expressions: Sequence[str]) -> list[QgsVectorLayerSimpleLabeling]:
    """Return what is written in areas, in one kind of letters, since these take long to find."""
    settings = area_names("", "#1b1b1b", is_expression=True, inside=True, size=9).settings()
    found = []
    for expression in expressions:
        settings.fieldName = expression
        found.append(QgsVectorLayerSimpleLabeling(settings))
    return found


def choose_style(layer: QgsVectorLayer, title: str) -> bool:
    """Let a layer of a run show a requirement, or how much there is of all of them.

    Where it has nothing of the requirement, as dwellings have not of a rate, it shows all: what was shown before is of
    another one.

    Parameters
    ----------
    title
        Of the requirement; empty for all.

    Returns
    -------
    bool
        Whether it does: False where the run gave it no such style, or its user made one that is in use.
    """
    styles, shown = layer.styleManager(), layer.customProperty(_SHOWN) or []
    if styles.currentStyle() not in shown:
        return False
    wanted = title or tr("All requirements")
    there = [one for one in (wanted, tr("All requirements")) if one in shown and one in styles.styles()]
    if there and there[0] != styles.currentStyle():
        styles.setCurrentStyle(there[0])
        layer.triggerRepaint()
    return wanted in there


def _of_dwellings(
    layer: QgsVectorLayer, renderer: QgsRuleBasedRenderer, facts: RunFacts, prefix: str
) -> Mapping[str, QgsFeatureRenderer]:
    shown: dict[str, QgsFeatureRenderer] = {}
    for name, (threshold, unit) in facts.thresholds.items():
        fields = {part: field_of_year(layer, prefix, f"{name}_{part}") for part in _PARTS}
        found = {part: field for part, field in fields.items() if field is not None}
        if len(found) == len(_PARTS):
            title = facts.requirements.get(name, name)
            shown.setdefault(title, _around(layer, renderer, found, threshold, unit, title))
    if not shown:  # nothing was measured at the dwellings
        symbol = _fitting(layer, renderer.rootRule().children()[1].symbol(), "")
        shown[tr("Dwellings")] = QgsSingleSymbolRenderer(symbol)
        return shown
    symbols = {kind: rule.symbol() for kind, rule in zip(_KINDS, renderer.rootRule().children(), strict=True)}
    degrees = degree_styles.of_dwellings(layer, lambda kind: _fitting(layer, symbols[kind], kind), prefix)
    return {**degrees, **{title: one for title, one in shown.items() if title not in degrees}}


def _around(
    layer: QgsVectorLayer,
    renderer: QgsRuleBasedRenderer,
    fields: Mapping[str, str],
    threshold: float,
    unit: str,
    title: str,
) -> QgsFeatureRenderer:
    """Return the classes around a threshold under the requirement's title; where it differs, within and outside only.

    The rules are those of a copy: one that Python makes is written to after QGIS has freed it.
    """
    around = renderer.clone()
    labels = {**_labels(threshold, unit), "heading": legend_text(title)}
    for kind, rule in zip(_KINDS, around.rootRule().children(), strict=True):
        if math.isnan(threshold) and kind in _AROUND:
            around.rootRule().removeChild(rule)
            continue
        condition = rule.filterExpression()
        if math.isnan(threshold) and kind in ("within", "outside"):
            condition = '"ok" = {} AND "weight" > 0'.format(int(kind == "within"))
        for part, field in fields.items():
            condition = condition.replace(f'"{part}"', field)
        rule.setFilterExpression(condition.replace('"threshold"', repr(threshold)))
        rule.setLabel(labels[kind])
        if rule.symbol() is not None:
            rule.setSymbol(_fitting(layer, rule.symbol(), kind))
    return around


def _labels(threshold: float, unit: str) -> Mapping[str, str]:
    """Describe what each class is."""
    rest = {"unknown": tr("unknown"), "not_asked": tr("not asked of it")}
    if math.isnan(threshold):
        return {"within": tr("within the threshold"), "outside": tr("outside the threshold"), **rest}
    short = Language().short
    less, at, more = (f"{short(round(part * threshold, 6))} {unit}" for part in (0.9, 1.0, 1.1))
    return {
        "within": tr("within {threshold}").format(threshold=less),
        "barely_within": tr("{low} to {high}: just within").format(low=less, high=at),
        "barely_outside": tr("{low} to {high}: just outside").format(low=at, high=more),
        "outside": tr("farther than {threshold}, or never").format(threshold=more),
        **rest,
    }


def _fitting(layer: QgsVectorLayer, symbol: QgsSymbol, kind: str) -> QgsSymbol:
    """Return a symbol for the layer's geometry: polygons are filled, and those outside hatched."""
    found = fitting(layer, symbol)
    if isinstance(found, QgsFillSymbol):
        colour = symbol.color().name()
        style = {"color": colour, "style": _HATCHED.get(kind, "solid"), "outline_color": colour, "outline_width": "0.2"}
        return QgsFillSymbol.createSimple(style)
    if isinstance(found, QgsMarkerSymbol):
        _grow_with_map(found)
    return found


def _grow_with_map(symbol: QgsMarkerSymbol) -> None:
    """Let a marker be as large as a house when one looks close, and a point from far; its size is for the legend."""
    width = symbol.size()
    size = f"max({_LEAST}, min({_MOST}, {1000 * _METRES} / @map_scale)) * {width}"
    symbol.setDataDefinedSize(QgsProperty.fromExpression(size))
