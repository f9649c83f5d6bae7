"""Computed columns as QGIS fields and values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource, QgsField, QgsFields
from qgis.PyQt.QtCore import QMetaType

from ...core.arrays import to_list
from ...core.tables import ColumnKind

_NUMBERED = re.compile(r"(.*)_([2-9]|[1-9]\d+)", re.DOTALL)
"""The name of a field whose name was taken: that, and the number behind it."""

FieldKind = ColumnKind | Literal["id"]
_TYPES: dict[FieldKind, QMetaType.Type] = {
    "text": QMetaType.Type.QString,
    "whole": QMetaType.Type.Int,
    "id": QMetaType.Type.LongLong,
    "number": QMetaType.Type.Double,
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """A computed field; it stays an array until it is written, for a million rows of Python values take gigabytes.

    Parameters
    ----------
    kind
        `text`, `whole`, `id` (a whole number of 64 bits) or `number`.
    values
        One a row; of text an array of objects, None for NULL, or the places of `words`.
    known
        Rows that are not NULL. None: all that are not None.
    uncounted
        The value of rows of the layer that do not count, and have none in `values`.
    words
        The texts, where few stand in many rows; at the end None, which is the place -1.
    """

    name: str
    kind: FieldKind
    values: NDArray[Any]
    known: NDArray[np.bool_] | None = None
    uncounted: str | None = None
    words: NDArray[np.object_] | None = None

    @property
    def nothing(self) -> object:
        """Return what stands in `values` for NULL, of numbers beside `known`."""
        if self.words is not None:
            return -1
        return None if self.kind == "text" else 0

    def field(self, name: str | None = None) -> QgsField:
        """Return the field, under this or another name."""
        return QgsField(name or self.name, _TYPES[self.kind])

    def cells(self, rows: NDArray[np.int64] | slice = slice(None)) -> list[object]:
        """Return the values of some rows as Python ones, None for NULL."""
        found = self.values[rows].astype(object) if self.words is None else self.words[self.values[rows]]
        if self.known is not None:
            found[~self.known[rows]] = None
        return to_list(found)


def number_column(name: str, values: NDArray[np.floating[Any]]) -> Column:
    """Make a column of numbers; what is not finite becomes NULL."""
    known = np.isfinite(values)
    return Column(name=name, kind="number", values=values, known=None if known.all() else known)


def whole_column(
    name: str,
    values: NDArray[np.integer[Any]],
    known: NDArray[np.bool_] | None = None,
    kind: Literal["whole", "id"] = "whole",
) -> Column:
    """Make a column of whole numbers; NULL where they are not known."""
    whole = values if values.dtype.kind in "iu" else values.astype(np.int64)
    return Column(name=name, kind=kind, values=whole, known=None if known is None or known.all() else known)


def counted_column(name: str, values: NDArray[np.floating[Any]]) -> Column:
    """Make a column of whole numbers that are kept as floats; what is not finite becomes NULL."""
    return whole_column(name, np.nan_to_num(values).astype(np.int64), np.isfinite(values))


def text_column(name: str, values: Iterable[str | None], uncounted: str | None = None) -> Column:
    """Make a column of text."""
    return Column(name=name, kind="text", values=np.fromiter(values, object), uncounted=uncounted)


def named_column(name: str, place: NDArray[np.integer[Any]], names: Sequence[str] | NDArray[np.object_]) -> Column:
    """Make a column of text from the place of each row's name, -1 for NULL.

    Parameters
    ----------
    names
        For several columns what `words_of` returns, so that they are put together once.
    """
    words = names if isinstance(names, np.ndarray) else words_of(names)
    return Column(name=name, kind="text", values=place, words=words)


def words_of(names: Sequence[str]) -> NDArray[np.object_]:
    """Return names as the words of a column."""
    return np.array([*names, None], object)


def rows_of(columns: Sequence[Column], rows: NDArray[np.int64]) -> list[tuple[object, ...]]:
    """Return the values of some rows of columns that stand side by side."""
    return list(zip(*(column.cells(rows) for column in columns), strict=True)) if columns else [()] * len(rows)


def free_names(taken: Iterable[str], names: Iterable[str]) -> list[str]:
    """Return names with a `_2`, `_3`, … where one is taken already, case ignored."""
    used = {name.casefold() for name in taken}
    given = []
    for name in names:
        free, number = name, 1
        while free.casefold() in used:
            number += 1
            free = f"{name}_{number}"
        used.add(free.casefold())
        given.append(free)
    return given


def make_fields(fields: Iterable[QgsField]) -> QgsFields:
    """Put fields together."""
    made = QgsFields()
    for field in fields:
        made.append(field)
    return made


def field_title(source: QgsFeatureSource, name: str) -> str:
    """Return what people call a field: its alias, else its name."""
    row = source.fields().lookupField(name)
    return (source.fields()[row].alias() if row >= 0 else "") or name


def numbered(names: Iterable[str], wanted: str) -> str | None:
    """Find a computed field, which got a `_2`, `_3`, … where its name was taken: the highest number holds."""
    return _latest(tuple(names)).get(wanted.casefold())


@lru_cache(maxsize=16)  # of few layers it is asked thousands of times while the window waits
def _latest(names: tuple[str, ...]) -> Mapping[str, str]:
    """Return the field of each name that one can be called by, case ignored."""
    found: dict[str, tuple[int, str]] = {}
    for name in names:
        key = name.casefold()
        match = _NUMBERED.fullmatch(key)
        for wanted, number in ((key, 1), *([(match[1], int(match[2]))] if match else [])):
            if number >= found.get(wanted, (0, ""))[0]:
                found[wanted] = number, name
    return {wanted: name for wanted, (_, name) in found.items()}
