"""Living environments that are derived: the rules, the figures that they ask for, and what is logged and written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from qgis.core import QgsFeatureSource, QgsProcessingFeedback

from ...core.arrays import to_list
from ...core.errors import InputError
from ...core.preparing.environment_rules import (
    APARTMENTS,
    DENSITY,
    FIGURES,
    CountedDwellings,
    DerivedEnvironments,
    EnvironmentRule,
    fields_asked,
    housing_figures,
    number_buildings,
    read_environment_rules,
)
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.code_words import code_word
from ..io.columns import text_column
from ..io.crs import WorkingCrs
from ..io.needs import Needs
from ..io.reader import Reader, read
from ..io.reading import Layer
from ..io.roles import LAND_ROLE, find_column, find_named
from ..io.translation import tr
from ..layers.neighbourhoods import read_neighbourhoods
from ..layers.polygons import read_polygons
from ..outputs.layer_writer import LayerWriter
from .rules_file import read_rules_file

_SHIPPED = Path(__file__).resolve().parent.parent.parent / "resources" / "prepare" / "living_environments.json"
_DENSITIES = ("omgevingsadressendichtheid", "address_density")
_APARTMENT_SHARES = ("percentage_meergezinswoningen", "percentage_meergezinswoning", "p_mgezw")
_YEARS = ("building_year", "bouwjaar", "oorspronkelijkbouwjaar", "year_built")
_BUILDINGS = ("pandidentificatie", "pand_id", "building_id", "pand")
_MOST = 5


@dataclass(frozen=True, kw_only=True)
class EnvironmentInputs:
    """The neighbourhoods, and their values of every field that the rules ask for."""

    rules: Sequence[EnvironmentRule]
    source: QgsFeatureSource
    layer: Layer
    columns: dict[str, Sequence[object]]


def read_rules_of(reader: Reader) -> tuple[tuple[EnvironmentRule, ...], bool]:
    """Read the rules, and return whether they are the shipped ones."""
    return read_environment_rules(*read_rules_file(reader, _SHIPPED)), not reader.text(p.RULES)


def read_environment_inputs(
    reader: Reader, source: QgsFeatureSource, working: WorkingCrs, progress: Progress
) -> EnvironmentInputs:
    """Read the neighbourhoods and dwellings, and make the figures that the rules ask for.

    Raises
    ------
    InputError
        Where a rule of the user's own asks for a field that the neighbourhoods do not have, and that is no figure.
    """
    progress.at(0)
    rules, shipped = read_rules_of(reader)
    names, asked = source.fields().names(), fields_asked(rules)
    own = {name: column for name in asked if (column := find_named((name,), names)) is not None}
    density, share = find_named(_DENSITIES, names), find_named(_APARTMENT_SHARES, names)
    land = find_column(LAND_ROLE, names, {})
    lacking = next((name for name in asked if name not in own and name not in FIGURES), None)
    if lacking is not None and not shipped:
        raise InputError(
            "A rule asks for “{field}”, which the layer “{layer}” does not have: choose other rules or another layer. "
            "Its fields: {fields}.",
            field=lacking,
            layer=source.sourceName(),
            fields=", ".join(names) or "–",
        )
    wanted = {name: name for name in (*own.values(), density, share, land) if name is not None}
    layer, _, _ = read_neighbourhoods(reader, source, working, Needs(neighbourhood_columns=wanted))
    progress.at(0.4)
    columns: dict[str, Sequence[object]] = {name: [None] * layer.count for name in asked}
    if density is not None:
        columns[DENSITY] = to_list(layer.numbers(density))
    if share is not None:
        columns[APARTMENTS] = to_list(layer.numbers(share) / 100)
    dwellings = reader.source(p.DWELLINGS)
    if dwellings is not None:
        if land is not None:
            hectares = layer.numbers(land)
        else:
            hectares = read_polygons(source, working, to_list(layer.ids)).area / 10_000
        counted = _counted(reader, dwellings, working, layer, progress.part(0.4, 1))
        figures = housing_figures(counted, hectares)
        if not counted.tells_buildings:
            del figures[APARTMENTS]
        columns |= {name: to_list(figure) for name, figure in figures.items()}
    columns |= {name: layer.cells(column) for name, column in own.items()}
    progress.at(1)
    return EnvironmentInputs(rules=rules, source=source, layer=layer, columns={n: columns[n] for n in asked})


def _counted(
    reader: Reader, source: QgsFeatureSource, working: WorkingCrs, areas: Layer, progress: Progress
) -> CountedDwellings:
    from ...core.geometry.polygons import first_holding, pairs_inside

    names = source.fields().names()
    weight, year, building = (
        find_column("dwellings", names, {}),
        find_named(_YEARS, names),
        find_named(_BUILDINGS, names),
    )
    layer = read(reader, source, working, [one for one in (weight, year, building) if one], geometries="points")
    holder, _ = first_holding(*pairs_inside(layer.points(), areas.shapes, progress), layer.count)
    number = layer.numbers(weight) if weight else np.ones(layer.count)
    years = layer.numbers(year) if year else np.full(layer.count, np.nan)
    ids = layer.codes(building) if building else [None] * layer.count
    return CountedDwellings(
        number=np.where(number > 0, number, 0),
        area=holder,
        year=np.where(years > 0, years, np.nan),
        building=number_buildings(np.array(ids, object)),
    )


def log_environments(feedback: QgsProcessingFeedback, found: DerivedEnvironments) -> None:
    """Log how many neighbourhoods there are of each living environment, and what lacks of the others."""
    kinds = Counter(name for name in found.names if name is not None)
    feedback.pushInfo(
        tr("Derived living environments: {kinds}").format(
            kinds=", ".join(f"{name} {n}" for name, n in kinds.most_common()) or "–"
        )
    )
    pairs = zip(found.names, found.derived_from, strict=True)
    lacking = Counter(source or tr("no rule holds") for name, source in pairs if name is None)
    if lacking:
        feedback.pushWarning(
            tr("Neighbourhoods without a living environment: {n}. What is not known: {fields}").format(
                n=lacking.total(), fields=", ".join(f"{code_word(name)} {n}" for name, n in lacking.most_common(_MOST))
            )
        )


def write_environments(
    writer: LayerWriter, inputs: EnvironmentInputs, found: DerivedEnvironments, progress: Progress
) -> None:
    """Write the neighbourhoods with their living environment, and what it was derived from."""
    columns = [text_column("living_environment", found.names), text_column("derived_from", found.derived_from)]
    writer.with_input(inputs.source, inputs.layer, columns, progress)
