"""SQL with names and texts put in, each quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def sql(statement: str, texts: Mapping[str, str] | None = None, **names: str | Sequence[str]) -> str:
    """Return a statement with names, lists of names and texts in the places of the words in braces."""
    quoted = {key: _name(one) if isinstance(one, str) else ", ".join(map(_name, one)) for key, one in names.items()}
    return statement.format(**quoted, **{key: _text(text) for key, text in (texts or {}).items()})


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
