"""Shares as people read them: cut off, since what is below a norm must not look as if it met it."""

from __future__ import annotations

import math

from ...core.wording import asked_percentage, decimals_of, percent_outside, percent_within
from ..io.translation import Language, tr
from .pages import figure_text

COMPARED = 1
"""Decimals of percentage points, and of the shares that they are the difference of."""


def percent(share: float, language: Language | None = None, decimals: int = 0) -> str:
    """Return a share within as text, cut off (see `core.wording`); a dash where it is not known.

    Parameters
    ----------
    language
        That of QGIS where none is given.
    """
    return "–" if math.isnan(share) else _signed(*percent_within(share, decimals), language, decimals)


def outside_percent(within: float, language: Language | None = None) -> str:
    """Return what lies outside, of the share within, as text."""
    return "–" if math.isnan(within) else _signed(*percent_outside(within), language, 0)


def asked_percent(share: float, language: Language | None = None) -> str:
    """Return a share that is asked as text, with all its decimals, if anybody wrote them (`decimals_of`)."""
    write = figure_text if language is None else language.number
    return f"{write(asked_percentage(share), decimals_of(share))} %"


def _signed(value: float, sign: str, language: Language | None, decimals: int) -> str:
    text = (figure_text if language is None else language.number)(value, decimals)
    if not sign:
        return f"{text} %"
    if language is None:
        said = tr("under {n} %") if sign == "<" else tr("over {n} %")
    else:
        said = language.tr("under {n} %") if sign == "<" else language.tr("over {n} %")
    return said.format(n=text)
