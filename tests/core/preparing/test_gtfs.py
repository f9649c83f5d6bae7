"""Stop places and departures of timetables: small ones by hand, random ones against a plain count, hostile archives."""

from __future__ import annotations

import random
import struct
import zipfile
from datetime import date, timedelta

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled, InputError
from buurtmaat.core.preparing import gtfs_tables
from buurtmaat.core.preparing.gtfs import NEEDED, find_departures, read_stop_places, read_timetable
from buurtmaat.core.preparing.gtfs_days import date_of, day_of, sunday_after, weekday
from buurtmaat.core.preparing.gtfs_tables import GtfsTables
from buurtmaat.core.preparing.stop_parts import read_stop_rules
from buurtmaat.core.progress import Progress
from towns import plain_timetable as plain

TUESDAY, SUNDAY = date(2026, 12, 1), date(2026, 12, 6)
QUIET = Progress()


@pytest.fixture(scope="module")
def rules(root):
    return read_stop_rules((root / "resources" / "prepare" / "stops.json").read_bytes())


def stop(name: str, **more) -> dict:
    return {"stop_id": name, "stop_name": name.upper(), "stop_lat": 52.0, "stop_lon": 4.4, **more}


def trip(name: str, *calls: tuple, service: str = "w", route: str = "1") -> tuple[dict, list[dict]]:
    """Return a trip and its calls: a stop, a time and what else its row says."""
    rows = [
        {"trip_id": name, "stop_id": where, "stop_sequence": n, "departure_time": when, **(dict(*more) if more else {})}
        for n, (where, when, *more) in enumerate(calls, 1)
    ]
    return {"trip_id": name, "service_id": service, "route_id": route}, rows


def feed(*trips: tuple, stops=(), days=None, **tables) -> dict:
    days = days or [("w", TUESDAY)]
    changes = [{"service_id": s, "date": d.strftime("%Y%m%d"), "exception_type": 1} for s, d in days]
    return {
        "stops": list(stops) or [stop(name) for name in "abc"],
        "routes": [{"route_id": "1", "route_type": 3, "route_short_name": "1"}],
        "trips": [one for one, _ in trips],
        "stop_times": [row for _, rows in trips for row in rows],
        "calendar_dates": changes,
        **tables,
    }


class Counted:
    def __init__(self, path, rules, day: date | None = None) -> None:
        with GtfsTables(path) as tables:
            tables.need(NEEDED)
            self.places = read_stop_places(tables, QUIET)
            self.timetable = read_timetable(tables, rules, QUIET)
            chosen = self.timetable.days.ordinary_tuesday(self.timetable.trips_of_services)
            self.day = day or (None if chosen is None else date_of(chosen))
            self.found = find_departures(tables, self.places, self.timetable, rules, day_of(self.day), QUIET)
        self.rules = rules

    def rates(self) -> dict:
        return {
            str(name): {part.name: float(rate) for part, rate in zip(self.rules.parts, row, strict=True)}
            for name, row, there in zip(self.places.ids, self.found.rates, self.found.any_departure, strict=True)
            if there
        }

    def of(self, values) -> dict:
        return {str(name): value for name, value in zip(self.places.ids, values, strict=True)}


def count(tmp_path, content: dict, rules, day: date | None = TUESDAY, folder: str = "") -> Counted:
    return Counted(plain.write_feed(tmp_path / "feed.zip", content, folder), rules, day)


def test_departures_an_hour_and_the_last_stop_has_none(tmp_path, rules):
    made = feed(
        trip("t1", ("a", "07:30:00"), ("b", "08:59:59"), ("c", "09:10:00")),
        trip("t2", ("a", "08:00:00"), ("b", "09:00:00"), ("c", "09:20:00")),
        trip("t3", ("c", "18:00:00"), ("b", "19:00:00"), ("a", "19:30:00")),
    )
    counted = count(tmp_path, made, rules)
    assert counted.rates() == {
        "a": {"peak": 2 / 4, "day": 0, "evening": 0, "sunday": pytest.approx(np.nan, nan_ok=True)},
        "b": {"peak": 1 / 4, "day": 1 / 7, "evening": 1 / 4, "sunday": pytest.approx(np.nan, nan_ok=True)},
        "c": {"peak": 0, "day": 0, "evening": 0, "sunday": pytest.approx(np.nan, nan_ok=True)},
    }
    assert counted.found.trips == (3, 0)


