"""How neighbourhoods show requirements: how many are met, where everything is there, and the verdict on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsRendererCategory,
    QgsSimpleFillSymbolLayer,
    QgsVectorLayer,
)

from ...core.statuses import TOO_FEW, UNKNOWN_VERDICT
from ..io.columns import numbered
from ..io.translation import tr
from .area_labels import below, figure_of, met_of_asked, name_of_area, percentage
from .met_classes import (
    FEW,
    NOT_ASKED,
    SHADES,
    UNKNOWN,
    class_met_expression,
    class_of_share_expression,
    words_met,
    words_of_share,
)
from .run_facts import OF_ALL, RunFacts
from .years_on_map import field_of_year

_PARTS = ("compliance", "share", "rate", "value", "ok", "weight")
_UNKNOWN, _GROUND, _EDGE = "#9ca3af", "#f3f4f6", "#4d4d4d"


@dataclass(frozen=True)
class AreaStyle:
    """One way to show areas: how they are drawn, and the expression of what is written in them."""

    renderer: QgsFeatureRenderer
    label: str


def of_neighbourhoods(
    layer: QgsVectorLayer, verdicts: QgsCategorizedSymbolRenderer, facts: RunFacts, prefix: str
) -> Mapping[str, AreaStyle]:
    """Return the styles of neighbourhoods by title, the one to begin with first.

    Parameters
    ----------
    verdicts
        Draws verdicts, those over all requirements.
    """
    name = name_of_area(layer)
    counts = columns(layer, ("met", "failed", "unknown", "compliance"), prefix)
    shown: dict[str, AreaStyle] = {}
    if counts is not None:
        met, failed, unknown, compliance = counts
        label = below(name, [met_of_asked(met, failed, unknown)])
        all_of_them = _by_number_met(met, failed, unknown, compliance)
        _say_why_unknown(all_of_them, -1, facts, OF_ALL)
        shown[tr("All requirements")] = AreaStyle(all_of_them, label)
    for id_, title in facts.requirements.items():
        verdict, fields = numbered(layer.fields().names(), f"{prefix}{id_}_compliance"), fields_of(layer, prefix, id_)
        if verdict is None:
            continue
        own = verdicts.clone()
        is_field = fields["compliance"] == QgsExpression.quotedColumnRef(verdict)  # and of no year
        own.setClassAttribute(verdict if is_field else fields["compliance"])
        _say_why_unknown(own, UNKNOWN_VERDICT, facts, id_)
        # Its own figure would contradict a verdict that is that of its settlement.
        figures = [] if id_ in facts.larger else [figure_of(facts, id_, fields)]
        shown.setdefault(title, AreaStyle(own, below(name, figures) if figures else name))
    everything = columns(layer, ("everything_share",), prefix)
    if everything is not None:
        (share,) = everything
        style = AreaStyle(_by_share_with_everything(share), below(name, [percentage(share)]))
        shown.setdefault(tr("Dwellings with everything"), style)
    return shown or {tr("All requirements"): AreaStyle(verdicts.clone(), name)}


def _say_why_unknown(renderer: QgsCategorizedSymbolRenderer, value: object, facts: RunFacts, requirement: str) -> None:
    """Let the legend say why all is grey, where that has one cause."""
    if requirement in facts.unknown_since:
        renderer.updateCategoryLabel(renderer.categoryIndexForValue(value), facts.unknown_since[requirement])


def columns(layer: QgsVectorLayer, names: Sequence[str], prefix: str) -> list[str] | None:
    """Return computed fields as an expression names them; None where one is lacking."""
    found = [field_of_year(layer, prefix, name) for name in names]
    fields = [field for field in found if field is not None]
    return fields if len(fields) == len(names) else None


def fields_of(layer: QgsVectorLayer, prefix: str, requirement: str) -> Mapping[str, str]:
    """Return the fields of a requirement by part, as an expression names them."""
    found = {part: field_of_year(layer, prefix, f"{requirement}_{part}") for part in _PARTS}
    return {part: field for part, field in found.items() if field is not None}


def _by_number_met(met: str, failed: str, unknown: str, compliance: str) -> QgsCategorizedSymbolRenderer:
    asked = f"({met} + {failed} + {unknown})"
    expression = (
        f"CASE WHEN coalesce({asked}, 0) = 0 THEN CASE WHEN {compliance} = '{TOO_FEW}' THEN {FEW} ELSE {NOT_ASKED} END "
        f"WHEN {met} + {failed} = 0 THEN {UNKNOWN} ELSE {class_met_expression(met, asked)} END"
    )
    symbols = {
        **{value: filled(colour) for value, colour in enumerate(SHADES)},
        UNKNOWN: filled(_UNKNOWN, "dense6"),
        FEW: filled(_UNKNOWN, "horizontal"),
        NOT_ASKED: filled("#d1d5db", "b_diagonal"),
    }
    categories = [QgsRendererCategory(value, symbols[value], label) for value, label in words_met(tr).items()]
    return QgsCategorizedSymbolRenderer(expression, categories)


def _by_share_with_everything(share: str) -> QgsCategorizedSymbolRenderer:
    expression = f"CASE WHEN {share} IS NULL THEN {UNKNOWN} ELSE {class_of_share_expression(share)} END"
    _, *between, _ = words_of_share(tr)
    labels = (tr("less than 25 % of the dwellings"), *between, tr("all dwellings"))
    categories = [
        QgsRendererCategory(value, filled(colour), label)
        for value, (colour, label) in enumerate(zip(SHADES, labels, strict=True))
    ]
    categories.append(QgsRendererCategory(UNKNOWN, filled(_UNKNOWN, "b_diagonal"), tr("unknown")))
    return QgsCategorizedSymbolRenderer(expression, categories)


def filled(colour: str, style: str = "solid") -> QgsFillSymbol:
    """Return a fill; a hatched one has a ground, as the colours of layers below would be taken for figures."""
    edge = {"outline_color": _EDGE, "outline_width": "0.3"}
    if style == "solid":
        return QgsFillSymbol.createSimple({"color": colour, **edge})
    hatched = QgsFillSymbol.createSimple({"color": _GROUND, **edge})
    hatched.appendSymbolLayer(QgsSimpleFillSymbolLayer.create({"color": colour, "style": style, "outline_style": "no"}))
    return hatched
