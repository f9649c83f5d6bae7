"""Rows that are written page by page, read and checked by SQLite."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import pairwise

import numpy as np
import pytest

from buurtmaat.adapters.outputs import table_pages
from buurtmaat.adapters.outputs.byte_rows import ByteRows
from buurtmaat.adapters.outputs.record_cells import (
    Cells,
    blob_cells,
    nulls,
    real_cells,
    text_cells,
    whole_cells,
    words_cells,
)
from buurtmaat.adapters.outputs.table_pages import TablePages
from buurtmaat.core.blobs import Blobs

STATEMENT = "CREATE TABLE t (key INTEGER PRIMARY KEY AUTOINCREMENT, n INTEGER, real REAL, text TEXT, shape BLOB)"
EDGES = [e * 2**b + d for b in (7, 8, 15, 16, 23, 24, 31, 32, 47, 48, 62) for e in (-1, 1) for d in (-1, 0, 1)]
WHOLE = [0, 1, -1, 2, 2**63 - 1, -(2**63), *EDGES]
REAL = [0.0, -0.0, 1.0, 0.5, -7.0, 1e300, 5e-324, np.inf, -np.inf, np.nan, *map(float, EDGES)]


def as_stored(values):
    """Return byte strings of Python, None for NULL, as cells."""
    size = np.array([len(value or b"") for value in values], np.int64)
    blobs = Blobs(np.frombuffer(b"".join(value or b"" for value in values), np.uint8), size)
    cells = blob_cells(ByteRows.of(blobs))
    cells.code[[value is None for value in values]] = 0
    return cells


def random_rows(rng, count, longest):
    """Return columns as Python values: whole numbers, real ones, texts and blobs."""
    size = rng.integers(0, longest + 1, count)
    texts = ["".join(map(chr, rng.choice([65, 233, 0x20AC, 0x1F600], s % 50))) for s in size.tolist()]
    return [
        [None if rng.random() < 0.2 else int(rng.choice(WHOLE)) for _ in range(count)],
        [float(rng.choice(REAL)) for _ in range(count)],
        [None if rng.random() < 0.2 else text for text in texts],
        [None if rng.random() < 0.2 else rng.bytes(s) for s in size.tolist()],
    ]


def as_cells(columns):
    whole, real, texts, blobs = columns
    known = np.array([value is not None for value in whole], bool)
    return [
        nulls(len(whole)),
        whole_cells(np.array([value or 0 for value in whole], np.int64), known),
        real_cells(np.array(real)),
        words_cells(texts),
        as_stored(blobs),
    ]


def written(path, keys, columns, blocks):
    """Write rows in blocks, and return what SQLite reads."""
    cuts = [len(keys) * block // blocks for block in range(blocks + 1)]
    with TablePages(path, STATEMENT) as pages:
        for first, last in pairwise(cuts):
            pages.add(np.array(keys[first:last], np.int64), as_cells([one[first:last] for one in columns]))
        pages.finish()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return database.execute("SELECT * FROM t").fetchall()


def by_sqlite(keys, columns):
    """Return what SQLite reads of rows that it has inserted itself."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(STATEMENT)
        database.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", zip(keys, *columns, strict=True))
        return database.execute("SELECT * FROM t").fetchall()


def told_apart(rows):
    """Return rows so that types and signs of zero count too."""
    return [tuple(map(repr, row)) for row in rows]


@pytest.mark.parametrize("count", [0, 1, 2, 700, 5000])
@pytest.mark.parametrize("longest", [0, 300, 2000])
@pytest.mark.parametrize("blocks", [1, 7])
def test_rows_are_those_that_sqlite_would_have_inserted(count, longest, blocks, tmp_path):
    rng = np.random.default_rng(count + longest)
    keys = np.cumsum(rng.choice([1, 3, 2**20, 2**41], count)).tolist()
    columns = random_rows(rng, count, longest)
    assert told_apart(written(tmp_path / "x", keys, columns, blocks)) == told_apart(by_sqlite(keys, columns))


@pytest.mark.parametrize("size", [32_600, 32_700, 32_720, 32_768, 40_000, 65_400, 65_600, 98_304, 2**20, 3 * 2**20 + 1])
def test_rows_longer_than_a_page_are_whole(size, tmp_path):
    # All sizes around those at which a row no longer fits, or its rest fills pages exactly.
    sizes = [*range(size, size + 40)] if size < 100_000 else [size]
    blobs = [bytes([number % 251]) * one + b"end" for number, one in enumerate(sizes)]
    columns = [[1] * len(blobs), [0.5] * len(blobs), ["a"] * len(blobs), blobs]
    keys = list(range(1, len(blobs) + 1))
    assert written(tmp_path / "x", keys, columns, 3) == by_sqlite(keys, columns)


