"""A file that takes its place when all of it is written, and a folder for what only a run needs.

A killed program leaves the older file, and what it had begun to write goes when the next one writes there.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

from .staging_folder import StagingFolder, finish_left, new_run_id, put_in_place, remove_left_folders


@contextmanager
def written_beside(path: Path) -> Generator[Path, None, None]:
    """Yield where to write a file that takes its place at the end; after an error the older one is as it was.

    Files that are written beside it come along, if their names begin as its own does.
    """
    target = path.parent.resolve() / path.name
    finish_left(target.parent)
    folder = StagingFolder(target.parent, new_run_id())
    try:
        beside = folder.room() / target.name
        yield beside
        put_in_place(beside.parent, beside, target)
    finally:
        folder.remove()


@contextmanager
def scratch_folder() -> Generator[Path, None, None]:
    """Yield an empty folder that nobody else may read, and that is gone at the end; those of killed runs go first."""
    parent = Path(gettempdir())
    remove_left_folders(parent)
    folder = StagingFolder(parent, new_run_id(), mode=0o700)
    try:
        yield folder.path
    finally:
        folder.remove()
