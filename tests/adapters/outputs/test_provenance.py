"""What is said of the layers that a run read."""

from __future__ import annotations

import pytest

from buurtmaat.adapters.outputs.provenance import InputLayer


@pytest.mark.parametrize(("features", "said"), [(0, "0"), (12, "12"), (None, "–"), (-1, "–")])
def test_a_number_of_rows_that_nobody_says_is_a_dash(features, said):
    """As found: of a file of OpenStreetMap the log told “-1 rows”."""
    assert InputLayer(parameter="SOURCE", name="lines", features=features, date="").number == said
