"""Norm sets as JSON text: reading, with findings that name the line and the key, and writing.

The json module does not say on which line a value stands, takes NaN and repeated keys, and fails on deep nesting with a
RecursionError; so a small reader of our own walks the text, and only strings are left to the module.
"""

from __future__ import annotations

import difflib
import json
import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .errors import InputError
from .norms import (
    BUILT_IN_MODES,
    CONDITION_KEYS,
    MAX_ITEMS,
    MAX_REQUIREMENTS,
    MODE_KEYS,
    REQUIREMENT_KEYS,
    SET_KEYS,
    Condition,
    Finding,
    Key,
    Mode,
    NormSet,
    Requirement,
    Text,
    condition_findings,
    defaults,
    is_plain_name,
    listed,
    mode_findings,
    mode_names,
    number_findings,
    requirement_findings,
    set_findings,
    shown,
)

FORMAT = 1
MAX_BYTES = 1_000_000
MAX_DEPTH = 16  # a value in a condition of a requirement lies 6 deep

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[\w.+-]{1,20}|.", re.DOTALL)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LITERALS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a norm file: the line (0: the file as a whole), where in it (`key`), and what."""

    line: int
    key: str
    message: str

    def sentence(self, name: str, more: int = 0) -> str:
        """Write the problem as one sentence that begins with the file's name and ends with how many more there are."""
        place = ", ".join(part for part in (f"{name} line {self.line}" if self.line else name, self.key) if part)
        text = f"{place}: {self.message}" + (f" (and {more} more)" if more else "")
        return text if text.endswith("?") else f"{text}."


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value with the line on which it, or its key, begins."""

    value: str | float | bool | list[Node] | dict[str, Node] | None
    line: int


def load(text: str | bytes, name: str = "Norm file") -> NormSet:
    """Read a norm set from JSON text.

    Parameters
    ----------
    text
        The text of the file; bytes are taken as UTF-8, with or without a byte order mark.
    name
        What the error calls the file.

    Raises
    ------
    InputError
        With the first problem, and how many more there are.
    """
    norm_set, found = _read(text)
    if norm_set is None:
        raise InputError(found[0].sentence(name, len(found) - 1))
    return norm_set


def problems(text: str | bytes) -> list[Problem]:
    """List what is wrong with a norm file, by line.

    The values of a requirement are compared with each other only once the types of all of them are right.
    """
    return _read(text)[1]


def load_file(path: Path, name: str = "Norm file") -> NormSet:
    """Read a norm set from a file; not more of it than a norm file may hold."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{name} {path} cannot be read ({error.strerror or error}); choose another file.") from error
    return load(data, name)


def shipped_ids(folder: Path) -> list[str]:
    """List the ids of the norm sets in a folder: the names of its files."""
    return sorted(path.stem for path in folder.glob("*.json") if is_plain_name(path.stem))


def load_shipped(folder: Path, set_id: str) -> NormSet:
    """Read a norm set of a folder by its id; an id that no file there has is an `InputError` that lists those."""
    known = shipped_ids(folder)
    if set_id not in known:  # also keeps out a path
        raise InputError(f"There is no norm set {shown(set_id)}; choose {listed(known) or 'a norm file'}.")
    return load_file(folder / f"{set_id}.json", f'Norm set "{set_id}"')


