"""Curves: every threshold read off equals a plain count, whatever is unknown, absent or without a weight."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.results.curve_tables import curve_tables
from buurtmaat.core.results.curves import (
    Scale,
    Values,
    curves_of,
    grid,
    nice_step,
    read_values,
    scale_of,
    unspread_of,
    with_totals,
    with_whole,
)

WITHIN = 1e-6
REASONS = (None, "off_network", "unreachable", "beyond_limit", "no_class", "no_weight", "no_geometry")


@st.composite
def towns(draw):
    """Draw dwellings as an assessment at threshold 100 leaves them: (area, value, ok, weight, reason)."""
    rows = []
    is_open = draw(st.booleans())
    for _ in range(draw(st.integers(1, 30))):
        area, weight = draw(st.integers(0, 3)), draw(st.sampled_from([0.0, 1.0, 2.5, 7.0]))
        value = draw(st.sampled_from([math.nan, 0.0, 50.0, 100.0, 100.0 + 5e-7, 100.0 + 2e-6, 130.0, 250.0]))
        within = value <= 100 + WITHIN
        if is_open:
            rows.append((area, value, 1.0 if within else math.nan, weight, "no_facility"))
            continue
        reason = draw(st.sampled_from(REASONS))
        unknown = reason in ("off_network", "no_geometry", "no_class")
        if reason in ("off_network", "no_geometry", "unreachable", "beyond_limit"):
            value, within = math.nan, False
        elif math.isnan(value) and reason in (None, "no_weight"):
            reason = "unreachable"
        rows.append((area, value, math.nan if unknown else float(within), weight, reason))
    return rows, is_open


def values_of(rows) -> tuple[Values, np.ndarray]:
    area, value, ok, weight, reason = zip(*rows, strict=True)
    found = read_values(np.array(value), np.array(ok), np.array(weight), np.fromiter(reason, object, len(rows)))
    return found, np.array(area)


def counted(rows, is_open: bool, area: int | None, threshold: float) -> tuple[float, float, float]:
    """Count what lies within, outside and unknown, dwelling by dwelling."""
    within = outside = unknown = 0.0
    for home, value, ok, weight, reason in rows:
        if area is not None and home != area:
            continue
        if value <= threshold + WITHIN:
            within += weight
        elif is_open or (math.isnan(ok) and reason != "no_class"):
            unknown += weight
        else:
            outside += weight
    return within, outside, unknown


@given(towns(), st.sampled_from([0.0, 49.0, 50.0, 99.9999995, 100.0, 129.0, 130.0, 1000.0]))
def test_sums_equal_a_count_of_every_dwelling(town, threshold):
    rows, is_open = town
    values, area = values_of(rows)
    assert values.open is is_open
    curves = with_whole(values, area, 4, np.zeros(5))
    sums = curves.sums(np.full(5, threshold))
    for one in range(5):
        wanted = counted(rows, is_open, one if one < 4 else None, threshold)
        assert (sums.within[one], sums.outside[one], sums.unknown[one]) == pytest.approx(wanted)
        assert sums.total[one] == pytest.approx(sum(wanted))
        known = wanted[0] if is_open else wanted[0] + wanted[1]
        share = curves.share(one, np.array([threshold]))[0]
        assert share == pytest.approx(wanted[0] / known) if known else math.isnan(share)
        assert sums.share[one] == pytest.approx(share, nan_ok=True)


@given(towns(), st.sampled_from([0.1, 0.5, 0.9, 0.95, 1.0]))
def test_the_attainable_threshold_is_the_smallest_value_that_meets_the_target(town, target):
    rows, is_open = town
    values, area = values_of(rows)
    found = curves_of(values, area, 4).attainable(target)
    for one in range(4):
        own = [row for row in rows if row[0] == one]
        total = sum(row[3] for row in own)
        candidates = sorted({row[1] for row in own if row[1] == row[1] and row[3] > 0 and known(row)})
        meeting = [v for v in candidates if counted(own, is_open, one, v)[0] >= target * total * (1 - 1e-9) and total]
        if meeting:
            assert found[one] == meeting[0]
        else:
            assert math.isnan(found[one])


def known(row) -> bool:
    return not math.isnan(row[2]) or row[4] in ("no_class", "no_facility")


def test_a_type_known_to_be_absent_is_outside_without_a_threshold_too():
    rows = [(0, math.nan, 0.0, 2.0, "no_facility"), (0, math.nan, 0.0, 3.0, "no_facility")]
    values, area = values_of(rows)
    sums = curves_of(values, area, 1).sums(np.array([math.nan]))
    assert (sums.within[0], sums.outside[0], sums.unknown[0]) == (0, 5, 0)


def test_without_a_threshold_what_lies_within_is_not_known():
    values, area = values_of([(0, 10.0, 1.0, 2.0, None), (0, math.nan, 0.0, 3.0, "unreachable")])
    sums = curves_of(values, area, 1).sums(np.array([math.nan]))
    assert (sums.within[0], sums.outside[0], sums.unknown[0]) == (0, 0, 5)


def test_a_value_said_to_be_within_at_nothing_is_unknown():
    values, area = values_of([(0, math.nan, 1.0, 2.0, None)])
    sums = curves_of(values, area, 1).sums(np.array([1e9]))
    assert (sums.within[0], sums.outside[0], sums.unknown[0]) == (0, 0, 2)


def test_what_is_null_is_known_only_where_the_reason_leaves_a_value() -> None:
    """Without a class, or where nothing is asked of it but it weighs, a dwelling counts with what it has."""
    reasons = [None, "no_class", "field_unknown:people", "not_applicable", "not_applicable", "off_network"]
    weight = np.array([2.0, 2.0, 2.0, 2.0, 0.0, 2.0])
    found = read_values(np.full(6, 50.0), np.full(6, np.nan), weight, np.array(reasons, object))
    assert found.known.tolist() == [False, True, True, True, False, False]
    assert not found.open
    # Where more may be found, what is reached is known by that alone.
    found = read_values(
        np.array([50.0, np.nan, 50.0]),
        np.array([1.0, np.nan, 0.0]),
        np.ones(3),
        np.array(["no_facility", "no_facility", None], object),
    )
    assert (found.open, found.known.tolist()) == (True, [True, False, False])


def test_values_are_what_they_are_unless_it_is_said_that_they_may_be_less() -> None:
    values = Values(value=np.array([10.0, 90.0]), weight=np.ones(2), known=np.ones(2, bool), barred=np.zeros(2, bool))
    sums = curves_of(values, np.zeros(2, np.int64), 1).sums(np.array([50.0]))
    assert (sums.within[0], sums.outside[0], sums.unknown[0]) == (1, 1, 0)


@pytest.mark.parametrize(
    ("top", "step", "steps"),
    [(10, 5, [0, 5, 10]), (12, 5, [0, 5, 10]), (0, 1, [0]), (0.3, 0.1, [0, 0.1, 0.2, 0.3])],
)
def test_steps_go_up_to_the_top(top: float, step: float, steps: list[float]) -> None:
    assert Scale(top, step).steps.tolist() == steps


def test_weights_that_no_dwelling_carries_are_told_from_the_total():
    values, area = values_of([(0, 10.0, 1.0, 2.0, None), (-1, 10.0, 1.0, 9.0, None), (1, 10.0, 1.0, 0.3, None)])
    assert unspread_of(values, area, np.array([2.0, 5.3, math.nan])).tolist() == pytest.approx([0, 5, 0])


@pytest.mark.parametrize(
    ("span", "most", "step"),
    [(1000, 100, 10), (1001, 100, 20), (999, 100, 10), (18.3, 100, 0.2), (0, 100, 1), (7, 8, 1), (0.5, 100, 0.005)],
)
def test_steps_are_round(span, most, step):
    assert nice_step(span, most) == pytest.approx(step)


def test_a_few_far_dwellings_do_not_make_the_steps_coarse():
    values = Values(
        value=np.array([*np.linspace(1, 500, 999), 20_000.0]),
        weight=np.ones(1000),
        known=np.ones(1000, bool),
        barred=np.zeros(1000, bool),
    )
    curves = curves_of(values, np.zeros(1000, np.int64), 1)
    scale = scale_of(curves, 300.0)
    assert scale.step == 5
    assert 490 <= scale.top <= 500
    found = grid(curves, 300.0)
    assert found[-1] == 20_000
    assert 300 in found
    assert found.size <= 103


def test_nothing_is_read_beyond_the_bound():
    values = Values(value=np.array([10.0, 290.0]), weight=np.ones(2), known=np.ones(2, bool), barred=np.zeros(2, bool))
    curves = curves_of(values, np.zeros(2, np.int64), 1)
    assert grid(curves, 400.0, bound=300.0).max() <= 300
    tables = curve_tables(curves, np.array([290.0]), 0.5, bound=300.0)
    assert tables.threshold.max() <= 300
    assert tables.share_at[1, 0] == 1
    assert math.isnan(tables.share_at[2, 0])  # 319 lies beyond what was measured


def test_what_no_dwelling_carries_is_unknown_in_its_area_and_in_the_whole():
    """One area of 10 of which dwellings carry 4, another of 5 without dwellings; 3 stand outside both."""
    values, area = values_of([(0, 50.0, 1.0, 4.0, None), (-1, 80.0, 1.0, 3.0, None)])
    curves = with_totals(values, area, np.array([10.0, 5.0, 18.0]))
    assert curves.total.tolist() == [10, 5, 18]
    assert curves.unknown.tolist() == [6, 5, 11]
    assert curves.within(2, np.array([49.0, 50.0, 80.0])).tolist() == [0, 4, 7]
    told = with_totals(values, area, np.full(3, np.nan))  # nothing is known of the areas but their dwellings
    assert told.total.tolist() == [4, 0, 7]


def test_areas_without_anything_known_have_no_shares():
    values, area = values_of([(0, math.nan, math.nan, 3.0, "off_network")])
    tables = curve_tables(with_whole(values, area, 2, np.zeros(3)), np.full(3, 100.0), 0.9)
    assert np.isnan(tables.share).all()
    assert np.isnan(tables.attainable).all()
    assert tables.unknown.tolist() == [3, 0, 3]
    assert tables.total.tolist() == [3, 0, 3]


def test_shares_never_exceed_one_with_fractional_weights():
    rng = np.random.default_rng(1)
    weight = rng.random(5000) / 3
    values = Values(value=rng.random(5000), weight=weight, known=np.ones(5000, bool), barred=np.zeros(5000, bool))
    curves = curves_of(values, rng.integers(0, 7, 5000), 7)
    assert curves.sums(np.full(7, 2.0)).share.max() <= 1
    assert not np.isnan(curves.attainable(1.0)).any()


def test_what_lies_within_nine_and_eleven_tenths_of_a_threshold():
    within = [90.0, 95.0, 110.0, 120.0]
    values, area = values_of(
        [(0, value, 1.0, weight, None) for value, weight in zip(within, [1, 2, 4, 8], strict=True)]
    )
    sums = curves_of(values, area, 1).sums(np.array([100.0]))
    assert (sums.at_90[0], sums.within[0], sums.at_110[0]) == (1, 3, 7)


def test_where_a_weight_is_not_known_the_others_of_the_area_count_neither_there_nor_in_the_whole():
    within, outside = (10.0, 1.0), (200.0, 0.0)
    rows = [(0, *within, math.nan, None), (0, *within, 2.0, None), (1, *within, 3.0, None), (1, *outside, 4.0, None)]
    values, area = values_of([*rows, (-1, *within, 5.0, None), (-1, *outside, 6.0, None)])
    curves = with_whole(values, area, 3, np.zeros(4))
    assert curves.lacking.tolist() == [True, False, False, False]
    sums = curves.sums(np.full(4, 100.0))
    assert (sums.within.tolist(), sums.outside.tolist()) == ([0, 3, 0, 8], [0, 4, 0, 10])
    told = with_totals(values, area, np.array([math.nan, 9.0, 1.0, 21.0]))
    assert told.total.tolist() == [0, 9, 1, 21]  # in area 1 nobody carries 2, in the third 1
    assert told.unknown.tolist() == [0, 2, 1, 3]
    # Of those outside all areas one is enough for these.
    values, area = values_of([(0, *within, 2.0, None), (-1, *within, math.nan, None), (-1, *within, 5.0, None)])
    assert with_whole(values, area, 1, np.zeros(2)).reached.tolist() == [2, 2]
