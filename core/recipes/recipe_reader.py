"""Recipes as JSON text: read against a table of keys; what is no recipe is refused in one sentence that says where."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn, TypeVar

from ..errors import InputError
from ..json_located import Bounds, Node, Problem, read_valid_json
from ..norms.file import read_set
from ..norms.model import NormSet
from ..notes import Note
from ..system_words import system_words
from ..wording import shown
from .places import is_table, why_no_path
from .recipe import (
    FIELD_KINDS,
    FORMAT,
    FileValue,
    Fingerprint,
    LayerValue,
    NormSetValue,
    OutputValue,
    Recipe,
    RecipeLayer,
    RecipeStep,
    Target,
    Value,
    values_in,
)

RECIPE = Note("The recipe")
BOUNDS = Bounds(Note("recipe"), 8_000_000, 24)
MOST_STEPS, MOST_LAYERS, MOST_NORM_SETS, MOST_FIELDS = 100, 500, 50, 5000
_LONG, _SHORT = 1_000_000, 300
_MOST_ROWS = 2**53  # up to which a number in JSON is exact
OUR_ALGORITHM = re.compile(r"buurtmaat:[a-z0-9]{1,60}")
ITSELF = "buurtmaat:runrecipe"
_STEP_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_PARAMETER = re.compile(r"[A-Za-z_][A-Za-z0-9_:]{0,119}")
_SHA256 = re.compile(r"[0-9a-f]{64}")

# Required keys, then others.
_TOP = (("buurtmaat_recipe", "title", "steps"), ("made", "corrects", "layers", "norm_sets"))
_LAYER = ((), ("name", "file", "table", "provider", "source", "subset", "filter", "limit", "crs", "fingerprint"))
_FINGERPRINT = (("rows", "fields", "extent", "sha256"), ())
_STEP = (("id", "algorithm", "parameters", "outputs"), ())
_TARGET = ((), ("file", "table", "temporary"))
_VALUES: Mapping[str, tuple[str, ...]] = {"layer": (), "output": (), "file": (), "norm_set": ()}

_Keys = tuple[tuple[str, ...], tuple[str, ...]]
_Read = TypeVar("_Read")


def read_recipe(text: str | bytes, name: Note = RECIPE) -> Recipe:
    """Read a recipe from JSON text.

    Raises
    ------
    InputError
        With the first problem: what the recipe is called, the line, where in the recipe, and what.
    """
    root = read_valid_json(text, name, BOUNDS)
    try:
        return _RecipeReader().recipe(root)
    except _WrongError as wrong:
        raise wrong.problem.error(name) from wrong


def read_recipe_file(path: Path) -> Recipe:
    """Read a recipe from a file; not more of it than a recipe may hold."""
    try:
        if path.exists() and not path.is_file():  # a pipe would never end
            raise InputError("The recipe {path} is not a file; choose another file.", path=path)
        with path.open("rb") as file:
            data = file.read(BOUNDS.most_bytes + 1)
    except OSError as error:
        raise InputError(
            "The recipe {path} cannot be read ({why}): choose another file.", path=path, why=system_words(error)
        ) from error
    return read_recipe(data, Note("The recipe {path}", path=path))


class _WrongError(Exception):
    """What is wrong with a recipe, whatever it is called."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _RecipeReader:
    """Turns the nodes of a text into a recipe, and stops at the first that is wrong."""

    def recipe(self, root: Node) -> Recipe:
        top = root.value
        if not isinstance(top, dict) or "buurtmaat_recipe" not in top:
            _refuse(
                root,
                "",
                Note("this is no recipe of Buurtmaat, which begins with “buurtmaat_recipe”; choose another file"),
            )
        self._version(top["buurtmaat_recipe"])
        top = _members(root, "", _TOP)
        recipe = Recipe(
            title=_text(top["title"], "title", _SHORT),
            made=_named(top.get("made"), "made", 50, lambda node, where: _text(node, where, _SHORT)),
            corrects=_text(top["corrects"], "corrects", _SHORT) if "corrects" in top else "",
            layers=_named(top.get("layers"), "layers", MOST_LAYERS, self._layer),
            norm_sets=_named(top.get("norm_sets"), "norm_sets", MOST_NORM_SETS, self._norm_set),
            steps=tuple(self._steps(top["steps"])),
        )
        self._check_references(recipe, _items(top["steps"], "steps", MOST_STEPS))
        return recipe

    @staticmethod
    def _version(node: Node) -> None:
        number = node.value
        if isinstance(number, float) and number > FORMAT:
            what = Note(
                "version {number} is newer than {known}, which this version of Buurtmaat reads; install a newer one",
                number=shown(number),
                known=FORMAT,
            )
            _refuse(node, "buurtmaat_recipe", what)
        if isinstance(number, bool) or number != FORMAT:
            what = Note("this must be {known}; there was no version before it", known=FORMAT)
            _refuse(node, "buurtmaat_recipe", what)

    def _layer(self, node: Node, where: Note | str) -> RecipeLayer:
        own = _members(node, where, _LAYER)
        text = {
            name: _text(own[name], where, _LONG if name in ("subset", "filter", "source", "crs") else _SHORT)
            for name in ("name", "table", "provider", "source", "subset", "filter", "crs")
            if name in own
        }
        if ("file" in own) == ("source" in own):
            _refuse(node, where, Note("it needs one of “file” and “source”, and not both"))
        if "file" not in own and ("provider" not in own or "table" in own):
            _refuse(node, where, Note("a source has a “provider”, and no “table”"))
        if "file" in own and "provider" in own:
            _refuse(node, where, Note("a file has no “provider”"))
        return RecipeLayer(
            **text,
            file=_path(own["file"], where) if "file" in own else "",
            limit=_whole(own["limit"], where) if "limit" in own else 0,
            fingerprint=self._fingerprint(own["fingerprint"], where) if "fingerprint" in own else None,
        )

    @staticmethod
    def _fingerprint(node: Node, where: Note | str) -> Fingerprint:
        own = _members(node, where, _FINGERPRINT)
        fields = _named(own["fields"], where, MOST_FIELDS, lambda one, place: _text(one, place, _SHORT))
        if not set(fields.values()) <= set(FIELD_KINDS):
            _refuse(own["fields"], where, Note("what a field holds is one of {kinds}", kinds=", ".join(FIELD_KINDS)))
        extent = own["extent"]
        corners = [] if extent.value is None else [_number(one, where) for one in _items(extent, where, 4)]
        if corners and len(corners) != 4:
            _refuse(extent, where, Note("an extent is a list of four numbers, or null"))
        sha256 = _text(own["sha256"], where, 64)
        if not _SHA256.fullmatch(sha256):
            _refuse(own["sha256"], where, Note("sha256 is 64 of the digits 0–9 and a–f"))
        return Fingerprint(
            rows=_whole(own["rows"], where),
            fields=tuple(fields.items()),
            extent=(corners[0], corners[1], corners[2], corners[3]) if corners else None,
            sha256=sha256,
        )

    @staticmethod
    def _norm_set(node: Node, where: Note | str) -> NormSet:
        norm_set, found = read_set(node)
        if norm_set is None:
            problem = found[0]
            key = Note("{where}, {key}", where=where, key=problem.key) if problem.key else where
            raise _WrongError(Problem(problem.line, key, problem.what))
        return norm_set

    def _steps(self, node: Node) -> list[RecipeStep]:
        items = _items(node, "steps", MOST_STEPS)
        if not items:
            _refuse(node, "steps", Note("there is none; write at least one"))
        return [self._step(item, number) for number, item in enumerate(items, 1)]

    def _step(self, node: Node, number: int) -> RecipeStep:
        where: Note | str = Note("step {number}", number=number)
        own = _members(node, where, _STEP)
        step_id = _text(own["id"], where, 60)
        if not _STEP_ID.fullmatch(step_id):
            what = Note(
                "the id {id} is not one of small letters, digits and _ that begins with a letter", id=shown(step_id)
            )
            _refuse(own["id"], where, what)
        where = Note("step {id}", id=shown(step_id))
        algorithm = _text(own["algorithm"], where, 80)
        if not OUR_ALGORITHM.fullmatch(algorithm) or algorithm == ITSELF:
            what = Note(
                "a recipe runs algorithms of Buurtmaat only, and never a recipe, so not {algorithm}; leave the step "
                "out",
                algorithm=shown(algorithm),
            )
            _refuse(own["algorithm"], where, what)
        for key in ("parameters", "outputs"):
            for name, member in _all_members(own[key], where).items():
                if not _PARAMETER.fullmatch(name):
                    _refuse(member, where, Note("{name} is no name of a parameter", name=shown(name)))
        return RecipeStep(
            id=step_id,
            algorithm=algorithm,
            parameters=_named(own["parameters"], where, 500, self._value),
            outputs=_named(own["outputs"], where, 500, self._target),
        )

    def _value(self, node: Node, where: Note | str) -> Value:
        value = node.value
        if isinstance(value, list):
            return tuple(self._value(one, where) for one in value)
        if isinstance(value, str):
            return _text(node, where, _LONG)
        if not isinstance(value, dict):
            return int(value) if isinstance(value, float) and value.is_integer() else value
        if value.keys() == {"output", "table"}:
            return self._table(value, where)
        if len(value) != 1 or next(iter(value)) not in _VALUES:
            keys = ", ".join(_VALUES)
            what = Note("an object as a value has one key, of {keys}; beside output there may be a table", keys=keys)
            _refuse(node, where, what)
        (kind, inner), *_ = value.items()
        if kind == "file":
            return FileValue(_path(inner, where))
        text = _text(inner, where, _SHORT)
        if kind == "layer":
            return LayerValue(text)
        if kind == "norm_set":
            return NormSetValue(text)
        return self._output(inner, where)

    @staticmethod
    def _output(node: Node, where: Note | str) -> OutputValue:
        text = _text(node, where, _SHORT)
        step, point, output = text.partition(".")
        if not point:
            _refuse(node, where, Note("an output is written as “step.OUTPUT”, not {text}", text=shown(text)))
        return OutputValue(step, output)

    def _table(self, own: Mapping[str, Node], where: Note | str) -> OutputValue:
        table = _text(own["table"], where, _SHORT)
        if not is_table(table):
            _refuse(own["table"], where, Note("{name} is no name of a table", name=shown(table)))
        return replace(self._output(own["output"], where), table=table)

    @staticmethod
    def _target(node: Node, where: Note | str) -> Target:
        own = _members(node, where, _TARGET)
        if "temporary" in own:
            if own["temporary"].value is not True or len(own) > 1:
                _refuse(node, where, Note('an output that is "temporary": true has no other key'))
            return Target()
        if "file" not in own:
            _refuse(node, where, Note("an output has a “file”, or is “temporary”"))
        table = _text(own["table"], where, _SHORT) if "table" in own else ""
        if "table" in own and not is_table(table):
            _refuse(own["table"], where, Note("{name} is no name of a table", name=shown(table)))
        return Target(_path(own["file"], where), table)

    @staticmethod
    def _check_references(recipe: Recipe, nodes: list[Node]) -> None:
        """Stop where a step takes what the recipe does not have, or what no step before it wrote."""
        written: dict[str, RecipeStep] = {}
        read = _places_read(recipe)
        for step, node in zip(recipe.steps, nodes, strict=True):
            where = Note("step {id}", id=shown(step.id))
            if step.id in written:
                _refuse(node, where, Note("two steps have this id; give each its own"))
            for value in (inner for given in step.parameters.values() for inner in values_in(given)):
                match value:
                    case LayerValue(name) if name not in recipe.layers:
                        _refuse(
                            node,
                            where,
                            Note(
                                "the recipe has no layer {name}; add it to its layers, or name another",
                                name=shown(name),
                            ),
                        )
                    case NormSetValue(name) if name not in recipe.norm_sets:
                        _refuse(
                            node,
                            where,
                            Note(
                                "the recipe has no norm set {name}; add it to its norm sets, or name another",
                                name=shown(name),
                            ),
                        )
                    case OutputValue(of, name) if of not in written or name not in written[of].outputs:
                        what = Note(
                            "no step before it writes {output}; take what an earlier step writes",
                            output=shown(f"{of}.{name}"),
                        )
                        _refuse(node, where, what)
                    case _:
                        pass
            _check_targets(step, written, read, node)
            written[step.id] = step


