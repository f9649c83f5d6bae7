"""Causes of a change in words: what they are called, a change as text, and which of them changed most."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ...core.statuses import NEIGHBOURHOOD, TOTAL
from ..io.translation import Language
from ..report.trend_words import cause_words, reason_words

if TYPE_CHECKING:
    import pandas as pd

_NOTHING = 1e-9
"""A change that is not more than this is the rounding of numbers."""

_UNIT = 0.001
"""What is written: tenths of a percentage point, and thousandths of a rate."""


def change_number(value: float, measure: str, language: Language) -> str:
    """Write a change with its sign: of a share in hundredths, of a rate as it is."""
    return language.change(100 * value, 1) if measure == "share" else language.change(value, 3)


def change_text(value: float, measure: str, language: Language) -> str:
    """Write a change with its sign and what it is in: of a share percentage points."""
    if measure != "share" or np.isnan(value):
        return change_number(value, measure, language)
    return language.tr("{n} points").format(n=change_number(value, measure, language))


def _says_something(text: str) -> bool:
    """Return whether a number as it is written is more than zeros."""
    return any(digit in text for digit in "123456789")


def effect_texts(
    row: Mapping[Hashable, Any], language: Language, write: Callable[[float, str, Language], str] = change_text
) -> dict[str, str]:
    """Write the effects of each cause and the change; what is written adds up."""
    from ...core.trend.causes import rounded_effects

    names = [*cause_words(language), "change"]
    parts = np.array([row[name] for name in names[:-1]], np.float64)
    change = float(row["change"])
    if not np.isnan(parts).any():
        parts = rounded_effects(parts, _UNIT)
        change = float(parts.sum())
    return {
        name: write(float(value), str(row["measure"]), language)
        for name, value in zip(names, (*parts, change), strict=True)
    }


def whole_causes(table: pd.DataFrame, requirement: str) -> pd.DataFrame:
    """Return the rows of a requirement for all neighbourhoods together."""
    whole = (table["neighbourhood"] == TOTAL) & (table["level"] == NEIGHBOURHOOD)
    return table[whole & (table["requirement"] == requirement)]


def causes_sentence(row: Mapping[Hashable, Any], language: Language) -> str:
    """Describe what changed between two days and what it came of, the largest first; empty where no change is known."""
    tr = language.tr
    if np.isnan(row["change"]):
        return ""
    texts = effect_texts(row, language)
    change, words = texts["change"], cause_words(language)
    if row["reason"] and np.isnan(row["facilities"]):
        text = tr("{from_} – {to}: {change}; what it came of is not known ({why}).")
        return text.format(
            from_=row["from_date"], to=row["to_date"], change=change, why=reason_words(row["reason"], language)
        )
    parts = {name: float(row[name]) for name in words if abs(row[name]) > _NOTHING}
    if not parts:
        return tr("{from_} – {to}: nothing changed.").format(from_=row["from_date"], to=row["to_date"])
    order = sorted(parts, key=lambda name: -abs(parts[name]))
    largest, *others = [name for name in order if _says_something(texts[name])] or order[:1]
    said = [f"{words[name]} {texts[name]}" for name in (largest, *others)]
    text = tr("{from_} – {to}: {change}; the largest cause: {largest}.")
    if others:
        text = tr("{from_} – {to}: {change}; the largest cause: {largest}; besides: {others}.")
    return text.format(
        from_=row["from_date"], to=row["to_date"], change=change, largest=said[0], others=", ".join(said[1:])
    )