def test_ids_of_digits_are_texts(tmp_path, rules):
    made = feed(
        trip("1", ("7", "07:30:00"), ("007", "08:30:00"), ("07", "08:40:00")),
        trip("01", ("7", "08:00:00"), ("07", "08:50:00")),
        stops=[stop(name) for name in ("7", "07", "007")],
    )
    counted = count(tmp_path, made, rules)
    assert {name: rates["peak"] for name, rates in counted.rates().items()} == {"7": 2 / 4, "007": 1 / 4}
    assert counted.found.trips == (2, 0)


def test_a_sunday_that_the_timetable_has_without_trips_is_none_an_hour(tmp_path, rules):
    made = feed(trip("t1", ("a", "07:30:00"), ("b", "08:00:00")), days=[("w", TUESDAY), ("x", date(2026, 12, 7))])
    made["trips"].append({"trip_id": "other", "service_id": "x", "route_id": "1"})
    assert count(tmp_path, made, rules).rates()["a"]["sunday"] == 0


def test_times_beyond_midnight_count_on_the_day_on_which_they_leave(tmp_path, rules):
    made = feed(
        trip("late", ("a", "31:30:00"), ("b", "32:00:00"), service="mon"),  # 7:30 on Tuesday
        trip("night", ("a", "25:00:00"), ("b", "25:30:00"), service="tue"),  # on Wednesday
        days=[("mon", date(2026, 11, 30)), ("tue", TUESDAY)],
    )
    assert count(tmp_path, made, rules).rates()["a"]["peak"] == 1 / 4


def test_a_night_line_of_another_day_leaves_no_trace(tmp_path, rules):
    made = feed(
        trip("night", ("b", "25:00:00"), ("a", "25:30:00"), service="tue"),
        trip("day", ("a", "12:00:00"), ("c", "13:00:00")),
        days=[("tue", TUESDAY), ("w", TUESDAY)],
    )
    assert set(count(tmp_path, made, rules).rates()) == {"a"}


def test_frequencies_take_the_place_of_a_trips_own_times(tmp_path, rules):
    made = feed(
        trip("t", ("a", "00:00:00"), ("b", "00:10:00"), ("c", "00:20:00")),
        frequencies=[
            {"trip_id": "t", "start_time": "07:00:00", "end_time": "08:00:00", "headway_secs": 900},
            {"trip_id": "t", "start_time": "08:55:00", "end_time": "09:05:00", "headway_secs": 300},
        ],
    )
    rates = count(tmp_path, made, rules).rates()
    # From a at 7:00, 7:15, 7:30, 7:45, 8:55 and 9:00; from b ten minutes later: 7:10, …, 7:55, 9:05 and 9:10.
    assert (rates["a"]["peak"], rates["a"]["day"]) == (5 / 4, 1 / 7)
    assert (rates["b"]["peak"], rates["b"]["day"]) == (4 / 4, 2 / 7)
    assert "c" not in rates