def _places_read(recipe: Recipe) -> list[tuple[str, str]]:
    """Return the files that a recipe reads, each with its table; empty for any."""
    values = [value for one in recipe.steps for given in one.parameters.values() for value in values_in(given)]
    files = [value.path for value in values if isinstance(value, FileValue)]
    return [*((one.file, one.table) for one in recipe.layers.values() if one.file), *((path, "") for path in files)]


def _check_targets(
    step: RecipeStep, earlier: Mapping[str, RecipeStep], read: Sequence[tuple[str, str]], node: Node
) -> None:
    """Stop where a step writes over what the recipe reads, or over another of its outputs."""
    where = Note("step {id}", id=shown(step.id))
    others = [target for one in earlier.values() for target in one.outputs.values()]
    for name, target in step.outputs.items():
        if any(target.is_over(file, table) for file, table in read):
            _refuse(
                node,
                where,
                Note(
                    "{name} would be written over what the recipe reads; give it another file or table",
                    name=shown(name),
                ),
            )
        if any(target.is_over(other.file, other.table) for other in others):
            _refuse(
                node,
                where,
                Note("{name} would be written over another output; give it another file or table", name=shown(name)),
            )
        others.append(target)


def _members(node: Node, where: Note | str, keys: _Keys) -> dict[str, Node]:
    """Return what an object has of some keys; another key is refused, and a required one that lacks."""
    own, (required, others) = _all_members(node, where), keys
    names = [*required, *others]
    for name, member in own.items():
        if name not in names:
            close = difflib.get_close_matches(name, names, 1, cutoff=0.7)
            if close:
                what = Note("unknown key {key}; did you mean {close}?", key=shown(name), close=shown(close[0]))
            else:
                what = Note("unknown key {key}; the keys here are {keys}", key=shown(name), keys=", ".join(names))
            _refuse(member, where, what)
    for name in required:
        if name not in own:
            _refuse(node, where, Note("the key {key} is missing; add it", key=shown(name)))
    return own


