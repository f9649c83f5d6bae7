"""What areas have against what a norm asks for: by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.reach.network_searches import NetworkSearches
from buurtmaat.core.requirements.entities import Dwellings
from buurtmaat.core.requirements.provision import Norm, Provision, ReachedCapacity, mean_reached, provide
from buurtmaat.core.requirements.supply import Supply
from towns.factories import EVERYWHERE, XY, network, point, shapes, xy

NAN = math.nan


def provided(
    demand: float,
    capacity: float,
    asked: float = 2.0,
    *,
    per: float = 1000.0,
    unknown: int = 0,
    known: int = 1,
    why: str | None = None,
    bounds: tuple[float, float] | None = None,
) -> Provision:
    """Compare one area, with a second one beside it that has what it needs."""
    return provide(
        np.array([demand, 500.0]),
        np.array([3.0, 1.0]),
        Supply(np.array([capacity, 1.0]), np.array([unknown, 0.0]), np.array([known, 1.0])),
        Norm(np.array([asked, 2.0]), per),
        np.array([why, None], object),
        None if bounds is None else tuple(np.array([bound, 1.0]) for bound in bounds),
    )


def first(found: Provision) -> dict[str, object]:
    """Return what is said of the first area; that of the second is the same whatever the first is."""
    assert (found.demand[1], found.facilities[1], found.capacity[1], found.status[1]) == (500, 1, 1, "ok")
    return {name: getattr(found, name)[0] for name in Provision.__dataclass_fields__}


def test_a_rate_is_the_capacity_for_each_thousand_and_a_balance_what_is_left_of_it() -> None:
    # 3 for each 1,000 of 1,500 is 4.5, and 6 stand there: 4 for each 1,000.
    found = first(provided(1500, 6, 3))
    assert found == {
        "demand": 1500, "facilities": 3, "capacity": 6, "rate": 4, "required": 4.5, "balance": 1.5,
        "compliance": "meets", "status": "ok",
    }  # fmt: skip
    assert first(provided(1500, 4, 3)) == {
        **found,
        "capacity": 4,
        "rate": 4000 / 1500,
        "balance": -0.5,
        "compliance": "fails",
    }
    per_hundred = first(provided(1500, 6, 3, per=100))
    assert (per_hundred["rate"], per_hundred["required"], per_hundred["balance"]) == (0.4, 45, -39)


def test_what_is_needed_exactly_is_enough_and_its_balance_is_0() -> None:
    # 0.1 + 0.2 for each 1,000 of 1,000: the sum of what stands there is a hair off.
    found = first(provided(1000, 0.1 + 0.2, 0.3))
    assert (found["balance"], found["compliance"]) == (0, "meets")
    found = first(provided(1e12, 1e9 - 0.5, 1.0))
    assert (found["balance"], found["compliance"]) == (0, "meets")
    found = first(provided(1e12, 1e9 - 2, 1.0))
    assert (found["balance"], found["compliance"]) == (-2, "fails")
    assert first(provided(1000, 2 - 2.1e-9))["balance"] < 0
    # Of what is as good as nothing, a billionth of one is none either.
    assert first(provided(0.5e-6, 0.0, 1.0))["balance"] == 0
    assert first(provided(2e-6, 0.0, 1.0))["balance"] == pytest.approx(-2e-9)


def test_where_nothing_is_asked_there_is_a_rate_and_no_verdict() -> None:
    found = first(provided(1500, 6, NAN))
    assert (found["rate"], found["compliance"], found["status"]) == (4, None, "ok")
    assert math.isnan(found["required"])
    assert math.isnan(found["balance"])


@pytest.mark.parametrize(("demand", "verdict"), [(NAN, "unknown"), (0.0, "not_applicable")])
def test_without_demand_there_is_no_rate(demand: float, verdict: str) -> None:
    found = first(provided(demand, 6))
    assert (found["capacity"], found["facilities"], found["status"], found["compliance"]) == (
        6,
        3,
        "no_weight",
        verdict,
    )
    assert math.isnan(found["rate"])


def test_of_a_demand_below_0_there_is_no_rate_either() -> None:
    found = first(provided(-5, 6))
    assert found["status"] == "no_weight"
    assert math.isnan(found["rate"])


def test_a_capacity_that_is_not_known_leaves_a_verdict_open_that_it_could_turn() -> None:
    # 2 needed; 1 is known, and another facility may have any number.
    found = first(provided(1000, 1, unknown=1))
    assert (found["capacity"], found["balance"], found["compliance"]) == (1, -1, "unknown")
    assert first(provided(1000, 2, unknown=1))["compliance"] == "meets"
    hidden = first(provided(1000, 0, unknown=1, known=0))
    assert (hidden["facilities"], hidden["compliance"], hidden["status"]) == (3, "unknown", "ok")
    assert math.isnan(hidden["capacity"])
    assert math.isnan(hidden["rate"])
    assert math.isnan(hidden["balance"])
    nothing = first(provided(1000, 0, known=0))
    assert (nothing["capacity"], nothing["rate"], nothing["compliance"]) == (0, 0, "fails")


@pytest.mark.parametrize("why", ["off_network", "no_geometry"])
def test_a_reason_hides_what_an_area_has(why: str) -> None:
    assert math.isnan(first(provided(1000, 0, unknown=1, known=0, why=why))["capacity"])
    found = first(provided(1000, 6, why=why))
    assert (found["status"], found["compliance"], found["required"]) == (why, "unknown", 2)
    for name in ("facilities", "capacity", "rate", "balance"):
        assert math.isnan(found[name])


def test_without_demand_that_is_the_reason_but_for_an_area_without_geometry() -> None:
    assert first(provided(0, 6, why="off_network"))["status"] == "no_weight"
    assert first(provided(0, 6, why="no_geometry"))["status"] == "no_geometry"


@pytest.mark.parametrize(
    ("bounds", "verdict"),
    [((2, 3), "meets"), ((1.9, 3), "unknown"), ((1.9, 2), "unknown"), ((0, 1.9), "fails"), ((1, 1), "fails")],
)
def test_no_verdict_stands_that_what_is_not_known_exactly_could_turn(bounds: tuple[float, float], verdict: str) -> None:
    found = first(provided(1000, 1.9, bounds=bounds))
    assert (found["compliance"], found["capacity"]) == (verdict, 1.9)


# What dwellings reach: along a street of 1 km, facilities at 0, 300 and 1,000, and one nobody gets to.

PLACES = [point(0, 0), point(300, 0), point(1000, 0), point(0, 9000)]


def reached(
    homes: list[XY],
    capacity: list[float],
    *,
    number: list[float] | None = None,
    area: list[int] | None = None,
    areas: int = 1,
    limit: float = 300.0,
) -> ReachedCapacity:
    streets = network([(0, 0), (1000, 0)], options=EVERYWHERE)
    points = xy(*homes)
    dwellings = Dwellings(
        xy=points,
        number=np.array([1.0] * len(homes) if number is None else number),
        neighbourhood=np.array([0] * len(homes) if area is None else area),
        columns={},
    )
    access = find_access(streets, shapes(*PLACES[: len(capacity)]))
    searches = NetworkSearches(streets, access, points, snap_points(streets, points))
    return mean_reached(searches, limit, np.array(capacity), dwellings, areas)


def told(found: ReachedCapacity) -> list[list[float]]:
    supply = found.supply
    return [
        one.tolist() for one in (supply.amount, supply.known, supply.unknown, found.least, found.most, found.left_out)
    ]


def test_what_dwellings_reach_is_averaged_over_their_number() -> None:
    # Three at 100 reach the first and the second (10 and 4), one at 400 the second only: 3 × 14 + 4 is 46 for four.
    found = reached([(100, 0), (400, 0)], [10, 4, 7], number=[3, 1])
    assert told(found) == [[11.5], [7 / 4], [0], [11.5], [11.5], [0]]
    assert found.blocker.tolist() == [None]


def test_a_facility_counts_up_to_the_limit_and_no_farther() -> None:
    # The second is at 300, and the first at 300.001: neither a millionth nor a whole millimetre too far.
    assert told(reached([(0, 0)], [1, 4, 16])) == [[5], [2], [0], [5], [5], [0]]
    assert told(reached([(0, 0)], [1, 4, 16], limit=300 - 1e-6))[0] == [5]  # a millionth beyond the limit is within it
    assert told(reached([(0, 0)], [1, 4, 16], limit=299.999))[0] == [1]
    assert told(reached([(300.001, 0)], [1, 4, 16]))[0] == [4]
    assert told(reached([(700, 0)], [1, 4, 16]))[0] == [16]


def test_capacities_that_are_not_known_are_counted_and_add_nothing() -> None:
    # The first has 10 within reach and one more unknown, the second only that one.
    found = reached([(100, 0), (400, 0)], [10, NAN], number=[1, 3])
    assert told(found) == [[2.5], [0.25], [1], [2.5], [2.5], [0]]


def test_of_dwellings_off_the_network_it_is_not_known_what_they_reach() -> None:
    # One of four is off: what is known is 10 on average, so all four reach 7.5 at least, and 7.5 + 15 / 4 at most.
    found = reached([(0, 0), (0, 9000)], [10, NAN, 5], number=[3, 1])
    assert told(found) == [[10], [1], [1], [7.5], [7.5 + 15 / 4], [1]]
    assert found.blocker.tolist() == [None]


def test_areas_are_apart_and_what_lies_outside_counts_nowhere() -> None:
    homes = [(0, 0), (1000, 0), (0, 0), (0, 9000), (400, 0), (500, 0)]
    found = reached(
        homes, [10, 4, 7], number=[2, 5, 9, 3, NAN, 0], area=[0, 2, -1, 3, 1, 1], areas=5,
    )  # fmt: skip
    assert found.supply.amount.tolist() == [14, 0, 7, 0, 0]
    assert found.supply.known.tolist() == [2, 0, 1, 0, 0]
    assert found.blocker.tolist() == [None, "no_dwellings", None, "off_network", "no_dwellings"]
    assert found.left_out.tolist() == [0, 0, 0, 3, 0]
    assert found.least.tolist() == [14, 0, 7, 0, 0]
    assert found.most.tolist() == [14, 21, 7, 21, 21]
