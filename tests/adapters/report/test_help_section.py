"""What would help: the space that is needed, where it is known what is asked."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.report.facts import ReportFacts
from buurtmaat.adapters.report.help_section import help_section
from buurtmaat.adapters.report.phrases import Phrases
from buurtmaat.core.results.findings import read_findings
from buurtmaat.core.results.table import RESULT_KINDS

RATE = {
    "level": "neighbourhood",
    "requirement": "r",
    "facility": "hall",
    "indicator": "rate",
    "threshold": 0.0,
    "unit": "m2",
    "per": 1000.0,
    "weight": "dwellings",
    "total": 400.0,
    "conditions": json.dumps({"thresholds_by_class": {"centre": 125}}),
}


@pytest.mark.parametrize(
    ("known", "needed"),
    [
        ({"compliance": "unknown", "reason": "no_field:living_environment"}, "–"),
        ({"compliance": "meets", "rate": 50.0}, "0"),
        ({"compliance": "fails", "rate": 50.0, "threshold": 125.0, "shortfall_capacity": 30.0}, "50"),
    ],
)
def test_no_space_is_said_to_be_needed_where_no_living_environment_is_known(known, needed):
    """As found: 0 m² needed, beside a verdict that could not be given. Of 400 dwellings 125 m² per 1,000 is 50 m²."""
    rows = [{**RATE, **known, "neighbourhood": "a"}, {**RATE, "neighbourhood": "_total"}]
    table = pd.DataFrame(
        {
            name: pd.Series([row.get(name) for row in rows], dtype=object if kind == "text" else float)
            for name, kind in RESULT_KINDS.items()
        }
    )
    section = help_section(read_findings(table), ReportFacts(title="Town"), Phrases(Language("en")))
    ((_, _, ((said, *_),)),) = section.barcode["rows"]
    assert said == needed
