"""Ours beside pandana and beside scipy alone, on the same network in memory: all nodes are dwellings."""

from __future__ import annotations

import numpy as np
from generate import facilities, streets
from measure import in_turn
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from buurtmaat.core.geometry import shapes
from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.options import NetworkOptions, Travel
from buurtmaat.core.network.ways import seeds_of
from buurtmaat.core.reach.bounded import GROUP, searches
from buurtmaat.core.reach.relaxation import Starts, relax_graph

PACKAGES = ("pandana==0.8",)
LIMIT = 800.0
NODES_A_FACILITY = 400
FAR = 1e6
"""Metres, more than any way: pandana needs a number."""


class Ours:
    """Our network and facilities, ready to be searched."""

    def __init__(self, nodes: int) -> None:
        made = streets(nodes)
        self.lines = made.lines()
        self.places = made.xy[facilities(len(made.xy), len(made.xy) // NODES_A_FACILITY)]
        self.build()
        self.access = find_access(self.network, shapes.points(self.places))
        self.seeds = seeds_of(self.graph, self.access)

    def build(self) -> None:
        """Make the network out of lines, and the graph out of it."""
        self.network = build_network(self.lines, NetworkOptions())
        self.graph = build_graph(self.network, Travel())

    def nearest(self) -> None:
        """Find the distance of the nearest facility of every node."""
        seeds = self.seeds
        self.distance = relax_graph(self.graph, Starts(seeds.node, seeds.cost, seeds.facility)).distance

    def counts(self) -> None:
        """Count the facilities within the limit of every node."""
        self.number = np.zeros(self.graph.nodes, np.int64)
        for search in searches(self.graph, self.access, LIMIT):
            self.number[search.nodes] += (search.cost <= LIMIT).sum(axis=0)


class Scipy:
    """Bare calls of scipy's Dijkstra on the same arrays."""

    def __init__(self, ours: Ours) -> None:
        graph = ours.graph
        self.matrix = csr_array((graph.cost, graph.indices, graph.indptr), shape=(graph.nodes, graph.nodes))
        start = ours.seeds.node[ours.seeds.cost == 0]
        self.start = start[np.unique(ours.seeds.facility[ours.seeds.cost == 0], return_index=True)[1]]

    def nearest(self) -> None:
        """Search from all facilities at once."""
        self.distance = dijkstra(self.matrix, indices=self.start, min_only=True)

    def counts(self) -> None:
        """Search from some facilities at a time over all of the network, so that it fits into memory."""
        self.number = np.zeros(self.matrix.shape[0], np.int64)
        for group in np.split(self.start, np.arange(GROUP, self.start.size, GROUP)):
            self.number += (dijkstra(self.matrix, indices=group, limit=LIMIT) <= LIMIT).sum(axis=0)


class Pandana:
    """pandana's network of the same nodes and edges, and what its user calls."""

    def __init__(self, ours: Ours) -> None:
        self.xy, self.edges, self.places = ours.network.node_xy, ours.network.edges, ours.places
        self.build()

    def build(self) -> None:
        """Make the network out of nodes and edges, and put the facilities on it."""
        import pandana
        import pandas as pd

        x, y = (pd.Series(values) for values in self.xy.T)
        tail, head = pd.Series(self.edges.tail), pd.Series(self.edges.head)
        self.network = pandana.Network(x, y, tail, head, pd.DataFrame({"metres": self.edges.length}))
        self.network.set_pois("facilities", FAR, 1, *self.places.T)
        self.network.set(self.network.get_node_ids(*self.places.T), name="facilities")

    def nearest(self) -> None:
        """Find the distance of the nearest facility of every node."""
        self.distance = self.network.nearest_pois(FAR, "facilities", num_pois=1)[1].to_numpy()

    def counts(self) -> None:
        """Count the facilities within the limit of every node."""
        self.number = self.network.aggregate(LIMIT, type="count", decay="flat", name="facilities").to_numpy()


def rows(nodes: int, runs: int, *, pandana: bool) -> list[list[str]]:
    """Run all tasks and give the lines of the table."""
    ours = Ours(nodes)
    found = beside(ours, Scipy(ours), "scipy, bare", runs, "")
    if pandana:
        theirs = Pandana(ours)
        built, other = in_turn(1, ours.build, theirs.build)
        found.append(row(f"building the network of {ours.graph.nodes:,} nodes", built, "pandana", other, ""))
        found += beside(ours, theirs, "pandana, query alone", runs, "1")
    return found


def beside(ours: Ours, other: Scipy | Pandana, name: str, runs: int, aim: str) -> list[list[str]]:
    """Run both queries in turn, give their lines, and say how far the answers differ."""
    nearest = in_turn(runs, ours.nearest, other.nearest)
    counts = in_turn(runs, ours.counts, other.counts)
    metres, different = np.abs(ours.distance - other.distance).max(), (ours.number != other.number).sum()
    print(f"Beside {name}: distances differ by {metres:.3g} m at most, counts at {different} nodes.")
    nodes = f"all {ours.graph.nodes:,} nodes"
    return [
        row(f"nearest facility of {nodes}", nearest[0], name, nearest[1], aim),
        row(f"facilities within {LIMIT:g} m of {nodes}", counts[0], name, counts[1], aim),
    ]


def row(name: str, ours: float, peer: str, other: float, aim: str) -> list[str]:
    """Write a line of the table."""
    return [name, f"{ours:.3f}", peer, f"{other:.3f}", f"{other / ours:.1f}", aim]
