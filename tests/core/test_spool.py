"""Arrays that were put aside come back as they were, and their file goes with them."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import numpy as np
import pytest

from buurtmaat.core.session import NetworkSession
from buurtmaat.core.spool import Spool


def groups() -> list[list[np.ndarray]]:
    rng = np.random.default_rng(0)
    return [
        [np.arange(5), np.empty((0, 4), np.float32), rng.random((3, 2)), np.array([True, False])],
        [np.empty(0, np.uint8), np.array([np.nan, -0.0, np.inf]), np.arange(6, dtype=np.uint32).reshape(2, 3)[:, ::2]],
        [np.array([7])],
    ]


def test_groups_come_back_as_they_were_as_often_as_asked():
    spool = Spool()
    for one in groups():
        spool.add(one)
    for _ in range(2):
        found = list(spool)
        assert [len(one) for one in found] == [4, 3, 1]
        for one, other in zip(found, groups(), strict=True):
            for array, expected in zip(one, other, strict=True):
                assert (array.dtype, array.shape) == (expected.dtype, expected.shape)
                assert array.tobytes() == expected.tobytes()
    assert spool.nbytes == sum(array.nbytes for one in groups() for array in one)
    assert list(Spool()) == []


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux lists open files there")
def test_its_file_has_no_name_and_is_closed_with_it():
    def files() -> set[str]:
        return {os.readlink(f"/proc/self/fd/{one}") for one in os.listdir("/proc/self/fd") if _is_open(one)}

    def _is_open(one: str) -> bool:
        return Path(f"/proc/self/fd/{one}").is_symlink()

    before = files()
    spool = Spool()
    spool.add([np.arange(10)])
    (mine,) = files() - before
    assert not Path(mine).exists()
    del spool
    gc.collect()
    assert mine not in files()


def test_what_is_put_aside_counts_for_the_bound_of_a_session():
    session, first, second = NetworkSession(most=1000), Spool(), Spool()
    for one in (first, second):
        one.add([np.zeros(700, np.uint8)])
    session.put(("rows", "first"), first)
    assert session.size == 700
    session.put(("rows", "second"), second)
    assert session.find(("rows", "first")) is None
    assert session.find(("rows", "second")) is second
