"""What a run counts that is not there in its year: facilities that open later or have closed, streets to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis, QgsFeatureRequest, QgsFeatureSource

from ..io import parameter_names as p
from ..io.clock import this_year
from ..io.feature_sources import features
from ..io.reader import Reader
from ..io.reading import text
from ..io.roles import CLOSING_ROLE, OPENING_ROLE, STREET_YEAR_ROLE, find_column
from ..io.translation import Language
from ..layers.facilities import FacilityLayer


@dataclass(frozen=True)
class NotThere:
    """What is counted and not there in a year: how many facilities or lines, by which field that was left out."""

    number: int
    field: str
    parameter: str
    year: int

    def fact(self, language: Language) -> str:
        """Describe it to those who read the results: they choose no parameters."""
        tr = language.tr
        said = {
            p.OPEN_FROM_FIELD: tr("Facilities that open after {year} count all the same: {n}."),
            p.OPEN_UNTIL_FIELD: tr("Facilities that closed before {year} count all the same: {n}."),
            p.STREET_YEAR_FIELD: tr("Streets that come after {year} count all the same: {n}."),
        }[self.parameter]
        return said.format(year=self.year, n=language.number(self.number, 0))

    def warning(self, language: Language) -> str:
        """Describe it to whoever runs the algorithm, and what to do."""
        advice = language.tr("Choose the field {field} for {input}, and a year for YEARS, to leave them out.")
        return " ".join((self.fact(language), advice.format(field=self.field, input=self.parameter)))


def not_there(
    reader: Reader,
    facility_layers: Sequence[FacilityLayer],
    networks: Mapping[str, QgsFeatureSource | None],
    years: Sequence[int] = (),
) -> list[NotThere]:
    """Return what is counted in a run though it is not there in its first year, or without years in this one.

    Fields are known by their names (see `ROLES`); one that the run was given leaves nothing to say.
    """
    year = years[0] if years else this_year()
    field_map = reader.field_map(p.FIELD_MAP)
    facilities = [layer.source for layer in facility_layers]
    streets = [source for source in networks.values() if source is not None]
    found = []
    for parameter, role, layers in (
        (p.OPEN_FROM_FIELD, OPENING_ROLE, facilities),
        (p.OPEN_UNTIL_FIELD, CLOSING_ROLE, facilities),
        (p.STREET_YEAR_FIELD, STREET_YEAR_ROLE, streets),
    ):
        if reader.parameters.get(parameter):
            continue
        number, fields = 0, dict[str, None]()
        for source in layers:
            field = find_column(role, source.fields().names(), field_map)
            if field is None:
                continue
            own = _years_in(source, field)
            beyond = int(((own < year) if parameter == p.OPEN_UNTIL_FIELD else (own > year)).sum())
            number += beyond
            fields |= {field: None} if beyond else {}
        if number:
            found.append(NotThere(number, " / ".join(fields), parameter, year))
    return found


def _years_in(source: QgsFeatureSource, field: str) -> NDArray[np.float64]:
    """Return the year in a field of each feature, NaN where it says none."""
    from ...core.requirements.years import years_of

    index = source.fields().lookupField(field)
    request = QgsFeatureRequest().setFlags(Qgis.FeatureRequestFlag.NoGeometry).setSubsetOfAttributes([index])
    return years_of([text(feature.attributes()[index]) for feature in features(source, request)])
