"""Which facilities count for a requirement, and why there may be none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from buurtmaat.core.norms.model import Condition, Requirement
from buurtmaat.core.notes import Note
from buurtmaat.core.requirements.assessment import assess
from buurtmaat.core.requirements.facilities import (
    Facilities,
    Selection,
    absent_types,
    select,
    type_groups,
)
from buurtmaat.core.requirements.rules import Rules
from towns.factories import point
from towns.random_towns import village


def requirement(*facility: str, indicator: str = "distance", **keys: object) -> Requirement:
    usual = {"threshold": 500.0, "unit": "m", "target": 0.9}
    if indicator in ("rate", "presence"):
        usual = {"threshold": 1.0, "unit": "number"}
    return Requirement(**{**usual, **keys}, id="a", facility=facility or ("pool",), indicator=indicator)


def facilities(
    types: Sequence[str | None], area: Sequence[float] = (), place_of: Sequence[int] = (), **columns: Sequence[object]
) -> Facilities:
    """Make facilities; with `area` longer than `types`, the rest are places that some of them make up."""
    places = max(len(types), len(area))
    return Facilities(
        ids=[f"f{i}" for i in range(places)],
        types=types,
        neighbourhood=np.zeros(places, np.int64),
        capacity=np.full(places, np.nan),
        columns=columns,
        area=np.array(area or [0.0] * places, float),
        place_of={"a": np.array(place_of, np.int64)} if place_of else {},
    )


def chosen(
    asked: Requirement,
    held: Facilities,
    unusable: Sequence[int] = (),
    complete: Sequence[str] = (),
) -> list[Selection]:
    usable = np.ones(len(held.ids), bool)
    usable[list(unusable)] = False
    return select(asked, held, usable, frozenset(complete))


def rows(found: Selection) -> tuple[list[int], list[int], str]:
    return found.places.tolist(), found.members.tolist(), found.why_unknown


# Types


def test_types_are_compared_trimmed_and_without_case() -> None:
    held = facilities([" Pool", "POOL ", "bath", None, "", "  ", "pools"])
    assert held.of_types(["pool"]).tolist() == [0, 1]
    assert held.of_types(["BATH", " pool"]).tolist() == [0, 1, 2]
    assert held.of_types(["", "sauna"]).tolist() == []
    assert held.count == 7


def test_types_stand_for_each_other_but_where_they_are_counted() -> None:
    for indicator in ("distance", "count", "rate", "presence"):
        assert type_groups(requirement("a", "b", indicator=indicator)) == [("a", "b")]
    for indicator in ("types", "basket"):
        assert type_groups(requirement("a", "b", indicator=indicator)) == [("a",), ("b",)]
        found = chosen(requirement("bath", "pool", indicator=indicator), facilities(["pool", "bath", "pool"]))
        assert [rows(one) for one in found] == [([1], [1], ""), ([0, 2], [0, 2], "")]
    (found,) = chosen(requirement("bath", "pool"), facilities(["pool", "bath", "pool"]))
    assert rows(found) == ([0, 1, 2], [0, 1, 2], "")


# Absence


def test_a_type_without_features_is_absent_but_where_that_is_real() -> None:
    held = facilities(["sauna"])
    assert rows(chosen(requirement(), held)[0]) == ([], [], "no_facility")
    assert rows(chosen(requirement("Pool "), held, complete=["pool"])[0]) == ([], [], "")
    assert rows(chosen(requirement("pool", "bath"), held, complete=["pool"])[0]) == ([], [], "no_facility")
    assert rows(chosen(requirement("pool", "bath"), held, complete=["pool", "bath"])[0]) == ([], [], "")
    assert rows(chosen(requirement("sauna", "bath"), held)[0]) == ([0], [0], "")
    absences = [one.why_unknown for one in chosen(requirement("sauna", "bath", indicator="basket"), held)]
    assert absences == ["", "no_facility"]


def test_features_of_which_none_passes_are_really_absent() -> None:
    held = facilities(["pool", "pool"], open=["no", None])
    asked = requirement(where=(Condition("open", "=", "yes"),))
    assert rows(chosen(asked, held)[0]) == ([], [], "")
    assert rows(chosen(asked, held, unusable=[0, 1])[0]) == ([], [], "")
    assert rows(chosen(requirement(min_area_m2=10.0), held)[0]) == ([], [], "")


def test_features_that_pass_and_cannot_be_used_leave_it_unknown() -> None:
    held = facilities(["pool", "pool", "pool"], open=["yes", "no", "yes"])
    asked = requirement(where=(Condition("open", "=", "yes"),))
    assert rows(chosen(asked, held, unusable=[0])[0]) == ([2], [2], "")
    assert rows(chosen(asked, held, unusable=[0, 2])[0]) == ([], [], "facilities_unusable")


def test_a_null_in_a_condition_does_not_pass_and_is_told() -> None:
    held = facilities(["pool", "pool", "pool", "bath"], open=["yes", None, "no", None])
    (found,) = chosen(requirement(where=(Condition("open", "!=", "no"),)), held)
    assert rows(found) == ([0], [0], "")
    assert [str(note).endswith("NULL: 1") for note in found.notes] == [True]


def test_what_is_off_the_network_is_told() -> None:
    (found,) = chosen(requirement(), facilities(["pool"] * 4), unusable=[1])
    assert [str(note).endswith("1 of 4") for note in found.notes] == [True]
    assert "off the network" in str(found.notes[0])
    assert (found.unusable, found.standing) == (1, 4)


def test_what_has_no_area_where_one_is_asked_is_told() -> None:
    asked, held = requirement(min_area_m2=10.0), facilities(["pool"] * 5, area=[0.0, 0.0, 9.0, 10.0, 50.0])
    (found,) = chosen(asked, held)
    assert rows(found) == ([3, 4], [3, 4], "")
    assert [str(note).endswith("only polygons have an area: 2") for note in found.notes] == [True]


def test_of_what_is_measured_in_a_straight_line_only_a_geometry_lacks() -> None:
    (found,) = chosen(requirement(metric="straight"), facilities(["pool"] * 4), unusable=[1, 3])
    assert [str(note).endswith("without geometry: 2 of 4") for note in found.notes] == [True]


def test_absent_are_the_types_without_features_that_are_not_said_to_be_complete() -> None:
    asked, held = requirement("Pool", "bath", "sauna", indicator="basket"), facilities(["sauna"])
    assert absent_types(asked, chosen(asked, held), frozenset()) == ("Pool", "bath")
    assert absent_types(asked, chosen(asked, held), frozenset({"pool"})) == ("bath",)
    assert absent_types(asked, chosen(asked, held, unusable=[0]), frozenset({"pool", "bath"})) == ()
    # Where they stand for each other, one that is there is enough.
    together = requirement("Pool", "sauna")
    assert absent_types(together, chosen(together, held), frozenset()) == ()


# What they offer


def offering(capacity: Sequence[float], area: Sequence[float]) -> Facilities:
    return replace(facilities(["pool"] * len(capacity), area), capacity=np.array(capacity, float))


def test_a_facility_offers_its_capacity_and_where_that_is_not_known_its_area() -> None:
    held = offering([60, np.nan, np.nan, 0], [500, 300, 0, 200])
    np.testing.assert_array_equal(held.offered(np.arange(4)), [60, 300, np.nan, 0])


def test_where_it_is_not_known_what_some_offer_it_is_open_how_much_there_is() -> None:
    asked = requirement(indicator="sum", minimum=100.0)
    (found,) = chosen(asked, offering([60, np.nan], [0, 300]))
    assert (found.offered.tolist(), found.why_unknown, found.notes) == ([60, 300], "", [])
    (found,) = chosen(asked, offering([60, np.nan], [500, 0]))
    assert (found.offered.tolist(), found.why_unknown) == ([60, 0], "capacity_unknown")
    assert [str(note).endswith("1 of 2") for note in found.notes] == [True]


# Selections


def test_selections_lead_to_the_same_figures_where_all_but_their_notes_is_the_same() -> None:
    one = Selection(members=np.array([0, 2]), place=np.array([4, 2]), offered=np.array([60.0, 0.0]))
    assert one.is_same(replace(one, notes=[Note("Requirement {id}", id="a")]))
    for other in (
        replace(one, members=np.array([0, 1])),
        replace(one, place=np.array([4, 4])),
        replace(one, offered=np.array([60.0, 1.0])),
        replace(one, why_unknown="capacity_unknown"),
        replace(one, unusable=1),
    ):
        assert not one.is_same(other)
        assert not other.is_same(one)


def test_what_stands_is_what_can_be_used_and_what_cannot() -> None:
    found = Selection(members=np.array([0, 1, 3]), place=np.array([4, 4, 3]))
    assert (found.standing, found.offered.size) == (2, 0)
    assert replace(found, unusable=2).standing == 4


def test_of_facilities_without_polygons_nothing_is_cut() -> None:
    pieces = facilities(["pool"]).pieces
    assert (pieces.row.size, pieces.neighbourhood.size, pieces.m2.size) == (0, 0, 0)


# Areas and places that some make up together


@pytest.mark.parametrize(("least", "large"), [(None, [0, 1, 2]), (0.0, [0, 1, 2]), (300.0, [1, 2]), (300.1, [2])])
def test_the_least_area_is_large_enough(least: float | None, large: list[int]) -> None:
    held = facilities(["pool"] * 3, area=[0.0, 300.0 - 1e-8, 400.0])
    (found,) = chosen(requirement(min_area_m2=least), held)
    assert rows(found) == (large, large, "")
    assert bool(found.notes) == bool(least), "a point is told of"


def test_places_that_touch_count_once_and_together_are_large_enough() -> None:
    held = facilities(["pool"] * 4, area=[100, 200, 50, 0, 300], place_of=[4, 4, 2, 3])
    (found,) = chosen(requirement(merge_touching=True), held)
    assert rows(found) == ([2, 3, 4], [0, 1, 2, 3], "")
    (found,) = chosen(requirement(merge_touching=True, min_area_m2=300.0), held)
    assert rows(found) == ([4], [0, 1], "")
    (found,) = chosen(requirement(merge_touching=True), held, unusable=[0])
    assert rows(found) == ([2, 3, 4], [0, 1, 2, 3], ""), "one part with a way in is enough"
    (found,) = chosen(requirement(merge_touching=True), held, unusable=[0, 1])
    assert rows(found) == ([2, 3], [2, 3], "")


def test_places_are_those_of_the_requirement_itself() -> None:
    held = facilities(["pool"] * 2, area=[100, 200, 300], place_of=[2, 2])
    other = Requirement(id="b", facility=("pool",), indicator="distance", threshold=1.0, unit="m")
    (found,) = select(other, held, np.ones(3, bool), frozenset())
    assert rows(found) == ([0, 1], [0, 1], "")


# Chosen once


def test_what_was_chosen_when_polygons_were_cut_is_what_counts() -> None:
    """Two of three pools were chosen, and one was left out with a note: the rate has two, and the log the note."""
    pools = [point(10, 0), point(20, 0), point(30, 0)]
    town = village(100, shapes=pools, types=["pool"] * 3, capacity=[1.0] * 3, facility_holder=[0] * 3)
    town.requirements = [Requirement(id="a", facility=("pool",), indicator="rate", threshold=1.0, unit="m2", per=1.0)]
    rows = np.array([0, 2], np.int64)
    note = Note(
        "Requirement {id}: left out of {types}, without geometry: {n} of {all}", id="a", types="pool", n=1, all=3
    )
    chosen_before = Selection(members=rows, place=rows, notes=[note])
    facilities = replace(town.facilities, selected={"a": [chosen_before]})
    rules = Rules(min_dwellings=50.0, complete_types=frozenset(), weights=town.sources, blockers={})
    found = assess(town.norm_set, replace(town.as_town, facilities=facilities), rules)
    assert found.outcomes[0].used.tolist() == [0, 2]
    assert found.outcomes[0].figures["neighbourhood"].rate[0] == pytest.approx(2 / 100)
    assert found.notes.count(note) == 1
