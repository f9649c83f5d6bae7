"""What a node reaches on foot within some metres, while joins are made one by one."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator

import numpy as np

from ..network.network import Network

_CENTRES = 128
"""Searches that are remembered at a place: the last ones know most of the joins."""
_STEPS = 2
"""Steps from either side before all within the limit is searched: most ends have less around them."""
_MORE_STEPS = 32
"""As many where a search would be too much work."""
_VISITS = 32
"""Places visited for each question on average: with more, questions that would take a search are left open."""
_FREE = 10_000
"""Places that may be visited beyond that."""


class Surroundings:
    """Answers whether a node reaches a place within a limit: both ways everywhere, and over the joins made so far.

    Notes
    -----
    A join ends at a place on an edge. Such a place is one more node of the graph, between the next ones on its edge.

    Most questions are answered without a search. Different connected parts do not reach each other. And each search is
    remembered, at all that it reached: places whose distances from where a search began add up to no more than the
    limit reach each other. Joins only shorten ways, so what is remembered stays true. Where much lies close together,
    few searches thus answer for all.
    """

    def __init__(self, network: Network, limit: float) -> None:
        edges = network.edges
        self.edges, self.limit = edges, limit
        node = np.concatenate([edges.tail, edges.head])
        length = np.concatenate([edges.length, edges.length])
        order = np.lexsort((length, node))
        self.start = np.searchsorted(node[order], np.arange(len(network.node_xy) + 1))
        self.other = np.concatenate([edges.head, edges.tail])[order]
        self.length = length[order]
        self.component = network.component
        self.parent = list(range(network.component_length.size))
        self.spot: list[tuple[int, float]] = []  # edge and metres from its tail, of the places where joins end
        self.on_edge: dict[int, list[tuple[float, int]]] = {}
        self.beside_node: dict[int, dict[int, None]] = {}  # edges with such a place within the limit
        self.links: dict[int, list[tuple[int, float]]] = {}
        self.remembered: dict[int, dict[int, float]] = {}
        self.questions = self.visited = 0
        self.open: set[int] = set()
        """Nodes of which it was not found out what they reach, since too much lies around them."""

    def connected(self, node: int, edge: int, position: float) -> bool:
        """Return whether a node reaches a place on an edge, `position` metres from its tail, within the limit.

        Where the work would grow faster than the questions it is not found out: then no, and the node is in `open`.
        """
        if self._part(node) != self._part(int(self.edges.tail[edge])):
            return False
        self.questions += 1
        beside = self._beside(edge, position)
        if any(self._known(node, to, self.limit - metres) for to, metres in beside):
            return True
        # Where much lies close together, many questions follow: a search answers them all, and steps but this one.
        busy = self.visited > _VISITS * self.questions + _FREE
        found = self._at_a_glance(node, beside, _MORE_STEPS if busy else _STEPS)
        if found is not None:
            return found
        if busy:
            self.open.add(node)
            return False
        reached = self._search(node)
        return any(reached.get(there, np.inf) + metres <= self.limit for there, metres in beside)

    def _at_a_glance(self, node: int, beside: list[tuple[int, float]], steps: int) -> bool | None:
        """Return what is seen in some steps from both sides; None where that is not enough.

        Where one side has nothing more within the limit, and has not met the other, there is no way.
        """
        ends: list[dict[int, float]] = [{node: 0.0}, {}]
        for there, metres in beside:
            if metres <= min(self.limit, ends[1].get(there, np.inf)):
                ends[1][there] = metres
        if node in ends[1]:
            return True
        queues = [[(far, place) for place, far in end.items()] for end in ends]
        for queue in queues:
            heapq.heapify(queue)
        for step in range(2 * steps):
            mine, side = ends[step % 2], queues[step % 2]
            if not side:
                return False
            done, here = heapq.heappop(side)
            self.visited += 1
            for there, far in self._next(here, done):
                if far < mine.get(there, np.inf):
                    mine[there] = far
                    heapq.heappush(side, (far, there))
                    if far + ends[1 - step % 2].get(there, np.inf) <= self.limit:
                        return True
        return None

    def join(self, node: int, edge: int, position: float, gap: float) -> None:
        """Join a node to a place on an edge: later searches may go there."""
        self.parent[self._part(node)] = self._part(int(self.edges.tail[edge]))
        place = self._place(edge, position)
        self.links.setdefault(node, []).append((place, gap))
        self.links.setdefault(place, []).append((node, gap))
        self._pass_on(node, place, gap)
        self._pass_on(place, node, gap)

    def _part(self, node: int) -> int:
        part = int(self.component[node])
        while self.parent[part] != part:
            self.parent[part] = self.parent[self.parent[part]]
            part = self.parent[part]
        return part

    def _place(self, edge: int, position: float) -> int:
        """Return the number of a place on an edge, a new one if there is none yet."""
        there = self.on_edge.setdefault(edge, [])
        at = bisect_left(there, (position, -1))
        if at < len(there) and there[at][0] == position:
            return there[at][1]
        beside = self._beside(edge, position)
        place = self.component.size + len(self.spot)
        self.spot.append((edge, position))
        there.insert(at, (position, place))
        if position <= self.limit:
            self.beside_node.setdefault(int(self.edges.tail[edge]), {})[edge] = None
        if self.edges.length[edge] - position <= self.limit:
            self.beside_node.setdefault(int(self.edges.head[edge]), {})[edge] = None
        for other, metres in beside:
            self._pass_on(other, place, metres)
        return place

    def _pass_on(self, one: int, other: int, metres: float) -> None:
        """Let a place that is reached from another one know what is remembered there."""
        known = self.remembered.get(one)
        if not known:
            return
        mine = self.remembered.setdefault(other, {})
        for centre, far in known.items():
            if far + metres <= min(self.limit, mine.get(centre, np.inf)):
                mine[centre] = far + metres
        _forget(mine)

    def _known(self, one: int, other: int, metres: float) -> bool:
        """Return whether it is remembered that one place reaches another within some metres."""
        here, there = self.remembered.get(one), self.remembered.get(other)
        if here is None or there is None:
            return False
        return any(far + there[centre] <= metres for centre, far in here.items() if centre in there)

    def _search(self, node: int) -> dict[int, float]:
        """Return the metres to all that a node reaches within the limit, and remember them."""
        best, queue = {node: 0.0}, [(0.0, node)]
        while queue:
            done, here = heapq.heappop(queue)
            if done > best[here]:
                continue
            self.visited += 1
            for there, far in self._next(here, done):
                if far < best.get(there, np.inf):
                    best[there] = far
                    heapq.heappush(queue, (far, there))
        for place, far in best.items():
            known = self.remembered.setdefault(place, {})
            known[node] = far
            _forget(known)
        return best

    def _next(self, here: int, done: float) -> Iterator[tuple[int, float]]:
        """Yield what comes next within the limit, and how far it is by then."""
        if here >= self.component.size:
            ways: Iterable[tuple[int, float]] = self._beside_place(here)
        else:
            for at in range(self.start[here], self.start[here + 1]):
                far = done + float(self.length[at])
                if far > self.limit:
                    break
                yield int(self.other[at]), far
            ways = self._first_places(here)
        for way in (ways, self.links.get(here, ())):
            for there, metres in way:
                if done + metres <= self.limit:
                    yield there, done + metres

    def _first_places(self, node: int) -> Iterator[tuple[int, float]]:
        """Yield the place next to a node on each edge that has one, and the metres."""
        for edge in self.beside_node.get(node, ()):
            there = self.on_edge[edge]
            if self.edges.tail[edge] == node:
                yield there[0][1], there[0][0]
            if self.edges.head[edge] == node:
                yield there[-1][1], float(self.edges.length[edge]) - there[-1][0]

    def _beside_place(self, place: int) -> list[tuple[int, float]]:
        edge, position = self.spot[place - self.component.size]
        return self._neighbours(edge, position, bisect_left(self.on_edge[edge], (position, -1)), 1)

    def _beside(self, edge: int, position: float) -> list[tuple[int, float]]:
        """Return what lies next to a place on an edge to both sides, and the metres; the place itself if known."""
        there = self.on_edge.get(edge, [])
        at = bisect_left(there, (position, -1))
        if at < len(there) and there[at][0] == position:
            return [(there[at][1], 0.0)]
        return self._neighbours(edge, position, at, 0)

    def _neighbours(self, edge: int, position: float, at: int, own: int) -> list[tuple[int, float]]:
        """Return what lies before and behind a place; `own` is 1 if row `at` of those on the edge is the place."""
        there = self.on_edge.get(edge, [])
        before = (there[at - 1][1], position - there[at - 1][0]) if at else (int(self.edges.tail[edge]), position)
        if at + own < len(there):
            return [before, (there[at + own][1], there[at + own][0] - position)]
        return [before, (int(self.edges.head[edge]), float(self.edges.length[edge]) - position)]


def _forget(known: dict[int, float]) -> None:
    while len(known) > _CENTRES:
        del known[next(iter(known))]
