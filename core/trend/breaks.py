"""What the column `break` of a series says: why a row is not comparable with the day before, or what else changed."""

from __future__ import annotations

from collections.abc import Sequence

NEW, CODES, NORM = "new", "codes", "norm"
"""There is no row the day before, its border changed, or another norm (with what it asks otherwise)."""

VERSION, SOURCE = "version", "source"
"""Another version of the norms, or another year of the norm's source (with both): what is asked is the same."""

_BETWEEN, _WITH = "; ", ": "


def break_part(kind: str, told: str = "") -> str:
    """Return a part of a break: what kind it is, with what it has to tell."""
    return f"{kind}{_WITH}{told.replace(';', ',')}" if told else kind


def join_breaks(parts: Sequence[str]) -> str | None:
    """Return what the column says of these parts; None where there are none."""
    return _BETWEEN.join(parts) or None


def parts_of_break(said: object) -> list[tuple[str, str]]:
    """Return the parts of what the column says: of each its kind, and what it tells."""
    if not isinstance(said, str) or not said:
        return []
    found = [part.partition(_WITH) for part in said.split(_BETWEEN)]
    return [(kind, told) for kind, _, told in found]


def breaks_line(said: object) -> bool:
    """Return whether figures cannot be compared: another version or source that asks the same is only told."""
    return any(kind not in (VERSION, SOURCE) for kind, _ in parts_of_break(said))
