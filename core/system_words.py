"""What an operating system says of a file that it refuses, as a note: it says so in a language of its own."""

from __future__ import annotations

import errno

from .notes import Note

_WORDS = {
    errno.ENOENT: Note("No such file or directory"),
    errno.EACCES: Note("Permission denied"),
    errno.EPERM: Note("Operation not permitted"),
    errno.EEXIST: Note("File exists"),
    errno.ENOTDIR: Note("Not a directory"),
    errno.EISDIR: Note("Is a directory"),
    errno.ENOTEMPTY: Note("Directory not empty"),
    errno.EINVAL: Note("Invalid argument"),
    errno.EMFILE: Note("Too many open files"),
    errno.EFBIG: Note("File too large"),
    errno.ENOSPC: Note("No space left on device"),
    errno.EDQUOT: Note("Disk quota exceeded"),
    errno.EROFS: Note("Read-only file system"),
    errno.EBUSY: Note("Device or resource busy"),
    errno.EIO: Note("Input/output error"),
    errno.ENAMETOOLONG: Note("File name too long"),
    errno.ELOOP: Note("Too many levels of symbolic links"),
    errno.ESTALE: Note("Stale file handle"),
    errno.ETIMEDOUT: Note("Connection timed out"),
}
"""The words of Linux, which are said of each system: those that are met with files and folders, also of a share."""

_OPEN_ELSEWHERE = (32, 33)
"""What Windows says of a file that another program has open or locks a part of: elsewhere that is no permission."""


def system_words(error: Exception) -> Note | str:
    """Return why a system refused something: a note that can be translated, of what is rare the words of the system.

    Examples
    --------
    >>> str(system_words(PermissionError(13, "Toegang geweigerd")))
    'Permission denied'
    """
    if getattr(error, "winerror", None) in _OPEN_ELSEWHERE:
        return Note("another program is using it")
    code = getattr(error, "errno", None)
    known = _WORDS.get(code) if isinstance(code, int) else None
    return known or str(getattr(error, "strerror", None) or error)
