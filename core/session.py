"""What runs keep for the next one: networks, what was snapped to them and what was searched, bounded in memory."""

from __future__ import annotations

import sys
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from .spool import Spool

MOST = 1_000_000_000
"""Bytes that a session keeps at most, those put aside in files among them."""

_NODE = 80
"""Bytes of a k-d tree beside its arrays, for each of its points and above."""
_SAMPLE = 100
_SURE = 4
"""Results grow by what is worked out of them later, but not so many times."""

_Value = TypeVar("_Value")
Key = tuple[Hashable, ...]


class NetworkSession:
    """Keeps results of earlier runs by what they were made of; the oldest are dropped where they become too large.

    It belongs to whoever made it, and may be used by several runs in several threads at once. What it keeps never
    changes: arrays cannot be written to from then on.

    Parameters
    ----------
    most
        Bytes that it keeps at most.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Key, object] = OrderedDict()
        self._alone: dict[Key, int] = {}
        self._lock = threading.Lock()

    def find(self, key: Key) -> object | None:
        """Return what is kept under a key, None where nothing is; it counts as the newest from then on."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
        _freeze(found)  # of what it has worked out since, too
        return found

    def put(self, key: Key, value: object) -> None:
        """Keep a value, unless it alone is too large; drop what was not used for longest until all fits."""
        _freeze(value)
        alone = _bytes_of([value])
        if alone > self._most:
            return
        with self._lock:
            self._kept[key], self._alone[key] = value, alone
            self._kept.move_to_end(key)
            # What each took by itself when it came says that all fits, without another look, while that is not much.
            while sum(self._alone.values()) > self._most / _SURE and _bytes_of(list(self._kept.values())) > self._most:
                dropped, _ = self._kept.popitem(last=False)
                del self._alone[dropped]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._alone.clear()

    @property
    def count(self) -> int:
        """Return how many results are kept."""
        return len(self._kept)

    @property
    def size(self) -> int:
        """Return how many bytes are kept, what several results share counted once."""
        with self._lock:
            return _bytes_of(list(self._kept.values()))


class Keeping:
    """What one run makes, and takes from earlier ones.

    Parameters
    ----------
    session
        What earlier runs kept; None keeps it for this run only.
    """

    def __init__(self, session: NetworkSession | None = None) -> None:
        self._session = session
        self._own: dict[Key, object] = {}
        self.taken: Counter[str] = Counter()

    @property
    def lasts(self) -> bool:
        """Return whether anything is kept for another run."""
        return self._session is not None

    def keep(self, kind: str, key: Key, make: Callable[[], _Value]) -> _Value:
        """Return what was made of the same before, in this run or an earlier one; else make it and keep it.

        Parameters
        ----------
        kind
            What it is, for the log.
        key
            All that the result depends on.
        make
            Makes it; where it stops with an error or Cancel, nothing is kept.
        """
        found = cast("_Value | None", self.find(kind, key))
        if found is None:
            found = make()
            self.put(kind, key, found)
        return found

    def find(self, kind: str, key: Key) -> object | None:
        """Return what is kept under a key, None where nothing is."""
        whole = (kind, *key)
        if whole not in self._own and self._session is not None:
            found = self._session.find(whole)
            if found is not None:
                self._own[whole] = found
                self.taken[kind] += 1
        return self._own.get(whole)

    def put(self, kind: str, key: Key, value: object) -> None:
        """Keep a value."""
        self._own[kind, *key] = value
        if self._session is not None:
            self._session.put((kind, *key), value)

    def forget(self) -> None:
        """Forget what was made and taken; the session still has what it keeps."""
        self._own.clear()


class _Same:
    """A value that is equal to itself only; it stays as long as this does."""

    def __init__(self, value: Any) -> None:  # noqa: ANN401 -- anything at all
        self.value = value

    def __hash__(self) -> int:
        return object.__hash__(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value


def _freeze(value: object) -> None:
    """Let nothing write to the arrays of a value, nor to those that they are parts of."""
    for part in _parts(value):
        if isinstance(part, np.ndarray):
            part.flags.writeable = False
            _owner(part).flags.writeable = False


def _bytes_of(values: list[object]) -> int:
    """Return the bytes of some values with all that hangs on them, what they share counted once."""
    total, owners = 0, set[_Same]()
    for part in _parts(values):
        if isinstance(part, np.ndarray):
            owner = _Same(_owner(part))
            if owner not in owners:
                owners.add(owner)
                total += owner.value.nbytes
        elif isinstance(part, (list, tuple, str, bytes)):
            total += sys.getsizeof(part) + len(part) * _mean_size(part)
        elif isinstance(part, Spool):
            total += part.nbytes
        elif _is_tree(part):
            total += part.data.nbytes + part.indices.nbytes + _NODE * part.size
    return total


def _parts(value: object) -> Iterator[Any]:
    """Yield all arrays, lists, texts and trees that hang on a value, cached properties too."""
    todo, seen = list[Any]([value]), set[_Same]()
    while todo:
        one = todo.pop()
        if one is None or isinstance(one, (bool, int, float, type)) or _Same(one) in seen:
            continue
        seen.add(_Same(one))
        if isinstance(one, (np.ndarray, str, bytes, Spool)):
            yield one
        elif isinstance(one, Mapping):
            todo += one.values()
        elif isinstance(one, (list, tuple)):
            if one and _is_plain(one[0]):  # the values of a field
                yield one
            else:
                todo += one
        elif hasattr(one, "__dict__"):
            todo += vars(one).values()
        elif _is_tree(one):
            yield one


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, (bool, int, float, str))


def _is_tree(value: object) -> bool:
    """Return whether a value is a k-d tree, which has arrays that Python does not see as its own."""
    return all(isinstance(getattr(value, name, None), np.ndarray) for name in ("data", "indices"))


def _owner(array: NDArray[Any]) -> NDArray[Any]:
    """Return the array whose memory an array shows."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array


def _mean_size(values: list[object] | tuple[object, ...] | str | bytes) -> int:
    """Return the bytes of a value, by those at even distances."""
    if isinstance(values, (str, bytes)) or not values:
        return 0
    some = values[:: max(len(values) // _SAMPLE, 1)]
    return sum(map(sys.getsizeof, some)) // len(some)
