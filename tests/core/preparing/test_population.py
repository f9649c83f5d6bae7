"""Figures of areas in their homes, and beside what is published."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.preparing.population import (
    HomesInAreas,
    Institutions,
    PublishedAreas,
    find_grounds,
    reconcile,
    settle,
    spread,
    sums,
    whole_people,
)
from buurtmaat.core.progress import Progress

NAN, EMPTY = np.nan, np.empty(0, np.int64)


def test_a_figure_is_rounded_over_all_areas_and_spread_by_dwellings():
    # 7.6 + 2.4 + 5 = 15: 8, 2 and 5. The 8 go over 1 and 3 dwellings, the 5 find none.
    found = spread(np.array([7.6, 2.4, 5.0]), np.array([0, 0, 1, -1]), np.array([1.0, 3, 2, 9]), np.arange(4))
    assert found.whole.tolist() == [8, 2, 5]
    assert found.parts[:3].tolist() == [2, 6, 2]
    assert np.isnan(found.parts[3])
    assert found.unplaced.tolist() == [0, 0, 5]


def test_an_unknown_figure_is_unknown_in_its_homes_and_rounds_nothing():
    found = spread(np.array([NAN, 3.0]), np.array([0, 1]), np.ones(2), np.arange(2))
    assert np.isnan([found.whole[0], found.parts[0], found.unplaced[0]]).all()
    assert found.parts[1] == 3


def test_what_has_its_place_is_not_spread():
    found = spread(np.array([10.0, 4.0]), np.array([0, 0, 1]), np.ones(3), np.arange(3), np.array([7.0, 9.0]))
    assert found.parts.tolist() == [2, 1, 0]
    assert found.unplaced.tolist() == [0, 0]


def test_what_a_row_may_not_have_goes_to_those_with_a_share_only():
    """The first may have 2 of 5, the second 1; the third has room and no share."""
    most = np.array([2.0, 1, 9])
    found = spread(np.array([5.0]), np.zeros(3, np.int64), np.array([3.0, 1, 0]), np.arange(3), most=most)
    assert (found.parts.tolist(), found.unplaced.tolist(), found.surplus.tolist()) == ([2, 1, 0], [2], [2])


def test_without_areas_nothing_is_known():
    found = spread(np.empty(0), np.array([-1, -1]), np.ones(2), np.arange(2))
    assert np.isnan(found.parts).all()


@given(
    st.lists(st.one_of(st.just(NAN), st.integers(0, 10**5).map(lambda n: n / 10)), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(-1, 5), st.integers(0, 5)), max_size=30),
)
def test_every_known_figure_is_in_its_homes_or_unplaced(figure, homes):
    area = np.array([min(a, len(figure) - 1) for a, _ in homes], np.int64)
    found = spread(np.array(figure), area, np.array([s for _, s in homes], np.float64), np.arange(len(homes)))
    known = np.isfinite(found.whole)
    assert (known == np.isfinite(figure)).all()
    in_homes = sums(found.parts, area, len(figure))
    assert np.array_equal((in_homes + found.unplaced)[known], found.whole[known])
    assert abs(found.whole[known].sum() - np.nansum(figure)) <= 0.5 + 1e-6


def test_sums_leave_out_what_is_unknown_or_outside():
    assert sums(np.array([1.0, NAN, 4.0, 8.0]), np.array([1, 1, 1, -1]), 3).tolist() == [0, 5, 0]


def test_a_count_is_flagged_if_it_is_off_by_more_than_a_twentieth():
    counted = np.array([105.0, 106.0, 95.0, 94.0, 3.0, 0.0, 7.0])
    published = np.array([100.0, 100.0, 100.0, 100.0, 0.0, 0.0, NAN])
    found = reconcile(counted, published)
    assert found.flagged.tolist() == [False, True, False, True, True, False, False]
    assert found.difference[:6].tolist() == [5, 6, -5, -6, 3, 0]
    assert found.share[:4].tolist() == [0.05, 0.06, -0.05, -0.06]
    assert np.isnan(found.share[4:]).all()
    assert np.isnan(found.difference[6])


NONE = Institutions({"inhabitants": np.empty(0), "inhabitants_65": np.empty(0)}, EMPTY, EMPTY)


def homes(**changes):
    """Four homes: two in the first neighbourhood, one in the second, one outside."""
    given = {
        "points": np.array([[0.0, 0], [1, 0], [9, 0], [99, 0]]),
        "dwellings": np.array([1.0, 3, 2, 1]),
        "kept": np.ones(4, bool),
        "lived_in": np.ones(4, bool),
        "neighbourhood": np.array([0, 0, 1, -1]),
        **changes,
    }
    return HomesInAreas(**given)


TOWN = PublishedAreas(2, None, {"inhabitants": np.array([8.0, 5.0]), "inhabitants_65": np.array([NAN, 1.0])})


def test_people_are_spread_from_the_neighbourhoods():
    found = settle(homes(), TOWN, None, NONE)
    assert found.people["inhabitants"].tolist()[:3] == [2, 6, 5]
    assert np.isnan(found.people["inhabitants"][3])
    assert np.isnan(found.people["inhabitants_65"]).tolist() == [True, True, False, True]
    assert found.spread.tolist() == [True, True, True, False]
    assert "dwellings" not in found.unplaced
    assert found.empty_blocks.size == 0


def test_homes_that_are_left_out_or_in_an_institution_get_nobody():
    found = settle(homes(kept=np.array([False, True, True, True])), TOWN, None, NONE)
    assert found.people["inhabitants"][1] == 8
    assert not found.spread[0]
    found = settle(homes(lived_in=np.array([True, False, False, True])), TOWN, None, NONE)
    assert found.people["inhabitants"].tolist()[:3] == [8, 0, 0]
    assert found.unplaced["inhabitants"].tolist() == [0, 5]


def test_what_is_left_out_has_no_share_and_what_is_in_an_institution_none_in_people():
    some = homes(kept=np.array([True, True, False, True]), lived_in=np.array([True, False, True, True]))
    shared, own = find_grounds(some, settle(some, TOWN, None, NONE), TOWN, None)
    assert own is None
    assert shared.share.tolist() == [1, 3, 0, 1]
    assert shared.lived_in(some).tolist() == [1, 0, 0, 1]
    assert shared.of_institution.size == 0


def test_people_of_institutions_are_taken_off():
    people = {"inhabitants": np.array([6.0, 7.0, NAN, 4.0]), "inhabitants_65": np.full(4, NAN)}
    institutions = Institutions(people, np.array([0, 1, 0, -1]), np.full(4, -1))
    found = settle(homes(), TOWN, None, institutions)
    assert found.people["inhabitants"].tolist()[:3] == [1, 1, 0]  # 2 over 1 and 3: ½ and 1½, the first gets the other
    assert found.overfull["inhabitants"].tolist() == [0, 2]
    assert found.overfull["inhabitants_65"].tolist() == [0, 0]


def test_blocks_that_are_rows_keep_their_own_figures():
    blocks = PublishedAreas(4, None, {"inhabitants": np.array([9.0, NAN, 0, 4])}, np.array([0, 0, 1, -1]))
    found = settle(homes(dwellings=np.array([0.0, 3, NAN, 1])), TOWN, blocks, NONE)
    people = found.people["inhabitants"]
    assert (people[0], people[2], people[3]) == (9, 0, 4)
    assert np.isnan(people[1])
    assert (
        found.people["inhabitants_65"][2] == 0
    )  # the blocks do not tell: from the neighbourhood, but nobody lives here
    assert found.unplaced["inhabitants_65"][1] == 1
    assert not found.spread[0]


def test_blocks_are_spread_over_the_rows_in_them():
    blocks = PublishedAreas(3, np.array([6.0, NAN, 7]), {"inhabitants": np.array([10.0, 5, 3])}, np.array([0, 1, 1]))
    found = settle(homes(block=np.array([0, 0, 1, -1])), TOWN, blocks, NONE)
    # 1½ and 4½; the last two keep their own, since their blocks do not tell.
    assert found.dwellings.tolist() == [2, 4, 2, 1]
    assert found.own_number.tolist() == [False, False, True, True]
    assert found.people["inhabitants"].tolist()[:3] == [3, 7, 5]  # 2½ and 7½
    assert found.spread.tolist() == [True, True, True, False]
    assert found.empty_blocks.tolist() == [False, False, True]
    assert found.unplaced["dwellings"].tolist() == [0, 7]
    assert found.unplaced["inhabitants"].tolist() == [0, 3]
    kept = np.array([True, False, True, True])
    left_out = settle(homes(block=np.array([0, 0, 1, -1]), kept=kept), TOWN, blocks, NONE)
    assert left_out.people["inhabitants"].tolist()[:3] == [10, 0, 5], "a row that is left out has nobody of its block"
    # A figure that they do not have comes from the neighbourhoods, by the dwellings that were spread.
    assert np.isnan(found.people["inhabitants_65"]).tolist() == [True, True, False, True]


def test_who_gets_one_more_is_spread_over_the_neighbourhood_and_not_the_first_in_order():
    points = np.array([(x, y) for y in range(20) for x in range(20)], np.float64)
    many = homes(
        points=points,
        dwellings=np.ones(400),
        kept=np.ones(400, bool),
        lived_in=np.ones(400, bool),
        neighbourhood=np.zeros(400, np.int64),
    )
    found = settle(many, PublishedAreas(1, None, {"inhabitants_65": np.array([40.0])}), None, NONE)
    older = found.people["inhabitants_65"]
    assert older.sum() == 40
    for south in (True, False):
        for west in (True, False):
            assert 7 <= older[((points[:, 1] < 10) == south) & ((points[:, 0] < 10) == west)].sum() <= 13


def test_whole_people_of_institutions_add_up_with_the_older_ones_within():
    # 2.5 + 2.5 = 5 and 1.5 + 1.5 = 3, not 6 and 4.
    found = whole_people({"inhabitants": np.array([2.5, 2.5]), "inhabitants_65": np.array([1.5, 1.5])})
    assert (found["inhabitants"].tolist(), found["inhabitants_65"].tolist()) == ([3, 2], [2, 1])
    # 2.4 + 0.6 = 3: 2 and 1. 2.4 + 0.3 = 2.7, so 3: rounded alone they are 3 and 0.
    found = whole_people({"inhabitants": np.array([2.4, 0.6]), "inhabitants_65": np.array([2.4, 0.3])})
    assert (found["inhabitants"].tolist(), found["inhabitants_65"].tolist()) == ([2, 1], [2, 1])
    found = whole_people({"inhabitants": np.array([NAN, 3.0]), "inhabitants_65": np.array([NAN, NAN])})
    assert np.isnan(found["inhabitants_65"]).all()


def test_the_older_ones_of_buildings_are_within_their_inhabitants():
    # 11 × 6/14 = 4.71 and 11 × 2/14 = 1.57: 5, 5 and 1. 10.01 × 2/14 = 1.43, the largest fraction: 4, 4 and 2 alone.
    buildings = homes(
        points=np.array([[0.0, 0], [1, 0], [2, 0]]),
        dwellings=np.array([6.0, 6, 2]),
        kept=np.ones(3, bool),
        lived_in=np.ones(3, bool),
        neighbourhood=np.zeros(3, np.int64),
    )
    found = settle(
        buildings,
        PublishedAreas(1, None, {"inhabitants": np.array([11.0]), "inhabitants_65": np.array([10.01])}),
        None,
        NONE,
    )
    assert found.people["inhabitants"].tolist() == [5, 5, 1]
    assert sorted(found.people["inhabitants_65"].tolist()) == [1, 4, 5]
    assert found.people["inhabitants_65"][2] == 1
    assert found.surplus.tolist() == [0]


figures = st.one_of(st.just(NAN), st.integers(0, 400).map(lambda n: n / 4))


@given(
    st.lists(st.tuples(figures, figures), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(-1, 2), st.integers(0, 9), st.booleans(), st.booleans()), max_size=25),
    st.lists(st.tuples(st.integers(-1, 2), figures, figures), max_size=3),
)
def test_no_row_has_more_older_people_than_inhabitants_and_nobody_is_lost(towns, rows, care):
    count = len(towns)
    people = {name: np.array([town[i] for town in towns]) for i, name in enumerate(("inhabitants", "inhabitants_65"))}
    area, number, kept, lived_in = (np.array([row[i] for row in rows]) for i in range(4))
    area = np.minimum(area.astype(np.int64), count - 1)
    points = np.random.default_rng(1).random((len(rows), 2))
    theirs = {
        "inhabitants": np.array([one for _, one, _ in care], np.float64),
        "inhabitants_65": np.minimum(
            np.array([one for _, _, one in care], np.float64), np.array([one for _, one, _ in care], np.float64)
        ),
    }
    where = np.array([min(one, count - 1) for one, _, _ in care], np.int64)
    institutions = Institutions(whole_people(theirs), where, np.full(len(care), -1))
    made = HomesInAreas(
        points=points,
        dwellings=number.astype(np.float64),
        kept=kept.astype(bool),
        lived_in=lived_in.astype(bool),
        neighbourhood=area,
    )
    found = settle(made, PublishedAreas(count, None, people), None, institutions)
    everybody, older = found.people["inhabitants"], found.people["inhabitants_65"]
    known = np.isfinite(everybody) & np.isfinite(older)
    assert (older[known] <= everybody[known]).all()
    counted = institutions.people
    assert not (counted["inhabitants_65"] > counted["inhabitants"]).any()
    for name in ("inhabitants", "inhabitants_65"):
        there = sums(found.people[name], area, count) + sums(counted[name], where, count)
        published = found.published[name]
        told = np.isfinite(published)
        balance = there + found.unplaced[name] - found.overfull[name]
        assert np.array_equal(balance[told], published[told])
    # Older people stay unplaced only where every dwelling that may have some is full of them.
    open_to = made.kept & made.lived_in & (made.dwellings > 0)
    for town in np.flatnonzero(found.surplus):
        mine = open_to & (area == town)
        assert (older[mine] == everybody[mine]).all()


def test_settling_can_be_cancelled_between_its_steps():
    blocks = PublishedAreas(2, np.ones(2), neighbourhood=np.array([0, 1]))
    rows, looks = homes(block=np.array([0, 0, 1, -1])), []
    settle(rows, TOWN, blocks, NONE, Progress(cancelled=lambda: looks.append(None) or False))
    assert len(looks) >= 5
    for number in range(len(looks)):
        left = iter(range(number))
        progress = Progress(cancelled=lambda left=left: next(left, None) is None)
        with pytest.raises(Cancelled):
            settle(rows, TOWN, blocks, NONE, progress)
