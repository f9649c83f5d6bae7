"""The requirements of a norm set, checked in a town of arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arrays import Flags
from ..comparing import type_key
from ..geometry.distances import Places
from ..network.network import Lines, build_network
from ..network.options import NetworkOptions
from ..norms.model import NormSet, Requirement, is_percentage_field
from ..progress import Progress
from ..reach.network_searches import NetworkSearches, searches_on
from ..requirements.assessment import assess
from ..requirements.divisions import by_level
from ..requirements.entities import Dwellings
from ..requirements.judged_town import JudgedTown
from ..requirements.measures import Reaching
from ..requirements.outcomes import Assessment
from ..requirements.rules import Rules
from ..requirements.weights import WeightSource
from ..results.table import RunMark, result_table
from ..session import Keeping
from .array_town import ArrayTown


@dataclass(frozen=True)
class CheckedTown:
    """What a check gives.

    Parameters
    ----------
    results
        The results table, as Check basic requirements writes it: a row for each requirement and neighbourhood, one for
        what lies outside all, and one for the whole (`_total`).
    dwellings
        A row for each dwelling: its neighbourhood, and of each requirement with a share `<id>_value` (metres or
        minutes), `<id>_ok` (1 within, 0 outside, missing where that is not known), `<id>_facility` (its row) and
        `<id>_reason`.
    """

    results: pd.DataFrame
    dwellings: pd.DataFrame


def check_requirements(
    town: ArrayTown,
    norm_set: NormSet,
    *,
    min_dwellings: float = 50.0,
    complete_types: Iterable[str] = (),
    options: NetworkOptions | None = None,
    progress: Progress | None = None,
) -> CheckedTown:
    """Check the requirements of a norm set in every neighbourhood of a town.

    Parameters
    ----------
    town
        The dwellings, neighbourhoods, facilities and streets.
    norm_set
        As `load` reads it from the JSON text of a norm set.
    min_dwellings
        A neighbourhood with fewer is not judged by a share.
    complete_types
        Types of which every facility is known: where there is none, that is a fact and not a gap in the data.
    options
        How lines become a network and how places reach it; None: as usual.
    progress
        Is told how far it is, and may stop it.

    Raises
    ------
    ValueError
        Where the town lacks what a requirement needs, or a requirement asks for what only layers tell.
    """
    weights = {one.id: _weight(one, town) for one in norm_set.requirements}
    for one in norm_set.requirements:
        _check(one, norm_set, town)
    progress = progress or Progress()
    dwellings, neighbourhoods = town.read_dwellings(), town.read_neighbourhoods()
    levels = {one.id: one.level for one in norm_set.requirements if one.level is not None}
    divisions = [
        by_level(level, [None if name is None else str(name) for name in neighbourhoods.columns[level]])
        for level in dict.fromkeys(levels.values())
    ]
    judged = JudgedTown(
        dwellings=dwellings,
        neighbourhoods=neighbourhoods,
        facilities=town.read_facilities(),
        reaching=_reaching(town, norm_set, dwellings, options or NetworkOptions(), progress.part(0, 0.3)),
    )
    rules = Rules(
        min_dwellings=min_dwellings,
        complete_types=frozenset(type_key(name) for name in complete_types),
        weights=weights,
        blockers={},
        levels=levels,
        divisions=divisions,
    )
    found = assess(norm_set, judged, rules, progress.part(0.3, 1))
    return CheckedTown(result_table(found, norm_set, RunMark("en")), _dwelling_table(found, dwellings, town))


def _check(requirement: Requirement, norm_set: NormSet, town: ArrayTown) -> None:
    """Stop where the town lacks what a requirement needs."""
    mode = requirement.mode if requirement.over_streets else None
    if requirement.kind.asked_of == "ground" or requirement.min_area_m2 or requirement.merge_touching:
        raise ValueError(f"Requirement “{requirement.id}” goes by polygons of facilities: it is for the plugin in QGIS")
    if mode is not None and mode not in town.streets:
        known = ", ".join(norm_set.mode_names())
        raise ValueError(f'Requirement “{requirement.id}” needs streets["{mode}"]; modes are {known}')
    if requirement.thresholds_by_class and not town.classes:
        raise ValueError(f"Requirement “{requirement.id}” has thresholds by class: it needs classes")
    asked: list[tuple[str, str, Mapping[str, object]]] = [
        *((one.field, "facility_columns", town.facility_columns) for one in requirement.where),
        *((one.field, "dwelling_columns", town.dwelling_columns) for one in requirement.demand_where),
        *((one.field, "neighbourhood_columns", town.neighbourhood_columns) for one in requirement.applies_if),
    ]
    if requirement.level is not None:
        asked.append((requirement.level, "neighbourhood_columns", town.neighbourhood_columns))
    for name, where, columns in asked:
        if name not in columns:
            raise ValueError(f'Requirement “{requirement.id}” needs {where}["{name}"]')


def _weight(requirement: Requirement, town: ArrayTown) -> WeightSource:
    """Return where the weight of a requirement comes from."""
    name, of = requirement.weight, requirement.weight_of
    if name == "dwellings":
        return WeightSource()
    if name in town.dwelling_columns and not of:
        return WeightSource(name)
    for one in (name, of):
        if one and one not in town.neighbourhood_columns:
            raise ValueError(f'Requirement “{requirement.id}” needs neighbourhood_columns["{one}"]')
    if is_percentage_field(name) and not of:
        raise ValueError(f"Requirement “{requirement.id}” weighs by a percentage: name in weight_of what it is of")
    return WeightSource(name, spread=True, share_of=of or "")


def _reaching(
    town: ArrayTown, norm_set: NormSet, dwellings: Dwellings, options: NetworkOptions, progress: Progress
) -> Reaching:
    """Put the dwellings and facilities on the streets of each mode that is asked, on the same streets once."""
    facilities, keeping = town.read_facility_shapes(), Keeping()
    modes = dict.fromkeys(r.mode for r in norm_set.requirements if r.over_streets)
    made: list[tuple[Lines, NetworkSearches]] = []
    grounds = dict[str, NetworkSearches]()
    for number, mode in enumerate(modes):
        part = progress.part(number / len(modes), (number + 1) / len(modes))
        lines = town.streets[mode]
        known = next((searches for one, searches in made if one is lines), None)
        if known is None:
            network = build_network(lines, options, town.barriers, part.part(0, 0.5))
            known = searches_on(network, facilities, None, dwellings.xy, keeping, part.part(0.5, 1))
            made.append((lines, known))
        grounds[mode] = known
    return Reaching(dwellings.xy, Places(facilities), grounds, keeping)


def _dwelling_table(found: Assessment, dwellings: Dwellings, town: ArrayTown) -> pd.DataFrame:
    """Return what each dwelling has of the requirements with a share."""
    ids = np.array([*town.neighbourhood_ids, None], object)
    columns: dict[str, object] = {"neighbourhood": _texts(ids[dwellings.neighbourhood])}
    for outcome in found.outcomes:
        if outcome.measure is None:
            continue
        name, nearest = outcome.requirement.id, outcome.measure.facility
        columns[f"{name}_value"] = outcome.measure.value
        columns[f"{name}_ok"] = _whole(outcome.ok, np.isfinite(outcome.ok))
        columns[f"{name}_facility"] = _whole(nearest, nearest >= 0)
        columns[f"{name}_reason"] = _texts(outcome.reasons)
    return pd.DataFrame(columns)


def _texts(values: object) -> pd.Series:
    """Return texts as they are: pandas 3 makes NaN of None in texts of its own."""
    return pd.Series(values, dtype=object)


def _whole(values: NDArray[Any], known: Flags) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(np.where(known, values, 0).astype(np.int64), ~known)