def test_stops_of_one_station_are_one_place_and_inherit_what_they_do_not_say(tmp_path, rules):
    stops = (
        stop("s", location_type=1, wheelchair_boarding=1, stop_lat=52.5),
        stop("s1", parent_station="s"),
        stop("s2", parent_station="s", wheelchair_boarding=0),
        stop("door", location_type=2, parent_station="s"),
        stop("t", location_type=1, wheelchair_boarding=1),
        stop("t1", parent_station="t", wheelchair_boarding=2),
        stop("u", location_type=1, stop_lat="", stop_lon=""),
        stop("u1", parent_station="u", wheelchair_boarding=1, stop_lon=4.0),
        stop("u2", parent_station="u", stop_lon=4.2),
        stop("lone", parent_station="gone", wheelchair_boarding=1),
    )
    made = feed(
        trip("t1", ("s1", "10:00:00"), ("t1", "10:05:00"), ("u1", "10:10:00"), ("lone", "10:20:00")),
        trip("t2", ("lone", "11:00:00"), ("u2", "11:05:00"), ("s2", "11:10:00"), ("t1", "11:20:00")),
        stops=stops,
    )
    counted = count(tmp_path, made, rules)
    assert {name: row["day"] * 7 for name, row in counted.rates().items()} == {"s": 2, "t": 1, "u": 2, "lone": 1}
    step_free = counted.of(counted.places.step_free)
    assert (step_free["s"], step_free["t"], step_free["lone"]) == (1, 0, 1)
    assert np.isnan(step_free["u"])  # of one of its stops nobody knows
    degrees = counted.of(counted.places.degrees.tolist())
    assert degrees["s"] == [4.4, 52.5]
    assert degrees["u"] == [pytest.approx(4.1), 52.0]
    assert counted.of(counted.places.names)["u"] == "U"


def test_where_nobody_may_get_on_and_what_is_on_demand_is_no_departure(tmp_path, rules):
    calls = [("a", "10:00:00", {"pickup_type": kind}) for kind in (0, "", 1, 2, 3)]
    made = feed(trip("t", *calls, ("b", "11:00:00")))
    counted = count(tmp_path, made, rules)
    assert counted.rates()["a"]["day"] == 2 / 7
    assert counted.found.on_demand == 2


def test_times_that_are_not_given_lie_between_those_that_are(tmp_path, rules):
    made = feed(trip("t", ("a", "08:40:00"), ("b", ""), ("c", ""), ("a", "09:10:00"), ("b", "")))
    counted = count(tmp_path, made, rules)
    assert (counted.rates()["b"]["peak"], counted.rates()["c"]["day"]) == (1 / 4, 1 / 7)  # 8:50 and 9:00
    made = feed(trip("t", ("a", ""), ("b", "09:00:00"), ("c", "9 uur"), ("a", "")))
    counted = count(tmp_path, made, rules)
    assert (set(counted.rates()), counted.found.no_time) == ({"b"}, 2)


def test_what_is_not_in_a_table_is_counted_and_left_out(tmp_path, rules):
    made = feed(
        trip("t", ("a", "10:00:00"), ("nowhere", "10:10:00"), ("b", "10:20:00")),
        trip("no-line", ("a", "10:00:00"), ("b", "10:10:00"), route="9"),
        trip("no-service", ("a", "10:00:00"), ("b", "10:10:00"), service="never"),
    )
    made["stop_times"].append({**made["stop_times"][0], "trip_id": "no-trip"})
    counted = count(tmp_path, made, rules)
    assert (counted.rates()["a"]["day"], counted.found.no_stop) == (1 / 7, 1)


def test_the_type_is_the_most_important_and_lines_are_in_their_order(tmp_path, rules):
    kinds = {"2": 2, "10": 3, "9": 700, "A": 0, "": 1, "B": 1500}
    trips = [trip(f"t{n}", ("a", "10:00:00"), ("b", "11:00:00"), route=n) for n in kinds]
    trips += [
        trip("back", ("b", "12:00:00"), ("c", "13:00:00"), route="9"),
        trip("c", ("c", "1:00:00"), ("a", "2:00:00"), route="B"),
    ]
    made = feed(*trips)
    made["routes"] = [
        {"route_id": n, "route_type": kind, "route_short_name": n, "route_long_name": "Metro"}
        for n, kind in kinds.items()
    ]
    counted = count(tmp_path, made, rules)
    assert counted.of(counted.found.lines) == {"a": "2, 9, 10, A, B, Metro", "b": "9", "c": "B"}
    names = {name: counted.rules.type_names[kind] for name, kind in counted.of(counted.found.kind).items()}
    assert names == {"a": "railway station", "b": "bus stop", "c": "other stop"}


