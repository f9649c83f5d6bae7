"""What one requirement asks, as a results table has it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..norms.indicators import Indicator, indicator_of
from ..statuses import NEIGHBOURHOOD, NO_FIELD, OUTSIDE_NEIGHBOURHOODS, TOTAL
from .plain_cells import number_of_cell, text_of_cell

_NO_CLASSES = f"{NO_FIELD}:living_environment"


@dataclass(frozen=True, kw_only=True)
class RequirementQuestion:
    """What one requirement asks, as the table has it; texts are empty and numbers NaN where it says nothing.

    `threshold` is NaN where it differs by living environment or area, and where none of these is known; `here` has
    those of the neighbourhoods, each once, upwards and NaN last. `elsewhere` is asked where no living environment of
    `by_class` is, NaN where nothing is said; `lacks_classes` says that no field told any. `level` is where it is
    judged. Areas with fewer than `min_dwellings`, and groups with fewer than `min_group`, are not judged by a share,
    those with less of the weight than `min_demand` not by an amount. `absent` holds the types that are not in the data,
    where the table says them. `size` is what one facility offers, and `serves_from` to `serves_to` how many of the
    weight it serves.
    """

    id: str
    title: str
    facility: str
    indicator: str
    threshold: float
    unit: str
    minimum: float
    per: float
    metric: str
    mode: str
    target: float
    weight: str
    spread: bool
    source: str
    source_year: float
    url: str
    basis: str
    note: str
    conditions: str
    level: str
    min_dwellings: float
    min_group: float
    absent: str = ""
    size: float = np.nan
    serves_from: float = np.nan
    serves_to: float = np.nan
    min_demand: float = np.nan
    page: str = ""
    quotation: str = ""
    looked_up: str = ""
    here: Sequence[float] = ()
    elsewhere: float = np.nan
    lacks_classes: bool

    @property
    def by_class(self) -> Mapping[str, float]:
        """Return what is asked of each living environment, by its name; empty where it does not go by them."""
        named = self._conditions.get("thresholds_by_class")
        found = named.items() if isinstance(named, dict) else ()
        return {name: float(value) for name, value in found if isinstance(value, (int, float))}

    @property
    def rounds_up(self) -> bool:
        """Return whether what is required of each area is rounded up to whole places."""
        return self._conditions.get("rounding") == "up"

    @property
    def _conditions(self) -> Mapping[str, object]:
        """Return what else it asks; nothing where that cannot be read."""
        try:
            found = json.loads(self.conditions or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def is_of_some(self) -> bool:
        """Return whether conditions leave some of the weight out, dwellings or whole areas."""
        return any(name in self._conditions for name in ("demand_where", "applies_if"))

    @property
    def applies_if(self) -> list[tuple[str, str, object]]:
        """Return what an area must meet to be asked: fields, operators and values."""
        tests = self._conditions.get("applies_if")
        return [(str(one[0]), str(one[1]), one[2]) for one in tests if len(one) == 3] if isinstance(tests, list) else []

    @property
    def is_judged(self) -> bool:
        """Return whether it asks for a verdict: a share without a target does not."""
        return not self.has_share or not np.isnan(self.target)

    @property
    def kind(self) -> Indicator:
        """Return what kind of norm it is."""
        return indicator_of(self.indicator)

    @property
    def has_share(self) -> bool:
        """Return whether it is judged as a share of the weight within the threshold."""
        return self.kind.has_share

    @property
    def is_share(self) -> bool:
        """Return whether its value is a share: of the weight, or of an area."""
        return self.has_share or self.unit == "share"


def question_of_rows(name: str, rows: pd.DataFrame) -> RequirementQuestion:
    """Return what a requirement asks, by its id and all its rows of one year."""
    first = rows.iloc[0]
    plain = rows[rows["group"].isna()]
    judged = plain[plain["compliance"].notna()]["level"].unique()
    in_all = plain[plain["level"] == NEIGHBOURHOOD]
    in_areas = in_all[~in_all["neighbourhood"].isin([TOTAL, OUTSIDE_NEIGHBOURHOODS])]
    outside = in_all[in_all["neighbourhood"] == OUTSIDE_NEIGHBOURHOODS]
    lacks_classes = set(plain["reason"].dropna()) == {_NO_CLASSES}
    thresholds: list[float] = [] if lacks_classes else in_all["threshold"].dropna().unique().tolist()
    return RequirementQuestion(
        id=name,
        title=text_of_cell(first["title"]) or name,
        facility=text_of_cell(first["facility"]),
        indicator=text_of_cell(first["indicator"]),
        threshold=float(thresholds[0]) if len(thresholds) == 1 else np.nan,
        unit=text_of_cell(first["unit"]),
        minimum=number_of_cell(first["minimum"]),
        per=number_of_cell(first["per"]),
        metric=text_of_cell(first["metric"]),
        mode=text_of_cell(first["mode"]),
        target=number_of_cell(first["target"]),
        weight=text_of_cell(first["weight"]),
        spread=number_of_cell(first.get("weight_spread", 0)) == 1,
        source=text_of_cell(first["source"]),
        source_year=number_of_cell(first["source_year"]),
        url=text_of_cell(first["url"]),
        basis=text_of_cell(first["basis"]),
        note=text_of_cell(first["note"]),
        conditions=text_of_cell(first.get("conditions")),
        level=str(judged[0]) if len(judged) else NEIGHBOURHOOD,
        min_dwellings=_least(plain),
        min_group=_least(rows[rows["group"].notna()]),
        absent=text_of_cell(first.get("absent_types")),
        size=number_of_cell(first.get("size")),
        serves_from=number_of_cell(first.get("serves_from")),
        serves_to=number_of_cell(first.get("serves_to")),
        min_demand=number_of_cell(first.get("min_demand")),
        page=text_of_cell(first.get("page")),
        quotation=text_of_cell(first.get("quotation")),
        looked_up=text_of_cell(first.get("looked_up")),
        here=tuple(np.unique(in_areas["threshold"].to_numpy(np.float64)).tolist()),
        elsewhere=number_of_cell(outside["threshold"].iloc[0]) if len(outside) else np.nan,
        lacks_classes=lacks_classes,
    )


def _least(rows: pd.DataFrame) -> float:
    """Return the fewest dwellings to judge by, NaN where the table does not say."""
    return number_of_cell(rows["min_dwellings"].iloc[0]) if "min_dwellings" in rows and len(rows) else np.nan
