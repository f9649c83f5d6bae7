"""Generated street networks of any size: towns, countryside, and a river with few bridges; the same in every run.

Streets are a relative neighbourhood graph of random places, a little denser than that: two places are joined unless a
third is clearly nearer to both. In the Netherlands, Delft for one, junctions have 2.8 streets on average too.
"""

from __future__ import annotations

from dataclasses import dataclass

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from buurtmaat.core.geometry.shapes import LINE, Shapes
from buurtmaat.core.network.network import Lines

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SEED = 2024
PER_KM2 = 90
"""Nodes a square kilometre, as in the Netherlands: three million on all their land."""
IN_TOWNS = 0.75
NODES_A_TOWN = 8_000
TOWN_PER_KM2 = 1_500
RIVER_WIDTH = 200.0
BRIDGE_EVERY = 10_000.0
NEIGHBOURS = 9
NEARER = 0.94
"""A third place within this share of the distance of two from both of them keeps them apart."""
NOT_BUILT = 0.1
"""Share of the streets between neighbours that are not there, so that some end blind."""


@dataclass(frozen=True)
class Streets:
    """A network: nodes ordered by x and y, as the plugin orders its own; each street has one bend.

    `tail` and `head` are the streets' nodes, `bend` (streets, 2) lies between them, `length` is in metres.
    """

    xy: Floats
    tail: Ints
    head: Ints
    bend: Floats
    length: Floats

    def matrix(self) -> csr_array:
        """Return the streets, both ways, as compressed rows."""
        start, end = np.concatenate([self.tail, self.head]), np.concatenate([self.head, self.tail])
        order = np.lexsort((end, start))
        indptr = np.concatenate([[0], np.cumsum(np.bincount(start, minlength=len(self.xy)))])
        length = np.concatenate([self.length, self.length])[order]
        shape = (len(self.xy), len(self.xy))
        return csr_array((length, end[order].astype(np.int32), indptr.astype(np.int32)), shape=shape)

    def lines(self) -> Lines:
        """Return the streets as the lines of a layer."""
        count = self.tail.size
        xy = np.stack([self.xy[self.tail], self.bend, self.xy[self.head]], axis=1).reshape(-1, 2)
        start = np.arange(0, 3 * count + 1, 3)
        return Lines(
            shapes=Shapes(
                xy=xy,
                part_start=start,
                part_feature=np.arange(count),
                part_kind=np.full(count, LINE, np.int8),
                count=count,
            )
        )


def streets(nodes: int, seed: int = SEED) -> Streets:
    """Make a network of about this many nodes, all connected."""
    rng = np.random.default_rng(seed)
    side = 1000.0 * np.sqrt(nodes / PER_KM2)
    xy = _places(nodes, side, rng)
    xy = xy[np.abs(_beyond_river(xy, side)) > RIVER_WIDTH / 2]
    xy = xy[np.lexsort((xy[:, 1], xy[:, 0]))]
    tail, head = _neighbours(xy)
    shore = _beyond_river(xy, side) > 0
    dry = (shore[tail] == shore[head]) & (rng.random(tail.size) >= NOT_BUILT)
    bridges = _bridges(xy, shore, side)
    tail, head = np.concatenate([tail[dry], bridges[0]]), np.concatenate([head[dry], bridges[1]])
    xy, tail, head = _connected(xy, tail, head)
    along = xy[head] - xy[tail]
    aside = rng.normal(0.0, 0.15, tail.size)[:, None] * np.column_stack([-along[:, 1], along[:, 0]])
    bend = (xy[tail] + xy[head]) / 2 + aside
    length = np.hypot(*(bend - xy[tail]).T) + np.hypot(*(xy[head] - bend).T)
    return Streets(xy, tail, head, bend, length)


def dwellings(made: Streets, count: int, seed: int = SEED) -> Floats:
    """Put dwellings along the streets, most of them where the junctions are dense, some 15 m from the street."""
    rng = np.random.default_rng(seed)
    street = rng.integers(0, made.tail.size, count)
    share = rng.random(count)[:, None]
    return made.xy[made.tail[street]] * (1 - share) + made.bend[street] * share + rng.normal(0.0, 15.0, (count, 2))


def facilities(nodes: int, count: int, seed: int = SEED) -> Ints:
    """Choose the nodes at which facilities stand."""
    return np.sort(np.random.default_rng(seed).choice(nodes, count, replace=False))


def _places(nodes: int, side: float, rng: np.random.Generator) -> Floats:
    """Scatter places: towns of very different sizes, dense in the middle, and the country between them."""
    towns = max(nodes // NODES_A_TOWN, 3)
    size = rng.lognormal(0.0, 1.0, towns)
    town = rng.choice(towns, int(nodes * IN_TOWNS), p=size / size.sum())
    radius = 1000.0 * np.sqrt(np.bincount(town, minlength=towns) / TOWN_PER_KM2 / np.pi)
    centre = rng.uniform(0.0, side, (towns, 2))
    within = centre[town] + radius[town][:, None] * rng.normal(0.0, 0.6, (town.size, 2))
    xy = np.concatenate([within, rng.uniform(0.0, side, (nodes - town.size, 2))])
    return np.clip(xy, 0.0, side) + rng.uniform(0.0, 1.0, xy.shape)


def _beyond_river(xy: Floats, side: float) -> Floats:
    """Return how far north of the river's middle places lie: it winds from west to east."""
    x = xy[:, 0] / side
    return xy[:, 1] - side * (0.5 + 0.06 * np.sin(9 * x) + 0.02 * np.sin(31 * x))


def _neighbours(xy: Floats) -> tuple[Ints, Ints]:
    """Join each place to those of its nearest with no third clearly nearer to both."""
    found = cKDTree(xy).query(xy, k=np.arange(2, NEIGHBOURS + 2), workers=-1)
    away, near = np.asarray(found[0]), np.asarray(found[1])
    tails, heads = [], []
    for far in range(NEIGHBOURS):
        row = np.arange(len(xy))
        for third in range(far):
            reach = NEARER * away[row, far]
            apart = np.hypot(*(xy[near[row, third]] - xy[near[row, far]]).T)
            row = row[(away[row, third] >= reach) | (apart >= reach)]
        tails.append(row)
        heads.append(near[row, far])
    tail, head = np.concatenate(tails), np.concatenate(heads)
    pairs = np.unique(np.minimum(tail, head) * len(xy) + np.maximum(tail, head))
    return np.divmod(pairs, len(xy))


def _bridges(xy: Floats, shore: NDArray[np.bool_], side: float) -> tuple[Ints, Ints]:
    """Join the two shores where the river is crossed."""
    x = np.arange(BRIDGE_EVERY / 2, side, BRIDGE_EVERY)
    middle = np.column_stack([x, -_beyond_river(np.column_stack([x, np.zeros(x.size)]), side)])
    north, south = np.flatnonzero(shore), np.flatnonzero(~shore)
    return south[cKDTree(xy[south]).query(middle)[1]], north[cKDTree(xy[north]).query(middle)[1]]


def _connected(xy: Floats, tail: Ints, head: Ints) -> tuple[Floats, Ints, Ints]:
    """Keep the largest connected part."""
    part = connected_components(coo_array((np.ones(tail.size), (tail, head)), shape=(len(xy), len(xy))))[1]
    keep = part == np.bincount(part).argmax()
    number = np.cumsum(keep) - 1
    inside = keep[tail]
    return xy[keep], number[tail[inside]], number[head[inside]]
