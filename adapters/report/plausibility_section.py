"""Our average distances beside those that Statistics Netherlands publishes: a section of the report, a drawing each."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...core.statuses import TOTAL
from ..results.published_fields import published_distances
from .facts import ReportFacts
from .phrases import Phrases

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.published_distances import PublishedDistance

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 420, 420, 46, 12, 10, 46
_ALIKE, _SOMEWHAT = 0.7, 0.4
"""Rank correlations from which an order is called much the same, or somewhat alike."""


@dataclass(frozen=True, kw_only=True)
class FarOff:
    """A neighbourhood that departs from the others: its number in the drawing, and the figures."""

    number: int
    area: str
    ours: str
    published: str
    difference: str


@dataclass(frozen=True, kw_only=True)
class ComparedFigure:
    """A figure that is compared; `drawing` is None where nothing could be."""

    title: str
    facility: str
    sentence: str
    differs: str
    drawing: Mapping[str, object] | None
    far_off: Sequence[FarOff]


@dataclass(frozen=True, kw_only=True)
class PlausibilitySection:
    """Whether our distances are plausible: what is compared and how, and each figure."""

    sentences: Sequence[str]
    figures: Sequence[ComparedFigure]


def plausibility_section(
    table: pd.DataFrame | None, about: ReportFacts, phrases: Phrases
) -> PlausibilitySection | None:
    """Return what the template takes; None where nothing is compared."""
    if table is None or not len(table):
        return None
    known = {one.id: one for one in published_distances()}
    figures = [
        _figure(rows, known.get(str(name)), about, phrases)
        for name, rows in table.groupby("published_figure", sort=False)
    ]
    return PlausibilitySection(sentences=_sentences(str(table["weight"].iloc[0]), phrases), figures=figures)


def figure_titles(table: pd.DataFrame, phrases: Phrases) -> list[str]:
    """Return what the figure of each row is called, in the language of the report where it is one that is known."""
    known = {one.id: one.title.in_language(phrases.language.code) for one in published_distances()}
    return [
        known.get(str(name), str(title)) for name, title in zip(table["published_figure"], table["title"], strict=True)
    ]


def _sentences(weight: str, phrases: Phrases) -> list[str]:
    """Describe what is compared, in what it differs for every figure, and what to look at."""
    tr = phrases.language.tr
    return [
        tr(
            "Statistics Netherlands (CBS) publishes how far the inhabitants of a neighbourhood have to the nearest "
            "facility on average. Theirs is over roads for cars, weighted by inhabitants, rounded to tenths of a "
            "kilometre, and to the facilities of their own date. Ours is along streets on foot, to the facilities of "
            "this run, weighted by {weight}. So the two always differ somewhat: this is no verdict, and no norm is "
            "judged by it."
        ).format(weight=phrases.figure(weight)),
        tr(
            "Where ours is much farther: is a facility missing from the layer, is a path not joined, or does something "
            "snap to a street on the wrong side of water? Where it is much nearer: has one closed, is one of another "
            "type, or is there a short cut for walkers? The tables name the neighbourhoods that depart most."
        ),
    ]


def _figure(
    rows: pd.DataFrame, figure: PublishedDistance | None, about: ReportFacts, phrases: Phrases
) -> ComparedFigure:
    code = phrases.language.code
    whole, areas = rows[rows["neighbourhood"] == TOTAL], rows[rows["neighbourhood"] != TOTAL]
    compared = areas[areas["compared"] == 1]
    ours = "mean_inhabitants_m" if rows["weight"].iloc[0] == "inhabitants" else "mean_dwellings_m"
    far_off = compared[compared["outlier"].notna()].sort_values("outlier")
    median = math.nan if whole.empty else float(whole["median_difference_m"].iloc[0])
    order = math.nan if whole.empty else float(whole["rank_correlation"].iloc[0])
    first = rows.iloc[0]
    return ComparedFigure(
        title=str(first["title"]) if figure is None else figure.title.in_language(code),
        facility=str(first["facility"]),
        sentence=_sentence(len(compared), median, order, phrases),
        differs=str(first["differs"]) if figure is None else figure.differs.in_language(code),
        drawing=_drawing(compared, ours, about, phrases) if len(compared) else None,
        far_off=[_far_off(row, ours, about, phrases) for row in far_off.to_dict("records")],
    )


def _sentence(count: int, median: float, order: float, phrases: Phrases) -> str:
    """Describe how many are compared, how ours lies beside theirs, and whether the order is the same."""
    tr, number = phrases.language.tr, phrases.language.number
    if not count:
        return tr("No neighbourhood could be compared: figures are suppressed, or too few dwellings are there.")
    said = [
        tr("{n} {n:neighbourhood is|neighbourhoods are} compared.").format(n=count),
    ]
    away = number(abs(median), 0)
    if round(median) == 0:
        said.append(tr("By the median ours is the same."))
    else:
        text = tr("By the median ours is {m} m farther.") if median > 0 else tr("By the median ours is {m} m nearer.")
        said.append(text.format(m=away))
    if not math.isnan(order):
        text = tr("Their order is hardly alike (rank correlation {r}): look at the types and what is missing first.")
        if order >= _SOMEWHAT:
            text = tr("Their order is somewhat alike (rank correlation {r}).")
        if order >= _ALIKE:
            text = tr("Their order is much the same (rank correlation {r}).")
        said.append(text.format(r=number(order, 2).replace("-", "−")))
    return " ".join(said)


def _far_off(row: Mapping[Hashable, Any], ours: str, about: ReportFacts, phrases: Phrases) -> FarOff:
    return FarOff(
        number=int(row["outlier"]),
        area=about.name(str(row["neighbourhood"])),
        ours=_km(float(row[ours]), phrases),
        published=_km(float(row["published_m"]), phrases),
        difference=f"{phrases.language.change(float(row['difference_m']), 0)} m",
    )


def _km(metres: float, phrases: Phrases) -> str:
    return f"{phrases.language.number(metres / 1000, 2)} km"


def _drawing(compared: pd.DataFrame, ours: str, about: ReportFacts, phrases: Phrases) -> Mapping[str, object]:
    """Draw each neighbourhood by what is published and what we found, in km on two axes that are alike."""
    from ...core.results.curves import nice_step

    tr, number = phrases.language.tr, phrases.language.number
    pairs = compared[["published_m", ours]].to_numpy(float) / 1000
    step = nice_step(max(float(pairs.max()), 0.1), 5)
    end = step * math.ceil(float(pairs.max()) / step + 1e-9)
    decimals = max(0, -math.floor(math.log10(step)))
    ticks = [step * n for n in range(round(end / step) + 1)]

    def x(value: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * value / end, 1)

    def y(value: float) -> float:
        return round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / end), 1)

    dots = [
        {
            "name": f"{about.name(str(row['neighbourhood']))}: {_km(row['published_m'], phrases)} / "
            f"{_km(row[ours], phrases)}",
            "x": x(row["published_m"] / 1000),
            "y": y(row[ours] / 1000),
            "number": "" if math.isnan(outlier := float(row["outlier"])) else f"{outlier:.0f}",
        }
        for row in compared.astype({"outlier": "float64"}).to_dict("records")
    ]
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "left": _LEFT,
        "right": _WIDTH - _RIGHT,
        "top": _TOP,
        "bottom": _HEIGHT - _BOTTOM,
        "x_ticks": [(x(one), number(one, decimals)) for one in ticks],
        "y_ticks": [(y(one), number(one, decimals)) for one in ticks],
        "x_label": tr("Published (km)"),
        "y_label": tr("Ours (km)"),
        "same": [x(0), y(0), x(end), y(end)],
        "dots": dots,
    }
