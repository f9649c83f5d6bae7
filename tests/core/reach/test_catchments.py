"""Floating catchments: known values, what must always hold, and the same as pandas makes of ways found elsewhere."""

from __future__ import annotations

import importlib
import math
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.errors import Cancelled, InputError
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network_access import find_network_access
from buurtmaat.core.network.options import MINUTES, Travel
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach.catchments import Catchments, find_catchments, weights_at
from buurtmaat.core.reach.decay import EXPONENTIAL, GAUSSIAN, NONE, STEPPED, Decay, DecayStep, read_decay
from towns.brute_force import Geometry
from towns.engine import Truth, engine_of
from towns.factories import XY, entrances, network, point, shapes, xy
from towns.random_worlds import world
from towns.slow import examples, some

STREET = [(0, 0), (20_000, 0)]
STEPS = "250:1;500:0.6;1000:0.2"
NAN = math.nan


def of(
    homes: list[XY],
    facilities: list[Geometry],
    decay: Decay,
    demand: list[float] | None = None,
    capacity: list[float] | None = None,
    travel: Travel | None = None,
) -> Catchments:
    """Share facilities among homes along one street of 20 km."""
    return find_catchments(
        find_network_access(build_graph(network(STREET), travel or Travel()), shapes(*facilities), None, xy(*homes)),
        np.array([1.0] * len(homes) if demand is None else demand),
        np.array([1.0] * len(facilities) if capacity is None else capacity),
        decay,
    )


def along(*x: float) -> list[XY]:
    return [(one, 0) for one in x]


def on(*x: float) -> list[Geometry]:
    return [point(one, 0) for one in x]


# Known values


@pytest.mark.parametrize("scale", [1.0, 500.0])
def test_three_places_of_100_and_two_facilities_of_10_are_as_published(scale: float) -> None:
    decay = read_decay(GAUSSIAN, 10 * scale, scale, "")
    found = of(along(0, scale, 2 * scale), on(0, 2 * scale), decay, [100.0] * 3, [10.0, 10.0])
    assert found.access == pytest.approx([0.065179, 0.069641, 0.065179], abs=1e-6)
    assert found.facilities.tolist() == [2, 2, 2]
    assert (found.access * 100).sum() == pytest.approx(20)
    assert (found.supply, found.used) == (20, 20)


def test_without_decay_capacity_is_shared_by_all_within_the_limit() -> None:
    # A at 100 reaches x only; B at 500 both; C at 900 y only. x: 12 for 2 + 1, y: 6 for 1 + 5.
    found = of(along(100, 500, 900), on(300, 700), Decay(200), [2.0, 1.0, 5.0], [12.0, 6.0])
    assert found.demand.tolist() == [3, 6]
    assert found.ratio.tolist() == [4, 1]
    assert found.access.tolist() == [4, 5, 1]
    assert found.facilities.tolist() == [1, 2, 1]
    assert found.statuses.dwelling.tolist() == ["ok"] * 3
    assert found.statuses.facility.tolist() == ["ok"] * 2


def test_steps_weigh_by_the_step_that_a_way_ends_in() -> None:
    # Weights 1, 1, 0.6, 0.2 and none; the demand is 4 × 1 + 10 × 0.6 + 10 × 0.2 = 12 and what it gets 3 each.
    found = of(
        along(0, 250, 251, 1000, 1001), on(0), read_decay(STEPPED, 1000, None, STEPS), [2, 2, 10, 10, 99], [36.0]
    )
    assert found.demand.tolist() == [pytest.approx(12)]
    assert found.access.tolist() == pytest.approx([3, 3, 1.8, 0.6, 0])
    assert found.facilities.tolist() == [1, 1, 1, 1, 0]
    assert found.statuses.dwelling.tolist() == ["ok"] * 4 + ["beyond_limit"]


def test_a_step_goes_on_to_its_end_and_a_millionth_and_beyond_the_last_there_is_no_weight() -> None:
    costs = np.array([0, 250, 250.0000009, 250.0000011, 500, 1000, 1000.0000009, 1000.0000011, 5000])
    weight = weights_at(read_decay(STEPPED, 1000, None, STEPS), costs)
    assert weight.tolist() == [1, 1, 1, 0.6, 0.6, 0.2, 0.2, 0, 0]


