"""Documents and sheets have the colours of the page."""

from __future__ import annotations

import re

import pytest

from buurtmaat.adapters.report import look
from buurtmaat.adapters.report.brand import Brand
from buurtmaat.adapters.report.pages import page_policy

PAIRS = {
    "meets": look.CELLS["meets"],
    "fails": look.CELLS["fails"],
    "unknown": look.CELLS["unknown"],
    "pale": look.OTHER_CELL,
    "m-meets": look.AREAS["meets"],
    "m-fails": look.AREAS["fails"],
    "m-unknown": look.AREAS["unknown"],
    "m-pale": look.OTHER_AREA,
    "m-fails-line": look.FAILS_LINE,
    "m-unknown-dot": look.UNKNOWN_DOT,
    "m-water": look.WATER,
    "m-green": look.GREEN,
    "m-other": look.OTHER_GROUND,
    "m-barrier": look.BARRIER,
    "m-border": look.BORDER,
    **{f"d{number}": shade for number, shade in enumerate(look.PAGE_SHADES)},
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_colour_is_that_of_the_page_by_day(name):
    by_day = page_policy(Brand(), "en").style.partition("@media")[0]
    assert re.findall(rf"--{name}: (#\w+);", by_day) == [PAIRS[name]]
