"""The number of places within each dwelling's own threshold is that of the pairs that another search finds."""

from __future__ import annotations

import errno

import numpy as np
import pytest

from buurtmaat.core.comparing import WITHIN
from buurtmaat.core.errors import Cancelled
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.network_access import find_network_access
from buurtmaat.core.network.options import METRES, MINUTES, NetworkOptions, Travel
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach import bounded, numbers_within
from buurtmaat.core.reach.numbers_within import Nearness, PairsWithin, number_within, pairs_within, update_number
from buurtmaat.core.spool import Spool
from towns.bent_grids import access_of, by_themselves
from towns.factories import box, lines, point, shapes

TRAVELS = [Travel(METRES), Travel(MINUTES, 5.0, capped=True)]


def nearness_of(seed: int, travel: Travel) -> Nearness:
    """Make thresholds of several sizes, of some dwellings none."""
    rng = np.random.default_rng(seed)
    far = np.array([0.0, 120.0, 400.0, 700.0, np.nan])[rng.integers(0, 5, 300)]
    scale = 0.3 if seed % 2 else 1.0
    return Nearness(scale, (far if travel.unit == METRES else far / 60) * scale + WITHIN)


@pytest.mark.parametrize("travel", TRAVELS)
@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_it_is_the_number_of_places_that_searches_one_by_one_find(seed, merged, travel, monkeypatch):
    if seed % 3 == 0:  # several groups; several cuts of dwellings
        monkeypatch.setattr(bounded, "GROUP", 3)
        monkeypatch.setattr(numbers_within, "_ROWS", 7)
    if seed % 4 == 1:  # each facility by itself, over the whole network
        monkeypatch.setattr(bounded, "AT_ONCE", 20)
    access, place, nearness = access_of(seed, travel, 25), np.arange(25), nearness_of(seed, travel)
    if merged:
        place = np.random.default_rng(seed).integers(0, 12, 25) * 3
    cost = by_themselves(access, place)
    expected = (cost * nearness.scale <= nearness.most[:, None]).sum(axis=1)
    np.testing.assert_array_equal(number_within(access, place, nearness), expected)
    assert (expected > 0).sum() > 50
    assert (expected == 0).sum() > 50


@pytest.mark.parametrize("travel", TRAVELS)
@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_numbers_are_read_from_pairs_as_far_as_these_were_looked_for(seed, merged, travel, monkeypatch):
    if seed % 3 == 0:
        monkeypatch.setattr(bounded, "GROUP", 3)
        monkeypatch.setattr(numbers_within, "_ROWS", 7)
        monkeypatch.setattr(numbers_within, "_AT_ONCE", 50)
    access, place, nearness = access_of(seed, travel, 25), np.arange(25), nearness_of(seed, travel)
    if merged:
        place = np.random.default_rng(seed).integers(0, 12, 25) * 3
    cost = by_themselves(access, place)
    for farther in (1.0, 1.5):
        pairs = pairs_within(access, place, farther * nearness.limit)
        for part in (0.1, 0.8, 1.0, farther):
            asked = Nearness(nearness.scale, part * nearness.most)
            expected = (cost * asked.scale <= asked.most[:, None]).sum(axis=1)
            np.testing.assert_array_equal(pairs.number(asked), expected)
    assert (expected > 0).sum() > 50


def test_more_pairs_than_are_put_aside_or_than_the_disk_takes_are_none(monkeypatch):
    access, place = access_of(1, TRAVELS[0], 25), np.arange(25)
    count = int((by_themselves(access, place) <= 400.0).sum())
    monkeypatch.setattr(numbers_within, "_MOST_PAIRS", count)
    assert pairs_within(access, place, 400.0).pairs is not None
    monkeypatch.setattr(numbers_within, "_MOST_PAIRS", count - 1)
    assert pairs_within(access, place, 400.0).pairs is None
    monkeypatch.undo()

    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(numbers_within.Spool, "add", full)
    assert pairs_within(access, place, 400.0).pairs is None


def find_access_of(street, facilities, dwellings):
    network = build_network(lines(street), NetworkOptions(min_component=0.0))
    return find_network_access(build_graph(network, Travel(METRES)), shapes(*facilities), None, np.array(dwellings))


