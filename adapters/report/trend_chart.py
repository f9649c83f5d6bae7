"""The chart of a requirement over several days: all together, each neighbourhood, the path to the target, breaks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ...core.statuses import NEIGHBOURHOOD, TOTAL
from ...core.trend.breaks import breaks_line
from ..io.translation import Language

if TYPE_CHECKING:
    import pandas as pd

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 460, 260, 62, 20, 16, 34
MOST_LINES = 200
"""Neighbourhoods with a line; of more, those with the most dwellings or people."""

_NAMED_DAYS = 5
"""Days that have room to be named below an axis."""

_THINNEST, _MORE, _THICKEST = 1.2, 0.7, 4.0
"""How wide a line of one neighbourhood is, by how much each other one at the same place widens it, and at most."""

_MOST_NAMES = 12
"""Neighbourhoods that the title of a line names."""


@dataclass(frozen=True, kw_only=True)
class AreaLine:
    """The neighbourhoods that go the same way: where the line and its dots lie, who they are, and how wide it is."""

    path: str
    dots: Sequence[tuple[float, float]]
    names: str
    width: float


@dataclass(frozen=True, kw_only=True)
class TrendChart:
    """Where everything of a chart lies, in its own units.

    Parameters
    ----------
    areas
        Neighbourhoods that have the same figures all along share a line.
    whole, dots
        Of all together: the line, and a dot for each day.
    path
        What the path to the target asks; empty where there is none.
    breaks
        Days on which all together cannot be compared with the day before.
    """

    width: int = _WIDTH
    height: int = _HEIGHT
    left: int = _LEFT
    right: int = _WIDTH - _RIGHT
    top: int = _TOP
    bottom: int = _HEIGHT - _BOTTOM
    x_ticks: Sequence[tuple[float, str, str]]
    y_ticks: Sequence[tuple[float, str]]
    areas: Sequence[AreaLine]
    whole: str
    dots: Sequence[tuple[float, float]]
    path: str
    breaks: Sequence[float]


def day_words(day: str) -> str:
    """Return a day as a chart and a sentence name it: the year for its first day, else the month too."""
    return day[:4] if day.endswith("-01-01") else day[:7]


def trend_chart(
    rows: pd.DataFrame, days: Sequence[str], labels: Mapping[str, str], language: Language, *, of_shares: bool
) -> TrendChart | None:
    """Draw the shares of a requirement over the days, or its rates where it has no share; None where there are none.

    Parameters
    ----------
    rows
        The rows of the series of one requirement.
    days
        All days of the series, in order.
    labels
        What people call the neighbourhoods.
    of_shares
        Whether the figure is a share, of dwellings or of an area.
    """
    figure = "share" if rows["share"].notna().any() else "rate"
    if len(days) < 2 or not rows[figure].notna().any():
        return None
    of_level = rows[rows["level"] == NEIGHBOURHOOD]
    own, whole = of_level[of_level["neighbourhood"] != TOTAL], of_level[of_level["neighbourhood"] == TOTAL]
    space = _Space.around(days, of_level[figure].max() if figure == "rate" else None, of_shares=of_shares)
    whole = whole.sort_values("date")
    return TrendChart(
        x_ticks=space.days(days),
        y_ticks=[(space.y(one), space.figure(one, language)) for one in space.ticks],
        areas=_area_lines(own, figure, space, labels),
        whole=space.line(whole, figure),
        dots=space.dots(whole, figure),
        path=space.line(whole, "path"),
        breaks=[space.x(day) for day, said in zip(whole["date"], whole["break"], strict=True) if breaks_line(said)],
    )


@dataclass(frozen=True, kw_only=True)
class _Space:
    """Where days and figures lie."""

    first: int
    last: int
    top: float
    ticks: Sequence[float]
    of_shares: bool

    @classmethod
    def around(cls, days: Sequence[str], largest: float | None, *, of_shares: bool) -> _Space:
        """Return the space of days and of shares, or of figures up to the largest."""
        from ...core.results.curves import nice_step

        first, last = _ordinal(days[0]), _ordinal(days[-1])
        if largest is None:
            return cls(first=first, last=last, top=1.0, ticks=[n / 4 for n in range(5)], of_shares=True)
        step = nice_step(largest or 1.0, 4)
        count = max(1, math.ceil((largest or 1.0) / step - 1e-9))
        ticks = [step * n for n in range(count + 1)]
        return cls(first=first, last=last, top=ticks[-1], ticks=ticks, of_shares=of_shares)

    def x(self, day: str) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * (_ordinal(day) - self.first) / (self.last - self.first), 1)

    def y(self, value: float) -> float:
        return round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / self.top), 1)

    def figure(self, value: float, language: Language) -> str:
        return f"{language.short(round(100 * value, 1), 1)} %" if self.of_shares else language.short(value, 2)

    def days(self, days: Sequence[str]) -> list[tuple[float, str, str]]:
        """Return days that have room to be named, the first and the last among them, and how each is aligned."""
        step = max(1.0, (len(days) - 1) / (_NAMED_DAYS - 1))
        named = [days[round(step * n)] for n in range(min(len(days), _NAMED_DAYS))]
        at = ["start", *["middle"] * (len(named) - 2), "end"]
        return [(self.x(day), day_words(day), anchor) for day, anchor in zip(named, at, strict=True)]

    def line(self, of_area: pd.DataFrame, column: str) -> str:
        """Return the line of an area; a day without a figure, or that cannot be compared, begins it anew."""
        drawn, pen = [], "M"
        for day, value, said in zip(of_area["date"], of_area[column], of_area["break"], strict=True):
            if value is None or math.isnan(value):
                pen = "M"
                continue
            drawn.append(f"{'M' if column != 'path' and breaks_line(said) else pen}{self.x(day)} {self.y(value)}")
            pen = "L"
        return "".join(drawn)

    def dots(self, of_area: pd.DataFrame, column: str) -> list[tuple[float, float]]:
        pairs = zip(of_area["date"], of_area[column], strict=True)
        return [(self.x(day), self.y(value)) for day, value in pairs if not math.isnan(value)]


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _area_lines(own: pd.DataFrame, figure: str, space: _Space, labels: Mapping[str, str]) -> list[AreaLine]:
    """Return the lines of the largest neighbourhoods; those that lie on each other are one, the wider the more.

    So that neighbourhoods that stay at 0 or at 100 % are not taken for a line of the grid.
    """
    largest = own.groupby("neighbourhood")["total"].max().sort_values(ascending=False, kind="stable").index[:MOST_LINES]
    same: dict[str, list[str]] = {}
    dots: dict[str, list[tuple[float, float]]] = {}
    for name, rows in own[own["neighbourhood"].isin(largest)].sort_values("date").groupby("neighbourhood"):
        path = space.line(rows, figure)
        if path:
            same.setdefault(path, []).append(labels.get(str(name), str(name)))
            dots[path] = space.dots(rows, figure)
    return [
        AreaLine(
            path=path,
            dots=dots[path],
            names="; ".join([*names[:_MOST_NAMES], *(["…"] if len(names) > _MOST_NAMES else [])]),
            width=round(min(_THICKEST, _THINNEST + _MORE * (len(names) - 1)), 1),
        )
        for path, names in same.items()
    ]
