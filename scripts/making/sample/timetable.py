"""The timetable of the sample town: two bus lines past its stops and a railway line, as a GTFS archive."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from osgeo import osr

from . import plan
from .geometry import Point
from .places import Facility

STATION: Point = (1345.0, 1165.0)
"""Beside the railway, in Stationskwartier."""

STAMP = (2026, 1, 1, 0, 0, 0)
WEEK, SATURDAY, SUNDAY = "week", "sat", "sun"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
RUNS = {WEEK: "1111100", SATURDAY: "0000010", SUNDAY: "0000001"}
FIRST_DAY, LAST_DAY, HOLIDAY = "20260901", "20261212", "20260908"
ONE = {WEEK: ((6, 19, 15), (19, 24, 30)), SATURDAY: ((8, 24, 30),), SUNDAY: ((9, 23, 60),)}
"""Line 1: from an hour until another, every so many minutes."""
TWO = {WEEK: ((7, 9, 20), (16, 18, 20))}
"""Line 2, in the peaks only, as frequencies."""
TRAIN = {WEEK: ((6, 25, 30),), SATURDAY: ((7, 25, 30),), SUNDAY: ((8, 25, 30),)}
"""The last one leaves after midnight."""
BETWEEN = 2
"""Minutes from one stop to the next."""

Row = dict[str, object]


def write_timetable(path: Path, facilities: Sequence[Facility]) -> None:
    """Write the archive; each run gives the same file."""
    stops = _in_turn([one for one in facilities if one.kind == "bus stop"])
    trips, calls, frequencies = _trips([one.facility_id for one in stops])
    tables: dict[str, list[Row]] = {
        "agency": [
            {"agency_id": "wv", "agency_name": "Vervoer Waterveen", "agency_url": "https://example.org/",
             "agency_timezone": "Europe/Amsterdam"},
        ],
        "stops": _stops(stops),
        "routes": [
            {"route_id": "bus1", "agency_id": "wv", "route_short_name": "1", "route_type": 3},
            {"route_id": "bus2", "agency_id": "wv", "route_short_name": "2", "route_type": 3},
            {"route_id": "train", "agency_id": "wv", "route_short_name": "Sprinter", "route_type": 2},
        ],
        "trips": trips,
        "stop_times": calls,
        "frequencies": frequencies,
        "calendar": [
            {"service_id": service, **dict(zip(WEEKDAYS, days, strict=True)),
             "start_date": FIRST_DAY, "end_date": LAST_DAY}
            for service, days in RUNS.items()
        ],
        # A feast: the second Tuesday runs as a Sunday.
        "calendar_dates": [
            {"service_id": WEEK, "date": HOLIDAY, "exception_type": 2},
            {"service_id": SUNDAY, "date": HOLIDAY, "exception_type": 1},
        ],
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            info = zipfile.ZipInfo(f"{name}.txt", STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _text(rows))


def _text(rows: Sequence[Row]) -> str:
    found = io.StringIO()
    writer = csv.DictWriter(found, list(dict.fromkeys(name for row in rows for name in row)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return found.getvalue()


def _in_turn(stops: Sequence[Facility]) -> list[Facility]:
    """Return the stops as a bus passes them: from the most western one, always on to the nearest that is left."""
    left = sorted(stops, key=lambda stop: stop.point)
    found = [left.pop(0)]
    while left:
        here = found[-1].point
        found.append(left.pop(min(range(len(left)), key=lambda n: np.hypot(*np.subtract(left[n].point, here)))))
    return found


def _stops(stops: Sequence[Facility]) -> list[Row]:
    reference, degrees = osr.SpatialReference(), osr.SpatialReference()
    reference.ImportFromEPSG(plan.EPSG)
    degrees.ImportFromEPSG(4326)
    there = osr.CoordinateTransformation(reference, degrees)

    def row(name: str, title: str, place: Point, **more: object) -> Row:
        lat, lon, _ = there.TransformPoint(*(float(c) for c in np.add(place, plan.ORIGIN)))
        found = {"stop_id": name, "stop_name": title, "stop_lat": f"{lat:.6f}", "stop_lon": f"{lon:.6f}"}
        return {**found, "location_type": 0, "parent_station": "", "wheelchair_boarding": "", **more}

    rows = []
    for number, stop in enumerate(stops, 1):
        name, title = stop.facility_id, f"Halte {number}"
        # Each side of the road has its own stop; of every fifth place one side is not step-free.
        rows.append(row(f"area:{name}", title, stop.point, location_type=1, wheelchair_boarding=1))
        for side in (0, 1):
            own = 2 if side and number % 5 == 0 else ""
            rows.append(
                row(f"{name}:{side}", title, stop.point, parent_station=f"area:{name}", wheelchair_boarding=own)
            )
    rows.append(row("station", "Waterveen", STATION, location_type=1))
    rows += [
        row(f"track:{side}", "Waterveen", STATION, parent_station="station", wheelchair_boarding=1) for side in (0, 1)
    ]
    far = {"Wedestad": (-20_000.0, 3_000.0), "Lekdam": (22_000.0, -1_000.0)}
    return [*rows, *(row(name, name, place, wheelchair_boarding=1) for name, place in far.items())]


def _trips(stops: Sequence[str]) -> tuple[list[Row], list[Row], list[Row]]:
    trips: list[Row] = []
    calls: list[Row] = []
    frequencies: list[Row] = []

    def add(route: str, service: str, passed: Sequence[str], start: int, minutes: int) -> str:
        name = f"{route}-{len(trips) + 1:04d}"
        trips.append({"route_id": route, "service_id": service, "trip_id": name})
        for number, stop in enumerate(passed):
            clock = _clock(start + number * minutes)
            # Only the first, the last and every fourth stop of a bus have a time of their own.
            timed = route == "train" or number % 4 == 0 or number == len(passed) - 1
            last = number == len(passed) - 1
            calls.append({
                "trip_id": name, "stop_sequence": number + 1, "stop_id": stop,
                "arrival_time": clock if timed else "", "departure_time": clock if timed else "",
                "pickup_type": 1 if last else 0, "drop_off_type": 0,
            })  # fmt: skip
        return name

    for side in (0, 1):
        ordered = stops if side == 0 else stops[::-1]
        passed = [f"{stop}:{side}" for stop in ordered]
        for service, hours in ONE.items():
            for since, until, every in hours:
                for start in range(60 * since, 60 * until, every):
                    add("bus1", service, passed, start, BETWEEN)
        for service, hours in TWO.items():
            name = add("bus2", service, passed[::2], 0, 2 * BETWEEN)
            frequencies += [
                {"trip_id": name, "start_time": _clock(60 * since), "end_time": _clock(60 * until),
                 "headway_secs": 60 * every, "exact_times": 1}
                for since, until, every in hours
            ]  # fmt: skip
        ends = ["Wedestad", f"track:{side}", "Lekdam"]
        for service, hours in TRAIN.items():
            for since, until, every in hours:
                for start in range(60 * since, 60 * until, every):
                    add("train", service, ends if side == 0 else ends[::-1], start, 15)
    return trips, calls, frequencies


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00"
