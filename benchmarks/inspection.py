"""Check network on networks that are hard on it: how much longer twice as many lines take.

The network, what Check network finds in it, and its repair, from ready arrays, each in seconds of the processor, so
that what else the machine does counts little. Ends with 1 if a step takes more than three times as long, and a tenth of
a second longer, for twice as many lines as before.

    .venv/bin/python benchmarks/inspection.py [--lines 1000,2000,4000] [--only star,comb]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from measure import table
from numpy.typing import NDArray

from buurtmaat.core.geometry.shapes import LINE, Shapes
from buurtmaat.core.inspection.checks import find_issues
from buurtmaat.core.inspection.repairs import repair
from buurtmaat.core.network.network import Lines, build_network
from buurtmaat.core.network.options import NetworkOptions

Floats = NDArray[np.float64]

GAP = 1.0
GROWTH = 3.0
LEAST = 0.1
"""Seconds; steps that take less longer than this are too short to compare."""


def main() -> int:
    """Run all cases and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", default="1000,2000,4000", help="numbers of lines, each twice the one before")
    parser.add_argument("--only", default="", help="cases, with commas")
    chosen = parser.parse_args()
    sizes = list(map(int, chosen.lines.split(",")))
    rows, worst = [], 0.0
    for name in chosen.only.split(",") if chosen.only else CASES:
        took = [seconds(CASES[name](size)) for size in sizes]
        for step, times in zip(("network", "issues", "repair"), zip(*took, strict=True), strict=True):
            growth = [now / before if now > before + LEAST else 0.0 for before, now in pairwise(times)]
            worst = max(worst, *growth, 0.0)
            told = [f"{g:.1f}" if g else "" for g in growth]
            rows.append([name, step, *(f"{s:.2f}" for s in times), *told])
            print(*rows[-1], sep="\t", flush=True)
    names = [f"{n:,} lines, s" for n in sizes] + [f"{n:,} / {m:,}" for m, n in pairwise(sizes)]
    print(table(["case", "step", *names], rows))
    print(f"\nTwice the lines take at most {worst:.1f} times as long.")
    return int(worst > GROWTH)


def seconds(streets: Sequence[Floats]) -> tuple[float, float, float]:
    """Return what the network, the issues and the repair take of the processor."""
    made, options = lines(streets), NetworkOptions(min_component=0.0)
    start = time.process_time()
    network = build_network(made, options)
    built = time.process_time()
    found = find_issues(network, GAP, np.empty((0, 2)))
    looked = time.process_time()
    repair(network, found.near_misses, GAP, None)
    return built - start, looked - built, time.process_time() - looked


def lines(streets: Sequence[Floats]) -> Lines:
    """Return streets, each its vertices, as the lines of a network."""
    size = np.array([len(street) for street in streets])
    number = np.arange(size.size)
    return Lines(
        shapes=Shapes(
            xy=np.concatenate(streets),
            part_start=np.concatenate([[0], np.cumsum(size)]).astype(np.int64),
            part_feature=number,
            part_kind=np.full(size.size, LINE, np.int8),
            count=size.size,
        )
    )


def _straight(starts: Floats, ends: Floats) -> list[Floats]:
    return list(np.stack([starts, ends], axis=1))


def _xy(x: object, y: object) -> Floats:
    return np.column_stack(np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float)))


def copies(number: int) -> list[Floats]:
    """Return one line many times."""
    return [np.array([[0.0, 0.0], [30.0, 5.0], [100.0, 0.0]])] * number


def shifted(number: int) -> list[Floats]:
    """Return copies of a line, each 0.1 mm farther."""
    step = 1e-4 * np.arange(number)
    return _straight(_xy(step, step), _xy(100 + step, step))


def star(number: int) -> list[Floats]:
    """Return lines from one vertex to all sides."""
    turn = 2 * np.pi * np.arange(number) / number
    return _straight(np.zeros((number, 2)), 100 * _xy(np.cos(turn), np.sin(turn)))


def star_without_node(number: int) -> list[Floats]:
    """Return lines that cross at one place without a vertex there."""
    turn = np.pi * np.arange(number) / number
    tips = 100 * _xy(np.cos(turn), np.sin(turn))
    return _straight(-tips, tips)


def comb(number: int) -> list[Floats]:
    """Return lines that stop half a metre short of a long one, two metres apart."""
    x = 2.0 * np.arange(1, number)
    return [np.array([[0.0, 0.0], [2.0 * number, 0.0]]), *_straight(_xy(x, 0.5), _xy(x, 30.0))]


