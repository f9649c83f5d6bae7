"""A location search from the streets on: spots, thinned junctions, and whole towns against all combinations."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled, InputError
from buurtmaat.core.locations import candidates
from buurtmaat.core.locations.candidates import Distances, find_spots, measure_distances, thinned_nodes
from buurtmaat.core.locations.objectives import Objective
from buurtmaat.core.locations.suggestions import (
    LocationSearch,
    SearchDemand,
    suggest_locations,
)
from buurtmaat.core.network.options import Travel
from buurtmaat.core.progress import Progress
from towns.factories import Way, line, network, point, xy


def grid(size: int, step: float = 100.0) -> list:
    far = (size - 1) * step
    lines = [line(*((i * step, y * step) for i in range(size))) for y in range(size)]
    return [
        *lines,
        *(line(*((x * step, i * step) for i in range(size))) for x in range(size)),
        line((0, 0), (far, far)),
    ]


def test_dwellings_at_one_point_are_one_spot_and_who_does_not_count_has_none():
    way = Way(network(*grid(3)), [(10, 0), (50, 5), (10, 0), (9000, 0), (20, 0), (30, 0)], [])
    weight = np.array([1.0, 2.0, 3.0, 5.0, np.nan, 0.0])
    spots = find_spots(way.access, weight, np.array([7, 8, 7, 7, 7, 7]))
    assert spots.of.tolist() == [0, 1, 0, -1, -1, -1]
    assert spots.weight.tolist() == [4.0, 2.0]
    assert spots.area.tolist() == [7, 8]
    assert spots.access.points.tolist() == [[10, 0], [50, 5]]


def test_dwellings_at_two_points_are_two_spots_however_close():
    x, y = 155000.0, 463000.0
    homes = [(x, y), (np.nextafter(x, np.inf), y), (x, y + 1)]
    way = Way(network(line((x, y), (x + 100, y))), homes, [])
    assert find_spots(way.access, np.ones(3), np.full(3, -1)).of.tolist() == [0, 1, 2]


def test_a_millionth_beyond_the_limit_still_counts():
    near = Distances(
        existing=np.array([1e-6, 2e-6]),
        spot=np.array([0, 1]),
        candidate=np.array([0, 0]),
        cost=np.array([1e-6, 2e-6]),
        table=None,
        candidates=1,
    )
    assert near.served(0).tolist() == [True, False]
    assert near.within(0).toarray().tolist() == [[1], [0]]


def test_distances_are_measured_to_what_is_there_and_to_candidates():
    way = Way(network(*grid(3)), [(10, 0), (60, 0)], [point(100, 0), point(0, 0), point(200, 0)])
    spots = find_spots(way.access, np.ones(2), np.full(2, -1))
    found = measure_distances(spots, np.array([0]), np.array([1, 2]), 100, whole=False)
    assert found.existing.tolist() == [90, 40]
    pairs = zip(found.spot.tolist(), found.candidate.tolist(), found.cost.tolist(), strict=True)
    assert sorted(pairs) == [(0, 0, 10), (1, 0, 60)]  # the last candidate is 190 and 140 m away
    assert found.table is None
    assert measure_distances(spots, np.array([0]), np.array([1, 2]), 100, whole=True).table.tolist() == [
        [10, 190],
        [60, 140],
    ]


def test_junctions_are_thinned_to_the_one_nearest_the_middle_of_each_square():
    net = network(*grid(5, 40.0))
    found, spacing = thinned_nodes(net, xy((0, 0), (160, 160)), 400.0)
    assert spacing == 100
    # Squares of 100 m: their middles are (50, 50), (150, 50) and so on; a junction stands every 40 m.
    assert sorted(map(tuple, found.tolist())) == [(40, 40), (40, 160), (160, 40), (160, 160)]


@pytest.mark.parametrize("most", [9, 10, 15])
def test_squares_grow_until_few_enough_junctions_are_left(monkeypatch, most):
    net = network(*grid(9))
    monkeypatch.setattr(candidates, "MOST_NODES", most)
    found, spacing = thinned_nodes(net, xy((0, 0), (800, 800)), 100.0)
    # From a quarter of 100 m, a quarter wider each time. Junctions stand at 0, 100 … 800 m: three squares a side need
    # more than 800 / 3 = 267 m. The tenth time they are 232.8 m, which leaves sixteen junctions; the eleventh 291.0 m.
    assert spacing == pytest.approx(25 * 1.25**11)
    assert len(found) == 9


def test_five_hundred_junctions_are_not_thinned():
    lines = [
        *(line(*((x * 100, y * 100) for x in range(25))) for y in range(20)),
        *(line(*((x * 100, y * 100) for y in range(20))) for x in range(25)),
    ]
    found, spacing = thinned_nodes(network(*lines), xy((0, 0), (2400, 1900)), 100.0)
    assert (len(found), spacing) == (500, 25)


def test_squares_are_a_metre_at_least():
    found, spacing = thinned_nodes(network(*grid(2)), xy((0, 0)), 2.0)
    assert (found.tolist(), spacing) == ([[0, 0]], 1.0)


def test_junctions_far_from_all_dwellings_are_no_candidates():
    # Within 100 m of the box from 300 to 400 m, to all sides: 200, 300, 400 and 500 m.
    found, _ = thinned_nodes(network(*grid(9)), xy((300, 300), (400, 400)), 100.0)
    assert sorted(map(tuple, found.tolist())) == [(x, y) for x in range(200, 501, 100) for y in range(200, 501, 100)]


def test_too_many_distances_are_refused_where_all_are_needed(monkeypatch):
    monkeypatch.setattr(candidates, "MOST_CELLS", 1)
    way = Way(network(*grid(3)), [(10, 0), (20, 0)], [point(0, 0)])
    homes = SearchDemand(np.ones(2), np.full(2, -1))
    question = LocationSearch(objective=Objective.LEAST_TOTAL, places=1, target=0.9, limit=100, seconds=600)
    with pytest.raises(InputError, match="take fewer candidates"):
        suggest_locations(way.access, 0, homes, [None], question)
    monkeypatch.setattr(candidates, "MOST_CELLS", 2)  # two places with dwellings to one candidate
    assert suggest_locations(way.access, 0, homes, [None], question).weight == 2
    monkeypatch.setattr(candidates, "MOST_CELLS", 1)
    question = LocationSearch(objective=Objective.MOST_SERVED, places=1, target=0.9, limit=100, seconds=600)
    assert suggest_locations(way.access, 0, homes, [None], question).weight == 2


def test_sixty_million_distances_are_held_and_no_more():
    way = Way(network(*grid(3)), [(10, 0)], [point(0, 0)])
    found = find_spots(way.access, np.ones(1), np.full(1, -1))
    stop = Progress(cancelled=lambda: True)  # before any of them is measured
    for number, raised in ((60_000_000, Cancelled), (60_000_001, InputError)):
        spots = replace(found, weight=np.broadcast_to(1.0, number))
        with pytest.raises(raised):
            measure_distances(spots, np.arange(0), np.array([0]), 100, whole=True, progress=stop)


class Town:
    """A random town, and all combinations of its candidates."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.net = network(*grid(5))
        self.homes = rng.random((int(rng.integers(3, 25)), 2)) * 420 - 10
        self.homes[-1] = self.homes[0]
        self.candidates = (rng.random((int(rng.integers(2, 8)), 2)) * 420 - 10).tolist()
        self.existing = (rng.random((int(rng.integers(0, 3)), 2)) * 420 - 10).tolist()
        self.weight = rng.integers(1, 6, len(self.homes)).astype(float)
        self.area = rng.integers(-1, 3, len(self.homes))
        self.area[-1] = self.area[0]
        self.places = int(rng.integers(1, len(self.candidates) + 1))
        self.limit = float(rng.choice([80, 150, 250]))
        both = [point(*p) for p in [*self.existing, *self.candidates]]
        self.way = Way(self.net, [tuple(p) for p in self.homes], both)
        self.away = np.full((len(self.homes), len(both)), np.inf)
        for (dwelling, facility), cost in self.way.pairs(np.inf).items():
            self.away[dwelling, facility] = cost

    def suggest(self, objective: int, target: float = 0.9, thresholds: tuple[float, ...] = ()):
        return suggest_locations(
            self.way.access,
            len(self.existing),
            SearchDemand(self.weight, self.area),
            ["a" if n % 2 else None for n in range(len(self.candidates))],
            LocationSearch(
                objective=objective,
                places=self.places,
                target=target,
                limit=self.limit,
                seconds=600,
                thresholds=thresholds,
            ),
        )

    def nearest(self, chosen) -> np.ndarray:
        columns = [*range(len(self.existing)), *(len(self.existing) + c for c in chosen)]
        return self.away[:, columns].min(axis=1, initial=np.inf)

    def served(self, chosen, limit: float | None = None) -> float:
        return float(self.weight[self.nearest(chosen) <= (limit or self.limit) + 1e-6].sum())

    def shares(self, chosen) -> list[float]:
        near = self.nearest(chosen) <= self.limit + 1e-6
        found = []
        for area in sorted(set(self.area.tolist()) - {-1}):
            inside = self.area == area
            found.append(float(self.weight[inside & near].sum() / self.weight[inside].sum()))
        return sorted(found)

    def choices(self, places: int | None = None):
        return combinations(range(len(self.candidates)), self.places if places is None else places)


