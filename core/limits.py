"""Limits that a user writes as one text: "400;800"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .errors import InputError
from .numbers import read_decimal

_NUMBER = re.compile("[0-9]+([.,][0-9]+)?")


@dataclass(frozen=True)
class Limit:
    """A limit and what it is called in the names of fields: as it was written, its comma or point as `_`."""

    name: str
    value: float


def read_limits(text: str, name: str) -> list[Limit]:
    """Read limits from a text with semicolons; a comma or a point begins the decimals.

    Three figures after a comma may be decimals, thousands or another limit, and are refused.

    Parameters
    ----------
    name
        Of the input, for what is wrong.

    Returns
    -------
    list
        The smallest first. An `InputError` where one is no number above 0, is there twice, or there is none.
    """
    found: list[Limit] = []
    for entry in (part.strip() for part in text.split(";")):
        if not entry:
            continue
        if re.fullmatch("[0-9]{1,3}(,[0-9]{3})+", entry):
            raise InputError(
                "The limit “{limit}” of {input} can be read in more than one way: write semicolons between limits, and "
                "a point before decimals.",
                limit=entry,
                input=name,
            )
        value = read_decimal(entry) if _NUMBER.fullmatch(entry) else 0.0
        if not 0 < value < float("inf"):
            raise InputError(
                "The limit “{limit}” of {input} is no number above 0: write limits such as 400;800, or 7,5;10.",
                limit=entry,
                input=name,
            )
        if any(value == other.value for other in found):
            raise InputError("The limit “{limit}” of {input} is there twice: write each once.", limit=entry, input=name)
        found.append(Limit(re.sub("[.,]", "_", entry), value))
    if not found:
        raise InputError("{input} holds no limits: write at least one, such as 400;800.", input=name)
    return sorted(found, key=lambda limit: limit.value)
