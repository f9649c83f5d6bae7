"""A figure beside what is lacking: known differences are found, and chance is not taken for one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from buurtmaat.core.estimates.crossing import Effect, Lacking, cross
from buurtmaat.core.estimates.fay_herriot import REML, fit_areas
from towns.slow import some


def lacking(outside: np.ndarray, unknown: np.ndarray | float = 0.0) -> Lacking:
    """Return areas of which more than half outside fail, with a part of which it is not known."""
    known = 1 - unknown
    return Lacking(
        met=outside * known + unknown <= 0.5,
        failed=outside * known > 0.5,
        outside=outside,
        least=outside * known,
        most=outside * known + unknown,
    )


def test_without_sampling_error_it_is_the_difference_of_means_and_the_line_through_the_points() -> None:
    random = np.random.default_rng(0)
    outside = random.uniform(0, 1, 40)
    figure = 0.2 + 0.1 * outside + random.normal(0, 0.02, 40)
    found = cross(figure, np.full(40, 1e-12), lacking(outside))
    met, failed = figure[outside <= 0.5], figure[outside > 0.5]
    assert (found.met, found.failed, found.areas) == (met.size, failed.size, 40)
    assert found.mean_met == pytest.approx(met.mean())
    assert found.mean_failed == pytest.approx(failed.mean())
    wanted = stats.ttest_ind(failed, met).confidence_interval()
    assert (found.difference.low, found.difference.high) == pytest.approx((wanted.low, wanted.high), rel=1e-6)
    line = stats.linregress(outside, figure)
    half = stats.t.isf(0.025, 38) * line.stderr
    assert found.slope.value == pytest.approx(line.slope)
    assert (found.slope.low, found.slope.high) == pytest.approx((line.slope - half, line.slope + half), rel=1e-6)


@pytest.mark.parametrize("areas", some([8, 30], [8]))
def test_intervals_hold_a_known_difference_about_nineteen_times_in_twenty(areas: int) -> None:
    random = np.random.default_rng(areas)
    held = 0
    for _ in range(300):
        outside = np.concatenate([np.full(areas // 2, 0.1), np.full(areas // 2, 0.9)])
        truth = 0.3 + 0.1 * (outside > 0.5) + random.normal(0, 0.05, areas)
        figure = truth + random.normal(0, 0.1, areas)
        found = cross(figure, np.full(areas, 0.01), lacking(outside)).difference
        held += found.low <= 0.1 <= found.high
    assert 0.92 <= held / 300 <= 0.99


def test_what_is_not_known_widens_the_interval_to_hold_every_case() -> None:
    random = np.random.default_rng(3)
    outside = random.uniform(0, 1, 20)
    figure = 0.2 + 0.2 * outside + random.normal(0, 0.05, 20)
    variance = np.full(20, 0.001)
    sure, unsure = cross(figure, variance, lacking(outside)).slope, cross(figure, variance, lacking(outside, 0.4)).slope
    assert unsure.value == sure.value
    assert unsure.low < sure.low
    assert unsure.high > sure.high
    for _ in range(50):
        case = outside * 0.6 + 0.4 * random.uniform(0, 1, 20)
        assert unsure.low <= cross(figure, variance, lacking(case)).slope.value <= unsure.high


@pytest.mark.parametrize("areas", [8, 9])
def test_a_case_in_which_all_lack_the_same_has_no_slope_and_leaves_those_of_the_others(areas: int) -> None:
    """Of every area a tenth is known to lie outside, and of the rest more or less is not known."""
    outside = np.linspace(0.2, 0.9, areas)
    figure = 0.2 + 0.2 * outside + np.array([0.02, -0.03, 0.01, 0.04, -0.02, 0.03, -0.01, 0.02, 0.01])[:areas]
    variance, least, most = np.full(areas, 0.001), np.full(areas, 0.1), 1.1 - 0.1 / outside
    case = Lacking(met=outside < 0, failed=outside > 0.5, outside=outside, least=least, most=most)
    found = cross(figure, variance, case).slope
    high = figure > np.median(figure)
    cases = [outside, most, np.where(high, most, least), np.where(high, least, most)]
    slopes = [cross(figure, variance, lacking(one)).slope for one in cases]
    assert (found.low, found.high) == (min(one.low for one in slopes), max(one.high for one in slopes))
    assert found.value == slopes[0].value


def test_too_few_on_a_side_are_not_compared() -> None:
    outside = np.array([0.9, 0.8, 0.1, 0.2, 0.1, 0.3, 0.2])
    figure = np.linspace(0.1, 0.4, 7)
    found = cross(figure, np.full(7, 0.01), lacking(outside))
    assert (found.met, found.failed) == (5, 2)
    assert np.isnan(found.difference.value)
    assert not found.difference.stands_out
    assert np.isfinite(found.slope.value)
    three = cross(figure, np.full(7, 0.01), lacking(np.append(outside[:-1], 0.7)))
    assert (three.met, three.failed) == (4, 3)
    assert np.isfinite([three.mean_met, three.difference.value]).all()


def test_fewer_than_six_areas_have_no_slope() -> None:
    outside, figure = np.array([0.1, 0.3, 0.4, 0.6, 0.7, 0.9]), np.array([0.1, 0.2, 0.1, 0.3, 0.3, 0.4])
    assert np.isfinite(cross(figure, np.full(6, 0.01), lacking(outside)).slope.value)
    five = cross(figure[:5], np.full(5, 0.01), lacking(outside[:5]))
    assert five.areas == 5
    assert np.isnan([five.start, five.slope.value, five.slope.low, five.slope.high]).all()


def test_what_stands_out_has_an_interval_without_0() -> None:
    assert Effect(0.05, 0.01, 0.09).stands_out
    assert Effect(-0.05, -0.09, -0.01).stands_out
    assert not Effect(0.04, -0.01, 0.09).stands_out
    assert not Effect(0.05, 0.0, 0.1).stands_out


def test_the_standard_error_is_that_of_knapp_and_hartung_where_it_is_the_larger() -> None:
    """Some areas lie farther from the line than what is unsure of them explains, which widens the interval."""
    outside = np.linspace(0, 1, 12)
    off = np.array([0.6, -0.6, 0, 0, 0.6, -0.6, 0, 0, -0.6, 0.6, 0, 0])
    figure, variance = 0.2 + 0.1 * outside + off, np.where(off == 0, 0.001, 0.05)
    found = cross(figure, variance, lacking(outside)).slope
    design = np.column_stack([np.ones(12), outside])
    weight = 1 / (fit_areas(figure, variance, design, REML).variance + variance)
    inverse = np.linalg.inv(design.T @ (weight[:, None] * design))
    line = inverse @ design.T @ (weight * figure)
    scale = np.sum(weight * (figure - design @ line) ** 2) / 10
    assert scale > 1.05
    half = stats.t.isf(0.025, 10) * np.sqrt(scale * inverse[1, 1])
    assert (found.value, found.low, found.high) == pytest.approx((line[1], line[1] - half, line[1] + half))


def test_areas_without_a_figure_or_a_verdict_do_not_count() -> None:
    outside = np.array([0.9, 0.8, 0.7, 0.1, 0.2, 0.3, 0.4, np.nan])
    figure = np.array([0.4, 0.5, 0.4, 0.1, 0.2, 0.1, np.nan, 0.3])
    found = cross(figure, np.full(8, 0.01), lacking(outside))
    assert (found.met, found.failed, found.areas) == (3, 3, 6)
    # Nor does one of which the survey does not tell how sure it is.
    unsure = cross(figure, np.array([0.01, 0.01, 0.0, 0.01, 0.01, np.nan, 0.01, 0.01]), lacking(outside))
    assert (unsure.met, unsure.failed, unsure.areas) == (2, 2, 4)


def test_areas_that_all_lack_the_same_have_no_slope() -> None:
    assert np.isnan(cross(np.arange(8.0), np.ones(8), lacking(np.full(8, 0.3))).slope.value)


def test_figures_that_happen_to_lie_on_a_line_are_as_unsure_as_their_survey_says() -> None:
    outside = np.linspace(0, 1, 10)
    found = cross(0.2 + 0.1 * outside, np.full(10, 0.01), lacking(outside)).slope
    half = stats.t.isf(0.025, 8) * np.sqrt(0.01 / np.sum((outside - 0.5) ** 2))
    assert (found.low, found.high) == pytest.approx((0.1 - half, 0.1 + half))
