"""Every distance equals the shortest way that a slow, independent implementation finds, on hundreds of networks."""

from __future__ import annotations

import functools
import math

import numpy as np
import pytest
from brute_force import Answer, BruteForce, Hint, Place
from factories import entrances, lines, shapes, xy
from random_worlds import World, world

from buurtmaat.core import bounded, nearest, reach
from buurtmaat.core.access import find_access
from buurtmaat.core.errors import InputError
from buurtmaat.core.graph import build_graph
from buurtmaat.core.network import Network, build_network
from buurtmaat.core.options import METRES, MINUTES, NetworkOptions, Travel
from buurtmaat.core.snapping import Snaps, snap_points

CLOSE = 1e-6
WORLDS = 600


class Engine:
    """What the engine makes of a world."""

    def __init__(self, made: World) -> None:
        rules = made.rules
        self.travel = Travel(MINUTES if rules.in_minutes else METRES, rules.kmh, rules.capped)
        options = NetworkOptions(
            rules.tolerance, rules.max_snap, rules.min_component, rules.access_legs, rules.gap, rules.towards
        )
        streets = made.streets
        fields = {
            name: [getattr(s, name) for s in streets] for name in ("forward", "backward", "kmh", "minutes", "passes")
        }
        if all(fields["forward"]) and all(fields["backward"]):
            fields["forward"] = fields["backward"] = None
        for name in ("kmh", "minutes"):
            if all(v is None for v in fields[name]):
                fields[name] = None
        made_lines = lines(*([("line", part) for part in s.parts] for s in streets), **fields)
        self.network: Network = build_network(made_lines, options, shapes(*made.barriers) if made.barriers else None)
        self.points = xy(*made.dwellings)
        gates = [(f, p) for f, points in made.gates.items() for p in points]
        self.access = find_access(self.network, shapes(*made.facilities), entrances(*gates) if gates else None)
        self.snaps = snap_points(self.network, self.points)
        self.graph = build_graph(self.network, self.travel)

    def hints(self, snaps: Snaps) -> list[Hint]:
        line = self.network.edges.line
        found = zip(snaps.edge.tolist(), snaps.xy.tolist(), snaps.position.tolist(), strict=True)
        return [(int(line[edge]), (x, y), position) for edge, (x, y), position in found if edge >= 0]

    def pairs(self, limit: float) -> dict[tuple[int, int], float]:
        found = {}
        for pairs in reach.reachable(self.graph, self.access, self.points, self.snaps, limit):
            for d, f, cost in zip(*(v.tolist() for v in pairs), strict=True):
                assert (d, f) not in found
                found[d, f] = cost
        return found


def engine_of(made: World) -> Engine | None:
    """Give what the engine makes of a world; None where it has no street left, as brute force says too."""
    try:
        return Engine(made)
    except InputError:
        assert not BruteForce(made.streets, made.rules, made.barriers).edges
        return None


class Truth:
    """What brute force makes of it; where it had to choose it follows the engine."""

    def __init__(self, made: World, engine: Engine) -> None:
        self.brute = BruteForce(made.streets, made.rules, made.barriers)
        self.snaps: list[Place | None] = []
        self.unsure: set[int] = set()
        for d, p in enumerate(made.dwellings):
            hints = engine.hints(engine.snaps.take(np.array([d])))
            snap, unsure = self.brute.snap(p, hints)
            self.snaps.append(snap)
            if unsure:
                self.unsure.add(d)
        ways = []
        self.unsure_access = False
        for f, facility in enumerate(made.facilities):
            mine = np.flatnonzero(engine.access.facility == f)
            if not facility:
                ways.append([])
                continue
            places, unsure = self.brute.ways_in(
                facility, made.gates.get(f, ()), engine.hints(engine.access.snaps.take(mine))
            )
            self.unsure_access |= unsure
            ways.append(places)
        self.ways = ways
        gated = [f in made.gates for f in range(len(made.facilities))]
        self.answers = self.brute.answers(made.dwellings, self.snaps, made.facilities, ways, gated)


def same(engine: float, answer: Answer) -> bool:
    return answer.low - CLOSE <= engine <= answer.high + CLOSE


