"""Norm sets as JSON text: reading, with findings that name the line and the key, and writing."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..json_located import MAX_BYTES, Node, Problem, read_json
from ..notes import Note
from ..system_words import system_words
from ..wording import listed, shown
from .checks import (
    Finding,
    condition_findings,
    is_plain_name,
    mode_findings,
    number_findings,
    requirement_findings,
    set_findings,
)
from .model import (
    BUILT_IN_MODES,
    CONDITION_KEYS,
    MAX_REQUIREMENTS,
    MODE_KEYS,
    REQUIREMENT_KEYS,
    SET_KEYS,
    Condition,
    Key,
    KeyKind,
    Mode,
    NormSet,
    Requirement,
    Serves,
    Text,
    defaults,
    mode_names,
)
from .values import READERS, WrongTypeError, items, members

FORMAT = 1
NORM_FILE = Note("Norm file")

_NO_SETS = ("library", "schema")
_KEPT = 32
"""Texts of norm sets of which is kept what they say: more than a window shows."""


def load(text: str | bytes, name: str | Note = NORM_FILE) -> NormSet:
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
        raise found[0].error(name, len(found) - 1)
    return norm_set


def problems(text: str | bytes) -> list[Problem]:
    """List what is wrong with a norm file, by line.

    The values of a requirement are compared with each other only once the types of all of them are right.
    """
    return list(_read(text)[1])


def load_file(path: Path, name: str | Note | None = None) -> NormSet:
    """Read a norm set from a file; not more of it than a norm file may hold.

    Parameters
    ----------
    name
        What the error calls it; the norm file, with its name, where none is given.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would never end
            raise InputError("{name} {path} is not a file; choose another file.", name=name or NORM_FILE, path=path)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            "{name} {path} cannot be read ({why}): choose another file.",
            name=name or NORM_FILE,
            path=path,
            why=system_words(error),
        ) from error
    return load(data, name or Note("Norm file {path}", path=path.name))


def shipped_ids(folder: Path) -> list[str]:
    """List the ids of the norm sets in a folder: the names of its files, but for the library and the schema."""
    return sorted(path.stem for path in folder.glob("*.json") if is_plain_name(path.stem) and path.stem not in _NO_SETS)


def load_shipped(folder: Path, set_id: str) -> NormSet:
    """Read a norm set of a folder by its id; an id that no file there has is an `InputError` that lists those."""
    known = shipped_ids(folder)
    if set_id not in known:  # also keeps out a path
        choices = listed(known) if known else Note("a norm file")
        raise InputError("There is no norm set {id}; choose {choices}.", id=shown(set_id), choices=choices)
    return load_file(folder / f"{set_id}.json", Note("Norm set {set}", set=shown(set_id)))


