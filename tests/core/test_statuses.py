"""Words for verdicts, and their signs."""

from __future__ import annotations

from typing import get_args

from buurtmaat.core.statuses import MARKS, Verdict
from buurtmaat.core.wording import percent_within


def test_each_verdict_has_a_sign_of_its_own_that_stands_before_no_figure_with_another_meaning():
    """As found: "<" was a neighbourhood with too few dwellings, and less than a percentage beside it."""
    assert set(MARKS) == set(get_args(Verdict))
    assert len(set(MARKS.values())) == len(MARKS)
    signs = {percent_within(share, 0)[1] for share in (0.0, 0.001, 0.5, 0.9999, 1.0)}
    assert "<" in signs
    assert not signs & set(MARKS.values())
