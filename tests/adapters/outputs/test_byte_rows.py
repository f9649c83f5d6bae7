"""Byte strings that are put together row by row: the same as joining Python's own."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.adapters.outputs.byte_rows import ByteRows, rows_beside
from buurtmaat.core.blobs import Blobs


def blobs_of(values):
    return Blobs(np.frombuffer(b"".join(values), np.uint8), np.array([len(value) for value in values], np.int64))


def values_of(blobs):
    ends = np.cumsum(blobs.size)
    return [blobs.data[end - size : end].tobytes() for end, size in zip(ends, blobs.size, strict=True)]


def random_values(rng, count, longest, *, all_alike):
    return [rng.bytes(longest if all_alike else int(rng.integers(0, longest + 1))) for _ in range(count)]


@pytest.mark.parametrize("count", [0, 1, 300])
@pytest.mark.parametrize("longest", [0, 1, 8, 500])
def test_parts_stand_behind_one_another_in_each_row(count, longest):
    rng = np.random.default_rng(longest)
    columns = [random_values(rng, count, longest, all_alike=part in (1, 2)) for part in range(6)]
    whole = rows_beside([ByteRows.of(blobs_of(values)) for values in columns], count)
    assert values_of(whole.packed()) == [b"".join(row) for row in zip(*columns, strict=True)]


def test_the_last_strings_have_nothing_behind_them():
    values = [b"as long as any", b"", b"x", b""]
    assert values_of(ByteRows.of(blobs_of(values)).packed()) == values


def test_no_part_is_an_empty_string_in_each_row():
    assert values_of(rows_beside([], 3).packed()) == [b"", b"", b""]
