"""Moran's I of residuals against its definition with whole matrices, and against chance."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from buurtmaat.core.estimates.likeness import likeness


def grid(side: int) -> np.ndarray:
    """Return the pairs of neighbours on a square grid."""
    number = np.arange(side * side).reshape(side, side)
    across = np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()])
    down = np.column_stack([number[:-1].ravel(), number[1:].ravel()])
    return np.concatenate([across, down])


def rest(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return y - x @ np.linalg.lstsq(x, y, rcond=None)[0]


def test_it_is_that_of_the_definition() -> None:
    random = np.random.default_rng(0)
    pairs, x = grid(4), np.column_stack([np.ones(16), random.normal(size=16)])
    residual = rest(x, random.normal(size=16))
    found = likeness(residual, x, pairs)
    near = np.zeros((16, 16))
    near[pairs[:, 0], pairs[:, 1]] = near[pairs[:, 1], pairs[:, 0]] = 1
    project = np.eye(16) - x @ np.linalg.inv(x.T @ x) @ x.T
    both = project @ near
    scale = 16 / near.sum()
    assert found is not None
    assert found.moran == pytest.approx(scale * (residual @ near @ residual) / (residual @ residual))
    assert found.expected == pytest.approx(scale * np.trace(both) / 14)
    second = scale**2 * (np.trace(both @ project @ near.T) + np.trace(both @ both) + np.trace(both) ** 2) / (14 * 16)
    assert found.z == pytest.approx((found.moran - found.expected) / np.sqrt(second - found.expected**2))


def test_residuals_without_likeness_stay_within_chance() -> None:
    random = np.random.default_rng(1)
    pairs, x = grid(7), np.column_stack([np.ones(49), random.normal(size=(49, 2))])
    z = np.array([likeness(rest(x, random.normal(size=49)), x, pairs).z for _ in range(3000)])
    assert z.mean() == pytest.approx(0, abs=0.06)
    assert z.std() == pytest.approx(1, abs=0.06)


def test_a_slope_that_no_covariate_explains_is_seen() -> None:
    random = np.random.default_rng(2)
    x = np.ones((49, 1))
    residual = rest(x, np.repeat(np.arange(7.0), 7) + random.normal(0, 0.5, 49))
    found = likeness(residual, x, grid(7))
    assert found is not None
    assert found.moran > 0.5
    assert found.z > 5


def test_islands_have_no_neighbours_to_be_like() -> None:
    assert likeness(np.array([1.0, -1.0, 0.0]), np.ones((3, 1)), np.empty((0, 2), np.int64)) is None


@pytest.mark.parametrize("areas", range(2, 12))
def test_where_all_are_neighbours_of_all_likeness_says_nothing(areas: int) -> None:
    """I is then −1/(n − 1) whatever the residuals are."""
    pairs = np.array(list(combinations(range(areas), 2)))
    residual = np.random.default_rng(areas).normal(size=areas)
    assert likeness(residual - residual.mean(), np.ones((areas, 1)), pairs) is None
    if areas > 3:
        assert likeness(residual - residual.mean(), np.ones((areas, 1)), pairs[1:]) is not None


def test_of_many_areas_likeness_is_by_chance_near_0_and_still_told() -> None:
    board = np.indices((40, 40)).sum(axis=0).ravel() % 2 * 2.0 - 1
    found = likeness(board, np.ones((1600, 1)), grid(40))
    assert found is not None
    assert found.moran == pytest.approx(-1), "each neighbour is the opposite"
    assert found.expected == pytest.approx(-1 / 1599, rel=0.01)


def test_residuals_of_0_are_like_nothing() -> None:
    assert likeness(np.zeros(16), np.ones((16, 1)), grid(4)) is None


@pytest.mark.parametrize("coefficients", [3, 4, 5])
def test_as_many_coefficients_as_areas_or_more_leave_nothing_to_be_alike(coefficients: int) -> None:
    pairs = np.array([[0, 1], [1, 2]])
    assert likeness(np.array([0.1, -0.2, 0.1]), np.eye(3, coefficients), pairs) is None
