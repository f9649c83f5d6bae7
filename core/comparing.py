"""How values are compared with thresholds, and facility types with each other."""

from __future__ import annotations

WITHIN = 1e-6
"""A value counts as within a threshold up to this much above it."""


def type_key(text: str) -> str:
    """Return the form in which facility types are compared: trimmed and without case."""
    return text.strip().casefold()


def is_unknown(value: object) -> bool:
    """Return whether an attribute says nothing: NULL, NaN, or an empty text, since formats without NULL write that."""
    return value is None or value != value or (isinstance(value, str) and not value.strip())
