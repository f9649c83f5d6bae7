"""The tables of a GTFS timetable, read out of its ZIP archive in blocks; nothing is unpacked to disk.

An archive comes from anywhere. So before anything is read its list of files is looked at, and one that is made to do
harm is refused: paths that lead elsewhere, files that swell to many times their size, files over each other. While a
table is read each line is looked at: none is longer than those of a timetable, none leaves a quotation mark open.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arrays import Ints
from ..errors import InputError
from ..notes import Note
from ..progress import Progress
from ..system_words import system_words

BLOCK = 300_000
"""Rows that are read at once."""

_MOST_FILES, _MOST_SWELL, _SMALL = 200, 200, 1_000_000
_MOST_BYTES, _MOST_OF_ALL, _LONGEST_LINE = 8_000_000_000, 16_000_000_000, 100_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED, _BUFFER = 1, 1 << 20
_NEWLINE, _RETURN, _COMMA, _QUOTE = (ord(one) for one in '\n\r,"')


class GtfsTables:
    """The tables of one archive; use it in a `with`.

    Parameters
    ----------
    longer
        By table that was read, in how many rows there are more values than columns: one may stand in a wrong one.
    """

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self.longer: dict[str, int] = {}
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise InputError(
                "The file “{file}” cannot be opened ({why}): choose a timetable (ZIP archive).",
                file=self._name,
                why=system_words(error),
            ) from error
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise InputError(
                "The file “{file}” is no ZIP archive, or a part of one: choose a timetable.", file=self._name
            ) from error
        try:
            self._files = self._checked()
        except InputError:
            self._zip.close()
            raise

    def __enter__(self) -> GtfsTables:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def has(self, table: str) -> bool:
        """Return whether the archive has a table, `calendar` for example."""
        return table in self._files

    def need(self, tables: Sequence[str]) -> None:
        """Stop where a table is not there."""
        for table in tables:
            if table not in self._files:
                raise InputError(
                    "The archive “{file}” has no {table}.txt: choose another timetable.", file=self._name, table=table
                )

    def read(self, table: str, needed: Sequence[str], more: Sequence[str], progress: Progress) -> pd.DataFrame:
        """Read a whole table, as `blocks` does; one that is not there has no rows."""
        names = [*needed, *more]
        if not self.has(table):
            return pd.DataFrame({name: np.empty(0, object) for name in names})
        blocks = [block.astype(object) for block in self.blocks(table, needed, more, progress)]
        return pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame({n: np.empty(0, object) for n in names})

    def blocks(
        self, table: str, needed: Sequence[str], more: Sequence[str], progress: Progress
    ) -> Iterator[pd.DataFrame]:
        """Read a table in blocks of rows.

        Parameters
        ----------
        needed, more
            The columns to read; one of `more` that is not there is empty texts.

        Yields
        ------
        DataFrame
            These columns, as texts in categories, of which there are far fewer than rows.
        """
        info = self._files[table]
        wanted = {*needed, *more}
        try:
            with self._zip.open(info) as raw:
                lines = _Lines(raw, lambda why: self._damaged(table, why), progress, max(info.file_size, 1))
                reader = pd.read_csv(
                    cast("IO[bytes]", io.BufferedReader(lines, _BUFFER)),
                    chunksize=BLOCK,
                    usecols=lambda name: str(name).strip() in wanted,
                    dtype=str,  # not "category", which makes numbers of "007" and "7" as of pandas 3
                    keep_default_na=False,
                    na_filter=False,
                    skipinitialspace=True,
                    encoding="utf-8-sig",
                    engine="c",
                    index_col=False,  # or a row with a comma too many would name the rows by its first field
                    low_memory=False,
                )
                with reader:
                    for block in reader:
                        block.columns = block.columns.str.strip()
                        yield self._completed(table, block.astype("category"), needed, more)
                self.longer[table] = lines.longer
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise self._damaged(table, str(error)) from error
        except UnicodeDecodeError as error:
            raise self._damaged(table, "UTF-8") from error
        except pd.errors.EmptyDataError as error:
            raise self._damaged(table, "0") from error
        except pd.errors.ParserError as error:
            raise self._damaged(table, str(error).strip().splitlines()[-1]) from error

    def _completed(self, table: str, block: pd.DataFrame, needed: Sequence[str], more: Sequence[str]) -> pd.DataFrame:
        for name in needed:
            if name not in block:
                raise InputError(
                    "{table}.txt in “{file}” has no column {column}: choose another timetable.",
                    table=table,
                    file=self._name,
                    column=name,
                )
        for name in more:
            if name not in block:
                block[name] = pd.Categorical([""] * len(block))
        return block[[*needed, *more]]

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        """Return the tables by their name without `.txt`, after a look at all that the archive holds."""
        infos = self._zip.infolist()
        if len(infos) > _MOST_FILES:
            raise self._refused(Note("it holds more than {most} files", most=_MOST_FILES))
        seen: set[str] = set()
        for info in infos:
            name = info.filename
            if name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts:
                raise self._refused(Note("a path in it leads elsewhere (“{path}”)", path=name))
            if name in seen:
                raise self._refused(Note("it holds “{path}” twice", path=name))
            seen.add(name)
            if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
                raise self._refused(Note("“{path}” is encrypted, or packed in a way that is not usual", path=name))
            if info.file_size > _MOST_BYTES or info.file_size > _MOST_SWELL * info.compress_size + _SMALL:
                raise self._refused(Note("“{path}” would become far larger than a timetable is", path=name))
        if sum(info.file_size for info in infos) > _MOST_OF_ALL:
            raise self._refused(Note("its files would become far larger than a timetable is"))
        return _tables(infos)

    def _refused(self, why: Note) -> InputError:
        return InputError(
            "The archive “{file}” is refused, since {why}: choose another timetable.", file=self._name, why=why
        )

    def _damaged(self, table: str, why: str) -> InputError:
        return InputError(
            "{table}.txt in “{file}” cannot be read to its end ({why}): fetch the archive again.",
            table=table,
            file=self._name,
            why=why,
        )


def _tables(infos: Sequence[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the tables at the top, or in the one folder that has the stops."""
    paths = {PurePosixPath(info.filename): info for info in infos if info.filename.endswith(".txt")}
    folders = sorted({path.parent for path in paths if path.name == "stops.txt"}, key=lambda path: len(path.parts))
    top = folders[0] if folders else PurePosixPath()
    return {path.stem: info for path, info in paths.items() if path.parent == top}


