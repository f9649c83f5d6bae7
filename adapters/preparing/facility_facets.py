"""The facets of prepared facilities: fields for conditions in a norm, and how much is known of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QMetaType

from ...core.preparing.facets import Facet, facet_values, keys_of
from ...core.progress import Progress
from ..io.code_words import code_word
from ..io.translation import tr
from .facility_duplicates import Prepared

FacetValues = tuple[str | int | None, ...]


@dataclass(frozen=True)
class FacilityFacets:
    """Facets, and their values for each kept facility, by row."""

    facets: Sequence[Facet]
    values: Mapping[int, FacetValues]

    @property
    def fields(self) -> list[tuple[str, QMetaType.Type]]:
        """Return the field of each facet: text, or 1 and 0."""
        return [(one.field, QMetaType.Type.QString if one.is_text else QMetaType.Type.Int) for one in self.facets]


def find_facets(prepared: Prepared, facets: Sequence[Facet], progress: Progress) -> FacilityFacets:
    """Find the facets of what is kept; many have the same type and tags."""
    keys, values = keys_of(facets), dict[int, FacetValues]()
    known: dict[tuple[str | None, ...], FacetValues] = {}
    for row in prepared.kept:
        progress.check()
        facility = prepared.facilities[row]
        alike = facility.type, *(facility.tags.get(key) for key in keys)
        if alike not in known:
            known[alike] = facet_values(facets, facility.type, facility.tags)
        values[row] = known[alike]
    return FacilityFacets(facets, values)


def log_facets(feedback: QgsProcessingFeedback, facets: FacilityFacets) -> None:
    """Log of how many facilities each facet is known."""
    known = [sum(value is not None for value in column) for column in zip(*facets.values.values(), strict=True)]
    if known:
        feedback.pushInfo(
            tr("Known of {n} {n:facility|facilities}: {counts}").format(
                n=len(facets.values),
                counts=", ".join(
                    f"{code_word(facet.field)} {n}" for facet, n in zip(facets.facets, known, strict=True)
                ),
            )
        )
