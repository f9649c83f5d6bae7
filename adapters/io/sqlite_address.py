"""How SQLite is told which file to open, and how: as a URI."""

from __future__ import annotations

import os
from pathlib import PurePath
from urllib.parse import quote


def sqlite_address(path: PurePath, **options: str) -> str:
    """Return the URI of a file for SQLite; `path` is absolute.

    SQLite knows no host but its own. So of a path such as `//server/share/town.gpkg`, into which Windows turns the
    letter of a drive when it is resolved, the server is part of the path, and not a host as `Path.as_uri` has it.
    """
    text = path.as_posix()
    rooted = text if text.startswith("/") else f"/{text}"  # that of a drive begins with its letter
    asked = "&".join(f"{name}={value}" for name, value in options.items())
    return f"file://{quote(os.fsencode(rooted), safe='/:')}?{asked}"
