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
        p.OUTPUT_PLAUSIBILITY: tr("Beside Statistics Netherlands"),
    }


def layer_notes() -> Mapping[str, str]:
    """Return what tables of a check are for, by output, where a name does not say it: seen in the layer tree."""
    return {
        p.OUTPUT_DEGREES: tr("How many dwellings have how many of the requirements that are asked of them, by area."),
        p.OUTPUT_GROUPS: tr("What groups of people and dwellings have, beside all together, by area."),
        p.OUTPUT_PLAUSIBILITY: tr(
            "The average distances of this check beside those that Statistics Netherlands publishes, by neighbourhood: "
            "where they differ much, look at the data first."
        ),
    }
