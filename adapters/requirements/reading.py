"""What a run of basic requirements reads: norms, streets, neighbourhoods, dwellings and facilities, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...core.arrays import to_list
from ...core.errors import InputError
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.crs import WorkingCrs
from ..io.reader import Reader, choose_working_crs, warn_assumed, warn_unusable
from ..io.roles import CLASS_ROLE, find_column
from ..io.timings import Stages
from ..io.translation import tr
from ..layers.dwellings import read_dwellings
from ..layers.facilities import AllFacilities, FacilityLayer, read_facilities
from ..layers.neighbourhoods import read_divisions, read_neighbourhoods
from ..layers.polygons import apart, covered_by, read_polygons
from ..layers.streets import NETWORKS, ModeNetworks, check_fields, read_networks
from ..norms.choosing import Fields, find_needs, read_norms
from ..norms.store import NormStore
from .dwellings_over_years import grouped, read_stock
from .forecast import read_forecast
from .inputs import RequirementInputs, RunAreas, RunHomes, RunNorms, Sources
from .log import log_facilities, log_modes, log_norms, warn_raw_facilities, warn_strange_types
from .over_years import read_moments, read_run_years

if TYPE_CHECKING:
    from ...core.requirements.rules import Rules


def read_sources(reader: Reader, facilities: Sequence[FacilityLayer]) -> Sources:
    """Take the layers that were chosen; an `InputError` where one is missing."""
    if not facilities:
        raise InputError("The input {input} is empty: choose a layer for it.", input=p.FACILITIES)
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
    )


def read_inputs(
    reader: Reader, sources: Sources, store: NormStore, stages: Stages, progress: Progress
) -> RequirementInputs:
    """Read all that a run needs, and tell about it in the log."""
    years = read_run_years(reader, sources)
    norms = _read_run_norms(reader, sources, store)
    main = next((s for s in sources.networks.values() if s is not None), sources.neighbourhoods)
    working = choose_working_crs(reader, main)
    networks = _read_streets(reader, norms, working, years or (None,), progress.part(0, 0.3))
    stages.done(tr("streets"))
    areas = _read_areas(reader, sources, norms, working)
    homes = _read_homes(reader, sources, norms, areas, working, years, progress.part(0.3, 0.5))
    found = _read_found(reader, sources, norms, working, progress.part(0.5, 0.6))
    stages.done(tr("reading"))
    areas = _with_polygons(reader, sources, norms, areas, working, progress.part(0.6, 0.7))
    return RequirementInputs(
        working=working,
        norms=norms,
        areas=areas,
        homes=homes,
        facilities=found,
        rules=_rules(reader, norms, areas, homes),
        moments=read_moments(reader, networks, found, norms, areas, homes, working, stages, progress.part(0.7, 1)),
    )


def _read_run_norms(reader: Reader, sources: Sources, store: NormStore) -> RunNorms:
    chosen = read_norms(reader, store)
    log_norms(reader.feedback, chosen.norm_set)
    needs = find_needs(chosen, _fields(reader, sources), reader.feedback)
    return RunNorms(
        norm_set=chosen.norm_set,
        needs=needs,
        computed=[r for r in chosen.norm_set.requirements if r.id not in needs.blockers],
        complete_types=frozenset(reader.type_keys(p.COMPLETE_TYPES)),
    )


def _fields(reader: Reader, sources: Sources) -> Fields:
    field_map, forecast = reader.field_map(p.FIELD_MAP), reader.source(p.FORECAST)
    areas = sources.neighbourhoods.fields().names()
    return Fields(
        dwellings=sources.dwellings.fields().names(),
        neighbourhoods=areas,
        facilities=[name for layer in sources.facilities for name in layer.source.fields().names()],
        networks={name: None if s is None else s.fields().names() for name, s in sources.networks.items()},
        developed_areas=sources.developed_areas is not None,
        class_field=reader.field(p.CLASS_FIELD) or find_column(CLASS_ROLE, areas, field_map) or "",
        field_map=field_map,
        forecast=[] if forecast is None else forecast.fields().names(),
    )


def _read_streets(
    reader: Reader, norms: RunNorms, working: WorkingCrs, years: Sequence[int | None], progress: Progress
) -> list[tuple[int | None, ModeNetworks]]:
    """Return the networks that are travelled on in each year; none where nothing is measured over streets."""
    walked = [r for r in norms.computed if r.has_share and r.metric == "network"]
    modes = list({r.mode: norms.norm_set.mode(r.mode) for r in walked}.values())
    if not modes:
        return [(year, ModeNetworks({}, {})) for year in years]
    log_modes(reader.feedback, modes, walked)
    networks = read_networks(reader, working, modes, norms.needs.street_columns, progress, years)
    return list(zip(years, networks, strict=True))


def _read_areas(reader: Reader, sources: Sources, norms: RunNorms, working: WorkingCrs) -> RunAreas:
    layer, neighbourhoods, labels = read_neighbourhoods(reader, sources.neighbourhoods, working, norms.needs)
    return RunAreas(
        layer=layer,
        neighbourhoods=neighbourhoods,
        labels=labels,
        divisions=read_divisions(reader, sources.neighbourhoods, layer, norms.needs),
    )


def _read_homes(
    reader: Reader,
    sources: Sources,
    norms: RunNorms,
    areas: RunAreas,
    working: WorkingCrs,
    years: Sequence[int],
    progress: Progress,
) -> RunHomes:
    """Return the dwellings that stand, and those that plans, growth and a forecast tell of."""
    borders, neighbourhoods = areas.layer.shapes, areas.neighbourhoods
    layer, dwellings, groups = read_dwellings(
        reader, sources.dwellings, working, borders, neighbourhoods, norms.needs, progress
    )
    growth = areas.layer.numbers(reader.field(p.GROWTH_FIELD)) if reader.field(p.GROWTH_FIELD) else None
    weights = [source.field for source in norms.needs.weights.values() if source.field]
    forecast = read_forecast(reader, neighbourhoods.ids, weights, years)
    stock, plans = read_stock(reader, dwellings, borders, working, years, growth, forecast)
    return RunHomes(layer=layer, stock=stock, plans=plans, groups=grouped(groups, stock))


def _read_found(
    reader: Reader, sources: Sources, norms: RunNorms, working: WorkingCrs, progress: Progress
) -> AllFacilities:
    dates = [f for f in (reader.text(name) for name in (p.OPEN_FROM_FIELD, p.OPEN_UNTIL_FIELD)) if f]
    wanted = [*norms.needs.facility_fields, *dates]
    found = read_facilities(reader, sources.facilities, working, wanted, progress)
    log_facilities(reader.feedback, found)
    warn_strange_types(reader.feedback, norms.complete_types, norms.norm_set, found)
    warn_raw_facilities(reader.feedback, norms.norm_set, found)
    return found


def _with_polygons(
    reader: Reader, sources: Sources, norms: RunNorms, areas: RunAreas, working: WorkingCrs, progress: Progress
) -> RunAreas:
    """Add the neighbourhoods' polygons and their m², where a requirement asks for m² in them."""
    if not any(r.needs_areas for r in norms.computed):
        return areas
    read = read_polygons(sources.neighbourhoods, working, to_list(areas.layer.ids))
    polygons = apart(read, reader.feedback, progress.part(0, 0.2))
    land_m2 = {**areas.neighbourhoods.ground, "neighbourhood": polygons.area}
    if sources.developed_areas is not None and any(r.area_of == "developed" for r in norms.computed):
        warn_assumed(reader.feedback, sources.developed_areas, working)
        unusable: list[int] = []
        land_m2["developed"] = covered_by(polygons, sources.developed_areas, working, progress.part(0.2, 1), unusable)
        warn_unusable(reader.feedback, sources.developed_areas.sourceName(), unusable)
    return replace(areas, neighbourhoods=replace(areas.neighbourhoods, ground=land_m2), polygons=polygons)


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
