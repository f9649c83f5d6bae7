"""Provider filters that a recipe may hold: comparisons of fields with values, and no SQL that does more."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_WORDS = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CALLED = re.compile(r"([A-Za-z0-9_]+)\s*(\(?)")  # whole words, so that a long one is looked at once
_PLAIN = re.compile(r"[\w\s=<>!,.+*/%()-]*")
_MAY_CALL = frozenset(
    ["in", "and", "or", "not", "lower", "upper", "length", "abs", "round", "trim", "coalesce", "substr"]
)
_NEVER = frozenset(
    ["select", "with", "pragma", "attach", "insert", "update", "delete", "drop", "create", "union", "from"]
)
_HELD = "quoted_"


def is_plain_subset(text: str) -> bool:
    """Return whether a filter only compares fields with values.

    GDAL takes a whole query in the place of a filter, and its SQL has functions that read other files or ask services.
    """
    bare = _QUOTED.sub(f" {_HELD} ", text)
    if not _PLAIN.fullmatch(bare) or "--" in bare or "/*" in bare:
        return False
    if any(word.lower() in _NEVER for word in _WORDS.findall(bare)):
        return False
    return all(word.lower() in _MAY_CALL for word, bracket in _CALLED.findall(bare) if bracket)