TOWNS = range(40)


@pytest.mark.parametrize("seed", TOWNS)
def test_whole_towns_agree_with_all_combinations(seed):
    town = Town(seed)
    total = town.weight.sum()

    most = town.suggest(Objective.MOST_SERVED)
    assert most.value == pytest.approx(max(map(town.served, town.choices())))
    assert (most.gap, most.weight, most.total) == (0, pytest.approx(most.value), pytest.approx(total))
    assert town.served(most.chosen) == pytest.approx(most.value)
    assert most.before == pytest.approx(town.served([]))
    assert most.gain.sum() == pytest.approx(most.weight - most.before)
    assert sorted(most.rank) == list(range(1, most.chosen.size + 1))

    least = town.suggest(Objective.LEAST_TOTAL)
    assert least.value == pytest.approx(min(float(town.weight @ town.nearest(c)) for c in town.choices()))
    assert float(town.weight @ town.nearest(least.chosen)) == pytest.approx(least.value)
    assert least.nearest.sum() == pytest.approx(town.weight[least.assigned.facility >= len(town.existing)].sum())

    centre = town.suggest(Objective.LEAST_GREATEST)
    assert centre.value == pytest.approx(min(town.nearest(c).max() for c in town.choices()))
    assert town.nearest(centre.chosen).max() == pytest.approx(centre.value)

    if (town.area >= 0).any():
        fair = town.suggest(Objective.WORST_FIRST)
        assert np.round(town.shares(fair.chosen), 6).tolist() == max(
            np.round(town.shares(c), 6).tolist() for c in town.choices()
        )
        assert fair.value == pytest.approx(town.shares(fair.chosen)[0])
        assert fair.gap == 0
    assert least.gap == centre.gap == 0


