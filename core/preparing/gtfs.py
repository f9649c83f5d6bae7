"""Stop places with their departures an hour, of a GTFS timetable.

A departure counts at the place to which its stop belongs (`parent_station`), on the day on which it leaves: a bus at
25:10 of Monday's timetable leaves at 1:10 on Tuesday. Trips in `frequencies` leave by these in place of their own
times. The last stop of a trip, a stop where nobody may get on, and one that is served on demand have no departure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Ints, Words, to_list
from ..errors import InputError
from ..progress import Progress
from .gtfs_days import ServiceDays, read_days, sunday_after
from .gtfs_tables import GtfsTables
from .stop_parts import StopRules

NEEDED = ("stops", "routes", "trips", "stop_times")
"""The tables without which there is nothing to count."""

_DAY = 24 * 3600
_NEVER = -1
_TIME = re.compile(r"\s*([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])\s*", re.ASCII)
_NO_PICKUP, _ON_DEMAND = "1", ("2", "3")
_MOST_FREQUENCIES, _SLICE = 5_000_000, 1_000_000

_Ids = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class StopPlaces:
    """Places with their stops.

    Parameters
    ----------
    ids, names
        Of each place: that of its station, or of the stop itself.
    degrees
        Longitude and latitude, shape (n, 2): the station's own, else the middle of its stops; NaN where there is none.
    step_free
        1 where all of its stops are, 0 where one is not; NaN where that is not known.
    stops, place
        The ids of the stops that trips can call at, and the place of each.
    """

    ids: Words
    names: Words
    degrees: Floats
    step_free: Floats
    stops: pd.Index
    place: Ints


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """The trips of a timetable, its lines, and when they run; `trips` are ids in the order of the file.

    `line` is the route of each trip, by its place in `lines`; `kind` is the type of stop that each route makes.
    """

    trips: pd.Index
    service: Ints
    line: Ints
    lines: Words
    kind: Ints
    days: ServiceDays

    @property
    def trips_of_services(self) -> Ints:
        """Return the number of trips of each service."""
        return np.bincount(self.service, minlength=len(self.days.services)).astype(np.int64)


@dataclass(frozen=True, kw_only=True)
class StopDepartures:
    """What leaves at each place.

    Parameters
    ----------
    rates
        Departures an hour for each part of the day, shape (n, parts); NaN where the timetable does not have the day.
    any_departure
        Where anything leaves on one of the two days.
    kind
        The most important type of stop that its lines make; -1 where nothing leaves.
    lines
        The lines that leave there, as text.
    trips
        How many trips run on the day and on the Sunday.
    on_demand, no_time, no_stop
        Calls on these days that are on demand; without a time that can be read; at a stop that is not in the table.
    """

    rates: Floats
    any_departure: Flags
    kind: Ints
    lines: Words
    trips: tuple[int, int]
    on_demand: int
    no_time: int
    no_stop: int


def read_stop_places(tables: GtfsTables, progress: Progress) -> StopPlaces:
    """Read the stops, and put those of one station together."""
    more = ["stop_name", "location_type", "parent_station", "wheelchair_boarding", "stop_lat", "stop_lon"]
    table = tables.read("stops", ["stop_id"], more, progress)
    table = table[~table["stop_id"].duplicated()].reset_index(drop=True)
    ids = pd.Index(table["stop_id"])
    kind = table["location_type"].str.strip()
    parent = ids.get_indexer(pd.Index(table["parent_station"]))
    is_stop = kind.isin(("", "0")).to_numpy(bool)
    own = np.where(is_stop & (parent >= 0), parent, np.arange(len(table)))
    used, place = np.unique(own[is_stop], return_inverse=True)
    wheelchair = table["wheelchair_boarding"].str.strip().replace("0", "")
    inherited = pd.Series(np.where(parent >= 0, wheelchair.to_numpy()[parent], ""))
    known = wheelchair.where(wheelchair != "", inherited)[is_stop].to_numpy()
    return StopPlaces(
        ids=table["stop_id"].to_numpy(object)[used],
        names=table["stop_name"].to_numpy(object)[used],
        degrees=_degrees(table, is_stop, used, place),
        step_free=_all_or_one(known, place, used.size),
        stops=ids[is_stop],
        place=place.astype(np.int64),
    )


def _degrees(table: pd.DataFrame, is_stop: Flags, used: Ints, place: Ints) -> Floats:
    found = np.column_stack(
        [
            pd.to_numeric(table[name].str.strip(), errors="coerce").to_numpy(np.float64)
            for name in ("stop_lon", "stop_lat")
        ]
    )
    found[~((np.abs(found[:, 0]) <= 180) & (np.abs(found[:, 1]) <= 90) & (found != 0).any(1))] = np.nan
    middle = np.full((used.size, 2), np.nan)
    ours = found[is_stop]
    there = np.isfinite(ours).all(1)
    count = np.bincount(place[there], minlength=used.size)
    for axis in (0, 1):
        total = np.bincount(place[there], ours[there, axis], used.size)
        middle[:, axis] = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return np.where(np.isfinite(found[used]).all(1)[:, None], found[used], middle)


def _all_or_one(known: Words, place: Ints, count: int) -> Floats:
    """Return 1 for places of which all stops are step-free, 0 where one is not, else NaN."""
    stops = np.bincount(place, minlength=count)
    yes, no = (np.bincount(place[known == value], minlength=count) for value in ("1", "2"))
    return np.where(no > 0, 0.0, np.where(yes == stops, 1.0, np.nan))


def read_timetable(tables: GtfsTables, rules: StopRules, progress: Progress) -> Timetable:
    """Read the lines, the trips and the calendar."""
    routes = tables.read(
        "routes", ["route_id", "route_type"], ["route_short_name", "route_long_name"], progress.part(0, 0.1)
    )
    routes = routes[~routes["route_id"].duplicated()].reset_index(drop=True)
    route_ids, services = pd.Index(routes["route_id"]), pd.Index(np.empty(0, object))
    trips, service, line = [], [], []
    for block in tables.blocks("trips", ["route_id", "service_id", "trip_id"], [], progress.part(0.1, 0.6)):
        own = services.union(pd.Index(block["service_id"].cat.categories, dtype=object), sort=False)
        services = own
        trips.append(block["trip_id"].to_numpy(object))
        service.append(_codes(block["service_id"], services))
        line.append(_codes(block["route_id"], route_ids))
    ids = pd.Index(np.concatenate(trips)) if trips else pd.Index(np.empty(0, object))
    if ids.has_duplicates:
        raise InputError("trips.txt holds the same trip_id twice: choose another archive.")
    kinds = [rules.type_of(_whole(text)) for text in routes["route_type"]]
    short, long = routes["route_short_name"].str.strip(), routes["route_long_name"].str.strip()
    return Timetable(
        trips=ids,
        service=np.concatenate(service).astype(np.int64) if service else np.empty(0, np.int64),
        line=np.concatenate(line).astype(np.int64) if line else np.empty(0, np.int64),
        lines=short.where(short != "", long).to_numpy(object),
        kind=np.array(kinds, np.int64),
        days=read_days(tables, services, progress.part(0.6, 1)),
    )


def _whole(text: str) -> int:
    word = text.strip()
    return int(word) if word.isascii() and word.isdigit() and len(word) < 6 else -1


def _codes(column: pd.Series, index: pd.Index) -> _Ids:
    """Return the place of each value of a column in an index, -1 where it is not there."""
    found = index.get_indexer(pd.Index(column.cat.categories, dtype=object)).astype(np.int32)
    codes: _Ids = found[column.cat.codes.to_numpy()] if len(column) else np.empty(0, np.int32)
    return codes


@dataclass(frozen=True, kw_only=True)
class _Calls:
    """Calls at stops: the trip, by its place among those that run, the stop, the seconds and the order of each."""

    trip: _Ids
    stop: _Ids
    seconds: _Ids
    order: _Ids
    boarding: NDArray[np.int8]


_CALLS = ("trip", "stop", "seconds", "order", "boarding")
_BOARDS, _NOBODY, _DEMAND = 0, 1, 2


def find_departures(
    tables: GtfsTables,
    places: StopPlaces,
    timetable: Timetable,
    rules: StopRules,
    day: int,
    progress: Progress,
) -> StopDepartures:
    """Count what leaves at each place on a day and on the Sunday after it."""
    counting = _Counting(places, timetable, rules, day)
    calls = _with_times(counting.calls(tables, progress.part(0, 0.85)), counting.active.size)
    return counting.departures(calls, _Frequencies.read(tables, counting.ids, progress.part(0.85, 0.9)), progress)


class _Counting:
    """The count of one day and its Sunday: the trips that run then, or on the day before and leave after midnight."""

    def __init__(self, places: StopPlaces, timetable: Timetable, rules: StopRules, day: int) -> None:
        self.places, self.timetable, self.rules = places, timetable, rules
        self.dates = (day, sunday_after(day))
        services = [timetable.days.on(date - back) for date in self.dates for back in (0, 1)]
        runs = np.column_stack([service[timetable.service] for service in services])
        self.active = np.flatnonzero(runs.any(1) & (timetable.line >= 0))
        self.runs = runs[self.active]
        self.ids = timetable.trips[self.active]
        self.no_stop = 0

    def calls(self, tables: GtfsTables, progress: Progress) -> _Calls:
        """Read the calls of the trips that run, in blocks."""
        parts: dict[str, list[NDArray[np.signedinteger]]] = {name: [] for name in _CALLS}
        needed, more = ["trip_id", "stop_id", "stop_sequence", "departure_time"], ["pickup_type"]
        for block in tables.blocks("stop_times", needed, more, progress):
            trip = _codes(block["trip_id"], self.ids)
            stop = _codes(block["stop_id"], self.places.stops)
            rows = trip >= 0
            self.no_stop += int((stop[rows] < 0).sum())
            parts["trip"].append(trip[rows])
            parts["stop"].append(stop[rows])
            parts["seconds"].append(_by_category(block["departure_time"], _seconds)[rows])
            parts["order"].append(_by_category(block["stop_sequence"], _whole)[rows])
            parts["boarding"].append(_by_category(block["pickup_type"], _boarding)[rows].astype(np.int8))
        # One after the other, so that what is put together is not there twice.
        kinds = {name: np.int8 if name == "boarding" else np.int32 for name in _CALLS}
        return _Calls(**{name: np.concatenate([np.empty(0, kinds[name]), *parts.pop(name)]) for name in _CALLS})

    def departures(self, calls: _Calls, frequencies: _Frequencies, progress: Progress) -> StopDepartures:
        """Count the departures of all parts, in slices: there may be many millions."""
        place_of = np.append(self.places.place, _NEVER)  # the last is that of no stop
        first, last = _ends(calls, self.active.size)
        tally = _Tally(np.zeros((self.places.ids.size, len(self.rules.parts))), [])
        on_demand = no_time = 0
        for some in _slices(calls.trip.size):
            progress.check()
            trip, seconds, boarding = calls.trip[some], calls.seconds[some], calls.boarding[some]
            place = place_of[calls.stop[some]]
            calling = (place >= 0) & (calls.order[some] != last[trip])
            leaves = calling & (boarding == _BOARDS) & (seconds >= 0)
            on_demand += int((calling & (boarding == _DEMAND)).sum())
            no_time += int((calling & (boarding == _BOARDS) & (seconds < 0)).sum())
            often = leaves & frequencies.has[trip]
            plain = leaves & ~often
            self._add(tally, _Leaving(trip=trip[plain], place=place[plain], seconds=seconds[plain]))
            if often.any():
                leaving = _Leaving(trip=trip[often], place=place[often], seconds=seconds[often])
                self._add(tally, frequencies.expand(leaving, first))
        hours = np.array([part.hours for part in self.rules.parts])
        known = [self.dates[part.on_sunday] <= self.timetable.days.span[1] for part in self.rules.parts]
        progress.check()
        pairs = self._pairs(tally)
        progress.check()
        kind = np.full(self.places.ids.size, len(self.rules.types) + 1)
        np.minimum.at(kind, pairs[:, 0], self.timetable.kind[pairs[:, 1]])
        any_departure = np.zeros(self.places.ids.size, bool)
        any_departure[pairs[:, 0]] = True
        progress.check()
        return StopDepartures(
            rates=np.where(known, tally.counts / hours, np.nan),
            any_departure=any_departure,
            kind=np.where(any_departure, kind, _NEVER),
            lines=_line_texts(pairs, self.timetable.lines, self.places.ids.size, progress),
            trips=(int(self.runs[:, 0].sum()), int(self.runs[:, 2].sum())),
            on_demand=on_demand,
            no_time=no_time,
            no_stop=self.no_stop,
        )

    def _add(self, tally: _Tally, leaving: _Leaving | _Expanded) -> None:
        """Add departures to the counts of the parts of the day, and to the lines of the places."""
        for number, part in enumerate(self.rules.parts):
            for back in (0, 1):
                runs = self.runs[:, 2 * part.on_sunday + back][leaving.trip]
                for since, until in part.stretches:
                    times = leaving.between(since + back * _DAY, until + back * _DAY) * runs
                    tally.counts[:, number] += np.bincount(leaving.place, times, len(tally.counts))
        line = self.timetable.line[self.active[leaving.trip]]
        for number, runs in enumerate(self.runs.T):
            since = number % 2 * _DAY
            there = runs[leaving.trip] & (leaving.between(since, since + _DAY) > 0)
            tally.pairs.append(np.unique(leaving.place[there] * self.timetable.lines.size + line[there]))

    def _pairs(self, tally: _Tally) -> Ints:
        """Return which lines leave at which places on one of the two days, shape (n, 2)."""
        distinct = np.unique(np.concatenate([np.empty(0, np.int64), *tally.pairs]))
        return np.column_stack(np.divmod(distinct, max(self.timetable.lines.size, 1)))


@dataclass(frozen=True)
class _Tally:
    """What was counted so far: departures of each place and part, and places with their lines as one number."""

    counts: Floats
    pairs: list[Ints]


@dataclass(frozen=True)
class _Leaving:
    """Departures: the trip, the place and the seconds after midnight of each."""

    trip: _Ids
    place: Ints
    seconds: _Ids

    def between(self, since: int, until: int) -> Ints:
        """Return 1 for each that falls from one second until before another, else 0."""
        return ((self.seconds >= since) & (self.seconds < until)).astype(np.int64)


@dataclass(frozen=True, kw_only=True)
class _Expanded:
    """Departures that repeat: the trip, the place, the first one, the headway, and how many there are."""

    trip: _Ids
    place: Ints
    first: Ints
    headway: Ints
    count: Ints

    def between(self, since: int, until: int) -> Ints:
        """Return how many of each fall from one second until before another."""
        begin = np.maximum(_up(since - self.first, self.headway), 0)
        end = np.minimum(_up(until - self.first, self.headway), self.count)
        return np.maximum(end - begin, 0)


@dataclass(frozen=True, kw_only=True)
class _Frequencies:
    """Trips that repeat, by their place among those that run: from, until before, every so many seconds."""

    has: Flags
    trip: Ints
    start: Ints
    end: Ints
    headway: Ints

    @classmethod
    def read(cls, tables: GtfsTables, ids: pd.Index, progress: Progress) -> _Frequencies:
        """Read the table, which may be missing."""
        table = tables.read("frequencies", ["trip_id", "start_time", "end_time", "headway_secs"], [], progress)
        trip = ids.get_indexer(pd.Index(table["trip_id"]))
        start, end = (np.array([_seconds(t) for t in table[n]], np.int64) for n in ("start_time", "end_time"))
        headway = np.array([_whole(text) for text in table["headway_secs"]], np.int64)
        rows = (trip >= 0) & (start >= 0) & (end > start) & (headway > 0)
        has = np.zeros(len(ids), bool)
        has[trip[trip >= 0]] = True
        return cls(has=has, trip=trip[rows].astype(np.int64), start=start[rows], end=end[rows], headway=headway[rows])

    def expand(self, leaving: _Leaving, first: Ints) -> _Expanded:
        """Return departures of trips that repeat as often as these run; `first` is when each trip leaves by itself."""
        table = pd.DataFrame({"trip": self.trip, "start": self.start, "end": self.end, "headway": self.headway})
        after = leaving.seconds.astype(np.int64) - first[leaving.trip]
        trip = leaving.trip.astype(np.int64)
        both = pd.DataFrame({"trip": trip, "place": leaving.place, "after": after}).merge(table, on="trip")
        if len(both) > _MOST_FREQUENCIES:
            raise InputError("frequencies.txt repeats more departures than can be counted: choose another archive.")
        start, headway = both["start"].to_numpy(np.int64), both["headway"].to_numpy(np.int64)
        return _Expanded(
            trip=both["trip"].to_numpy(np.int32),
            place=both["place"].to_numpy(np.int64),
            first=start + both["after"].to_numpy(np.int64),
            headway=headway,
            count=_up(both["end"].to_numpy(np.int64) - start, headway),
        )


def _up(value: Ints, by: Ints) -> Ints:
    """Divide whole numbers and round up."""
    return -(-value // by)


def _with_times(calls: _Calls, trips: int) -> _Calls:
    """Fill in times that stand between two that are given, in equal steps from stop to stop."""
    lacking = np.zeros(trips, bool)
    lacking[calls.trip[calls.seconds < 0]] = True
    rows = np.flatnonzero(lacking[calls.trip])
    if not rows.size:
        return calls
    rows = rows[np.lexsort((calls.order[rows], calls.trip[rows]))]
    trip, seconds = calls.trip[rows], calls.seconds[rows]
    at = np.arange(rows.size)
    known = np.flatnonzero(seconds >= 0)
    if not known.size:
        return calls
    filled = np.floor(np.interp(at, known, seconds[known].astype(np.float64))).astype(np.int32)
    before = known[np.clip(np.searchsorted(known, at, "right") - 1, 0, None)]
    after = known[np.clip(np.searchsorted(known, at), None, known.size - 1)]
    between = (before <= at) & (at <= after) & (trip[before] == trip) & (trip[after] == trip)
    times = calls.seconds.copy()
    times[rows] = np.where(between, filled, _NEVER)
    return _Calls(trip=calls.trip, stop=calls.stop, seconds=times, order=calls.order, boarding=calls.boarding)


def _ends(calls: _Calls, trips: int) -> tuple[Ints, _Ids]:
    """Return when each trip leaves its first stop, as its own times have it, and the order of its last."""
    least, last = np.full(trips, np.iinfo(np.int32).max, np.int32), np.full(trips, _NEVER, np.int32)
    for some in _slices(calls.trip.size):
        np.minimum.at(least, calls.trip[some], calls.order[some])
        np.maximum.at(last, calls.trip[some], calls.order[some])
    first = np.zeros(trips, np.int64)
    for some in _slices(calls.trip.size):
        trip = calls.trip[some]
        rows = calls.order[some] == least[trip]
        first[trip[rows]] = calls.seconds[some][rows]
    return first, last


def _slices(count: int) -> Iterator[slice]:
    return (slice(at, at + _SLICE) for at in range(0, count, _SLICE))


def _by_category(column: pd.Series, read: Callable[[str], int]) -> _Ids:
    values = np.array([read(str(text)) for text in column.cat.categories], np.int32)
    codes: _Ids = values[column.cat.codes.to_numpy()] if len(column) else np.empty(0, np.int32)
    return codes


def _seconds(text: str) -> int:
    """Read a time such as 25:10:00 as seconds after midnight; -1 where it is none."""
    found = _TIME.fullmatch(text)
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3]) if found else _NEVER


def _boarding(text: str) -> int:
    word = text.strip()
    return _NOBODY if word == _NO_PICKUP else _DEMAND if word in _ON_DEMAND else _BOARDS


def _line_texts(pairs: Ints, lines: Words, count: int, progress: Progress) -> Words:
    """Return the lines of each place: each once, numbers by their size."""
    names: list[dict[str, None]] = [{} for _ in range(count)]
    ranked = sorted(range(lines.size), key=lambda line: _natural(str(lines[line])))
    rank = np.empty(lines.size, np.int64)
    rank[ranked] = np.arange(lines.size)
    progress.check()
    in_order = np.sort(pairs[:, 0] * max(lines.size, 1) + rank[pairs[:, 1]])
    for some in _slices(in_order.size):
        progress.check()
        places, at = np.divmod(in_order[some], max(lines.size, 1))
        for place, line in zip(to_list(places), to_list(lines[np.array(ranked, np.int64)[at]]), strict=True):
            if line:
                names[place][str(line)] = None
    found = np.empty(count, object)
    found[:] = [", ".join(one) for one in names]
    return found


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key by which line 9 comes before line 10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return tuple((0, int(part), "") if part.isdigit() and part.isascii() else (1, 0, part) for part in parts)
