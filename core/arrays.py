"""Arrays of words and numbers: what is not said, what lies outside, and sums by area as if without rounding.

Figures of areas have one row more than there are areas: the last is of what lies outside all of them. A dwelling in no
area has the area -1, and so finds that last row by itself: `figures[area]`.
"""

from __future__ import annotations

import math
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.object_]

LARGEST = 1e15
"""Beyond it neighbouring numbers are no longer a fraction apart, so no count of people, places or m² is that large."""

_SPLITS = 2
_SAMPLE = 1000

_Kind = TypeVar("_Kind", bound=np.generic)


def to_list(values: NDArray[Any]) -> list[Any]:
    """Return an array as a list of Python values, which numpy's types say only of arrays of a known dimension."""
    found: list[Any] = values.tolist()
    return found


def same_word(count: int, word: str) -> Words:
    """Return one word in many rows; `np.full` would make another string for each."""
    found = np.empty(count, object)
    found[:] = word
    return found


def is_none(words: Words) -> Flags:
    """Return where nothing is said."""
    return np.asarray(np.equal(words, None), np.bool_)  # type: ignore[call-overload]  # it does take None


def inside(figures: NDArray[_Kind]) -> NDArray[_Kind]:
    """Return the figures of the areas, without the last row, which is of what lies outside all."""
    return figures[:-1]


def with_outside(figures: NDArray[_Kind], outside: float | str | None) -> NDArray[_Kind]:
    """Return the figures of areas with a last row behind them for what lies outside all."""
    return np.append(figures, np.array([outside], figures.dtype))


def sums_of(area: Ints, weight: Floats, areas: int, count: int | None = None) -> Floats:
    """Return the sums of weights by area, in float64 even where there is nothing to sum.

    Parameters
    ----------
    count
        How many rows there are, where those with a weight of 0 are left out: so the last digit stays the same.

    Notes
    -----
    Ten weights of 0.1 make 1, not 0.9999999999999999: see `_parts`.
    """
    found: Floats = np.zeros(areas)
    for part in reversed(_parts(weight, weight.size if count is None else count)):  # the smallest first
        found = found + np.bincount(area, part, minlength=areas)
    return found


def are_whole(weight: Floats) -> bool:
    """Return whether numbers are whole, and so small that any of them add up without rounding, in whatever order."""
    some = weight[:_SAMPLE]  # most that are not show it there
    if (some != np.rint(some)).any() or not _largest(weight) < 2.0**53 / max(weight.size, 1):
        return False
    return bool((weight == np.rint(weight)).all())


def sum_known(values: Floats) -> float:
    """Return the sum of what is known, NaN where there is something and nothing of it is known: that is not 0."""
    known = values[np.isfinite(values)]
    if values.size and not known.size:
        return math.nan
    return float(sums_of(np.zeros(known.size, np.int64), known, 1)[0])


def running_sums(weight: Floats, start: Ints, area: Ints) -> Floats:
    """Return the weight up to and including each row, within its area.

    Parameters
    ----------
    weight, area
        Of each row; the rows of an area stand together, the areas in order.
    start
        Where the rows of each area begin.

    Notes
    -----
    Exact as `sums_of`, however much stands before the area: a running sum over all rows, less what stands before, would
    lose the digits of a small area behind large ones.
    """
    found: Floats = np.zeros(weight.size)
    for part in reversed(_parts(weight, weight.size)):
        running = np.cumsum(part)
        running -= np.concatenate([[0.0], running])[start][area]
        found += running
    return found


def _parts(weight: Floats, size: int) -> list[Floats]:
    """Return numbers taken apart into parts that add up to them, the largest first.

    Parameters
    ----------
    size
        How many numbers there are, with zeros that were left out: how they are taken apart depends on it.

    Notes
    -----
    All but the last part are multiples of one power of two, so coarse that no sum of them is ever rounded (Rump, Ogita
    and Oishi, Accurate floating-point summation, 2008, algorithm 3.2); what is rounded in adding up the last is far
    below the last digit of a sum.
    """
    rest: Floats = np.asarray(weight, np.float64)
    parts: list[Floats] = []
    if are_whole(rest):
        return [rest]
    for _ in range(_SPLITS):
        largest = _largest(rest)
        if not 0 < largest <= LARGEST * 1e6:
            break
        above = 2.0 ** (np.ceil(np.log2(largest)) + np.ceil(np.log2(size + 2)) + 1)
        coarse = (rest + above) - above
        parts.append(coarse)
        rest = rest - coarse
    return [*parts, rest]


def _largest(weight: Floats) -> float:
    """Return the largest number regardless of its sign, NaN where one is."""
    return max(float(weight.max(initial=0.0)), -float(weight.min(initial=0.0)))
