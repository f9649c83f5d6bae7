"""The minutes that a duration says, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.preparing.durations import MOST_MINUTES, minutes_of


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("00:10", 10),
        ("0:10", 10),
        ("1:05", 65),
        ("01:30:30", 90.5),
        ("00:00:30", 0.5),
        ("PT10M", 10),
        ("pt10m", 10),
        ("PT1H", 60),
        ("PT1H30M", 90),
        ("PT90S", 1.5),
        ("P0DT0H10M", 10),
        ("P1D", 1440),
        ("10", 10),
        (" 10 ", 10),
        ("7,5", 7.5),
        ("7.5", 7.5),
        ("10 min", 10),
        ("10min.", 10),
        ("10 minutes", 10),
        ("1 h", 60),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("1 uur 5 minuten", 65),
        ("5-10 min", 10),
        ("10 - 15", 15),
        ("20–10 minuten", 20),
        ("0:50-1:05", 65),
        ("1-2 h", 120),
    ],
)
def test_a_duration_is_read(text, minutes):
    assert minutes_of(text) == pytest.approx(minutes)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        " ",
        "0",
        "00:00",
        "PT0M",
        "P",
        "PT",
        "soon",
        "-10",
        "10:75",
        "1:2:3:4",
        "10-",
        "5-10-15",
        "5-soon",
        "1e3",
        "nan",
        "inf",
    ],
)
def test_what_says_no_time_above_nothing_is_none(text):
    assert minutes_of(text) is None


def test_longer_than_a_week_is_no_ferry():
    assert minutes_of("P7D") == MOST_MINUTES
    assert minutes_of("P8D") is None
    assert minutes_of("999999") is None


@given(st.integers(0, 99), st.integers(0, 59))
def test_the_clock_and_iso_say_the_same(hours, minutes):
    assert minutes_of(f"{hours:02}:{minutes:02}") == minutes_of(f"PT{hours}H{minutes}M")


@given(st.from_regex(r"P?[0-9]{1,6}[DH:.,hu-] ?([0-9]{1,6}[MS]?)?", fullmatch=True) | st.text(max_size=20))
def test_no_text_breaks_it(text):
    found = minutes_of(text)
    assert found is None or 0 < found <= MOST_MINUTES