def dump(norm_set: NormSet) -> str:
    """Write a norm set as JSON text, which `load` reads as an equal set; keys at their default are left out."""
    content = {"format": FORMAT, **_written(norm_set, SET_KEYS, defaults(NormSet))}
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def read_json(text: str | bytes) -> tuple[Node | None, list[Problem]]:
    """Read JSON text into nodes that know their line; None and one problem where it is none."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > MAX_BYTES:
        return None, [Problem(0, "", f"this is larger than {MAX_BYTES // 1_000_000} MB, which no norm set is")]
    if isinstance(text, bytes):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            return None, [Problem(line, "", "the text is not in UTF-8; save it with that encoding")]
    reader = _JsonReader(text.removeprefix("\ufeff"))
    try:
        return reader.document(), reader.problems
    except _NotJsonError as error:
        return None, [*reader.problems, error.problem]


class _NotJsonError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _JsonReader:
    """Recursive descent over a text, to a bounded depth."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._strings = json.JSONDecoder()

    def document(self) -> Node:
        node, at = self._value(self._skip(0), 0)
        if self._skip(at) < len(self.text):
            raise self._error(self._skip(at), "expected the end of the file")
        return node

    def _value(self, at: int, depth: int) -> tuple[Node, int]:
        line = self._line(at)
        if self._is(at, '"'):
            string, end = self._string(at)
            return Node(string, line), end
        if self._is(at, "{") or self._is(at, "["):
            if depth == MAX_DEPTH:
                raise self._error(at, f"objects and lists are nested more than {MAX_DEPTH} deep, which no norm set is")
            return self._object(at, depth + 1) if self._is(at, "{") else self._list(at, depth + 1)
        if number := _NUMBER.match(self.text, at):
            value = float(number[0])
            if not math.isfinite(value):
                raise self._error(at, "the number is too large")
            return Node(value, line), number.end()
        for word, literal in _LITERALS.items():
            if self.text.startswith(word, at):
                return Node(literal, line), at + len(word)
        raise self._error(
            at, "expected a value (text in double quotes, a number, true, false, null, a list or an object)"
        )

    def _object(self, at: int, depth: int) -> tuple[Node, int]:
        line, members = self._line(at), dict[str, Node]()
        at = self._skip(at + 1)
        while not self._is(at, "}"):
            if not self._is(at, '"'):
                raise self._error(at, "expected a key in double quotes (decimals take a point)")
            key_line = self._line(at)
            key, at = self._string(at)
            at = self._skip(at)
            if not self._is(at, ":"):
                raise self._error(at, f'expected ":" after the key {shown(key)}')
            node, at = self._value(self._skip(at + 1), depth)
            if key in members:
                message = f"the key {shown(key)} stands on line {members[key].line} too; keep one of them"
                self.problems.append(Problem(key_line, "", message))
            members[key] = Node(node.value, key_line)
            at = self._next(at, "}")
        return Node(members, line), at + 1

    def _list(self, at: int, depth: int) -> tuple[Node, int]:
        line, items = self._line(at), list[Node]()
        at = self._skip(at + 1)
        while not self._is(at, "]"):
            node, at = self._value(at, depth)
            items.append(node)
            at = self._next(at, "]")
        return Node(items, line), at + 1

    def _next(self, at: int, end: str) -> int:
        """Go past the comma to the next item, or to the end."""
        at = self._skip(at)
        if self._is(at, end):
            return at
        if not self._is(at, ","):
            raise self._error(at, f'expected "," or "{end}"')
        following = self._skip(at + 1)
        if self._is(following, end):
            raise self._error(at, f'there is a "," before "{end}"; remove it')
        return following

    def _string(self, at: int) -> tuple[str, int]:
        try:
            string, end = self._strings.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            message = f"the text in double quotes is wrong ({error.msg.removesuffix(' at').lower()})"
            raise self._error(error.pos, message) from error
        if _UNWRITABLE.search(string):
            raise self._error(at, "the text holds a control character or half a character; remove it")
        return string, end

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def _is(self, at: int, character: str) -> bool:
        return self.text.startswith(character, at)

    def _line(self, at: int) -> int:
        return bisect_left(self._breaks, at) + 1

    def _error(self, at: int, message: str) -> _NotJsonError:
        line = self._line(at)
        column = at - (self._breaks[line - 2] if line > 1 else -1)
        if message.startswith("expected"):
            word = _WORD.match(self.text, at)
            found = word[0].replace('"', "a double quote") if word else "the end of the file"
            message += f", found {found}"
        return _NotJsonError(Problem(line, f"column {column}", message))


