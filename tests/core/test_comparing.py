from __future__ import annotations

import math

import numpy as np
import pytest

from buurtmaat.core.comparing import WITHIN, is_unknown, type_key


@pytest.mark.parametrize(
    ("value", "unknown"),
    [
        (None, True),
        (math.nan, True),
        (np.float64("nan"), True),
        ("", True),
        ("  ", True),
        ("a", False),
        ("nan", False),
        (0, False),
        (0.0, False),
        (-1.5, False),
        (3, False),
        (False, False),
        (True, False),
    ],
)
def test_null_nan_and_empty_texts_say_nothing(value: object, unknown: bool) -> None:
    assert bool(is_unknown(value)) is unknown


def test_types_are_compared_without_case_and_spaces_around_them() -> None:
    assert type_key("  Basis SCHOOL ") == "basis school"


def test_what_counts_as_within_is_a_millionth_above() -> None:
    assert WITHIN == 1e-6
