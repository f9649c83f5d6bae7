"""What the column `break` says can be read back, and tells what is comparable from what is only another edition."""

from __future__ import annotations

import pytest

from buurtmaat.core.trend.breaks import break_part, breaks_line, join_breaks, parts_of_break


def test_parts_are_read_back_as_they_were_written() -> None:
    parts = [break_part("codes"), break_part("norm", "threshold, unit"), break_part("version", "1 → 2")]
    said = join_breaks(parts)
    assert said == "codes; norm: threshold, unit; version: 1 → 2"
    assert parts_of_break(said) == [("codes", ""), ("norm", "threshold, unit"), ("version", "1 → 2")]


def test_a_version_with_a_semicolon_stays_one_part() -> None:
    assert parts_of_break(join_breaks([break_part("version", "1; draft → 2")])) == [("version", "1, draft → 2")]


@pytest.mark.parametrize("said", [None, "", float("nan")])
def test_nothing_has_no_parts_and_breaks_nothing(said: object) -> None:
    assert parts_of_break(said) == []
    assert not breaks_line(said)
    assert join_breaks([]) is None


@pytest.mark.parametrize(
    ("said", "breaks"),
    [("new", True), ("codes", True), ("norm: threshold", True), ("version: 1 → 2", False), ("source: 1 → 2", False)],
)
def test_an_edition_that_asks_the_same_breaks_no_line(said: str, breaks: bool) -> None:
    assert breaks_line(said) is breaks
    assert breaks_line(f"version: 1 → 2; {said}") is breaks
