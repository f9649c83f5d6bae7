"""The plot that planners call a barcode: for every area the space that is needed beside the space that there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import to_list
from ...core.progress import Progress
from ...core.wording import lacking
from ..io.translation import Language
from .pages import write_styled_page

_EQUAL = 1e-9

COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#555555")
"""Told apart by the colour-blind, after Okabe and Ito (2008)."""


@dataclass(frozen=True, kw_only=True)
class Function:
    """A kind of facility: what is needed of it in each area and what there is, in `unit`; NaN where not known.

    `unsure` marks areas where there may be more than that. `in_all` is what there is in all of them,
    where that is known beside the areas; NaN: their sum.
    """

    name: str
    unit: str
    needed: NDArray[np.float64]
    available: NDArray[np.float64]
    unsure: NDArray[np.bool_]
    in_all: float = np.nan

    @property
    def together(self) -> Function:
        """Sum up over the areas where both are known."""
        known = ~np.isnan(self.needed) & ~np.isnan(self.available)
        needed, available = (values[known].sum() if known.any() else np.nan for values in (self.needed, self.available))
        if not np.isnan(self.in_all):
            needed, available = np.nansum(self.needed), self.in_all
        return Function(
            name=self.name,
            unit=self.unit,
            needed=np.array([needed]),
            available=np.array([available]),
            unsure=np.array([self.unsure.any()]),
        )


def barcode(
    areas: Sequence[str], functions: Sequence[Function], language: Language, adds_up: bool = True
) -> dict[str, object]:
    """Return what the template of the plot takes.

    Parameters
    ----------
    areas
        What people call them.
    adds_up
        Whether what there is in areas may be summed up.
    """
    tr = language.tr
    whole = [function.together for function in functions]
    return {
        "functions": [(f.name, f.unit, colour) for f, colour in zip(functions, _colours(functions), strict=True)],
        "rows": [
            (area, _bars(functions, row), [_figures(f, row, language) for f in functions])
            for row, area in enumerate(areas)
        ],
        "whole": (tr("All together"), _bars(whole, 0), [_figures(f, 0, language) for f in whole]) if adds_up else None,
        "area": tr("Neighbourhood"),
        "needed": tr("needed"),
        "available": tr("there is"),
        "balance": tr("balance"),
        "bars": tr("above: needed; below: there is"),
        "scale": tr("All bars have one scale, but for those of all together. Grey hatching: not known."),
        "surplus": tr("All together, what some have too much makes up for what others lack.") if adds_up else "",
    }


@dataclass(frozen=True, kw_only=True)
class BarcodePage:
    """The plot of one function as a page; `areas` and `adds_up` are as in `barcode`."""

    title: str
    sentences: Sequence[str]
    areas: Sequence[str]
    function: Function
    adds_up: bool


def write_barcode(path: Path, page: BarcodePage, language: Language, progress: Progress) -> None:
    """Write the plot of one function as an HTML file, with the figures in a table; every text is escaped."""
    plot = barcode(page.areas, [page.function], language, page.adds_up)
    content = {"title": page.title, "sentences": page.sentences, "barcode": plot}
    write_styled_page(path, "barcode.html", language.code, content, progress)


def _colours(functions: Sequence[Function]) -> list[str]:
    return [COLOURS[row % len(COLOURS)] for row in range(len(functions))]


def _bars(functions: Sequence[Function], row: int) -> list[list[tuple[float, float, str]] | None]:
    """Return where the bars begin, how long they are, in percent, and their colour: what is needed, and what there is.

    None where one of them is not known.
    """
    longest = max((_longest(functions, part) for part in ("needed", "available")), default=0.0) or 1.0
    found: list[list[tuple[float, float, str]] | None] = []
    for part in ("needed", "available"):
        values = [float(getattr(f, part)[row]) for f in functions]
        if any(np.isnan(values)):
            found.append(None)
            continue
        ends = np.cumsum([0.0, *values]) * 100 / longest
        lengths = np.diff(ends)
        found.append(list(zip(to_list(ends[:-1]), to_list(lengths), _colours(functions), strict=True)))
    return found


def _longest(functions: Sequence[Function], part: str) -> float:
    """Return the length of the longest row of bars."""
    return float(np.max(np.nan_to_num(np.sum([getattr(f, part) for f in functions], axis=0)), initial=0.0))


def _figures(function: Function, row: int, language: Language) -> tuple[str, str, str, bool]:
    """Return what is needed, what there is and the balance as they are written, and whether too little is there."""
    needed, available = float(function.needed[row]), float(function.available[row])
    balance = available - needed
    if abs(balance) <= _EQUAL * max(abs(needed), 1.0):
        balance = 0.0
    at_least = "≥ " if function.unsure[row] else ""
    short = balance < 0 and not function.unsure[row]
    written = [language.number(value, _decimals(value)) for value in (needed, available, balance)]
    if balance < 0:  # as the list of what is missing writes it
        missing = language.short(*lacking(-balance))
        written[0] = written[0] if available else missing  # all that is needed
        written[2] = f"−{missing}"
    return written[0], at_least + written[1], at_least + written[2], short


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() or abs(value) >= 100 else 1
