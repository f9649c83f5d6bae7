"""Parts of the day and types of stop: what the file may say, hours and types by hand."""

from __future__ import annotations

import copy
import json

import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.preparing.stop_parts import DayPart, StopRules, read_stop_rules

RULES = {
    "title": "Stops",
    "version": "1",
    "date": "2026-11-30",
    "parts": [
        {"field": "peak", "day": "weekday", "hours": [["07:00", "09:00"], ["16:00", "18:30"]]},
        {"field": "day_2", "day": "sunday", "hours": [["00:00", "24:00"]]},
    ],
    "types": [
        {"type": "train", "routes": [[2, 2], [100, 117]]},
        {"type": "tram", "routes": [[0, 1], [2, 5]]},
    ],
    "other": "bus",
}


def read(**other: object) -> StopRules:
    return read_stop_rules(json.dumps({**RULES, **other}))


def part(**other: object) -> dict:
    return {**copy.deepcopy(RULES["parts"][0]), **other}


def test_parts_have_their_stretches_and_hours() -> None:
    peak, day = read().parts
    assert peak == DayPart("peak", False, ((7 * 3600, 9 * 3600), (16 * 3600, 18 * 3600 + 1800)))
    assert (peak.field, peak.hours) == ("dep_peak", 4.5)
    assert (day.on_sunday, day.stretches, day.hours) == (True, ((0, 86_400),), 24)
    assert read(parts=[part(hours=[["23:58", "23:59"]])]).parts[0].stretches == ((86_280, 86_340),)


def test_a_type_of_route_makes_the_first_type_of_stop_that_holds_it_or_another_one() -> None:
    rules = read()
    assert rules.type_names == ("train", "tram", "bus")
    assert [rules.type_of(route) for route in (0, 1, 2, 3, 5, 6, 99, 100, 117, 118)] == [1, 1, 0, 1, 1, 2, 2, 0, 0, 2]


def test_stretches_may_touch_and_parts_be_twenty() -> None:
    assert read(parts=[part(hours=[["07:00", "09:00"], ["09:00", "10:00"]])]).parts[0].hours == 3
    many = [part(field=f"p{number}") for number in range(21)]
    assert len(read(parts=many[:20]).parts) == 20
    types = [{"type": f"t{number}", "routes": [[number, number]]} for number in range(21)]
    assert len(read(types=types[:20]).types) == 20
    for wrong in ({"parts": many}, {"parts": []}, {"types": types}, {"types": []}):
        with pytest.raises(InputError, match="1 to 20 parts and types"):
            read(**wrong)


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        ([["09:00", "07:00"]], "a stretch is two times"),
        ([["07:00", "07:00"]], "a stretch is two times"),
        ([["07:00", "24:01"]], "a stretch is two times"),
        ([["07:00"]], "a stretch is two times"),
        ([["07:00", "08:00", "09:00"]], "a stretch is two times"),
        ([["7:00", "08:00"]], "a stretch is two times"),
        ([["07:00", "08:60"]], "a stretch is two times"),
        ([["06:00", "07:00", "x"]], "a stretch is two times"),
        ([["16:00", "18:00"], ["07:00", "09:00"]], "must follow each other"),
        ([["07:00", "09:00"], ["08:59", "10:00"]], "must follow each other"),
        ([], "must follow each other"),
    ],
)
def test_hours_that_are_none_are_told(hours: list, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(parts=[part(hours=hours)])


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"parts": [part(field="Peak")]}, "small letters"),
        ({"parts": [part(field="één")]}, "small letters"),
        ({"parts": [part(field="a b")]}, "small letters"),
        ({"parts": [part(field="2day")]}, "small letters"),
        ({"parts": [part(day="monday")]}, "weekday or sunday"),
        ({"parts": [part(), part(field="other"), part(day="sunday")]}, "peak.* is there twice"),
        ({"types": [{"type": "t", "routes": [[2, 1]]}]}, "two whole numbers"),
        ({"types": [{"type": "t", "routes": [[1]]}]}, "two whole numbers"),
        ({"types": [{"type": "t", "routes": [[1, 2, 3]]}]}, "two whole numbers"),
        ({"types": [{"type": "t", "routes": [[1, 2.5]]}]}, "two whole numbers"),
        ({"types": [{"type": "t", "routes": [["1", 2]]}]}, "two whole numbers"),
        ({"types": [{"type": "t", "routes": [[False, 2]]}]}, "two whole numbers"),
    ],
)
def test_parts_and_types_that_are_none_are_told(wrong: dict, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(**wrong)


def test_numbers_of_routes_may_be_written_with_a_point() -> None:
    assert read(types=[{"type": "t", "routes": [[1.0, 2.0], [4, 4]]}]).types[0].routes == ((1, 2), (4, 4))