@pytest.fixture(autouse=True)
def _small_blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even a small network take several blocks, and facilities several groups, in two of three worlds."""
    size = [None, 1, 5][request.node.callspec.params["seed"] % 3]
    if size:
        monkeypatch.setattr(nearest, "relax", functools.partial(nearest.relax, block_nodes=size))
        monkeypatch.setattr(bounded, "GROUP", size)
        monkeypatch.setattr(bounded, "AT_ONCE", 6 * size)


@pytest.mark.parametrize("seed", range(WORLDS))
def test_the_engine_agrees_with_brute_force(seed: int) -> None:
    made = world(seed)
    engine = engine_of(made)
    if engine is None:
        return
    truth = Truth(made, engine)
    check_network(engine, truth)
    check_snaps(engine, truth)
    if not truth.unsure_access:
        check_nearest(engine, truth)
        check_reach(engine, truth)


def check_network(engine: Engine, truth: Truth) -> None:
    brute, net = truth.brute, engine.network
    assert (net.tally.joined, net.tally.skipped_joins) == (brute.joined, brute.skipped)
    ours = sorted((int(line), round(length, 5)) for line, length in zip(net.edges.line, net.edges.length, strict=True))
    theirs = sorted((e.street, round(e.length, 5)) for e in brute.edges)
    assert [o[0] for o in ours] == [t[0] for t in theirs]
    assert np.allclose([o[1] for o in ours], [t[1] for t in theirs], atol=2e-5, rtol=0)
    lengths = sorted(brute.part_length.values())
    found = sorted(net.component_length.tolist())
    assert len(found) == len(lengths)
    assert np.allclose(found, lengths, atol=1e-5, rtol=0)


def check_snaps(engine: Engine, truth: Truth) -> None:
    for d, snap in enumerate(truth.snaps):
        if d in truth.unsure:
            continue
        assert engine.snaps.on_network[d] == (snap is not None), f"dwelling {d}"
        if snap:
            assert engine.snaps.leg[d] == pytest.approx(snap.leg, abs=CLOSE)
            assert math.dist(engine.snaps.xy[d], snap.xy) <= CLOSE


def check_nearest(engine: Engine, truth: Truth) -> None:
    found = nearest.nearest_facility(engine.graph, engine.access, engine.points, engine.snaps)
    first, second = (found.metres, found.minutes) if engine.travel.unit == METRES else (found.minutes, found.metres)
    for d, answers in enumerate(truth.answers):
        if d in truth.unsure:
            continue
        low = min((a.low for a in answers.values()), default=math.inf)
        high = min((a.high for a in answers.values()), default=math.inf)
        best = Answer(low, high, math.nan)
        assert same(first[d], best), f"dwelling {d}: {first[d]}, not {best}, to {found.facility[d]}"
        if not math.isfinite(first[d]):
            assert found.facility[d] == -1
            assert math.isinf(second[d])
            continue
        chosen = answers[int(found.facility[d])]
        assert same(first[d], chosen)
        if not math.isnan(chosen.other):
            assert second[d] == pytest.approx(chosen.other, abs=CLOSE), f"dwelling {d}, the other unit"


def check_reach(engine: Engine, truth: Truth) -> None:
    values = sorted(a.low for d, answers in enumerate(truth.answers) if d not in truth.unsure for a in answers.values())
    longest = values[-1] if values else 10.0
    middle = values[len(values) // 2] if values else 10.0
    for limit in (0.0, middle, max(middle - 1e-5, 0.0), 0.3 * longest, 2 * longest + 1):
        check_limit(engine, truth, limit)


def check_limit(engine: Engine, truth: Truth, limit: float) -> None:
    pairs = engine.pairs(limit)
    keeper = reach.NthNearest(len(engine.points), 3)
    for found in reach.reachable(engine.graph, engine.access, engine.points, engine.snaps, limit):
        keeper.add(found)
    for d, answers in enumerate(truth.answers):
        if d in truth.unsure:
            continue
        reached = {f: cost for (own, f), cost in pairs.items() if own == d}
        assert set(reached) <= set(answers), f"dwelling {d} reaches what it cannot"
        for f, answer in answers.items():
            # Between the two the rounding of the last digit decides.
            if answer.high <= limit + 0.9e-6:
                assert f in reached, f"dwelling {d} reaches {f} at {answer}, limit {limit}"
            if answer.low > limit + 1.1e-6:
                assert f not in reached, f"dwelling {d} reaches {f} at {answer}, limit {limit}"
            if f in reached:
                assert same(reached[f], answer), f"dwelling {d} to {f}: {reached[f]}, not {answer}"
        costs = sorted(reached.values())
        for n in range(1, 4):
            nth = keeper.nth(n)
            assert nth.value[d] == (costs[n - 1] if len(costs) >= n else math.inf)
            assert (nth.facility[d] >= 0) == (len(costs) >= n)
