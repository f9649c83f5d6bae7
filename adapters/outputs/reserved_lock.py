"""The lock that SQLite has on a file while it writes there, so that it is not lost as this program closes the file.

Locks of a program go when it closes the file anywhere, as GDAL does for each layer that it opens. Without it a reader
elsewhere takes the journal of this write for one that a killed program left, and undoes half of it. On Linux a lock may
belong to an opened file instead; it bars others, and lasts until that one is closed.
"""

from __future__ import annotations

import os
import struct
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "linux":
    import fcntl

_RESERVED = 0x40000000 + 1
"""The byte that SQLite locks from the beginning of a write: part of its file format, for all programs agree on it."""

_FLOCK = "hhqqi4x"
"""`struct flock` of a Linux of 64 bits: kind, from where, begin, length, process."""


def keep_reserved(path: Path) -> int | None:
    """Let the lock on a file in which a write has begun last; return what is to be closed when it has ended.

    That must be after SQLite has closed the file. None where there are no such locks: on another system, a disk.
    """
    if sys.platform != "linux" or not hasattr(fcntl, "F_OFD_SETLK") or sys.maxsize < 2**63 - 1:
        return None
    try:
        kept = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    with suppress(OSError):
        fcntl.fcntl(kept, fcntl.F_SETLK, _flock(fcntl.F_UNLCK))  # else it bars this one, though both are ours
        try:
            fcntl.fcntl(kept, fcntl.F_OFD_SETLK, _flock(fcntl.F_WRLCK))
        except OSError:
            fcntl.fcntl(kept, fcntl.F_SETLK, _flock(fcntl.F_WRLCK))
    return kept


def _flock(kind: int) -> bytes:
    return struct.pack(_FLOCK, kind, os.SEEK_SET, _RESERVED, 1, 0)