def test_a_facility_off_the_network_counts_for_who_lives_in_it():
    made = lines([(0.0, 0.0), (500.0, 0.0)], [(500.0, 0.0), (900.0, 0.0)])
    access = find_network_access(
        build_graph(build_network(made, NetworkOptions(min_component=0.0)), Travel(METRES)),
        shapes(box(100.0, 9e4, 200.0, 9.01e4), point(450.0, 5.0)),
        None,
        np.array([[150.0, 9.005e4], [350.0, 0.0], [440.0, 5.0], [150.0, 8e4]]),
    )
    far = Nearness(1.0, np.full(4, 200.0))
    assert number_within(access, np.arange(2), far).tolist() == [1, 1, 1, 0]
    assert number_within(access, np.array([7, 7]), far).tolist() == [1, 1, 1, 0]
    for place in (np.arange(2), np.array([7, 7])):
        assert pairs_within(access, place, 200.0).number(far).tolist() == [1, 1, 1, 0]


def test_who_lives_off_the_network_in_what_is_on_it_has_that():
    access = find_access_of(
        [(0.0, 0.0), (900.0, 0.0)], [box(100.0, 10.0, 200.0, 9000.0)], [(150.0, 8000.0), (50.0, 0.0)]
    )
    far = Nearness(1.0, np.full(2, 200.0))
    assert number_within(access, np.arange(1), far).tolist() == [1, 1]
    assert pairs_within(access, np.arange(1), 200.0).number(far).tolist() == [1, 1]


@pytest.mark.parametrize("place", [[0, 1], [0, 0]])
def test_what_is_just_as_far_as_was_looked_for_counts(place):
    access = find_access_of([(0.0, 0.0), (900.0, 0.0)], [point(400.0, 0.0), point(850.0, 0.0)], [(300.0, 0.0)])
    assert pairs_within(access, np.array(place), 100.0).number(Nearness(1.0, np.array([100.0]))).tolist() == [1]


def test_without_facilities_or_within_nothing_there_is_none():
    access = access_of(1, Travel(METRES), 4)
    nobody = access.of_facilities(np.empty(0, np.int64))
    far = Nearness(1.0, np.full(300, 500.0))
    assert number_within(nobody, np.empty(0, np.int64), far).tolist() == [0] * 300
    assert pairs_within(nobody, np.empty(0, np.int64), 500.0).number(far).tolist() == [0] * 300
    assert number_within(access, np.arange(4), Nearness(1.0, np.full(300, np.nan))).tolist() == [0] * 300


@pytest.mark.parametrize("seed", range(12))
def test_after_some_came_and_went_it_is_that_of_all(seed):
    access, rng, nearness = access_of(seed, TRAVELS[0], 25), np.random.default_rng(seed), nearness_of(seed, TRAVELS[0])
    before = np.flatnonzero(rng.random(25) < 0.6)
    after = np.setdiff1d(before, rng.choice(before, 2, replace=False)) if seed % 3 else before
    after = np.union1d(after, rng.choice(25, 3, replace=False)) if seed % 3 != 1 else after
    known = before, number_within(access.of_facilities(before), before, nearness)
    expected = (by_themselves(access, np.arange(25))[:, after] * nearness.scale <= nearness.most[:, None]).sum(axis=1)
    np.testing.assert_array_equal(update_number(access, known, after, nearness), expected)


def test_it_stops_at_cancel():
    with pytest.raises(Cancelled):
        number_within(
            access_of(1, TRAVELS[0], 25), np.arange(25), nearness_of(1, TRAVELS[0]), Progress(cancelled=lambda: True)
        )


def test_pairs_hold_as_far_as_they_were_looked_for_and_too_many_are_no_fewer_farther_off():
    found = PairsWithin(100.0, Spool())
    assert found.holds(least=60.0, wanted=150.0)
    assert found.holds(least=100.0, wanted=150.0)
    assert not found.holds(least=110.0, wanted=150.0)
    too_many = PairsWithin(100.0, None)
    assert too_many.holds(least=110.0, wanted=150.0)
    assert too_many.holds(least=60.0, wanted=100.0)
    assert not too_many.holds(least=60.0, wanted=90.0)  # of these there may be few enough
