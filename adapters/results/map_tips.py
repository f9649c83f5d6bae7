"""What the map says of a neighbourhood or a dwelling that the pointer rests on."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import get_args

from qgis.core import QgsExpression, QgsVectorLayer

from ...core.statuses import Verdict
from ..io.legend_text import legend_text
from ..io.translation import tr
from .area_labels import figure_of, met_of_asked, name_of_area, written_number
from .area_styles import columns, fields_of
from .run_facts import RunFacts
from .styles import class_words


def tell_on_map(layer: QgsVectorLayer, facts: RunFacts, prefix: str) -> None:
    """Let a layer of dwellings or neighbourhoods say the essentials of a run where the pointer rests."""
    counts = columns(layer, ("met", "failed", "unknown"), prefix)
    lines = [] if counts is None else [f"<b>{_shown(name_of_area(layer))}</b>", _shown(met_of_asked(*counts))]
    for id_, title in facts.requirements.items():
        fields = fields_of(layer, prefix, id_)
        said = (
            _of_area(fields, _figure(facts, id_, fields), facts.larger.get(id_, ""))
            if counts is not None
            else _of_dwelling(fields, facts.thresholds.get(id_, (0, ""))[1])
        )
        if said:
            lines.append(f"{legend_text(html.escape(title))}: {_shown(said)}")
    if lines:
        layer.setMapTipTemplate("<br>".join(lines))


def _figure(facts: RunFacts, requirement: str, fields: Mapping[str, str]) -> str:
    """Return the expression of an area's own figure for a requirement, with its unit where it has one."""
    figure, unit = figure_of(facts, requirement, fields), facts.units.get(requirement, "")
    if not unit:
        return figure
    return f"CASE WHEN {figure} <> '' THEN format({QgsExpression.quotedString(unit)}, {figure}) ELSE '' END"


def _of_area(fields: Mapping[str, str], its_figure: str, larger: str) -> str:
    """Return the expression of a verdict with its figure; empty where there is none.

    Parameters
    ----------
    larger
        What the areas are called that are judged; empty where the neighbourhoods themselves are.
    """
    if "compliance" not in fields:
        return ""
    said = [f"map_get(map({_words()}), {fields['compliance']})", f"nullif({its_figure}, '')"]
    if larger:
        judged = QgsExpression.quotedString(tr("judged by {level}").format(level=larger))
        here = QgsExpression.quotedString(tr("here %1"))
        said[1:] = [judged, f"CASE WHEN {said[1]} IS NOT NULL THEN format({here}, {its_figure}) END"]
    return f"array_to_string(array_filter(array({', '.join(said)}), @element IS NOT NULL), ', ')"


def _words() -> str:
    words = class_words()
    pairs = [(verdict, words[verdict]) for verdict in get_args(Verdict)]
    return ", ".join(QgsExpression.quotedString(text) for pair in pairs for text in pair)


def _of_dwelling(fields: Mapping[str, str], unit: str) -> str:
    """Return the expression of what a dwelling has; empty where it has no such requirement."""
    if not {"value", "ok", "weight"} <= fields.keys():
        return ""
    value, ok, weight = fields["value"], fields["ok"], fields["weight"]
    within, outside, unknown, not_asked, measure = (
        QgsExpression.quotedString(text)
        for text in (tr("within"), tr("outside"), tr("unknown"), tr("not asked of it"), f" {unit}, ")
    )
    return (
        f"CASE WHEN {weight} = 0 THEN {not_asked} WHEN {ok} IS NULL THEN {unknown} "
        f"ELSE CASE WHEN {value} IS NULL THEN '' ELSE {written_number(value)} || {measure} END "
        f"|| CASE WHEN {ok} = 1 THEN {within} ELSE {outside} END END"
    )


def _shown(expression: str) -> str:
    """Return the place of an expression in a template; what a layer holds is text there, never a tag."""
    return f"[% replace(replace({expression}, '&', '&amp;'), '<', '&lt;') %]"
