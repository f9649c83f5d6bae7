"""Disks that are full: for files beyond a size, or from the n-th thing on that is asked of them."""

from __future__ import annotations

import errno
import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytest import MonkeyPatch  # noqa: PT013 -- the class

_ASKED = ((Path, "mkdir"), (Path, "open"), (Path, "write_text"), (Path, "write_bytes"), (os, "fsync"))
_ALSO = ((Path, "replace"), (shutil, "copyfile"))
"""What the disk may refuse once, though not because it is full."""


@contextmanager
def files_at_most(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size, as on a full disk, but anywhere."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def full_at(number: int | None, *, stays: bool = False) -> Iterator[list[str]]:
    """Let the n-th thing that Python asks of the disk fail, and with `stays` all that come after; yield all of them."""
    asked: list[str] = []

    def refusing(name, real):
        def call(*given, **named):
            mode = str(named.get("mode", given[1] if len(given) > 1 else "r"))
            if name == "open" and not set(mode) & set("wxa+"):
                return real(*given, **named)
            asked.append(name)
            if number is not None and (len(asked) == number or (stays and len(asked) > number)):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*given, **named)

        return call

    with MonkeyPatch.context() as patch:
        for owner, name in (*_ASKED, *(() if stays else _ALSO)):
            patch.setattr(owner, name, refusing(name, getattr(owner, name)))
        yield asked
