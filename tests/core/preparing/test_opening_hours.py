"""Opening hours of an ordinary week: what is read, what is not and why, and minute by minute on random ones."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.preparing.opening_hours import HoursUnread, OpeningWeek, read_hours, week_of
from towns.slow import examples

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@pytest.mark.parametrize(
    ("text", "hours", "evening", "weekend"),
    [
        ("24/7", 168, True, True),
        ("Mo-Fr 09:00-17:00", 40, False, False),
        ("mo-fr 9:00-17:00;", 40, False, False),
        ("Mo - Fr: 09:00 – 17:00", 40, False, False),
        ("09:00-17:00", 56, False, True),
        ("Mo-Fr 08:00-12:00,13:00-17:30; Sa 09:00-12:00", 45.5, False, True),
        ("Mo,We,Fr 10:00-12:00", 6, False, False),
        ("Mo, We 10:00-12:00", 4, False, False),  # the days of one rule, though the space may begin another
        ("Mo 10:00-12:00, Tu 14:00-16:00", 4, False, False),
        ("Mo-Fr 10:00-12:00, We 19:00-22:00", 13, True, False),
        ("Sa-Mo 10:00-12:00", 6, False, True),
        ("Mo-Fr 09:00-17:00; We 12:00-20:00", 40, True, False),  # Wednesday's eight hours in the place of its eight
        ("Mo-Fr 10:00-18:00; We 12:00-14:00 off", 38, False, False),
        ("Mo-Fr 10:00-18:00, We off", 32, False, False),
        ("Mo-Su 10:00-18:00; Sa,Su off", 40, False, False),
        ("Mo-Fr 09:00-17:00; PH off", 40, False, False),
        ("Mo-Fr,PH 09:00-17:00", 40, False, False),
        ("Mo-Fr 09:00-17:00; PH 10:00-12:00", 40, False, False),
        ("Mo-Fr 09:00-17:00; Dec 25,26 off; Jan 1 off; easter off; Dec 24 09:00-12:00", 40, False, False),
        ("Mo-Fr 09:00-17:00; Dec 24-26 closed", 40, False, False),
        ("Mo-Fr 09:00-17:00; Dec 25, Jan 1 off", 40, False, False),
        ("Fr 22:00-03:00", 5, True, False),  # two hours of Friday evening; what lies after midnight is no weekend
        ("Fr 22:00-03:00; Sa off", 5, True, False),  # the night belongs to Friday
        ("Su 22:00-26:00", 4, True, True),
        ("Mo-Su 22:00-02:00", 28, True, True),
        ("Mo 00:00-24:00", 24, True, False),
        ("10:00-10:00", 168, True, True),
        ("Mo-Fr", 120, True, False),
        ("24/7; Tu off", 144, True, True),
        ("off", 0, False, False),
        ("Mo-Fr 09:00-18:59", 5 * (10 - 1 / 60), False, False),  # 59 minutes of the evening
        ("Mo-Fr 09:00-19:00", 50, True, False),
        ("Sa 09:00-09:59; We 09:00-10:00", 119 / 60, False, False),
        ("Su 09:00-10:00", 1, False, True),
    ],
)
def test_what_an_ordinary_week_is(text, hours, evening, weekend):
    assert read_hours(text) == OpeningWeek(pytest.approx(hours, abs=1e-12), evening, weekend)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Mo-Fr 09:00-17:00; SH off", HoursUnread.SCHOOL_HOLIDAYS),
        ("Mo-Fr sunrise-sunset", HoursUnread.SUN),
        ("(sunrise+01:00)-20:00", HoursUnread.SUN),
        ('Mo-Fr 09:00-17:00 "by appointment"', HoursUnread.COMMENT),
        ('"by appointment"', HoursUnread.COMMENT),
        ("Mo-Fr 09:00-17:00 unknown", HoursUnread.UNKNOWN),
        ("Mo-Fr 09:00-17:00 || 10:00-12:00", HoursUnread.FALLBACK),
        ("Mo-Fr 19:00+", HoursUnread.OPEN_END),
        ("Th[3] 19:00-22:00", HoursUnread.NOT_EVERY_WEEK),
        ("week 1-26 Mo 10:00-12:00", HoursUnread.NOT_EVERY_WEEK),
        ("Apr-Sep: Mo-Fr 09:00-17:00", HoursUnread.SEASON),
        ("Mo-Fr 09:00-17:00; Jul 15-31 off", HoursUnread.SEASON),  # seventeen days are no exception any more
        ("Dec 25-Jan 1 off", HoursUnread.SEASON),
        ("2026 Mo-Fr 09:00-17:00", HoursUnread.SEASON),
        ("PH off", HoursUnread.NO_ORDINARY_WEEK),
        ("Dec 25 off", HoursUnread.NO_ORDINARY_WEEK),
        *((text, HoursUnread.SYNTAX) for text in ("", " ", ";", ",", "Mo-Fr 9-17", "Mo-Fr 25:00-26:00", "yes")),
        *((text, HoursUnread.SYNTAX) for text in ("Mo 10:00", "Mo 10:00-", "Mo-PH 10:00-12:00", "Ma-Vr 09:00-17:00")),
        *((text, HoursUnread.SYNTAX) for text in ("Mo 10:60-12:00", "Mo 10:00-49:00", "Mo 08:00-33:00", "Mo-Fr 24/7")),
        *((text, HoursUnread.SYNTAX) for text in ("Mo 10:00-12:00:30", "Mo 10:00-12:00,", "Moon", "a" * 1001)),
        ("Mo 10:00-12:00 13:00-14:00", HoursUnread.SYNTAX),
        ("Mo-Fr 09:00-17:00; Dec 26-25 off", HoursUnread.SEASON),
        ("Mo-Fr 09:00-17:00; Dec 25-25 off", HoursUnread.SEASON),
    ],
)
def test_what_is_not_read_and_why(text, reason):
    assert read_hours(text) is reason


hours = st.integers(0, 24 * 60 - 1)
spans = st.builds(lambda start, length: (start, start + length), hours, st.integers(1, 24 * 60))
rules = st.fixed_dictionaries(
    {
        "days": st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=3),
        "times": st.lists(spans, max_size=3),
        "state": st.sampled_from(("", "", "", " open", " off", " closed")),
        "joint": st.sampled_from(("; ", ";", ", ")),
    }
).filter(lambda rule: rule["days"] or rule["times"] or rule["state"])


def clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def written(found: list[dict]) -> str:
    text = ""
    for n, rule in enumerate(found):
        days = ",".join(DAYS[a] if a == b else f"{DAYS[a]}-{DAYS[b]}" for a, b in rule["days"])
        times = ",".join(f"{clock(a)}-{clock(b % 1440 if b - a == 1440 else b)}" for a, b in rule["times"])
        text += (rule["joint"] if n else "") + f"{days} {times}".strip() + rule["state"]
    return text


def is_open(found: list[dict], day: int, minute: int) -> bool:
    """Return whether it is open in one minute: what began that day, and what began the day before and goes on."""
    return any(began(found, (day - back) % 7, minute + back * 1440) for back in (0, 1))


def began(found: list[dict], day: int, minute: int) -> bool:
    open_ = False
    for n, rule in enumerate(found):
        there = [(day - a) % 7 <= (b - a) % 7 for a, b in rule["days"]] or [True]
        if not any(there):
            continue
        within = any(a <= minute < b for a, b in rule["times"] or [(0, 1440)])
        if rule["state"].strip() in ("off", "closed"):
            open_ = open_ and not within if rule["times"] else False
        elif n and rule["joint"] == ", ":
            open_ = open_ or within
        else:
            open_ = within
    return open_


def can_be_told_apart(found: list[dict]) -> bool:
    """Return whether each comma between rules cannot be taken for one between the days or the times of one rule."""
    return all(
        second["joint"] != ", "
        or ((first["times"] or first["state"]) and (first["state"] or second["days"] or not second["times"]))
        for first, second in pairwise(found)
    )


@examples(150)
@given(st.lists(rules, min_size=1, max_size=4).filter(can_be_told_apart))
def test_every_minute_of_random_rules(found):
    week = week_of(written(found))
    expected = np.array([[is_open(found, day, minute) for minute in range(1440)] for day in range(7)])
    assert (week == expected).all(), written(found)


@examples(300)
@given(st.lists(rules, min_size=1, max_size=4).filter(can_be_told_apart))
def test_the_hours_are_those_of_another_reader(found):
    reader = pytest.importorskip("opening_hours", reason="a reader in Rust, of scripts/requirements-dev.txt")
    # Another reading of nights: there, a rule about Saturday ends what began on Friday.
    if any(end > 1440 for rule in found for _, end in rule["times"]):
        found = [{**rule, "times": [(a, min(b, 1440)) for a, b in rule["times"]]} for rule in found]
    text = written(found).replace("00:00-00:00", "00:00-24:00")
    monday, next_monday = datetime(2026, 3, 2), datetime(2026, 3, 9)
    seconds = sum(
        (min(until or next_monday, next_monday) - since).total_seconds()
        for since, until, state, _ in reader.OpeningHours(text).intervals(monday, next_monday)
        if str(state) == "open"
    )
    ours = read_hours(text)
    assert isinstance(ours, OpeningWeek)
    assert ours.hours_week == pytest.approx(seconds / 3600, abs=1e-9), text


tokens = st.sampled_from(
    [*DAYS, "PH", "SH", "24/7", "10:00", "26:00", "-", ",", ";", ":", "off", "open", " ", "Dec 25"]
)


@examples(300)
@given(st.one_of(st.text(max_size=40), st.lists(tokens, max_size=12).map("".join)))
def test_any_text_is_read_or_not_and_never_fails(text):
    found = read_hours(text)
    assert isinstance(found, HoursUnread) or 0 <= found.hours_week <= 168
