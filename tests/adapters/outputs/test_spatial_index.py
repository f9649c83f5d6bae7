"""A packed tree beside one that SQLite filled box by box: the same boxes, and the same answers."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import numpy as np
import pytest

from buurtmaat.adapters.outputs.spatial_index import CELLS, NODE_SIZE, outwards, packed


def random_boxes(rng, count):
    corner = rng.normal(size=(count, 2)) * 10.0 ** rng.integers(-3, 7)
    size = rng.choice([0.0, 1.0, 1e3], (count, 2)) * rng.random((count, 2))
    return np.stack([corner[:, 0], corner[:, 0] + size[:, 0], corner[:, 1], corner[:, 1] + size[:, 1]], axis=1)


def fill(database, ids, boxes):
    for name in ("packed", "one_by_one"):
        database.execute(f"CREATE VIRTUAL TABLE {name} USING rtree (id, minx, maxx, miny, maxy)")
    ((size,),) = database.execute("SELECT length(data) FROM packed_node")
    assert size == NODE_SIZE
    rows = zip(ids.tolist(), *boxes.T.tolist(), strict=True)
    database.executemany("INSERT INTO one_by_one VALUES (?, ?, ?, ?, ?)", rows)
    table = "packed_rowid"
    for level in packed(ids, outwards(boxes)):
        nodes = zip(level.number.tolist(), level.data, strict=True)
        database.executemany("INSERT OR REPLACE INTO packed_node VALUES (?, ?)", nodes)
        database.executemany(
            f"INSERT INTO {table} VALUES (?, ?)", zip(level.inner.tolist(), level.node.tolist(), strict=True)
        )
        table = "packed_parent"


@pytest.mark.parametrize("count", [1, 2, CELLS, CELLS + 1, 2 * CELLS + 1, CELLS**2, CELLS**2 + 1, 9000])
def test_a_packed_tree_holds_and_finds_what_one_of_sqlite_does(count):
    rng = np.random.default_rng(count)
    ids = rng.permutation(3 * count)[:count] + 1
    with closing(sqlite3.connect(":memory:")) as database:
        fill(database, ids, random_boxes(rng, count))
        assert database.execute("SELECT rtreecheck('packed')").fetchall() == [("ok",)]
        every = "SELECT * FROM {} ORDER BY id"
        found = database.execute(every.format("packed")).fetchall()
        assert found == database.execute(every.format("one_by_one")).fetchall()
        assert len(found) == count
        window = "SELECT id FROM {} WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ? ORDER BY id"
        for _, minx, maxx, miny, maxy in found[:50]:
            asked = (maxx + 1, minx - 1, maxy + 1, miny - 1)
            near = database.execute(window.format("packed"), asked).fetchall()
            assert near == database.execute(window.format("one_by_one"), asked).fetchall() != []
        # It goes on as any other: rows are deleted and added.
        for one in ids[: count // 2].tolist():
            database.execute("DELETE FROM packed WHERE id = ?", (one,))
        database.execute("INSERT INTO packed VALUES (?, 0, 1, 0, 1)", (4 * count,))
        assert database.execute("SELECT rtreecheck('packed')").fetchall() == [("ok",)]
        assert database.execute("SELECT count(*) FROM packed").fetchall() == [(count - count // 2 + 1,)]
