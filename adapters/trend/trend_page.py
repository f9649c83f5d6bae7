"""A page with a trend: for each requirement how all together and each neighbourhood went, beside the path."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...core.progress import Progress
from ...core.statuses import NEIGHBOURHOOD, TOTAL
from ..io.translation import Language
from ..report.pages import write_page
from ..report.phrases import Phrases, percent
from .causes_drawing import causes_of_requirement
from .trend_input import TrendInputs
from .trend_results import course_words, whole_sentence

if TYPE_CHECKING:
    import pandas as pd

    from ...core.trend.series import Series

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 460, 260, 50, 16, 12, 34
_MOST_LINES = 200
"""Neighbourhoods with a line each; of more, those with the most dwellings."""

_MOST_ROWS = 300
"""Neighbourhoods in a table; of more, the table of the run has all."""


def write_trend_page(
    path: Path, inputs: TrendInputs, series: Series, causes: pd.DataFrame | None, progress: Progress
) -> None:
    """Write the page, with what changes came of where that is known."""
    language = Language()
    tr, phrases = language.tr, Phrases(Language())
    days = [one.day for one in inputs.dated]
    charts = []
    groups = list(series.table.groupby("requirement", sort=False))
    for number, (requirement, rows) in enumerate(groups):
        progress.at(0.8 * number / max(len(groups), 1))
        own = rows[(rows["level"] == NEIGHBOURHOOD) & (rows["neighbourhood"] != TOTAL)]
        charts.append(
            {
                "title": rows["title"].iloc[0] or requirement,
                "sentence": whole_sentence(rows, language),
                "drawing": _drawing(rows, own, days, inputs.labels, language),
                "rows": _table(own, days, inputs.labels, phrases)[:_MOST_ROWS],
                "more": _left_out(own["neighbourhood"].nunique(), language),
                "causes": []
                if causes is None
                else causes_of_requirement(causes, series.table, str(requirement), inputs.labels, language),
            }
        )
    content = {
        "title": tr("How it goes"),
        "subtitle": f"{days[0]} – {days[-1]}",
        "days": days,
        "charts": charts,
        "words": {
            "area": tr("Neighbourhood"),
            "course": tr("On the path"),
            "table": tr("Every neighbourhood"),
            "whole": tr("all together"),
            "each": tr("a neighbourhood"),
            "path": tr("path to the target"),
            "broken": tr("not comparable with the day before"),
            "causes": tr("What the change came of"),
            "change": tr("change"),
            "each_cause": tr("Neighbourhoods, the largest change first"),
        },
        "note": tr(
            "Shares are of what is known, cut off. A line is broken where figures cannot be compared: another norm, or "
            "another border."
        ),
        "note_on_causes": tr(
            "Each cause is the mean of what it changes in all orders in which the causes can come. They add up to the "
            "change. The scale does not begin at 0."
        ),
    }
    write_page(path, "trend.html", language.code, content, progress.part(0.8, 1))


def _drawing(
    rows: pd.DataFrame, own: pd.DataFrame, days: Sequence[str], labels: Mapping[str, str], language: Language
) -> Mapping[str, object] | None:
    """Draw the shares over the days; None where there are none."""
    if not rows["share"].notna().any():
        return None
    first, last = date.fromisoformat(days[0]).toordinal(), date.fromisoformat(days[-1]).toordinal()

    def x(day: str) -> float:
        part = (date.fromisoformat(day).toordinal() - first) / (last - first)
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * part, 1)

    def y(share: float) -> float:
        return round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - share), 1)

    def line(of_area: pd.DataFrame, column: str = "share") -> str:
        drawn, pen = [], "M"
        for day, value, broken in zip(of_area["date"], of_area[column], of_area["break"], strict=True):
            if value is None or math.isnan(value):
                pen = "M"
                continue
            drawn.append(f"{'M' if broken and column == 'share' else pen}{x(day)} {y(float(value))}")
            pen = "L"
        return "".join(drawn)

    largest = own.groupby("neighbourhood")["total"].max().sort_values(ascending=False).index[:_MOST_LINES]
    whole = rows[(rows["neighbourhood"] == TOTAL) & (rows["level"] == NEIGHBOURHOOD)].sort_values("date")
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "left": _LEFT,
        "right": _WIDTH - _RIGHT,
        "bottom": _HEIGHT - _BOTTOM,
        "x_ticks": [(x(day), day[:4] if day.endswith("-01-01") else day[:7]) for day in _few(days)],
        "y_ticks": [(y(n / 4), f"{language.number(25.0 * n, 0)} %") for n in range(5)],
        "areas": [
            (labels.get(str(name), str(name)), line(own[own["neighbourhood"] == name].sort_values("date")))
            for name in largest
        ],
        "whole": line(whole),
        "dots": [
            (x(day), y(float(share)))
            for day, share in zip(whole["date"], whole["share"], strict=True)
            if not math.isnan(share)
        ],
        "path": line(whole, "path"),
    }


def _left_out(areas: int, language: Language) -> str:
    """Say how many neighbourhoods are drawn and listed; empty where all are."""
    if areas <= _MOST_LINES:
        return ""
    return language.tr(
        "Of {m} neighbourhoods the {lines} largest are drawn, and {rows} listed; the series has all."
    ).format(m=areas, lines=_MOST_LINES, rows=min(areas, _MOST_ROWS))


def _few(days: Sequence[str]) -> Sequence[str]:
    """Return days that have room to be named below an axis, the first and the last among them."""
    most = 5
    if len(days) <= most:
        return days
    step = (len(days) - 1) / (most - 1)
    return [days[round(step * number)] for number in range(most)]


def _table(
    own: pd.DataFrame, days: Sequence[str], labels: Mapping[str, str], phrases: Phrases
) -> list[Mapping[str, object]]:
    """Return a row of each neighbourhood: its figure of each day with its verdict, and where it is on the path."""
    words, language = course_words(phrases.language), phrases.language
    found: list[Mapping[str, object]] = []
    rows_of: dict[str, dict[str, Mapping[Hashable, Any]]] = {}
    for one in own.to_dict("records"):
        rows_of.setdefault(str(one["neighbourhood"]), {})[str(one["date"])] = one
    for name, by_day in rows_of.items():
        cells = []
        for day in days:
            row = by_day.get(day)
            if row is None:
                cells.append({"text": "–", "verdict": "", "word": "", "broken": ""})
                continue
            share, rate = row["share"], row["rate"]
            text = percent(float(share), language) if not math.isnan(share) else language.number(rate, 2)
            verdict = row["compliance"]
            cells.append(
                {
                    "text": text,
                    "verdict": verdict or "",
                    "word": phrases.verdict(verdict),
                    "broken": row["break"] or "",
                }
            )
        last = by_day.get(days[-1])
        course = "" if last is None or not last["course"] else words[str(last["course"])]
        found.append({"name": labels.get(name, name), "cells": cells, "course": course})
    return found
