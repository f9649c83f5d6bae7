"""What stands where in a run, and what its distances are measured on."""

from __future__ import annotations

from dataclasses import dataclass

from .entities import Dwellings, Neighbourhoods
from .facilities import Facilities
from .measures import Reaching


@dataclass(frozen=True, kw_only=True)
class JudgedTown:
    """The dwellings, neighbourhoods and facilities of a run, in one year; `reaching` has the same rows."""

    dwellings: Dwellings
    neighbourhoods: Neighbourhoods
    facilities: Facilities
    reaching: Reaching