def test_steps_may_be_shorter_than_a_minute() -> None:
    steps = (DecayStep(0.5, 1.0), DecayStep(1.0, 0.6))
    assert read_decay(STEPPED, 5.0, None, "0,5:1;1:0.6") == Decay(1.0, STEPPED, 0.0, steps)
    assert read_decay(NONE, 5.0, None, "") == Decay(5.0, NONE, 0.0, ())


def test_an_exponential_decay_falls_by_e_each_bandwidth() -> None:
    found = of(along(0, 300), on(0), read_decay(EXPONENTIAL, 1000, 300, ""), [0.0, 1.0], [1.0])
    assert found.demand == pytest.approx([1 / math.e])
    assert found.ratio == pytest.approx([math.e])
    assert found.access == pytest.approx([math.e, 1])


@pytest.mark.parametrize("kind", [GAUSSIAN, EXPONENTIAL])
def test_the_bandwidth_is_half_of_the_limit_if_nothing_else_is_said(kind: int) -> None:
    assert read_decay(kind, 900, None, "") == read_decay(kind, 900, 450, "")


@pytest.mark.parametrize("kind", [NONE, GAUSSIAN, STEPPED, EXPONENTIAL])
def test_beyond_the_limit_nothing_counts_and_at_the_limit_it_does(kind: int) -> None:
    found = of(along(1000, 1000.01), on(0), read_decay(kind, 1000, None, STEPS))
    assert found.facilities.tolist() == [1, 0]
    assert found.access == pytest.approx([1, 0])


def test_minutes_and_metres_share_alike_at_one_pace() -> None:
    places = along(0, 200, 700), on(100, 900)
    for kind, steps in ((GAUSSIAN, ""), (EXPONENTIAL, ""), (STEPPED, "2,5:1;5:0,5")):
        metres_steps = "250:1;500:0.5" if steps else ""
        metres = of(*places, read_decay(kind, 500, 200, metres_steps))
        minutes = of(*places, read_decay(kind, 5, 2, steps), travel=Travel(MINUTES, 6.0))
        assert minutes.access == pytest.approx(metres.access, rel=1e-12)
        assert minutes.demand == pytest.approx(metres.demand, rel=1e-12)


# What is not known, and what is not there


def test_a_capacity_that_is_not_known_gives_nothing_and_says_so() -> None:
    found = of(along(0, 500, 1000), on(0, 1000), Decay(500), capacity=[NAN, 4.0])
    assert found.statuses.facility.tolist() == ["capacity_unknown", "ok"]
    assert found.demand.tolist() == [2, 2]
    assert np.array_equal(found.ratio, [NAN, 2], equal_nan=True)
    assert np.array_equal(found.access, [NAN, 2, 2], equal_nan=True)
    assert found.statuses.dwelling.tolist() == ["capacity_unknown", "ok", "ok"]
    assert found.facilities.tolist() == [1, 2, 1]
    assert found.partial.tolist() == [True, True, False]
    assert (found.supply, found.used) == (4, 4)


def test_a_facility_that_no_demand_reaches_is_not_used() -> None:
    found = of(along(0, 1000, 5000), on(0, 500, 3000, 5000), Decay(600), [0.0, 1.0, 0.0], [7.0, 3.0, 11.0, NAN])
    assert found.demand.tolist() == [0, 1, 0, 0]
    assert np.array_equal(found.ratio, [NAN, 3, NAN, NAN], equal_nan=True)
    assert found.statuses.facility.tolist() == ["no_demand", "ok", "no_demand", "capacity_unknown"]
    assert np.array_equal(found.access, [3, 3, NAN], equal_nan=True)
    assert found.statuses.dwelling.tolist() == ["ok", "ok", "capacity_unknown"]
    assert (found.supply, found.used) == (21, 3)


def test_where_nobody_lives_what_a_place_alone_would_get_is_not_known() -> None:
    found = of(along(0, 5000), on(0, 5000), Decay(600), [0.0, NAN])
    assert np.isnan(found.access).all()
    assert found.statuses.dwelling.tolist() == ["no_demand", "no_weight"]
    found = of(along(0, 5000), on(0, 5000), Decay(600), [0.0, NAN], [NAN, NAN])
    assert found.statuses.dwelling.tolist() == ["capacity_unknown", "no_weight"]


