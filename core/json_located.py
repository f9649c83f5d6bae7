"""JSON text as values that know their line, and what is wrong with such a text.

The json module does not say on which line a value stands, takes NaN and repeated keys, and fails on deep nesting with a
RecursionError; so a small reader of our own walks the text, and only strings are left to the module.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from dataclasses import dataclass

from .errors import InputError
from .notes import Note
from .wording import shown

MAX_BYTES = 1_000_000
MAX_DEPTH = 16  # a value in a condition of a requirement lies 6 deep


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large and how deep a text may be, and what it is called that no such is larger or deeper."""

    kind: Note
    most_bytes: int
    most_depth: int


OF_NORM_SETS = Bounds(Note("norm set"), MAX_BYTES, MAX_DEPTH)

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[\w.+-]{1,20}|.", re.DOTALL)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LITERALS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a text: the line (0: the text as a whole), where in it (`key`), and what, as a clause."""

    line: int
    key: str | Note
    what: Note

    @property
    def message(self) -> str:
        """Return the clause in English."""
        return str(self.what)

    def sentence(self, name: str | Note, more: int = 0) -> Note:
        """Return the problem as one sentence that begins with the text's name and ends with how many more there are."""
        place = Note("{name} line {line}", name=name, line=self.line) if self.line else name
        if self.key:
            place = Note("{place}, {key}", place=place, key=self.key)
        if more:
            return Note("{place}: {what} (and {more} more).", place=place, what=self.what, more=more)
        if self.message.endswith("?"):
            return Note("{place}: {what}", place=place, what=self.what)
        return Note("{place}: {what}.", place=place, what=self.what)

    def error(self, name: str | Note, more: int = 0) -> InputError:
        """Return the error that says it in one sentence (see `sentence`)."""
        sentence = self.sentence(name, more)
        return InputError(sentence.message, **sentence.values)


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value with the line on which it, or its key, begins."""

    value: str | float | bool | list[Node] | dict[str, Node] | None
    line: int


def read_json(text: str | bytes, bounds: Bounds = OF_NORM_SETS) -> tuple[Node | None, list[Problem]]:
    """Read JSON text into nodes that know their line; None and one problem where it is none."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > bounds.most_bytes:
        mb = bounds.most_bytes // 1_000_000
        return None, [
            Problem(
                0,
                "",
                Note("this is larger than {mb} MB, which no {kind} is; choose another file", mb=mb, kind=bounds.kind),
            )
        ]
    if isinstance(text, bytes):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            return None, [Problem(line, "", Note("the text is not in UTF-8; save it with that encoding"))]
    reader = _JsonReader(text.removeprefix("\ufeff"), bounds)
    try:
        return reader.document(), reader.problems
    except _NotJsonError as error:
        return None, [*reader.problems, error.problem]


def read_valid_json(text: str | bytes, name: str | Note, bounds: Bounds = OF_NORM_SETS) -> Node:
    """Read JSON text that must be right into nodes; an `InputError` with the first problem where it is not."""
    node, found = read_json(text, bounds)
    if node is None or found:
        raise found[0].error(name)
    return node


class _NotJsonError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _JsonReader:
    """Recursive descent over a text, to a bounded depth."""

    def __init__(self, text: str, bounds: Bounds) -> None:
        self.text, self.bounds = text, bounds
        self.problems: list[Problem] = []
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._strings = json.JSONDecoder()

    def document(self) -> Node:
        node, at = self._value(self._skip(0), 0)
        at = self._skip(at)
        if at < len(self.text):
            raise self._error(at, Note("expected the end of the file, found {found}", found=self._found(at)))
        return node

    def _value(self, at: int, depth: int) -> tuple[Node, int]:
        line = self._line(at)
        if self._is(at, '"'):
            string, end = self._string(at)
            return Node(string, line), end
        if self._is(at, "{") or self._is(at, "["):
            if depth == self.bounds.most_depth:
                what = Note(
                    "objects and lists are nested more than {most} deep, which no {kind} is; choose another file",
                    most=self.bounds.most_depth,
                    kind=self.bounds.kind,
                )
                raise self._error(at, what)
            return self._object(at, depth + 1) if self._is(at, "{") else self._list(at, depth + 1)
        if number := _NUMBER.match(self.text, at):
            value = float(number[0])
            if not math.isfinite(value):
                raise self._error(at, Note("the number is too large"))
            return Node(value, line), number.end()
        for word, literal in _LITERALS.items():
            if self.text.startswith(word, at):
                return Node(literal, line), at + len(word)
        what = Note(
            "expected a value (text in double quotes, a number, true, false, null, a list or an object), found {found}",
            found=self._found(at),
        )
        raise self._error(at, what)

    def _object(self, at: int, depth: int) -> tuple[Node, int]:
        line, members = self._line(at), dict[str, Node]()
        at = self._skip(at + 1)
        while not self._is(at, "}"):
            if not self._is(at, '"'):
                what = Note(
                    "expected a key in double quotes (decimals take a point), found {found}", found=self._found(at)
                )
                raise self._error(at, what)
            key_line = self._line(at)
            key, at = self._string(at)
            at = self._skip(at)
            if not self._is(at, ":"):
                what = Note('expected ":" after the key {key}, found {found}', key=shown(key), found=self._found(at))
                raise self._error(at, what)
            node, at = self._value(self._skip(at + 1), depth)
            if key in members:
                what = Note(
                    "the key {key} is on line {line} too; keep one of them",
                    key=shown(key),
                    line=members[key].line,
                )
                self.problems.append(Problem(key_line, "", what))
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
            raise self._error(at, Note('expected "," or "{end}", found {found}', end=end, found=self._found(at)))
        following = self._skip(at + 1)
        if self._is(following, end):
            raise self._error(at, Note('there is a "," before "{end}"; remove it', end=end))
        return following

    def _string(self, at: int) -> tuple[str, int]:
        try:
            string, end = self._strings.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            # The module's own words are English only, but where it stopped tells which of three things is wrong.
            if error.pos <= at:
                what = Note("the text has no double quote at its end")
            elif "" < self.text[error.pos : error.pos + 1] < " ":
                what = Note("the text holds a line break or another control character; remove it")
            else:
                what = Note("the text holds a backslash that means nothing there; write two for one")
            raise self._error(error.pos, what) from error
        if _UNWRITABLE.search(string):
            raise self._error(at, Note("the text holds a control character or half a character; remove it"))
        return string, end

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def _is(self, at: int, character: str) -> bool:
        return self.text.startswith(character, at)

    def _line(self, at: int) -> int:
        return bisect_left(self._breaks, at) + 1

    def _found(self, at: int) -> str | Note:
        word = _WORD.match(self.text, at)
        if word is None:
            return Note("the end of the file")
        return Note("a double quote") if word[0] == '"' else word[0]

    def _error(self, at: int, what: Note) -> _NotJsonError:
        line = self._line(at)
        column = at - (self._breaks[line - 2] if line > 1 else -1)
        return _NotJsonError(Problem(line, Note("column {column}", column=column), what))
