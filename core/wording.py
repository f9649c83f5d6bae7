"""How figures are written: percentages that give their share exactly, and shares that are cut off."""

from __future__ import annotations

import math
from decimal import Decimal


def of_percentage(number: str | float) -> float:
    """Return the share that a percentage is, the nearest there is to the digits: 33.3 is 0.333.

    Dividing by 100 in binary would give another share than the one that is written 0.333.

    Parameters
    ----------
    number
        As digits with a decimal point and perhaps an exponent, or a number, which stands for its shortest digits.
    """
    text = number if isinstance(number, str) else repr(float(number))
    if float(text) == 0:
        return 0.0
    sign, digits, exponent = Decimal(text).as_tuple()
    return float(Decimal((sign, digits, int(exponent) - 2)))


def percentage_digits(share: float) -> str:
    """Return the percentage of a share in as few digits as give it exactly, so that `of_percentage` reads it again."""
    if share == 0 or not math.isfinite(share):
        return repr(float(share)).removesuffix(".0")
    sign, digits, exponent = Decimal(repr(float(share))).as_tuple()
    number = Decimal((sign, digits, int(exponent) + 2))
    return f"{number:f}" if 1e-12 <= abs(share) < 1e19 else str(number).lower()
