"""Households, ages and tenure in dwellings: they add up in each dwelling, and over each area to what is published."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.preparing.group_population import TOLD, settle_groups, spread_evenly
from buurtmaat.core.preparing.population import (
    HomesInAreas,
    Institutions,
    PublishedAreas,
    settle,
    sums,
    whole_people,
)
from buurtmaat.core.progress import Progress

NAN, EMPTY = np.nan, np.empty(0, np.int64)
NOBODY = Institutions({"inhabitants": np.empty(0), "inhabitants_65": np.empty(0)}, EMPTY, EMPTY)
AGES = ("inhabitants_0_15", "inhabitants_15_25", "inhabitants_25_45", "inhabitants_45_65")


def homes(number, neighbourhood=None, **changes):
    """Dwellings in a row of places, all in the first neighbourhood unless it is said."""
    count = len(number)
    given_ = {
        "points": np.stack([np.arange(count, dtype=np.float64), np.zeros(count)], axis=1),
        "dwellings": np.array(number, np.float64),
        "kept": np.ones(count, bool),
        "lived_in": np.ones(count, bool),
        "neighbourhood": np.array([0] * count if neighbourhood is None else neighbourhood, np.int64),
        **changes,
    }
    return HomesInAreas(**given_)


def town(**figures):
    """One neighbourhood with these figures, or as many as the lists have."""
    people = {name: np.atleast_1d(np.array(figure, np.float64)) for name, figure in figures.items()}
    return PublishedAreas(next(iter(people.values())).size, None, people)


def settled(rows, areas, blocks=None, institutions=NOBODY):
    people = settle(rows, areas, blocks, institutions)
    return people, settle_groups(rows, people, areas, blocks)


def ages(*figures):
    return dict(zip(AGES, figures, strict=True))


def in_town(found, name):
    return np.nansum(found.figures[name])


def test_ages_of_a_dwelling_are_its_inhabitants():
    # 10 inhabitants in two dwellings, 5 each; 2 of 65 or older, one each: 4 and 4 are left for 1 + 2 + 3 + 2 others.
    people, found = settled(homes([1, 1]), town(inhabitants=10, inhabitants_65=2, **ages(1, 2, 3, 2)))
    assert [in_town(found, name) for name in AGES] == [1, 2, 3, 2]
    assert people.people["inhabitants_65"].tolist() == [1, 1]
    assert sum(found.figures[name] for name in AGES).tolist() == [4, 4]
    assert found.figures["inhabitants_15_25"].tolist() == [1, 1]
    assert [found.published[name].tolist() for name in AGES] == [[1], [2], [3], [2]]
    assert all(found.evenly[name].all() for name in AGES)


def test_ages_that_do_not_add_up_are_scaled_to_what_those_of_65_or_older_leave():
    # 15 + 10 + 25 + 20 = 70 for 80 people: 17.14, 11.43, 28.57 and 22.86; the two largest fractions get one more.
    _, found = settled(homes([40, 7, 1]), town(inhabitants=100, inhabitants_65=20, **ages(15, 10, 25, 20)))
    assert [in_town(found, name) for name in AGES] == [17, 11, 29, 23]
    # 30 + 20 + 50 + 40 = 140 for 80 people: the same.
    _, found = settled(homes([40, 7, 1]), town(inhabitants=100, inhabitants_65=20, **ages(30, 20, 50, 40)))
    assert [in_town(found, name) for name in AGES] == [17, 11, 29, 23]


def test_an_age_that_is_not_known_stays_so_and_the_others_stay_as_they_are():
    _, found = settled(homes([40, 7, 1]), town(inhabitants=100, inhabitants_65=20, **ages(15, NAN, 25, 20)))
    assert [in_town(found, name) for name in AGES] == [15, 0, 25, 20]
    assert np.isnan(found.figures["inhabitants_15_25"]).all()
    assert not found.evenly["inhabitants_15_25"].any()
    assert np.isnan(found.published["inhabitants_15_25"][0])
    # Those of 65 or older are not known: nothing to scale to.
    _, found = settled(homes([40, 7, 1]), town(inhabitants=100, **ages(15, 10, 25, 20)))
    assert [in_town(found, name) for name in AGES] == [15, 10, 25, 20]


def test_of_whom_an_institution_counts_the_ages_are_in_no_dwelling():
    # 100 people, 80 below 65: 17, 11, 29 and 23. 6 of them live in a home. 6 × 17/80 = 1.275, .825, 2.175 and 1.725:
    # 1, 1, 2 and 2 less in the dwellings.
    care = Institutions(
        {"inhabitants": np.array([10.0]), "inhabitants_65": np.array([4.0])}, np.array([0]), np.array([-1])
    )
    areas = town(inhabitants=100, inhabitants_65=20, **ages(15, 10, 25, 20))
    people, found = settled(homes([40, 7, 1]), areas, institutions=care)
    assert (people.people["inhabitants"].sum(), people.people["inhabitants_65"].sum()) == (90, 16)
    assert [in_town(found, name) for name in AGES] == [16, 10, 27, 21]
    assert [found.unplaced[name].tolist() for name in AGES] == [[1], [1], [2], [2]]


def test_one_dwelling_is_enough_to_fill_with_ages():
    # 40 + 30 + 20 + 10 = 100, of whom 20 live in a home: 8, 6, 4 and 2 less.
    care = Institutions({"inhabitants": np.array([20.0]), "inhabitants_65": np.array([0.0])}, np.array([0]), EMPTY)
    areas = town(inhabitants=100, inhabitants_65=0, **ages(40, 30, 20, 10))
    _, found = settled(homes([1]), areas, institutions=care)
    assert [in_town(found, name) for name in AGES] == [32, 24, 16, 8]


def test_ages_that_are_all_none_where_people_live_are_not_known():
    _, found = settled(homes([40, 7, 1]), town(inhabitants=100, inhabitants_65=90, **ages(0, 0, 0, 0)))
    assert all(np.isnan(found.figures[name]).all() for name in AGES)
    assert found.contradictory.tolist() == [True]
    _, found = settled(homes([40, 7, 1]), town(inhabitants=100, inhabitants_65=100, **ages(0, 0, 0, 0)))
    assert [found.figures[name].sum() for name in AGES] == [0] * 4
    assert found.contradictory.tolist() == [False]


def test_no_household_is_of_one_person_and_with_children_and_no_dwelling_has_two_owners():
    # 4 households in 4 dwellings, of which 3 and 1; 4 dwellings of which 2 and 2.
    rows = homes([1, 1, 1, 1])
    figures = {"households": 4, "households_single": 3, "households_with_children": 1, "households_low_income": 2}
    _, found = settled(rows, town(**figures, dwellings_association=2, dwellings_owner=2))
    assert found.figures["households"].tolist() == [1] * 4
    alone, together = found.figures["households_single"], found.figures["households_with_children"]
    assert (alone.sum(), together.sum(), (alone + together).tolist()) == (3, 1, [1] * 4)
    assert sorted(found.figures["households_low_income"].tolist()) == [0, 0, 1, 1]
    assert (found.figures["dwellings_association"] + found.figures["dwellings_owner"]).tolist() == [1] * 4


def test_what_has_no_room_is_in_no_dwelling():
    _, found = settled(homes([1, 1]), town(dwellings_association=3))
    assert found.figures["dwellings_association"].tolist() == [1, 1]
    assert found.unplaced["dwellings_association"].tolist() == [1]


def test_where_fewer_dwellings_are_counted_than_published_each_tenure_lacks_its_part():
    # A row that is left out has no room for more.
    rows = homes([1] * 51, kept=np.arange(51) < 50)
    _, found = settled(rows, town(dwellings_association=60, dwellings_owner=40))
    rent, own = found.figures["dwellings_association"], found.figures["dwellings_owner"]
    assert (rent.sum(), own.sum(), (rent + own).tolist()) == (30, 20, [1] * 50 + [0])
    unplaced = (found.unplaced["dwellings_association"].tolist(), found.unplaced["dwellings_owner"].tolist())
    assert unplaced == ([30], [20])


def test_a_dwelling_outside_all_neighbourhoods_makes_no_room_in_the_last_one():
    # 6 and 2 in 4 households: 3 and 1. Nobody tells how many households there are outside.
    _, found = settled(
        homes([1, 1, 1, 1, 1], [0, 0, 0, 0, -1]),
        town(households=4, households_single=6, households_with_children=2),
    )
    assert (in_town(found, "households_single"), in_town(found, "households_with_children")) == (3, 1)


def test_a_dwelling_in_an_institution_has_its_owner_but_no_household():
    rows = homes([1, 1], lived_in=np.array([True, False]))
    _, found = settled(rows, town(households=2, dwellings_owner=2))
    assert found.figures["households"].tolist() == [2, 0]
    assert found.figures["dwellings_owner"].tolist() == [1, 1]


def test_what_nobody_publishes_is_not_there():
    _, found = settled(homes([1]), town(inhabitants=3, inhabitants_15_25=1))
    assert set(found.figures) == set(found.published) == {"inhabitants_15_25"}


def test_squares_keep_their_own_figures_and_what_they_lack_comes_from_the_neighbourhood():
    # Two squares are the rows. 10 inhabitants, 3 of 65 or older; 5, of whom the ages are suppressed but for children.
    squares = PublishedAreas(
        2,
        np.array([4.0, 2]),
        {
            "inhabitants": np.array([10.0, 5]),
            "inhabitants_65": np.array([3.0, NAN]),
            "inhabitants_0_15": np.array([2.0, 4]),
            "inhabitants_15_25": np.array([1.0, NAN]),
            "inhabitants_25_45": np.array([2.0, NAN]),
            "inhabitants_45_65": np.array([2.0, NAN]),
            "dwellings_owner": np.array([3.0, NAN]),
        },
        np.array([0, 0]),
    )
    _, found = settled(homes([4, 2]), town(households=9, dwellings_owner=5), squares)
    assert [found.figures[name][0] for name in AGES] == [2, 1, 2, 2]  # 7, as many as are below 65
    assert found.figures["inhabitants_0_15"].tolist() == [2, 4]
    assert found.figures["dwellings_owner"][0] == 3
    assert np.isnan(found.figures["dwellings_owner"][1])
    assert found.figures["households"].tolist() == [6, 3]  # 9 over 4 and 2 dwellings
    assert not found.evenly["inhabitants_0_15"].any()
    assert found.evenly["households"].all()


def test_squares_are_not_taken_for_neighbourhoods_where_there_are_as_many():
    # Nobody lives in the second square but in an institution, so that the ages there are in no dwelling.
    rows = homes([1, 1], [0, 1], block=np.array([0, 1]), lived_in=np.array([True, False]))
    told = {"inhabitants": [8, 4], "inhabitants_65": [0, 0], **ages([2, 1], [2, 1], [2, 1], [2, 1])}
    squares = PublishedAreas(2, None, town(**told).people, np.array([1, 0]))
    _, found = settled(rows, town(**told), squares)
    assert [found.figures[name].tolist() for name in AGES] == [[2, 0]] * 4
    assert [found.unplaced[name].tolist() for name in AGES] == [[1, 0]] * 4
    assert found.contradictory.tolist() == [False, False]


def test_a_neighbourhood_without_dwellings_keeps_all_as_unplaced():
    _, found = settled(homes([2], [-1]), town(inhabitants=5, inhabitants_65=2, households=2, **ages(1, 0, 1, 1)))
    assert [found.unplaced[name].tolist() for name in (*AGES, "households")] == [[1], [0], [1], [1], [2]]


figures = st.integers(-15, 240).map(lambda n: NAN if n < 0 else n / 4)


@given(
    st.lists(st.tuples(*[figures] * 12), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(-1, 2), st.integers(0, 6), st.booleans(), st.booleans()), max_size=20),
    st.lists(st.tuples(st.integers(-1, 2), figures, figures), max_size=2),
)
def test_everything_adds_up_in_any_town(towns, rows, care):
    count = len(towns)
    names = ("inhabitants", "inhabitants_65", *TOLD)
    areas = PublishedAreas(count, None, {name: np.array([one[i] for one in towns]) for i, name in enumerate(names)})
    area, number, kept, lived_in = (np.array([row[i] for row in rows]) for i in range(4))
    area = np.minimum(area.astype(np.int64), count - 1)
    made = homes(number, area, kept=kept.astype(bool), lived_in=lived_in.astype(bool))
    theirs = {
        "inhabitants": np.array([one for _, one, _ in care], np.float64),
        "inhabitants_65": np.array([np.minimum(one, older) for _, one, older in care], np.float64),
    }
    where = np.array([min(one, count - 1) for one, _, _ in care], np.int64)
    people, found = settled(made, areas, institutions=Institutions(whole_people(theirs), where, np.full(len(care), -1)))
    everybody, older = people.people["inhabitants"], people.people["inhabitants_65"]
    younger = np.array([found.figures[name] for name in AGES])
    lives = made.kept & made.lived_in & (made.dwellings > 0)

    # In each row.
    for figure in found.figures.values():
        told = figure[np.isfinite(figure)]
        assert (told >= 0).all()
        assert (told == np.rint(told)).all()
    together = np.nansum(younger, axis=0) + np.nan_to_num(older)
    bounded = np.isfinite(everybody)
    assert (together <= everybody)[bounded].all()
    every = bounded & np.isfinite(older) & np.isfinite(younger).all(axis=0)
    assert np.array_equal(together[every], everybody[every])
    households, single, children, poor, rented, owned = (found.figures[name] for name in TOLD[4:])
    within = np.isfinite(households)
    assert (np.nan_to_num(single) + np.nan_to_num(children) <= households)[within].all()
    assert (np.nan_to_num(poor) <= households)[within].all()
    assert (np.nan_to_num(rented) + np.nan_to_num(owned) <= np.where(made.kept, made.dwellings, 0)).all()

    # Over each area.
    for name in TOLD:
        published, counted = found.published[name], sums(found.figures[name], area, count)
        if name not in AGES:
            assert np.array_equal(np.isnan(published), np.isnan(areas.people[name]))
            known = np.isfinite(published)
            assert np.array_equal((counted + found.unplaced[name])[known], published[known])
    for one in range(count):
        exact = [Fraction(areas.people[name][one]) if np.isfinite(areas.people[name][one]) else None for name in AGES]
        published = [found.published[name][one] for name in AGES]
        rest = people.published["inhabitants"][one] - people.published["inhabitants_65"][one]
        if None in exact:
            assert [math.isnan(own) for own in published] == [own is None for own in exact]
        elif rest >= 0 and sum(exact) > 0:
            assert sum(published) == rest
            for own, told in zip(published, exact, strict=True):
                assert abs(own - told * Fraction(rest) / sum(exact)) < 1
        mine = (area == one) & lives
        if None not in exact and mine.any() and (np.isfinite(everybody) & np.isfinite(older))[mine].all():
            left = (everybody - older)[mine].sum()
            assert found.contradictory[one] == (sum(exact) == 0 and left > 0)
            if not found.contradictory[one]:
                assert younger[:, mine].sum() == left
                if rest >= left:  # who is in an institution or nowhere is in no dwelling, and nobody comes in
                    assert (younger[:, mine].sum(axis=1) <= published).all()


def test_households_are_as_many_a_dwelling_everywhere_to_less_than_one():
    number = np.random.default_rng(1).integers(1, 9, 60)
    _, found = settled(homes(number), town(households=151))
    assert (np.abs(found.figures["households"] - 151 * number / number.sum()) < 1).all()


def test_children_are_spread_over_the_neighbourhood_and_not_over_the_first_streets():
    points = np.array([(x, y) for y in range(20) for x in range(20)], np.float64)
    areas = town(inhabitants=880, inhabitants_65=120, **ages(160, 100, 250, 250))
    _, found = settled(homes(np.ones(400), points=points), areas)
    for name, total in zip(AGES, (160, 100, 250, 250), strict=True):
        figure = found.figures[name]
        assert figure.sum() == total
        for south in (True, False):
            for west in (True, False):
                quarter = figure[((points[:, 1] < 10) == south) & ((points[:, 0] < 10) == west)].sum()
                assert abs(quarter - total / 4) <= 0.1 * total


def test_the_mark_names_what_was_spread():
    evenly = {"a": np.array([True, True, False, False, True]), "b": np.array([True, False, False, False, False])}
    told = {"a": np.array([1.0, 1, 1, NAN, 1]), "b": np.array([1.0, 1, 1, NAN, NAN])}
    assert spread_evenly(evenly, told).tolist() == ["all", "a", None, None, "all"]
    evenly["c"], told["c"] = evenly["a"], told["a"]
    assert spread_evenly(evenly, told).tolist() == ["all", "a;c", None, None, "all"]


def test_settling_can_be_cancelled_between_its_steps():
    rows = homes([1, 2])
    areas = town(inhabitants=9, inhabitants_65=2, households=3, dwellings_owner=1, **ages(1, 2, 3, 1))
    people, looks = settle(rows, areas, None, NOBODY), []
    settle_groups(rows, people, areas, None, Progress(cancelled=lambda: looks.append(None) or False))
    assert len(looks) >= 6
    for number in range(len(looks)):
        left = iter(range(number))
        with pytest.raises(Cancelled):
            settle_groups(rows, people, areas, None, Progress(cancelled=lambda left=left: next(left, None) is None))
