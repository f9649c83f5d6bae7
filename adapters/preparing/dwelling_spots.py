"""Where dwellings and institutions lie: the neighbourhood, and the square or postcode area, of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import Flags, Floats
from ...core.geometry.polygons import first_holding, pairs_inside
from ...core.preparing import dwelling_sources as d
from ...core.progress import Progress
from .dwelling_sources import SourceDwellings, blocks_of
from .institutions import InstitutionLayer, spots_of
from .published_town import Town

if TYPE_CHECKING:
    from ...core.preparing.population import HomesInAreas, PublishedAreas
    from ...core.preparing.population import Institutions as Counted


@dataclass(frozen=True, kw_only=True)
class DwellingSpots:
    """What a run knows before people are put in their homes.

    Parameters
    ----------
    stock
        The rows that become points: of the source, or the residential points that its areas are spread over.
    blocks_from
        The squares or postcode areas that are spread over other rows; None where there are none.
    institutions
        Places with people of their own, None where there are none.
    institutions_kept
        Which of them are not in the areas to leave out.
    homes, blocks, counted
        The same as the computation takes it.
    """

    stock: SourceDwellings
    blocks_from: SourceDwellings | None
    institutions: InstitutionLayer | None
    institutions_kept: Flags
    homes: HomesInAreas
    blocks: PublishedAreas | None
    counted: Counted


def place(
    town: Town,
    source: SourceDwellings,
    residential: SourceDwellings | None,
    institutions: InstitutionLayer | None,
    left_out: Sequence[Flags],
    progress: Progress,
) -> tuple[DwellingSpots, int]:
    """Find the neighbourhood, and the square or postcode area, of every row.

    Parameters
    ----------
    left_out
        Rows of the points (`residential`, else `source`) inside the areas to leave out, and institutions.

    Returns
    -------
    places, several
        And how many rows lie in more than one neighbourhood.
    """
    from ...core.preparing.population import PEOPLE, HomesInAreas, whole_people
    from ...core.preparing.population import Institutions as Counted

    stock = residential or source
    in_areas, institutions_in_areas = left_out
    reason = stock.reason.copy()
    reason[in_areas & stock.kept] = d.EXCLUDED_AREA
    stock = replace(stock, reason=reason)
    neighbourhood, several = town.holding(stock.points, progress.part(0, 0.4))
    spots = spots_of(institutions)
    blocks, block = None, None
    spot_block: NDArray[np.int64] = np.full(len(spots), -1)
    if source.layout.kind in d.AREAS:
        home, _ = town.holding(source.points) if residential else (neighbourhood, 0)
        blocks = blocks_of(source, home)
        spot_block = _within(spots, source)
        if residential is not None:
            block = _within(stock.points, source, progress.part(0.4, 0.9))
    lived_in = np.ones(stock.layer.count, bool)
    people: dict[str, Floats] = {name: np.empty(0) for name in PEOPLE}
    if institutions is not None:
        people = {name: np.where(institutions_in_areas, np.nan, n) for name, n in institutions.people.items()}
        inside, of = pairs_inside(stock.points, institutions.layer.shapes, progress.part(0.9, 1))
        lived_in[inside[np.isfinite(people["inhabitants"][of])]] = False
    return DwellingSpots(
        stock=stock,
        blocks_from=source if residential is not None else None,
        institutions=institutions,
        institutions_kept=~institutions_in_areas,
        homes=HomesInAreas(
            points=stock.points,
            dwellings=stock.dwellings,
            kept=stock.kept,
            lived_in=lived_in,
            neighbourhood=neighbourhood,
            block=block,
        ),
        blocks=blocks,
        counted=Counted(whole_people(people), town.holding(spots)[0], spot_block),
    ), several


def _within(points: Floats, areas: SourceDwellings, progress: Progress | None = None) -> NDArray[np.int64]:
    """Return the square or postcode area that each point lies in; those that tell nothing hold none."""
    point, area = pairs_inside(points, areas.layer.shapes, progress)
    telling = ~np.isin(areas.reason.astype(str), (d.DUPLICATE, d.SUPPRESSED))[area]
    return first_holding(point[telling], area[telling], len(points))[0]
