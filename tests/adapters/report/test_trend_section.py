"""What a report says of the causes of a change: what is written adds up."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.report.phrases import Phrases
from buurtmaat.adapters.report.trend_section import causes_told

# As found in the sample town: +0.02 and −3.96 points are −3.94, written as 0.0, −4.0 and −3.9.
FACILITIES, DWELLINGS = 0.000171, -0.039560


@pytest.mark.parametrize("of_shares", [True, False])
def test_causes_that_are_written_add_up_to_the_change_that_is(of_shares: bool) -> None:
    times = 1 if of_shares else 10  # a rate is written in hundredths: 0.00, −0.40 and −0.39
    effects = {"facilities": FACILITIES * times, "dwellings": DWELLINGS * times}
    row = {"from_date": "2023-01-01", "to_date": "2024-01-01", "level": "neighbourhood", "neighbourhood": "_total"}
    row |= {"requirement": "meeting_place", "reason": None, "streets": 0.0, "weights": 0.0, "norms": 0.0}
    row |= {"corrected": 0.0, **effects, "change": sum(effects.values())}
    question = SimpleNamespace(id="meeting_place", title="Meeting place", is_share=of_shares)
    told = causes_told([question], SimpleNamespace(causes=pd.DataFrame([row])), Phrases(Language("en")))
    ((_, (line,)),) = told.requirements
    change, *causes = (float(cell.removesuffix(" points").replace("−", "-")) for cell in line.cells)
    assert change == (-3.9 if of_shares else -0.39)
    assert sum(causes) == pytest.approx(change, abs=1e-9)