def test_a_weekly_calendar_with_days_added_and_removed(tmp_path, rules):
    week = dict.fromkeys(plain.WEEKDAYS, 0) | {"tuesday": 1, "start_date": "20261201", "end_date": "20261222"}
    made = feed(
        trip("t", ("a", "10:00:00"), ("b", "11:00:00")),
        calendar=[{"service_id": "w", **week}],
        calendar_dates=[
            {"service_id": "w", "date": "20261201", "exception_type": 2},
            {"service_id": "w", "date": "20261206", "exception_type": 1},
        ],
    )
    assert count(tmp_path, made, rules, None).day == date(2026, 12, 8)
    counted = count(tmp_path, made, rules, TUESDAY)
    assert counted.found.trips == (0, 1)
    assert counted.rates()["a"] == {"peak": 0, "day": 0, "evening": 0, "sunday": 1 / 9}


@pytest.mark.parametrize("space", [" {}", "{} "])
def test_spaces_around_what_a_calendar_says_make_no_service_of_another_day(tmp_path, rules, space):
    week = dict.fromkeys(plain.WEEKDAYS, space.format(0)) | {"tuesday": space.format(1)}
    made = feed(
        trip("t", ("a", "10:00:00"), ("b", "11:00:00")),
        calendar=[{"service_id": "w", **week, "start_date": "20261201", "end_date": "20261222"}],
        calendar_dates=[
            {"service_id": "w", "date": "20261206", "exception_type": space.format(1)},
            {"service_id": "w", "date": "20261208", "exception_type": space.format(2)},
        ],
    )
    counted = count(tmp_path, made, rules, TUESDAY)
    assert counted.found.trips == (1, 1)
    assert counted.rates()["a"] == {"peak": 0, "day": 1 / 7, "evening": 0, "sunday": 1 / 9}
    assert count(tmp_path, made, rules, date(2026, 12, 8)).found.trips == (0, 0)


def test_the_day_is_the_first_tuesday_with_nine_tenths_of_the_busiest_ones_trips(tmp_path, rules):
    tuesdays = [TUESDAY + timedelta(7 * n) for n in range(3)]
    # Eight, nine and ten trips; on the day before even more.
    trips = [trip(f"t{n}", ("a", "10:00:00"), ("b", "11:00:00"), service=f"s{n}") for n in range(10)]
    days = [(f"s{n}", tuesdays[week]) for week in range(3) for n in range(8 + week)]
    days += [(f"s{n}", date(2026, 11, 30)) for n in range(10)]
    assert count(tmp_path, feed(*trips, days=days), rules, None).day == tuesdays[1]
    assert [weekday(day_of(TUESDAY)), date_of(sunday_after(day_of(TUESDAY)))] == [1, SUNDAY]
    assert date_of(sunday_after(day_of(SUNDAY))) == SUNDAY + timedelta(7)


