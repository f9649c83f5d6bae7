"""What differs from year to year in a run: which facilities are open, which streets are there, who lives where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource

from ...core.arrays import to_list
from ...core.errors import InputError
from ...core.progress import Progress
from ...core.requirements.facilities import Facilities
from ..io import parameter_names as p
from ..io.feedback import first_few
from ..io.reader import Reader
from ..io.reading import text
from ..io.timings import Stages
from ..io.translation import tr
from ..layers.facilities import AllFacilities, FacilityLayer
from ..layers.margin_warnings import warn_margins
from ..layers.streets import ModeNetworks
from .facilities_in_areas import facilities_of
from .inputs import Moment, RequirementInputs
from .reaching import reaching_of

if TYPE_CHECKING:
    from ...core.requirements.measures import Reaching


@dataclass(frozen=True)
class _Built:
    """What was read for some years: the streets, which facilities are open (None: all), and what comes of them."""

    streets: ModeNetworks
    open_: NDArray[np.bool_] | None
    facilities: Facilities
    reaching: Reaching

    def serves(self, streets: ModeNetworks, open_: NDArray[np.bool_] | None) -> bool:
        """Return whether another year has the same streets and facilities."""
        if streets.modes != self.streets.modes:
            return False
        return open_ is self.open_ or (
            open_ is not None and self.open_ is not None and np.array_equal(open_, self.open_)
        )


def check_years(reader: Reader) -> list[int]:
    """Return the years of a run, none where it is of no year; to be asked before a run too.

    Raises
    ------
    InputError
        Where they are no years, or what belongs to years is asked for without any.
    """
    from ...core.requirements.years import read_years

    years = read_years(reader.text(p.YEARS))
    asked = (p.PLANS, p.OPEN_FROM_FIELD, p.OPEN_UNTIL_FIELD, p.STREET_YEAR_FIELD, p.GROWTH_FIELD, p.FORECAST)
    named = next((name for name in asked if reader.parameters.get(name) not in (None, "", [])), None)
    if named and not years:
        raise InputError(
            "{input} says what changes over the years: write in YEARS which, such as 2026;2030.", input=named
        )
    return years


def read_run_years(
    reader: Reader, facilities: Sequence[FacilityLayer], networks: Iterable[QgsFeatureSource | None]
) -> list[int]:
    """Read the years of a run; none where it is of no year.

    Raises
    ------
    InputError
        As `check_years`, or where a field with years is in no layer.
    """
    years = check_years(reader)
    for name in (p.OPEN_FROM_FIELD, p.OPEN_UNTIL_FIELD):
        field = reader.text(name)
        if field and all(layer.source.fields().lookupField(field) < 0 for layer in facilities):
            raise InputError(
                "No facility layer has the field “{field}” of {input}; choose another, or leave it empty.",
                field=field,
                input=name,
            )
    field = reader.field(p.STREET_YEAR_FIELD)
    streets = [source for source in networks if source is not None]
    if field and all(source.fields().lookupField(field) < 0 for source in streets):
        raise InputError(
            "No network has the field “{field}” of {input}; choose another, or leave it empty.",
            field=field,
            input=p.STREET_YEAR_FIELD,
        )
    return years


def date_fields(reader: Reader) -> list[str]:
    """Return the fields of facilities that say when they are open."""
    return [field for field in (reader.text(name) for name in (p.OPEN_FROM_FIELD, p.OPEN_UNTIL_FIELD)) if field]


def read_moments(
    reader: Reader,
    inputs: RequirementInputs,
    networks: Sequence[tuple[int | None, ModeNetworks]],
    stages: Stages,
    progress: Progress,
) -> list[Moment]:
    """Return what differs from year to year, given the streets of each; years that differ in nothing share it."""
    norms, areas, homes, working = inputs.norms, inputs.areas, inputs.homes, inputs.working
    moments: list[Moment] = []
    built: list[_Built] = []
    for number, (year, streets) in enumerate(networks):
        part = progress.part(number / len(networks), (number + 1) / len(networks))
        open_ = open_facilities(reader, inputs.facilities, year)
        known = next((one for one in built if one.serves(streets, open_)), None)
        if known is None:
            facilities = facilities_of(inputs.facilities, norms, areas, working, part.part(0, 0.3), open_)
            warn_margins(reader.feedback, norms.norm_set, norms.computed, streets, areas.layer.shapes, facilities)
            stages.done(tr("areas"))
            reaching = reaching_of(reader, streets, homes, inputs.facilities, working, part.part(0.3, 1))
            stages.done(tr("snapping"))
            known = _Built(streets, open_, facilities, reaching)
            built.append(known)
        dwellings = homes.stock.dwellings if year is None else homes.stock.in_year(year)[0]
        moments.append(Moment(year, dwellings, known.facilities, known.reaching))
    return moments


def _years_in(reader: Reader, facilities: AllFacilities, field: str) -> NDArray[np.float64]:
    """Return the year in a field of each facility, NaN where it says none; warn of what cannot be read."""
    from ...core.requirements.years import years_of

    if not field:
        return np.full(len(facilities.ids), np.nan)
    dates = [text(value) for value in facilities.columns[field]]
    years = years_of(dates)
    read = zip(facilities.ids, dates, to_list(years), strict=True)
    lost = [facility_id for facility_id, date, year in read if date and np.isnan(year)]
    if lost:
        reader.feedback.pushWarning(
            tr("Facilities whose {field} is no year or date, taken to be open: {n} ({ids})").format(
                field=field, n=len(lost), ids=first_few(lost)
            )
        )
    return years


def open_facilities(reader: Reader, facilities: AllFacilities, year: int | None) -> NDArray[np.bool_] | None:
    """Return which facilities are open in a year; None where nothing says otherwise."""
    from ...core.requirements.years import open_in

    fields = reader.text(p.OPEN_FROM_FIELD), reader.text(p.OPEN_UNTIL_FIELD)
    if year is None or not any(fields):
        return None
    opens, closes = (_years_in(reader, facilities, f) for f in fields)
    open_ = open_in(year, opens, closes)
    if not open_.all():
        reader.feedback.pushInfo(
            tr("{year}: facilities that are not open: {n} of {all}").format(
                year=year, n=int((~open_).sum()), all=open_.size
            )
        )
    return open_
