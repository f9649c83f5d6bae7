"""One name for one thing: what a class or a function is called says which one it is, wherever it is read."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("core", "adapters", "algorithms", "ui")


def defined_twice(kind: type[ast.ClassDef] | type[ast.FunctionDef]) -> dict[str, list[str]]:
    """Return the public names at the top of modules that are defined in more than one, and where."""
    places = defaultdict(list)
    for path in sorted(p for layer in LAYERS for p in (ROOT / layer).rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, kind) and not node.name.startswith("_"):
                places[node.name].append(path.relative_to(ROOT).as_posix())
    return {name: found for name, found in places.items() if len(found) > 1}


def test_no_two_modules_define_a_class_of_one_name() -> None:
    assert defined_twice(ast.ClassDef) == {}


def test_no_two_modules_define_a_function_of_one_name() -> None:
    assert defined_twice(ast.FunctionDef) == {}


def test_dataclasses_of_five_fields_and_more_take_them_by_name() -> None:
    """Ten numbers in a row cannot be checked by anyone who reads the call."""
    positional = []
    for path in sorted(p for layer in LAYERS for p in (ROOT / layer).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ClassDef):
                continue
            decorators = [ast.unparse(d) for d in node.decorator_list if "dataclass" in ast.unparse(d)]
            fields = [
                n for n in node.body if isinstance(n, ast.AnnAssign) and "ClassVar" not in ast.unparse(n.annotation)
            ]
            if decorators and len(fields) >= 5 and "kw_only=True" not in decorators[0]:
                positional.append(f"{path.relative_to(ROOT).as_posix()}: {node.name}")
    assert positional == []