def test_quotes_spaces_a_mark_and_a_folder(tmp_path, rules):
    path = tmp_path / "feed.zip"
    tables = {
        "stops": '\ufeff stop_id , stop_name,stop_lat,stop_lon\na,"Markt, ""Oude"" zijde",52.0,4.4\r\nb,B, 52.1, 4.5\n',
        "routes": "route_id,route_type,route_short_name\n1,3,\u0141\u00f3d\u017a\n",
        "trips": "route_id,service_id,trip_id\n1,w,t\n",
        "stop_times": "trip_id,stop_id,stop_sequence,departure_time\nt,a,1, 9:00:00\nt,b,2,10:00:00\n",
        "calendar_dates": "service_id,date,exception_type\nw,20261201,1\n",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in tables.items():
            archive.writestr(f"gtfs/{name}.txt", text.encode())
    counted = Counted(path, rules, TUESDAY)
    assert counted.of(counted.places.names) == {"a": 'Markt, "Oude" zijde', "b": "B"}
    assert counted.of(counted.found.lines)["a"] == "\u0141\u00f3d\u017a"
    assert counted.rates()["a"]["day"] == 1 / 7
    assert counted.places.degrees.tolist() == [[4.4, 52.0], [4.5, 52.1]]


def test_a_comma_too_many_at_the_end_of_rows_shifts_nothing(tmp_path, rules):
    path = tmp_path / "feed.zip"
    made = feed(trip("t", ("a", "10:00:00"), ("b", "11:00:00")))
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in made.items():
            head, *lines = plain.text_of(rows).splitlines()
            archive.writestr(f"{name}.txt", "\n".join([head, *(f"{line}," for line in lines), ""]))
    counted = Counted(path, rules, TUESDAY)
    assert (counted.of(counted.places.names)["a"], counted.rates()["a"]["day"]) == ("A", 1 / 7)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("stop_id,stop_name\na,A\nb,B\n", 0),
        ("stop_id,stop_name\na,Markt, east\nb,B\nc,C, D, E\n", 2),
        ("stop_id,stop_name\r\na,Markt, east\r\nb,B\r\n", 1),
        ('stop_id,stop_name\na,"Markt, east"\nb,"B ""x"", y"\n', 0),
        ("stop_id,stop_name\na,A,\nb,B,\n", 0),
        ("stop_id,stop_name\r\na,A,\r\nb,B,\r\n\r\n", 0),
        ("stop_id,stop_name,\na,A,\nb,Markt, east,\n", 1),
        ("stop_id,stop_name\na,A,\nb,Markt, east,\nc,C\n", 2),
        ("stop_id,stop_name\n", 0),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 7, 1 << 20])
def test_rows_with_more_values_than_columns_are_counted(text, count, size, tmp_path, monkeypatch):
    """However the file comes: a comma too many at the end of all rows is a habit, and shifts nothing."""
    monkeypatch.setattr(gtfs_tables, "_BUFFER", size)
    with zipfile.ZipFile(tmp_path / "feed.zip", "w") as archive:
        archive.writestr("stops.txt", text)
    with GtfsTables(tmp_path / "feed.zip") as tables:
        tables.read("stops", ["stop_id"], ["stop_name"], QUIET)
        assert tables.longer == {"stops": count}


def random_feed(rng: random.Random) -> dict:
    names = [f"p{n}" for n in range(rng.randint(2, 6))]
    stops = [stop(name, parent_station=rng.choice(["", "", "s1", "s2"])) for name in names]
    stops += [stop("s1", location_type=1), stop("s2", location_type=1)]
    services = [f"s{n}" for n in range(3)]
    monday = date(2026, 11, 30)
    calendar = []
    for service in services[:2]:
        days = {day: rng.randint(0, 1) for day in plain.WEEKDAYS}
        span = {"start_date": (monday + timedelta(rng.randint(-3, 3))).strftime("%Y%m%d")}
        span["end_date"] = (monday + timedelta(rng.randint(4, 25))).strftime("%Y%m%d")
        calendar.append({"service_id": service, **days, **span})
    changes = {
        (rng.choice(services), (monday + timedelta(rng.randint(-2, 20))).strftime("%Y%m%d")): rng.randint(1, 2)
        for _ in range(15)
    }
    trips, frequencies = [], []
    for n in range(rng.randint(1, 12)):
        at, calls = rng.randint(0, 30 * 60), []
        for _ in range(rng.randint(2, 6)):
            clock = f"{at // 60:02d}:{at % 60:02d}:00" if not calls or rng.random() < 0.8 else ""
            calls.append((rng.choice(names), clock, {"pickup_type": rng.choice(["", 0, 0, 1, 2])}))
            at += rng.randint(0, 90)
        trips.append(trip(f"t{n}", *calls, service=rng.choice(services), route=rng.choice("12")))
        if rng.random() < 0.3:
            start = rng.randint(0, 26 * 60)
            clocks = [f"{m // 60:02d}:{m % 60:02d}:00" for m in (start, start + rng.randint(1, 300))]
            every = {"headway_secs": rng.randint(100, 4000)}
            frequencies.append({"trip_id": f"t{n}", "start_time": clocks[0], "end_time": clocks[1], **every})
    made = feed(*trips, stops=stops, calendar=calendar)
    made["routes"] = [{"route_id": n, "route_type": 3, "route_short_name": n} for n in "12"]
    made["calendar_dates"] = [{"service_id": s, "date": d, "exception_type": kind} for (s, d), kind in changes.items()]
    rng.shuffle(made["stop_times"])
    return made | ({"frequencies": frequencies} if frequencies else {})


