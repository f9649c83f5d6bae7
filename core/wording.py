"""How values, choices and figures are written in a sentence; percentages that give their share exactly."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from .notes import Note

_BREAKS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
"""What would break a sentence into lines."""


def listed(names: Iterable[object]) -> str | Note:
    """Write one name or several as they stand in a sentence: “a”, “b” or “c”."""
    *others, last = [f"“{name}”" for name in names]
    return Note("{others} or {last}", others=", ".join(others), last=last) if others else last


def shown(value: object) -> str:
    """Write a value as it stands in a sentence: short, text in quotes, whole numbers without decimals.

    Numbers have a decimal point and no thousands separators, as JSON writes them in every language.
    """
    return f"“{unquoted(value)}”" if isinstance(value, str) else unquoted(value)


def unquoted(value: object) -> str:
    """Write a value as `shown` does, without quotes."""
    if isinstance(value, str):
        line = _BREAKS.sub(" ", value)
        return f"{line[:39]}…" if len(line) > 40 else line
    return number_digits(float(f"{value:.15g}")) if isinstance(value, float) else str(value)


def number_digits(value: float) -> str:
    """Write a number in as few digits as give it exactly, with an exponent only where it is very large or small."""
    text = repr(float(value)).removesuffix(".0")
    return f"{Decimal(text):f}" if 1e-12 <= abs(value) < 1e21 else text


_EQUAL = 1e-9
"""As verdicts compare: a share that meets a target is not cut off below it."""
_SAME = 1e-6
"""Of the last decimal: what the digits of sums may have too much is no reason to round up."""
_MANY = 10
_LARGE, _SMALL = 100, 0.1
_MOST_DECIMALS = 6
_SUM_DIGITS = 12
_WHOLE = 1e-12
"""What the digits of sums may lack of all: only that is 100 %."""


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


def decimals_of(share: float) -> int:
    """Return the decimals that its percentage is shown with: those that it has; 0 where it is not known.

    One with more than six was not written by anybody, but lies between two years of a path to a target: it has one.
    """
    exponent = _asked(share).as_tuple().exponent if math.isfinite(share) else 0
    decimals = max(-int(exponent), 0)
    return decimals if decimals <= _MOST_DECIMALS else 1


def asked_percentage(share: float) -> float:
    """Return the percentage of a share that is asked, rounded up to the decimals that are shown of it.

    What lies below it is cut off to as many, and so does not look as if it met it.
    """
    return float(_asked(share).quantize(Decimal(1).scaleb(-decimals_of(share)), ROUND_CEILING))


def _asked(share: float) -> Decimal:
    """Return the percentage of a share without what the digits of sums may have too much."""
    return Decimal(percentage_digits(round(share, _SUM_DIGITS)))


def percent_within(share: float, decimals: int = 0) -> tuple[float, str]:
    """Return a share within as a percentage that is cut off, and `<` where the share is under that percentage.

    94.96 % does not reach 95 %, and must not look as if it did: it is 94. Only what is 0 or 100 is called so: what is
    less than the least percentage is `<` that one.
    """
    step = 10**decimals
    if share >= 1 - _WHOLE:
        return 100.0, ""
    cut = min(math.floor(100 * step * share * (1 + _EQUAL)), 100 * step - 1)
    return (1 / step, "<") if share > 0 and cut == 0 else (cut / step, "")


def percent_outside(share: float) -> tuple[float, str]:
    """Return what lies outside, of the share within, as a percentage: what is left of 100 when that is cut off.

    With `<` under 1 %, and `>` where it is over 99 % and not all.
    """
    if 0.99 * (1 + _EQUAL) < share < 1 - _WHOLE:
        return 1.0, "<"
    number, sign = percent_within(share)
    return (99.0, ">") if sign else (100 - number, "")


def cut_rate(value: float) -> tuple[float, int]:
    """Return a rate cut off to the decimals that are shown of it, and their number: the fewer, the larger it is."""
    decimals = 0 if value >= _LARGE else 1 if value >= _MANY else 2 if value >= _SMALL or value == 0 else 4
    return math.floor(value * 10**decimals * (1 + _EQUAL)) / 10**decimals, decimals


def cut_mean(value: float) -> float:
    """Return a mean number cut off after a decimal: 2.96 of 3 is not all."""
    return math.floor(value * 10 + _EQUAL) / 10


def lacking(value: float) -> tuple[float, int]:
    """Return what is missing, rounded up, and the decimals that it has: with any less it is still too little.

    Ten and more are whole, less than one has two decimals.
    """
    decimals = 0 if value >= _MANY else 1 if value >= 1 else 2
    return math.ceil(value * 10**decimals - _SAME) / 10**decimals, decimals


def share_note(share: float) -> Note | str:
    """Return a share within, cut off, for a sentence of an error."""
    number, sign = percent_within(share)
    return Note("under {n} %", n=1) if sign else f"{number:.0f} %"
