"""What dwellings say of the neighbourhood that they lie in, beside where they lie."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from buurtmaat.adapters.layers.dwellings import compare_codes
from buurtmaat.core.requirements.entities import Neighbourhoods


def told(codes, holder):
    """Return the warnings about the codes of dwellings in the neighbourhoods A, B and C."""
    warnings = []
    reader = SimpleNamespace(feedback=SimpleNamespace(pushWarning=warnings.append))
    compare_codes(reader, codes, "code", np.array(holder), Neighbourhoods(ids=["A", "B", "C"], columns={}))
    return warnings


@pytest.mark.parametrize(
    ("codes", "holder"),
    [
        (["A", "B", None, "C"], [0, 1, 2, -1]),  # all right, without a code, and outside
        (["X", "Y", None], [0, 1, 2]),  # codes of another year throughout
        ([None, None], [0, -1]),
        ([], []),
    ],
)
def test_codes_that_fit_or_are_of_another_kind_are_not_told(codes, holder):
    assert told(codes, holder) == []


def test_codes_that_none_has_and_those_of_another_neighbourhood_are_counted():
    (warning,) = told(["A", "X", "B", "C", "X", None, "A", "X"], [0, 0, 0, 1, 2, 1, -1, -1])
    assert "3 with a code that none has, 2 in another one than it says" in warning
