"""Values and choices as they stand in a sentence about a norm set."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from .notes import Note


def listed(names: Iterable[object]) -> str | Note:
    """Write one name or several as they stand in a sentence: "a", "b" or "c"."""
    *others, last = [f'"{name}"' for name in names]
    return Note("{others} or {last}", others=", ".join(others), last=last) if others else last


def shown(value: object) -> str:
    """Write a value as it stands in a sentence: short, text in quotes, whole numbers without decimals.

    Numbers have a decimal point and no thousands separators, as JSON writes them in every language.
    """
    if isinstance(value, str):
        return f'"{value[:39]}…"' if len(value) > 40 else f'"{value}"'
    return number_digits(float(f"{value:.15g}")) if isinstance(value, float) else str(value)


def number_digits(value: float) -> str:
    """Write a number in as few digits as give it exactly, with an exponent only where it is very large or small."""
    text = repr(float(value)).removesuffix(".0")
    return f"{Decimal(text):f}" if 1e-12 <= abs(value) < 1e21 else text