class _Lines(io.RawIOBase):
    """The bytes of a table, looked at line by line."""

    def __init__(self, raw: IO[bytes], damaged: Callable[[str], InputError], progress: Progress, size: int) -> None:
        self._raw, self._damaged, self._progress, self._size = raw, damaged, progress, size
        self._done = self._line = self._open = 0
        self._commas = self._rows = self._longer = self._ended = 0
        self._wanted: int | None = None
        self._before: NDArray[np.uint8] = np.zeros(2, np.uint8)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # Python 3.11 has no name for Buffer
        self._progress.at(self._done / self._size)
        count: int = self._raw.readinto(buffer)  # type: ignore[attr-defined]  # what reads a ZIP has it
        if count:
            self._look(np.frombuffer(buffer, np.uint8, count))
            self._done += count
        return count

    def _look(self, block: NDArray[np.uint8]) -> None:
        ends = np.flatnonzero(block == _NEWLINE)
        lengths = np.diff(ends, prepend=-1 - self._line)
        self._line = self._line + block.size if ends.size == 0 else int(block.size - 1 - ends[-1])
        if max(int(lengths.max(initial=0)), self._line) > _LONGEST_LINE:
            raise self._damaged(f"> {_LONGEST_LINE}")
        quotes, commas = block == _QUOTE, np.flatnonzero(block == _COMMA)
        if quotes.any() or self._open:
            so_far = np.cumsum(quotes) + self._open
            if (so_far[ends] % 2).any():
                raise self._damaged('"')
            self._open = int(so_far[-1] % 2)
            commas = commas[so_far[commas] % 2 == 0]
        self._count(block, ends, commas)

    def _count(self, block: NDArray[np.uint8], ends: Ints, commas: Ints) -> None:
        """Count the rows with more commas than the head, and those of them that end with one."""
        below = np.searchsorted(commas, ends)
        number = np.diff(below, prepend=-self._commas)
        self._commas = commas.size - int(below[-1]) if ends.size else self._commas + commas.size
        if self._wanted is None and ends.size:
            self._wanted, number, ends = int(number[0]), number[1:], ends[1:]
        longer = number > (self._wanted or 0)
        with_tail = np.concatenate([self._before, block])
        at = ends[longer] + 1
        at -= with_tail[at] == _RETURN
        self._rows += int((number > 0).sum())  # an empty line is no row
        self._longer += int(longer.sum())
        self._ended += int((with_tail[at] == _COMMA).sum())
        self._before = with_tail[-2:]

    @property
    def longer(self) -> int:
        """Return how many rows have more values than the head has columns; none where all just end with a comma."""
        return 0 if self._ended == self._rows else self._longer
