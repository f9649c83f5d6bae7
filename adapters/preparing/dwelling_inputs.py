"""All that `buurtmaat:preparedwellings` reads, put together for the computation."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.preparing.dwelling_sources import KINDS
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.crs import WorkingCrs
from ..io.reader import Reader, choose_working_crs
from .dwelling_sources import (
    GivenSource,
    check_some,
    log_stock,
    read_left_out,
    read_residential,
    read_source_dwellings,
)
from .dwelling_spots import DwellingSpots, place
from .groups import check_field_map
from .institutions import read_institutions, spots_of
from .published_town import Town, check_place, read_town


@dataclass(frozen=True)
class DwellingInputs:
    """The neighbourhoods, and the rows with their places in them."""

    working: WorkingCrs
    town: Town
    places: DwellingSpots


def read_dwelling_inputs(reader: Reader, progress: Progress) -> DwellingInputs:
    """Read the layers, log what they are, and stop where nothing can be made of them."""
    source, neighbourhoods = reader.needed(p.SOURCE), reader.needed(p.NEIGHBOURHOODS)
    field_map = reader.field_map(p.FIELD_MAP)
    check_field_map(field_map, neighbourhoods.fields().names(), source.fields().names())
    working = choose_working_crs(reader, neighbourhoods)
    town = read_town(reader, neighbourhoods, working, field_map)
    progress.at(0.1)
    given = GivenSource(["", *KINDS][reader.whole(p.KIND)], reader.field(p.WEIGHT_FIELD), field_map=field_map)
    stock = read_source_dwellings(reader, source, working, progress.part(0.1, 0.5), given)
    log_stock(reader, stock, progress)
    check_some(stock)
    residential = read_residential(reader, stock, working, progress.part(0.5, 0.7))
    institutions = read_institutions(
        reader,
        working,
        p.INSTITUTIONS,
        (reader.field(p.INSTITUTION_FIELD), reader.field(p.INSTITUTION_65_FIELD)),
        (p.INSTITUTION_FIELD, p.INSTITUTION_65_FIELD),
    )
    points = (residential or stock).points
    left_out = read_left_out(reader, p.EXCLUDE_AREAS, working, points, spots_of(institutions))
    places, several = place(town, stock, residential, institutions, left_out, progress.part(0.7, 1))
    check_some(places.stock)
    check_place(reader, places.stock, town, places.homes.neighbourhood, several)
    return DwellingInputs(working, town, places)
