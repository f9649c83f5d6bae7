"""On any place of a street the ground has as many requirements within reach as a dwelling there would have by hand."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from buurtmaat.core.geometry.shapes import Shapes
from buurtmaat.core.network.network import Network
from buurtmaat.core.norms.model import Requirement
from buurtmaat.core.progress import Progress
from buurtmaat.core.requirements.reachable_ground import ReachableGround, reach_ground
from buurtmaat.core.requirements.rules import Rules
from buurtmaat.core.requirements.weights import WeightSource
from towns.factories import box, point, shapes
from towns.plain_assessment import Chosen, asked_about, choose
from towns.random_towns import XY, RandomTown, Way, random_town, values_in, village

HERE = 1e-5
"""Metres from a street at which something lies on it."""


def spot_on(rng: random.Random, town: RandomTown) -> XY:
    a, b = rng.choice(rng.choice(town.streets).parts)
    share = rng.random()
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])


def streets_town(seed: int) -> tuple[RandomTown, Shapes]:
    """Make a town with homes on its streets, and neighbourhoods side by side; the last third lies outside all."""
    town = random_town(seed)
    rng = random.Random(seed)
    points = [spot_on(rng, town) for _ in range(25)]
    x = [xy[0] for way in town.streets for part in way.parts for xy in part]
    left, width = min(x) - 1, (max(x) - min(x) + 2) * 0.75 / len(town.area_ids)
    bounds = [(left + number * width, left + (number + 1) * width) for number in range(len(town.area_ids))]
    holder = [next((k for k, (low, high) in enumerate(bounds) if low <= p[0] <= high), -1) for p in points]
    asked = [
        replace(r, weight="dwellings", weight_of=None, demand_where=())
        for r in town.requirements
        if r.has_share and r.metric == "network"
    ]
    made = replace(
        town,
        points=points,
        number=[1.0] * len(points),
        holder=holder,
        dwelling_columns={},
        requirements=asked,
        levels={r.id: town.levels[r.id] for r in asked if r.id in town.levels},
        blockers={name: why for name, why in town.blockers.items() if name in {r.id for r in asked}},
    )
    return made, shapes(*(box(low, -9e3, high, 9e3) for low, high in bounds))


def absent(requirement: Requirement, chosen: list[Chosen]) -> bool:
    """Whether it is not known anywhere what is within reach: of the types that count, or of any that a basket needs."""
    missing = [bool(one.absence) for one in chosen]
    return any(missing) if requirement.indicator == "basket" else all(missing)


def on_their_network(town: RandomTown, requirement: Requirement) -> list[bool]:
    """Whether each home lies on a street that the mode may use, and not beside one."""
    snaps = town.walk(town.mode(requirement).streets).snaps
    return [one is not None and one.leg < HERE for one in snaps]


def by_hand(town: RandomTown) -> list[tuple[int, int]]:
    """Return for each home how many requirements are within, and asked."""
    counts = [[0, 0] for _ in town.points]
    for requirement in town.requirements:
        if requirement.id in town.blockers or absent(requirement, choose(town.plain, requirement)):
            continue
        values, on = values_in(town, requirement), on_their_network(town, requirement)
        for count, value, here, (asked, why) in zip(
            counts, values, on, asked_about(town.plain, requirement), strict=True
        ):
            count[1] += asked
            count[0] += bool(asked and not why and here and value.within)
    return [(within, asked) for within, asked in counts]


def place_of(network: Network, xy: XY) -> tuple[int, float]:
    """Return the edge, drawn first, that a place lies on, and how many metres from its tail."""
    edges = network.edges
    for edge in range(edges.tail.size):
        if network.first_drawn[edge] != edge:
            continue
        at = 0.0
        part = edges.xy[edges.vertex_start[edge] : edges.vertex_start[edge + 1]]
        for a, b in pairwise(part):
            step = math.dist(a, b)
            along = min(max(np.dot(np.subtract(xy, a), b - a) / step**2, 0.0), 1.0) * step
            if math.dist(xy, a + (b - a) * along / step) < HERE:
                return edge, at + along
            at += step
    raise AssertionError("a place on no street")


def found_at(ground: ReachableGround, edge: int, at: float) -> tuple[int, int]:
    mine = (ground.edge == edge) & (ground.start <= at) & (at <= ground.end)
    (row,) = np.flatnonzero(mine)
    return int(ground.within[row]), int(ground.asked[row])


@pytest.mark.parametrize("seed", range(60))
def test_a_place_on_a_street_has_what_a_dwelling_there_would_have(seed: int) -> None:
    town, borders = streets_town(seed)
    if town.unsure or not town.requirements:
        return
    rules = Rules(
        min_dwellings=0.0,
        complete_types=frozenset(town.complete),
        weights={r.id: WeightSource() for r in town.requirements},
        blockers=town.blockers,
        levels=town.levels,
        divisions=town.divisions,
    )
    streets = town.reaching.grounds["walk"].network
    ground = reach_ground(town.norm_set, town.as_town, rules, streets, borders, Progress())
    assert set(ground.left_out) == {
        r.id for r in town.requirements if r.id in town.blockers or absent(r, choose(town.plain, r))
    }
    for xy, (within, asked) in zip(town.points, by_hand(town), strict=True):
        edge, at = place_of(streets, xy)
        if not asked and not ((ground.edge == edge) & (ground.start <= at) & (at <= ground.end)).any():
            continue  # a piece of street where nothing is asked need not be there
        assert found_at(ground, edge, at) == (within, asked)
    assert (ground.within <= ground.asked).all()
    assert (ground.end > ground.start).all()


# --- One street of 5 km along x, by hand


ASKED = Requirement(
    id="a", facility=("shop",), indicator="count", threshold=600.0, unit="m", minimum=2, target=0.5, mode="walk"
)


def village_of(shops: dict[float, str], asked: Requirement, **more: object) -> RandomTown:
    """Make a village whose facilities stand on the street, by metres from its beginning."""
    facilities = [point(x, 0.0) for x in shops]
    capacity = more.pop("capacity", [None] * len(shops))
    town = village(
        1, shapes=facilities, types=list(shops.values()), capacity=capacity, facility_holder=[0] * len(shops)
    )
    return replace(town, requirements=[asked], **more)


def ground_of(town: RandomTown) -> ReachableGround:
    rules = Rules(
        min_dwellings=0.0,
        complete_types=frozenset(town.complete),
        weights={r.id: WeightSource() for r in town.requirements},
        blockers=town.blockers,
        levels=town.levels,
        divisions=town.divisions,
    )
    streets = town.reaching.grounds["walk"].network
    return reach_ground(town.norm_set, town.as_town, rules, streets, shapes(box(-9e3, -9e3, 9e3, 9e3)), Progress())


def within_from(ground: ReachableGround) -> list[tuple[float, float]]:
    """Return from where to where along the street the requirement is within."""
    found = ground.stretches(ground.within == 1)
    assert set(found.edge.tolist()) <= {0}
    return [(round(a, 6), round(b, 6)) for a, b in sorted(zip(found.start.tolist(), found.end.tolist(), strict=True))]


def test_shops_that_touch_are_one_place_of_two_that_are_asked() -> None:
    # The first two, one place, are within 600 m from 400 to 1700 and the third from 1400 to 2600.
    shops, asked = {1000.0: "shop", 1100.0: "shop", 2000.0: "shop"}, replace(ASKED, merge_touching=True)
    assert within_from(ground_of(village_of(shops, asked, touching=[(0, 1)]))) == [(1400, 1700)]
    # Each by itself, two are there from 500 to 1600 too.
    assert within_from(ground_of(village_of(shops, ASKED))) == [(500, 1700)]


def test_what_shops_offer_is_added_up_each_its_own() -> None:
    # 600 is asked within 600 m: of 300, 400 and 200 at 1000, 1500 and 1800 only the second and another are enough:
    # from 900 to 1600, and from 1200 to 2100.
    shops = {200.0: "pool", 1000.0: "shop", 1500.0: "shop", 1800.0: "shop"}
    asked = replace(ASKED, indicator="sum", minimum=600)
    ground = ground_of(village_of(shops, asked, capacity=[9999.0, 300.0, 400.0, 200.0]))
    assert within_from(ground) == [(900, 2100)]


@pytest.mark.parametrize("indicator", ["distance", "count", "types"])
def test_who_says_no_minimum_asks_for_one(indicator: str) -> None:
    asked = replace(ASKED, minimum=None, indicator=indicator)
    shops = {1000.0: "shop", 3000.0: "shop"}  # between the two there is none within 600 m
    assert within_from(ground_of(village_of(shops, asked))) == [(400, 1600), (2400, 3600)]


def test_minutes_are_metres_at_the_pace_of_the_mode() -> None:
    # On foot 4.8 km/h: in 6 minutes 480 m.
    asked = replace(ASKED, minimum=1, threshold=6.0, unit="min")
    assert within_from(ground_of(village_of({1000.0: "shop"}, asked))) == [(520, 1480)]


@pytest.mark.parametrize("indicator", ["distance", "count", "sum", "types", "basket"])
def test_of_shops_of_which_there_are_none_for_sure_nothing_is_within_anywhere(indicator: str) -> None:
    asked = replace(ASKED, indicator=indicator, minimum=None if indicator in ("distance", "basket") else 1)
    ground = ground_of(village_of({1000.0: "pool"}, asked, complete={"shop"}))
    assert not ground.left_out
    assert (ground.asked.tolist(), ground.within.tolist(), ground.most) == ([1], [0], 1)


def test_a_street_that_is_drawn_twice_is_there_once() -> None:
    street = Way([[(0.0, 0.0), (5000.0, 0.0)]])
    ground = ground_of(village_of({1000.0: "shop"}, replace(ASKED, minimum=1), streets=[street, street]))
    assert within_from(ground) == [(400, 1600)]
    assert ground.asked.tolist() == [1, 1, 1]
    assert (ground.end - ground.start).sum() == pytest.approx(5000)
