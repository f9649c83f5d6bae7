"""Curves drawn: which share lies within each threshold, as inline SVG for `_curve.html`, and what they say in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ...core.arrays import Floats, Ints, to_list
from ..io.translation import Language
from .pages import figure_text
from .percentages import asked_percent, percent

if TYPE_CHECKING:
    from ...core.results.curve_tables import CurveTables
    from ...core.results.curves import Curves
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion
    from ..results.dwelling_fields import RequirementValues


_MOST_LINES, _MOST_IN_ALL = 200, 1800
"""Neighbourhoods that are drawn in a plot, and in all plots of a page."""
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 760, 400, 76, 34, 20, 58


@dataclass(frozen=True, kw_only=True)
class AreaCurves:
    """The curves of one requirement.

    Parameters
    ----------
    name
        Id of the requirement.
    title, unit
        The id, and empty, where there is no results table.
    areas
        Names of the neighbourhoods.
    curves
        Of the neighbourhoods, and the whole behind them.
    norm
        The threshold asked of each of these, NaN where none is known or several are.
    bound
        The largest threshold that can be read off.
    """

    name: str
    title: str
    unit: str
    areas: Sequence[str]
    curves: Curves
    norm: Floats
    bound: float

    @property
    def norms(self) -> Floats:
        """Return the thresholds that are asked anywhere, each once."""
        return np.unique(self.norm[np.isfinite(self.norm)])


def area_curves(
    findings: Findings,
    question: RequirementQuestion,
    areas: Sequence[str],
    own: RequirementValues,
    home: Ints,
    *,
    told: bool = True,
) -> AreaCurves:
    """Put what the dwellings of a run have together by area, with what the results table says of these.

    Parameters
    ----------
    home
        Area of each dwelling, a row of `areas`; −1 where it stands in none.
    told
        Whether the areas are the neighbourhoods of the table; else its threshold is known, not their weights.
    """
    from ...core.results.curves import with_totals

    whole = findings.whole(question)
    total, norm = np.full((2, len(areas) + 1), np.nan)
    unknown = np.zeros(len(areas) + 1, bool)
    norm[:], total[-1] = whole["threshold"], whole["total"]
    if told:
        rows = findings.rows(question).reindex(list(areas))
        norm[:-1], total[:-1] = rows["threshold"], rows["total"]
        # Where no dwelling stands, none tells that the weight of its area is not known; the table does.
        unknown[:-1] = np.isin(areas, findings.areas) & np.isnan(total[:-1])
    curves = with_totals(own.values, home, total)
    return AreaCurves(
        name=question.id,
        title=question.title,
        unit=question.unit,
        areas=areas,
        curves=replace(curves, lacking=curves.lacking | unknown),
        norm=norm,
        bound=own.bound(findings.thresholds(question)),
    )


def threshold_text(value: float, unit: str, write: Callable[[float, int], str] = figure_text) -> str:
    """Write a threshold as it was asked; a dash where there is none."""
    if math.isnan(value):
        return "–"
    decimals = next(n for n in (0, 1, 2) if n == 2 or abs(value - round(value, n)) < 1e-9)
    return f"{write(value, decimals)} {unit}".strip()


def attainable_text(value: float, unit: str, write: Callable[[float, int], str] = figure_text) -> str:
    """Write a threshold that meets a target, rounded up to whole metres or tenths of minutes: it holds there."""
    scale = 10 if unit == "min" else 1
    return "–" if math.isnan(value) else threshold_text(math.ceil(value * scale - 1e-6) / scale, unit, write)


@dataclass(frozen=True, kw_only=True)
class CurveChart:
    """Draws the curves of one requirement, and tells about them in a language.

    Parameters
    ----------
    drawn, tables
        The curves, and what is read off them.
    target
        The share that is asked, NaN where none is.
    who
        Of whom it is a share, such as the dwellings; empty where that is not known.
    plots
        How many there are on the page.
    """

    drawn: AreaCurves
    tables: CurveTables
    target: float
    language: Language
    who: str = ""
    plots: int = 1

    @property
    def _lines(self) -> int:
        """Return how many neighbourhoods are drawn at most."""
        return min(_MOST_LINES, _MOST_IN_ALL // max(self.plots, 1))

    def attainable_sentence(self) -> str:
        """Describe at which threshold the target would be met; nothing where there is no target."""
        tr, write, unit = self.language.tr, self.language.number, self.drawn.unit
        if math.isnan(self.target):
            return ""
        target, threshold = asked_percent(self.target, self.language), float(self.tables.attainable[-1])
        if math.isnan(threshold):
            return tr("No threshold within what was measured brings {target} within reach.").format(target=target)
        said = (
            tr("{target} of the {who} lie within {threshold}.")
            if self.who
            else tr("{target} of all lies within {threshold}.")
        )
        return said.format(target=target, who=self.who, threshold=attainable_text(threshold, unit, write))

    def norm_sentence(self) -> str:
        """Describe which share lies within the norm, and within 10 % less and more; nothing where no norm is known."""
        norm = float(self.tables.norm[-1])
        if math.isnan(norm):
            return ""
        less, at, more = (percent(float(share), self.language) for share in self.tables.share_at[:, -1])
        return self.language.tr(
            "At the norm of {norm} it is {share}; at 10 % less {less}, at 10 % more {more}."
        ).format(norm=threshold_text(norm, self.drawn.unit, self.language.number), share=at, less=less, more=more)

    def legend(self) -> dict[str, str]:
        """Return the words for what is drawn, empty for what is not."""
        tr, norms = self.language.tr, self.drawn.norms.size
        norm = tr("Norm, with 10 % less and more") if norms == 1 else tr("Norms, by living environment")
        return {
            "whole": tr("All together"),
            "area": tr("One neighbourhood each"),
            "norm": norm if norms else "",
            "target": "" if math.isnan(self.target) else tr("Target, and the threshold that meets it"),
        }

    def caption(self) -> str:
        """Describe how many neighbourhoods are drawn, where that is not all."""
        count = len(self.drawn.areas)
        if count <= self._lines:
            return ""
        return self.language.tr("Drawn are the {n} neighbourhoods with the most weight, of {all}.").format(
            n=self._lines, all=count
        )

    def drawing(self) -> Mapping[str, object]:
        """Return what the plot draws, in its own units."""
        from ...core.results.curves import Scale, nice_step

        tr, write = self.language.tr, self.language.number
        attainable, end, norms = float(self.tables.attainable[-1]), self._end(), self.drawn.norms
        single = float(norms[0]) if norms.size == 1 else math.nan
        largest = to_list(np.argsort(-self.tables.total[:-1], kind="stable")[: self._lines])
        ticks = to_list(Scale(end, nice_step(end, 8)).steps)
        return {
            "width": _WIDTH,
            "height": _HEIGHT,
            "left": _LEFT,
            "right": _WIDTH - _RIGHT,
            "top": _TOP,
            "bottom": _HEIGHT - _BOTTOM,
            "x_ticks": [(_x(value, end), write(value, 0 if float(value).is_integer() else 1)) for value in ticks],
            "y_ticks": [(_y(n / 5), f"{write(20.0 * n, 0)} %") for n in range(6)],
            "areas": [(self.drawn.areas[row], self._path(row, end)) for row in largest],
            "whole": self._path(len(self.drawn.areas), end),
            "norms": [_x(norm, end) for norm in to_list(norms) if norm <= end],
            "band": None if math.isnan(single) else (_x(0.9 * single, end), _x(1.1 * single, end)),
            "target": None if math.isnan(self.target) else _y(self.target),
            "attainable": None if math.isnan(attainable) else _x(attainable, end),
            "x_label": {"m": tr("Threshold (m)"), "min": tr("Threshold (min)")}.get(self.drawn.unit, tr("Threshold")),
            "y_label": tr("Share within"),
        }

    def _end(self) -> float:
        """Return the threshold at which the plot ends."""
        from ...core.results.curves import scale_of

        norms, attainable = self.drawn.norms, float(self.tables.attainable[-1])
        top = scale_of(self.drawn.curves, float(norms[-1]) if norms.size else None, self.drawn.bound).top
        return top if math.isnan(attainable) else max(top, attainable)

    def _path(self, row: int, end: float) -> str:
        """Draw the steps of one area; pieces that would not be seen are left out, since pages hold many curves."""
        thresholds, shares = self.tables.steps(row)
        told = np.flatnonzero((thresholds <= end) & ~np.isnan(shares))
        heights = [round(one, 1) for one in to_list(_down(shares[told]))]
        found, last = [], None
        for across, height in zip(to_list(_across(thresholds[told], end)), heights, strict=True):
            if last is None:
                found.append(f"M{round(across, 1):g} {height:g}")
            elif height != last:
                found.append(f"H{round(across, 1):g}V{height:g}")
            last = height
        return "".join([*found, f"H{_x(end, end):g}" if found else ""])


def _across(thresholds: Floats, end: float) -> Floats:
    return np.asarray(_LEFT + (_WIDTH - _LEFT - _RIGHT) * np.minimum(thresholds / end, 1.0))


def _down(shares: Floats) -> Floats:
    return np.asarray(_TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - shares))


def _x(threshold: float, end: float) -> float:
    return round(float(_across(np.asarray(threshold), end)), 1)


def _y(share: float) -> float:
    return round(float(_down(np.asarray(share))), 1)
