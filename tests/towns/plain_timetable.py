"""Timetables (GTFS) written from rows, and their departures counted once more: plainly, row by row, from the rules."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

Table = Sequence[Mapping[str, object]]
Feed = Mapping[str, Table]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PARTS = {
    "peak": (False, ((7, 9), (16, 18))),
    "day": (False, ((9, 16),)),
    "evening": (False, ((19, 23),)),
    "sunday": (True, ((9, 18),)),
}


def text_of(table: Table) -> str:
    names = list(dict.fromkeys(name for row in table for name in row))
    found = io.StringIO()
    writer = csv.DictWriter(found, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return found.getvalue()


def write_feed(path: Path, feed: Feed, folder: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in feed.items():
            archive.writestr(f"{folder}{name}.txt", text_of(table))
    return path


def seconds(text: str) -> int | None:
    if not text:
        return None
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


def runs_on(feed: Feed, service: object, day: date) -> bool:
    for row in feed.get("calendar_dates", ()):
        if row["service_id"] == service and row["date"] == day.strftime("%Y%m%d"):
            return row["exception_type"] in (1, "1")
    for row in feed.get("calendar", ()):
        if row["service_id"] == service:
            first, last = str(row["start_date"]), str(row["end_date"])
            inside = first <= day.strftime("%Y%m%d") <= last
            return inside and row[WEEKDAYS[day.weekday()]] in (1, "1")
    return False


def place_of(feed: Feed) -> dict[object, object]:
    stops = {row["stop_id"]: row for row in feed["stops"]}
    return {
        key: row["parent_station"] if row.get("parent_station") in stops else key
        for key, row in stops.items()
        if row.get("location_type", "") in ("", 0, "0")
    }


def departures(feed: Feed, day: date) -> dict[object, list[tuple[int, object]]]:
    """Return for each place when something leaves there on a day, in seconds after midnight, and by which line."""
    places, found = place_of(feed), defaultdict(list)
    calls = defaultdict(list)
    for row in feed["stop_times"]:
        calls[row["trip_id"]].append(row)
    for trip in feed["trips"]:
        rows = sorted(calls[trip["trip_id"]], key=lambda row: int(row["stop_sequence"]))
        times = [seconds(str(row["departure_time"])) for row in rows]
        for at, time in enumerate(times):
            before = [n for n in range(at) if times[n] is not None and rows[n]["departure_time"]]
            after = [n for n in range(at, len(times)) if rows[n]["departure_time"]]
            if time is None and before and after:
                a, b = before[-1], after[0]
                first, last = seconds(str(rows[a]["departure_time"])), seconds(str(rows[b]["departure_time"]))
                times[at] = int(first + (last - first) * (at - a) / (b - a))
        repeats = [row for row in feed.get("frequencies", ()) if row["trip_id"] == trip["trip_id"]]
        starts: list[int | None] = [None]
        if repeats:
            starts = []
            for row in repeats:
                at = seconds(str(row["start_time"]))
                while at < seconds(str(row["end_time"])):
                    starts.append(at)
                    at += int(row["headway_secs"])
        for back in (0, 1):
            if not runs_on(feed, trip["service_id"], day - timedelta(back)):
                continue
            for row, time in list(zip(rows, times, strict=True))[:-1]:
                if time is None or row["stop_id"] not in places or row.get("pickup_type", "") not in ("", 0, "0"):
                    continue
                for start in starts:
                    leaves = (time if start is None else start + time - times[0]) - back * 86400
                    if 0 <= leaves < 86400:
                        found[places[row["stop_id"]]].append((leaves, trip["route_id"]))
    return found


def rates(feed: Feed, day: date) -> dict[object, dict[str, float]]:
    """Return the departures an hour of each place from which something leaves, by part of the day."""
    sunday = day + timedelta((6 - day.weekday() - 1) % 7 + 1)
    on_day = {False: departures(feed, day), True: departures(feed, sunday)}
    return {
        place: {
            part: sum(a * 3600 <= time < b * 3600 for time, _ in on_day[on_sunday].get(place, ()) for a, b in stretches)
            / sum(b - a for a, b in stretches)
            for part, (on_sunday, stretches) in PARTS.items()
        }
        for place in {*on_day[False], *on_day[True]}
    }


def lines(feed: Feed, day: date) -> dict[object, set[object]]:
    sunday = day + timedelta((6 - day.weekday() - 1) % 7 + 1)
    found = defaultdict(set)
    for of_day in (departures(feed, day), departures(feed, sunday)):
        for place, leaving in of_day.items():
            found[place] |= {line for _, line in leaving}
    return found


def ordinary_tuesday(feed: Feed) -> date | None:
    stamps = [str(row["date"]) for row in feed.get("calendar_dates", ())]
    stamps += [str(row[end]) for row in feed.get("calendar", ()) for end in ("start_date", "end_date")]
    day, last = (date.fromisoformat(f"{s[:4]}-{s[4:6]}-{s[6:]}") for s in (min(stamps), max(stamps)))
    found = {}
    while day <= last:
        if day.weekday() == 1:
            found[day] = sum(runs_on(feed, trip["service_id"], day) for trip in feed["trips"])
        day += timedelta(1)
    busiest = max(found.values(), default=0)
    return next((day for day, n in found.items() if n >= 0.9 * busiest), None) if busiest else None
