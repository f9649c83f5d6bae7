"""Which names that the code takes from Qt are not in Qt 6, by PyQt6 itself: QGIS 4 has it, and QGIS before 4 has PyQt5.

Run in a process of its own, since one process holds one Qt: .venv/bin/python scripts/checking/qt6_names.py [--shipped]
With --shipped it looks at the plugin alone, which takes half the time: most names stand in tests.
Two things are looked for. What is imported from qgis.PyQt, and each dotted name that begins with it
(`Qt.ItemDataRole.DisplayRole`), has to be there. Of a name behind anything else (`event.globalPos`) it is not known
what it is of; it is named where it is in a class of PyQt5 that the code imports, and in no class of PyQt6, of QGIS or
of Python, and nothing of our own has that name.
"""

from __future__ import annotations

import ast
import builtins
import gc
import importlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = ("adapters", "algorithms", "batch", "ui")
FOLDERS = (*SHIPPED, "scripts", "benchmarks", "tests")
MODULES = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtTest", "QtXml", "QtPrintSupport")

AT_HOME = {"QtWidgets.QAction": "QtGui.QAction", "QtWidgets.QActionGroup": "QtGui.QActionGroup"} | {
    "QtWidgets.QShortcut": "QtGui.QShortcut"
}
"""What moved in Qt 6, and qgis.PyQt has at both places."""


NOT_OF_QT = {"severity": "a column of pandas", "pid": "of a process of Python", "characters": "of Hypothesis"} | {
    "Geometry": "of GDAL"
}
"""Names of something else that a class of PyQt5 has too, with what they are of."""


@dataclass(frozen=True)
class NameInCode:
    """A name as the code writes it, from where it is imported on (`QtCore.Qt.ItemDataRole`), and where."""

    name: str
    place: str


Nodes = list[ast.AST]
"""All of a module: walking through its tree takes longer than all that is looked for."""


def nodes_of(code: str) -> Nodes:
    """Return every node of a module."""
    return list(ast.walk(ast.parse(code)))


def sources(folders: Iterable[str] = FOLDERS) -> Iterator[tuple[str, Nodes]]:
    """Yield the path and the nodes of every module in some folders, and beside them."""
    paths = [*ROOT.glob("*.py"), *(path for folder in folders for path in (ROOT / folder).rglob("*.py"))]
    for path in sorted(paths):
        if "node_modules" not in path.parts:
            yield path.relative_to(ROOT).as_posix(), nodes_of(path.read_text(encoding="utf-8"))


def imported_from_qt(nodes: Nodes) -> dict[str, str]:
    """Return what a module imports from qgis.PyQt, by the name that it has there."""
    found: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("qgis.PyQt"):
            inside = node.module.removeprefix("qgis.PyQt").lstrip(".")
            found |= {one.asname or one.name: f"{inside}.{one.name}".lstrip(".") for one in node.names}
    return found


def names_from_qt(path: str, nodes: Nodes) -> Iterator[NameInCode]:
    """Yield each name that a module imports from qgis.PyQt, and each dotted name that begins with one."""
    imported = imported_from_qt(nodes)
    for name in imported.values():
        yield NameInCode(name, path)
    for node in nodes:
        dotted = _dotted(node) if isinstance(node, ast.Attribute) else None
        if dotted is not None and dotted[0] in imported:
            yield NameInCode(".".join([imported[dotted[0]], *dotted[1:]]), f"{path}:{node.lineno}")


def _dotted(node: ast.expr) -> list[str] | None:
    if isinstance(node, ast.Name):
        return [node.id]
    before = _dotted(node.value) if isinstance(node, ast.Attribute) else None
    return None if before is None else [*before, node.attr]  # type: ignore[attr-defined]  # it is one here


def is_there(name: str) -> bool:
    """Return whether a name can be found in PyQt6."""
    module, *parts = AT_HOME.get(name, name).split(".")
    found: object = importlib.import_module(f"PyQt6.{module}")
    for part in parts:
        if not hasattr(found, part):
            return False
        found = getattr(found, part)
        if callable(found) and not isinstance(found, type):
            break  # what a function returns is not known
    return True


def members(modules: Iterable[ModuleType]) -> set[str]:
    """Return the names of all that the classes of some modules have, and the classes in them, such as enumerations."""
    classes = [one for module in modules for one in vars(module).values() if isinstance(one, type)]
    inner = [one for outer in classes for one in vars(outer).values() if isinstance(one, type)]
    return {name for one in (*classes, *inner) for name in dir(one)}


def members_before() -> tuple[set[str], set[str]]:
    """Return what the classes of PyQt5 have, and those of QGIS: asked in a QGIS before 4."""
    qt = [importlib.import_module(f"PyQt5.{name}") for name in MODULES]
    return members(qt), members(importlib.import_module(f"qgis.{name}") for name in ("core", "gui", "analysis"))


def own_names(modules: Iterable[Nodes]) -> set[str]:
    """Return what the code itself defines: functions, classes, attributes, fields and arguments."""
    found: set[str] = set()
    for nodes in modules:
        for node in nodes:
            match node:
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                    found.add(name)
                case ast.Attribute(attr=name, ctx=ast.Store()) | ast.Name(id=name, ctx=ast.Store()):
                    found.add(name)
    return found


def lost_in_qt6(folders: Iterable[str] = FOLDERS) -> list[str]:
    """Name what the code uses that Qt 6 has not, each with its place."""
    code = list(sources(folders))
    asked_for = [one for path, nodes in code for one in names_from_qt(path, nodes)]
    there = {name: is_there(name) for name in {one.name for one in asked_for}}
    lost = {f"{one.place}: {one.name}" for one in asked_for if not there[one.name]}
    asked = [sys.executable, __file__, "--before"]
    qt5, qgis = map(set, json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout))
    qt6 = members(importlib.import_module(f"PyQt6.{name}") for name in MODULES)
    gone = qt5 - qt6 - qgis - members([builtins]) - own_names(nodes for _, nodes in code) - set(NOT_OF_QT)
    for path, nodes in code:
        known = imported_from_qt(nodes)
        for node in nodes:
            if isinstance(node, ast.Attribute) and node.attr in gone and (_dotted(node) or [""])[0] not in known:
                lost.add(f"{path}:{node.lineno}: .{node.attr}")
    return sorted(lost)


if __name__ == "__main__":
    if "--before" in sys.argv:
        print(json.dumps([sorted(names) for names in members_before()]))
        sys.exit()
    gc.disable()  # millions of nodes stay to the end, and looking through them takes as long as all else
    faults = lost_in_qt6(SHIPPED if "--shipped" in sys.argv else FOLDERS)
    print(*faults or ["Qt 6: every name is there"], sep="\n")
    sys.exit(bool(faults))
