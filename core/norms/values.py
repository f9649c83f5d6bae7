"""The values of a norm file by the kind of their key: JSON of the right type, or an error with its line."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..json_located import Node
from ..notes import Note
from ..wording import shown
from .model import MAX_ITEMS, KeyKind, Serves, Text

Name = str | Note  # of a key, or of what lies inside its value


class WrongTypeError(Exception):
    """A value of another type than its key takes: the line, and what is wrong as a clause."""

    def __init__(self, node: Node, what: Note) -> None:
        super().__init__(str(what))
        self.line, self.what = node.line, what


def _text(node: Node, name: Name) -> str:
    if not isinstance(node.value, str):
        raise _wrong(Note("text in double quotes"), node, name)
    return node.value


def _number(node: Node, name: Name) -> float:
    if isinstance(node.value, bool) or not isinstance(node.value, float):
        raise _wrong(Note("a number"), node, name)
    return node.value


def _whole(node: Node, name: Name) -> int:
    value = _number(node, name)
    if not value.is_integer():
        raise _wrong(Note("a whole number"), node, name)
    return int(value)


def _flag(node: Node, name: Name) -> bool:
    if not isinstance(node.value, bool):
        raise _wrong(Note("true or false"), node, name)
    return node.value


def items(node: Node, name: Name) -> list[Node]:
    """Return the items of a list."""
    if not isinstance(node.value, list):
        raise _wrong(Note("a list"), node, name)
    if len(node.value) > MAX_ITEMS:
        raise WrongTypeError(
            node, Note("{key} holds {number} items, more than {most}", key=name, number=len(node.value), most=MAX_ITEMS)
        )
    return node.value


def members(node: Node, name: Name) -> dict[str, Node]:
    """Return the members of an object."""
    if not isinstance(node.value, dict):
        raise _wrong(Note("an object in braces"), node, name)
    if len(node.value) > MAX_ITEMS:
        raise WrongTypeError(
            node, Note("{key} holds {number} keys, more than {most}", key=name, number=len(node.value), most=MAX_ITEMS)
        )
    return node.value


def _title(node: Node, name: Name) -> Text:
    if isinstance(node.value, str):
        return Text(node.value, node.value)
    texts = members(node, name)
    for language, text in texts.items():
        if language not in ("en", "nl"):
            raise WrongTypeError(
                text, Note("{key} has the languages “en” and “nl”, not {language}", key=name, language=shown(language))
            )
    return Text(
        **{
            language: _text(text, Note("{key} in {language}", key=name, language=language))
            for language, text in texts.items()
        }
    )


def _types(node: Node, name: Name) -> tuple[str, ...]:
    if isinstance(node.value, str):
        return tuple(node.value.split("|"))
    if not isinstance(node.value, list):
        raise _wrong(Note("text or a list of texts"), node, name)
    return tuple(_text(item, Note("each type of {key}", key=name)) for item in items(node, name))


def _classes(node: Node, name: Name) -> tuple[tuple[str, float], ...]:
    return tuple(
        (key, _number(value, Note("{key} of {name}", key=name, name=shown(key))))
        for key, value in members(node, name).items()
    )


def _path(node: Node, name: Name) -> tuple[tuple[int, float], ...]:
    found = []
    for key, value in members(node, name).items():
        if not re.fullmatch("[0-9]{4}", key):
            raise WrongTypeError(
                value, Note("each key of {key} must be a year such as 2030, not {year}", key=name, year=shown(key))
            )
        found.append((int(key), _number(value, Note("{key} of {name}", key=name, name=key))))
    return tuple(found)


def _serves(node: Node, name: Name) -> Serves:
    """Return how many one facility serves: from and to by name, or as a list of the two."""
    if isinstance(node.value, list):
        both = items(node, name)
        if len(both) != 2:
            raise _wrong(Note("from and to, two numbers"), node, name)
        return Serves(*(_number(one, Note("each item of {key}", key=name)) for one in both))
    parts = members(node, name)
    for part, value in parts.items():
        if part not in ("from", "to"):
            raise WrongTypeError(value, Note("{key} has “from” and “to”, not {part}", key=name, part=shown(part)))
    least, most = (
        None if part not in parts else _number(parts[part], Note("{key} {part}", key=name, part=part))
        for part in ("from", "to")
    )
    return Serves(least, most)


def _value(node: Node, name: Name) -> str | float | bool:
    if node.value is None or isinstance(node.value, list | dict):
        raise _wrong(Note("text, a number, true or false"), node, name)
    return node.value


def _values(node: Node, name: Name) -> str | float | bool | tuple[str | float | bool, ...]:
    if isinstance(node.value, list):
        return tuple(_value(item, Note("each item of {key}", key=name)) for item in items(node, name))
    return _value(node, name)


def _exclude(node: Node, name: Name) -> tuple[tuple[str, tuple[str | float | bool, ...]], ...]:
    read = [
        (field, _values(value, Note("{key} of {name}", key=name, name=shown(field))))
        for field, value in members(node, name).items()
    ]
    return tuple((field, value if isinstance(value, tuple) else (value,)) for field, value in read)


READERS: dict[KeyKind, Callable[[Node, Name], object]] = {
    "text": _text,
    "title": _title,
    "number": _number,
    "whole": _whole,
    "flag": _flag,
    "types": _types,
    "classes": _classes,
    "path": _path,
    "serves": _serves,
    "values": _values,
    "exclude": _exclude,
}


def _wrong(kind: Note, node: Node, name: Name) -> WrongTypeError:
    return WrongTypeError(node, Note("{key} must be {kind}, not {value}", key=name, kind=kind, value=_found(node)))


def _found(node: Node) -> str | Note:
    value = node.value
    if isinstance(value, list | dict):
        return Note("a list") if isinstance(value, list) else Note("an object")
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else shown(value)