def _all_members(node: Node, where: Note | str) -> dict[str, Node]:
    if not isinstance(node.value, dict):
        _refuse(node, where, Note("this must be an object in braces"))
    return node.value


def _named(
    node: Node | None, where: Note | str, most: int, read: Callable[[Node, Note | str], _Read]
) -> dict[str, _Read]:
    """Return what an object holds under names of the user's; empty where there is no object."""
    own = {} if node is None else _all_members(node, where)
    if node is not None and len(own) > most:
        _refuse(node, where, Note("there are more than {most}", most=most))
    return {name: read(one, Note("{where}, {key}", where=where, key=shown(name))) for name, one in own.items()}


def _items(node: Node, where: Note | str, most: int) -> list[Node]:
    if not isinstance(node.value, list):
        _refuse(node, where, Note("this must be a list, in [ and ]"))
    if len(node.value) > most:
        _refuse(node, where, Note("there are more than {most}", most=most))
    return node.value


def _text(node: Node, where: Note | str, most: int) -> str:
    if not isinstance(node.value, str):
        _refuse(node, where, Note("this must be text, in double quotes"))
    if len(node.value) > most:
        _refuse(node, where, Note("this text has more than {most} letters", most=most))
    return node.value


def _number(node: Node, where: Note | str) -> float:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        _refuse(node, where, Note("this must be a number"))
    return float(value)


def _whole(node: Node, where: Note | str) -> int:
    value = _number(node, where)
    if not 0 <= value <= _MOST_ROWS or not value.is_integer():
        _refuse(node, where, Note("this must be a whole number from 0 to {most}", most=_MOST_ROWS))
    return int(value)


def _path(node: Node, where: Note | str) -> str:
    text = _text(node, where, _LONG)
    why = why_no_path(text)
    if why is not None:
        _refuse(node, where, why)
    return text


def _refuse(node: Node, where: Note | str, what: Note) -> NoReturn:
    raise _WrongError(Problem(node.line, where, what))
