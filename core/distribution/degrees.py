"""How many of the requirements that are asked of a dwelling it has: counts only, without hidden weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Ints, sums_of


@dataclass(frozen=True, kw_only=True)
class Degrees:
    """How many requirements are asked of each dwelling, and of these how many it is within and how many are unknown."""

    asked: NDArray[np.int32]
    within: NDArray[np.int32]
    unknown: NDArray[np.int32]

    @property
    def lacking(self) -> NDArray[np.int32]:
        """Return the number of requirements that the dwelling is known to be outside of."""
        return self.asked - self.within - self.unknown


@dataclass(frozen=True, kw_only=True)
class AreaDegrees:
    """What degrees say of areas, one entry an area, NaN where no dwelling says it.

    Parameters
    ----------
    everything_share
        The dwellings with everything that is asked of them, of those and the ones that lack something.
    mean_within, mean_asked
        Over dwellings of which something is asked and nothing is unknown.
    """

    everything_share: Floats
    mean_within: Floats
    mean_asked: Floats


@dataclass(frozen=True, kw_only=True)
class DegreeRows:
    """The dwellings of each area by what they have: a row for each combination that occurs, in order.

    `asked`, `within` and `unknown` count requirements, as in `Degrees`; `dwellings` how many have just these.
    """

    area: Ints
    asked: Ints
    within: Ints
    unknown: Ints
    dwellings: Floats


def count_degrees(asked: Sequence[Flags], within: Sequence[Flags], known: Sequence[Flags], dwellings: int) -> Degrees:
    """Count requirements by dwelling.

    Parameters
    ----------
    asked, within, known
        One array for each requirement: whether it is asked of each dwelling, whether that is within, and whether that
        is known. Where it is not asked the others play no part.
    dwellings
        The number of dwellings, for when there is no requirement.
    """
    counts = np.zeros((3, dwellings), np.int32)
    for is_asked, is_within, is_known in zip(asked, within, known, strict=True):
        counts += np.stack([is_asked, is_asked & is_known & is_within, is_asked & ~is_known])
    return Degrees(asked=counts[0], within=counts[1], unknown=counts[2])


def degrees_of_areas(degrees: Degrees, dwellings: Floats, area: Ints, areas: int) -> AreaDegrees:
    """Summarise degrees by area.

    Parameters
    ----------
    dwellings
        The number of dwellings in each row.
    area
        The area of each row.
    areas
        The number of areas.
    """
    has_everything = (degrees.within == degrees.asked) & (degrees.asked > 0)
    lacks = degrees.lacking > 0
    is_certain = (degrees.asked > 0) & (degrees.unknown == 0)

    def total(rows: Flags, values: Floats = dwellings) -> Floats:
        return sums_of(area[rows], values[rows], areas)

    def share(part: Floats, whole: Floats) -> Floats:
        return np.divide(part, whole, out=np.full(areas, np.nan), where=whole > 0)

    everything = total(has_everything)
    certain = total(is_certain)
    return AreaDegrees(
        everything_share=share(everything, everything + total(lacks)),
        mean_within=share(total(is_certain, dwellings * degrees.within), certain),
        mean_asked=share(total(is_certain, dwellings * degrees.asked), certain),
    )


def degree_rows(degrees: Degrees, dwellings: Floats, area: Ints) -> DegreeRows:
    """Add up dwellings by area and by what they have; the rows of an area add up to its dwellings.

    Rows of input without dwellings make no row.
    """
    there = dwellings > 0
    columns = [values[there].astype(np.int64) for values in (area, degrees.asked, degrees.within, degrees.unknown)]
    number: Ints = np.zeros(columns[0].size, np.int64)
    for values in columns:  # one number for all four, in their order
        least = int(values.min(initial=0))
        number = number * (int(values.max(initial=0)) - least + 1) + values - least
    _, first, number = np.unique(number, return_index=True, return_inverse=True)
    unique = [values[first] for values in columns]
    sums = sums_of(number.reshape(-1), dwellings[there], first.size)
    return DegreeRows(area=unique[0], asked=unique[1], within=unique[2], unknown=unique[3], dwellings=sums)
