"""Files written beside those that they replace, and put in their place at the end, also after a kill.

What a run writes into a folder stands in a hidden folder inside it, `.buurtmaat-<run>`, with a lock file beside. One
file takes its place by renaming. Of a format of several files each part does, the main one last; a marker lists them
first, and the next run that sees it goes on where a killed one stopped. Two programs do not put parts in place at once.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import shutil
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from qgis.PyQt.QtCore import QLockFile

_PREFIX = ".buurtmaat-"
_OURS = re.compile(re.escape(_PREFIX) + r"\d{8}-\d{6}-[0-9a-f]{6}")
"""What the folder of a run is called, and no other."""

_MARKER = "to_do.json"
_OLDER = "older"
"""Of a room: a folder for second names of the parts that are replaced."""

_SIDE_FILES = ("-wal", "-shm", "-journal")
_PLACING = f"{_PREFIX}placing.lock"
_WRITING = f"{_PREFIX}writing-"
"""What the lock of one file begins with, behind which its name follows."""

_PATIENCE_MS = 5000
"""How long another program may take to put its parts in place, which is renaming them."""

_BRIEF_MS = 3_600_000
"""How old a lock may be that is held for minutes at most. Whether a program on another computer has ended, as where
that went down, only its age can tell: else nobody could write to a file on a share any more."""

_OF_SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".qpj", ".idm")
_PARTS: dict[str, tuple[str, ...]] = {
    ".shp": _OF_SHAPEFILE,
    ".dbf": _OF_SHAPEFILE,
    ".tab": (".dat", ".map", ".id", ".ind"),
    ".gml": (".xsd", ".gfs"),
    ".csv": (".csvt",),
}
"""By the main file's ending: parts of an older layer, which would not fit the new one."""


def new_run_id() -> str:
    """Return what tells a run from others."""
    return f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


class StagingFolder:
    """A folder inside another one for what one run writes there.

    Parameters
    ----------
    parent
        Where the results go.
    run_id
        Tells it from those of other runs.
    mode
        The rights of the folder.
    """

    def __init__(self, parent: Path, run_id: str, mode: int = 0o777) -> None:
        self._lock = _lock(parent / f"{_PREFIX}{run_id}.lock")
        if not self._lock.tryLock(0):
            raise _no_lock(parent)
        self.path = parent / f"{_PREFIX}{run_id}"
        try:
            self.path.mkdir(mode)
        except OSError:
            self._lock.unlock()
            raise

    def room(self) -> Path:
        """Make an empty folder in it."""
        made = self.path / str(sum(1 for _ in self.path.iterdir()))
        made.mkdir()
        return made

    def remove(self) -> None:
        """Remove it with all that is still in it, but for parts that the next run must put in place."""
        try:
            if not _markers(self.path):
                shutil.rmtree(self.path)
        finally:
            self._lock.unlock()


def _lock(path: Path) -> QLockFile:
    """Return a lock that is free once the program that held it has ended, however long that takes."""
    found = QLockFile(str(path))
    found.setStaleLockTime(0)
    return found


def _brief_lock(path: Path) -> QLockFile:
    """Return a lock that is held for minutes at most, and free after an hour whoever held it."""
    found = QLockFile(str(path))
    found.setStaleLockTime(_BRIEF_MS)
    return found


def _no_lock(parent: Path) -> OSError:
    code = errno.EACCES if shutil.disk_usage(parent).free else errno.ENOSPC
    return OSError(code, os.strerror(code), str(parent))


@contextmanager
def _placing(parent: Path) -> Generator[None, None, None]:
    """Let no other program put parts in place in a folder meanwhile: those of two layers would get mixed."""
    lock = _brief_lock(parent / _PLACING)
    if not lock.tryLock(_PATIENCE_MS):
        if lock.error() == QLockFile.LockError.LockFailedError:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(parent))
        raise _no_lock(parent)
    try:
        yield
    finally:
        lock.unlock()


def lock_of_file(path: Path) -> QLockFile:
    """Return a lock for whoever writes into a file that stays where it is, in this or another program.

    It lies beside the file itself, also where that is called by a link: else two would each have one of their own.
    """
    file = path.resolve()
    return _brief_lock(file.with_name(f"{_WRITING}{file.name}.lock"))


def finish_left(parent: Path) -> bool:
    """Finish what killed runs left in a folder; return whether there was anything.

    Parts of a result that was complete take their place, anything else is removed. Runs that are still going, in this
    or another program, keep theirs.
    """
    found = False
    for folder in _left(parent):
        with suppress(_NotOursError):
            if any(_markers(folder)):
                with _placing(parent):
                    _go_on_in(folder, parent)
            _remove(folder)
            found = True
    for left in [*parent.glob(_PLACING), *parent.glob(f"{_WRITING}*.lock")]:
        lock = _brief_lock(left)
        if lock.tryLock(0):
            lock.unlock()
    return found


def remove_left_folders(parent: Path) -> None:
    """Remove what killed runs left in a folder, where nothing of theirs has a place; what resists stays."""
    for folder in _left(parent):
        shutil.rmtree(folder, ignore_errors=True)


def _left(parent: Path) -> Iterator[Path]:
    """Yield the folders of killed runs, each of which no other program takes meanwhile; it need not be there."""
    names = {path.name.removesuffix(".lock") for path in parent.glob(f"{_PREFIX}*")}
    for folder in [parent / name for name in sorted(names) if _OURS.fullmatch(name)]:
        lock = _lock(folder.with_name(f"{folder.name}.lock"))
        if lock.tryLock(0):
            try:
                yield folder
            finally:
                lock.unlock()


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)


