"""The nearest point of a segment, on right-angled triangles of 3, 4 and 5."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.geometry.projection import project

A, B = (1.0, 2.0), (4.0, 6.0)
"""5 metres: 3 to the right and 4 up."""


@pytest.mark.parametrize(
    ("p", "share", "away"),
    [
        ((2.2 - 0.8, 3.6 + 0.6), 0.4, 1.0),  # two metres along, and one beside it
        ((2.2 + 1.6, 3.6 - 1.2), 0.4, 2.0),
        (A, 0.0, 0.0),
        (B, 1.0, 0.0),
        ((1.0 - 6, 2.0 - 8), 0.0, 10.0),  # before it
        ((4.0 + 6, 6.0 + 8), 1.0, 10.0),  # behind it
    ],
)
def test_a_point_is_beside_before_or_behind_a_segment(p, share, away) -> None:
    found = project(np.array([p] * 3), np.array([A] * 3), np.array([B] * 3))
    assert found[0].tolist() == pytest.approx([share] * 3)
    assert found[1].tolist() == pytest.approx([away] * 3)


@pytest.mark.parametrize("end", [(1.5, 2.0), (1.0, 2.5), (0.5, 2.0), (1.0, 1.5)])
def test_a_short_segment_to_any_side_has_a_nearest_point_too(end) -> None:
    middle = (np.array(A) + end) / 2
    share, away = project(middle[None] + 0.0, np.array([A]), np.array([end]))
    assert (share.tolist(), away.tolist()) == ([0.5], [0.0])


def test_a_segment_of_no_length_is_a_point() -> None:
    share, away = project(np.array([(4.0, 6.0)]), np.array([A]), np.array([A]))
    assert (share.tolist(), away.tolist()) == ([0.0], [5.0])


def test_each_of_several_points_is_compared_with_several_segments() -> None:
    """Three points, each beside the same two segments: the first along the x-axis, the second along the y-axis."""
    points = np.array([(1.0, 2.0), (3.0, 4.0), (5.0, 1.0)])
    a = np.zeros((3, 2, 2))
    b = np.broadcast_to(np.array([(10.0, 0.0), (0.0, 10.0)]), (3, 2, 2))
    share, away = project(points[:, None, :], a, b)
    assert share.tolist() == [[0.1, 0.2], [0.3, 0.4], [0.5, 0.1]]
    assert away.tolist() == [[2.0, 1.0], [4.0, 3.0], [1.0, 5.0]]
