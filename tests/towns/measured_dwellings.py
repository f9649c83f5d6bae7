"""Dwellings with a value and a weight each, as they are measured, and summed by area."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from buurtmaat.core.coded_words import CodedWords
from buurtmaat.core.requirements.area_sums import Sums, sum_areas
from buurtmaat.core.requirements.measures import Measure, Thresholds
from buurtmaat.core.requirements.weights import Demand

FAR = math.inf
"""A value that lies outside at every threshold; None is one that is not known."""

VALUE = st.one_of(
    st.none(), st.just(FAR), st.floats(0, 1000), st.sampled_from([100.0, 450.0, 500.0, 500.0000005, 550.0])
)
WEIGHT = st.one_of(st.just(0.0), st.just(1.0), st.floats(0.001, 100), st.sampled_from([0.1, 0.3, 2.0, 12.0]))


def measured(values: Sequence[float | None], threshold: float = 500.0) -> Measure:
    """Make what dwellings have of their values."""
    within = [-1 if v is None else int(v <= threshold + 1e-6) for v in values]
    value = np.array([math.nan if v is None or v == FAR else v for v in values], float)
    count = len(values)
    return Measure(
        value=value,
        number=None,
        facility=np.full(count, -1),
        within=np.array(within, np.int8),
        why=CodedWords.nothing(count),
        open=False,
    )


def everywhere(threshold: float, count: int) -> Thresholds:
    """Make a threshold that is the same for all dwellings."""
    return Thresholds(np.full(count, threshold), threshold)


def demand_of(weight: Sequence[float], areas: int = 1) -> Demand:
    w = np.array(weight, float)
    never = np.zeros(w.size, bool)
    return Demand(
        applies=~never,
        weight=w,
        dwellings=w,
        missing=never,
        unknown=never,
        unknown_area=np.zeros(areas + 1, bool),
        unspread=np.zeros(areas),
        null=never,
    )


def sums(
    values: Sequence[float | None], weight: Sequence[float], threshold: float = 500.0, unspread: float = 0.0
) -> Sums:
    """Sum up the dwellings of one area."""
    area = np.zeros(len(values), np.int64)
    same = everywhere(threshold, len(values))
    return sum_areas(measured(values, threshold), demand_of(weight), area, np.array([unspread]), same)