def dump(norm_set: NormSet) -> str:
    """Write a norm set as JSON text, which `load` reads as an equal set; keys at their default are left out."""
    return json.dumps(content_of(norm_set), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def content_of(norm_set: NormSet) -> dict[str, object]:
    """Return a norm set as JSON has it; keys at their default are left out."""
    return {"format": FORMAT, **_written(norm_set, SET_KEYS, defaults(NormSet))}


def read_set(node: Node) -> tuple[NormSet | None, list[Problem]]:
    """Read a norm set that stands in a larger JSON text, and what is wrong with it, by line; None where anything is."""
    found = list[Problem]()
    norm_set = _SetReader(found).read(node)
    found.sort(key=lambda problem: problem.line)
    return (None if found else norm_set), found


def read_requirement_keys(node: Node, path: str | Note) -> tuple[dict[str, Any], list[Problem]]:
    """Read the keys that an object has of a requirement, whatever it lacks, and what is wrong with them."""
    found = list[Problem]()
    keys = tuple(replace(key, required=False) for key in REQUIREMENT_KEYS)
    return _SetReader(found).read_object(node, path, keys) or {}, found


class _SetReader:
    """Turns the nodes of a file into a set, and keeps the problems met on the way."""

    def __init__(self, found: list[Problem]) -> None:
        self.problems = found

    def read(self, root: Node) -> NormSet | None:
        top = root.value if isinstance(root.value, dict) else {}
        if "format" in top and not self._knows_format(top["format"]):
            return None  # what else looks wrong may be right in that format
        own = self.read_object(root, "", SET_KEYS, ("format", "$schema"))
        modes = self._modes(top.get("modes"))
        requirements = self._requirements(top.get("requirements"), mode_names(modes))
        if own is None:
            return None
        norm_set = NormSet(**own, modes=modes, requirements=requirements)
        self._check(set_findings(norm_set), root, "")
        return norm_set

    def _knows_format(self, node: Node) -> bool:
        number = node.value
        if isinstance(number, float) and number > FORMAT:
            what = Note(
                "format {number} is newer than the {known} that this version of Buurtmaat reads;"
                " install a newer version",
                number=shown(number),
                known=FORMAT,
            )
            self._add(node, "", what)
        elif isinstance(number, bool) or number != FORMAT:
            self._add(node, "", Note("format must be {known}; it may be left out", known=FORMAT))
        else:
            return True
        return False

    def _modes(self, node: Node | None) -> tuple[Mode, ...]:
        try:
            named = {} if node is None else members(node, "modes")
        except WrongTypeError as error:
            self.problems.append(Problem(error.line, "", error.what))
            return ()
        modes = []
        for name, item in named.items():
            path = f"modes {shown(name)}"
            values = self.read_object(item, path, MODE_KEYS)
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
            self._add(node, "", Note("requirements must be a list of objects, in [ and ]"))
            return ()
        self._check(number_findings(len(node.value)), node, "")
        requirements, lines = [], dict[str, int]()
        for number, item in enumerate(node.value[:MAX_REQUIREMENTS]):
            own_id = item.value.get("id") if isinstance(item.value, dict) else None
            path = f"requirements[{number}]"
            if own_id is not None and isinstance(own_id.value, str):
                path += f" {shown(own_id.value)}"
                if own_id.value in lines:
                    what = Note("the id is that of line {line} too; give each its own", line=lines[own_id.value])
                    self._add(own_id, path, what)
                lines.setdefault(own_id.value, own_id.line)
            values = self.read_object(item, path, REQUIREMENT_KEYS)
            if values is not None:
                requirements.append(Requirement(**values))
                self._check(requirement_findings(requirements[-1], modes), item, path)
        return tuple(requirements)

    def _conditions(self, node: Node, path: str | Note, name: str) -> tuple[Condition, ...]:
        conditions = []
        for number, item in enumerate(items(node, name)):
            part = f"{name}[{number}]"
            item_path = f"{path} {part}" if isinstance(path, str) else Note("{place} {part}", place=path, part=part)
            values = self.read_object(item, item_path, CONDITION_KEYS)
            if values is not None:
                conditions.append(Condition(**values))
                self._check(condition_findings(conditions[-1]), item, item_path)
        return tuple(conditions)

    def read_object(
        self, node: Node, path: str | Note, keys: tuple[Key, ...], ignored: tuple[str, ...] = ()
    ) -> dict[str, Any] | None:
        """Read the keys of an object but its modes and requirements; None if one of them is wrong."""
        if not isinstance(node.value, dict):
            self._add(node, path, Note("this must be an object in braces"))
            return None
        before = len(self.problems)
        names = [*ignored, *(key.name for key in keys)]
        for name, member in node.value.items():
            if name not in names:
                close = difflib.get_close_matches(name, names, 1, cutoff=0.7)
                if close:
                    what = Note("unknown key {key}; did you mean {close}?", key=shown(name), close=shown(close[0]))
                else:
                    what = Note("unknown key {key}; the keys here are {keys}", key=shown(name), keys=", ".join(names))
                self._add(member, path, what)
        values: dict[str, Any] = {}
        for key in keys:
            if key.name in node.value:
                try:
                    values |= self._value(key, node.value[key.name], path)
                except WrongTypeError as error:
                    self.problems.append(Problem(error.line, path, error.what))
            elif key.required:
                self._add(node, path, Note("the key {key} is missing; add it", key=shown(key.name)))
        return values if len(self.problems) == before else None

    def _value(self, key: Key, node: Node, path: str | Note) -> dict[str, object]:
        if node.value is None and defaults(Requirement).get(key.name, "") is None:
            return {}  # null says the same as leaving it out, where there may be no value
        if key.kind == "conditions":
            return {key.name: self._conditions(node, path, key.name)}
        return {key.name: READERS[key.kind](node, key.name)} if key.kind in READERS else {}

    def _check(self, findings: Iterable[Finding], node: Node, path: str | Note) -> None:
        own = node.value if isinstance(node.value, dict) else {}
        for finding in findings:
            self._add(own.get(finding.key, node), path, finding.what)

    def _add(self, node: Node, path: str | Note, what: Note) -> None:
        self.problems.append(Problem(node.line, path, what))


@lru_cache(maxsize=_KEPT)
def _read(text: str | bytes) -> tuple[NormSet | None, Sequence[Problem]]:
    """Read a text, or take what was read of the same before: windows ask for the same sets again and again."""
    root, found = read_json(text)
    if root is None:
        return None, tuple(found)
    norm_set, others = read_set(root)
    every = sorted([*found, *others], key=lambda problem: problem.line)
    return (None if every else norm_set), tuple(every)


def _written(item: NormSet | Requirement, keys: tuple[Key, ...], usual: dict[str, object]) -> dict[str, object]:
    values = {key.name: getattr(item, key.name) for key in keys}
    return {
        key.name: _plain(key.kind, values[key.name]) for key in keys if values[key.name] != usual.get(key.name, ...)
    }


def _plain(kind: KeyKind, value: Any) -> object:  # noqa: ANN401 -- what the kind of key says
    """Return a value as JSON writes it."""
    if isinstance(value, Text):
        return (
            value.en
            if value.en == value.nl
            else {key: text for key, text in (("en", value.en), ("nl", value.nl)) if text}
        )
    if kind == "types":
        return value[0] if len(value) == 1 else list(value)
    if kind in ("classes", "path"):
        return {str(name): _plain("values", number) for name, number in value}
    if isinstance(value, Serves):
        both = (("from", value.least), ("to", value.most))
        return {name: _plain("values", number) for name, number in both if number is not None}
    if kind == "exclude":
        return {field: [_plain("values", one) for one in values] for field, values in value}
    if kind == "modes":
        return {mode.name: {key.name: _plain(key.kind, getattr(mode, key.name)) for key in MODE_KEYS} for mode in value}
    if kind == "requirements":
        return [_written(requirement, REQUIREMENT_KEYS, defaults(Requirement)) for requirement in value]
    if kind == "conditions":
        return [
            {key.name: _plain("values", getattr(condition, key.name)) for key in CONDITION_KEYS} for condition in value
        ]
    if isinstance(value, tuple):
        return [_plain("values", one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