class _WrongTypeError(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def _wrong(kind: str, node: Node, name: str) -> _WrongTypeError:
    value = node.value
    found = {list: "a list", dict: "an object", bool: str(value).lower(), type(None): "null"}.get(type(value))
    return _WrongTypeError(node.line, f"{name} must be {kind}, not {found or shown(value)}")


def _text(node: Node, name: str) -> str:
    if not isinstance(node.value, str):
        raise _wrong("text in double quotes", node, name)
    return node.value


def _number(node: Node, name: str) -> float:
    if isinstance(node.value, bool) or not isinstance(node.value, float):
        raise _wrong("a number", node, name)
    return node.value


def _whole(node: Node, name: str) -> int:
    value = _number(node, name)
    if not value.is_integer():
        raise _wrong("a whole number", node, name)
    return int(value)


def _flag(node: Node, name: str) -> bool:
    if not isinstance(node.value, bool):
        raise _wrong("true or false", node, name)
    return node.value


def _items(node: Node, name: str, kind: str = "a list") -> list[Node]:
    if not isinstance(node.value, list):
        raise _wrong(kind, node, name)
    if len(node.value) > MAX_ITEMS:
        raise _WrongTypeError(node.line, f"{name} holds {len(node.value):,} items, more than {MAX_ITEMS:,}")
    return node.value


def _members(node: Node, name: str) -> dict[str, Node]:
    if not isinstance(node.value, dict):
        raise _wrong("an object in braces", node, name)
    if len(node.value) > MAX_ITEMS:
        raise _WrongTypeError(node.line, f"{name} holds {len(node.value):,} keys, more than {MAX_ITEMS:,}")
    return node.value


def _title(node: Node, name: str) -> Text:
    if isinstance(node.value, str):
        return Text(node.value, node.value)
    texts = _members(node, name)
    for language, text in texts.items():
        if language not in ("en", "nl"):
            raise _WrongTypeError(text.line, f'{name} has the languages "en" and "nl", not {shown(language)}')
    return Text(**{language: _text(text, f"{name} in {language}") for language, text in texts.items()})


def _types(node: Node, name: str) -> tuple[str, ...]:
    if isinstance(node.value, str):
        return tuple(node.value.split("|"))
    return tuple(_text(item, f"each type of {name}") for item in _items(node, name, "text or a list of texts"))


def _classes(node: Node, name: str) -> tuple[tuple[str, float], ...]:
    return tuple((key, _number(value, f"{name} of {shown(key)}")) for key, value in _members(node, name).items())


def _value(node: Node, name: str) -> str | float | bool:
    if node.value is None or isinstance(node.value, list | dict):
        raise _wrong("text, a number, true or false", node, name)
    return node.value


def _values(node: Node, name: str) -> str | float | bool | tuple[str | float | bool, ...]:
    if isinstance(node.value, list):
        return tuple(_value(item, f"each item of {name}") for item in _items(node, name))
    return _value(node, name)


def _exclude(node: Node, name: str) -> tuple[tuple[str, tuple[str | float | bool, ...]], ...]:
    read = [(field, _values(value, f"{name} of {shown(field)}")) for field, value in _members(node, name).items()]
    return tuple((field, value if isinstance(value, tuple) else (value,)) for field, value in read)


_READ: dict[str, Callable[[Node, str], object]] = {
    "text": _text,
    "title": _title,
    "number": _number,
    "whole": _whole,
    "flag": _flag,
    "types": _types,
    "classes": _classes,
    "values": _values,
    "exclude": _exclude,
}


class _SetReader:
    """Turns the nodes of a file into a set, and keeps the problems met on the way."""

    def __init__(self, found: list[Problem]) -> None:
        self.problems = found

    def read(self, root: Node) -> NormSet | None:
        members = root.value if isinstance(root.value, dict) else {}
        if "format" in members and not self._knows_format(members["format"]):
            return None  # what else looks wrong may be right in that format
        own = self._object(root, "", SET_KEYS, ("format", "$schema"))
        modes = self._modes(members.get("modes"))
        requirements = self._requirements(members.get("requirements"), mode_names(modes))
        if own is None:
            return None
        norm_set = NormSet(**own, modes=modes, requirements=requirements)
        self._check(set_findings(norm_set), root, "")
        return norm_set

    def _knows_format(self, node: Node) -> bool:
        number = node.value
        if isinstance(number, float) and number > FORMAT:
            message = f"format {shown(number)} is newer than the {FORMAT} that this version of Buurtmaat reads"
            self._add(node, "", f"{message}; install a newer version")
        elif isinstance(number, bool) or number != FORMAT:
            self._add(node, "", f"format must be {FORMAT}; it may be left out")
        else:
            return True
        return False

    def _modes(self, node: Node | None) -> tuple[Mode, ...]:
        try:
            members = {} if node is None else _members(node, "modes")
        except _WrongTypeError as error:
            self.problems.append(Problem(error.line, "", str(error)))
            return ()
        modes = []
        for name, item in members.items():
            path = f"modes {shown(name)}"
            values = self._object(item, path, MODE_KEYS)
            # A built-in mode with another speed keeps its network and what it leaves out, unless the file says so.
            like = next((mode for mode in BUILT_IN_MODES if mode.name == name), Mode(name, 1.0))
            modes.append(replace(like, **values or {}))  # a wrong one too: its name is known to the requirements
            if values is not None:
                self._check(mode_findings(modes[-1]), item, path)
        return tuple(modes)

    def _requirements(self, node: Node | None, modes: tuple[str, ...]) -> tuple[Requirement, ...]:
        if node is None:  # reported as a missing key
            return ()
        if not isinstance(node.value, list):
            self._add(node, "", "requirements must be a list of objects, in [ and ]")
            return ()
        self._check(number_findings(len(node.value)), node, "")
        requirements, lines = [], dict[str, int]()
        for number, item in enumerate(node.value[:MAX_REQUIREMENTS]):
            own_id = item.value.get("id") if isinstance(item.value, dict) else None
            path = f"requirements[{number}]"
            if own_id is not None and isinstance(own_id.value, str):
                path += f" {shown(own_id.value)}"
                if own_id.value in lines:
                    self._add(own_id, path, f"the id is that of line {lines[own_id.value]} too; give each its own")
                lines.setdefault(own_id.value, own_id.line)
            values = self._object(item, path, REQUIREMENT_KEYS)
            if values is not None:
                requirements.append(Requirement(**values))
                self._check(requirement_findings(requirements[-1], modes), item, path)
        return tuple(requirements)

    def _conditions(self, node: Node, path: str, name: str) -> tuple[Condition, ...]:
        conditions = []
        for number, item in enumerate(_items(node, name)):
            item_path = f"{path} {name}[{number}]"
            values = self._object(item, item_path, CONDITION_KEYS)
            if values is not None:
                conditions.append(Condition(**values))
                self._check(condition_findings(conditions[-1]), item, item_path)
        return tuple(conditions)

    def _object(
        self, node: Node, path: str, keys: tuple[Key, ...], ignored: tuple[str, ...] = ()
    ) -> dict[str, Any] | None:
        """Read the keys of an object but its modes and requirements; None if one of them is wrong."""
        if not isinstance(node.value, dict):
            self._add(node, path, "this must be an object in braces")
            return None
        before = len(self.problems)
        names = [key.name for key in keys]
        for name, member in node.value.items():
            if name not in names and name not in ignored:
                close = difflib.get_close_matches(name, names, 1)
                hint = f"did you mean {shown(close[0])}?" if close else f"the keys here are {', '.join(names)}"
                self._add(member, path, f"unknown key {shown(name)}; {hint}")
        values: dict[str, Any] = {}
        for key in keys:
            if key.name in node.value:
                try:
                    values |= self._value(key, node.value[key.name], path)
                except _WrongTypeError as error:
                    self.problems.append(Problem(error.line, path, str(error)))
            elif key.required:
                self._add(node, path, f"the key {shown(key.name)} is missing")
        return values if len(self.problems) == before else None

    def _value(self, key: Key, node: Node, path: str) -> dict[str, object]:
        if node.value is None and defaults(Requirement).get(key.name, "") is None:
            return {}  # null says the same as leaving it out, where there may be no value
        if key.kind == "conditions":
            return {key.name: self._conditions(node, path, key.name)}
        return {key.name: _READ[key.kind](node, key.name)} if key.kind in _READ else {}

    def _check(self, findings: Iterable[Finding], node: Node, path: str) -> None:
        members = node.value if isinstance(node.value, dict) else {}
        for finding in findings:
            self._add(members.get(finding.key, node), path, finding.message)

    def _add(self, node: Node, path: str, message: str) -> None:
        self.problems.append(Problem(node.line, path, message))


def _read(text: str | bytes) -> tuple[NormSet | None, list[Problem]]:
    root, found = read_json(text)
    norm_set = None if root is None else _SetReader(found).read(root)
    found.sort(key=lambda problem: problem.line)
    return (None if found else norm_set), found


def _written(item: NormSet | Requirement, keys: tuple[Key, ...], usual: dict[str, object]) -> dict[str, object]:
    values = {key.name: getattr(item, key.name) for key in keys}
    return {
        key.name: _plain(key.kind, values[key.name]) for key in keys if values[key.name] != usual.get(key.name, ...)
    }


def _plain(kind: str, value: Any) -> object:  # noqa: ANN401 -- what the kind of key says
    """Give a value as JSON writes it."""
    if isinstance(value, Text):
        return (
            value.en
            if value.en == value.nl
            else {key: text for key, text in (("en", value.en), ("nl", value.nl)) if text}
        )
    if kind == "types":
        return value[0] if len(value) == 1 else list(value)
    if kind == "classes":
        return {name: _plain("", number) for name, number in value}
    if kind == "exclude":
        return {field: [_plain("", one) for one in values] for field, values in value}
    if kind == "modes":
        return {mode.name: {key.name: _plain(key.kind, getattr(mode, key.name)) for key in MODE_KEYS} for mode in value}
    if kind == "requirements":
        return [_written(requirement, REQUIREMENT_KEYS, defaults(Requirement)) for requirement in value]
    if kind == "conditions":
        return [{key.name: _plain("", getattr(condition, key.name)) for key in CONDITION_KEYS} for condition in value]
    if isinstance(value, tuple):
        return [_plain("", one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
