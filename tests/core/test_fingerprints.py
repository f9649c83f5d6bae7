"""Fingerprints are equal only where what they are of is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest

from buurtmaat.core.fingerprints import fingerprint


@dataclass(frozen=True)
class Pair:
    first: object
    second: object


@dataclass(frozen=True)
class Couple:
    first: object
    second: object


DIFFERENT = [
    (),
    (None,),
    (0,),
    (0.0,),
    (-0.0,),
    (False,),
    ("",),
    (b"",),
    ("0",),
    ("ab", "c"),
    ("a", "bc"),
    (("a", "b"), "c"),
    ("a", ("b", "c")),
    (["a", "b"], "c"),
    (np.zeros(2),),
    (np.zeros(3),),
    (np.zeros((1, 2)),),
    (np.zeros(2, np.float32),),
    (np.zeros(2, np.int64),),
    (np.array([0.0, -0.0]),),
    (np.array([0.0, np.nan]),),
    (np.zeros(1), np.zeros(1)),
    (Pair(1, 2),),
    (Pair(2, 1),),
    (Couple(1, 2),),
    (1, 2),
]


def test_what_differs_has_another_fingerprint():
    for one, other in combinations(DIFFERENT, 2):
        assert fingerprint(*one) != fingerprint(*other), (one, other)


def test_what_is_equal_has_the_same_however_it_lies_in_memory():
    table = np.arange(12.0).reshape(3, 4)
    assert fingerprint(table[:, 1]) == fingerprint(np.array([1.0, 5.0, 9.0]))
    assert fingerprint(np.asfortranarray(table)) == fingerprint(table.copy())
    assert fingerprint(Pair(table, None)) == fingerprint(Pair(table.copy(), None))


def test_what_has_no_bytes_of_its_own_has_none():
    for value in (np.array([None, "a"], object), {1: 2}, object()):
        with pytest.raises(ValueError, match="no fingerprint"):
            fingerprint(value)
