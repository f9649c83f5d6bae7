"""What a run of basic requirements takes: the layers that were chosen, and what was read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource

from ...core.norms.model import NormSet, Requirement
from ...core.requirements.entities import Dwellings, Neighbourhoods
from ...core.requirements.facilities import Facilities
from ..io.crs import WorkingCrs
from ..io.needs import Needs
from ..io.reading import Layer
from ..layers.facilities import AllFacilities, FacilityLayer
from ..layers.polygons import Polygons
from .group_fields import GroupFields

if TYPE_CHECKING:
    from ...core.requirements.divisions import Division, Groups
    from ...core.requirements.judged_town import JudgedTown
    from ...core.requirements.measures import Reaching
    from ...core.requirements.rules import Rules
    from ...core.requirements.years import DwellingStock
    from ...core.results.published_distances import PublishedDistance
    from .dwellings_over_years import Plans


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The layers of a run as they were chosen; None where an optional one was not."""

    dwellings: QgsFeatureSource
    neighbourhoods: QgsFeatureSource
    facilities: Sequence[FacilityLayer]
    networks: Mapping[str, QgsFeatureSource | None]
    developed_areas: QgsFeatureSource | None
    public_space: QgsFeatureSource | None


@dataclass(frozen=True, kw_only=True)
class RunNorms:
    """The norms of a run, and what they need of the layers.

    Parameters
    ----------
    computed
        The requirements whose needs the layers meet.
    complete_types
        Types whose absence is known to be real.
    groups
        Where the groups come from that the results are told for.
    """

    norm_set: NormSet
    needs: Needs
    computed: Sequence[Requirement]
    complete_types: frozenset[str]
    groups: GroupFields


@dataclass(frozen=True, kw_only=True)
class RunAreas:
    """The neighbourhoods of a run.

    Parameters
    ----------
    labels
        What people call them.
    divisions
        The levels that results are summed up by.
    polygons
        Without what those before them cover; None where no requirement asks for m² in them.
    public_space
        Of each of them the public space; None where no requirement asks for a share of it.
    """

    layer: Layer
    neighbourhoods: Neighbourhoods
    labels: list[str]
    divisions: Sequence[Division]
    polygons: Polygons | None = None
    public_space: Polygons | None = None


@dataclass(frozen=True, kw_only=True)
class RunHomes:
    """The dwellings of a run.

    Parameters
    ----------
    stock
        All of them, those that are planned behind those that stand.
    plans
        The layer with plans, None without one.
    groups
        What else they are judged by, such as their landlord.
    """

    layer: Layer
    stock: DwellingStock
    plans: Plans | None
    groups: Groups | None

    @property
    def ids(self) -> NDArray[np.int64]:
        """Return the feature id of each dwelling of the stock."""
        if self.plans is None:
            return self.layer.ids
        return np.concatenate([self.layer.ids, self.plans.layer.ids[self.plans.coming]])


@dataclass(frozen=True)
class PublishedFigures:
    """A distance that is published: what it is, its field, and the metres of each neighbourhood, NaN if unknown."""

    figure: PublishedDistance
    column: str
    metres: NDArray[np.float64]


@dataclass(frozen=True)
class Moment:
    """What an assessment takes that differs from year to year; `year` is None where a run is of no year."""

    year: int | None
    dwellings: Dwellings
    facilities: Facilities
    reaching: Reaching


@dataclass(frozen=True, kw_only=True)
class RequirementInputs:
    """What was read for a run: the layers for writing, and what assessments take.

    Parameters
    ----------
    moments
        For each year, or one of no year; they are read last, of all that stands before them.
    cautions
        What a reader of the results must know: sentences in the language of QGIS.
    published
        Average distances of Statistics Netherlands; none where nobody asked to compare with them.
    """

    working: WorkingCrs
    norms: RunNorms
    areas: RunAreas
    homes: RunHomes
    facilities: AllFacilities
    rules: Rules
    moments: Sequence[Moment] = ()
    cautions: Sequence[str] = ()
    published: Sequence[PublishedFigures] = ()

    def town(self, moment: Moment) -> JudgedTown:
        """Return what is judged at a moment."""
        from ...core.requirements.judged_town import JudgedTown

        return JudgedTown(
            dwellings=moment.dwellings,
            neighbourhoods=self.areas.neighbourhoods,
            facilities=moment.facilities,
            reaching=moment.reaching,
        )
