"""Which lines of street data may be used, by rules in a data file.

The rules stand in resources/prepare/streets.json, each with its reason; what they mean is said there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..errors import InputError
from ..progress import Progress
from .durations import minutes_of
from .osm_tags import is_set, tag_fields, text_field

FOOT, WHEELCHAIR, BICYCLE = PROFILES = ("foot", "wheelchair", "bicycle")
USE, FERRY, LEAVE_OUT = DECISIONS = ("use", "ferry", "leave out")
FORWARD, BACKWARD, BOTH = DIRECTIONS = ("forward", "backward", "both")
BRIDGE, TUNNEL, DURATION = "bridge", "tunnel", "duration"

NO_GEOMETRY, NOT_A_LINE = "no_geometry", "not_a_line"
"""Reasons that no rule gives."""

_MAX_BYTES = 200_000
_ANY = "*"

Columns = Mapping[str, NDArray[np.object_]]
Condition = tuple[tuple[str, frozenset[str]], ...]
"""Keys, each with the values that it may have; `*` among them is any."""


@dataclass(frozen=True, kw_only=True)
class StreetRule:
    """One rule: what it decides where all of `if_` hold and none of `unless` does.

    Parameters
    ----------
    profiles
        The profiles that it is for.
    then
        One of `DECISIONS`.
    reason
        Why the line is left out, as a key; empty where it is not.
    why
        Why this is so, in English.
    """

    profiles: tuple[str, ...]
    if_: Condition
    unless: Condition
    then: str
    reason: str
    why: str


@dataclass(frozen=True)
class Direction:
    """What makes a line one-way for bicycles: one of `DIRECTIONS` where all of `if_` hold."""

    if_: Condition
    is_: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of street data.

    Parameters
    ----------
    class_key
        The key with the kind of street.
    needs, one_of
        The columns by which it is known: all of the first and, where there are any, one of the second.
    in_text
        Whether its tags may stand in one field, several together.
    told
        For each profile the keys that its rules need most: where they are lacking the user is told.
    otherwise, without
        What holds where no rule does, and where the line has no class either: `use`, or the reason to leave it out.
    meanings
        For keys that have values of their own what these are in tags, by key and value.
    rename
        Keys that are another one's in the rules.
    """

    id: str
    title: str
    class_key: str
    needs: tuple[str, ...]
    one_of: tuple[str, ...]
    in_text: bool
    told: Mapping[str, tuple[str, ...]]
    otherwise: str
    without: str
    rules: tuple[StreetRule, ...]
    directions: tuple[Direction, ...]
    meanings: Mapping[str, Mapping[str, Mapping[str, str]]]
    rename: Mapping[str, str]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of all that is looked at, in the words of the data."""
        conditions = [c for rule in self.rules for c in (*rule.if_, *rule.unless)]
        conditions += [c for direction in self.directions for c in direction.if_]
        back = {new: old for old, new in self.rename.items()}
        found = [back.get(key, key) for key, _ in conditions]
        return tuple(dict.fromkeys([self.class_key, *self.needs, *found, BRIDGE, TUNNEL, DURATION]))

    @property
    def known_classes(self) -> frozenset[str]:
        """Return the values of the class that some rule knows."""
        key = self.rename.get(self.class_key, self.class_key)
        conditions = [c for rule in self.rules for c in rule.if_]
        found = {value for name, values in conditions if name == key for value in values}
        return frozenset(found | set(self.meanings.get(self.class_key, {})))

    def recognised(self, names: Iterable[str]) -> bool:
        """Return whether these are the columns of this kind of data."""
        there = list(names)
        if self.in_text and text_field(there) is not None:
            return True
        found = tag_fields([*self.needs, *self.one_of], there)
        return set(self.needs) <= set(found) and (not self.one_of or any(key in found for key in self.one_of))


@dataclass(frozen=True, kw_only=True)
class JudgedLines:
    """What the rules say of each line.

    Parameters
    ----------
    reason
        Why it is left out (n,), None where it is used.
    ferry
        Which lines are ferries (n,), used or not.
    minutes
        How long a ferry takes (n,), NaN where it does not say, and for all other lines.
    bridge, tunnel
        Which lines are (n,).
    direction
        `forward`, `backward` or `both` for bicycles (n,).
    """

    reason: NDArray[np.object_]
    ferry: NDArray[np.bool_]
    minutes: NDArray[np.float64]
    bridge: NDArray[np.bool_]
    tunnel: NDArray[np.bool_]
    direction: NDArray[np.object_]


class _Tags:
    """Columns of tags, each looked through once: what its values are is asked of the distinct ones."""

    def __init__(self, columns: Columns, count: int) -> None:
        self._columns, self.count = columns, count
        self._seen: dict[str, tuple[NDArray[np.int64], list[str]]] = {}

    def distinct(self, key: str) -> tuple[NDArray[np.int64], list[str]]:
        """Return for each row the number of its value, -1 for none, and the distinct values, trimmed, without case."""
        if key not in self._seen:
            if key not in self._columns:
                return np.full(self.count, -1), []
            codes, values = pd.factorize(self._columns[key], use_na_sentinel=True)
            plain = [str(value).strip().casefold() for value in values]
            lookup = np.array([*range(len(plain)), -1])  # the last is that of no value
            lookup[[row for row, value in enumerate(plain) if value in ("", "#")]] = -1  # "#": the NWB's none
            self._seen[key] = lookup[codes], plain
        return self._seen[key]

    def where(self, key: str, chosen: Sequence[bool]) -> NDArray[np.bool_]:
        """Return the rows whose value is among the chosen ones of the distinct values."""
        codes, _ = self.distinct(key)
        return np.array([*chosen, False], bool)[codes]

    def has(self, key: str, wanted: frozenset[str]) -> NDArray[np.bool_]:
        """Return the rows that have one of these values, alone or among several."""
        _, values = self.distinct(key)
        if _ANY in wanted:
            return self.where(key, [True] * len(values))
        return self.where(key, [not wanted.isdisjoint(part.strip() for part in v.split(";")) for v in values])

    def all_of(self, condition: Condition) -> NDArray[np.bool_]:
        """Return the rows where all parts of a condition hold; all rows where it has none."""
        found = np.ones(self.count, bool)
        for key, wanted in condition:
            found &= self.has(key, wanted)
        return found

    def any_of(self, condition: Condition) -> NDArray[np.bool_]:
        """Return the rows where any part of a condition holds."""
        found = np.zeros(self.count, bool)
        for key, wanted in condition:
            found |= self.has(key, wanted)
        return found


def judge(
    kind: Kind, profile: str, ferries: bool, columns: Columns, count: int, progress: Progress | None = None
) -> JudgedLines:
    """Return of each line whether it may be used.

    Parameters
    ----------
    profile
        One of `PROFILES`.
    ferries
        Whether ferries may be used.
    columns
        For each of `kind.keys` that the data have its values (n,), None where there is none.
    count
        Number of lines.
    """
    progress = progress or Progress()
    tags = _Tags(_translated(kind, columns, count, progress), count)
    reason: NDArray[np.object_] = np.full(count, None, object)
    ferry, open_ = np.zeros(count, bool), np.ones(count, bool)
    rules = [rule for rule in kind.rules if profile in rule.profiles]
    for number, rule in enumerate(rules):
        progress.at(number / len(rules))
        holds = open_ & tags.all_of(rule.if_)
        if not holds.any():
            continue
        holds &= ~tags.any_of(rule.unless)
        open_ &= ~holds
        if rule.then == LEAVE_OUT:
            reason[holds] = rule.reason
        elif rule.then == FERRY:
            ferry |= holds
    progress.check()
    classless = tags.distinct(kind.rename.get(kind.class_key, kind.class_key))[0] < 0
    for rows, what in ((open_ & classless, kind.without), (open_ & ~classless, kind.otherwise)):
        if what != USE:
            reason[rows] = what
    if not ferries:
        reason[ferry] = FERRY
    progress.check()
    minutes = np.full(count, np.nan)
    codes, durations = tags.distinct(DURATION)
    if durations:
        known = np.array([*map(minutes_of, durations), None], np.float64)  # None becomes NaN
        minutes[ferry] = known[codes[ferry]]
    bridge, tunnel = (tags.where(key, [is_set(v) for v in tags.distinct(key)[1]]) for key in (BRIDGE, TUNNEL))
    return JudgedLines(
        reason=reason,
        ferry=ferry,
        minutes=minutes,
        bridge=bridge,
        tunnel=tunnel,
        direction=_directions(kind, tags, progress),
    )


def _directions(kind: Kind, tags: _Tags, progress: Progress) -> NDArray[np.object_]:
    found: NDArray[np.object_] = np.full(tags.count, BOTH, object)
    open_ = np.ones(tags.count, bool)
    for rule in kind.directions:
        progress.check()
        holds = open_ & tags.all_of(rule.if_)
        found[holds] = rule.is_
        open_ &= ~holds
    return found


def _translated(kind: Kind, columns: Columns, count: int, progress: Progress) -> Columns:
    """Return the columns in the words of the rules."""
    found = {kind.rename.get(key, key): values for key, values in columns.items()}
    own = _Tags(columns, count)
    for key, meanings in kind.meanings.items():
        for value, tags in meanings.items():
            progress.check()
            rows = own.has(key, frozenset({value}))
            if rows.any():
                for tag, meaning in tags.items():
                    changed = found[tag].copy() if tag in found else np.full(count, None, object)
                    changed[rows] = meaning
                    found[tag] = changed
    return found


def load_kinds(path: Path) -> tuple[Kind, ...]:
    """Read the kinds of street data with their rules; an `InputError` says what is wrong with the file."""
    if path.stat().st_size > _MAX_BYTES:
        raise InputError("{file} is larger than the rules for streets can be.", file=path.name)
    try:
        return read_kinds(json.loads(path.read_text("utf-8")))
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise InputError("The rules for streets in {file} cannot be read: {why}.", file=path.name, why=error) from error


def read_kinds(data: dict[str, Any]) -> tuple[Kind, ...]:
    """Make kinds of street data of what a file of rules holds; a ValueError says what is wrong with it."""
    _only(data, {"version", "about", "lists", "kinds"})
    lists = {name: _words(values) for name, values in data["lists"].items()}
    entries = {entry["id"]: entry for entry in data["kinds"]}
    return tuple(
        _kind({**entries[entry["like"]], **entry} if "like" in entry else entry, lists) for entry in data["kinds"]
    )


def _kind(entry: dict[str, Any], lists: Mapping[str, tuple[str, ...]]) -> Kind:
    _only(
        entry,
        {
            *("id", "title", "class", "needs", "one_of", "in_text", "like", "told", "otherwise", "without"),
            *("rules", "directions", "meanings", "rename"),
        },
    )
    _only(entry["told"], set(PROFILES))
    return Kind(
        id=_word(entry["id"]),
        title=_word(entry["title"]),
        class_key=_word(entry["class"]),
        needs=_words(entry["needs"]),
        one_of=_words(entry.get("one_of", [])),
        in_text=entry.get("in_text", False) is True,
        told={profile: _words(entry["told"][profile]) for profile in PROFILES},
        otherwise=_word(entry["otherwise"]),
        without=_word(entry["without"]),
        rules=tuple(_rule(rule, lists) for rule in entry["rules"]),
        directions=tuple(_direction(rule, lists) for rule in entry["directions"]),
        meanings={
            key: {_word(value).casefold(): dict(tags) for value, tags in meanings.items()}
            for key, meanings in entry.get("meanings", {}).items()
        },
        rename={_word(old): _word(new) for old, new in entry.get("rename", {}).items()},
    )


def _rule(entry: dict[str, Any], lists: Mapping[str, tuple[str, ...]]) -> StreetRule:
    _only(entry, {"for", "if", "unless", "then", "reason", "why"})
    profiles, then, reason = _words(entry["for"]), _word(entry["then"]), str(entry.get("reason", ""))
    if not profiles or not set(profiles) <= set(PROFILES):
        raise ValueError(f"a rule is for {', '.join(profiles) or 'nobody'}")
    if then not in DECISIONS or (then == LEAVE_OUT) != bool(reason):
        raise ValueError(f'a rule says "{then}" with the reason "{reason}"')
    if_, unless = _condition(entry["if"], lists), _condition(entry.get("unless", {}), lists)
    return StreetRule(profiles=profiles, if_=if_, unless=unless, then=then, reason=reason, why=_word(entry["why"]))


def _direction(entry: dict[str, Any], lists: Mapping[str, tuple[str, ...]]) -> Direction:
    _only(entry, {"if", "is", "why"})
    if entry["is"] not in DIRECTIONS:
        raise ValueError(f'a direction is "{entry["is"]}"')
    return Direction(_condition(entry["if"], lists), entry["is"], _word(entry["why"]))


def _condition(entry: dict[str, Any], lists: Mapping[str, tuple[str, ...]]) -> Condition:
    found = []
    for key, values in entry.items():
        wanted: set[str] = set()
        for value in _words(values):
            wanted |= set(lists[value[1:]]) if value.startswith("@") else {value.casefold()}
        found.append((key, frozenset(wanted)))
    return tuple(found)


def _words(values: Any) -> tuple[str, ...]:  # noqa: ANN401 -- read from a file
    if not isinstance(values, list):
        raise ValueError(f"{values!r} is no list")
    return tuple(_word(value) for value in values)


def _word(value: Any) -> str:  # noqa: ANN401 -- read from a file
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r} is no text")
    return value


def _only(entry: dict[str, Any], keys: set[str]) -> None:
    unknown = sorted(set(entry) - keys)
    if unknown:
        raise ValueError(f'"{unknown[0]}" is not known there')
