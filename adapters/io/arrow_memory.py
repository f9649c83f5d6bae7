"""The memory of an Arrow batch as numpy arrays: its C data interface, which is the same in every version.

GDAL's own way into numpy (`GetArrowStreamAsNumPy`) makes an object of every geometry, fills up texts to the longest
one, and brings the process down where a long text is no UTF-8.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from osgeo import ogr

from ...core.blobs import Blobs


class _Schema(ctypes.Structure):
    """`struct ArrowSchema`."""


_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
    ("dictionary", ctypes.POINTER(_Schema)),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]


class _Array(ctypes.Structure):
    """`struct ArrowArray`."""


_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
    ("dictionary", ctypes.POINTER(_Array)),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]

_NUMBERS = {"i": np.int32, "l": np.int64, "g": np.float64}
_BYTES = ("u", "z")
"""Texts and binary values, with offsets of four bytes."""


@dataclass(frozen=True)
class Stretch:
    """Some values of a column, and which of them are NULL."""

    data: NDArray[np.generic] | Blobs
    null: NDArray[np.bool_]

    def between(self, rows: slice) -> Stretch:
        """Return those of rows behind one another."""
        return Stretch(self.data.between(rows) if isinstance(self.data, Blobs) else self.data[rows], self.null[rows])


def stretches(layer: ogr.Layer, wanted: set[str], size: int) -> Iterator[dict[str, Stretch]]:
    """Yield the values of some columns of a layer, batch by batch, in memory of their own.

    Parameters
    ----------
    wanted
        Names of columns.
    size
        The number of rows of a batch.
    """
    stream = layer.GetArrowStream([f"MAX_FEATURES_IN_BATCH={size}"])
    given = stream.GetSchema()
    schema = _Schema.from_address(given._getPtr())
    columns = [schema.children[i].contents for i in range(schema.n_children)]
    kinds = [(column.name.decode(), column.format.decode()) for column in columns]
    while (batch := stream.GetNextRecordBatch()) is not None:
        array = _Array.from_address(batch._getPtr())
        yield {
            name: _stretch(array.children[i].contents, kind) for i, (name, kind) in enumerate(kinds) if name in wanted
        }


def _stretch(array: _Array, kind: str) -> Stretch:
    """Copy a column."""
    first, last = array.offset, array.offset + array.length
    null = np.zeros(array.length, bool)
    if array.null_count and array.buffers[0]:
        null = ~_bits(array.buffers[0], first, last)
    if kind == "b":
        return Stretch(_bits(array.buffers[1], first, last), null)
    if kind in _NUMBERS:
        return Stretch(_memory(array.buffers[1], _NUMBERS[kind], last)[first:].copy(), null)
    if kind not in _BYTES:
        raise ValueError(f"Arrow column of type {kind}")
    offset = _memory(array.buffers[1], np.int32, last + 1)[first:].astype(np.int64)
    data = _memory(array.buffers[2], np.uint8, int(offset[-1]))[int(offset[0]) :].copy()
    return Stretch(Blobs(data, np.diff(offset)), null)


def _bits(pointer: int, first: int, last: int) -> NDArray[np.bool_]:
    packed = _memory(pointer, np.uint8, (last + 7) // 8)
    return np.unpackbits(packed, bitorder="little", count=last)[first:].astype(bool)


def _memory(pointer: int | None, kind: type, count: int) -> NDArray[Any]:
    """Return memory as an array, without a copy."""
    dtype: np.dtype[Any] = np.dtype(kind)
    if not pointer or not count:
        return np.zeros(count, dtype)
    memory: Any = (ctypes.c_char * (count * dtype.itemsize)).from_address(pointer)
    return np.frombuffer(memory, dtype)