def test_a_dwelling_without_weight_asks_nothing_and_gets_what_others_get() -> None:
    found = of(along(0, 10), on(0), Decay(100), [NAN, 4.0], [8.0])
    assert found.access.tolist() == [2, 2]
    assert found.statuses.dwelling.tolist() == ["no_weight", "ok"]


def test_what_is_off_the_network_counts_nowhere() -> None:
    homes = [(0, 0), (NAN, NAN), (0, 9000), (3000, 0)]
    found = of(homes, [point(0, 0), point(0, 9000), [], point(100, 0)], Decay(500), None, [1.0, 2.0, 4.0, 8.0])
    assert np.array_equal(found.access, [9, NAN, NAN, 0], equal_nan=True)
    assert found.known.tolist() == [True, False, False, True]
    assert found.statuses.dwelling.tolist() == ["ok", "no_geometry", "off_network", "beyond_limit"]
    assert found.statuses.facility.tolist() == ["ok", "off_network", "no_geometry", "ok"]
    assert np.array_equal(found.demand, [1, NAN, NAN, 1], equal_nan=True)
    assert (found.supply, found.used) == (15, 9)


def test_a_capacity_of_0_is_known() -> None:
    found = of(along(0), on(0), Decay(100), capacity=[0.0])
    assert (found.access.tolist(), found.ratio.tolist()) == ([0], [0])
    assert found.statuses.dwelling.tolist() == found.statuses.facility.tolist() == ["ok"]


def test_without_facilities_access_is_0_and_the_reason_says_it() -> None:
    found = of(along(0, 10), [], Decay(100))
    assert found.access.tolist() == [0, 0]
    assert found.statuses.dwelling.tolist() == ["no_facility"] * 2
    assert (found.supply, found.used, found.demand.size) == (0, 0, 0)


def test_without_dwellings_no_supply_is_used() -> None:
    found = of([], on(0), Decay(100))
    assert (found.access.size, found.supply, found.used) == (0, 1, 0)


def test_a_weight_too_small_to_divide_by_is_none() -> None:
    decay = read_decay(GAUSSIAN, 1000, 25, "")
    assert weights_at(decay, np.array([960.0])).tolist() == [0]
    found = of(along(960), on(0), decay, capacity=[10.0])
    assert found.facilities.tolist() == [0]  # exp(−737) is not 0, and 10 / exp(−737) is no number
    assert found.access.tolist() == [0]
    assert found.statuses.facility.tolist() == ["no_demand"]


def test_entrances_are_the_only_way_in() -> None:
    homes, door = xy((0, 0), (500, 0)), entrances((0, (400, 0)))
    access = find_network_access(build_graph(network(STREET), Travel()), shapes(point(0, 0)), door, homes)
    found = find_catchments(access, np.ones(2), np.ones(1), Decay(300))
    assert found.access.tolist() == [0, 1]


def test_cancel_is_looked_at() -> None:
    access = find_network_access(build_graph(network(STREET), Travel()), shapes(point(0, 0)), None, xy((0, 0)))
    with pytest.raises(Cancelled):
        find_catchments(access, np.ones(1), np.ones(1), Decay(300), Progress(cancelled=lambda: True))


# What must always hold

NUMBERS = st.integers(0, 50)
DECAYS = st.sampled_from(
    [
        Decay(700),
        read_decay(GAUSSIAN, 900, 150, ""),
        read_decay(EXPONENTIAL, 900, None, ""),
        read_decay(STEPPED, 900, None, STEPS),
    ]
)
HOMES = st.lists(st.tuples(st.integers(0, 3000), NUMBERS), min_size=1, max_size=15)
PLACES = st.lists(st.tuples(st.integers(0, 3000), st.one_of(NUMBERS, st.none())), max_size=8)


def shared(homes: list[tuple[int, int]], places: list[tuple[int, int | None]], decay: Decay) -> Catchments:
    capacity = [NAN if c is None else float(c) for _, c in places]
    return of(along(*(x for x, _ in homes)), on(*(x for x, _ in places)), decay, [float(n) for _, n in homes], capacity)


