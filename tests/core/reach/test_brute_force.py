"""Every distance equals the shortest way that a slow, independent implementation finds, on hundreds of networks."""

from __future__ import annotations

import math

import numpy as np
import pytest

from buurtmaat.core.network.options import METRES
from buurtmaat.core.reach import nearest, reach
from towns.brute_force import Answer
from towns.engine import CLOSE, Engine, Truth, engine_of, same, search_in_blocks_of
from towns.random_worlds import world

WORLDS = 600


@pytest.fixture(autouse=True)
def _small_blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even a small network take several blocks, and facilities several groups, in two of three worlds."""
    size = [None, 1, 5][request.node.callspec.params["seed"] % 3]
    if size:
        search_in_blocks_of(size, monkeypatch)


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
    assert (net.counts.joined, net.counts.skipped_joins) == (brute.joined, brute.skipped)
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
    found = nearest.nearest_facility(engine.access)
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
    for found in reach.reachable(engine.access, limit):
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
