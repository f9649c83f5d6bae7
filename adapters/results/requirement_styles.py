"""How dwellings and neighbourhoods show requirements: the first or all at once, the others as styles to choose."""

from __future__ import annotations

import math
from collections.abc import Mapping

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
)

from ..io.columns import numbered
from ..io.translation import Language, tr
from . import degree_styles
from .run_facts import RunFacts
from .styles import fitting

_PARTS = ("value", "ok", "weight")
_KINDS = ("heading", "within", "barely_within", "barely_outside", "outside", "unknown", "not_asked")
"""The rules of the style `dwellings`, in order: their labels are in the user's language once it is applied.

The heading is a rule that holds for none: classes below one that holds for all are folded away when the layer arrives.
"""
_AROUND = ("barely_within", "barely_outside")
_HATCHED = {"barely_outside": "b_diagonal", "outside": "f_diagonal", "unknown": "dense6"}
"""Polygons cannot be told apart by their shape."""
_MANY, _NEAR = 10_000, 25_000
"""More dwellings than these hide the neighbourhoods below them until the map is at this scale."""
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

    Dwellings show how far they are from the threshold of the first requirement with one, neighbourhoods their verdict
    over all; each other requirement is a style of its own in the layer's styles, and so is how much of all of them
    there is. A town of dwellings is drawn only where the map is zoomed in.
    """
    renderer = layer.renderer()
    if isinstance(renderer, QgsRuleBasedRenderer):
        if layer.featureCount() > _MANY and not layer.hasScaleBasedVisibility():
            layer.setMinimumScale(_NEAR)  # before the styles are added: each has a copy
            layer.setScaleBasedVisibility(True)
        shown = _of_dwellings(layer, renderer, facts, prefix)
    elif isinstance(renderer, QgsCategorizedSymbolRenderer):
        shown = _of_neighbourhoods(layer, renderer, facts, prefix)
    else:
        return
    styles = layer.styleManager()
    layer.setCustomProperty(_SHOWN, list(shown))  # before the styles are added: each has a copy
    first, *others = shown
    styles.renameStyle(styles.currentStyle(), first)
    for title in reversed(others):
        layer.setRenderer(shown[title])
        styles.addStyleFromLayer(title)
    layer.setRenderer(shown[first])


def _of_neighbourhoods(
    layer: QgsVectorLayer, renderer: QgsCategorizedSymbolRenderer, facts: RunFacts, prefix: str
) -> Mapping[str, QgsFeatureRenderer]:
    shown: dict[str, QgsFeatureRenderer] = {tr("All requirements"): renderer.clone()}
    for name, title in facts.requirements.items():
        field = numbered(layer.fields().names(), f"{prefix}{name}_compliance")
        if field is not None:
            other = renderer.clone()
            other.setClassAttribute(field)
            shown.setdefault(title, other)
    for title, one in degree_styles.of_neighbourhoods(layer, prefix).items():
        shown.setdefault(title, one)
    return shown


def _of_dwellings(
    layer: QgsVectorLayer, renderer: QgsRuleBasedRenderer, facts: RunFacts, prefix: str
) -> Mapping[str, QgsFeatureRenderer]:
    shown: dict[str, QgsFeatureRenderer] = {}
    for name, (threshold, unit) in facts.thresholds.items():
        fields = {part: numbered(layer.fields().names(), f"{prefix}{name}_{part}") for part in _PARTS}
        found = {part: QgsExpression.quotedColumnRef(field) for part, field in fields.items() if field}
        if len(found) == len(_PARTS):
            title = facts.requirements.get(name, name)
            shown.setdefault(title, _around(layer, renderer, found, threshold, unit, title))
    if not shown:  # nothing was measured at the dwellings
        symbol = _fitting(layer, renderer.rootRule().children()[1].symbol(), "")
        shown[tr("Dwellings")] = QgsSingleSymbolRenderer(symbol)
        return shown
    symbols = {kind: rule.symbol() for kind, rule in zip(_KINDS, renderer.rootRule().children(), strict=True)}
    degrees = degree_styles.of_dwellings(layer, lambda kind: _fitting(layer, symbols[kind], kind), prefix)
    for title, one in degrees.items():
        shown.setdefault(title, one)
    return shown


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
    labels = {**_labels(threshold, unit), "heading": title}
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
    return found