@examples(150)
@given(HOMES, PLACES, DECAYS)
def test_demand_times_access_is_the_supply_that_is_used(homes, places, decay) -> None:
    found = shared(homes, places, decay)
    demand = np.array([n for _, n in homes], float)
    assert np.nansum(demand * found.access) == pytest.approx(found.used, rel=1e-9, abs=1e-12)
    assert found.used <= found.supply
    idle = np.isfinite([NAN if c is None else c for _, c in places]) & ~np.isfinite(found.ratio)
    assert found.supply - found.used == pytest.approx(sum(c for (_, c), i in zip(places, idle, strict=True) if i))
    assert not np.isinf(found.access).any()
    assert (np.isnan(found.access) <= np.isin(found.statuses.dwelling, ["capacity_unknown", "no_demand"])).all()


@examples(100)
@given(HOMES, PLACES, DECAYS, st.sampled_from([0.25, 3.0]))
def test_twice_the_capacity_is_twice_the_access_and_twice_the_demand_half_of_it(homes, places, decay, by) -> None:
    found = shared(homes, places, decay)
    more = shared(homes, [(x, None if c is None else c * by) for x, c in places], decay)
    fuller = shared([(x, n * by) for x, n in homes], places, decay)
    assert np.allclose(more.access, found.access * by, rtol=1e-12, equal_nan=True)
    assert np.allclose(fuller.access * by, found.access, rtol=1e-12, equal_nan=True)


@examples(100)
@given(HOMES, PLACES, DECAYS, st.integers(0, 14))
def test_more_demand_anywhere_leaves_nobody_more(homes, places, decay, row) -> None:
    found = shared(homes, places, decay)
    row %= len(homes)
    fuller = shared([(x, n + 10 * (i == row)) for i, (x, n) in enumerate(homes)], places, decay)
    both = np.isfinite(found.ratio)
    assert (fuller.ratio[both] <= found.ratio[both] + 1e-12).all()
    known = np.isfinite(found.ratio).all()  # nothing that was unused begins to be used
    assert not known or (np.nan_to_num(fuller.access) <= np.nan_to_num(found.access) + 1e-12).all()


@examples(100)
@given(HOMES, PLACES, DECAYS, st.integers(0, 3000), st.integers(1, 50))
def test_another_facility_takes_nothing_from_anyone(homes, places, decay, x, capacity) -> None:
    found, more = shared(homes, places, decay), shared(homes, [*places, (x, capacity)], decay)
    assert (np.nan_to_num(more.access) >= np.nan_to_num(found.access) - 1e-12).all()
    assert (more.facilities >= found.facilities).all()


@examples(100)
@given(DECAYS, st.lists(st.floats(0, 700), min_size=2, max_size=30))
def test_the_weight_never_rises_with_the_way(decay, costs) -> None:
    weight = weights_at(decay, np.sort(np.array(costs)))
    assert (np.diff(weight) <= 0).all()
    assert (weight >= 0).all()
    assert (weight <= 1).all()


# The same as others make of it


def by_pandas(pairs: pd.DataFrame, demand: np.ndarray, capacity: np.ndarray) -> tuple[pd.Series, pd.Series]:
    """Share facilities out by the book: `pairs` has the columns d, f and w. Gives access and the demand of each."""
    pairs = pairs[pairs["w"] > 0]
    asked = (pairs["w"] * np.nan_to_num(demand)[pairs["d"]]).groupby(pairs["f"]).sum()
    asked = asked.reindex(range(capacity.size), fill_value=0.0)
    ratio = (pd.Series(capacity) / asked).where(asked > 0)
    gets = pairs["w"] * ratio.loc[pairs["f"]].to_numpy()
    access = gets.groupby(pairs["d"]).sum(min_count=1).reindex(range(demand.size))
    reached = pairs["d"].value_counts().reindex(range(demand.size), fill_value=0)
    return access.where(reached > 0, 0.0), asked


