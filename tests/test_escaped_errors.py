"""A test in which an error escapes a slot fails and names it, where PyQt would end the process without a word."""

from __future__ import annotations

import os
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

pytest.importorskip("qgis.PyQt.QtCore")

TESTS = """
import sys
import pytest
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, pyqtSignal

application = QCoreApplication([])


class Sender(QObject):
    told = pyqtSignal()

    def customEvent(self, event):
        raise KeyError("of an event")


def wrong():
    raise ZeroDivisionError("of a slot")


@pytest.fixture(scope="module")
def sender():
    made = Sender()
    made.told.connect(wrong)
    return made


@pytest.fixture
def wrong_before(sender):
    sender.told.emit()


@pytest.fixture
def wrong_after(sender):
    yield
    sender.told.emit()


class Finalized:
    def __del__(self):
        wrong()


def test_slot(sender):
    sender.told.emit()


def test_event(sender):
    QCoreApplication.sendEvent(sender, QEvent(QEvent.Type.User))


def test_setup(wrong_before):
    pass


def test_teardown(wrong_after):
    pass


def test_failure(sender):
    sender.told.emit()
    assert 1 == 2


def test_finalizer():
    Finalized()


def test_expected(sender, monkeypatch):
    seen = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: seen.append(kind))
    sender.told.emit()
    assert seen == [ZeroDivisionError]


def test_after_the_others():
    pass
"""


@pytest.fixture(scope="module")
def said(root, tmp_path_factory):
    """Run tests of which some let an error escape, in a process of their own; return by test why it failed."""
    folder = tmp_path_factory.mktemp("escaped")
    (folder / "test_these.py").write_text(TESTS, encoding="utf-8")
    options = ["-p", "escaped_errors", "-p", "no:pytest_qgis", "-p", "no:cacheprovider", "--junitxml=said.xml"]
    options += ["-W", "error::pytest.PytestUnraisableExceptionWarning", "-c", os.devnull, f"--rootdir={folder}"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "test_these.py"],
        env={**kept, "PYTHONPATH": str(root / "tests" / "towns")},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 1, ended.stdout + ended.stderr
    found: dict[str, str] = {}
    for case in ET.parse(folder / "said.xml").iter("testcase"):  # noqa: S314 -- pytest wrote it
        why = "".join(str(one.text) for one in case if one.tag in ("failure", "error"))
        found[case.attrib["name"]] = found.get(case.attrib["name"], "") + why
    return found


@pytest.mark.parametrize(
    ("test", "named"),
    [
        ("test_slot", "ZeroDivisionError: of a slot"),
        ("test_event", "KeyError: 'of an event'"),
        ("test_setup", "ZeroDivisionError: of a slot"),
        ("test_teardown", "ZeroDivisionError: of a slot"),
        ("test_failure", "ZeroDivisionError: of a slot"),
        ("test_failure", "assert 1 == 2"),
        ("test_finalizer", "ZeroDivisionError: of a slot"),
    ],
)
def test_an_error_that_escapes_fails_its_test(said, test, named):
    assert named in said[test]


@pytest.mark.parametrize("test", ["test_expected", "test_after_the_others"])
def test_what_a_test_takes_itself_or_another_let_escape_fails_it_not(said, test):
    assert said[test] == ""


def test_all_tests_are_watched(request):
    """The plugin that these ran with is that of all tests."""
    assert request.config.pluginmanager.has_plugin("towns.escaped_errors")
    assert sys.excepthook.__module__ == "towns.escaped_errors"
