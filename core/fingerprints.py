"""Fingerprints of what a computation takes: equal only where all of it is equal, bit by bit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from typing import Protocol

import numpy as np

_SIZE = 20
"""Bytes of a fingerprint: that two differ and have the same one does not happen."""


class _Hash(Protocol):
    def update(self, data: bytes | memoryview, /) -> None: ...


def fingerprint(*values: object) -> bytes:
    """Return a fingerprint of arrays, numbers, texts, and tuples and dataclasses of these.

    Notes
    -----
    Every value goes in with its type and its size, so that no two ways of cutting the same bytes are alike. What a
    dataclass keeps beside its fields, such as cached properties, does not count.
    """
    found = blake2b(digest_size=_SIZE)
    _add(found, values)
    return found.digest()


def _add(found: _Hash, value: object) -> None:
    match value:
        case None | bool() | int() | float() | str() | bytes():
            _add_text(found, f"{type(value).__name__} {value!r}")
        case np.ndarray():
            if value.dtype.hasobject:
                raise ValueError("an array of Python objects has no fingerprint")
            _add_text(found, f"array {value.dtype.str} {value.shape}")
            found.update(np.ascontiguousarray(value).reshape(-1).view(np.uint8).data)
        case tuple() | list():
            _add_text(found, f"{type(value).__name__} {len(value)}")
            _add_all(found, value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            _add_text(found, type(value).__qualname__)
            _add_all(found, [getattr(value, field.name) for field in fields(value)])
        case _:
            raise ValueError(f"{type(value).__name__} has no fingerprint")


def _add_all(found: _Hash, values: Iterable[object]) -> None:
    for value in values:
        _add(found, value)


def _add_text(found: _Hash, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    found.update(len(data).to_bytes(8, "little") + data)
