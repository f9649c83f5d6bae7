"""Counts within limits agree with the pairs that are found, whatever the types and the limits."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.geometry.shapes import Shapes
from buurtmaat.core.limits import read_limits
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import Network
from buurtmaat.core.network.network_access import NetworkAccess, find_network_access
from buurtmaat.core.network.options import MINUTES, Travel
from buurtmaat.core.reach import counts
from buurtmaat.core.reach.counts import count_reach
from towns.engine import Truth, engine_of
from towns.factories import EVERYWHERE, XY, Way, network, point, shapes, xy
from towns.random_worlds import world

STREET = [(0, 0), (20_000, 0)]


def on(net: Network, facilities: Shapes, homes: list[XY], travel: Travel | None = None) -> NetworkAccess:
    return find_network_access(build_graph(net, travel or Travel()), facilities, None, xy(*homes))


def of(types: list[str | None], limits: list[float], weight: list[float] | None = None, off: bool = False):
    homes = [(0, 0), (1000, 0), *([(0, 9000)] if off else [])]
    facilities = shapes(*(point(100 * n, 0) for n in range(len(types))))
    number = np.array(weight or [1.0] * len(homes))
    return count_reach(on(network(STREET), facilities, homes), number, types, limits)


def test_types_are_distinct_trimmed_and_without_case() -> None:
    found = of(["a", " A ", "b", None, " "], [50, 100, 200, 1000])
    assert found.facilities[:, 0].tolist() == [1, 2, 3, 5]
    assert found.types[:, 0].tolist() == [1, 1, 2, 2]
    assert found.untyped == 2
    assert of(["a", "a", "a", None], [50]).untyped == 1


def test_who_reaches_something_within_the_largest_limit_is_not_beyond_it() -> None:
    assert of([None], [50, 900]).statuses.dwelling.tolist() == ["ok", "beyond_limit"]
    assert of([None], [50, 1000]).statuses.dwelling.tolist() == ["ok", "ok"]


@pytest.mark.parametrize("at_once", [1, 2, 3, 64])
def test_more_types_than_fit_into_one_search_are_counted_too(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "TYPES_AT_ONCE", at_once)
    found = of(["a", "b", "c", None, "b", "d", "e", "a"], [150, 500, 1000])
    assert found.facilities[:, 0].tolist() == [2, 6, 8]
    assert found.types[:, 0].tolist() == [2, 4, 5]
    assert found.dwellings.sum(axis=1).tolist() == found.facilities.sum(axis=1).tolist()


def test_seventy_types_are_all_told_apart() -> None:
    found = of([f"type {n % 70}" for n in range(140)], [20_000])
    assert found.facilities.tolist() == [[140, 140]]
    assert found.types.tolist() == [[70, 70]]


def test_a_facility_s_weight_is_that_of_the_dwellings_that_reach_it() -> None:
    found = of([None] * 3, [100, 900], [2.5, np.nan, 7.0], off=True)
    assert found.dwellings.tolist() == [[1, 1, 0], [1, 2, 2]]
    assert found.weight.tolist() == [[2.5, 2.5, 0], [2.5, 2.5, 2.5]]
    assert found.statuses.dwelling.tolist() == ["ok", "no_weight", "off_network"]
    assert found.known.tolist() == [True, True, False]


@pytest.mark.slow
def test_most_random_worlds_are_compared() -> None:
    """Without streets, or where it is unsure how places are entered, the tests of random worlds compare nothing."""
    made = [world(seed) for seed in range(40)]
    with_streets = [(one, engine) for one in made if (engine := engine_of(one)) is not None]
    assert sum(not Truth(one, engine).unsure_access for one, engine in with_streets) >= 35


@pytest.mark.parametrize("seed", range(0, 300, 2))
def test_counts_agree_with_brute_force(seed: int) -> None:
    made = world(seed)
    engine = engine_of(made)
    if engine is None:
        return
    truth = Truth(made, engine)
    if truth.unsure_access:
        return
    values = sorted(a.low for answers in truth.answers for a in answers.values())
    # Between two values, where no rounding of the last digit decides.
    middle = values[len(values) // 2] if values else 10.0
    limits = [middle / 2 + 0.0123, middle + 0.0123, 3 * (values[-1] if values else 10.0) + 1]
    kinds = ["abc"[f % 3] if f % 4 else None for f in range(len(made.facilities))]
    found = count_reach(engine.access, np.ones(len(engine.points)), kinds, limits)
    for number, limit in enumerate(limits):
        if any(abs(value - limit) < 1e-4 for value in values):
            continue
        for d, answers in enumerate(truth.answers):
            if d in truth.unsure:
                continue
            sure = {f for f, a in answers.items() if a.high <= limit}
            maybe = {f for f, a in answers.items() if a.low <= limit}
            assert bool(found.known[d]) == (truth.snaps[d] is not None)
            if not found.known[d]:
                assert found.facilities[number, d] == 0
                continue
            assert len(sure) <= found.facilities[number, d] <= len(maybe)
            names = [len({kinds[f] for f in some if kinds[f]}) for some in (sure, maybe)]
            assert names[0] <= found.types[number, d] <= names[1]
        assert found.facilities[number].sum() == found.dwellings[number].sum()


def test_minutes_and_metres_count_alike_at_one_pace() -> None:
    made = network(STREET, options=EVERYWHERE)
    homes, facilities = [(0, 3), (800, 0)], shapes(point(100, 0), point(900, 4))
    metres = count_reach(on(made, facilities, homes), np.ones(2), [None, None], [500])
    minutes = count_reach(on(made, facilities, homes, Travel(MINUTES, 6.0)), np.ones(2), [None, None], [5])
    assert metres.facilities.tolist() == minutes.facilities.tolist()


def test_limits_are_read_with_commas_and_points_and_sorted() -> None:
    found = read_limits("800; 7,5 ;400.0;", "LIMITS")
    assert [(limit.name, limit.value) for limit in found] == [("7_5", 7.5), ("400_0", 400), ("800", 800)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        *((text, "LIMITS holds no limits") for text in ("", ";")),
        *((text, "no number above 0") for text in ("0", "-1", "a", "4e2", "1.000,5", "inf", "400 800", "400,800,")),
        ("5;5,0", "“5,0” of LIMITS is there twice"),
    ],
)
def test_wrong_limits_are_refused(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_limits(text, "LIMITS")


def test_the_same_pairs_are_counted_as_are_found() -> None:
    way = Way(network(STREET), [(0, 0), (300, 4)], [point(100, 0), point(100, 0), point(350, 0), point(900, 0)])
    pairs = way.pairs(400)
    found = count_reach(way.access, np.ones(2), [None] * 4, [400])
    assert found.facilities.sum() == len(pairs)


@pytest.mark.parametrize("text", ["400,800", "1,200", "200;400,800", "7,125"])
def test_three_figures_after_a_comma_are_refused(text: str) -> None:
    """400 and 800, or 400.8? 1200, or 1.2?"""
    with pytest.raises(InputError, match="more than one way"):
        read_limits(text, "LIMITS")
