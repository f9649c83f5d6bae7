"""What the layers of a check are called on the map: short, as the norm set and the time stand in their group."""

from __future__ import annotations

from collections.abc import Mapping

from ..io import parameter_names as p
from ..io.translation import tr


def layer_names() -> Mapping[str, str]:
    """Return the names by output, in the user's language."""
    return {
        p.OUTPUT_FACILITIES: tr("Facilities"),
        p.OUTPUT_DWELLINGS: tr("Dwellings"),
        p.OUTPUT_NEIGHBOURHOODS: tr("Verdicts"),
        p.OUTPUT_RESULTS: tr("Results"),
        p.OUTPUT_DEGREES: tr("Degrees"),
        p.OUTPUT_GROUPS: tr("Groups"),
        p.OUTPUT_PLAUSIBILITY: tr("Plausibility"),
    }
