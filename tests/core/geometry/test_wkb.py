"""Many geometries at once come out as one by one."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from buurtmaat.core.blobs import Blobs
from buurtmaat.core.geometry.shapes import from_wkb
from buurtmaat.core.geometry.wkb import read_block
from towns.factories import box, line, multipoint, point, polygon, wkb

DIMS = ["", "Z", "M", "ZM"]


def blobs(found: list[bytes | None]) -> Blobs:
    size = np.array([len(one or b"") for one in found], np.int64)
    return Blobs(np.frombuffer(b"".join(one or b"" for one in found), np.uint8), size)


def assert_same(found: list[bytes | None]) -> None:
    block, expected = read_block(blobs(found)), from_wkb(found)
    assert block is not None
    for name in ("xy", "part_start", "part_feature", "part_kind"):
        one, other = getattr(block.shapes, name), getattr(expected, name)
        assert one.dtype == other.dtype
        assert one.shape == other.shape
        assert one.tobytes() == other.tobytes()
    assert block.shapes.count == expected.count


@pytest.mark.parametrize("dims", DIMS)
def test_each_kind_comes_out_as_alone(dims):
    hole = polygon([(0, 0), (9, 0), (9, 9)], [(5, 1), (8, 1), (8, 4)])
    several = [
        *(point(1, 2), line((1, 2), (3, 4), (5, 6)), hole, multipoint((1, 1), (2, 2))),
        *(line((0, 0), (1, 0)) + line((5, 5), (6, 6)), box(0, 0, 1, 1) + hole),
    ]
    found = [None, *(wkb(shapes, dims) for shapes in several), b"", *(wkb(shapes, dims) for shapes in several[::-1])]
    assert_same(found)
    assert read_block(blobs(found)).has_z.tolist() == [bool(one) and "Z" in dims for one in found]


def head(code: int) -> bytes:
    return struct.pack("<BI", 1, code)


def vertices(rng, count: int, dims: int, *, ring: bool = False) -> bytes:
    xy = rng.normal(size=(count, dims)).astype("<f8")
    if ring and count:
        xy[-1] = xy[0]
    return xy.tobytes()


def random_wkb(rng, kind: int, flavour: int) -> bytes:
    """Write a random geometry of a kind (1 to 6) in a flavour (0: flat, 1: Z, 2: M, 3: both)."""
    dims = (2, 3, 3, 4)[flavour]
    start = head(kind + 1000 * flavour)
    if kind == 1:
        return start + vertices(rng, 1, dims)
    count = int(rng.integers(0, 5))
    number = struct.pack("<I", count)
    if kind == 2:
        return start + number + vertices(rng, count, dims)
    if kind == 3:
        sizes = rng.integers(0, 5, count).tolist()
        return start + number + b"".join(struct.pack("<I", n) + vertices(rng, n, dims, ring=True) for n in sizes)
    return start + number + b"".join(random_wkb(rng, kind - 3, flavour) for _ in range(count))


@pytest.mark.parametrize("seed", range(60))
def test_random_geometries_come_out_as_alone(seed):
    rng = np.random.default_rng(seed)
    kinds, flavours = rng.integers(1, 7, 40).tolist(), rng.integers(0, 4, 40).tolist()
    assert_same([None if rng.random() < 0.1 else random_wkb(rng, k, f) for k, f in zip(kinds, flavours, strict=True)])


def test_nothing_is_nothing():
    assert_same([])
    assert_same([None, None])


SQUARE = struct.pack("<II10d", 1, 5, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0)
OTHER = {
    "a curve": head(8) + struct.pack("<I6d", 3, 0, 0, 1, 1, 2, 0),
    "a collection": head(7) + struct.pack("<I", 1) + head(1) + struct.pack("<dd", 1, 2),
    "a triangle": head(17) + SQUARE,
    "another byte order": struct.pack(">BIdd", 0, 1, 3, 4),
    "Z as it was before the standard": struct.pack("<BIddd", 1, 0x80000001, 7, 8, 9),
    "a point without its y": head(1) + struct.pack("<d", 1),
    "a line cut short": head(2) + struct.pack("<I3d", 2, 0, 0, 1),
    "more rings than there are": head(3) + struct.pack("<I", 7) + SQUARE[4:],
    "a line among points": head(4) + struct.pack("<I", 1) + head(2) + struct.pack("<I4d", 2, 0, 0, 1, 1),
    "a part of another byte order": head(4) + struct.pack("<I", 1) + struct.pack(">BIdd", 0, 1, 3, 4),
    "a ring that is not closed": head(3) + struct.pack("<II8d", 1, 4, 0, 0, 1, 0, 1, 1, 0, 1),
    "a ring whose ends differ in Z": head(1003) + struct.pack("<II9d", 1, 3, 0, 0, 1, 1, 0, 1, 0, 0, 2),
    "a few bytes": b"\1\2\3",
}


@pytest.mark.parametrize("blob", OTHER.values(), ids=OTHER)
def test_something_else_is_not_read(blob):
    plain = wkb(point(1, 2))
    assert read_block(blobs([plain, None, plain])) is not None
    assert read_block(blobs([plain, blob, plain])) is None


def test_a_ring_whose_ends_differ_in_m_is_closed():
    assert_same([head(2003) + struct.pack("<II9d", 1, 3, 0, 0, 1, 1, 0, 1, 0, 0, 2)])


def test_vertices_that_cannot_be_used_are_there_as_they_are():
    block = read_block(blobs([head(1) + struct.pack("<dd", 1e300, float("inf")), wkb(point(-0.0, 1))]))
    assert block.shapes.xy.tolist() == [[1e300, float("inf")], [0, 1]]
    assert not np.signbit(block.shapes.xy[1, 0])
