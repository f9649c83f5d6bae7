"""Two runs of basic requirements mixed: the facilities of one day with the streets or the dwellings of another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsApplication

from ...core.errors import InputError
from ...core.fingerprints import fingerprint
from ...core.geometry.polygons import first_holding, pairs_inside
from ...core.norms.model import NormSet, Requirement
from ...core.progress import Progress
from ...core.statuses import NO_NETWORK
from ..io import parameter_names as p
from ..io.crs import WorkingCrs, choose_crs
from ..io.needs import Needs
from ..io.reader import Reader, read
from ..io.roles import find_named
from ..layers.facilities import AllFacilities, FacilityLayer
from ..layers.streets import ModeNetworks
from ..norms.choosing import ChosenNorms, Fields, find_needs, read_norms
from ..norms.store import NormStore
from .facilities_in_areas import facilities_of
from .group_fields import GroupFields
from .inputs import RunAreas, RunHomes, RunNorms, Sources
from .over_years import open_facilities, read_run_years
from .reaching import reaching_of
from .reading import RunSteps, fields_of_layers, read_sources

if TYPE_CHECKING:
    import pandas as pd

    from ...core.requirements.entities import Dwellings, Neighbourhoods
    from ...core.requirements.facilities import Facilities
    from ...core.requirements.measures import Reaching
    from ...core.requirements.weights import WeightSource
    from ...core.trend.causes import Mix
    from ...core.trend.mixed_dwellings import DwellingsOfDay, SameRows

_Found = TypeVar("_Found")

_IDS = (
    ("identificatie", "identifica"),
    *((name,) for name in ("dwelling_id", "woning_id", "vbo_id", "adres_id", "address_id", "id")),
)
"""What the field that tells dwellings apart is called, the first that both days have."""


@dataclass(frozen=True, kw_only=True)
class RunToMix:
    """A run of which nothing is read yet.

    Parameters
    ----------
    reader, sources
        Its inputs.
    chosen
        Its norms.
    fields
        Which fields its layers have.
    working
        Its reference system.
    years
        Its years, none where it is of no year.
    year
        The one of them that is looked at.
    """

    reader: Reader
    sources: Sources
    chosen: ChosenNorms
    fields: Fields
    working: WorkingCrs
    years: Sequence[int]
    year: int | None = None

    @classmethod
    def of(cls, reader: Reader, facilities: Sequence[FacilityLayer], store: NormStore) -> RunToMix:
        """Return a run of some inputs; an `InputError` where they cannot be used, as the run itself would stop."""
        sources = read_sources(reader, facilities)
        years = read_run_years(reader, sources.facilities, sources.networks.values())
        chosen, fields = read_norms(reader, store), fields_of_layers(reader, sources)
        find_needs(chosen, fields, reader.feedback)
        main = next((one for one in sources.networks.values() if one is not None), sources.neighbourhoods)
        return cls(
            reader=reader,
            sources=sources,
            chosen=chosen,
            fields=fields,
            working=choose_crs(main, reader.context.transformContext()),
            years=years,
            year=years[-1] if years else None,
        )

    @property
    def norm_set(self) -> NormSet:
        """Return its norms."""
        return self.chosen.norm_set

    def in_system(self, other: WorkingCrs) -> RunToMix:
        """Return it in the reference system of another run."""
        return self if self.working.crs == other.crs else replace(self, working=replace(self.working, crs=other.crs))


@dataclass(frozen=True, kw_only=True)
class _Day:
    """What a run has of its areas and dwellings, for some norms."""

    areas: RunAreas
    homes: RunHomes
    of_day: DwellingsOfDay


@dataclass(frozen=True, kw_only=True)
class SameDwellings:
    """How many rows of dwellings stand on both days, how many of them were found by id, and how many came and went."""

    both: int
    by_id: int
    came: int
    went: int


class MixedRuns:
    """The runs of two days, and those that take some of their inputs from the one and some from the other.

    Parameters
    ----------
    earlier, later
        The runs of the days.
    dwelling_id
        The field that tells dwellings apart; empty: a usual one that both have.

    Notes
    -----
    What a mixed run reads and searches for is kept for the others, so that there are eight sets of distances at most.
    Facilities bring their entrances and which types are complete; streets the bicycle network, the barriers and the
    network options; weights the neighbourhoods with their figures and all fields of the dwellings; norms the living
    environment of each neighbourhood.
    """

    def __init__(self, earlier: RunToMix, later: RunToMix, dwelling_id: str = "") -> None:
        self._runs = earlier.in_system(later.working), later
        self._kept: dict[Hashable, object] = {}
        self._id_fields = self._find_ids(dwelling_id)

    def results(self, mix: Mix, progress: Progress) -> pd.DataFrame:
        """Return the results table of a mixed run."""
        from ...core.requirements.assessment import assess
        from ...core.requirements.judged_town import JudgedTown
        from ...core.requirements.rules import Rules
        from ...core.results.table import RunMark, result_table

        norms = self._norms(mix)
        streets = self._streets(mix, norms, progress.part(0, 0.2))
        day = self._day(mix.weights, mix, progress.part(0.2, 0.3))
        standing = self._day(mix.dwellings, mix, progress.part(0.3, 0.4))
        facilities, read_ = self._facilities(mix, norms, day, progress.part(0.4, 0.5))
        reaching = self._reaching(mix, streets, standing.homes, read_, progress.part(0.5, 0.7))
        dwellings, weights = self._dwellings(standing, day, mix, progress.part(0.7, 0.7))
        town = JudgedTown(
            dwellings=dwellings,
            neighbourhoods=self._neighbourhoods(day, mix, progress.part(0.7, 0.7)),
            facilities=facilities,
            reaching=reaching,
        )
        run = self._runs[mix.norms]
        rules = Rules(
            min_dwellings=run.reader.number(p.MIN_DWELLINGS),
            complete_types=norms.complete_types,
            weights=weights,
            blockers=norms.needs.blockers,
            levels=norms.needs.levels,
            divisions=day.areas.divisions,
        )
        assessment = assess(norms.norm_set, town, rules, progress.part(0.7, 1))
        return result_table(assessment, norms.norm_set, RunMark(QgsApplication.locale()))

    def same_dwellings(self, progress: Progress) -> SameDwellings:
        """Return how many dwellings stand on which of the days."""
        from ...core.trend.causes import LATER

        earlier, later = (self._day(day, LATER, progress.part(0.4 * day, 0.4 * (day + 1))).of_day for day in (0, 1))
        same = self._same(later, earlier, (1, 0), progress.part(0.8, 1))
        both = int(same.matched.sum())
        return SameDwellings(
            both=both,
            by_id=same.by_id,
            came=int((later.standing > 0).sum()) - both,
            went=int((earlier.standing > 0).sum()) - both,
        )

    def _same(
        self, standing: DwellingsOfDay, counted: DwellingsOfDay, days: tuple[int, int], progress: Progress
    ) -> SameRows:
        from ...core.trend.mixed_dwellings import same_rows

        return self._once(("same", *days), lambda: same_rows(standing, counted, progress))

    def _once(self, key: Hashable, make: Callable[[], _Found]) -> _Found:
        """Return what was made under a key before; else make it."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast("_Found", self._kept[key])

    def _find_ids(self, given: str) -> tuple[str, str] | None:
        """Return the field of each day that tells dwellings apart, None where there is none."""
        names = [run.sources.dwellings.fields().names() for run in self._runs]
        for wanted in [(given,)] if given else _IDS:
            earlier, later = (find_named(wanted, one) for one in names)
            if earlier and later:
                return earlier, later
        if given:
            raise InputError(
                "{input} is “{field}”, which the dwellings of a day do not have: choose another, or leave it empty.",
                input=p.DWELLING_ID,
                field=given,
            )
        return None

    # Norms, and what they need of the layers of a mix

    def _norms(self, mix: Mix) -> RunNorms:
        key = mix.facilities, mix.streets, mix.weights, mix.norms
        return self._once(("norms", *key), lambda: self._find_norms(mix))

    def _find_norms(self, mix: Mix) -> RunNorms:
        """Return the norms of a mix; what they lack there leaves a requirement uncomputed, whoever set it."""
        norm_set, streets = self._runs[mix.norms].norm_set, self._runs[mix.streets].fields.networks
        places, whom = self._runs[mix.facilities], self._runs[mix.weights]
        fields = replace(
            whom.fields,
            facilities=places.fields.facilities,
            networks={**streets, "walk": streets["walk"] or []},
            field_map=self._field_map(mix),
            groups=list(self._field_map(mix)),
        )
        needs = find_needs(ChosenNorms(norm_set, frozenset()), fields, whom.reader.feedback)
        if streets["walk"] is None:
            for one in norm_set.requirements:
                if _goes_on_foot(one, norm_set):
                    needs.blockers.setdefault(one.id, NO_NETWORK)
        return RunNorms(
            norm_set=norm_set,
            needs=needs,
            computed=[one for one in norm_set.requirements if one.id not in needs.blockers],
            complete_types=frozenset(places.reader.type_keys(p.COMPLETE_TYPES)),
            groups=GroupFields(),
        )

    def _field_map(self, mix: Mix) -> Mapping[str, str]:
        """Return what the user says of the fields of streets, and of dwellings and neighbourhoods, each by its day."""
        whom, streets = self._runs[mix.weights].fields, self._runs[mix.streets].fields
        own = {name.casefold() for name in (*whom.dwellings, *whom.neighbourhoods)}
        on_streets = {name.casefold() for names in streets.networks.values() for name in names or []}
        return {
            **{role: field for role, field in streets.field_map.items() if field.casefold() in on_streets},
            **{role: field for role, field in whom.field_map.items() if field.casefold() in own},
        }

    # Layers, each read once

    def _steps(self, day: int, norms: RunNorms, years: Sequence[int]) -> RunSteps:
        run = self._runs[day]
        return RunSteps(reader=run.reader, sources=run.sources, norms=norms, working=run.working, years=years)

    def _streets(self, mix: Mix, norms: RunNorms, progress: Progress) -> ModeNetworks:
        year = self._runs[mix.streets].year
        steps = self._steps(mix.streets, norms, [] if year is None else [year])
        key = ("streets", mix.streets, mix.norms, _key_of(norms.needs))
        return self._once(key, lambda: steps.networks(progress)[0][1])

    def _day(self, day: int, mix: Mix, progress: Progress) -> _Day:
        """Return the areas and dwellings of a day, read for the norms of a mix."""
        norms = self._norms(mix._replace(weights=day))
        key = ("day", day, mix.norms, _key_of(norms.needs))
        return self._once(key, lambda: self._read_day(day, norms, progress))

    def _read_day(self, day: int, norms: RunNorms, progress: Progress) -> _Day:
        from ...core.trend.mixed_dwellings import DwellingsOfDay

        run = self._runs[day]
        steps = self._steps(day, norms, run.years)
        areas = steps.with_polygons(steps.areas(), progress.part(0, 0.3))
        homes = steps.homes(areas, progress.part(0.3, 1))
        stock = homes.stock
        dwellings = stock.dwellings if run.year is None else stock.in_year(run.year)[0]
        return _Day(
            areas=areas,
            homes=homes,
            of_day=DwellingsOfDay(
                dwellings=dwellings,
                neighbourhoods=areas.neighbourhoods,
                sources=norms.needs.weights,
                standing=_standing(dwellings, stock.planned),
                ids=[*self._ids(day, homes.layer.count), *([None] * int(stock.planned.sum()))],
            ),
        )

    def _ids(self, day: int, count: int) -> Sequence[str | None]:
        if self._id_fields is None:
            return [None] * count
        field, source = self._id_fields[day], self._runs[day].sources.dwellings
        return self._once(("ids", day), lambda: read(self._runs[day].reader, source, None, [field]).codes(field))

    def _facilities(self, mix: Mix, norms: RunNorms, day: _Day, progress: Progress) -> tuple[Facilities, AllFacilities]:
        """Return the facilities of a mix in its neighbourhoods, and as they were read."""
        run, needs = self._runs[mix.facilities], _key_of(norms.needs)
        steps = self._steps(mix.facilities, norms, run.years)
        read_ = self._once(
            ("read", mix.facilities, tuple(norms.needs.facility_fields)),
            lambda: steps.facilities(progress.part(0, 0.5)),
        )
        found = self._once(
            ("facilities", mix.facilities, mix.weights, mix.norms, needs),
            lambda: facilities_of(
                read_,
                norms,
                day.areas,
                run.working,
                progress.part(0.5, 1),
                open_facilities(run.reader, read_, run.year),
            ),
        )
        return found, read_

    def _reaching(
        self, mix: Mix, streets: ModeNetworks, homes: RunHomes, facilities: AllFacilities, progress: Progress
    ) -> Reaching:
        """Return the dwellings and facilities of a mix on its streets; what is searched for there is kept with it."""
        run, needs = self._runs[mix.facilities], _key_of(self._norms(mix).needs)
        return self._once(
            ("reaching", mix.facilities, mix.streets, mix.dwellings, mix.norms, needs),
            lambda: reaching_of(run.reader, streets, homes, facilities, run.working, progress),
        )

    # What is judged

    def _dwellings(
        self, standing: _Day, day: _Day, mix: Mix, progress: Progress
    ) -> tuple[Dwellings, Mapping[str, WeightSource]]:
        """Return the dwellings of one day with the figures of another, and where their weights come from."""
        from ...core.trend.mixed_dwellings import mixed_dwellings

        if mix.dwellings == mix.weights:
            return day.of_day.dwellings, day.of_day.sources
        same = self._same(standing.of_day, day.of_day, (mix.dwellings, mix.weights), progress)
        xy, borders = standing.of_day.dwellings.xy, day.areas.layer.shapes
        holder = self._once(
            ("holders", fingerprint(xy, borders)),
            lambda: first_holding(*pairs_inside(xy, borders, progress), len(xy))[0],
        )
        return mixed_dwellings(standing.of_day, day.of_day, same, holder)

    def _neighbourhoods(self, day: _Day, mix: Mix, progress: Progress) -> Neighbourhoods:
        """Return the neighbourhoods with the living environments of the day of the norms."""
        areas = day.areas.neighbourhoods
        if mix.norms == mix.weights:
            return areas
        other = self._day(mix.norms, mix, progress).areas.neighbourhoods
        class_of = dict(zip(other.ids, other.classes, strict=True)) if other.classes else {}
        own = areas.classes or [None] * areas.count
        return replace(areas, classes=[class_of.get(name, was) for name, was in zip(areas.ids, own, strict=True)])


def _goes_on_foot(requirement: Requirement, norm_set: NormSet) -> bool:
    return requirement.over_streets and norm_set.mode(requirement.mode).network == "walk"


def _key_of(needs: Needs) -> Hashable:
    """Return what tells two readings for the same norms apart: which requirements are computed, of which columns."""
    return tuple(sorted(needs.blockers)), repr(needs)


def _standing(dwellings: Dwellings, planned: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return what of each row stands: 1, or the part that plans leave of it; of planned ones their dwellings."""
    if dwellings.base is None:
        return np.ones(dwellings.count)
    left = np.divide(dwellings.number, dwellings.base, out=np.ones(dwellings.count), where=dwellings.base > 0)
    return np.where(planned, np.nan_to_num(dwellings.number), left)
