"""One name for one thing: what a class or a function is called says which one it is, wherever it is read."""

from __future__ import annotations

import ast
import gc
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("core", "adapters", "algorithms", "ui", "batch")
Node = TypeVar("Node", bound=ast.AST)


@pytest.fixture(autouse=True, scope="module")
def let_go() -> Iterator[None]:
    """Let go of the trees: else each search for garbage goes through a million nodes, to the end of all tests."""
    gc.disable()  # nor is any of them garbage meanwhile
    yield
    trees.cache_clear()
    nodes_by_kind.cache_clear()
    gc.enable()


@cache
def trees() -> list[tuple[str, ast.Module]]:
    """Return all modules, parsed."""
    paths = sorted(p for layer in LAYERS for p in (ROOT / layer).rglob("*.py"))
    return [(p.relative_to(ROOT).as_posix(), ast.parse(p.read_text(encoding="utf-8"))) for p in paths]


@cache
def nodes_by_kind() -> dict[type, list[tuple[str, ast.AST]]]:
    """Return the classes, functions and calls of all modules, and the module of each: walking takes longest."""
    found: dict[type, list[tuple[str, ast.AST]]] = {ast.ClassDef: [], ast.FunctionDef: [], ast.Call: []}
    for path, tree in trees():
        for node in ast.walk(tree):
            if type(node) in found:
                found[type(node)].append((path, node))
    return found


def all_nodes(kind: type[Node]) -> list[tuple[str, Node]]:
    """Return the nodes of a kind in all modules, and the module of each."""
    return nodes_by_kind()[kind]


def defined_twice(kind: type[ast.ClassDef] | type[ast.FunctionDef]) -> dict[str, list[str]]:
    """Return the public names at the top of modules that are defined in more than one, and where."""
    places = defaultdict(list)
    for path, tree in trees():
        for node in tree.body:
            if isinstance(node, kind) and not node.name.startswith("_"):
                places[node.name].append(path)
    return {name: found for name, found in places.items() if len(found) > 1}


def test_no_two_modules_define_a_class_of_one_name() -> None:
    assert defined_twice(ast.ClassDef) == {}


def test_no_two_modules_define_a_private_class_of_one_name() -> None:
    """Its subject is in its name, so that a search for it ends at one place."""
    places = defaultdict(set)
    for path, node in all_nodes(ast.ClassDef):
        if node.name.startswith("_"):
            places[node.name].add(path)
    assert {name: sorted(paths) for name, paths in places.items() if len(paths) > 1} == {}


def test_no_two_modules_define_a_function_of_one_name() -> None:
    assert defined_twice(ast.FunctionDef) == {}


def test_dataclasses_of_five_fields_and_more_take_them_by_name() -> None:
    """Ten numbers in a row cannot be checked by anyone who reads the call."""
    positional = []
    for path, node in all_nodes(ast.ClassDef):
        decorators = [ast.unparse(d) for d in node.decorator_list if "dataclass" in ast.unparse(d)]
        fields = [n for n in node.body if isinstance(n, ast.AnnAssign) and "ClassVar" not in ast.unparse(n.annotation)]
        if decorators and len(fields) >= 5 and "kw_only=True" not in decorators[0]:
            positional.append(f"{path}: {node.name}")
    assert positional == []


# Where the layer says which is which: the core computes what adapters read and write, and an algorithm is a page.
IN_TWO_LAYERS = {
    *(
        "dwelling_sources.py",
        "facilities.py",
        "facility_changes.py",
        "groups.py",
        "plans.py",
        "polygons.py",
        "provision.py",
    ),
    *("reachable_ground.py", "repairs.py", "routes.py", "service_areas.py", "what_if.py"),
}
# Where the room says it: streets and norm sets are checked; a layer is read, and so are the inputs of a run.
IN_TWO_ROOMS = {"checks.py", "reading.py"}


def test_files_of_one_name_are_told_apart_by_their_layer_or_room() -> None:
    """A newcomer who looks for one of them would else open the other."""
    places = defaultdict(list)
    for path, _ in trees():
        if not path.endswith("__init__.py"):
            places[path.rpartition("/")[2]].append(path)
    several = {name: paths for name, paths in places.items() if len(paths) > 1}
    layers = {name: {path.partition("/")[0] for path in paths} for name, paths in several.items()}
    assert {name for name, paths in several.items() if len(layers[name]) == len(paths)} == IN_TWO_LAYERS
    assert {name for name, paths in several.items() if len(layers[name]) < len(paths)} == IN_TWO_ROOMS


MOST_ARGUMENTS = 6
# With more, for a reason: this list only shrinks.
WITH_MORE_ARGUMENTS = {
    "adapters/io/reader.py: read",  # what `read_layer` takes, and the run that it is read for
}


def test_functions_have_at_most_six_arguments() -> None:
    """More than can be held in mind at a call: what recurs among them becomes a class."""
    with_more = set()
    for path, node in all_nodes(ast.FunctionDef):
        given = node.args
        names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs) if one.arg != "self"]
        if len(names) + (given.vararg is not None) + (given.kwarg is not None) > MOST_ARGUMENTS:
            with_more.add(f"{path}: {node.name}")
    assert with_more - WITH_MORE_ARGUMENTS == set(), "bring these to six arguments"
    assert WITH_MORE_ARGUMENTS - with_more == set(), "take these off the list"


def test_no_object_is_known_by_its_place_in_memory() -> None:
    """Another one may get the same place once the first is gone: number what is to be told apart."""
    calls = [
        f"{path}:{node.lineno}"
        for path, node in all_nodes(ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id == "id"
    ]
    assert calls == []


def test_what_is_frozen_keeps_nothing_that_grows() -> None:
    """A frozen dataclass that collects is not frozen: what fills up is an open class, with an owner."""
    growing = []
    for path, node in all_nodes(ast.ClassDef):
        if not any("dataclass" in (text := ast.unparse(d)) and "frozen=True" in text for d in node.decorator_list):
            continue
        growing += [
            f"{path}: {node.name}.{ast.unparse(field.target)}"
            for field in node.body
            if isinstance(field, ast.AnnAssign)
            and ast.unparse(field.annotation).partition("[")[0] in ("dict", "list", "set")
            and field.value is not None
            and "default_factory" in ast.unparse(field.value)
        ]
        growing += [
            f"{path}:{call.lineno}: {node.name}"
            for method in node.body
            if isinstance(method, ast.FunctionDef) and method.name != "__post_init__"
            for call in ast.walk(method)
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "object.__setattr__"
        ]
    assert growing == []


def yields(node: ast.AST) -> bool:
    """Return whether a function yields by itself, not a function in it."""
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
    return any(
        isinstance(one, ast.Yield | ast.YieldFrom) or (not isinstance(one, inner) and yields(one))
        for one in ast.iter_child_nodes(node)
    )


def test_docstrings_say_return_yield_or_neither_as_the_function_does() -> None:
    wrong = []
    for path, node in all_nodes(ast.FunctionDef):
        first = (ast.get_docstring(node) or "").partition(" ")[0]
        gives_nothing = node.returns is not None and ast.unparse(node.returns) == "None"
        if first in ("Return", "Yield") and (gives_nothing or (first == "Return" and yields(node))):
            wrong.append(f"{path}:{node.lineno} {node.name}")
    assert wrong == []