@pytest.mark.parametrize("seed", range(5, 65))  # of the first three one runs on no Tuesday
def test_random_timetables_against_a_plain_count(seed, tmp_path, rules, monkeypatch):
    monkeypatch.setattr(gtfs_tables, "BLOCK", 7)  # trips lie in several blocks
    made = random_feed(random.Random(seed))
    day = plain.ordinary_tuesday(made)
    with GtfsTables(plain.write_feed(tmp_path / "feed.zip", made)) as tables:
        timetable = read_timetable(tables, rules, QUIET)
        chosen = timetable.days.ordinary_tuesday(timetable.trips_of_services)
    assert (None if chosen is None else date_of(chosen)) == day
    for asked in (day or TUESDAY, date(2026, 12, 5)):
        counted = Counted(tmp_path / "feed.zip", rules, asked)
        expected = plain.rates(made, asked)
        found = counted.rates()
        assert found.keys() == expected.keys()
        assert {place: set(names.split(", ")) for place, names in counted.of(counted.found.lines).items() if names} == (
            plain.lines(made, asked)
        )
        for place, of_place in expected.items():
            for part, rate in of_place.items():
                if part == "sunday" and sunday_after(day_of(asked)) > counted.timetable.days.span[1]:
                    assert np.isnan(found[place][part])
                else:
                    assert found[place][part] == pytest.approx(rate, abs=1e-12)


def good() -> dict:
    return feed(trip("t", ("a", "10:00:00"), ("b", "11:00:00")))


def refusal(path, rules) -> str:
    with pytest.raises(InputError) as error:
        Counted(path, rules)
    return str(error.value)


@pytest.mark.parametrize("name", ["../stops.txt", "/stops.txt", "a/../../stops.txt", "C:stops.txt"])
def test_a_path_that_leads_elsewhere_is_refused(name, tmp_path, rules):
    path = plain.write_feed(tmp_path / "feed.zip", good())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "x")
    assert "leads elsewhere" in refusal(path, rules)


def test_a_file_that_swells_is_refused(tmp_path, rules):
    path = plain.write_feed(tmp_path / "feed.zip", good())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("shapes.txt", b"0" * 30_000_000)
    assert "“shapes.txt” would become far larger than a timetable is" in refusal(path, rules)


def test_too_many_files_and_the_same_twice_are_refused(tmp_path, rules):
    path = plain.write_feed(tmp_path / "feed.zip", good())
    with zipfile.ZipFile(path, "a") as archive:
        for n in range(200):
            archive.writestr(f"{n}.txt", "")
    assert "more than 200 files" in refusal(path, rules)
    path = plain.write_feed(tmp_path / "twice.zip", good())
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("stops.txt", "stop_id\nz\n")
    assert "“stops.txt” twice" in refusal(path, rules)


def test_an_encrypted_file_and_another_packing_are_refused(tmp_path, rules):
    path = plain.write_feed(tmp_path / "feed.zip", good())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("shapes.txt", "x")
    assert "encrypted, or packed in a way that is not usual" in refusal(path, rules)
    path = plain.write_feed(tmp_path / "secret.zip", good())
    content = bytearray(path.read_bytes())
    entry = content.find(b"PK\x01\x02")
    content[entry + 8] |= 1
    path.write_bytes(content)
    assert "encrypted" in refusal(path, rules)


def test_what_is_no_archive_or_a_part_of_one(tmp_path, rules):
    path = tmp_path / "feed.zip"
    assert "cannot be opened" in refusal(path, rules)
    path.write_text("stop_id,stop_name\n")
    assert "is no ZIP archive" in refusal(path, rules)
    whole = plain.write_feed(tmp_path / "whole.zip", good()).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "is no ZIP archive, or a part of one" in refusal(path, rules)


