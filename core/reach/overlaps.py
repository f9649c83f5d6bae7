"""Where stretches of streets lie on each other: how many, and how much they add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from .stretches import Stretches, merged

NOTHING = Stretches(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0))
"""No stretch at all."""

_EQUAL = 1e-9


@dataclass(frozen=True)
class Pieces:
    """Parts of edges that do not overlap, `start` to `end` metres from the tail of `edge`, each with its `amounts`."""

    edge: Ints
    start: Floats
    end: Floats
    amounts: Floats

    def stretches(self, rows: NDArray[np.bool_]) -> Stretches:
        """Return some of them put together, for facility 0."""
        nobody = np.zeros(int(rows.sum()), np.int64)
        return merged(nobody, self.edge[rows], self.start[rows], self.end[rows])


def lay_over(edge: Ints, start: Floats, end: Floats, amounts: Floats) -> Pieces:
    """Cut parts of edges where others begin and end, and add up what lies on each piece.

    Parameters
    ----------
    edge, start, end
        As of `Stretches`, in any order.
    amounts
        What each part adds, shape (parts, amounts).
    """
    edges, at = np.concatenate([edge, edge]), np.concatenate([start, end])
    step = np.concatenate([amounts, -amounts])
    order = np.lexsort((at, edges))
    edges, at, total = edges[order], at[order], np.cumsum(step[order], axis=0)
    piece = np.flatnonzero((edges[1:] == edges[:-1]) & (at[1:] > at[:-1]))
    return Pieces(edges[piece], at[piece], at[piece + 1], total[piece])


def where_enough(stretches: Stretches, offered: Floats, least: float) -> Stretches:
    """Return where so much is reached: the stretches on which the facilities that cover them offer at least that.

    Parameters
    ----------
    stretches
        Those of a facility do not overlap (see `merged`).
    offered
        By each facility, 1 where they are counted.
    """
    amounts = offered[stretches.facility][:, None].astype(np.float64)
    pieces = lay_over(stretches.edge, stretches.start, stretches.end, amounts)
    return pieces.stretches(pieces.amounts[:, 0] >= least * (1 - _EQUAL))


def in_common(one: Stretches, other: Stretches) -> Stretches:
    """Return what lies on stretches of both, whatever their facilities."""
    return where_some([one, other], 2)


def where_some(several: Sequence[Stretches], least: int) -> Stretches:
    """Return what lies on the stretches of at least so many."""
    return where_enough(_numbered(several), np.ones(len(several)), least)


def joined(several: Sequence[Stretches]) -> Stretches:
    """Return some stretches one after the other."""
    facility, edge, start, end = (
        np.concatenate([getattr(one, name) for one in several]) for name in ("facility", "edge", "start", "end")
    )
    return Stretches(facility, edge, start, end)


def _numbered(several: Sequence[Stretches]) -> Stretches:
    """Put stretches together, and let the facility tell which of the several they are of."""
    whole = joined([NOTHING, *several])
    number = np.repeat(np.arange(len(several)), [one.edge.size for one in several])
    return merged(number, whole.edge, whole.start, whole.end)
