"""Which columns of the layers a run needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...core.requirements.weights import WeightSource


@dataclass(kw_only=True)
class Needs:
    """What the requirements need of the layers, and what is lacking.

    Parameters
    ----------
    weights
        Where each requirement's weight comes from, by its id.
    blockers
        Why a requirement cannot be computed, by its id.
    levels
        The column of the neighbourhoods at whose level a requirement is judged, by its id.
    dwelling_columns, neighbourhood_columns
        The column of the layer for each name that the norms use.
    street_columns
        The column for each field that a mode leaves lines out by, by network and field.
    facility_fields
        Names of facility fields in conditions.
    class_column, land_column
        Columns of the neighbourhoods with their living environment and with their land; empty where not needed.
    """

    weights: dict[str, WeightSource] = field(default_factory=dict)
    blockers: dict[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    dwelling_columns: dict[str, str] = field(default_factory=dict)
    neighbourhood_columns: dict[str, str] = field(default_factory=dict)
    street_columns: dict[tuple[str, str], str] = field(default_factory=dict)
    facility_fields: list[str] = field(default_factory=list)
    class_column: str = ""
    land_column: str = ""
