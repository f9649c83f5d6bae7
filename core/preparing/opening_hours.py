"""Opening hours as OpenStreetMap writes them (`opening_hours`, specification 0.7), read as an ordinary week.

The common forms are read; with them the week is certain. In this grammar letter case and spaces are ignored:

    hours     = part { ";" part }
    part      = exception | rule { "," rule }
    exception = dates ( "off" | "closed" | times )          single days of a year: "Dec 25,26 off"
    rule      = [ days [ ":" ] ] [ times ] [ state ] | "24/7" [ state ]
    days      = span { "," span }       span  = day [ "-" day ] | "PH"       day = "Mo" | "Tu" | … | "Su"
    times     = hours { "," hours }     hours = time "-" time                 time = 0:00 … 48:00
    state     = "open" | "off" | "closed"

A rule behind a semicolon replaces what earlier ones say of its days, one behind a comma adds to it; `off` closes the
times it names, or the whole day. What opens on a day belongs to it, also after midnight: "Fr 22:00-03:00; Sa off" is
open on Friday night. Public holidays and single dates are no part of an ordinary week and are left out. Anything else
is not read: half a reading would be a wrong one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ..arrays import Flags

EVENING = (18 * 60, 24 * 60)
"""The evening of a day, in minutes after midnight."""
WEEKEND = (6 * 60, 24 * 60)
"""The hours of Saturday and Sunday that count as the weekend: no bar is open then that closes at 2 on Friday night."""
ENOUGH = 60
"""How many minutes in one evening, or on one of the days of the weekend, make a place open then."""

_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_DAY, _LONGEST, _LONGEST_EXCEPTION = 24 * 60, 1000, 7

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE = rf"{_MONTH} ?[0-3]?[0-9](?: ?- ?[0-3]?[0-9])?(?: ?, ?(?:{_MONTH} )?[0-3]?[0-9](?: ?- ?[0-3]?[0-9])?)*"
_CLOCK = "[0-9]{1,2}:[0-5][0-9]"
_TIMES = rf"{_CLOCK} ?- ?{_CLOCK}(?: ?, ?{_CLOCK} ?- ?{_CLOCK})*"
_EXCEPTION = re.compile(rf"(?:easter|{_DATE})(?: ?:)? (?:off|closed|{_TIMES})")
_RANGE = re.compile(r"([0-9]+) ?- ?([0-9]+)")
_TOKEN = re.compile(
    rf" *(?:(?P<always>24/7)|(?P<time>{_CLOCK})(?!:)|(?P<day>{'|'.join(_DAYS)}|ph)(?![a-z])"
    r"|(?P<state>open|off|closed)(?![a-z])|(?P<mark>[,:-])) *"
)


class HoursUnread(StrEnum):
    """Why opening hours say nothing certain of an ordinary week."""

    COMMENT = "comment"
    FALLBACK = "fallback"
    UNKNOWN = "unknown"
    SCHOOL_HOLIDAYS = "school_holidays"
    SUN = "sun"
    OPEN_END = "open_end"
    SEASON = "season"
    NOT_EVERY_WEEK = "not_every_week"
    NO_ORDINARY_WEEK = "no_ordinary_week"
    SYNTAX = "syntax"


_SIGNS = (
    (HoursUnread.COMMENT, re.compile('"')),
    (HoursUnread.FALLBACK, re.compile(r"\|\|")),
    (HoursUnread.UNKNOWN, re.compile(r"\bunknown\b")),
    (HoursUnread.SCHOOL_HOLIDAYS, re.compile(r"\bsh\b")),
    (HoursUnread.SUN, re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b")),
    (HoursUnread.OPEN_END, re.compile(r"\+")),
    (HoursUnread.NOT_EVERY_WEEK, re.compile(r"\[|\bweek\b")),
    (HoursUnread.SEASON, re.compile(rf"\b{_MONTH}\b|\beaster\b|\b[12][0-9]{{3}}\b")),
)
"""What stands in a text that the grammar does not have, and why it is not read then; the first that is found."""


@dataclass(frozen=True)
class OpeningWeek:
    """An ordinary week: the hours in it, and whether a place is open in an evening and in the weekend."""

    hours_week: float
    open_evening: bool
    open_weekend: bool


def read_hours(text: str) -> OpeningWeek | HoursUnread:
    """Read opening hours; why not, where they say nothing certain of an ordinary week.

    Examples
    --------
    >>> read_hours("Mo-Fr 09:00-17:00; We 12:00-20:00")
    OpeningWeek(hours_week=40.0, open_evening=True, open_weekend=False)
    >>> read_hours("Apr-Sep: Mo-Fr 09:00-17:00")
    <HoursUnread.SEASON: 'season'>
    """
    try:
        open_ = week_of(text)
    except _UnreadError as error:
        return error.reason
    return OpeningWeek(
        hours_week=float(np.count_nonzero(open_)) / 60,
        open_evening=bool((open_[:, slice(*EVENING)].sum(1) >= ENOUGH).any()),
        open_weekend=bool((open_[5:, slice(*WEEKEND)].sum(1) >= ENOUGH).any()),
    )


def week_of(text: str) -> Flags:
    """Return for each day from Monday, and each minute of it, whether a place is open, shape (7, 1440)."""
    if len(text) > _LONGEST:
        raise _UnreadError(HoursUnread.SYNTAX)
    lower = " ".join(re.sub("[–—]", "-", text.casefold()).split())
    parts = [part.strip() for part in lower.split(";")]
    rules = [part for part in parts if part and not _is_exception(part)]
    for reason, sign in _SIGNS:
        if any(sign.search(part) for part in rules):
            raise _UnreadError(reason)
    # What begins on a day, in the minutes of that day and of the next one.
    begins, said = np.zeros((7, 2 * _DAY), bool), False
    for part in rules:
        said |= _PartReader(part, begins).read()
    if not said:
        raise _UnreadError(HoursUnread.NO_ORDINARY_WEEK if any(parts) else HoursUnread.SYNTAX)
    whole: Flags = begins[:, :_DAY] | np.roll(begins[:, _DAY:], 1, axis=0)
    return whole


class _UnreadError(Exception):
    def __init__(self, reason: HoursUnread) -> None:
        super().__init__(reason)
        self.reason = reason


def _is_exception(part: str) -> bool:
    """Return whether a part is about single days of a year, at most a week long."""
    if _EXCEPTION.fullmatch(part) is None:
        return False
    dates = re.sub(_TIMES, "", part)
    return all(0 < int(last) - int(first) < _LONGEST_EXCEPTION for first, last in _RANGE.findall(dates))


class _PartReader:
    """Reads the rules between two semicolons into what begins on each day."""

    def __init__(self, text: str, begins: Flags) -> None:
        self.begins, self.replaces = begins, True
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None or found.lastgroup is None:
                raise _UnreadError(HoursUnread.SYNTAX)
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.tokens.reverse()

    def read(self) -> bool:
        """Apply the rules; return whether one of them is about ordinary days."""
        said = self._rule()
        while self._take("mark", ","):
            self.replaces = False
            said |= self._rule()
        if self.tokens:
            raise _UnreadError(HoursUnread.SYNTAX)
        return said

    def _rule(self) -> bool:
        always = self._take("always")
        days = None if always else self._days()
        times = [] if always else self._times()
        state = self._take("state")
        if not (always or days is not None or times or state):
            raise _UnreadError(HoursUnread.SYNTAX)
        rows = list(range(7)) if days is None else days
        minutes = np.zeros(2 * _DAY, bool)
        for start, end in times or [(0, _DAY)]:
            minutes[start:end] = True
        if state in ("off", "closed"):
            self.begins[rows] &= ~minutes if times else False
        elif self.replaces:
            self.begins[rows] = minutes
        else:
            self.begins[rows] |= minutes
        return bool(rows)

    def _days(self) -> list[int] | None:
        """Read days; a public holiday is none. None where the rule names no days, so that it is about all of them."""
        if not self._at("day"):
            return None
        found: list[int] = []
        while True:
            first = self._need("day")
            if first != "ph":
                last = self._need("day") if self._take("mark", "-") else first
                if last == "ph":
                    raise _UnreadError(HoursUnread.SYNTAX)
                start = _DAYS.index(first)
                found += [(start + n) % 7 for n in range((_DAYS.index(last) - start) % 7 + 1)]
            # A comma behind days leads to more of them, unless it ends a rule of whole days: "Mo, We 10:00-12:00".
            if not (self._at("mark", ",") and self._at("day", ahead=1)):
                break
            self._take("mark", ",")
        self._take("mark", ":")
        return found

    def _times(self) -> list[tuple[int, int]]:
        found = []
        while self._at("time"):
            start = _minutes(self._need("time"))
            self._need("mark", "-")
            end = _minutes(self._need("time"))
            if end <= start:
                end += _DAY
            if start >= _DAY or end - start > _DAY or end > 2 * _DAY:
                raise _UnreadError(HoursUnread.SYNTAX)
            found.append((start, end))
            if not (self._at("mark", ",") and self._at("time", ahead=1)):
                break
            self._take("mark", ",")
        return found

    def _at(self, kind: str, value: str | None = None, ahead: int = 0) -> bool:
        if len(self.tokens) <= ahead:
            return False
        there = self.tokens[-1 - ahead]
        return there[0] == kind and value in (None, there[1])

    def _take(self, kind: str, value: str | None = None) -> str | None:
        return self.tokens.pop()[1] if self._at(kind, value) else None

    def _need(self, kind: str, value: str | None = None) -> str:
        found = self._take(kind, value)
        if found is None:
            raise _UnreadError(HoursUnread.SYNTAX)
        return found


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)
