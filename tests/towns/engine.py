"""The engine and an independent truth about the same world, to be compared."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import Network, build_network
from buurtmaat.core.network.network_access import find_network_access
from buurtmaat.core.network.options import METRES, MINUTES, NetworkOptions, Travel
from buurtmaat.core.network.snapping import Snaps
from buurtmaat.core.reach import bounded, reach, relaxation
from towns.brute_force import Answer, BruteForce, Hint, Place
from towns.factories import entrances, lines, shapes, xy
from towns.random_worlds import World

CLOSE = 1e-6


def search_in_blocks_of(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let searches take so few nodes and facilities at a time that even a small town takes many of them."""
    monkeypatch.setattr(relaxation, "relax", functools.partial(relaxation.relax, block_nodes=size))
    monkeypatch.setattr(bounded, "GROUP", size)
    monkeypatch.setattr(bounded, "AT_ONCE", 6 * size)


class Engine:
    """What the engine makes of a world."""

    def __init__(self, made: World) -> None:
        rules = made.rules
        self.travel = Travel(MINUTES if rules.in_minutes else METRES, rules.kmh, rules.capped)
        options = NetworkOptions(
            tolerance=rules.tolerance,
            max_snap=rules.max_snap,
            min_component=rules.min_component,
            access_legs=rules.access_legs,
            entrance_gap=rules.gap,
            towards=rules.towards,
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
        places, doors = shapes(*made.facilities), entrances(*gates) if gates else None
        self.access = find_network_access(build_graph(self.network, self.travel), places, doors, self.points)
        self.graph, self.facilities, self.snaps = self.access.graph, self.access.facilities, self.access.snaps

    def hints(self, snaps: Snaps) -> list[Hint]:
        line = self.network.edges.line
        found = zip(snaps.edge.tolist(), snaps.xy.tolist(), snaps.position.tolist(), strict=True)
        return [(int(line[edge]), (x, y), position) for edge, (x, y), position in found if edge >= 0]

    def pairs(self, limit: float) -> dict[tuple[int, int], float]:
        found = {}
        for pairs in reach.reachable(self.access, limit):
            for d, f, cost in zip(*(v.tolist() for v in pairs), strict=True):
                assert (d, f) not in found
                found[d, f] = cost
        return found


def engine_of(made: World) -> Engine | None:
    """Return what the engine makes of a world; None where it has no street left, as brute force says too."""
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
            mine = np.flatnonzero(engine.facilities.facility == f)
            if not facility:
                ways.append([])
                continue
            places, unsure = self.brute.ways_in(
                facility, made.gates.get(f, ()), engine.hints(engine.facilities.snaps.take(mine))
            )
            self.unsure_access |= unsure
            ways.append(places)
        self.ways = ways
        gated = [f in made.gates for f in range(len(made.facilities))]
        self.answers = self.brute.answers(made.dwellings, self.snaps, made.facilities, ways, gated)


def same(engine: float, answer: Answer) -> bool:
    return answer.low - CLOSE <= engine <= answer.high + CLOSE
