"""The locks that SQLite has on a file, so that they are not lost as this program closes the file.

Locks of a program go when it closes the file anywhere, as GDAL does for each layer that it opens. Without them a reader
elsewhere sees half of a write, and takes its journal for one that a killed program left. On Linux a lock may belong to
an opened file instead: it bars others, this program among them, and lasts until that one is closed.
"""

from __future__ import annotations

import errno
import os
import struct
import sys
from pathlib import Path

if sys.platform == "linux":
    import fcntl

_PENDING = 0x40000000
_RESERVED = _PENDING + 1
_SHARED = _PENDING + 2
_MANY = 510
"""The bytes that SQLite locks, part of its file format, for all programs agree on them.

Who reads locks the `_MANY` from `_SHARED` on together with others. Who writes has `_RESERVED` for itself from the
beginning; for its pages to come into the file also `_PENDING`, which keeps new readers out, and then those of readers.
"""

_FLOCK = "hhqqi4x"
"""`struct flock` of a Linux of 64 bits: kind, from where, begin, length, process."""

_HELD = (errno.EACCES, errno.EAGAIN)
_LOGGED = b"\2\2"
_VERSIONS = 18
"""Where a database says which versions of SQLite may write and read it: `_LOGGED` where it has a log beside."""


class LastingLocks:
    """The locks of one file, which is open until `close`: no other program, nor SQLite in this one, has them then."""

    def __init__(self, file: int) -> None:
        self._file = file

    def bar_all(self) -> bool:
        """Bar all who read or write; return whether nobody does.

        Else nobody new may begin to read, so that it can be asked for again, unless another one is writing.
        """
        if not self._set(fcntl.F_WRLCK, _PENDING):
            return False
        # The byte of who writes comes last: whoever looks at it takes a journal for that of a program that goes on.
        if self._is_free(_RESERVED):
            if not self._set(fcntl.F_WRLCK, _SHARED, _MANY):
                return False
            if self._set(fcntl.F_WRLCK, _RESERVED):
                return True
        self.free()
        return False

    def share(self) -> bool:
        """Share the file with who reads, so that nobody takes its log away; return whether nobody bars that."""
        return self._set(fcntl.F_RDLCK, _SHARED, _MANY)

    def free(self) -> None:
        """Let others read and write."""
        self._set(fcntl.F_UNLCK, _PENDING, 2 + _MANY)

    def has_log(self) -> bool:
        """Return whether the file says that it has a log beside, in which others write by other locks."""
        return os.pread(self._file, len(_LOGGED), _VERSIONS) == _LOGGED

    def close(self) -> None:
        """Let others have the file, once SQLite has closed it here."""
        os.close(self._file)

    def _set(self, kind: int, first: int, count: int = 1) -> bool:
        try:
            fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, _flock(kind, first, count))
        except OSError as error:
            if error.errno in _HELD:
                return False
            raise
        return True

    def _is_free(self, byte: int) -> bool:
        found = fcntl.fcntl(self._file, fcntl.F_OFD_GETLK, _flock(fcntl.F_WRLCK, byte, 1))
        return bool(struct.unpack(_FLOCK, found)[0] == fcntl.F_UNLCK)


def lasting_locks(path: Path) -> LastingLocks | None:
    """Return the locks of a file; None where there are none that last: on another system, a disk."""
    if sys.platform != "linux" or not hasattr(fcntl, "F_OFD_SETLK") or sys.maxsize < 2**63 - 1:
        return None
    try:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    found = LastingLocks(file)
    try:
        found.free()
    except OSError:
        found.close()
        return None
    return found


_KEPT: dict[tuple[int, int], LastingLocks] = {}
"""By what a file is on its disk."""


def kept_locks(path: Path) -> LastingLocks | None:
    """Return the locks of a file with a log, which are not to be closed: the same each time; None as above.

    Closing it past SQLite would take from an edit session of this QGIS the lock by which others see that it needs the
    log. The file stays open as long as this program goes on.
    """
    at = path.stat()
    key = at.st_dev, at.st_ino
    if key not in _KEPT and (found := lasting_locks(path)) is not None:
        _KEPT[key] = found
    return _KEPT.get(key)


def _flock(kind: int, first: int, count: int) -> bytes:
    return struct.pack(_FLOCK, kind, os.SEEK_SET, first, count, 0)