def test_a_table_that_is_damaged_is_told(tmp_path, rules):
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, table in good().items():
            archive.writestr(f"{name}.txt", plain.text_of(table))
    content = path.read_bytes()
    assert content.count(b"10:00:00") == 1
    path.write_bytes(content.replace(b"10:00:00", b"10:30:00"))  # its check sum does not fit any more
    assert "stop_times.txt" in refusal(path, rules)
    assert "cannot be read to its end" in refusal(path, rules)


def test_a_size_that_is_not_true_is_told(tmp_path, rules):
    path = plain.write_feed(tmp_path / "feed.zip", good())
    content = bytearray(path.read_bytes())
    name = content.rfind(b"stop_times.txt")
    size = struct.unpack_from("<I", content, name - 46 + 24)[0]
    struct.pack_into("<I", content, name - 46 + 24, size - 20)
    path.write_bytes(content)
    assert "cannot be read to its end" in refusal(path, rules)


@pytest.mark.parametrize(
    ("table", "text", "sentence"),
    [
        ("stop_times", "trip_id,stop_id,stop_sequence\n", "stop_times.txt in .* has no column departure_time"),
        ("stops", "", "stops.txt .* cannot be read to its end"),
        ("stops", 'stop_id,stop_name\na,"Markt\nb,c\n', "stops.txt .* cannot be read to its end"),
        ("stops", "stop_id\n" + "a" * 200_000, "stops.txt .* cannot be read to its end"),
        ("stops", b"stop_id,stop_name\na,\xff\xfe\n", "stops.txt .* cannot be read to its end .*UTF-8"),
        ("calendar_dates", "service_id,date,exception_type\nw,1-12-2026,1\n", "holds “1-12-2026” where a date"),
        ("calendar_dates", "service_id,date,exception_type\nw,20261301,1\n", "where a date such as"),
        ("calendar_dates", "service_id,date,exception_type\nx,20261201,1\n", "says of no trip when it runs"),
        ("calendar_dates", "service_id,date,exception_type\nw,20261201,1\nw,21261201,1\n", "more than 60 years"),
        ("calendar_dates", "service_id,date,exception_type\nw,20261201,1\nw,20870201,1\n", "more than 60 years"),
        ("trips", "trip_id,route_id,service_id\nt,1,w\nt,1,w\n", "the same trip_id twice"),
    ],
)
def test_what_is_wrong_in_a_table_is_told(table, text, sentence, tmp_path, rules):
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in good().items():
            archive.writestr(f"{name}.txt", text if name == table else plain.text_of(rows))
    with pytest.raises(InputError, match=sentence):
        Counted(path, rules, TUESDAY)


def test_a_calendar_of_sixty_years_is_read(tmp_path, rules):
    made = feed(trip("t", ("a", "10:00:00"), ("b", "11:00:00")), days=[("w", TUESDAY), ("w", date(2086, 12, 1))])
    assert count(tmp_path, made, rules, None).day == TUESDAY


@pytest.mark.parametrize("table", [*NEEDED, "calendar_dates"])
def test_a_table_that_is_not_there_is_told(table, tmp_path, rules):
    made = good()
    del made[table]
    path = plain.write_feed(tmp_path / "feed.zip", made)
    assert f"has no {'calendar' if table == 'calendar_dates' else table}.txt" in refusal(path, rules)


def test_cancel_is_heard_in_every_table(tmp_path, rules):
    path = plain.write_feed(tmp_path / "feed.zip", good())

    def looks_until(last: int) -> int:
        looks = 0

        def look() -> bool:
            nonlocal looks
            looks += 1
            return looks > last

        with GtfsTables(path) as tables:
            read_timetable(tables, rules, Progress(cancelled=look))
        return looks

    for last in range(looks_until(10_000)):
        with pytest.raises(Cancelled):
            looks_until(last)
