"""What a report tells beside the results table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..outputs.provenance import InputLayer
from .backdrop import Backdrop
from .brand import Brand
from .curve_chart import AreaCurves
from .map_places import MapPlaces
from .maps import MapBase

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.degree_figures import DegreesOfArea


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """What a report tells beside the results table.

    Parameters
    ----------
    title
        Of the report.
    brand
        Whose report it is, and how it looks.
    labels
        What people call each area, by its id; one that is not there is called by its id.
    districts
        The name of the district of each neighbourhood, where that is known.
    classes
        The living environment of each neighbourhood, where that is known.
    ground, states
        What maps show, and by requirement where each dwelling lies: 1 within, 0 outside, -1 not known, 2 not asked.
    places
        The facilities on the maps; None where they are not known.
    background
        What maps show below all else, the lowest first.
    curves
        Of the requirements with a share, where what each dwelling has is known.
    inputs
        The layers that went into the run.
    plans
        A row for each housing plan and requirement, as `core.results.by_plan.plan_table` makes it; None without plans.
    cautions
        Sentences that stand below the summary: what a reader must know of the results.
    dwellings
        Of each neighbourhood, where the results table does not tell and something else does.
    groups_table
        A row for each requirement, area and group, as `core.results.group_table.group_table` makes it; None without.
    plausibility
        Our average distances beside those that are published, as
        `core.results.plausibility.plausibility_table` makes it; None without.
    series, causes
        How the requirements went over several days (columns of `core.trend.series.SERIES_KINDS`), and what caused the
        changes (`CAUSE_COLUMNS`); None without.
    estimates, crossing
        Of a survey: the figure of each neighbourhood with its interval (columns of `SURVEY_COLUMNS`, and `area`), and
        how it goes with the requirements (`CROSSING_KINDS`, both in `adapters.results.run_outputs`); None without.
    survey_title
        What the survey asked.
    among
        The places of the municipality among others (columns of `core.municipalities.places_among.PLACE_KINDS`); None
        without.
    degrees
        How much of what is asked the dwellings of each area have, and of all together; empty where that is not known.
    """

    title: str
    brand: Brand = field(default_factory=Brand)
    labels: Mapping[str, str] = field(default_factory=dict)
    districts: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str | None] = field(default_factory=dict)
    ground: MapBase | None = None
    states: Mapping[str, NDArray[np.int8]] = field(default_factory=dict)
    places: MapPlaces | None = None
    background: Sequence[Backdrop] = ()
    curves: Sequence[AreaCurves] = ()
    inputs: Sequence[InputLayer] = ()
    plans: pd.DataFrame | None = None
    cautions: Sequence[str] = ()
    dwellings: Mapping[str, float] = field(default_factory=dict)
    degrees: Mapping[str, DegreesOfArea] = field(default_factory=dict)
    groups_table: pd.DataFrame | None = None
    plausibility: pd.DataFrame | None = None
    series: pd.DataFrame | None = None
    causes: pd.DataFrame | None = None
    estimates: pd.DataFrame | None = None
    crossing: pd.DataFrame | None = None
    survey_title: str = ""
    among: pd.DataFrame | None = None

    def label(self, area: str) -> str:
        """Return what people call an area."""
        return self.labels.get(area, area)

    def name(self, area: str) -> str:
        """Return what people call an area, without its code."""
        return self.label(area).removesuffix(f" ({area})")
