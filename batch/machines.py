"""Whether a machine sees what the one sees that started the batch, and computes with the same versions."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from qgis.PyQt.QtCore import QSysInfo

from ..adapters.outputs.versions import versions_now
from ..adapters.recipes.opening import RecipePlaces
from ..core.errors import InputError
from ..core.recipes.recipe_reader import read_recipe_file
from ..core.system_words import system_words
from .digests import digest_of_file, stamp_of_file
from .jobs import Job, digest_of
from .one_municipality import recipe_text

_MARK = "batch.id"


@contextmanager
def marked(folder: Path, batch: str) -> Generator[None, None, None]:
    """Write which batch is going on into the folder of the results: by it a machine knows that it sees this folder."""
    mark = folder / _MARK
    try:
        mark.write_text(batch, encoding="utf-8")
    except OSError as error:
        raise _not_writable(folder, error) from error
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)


def check_machine(job: Job) -> None:
    """Stop where this machine would write results elsewhere, or give other ones; an `InputError` says what to do."""
    try:
        seen = (Path(job.folder) / _MARK).read_text(encoding="utf-8")
    except OSError:
        seen = ""
    if seen != job.batch:
        raise InputError(
            "The computer {computer} does not see the folder {folder} of the results: share it with that computer "
            "under this path.",
            computer=QSysInfo.machineHostName(),
            folder=job.folder,
        )
    own, wanted = versions_now(), job.versions
    others = [name for name in wanted if own.get(name) != wanted[name]]
    if others:
        raise InputError(
            "The computer {computer} has {own}, and the batch was started with {wanted}: install the same there.",
            computer=QSysInfo.machineHostName(),
            own=", ".join(f"{name} {own.get(name, '–')}" for name in others),
            wanted=", ".join(f"{name} {wanted[name]}" for name in others),
        )


def check_files(job: Job) -> None:
    """Stop where this machine cannot write into the folder, or reads other files; an `InputError` says what to do."""
    folder, recipe = Path(job.folder), Path(job.recipe)
    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _not_writable(folder, error) from error
    if not os.path.isfile(recipe):
        raise _not_seen(recipe)
    if digest_of(recipe_text(read_recipe_file(recipe))) != job.asked:
        raise _another(recipe)
    places = RecipePlaces(recipe=recipe, folder=recipe.parent, given={}, network=False, may_give=False)
    for name, digest in job.digests.items():
        try:
            path = places.file(name)
            is_same = stamp_of_file(path) == job.stamps.get(name) or digest_of_file(path) == digest
        except (InputError, OSError) as error:
            raise _not_seen(recipe.parent / name) from error
        if not is_same:
            raise _another(path)


def _not_writable(folder: Path, error: OSError) -> InputError:
    return InputError(
        "The computer {computer} cannot write into the folder {folder} ({why}): let the user of the worker write "
        "there.",
        computer=QSysInfo.machineHostName(),
        folder=folder,
        why=system_words(error),
    )


def _not_seen(path: Path) -> InputError:
    return InputError(
        "The computer {computer} does not see the file {file}: share it with that computer under this path.",
        computer=QSysInfo.machineHostName(),
        file=path,
    )


def _another(path: Path) -> InputError:
    return InputError(
        "The file {file} on the computer {computer} is not the one of the batch: share that one under this path, or "
        "copy it there again.",
        computer=QSysInfo.machineHostName(),
        file=path,
    )