def fewest(town: Town, need: float, limit: float) -> int | None:
    numbers = range(len(town.candidates) + 1)
    return next((k for k in numbers if any(town.served(c, limit) >= need - 1e-9 for c in town.choices(k))), None)


@pytest.mark.parametrize("seed", TOWNS)
def test_the_fewest_places_and_the_price_of_thresholds(seed):
    town = Town(100 + seed)
    target, limits = 0.7, (60.0, 120.0, 300.0)
    needed = fewest(town, target * town.weight.sum(), town.limit)
    if needed is None:
        with pytest.raises(InputError, match="cannot be reached"):
            town.suggest(Objective.FEWEST_PLACES, target)
    else:
        found = town.suggest(Objective.FEWEST_PLACES, target)
        assert (found.value, found.bound, found.chosen.size, found.gap) == (needed, needed, needed, 0)
        assert town.served(found.chosen) >= target * town.weight.sum() - 1e-9
    everything = range(len(town.candidates))
    for priced in town.suggest(Objective.MOST_SERVED, target, limits).price:
        needed = fewest(town, target * town.weight.sum(), priced.threshold)
        assert priced.attainable == pytest.approx(town.served(everything, priced.threshold) / town.weight.sum())
        if needed is None:
            assert np.isnan([priced.places, priced.bound, priced.share]).all()
        else:
            assert (priced.places, priced.bound) == (needed, needed)
            assert target - 1e-9 <= priced.share <= priced.attainable + 1e-9


@pytest.mark.parametrize("seed", range(10))
def test_what_each_candidate_does_alone_and_those_of_an_owner_together(seed):
    town = Town(200 + seed)
    opened = town.suggest(Objective.MOST_SERVED).opened
    before = town.served([])
    everything = range(len(town.candidates))
    assert opened.gain.tolist() == pytest.approx([town.served([c]) - before for c in everything])
    mine = [c for c in everything if c % 2]
    together = [town.served(mine) - before if c % 2 else np.nan for c in everything]
    assert opened.owner_gain.tolist() == pytest.approx(together, nan_ok=True)


def test_minutes_decide_where_the_unit_says_so():
    net = network(line((0, 0), (400, 0)), line((0, 0), (0, 400)), kmh=[4.0, 40.0])
    homes, places = SearchDemand(np.ones(1), np.full(1, -1)), [point(200, 0), point(0, 300)]
    for unit, chosen in ((0, [0]), (1, [1])):
        question = LocationSearch(objective=Objective.LEAST_TOTAL, places=1, target=0.9, limit=1, seconds=600)
        way = Way(net, [(0, 0)], places, travel=Travel(unit, 4.0))
        found = suggest_locations(way.access, 0, homes, [None, None], question)
        assert found.chosen.tolist() == chosen
        assert found.assigned.metres.tolist() == [[200], [300]][unit]
