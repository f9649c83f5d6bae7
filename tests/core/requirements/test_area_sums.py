"""From what each dwelling has to the sums and figures of areas."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.ranked import by_area
from buurtmaat.core.requirements.area_sums import MeasuredWeight, sum_areas
from buurtmaat.core.requirements.measures import Thresholds
from buurtmaat.core.session import Keeping, NetworkSession
from towns.measured_dwellings import FAR, VALUE, WEIGHT, demand_of, everywhere, measured, sums
from towns.plain_assessment import percentile


@given(st.lists(st.tuples(VALUE, WEIGHT, st.integers(0, 3)), max_size=40), st.floats(10, 900))
def test_areas_make_up_the_whole(rows: list[tuple[float | None, float, int]], threshold: float) -> None:
    values, weight = [v for v, _, _ in rows], [w for _, w, _ in rows]
    area, unspread = np.array([a for _, _, a in rows], np.int64), np.array([0.0, 2.5, 0.0, 0.0])
    found = sum_areas(measured(values, threshold), demand_of(weight), area, unspread, everywhere(threshold, len(rows)))
    whole = sums(values, weight, threshold, 2.5)
    for name in ("dwellings", "total", "within", "outside", "unknown", "at_90", "at_110"):
        assert getattr(found, name).sum() == pytest.approx(getattr(whole, name)[0], rel=1e-12)
    assert np.array_equal(found.total, found.within + found.outside + found.unknown)
    assert found.total.sum() == pytest.approx(math.fsum(weight) + 2.5)


@given(st.lists(st.tuples(VALUE, WEIGHT, st.integers(0, 2)), max_size=40))
def test_averages_are_those_of_a_plain_count(rows: list[tuple[float | None, float, int]]) -> None:
    area = np.array([a for _, _, a in rows], np.int64)
    found = sum_areas(
        measured([v for v, _, _ in rows]),
        demand_of([w for _, w, _ in rows]),
        area,
        np.zeros(3),
        everywhere(500.0, len(rows)),
    )
    for number in range(3):
        pairs = [(v, w) for v, w, a in rows if a == number and v not in (None, FAR) and w > 0]
        mean = math.fsum(v * w for v, w in pairs) / math.fsum(w for _, w in pairs) if pairs else math.nan
        plain = (mean, *(percentile(pairs, part) for part in (0.1, 0.5, 0.9)))
        figures = (found.mean, found.p10, found.median, found.p90)
        assert tuple(one[number] for one in figures) == pytest.approx(plain, nan_ok=True)


def test_averages_of_a_small_area_beside_a_large_one() -> None:
    """Weights of one area do not blur the percentiles of the next."""
    area, weight = np.array([0, 1, 1, 1]), [1e9, 0.001, 0.001, 0.001]
    found = sum_areas(measured([50.0, 100.0, 200.0, 300.0]), demand_of(weight), area, np.zeros(2), everywhere(500.0, 4))
    assert found.median.tolist() == [50, 200]
    assert found.p90.tolist() == [50, 300]


def test_ten_equal_weights_have_their_first_fifth_and_ninth_as_percentiles() -> None:
    for part in (1.0, 0.1, 1 / 3, 1e-7):
        found = sums([float(i) for i in range(1, 11)], [part] * 10)
        assert (found.p10[0], found.median[0], found.p90[0]) == (1, 5, 9)


def test_ten_tenths_are_one_whatever_is_summed() -> None:
    found = sums([100.0] * 10 + [FAR] * 10 + [None] * 10, [0.1] * 30)
    assert [found.within[0], found.outside[0], found.unknown[0], found.total[0]] == [1, 1, 1, 3]
    assert [found.at_90[0], found.at_110[0]] == [1, 1]


def test_shares_at_other_thresholds_are_within_a_millionth_too() -> None:
    found = sums([450.0000009, 450.0000011, 550.0000009, 550.0000011, None, FAR], [1, 2, 4, 8, 16, 32])
    assert (found.at_90[0], found.at_110[0], found.within[0]) == (1, 7, 3)
    assert found.share_of(found.at_110).tolist() == [7 / 47]


def test_shares_of_nothing_are_not_known() -> None:
    for found in (sums([], []), sums([None], [3.0]), sums([100.0], [0.0])):
        assert np.isnan(found.share).all()
        assert np.isnan([found.mean, found.median, found.p90]).all()


def test_where_values_are_open_what_is_not_within_is_unknown_at_every_threshold() -> None:
    found = replace(measured([400.0, 520.0, 900.0]), within=np.array([1, -1, -1], np.int8), open=True)
    made = sum_areas(found, demand_of([1, 2, 4]), np.zeros(3, np.int64), np.zeros(1), everywhere(500.0, 3))
    assert (made.within[0], made.outside[0], made.unknown[0]) == (1, 0, 6)
    assert (made.at_90[0], made.at_110[0]) == (1, 3)
    assert made.share_of(made.at_110).tolist() == [1]


def test_each_dwelling_is_summed_by_its_own_threshold() -> None:
    """Of 100, 200 and none: 90 % and 110 % of a threshold that is not known are not known either."""
    found = measured([95.0, 95.0, None, 190.0, 105.0])
    each = Thresholds(np.array([100.0, 200.0, math.nan, 200.0, 100.0]), 200.0)
    within = replace(found, within=np.array([1, 1, -1, 1, 0], np.int8))
    made = sum_areas(within, demand_of([1, 2, 4, 8, 16]), np.zeros(5, np.int64), np.zeros(1), each)
    assert (made.within[0], made.outside[0], made.unknown[0]) == (11, 16, 4)
    assert (made.at_90[0], made.at_110[0]) == (2, 27)


def test_figures_of_one_division_are_not_taken_for_those_of_another() -> None:
    """Kept are those of the same areas, where these are told apart; without a fingerprint nothing is."""
    keeping, values = Keeping(NetworkSession()), [100.0, 200.0, 300.0]
    made = MeasuredWeight(measured(values), demand_of([1, 1, 1]), everywhere(500.0, 3), keeping)
    one, other = np.array([0, 0, 1]), np.array([0, 1, 1])
    for prints in ((None, None), (b"one", b"other")):
        found = [made.by(area, np.zeros(2), area_print=name) for area, name in zip((one, other), prints, strict=True)]
        assert [sums.mean.tolist() for sums in found] == [[150, 300], [100, 250]]
    assert made.by(other, np.zeros(2), area_print=b"one").mean.tolist() == [150, 300], "by its fingerprint alone"
    order = by_area(np.argsort(made.measure.value, kind="stable"), one)
    assert made.by(one, np.zeros(2), order).mean.tolist() == [150, 300]
