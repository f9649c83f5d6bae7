"""What is written in areas on a map: their names, and a figure below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.core import (
    Qgis,
    QgsExpression,
    QgsPalLayerSettings,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ..io.roles import ROLES, find_named
from ..io.translation import tr, user_locale
from .run_facts import RunFacts

_NAMES = (*ROLES["neighbourhood_name"], "naam", "name", "wijknaam", *ROLES["neighbourhood_code"])
"""Fields with what an area is called, the best first."""


def area_names(
    name: str,
    colour: str,
    *,
    is_expression: bool = False,
    inside: bool = False,
    only_inside: bool = False,
    size: float = 6.5,
) -> QgsVectorLayerSimpleLabeling:
    """Write the names of areas on a map, from a field or an expression, small and with a halo.

    Parameters
    ----------
    inside
        Write a name within the part of its area that is on the map, where there is room for it.
    only_inside
        Leave a name out that does not fit there.
    size
        Of the letters, in points.
    """
    settings = QgsPalLayerSettings()
    settings.fieldName = name
    settings.isExpression = is_expression
    settings.autoWrapLength = 18
    if inside or only_inside:
        settings.placement = Qgis.LabelPlacement.Horizontal
        settings.fitInPolygonOnly = only_inside
    text = QgsTextFormat()
    text.setSize(size)
    text.setColor(QColor(colour))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.7)
    halo.setColor(QColor("white"))
    text.setBuffer(halo)
    settings.setFormat(text)
    return QgsVectorLayerSimpleLabeling(settings)


def name_of_area(layer: QgsVectorLayer) -> str:
    """Return the expression of what an area is called; an empty text where no field tells."""
    field = find_named(_NAMES, layer.fields().names())
    return "''" if field is None else f"coalesce(to_string({QgsExpression.quotedColumnRef(field)}), '')"


def met_of_asked(met: str, failed: str, unknown: str) -> str:
    """Return the expression of "5 of 9", with how many are unknown (2 ?); that all is, or empty where nothing is asked.

    Parameters
    ----------
    met, failed, unknown
        The three numbers of an area, as an expression names them.
    """
    asked = f"({met} + {failed} + {unknown})"
    # Short, as the tables have it: with words QGIS leaves out whole labels for want of room. On one line, else a narrow
    # label has "0 of 9 (7" on it.
    words, doubt = QgsExpression.quotedString(tr("%1 of %2")), QgsExpression.quotedString("(%1\N{NO-BREAK SPACE}?)")
    return (
        f"CASE WHEN {unknown} > 0 AND {unknown} = {asked} THEN {QgsExpression.quotedString(tr('unknown'))} "
        f"WHEN {asked} > 0 THEN format({words}, {met}, {asked})"
        f" || CASE WHEN {unknown} > 0 THEN ' ' || format({doubt}, {unknown}) ELSE '' END ELSE '' END"
    )


def written_number(number: str, decimals: int | str = 0) -> str:
    """Return the expression of a number as the language of the texts writes it, also where QGIS has other digits."""
    return f"format_number({number}, {decimals}, {QgsExpression.quotedString(user_locale())})"


def percentage(share: str, decimals: int = 0) -> str:
    """Return the expression of a share as a percentage that is cut off (see `percent_within`); empty where unknown."""
    step = 10**decimals
    cut = f"min(floor({100 * step} * {share} * (1 + 1e-9)), {100 * step - 1})"
    least, all_ = (f"{written_number(str(number), decimals)} || ' %'" for number in (1 / step, 100))
    return (
        f"CASE WHEN {share} IS NULL THEN '' WHEN {share} >= 1 - 1e-12 THEN {all_} "
        f"WHEN {share} > 0 AND {cut} = 0 THEN '< ' || {least} "
        f"ELSE {written_number(f'{cut} / {step}', decimals)} || ' %' END"
    )


def figure_of(facts: RunFacts, requirement: str, fields: Mapping[str, str]) -> str:
    """Return the expression of an area's own figure for a requirement; an empty text where it has none.

    Parameters
    ----------
    fields
        Its fields by part, as an expression names them; the figure is its share or its rate.
    """
    there = fields.get("share") or fields.get("rate")
    if there is None:
        return "''"
    if requirement in facts.whole:
        return f"CASE WHEN {there} IS NULL THEN '' ELSE {written_number(there)} END"
    return percentage(there, facts.decimals[requirement]) if requirement in facts.decimals else rate_figure(there)


def rate_figure(rate: str) -> str:
    """Return the expression of a rate, cut off behind the digits that tell, as the user's language writes numbers."""
    tells = f"WHEN {rate} >= 100 THEN 0 WHEN {rate} >= 10 THEN 1 WHEN {rate} >= 0.1 OR {rate} = 0 THEN 2 ELSE 4"
    digits = f"(CASE {tells} END)"
    cut = f"floor({rate} * 10 ^ {digits} * (1 + 1e-9)) / 10 ^ {digits}"
    return f"CASE WHEN {rate} IS NULL THEN '' ELSE {written_number(cut, digits)} END"


def below(name: str, figures: Sequence[str]) -> str:
    """Return the expression of a name with figures below it, each on a line of its own; empty ones have none."""
    lines = ", ".join(f"nullif({one}, '')" for one in (name, *figures))
    return f"array_to_string(array_filter(array({lines}), @element IS NOT NULL), '\\n')"
