"""The parts of a day for which departures are counted, and which lines make which type of stop.

They stand in resources/prepare/stops.json, which can be read and changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..json_file import JsonFile
from ..json_located import Node
from ..notes import Note
from ..wording import shown

NAME = "resources/prepare/stops.json"
WEEKDAY, SUNDAY = "weekday", "sunday"

_FILE = JsonFile(NAME)
_CLOCK = re.compile("([0-9]{2}):([0-5][0-9])")
_DAY = 24 * 3600
_MOST = 20


@dataclass(frozen=True)
class DayPart:
    """A part of a day: its name, whether it is of the Sunday, and its stretches in seconds after midnight."""

    name: str
    on_sunday: bool
    stretches: tuple[tuple[int, int], ...]

    @property
    def field(self) -> str:
        """Return the field with its departures an hour."""
        return f"dep_{self.name}"

    @property
    def hours(self) -> float:
        """Return how many hours it has."""
        return sum(until - since for since, until in self.stretches) / 3600


@dataclass(frozen=True)
class StopType:
    """A type of stop, and the types of route (`route_type`), from and to, that make a stop one."""

    name: str
    routes: tuple[tuple[int, int], ...]

    def holds(self, route: int) -> bool:
        """Return whether a type of route is one of these."""
        return any(first <= route <= last for first, last in self.routes)


@dataclass(frozen=True)
class StopRules:
    """The parts of the day, and the types of stop, the most important first; `other` is what is none of these."""

    parts: tuple[DayPart, ...]
    types: tuple[StopType, ...]
    other: str

    def type_of(self, route: int) -> int:
        """Return the number of the type of stop that a type of route makes; behind the last one: `other`."""
        return next((n for n, one in enumerate(self.types) if one.holds(route)), len(self.types))

    @property
    def type_names(self) -> tuple[str, ...]:
        """Return the names of the types by their number."""
        return (*(one.name for one in self.types), self.other)


def read_stop_rules(text: str | bytes) -> StopRules:
    """Read the file; an `InputError` says on which line it is wrong."""
    node = _FILE.read(text)
    _FILE.members(node, ("title", "version", "date", "parts", "types", "other"))
    parts = _FILE.items(_FILE.member(node, "parts"))
    types = _FILE.items(_FILE.member(node, "types"))
    if not 1 <= len(parts) <= _MOST or not 1 <= len(types) <= _MOST:
        raise _FILE.wrong(node, Note("it must hold 1 to {most} parts and types", most=_MOST))
    read = tuple(_part(one) for one in parts)
    for part, entry in zip(read, parts, strict=True):
        if sum(part.name == other.name for other in read) > 1:
            raise _FILE.wrong(entry, Note("the part {field} is there twice", field=shown(part.name)))
    return StopRules(read, tuple(_type(one) for one in types), _FILE.text(_FILE.member(node, "other")))


def _part(node: Node) -> DayPart:
    entry = _FILE.members(node, ("field", "day", "hours"))
    name, day = _FILE.text(_FILE.member(node, "field")), _FILE.text(_FILE.member(node, "day"))
    if not (name.isascii() and name.isidentifier() and name == name.casefold()):
        raise _FILE.wrong(entry["field"], Note("a field has small letters, digits and _ only"))
    if day not in (WEEKDAY, SUNDAY):
        raise _FILE.wrong(entry["day"], Note("the day must be weekday or sunday"))
    stretches = tuple(_stretch(one) for one in _FILE.items(_FILE.member(node, "hours")))
    ends = [clock for stretch in stretches for clock in stretch]
    if not stretches or ends != sorted(ends):
        raise _FILE.wrong(entry["hours"], Note("the stretches of a part must follow each other"))
    return DayPart(name, day == SUNDAY, stretches)


def _stretch(node: Node) -> tuple[int, int]:
    clocks = [_CLOCK.fullmatch(text) for text in _FILE.texts(node)]
    seconds = [int(one[1]) * 3600 + int(one[2]) * 60 for one in clocks if one is not None]
    if len(clocks) != 2 or len(seconds) != 2 or not 0 <= seconds[0] < seconds[1] <= _DAY:
        raise _FILE.wrong(node, Note('a stretch is two times such as ["07:00", "09:00"], at most 24:00'))
    return seconds[0], seconds[1]


def _type(node: Node) -> StopType:
    _FILE.members(node, ("type", "routes"))
    routes: list[tuple[int, int]] = []
    for one in _FILE.items(_FILE.member(node, "routes")):
        ends = [end.value for end in _FILE.items(one)]
        whole = [int(end) for end in ends if isinstance(end, (int, float)) and not isinstance(end, bool)]
        if len(ends) != 2 or whole != ends or whole[0] > whole[1]:
            raise _FILE.wrong(one, Note("the types of route are two whole numbers, the lower one first"))
        routes.append((whole[0], whole[1]))
    return StopType(_FILE.text(_FILE.member(node, "type")), tuple(routes))
