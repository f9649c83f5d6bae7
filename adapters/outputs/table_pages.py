"""A table of SQLite written page by page, in a file of its own, without asking SQLite to insert each row.

Nobody else ever sees that file: SQLite reads it and copies the rows, as they are, into the table that they are for. The
form is that of SQLite's file format, "B-tree Pages", which it keeps for good.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import Ints, to_list
from .record_cells import Cells, PackedCells, rows_of_cells

_PAGE = 32768
_LEAF, _INNER = 13, 5
_HEAD, _CHILD = struct.Struct(">BHHHB"), struct.Struct(">I")
_MOST_CHILDREN = 2000
"""Of an inner page: each takes 15 bytes at most."""
_LOCKED = 2**30 // _PAGE + 1
"""The page that SQLite leaves empty, since systems lock its bytes."""
_BEYOND = 2**56
"""Keys from here on take nine bytes, of another form."""
_RESERVED_AT, _PAGES_AT = 20, 28
_NONE = np.empty(0, np.int64)


class TablePages:
    """Writes the rows of the only table of a new database; used in a `with`.

    Parameters
    ----------
    path
        The file, which is not there yet.
    statement
        Makes the table, which has no index beside the key of its rows.
    """

    def __init__(self, path: Path, statement: str) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            for setting in (f"page_size = {_PAGE}", "auto_vacuum = NONE", "journal_mode = OFF", "synchronous = OFF"):
                database.execute(f"PRAGMA {setting}")
            database.execute(statement)
            ((self._root,),) = database.execute("SELECT rootpage FROM sqlite_master WHERE sql = ?", (statement,))
        self._file = path.open("rb+")
        head = self._file.read(_PAGES_AT + _CHILD.size)
        self._usable = _PAGE - head[_RESERVED_AT]
        (self._pages,) = _CHILD.unpack_from(head, _PAGES_AT)
        self._file.seek(self._pages * _PAGE)
        self._leaves: list[tuple[int, int]] = []
        self._last = -1
        self._left: tuple[NDArray[np.uint8], Ints, Ints] = np.empty(0, np.uint8), _NONE, _NONE

    def __enter__(self) -> TablePages:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def takes(self, keys: Ints) -> bool:
        """Return whether the keys of rows go on ascending behind those that are there, and are not too large."""
        ascend = keys.size and keys[0] > self._last and keys[-1] < _BEYOND and (keys[1:] > keys[:-1]).all()
        return bool(not keys.size or ascend)

    def add(self, keys: Ints, columns: Sequence[Cells | PackedCells]) -> None:
        """Add rows, whose keys ascend.

        Parameters
        ----------
        columns
            The values of all columns of the table; NULL of one that is the key.
        """
        data, size, payload = rows_of_cells(keys, columns)
        if payload.max(initial=0) > self._usable - 35:
            data, size = self._with_overflow(data, size, payload)
        self._last = int(keys[-1]) if keys.size else self._last
        left = self._left
        data = np.concatenate([left[0], data])
        size, keys = np.concatenate([left[1], size]), np.concatenate([left[2], keys])
        end = np.cumsum(size)
        taken = np.concatenate([[0], end + 2 * np.arange(1, size.size + 1)])  # with the place of each in its page
        first = 0
        while taken[-1] - taken[first] > self._usable - _HEAD.size:
            last = int(np.searchsorted(taken, taken[first] + self._usable - _HEAD.size, "right")) - 1
            self._leaf(data, end, slice(first, last), int(keys[last - 1]), self._new_page())
            first = last
        begin = int(end[first] - size[first]) if first < size.size else data.size
        self._left = data[begin:], size[first:], keys[first:]

    def finish(self) -> None:
        """Write what is left, and the pages above."""
        data, size, keys = self._left
        if size.size:
            page = self._new_page() if self._leaves else self._root
            self._leaf(data, np.cumsum(size), slice(0, size.size), int(keys[-1]), page)
        level = self._leaves
        while len(level) > 1:
            groups = -(-len(level) // _MOST_CHILDREN)
            cuts = [len(level) * group // groups for group in range(groups + 1)]
            pages = [self._new_page() if groups > 1 else self._root for _ in range(groups)]
            for page, (first, last) in zip(pages, pairwise(cuts), strict=True):
                self._write(page, self._inner(level[first:last]))
            level = [(page, level[last - 1][1]) for page, last in zip(pages, cuts[1:], strict=True)]
        self._file.seek(_PAGES_AT)
        self._file.write(_CHILD.pack(self._pages))
        self._file.close()

    def _leaf(self, data: NDArray[np.uint8], end: Ints, rows: slice, key: int, page: int) -> None:
        """Write a page of rows."""
        first = int(end[rows.start - 1]) if rows.start else 0
        content = data[first : int(end[rows.stop - 1])]
        free = self._usable - content.size
        place = np.concatenate([[0], end[rows][:-1] - first]) + free
        head = _HEAD.pack(_LEAF, 0, place.size, free, 0) + place.astype(">u2").tobytes()
        self._write(page, head.ljust(free, b"\0") + content.tobytes())
        self._leaves.append((page, key))

    def _inner(self, children: Sequence[tuple[int, int]]) -> bytes:
        """Return a page above others: of each but the last its number and its largest key."""
        cells = [_CHILD.pack(page) + _varint(key) for page, key in children[:-1]]
        content, place, free = b"".join(cells), list[int](), self._usable
        free -= len(content)
        at = free
        for cell in cells:
            place.append(at)
            at += len(cell)
        head = _HEAD.pack(_INNER, 0, len(cells), free, 0) + _CHILD.pack(children[-1][0])
        return (head + struct.pack(f">{len(place)}H", *place)).ljust(free, b"\0") + content

    def _with_overflow(self, data: NDArray[np.uint8], size: Ints, payload: Ints) -> tuple[NDArray[np.uint8], Ints]:
        """Put what of long rows does not fit in a page into pages of its own."""
        size, end, at = size.copy(), np.cumsum(size), 0
        pieces = list[NDArray[np.uint8]]()
        least = (self._usable - 12) * 32 // 255 - 23
        for row in to_list(np.flatnonzero(payload > self._usable - 35)):
            inside = least + (int(payload[row]) - least) % (self._usable - 4)
            if inside > self._usable - 35:
                inside = least
            cut = int(end[row] - payload[row]) + inside
            over = data[cut : int(end[row])].tobytes()
            room = self._usable - _CHILD.size
            chain = [over[first : first + room] for first in range(0, len(over), room)]
            pages = [self._new_page() for _ in chain]
            for page, following, part in zip(pages, [*pages[1:], 0], chain, strict=True):
                self._write(page, _CHILD.pack(following) + part)
            pieces += [data[at:cut], np.frombuffer(_CHILD.pack(pages[0]), np.uint8)]
            size[row] += _CHILD.size - len(over)
            at = int(end[row])
        return np.concatenate([*pieces, data[at:]]), size

    def _new_page(self) -> int:
        """Return the number of another page."""
        self._pages += 1
        if self._pages == _LOCKED:
            self._pages += 1
        return self._pages

    def _write(self, page: int, content: bytes) -> None:
        at = (page - 1) * _PAGE
        if self._file.tell() != at:
            self._file.seek(at)
        self._file.write(content.ljust(_PAGE, b"\0"))


def _varint(value: int) -> bytes:
    """Return a number as SQLite writes it, seven bits a byte."""
    found = [value & 0x7F]
    while value := value >> 7:
        found.append(value & 0x7F | 0x80)
    return bytes(reversed(found))
