"""What reachable ground takes: the norms that can be asked of a place, streets, facilities and neighbourhoods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsFeatureSource

from ...core.errors import InputError
from ...core.geometry.shapes import Shapes
from ...core.norms.model import Mode, NormSet, Requirement
from ...core.progress import Progress
from ...core.requirements.entities import Dwellings, Neighbourhoods
from ...core.requirements.facilities import Facilities
from ..io import parameter_names as p
from ..io.crs import WorkingCrs
from ..io.feedback import log_notes
from ..io.needs import Needs
from ..io.reader import Reader, choose_working_crs
from ..io.roles import CLASS_ROLE, find_column
from ..io.translation import Language, tr, user_locale
from ..layers.facilities import AllFacilities, FacilityLayer, read_facilities
from ..layers.neighbourhoods import read_divisions, read_neighbourhoods
from ..layers.streets import NETWORKS, ModeNetworks, check_fields, read_entrances, read_networks
from ..norms.choice_words import named_requirements
from ..norms.choosing import Fields, find_needs, read_norms
from ..norms.store import NormStore
from ..report.phrases import Phrases
from .facilities_in_areas import places_of
from .log import log_facilities, log_modes, log_norms, warn_strange_types, warn_useless_facilities
from .not_there import not_there
from .over_years import date_fields, open_facilities, read_run_years

if TYPE_CHECKING:
    from ...core.network.network import Network
    from ...core.reach.network_searches import NetworkSearches
    from ...core.requirements.divisions import Division
    from ...core.requirements.judged_town import JudgedTown
    from ...core.requirements.measures import Reaching
    from ...core.requirements.reachable_ground import ReachableGround
    from ...core.requirements.rules import Rules

_STREETS = Mode("streets", 4.8)
"""The way along all streets: where the places are that it is told of."""


@dataclass(frozen=True, kw_only=True)
class GroundInputs:
    """What was read: the norms, the town, and the streets that it is told of.

    `borders` are the polygons of the neighbourhoods; none where there is no such layer.
    """

    working: WorkingCrs
    norm_set: NormSet
    town: JudgedTown
    rules: Rules
    streets: Network
    borders: Shapes


def read_ground(
    reader: Reader, facilities: Sequence[FacilityLayer], store: NormStore, progress: Progress
) -> GroundInputs:
    """Read all that reachable ground needs, and tell about it in the log."""
    if not facilities:
        raise InputError("{input} is empty: choose a layer.", input=p.FACILITIES)
    streets, areas = reader.needed(p.NETWORK), reader.source(p.NEIGHBOURHOODS)
    networks = {name: reader.source(parameter) for name, parameter in NETWORKS.items()}
    check_fields(reader, [source for source in networks.values() if source is not None])
    years = read_run_years(reader, facilities, networks.values())
    year = years[-1] if years else None
    for one in not_there(reader, facilities, networks, years[-1:]):
        reader.feedback.pushWarning(one.warning(Language()))
    chosen = read_norms(reader, store)
    log_norms(reader.feedback, chosen.norm_set)
    chosen = replace(chosen, norm_set=_of_places(reader, chosen.norm_set))
    needs = find_needs(chosen, _fields(reader, networks, areas, facilities), reader.feedback)
    asked = [r for r in chosen.norm_set.requirements if r.id not in needs.blockers]
    working = choose_working_crs(reader, streets)
    modes = list({r.mode: chosen.norm_set.mode(r.mode) for r in asked}.values())
    log_modes(reader.feedback, modes, asked)
    on_streets = [_STREETS, *modes]
    (built,) = read_networks(reader, working, on_streets, needs.street_columns, progress.part(0, 0.5), [year])
    neighbourhoods, divisions, borders = _areas(reader, areas, working, needs)
    complete = frozenset(reader.type_keys(p.COMPLETE_TYPES))
    wanted = [*needs.facility_fields, *date_fields(reader)]
    found = read_facilities(reader, facilities, working, wanted, progress.part(0.5, 0.7))
    log_facilities(reader.feedback, found)
    warn_strange_types(reader.feedback, complete, chosen.norm_set, found)
    warn_useless_facilities(reader, chosen.norm_set, found)
    places = places_of(found, asked, borders, working, progress.part(0.7, 0.8))
    places = replace(places, open=open_facilities(reader, found, year))
    return GroundInputs(
        working=working,
        norm_set=chosen.norm_set,
        town=_town(neighbourhoods, places, _reaching(reader, built, found, working, progress.part(0.8, 1))),
        rules=_rules(needs, complete, divisions),
        streets=next(built.network[number] for number, on in built.modes.items() if _STREETS in on),
        borders=borders,
    )


def log_ground(reader: Reader, inputs: GroundInputs, ground: ReachableGround) -> None:
    """Log what there is to say of facilities, and what is left out beside what could not be computed.

    Raises
    ------
    InputError
        Where so many requirements as `AT_LEAST` says are asked of no place, or none is.
    """
    log_notes(reader.feedback, list({str(note): note for note in ground.notes}.values()))
    phrases = Phrases(Language())
    called = {one.id: one.label(user_locale()) for one in inputs.norm_set.requirements}
    if not ground.most:
        whys = [f"“{called[name]}” ({phrases.reason(why)})" for name, why in ground.left_out.items()]
        raise InputError(
            "No requirement can be asked of a place, since it is not known from where it is within reach: {whys}. "
            "Choose other requirements, or give what these lack.",
            whys=", ".join(whys),
        )
    _check_at_least(reader, ground.most)
    for name, why in ground.left_out.items():
        if name not in inputs.rules.blockers:
            reader.feedback.pushWarning(
                tr("Requirement “{id}” is left out, as it is not known from where it is within reach: {why}").format(
                    id=called[name], why=phrases.reason(why)
                )
            )


def _check_at_least(reader: Reader, most: int) -> None:
    """Stop where more requirements are to be within reach than can be asked of a place."""
    at_least = reader.whole(p.AT_LEAST)
    if at_least > most:
        raise InputError(
            "{input} is {n}, more than the number of requirements that can be asked of a place ({most}): lower it.",
            input=p.AT_LEAST,
            n=at_least,
            most=most,
        )


def _of_places(reader: Reader, norm_set: NormSet) -> NormSet:
    """Return the requirements that can be asked of a place on a street, and log which cannot.

    Who lives there plays no part: neither the weight nor conditions on dwellings.
    """
    from ...core.requirements.reachable_ground import GROUNDS

    kept: list[Requirement] = []
    others: list[Requirement] = []
    for requirement in norm_set.requirements:
        if requirement.indicator not in GROUNDS or requirement.metric == "straight":
            others.append(requirement)
            continue
        level = requirement.level if requirement.applies_if else None
        kept.append(replace(requirement, weight="dwellings", weight_of=None, demand_where=(), level=level))
    if others:
        reader.feedback.pushWarning(
            tr("Requirements that are left out, since none of them can be asked of a place on a street: {ids}").format(
                ids=", ".join(named_requirements(others))
            )
        )
    if not kept:
        raise InputError(
            "No requirement can be asked of a place on a street: choose some that are measured over streets."
        )
    _check_at_least(reader, len(kept))
    return replace(norm_set, requirements=tuple(kept))


def _fields(
    reader: Reader,
    networks: Mapping[str, QgsFeatureSource | None],
    areas: QgsFeatureSource | None,
    facilities: Sequence[FacilityLayer],
) -> Fields:
    field_map = reader.field_map(p.FIELD_MAP)
    own = [] if areas is None else areas.fields().names()
    return Fields(
        dwellings=[],
        neighbourhoods=own,
        facilities=[name for layer in facilities for name in layer.source.fields().names()],
        networks={name: None if s is None else s.fields().names() for name, s in networks.items()},
        developed_areas=False,
        public_space=False,
        class_field=reader.field(p.CLASS_FIELD) or find_column(CLASS_ROLE, own, field_map) or "",
        field_map=field_map,
        forecast=[],
    )


def _areas(
    reader: Reader, source: QgsFeatureSource | None, working: WorkingCrs, needs: Needs
) -> tuple[Neighbourhoods, list[Division], Shapes]:
    """Return the neighbourhoods, the levels that conditions are tested at, and their polygons."""
    if source is None:
        nothing = np.empty(0, np.int64)
        borders = Shapes(
            xy=np.empty((0, 2)),
            part_start=np.zeros(1, np.int64),
            part_feature=nothing,
            part_kind=np.empty(0, np.int8),
            count=0,
        )
        return Neighbourhoods(ids=[], columns={}), [], borders
    layer, neighbourhoods, _ = read_neighbourhoods(reader, source, working, needs)
    return neighbourhoods, read_divisions(reader, source, layer, needs), layer.shapes


def _reaching(
    reader: Reader, networks: ModeNetworks, facilities: AllFacilities, working: WorkingCrs, progress: Progress
) -> Reaching:
    """Put the facilities on the networks; nobody's dwellings."""
    from ...core.geometry.distances import Places
    from ...core.reach.network_searches import searches_on
    from ...core.requirements.measures import Reaching

    nobody = np.empty((0, 2))
    entrances = read_entrances(reader, working, facilities.ids)
    grounds: dict[str, NetworkSearches] = {}
    for number, network in networks.network.items():
        searches = searches_on(network, facilities.shapes, entrances, nobody, reader.keeping, progress)
        grounds |= {mode.name: searches for mode in networks.modes[number] if mode is not _STREETS}
    return Reaching(nobody, Places(facilities.shapes), grounds, reader.keeping)


def _town(neighbourhoods: Neighbourhoods, places: Facilities, reaching: Reaching) -> JudgedTown:
    from ...core.requirements.judged_town import JudgedTown

    dwellings = Dwellings(xy=np.empty((0, 2)), number=np.empty(0), neighbourhood=np.empty(0, np.int64), columns={})
    return JudgedTown(dwellings=dwellings, neighbourhoods=neighbourhoods, facilities=places, reaching=reaching)


def _rules(needs: Needs, complete: frozenset[str], divisions: Sequence[Division]) -> Rules:
    from ...core.requirements.rules import Rules

    return Rules(
        min_dwellings=0.0,
        complete_types=complete,
        weights=needs.weights,
        blockers=needs.blockers,
        levels=needs.levels,
        divisions=divisions,
    )
