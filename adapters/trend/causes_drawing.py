"""Causes of a change as they are drawn: a step for each cause between the figures of two days, and a table by area."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ...core.statuses import NEIGHBOURHOOD, TOTAL
from ..io.translation import Language
from ..report.percentages import COMPARED, percent
from ..report.trend_words import CAUSES, cause_words, reason_words
from .causes_words import causes_sentence, change_number, effect_texts, whole_causes

if TYPE_CHECKING:
    import pandas as pd

_WIDTH, _LEFT, _RIGHT, _TOP, _ROW = 750, 320, 130, 8, 26
_NOTHING = 1e-9
_SAME = 1e-6
"""Figures of a table and of a recipe are the same up to this."""

_ROOM = 0.08
"""Of what is drawn, left and right of it."""

_MOST_ROWS = 100
"""Neighbourhoods in a table; the table of the run has all."""


def causes_of_requirement(
    causes: pd.DataFrame, series: pd.DataFrame, requirement: str, labels: Mapping[str, str], language: Language
) -> list[Mapping[str, object]]:
    """Return what is drawn of a requirement, for each two days that follow each other.

    Parameters
    ----------
    causes, series
        The tables of the run.
    labels
        What people call the areas.
    """
    tr = language.tr
    found: list[Mapping[str, object]] = []
    for row in whole_causes(causes, requirement).to_dict("records"):
        days = row["from_date"], row["to_date"]
        here = (causes["from_date"] == days[0]) & (causes["requirement"] == requirement)
        own = causes[here & (causes["level"] == NEIGHBOURHOOD) & (causes["neighbourhood"] != TOTAL)]
        first, last = (_figure_at(series, requirement, day) for day in days)
        sentence = causes_sentence(row, language)
        words = cause_words(language)
        if not (own["corrected"].abs() > _NOTHING).any():
            del words["corrected"]
        if not sentence and own["change"].isna().all():
            continue
        found.append(
            {
                "days": f"{days[0]} – {days[1]}",
                "sentence": sentence,
                "drawing": _steps(row, first, last, language),
                "unit": tr("percentage points") if row["measure"] == "share" else "",
                "causes": list(words.values()),
                "rows": _rows(own, list(words), labels, language),
            }
        )
    return found


def _figure_at(series: pd.DataFrame, requirement: str, day: str) -> float:
    """Return the share or the rate of all together on a day."""
    whole = (series["neighbourhood"] == TOTAL) & (series["level"] == NEIGHBOURHOOD)
    rows = series[whole & (series["requirement"] == requirement) & (series["date"] == day)]
    if rows.empty:
        return np.nan
    share, rate = float(rows["share"].iloc[0]), float(rows["rate"].iloc[0])
    return rate if np.isnan(share) else share


def _steps(row: Mapping[Hashable, Any], first: float, last: float, language: Language) -> Mapping[str, object] | None:
    """Return the bars from the figure of the first day to that of the second, None where they are not known.

    Each begins where the one before it ends. The scale begins where the figures do, not at 0: what is compared is the
    bars. Where recipes give other figures than those that were published, the bars do not lead from one to the other.
    """
    words, measure = cause_words(language), str(row["measure"])
    effects = _effects_in_order(row)
    if not abs(first + sum(effects.values()) - last) <= _SAME:  # also where one is not known
        return None
    names = list(effects)
    ends = last - sum(effects.values()) + np.cumsum([0.0, *(effects[name] for name in names)])
    texts = effect_texts(row, language)
    low, high = float(ends.min()), float(ends.max())
    room = _ROOM * (high - low) or 1.0

    def x(value: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * (value - low + room) / (high - low + 2 * room), 1)

    def figure(value: float) -> str:
        return (
            percent(min(max(value, 0.0), 1.0), language, COMPARED) if measure == "share" else language.number(value, 3)
        )

    bars = [
        {
            **_bar(x(ends[place]), x(ends[place + 1]), _TOP + _ROW * (place + 1)),
            "label": words[name],
            "text": texts[name],
            "kind": "none" if abs(effects[name]) < _NOTHING else "up" if effects[name] > 0 else "down",
        }
        for place, name in enumerate(names)
    ]
    height = 2 * _TOP + _ROW * (len(names) + 2)
    return {
        "width": _WIDTH,
        "height": height,
        "row": _ROW,
        "left": _LEFT,
        "right": _WIDTH - _RIGHT,
        "first": {"x": x(ends[0]), "y": _TOP, "label": row["from_date"], "text": figure(float(ends[0]))},
        "last": {
            "x": x(ends[-1]),
            "y": _TOP + _ROW * (len(names) + 1),
            "label": row["to_date"],
            "text": figure(float(ends[-1])),
        },
        "bars": bars,
    }


def _bar(start: float, end: float, y: float) -> dict[str, float]:
    """Return where the bar of a step lies, which may lead to the left, and where it ends."""
    return {"y": y, "x": min(start, end), "width": round(max(abs(end - start), 0.5), 1), "end": end}


def _effects_in_order(row: Mapping[Hashable, Any]) -> dict[str, float]:
    """Return the effect of each cause as it is drawn: what was corrected, where something was, before all else."""
    corrected = float(row["corrected"])
    others = {name: float(row[name]) for name in CAUSES if name != "corrected"}
    return others if corrected == 0 else {"corrected": corrected, **others}


def _rows(
    own: pd.DataFrame, causes: Sequence[str], labels: Mapping[str, str], language: Language
) -> list[Mapping[str, object]]:
    """Return the neighbourhoods whose figure changed most, each with its causes, or why these are not known."""
    order = own["change"].abs().sort_values(ascending=False, na_position="last", kind="stable").index[:_MOST_ROWS]
    found: list[Mapping[str, object]] = []
    for row in own.loc[order].to_dict("records"):
        name, texts = str(row["neighbourhood"]), effect_texts(row, language, change_number)
        why = reason_words(str(row["reason"]), language) if row["reason"] else ""
        cells = [texts["change"], *(texts[cause] for cause in causes)]
        found.append({"name": labels.get(name, name), "cells": cells, "why": why})
    return found
