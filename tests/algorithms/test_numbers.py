"""Numbers that are none are refused by every algorithm."""

from __future__ import annotations

import math

import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingParameterNumber

from towns import runs


def numbers() -> list[tuple[str, str]]:
    """Return each algorithm's numbers that may be any: name of the algorithm and of the parameter."""
    made = QgsApplication.processingRegistry().providerById("buurtmaat").algorithms()
    return [
        (one.name(), d.name())
        for one in made
        for d in one.parameterDefinitions()
        if isinstance(d, QgsProcessingParameterNumber)
    ]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, "nan"])
def test_what_is_no_finite_number_is_refused_by_name(provider, value):
    found = numbers()
    assert len({name for name, _ in found}) > 8
    for name, parameter in found:
        good, why = runs.algorithm(name).checkParameterValues({parameter: value}, QgsProcessingContext())
        assert not good
        assert parameter in why or "above 0" in why, f"{name}: {why}"
        assert "\n" not in why
