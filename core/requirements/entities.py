"""Whose requirements are judged, and where: the dwellings and the neighbourhoods of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..arrays import Flags, Floats, Ints
from ..fingerprints import fingerprint


@dataclass(frozen=True, kw_only=True)
class Dwellings:
    """The dwellings of a run.

    Parameters
    ----------
    xy
        Shape (n, 2), NaN without geometry.
    number
        Dwellings a row, NaN where the weight is NULL or negative.
    neighbourhood
        Row of the neighbourhood, -1 outside all.
    columns
        Values of other fields by name, None for NULL.
    base
        Dwellings a row that stand today, where others are planned or go; None where today is what counts. Figures of
        today are of these.
    planned
        Which rows are planned, where `base` is said; None: those of which nothing stands today.
    growth
        By which factor people have grown in each neighbourhood, and at the end outside all; None where they have not.
    foretold
        How many people each neighbourhood has by a forecast, by the field that they are; NaN where it tells nothing.
    """

    xy: Floats
    number: Floats
    neighbourhood: Ints
    columns: Mapping[str, Sequence[object]]
    base: Floats | None = None
    planned: Flags | None = None
    growth: Floats | None = None
    foretold: Mapping[str, Floats] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Return the number of rows."""
        return len(self.xy)

    @cached_property
    def neighbourhood_print(self) -> bytes:
        """Return a fingerprint of the neighbourhood of each row."""
        return fingerprint(self.neighbourhood)


@dataclass(frozen=True, kw_only=True)
class Neighbourhoods:
    """The neighbourhoods of a run.

    Parameters
    ----------
    ids
        Text.
    columns
        Values of other fields by name, None for NULL.
    classes
        The living environment of each, None where it is not known or no field tells it.
    ground
        m² of each by what an area share may be a share of (`neighbourhood`, `land`, `developed`, `public_space`), NaN
        where not known.
    counts
        Names of the columns that count something, and so are never negative where they are not known.
    """

    ids: Sequence[str]
    columns: Mapping[str, Sequence[object]]
    classes: Sequence[str | None] = ()
    ground: Mapping[str, Floats] = field(default_factory=dict)
    counts: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """Return the number of neighbourhoods."""
        return len(self.ids)
