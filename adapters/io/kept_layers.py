"""Layers that a run takes from an earlier one: only those of files that are still the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from time import time_ns
from typing import Generic, TypeVar

import numpy as np
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsDatumTransform,
    QgsFeatureSource,
    QgsFields,
    QgsProcessingFeedback,
)

from ...core.arrays import to_list
from ...core.errors import Cancelled
from ...core.session import Keeping, Key
from .arrow import PlainFile
from .crs import WorkingCrs
from .feature_sources import plain_file_of
from .gdal_errors import raising
from .translation import in_digits, tr

LAYER, ROWS = "layer", "rows"
_WITHOUT_LOCKS = (".shp", ".fgb", ".geojson", ".json")
"""Files that may be opened and closed at will: all others may be a database, of which closing drops all locks that
the process has on it, QGIS's own too."""

_LARGEST = 2_000_000_000
"""Bytes of a file beyond which looking through it takes too long."""

_BLOCK = 1 << 20
_ROWS = 200
_ENDS = "SELECT (SELECT coalesce(MIN({row}), 0) FROM {table}) || ' ' || (SELECT coalesce(MAX({row}), 0) FROM {table})"
"""Each end by itself: of both at once SQLite reads all rows."""
_SOME = "SELECT group_concat({values}, ';') FROM (SELECT * FROM {table} WHERE {row} IN ({rows}) ORDER BY {row})"
"""What the values are as SQL, exactly: one text, since a Python object for each takes a tenth of a second."""
_Made = TypeVar("_Made")
_RECENT = 3_000_000_000
"""Nanoseconds: the times of files are this coarse at most, so that one may change twice without a trace in them."""


@dataclass(frozen=True, kw_only=True)
class _FileState:
    """What tells that a file changed: its path, size, times and place on the disk; a change of any is one."""

    path: str
    size: int
    modified: int
    changed: int
    place: int


class KeptLayer(Generic[_Made]):
    """Something that is made of a layer, and what an earlier run kept of it.

    Parameters
    ----------
    keeping
        Where the run keeps what it reads.
    kind
        What it is, for the log.
    made
        Its type.
    source
        What is to be read.
    asked
        All else that it depends on; of geometries also how they are brought to a reference system (see `of_crs`).
    cancelled
        Asked while its file is looked at.

    Notes
    -----
    It is kept only of a plain file that is read directly, since then nothing but the file says what it holds, and only
    if that was not written to since shortly before.
    """

    def __init__(
        self,
        keeping: Keeping,
        source: QgsFeatureSource,
        kind: str,
        made: type[_Made],
        asked: Sequence[Hashable],
        cancelled: Callable[[], bool],
    ) -> None:
        self._keeping, self._kind, self._made = keeping, kind, made
        self._file = plain_file_of(source) if keeping.lasts else None
        self._key: Key | None = None
        self._states: tuple[_FileState, ...] = ()
        if self._file is None:
            return
        began = time_ns()
        self._states = _states(self._file.path)
        if not self._states or any(state.modified > began - _RECENT for state in self._states):
            return
        content = _content(self._file, self._states, cancelled)
        if content is not None:
            count = source.featureCount()
            self._key = (*asked, *_of_file(self._file), count, self._states, content)

    def find(self) -> _Made | None:
        """Return it as an earlier run made it, None where none has or something is different."""
        if self._key is None:
            return None
        found = self._keeping.find(self._kind, self._key)
        return found if isinstance(found, self._made) else None

    @property
    def is_kept(self) -> bool:
        """Return whether there is anything by which it can be kept."""
        return self._key is not None

    def keep(self, made: _Made) -> None:
        """Keep it, made directly from the file, if that did not change meanwhile."""
        if self._key is not None and self._file is not None and _states(self._file.path) == self._states:
            self._keeping.put(self._kind, self._key, made)


def log_reused(feedback: QgsProcessingFeedback, keeping: Keeping) -> None:
    """Log what was taken from an earlier run."""
    words = {
        LAYER: tr("layers"),
        "network": tr("networks"),
        "snaps": tr("dwellings on a network"),
        "access": tr("facilities on a network"),
        "search": tr("searches"),
        ROWS: tr("rows of outputs"),
    }
    taken = [f"{word} {in_digits(str(keeping.taken[kind]))}" for kind, word in words.items() if keeping.taken[kind]]
    if taken:
        feedback.pushInfo(tr("Taken from an earlier run: {what}.").format(what=", ".join(taken)))


