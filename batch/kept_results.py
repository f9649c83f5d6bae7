"""The folder of each municipality: written under another name, and renamed when all of it is there."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from ..core.errors import InputError
from ..core.system_words import system_words

FOLDER = "municipalities"
TABLES = "tables"
"""How the name of a folder begins in which the tables of all are being written."""
_RECORD = "municipality.json"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_PART, _OLD = ".part", ".old"
"""Endings of a folder that is being written, and of one that makes room for it."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What stands in the folder of a municipality of its own making: by it a later run knows what is unchanged.

    It lies in the folder, so that both are put in place at once.

    Parameters
    ----------
    code, name
        Of the municipality.
    key
        What stands for all that was asked, but for the content of layers.
    content
        What stands for the content of its parts of the layers, and of files that the recipe names.
    digests
        Of each whole file that the recipe reads.
    results
        The file with the table of results, from the folder, and the table in it.
    files
        All files that the run left, from the folder.
    classes
        The living environment of each neighbourhood that has one.
    margin
        Metres around the municipality in which streets and facilities counted.
    batch
        In which batch the results were made.
    """

    code: str
    name: str
    key: str
    content: str
    results: tuple[str, str]
    files: tuple[str, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    margin: float = 0.0
    batch: str = ""


@dataclass(frozen=True)
class KeptResults:
    """The results of municipalities in a folder."""

    folder: Path

    def of(self, name: str) -> Path:
        """Return the folder of a municipality."""
        return self.folder / FOLDER / name

    def record(self, name: str) -> Record | None:
        """Return what stands in the folder of a municipality; None where its results are not whole."""
        try:
            found = json.loads((self.of(name) / _RECORD).read_text(encoding="utf-8"))
            record = Record(**{**found, **{key: tuple(found[key]) for key in ("results", "files")}})
        except (OSError, ValueError, TypeError, KeyError):
            return None
        whole = all((self.of(name) / one).is_file() for one in (record.results[0], *record.files))
        return record if whole else None

    def refresh(self, name: str, record: Record) -> None:
        """Write the record of results that stand as they are."""
        path = self.of(name) / _RECORD
        beside = path.with_name(f"{_RECORD}{_PART}")
        _write(beside, record)
        beside.replace(path)

    def forget(self, name: str) -> None:
        """Let the next batch run a municipality again; what is in its folder stays until then."""
        with suppress(OSError):
            (self.of(name) / _RECORD).unlink()

    @contextmanager
    def new(self, name: str) -> Generator[Path, None, None]:
        """Yield a folder to write into; with a record in it at the end it takes the place of the one that is there."""
        place = self.of(name)
        part = place.with_name(f"{name}.{uuid4().hex}{_PART}")
        try:
            part.mkdir(parents=True)
            yield part
            if (part / _RECORD).is_file():
                _put(part, place)
        except OSError as error:
            raise _failed(place, error) from error
        finally:
            shutil.rmtree(part, ignore_errors=True)

    def write(self, part: Path, record: Record) -> None:
        """Write the record into a folder that is being written, behind all else that goes into it."""
        files = sorted(one.relative_to(part).as_posix() for one in part.rglob("*") if one.is_file())
        _write(part / _RECORD, replace(record, files=tuple(files)))

    def tidy(self) -> None:
        """Take away what killed runs left, and put back what one was about to replace."""
        for old in (self.folder / FOLDER).glob(f"*{_OLD}"):
            place = old.with_name(old.name.rpartition(".")[0].rpartition(".")[0])
            if not place.exists():
                _rename(old, place)
        for half in (self.folder / FOLDER).glob(f"*/{_RECORD}{_PART}"):
            with suppress(OSError):  # it is in nobody's way
                half.unlink()
        left = [one for ending in (_PART, _OLD) for one in (self.folder / FOLDER).glob(f"*{ending}")]
        for one in (*left, *self.folder.glob(f"{TABLES}.*{_PART}")):
            shutil.rmtree(one, ignore_errors=True)

    def of_tables(self) -> Path:
        """Return a folder, which is not there yet, to write the tables of all into."""
        return self.folder / f"{TABLES}.{uuid4().hex}{_PART}"


def _put(part: Path, place: Path) -> None:
    """Rename a folder to its place; what stood there goes when it is done."""
    old = place.with_name(f"{place.name}.{uuid4().hex}{_OLD}")
    if place.exists():
        place.rename(old)
    part.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _rename(old: Path, place: Path) -> None:
    try:
        old.rename(place)
    except OSError as error:
        raise _failed(place, error) from error


def _write(path: Path, record: Record) -> None:
    path.write_text(json.dumps(asdict(record), ensure_ascii=False, indent=1), encoding="utf-8")


def _failed(place: Path, error: OSError) -> InputError:
    """Return the error of a disk that is full, else that of the file, which need not be one of the results."""
    if error.errno in _FULL:
        return InputError(
            "Its results could not be written to {path} ({why}): make room or choose another folder, and run it again.",
            path=place.parent,
            why=system_words(error),
        )
    return InputError(
        "{path} could not be used ({why}): see whether it is there and may be read and written, and run it again.",
        path=error.filename or place.parent,
        why=system_words(error),
    )
