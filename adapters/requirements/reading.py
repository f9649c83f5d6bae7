"""What a run of basic requirements reads: norms, streets, neighbourhoods, dwellings and facilities, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qgis.core import QgsFeatureSource

from ...core.arrays import to_list
from ...core.errors import InputError
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.crs import WorkingCrs
from ..io.reader import Reader, choose_working_crs, warn_assumed, warn_unusable
from ..io.roles import CLASS_ROLE, find_column
from ..io.timings import Stages
from ..io.translation import Language, tr
from ..layers.dwellings import groups_of_dwellings, placed_dwellings, read_dwellings
from ..layers.facilities import AllFacilities, FacilityLayer, read_facilities
from ..layers.neighbourhoods import read_divisions, read_neighbourhoods
from ..layers.polygons import Polygons, apart, covered_by, read_polygons
from ..layers.streets import NETWORKS, ModeNetworks, check_fields, read_networks
from ..norms.choosing import Fields, find_needs, read_norms
from ..norms.store import NormStore
from .compared_distances import add_needs, read_published
from .dwellings_over_years import grouped, read_stock
from .forecast import read_forecast
from .group_fields import FieldsWithText, find_groups, group_names
from .inputs import RequirementInputs, RunAreas, RunHomes, RunNorms, Sources
from .log import log_facilities, log_modes, log_norms, warn_strange_types, warn_useless_facilities
from .not_there import not_there
from .over_years import date_fields, read_moments, read_run_years

if TYPE_CHECKING:
    from ...core.requirements.rules import Rules


def read_sources(reader: Reader, facilities: Sequence[FacilityLayer]) -> Sources:
    """Take the layers that were chosen; an `InputError` where one is missing."""
    if not facilities:
        raise InputError("{input} is empty: choose a layer.", input=p.FACILITIES)
    networks = {name: reader.source(parameter) for name, parameter in NETWORKS.items()}
    check_fields(reader, [source for source in networks.values() if source is not None])
    if reader.field(p.DIRECTION_FIELD) and networks["cycle"] is None:
        reader.feedback.pushWarning(
            tr("The direction field counts for bicycles only, and there is no network for them.")
        )
    return Sources(
        dwellings=reader.needed(p.DWELLINGS),
        neighbourhoods=reader.needed(p.NEIGHBOURHOODS),
        facilities=facilities,
        networks=networks,
        developed_areas=reader.source(p.DEVELOPED_AREAS),
        public_space=reader.source(p.PUBLIC_SPACE),
    )


def read_inputs(
    reader: Reader, sources: Sources, store: NormStore, stages: Stages, progress: Progress
) -> RequirementInputs:
    """Read all that a run needs, and tell about it in the log."""
    years = read_run_years(reader, sources.facilities, sources.networks.values())
    counted = not_there(reader, sources.facilities, sources.networks, years)
    for one in counted:
        reader.feedback.pushWarning(one.warning(Language()))
    norms = _read_run_norms(reader, sources, store)
    main = next((s for s in sources.networks.values() if s is not None), sources.neighbourhoods)
    steps = RunSteps(reader=reader, sources=sources, norms=norms, working=choose_working_crs(reader, main), years=years)
    networks = steps.networks(progress.part(0, 0.3))
    stages.done(tr("streets"))
    areas = steps.areas()
    homes = steps.homes(areas, progress.part(0.3, 0.5))
    facilities = steps.facilities(progress.part(0.5, 0.6))
    stages.done(tr("reading"))
    areas = steps.with_polygons(areas, progress.part(0.6, 0.7))
    inputs = RequirementInputs(
        working=steps.working,
        norms=norms,
        areas=areas,
        homes=homes,
        facilities=facilities,
        rules=_rules(reader, norms, areas, homes),
        cautions=[one.fact(Language()) for one in counted],
        published=read_published(reader, sources, areas),
    )
    return replace(inputs, moments=read_moments(reader, inputs, networks, stages, progress.part(0.7, 1)))


def _read_run_norms(reader: Reader, sources: Sources, store: NormStore) -> RunNorms:
    chosen = read_norms(reader, store)
    log_norms(reader.feedback, chosen.norm_set)
    fields = fields_of_layers(reader, sources)
    needs = find_needs(chosen, fields, reader.feedback)
    texts = FieldsWithText.of(sources.dwellings, sources.neighbourhoods)
    groups = find_groups(reader, fields.of_layers(), texts, needs)
    add_needs(reader, sources, needs)
    return RunNorms(
        norm_set=chosen.norm_set,
        needs=needs,
        computed=[r for r in chosen.norm_set.requirements if r.id not in needs.blockers],
        complete_types=frozenset(reader.type_keys(p.COMPLETE_TYPES)),
        groups=groups,
    )


def fields_of_layers(reader: Reader, sources: Sources) -> Fields:
    """Return the names of the fields that the layers of a run have."""
    field_map, forecast = reader.field_map(p.FIELD_MAP), reader.source(p.FORECAST)
    areas = sources.neighbourhoods.fields().names()
    return Fields(
        dwellings=sources.dwellings.fields().names(),
        neighbourhoods=areas,
        facilities=[name for layer in sources.facilities for name in layer.source.fields().names()],
        networks={name: None if s is None else s.fields().names() for name, s in sources.networks.items()},
        developed_areas=sources.developed_areas is not None,
        public_space=sources.public_space is not None,
        class_field=reader.field(p.CLASS_FIELD) or find_column(CLASS_ROLE, areas, field_map) or "",
        field_map=field_map,
        forecast=[] if forecast is None else forecast.fields().names(),
        groups=group_names(reader),
    )


@dataclass(frozen=True, kw_only=True)
class RunSteps:
    """Reads the layers of a run step by step, in its reference system: what its norms need, in its years."""

    reader: Reader
    sources: Sources
    norms: RunNorms
    working: WorkingCrs
    years: Sequence[int]

    def networks(self, progress: Progress) -> list[tuple[int | None, ModeNetworks]]:
        """Return the networks that are travelled on in each year; none where nothing is measured over streets."""
        norms, years = self.norms, self.years or (None,)
        walked = [r for r in norms.computed if r.over_streets]
        modes = list({r.mode: norms.norm_set.mode(r.mode) for r in walked}.values())
        if not modes:
            return [(year, ModeNetworks({}, {})) for year in years]
        log_modes(self.reader.feedback, modes, walked)
        networks = read_networks(self.reader, self.working, modes, norms.needs.street_columns, progress, years)
        return list(zip(years, networks, strict=True))

    def areas(self) -> RunAreas:
        """Return the neighbourhoods, and the levels that results are summed up by."""
        source, needs = self.sources.neighbourhoods, self.norms.needs
        layer, neighbourhoods, labels = read_neighbourhoods(self.reader, source, self.working, needs)
        return RunAreas(
            layer=layer,
            neighbourhoods=neighbourhoods,
            labels=labels,
            divisions=read_divisions(self.reader, source, layer, needs),
        )

    def homes(self, areas: RunAreas, progress: Progress) -> RunHomes:
        """Return the dwellings that stand, and those that plans, growth and a forecast tell of."""
        reader, needs, years = self.reader, self.norms.needs, self.years
        borders, neighbourhoods = areas.layer.shapes, areas.neighbourhoods
        layer = read_dwellings(reader, self.sources.dwellings, self.working, needs, progress.part(0, 0.8))
        dwellings = placed_dwellings(reader, layer, borders, neighbourhoods, needs, progress.part(0.8, 1))
        growth = areas.layer.numbers(reader.field(p.GROWTH_FIELD)) if reader.field(p.GROWTH_FIELD) else None
        weights = [source.field for source in needs.weights.values() if source.field]
        forecast = read_forecast(reader, neighbourhoods.ids, weights, years)
        standing, plans = read_stock(reader, dwellings, borders, self.working, years)
        stock = replace(standing, growth=growth, first=years[0] if years else 0, forecast=forecast)
        return RunHomes(
            layer=layer, stock=stock, plans=plans, groups=grouped(groups_of_dwellings(reader, layer), stock)
        )

    def facilities(self, progress: Progress) -> AllFacilities:
        """Return the facilities of all layers."""
        reader, norms = self.reader, self.norms
        wanted = [*norms.needs.facility_fields, *date_fields(reader)]
        facilities = read_facilities(reader, self.sources.facilities, self.working, wanted, progress)
        log_facilities(reader.feedback, facilities)
        warn_strange_types(reader.feedback, norms.complete_types, norms.norm_set, facilities)
        warn_useless_facilities(reader, norms.norm_set, facilities)
        return facilities

    def with_polygons(self, areas: RunAreas, progress: Progress) -> RunAreas:
        """Add the neighbourhoods' polygons and their m², where a requirement asks for m² in them."""
        norms, sources = self.norms, self.sources
        if not any(r.needs_areas for r in norms.computed):
            return areas
        read = read_polygons(sources.neighbourhoods, self.working, to_list(areas.layer.ids))
        polygons = apart(read, self.reader.feedback, progress.part(0, 0.2))
        land_m2 = {**areas.neighbourhoods.ground, "neighbourhood": polygons.area}
        public = None
        if sources.developed_areas is not None and any(r.area_of == "developed" for r in norms.computed):
            land_m2["developed"] = self._under(polygons, sources.developed_areas, progress.part(0.2, 0.6)).area
        if sources.public_space is not None and any(r.area_of == "public_space" for r in norms.computed):
            public = self._under(polygons, sources.public_space, progress.part(0.6, 1))
            land_m2["public_space"] = public.area
        neighbourhoods = replace(areas.neighbourhoods, ground=land_m2)
        return replace(areas, neighbourhoods=neighbourhoods, polygons=polygons, public_space=public)

    def _under(self, areas: Polygons, source: QgsFeatureSource, progress: Progress) -> Polygons:
        """Return what of each neighbourhood lies under the polygons of a layer; warn of those that cannot be used."""
        warn_assumed(self.reader.feedback, source, self.working)
        unusable: list[int] = []
        found = covered_by(areas, source, self.working, progress, unusable)
        warn_unusable(self.reader.feedback, source.sourceName(), unusable)
        return found


def _rules(reader: Reader, norms: RunNorms, areas: RunAreas, homes: RunHomes) -> Rules:
    from ...core.requirements.rules import Rules

    return Rules(
        min_dwellings=reader.number(p.MIN_DWELLINGS),
        complete_types=norms.complete_types,
        weights=norms.needs.weights,
        blockers=norms.needs.blockers,
        levels=norms.needs.levels,
        divisions=areas.divisions,
        groups=homes.groups,
        min_group=reader.number(p.MIN_GROUP),
    )
