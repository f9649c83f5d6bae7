"""Where a requirement is asked: in which neighbourhoods, and of which dwellings."""

from __future__ import annotations

from dataclasses import dataclass

from ..arrays import Flags, Ints, Words, is_none
from ..coded_words import CodedWords, coded


@dataclass(frozen=True)
class Scope:
    """Whether a requirement applies to each neighbourhood, and at the end outside all; and why that is not known.

    Where it is not known it is taken to apply.
    """

    applies: Flags
    unknown: Words


@dataclass(frozen=True)
class AskedDwellings:
    """Of which dwellings a requirement is asked, one entry a dwelling.

    Parameters
    ----------
    asked
        Where it applies, or may, and the number of dwellings is known; whether it has a weight plays no part.
    unknown
        Of each neighbourhood, and outside all, why it is not known whether it applies; None where it is.
    neighbourhood
        That of each dwelling, -1 outside all.
    """

    asked: Flags
    unknown: Words
    neighbourhood: Ints

    @property
    def why_unsure(self) -> CodedWords:
        """Return of each dwelling why it is not known whether it applies, None where it is."""
        return coded(self.unknown).take(self.neighbourhood)

    @property
    def sure(self) -> Flags:
        """Return which dwellings it is known to be asked of."""
        return self.asked & is_none(self.unknown)[self.neighbourhood]
