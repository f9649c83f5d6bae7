"""What runs keep for the next one: bounded, never changed, sound after Cancel, and shared between threads."""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.session import Keeping, NetworkSession


@dataclass
class Table:
    values: np.ndarray
    words: tuple[str, ...] = ()


def thousand() -> np.ndarray:
    """Return an array of 8,000 bytes."""
    return np.zeros(1000)


def test_a_second_run_takes_what_the_first_made():
    session, made = NetworkSession(), []
    for run in range(2):
        keeping = Keeping(session)
        for _ in range(3):
            keeping.keep("network", ("a",), lambda: made.append(1) or thousand())
        assert keeping.taken["network"] == run  # counted once, and not what the run made itself
    assert len(made) == 1


def test_without_a_session_a_run_keeps_for_itself_only():
    made = []
    for _ in range(2):
        keeping = Keeping()
        for _ in range(3):
            keeping.keep("network", ("a",), lambda: made.append(1) or thousand())
        assert not keeping.taken
        assert not keeping.lasts
    assert len(made) == 2


def test_what_a_run_forgets_is_in_memory_only_where_the_session_keeps_it():
    alone, made = Keeping(), []
    held = weakref.ref(alone.keep("network", ("a",), lambda: Table(thousand())))
    assert held() is not None
    alone.forget()
    assert held() is None
    assert alone.find("network", ("a",)) is None
    shared = Keeping(NetworkSession())
    for _ in range(2):
        shared.keep("network", ("a",), lambda: made.append(1) or thousand())
        shared.forget()
    assert len(made) == 1


def test_another_key_or_kind_is_another_result():
    keeping = Keeping(NetworkSession())
    found = [keeping.keep(kind, key, lambda n=n: n) for n, (kind, key) in enumerate(KEYS)]
    assert found == [0, 1, 2, 3]


KEYS = [("network", ("a",)), ("network", ("b",)), ("snaps", ("a",)), ("network", ("a", "a"))]


def test_what_was_not_used_for_longest_goes_first():
    session = NetworkSession(most=3 * 8000)
    for name in "abc":
        session.put((name,), thousand())
    assert session.find(("a",)) is not None
    session.put(("d",), thousand())
    assert [name for name in "abcd" if session.find((name,)) is not None] == ["a", "c", "d"]
    assert session.size == 3 * 8000


def test_what_alone_is_too_large_is_not_kept_and_drives_nothing_out():
    session = NetworkSession(most=10_000)
    session.put(("a",), thousand())
    session.put(("b",), np.zeros(2000))
    assert session.find(("a",)) is not None
    assert session.find(("b",)) is None


def test_what_results_share_counts_once_and_a_part_as_the_whole_that_it_holds():
    session, values = NetworkSession(), thousand()
    session.put(("a",), Table(values))
    session.put(("b",), [Table(values), {"part": values[:10]}])
    assert session.size == 8000


def test_what_a_result_works_out_later_counts_too():
    session, table = NetworkSession(), Table(thousand())
    session.put(("a",), table)
    table.later = thousand()
    assert session.size == 16_000
    assert session.find(("a",)) is table
    assert not table.later.flags.writeable


def test_what_a_result_works_out_later_drives_others_out():
    session, table = NetworkSession(most=20_000), Table(thousand())
    session.put(("a",), table)
    table.later = thousand()
    session.put(("b",), thousand())
    assert session.find(("a",)) is None
    assert session.size == 8000


def test_what_is_put_again_counts_once():
    session = NetworkSession(most=20_000)
    for _ in range(5):
        session.put(("a",), thousand())
        session.put(("b",), thousand())
    assert session.count == 2


def test_texts_count():
    session = NetworkSession()
    session.put(("a",), Table(np.empty(0), ("x" * 1000,) * 50))
    assert 50_000 <= session.size <= 60_000


def test_kept_arrays_cannot_be_written_to_nor_what_they_are_parts_of():
    whole = np.zeros((10, 3))
    NetworkSession().put(("a",), Table(whole[:, 1]))
    with pytest.raises(ValueError, match="read-only"):
        whole[0, 0] = 1


def test_cancel_while_something_is_made_keeps_nothing():
    session = NetworkSession()

    def stop():
        raise Cancelled

    with pytest.raises(Cancelled):
        Keeping(session).keep("network", ("a",), stop)
    assert session.count == 0
    assert Keeping(session).keep("network", ("a",), lambda: 7) == 7


def test_clearing_forgets_everything_but_not_what_a_run_has_taken():
    session = NetworkSession()
    keeping = Keeping(session)
    kept = keeping.keep("network", ("a",), thousand)
    session.clear()
    assert (session.count, session.size) == (0, 0)
    assert keeping.keep("network", ("a",), thousand) is kept


def test_runs_in_several_threads_share_it():
    session, wrong = NetworkSession(most=5 * 8000), []

    def run(own: int) -> None:
        for turn in range(300):
            name = (own + turn) % 8
            found = Keeping(session).keep("values", (name,), lambda name=name: np.full(1000, float(name)))
            if not (found == name).all():
                wrong.append((own, turn))

    threads = [threading.Thread(target=run, args=(own,)) for own in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert 0 < session.size <= 5 * 8000
