"""Errors that escape a slot, or what else Qt and QGIS call: a test in which one does fails, and tells of it.

Where nobody takes them PyQt ends the process, and what it says last goes to pytest, which ends with it.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Generator
from types import TracebackType

import pytest

_escaped: list[str] = []  # as texts: an error would keep alive what its frames hold


def _take(kind: type[BaseException], error: BaseException, lines: TracebackType | None) -> None:
    _escaped.append("".join(traceback.format_exception(kind, error, lines)))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Take what escapes, from the first fixture to the last; what a test expects, it takes itself."""
    before, sys.excepthook = sys.excepthook, _take
    try:
        return (yield)
    finally:
        sys.excepthook = before


def _fail_if_any() -> Generator[None, object, object]:
    try:
        return (yield)
    finally:
        told, _escaped[:] = "\n".join(_escaped), []
        if told:
            pytest.fail(f"An error escaped what Qt or QGIS called:\n{told}", pytrace=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup() -> Generator[None, object, object]:
    """Fail where making fixtures let an error escape."""
    return (yield from _fail_if_any())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Fail where the test let an error escape."""
    return (yield from _fail_if_any())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    """Fail where taking fixtures away let an error escape, or an event that waited until then."""
    return (yield from _fail_if_any())
