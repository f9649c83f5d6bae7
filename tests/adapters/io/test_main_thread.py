"""What another thread lets the main one do: when that is free, and what becomes of it where it is busy."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from buurtmaat.adapters.io.main_thread import soon_in_main_thread
from buurtmaat.core.errors import Cancelled
from towns.background import until


def asked_aside(cancelled: Callable[[], bool], patience: float, *, is_busy: bool) -> tuple[list[object], list[str]]:
    """Return what a thread of its own is told, and which threads did its work, while the main one is busy or free."""
    found, done = [], []

    def ask() -> None:
        try:
            found.append(soon_in_main_thread(lambda: done.append(threading.current_thread()), cancelled, patience))
        except Cancelled:
            found.append("cancelled")

    thread = threading.Thread(target=ask)
    thread.start()
    if not is_busy:
        until(lambda: not thread.is_alive())
    thread.join()
    return found, done


def test_a_main_thread_that_is_free_does_it(qgis_app):
    assert asked_aside(lambda: False, 60, is_busy=False) == ([True], [threading.main_thread()])


def test_one_that_is_busy_is_waited_for_no_longer_than_told(qgis_app):
    begun = time.monotonic()
    assert asked_aside(lambda: False, 0.2, is_busy=True) == ([False], [])
    assert time.monotonic() - begun >= 0.2


def test_cancel_is_heard_while_one_that_is_busy_is_waited_for(qgis_app):
    assert asked_aside(lambda: True, 30, is_busy=True) == (["cancelled"], [])
