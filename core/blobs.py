"""Byte strings in one array: texts in UTF-8, or geometries, without a Python object for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_CONTINUES, _CONTINUED = 0xC0, 0x80
"""In UTF-8 the first two bits of a byte are 10 where it is not the first of its character."""


@dataclass(frozen=True)
class Blobs:
    """Byte strings behind one another.

    Parameters
    ----------
    data
        All bytes.
    size
        The number of bytes of each, 0 where there is none.
    """

    data: NDArray[np.uint8]
    size: NDArray[np.int64]

    @property
    def count(self) -> int:
        """Return the number of byte strings, the empty ones included."""
        return int(self.size.size)

    @property
    def start(self) -> NDArray[np.int64]:
        """Return where each begins."""
        return np.cumsum(self.size) - self.size

    def between(self, rows: slice) -> Blobs:
        """Return those of rows behind one another."""
        size = self.size[rows]
        first = int(self.size[: rows.start].sum())
        return Blobs(self.data[first : first + int(size.sum())], size)

    def some(self, rows: NDArray[np.int64]) -> list[bytes]:
        """Return those of some rows."""
        first = self.start[rows]
        return [self.data[start:end].tobytes() for start, end in zip(first, first + self.size[rows], strict=True)]

    def starting_with(self, head: bytes) -> NDArray[np.bool_]:
        """Return which of them begin with these bytes."""
        found = self.size >= len(head)
        at = self.start[found][:, None] + np.arange(len(head))
        found[found] = (self.data[at] == np.frombuffer(head, np.uint8)).all(axis=1)
        return found

    def texts(self) -> list[str]:
        """Return them as texts; a `UnicodeDecodeError` where one of them is no UTF-8."""
        whole = self.data.tobytes().decode()
        start = self.start
        if len(whole) < self.data.size:
            opens = (self.data & _CONTINUES) != _CONTINUED
            cut = ~opens[start[self.size > 0]]
            if cut.any():
                at = int(start[self.size > 0][cut][0])
                raise UnicodeDecodeError("utf-8", self.data.tobytes(), at, at + 1, "a text begins within a character")
            place = np.concatenate([[0], np.cumsum(opens)])
            start = place[start]
            end = place[self.start + self.size]
        else:
            end = start + self.size
        return [whole[first:last] for first, last in zip(start.ravel().tolist(), end.ravel().tolist(), strict=True)]
