"""Pairs of segments that lie near each other are all found, by comparing each with each."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.geometry.neighbours import CROWD, NearPairs
from buurtmaat.core.geometry.segments import closest


def found_of(a: np.ndarray, b: np.ndarray, margin: float) -> tuple[list[tuple[int, int]], NearPairs]:
    near = NearPairs(a, b, margin)
    pairs = [pair for one, two in near.blocks() for pair in zip(one.tolist(), two.tolist(), strict=True)]
    return pairs, near


def expected(a: np.ndarray, b: np.ndarray, margin: float) -> set[tuple[int, int]]:
    one, two = np.triu_indices(len(a), 1)
    close = closest(a[one], b[one], a[two], b[two])[2] <= margin
    return set(zip(one[close].tolist(), two[close].tolist(), strict=True))


@pytest.mark.parametrize("margin", [0.0, 1.0, 15.0])
@pytest.mark.parametrize("seed", range(9))
def test_no_pair_within_the_margin_is_missing_and_each_comes_once(seed: int, margin: float) -> None:
    """Streets of a town, some of them very long, some without length; in one of three towns in a knot of a metre."""
    rng = np.random.default_rng(seed)
    count = 150 if seed % 3 else 400
    a = rng.uniform(0, 1 if seed % 3 == 0 else 800, (count, 2)) * [1, 0.3] + np.array([85_000, 447_000])
    b = a + rng.normal(0, 1, (count, 2)) * rng.choice([0, 0.01, 30, 3000] if seed % 3 else [0.01], (count, 1))
    pairs, near = found_of(a, b, margin)
    assert len(pairs) == len(set(pairs))
    assert all(one < two for one, two in pairs)
    assert near.crowded.size == 0 or seed % 3 == 0
    lacking = expected(a, b, margin) - set(pairs)
    assert {one for pair in lacking for one in pair} <= set(near.crowded.tolist())


@pytest.mark.parametrize("margin", [0.0, 0.02])
def test_in_a_crowded_square_that_is_cut_no_pair_is_missing(margin: float) -> None:
    """Of 900 short streets some 400 lie in one square, which a long street elsewhere makes 28 m wide."""
    rng = np.random.default_rng(1)
    a = np.concatenate([[(0.0, -500.0)], rng.uniform(0, 40, (900, 2))])
    b = np.concatenate([[(100_000.0, -500.0)], a[1:] + rng.normal(0, 1, (900, 2))])
    pairs, near = found_of(a, b, margin)
    assert near.crowded.tolist() == []
    assert near.level.max() == 1
    assert expected(a, b, margin) <= set(pairs)
    assert len(pairs) == len(set(pairs))


def test_what_lies_far_apart_is_not_compared() -> None:
    """Of 40 by 40 short segments 10 m apart each meets at most those around it, also where a long one runs beside."""
    a = np.stack(np.meshgrid(np.arange(40), np.arange(40)), axis=-1).reshape(-1, 2) * 10.0
    a, b = np.append(a, [(0.0, -50.0)], axis=0), np.append(np.add(a, (3.0, 0.0)), [(4000.0, -50.0)], axis=0)
    pairs, near = found_of(a, b, 1.0)
    assert pairs == []
    assert near.partners.sum() < 9 * len(a)


@pytest.mark.parametrize("copies", [CROWD, CROWD + 1, CROWD + 2])
def test_of_more_copies_than_are_compared_all_are_told_to_be_crowded(copies: int) -> None:
    a = np.tile([(5.0, 5.0)], (copies, 1))
    pairs, near = found_of(a, np.add(a, (4.0, 3.0)), 0.1)
    every = copies * (copies - 1) // 2
    if copies <= CROWD + 1:
        assert near.crowded.size == 0
        assert len(pairs) == every
    else:
        assert near.crowded.tolist() == list(range(copies))
        assert every - 3 <= len(pairs) < every
        assert len(pairs) == len(set(pairs))


def test_a_crowd_in_one_spot_takes_no_pair_from_elsewhere() -> None:
    crowd = np.tile([(5.0, 5.0)], (CROWD + 60, 1))
    far = np.array([(900.0, 900.0), (900.0, 901.0), (500.0, 10.0)])
    a = np.concatenate([far, crowd])
    pairs, near = found_of(a, np.add(a, (2.0, 0.0)), 1.5)
    assert (0, 1) in pairs
    assert near.crowded.min() == 3
    assert not any(one < 3 <= two for one, two in pairs)


def test_so_many_pairs_are_looked_at_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """A block ends with the segment that brings it to so many: of 60 copies one has 59 partners at most."""
    monkeypatch.setattr("buurtmaat.core.geometry.neighbours._PAIRS", 100)
    a = np.zeros((60, 2))
    blocks = [one.size for one, _ in NearPairs(a, a + 1.0, 0.1).blocks()]
    assert sum(blocks) == 60 * 59 // 2
    assert max(blocks) < 100 + 59


def test_places_without_length_are_near_where_they_are_one() -> None:
    a = np.array([(0.0, 0.0), (5.0, 0.0), (0.0, 0.0)])
    assert found_of(a, a, 1.0)[0] == [(0, 2)]


def test_of_none_or_one_there_are_no_pairs() -> None:
    for count in (0, 1):
        assert found_of(np.zeros((count, 2)), np.ones((count, 2)), 1.0)[0] == []
