"""What changed since an earlier fetch: what came, went, moved, or has other values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot
from typing import Literal

MOVED_M = 1.0
"""Metres that a thing must have moved to be told: registers shift by less when they are measured again."""

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


def changes_of(earlier: Mapping[str, Known], now: Mapping[str, Known]) -> list[RowChange]:
    """Return what changed between two fetches of one table, by what tells rows apart: of a row one or two things."""
    found = []
    for key, one in now.items():
        before = earlier.get(key)
        if before is None:
            found.append(_change(key, one, "came", now=_words(one.values)))
            continue
        if one.xy is not None and before.xy is not None:
            moved = hypot(one.xy[0] - before.xy[0], one.xy[1] - before.xy[1])
            if moved > MOVED_M:
                found.append(_change(key, one, "moved", distance=moved))
        was, is_now = _differing(before.values, one.values)
        if (one.xy is None) != (before.xy is None):
            was, is_now = was | _on_map(before), is_now | _on_map(one)
        if was or is_now:
            found.append(_change(key, one, "changed", earlier=_words(was), now=_words(is_now)))
    gone = [_change(key, one, "went", earlier=_words(one.values)) for key, one in earlier.items() if key not in now]
    return found + gone


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
