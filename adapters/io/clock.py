"""What day it is, asked in one place, so that tests can say another."""

from __future__ import annotations

from datetime import date


def this_year() -> int:
    """Return the year that it is."""
    return date.today().year
