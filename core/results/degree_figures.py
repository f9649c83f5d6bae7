"""What the table of degrees says of areas: how many dwellings have everything, and what the others lack."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from ..arrays import Ints
from ..distribution.degrees import Degrees, degrees_of_areas
from ..requirements.years import ALL
from ..statuses import NEIGHBOURHOOD

LACKING = (0, 1, 2)
"""Numbers of requirements that are told apart; more than the last are told together."""


@dataclass(frozen=True, kw_only=True)
class DegreesOfArea:
    """What the dwellings of an area have of what is asked.

    Parameters
    ----------
    lacking
        Dwellings that lack none, one, two, and more; of which all is known, or enough.
    unknown
        Dwellings that are known to lack nothing, and of which something is not known.
    not_asked
        Dwellings of which nothing is asked.
    everything_share, mean_within, mean_asked
        As in `core.distribution.degrees.AreaDegrees`.
    """

    lacking: tuple[float, ...]
    unknown: float
    not_asked: float
    everything_share: float
    mean_within: float
    mean_asked: float

    @property
    def dwellings(self) -> float:
        """Return all of them."""
        return math.fsum(self.lacking) + self.unknown + self.not_asked


def latest_degrees(table: pd.DataFrame) -> dict[str, DegreesOfArea]:
    """Return what each neighbourhood, what lies outside all and the whole has, in the last year of a table.

    An area without dwellings is not there.
    """
    last = table["year"].max() if table["year"].notna().any() else None
    now = table["year"].isna() if last is None else table["year"] == last
    rows = table[now & (table["level"] == NEIGHBOURHOOD) & (table["stock"] == ALL)]
    return {str(name): _of_area(part) for name, part in rows.groupby("neighbourhood", sort=False)}


def _of_area(rows: pd.DataFrame) -> DegreesOfArea:
    asked, within, unknown = (rows[f"{name}_count"].to_numpy("int64") for name in ("asked", "within", "unknown"))
    degrees, dwellings = Degrees(asked=asked, within=within, unknown=unknown), rows["dwellings"].to_numpy("float64")
    everywhere: Ints = asked * 0
    figures = degrees_of_areas(degrees, dwellings, everywhere, 1)
    lacks = degrees.lacking
    is_sure = (asked > 0) & ((unknown == 0) | (lacks > 0))
    groups = [*(lacks == number for number in LACKING), lacks > LACKING[-1]]
    return DegreesOfArea(
        lacking=tuple(math.fsum(dwellings[is_sure & group]) for group in groups),
        unknown=math.fsum(dwellings[(asked > 0) & ~is_sure]),
        not_asked=math.fsum(dwellings[asked == 0]),
        everything_share=float(figures.everything_share[0]),
        mean_within=float(figures.mean_within[0]),
        mean_asked=float(figures.mean_asked[0]),
    )
