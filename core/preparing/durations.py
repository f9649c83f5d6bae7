"""How long something takes, as OpenStreetMap's tag `duration` says it."""

from __future__ import annotations

import re

from ..numbers import read_decimal

MOST_MINUTES = 7 * 24 * 60.0
"""No ferry takes longer than a week; what says so says something else."""

_UNTIL = re.compile(r"\s*[-–]\s*")
_NUMBER = r"([0-9]{1,6}(?:[.,][0-9]{1,6})?)"
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5]?[0-9])(?::([0-5]?[0-9]))?")
_ISO = re.compile(rf"P(?:{_NUMBER}D)?(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?", re.IGNORECASE)
_WORDS = re.compile(
    rf"(?:{_NUMBER}\s*(?:h|hr|hrs|hours?|u|uur)\.?)?\s*(?:{_NUMBER}\s*(?:m|min|mins|minutes?|minuten|minuut)?\.?)?",
    re.IGNORECASE,
)


def minutes_of(text: str | None) -> float | None:
    """Return the minutes that a duration says; None where it says none above 0, or more than a week.

    Read are hours and minutes ("00:10"), with seconds ("0:10:30"), ISO 8601 ("PT10M", "P0DT1H"), and a plain number,
    which is minutes ("10", "7,5"), or numbers with units ("10 min", "1 h 30 min"); of two such with a dash between them
    ("5-10 min") it is the longer.
    """
    parts = _UNTIL.split((text or "").strip())
    found = [_minutes_of(part) for part in parts]
    known = [minutes for minutes in found if minutes is not None]
    return max(known) if len(parts) <= 2 and len(known) == len(parts) else None


def _minutes_of(text: str) -> float | None:
    if not text:
        return None
    if match := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (float(part or 0) for part in match.groups())
        found = 60 * hours + minutes + seconds / 60
    elif match := _ISO.fullmatch(text):
        days, hours, minutes, seconds = (_number(part) for part in match.groups())
        found = 1440 * days + 60 * hours + minutes + seconds / 60
    elif match := _WORDS.fullmatch(text):
        hours, minutes = (_number(part) for part in match.groups())
        found = 60 * hours + minutes
    else:
        return None
    return found if 0 < found <= MOST_MINUTES else None


def _number(text: str | None) -> float:
    return read_decimal(text or "0")
