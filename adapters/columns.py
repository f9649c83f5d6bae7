"""Computed columns as QGIS fields and values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsField, QgsFields
from qgis.PyQt.QtCore import QMetaType

_TYPES = {
    "text": QMetaType.Type.QString,
    "whole": QMetaType.Type.Int,
    "number": QMetaType.Type.Double,
}


@dataclass(frozen=True)
class Column:
    """A computed field: its name, its kind (`text`, `whole` or `number`) and one value a row, None for NULL."""

    name: str
    kind: str
    values: Sequence[object]

    def field(self, name: str | None = None) -> QgsField:
        """Give the field, under this or another name."""
        return QgsField(name or self.name, _TYPES[self.kind])


def number_column(name: str, values: NDArray[np.float64]) -> Column:
    """Make a column of numbers; what is not finite becomes NULL."""
    cells = np.asarray(values, np.float64).astype(object)
    cells[~np.isfinite(np.asarray(values, np.float64))] = None
    return Column(name, "number", cells.tolist())


def whole_column(name: str, values: NDArray[np.int64], known: NDArray[np.bool_] | None = None) -> Column:
    """Make a column of whole numbers; NULL where they are not known."""
    cells = np.asarray(values).astype(np.int64).astype(object)
    if known is not None:
        cells[~known] = None
    return Column(name, "whole", cells.tolist())


def text_column(name: str, values: Iterable[str | None]) -> Column:
    """Make a column of text."""
    return Column(name, "text", list(values))


def free_names(taken: Iterable[str], names: Iterable[str]) -> list[str]:
    """Give each name a `_2`, `_3`, … where it is taken already, case ignored."""
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
