"""Tables that runs wrote, read back."""

from __future__ import annotations

from buurtmaat.adapters.results.run_outputs import read_survey_figures
from towns.runs import box, layer


def test_the_codes_of_a_survey_stand_in_the_field_that_holds_most_of_them(qgis_app):
    """As found: the first field that held one took all, such as districts of which one is called as a neighbourhood."""
    kinds = {"estimate": "real", "low": "real", "high": "real", "reliability": "text", "estimate_kind": "text"}
    rows = [
        (box(100 * n, 0, 100 * n + 100, 100), "centre", code, 0.5, 0.4, 0.6, "good", "direct")
        for n, code in enumerate(("centre", "north", "south"))
    ]
    figures = layer(rows, part="text", place="text", **kinds)
    found = read_survey_figures(figures, ["centre", "north", "south"])
    assert list(found["area"]) == ["centre", "north", "south"]
