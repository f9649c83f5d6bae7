"""The fingerprint of a layer: equal where rows are, whatever their order and the format of the file."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from .recipe import Fingerprint

_NULL = b"\x00"
MILLIMETRE, OF_DEGREES = 3, 8
"""Decimals of an extent to 1 mm, in metres and in degrees."""


def value_text(kind: str, value: object) -> str | None:
    """Return the text that stands for a value of a field; None for NULL, and for a number that is none.

    SQLite, and so every GeoPackage, has no NaN: it keeps NULL in its place.

    Parameters
    ----------
    kind
        One of `FIELD_KINDS`; what a date or a moment says is its text.
    value
        Python's; None for NULL.
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if kind == "whole" and (isinstance(value, int) or (isinstance(value, float) and value.is_integer())):
        return str(int(value))
    if kind in ("whole", "number") and isinstance(value, int | float):
        return repr(float(value) + 0.0)  # -0.0 is 0.0
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return str(value)


def row_hash(geometry: bytes | None, cells: Iterable[str | None]) -> bytes:
    """Return the hash of a row: its geometry as WKB, None without one, and its values as text, None for NULL.

    Each part goes in with its length, so that no two rows are cut alike.
    """
    found = sha256()
    found.update(_NULL if geometry is None else b"\x01" + _sized(geometry))
    for cell in cells:
        found.update(_NULL if cell is None else b"\x01" + _sized(cell.encode("utf-8", "surrogatepass")))
    return found.digest()


@dataclass
class FingerprintOfRows:
    """Collects the rows of a layer, in any order.

    Parameters
    ----------
    fields
        The names of the fields, and what they hold.
    decimals
        Of the extent.
    """

    fields: Sequence[tuple[str, str]]
    decimals: int = MILLIMETRE
    hashes: list[bytes] = field(default_factory=list)
    extent: tuple[float, float, float, float] | None = None

    def add(self, geometry: bytes | None, box: tuple[float, float, float, float] | None, row: Sequence[object]) -> None:
        """Add a row: its geometry, the box around that, and its values in the order of the fields."""
        cells = [value_text(kind, value) for (_, kind), value in zip(self.fields, row, strict=True)]
        self.hashes.append(row_hash(geometry, cells))
        if box is not None:
            x0, y0, x1, y1 = box if self.extent is None else self.extent
            self.extent = (min(x0, box[0]), min(y0, box[1]), max(x1, box[2]), max(y1, box[3]))

    def whole(self) -> Fingerprint:
        """Return the fingerprint of all rows that were added."""
        extent = self.extent
        if extent is not None:
            x0, y0, x1, y1 = (round(v, self.decimals) + 0.0 for v in extent)
            extent = (x0, y0, x1, y1)
        return Fingerprint(
            rows=len(self.hashes),
            fields=tuple(self.fields),
            extent=extent,
            sha256=sha256(b"".join(sorted(self.hashes))).hexdigest(),
        )


def _sized(data: bytes) -> bytes:
    return len(data).to_bytes(8, "little") + data
