"""Looks for passwords, keys and tokens in the files of a folder: `scripts/checking/find_secrets.py dist/buurtmaat`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings

_NOT_TEXT = {".gpkg", ".png", ".qm", ".zip"}
_FINGERPRINT = re.compile(r'"sha256": "[0-9a-f]{64}"')
"""Of a layer, in an example of a recipe: it looks like a key, and is none."""


def secrets_in(folder: Path) -> Iterator[str]:
    """Return where something looks like a secret, and like which."""
    with default_settings():
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or path.suffix in _NOT_TEXT:
                continue
            lines = path.read_text(encoding="utf-8").splitlines()
            for found in scan_file(str(path)):
                if not _FINGERPRINT.search(lines[found.line_number - 1]):
                    yield f"{path.relative_to(folder)} line {found.line_number}: {found.type}"


def main() -> int:
    """Print what was found; 1 where there is anything."""
    found = list(secrets_in(Path(sys.argv[1])))
    for one in found:
        print(one)
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
