"""Arrays put aside in a file that has no name, read back group by group: what is too large to stay in memory."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray


class Spool:
    """Groups of arrays in a file that nobody else can open: it goes with this object, or with the process.

    Several threads may read it at once.

    Attributes
    ----------
    nbytes
        The size of the file.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._lock = threading.Lock()
        self._forms: list[str] = []
        self.nbytes = 0

    def add(self, arrays: Sequence[NDArray[Any]]) -> None:
        """Put a group of arrays behind the others; an `OSError` where there is no room."""
        with self._lock:
            if self._file is None:
                self._file = TemporaryFile()  # noqa: SIM115 -- it stays open as long as this is there
                weakref.finalize(self, self._file.close)
            self._file.seek(self.nbytes)
            for array in arrays:
                self._file.write(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
                self.nbytes += array.nbytes
        self._forms.append(";".join(f"{one.dtype.str} {' '.join(map(str, one.shape))}" for one in arrays))

    def __iter__(self) -> Iterator[list[NDArray[Any]]]:
        """Yield the groups, one after the other; an `OSError` where they cannot be read."""
        at = 0
        for form in self._forms:
            arrays = list[NDArray[Any]]()
            for one in form.split(";"):
                kind, *lengths = one.split(" ")
                shape = tuple(map(int, lengths))
                size = np.dtype(kind).itemsize * int(np.prod(shape))
                with self._lock:
                    if self._file is None:
                        return
                    self._file.seek(at)
                    data = self._file.read(size)
                if len(data) < size:
                    raise OSError("what was put aside is gone")
                at += size
                arrays.append(np.frombuffer(data, kind).reshape(shape))
            yield arrays
