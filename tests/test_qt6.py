"""Qt 6, which QGIS 4 has: whatever the code takes from Qt is there too, by PyQt6 itself, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def qt6_names(load_script: Callable[[str], ModuleType]) -> ModuleType:
    return load_script("checking/qt6_names")


@pytest.mark.parametrize("what", [["--shipped"], pytest.param([], marks=pytest.mark.slow)], ids=["plugin", "all"])
def test_every_name_of_qt_is_in_qt6(root: Path, what: list[str]) -> None:
    command = [sys.executable, root / "scripts" / "checking" / "qt6_names.py", *what]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "Qt 6: every name is there\n"), done.stderr


CODE = """
from qgis.PyQt import QtCore, sip
from qgis.PyQt.QtCore import Qt as Q, QTimer
from qgis.core import QgsProject

Q.ItemDataRole.DisplayRole
QtCore.Qt.DisplayRole
QTimer.singleShot(0, print).more
QgsProject.instance().Gone
"""


def test_dotted_names_are_found_from_where_they_are_imported(qt6_names: ModuleType) -> None:
    assert {one.name for one in qt6_names.names_from_qt("a.py", qt6_names.nodes_of(CODE))} == {
        *("QtCore", "sip", "QtCore.Qt", "QtCore.QTimer"),
        *("QtCore.Qt.ItemDataRole", "QtCore.Qt.ItemDataRole.DisplayRole"),
        *("QtCore.Qt.DisplayRole", "QtCore.QTimer.singleShot"),
    }


def test_what_qt6_dropped_is_not_there_and_what_it_moved_is(root: Path) -> None:
    names = {
        "QtCore.Qt.ItemDataRole.DisplayRole": True,
        "QtCore.Qt.DisplayRole": False,  # enumerations have to be named
        "QtCore.QTimer.singleShot": True,
        "QtWidgets.QAction": True,
        "QtWidgets.QDesktopWidget": False,
        "QtGui.QMouseEvent.globalPos": False,
        "sip.isdeleted": True,
    }
    program = f"import qt6_names\nprint([qt6_names.is_there(name) for name in {list(names)}])"
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=root / "scripts" / "checking"
    )
    assert done.stdout.strip() == str(list(names.values()))


def test_what_names_of_our_own_are(qt6_names: ModuleType) -> None:
    code = "class A:\n    pid: int\n    def b(self, c):\n        self.d = e = 1\n        return self.f"
    assert qt6_names.own_names([qt6_names.nodes_of(code)]) == {"A", "pid", "b", "self", "c", "d", "e"}
