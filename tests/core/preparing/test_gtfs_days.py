"""Days of a timetable against the calendar of Python, and services against a look at every day."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.preparing.gtfs_days import ServiceDays, _days, date_of, day_of, sunday_after, weekday

MONDAY = day_of(date(2026, 11, 30))


def test_days_weekdays_and_sundays_are_those_of_the_calendar() -> None:
    assert (day_of(date(1970, 1, 1)), day_of(date(1970, 1, 2)), day_of(date(2000, 3, 1))) == (0, 1, 11017)
    for number in (*range(400), *range(20_000, 20_400)):
        when = date(1970, 1, 1) + timedelta(number)
        assert day_of(when) == number
        assert date_of(number) == when
        assert weekday(number) == when.weekday()
        sunday = date_of(sunday_after(number))
        assert sunday.weekday() == 6
        assert 1 <= (sunday - when).days <= 7


def test_dates_are_read_from_1970_on() -> None:
    assert _days(pd.Series(["19700101", " 20000301", "19700101"]), "calendar").tolist() == [0, 11017, 0]
    with pytest.raises(InputError, match=r"calendar\.txt holds “19691231”"):
        _days(pd.Series(["19700101", "19691231"]), "calendar")


@pytest.mark.parametrize("text", ["2026121", "202612011", "٢٠٢٦١٢٠١", "2026+2+1"])
def test_a_date_has_eight_digits(text: str) -> None:
    with pytest.raises(InputError, match="where a date such as"):
        _days(pd.Series([text]), "calendar")


def services(
    *spans: tuple[int, int, int, str], changes: tuple[tuple[int, int, bool], ...] = (), count: int | None = None
) -> ServiceDays:
    """Make services of spans (service, first, last, weekdays such as "1111100") and days changed, from a Monday on."""
    service, first, last, runs = zip(*spans, strict=True) if spans else ((), (), (), ())
    changed, day, added = zip(*changes, strict=True) if changes else ((), (), ())
    known = max([*service, *changed], default=-1) + 1 if count is None else count
    return ServiceDays(
        services=pd.Index([f"s{one}" for one in range(known)]),
        service=np.array(service, np.int64),
        first=np.array(first, np.int64) + MONDAY,
        last=np.array(last, np.int64) + MONDAY,
        runs=np.array([[one == "1" for one in week] for week in runs], bool).reshape(-1, 7),
        changed=np.array(changed, np.int64),
        day=np.array(day, np.int64) + MONDAY,
        added=np.array(added, bool),
    )


def on(found: ServiceDays, day: int) -> list[int]:
    return np.flatnonzero(found.on(MONDAY + day)).tolist()


def test_a_service_runs_on_its_weekdays_from_its_first_to_its_last_day() -> None:
    found = services((0, 1, 8, "1100000"), (1, 0, 20, "0000001"))
    assert [day for day in range(-7, 21) if 0 in on(found, day)] == [1, 7, 8]
    assert [day for day in range(-7, 30) if 1 in on(found, day)] == [6, 13, 20]
    assert found.span == (MONDAY, MONDAY + 20)


def test_days_that_are_added_and_removed_hold_for_their_service_alone() -> None:
    found = services((0, 0, 20, "1000000"), (1, 0, 20, "1000000"), changes=((0, 7, False), (1, 8, True), (2, 40, True)))
    assert [on(found, day) for day in (0, 7, 8, 14, 40)] == [[0, 1], [1], [1], [0, 1], [2]]
    assert found.span == (MONDAY, MONDAY + 40)


def tuesday(found: ServiceDays, *trips: int) -> int | None:
    day = found.ordinary_tuesday(np.array(trips))
    return None if day is None else day - MONDAY


def test_the_ordinary_tuesday_has_nine_tenths_of_the_busiest_ones_trips() -> None:
    """Eight trips on every Tuesday, one more from the second on, and another one on the fourth alone."""
    spans = (0, 0, 27, "0100000"), (1, 8, 27, "1111111")
    found = services(*spans, changes=((2, 22, True),))
    assert tuesday(found, 8, 1, 1) == 8, "nine of ten"
    assert tuesday(found, 8, 1, 2) == 22, "nine of eleven are too few"
    assert tuesday(found, 9, 0, 0) == 1
    assert tuesday(services(*spans, changes=((1, 8, False),)), 8, 1) == 15, "where one is removed the next one is it"
    every = (0, 0, 27, "0100000"), (1, 0, 27, "0100000")
    assert tuesday(services(*every, changes=((1, 1, False),)), 94, 6) == 1, "without it 94 of 100 are left"
    assert tuesday(services(*spans, changes=((0, 1, True), (1, 2, False))), 9, 1) == 1, (
        "it runs once, whatever is added"
    )


def test_without_trips_on_any_tuesday_there_is_none() -> None:
    assert tuesday(services((0, 0, 27, "1011111")), 5) is None
    assert tuesday(services((0, 2, 7, "1111111")), 5) is None, "from a Wednesday to a Monday there is none"
    assert tuesday(services((0, 0, 27, "1111111")), 0) is None
    assert tuesday(services((0, 20, 5, "1111111")), 5) is None, "it ends before it begins"
    assert tuesday(services(changes=((0, 1, True),)), 5) == 1
    assert tuesday(services((0, 1, 1, "1111111")), 5) == 1, "one day is a span too"


def test_a_day_that_is_added_behind_the_last_of_a_service_counts() -> None:
    assert tuesday(services((0, 0, 27, "0100000"), (1, 0, 0, "1111111"), changes=((1, 8, True),)), 1, 5) == 8


@pytest.mark.parametrize("seed", range(4))
def test_the_ordinary_tuesday_is_that_of_a_look_at_every_day(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for _ in range(40):
        spans = [
            (int(rng.integers(4)), int(first), int(first + rng.integers(-3, 60)), "".join(rng.choice(["0", "1"], 7)))
            for first in rng.integers(0, 50, int(rng.integers(1, 6)))
        ]
        days = {(int(rng.integers(4)), int(rng.integers(0, 100))) for _ in range(12)}
        found = services(*spans, changes=tuple((*one, bool(rng.random() < 0.5)) for one in days), count=4)
        trips = rng.integers(0, 9, 4)
        # A service has one row in the calendar, or several that do not run on the same day.
        if len({one[0] for one in spans}) < len(spans):
            continue
        first, last = found.span
        busy = {day: trips[found.on(day)].sum() for day in range(first, last + 1) if weekday(day) == 1}
        most = max(busy.values(), default=0)
        wanted = next((day for day, number in sorted(busy.items()) if most and number >= 0.9 * most), None)
        assert found.ordinary_tuesday(trips) == wanted