def dense_comb(number: int) -> list[Floats]:
    """Return lines that stop short of one of 100 metres, as close to each other as their number asks."""
    x = 100.0 * np.arange(1, number) / number
    return [np.array([[0.0, 0.0], [100.0, 0.0]]), *_straight(_xy(x, 0.5), _xy(x, 30.0))]


def grid(number: int) -> list[Floats]:
    """Return streets of a grid, each block a line that stops short of the next crossing."""
    side = max(int(np.sqrt(number / 2)), 2)
    i, j = map(np.ravel, np.meshgrid(np.arange(side), np.arange(side)))
    x, y = 50.0 * i, 50.0 * j
    return _straight(_xy(x + 0.3, y), _xy(x + 49.7, y)) + _straight(_xy(x, y + 0.3), _xy(x, y + 49.7))


def crossings(number: int) -> list[Floats]:
    """Return as many crossings without a vertex as there are lines, in a grid of long streets of two vertices."""
    side = max(int(np.sqrt(number)), 2)
    at, far = 20.0 * np.arange(side), 20.0 * side
    return _straight(_xy(at, -10.0), _xy(at, far)) + _straight(_xy(-10.0, at), _xy(far, at))


def ends_on_a_line(number: int) -> list[Floats]:
    """Return ends that lie on the middle of one line."""
    x = 100.0 * np.arange(1, number) / number
    return [np.array([[0.0, 0.0], [100.0, 0.0]]), *_straight(_xy(x, 0.0), _xy(x, 30.0))]


def ends_at_a_point(number: int) -> list[Floats]:
    """Return ends within some centimetres of one place."""
    turn = 2 * np.pi * np.arange(number) / number
    way = _xy(np.cos(turn), np.sin(turn))
    return _straight(0.3 * way, 100 * way)


def spiral(number: int) -> list[Floats]:
    """Return one line with five vertices for each that is asked, in a spiral and back across it."""
    turn = 2 * np.pi * np.arange(5 * number) / 50
    out = _xy(turn * np.cos(turn), turn * np.sin(turn))
    size = float(turn.max())
    across = _xy(np.linspace(-size, size, number), np.linspace(-size / 3, size / 3, number) + 0.1234)
    return [np.concatenate([out, across])]


def long_line(number: int) -> list[Floats]:
    """Return one wandering line with 50 vertices for each line that is asked."""
    rng = np.random.default_rng(7)
    turn = np.cumsum(rng.normal(0, 0.3, 50 * number))
    return [np.cumsum(5 * _xy(np.cos(turn), np.sin(turn)), axis=0)]


def staggered(number: int) -> list[Floats]:
    """Return lines on one line, each ten metres farther than the one before."""
    x = 10.0 * np.arange(number)
    return _straight(_xy(x, 0.0), _xy(x + 100, 0.0))


def staggered_closely(number: int) -> list[Floats]:
    """Return lines of 100 metres on one line, that begin within 100 metres."""
    x = 100.0 * np.arange(number) / number
    return _straight(_xy(x, 0.0), _xy(x + 100, 0.0))


def nested(number: int) -> list[Floats]:
    """Return lines on one line, each around the one before."""
    x = 0.5 * np.arange(1, number + 1)
    return _straight(_xy(-x, 0.0), _xy(x, 0.0))


def square_metre(number: int) -> list[Floats]:
    """Return lines within one square metre."""
    ends = np.random.default_rng(8).random((2, number, 2))
    return _straight(ends[0], ends[1])


def short_in_a_square_metre(number: int) -> list[Floats]:
    """Return lines of centimetres within one square metre."""
    rng = np.random.default_rng(9)
    start = rng.random((number, 2))
    return _straight(start, start + rng.normal(0, 0.02, (number, 2)))


def town(number: int) -> list[Floats]:
    """Return streets at random, of which some stop short of others."""
    rng = np.random.default_rng(10)
    side = 30 * np.sqrt(number)
    start = rng.uniform(0, side, (number, 2))
    return _straight(start, start + rng.normal(0, 40, (number, 2)))


CASES: dict[str, Callable[[int], list[Floats]]] = {
    case.__name__: case
    for case in (
        copies,
        shifted,
        star,
        star_without_node,
        comb,
        dense_comb,
        grid,
        crossings,
        ends_on_a_line,
        ends_at_a_point,
        spiral,
        long_line,
        staggered,
        staggered_closely,
        nested,
        square_metre,
        short_in_a_square_metre,
        town,
    )
}


if __name__ == "__main__":
    sys.exit(main())
