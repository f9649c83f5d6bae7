"""The last stretches of ways to dwellings."""

from __future__ import annotations

from dataclasses import dataclass

from ..arrays import Floats, Ints


@dataclass(frozen=True)
class Arrivals:
    """The last stretch to each dwelling that is on the network: from which two nodes and at what cost.

    `row` (n,) is the dwelling; `node`, `cost`, `other` have shape (2, n), for the tail and the head of its edge.
    """

    row: Ints
    node: Ints
    cost: Floats
    other: Floats
