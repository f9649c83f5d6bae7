"""What the dialogs that look ahead are filled in with."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject

from buurtmaat.adapters.preparing.prefill_ahead import location_inputs, over_years_inputs
from buurtmaat.core.norms.model import Requirement
from towns.fixtures import clean_project, provider
from towns.runs import layer, point

__all__ = ["clean_project", "provider"]


@pytest.mark.parametrize(
    ("kind", "years", "filled_in"),
    [
        ("int", [2029, 2037, None], "2026;2030;2035;2037"),
        ("real", [2029.0, 2037.0], "2026;2030;2035;2037"),
        ("text", ["2029", "2037", None], "2026;2030;2035;2037"),
        ("text", ["2029", "soon"], None),
        ("int", [None, None], None),
    ],
)
def test_the_years_up_to_the_last_plan_are_filled_in_where_it_has_any(kind, years, filled_in):
    """In a table of text they are text; of words the run tells what is wrong."""
    rows = [(point(0, 0), "a", 5, year) for year in years]
    plans = layer(rows, "plans", plan_id="text", dwellings="int", year=kind)
    QgsProject.instance().addMapLayer(plans)
    found = over_years_inputs(QgsProject.instance(), {"PLANS": plans.id()}, 2026)
    assert (found["PLANS"], found.get("YEARS")) == (plans.id(), filled_in)


def test_plans_that_were_chosen_and_have_no_year_leave_the_years_as_they_are():
    plans = layer([(point(0, 0), "a")], "plans", plan_id="text")
    QgsProject.instance().addMapLayer(plans)
    assert "YEARS" not in over_years_inputs(QgsProject.instance(), {"PLANS": plans.id()}, 2026)


@pytest.mark.parametrize("target", [0.8, None])
def test_places_are_looked_for_with_the_target_of_the_requirement(target):
    """Else what thresholds cost would be of 95 %, beside the curve of a requirement that asks 80 %."""
    asked = Requirement(id="s", facility=("school",), indicator="distance", threshold=300.0, unit="m", target=target)
    found = location_inputs(QgsProject.instance(), {}, asked)
    assert (found["LIMIT"], found.get("TARGET")) == (300, target)
