"""Stop places of a timetable as large as the national one: 15 million calls in 1.2 GB, no calendar.txt; time, memory.

    .venv/bin/python benchmarks/timetables.py [--share 1.0] [--keep FILE.zip]

The feed is generated: 50,000 stops in 25,000 places, 3,000 lines, trips of 25 calls on 60 days. `--share 0.1` makes a
tenth of it. With `--keep` the archive is kept, and taken where it is there.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import zipfile
from datetime import date, timedelta
from pathlib import Path

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from measure import Meter

from buurtmaat.core.preparing.gtfs import find_departures, read_stop_places, read_timetable
from buurtmaat.core.preparing.gtfs_days import date_of
from buurtmaat.core.preparing.gtfs_tables import GtfsTables
from buurtmaat.core.preparing.stop_parts import read_stop_rules

CALLS, PER_TRIP, STOPS, LINES, DAYS, SERVICES = 15_000_000, 25, 50_000, 3_000, 60, 2_000
SECONDS, MEGABYTES = 90, 2000
FIRST_DAY = date(2026, 11, 30)


def make_feed(path: Path, share: float) -> None:
    """Write a feed with this share of the calls."""
    rng = np.random.default_rng(7)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("stops.txt", _stops(rng))
        lines = "".join(f"{n},AGENCY:{n % 9},{n % 400},,{3 if n % 20 else 0}\n" for n in range(LINES))
        archive.writestr("routes.txt", "route_id,agency_id,route_short_name,route_long_name,route_type\n" + lines)
        trips = int(CALLS * share) // PER_TRIP
        services = rng.integers(0, SERVICES, trips)
        of_line = rng.integers(0, LINES, trips)
        rows = "".join(
            f"{line},{service},{100_000_000 + n},Centrum,{n % 2},{n % 7}\n"
            for n, (line, service) in enumerate(zip(of_line.tolist(), services.tolist(), strict=True))
        )
        head = "route_id,service_id,trip_id,trip_headsign,direction_id,shape_id\n"
        archive.writestr("trips.txt", head + rows)
        dates = [(FIRST_DAY + timedelta(n)).strftime("%Y%m%d") for n in range(DAYS)]
        ran = rng.random((SERVICES, DAYS)) < 0.3
        runs = "".join(f"{s},{dates[d]},1\n" for s, d in zip(*np.nonzero(ran), strict=True))
        archive.writestr("calendar_dates.txt", "service_id,date,exception_type\n" + runs)
        with archive.open("stop_times.txt", "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "ascii") as file:
            _write_calls(file, trips, rng)


def _stops(rng: np.random.Generator) -> str:
    places = STOPS // 2
    x, y = rng.uniform(3.4, 7.2, places), rng.uniform(50.8, 53.5, places)
    head = "stop_id,stop_code,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding\n"
    stations = "".join(f"stoparea:{n},,Halte {n},{y[n]:.6f},{x[n]:.6f},1,,\n" for n in range(places))
    stops = "".join(
        f"{n},{n:08d},Halte {n // 2},{y[n // 2] + 1e-4 * (n % 2):.6f},{x[n // 2]:.6f},,stoparea:{n // 2},{n % 3}\n"
        for n in range(STOPS)
    )
    return head + stations + stops


def _write_calls(file: io.TextIOWrapper, trips: int, rng: np.random.Generator) -> None:
    file.write(
        "trip_id,stop_sequence,stop_id,stop_headsign,arrival_time,departure_time,pickup_type,drop_off_type,timepoint,"
        "shape_dist_traveled,fare_units_traveled\n"
    )
    clocks = [f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in range(30 * 3600)]
    begins, firsts = rng.integers(5 * 3600, 25 * 3600, trips).tolist(), rng.integers(0, STOPS, trips).tolist()
    for n, (begin, first) in enumerate(zip(begins, firsts, strict=True)):
        rows = []
        for at in range(PER_TRIP):
            clock = clocks[begin + 120 * at]
            pickup = 1 if at == PER_TRIP - 1 else 0
            stop = (first + 7 * at) % STOPS
            row = f"{100_000_000 + n},{at + 1},{stop},Centraal Station via Markt,{clock},{clock},{pickup}"
            rows.append(f"{row},0,1,{350 * at},{350 * at}\n")
        file.write("".join(rows))


def main() -> None:
    """Make the feed, prepare its stops, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the national timetable")
    parser.add_argument("--keep", type=Path, help="where the archive is kept")
    given = parser.parse_args()
    rules_file = Path(__file__).resolve().parent.parent / "resources" / "prepare" / "stops.json"
    rules = read_stop_rules(rules_file.read_bytes())
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "feed.zip"
        if not path.exists():
            make_feed(path, given.share)
        with zipfile.ZipFile(path) as archive:
            size = archive.getinfo("stop_times.txt").file_size
        meter = Meter()
        with meter.running() as progress, GtfsTables(path) as tables:
            places, timetable = read_stop_places(tables, progress), read_timetable(tables, rules, progress)
            day = timetable.days.ordinary_tuesday(timetable.trips_of_services)
            assert day is not None
            found = find_departures(tables, places, timetable, rules, day, progress)
    print(f"stop_times.txt: {size / 1e6:,.0f} MB; {len(timetable.trips):,} trips, {places.ids.size:,} places")
    print(f"{date_of(day)}: {found.trips[0]:,} trips; the following Sunday {found.trips[1]:,}")
    print(f"{meter.seconds:.1f} s (at most {SECONDS}); {meter.megabytes:,.0f} MB (at most {MEGABYTES:,})")
    print(f"longest without a look at Cancel: {meter.longest:.2f} s")


if __name__ == "__main__":
    main()
