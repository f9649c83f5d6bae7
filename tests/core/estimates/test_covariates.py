"""The figures that a model leans on: which areas have them all, and which figures it cannot use, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.estimates.covariates import Covariates, check_covariates, covariates_of

AREAS = 9
NOISE = np.array([0.3, -0.2, 0.5, 0.1, -0.4, 0.2, 0.0, -0.1, 0.6])
SQUARES = np.arange(AREAS) ** 2.0


def of(**columns: np.ndarray) -> Covariates:
    return covariates_of(list(columns.items()), AREAS)


def check(covariates: Covariates, used: int = AREAS) -> None:
    check_covariates(covariates, np.arange(AREAS) < used)


def refusal(covariates: Covariates, used: int = AREAS) -> str:
    with pytest.raises(InputError) as error:
        check(covariates, used)
    return str(error.value)


def test_the_constant_comes_first_and_an_area_is_known_with_all_figures() -> None:
    found = covariates_of([("a", np.array([4.0, np.nan, 6.0])), ("b", np.array([1.0, 2.0, np.inf]))], 3)
    assert found.names == ("intercept", "a", "b")
    assert found.values[0].tolist() == [1, 4, 1]
    assert found.known.tolist() == [True, False, False]
    assert covariates_of([], 2).values.tolist() == [[1], [1]]


def test_three_areas_more_than_coefficients_are_enough() -> None:
    check(of(), 4)
    assert "at least 4 areas with respondents for 0 covariates, and there are 3" in refusal(of(), 3)
    check(of(a=NOISE, b=SQUARES), 6)
    assert "at least 6 areas with respondents for 2 covariates, and there are 5" in refusal(of(a=NOISE, b=SQUARES), 5)


def test_a_figure_that_is_the_same_in_every_area_that_is_used_is_named() -> None:
    flat = np.where(np.arange(AREAS) < 7, 250.0, 900.0)
    check(of(a=NOISE, flat=flat))
    assert "“flat” has the same value" in refusal(of(a=NOISE, flat=flat), 7)
    assert "“first” has the same value" in refusal(of(first=np.zeros(AREAS), second=np.ones(AREAS)))
    # What differs little beside its size is not the same.
    check(of(year=2020 + 1e-3 * NOISE))
    check(of(small=1e-9 * NOISE))
    assert "“rounding” has the same value" in refusal(of(rounding=250.0 + 1e-11 * NOISE))


def test_a_figure_that_follows_from_others_is_named_with_those_it_follows_from() -> None:
    assert "“c” follows from “a”, “b”," in refusal(of(a=NOISE, b=SQUARES, c=5 - 2 * NOISE + 0.1 * SQUARES))
    other = np.cos(np.arange(AREAS))
    assert "“c” follows from “b”," in refusal(of(a=NOISE, b=SQUARES, c=100 - SQUARES, d=other))
    check(of(a=NOISE, b=SQUARES, c=other))
    # Almost the same is not the same: a millionth of it is left open.
    check(of(a=SQUARES, b=SQUARES + 1e-4 * NOISE))
    assert "“b” follows from “a”" in refusal(of(a=SQUARES, b=SQUARES + 1e-9 * NOISE))
