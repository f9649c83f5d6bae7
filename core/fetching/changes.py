"""What changed since an earlier fetch: what came, went, moved, or has other values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor, hypot, inf
from typing import Literal

MOVED_M = 1.0
"""Metres that a thing must have moved to be told: registers shift by less when they are measured again."""

SAME_PLACE_M = 25.0
"""Metres within which what went and what came under the same name is one thing that got another id."""

Changed = Literal["came", "went", "moved", "changed"]


@dataclass(frozen=True, kw_only=True)
class Known:
    """A row as it was or is: its name, the values that are watched, and its middle, None without geometry."""

    name: str
    values: Mapping[str, str]
    xy: tuple[float, float] | None


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """What became of a row."""

    key: str
    name: str
    change: Changed
    distance_m: float | None
    earlier: str
    now: str
    xy: tuple[float, float] | None


def changes_of(earlier: Mapping[str, Known], now: Mapping[str, Known], *, unnamed: bool = False) -> list[RowChange]:
    """Return what changed between two fetches of one dataset, by what tells rows apart: of a row one or two things.

    Parameters
    ----------
    unnamed
        Whether things without a name that went and came at one place, alike in what is watched, are one too.

    Notes
    -----
    Ids change where nothing else does: a mapper draws the outline of what was a point, a municipality merges and its
    codes with it. What went and what came at the same place under the same name is told as a change of id.
    """
    found = []
    new = {key: one for key, one in now.items() if key not in earlier}
    gone = {key: one for key, one in earlier.items() if key not in now}
    renamed = _renamed(gone, new, unnamed=unnamed)
    for key, one in now.items():
        old_key = renamed.get(key, key)
        before = earlier.get(old_key)
        if before is None:
            found.append(_change(key, one, "came", now=_words(one.values)))
            continue
        moved = _away(one, before)
        if MOVED_M < moved < inf:
            found.append(_change(key, one, "moved", distance=moved))
        was, is_now = _differing(before.values, one.values)
        if old_key != key:
            was, is_now = {"id": old_key} | was, {"id": key} | is_now
        if (one.xy is None) != (before.xy is None):
            was, is_now = was | _on_map(before), is_now | _on_map(one)
        if was or is_now:
            found.append(_change(key, one, "changed", earlier=_words(was), now=_words(is_now)))
    known = set(renamed.values())
    return found + [
        _change(key, one, "went", earlier=_words(one.values)) for key, one in gone.items() if key not in known
    ]


def _renamed(gone: Mapping[str, Known], new: Mapping[str, Known], *, unnamed: bool) -> dict[str, str]:
    """Return by its new id the old one of what has another id at the same place, the nearest first."""
    cells = _in_cells(gone)
    pairs = [
        (_away(one, gone[old]), key, old)
        for key, one in new.items()
        if one.xy is not None
        for old in _around(cells, one.xy)
        if _are_alike(one, gone[old], unnamed=unnamed)
    ]
    found: dict[str, str] = {}
    taken = set[str]()
    for away, key, old in sorted(pairs):
        if away <= SAME_PLACE_M and key not in found and old not in taken:
            found[key] = old
            taken.add(old)
    return found


def _away(one: Known, other: Known) -> float:
    """Return the metres between two rows; infinite where one has no place."""
    if one.xy is None or other.xy is None:
        return inf
    return hypot(one.xy[0] - other.xy[0], one.xy[1] - other.xy[1])


def _are_alike(one: Known, other: Known, *, unnamed: bool) -> bool:
    """Return whether two rows may be the same thing: of one name, or without one and alike in what is watched."""
    if one.name or other.name:
        return one.name.strip().casefold() == other.name.strip().casefold()
    return unnamed and any(one.values.values()) and dict(one.values) == dict(other.values)


def _in_cells(things: Mapping[str, Known]) -> dict[tuple[int, int], list[str]]:
    """Return the things by the square of the ground that they lie in."""
    found: dict[tuple[int, int], list[str]] = {}
    for key, one in things.items():
        if one.xy is not None:
            found.setdefault(_cell(one.xy), []).append(key)
    return found


def _around(cells: Mapping[tuple[int, int], list[str]], xy: tuple[float, float]) -> Iterable[str]:
    column, row = _cell(xy)
    for x in range(column - 1, column + 2):
        for y in range(row - 1, row + 2):
            yield from cells.get((x, y), ())


def _cell(xy: tuple[float, float]) -> tuple[int, int]:
    return floor(xy[0] / SAME_PLACE_M), floor(xy[1] / SAME_PLACE_M)


def _change(
    key: str, one: Known, change: Changed, *, distance: float | None = None, earlier: str = "", now: str = ""
) -> RowChange:
    return RowChange(key=key, name=one.name, change=change, distance_m=distance, earlier=earlier, now=now, xy=one.xy)


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the values that differ, of columns that both have."""
    other = [name for name in now if name in before and before[name] != now[name]]
    return {name: before[name] for name in other}, {name: now[name] for name in other}


def _on_map(one: Known) -> dict[str, str]:
    """Return whether a row has a place, as a value beside the others."""
    return {"geometry": "no" if one.xy is None else "yes"}


def _words(values: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in values.items() if value)
