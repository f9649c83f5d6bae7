"""A table of SQLite written page by page, in a file of its own, without asking SQLite to insert each row.

Nobody else ever sees that file: SQLite reads it and copies the rows, as they are, into the table that they are for. The
form is that of SQLite's file format, "B-tree Pages", which it keeps for good.
"""

from __future__ import annotations

import sqlite3
import struct
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from types import TracebackType

import numpy as np

from ...core.arrays import Ints, to_list
from .byte_rows import ByteRows, put
from .record_cells import Cells, PackedCells, rows_of_cells

_PAGE = 32768
_LEAF, _INNER = 13, 5
_HEAD, _CHILD = struct.Struct(">BHHHB"), struct.Struct(">I")
_MOST_CHILDREN = 2000
"""Of an inner page: each takes 15 bytes at most."""
_LOCKED = 2**30 // _PAGE + 1
"""The page that SQLite leaves empty, since systems lock its bytes."""
_PLACE = 2
"""Bytes that say where in its page a row is."""
_BESIDE = 35
"""Bytes of a page that no row takes: with more than the others it goes into pages of its own."""
_BEYOND = 2**56
"""Keys from here on take nine bytes, of another form."""
_RESERVED_AT, _PAGES_AT = 20, 28


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
        self._last, self._held_back = -1, b""

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
        if not keys.size:
            return
        self._leaf()
        rows, payload = rows_of_cells(keys, columns)
        if payload.max() > self._usable - _BESIDE:
            rows = self._with_overflow(rows, payload)
        size = rows.sizes
        taken = [0, *to_list(np.cumsum(size + _PLACE))]
        cuts, room = [0], self._usable - _HEAD.size
        while cuts[-1] < keys.size:
            cuts.append(bisect_right(taken, taken[cuts[-1]] + room) - 1)
        count = np.diff(cuts)
        content = np.add.reduceat(size, cuts[:-1])
        start = np.cumsum(size) - size
        free = self._usable - content
        place = start - np.repeat(start[cuts[:-1]] - free, count)
        whole = np.empty(count.size * _PAGE + rows.data.shape[1], np.uint8)
        put(whole, np.repeat(np.arange(count.size) * _PAGE, count) + place, rows.data)
        pages, places = whole[: count.size * _PAGE].reshape(-1, _PAGE), place.astype(">u2")
        pages[:, self._usable :] = 0
        for page, (first, last), end in zip(pages, pairwise(cuts), to_list(free), strict=True):
            self._leaf()
            head = _HEAD.pack(_LEAF, 0, last - first, end, 0) + places[first:last].tobytes()
            page[:end] = np.frombuffer(head.ljust(end, b"\0"), np.uint8)
            self._last, self._held_back = int(keys[last - 1]), page.tobytes()

    def finish(self) -> None:
        """Write what is left, and the pages above."""
        self._leaf(is_only=not self._leaves)
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

    def _leaf(self, *, is_only: bool = False) -> None:
        """Write the page of rows that is held back until it is known whether it is the only one."""
        if self._held_back:
            page = self._root if is_only else self._new_page()
            self._write(page, self._held_back)
            self._leaves.append((page, self._last))
            self._held_back = b""

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

    def _with_overflow(self, rows: ByteRows, payload: Ints) -> ByteRows:
        """Put what of long rows does not fit in a page into pages of its own."""
        data, size = rows.data.copy(), rows.sizes.copy()
        least = (self._usable - 12) * 32 // 255 - 23
        for row in to_list(np.flatnonzero(payload > self._usable - _BESIDE)):
            inside = least + (int(payload[row]) - least) % (self._usable - 4)
            if inside > self._usable - _BESIDE:
                inside = least
            cut = int(size[row] - payload[row]) + inside
            over = data[row, cut : int(size[row])].tobytes()
            room = self._usable - _CHILD.size
            chain = [over[first : first + room] for first in range(0, len(over), room)]
            pages = [self._new_page() for _ in chain]
            for page, following, part in zip(pages, [*pages[1:], 0], chain, strict=True):
                self._write(page, _CHILD.pack(following) + part)
            size[row] = cut + _CHILD.size
            data[row, cut : int(size[row])] = np.frombuffer(_CHILD.pack(pages[0]), np.uint8)
        return ByteRows(data[:, : int(size.max())], size)

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