def _markers(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*/{_MARKER}"))


def _go_on_in(folder: Path, parent: Path) -> None:
    """Do what the markers of a killed run list and is not done."""
    for marker in _markers(folder):
        _go_on(marker, parent)


class _NotOursError(Exception):
    """A marker is none that a run wrote; it came with the data, perhaps, and what it lists is left alone."""


def put_in_place(room: Path, main: Path, target: Path) -> None:
    """Let files take the place of others.

    Parameters
    ----------
    room
        The folder that holds them and nothing else.
    main
        The one of them that is opened.
    target
        What it is called in its place; the others keep their names, or take its stem if that is another.
    """
    moves = list(_moves(room, main, target))
    names = {name for _, name in moves}
    stale = [
        path.name
        for path in target.parent.iterdir()
        if path.stem == target.stem
        and path.suffix.lower() in _PARTS.get(target.suffix.lower(), ())
        and path.name not in names
    ]
    for own, name in moves:
        _settle(room / own, target.parent / name)
    if not target.exists():  # a log of an older file would be taken for one of the new
        stale += [f"{target.name}{suffix}" for suffix in _SIDE_FILES if Path(f"{target}{suffix}").exists()]
    if len(moves) == 1 and not stale:
        (room / moves[0][0]).replace(target)
        return
    with _placing(target.parent):
        for folder in _left(target.parent):  # else a later run would let older parts take the place of these
            with suppress(_NotOursError):
                _go_on_in(folder, target.parent)
        older = room / _OLDER
        try:
            older.mkdir()
            there = [name for name in (*stale, *(n for _, n in moves)) if (target.parent / name).is_file()]
            _write_marker(room, moves, stale)
            _put_all(room, target.parent, moves, there)
        finally:
            shutil.rmtree(older, ignore_errors=True)


def _write_marker(room: Path, moves: list[tuple[str, str]], stale: list[str]) -> None:
    part = room / f"{_MARKER}.part"
    try:
        part.write_text(json.dumps({"moves": moves, "stale": stale}), encoding="utf-8")
        _sync(part)
        part.replace(room / _MARKER)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _put_all(room: Path, parent: Path, moves: list[tuple[str, str]], there: list[str]) -> None:
    """Let all parts take their places; where that fails at one, let those that were there stand there again.

    Where a disk has no second names for files, and so nothing can be put back, the next run goes on.
    """
    older, marker = room / _OLDER, room / _MARKER
    with suppress(OSError):
        for name in there:
            os.link(parent / name, older / name)
    try:
        _go_on(marker, parent)
    except OSError:
        if all((older / name).exists() for name in there):
            for own, name in moves:
                if not (room / own).exists():
                    (parent / name).replace(room / own)
            for name in there:
                (older / name).replace(parent / name)
            marker.unlink()
        raise


def put_beside(room: Path, main: Path, target: Path) -> None:
    """Let files take names that nothing has yet: without a marker, for which a full disk may have no room."""
    if (room / _MARKER).exists():  # some have their places already, and the others follow in the next run
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(target))
    for own, name in _moves(room, main, target):
        (room / own).replace(target.parent / name)


def _moves(room: Path, main: Path, target: Path) -> Iterator[tuple[str, str]]:
    """Yield what each file is called, and what it will be called, the main one last."""
    for path in sorted(room.iterdir(), key=lambda path: (path == main, path.name)):
        if path == main:
            yield path.name, target.name
        else:
            yield path.name, target.stem + path.name.removeprefix(main.stem)


def _go_on(marker: Path, parent: Path) -> None:
    """Do what a marker lists and is not done, and take it away."""
    moves, stale = _listed(marker)
    main = marker.parent / moves[-1][0]
    if main.exists():  # else all is done, and what stands there now may have been made since
        for name in stale:
            (parent / name).unlink(missing_ok=True)
        for own, name in moves:
            if (marker.parent / own).exists():
                (marker.parent / own).replace(parent / name)
    marker.unlink()


def _listed(marker: Path) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what a marker lists: plain names of files, all of one layer; else `_NotOursError`."""
    try:
        read = json.loads(marker.read_text(encoding="utf-8"))
        moves, stale = [(own, name) for own, name in read["moves"]], list(read["stale"])
        stem = Path(moves[-1][1]).stem
        names = [*(name for _, name in moves), *stale]
        if all(Path(one).name == one for move in moves for one in move) and all(
            Path(name).name == name and name.startswith(stem) for name in names
        ):
            return moves, stale
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise _NotOursError from error
    raise _NotOursError


def _settle(path: Path, target: Path) -> None:
    """Bring a file on disk for good, so that a failure shows now, and let it be as open to others as the older one."""
    if target.exists():
        shutil.copymode(target, path)
    for file in path.rglob("*") if path.is_dir() else [path]:
        if file.is_file():
            _sync(file)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def free_name(target: Path, files: Sequence[Path]) -> Path:
    """Return a name beside a file under which none of its parts is there yet: `x_new.shp`, `x_new_2.shp`, ….

    Parameters
    ----------
    files
        All parts, whose endings count.
    """
    number = 1
    while True:
        stem = f"{target.stem}_new" if number == 1 else f"{target.stem}_new_{number}"
        if not any(target.with_name(f"{stem}{path.suffix}").exists() for path in [target, *files]):
            return target.with_name(f"{stem}{target.suffix}")
        number += 1
