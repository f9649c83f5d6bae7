"""On which days the trips of a timetable run: its calendar, with days added and removed, or these alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from ..arrays import Flags, Floats, Ints
from ..errors import InputError
from ..progress import Progress
from .gtfs_tables import GtfsTables

ENOUGH = 0.9
"""The part of the busiest Tuesday's trips that an ordinary Tuesday has at least."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TUESDAY, _SUNDAY = 1, 6
_MOST_DAYS = 60 * 366
_ADDED = _RUNS = "1"


@dataclass(frozen=True, kw_only=True)
class ServiceDays:
    """When services run.

    Parameters
    ----------
    services
        Their ids.
    service, first, last, runs
        Rows of the calendar: a service, its first and last day (days since 1970), and on which weekdays it runs (n, 7).
    changed, day, added
        Days on which a service runs though the calendar does not say so, or does not though it does.
    """

    services: pd.Index
    service: Ints
    first: Ints
    last: Ints
    runs: Flags
    changed: Ints
    day: Ints
    added: Flags

    @property
    def span(self) -> tuple[int, int]:
        """Return the first and the last day of all."""
        all_days = np.concatenate([self.first, self.last, self.day])
        return int(all_days.min()), int(all_days.max())

    def on(self, day: int) -> Flags:
        """Return which services run on a day."""
        found = np.zeros(len(self.services), bool)
        rows = (self.first <= day) & (day <= self.last) & self.runs[:, weekday(day)]
        found[self.service[rows]] = True
        changes = self.day == day
        found[self.changed[changes & ~self.added]] = False
        found[self.changed[changes & self.added]] = True
        return found

    def ordinary_tuesday(self, trips: Ints) -> int | None:
        """Return the first Tuesday with at least nine tenths of the busiest Tuesday's trips; None where none has any.

        Parameters
        ----------
        trips
            The trips of each service.
        """
        first, last = self.span
        tuesdays = np.arange(first + (_TUESDAY - weekday(first)) % 7, last + 1, 7)
        running: Floats = np.zeros(tuesdays.size + 1)
        # A row of the calendar adds its trips from its first Tuesday, and takes them away behind its last.
        rows = self.runs[:, _TUESDAY] & (self.first <= self.last)
        amounts = trips[self.service[rows]].astype(np.float64)
        np.add.at(running, np.searchsorted(tuesdays, self.first[rows]), amounts)
        np.subtract.at(running, np.searchsorted(tuesdays, self.last[rows], "right"), amounts)
        running = np.cumsum(running)[:-1]
        on_tuesday = np.isin(self.day, tuesdays)
        changed, day, added = self.changed[on_tuesday], self.day[on_tuesday], self.added[on_tuesday]
        by_calendar = self._by_calendar(changed, day)
        steps = np.where(added & ~by_calendar, 1.0, np.where(~added & by_calendar, -1.0, 0.0))
        np.add.at(running, np.searchsorted(tuesdays, day), steps * trips[changed])
        if not running.size or running.max() <= 0:
            return None
        return int(tuesdays[np.argmax(running >= ENOUGH * running.max() * (1 - 1e-12))])

    def _by_calendar(self, service: Ints, day: Ints) -> Flags:
        """Return whether the calendar alone lets a service run on a Tuesday."""
        rows = self.runs[:, _TUESDAY]
        spans = pd.DataFrame({"service": self.service[rows], "first": self.first[rows], "last": self.last[rows]})
        asked = pd.DataFrame({"service": service, "day": day, "row": np.arange(service.size)})
        both = asked.merge(spans, on="service")
        inside = both.loc[(both["first"] <= both["day"]) & (both["day"] <= both["last"]), "row"]
        found = np.zeros(service.size, bool)
        found[inside.to_numpy()] = True
        return found


def read_days(tables: GtfsTables, services: pd.Index, progress: Progress) -> ServiceDays:
    """Read the calendar of the services that have trips; either of its two tables may be missing.

    Raises
    ------
    InputError
        Where both are missing, nothing in them is about these services, or a date is none.
    """
    if not tables.has("calendar") and not tables.has("calendar_dates"):
        tables.need(["calendar"])
    weekly = tables.read("calendar", ["service_id", *_WEEKDAYS, "start_date", "end_date"], [], progress.part(0, 0.3))
    changes = tables.read("calendar_dates", ["service_id", "date", "exception_type"], [], progress.part(0.3, 1))
    weekly_service, change_service = (
        services.get_indexer(pd.Index(weekly["service_id"])),
        services.get_indexer(pd.Index(changes["service_id"])),
    )
    weekly, changes = weekly[weekly_service >= 0], changes[change_service >= 0]
    changed, day, added = _changes(change_service[change_service >= 0].astype(np.int64), changes)
    days = ServiceDays(
        services=services,
        service=weekly_service[weekly_service >= 0].astype(np.int64),
        first=_days(weekly["start_date"], "calendar"),
        last=_days(weekly["end_date"], "calendar"),
        runs=np.column_stack([weekly[name].str.strip().to_numpy(object) == _RUNS for name in _WEEKDAYS]),
        changed=changed,
        day=day,
        added=added,
    )
    if not days.service.size and not days.day.size:
        raise InputError("The calendar of the timetable says of no trip when it runs: choose another archive.")
    if days.span[1] - days.span[0] > _MOST_DAYS:
        raise InputError("The calendar of the timetable spans more than 60 years: choose another archive.")
    return days


def weekday(day: int) -> int:
    """Return the weekday of a day since 1970, 0 for Monday: the first was a Thursday."""
    return (day + 3) % 7


def sunday_after(day: int) -> int:
    """Return the first Sunday behind a day."""
    return day + ((_SUNDAY - weekday(day) - 1) % 7 + 1)


def day_of(when: date) -> int:
    """Return a date as days since 1970."""
    return (when - date(1970, 1, 1)).days


def date_of(day: int) -> date:
    """Return days since 1970 as a date."""
    return date.fromordinal(day + date(1970, 1, 1).toordinal())


def _changes(service: Ints, changes: pd.DataFrame) -> tuple[Ints, Ints, Flags]:
    """Return the services, the days and the kind of changed days, each of a service once: what stands last holds."""
    table = pd.DataFrame(
        {
            "changed": service,
            "day": _days(changes["date"], "calendar_dates"),
            "added": (changes["exception_type"].str.strip() == _ADDED).to_numpy(bool),
        }
    ).drop_duplicates(["changed", "day"], keep="last")
    return table["changed"].to_numpy(np.int64), table["day"].to_numpy(np.int64), table["added"].to_numpy(bool)


def _days(texts: pd.Series, table: str) -> Ints:
    """Read dates such as 20261130 as days since 1970."""
    codes, distinct = pd.factorize(texts)
    found = np.empty(len(distinct), np.int64)
    for at, text in enumerate(distinct):
        word = str(text).strip()
        try:
            found[at] = day_of(date(int(word[:4]), int(word[4:6]), int(word[6:8])))
        except ValueError:
            found[at] = -1
        if len(word) != 8 or not word.isascii() or not word.isdigit() or found[at] < 0:
            raise InputError(
                "{table}.txt holds “{text}” where a date such as 20261130 should be: choose another archive.",
                table=table,
                text=word[:20],
            )
    days: Ints = found[codes]
    return days
