"""Numbers that people write as text: one way to read them, for fields, parameters and norm sets alike.

Python's own `float` also reads "1_000", "infinity" and the figures of other scripts, which nobody means here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from .arrays import Floats

_DECIMAL = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]+)?")


def read_decimal(text: str) -> float:
    """Return the number that a text says, with a decimal point or comma: NaN where it says none, infinite if too large.

    Examples
    --------
    >>> read_decimal(" 12,5 "), read_decimal("1_000")
    (12.5, nan)
    """
    text = text.strip()
    return float(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else np.nan


def as_numbers(values: Sequence[object]) -> Floats:
    """Return values as numbers: NaN for None, for text that is no number, and for what is not finite."""
    try:
        # An array would read text in Python's way.
        found = np.empty(0) if any(isinstance(value, str) for value in values) else np.array(values, np.float64)
    except (TypeError, ValueError):
        found = np.empty(0)
    if found.shape != (len(values),):  # there is something among them that is neither a number nor None
        found = np.array([_as_number(value) for value in values], np.float64)
    found[~np.isfinite(found)] = np.nan
    return found


def _as_number(value: object) -> float:
    if isinstance(value, str):
        return read_decimal(value)
    try:
        return float(value)  # type: ignore[arg-type]  # whatever is none is caught
    except (TypeError, ValueError):
        return np.nan
