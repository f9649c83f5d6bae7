"""GeoJSON whose reference system is at an address: GDAL asks for it as soon as the file is opened.

GDAL also reads comments, single quotes and escaped names, so that a file that names a system in any way but the plain
one counts as such.
"""

from __future__ import annotations

import json
import re
from mmap import mmap

_LONGEST = 20_000
_NAME = re.compile(
    rb"[\"'](?:c|\\u00[46]3)(?:r|\\u00[57]2)(?:s|\\u00[57]3)[\"']\s*(.)",
    re.IGNORECASE | re.DOTALL,
)


def may_ask_for_system(data: bytes | mmap) -> bool:
    """Return whether GeoJSON may name a reference system by an address, wherever in it."""
    return any(_is_linked(data, found) for found in _NAME.finditer(data))


def _is_linked(data: bytes | mmap, found: re.Match[bytes]) -> bool:
    if found[1] in (b",", b"}", b"]"):
        return False  # a value that is called so
    if found[1] != b":":
        return True
    text = data[found.end() : found.end() + _LONGEST].decode("utf-8", "replace").lstrip()
    try:
        system, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return True
    if not isinstance(system, dict):
        return False
    kinds = [value for name, value in system.items() if name.casefold() == "type"]
    return any(not isinstance(kind, str) or kind.casefold() not in ("name", "epsg", "ogc") for kind in kinds)