def plain_weight(kind: int, d: float, b: float, steps: list[tuple[float, float]]) -> float:
    if kind == GAUSSIAN:
        return math.exp(-d * d / (2 * b * b))
    if kind == EXPONENTIAL:
        return math.exp(-d / b)
    return next((w for upto, w in steps if d <= upto), 0.0) if kind == STEPPED else 1.0


@pytest.mark.parametrize("seed", range(1, 300, 2))
def test_catchments_agree_with_brute_force_on_random_networks(seed: int) -> None:
    made = world(seed)
    engine = engine_of(made)
    if engine is None:
        return
    truth = Truth(made, engine)
    if truth.unsure_access or truth.unsure:
        return
    rng = np.random.default_rng(seed)
    values = sorted(a.low for answers in truth.answers for a in answers.values())
    if not values or any(a.high - a.low > 1e-9 for answers in truth.answers for a in answers.values()):
        return
    limit = max(values[2 * len(values) // 3], 1.0) + 0.0123
    bandwidth, kind = limit / 3, int(rng.integers(0, 4))
    steps = [(round(limit / 4, 3), 0.9), (round(limit / 2, 3), 0.35)]
    if any(abs(value - edge) < 1e-4 for value in values for edge in (limit, *(upto for upto, _ in steps))):
        return
    demand = rng.choice([0.0, 1.0, 2.5, 40.0, NAN], len(made.dwellings))
    capacity = rng.choice([0.0, 1.0, 250.5, NAN], len(made.facilities))
    found = find_catchments(
        engine.access,
        demand,
        capacity,
        read_decay(kind, limit, bandwidth, ";".join(f"{upto}:{w}" for upto, w in steps)),
    )
    on_network = np.array([snap is not None for snap in truth.snaps])
    usable = [bool(ways) for ways in truth.ways]
    pairs = pd.DataFrame(
        [
            (d, f, plain_weight(kind, a.low, bandwidth, steps))
            for d, answers in enumerate(truth.answers)
            for f, a in answers.items()
            if on_network[d] and usable[f] and a.low <= limit
        ],
        columns=["d", "f", "w"],
    ).astype({"d": int, "f": int, "w": float})
    access, asked = by_pandas(pairs, demand, capacity)
    assert np.allclose(found.access, access.where(on_network), rtol=1e-6, equal_nan=True)
    assert np.allclose(found.demand, asked.where(usable), rtol=1e-6, equal_nan=True)


@pytest.fixture(scope="module")
def real_towns() -> ModuleType:
    pytest.importorskip("osgeo", reason="the town is read with GDAL")
    return importlib.import_module("towns.real_towns")


@pytest.mark.parametrize("kind", some([NONE, GAUSSIAN, STEPPED, EXPONENTIAL], [GAUSSIAN]))
def test_the_sample_town_is_as_networkx_and_pandas_say(kind: int, real_towns: ModuleType, root: Path) -> None:
    path = root / "resources" / "sample" / "town.gpkg"
    streets, homes, places = (real_towns.read(path, name) for name in ("streets", "dwellings", "facilities"))
    places = places[places["type"].isin(["meeting place", "community centre", "playground"])].reset_index(drop=True)
    points, spots = real_towns.xy_of(homes["geom"]), real_towns.xy_of(places["geom"])
    demand = homes["inhabitants"].astype(float).to_numpy()
    capacity = places["capacity_m2"].astype(float).to_numpy()
    steps = [(250.0, 1.0), (500.0, 0.6), (800.0, 0.2)]
    walk = real_towns.Walk(streets["geom"], points, spots)
    pairs = pd.DataFrame(
        [
            (d, f, plain_weight(kind, metres, 400.0, steps))
            for f, reached in walk.metres(walk.facilities, 800.0).items()
            for d, metres in reached.items()
        ],
        columns=["d", "f", "w"],
    )
    assert len(pairs) > 1000
    access, asked = by_pandas(pairs, demand, capacity)
    net = real_towns.build_network(
        real_towns.Lines(shapes=real_towns.from_wkb(list(streets["geom"]))), real_towns.OPTIONS
    )
    homes = np.array([(NAN, NAN) if p is None else p for p in points])
    found = find_catchments(
        find_network_access(build_graph(net, Travel()), real_towns.from_wkb(list(places["geom"])), None, homes),
        demand,
        capacity,
        read_decay(kind, 800, None, "250:1;500:0.6;800:0.2"),
    )
    here = np.array([p is not None and walk.snaps["dwelling", d] is not None for d, p in enumerate(points)])
    there = np.isin(np.arange(len(places)), walk.facilities)
    assert np.allclose(found.access, access.where(here), rtol=1e-7, equal_nan=True)
    assert np.allclose(found.demand, asked.where(there), rtol=1e-7, equal_nan=True)
    assert np.nansum(np.nan_to_num(demand) * found.access) == pytest.approx(found.used)
    assert 0 < found.used <= found.supply == pytest.approx(np.nansum(capacity))


# Decays in words


def test_steps_are_read_with_commas_and_points() -> None:
    found = read_decay(STEPPED, 1000, None, " 250 : 1 ;; ;500:0,6;750,5:0.2;")
    assert found == Decay(750.5, STEPPED, steps=(DecayStep(250, 1), DecayStep(500, 0.6), DecayStep(750.5, 0.2)))


@pytest.mark.parametrize("limit", [1e-6, 0.5, 1.0])
def test_a_limit_may_be_short(limit: float) -> None:
    assert read_decay(NONE, limit, None, "") == Decay(limit)
    assert read_decay(GAUSSIAN, limit, None, "") == Decay(limit, GAUSSIAN, limit / 2)


def test_a_bandwidth_may_be_a_thousandth_of_the_limit_whatever_the_rounding() -> None:
    for limit in range(1, 2001):  # 700 × 0.001 is a hair more than 0.7
        assert read_decay(EXPONENTIAL, limit, limit / 1000, "") == Decay(limit, EXPONENTIAL, limit / 1000)
        with pytest.raises(InputError, match="a thousandth of LIMIT"):
            read_decay(EXPONENTIAL, limit, limit / 1001, "")


def test_the_limit_cuts_the_step_that_it_falls_in() -> None:
    assert read_decay(STEPPED, 800, None, STEPS).steps == (DecayStep(250, 1), DecayStep(500, 0.6), DecayStep(800, 0.2))


def test_steps_without_weight_are_none() -> None:
    assert read_decay(STEPPED, 1000, None, "250:1;500:0;1000:0") == Decay(250, STEPPED, steps=(DecayStep(250, 1),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "No step"),
        (" ; ", "No step"),
        ("250:0", "No step"),
        ("250", "“250” cannot be read"),
        ("250:1:2", "cannot be read"),
        ("near:1", "cannot be read"),
        ("250:-1", "cannot be read"),
        ("-250:1", "cannot be read"),
        ("250:nan", "cannot be read"),
        ("2e2:1", "cannot be read"),
        ("0:1", "above 0"),
        (f"{'9' * 400}:1", "above 0"),
        ("250:1.01", "from 0 to 1"),
        ("250:100", "from 0 to 1"),
        ("500:1;250:0.5", "“250:0.5” does not lie beyond"),
        ("250:1;250:0.5", "does not lie beyond"),
        ("250:0.5;500:0.6", "rises"),
        ("250:0;500:0.6", "rises"),
        ("1000:1;1500:0.5", "beyond the limit of 1000"),
    ],
)
def test_wrong_steps_are_refused_in_one_sentence(text: str, words: str) -> None:
    with pytest.raises(InputError) as stop:
        read_decay(STEPPED, 1000, None, text)
    assert words in str(stop.value)
    assert "\n" not in str(stop.value)


@pytest.mark.parametrize("limit", [0, -1, NAN, math.inf])
def test_a_limit_that_is_no_number_above_0_is_refused(limit: float) -> None:
    with pytest.raises(InputError, match="LIMIT must be"):
        read_decay(NONE, limit, None, "")


@pytest.mark.parametrize("bandwidth", [0, -1, NAN, math.inf])
def test_a_bandwidth_that_is_no_number_above_0_is_refused_where_it_counts(bandwidth: float) -> None:
    with pytest.raises(InputError, match="BANDWIDTH must be"):
        read_decay(GAUSSIAN, 100, bandwidth, "")
    assert read_decay(NONE, 100, bandwidth, "nonsense") == Decay(100)