@pytest.mark.parametrize("most", [3, 4, 16])
def test_pages_above_pages_lead_to_each_row(most, tmp_path, monkeypatch):
    monkeypatch.setattr(table_pages, "_MOST_CHILDREN", most)
    count = 3000
    columns = [list(range(count)), [0.0] * count, ["é"] * count, [bytes(500)] * count]
    keys = list(range(5, 5 + 3 * count, 3))
    assert written(tmp_path / "x", keys, columns, 4) == by_sqlite(keys, columns)
    with closing(sqlite3.connect(tmp_path / "x")) as database:
        for key in keys[::100]:
            assert database.execute("SELECT n FROM t WHERE key = ?", (key,)).fetchall() == [((key - 5) // 3,)]


def test_the_page_whose_bytes_systems_lock_is_left_empty(tmp_path, monkeypatch):
    count = 500
    columns = [list(range(count)), [0.0] * count, ["a"] * count, [bytes(1000)] * count]
    with TablePages(tmp_path / "x", STATEMENT) as pages:
        monkeypatch.setattr(pages, "_pages", 2**30 // 2**15 - 4)  # the file has a hole before
        pages.add(np.arange(1, count + 1), as_cells(columns))
        pages.finish()
    with closing(sqlite3.connect(tmp_path / "x")) as database:
        assert database.execute("SELECT * FROM t").fetchall() == by_sqlite(range(1, count + 1), columns)
    with (tmp_path / "x").open("rb") as file:
        file.seek(2**30)
        assert file.read(2**15) == bytes(2**15)
        assert any(file.read(2**15))


def test_rows_are_copied_into_a_table_like_theirs_with_pages_of_another_size(tmp_path):
    rng = np.random.default_rng(3)
    keys, columns = list(range(1, 801)), random_rows(rng, 800, 6000)
    written(tmp_path / "x", keys, columns, 3)
    with closing(sqlite3.connect(tmp_path / "y", isolation_level=None)) as database:
        database.execute("PRAGMA page_size = 4096")
        database.execute(STATEMENT)
        database.execute("ATTACH ? AS x", (str(tmp_path / "x"),))
        database.execute("INSERT INTO main.t SELECT * FROM x.t")
        assert database.execute("PRAGMA main.integrity_check").fetchall() == [("ok",)]
        assert told_apart(database.execute("SELECT * FROM main.t").fetchall()) == told_apart(by_sqlite(keys, columns))
        assert database.execute("SELECT seq FROM main.sqlite_sequence").fetchall() == [(800,)]


@pytest.mark.parametrize(
    ("keys", "taken"), [([6, 7], True), ([5, 6], False), ([6, 6], False), ([8, 7], False), ([], True), ([2**56], False)]
)
def test_keys_are_taken_that_ascend_and_are_not_too_large(keys, taken, tmp_path):
    with TablePages(tmp_path / "x", STATEMENT) as pages:
        assert pages.takes(np.array([0, 2]))
        assert not pages.takes(np.array([-1, 2]))
        pages.add(np.array([4, 5]), as_cells([[1, 2], [0.5, 0.5], ["a", "b"], [b"", None]]))
        assert pages.takes(np.array(keys, np.int64)) == taken


def test_values_stand_where_they_are_there_and_another_one_elsewhere(tmp_path):
    there = np.array([True, False, True])
    spread = words_cells(["long word", None]).spread(there, words_cells(["x"]))
    with TablePages(tmp_path / "x", "CREATE TABLE t (a)") as pages:
        pages.add(np.arange(3), [spread])
        pages.finish()
    with closing(sqlite3.connect(tmp_path / "x")) as database:
        assert database.execute("SELECT a FROM t").fetchall() == [("long word",), ("x",), (None,)]


def test_texts_that_are_null_have_no_bytes():
    cells = text_cells(Blobs(np.frombuffer(b"ab", np.uint8), np.array([2, 0, 0])), np.array([False, True, False]))
    assert cells.code.tolist() == [17, 0, 13]
    assert isinstance(cells, Cells)
    assert cells.size.tolist() == [2, 0, 0]