def _states(path: str) -> tuple[_FileState, ...]:
    """Return the states of the files that hold a layer, none where one of them is gone."""
    try:
        return tuple(
            _FileState(path=str(one), size=at.st_size, modified=at.st_mtime_ns, changed=at.st_ctime_ns, place=at.st_ino)
            for one, at in ((one, one.stat()) for one in _files(Path(path)))
        )
    except OSError:
        return ()


def _files(path: Path) -> list[Path]:
    """Return the files that hold a layer: the parts of a Shapefile, what waits to be put into a GeoPackage."""
    if path.suffix.lower() == ".shp":
        return sorted(other for other in path.parent.iterdir() if other.stem.lower() == path.stem.lower())
    waiting = [path.with_name(path.name + end) for end in ("-wal", "-journal")]
    return [path, *(one for one in waiting if one.exists() and one.stat().st_size)]


def _content(file: PlainFile, states: Sequence[_FileState], cancelled: Callable[[], bool]) -> bytes | None:
    """Return a digest of what is in the files: of a database some rows, of others all; None where it cannot be had.

    The times of a file may have been set to those of before.
    """
    if Path(file.path).suffix.lower() not in _WITHOUT_LOCKS:
        return _rows_in(file)
    if sum(state.size for state in states) > _LARGEST:
        return None
    found = blake2b(digest_size=20)
    try:
        for state in states:
            found.update(f"{state.path} {state.size} ".encode("utf-8", "surrogateescape"))
            with Path(state.path).open("rb") as opened:
                while block := opened.read(_BLOCK):
                    found.update(block)
                    if cancelled():
                        raise Cancelled
    except OSError:
        return None
    return found.digest()


def _rows_in(file: PlainFile) -> bytes | None:
    """Return a digest of the first, the last and some other rows of a table."""
    try:
        with raising(), gdal.OpenEx(file.path, gdal.OF_VECTOR | gdal.OF_READONLY) as data:
            layer = data.GetLayer(file.number or 0) if file.layer is None else data.GetLayerByName(file.layer)
            row = "" if layer is None else layer.GetFIDColumn()
            if not row:
                return None
            form, shape = layer.GetLayerDefn(), layer.GetGeometryColumn()
            names = [
                row,
                *([shape] if shape else []),
                *(form.GetFieldDefn(i).GetName() for i in range(form.GetFieldCount())),
            ]
            row, table, *columns = (_quoted(name) for name in (row, layer.GetName(), *names))
            first, last = (int(end or 0) for end in _text(data, _ENDS.format(row=row, table=table)).split(" "))
            rows = to_list(np.unique(np.linspace(first, last, _ROWS).astype(np.int64)))
            values = " || ',' || ".join(f"quote({column})" for column in (row, *columns))
            found = _text(data, _SOME.format(row=row, table=table, rows=", ".join(map(str, rows)), values=values))
    except (RuntimeError, UnicodeDecodeError):
        return None
    return blake2b(repr((rows, found)).encode("utf-8", "backslashreplace"), digest_size=20).digest()


def _text(data: gdal.Dataset, statement: str) -> str:
    """Return the text that a statement gives."""
    with data.ExecuteSQL(statement) as found:
        return found.GetNextFeature().GetFieldAsString(0)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _of_file(file: PlainFile) -> tuple[Hashable, ...]:
    return file.path, file.layer, file.number, file.subset, file.encoding, _of_fields(file.fields)


def _of_fields(fields: QgsFields) -> Hashable:
    return tuple((field.name(), int(field.type()), field.typeName(), field.length()) for field in fields)


def of_crs(source: QgsFeatureSource, working: WorkingCrs | None) -> tuple[Hashable, ...]:
    """Return what geometries depend on beside the file: reference systems, and how one leads to the other.

    Nothing where none are read.
    """
    if working is None:
        return (None,)
    own = source.sourceCrs()
    transform = working.transform_from(own)
    how = None if transform is None else _of_transform(transform)
    return _of_system(own), _of_system(working.crs), _of_system(working.assumed), how


def _of_system(crs: QgsCoordinateReferenceSystem) -> tuple[Hashable, ...]:
    return (crs.isValid(), crs.authid(), crs.toWkt(Qgis.CrsWktVariant.Preferred), str(crs.coordinateEpoch()))


def _of_transform(transform: QgsCoordinateTransform) -> tuple[Hashable, ...]:
    ways = QgsDatumTransform.operations(transform.sourceCrs(), transform.destinationCrs())
    return (
        transform.coordinateOperation(),
        transform.instantiatedCoordinateOperationDetails().proj,
        tuple((way.proj, way.isAvailable) for way in ways),
    )
